//! What the councils of a town answer to announced prices.
//!
//! With p the announced prices, p0 those of the files, and P = p / p0:
//!
//! - a **workplace** that in an ordinary year makes q_k of x_j, with returns b, substitution s and
//!   transformation t. With the values V = sum p0 q and C = sum p0 x, the price indices
//!
//!   u = (sum p0_k q_k P_k^(1+t) / V)^(1/(1+t)) of what it makes,
//!   c = (sum p0_j x_j P_j^(1-s) / C)^(1/(1-s)) of what it uses (their geometric mean where s = 1),
//!
//!   and the scale X = (b V u / C c)^(1/(1-b)) that gains it most, it supplies X^b q_k (P_k / u)^t
//!   and uses X x_j (c / P_j)^s. So its benefit is always 1/b times its cost. Buildings, machines and
//!   those who wish to go on working there are the same: that is why b is below 1.
//!
//! - a **neighbourhood** of n people with budget m (compensation included), dues for shared levels z,
//!   least amounts g_j a person and shares a_j takes of each private good
//!
//!   n g_j + (a_j / sum of private a) (m - z - n sum p g) / p_j
//!
//!   and where the least amounts cost more than m - z, as large a part of them as it can. Of a public
//!   good it states the level whose cost to it is (a / sum of all a) (m - n sum p g). Where none has
//!   been found yet, as in the first iteration, it sets aside what its own would cost, as part of z. Of
//!   a pollutant that harms it, it permits most x (1 - threshold / p), nothing up to the threshold.
//!   Levels and permits are cut to whole steps.
//!
//! Amounts are computed in f64 with logarithm and exponential of the crate `libm`, the same on every
//! machine, and cut to whole micro-units; then every proposal is compared in whole numbers with what
//! the chain will compare it with, and shortened where a rounding has gone the wrong way.

use super::{Amount, Community, Council, Counted, Neighbourhood, Taste, Town, Workplace};
use parecon_engine::{level_of, step_of, Kind, Line, Worth};
use parecon_primitives::{Credits, Flow, GoodId, Price, Quantity, Side, MICRO};
use std::collections::BTreeMap;

const MICRO_F: f64 = MICRO as f64;

/// What an iteration announces: one entry for each good, in the order of the town's goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
	/// The prices.
	pub prices: Vec<Price>,
	/// The level that is charged of each public good: the one that was found in the iteration before,
	/// zero in the first. Zero for all other goods.
	pub levels: Vec<Quantity>,
	/// What emitters pay for each pollutant, to be shared among those whom it harms: as found in the
	/// iteration before, zero in the first. Zero for all other goods.
	pub credits: Vec<Credits>,
}

impl Announced {
	/// What the first iteration of the first year announces.
	pub fn first(town: &Town) -> Self {
		let goods = town.goods();
		Self {
			prices: goods.iter().map(|good| good.price).collect(),
			levels: vec![Quantity::ZERO; goods.len()],
			credits: vec![Credits::ZERO; goods.len()],
		}
	}
}

/// The councils of a town in a year, as they answer prices.
#[derive(Clone, Debug)]
pub struct Answers {
	town: Town,
	/// Heads of those who decide over a good, zero where it is not shared.
	deciding: Vec<u32>,
	/// People for whom one head stands.
	people_per_head: f64,
	/// What a neighbourhood may spend where that is not the income of its people.
	budgets: BTreeMap<usize, Credits>,
}

/// What a neighbourhood can spend, and what of that is spoken for.
struct Purse {
	/// Its budget, compensation included.
	budget: Credits,
	/// What it pays for shared levels.
	dues: Credits,
}

impl Answers {
	pub(super) fn new(town: Town) -> Self {
		let heads = |council: &Council| town.heads(council.index);
		let deciding =
			(0..town.goods.len()).map(|good| town.members(good).iter().map(heads).sum()).collect();
		let all: u32 = (0..town.neighbourhoods.len()).map(|index| town.heads(index)).sum();
		let people_per_head = match town.counted {
			Counted::People => 1.0,
			Counted::Heads(_) => f64::from(town.people()) / f64::from(all.max(1)),
		};
		Self { people_per_head, deciding, town, budgets: BTreeMap::new() }
	}

