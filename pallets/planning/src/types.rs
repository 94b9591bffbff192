//! What the pallet stores.

use crate::{Config, Plea};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	pallet_prelude::ConstU32, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{
	Counting, Imbalance, Kind, LevelRule, Line, Measure, Quote, Range, Ration, Rule, RuleMemory,
	Scale, Statements, Step, Swing, Totals, Upstream, Worth, PAGE,
};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity, Side};
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
/// The part of each good's use in production that its supply allows, of one page.
pub type RationsPage = PageOf<Ration>;
/// What workplaces upstream use of each good of one page.
pub type UpstreamPage = PageOf<Upstream>;
/// What the councils that were granted their part so far ask for of each good of one page.
pub type CumulatedPage = PageOf<u128>;

/// The lines of a proposal, strictly ascending by good.
pub type LinesOf<T> = BoundedVec<Line, <T as Config>::MaxLines>;
/// The running or latest cycle of this chain.
pub type CycleOf<T> = Cycle<BlockNumberFor<T>>;
/// A council's part in a cycle on this chain.
pub type EnrolmentOf<T> = Enrolment<<T as Config>::MaxLines>;
/// What a plan grants a council of this chain.
pub type PortionOf<T> = Portion<<T as Config>::MaxLines>;
/// How a cycle of this chain ended.
pub type ConclusionOf<T> = Conclusion<BlockNumberFor<T>>;

/// The most councils that the scope of a good names.
pub type MaxScope = ConstU32<MAX_SCOPE>;
/// As [`MaxScope`].
pub const MAX_SCOPE: u32 = 16;
/// The most shared goods that concern one council.
pub type MaxShares = ConstU32<MAX_SHARES>;
/// The same number.
pub const MAX_SHARES: u32 = 16;
/// The most proposals in one call of a federation.
pub type MaxBatch = ConstU32<16>;

/// The councils whose people share a good, in ascending order.
pub type Scope = BoundedVec<CouncilId, MaxScope>;
/// Shared goods that concern a council, in ascending order.
pub type Shares = BoundedVec<GoodId, MaxShares>;
/// Goods of a council's lines.
pub type GoodsOf<T> = BoundedVec<GoodId, <T as Config>::MaxLines>;
/// A claim on this chain.
pub type ClaimOf<T> = Claim<BlockNumberFor<T>>;
/// What a federation proposes for its children: council, lines, note.
pub type BatchOf<T> = BoundedVec<(CouncilId, LinesOf<T>, Option<H256>), MaxBatch>;

/// What a shared good is stated in, and by whom.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Shared {
	/// Micro-units of one step of what can be stated.
	pub step: Quantity,
	/// The consumers' councils whose people share it; of a public good none for everybody.
	pub scope: Scope,
}

/// What is stated of a shared good in a cycle.
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
pub struct Level {
	/// People of the enrolled councils that share it.
	pub crowd: u32,
	/// How many of them want, or permit, each step.
	pub stated: Statements,
	/// The sum of population x stated level, in micro-units: what the mean is taken of.
	pub sum: u128,
	/// What the last iteration that was closed came to: the level of a public good, the permits for a
	/// pollutant. It is what everybody is charged for in the tests of this iteration.
	pub level: Quantity,
	/// Of a pollutant: what emitters had to pay in that iteration for what was permitted.
	pub sold: Credits,
	/// Population of the councils that have had their part of the plan: what all pay for a public good,
	/// or are credited for a pollutant, is shared out by it.
	pub passed: u32,
}

