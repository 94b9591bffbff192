//! `parecon drive`: a planning year on a running chain.

use super::{countings, rules, simulate, swing, swing_text, threshold};
use crate::{
	drive::{drive, Drive as Driven, Terms},
	economy::read,
	errors::{Error, Result, Verdict},
	market::Settings,
	output,
};
use clap::Args;
use parecon_engine::{Counting, Rule, Swing};
use parecon_primitives::CycleId;
use serde::Serialize;
use sp_arithmetic::Perbill;
use std::{
	fmt::{self, Display, Formatter},
	path::PathBuf,
};

/// Blocks after which an iteration of an economy closes, unless something else is asked for.
const WINDOW: u32 = 20;

/// What to drive, and where.
#[derive(Debug, Args)]
pub struct Drive {
	/// The economy, as `parecon economy generate` writes it; or the directory of a town, as
	/// examples/town is one
	#[arg(value_name = "FILE")]
	pub file: PathBuf,
	/// A node of the chain
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// How supply and demand become the next prices
	#[arg(long, value_parser = rules(), default_value = Rule::default().name())]
	pub rule: Rule,
	/// Imbalance below which a good counts as balanced: 0.05 is 5 %
	#[arg(long, value_name = "X", default_value = "0.05", value_parser = threshold)]
	pub until: Perbill,
	/// Which goods at or above that are open: as long as one is, there are further iterations
	#[arg(long, value_parser = countings(), default_value = "excess")]
	pub counting: Counting,
	/// Iterations after which the best of them stands if none converged
	#[arg(long, value_name = "N", default_value_t = 100,
		value_parser = clap::value_parser!(u32).range(1..))]
	pub max_iterations: u32,
	/// Blocks after which an iteration closes even where a council is silent [default: 20; for a town
	/// 60]
	#[arg(long, value_name = "BLOCKS", value_parser = clap::value_parser!(u32).range(1..))]
	pub window: Option<u32>,
	/// From which iteration on, and by how much, councils change their proposals at most: the bound
	/// halves in each iteration after the first, down to the least. `never` for no bound
	#[arg(long, value_name = "FROM:BOUND:LEAST", default_value_t = Bounds(Swing::default()),
		value_parser = |text: &str| swing(text).map(Bounds))]
	pub swing: Bounds,
	/// Further iterations, once, where the councils do not approve the plan [default: none; for a town
	/// 3]
	#[arg(long, value_name = "N")]
	pub retries: Option<u32>,
	/// How many plans every council rejects, before it approves one
	#[arg(long, value_name = "N", default_value_t = 0)]
	pub reject: u32,
	/// Of a town: with which of its years to begin [default: 1]
	#[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
	pub year: Option<u32>,
	/// Of a town: how many years [default: 1]
	#[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
	pub years: Option<u32>,
	/// Of a town: a workplace or neighbourhood that leaves the first plan of each year while it is judged,
	/// so that it is settled once more without it
	#[arg(long, value_name = "NAME")]
	pub leave: Option<String>,
	/// Of a town: write which council has which name as JSON
	#[arg(long, value_name = "FILE")]
	pub out: Option<PathBuf>,
	/// Print one JSON object instead of a table
	#[arg(long)]
	pub json: bool,
	/// Add `price_history` to the JSON object, as `simulate --history` does
	#[arg(long, requires = "json")]
	pub history: bool,
	/// Draw the worst imbalance of each iteration as a PNG
	#[arg(long, value_name = "FILE")]
	pub picture: Option<PathBuf>,
}

/// How far proposals may change, as the command line has it.
#[derive(Clone, Copy, Debug)]
pub struct Bounds(pub Swing);

impl Display for Bounds {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		f.write_str(&swing_text(&self.0))
	}
}

#[derive(Serialize)]
struct Report {
	#[serde(flatten)]
	year: simulate::Report,
	/// The number of the cycle.
	cycle: CycleId,
	/// Whether its plan was ratified.
	ratified: bool,
	/// Blocks from the first that was waited for to the one in which the cycle ended.
	blocks: u32,
	/// Transactions sent.
	extrinsics: u32,
	/// Seconds that all of it took.
	wall_s: f64,
}

/// That nothing is asked for that only a town has.
fn ensure_for_economy(args: &Drive) -> Result<()> {
	if args.year.or(args.years).is_none() && args.out.is_none() && args.leave.is_none() {
		return Ok(());
	}
	Err(Error::new(
		format!(
			"{} is no town, and --year, --years, --leave and --out are for towns",
			args.file.display()
		),
		"give the directory of a town, or leave them out",
	))
}

/// Runs `parecon drive`. A cycle that lapses is a failed check.
pub fn run(args: &Drive) -> Result<Verdict> {
	if args.until.is_zero() {
		return Err(Error::new(
			"--until 0 can never be met, and the chain does not open such a cycle",
			"give a threshold such as --until 0.05",
		));
	}
	if args.file.is_dir() {
		return super::town::run(args);
	}
	ensure_for_economy(args)?;
	let economy = read(&args.file)?;
	let Drive { rule, until, counting, max_iterations, reject, .. } = *args;
	let settings = Settings { rule, until, counting, max_iterations };
	let terms = Terms {
		window: args.window.unwrap_or(WINDOW),
		swing: args.swing.0,
		retries: args.retries.unwrap_or(0),
		reject,
	};
	let driven = super::runtime()?.block_on(drive(&economy, &args.url, settings, terms))?;
	if let Some(file) = &args.picture {
		simulate::picture(&economy, &settings, &driven.year, file)?;
	}
	let Driven { cycle, ratified, blocks, extrinsics, .. } = driven;
	let wall_s = driven.took.as_secs_f64();
	if args.json {
		let year = simulate::Report::new(settings.rule, &driven.year, args.history);
		output::print_json(&Report { year, cycle, ratified, blocks, extrinsics, wall_s })?;
	} else {
		let end = if ratified { "ratified" } else { "lapsed" };
		output::print(&format!(
			"{}cycle {cycle} {end}: {blocks} blocks, {extrinsics} transactions, {wall_s:.1} s\n",
			simulate::text(&economy, &settings, &driven.year),
		))?;
	}
	Ok(if ratified { Verdict::Done } else { Verdict::Failed })
}
