//! Prices, totals, and goods of which many state one amount: public goods and pollutants.

use super::Part;
use parecon_engine::{
	contribution, sold, step_of, Kind, LevelRule, Line, Overflow, Quote, Statements, Totals,
};
use parecon_primitives::{CouncilId, Credits, GoodId, Quantity};
use std::collections::BTreeMap;

/// The most shared goods that concern one council.
const MAX_SHARES: usize = 16;

/// What a shared good is stated in, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
	/// The good.
	pub good: GoodId,
	/// Micro-units of one step.
	pub step: Quantity,
	/// The consumers' councils whose people share it; of a public good none for everybody.
	pub scope: Vec<CouncilId>,
}

/// What is stated of a shared good in a cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
	/// People of the enrolled councils that share it.
	pub crowd: u32,
	/// How many of them want, or permit, each step.
	pub stated: Statements,
	/// The sum of population x stated level.
	pub sum: u128,
	/// What the last closed iteration came to, or the plan.
	pub level: Quantity,
	/// Of a pollutant: what emitters had to pay for what was permitted.
	pub sold: Credits,
	/// Population of the councils that have had their part of the plan.
	pub passed: u32,
}

/// A good that is shared, and what is stated of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
	/// Micro-units of one step.
	pub step: Quantity,
	/// Who shares it.
	pub scope: Vec<CouncilId>,
	/// What is stated.
	pub level: Level,
}

/// What proposals are weighed by and add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Market {
	/// Kind and price of each good.
	pub quotes: Vec<Quote>,
	/// Supply and demand of each good.
	pub totals: Vec<Totals>,
	/// Goods that are shared.
	pub shared: BTreeMap<GoodId, Shared>,
	/// How statements become the level of a public good.
	pub rule: LevelRule,
	/// Population of all enrolled consumers' councils.
	pub heads: u32,
}

impl Market {
	/// A market before anybody has enrolled.
	pub fn new(
		quotes: Vec<Quote>,
		supplies: &[Quantity],
		sharing: Vec<Sharing>,
		rule: LevelRule,
	) -> Self {
		let totals = supplies.iter().map(|supply| Totals { supply: supply.0, demand: 0 }).collect();
		let shared = sharing.into_iter().map(|Sharing { good, step, scope }| {
			(good, Shared { step, scope, level: Level::default() })
		});
		Self { quotes, totals, shared: shared.collect(), rule, heads: 0 }
	}

	/// What is announced of a good.
	///
	/// # Errors
	/// In words: there is no such good.
	pub fn quote(&self, good: GoodId) -> Result<Quote, String> {
		let quote = self.quotes.get(good.0 as usize).copied();
		quote.ok_or_else(|| format!("unknown good {good}"))
	}

	/// What is stated of a shared good; nothing of one that is not.
	pub fn level(&self, good: GoodId) -> Level {
		self.shared.get(&good).map(|shared| shared.level.clone()).unwrap_or_default()
	}

	/// The shared goods that concern a council with `named` on the way upwards, itself first: those that
	/// are everybody's, then those whose scope names one of these, as far as there is room.
	pub fn shares_of(&self, named: &[CouncilId]) -> Vec<GoodId> {
		let everybodys = |good: &GoodId, shared: &Shared| {
			shared.scope.is_empty() && self.quote(*good).is_ok_and(|it| it.kind == Kind::Public)
		};
		let goods = |chosen: &dyn Fn(&GoodId, &Shared) -> bool| -> Vec<GoodId> {
			let all = self.shared.iter().filter(|(good, shared)| chosen(good, shared));
			all.map(|(good, _)| *good).collect()
		};
		let mut shares = goods(&everybodys);
		for council in named {
			for good in goods(&|_, shared| shared.scope.contains(council)) {
				match shares.binary_search(&good) {
					Err(place) if shares.len() < MAX_SHARES => shares.insert(place, good),
					_ => {},
				}
			}
		}
		shares
	}

	/// Counts a council's people among those who share the goods that concern it.
	pub fn join_crowds(&mut self, shares: &[GoodId], population: u32) {
		for good in shares {
			if let Some(shared) = self.shared.get_mut(good) {
				shared.level.crowd = shared.level.crowd.saturating_add(population);
			}
		}
	}

