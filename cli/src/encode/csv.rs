//! Tables as spreadsheets write them: cells between commas, in double quotes where a cell holds a
//! comma, a line break or a quote (doubled).

use std::{iter::Peekable, str::Chars};

/// A row and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
	/// The line of the file, from 1.
	pub line: usize,
	/// Its cells.
	pub cells: Vec<String>,
}

/// What is wrong with a table, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
	/// The line of the file, from 1.
	pub line: usize,
	/// What is wrong there.
	pub what: &'static str,
}

struct Reader<'a> {
	chars: Peekable<Chars<'a>>,
	line: usize,
}

/// The rows of `text`. Empty lines are none.
///
/// # Errors
/// A quote is not closed, or stands where none can.
pub fn rows(text: &str) -> Result<Vec<Row>, Broken> {
	// Some spreadsheets begin with a mark of the byte order.
	let text = text.strip_prefix('\u{feff}').unwrap_or(text);
	let mut reader = Reader { chars: text.chars().peekable(), line: 1 };
	let mut rows = Vec::new();
	while reader.chars.peek().is_some() {
		let row = reader.row()?;
		if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
			rows.push(row);
		}
	}
	Ok(rows)
}

impl Reader<'_> {
	fn row(&mut self) -> Result<Row, Broken> {
		let line = self.line;
		let mut cells = Vec::new();
		loop {
			let cell = match self.chars.peek() {
				Some('"') => self.quoted()?,
				_ => self.bare()?,
			};
			cells.push(cell);
			match self.chars.next() {
				Some(',') => {},
				Some('\r') if self.chars.next_if_eq(&'\n').is_some() => break,
				Some('\n' | '\r') | None => break,
				Some(_) => return self.broken("text follows the quote that ends a cell"),
			}
		}
		self.line += 1;
		Ok(Row { line, cells })
	}

	/// A cell without quotes around it, up to the comma or the end of the line.
	fn bare(&mut self) -> Result<String, Broken> {
		let mut cell = String::new();
		while let Some(c) = self.chars.next_if(|c| !matches!(*c, ',' | '\n' | '\r')) {
			if c == '"' {
				return self.broken("a quote stands inside a cell that does not begin with one");
			}
			cell.push(c);
		}
		Ok(cell)
	}

	fn quoted(&mut self) -> Result<String, Broken> {
		let begin = self.line;
		self.chars.next();
		let mut cell = String::new();
		loop {
			match self.chars.next() {
				Some('"') if self.chars.next_if_eq(&'"').is_none() => return Ok(cell),
				Some(c) => {
					self.line += usize::from(c == '\n');
					cell.push(c);
				},
				None => return Err(Broken { line: begin, what: "a quote is not closed" }),
			}
		}
	}

	fn broken<T>(&self, what: &'static str) -> Result<T, Broken> {
		Err(Broken { line: self.line, what })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn cells(text: &str) -> Vec<Vec<String>> {
		rows(text).unwrap().into_iter().map(|row| row.cells).collect()
	}

	#[test]
	fn cells_end_at_commas_and_lines() {
		for text in ["a,b\n1,\n", "a,b\r\n1,\r\n", "\u{feff}a,b\n\n1,\n \n", "a,b\n1,"] {
			assert_eq!(cells(text), [["a", "b"], ["1", ""]], "{text:?}");
		}
		assert!(cells("").is_empty() && cells("\n\n").is_empty());
	}

	#[test]
	fn quotes_hold_what_would_end_a_cell() {
		assert_eq!(cells("\"a,\"\"b\"\"\nc\",d\n"), [["a,\"b\"\nc", "d"]]);
		let rows = rows("\"a\nb\",c\n\n1,2\n").unwrap();
		assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 4]);
	}

	#[test]
	fn what_is_no_table_is_refused_by_line() {
		let broken = |text| rows(text).unwrap_err();
		assert_eq!(broken("a\n1,\"b\nc\n"), Broken { line: 2, what: "a quote is not closed" });
		assert_eq!(broken("a\nb\"c\n").line, 2);
		assert_eq!(broken("\"a\"b\n").what, "text follows the quote that ends a cell");
	}

	proptest! {
		#[test]
		fn what_is_quoted_comes_back(table in prop::collection::vec(
			prop::collection::vec("[a-z,\"\r\n ]{0,6}x", 1..4), 1..5)
		) {
			let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
			let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
			let text = table.iter().map(line).collect::<Vec<_>>().join("\n");
			prop_assert_eq!(cells(&text), table);
		}

		#[test]
		fn nothing_makes_the_reader_panic(text in "[a-c,\"\r\n]{0,40}") {
			let _ = rows(&text);
		}
	}
}
