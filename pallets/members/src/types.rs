//! Records, generic over the runtime's types, and their aliases.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::ops::Deref;
use frame_support::{sp_runtime::Perbill, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{CouncilId, MemberId, Period};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// One person's membership.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Member<AccountId, Sponsors> {
	/// The account through which the member acts.
	pub account: AccountId,
	/// The period of admission.
	pub since: Period,
	/// On whose word the member was admitted, in the order in which they gave it: no more of them
	/// than it took. Empty for the first members. A sponsor may have left since.
	pub sponsors: Sponsors,
	/// The period in which the membership was last renewed; at first that of admission.
	pub renewed: Period,
	/// Whether the member may not act for now.
	pub suspended: bool,
	/// The first period in which the member may give a word again; `None` for who was never barred.
	pub barred_until: Option<Period>,
	/// The words that the member has given lately.
	pub words: Words,
	/// The account to which the member has offered the membership.
	pub offer: Option<AccountId>,
}

impl<AccountId, Sponsors> Member<AccountId, Sponsors> {
	/// Whether the member's words do not count in the period `now`.
	pub fn is_barred(&self, now: Period) -> bool {
		self.barred_until.is_some_and(|until| now < until)
	}

	/// Whether a word of the member counts in the period `now`.
	pub fn may_vouch(&self, now: Period) -> bool {
		!self.suspended && !self.is_barred(now)
	}
}

impl<AccountId, Sponsors: Deref<Target: AsRef<[MemberId]>>> Member<AccountId, Sponsors> {
	/// The first period in which the member has been one for `standing` periods. Who needed no
	/// sponsor has standing from the first.
	pub fn standing_from(&self, standing: u32) -> Period {
		if self.sponsors.as_ref().is_empty() {
			self.since
		} else {
			Period(self.since.0.saturating_add(standing))
		}
	}
}

/// How many words a member has given in the period of the last one.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Words {
	/// The period of the last word.
	pub period: Period,
	/// The words given in it.
	pub given: u32,
}

impl Words {
	/// The words given in the period `now`. Nobody resets the count when a period begins: a count
	/// of another period is none.
	pub fn given_in(&self, now: Period) -> u32 {
		if self.period == now {
			self.given
		} else {
			0
		}
	}

	/// The count after one more word in the period `now`.
	pub fn one_more(&self, now: Period) -> Self {
		Self { period: now, given: self.given_in(now).saturating_add(1) }
	}
}

/// A word for a candidate, with the circles of people from which it came.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Word {
	/// Who gave it.
	pub sponsor: MemberId,
	/// The sponsor's workers' base council when the word was given.
	pub workers: Option<CouncilId>,
	/// The sponsor's consumers' base council when the word was given.
	pub consumers: Option<CouncilId>,
}

/// An account that members have given their word for.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Candidate<BlockNumber, Words, Objectors> {
	/// The words, in the order of giving; never empty.
	pub words: Words,
	/// The home council: the consumers' base council of the first sponsor at the first word. It
	/// decides the case if there are objections.
	pub home: CouncilId,
	/// How many words it takes: the rule in force when the candidacy was opened.
	pub needed: u32,
	/// From how many councils they have to come: the rule in force then.
	pub councils: u32,
	/// How many blocks pass between the last word that it takes and admission: the rule then.
	pub waiting: BlockNumber,
	/// How many objections send the case to the home council: the rule then.
	pub objectors_needed: u32,
	/// The block of the word that completed what it takes; `None` while words are missing.
	pub ready: Option<BlockNumber>,
	/// The first block in which the candidacy is dead: by the lifetime in force when it was opened.
	pub expires: BlockNumber,
	/// Who objects, in the order of objecting.
	pub objectors: Objectors,
	/// Who decided for the candidate as the speaker of the home council, once the case was sent
	/// there. Where the council decides against, the candidacy is removed.
	pub approved_by: Option<MemberId>,
}

impl<BlockNumber, Words, Objectors> Candidate<BlockNumber, Words, Objectors>
where
	Words: Deref<Target: AsRef<[Word]>>,
	Objectors: Deref<Target: AsRef<[MemberId]>>,
{
	/// Whether the word of `member` stands for the candidate.
	pub fn has_word_of(&self, member: MemberId) -> bool {
		self.words.as_ref().iter().any(|word| word.sponsor == member)
	}

	/// Whether `member` is a party to a case of the candidate: a sponsor, or one who objects.
	pub fn has_party(&self, member: MemberId) -> bool {
		self.has_word_of(member) || self.objectors.as_ref().contains(&member)
	}
}

/// A person without a vote, in the care of a member.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Dependent {
	/// The member in whose care the dependent is.
	pub guardian: MemberId,
	/// Whether a neighbour of the guardian has confirmed that the dependent lives there. Who is not
	/// confirmed does not count.
	pub confirmed: bool,
	/// The period in which the first guardian added the dependent.
	pub since: Period,
	/// The member to whom the guardian offers guardianship.
	pub offered_to: Option<MemberId>,
}

/// The dependents of one guardian.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Household<Accounts> {
	/// Their accounts, in the order in which they came.
	pub accounts: Accounts,
	/// How many of them are confirmed.
	pub confirmed: u32,
}

/// A sponsor's word that a member is to act through another account.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct RecoveryWord<AccountId> {
	/// Who gave it.
	pub sponsor: MemberId,
	/// The account through which the member is to act, by this word.
	pub account: AccountId,
}

