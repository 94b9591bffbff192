//! `weights.rs`: written from a report, and read again to be compared with one.

use crate::{
	formula::{Cost, Linear},
	report::{Entry, Report},
};
use std::{
	fmt::Write,
	path::{Path, PathBuf},
	process::Command,
};

/// Where the weights of `pallet` (its crate's name) belong: `pallet_planning` lives in `planning/`.
pub fn path(dir: &Path, pallet: &str) -> PathBuf {
	dir.join(pallet.trim_start_matches("pallet_")).join("src").join("weights.rs")
}

/// Brings a written file into the workspace's format.
pub fn format(path: &Path) -> Result<(), String> {
	let status = Command::new("rustfmt").args(["--edition", "2021"]).arg(path).status();
	match status {
		Ok(status) if status.success() => Ok(()),
		Ok(_) => Err(format!("rustfmt does not accept {}", path.display())),
		Err(error) => Err(format!("cannot run rustfmt: {error}. Run scripts/setup.")),
	}
}

/// The source text of the weights of `pallet`.
pub fn weights(pallet: &str, report: &Report) -> Result<String, String> {
	let entries: Vec<_> = report.weighed(pallet).collect();
	if entries.is_empty() {
		return Err(format!("`{pallet}` was not measured; name it with --pallet too"));
	}
	render(pallet, report, &entries).map_err(|error| error.to_string())
}

fn render(pallet: &str, report: &Report, entries: &[&Entry]) -> Result<String, std::fmt::Error> {
	let mut out = String::new();
	let Report { runtime, date, cpu, steps, repeat, .. } = report;
	write!(
		out,
		"//! Weights of `{pallet}`, written by `scripts/bench`: measure again rather than edit.\n\
		 //!\n\
		 //! Runtime {runtime}, measured {date} on {cpu}: {steps} values of each component,\n\
		 //! {repeat} runs at each, as wasm, with the state in memory. Distinct keys that are read\n\
		 //! or written are counted and charged by the weights of the runtime's database. Proof\n\
		 //! sizes are zero: nobody validates this chain by proofs of its state.\n\n\
		 use core::marker::PhantomData;\n\
		 use frame_support::{{traits::Get, \
		 weights::{{constants::ParityDbWeight, RuntimeDbWeight, Weight}}}};\n\n\
		 /// What each call, and each step of staged work, takes at most.\n\
		 pub trait WeightInfo {{\n"
	)?;
	for entry in entries {
		writeln!(out, "\t/// {}", describe(entry))?;
		writeln!(out, "\tfn {}({}) -> Weight;", entry.benchmark, parameters(entry, false))?;
	}
	out.push_str("}\n\n/// The measured weights, with the database weights of the runtime.\n");
	out.push_str("pub struct SubstrateWeight<T>(PhantomData<T>);\n\n");
	out.push_str("impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {\n");
	forward(&mut out, entries, "T::DbWeight")?;
	out.push_str("}\n\n/// The measured weights, with the database weights of ParityDB.\n");
	out.push_str("impl WeightInfo for () {\n");
	forward(&mut out, entries, "ParityDbWeight")?;
	out.push_str("}\n\n/// The formulas, each stated once.\nmod measured {\n");
	out.push_str("\tuse super::{RuntimeDbWeight, Weight};\n");
	for entry in entries {
		formula(&mut out, entry)?;
	}
	out.push_str("}\n");
	Ok(out)
}

fn describe(entry: &Entry) -> String {
	let ranges: Vec<_> = entry
		.components
		.iter()
		.map(|component| {
			format!("`{}` from {} to {}", component.name, component.low, component.high)
		})
		.collect();
	match ranges.is_empty() {
		true => format!("`{}`.", entry.benchmark),
		false => format!("`{}`: {}.", entry.benchmark, ranges.join(", ")),
	}
}

/// `l: u32, p: u32`; with an underscore before what the formula does not use.
fn parameters(entry: &Entry, mark_unused: bool) -> String {
	let unused = |index| {
		let Cost { time_ps, reads, writes } = &entry.cost;
		[time_ps, reads, writes].iter().all(|formula| slope(formula, index) == 0)
	};
	let names: Vec<_> = entry
		.components
		.iter()
		.enumerate()
		.map(|(index, component)| {
			let mark = if mark_unused && unused(index) { "_" } else { "" };
			format!("{mark}{}: u32", component.name)
		})
		.collect();
	names.join(", ")
}

fn slope(formula: &Linear, index: usize) -> u64 {
	formula.slopes.get(index).copied().unwrap_or_default()
}

