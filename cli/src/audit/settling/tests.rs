//! The worked examples of the pallet, with its figures. That the two agree on everything else is
//! tested beside the runtime (`tests/settling.rs`).

use super::*;
use parecon_primitives::{Flow, GoodId, Price};

const UNIT: u128 = 1_000_000;
const BREAD: u32 = 0;
const PARK: u32 = 1;
const FLOUR: u32 = 2;
const LAND: u32 = 3;
const HOURS: u32 = 4;
const GRAIN: u32 = 5;
const MILL: u32 = 1;
const BAKERY: u32 = 2;
const GARDENERS: u32 = 3;
const NORTH: u32 = 4;
const SOUTH: u32 = 5;

/// Two workplaces, gardeners, and two neighbourhoods of 3 and 1 people.
struct Town {
	quotes: Vec<Quote>,
	totals: Vec<Totals>,
	parts: BTreeMap<CouncilId, Part>,
	standing: Iteration,
	last: Iteration,
}

fn line(good: u32, units: i128) -> Line {
	Line { good: GoodId(good), flow: Flow(units * UNIT as i128) }
}

/// What each council can state, in balance with one another.
fn answer(council: u32) -> Vec<Line> {
	match council {
		MILL => vec![line(FLOUR, 400), line(LAND, -190), line(HOURS, -190)],
		BAKERY => vec![line(BREAD, 600), line(FLOUR, -400), line(HOURS, -800)],
		GARDENERS => vec![line(PARK, 100), line(LAND, -800), line(HOURS, -190)],
		NORTH => vec![line(BREAD, -450), line(PARK, -100)],
		_ => vec![line(BREAD, -150), line(PARK, -100)],
	}
}

impl Town {
	fn new() -> Self {
		let goods = [
			(Kind::Private, 2, 0),
			(Kind::Public, 10, 0),
			(Kind::Intermediate, 1, 0),
			(Kind::Nature, 1, 1_000),
			(Kind::Labour, 1, 1_200),
			(Kind::Intermediate, 1, 0),
		];
		let quote = |(kind, price, _)| Quote { kind, price: Price(price * UNIT) };
		let totals = |(_, _, supply)| Totals { supply: supply * UNIT, demand: 0 };
		let part = |council| {
			let (side, heads) = match council {
				NORTH => (Side::Consumers, 3),
				SOUTH => (Side::Consumers, 1),
				_ => (Side::Workers, 2),
			};
			let income = if side == Side::Consumers { 1_000 * UNIT } else { 0 };
			(CouncilId(council), Part::new(side, heads, Credits(income * u128::from(heads))))
		};
		Self {
			quotes: goods.map(quote).into(),
			totals: goods.map(totals).into(),
			parts: (MILL..=SOUTH).map(part).collect(),
			standing: Iteration(1),
			last: Iteration(1),
		}
	}

	fn propose(&mut self, council: u32, lines: Vec<Line>) {
		let part = self.parts.get_mut(&CouncilId(council)).unwrap();
		for line in &lines {
			let good = line.good.0 as usize;
			let heads = part.heads(4);
			let change = contribution(part.side, self.quotes[good].kind, line.flow, heads).unwrap();
			self.totals[good].add(change).unwrap();
		}
		part.state(Iteration(1), lines, None);
	}

	fn everybody_answers(&mut self) {
		(MILL..=SOUTH).for_each(|council| self.propose(council, answer(council)));
	}

	fn settle(&mut self) -> Settlement {
		let Self { quotes, totals, parts, standing, last } = self;
		let ground = Ground { quotes, heads: 4, workplaces: 3, standing: *standing, last: *last };
		settle(&ground, totals, parts)
	}

	fn granted(&self, council: u32) -> Vec<u128> {
		self.parts[&CouncilId(council)].amounts().iter().map(|amount| amount.0).collect()
	}

	fn charge(&self, council: u32) -> u128 {
		self.parts[&CouncilId(council)].charge.0
	}
}

