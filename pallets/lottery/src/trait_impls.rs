//! What other pallets may ask of this one.

use crate::{seeds, Config, EpochSeed, Pallet, Seeds};
use parecon_primitives::Lottery;
use sp_core::H256;

impl<T: Config> Lottery for Pallet<T> {
	fn epoch() -> u64 {
		T::Epochs::epoch()
	}

	fn lot(frozen: u64, subject: &[u8]) -> Option<H256> {
		let seed = seeds::seed_of(&Seeds::<T>::get(), frozen)?;
		Some(seeds::lot_of(seed, subject))
	}

	/// As many seeds as can be kept, the first of them of the epoch after `frozen`.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_lot(frozen: u64) {
		use crate::{Seed, KEPT};
		let seeds = (1..=u64::from(KEPT)).map(|nth| {
			let epoch = frozen.saturating_add(nth);
			Seed { epoch, value: seeds::lot_of(H256::zero(), &epoch.to_be_bytes()) }
		});
		Seeds::<T>::put(frame_support::BoundedVec::truncate_from(seeds.collect()));
		T::Epochs::set_epoch(frozen.saturating_add(KEPT.into()));
	}
}
