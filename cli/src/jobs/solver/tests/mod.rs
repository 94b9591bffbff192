//! Small problems whose optimum is known, problems without a division, random problems, and one of
//! full size.

mod large;
mod properties;
mod small;

use super::*;
use crate::economy::SplitMix64;
use parecon_jobs_engine::mean_of;
use parecon_primitives::{MemberId, TaskId};

/// A score in whole points.
fn points(empowerment: u8, desirability: u8) -> Both<Points> {
	Both::new(Points::of(empowerment), Points::of(desirability))
}

/// A task by day that requires nothing.
fn task(minutes: u32, block: u16, score: Both<Points>) -> TaskTerms {
	TaskTerms { minutes, block, score, ..Default::default() }
}

/// Someone who offers hours and has no qualification.
fn worker(offered: [u16; 4]) -> Worker {
	Worker { offered, ..Default::default() }
}

fn problem(mut tasks: Vec<TaskTerms>, mut workers: Vec<Worker>, most_tasks: u8) -> Problem {
	for (id, terms) in (0u32..).zip(&mut tasks) {
		terms.task = TaskId(id);
	}
	for (id, worker) in (0u32..).zip(&mut workers) {
		worker.member = MemberId(id);
	}
	let mean = mean_of(&tasks).unwrap();
	Problem { tasks, workers, most_tasks, tolerance: Points::ONE, mean }
}

/// A little work, the same on every machine.
fn quick() -> Settings {
	Settings { complexes: None, steps: 60_000, seconds: 60, seed: 1 }
}

fn found(problem: &Problem, settings: &Settings) -> (Points, Solution) {
	let answer = solve(problem, settings, |_| ());
	match answer.outcome {
		Outcome::Found(solution) => (answer.bound, *solution),
		other => panic!("{other:?}"),
	}
}
