//! Statements of many, and what comes of them.

use parecon_engine::{
	due, level_cost, level_of, part_in_turn, sold, step_of, LevelRule, Scale, Statements, Worth,
	MAX_PRICE, STEPS,
};
use parecon_primitives::{Credits, Price, Quantity};
use proptest::prelude::*;

/// Councils: people, and the step that they want.
fn councils() -> impl Strategy<Value = Vec<(u32, u32)>> {
	prop::collection::vec((1u32..1_000, 0u32..=STEPS + 5), 1..12)
}

fn stated(councils: &[(u32, u32)]) -> Statements {
	let mut statements = Statements::default();
	for (people, step) in councils {
		statements.add(*step, *people).unwrap();
	}
	statements
}

fn people(councils: &[(u32, u32)]) -> u32 {
	councils.iter().map(|(people, _)| people).sum()
}

/// One person after the other, the one in the middle, from above: no arithmetic of the engine.
fn oracle(councils: &[(u32, u32)]) -> u32 {
	let mut all: Vec<u32> = councils
		.iter()
		.flat_map(|(people, step)| std::iter::repeat_n((*step).min(STEPS), *people as usize))
		.collect();
	all.sort_by(|one, other| other.cmp(one));
	// Of n people those up to place n / 2 are more than half.
	all[all.len() / 2]
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn the_median_is_what_more_than_half_want(councils in councils()) {
		prop_assert_eq!(stated(&councils).median(people(&councils)), oracle(&councils));
	}

	/// Whoever wants more than the level cannot move it by wanting still more, nor who wants less by
	/// wanting still less.
	#[test]
	fn an_extreme_moves_no_median(
		councils in councils(),
		who in any::<prop::sample::Index>(),
		up in 0u32..200,
		down in 0u32..200,
	) {
		let all = people(&councils);
		let level = stated(&councils).median(all);
		let who = who.index(councils.len());
		let mut other = councils.clone();
		let wanted = councils[who].1.min(STEPS);
		other[who].1 = if wanted > level {
			wanted + up
		} else if wanted < level {
			wanted.saturating_sub(down)
		} else {
			wanted
		};
		prop_assert_eq!(stated(&other).median(all), level);
	}

	/// More wanted is never less had.
	#[test]
	fn the_median_is_monotone(councils in councils(), who in any::<prop::sample::Index>(), up in 0u32..200) {
		let all = people(&councils);
		let mut more = councils.clone();
		more[who.index(councils.len())].1 += up;
		prop_assert!(stated(&more).median(all) >= stated(&councils).median(all));
	}

	#[test]
	fn neither_order_nor_what_was_taken_back_matters(
		(councils, shuffled) in councils().prop_flat_map(|c| (Just(c.clone()), Just(c).prop_shuffle())),
		others in councils(),
	) {
		let mut statements = stated(&shuffled);
		for (people, step) in &others {
			statements.add(*step, *people).unwrap();
		}
		for (people, step) in &others {
			statements.remove(*step, *people).unwrap();
		}
		prop_assert_eq!(statements, stated(&councils));
	}

	/// What all pay, and what all are credited, is the whole, to the last micro-credit; and nobody's part
	/// is further from the exact one than that.
	#[test]
	fn parts_sum_to_the_whole(total in any::<u128>(), crowd in prop::collection::vec(1u32..100_000, 1..20)) {
		let all = crowd.iter().sum();
		let (mut before, mut sum) = (0u32, 0u128);
		for own in &crowd {
			let part = part_in_turn(Credits(total), before, *own, all).0;
			let exact = primitive_types::U256::from(total) * primitive_types::U256::from(*own) / all;
			prop_assert!(exact.as_u128().abs_diff(part) <= 1);
			before += own;
			sum += part;
		}
		prop_assert_eq!(sum, total);
	}

	/// What is expected in the tests of proposals covers what is charged by the plan at the same level,
	/// but for one micro-credit of rounding.
	#[test]
	fn dues_cover_the_charges(
		price in 1u128..1 << 60,
		level in 0u128..1 << 60,
		crowd in prop::collection::vec(1u32..100_000, 1..20),
	) {
		let all = crowd.iter().sum();
		let total = level_cost(Price(price), Quantity(level));
		let mut before = 0;
		for own in crowd {
			let due = due(Price(price), Quantity(level), own, all).0;
			prop_assert!(part_in_turn(total, before, own, all).0 <= due + 1);
			before += own;
		}
	}

	/// The largest part that can be paid.
	#[test]
	fn a_part_within_means_is_the_largest(
		means in 0u128..1 << 100,
		costs in prop::collection::vec((1u128..1 << 40, 1u128..1 << 40), 1..8),
	) {
		let worth = |part: Scale| costs.iter().fold(Worth::default(), |sum, (price, amount)| {
			sum.saturating_add(Worth::of(Price(*price), part.apply(*amount)))
		});
		let means = Worth::of(Price(means), 1);
		let whole = worth(Scale::WHOLE);
		let part = Scale::within(means, whole);
		prop_assert!(worth(part) <= means);
		prop_assert_eq!(part == Scale::WHOLE, whole <= means);
		if part != Scale::WHOLE {
			let product = whole.0 * primitive_types::U256::from(part.parts() + 1);
			prop_assert!(product > means.0 << 63);
		}
	}
}

