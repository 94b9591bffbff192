//! What the views answer.

use crate::*;
use alloc::vec::Vec;
use frame_support::sp_runtime::traits::{BlakeTwo256, Hash, Zero};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_jobs_engine::{is_balanced, Portion};
use parecon_primitives::{CouncilId, MemberId, Membership, Period, TaskId};
use sp_core::H256;

/// Keeps commitments to ratings apart from all else that is hashed.
const RATINGS: &[u8; 20] = b"pallet-jobs: ratings";

impl<T: Config> Pallet<T> {
	pub(crate) fn task_info(id: TaskId) -> Option<TaskInfo> {
		let task = Tasks::<T>::get(id)?;
		let weights = Weighted::<T>::get(task.council);
		Some(TaskInfo {
			score: task.score_of(Voice::Inside),
			outside: task.score_of(Voice::Outside),
			weight: weights.into_iter().find(|weight| weight.task == id),
			task,
		})
	}

	pub(crate) fn workplace_info(council: CouncilId) -> Option<WorkplaceInfoOf<T>> {
		let workplace = Workplaces::<T>::get(council)?;
		Some(WorkplaceInfo {
			inside: workplace.inside.index(),
			outside: workplace.outside_index(),
			community: Inside::<T>::get().mean(),
			community_outside: Compared::<T>::get().mean(),
			window: Windows::<T>::get(council),
			best: Best::<T>::get(council),
			division: Divisions::<T>::get(council),
			jobs: Jobs::<T>::get(council),
			ledger: Ledgers::<T>::get(council),
			reports: Progress::<T>::get(council),
			workplace,
		})
	}

	pub(crate) fn job_info(council: CouncilId, member: MemberId) -> Option<JobInfo> {
		let Adopted { terms, complexes, indices, .. } = Divisions::<T>::get(council)?;
		let jobs = Jobs::<T>::get(council);
		let complex = Self::complex_of(&jobs, member)?;
		let place = usize::from(complex);
		let index = *indices.get(place)?;
		let task = |portion: &Portion| {
			let task = terms.tasks.get(usize::from(portion.task))?.task;
			Some((task, portion.minutes))
		};
		Some(JobInfo {
			number: terms.number,
			complex,
			since: jobs.get(place)?.since,
			tasks: complexes.get(place)?.portions.iter().filter_map(task).collect(),
			index,
			mean: terms.mean,
			balanced: is_balanced(index, terms.mean, terms.rules.tolerance),
		})
	}

	pub(crate) fn hash_of_ratings(
		council: CouncilId,
		member: MemberId,
		period: Period,
		ratings: &[Line],
		salt: H256,
	) -> H256 {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		BlakeTwo256::hash_of(&(genesis, RATINGS, council, member, period, ratings, salt))
	}

	pub(crate) fn ratable_tasks(
		council: CouncilId,
		member: MemberId,
	) -> Option<(Voice, Vec<TaskId>)> {
		T::Membership::account_of(member)?;
		let tasks = Workplaces::<T>::get(council)?.tasks.into_iter();
		let standing = Self::standing_of(council, member);
		let may = |id: &TaskId| Tasks::<T>::get(id).is_some_and(|it| standing.may_rate(*id, &it));
		let ratable: Vec<TaskId> = tasks.filter(may).collect();
		let has_voice = standing.voice == Voice::Inside || !ratable.is_empty();
		has_voice.then_some((standing.voice, ratable))
	}
}
