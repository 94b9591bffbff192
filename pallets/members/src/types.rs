//! Records, generic over the runtime's types, and their aliases.

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::DispatchError, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{MemberId, Period};
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
	/// On whose word the member was admitted, in the order in which they gave it. Empty for the
	/// first members. A sponsor may have left since.
	pub sponsors: Sponsors,
}

/// An account that members have given their word for.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Candidate<BlockNumber, Sponsors> {
	/// Who has given a word, in the order of giving; never empty.
	pub sponsors: Sponsors,
	/// How many words it takes: the rule in force when the candidacy was opened.
	pub needed: u32,
	/// The first block in which the candidacy is dead: the lifetime in force when it was opened.
	pub expires: BlockNumber,
}

/// What it takes to become a member.
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
	/// For how many open candidacies one member can have given a word: 1 to
	/// `MaxOpenSponsorships`. By default 4.
	pub open_sponsorships: u32,
	/// How many blocks a candidacy lives, at least 1. By default 403,200: four weeks of blocks of
	/// six seconds.
	pub candidacy_lifetime: BlockNumber,
}

impl<BlockNumber: From<u32>> Default for AdmissionRules<BlockNumber> {
	fn default() -> Self {
		Self {
			sponsors_needed: 2,
			open_sponsorships: 4,
			candidacy_lifetime: BlockNumber::from(403_200),
		}
	}
}

/// Where a candidacy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum CandidacyState {
	/// More words are needed.
	Collecting,
	/// Anyone can admit the candidate.
	Ready,
	/// Too late: anyone can discard the candidacy.
	Expired,
}

/// A candidacy as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Candidacy<BlockNumber> {
	/// Where it stands in this block.
	pub state: CandidacyState,
	/// Who has given a word.
	pub sponsors: Vec<MemberId>,
	/// How many words it takes.
	pub needed: u32,
	/// The first block in which the candidacy is dead.
	pub expires: BlockNumber,
}

/// A member as a view shows one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MemberInfo<AccountId> {
	/// Who it is.
	pub member: MemberId,
	/// The period of admission.
	pub since: Period,
	/// On whose word the member was admitted.
	pub sponsors: Vec<MemberId>,
	/// The candidates for whom the member's word stands.
	pub sponsoring: Vec<AccountId>,
	/// For how many open candidacies a member can have given a word.
	pub open_sponsorships: u32,
	/// Whether the member can leave now. If not, something on the chain depends on the account.
	pub may_leave: bool,
}

/// Whether a member may give a word for a candidate, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SponsorAnswer<BlockNumber> {
	/// `Ok`, or the error that the call would return in this block.
	pub verdict: Result<(), DispatchError>,
	/// For how many open candidacies the member has given a word.
	pub sponsoring: u32,
	/// For how many one can.
	pub open_sponsorships: u32,
	/// The candidate's standing, if it is one.
	pub candidacy: Option<Candidacy<BlockNumber>>,
}

/// The members who gave a word for one person.
pub type SponsorsOf<T> = BoundedVec<MemberId, <T as Config>::MaxSponsors>;

/// The candidates for whom one member has given a word.
pub type SponsoringOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxOpenSponsorships>;

/// [`Member`] of a runtime.
pub type MemberRecordOf<T> = Member<<T as frame_system::Config>::AccountId, SponsorsOf<T>>;

/// [`Candidate`] of a runtime.
pub type CandidateOf<T> = Candidate<BlockNumberFor<T>, SponsorsOf<T>>;

/// [`AdmissionRules`] of a runtime.
pub type AdmissionRulesOf<T> = AdmissionRules<BlockNumberFor<T>>;

/// [`Candidacy`] of a runtime.
pub type CandidacyOf<T> = Candidacy<BlockNumberFor<T>>;

/// [`MemberInfo`] of a runtime.
pub type MemberInfoOf<T> = MemberInfo<<T as frame_system::Config>::AccountId>;

/// [`SponsorAnswer`] of a runtime.
pub type SponsorAnswerOf<T> = SponsorAnswer<BlockNumberFor<T>>;
