//! Where in a JSON text a value stands, and which value stands at a place: so that an error can
//! name both the field and the line.

use std::fmt;

/// One step from a value to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
	/// The value under a key of an object.
	Key(String),
	/// The value at a position of an array, from 0.
	Index(usize),
}

/// The steps from the whole text to a value, as in `worker_councils[3].product`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

impl Path {
	/// The value under `key` of this one.
	pub fn key(&self, key: &str) -> Self {
		self.with(Step::Key(key.into()))
	}

	/// The value at `index` of this one.
	pub fn index(&self, index: usize) -> Self {
		self.with(Step::Index(index))
	}

	fn with(&self, step: Step) -> Self {
		let mut steps = self.0.clone();
		steps.push(step);
		Self(steps)
	}
}

impl fmt::Display for Path {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (position, step) in self.0.iter().enumerate() {
			match step {
				Step::Key(key) if position == 0 => f.write_str(key)?,
				Step::Key(key) => write!(f, ".{key}")?,
				Step::Index(index) => write!(f, "[{index}]")?,
			}
		}
		Ok(())
	}
}

/// A line and a column of a text, both from 1, the column in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
	/// Line, from 1.
	pub line: usize,
	/// Column in bytes, from 1.
	pub column: usize,
}

impl fmt::Display for Place {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "line {}, column {}", self.line, self.column)
	}
}

/// Where the value at `path` begins in `text`; `None` if there is no such value.
pub fn place_of(text: &str, path: &Path) -> Option<Place> {
	let mut found = None;
	Walker::over(text).value(&mut |steps, begin, _| {
		if steps == path.0 {
			found = Some(begin);
		}
		found.is_some()
	});
	let before = text.as_bytes().get(..found?)?;
	let line_begin = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
	Some(Place {
		line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
		column: before.len() - line_begin + 1,
	})
}

/// The innermost value of `text` that holds `place`, as far as the text can be read.
pub fn path_at(text: &str, place: Place) -> Path {
	let line_begin: usize =
		text.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum();
	let offset = line_begin + place.column;
	let mut found = None;
	let mut walker = Walker::over(text);
	let complete = walker.value(&mut |steps, begin, end| {
		if begin < offset && offset <= end {
			found = Some(steps.to_vec());
		}
		found.is_some()
	});
	match (found, complete) {
		(Some(steps), _) => Path(steps),
		(None, Walk::Broken) => Path(walker.path),
		(None, _) => Path::default(),
	}
}

/// How a walk went on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
	/// The value was read to its end.
	Through,
	/// The visitor had what it wanted.
	Stopped,
	/// The text is not JSON here, or nested deeper than anything we read.
	Broken,
}

/// Visits every value of a JSON text after the values inside it.
struct Walker<'a> {
	text: &'a [u8],
	at: usize,
	path: Vec<Step>,
}

/// Deeper values are not walked: the parser proper refuses them as well.
const DEPTH: usize = 128;

type Visit<'v> = dyn FnMut(&[Step], usize, usize) -> bool + 'v;

impl<'a> Walker<'a> {
	fn over(text: &'a str) -> Self {
		Self { text: text.as_bytes(), at: 0, path: Vec::new() }
	}

