//! Invariants of tasks, ratings and rosters.

use crate::{
	Commitments, Config, NextTask, Pallet, Part, Rated, Ratings, Rosters, Task, Tasks, Voice,
	Workplace, Workplaces,
};
use alloc::{collections::btree_map::BTreeMap, vec::Vec};
use frame_support::{ensure, sp_runtime::TryRuntimeError};
use parecon_jobs_engine::{is_rating, Sheet};
use parecon_primitives::{CouncilId, TaskId};

/// The tasks of one council.
type Work = Vec<(TaskId, Task)>;

impl<T: Config> Pallet<T> {
	/// Checks the invariants of tasks, ratings and rosters:
	///
	/// 1. The list of a workplace names all tasks of its council and no others, ascending, each
	///    below `NextTask`.
	/// 2. What is said of a task lies within its bounds: a name that is text, a class, a
	///    qualification, a block; one part at least, each with minutes, and together as many as a
	///    task can have.
	/// 3. A part came from tasks that are gone, oldest first, with identifiers below its task's.
	/// 4. A workplace's minutes are the sum of its parts', and its sums are what its parts
	///    contribute.
	/// 5. Ratings of a member are of different tasks, ascending, on the scale, and at least one.
	/// 6. Each sheet of a part holds what counts in it of each member who speaks with its voice: the
	///    rating of the task or, without one, of the latest that the part came from; and nothing
	///    else.
	/// 7. Nobody has committed to ratings in a period that has not come.
	/// 8. Workers are named once, ascending, each with some hours; a
	///    roster without workers is not kept.
	pub(crate) fn check_tasks() -> Result<(), TryRuntimeError> {
		let mut work: BTreeMap<CouncilId, Work> = BTreeMap::new();
		for (id, task) in Tasks::<T>::iter() {
			Self::check_task(id, &task)?;
			work.entry(task.council).or_default().push((id, task));
		}
		for (council, workplace) in Workplaces::<T>::iter() {
			let mut tasks = work.remove(&council).unwrap_or_default();
			tasks.sort_unstable_by_key(|(id, _)| *id);
			Self::check_workplace(&workplace, &tasks)?;
			Self::check_ratings(council, &tasks)?;
		}
		ensure!(work.is_empty(), "task of a council without a workplace");
		Self::check_lines()?;
		Self::check_commitments()?;
		Self::check_rosters()
	}

	/// Invariants 2 and 3, and the last of 1.
	fn check_task(id: TaskId, task: &Task) -> Result<(), TryRuntimeError> {
		ensure!(id < NextTask::<T>::get(), "task with an identifier not given yet");
		ensure!(Self::ensure_spec(&task.spec).is_ok(), "task said to be what it cannot be");
		ensure!(Self::ensure_minutes(task.minutes()).is_ok(), "task of so many minutes");
		ensure!(task.parts.iter().all(|part| part.minutes > 0), "part without minutes");
		for part in &task.parts {
			let heirs = part.lineage.iter().skip(1).chain([&id]);
			let ascending = part.lineage.iter().zip(heirs).all(|(older, younger)| older < younger);
			ensure!(ascending, "part that came from younger tasks");
			let gone = |ancestor: &TaskId| !Tasks::<T>::contains_key(ancestor);
			ensure!(part.lineage.iter().all(gone), "part that came from a task that is there");
		}
		Ok(())
	}

	/// Invariants 1 and 4.
	fn check_workplace(workplace: &Workplace, tasks: &Work) -> Result<(), TryRuntimeError> {
		let listed = workplace.tasks.iter();
		ensure!(listed.eq(tasks.iter().map(|(id, _)| id)), "workplace with another list of tasks");
		let mut recounted = Workplace::default();
		let parts = tasks.iter().flat_map(|(_, task)| &task.parts);
		let counted = parts.into_iter().try_for_each(|part| recounted.count(part));
		ensure!(counted.is_some(), "sum that does not fit");
		ensure!(workplace.minutes == recounted.minutes, "minutes that are not those of the tasks");
		ensure!(
			workplace.inside == recounted.inside,
			"inside sums that are not those of the parts"
		);
		let outside = workplace.outside == recounted.outside;
		ensure!(outside, "outside sums that are not those of the parts");
		Ok(())
	}

	/// Invariant 6.
	fn check_ratings(council: CouncilId, tasks: &Work) -> Result<(), TryRuntimeError> {
		let rated: Vec<Rated> = Ratings::<T>::iter_prefix_values(council).collect();
		let sheet = |voice: Voice, id: TaskId, part: &Part| -> Option<Sheet> {
			let mut sheet = Sheet::default();
			let spoken = rated.iter().filter(|rated| rated.voice == voice);
			let mut counted = spoken.filter_map(|rated| rated.effective(id, part));
			counted.try_for_each(|rating| sheet.add(rating))?;
			Some(sheet)
		};
		for (id, task) in tasks {
			for part in &task.parts {
				let inside = sheet(Voice::Inside, *id, part);
				ensure!(inside == Some(part.inside), "inside ratings that are not the members'");
				let outside = sheet(Voice::Outside, *id, part);
				ensure!(outside == Some(part.outside), "outside ratings that are not the members'");
			}
		}
		Ok(())
	}

	/// Invariant 5.
	fn check_lines() -> Result<(), TryRuntimeError> {
		for rated in Ratings::<T>::iter_values() {
			let lines = &rated.lines;
			ensure!(!lines.is_empty(), "ratings of nothing");
			let mut pairs = lines.iter().zip(lines.iter().skip(1));
			ensure!(pairs.all(|(one, next)| one.task < next.task), "ratings out of order");
			ensure!(lines.iter().all(|line| is_rating(&line.rating)), "rating off the scale");
		}
		Ok(())
	}

	/// Invariant 7.
	fn check_commitments() -> Result<(), TryRuntimeError> {
		let now = Self::period();
		let mut all = Commitments::<T>::iter_values();
		ensure!(all.all(|made| made.period <= now), "commitment of a period that has not come");
		Ok(())
	}

	/// Invariant 8.
	fn check_rosters() -> Result<(), TryRuntimeError> {
		for roster in Rosters::<T>::iter_values() {
			ensure!(!roster.is_empty(), "roster without workers");
			let mut pairs = roster.iter().zip(roster.iter().skip(1));
			ensure!(pairs.all(|(one, next)| one.member < next.member), "workers out of order");
			let mut offered = roster.iter().map(|worker| worker.offered);
			ensure!(offered.all(|minutes| minutes != [0; 4]), "worker without hours");
		}
		Ok(())
	}
}
