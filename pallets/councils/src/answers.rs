//! What the views answer.

use crate::{Charter, Closing, Proposal, Sitter};
use codec::{Decode, Encode};
use frame_support::pallet_prelude::DispatchError;
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{CouncilId, MemberId, Side};
use scale_info::TypeInfo;

/// A council as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CouncilInfo<BlockNumber> {
	/// The tree in which it stands.
	pub side: Side,
	/// 0 for a base council.
	pub level: u8,
	/// The block in which it was founded.
	pub founded: BlockNumber,
	/// In whose purse its record takes room; in nobody's where this one is no member any more.
	pub carrier: MemberId,
	/// How many have a seat: members of a base council, child councils of a federation.
	pub seats: u32,
	/// Members and dependents in its subtree, now.
	pub population: u32,
	/// The same when populations were last frozen.
	pub frozen_population: u32,
	/// Which seat speaks for it.
	pub speaker: Option<Sitter>,
	/// The member who speaks for it now: for a federation, who speaks for the child that it backs.
	pub delegate: Option<MemberId>,
	/// How many seats it takes to make a speaker.
	pub majority: u32,
	/// The federation in which it has a seat.
	pub parent: Option<CouncilId>,
	/// Whether it could take a seat in another federation only when what is counted now is over.
	pub must_wait: bool,
	/// The first block in which it can part from its federation, where it has given notice.
	pub leaving: Option<BlockNumber>,
	/// Notice that it is wound up.
	pub closing: Option<Closing<BlockNumber>>,
	/// How it deals with who comes and who goes.
	pub charter: Charter<BlockNumber>,
}

/// A seat as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SeatInfo {
	/// Whose seat it is.
	pub sitter: Sitter,
	/// Whom it backs; `None` also where that sitter has given up the seat.
	pub backing: Option<Sitter>,
	/// How many seats back this one.
	pub backers: u32,
	/// How many people it stands for.
	pub people: u32,
}

/// The place of a member on one side, as a view shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PlaceInfo<BlockNumber> {
	/// The base council in which the member has a seat; `None` for who has given it up.
	pub council: Option<CouncilId>,
	/// The block of the last change.
	pub since: BlockNumber,
	/// The council before that change.
	pub previous: Option<CouncilId>,
	/// Whether the next change has to wait until what is counted now is over. A seat can be given
	/// up all the same.
	pub must_wait: bool,
}

/// The places of a member; `None` on a side where there has been none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StandingSeats<BlockNumber> {
	/// Who it is; `None` for who is not a member, or is suspended.
	pub member: Option<MemberId>,
	/// The place on the workers' side.
	pub workers: Option<PlaceInfo<BlockNumber>>,
	/// The place on the consumers' side.
	pub consumers: Option<PlaceInfo<BlockNumber>>,
}

/// How a sitter stands to the speaker's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Standing {
	/// There is no such council.
	NoSuchCouncil,
	/// The candidate has no seat in it.
	NotSeated,
	/// Half of the seats or fewer back the candidate.
	NoMajority,
	/// More than half back the candidate: anyone can call `settle_speaker`.
	ToBeSettled,
	/// The candidate speaks for the council.
	Speaker,
}

/// Why a sitter does or does not speak for a council: `Speaker` takes `backers >= majority`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SpeakerAnswer {
	/// How the candidate stands.
	pub standing: Standing,
	/// How many seats back the candidate.
	pub backers: u32,
	/// How many seats there are.
	pub seats: u32,
	/// How many it takes.
	pub majority: u32,
}

/// Whether a member may take a seat in a base council, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct JoinAnswer {
	/// `Ok`, or the error that the call would return in this block.
	pub verdict: Result<(), DispatchError>,
	/// Whether it would be a move, as the member has a seat elsewhere on that side: `move_to`
	/// rather than `join`.
	pub moves: bool,
	/// How many words it takes; 0 if the council is open to all.
	pub needed: u32,
	/// How many who sit in it have given theirs.
	pub given: u32,
}

/// A council in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct TreeNode {
	/// Which council.
	pub council: CouncilId,
	/// The federation in which it has a seat.
	pub parent: Option<CouncilId>,
	/// 0 for a base council.
	pub level: u8,
	/// Members and dependents in its subtree.
	pub population: u32,
	/// The member who speaks for it.
	pub speaker: Option<MemberId>,
}

/// An offer as a view shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OfferInfo {
	/// Whose offer it is.
	pub council: CouncilId,
	/// To which council.
	pub to: CouncilId,
	/// What is offered.
	pub what: Proposal,
	/// Who made it.
	pub by: MemberId,
}

/// [`CouncilInfo`] of a runtime.
pub type CouncilInfoOf<T> = CouncilInfo<BlockNumberFor<T>>;

/// [`StandingSeats`] of a runtime.
pub type StandingSeatsOf<T> = StandingSeats<BlockNumberFor<T>>;
