//! Lines, totals and tests of proposals, beside oracles that share no arithmetic with the engine.

use std::collections::BTreeMap;

use codec::{Decode, Encode};
use parecon_engine::{
	accumulate, check_order, contribution, lines_hash, origin, page_hash_chain, prices_start,
	totals_start, Assessment, Assessor, Contribution, Heads, Imbalance, Kind, Line, LineError,
	Record, Totals, MAX_PRICE,
};
use parecon_primitives::{CouncilId, Credits, CycleId, Flow, GoodId, Iteration, Price, Side};
use primitive_types::{H256, U512};
use proptest::prelude::*;

fn any_kind() -> impl Strategy<Value = Kind> {
	(0..6usize).prop_map(|i| Kind::ALL[i])
}

fn any_side() -> impl Strategy<Value = Side> {
	prop_oneof![Just(Side::Workers), Just(Side::Consumers)]
}

fn any_amount() -> impl Strategy<Value = u128> {
	(1u32..=90, any::<u128>()).prop_map(|(size, x)| (x >> (128 - size)).max(1))
}

fn any_price() -> impl Strategy<Value = Price> {
	any_amount().prop_map(Price)
}

/// The sign with which `side` deals with `kind`.
fn signed(side: Side, kind: Kind, amount: u128, supply: bool) -> Option<Flow> {
	let flow = |positive: bool| Flow(if positive { amount as i128 } else { -(amount as i128) });
	match (side, kind) {
		(Side::Consumers, Kind::Private | Kind::Public) => Some(flow(false)),
		(Side::Consumers, Kind::Pollutant) => Some(flow(true)),
		(Side::Consumers, _) => None,
		(Side::Workers, Kind::Private | Kind::Public) => Some(flow(true)),
		(Side::Workers, Kind::Nature | Kind::Labour | Kind::Pollutant) => Some(flow(false)),
		(Side::Workers, Kind::Intermediate) => Some(flow(supply)),
	}
}

/// A fraction of whole numbers.
#[derive(Clone, Copy)]
struct Rational(U512, U512);

impl Rational {
	fn plus(self, other: Self) -> Self {
		Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
	}
}

type Lot = (Kind, Price, u128, bool);

fn lots() -> impl Strategy<Value = Vec<Lot>> {
	prop::collection::vec((any_kind(), any_price(), any_amount(), any::<bool>()), 0..6)
}

/// Social benefit and cost, or the cost shared by heads, as fractions in 10^-12 credits.
fn oracle(side: Side, heads: Heads, lots: &[Lot]) -> (Rational, Rational) {
	let mut gained = Rational(U512::zero(), U512::one());
	let mut spent = gained;
	for (kind, price, amount, supply) in lots {
		let Some(flow) = signed(side, *kind, *amount, *supply) else { continue };
		let mut worth = Rational(U512::from(price.0) * U512::from(*amount), U512::one());
		if side == Side::Consumers && *kind == Kind::Public {
			worth = Rational(worth.0 * U512::from(heads.own), U512::from(heads.all));
		}
		if side == Side::Consumers && flow.is_supply() {
			continue; // Permits are no part of the cost: what they sell for is credited.
		}
		if flow.is_supply() {
			gained = gained.plus(worth);
		} else {
			spent = spent.plus(worth);
		}
	}
	(gained, spent)
}