fn forward(out: &mut String, entries: &[&Entry], database: &str) -> std::fmt::Result {
	for entry in entries {
		let names: String =
			entry.components.iter().map(|component| format!(", {}", component.name)).collect();
		writeln!(out, "\tfn {}({}) -> Weight {{", entry.benchmark, parameters(entry, false))?;
		writeln!(out, "\t\tmeasured::{}({database}::get(){names})", entry.benchmark)?;
		out.push_str("\t}\n");
	}
	Ok(())
}

fn formula(out: &mut String, entry: &Entry) -> std::fmt::Result {
	let Cost { time_ps, reads, writes } = &entry.cost;
	let parameters = match entry.components.is_empty() {
		true => String::new(),
		false => format!(", {}", parameters(entry, true)),
	};
	writeln!(out, "\n\tpub fn {}(db: RuntimeDbWeight{parameters}) -> Weight {{", entry.benchmark)?;
	writeln!(out, "\t\tWeight::from_parts({}, 0)", grouped(time_ps.base))?;
	writeln!(out, "\t\t\t.saturating_add(db.reads_writes({}, {}))", reads.base, writes.base)?;
	for (index, component) in entry.components.iter().enumerate() {
		let times = format!(".saturating_mul({}.into())", component.name);
		let (time, reads, writes) =
			(slope(time_ps, index), slope(reads, index), slope(writes, index));
		if time > 0 {
			let time = grouped(time);
			writeln!(out, "\t\t\t.saturating_add(Weight::from_parts({time}, 0){times})")?;
		}
		if reads > 0 || writes > 0 {
			writeln!(out, "\t\t\t.saturating_add(db.reads_writes({reads}, {writes}){times})")?;
		}
	}
	out.push_str("\t}\n");
	Ok(())
}

/// `1_234_567`.
fn grouped(value: u64) -> String {
	let digits = value.to_string();
	let mut out = String::new();
	for (index, digit) in digits.chars().enumerate() {
		if index > 0 && (digits.len() - index).is_multiple_of(3) {
			out.push('_');
		}
		out.push(digit);
	}
	out
}

/// A formula that a committed `weights.rs` states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
	/// Name of the benchmark.
	pub benchmark: String,
	/// Names of its components.
	pub components: Vec<String>,
	/// The formula.
	pub cost: Cost,
}

/// Reads the formulas of a file that [`weights`] wrote, however it has been formatted since.
pub fn parse(text: &str) -> Result<Vec<Committed>, String> {
	let code: String = text
		.lines()
		.filter(|line| !line.trim_start().starts_with("//"))
		.flat_map(|line| line.chars().filter(|c| !c.is_whitespace()))
		.collect();
	let (_, formulas) =
		code.split_once("modmeasured{").ok_or("these are not weights of scripts/bench")?;
	formulas.split("pubfn").skip(1).map(parse_formula).collect()
}

/// Reads `name(db:RuntimeDbWeight,l:u32)->Weight{...}`.
fn parse_formula(text: &str) -> Result<Committed, String> {
	let malformed = || format!("cannot read the formula `{text}`");
	let (benchmark, rest) = text.split_once('(').ok_or_else(malformed)?;
	let (parameters, body) = rest.split_once(")->Weight{").ok_or_else(malformed)?;
	let components: Vec<String> = parameters
		.split(',')
		.skip(1)
		.filter_map(|parameter| parameter.split_once(':'))
		.map(|(name, _)| name.trim_start_matches('_').to_string())
		.collect();
	let zero = Linear { base: 0, slopes: vec![0; components.len()] };
	let mut cost = Cost { time_ps: zero.clone(), reads: zero.clone(), writes: zero };
	let mut rest = body;
	while let Some((kind, after)) = next_term(rest) {
		let (numbers, after) = after.split_once(')').ok_or_else(malformed)?;
		let numbers = parse_pair(numbers).ok_or_else(malformed)?;
		let (factor, after) = parse_factor(after);
		let index = factor
			.map(|name| components.iter().position(|other| other == name).ok_or_else(malformed))
			.transpose()?;
		match kind {
			Term::Time => add(&mut cost.time_ps, index, numbers.0),
			Term::Database => {
				add(&mut cost.reads, index, numbers.0);
				add(&mut cost.writes, index, numbers.1);
			},
		}
		rest = after;
	}
	Ok(Committed { benchmark: benchmark.to_string(), components, cost })
}

enum Term {
	Time,
	Database,
}

/// The nearest term, and what follows its opening bracket.
fn next_term(text: &str) -> Option<(Term, &str)> {
	let time = text.split_once("Weight::from_parts(");
	let database = text.split_once("db.reads_writes(");
	match (time, database) {
		(Some(time), Some(database)) if database.0.len() < time.0.len() => {
			Some((Term::Database, database.1))
		},
		(Some(time), _) => Some((Term::Time, time.1)),
		(None, database) => database.map(|database| (Term::Database, database.1)),
	}
}

