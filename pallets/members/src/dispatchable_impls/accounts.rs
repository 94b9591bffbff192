//! A member's account, offered and accepted, and accounts that linger.

use crate::{
	AccountOffers, Config, Error, Event, Lingering, MemberOf, MemberRecordOf, Members, Pallet,
};
use codec::MaxEncodedLen;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_primitives::{MemberId, OnMemberChange, StorageQuota};

impl<T: Config> Pallet<T> {
	/// The room that an offered account takes in the purse of who offers it.
	pub(crate) fn offer_bytes() -> u32 {
		let bytes = T::AccountId::max_encoded_len().saturating_add(MemberId::max_encoded_len());
		u32::try_from(bytes).unwrap_or(u32::MAX)
	}

	pub(crate) fn do_offer_account(account: T::AccountId, new: T::AccountId) -> DispatchResult {
		let (member, mut record) = Self::ensure_active(&account)?;
		ensure!(record.offer.is_none(), Error::<T>::OfferOpen);
		Self::ensure_free(&new)?;
		// The first write, and the last that can fail: it changes nothing if it does.
		T::Quota::hold(member, Self::offer_bytes())?;

		frame_system::Pallet::<T>::inc_providers(&new);
		record.offer = Some(new.clone());
		Members::<T>::insert(member, record);
		AccountOffers::<T>::insert(&new, member);
		Self::deposit_event(Event::AccountOffered { member, account: new });
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(account: T::AccountId) -> DispatchResult {
		let (member, mut record) = Self::ensure_member_of(&account)?;
		let offered = record.offer.take().ok_or(Error::<T>::NoOffer)?;
		// The first write, and the last that can fail: it changes nothing if it does.
		frame_system::Pallet::<T>::dec_providers(&offered).map_err(|_| Error::<T>::AccountInUse)?;

		Self::close_offer(member, offered);
		Members::<T>::insert(member, record);
		Ok(())
	}

	pub(crate) fn do_accept_account(new: T::AccountId) -> DispatchResult {
		let member = AccountOffers::<T>::get(&new).ok_or(Error::<T>::NoOffer)?;
		let mut record = Self::ensure_record(member)?;
		ensure!(!record.suspended, Error::<T>::Suspended);
		// The first write, and the last that can fail: it changes nothing if it does.
		frame_system::Pallet::<T>::dec_providers(&record.account)
			.map_err(|_| Error::<T>::AccountInUse)?;

		// The new account keeps the provider reference that it got with the offer.
		AccountOffers::<T>::remove(&new);
		T::Quota::release(member, Self::offer_bytes());
		record.offer = None;
		Self::drop_recovery(member);
		Self::change_account(member, record, new);
		Ok(())
	}

	pub(crate) fn do_release(account: T::AccountId) -> DispatchResult {
		ensure!(Lingering::<T>::contains_key(&account), Error::<T>::NotLingering);
		// The first write, and the last that can fail: it changes nothing if it does.
		frame_system::Pallet::<T>::dec_providers(&account).map_err(|_| Error::<T>::AccountInUse)?;

		Lingering::<T>::remove(&account);
		Self::deposit_event(Event::AccountReleased { account });
		Ok(())
	}

	/// From now on `member` acts through `new`.
	pub(crate) fn change_account(
		member: MemberId,
		mut record: MemberRecordOf<T>,
		new: T::AccountId,
	) {
		let old = core::mem::replace(&mut record.account, new.clone());
		MemberOf::<T>::remove(&old);
		MemberOf::<T>::insert(&new, member);
		Members::<T>::insert(member, record);
		T::OnMemberChange::account_changed(member, &old, &new);
		Self::deposit_event(Event::AccountChanged { member, old, new });
	}

	/// Ends the offer in `record`, if there is one, whatever depends on the offered account.
	pub(crate) fn drop_offer(member: MemberId, record: &mut MemberRecordOf<T>) {
		let Some(offered) = record.offer.take() else { return };
		Self::give_back(&offered);
		Self::close_offer(member, offered);
	}

	/// Removes the record of an offer whose account has given its provider reference back.
	fn close_offer(member: MemberId, offered: T::AccountId) {
		AccountOffers::<T>::remove(&offered);
		T::Quota::release(member, Self::offer_bytes());
		Self::deposit_event(Event::OfferWithdrawn { member, account: offered });
	}
}
