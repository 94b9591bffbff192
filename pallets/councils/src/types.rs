//! Records, their aliases, and the two rules that need no storage: what a majority is, and how a
//! population remembers what it was.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{CouncilId, MemberId, Side};
use scale_info::TypeInfo;

/// Whether `backers` are more than half of `seats`.
pub fn is_majority(backers: u32, seats: u32) -> bool {
	u64::from(backers).saturating_mul(2) > u64::from(seats)
}

/// The fewest backers that are more than half of `seats`.
pub fn majority_of(seats: u32) -> u32 {
	seats.saturating_div(2).saturating_add(1)
}

/// How many people a council stands for, now and as it was when populations were last frozen.
///
/// Freezing writes nothing here: it raises the epoch for all councils, and the first change after
/// that moves the number aside.
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
pub struct Population {
	/// People now.
	pub now: u32,
	/// The epoch in which `now` was last changed.
	pub epoch: u32,
	/// People when that epoch began.
	pub before: u32,
}

impl Population {
	/// That of a council founded in `epoch`: nobody yet, and nobody when the epoch began.
	pub fn founded(epoch: u32) -> Self {
		Self { now: 0, epoch, before: 0 }
	}

	/// Changes the number of people in `epoch`.
	pub fn set(&mut self, now: u32, epoch: u32) {
		if self.epoch != epoch {
			self.before = self.now;
			self.epoch = epoch;
		}
		self.now = now;
	}

	/// People when `epoch`, which is the current one, began.
	pub fn frozen(&self, epoch: u32) -> u32 {
		if self.epoch == epoch {
			self.before
		} else {
			self.now
		}
	}
}

/// A council.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Council<BlockNumber> {
	/// The tree in which it stands.
	pub side: Side,
	/// The block in which it was founded.
	pub founded: BlockNumber,
	/// How many have a seat now; never 0.
	pub seats: u32,
	/// How many seats have ever been taken: the number of the next one.
	pub seats_taken: u64,
	/// How many people it stands for.
	pub population: Population,
	/// Who speaks for it: a member whom more than half of the seats back.
	pub speaker: Option<MemberId>,
}

/// A member's seat in a council.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Seat {
	/// Its number in the council, never given twice there: who leaves and returns has another.
	pub number: u64,
	/// The standing vote of the seat. It counts as none once the seat that it backs is given up.
	pub backing: Option<Backing>,
	/// How many seats back this one.
	pub backers: u32,
}

/// A standing vote. It names the seat beside the member, so that a vote for someone who left does
/// not count again when that person returns.
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
pub struct Backing {
	/// Who is backed.
	pub candidate: MemberId,
	/// The number of the seat that this member had when the vote was given.
	pub number: u64,
}

/// A council as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CouncilInfo<BlockNumber> {
	/// The tree in which it stands.
	pub side: Side,
	/// The block in which it was founded.
	pub founded: BlockNumber,
	/// How many have a seat.
	pub seats: u32,
	/// Members and dependents in its subtree, now.
	pub population: u32,
	/// The same when populations were last frozen.
	pub frozen_population: u32,
	/// Who speaks for it.
	pub speaker: Option<MemberId>,
	/// How many seats it takes to make a speaker.
	pub majority: u32,
}

/// A seat as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SeatInfo {
	/// Whose seat it is.
	pub member: MemberId,
	/// Whom it backs; `None` also where that member has given up the seat.
	pub backing: Option<MemberId>,
	/// How many seats back this one.
	pub backers: u32,
}

/// The base seats of a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StandingSeats {
	/// Who it is; `None` for who is not a member.
	pub member: Option<MemberId>,
	/// The workers' council.
	pub workers: Option<CouncilId>,
	/// The consumers' council.
	pub consumers: Option<CouncilId>,
}

/// How a member stands to the speaker's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Standing {
	/// There is no such council.
	NoSuchCouncil,
	/// The member has no seat in it.
	NotSeated,
	/// Half of the seats or fewer back the member.
	NoMajority,
	/// More than half back the member: anyone can call `settle_speaker`.
	ToBeSettled,
	/// The member speaks for the council.
	Speaker,
}

/// Why a member does or does not speak for a council: `Speaker` takes `backers >= majority`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SpeakerAnswer {
	/// How the member stands.
	pub standing: Standing,
	/// How many seats back the member.
	pub backers: u32,
	/// How many seats there are.
	pub seats: u32,
	/// How many it takes.
	pub majority: u32,
}

/// [`Council`] of a runtime.
pub type CouncilOf<T> = Council<BlockNumberFor<T>>;

/// [`CouncilInfo`] of a runtime.
pub type CouncilInfoOf<T> = CouncilInfo<BlockNumberFor<T>>;
