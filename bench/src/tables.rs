//! The tables of `docs/performance.md`, from a report.

use crate::{
	formula::Cost,
	report::{Entry, Point, Report},
};
use std::fmt::Write;

/// Goods in one page, as the engine holds them.
const PAGE: u64 = 64;
/// Goods of the large economy that a document asks about.
const MANY_GOODS: u64 = 1_000_000;
/// Councils of the large economy, half of them workers', each with lines in one page.
const MANY_COUNCILS: u64 = 6_000;
/// The most rounds in which workplaces are scaled, as the engine holds them.
const MAX_ROUNDS: u64 = 32;
const PLANNING: &str = "pallet_planning";
/// How the benchmark of the first pass is called, before the name of the rule.
const COUNCILS: &str = "pallet_councils";
const MEASURE: &str = "measure_page_";
const BEGIN: &str = "<!-- weights -->";
const END: &str = "<!-- /weights -->";

/// Every table. A block holds `block_ms` of computation, of which clearing may take `share` per
/// cent.
pub fn all(report: &Report, block_ms: u64, share: u64) -> Result<String, String> {
	let transfer = Scale::new(report)?;
	let mut out = format!(
		"Runtime {}, measured {} on {}: {} values of each component, {} runs at each. Weight = \
		 time + 8 us for each key read + 50 us for each key written (ParityDB).\n\n",
		report.runtime, report.date, report.cpu, report.steps, report.repeat
	);
	proposals(&mut out, report, &transfer)?;
	clearing(&mut out, report, &transfer, block_ms, share)?;
	settling(&mut out, report, &transfer, block_ms, share)?;
	people(&mut out, report, &transfer).map_err(|error| error.to_string())?;
	calls(&mut out, report, &transfer).map_err(|error| error.to_string())?;
	Ok(out)
}

/// Replaces what stands between the marks of `document`.
pub fn put_into(document: &str, tables: &str) -> Result<String, String> {
	let missing = || format!("the marks {BEGIN} and {END} are not in it");
	let (before, rest) = document.split_once(BEGIN).ok_or_else(missing)?;
	let (_, after) = rest.split_once(END).ok_or_else(missing)?;
	Ok(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", tables.trim()))
}

/// Time, reads and writes at one point.
#[derive(Clone, Copy, Default)]
struct Amount {
	time_ps: u64,
	reads: u64,
	writes: u64,
}

impl Amount {
	/// As it was measured at one point.
	fn at(point: &Point) -> Self {
		let Point { time_ns, reads, writes, .. } = *point;
		Self { time_ps: time_ns * 1_000, reads, writes }
	}

	fn of(cost: &Cost, point: &[u32]) -> Self {
		Self {
			time_ps: cost.time_ps.at(point),
			reads: cost.reads.at(point),
			writes: cost.writes.at(point),
		}
	}

	fn plus(self, other: Self) -> Self {
		Self {
			time_ps: self.time_ps.saturating_add(other.time_ps),
			reads: self.reads.saturating_add(other.reads),
			writes: self.writes.saturating_add(other.writes),
		}
	}

	fn minus(self, other: Self) -> Self {
		Self {
			time_ps: self.time_ps.saturating_sub(other.time_ps),
			reads: self.reads.saturating_sub(other.reads),
			writes: self.writes.saturating_sub(other.writes),
		}
	}

	fn weight_ps(self) -> u64 {
		let cost = |base| crate::formula::Linear { base, slopes: vec![] };
		Cost { time_ps: cost(self.time_ps), reads: cost(self.reads), writes: cost(self.writes) }
			.weight(&[])
	}
}

/// What every weight is compared with: a transfer of the same run.
struct Scale {
	transfer: Amount,
}

impl Scale {
	fn new(report: &Report) -> Result<Self, String> {
		let entry = find(report, "pallet_balances", "transfer_keep_alive")?;
		Ok(Self { transfer: Amount::of(&entry.cost, &[]) })
	}

	fn row(&self, out: &mut String, name: &str, amount: Amount) -> std::fmt::Result {
		let ratio = amount.weight_ps() as f64 / self.transfer.weight_ps() as f64;
		writeln!(
			out,
			"| {name} | {} | {} | {} | {} | {ratio:.2} |",
			micros(amount.time_ps),
			amount.reads,
			amount.writes,
			micros(amount.weight_ps())
		)
	}

	fn head(&self, out: &mut String, what: &str) -> std::fmt::Result {
		writeln!(out, "| {what} | time, us | reads | writes | weight, us | x transfer |")?;
		writeln!(out, "|---|--:|--:|--:|--:|--:|")?;
		self.row(out, "`balances.transfer_keep_alive`", self.transfer)
	}
}

fn find<'a>(report: &'a Report, pallet: &str, benchmark: &str) -> Result<&'a Entry, String> {
	report
		.find(pallet, benchmark)
		.ok_or_else(|| format!("the report lacks {pallet}::{benchmark}; run all of scripts/bench"))
}

