//! The terms of a window as a file, so that labour can be divided without a node.
//!
//! One JSON object:
//!
//! | field | meaning |
//! |---|---|
//! | `council`, `window` | whose terms these are, and the number of the window; can be left out |
//! | `mostTasks` | the most tasks in a complex, 1 to 8 |
//! | `tolerance` | how far a balanced complex may lie from the mean, in points |
//! | `mean` | `empowerment` and `desirability` in points; the tasks' mean where it is left out |
//! | `tasks` | list, at most 100: see below |
//! | `workers` | list, at most 128: `member` (a number), `offered` minutes (`day`, `evening`, `night`, `weekend`; 0 where left out), `qualifications` (a list of 0 to 31) |
//!
//! A task has `id` (a number), `minutes`, `block` (its smallest useful block), `class` (`day`, `evening`,
//! `night` or `weekend`), and can have `name`, `directs` (true or false) and `requires` (a
//! qualification). How it is rated stands in `score` (`empowerment` and `desirability` in points, with
//! up to six decimals) or in `ratings`: a list of `[empowerment, desirability]`, each 0 to 10, of which
//! the lower medians count.

#[cfg(test)]
mod tests;

use super::{
	files,
	solver::Problem,
	units::{class, class_name, Decimal, Scores},
};
use crate::errors::{Error, Result};
use parecon_jobs_engine::{mean_of, Both, Points, Sheet, TaskTerms, Worker};
use parecon_primitives::{MemberId, TaskId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, path::Path};

/// The most tasks of a council.
pub const MOST_TASKS: usize = 100;
/// The most workers of a council.
pub const MOST_WORKERS: usize = 128;
/// The most tasks in a complex.
pub const MOST_PORTIONS: u8 = 8;
/// The highest qualification.
pub const LAST_QUALIFICATION: u8 = 31;
/// The most minutes of a task.
pub const MOST_MINUTES: u32 = 1_000_000;

