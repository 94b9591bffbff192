//! The way back to a membership whose account was lost.

use crate::{
	count_of, AdmissionRules, Config, Error, Event, MemberRecordOf, Pallet, Recoveries, Recovery,
	RecoveryAccounts, RecoveryOf, Rules,
};
use frame_support::{
	ensure, pallet_prelude::DispatchResult, sp_runtime::traits::Saturating, BoundedVec,
};
use parecon_primitives::MemberId;

/// What a word for a recovery changes, worked out in full before anything is written.
pub(crate) struct RecoveryWord<T: Config> {
	/// Who gives the word.
	sponsor: MemberId,
	/// Whether it opens the recovery.
	opens: bool,
	/// Whether it is the one that makes the majority.
	decides: bool,
	/// The recovery with the word in it.
	recovery: RecoveryOf<T>,
}

impl<T: Config> Pallet<T> {
	/// Whether a recovery is dead in this block: too late, and without majority.
	pub(crate) fn is_recovery_expired(recovery: &RecoveryOf<T>) -> bool {
		recovery.due.is_none() && Self::now() >= recovery.expires
	}

	/// What a word of `account` for `member` to act through `new` would change, or why it cannot be
	/// given.
	pub(crate) fn check_recover(
		account: &T::AccountId,
		member: MemberId,
		new: &T::AccountId,
	) -> Result<RecoveryWord<T>, Error<T>> {
		let (sponsor, _) = Self::ensure_active(account)?;
		let lost = Self::ensure_record(member)?;
		ensure!(!lost.sponsors.is_empty(), Error::<T>::NoSponsors);
		ensure!(lost.sponsors.contains(&sponsor), Error::<T>::NotSponsor);
		let known = Recoveries::<T>::get(member);
		let opens = known.is_none();
		if opens {
			Self::ensure_free(new)?;
		}
		let mut recovery = known.unwrap_or_else(|| Self::new_recovery(new.clone()));
		ensure!(!Self::is_recovery_expired(&recovery), Error::<T>::RecoveryExpired);
		ensure!(recovery.account == *new, Error::<T>::OtherAccount);
		ensure!(!recovery.words.contains(&sponsor), Error::<T>::AlreadySponsored);
		recovery.words.try_push(sponsor).map_err(|_| Error::<T>::SponsorsFull)?;
		let decides = Self::note_majority(&mut recovery, &lost);
		Ok(RecoveryWord { sponsor, opens, decides, recovery })
	}

	/// A recovery that starts in this block and has no word yet.
	fn new_recovery(account: T::AccountId) -> RecoveryOf<T> {
		let AdmissionRules { recovery_delay, recovery_lifetime, .. } = Rules::<T>::get();
		Recovery {
			account,
			words: BoundedVec::new(),
			delay: recovery_delay,
			expires: Self::now().saturating_add(recovery_lifetime),
			due: None,
		}
	}

	/// Sets when `recovery` is due, if its words have just become the majority, and tells whether
	/// they have.
	fn note_majority(recovery: &mut RecoveryOf<T>, lost: &MemberRecordOf<T>) -> bool {
		let decides = recovery.due.is_none() && recovery.has_majority(count_of(&lost.sponsors));
		if decides {
			recovery.due = Some(Self::now().saturating_add(recovery.delay));
		}
		decides
	}

	pub(crate) fn do_recover(
		account: T::AccountId,
		member: MemberId,
		new: T::AccountId,
	) -> DispatchResult {
		let RecoveryWord { sponsor, opens, decides, recovery } =
			Self::check_recover(&account, member, &new)?;

		Recoveries::<T>::insert(member, &recovery);
		if opens {
			Self::announce_recovery(member, &recovery);
		}
		Self::deposit_event(Event::RecoverySponsored { member, sponsor });
		if decides {
			Self::announce_due(member, recovery);
		}
		Ok(())
	}

	pub(crate) fn do_reassign(member: MemberId, account: T::AccountId) -> DispatchResult {
		Self::ensure_record(member)?;
		// The account of the recovery that this one replaces stays the member's.
		if RecoveryAccounts::<T>::get(&account) != Some(member) {
			Self::ensure_free(&account)?;
		}

		Self::drop_recovery(member);
		let mut recovery = Self::new_recovery(account);
		recovery.due = Some(Self::now().saturating_add(recovery.delay));
		Recoveries::<T>::insert(member, &recovery);
		Self::announce_recovery(member, &recovery);
		Self::announce_due(member, recovery);
		Ok(())
	}

	/// Reserves the account of a recovery that has been opened.
	fn announce_recovery(member: MemberId, recovery: &RecoveryOf<T>) {
		RecoveryAccounts::<T>::insert(&recovery.account, member);
		let (account, expires) = (recovery.account.clone(), recovery.expires);
		Self::deposit_event(Event::RecoveryOpened { member, account, expires });
	}

	fn announce_due(member: MemberId, recovery: RecoveryOf<T>) {
		if let Recovery { account, due: Some(due), .. } = recovery {
			Self::deposit_event(Event::RecoveryDue { member, account, due });
		}
	}

	pub(crate) fn do_cancel_recovery(account: T::AccountId) -> DispatchResult {
		let (member, _) = Self::ensure_active(&account)?;
		ensure!(Recoveries::<T>::contains_key(member), Error::<T>::NoRecovery);

		Self::drop_recovery(member);
		Ok(())
	}

	pub(crate) fn do_complete_recovery(member: MemberId) -> DispatchResult {
		let recovery = Recoveries::<T>::get(member).ok_or(Error::<T>::NoRecovery)?;
		ensure!(recovery.due.is_some_and(|due| Self::now() >= due), Error::<T>::NotDue);
		let mut record = Self::ensure_record(member)?;

		Recoveries::<T>::remove(member);
		RecoveryAccounts::<T>::remove(&recovery.account);
		// Whoever holds the lost account may have offered the membership to a third.
		Self::drop_offer(member, &mut record);
		frame_system::Pallet::<T>::inc_providers(&recovery.account);
		Self::give_back(&record.account);
		Self::change_account(member, record, recovery.account);
		Ok(())
	}

	pub(crate) fn do_discard_recovery(member: MemberId) -> DispatchResult {
		let recovery = Recoveries::<T>::get(member).ok_or(Error::<T>::NoRecovery)?;
		ensure!(Self::is_recovery_expired(&recovery), Error::<T>::RecoveryOpen);

		Recoveries::<T>::remove(member);
		RecoveryAccounts::<T>::remove(&recovery.account);
		Self::deposit_event(Event::RecoveryDiscarded { member });
		Ok(())
	}

	/// Cancels the recovery of `member`, if there is one.
	pub(crate) fn drop_recovery(member: MemberId) {
		if let Some(recovery) = Recoveries::<T>::take(member) {
			RecoveryAccounts::<T>::remove(&recovery.account);
			Self::deposit_event(Event::RecoveryCancelled { member });
		}
	}
}