/// Microseconds with one decimal.
fn micros(ps: u64) -> String {
	format!("{:.1}", ps as f64 / 1e6)
}

fn proposals(out: &mut String, report: &Report, scale: &Scale) -> Result<(), String> {
	let lines = &find(report, PLANNING, "propose")?.cost;
	let pages = &find(report, PLANNING, "propose_pages")?.cost;
	let spread = |count: u32| {
		let further = Amount::of(pages, &[count]).minus(Amount::of(pages, &[1]));
		Amount::of(lines, &[count]).plus(further)
	};
	let further = Amount::of(pages, &[2]).minus(Amount::of(pages, &[1]));
	let mut write = || -> std::fmt::Result {
		out.push_str("### Accepting a proposal\n\n");
		scale.head(out, "`propose`")?;
		for count in [1, 10, 50, 100] {
			let name = format!("{count} lines, one page");
			scale.row(out, &name.replace("1 lines", "1 line"), Amount::of(lines, &[count]))?;
		}
		for count in [10, 50, 100] {
			scale.row(out, &format!("{count} lines, {count} pages"), spread(count))?;
		}
		scale.row(out, "each further page", further)?;
		out.push('\n');
		Ok(())
	};
	write().map_err(|error| error.to_string())
}

fn clearing(
	out: &mut String,
	report: &Report,
	scale: &Scale,
	block_ms: u64,
	share: u64,
) -> Result<(), String> {
	let step = |name: &str| -> Result<Amount, String> {
		Ok(Amount::of(&find(report, PLANNING, name)?.cost, &[]))
	};
	let (tick, settle) = (step("tick")?, step("settle")?);
	let budget = block_ms.saturating_mul(1_000_000_000) / 100 * share;
	let mut table = String::new();
	let mut blocks = String::new();
	scale.head(&mut table, "page of 64 goods").map_err(|error| error.to_string())?;
	for rule in rules(report) {
		let measure = step(&format!("{MEASURE}{rule}"))?;
		let adjust = step(&format!("adjust_page_{rule}"))?;
		let both = measure.plus(adjust);
		let needed = needed_blocks(both.weight_ps(), settle.weight_ps(), tick.weight_ps(), budget)?;
		let mut write = || -> std::fmt::Result {
			scale.row(&mut table, &format!("`{rule}`: measure"), measure)?;
			scale.row(&mut table, &format!("`{rule}`: adjust"), adjust)?;
			let per_good = micros(both.weight_ps() / PAGE);
			writeln!(blocks, "| `{rule}` | {per_good} | {needed} |")
		};
		write().map_err(|error| error.to_string())?;
	}
	let title = format!(
		"| rule | weight of both passes, us per good | blocks for {MANY_GOODS} goods |\n|---|--:|--:|"
	);
	let note = format!(
		"A block holds {block_ms} ms of computation, and clearing may take {share} per cent of it."
	);
	let _ = write!(out, "### Clearing an iteration\n\n{table}\n{note}\n\n{title}\n{blocks}\n");
	Ok(())
}

/// What a pass of settling takes for a council.
fn pass(table: &mut String, scale: &Scale, name: &str, cost: &Cost) -> std::fmt::Result {
	let what = if name == "scale" { "a council, each round" } else { "a council" };
	scale.row(table, &format!("{name} {what}, one page"), Amount::of(cost, &[1]))?;
	scale.row(table, &format!("{name} {what}, 100 pages"), Amount::of(cost, &[100]))
}

