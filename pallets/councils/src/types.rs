//! Records, their aliases, and the two rules that need no storage: what a majority is, and how a
//! population remembers what it was.

use crate::{Config, Link};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{sp_runtime::traits::Saturating, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{CouncilId, MemberId, Side};
use scale_info::TypeInfo;
use sp_core::H256;

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

/// Who has a seat: in a base council a member, in a federation one of its child councils.
///
/// A child council acts in its federation through its own speaker. So its delegate there is whoever
/// speaks for it now, and a standing vote moved below recalls the delegate in the same block.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Sitter {
	/// A member, in a base council.
	#[codec(index = 0)]
	Member(MemberId),
	/// A child council, in a federation.
	#[codec(index = 1)]
	Council(CouncilId),
}

/// How a council deals with who comes and who goes.
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
pub struct Charter<BlockNumber> {
	/// The hash of its text; zeros if it has none.
	pub text: H256,
	/// On the word of how many who sit in a base council one is admitted; `None` if it is open to
	/// all. A federation is joined by an offer that it accepts, and has none.
	pub admission: Option<u32>,
	/// Blocks between giving notice and leaving a federation, or winding up.
	pub notice: BlockNumber,
}

/// Notice that a council is wound up.
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
pub struct Closing<BlockNumber> {
	/// The first block in which its seats can be given up for it.
	pub due: BlockNumber,
	/// The council that takes its seats over; `None` if it is dissolved.
	pub into: Option<CouncilId>,
}

/// A council.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Council<BlockNumber> {
	/// The tree in which it stands.
	pub side: Side,
	/// 0 for a base council; for a federation, 1 more than the highest of those that founded it. A
	/// child's level is below its parent's, so that there can be no cycle and the depth is bounded.
	pub level: u8,
	/// The block in which it was founded.
	pub founded: BlockNumber,
	/// In whose purse its record takes room: who founded it, or made the offer by which it was
	/// founded, until another carries it. Who ceases to be a member takes the purse along, and then
	/// nobody carries it.
	pub carrier: MemberId,
	/// How many have a seat now; never 0.
	pub seats: u32,
	/// How many seats have ever been taken: the number of the next one.
	pub seats_taken: u64,
	/// How many people it stands for.
	pub population: Population,
	/// Who speaks for it: whom more than half of the seats back. Where that is a child council,
	/// whoever speaks for the child.
	pub speaker: Option<Sitter>,
	/// The federation in which it has a seat.
	pub parent: Link<CouncilId, BlockNumber>,
	/// The first block in which it can part from that federation, where it has given notice.
	pub leaving: Option<BlockNumber>,
	/// Notice that it is wound up.
	pub closing: Option<Closing<BlockNumber>>,
	/// How it deals with who comes and who goes.
	pub charter: Charter<BlockNumber>,
	/// The block before which no notice ends: a notice that is shortened holds only once the longer
	/// one, given in the block of the change, would have run.
	pub bound_until: BlockNumber,
}

impl<BlockNumber: Copy + Ord + Saturating> Council<BlockNumber> {
	/// The block in which a notice given in block `now` is over: `now + notice`, and not before a
	/// notice of the length that the charter had until it was last shortened would be.
	///
	/// A notice of 100 blocks is shortened to 10 in block 500: given at once it is over in block 600,
	/// given in block 595 in 605.
	pub fn notice_over(&self, now: BlockNumber) -> BlockNumber {
		now.saturating_add(self.charter.notice).max(self.bound_until)
	}
}

/// A seat in a council.
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
	/// How many people a member's seat counts: the member, and on the consumers' side the
	/// dependents too. 0 for a council's seat: its people are counted where they sit.
	pub heads: u32,
}

/// A standing vote. It names the seat beside the sitter, so that a vote for who left does not count
/// again when that sitter returns.
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
	pub candidate: Sitter,
	/// The number of the seat that this candidate had when the vote was given.
	pub number: u64,
}

/// What one council can offer another.
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
pub enum Proposal {
	/// To found a federation of the two.
	#[codec(index = 0)]
	Found,
	/// To take a seat in the other, a federation.
	#[codec(index = 1)]
	Join,
	/// To be wound up into the other, which takes over its seats.
	#[codec(index = 2)]
	Merge,
}

/// An open offer of a council.
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
pub struct Offer {
	/// The council to which it is addressed.
	pub to: CouncilId,
	/// What is offered.
	pub what: Proposal,
	/// Who made it: it takes room in that member's purse, and so does the record of a federation
	/// that is founded by it.
	pub by: MemberId,
}

/// The place of a member on one side.
pub type PlaceOf<T> = Link<CouncilId, BlockNumberFor<T>>;

/// The members who gave a word for one candidate of a council.
pub type VouchersOf<T> = BoundedVec<MemberId, <T as Config>::MaxVouches>;

/// [`Council`] of a runtime.
pub type CouncilOf<T> = Council<BlockNumberFor<T>>;

/// [`Charter`] of a runtime.
pub type CharterOf<T> = Charter<BlockNumberFor<T>>;
