//! A history in memory, and a chain in miniature that writes it.

mod chain;

use chain::Chain;

use parecon_cli::{
	audit::{
		shared::Level, Block, Ending, History, Lapse, Last, Opening, Part, Purse, Request,
		Standing, What,
	},
	chain::calls::Params,
	economy::{generate, Size},
	errors::Result,
};
use parecon_engine::{Counting, LevelRule, Quote, Record, Rule, Swing, Totals};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, MemberId, Quantity};
use primitive_types::H256;
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

pub const CYCLE: CycleId = CycleId(3);
const OPENED: u32 = 10;
const GENESIS: H256 = H256::repeat_byte(7);

/// A history in memory.
#[derive(Clone)]
pub struct Ledger {
	pub opening: Opening,
	pub blocks: Vec<Block>,
	pub quotes: BTreeMap<u32, Vec<Quote>>,
	pub totals: BTreeMap<u32, Vec<Totals>>,
	pub councils: BTreeMap<CouncilId, Standing>,
	pub records: BTreeMap<Iteration, Record>,
	pub kept: BTreeMap<CouncilId, Part>,
	pub ending: Option<Ending>,
	/// How many people live in a household at the end of a block, where it is not one.
	pub households: BTreeMap<u32, u32>,
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

	async fn levels(&mut self, _: u32, goods: &[GoodId]) -> Result<Vec<Level>> {
		Ok(vec![Level::default(); goods.len()])
	}

	async fn last(&mut self, _: u32, _: CycleId, _: CouncilId) -> Result<Option<Last>> {
		Ok(None)
	}

	async fn request(&mut self, _: u32, _: MemberId) -> Result<Option<Request>> {
		Ok(None)
	}

	async fn requested(
		&mut self,
		_: u32,
		councils: &[CouncilId],
	) -> Result<Vec<Vec<(GoodId, Quantity)>>> {
		Ok(vec![Vec::new(); councils.len()])
	}

	async fn household(&mut self, block: u32, _: MemberId) -> Result<u32> {
		Ok(self.households.get(&block).copied().unwrap_or(1))
	}

	async fn purses(&mut self, _: u32, _: CycleId) -> Result<Vec<(CouncilId, Purse)>> {
		Ok(Vec::new())
	}

	async fn record(&mut self, _: u32, _: CycleId, at: Iteration) -> Result<Option<Record>> {
		Ok(self.records.get(&at).copied())
	}

	async fn parts(&mut self, _: u32, _: CycleId) -> Result<Vec<(CouncilId, Part)>> {
		Ok(self.kept.clone().into_iter().collect())
	}

	async fn ending(&mut self, _: u32, _: CycleId) -> Result<Option<Ending>> {
		Ok(self.ending)
	}
}

/// What a cycle is opened with, if nothing else is said.
pub fn params(rule: Rule, max_iterations: u32) -> Params {
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
		levels: LevelRule::Mean,
		exceptions: Perbill::zero(),
	}
}

/// What happens in a year beside proposals and prices.
#[derive(Clone, Copy, Default)]
pub struct Course {
	/// Plans that are rejected before one is approved.
	pub reject: u32,
	/// Workers' councils that speak in the first iteration alone.
	pub silent: u32,
	/// The iteration in which they are dropped; 0 for none.
	pub dropped: u32,
}

/// A whole cycle of an economy with more goods than fit one page.
pub fn course(params: Params, course: Course) -> Ledger {
	let economy = generate(7, Size { workers: 14, consumers: 9, goods: 18 });
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

pub fn year(rule: Rule, max_iterations: u32) -> Ledger {
	course(params(rule, max_iterations), Course::default())
}
