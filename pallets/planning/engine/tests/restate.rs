//! What counts for a consumers' council: requests added, and the whole scaled to the means.

use parecon_engine::{
	check_order, line_worth, merged, restate, unscaled, Assessor, Heads, Kind, Line, Scale, Wish,
};
use parecon_primitives::{Credits, Flow, GoodId, Price, Quantity, Side};
use proptest::prelude::*;
use std::collections::BTreeMap;

const UNIT: u128 = 1_000_000;
const HEADS: Heads = Heads { own: 3, all: 4 };

fn line(good: u32, amount: i128) -> Line {
	Line { good: GoodId(good), flow: Flow(amount) }
}

fn units(good: u32, amount: i128) -> Line {
	line(good, amount * UNIT as i128)
}

/// The line at a price of so many micro-credits.
fn wish(line: Line, kind: Kind, price: u128) -> Wish {
	let worth = line_worth(Side::Consumers, kind, Price(price), line.flow, HEADS).unwrap();
	Wish { line, kind, worth }
}

fn credits(credits: u128) -> Credits {
	Credits(credits * UNIT)
}

#[test]
fn requests_are_added_to_the_speakers_lines() {
	let own = [units(0, -3), units(2, -5)];
	let requests =
		[(GoodId(0), Quantity(2 * UNIT)), (GoodId(7), Quantity(UNIT)), (GoodId(9), Quantity(1))];
	let all = vec![units(0, -5), units(2, -5), units(7, -1), line(9, -1)];
	assert_eq!(merged(&own, &requests, 4), (all.clone(), 0));
	assert_eq!(merged(&own, &requests, 3), (all[..3].to_vec(), 1));
	assert_eq!(merged(&own, &requests, 2), (all[..2].to_vec(), 2));
	assert_eq!(merged(&own, &[], 2), (own.to_vec(), 0));
	assert_eq!(merged(&[], &requests, 2).0, [units(0, -2), units(7, -1)]);
	let most = line(0, -(Flow::MAX as i128));
	assert_eq!(merged(&[most], &requests[..1], 1), (vec![most], 0), "held at the largest amount");
	let permits = [units(3, 5)];
	assert_eq!(merged(&permits, &requests[..1], 9).0, [units(0, -2), units(3, 5)]);
}

#[test]
fn the_private_lines_are_scaled_to_the_means() {
	let loaves = wish(units(0, -30), Kind::Private, 2 * UNIT);
	let bottles = wish(units(1, -12), Kind::Private, 5 * UNIT);
	let (lines, part) = restate(&[loaves, bottles], HEADS, credits(90));
	assert_eq!(lines, [line(0, -22_500_000), units(1, -9)]);
	assert_eq!(part, Scale::of(3, 4));
	let (lines, part) = restate(&[loaves, bottles], HEADS, credits(120));
	assert_eq!((lines, part), (vec![loaves.line, bottles.line], Scale::WHOLE));
	let (lines, part) = restate(&[loaves], HEADS, Credits(0));
	assert_eq!((lines, part.parts()), (vec![], 0));
	assert_eq!(restate(&[], HEADS, Credits(0)), (vec![], Scale::WHOLE));
}

/// A park of level 10 at 10 credits costs three of four people 75; permits cost nothing.
#[test]
fn levels_and_permits_are_never_scaled() {
	let park = wish(units(1, -10), Kind::Public, 10 * UNIT);
	let loaves = wish(units(0, -30), Kind::Private, 2 * UNIT);
	let smoke = wish(units(2, 4), Kind::Pollutant, 100 * UNIT);
	let (lines, _) = restate(&[loaves, park, smoke], HEADS, credits(105));
	assert_eq!(lines, [units(0, -15), park.line, smoke.line]);
	let (lines, part) = restate(&[loaves, park, smoke], HEADS, credits(74));
	assert_eq!((lines, part.parts()), (vec![park.line, smoke.line], 0));
	let stated = Wish { worth: Default::default(), ..park };
	let (lines, _) = restate(&[loaves, stated], HEADS, credits(30));
	assert_eq!(lines, [units(0, -15), park.line], "what is taken from the means already");
}

#[test]
fn lines_of_which_nothing_is_left_are_left_out() {
	let crumb = wish(line(0, -1), Kind::Private, UNIT);
	let loaf = wish(units(1, -2), Kind::Private, UNIT);
	assert_eq!(restate(&[crumb, loaf], HEADS, credits(1)).0, [line(1, -999_999)]);
}

#[test]
fn what_was_stated_is_found_again() {
	assert_eq!(unscaled(Scale::WHOLE, Quantity(7)), Quantity(7));
	assert_eq!(unscaled(Scale::of(1, 2), Quantity(5 * UNIT)), Quantity(10 * UNIT + 4));
	assert_eq!(unscaled(Scale::of(0, 1), Quantity(0)), Quantity(u128::MAX));
	assert_eq!(unscaled(Scale::of(1, 1 << 63), Quantity(u128::MAX)), Quantity(u128::MAX));
}

type Stated = Vec<(bool, u128, u128)>;

/// Lines of private and public goods with prices.
fn stated() -> impl Strategy<Value = Stated> {
	let amounts = prop_oneof![1u128..100, 1u128..1 << 40, 1u128..=Flow::MAX];
	let prices = prop_oneof![1u128..100, 1u128..1 << 40, 1u128..=1 << 90];
	prop::collection::vec((any::<bool>(), amounts, prices), 0..20)
}

