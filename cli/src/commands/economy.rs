//! `parecon economy`: economies to plan with.

use crate::{
	economy::{generate, narrow, write, Size, MAX_GOODS},
	errors::{Error, Result, Verdict},
	output,
};
use clap::{Args, Subcommand};
use std::{
	fs::File,
	io::{BufWriter, Write},
	path::PathBuf,
};

/// What can be done with economies.
#[derive(Debug, Subcommand)]
pub enum EconomyCommand {
	/// Write a synthetic economy of workers' and consumers' councils as JSON
	///
	/// The councils follow the distributions of the published participatory-planning experiments
	/// (Hahnel 2021, chapter 9), and there are five categories of goods: private, intermediate,
	/// nature, labour and public. The same seed and sizes give the same file, byte for byte, on
	/// every machine.
	Generate(Generate),
}

/// The sizes of the economy to write.
#[derive(Debug, Args)]
pub struct Generate {
	/// Which economy: every seed gives another one
	#[arg(long, value_name = "S")]
	pub seed: u64,
	/// Workers' councils in each of the three producing industries
	#[arg(long, value_name = "N", default_value_t = 1000)]
	pub workers: u32,
	/// Consumers' councils
	#[arg(long, value_name = "M", default_value_t = 3000)]
	pub consumers: u32,
	/// Goods in each of the five categories
	#[arg(long, value_name = "G", default_value_t = 10,
		value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_GOODS)))]
	pub goods: u32,
	/// Private, and public, goods that each consumers' council wants; all where it is not given. On a
	/// chain a proposal has 100 lines
	#[arg(long, value_name = "W", value_parser = clap::value_parser!(u32).range(1..))]
	pub wants: Option<u32>,
	/// Where to write it
	#[arg(long, value_name = "FILE")]
	pub out: PathBuf,
}

/// Runs `parecon economy`.
pub fn run(command: &EconomyCommand) -> Result<Verdict> {
	let EconomyCommand::Generate(args) = command;
	let size = Size { workers: args.workers, consumers: args.consumers, goods: args.goods };
	let shown = args.out.display();
	let failed = |error: std::io::Error| {
		Error::new(
			format!("{shown} cannot be written: {error}"),
			"check that its directory exists and has room",
		)
	};
	let mut out = BufWriter::new(File::create(&args.out).map_err(failed)?);
	let mut economy = generate(args.seed, size);
	if let Some(wants) = args.wants {
		narrow(&mut economy, wants);
	}
	write(&economy, &mut out).and_then(|()| out.flush()).map_err(failed)?;
	output::print(&format!(
		"{shown}: {}, {} workers' and {} consumers' councils, {} goods\n",
		economy.name,
		economy.worker_councils.len(),
		economy.consumer_councils.len(),
		economy.good_count(),
	))?;
	Ok(Verdict::Done)
}
