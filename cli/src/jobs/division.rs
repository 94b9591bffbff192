//! A division of labour as a file, between `parecon jobs balance` and `parecon jobs submit`.
//!
//! One JSON object: `council` and `window` (where they are known), `complexes`: a list of `member` (one
//! whose hours and qualifications suffice for it) and `portions`: a list of `task` (its number) and
//! `minutes`. Beside these `balance` writes what it found, for people: `quality`, `bound`, and of each
//! complex its `index`, of each portion the task's `name`. These are not read back.

use super::{
	files,
	solver::{Bundle, Problem, Solution},
	terms::Terms,
	units::{Decimal, Scores},
};
use crate::errors::{Error, Result};
use parecon_jobs_engine::{Both, Points, Portion, Quality};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Division {
	/// The council.
	#[serde(default)]
	pub council: Option<u32>,
	/// The number of the window.
	#[serde(default)]
	pub window: Option<u32>,
	/// How good it is.
	#[serde(default)]
	pub quality: Option<Measured>,
	/// No division has a smaller worst deviation.
	#[serde(default)]
	pub bound: Option<Decimal>,
	/// Its complexes.
	pub complexes: Vec<Complex>,
}

/// A quality, in points and square points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
	/// The worst deviation, in points.
	pub worst: Decimal,
	/// The sum of the squared deviations, in 10^-12 square points.
	pub squares: u64,
}

impl From<Quality> for Measured {
	fn from(quality: Quality) -> Self {
		Self { worst: Decimal(quality.worst), squares: quality.squares }
	}
}

/// A complex.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Complex {
	/// A member who can do it.
	pub member: u32,
	/// What it amounts to.
	#[serde(default)]
	pub index: Option<Scores>,
	/// Its tasks.
	pub portions: Vec<Share>,
}

/// Some minutes of a task.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
	/// The task.
	pub task: u32,
	/// Its name.
	#[serde(default)]
	pub name: Option<String>,
	/// Minutes a period.
	pub minutes: u16,
}

const NEXT: &str = "give a file that `parecon jobs balance --out FILE` has written";

/// Reads a division.
///
/// # Errors
/// It cannot be read, or is none: place and field are named.
pub fn read(file: &Path) -> Result<Division> {
	files::json(file, "a division of labour", NEXT)
}

impl Division {
	/// What was found, under the numbers of tasks and members.
	pub fn of(terms: &Terms, solution: &Solution, bound: Points) -> Self {
		let Problem { tasks, workers, .. } = &terms.problem;
		let share = |portion: &Portion| {
			let place = usize::from(portion.task);
			Share {
				task: tasks[place].task.0,
				name: Some(terms.names[place].clone()),
				minutes: portion.minutes,
			}
		};
		let complex = |(bundle, index): (&Bundle, &Both<Points>)| Complex {
			member: workers[bundle.worker].member.0,
			index: Some((*index).into()),
			portions: bundle.portions.iter().map(share).collect(),
		};
		let complexes = solution.division.iter().zip(&solution.verified.indices);
		Self {
			council: terms.council,
			window: terms.window,
			quality: Some(solution.verified.quality.into()),
			bound: Some(Decimal(bound)),
			complexes: complexes.map(complex).collect(),
		}
	}

