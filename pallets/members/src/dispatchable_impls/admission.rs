//! From candidate to member: the ordinary road, objections, and how fast the community grows.

use crate::{
	count_of, first_that_suffice, growth_allowed, AccountOffers, CandidateOf, Candidates, Config,
	Error, Event, Growth, Intake, Member, MemberOf, Members, NextMember, Pallet, Rules, SponsorsOf,
	Word, Words,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	sp_runtime::traits::Saturating,
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{CouncilTree, MemberId};

/// What an admission writes, worked out in full before anything is written.
pub(crate) struct Admission<T: Config> {
	/// On whose word: no more than it takes.
	sponsors: SponsorsOf<T>,
	/// The period's admissions with this one among them.
	intake: Intake,
}

impl<T: Config> Pallet<T> {
	/// The words for a candidate that count now: of members neither suspended nor barred. Who is no
	/// member any more has no word in the record.
	pub(crate) fn valid_words(candidate: &CandidateOf<T>) -> Vec<Word> {
		let now = Self::period();
		let counts = |word: &&Word| {
			Members::<T>::get(word.sponsor).is_some_and(|sponsor| sponsor.may_vouch(now))
		};
		candidate.words.iter().filter(counts).copied().collect()
	}

	/// The first block in which a candidate can be admitted, if the words are complete.
	pub(crate) fn admissible_from(candidate: &CandidateOf<T>) -> Option<BlockNumberFor<T>> {
		candidate.ready.map(|ready| ready.saturating_add(candidate.waiting))
	}

	/// Whether objections have sent the case of `candidate` to the home council.
	pub(crate) fn is_sent(candidate: &CandidateOf<T>) -> bool {
		count_of(&candidate.objectors) >= candidate.objectors_needed
	}

	/// Whether the case of `candidate` was sent to the home council, which has not decided it.
	pub(crate) fn waits_for_home(candidate: &CandidateOf<T>) -> bool {
		Self::is_sent(candidate) && candidate.approved_by.is_none()
	}

	/// The admissions of this period so far.
	pub(crate) fn intake() -> Intake {
		let (last, period) = (Growth::<T>::get(), Self::period());
		if last.period == period {
			last
		} else {
			Intake { period, members: Members::<T>::count(), admitted: 0 }
		}
	}

	/// How many may be admitted in the period of `intake`.
	pub(crate) fn allowed_in(intake: &Intake) -> u32 {
		let rules = Rules::<T>::get();
		growth_allowed(intake.members, rules.growth, rules.growth_least)
	}

	/// What admitting `candidate` would write, or why it cannot be done.
	pub(crate) fn check_admit(candidate: &T::AccountId) -> Result<Admission<T>, Error<T>> {
		let record = Candidates::<T>::get(candidate).ok_or(Error::<T>::NoCandidacy)?;
		ensure!(!Self::is_expired(&record), Error::<T>::CandidacyExpired);
		let valid = Self::valid_words(&record);
		ensure!(count_of(&valid) >= record.needed, Error::<T>::NotEnoughSponsors);
		let words = first_that_suffice(&valid, record.needed, record.councils)
			.ok_or(Error::<T>::TooFewCouncils)?;
		let from = Self::admissible_from(&record).ok_or(Error::<T>::NotEnoughSponsors)?;
		ensure!(Self::now() >= from, Error::<T>::WaitingPeriod);
		ensure!(!Self::waits_for_home(&record), Error::<T>::InObjection);

		let mut intake = Self::intake();
		ensure!(intake.admitted < Self::allowed_in(&intake), Error::<T>::GrowthExhausted);
		intake.admitted = intake.admitted.saturating_add(1);
		let sponsors: Vec<MemberId> = words.iter().map(|word| word.sponsor).collect();
		let sponsors = BoundedVec::try_from(sponsors).map_err(|_| Error::<T>::SponsorsFull)?;
		Ok(Admission { sponsors, intake })
	}

	pub(crate) fn do_admit(candidate: T::AccountId) -> DispatchResult {
		let Admission { sponsors, intake } = Self::check_admit(&candidate)?;
		let member = Self::do_add(candidate.clone(), sponsors)?;
		Growth::<T>::put(intake);
		Self::come_of_age(candidate, member);
		Ok(())
	}

	/// Makes `account` a member, and ends its candidacy if it has one.
	///
	/// # Errors
	/// [`Error::<T>::AlreadyMember`], [`Error::<T>::AccountOffered`], [`Error::<T>::IdsExhausted`].
	pub(crate) fn do_add(
		account: T::AccountId,
		sponsors: SponsorsOf<T>,
	) -> Result<MemberId, DispatchError> {
		ensure!(!MemberOf::<T>::contains_key(&account), Error::<T>::AlreadyMember);
		ensure!(!AccountOffers::<T>::contains_key(&account), Error::<T>::AccountOffered);
		let member = NextMember::<T>::get();
		let next = member.next().ok_or(Error::<T>::IdsExhausted)?;

		NextMember::<T>::put(next);
		Self::close_candidacy(&account);
		frame_system::Pallet::<T>::inc_providers(&account);
		let since = Self::period();
		let record = Member {
			account: account.clone(),
			since,
			sponsors,
			renewed: since,
			suspended: false,
			barred_until: None,
			words: Words::default(),
			offer: None,
		};
		Members::<T>::insert(member, record);
		MemberOf::<T>::insert(&account, member);
		Self::deposit_event(Event::Admitted { member, account });
		Ok(member)
	}

	pub(crate) fn do_object(account: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let (member, _) = Self::ensure_active(&account)?;
		let mut record = Candidates::<T>::get(&candidate).ok_or(Error::<T>::NoCandidacy)?;
		ensure!(!Self::is_expired(&record), Error::<T>::CandidacyExpired);
		ensure!(!Self::is_sent(&record), Error::<T>::CaseSent);
		ensure!(!record.objectors.contains(&member), Error::<T>::AlreadyObjected);
		record.objectors.try_push(member).map_err(|_| Error::<T>::CaseSent)?;

		let (home, sent) = (record.home, Self::is_sent(&record));
		let objections = count_of(&record.objectors);
		Candidates::<T>::insert(&candidate, record);
		Self::deposit_event(Event::Objected { candidate: candidate.clone(), member, objections });
		if sent {
			Self::deposit_event(Event::CaseSent { candidate, home });
		}
		Ok(())
	}

	pub(crate) fn do_settle_case(
		account: T::AccountId,
		candidate: T::AccountId,
		admit: bool,
	) -> DispatchResult {
		let (member, _) = Self::ensure_active(&account)?;
		let mut record = Candidates::<T>::get(&candidate).ok_or(Error::<T>::NoCandidacy)?;
		ensure!(!Self::is_expired(&record), Error::<T>::CandidacyExpired);
		ensure!(Self::is_sent(&record), Error::<T>::NoCase);
		ensure!(record.approved_by.is_none(), Error::<T>::AlreadySettled);
		let home = record.home;
		ensure!(T::Councils::speaker_of(home) == Some(member), Error::<T>::NotSpeaker);
		ensure!(!record.has_party(member), Error::<T>::PartyToCase);

		if admit {
			record.approved_by = Some(member);
			Candidates::<T>::insert(&candidate, record);
			Self::deposit_event(Event::CandidacyApproved { candidate, home });
		} else {
			Self::close_candidacy(&candidate);
			Self::deposit_event(Event::CandidacyRejected { candidate, home });
		}
		Ok(())
	}
}
