//! `parecon-bench`: weights from measurements.
//!
//! - `weights` runs the benchmarks of a runtime that was built with the feature
//!   `runtime-benchmarks`, writes `pallets/<name>/src/weights.rs` and a report as JSON, or compares
//!   what it measured with the weights that are committed.
//! - `tables` turns such a report into the tables of `docs/performance.md`.
//!
//! `scripts/bench` builds the runtime, and calls both.
//!
//! Exit status: 0 done, 1 a committed weight does not fit, 2 cannot run.

mod args;
mod check;
mod formula;
mod measure;
mod report;
mod runtime;
mod source;
mod tables;

use args::{Args, Command, TablesArgs, WeightsArgs};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use measure::Measurement;
use report::{Entry, Report};
use std::{fs, path::Path, process::ExitCode};

/// What a command ends with where it could run.
enum Verdict {
	Done,
	Unfit,
}

fn main() -> ExitCode {
	let outcome = match Args::parse().command {
		Command::Weights(args) => weights(&args),
		Command::Tables(args) => print_tables(&args),
	};
	match outcome {
		Ok(Verdict::Done) => ExitCode::SUCCESS,
		Ok(Verdict::Unfit) => ExitCode::from(1),
		Err(error) => {
			eprintln!("parecon-bench: {error}");
			ExitCode::from(2)
		},
	}
}

/// Measures, then writes or compares.
fn weights(args: &WeightsArgs) -> Result<Verdict, String> {
	let code = fs::read(&args.runtime).map_err(|error| {
		format!(
			"cannot read the runtime {}: {error}. Build it with scripts/bench.",
			args.runtime.display()
		)
	})?;
	let runtime = runtime::Runtime::load(code, &args.preset)?;
	let weighed = measure::select(runtime.benchmarks(false)?, &[], None)?;
	let jobs = runtime.benchmarks(true)?;
	let jobs = measure::select(jobs, &args.pallet, args.extrinsic.as_deref())?;
	let mut entries = measure_all(&runtime, &jobs, args)?;
	for entry in &mut entries {
		entry.extra = !weighed.iter().any(|job| job.measures(entry));
	}
	let report = Report::new(runtime.name()?, args.steps, args.repeat, entries);
	if let Some(path) = &args.json {
		write(path, &report.to_json()?)?;
	}
	let pallets = &args.write_pallet;
	if args.check {
		return compare(&report, pallets, &args.out_dir);
	}
	for pallet in pallets {
		let path = source::path(&args.out_dir, pallet);
		write(&path, &source::weights(pallet, &report)?)?;
		source::format(&path)?;
		println!("wrote {}", path.display());
	}
	Ok(Verdict::Done)
}

fn measure_all(
	runtime: &runtime::Runtime,
	jobs: &[measure::Job],
	args: &WeightsArgs,
) -> Result<Vec<Entry>, String> {
	let points: u64 = jobs.iter().map(|job| job.points(args.steps).len() as u64).sum();
	let shares: Vec<u32> = measure::shares(args.repeat, args.rounds).collect();
	let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed_precise} {msg}")
		.map_err(|error| error.to_string())?;
	let progress = ProgressBar::new(points * (shares.len() as u64 + 1)).with_style(style);
	let mut failures = Vec::new();
	let mut begun = Vec::new();
	for job in jobs {
		progress.set_message(job.to_string());
		match Measurement::begin(runtime, job, args.steps, || progress.inc(1)) {
			Ok(measurement) => begun.push(measurement),
			Err(error) => failures.push(error),
		}
	}
	for (round, repeat) in (1..).zip(&shares) {
		if !failures.is_empty() {
			break;
		}
		progress.set_message(format!("round {round} of {}", shares.len()));
		for measurement in &mut begun {
			failures.extend(measurement.time(runtime, *repeat, || progress.inc(1)).err());
		}
	}
	progress.finish_and_clear();
	if failures.is_empty() {
		return begun.into_iter().map(Measurement::finish).collect();
	}
	Err(format!("{} benchmarks failed:\n- {}", failures.len(), failures.join("\n- ")))
}

/// Says which committed weights are too far from what was measured.
fn compare(report: &Report, pallets: &[String], dir: &Path) -> Result<Verdict, String> {
	let mut unfit = Vec::new();
	for pallet in pallets {
		let path = source::path(dir, pallet);
		let text = fs::read_to_string(&path).map_err(|error| {
			format!("cannot read {}: {error}. Write it with scripts/bench.", path.display())
		})?;
		let committed = source::parse(&text).map_err(|error| {
			format!("{}: {error}. Write it with scripts/bench.", path.display())
		})?;
		unfit.extend(check::unfit(pallet, &committed, report));
	}
	if unfit.is_empty() {
		println!("every committed weight lies between 2/3 and 2 times of what was measured");
		return Ok(Verdict::Done);
	}
	for line in &unfit {
		println!("{line}");
	}
	println!("{} weights do not fit: measure again with scripts/bench", unfit.len());
	Ok(Verdict::Unfit)
}

/// Prints the tables, or puts them into a document.
fn print_tables(args: &TablesArgs) -> Result<Verdict, String> {
	let text = fs::read_to_string(&args.report).map_err(|error| {
		format!("cannot read {}: {error}. Run scripts/bench.", args.report.display())
	})?;
	let report = Report::from_json(&text)
		.map_err(|error| format!("{} is not a report: {error}", args.report.display()))?;
	let tables = tables::all(&report, args.block_ms, args.share)?;
	match &args.into {
		None => println!("{tables}"),
		Some(path) => {
			let document = fs::read_to_string(path)
				.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
			let changed = tables::put_into(&document, &tables)
				.map_err(|error| format!("{}: {error}", path.display()))?;
			write(path, &changed)?;
		},
	}
	Ok(Verdict::Done)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
	if let Some(dir) = path.parent() {
		fs::create_dir_all(dir)
			.map_err(|error| format!("cannot create {}: {error}", dir.display()))?;
	}
	fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