/// A council claims that a pollutant harms its people.
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
pub struct Claim<BlockNumber> {
	/// The council.
	pub council: CouncilId,
	/// The block of the claim.
	pub since: BlockNumber,
	/// Whether somebody of the community opposes it.
	pub opposed: bool,
}

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
	/// Iterations after which the best of them stands, converged or not.
	pub max_iterations: u32,
	/// Income of each person in a consumers' council for the cycle.
	pub income_per_head: Credits,
	/// Which goods keep an iteration from being calm.
	pub counting: Counting,
	/// How far councils may change their proposals in late iterations.
	pub swing: Swing,
	/// Further iterations, once, where the councils do not approve the plan; 0 for none.
	pub retries: u32,
	/// How statements become the level of a public good.
	pub levels: LevelRule,
	/// How large exceptions can be: loans, as a part of a council's income less what it repays; what a
	/// federation
	/// allows below par, as a part of its children's social benefit.
	pub exceptions: Perbill,
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
	/// The plan is settled; speakers approve or reject it.
	#[codec(index = 4)]
	Ratifying,
	/// The plan stands.
	#[codec(index = 5)]
	Ratified,
	/// There is no plan.
	#[codec(index = 6)]
	Lapsed(Lapse),
	/// The iterations are over; what they found is made a plan that promises only what is there.
	#[codec(index = 7)]
	Settling,
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
	/// The last iteration passed, and in none had councils spoken that stand for more than half of
	/// the enrolled population on both sides.
	#[codec(index = 1)]
	NotConverged,
	/// One side, or both, did not approve the plan in time.
	#[codec(index = 2)]
	NotApproved,
	/// Workplaces lacked inputs even after they had been scaled as often as can be.
	#[codec(index = 3)]
	Short,
}

/// The iteration that stands if the cycle does not converge, so far: the one in which the least was
/// asked for that was not there, by its value; of several such the latest.
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
pub struct Best {
	/// Which it is.
	pub iteration: Iteration,
	/// The sum of price x max(0, D - S) over all goods, in 10^-12 credits.
	pub short: Worth,
}

/// A settled plan, as the councils approve or reject it.
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
pub struct Plan {
	/// The iteration whose prices and proposals it was made of.
	pub iteration: Iteration,
	/// The root over what each council is granted.
	pub root: H256,
	/// What all consumers' councils are charged.
	pub charged: Credits,
	/// What they are credited for the pollutants that they permit.
	pub credited: Credits,
	/// What is to be paid for all that is emitted, at the plan's prices: the same.
	pub emitted: Credits,
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
	/// Proposals accepted in this iteration: revisions, what was recalled, dropped and found anew included.
	pub accepted: u32,
	/// Accumulator over the proposals accepted in this iteration, in the order of inclusion.
	pub proposals: H256,
	/// Hash of the last iteration's record; of the cycle's origin before the first.
	pub parent: H256,
	/// Whether no good was open in the last iteration.
	pub calm: bool,
	/// Value of all goods in the last iteration: the sum of price x max(S, D).
	pub value: Worth,
	/// Population of the councils that have proposed at least once.
	pub heard: Sides<u32>,
	/// The iteration that stands so far; in later phases the one that stands.
	pub best: Option<Best>,
	/// The iteration after which the best one stands.
	pub until: Iteration,
	/// Whether a plan was rejected, so that the next rejection is the end.
	pub retried: bool,
	/// The plan, once it is settled.
	pub plan: Option<Plan>,
	/// What the rule remembers beside its pages.
	pub memory: RuleMemory,
	/// Changes of requests since what counts was last found anew.
	pub requested: u32,
	/// Councils that have withdrawn from the plan that is judged, or have left the cycle.
	pub withdrawn: u32,
	/// How often a plan was settled in this cycle. A verdict is about one of them.
	pub plans: u32,
	/// Whether the plan was settled once more because councils had withdrawn.
	pub resettled: bool,
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
	/// What it may spend: its income less what it repays and has given to its federation, and what it
	/// was lent or given. Zero for a workers' council.
	pub budget: Credits,
	/// What its people are granted for the cycle; zero for a workers' council.
	pub income: Credits,
	/// The last iteration in which it proposed, or was dropped; 0 for none.
	pub spoken: Iteration,
	/// Its standing proposal: the lines that count.
	pub lines: BoundedVec<Line, MaxLines>,
	/// The iteration since which these lines count.
	pub since: Iteration,
	/// Of a consumers' council: the part of the private goods stated that they are.
	pub part: Scale,
	/// Of a consumers' council: what its speaker stated, where that is not what counts. Requests are
	/// added, and the whole is scaled to the budget where it is above. Before it has spoken: what it
	/// stated in the cycle of the plan in force.
	pub own: Option<BoundedVec<Line, MaxLines>>,
	/// Where it has proposed in this iteration: what stood before.
	pub before: Option<Before<MaxLines>>,
	/// Hash of what it says in words.
	pub note: Option<H256>,
	/// Where what counts has changed since the best iteration so far: what counted in that.
	pub standing: BoundedVec<Line, MaxLines>,
	/// The part of what was stated that this is.
	pub standing_part: Scale,
	/// Of a workers' council: the part of each of its lines that is in the plan, once there is one.
	pub scale: Scale,
	/// Of a workers' council: whether it supplies what other workplaces use, found when its proposal is
	/// tested for the plan.
	pub upstream: bool,
	/// Of a consumers' council: what it is granted, line by line, once there is a plan; of a public
	/// good the level that everybody gets.
	pub granted: BoundedVec<Quantity, MaxLines>,
	/// Of a consumers' council: what it pays for that.
	pub charge: Credits,
	/// Of a consumers' council: what it is credited for the pollutants that it permits.
	pub credit: Credits,
	/// Shared goods that concern it: those of which it states how much there should be.
	pub shares: Shares,
	/// Of a workers' council: the social benefit of its standing proposal when it was accepted.
	pub benefit: Credits,
	/// Of a workers' council: how far its social benefit may be below its social cost.
	pub relief: Credits,
	/// Of a consumers' council: what it was lent in this cycle; part of the budget.
	pub loan: Credits,
	/// What it owed when it enrolled, from loans in earlier cycles.
	pub debt: Credits,
	/// What its budget is smaller by for that.
	pub repays: Credits,
	/// The federation that may propose for it.
	pub entrusted: Option<CouncilId>,
	/// The exception that it asks for.
	pub plea: Option<Plea>,
	/// Whether it is a workplace that was dropped since it was silent, and has not spoken since.
	pub dropped: bool,
	/// Whether it has left the plan that is judged, or that was ratified. Who leaves one that is then
	/// rejected takes part in what follows.
	pub withdrawn: bool,
	/// The lapsed cycle after which it has confirmed that the plan goes on to hold for it.
	pub confirmed: Option<CycleId>,
	/// What its speaker last said of a plan.
	pub verdict: Option<Verdict>,
}

