//! What an audit of a cycle finds.

use serde::Serialize;

/// What can differ from what is recomputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
	/// A council's side, population or budget.
	Enrolment,
	/// What a member asks for: not in an extrinsic, beyond the household's means, or too late.
	Request,
	/// Of the lines in the extrinsic others count than were accepted, or its note is another.
	Proposal,
	/// An accepted proposal is in no extrinsic.
	Missing,
	/// A proposal, or another call, that succeeded was not counted.
	Uncounted,
	/// A proposal was accepted that fails the test of its side.
	Test,
	/// A proposal was accepted that changes more than its iteration allows.
	Swing,
	/// The stated benefit or cost of a proposal.
	Value,
	/// A proposal was dropped of a council that was not silent, or that nobody asked to be.
	Drop,
	/// A proposal was taken back that there was not, that nobody asked to be, or for something else.
	Recall,
	/// What counts for a council that was silent, or whose members ask for something else; or that nothing
	/// changed for it.
	Repeated,
	/// What a federation does for a council that is not its child, or has not asked it.
	Federation,
	/// An exception beyond its bound, or that nobody asked for; a purse.
	Exception,
	/// What is stated of a good that many share.
	Level,
	/// A council left a plan that it could not leave, or the plan stood though it had.
	Exit,
	/// The totals of a good.
	Totals,
	/// The price of a good.
	Price,
	/// A field of an iteration's record, or its hash.
	Record,
	/// What an event says of an iteration, or when it says it.
	Event,
	/// Which iteration stands, or how often workplaces were scaled.
	Settling,
	/// A proposal was taken out of the plan that belongs there, or left in that does not.
	Removal,
	/// What the plan grants, charges or credits a council, all of them together, or its root; what else
	/// the chain keeps of a council's part.
	Plan,
	/// A judgement of the plan is in no extrinsic.
	Verdict,
	/// How the cycle ended.
	Ending,
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
	/// Plans that were settled.
	pub plans: u32,
	/// Blocks read.
	pub blocks: u32,
	/// How the cycle ended.
	pub outcome: Outcome,
	/// Everything that differs; nothing where the cycle is sound.
	pub mismatches: Vec<Mismatch>,
}
