//! The invariants of juries, balancing work, weights and reports.

use crate::{
	Compared, Config, Divisions, Inside, Juries, Ledger, Ledgers, Mode, Outside, Pallet, Pool,
	Pooled, Progress, Report, Shifts, Tasks, Weighing, Weighted, Weights, Workplaces,
};
use alloc::collections::btree_map::BTreeMap;
use frame_support::{ensure, sp_runtime::TryRuntimeError};
use parecon_jobs_engine::{Community, Raw};
use parecon_primitives::{CouncilId, Membership, Period};

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. The community's sums are those of what the councils have added to them.
	/// 2. A jury is that of a council with tasks, and was called when the council's record says so.
	///    Its jurors are different members from the pool, and the pool are identifiers that were
	///    given.
	/// 3. Minutes are offered to outsiders only of tasks that there are and that take no
	///    qualification; they are more than none, and no more than the task has.
	/// 4. A ledger is that of a council with tasks and has something in it; what a council offers is
	///    the sum over its tasks. It was made in this period or an earlier one.
	/// 5. Balancing work has minutes, was taken on in this period or an earlier one, and is not for
	///    the council whose task it is.
	/// 6. The tasks of exactly the divisions that are not in binding balance have weights: the same
	///    tasks with the same minutes, and with raw weights within their bounds.
	/// 7. The pool's sums are those of all these tasks. It was not weighed in a period to come.
	/// 8. While nothing has changed since the last weighing, the weighted minutes sum exactly to the
	///    pool's minutes.
	/// 9. A weighing under way is one of the pool as it is, and has dealt with the councils up to the
	///    last one.
	/// 10. A council's reports ascend by period, and the last is of the period that its record says.
	///     No more complexes are held than there are, and no more are balanced, or have changed
	///     hands, than are held.
	pub(crate) fn check_balance() -> Result<(), TryRuntimeError> {
		Self::check_community()?;
		Self::check_juries()?;
		Self::check_outside()?;
		Self::check_shifts()?;
		Self::check_weights()?;
		Self::check_pool()?;
		Self::check_weighing()?;
		Self::check_reports()
	}

	/// Invariant 1.
	fn check_community() -> Result<(), TryRuntimeError> {
		let (mut inside, mut compared) = (Community::default(), Community::default());
		for workplace in Workplaces::<T>::iter_values() {
			let added = workplace.contributed;
			let sums = [(&mut inside, added.inside), (&mut compared, added.outside)];
			for (sum, index) in sums {
				if let Some(index) = index {
					sum.add(added.population, index).ok_or("community's sums overflow")?;
				}
			}
		}
		ensure!(inside == Inside::<T>::get(), "community's sums by inside ratings are wrong");
		ensure!(compared == Compared::<T>::get(), "community's sums by outside ratings are wrong");
		Ok(())
	}

	/// Invariant 2.
	fn check_juries() -> Result<(), TryRuntimeError> {
		let now = Self::period();
		for workplace in Workplaces::<T>::iter_values() {
			ensure!(workplace.jury.is_none_or(|called| called <= now), "jury of a period to come");
		}
		for (council, jury) in Juries::<T>::iter() {
			let workplace =
				Workplaces::<T>::get(council).ok_or("jury of a council without tasks")?;
			ensure!(workplace.jury == Some(jury.called), "jury that its council does not know of");
			ensure!(jury.pool <= T::Membership::next_id().0, "pool of identifiers not given yet");
			ensure!(jury.members.is_sorted_by(|a, b| a < b), "jurors not in ascending order");
			let drawn = jury.members.iter().all(|juror| juror.0 < jury.pool);
			ensure!(drawn, "juror who is not from the pool");
		}
		Ok(())
	}

	/// Invariants 3 and 4.
	fn check_outside() -> Result<(), TryRuntimeError> {
		let mut offered: BTreeMap<CouncilId, u64> = BTreeMap::new();
		for (task, minutes) in Outside::<T>::iter() {
			let task = Tasks::<T>::get(task).ok_or("minutes of a task that there is not")?;
			ensure!(minutes > 0, "no minutes offered to outsiders");
			ensure!(minutes <= task.minutes(), "more minutes offered than the task has");
			ensure!(task.spec.requires.is_none(), "offered task that takes a qualification");
			let sum = offered.entry(task.council).or_default();
			*sum = sum.saturating_add(minutes.into());
		}
		for (council, ledger) in Ledgers::<T>::iter() {
			ensure!(Workplaces::<T>::contains_key(council), "ledger of a council without tasks");
			ensure!(ledger != Ledger::default(), "ledger with nothing in it");
			ensure!(ledger.period <= Self::period(), "ledger of a period to come");
			let sum = offered.remove(&council).unwrap_or_default();
			ensure!(ledger.offered == sum, "minutes offered are summed up wrongly");
		}
		ensure!(offered.is_empty(), "minutes offered without a ledger");
		Ok(())
	}

	/// Invariant 5.
	fn check_shifts() -> Result<(), TryRuntimeError> {
		for (task, _, shift) in Shifts::<T>::iter() {
			ensure!(shift.minutes > 0, "balancing work without minutes");
			ensure!(shift.period <= Self::period(), "balancing work of a period to come");
			let council = Tasks::<T>::get(task).map(|task| task.council);
			ensure!(council != Some(shift.home), "balancing work at home");
		}
		Ok(())
	}

	/// Invariant 6.
	fn check_weights() -> Result<(), TryRuntimeError> {
		for (council, adopted) in Divisions::<T>::iter() {
			let weights = Weighted::<T>::get(council);
			if adopted.terms.rules.mode == Mode::Binding {
				ensure!(weights.is_empty(), "weights of a division in binding balance");
				continue;
			}
			let weighed = weights.iter().map(|weight| (weight.task, weight.minutes));
			let tasks = adopted.terms.tasks.iter().map(|terms| (terms.task, terms.minutes));
			ensure!(weighed.eq(tasks), "weights of other tasks than the division's");
		}
		for (council, weights) in Weighted::<T>::iter() {
			ensure!(!weights.is_empty(), "no weights");
			ensure!(Divisions::<T>::contains_key(council), "weights without a division");
			let bounded = |raw: Raw| (Raw::LEAST..=Raw::MOST).contains(&raw);
			let all = weights.iter().all(|weight| bounded(weight.raw));
			ensure!(all, "raw weight out of bounds");
		}
		Ok(())
	}

	/// Invariants 7 and 8.
	fn check_pool() -> Result<(), TryRuntimeError> {
		let pool = Pooled::<T>::get();
		let (mut minutes, mut raw, mut weighted) = (0u64, 0u128, 0u64);
		for weights in Weighted::<T>::iter_values() {
			let sums = Pool::sums(&weights);
			minutes = minutes.saturating_add(sums.0);
			raw = raw.saturating_add(sums.1);
			weighted = weighted.saturating_add(Self::weighted_minutes(&weights));
		}
		ensure!(pool.minutes == minutes, "minutes of the pool are wrong");
		ensure!(pool.raw == raw, "raw weights of the pool are wrong");
		ensure!(pool.weighed <= Self::period(), "pool weighed in a period to come");
		let is_settled = !pool.dirty && !Weighing::<T>::exists();
		ensure!(!is_settled || weighted == minutes, "weighted minutes do not sum to the minutes");
		Ok(())
	}

	fn weighted_minutes(weights: &Weights) -> u64 {
		weights.iter().fold(0, |sum: u64, weight| sum.saturating_add(weight.weighted.into()))
	}

	/// Invariant 9.
	fn check_weighing() -> Result<(), TryRuntimeError> {
		let Some((last, apportion)) = Weighing::<T>::get() else { return Ok(()) };
		let pool = Pooled::<T>::get();
		let is_same = (apportion.total, apportion.raw_total) == (pool.minutes, pool.raw);
		ensure!(is_same && pool.dirty, "weighing of another pool");
		let mut done = 0u128;
		let mut ahead = last;
		let mut councils = Weighted::<T>::iter();
		while let Some(last) = ahead {
			let (council, weights) = councils.next().ok_or("weighing of unknown councils")?;
			done = done.saturating_add(Pool::sums(&weights).1);
			ahead = (council != last).then_some(last);
		}
		ensure!(apportion.done == done, "weighing that has given out something else");
		Ok(())
	}

	/// Invariant 10.
	fn check_reports() -> Result<(), TryRuntimeError> {
		for council in Progress::<T>::iter_keys() {
			ensure!(Workplaces::<T>::contains_key(council), "reports of a council without tasks");
		}
		for (council, workplace) in Workplaces::<T>::iter() {
			let reports = Progress::<T>::get(council);
			let last = reports.last().map(|report| report.period);
			ensure!(last == workplace.reported, "latest report of another period");
			let ascending = reports.is_sorted_by(|a, b| a.period < b.period);
			ensure!(ascending, "reports not in ascending order");
			let none_to_come = last.is_none_or(|last: Period| last <= Self::period());
			ensure!(none_to_come, "report of a period to come");
			ensure!(reports.iter().all(Self::is_sound), "report with more than there is");
		}
		Ok(())
	}

	fn is_sound(report: &Report) -> bool {
		let Report { complexes, held, balanced, changed, .. } = *report;
		held <= complexes && balanced <= held && changed <= held
	}
}
