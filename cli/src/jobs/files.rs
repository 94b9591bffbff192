//! Reads and writes what people keep in files, and says where something in them is wrong.

use crate::{
	economy::{path_at, Place},
	encode::csv::{rows, Row},
	errors::{Error, Result},
};
use serde::{de::DeserializeOwned, Serialize};
use std::{
	fs,
	io::Write,
	path::{Path, PathBuf},
};

/// The text of a file.
///
/// # Errors
/// It cannot be read, or is not UTF-8.
pub fn text(file: &Path, next: &str) -> Result<String> {
	fs::read_to_string(file)
		.map_err(|error| Error::new(format!("{} cannot be read: {error}", file.display()), next))
}

/// What a file holds as JSON. `what` it should be, and what to do `next` if it is not that.
///
/// # Errors
/// It cannot be read, or is something else: the place and the field are named.
pub fn json<T: DeserializeOwned>(file: &Path, what: &str, next: &str) -> Result<T> {
	parsed(&text(file, next)?, &file.display().to_string(), what, next)
}

/// What `text` of a `file` holds as JSON.
///
/// # Errors
/// It is something else: the place and the field are named.
pub fn parsed<T: DeserializeOwned>(text: &str, file: &str, what: &str, next: &str) -> Result<T> {
	serde_json::from_str(text).map_err(|error| {
		let place = Place { line: error.line(), column: error.column() };
		let field = match path_at(text, place).to_string() {
			path if path.is_empty() => String::new(),
			path => format!(", field {path}"),
		};
		let words = error.to_string();
		let words = words.split(" at line ").next().unwrap_or(&words);
		Error::new(format!("{file} is not {what}: {place}{field}: {words}"), next)
	})
}

/// Writes something as JSON, for people to read too.
///
/// # Errors
/// It cannot be written.
pub fn write_json(file: &Path, value: &impl Serialize) -> Result<()> {
	fs::write(file, pretty(value)?).map_err(|error| unwritten(file, &error))
}

/// Writes something as JSON into a new file that nobody else can read.
///
/// # Errors
/// There is such a file, or it cannot be written.
pub fn write_private(file: &Path, value: &impl Serialize) -> Result<()> {
	let mut options = fs::OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let mut out = options.open(file).map_err(|error| match error.kind() {
		std::io::ErrorKind::AlreadyExists => Error::new(
			format!("{} is there already", file.display()),
			"give another file, or remove that one if nothing in it is needed any more",
		),
		_ => unwritten(file, &error),
	})?;
	let text = pretty(value)?;
	let written = out.write_all(text.as_bytes()).and_then(|()| out.sync_all());
	written.map_err(|error| unwritten(file, &error))
}

fn pretty(value: &impl Serialize) -> Result<String> {
	let text = serde_json::to_string_pretty(value);
	let text = text.map_err(|error| Error::new(error.to_string(), "report this as a bug"))?;
	Ok(text + "\n")
}

/// A file cannot be written.
pub fn unwritten(file: &Path, error: &std::io::Error) -> Error {
	Error::new(
		format!("{} cannot be written: {error}", file.display()),
		"check that its directory exists and has room",
	)
}

/// A table whose first row names its columns.
#[derive(Clone, Debug)]
pub struct Sheet {
	file: PathBuf,
	columns: Vec<String>,
	rows: Vec<Row>,
}

/// A row of it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'s> {
	sheet: &'s Sheet,
	row: &'s Row,
}

impl Sheet {
	/// The table in `file`. It needs the columns `needed`, can have those of `allowed`, in any order,
	/// and no others.
	///
	/// # Errors
	/// It cannot be read, a quote is not closed, or its header or a row does not fit.
	pub fn read(file: &Path, needed: &[&str], allowed: &[&str]) -> Result<Self> {
		let next =
			"give a table of cells between commas, in UTF-8, whose first line names the columns";
		Self::parse(&text(file, next)?, file, needed, allowed)
	}

	/// The table `text`; errors call it `file`.
	///
	/// # Errors
	/// As [`Sheet::read`].
	pub fn parse(text: &str, file: &Path, needed: &[&str], allowed: &[&str]) -> Result<Self> {
		let shown = file.display();
		let wanted = format!("the columns are {}", needed.join(", "));
		let wanted = match allowed {
			[] => wanted,
			_ => format!("{wanted}, and can be {}", allowed.join(", ")),
		};
		let rows = rows(text).map_err(|broken| {
			Error::new(format!("{shown}, line {}: {}", broken.line, broken.what), wanted.as_str())
		})?;
		let Some((header, rows)) = rows.split_first() else {
			return Err(Error::new(format!("{shown} is empty"), wanted));
		};
		let columns: Vec<String> = header.cells.iter().map(|it| it.trim().to_owned()).collect();
		let wrong = |what: String| Err(Error::new(format!("{shown}: {what}"), wanted.as_str()));
		for (place, name) in columns.iter().enumerate() {
			if !needed.contains(&name.as_str()) && !allowed.contains(&name.as_str()) {
				return wrong(format!("there is no column {name:?}"));
			}
			if columns[..place].contains(name) {
				return wrong(format!("the column {name} stands there twice"));
			}
		}
		if let Some(missing) = needed.iter().find(|name| !columns.iter().any(|it| it == *name)) {
			return wrong(format!("the column {missing} is missing"));
		}
		if let Some(row) = rows.iter().find(|row| row.cells.len() != columns.len()) {
			let (cells, columns) = (row.cells.len(), columns.len());
			return wrong(format!("line {} has {cells} cells for {columns} columns", row.line));
		}
		Ok(Self { file: file.to_owned(), columns, rows: rows.to_vec() })
	}