/// What it takes to keep an iteration that may stand, and to make a plan of it: page by page and council
/// by council.
fn settling(
	out: &mut String,
	report: &Report,
	scale: &Scale,
	block_ms: u64,
	share: u64,
) -> Result<(), String> {
	let cost = |name: &str| Ok::<_, String>(&find(report, PLANNING, name)?.cost);
	let page = |name: &str| Ok::<_, String>(Amount::of(cost(name)?, &[]));
	let (keep, adopt, weigh) = (page("keep_page")?, page("adopt_page")?, page("weigh_page")?);
	let prepare = page("prepare_page")?;
	let passes =
		[("review", cost("review")?), ("scale", cost("scale")?), ("grant", cost("grant")?)];
	let mut table = String::new();
	let mut write = || -> std::fmt::Result {
		scale.head(&mut table, "step")?;
		scale.row(&mut table, "keep a page of 64 goods", keep)?;
		scale.row(&mut table, "adopt a page", adopt)?;
		scale.row(&mut table, "prepare a page", prepare)?;
		scale.row(&mut table, "weigh a page, each round", weigh)?;
		passes.iter().try_for_each(|(name, cost)| pass(&mut table, scale, name, cost))
	};
	write().map_err(|error| error.to_string())?;
	let [review, rescale, grant] = passes.map(|(_, cost)| Amount::of(cost, &[1]).weight_ps());
	let usable = (block_ms.saturating_mul(1_000_000_000) / 100 * share)
		.saturating_sub(page("tick")?.weight_ps());
	let pages = MANY_GOODS.div_ceil(PAGE);
	let mut blocks = String::new();
	for rounds in [0, 1, MAX_ROUNDS] {
		let begin = adopt.weight_ps() + prepare.weight_ps();
		let over_pages = begin + (rounds + 1) * weigh.weight_ps();
		let over_councils = review + rounds * rescale + grant;
		let all = pages * over_pages + MANY_COUNCILS * over_councils;
		let needed = all.div_ceil(usable.max(1));
		writeln!(blocks, "| {rounds} | {needed} |").map_err(|error| error.to_string())?;
	}
	let title = format!(
		"Blocks for {MANY_GOODS} goods and {MANY_COUNCILS} councils with lines in one page each:\n\n\
		 | rounds of scaling | blocks |\n|--:|--:|"
	);
	let _ = write!(out, "### Settling a plan\n\n{table}\n{title}\n{blocks}\n");
	Ok(())
}

/// The price rules whose passes were measured.
fn rules(report: &Report) -> impl Iterator<Item = &str> {
	let planning = report.entries.iter().filter(|entry| entry.pallet == PLANNING);
	planning.filter_map(|entry| entry.benchmark.strip_prefix(MEASURE))
}

/// Blocks that clear all pages: each offers `budget` less the polling itself.
fn needed_blocks(page: u64, settle: u64, tick: u64, budget: u64) -> Result<u64, String> {
	let usable = budget.saturating_sub(tick);
	if usable < page {
		return Err("a page does not fit the share of a block; raise --block-ms or --share".into());
	}
	let pages = MANY_GOODS.div_ceil(PAGE);
	Ok(pages.saturating_mul(page).saturating_add(settle).div_ceil(usable))
}

/// What members do in councils, below federations up to the highest level, and what a crowd beside
/// them adds: nothing.
fn people(out: &mut String, report: &Report, scale: &Scale) -> std::fmt::Result {
	let calls = ["found", "join", "move_to", "leave", "back", "back_for", "heads_changed"];
	let known: Vec<_> = calls.iter().filter_map(|call| report.find(COUNCILS, call)).collect();
	if known.is_empty() {
		return Ok(());
	}
	out.push_str("### Taking part\n\n");
	scale.head(out, "in a council below eight levels of federations")?;
	for entry in known {
		scale.row(out, &format!("`{}`", entry.benchmark), Amount::of(&entry.cost, &[]))?;
	}
	for entry in report.entries.iter().filter(|entry| entry.pallet == COUNCILS && entry.extra) {
		for point in [entry.points.first(), entry.points.last()].into_iter().flatten() {
			let name = format!("`{}`, {} others", entry.benchmark, point.values[0]);
			scale.row(out, &name, Amount::at(point))?;
		}
	}
	out.push('\n');
	Ok(())
}

