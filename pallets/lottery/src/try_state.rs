//! What always holds.

use crate::{Config, EpochSeed, Pallet, Seeds};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. The list of seeds can be read: it has no more than [`KEPT`](crate::KEPT).
	/// 2. Its epochs ascend, so that none stands in it twice.
	/// 3. No seed is that of a later epoch than this.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let seeds = Seeds::<T>::get();
		let written = Seeds::<T>::decode_len().unwrap_or_default();
		ensure!(written == seeds.len(), "more seeds than are kept");
		let mut pairs = seeds.iter().zip(seeds.iter().skip(1));
		ensure!(pairs.all(|(one, next)| one.epoch < next.epoch), "seeds out of order");
		let latest = seeds.last().map(|seed| seed.epoch);
		ensure!(latest <= Some(T::Epochs::epoch()), "seed of a later epoch");
		Ok(())
	}
}
