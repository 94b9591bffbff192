//! Benchmarks of the hook, with as many seeds as can be kept.

use crate::*;
use frame_benchmarking::v2::*;
use parecon_primitives::Lottery;

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Every block but the first of an epoch.
	#[benchmark]
	fn same_epoch() {
		Pallet::<T>::ensure_lot(1);
		let before = Seeds::<T>::get();

		#[block]
		{
			Pallet::<T>::do_note_epoch();
		}

		assert_eq!(Seeds::<T>::get(), before);
	}

	/// The first block of an epoch: the oldest seed goes.
	#[benchmark]
	fn new_epoch() {
		Pallet::<T>::ensure_lot(1);
		let oldest = Seeds::<T>::get()[0];
		let next = T::Epochs::epoch() + 1;
		T::Epochs::set_epoch(next);

		#[block]
		{
			Pallet::<T>::do_note_epoch();
		}

		let seeds = Seeds::<T>::get();
		assert_eq!(seeds.len(), KEPT as usize);
		assert_eq!(seeds.last().map(|seed| seed.epoch), Some(next));
		assert!(!seeds.contains(&oldest));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with(), crate::mock::Test);
}
