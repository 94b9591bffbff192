//! Recomputes what the chain says of job complexes from its history, and compares.
//!
//! | what | is recomputed from |
//! |---|---|
//! | a reveal | its extrinsic, and the extrinsic of the commitment |
//! | ratings, histograms, medians, sums, indices | all reveals, in their order |
//! | the terms of a window | tasks and roster in the block before |
//! | a division that is adopted | the window's terms, and the extrinsic that submitted it |
//! | lots | the seed that the lottery keeps; the seed, from what BABE announced in its epoch |
//! | an allotment | wishes, roster, jobs and places in the block before |
//! | a report | workplace, jobs, population and the community's sums in the block before |
//! | raw weights, weighted minutes | jobs, and all weights, in the block before |
//!
//! What happened earlier in the same block is followed by its events. Where it cannot be, and a
//! figure differs, it is said that the figure is unclear.
//!
//! Taken as the state has them are the parts, minutes and lineages of tasks, who sits where, populations
//! and the calendar. Left out are the drawing of juries, balancing shifts, the raw weights that a new
//! division begins with, and whether a better submission was refused.
//!
//! The functions that recompute take records and know no chain; [`audit()`] reads the records.

mod allotment;
mod calls;
mod divided;
mod divisions;
mod end;
mod events;
mod lots;
mod ratings;
mod read;
mod records;
mod reports;
mod revealed;
mod scene;
mod sums;
#[cfg(test)]
mod tests;
mod walk;
mod weights;
mod worked;

pub use walk::{audit, Range};

use parecon_primitives::{CouncilId, MemberId, TaskId};
use primitive_types::H256;
use serde::Serialize;
use std::fmt::{Debug, Display};
use subxt::config::{substrate::BlakeTwo256, Hasher};

/// What can differ from what is recomputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
	/// What was revealed is not what was committed to, or not what was counted.
	Reveal,
	/// An extrinsic does not hold what an event says that it did.
	Missing,
	/// The latest ratings of a member.
	Ratings,
	/// A histogram of a part of a task.
	Histogram,
	/// Minutes and sums of a workplace.
	Sum,
	/// An index or a score that is made of them.
	Index,
	/// The community's sums.
	Community,
	/// What a window measures divisions by.
	Terms,
	/// Quality or hash of a division.
	Quality,
	/// What is kept of the division that was adopted.
	Division,
	/// A seed of the lottery.
	Seed,
	/// The order in which workers choose.
	Lots,
	/// Who was allotted which complex.
	Allotment,
	/// The weight of a task.
	Weight,
	/// A field of a report.
	Report,
	/// What a council owes.
	Ledger,
	/// A state was met that the chain's own rules exclude.
	Unexpected,
}

/// A figure that differs, wherever it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
	kind: Kind,
	council: Option<CouncilId>,
	task: Option<TaskId>,
	complex: Option<usize>,
	member: Option<MemberId>,
	detail: String,
}

impl Wrong {
	fn new(kind: Kind, detail: impl Into<String>) -> Self {
		let (council, task, complex, member) = Default::default();
		Self { kind, council, task, complex, member, detail: detail.into() }
	}

	/// Something that the chain has otherwise than it is recomputed; none where it has not.
	fn unless_same<T: PartialEq + Debug>(
		kind: Kind,
		what: impl Display,
		chain: &T,
		ours: &T,
	) -> Option<Self> {
		(chain != ours).then(|| {
			Self::new(kind, format!("{what}: the chain has {chain:?}, recomputed is {ours:?}"))
		})
	}

	fn of_council(self, council: CouncilId) -> Self {
		Self { council: Some(council), ..self }
	}

	fn of_task(self, task: TaskId) -> Self {
		Self { task: Some(task), ..self }
	}

	fn of_complex(self, complex: usize) -> Self {
		Self { complex: Some(complex), ..self }
	}

	fn of_member(self, member: MemberId) -> Self {
		Self { member: Some(member), ..self }
	}
}

/// Where something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
	block: u32,
	extrinsic: Option<u32>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mismatch {
	/// What differs.
	pub kind: Kind,
	/// In which block.
	pub block: u32,
	/// In which extrinsic of the block.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub extrinsic: Option<u32>,
	/// Of which council.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub council: Option<u32>,
	/// Of which task.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub task: Option<u32>,
	/// Of which complex of the division.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub complex: Option<usize>,
	/// Of which member.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub member: Option<u32>,
	/// In words: what the chain says, and what follows from its history.
	pub detail: String,
}

impl Mismatch {
	fn new(seen: Seen, council: Option<CouncilId>, wrong: Wrong) -> Self {
		let Wrong { kind, council: own, task, complex, member, detail } = wrong;
		Self {
			kind,
			block: seen.block,
			extrinsic: seen.extrinsic,
			council: own.or(council).map(|council| council.0),
			task: task.map(|task| task.0),
			complex,
			member: member.map(|member| member.0),
			detail,
		}
	}
}

/// What an audit of job complexes found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
	/// The first block.
	pub from: u32,
	/// The last block.
	pub to: u32,
	/// Reveals recomputed from extrinsics.
	pub reveals: u32,
	/// Reveals and commitments whose calls stand in no extrinsic that can be read, such as what was
	/// scheduled: their events are relied on.
	pub by_events: u32,
	/// Windows whose terms were recomputed.
	pub windows: u32,
	/// Divisions that were adopted.
	pub divisions: u32,
	/// Seeds of the lottery.
	pub seeds: u32,
	/// Orders that were drawn.
	pub lots: u32,
	/// Allotments.
	pub allotments: u32,
	/// Reports.
	pub reports: u32,
	/// Weighings.
	pub weighings: u32,
	/// Tasks whose histograms were recounted at the end.
	pub tasks: u32,
	/// Figures that differ where what happened earlier in the block cannot be followed.
	pub unclear: Vec<Mismatch>,
	/// Everything else that differs; nothing where the history is sound.
	pub mismatches: Vec<Mismatch>,
}

/// Blake2-256, by which the chain hashes.
fn hash(bytes: &[u8]) -> H256 {
	BlakeTwo256.hash(bytes)
}
