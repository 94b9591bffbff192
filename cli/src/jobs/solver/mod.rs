//! Divides a council's labour into complexes that are as nearly balanced as the search finds, and
//! says how near any division could come.
//!
//! 1. [`obstacles`]: what makes every division impossible, with the numbers.
//! 2. [`bound`]: no division is nearer to balance than this.
//! 3. `start`: a first division, from each worker's fair share of each class of hours.
//! 4. `search`: annealing by moves of minutes between two complexes, then descent.
//!
//! What counts is the chain's own measure: [`parecon_jobs_engine::verify`] judges the result. The
//! same problem, settings and seed give the same division on every machine that is quick enough:
//! work is counted in steps, and the clock only cuts it short.

mod anneal;
mod bound;
mod choose;
mod moves;
mod obstacles;
mod programme;
mod relaxation;
mod repair;
mod start;
mod state;
#[cfg(test)]
mod tests;

pub use bound::bound;
pub use obstacles::{obstacles, Obstacle};

use parecon_jobs_engine::{
	verify, Both, Fault, Points, Portion, Quality, TaskTerms, Verified, Worker,
};
use std::time::{Duration, Instant};

/// What is to be divided, and how it is measured: the terms of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
	/// The tasks.
	pub tasks: Vec<TaskTerms>,
	/// Who offers hours.
	pub workers: Vec<Worker>,
	/// The most tasks in a complex.
	pub most_tasks: u8,
	/// How far a balanced complex may lie from the mean.
	pub tolerance: Points,
	/// The mean of the scores.
	pub mean: Both<Points>,
}

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
	/// How many complexes to make; as many as workers can have one where none is given.
	pub complexes: Option<usize>,
	/// How many moves to try.
	pub steps: u64,
	/// Seconds after which the search ends, whatever it has tried.
	pub seconds: u32,
	/// Which random numbers.
	pub seed: u64,
}

/// Moves for each second: somewhat less than half of what a machine of today tries.
const STEPS: u64 = 4_000_000;

impl Settings {
	/// Work for about so many seconds at most.
	pub fn of_seconds(seconds: u32) -> Self {
		let steps = STEPS.saturating_mul(seconds.into());
		Self { complexes: None, steps, seconds, seed: 1 }
	}
}

/// A complex, and the place in [`Problem::workers`] of who can do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
	/// The worker.
	pub worker: usize,
	/// The portions, ascending by task.
	pub portions: Vec<Portion>,
}

/// What the search has found.
#[derive(Clone, Debug)]
pub struct Solution {
	/// The complexes, ascending by worker.
	pub division: Vec<Bundle>,
	/// What the chain will say of it.
	pub verified: Verified,
	/// The quality of the division that the search began with.
	pub start: Quality,
	/// Steps taken.
	pub steps: u64,
	/// Whether the clock ended the search before its work was done.
	pub cut_short: bool,
}

/// How the search went.
#[derive(Clone, Debug)]
pub enum Outcome {
	/// A division was found; it may lie outside the tolerance.
	Found(Box<Solution>),
	/// There is none.
	Impossible(Vec<Obstacle>),
	/// None was found: the minutes of tasks, by their places, that no complex could take.
	NotFound(Vec<(usize, u32)>),
}

/// An answer with the bound of the relaxation, where there can be a division at all.
#[derive(Clone, Debug)]
pub struct Answer {
	/// No division has a smaller worst deviation.
	pub bound: Points,
	/// What was found.
	pub outcome: Outcome,
}

impl Problem {
	/// The verdict of the chain's own code on a division.
	///
	/// # Errors
	/// It is none.
	pub fn verify(&self, division: &[Bundle]) -> Result<Verified, Fault> {
		let complexes = division
			.iter()
			// Workers are at most 128; a place that is none is named as such.
			.map(|it| (u8::try_from(it.worker).unwrap_or(u8::MAX), &it.portions[..]));
		let Self { tasks, workers, most_tasks, tolerance, mean } = self;
		verify(tasks, workers, *most_tasks, *tolerance, *mean, complexes)
	}

	/// The minutes of all tasks of a class.
	pub fn minutes(&self, class: u8) -> u64 {
		let tasks = self.tasks.iter().filter(|terms| terms.class == class);
		tasks.map(|terms| u64::from(terms.minutes)).sum()
	}

	/// Whether a worker has what a task requires.
	pub fn is_qualified(&self, worker: usize, task: usize) -> bool {
		self.tasks[task].requires.is_none_or(|it| self.workers[worker].has(it))
	}

	/// Whether a worker can take at least the smallest useful block of a task.
	pub fn can_take(&self, worker: usize, task: usize) -> bool {
		let terms = &self.tasks[task];
		let offered = self.workers[worker].offered[usize::from(terms.class)];
		offered >= terms.block.max(1) && self.is_qualified(worker, task)
	}
}

/// Divides the labour. `tell` hears how far the work is, in thousandths.
pub fn solve(problem: &Problem, settings: &Settings, mut tell: impl FnMut(u64)) -> Answer {
	let end = Instant::now() + Duration::from_secs(settings.seconds.into());
	let found = obstacles(problem);
	if !found.is_empty() {
		return Answer { bound: Points::ZERO, outcome: Outcome::Impossible(found) };
	}
	let bound = bound(problem);
	tell(100);
	let workers = match choose::workers(problem, settings.complexes) {
		Ok(workers) => workers,
		Err(obstacle) => {
			return Answer { bound, outcome: Outcome::Impossible(vec![obstacle]) };
		},
	};
	let outcome = anneal::search(problem, &workers, bound, settings, end, tell);
	Answer { bound, outcome }
}
