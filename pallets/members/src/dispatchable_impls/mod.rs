//! What the calls do, by topic. Each checks all that can fail before its first write.

mod accounts;
mod admission;
mod dependents;
mod ending;
mod recovery;
mod rules;
mod sponsoring;
mod standing;

use crate::{
	AccountOffers, Candidates, Config, Dependents, Error, Event, Lingering, MemberOf,
	MemberRecordOf, Members, Pallet, RecoveryAccounts,
};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{Calendar, MemberId, Period};

impl<T: Config> Pallet<T> {
	/// This block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// This period.
	pub(crate) fn period() -> Period {
		T::Calendar::period()
	}

	/// The member who acts through `account`, suspended or not.
	pub(crate) fn ensure_member_of(
		account: &T::AccountId,
	) -> Result<(MemberId, MemberRecordOf<T>), Error<T>> {
		let member = MemberOf::<T>::get(account).ok_or(Error::<T>::NotMember)?;
		let record = Members::<T>::get(member).ok_or(Error::<T>::NotMember)?;
		Ok((member, record))
	}

	/// The member who may act through `account` now.
	pub(crate) fn ensure_active(
		account: &T::AccountId,
	) -> Result<(MemberId, MemberRecordOf<T>), Error<T>> {
		let (member, record) = Self::ensure_member_of(account)?;
		ensure!(!record.suspended, Error::<T>::Suspended);
		Ok((member, record))
	}

	/// The record of `member`.
	pub(crate) fn ensure_record(member: MemberId) -> Result<MemberRecordOf<T>, Error<T>> {
		Members::<T>::get(member).ok_or(Error::<T>::NoSuchMember)
	}

	/// That `account` stands for nobody yet, so that a member may come to act through it.
	pub(crate) fn ensure_free(account: &T::AccountId) -> Result<(), Error<T>> {
		Self::ensure_free_but_for(account, None)
	}

	/// The same, where `account` may be reserved already for the recovery of the member `lost`.
	pub(crate) fn ensure_free_but_for(
		account: &T::AccountId,
		lost: Option<MemberId>,
	) -> Result<(), Error<T>> {
		ensure!(!MemberOf::<T>::contains_key(account), Error::<T>::AlreadyMember);
		ensure!(!AccountOffers::<T>::contains_key(account), Error::<T>::AccountOffered);
		let reserved = RecoveryAccounts::<T>::get(account);
		ensure!(reserved.is_none() || reserved == lost, Error::<T>::AccountInRecovery);
		ensure!(!Candidates::<T>::contains_key(account), Error::<T>::IsCandidate);
		ensure!(!Dependents::<T>::contains_key(account), Error::<T>::IsDependent);
		Ok(())
	}

	/// Takes our provider reference from `account`, or lets the account linger where something
	/// depends on it.
	pub(crate) fn give_back(account: &T::AccountId) {
		if frame_system::Pallet::<T>::dec_providers(account).is_ok() {
			return;
		}
		// It refuses the last provider only, so an account that lingers already never comes here.
		Lingering::<T>::insert(account, ());
		Self::deposit_event(Event::AccountLingers { account: account.clone() });
	}
}
