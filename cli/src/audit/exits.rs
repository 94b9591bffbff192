//! Who leaves the plan, and that it is settled once more without them.

use super::{
	calls::Calls,
	year::{Audit, Next, Seen},
	History, Kind, Outcome, Said, What,
};
use parecon_primitives::{CouncilId, GoodId};

impl<H: History> Audit<'_, H> {
	/// A council leaves the plan that is judged, or that has just been ratified.
	pub(super) fn left(
		&mut self,
		seen: Seen,
		council: CouncilId,
		goods: &[GoodId],
		calls: &mut Calls,
	) {
		let cycle = self.cycle;
		if !calls.says(seen, Some(council), &Said::Withdraw { cycle }) {
			let detail = "leaves the plan, but its extrinsic does not ask for it".into();
			self.of_council(Kind::Exit, seen, council, detail);
		}
		let judged = self.findings.outcome == Outcome::Running;
		let may = match judged {
			true => self.next == Next::Verdicts && !self.resettled,
			false => self.findings.outcome == Outcome::Ratified,
		};
		let part = self.parts.get_mut(&council).filter(|part| may && !part.withdrawn);
		let Some(part) = part else {
			let detail = "leaves a plan that it cannot leave".into();
			self.of_council(Kind::Exit, seen, council, detail);
			return;
		};
		let mut due: Vec<GoodId> = part.lines.iter().map(|line| line.good).collect();
		due.dedup();
		part.withdrawn = true;
		if judged {
			part.verdict = None;
			self.withdrawn = self.withdrawn.saturating_add(1);
		}
		if due != goods {
			let detail = "other goods are said to be concerned than it has lines of".into();
			self.of_council(Kind::Exit, seen, council, detail);
		}
	}

	/// Whether the plan has to be settled once more before it can stand.
	pub(super) fn is_to_reopen(&self) -> bool {
		self.withdrawn > 0 && !self.resettled && !self.is_rejected()
	}

	/// The plan is settled once more without those who have left it.
	pub(super) fn reopened(&mut self, seen: Seen, withdrawn: u32) {
		let what = What::Reopened { withdrawn };
		self.expect(seen, Next::Verdicts, Next::Settlement, &what);
		let over = seen.block >= self.deadline || self.approved();
		if !self.is_to_reopen() || !over {
			let detail = "the plan is settled once more, which does not follow".into();
			self.found(Kind::Exit, seen, detail);
		}
		if withdrawn != self.withdrawn {
			let left = self.withdrawn;
			let detail =
				format!("{withdrawn} councils are said to have left the plan, {left} have");
			self.found(Kind::Exit, seen, detail);
		}
		self.resettled = true;
		let standing = self.plan.take().map_or(self.iteration, |plan| plan.iteration);
		self.resettle(standing);
	}
}
