//! The weights of tasks: work that nobody asks for weighs more, work that many ask for less.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, BoundedVec};
use parecon_jobs_engine::{Raw, TaskTerms};
use parecon_primitives::{CouncilId, TaskId};

impl<T: Config> Pallet<T> {
	/// What is weighed together can be changed.
	pub(crate) fn ensure_not_weighing() -> Result<(), Error<T>> {
		ensure!(!Weighing::<T>::exists(), Error::<T>::Weighing);
		Ok(())
	}

	/// Gives the tasks of a division that is adopted now their weights, in place of those of the
	/// division before. In binding balance they have none: desirability does not pay twice.
	///
	/// A task that goes on keeps its raw weight, and one that others were split or merged into gets
	/// theirs: see [`Task::raw_from`]. New tasks weigh 1.
	pub(crate) fn begin_weights(council: CouncilId, adopted: &Adopted) {
		let before = Weighted::<T>::get(council);
		let weights = match adopted.terms.rules.mode {
			Mode::Binding => Weights::default(),
			Mode::Advisory => {
				let weigh = |terms: &TaskTerms| Self::inherited_weight(&before, terms);
				BoundedVec::truncate_from(adopted.terms.tasks.iter().map(weigh).collect())
			},
		};
		Self::set_weights(council, &before, weights);
	}

	fn inherited_weight(before: &Weights, terms: &TaskTerms) -> TaskWeight {
		let TaskTerms { task, minutes, .. } = *terms;
		let known = before.iter().find(|weight| weight.task == task);
		if let Some(same) = known.filter(|weight| weight.minutes == minutes) {
			return *same;
		}
		let of_parts = || {
			let record = Tasks::<T>::get(task).filter(|_| !before.is_empty());
			record.map_or(Raw::ONE, |record| record.raw_from(before))
		};
		let raw = known.map_or_else(of_parts, |weight| weight.raw);
		// Its plain minutes, until all are weighed again.
		TaskWeight { task, minutes, raw, weighted: minutes }
	}

	/// Moves the raw weights of a council's tasks by how its complexes were asked for: they rise
	/// with the minutes in complexes that nobody holds, and fall with those in complexes that at least
	/// two members ranked first. They rest until the division has been allotted once: before, nobody
	/// was asked.
	pub(crate) fn move_weights(council: CouncilId, adopted: &Adopted, jobs: &JobsOf) {
		let before = Weighted::<T>::get(council);
		if adopted.allotted.is_none() || before.is_empty() {
			return;
		}
		let demand = adopted.demand(jobs);
		let mut after = before.clone();
		for (weight, (unfilled, over_asked)) in after.iter_mut().zip(demand) {
			weight.raw = weight.raw.moved(weight.minutes, unfilled, over_asked);
		}
		Self::set_weights(council, &before, after);
	}

	/// Takes a council's tasks out of what is weighed.
	pub(crate) fn forget_weights(council: CouncilId) {
		let before = Weighted::<T>::get(council);
		Self::set_weights(council, &before, Weights::default());
	}

	fn set_weights(council: CouncilId, before: &Weights, after: Weights) {
		if *before == after {
			return;
		}
		let mut pool = Pooled::<T>::get();
		if pool.replace(before, &after).is_none() {
			Self::deposit_event(Event::Unexpected(Surprise::SumTooSmall));
		}
		pool.dirty = true;
		Pooled::<T>::put(pool);
		if after.is_empty() {
			Weighted::<T>::remove(council);
		} else {
			Weighted::<T>::insert(council, after);
		}
	}
}

impl Task {
	/// The raw weight that the task takes over from tasks with the weights `before`: the mean over
	/// its parts by their minutes, rounded down. A part takes over that of the latest task it came
	/// from that has one; others weigh 1.
	///
	/// A task was merged from 600 minutes with 1.2 and 300 minutes that are new:
	/// (600 x 1.2 + 300 x 1) / 900 = 1.133333.
	pub(crate) fn raw_from(&self, before: &[TaskWeight]) -> Raw {
		let of = |task: &TaskId| before.iter().find(|weight| weight.task == *task);
		let raw_of = |part: &Part| {
			part.lineage.iter().rev().find_map(of).map_or(Raw::ONE, |weight| weight.raw)
		};
		let (mut minutes, mut sum) = (0u128, 0u128);
		for part in &self.parts {
			// Below 2^64.
			let product = u128::from(part.minutes).saturating_mul(raw_of(part).0.into());
			minutes = minutes.saturating_add(part.minutes.into());
			sum = sum.saturating_add(product);
		}
		let mean = sum.checked_div(minutes).and_then(|raw| u32::try_from(raw).ok());
		mean.map_or(Raw::ONE, Raw)
	}
}

impl Adopted {
	/// By task: the minutes in complexes that nobody holds, and those in complexes that at least two
	/// members ranked first in the latest allotment.
	pub(crate) fn demand(&self, jobs: &JobsOf) -> Vec<(u32, u32)> {
		let mut demand = alloc::vec![(0u32, 0u32); self.terms.tasks.len()];
		for (complex, job) in self.complexes.iter().zip(jobs) {
			for portion in &complex.portions {
				let Some(task) = demand.get_mut(usize::from(portion.task)) else { continue };
				if job.holder.is_none() {
					task.0 = task.0.saturating_add(portion.minutes.into());
				}
				if job.asked >= 2 {
					task.1 = task.1.saturating_add(portion.minutes.into());
				}
			}
		}
		demand
	}
}

impl Pool {
	/// Counts the tasks of one council with the weights `after` in place of `before`. `None`, and
	/// nothing changes, where the sums do not contain so much, or cannot.
	fn replace(&mut self, before: &Weights, after: &Weights) -> Option<()> {
		let (less_minutes, less_raw) = Self::sums(before);
		let (more_minutes, more_raw) = Self::sums(after);
		let minutes = self.minutes.checked_add(more_minutes)?.checked_sub(less_minutes)?;
		let raw = self.raw.checked_add(more_raw)?.checked_sub(less_raw)?;
		(self.minutes, self.raw) = (minutes, raw);
		Some(())
	}

	/// Minutes, and raw weights times minutes, of a council's tasks.
	pub(crate) fn sums(weights: &Weights) -> (u64, u128) {
		weights.iter().fold((0, 0), |(minutes, raw): (u64, u128), weight| {
			// At most a hundred summands below 2^32 and 2^64.
			let product = u128::from(weight.raw.0).saturating_mul(weight.minutes.into());
			(minutes.saturating_add(weight.minutes.into()), raw.saturating_add(product))
		})
	}
}
