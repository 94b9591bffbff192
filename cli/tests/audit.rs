//! The audit against a history that is sound, and against the same history altered in one place.

use parecon_cli::{
	answer::{Announced, Councils},
	audit::{
		audit,
		settling::{settle, Ground},
		Block, Ending, Findings, Happened, History, Kept, Kind, Lapse, Mismatch, Opening, Outcome,
		Part, Plan, Reason, Said, Sent, Standing, What,
	},
	chain::calls::Params,
	economy::{generate, Economy, Size},
	errors::Result,
};
use parecon_engine::{
	accumulate, contribution, lines_hash, origin, page_hash_chain, params_hash, plan_root,
	prices_start, totals_start, Assessment, Assessor, Counting, Heads, Line, Measure, PageMemory,
	Quote, Record, Rule, RuleMemory, Step, Swing, Totals, Worth, PAGE,
};
use parecon_primitives::{
	CouncilId, Credits, CycleId, Flow, GoodId, Iteration, Price, Quantity, Side,
};
use primitive_types::H256;
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

const CYCLE: CycleId = CycleId(3);
const OPENED: u32 = 10;
const GENESIS: H256 = H256::repeat_byte(7);

/// A history in memory.
#[derive(Clone)]
struct Ledger {
	opening: Opening,
	blocks: Vec<Block>,
	quotes: BTreeMap<u32, Vec<Quote>>,
	totals: BTreeMap<u32, Vec<Totals>>,
	councils: BTreeMap<CouncilId, Standing>,
	records: BTreeMap<Iteration, Record>,
	kept: BTreeMap<CouncilId, Kept>,
	ending: Option<Ending>,
}

/// What was last written in or before a block.
fn at<Item: Clone>(kept: &BTreeMap<u32, Item>, block: u32) -> Item {
	kept.range(..=block).next_back().unwrap().1.clone()
}

impl History for Ledger {
	async fn opening(&mut self, cycle: CycleId) -> Result<Opening> {
		assert_eq!(cycle, CYCLE);
		Ok(self.opening.clone())
	}

	async fn block(&mut self, _: CycleId, number: u32) -> Result<Option<Block>> {
		Ok(self.blocks.iter().find(|block| block.number == number).cloned())
	}

	async fn quotes(&mut self, block: u32) -> Result<Vec<Quote>> {
		Ok(at(&self.quotes, block))
	}

	async fn totals(&mut self, block: u32) -> Result<Vec<Totals>> {
		Ok(at(&self.totals, block))
	}

	async fn council(&mut self, _: u32, council: CouncilId) -> Result<Option<Standing>> {
		Ok(self.councils.get(&council).copied())
	}

	async fn record(&mut self, _: u32, _: CycleId, at: Iteration) -> Result<Option<Record>> {
		Ok(self.records.get(&at).copied())
	}

	async fn parts(&mut self, _: u32, _: CycleId) -> Result<Vec<(CouncilId, Kept)>> {
		Ok(self.kept.clone().into_iter().collect())
	}

	async fn ending(&mut self, _: u32, _: CycleId) -> Result<Option<Ending>> {
		Ok(self.ending)
	}
}

/// The iteration that stands so far.
struct Best {
	iteration: Iteration,
	short: Worth,
	quotes: Vec<Quote>,
	totals: Vec<Totals>,
}

/// A chain in miniature that writes a ledger.
struct Chain {
	ledger: Ledger,
	members: Vec<(Side, usize)>,
	answers: Councils,
	quotes: Vec<Quote>,
	totals: Vec<Totals>,
	memory: RuleMemory,
	pages: Vec<PageMemory>,
	parts: BTreeMap<CouncilId, Part>,
	parent: H256,
	value: Worth,
	best: Option<Best>,
	plan: Option<Plan>,
	/// The block in which prices were announced last.
	announced: u32,
	/// Councils that are silent after the first iteration.
	silent: Vec<CouncilId>,
}

/// What a cycle is opened with, if nothing else is said.
fn params(rule: Rule, max_iterations: u32) -> Params {
	Params {
		rule,
		threshold: Perbill::from_percent(20),
		enrolment: 1,
		window: 5,
		ratification: 5,
		max_iterations,
		income_per_head: Credits(5_000_000_000),
		counting: Counting::Published,
		swing: Swing::NEVER,
		retries: 0,
	}
}

