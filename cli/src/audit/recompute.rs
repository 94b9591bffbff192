//! The recomputation, block by block.

use super::{
	Block, Findings, Happened, History, Kind, Lapse, Mismatch, Opening, Outcome, Said, Sent, What,
};
use crate::errors::Result;
use parecon_engine::{
	accumulate, check_order, contribution, lines_hash, origin, page_hash_chain, prices_start,
	totals_start, Assessor, Heads, Line, Measure, Outcome as Measured, PageMemory, Quote, Record,
	RuleMemory, Step, Totals, PAGE,
};
use parecon_primitives::{
	CouncilId, Credits, CycleId, EqualPerHead, GoodId, Iteration, Means, Side,
};
use primitive_types::H256;
use std::collections::{BTreeMap, BTreeSet};

/// Goods named one by one for each iteration; more are counted.
const NAMED: usize = 20;

/// Recomputes `cycle` from `history`. `watch` sees each block and the iteration it belongs to.
///
/// # Errors
/// Those of the history. A mismatch is no error.
pub async fn audit<H: History>(
	history: &mut H,
	cycle: CycleId,
	mut watch: impl FnMut(u32, u32),
) -> Result<Findings> {
	let opening = history.opening(cycle).await?;
	let mut number = opening.block;
	let mut audit = Audit::new(history, cycle, opening);
	while audit.findings.outcome == Outcome::Running {
		let Some(block) = audit.history.block(cycle, number).await? else { break };
		audit.block(&block).await?;
		watch(number, audit.iteration.0);
		number = match number.checked_add(1) {
			Some(next) => next,
			None => break,
		};
	}
	Ok(audit.findings)
}

/// A council's part in the cycle.
struct Part {
	side: Side,
	population: u32,
	budget: Credits,
	lines: Vec<Line>,
	verdict: Option<bool>,
}

/// What has to happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
	/// Councils enrol, then prices are announced.
	Enrolment,
	/// Proposals, then the iteration is closed.
	Proposals,
	/// The iteration did not converge: new prices.
	Prices,
	/// It converged: ratification.
	Ratification,
	/// It was the last: the cycle lapses.
	Lapse,
	/// Speakers judge.
	Verdicts,
}

struct Audit<'h, H> {
	history: &'h mut H,
	cycle: CycleId,
	opening: Opening,
	quotes: Vec<Quote>,
	totals: Vec<Totals>,
	memory: RuleMemory,
	pages: Vec<PageMemory>,
	parts: BTreeMap<CouncilId, Part>,
	/// Population of the enrolled councils: workers', consumers'.
	heads: [u32; 2],
	iteration: Iteration,
	accepted: u32,
	proposals: H256,
	parent: H256,
	calm: bool,
	next: Next,
	findings: Findings,
}

/// Where something was seen.
#[derive(Clone, Copy)]
struct Seen {
	block: u32,
	extrinsic: Option<u32>,
}

impl<'h, H: History> Audit<'h, H> {
	fn new(history: &'h mut H, cycle: CycleId, opening: Opening) -> Self {
		let totals =
			opening.supplies.iter().map(|supply| Totals { supply: supply.0, demand: 0 }).collect();
		Self {
			history,
			cycle,
			quotes: opening.quotes.clone(),
			totals,
			memory: RuleMemory::default(),
			pages: vec![PageMemory::default(); opening.quotes.len().div_ceil(PAGE as usize)],
			parts: BTreeMap::new(),
			heads: [0; 2],
			iteration: Iteration(0),
			accepted: 0,
			proposals: H256::zero(),
			parent: origin(opening.genesis, cycle),
			calm: false,
			next: Next::Enrolment,
			findings: Findings::default(),
			opening,
		}
	}

	async fn block(&mut self, block: &Block) -> Result<()> {
		self.findings.blocks += 1;
		let mut used = vec![false; block.sent.len()];
		for Happened { extrinsic, what } in &block.events {
			let seen = Seen { block: block.number, extrinsic: *extrinsic };
			match what {
				What::Enrolled { council, population, budget } => {
					self.enrolled(seen, *council, *population, *budget).await?
				},
				What::Announced { iteration } => self.announced(seen, *iteration).await?,
				What::Proposed { .. } => self.proposed(seen, what, &block.sent, &mut used),
				What::Closed { .. } => self.closed(seen, what).await?,
				What::Ratifying => self.expect(seen, Next::Ratification, Next::Verdicts, what),
				What::Judged { council, approve } => {
					self.judged(seen, *council, *approve, &block.sent, &mut used)
				},
				What::Ratified => self.ratified(seen).await?,
				What::Lapsed(reason) => self.lapsed(seen, *reason).await?,
			}
		}
		self.uncounted(block, &used);
		Ok(())
	}

