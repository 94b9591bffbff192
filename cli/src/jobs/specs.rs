//! Tasks as a table, to be registered, or to be what another one is split into.
//!
//! CSV with a header; columns in any order:
//!
//! | column | meaning |
//! |---|---|
//! | `name` | at most 64 bytes |
//! | `minutes` | minutes a period, 1 to 1,000,000; of a part of a split task: one figure for each part of the parent, with spaces between |
//! | `class` | `day`, `evening`, `night` or `weekend` |
//! | `block` | the smallest useful block, 1 to 65,535 minutes a period |
//! | `directs` | `yes` where it directs others' work; `no` or empty where not. Can be left out |
//! | `requires` | the qualification that it takes, 0 to 31; empty where none. Can be left out |
//! | `text` | a file with the text that describes it, beside the table; the chain keeps its hash. Can be left out |

use super::{
	files::{Line, Sheet},
	terms::{LAST_QUALIFICATION, MOST_MINUTES},
	units,
};
use crate::{
	chain::job_calls::Spec,
	errors::{Error, Result},
};
use primitive_types::H256;
use std::{fs, path::Path};

/// The most bytes of a name.
const MOST_NAME: usize = 64;

const NEEDED: [&str; 4] = ["name", "minutes", "class", "block"];
const ALLOWED: [&str; 3] = ["directs", "requires", "text"];

/// A task to come, and its minutes: one figure, or one for each part of the task that is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
	/// What it is.
	pub spec: Spec,
	/// Its minutes.
	pub minutes: Vec<u32>,
}

/// Reads tasks from a table. `hash` is the chain's.
///
/// # Errors
/// The table cannot be read, or a cell cannot be what it stands for: file, line and column are named.
pub fn read(file: &Path, hash: impl Fn(&[u8]) -> H256) -> Result<Vec<NewTask>> {
	let sheet = Sheet::read(file, &NEEDED, &ALLOWED)?;
	sheet.ensure_rows()?;
	sheet.lines().map(|line| task(&line, file, &hash)).collect()
}

fn task(line: &Line<'_>, file: &Path, hash: impl Fn(&[u8]) -> H256) -> Result<NewTask> {
	let text = match line.cell("text") {
		"" => H256::zero(),
		text => {
			let beside = file.parent().unwrap_or(Path::new("")).join(text);
			let bytes = fs::read(&beside).map_err(|error| {
				line.wrong("text", format!("{} cannot be read: {error}", beside.display()))
			})?;
			hash(&bytes)
		},
	};
	let requires = match line.cell("requires") {
		"" => None,
		_ => Some(line.number("requires", 0, LAST_QUALIFICATION.into())?),
	};
	let spec = Spec {
		name: line.value("name", name)?,
		text,
		class: line.value("class", units::class)?,
		block: line.number("block", 1, u16::MAX.into())?,
		directs: line.value("directs", yes)?,
		requires,
	};
	Ok(NewTask { spec, minutes: line.value("minutes", minutes)? })
}

/// Parses a name.
///
/// # Errors
/// It is empty or too long.
pub fn name(text: &str) -> std::result::Result<String, String> {
	match text.trim() {
		"" => Err("a task has a name".into()),
		name if name.len() > MOST_NAME => {
			Err(format!("a name has at most {MOST_NAME} bytes, this has {}", name.len()))
		},
		name => Ok(name.to_owned()),
	}
}

/// Parses minutes of one part or more.
///
/// # Errors
/// There are none, or some are too many.
pub fn minutes(text: &str) -> std::result::Result<Vec<u32>, String> {
	let one = |text: &str| {
		let minutes = text.parse().ok().filter(|it| (1..=MOST_MINUTES).contains(it));
		minutes
			.ok_or_else(|| format!("{text:?} is not a number of minutes from 1 to {MOST_MINUTES}"))
	};
	let all: Vec<u32> = text.split_whitespace().map(one).collect::<std::result::Result<_, _>>()?;
	if all.is_empty() {
		Err("a task has minutes".into())
	} else {
		Ok(all)
	}
}

