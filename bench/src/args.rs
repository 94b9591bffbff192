//! The command line.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Measures the benchmarks of a runtime and writes the pallets' weights.
#[derive(Parser)]
#[command(name = "parecon-bench", version)]
pub struct Args {
	#[command(subcommand)]
	pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
	/// Measure, and write the pallets' weights or compare them with what is committed.
	Weights(WeightsArgs),
	/// Print the tables of a report as Markdown.
	Tables(TablesArgs),
}

#[derive(clap::Args)]
pub struct WeightsArgs {
	/// Runtime built with the feature `runtime-benchmarks`: .wasm, plain or compressed.
	#[arg(long, value_name = "FILE")]
	pub runtime: PathBuf,

	/// Genesis preset of the runtime that the benchmarks start from.
	#[arg(long, default_value = "dev")]
	pub preset: String,

	/// Pallet to measure, such as `pallet_planning`; repeat for more. None: all of the runtime.
	/// `pallet_balances::transfer_keep_alive` measures one benchmark of a pallet.
	#[arg(long, value_name = "PALLET")]
	pub pallet: Vec<String>,

	/// Measure only this benchmark of the chosen pallets.
	#[arg(long, value_name = "NAME")]
	pub extrinsic: Option<String>,

	/// Pallet whose weights are written or compared; repeat for more.
	#[arg(long, value_name = "PALLET", conflicts_with = "extrinsic")]
	pub write_pallet: Vec<String>,

	/// Values that each component takes between its lowest and its highest.
	#[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(2..))]
	pub steps: u32,

	/// Timed runs at each value.
	#[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
	pub repeat: u32,

	/// Passes over all benchmarks in which the timed runs are made, so that a slow spell of the machine
	/// falls on all of them alike.
	#[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
	pub rounds: u32,

	/// Directory that holds the pallets.
	#[arg(long, value_name = "DIR", default_value = "pallets")]
	pub out_dir: PathBuf,

	/// File for the report of the whole run.
	#[arg(long, value_name = "FILE")]
	pub json: Option<PathBuf>,

	/// Write no weights; fail where a committed one is below 2/3 or above 2 times of the measured.
	#[arg(long)]
	pub check: bool,
}

#[derive(clap::Args)]
pub struct TablesArgs {
	/// Report that `weights --json` wrote.
	pub report: PathBuf,

	/// Document whose part between `<!-- weights -->` and `<!-- /weights -->` is replaced.
	#[arg(long, value_name = "FILE")]
	pub into: Option<PathBuf>,

	/// Milliseconds of computation that a block holds.
	#[arg(long, default_value_t = 2_000)]
	pub block_ms: u64,

	/// Per cent of a block that clearing may take.
	#[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=100))]
	pub share: u64,
}
