//! The settled plan, verdicts on it, and how the cycle ends.

use super::{
	calls::Calls,
	settling::{settle, Change, Ground},
	year::{Audit, Next, Seen, Settling},
	History, Kind, Lapse, Outcome, Plan, Said, What,
};
use crate::errors::Result;
use parecon_engine::{params_hash, plan_root, RuleMemory};
use parecon_primitives::{CouncilId, CycleId, Iteration, Side};
use primitive_types::H256;

impl<H: History> Audit<'_, H> {
	/// The iterations are over: finds again what the chain is going to settle.
	pub(super) fn begun_settling(&mut self, seen: Seen, iteration: Iteration, converged: bool) {
		let what = What::Settling { iteration, converged };
		self.expect(seen, Next::Settling { converged }, Next::Settlement, &what);
		let standing = self.best().unwrap_or(self.iteration);
		if let Some(best) = self.best.as_ref().filter(|_| standing != self.iteration) {
			self.market.quotes.clone_from(&best.quotes);
			self.market.totals.clone_from(&best.totals);
			self.market.adopt_levels();
		}
		if iteration != standing {
			let detail = format!("iteration {iteration} is said to stand, {standing} does");
			self.found(Kind::Settling, seen, detail);
		}
		self.resettle(standing);
	}

	/// Settles the plan of the iteration that stands.
	pub(super) fn resettle(&mut self, standing: Iteration) {
		let ground = Ground {
			workplaces: self.councils(Side::Workers),
			standing,
			last: self.iteration,
			resettled: self.resettled,
		};
		let found = settle(&ground, &mut self.market, &mut self.parts);
		if found.short {
			self.next = Next::Short;
		}
		let changes = found.changed.clone();
		self.settling = Some(Settling { standing, found, changes });
	}

	/// What is said to become of a council's lines before the plan is made.
	pub(super) fn changed(&mut self, seen: Seen, council: CouncilId, change: Change) {
		let due = self.settling.as_mut().and_then(|settling| {
			let place = settling.changes.iter().position(|due| *due == (council, change))?;
			Some(settling.changes.remove(place))
		});
		if due.is_some() {
			return;
		}
		let (kind, detail) = match change {
			Change::Removed(reason) => {
				let detail = format!("taken out of the plan as {reason:?}, which does not follow");
				(Kind::Removal, detail)
			},
			Change::Repeated(hash) => {
				let detail =
					format!("lines of hash {hash:?} are in the plan, which does not follow");
				(Kind::Repeated, detail)
			},
		};
		self.of_council(kind, seen, council, detail);
	}

	/// What should have been said by now.
	fn unchanged(&mut self, seen: Seen) {
		let left = self.settling.as_mut().map(|settling| std::mem::take(&mut settling.changes));
		for (council, change) in left.unwrap_or_default() {
			let (kind, detail) = match change {
				Change::Removed(reason) => {
					let detail =
						format!("not said to be taken out of the plan, though it is {reason:?}");
					(Kind::Removal, detail)
				},
				Change::Repeated(hash) => {
					let detail = format!("not said to be in the plan with lines of hash {hash:?}");
					(Kind::Repeated, detail)
				},
			};
			self.of_council(kind, seen, council, detail);
		}
	}

	pub(super) async fn settled(&mut self, seen: Seen, plan: &Plan, rounds: u8) -> Result<()> {
		let what = What::Settled { plan: *plan, rounds };
		self.expect(seen, Next::Settlement, Next::Ratification, &what);
		self.unchanged(seen);
		self.findings.plans += 1;
		self.plans = self.plans.saturating_add(1);
		let Some(Settling { standing, found, .. }) = self.settling.take() else { return Ok(()) };
		self.overflown(seen, &found.failed);
		let prices = self.prices.get(&standing).copied().unwrap_or_default();
		let root = plan_root(&found.range, prices, params_hash(&self.opening.params));
		let ours = Plan {
			iteration: standing,
			root,
			charged: found.charged,
			credited: found.credited,
			emitted: found.emitted,
		};
		self.plan = Some(ours);
		if rounds != found.rounds {
			let detail = format!("{rounds} rounds of scaling are said, it takes {}", found.rounds);
			self.found(Kind::Settling, seen, detail);
		}
		// Between the plan and the end of the block nothing touches prices, totals and levels.
		self.compare_quotes(seen).await?;
		self.compare_totals(seen).await?;
		self.compare_levels(seen, true).await?;
		if plan.credited != plan.emitted {
			let (credited, emitted) = (plan.credited.0, plan.emitted.0);
			let detail = format!(
				"{credited} micro-credits are credited for pollutants, emitters are charged {emitted}"
			);
			self.found(Kind::Plan, seen, detail);
		}
		if *plan != ours {
			let detail = format!("the chain says {plan:?}, recomputed is {ours:?}");
			self.found(Kind::Plan, seen, detail);
		}
		Ok(())
	}

	pub(super) fn ratifying(&mut self, seen: Seen, iteration: Iteration) {
		let what = What::Ratifying { iteration };
		self.expect(seen, Next::Ratification, Next::Verdicts, &what);
		self.deadline = seen.block.saturating_add(self.opening.params.ratification);
		self.all_said = false;
		if self.plan.is_some_and(|plan| plan.iteration != iteration) {
			let detail = format!("a plan of iteration {iteration} is to be judged, there is none");
			self.found(Kind::Event, seen, detail);
		}
	}

	pub(super) fn judged(
		&mut self,
		seen: Seen,
		council: CouncilId,
		approve: bool,
		calls: &mut Calls,
	) {
		if self.next != Next::Verdicts {
			self.of_council(Kind::Event, seen, council, "judged outside of ratification".into());
		}
		if !calls.says(seen, Some(council), &Said::Verdict { approve }) {
			let detail = format!("judged {approve}, but its extrinsic does not say so");
			self.of_council(Kind::Verdict, seen, council, detail);
		}
		let plan = self.plans;
		let detail = match self.parts.get_mut(&council) {
			Some(part) if part.withdrawn => "judged a plan that it has left",
			Some(part) => {
				part.verdict = Some((plan, approve));
				return;
			},
			None => "judged without being enrolled",
		};
		self.of_council(Kind::Verdict, seen, council, detail.into());
	}

	/// Whether councils of more than half of the population of a side say this of this plan.
	fn judges(&self, side: Side, approve: bool) -> bool {
		let said = Some((self.plans, approve));
		let saying = self.parts.values().filter(|part| part.side == side && part.verdict == said);
		self.is_most(saying.map(|part| u64::from(part.population)).sum(), side)
	}

	/// Whether more than half of the enrolled population approves, on both sides.
	pub(super) fn approved(&self) -> bool {
		Side::BOTH.into_iter().all(|side| self.judges(side, true))
	}

	/// Whether more than half of the enrolled population rejects, on one side.
	pub(super) fn is_rejected(&self) -> bool {
		Side::BOTH.into_iter().any(|side| self.judges(side, false))
	}

	/// Whether the plan is refused in a block: by more than half on one side, or by the end of time. Who
	/// has left it has it settled once more before time ends.
	fn refused(&self, block: u32) -> bool {
		let over = self.is_rejected() || block >= self.deadline;
		over && !self.approved() && !self.is_to_reopen()
	}

	/// Whether what is not approved goes back to the councils.
	fn goes_back(&self) -> bool {
		!self.retried && self.opening.params.retries > 0
	}

	pub(super) fn rejected(&mut self, seen: Seen, until: Iteration) {
		self.expect(seen, Next::Verdicts, Next::Again, &What::Rejected { until });
		if !self.refused(seen.block) || !self.goes_back() {
			let detail = "the plan goes back to the councils, which does not follow".into();
			self.found(Kind::Settling, seen, detail);
		}
		let due = Iteration(self.iteration.0.saturating_add(self.opening.params.retries));
		if until != due {
			let detail = format!("iterations until {until} are granted, due is {due}");
			self.found(Kind::Settling, seen, detail);
		}
		if !self.resettled {
			self.withdrawn = 0;
		}
		self.retried = true;
		self.until = due;
		self.best = None;
		self.calm = false;
		self.memory = RuleMemory::default();
		self.plan = None;
	}

	pub(super) fn ratified(&mut self, seen: Seen) {
		self.expect(seen, Next::Verdicts, Next::Verdicts, &What::Ratified);
		if !self.approved() {
			let detail = "ratified without more than half of the population on both sides".into();
			self.found(Kind::Ending, seen, detail);
		}
		if self.is_to_reopen() {
			let detail =
				"ratified though councils have left it, and not settled without them".into();
			self.found(Kind::Exit, seen, detail);
		}
		self.findings.outcome = Outcome::Ratified;
		self.ended = Some(seen);
	}

	pub(super) fn lapsed(&mut self, seen: Seen, reason: Lapse) {
		let one_sided = Side::BOTH.into_iter().any(|side| self.heads(side) == 0);
		let holds = match reason {
			Lapse::OneSided => {
				self.next == Next::Enrolment && one_sided && seen.block >= self.deadline
			},
			Lapse::NotConverged => self.next == Next::Lapse,
			Lapse::Short => self.next == Next::Short,
			Lapse::NotApproved => {
				self.next == Next::Verdicts && self.refused(seen.block) && !self.goes_back()
			},
		};
		if !holds {
			let detail = format!("lapsed as {reason:?} where {:?} has to follow", self.next);
			self.found(Kind::Ending, seen, detail);
		}
		self.unchanged(seen);
		self.plan = None;
		self.findings.outcome = Outcome::Lapsed;
		self.ended = Some(seen);
	}

	/// What is left of the cycle, when all that its last block holds was heard.
	pub(super) async fn ending(&mut self, seen: Seen) -> Result<()> {
		self.compare_parts(seen).await?;
		let Some(ending) = self.history.ending(seen.block, self.cycle).await? else {
			self.found(Kind::Ending, seen, "the chain does not know how the cycle ended".into());
			return Ok(());
		};
		if ending.iterations != self.iteration {
			let detail = format!("{} iterations, there were {}", ending.iterations, self.iteration);
			self.found(Kind::Ending, seen, detail);
		}
		if ending.chain != self.parent {
			let detail =
				format!("ends in record {:?}, the last is {:?}", ending.chain, self.parent);
			self.found(Kind::Ending, seen, detail);
		}
		self.compare_in_force(seen, ending.in_force);
		let none = Plan {
			iteration: Iteration(0),
			root: H256::zero(),
			charged: Default::default(),
			credited: Default::default(),
			emitted: Default::default(),
		};
		let plan = self.plan.unwrap_or(none);
		let said = (ending.root, ending.charged, ending.credited, ending.emitted);
		let due = (plan.root, plan.charged, plan.credited, plan.emitted);
		if said != due {
			let detail = format!("ends with plan {said:?}, recomputed is {due:?}");
			self.found(Kind::Ending, seen, detail);
		}
		Ok(())
	}

	/// A plan that was ratified is in force from then on; else the one goes on that was.
	fn compare_in_force(&mut self, seen: Seen, theirs: Option<CycleId>) {
		let due = match self.findings.outcome {
			Outcome::Ratified => Some(self.cycle),
			_ => self.opening.in_force,
		};
		if theirs != due {
			let shown = |plan: Option<CycleId>| {
				plan.map_or("no plan".into(), |cycle| format!("the plan of cycle {cycle}"))
			};
			let (chain, due) = (shown(theirs), shown(due));
			let detail = format!("{chain} is in force from then on, due is {due}");
			self.found(Kind::Ending, seen, detail);
		}
	}
}
