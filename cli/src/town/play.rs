//! A planning year of a town off chain: the councils' answers against the engine that the chain runs.

use super::{Announced, Answers, Town};
use crate::market::{Closed, Settings, Year};
use parecon_engine::{
	level_of, step_of, Kind, Measure, Outcome, PageMemory, Quote, RuleMemory, Statements, Totals,
	Worth, PAGE,
};
use parecon_primitives::{GoodId, Quantity, Side};
use std::time::Instant;

/// A year as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
	/// Its iterations, and the prices that it ended with.
	pub year: Year,
	/// What answered the last prices: of a public good the level is the demand, of a pollutant the
	/// permits are the supply.
	pub totals: Vec<Totals>,
	/// What the first iteration of the next year announces: the last prices. Nobody is charged before a
	/// level is found, or compensated before emitters have proposed.
	pub next: Announced,
}

/// The goods of a town between two iterations.
struct Market {
	answers: Answers,
	announced: Announced,
	totals: Vec<Totals>,
	memory: RuleMemory,
	pages: Vec<PageMemory>,
	value: Worth,
	calm: bool,
}

/// Plays a year of `town`, beginning with what is announced: until no good is open in two iterations
/// running, or the iterations are used up.
///
/// Of a public good the level is what more than half of the people of its federation want at least,
/// of a pollutant the permits are what more than half of those whom it harms permit at least.
pub fn play(town: &Town, year: u32, announced: Announced, settings: &Settings) -> Played {
	let begin = Instant::now();
	let goods = town.goods().len();
	let mut market = Market {
		answers: town.year(year),
		announced,
		totals: Vec::new(),
		memory: RuleMemory::default(),
		pages: vec![PageMemory::default(); goods.div_ceil(PAGE as usize)],
		value: Worth::default(),
		calm: false,
	};
	let (mut iterations, mut converged) = (Vec::new(), false);
	while !converged && iterations.len() < settings.max_iterations as usize {
		let (closed, done) = market.iterate(settings);
		iterations.push(closed);
		converged = done;
	}
	let prices = market.announced.prices.clone();
	Played {
		year: Year { iterations, converged, prices, took: begin.elapsed() },
		totals: market.totals,
		next: Announced { prices: market.announced.prices, ..Announced::first(town) },
	}
}

impl Market {
	fn iterate(&mut self, settings: &Settings) -> (Closed, bool) {
		let prices = self.announced.prices.clone();
		self.totals = totals(&self.answers, &self.announced);
		let mut quotes = self.quotes();
		let mut measure = Measure::new(settings.rule, settings.until, 1, &self.memory)
			.counting(settings.counting, self.value);
		let pages = quotes.chunks(PAGE as usize).zip(self.totals.chunks(PAGE as usize));
		for (index, ((quotes, totals), memory)) in pages.zip(&mut self.pages).enumerate() {
			measure.page(GoodId(index as u32 * PAGE), quotes, totals, memory);
		}
		self.value = measure.value();
		let (outcome, step) = measure.finish(&mut self.memory);
		let calm = outcome.open == 0;
		let converged = calm && self.calm;
		self.calm = calm;
		self.share();
		if !converged {
			let pages = quotes.chunks_mut(PAGE as usize).zip(self.totals.chunks(PAGE as usize));
			for ((quotes, totals), memory) in pages.zip(&mut self.pages) {
				step.page(quotes, totals, memory);
			}
			self.announced.prices = quotes.iter().map(|quote| quote.price).collect();
		}
		let Outcome { worst, worst_good, open } = outcome;
		(Closed { prices, worst, worst_good, open }, converged)
	}

	fn quotes(&self) -> Vec<Quote> {
		let goods = self.answers.town().goods().iter().zip(&self.announced.prices);
		goods.map(|(good, price)| Quote { kind: good.kind, price: *price }).collect()
	}

	/// The levels and compensations that the next iteration charges and adds.
	fn share(&mut self) {
		let goods = self.answers.town().goods().iter().zip(&self.totals);
		for (index, (good, totals)) in goods.enumerate() {
			match good.kind {
				Kind::Public => self.announced.levels[index] = Quantity(totals.demand),
				Kind::Pollutant => {
					let used = totals.supply.min(totals.demand);
					let paid = Worth::of(self.announced.prices[index], used);
					self.announced.credits[index] = paid.floor(1);
				},
				_ => {},
			}
		}
	}
}

/// What all councils together answer.
fn totals(answers: &Answers, announced: &Announced) -> Vec<Totals> {
	let town = answers.town();
	let goods = town.goods();
	let supply = |supply: Quantity| Totals { supply: supply.0, demand: 0 };
	let mut totals: Vec<Totals> = goods.iter().map(|good| supply(good.supply)).collect();
	let mut stated = vec![Statements::default(); goods.len()];
	for council in town.councils() {
		let heads = match council.side {
			Side::Workers => 0,
			Side::Consumers => town.heads(council.index),
		};
		for line in answers.lines(council, announced) {
			let index = line.good.0 as usize;
			let good = &goods[index];
			if council.side == Side::Consumers && good.kind.is_shared() {
				let step = step_of(line.flow.amount(), good.step);
				// Heads of a town fit 32 bits.
				let _ = stated[index].add(step, heads);
				continue;
			}
			let amount = line.flow.amount().0;
			match line.flow.is_supply() {
				true => totals[index].supply += amount,
				false => totals[index].demand += amount,
			}
		}
	}
	for (index, good) in goods.iter().enumerate().filter(|(_, good)| good.kind.is_shared()) {
		let members = town.members(index);
		let all = members.iter().map(|council| town.heads(council.index)).sum();
		let level = level_of(stated[index].median(all), good.step).0;
		match good.kind {
			Kind::Public => totals[index].demand = level,
			_ => totals[index].supply = level,
		}
	}
	totals
}
