//! `parecon call`: calls for wallets.

use crate::{
	chain::{Chain, METADATA},
	encode::{batch, encode, Target},
	errors::{Error, Result, Verdict},
	hex::{hex, unhex},
	output,
};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::{fs, path::PathBuf};
use subxt::{ArcMetadata, Metadata};

/// What can be done with calls.
#[derive(Debug, Subcommand)]
pub enum CallCommand {
	/// Turn a table into call data that any wallet can sign
	///
	/// The first line of the table names the arguments of the call; the parts of an argument stand
	/// behind dots (weight.ref_time). Every other line is a call. Quantities are whole numbers of the
	/// smallest unit; accounts are SS58, 0x and 64 hexadecimal digits, or //Name; lists are JSON in a
	/// cell. Prints one call a line, 0x and hexadecimal digits.
	///
	/// Nothing is sent, and no node is asked unless --url names one.
	Encode(Encode),
}

/// The table and the call.
#[derive(Debug, Args)]
pub struct Encode {
	/// The pallet, such as Planning
	#[arg(long, value_name = "NAME")]
	pallet: String,
	/// The call, such as propose
	#[arg(long, value_name = "NAME")]
	call: String,
	/// The table, as a spreadsheet saves it: cells between commas
	#[arg(long, value_name = "FILE")]
	csv: PathBuf,
	/// Take the description of the calls from this node instead of the one that parecon was built with
	#[arg(long, value_name = "WS", conflicts_with = "metadata")]
	url: Option<String>,
	/// Take it from a file: metadata as a node gives it, in bytes or hexadecimal digits
	#[arg(long, value_name = "FILE")]
	metadata: Option<PathBuf>,
	/// Put all calls into one Utility.batch_all: they are dispatched together or not at all
	#[arg(long)]
	batch: bool,
	/// Print one JSON object
	#[arg(long)]
	json: bool,
}

#[derive(Serialize)]
struct Report {
	pallet: String,
	call: String,
	/// Rows of the table.
	rows: usize,
	/// The calls, or the one batch of them.
	calls: Vec<String>,
}

/// Runs `parecon call`.
pub fn run(command: &CallCommand) -> Result<Verdict> {
	let CallCommand::Encode(args) = command;
	let file = args.csv.display().to_string();
	let table = fs::read_to_string(&args.csv).map_err(|error| {
		Error::new(
			format!("{file} cannot be read: {error}"),
			"give a table of cells between commas, in UTF-8",
		)
	})?;
	let metadata = metadata(args)?;
	let target =
		Target { metadata: &metadata, pallet: &args.pallet, call: &args.call, file: &file };
	let mut calls = encode(&table, &target)?;
	let rows = calls.len();
	if args.batch {
		calls = vec![batch(calls, &metadata)?];
	}
	let calls: Vec<String> = calls.iter().map(|call| hex(call)).collect();
	if args.json {
		let (pallet, call) = (args.pallet.clone(), args.call.clone());
		output::print_json(&Report { pallet, call, rows, calls })?;
	} else {
		output::print(&calls.iter().map(|call| format!("{call}\n")).collect::<String>())?;
	}
	Ok(Verdict::Done)
}

/// What describes the calls: the committed metadata, a node's, or that of a file.
fn metadata(args: &Encode) -> Result<ArcMetadata> {
	if let Some(url) = &args.url {
		return super::runtime()?.block_on(async {
			let chain = Chain::open(url).await?;
			Ok(chain.best().await?.metadata())
		});
	}
	let Some(file) = &args.metadata else {
		return Metadata::decode_from(METADATA).map(Metadata::arc).map_err(|error| {
			Error::new(format!("the committed metadata is damaged: {error}"), "build parecon again")
		});
	};
	let shown = file.display();
	let next = "give what the node's state_getMetadata answers, in bytes or hexadecimal digits";
	let bytes = fs::read(file)
		.map_err(|error| Error::new(format!("{shown} cannot be read: {error}"), next))?;
	let text = std::str::from_utf8(&bytes).ok().map(|text| text.trim().trim_matches('"'));
	let bytes = text.and_then(unhex).unwrap_or(bytes);
	Metadata::decode_from(&bytes)
		.map(Metadata::arc)
		.map_err(|error| Error::new(format!("{shown} holds no metadata: {error}"), next))
}
