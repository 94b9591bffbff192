//! Tasks: registered, described anew, split, merged, retired; and the end of a workplace.

use crate::{
	room, Child, Config, Error, Event, Juries, Jury, Ledgers, MaxChildren, MaxParts, NextTask,
	Outside, Pallet, Part, PartMinutes, Progress, Rosters, Surprise, Task, TaskSpec, Tasks,
	Workplace, Workplaces, MAX_MINUTES,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	BoundedVec,
};
use parecon_jobs_engine::Worker;
use parecon_primitives::{CouncilId, CouncilTree, StorageQuota, TaskId};

/// The highest hour class.
const LAST_CLASS: u8 = 3;

/// The highest qualification.
pub(super) const LAST_QUALIFICATION: u8 = 31;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_task(
		who: T::AccountId,
		council: CouncilId,
		spec: TaskSpec,
		minutes: u32,
	) -> DispatchResult {
		Self::ensure_speaks(&who, council)?;
		Self::ensure_not_frozen(council)?;
		Self::ensure_spec(&spec)?;
		Self::ensure_minutes(minutes)?;

		let parts = BoundedVec::truncate_from(vec![Part::new(minutes)]);
		let new = vec![Task { council, spec, practised: false, parts }];
		for task in Self::replace_tasks(council, &[], new)? {
			Self::deposit_event(Event::TaskRegistered { council, task, minutes });
		}
		Ok(())
	}

	pub(crate) fn do_revise_task(
		who: T::AccountId,
		id: TaskId,
		spec: TaskSpec,
		minutes: PartMinutes,
	) -> DispatchResult {
		let old = Self::ensure_own_task(&who, id)?;
		Self::ensure_spec(&spec)?;
		ensure!(minutes.len() == old.parts.len(), Error::<T>::WrongParts);
		ensure!(!minutes.contains(&0), Error::<T>::InvalidMinutes);
		let mut task = Task { spec, ..old.clone() };
		task.parts.iter_mut().zip(minutes).for_each(|(part, minutes)| part.minutes = minutes);
		let minutes = task.minutes();
		Self::ensure_minutes(minutes)?;
		let mut workplace = Self::ensure_workplace(task.council)?;
		Self::move_sums(&mut workplace, &old.parts, &task.parts)?;

		// An offer to outsiders ends where it is none any more.
		let offered = Outside::<T>::get(id);
		if offered > minutes || offered > 0 && task.spec.requires.is_some() {
			Self::close_outside(task.council, id);
		}
		Workplaces::<T>::insert(task.council, workplace);
		Tasks::<T>::insert(id, task);
		Self::deposit_event(Event::TaskRevised { task: id, minutes });
		Ok(())
	}

	pub(crate) fn do_split_task(
		who: T::AccountId,
		id: TaskId,
		children: BoundedVec<Child, MaxChildren>,
	) -> DispatchResult {
		let task = Self::ensure_own_task(&who, id)?;
		ensure!(children.len() >= 2, Error::<T>::TooFew);
		let all = children.iter();
		ensure!(
			all.clone().all(|child| child.minutes.len() == task.parts.len()),
			Error::<T>::WrongParts
		);
		let given = |part: usize| -> u64 {
			all.clone().filter_map(|child| child.minutes.get(part)).copied().map(u64::from).sum()
		};
		let mut parts = task.parts.iter().enumerate();
		ensure!(
			parts.all(|(place, part)| given(place) == u64::from(part.minutes)),
			Error::<T>::MinutesLost
		);
		let new: Result<Vec<Task>, _> =
			children.into_iter().map(|child| Self::child_of(id, &task, child)).collect();

		let council = task.council;
		let new = Self::replace_tasks(council, &[(id, task)], new?)?;
		let children = BoundedVec::truncate_from(new);
		Self::deposit_event(Event::TaskSplit { task: id, children });
		Ok(())
	}

	/// A child of task `id` with the ratings of its parts; it has none of the parts that it gets no
	/// minutes of.
	fn child_of(id: TaskId, parent: &Task, child: Child) -> Result<Task, Error<T>> {
		Self::ensure_spec(&child.spec)?;
		let shares = parent.parts.iter().zip(child.minutes).filter(|(_, minutes)| *minutes > 0);
		let parts: Result<Vec<Part>, _> = shares
			.map(|(part, minutes)| Self::heir(id, &Part { minutes, ..part.clone() }))
			.collect();
		let parts = BoundedVec::truncate_from(parts?);
		ensure!(!parts.is_empty(), Error::<T>::InvalidMinutes);
		Ok(Task { spec: child.spec, parts, ..*parent })
	}

	/// A part that stood in task `id`, as it goes on in another.
	fn heir(id: TaskId, part: &Part) -> Result<Part, Error<T>> {
		let mut heir = part.clone();
		heir.lineage.try_push(id).map_err(|_| Error::<T>::TooManyGenerations)?;
		Ok(heir)
	}

	pub(crate) fn do_merge_tasks(
		who: T::AccountId,
		ids: BoundedVec<TaskId, MaxParts>,
		spec: TaskSpec,
	) -> DispatchResult {
		ensure!(ids.len() >= 2, Error::<T>::TooFew);
		let ascending = ids.iter().zip(ids.iter().skip(1)).all(|(one, next)| one < next);
		ensure!(ascending, Error::<T>::NotAscending);
		let known = ids.iter().map(|id| Self::ensure_task(*id).map(|task| (*id, task)));
		let old: Vec<(TaskId, Task)> = known.collect::<Result<_, _>>()?;
		let first = old.first().ok_or(Error::<T>::TooFew)?;
		let council = first.1.council;
		ensure!(old.iter().all(|(_, task)| task.council == council), Error::<T>::OtherCouncil);
		Self::ensure_speaks(&who, council)?;
		Self::ensure_not_frozen(council)?;
		Self::ensure_spec(&spec)?;
		let minutes = old.iter().map(|(_, task)| task.minutes());
		Self::ensure_minutes(minutes.fold(0, u32::saturating_add))?;
		let heirs = old.iter().flat_map(|(id, task)| task.parts.iter().map(|it| (*id, it)));
		let parts: Result<Vec<Part>, _> = heirs.map(|(id, part)| Self::heir(id, part)).collect();
		let parts = BoundedVec::try_from(parts?).map_err(|_| Error::<T>::TooManyParts)?;
		// Otherwise merging with work that nobody has done would let everybody rate what some have.
		let practised = old.iter().any(|(_, task)| task.practised);

		let new = vec![Task { council, spec, practised, parts }];
		for into in Self::replace_tasks(council, &old, new)? {
			Self::deposit_event(Event::TasksMerged { tasks: ids.clone(), into });
		}
		Ok(())
	}

	pub(crate) fn do_retire_task(who: T::AccountId, id: TaskId) -> DispatchResult {
		let task = Self::ensure_own_task(&who, id)?;

		let council = task.council;
		Self::replace_tasks(council, &[(id, task)], Vec::new())?;
		Self::deposit_event(Event::TaskRetired { task: id });
		Ok(())
	}

	/// Puts `new` tasks of the council in the place of `old` ones, and tells their identifiers.
	fn replace_tasks(
		council: CouncilId,
		old: &[(TaskId, Task)],
		new: Vec<Task>,
	) -> Result<Vec<TaskId>, DispatchError> {
		let mut workplace = Workplaces::<T>::get(council).unwrap_or_default();
		workplace.tasks.retain(|id| old.iter().all(|(gone, _)| gone != id));
		let mut next = NextTask::<T>::get();
		let mut ids = Vec::new();
		for _ in &new {
			workplace.tasks.try_push(next).map_err(|_| Error::<T>::TooManyTasks)?;
			ids.push(next);
			next = next.next().ok_or(Error::<T>::IdsExhausted)?;
		}
		let gone = old.iter().flat_map(|(_, task)| &task.parts);
		Self::move_sums(&mut workplace, gone, new.iter().flat_map(|task| &task.parts))?;
		// The new ones can have the room of the old ones.
		old.iter().for_each(|_| T::Quota::release_of_council(council, room::<Task>()));
		new.iter().try_for_each(|_| T::Quota::hold_of_council(council, room::<Task>()))?;

		old.iter().for_each(|(id, _)| Self::remove_task(council, *id));
		ids.iter().zip(new).for_each(|(id, task)| Tasks::<T>::insert(id, task));
		NextTask::<T>::put(next);
		Workplaces::<T>::insert(council, workplace);
		Ok(ids)
	}

	/// Removes a task and what is offered of it; neither its room nor what it adds to the workplace.
	fn remove_task(council: CouncilId, id: TaskId) {
		Self::close_outside(council, id);
		Tasks::<T>::remove(id);
	}

	/// Counts `new` parts in place of `old` ones.
	pub(super) fn move_sums<'a>(
		workplace: &mut Workplace,
		old: impl IntoIterator<Item = &'a Part>,
		new: impl IntoIterator<Item = &'a Part>,
	) -> Result<(), Error<T>> {
		for part in old {
			if workplace.uncount(part).is_none() {
				Self::deposit_event(Event::Unexpected(Surprise::SumTooSmall));
			}
		}
		new.into_iter().try_for_each(|part| workplace.count(part)).ok_or(Error::<T>::Overflow)
	}

	/// The task.
	pub(crate) fn ensure_task(id: TaskId) -> Result<Task, Error<T>> {
		Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)
	}

	/// The task, if it can be changed and `who` speaks for its council.
	fn ensure_own_task(who: &T::AccountId, id: TaskId) -> Result<Task, Error<T>> {
		let task = Self::ensure_task(id)?;
		Self::ensure_speaks(who, task.council)?;
		Self::ensure_not_frozen(task.council)?;
		Ok(task)
	}

	/// Invariant of what a council says of a task.
	pub(crate) fn ensure_spec(spec: &TaskSpec) -> Result<(), Error<T>> {
		let named = !spec.name.is_empty() && core::str::from_utf8(&spec.name).is_ok();
		ensure!(named, Error::<T>::InvalidName);
		ensure!(spec.class <= LAST_CLASS, Error::<T>::InvalidClass);
		let attainable = spec.requires.is_none_or(|it| it <= LAST_QUALIFICATION);
		ensure!(attainable, Error::<T>::InvalidClass);
		ensure!(spec.block > 0, Error::<T>::InvalidMinutes);
		Ok(())
	}

	/// The minutes are such as a task can have.
	pub(crate) fn ensure_minutes(minutes: u32) -> Result<(), Error<T>> {
		ensure!((1..=MAX_MINUTES).contains(&minutes), Error::<T>::InvalidMinutes);
		Ok(())
	}

	pub(crate) fn do_close_workplace(council: CouncilId) -> DispatchResult {
		ensure!(T::Councils::side_of(council).is_none(), Error::<T>::CouncilExists);
		let workplace = Self::ensure_workplace(council)?;
		Self::ensure_not_weighing()?;

		Self::forget_contribution(&workplace);
		Self::forget_weights(council);
		for id in &workplace.tasks {
			Self::remove_task(council, *id);
			T::Quota::release_of_council(council, room::<Task>());
		}
		for worker in Rosters::<T>::take(council) {
			T::Quota::release(worker.member, room::<Worker>());
		}
		Self::clear_window(council);
		Self::clear_division(council);
		if let Some(jury) = Juries::<T>::take(council) {
			T::Quota::release(jury.by, room::<Jury>());
		}
		Ledgers::<T>::remove(council);
		Progress::<T>::remove(council);
		Workplaces::<T>::remove(council);
		Self::deposit_event(Event::WorkplaceClosed { council });
		Ok(())
	}
}
