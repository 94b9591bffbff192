//! What federations do in the procedure: comments, proposals for others, exceptions.

#![allow(unused_variables, unused_imports)] // Placeholder.
use crate::*;
use frame_support::{dispatch::PostDispatchInfo, ensure, pallet_prelude::*};
use parecon_engine::Line;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::comment`].
	pub(crate) fn do_comment(
		who: &T::AccountId,
		federation: CouncilId,
		council: CouncilId,
		note: H256,
	) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::entrust`].
	pub(crate) fn do_entrust(
		who: &T::AccountId,
		council: CouncilId,
		federation: Option<CouncilId>,
	) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::propose_many`].
	pub(crate) fn do_propose_many(
		who: &T::AccountId,
		federation: CouncilId,
		iteration: Iteration,
		batch: BatchOf<T>,
	) -> DispatchResultWithPostInfo {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::endow`].
	pub(crate) fn do_endow(
		who: &T::AccountId,
		council: CouncilId,
		amount: Credits,
	) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::ask_exception`].
	pub(crate) fn do_ask_exception(
		who: &T::AccountId,
		council: CouncilId,
		amount: Credits,
		note: H256,
	) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::appeal`].
	pub(crate) fn do_appeal(who: &T::AccountId, council: CouncilId) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::grant_exception`].
	pub(crate) fn do_grant_exception(
		who: &T::AccountId,
		federation: CouncilId,
		council: CouncilId,
		exception: Exception,
	) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// See [`Pallet::refuse_exception`].
	pub(crate) fn do_refuse_exception(
		who: &T::AccountId,
		federation: CouncilId,
		council: CouncilId,
	) -> DispatchResult {
		Err(Error::<T>::Overflow.into()) // Placeholder.
	}

	/// Weight of proposing for several: that of each.
	pub(crate) fn propose_many_weight(batch: &BatchOf<T>) -> Weight {
		batch.iter().fold(T::WeightInfo::comment(), |sum, (_, lines, _)| {
			sum.saturating_add(Self::propose_weight_before(lines))
		})
	}

	/// Weight of an exception with its backers.
	pub(crate) fn exception_weight(exception: &Exception) -> Weight {
		let backers = match exception {
			Exception::Relief { backers, .. } => backers.len() as u32,
			_ => 0,
		};
		T::WeightInfo::grant_exception(backers)
	}
}