	fn found(&mut self, kind: Kind, seen: Seen, detail: String) -> &mut Mismatch {
		let Seen { block, extrinsic } = seen;
		let iteration = self.iteration.0;
		let mismatch =
			Mismatch { kind, iteration, good: None, council: None, block, extrinsic, detail };
		self.findings.mismatches.push(mismatch);
		let last = self.findings.mismatches.len() - 1;
		&mut self.findings.mismatches[last]
	}

	fn of_council(&mut self, kind: Kind, seen: Seen, council: CouncilId, detail: String) {
		self.found(kind, seen, detail).council = Some(council.0);
	}

	/// The event has to come now, and then `then` has to.
	fn expect(&mut self, seen: Seen, now: Next, then: Next, what: &What) {
		if self.next != now {
			let expected = self.next;
			let detail = format!("the chain says {what:?} where {expected:?} has to follow");
			self.found(Kind::Event, seen, detail);
		}
		self.next = then;
	}

	fn heads(&self, side: Side) -> u32 {
		self.heads[side as usize]
	}

	async fn enrolled(
		&mut self,
		seen: Seen,
		council: CouncilId,
		population: u32,
		budget: Credits,
	) -> Result<()> {
		if self.next != Next::Enrolment {
			self.of_council(Kind::Event, seen, council, "enrolled after enrolment".into());
		}
		let Some(standing) = self.history.council(seen.block, council).await? else {
			self.of_council(Kind::Enrolment, seen, council, "there is no such council".into());
			return Ok(());
		};
		let due = match standing.side {
			Side::Workers => Credits::ZERO,
			Side::Consumers => {
				EqualPerHead::budget(council, population, self.opening.income_per_head)
			},
		};
		if standing.population != population {
			let detail = format!("population {population}, frozen at {}", standing.population);
			self.of_council(Kind::Enrolment, seen, council, detail);
		}
		if due != budget {
			let detail = format!("budget {} micro-credits, due are {}", budget.0, due.0);
			self.of_council(Kind::Enrolment, seen, council, detail);
		}
		let lines = Vec::new();
		let part = Part { side: standing.side, population, budget, lines, verdict: None };
		let heads = &mut self.heads[standing.side as usize];
		*heads = heads.saturating_add(population);
		if self.parts.insert(council, part).is_some() {
			self.of_council(Kind::Enrolment, seen, council, "enrolled twice".into());
		}
		Ok(())
	}

	async fn announced(&mut self, seen: Seen, iteration: Iteration) -> Result<()> {
		let what = What::Announced { iteration };
		let due = if self.iteration.0 == 0 { Next::Enrolment } else { Next::Prices };
		self.expect(seen, due, Next::Proposals, &what);
		let next = Iteration(self.iteration.0.saturating_add(1));
		if iteration != next {
			let detail = format!("iteration {iteration} is announced where {next} is due");
			self.found(Kind::Event, seen, detail);
		}
		self.iteration = iteration;
		self.accepted = 0;
		self.proposals = H256::zero();
		let announced = self.history.quotes(seen.block).await?;
		let differ = |good: usize| {
			let (ours, theirs) = (self.quotes.get(good), announced.get(good));
			(ours != theirs).then(|| {
				let shown = |quote: Option<&Quote>| {
					quote.map_or("none".into(), |quote| quote.price.0.to_string())
				};
				let (chain, due) = (shown(theirs), shown(ours));
				format!("price {chain} micro-credits is announced, {due} follows from the totals")
			})
		};
		let goods = self.quotes.len().max(announced.len());
		let differing: Vec<_> = (0..goods).filter_map(|good| Some((good, differ(good)?))).collect();
		self.of_goods(Kind::Price, seen, differing);
		self.quotes = announced;
		Ok(())
	}