	fn peek(&mut self) -> Option<u8> {
		while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
			self.at += 1;
		}
		self.text.get(self.at).copied()
	}

	fn take(&mut self, byte: u8) -> bool {
		let there = self.peek() == Some(byte);
		self.at += usize::from(there);
		there
	}

	fn value(&mut self, visit: &mut Visit) -> Walk {
		if self.path.len() > DEPTH {
			return Walk::Broken;
		}
		let first = self.peek();
		let begin = self.at;
		let walk = match first {
			Some(b'{') => self.members(b'}', visit),
			Some(b'[') => self.members(b']', visit),
			Some(b'"') => self.string().map_or(Walk::Broken, |_| Walk::Through),
			Some(_) => self.scalar(),
			None => Walk::Broken,
		};
		match walk {
			Walk::Through if visit(&self.path, begin, self.at) => Walk::Stopped,
			other => other,
		}
	}

	/// The members of an object or the values of an array, which ends with `end`.
	fn members(&mut self, end: u8, visit: &mut Visit) -> Walk {
		self.at += 1;
		if self.take(end) {
			return Walk::Through;
		}
		for index in 0.. {
			let step = if end == b'}' {
				let key = (self.peek() == Some(b'"')).then(|| self.string()).flatten();
				match key {
					Some(key) if self.take(b':') => Step::Key(key),
					_ => return Walk::Broken,
				}
			} else {
				Step::Index(index)
			};
			self.path.push(step);
			let walk = self.value(visit);
			if walk != Walk::Through {
				return walk;
			}
			self.path.pop();
			if self.take(end) {
				return Walk::Through;
			}
			if !self.take(b',') {
				return Walk::Broken;
			}
		}
		Walk::Broken
	}

	/// A string, without its escapes resolved: no key of ours has one.
	fn string(&mut self) -> Option<String> {
		self.at += 1;
		let begin = self.at;
		loop {
			match self.text.get(self.at)? {
				b'"' => break,
				b'\\' => self.at += 2,
				_ => self.at += 1,
			}
		}
		self.at += 1;
		let bytes = self.text.get(begin..self.at - 1)?;
		Some(String::from_utf8_lossy(bytes).into_owned())
	}

	fn scalar(&mut self) -> Walk {
		let begin = self.at;
		let inside = |byte: &u8| !byte.is_ascii_whitespace() && !b",]}:\"[{".contains(byte);
		while self.text.get(self.at).is_some_and(inside) {
			self.at += 1;
		}
		if self.at > begin {
			Walk::Through
		} else {
			Walk::Broken
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const TEXT: &str = "{\n  \"a\": [1, {\"b\\\"\": \"x,]\"}],\n  \"c\": {\"d\": [[], 2.5e3]}\n}\n";

	fn path(steps: &[&str]) -> Path {
		Path(
			steps
				.iter()
				.map(|step| match step.parse() {
					Ok(index) => Step::Index(index),
					Err(_) => Step::Key(step.to_string()),
				})
				.collect(),
		)
	}

	#[test]
	fn values_are_found_by_path() {
		for (steps, line, column) in [
			(&[][..], 1, 1),
			(&["a"], 2, 8),
			(&["a", "0"], 2, 9),
			(&["a", "1"], 2, 12),
			(&["c", "d", "1"], 3, 19),
		] {
			let place = place_of(TEXT, &path(steps));
			assert_eq!(place, Some(Place { line, column }), "{steps:?}");
		}
		assert_eq!(place_of(TEXT, &path(&["a", "2"])), None);
		assert_eq!(place_of(TEXT, &path(&["e"])), None);
	}

	#[test]
	fn places_are_traced_to_paths() {
		for (line, column, steps) in [
			(2, 9, &["a", "0"][..]),
			(2, 24, &["a", "1", "b\\\""]),
			(2, 25, &["a", "1"]),
			(3, 22, &["c", "d", "1"]),
			(3, 24, &["c", "d"]),
			(3, 25, &["c"]),
			(4, 1, &[]),
		] {
			assert_eq!(path_at(TEXT, Place { line, column }), path(steps), "{line}:{column}");
		}
	}

	#[test]
	fn a_broken_text_is_traced_as_far_as_it_goes() {
		let text = r#"{"a": [1, {"b": [2, }]}"#;
		assert_eq!(path_at(text, Place { line: 1, column: 21 }), path(&["a", "1", "b", "1"]));
		assert_eq!(path_at("", Place { line: 1, column: 0 }), path(&[]));
		assert_eq!(path_at(&"[".repeat(1_000), Place { line: 1, column: 999 }).0.len(), DEPTH + 1);
	}

	#[test]
	fn paths_read_like_fields() {
		assert_eq!(
			path(&["worker_councils", "3", "product"]).to_string(),
			"worker_councils[3].product"
		);
	}
}
