//! Words for candidates, given and taken back.

use crate::{
	count_of, suffice, AccountOffers, AdmissionRulesOf, Candidate, CandidateOf, Candidates, Config,
	Error, Event, HomeSeats, MemberOf, MemberRecordOf, Members, Pallet, RecoveryAccounts, Rules,
	Sponsoring, SponsoringOf, Word,
};
use frame_support::{
	ensure, pallet_prelude::DispatchResult, sp_runtime::traits::Saturating, BoundedVec,
};
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Side};

/// What a word changes, worked out in full before anything is written.
pub(crate) struct Vouching<T: Config> {
	/// Who gives the word.
	sponsor: MemberId,
	/// The sponsor's record with the word counted in it.
	record: MemberRecordOf<T>,
	/// Whether it opens the candidacy.
	opens: bool,
	/// The candidate's record with the word in it.
	candidate: CandidateOf<T>,
	/// The sponsor's candidates with this one among them.
	sponsoring: SponsoringOf<T>,
}

impl<T: Config> Pallet<T> {
	/// Whether a candidacy that ends at `candidate.expires` is dead in this block.
	pub(crate) fn is_expired(candidate: &CandidateOf<T>) -> bool {
		Self::now() >= candidate.expires
	}

	/// The base councils in which `member` has a seat now.
	pub(crate) fn seats_of(member: MemberId) -> HomeSeats {
		HomeSeats {
			workers: T::Councils::seat_of(member, Side::Workers),
			consumers: T::Councils::seat_of(member, Side::Consumers),
		}
	}

	/// How many words `record`'s member may still give in this period.
	pub(crate) fn words_left(record: &MemberRecordOf<T>, rules: &AdmissionRulesOf<T>) -> u32 {
		rules.sponsorships_per_period.saturating_sub(record.words.given_in(Self::period()))
	}

	/// What a word of `account` for `candidate` would change, or why it cannot be given.
	pub(crate) fn check_sponsor(
		account: &T::AccountId,
		candidate: &T::AccountId,
	) -> Result<Vouching<T>, Error<T>> {
		ensure!(account != candidate, Error::<T>::SelfSponsored);
		let rules = Rules::<T>::get();
		let (sponsor, mut record) = Self::ensure_voucher(account, &rules)?;
		ensure!(!MemberOf::<T>::contains_key(candidate), Error::<T>::AlreadyMember);
		ensure!(!AccountOffers::<T>::contains_key(candidate), Error::<T>::AccountOffered);
		ensure!(!RecoveryAccounts::<T>::contains_key(candidate), Error::<T>::AccountInRecovery);

		let seats = Self::seats_of(sponsor);
		ensure!(seats.workers.is_some() || seats.consumers.is_some(), Error::<T>::NotSeated);
		let known = Candidates::<T>::get(candidate);
		let opens = known.is_none();
		let mut person = match known {
			Some(person) => person,
			None => Self::new_candidate(&rules, seats.consumers.ok_or(Error::<T>::NoHome)?),
		};
		ensure!(!Self::is_expired(&person), Error::<T>::CandidacyExpired);
		ensure!(!person.has_word_of(sponsor), Error::<T>::AlreadySponsored);
		// Or a speaker could take the word back, decide the case, and give it anew.
		ensure!(person.approved_by != Some(sponsor), Error::<T>::PartyToCase);

		let sponsoring = Self::one_more_sponsorship(sponsor, candidate, &rules)?;
		let HomeSeats { workers, consumers } = seats;
		let word = Word { sponsor, workers, consumers };
		person.words.try_push(word).map_err(|_| Error::<T>::SponsorsFull)?;
		Self::note_completion(&mut person);
		record.words = record.words.one_more(Self::period());
		Ok(Vouching { sponsor, record, opens, candidate: person, sponsoring })
	}

	/// The member who acts through `account`, if a word of that member counts and the period leaves
	/// room for one.
	fn ensure_voucher(
		account: &T::AccountId,
		rules: &AdmissionRulesOf<T>,
	) -> Result<(MemberId, MemberRecordOf<T>), Error<T>> {
		let (sponsor, record) = Self::ensure_active(account)?;
		let now = Self::period();
		ensure!(!record.is_barred(now), Error::<T>::Barred);
		ensure!(now >= record.standing_from(rules.standing), Error::<T>::NoStanding);
		ensure!(Self::words_left(&record, rules) > 0, Error::<T>::PeriodQuotaUsedUp);
		Ok((sponsor, record))
	}

