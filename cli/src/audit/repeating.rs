//! What counts for councils that were silent, or whose members ask for something else: found anew when
//! an iteration ends, before it is measured.

use super::{
	basket::repeated,
	settling::Change,
	year::{Audit, Next, Seen},
	History, Kind,
};
use parecon_engine::lines_hash;
use parecon_primitives::{CouncilId, Iteration, Side};
use primitive_types::H256;
use std::ops::Bound;

/// How far it was found anew what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clearing {
	/// The last council that was gone through.
	after: Option<CouncilId>,
	/// Whether all have been.
	done: bool,
}

impl<H: History> Audit<'_, H> {
	/// The iteration takes no more proposals.
	pub(super) fn begin_clearing(&mut self, seen: Seen) {
		if self.clearing.is_some() {
			return;
		}
		let (spoken, enrolled) = (self.spoken, self.parts.len() as u32);
		if spoken < enrolled && seen.block < self.deadline {
			let detail = format!(
				"closed when {spoken} of {enrolled} councils had spoken and before block {}, in which \
				 the window ends",
				self.deadline
			);
			self.found(Kind::Event, seen, detail);
		}
		let done = spoken >= enrolled && self.requests.changed == 0;
		self.clearing = Some(Clearing { after: None, done });
	}

	/// What is said to count now, for an iteration or for the plan.
	pub(super) fn repeated(
		&mut self,
		seen: Seen,
		iteration: Iteration,
		council: CouncilId,
		hash: H256,
	) {
		if let Some(settling) = &self.settling {
			let standing = settling.standing;
			self.changed(seen, council, Change::Repeated(hash));
			if iteration != standing {
				let detail = format!("found anew for {iteration}, the plan is made of {standing}");
				self.of_council(Kind::Repeated, seen, council, detail);
			}
			return;
		}
		if self.next != Next::Proposals || iteration != self.iteration {
			let detail = format!("found anew for iteration {iteration} outside of it");
			self.of_council(Kind::Event, seen, council, detail);
			return;
		}
		self.begin_clearing(seen);
		match self.repeat_to(seen, Some(council)) {
			Some(due) if due == hash => {},
			Some(due) => {
				let detail = format!("lines of hash {hash:?} are said to count, {due:?} follows");
				self.of_council(Kind::Repeated, seen, council, detail);
			},
			None => {
				let detail = "other lines are said to count, though nothing has changed".into();
				self.of_council(Kind::Repeated, seen, council, detail);
			},
		}
	}

	/// Finds anew what counts for the councils that come next, up to `last` or all; the hash of that of
	/// the last, if it changes. What changes before it should have been said.
	pub(super) fn repeat_to(&mut self, seen: Seen, last: Option<CouncilId>) -> Option<H256> {
		let clearing = self.clearing.filter(|clearing| !clearing.done)?;
		let from = clearing.after.map_or(Bound::Unbounded, Bound::Excluded);
		let to = last.map_or(Bound::Unbounded, Bound::Included);
		let before = |last: CouncilId| clearing.after.is_some_and(|after| last <= after);
		let councils: Vec<CouncilId> = match last {
			Some(last) if before(last) => Vec::new(),
			_ => self.parts.range((from, to)).map(|(council, _)| *council).collect(),
		};
		let mut found = None;
		for council in councils {
			let Some(hash) = self.repeat(seen, council) else { continue };
			if Some(council) == last {
				found = Some(hash);
				continue;
			}
			let detail = "other lines count now, which is not said".into();
			self.of_council(Kind::Repeated, seen, council, detail);
		}
		let done = last.is_none();
		self.clearing = Some(Clearing { after: clearing.after.max(last), done });
		if done {
			self.requests.changed = 0;
		}
		found
	}

	/// Finds anew what counts for one council; the hash of it, if it changes.
	fn repeat(&mut self, seen: Seen, council: CouncilId) -> Option<H256> {
		let (now, best) = (self.iteration, self.best());
		let part = self.parts.get_mut(&council).filter(|part| part.side == Side::Consumers)?;
		let heard = part.spoken == now && self.requests.changed == 0;
		if heard || self.resettled && part.withdrawn {
			return None;
		}
		let (requested, most) = (self.requests.of(council), self.opening.most_lines as usize);
		// Who was taken out of a plan that went back may begin anew.
		let anew = self.retried && part.lines_before(now).is_empty();
		let swing = (now, self.opening.params.swing.most(now).filter(|_| !anew));
		let (counted, own) = repeated(&self.market, part, requested, most, swing).ok()?;
		let own = (own != counted.lines).then_some(own);
		if counted.lines == part.lines {
			part.part = counted.part;
			part.own = own;
			return None;
		}
		let old = part.lines.clone();
		part.count(now, counted, best);
		part.own = own;
		let hash = lines_hash(&part.lines);
		self.accumulate(council, hash);
		self.restate(seen, council, &old);
		Some(hash)
	}
}