impl Chain {
	fn open(economy: &Economy, params: Params) -> Self {
		let answers = Councils::new(economy);
		let quotes: Vec<Quote> = (0..economy.good_count())
			.map(|good| Quote { kind: economy.good_at(good).0.kind(), price: Price(700_000_000) })
			.collect();
		let supplies: Vec<Quantity> =
			quotes.iter().map(|quote| economy.yearly_supply(quote.kind)).collect();
		let totals: Vec<Totals> =
			supplies.iter().map(|supply| Totals { supply: supply.0, demand: 0 }).collect();
		let members: Vec<(Side, usize)> = Side::BOTH
			.into_iter()
			.flat_map(|side| (0..answers.count(side)).map(move |index| (side, index)))
			.collect();
		let councils = members
			.iter()
			.enumerate()
			.map(|(id, (side, _))| (CouncilId(id as u32), Standing { side: *side, population: 1 }))
			.collect();
		let ledger = Ledger {
			opening: Opening {
				genesis: GENESIS,
				block: OPENED,
				params,
				quotes: quotes.clone(),
				supplies,
			},
			blocks: vec![Block { number: OPENED, ..Default::default() }],
			quotes: BTreeMap::from([(OPENED, quotes.clone())]),
			totals: BTreeMap::from([(OPENED, totals.clone())]),
			councils,
			records: BTreeMap::new(),
			kept: BTreeMap::new(),
			ending: None,
		};
		let pages = vec![PageMemory::default(); quotes.len().div_ceil(PAGE as usize)];
		Self {
			ledger,
			members,
			answers,
			quotes,
			totals,
			memory: RuleMemory::default(),
			pages,
			parts: BTreeMap::new(),
			parent: origin(GENESIS, CYCLE),
			value: Worth::default(),
			best: None,
			plan: None,
			announced: 0,
			silent: Vec::new(),
		}
	}

	fn block(&mut self) -> &mut Block {
		let number = self.number() + 1;
		self.ledger.blocks.push(Block { number, ..Default::default() });
		self.ledger.blocks.last_mut().unwrap()
	}

	fn number(&self) -> u32 {
		self.ledger.blocks.last().unwrap().number
	}

	fn happened(&mut self, what: What) {
		self.ledger.blocks.last_mut().unwrap().events.push(Happened { extrinsic: None, what });
	}

	/// Population of all consumers' councils, of one person each.
	fn heads(&self) -> u32 {
		self.answers.count(Side::Consumers) as u32
	}

	fn enrol(&mut self) {
		let members = self.members.clone();
		self.block();
		for (id, (side, _)) in members.iter().enumerate() {
			let budget = Credits(if *side == Side::Consumers { 5_000_000_000 } else { 0 });
			let council = CouncilId(id as u32);
			self.parts.insert(council, Part::new(*side, 1, budget));
			let what = What::Enrolled { council, population: 1, budget };
			let block = self.ledger.blocks.last_mut().unwrap();
			block.events.push(Happened { extrinsic: Some(id as u32 + 1), what });
		}
	}

	fn announce(&mut self, iteration: u32) {
		self.happened(What::Announced { iteration: Iteration(iteration) });
		let number = self.number();
		self.ledger.quotes.insert(number, self.quotes.clone());
		self.announced = number;
	}

	/// Takes the old proposal of a council out of the totals and puts the new one in.
	fn move_totals(&mut self, side: Side, heads: Heads, old: &[Line], new: &[Line]) {
		for line in old {
			let kind = self.quotes[line.good.0 as usize].kind;
			let part = contribution(side, kind, line.flow, heads).unwrap();
			self.totals[line.good.0 as usize].remove(part).unwrap();
		}
		for line in new {
			let kind = self.quotes[line.good.0 as usize].kind;
			let part = contribution(side, kind, line.flow, heads).unwrap();
			self.totals[line.good.0 as usize].add(part).unwrap();
		}
	}

	fn assess(&self, side: Side, heads: Heads, lines: &[Line]) -> Assessment {
		let mut assessor = Assessor::new(side, heads);
		for line in lines {
			let quote = self.quotes[line.good.0 as usize];
			assessor.line(quote.kind, quote.price, line.flow).unwrap();
		}
		assessor.finish()
	}

