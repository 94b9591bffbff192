//! `parecon plan show`: a plan, good by good or line by line.

use super::{block, kind_name, no_plan, side_name};
use crate::{
	audit::amounts,
	chain::{is_ratified, stored::Enrolment, Chain, Good},
	errors::{Result, Verdict},
	output::{self, decimal, Align, Table},
};
use clap::Args;
use parecon_engine::{public_level, Kind, Quote, Totals};
use parecon_primitives::{CouncilId, CycleId, Side};
use serde::Serialize;

/// Which plan to show, and how.
#[derive(Debug, Args)]
pub struct Show {
	/// A node of the chain
	#[arg(long, value_name = "WS", default_value = crate::commands::URL)]
	pub url: String,
	/// The number of the cycle
	#[arg(long, value_name = "N")]
	pub cycle: u32,
	/// Print every line of every council as CSV instead: + what it supplies, - what it uses; in a
	/// ratified plan also what is granted of it, and in the first line of each council what it pays
	#[arg(long, conflicts_with = "json")]
	pub csv: bool,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// A plan as it is read from the chain.
struct Plan {
	cycle: CycleId,
	ratified: bool,
	iterations: u32,
	/// What all consumers' councils are charged.
	charged: u128,
	goods: Vec<Good>,
	quotes: Vec<Quote>,
	totals: Vec<Totals>,
	/// Supply and demand with every workplace scaled.
	settled: Vec<Totals>,
	heads: u32,
	enrolments: Vec<(CouncilId, Enrolment)>,
}

#[derive(Serialize)]
struct PlanReport<'a> {
	cycle: CycleId,
	outcome: &'a str,
	iterations: u32,
	councils: usize,
	/// What all consumers' councils are charged, where there is a plan.
	#[serde(skip_serializing_if = "Option::is_none")]
	charged: Option<String>,
	goods: Vec<GoodReport<'a>>,
}

#[derive(Serialize)]
struct GoodReport<'a> {
	name: &'a str,
	unit: &'a str,
	kind: Kind,
	price: String,
	/// What the proposals state.
	supply: String,
	demand: String,
	/// What the plan has of it: made by workplaces as they are scaled, or the yearly supply.
	#[serde(skip_serializing_if = "Option::is_none")]
	available: Option<String>,
	/// What the plan grants of it: to workplaces, or to consumers' councils; of a public good the level
	/// that everybody gets.
	#[serde(skip_serializing_if = "Option::is_none")]
	granted: Option<String>,
}

pub(super) fn run(args: &Show) -> Result<Verdict> {
	let plan = crate::commands::runtime()?.block_on(async {
		let chain = Chain::connect(&args.url).await?;
		read(&chain, CycleId(args.cycle)).await
	})?;
	if args.json {
		output::print_json(&plan.report())?;
	} else if args.csv {
		output::print(&plan.lines().csv())?;
	} else {
		output::print(&plan.text())?;
	}
	Ok(Verdict::Done)
}

/// Reads the plan of `cycle`. Prices and totals are those of the block in which it ended.
async fn read(chain: &Chain, cycle: CycleId) -> Result<Plan> {
	let best = chain.best().await?;
	let Some(conclusion) = chain.conclusion(&best, cycle).await? else {
		return Err(no_plan(chain, &best, cycle).await?);
	};
	let at = block(chain, conclusion.at).await?;
	let enrolments = chain.enrolments(&at, cycle).await?;
	let heads = enrolments
		.iter()
		.filter(|(_, enrolment)| enrolment.side.0 == Side::Consumers)
		.map(|(_, enrolment)| enrolment.population)
		.sum();
	Ok(Plan {
		cycle,
		ratified: is_ratified(&conclusion),
		charged: conclusion.charged.0 .0,
		iterations: conclusion.iterations.0 .0,
		goods: chain.goods(&at).await?,
		quotes: chain.quotes(&at).await?,
		totals: chain.totals(&at).await?,
		settled: chain.settled(&at).await?,
		heads,
		enrolments,
	})
}

impl Plan {
	fn balance(&self, good: usize) -> (u128, u128) {
		let (Some(quote), Some(totals)) = (self.quotes.get(good), self.totals.get(good)) else {
			return (0, 0);
		};
		let balance = totals.balance(quote.kind, self.heads);
		(balance.supply().0, balance.demand().0)
	}

