//! Moves of minutes between two complexes: what can be moved, and what it costs.

use super::state::{State, Sums, Task};
use crate::economy::SplitMix64;

/// What a complex without work costs.
const EMPTY: f64 = 1e6;

/// What a deviation above the cap costs.
const CAPPED: f64 = 1e9;

/// What is to become small.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
	/// Deviations up to this many points cannot be avoided.
	pub floor: f64,
	/// Deviations are measured in this many points...
	pub unit: f64,
	/// ...and what is above the floor counts with this power, an even number of times.
	pub halvings: u32,
	/// What the plain squares of deviations count.
	pub squares: f64,
	/// What it counts, squared, that a complex has another part of the minutes than is fair.
	pub fair: f64,
	/// What a minute without a complex costs.
	pub pooled: f64,
	/// No deviation may be above so many points.
	pub cap: f64,
}

impl Goal {
	/// Every deviation matters, the larger ones much more, and shares shall be fair.
	pub const WIDE: Self = Self {
		floor: 0.0,
		unit: 1.0,
		halvings: 1,
		squares: 0.01,
		fair: 0.02,
		pooled: 0.1,
		cap: f64::MAX,
	};

	/// What a complex costs that its worker's fair share would give `share` minutes.
	fn cost(&self, sums: &Sums, share: f64) -> f64 {
		if sums.minutes == 0 {
			return EMPTY;
		}
		let unfair = sums.minutes as f64 / share.max(1.0) - 1.0;
		let deviations = sums.deviations().map(|deviation| {
			let above = ((deviation - self.floor).max(0.0)) / self.unit;
			let mut power = above * above;
			for _ in 0..self.halvings {
				power *= power;
			}
			let capped = if deviation > self.cap { CAPPED } else { 0.0 };
			power + self.squares * deviation * deviation + capped
		});
		deviations[0] + deviations[1] + self.fair * unfair * unfair
	}
}

/// Minutes of a task from one complex to another, and perhaps of another task back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
	/// Who gives.
	pub from: usize,
	/// Who takes.
	pub to: usize,
	/// Task and minutes.
	pub gives: (usize, u32),
	/// Task and minutes in return.
	pub back: Option<(usize, u32)>,
}

impl State {
	/// What the complex `at` costs with these sums.
	fn cost(&self, goal: &Goal, at: usize, sums: &Sums) -> f64 {
		match at == self.pool() {
			true => sums.minutes as f64 * goal.pooled,
			false => goal.cost(sums, self.shares[at].iter().sum()),
		}
	}

	/// How much more the division costs after a move.
	pub fn change(&self, goal: &Goal, it: &Move) -> f64 {
		let (from, to) = (self.sums[it.from], self.sums[it.to]);
		let (given, minutes) = (&self.tasks[it.gives.0], i64::from(it.gives.1));
		let (mut from_after, mut to_after) = (from.with(given, -minutes), to.with(given, minutes));
		if let Some((task, minutes)) = it.back {
			let (task, minutes) = (&self.tasks[task], i64::from(minutes));
			(from_after, to_after) =
				(from_after.with(task, minutes), to_after.with(task, -minutes));
		}
		self.cost(goal, it.from, &from_after) + self.cost(goal, it.to, &to_after)
			- self.cost(goal, it.from, &from)
			- self.cost(goal, it.to, &to)
	}

	/// What the whole division costs.
	#[cfg(test)]
	pub fn cost_of_all(&self, goal: &Goal) -> f64 {
		(0..=self.pool()).map(|at| self.cost(goal, at, &self.sums[at])).sum()
	}

	/// Makes a move.
	pub fn apply(&mut self, it: &Move) {
		self.shift(it.gives.0, it.from, it.to, it.gives.1);
		if let Some((task, minutes)) = it.back {
			self.shift(task, it.to, it.from, minutes);
		}
	}

	/// Whether minutes of a task can go from one complex to another as far as portions are
	/// concerned: what is left and what comes about is nothing or a block at least.
	fn fits_blocks(&self, task: usize, from: usize, to: usize, minutes: u32) -> bool {
		let (left, there) = (self.minutes(from, task), self.minutes(to, task));
		minutes > 0
			&& (minutes == left || left >= minutes.saturating_add(self.block(from, task)))
			&& there.saturating_add(minutes) >= self.block(to, task)
			&& self.able(to, task)
	}