	/// What happens in one extrinsic of this block, which asks for it.
	fn asked(&mut self, extrinsic: u32, council: CouncilId, said: Said, what: What) {
		let block = self.ledger.blocks.last_mut().unwrap();
		block.events.push(Happened { extrinsic: Some(extrinsic), what });
		block.sent.push(Sent { extrinsic, alone: true, council, what: said });
		block.succeeded.insert(extrinsic);
	}

	/// Replaces a council's proposal.
	fn state(&mut self, iteration: u32, council: CouncilId, lines: Vec<Line>) {
		let (all, best) = (self.heads(), self.best.as_ref().map(|best| best.iteration));
		let part = self.parts.get_mut(&council).unwrap();
		let (side, heads) = (part.side, part.heads(all));
		let old = part.state(Iteration(iteration), lines.clone(), best);
		self.move_totals(side, heads, &old, &lines);
	}

	/// All councils propose that are not silent; the record is what is returned.
	fn collect(&mut self, iteration: u32) -> Record {
		let prices: Vec<Price> = self.quotes.iter().map(|quote| quote.price).collect();
		let prices = Announced::new(&prices);
		let heads = Heads { own: 1, all: self.heads() };
		let (mut proposals, mut count) = (H256::zero(), 0);
		self.block();
		for (id, (side, index)) in self.members.clone().into_iter().enumerate() {
			let council = CouncilId(id as u32);
			if iteration > 1 && self.silent.contains(&council) {
				continue;
			}
			let lines = self.answers.lines(side, index, &prices);
			let verdict = self.assess(side, heads, &lines);
			self.state(iteration, council, lines.clone());
			let hash = lines_hash(&lines);
			proposals = accumulate(proposals, council, hash);
			count += 1;
			let (iteration, extrinsic) = (Iteration(iteration), id as u32 + 1);
			let (benefit, cost) = (verdict.benefit(), verdict.cost());
			let what = What::Proposed { iteration, council, lines: hash, benefit, cost };
			self.asked(extrinsic, council, Said::Proposal { iteration, lines }, what);
		}
		let number = self.number();
		self.ledger.totals.insert(number, self.totals.clone());
		Record {
			iteration: Iteration(iteration),
			prices: prices_start(self.parent),
			totals: totals_start(self.parent),
			proposals,
			count,
			worst: Default::default(),
			worst_good: Default::default(),
			parent: self.parent,
		}
	}

	/// The last of those who are silent are dropped, one extrinsic each.
	fn drop_silent(&mut self, iteration: u32, record: &mut Record) {
		for council in self.silent.clone() {
			self.state(iteration, council, Vec::new());
			record.proposals = accumulate(record.proposals, council, lines_hash(&[]));
			record.count += 1;
			let what = What::Dropped { iteration: Iteration(iteration), council };
			self.asked(100 + council.0, council, Said::Drop, what);
		}
		let number = self.number();
		self.ledger.totals.insert(number, self.totals.clone());
	}

	/// Closes the iteration; true if it was calm, and what leads to the next prices. `calm` is whether
	/// the one before was.
	fn close(&mut self, mut record: Record, calm: bool) -> (bool, Step) {
		let params = self.ledger.opening.params;
		let mut measure = Measure::new(params.rule, params.threshold, self.heads(), &self.memory)
			.counting(params.counting, self.value);
		let pages = self.quotes.chunks(64).zip(self.totals.chunks(64)).zip(&mut self.pages);
		for (index, ((quotes, totals), memory)) in pages.enumerate() {
			measure.page(GoodId(index as u32 * 64), quotes, totals, memory);
			record.prices = page_hash_chain(record.prices, &quotes.to_vec());
			record.totals = page_hash_chain(record.totals, &totals.to_vec());
		}
		let short = measure.short();
		self.value = measure.value();
		let (outcome, step) = measure.finish(&mut self.memory);
		record.worst = outcome.worst;
		record.worst_good = outcome.worst_good;
		self.parent = record.hash();
		self.ledger.records.insert(record.iteration, record);
		// So late that the window has ended for whoever is silent.
		let deadline = self.announced + params.window;
		while !self.silent.is_empty() && self.number() + 1 < deadline {
			self.block();
		}
		self.block();
		self.happened(What::Closed {
			iteration: record.iteration,
			worst: outcome.worst,
			good: outcome.worst_good,
			open: outcome.open,
			record: self.parent,
		});
		let now = outcome.open == 0;
		if now && calm || self.best.as_ref().is_none_or(|best| short <= best.short) {
			let (quotes, totals) = (self.quotes.clone(), self.totals.clone());
			self.best = Some(Best { iteration: record.iteration, short, quotes, totals });
		}
		(now, step)
	}