	fn outcome(&self) -> &'static str {
		if self.ratified {
			"ratified"
		} else {
			"lapsed"
		}
	}

	/// What the plan has of a good, and what it grants of it; none where there is no plan.
	fn granted(&self, good: usize) -> Option<(u128, u128)> {
		let (quote, totals) = (self.quotes.get(good)?, self.settled.get(good)?);
		let granted = match quote.kind {
			Kind::Public => public_level(&totals.balance(quote.kind, self.heads)).0,
			// Nobody uses more of an input than there is, and a private good that is short is shared out
			// to the last micro-unit.
			_ => totals.demand.min(totals.supply),
		};
		self.ratified.then_some((totals.supply, granted))
	}

	fn price(&self, good: usize) -> u128 {
		self.quotes.get(good).map_or(0, |quote| quote.price.0)
	}

	fn report(&self) -> PlanReport<'_> {
		let mut goods = Vec::new();
		for (index, good) in self.goods.iter().enumerate() {
			let (supply, demand) = self.balance(index);
			let (available, granted) = self.granted(index).unzip();
			goods.push(GoodReport {
				name: &good.name,
				unit: &good.unit,
				kind: good.kind,
				price: decimal(self.price(index)),
				supply: decimal(supply),
				demand: decimal(demand),
				available: available.map(decimal),
				granted: granted.map(decimal),
			});
		}
		PlanReport {
			cycle: self.cycle,
			outcome: self.outcome(),
			iterations: self.iterations,
			councils: self.enrolments.len(),
			charged: self.ratified.then(|| decimal(self.charged)),
			goods,
		}
	}

	/// The goods as a table, and what it is the plan of.
	fn text(&self) -> String {
		let mut headings = vec![
			("good", Align::Left),
			("kind", Align::Left),
			("unit", Align::Left),
			("supply", Align::Right),
			("demand", Align::Right),
		];
		if self.ratified {
			headings.push(("granted", Align::Right));
		}
		headings.push(("price", Align::Right));
		let mut table = Table::new(&headings);
		let report = self.report();
		for good in &report.goods {
			let words = [good.name, kind_name(good.kind), good.unit].map(str::to_owned);
			let amounts = [Some(&good.supply), Some(&good.demand), good.granted.as_ref()];
			let numbers = amounts.into_iter().flatten().chain([&good.price]).cloned();
			table.row(words.into_iter().chain(numbers));
		}
		let charged =
			report.charged.map_or(String::new(), |charged| format!(", {charged} credits charged"));
		format!(
			"{}\ncycle {}: {} after {} iterations, {} councils{charged}\n",
			table.fitted(output::width()),
			self.cycle,
			self.outcome(),
			self.iterations,
			self.enrolments.len()
		)
	}

	/// Every line of every council. Of a public good it is the level that a consumers' council stated
	/// for everybody, and that everybody gets.
	fn lines(&self) -> Table {
		let mut headings = vec![
			("council", Align::Right),
			("side", Align::Left),
			("good", Align::Left),
			("kind", Align::Left),
			("unit", Align::Left),
			("quantity", Align::Right),
			("price", Align::Right),
		];
		if self.ratified {
			headings.extend([("granted", Align::Right), ("charge", Align::Right)]);
		}
		let mut table = Table::new(&headings);
		for (council, enrolment) in &self.enrolments {
			self.lines_of(&mut table, *council, enrolment);
		}
		table
	}

	fn lines_of(&self, table: &mut Table, council: CouncilId, enrolment: &Enrolment) {
		let Enrolment { side, lines, scale, granted, charge, .. } = enrolment;
		let granted = amounts(side.0, &lines.0, scale.0, &granted.0);
		for (place, line) in lines.0.iter().enumerate() {
			let index = line.good.0 as usize;
			let Some(good) = self.goods.get(index) else { continue };
			let sign = if line.flow.is_supply() { "" } else { "-" };
			let mut row = vec![
				council.to_string(),
				side_name(side.0).to_owned(),
				good.name.clone(),
				kind_name(good.kind).to_owned(),
				good.unit.clone(),
				format!("{sign}{}", decimal(line.flow.amount().0)),
				decimal(self.price(index)),
			];
			if self.ratified {
				let amount = granted.get(place).map_or(0, |amount| amount.0);
				// Once for each council, so that a sum over the column is that of all charges.
				let paid = if place == 0 { decimal(charge.0 .0) } else { String::new() };
				row.extend([format!("{sign}{}", decimal(amount)), paid]);
			}
			table.row(row);
		}
	}
}