	/// The complexes by the places of tasks and workers in some terms.
	///
	/// # Errors
	/// They are those of another council or window, or have no such task or worker.
	pub fn places(&self, terms: &Terms, file: &Path) -> Result<Vec<Bundle>> {
		let wrong = |what: String| {
			let what = format!("{} does not fit the window: {what}", file.display());
			Error::new(
				what,
				"divide this window's work: `parecon jobs balance --council N --out FILE`",
			)
		};
		for (name, ours, theirs) in
			[("council", self.council, terms.council), ("window", self.window, terms.window)]
		{
			if let (Some(ours), Some(theirs)) = (ours, theirs) {
				if ours != theirs {
					return Err(wrong(format!("it is of {name} {ours}, and this is {theirs}")));
				}
			}
		}
		let Problem { tasks, workers, .. } = &terms.problem;
		let bundle = |complex: &Complex| {
			let worker = workers.iter().position(|it| it.member.0 == complex.member);
			let worker = worker
				.ok_or_else(|| wrong(format!("member {} offers no hours", complex.member)))?;
			let portion = |share: &Share| {
				let place = tasks.iter().position(|it| it.task.0 == share.task);
				let place = place.and_then(|place| u8::try_from(place).ok());
				let task =
					place.ok_or_else(|| wrong(format!("there is no task {}", share.task)))?;
				Ok(Portion { task, minutes: share.minutes })
			};
			let portions = complex.portions.iter().map(portion).collect::<Result<_>>()?;
			Ok(Bundle { worker, portions })
		};
		self.complexes.iter().map(bundle).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::jobs::solver::{solve, Outcome, Settings};
	use parecon_jobs_engine::{mean_of, TaskTerms, Worker};
	use parecon_primitives::{MemberId, TaskId};

	fn terms() -> Terms {
		let task = |id, score| TaskTerms {
			task: TaskId(id),
			minutes: 120,
			block: 60,
			score: Both::new(Points::of(score), Points::of(5)),
			..Default::default()
		};
		let worker = |member| Worker {
			member: MemberId(member),
			offered: [120, 0, 0, 0],
			qualifications: 0,
		};
		let tasks = vec![task(7, 8), task(9, 2)];
		let mean = mean_of(&tasks).unwrap();
		let problem = Problem {
			tasks,
			workers: vec![worker(3), worker(4)],
			most_tasks: 2,
			tolerance: Points::ONE,
			mean,
		};
		let names = vec!["baking".into(), "cleaning".into()];
		Terms { council: Some(1), window: Some(0), names, problem }
	}

	#[test]
	fn a_division_comes_back() {
		let terms = terms();
		let settings = Settings { steps: 10_000, ..Settings::of_seconds(60) };
		let answer = solve(&terms.problem, &settings, |_| ());
		let Outcome::Found(solution) = answer.outcome else { panic!() };
		let division = Division::of(&terms, &solution, answer.bound);
		assert_eq!(division.complexes[1].member, 4);
		assert_eq!(division.complexes[0].portions[1].name.as_deref(), Some("cleaning"));
		let text = serde_json::to_string(&division).unwrap();
		let read: Division = serde_json::from_str(&text).unwrap();
		assert_eq!(read, division);
		assert_eq!(read.places(&terms, Path::new("d.json")).unwrap(), solution.division);
	}

	#[test]
	fn only_what_counts_has_to_stand_in_it() {
		let text =
			r#"{ "complexes": [{ "member": 3, "portions": [{ "task": 9, "minutes": 60 }] }] }"#;
		let read: Division = serde_json::from_str(text).unwrap();
		let bundles = read.places(&terms(), Path::new("d.json")).unwrap();
		assert_eq!(
			bundles[0],
			Bundle { worker: 0, portions: vec![Portion { task: 1, minutes: 60 }] }
		);
	}

	#[test]
	fn another_windows_division_is_refused() {
		for (text, what) in [
			(r#"{ "council": 2, "complexes": [] }"#, "it is of council 2, and this is 1"),
			(r#"{ "window": 1, "complexes": [] }"#, "it is of window 1, and this is 0"),
			(r#"{ "complexes": [{ "member": 5, "portions": [] }] }"#, "member 5 offers no hours"),
			(
				r#"{ "complexes": [{ "member": 3, "portions": [{ "task": 0, "minutes": 1 }] }] }"#,
				"there is no task 0",
			),
		] {
			let read: Division = serde_json::from_str(text).unwrap();
			let error = read.places(&terms(), Path::new("d.json")).unwrap_err();
			assert!(error.what().ends_with(what), "{error}");
		}
	}
}
