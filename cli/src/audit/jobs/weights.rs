//! The weights of tasks: raw ones, moved by each report, and the weighted minutes of each weighing.

use super::{
	records::{Adopted, Job, Pool, TaskWeight},
	Kind, Wrong,
};
use parecon_jobs_engine::Apportion;
use parecon_primitives::CouncilId;
use std::collections::BTreeMap;

/// The weights of all councils, in the order in which they are weighed: that of their keys in the
/// state.
pub type Weights = Vec<(CouncilId, Vec<TaskWeight>)>;

/// By task: the minutes in complexes that nobody holds, and those in complexes that at least two
/// members asked for first.
fn demand(adopted: &Adopted, jobs: &[Job]) -> Vec<(u32, u32)> {
	let mut demand = vec![(0u32, 0u32); adopted.terms.tasks.len()];
	for (place, job) in jobs.iter().enumerate() {
		for portion in adopted.portions(place) {
			let Some(task) = demand.get_mut(usize::from(portion.task)) else { continue };
			let minutes = u32::from(portion.minutes);
			task.0 += if job.holder.is_none() { minutes } else { 0 };
			task.1 += if job.asked >= 2 { minutes } else { 0 };
		}
	}
	demand
}

/// The weights after a report. They rest until the division has been allotted once.
pub fn moved(before: &[TaskWeight], adopted: &Adopted, jobs: &[Job]) -> Vec<TaskWeight> {
	let mut after = before.to_vec();
	if adopted.allotted.is_some() {
		for (weight, (unfilled, over_asked)) in after.iter_mut().zip(demand(adopted, jobs)) {
			weight.raw = weight.raw.moved(weight.minutes, unfilled, over_asked);
		}
	}
	after
}

/// Where raw weights are not moved by what a report finds of demand.
pub fn raw(chain: &[TaskWeight], ours: &[TaskWeight]) -> Vec<Wrong> {
	let mut wrongs: Vec<Wrong> =
		Wrong::unless_same(Kind::Weight, "tasks with weights", &chain.len(), &ours.len())
			.into_iter()
			.collect();
	for (theirs, ours) in chain.iter().zip(ours) {
		let figures = |weight: &TaskWeight| (weight.task, weight.minutes, weight.raw);
		let what = "task, minutes and raw weight";
		let wrong = Wrong::unless_same(Kind::Weight, what, &figures(theirs), &figures(ours));
		wrongs.extend(wrong.map(|wrong| wrong.of_task(ours.task)));
	}
	wrongs
}

/// The sums of all weights: minutes, and raw weight times minutes.
fn pooled(weights: &Weights) -> (u64, u128) {
	let all = weights.iter().flat_map(|(_, weights)| weights);
	all.fold((0, 0), |(minutes, raw), weight| {
		let product = u128::from(weight.raw.0) * u128::from(weight.minutes);
		(minutes + u64::from(weight.minutes), raw + product)
	})
}

/// A weighing.
#[derive(Clone, Debug)]
pub struct Weighing<'w> {
	/// What was weighed together.
	pub pool: Pool,
	/// The weights before.
	pub before: &'w Weights,
	/// The weights after it, by council; without those that were replaced in the same block.
	pub after: BTreeMap<CouncilId, &'w [TaskWeight]>,
	/// The sum that the event names.
	pub told: u64,
}

impl Weighing<'_> {
	/// Where the weighted minutes are not those of the raw weights, or do not sum to the minutes.
	pub fn wrongs(&self) -> Vec<Wrong> {
		let (minutes, raw) = pooled(self.before);
		let (theirs, ours) = ((self.pool.minutes, self.pool.raw), (minutes, raw));
		let mut wrongs: Vec<Wrong> = [
			Wrong::unless_same(Kind::Weight, "minutes and raw sum of the pool", &theirs, &ours),
			Wrong::unless_same(Kind::Weight, "sum of the weighted minutes", &self.told, &minutes),
		]
		.into_iter()
		.flatten()
		.collect();
		let mut apportion = Apportion::new(minutes, raw);
		for (council, weights) in self.before {
			let kept = self.after.get(council);
			for (place, weight) in weights.iter().enumerate() {
				let ours = apportion.next(weight.raw, weight.minutes);
				let Some(kept) = kept else { continue };
				let theirs = kept.get(place).map(|weight| weight.weighted);
				let wrong =
					Wrong::unless_same(Kind::Weight, "weighted minutes", &theirs, &Some(ours));
				let of_task = |wrong: Wrong| wrong.of_council(*council).of_task(weight.task);
				wrongs.extend(wrong.map(of_task));
			}
		}
		wrongs
	}
}
