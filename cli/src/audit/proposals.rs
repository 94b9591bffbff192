//! What is accepted, taken back or dropped while an iteration collects.

use super::{
	basket::{concerned, counted_now, steady, Basket},
	calls::{Calls, Proposed},
	year::{Audit, Next, Seen},
	Block, Counted, History, Kind, Said, What,
};
use parecon_engine::{accumulate, lines_hash, Line};
use parecon_primitives::{CouncilId, Credits, Iteration, Side};
use primitive_types::H256;

impl<H: History> Audit<'_, H> {
	pub(super) fn proposed(&mut self, seen: Seen, what: &What, calls: &mut Calls) {
		let What::Proposed { iteration, council, lines: hash, benefit, cost, note } = *what else {
			return;
		};
		self.findings.proposals += 1;
		self.accept(seen, iteration, council, hash);
		let proposed = calls.proposal(seen, council, iteration, |proposed| {
			self.counted(council, proposed.lines).is_ok_and(|it| lines_hash(&it.lines) == hash)
		});
		let Some(proposed) = proposed else {
			let detail = "accepted, but its extrinsic holds no such proposal".into();
			self.of_council(Kind::Missing, seen, council, detail);
			self.heard_of(council);
			return;
		};
		self.test_right(seen, council, note, &proposed);
		let Some(counted) = self.test_counted(seen, council, hash, proposed.lines) else {
			self.heard_of(council);
			return;
		};
		self.test_swing(seen, council, &counted.lines);
		let found = self.benefit_and_cost(council, &counted.lines);
		let agrees = lines_hash(&counted.lines) == hash;
		if agrees && found.is_some_and(|found| found != (benefit, cost)) {
			let (due_benefit, due_cost) = found.unwrap_or_default();
			let detail = format!(
				"stated benefit {} and cost {}, the lines come to {} and {}",
				benefit.0, cost.0, due_benefit.0, due_cost.0
			);
			self.of_council(Kind::Value, seen, council, detail);
		}
		self.speak(seen, council, proposed.lines, counted);
		if let Some(part) = self.parts.get_mut(&council) {
			part.note = note;
			part.dropped = false;
			part.benefit = found.unwrap_or_default().0;
		}
	}

	/// What counts of a proposal of `own` lines now.
	fn counted(&self, council: CouncilId, own: &[Line]) -> std::result::Result<Counted, String> {
		let part = self.parts.get(&council).ok_or("accepted without being enrolled")?;
		let most = self.opening.most_lines as usize;
		counted_now(&self.market, part, own, self.requests.of(council), most)
	}

	fn benefit_and_cost(&self, council: CouncilId, lines: &[Line]) -> Option<(Credits, Credits)> {
		let part = self.parts.get(&council)?;
		Some(Basket::weigh(&self.market, part, lines).ok()?.benefit_and_cost())
	}

	/// Whether the proposal may be made by who makes it, and says what the event has.
	fn test_right(
		&mut self,
		seen: Seen,
		council: CouncilId,
		note: Option<H256>,
		proposed: &Proposed,
	) {
		if note != proposed.note {
			let detail = format!("note {note:?}, the extrinsic says {:?}", proposed.note);
			self.of_council(Kind::Proposal, seen, council, detail);
		}
		let Some(part) = self.parts.get(&council) else { return };
		let entrusted = part.entrusted;
		if part.withdrawn && self.resettled {
			let detail = "accepted of a council that has left the cycle".into();
			self.of_council(Kind::Test, seen, council, detail);
		}
		if proposed.federation.is_some() && proposed.federation != entrusted {
			let detail = format!(
				"federation {:?} proposes for it, entrusted is {:?}",
				proposed.federation.map(|it| it.0),
				entrusted.map(|it| it.0)
			);
			self.of_council(Kind::Federation, seen, council, detail);
		}
	}

	/// Every test that the lines had to pass, again; what counts of them.
	fn test_counted(
		&mut self,
		seen: Seen,
		council: CouncilId,
		hash: H256,
		own: &[Line],
	) -> Option<Counted> {
		let tested = match self.parts.get(&council) {
			None => Err("it is not enrolled".into()),
			Some(part) => own
				.iter()
				.try_for_each(|line| concerned(&self.market, part, line))
				.and_then(|()| Ok(Basket::weigh(&self.market, part, own)?.shortfall())),
		};
		let counted = tested.and_then(|short| Ok((short, self.counted(council, own)?)));
		let (short, counted) = match counted {
			Ok(found) => found,
			Err(why) => {
				let detail = format!("accepted in spite of {why}");
				self.of_council(Kind::Test, seen, council, detail);
				return None;
			},
		};
		let ours = lines_hash(&counted.lines);
		if ours != hash {
			let detail =
				format!("of the extrinsic lines of hash {ours:?} count, accepted were {hash:?}");
			self.of_council(Kind::Proposal, seen, council, detail);
		} else if !short.is_zero() {
			let detail = format!("accepted although {} micro-credits are missing", short.0);
			self.of_council(Kind::Test, seen, council, detail);
		}
		Some(counted)
	}

	/// Whether what counts is within what this iteration lets that of the last one change.
	fn test_swing(&mut self, seen: Seen, council: CouncilId, lines: &[Line]) {
		let Some(part) = self.parts.get(&council) else { return };
		let most = self.opening.params.swing.most(self.iteration);
		let old = part.lines_before(self.iteration);
		// Who was taken out of a plan that went back may begin anew.
		if self.retried && old.is_empty() {
			return;
		}
		// A line that cannot stand has been named by the test.
		if let (Ok(false), Some(most)) = (steady(&self.market, part, old, lines, most), most) {
			let percent = f64::from(most.deconstruct()) / 1e7;
			let detail = format!("accepted although it changes more than {percent} % of a line");
			self.of_council(Kind::Swing, seen, council, detail);
		}
	}

	/// What a council proposed is taken back: what stood before counts again.
	pub(super) fn recalled(&mut self, seen: Seen, what: &What, calls: &mut Calls) {
		let What::Recalled { iteration, council, lines: hash } = *what else { return };
		self.accept(seen, iteration, council, hash);
		if !calls.says(seen, Some(council), &Said::Recall) {
			let detail = "taken back, but its extrinsic does not ask for it".into();
			self.of_council(Kind::Recall, seen, council, detail);
		}
		let (now, best) = (self.iteration, self.best());
		let part = self.parts.get_mut(&council).filter(|part| part.spoken == now);
		let Some((part, before)) = part.and_then(|part| {
			let before = part.before.take()?;
			Some((part, before))
		}) else {
			let detail = "taken back, but it had not proposed in this iteration".into();
			self.of_council(Kind::Recall, seen, council, detail);
			return;
		};
		if before.spoken != now {
			self.spoken = self.spoken.saturating_sub(1);
		}
		if before.spoken == Iteration(0) {
			let heard = &mut self.heard[part.side as usize];
			*heard = heard.saturating_sub(part.population);
		}
		let old = part.lines.clone();
		part.put_back(before, best);
		if lines_hash(&part.lines) != hash {
			let detail = "other lines are said to count again than stood before".into();
			self.of_council(Kind::Recall, seen, council, detail);
		}
		self.restate(seen, council, &old);
		let lines = self.parts.get(&council).map(|part| part.lines.clone()).unwrap_or_default();
		let found = self.benefit_and_cost(council, &lines).unwrap_or_default();
		if let Some(part) = self.parts.get_mut(&council) {
			part.benefit = found.0;
		}
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
		if !calls.says(seen, Some(council), &Said::Drop) {
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
		self.speak(seen, council, &[], Counted::default());
		if let Some(part) = self.parts.get_mut(&council) {
			part.benefit = Credits::ZERO;
			part.dropped = true;
			part.before = None;
		}
	}

	/// Counts what was accepted.
	fn accept(&mut self, seen: Seen, iteration: Iteration, council: CouncilId, hash: H256) {
		self.accumulate(council, hash);
		let collecting = self.next == Next::Proposals && self.clearing.is_none();
		if !collecting || iteration != self.iteration {
			let detail = format!("accepted for iteration {iteration} outside of it");
			self.of_council(Kind::Event, seen, council, detail);
		}
	}

	/// Takes lines that count from now on into the accumulator.
	pub(super) fn accumulate(&mut self, council: CouncilId, hash: H256) {
		self.accepted = self.accepted.saturating_add(1);
		self.proposals = accumulate(self.proposals, council, hash);
	}

	/// Notes that a council has spoken in this iteration.
	fn heard_of(&mut self, council: CouncilId) {
		let now = self.iteration;
		let Some(part) = self.parts.get_mut(&council) else { return };
		part.remember(now);
		if part.spoken != now {
			self.spoken = self.spoken.saturating_add(1);
		}
		if part.spoken == Iteration(0) {
			let heard = &mut self.heard[part.side as usize];
			*heard = heard.saturating_add(part.population);
		}
		part.spoken = now;
	}

	/// The council says `own` lines, of which those counted count from now on.
	fn speak(&mut self, seen: Seen, council: CouncilId, own: &[Line], counted: Counted) {
		self.heard_of(council);
		let (now, best) = (self.iteration, self.best());
		let Some(part) = self.parts.get_mut(&council) else { return };
		let old = part.lines.clone();
		part.own = (*own != counted.lines).then(|| own.to_vec());
		part.count(now, counted, best);
		self.restate(seen, council, &old);
	}

	/// Takes `old` lines of the council out of totals and statements and puts those in that count now.
	pub(super) fn restate(&mut self, seen: Seen, council: CouncilId, old: &[Line]) {
		let Some(part) = self.parts.get(&council) else { return };
		let failed = self.market.replace(part, old, &part.lines);
		self.overflown(seen, &failed);
	}

	/// Names a good whose totals or statements do not fit, or did not hold what was taken out.
	pub(super) fn overflown(&mut self, seen: Seen, failed: &[parecon_primitives::GoodId]) {
		if let Some(good) = failed.last() {
			let detail = "the totals leave 128 bits or fall below zero".into();
			self.found(Kind::Totals, seen, detail).good = Some(good.0);
		}
	}

	/// An extrinsic that asks for something, did not fail and is answered by no event.
	pub(super) fn uncounted(&mut self, block: &Block, calls: &Calls) {
		for sent in calls.unanswered() {
			let what = match &sent.what {
				Said::Proposal { iteration, .. } => format!("a proposal for iteration {iteration}"),
				Said::Drop => "a call of drop_silent".into(),
				Said::Withdraw { cycle } if *cycle != self.cycle => continue,
				Said::Verdict { approve } => format!("a verdict, approving: {approve},"),
				other => format!("{other:?}"),
			};
			if sent.alone && block.succeeded.contains(&sent.extrinsic) {
				let seen = Seen { block: block.number, extrinsic: Some(sent.extrinsic) };
				let detail = format!("{what} is not counted");
				self.found(Kind::Uncounted, seen, detail).council =
					sent.council.map(|council| council.0);
			}
		}
	}
}
