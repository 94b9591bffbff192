//! A chain in miniature that writes a ledger.

use super::{Ledger, CYCLE, GENESIS, OPENED};
use parecon_cli::{
	answer::{Announced, Councils},
	audit::{
		settling::{settle, Change, Ground},
		shared::Market,
		Block, Counted, Ending, Happened, Opening, Part, Plan, Said, Sent, Standing, What,
	},
	chain::calls::Params,
	economy::Economy,
};
use parecon_engine::{
	accumulate, contribution, lines_hash, origin, page_hash_chain, params_hash, plan_root,
	prices_start, totals_start, Assessment, Assessor, Heads, LevelRule, Line, Measure, PageMemory,
	Quote, Record, RuleMemory, Scale, Step, Totals, Worth, PAGE,
};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, Price, Quantity, Side};
use primitive_types::H256;
use std::collections::BTreeMap;

/// The iteration that stands so far.
struct Best {
	iteration: Iteration,
	short: Worth,
	quotes: Vec<Quote>,
	totals: Vec<Totals>,
}

/// A chain in miniature that writes a ledger.
pub struct Chain {
	pub ledger: Ledger,
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
	/// Plans that were settled.
	plans: u32,
	/// The block in which prices were announced last.
	announced: u32,
	/// Councils that are silent after the first iteration.
	pub silent: Vec<CouncilId>,
}

/// A ledger of which nothing but the opening is written.
fn begun(
	params: Params,
	quotes: &[Quote],
	supplies: Vec<Quantity>,
	totals: &[Totals],
	councils: BTreeMap<CouncilId, Standing>,
) -> Ledger {
	Ledger {
		opening: Opening {
			genesis: GENESIS,
			block: OPENED,
			params,
			quotes: quotes.to_vec(),
			supplies,
			sharing: Vec::new(),
			most_lines: 100,
			in_force: None,
		},
		blocks: vec![Block { number: OPENED, ..Default::default() }],
		quotes: BTreeMap::from([(OPENED, quotes.to_vec())]),
		totals: BTreeMap::from([(OPENED, totals.to_vec())]),
		councils,
		records: BTreeMap::new(),
		kept: BTreeMap::new(),
		ending: None,
		households: BTreeMap::new(),
	}
}

