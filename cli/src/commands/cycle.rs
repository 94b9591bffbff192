//! `parecon cycle`: where the planning year stands, and what councils do in it.

use super::acts::cycle::{self as acts, CycleAct};
use crate::{
	chain::Chain,
	cycle::{read, status::Status, text::text},
	errors::{Result, Verdict},
	output,
};
use clap::{Args, Subcommand};

/// What can be asked about the running cycle, and done in it.
///
/// Councils and federations are written as their number, goods by their names, amounts in units and
/// credits.
#[derive(Debug, Subcommand)]
pub enum CycleCommand {
	/// Tell where the cycle stands: its phase, who is missing, which goods are out of balance
	///
	/// Names the iteration and how long it stays open, the councils that have not proposed (or, while
	/// the plan is judged, have not judged it), and of the last closed iteration and of now the ten
	/// goods that are furthest from balance, with the councils that offer and want most of them. A good
	/// that is open keeps the iterations from converging.
	Status(Ask),
	/// What councils and federations do.
	#[command(flatten)]
	Act(CycleAct),
}

/// Where to ask, and how to tell.
#[derive(Debug, Args)]
pub struct Ask {
	/// A node of the chain
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// Print one JSON object, with exact figures and all missing councils
	#[arg(long)]
	pub json: bool,
}

/// Runs `parecon cycle`.
pub fn run(command: &CycleCommand) -> Result<Verdict> {
	match command {
		CycleCommand::Status(args) => status(args),
		CycleCommand::Act(act) => acts::run(act),
	}
}

fn status(args: &Ask) -> Result<Verdict> {
	let snapshot = super::runtime()?.block_on(async {
		let chain = Chain::connect(&args.url).await?;
		read::snapshot(&chain).await
	})?;
	let status = Status::of(snapshot);
	if args.json {
		output::print_json(&status)?;
	} else {
		output::print(&text(&status, output::width()))?;
	}
	Ok(Verdict::Done)
}