	/// The candidates of `sponsor` with `candidate` among them.
	fn one_more_sponsorship(
		sponsor: MemberId,
		candidate: &T::AccountId,
		rules: &AdmissionRulesOf<T>,
	) -> Result<SponsoringOf<T>, Error<T>> {
		let mut sponsoring = Sponsoring::<T>::get(sponsor);
		ensure!(count_of(&sponsoring) < rules.open_sponsorships, Error::<T>::QuotaUsedUp);
		sponsoring.try_push(candidate.clone()).map_err(|_| Error::<T>::QuotaUsedUp)?;
		Ok(sponsoring)
	}

	/// A candidacy that starts in this block under `rules` and has no word yet.
	fn new_candidate(rules: &AdmissionRulesOf<T>, home: CouncilId) -> CandidateOf<T> {
		Candidate {
			words: BoundedVec::new(),
			home,
			needed: rules.sponsors_needed,
			councils: rules.councils_needed,
			waiting: rules.waiting,
			objectors_needed: rules.objectors_needed,
			ready: None,
			expires: Self::now().saturating_add(rules.candidacy_lifetime),
			objectors: BoundedVec::new(),
			approved_by: None,
		}
	}

	/// Whether a candidate has words enough from councils enough.
	pub(crate) fn is_complete(candidate: &CandidateOf<T>) -> bool {
		suffice(&candidate.words, candidate.needed, candidate.councils)
	}

	/// Notes since when the words of `candidate` are complete, after one came or went.
	fn note_completion(candidate: &mut CandidateOf<T>) {
		candidate.ready =
			if Self::is_complete(candidate) { candidate.ready.or(Some(Self::now())) } else { None };
	}

	pub(crate) fn do_sponsor(account: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let Vouching { sponsor, record, opens, candidate: person, sponsoring } =
			Self::check_sponsor(&account, &candidate)?;

		let Candidate { home, needed, councils, waiting, expires, .. } = person;
		Members::<T>::insert(sponsor, record);
		Candidates::<T>::insert(&candidate, person);
		Sponsoring::<T>::insert(sponsor, sponsoring);
		if opens {
			Self::deposit_event(Event::CandidacyOpened {
				candidate: candidate.clone(),
				home,
				needed,
				councils,
				waiting,
				expires,
			});
		}
		Self::deposit_event(Event::Sponsored { candidate, sponsor });
		Ok(())
	}

	pub(crate) fn do_withdraw(account: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let (sponsor, _) = Self::ensure_member_of(&account)?;
		let record = Candidates::<T>::get(&candidate).ok_or(Error::<T>::NoCandidacy)?;
		ensure!(record.has_word_of(sponsor), Error::<T>::NotSponsor);

		Self::free_quota(sponsor, &candidate);
		Self::take_word_back(candidate, sponsor);
		Ok(())
	}

	pub(crate) fn do_discard(candidate: T::AccountId) -> DispatchResult {
		let record = Candidates::<T>::get(&candidate).ok_or(Error::<T>::NoCandidacy)?;
		ensure!(Self::is_expired(&record), Error::<T>::CandidacyOpen);

		Self::close_candidacy(&candidate);
		Self::deposit_event(Event::CandidacyDiscarded { candidate });
		Ok(())
	}

	/// Removes a candidacy, if there is one, and frees the quotas of all who gave a word for it.
	pub(crate) fn close_candidacy(candidate: &T::AccountId) {
		let Some(record) = Candidates::<T>::take(candidate) else { return };
		for word in record.words {
			Self::free_quota(word.sponsor, candidate);
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

	/// Strikes the word of `sponsor` from the record of `candidate`, which ends with its last word.
	pub(crate) fn take_word_back(candidate: T::AccountId, sponsor: MemberId) {
		let closed = Candidates::<T>::mutate_exists(&candidate, |entry| {
			let mut record = entry.take();
			if let Some(record) = record.as_mut() {
				record.words.retain(|word| word.sponsor != sponsor);
				Self::note_completion(record);
			}
			*entry = record.filter(|left| !left.words.is_empty());
			entry.is_none()
		});
		Self::deposit_event(Event::WordWithdrawn { candidate: candidate.clone(), sponsor });
		if closed {
			Self::deposit_event(Event::CandidacyClosed { candidate });
		}
	}
}
