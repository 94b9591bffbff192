//! What other pallets may ask of this one, and tell it.

use crate::{Config, Error, Pallet, PurseId, Purses, Refusal, Rules, WeightInfo, WeightsOf};
use frame_support::{ensure, pallet_prelude::DispatchResult, weights::Weight};
use parecon_primitives::{
	CouncilId, CouncilTree, MemberId, Membership, OnMemberChange, StorageQuota,
};

impl<T: Config> StorageQuota for Pallet<T> {
	fn hold(member: MemberId, bytes: u32) -> DispatchResult {
		ensure!(T::Membership::account_of(member).is_some(), Error::<T>::NotMember);
		Self::hold_in(PurseId::Member(member), bytes)
	}

	fn release(member: MemberId, bytes: u32) {
		Self::release_in(PurseId::Member(member), bytes);
	}

	fn hold_of_council(council: CouncilId, bytes: u32) -> DispatchResult {
		ensure!(T::Councils::side_of(council).is_some(), Error::<T>::NoCouncil);
		Self::hold_in(PurseId::Council(council), bytes)
	}

	fn release_of_council(council: CouncilId, bytes: u32) {
		Self::release_in(PurseId::Council(council), bytes);
	}
}

impl<T: Config> Pallet<T> {
	/// Takes room in a purse for one record of at most `bytes`.
	fn hold_in(id: PurseId, bytes: u32) -> DispatchResult {
		let terms = Rules::<T>::get().terms(id);
		let now = frame_system::Pallet::<T>::block_number();
		let purse = Self::purse_of(id).hold(&terms, now, bytes).map_err(|why| match why {
			Refusal::NoRoom => Error::<T>::NoRoom,
			Refusal::HoldsTooMuch => Error::<T>::HoldsTooMuch,
		})?;

		Self::keep(id, purse);
		Ok(())
	}

	/// Gives the room of such a record back. Nothing happens where the purse is gone with its owner.
	fn release_in(id: PurseId, bytes: u32) {
		if let Some(purse) = Purses::<T>::get(id) {
			Self::keep(id, purse.release(bytes));
		}
	}
}

impl<T: Config> OnMemberChange<T::AccountId> for Pallet<T> {
	fn member_left(member: MemberId) {
		Purses::<T>::remove(PurseId::Member(member));
		Purses::<T>::remove(PurseId::Voice(member));
	}

	fn heads_changed(_: MemberId, _: u32) {}

	fn left_weight() -> Weight {
		WeightsOf::<T>::member_left()
	}

	fn heads_weight() -> Weight {
		Weight::zero()
	}
}
