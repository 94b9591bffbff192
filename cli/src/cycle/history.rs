//! The prices of goods, iteration by iteration.

use super::{
	goods::change,
	text::{short, signed},
};
use crate::{
	chain::Good,
	errors::{Error, Result},
	output::{decimal, Align, Table},
	picture::{Line, Lines},
};
use parecon_primitives::{CycleId, GoodId, Iteration, Price};
use serde::Serialize;

/// The prices that were announced for an iteration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
	/// The cycle.
	pub cycle: CycleId,
	/// The iteration.
	pub iteration: Iteration,
	/// The block in which they were announced.
	pub block: u32,
	/// The price of each good of that time.
	pub prices: Vec<Price>,
}

/// A good whose prices are told.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
	good: GoodId,
	name: String,
	unit: String,
}

/// The prices of some goods in the iterations of some cycles.
#[derive(Clone, Debug)]
pub struct History {
	goods: Vec<Told>,
	announced: Vec<Announced>,
}

/// The history as JSON.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
	goods: Vec<Named<'a>>,
	iterations: Vec<Priced>,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
	good: GoodId,
	name: &'a str,
	unit: &'a str,
}

/// An iteration with a price for each good of the report, in credits per unit; none before there was
/// the good.
#[derive(Debug, Serialize)]
struct Priced {
	cycle: CycleId,
	iteration: Iteration,
	block: u32,
	prices: Vec<Option<String>>,
}

impl History {
	/// The prices of all goods.
	pub fn new(goods: Vec<Good>, announced: Vec<Announced>) -> Self {
		let told = |(index, good): (usize, Good)| Told {
			good: GoodId(index as u32),
			name: good.name,
			unit: good.unit,
		};
		Self { goods: goods.into_iter().enumerate().map(told).collect(), announced }
	}

	/// The prices of the goods with these names, in their order; of all where none is named.
	///
	/// # Errors
	/// There is no such good.
	pub fn only(mut self, names: &[String]) -> Result<Self> {
		if names.is_empty() {
			return Ok(self);
		}
		let find = |name: &String| {
			let good = self.goods.iter().find(|good| good.name == *name).cloned();
			good.ok_or_else(|| {
				let some: Vec<_> = self.goods.iter().take(3).map(|good| &good.name).collect();
				Error::new(
					format!("there is no good {name:?}"),
					format!("give a name as the chain has it, such as one of {some:?}"),
				)
			})
		};
		self.goods = names.iter().map(find).collect::<Result<_>>()?;
		Ok(self)
	}

	/// How many iterations there are.
	pub fn iterations(&self) -> usize {
		self.announced.len()
	}

	/// The prices of a good, iteration by iteration.
	fn course(&self, good: GoodId) -> impl Iterator<Item = Option<Price>> + '_ {
		self.announced.iter().map(move |it| it.prices.get(good.0 as usize).copied())
	}

	/// The goods with their first and their last price; what changed most comes first.
	fn changes(&self) -> Vec<(&Told, Price, Price)> {
		let ends = |good| {
			let mut prices = self.course(good).flatten();
			let first = prices.next()?;
			Some((first, prices.last().unwrap_or(first)))
		};
		let mut changes: Vec<_> = self
			.goods
			.iter()
			.filter_map(|told| ends(told.good).map(|(first, last)| (told, first, last)))
			.collect();
		let size = |(_, first, last): &(&Told, Price, Price)| ratio(*first, *last).ln().abs();
		changes.sort_by(|one, other| size(other).total_cmp(&size(one)));
		changes
	}

	/// One row for each price.
	pub fn csv(&self) -> String {
		let mut table = Table::new(&[
			("cycle", Align::Right),
			("iteration", Align::Right),
			("block", Align::Right),
			("good", Align::Left),
			("unit", Align::Left),
			("price", Align::Right),
		]);
		for it in &self.announced {
			for told in &self.goods {
				let Some(price) = it.prices.get(told.good.0 as usize) else { continue };
				table.row([
					it.cycle.to_string(),
					it.iteration.to_string(),
					it.block.to_string(),
					told.name.clone(),
					told.unit.clone(),
					decimal(price.0),
				]);
			}
		}
		table.csv()
	}

	/// The history as JSON.
	pub fn report(&self) -> Report<'_> {
		let named = |told: &'_ Told| told.good.0 as usize;
		let price = |price: &Price| decimal(price.0);
		let priced = |it: &Announced| Priced {
			cycle: it.cycle,
			iteration: it.iteration,
			block: it.block,
			prices: self.goods.iter().map(|told| it.prices.get(named(told)).map(price)).collect(),
		};
		Report {
			goods: self
				.goods
				.iter()
				.map(|told| Named { good: told.good, name: &told.name, unit: &told.unit })
				.collect(),
			iterations: self.announced.iter().map(priced).collect(),
		}
	}

	/// A row for each good: where its price began and where it came to.
	pub fn text(&self, width: usize) -> String {
		let right = |name| (name, Align::Right);
		let mut table = Table::new(&[
			("good", Align::Left),
			("unit", Align::Left),
			right("first"),
			right("lowest"),
			right("highest"),
			right("last"),
			right("change"),
		]);
		for (told, first, last) in self.changes() {
			let prices = || self.course(told.good).flatten().map(|price| price.0);
			table.row([
				told.name.clone(),
				told.unit.clone(),
				short(first.0),
				short(prices().min().unwrap_or(first.0)),
				short(prices().max().unwrap_or(first.0)),
				short(last.0),
				signed(change(first, last)),
			]);
		}
		format!("{}\n{}\n", table.fitted(width), self.span())
	}

	/// Which iterations of which cycles these are.
	pub fn span(&self) -> String {
		let parts: Vec<String> = self
			.announced
			.chunk_by(|one, other| one.cycle == other.cycle)
			.filter_map(|of| Some((of.first()?.cycle, of.len())))
			.map(|(cycle, count)| match count {
				1 => format!("cycle {cycle}, 1 iteration"),
				_ => format!("cycle {cycle}, {count} iterations"),
			})
			.collect();
		if parts.is_empty() {
			return "no iteration has begun".into();
		}
		parts.join("; ")
	}

	/// What is drawn: each price by that of the first iteration that has one.
	pub fn lines(&self) -> Lines {
		let line = |(told, first, _): (&Told, Price, Price)| Line {
			name: told.name.clone(),
			ratios: self.course(told.good).map(|price| Some(ratio(first, price?))).collect(),
		};
		Lines {
			title: format!("prices: {}", self.span()),
			steps: self.announced.iter().map(|it| (it.cycle.0, it.iteration.0)).collect(),
			lines: self.changes().into_iter().map(line).collect(),
		}
	}
}

