//! What the planning year asks of this pallet.

use crate::{Config, Pallet, Requested};
use alloc::vec::Vec;
use parecon_primitives::{CouncilId, GoodId, Quantity};

impl<T: Config> parecon_primitives::Requested for Pallet<T> {
	fn requested(council: CouncilId) -> Vec<(GoodId, Quantity)> {
		Requested::<T>::get(council).into_inner()
	}

	fn most() -> u32 {
		Self::most_goods()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_requested(council: CouncilId, goods: Vec<(GoodId, Quantity)>) {
		Requested::<T>::insert(council, crate::SumOf::<T>::truncate_from(goods));
	}
}
