//! `parecon audit`: a cycle recomputed from a node's blocks.

use crate::{
	audit::{audit, Findings, Outcome},
	chain::{Chain, ChainHistory},
	errors::{Result, Verdict},
	output::{self, Align, Table},
	progress::Progress,
};
use clap::Args;
use parecon_primitives::CycleId;

/// What to audit, and where.
#[derive(Debug, Args)]
pub struct Audit {
	/// A node that keeps the state of all blocks since the cycle was opened
	#[arg(long, value_name = "WS", default_value = super::URL)]
	pub url: String,
	/// The number of the cycle
	#[arg(long, value_name = "N")]
	pub cycle: u32,
	/// Print one JSON object instead of text
	#[arg(long)]
	pub json: bool,
}

/// Runs `parecon audit`. Any mismatch is a failed check.
pub fn run(args: &Audit) -> Result<Verdict> {
	let findings = super::runtime()?.block_on(async {
		let mut progress = Progress::spinner("looking for the cycle");
		let mut history = ChainHistory::new(Chain::connect(&args.url).await?);
		audit(&mut history, CycleId(args.cycle), |block, iteration| {
			progress.say(&format!("block {block}, iteration {iteration}"));
		})
		.await
	})?;
	if args.json {
		output::print_json(&findings)?;
	} else {
		output::print(&text(args.cycle, &findings))?;
	}
	Ok(if findings.mismatches.is_empty() { Verdict::Done } else { Verdict::Failed })
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