/// An attack on a mean, and what becomes of it with a median: one of six people wants 126 instead of 12.
#[test]
fn one_who_exaggerates_moves_the_mean_and_not_the_median() {
	let unit = Quantity(1_000_000);
	let level = |rule: LevelRule, extreme: u32| {
		let councils = [(3, 10), (2, 10), (1, extreme)];
		let sum = councils.iter().map(|(people, step)| u128::from(people * step) * unit.0).sum();
		rule.level(&stated(&councils), sum, 6, unit).0
	};
	assert_eq!(level(LevelRule::Mean, 12), 10_333_333);
	assert_eq!(level(LevelRule::Mean, 126), 29_333_333);
	assert_eq!(level(LevelRule::Median, 12), 10_000_000);
	assert_eq!(level(LevelRule::Median, 126), 10_000_000);
}

#[test]
fn steps_and_levels_at_the_bounds() {
	assert_eq!(step_of(Quantity(u128::MAX), Quantity(1)), STEPS);
	assert_eq!(step_of(Quantity(5), Quantity(0)), 0);
	assert_eq!((step_of(Quantity(9), Quantity(5)), step_of(Quantity(4), Quantity(5))), (1, 0));
	assert_eq!(level_of(3, Quantity(5)), Quantity(15));
	assert_eq!(level_of(STEPS, Quantity(u128::MAX)), Quantity(u128::MAX));
	let mut statements = Statements::default();
	statements.add(0, 7).unwrap();
	assert_eq!((statements.people(), statements.median(7)), (0, 0));
	statements.add(2, u32::MAX).unwrap();
	let before = statements.clone();
	assert!(statements.add(2, 1).is_err());
	assert!(statements.remove(1, 1).is_err());
	assert!(statements.remove(3, 1).is_err());
	assert_eq!(statements, before);
	assert_eq!(statements.median(u32::MAX), 2);
	assert_eq!(LevelRule::Mean.level(&statements, 9, 0, Quantity(1)), Quantity(0));
	assert_eq!(Statements::default().median(0), 0);
}

#[test]
fn prices_of_levels_and_emissions() {
	let (price, level) = (Price(10_000_000), Quantity(10_000_000));
	assert_eq!(due(price, level, 3, 4), Credits(75_000_000));
	assert_eq!(due(Price(1), Quantity(1), 1, 3), Credits(1));
	assert_eq!(due(price, Quantity(0), 3, 4), Credits(0));
	assert_eq!(level_cost(Price(1), Quantity(1)), Credits(1));
	assert_eq!(sold(price, Quantity(5), Quantity(7)), Credits(50));
	assert_eq!(sold(price, Quantity(7), Quantity(5)), Credits(50));
	assert_eq!(sold(Price(1), Quantity(999_999), Quantity(999_999)), Credits(0));
	assert_eq!(part_in_turn(Credits(10), 0, 1, 0), Credits(0));
	let thirds = [0, 1, 2].map(|before| part_in_turn(Credits(10), before, 1, 3).0);
	assert_eq!(thirds, [3, 3, 4]);
	assert_eq!(due(Price(u128::MAX), Quantity(1), 1, 1), due(MAX_PRICE, Quantity(1), 1, 1));
}
