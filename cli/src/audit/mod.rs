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
//! | `year.rs` | the cycle from event to event |
//! | `windows.rs` | that nothing is accepted in a phase which is over |
//! | `enrolment.rs` | who takes part, with which budget and which shared goods |
//! | `requests.rs` | what members ask of their councils |
//! | `basket.rs` | what lines come to, and what counts of them: pure |
//! | `shared.rs` | totals, and goods of which many state one amount: pure |
//! | `proposals.rs` | what is accepted, taken back or dropped while an iteration collects |
//! | `repeating.rs` | what counts for councils that were silent |
//! | `federations.rs` | comments, entrusted proposals, exceptions |
//! | `clearing.rs` | announced prices, the close of an iteration and its record |
//! | `settling.rs`, `counter.rs` | how a plan is made of the iteration that stands: pure |
//! | `plan.rs` | the settled plan, verdicts, and how the cycle ends |
//! | `exits.rs` | who leaves the plan, and the second settling |
//! | `compare.rs` | each council's part and each level, against what the chain keeps |
//!
//! What the chain says of job complexes is recomputed by [`jobs`].

pub mod basket;
mod calls;
mod clearing;
mod compare;
mod counter;
mod enrolment;
mod exits;
mod federations;
mod findings;
mod happened;
pub mod jobs;
mod part;
mod plan;
mod proposals;
mod repeating;
mod requests;
pub mod settling;
pub mod shared;
mod source;
mod windows;
mod year;

pub use findings::{Findings, Kind, Mismatch, Outcome};
pub use happened::{Block, Happened, Lapse, Plan, Reason, Said, Sent, What};
pub use part::{amounts, Before, Counted, Part, Plea};
pub use requests::Request;
pub use source::{Entry, Source};
pub use year::audit;

pub use crate::chain::plan_calls::Exception;

use crate::{chain::calls::Params, errors::Result};
use codec::{Decode, Encode};
use parecon_engine::{Line, Quote, Record, Totals};
use parecon_primitives::{
	CouncilId, Credits, CycleId, GoodId, Iteration, MemberId, Quantity, Side,
};
use primitive_types::H256;
use shared::{Level, Sharing};

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
	/// Goods that many state together, ascending.
	pub sharing: Vec<Sharing>,
	/// The most lines that a proposal can have.
	pub most_lines: u32,
	/// The cycle whose plan is in force.
	pub in_force: Option<CycleId>,
}

/// A council as the chain knows it in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
	/// Its side.
	pub side: Side,
	/// Its population when populations were last frozen.
	pub population: u32,
	/// Its federation when they were.
	pub parent: Option<CouncilId>,
}

/// What a council takes along from its part in the plan in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
	/// What its speaker had stated.
	pub own: Vec<Line>,
	/// What it owed.
	pub debt: Credits,
	/// What it repaid of that.
	pub repays: Credits,
	/// What it was lent.
	pub loan: Credits,
}

/// What a federation was given and has granted in a cycle, as the pallet's `Purse` is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Purse {
	/// What children gave it.
	pub endowed: Credits,
	/// What it gave out of that.
	pub spent: Credits,
	/// What it allowed workers' councils to be below par, together.
	pub relief: Credits,
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
	/// What they are credited by it.
	pub credited: Credits,
	/// What is to be paid for all that is emitted by it.
	pub emitted: Credits,
	/// The cycle whose plan is in force from then on.
	pub in_force: Option<CycleId>,
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

	/// What is stated of some goods at the end of a block, in their order.
	async fn levels(&mut self, block: u32, goods: &[GoodId]) -> Result<Vec<Level>>;

	/// A council at the end of a block, in which a cycle runs; one that is gone by then, as it was when
	/// the block began.
	async fn council(&mut self, block: u32, council: CouncilId) -> Result<Option<Standing>>;

	/// What a council takes along from its part in the plan of `plan`, as it is in a block.
	async fn last(&mut self, block: u32, plan: CycleId, council: CouncilId)
		-> Result<Option<Last>>;

	/// What a member asks for at the end of a block.
	async fn request(&mut self, block: u32, member: MemberId) -> Result<Option<Request>>;

	/// What the members of some councils ask for together at the end of a block, in the order of the
	/// councils.
	async fn requested(
		&mut self,
		block: u32,
		councils: &[CouncilId],
	) -> Result<Vec<Vec<(GoodId, Quantity)>>>;

	/// How many people live in a member's household at the end of a block; 0 for who is no member.
	async fn household(&mut self, block: u32, member: MemberId) -> Result<u32>;

	/// The record of an iteration, as it was left in a block.
	async fn record(
		&mut self,
		block: u32,
		cycle: CycleId,
		iteration: Iteration,
	) -> Result<Option<Record>>;

	/// The parts of all enrolled councils at the end of a block.
	async fn parts(&mut self, block: u32, cycle: CycleId) -> Result<Vec<(CouncilId, Part)>>;

	/// What each federation was given and has granted in the cycle, at the end of a block.
	async fn purses(&mut self, block: u32, cycle: CycleId) -> Result<Vec<(CouncilId, Purse)>>;

	/// How the cycle ended, as it was left in a block.
	async fn ending(&mut self, block: u32, cycle: CycleId) -> Result<Option<Ending>>;
}
