//! What the pallet stores.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	pallet_prelude::ConstU32, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{Imbalance, Kind, Line, Measure, Quote, Rule, RuleMemory, Step, Totals, PAGE};
use parecon_primitives::{Credits, CycleId, GoodId, Iteration, Quantity, Side};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::Perbill;

/// Longest name of a good, in bytes of UTF-8.
pub type MaxName = ConstU32<64>;
/// Longest name of a good's unit, in bytes of UTF-8.
pub type MaxUnit = ConstU32<32>;

/// The goods of one page, 64 of them but for the last page.
pub type PageOf<Item> = BoundedVec<Item, ConstU32<PAGE>>;
/// What the current iteration announces of the goods of one page.
pub type QuotesPage = PageOf<Quote>;
/// Supply and demand of the goods of one page.
pub type TotalsPage = PageOf<Totals>;
/// The yearly supply of the goods of one page, zero for goods that are produced.
pub type EndowmentsPage = PageOf<Quantity>;

/// The lines of a proposal, strictly ascending by good.
pub type LinesOf<T> = BoundedVec<Line, <T as Config>::MaxLines>;
/// The running or latest cycle of this chain.
pub type CycleOf<T> = Cycle<BlockNumberFor<T>>;
/// A council's part in a cycle on this chain.
pub type EnrolmentOf<T> = Enrolment<<T as Config>::MaxLines>;
/// How a cycle of this chain ended.
pub type ConclusionOf<T> = Conclusion<BlockNumberFor<T>>;

/// Anything planned: what it is called, and what one unit of it is.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Good {
	/// Name in UTF-8, unique.
	pub name: BoundedVec<u8, MaxName>,
	/// Name of one unit ("loaf", "kWh", "hour") in UTF-8.
	pub unit: BoundedVec<u8, MaxUnit>,
	/// What kind of good it is; this decides who may supply and who may use it.
	pub kind: Kind,
}

/// One value for each side.
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
pub struct Sides<Item> {
	/// Of the workers' councils.
	pub workers: Item,
	/// Of the consumers' councils.
	pub consumers: Item,
}

impl<Item: Copy> Sides<Item> {
	/// The value of `side`.
	pub fn get(&self, side: Side) -> Item {
		match side {
			Side::Workers => self.workers,
			Side::Consumers => self.consumers,
		}
	}

	/// The value of `side`, to be changed.
	pub fn get_mut(&mut self, side: Side) -> &mut Item {
		match side {
			Side::Workers => &mut self.workers,
			Side::Consumers => &mut self.consumers,
		}
	}
}

/// What is fixed when a cycle opens.
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
pub struct CycleParams {
	/// How totals become the next prices.
	pub rule: Rule,
	/// Imbalance below which a good counts as balanced.
	pub threshold: Perbill,
	/// Blocks in which councils can enrol.
	pub enrolment: u32,
	/// Blocks after which an iteration closes, whoever is silent.
	pub window: u32,
	/// Blocks in which speakers can ratify the plan.
	pub ratification: u32,
	/// Iterations after which a cycle that has not converged lapses.
	pub max_iterations: u32,
	/// Income of each person in a consumers' council for the cycle.
	pub income_per_head: Credits,
}

/// Where a cycle stands. It is moved only when a block begins.
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
pub enum Phase {
	/// The totals of the last cycle are being replaced by the yearly supplies, page by page.
	#[codec(index = 0)]
	Opening {
		/// The next page.
		page: u32,
	},
	/// Councils enrol.
	#[codec(index = 1)]
	Enrolling,
	/// Speakers propose at the announced prices.
	#[codec(index = 2)]
	Collecting,
	/// The iteration is closed; its totals are measured and the next prices found, page by page.
	#[codec(index = 3)]
	Clearing,
	/// The iterations converged; speakers approve or reject the plan.
	#[codec(index = 4)]
	Ratifying,
	/// The plan stands.
	#[codec(index = 5)]
	Ratified,
	/// There is no plan.
	#[codec(index = 6)]
	Lapsed(Lapse),
}

impl Phase {
	/// Whether the cycle has ended.
	pub fn is_over(self) -> bool {
		matches!(self, Phase::Ratified | Phase::Lapsed(_))
	}
}

/// Why a cycle ended without a plan.
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
pub enum Lapse {
	/// One side, or both, had nobody enrolled.
	#[codec(index = 0)]
	OneSided,
	/// The last iteration passed before supply met demand.
	#[codec(index = 1)]
	NotConverged,
	/// One side, or both, did not approve the plan in time.
	#[codec(index = 2)]
	NotApproved,
}

