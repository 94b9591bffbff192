//! `parecon price`: how prices came about.

use crate::{
	chain::Chain,
	cycle::read,
	errors::{Result, Verdict},
	output, picture,
	progress::Progress,
};
use clap::{Args, Subcommand};
use parecon_primitives::CycleId;
use std::path::PathBuf;

/// What can be asked about prices.
#[derive(Debug, Subcommand)]
pub enum PriceCommand {
	/// Tell the price of each good in each iteration of a cycle, or of several
	///
	/// Without --csv or --json: for each good its first, lowest, highest and last price; what
	/// changed most comes first. The node has to keep the state of old blocks (--state-pruning
	/// archive).
	History(Asked),
}

/// Which prices, and how to tell them.
#[derive(Debug, Args)]
pub struct Asked {
	/// A node of the chain
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// The number of the cycle
	#[arg(long, value_name = "N", required_unless_present = "cycles")]
	pub cycle: Option<u32>,
	/// The numbers of several cycles, one after the other
	#[arg(long, value_name = "N,N", value_delimiter = ',', conflicts_with = "cycle")]
	pub cycles: Vec<u32>,
	/// Tell of this good alone; may be given several times
	#[arg(long = "good", value_name = "NAME")]
	pub goods: Vec<String>,
	/// Draw each price, relative to its first, as a PNG
	#[arg(long, value_name = "FILE")]
	pub out: Option<PathBuf>,
	/// Print every price as CSV
	#[arg(long, conflicts_with = "json")]
	pub csv: bool,
	/// Print one JSON object
	#[arg(long)]
	pub json: bool,
}

impl Asked {
	/// The cycles, ascending and each once.
	fn cycles(&self) -> Vec<CycleId> {
		let mut cycles: Vec<_> =
			self.cycle.iter().chain(&self.cycles).copied().map(CycleId).collect();
		cycles.sort_unstable();
		cycles.dedup();
		cycles
	}
}

/// Runs `parecon price`.
pub fn run(command: &PriceCommand) -> Result<Verdict> {
	let PriceCommand::History(args) = command;
	let mut progress = Progress::spinner("connecting");
	let history = super::runtime()?.block_on(async {
		let chain = Chain::connect(&args.url).await?;
		let watch = |iterations: usize| progress.say(&format!("read iterations: {iterations}"));
		read::history(&chain, &args.cycles(), watch).await
	})?;
	drop(progress);
	let history = history.only(&args.goods)?;
	if let Some(file) = &args.out {
		picture::draw_lines(&history.lines(), file)?;
	}
	if args.json {
		output::print_json(&history.report())?;
	} else if args.csv {
		output::print(&history.csv())?;
	} else {
		output::print(&history.text(output::width()))?;
	}
	Ok(Verdict::Done)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	#[derive(Parser)]
	struct Shell {
		#[command(flatten)]
		asked: Asked,
	}

	fn asked(args: &[&str]) -> std::result::Result<Asked, clap::Error> {
		let args = ["price"].iter().chain(args);
		Shell::try_parse_from(args).map(|shell| shell.asked)
	}

	#[test]
	fn cycles_are_ascending_and_each_once() {
		let cycles = asked(&["--cycles", "2,0,2"]).unwrap().cycles();
		assert_eq!(cycles, [CycleId(0), CycleId(2)]);
		assert_eq!(asked(&["--cycle", "4"]).unwrap().cycles(), [CycleId(4)]);
	}

	#[test]
	fn a_cycle_has_to_be_named_in_one_way() {
		assert!(asked(&[]).is_err());
		assert!(asked(&["--cycle", "1", "--cycles", "2"]).is_err());
		assert!(asked(&["--cycle", "1", "--csv", "--json"]).is_err());
	}
}
