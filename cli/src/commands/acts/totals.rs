//! `parecon council totals`: what the councils below a federation come to together.

use crate::{
	chain::{At, Chain},
	commands::signing::Node,
	errors::{Error, Result, Verdict},
	output::{decimal, width, Align, Table},
	plan_acts::{
		answers::{read, FederationTotals},
		catalogue::{kind_name, Catalogue},
		scene,
	},
};
use clap::Args;
use parecon_engine::Kind;
use parecon_primitives::{CouncilId, CycleId, GoodId};
use serde::Serialize;

/// Whose totals.
#[derive(Debug, Args)]
pub struct Totals {
	/// The federation: an industry, a region
	#[arg(long, value_name = "F")]
	federation: u32,
	/// The running cycle, or the latest
	#[arg(long, value_name = "N")]
	cycle: u32,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

#[derive(Debug, Serialize)]
struct Told {
	federation: CouncilId,
	cycle: CycleId,
	/// Enrolled councils below it.
	councils: u32,
	population: u32,
	/// Social benefits of workplaces, in credits.
	benefit: String,
	/// Costs, in credits.
	cost: String,
	goods: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
	good: String,
	unit: String,
	kind: &'static str,
	/// What they supply, in units; of a pollutant the mean of what they permit.
	supply: String,
	/// What they use, in units; of a public good the mean of the levels that they want.
	demand: String,
}

/// Runs `parecon council totals`.
pub fn run(args: &Totals) -> Result<Verdict> {
	let (federation, cycle) = (CouncilId(args.federation), CycleId(args.cycle));
	args.node.show(async |chain, at| found(chain, at, federation, cycle).await, Told::text)
}

async fn found(chain: &Chain, at: &At, federation: CouncilId, cycle: CycleId) -> Result<Told> {
	scene::ensure_federation(chain, at, federation).await?;
	let answer = chain.ask(at, "Planning", "federation_totals", (cycle, federation)).await?;
	let totals: Option<FederationTotals> = read(answer, "a federation's totals")?;
	let Some(totals) = totals else {
		let latest = scene::cycle(chain, at).await?;
		return Err(Error::new(
			format!("the chain of {} adds nothing up for cycle {cycle}", chain.url()),
			match latest {
				Some(latest) => format!("it does for the latest one: --cycle {}", latest.id),
				None => "wait until a cycle is opened".to_owned(),
			},
		));
	};
	Ok(told(federation, cycle, &totals, &scene::catalogue(chain, at).await?))
}

fn told(
	federation: CouncilId,
	cycle: CycleId,
	totals: &FederationTotals,
	goods: &Catalogue,
) -> Told {
	let heads = u128::from(totals.population.consumers).max(1);
	let row = |(good, supply, demand): &(GoodId, u128, u128)| {
		let kind = goods.good(*good).map_or(Kind::Private, |good| good.kind);
		// What is stated for many is summed by population, on the side of the consumers.
		let permitted = kind == Kind::Pollutant && totals.population.consumers > 0;
		Row {
			good: goods.name(*good),
			unit: goods.unit(*good),
			kind: kind_name(kind),
			supply: decimal(if permitted { supply / heads } else { *supply }),
			demand: decimal(if kind == Kind::Public { demand / heads } else { *demand }),
		}
	};
	Told {
		federation,
		cycle,
		councils: totals.councils.workers + totals.councils.consumers,
		population: totals.population.workers + totals.population.consumers,
		benefit: decimal(totals.benefit.0),
		cost: decimal(totals.cost.0),
		goods: totals.goods.iter().map(row).collect(),
	}
}

impl Told {
	fn text(&self) -> String {
		let Self { federation, cycle, councils, population, benefit, cost, .. } = self;
		let mut table = Table::new(&[
			("good", Align::Left),
			("unit", Align::Left),
			("kind", Align::Left),
			("supply", Align::Right),
			("demand", Align::Right),
		]);
		for Row { good, unit, kind, supply, demand } in &self.goods {
			let kind = (*kind).to_owned();
			table.row([good.clone(), unit.clone(), kind, supply.clone(), demand.clone()]);
		}
		format!(
			"{}\n{councils} councils of {population} people below federation {federation} take part in \
			 cycle {cycle}: social benefit {benefit}, cost {cost} credits\n",
			table.fitted(width())
		)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::Good, plan_acts::answers::Sides};
	use parecon_primitives::Credits;

	#[test]
	fn what_is_stated_for_many_is_a_mean() {
		let good = |name: &str, kind| Good { name: name.into(), unit: "ha".into(), kind };
		let goods = Catalogue::new(vec![
			good("parks", Kind::Public),
			good("bread", Kind::Private),
			good("smoke", Kind::Pollutant),
		]);
		let totals = |consumers| FederationTotals {
			councils: Sides { workers: 0, consumers: 2 },
			population: Sides { workers: 3, consumers },
			benefit: Credits(0),
			cost: Credits(5),
			goods: vec![
				(GoodId(0), 0, 40_000_000),
				(GoodId(1), 8, 40_000_000),
				(GoodId(2), 8_000_000, 0),
			],
		};
		let figures = |consumers| {
			let told = told(CouncilId(9), CycleId(0), &totals(consumers), &goods);
			told.goods.into_iter().map(|row| (row.supply, row.demand)).collect::<Vec<_>>()
		};
		let pair = |supply, demand| (decimal(supply), decimal(demand));
		assert_eq!(figures(4), [pair(0, 10_000_000), pair(8, 40_000_000), pair(2_000_000, 0)]);
		assert_eq!(figures(0)[2], pair(8_000_000, 0));
	}
}