/// Parses yes or no; nothing is no.
///
/// # Errors
/// It is neither.
pub fn yes(text: &str) -> std::result::Result<bool, String> {
	match text.to_lowercase().as_str() {
		"yes" | "true" | "1" => Ok(true),
		"no" | "false" | "0" | "" => Ok(false),
		_ => Err(format!("{text:?} is neither yes nor no")),
	}
}

/// The minutes of a task that is not part of another.
///
/// # Errors
/// There is more than one figure.
pub fn only(task: &NewTask) -> Result<u32> {
	match task.minutes[..] {
		[minutes] => Ok(minutes),
		_ => Err(Error::new(
			format!("the task {} has {} figures of minutes", task.spec.name, task.minutes.len()),
			"a new task has one part: give one figure",
		)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn hash(bytes: &[u8]) -> H256 {
		H256::repeat_byte(bytes.len() as u8)
	}

	fn with_file<T>(name: &str, text: &str, then: impl FnOnce(&Path) -> T) -> T {
		let directory = std::env::temp_dir().join(format!("parecon-{}-{name}", std::process::id()));
		fs::create_dir_all(&directory).unwrap();
		fs::write(directory.join("baking.md"), "Knead.\n").unwrap();
		let file = directory.join("tasks.csv");
		fs::write(&file, text).unwrap();
		let found = then(&file);
		fs::remove_dir_all(&directory).unwrap();
		found
	}

	#[test]
	fn tasks_are_rows() {
		let text = "name,minutes,class,block,directs,requires,text\n\
			\"baking, early\",2400,night,120,,3,baking.md\nplanning,600,0,60,yes,,\n";
		let tasks = with_file("rows", text, |file| read(file, hash)).unwrap();
		let baking = Spec {
			name: "baking, early".into(),
			text: H256::repeat_byte(7),
			class: 2,
			block: 120,
			directs: false,
			requires: Some(3),
		};
		assert_eq!(tasks[0], NewTask { spec: baking, minutes: vec![2_400] });
		assert_eq!((tasks[1].spec.class, tasks[1].spec.directs), (0, true));
		assert_eq!((tasks[1].spec.requires, tasks[1].spec.text), (None, H256::zero()));
		assert_eq!(only(&tasks[1]).unwrap(), 600);
	}

	#[test]
	fn parts_have_minutes_of_their_own() {
		let text = "name,minutes,class,block\na,60 30,day,10\n";
		let tasks = with_file("parts", text, |file| read(file, hash)).unwrap();
		assert_eq!(tasks[0].minutes, [60, 30]);
		assert!(only(&tasks[0]).is_err());
	}

	#[test]
	fn what_is_no_task_is_refused_by_its_cell() {
		let long = "x".repeat(65);
		for (row, what) in [
			(",60,day,1,,,", "name: a task has a name"),
			(&format!("{long},60,day,1,,,")[..], "name: a name has at most 64 bytes, this has 65"),
			("a,0,day,1,,,", "minutes: \"0\" is not a number of minutes"),
			("a,1,noon,1,,,", "class: \"noon\" is no class of hours"),
			("a,1,day,0,,,", "block: \"0\" is not a whole number of 1 to 65535"),
			("a,1,day,1,maybe,,", "directs: \"maybe\" is neither yes nor no"),
			("a,1,day,1,,32,", "requires: \"32\" is not a whole number of 0 to 31"),
			("a,1,day,1,,,none.md", "text: "),
		] {
			let text = format!("name,minutes,class,block,directs,requires,text\n{row}\n");
			let error = with_file("bad", &text, |file| read(file, hash)).unwrap_err();
			assert!(error.what().contains(&format!("tasks.csv, line 2, {what}")), "{error}");
		}
	}
}