/// What a recovery comes to, unless it is cancelled.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Due<AccountId, BlockNumber> {
	/// The account through which the member is to act. It is reserved.
	pub account: AccountId,
	/// The first block in which anyone can complete the recovery.
	pub from: BlockNumber,
}

/// A member's way back after the account was lost: words of the member's own sponsors, each for an
/// account.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Recovery<AccountId, BlockNumber, Words> {
	/// The words, one of each sponsor who has given one; empty where the governed origin opened it.
	pub words: Words,
	/// How many blocks pass between the majority and the change: the rule in force when the
	/// recovery was opened.
	pub delay: BlockNumber,
	/// The first block in which a recovery without majority is dead.
	pub expires: BlockNumber,
	/// What it comes to; `None` while no account has a majority.
	pub due: Option<Due<AccountId, BlockNumber>>,
}

/// How many were admitted in a period.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Intake {
	/// The period.
	pub period: Period,
	/// The members at its start.
	pub members: u32,
	/// Those admitted in it.
	pub admitted: u32,
}

/// How a membership ended.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Ending {
	/// The member left.
	#[codec(index = 0)]
	Left,
	/// The member did not renew in time.
	#[codec(index = 1)]
	Lapsed,
	/// The member was proved to be another member, admitted twice.
	#[codec(index = 2)]
	Duplicate,
}

/// What it takes to become and to remain a member.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AdmissionRules<BlockNumber> {
	/// How many members have to give their word: 1 to `MaxSponsors`. By default 2.
	pub sponsors_needed: u32,
	/// From how many different base councils of one side they have to come: 1 to
	/// `sponsors_needed`. By default 2.
	pub councils_needed: u32,
	/// For how many periods a sponsor must have been a member, the first members excepted. By
	/// default 12.
	pub standing: u32,
	/// For how many open candidacies one member can have given a word: 1 to
	/// `MaxOpenSponsorships`. By default 4.
	pub open_sponsorships: u32,
	/// How many words one member may give in a period, at least 1. By default 4.
	pub sponsorships_per_period: u32,
	/// How many blocks a candidacy lives, more than `waiting`. By default 403,200: four weeks of
	/// blocks of six seconds.
	pub candidacy_lifetime: BlockNumber,
	/// What part of the members at the start of a period may be admitted in it, in billionths. By
	/// default 10 %. Not 0 where `growth_least` is 0.
	pub growth: Perbill,
	/// How many may be admitted in a period whatever `growth` says, for small communities. By
	/// default 5. Not 0 where `growth` is 0.
	pub growth_least: u32,
	/// How many blocks pass between the last word that it takes and admission. By default 100,800:
	/// a week.
	pub waiting: BlockNumber,
	/// How many objections send a case to the home council: 1 to `MaxObjectors`. By default 3.
	pub objectors_needed: u32,
	/// How many blocks pass between the majority for a recovery and the change of account, at least
	/// 1. By default 100,800: a week.
	pub recovery_delay: BlockNumber,
	/// How many blocks a recovery without majority lives, at least 1. By default 201,600: two
	/// weeks.
	pub recovery_lifetime: BlockNumber,
	/// After how many periods an unrenewed membership can be ended, at least 1. By default 24.
	pub term: u32,
	/// For how many periods the sponsors of a proved duplicate may not sponsor, at least 1. By
	/// default 24.
	pub bar: u32,
}

impl<BlockNumber: From<u32>> Default for AdmissionRules<BlockNumber> {
	fn default() -> Self {
		Self {
			sponsors_needed: 2,
			councils_needed: 2,
			standing: 12,
			open_sponsorships: 4,
			sponsorships_per_period: 4,
			candidacy_lifetime: BlockNumber::from(403_200),
			growth: Perbill::from_percent(10),
			growth_least: 5,
			waiting: BlockNumber::from(100_800),
			objectors_needed: 3,
			recovery_delay: BlockNumber::from(100_800),
			recovery_lifetime: BlockNumber::from(201_600),
			term: 24,
			bar: 24,
		}
	}
}

/// How many there are of `items`.
pub(crate) fn count_of<Item>(items: &[Item]) -> u32 {
	u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// The members who gave a word for one person.
pub type SponsorsOf<T> = BoundedVec<MemberId, <T as Config>::MaxSponsors>;

/// The words for one candidate.
pub type WordsOf<T> = BoundedVec<Word, <T as Config>::MaxSponsors>;

/// The words for one recovery.
pub type RecoveryWordsOf<T> =
	BoundedVec<RecoveryWord<<T as frame_system::Config>::AccountId>, <T as Config>::MaxSponsors>;

/// The members who object to one candidate.
pub type ObjectorsOf<T> = BoundedVec<MemberId, <T as Config>::MaxObjectors>;

/// The candidates for whom one member has given a word.
pub type SponsoringOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxOpenSponsorships>;

/// The dependents of one member.
pub type WardsOf<T> =
	Household<BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxDependents>>;

/// [`Member`] of a runtime.
pub type MemberRecordOf<T> = Member<<T as frame_system::Config>::AccountId, SponsorsOf<T>>;

/// [`Candidate`] of a runtime.
pub type CandidateOf<T> = Candidate<BlockNumberFor<T>, WordsOf<T>, ObjectorsOf<T>>;

/// [`Recovery`] of a runtime.
pub type RecoveryOf<T> =
	Recovery<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, RecoveryWordsOf<T>>;

/// [`Due`] of a runtime.
pub type DueOf<T> = Due<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// [`AdmissionRules`] of a runtime.
pub type AdmissionRulesOf<T> = AdmissionRules<BlockNumberFor<T>>;
