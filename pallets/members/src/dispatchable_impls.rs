//! What the calls do. Each checks all that can fail before its first write.

use crate::{
	AdmissionRulesOf, Candidate, CandidateOf, Candidates, Config, Error, Event, Member, MemberOf,
	Members, NextMember, Pallet, Rules, Sponsoring, SponsoringOf, SponsorsOf,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get},
	sp_runtime::traits::{Saturating, Zero},
	BoundedVec,
};
use parecon_primitives::{Calendar, MemberId, OnMemberLeft};

/// What a word changes, worked out in full before anything is written.
pub(crate) struct Word<T: Config> {
	/// Who gives it.
	sponsor: MemberId,
	/// Whether it opens the candidacy.
	opens: bool,
	/// The candidate's record with the word in it.
	candidate: CandidateOf<T>,
	/// The sponsor's candidates with this one among them.
	sponsoring: SponsoringOf<T>,
}

impl<T: Config> Pallet<T> {
	/// The member who acts through `account`.
	pub(crate) fn ensure_member_of(account: &T::AccountId) -> Result<MemberId, Error<T>> {
		MemberOf::<T>::get(account).ok_or(Error::<T>::NotMember)
	}

	/// Whether a candidacy that ends at `candidate.expires` is dead in this block.
	pub(crate) fn is_expired(candidate: &CandidateOf<T>) -> bool {
		frame_system::Pallet::<T>::block_number() >= candidate.expires
	}

	/// Whether `rules` lie within the bounds.
	pub(crate) fn ensure_rules(rules: &AdmissionRulesOf<T>) -> Result<(), Error<T>> {
		let within = |count: u32, most: u32| count > 0 && count <= most;
		ensure!(
			within(rules.sponsors_needed, T::MaxSponsors::get()),
			Error::<T>::SponsorsNeededOutOfBounds
		);
		ensure!(
			within(rules.open_sponsorships, T::MaxOpenSponsorships::get()),
			Error::<T>::OpenSponsorshipsOutOfBounds
		);
		ensure!(!rules.candidacy_lifetime.is_zero(), Error::<T>::LifetimeZero);
		Ok(())
	}

	/// What a word of `account` for `candidate` would change, or why it cannot be given.
	pub(crate) fn check_sponsor(
		account: &T::AccountId,
		candidate: &T::AccountId,
	) -> Result<Word<T>, Error<T>> {
		ensure!(account != candidate, Error::<T>::SelfSponsored);
		let sponsor = Self::ensure_member_of(account)?;
		ensure!(!MemberOf::<T>::contains_key(candidate), Error::<T>::AlreadyMember);

		let rules = Rules::<T>::get();
		let known = Candidates::<T>::get(candidate);
		let opens = known.is_none();
		let mut record = known.unwrap_or_else(|| Self::new_candidate(&rules));
		ensure!(!Self::is_expired(&record), Error::<T>::CandidacyExpired);
		ensure!(!record.sponsors.contains(&sponsor), Error::<T>::AlreadySponsored);

		let mut sponsoring = Sponsoring::<T>::get(sponsor);
		let given = u32::try_from(sponsoring.len()).unwrap_or(u32::MAX);
		ensure!(given < rules.open_sponsorships, Error::<T>::QuotaUsedUp);
		sponsoring.try_push(candidate.clone()).map_err(|_| Error::<T>::QuotaUsedUp)?;
		record.sponsors.try_push(sponsor).map_err(|_| Error::<T>::SponsorsFull)?;
		Ok(Word { sponsor, opens, candidate: record, sponsoring })
	}

	/// A candidacy that starts in this block under `rules` and has no word yet.
	fn new_candidate(rules: &AdmissionRulesOf<T>) -> CandidateOf<T> {
		let now = frame_system::Pallet::<T>::block_number();
		Candidate {
			sponsors: BoundedVec::new(),
			needed: rules.sponsors_needed,
			expires: now.saturating_add(rules.candidacy_lifetime),
		}
	}

	pub(crate) fn do_sponsor(account: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let word = Self::check_sponsor(&account, &candidate)?;
		let Candidate { needed, expires, .. } = word.candidate;
		Candidates::<T>::insert(&candidate, word.candidate);
		Sponsoring::<T>::insert(word.sponsor, word.sponsoring);
		if word.opens {
			let candidate = candidate.clone();
			Self::deposit_event(Event::CandidacyOpened { candidate, needed, expires });
		}
		Self::deposit_event(Event::Sponsored { candidate, sponsor: word.sponsor });
		Ok(())
	}

