//! The way back to a membership whose account was lost.

use crate::{
	account_of_majority, count_of, AdmissionRules, Config, Due, DueOf, Error, Event, Pallet,
	Recoveries, Recovery, RecoveryAccounts, RecoveryOf, RecoveryWord, Rules,
};
use frame_support::{
	ensure, pallet_prelude::DispatchResult, sp_runtime::traits::Saturating, BoundedVec,
};
use parecon_primitives::MemberId;

/// What a word for a recovery changes, worked out in full before anything is written.
pub(crate) struct Recovering<T: Config> {
	/// Who gives the word.
	sponsor: MemberId,
	/// Whether it opens the recovery.
	opens: bool,
	/// The recovery with the word in it: due if this is the word that makes the majority.
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
	) -> Result<Recovering<T>, Error<T>> {
		let (sponsor, _) = Self::ensure_active(account)?;
		let lost = Self::ensure_record(member)?;
		ensure!(!lost.sponsors.is_empty(), Error::<T>::NoSponsors);
		ensure!(lost.sponsors.contains(&sponsor), Error::<T>::NotSponsor);
		let known = Recoveries::<T>::get(member);
		let opens = known.is_none();
		let mut recovery = known.unwrap_or_else(Self::new_recovery);
		ensure!(recovery.due.is_none(), Error::<T>::AlreadyDue);
		ensure!(!Self::is_recovery_expired(&recovery), Error::<T>::RecoveryExpired);
		// Nobody has reserved it for the words: it is looked at with each, so with the one that
		// makes the majority too.
		Self::ensure_free(new)?;
		Self::note_recovery_word(&mut recovery, sponsor, new)?;
		let sponsors = count_of(&lost.sponsors);
		recovery.due = account_of_majority(&recovery.words, sponsors)
			.map(|account| Self::due_after(account.clone(), &recovery));
		Ok(Recovering { sponsor, opens, recovery })
	}

	/// A recovery that starts in this block and has no word yet.
	fn new_recovery() -> RecoveryOf<T> {
		let AdmissionRules { recovery_delay, recovery_lifetime, .. } = Rules::<T>::get();
		Recovery {
			words: BoundedVec::new(),
			delay: recovery_delay,
			expires: Self::now().saturating_add(recovery_lifetime),
			due: None,
		}
	}

	/// Puts the word of `sponsor` for `new` into `recovery`, in place of an earlier one.
	fn note_recovery_word(
		recovery: &mut RecoveryOf<T>,
		sponsor: MemberId,
		new: &T::AccountId,
	) -> Result<(), Error<T>> {
		let account = new.clone();
		match recovery.words.iter_mut().find(|word| word.sponsor == sponsor) {
			Some(word) => {
				ensure!(word.account != account, Error::<T>::AlreadySponsored);
				word.account = account;
			},
			None => recovery
				.words
				.try_push(RecoveryWord { sponsor, account })
				.map_err(|_| Error::<T>::SponsorsFull)?,
		}
		Ok(())
	}

	/// What `recovery` comes to if it is decided in this block for `account`.
	fn due_after(account: T::AccountId, recovery: &RecoveryOf<T>) -> DueOf<T> {
		Due { account, from: Self::now().saturating_add(recovery.delay) }
	}

	pub(crate) fn do_recover(
		signer: T::AccountId,
		member: MemberId,
		account: T::AccountId,
	) -> DispatchResult {
		let Recovering { sponsor, opens, recovery } =
			Self::check_recover(&signer, member, &account)?;

		Recoveries::<T>::insert(member, &recovery);
		let Recovery { expires, due, .. } = recovery;
		if opens {
			Self::deposit_event(Event::RecoveryOpened { member, expires });
		}
		Self::deposit_event(Event::RecoverySponsored { member, sponsor, account });
		if let Some(due) = due {
			Self::reserve(member, due);
		}
		Ok(())
	}

	pub(crate) fn do_reassign(member: MemberId, account: T::AccountId) -> DispatchResult {
		Self::ensure_record(member)?;
		// The account of the recovery that this one replaces stays the member's.
		Self::ensure_free_but_for(&account, Some(member))?;

		Self::drop_recovery(member);
		let mut recovery = Self::new_recovery();
		let (due, expires) = (Self::due_after(account, &recovery), recovery.expires);
		recovery.due = Some(due.clone());
		Recoveries::<T>::insert(member, recovery);
		Self::deposit_event(Event::RecoveryOpened { member, expires });
		Self::reserve(member, due);
		Ok(())
	}

	/// Reserves the account for which the recovery of `member` has become due.
	fn reserve(member: MemberId, Due { account, from }: DueOf<T>) {
		RecoveryAccounts::<T>::insert(&account, member);
		Self::deposit_event(Event::RecoveryDue { member, account, due: from });
	}

	pub(crate) fn do_cancel_recovery(account: T::AccountId) -> DispatchResult {
		let (member, _) = Self::ensure_active(&account)?;
		ensure!(Recoveries::<T>::contains_key(member), Error::<T>::NoRecovery);

		Self::drop_recovery(member);
		Ok(())
	}

	pub(crate) fn do_complete_recovery(member: MemberId) -> DispatchResult {
		let recovery = Recoveries::<T>::get(member).ok_or(Error::<T>::NoRecovery)?;
		let due = recovery.due.filter(|due| Self::now() >= due.from);
		let Due { account: new, .. } = due.ok_or(Error::<T>::NotDue)?;
		let mut record = Self::ensure_record(member)?;
		Self::ensure_free_but_for(&new, Some(member))?;

		Recoveries::<T>::remove(member);
		RecoveryAccounts::<T>::remove(&new);
		// Whoever holds the lost account may have offered the membership to a third.
		Self::drop_offer(member, &mut record);
		frame_system::Pallet::<T>::inc_providers(&new);
		Self::give_back(&record.account);
		Self::change_account(member, record, new);
		Ok(())
	}

	pub(crate) fn do_discard_recovery(member: MemberId) -> DispatchResult {
		let recovery = Recoveries::<T>::get(member).ok_or(Error::<T>::NoRecovery)?;
		ensure!(Self::is_recovery_expired(&recovery), Error::<T>::RecoveryOpen);

		// What is dead was never due, so it has no account reserved.
		Recoveries::<T>::remove(member);
		Self::deposit_event(Event::RecoveryDiscarded { member });
		Ok(())
	}

	/// Cancels the recovery of `member`, if there is one.
	pub(crate) fn drop_recovery(member: MemberId) {
		let Some(recovery) = Recoveries::<T>::take(member) else { return };
		if let Some(due) = recovery.due {
			RecoveryAccounts::<T>::remove(&due.account);
		}
		Self::deposit_event(Event::RecoveryCancelled { member });
	}
}
