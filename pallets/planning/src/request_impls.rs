//! What counts for a consumers' council: what its speaker states and its members request, within its budget.

#![allow(unused_variables, unused_imports)] // Placeholder.
use crate::*;
use frame_support::{dispatch::PostDispatchInfo, ensure, pallet_prelude::*};
use parecon_engine::Line;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::recall`].
	pub(crate) fn do_recall(who: &T::AccountId, council: CouncilId) -> DispatchResultWithPostInfo {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}
}