impl<MaxLines: frame_support::traits::Get<u32>> Enrolment<MaxLines> {
	/// Its proposal as it was in `iteration`, the best so far.
	pub fn lines_in(&self, iteration: Iteration) -> &[Line] {
		if self.since <= iteration {
			&self.lines
		} else {
			&self.standing
		}
	}

	/// What counted as `iteration`, the current one, began.
	pub fn lines_before(&self, iteration: Iteration) -> &[Line] {
		match &self.before {
			Some(before) if self.spoken == iteration => &before.lines,
			_ => &self.lines,
		}
	}

	/// Whether it was silent in two iterations running, of which `last` is the second, and has
	/// something to lose.
	pub fn is_silent(&self, last: Iteration) -> bool {
		self.spoken.0.saturating_add(2) <= last.0 && !self.lines.is_empty()
	}
}

/// What stood of a council before it proposed in an iteration.
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
pub struct Before<MaxLines: frame_support::traits::Get<u32>> {
	/// The last iteration in which it had spoken.
	pub spoken: Iteration,
	/// The lines that counted.
	pub lines: BoundedVec<Line, MaxLines>,
	/// Since when.
	pub since: Iteration,
	/// The part of what was stated that they were.
	pub part: Scale,
	/// What its speaker had stated, where that was something else.
	pub own: Option<BoundedVec<Line, MaxLines>>,
}

/// What a council's speaker says of a plan.
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
pub struct Verdict {
	/// Which plan of the cycle it is about, from 1: a verdict on an earlier one does not count.
	pub plan: u32,
	/// Whether it is approved.
	pub approve: bool,
}

/// A council's number as the key of a list that is gone through in ascending order.
///
/// The bytes are those of the number, the most significant first, so that they stand in the order of
/// the numbers. Such a key need not be hashed: numbers are given in sequence, and nobody chooses one
/// to make a path in the trie long.
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
pub struct CouncilKey([u8; 4]);

