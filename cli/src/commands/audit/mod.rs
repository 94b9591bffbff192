//! `parecon audit`: a cycle, or job complexes, recomputed from a node's blocks; or a cycle from a
//! bundle without any node.

mod cycle;
mod file;
mod jobs;

use super::runtime;
use crate::errors::{Result, Verdict};
use clap::Args;
use parecon_primitives::CycleId;
use std::path::PathBuf;

/// What to audit, and where.
#[derive(Debug, Args)]
pub struct Audit {
	/// A node that keeps the state of all blocks: since the cycle was opened, or of the range
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// The number of the cycle; a bundle says its own
	#[arg(long, value_name = "N", required_unless_present_any = ["jobs", "file"],
		conflicts_with = "jobs")]
	pub cycle: Option<u32>,
	/// A bundle that `parecon history export` wrote, instead of a node: no network is used
	#[arg(long, value_name = "FILE", conflicts_with_all = ["url", "jobs"])]
	pub file: Option<PathBuf>,
	/// Hash of the first block of the chain that the bundle has to be of: all that is trusted
	#[arg(long, value_name = "HASH", requires = "file")]
	pub genesis: Option<String>,
	/// Do not ask whether the blocks of the bundle are final: for chains made with --sealing
	#[arg(long, requires = "file")]
	pub no_finality: bool,
	/// Recompute job complexes instead: ratings, indices, divisions, lots, allotments, weights, reports
	#[arg(long)]
	pub jobs: bool,
	/// The council whose work is recomputed; by default that of all
	#[arg(long, value_name = "N", requires = "jobs")]
	pub council: Option<u32>,
	/// The first block; what stood in the state before it is taken as it is
	#[arg(long, value_name = "BLOCK", requires = "jobs",
		value_parser = clap::value_parser!(u32).range(1..))]
	pub from: Option<u32>,
	/// The last block; by default the latest that is finalised
	#[arg(long, value_name = "BLOCK", requires = "jobs",
		value_parser = clap::value_parser!(u32).range(1..))]
	pub to: Option<u32>,
	/// Print one JSON object instead of text
	#[arg(long)]
	pub json: bool,
}

/// Runs `parecon audit`. Any mismatch is a failed check, and so is a bundle that does not hold.
pub fn run(args: &Audit) -> Result<Verdict> {
	match (&args.file, args.cycle) {
		(Some(file), _) => file::run(args, file),
		(None, Some(cycle)) => cycle::run(args, CycleId(cycle)),
		(None, None) => jobs::run(args),
	}
}

fn shown(number: Option<u32>) -> String {
	number.map_or("-".into(), |number| number.to_string())
}
