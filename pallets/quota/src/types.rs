//! Rules, purses by their owners, and what the views answer.

use crate::{Config, Purse, Terms};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_transaction_payment::OnChargeTransaction;
use parecon_primitives::{CouncilId, MemberId};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The smallest call that every purse must have room for: a millisecond of weight. A rule that left
/// less would shut members without tokens out, and the rules could not be changed back.
pub const LEAST_WEIGHT: u64 = 1_000_000_000;

/// The bytes of that call, and of the record that every member and every council must be able
/// to hold.
pub const LEAST_LENGTH: u64 = 256;

/// Whose purse it is.
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
pub enum PurseId {
	/// A member's, for all that has no purse of its own.
	#[codec(index = 0)]
	Member(MemberId),
	/// A member's voice: votes, recalls, reveals and attestations.
	#[codec(index = 1)]
	Voice(MemberId),
	/// A council's, for what its speaker does for it.
	#[codec(index = 2)]
	Council(CouncilId),
}

/// From which purse a call is paid.
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
pub enum Kind {
	/// The signer's.
	#[codec(index = 0)]
	Ordinary,
	/// The signer's voice.
	#[codec(index = 1)]
	Voice,
	/// The council's where the signer speaks for it; else the signer's.
	#[codec(index = 2)]
	Council(CouncilId),
	/// None: what moves or holds tokens is always paid in tokens.
	#[codec(index = 3)]
	Never,
}

/// Tells from which purse a call is paid. The runtime knows all calls.
pub trait Classify<Call> {
	/// The kind of `call`. It reads no storage, and takes no longer than decoding the call did.
	fn purse(call: &Call) -> Kind;
}

/// How much members may do free of charge. Times are in picoseconds of weight.
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
pub struct QuotaRules<BlockNumber> {
	/// Capacity of a member's purse, by default 100 ms. At least that of the smallest call, and
	/// twice what a record of 256 bytes holds.
	pub member: u64,
	/// Capacity of a member's voice, by default 20 ms. At least that of the smallest call.
	pub voice: u64,
	/// Capacity of a council's purse, by default 600 ms. At least that of the smallest call, and
	/// twice what a record of 256 bytes holds.
	pub council: u64,
	/// Blocks in which a purse that is used up is full again: 1 to `MaxRefill`. By default 14,400:
	/// a day of blocks of six seconds.
	pub refill: BlockNumber,
	/// What a byte of the transaction costs, by default 400 ns: who fills a block with bytes pays
	/// as much as who fills it with weight.
	pub byte: u64,
	/// Room that a record in the chain's state takes, by default 1 ms.
	pub item: u64,
	/// Room that each of its bytes takes, by default 2.5 us: a member can hold 40 records of 100
	/// bytes, which take half of the purse.
	pub held_byte: u64,
}

impl<BlockNumber: From<u32>> Default for QuotaRules<BlockNumber> {
	fn default() -> Self {
		Self {
			member: 100_000_000_000,
			voice: 20_000_000_000,
			council: 600_000_000_000,
			refill: BlockNumber::from(14_400),
			byte: 400_000,
			item: 1_000_000_000,
			held_byte: 2_500_000,
		}
	}
}

impl<BlockNumber: Copy> QuotaRules<BlockNumber> {
	/// The terms of a purse under these rules.
	pub fn terms(&self, purse: PurseId) -> Terms<BlockNumber> {
		let capacity = match purse {
			PurseId::Member(_) => self.member,
			PurseId::Voice(_) => self.voice,
			PurseId::Council(_) => self.council,
		};
		Terms { capacity, refill: self.refill, item: self.item, held_byte: self.held_byte }
	}

	/// What a transaction of `weight` picoseconds and `len` bytes costs.
	pub fn cost(&self, weight: u64, len: u32) -> u64 {
		weight.saturating_add(self.byte.saturating_mul(len.into()))
	}
}

/// What transactions that are paid in tokens have taken of a block.
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
pub struct Load<BlockNumber> {
	/// The block; in any other nothing has been taken yet.
	pub block: BlockNumber,
	/// Weight, counted as the block counts it.
	pub weight: Weight,
	/// Bytes.
	pub length: u32,
}

/// Why a transaction is not free of charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum WhyPaid {
	/// The account is neither a member's nor one that a membership is offered to.
	NotMember,
	/// Who gives a tip pays.
	Tip,
	/// The call is of a kind that is always paid: it moves or holds tokens.
	NeverFree,
	/// The purse has not enough room in this block.
	NoRoom,
	/// The purse has not enough room for it even when nothing of it is used.
	TooLarge,
}

/// What a transaction would take from a purse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
	/// From which purse.
	pub purse: PurseId,
	/// How much, in picoseconds.
	pub cost: u64,
	/// What the purse has room for after it, in thousandths of its capacity.
	pub left: u64,
}

/// A purse as a view shows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PurseInfo<BlockNumber> {
	/// Picoseconds in a full purse.
	pub capacity: u64,
	/// Picoseconds that are used in this block.
	pub used: u64,
	/// Picoseconds of room that records hold.
	pub held: u64,
	/// How many records hold it.
	pub records: u32,
	/// Picoseconds for which there is room in this block.
	pub room: u64,
	/// The first block in which nothing is used; this block where nothing is.
	pub full_at: BlockNumber,
}

/// The purses from which an account's transactions are paid.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Quota<BlockNumber> {
	/// The member whose purses they are: the one who acts through the account, or who has offered
	/// it the membership.
	pub payer: MemberId,
	/// For all that has no purse of its own.
	pub ordinary: PurseInfo<BlockNumber>,
	/// For votes, recalls, reveals and attestations.
	pub voice: PurseInfo<BlockNumber>,
}

/// Whether a transaction would be free of charge, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct FreeAnswer<BlockNumber> {
	/// The purse from which it would be paid in the next block, or why it is paid in tokens.
	pub verdict: Result<PurseId, WhyPaid>,
	/// What it costs of a purse, in picoseconds.
	pub cost: u64,
	/// The purse that has to have room for it; `None` where there is none.
	pub purse: Option<PurseInfo<BlockNumber>>,
}

/// [`QuotaRules`] of a runtime.
pub type QuotaRulesOf<T> = QuotaRules<BlockNumberFor<T>>;

/// [`Purse`] of a runtime.
pub type PurseOf<T> = Purse<BlockNumberFor<T>>;

/// [`Load`] of a runtime.
pub type LoadOf<T> = Load<BlockNumberFor<T>>;

/// [`PurseInfo`] of a runtime.
pub type PurseInfoOf<T> = PurseInfo<BlockNumberFor<T>>;

/// [`Quota`] of a runtime.
pub type QuotaOf<T> = Quota<BlockNumberFor<T>>;

/// [`FreeAnswer`] of a runtime.
pub type FreeAnswerOf<T> = FreeAnswer<BlockNumberFor<T>>;

/// An amount of tokens given as a tip.
pub type TipOf<T> =
	<<T as pallet_transaction_payment::Config>::OnChargeTransaction as OnChargeTransaction<T>>::Balance;

/// The weights of a runtime; the SDK's pallet has weights of its own.
pub(crate) type WeightsOf<T> = <T as Config>::WeightInfo;