/// Everything else that was measured, at the highest value of each component.
fn calls(out: &mut String, report: &Report, scale: &Scale) -> std::fmt::Result {
	out.push_str("### Everything that was measured, at its maxima\n\n");
	scale.head(out, "benchmark")?;
	for entry in report.entries.iter().filter(|entry| !entry.extra) {
		let point: Vec<_> = entry.components.iter().map(|component| component.high).collect();
		let values: String = entry
			.components
			.iter()
			.map(|component| format!(", {} = {}", component.name, component.high))
			.collect();
		let name = format!("`{}::{}`{values}", entry.pallet, entry.benchmark);
		scale.row(out, &name, Amount::of(&entry.cost, &point))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::report::tests::{entry, report};

	fn planning() -> Report {
		let flat = |name: &str, time, reads, writes| {
			entry((PLANNING, name), &[], [(time, &[]), (reads, &[]), (writes, &[])])
		};
		let mut entries = vec![
			entry(
				("pallet_balances", "transfer_keep_alive"),
				&[],
				[(42_000_000, &[]), (1, &[]), (1, &[])],
			),
			entry(
				(PLANNING, "propose"),
				&[("l", 1, 100)],
				[(40_000_000, &[1_000_000]), (6, &[0]), (3, &[0])],
			),
			entry(
				(PLANNING, "propose_pages"),
				&[("p", 1, 100)],
				[(40_000_000, &[3_000_000]), (4, &[2]), (2, &[1])],
			),
			flat("tick", 0, 0, 0),
			flat("settle", 0, 0, 0),
			flat("keep_page", 20_000_000, 2, 2),
			flat("adopt_page", 20_000_000, 2, 2),
			flat("prepare_page", 0, 0, 0),
			flat("weigh_page", 64_000_000, 0, 0),
		];
		for step in ["review", "scale", "grant"] {
			let cost = [(90_000_000, &[10_000_000][..]), (0, &[0]), (0, &[0])];
			entries.push(entry((PLANNING, step), &[("p", 1, 100)], cost));
		}
		for rule in ["pequod", "accelerated"] {
			entries.push(flat(&format!("measure_page_{rule}"), 320_000_000, 0, 0));
			entries.push(flat(&format!("adjust_page_{rule}"), 320_000_000, 0, 0));
		}
		report(entries)
	}

	#[test]
	fn weights_stand_beside_the_transfer_of_the_same_run() {
		let text = all(&planning(), 2_000, 50).unwrap();
		for row in [
			"| `balances.transfer_keep_alive` | 42.0 | 1 | 1 | 100.0 | 1.00 |",
			"| 1 line, one page | 41.0 | 6 | 3 | 239.0 | 2.39 |",
			"| 50 lines, one page | 90.0 | 6 | 3 | 288.0 | 2.88 |",
			"| 10 lines, 10 pages | 77.0 | 24 | 12 | 869.0 | 8.69 |",
			"| each further page | 3.0 | 2 | 1 | 69.0 | 0.69 |",
			"| `pallet_planning::propose`, l = 100 | 140.0 | 6 | 3 | 338.0 | 3.38 |",
		] {
			assert!(text.contains(row), "{row} is not in:\n{text}");
		}
	}

	#[test]
	fn a_million_goods_take_the_blocks_that_their_weight_says() {
		// 640 us a page: 10 us a good, 10 s in all; half of 2 s in each block.
		let text = all(&planning(), 2_000, 50).unwrap();
		assert!(text.contains("| `accelerated` | 10.0 | 10 |"), "{text}");
		assert!(all(&planning(), 2_000, 49).unwrap().contains("| `accelerated` | 10.0 | 11 |"));
		assert!(all(&planning(), 1, 10).unwrap_err().contains("--block-ms"));
	}

	#[test]
	fn a_plan_takes_the_blocks_that_its_rounds_say() {
		let text = all(&planning(), 2_000, 50).unwrap();
		for row in [
			"| keep a page of 64 goods | 20.0 | 2 | 2 | 136.0 | 1.36 |",
			"| weigh a page, each round | 64.0 | 0 | 0 | 64.0 | 0.64 |",
			"| scale a council, each round, one page | 100.0 | 0 | 0 | 100.0 | 1.00 |",
			"| grant a council, 100 pages | 1090.0 | 0 | 0 | 1090.0 | 10.90 |",
			// 15625 pages at 136 us and a weighing, 6000 councils at 200 us: 4.3 s; each round 1.6 s.
			"| 0 | 5 |",
			"| 1 | 6 |",
			"| 32 | 56 |",
		] {
			assert!(text.contains(row), "{row} is not in:\n{text}");
		}
	}

	#[test]
	fn a_report_that_lacks_a_benchmark_is_refused() {
		let mut report = planning();
		report.entries.retain(|entry| entry.benchmark != "settle");
		assert!(all(&report, 2_000, 50).unwrap_err().contains("pallet_planning::settle"));
	}

	#[test]
	fn tables_go_between_the_marks() {
		let document = "# Title\n<!-- weights -->\nold\n<!-- /weights -->\nend\n";
		let changed = put_into(document, "new\n").unwrap();
		assert_eq!(changed, "# Title\n<!-- weights -->\n\nnew\n\n<!-- /weights -->\nend\n");
		assert_eq!(put_into(&changed, "new").unwrap(), changed);
		assert!(put_into("no marks", "new").is_err());
	}
}
