//! `parecon simulate`: a planning year off chain.

use super::{countings, imbalance, rules, threshold};
use crate::{
	economy::{read, Economy},
	errors::{Result, Verdict},
	market::{play, Settings, Year, THRESHOLDS},
	output::{self, credits_number, Align, Table},
	picture::{draw, Fall, Series},
	progress::Progress,
};
use clap::Args;
use parecon_engine::{Counting, Rule};
use parecon_primitives::Price;
use serde::Serialize;
use serde_json::{Map, Number, Value};
use sp_arithmetic::Perbill;
use std::path::PathBuf;

/// What to simulate.
#[derive(Debug, Args)]
pub struct Simulate {
	/// The economy, as `parecon economy generate` writes it
	#[arg(value_name = "FILE")]
	pub file: PathBuf,
	/// How supply and demand become the next prices
	#[arg(long, value_parser = rules(), default_value = Rule::default().name())]
	pub rule: Rule,
	/// Imbalance below which a good counts as balanced: 0.05 is 5 %. The year has converged when
	/// no good is open in two iterations running; 0 plays all iterations
	#[arg(long, value_name = "X", default_value = "0.05", value_parser = threshold)]
	pub until: Perbill,
	/// Which goods at or above that are open
	#[arg(long, value_parser = countings(), default_value = "published")]
	pub counting: Counting,
	/// Iterations after which it ends, converged or not
	#[arg(long, value_name = "N", default_value_t = 100,
		value_parser = clap::value_parser!(u32).range(1..))]
	pub max_iterations: u32,
	/// Print one JSON object instead of a table
	#[arg(long)]
	pub json: bool,
	/// Add `price_history` to the JSON object: for each iteration the announced prices, as strings
	/// of micro-credits
	#[arg(long, requires = "json")]
	pub history: bool,
	/// Draw the worst imbalance of each iteration as a PNG
	#[arg(long, value_name = "FILE")]
	pub picture: Option<PathBuf>,
}

/// The JSON report that `simulate` and `drive` have in common.
#[derive(Debug, Serialize)]
pub struct Report {
	/// The price rule.
	pub rule: Rule,
	/// Iterations played.
	pub iterations: usize,
	/// Whether no good was open in the last two.
	pub converged: bool,
	/// Threshold as text -> the first iteration in which every good was below it.
	pub first_below: Map<String, Value>,
	/// The largest imbalance of each iteration.
	pub worst_imbalance: Vec<f64>,
	/// In credits: the plan's, where it converged; else those that follow from the last iteration, or
	/// on a chain those of the plan that was made of the best one.
	pub prices: Vec<Number>,
	/// For each iteration the announced prices in micro-credits.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub price_history: Option<Vec<Vec<String>>>,
	/// Milliseconds per iteration.
	pub ms_per_iteration: f64,
}

impl Report {
	/// The report of `year`.
	pub fn new(rule: Rule, year: &Year, history: bool) -> Self {
		let micro = |prices: &Vec<Price>| prices.iter().map(|price| price.0.to_string()).collect();
		let first_below = THRESHOLDS.iter().filter_map(|(parts, text)| {
			let first = year.first_below(*parts)?;
			Some((text.to_string(), Value::from(first.0)))
		});
		Self {
			rule,
			iterations: year.iterations.len(),
			converged: year.converged,
			first_below: first_below.collect(),
			worst_imbalance: year.iterations.iter().map(|closed| imbalance(closed.worst)).collect(),
			prices: year.prices.iter().map(|price| credits_number(price.0)).collect(),
			price_history: history
				.then(|| year.iterations.iter().map(|closed| micro(&closed.prices)).collect()),
			ms_per_iteration: year.ms_per_iteration(),
		}
	}
}

/// Runs `parecon simulate`. A year that does not converge is no failed check: that is what the
/// report tells.
pub fn run(args: &Simulate) -> Result<Verdict> {
	let economy = read(&args.file)?;
	let Simulate { rule, until, counting, max_iterations, .. } = *args;
	let settings = Settings { rule, until, counting, max_iterations };
	let mut progress = Progress::new("iterations", u64::from(args.max_iterations));
	let year = play(&economy, &settings, |done| progress.at(u64::from(done)));
	drop(progress);
	if let Some(file) = &args.picture {
		picture(&economy, &settings, &year, file)?;
	}
	if args.json {
		output::print_json(&Report::new(settings.rule, &year, args.history))?;
	} else {
		output::print(&text(&economy, &settings, &year))?;
	}
	Ok(Verdict::Done)
}

/// Draws how the imbalances of `year` fell.
pub fn picture(
	economy: &Economy,
	settings: &Settings,
	year: &Year,
	file: &std::path::Path,
) -> Result<()> {
	let worst: Vec<f64> = year.iterations.iter().map(|closed| imbalance(closed.worst)).collect();
	let councils = economy.worker_councils.len() + economy.consumer_councils.len();
	let title = format!(
		"{}: {councils} councils, {} goods, rule {}",
		economy.name,
		economy.good_count(),
		settings.rule.name(),
	);
	let threshold = f64::from(settings.until.deconstruct()) / 1e9;
	let series = [Series { name: "", worst: &worst }];
	draw(&Fall { title: &title, series: &series, threshold }, file)
}

/// The iterations as a table, and the outcome in a sentence.
pub fn text(economy: &Economy, settings: &Settings, year: &Year) -> String {
	let mut table = Table::new(&[
		("iteration", Align::Right),
		("worst imbalance", Align::Right),
		("of", Align::Left),
		("goods still open", Align::Right),
	]);
	for (index, closed) in year.iterations.iter().enumerate() {
		let (category, number) = economy.good_at(closed.worst_good.0 as usize);
		table.row([
			(index + 1).to_string(),
			format!("{:.4} %", imbalance(closed.worst) * 100.0),
			format!("{} {number}", category.name()),
			closed.open.to_string(),
		]);
	}
	let threshold = f64::from(settings.until.deconstruct()) / 1e7;
	let outcome = match (year.converged, settings.counting) {
		(true, Counting::Published) => format!("every good below {threshold} % in the last two of"),
		(false, Counting::Published) => format!("not every good below {threshold} % after"),
		(true, Counting::Excess) => format!("no good open at {threshold} % in the last two of"),
		(false, Counting::Excess) => format!("goods still open at {threshold} % after"),
	};
	format!(
		"{}\n{}: {outcome} {} iterations (rule {}, {:.3} ms each)\n",
		table.fitted(output::width()),
		economy.name,
		year.iterations.len(),
		settings.rule.name(),
		year.ms_per_iteration(),
	)
}
