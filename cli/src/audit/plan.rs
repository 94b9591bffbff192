//! The settled plan, verdicts on it, and how the cycle ends.

use super::{
	calls::Calls,
	settling::{settle, Ground},
	year::{Audit, Next, Seen, Settling},
	History, Kept, Kind, Lapse, Outcome, Plan, Reason, Said, What,
};
use crate::errors::Result;
use parecon_engine::{params_hash, plan_root, RuleMemory};
use parecon_primitives::{CouncilId, Iteration, Side};
use primitive_types::H256;
use std::collections::{BTreeMap, BTreeSet};

impl<H: History> Audit<'_, H> {
	/// The iterations are over: finds again what the chain is going to settle.
	pub(super) fn begun_settling(&mut self, seen: Seen, iteration: Iteration, converged: bool) {
		let what = What::Settling { iteration, converged };
		self.expect(seen, Next::Settling { converged }, Next::Settlement, &what);
		let standing = match &self.best {
			None => self.iteration,
			Some(best) => {
				self.quotes.clone_from(&best.quotes);
				self.totals.clone_from(&best.totals);
				best.iteration
			},
		};
		if iteration != standing {
			let detail = format!("iteration {iteration} is said to stand, {standing} does");
			self.found(Kind::Settling, seen, detail);
		}
		let ground = Ground {
			quotes: &self.quotes,
			heads: self.heads(Side::Consumers),
			workplaces: self.councils(Side::Workers),
			standing,
			last: self.iteration,
		};
		let found = settle(&ground, &mut self.totals, &mut self.parts);
		if found.short {
			self.next = Next::Short;
		}
		let removals = found.removed.clone();
		self.settling = Some(Settling { standing, found, removals });
	}

	pub(super) fn removed(&mut self, seen: Seen, council: CouncilId, reason: Reason) {
		let due = self.settling.as_mut().and_then(|settling| {
			let place = settling.removals.iter().position(|due| *due == (council, reason))?;
			Some(settling.removals.remove(place))
		});
		if due.is_none() {
			let detail = format!("taken out of the plan as {reason:?}, which does not follow");
			self.of_council(Kind::Removal, seen, council, detail);
		}
	}

	/// What should have been taken out by now.
	fn unremoved(&mut self, seen: Seen) {
		let left = self.settling.as_mut().map(|settling| std::mem::take(&mut settling.removals));
		for (council, reason) in left.unwrap_or_default() {
			let detail = format!("not said to be taken out of the plan, though it is {reason:?}");
			self.of_council(Kind::Removal, seen, council, detail);
		}
	}

	pub(super) async fn settled(&mut self, seen: Seen, plan: &Plan, rounds: u8) -> Result<()> {
		let what = What::Settled { plan: *plan, rounds };
		self.expect(seen, Next::Settlement, Next::Ratification, &what);
		self.unremoved(seen);
		self.findings.plans += 1;
		let Some(settling) = self.settling.take() else { return Ok(()) };
		let Settling { standing, found, .. } = settling;
		let prices = self.prices.get(&standing).copied().unwrap_or_default();
		let root = plan_root(&found.range, prices, params_hash(&self.opening.params));
		let ours = Plan { iteration: standing, root, charged: found.charged };
		self.plan = Some(ours);
		if rounds != found.rounds {
			let detail = format!("{rounds} rounds of scaling are said, it takes {}", found.rounds);
			self.found(Kind::Settling, seen, detail);
		}
		// Between the plan and the end of the block nothing touches prices and totals.
		self.compare_quotes(seen).await?;
		self.compare_totals(seen, seen.block).await?;
		if *plan != ours {
			let detail = format!("the chain says {plan:?}, recomputed is {ours:?}");
			self.found(Kind::Plan, seen, detail);
			self.compare_plan(seen).await?;
		}
		Ok(())
	}

	pub(super) fn ratifying(&mut self, seen: Seen, iteration: Iteration) {
		let what = What::Ratifying { iteration };
		self.expect(seen, Next::Ratification, Next::Verdicts, &what);
		self.deadline = seen.block.saturating_add(self.opening.params.ratification);
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
		if !calls.says(seen, council, &Said::Verdict { approve }) {
			let detail = format!("judged {approve}, but its extrinsic does not say so");
			self.of_council(Kind::Verdict, seen, council, detail);
		}
		match self.parts.get_mut(&council) {
			Some(part) => part.verdict = Some((self.iteration, approve)),
			None => {
				let detail = "judged without being enrolled".into();
				self.of_council(Kind::Verdict, seen, council, detail);
			},
		}
	}

	/// Whether councils of more than half of the population of a side say this of this plan.
	fn judges(&self, side: Side, approve: bool) -> bool {
		let said = Some((self.iteration, approve));
		let saying = self.parts.values().filter(|part| part.side == side && part.verdict == said);
		self.is_most(saying.map(|part| u64::from(part.population)).sum(), side)
	}

	/// Whether more than half of the enrolled population approves, on both sides.
	fn approved(&self) -> bool {
		Side::BOTH.into_iter().all(|side| self.judges(side, true))
	}

	/// Whether the plan is refused in a block: by more than half on one side, or by the end of time.
	fn refused(&self, block: u32) -> bool {
		let rejected = Side::BOTH.into_iter().any(|side| self.judges(side, false));
		!self.approved() && (rejected || block >= self.deadline)
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
		self.retried = true;
		self.until = due;
		self.best = None;
		self.calm = false;
		self.memory = RuleMemory::default();
		self.plan = None;
	}

	pub(super) async fn ratified(&mut self, seen: Seen) -> Result<()> {
		self.expect(seen, Next::Verdicts, Next::Verdicts, &What::Ratified);
		if !self.approved() {
			let detail = "ratified without more than half of the population on both sides".into();
			self.found(Kind::Ending, seen, detail);
		}
		self.findings.outcome = Outcome::Ratified;
		self.ended(seen).await?;
		self.compare_plan(seen).await
	}

	pub(super) async fn lapsed(&mut self, seen: Seen, reason: Lapse) -> Result<()> {
		let one_sided = Side::BOTH.into_iter().any(|side| self.heads(side) == 0);
		let holds = match reason {
			Lapse::OneSided => self.next == Next::Enrolment && one_sided,
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
		self.unremoved(seen);
		self.plan = None;
		self.findings.outcome = Outcome::Lapsed;
		self.ended(seen).await
	}

	async fn ended(&mut self, seen: Seen) -> Result<()> {
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
		let (root, charged) =
			self.plan.map_or((H256::zero(), Default::default()), |plan| (plan.root, plan.charged));
		if (ending.root, ending.charged) != (root, charged) {
			let detail = format!(
				"ends with plan {:?} and {} micro-credits charged, recomputed are {root:?} and {}",
				ending.root, ending.charged.0, charged.0
			);
			self.found(Kind::Ending, seen, detail);
		}
		Ok(())
	}

	/// Each council's part is what the chain keeps of it.
	async fn compare_plan(&mut self, seen: Seen) -> Result<()> {
		let theirs = self.history.parts(seen.block, self.cycle).await?;
		let theirs: BTreeMap<CouncilId, Kept> = theirs.into_iter().collect();
		let councils: BTreeSet<CouncilId> =
			self.parts.keys().chain(theirs.keys()).copied().collect();
		for council in councils {
			let ours = self.parts.get(&council).map(|part| part.kept());
			for detail in differences(theirs.get(&council), ours.as_ref()) {
				self.of_council(Kind::Plan, seen, council, detail);
			}
		}
		Ok(())
	}
}