	fn adjust(&mut self, step: &Step) {
		let pages = self.quotes.chunks_mut(64).zip(self.totals.chunks(64)).zip(&mut self.pages);
		for ((quotes, totals), memory) in pages {
			step.page(quotes, totals, memory);
		}
	}

	/// Makes a plan in the block in which the iteration was closed; false if it stays short.
	fn settle(&mut self, iteration: u32, converged: bool) -> bool {
		let best = self.best.as_ref().unwrap();
		let standing = best.iteration;
		self.quotes.clone_from(&best.quotes);
		self.totals.clone_from(&best.totals);
		self.happened(What::Settling { iteration: standing, converged });
		let ground = Ground {
			quotes: &self.quotes,
			heads: self.heads(),
			workplaces: self.answers.count(Side::Workers) as u32,
			standing,
			last: Iteration(iteration),
		};
		let found = settle(&ground, &mut self.totals, &mut self.parts);
		for (council, reason) in found.removed {
			self.happened(What::Removed { council, reason });
		}
		if found.short {
			return false;
		}
		let prices = self.ledger.records[&standing].prices;
		let root = plan_root(&found.range, prices, params_hash(&self.ledger.opening.params));
		let plan = Plan { iteration: standing, root, charged: found.charged };
		self.happened(What::Settled { plan, rounds: found.rounds });
		self.happened(What::Ratifying { iteration: standing });
		self.plan = Some(plan);
		let number = self.number();
		self.ledger.quotes.insert(number, self.quotes.clone());
		self.ledger.totals.insert(number, self.totals.clone());
		self.ledger.kept = self.parts.iter().map(|(id, part)| (*id, part.kept())).collect();
		true
	}

	fn judge(&mut self, approve: bool) {
		self.block();
		for id in 0..self.members.len() as u32 {
			let council = CouncilId(id);
			let what = What::Judged { council, approve };
			self.asked(id + 1, council, Said::Verdict { approve }, what);
		}
		self.block();
	}

	fn reject(&mut self, iteration: u32) -> u32 {
		let until = iteration + self.ledger.opening.params.retries;
		self.happened(What::Rejected { until: Iteration(until) });
		self.memory = RuleMemory::default();
		self.best = None;
		self.plan = None;
		until
	}

	fn end(&mut self, iteration: u32, what: What) {
		let plan = self.plan.filter(|_| what == What::Ratified);
		self.happened(what);
		self.ledger.ending = Some(Ending {
			iterations: Iteration(iteration),
			chain: self.parent,
			root: plan.map_or(H256::zero(), |plan| plan.root),
			charged: plan.map_or(Credits(0), |plan| plan.charged),
		});
	}
}

/// What happens in a year beside proposals and prices.
#[derive(Clone, Copy, Default)]
struct Course {
	/// Plans that are rejected before one is approved.
	reject: u32,
	/// Workers' councils that speak in the first iteration alone.
	silent: u32,
	/// The iteration in which they are dropped; 0 for none.
	dropped: u32,
}

/// A whole cycle of an economy with more goods than fit one page.
fn course(params: Params, course: Course) -> Ledger {
	let economy = generate(5, Size { workers: 14, consumers: 9, goods: 14 });
	let mut chain = Chain::open(&economy, params);
	chain.silent = (0..course.silent).map(CouncilId).collect();
	chain.enrol();
	chain.block();
	let (mut calm, mut until, mut rejected) = (false, params.max_iterations, 0);
	for iteration in 1.. {
		chain.announce(iteration);
		let mut record = chain.collect(iteration);
		if iteration == course.dropped {
			chain.drop_silent(iteration, &mut record);
			chain.silent.clear();
		}
		let (now, step) = chain.close(record, calm);
		let converged = now && calm;
		calm = now;
		if !converged && iteration < until {
			chain.adjust(&step);
			continue;
		}
		if !chain.settle(iteration, converged) {
			chain.end(iteration, What::Lapsed(Lapse::Short));
			break;
		}
		let approve = rejected == course.reject;
		chain.judge(approve);
		if approve {
			chain.end(iteration, What::Ratified);
			break;
		}
		if rejected > 0 || params.retries == 0 {
			chain.end(iteration, What::Lapsed(Lapse::NotApproved));
			break;
		}
		until = chain.reject(iteration);
		rejected += 1;
		calm = false;
	}
	chain.ledger
}

