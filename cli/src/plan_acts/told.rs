//! What the chain would say of a proposal, for people and for programs.

use super::{
	answers::Check,
	weigh::{Fault, Row},
};
use crate::output::{decimal, width, Align, Table};
use parecon_primitives::{CouncilId, Credits, CycleId, Iteration, Side};
use serde::Serialize;
use serde_json::{json, Value as Json};

/// What the chain says of a proposal.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
	/// The council.
	pub council: CouncilId,
	/// The cycle; none where none is running.
	pub cycle: Option<CycleId>,
	/// The iteration whose prices are announced.
	pub iteration: Option<Iteration>,
	/// Whether it would pass.
	pub passes: bool,
	/// Why not: `error`, `why` and `next`.
	pub refused: Option<Json>,
	/// What that is about, where one line can be named.
	pub fault: Option<Fault>,
	/// The council's side.
	pub side: Side,
	/// What it comes to, in credits; none where it could not be weighed.
	pub sums: Option<Sums>,
	/// What counts when members' requests are added: how much of the private goods, and the lines.
	pub counted: Option<Json>,
	/// The lines.
	pub lines: Vec<Row>,
}

/// What a proposal comes to, in credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sums {
	/// Social benefit of a workers' council.
	pub benefit: String,
	/// Its social cost; the cost of a consumers' council.
	pub cost: String,
	/// What a consumers' council pays beside for public goods that it shares.
	pub dues: String,
	/// What it is credited for pollutants that it permits.
	pub credits: String,
	/// What it may spend.
	pub budget: String,
	/// What is missing.
	pub missing: String,
}

impl From<&Check> for Sums {
	fn from(check: &Check) -> Self {
		let text = |credits: Credits| decimal(credits.0);
		Self {
			benefit: text(check.benefit),
			cost: text(check.cost),
			dues: text(check.dues),
			credits: text(check.credits),
			budget: text(check.budget),
			missing: text(check.shortfall),
		}
	}
}

/// The largest cost among the lines: where a proposal costs too much, the first place to look.
fn largest(rows: &[Row]) -> Option<&Row> {
	let cost = |row: &&Row| row.cost.as_ref().and_then(|text| text.parse::<f64>().ok());
	let costly = rows.iter().filter(|row| cost(row).is_some());
	costly.max_by(|one, other| cost(one).unwrap_or(0.0).total_cmp(&cost(other).unwrap_or(0.0)))
}

impl Told {
	/// As text.
	pub fn text(&self, file: &str) -> String {
		let Self { council, iteration, .. } = self;
		let at = iteration.map_or("now".into(), |it| format!("at the prices of iteration {it}"));
		let verdict = if self.passes { "it passes" } else { "it does not pass" };
		let mut text = self.table().fitted(width());
		text += &format!("\ncouncil {council} {at}: {verdict}\n");
		text += &self.sums();
		if let Some(counted) = self.counted.as_ref().filter(|it| it["part"] != json!(1.0)) {
			let percent = counted["part"].as_f64().unwrap_or(0.0) * 100.0;
			text += &format!(
				"  with what its members ask for, {percent:.1} % of the private goods count\n"
			);
		}
		let Some(refused) = &self.refused else { return text };
		let part = |name: &str| refused[name].as_str().unwrap_or_default();
		text += &format!("  refused: {}: {}\n", part("error"), part("why"));
		if let Some(Fault { line, good, what }) = &self.fault {
			let place = line.map(|line| format!("line {line} of {file}, "));
			let good = good.as_ref().map(|good| format!("{good}: "));
			text += &format!("  {}{}{what}\n", place.unwrap_or_default(), good.unwrap_or_default());
		} else if let Some(row) = largest(&self.lines).filter(|_| self.sums.is_some()) {
			let cost = row.cost.as_deref().unwrap_or_default();
			text += &format!(
				"  what costs most is line {} of {file}, {}: {cost}\n",
				row.line, row.good
			);
		}
		match part("next") {
			"" => text,
			next => text + &format!("  next: {next}\n"),
		}
	}

	fn table(&self) -> Table {
		let mut table = Table::new(&[
			("line", Align::Right),
			("good", Align::Left),
			("amount", Align::Right),
			("unit", Align::Left),
			("price", Align::Right),
			("benefit", Align::Right),
			("cost", Align::Right),
		]);
		for row in &self.lines {
			let row = row.clone();
			let dash = || "-".to_owned();
			table.row([
				row.line.to_string(),
				row.good,
				row.amount,
				row.unit,
				row.price,
				row.benefit.unwrap_or_else(dash),
				row.cost.unwrap_or_else(dash),
			]);
		}
		table
	}

	fn sums(&self) -> String {
		let Some(Sums { benefit, cost, dues, credits, budget, missing }) = &self.sums else {
			return String::new();
		};
		let sums = match self.side {
			Side::Workers => format!("  social benefit {benefit}, social cost {cost}\n"),
			Side::Consumers => format!(
				"  cost {cost}, dues for public goods {dues}; budget {budget}, credited for \
				 pollutants {credits}\n"
			),
		};
		match *missing == decimal(0) {
			true => sums,
			false => sums + &format!("  missing {missing} credits\n"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{
			catalogue::tests::catalogue,
			weigh::tests::{check, line, quotes, scales, stated},
		},
		*,
	};

	fn told(side: Side, lines: Vec<Row>, sums: Option<Sums>) -> Told {
		Told {
			council: CouncilId(5),
			cycle: Some(CycleId(0)),
			iteration: Some(Iteration(3)),
			passes: false,
			refused: Some(json!({ "error": "Planning.X", "why": "Because.", "next": "Do." })),
			fault: None,
			side,
			sums,
			counted: None,
			lines,
		}
	}

	#[test]
	fn text_says_what_is_missing_and_what_to_do() {
		let goods = catalogue();
		let quotes = quotes(&goods);
		let rows = scales(Side::Consumers, &quotes, &goods, &[])
			.rows(&stated(&[line(0, -9), line(6, -30)]));
		let sums = Check { shortfall: Credits(8_000_000), ..check(70, 0, 0) };
		let mut told = told(Side::Consumers, rows, Some((&sums).into()));
		let text = told.text("lines.csv");
		for part in [
			"council 5 at the prices of iteration 3: it does not pass\n",
			"  missing 8.000000 credits\n",
			"  refused: Planning.X: Because.\n",
			"  what costs most is line 3 of lines.csv, bread, rye: 60.000000\n",
			"  next: Do.\n",
		] {
			assert!(text.contains(part), "{part} in {text}");
		}
		let what = "it is nobody's".to_owned();
		told.fault = Some(Fault { line: Some(4), good: Some("smoke".into()), what });
		let text = told.text("lines.csv");
		assert!(text.contains("  line 4 of lines.csv, smoke: it is nobody's\n"), "{text}");
		told.counted = Some(json!({ "part": 0.931, "lines": [] }));
		assert!(told.text("lines.csv").contains("93.1 % of the private goods count"));
		let json = serde_json::to_value(&told).unwrap();
		assert_eq!(
			(&json["sums"]["missing"], &json["fault"]["line"]),
			(&json!("8.000000"), &json!(4))
		);
	}
}