fn wishes(stated: &Stated) -> Vec<Wish> {
	let one = |(good, (private, amount, price)): (u32, &(bool, u128, u128))| {
		let kind = if *private { Kind::Private } else { Kind::Public };
		wish(line(good, -(*amount as i128)), kind, *price)
	};
	(0u32..).zip(stated).map(one).collect()
}

/// Whether lines pass the test of a consumers' council, by the same prices.
fn passes(stated: &Stated, lines: &[Line], means: Credits) -> bool {
	let mut assessor = Assessor::new(Side::Consumers, HEADS);
	for line in lines {
		let (private, _, price) = stated[line.good.0 as usize];
		let kind = if private { Kind::Private } else { Kind::Public };
		assessor.line(kind, Price(price), line.flow).unwrap();
	}
	assessor.finish().passes(means)
}

fn lists() -> impl Strategy<Value = BTreeMap<u32, u128>> {
	prop::collection::btree_map(0u32..12, 1u128..1_000, 0..8)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(512))]

	/// What counts passes the test wherever the levels alone do, and what passes counts as it is.
	#[test]
	fn what_counts_is_within_the_means(stated in stated(), means in any::<u128>(), shift in 0u32..128) {
		let means = Credits(means >> shift);
		let wishes = wishes(&stated);
		let all: Vec<Line> = wishes.iter().map(|wish| wish.line).collect();
		let (lines, part) = restate(&wishes, HEADS, means);
		prop_assert_eq!(check_order(&lines), Ok(()));
		let levels: Vec<Line> =
			wishes.iter().filter(|wish| wish.kind == Kind::Public).map(|wish| wish.line).collect();
		if passes(&stated, &levels, means) {
			prop_assert!(passes(&stated, &lines, means));
		} else {
			prop_assert_eq!(&lines, &levels);
		}
		prop_assert_eq!(passes(&stated, &all, means), part == Scale::WHOLE && lines == all
			&& passes(&stated, &all, means));
		if passes(&stated, &all, means) {
			prop_assert_eq!(&lines, &all);
		}
		let again: Vec<Wish> = lines.iter().map(|line| {
			let (private, _, price) = stated[line.good.0 as usize];
			wish(*line, if private { Kind::Private } else { Kind::Public }, price)
		}).collect();
		prop_assert_eq!(restate(&again, HEADS, means).0, lines, "a second time changes nothing");
	}

	/// More means are never less of any good, and no good is favoured: all get the same part.
	#[test]
	fn more_means_are_no_less_of_anything(stated in stated(), a in any::<u64>(), b in any::<u64>()) {
		let wishes = wishes(&stated);
		let (less, part) = restate(&wishes, HEADS, Credits(a.min(b).into()));
		let (more, larger) = restate(&wishes, HEADS, Credits(a.max(b).into()));
		prop_assert!(part <= larger);
		let amounts = |lines: &[Line]| -> BTreeMap<GoodId, u128> {
			lines.iter().map(|line| (line.good, line.flow.amount().0)).collect()
		};
		let more = amounts(&more);
		for (good, amount) in amounts(&less) {
			prop_assert!(more[&good] >= amount);
			let (private, whole, _) = stated[good.0 as usize];
			prop_assert_eq!(amount, if private { part.apply(whole) } else { whole });
		}
	}

	/// Permuted and merged step by step, requests come to the same lines.
	#[test]
	fn the_order_of_requests_changes_nothing(
		own in lists(),
		(requests, order) in prop::collection::vec(lists(), 0..6)
			.prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
	) {
		let own: Vec<Line> = own.into_iter().map(|(good, amount)| line(good, -(amount as i128))).collect();
		let one_by_one = |lists: &[BTreeMap<u32, u128>]| {
			lists.iter().fold(own.clone(), |lines, list| {
				let list: Vec<_> =
					list.iter().map(|(good, amount)| (GoodId(*good), Quantity(*amount))).collect();
				merged(&lines, &list, 100).0
			})
		};
		let lines = one_by_one(&requests);
		prop_assert_eq!(check_order(&lines), Ok(()));
		prop_assert_eq!(&lines, &one_by_one(&order));
		let mut sum = BTreeMap::new();
		for (good, amount) in requests.iter().flatten() {
			*sum.entry(GoodId(*good)).or_insert(Quantity(0)) =
				Quantity(sum.get(&GoodId(*good)).map_or(0, |q: &Quantity| q.0) + amount);
		}
		let sum: Vec<_> = sum.into_iter().collect();
		prop_assert_eq!(merged(&own, &sum, 100), (lines, 0));
	}

	/// What is found again is no less than what was stated, and by a few micro-units more at most, also
	/// after two scalings.
	#[test]
	fn what_was_stated_is_bounded(stated in 0u128..=1 << 90, a in 1u64.., b in 1u64..) {
		let (first, second) = (Scale::of(a.into(), u64::MAX.into()), Scale::of(b.into(), u64::MAX.into()));
		let amount = second.apply(first.apply(stated));
		let part = first.and(second);
		let found = unscaled(part, Quantity(amount)).0;
		prop_assert!(found >= stated);
		let once = unscaled(first, Quantity(first.apply(stated))).0;
		prop_assert!(once >= stated);
		if first.parts() > 1 << 62 {
			prop_assert!(once - stated <= 5);
		}
	}
}
