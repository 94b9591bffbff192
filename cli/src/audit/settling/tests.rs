//! The worked examples of the pallet, with its figures. That the two agree on everything else is
//! tested beside the runtime (`tests/settling.rs`).

use super::{super::shared::Sharing, *};
use parecon_engine::{Kind, LevelRule, Quote, PATIENCE};
use parecon_primitives::{Flow, GoodId, Price, Quantity};
use std::collections::BTreeSet;

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
	market: Market,
	parts: BTreeMap<CouncilId, Part>,
	standing: Iteration,
	last: Iteration,
}

fn line(good: u32, units: i128) -> Line {
	Line { good: GoodId(good), flow: Flow(units * UNIT as i128) }
}

fn loaves(micro: i128) -> Line {
	Line { good: GoodId(BREAD), flow: Flow(-micro) }
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
		let supplies = goods.map(|(_, _, supply)| Quantity(supply * UNIT));
		let quotes = goods.map(quote).into();
		let mut market = Market::new(quotes, &supplies, Vec::new(), LevelRule::Mean);
		market.heads = 4;
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
			market,
			parts: (MILL..=SOUTH).map(part).collect(),
			standing: Iteration(1),
			last: Iteration(1),
		}
	}

	fn propose(&mut self, council: u32, lines: Vec<Line>) {
		let part = self.parts.get_mut(&CouncilId(council)).unwrap();
		assert!(self.market.replace(part, &[], &lines).is_empty());
		part.spoken = Iteration(1);
		part.count(Iteration(1), Counted { lines, part: Scale::WHOLE }, None);
	}

	fn everybody_answers(&mut self) {
		(MILL..=SOUTH).for_each(|council| self.propose(council, answer(council)));
	}

	fn settle(&mut self) -> Settlement {
		let Self { market, parts, standing, last } = self;
		let (standing, last) = (*standing, *last);
		let ground = Ground { workplaces: 3, standing, last, resettled: false };
		settle(&ground, market, parts)
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
	assert_eq!(town.market.totals[BREAD as usize].supply, 100 * UNIT, "the proposals stay");
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
	town.market.quotes[LAND as usize].price.0 = 1_000 * UNIT;
	town.market.quotes[BREAD as usize].price.0 = 6 * UNIT;
	let changed = town.settle().changed;
	let removed = [MILL, GARDENERS].map(|id| (CouncilId(id), Change::Removed(Reason::BelowPar)));
	assert_eq!(changed[..2], removed);
	// Households have less bread instead: beside the park five sixths of what theirs costs is left.
	assert_eq!(changed[2..].iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [NORTH, SOUTH]);
	let stated = |council| town.parts[&CouncilId(council)].lines.clone();
	assert_eq!(stated(NORTH), [loaves(374_999_999), line(PARK, -100)]);
	assert_eq!(stated(SOUTH), [loaves(124_999_999), line(PARK, -100)]);
	assert_eq!(town.parts[&CouncilId(SOUTH)].own, Some(answer(SOUTH)));
	assert_eq!(town.granted(MILL), []);
	assert_eq!(town.market.totals[FLOUR as usize], Totals { supply: 0, demand: 400 * UNIT });
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
	assert_eq!(town.settle().changed, [(CouncilId(MILL), Change::Removed(Reason::Silent))]);
}

#[test]
fn who_has_spoken_since_is_taken_at_what_was_said_then() {
	let mut town = Town::new();
	town.everybody_answers();
	(town.standing, town.last) = (Iteration(1), Iteration(2));
	let south = town.parts.get_mut(&CouncilId(SOUTH)).unwrap();
	let counted = Counted { lines: vec![line(BREAD, -40)], part: Scale::WHOLE };
	south.count(Iteration(2), counted, Some(Iteration(1)));
	assert_eq!(south.standing, answer(SOUTH));
	assert_eq!(town.settle().changed, []);
	let south = &town.parts[&CouncilId(SOUTH)];
	assert_eq!((&south.lines, south.standing.len()), (&answer(SOUTH), 0));
	assert_eq!(town.granted(SOUTH), [150 * UNIT, 100 * UNIT]);
}

/// Two workplaces that each need more of the other's than they give are stopped.
#[test]
fn a_loop_that_needs_more_than_it_gives_is_stopped() {
	let mut town = Town::new();
	town.propose(MILL, vec![line(BREAD, 100), line(FLOUR, -100), line(GRAIN, 90)]);
	town.propose(BAKERY, vec![line(BREAD, 100), line(FLOUR, 90), line(GRAIN, -100)]);
	town.propose(GARDENERS, vec![line(BREAD, 7), line(LAND, -7)]);
	town.propose(NORTH, vec![line(BREAD, -10)]);
	let found = town.settle();
	assert_eq!((found.short, found.rounds), (false, PATIENCE + 1));
	assert_eq!(town.granted(MILL), [0; 3]);
	assert_eq!(town.granted(NORTH), [7 * UNIT]);
}

