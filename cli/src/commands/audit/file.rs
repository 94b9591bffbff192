//! A cycle, recomputed from a bundle: no node is asked.

use super::{cycle::text, Audit};
use crate::{
	audit::{audit, Findings, Outcome},
	bundle::{Bundle, Fault, FaultKind, Stop, Summary},
	chain::ChainHistory,
	errors::{Error, Result, Verdict},
	hex::unhex,
	output,
	progress::Progress,
};
use parecon_primitives::CycleId;
use primitive_types::H256;
use serde::Serialize;
use std::path::Path;

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

pub(super) fn run(args: &Audit, file: &Path) -> Result<Verdict> {
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
				output::print(&format!("{checked}{}", text(CycleId(cycle), &findings)))?;
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
