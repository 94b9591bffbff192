//! Recomputes a whole cycle from what its blocks hold, and compares.
//!
//! Nothing that the chain computed is taken on trust: what councils sent is read from extrinsics,
//! which of it was accepted from events, and every total, price, test, tally, grant, charge and hash
//! that follows is found again with the engine. A [`History`] says what blocks, events and records
//! hold, so that an altered one can be served as well; a [`Source`] says where their bytes come from:
//! a node, or a bundle that proves them.
//!
//! | file | holds |
//! |---|---|
//! | `year.rs` | the cycle from event to event, and enrolment |
//! | `proposals.rs` | what is accepted or dropped while an iteration collects |
//! | `clearing.rs` | announced prices, the close of an iteration and its record |
//! | `settling.rs` | how a plan is made of the iteration that stands: pure, in memory |
//! | `plan.rs` | the settled plan, verdicts, and how the cycle ends |
//!
//! What the chain says of job complexes is recomputed by [`jobs`].

mod calls;
mod clearing;
mod findings;
mod happened;
pub mod jobs;
mod part;
mod plan;
mod proposals;
pub mod settling;
mod source;
mod year;

pub use findings::{Findings, Kind, Mismatch, Outcome};
pub use happened::{Block, Happened, Lapse, Plan, Reason, Said, Sent, What};
pub use part::{amounts, Part};
pub use source::{Entry, Source};
pub use year::audit;

use crate::{chain::calls::Params, errors::Result};
use parecon_engine::{Line, Quote, Record, Scale, Totals};
use parecon_primitives::{CouncilId, Credits, CycleId, Iteration, Quantity, Side};
use primitive_types::H256;

/// What a cycle began with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
	/// Hash of the chain's first block.
	pub genesis: H256,
	/// The block in which the cycle was opened. Populations are frozen as a later block begins, and
	/// councils enrol only after that.
	pub block: u32,
	/// What it was opened with.
	pub params: Params,
	/// Kind and price of each good when the cycle was opened.
	pub quotes: Vec<Quote>,
	/// Yearly supply of each good.
	pub supplies: Vec<Quantity>,
}

/// A council as the chain knows it in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
	/// Its side.
	pub side: Side,
	/// Its population when populations were last frozen.
	pub population: u32,
}

/// What the chain keeps of a council's part in a settled plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
	/// Its proposal.
	pub lines: Vec<Line>,
	/// The part of each line that is in the plan, of a workers' council.
	pub scale: Scale,
	/// What it is granted line by line, of a consumers' council.
	pub granted: Vec<Quantity>,
	/// What it pays.
	pub charge: Credits,
}

/// How the chain says that a cycle ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
	/// The iterations that it took.
	pub iterations: Iteration,
	/// Hash of the last record.
	pub chain: H256,
	/// The root of the plan; zero where there is none.
	pub root: H256,
	/// What all consumers' councils are charged by it.
	pub charged: Credits,
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

	/// The parts of all enrolled councils at the end of a block.
	async fn parts(&mut self, block: u32, cycle: CycleId) -> Result<Vec<(CouncilId, Kept)>>;

	/// How the cycle ended, as it was left in a block.
	async fn ending(&mut self, block: u32, cycle: CycleId) -> Result<Option<Ending>>;
}
