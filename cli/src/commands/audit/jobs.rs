//! Job complexes, recomputed from a node's blocks.

use super::{shown, Audit};
use crate::{
	audit::jobs,
	chain::Chain,
	errors::{Error, Result, Verdict},
	output::{self, Align, Table},
	progress::Progress,
};
use parecon_primitives::CouncilId;

/// What differs for a reason that cannot be found out is neither a failed check nor a passed one.
pub(super) fn run(args: &Audit) -> Result<Verdict> {
	let council = args.council.map(CouncilId);
	let range = jobs::Range { council, from: args.from.unwrap_or(1), to: args.to };
	let findings = super::runtime()?.block_on(async {
		let chain = Chain::connect(&args.url).await?;
		let mut progress: Option<Progress> = None;
		jobs::audit(chain, range, |done, all| {
			progress.get_or_insert_with(|| Progress::new("auditing blocks", all)).at(done);
		})
		.await
	})?;
	if args.json {
		output::print_json(&findings)?;
	} else {
		output::print(&text_of_jobs(&findings))?;
	}
	match (findings.mismatches.is_empty(), findings.unclear.len()) {
		(false, _) => Ok(Verdict::Failed),
		(true, 0) => Ok(Verdict::Done),
		(true, unclear) => Err(Error::new(
			format!("{unclear} figures differ that cannot be recomputed for certain"),
			"look at what else happened in their blocks: what they are made of changed there",
		)),
	}
}

fn text_of_jobs(findings: &jobs::Findings) -> String {
	let jobs::Findings { from, to, reveals, by_events, tasks, unclear, mismatches, .. } = findings;
	let jobs::Findings { windows, divisions, seeds, lots, allotments, reports, weighings, .. } =
		findings;
	let mut text = format!(
		"blocks {from} to {to}: {reveals} reveals, {windows} windows, {divisions} divisions, {lots} \
		 lots, {allotments} allotments, {reports} reports, {weighings} weighings, {seeds} seeds and \
		 the histograms of {tasks} tasks recomputed\n"
	);
	if *by_events > 0 {
		text += &format!(
			"{by_events} commitments, reveals or submissions stand in no extrinsic that can be read: \
			 their events are relied on\n"
		);
	}
	if mismatches.is_empty() && unclear.is_empty() {
		return text
			+ "every rating, index, division, lot, allotment, weight and report is as \
		               recomputed\n";
	}
	for (what, found) in [("mismatches", mismatches), ("unclear figures", unclear)] {
		if !found.is_empty() {
			// Every word of a finding matters: the table is as wide as it has to be.
			let table = table_of_jobs(found).fitted(usize::MAX);
			text += &format!("{} {what}\n\n{table}", found.len());
		}
	}
	text
}

fn table_of_jobs(found: &[jobs::Mismatch]) -> Table {
	let right = |name| (name, Align::Right);
	let mut table = Table::new(&[
		("kind", Align::Left),
		right("council"),
		right("task"),
		right("complex"),
		right("member"),
		right("block"),
		right("extrinsic"),
		("detail", Align::Left),
	]);
	for found in found {
		let complex = found.complex.and_then(|complex| u32::try_from(complex).ok());
		table.row([
			format!("{:?}", found.kind).to_lowercase(),
			shown(found.council),
			shown(found.task),
			shown(complex),
			shown(found.member),
			found.block.to_string(),
			shown(found.extrinsic),
			found.detail.clone(),
		]);
	}
	table
}
