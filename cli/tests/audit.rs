//! The audit against a history that is sound, and against the same history altered in one place.

use parecon_cli::{
	answer::{Announced, Councils},
	audit::{
		audit, Block, Ending, Findings, Happened, History, Kind, Lapse, Mismatch, Opening, Outcome,
		Said, Sent, Standing, What,
	},
	economy::{generate, Economy, Size},
	errors::Result,
};
use parecon_engine::{
	accumulate, contribution, lines_hash, origin, page_hash_chain, prices_start, totals_start,
	Assessment, Assessor, Heads, Line, Measure, PageMemory, Quote, Record, Rule, RuleMemory,
	Totals, PAGE,
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
	standing: BTreeMap<CouncilId, Vec<Line>>,
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

	async fn standing(&mut self, _: u32, _: CycleId) -> Result<Vec<(CouncilId, Vec<Line>)>> {
		Ok(self.standing.clone().into_iter().collect())
	}

	async fn ending(&mut self, _: u32, _: CycleId) -> Result<Option<Ending>> {
		Ok(self.ending)
	}
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
	parent: H256,
}

impl Chain {
	fn open(economy: &Economy, rule: Rule, max_iterations: u32) -> Self {
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
				rule,
				threshold: Perbill::from_percent(20),
				max_iterations,
				income_per_head: Credits(5_000_000_000),
				quotes: quotes.clone(),
				supplies,
			},
			blocks: vec![Block { number: OPENED, ..Default::default() }],
			quotes: BTreeMap::from([(OPENED, quotes.clone())]),
			totals: BTreeMap::from([(OPENED, totals.clone())]),
			councils,
			records: BTreeMap::new(),
			standing: BTreeMap::new(),
			ending: None,
		};
		let pages = vec![PageMemory::default(); quotes.len().div_ceil(PAGE as usize)];
		let parent = origin(GENESIS, CYCLE);
		let memory = RuleMemory::default();
		Self { ledger, members, answers, quotes, totals, memory, pages, parent }
	}

	fn block(&mut self) -> &mut Block {
		let number = self.ledger.blocks.last().unwrap().number + 1;
		self.ledger.blocks.push(Block { number, ..Default::default() });
		self.ledger.blocks.last_mut().unwrap()
	}

	fn happened(&mut self, what: What) {
		self.ledger.blocks.last_mut().unwrap().events.push(Happened { extrinsic: None, what });
	}

	fn enrol(&mut self) {
		let members = self.members.clone();
		let block = self.block();
		for (id, (side, _)) in members.iter().enumerate() {
			let budget = Credits(if *side == Side::Consumers { 5_000_000_000 } else { 0 });
			let council = CouncilId(id as u32);
			let what = What::Enrolled { council, population: 1, budget };
			block.events.push(Happened { extrinsic: Some(id as u32 + 1), what });
		}
	}

	fn announce(&mut self, iteration: u32) {
		self.happened(What::Announced { iteration: Iteration(iteration) });
		let number = self.ledger.blocks.last().unwrap().number;
		self.ledger.quotes.insert(number, self.quotes.clone());
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

	/// All councils propose; the record is what is returned.
	fn collect(&mut self, iteration: u32) -> Record {
		let prices: Vec<Price> = self.quotes.iter().map(|quote| quote.price).collect();
		let prices = Announced::new(&prices);
		let all = self.answers.count(Side::Consumers) as u32;
		let (mut proposals, mut count) = (H256::zero(), 0);
		self.block();
		for (id, (side, index)) in self.members.clone().into_iter().enumerate() {
			let council = CouncilId(id as u32);
			let lines = self.answers.lines(side, index, &prices);
			let heads = Heads { own: 1, all };
			let old = self.ledger.standing.insert(council, lines.clone()).unwrap_or_default();
			self.move_totals(side, heads, &old, &lines);
			let verdict = self.assess(side, heads, &lines);
			let hash = lines_hash(&lines);
			proposals = accumulate(proposals, council, hash);
			count += 1;
			let (iteration, extrinsic) = (Iteration(iteration), id as u32 + 1);
			let (benefit, cost) = (verdict.benefit(), verdict.cost());
			let what = What::Proposed { iteration, council, lines: hash, benefit, cost };
			let block = self.ledger.blocks.last_mut().unwrap();
			block.events.push(Happened { extrinsic: Some(extrinsic), what });
			let what = Said::Proposal { iteration, lines };
			block.sent.push(Sent { extrinsic, alone: true, council, what });
			block.succeeded.insert(extrinsic);
		}
		let number = self.ledger.blocks.last().unwrap().number;
		self.ledger.totals.insert(number, self.totals.clone());
		let mut record = Record {
			iteration: Iteration(iteration),
			prices: prices_start(self.parent),
			totals: totals_start(self.parent),
			proposals,
			count,
			worst: Default::default(),
			worst_good: Default::default(),
			parent: self.parent,
		};
		for (quotes, totals) in self.quotes.chunks(64).zip(self.totals.chunks(64)) {
			record.prices = page_hash_chain(record.prices, &quotes.to_vec());
			record.totals = page_hash_chain(record.totals, &totals.to_vec());
		}
		record
	}

	/// Closes the iteration; true if it was calm.
	fn close(&mut self, mut record: Record) -> bool {
		let opening = &self.ledger.opening;
		let heads = self.answers.count(Side::Consumers) as u32;
		let mut measure = Measure::new(opening.rule, opening.threshold, heads, &self.memory);
		let pages = self.quotes.chunks(64).zip(self.totals.chunks(64)).zip(&mut self.pages);
		for (index, ((quotes, totals), memory)) in pages.enumerate() {
			measure.page(GoodId(index as u32 * 64), quotes, totals, memory);
		}
		let (outcome, step) = measure.finish(&mut self.memory);
		record.worst = outcome.worst;
		record.worst_good = outcome.worst_good;
		self.parent = record.hash();
		self.ledger.records.insert(record.iteration, record);
		self.block();
		self.happened(What::Closed {
			iteration: record.iteration,
			worst: outcome.worst,
			good: outcome.worst_good,
			open: outcome.open,
			record: self.parent,
		});
		let pages = self.quotes.chunks_mut(64).zip(self.totals.chunks(64)).zip(&mut self.pages);
		for ((quotes, totals), memory) in pages {
			step.page(quotes, totals, memory);
		}
		outcome.open == 0
	}

	fn judge(&mut self) {
		let members = self.members.len();
		let block = self.block();
		for id in 0..members {
			let (council, extrinsic) = (CouncilId(id as u32), id as u32 + 1);
			let what = Said::Verdict { approve: true };
			block.sent.push(Sent { extrinsic, alone: true, council, what });
			block.succeeded.insert(extrinsic);
			let what = What::Judged { council, approve: true };
			block.events.push(Happened { extrinsic: Some(extrinsic), what });
		}
	}

	fn end(&mut self, iteration: u32, what: What) {
		self.happened(what);
		let iterations = Iteration(iteration);
		self.ledger.ending = Some(Ending { iterations, chain: self.parent });
	}
}