fn assess(side: Side, heads: Heads, lots: &[Lot]) -> Assessment {
	let mut assessor = Assessor::new(side, heads);
	for (kind, price, amount, supply) in lots {
		if let Some(flow) = signed(side, *kind, *amount, *supply) {
			assessor.line(*kind, *price, flow).unwrap();
		}
	}
	assessor.finish()
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn verdicts_agree_with_fractions(
		side in any_side(),
		lots in lots(),
		(own, more) in (0u32..10_000, 1u32..100_000),
		budget in any_amount(),
		near in -2i64..=2,
		at_cost in any::<bool>(),
	) {
		let heads = Heads { own, all: own + more };
		let (gained, spent) = oracle(side, heads, &lots);
		let assessment = assess(side, heads, &lots);
		let million = U512::from(1_000_000);
		let up = |x: Rational| (x.0 + x.1 * million - 1) / (x.1 * million);
		let credits = |x: U512| Credits(u128::try_from(x).unwrap_or(u128::MAX));
		prop_assert_eq!(assessment.cost(), credits(up(spent)));
		prop_assert_eq!(assessment.benefit(), credits(gained.0 / (gained.1 * million)));

		// At random, or right at the edge.
		let edge = assessment.cost().0.saturating_add_signed(near.into());
		let budget = Credits(if at_cost { edge } else { budget });
		let (has, needs) = match side {
			Side::Workers => (gained, spent),
			Side::Consumers => (Rational(U512::from(budget.0) * million, U512::one()), spent),
		};
		let passes = needs.0 * has.1 <= has.0 * needs.1;
		prop_assert_eq!(assessment.passes(budget), passes);
		let lacking = Rational((needs.0 * has.1).saturating_sub(has.0 * needs.1), has.1 * needs.1);
		prop_assert_eq!(assessment.shortfall(budget), credits(up(lacking)));
		prop_assert_eq!(assessment.shortfall(budget) == Credits::ZERO, passes);
	}

	/// Shares of the cost of a public good at one level sum to the cost.
	#[test]
	fn shares_of_a_public_good_sum_to_its_cost(
		price in any_price(),
		level in any_amount(),
		heads in prop::collection::vec(1u32..1_000, 1..20),
	) {
		let all = heads.iter().sum();
		let mut sum = parecon_engine::Worth::default();
		for own in heads {
			let mut assessor = Assessor::new(Side::Consumers, Heads { own, all });
			assessor.line(Kind::Public, price, Flow(-(level as i128))).unwrap();
			let Assessment::Consumers { cost, parts } = assessor.finish() else { panic!() };
			prop_assert_eq!(parts, all);
			sum = sum.saturating_add(cost);
		}
		prop_assert_eq!(sum, parecon_engine::Worth::of(price, level).saturating_mul(all));
	}

	/// Totals are the fold over the proposals that stand, whatever was proposed before.
	#[test]
	fn totals_are_the_fold_over_proposals(
		acts in prop::collection::vec(
			(0u32..6, any_side(), prop::collection::btree_map(0u32..12, (any_amount(), any::<bool>()), 0..6)),
			1..30,
		),
	) {
		let kind = |good: u32| Kind::ALL[good as usize % 6];
		let heads = |council: u32| Heads { own: council + 1, all: 21 };
		let mut totals = vec![Totals::default(); 12];
		let mut standing: BTreeMap<(u32, Side), Vec<(u32, Contribution)>> = BTreeMap::new();
		for (council, side, lines) in acts {
			let new: Vec<(u32, Contribution)> = lines
				.into_iter()
				.filter_map(|(good, (amount, supply))| {
					let flow = signed(side, kind(good), amount, supply)?;
					Some((good, contribution(side, kind(good), flow, heads(council)).unwrap()))
				})
				.collect();
			for (good, old) in standing.insert((council, side), new.clone()).unwrap_or_default() {
				totals[good as usize].remove(old).unwrap();
			}
			for (good, new) in new {
				totals[good as usize].add(new).unwrap();
			}
		}
		let mut fold = vec![Totals::default(); 12];
		for (good, contribution) in standing.into_values().flatten() {
			match contribution {
				Contribution::Supply(amount) => fold[good as usize].supply += amount,
				Contribution::Demand(amount) => fold[good as usize].demand += amount,
			}
		}
		prop_assert_eq!(totals, fold);
	}

	#[test]
	fn signs_are_those_of_the_side(side in any_side(), kind in any_kind(), amount in any_amount(), own in any::<u32>()) {
		let heads = Heads { own, all: own };
		for (flow, supply) in [(Flow(amount as i128), true), (Flow(-(amount as i128)), false)] {
			let expected = signed(side, kind, amount, supply) == Some(flow);
			let weight = if side == Side::Consumers && kind.is_shared() { own as u128 } else { 1 };
			let result = contribution(side, kind, flow, heads);
			match (expected, supply) {
				(true, true) => prop_assert_eq!(result, Ok(Contribution::Supply(amount * weight))),
				(true, false) => prop_assert_eq!(result, Ok(Contribution::Demand(amount * weight))),
				(false, _) => prop_assert_eq!(result, Err(LineError::WrongSign)),
			}
		}
	}

	#[test]
	fn lines_round_trip(good in any::<u32>(), flow in any::<i128>()) {
		let line = Line { good: GoodId(good), flow: Flow(flow) };
		let bytes = line.encode();
		prop_assert_eq!(&bytes, &(codec::Compact(good), flow).encode());
		prop_assert_eq!(Line::decode(&mut &bytes[..]).unwrap(), line);
		prop_assert!(bytes.len() <= <Line as codec::MaxEncodedLen>::max_encoded_len());
	}

	/// One flipped bit anywhere changes the hash.
	#[test]
	fn hashes_see_every_bit(bytes in prop::collection::vec(any::<u8>(), 148), bit in any::<prop::sample::Index>()) {
		let record = |bytes: &[u8]| Record::decode(&mut &bytes[..]).unwrap();
		let original = record(&bytes);
		let length = original.encode().len();
		let bit = bit.index(length * 8);
		let mut altered = bytes.clone();
		altered[bit / 8] ^= 1 << (bit % 8);
		prop_assert_ne!(record(&altered).hash(), original.hash());

		let page = bytes[..64].to_vec();
		let mut other = page.clone();
		other[bit % 64] ^= 1 << (bit % 8);
		let prev = H256::repeat_byte(7);
		prop_assert_ne!(page_hash_chain(prev, &page), page_hash_chain(prev, &other));
		let mut earlier = prev;
		earlier.0[bit % 32] ^= 1 << (bit % 8);
		prop_assert_ne!(page_hash_chain(prev, &page), page_hash_chain(earlier, &page));
	}

	#[test]
	fn hashes_of_lines_see_every_bit(
		goods in prop::collection::btree_map(any::<u32>(), any::<i128>(), 1..10),
		at in any::<prop::sample::Index>(),
		bit in 0..128,
	) {
		let lines: Vec<Line> = goods
			.into_iter()
			.map(|(good, flow)| Line { good: GoodId(good), flow: Flow(flow) })
			.collect();
		let mut other = lines.clone();
		let line = &mut other[at.index(lines.len())];
		line.flow.0 ^= 1i128 << bit;
		prop_assert_ne!(lines_hash(&lines), lines_hash(&other));
		other = lines.clone();
		other[at.index(lines.len())].good.0 ^= 1u32 << (bit % 32);
		prop_assert_ne!(lines_hash(&lines), lines_hash(&other));
	}
}

