//! What goes to standard output: tables that fit the terminal, JSON, CSV.

use crate::errors::{Error, Result};
use serde::Serialize;
use std::io::{self, Write};

/// Width of a table where standard output is not a terminal.
const WIDTH: usize = 100;

/// Which way a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
	/// Words.
	Left,
	/// Numbers.
	Right,
}

/// Rows under headings. As a table, columns are as wide as they need to be, and where the terminal
/// is narrower the widest columns of words are cut.
#[derive(Clone, Debug)]
pub struct Table {
	headings: Vec<(String, Align)>,
	rows: Vec<Vec<String>>,
}

impl Table {
	/// A table with these headings and no rows.
	pub fn new(headings: &[(&str, Align)]) -> Self {
		let headings = headings.iter().map(|(name, align)| (name.to_string(), *align)).collect();
		Self { headings, rows: Vec::new() }
	}

	/// Adds a row; it has as many cells as there are headings.
	pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
		let row: Vec<String> = cells.into_iter().collect();
		debug_assert_eq!(row.len(), self.headings.len());
		self.rows.push(row);
	}

	/// The table as text of lines that are at most `width` characters wide, as far as words can be
	/// cut; numbers never are.
	pub fn fitted(&self, width: usize) -> String {
		const GAP: usize = 2;
		const LEAST: usize = 6;
		let mut widths: Vec<usize> = (0..self.headings.len())
			.map(|column| {
				let cells = self.rows.iter().map(|row| chars(&row[column])).max().unwrap_or(0);
				cells.max(chars(&self.headings[column].0))
			})
			.collect();
		let between = GAP * widths.len().saturating_sub(1);
		while widths.iter().sum::<usize>() + between > width {
			let words = (0..widths.len()).filter(|column| {
				self.headings[*column].1 == Align::Left && widths[*column] > LEAST
			});
			match words.max_by_key(|column| widths[*column]) {
				Some(widest) => widths[widest] -= 1,
				None => break,
			}
		}
		let headings: Vec<String> = self.headings.iter().map(|(name, _)| name.clone()).collect();
		let mut text = self.line(&headings, &widths);
		text += &format!("{}\n", "-".repeat(widths.iter().sum::<usize>() + between));
		for row in &self.rows {
			text += &self.line(row, &widths);
		}
		text
	}

	fn line(&self, cells: &[String], widths: &[usize]) -> String {
		let set = |(cell, (width, (_, align))): (&String, (&usize, &(String, Align)))| {
			let cut: String = match chars(cell) > *width {
				true => cell.chars().take(width.saturating_sub(1)).chain(['…']).collect(),
				false => cell.clone(),
			};
			match align {
				Align::Left => format!("{cut:<width$}"),
				Align::Right => format!("{cut:>width$}"),
			}
		};
		let cells: Vec<String> =
			cells.iter().zip(widths.iter().zip(&self.headings)).map(set).collect();
		format!("{}\n", cells.join("  ").trim_end())
	}

	/// The table as CSV with a line of headings, quoted where needed.
	pub fn csv(&self) -> String {
		let quoted = |cell: &str| match cell.contains([',', '"', '\n', '\r']) {
			true => format!("\"{}\"", cell.replace('"', "\"\"")),
			false => cell.to_owned(),
		};
		let line = |cells: &mut dyn Iterator<Item = &str>| {
			format!("{}\n", cells.map(quoted).collect::<Vec<_>>().join(","))
		};
		let mut text = line(&mut self.headings.iter().map(|(name, _)| name.as_str()));
		for row in &self.rows {
			text += &line(&mut row.iter().map(String::as_str));
		}
		text
	}
}

fn chars(text: &str) -> usize {
	text.chars().count()
}

/// How wide a table may be: the terminal's width, or 100 where there is none.
pub fn width() -> usize {
	terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
}

/// Prints text. Whoever reads may stop reading (`parecon ... | head`): that is no error.
pub fn print(text: &str) -> Result<()> {
	let mut out = io::stdout().lock();
	match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
		Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::new(
			format!("standard output cannot be written: {error}"),
			"check where it is redirected to",
		)),
		_ => Ok(()),
	}
}