	/// Lets the neighbourhood at a position spend `budget`, compensation not included, in place of the
	/// income of its people: it was lent something, or pays something back.
	pub fn set_budget(&mut self, neighbourhood: usize, budget: Credits) {
		self.budgets.insert(neighbourhood, budget);
	}

	/// The town with the changes up to this year.
	pub fn town(&self) -> &Town {
		&self.town
	}

	/// The income per head that a cycle of the town is opened with: that of all people whom a head
	/// stands for.
	pub fn income_per_head(&self) -> Credits {
		Credits((self.town.income * self.people_per_head * MICRO_F) as u128)
	}

	/// The budget of a neighbourhood with the compensation that is announced; none for workplaces.
	pub fn budget(&self, council: Council, announced: &Announced) -> Credits {
		match council.side {
			Side::Workers => Credits::ZERO,
			Side::Consumers => self.purse(council.index, announced).budget,
		}
	}

	/// What a neighbourhood has left for private goods when its part of shared levels is paid; none for
	/// workplaces. Never more than the chain finds.
	pub fn means(&self, council: Council, announced: &Announced) -> Credits {
		match council.side {
			Side::Workers => Credits::ZERO,
			Side::Consumers => {
				let Purse { budget, dues } = self.purse(council.index, announced);
				Credits(budget.0.saturating_sub(dues.0))
			},
		}
	}

	/// The proposal of a council: lines ascending by good, of one good the supply before the use,
	/// none of them empty. Goods are numbered as in the file.
	pub fn lines(&self, council: Council, announced: &Announced) -> Vec<Line> {
		let mut lines = match council.side {
			Side::Workers => self.workplace(&self.town.workplaces[council.index], announced),
			Side::Consumers => self.neighbourhood(council.index, announced),
		};
		lines.sort_by_key(|line| (line.good, !line.flow.is_supply()));
		lines
	}

	/// The scale and relative prices of a workplace as lines; none where the smallest amounts that
	/// there are do not pay.
	fn workplace(&self, workplace: &Workplace, announced: &Announced) -> Vec<Line> {
		let Workplace { returns, substitution, transformation, outputs, inputs, .. } = workplace;
		let (worth, gain) = self.index(outputs, -transformation, announced);
		let (cost, pull) = self.index(inputs, *substitution, announced);
		let scale = power(returns * worth * gain / (cost * pull), 1.0 / (1.0 - returns));
		let made = power(scale, *returns);
		let supplied = outputs.iter().filter_map(|it| {
			let relative = self.relative(it.good, announced) / gain;
			line(it.good, micro(it.units * made * power(relative, *transformation)), true)
		});
		let used = inputs.iter().filter_map(|it| {
			let relative = pull / self.relative(it.good, announced);
			line(it.good, micro(it.units * scale * power(relative, *substitution)), false)
		});
		let lines: Vec<Line> = supplied.chain(used).collect();
		let value = |supply| {
			let side = lines.iter().filter(|line| line.flow.is_supply() == supply);
			side.fold(Worth::default(), |sum, line| sum.saturating_add(worth_of(line, announced)))
		};
		if value(true) < value(false) {
			return Vec::new();
		}
		lines
	}

	/// What amounts are worth at the prices of the files, and the index of their prices now.
	fn index(&self, amounts: &[Amount], substitution: f64, announced: &Announced) -> (f64, f64) {
		let worth = |it: &Amount| it.units * credits(self.town.goods[it.good].price);
		let value: f64 = amounts.iter().map(worth).sum();
		let exponent = 1.0 - substitution;
		let mean = |of: &dyn Fn(f64) -> f64| -> f64 {
			let part = |it| worth(it) / value * of(self.relative(it.good, announced));
			amounts.iter().map(part).sum()
		};
		let index = if exponent.abs() < 1e-9 {
			libm::exp(mean(&libm::log))
		} else {
			power(mean(&|relative| power(relative, exponent)), 1.0 / exponent)
		};
		(value, index)
	}

	/// How often the price of the files goes into the announced one.
	fn relative(&self, good: usize, announced: &Announced) -> f64 {
		credits(announced.prices[good]) / credits(self.town.goods[good].price)
	}