/// A whole cycle of an economy with more goods than fit one page.
fn year(rule: Rule, max_iterations: u32) -> Ledger {
	let economy = generate(5, Size { workers: 14, consumers: 9, goods: 14 });
	let mut chain = Chain::open(&economy, rule, max_iterations);
	chain.enrol();
	chain.block();
	let mut calm = false;
	for iteration in 1.. {
		chain.announce(iteration);
		let record = chain.collect(iteration);
		// The quotes that follow are announced only if there is a next iteration.
		let (quotes, now) = (chain.quotes.clone(), chain.close(record));
		if now && calm {
			chain.quotes = quotes;
			chain.happened(What::Ratifying);
			chain.judge();
			chain.block();
			chain.end(iteration, What::Ratified);
			break;
		}
		if iteration == max_iterations {
			chain.end(iteration, What::Lapsed(Lapse::NotConverged));
			break;
		}
		calm = now;
	}
	chain.ledger
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
fn a_cycle_that_lapsed_or_still_runs_is_sound_as_well() {
	let lapsed = audited(year(Rule::Pequod, 3));
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
fn a_plan_that_is_not_what_was_proposed_is_named() {
	let mut ledger = year(Rule::Accelerated, 100);
	ledger.standing.get_mut(&CouncilId(2)).unwrap().pop();
	let findings = audited(ledger);
	assert_eq!(only(&findings, Kind::Plan).council, Some(2));
	assert_eq!(findings.mismatches.len(), 1);
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
	let position = ledger
		.blocks
		.iter()
		.position(|block| block.events.iter().any(|event| event.what == What::Ratifying))
		.unwrap();
	let last = ledger.records.len() as u32;
	// The year goes on although it has converged.
	let event = ledger.blocks[position].events.last_mut().unwrap();
	event.what = What::Announced { iteration: Iteration(last + 1) };
	let findings = audited(ledger);
	let found = &findings.mismatches[0];
	assert_eq!((found.kind, found.iteration), (Kind::Event, last));
	assert!(found.detail.contains("Ratification"), "{found:?}");
}
