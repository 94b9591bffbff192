//! What parts of tasks add up to: scores, a workplace's sums, the community's, and a window's terms.

use super::{
	records::{Contribution, Part, Rules, Task, Terms, Voice, Workplace},
	Kind, Wrong,
};
use crate::jobs::answers;
use parecon_jobs_engine::{mean_of, Both, Community, Points, Rating, Sums, TaskTerms, Worker};
use parecon_primitives::{CouncilId, TaskId};
use std::collections::BTreeMap;

/// How many outside ratings a part needs before it is compared.
const QUORUM: u32 = 5;

/// The tasks of a council.
pub type Tasks = BTreeMap<TaskId, Task>;

fn medians(part: &Part, voice: Voice) -> Option<Rating> {
	match voice {
		Voice::Inside => part.inside.medians(),
		Voice::Outside => part.outside.medians().filter(|_| part.outside.count() >= QUORUM),
	}
}

fn minutes(task: &Task) -> u32 {
	task.parts.iter().fold(0, |sum: u32, part| sum.saturating_add(part.minutes))
}

/// The sums over the parts that have medians, and whether all have.
fn summed<'p>(parts: impl Iterator<Item = &'p Part>, voice: Voice) -> (Sums, bool) {
	let (mut sums, mut all) = (Sums::default(), true);
	for part in parts {
		let counted = medians(part, voice).map(|medians| sums.add(part.minutes, medians));
		all &= counted.is_some();
	}
	(sums, all)
}

/// The score of a task; none where the medians of a part are not known.
pub fn score(task: &Task, voice: Voice) -> Option<Both<Points>> {
	let (sums, all) = summed(task.parts.iter(), voice);
	sums.index().filter(|_| all)
}

/// The index by outsiders' ratings; none where a part is not compared.
pub fn outside_index(workplace: &Workplace) -> Option<Both<Points>> {
	workplace.outside.index().filter(|_| workplace.outside.minutes == workplace.minutes)
}

/// The workplace as its tasks make it.
pub fn of_tasks(chain: &Workplace, tasks: &Tasks) -> Workplace {
	let parts = || tasks.values().flat_map(|task| &task.parts);
	Workplace {
		tasks: tasks.keys().copied().collect(),
		minutes: parts().map(|part| u64::from(part.minutes)).sum(),
		inside: summed(parts(), Voice::Inside).0,
		outside: summed(parts(), Voice::Outside).0,
		..chain.clone()
	}
}

/// Where a workplace is not what its tasks, with the ratings that count, make it.
pub fn workplace(chain: &Workplace, ours: &Workplace) -> Vec<Wrong> {
	let same =
		|what: &str, chain: &Sums, ours: &Sums| Wrong::unless_same(Kind::Sum, what, chain, ours);
	let wrongs = [
		Wrong::unless_same(Kind::Sum, "tasks", &chain.tasks, &ours.tasks),
		Wrong::unless_same(Kind::Sum, "minutes of all tasks", &chain.minutes, &ours.minutes),
		same("sums of the inside ratings", &chain.inside, &ours.inside),
		same("sums of the outside ratings", &chain.outside, &ours.outside),
	];
	wrongs.into_iter().flatten().collect()
}

/// Where the indices that the chain answers are not those of our sums.
pub fn indices(chain: &answers::Workplace, ours: &Workplace) -> Vec<Wrong> {
	let same = |what: &str, chain: &Option<Both<Points>>, ours: Option<Both<Points>>| {
		Wrong::unless_same(Kind::Index, what, chain, &ours)
	};
	let wrongs = [
		same("index by inside ratings", &chain.inside, ours.inside.index()),
		same("index by outside ratings", &chain.outside, outside_index(ours)),
	];
	wrongs.into_iter().flatten().collect()
}

/// Where the scores that the chain answers are not those of our histograms.
pub fn scores(id: TaskId, chain: &answers::Task, ours: &Task) -> Vec<Wrong> {
	let same = |what: &str, chain: &Option<Both<Points>>, voice| {
		Wrong::unless_same(Kind::Index, what, chain, &score(ours, voice))
	};
	let wrongs = [
		same("score by inside ratings", &chain.score, Voice::Inside),
		same("score by outside ratings", &chain.outside, Voice::Outside),
	];
	wrongs.into_iter().flatten().map(|wrong| wrong.of_task(id)).collect()
}

/// The community's sums by inside and by outside ratings.
pub fn community<'c>(all: impl Iterator<Item = &'c Contribution>) -> (Community, Community) {
	let (mut inside, mut outside) = (Community::default(), Community::default());
	for Contribution { population, inside: own, outside: compared } in all {
		// Sums of populations times indices fit.
		let _ = own.and_then(|index| inside.add(*population, index));
		let _ = compared.and_then(|index| outside.add(*population, index));
	}
	(inside, outside)
}

/// Where the community's sums are not those of what the councils have added to them.
pub fn communities(
	chain: (Community, Community),
	workplaces: &BTreeMap<CouncilId, Workplace>,
) -> Vec<Wrong> {
	let ours = community(workplaces.values().map(|workplace| &workplace.contributed));
	let same = |whose: &str, chain: &Community, ours: &Community| {
		let what = format!("the community's sums by {whose} ratings");
		Wrong::unless_same(Kind::Community, what, chain, ours)
	};
	let wrongs = [same("inside", &chain.0, &ours.0), same("outside", &chain.1, &ours.1)];
	wrongs.into_iter().flatten().collect()
}

/// What a window has to know of a task; none where it is not rated.
fn frozen(id: TaskId, task: &Task) -> Option<TaskTerms> {
	let minutes = minutes(task);
	Some(TaskTerms {
		task: id,
		minutes,
		// Where the block is larger than the task, one person does it.
		block: u16::try_from(minutes).unwrap_or(u16::MAX).min(task.spec.block),
		class: task.spec.class,
		directs: task.spec.directs,
		requires: task.spec.requires,
		score: score(task, Voice::Inside)?,
	})
}

/// Where the terms of a window are not those of the tasks, the roster and the rules.
pub fn terms(chain: &Terms, tasks: &Tasks, roster: &[Worker], rules: Rules) -> Vec<Wrong> {
	let ours: BTreeMap<TaskId, Option<TaskTerms>> =
		tasks.iter().map(|(id, task)| (*id, frozen(*id, task))).collect();
	let theirs: BTreeMap<TaskId, Option<TaskTerms>> =
		chain.tasks.iter().map(|terms| (terms.task, Some(*terms))).collect();
	let mut wrongs = Vec::new();
	for id in ours.keys().chain(theirs.keys().filter(|id| !ours.contains_key(id))) {
		let (theirs, ours) = (theirs.get(id).copied().flatten(), ours.get(id).copied().flatten());
		let wrong = Wrong::unless_same(Kind::Terms, "terms of the task", &theirs, &ours);
		wrongs.extend(wrong.map(|wrong| wrong.of_task(*id)));
	}
	let mean = mean_of(&chain.tasks);
	wrongs.extend(Wrong::unless_same(Kind::Terms, "mean", &Some(chain.mean), &mean));
	wrongs.extend(Wrong::unless_same(Kind::Terms, "roster", &&chain.workers[..], &roster));
	wrongs.extend(Wrong::unless_same(Kind::Terms, "rules", &chain.rules, &rules));
	wrongs
}