	/// Takes `old` lines of a council out of totals and statements and puts `new` ones in; the goods of
	/// which less was there than is taken out, or whose sum does not fit.
	pub fn replace(&mut self, part: &Part, old: &[Line], new: &[Line]) -> Vec<GoodId> {
		let mut failed = self.replace_totals(part, old, new);
		failed.extend(self.replace_statements(part, old, new));
		failed
	}

	/// As [`Market::replace`], without statements.
	pub fn replace_totals(&mut self, part: &Part, old: &[Line], new: &[Line]) -> Vec<GoodId> {
		let heads = part.heads(self.heads);
		let mut failed = Vec::new();
		let out = old.iter().map(|line| (line, true));
		for (line, out) in out.chain(new.iter().map(|line| (line, false))) {
			let good = line.good.0 as usize;
			let (Some(quote), Some(totals)) = (self.quotes.get(good), self.totals.get_mut(good))
			else {
				continue;
			};
			if part.states(line.good) {
				continue;
			}
			// A line that cannot count has been named by the test.
			let Ok(change) = contribution(part.side, quote.kind, line.flow, heads) else {
				continue;
			};
			let done = if out { totals.remove(change) } else { totals.add(change) };
			failed.extend(done.err().map(|_| line.good));
		}
		failed
	}

	/// As [`Market::replace`], of statements alone.
	pub fn replace_statements(&mut self, part: &Part, old: &[Line], new: &[Line]) -> Vec<GoodId> {
		let own = part.population;
		let mut failed = Vec::new();
		let out = old.iter().map(|line| (line, true));
		for (line, out) in out.chain(new.iter().map(|line| (line, false))) {
			let Some(shared) = self.shared.get_mut(&line.good).filter(|_| part.states(line.good))
			else {
				continue;
			};
			let step = step_of(line.flow.amount(), shared.step);
			let weight = line.flow.amount().0.saturating_mul(own.into());
			let level = &mut shared.level;
			let (counted, sum) = match out {
				true => (level.stated.remove(step, own), level.sum.checked_sub(weight)),
				false => (level.stated.add(step, own), level.sum.checked_add(weight)),
			};
			let done = counted.and(sum.ok_or(Overflow));
			level.sum = sum.unwrap_or(level.sum);
			failed.extend(done.err().map(|_| line.good));
		}
		failed
	}

	/// Makes levels of what is stated, and puts them into the totals: a public good is demanded, permits
	/// for a pollutant are supplied.
	pub fn close_levels(&mut self) {
		let rule = self.rule;
		self.each_level(|kind, shared, _| {
			// Who could raise a mean alone could also sell permits against all others.
			let rule = if kind == Kind::Pollutant { LevelRule::Median } else { rule };
			let Level { stated, sum, crowd, .. } = &shared.level;
			let level = rule.level(stated, *sum, *crowd, shared.step);
			shared.level.passed = 0;
			shared.level.level = level;
		});
	}

	/// Takes the levels back from the totals, which are those of the iteration that stands.
	pub fn adopt_levels(&mut self) {
		let heads = self.heads;
		self.each_level(|kind, shared, total| {
			shared.level.level = match kind {
				Kind::Pollutant => Quantity(total.supply),
				_ => total.balance(kind, heads).demand(),
			};
		});
	}

	fn each_level(&mut self, set: impl Fn(Kind, &mut Shared, &Totals)) {
		for (good, shared) in &mut self.shared {
			let good = good.0 as usize;
			let (Some(quote), Some(total)) = (self.quotes.get(good), self.totals.get_mut(good))
			else {
				continue;
			};
			set(quote.kind, shared, total);
			let level = shared.level.level;
			shared.level.sold = match quote.kind {
				Kind::Pollutant => {
					total.supply = level.0;
					sold(quote.price, level, Quantity(total.demand))
				},
				_ => {
					total.demand = level.0.saturating_mul(self.heads.into());
					Credits::ZERO
				},
			};
		}
	}

	/// What is to be paid for what workplaces emit of a pollutant where `totals` are those of the plan;
	/// nothing for another good.
	pub fn emitted(&self, good: GoodId, totals: &[Totals]) -> Credits {
		let totals = totals.get(good.0 as usize);
		match (self.quote(good), totals) {
			(Ok(quote), Some(totals)) if quote.kind == Kind::Pollutant => {
				let emitted = Quantity(totals.demand);
				sold(quote.price, emitted, emitted)
			},
			_ => Credits::ZERO,
		}
	}
}
