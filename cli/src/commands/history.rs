//! `parecon history`: what a chain has of a cycle, in a file.

use crate::{
	bundle::export,
	chain::Chain,
	errors::{Error, Result, Verdict},
	output,
	progress::Progress,
};
use clap::{Args, Subcommand};
use parecon_primitives::CycleId;
use std::{fs::File, io::BufWriter, path::PathBuf};

/// What can be done with the history of a chain.
#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
	/// Write a cycle into a file that proves itself
	///
	/// The file holds all headers from genesis on, the validators' justifications that they are final,
	/// and for each block of the cycle the extrinsics and storage proofs of what an audit reads.
	/// `parecon audit --file FILE --genesis HASH` recomputes the cycle from it without a node, and
	/// trusts nothing but the genesis hash. The node has to keep old blocks and their state
	/// (--state-pruning archive --blocks-pruning archive).
	Export(Export),
}

/// The cycle, and where it goes.
#[derive(Debug, Args)]
pub struct Export {
	/// An archive node of the chain
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// The number of the cycle
	#[arg(long, value_name = "N")]
	pub cycle: u32,
	/// The file to write
	#[arg(long, value_name = "FILE")]
	pub out: PathBuf,
	/// Leave out that blocks are final: for chains made with --sealing, which have no justifications
	#[arg(long)]
	pub no_finality: bool,
	/// Print one JSON object instead of text
	#[arg(long)]
	pub json: bool,
}

/// Runs `parecon history`.
pub fn run(command: &HistoryCommand) -> Result<Verdict> {
	let HistoryCommand::Export(args) = command;
	let path = args.out.display();
	let unwritable = |error: std::io::Error| {
		Error::new(
			format!("{path} cannot be written: {error}"),
			"give a file in a directory that exists and that you may write to",
		)
	};
	let runtime = super::runtime()?;
	let chain = runtime.block_on(Chain::connect(&args.url))?;
	// Only what is whole stands under its name.
	let part = args.out.with_added_extension("part");
	let file = File::create(&part).map_err(unwritable)?;
	let mut progress = Progress::spinner("looking for the cycle");
	let watch = |what: &str, block| progress.say(&format!("{what} block {block}"));
	let out = BufWriter::new(file);
	let written = export(chain, CycleId(args.cycle), !args.no_finality, out, watch);
	let exported = runtime.block_on(written).inspect_err(|_| {
		let _ = std::fs::remove_file(&part);
	})?;
	drop(progress);
	std::fs::rename(&part, &args.out).map_err(unwritable)?;
	if args.json {
		output::print_json(&exported)?;
		return Ok(Verdict::Done);
	}
	output::print(&format!(
		"cycle {} written to {path}: headers {}, blocks with proofs {}, justifications {}, bytes {}\n",
		exported.cycle, exported.headers, exported.blocks, exported.justifications, exported.bytes,
	))?;
	if exported.mismatches > 0 {
		let mismatches = exported.mismatches;
		output::print(&format!("the audit of it finds {mismatches} mismatches\n"))?;
	}
	Ok(Verdict::Done)
}
