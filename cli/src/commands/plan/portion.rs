//! `parecon plan portion`: what a plan grants a council.

use super::{kind_name, settled, side_name, Scene};
use crate::{
	chain::{stored, At, Chain, Good},
	errors::{Error, Result, Verdict},
	output::{self, decimal, Align, Table},
};
use clap::Args;
use parecon_engine::{Kind, LevelRule, Line, Quote, Totals};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Quantity, Side};
use serde::Serialize;
use std::collections::BTreeMap;
use subxt::utils::Static;

/// Whose portion to show.
#[derive(Debug, Args)]
pub struct Portion {
	/// A node of the chain
	#[arg(long, value_name = "WS", default_value = crate::commands::URL)]
	pub url: String,
	/// The number of the cycle
	#[arg(long, value_name = "N")]
	pub cycle: u32,
	/// The number of the council
	#[arg(long, value_name = "N")]
	pub council: u32,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

/// A portion as it is read from the chain.
struct Found {
	side: Side,
	population: u32,
	lines: Vec<Line>,
	granted: Vec<Quantity>,
	charge: Credits,
	credit: Credits,
	goods: Vec<Good>,
	quotes: Vec<Quote>,
	settled: Vec<Totals>,
	heads: u32,
	crowds: BTreeMap<GoodId, u32>,
}

#[derive(Serialize)]
struct Report<'a> {
	cycle: CycleId,
	council: CouncilId,
	side: &'a str,
	lines: Vec<LineReport<'a>>,
	/// In credits, as all costs; rounded up once, where each cost below is rounded up by itself.
	charge: String,
	/// What it is credited for pollutants that it permits, in credits.
	credit: String,
}

#[derive(Serialize)]
struct LineReport<'a> {
	good: &'a str,
	unit: &'a str,
	kind: &'a str,
	/// What it states: + supplied, - used; of a public good the level wanted for everybody.
	stated: String,
	/// What is granted of that; of a public good the level that everybody gets.
	granted: String,
	price: String,
	/// What a consumers' council pays for it; what a workplace's line is worth.
	cost: String,
}

pub(super) fn run(args: &Portion) -> Result<Verdict> {
	let (cycle, council) = (CycleId(args.cycle), CouncilId(args.council));
	let found = crate::commands::runtime()?.block_on(async {
		let chain = Chain::connect(&args.url).await?;
		read(&chain, cycle, council).await
	})?;
	let report = found.report(cycle, council);
	if args.json {
		output::print_json(&report)?;
	} else {
		output::print(&text(&report))?;
	}
	Ok(Verdict::Done)
}

async fn read(chain: &Chain, id: CycleId, council: CouncilId) -> Result<Found> {
	let (at, cycle) = settled(chain, id).await?;
	let keys = (Static(id), Static(council));
	let enrolment: Option<stored::Enrolment> =
		chain.value(&at, "Planning", "Enrolments", keys).await?;
	let portion: Option<stored::Portion> =
		chain.view(&at, "Planning", "portion", (id, council)).await?;
	let (Some(enrolment), Some(portion)) = (enrolment, portion) else {
		return Err(Error::new(
			format!("council {council} does not take part in cycle {id}"),
			format!("`parecon plan show --cycle {id} --csv` names the councils that do"),
		));
	};
	let quotes = chain.quotes(&at).await?;
	Ok(Found {
		crowds: crowds(chain, &at, &cycle, &portion, &quotes).await?,
		side: enrolment.side.0,
		population: enrolment.population,
		lines: portion.lines.0,
		granted: portion.granted.0,
		charge: portion.charge.0,
		credit: portion.credit.0,
		goods: chain.goods(&at).await?,
		quotes,
		settled: chain.settled(&at).await?,
		heads: cycle.population.consumers,
	})
}

/// How many people share the goods of a portion: pollutants, and public goods of which all pay the same.
async fn crowds(
	chain: &Chain,
	at: &At,
	cycle: &stored::Cycle,
	portion: &stored::Portion,
	quotes: &[Quote],
) -> Result<BTreeMap<GoodId, u32>> {
	let mut crowds = BTreeMap::new();
	for line in &portion.lines.0 {
		let kind = quotes.get(line.good.0 as usize).map(|quote| quote.kind);
		let shared = match kind {
			Some(Kind::Pollutant) => true,
			Some(Kind::Public) => cycle.params.0.levels == LevelRule::Median,
			_ => false,
		};
		if shared {
			let level: Option<stored::Level> =
				chain.value(at, "Planning", "Levels", (Static(line.good),)).await?;
			crowds.extend(level.map(|level| (line.good, level.crowd)));
		}
	}
	Ok(crowds)
}

impl Found {
	fn report(&self, cycle: CycleId, council: CouncilId) -> Report<'_> {
		let Self { goods, quotes, settled, heads, crowds, .. } = self;
		let scene = Scene { goods, quotes, settled, heads: *heads, crowds };
		let lines = self.lines.iter().zip(&self.granted);
		Report {
			cycle,
			council,
			side: side_name(self.side),
			lines: lines.filter_map(|(line, granted)| self.line(&scene, line, *granted)).collect(),
			charge: decimal(self.charge.0),
			credit: decimal(self.credit.0),
		}
	}

	fn line<'a>(
		&'a self,
		scene: &Scene<'a>,
		line: &Line,
		granted: Quantity,
	) -> Option<LineReport<'a>> {
		let index = line.good.0 as usize;
		let (good, quote) = (scene.goods.get(index)?, scene.quotes.get(index)?);
		let sign = if line.flow.is_supply() { "" } else { "-" };
		let worth = scene.worth(self.side, self.population, line, granted);
		let cost = if line.flow.is_supply() { worth.floor(1) } else { worth.ceil(1) };
		Some(LineReport {
			good: &good.name,
			unit: &good.unit,
			kind: kind_name(good.kind),
			stated: format!("{sign}{}", decimal(line.flow.amount().0)),
			granted: decimal(granted.0),
			price: decimal(quote.price.0),
			cost: decimal(cost.0),
		})
	}
}

fn text(report: &Report) -> String {
	let mut table = Table::new(&[
		("good", Align::Left),
		("unit", Align::Left),
		("stated", Align::Right),
		("granted", Align::Right),
		("price", Align::Right),
		("cost", Align::Right),
	]);
	for line in &report.lines {
		table.row([
			line.good.to_owned(),
			line.unit.to_owned(),
			line.stated.clone(),
			line.granted.clone(),
			line.price.clone(),
			line.cost.clone(),
		]);
	}
	let Report { cycle, council, side, charge, credit, .. } = report;
	let charged = match *side {
		"workers" => "a workers' council is charged nothing".into(),
		_ => format!("charged {charge} credits, credited {credit}"),
	};
	let nothing = match report.lines.is_empty() {
		true => "it stated nothing, or its proposal was taken out of the plan\n",
		false => "",
	};
	format!(
		"{}\n{nothing}council {council} ({side}) in the plan of cycle {cycle}: {charged}\n",
		table.fitted(output::width())
	)
}
