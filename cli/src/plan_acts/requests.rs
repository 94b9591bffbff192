//! What a member asks for, what it costs, and what the plan grants of it.

use super::{
	answers::{Part, Request},
	catalogue::Catalogue,
};
use crate::output::{decimal, width, Align, Table};
use parecon_engine::{Quote, Worth, MAX_PRICE};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, MemberId, Quantity};
use serde::Serialize;

/// A good that a member asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
	/// The good.
	pub good: String,
	/// What one unit of it is.
	pub unit: String,
	/// How much, in units for a cycle.
	pub amount: String,
	/// What one costs at present.
	pub price: String,
	/// What that costs, in credits.
	pub cost: String,
}

/// What a member asks for, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
	/// The member.
	pub member: MemberId,
	/// The council.
	pub council: CouncilId,
	/// The cycle in which it was asked.
	pub cycle: CycleId,
	/// The goods.
	pub lines: Vec<Asked>,
	/// What all of it costs at present, in credits.
	pub cost: String,
	/// What it may cost; none while no requests are taken.
	pub means: Option<String>,
	/// Hash of what is said in words.
	pub note: Option<String>,
}

/// What goods cost at the announced prices, rounded up.
pub fn cost(goods: &[(GoodId, Quantity)], quotes: &[Quote]) -> Credits {
	goods.iter().fold(Worth::default(), |sum, line| sum.saturating_add(worth(line, quotes))).ceil(1)
}

fn worth((good, amount): &(GoodId, Quantity), quotes: &[Quote]) -> Worth {
	let quote = quotes.get(good.0 as usize);
	quote.map_or(Worth::default(), |quote| Worth::of(quote.price.min(MAX_PRICE), amount.0))
}

/// A request with its prices.
pub fn shown(
	member: MemberId,
	request: &Request,
	means: Option<Credits>,
	goods: &Catalogue,
	quotes: &[Quote],
) -> Shown {
	let line = |line: &(GoodId, Quantity)| Asked {
		good: goods.name(line.0),
		unit: goods.unit(line.0),
		amount: decimal(line.1 .0),
		price: quotes.get(line.0 .0 as usize).map(|it| decimal(it.price.0)).unwrap_or_default(),
		cost: decimal(worth(line, quotes).ceil(1).0),
	};
	Shown {
		member,
		council: request.council,
		cycle: request.cycle,
		lines: request.goods.iter().map(line).collect(),
		cost: decimal(cost(&request.goods, quotes).0),
		means: means.map(|means| decimal(means.0)),
		note: request.note.clone(),
	}
}

impl Shown {
	/// As text.
	pub fn text(&self) -> String {
		let Self { member, council, cycle, cost, .. } = self;
		let mut table = Table::new(&[
			("good", Align::Left),
			("amount", Align::Right),
			("unit", Align::Left),
			("price", Align::Right),
			("cost", Align::Right),
		]);
		for Asked { good, unit, amount, price, cost } in self.lines.clone() {
			table.row([good, amount, unit, price, cost]);
		}
		let means = match &self.means {
			Some(means) => format!("it may cost {means}"),
			None => "no requests are taken now".to_owned(),
		};
		let note = self.note.as_ref().map(|note| format!("note {note}\n")).unwrap_or_default();
		format!(
			"{}\nmember {member} asks council {council} for this since cycle {cycle}\n\
			 at the announced prices it costs {cost} credits; {means}\n{note}",
			table.fitted(width())
		)
	}
}

/// A good of which the plan grants a member a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Granted {
	/// The good.
	pub good: String,
	/// What one unit of it is.
	pub unit: String,
	/// What the member asked for.
	pub requested: String,
	/// The member's part.
	pub granted: String,
}

/// A member's part of what the plan in force grants the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Portion {
	/// The member.
	pub member: MemberId,
	/// The cycle of the plan.
	pub cycle: CycleId,
	/// The goods.
	pub lines: Vec<Granted>,
}

impl Portion {
	/// The parts with their names.
	pub fn new(member: MemberId, cycle: CycleId, parts: &[Part], goods: &Catalogue) -> Self {
		let line = |part: &Part| Granted {
			good: goods.name(part.good),
			unit: goods.unit(part.good),
			requested: decimal(part.requested.0),
			granted: decimal(part.granted.0),
		};
		Self { member, cycle, lines: parts.iter().map(line).collect() }
	}

	/// As text.
	pub fn text(&self) -> String {
		let mut table = Table::new(&[
			("good", Align::Left),
			("unit", Align::Left),
			("requested", Align::Right),
			("granted", Align::Right),
		]);
		for Granted { good, unit, requested, granted } in self.lines.clone() {
			table.row([good, unit, requested, granted]);
		}
		let (member, cycle) = (self.member, self.cycle);
		format!(
			"{}\nthe part of member {member} in the plan of cycle {cycle}; what rounding leaves stays \
			 with the council\n",
			table.fitted(width())
		)
	}
}

#[cfg(test)]
mod tests {
	use super::{super::catalogue::tests::catalogue, *};
	use parecon_primitives::Price;

	fn quotes() -> Vec<Quote> {
		let goods = catalogue();
		let goods = goods.goods().iter();
		goods.map(|good| Quote { kind: good.kind, price: Price(1_500_001) }).collect()
	}

	#[test]
	fn a_request_is_rounded_up_once() {
		let goods = [(GoodId(0), Quantity(500_000)), (GoodId(6), Quantity(500_000))];
		assert_eq!(cost(&goods, &quotes()), Credits(1_500_001));
		let request =
			Request { council: CouncilId(3), cycle: CycleId(1), goods: goods.into(), note: None };
		let shown = shown(MemberId(2), &request, None, &catalogue(), &quotes());
		assert_eq!((&shown.lines[0].cost[..], &shown.cost[..]), ("0.750001", "1.500001"));
		let text = shown.text();
		assert!(text.contains("member 2 asks council 3 for this since cycle 1\n"), "{text}");
		assert!(text.ends_with("it costs 1.500001 credits; no requests are taken now\n"), "{text}");
	}

	#[test]
	fn a_portion_names_goods_and_parts() {
		let part =
			Part { good: GoodId(0), requested: Quantity(6_000_000), granted: Quantity(4_500_000) };
		let portion = Portion::new(MemberId(2), CycleId(0), &[part], &catalogue());
		let text = portion.text();
		assert!(text.contains("bread  loaf   6.000000  4.500000\n"), "{text}");
	}
}