	/// Whether a move leaves everything within its limits, and nobody without work.
	pub fn is_possible(&self, it: &Move) -> bool {
		let (task, minutes) = it.gives;
		if it.from == it.to || !self.fits_blocks(task, it.from, it.to, minutes) {
			return false;
		}
		let (mut to_space, mut from_space) = (self.space(it.to, task), 0);
		let mut tasks = [self.has[it.from].len(), self.has[it.to].len()];
		tasks[0] -= usize::from(minutes == self.minutes(it.from, task));
		tasks[1] += usize::from(self.minutes(it.to, task) == 0);
		if let Some((back, returned)) = it.back {
			if back == task || !self.fits_blocks(back, it.to, it.from, returned) {
				return false;
			}
			tasks[1] -= usize::from(returned == self.minutes(it.to, back));
			tasks[0] += usize::from(self.minutes(it.from, back) == 0);
			from_space = self.space(it.from, back) - i64::from(returned);
			if self.tasks[task].class == self.tasks[back].class {
				// What goes makes room for what comes; each portion has its own limit besides.
				to_space = self.joint_space(it.to, task, returned);
				from_space = self.joint_space(it.from, back, minutes) - i64::from(returned);
			}
		}
		let kept =
			|at: usize, tasks: usize| at == self.pool() || (1..=self.most()).contains(&tasks);
		i64::from(minutes) <= to_space
			&& from_space >= 0
			&& kept(it.from, tasks[0])
			&& kept(it.to, tasks[1])
	}

	/// The space for a task in a complex that gives `given` minutes of the same class away.
	fn joint_space(&self, complex: usize, task: usize, given: u32) -> i64 {
		let hours = self.free[complex][self.tasks[task].class] + i64::from(given);
		let portion = i64::from(u16::MAX) - i64::from(self.minutes(complex, task));
		if complex == self.pool() {
			i64::MAX / 2
		} else {
			hours.min(portion)
		}
	}

	/// A random move that may be impossible; `None` where nothing came of it.
	pub fn random_move(&self, stream: &mut SplitMix64) -> Option<Move> {
		let mut draw = |n: usize| stream.below(n.max(1) as u32) as usize;
		let pool = self.pool();
		let from = match self.pooled() > 0 && draw(4) == 0 {
			true => pool,
			false => draw(pool),
		};
		let task = usize::from(*self.has[from].get(draw(self.has[from].len()))?);
		let to = match draw(2) {
			0 => usize::from(self.holders[task][draw(self.holders[task].len())]),
			_ => draw(pool),
		};
		if to == from || !self.able(to, task) {
			return None;
		}
		let kind = draw(8);
		if kind < 3 || to == pool || self.has[to].is_empty() {
			let minutes = self.some_minutes(task, from, to, self.space(to, task), &mut draw)?;
			return Some(Move { from, to, gives: (task, minutes), back: None });
		}
		let back = usize::from(self.has[to][draw(self.has[to].len())]);
		if back == task || !self.able(from, back) {
			return None;
		}
		let same = self.tasks[task].class == self.tasks[back].class;
		let left = self.minutes(to, back);
		let space = self.space(to, task) + if same { i64::from(left) } else { 0 };
		let minutes = self.some_minutes(task, from, to, space, &mut draw)?;
		let returned = match kind {
			3..=5 => minutes.min(left),
			_ => {
				let space = self.space(from, back) + if same { i64::from(minutes) } else { 0 };
				self.some_minutes(back, to, from, space, &mut draw)?
			},
		};
		Some(Move { from, to, gives: (task, minutes), back: Some((back, returned)) })
	}

	/// Some minutes of a task that can go as far as its blocks and `space` are concerned: all, few,
	/// many, as many as would bring a scale of one of the two to the mean, or any.
	fn some_minutes(
		&self,
		task: usize,
		from: usize,
		to: usize,
		space: i64,
		draw: &mut impl FnMut(usize) -> usize,
	) -> Option<u32> {
		let all = self.minutes(from, task);
		let least = match self.minutes(to, task) {
			0 => self.block(to, task),
			_ => 1,
		};
		let most = i64::from(all.saturating_sub(self.block(from, task))).min(space);
		if most < i64::from(least) {
			return (i64::from(all) <= space && all >= least).then_some(all);
		}
		let most = most as u32;
		let range = (most - least + 1) as usize;
		Some(match draw(8) {
			0 if i64::from(all) <= space => all,
			1 => least,
			2 => most,
			3 | 4 => least + draw(range.min(16)) as u32,
			5 | 6 => {
				let (side, scale) = (draw(2), draw(2));
				let (at, sign) = if side == 0 { (from, 1) } else { (to, -1) };
				levelling(&self.sums[at], &self.tasks[task], scale, sign).clamp(least, most)
			},
			_ => least + draw(range) as u32,
		})
	}

	fn most(&self) -> usize {
		self.room(0) + self.has[0].len()
	}
}

/// How many minutes of a task to take away (`sign` 1) or add (-1) to bring a scale to the mean.
fn levelling(sums: &Sums, task: &Task, scale: usize, sign: i64) -> u32 {
	let by = task.off[scale] * sign;
	let minutes = sums.off[scale].checked_div(by).unwrap_or_default();
	u32::try_from(minutes).unwrap_or_default()
}