	fn neighbourhood(&self, index: usize, announced: &Announced) -> Vec<Line> {
		let neighbourhood = &self.town.neighbourhoods[index];
		let purse = self.purse(index, announced);
		let free = (in_credits(purse.budget) - self.least(index, announced)).max(0.0);
		let levels = self.levels(index, free, announced);
		let aside: u128 = levels
			.iter()
			.filter(|line| announced.levels[line.good.0 as usize].is_zero())
			.map(|line| self.part(index, line.good.0 as usize, line.flow.amount(), announced))
			.sum();
		let spoken_for = purse.dues.0.saturating_add(aside);
		let left = Credits(purse.budget.0.saturating_sub(spoken_for));
		let mut lines = self.private(index, left, announced);
		lines.extend(levels);
		lines.extend(self.permits(neighbourhood, announced));
		lines
	}

	/// What the least amounts of a neighbourhood cost.
	fn least(&self, index: usize, announced: &Announced) -> f64 {
		let cost = |taste: &Taste| taste.least * credits(announced.prices[taste.good]);
		self.people(index) * self.tastes(index, Kind::Private).map(cost).sum::<f64>()
	}

	/// The private goods that it takes for `left`.
	fn private(&self, index: usize, left: Credits, announced: &Announced) -> Vec<Line> {
		let (least, can_spend) = (self.least(index, announced), in_credits(left));
		let part = if least > can_spend { can_spend / least } else { 1.0 };
		let rest = (can_spend - least).max(0.0);
		let shares: f64 = self.tastes(index, Kind::Private).map(|taste| taste.share).sum();
		let mut lines: Vec<Line> = self
			.tastes(index, Kind::Private)
			.filter_map(|taste| {
				let chosen = taste.share / shares * rest / credits(announced.prices[taste.good]);
				let least = self.people(index) * taste.least * part;
				line(taste.good, micro(least + chosen), false)
			})
			.collect();
		shorten(&mut lines, left, announced);
		lines
	}

	/// The levels that it states of public goods with `free` credits beyond the least amounts.
	fn levels(&self, index: usize, free: f64, announced: &Announced) -> Vec<Line> {
		let tastes = &self.town.neighbourhoods[index].tastes;
		let shares: f64 = tastes.iter().map(|taste| taste.share).sum();
		self.tastes(index, Kind::Public)
			.filter_map(|taste| {
				let own = f64::from(self.town.heads(index)) / f64::from(self.deciding[taste.good]);
				let level =
					taste.share / shares * free / (credits(announced.prices[taste.good]) * own);
				line(taste.good, self.whole_steps(taste.good, level), false)
			})
			.collect()
	}

	fn tastes(&self, index: usize, kind: Kind) -> impl Iterator<Item = &Taste> {
		let tastes = self.town.neighbourhoods[index].tastes.iter();
		tastes.filter(move |taste| self.town.goods[taste.good].kind == kind)
	}

	/// The people for whom it proposes.
	fn people(&self, index: usize) -> f64 {
		f64::from(self.town.heads(index)) * self.people_per_head
	}

	/// The permits that it states.
	fn permits<'a>(
		&'a self,
		neighbourhood: &'a Neighbourhood,
		announced: &'a Announced,
	) -> impl Iterator<Item = Line> + 'a {
		neighbourhood.permits.iter().filter_map(|permit| {
			let price = credits(announced.prices[permit.good]);
			let units = permit.most * (1.0 - permit.threshold / price);
			line(permit.good, self.whole_steps(permit.good, units.max(0.0)), true)
		})
	}

	/// Micro-units of a shared good, cut to steps.
	fn whole_steps(&self, good: usize, units: f64) -> u128 {
		let step = self.town.goods[good].step;
		level_of(step_of(Quantity(micro(units)), step), step).0
	}

	/// The budget, rounded down, and the dues, rounded up, head by head: whichever way the chain
	/// rounds, this is no more than it allows.
	fn purse(&self, index: usize, announced: &Announced) -> Purse {
		let (mut credits, mut dues) = (0u128, 0);
		for (good, deciding) in self.deciding.iter().enumerate() {
			if !self.town.is_member(index, good) {
				continue;
			}
			match self.town.community(good) {
				Some(Community::Affected(_)) => {
					credits += announced.credits[good].0 / u128::from(*deciding).max(1);
				},
				_ => dues += self.part(index, good, announced.levels[good], announced),
			}
		}
		let heads = u128::from(self.town.heads(index));
		let income = self.income_per_head().0.saturating_mul(heads);
		let budget = self.budgets.get(&index).map_or(income, |budget| budget.0);
		let budget = budget.saturating_add(credits.saturating_mul(heads));
		Purse { budget: Credits(budget), dues: Credits(dues) }
	}

	/// What a neighbourhood pays for a level of a public good, in micro-credits.
	fn part(&self, index: usize, good: usize, level: Quantity, announced: &Announced) -> u128 {
		let head = Worth::of(announced.prices[good], level.0).ceil(self.deciding[good]).0;
		head.saturating_mul(u128::from(self.town.heads(index)))
	}
}

