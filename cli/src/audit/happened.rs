//! What blocks hold of a cycle: what extrinsics ask, and what events say has happened.

use super::Exception;
use parecon_engine::{Imbalance, Line};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, MemberId, Quantity};
use primitive_types::H256;
use std::collections::BTreeSet;

/// What a signed extrinsic, or a call inside it, asks of the cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
	/// Position of the extrinsic in its block.
	pub extrinsic: u32,
	/// Whether the extrinsic is this call and nothing else.
	pub alone: bool,
	/// The council that it is about, where it names one.
	pub council: Option<CouncilId>,
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
		/// Hash of what is said in words.
		note: Option<H256>,
		/// The federation that proposes for the council, where it does.
		federation: Option<CouncilId>,
	},
	/// That what was proposed in this iteration be taken back.
	Recall,
	/// That the standing proposal of a silent workers' council be dropped.
	Drop,
	/// A judgement of the plan.
	Verdict {
		/// Whether the council approves.
		approve: bool,
	},
	/// That a federation may propose for the council, or none any more.
	Entrust {
		/// The federation.
		federation: Option<CouncilId>,
	},
	/// What a federation says of a child.
	Comment {
		/// The federation.
		federation: CouncilId,
		/// Hash of what it says.
		note: H256,
	},
	/// That a part of the budget goes to the federation.
	Endow {
		/// How much.
		amount: Credits,
	},
	/// That the federation make an exception.
	Ask {
		/// How much is missing.
		amount: Credits,
		/// Hash of the reasons.
		note: H256,
	},
	/// That the federation above decides the exception.
	Appeal,
	/// An exception that a federation makes.
	Grant {
		/// The federation.
		federation: CouncilId,
		/// What it consists of.
		exception: Exception,
	},
	/// That a federation makes no exception.
	Refuse {
		/// The federation.
		federation: CouncilId,
	},
	/// That the council leaves the plan of a cycle.
	Withdraw {
		/// The cycle.
		cycle: CycleId,
	},
	/// What a member asks the council for.
	Request {
		/// Goods with amounts.
		goods: Vec<(GoodId, Quantity)>,
		/// Hash of what the member says in words.
		note: Option<H256>,
	},
	/// That a member asks for nothing any more.
	TakeBack,
	/// That the request of who has gone be removed.
	Clear {
		/// Whose it is.
		member: MemberId,
	},
}

/// What the chain says has happened to the cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
	/// Position of the extrinsic that it happened in; none where the block itself did it, as it moves
	/// phases, measures iterations and settles plans, whatever extrinsic the event is filed under.
	pub extrinsic: Option<u32>,
	/// What happened.
	pub what: What,
}

/// The events of a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
	/// Councils can enrol.
	Enrolling,
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
		/// Hash of the lines that count.
		lines: H256,
		/// Social benefit.
		benefit: Credits,
		/// Cost.
		cost: Credits,
		/// Hash of what is said in words.
		note: Option<H256>,
	},
	/// What was proposed was taken back.
	Recalled {
		/// The iteration.
		iteration: Iteration,
		/// The council.
		council: CouncilId,
		/// Hash of the lines that count again.
		lines: H256,
	},
	/// The proposal of a silent workers' council is gone.
	Dropped {
		/// The iteration.
		iteration: Iteration,
		/// The council.
		council: CouncilId,
	},
	/// What counts for a consumers' council was found anew.
	Repeated {
		/// The iteration, or that of which the plan is made.
		iteration: Iteration,
		/// The council.
		council: CouncilId,
		/// Hash of the lines that count now.
		lines: H256,
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
	/// A council leaves the plan.
	Withdrawn {
		/// The council.
		council: CouncilId,
		/// The goods of its lines.
		goods: Vec<GoodId>,
	},
	/// The plan is settled once more, without those who have left it.
	Reopened {
		/// How many have.
		withdrawn: u32,
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
	/// A federation says something of a child.
	Commented {
		/// The federation.
		federation: CouncilId,
		/// The child.
		council: CouncilId,
		/// Hash of what it says.
		note: H256,
	},
	/// A federation may propose for a council, or none any more.
	Entrusted {
		/// The council.
		council: CouncilId,
		/// The federation.
		federation: Option<CouncilId>,
	},
	/// A part of a budget went to a federation.
	Endowed {
		/// The council.
		council: CouncilId,
		/// The federation.
		federation: CouncilId,
		/// How much.
		amount: Credits,
	},
	/// A federation is asked for an exception.
	Asked {
		/// The council.
		council: CouncilId,
		/// The federation.
		federation: CouncilId,
		/// How much is missing.
		amount: Credits,
		/// Hash of the reasons.
		note: H256,
	},
	/// A federation made an exception.
	Granted {
		/// The federation.
		federation: CouncilId,
		/// The council.
		council: CouncilId,
		/// What it consists of.
		exception: Exception,
	},
	/// A federation made none.
	Refused {
		/// The federation.
		federation: CouncilId,
		/// The council.
		council: CouncilId,
	},
	/// A member asks a council for something else.
	Requested {
		/// The member.
		member: MemberId,
		/// The council.
		council: CouncilId,
		/// Hash of the goods and amounts.
		goods: H256,
		/// Hash of what the member says in words.
		note: Option<H256>,
	},
	/// A member asks for nothing any more.
	TakenBack {
		/// The member.
		member: MemberId,
		/// The council that was asked.
		council: CouncilId,
	},
	/// The request of who has gone was removed.
	Cleared {
		/// Whose it was.
		member: MemberId,
		/// The council that was asked.
		council: CouncilId,
	},
	/// The chain met a state that its invariants exclude.
	Unexpected,
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
	/// What it states of public goods alone is above its means at the final prices.
	OverBudget,
	/// The council has left the plan.
	Withdrawn,
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
	/// What they are credited for the pollutants that they permit.
	pub credited: Credits,
	/// What is to be paid for all that is emitted.
	pub emitted: Credits,
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
