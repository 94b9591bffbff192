//! What the views answer with.

use crate::{Dependent, Due, RecoveryWord, Word};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::pallet_prelude::DispatchError;
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{CouncilId, MemberId, Period};
use scale_info::TypeInfo;

/// Where a candidacy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum CandidacyState {
	/// More words are needed, or words from more councils.
	Collecting,
	/// There are words enough; the time for objections runs.
	Waiting,
	/// The case waits for the home council.
	InObjection,
	/// Anyone can admit the candidate, if the words still count and the period has room.
	Ready,
	/// Too late: anyone can discard the candidacy.
	Expired,
}

/// A candidacy as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Candidacy<BlockNumber> {
	/// Where it stands in this block.
	pub state: CandidacyState,
	/// The words given, with the sponsors' councils.
	pub words: Vec<Word>,
	/// How many words it takes.
	pub needed: u32,
	/// From how many councils the words come: the most on one side.
	pub councils: u32,
	/// From how many they have to come.
	pub councils_needed: u32,
	/// The council that decides if there are objections.
	pub home: CouncilId,
	/// The first block in which the candidate can be admitted; `None` while words are missing.
	pub admissible_from: Option<BlockNumber>,
	/// Who objects.
	pub objectors: Vec<MemberId>,
	/// How many objections send the case to the home council.
	pub objectors_needed: u32,
	/// Whether the home council has decided for the candidate. Who speaks for it can decide, unless
	/// that member has given one of the words or objects.
	pub approved: bool,
	/// The first block in which the candidacy is dead.
	pub expires: BlockNumber,
}

/// The base councils in which a member has a seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct HomeSeats {
	/// The workers' council.
	pub workers: Option<CouncilId>,
	/// The consumers' council.
	pub consumers: Option<CouncilId>,
}

/// A dependent as a view shows one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DependentInfo<AccountId> {
	/// The dependent's account.
	pub account: AccountId,
	/// Guardian, confirmation, since when, and to whom guardianship is offered.
	pub dependent: Dependent,
}

/// A recovery as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RecoveryInfo<AccountId, BlockNumber> {
	/// The words given, each with the account that it is for; none where the governed origin opened
	/// it.
	pub words: Vec<RecoveryWord<AccountId>>,
	/// How many of the member's sponsors have to name the same account.
	pub needed: u32,
	/// The first block in which it is dead, if there is no majority by then.
	pub expires: BlockNumber,
	/// The account through which the member is to act, and the first block in which anyone can
	/// complete it; `None` while no account has a majority.
	pub due: Option<Due<AccountId, BlockNumber>>,
}

/// A member as a view shows one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MemberInfo<AccountId, BlockNumber> {
	/// Who it is.
	pub member: MemberId,
	/// The period of admission.
	pub since: Period,
	/// On whose word the member was admitted: who can recover the account.
	pub sponsors: Vec<MemberId>,
	/// Whether the member may not act for now.
	pub suspended: bool,
	/// The first period in which the member may give a word again, if the member was barred.
	pub barred_until: Option<Period>,
	/// The period in which the membership was last renewed.
	pub renewed: Period,
	/// The first period in which anyone can end the membership, if it is not renewed by then.
	pub lapses_at: Period,
	/// The base councils in which the member has a seat.
	pub seats: HomeSeats,
	/// The candidates for whom the member's word stands.
	pub sponsoring: Vec<AccountId>,
	/// For how many open candidacies a member can have given a word.
	pub open_sponsorships: u32,
	/// How many words the member may still give in this period.
	pub words_left: u32,
	/// The account to which the member has offered the membership.
	pub offer: Option<AccountId>,
	/// The open recovery of the member, if there is one: `cancel_recovery` ends it.
	pub recovery: Option<RecoveryInfo<AccountId, BlockNumber>>,
	/// The dependents in the member's care.
	pub dependents: Vec<DependentInfo<AccountId>>,
	/// Whether the member can leave now. If not, something on the chain depends on the account.
	pub may_leave: bool,
}

/// Whether a member may give a word for a candidate, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SponsorAnswer<BlockNumber> {
	/// `Ok`, or the error that the call would return in this block.
	pub verdict: Result<(), DispatchError>,
	/// The first period in which the member has standing; `None` for who is not a member.
	pub standing_from: Option<Period>,
	/// The first period in which the member may give a word again, if the member was barred.
	pub barred_until: Option<Period>,
	/// For how many open candidacies the member has given a word.
	pub sponsoring: u32,
	/// For how many one can.
	pub open_sponsorships: u32,
	/// How many words the member may still give in this period.
	pub words_left: u32,
	/// The base councils from which the word would come.
	pub seats: HomeSeats,
	/// The candidate's standing, if it is one.
	pub candidacy: Option<Candidacy<BlockNumber>>,
}

/// How many may still become members in this period, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct GrowthInfo {
	/// The members at the start of the period.
	pub members: u32,
	/// How many may be admitted in it.
	pub allowed: u32,
	/// How many were.
	pub admitted: u32,
	/// How many still may be.
	pub left: u32,
}

/// Whether a candidate can be admitted, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AdmitAnswer<BlockNumber> {
	/// `Ok`, or the error that the call would return in this block.
	pub verdict: Result<(), DispatchError>,
	/// The words that count: of members who are neither suspended nor barred.
	pub valid_words: Vec<Word>,
	/// From how many councils those come: the most on one side.
	pub valid_councils: u32,
	/// How many may still be admitted in this period.
	pub growth: GrowthInfo,
	/// The guardian whose dependent comes of age by the admission.
	pub guardian: Option<MemberId>,
	/// The candidate's standing, if it is one.
	pub candidacy: Option<Candidacy<BlockNumber>>,
}

/// Whether a member may give a word for the recovery of another, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RecoverAnswer<AccountId, BlockNumber> {
	/// `Ok`, or the error that the call would return in this block.
	pub verdict: Result<(), DispatchError>,
	/// On whose word the member to be recovered was admitted.
	pub sponsors: Vec<MemberId>,
	/// How many of them have to name the same account.
	pub needed: u32,
	/// The open recovery, if there is one.
	pub recovery: Option<RecoveryInfo<AccountId, BlockNumber>>,
}

/// [`Candidacy`] of a runtime.
pub type CandidacyOf<T> = Candidacy<BlockNumberFor<T>>;

/// [`DependentInfo`] of a runtime.
pub type DependentInfoOf<T> = DependentInfo<<T as frame_system::Config>::AccountId>;

/// [`RecoveryInfo`] of a runtime.
pub type RecoveryInfoOf<T> =
	RecoveryInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// [`MemberInfo`] of a runtime.
pub type MemberInfoOf<T> = MemberInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// [`SponsorAnswer`] of a runtime.
pub type SponsorAnswerOf<T> = SponsorAnswer<BlockNumberFor<T>>;

/// [`AdmitAnswer`] of a runtime.
pub type AdmitAnswerOf<T> = AdmitAnswer<BlockNumberFor<T>>;

/// [`RecoverAnswer`] of a runtime.
pub type RecoverAnswerOf<T> =
	RecoverAnswer<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
