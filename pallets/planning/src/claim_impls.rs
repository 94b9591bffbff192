//! Who is harmed by a pollutant: claims, and what opposes them.

#![allow(unused_variables, unused_imports)] // Placeholder.
use crate::*;
use frame_support::{dispatch::PostDispatchInfo, ensure, pallet_prelude::*};
use parecon_engine::Line;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::claim`].
	pub(crate) fn do_claim(who: &T::AccountId, good: GoodId, council: CouncilId) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::oppose_claim`].
	pub(crate) fn do_oppose_claim(
		who: &T::AccountId,
		good: GoodId,
		claimant: CouncilId,
		council: CouncilId,
	) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::settle_claim`].
	pub(crate) fn do_settle_claim(good: GoodId, claimant: CouncilId) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::decide_claim`].
	pub(crate) fn do_decide_claim(
		good: GoodId,
		claimant: CouncilId,
		admit: bool,
	) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::set_claim_window`].
	pub(crate) fn do_set_claim_window(blocks: u32) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}
}