impl Chain {
	pub fn open(economy: &Economy, params: Params) -> Self {
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
			.map(|(id, (side, _))| {
				(CouncilId(id as u32), Standing { side: *side, population: 1, parent: None })
			})
			.collect();
		let ledger = begun(params, &quotes, supplies, &totals, councils);
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
			plans: 0,
			announced: 0,
			silent: Vec::new(),
		}
	}

	pub fn block(&mut self) -> &mut Block {
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

	pub fn enrol(&mut self) {
		let members = self.members.clone();
		self.block();
		self.happened(What::Enrolling);
		for (id, (side, _)) in members.iter().enumerate() {
			let budget = Credits(if *side == Side::Consumers { 5_000_000_000 } else { 0 });
			let council = CouncilId(id as u32);
			self.parts.insert(council, Part::new(*side, 1, budget));
			let what = What::Enrolled { council, population: 1, budget };
			let block = self.ledger.blocks.last_mut().unwrap();
			block.events.push(Happened { extrinsic: Some(id as u32 + 1), what });
		}
	}

	pub fn announce(&mut self, iteration: u32) {
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
		block.sent.push(Sent { extrinsic, alone: true, council: Some(council), what: said });
		block.succeeded.insert(extrinsic);
	}

	/// Replaces a council's proposal.
	fn state(&mut self, iteration: u32, council: CouncilId, lines: Vec<Line>) {
		let (all, best) = (self.heads(), self.best.as_ref().map(|best| best.iteration));
		let part = self.parts.get_mut(&council).unwrap();
		let (side, heads) = (part.side, part.heads(all));
		let old = part.lines.clone();
		part.remember(Iteration(iteration));
		part.spoken = Iteration(iteration);
		let counted = Counted { lines: lines.clone(), part: Scale::WHOLE };
		part.count(Iteration(iteration), counted, best);
		self.move_totals(side, heads, &old, &lines);
	}

	/// All councils propose that are not silent; the record is what is returned.
	pub fn collect(&mut self, iteration: u32) -> Record {
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
			self.parts.get_mut(&council).unwrap().benefit = verdict.benefit();
			let hash = lines_hash(&lines);
			proposals = accumulate(proposals, council, hash);
			count += 1;
			let (iteration, extrinsic) = (Iteration(iteration), id as u32 + 1);
			let (benefit, cost) = (verdict.benefit(), verdict.cost());
			let what =
				What::Proposed { iteration, council, lines: hash, benefit, cost, note: None };
			let said = Said::Proposal { iteration, lines, note: None, federation: None };
			self.asked(extrinsic, council, said, what);
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
	pub fn drop_silent(&mut self, iteration: u32, record: &mut Record) {
		for council in self.silent.clone() {
			self.state(iteration, council, Vec::new());
			let part = self.parts.get_mut(&council).unwrap();
			(part.before, part.benefit) = (None, Credits::ZERO);
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
	pub fn close(&mut self, mut record: Record, calm: bool) -> (bool, Step) {
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

	pub fn adjust(&mut self, step: &Step) {
		let pages = self.quotes.chunks_mut(64).zip(self.totals.chunks(64)).zip(&mut self.pages);
		for ((quotes, totals), memory) in pages {
			step.page(quotes, totals, memory);
		}
	}

	/// Prices and totals as they stand.
	fn market(&self) -> Market {
		Market {
			quotes: self.quotes.clone(),
			totals: self.totals.clone(),
			shared: BTreeMap::new(),
			rule: LevelRule::Mean,
			heads: self.heads(),
		}
	}

	/// Makes a plan in the block in which the iteration was closed; false if it stays short.
	pub fn settle(&mut self, iteration: u32, converged: bool) -> bool {
		let best = self.best.as_ref().unwrap();
		let standing = best.iteration;
		self.quotes.clone_from(&best.quotes);
		self.totals.clone_from(&best.totals);
		self.happened(What::Settling { iteration: standing, converged });
		let ground = Ground {
			workplaces: self.answers.count(Side::Workers) as u32,
			standing,
			last: Iteration(iteration),
			resettled: false,
		};
		let mut market = self.market();
		let found = settle(&ground, &mut market, &mut self.parts);
		self.totals = market.totals;
		for (council, change) in found.changed {
			self.happened(match change {
				Change::Removed(reason) => What::Removed { council, reason },
				Change::Repeated(lines) => What::Repeated { iteration: standing, council, lines },
			});
		}
		if found.short {
			return false;
		}
		let prices = self.ledger.records[&standing].prices;
		let root = plan_root(&found.range, prices, params_hash(&self.ledger.opening.params));
		let plan = Plan {
			iteration: standing,
			root,
			charged: found.charged,
			credited: found.credited,
			emitted: found.emitted,
		};
		self.happened(What::Settled { plan, rounds: found.rounds });
		self.happened(What::Ratifying { iteration: standing });
		self.plan = Some(plan);
		self.plans += 1;
		let number = self.number();
		self.ledger.quotes.insert(number, self.quotes.clone());
		self.ledger.totals.insert(number, self.totals.clone());
		true
	}

	pub fn judge(&mut self, approve: bool) {
		self.block();
		for id in 0..self.members.len() as u32 {
			let council = CouncilId(id);
			let what = What::Judged { council, approve };
			self.parts.get_mut(&council).unwrap().verdict = Some((self.plans, approve));
			self.asked(id + 1, council, Said::Verdict { approve }, what);
		}
		self.block();
	}

	pub fn reject(&mut self, iteration: u32) -> u32 {
		let until = iteration + self.ledger.opening.params.retries;
		self.happened(What::Rejected { until: Iteration(until) });
		self.memory = RuleMemory::default();
		self.best = None;
		self.plan = None;
		until
	}

	pub fn end(&mut self, iteration: u32, what: What) {
		let plan = self.plan.filter(|_| what == What::Ratified);
		self.happened(what);
		self.ledger.ending = Some(Ending {
			iterations: Iteration(iteration),
			chain: self.parent,
			root: plan.map_or(H256::zero(), |plan| plan.root),
			charged: plan.map_or(Credits(0), |plan| plan.charged),
			credited: Credits(0),
			emitted: Credits(0),
			in_force: plan.map(|_| CYCLE).or(self.ledger.opening.in_force),
		});
		self.ledger.kept = self.parts.clone();
	}
}