	/// Names the first goods that differ, and counts the rest.
	fn of_goods(&mut self, kind: Kind, seen: Seen, differing: Vec<(usize, String)>) {
		let more = differing.len().saturating_sub(NAMED);
		for (good, detail) in differing.into_iter().take(NAMED) {
			self.found(kind, seen, detail).good = Some(good as u32);
		}
		if more > 0 {
			self.found(kind, seen, format!("and {more} more goods"));
		}
	}

	/// Finds what the event accepted among what its extrinsic sent: the same lines if there are
	/// any, else the next proposal of the council.
	fn find<'b>(
		seen: Seen,
		council: CouncilId,
		at: Iteration,
		hash: H256,
		sent: &'b [Sent],
		used: &mut [bool],
	) -> Option<&'b Vec<Line>> {
		let mut candidates = sent.iter().enumerate().filter_map(|(index, sent)| match &sent.what {
			Said::Proposal { iteration, lines }
				if Some(sent.extrinsic) == seen.extrinsic
					&& sent.council == council
					&& *iteration == at
					&& !used[index] =>
			{
				Some((index, lines))
			},
			_ => None,
		});
		let first = candidates.next()?;
		let same = |(_, lines): &(usize, &Vec<Line>)| lines_hash(lines) == hash;
		let (index, lines) =
			if same(&first) { first } else { candidates.find(same).unwrap_or(first) };
		used[index] = true;
		Some(lines)
	}

	fn proposed(&mut self, seen: Seen, what: &What, sent: &[Sent], used: &mut [bool]) {
		let What::Proposed { iteration, council, lines: hash, benefit, cost } = *what else {
			return;
		};
		self.findings.proposals += 1;
		self.accepted = self.accepted.saturating_add(1);
		self.proposals = accumulate(self.proposals, council, hash);
		if self.next != Next::Proposals || iteration != self.iteration {
			let detail = format!("accepted for iteration {iteration} outside of it");
			self.of_council(Kind::Event, seen, council, detail);
		}
		let Some(lines) = Self::find(seen, council, iteration, hash, sent, used) else {
			let detail = "accepted, but its extrinsic holds no such proposal".into();
			self.of_council(Kind::Missing, seen, council, detail);
			return;
		};
		let ours = lines_hash(lines);
		if ours != hash {
			let detail =
				format!("the extrinsic holds lines of hash {ours:?}, accepted were {hash:?}");
			self.of_council(Kind::Proposal, seen, council, detail);
		} else {
			self.test(seen, council, lines, benefit, cost);
		}
		self.replace(seen, council, lines);
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
		let mut assessor = Assessor::new(part.side, Heads { own: part.population, all });
		let weighed = check_order(lines).map_err(|error| format!("{error:?}")).and_then(|()| {
			lines.iter().try_for_each(|line| {
				let quote = self.quotes.get(line.good.0 as usize);
				let quote = quote.ok_or_else(|| format!("unknown good {}", line.good))?;
				assessor
					.line(quote.kind, quote.price, line.flow)
					.map_err(|error| format!("{error:?} of good {}", line.good))
			})
		});
		if let Err(why) = weighed {
			self.of_council(Kind::Test, seen, council, format!("accepted in spite of {why}"));
			return;
		}
		let assessment = assessor.finish();
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

	/// Takes the council's old lines out of the totals and puts the new ones in.
	fn replace(&mut self, seen: Seen, council: CouncilId, lines: &[Line]) {
		let all = self.heads(Side::Consumers);
		let Some(part) = self.parts.get_mut(&council) else { return };
		let heads = Heads { own: part.population, all };
		let old = std::mem::replace(&mut part.lines, lines.to_vec());
		let side = part.side;
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

	async fn closed(&mut self, seen: Seen, what: &What) -> Result<()> {
		let What::Closed { iteration, worst, good, open, record } = *what else { return Ok(()) };
		self.expect(seen, Next::Proposals, Next::Prices, what);
		if iteration != self.iteration {
			let detail = format!("iteration {iteration} is closed during {}", self.iteration);
			self.found(Kind::Event, seen, detail);
		}
		self.findings.iterations += 1;
		let totals = self.compare_totals(seen).await?;
		let mut measure = Measure::new(
			self.opening.rule,
			self.opening.threshold,
			self.heads(Side::Consumers),
			&self.memory,
		);
		let (mut price_chain, mut totals_chain) =
			(prices_start(self.parent), totals_start(self.parent));
		let pages = self.quotes.chunks(PAGE as usize).zip(totals.chunks(PAGE as usize));
		for (index, ((quotes, totals), memory)) in pages.zip(&mut self.pages).enumerate() {
			measure.page(GoodId(index as u32 * PAGE), quotes, totals, memory);
			price_chain = page_hash_chain(price_chain, &quotes.to_vec());
			totals_chain = page_hash_chain(totals_chain, &totals.to_vec());
		}
		let (outcome, step) = measure.finish(&mut self.memory);
		let said = Measured { worst, worst_good: good, open };
		self.compare_outcome(seen, &outcome, &said);
		let ours = Record {
			iteration: self.iteration,
			prices: price_chain,
			totals: totals_chain,
			proposals: self.proposals,
			count: self.accepted,
			worst: outcome.worst,
			worst_good: outcome.worst_good,
			parent: self.parent,
		};
		self.compare_record(seen, &ours, record).await?;
		self.decide(outcome.open == 0, &step, &totals);
		Ok(())
	}

	/// What the event says of the imbalances, compared with what the totals say.
	fn compare_outcome(&mut self, seen: Seen, found: &Measured, said: &Measured) {
		if found != said {
			let detail = format!(
				"the event says {} of good {} and {} goods open, the totals {} of good {} and {}",
				said.worst, said.worst_good, said.open, found.worst, found.worst_good, found.open
			);
			self.found(Kind::Event, seen, detail);
		}
	}

	/// The chain's totals of the iteration that is being closed, compared with ours. They stand
	/// since the block before: while an iteration is cleared no proposal is accepted.
	async fn compare_totals(&mut self, seen: Seen) -> Result<Vec<Totals>> {
		let theirs = self.history.totals(seen.block.saturating_sub(1)).await?;
		let goods = self.totals.len().max(theirs.len());
		let differing: Vec<_> = (0..goods)
			.filter(|good| self.totals.get(*good) != theirs.get(*good))
			.map(|good| {
				let shown = |totals: Option<&Totals>| {
					totals.map_or("nothing".into(), |totals| {
						format!("{} supplied and {} demanded", totals.supply, totals.demand)
					})
				};
				let (chain, ours) = (shown(theirs.get(good)), shown(self.totals.get(good)));
				(good, format!("the chain has {chain}, the proposals sum to {ours} micro-units"))
			})
			.collect();
		self.of_goods(Kind::Totals, seen, differing);
		Ok(theirs)
	}

	async fn compare_record(&mut self, seen: Seen, ours: &Record, hash: H256) -> Result<()> {
		let (cycle, iteration) = (self.cycle, self.iteration);
		let Some(theirs) = self.history.record(seen.block, cycle, iteration).await? else {
			self.found(Kind::Record, seen, "the iteration left no record".into());
			self.parent = ours.hash();
			return Ok(());
		};
		let fields = [
			("iteration", theirs.iteration == ours.iteration),
			("prices", theirs.prices == ours.prices),
			("totals", theirs.totals == ours.totals),
			("proposals", theirs.proposals == ours.proposals),
			("count", theirs.count == ours.count),
			("worst", theirs.worst == ours.worst),
			("worst_good", theirs.worst_good == ours.worst_good),
			("parent", theirs.parent == ours.parent),
		];
		for (field, same) in fields {
			if !same {
				let detail = format!(
					"field {field} of the record differs: the chain has {theirs:?}, recomputed is \
					 {ours:?}"
				);
				self.found(Kind::Record, seen, detail);
			}
		}
		if theirs.hash() != hash {
			let detail = format!(
				"the event names record {hash:?}, the record hashes to {:?}",
				theirs.hash()
			);
			self.found(Kind::Record, seen, detail);
		}
		// What is chained to this record is chained to the one that the chain has.
		self.parent = theirs.hash();
		Ok(())
	}

	/// What follows from a closed iteration.
	fn decide(&mut self, calm: bool, step: &Step, totals: &[Totals]) {
		let converged = calm && self.calm;
		self.calm = calm;
		self.next = if converged {
			Next::Ratification
		} else if self.iteration.0 >= self.opening.max_iterations {
			Next::Lapse
		} else {
			let totals = totals.chunks(PAGE as usize);
			let pages = self.quotes.chunks_mut(PAGE as usize).zip(totals);
			for ((quotes, totals), memory) in pages.zip(&mut self.pages) {
				step.page(quotes, totals, memory);
			}
			Next::Prices
		};
	}

	fn judged(
		&mut self,
		seen: Seen,
		council: CouncilId,
		approve: bool,
		sent: &[Sent],
		used: &mut [bool],
	) {
		if self.next != Next::Verdicts {
			self.of_council(Kind::Event, seen, council, "judged outside of ratification".into());
		}
		let said = Said::Verdict { approve };
		let index = (0..sent.len()).find(|index| {
			let sent = &sent[*index];
			!used[*index]
				&& Some(sent.extrinsic) == seen.extrinsic
				&& sent.council == council
				&& sent.what == said
		});
		match index {
			Some(index) => used[index] = true,
			None => {
				let detail = format!("judged {approve}, but its extrinsic does not say so");
				self.of_council(Kind::Verdict, seen, council, detail);
			},
		}
		match self.parts.get_mut(&council) {
			Some(part) => part.verdict = Some(approve),
			None => {
				let detail = "judged without being enrolled".into();
				self.of_council(Kind::Verdict, seen, council, detail);
			},
		}
	}

	/// Whether more than half of the enrolled population approves, on both sides.
	fn approved(&self) -> bool {
		Side::BOTH.into_iter().all(|side| {
			let approving = self
				.parts
				.values()
				.filter(|part| part.side == side && part.verdict == Some(true))
				.map(|part| u64::from(part.population))
				.sum::<u64>();
			2 * approving > u64::from(self.heads(side))
		})
	}

	async fn ratified(&mut self, seen: Seen) -> Result<()> {
		self.expect(seen, Next::Verdicts, Next::Verdicts, &What::Ratified);
		if !self.approved() {
			let detail = "ratified without more than half of the population on both sides".into();
			self.found(Kind::Ending, seen, detail);
		}
		self.findings.outcome = Outcome::Ratified;
		self.ended(seen).await?;
		self.compare_plan(seen).await
	}

	async fn lapsed(&mut self, seen: Seen, reason: Lapse) -> Result<()> {
		let one_sided = Side::BOTH.into_iter().any(|side| self.heads(side) == 0);
		let holds = match reason {
			Lapse::OneSided => self.next == Next::Enrolment && one_sided,
			Lapse::NotConverged => self.next == Next::Lapse,
			Lapse::NotApproved => self.next == Next::Verdicts && !self.approved(),
		};
		if !holds {
			let detail = format!("lapsed as {reason:?} where {:?} has to follow", self.next);
			self.found(Kind::Ending, seen, detail);
		}
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
		Ok(())
	}

	/// The plan is what each council last proposed.
	async fn compare_plan(&mut self, seen: Seen) -> Result<()> {
		let standing = self.history.standing(seen.block, self.cycle).await?;
		let theirs: BTreeMap<CouncilId, Vec<Line>> = standing.into_iter().collect();
		let councils: BTreeSet<CouncilId> =
			self.parts.keys().chain(theirs.keys()).copied().collect();
		for council in councils {
			let ours = self.parts.get(&council).map(|part| &part.lines);
			if ours != theirs.get(&council) {
				let detail = "the plan has other lines than the council last proposed".into();
				self.of_council(Kind::Plan, seen, council, detail);
			}
		}
		Ok(())
	}

	/// An extrinsic that is a proposal and did not fail has been accepted.
	fn uncounted(&mut self, block: &Block, used: &[bool]) {
		for (sent, used) in block.sent.iter().zip(used) {
			let Said::Proposal { iteration, .. } = &sent.what else { continue };
			if !used && sent.alone && block.succeeded.contains(&sent.extrinsic) {
				let seen = Seen { block: block.number, extrinsic: Some(sent.extrinsic) };
				let detail = format!("a proposal for iteration {iteration} is not counted");
				self.of_council(Kind::Uncounted, seen, sent.council, detail);
			}
		}
	}
}
