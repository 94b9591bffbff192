//! A cycle, recomputed from a node's blocks.

use super::{shown, Audit};
use crate::{
	audit::{self, audit, Findings, Outcome},
	chain::{Chain, ChainHistory},
	errors::{Result, Verdict},
	output::{self, Align, Table},
	progress::Progress,
};
use parecon_primitives::CycleId;

pub(super) fn run(args: &Audit, cycle: CycleId) -> Result<Verdict> {
	let findings = super::runtime()?.block_on(async {
		let mut progress = Progress::spinner("looking for the cycle");
		let mut history = ChainHistory::new(Chain::connect(&args.url).await?);
		audit(&mut history, cycle, |block, iteration| {
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

/// What an audit of a cycle found, in words.
pub(super) fn text(cycle: CycleId, findings: &Findings) -> String {
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
		let audit::Mismatch { kind, iteration, good, council, block, extrinsic, detail } = found;
		table.row([
			format!("{kind:?}").to_lowercase(),
			iteration.to_string(),
			shown(*good),
			shown(*council),
			block.to_string(),
			shown(*extrinsic),
			detail.clone(),
		]);
	}
	// Every word of a finding matters: the table is as wide as it has to be.
	format!("{head}{} mismatches\n\n{}", mismatches.len(), table.fitted(usize::MAX))
}
