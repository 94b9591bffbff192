//! How a council's labour stands, and how it came to be balanced.

use super::{OnCouncil, Shown};
use crate::{
	chain::{job_calls as calls, Chain},
	errors::{Error, Result, Verdict},
	jobs::{
		answers::Workplace,
		files::unwritten,
		picture,
		reports::{sheet, summary, table, Period},
		told, workplace,
	},
	output,
	people::{
		keys::{who, Who},
		text,
	},
};
use clap::Args;
use parecon_primitives::{CouncilId, TaskId};
use serde_json::json;
use std::{collections::BTreeMap, fs, path::PathBuf};

/// What to tell of the reports.
#[derive(Debug, Args)]
pub struct Reports {
	/// Publish this period's report instead; anyone can, once a period
	#[arg(long, conflicts_with_all = ["png", "csv"])]
	send: bool,
	/// Draw dispersion, balance and rotation over the periods as a PNG
	#[arg(long, value_name = "FILE")]
	png: Option<PathBuf>,
	/// Write all figures as CSV
	#[arg(long, value_name = "FILE")]
	csv: Option<PathBuf>,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// What to show of a council's work.
#[derive(Debug, Args)]
pub struct Show {
	/// Show the job of this member instead
	#[arg(long, value_name = "MEMBER", value_parser = who)]
	member: Option<Who>,
	/// Where
	#[command(flatten)]
	of: Shown,
}

/// Shows the reports, or publishes one.
pub fn reports(args: &Reports) -> Result<Verdict> {
	if args.send {
		return args.on.act("report", calls::report);
	}
	let council = args.on.council;
	let node = &args.on.signing.node;
	let reports = super::super::runtime()?.block_on(async {
		let chain = Chain::connect(&node.url).await?;
		let at = chain.best().await?;
		Ok::<_, Error>(workplace::workplace(&chain, &at, CouncilId(council)).await?.reports)
	})?;
	if let Some(file) = &args.csv {
		fs::write(file, sheet(&reports).csv()).map_err(|error| unwritten(file, &error))?;
	}
	if let Some(file) = &args.png {
		picture::draw(&format!("council {council}: the way to balance"), &reports, file)?;
	}
	if node.json {
		let periods: Vec<Period> = reports.iter().map(Period::from).collect();
		output::print_json(&json!({ "council": council, "reports": periods }))?;
	} else {
		let rows = table(&reports).fitted(output::width());
		let rows = if reports.is_empty() { String::new() } else { rows + "\n" };
		output::print(&(rows + &summary(council, &reports)))?;
	}
	Ok(Verdict::Done)
}

/// Shows a council's work, or a member's job in it.
pub fn show(args: &Show) -> Result<Verdict> {
	let council = CouncilId(args.of.council);
	if let Some(member) = args.member {
		return args.of.node.show(
			async |chain, at| {
				let member = member.member(chain, at).await?;
				chain.ask(at, "Jobs", "job", (council, member)).await
			},
			|job| match job.is_null() {
				true => "no job there\n".into(),
				false => text::facts(&told::in_points(job), 0),
			},
		);
	}
	if args.of.node.json {
		return args.of.node.show(
			async |chain, at| chain.ask(at, "Jobs", "workplace", council).await,
			|answer| text::facts(answer, 0),
		);
	}
	let (found, names) = super::super::runtime()?.block_on(async {
		let chain = Chain::connect(&args.of.node.url).await?;
		let at = chain.best().await?;
		let found = workplace::workplace(&chain, &at, council).await?;
		let terms = found.division.as_ref().map_or(&[][..], |division| &division.terms.tasks);
		let names = workplace::names(&chain, &at, terms).await?;
		let ids = terms.iter().map(|terms| terms.task);
		let names: BTreeMap<TaskId, String> = ids.zip(names).collect();
		Ok::<_, Error>((found, names))
	})?;
	output::print(&told_of(council, &found, &names))?;
	Ok(Verdict::Done)
}

fn told_of(council: CouncilId, found: &Workplace, names: &BTreeMap<TaskId, String>) -> String {
	let mut told = told::workplace(council, found);
	if let Some(division) = &found.division {
		let rows = told::jobs(division, &found.jobs, names).fitted(output::width());
		told += &format!("\n{}\n{rows}", told::adopted(division));
	}
	told += &format!("\nbalancing minutes\n{}", text::facts(&told::in_points(&found.ledger), 1));
	told
}