fn year(rule: Rule, max_iterations: u32) -> Ledger {
	course(params(rule, max_iterations), Course::default())
}

fn audited(mut ledger: Ledger) -> Findings {
	futures::executor::block_on(audit(&mut ledger, CYCLE, |_, _| ())).unwrap()
}

/// The position in the ledger of the block with the proposals of `iteration`.
fn collecting(ledger: &Ledger, iteration: u32) -> usize {
	let is_it = |sent: &Sent| matches!(&sent.what, Said::Proposal { iteration: at, .. } if at.0 == iteration);
	ledger.blocks.iter().position(|block| block.sent.iter().any(is_it)).unwrap()
}

fn lines_of(sent: &mut Sent) -> &mut Vec<Line> {
	match &mut sent.what {
		Said::Proposal { lines, .. } => lines,
		other => panic!("{other:?}"),
	}
}

fn only(findings: &Findings, kind: Kind) -> &Mismatch {
	let of_kind: Vec<_> = findings.mismatches.iter().filter(|found| found.kind == kind).collect();
	assert_eq!(of_kind.len(), 1, "{:?}", findings.mismatches);
	of_kind[0]
}

#[test]
fn a_sound_history_has_no_mismatch() {
	for rule in Rule::ALL {
		let ledger = year(rule, 100);
		let councils = ledger.councils.len() as u32;
		let findings = audited(ledger);
		assert_eq!(findings.mismatches, [], "{rule:?}");
		assert_eq!(findings.outcome, Outcome::Ratified);
		assert!(findings.iterations > 2);
		assert_eq!(findings.proposals, findings.iterations * councils);
	}
}

#[test]
fn a_cycle_of_which_the_best_iteration_stands_is_sound_as_well() {
	for (rule, counting) in
		[(Rule::Pequod, Counting::Published), (Rule::Proportional, Counting::Excess)]
	{
		let findings = audited(course(Params { counting, ..params(rule, 3) }, Course::default()));
		assert_eq!((findings.mismatches, findings.outcome), (vec![], Outcome::Ratified));
		assert_eq!((findings.iterations, findings.plans), (3, 1));
	}
}

#[test]
fn a_cycle_whose_plan_was_rejected_is_sound_as_well() {
	let params = Params { retries: 2, ..params(Rule::Accelerated, 4) };
	let findings = audited(course(params, Course { reject: 1, ..Default::default() }));
	assert_eq!((findings.mismatches, findings.outcome), (vec![], Outcome::Ratified));
	assert_eq!((findings.iterations, findings.plans), (6, 2));
	let findings = audited(course(params, Course { reject: 2, ..Default::default() }));
	assert_eq!((findings.mismatches, findings.outcome), (vec![], Outcome::Lapsed));
}

#[test]
fn a_cycle_with_silent_workplaces_is_sound_as_well() {
	let silent =
		|dropped| course(params(Rule::Pequod, 6), Course { silent: 2, dropped, reject: 0 });
	let removed = silent(0);
	let told = |what: &What| matches!(what, What::Removed { reason: Reason::Silent, .. });
	let events = removed.blocks.iter().flat_map(|block| &block.events);
	assert_eq!(events.filter(|event| told(&event.what)).count(), 2);
	assert_eq!(audited(removed).mismatches, []);
	let dropped = audited(silent(4));
	assert_eq!((dropped.mismatches, dropped.outcome), (vec![], Outcome::Ratified));
}

#[test]
fn a_cycle_that_lapsed_or_still_runs_is_sound_as_well() {
	let lapsed = course(params(Rule::Pequod, 3), Course { reject: 1, ..Default::default() });
	let lapsed = audited(lapsed);
	assert_eq!((lapsed.mismatches, lapsed.outcome), (vec![], Outcome::Lapsed));
	let mut running = year(Rule::Accelerated, 100);
	running.blocks.truncate(8);
	let running = audited(running);
	assert_eq!((running.mismatches, running.outcome), (vec![], Outcome::Running));
}

