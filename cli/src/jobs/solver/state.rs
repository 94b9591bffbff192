//! A division in the making: who has which minutes, and what that adds up to.
//!
//! Complexes are numbered from 0; the number after the last is the *pool*, which holds the minutes
//! that no complex has. It has no limits and is empty in the end.

use super::{Bundle, Problem};
use parecon_jobs_engine::{Portion, Quality};

/// The most minutes of one portion.
const MOST: u32 = u16::MAX as u32;

/// A task as the search needs it.
#[derive(Clone, Debug)]
pub struct Task {
	/// Minutes.
	pub minutes: u32,
	/// The least minutes of a portion.
	pub block: u32,
	/// The class of hours.
	pub class: usize,
	/// Its score less the mean on both scales, in micro-points.
	pub off: [i64; 2],
}

/// What the portions of a complex add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
	/// Minutes.
	pub minutes: i64,
	/// Minutes times score less mean, on both scales.
	pub off: [i64; 2],
}

impl Sums {
	/// With so many minutes of a task more, or less where they are negative.
	pub fn with(mut self, task: &Task, minutes: i64) -> Self {
		self.minutes += minutes;
		self.off[0] += minutes * task.off[0];
		self.off[1] += minutes * task.off[1];
		self
	}

	/// The deviations from the mean on both scales, in points.
	pub fn deviations(&self) -> [f64; 2] {
		let minutes = self.minutes.max(1) as f64 * 1e6;
		self.off.map(|off| off.abs() as f64 / minutes)
	}
}

/// The division in the making.
#[derive(Clone, Debug)]
pub struct State {
	/// The tasks.
	pub tasks: Vec<Task>,
	/// By complex: the place of the worker whose hours it fits.
	pub workers: Vec<usize>,
	/// By complex: the tasks that it has.
	pub has: Vec<Vec<u8>>,
	/// By task: the complexes that have it.
	pub holders: Vec<Vec<u8>>,
	/// By complex: its sums.
	pub sums: Vec<Sums>,
	/// By complex: the hours that are left, by class.
	pub free: Vec<[i64; 4]>,
	/// By complex: the minutes of its fair share of each class of hours.
	pub shares: Vec<[f64; 4]>,
	most_tasks: usize,
	/// By complex and task.
	minutes: Vec<u32>,
	able: Vec<bool>,
}

impl State {
	/// All minutes in the pool, and a complex for each of `workers`.
	pub fn new(problem: &Problem, workers: &[usize]) -> Self {
		let tasks: Vec<Task> = problem.tasks.iter().map(|terms| task(problem, terms)).collect();
		let pool = workers.len();
		let mut able = Vec::new();
		for worker in workers {
			able.extend((0..tasks.len()).map(|task| problem.can_take(*worker, task)));
		}
		able.extend(tasks.iter().map(|_| true));
		let mut free: Vec<[i64; 4]> =
			workers.iter().map(|it| problem.workers[*it].offered.map(i64::from)).collect();
		free.push([i64::MAX / 2; 4]);
		let mut state = Self {
			workers: workers.to_vec(),
			has: vec![Vec::new(); pool + 1],
			holders: vec![Vec::new(); tasks.len()],
			sums: vec![Sums::default(); pool + 1],
			shares: shares(problem, workers),
			most_tasks: problem.most_tasks.into(),
			minutes: vec![0; (pool + 1) * tasks.len()],
			free,
			able,
			tasks,
		};
		for task in 0..state.tasks.len() {
			state.add(pool, task, i64::from(state.tasks[task].minutes));
		}
		state
	}

	/// The number of the pool, and of complexes.
	pub fn pool(&self) -> usize {
		self.workers.len()
	}

	/// Minutes of a task in a complex.
	pub fn minutes(&self, complex: usize, task: usize) -> u32 {
		self.minutes[complex * self.tasks.len() + task]
	}

	/// Whether the worker of a complex can do a task.
	pub fn able(&self, complex: usize, task: usize) -> bool {
		self.able[complex * self.tasks.len() + task]
	}

	/// The least minutes of a portion: in the pool anything goes.
	pub fn block(&self, complex: usize, task: usize) -> u32 {
		if complex == self.pool() {
			1
		} else {
			self.tasks[task].block
		}
	}

