//! States from which a plan is settled, made up at random: as the audit has them, and under the runtime.

mod written;

use parecon_cli::audit::{
	settling::Ground,
	shared::{Level, Market, Shared},
	Part,
};
use parecon_engine::{sold, Kind, LevelRule, Line, Quote, Scale};
use parecon_primitives::{
	CouncilId, Credits, CycleId, Flow, GoodId, Iteration, Price, Quantity, Side,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

pub const CYCLE: CycleId = CycleId(0);
pub const STANDING: Iteration = Iteration(3);
/// More than a page.
const GOODS: u32 = 70;
const WORKPLACES: u32 = 6;
const HOUSEHOLDS: u32 = 5;
const UNIT: u128 = 1_000_000;
const STEP: Quantity = Quantity(5 * UNIT);

/// A state from which a plan is settled.
#[derive(Debug)]
pub struct State {
	quotes: Vec<Quote>,
	supplies: Vec<u128>,
	pub parts: BTreeMap<CouncilId, Part>,
	/// The levels of the iteration that stands.
	levels: BTreeMap<GoodId, Quantity>,
	rule: LevelRule,
	last: Iteration,
	resettled: bool,
}

/// Each kind in turn.
fn kind(good: u32) -> Kind {
	Kind::ALL[good as usize % Kind::ALL.len()]
}

/// Whether a good is stated in levels: every pollutant, and each third public good.
fn is_shared(good: u32) -> bool {
	match kind(good) {
		Kind::Pollutant => true,
		Kind::Public => (good / Kind::ALL.len() as u32).is_multiple_of(3),
		_ => false,
	}
}

fn shares() -> Vec<GoodId> {
	(0..GOODS).filter(|good| is_shared(*good)).map(GoodId).collect()
}

/// A council's lines: up to ten goods that its side deals with, of the last eighteen, three of each kind, so
/// that councils deal with one another's and not all of it is in one page.
fn lines(side: Side) -> impl Strategy<Value = Vec<Line>> {
	let amount = (1u128..200 * UNIT, any::<bool>());
	let stated = proptest::collection::btree_map(GOODS - 18..GOODS, amount, 0..10);
	stated.prop_map(move |stated| {
		let line = |(good, (amount, makes)): (u32, (u128, bool))| {
			let amount = amount as i128;
			let flow = match (side, kind(good)) {
				(Side::Workers, Kind::Private | Kind::Public) => amount,
				(Side::Workers, Kind::Intermediate) if makes => amount,
				(Side::Workers, Kind::Pollutant) => -amount / 64,
				(Side::Workers, _) => -amount / 4,
				(Side::Consumers, Kind::Private) => -amount,
				(Side::Consumers, Kind::Public) => -amount / 4,
				(Side::Consumers, Kind::Pollutant) => amount,
				_ => return None,
			};
			(flow != 0).then_some(Line { good: GoodId(good), flow: Flow(flow) })
		};
		stated.into_iter().filter_map(line).collect()
	})
}

/// What a council was lent, allowed and has given up.
fn extras() -> impl Strategy<Value = (u128, u128, bool, Option<u64>)> {
	let withdrawn = proptest::bool::weighted(0.1);
	(0u128..500, 0u128..200_000, withdrawn, proptest::option::of(1u64..1 << 63))
}

/// A council's part: it has spoken before, in or after the iteration that stands, and other lines count
/// since.
fn part(side: Side) -> impl Strategy<Value = Part> {
	let spoken = (2u32..6, 0u32..6, any::<bool>());
	let lines = (lines(side), lines(side), proptest::option::of(lines(side)));
	(1u32..50, 0u128..9_000, spoken, lines, extras()).prop_map(
		move |(population, budget, (spoken, since, approve), (lines, standing, own), extras)| {
			let (loan, relief, withdrawn, share) = extras;
			let workers = side == Side::Workers;
			let income = if workers { 0 } else { budget * UNIT };
			let mut part = Part::new(side, population, Credits(income));
			part.spoken = Iteration(spoken);
			part.since = Iteration(since);
			part.lines = if since == 0 { Vec::new() } else { lines };
			part.standing = if since > STANDING.0 { standing } else { Vec::new() };
			part.withdrawn = withdrawn;
			part.dropped = workers && withdrawn == approve && spoken == 5;
			if workers {
				part.relief = Credits(relief * UNIT);
			} else {
				part.own = own.filter(|own| *own != part.lines);
				part.shares = shares();
				part.loan = Credits(loan * UNIT);
				part.budget = part.income.saturating_add(part.loan);
				part.part = share.map_or(Scale::WHOLE, |share| Scale::of(share.into(), 1 << 63));
			}
			part.verdict = (spoken > 4).then_some((1, approve));
			part
		},
	)
}

pub fn state() -> impl Strategy<Value = State> {
	let goods = GOODS as usize;
	let prices = proptest::collection::vec(1u128..20 * UNIT, goods);
	let supplies = proptest::collection::vec(0u128..900 * UNIT, goods);
	let levels = proptest::collection::vec(0u128..30, goods);
	let workplaces = proptest::collection::vec(part(Side::Workers), WORKPLACES as usize);
	let households = proptest::collection::vec(part(Side::Consumers), HOUSEHOLDS as usize);
	let rest = (3u32..6, any::<bool>(), any::<bool>());
	(prices, supplies, levels, workplaces, households, rest).prop_map(
		|(prices, supplies, levels, workplaces, households, (last, resettled, median))| {
			let quote = |(good, price)| Quote { kind: kind(good), price: Price(price) };
			let supply = |(good, supply)| match kind(good) {
				Kind::Nature | Kind::Labour => supply,
				_ => 0,
			};
			let level = |good: GoodId| (good, Quantity(levels[good.0 as usize] * STEP.0));
			let parts = workplaces.into_iter().chain(households);
			State {
				quotes: (0..GOODS).zip(prices).map(quote).collect(),
				supplies: (0..GOODS).zip(supplies).map(supply).collect(),
				parts: (10..).step_by(7).map(CouncilId).zip(parts).collect(),
				levels: shares().into_iter().map(level).collect(),
				rule: if median { LevelRule::Median } else { LevelRule::Mean },
				last: Iteration(last),
				resettled,
			}
		},
	)
}

impl State {
	fn heads(&self) -> u32 {
		let households = self.parts.values().filter(|part| part.side == Side::Consumers);
		households.map(|part| part.population).sum()
	}

	pub fn ground(&self) -> Ground {
		Ground {
			workplaces: WORKPLACES,
			standing: STANDING,
			last: self.last,
			resettled: self.resettled,
		}
	}

	/// The market of the iteration that stands: its prices, the totals of its lines, its levels, and what
	/// was stated last.
	pub fn market(&self) -> Market {
		let shared = shares().into_iter().map(|good| {
			let level = Level { crowd: self.heads(), ..Level::default() };
			(good, Shared { step: STEP, scope: Vec::new(), level })
		});
		let supplies: Vec<Quantity> = self.supplies.iter().copied().map(Quantity).collect();
		let mut market = Market::new(self.quotes.clone(), &supplies, Vec::new(), self.rule);
		market.shared = shared.collect();
		market.heads = self.heads();
		for part in self.parts.values() {
			let standing = if part.since > STANDING { &part.standing } else { &part.lines };
			assert_eq!(market.replace_totals(part, &[], standing), []);
			assert_eq!(market.replace_statements(part, &[], &part.lines), []);
		}
		for (good, level) in &self.levels {
			let (kind, totals) = (kind(good.0), &mut market.totals[good.0 as usize]);
			let price = market.quotes[good.0 as usize].price;
			let shared = &mut market.shared.get_mut(good).unwrap().level;
			shared.level = *level;
			match kind {
				Kind::Pollutant => {
					totals.supply = level.0;
					shared.sold = sold(price, *level, Quantity(totals.demand));
				},
				_ => totals.demand = level.0 * u128::from(market.heads),
			}
		}
		market
	}
}