/// Prints one JSON object on a line of its own.
pub fn print_json(value: &impl Serialize) -> Result<()> {
	let text = serde_json::to_string(value).map_err(|error| {
		Error::new(format!("the report cannot be written as JSON: {error}"), "report this as a bug")
	})?;
	print(&format!("{text}\n"))
}

/// Micro-units or micro-credits as a decimal number of units or credits, exact.
pub fn decimal(micro: u128) -> String {
	const MICRO: u128 = parecon_primitives::MICRO;
	format!("{}.{:06}", micro / MICRO, micro % MICRO)
}

/// A whole number as people read it: 1,234,567.
pub fn thousands(number: u128) -> String {
	let digits = number.to_string();
	let groups: Vec<&str> = digits
		.as_bytes()
		.rchunks(3)
		.rev()
		.map(|group| std::str::from_utf8(group).unwrap_or_default())
		.collect();
	groups.join(",")
}

/// Micro-units or micro-credits as people read them, rounded: without decimals from 1,000 on, with two
/// from 1 on, with as many as it takes for three digits below.
pub fn readable(micro: u128) -> String {
	const MICRO: u128 = parecon_primitives::MICRO;
	let decimals = match micro {
		0 => 0,
		_ if micro >= 1_000 * MICRO => 0,
		_ if micro >= MICRO => 2,
		_ => (micro.ilog10()..6).count() + 2,
	};
	let decimals = decimals.min(6) as u32;
	let one = 10u128.pow(6 - decimals);
	let rounded = micro.saturating_add(one / 2) / one;
	let whole = thousands(rounded / 10u128.pow(decimals));
	match decimals {
		0 => whole,
		_ => {
			format!("{whole}.{:0width$}", rounded % 10u128.pow(decimals), width = decimals as usize)
		},
	}
}

/// Micro-credits as a JSON number of credits, exact as well.
pub fn credits_number(micro: u128) -> serde_json::Number {
	let text = decimal(micro);
	let short = text.trim_end_matches('0');
	let short = if short.ends_with('.') { format!("{short}0") } else { short.to_owned() };
	short.parse().unwrap_or_else(|_| 0.into())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn table() -> Table {
		let mut table = Table::new(&[("good", Align::Left), ("price", Align::Right)]);
		table.row(["bread, \"dark\"".into(), "7.250000".into()]);
		table.row(["steel".into(), "1200.000000".into()]);
		table
	}

	#[test]
	fn columns_are_as_wide_as_needed() {
		let text = "good                 price\n--------------------------\n\
		            bread, \"dark\"     7.250000\nsteel          1200.000000\n";
		assert_eq!(table().fitted(80), text);
	}

	#[test]
	fn words_are_cut_and_numbers_are_not() {
		let text = table().fitted(21);
		assert!(text.lines().all(|line| line.chars().count() <= 21), "{text}");
		assert!(text.contains("bread, …") && text.contains("1200.000000"), "{text}");
		assert!(table().fitted(3).contains("1200.000000"));
	}

	#[test]
	fn csv_quotes_what_needs_it() {
		assert_eq!(
			table().csv(),
			"good,price\n\"bread, \"\"dark\"\"\",7.250000\nsteel,1200.000000\n"
		);
	}

	#[test]
	fn amounts_are_exact() {
		assert_eq!(decimal(1), "0.000001");
		assert_eq!(decimal(700_000_000), "700.000000");
		assert_eq!(credits_number(700_000_000).to_string(), "700.0");
		assert_eq!(credits_number(1_234_567_890_123_456_789).to_string(), "1234567890123.456789");
	}

	#[test]
	fn numbers_are_rounded_for_reading() {
		for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
			assert_eq!(thousands(number), text);
		}
		for (micro, text) in [
			(0, "0"),
			(1, "0.000001"),
			(148_499, "0.148"),
			(12_345, "0.0123"),
			(999_999, "1.000"),
			(4_750_000, "4.75"),
			(298_044_999, "298.04"),
			(999_999_999, "1,000.00"),
			(1_000_000_000, "1,000"),
			(161_498_999_999, "161,499"),
		] {
			assert_eq!(readable(micro), text);
		}
	}
}