#[test]
fn a_flipped_proposal_is_named_with_iteration_council_and_extrinsic() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = collecting(&ledger, 4);
	let block = &mut ledger.blocks[position];
	let number = block.number;
	let sent = &mut block.sent[17];
	assert_eq!(sent.council, CouncilId(17));
	let line = &mut lines_of(sent)[0];
	let good = line.good.0;
	line.flow = Flow(line.flow.0 ^ 1);
	let findings = audited(ledger);
	let found = only(&findings, Kind::Proposal);
	assert_eq!(
		(found.iteration, found.council, found.block, found.extrinsic),
		(4, Some(17), number, Some(18))
	);
	// What follows from it is the total of that good in that iteration, and nothing later.
	let total = only(&findings, Kind::Totals);
	assert_eq!((total.iteration, total.good), (4, Some(good)));
	assert_eq!(findings.mismatches.len(), 2, "{:?}", findings.mismatches);
}

#[test]
fn a_proposal_that_vanished_or_was_not_counted_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = collecting(&ledger, 2);
	ledger.blocks[position].sent.remove(3);
	let findings = audited(ledger);
	let found = only(&findings, Kind::Missing);
	assert_eq!((found.iteration, found.council, found.extrinsic), (2, Some(3), Some(4)));

	let mut ledger = year(Rule::Accelerated, 100);
	ledger.blocks[position].events.remove(3);
	let findings = audited(ledger);
	let found = only(&findings, Kind::Uncounted);
	assert_eq!((found.iteration, found.council, found.extrinsic), (2, Some(3), Some(4)));
	assert!(findings.mismatches.iter().any(|found| found.detail.contains("field proposals")));
	assert!(findings.mismatches.iter().any(|found| found.detail.contains("field count")));
}

#[test]
fn a_changed_price_or_total_names_its_good() {
	let mut ledger = year(Rule::Proportional, 100);
	let announced: Vec<u32> = ledger.quotes.keys().copied().collect();
	ledger.quotes.get_mut(&announced[3]).unwrap()[66].price.0 += 1;
	let findings = audited(ledger);
	let found = &findings.mismatches[0];
	assert_eq!((found.kind, found.iteration, found.good), (Kind::Price, 3, Some(66)));

	let mut ledger = year(Rule::Proportional, 100);
	let closing: Vec<u32> = ledger.totals.keys().copied().collect();
	ledger.totals.get_mut(&closing[2]).unwrap()[5].supply += 1;
	let findings = audited(ledger);
	let found = &findings.mismatches[0];
	assert_eq!((found.kind, found.iteration, found.good), (Kind::Totals, 2, Some(5)));
}

#[test]
fn a_changed_record_names_its_field() {
	for (change, field) in [
		(Box::new(|record: &mut Record| record.count += 1) as Box<dyn Fn(&mut Record)>, "count"),
		(Box::new(|record| record.proposals = H256::zero()), "proposals"),
		(Box::new(|record| record.prices = H256::zero()), "prices"),
		(Box::new(|record| record.worst.0 += 1), "worst"),
		(Box::new(|record| record.parent = H256::zero()), "parent"),
	] {
		let mut ledger = year(Rule::Pequod, 5);
		change(ledger.records.get_mut(&Iteration(2)).unwrap());
		let findings = audited(ledger);
		let found = &findings.mismatches[0];
		assert_eq!((found.kind, found.iteration), (Kind::Record, 2), "{found:?}");
		assert!(found.detail.starts_with(&format!("field {field} ")), "{found:?}");
	}
}

#[test]
fn an_accepted_proposal_that_fails_its_test_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = collecting(&ledger, 1);
	let block = &mut ledger.blocks[position];
	let sent = &mut block.sent[0];
	assert_eq!(ledger.councils[&sent.council].side, Side::Workers);
	let lines = lines_of(sent);
	lines.retain(|line| !line.flow.is_supply());
	let hash = lines_hash(lines);
	match &mut block.events[0].what {
		What::Proposed { lines, .. } => *lines = hash,
		other => panic!("{other:?}"),
	}
	let findings = audited(ledger);
	let found = only(&findings, Kind::Test);
	assert_eq!((found.iteration, found.council, found.extrinsic), (1, Some(0), Some(1)));
	assert_eq!(only(&findings, Kind::Value).council, Some(0));
}

