//! Windows: what asks for a phase comes before the chain leaves it.

use super::{
	year::{Audit, Next, Seen},
	Block, History, Kind, Outcome, What,
};

impl<H: History> Audit<'_, H> {
	/// Enrolment opens, for as many blocks as the cycle was opened with.
	pub(super) fn enrolling(&mut self, seen: Seen) {
		self.expect(seen, Next::Opening, Next::Enrolment, &What::Enrolling);
		self.deadline = seen.block.saturating_add(self.opening.params.enrolment);
	}

	/// Notes as a block begins whether a phase ends with it before its time.
	pub(super) fn begin_block(&mut self, block: &Block) {
		// Where nothing happens there is nothing to judge, and tallies are long.
		self.all_said = !block.events.is_empty()
			&& match self.next {
				Next::Proposals => self.spoken >= self.parts.len() as u32,
				Next::Verdicts => self.approved() || self.is_rejected(),
				_ => false,
			};
	}

	/// Whether the phase that runs had to be left as the block began: its window had ended, or enough had
	/// been said.
	///
	/// The chain leaves it before the block's transactions, with a step that fits into any share of a
	/// block. It can be late by whole blocks: one in which validators change, or a stepwise migration goes
	/// on, has no weight left for its steps. Such a block has none for the calls of a cycle either, while
	/// in any other the schedule, the only thing before the steps that can grow, takes half of the block
	/// at most. So a phase that is left late is no mismatch; an act in a phase that is over is one.
	fn is_over(&self, block: u32) -> bool {
		let runs = match self.next {
			Next::Enrolment | Next::Verdicts => true,
			Next::Proposals => self.clearing.is_none(),
			_ => false,
		};
		runs && (self.all_said || block >= self.deadline)
	}

	/// What a person did that asks for a phase was accepted before it had to be left.
	pub(super) fn in_time(&mut self, seen: Seen, what: &What) {
		let judged = self.findings.outcome == Outcome::Running;
		let asking = judged && seen.block > self.opening.block && self.is_asking();
		let council = match *what {
			What::Enrolled { council, .. }
			| What::Proposed { council, .. }
			| What::Recalled { council, .. }
			| What::Dropped { council, .. }
			| What::Judged { council, .. }
			| What::Commented { council, .. }
			| What::Endowed { council, .. }
			| What::Asked { council, .. }
			| What::Granted { council, .. }
			| What::Refused { council, .. } => council,
			// Of a plan that stands a council can take itself out at any time.
			What::Withdrawn { council, .. } if judged => council,
			What::Requested { council, .. }
			| What::TakenBack { council, .. }
			| What::Cleared { council, .. }
				if asking =>
			{
				council
			},
			_ => return,
		};
		if self.is_over(seen.block) {
			let detail = match self.all_said {
				true => "accepted after the block in which all had said what ends the phase".into(),
				false => format!("accepted though the window ended with block {}", self.deadline),
			};
			self.of_council(Kind::Event, seen, council, detail);
		}
	}
}
