//! The goods that are furthest from balance.

use crate::{chain::Good, output::decimal};
use parecon_engine::{
	Counting, Imbalance, Measure, PageMemory, Quote, Rule, RuleMemory, Totals, Worth,
};
use parecon_primitives::{GoodId, Price, Quantity};
use serde::{Serialize, Serializer};
use sp_arithmetic::Perbill;

/// Prices, and what is supplied and asked for at them, good by good.
#[derive(Clone, Debug, Default)]
pub struct Market {
	/// Kind and price of each good.
	pub quotes: Vec<Quote>,
	/// Supply and demand of each good.
	pub totals: Vec<Totals>,
}

/// By what a good counts as open.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
	/// Imbalance below which a good is balanced.
	pub threshold: Perbill,
	/// Which goods count.
	pub counting: Counting,
	/// Value of all goods in the iteration before.
	pub value: Worth,
	/// Population of all enrolled consumers' councils.
	pub heads: u32,
}

/// A good in an iteration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
	/// Its number.
	pub good: GoodId,
	/// Its name.
	pub name: String,
	/// What one unit of it is.
	pub unit: String,
	/// What is supplied, in units.
	#[serde(serialize_with = "units")]
	pub supply: Quantity,
	/// What is asked for, in units; the mean level of a public good.
	#[serde(serialize_with = "units")]
	pub demand: Quantity,
	/// How far apart they are; 0.05 is 5 %.
	#[serde(serialize_with = "parts")]
	pub imbalance: Imbalance,
	/// Its price in credits per unit.
	#[serde(serialize_with = "credits")]
	pub price: Price,
	/// By how much that differs from its price in the iteration before: 0.05 is 5 % more. None in the
	/// first.
	pub change: Option<f64>,
	/// Whether it keeps the iteration from being calm.
	pub open: bool,
}

/// Micro-units as a decimal number of units, exact.
pub(super) fn units<S: Serializer>(amount: &Quantity, out: S) -> Result<S::Ok, S::Error> {
	out.serialize_str(&decimal(amount.0))
}

fn credits<S: Serializer>(price: &Price, out: S) -> Result<S::Ok, S::Error> {
	out.serialize_str(&decimal(price.0))
}

fn parts<S: Serializer>(imbalance: &Imbalance, out: S) -> Result<S::Ok, S::Error> {
	out.serialize_f64(imbalance.0 as f64 / 1e9)
}

/// The `most` goods that are furthest from balance: first those that are open, then by imbalance.
/// `before` are the prices of the iteration before.
pub fn worst(
	goods: &[Good],
	market: &Market,
	before: Option<&[Quote]>,
	measured: &Measured,
	most: usize,
) -> Vec<Row> {
	let figures = market.quotes.iter().zip(&market.totals);
	let rows = goods.iter().zip(figures).enumerate().map(|(index, (good, (quote, totals)))| {
		let balance = totals.balance(quote.kind, measured.heads);
		let (supply, demand) = (balance.supply(), balance.demand());
		let before = before.and_then(|before| before.get(index));
		Row {
			good: GoodId(index as u32),
			name: good.name.clone(),
			unit: good.unit.clone(),
			supply,
			demand,
			imbalance: Imbalance::of(supply.0, demand.0),
			price: quote.price,
			change: before.map(|before| change(before.price, quote.price)),
			open: is_open(quote, totals, measured),
		}
	});
	let mut rows: Vec<Row> = rows.collect();
	rows.sort_by_key(|row| (!row.open, std::cmp::Reverse(row.imbalance), row.good));
	rows.truncate(most);
	rows
}

/// By how much a price is above another: 0.05 is 5 %.
pub fn change(before: Price, now: Price) -> f64 {
	match before.0 {
		0 => 0.0,
		before => now.0 as f64 / before as f64 - 1.0,
	}
}

/// Asks the engine: whether a good counts is its rule, and that of the chain. The price rule has no
/// part in it.
fn is_open(quote: &Quote, totals: &Totals, by: &Measured) -> bool {
	let mut measure =
		Measure::new(Rule::Proportional, by.threshold, by.heads, &RuleMemory::default())
			.counting(by.counting, by.value);
	measure.page(GoodId(0), &[*quote], &[*totals], &mut PageMemory::default());
	measure.finish(&mut RuleMemory::default()).0.open > 0
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_engine::Kind;

	const UNIT: u128 = 1_000_000;

	fn market(goods: &[(Kind, u128, u128, u128)]) -> (Vec<Good>, Market) {
		let mut market = Market::default();
		let mut named = Vec::new();
		for (index, (kind, price, supply, demand)) in goods.iter().enumerate() {
			named.push(Good { name: format!("good {index}"), unit: "piece".into(), kind: *kind });
			market.quotes.push(Quote { kind: *kind, price: Price(price * UNIT) });
			market.totals.push(Totals { supply: supply * UNIT, demand: demand * UNIT });
		}
		(named, market)
	}

	fn measured(counting: Counting) -> Measured {
		let threshold = Perbill::from_percent(5);
		Measured { threshold, counting, value: Worth::default(), heads: 4 }
	}

	#[test]
	fn open_goods_come_first_and_then_the_imbalance_decides() {
		let (goods, market) = market(&[
			(Kind::Private, 2, 100, 101),
			(Kind::Nature, 2, 100, 1),
			(Kind::Private, 2, 100, 50),
			(Kind::Public, 8, 100, 440),
		]);
		let before = [Quote { kind: Kind::Private, price: Price(UNIT) }; 3];
		let rows = worst(&goods, &market, Some(&before), &measured(Counting::Excess), 3);
		let found: Vec<_> = rows.iter().map(|row| (row.good.0, row.open)).collect();
		// Nature in excess does not count, far from balance as it is.
		assert_eq!(found, [(2, true), (3, true), (1, false)]);
		assert_eq!(rows[0].imbalance, Imbalance(666_666_666));
		assert_eq!(rows[0].change, Some(1.0));
		assert_eq!((rows[1].demand, rows[1].change), (Quantity(110 * UNIT), None));
		let rows = worst(&goods, &market, None, &measured(Counting::Published), 1);
		assert_eq!((rows[0].good.0, rows[0].open), (1, true));
	}

	#[test]
	fn figures_are_exact_in_json() {
		let (goods, market) = market(&[(Kind::Private, 3, 1, 3)]);
		let rows = worst(&goods, &market, None, &measured(Counting::Excess), 10);
		let json = serde_json::to_value(&rows).unwrap();
		assert_eq!(json[0]["supply"], "1.000000");
		assert_eq!(json[0]["price"], "3.000000");
		assert_eq!(json[0]["imbalance"], 1.0);
		assert_eq!(json[0]["change"], serde_json::Value::Null);
	}
}