#[test]
fn a_ratification_without_a_majority_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let position = ledger.blocks.len() - 2;
	// All verdicts of the consumers' councils are turned.
	let councils = ledger.councils.clone();
	let block = &mut ledger.blocks[position];
	for happened in &mut block.events {
		if let What::Judged { council, approve } = &mut happened.what {
			*approve = councils[council].side == Side::Workers;
		}
	}
	let findings = audited(ledger);
	let verdicts = findings.mismatches.iter().filter(|found| found.kind == Kind::Verdict).count();
	assert_eq!(verdicts, 9);
	assert!(only(&findings, Kind::Ending).detail.contains("more than half"));
}

#[test]
fn a_plan_that_does_not_follow_names_its_council() {
	let sound = course(params(Rule::Pequod, 3), Course::default());
	let households = sound.councils.iter().filter(|(_, it)| it.side == Side::Consumers);
	let household = *households.map(|(council, _)| council).next().unwrap();
	let worker = CouncilId(2);
	assert_ne!(sound.kept[&worker].scale, Default::default(), "something is short in this year");
	for (change, council, words) in [
		(
			Box::new(|kept: &mut Kept| drop(kept.lines.pop())) as Box<dyn Fn(&mut Kept)>,
			worker,
			"lines",
		),
		(Box::new(|kept| kept.scale = Default::default()), worker, "scaled"),
		(Box::new(|kept| kept.granted[1].0 += 1), household, "granted another amount of good"),
		(Box::new(|kept| kept.charge.0 += 1), household, "charged"),
	] {
		let mut ledger = sound.clone();
		change(ledger.kept.get_mut(&council).unwrap());
		let findings = audited(ledger);
		let found = only(&findings, Kind::Plan);
		assert_eq!(found.council, Some(council.0), "{words}");
		assert!(found.detail.contains(words), "{found:?}");
		assert_eq!(findings.mismatches.len(), 1);
	}
}

/// The first event of a ledger that is chosen.
fn event(ledger: &mut Ledger, chosen: impl Fn(&What) -> bool) -> &mut What {
	let events = ledger.blocks.iter_mut().flat_map(|block| &mut block.events);
	events.map(|event| &mut event.what).find(|what| chosen(what)).unwrap()
}

#[test]
fn a_root_or_a_charge_that_does_not_follow_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	match event(&mut ledger, |what| matches!(what, What::Settled { .. })) {
		What::Settled { plan, rounds } => {
			plan.charged.0 += 1;
			*rounds += 1;
		},
		other => panic!("{other:?}"),
	}
	let findings = audited(ledger);
	assert!(only(&findings, Kind::Plan).detail.contains("recomputed is"));
	assert!(only(&findings, Kind::Settling).detail.contains("rounds of scaling"));
	assert_eq!(findings.mismatches.len(), 2);
	for change in
		[(|ending: &mut Ending| ending.root = H256::zero()) as fn(&mut Ending), |ending| {
			ending.charged.0 += 1
		}] {
		let mut ledger = year(Rule::Accelerated, 100);
		change(ledger.ending.as_mut().unwrap());
		let findings = audited(ledger);
		assert!(only(&findings, Kind::Ending).detail.contains("ends with plan"));
	}
}

#[test]
fn a_plan_of_another_iteration_is_named() {
	let mut ledger = course(params(Rule::Pequod, 3), Course::default());
	match event(&mut ledger, |what| matches!(what, What::Settling { .. })) {
		What::Settling { iteration, .. } => iteration.0 -= 1,
		other => panic!("{other:?}"),
	}
	assert!(only(&audited(ledger), Kind::Settling).detail.contains("is said to stand"));
	// Prices and totals of the plan are those of that iteration too.
	let mut ledger = course(params(Rule::Pequod, 3), Course::default());
	let settled = *ledger.quotes.keys().last().unwrap();
	ledger.quotes.get_mut(&settled).unwrap()[9].price.0 += 1;
	ledger.totals.get_mut(&settled).unwrap()[8].demand += 1;
	let findings = audited(ledger);
	assert_eq!(only(&findings, Kind::Price).good, Some(9));
	assert_eq!(only(&findings, Kind::Totals).good, Some(8));
}

