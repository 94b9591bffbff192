//! `parecon audit`: a cycle recomputed from a node's blocks, or from a bundle without any node.

use crate::{
	audit::{audit, Findings, Outcome},
	bundle::{Bundle, Fault, FaultKind, Stop, Summary},
	chain::{Chain, ChainHistory},
	errors::{Error, Result, Verdict},
	hex::unhex,
	output::{self, Align, Table},
	progress::Progress,
};
use clap::Args;
use parecon_primitives::CycleId;
use primitive_types::H256;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What to audit, and where.
#[derive(Debug, Args)]
pub struct Audit {
	/// A node that keeps the state of all blocks since the cycle was opened
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// The number of the cycle; a bundle says its own
	#[arg(long, value_name = "N", required_unless_present = "file")]
	pub cycle: Option<u32>,
	/// A bundle that `parecon history export` wrote, instead of a node: no network is used
	#[arg(long, value_name = "FILE", conflicts_with = "url")]
	pub file: Option<PathBuf>,
	/// Hash of the first block of the chain that the bundle has to be of: all that is trusted
	#[arg(long, value_name = "HASH", requires = "file")]
	pub genesis: Option<String>,
	/// Do not ask whether the blocks of the bundle are final: for chains made with --sealing
	#[arg(long, requires = "file")]
	pub no_finality: bool,
	/// Print one JSON object instead of text
	#[arg(long)]
	pub json: bool,
}

/// Runs `parecon audit`. Any mismatch is a failed check, and so is a bundle that does not hold.
pub fn run(args: &Audit) -> Result<Verdict> {
	match &args.file {
		Some(file) => from_file(args, file),
		None => from_node(args),
	}
}

fn from_node(args: &Audit) -> Result<Verdict> {
	let cycle = args.cycle.unwrap_or_default();
	let findings = super::runtime()?.block_on(async {
		let mut progress = Progress::spinner("looking for the cycle");
		let mut history = ChainHistory::new(Chain::connect(&args.url).await?);
		audit(&mut history, CycleId(cycle), |block, iteration| {
			progress.say(&format!("block {block}, iteration {iteration}"));
		})
		.await
	})?;
	if args.json {
		output::print_json(&findings)?;
	} else {
		output::print(&text(cycle, &findings))?;
	}
	Ok(if findings.mismatches.is_empty() { Verdict::Done } else { Verdict::Failed })
}

/// What an audit of a bundle found.
#[derive(Serialize)]
struct Report<'r> {
	/// What was checked before the cycle was recomputed.
	bundle: &'r Summary,
	/// What the recomputation found.
	#[serde(flatten)]
	findings: &'r Findings,
}

/// A bundle that does not hold.
#[derive(Serialize)]
struct Refused<'r> {
	fault: &'r Fault,
}

fn from_file(args: &Audit, file: &Path) -> Result<Verdict> {
	let genesis = genesis(args.genesis.as_deref())?;
	if args.no_finality {
		eprintln!(
			"warning: --no-finality: nothing shows that validators agreed on these blocks; whoever \
			 wrote the file may have made them up"
		);
	}
	match recompute(args, file, genesis) {
		Ok((summary, cycle, findings)) => {
			if args.json {
				output::print_json(&Report { bundle: &summary, findings: &findings })?;
			} else {
				let checked = checked(file, &summary);
				output::print(&format!("{checked}{}", text(cycle, &findings)))?;
			}
			let sound = findings.mismatches.is_empty();
			Ok(if sound { Verdict::Done } else { Verdict::Failed })
		},
		Err(Stop::Cannot(error)) => Err(error),
		Err(Stop::Fault(fault)) => {
			if args.json {
				output::print_json(&Refused { fault: &fault })?;
			} else {
				output::print(&format!("{} does not hold: {fault}\n", file.display()))?;
			}
			Ok(Verdict::Failed)
		},
	}
}

