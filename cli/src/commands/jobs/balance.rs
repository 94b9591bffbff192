//! The division of a window's work.

use crate::{
	chain::Chain,
	commands::signing::Node,
	errors::{Result, Verdict},
	jobs::{
		division::Division,
		files,
		solver::{solve, Answer, Outcome, Settings},
		terms::{self, Terms},
		told, workplace,
	},
	output,
	progress::Progress,
};
use clap::Args;
use parecon_primitives::CouncilId;
use std::path::PathBuf;

/// What to divide, and how.
#[derive(Debug, Args)]
pub struct Balance {
	/// The council whose window is open
	#[arg(long, value_name = "N", required_unless_present = "file", conflicts_with = "file")]
	council: Option<u32>,
	/// The terms in a file, as `window --terms FILE` writes them; no node is asked
	#[arg(long, value_name = "FILE")]
	file: Option<PathBuf>,
	/// How many complexes to make; by default one for everybody who can do something
	#[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=128))]
	complexes: Option<u16>,
	/// Search for at most so long
	#[arg(long, value_name = "S", default_value_t = 8,
		value_parser = clap::value_parser!(u32).range(1..=86_400))]
	seconds: u32,
	/// Which random numbers to search with
	#[arg(long, value_name = "SEED", default_value_t = 1)]
	seed: u64,
	/// Write the division, to be submitted
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// Divides a window's work. None within the tolerance is a failed check.
pub fn balance(args: &Balance) -> Result<Verdict> {
	let terms = match (&args.file, args.council) {
		(Some(file), _) => terms::read(file)?,
		(None, council) => from_chain(args, CouncilId(council.unwrap_or_default()))?,
	};
	let settings = Settings {
		complexes: args.complexes.map(usize::from),
		seed: args.seed,
		..Settings::of_seconds(args.seconds)
	};
	let mut progress = Progress::new("balancing", 1_000);
	let answer = solve(&terms.problem, &settings, |done| progress.at(done));
	drop(progress);
	if let (Some(file), Outcome::Found(solution)) = (&args.out, &answer.outcome) {
		files::write_json(file, &Division::of(&terms, solution, answer.bound))?;
	}
	if args.node.json {
		output::print_json(&told::answer(&terms, &answer))?;
	} else {
		output::print(&text(&terms, &answer))?;
	}
	let tolerance = terms.problem.tolerance;
	Ok(match &answer.outcome {
		Outcome::Found(found) if found.verified.quality.worst <= tolerance => Verdict::Done,
		_ => Verdict::Failed,
	})
}

fn from_chain(args: &Balance, council: CouncilId) -> Result<Terms> {
	super::super::runtime()?.block_on(async {
		let chain = Chain::connect(&args.node.url).await?;
		let at = chain.best().await?;
		workplace::window(&chain, &at, council).await.map(|(terms, ..)| terms)
	})
}

/// What was found, as a table with what it amounts to, or what stands in the way.
fn text(terms: &Terms, answer: &Answer) -> String {
	let head = told::terms(terms);
	match &answer.outcome {
		Outcome::Found(solution) => format!(
			"{head}\n{}\n{}",
			told::complexes(terms, solution).fitted(output::width()),
			told::quality(terms, solution, answer.bound),
		),
		Outcome::Impossible(obstacles) => {
			let line = |it| format!("  {}\n", told::obstacle(terms, it));
			let lines: String = obstacles.iter().map(line).collect();
			format!("{head}there is no division:\n{lines}")
		},
		Outcome::NotFound(left) => format!("{head}{}", told::left_over(terms, left)),
	}
}
