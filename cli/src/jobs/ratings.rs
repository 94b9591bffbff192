//! Ratings: as a table that a person fills in, and as the private file between committing to them and
//! revealing them in the next period.
//!
//! The table is CSV with the columns `task` (its number or its name), `empowerment` and `desirability`
//! (each a whole number from 0 to 10). The private file is JSON: `genesis`, `council`, `member`,
//! `period` in which they are committed, `salt`, and `ratings`, a list of `task`, `empowerment` and
//! `desirability`.

use super::files::{self, Sheet};
use crate::{
	chain::job_calls::Line,
	errors::{Error, Result},
	hex::{hex, unhex},
};
use codec::Encode;
use parecon_jobs_engine::{Both, TOP};
use parecon_primitives::TaskId;
use primitive_types::H256;
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};

/// The most ratings in one reveal.
pub const MOST_RATINGS: usize = 32;

/// What the chain puts before everything that it hashes here.
const PURPOSE: &[u8; 20] = b"pallet-jobs: ratings";

/// Ratings that wait for their reveal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Secret {
	/// Hash of the chain's first block, 0x and digits.
	pub genesis: String,
	/// The council whose tasks are rated.
	pub council: u32,
	/// Who rates.
	pub member: u32,
	/// The period in which they are committed.
	pub period: u32,
	/// What keeps others from guessing them, 0x and 64 digits.
	pub salt: String,
	/// The ratings, ascending by task.
	pub ratings: Vec<Rated>,
}

/// A rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rated {
	/// The task.
	pub task: u32,
	/// How empowering it is.
	pub empowerment: u8,
	/// How desirable it is.
	pub desirability: u8,
}

const NEXT: &str = "give the file that `parecon jobs rate` has written";

/// Reads ratings from a table; `tasks` are those of the council, with their names.
///
/// # Errors
/// The table cannot be read, a task is unknown or rated twice, or a rating is not on the scale.
pub fn read(file: &Path, tasks: &BTreeMap<u32, String>) -> Result<Vec<Rated>> {
	let sheet = Sheet::read(file, &["task", "empowerment", "desirability"], &[])?;
	sheet.ensure_rows()?;
	let mut found: BTreeMap<u32, Rated> = BTreeMap::new();
	for line in sheet.lines() {
		let task = line.value("task", |text| task_of(text, tasks))?;
		let top = u64::from(TOP);
		let (empowerment, desirability) =
			(line.number("empowerment", 0, top)?, line.number("desirability", 0, top)?);
		if found.insert(task, Rated { task, empowerment, desirability }).is_some() {
			return Err(line.wrong("task", format!("task {task} is rated above already")));
		}
	}
	if found.len() > MOST_RATINGS {
		return Err(Error::new(
			format!("{} rates {} tasks", file.display(), found.len()),
			format!("rate at most {MOST_RATINGS} in one period, and the others in the next"),
		));
	}
	Ok(found.into_values().collect())
}

/// The number of a task that is named by its number or its name.
fn task_of(text: &str, tasks: &BTreeMap<u32, String>) -> std::result::Result<u32, String> {
	if let Some(number) = text.parse().ok().filter(|number| tasks.contains_key(number)) {
		return Ok(number);
	}
	let mut named = tasks.iter().filter(|(_, name)| *name == text).map(|(number, _)| *number);
	match (named.next(), named.next()) {
		(Some(task), None) => Ok(task),
		(Some(one), Some(other)) => {
			Err(format!("both task {one} and task {other} are called {text:?}: give the number"))
		},
		_ => Err(format!("the council has no task {text:?}: `parecon jobs tasks` shows which")),
	}
}

/// Where the private file stands unless something else is said.
pub fn usual_file(council: u32, member: u32, period: u32) -> PathBuf {
	PathBuf::from(format!("ratings-{council}-{member}-{period}.json"))
}

/// A salt that nobody can guess.
///
/// # Errors
/// The machine has no random numbers to give.
pub fn new_salt() -> Result<H256> {
	let mut salt = [0; 32];
	getrandom::fill(&mut salt).map_err(|error| {
		Error::new(format!("there are no random numbers: {error}"), "try again on another machine")
	})?;
	Ok(H256(salt))
}

