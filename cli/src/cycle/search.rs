//! Finds the block in which a cycle got somewhere, by as few questions as can be.

use crate::chain::stored::{Cycle, Phase};
use parecon_primitives::{CycleId, Iteration};

/// How far the planning of a chain has come at the end of a block. From block to block it never goes
/// back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
	cycle: CycleId,
	iteration: Iteration,
	closed: bool,
}

impl Moment {
	/// The moment of a cycle as it is stored.
	pub fn of(cycle: &Cycle) -> Self {
		let iteration = cycle.iteration.0;
		let closed = iteration.0 > 0 && !matches!(cycle.phase, Phase::Collecting);
		Self { cycle: cycle.id.0, iteration, closed }
	}

	/// The prices of an iteration are announced.
	pub fn announced(cycle: CycleId, iteration: Iteration) -> Self {
		Self { cycle, iteration, closed: false }
	}

	/// An iteration is closed.
	pub fn closed(cycle: CycleId, iteration: Iteration) -> Self {
		Self { cycle, iteration, closed: true }
	}
}

/// Looks for the first block of which something is true that stays true ever after: back from a
/// block of which it is, in steps that double, then by halving. What is near is found by few
/// questions and without old states, which not every node keeps.
#[derive(Clone, Copy, Debug)]
pub struct Search {
	before: Option<u32>,
	since: u32,
	step: u32,
}

impl Search {
	/// Looks back from `block`, of which it is true.
	pub fn back_from(block: u32) -> Self {
		Self { before: None, since: block, step: 1 }
	}

	/// The block to ask about next; none when the first one is found.
	pub fn next(&self) -> Option<u32> {
		match self.before {
			Some(before) if self.since.saturating_sub(before) <= 1 => None,
			Some(before) => Some(before + (self.since - before) / 2),
			None if self.since == 0 => None,
			None => Some(self.since.saturating_sub(self.step)),
		}
	}

	/// Takes the answer for `block`.
	pub fn answer(&mut self, block: u32, holds: bool) {
		if holds {
			self.since = block;
			self.step = self.step.saturating_mul(2);
		} else {
			self.before = Some(block);
		}
	}

	/// The first block of which it is known to be true.
	pub fn found(&self) -> u32 {
		self.since
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The block that is found, how many questions it took, and the oldest block asked about.
	fn search(first: u32, from: u32) -> (u32, usize, u32) {
		let mut search = Search::back_from(from);
		let (mut asked, mut oldest) = (0, from);
		while let Some(block) = search.next() {
			asked += 1;
			oldest = oldest.min(block);
			search.answer(block, block >= first);
		}
		(search.found(), asked, oldest)
	}

	#[test]
	fn the_first_block_is_found_wherever_it_is() {
		for from in 0..70 {
			for first in 0..=from {
				assert_eq!(search(first, from).0, first, "{first} from {from}");
			}
		}
	}

	#[test]
	fn what_is_near_needs_few_questions_and_no_old_states() {
		let (found, asked, oldest) = search(1_000_000 - 5, 1_000_000);
		assert_eq!(found, 1_000_000 - 5);
		assert!(asked <= 6, "{asked}");
		assert!(oldest >= 1_000_000 - 16, "{oldest}");
		assert!(search(3, 1_000_000).1 <= 41);
	}

	#[test]
	fn moments_follow_each_other() {
		let (one, two) = (CycleId(1), CycleId(2));
		let road = [
			Moment::announced(one, Iteration(0)),
			Moment::announced(one, Iteration(1)),
			Moment::closed(one, Iteration(1)),
			Moment::announced(one, Iteration(2)),
			Moment::announced(two, Iteration(0)),
		];
		assert!(road.windows(2).all(|pair| pair[0] < pair[1]));
		assert!(None < Some(road[0]));
	}
}
