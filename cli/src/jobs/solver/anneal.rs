//! Simulated annealing: moves that make a division worse are taken too, ever more rarely.
//!
//! S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, *Optimization by Simulated Annealing*, Science 220, 1983.

use super::{moves::Goal, start::start, state::State, Outcome, Problem, Settings, Solution};
use crate::economy::SplitMix64;
use parecon_jobs_engine::{Points, Quality};
use std::time::Instant;

/// The rounds: the per cent of all steps that each takes, and the temperature with which it begins.
/// A quick one first, in case there is no time for more; then a thorough one; then those that leave
/// less and less of the best division as it is.
const ROUNDS: [(u64, f64); 5] = [(10, 1.0), (40, 1.0), (15, 1e-3), (15, 1e-2), (20, 0.1)];

/// Steps between two looks at the clock.
const LOOK: u64 = 4_096;

/// A search under way.
struct Search<'p, F: FnMut(u64)> {
	problem: &'p Problem,
	stream: SplitMix64,
	end: Instant,
	budget: u64,
	steps: u64,
	cut_short: bool,
	best: State,
	standing: (i64, usize, Quality),
	tell: F,
}

/// Searches for the best division into a complex for each of `workers`.
pub fn search(
	problem: &Problem,
	workers: &[usize],
	bound: Points,
	settings: &Settings,
	end: Instant,
	tell: impl FnMut(u64),
) -> Outcome {
	let best = start(problem, workers);
	let standing = best.standing(problem);
	let mut search = Search {
		problem,
		stream: SplitMix64::new(settings.seed),
		end,
		budget: settings.steps,
		steps: 0,
		cut_short: false,
		best,
		standing,
		tell,
	};
	let floor = f64::from(bound.0) / 1e6;
	if workers.len() > 1 || standing.0 > 0 {
		search.rounds(floor);
	}
	search.outcome(standing.2)
}

impl<F: FnMut(u64)> Search<'_, F> {
	fn rounds(&mut self, floor: f64) {
		for (round, (percent, hot)) in (0..).zip(ROUNDS) {
			let steps = self.budget * percent / 100;
			let mut state = self.best.clone();
			let wide = Goal { floor, pooled: self.price(round), ..Goal::WIDE };
			self.anneal(&mut state, &wide, steps * 6 / 10, hot, 1e-9);
			state.repair();
			self.keep(&state);
			// The worst deviation is what the sum of high powers comes down to.
			let unit = (state.worst() - floor).max(1e-6);
			let sharp = Goal { unit, halvings: 3, squares: 1e-6, fair: 1e-5, ..wide };
			self.anneal(&mut state, &sharp, steps * 2 / 10, 1e-2, 1e-9);
			self.keep(&state);
			let capped =
				Goal { floor: f64::MAX, squares: 1.0, fair: 1e-4, cap: state.worst(), ..wide };
			self.anneal(&mut state, &capped, steps * 2 / 10, 1e-4, 1e-12);
			self.keep(&state);
			if self.cut_short || self.standing.2 == Quality::default() {
				return;
			}
		}
	}

	/// What a minute without a complex costs: more in each round that finds minutes left.
	fn price(&self, round: i32) -> f64 {
		match self.standing.0 {
			0 => 0.1,
			_ => 0.1 * libm::pow(10.0, round.into()),
		}
	}

	/// Takes so many steps while the temperature falls from `hot` to `cold`.
	fn anneal(&mut self, state: &mut State, goal: &Goal, steps: u64, hot: f64, cold: f64) {
		let mut temperature = hot;
		let cooling = libm::pow(cold / hot, LOOK as f64 / steps.max(1) as f64);
		for step in 0..steps {
			if step % LOOK == 0 && step > 0 {
				temperature *= cooling;
				self.steps += LOOK;
				(self.tell)(100 + 900 * self.steps / self.budget.max(1));
				if Instant::now() >= self.end {
					self.cut_short = true;
					return;
				}
			}
			let Some(it) = state.random_move(&mut self.stream) else { continue };
			if !state.is_possible(&it) {
				continue;
			}
			let change = state.change(goal, &it);
			if change <= 0.0 || change < -temperature * libm::log(self.stream.uniform(1e-300, 1.0))
			{
				state.apply(&it);
			}
		}
	}

	/// Keeps a division that is better than all before.
	fn keep(&mut self, state: &State) {
		let standing = state.standing(self.problem);
		if standing < self.standing {
			self.standing = standing;
			self.best = state.clone();
		}
	}

	fn outcome(self, start: Quality) -> Outcome {
		let division = self.best.division();
		match self.problem.verify(&division) {
			Ok(verified) => Outcome::Found(Box::new(Solution {
				division,
				verified,
				start,
				steps: self.steps,
				cut_short: self.cut_short,
			})),
			Err(_) => {
				let pool = self.best.pool();
				let left = (0..self.best.tasks.len())
					.map(|task| (task, self.best.minutes(pool, task)))
					.filter(|(_, minutes)| *minutes > 0);
				Outcome::NotFound(left.collect())
			},
		}
	}
}
