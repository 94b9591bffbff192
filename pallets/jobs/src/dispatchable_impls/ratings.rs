//! Ratings: committed, revealed, taken back; and who may rate what.

use crate::{
	parts::united, room, Commitment, Commitments, Config, Divisions, Error, Event, History, Jobs,
	Juries, Line, MaxReveal, MaxTasks, NextTask, Pallet, Rated, Ratings, Surprise, Task, Tasks,
	Voice, Workplace, Workplaces,
};
use alloc::{collections::btree_set::BTreeSet, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};
use parecon_jobs_engine::is_rating;
use parecon_primitives::{CouncilId, MemberId, Period, StorageQuota, TaskId};
use sp_core::H256;

/// As whom a member speaks in a council, and of what.
pub(crate) struct Standing {
	/// As whom.
	pub voice: Voice,
	/// Whether the member is on a jury that may rate now.
	juror: bool,
	/// What the member has done here, as far as it gives this voice.
	done: BTreeSet<TaskId>,
}

impl Standing {
	/// Whether the member may rate this task: insiders what they have done, or what nobody has;
	/// outsiders what they have done, or as jurors everything.
	pub(crate) fn may_rate(&self, id: TaskId, task: &Task) -> bool {
		let free = match self.voice {
			Voice::Inside => !task.practised,
			Voice::Outside => self.juror,
		};
		free || task.descends_from(id, |one| self.done.contains(one))
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_commit_ratings(
		who: T::AccountId,
		council: CouncilId,
		hash: H256,
	) -> DispatchResult {
		let member = Self::ensure_member(&who)?;
		ensure!(Workplaces::<T>::contains_key(council), Error::<T>::NoWorkplace);
		let earlier = Commitments::<T>::get(council, member);
		let waits = earlier.is_some_and(|earlier| Self::is_due(&earlier));
		ensure!(!waits, Error::<T>::RevealFirst);
		if earlier.is_none() {
			T::Quota::hold(member, room::<Commitment>())?;
		}

		let period = Self::period();
		Commitments::<T>::insert(council, member, Commitment { period, hash });
		Self::deposit_event(Event::RatingsCommitted { council, member, period });
		Ok(())
	}

	/// Whether it can be revealed now: in the period after the one in which it was made.
	fn is_due(commitment: &Commitment) -> bool {
		commitment.period.next() == Some(Self::period())
	}

	/// Whether it can never be revealed any more.
	pub(super) fn is_expired(commitment: &Commitment) -> bool {
		commitment.period.next().is_none_or(|due| due < Self::period())
	}

	pub(crate) fn do_reveal_ratings(
		who: T::AccountId,
		council: CouncilId,
		ratings: BoundedVec<Line, MaxReveal>,
		salt: H256,
	) -> DispatchResult {
		let member = Self::ensure_member(&who)?;
		Self::ensure_revealed(council, member, &ratings, salt)?;
		Self::ensure_ratings(&ratings)?;
		let standing = Self::standing_of(council, member);
		let voice = standing.voice;
		let stored = Ratings::<T>::get(council, member);
		let is_first = stored.is_none();
		let earlier = stored.unwrap_or(Rated { voice, lines: Default::default() });
		ensure!(earlier.voice == voice, Error::<T>::VoiceChanged);
		let mut workplace = Self::ensure_workplace(council)?;
		let mut tasks = Self::ensure_entitled(council, &workplace, &standing, &ratings)?;
		let mut counted = ratings;
		counted.retain(|line| tasks.iter().any(|(id, task)| task.is_or_had(*id, line.task)));
		let lines = Self::lines_with(&workplace, &earlier, &counted)?;
		let later = Rated { voice, lines };
		for (id, task) in &mut tasks {
			Self::rate(&mut workplace, &earlier, &later, *id, task)?;
		}
		T::Quota::release(member, room::<Commitment>());
		if is_first {
			T::Quota::hold(member, room::<Rated>())?;
		}

		Commitments::<T>::remove(council, member);
		Ratings::<T>::insert(council, member, later);
		tasks.into_iter().for_each(|(id, task)| Tasks::<T>::insert(id, task));
		Workplaces::<T>::insert(council, workplace);
		Self::deposit_event(Event::Rated { council, member, voice, lines: counted });
		Ok(())
	}

	/// These are the ratings that the member has committed to, and it is time to reveal them.
	fn ensure_revealed(
		council: CouncilId,
		member: MemberId,
		ratings: &[Line],
		salt: H256,
	) -> Result<(), Error<T>> {
		let made = Commitments::<T>::get(council, member).filter(Self::is_due);
		let made = made.ok_or(Error::<T>::NothingToReveal)?;
		let hash = Self::hash_of_ratings(council, member, made.period, ratings, salt);
		ensure!(hash == made.hash, Error::<T>::WrongReveal);
		Ok(())
	}

	/// There are ratings, each of another task and on the scale.
	fn ensure_ratings(ratings: &[Line]) -> Result<(), Error<T>> {
		ensure!(!ratings.is_empty(), Error::<T>::NoRatings);
		let mut pairs = ratings.iter().zip(ratings.iter().skip(1));
		ensure!(pairs.all(|(one, next)| one.task < next.task), Error::<T>::NotAscending);
		ensure!(ratings.iter().all(|line| is_rating(&line.rating)), Error::<T>::InvalidRating);
		Ok(())
	}

	/// The tasks in which the ratings count, if the member may rate them all: those that are named,
	/// and what those have become that were split or merged since the ratings were committed to. A
	/// task that was retired since counts nowhere.
	fn ensure_entitled(
		council: CouncilId,
		workplace: &Workplace,
		standing: &Standing,
		ratings: &[Line],
	) -> Result<Vec<(TaskId, Task)>, Error<T>> {
		let mut tasks = Vec::new();
		let mut gone = BTreeSet::new();
		for Line { task: id, .. } in ratings {
			ensure!(*id < NextTask::<T>::get(), Error::<T>::UnknownTask);
			match Tasks::<T>::get(id) {
				Some(task) => tasks.push((*id, task)),
				None => {
					gone.insert(*id);
				},
			}
		}
		ensure!(tasks.iter().all(|(_, task)| task.council == council), Error::<T>::OtherCouncil);
		if !gone.is_empty() {
			let is_named = |id: &TaskId| ratings.iter().any(|line| line.task == *id);
			let others = workplace.tasks.iter().filter(|id| !is_named(id));
			let records = others.filter_map(|id| Tasks::<T>::get(id).map(|task| (*id, task)));
			tasks
				.extend(records.filter(|(id, it)| it.descends_from(*id, |one| gone.contains(one))));
		}
		let may_rate = |(id, task): &(TaskId, Task)| standing.may_rate(*id, task);
		ensure!(tasks.iter().all(may_rate), Error::<T>::NotEntitled);
		Ok(tasks)
	}

	/// The member's lines with the new ones. Where they are too many, those that count in no task
	/// any more are forgotten.
	fn lines_with(
		workplace: &Workplace,
		earlier: &Rated,
		ratings: &[Line],
	) -> Result<BoundedVec<Line, MaxTasks>, Error<T>> {
		let lines = united(&earlier.lines, ratings);
		BoundedVec::try_from(lines).or_else(|mut lines| {
			let living = Self::living(workplace);
			lines.retain(|line| living.contains(&line.task));
			BoundedVec::try_from(lines).map_err(|_| Error::<T>::RatingsFull)
		})
	}

	/// The council's tasks and those that they came from.
	fn living(workplace: &Workplace) -> BTreeSet<TaskId> {
		let tasks = workplace.tasks.iter().filter_map(Tasks::<T>::get);
		let parts = tasks.flat_map(|task| task.parts);
		let ancestors = parts.flat_map(|part| part.lineage);
		ancestors.chain(workplace.tasks.iter().copied()).collect()
	}

	/// Puts what counts of a member's later ratings into each part of a task, in place of what has
	/// counted there of the earlier ones.
	fn rate(
		workplace: &mut Workplace,
		earlier: &Rated,
		later: &Rated,
		id: TaskId,
		task: &mut Task,
	) -> Result<(), Error<T>> {
		for part in &mut task.parts {
			let before = part.clone();
			let (old, new) = (earlier.effective(id, &before), later.effective(id, &before));
			if old == new {
				continue;
			}
			let sheet = part.sheet_mut(earlier.voice);
			if let Some(old) = old {
				Self::expect_rating(sheet.remove(old));
			}
			if let Some(new) = new {
				sheet.add(new).ok_or(Error::<T>::TooManyRatings)?;
			}
			Self::move_sums(workplace, [&before], [&*part])?;
		}
		Ok(())
	}

	/// A rating that was counted could be taken out.
	fn expect_rating(taken: Option<()>) {
		if taken.is_none() {
			Self::deposit_event(Event::Unexpected(Surprise::RatingMissing));
		}
	}

	/// Removes a member's ratings, and takes those that count out of the tasks.
	pub(super) fn withdraw_ratings(
		council: CouncilId,
		member: MemberId,
		rated: &Rated,
	) -> DispatchResult {
		if let Some(mut workplace) = Workplaces::<T>::get(council) {
			for id in workplace.tasks.clone() {
				Self::withdraw_from(&mut workplace, id, rated)?;
			}
			Workplaces::<T>::insert(council, workplace);
		}
		Ratings::<T>::remove(council, member);
		T::Quota::release(member, room::<Rated>());
		Ok(())
	}

	/// Takes what counts in one task out of it.
	fn withdraw_from(workplace: &mut Workplace, id: TaskId, rated: &Rated) -> Result<(), Error<T>> {
		let Some(mut task) = Tasks::<T>::get(id) else {
			Self::deposit_event(Event::Unexpected(Surprise::TaskMissing));
			return Ok(());
		};
		let mut changed = false;
		for part in &mut task.parts {
			let before = part.clone();
			if let Some(rating) = rated.effective(id, &before) {
				Self::expect_rating(part.sheet_mut(rated.voice).remove(rating));
				Self::move_sums(workplace, [&before], [&*part])?;
				changed = true;
			}
		}
		if changed {
			Tasks::<T>::insert(id, task);
		}
		Ok(())
	}

	/// As whom a member would rate in a council.
	pub(super) fn voice_of(council: CouncilId, member: MemberId) -> Voice {
		if Self::is_seated(member, council) {
			Voice::Inside
		} else {
			Voice::Outside
		}
	}

	/// As whom a member speaks in a council, and of what. Outsiders have done here what they did as
	/// balancing work: who has left the council does not speak as an outsider of the old job.
	pub(crate) fn standing_of(council: CouncilId, member: MemberId) -> Standing {
		let voice = Self::voice_of(council, member);
		let is_inside = voice == Voice::Inside;
		let stints = History::<T>::get(council, member).into_iter();
		let counted = stints.filter(|stint| is_inside || stint.number.is_none());
		let mut done: BTreeSet<TaskId> = counted.flat_map(|stint| stint.tasks).collect();
		if is_inside {
			done.extend(Self::tasks_held(council, member));
		}
		Standing { voice, juror: Self::is_juror(council, member), done }
	}

	/// The tasks of the complex that the member has held since an earlier period.
	fn tasks_held(council: CouncilId, member: MemberId) -> Vec<TaskId> {
		let Some(adopted) = Divisions::<T>::get(council) else {
			return Vec::new();
		};
		let now: Period = Self::period();
		let jobs = Jobs::<T>::get(council);
		let all = jobs.iter().zip(&adopted.complexes);
		let held = all.filter(|(job, _)| job.holder == Some(member) && job.since < now);
		let portions = held.flat_map(|(_, complex)| &complex.portions);
		let terms = portions.filter_map(|portion| adopted.terms.tasks.get(portion.task as usize));
		terms.map(|terms| terms.task).collect()
	}

	/// Whether the member is on a jury that may rate the council's tasks now.
	fn is_juror(council: CouncilId, member: MemberId) -> bool {
		Juries::<T>::get(council).is_some_and(|jury| {
			!Self::is_over(&jury) && jury.members.binary_search(&member).is_ok()
		})
	}
}
