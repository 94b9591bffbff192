//! What other pallets may ask of this one, and tell it.

use crate::{Config, Error, Pallet, PurseId, Purses, Refusal, Rules, WeightInfo, WeightsOf};
use frame_support::{ensure, pallet_prelude::DispatchResult, weights::Weight};
use parecon_primitives::{MemberId, Membership, OnMemberChange, StorageQuota};

impl<T: Config> StorageQuota for Pallet<T> {
	fn hold(member: MemberId, bytes: u32) -> DispatchResult {
		ensure!(T::Membership::account_of(member).is_some(), Error::<T>::NotMember);
		let id = PurseId::Member(member);
		let terms = Rules::<T>::get().terms(id);
		let now = frame_system::Pallet::<T>::block_number();
		let purse = Self::purse_of(id).hold(&terms, now, bytes).map_err(|why| match why {
			Refusal::NoRoom => Error::<T>::NoRoom,
			Refusal::HoldsTooMuch => Error::<T>::HoldsTooMuch,
		})?;

		Self::keep(id, purse);
		Ok(())
	}

	fn release(member: MemberId, bytes: u32) {
		let id = PurseId::Member(member);
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