/// A planning year while it runs, and the latest one after it ended.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Cycle<BlockNumber> {
	/// Its number.
	pub id: CycleId,
	/// What was fixed when it opened.
	pub params: CycleParams,
	/// The block that it counts by: as that block began, populations were frozen, and only who had
	/// a seat then can speak for a council. Before that has happened, the block of `open_cycle`.
	pub opened: BlockNumber,
	/// Where it stands.
	pub phase: Phase,
	/// The block in which its phase ends at the latest; the block in which it began where the
	/// phase has no window.
	pub deadline: BlockNumber,
	/// The iteration whose prices are announced; 0 before the first.
	pub iteration: Iteration,
	/// Enrolled councils.
	pub councils: Sides<u32>,
	/// Population of the enrolled councils, frozen at opening.
	pub population: Sides<u32>,
	/// Councils that have proposed in this iteration.
	pub spoken: u32,
	/// Proposals accepted in this iteration, revisions included.
	pub accepted: u32,
	/// Accumulator over the proposals accepted in this iteration, in the order of inclusion.
	pub proposals: H256,
	/// Hash of the last iteration's record; of the cycle's origin before the first.
	pub parent: H256,
	/// Whether every good was below the threshold in the last iteration.
	pub calm: bool,
	/// What the rule remembers beside its pages.
	pub memory: RuleMemory,
	/// Population of the councils that approve the plan.
	pub approving: Sides<u32>,
	/// Population of the councils that reject the plan.
	pub rejecting: Sides<u32>,
}

/// A council's part in a cycle.
#[derive(
	CloneNoBound,
	DebugNoBound,
	PartialEqNoBound,
	EqNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(MaxLines))]
pub struct Enrolment<MaxLines: frame_support::traits::Get<u32>> {
	/// Its side.
	pub side: Side,
	/// Its population, frozen when the cycle opened.
	pub population: u32,
	/// What it may spend; zero for a workers' council.
	pub budget: Credits,
	/// The last iteration in which it proposed; 0 for none.
	pub spoken: Iteration,
	/// Its standing proposal.
	pub lines: BoundedVec<Line, MaxLines>,
	/// Whether its speaker approves the plan; `None` before it has said so.
	pub verdict: Option<bool>,
}

/// What is between the close of an iteration and the next prices.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
// There is one of it, so that a smaller variant would save nothing.
#[allow(clippy::large_enum_variant)]
pub enum Clearing {
	/// First pass: how far apart supply and demand are.
	#[codec(index = 0)]
	Measuring {
		/// The next page.
		page: u32,
		/// What the rule has gathered.
		measure: Measure,
		/// Hash chain over the pages of prices.
		prices: H256,
		/// Hash chain over the pages of totals.
		totals: H256,
	},
	/// Second pass: the next prices.
	#[codec(index = 1)]
	Adjusting {
		/// The next page.
		page: u32,
		/// What the rule has decided.
		step: Step,
	},
}

/// How a cycle ended. It stays when the cycle's proposals are pruned.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Conclusion<BlockNumber> {
	/// `Ratified` or `Lapsed`.
	pub phase: Phase,
	/// The block in which it ended.
	pub at: BlockNumber,
	/// The iterations it took.
	pub iterations: Iteration,
	/// Hash of the last iteration's record.
	pub chain: H256,
	/// Enrolments not yet pruned.
	pub enrolments: u32,
}

/// What a proposal comes to: the answer to "would this be accepted, and if not, what is missing?"
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Check {
	/// Whether `propose` with these lines would pass the test of the council's side now.
	pub passes: bool,
	/// Social benefit of a workers' council; zero for a consumers' council. Rounded down.
	pub benefit: Credits,
	/// Social cost of a workers' council; cost of a consumers' council. Rounded up.
	pub cost: Credits,
	/// Budget of a consumers' council; zero for a workers' council.
	pub budget: Credits,
	/// By how much the cost exceeds what it may be. Rounded up, so it is zero only where the
	/// proposal passes.
	pub shortfall: Credits,
}

/// Why a good has the price that it has: the inputs of the rule.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PriceReason {
	/// The good.
	pub good: GoodId,
	/// What is announced of it in this iteration.
	pub quote: Quote,
	/// The rule that finds the next price.
	pub rule: Rule,
	/// What is supplied at this price so far, in micro-units.
	pub supply: Quantity,
	/// What is demanded at this price so far, in micro-units; the mean level of a public good.
	pub demand: Quantity,
	/// How far apart they are.
	pub imbalance: Imbalance,
	/// Whether that is below the cycle's threshold.
	pub below_threshold: bool,
}
