//! The report of a run: everything that was measured, as JSON.

use crate::formula::Cost;
use serde::{Deserialize, Serialize};
use std::{
	fs,
	time::{SystemTime, UNIX_EPOCH},
};

/// A component of a benchmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
	/// Its letter.
	pub name: String,
	/// The lowest value that was measured.
	pub low: u32,
	/// The highest value that was measured.
	pub high: u32,
}

/// What was measured at one point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
	/// The value of each component.
	pub values: Vec<u32>,
	/// Median of the times, in nanoseconds.
	pub time_ns: u64,
	/// Distinct keys read.
	pub reads: u64,
	/// Distinct keys written.
	pub writes: u64,
}

/// One benchmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
	/// Crate of the pallet.
	pub pallet: String,
	/// Name of the pallet in the runtime.
	pub instance: String,
	/// Name of the benchmark.
	pub benchmark: String,
	/// Whether it shows something without standing for a weight.
	#[serde(default)]
	pub extra: bool,
	/// Its components.
	pub components: Vec<Component>,
	/// The formulas fitted to the points.
	pub cost: Cost,
	/// What the formulas were fitted to.
	pub points: Vec<Point>,
}

/// A whole run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
	/// Name and version of the runtime.
	pub runtime: String,
	/// Day of the run, UTC.
	pub date: String,
	/// Processor that it ran on.
	pub cpu: String,
	/// Values that each component took.
	pub steps: u32,
	/// Timed runs at each value.
	pub repeat: u32,
	/// What was measured.
	pub entries: Vec<Entry>,
}

impl Report {
	/// A report of today, on this machine.
	pub fn new(runtime: String, steps: u32, repeat: u32, entries: Vec<Entry>) -> Self {
		let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
		let date = date(since.as_secs() / 86_400);
		Self { runtime, date, cpu: cpu(), steps, repeat, entries }
	}

	/// The entry of a benchmark.
	pub fn find(&self, pallet: &str, benchmark: &str) -> Option<&Entry> {
		self.entries.iter().find(|entry| entry.pallet == pallet && entry.benchmark == benchmark)
	}

	/// The entries of a pallet that stand for weights.
	pub fn weighed<'a>(&'a self, pallet: &'a str) -> impl Iterator<Item = &'a Entry> {
		self.entries.iter().filter(move |entry| entry.pallet == pallet && !entry.extra)
	}

	/// As indented JSON with a newline at its end.
	pub fn to_json(&self) -> Result<String, String> {
		let json = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
		Ok(json + "\n")
	}

	/// From what [`Report::to_json`] wrote.
	pub fn from_json(text: &str) -> Result<Self, String> {
		serde_json::from_str(text).map_err(|error| error.to_string())
	}
}

/// Name of the processor, where the system tells it.
fn cpu() -> String {
	let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
	info.lines()
		.find_map(|line| line.strip_prefix("model name"))
		.and_then(|line| line.split_once(':'))
		.map_or_else(|| "unknown processor".into(), |(_, name)| name.trim().into())
}

/// `YYYY-MM-DD` of a day counted from 1970-01-01, in the Gregorian calendar.
fn date(days: u64) -> String {
	let (mut year, mut left) = (1970, days);
	let divides = |by: u64, year: u64| year.is_multiple_of(by);
	let leap = |year| (divides(4, year) && !divides(100, year)) || divides(400, year);
	let length = |year| if leap(year) { 366 } else { 365 };
	while left >= length(year) {
		left -= length(year);
		year += 1;
	}
	let february = if leap(year) { 29 } else { 28 };
	let mut month = 1;
	for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
		if left < days {
			break;
		}
		left -= days;
		month += 1;
	}
	format!("{year}-{month:02}-{:02}", left + 1)
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use crate::formula::Linear;

	/// A small report for the tests of this crate.
	pub fn report(entries: Vec<Entry>) -> Report {
		Report {
			runtime: "parecon 1".into(),
			date: "2026-01-31".into(),
			cpu: "a processor".into(),
			steps: 50,
			repeat: 20,
			entries,
		}
	}

	/// An entry with formulas `(base, slopes)` for time in picoseconds, reads and writes.
	pub fn entry(
		(pallet, benchmark): (&str, &str),
		components: &[(&str, u32, u32)],
		formulas: [(u64, &[u64]); 3],
	) -> Entry {
		let [time_ps, reads, writes] =
			formulas.map(|(base, slopes)| Linear { base, slopes: slopes.to_vec() });
		Entry {
			pallet: pallet.into(),
			instance: "Instance".into(),
			benchmark: benchmark.into(),
			extra: false,
			components: components
				.iter()
				.map(|(name, low, high)| Component {
					name: name.to_string(),
					low: *low,
					high: *high,
				})
				.collect(),
			cost: Cost { time_ps, reads, writes },
			points: vec![],
		}
	}

	#[test]
	fn reports_survive_json() {
		let entry = entry(("pallet_x", "y"), &[("l", 1, 9)], [(5, &[1]), (2, &[0]), (1, &[0])]);
		let report = report(vec![entry]);
		assert_eq!(Report::from_json(&report.to_json().unwrap()), Ok(report));
		assert!(Report::from_json("{}").is_err());
	}

	#[test]
	fn days_become_dates() {
		for (days, expected) in [
			(0, "1970-01-01"),
			(58, "1970-02-28"),
			(59, "1970-03-01"),
			(11_016, "2000-02-29"),
			(11_017, "2000-03-01"),
			(20_453, "2025-12-31"),
			(20_454, "2026-01-01"),
		] {
			assert_eq!(date(days), expected);
		}
	}
}
