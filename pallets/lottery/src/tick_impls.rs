//! What happens when a block begins.

use crate::{Config, EpochSeed, Pallet, Seed, Seeds, WeightInfo};
use frame_support::{defensive, weights::Weight};

impl<T: Config> Pallet<T> {
	/// Keeps what is announced in an epoch that is new, in the place of the oldest where there are
	/// many; what it takes.
	pub(crate) fn do_note_epoch() -> Weight {
		let epoch = T::Epochs::epoch();
		let mut seeds = Seeds::<T>::get();
		if seeds.last().is_some_and(|latest| latest.epoch >= epoch) {
			return T::WeightInfo::same_epoch();
		}

		if seeds.is_full() {
			seeds.remove(0);
		}
		if seeds.try_push(Seed { epoch, value: T::Epochs::seed() }).is_err() {
			defensive!("there is room for a seed");
		}
		Seeds::<T>::put(seeds);
		T::WeightInfo::new_epoch()
	}
}