fn parse_pair(text: &str) -> Option<(u64, u64)> {
	let number = |text: &str| text.replace('_', "").parse().ok();
	let (first, second) = text.trim_end_matches(',').split_once(',')?;
	Some((number(first)?, number(second)?))
}

/// `.saturating_mul(l.into())`, if it comes next.
fn parse_factor(text: &str) -> (Option<&str>, &str) {
	text.strip_prefix(".saturating_mul(")
		.and_then(|after| after.split_once(".into())"))
		.map_or((None, text), |(name, after)| (Some(name), after))
}

fn add(formula: &mut Linear, index: Option<usize>, value: u64) {
	let place = match index {
		None => &mut formula.base,
		Some(index) => &mut formula.slopes[index],
	};
	*place = place.saturating_add(value);
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::report::tests::{entry, report};

	fn entries() -> Vec<Entry> {
		vec![
			entry(("pallet_x", "settle"), &[], [(1_234_567, &[]), (3, &[]), (1, &[])]),
			entry(
				("pallet_x", "propose"),
				&[("l", 1, 100), ("p", 1, 10), ("z", 0, 5)],
				[(39_000_000, &[1_500, 0, 0]), (5, &[0, 2, 0]), (3, &[0, 1, 0])],
			),
			entry(("pallet_y", "other"), &[], [(1, &[]), (0, &[]), (0, &[])]),
		]
	}

	#[test]
	fn what_is_written_is_read_again() {
		let report = report(entries());
		let read = parse(&weights("pallet_x", &report).unwrap()).unwrap();
		assert_eq!(read.len(), 2);
		for (formula, entry) in read.iter().zip(&report.entries) {
			assert_eq!(formula.benchmark, entry.benchmark);
			assert_eq!(formula.cost, entry.cost);
			assert!(formula
				.components
				.iter()
				.eq(entry.components.iter().map(|component| &component.name)));
		}
	}

	#[test]
	fn formulas_are_written_as_rust() {
		let text = weights("pallet_x", &report(entries())).unwrap();
		for part in [
			"//! Runtime parecon 1, measured 2026-01-31 on a processor: 50 values",
			"\t/// `propose`: `l` from 1 to 100, `p` from 1 to 10, `z` from 0 to 5.\n",
			"\tfn propose(l: u32, p: u32, z: u32) -> Weight;\n",
			"\t\tmeasured::propose(T::DbWeight::get(), l, p, z)\n",
			"\t\tmeasured::settle(ParityDbWeight::get())\n",
			"\tpub fn propose(db: RuntimeDbWeight, l: u32, p: u32, _z: u32) -> Weight {\n\
			 \t\tWeight::from_parts(39_000_000, 0)\n\
			 \t\t\t.saturating_add(db.reads_writes(5, 3))\n\
			 \t\t\t.saturating_add(Weight::from_parts(1_500, 0).saturating_mul(l.into()))\n\
			 \t\t\t.saturating_add(db.reads_writes(2, 1).saturating_mul(p.into()))\n\
			 \t}\n",
		] {
			assert!(text.contains(part), "{part} is not in:\n{text}");
		}
		assert!(!text.contains("other"));
	}

	#[test]
	fn a_file_that_was_formatted_is_read_the_same() {
		let text = weights("pallet_x", &report(entries())).unwrap();
		let wrapped =
			text.replace("db.reads_writes(5, 3)", "db.reads_writes(\n\t\t5,\n\t\t3,\n\t)");
		assert_ne!(text, wrapped);
		assert_eq!(parse(&wrapped), parse(&text));
	}

	#[test]
	fn what_is_no_weights_file_is_refused() {
		assert!(parse("pub trait WeightInfo {}").is_err());
		assert!(parse("mod measured { pub fn x( }").unwrap_err().contains("cannot read"));
		let wrong = "mod measured { pub fn x(db: D) -> Weight { Weight::from_parts(a, 0) } }";
		assert!(parse(wrong).unwrap_err().contains("cannot read"));
		assert!(weights("pallet_z", &report(entries())).is_err());
	}

	#[test]
	fn weights_live_with_their_pallet() {
		let path = path(Path::new("pallets"), "pallet_planning");
		assert_eq!(path, Path::new("pallets/planning/src/weights.rs"));
	}

	#[test]
	fn digits_are_grouped_by_threes() {
		for (value, text) in [(0, "0"), (999, "999"), (1_000, "1_000"), (1_234_567, "1_234_567")] {
			assert_eq!(grouped(value), text);
		}
	}
}
