//! What a proposal comes to, line by line, with the arithmetic of the chain.

use super::{
	answers::{Check, Cycle, Enrolment},
	catalogue::Catalogue,
	lines::Stated,
};
use crate::output::decimal;
use parecon_engine::{
	line_worth, merged, restate, swing_within, Heads, Line, Quote, Scale, Stated as Valued, Swing,
	Wish, Worth,
};
use parecon_primitives::{GoodId, Quantity, Side};
use serde::Serialize;
use serde_json::{json, Value as Json};
use sp_arithmetic::{PerThing, Perbill};

/// By what a council's lines are valued.
#[derive(Clone, Copy, Debug)]
pub struct Scales<'a> {
	/// The council's side.
	pub side: Side,
	/// The populations by which its lines count.
	pub heads: Heads,
	/// Goods of which it states how much there should be for many.
	pub shares: &'a [GoodId],
	/// Kind and price of each good.
	pub quotes: &'a [Quote],
	/// Names and units.
	pub goods: &'a Catalogue,
}

/// A line with what it comes to, in units and credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
	/// The line of the file.
	pub line: usize,
	/// The good.
	pub good: String,
	/// What one unit of it is.
	pub unit: String,
	/// How much: + supplied or permitted, - used.
	pub amount: String,
	/// The announced price.
	pub price: String,
	/// Its part of the social benefit; none where it has none.
	pub benefit: Option<String>,
	/// Its part of the cost; none where it has none by itself: what many share is in the dues.
	pub cost: Option<String>,
}

/// What is left of private goods after requests are added and means are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
	/// The lines that count.
	pub lines: Vec<Line>,
	/// The part of the private goods stated that they are.
	pub part: Scale,
	/// Goods that members ask for and that find no room.
	pub left_out: usize,
}

/// A line that a late iteration does not let change so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swung {
	/// The line of a good and a direction: whether it is supplied.
	Line(GoodId, bool),
	/// All that is new, together.
	New,
}

impl Scales<'_> {
	fn quote(&self, good: GoodId) -> Option<Quote> {
		self.quotes.get(good.0 as usize).copied()
	}

	fn worth(&self, line: &Line) -> Option<Worth> {
		let Quote { kind, price } = self.quote(line.good)?;
		line_worth(self.side, kind, price, line.flow, self.heads).ok()
	}

	/// Values of consumers' councils are times the population of all.
	fn parts(&self) -> u32 {
		match self.side {
			Side::Workers => 1,
			Side::Consumers => self.heads.all.max(1),
		}
	}

	/// Whether the line states how much there should be for many.
	fn states(&self, line: &Line) -> bool {
		self.side == Side::Consumers && self.shares.contains(&line.good)
	}

	/// What each line comes to.
	pub fn rows(&self, stated: &[Stated]) -> Vec<Row> {
		stated.iter().map(|it| self.row(it)).collect()
	}

	fn row(&self, Stated { place, line }: &Stated) -> Row {
		let sign = if line.flow.is_supply() { "+" } else { "-" };
		let worth = self.worth(line).filter(|_| !self.states(line));
		let gains = self.side == Side::Workers && line.flow.is_supply();
		let price = self.quote(line.good).map(|quote| decimal(quote.price.0));
		Row {
			line: *place,
			good: self.goods.name(line.good),
			unit: self.goods.unit(line.good),
			amount: format!("{sign}{}", decimal(line.flow.amount().0)),
			price: price.unwrap_or_default(),
			benefit: worth.filter(|_| gains).map(|worth| decimal(worth.floor(self.parts()).0)),
			cost: worth.filter(|_| !gains).map(|worth| decimal(worth.ceil(self.parts()).0)),
		}
	}

	/// What counts of a consumers' council's lines when its members' requests are added, within the means
	/// that a check names.
	pub fn counted(
		&self,
		lines: &[Line],
		requested: &[(GoodId, Quantity)],
		most: usize,
		check: &Check,
	) -> Counted {
		let (stated, left_out) = merged(lines, requested, most);
		let wishes: Vec<Wish> = stated.iter().filter_map(|line| self.wish(line)).collect();
		let means = check.budget.saturating_add(check.credits).saturating_sub(check.dues);
		let (lines, part) = restate(&wishes, self.heads, means);
		Counted { lines, part, left_out }
	}

	fn wish(&self, line: &Line) -> Option<Wish> {
		let kind = self.quote(line.good)?.kind;
		let worth = if self.states(line) { Worth::default() } else { self.worth(line)? };
		Some(Wish { line: *line, kind, worth })
	}

	/// What of `new` lines is further from the `old` ones than `most` lets it be; none where all is near
	/// enough.
	pub fn swung(&self, old: &[Line], new: &[Line], most: Perbill) -> Option<Swung> {
		let valued = |line: &Line| Some(Valued { line: *line, worth: self.worth(line)? });
		let old: Vec<Valued> = old.iter().filter_map(valued).collect();
		let new: Vec<Valued> = new.iter().filter_map(valued).collect();
		if swing_within(&old, &new, most) {
			return None;
		}
		let key = |it: &Valued| (it.line.good, it.line.flow.is_supply());
		let far = old.iter().find(|was| {
			let is: Vec<Valued> = new.iter().filter(|is| key(is) == key(was)).copied().collect();
			!swing_within(&[**was], &is, most)
		});
		Some(far.map_or(Swung::New, |was| {
			let (good, supplied) = key(was);
			Swung::Line(good, supplied)
		}))
	}
}

