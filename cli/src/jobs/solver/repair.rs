//! Finds complexes for minutes that are left over, and work for complexes that have none.

use super::{moves::Move, state::State};
use std::collections::VecDeque;

impl State {
	/// Empties the pool as far as chains of moves within a class of hours can, then gives work to
	/// complexes that have none.
	pub fn repair(&mut self) {
		for task in 0..self.tasks.len() {
			while self.minutes(self.pool(), task) > 0 {
				if !self.place(task) && !self.extend(task) {
					break;
				}
			}
		}
		for complex in 0..self.pool() {
			if self.has[complex].is_empty() {
				self.give_work(complex);
			}
		}
	}

	/// Puts minutes of a task from the pool into a complex with space, one that has it already if
	/// possible. Whether there was one.
	fn place(&mut self, task: usize) -> bool {
		let pool = self.pool();
		let left = self.minutes(pool, task);
		let fits = |complex: &usize| {
			let (has, space) = (self.minutes(*complex, task) > 0, self.space(*complex, task));
			let least = if has { 1 } else { self.block(*complex, task) };
			let room = has || self.room(*complex) > 0;
			self.able(*complex, task)
				&& room && space.min(left.into()) >= i64::from(least)
				// What stays behind has to be a block or to fit somewhere that has the task.
				&& (has || left <= space as u32 || left - space as u32 >= self.block(0, task))
		};
		let best = (0..pool).filter(fits).max_by_key(|complex| {
			(self.minutes(*complex, task) > 0, self.room(*complex), self.space(*complex, task))
		});
		let Some(complex) = best else { return false };
		let minutes = i64::from(left).min(self.space(complex, task)) as u32;
		self.shift(task, pool, complex, minutes);
		true
	}

	/// Makes space for minutes of a task by a chain: a complex that has it takes them and hands
	/// minutes of another task of the class to one that has that, and so on to one with free hours.
	/// Whether there was such a chain.
	fn extend(&mut self, task: usize) -> bool {
		let pool = self.pool();
		let class = self.tasks[task].class;
		let mut before: Vec<Option<(usize, usize)>> = vec![None; pool + 1];
		let mut queue = VecDeque::from([(pool, task)]);
		let mut reached = vec![false; pool];
		let mut end = None;
		while let (Some((at, _)), None) = (queue.pop_front(), end) {
			let tasks: Vec<usize> = match at == pool {
				true => vec![task],
				false => self.has[at].iter().map(|it| usize::from(*it)).collect(),
			};
			for given in tasks.into_iter().filter(|it| self.tasks[*it].class == class) {
				if at != pool && self.spare(at, given) == 0 {
					continue;
				}
				for to in self.holders[given].clone().into_iter().map(usize::from) {
					if to == pool || to == at || reached[to] {
						continue;
					}
					reached[to] = true;
					before[to] = Some((at, given));
					if self.space(to, given) > 0 {
						end = end.or(Some(to));
					}
					queue.push_back((to, given));
				}
			}
		}
		end.is_some_and(|end| self.walk(task, end, &before))
	}

	/// Moves along the chain that ends at a complex as much as it carries.
	fn walk(&mut self, task: usize, end: usize, before: &[Option<(usize, usize)>]) -> bool {
		let mut chain = Vec::new();
		let mut to = end;
		while let Some((from, given)) = before[to] {
			chain.push((from, to, given));
			to = from;
		}
		let mut most = i64::from(self.minutes(self.pool(), task));
		for (place, (from, to, given)) in chain.iter().enumerate() {
			let portion = i64::from(u16::MAX) - i64::from(self.minutes(*to, *given));
			most = most.min(if place == 0 { self.space(*to, *given) } else { portion });
			if *from != self.pool() {
				most = most.min(self.spare(*from, *given).into());
			}
		}
		let Ok(minutes) = u32::try_from(most) else { return false };
		for (from, to, given) in chain {
			self.shift(given, from, to, minutes);
		}
		minutes > 0
	}

	/// Minutes that a complex can give of a task and keep a block.
	fn spare(&self, complex: usize, task: usize) -> u32 {
		self.minutes(complex, task).saturating_sub(self.block(complex, task))
	}

	/// Takes a block of some task from a complex that keeps work, for one that has none.
	fn give_work(&mut self, complex: usize) {
		for task in 0..self.tasks.len() {
			let minutes = self.tasks[task].block;
			for from in self.holders[task].clone().into_iter().map(usize::from) {
				let all = self.minutes(from, task);
				for minutes in [minutes, all] {
					let it = Move { from, to: complex, gives: (task, minutes), back: None };
					if self.has[complex].is_empty() && self.is_possible(&it) {
						self.apply(&it);
					}
				}
			}
		}
	}
}
