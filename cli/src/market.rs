//! The planning iterations off chain: the councils' answers against the same engine that the chain
//! runs, page by page as the chain runs it.

use crate::{
	answer::{Announced, Councils},
	economy::Economy,
};
use parecon_engine::{
	Counting, Imbalance, Measure, Outcome, PageMemory, Quote, Rule, RuleMemory, Step, Totals,
	Worth, PAGE,
};
use parecon_primitives::{GoodId, Iteration, Price, Side};
use sp_arithmetic::Perbill;
use std::time::{Duration, Instant};

/// The thresholds that a report tells the first iteration of, in parts per 10^9 and as text.
pub const THRESHOLDS: [(u64, &str); 5] = [
	(200_000_000, "0.2"),
	(100_000_000, "0.1"),
	(50_000_000, "0.05"),
	(30_000_000, "0.03"),
	(10_000_000, "0.01"),
];

/// How a planning year is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
	/// How totals become the next prices.
	pub rule: Rule,
	/// Imbalance below which a good counts as balanced.
	pub until: Perbill,
	/// Which goods keep an iteration from being calm.
	pub counting: Counting,
	/// Iterations after which it ends, converged or not.
	pub max_iterations: u32,
}

/// What an iteration of a planning year was like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
	/// The prices that were announced.
	pub prices: Vec<Price>,
	/// The largest imbalance that answered them.
	pub worst: Imbalance,
	/// The good that has it.
	pub worst_good: GoodId,
	/// Goods at or above the threshold, as far as they count.
	pub open: u32,
}

/// A planning year as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
	/// The iterations, first to last.
	pub iterations: Vec<Closed>,
	/// Whether no good was open in the last two iterations.
	pub converged: bool,
	/// Where it converged, the prices of the plan: those announced in the last iteration. Else those
	/// that follow from the last iteration; on a chain those of the iteration that stands, if one does.
	pub prices: Vec<Price>,
	/// Time that the iterations took.
	pub took: Duration,
}

impl Year {
	/// The first iteration in which every good's imbalance was below `threshold` parts per 10^9.
	pub fn first_below(&self, threshold: u64) -> Option<Iteration> {
		let index = self.iterations.iter().position(|closed| closed.worst.0 < threshold)?;
		Some(Iteration(index as u32 + 1))
	}

	/// Milliseconds per iteration.
	pub fn ms_per_iteration(&self) -> f64 {
		self.took.as_secs_f64() * 1e3 / self.iterations.len().max(1) as f64
	}
}

/// The goods of an economy between two iterations, as the chain keeps them.
pub struct Market {
	councils: Councils,
	heads: u32,
	quotes: Vec<Quote>,
	/// The yearly supplies, which every iteration begins with.
	yearly: Vec<Totals>,
	totals: Vec<Totals>,
	memory: RuleMemory,
	pages: Vec<PageMemory>,
	calm: bool,
	/// Value of all goods in the iteration before.
	value: Worth,
}

impl Market {
	/// The goods of `economy` at its initial price.
	pub fn new(economy: &Economy) -> Self {
		let councils = Councils::new(economy);
		let kinds = (0..economy.good_count()).map(|index| economy.good_at(index).0.kind());
		let quotes: Vec<Quote> =
			kinds.map(|kind| Quote { kind, price: economy.first_price() }).collect();
		let yearly: Vec<Totals> = quotes
			.iter()
			.map(|quote| Totals { supply: economy.yearly_supply(quote.kind).0, demand: 0 })
			.collect();
		Self {
			heads: councils.count(Side::Consumers) as u32,
			pages: vec![PageMemory::default(); quotes.len().div_ceil(PAGE as usize)],
			totals: yearly.clone(),
			memory: RuleMemory::default(),
			calm: false,
			value: Worth::default(),
			councils,
			quotes,
			yearly,
		}
	}

	/// The announced prices.
	pub fn prices(&self) -> Vec<Price> {
		self.quotes.iter().map(|quote| quote.price).collect()
	}

	/// Supply and demand that answered the last prices. Demand for public goods is head-weighted.
	pub fn totals(&self) -> &[Totals] {
		&self.totals
	}

	/// Plays one iteration under `settings`: the councils answer, the engine measures, and unless
	/// that converged it finds the next prices.
	///
	/// Returns the iteration and whether the year has converged with it.
	pub fn iterate(&mut self, settings: &Settings) -> (Closed, bool) {
		let prices = self.prices();
		self.totals.clone_from(&self.yearly);
		self.councils.add_totals(&Announced::new(&prices), &mut self.totals);
		let (outcome, step) = self.measure(settings);
		let calm = outcome.open == 0;
		let converged = calm && self.calm;
		self.calm = calm;
		if !converged {
			self.adjust(&step);
		}
		let Outcome { worst, worst_good, open } = outcome;
		(Closed { prices, worst, worst_good, open }, converged)
	}

	fn measure(&mut self, settings: &Settings) -> (Outcome, Step) {
		let mut measure = Measure::new(settings.rule, settings.until, self.heads, &self.memory)
			.counting(settings.counting, self.value);
		let pages = self.quotes.chunks(PAGE as usize).zip(self.totals.chunks(PAGE as usize));
		for (index, ((quotes, totals), memory)) in pages.zip(&mut self.pages).enumerate() {
			measure.page(GoodId(index as u32 * PAGE), quotes, totals, memory);
		}
		self.value = measure.value();
		measure.finish(&mut self.memory)
	}

	fn adjust(&mut self, step: &Step) {
		let totals = self.totals.chunks(PAGE as usize);
		let pages = self.quotes.chunks_mut(PAGE as usize).zip(totals);
		for ((quotes, totals), memory) in pages.zip(&mut self.pages) {
			step.page(quotes, totals, memory);
		}
	}
}

/// Plays the planning year of `economy`: until no good is open in two iterations running, or the iterations are used up. `watch` sees the number of each iteration that is over.
pub fn play(economy: &Economy, settings: &Settings, mut watch: impl FnMut(u32)) -> Year {
	let mut market = Market::new(economy);
	let mut iterations = Vec::new();
	let mut converged = false;
	let begin = Instant::now();
	for number in 1..=settings.max_iterations {
		let (closed, done) = market.iterate(settings);
		iterations.push(closed);
		converged = done;
		watch(number);
		if done {
			break;
		}
	}
	Year { took: begin.elapsed(), prices: market.prices(), iterations, converged }
}