/// A line that the chain would refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
	/// The line of the file; none where it is not in it.
	pub line: Option<usize>,
	/// The good; none where it is about several.
	pub good: Option<String>,
	/// What is wrong with it.
	pub what: String,
}

/// What counts, in JSON.
pub fn counted_json(counted: &Counted, goods: &Catalogue) -> Json {
	let line = |line: &Line| {
		let sign = if line.flow.is_supply() { "+" } else { "-" };
		json!({
			"good": goods.name(line.good),
			"amount": format!("{sign}{}", decimal(line.flow.amount().0)),
		})
	};
	json!({
		"part": share(counted.part),
		"lines": counted.lines.iter().map(line).collect::<Vec<_>>(),
	})
}

/// A part as a number: 0.5 is a half.
fn share(part: Scale) -> f64 {
	part.parts() as f64 / Scale::WHOLE.parts() as f64
}

/// What a late iteration says against a proposal of `council`, by the lines that count.
pub fn swing_fault(
	scales: &Scales,
	cycle: &Cycle,
	part: &Enrolment,
	counted: &[Line],
	stated: &[Stated],
) -> Option<Fault> {
	let most = Swing::from(cycle.params.swing).most(cycle.iteration)?;
	// Who was taken out of a plan that went back may begin anew.
	if cycle.retried && part.lines_before(cycle.iteration).is_empty() {
		return None;
	}
	let swung = scales.swung(part.lines_before(cycle.iteration), counted, most)?;
	let percent =
		f64::from(most.deconstruct()) * 100.0 / f64::from(<Perbill as PerThing>::ACCURACY);
	let bound = format!("this iteration lets it change by {percent:.1} %");
	Some(match swung {
		Swung::New => Fault {
			line: None,
			good: None,
			what: format!("what is new is worth too much beside what stood: {bound}"),
		},
		Swung::Line(good, supplied) => {
			let old = part.lines_before(cycle.iteration).iter();
			let was = old.filter(|line| (line.good, line.flow.is_supply()) == (good, supplied));
			let was: Quantity = was.map(|line| line.flow.amount()).next().unwrap_or_default();
			let is = |it: &&Stated| (it.line.good, it.line.flow.is_supply()) == (good, supplied);
			Fault {
				line: stated.iter().find(is).map(|it| it.place),
				good: Some(scales.goods.name(good)),
				what: format!("{} stood, and {bound}", decimal(was.0)),
			}
		},
	})
}

#[cfg(test)]
pub(super) mod tests {
	use super::{
		super::{
			answers::tests::{cycle, enrolment},
			catalogue::tests::catalogue,
		},
		*,
	};
	use parecon_primitives::{Credits, Flow, Price};

	const UNIT: i128 = 1_000_000;

	/// Bread 2, parks 8, flour 3, land 1, baking 1, smoke 4, rye 2 credits.
	pub fn quotes(goods: &Catalogue) -> Vec<Quote> {
		let prices = [2, 8, 3, 1, 1, 4, 2];
		let quote = |(good, price): (&crate::chain::Good, u128)| Quote {
			kind: good.kind,
			price: Price(price * UNIT as u128),
		};
		goods.goods().iter().zip(prices).map(quote).collect()
	}

	pub fn line(good: u32, units: i128) -> Line {
		Line { good: GoodId(good), flow: Flow(units * UNIT) }
	}

	pub fn stated(lines: &[Line]) -> Vec<Stated> {
		(2..).zip(lines).map(|(place, line)| Stated { place, line: *line }).collect()
	}