/// Takes from the most expensive lines what they cost together above `budget`.
fn shorten(lines: &mut Vec<Line>, budget: Credits, announced: &Announced) {
	let budget = Worth::from_credits(budget);
	loop {
		let cost = lines
			.iter()
			.fold(Worth::default(), |sum, line| sum.saturating_add(worth_of(line, announced)));
		let over = cost.saturating_sub(budget);
		if over.0.is_zero() {
			return;
		}
		let dearest = (0..lines.len()).max_by_key(|index| worth_of(&lines[*index], announced));
		let Some(dearest) = dearest else { return };
		let price = announced.prices[lines[dearest].good.0 as usize].0.max(1);
		// Rounded up, so that one line is enough unless it is used up.
		let amount = (over.0 + price - 1u32) / price;
		let amount = u128::try_from(amount).unwrap_or(u128::MAX);
		let kept = lines[dearest].flow.amount().0.saturating_sub(amount);
		match line(lines[dearest].good.0 as usize, kept, false) {
			Some(shorter) => lines[dearest] = shorter,
			None => drop(lines.remove(dearest)),
		}
	}
}

fn worth_of(line: &Line, announced: &Announced) -> Worth {
	Worth::of(announced.prices[line.good.0 as usize], line.flow.amount().0)
}

fn line(good: usize, amount: u128, supply: bool) -> Option<Line> {
	let amount = Quantity(amount);
	let flow = if supply { Flow::supply(amount) } else { Flow::usage(amount) };
	Some(Line { good: GoodId(good as u32), flow: flow? })
}

fn credits(price: Price) -> f64 {
	price.0 as f64 / MICRO_F
}

fn in_credits(value: Credits) -> f64 {
	value.0 as f64 / MICRO_F
}

/// Whole micro-units in `units`, cut off, and held at the most that a line can state.
fn micro(units: f64) -> u128 {
	((units * MICRO_F) as u128).min(Flow::MAX)
}

fn power(base: f64, exponent: f64) -> f64 {
	libm::exp(exponent * libm::log(base))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_over_budget_is_taken_from_the_dearest() {
		let announced = Announced {
			prices: vec![Price(3), Price(MICRO), Price(7 * MICRO)],
			levels: Vec::new(),
			credits: Vec::new(),
		};
		let lines = |amounts: [u128; 3]| -> Vec<Line> {
			let lines = amounts.into_iter().enumerate();
			lines.filter_map(|(good, amount)| line(good, amount, false)).collect()
		};
		for (budget, left) in [
			// 3 x 10^-6 + 40 + 70 credits and a little, in micro-units.
			(110_000_004, [1_000_000, 40_000_000, 10_000_000]),
			(110_000_003, [1_000_000, 40_000_000, 10_000_000]),
			(110_000_002, [1_000_000, 40_000_000, 9_999_999]),
			(75_000_003, [1_000_000, 40_000_000, 5_000_000]),
			(3, [1_000_000, 0, 0]),
			(2, [666_666, 0, 0]),
			(0, [0, 0, 0]),
		] {
			let mut shortened = lines([1_000_000, 40_000_000, 10_000_000]);
			shorten(&mut shortened, Credits(budget), &announced);
			assert_eq!(shortened, lines(left), "{budget}");
		}
	}
}