/// A price by another. No price is 0.
fn ratio(first: Price, price: Price) -> f64 {
	price.0.max(1) as f64 / first.0.max(1) as f64
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_engine::Kind;

	fn history() -> History {
		let good =
			|name: &str| Good { name: name.into(), unit: "unit".into(), kind: Kind::Private };
		let announced = |cycle, iteration, prices: &[u128]| Announced {
			cycle: CycleId(cycle),
			iteration: Iteration(iteration),
			block: 10 * cycle + iteration,
			prices: prices.iter().map(|price| Price(price * 1_000_000)).collect(),
		};
		let announced = vec![
			announced(0, 1, &[10, 20]),
			announced(0, 2, &[12, 5]),
			// The third good is younger.
			announced(1, 1, &[11, 10, 7]),
		];
		History::new(vec![good("bread"), good("steel, cold"), good("glass")], announced)
	}

	#[test]
	fn what_changed_most_comes_first() {
		let history = history();
		let text = history.text(80);
		let place = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what}: {text}"));
		assert!(place("steel") < place("bread") && place("bread") < place("glass"));
		assert!(text.contains("-50.00 %") && text.contains("+10.00 %"), "{text}");
		assert!(text.ends_with("\ncycle 0, 2 iterations; cycle 1, 1 iteration\n"), "{text}");
		assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
	}

	#[test]
	fn every_price_is_a_row_of_the_csv() {
		let csv = history().csv();
		assert!(
			csv.starts_with("cycle,iteration,block,good,unit,price\n0,1,1,bread,unit,10.000000\n")
		);
		assert!(csv.contains("\n0,2,2,\"steel, cold\",unit,5.000000\n"), "{csv}");
		assert_eq!(csv.lines().count(), 1 + 7);
		let csv = history().only(&["glass".into()]).unwrap().csv();
		assert_eq!(csv.lines().skip(1).collect::<Vec<_>>(), ["1,1,11,glass,unit,7.000000"]);
	}

	#[test]
	fn the_report_has_a_price_or_none_for_each_good() {
		let json = serde_json::to_value(history().report()).unwrap();
		assert_eq!(json["goods"][1]["name"], "steel, cold");
		assert_eq!(json["iterations"][0]["prices"][2], serde_json::Value::Null);
		assert_eq!(json["iterations"][2]["prices"][2], "7.000000");
		assert_eq!(json["iterations"][2]["block"], 11);
	}

	#[test]
	fn lines_begin_at_one_where_the_good_begins() {
		let lines = history().lines();
		assert_eq!(lines.steps, [(0, 1), (0, 2), (1, 1)]);
		assert_eq!(lines.lines[0].ratios, [Some(1.0), Some(0.25), Some(0.5)]);
		assert_eq!(lines.lines[2].ratios, [None, None, Some(1.0)]);
	}

	#[test]
	fn a_good_that_is_not_there_is_named() {
		let error = history().only(&["bread".into(), "gold".into()]).unwrap_err();
		assert!(error.what().contains("gold") && error.next().contains("bread"), "{error}");
		assert_eq!(History::new(Vec::new(), Vec::new()).span(), "no iteration has begun");
	}
}
