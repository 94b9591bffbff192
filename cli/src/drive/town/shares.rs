//! What the people of a neighbourhood say each of what they want together, and how far a late
//! iteration lets them change it.

use super::seating::HEADS;
use crate::steady::Bound;
use parecon_engine::{Kind, Line, Quote, Scale, Worth};
use parecon_primitives::{Credits, Flow, GoodId, Price, Quantity, Side};
use std::collections::BTreeMap;

/// Goods and amounts, ascending.
pub type Goods = Vec<(GoodId, Quantity)>;

fn kind(quotes: &[Quote], good: GoodId) -> Option<Kind> {
	quotes.get(good.0 as usize).map(|quote| quote.kind)
}

fn price(quotes: &[Quote], good: GoodId) -> Price {
	quotes.get(good.0 as usize).map_or(Price(0), |quote| quote.price)
}

/// What one of [`HEADS`] people asks for of what a neighbourhood wants: the same part of each private
/// good, cut to micro-units, and no more than `means` can pay at the announced prices.
pub fn request(wanted: &[Line], quotes: &[Quote], means: Credits) -> Goods {
	let private = wanted.iter().filter(|line| kind(quotes, line.good) == Some(Kind::Private));
	let thirds: Goods = private
		.map(|line| (line.good, Quantity(line.flow.amount().0 / u128::from(HEADS))))
		.collect();
	let part = Scale::within(Worth::from_credits(means), cost(&thirds, quotes));
	let scaled = thirds.into_iter().map(|(good, amount)| (good, Quantity(part.apply(amount.0))));
	scaled.filter(|(_, amount)| !amount.is_zero()).collect()
}

fn cost(goods: &[(GoodId, Quantity)], quotes: &[Quote]) -> Worth {
	goods.iter().fold(Worth::default(), |sum, (good, amount)| {
		sum.saturating_add(Worth::of(price(quotes, *good), amount.0))
	})
}

/// The lines that the speaker states, so that they come to `wanted` together with what is `requested`
/// already, as far as that is not more.
pub fn own_lines(wanted: &[Line], requested: &[(GoodId, Quantity)]) -> Vec<Line> {
	let requested: BTreeMap<GoodId, Quantity> = requested.iter().copied().collect();
	let own = wanted.iter().filter_map(|line| {
		let Some(asked) = requested.get(&line.good) else { return Some(*line) };
		let rest = Quantity(line.flow.amount().0.saturating_sub(asked.0));
		Flow::usage(rest).map(|flow| Line { flow, ..*line })
	});
	own.collect()
}