/// Flour for 95 of 100 loaves.
#[test]
fn short_flour_makes_short_bread() {
	let mut town = Town::new();
	town.propose(MILL, vec![line(FLOUR, 95), line(LAND, -40)]);
	town.propose(BAKERY, vec![line(BREAD, 100), line(FLOUR, -100)]);
	town.propose(NORTH, vec![line(BREAD, -75)]);
	town.propose(SOUTH, vec![line(BREAD, -25)]);
	let found = town.settle();
	assert_eq!((found.rounds, found.short, found.range.count()), (1, false, 5));
	assert_eq!(found.charged, Credits(189_999_998));
	assert_eq!(town.granted(MILL), [95 * UNIT, 40 * UNIT]);
	assert_eq!(town.granted(BAKERY), [94_999_999, 94_999_999]);
	assert_eq!(town.granted(NORTH), [71_249_999]);
	assert_eq!(town.granted(SOUTH), [23_750_000]);
	assert_eq!((town.charge(NORTH), town.charge(SOUTH)), (142_499_998, 47_500_000));
	assert_eq!(found.settled[BREAD as usize].supply, 94_999_999);
	assert_eq!(found.settled[FLOUR as usize].demand, 94_999_999);
	assert_eq!(town.totals[BREAD as usize].supply, 100 * UNIT, "the proposals stay");
}

#[test]
fn a_public_good_is_granted_at_one_level() {
	let mut town = Town::new();
	town.propose(GARDENERS, vec![line(PARK, 10), line(LAND, -20)]);
	town.propose(NORTH, vec![line(PARK, -20)]);
	town.propose(SOUTH, vec![line(PARK, -60)]);
	let found = town.settle();
	assert_eq!((town.granted(NORTH), town.granted(SOUTH)), (vec![10 * UNIT], vec![10 * UNIT]));
	assert_eq!((town.charge(NORTH), town.charge(SOUTH)), (50 * UNIT, 50 * UNIT));
	assert_eq!((found.rounds, found.charged), (0, Credits(100 * UNIT)));
}

#[test]
fn what_does_not_pass_at_the_final_prices_is_removed() {
	let mut town = Town::new();
	town.everybody_answers();
	town.quotes[LAND as usize].price.0 = 1_000 * UNIT;
	town.quotes[BREAD as usize].price.0 = 6 * UNIT;
	let removed = [
		(MILL, Reason::BelowPar),
		(GARDENERS, Reason::BelowPar),
		(NORTH, Reason::OverBudget),
		(SOUTH, Reason::OverBudget),
	];
	assert_eq!(town.settle().removed, removed.map(|(id, why)| (CouncilId(id), why)));
	assert_eq!((town.granted(MILL), town.granted(NORTH)), (vec![], vec![]));
	assert_eq!(town.totals[FLOUR as usize], Totals { supply: 0, demand: 400 * UNIT });
	assert_eq!(town.granted(BAKERY), [0, 0, 0]);
	assert_eq!(town.charge(SOUTH), 0);
}

#[test]
fn a_workplace_that_went_silent_is_removed_and_a_household_may_rest() {
	let mut town = Town::new();
	town.everybody_answers();
	(town.standing, town.last) = (Iteration(3), Iteration(3));
	for council in [BAKERY, GARDENERS, NORTH] {
		town.parts.get_mut(&CouncilId(council)).unwrap().spoken = Iteration(3);
	}
	assert_eq!(town.settle().removed, [(CouncilId(MILL), Reason::Silent)]);
}

#[test]
fn who_has_spoken_since_is_taken_at_what_was_said_then() {
	let mut town = Town::new();
	town.everybody_answers();
	(town.standing, town.last) = (Iteration(1), Iteration(2));
	let south = town.parts.get_mut(&CouncilId(SOUTH)).unwrap();
	south.state(Iteration(2), vec![line(BREAD, -40)], Some(Iteration(1)));
	assert_eq!(south.standing, answer(SOUTH));
	assert_eq!(town.settle().removed, []);
	let south = &town.parts[&CouncilId(SOUTH)];
	assert_eq!((&south.lines, south.standing.len()), (&answer(SOUTH), 0));
	assert_eq!(town.granted(SOUTH), [150 * UNIT, 100 * UNIT]);
}

/// Two workplaces that each need more of the other's than they give.
#[test]
fn a_plan_that_stays_short_is_none() {
	let mut town = Town::new();
	town.propose(MILL, vec![line(BREAD, 100), line(FLOUR, -100), line(GRAIN, 90)]);
	town.propose(BAKERY, vec![line(BREAD, 100), line(FLOUR, 90), line(GRAIN, -100)]);
	town.propose(NORTH, vec![line(BREAD, -10)]);
	let found = town.settle();
	assert_eq!((found.short, found.rounds, found.range.count()), (true, MAX_ROUNDS, 0));
	assert_eq!(town.granted(NORTH), []);
}