#[test]
fn a_removal_that_does_not_follow_or_is_not_said_is_named() {
	let silent = || course(params(Rule::Pequod, 6), Course { silent: 2, ..Default::default() });
	let mut ledger = silent();
	match event(&mut ledger, |what| matches!(what, What::Removed { .. })) {
		What::Removed { reason, .. } => *reason = Reason::BelowPar,
		other => panic!("{other:?}"),
	}
	let findings = audited(ledger);
	let found: Vec<_> = findings.mismatches.iter().map(|it| (it.kind, it.council)).collect();
	assert_eq!(found, [(Kind::Removal, Some(0)); 2], "said wrongly, and not said rightly");
}

#[test]
fn a_drop_without_cause_or_call_is_named() {
	let dropped =
		|at| course(params(Rule::Pequod, 6), Course { silent: 1, dropped: at, reject: 0 });
	// Iterations 2 and 3 were not silent yet when 3 collects.
	let findings = audited(dropped(3));
	let found = only(&findings, Kind::Drop);
	assert_eq!((found.iteration, found.council, found.extrinsic), (3, Some(0), Some(100)));
	let mut ledger = dropped(4);
	for block in &mut ledger.blocks {
		block.sent.retain(|sent| sent.what != Said::Drop);
	}
	assert!(only(&audited(ledger), Kind::Drop).detail.contains("does not ask for it"));
}

#[test]
fn a_proposal_that_swings_too_far_is_named() {
	let one = Perbill::from_percent(1);
	let swing = Swing { from: 3, bound: one, least: one };
	let ledger = course(Params { swing, ..params(Rule::Proportional, 3) }, Course::default());
	let findings = audited(ledger);
	assert!(!findings.mismatches.is_empty());
	assert!(findings.mismatches.iter().all(|it| (it.kind, it.iteration) == (Kind::Swing, 3)));
	// The first proposals of all are bounded by nothing.
	let swing = Swing { from: 1, ..swing };
	let ledger = course(Params { swing, ..params(Rule::Proportional, 1) }, Course::default());
	assert_eq!(audited(ledger).mismatches, []);
}

#[test]
fn a_plan_that_goes_back_without_cause_is_named() {
	let params = Params { retries: 2, ..params(Rule::Accelerated, 4) };
	let mut ledger = course(params, Course { reject: 1, ..Default::default() });
	// Half of each side had rejected it, which is not more than half.
	let verdict = |what: &What| matches!(what, What::Judged { approve: false, .. });
	for block in &mut ledger.blocks {
		let mut turned = 0;
		for (event, sent) in block.events.iter_mut().zip(&mut block.sent) {
			if verdict(&event.what) && turned % 2 == 0 {
				let council = sent.council;
				event.what = What::Judged { council, approve: true };
				sent.what = Said::Verdict { approve: true };
			}
			turned += 1;
		}
	}
	let findings = audited(ledger);
	assert!(only(&findings, Kind::Settling).detail.contains("which does not follow"));
}

#[test]
fn an_iteration_that_is_closed_early_is_named() {
	let mut ledger = year(Rule::Accelerated, 2);
	let position = collecting(&ledger, 2);
	ledger.blocks[position].events.pop();
	let findings = audited(ledger);
	let early = findings.mismatches.iter().find(|it| it.detail.starts_with("closed when"));
	assert_eq!(early.map(|it| (it.kind, it.iteration)), Some((Kind::Event, 2)));
}

#[test]
fn a_wrong_budget_or_population_is_named() {
	let mut ledger = year(Rule::Accelerated, 2);
	ledger.councils.get_mut(&CouncilId(44)).unwrap().population = 2;
	let findings = audited(ledger);
	assert_eq!(only(&findings, Kind::Enrolment).council, Some(44));
}

#[test]
fn a_phase_out_of_order_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	let settling = |what: &What| matches!(what, What::Settling { .. });
	let position = ledger
		.blocks
		.iter()
		.position(|block| block.events.iter().any(|event| settling(&event.what)))
		.unwrap();
	let last = ledger.records.len() as u32;
	// The year goes on although it has converged.
	let events = &mut ledger.blocks[position].events;
	let event = events.iter_mut().find(|event| settling(&event.what)).unwrap();
	event.what = What::Announced { iteration: Iteration(last + 1) };
	let findings = audited(ledger);
	let found = &findings.mismatches[0];
	assert_eq!((found.kind, found.iteration), (Kind::Event, last));
	assert!(found.detail.contains("Settling"), "{found:?}");
}