/// What a division is measured by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
	/// The council, where it is known.
	pub council: Option<u32>,
	/// The number of the window, where it is known.
	pub window: Option<u32>,
	/// The tasks' names, by their places.
	pub names: Vec<String>,
	/// What is to be divided.
	pub problem: Problem,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawTerms {
	#[serde(default, skip_serializing_if = "Option::is_none")]
	council: Option<u32>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	window: Option<u32>,
	most_tasks: u8,
	tolerance: Decimal,
	#[serde(default)]
	mean: Option<Scores>,
	tasks: Vec<RawTask>,
	workers: Vec<RawWorker>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawTask {
	id: u32,
	#[serde(default)]
	name: Option<String>,
	minutes: u32,
	block: u16,
	class: String,
	#[serde(default)]
	directs: bool,
	#[serde(default)]
	requires: Option<u8>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	score: Option<Scores>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	ratings: Option<Vec<(u8, u8)>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawWorker {
	member: u32,
	offered: RawHours,
	#[serde(default)]
	qualifications: Vec<u8>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RawHours {
	#[serde(default)]
	day: u16,
	#[serde(default)]
	evening: u16,
	#[serde(default)]
	night: u16,
	#[serde(default)]
	weekend: u16,
}

const WHAT: &str = "the terms of a window";
const NEXT: &str = "correct the file, or let `parecon jobs window --terms FILE` write one";

/// Reads the terms in a file.
///
/// # Errors
/// It cannot be read, or holds something else: place and field are named.
pub fn read(file: &Path) -> Result<Terms> {
	let shown = file.display();
	from_raw(files::json(file, WHAT, NEXT)?)
		.map_err(|what| Error::new(format!("{shown} cannot be divided: {what}"), NEXT))
}

/// Writes terms into a file.
///
/// # Errors
/// It cannot be written.
pub fn write(file: &Path, terms: &Terms) -> Result<()> {
	files::write_json(file, &to_raw(terms))
}

fn from_raw(raw: RawTerms) -> std::result::Result<Terms, String> {
	ensure(!raw.tasks.is_empty() && raw.tasks.len() <= MOST_TASKS, || {
		format!("tasks: there have to be 1 to {MOST_TASKS}, found {}", raw.tasks.len())
	})?;
	ensure(!raw.workers.is_empty() && raw.workers.len() <= MOST_WORKERS, || {
		format!("workers: there have to be 1 to {MOST_WORKERS}, found {}", raw.workers.len())
	})?;
	ensure((1..=MOST_PORTIONS).contains(&raw.most_tasks), || {
		format!("mostTasks: has to be 1 to {MOST_PORTIONS}, found {}", raw.most_tasks)
	})?;
	let mut ids = BTreeSet::new();
	let mut members = BTreeSet::new();
	let mut names = Vec::new();
	let mut tasks = Vec::new();
	for (place, task) in raw.tasks.into_iter().enumerate() {
		let id = task.id;
		ensure(ids.insert(id), || format!("tasks[{place}]: there is a task {id} already"))?;
		names.push(task.name.clone().unwrap_or_else(|| format!("task {id}")));
		tasks.push(task.terms().map_err(|what| format!("tasks[{place}] (id {id}): {what}"))?);
	}
	let mut workers = Vec::new();
	for (place, worker) in raw.workers.into_iter().enumerate() {
		let member = worker.member;
		let new = members.insert(member);
		ensure(new, || format!("workers[{place}]: there is a member {member} already"))?;
		let worker = worker.worker();
		workers.push(worker.map_err(|what| format!("workers[{place}] (member {member}): {what}"))?);
	}
	let mean = raw.mean.map(Both::from).or_else(|| mean_of(&tasks)).unwrap_or_default();
	let (most_tasks, tolerance) = (raw.most_tasks, raw.tolerance.0);
	let problem = Problem { tasks, workers, most_tasks, tolerance, mean };
	Ok(Terms { council: raw.council, window: raw.window, names, problem })
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> std::result::Result<(), String> {
	if holds {
		Ok(())
	} else {
		Err(what())
	}
}

impl RawTask {
	fn terms(self) -> std::result::Result<TaskTerms, String> {
		ensure((1..=MOST_MINUTES).contains(&self.minutes), || {
			format!("minutes: has to be 1 to {MOST_MINUTES}, found {}", self.minutes)
		})?;
		ensure(self.block > 0, || "block: has to be at least 1".into())?;
		ensure(self.requires.is_none_or(|it| it <= LAST_QUALIFICATION), || {
			format!("requires: qualifications are 0 to {LAST_QUALIFICATION}")
		})?;
		let score = match (self.score, self.ratings) {
			(Some(score), None) => score.into(),
			(None, Some(ratings)) => medians(&ratings)?,
			_ => return Err("has to have either score or ratings".into()),
		};
		Ok(TaskTerms {
			task: TaskId(self.id),
			minutes: self.minutes,
			// Where the block is larger than the task, one person does it.
			block: u16::try_from(self.minutes).unwrap_or(u16::MAX).min(self.block),
			class: class(&self.class)?,
			directs: self.directs,
			requires: self.requires,
			score,
		})
	}
}

/// The lower medians of some ratings, as the chain takes them.
fn medians(ratings: &[(u8, u8)]) -> std::result::Result<Both<Points>, String> {
	let mut sheet = Sheet::default();
	for (empowerment, desirability) in ratings {
		let added = sheet.add(&Both::new(*empowerment, *desirability));
		added.ok_or("ratings: each is two whole numbers from 0 to 10")?;
	}
	let medians = sheet.medians().ok_or("ratings: there are none")?;
	Ok(medians.map(Points::of))
}

impl RawWorker {
	fn worker(self) -> std::result::Result<Worker, String> {
		let RawHours { day, evening, night, weekend } = self.offered;
		let mut qualifications = 0u32;
		for it in self.qualifications {
			let bit = 1u32.checked_shl(it.into());
			qualifications |=
				bit.ok_or_else(|| format!("qualifications: they are 0 to {LAST_QUALIFICATION}"))?;
		}
		let offered = [day, evening, night, weekend];
		Ok(Worker { member: MemberId(self.member), offered, qualifications })
	}
}

fn to_raw(terms: &Terms) -> RawTerms {
	let problem = &terms.problem;
	let task = |(terms, name): (&TaskTerms, &String)| RawTask {
		id: terms.task.0,
		name: Some(name.clone()),
		minutes: terms.minutes,
		block: terms.block,
		class: class_name(terms.class).into(),
		directs: terms.directs,
		requires: terms.requires,
		score: Some(terms.score.into()),
		ratings: None,
	};
	let worker = |worker: &Worker| {
		let [day, evening, night, weekend] = worker.offered;
		RawWorker {
			member: worker.member.0,
			offered: RawHours { day, evening, night, weekend },
			qualifications: (0..=LAST_QUALIFICATION).filter(|it| worker.has(*it)).collect(),
		}
	};
	RawTerms {
		council: terms.council,
		window: terms.window,
		most_tasks: problem.most_tasks,
		tolerance: Decimal(problem.tolerance),
		mean: Some(problem.mean.into()),
		tasks: problem.tasks.iter().zip(&terms.names).map(task).collect(),
		workers: problem.workers.iter().map(worker).collect(),
	}
}