#[test]
fn order_and_amounts() {
	let line = |good, flow| Line { good: GoodId(good), flow: Flow(flow) };
	assert_eq!(check_order(&[]), Ok(()));
	assert_eq!(check_order(&[line(1, 5), line(2, -5), line(9, 1 << 90)]), Ok(()));
	assert_eq!(check_order(&[line(1, 5), line(1, 5)]), Err(LineError::NotAscending));
	assert_eq!(check_order(&[line(2, 5), line(1, 5)]), Err(LineError::NotAscending));
	assert_eq!(check_order(&[line(2, 0)]), Err(LineError::ZeroOrTooLarge));
	assert_eq!(check_order(&[line(2, (1 << 90) + 1)]), Err(LineError::ZeroOrTooLarge));
	assert_eq!(check_order(&[line(2, i128::MIN)]), Err(LineError::ZeroOrTooLarge));
	let heads = Heads { own: 1, all: 1 };
	for flow in [0, i128::MIN, i128::MAX, (1 << 90) + 1] {
		let result = contribution(Side::Workers, Kind::Intermediate, Flow(flow), heads);
		assert_eq!(result, Err(LineError::ZeroOrTooLarge));
	}
}

#[test]
fn totals_refuse_to_leave_their_range() {
	let mut totals = Totals { supply: u128::MAX, demand: 3 };
	let before = totals;
	assert!(totals.add(Contribution::Supply(1)).is_err());
	assert!(totals.remove(Contribution::Demand(4)).is_err());
	assert_eq!(totals, before);
	totals.remove(Contribution::Demand(3)).unwrap();
	totals.remove(Contribution::Supply(u128::MAX)).unwrap();
	assert_eq!(totals, Totals::default());
	assert!(totals.remove(Contribution::Supply(1)).is_err());
}