/// In words, in what a council's part differs.
fn differences(theirs: Option<&Kept>, ours: Option<&Kept>) -> Vec<String> {
	let (Some(theirs), Some(ours)) = (theirs, ours) else {
		let said = |known: bool| if known { "enrolled" } else { "not enrolled" };
		let (chain, found) = (said(theirs.is_some()), said(ours.is_some()));
		return match theirs.is_some() == ours.is_some() {
			true => Vec::new(),
			false => vec![format!("the chain has it {chain}, by its events it is {found}")],
		};
	};
	let mut differing = Vec::new();
	if theirs.lines != ours.lines {
		differing.push("the plan has other lines than the council proposed".into());
	}
	if theirs.scale != ours.scale {
		let (chain, due) = (theirs.scale.parts(), ours.scale.parts());
		differing.push(format!("scaled to {chain} of 2^63 parts, {due} follow"));
	}
	if theirs.granted != ours.granted {
		let place = theirs.granted.iter().zip(&ours.granted).position(|(a, b)| a != b);
		let good = place.and_then(|place| ours.lines.get(place)).map(|line| line.good);
		let of = good.map_or("other lines than it has".into(), |good| format!("good {good}"));
		differing.push(format!("granted another amount of {of} than follows"));
	}
	if theirs.charge != ours.charge {
		let (chain, due) = (theirs.charge.0, ours.charge.0);
		differing.push(format!("charged {chain} micro-credits, {due} follow"));
	}
	differing
}