/// Smoke that harms both neighbourhoods, and a park that is everybody's; by medians.
fn shared() -> Town {
	let mut town = Town::new();
	let step = Quantity(5 * UNIT);
	town.market.quotes[GRAIN as usize].kind = Kind::Pollutant;
	town.market.rule = LevelRule::Median;
	let scope = vec![CouncilId(NORTH), CouncilId(SOUTH)];
	let sharing = [
		Sharing { good: GoodId(PARK), step, scope: Vec::new() },
		Sharing { good: GoodId(GRAIN), step, scope },
	];
	let (quotes, supplies) = (town.market.quotes, town.market.totals);
	let supplies: Vec<Quantity> = supplies.iter().map(|totals| Quantity(totals.supply)).collect();
	town.market = Market::new(quotes, &supplies, sharing.into(), LevelRule::Median);
	town.market.heads = 4;
	for council in [NORTH, SOUTH] {
		let shares = town.market.shares_of(&[CouncilId(council)]);
		assert_eq!(shares, [GoodId(PARK), GoodId(GRAIN)]);
		let part = town.parts.get_mut(&CouncilId(council)).unwrap();
		town.market.join_crowds(&shares, part.population);
		part.shares = shares;
	}
	town
}

/// North has 3 of 4 people: its level is the median, whatever south states. All pay the same per head,
/// and what emitters pay comes back to the last micro-credit.
#[test]
fn levels_are_medians_and_credits_are_charges() {
	let mut town = shared();
	town.propose(MILL, vec![line(FLOUR, 400), line(LAND, -40), line(GRAIN, -7)]);
	town.propose(GARDENERS, vec![line(PARK, 30), line(LAND, -20)]);
	town.propose(NORTH, vec![line(PARK, -20), line(GRAIN, 10)]);
	town.propose(SOUTH, vec![line(PARK, -60), line(GRAIN, 100)]);
	let found = town.settle();
	let level = |good| town.market.level(GoodId(good));
	assert_eq!((level(PARK).level, level(PARK).sum), (Quantity(20 * UNIT), 120 * UNIT));
	assert_eq!((level(GRAIN).level, level(GRAIN).sold), (Quantity(10 * UNIT), Credits(7 * UNIT)));
	assert_eq!((level(GRAIN).crowd, level(GRAIN).passed), (4, 4));
	assert_eq!((town.charge(NORTH), town.charge(SOUTH)), (150 * UNIT, 50 * UNIT));
	assert_eq!((found.credited, found.emitted), (Credits(7 * UNIT), Credits(7 * UNIT)));
	let credit = |council| town.parts[&CouncilId(council)].credit.0;
	assert_eq!((credit(NORTH), credit(SOUTH)), (5_250_000, 1_750_000));
	assert_eq!(town.granted(SOUTH), [20 * UNIT, 10 * UNIT]);
	let goods: BTreeSet<u32> = town.market.shared.keys().map(|good| good.0).collect();
	assert_eq!(goods, BTreeSet::from([PARK, GRAIN]));
}

/// No permits mean no emission, and a workplace that cannot emit cannot work.
#[test]
fn what_nobody_permits_is_not_emitted() {
	let mut town = shared();
	town.propose(MILL, vec![line(FLOUR, 400), line(LAND, -40), line(GRAIN, -7)]);
	let found = town.settle();
	assert_eq!(town.granted(MILL), [0, 0, 0]);
	assert_eq!((found.credited, found.emitted), (Credits::ZERO, Credits::ZERO));
}

/// Who has left is taken out of a plan that is settled once more, and pays back what it was lent.
#[test]
fn who_leaves_is_taken_out_and_has_borrowed_nothing() {
	let mut town = Town::new();
	town.everybody_answers();
	let south = town.parts.get_mut(&CouncilId(SOUTH)).unwrap();
	south.withdrawn = true;
	(south.loan, south.budget) = (Credits(50 * UNIT), Credits(1_050 * UNIT));
	// Before it was settled without them, nobody has left anything.
	let mut before = Town { market: town.market.clone(), parts: town.parts.clone(), ..town };
	assert_eq!(before.settle().changed, []);
	assert!(!before.parts[&CouncilId(SOUTH)].withdrawn);
	let ground =
		Ground { workplaces: 3, standing: town.standing, last: town.last, resettled: true };
	let found = settle(&ground, &mut town.market, &mut town.parts);
	assert_eq!(found.changed, [(CouncilId(SOUTH), Change::Removed(Reason::Withdrawn))]);
	let south = &town.parts[&CouncilId(SOUTH)];
	assert_eq!((south.loan, south.budget), (Credits::ZERO, Credits(1_000 * UNIT)));
	assert_eq!((town.charge(SOUTH), south.own.clone()), (0, Some(answer(SOUTH))));
}