	pub(crate) fn do_withdraw(account: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let sponsor = Self::ensure_member_of(&account)?;
		let record = Candidates::<T>::get(&candidate).ok_or(Error::<T>::NoCandidacy)?;
		ensure!(record.sponsors.contains(&sponsor), Error::<T>::NotSponsor);

		Self::free_quota(sponsor, &candidate);
		Self::take_word_back(candidate, sponsor);
		Ok(())
	}

	pub(crate) fn do_admit(candidate: T::AccountId) -> DispatchResult {
		let record = Candidates::<T>::get(&candidate).ok_or(Error::<T>::NoCandidacy)?;
		ensure!(!Self::is_expired(&record), Error::<T>::CandidacyExpired);
		let words = u32::try_from(record.sponsors.len()).unwrap_or(u32::MAX);
		ensure!(words >= record.needed, Error::<T>::NotEnoughSponsors);
		Self::do_add(candidate, record.sponsors).map(|_| ())
	}

	/// Makes `account` a member, and ends its candidacy if it has one.
	///
	/// # Errors
	/// [`Error::<T>::AlreadyMember`], [`Error::<T>::IdsExhausted`].
	pub(crate) fn do_add(
		account: T::AccountId,
		sponsors: SponsorsOf<T>,
	) -> Result<MemberId, DispatchError> {
		ensure!(!MemberOf::<T>::contains_key(&account), Error::<T>::AlreadyMember);
		let member = NextMember::<T>::get();
		let next = member.next().ok_or(Error::<T>::IdsExhausted)?;

		NextMember::<T>::put(next);
		Self::close_candidacy(&account);
		frame_system::Pallet::<T>::inc_providers(&account);
		let since = T::Calendar::period();
		Members::<T>::insert(member, Member { account: account.clone(), since, sponsors });
		MemberOf::<T>::insert(&account, member);
		Self::deposit_event(Event::Admitted { member, account });
		Ok(member)
	}

	pub(crate) fn do_leave(account: T::AccountId) -> DispatchResult {
		let member = Self::ensure_member_of(&account)?;
		// The first write, and the last that can fail: it changes nothing if it does.
		frame_system::Pallet::<T>::dec_providers(&account).map_err(|_| Error::<T>::AccountInUse)?;

		for candidate in Sponsoring::<T>::take(member) {
			Self::take_word_back(candidate, member);
		}
		Members::<T>::remove(member);
		MemberOf::<T>::remove(&account);
		T::OnMemberLeft::member_left(member);
		Self::deposit_event(Event::Left { member, account });
		Ok(())
	}

	pub(crate) fn do_discard(candidate: T::AccountId) -> DispatchResult {
		let record = Candidates::<T>::get(&candidate).ok_or(Error::<T>::NoCandidacy)?;
		ensure!(Self::is_expired(&record), Error::<T>::CandidacyOpen);

		Self::close_candidacy(&candidate);
		Self::deposit_event(Event::CandidacyDiscarded { candidate });
		Ok(())
	}

	pub(crate) fn do_set_rules(rules: AdmissionRulesOf<T>) -> DispatchResult {
		Self::ensure_rules(&rules)?;

		Rules::<T>::put(&rules);
		Self::deposit_event(Event::RulesSet { rules });
		Ok(())
	}

	/// Removes a candidacy, if there is one, and frees the quotas of all who gave a word for it.
	fn close_candidacy(candidate: &T::AccountId) {
		let record = Candidates::<T>::take(candidate);
		for sponsor in record.into_iter().flat_map(|record| record.sponsors) {
			Self::free_quota(sponsor, candidate);
		}
	}

	/// Strikes `candidate` from those for whom `sponsor` has given a word.
	fn free_quota(sponsor: MemberId, candidate: &T::AccountId) {
		Sponsoring::<T>::mutate_exists(sponsor, |entry| {
			let mut sponsoring = entry.take().unwrap_or_default();
			sponsoring.retain(|other| other != candidate);
			*entry = Some(sponsoring).filter(|left| !left.is_empty());
		});
	}

	/// Strikes `sponsor` from the record of `candidate`, which ends with its last word.
	fn take_word_back(candidate: T::AccountId, sponsor: MemberId) {
		let closed = Candidates::<T>::mutate_exists(&candidate, |entry| {
			let mut record = entry.take();
			if let Some(record) = record.as_mut() {
				record.sponsors.retain(|other| *other != sponsor);
			}
			*entry = record.filter(|left| !left.sponsors.is_empty());
			entry.is_none()
		});
		Self::deposit_event(Event::WordWithdrawn { candidate: candidate.clone(), sponsor });
		if closed {
			Self::deposit_event(Event::CandidacyClosed { candidate });
		}
	}
}
