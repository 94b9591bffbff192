//! `parecon plan`: what the councils agreed on.

use crate::{
	chain::{stored::Enrolment, At, Chain, Good},
	errors::{Error, Result, Verdict},
	output::{self, decimal, Align, Table},
};
use clap::{Args, Subcommand};
use parecon_engine::{Kind, Quote, Totals};
use parecon_primitives::{CouncilId, CycleId, Side};
use serde::Serialize;

/// What can be done with plans.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
	/// Show the plan of a cycle: for each good what is supplied and used, and its price
	Show(Show),
}

/// Which plan to show, and how.
#[derive(Debug, Args)]
pub struct Show {
	/// A node of the chain
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// The number of the cycle
	#[arg(long, value_name = "N")]
	pub cycle: u32,
	/// Print every line of every council as CSV instead: + what it supplies, - what it uses
	#[arg(long, conflicts_with = "json")]
	pub csv: bool,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// A plan as it is read from the chain.
struct Plan {
	cycle: CycleId,
	outcome: &'static str,
	iterations: u32,
	goods: Vec<Good>,
	quotes: Vec<Quote>,
	totals: Vec<Totals>,
	heads: u32,
	enrolments: Vec<(CouncilId, Enrolment)>,
}

#[derive(Serialize)]
struct PlanReport<'a> {
	cycle: CycleId,
	outcome: &'a str,
	iterations: u32,
	councils: usize,
	goods: Vec<GoodReport<'a>>,
}

#[derive(Serialize)]
struct GoodReport<'a> {
	name: &'a str,
	unit: &'a str,
	kind: Kind,
	price: String,
	supply: String,
	demand: String,
}

/// Runs `parecon plan`.
pub fn run(command: &PlanCommand) -> Result<Verdict> {
	let PlanCommand::Show(args) = command;
	let plan = super::runtime()?.block_on(async {
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
	let at = chain.at(conclusion.at).await?;
	let at = at.ok_or_else(|| {
		Error::new(
			format!("the node at {} does not have block {}", chain.url(), conclusion.at),
			"wait until it is in sync",
		)
	})?;
	let enrolments = chain.enrolments(&at, cycle).await?;
	let heads = enrolments
		.iter()
		.filter(|(_, enrolment)| enrolment.side.0 == Side::Consumers)
		.map(|(_, enrolment)| enrolment.population)
		.sum();
	Ok(Plan {
		cycle,
		outcome: if crate::chain::is_ratified(&conclusion) { "ratified" } else { "lapsed" },
		iterations: conclusion.iterations.0 .0,
		goods: chain.goods(&at).await?,
		quotes: chain.quotes(&at).await?,
		totals: chain.totals(&at).await?,
		heads,
		enrolments,
	})
}

/// Why there is no plan of `cycle`.
async fn no_plan(chain: &Chain, best: &At, cycle: CycleId) -> Result<Error> {
	Ok(match chain.cycle(best).await? {
		Some(current) if current.id.0 == cycle => Error::new(
			format!("cycle {cycle} is still running, in iteration {}", current.iteration.0),
			"wait until it is ratified",
		),
		Some(current) => Error::new(
			format!("there has been no cycle {cycle} on the chain of {}", chain.url()),
			format!("the latest one is --cycle {}", current.id.0),
		),
		None => Error::new(
			format!("there has been no cycle on the chain of {} yet", chain.url()),
			"have a year planned: `parecon drive FILE`",
		),
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

	fn price(&self, good: usize) -> u128 {
		self.quotes.get(good).map_or(0, |quote| quote.price.0)
	}

	fn report(&self) -> PlanReport<'_> {
		let mut goods = Vec::new();
		for (index, good) in self.goods.iter().enumerate() {
			let (supply, demand) = self.balance(index);
			goods.push(GoodReport {
				name: &good.name,
				unit: &good.unit,
				kind: good.kind,
				price: decimal(self.price(index)),
				supply: decimal(supply),
				demand: decimal(demand),
			});
		}
		PlanReport {
			cycle: self.cycle,
			outcome: self.outcome,
			iterations: self.iterations,
			councils: self.enrolments.len(),
			goods,
		}
	}

	/// The goods as a table, and what it is the plan of.
	fn text(&self) -> String {
		let mut table = Table::new(&[
			("good", Align::Left),
			("kind", Align::Left),
			("unit", Align::Left),
			("supply", Align::Right),
			("demand", Align::Right),
			("price", Align::Right),
		]);
		for good in &self.report().goods {
			table.row([
				good.name.to_owned(),
				kind_name(good.kind).to_owned(),
				good.unit.to_owned(),
				good.supply.clone(),
				good.demand.clone(),
				good.price.clone(),
			]);
		}
		format!(
			"{}\ncycle {}: {} after {} iterations, {} councils\n",
			table.fitted(output::width()),
			self.cycle,
			self.outcome,
			self.iterations,
			self.enrolments.len()
		)
	}

	/// Every line of every council. Of a public good it is the level that a consumers' council stated
	/// for everybody.
	fn lines(&self) -> Table {
		let mut table = Table::new(&[
			("council", Align::Right),
			("side", Align::Left),
			("good", Align::Left),
			("kind", Align::Left),
			("unit", Align::Left),
			("quantity", Align::Right),
			("price", Align::Right),
		]);
		for (council, enrolment) in &self.enrolments {
			let side = match enrolment.side.0 {
				Side::Workers => "workers",
				Side::Consumers => "consumers",
			};
			for line in &enrolment.lines.0 {
				let index = line.good.0 as usize;
				let Some(good) = self.goods.get(index) else { continue };
				let sign = if line.flow.is_supply() { "" } else { "-" };
				table.row([
					council.to_string(),
					side.to_owned(),
					good.name.clone(),
					kind_name(good.kind).to_owned(),
					good.unit.clone(),
					format!("{sign}{}", decimal(line.flow.amount().0)),
					decimal(self.price(index)),
				]);
			}
		}
		table
	}
}

fn kind_name(kind: Kind) -> &'static str {
	match kind {
		Kind::Private => "private",
		Kind::Public => "public",
		Kind::Intermediate => "intermediate",
		Kind::Nature => "nature",
		Kind::Labour => "labour",
	}
}
