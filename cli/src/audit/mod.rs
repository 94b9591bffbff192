//! Recomputes a whole cycle from what its blocks hold, and compares.
//!
//! Nothing that the chain computed is taken on trust: what councils sent is read from extrinsics,
//! which of it was accepted from events, and every total, price, test, tally and hash that follows is
//! found again with the engine. A [`History`] says what blocks, events and records hold, so that an
//! altered one can be served as well; a [`Source`] says where their bytes come from: a node, or a
//! bundle that proves them.
//!
//! What the chain says of job complexes is recomputed by [`jobs`].

pub mod jobs;
mod recompute;
mod source;

pub use recompute::audit;
pub use source::{Entry, Source};

use crate::errors::Result;
use parecon_engine::{Imbalance, Line, Quote, Record, Rule, Totals};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity, Side};
use primitive_types::H256;
use serde::Serialize;
use sp_arithmetic::Perbill;
use std::collections::BTreeSet;

/// What a cycle began with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
	/// Hash of the chain's first block.
	pub genesis: H256,
	/// The block in which the cycle was opened. Populations are frozen as a later block begins, and
	/// councils enrol only after that.
	pub block: u32,
	/// How totals become the next prices.
	pub rule: Rule,
	/// Imbalance below which a good counts as balanced.
	pub threshold: Perbill,
	/// Iterations after which a cycle that has not converged lapses.
	pub max_iterations: u32,
	/// Income of each person in a consumers' council.
	pub income_per_head: Credits,
	/// Kind and price of each good when the cycle was opened.
	pub quotes: Vec<Quote>,
	/// Yearly supply of each good.
	pub supplies: Vec<Quantity>,
}

/// What a signed extrinsic, or a call inside it, asks of the cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
	/// Position of the extrinsic in its block.
	pub extrinsic: u32,
	/// Whether the extrinsic is this call and nothing else.
	pub alone: bool,
	/// The council that it speaks for.
	pub council: CouncilId,
	/// What it says.
	pub what: Said,
}

/// What a speaker says for a council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
	/// A proposal at the prices of an iteration.
	Proposal {
		/// The iteration.
		iteration: Iteration,
		/// Its lines.
		lines: Vec<Line>,
	},
	/// A judgement of the plan.
	Verdict {
		/// Whether the council approves.
		approve: bool,
	},
}

/// What the chain says has happened to the cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
	/// Position of the extrinsic that it happened in; none where the block itself did it.
	pub extrinsic: Option<u32>,
	/// What happened.
	pub what: What,
}

/// The events of a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
	/// A council takes part.
	Enrolled {
		/// The council.
		council: CouncilId,
		/// Its population.
		population: u32,
		/// What it may spend.
		budget: Credits,
	},
	/// The prices of an iteration are announced.
	Announced {
		/// The iteration.
		iteration: Iteration,
	},
	/// A proposal was accepted.
	Proposed {
		/// The iteration.
		iteration: Iteration,
		/// The council.
		council: CouncilId,
		/// Hash of the lines.
		lines: H256,
		/// Social benefit.
		benefit: Credits,
		/// Cost.
		cost: Credits,
	},
	/// An iteration was measured.
	Closed {
		/// The iteration.
		iteration: Iteration,
		/// The largest imbalance.
		worst: Imbalance,
		/// The good that has it.
		good: GoodId,
		/// Goods at or above the threshold.
		open: u32,
		/// Hash of the record.
		record: H256,
	},
	/// Supply met demand.
	Ratifying,
	/// A council judged the plan.
	Judged {
		/// The council.
		council: CouncilId,
		/// Whether it approves.
		approve: bool,
	},
	/// The plan stands.
	Ratified,
	/// The cycle ended without a plan.
	Lapsed(Lapse),
}

/// Why a cycle ended without a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
	/// A side had nobody enrolled.
	OneSided,
	/// Supply did not meet demand in time.
	NotConverged,
	/// A side did not approve in time.
	NotApproved,
}

/// What a block holds of a cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
	/// Its number.
	pub number: u32,
	/// What its extrinsics ask, in order.
	pub sent: Vec<Sent>,
	/// The extrinsics that did not fail.
	pub succeeded: BTreeSet<u32>,
	/// What happened, in order.
	pub events: Vec<Happened>,
}

/// A council as the chain knows it in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
	/// Its side.
	pub side: Side,
	/// Its population when populations were last frozen.
	pub population: u32,
}

/// How the chain says that a cycle ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
	/// The iterations that it took.
	pub iterations: Iteration,
	/// Hash of the last record.
	pub chain: H256,
}

/// Where blocks, events and records come from.
#[allow(async_fn_in_trait)]
pub trait History {
	/// What the cycle began with.
	async fn opening(&mut self, cycle: CycleId) -> Result<Opening>;

	/// What a block holds of the cycle; none where there is no such block yet.
	async fn block(&mut self, cycle: CycleId, number: u32) -> Result<Option<Block>>;

	/// Kind and price of each good at the end of a block.
	async fn quotes(&mut self, block: u32) -> Result<Vec<Quote>>;

	/// Totals of each good at the end of a block.
	async fn totals(&mut self, block: u32) -> Result<Vec<Totals>>;

	/// A council at the end of a block.
	async fn council(&mut self, block: u32, council: CouncilId) -> Result<Option<Standing>>;

	/// The record of an iteration, as it was left in a block.
	async fn record(
		&mut self,
		block: u32,
		cycle: CycleId,
		iteration: Iteration,
	) -> Result<Option<Record>>;

	/// The standing proposals of all enrolled councils at the end of a block.
	async fn standing(&mut self, block: u32, cycle: CycleId)
		-> Result<Vec<(CouncilId, Vec<Line>)>>;

	/// How the cycle ended, as it was left in a block.
	async fn ending(&mut self, block: u32, cycle: CycleId) -> Result<Option<Ending>>;
}

/// What can differ from what is recomputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
	/// A council's side, population or budget.
	Enrolment,
	/// The lines in the extrinsic are not those that were accepted.
	Proposal,
	/// An accepted proposal is in no extrinsic.
	Missing,
	/// A proposal that succeeded was not counted.
	Uncounted,
	/// A proposal was accepted that fails the test of its side.
	Test,
	/// The stated benefit or cost of a proposal.
	Value,
	/// The totals of a good.
	Totals,
	/// The price of a good.
	Price,
	/// A field of an iteration's record, or its hash.
	Record,
	/// What an event says of an iteration, or when it says it.
	Event,
	/// A judgement of the plan is in no extrinsic.
	Verdict,
	/// How the cycle ended.
	Ending,
	/// The plan is not what the councils last proposed.
	Plan,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mismatch {
	/// What differs.
	pub kind: Kind,
	/// In which iteration; 0 before the first.
	pub iteration: u32,
	/// Of which good.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub good: Option<u32>,
	/// Of which council.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub council: Option<u32>,
	/// In which block.
	pub block: u32,
	/// In which extrinsic of the block.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub extrinsic: Option<u32>,
	/// In words: what the chain says, and what follows from its blocks.
	pub detail: String,
}

/// How a cycle ended, as far as its blocks go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
	/// It is still running.
	#[default]
	Running,
	/// Its plan was ratified.
	Ratified,
	/// It lapsed.
	Lapsed,
}

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
	/// Iterations that were closed.
	pub iterations: u32,
	/// Accepted proposals, revisions included.
	pub proposals: u32,
	/// Blocks read.
	pub blocks: u32,
	/// How the cycle ended.
	pub outcome: Outcome,
	/// Everything that differs; nothing where the cycle is sound.
	pub mismatches: Vec<Mismatch>,
}
