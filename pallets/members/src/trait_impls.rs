//! What other pallets may ask of this one.

use crate::{AccountOffers, Config, Members, NextMember, Pallet, Wards};
use parecon_primitives::{MemberId, Membership};

impl<T: Config> Membership<T::AccountId> for Pallet<T> {
	fn member_of(account: &T::AccountId) -> Option<MemberId> {
		Self::ensure_active(account).ok().map(|(member, _)| member)
	}

	fn account_of(member: MemberId) -> Option<T::AccountId> {
		Members::<T>::get(member).map(|record| record.account)
	}

	fn is_suspended(account: &T::AccountId) -> bool {
		Self::ensure_member_of(account).is_ok_and(|(_, record)| record.suspended)
	}

	fn payer_of(account: &T::AccountId) -> Option<MemberId> {
		let own = Self::ensure_member_of(account).ok().map(|(member, _)| member);
		own.or_else(|| {
			let member = AccountOffers::<T>::get(account)?;
			Members::<T>::get(member).filter(|record| !record.suspended).map(|_| member)
		})
	}

	fn heads_of(member: MemberId) -> u32 {
		if Members::<T>::contains_key(member) {
			Wards::<T>::get(member).confirmed.saturating_add(1)
		} else {
			0
		}
	}

	fn members() -> u32 {
		Members::<T>::count()
	}

	fn next_id() -> MemberId {
		NextMember::<T>::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(
		account: &T::AccountId,
	) -> Result<MemberId, frame_support::pallet_prelude::DispatchError> {
		match crate::MemberOf::<T>::get(account) {
			Some(member) => Ok(member),
			None => Self::do_add(account.clone(), Default::default()),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn fill_household(member: MemberId) {
		Self::do_fill_household(member);
	}
}