	/// How many tasks more a complex can have.
	pub fn room(&self, complex: usize) -> usize {
		match complex == self.pool() {
			true => usize::MAX / 2,
			false => self.most_tasks.saturating_sub(self.has[complex].len()),
		}
	}

	/// How many minutes of a task more a complex can have, by its hours and the size of a portion.
	pub fn space(&self, complex: usize, task: usize) -> i64 {
		if complex == self.pool() {
			return i64::from(u32::MAX);
		}
		let portion = i64::from(MOST.saturating_sub(self.minutes(complex, task)));
		self.free[complex][self.tasks[task].class].min(portion)
	}

	/// Adds minutes of a task to a complex, or takes them away where they are negative.
	pub fn add(&mut self, complex: usize, task: usize, minutes: i64) {
		let at = complex * self.tasks.len() + task;
		let before = self.minutes[at];
		let after = (i64::from(before) + minutes) as u32;
		self.minutes[at] = after;
		if before == 0 && after > 0 {
			self.has[complex].push(task as u8);
			self.holders[task].push(complex as u8);
		}
		if before > 0 && after == 0 {
			self.has[complex].retain(|it| usize::from(*it) != task);
			self.holders[task].retain(|it| usize::from(*it) != complex);
		}
		self.free[complex][self.tasks[task].class] -= minutes;
		self.sums[complex] = self.sums[complex].with(&self.tasks[task], minutes);
	}

	/// Moves minutes of a task from one complex to another.
	pub fn shift(&mut self, task: usize, from: usize, to: usize, minutes: u32) {
		self.add(from, task, -i64::from(minutes));
		self.add(to, task, minutes.into());
	}

	/// The minutes that are in no complex.
	pub fn pooled(&self) -> i64 {
		self.sums[self.pool()].minutes
	}

	/// Complexes without work.
	pub fn empty(&self) -> usize {
		self.has[..self.pool()].iter().filter(|has| has.is_empty()).count()
	}

	/// Complexes with work, as they stand.
	pub fn division(&self) -> Vec<Bundle> {
		let bundle = |complex: usize| {
			let mut tasks = self.has[complex].clone();
			tasks.sort_unstable();
			let minutes = |task: u8| self.minutes(complex, usize::from(task)) as u16;
			let portions =
				tasks.iter().map(|task| Portion { task: *task, minutes: minutes(*task) }).collect();
			Bundle { worker: self.workers[complex], portions }
		};
		(0..self.pool()).map(bundle).filter(|it| !it.portions.is_empty()).collect()
	}

	/// What is better is less: first minutes without a complex, then complexes without work, then
	/// the chain's measure.
	pub fn standing(&self, problem: &Problem) -> (i64, usize, Quality) {
		let quality = match self.pooled() {
			0 => problem.verify(&self.division()).map(|verified| verified.quality).ok(),
			_ => None,
		};
		(self.pooled(), self.empty(), quality.unwrap_or(Quality::WORST))
	}

	/// The largest deviation, in points.
	pub fn worst(&self) -> f64 {
		let all = self.sums[..self.pool()].iter().filter(|sums| sums.minutes > 0);
		all.flat_map(Sums::deviations).fold(0.0, f64::max)
	}
}

fn task(problem: &Problem, terms: &parecon_jobs_engine::TaskTerms) -> Task {
	let off = |score: u32, mean: u32| i64::from(score) - i64::from(mean);
	let (score, mean) = (terms.score, problem.mean);
	Task {
		minutes: terms.minutes,
		block: u32::from(terms.block.max(1)),
		class: terms.class.into(),
		off: [
			off(score.empowerment.0, mean.empowerment.0),
			off(score.desirability.0, mean.desirability.0),
		],
	}
}

/// Each class of hours shared out in proportion to what is offered of it.
fn shares(problem: &Problem, workers: &[usize]) -> Vec<[f64; 4]> {
	let mut ratio = [0.0; 4];
	for (class, ratio) in (0u8..).zip(&mut ratio) {
		let offered = workers.iter().map(|it| problem.workers[*it].offered[usize::from(class)]);
		let offered: u64 = offered.map(u64::from).sum();
		*ratio = problem.minutes(class) as f64 / offered.max(1) as f64;
	}
	let share = |worker: &usize| {
		let offered = problem.workers[*worker].offered;
		[0, 1, 2, 3].map(|class| f64::from(offered[class]) * ratio[class])
	};
	workers.iter().map(share).collect()
}
