//! What is accepted or dropped while an iteration collects.

use super::{
	calls::Calls,
	year::{Audit, Next, Seen},
	Block, History, Kind, Said, What,
};
use parecon_engine::{accumulate, contribution, lines_hash, swing_within, Line};
use parecon_primitives::{CouncilId, Credits, Iteration, Side};
use primitive_types::H256;
use sp_arithmetic::Perbill;

impl<H: History> Audit<'_, H> {
	pub(super) fn proposed(&mut self, seen: Seen, what: &What, calls: &mut Calls) {
		let What::Proposed { iteration, council, lines: hash, benefit, cost } = *what else {
			return;
		};
		self.findings.proposals += 1;
		self.accept(seen, iteration, council, hash);
		let Some(lines) = calls.lines(seen, council, iteration, hash) else {
			let detail = "accepted, but its extrinsic holds no such proposal".into();
			self.of_council(Kind::Missing, seen, council, detail);
			self.heard_of(council);
			return;
		};
		let ours = lines_hash(lines);
		if ours != hash {
			let detail =
				format!("the extrinsic holds lines of hash {ours:?}, accepted were {hash:?}");
			self.of_council(Kind::Proposal, seen, council, detail);
		} else {
			self.test(seen, council, lines, benefit, cost);
			self.test_swing(seen, council, lines);
		}
		self.replace(seen, council, lines);
	}

	/// A dropped proposal counts as one of no lines.
	pub(super) fn dropped(
		&mut self,
		seen: Seen,
		iteration: Iteration,
		council: CouncilId,
		calls: &mut Calls,
	) {
		self.accept(seen, iteration, council, lines_hash(&[]));
		if !calls.says(seen, council, &Said::Drop) {
			let detail = "dropped, but its extrinsic does not ask for it".into();
			self.of_council(Kind::Drop, seen, council, detail);
		}
		// The iteration that collects is not over yet.
		let last = Iteration(self.iteration.0.saturating_sub(1));
		let silent = |side, silent| side == Side::Workers && silent;
		let part = self.parts.get(&council);
		if !part.is_some_and(|part| silent(part.side, part.is_silent(last))) {
			let detail = "dropped without two iterations of silence and a proposal standing".into();
			self.of_council(Kind::Drop, seen, council, detail);
		}
		self.replace(seen, council, &[]);
	}

	/// Counts what was accepted.
	fn accept(&mut self, seen: Seen, iteration: Iteration, council: CouncilId, hash: H256) {
		self.accepted = self.accepted.saturating_add(1);
		self.proposals = accumulate(self.proposals, council, hash);
		if self.next != Next::Proposals || iteration != self.iteration {
			let detail = format!("accepted for iteration {iteration} outside of it");
			self.of_council(Kind::Event, seen, council, detail);
		}
	}

	/// Every test that the proposal had to pass, again.
	fn test(
		&mut self,
		seen: Seen,
		council: CouncilId,
		lines: &[Line],
		benefit: Credits,
		cost: Credits,
	) {
		let all = self.heads(Side::Consumers);
		let Some(part) = self.parts.get(&council) else {
			self.of_council(Kind::Test, seen, council, "accepted without being enrolled".into());
			return;
		};
		let budget = part.budget;
		let assessment = match part.assess(&self.quotes, all, lines) {
			Ok(assessment) => assessment,
			Err(why) => {
				let detail = format!("accepted in spite of {why}");
				self.of_council(Kind::Test, seen, council, detail);
				return;
			},
		};
		if !assessment.passes(budget) {
			let short = assessment.shortfall(budget).0;
			let detail = format!("accepted although {short} micro-credits are missing");
			self.of_council(Kind::Test, seen, council, detail);
		}
		if (assessment.benefit(), assessment.cost()) != (benefit, cost) {
			let detail = format!(
				"stated benefit {} and cost {}, the lines come to {} and {}",
				benefit.0,
				cost.0,
				assessment.benefit().0,
				assessment.cost().0
			);
			self.of_council(Kind::Value, seen, council, detail);
		}
	}

	/// Whether the proposal is within what this iteration lets the standing one change.
	fn test_swing(&mut self, seen: Seen, council: CouncilId, lines: &[Line]) {
		let all = self.heads(Side::Consumers);
		let Some(most) = self.opening.params.swing.most(self.iteration) else { return };
		let Some(part) = self.parts.get(&council) else { return };
		// A revision can only say the same.
		let most = if part.spoken == self.iteration { Perbill::zero() } else { most };
		let stated = |lines: &[Line]| part.stated(&self.quotes, all, lines);
		// A line that cannot stand has been named by the test.
		let (Some(old), Some(new)) = (stated(&part.lines), stated(lines)) else { return };
		if !swing_within(&old, &new, most) {
			let percent = f64::from(most.deconstruct()) / 1e7;
			let detail = format!("accepted although it changes more than {percent} % of a line");
			self.of_council(Kind::Swing, seen, council, detail);
		}
	}

	/// Notes that a council has spoken in this iteration.
	fn heard_of(&mut self, council: CouncilId) {
		let Some(part) = self.parts.get_mut(&council) else { return };
		if part.spoken != self.iteration {
			self.spoken = self.spoken.saturating_add(1);
		}
		if part.spoken == Iteration(0) {
			let heard = &mut self.heard[part.side as usize];
			*heard = heard.saturating_add(part.population);
		}
	}

	/// Takes the council's old lines out of the totals and puts the new ones in.
	fn replace(&mut self, seen: Seen, council: CouncilId, lines: &[Line]) {
		self.heard_of(council);
		let all = self.heads(Side::Consumers);
		let best = self.best.as_ref().map(|best| best.iteration);
		let Some(part) = self.parts.get_mut(&council) else { return };
		let old = part.state(self.iteration, lines.to_vec(), best);
		let (side, heads) = (part.side, part.heads(all));
		let mut failed = None;
		for (line, out) in
			old.iter().map(|line| (line, true)).chain(lines.iter().map(|line| (line, false)))
		{
			let good = line.good.0 as usize;
			let (Some(quote), Some(totals)) = (self.quotes.get(good), self.totals.get_mut(good))
			else {
				continue;
			};
			// A line that cannot count has been named by the test.
			let Ok(change) = contribution(side, quote.kind, line.flow, heads) else { continue };
			let done = if out { totals.remove(change) } else { totals.add(change) };
			if done.is_err() {
				failed = Some(line.good);
			}
		}
		if let Some(good) = failed {
			let detail = "the totals leave 128 bits or fall below zero".into();
			self.found(Kind::Totals, seen, detail).good = Some(good.0);
		}
	}

	/// An extrinsic that is a proposal, or has one dropped, and did not fail has been counted.
	pub(super) fn uncounted(&mut self, block: &Block, calls: &Calls) {
		for sent in calls.unanswered() {
			let what = match &sent.what {
				Said::Proposal { iteration, .. } => format!("a proposal for iteration {iteration}"),
				Said::Drop => "a call of drop_silent".into(),
				Said::Verdict { .. } => continue,
			};
			if sent.alone && block.succeeded.contains(&sent.extrinsic) {
				let seen = Seen { block: block.number, extrinsic: Some(sent.extrinsic) };
				let detail = format!("{what} is not counted");
				self.of_council(Kind::Uncounted, seen, sent.council, detail);
			}
		}
	}
}
