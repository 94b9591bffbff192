//! What blocks hold of a cycle: what extrinsics ask, and what events say has happened.

use parecon_engine::{Imbalance, Line};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration};
use primitive_types::H256;
use std::collections::BTreeSet;

/// What a signed extrinsic, or a call inside it, asks of the cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
	/// Position of the extrinsic in its block.
	pub extrinsic: u32,
	/// Whether the extrinsic is this call and nothing else.
	pub alone: bool,
	/// The council that it is about.
	pub council: CouncilId,
	/// What it says.
	pub what: Said,
}

/// What is said for a council, or of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
	/// A proposal at the prices of an iteration.
	Proposal {
		/// The iteration.
		iteration: Iteration,
		/// Its lines.
		lines: Vec<Line>,
	},
	/// That the standing proposal of a silent workers' council be dropped.
	Drop,
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
	/// The proposal of a silent workers' council is gone.
	Dropped {
		/// The iteration.
		iteration: Iteration,
		/// The council.
		council: CouncilId,
	},
	/// An iteration was measured.
	Closed {
		/// The iteration.
		iteration: Iteration,
		/// The largest imbalance.
		worst: Imbalance,
		/// The good that has it.
		good: GoodId,
		/// Goods at or above the threshold, as far as they count.
		open: u32,
		/// Hash of the record.
		record: H256,
	},
	/// The iterations are over; a plan is made.
	Settling {
		/// The iteration that stands.
		iteration: Iteration,
		/// Whether the iterations converged.
		converged: bool,
	},
	/// A proposal was taken out of the plan.
	Removed {
		/// The council.
		council: CouncilId,
		/// Why.
		reason: Reason,
	},
	/// The plan is settled.
	Settled {
		/// The plan.
		plan: Plan,
		/// How often workplaces were scaled.
		rounds: u8,
	},
	/// Speakers judge the plan.
	Ratifying {
		/// The iteration that it was made of.
		iteration: Iteration,
	},
	/// A council judged the plan.
	Judged {
		/// The council.
		council: CouncilId,
		/// Whether it approves.
		approve: bool,
	},
	/// The plan goes back to the councils.
	Rejected {
		/// The last of the further iterations.
		until: Iteration,
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
	/// In no iteration had councils of more than half of the population of both sides spoken.
	NotConverged,
	/// A side did not approve in time.
	NotApproved,
	/// Workplaces lacked inputs however they were scaled.
	Short,
}

/// Why a proposal was taken out of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
	/// A workers' council was silent in the last two iterations.
	Silent,
	/// Its social benefit is less than its social cost at the final prices.
	BelowPar,
	/// Its cost is above the budget at the final prices.
	OverBudget,
}

/// A settled plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
	/// The iteration that it was made of.
	pub iteration: Iteration,
	/// The root over what each council is granted.
	pub root: H256,
	/// What all consumers' councils are charged.
	pub charged: Credits,
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