/// What a neighbourhood that stands by `old` says in a late iteration when it wants `wanted`; none
/// where nothing that it may say is within its `means` for private goods. [`Bound::answer`] says so
/// for workplaces: levels and permits cost a neighbourhood nothing that it could save.
pub fn steadied(
	bound: &Bound,
	old: &[Line],
	wanted: Vec<Line>,
	means: Credits,
) -> Option<Vec<Line>> {
	debug_assert_eq!(bound.side, Side::Consumers);
	if old.is_empty() {
		return Some(wanted);
	}
	let affordable = |lines: &Vec<Line>| {
		let private = lines.iter().filter(|it| kind(bound.quotes, it.good) == Some(Kind::Private));
		let goods: Goods = private.map(|line| (line.good, line.flow.amount())).collect();
		cost(&goods, bound.quotes) <= Worth::from_credits(means)
	};
	let nearest = bound.nearest(old, &wanted);
	let least = bound.nearest(old, &[]);
	[nearest, old.to_vec(), least].into_iter().find(affordable)
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_engine::Heads;
	use proptest::prelude::*;
	use sp_arithmetic::Perbill;

	const UNIT: i128 = 1_000_000;

	fn line(good: u32, units: i128) -> Line {
		Line { good: GoodId(good), flow: Flow(units * UNIT) }
	}

	/// Bread, a park, smoke and clothes.
	fn quotes(prices: [u128; 4]) -> Vec<Quote> {
		let kinds = [Kind::Private, Kind::Public, Kind::Pollutant, Kind::Private];
		let priced = kinds.into_iter().zip(prices);
		priced.map(|(kind, price)| Quote { kind, price: Price(price * UNIT as u128) }).collect()
	}

	fn credits(units: u128) -> Credits {
		Credits(units * UNIT as u128)
	}

	#[test]
	fn three_ask_for_a_third_each_of_what_is_private() {
		let quotes = quotes([2, 9, 9, 5]);
		let wanted = [line(0, -30), line(1, -7), line(2, 4), line(3, -12)];
		let asked = request(&wanted, &quotes, credits(100));
		assert_eq!(asked, [(GoodId(0), Quantity(10_000_000)), (GoodId(3), Quantity(4_000_000))]);
		let both: Goods = asked.iter().map(|(good, it)| (*good, Quantity(it.0 * 2))).collect();
		let own = own_lines(&wanted, &both);
		assert_eq!(own, [line(0, -10), line(1, -7), line(2, 4), line(3, -4)]);
		// Who asks for more than is wanted now leaves nothing to say of it.
		let own = own_lines(&wanted, &[(GoodId(0), Quantity(31_000_000))]);
		assert_eq!(own, [line(1, -7), line(2, 4), line(3, -12)]);
	}

	#[test]
	fn nobody_asks_for_more_than_they_can_pay() {
		let quotes = quotes([2, 9, 9, 5]);
		// A third costs 40.
		let asked = request(&[line(0, -30), line(3, -12)], &quotes, credits(30));
		assert_eq!(asked, [(GoodId(0), Quantity(7_500_000)), (GoodId(3), Quantity(3_000_000))]);
		assert!(request(&[line(0, -30)], &quotes, Credits(0)).is_empty());
	}

	proptest! {
		/// Failure: a request that the chain refuses, or lines that do not add up to what is wanted.
		#[test]
		fn requests_and_own_lines_are_what_is_wanted(
			prices in prop::array::uniform4(1u128..1_000_000),
			bread in 1i128..1_000_000_000,
			clothes in 1i128..1_000_000_000,
			means in 0u128..1_000_000_000_000,
		) {
			let quotes = quotes(prices);
			let wanted =
				[(0, bread), (3, clothes)].map(|(good, it)| Line { good: GoodId(good), flow: Flow(-it) });
			let asked = request(&wanted, &quotes, Credits(means));
			prop_assert!(cost(&asked, &quotes) <= Worth::from_credits(Credits(means)));
			let both: Goods = asked.iter().map(|(good, it)| (*good, Quantity(it.0 * 2))).collect();
			let own = own_lines(&wanted, &both);
			for line in &wanted {
				let amount = |lines: &Goods| {
					lines.iter().find(|(good, _)| *good == line.good).map_or(0, |(_, it)| it.0)
				};
				let own: Goods = own.iter().map(|it| (it.good, it.flow.amount())).collect();
				prop_assert_eq!(amount(&own) + amount(&both), line.flow.amount().0);
			}
		}
	}

	#[test]
	fn late_changes_are_bounded_and_paid_for() {
		let quotes = quotes([2, 9, 9, 5]);
		let heads = Heads { own: 3, all: 36 };
		let most = Perbill::from_percent(10);
		let bound =
			Bound { side: Side::Consumers, heads, budget: Credits(0), quotes: &quotes, most };
		let old = [line(0, -50), line(1, -10), line(2, 20)];
		let wanted = vec![line(0, -80), line(1, -5), line(2, 21)];
		let met = vec![line(0, -55), line(1, -9), line(2, 21)];
		assert_eq!(steadied(&bound, &old, wanted.clone(), credits(110)), Some(met));
		// 55 at 2 are too dear, and what stood is not.
		assert_eq!(steadied(&bound, &old, wanted.clone(), credits(109)), Some(old.to_vec()));
		let least = vec![line(0, -45), line(1, -9), line(2, 18)];
		assert_eq!(steadied(&bound, &old, wanted.clone(), credits(90)), Some(least));
		assert_eq!(steadied(&bound, &old, wanted.clone(), credits(89)), None);
		assert_eq!(steadied(&bound, &[], wanted.clone(), Credits(0)), Some(wanted));
	}
}
