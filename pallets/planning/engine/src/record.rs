//! The chain of hashes that an iteration leaves behind.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::{CouncilId, CycleId, GoodId, Iteration};
use primitive_types::H256;
use scale_info::TypeInfo;
use sp_runtime::traits::{BlakeTwo256, Hash};

use crate::{good::Line, imbalance::Imbalance};

const ORIGIN: &[u8] = b"parecon/planning/cycle";
const RECORD: &[u8] = b"parecon/planning/record";
const LINES: &[u8] = b"parecon/planning/lines";
const ACCEPTED: &[u8] = b"parecon/planning/accepted";
const PRICES: &[u8] = b"parecon/planning/prices";
const TOTALS: &[u8] = b"parecon/planning/totals";

/// Where the chain over the pages of prices begins: tied to the record before.
pub fn prices_start(parent: H256) -> H256 {
	BlakeTwo256::hash_of(&(PRICES, parent))
}

/// Where the chain over the pages of totals begins: tied to the record before.
pub fn totals_start(parent: H256) -> H256 {
	BlakeTwo256::hash_of(&(TOTALS, parent))
}

/// The next link of a chain over pages: `blake2_256(prev ++ SCALE(page))`. The first `prev` comes
/// from [`prices_start`] or [`totals_start`], which keep one chain from being taken for another.
pub fn page_hash_chain(prev: H256, page: &impl Encode) -> H256 {
	BlakeTwo256::hash_of(&(prev, page))
}

/// The hash of a proposal's lines.
pub fn lines_hash(lines: &[Line]) -> H256 {
	BlakeTwo256::hash_of(&(LINES, lines))
}

/// The accumulator over accepted proposals, one more of them included.
pub fn accumulate(prev: H256, council: CouncilId, lines_hash: H256) -> H256 {
	BlakeTwo256::hash_of(&(ACCEPTED, prev, council, lines_hash))
}

/// The parent of a cycle's first record: binds the chain's genesis and the cycle.
pub fn origin(genesis: H256, cycle: CycleId) -> H256 {
	BlakeTwo256::hash_of(&(ORIGIN, genesis, cycle))
}

/// What an iteration leaves behind, chained to the one before it.
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct Record {
	/// Which iteration of the cycle, from 1.
	pub iteration: Iteration,
	/// Chain of hashes over the pages of the prices that were announced.
	pub prices: H256,
	/// Chain of hashes over the pages of totals.
	pub totals: H256,
	/// Accumulator over accepted proposals, in the order of inclusion.
	pub proposals: H256,
	/// How many proposals were accepted, revisions included.
	pub count: u32,
	/// The largest imbalance.
	pub worst: Imbalance,
	/// The good that has it; the lowest id of those.
	pub worst_good: GoodId,
	/// Hash of the record before; of the first one [`origin`].
	pub parent: H256,
}

impl Record {
	/// The record's hash, the parent of the next.
	pub fn hash(&self) -> H256 {
		BlakeTwo256::hash_of(&(RECORD, self))
	}
}
