//! Leaving a plan, and staying with one after a year without.

#![allow(unused_variables, unused_imports)] // Placeholder.
use crate::*;
use frame_support::{dispatch::PostDispatchInfo, ensure, pallet_prelude::*};
use parecon_engine::Line;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::withdraw`].
	pub(crate) fn do_withdraw(who: &T::AccountId, council: CouncilId) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::confirm`].
	pub(crate) fn do_confirm(who: &T::AccountId, council: CouncilId) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}
}