impl From<CouncilId> for CouncilKey {
	fn from(council: CouncilId) -> Self {
		Self(council.0.to_be_bytes())
	}
}

impl From<CouncilKey> for CouncilId {
	fn from(key: CouncilKey) -> Self {
		Self(u32::from_be_bytes(key.0))
	}
}

/// What is between the close of an iteration and the next prices, or the plan.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
// There is one of it, so that a smaller variant would save nothing.
#[allow(clippy::large_enum_variant)]
pub enum Work {
	/// Before anything is measured: what counts for consumers' councils that were silent, or whose
	/// requests have changed, is found anew.
	#[codec(index = 3)]
	Repeating {
		/// The last council that was gone through.
		after: Option<CouncilId>,
	},
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
		/// Whether the iteration that closed is the best so far, and kept before prices change.
		keep: bool,
	},
	/// The iterations are over: what they found becomes a plan.
	#[codec(index = 2)]
	Settling(Settling),
}

/// How far the settling of a plan has come.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Settling {
	/// What is being done.
	pub stage: Stage,
	/// How often workplaces have been scaled.
	pub round: u8,
	/// Goods that were found to be short in this round.
	pub short: u32,
	/// The councils' portions so far.
	pub range: Range,
	/// What consumers' councils are charged so far.
	pub charged: Credits,
	/// What they are credited so far.
	pub credited: Credits,
	/// What is to be paid for what workplaces emit, as far as pages were gone through.
	pub emitted: Credits,
}

/// What is done to settle a plan: over pages of goods, or over councils in ascending order of ids.
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
pub enum Stage {
	/// Prices and totals of the iteration that stands take the place of the last one's.
	#[codec(index = 0)]
	Adopting {
		/// The next page.
		page: u32,
	},
	/// Every proposal is tested at the final prices.
	#[codec(index = 1)]
	Reviewing {
		/// The last council that was.
		after: Option<CouncilId>,
	},
	/// The goods that workplaces lack are found.
	#[codec(index = 2)]
	Weighing {
		/// The next page.
		page: u32,
	},
	/// The workplaces that use them are scaled.
	#[codec(index = 3)]
	Scaling {
		/// The last council that was.
		after: Option<CouncilId>,
	},
	/// Final goods are granted and charged.
	#[codec(index = 4)]
	Granting {
		/// The last council that was.
		after: Option<CouncilId>,
	},
	/// What an earlier plan of the cycle has left in the pages is removed, before proposals are tested.
	#[codec(index = 5)]
	Preparing {
		/// The next page.
		page: u32,
	},
}

/// Why a proposal was taken out of a plan.
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
pub enum Reason {
	/// A workers' council was silent in the last two iterations.
	#[codec(index = 0)]
	Silent,
	/// Its social benefit is less than its social cost at the final prices.
	#[codec(index = 1)]
	BelowPar,
	/// Its cost is above the budget at the final prices.
	#[codec(index = 2)]
	OverBudget,
	/// The council has withdrawn.
	#[codec(index = 3)]
	Withdrawn,
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
	/// The root of the plan that was ratified; zero where none was.
	pub root: H256,
	/// What all consumers' councils are charged by it.
	pub charged: Credits,
	/// What they are credited by it for the pollutants that they permit.
	pub credited: Credits,
	/// What is to be paid for all that is emitted by it.
	pub emitted: Credits,
}

/// What a plan grants a council.
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
pub struct Portion<MaxLines: frame_support::traits::Get<u32>> {
	/// What it stated; nothing where its proposal was taken out.
	pub lines: BoundedVec<Line, MaxLines>,
	/// What it supplies, uses or gets of each line; of a public good the level that everybody gets.
	pub granted: BoundedVec<Quantity, MaxLines>,
	/// What it pays; zero for a workers' council.
	pub charge: Credits,
	/// What it is credited for the pollutants that it permits; zero for a workers' council.
	pub credit: Credits,
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
	/// What a consumers' council pays beside for public goods that it shares: for levels that are
	/// medians its part of those of the last iteration, for means what it states itself. Rounded up.
	pub dues: Credits,
	/// What it is credited for pollutants that it permits, by what the last iteration sold. Rounded
	/// down.
	pub credits: Credits,
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