/// The hash that everything is checked against.
fn genesis(text: Option<&str>) -> Result<H256> {
	let bytes = text.map(|text| unhex(text).filter(|bytes| bytes.len() == H256::len_bytes()));
	let where_from =
		"give --genesis HASH, 0x and 64 hexadecimal digits, from somebody you trust: your \
	                  community publishes it, and a node answers it to chain_getBlockHash(0)";
	match bytes {
		Some(Some(bytes)) => Ok(H256::from_slice(&bytes)),
		Some(None) => Err(Error::new("--genesis is not the hash of a block", where_from)),
		None => Err(Error::new(
			"a bundle proves nothing by itself: it has to follow from the hash of a genesis block",
			where_from,
		)),
	}
}

fn recompute(
	args: &Audit,
	file: &Path,
	genesis: H256,
) -> std::result::Result<(Summary, u32, Findings), Stop> {
	let mut progress = Progress::spinner("reading headers");
	let bundle = Bundle::open(file, genesis, !args.no_finality, |block| {
		progress.say(&format!("header {block}"));
	})?;
	let (cycle, summary) = (args.cycle.unwrap_or(bundle.cycle()), bundle.summary().clone());
	let mut history = ChainHistory::of(bundle);
	let found =
		super::runtime()?.block_on(audit(&mut history, CycleId(cycle), |block, iteration| {
			progress.say(&format!("block {block}, iteration {iteration}"));
		}));
	let findings = match (found, history.source().fault()) {
		(_, Some(fault)) => return Err(fault.clone().into()),
		(found, None) => found?,
	};
	if findings.outcome == Outcome::Running {
		let detail = "it ends before the cycle does";
		return Err(Fault::of(FaultKind::Incomplete, summary.ended, detail).into());
	}
	Ok((summary, cycle, findings))
}

/// What was checked of a bundle, in words.
fn checked(file: &Path, summary: &Summary) -> String {
	let Summary { genesis, headers, finalised, blocks, spec_version, runtimes, .. } = summary;
	let finality = match finalised {
		None => "whether they are final was not asked".into(),
		Some(finalised) => format!(
			"final up to block {} by justification of validator set {} ({} validators)",
			finalised.block, finalised.set, finalised.validators
		),
	};
	let runtimes: String = runtimes
		.iter()
		.map(|(block, code)| format!("runtime {spec_version} from block {block}: {code:?}\n"))
		.collect();
	format!(
		"{}: {headers} headers from genesis {genesis:?}; {finality}\n{blocks} blocks with extrinsics \
		 and storage proofs that lead to their headers\n{runtimes}",
		file.display()
	)
}

fn text(cycle: u32, findings: &Findings) -> String {
	let end = match findings.outcome {
		Outcome::Running => "is still running",
		Outcome::Ratified => "was ratified",
		Outcome::Lapsed => "lapsed",
	};
	let Findings { iterations, proposals, blocks, mismatches, .. } = findings;
	let head = format!(
		"cycle {cycle} {end}: {iterations} iterations and {proposals} proposals in {blocks} blocks \
		 recomputed\n"
	);
	if mismatches.is_empty() {
		return format!("{head}every total, price, test, tally and hash is as recomputed\n");
	}
	let mut table = Table::new(&[
		("kind", Align::Left),
		("iteration", Align::Right),
		("good", Align::Right),
		("council", Align::Right),
		("block", Align::Right),
		("extrinsic", Align::Right),
		("detail", Align::Left),
	]);
	for found in mismatches {
		let shown = |number: Option<u32>| number.map_or("-".into(), |number| number.to_string());
		table.row([
			format!("{:?}", found.kind).to_lowercase(),
			found.iteration.to_string(),
			shown(found.good),
			shown(found.council),
			found.block.to_string(),
			shown(found.extrinsic),
			found.detail.clone(),
		]);
	}
	// Every word of a finding matters: the table is as wide as it has to be.
	format!("{head}{} mismatches\n\n{}", mismatches.len(), table.fitted(usize::MAX))
}
