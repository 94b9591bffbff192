//! Answers that change no more than a late iteration lets them change.
//!
//! A council whose closed form moves further than the [swing](parecon_engine::Swing) of its cycle
//! allows says what is nearest to it, line by line. At prices that have moved this can fail the test of
//! its side; then it says the same again, or as little as it may, and else nothing, so that its
//! standing proposal stays.

use parecon_engine::{line_worth, swing_within, Assessor, Heads, Line, Quote, Stated};
use parecon_primitives::{Credits, Flow, GoodId, Quantity, Side};
use sp_arithmetic::{PerThing, Perbill};
use std::collections::BTreeMap;

/// What an iteration lets a council propose.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
	/// The council's side.
	pub side: Side,
	/// The populations by which its lines count.
	pub heads: Heads,
	/// What it may spend; zero for a workers' council.
	pub budget: Credits,
	/// Kind and price of each good.
	pub quotes: &'a [Quote],
	/// By how much a line may change.
	pub most: Perbill,
}

/// A good and a direction, in the order in which lines ascend.
fn key(line: &Line) -> (GoodId, bool) {
	(line.good, !line.flow.is_supply())
}

impl Bound<'_> {
	/// What a council says that stands by `old` and wants `wanted`; none where nothing that it may say
	/// would be accepted. Both are ascending, and so is the answer.
	pub fn answer(&self, old: &[Line], wanted: Vec<Line>) -> Option<Vec<Line>> {
		if old.is_empty() {
			return Some(wanted);
		}
		let nearest = self.nearest(old, &wanted);
		let least = self.nearest(old, &[]);
		[nearest, old.to_vec(), least].into_iter().find(|lines| self.passes(lines))
	}

	/// The lines within the bound that are nearest to what is wanted. What is new among them stays only
	/// where all of it together is within the bound.
	pub fn nearest(&self, old: &[Line], wanted: &[Line]) -> Vec<Line> {
		let wants: BTreeMap<_, _> = wanted.iter().map(|line| (key(line), line)).collect();
		let kept = old.iter().filter_map(|was| {
			let amount = was.flow.amount().0;
			// 2^90 x 10^9 at most.
			let change = amount * u128::from(self.most.deconstruct())
				/ u128::from(<Perbill as PerThing>::ACCURACY);
			let want = wants.get(&key(was)).map_or(0, |line| line.flow.amount().0);
			let amount = want.clamp(amount - change, (amount + change).min(Flow::MAX));
			let flow = match was.flow.is_supply() {
				true => Flow::supply(Quantity(amount)),
				false => Flow::usage(Quantity(amount)),
			};
			Some(Line { good: was.good, flow: flow? })
		});
		let kept: Vec<Line> = kept.collect();
		let is_new = |line: &&Line| old.iter().all(|was| key(was) != key(line));
		let mut all = kept.clone();
		all.extend(wanted.iter().filter(is_new));
		all.sort_by_key(key);
		let within = match (self.stated(old), self.stated(&all)) {
			(Some(old), Some(all)) => swing_within(&old, &all, self.most),
			_ => false,
		};
		if within {
			all
		} else {
			kept
		}
	}

	fn stated(&self, lines: &[Line]) -> Option<Vec<Stated>> {
		let worth = |line: &Line| {
			let Quote { kind, price } = *self.quotes.get(line.good.0 as usize)?;
			let worth = line_worth(self.side, kind, price, line.flow, self.heads).ok()?;
			Some(Stated { line: *line, worth })
		};
		lines.iter().map(worth).collect()
	}

	/// Whether a proposal passes the test of its side.
	fn passes(&self, lines: &[Line]) -> bool {
		let mut assessor = Assessor::new(self.side, self.heads);
		let weighed = lines.iter().all(|line| {
			self.quotes
				.get(line.good.0 as usize)
				.is_some_and(|quote| assessor.line(quote.kind, quote.price, line.flow).is_ok())
		});
		weighed && assessor.finish().passes(self.budget)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_engine::Kind;
	use parecon_primitives::Price;
	use proptest::prelude::*;

	const UNIT: i128 = 1_000_000;

	fn line(good: u32, units: i128) -> Line {
		Line { good: GoodId(good), flow: Flow(units * UNIT) }
	}

	fn quotes(prices: [u128; 3]) -> Vec<Quote> {
		[Kind::Private, Kind::Intermediate, Kind::Labour]
			.into_iter()
			.zip(prices)
			.map(|(kind, price)| Quote { kind, price: Price(price * UNIT as u128) })
			.collect()
	}

	/// Of a workplace, or of a household with 100 credits.
	fn bound(side: Side, quotes: &[Quote], percent: u32) -> Bound<'_> {
		let budget = if side == Side::Consumers { Credits(100 * UNIT as u128) } else { Credits(0) };
		let heads = Heads { own: 1, all: 4 };
		Bound { side, heads, budget, quotes, most: Perbill::from_percent(percent) }
	}

	#[test]
	fn what_is_wanted_is_met_as_far_as_it_may_be() {
		let quotes = quotes([3, 2, 1]);
		let bound = bound(Side::Workers, &quotes, 25);
		let old = [line(0, 100), line(1, -40), line(2, -80)];
		let wanted = vec![line(0, 110), line(1, -10), line(2, -200)];
		let met = vec![line(0, 110), line(1, -30), line(2, -100)];
		assert_eq!(bound.answer(&old, wanted), Some(met));
		assert_eq!(bound.answer(&[], vec![line(0, 9)]), Some(vec![line(0, 9)]));
	}

	#[test]
	fn what_is_new_stays_where_it_is_little() {
		let quotes = quotes([3, 2, 1]);
		let bound = bound(Side::Workers, &quotes, 10);
		// Worth 300 + 40 together: of new lines 34 credits may be added.
		let old = [line(0, 100), line(2, -40)];
		let with = |units: i128| vec![line(0, 100), line(1, -units), line(2, -40)];
		assert_eq!(bound.answer(&old, with(17)), Some(with(17)));
		assert_eq!(bound.answer(&old, with(18)), Some(old.to_vec()));
	}

	/// Failure: the nearest lines cost more than the budget, and the chain refuses them.
	#[test]
	fn who_cannot_pay_the_nearest_says_less_or_nothing() {
		let old = [line(0, -50)];
		let wanted = vec![line(0, -20)];
		let at = |price| {
			let quotes = quotes([price, 1, 1]);
			bound(Side::Consumers, &quotes, 10).answer(&old, wanted.clone())
		};
		assert_eq!(at(2), Some(vec![line(0, -45)]));
		assert_eq!(at(3), None, "45 at 3 are more than 100");
		// A workplace whose better proposal of today may not be said yet repeats what it said.
		let quotes = quotes([3, 6, 1]);
		let bound = bound(Side::Workers, &quotes, 10);
		let old = [line(0, 100), line(1, -50)];
		assert_eq!(bound.answer(&old, vec![line(0, 80), line(1, -60)]), Some(old.to_vec()));
	}

	proptest! {
		/// Failure: an answer that the chain refuses for its swing.
		#[test]
		fn every_answer_is_within_the_bound(
			percent in 0u32..=100,
			old in proptest::collection::vec((0u32..3, 1i128..1_000_000_000), 1..3),
			wanted in proptest::collection::vec((0u32..3, 1i128..1_000_000_000), 0..3),
		) {
			let quotes = quotes([3, 2, 1]);
			let bound = bound(Side::Workers, &quotes, percent);
			let lines = |stated: Vec<(u32, i128)>| {
				let unique: BTreeMap<u32, i128> = stated.into_iter().collect();
				let line = |(good, amount): (u32, i128)| Line {
					good: GoodId(good),
					flow: Flow(if good == 0 { amount } else { -amount }),
				};
				unique.into_iter().map(line).collect::<Vec<_>>()
			};
			let (old, wanted) = (lines(old), lines(wanted));
			let near = bound.nearest(&old, &wanted);
			parecon_engine::check_order(&near).unwrap();
			let (old, near) = (bound.stated(&old).unwrap(), bound.stated(&near).unwrap());
			prop_assert!(swing_within(&old, &near, bound.most));
		}
	}
}