/// Benefit equal to cost passes; a unit of the last place below does not.
#[test]
fn par_is_enough() {
	let heads = Heads { own: 1, all: 1 };
	let assess = |input| {
		let mut assessor = Assessor::new(Side::Workers, heads);
		assessor.line(Kind::Private, Price(3_000_000), Flow(2)).unwrap();
		assessor.line(Kind::Labour, Price(1), Flow(input)).unwrap();
		assessor.finish()
	};
	let even = assess(-6_000_000);
	assert!(even.passes(Credits::ZERO));
	assert_eq!(
		(even.benefit(), even.cost(), even.shortfall(Credits::ZERO)),
		(Credits(6), Credits(6), Credits(0))
	);
	let short = assess(-6_000_001);
	assert!(!short.passes(Credits(u128::MAX)));
	assert_eq!((short.cost(), short.shortfall(Credits::ZERO)), (Credits(7), Credits(1)));
}

/// 7 heads of 3 share one unit at 1 micro-credit: 3/7 of a micro-credit, which a budget of 0 does
/// not cover.
#[test]
fn shares_are_not_rounded() {
	let share = |own, budget| {
		let mut assessor = Assessor::new(Side::Consumers, Heads { own, all: 7 });
		assessor.line(Kind::Public, Price(1), Flow(-1_000_000)).unwrap();
		let assessment = assessor.finish();
		assert_eq!(assessment.benefit(), Credits::ZERO);
		(
			assessment.cost(),
			assessment.passes(Credits(budget)),
			assessment.shortfall(Credits(budget)),
		)
	};
	assert_eq!(share(3, 0), (Credits(1), false, Credits(1)));
	assert_eq!(share(3, 1), (Credits(1), true, Credits(0)));
	assert_eq!(share(7, 1), (Credits(1), true, Credits(0)));
	assert_eq!(share(0, 0), (Credits(0), true, Credits(0)));
}

/// Nothing overflows at the bounds, and nobody enrolled counts as one.
#[test]
fn assessments_at_the_bounds() {
	let mut assessor = Assessor::new(Side::Consumers, Heads { own: u32::MAX, all: 0 });
	for _ in 0..100 {
		assessor.line(Kind::Public, Price(u128::MAX), Flow(-(1 << 90))).unwrap();
		assessor.line(Kind::Private, Price(u128::MAX), Flow(-(1 << 90))).unwrap();
	}
	let Assessment::Consumers { cost, parts } = assessor.finish() else { panic!() };
	assert_eq!(parts, 1);
	let line = parecon_engine::Worth::of(MAX_PRICE, 1 << 90);
	let expected = line.saturating_mul(u32::MAX).saturating_add(line).saturating_mul(100);
	assert_eq!(cost, expected);
	assert_eq!(assessor.finish().cost(), Credits(u128::MAX));
	assert_eq!(assessor.line(Kind::Nature, Price(1), Flow(-1)), Err(LineError::WrongSign));
}

#[test]
fn hashes_are_kept_apart() {
	let zero = H256::zero();
	let hashes = [
		origin(zero, CycleId(0)),
		origin(zero, CycleId(1)),
		origin(H256::repeat_byte(1), CycleId(0)),
		prices_start(zero),
		totals_start(zero),
		accumulate(zero, CouncilId(0), zero),
		accumulate(zero, CouncilId(1), zero),
		lines_hash(&[]),
		page_hash_chain(zero, &zero),
	];
	for (i, a) in hashes.iter().enumerate() {
		assert!(hashes[..i].iter().all(|b| a != b), "{i}");
	}
	let record = Record {
		iteration: Iteration(1),
		prices: zero,
		totals: zero,
		proposals: zero,
		count: 0,
		worst: Imbalance(0),
		worst_good: GoodId(0),
		parent: zero,
	};
	assert_ne!(record.hash(), page_hash_chain(zero, &record));
	// The accumulator knows the order of inclusion.
	let one = accumulate(accumulate(zero, CouncilId(1), zero), CouncilId(2), zero);
	let two = accumulate(accumulate(zero, CouncilId(2), zero), CouncilId(1), zero);
	assert_ne!(one, two);
}