	pub fn check(budget: u128, dues: u128, credits: u128) -> Check {
		let credit = |units: u128| Credits(units * UNIT as u128);
		Check {
			passes: true,
			benefit: credit(0),
			cost: credit(0),
			budget: credit(budget),
			dues: credit(dues),
			credits: credit(credits),
			shortfall: credit(0),
		}
	}

	pub fn scales<'a>(
		side: Side,
		quotes: &'a [Quote],
		goods: &'a Catalogue,
		shares: &'a [GoodId],
	) -> Scales<'a> {
		Scales { side, heads: Heads { own: 1, all: 4 }, shares, quotes, goods }
	}

	#[test]
	fn workplaces_gain_and_spend_line_by_line() {
		let goods = catalogue();
		let quotes = quotes(&goods);
		let scales = scales(Side::Workers, &quotes, &goods, &[]);
		let rows = scales.rows(&stated(&[line(0, 40), line(2, -10)]));
		assert_eq!((rows[0].benefit.as_deref(), &rows[0].cost), (Some("80.000000"), &None));
		assert_eq!((&rows[1].benefit, rows[1].cost.as_deref()), (&None, Some("30.000000")));
		assert_eq!((rows[1].line, &rows[1].amount[..]), (3, "-10.000000"));
	}

	#[test]
	fn what_many_share_costs_nothing_by_itself() {
		let goods = catalogue();
		let quotes = quotes(&goods);
		let shares = [GoodId(1), GoodId(5)];
		let lines = stated(&[line(0, -3), line(1, -5), line(5, 7)]);
		let costs = |shares: &[GoodId]| -> Vec<Option<String>> {
			let rows = scales(Side::Consumers, &quotes, &goods, shares).rows(&lines);
			rows.into_iter().map(|row| row.cost).collect()
		};
		assert_eq!(costs(&shares), [Some("6.000000".into()), None, None]);
		// A park that is everybody's costs its part: 8 x 5 x 1 / 4.
		assert_eq!(costs(&[GoodId(5)])[1].as_deref(), Some("10.000000"));
	}

	#[test]
	fn requests_are_added_and_scaled_to_the_means() {
		let goods = catalogue();
		let quotes = quotes(&goods);
		let shares = [GoodId(1)];
		let scales = scales(Side::Consumers, &quotes, &goods, &shares);
		let asked = [(GoodId(0), Quantity(2_000_000)), (GoodId(6), Quantity(5_000_000))];
		let own = [line(0, -3), line(1, -5)];
		let whole = scales.counted(&own, &asked, 10, &check(25, 6, 1));
		assert_eq!(whole.lines, [line(0, -5), line(1, -5), line(6, -5)]);
		assert_eq!((whole.part, whole.left_out), (Scale::WHOLE, 0));
		// 20 credits are stated, and 16 - 6 are there.
		let half = scales.counted(&own, &asked, 10, &check(15, 6, 1));
		let halves = Flow(-2_500_000);
		assert_eq!(half.lines[0].flow, halves);
		assert_eq!((half.lines[1], half.lines[2].flow), (line(1, -5), halves));
		assert_eq!(counted_json(&half, &goods)["part"], json!(0.5));
		assert_eq!(scales.counted(&own, &asked, 2, &check(25, 6, 1)).left_out, 1);
	}

	#[test]
	fn a_late_change_is_named_by_its_line() {
		let goods = catalogue();
		let quotes = quotes(&goods);
		let scales = scales(Side::Workers, &quotes, &goods, &[]);
		let mut part = enrolment("Workers", 0);
		part.lines = vec![line(0, 100), line(2, -10)];
		let fault = |lines: &[Line], iteration| {
			let cycle = cycle("Collecting", iteration);
			swing_fault(&scales, &cycle, &part, lines, &stated(lines))
		};
		let far = [line(0, 10), line(2, -10)];
		assert_eq!(fault(&far, 9), None, "nothing is bounded before the tenth");
		let found = fault(&far, 10).unwrap();
		assert_eq!((found.line, found.good.as_deref()), (Some(2), Some("bread")));
		assert_eq!(found.what, "100.000000 stood, and this iteration lets it change by 50.0 %");
		assert_eq!(fault(&[line(0, 50), line(2, -15)], 10), None);
		let gone = fault(&[line(0, 100)], 10).unwrap();
		assert_eq!((gone.line, gone.good.as_deref()), (None, Some("flour")));
		// Worth 230 together: labour for 116 is more than a half of it.
		let new = fault(&[line(0, 100), line(2, -10), line(4, -116)], 10).unwrap();
		assert!(new.good.is_none() && new.what.starts_with("what is new"), "{new:?}");
	}
}
