//! What other pallets may ask of this one.

use crate::{Config, MemberOf, Members, Pallet};
use parecon_primitives::{MemberId, Membership};

impl<T: Config> Membership<T::AccountId> for Pallet<T> {
	fn member_of(account: &T::AccountId) -> Option<MemberId> {
		MemberOf::<T>::get(account)
	}

	fn account_of(member: MemberId) -> Option<T::AccountId> {
		Members::<T>::get(member).map(|record| record.account)
	}

	fn members() -> u32 {
		Members::<T>::count()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(
		account: &T::AccountId,
	) -> Result<MemberId, frame_support::pallet_prelude::DispatchError> {
		match MemberOf::<T>::get(account) {
			Some(member) => Ok(member),
			None => Self::do_add(account.clone(), Default::default()),
		}
	}
}