	/// The rows under the header.
	pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
		self.rows.iter().map(|row| Line { sheet: self, row })
	}

	/// The table has something to say, or it does not.
	///
	/// # Errors
	/// It has no rows.
	pub fn ensure_rows(&self) -> Result<()> {
		match self.rows.is_empty() {
			false => Ok(()),
			true => Err(Error::new(
				format!("{} has no rows under its header", self.file.display()),
				"add a line for each",
			)),
		}
	}
}

impl Line<'_> {
	/// The cell of a column, without spaces around it; empty where there is no such column.
	pub fn cell(&self, column: &str) -> &str {
		let place = self.sheet.columns.iter().position(|name| name == column);
		place.and_then(|place| self.row.cells.get(place)).map_or("", |cell| cell.trim())
	}

	/// The cell of a column as a value.
	///
	/// # Errors
	/// `read` refuses it: file, line and column are named.
	pub fn value<T>(
		&self,
		column: &str,
		read: impl Fn(&str) -> std::result::Result<T, String>,
	) -> Result<T> {
		read(self.cell(column)).map_err(|what| self.wrong(column, what))
	}

	/// A whole number in a range.
	///
	/// # Errors
	/// It is none: file, line and column are named.
	pub fn number<T: TryFrom<u64>>(&self, column: &str, least: u64, most: u64) -> Result<T> {
		self.value(column, |text| {
			let number = text.parse().ok().filter(|it| (least..=most).contains(it));
			let number = number.and_then(|number: u64| T::try_from(number).ok());
			number.ok_or_else(|| format!("{text:?} is not a whole number of {least} to {most}"))
		})
	}

	/// The line of the file in which it begins, from 1.
	pub fn place(&self) -> usize {
		self.row.line
	}

	/// What is wrong with a column of this line.
	pub fn wrong(&self, column: &str, what: impl std::fmt::Display) -> Error {
		let (file, line) = (self.sheet.file.display(), self.row.line);
		Error::new(format!("{file}, line {line}, {column}: {what}"), "correct the line")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sheet(text: &str) -> Result<Sheet> {
		Sheet::parse(text, Path::new("t.csv"), &["name", "minutes"], &["block"])
	}

	#[test]
	fn columns_stand_in_any_order() {
		let sheet = sheet("minutes, name \n60 ,\"baking, early\"\n").unwrap();
		let line = sheet.lines().next().unwrap();
		assert_eq!((line.cell("name"), line.cell("block")), ("baking, early", ""));
		assert_eq!(line.number::<u16>("minutes", 1, 100).unwrap(), 60);
		let error = line.number::<u16>("minutes", 1, 59).unwrap_err();
		assert_eq!(error.what(), "t.csv, line 2, minutes: \"60\" is not a whole number of 1 to 59");
	}

	#[test]
	fn what_is_no_such_table_is_refused() {
		for (text, what) in [
			("", "t.csv is empty"),
			("name\na", "t.csv: the column minutes is missing"),
			("name,minutes,name\n", "t.csv: the column name stands there twice"),
			("name,minutes,colour\n", "t.csv: there is no column \"colour\""),
			("name,minutes\na,1\nb\n", "t.csv: line 3 has 1 cells for 2 columns"),
			("name,minutes\n\"a", "t.csv, line 2: a quote is not closed"),
		] {
			assert_eq!(sheet(text).unwrap_err().what(), what);
		}
		assert!(sheet("name,minutes\n").unwrap().ensure_rows().is_err());
	}

	#[test]
	fn private_files_are_new_and_private() {
		let file = std::env::temp_dir().join(format!("parecon-private-{}", std::process::id()));
		let _ = fs::remove_file(&file);
		write_private(&file, &7).unwrap();
		assert!(write_private(&file, &8).unwrap_err().what().ends_with("is there already"));
		assert_eq!(json::<u8>(&file, "a number", "").unwrap(), 7);
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
		}
		fs::remove_file(&file).unwrap();
	}

	#[test]
	fn json_errors_name_place_and_field() {
		let error = parsed::<Vec<u8>>("[1,\n300]", "f.json", "a list", "mend it").unwrap_err();
		assert!(error.what().starts_with("f.json is not a list: line 2, column 3"), "{error}");
	}
}
