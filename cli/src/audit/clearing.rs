//! Announced prices, and the close of an iteration.

use super::{
	year::{Audit, Best, Next, Seen},
	History, Kind, What,
};
use crate::errors::Result;
use parecon_engine::{
	page_hash_chain, prices_start, totals_start, Kind as Good, Measure, Outcome as Measured, Quote,
	Record, Step, Totals, Worth, PAGE,
};
use parecon_primitives::{GoodId, Iteration, Side};
use primitive_types::H256;

impl<H: History> Audit<'_, H> {
	pub(super) async fn announced(&mut self, seen: Seen, iteration: Iteration) -> Result<()> {
		let what = What::Announced { iteration };
		let due = match self.next {
			Next::Again => Next::Again,
			_ if self.iteration.0 == 0 => Next::Enrolment,
			_ => Next::Prices,
		};
		if self.next == Next::Enrolment && seen.block < self.deadline {
			let detail = format!("announced before block {}, when enrolment ends", self.deadline);
			self.found(Kind::Event, seen, detail);
		}
		self.expect(seen, due, Next::Proposals, &what);
		let next = Iteration(self.iteration.0.saturating_add(1));
		if iteration != next {
			let detail = format!("iteration {iteration} is announced where {next} is due");
			self.found(Kind::Event, seen, detail);
		}
		// Between the close of one iteration and the prices of the next nobody states anything.
		self.compare_levels(seen, false).await?;
		self.iteration = iteration;
		self.deadline = seen.block.saturating_add(self.opening.params.window);
		self.all_said = false;
		self.spoken = 0;
		self.accepted = 0;
		self.proposals = H256::zero();
		self.clearing = None;
		self.market.quotes = self.compare_quotes(seen).await?;
		Ok(())
	}

	/// The chain's prices at the end of the block, compared with ours.
	pub(super) async fn compare_quotes(&mut self, seen: Seen) -> Result<Vec<Quote>> {
		let theirs = self.history.quotes(seen.block).await?;
		let ours = &self.market.quotes;
		let shown = |quote: Option<&Quote>| {
			quote.map_or("none".into(), |quote: &Quote| quote.price.0.to_string())
		};
		let goods = ours.len().max(theirs.len());
		let differing: Vec<_> = (0..goods)
			.filter(|good| ours.get(*good) != theirs.get(*good))
			.map(|good| {
				let (chain, due) = (shown(theirs.get(good)), shown(ours.get(good)));
				let detail = format!(
					"price {chain} micro-credits is announced, {due} follows from the totals"
				);
				(good, detail)
			})
			.collect();
		self.of_goods(Kind::Price, seen, differing);
		Ok(theirs)
	}

	pub(super) async fn closed(&mut self, seen: Seen, what: &What) -> Result<()> {
		let What::Closed { iteration, worst, good, open, record } = *what else { return Ok(()) };
		self.expect(seen, Next::Proposals, Next::Prices, what);
		if iteration != self.iteration {
			let detail = format!("iteration {iteration} is closed during {}", self.iteration);
			self.found(Kind::Event, seen, detail);
		}
		self.begin_clearing(seen);
		self.repeat_to(seen, None);
		self.findings.iterations += 1;
		self.market.close_levels();
		let totals = self.measured(seen).await?;
		let mut measure = self.measure();
		let (mut prices, mut volumes) = (prices_start(self.parent), totals_start(self.parent));
		let pages = self.market.quotes.chunks(PAGE as usize).zip(totals.chunks(PAGE as usize));
		for (index, ((quotes, totals), memory)) in pages.zip(&mut self.pages).enumerate() {
			measure.page(GoodId(index as u32 * PAGE), quotes, totals, memory);
			prices = page_hash_chain(prices, &quotes.to_vec());
			volumes = page_hash_chain(volumes, &totals.to_vec());
		}
		let (value, short) = (measure.value(), measure.short());
		let (outcome, step) = measure.finish(&mut self.memory);
		let said = Measured { worst, worst_good: good, open };
		self.compare_outcome(seen, &outcome, &said);
		let ours = Record {
			iteration: self.iteration,
			prices,
			totals: volumes,
			proposals: self.proposals,
			count: self.accepted,
			worst: outcome.worst,
			worst_good: outcome.worst_good,
			parent: self.parent,
		};
		self.compare_record(seen, &ours, record).await?;
		self.value = value;
		self.decide(outcome.open == 0, short, &step, &totals);
		Ok(())
	}

	/// The totals that the chain measures: those that it had when the block began, with what was found
	/// anew in this block, and with the levels that follow. They are compared with ours.
	///
	/// A block moves on before its extrinsics, so that the end of the block before is the last moment at
	/// which they can be read for sure; the levels may stand in them already or not.
	async fn measured(&mut self, seen: Seen) -> Result<Vec<Totals>> {
		let theirs = self.history.totals(seen.block.saturating_sub(1)).await?;
		let level = |good: usize| {
			let id = GoodId(good as u32);
			let quote = self.market.quotes.get(good).copied();
			quote.filter(|_| self.market.shared.contains_key(&id)).map(|quote| quote.kind)
		};
		let mut measured = Vec::with_capacity(theirs.len());
		let mut differing = Vec::new();
		for (good, (theirs, stood)) in theirs.iter().zip(&self.stood).enumerate() {
			let mut same = *theirs;
			match level(good) {
				Some(Good::Pollutant) => same.supply = stood.supply,
				Some(_) => same.demand = stood.demand,
				None => {},
			}
			if same != *stood {
				differing.push((good, totals_differ(Some(&same), Some(stood))));
			}
			let now = self.market.totals.get(good).copied().unwrap_or_default();
			let moved =
				|now: u128, from: u128, to: u128| now.saturating_add(to).saturating_sub(from);
			measured.push(Totals {
				supply: moved(now.supply, stood.supply, same.supply),
				demand: moved(now.demand, stood.demand, same.demand),
			});
		}
		for good in theirs.len().min(self.stood.len())..theirs.len().max(self.stood.len()) {
			differing.push((good, totals_differ(theirs.get(good), self.stood.get(good))));
		}
		self.of_goods(Kind::Totals, seen, differing);
		Ok(measured)
	}

	/// The chain's totals at the end of a block, compared with ours.
	pub(super) async fn compare_totals(&mut self, seen: Seen) -> Result<()> {
		let theirs = self.history.totals(seen.block).await?;
		let ours = &self.market.totals;
		let goods = ours.len().max(theirs.len());
		let differing: Vec<_> = (0..goods)
			.filter(|good| ours.get(*good) != theirs.get(*good))
			.map(|good| (good, totals_differ(theirs.get(good), ours.get(good))))
			.collect();
		self.of_goods(Kind::Totals, seen, differing);
		Ok(())
	}

	/// The empty first pass of this iteration.
	fn measure(&self) -> Measure {
		let params = &self.opening.params;
		Measure::new(params.rule, params.threshold, self.market.heads, &self.memory)
			.counting(params.counting, self.value)
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

	async fn compare_record(&mut self, seen: Seen, ours: &Record, hash: H256) -> Result<()> {
		let (cycle, iteration) = (self.cycle, self.iteration);
		let Some(theirs) = self.history.record(seen.block, cycle, iteration).await? else {
			self.found(Kind::Record, seen, "the iteration left no record".into());
			self.parent = ours.hash();
			self.prices.insert(iteration, ours.prices);
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
		self.prices.insert(iteration, theirs.prices);
		Ok(())
	}

	/// What follows from a closed iteration.
	fn decide(&mut self, balanced: bool, short: Worth, step: &Step, totals: &[Totals]) {
		let heard =
			Side::BOTH.into_iter().all(|side| self.is_most(self.heard[side as usize].into(), side));
		let calm = balanced && heard;
		let converged = calm && self.calm;
		self.calm = calm;
		let least = self.best.as_ref().is_none_or(|best| short <= best.short);
		if heard && (converged || least) {
			let (quotes, totals) = (self.market.quotes.clone(), self.market.totals.clone());
			self.best = Some(Best { iteration: self.iteration, short, quotes, totals });
		}
		let last = self.iteration >= self.until;
		self.next = if converged || last && self.best.is_some() {
			Next::Settling { converged }
		} else if last {
			Next::Lapse
		} else {
			let totals = totals.chunks(PAGE as usize);
			let pages = self.market.quotes.chunks_mut(PAGE as usize).zip(totals);
			for ((quotes, totals), memory) in pages.zip(&mut self.pages) {
				step.page(quotes, totals, memory);
			}
			Next::Prices
		};
	}
}

/// In words, in what totals differ.
fn totals_differ(theirs: Option<&Totals>, ours: Option<&Totals>) -> String {
	let shown = |totals: Option<&Totals>| {
		totals.map_or("nothing".into(), |totals: &Totals| {
			format!("{} supplied and {} demanded", totals.supply, totals.demand)
		})
	};
	let (chain, ours) = (shown(theirs), shown(ours));
	format!("the chain has {chain}, the proposals sum to {ours} micro-units")
}
