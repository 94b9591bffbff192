//! Goods of which many state one amount: public goods and pollutants.

#![allow(unused_variables, unused_imports)] // Placeholder.
use crate::*;
use frame_support::{dispatch::PostDispatchInfo, ensure, pallet_prelude::*};
use parecon_engine::Line;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::share_good`].
	pub(crate) fn do_share_good(good: GoodId, step: Quantity, scope: Scope) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}
}