impl Secret {
	/// Reads the private file.
	///
	/// # Errors
	/// It cannot be read, or holds something else.
	pub fn read(file: &Path) -> Result<Self> {
		let secret: Self = files::json(file, "a file of ratings to reveal", NEXT)?;
		if secret.salt_bytes().is_none() || hash_of(&secret.genesis).is_none() {
			let what = format!("{}: genesis and salt are 0x and 64 digits", file.display());
			return Err(Error::new(what, NEXT));
		}
		Ok(secret)
	}

	/// The ratings as calls take them.
	pub fn lines(&self) -> Vec<Line> {
		let line = |rated: &Rated| Line {
			task: TaskId(rated.task),
			rating: Both::new(rated.empowerment, rated.desirability),
		};
		self.ratings.iter().map(line).collect()
	}

	/// The salt.
	pub fn salt_bytes(&self) -> Option<H256> {
		hash_of(&self.salt)
	}

	/// What is hashed into the commitment: genesis hash, purpose, council, member, period, ratings,
	/// salt.
	pub fn preimage(&self) -> Vec<u8> {
		let genesis = hash_of(&self.genesis).unwrap_or_default();
		let salt = self.salt_bytes().unwrap_or_default();
		let lines = self.lines();
		(genesis, PURPOSE, self.council, self.member, self.period, lines, salt).encode()
	}
}

fn hash_of(text: &str) -> Option<H256> {
	let bytes = unhex(text)?;
	(bytes.len() == 32).then(|| H256::from_slice(&bytes))
}

/// A hash as the private file keeps it.
pub fn hash_text(hash: H256) -> String {
	hex(hash.as_bytes())
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	fn tasks() -> BTreeMap<u32, String> {
		let names = ["baking", "cleaning", "selling", "cleaning"];
		(3..).zip(names.map(String::from)).collect()
	}

	fn rated(text: &str) -> Result<Vec<Rated>> {
		static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
		let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
		let name = format!("parecon-ratings-{}-{number}.csv", std::process::id());
		let file = std::env::temp_dir().join(name);
		fs::write(&file, text).unwrap();
		let found = read(&file, &tasks());
		fs::remove_file(&file).unwrap();
		found
	}

	#[test]
	fn ratings_are_sorted_by_task() {
		let ratings = rated("task,desirability,empowerment\nselling,3,8\n3,10,0\n").unwrap();
		let first = Rated { task: 3, empowerment: 0, desirability: 10 };
		assert_eq!(ratings, [first, Rated { task: 5, empowerment: 8, desirability: 3 }]);
	}

	#[test]
	fn what_is_no_rating_is_refused() {
		for (rows, what) in [
			("cleaning,1,1", "line 2, task: both task 4 and task 6 are called \"cleaning\""),
			("brewing,1,1", "line 2, task: the council has no task \"brewing\""),
			("7,1,1", "line 2, task: the council has no task \"7\""),
			("3,1,1\nbaking,2,2", "line 3, task: task 3 is rated above already"),
			("3,11,1", "line 2, empowerment: \"11\" is not a whole number of 0 to 10"),
			("3,1,", "line 2, desirability: \"\" is not a whole number of 0 to 10"),
			("", "has no rows under its header"),
		] {
			let error = rated(&format!("task,empowerment,desirability\n{rows}\n")).unwrap_err();
			assert!(error.what().contains(what), "{error}");
		}
	}

	#[test]
	fn what_is_hashed_is_as_the_chain_has_it() {
		let secret = Secret {
			genesis: hash_text(H256::repeat_byte(1)),
			council: 2,
			member: 3,
			period: 4,
			salt: hash_text(H256::repeat_byte(5)),
			ratings: vec![Rated { task: 6, empowerment: 7, desirability: 8 }],
		};
		let mut bytes = vec![1; 32];
		bytes.extend(b"pallet-jobs: ratings");
		bytes.extend([2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0]);
		bytes.extend([1 << 2, 6, 0, 0, 0, 7, 8]);
		bytes.extend([5; 32]);
		assert_eq!(secret.preimage(), bytes);
	}

	#[test]
	fn salts_differ() {
		assert_ne!(new_salt().unwrap(), new_salt().unwrap());
	}
}
