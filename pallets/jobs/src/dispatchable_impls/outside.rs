//! Balancing work: what members of a council with better work do elsewhere.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};
use parecon_jobs_engine::{counts, Both, Points};
use parecon_primitives::{
	CouncilId, CouncilTree, MemberId, Membership, Side, StorageQuota, TaskId,
};

impl Scale {
	/// What lies on this scale.
	pub fn of<V>(self, both: Both<V>) -> V {
		match self {
			Self::Empowerment => both.empowerment,
			Self::Desirability => both.desirability,
		}
	}
}

impl Ledger {
	/// Minutes that the council still owes.
	pub fn open(&self) -> u64 {
		self.owed.saturating_sub(self.done)
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_outside(who: T::AccountId, task: TaskId, minutes: u32) -> DispatchResult {
		let record = Self::ensure_task(task)?;
		let council = record.council;
		Self::ensure_speaks(&who, council)?;
		if minutes > 0 {
			ensure!(record.spec.requires.is_none(), Error::<T>::NeedsQualification);
			ensure!(minutes <= record.minutes(), Error::<T>::TooManyMinutes);
			ensure!(Ledgers::<T>::get(council).open() == 0, Error::<T>::OwesItself);
		}

		Self::set_outside(council, task, minutes);
		Self::deposit_event(Event::OutsideOpened { task, minutes });
		Ok(())
	}

	pub(crate) fn do_take_outside(who: T::AccountId, task: TaskId, minutes: u32) -> DispatchResult {
		let member = Self::ensure_member(&who)?;
		let record = Self::ensure_task(task)?;
		let home = T::Councils::seat_of(member, Side::Workers).ok_or(Error::<T>::NotOutsider)?;
		ensure!(!Self::is_seated(member, record.council), Error::<T>::NotOutsider);
		ensure!(!Shifts::<T>::contains_key(task, member), Error::<T>::ShiftRunning);
		ensure!(record.spec.requires.is_none(), Error::<T>::NeedsQualification);
		let least = u32::from(record.spec.block).min(record.minutes());
		ensure!(minutes >= least && minutes > 0, Error::<T>::BelowBlock);
		let left = Outside::<T>::get(task).checked_sub(minutes);
		let left = left.ok_or(Error::<T>::TooManyMinutes)?;
		T::Quota::hold(member, room::<Shift>())?;

		Self::set_outside(record.council, task, left);
		Shifts::<T>::insert(task, member, Shift { home, period: Self::period(), minutes });
		Self::deposit_event(Event::ShiftTaken { task, member, home, minutes });
		Ok(())
	}

	pub(crate) fn do_confirm_outside(
		who: T::AccountId,
		task: TaskId,
		member: MemberId,
	) -> DispatchResult {
		let record = Self::ensure_task(task)?;
		Self::ensure_speaks(&who, record.council)?;
		let shift = Shifts::<T>::get(task, member).ok_or(Error::<T>::NoShift)?;
		let home = shift.home;

		Shifts::<T>::remove(task, member);
		T::Quota::release(member, room::<Shift>());
		let counted = Self::count_shift(&shift, &record);
		Self::remember_shift(record.council, task, member, &shift);
		Self::deposit_event(Event::ShiftDone { task, member, home, counted });
		Ok(())
	}

	pub(crate) fn do_drop_outside(
		who: T::AccountId,
		task: TaskId,
		member: MemberId,
	) -> DispatchResult {
		let shift = Shifts::<T>::get(task, member).ok_or(Error::<T>::NoShift)?;
		let record = Tasks::<T>::get(task);
		let age = Self::period().0.saturating_sub(shift.period.0);
		let is_dead = record.is_none() || age >= SHIFT_PERIODS;
		let is_own = T::Membership::member_of(&who) == Some(member);
		ensure!(is_dead || is_own, Error::<T>::ShiftOpen);

		Shifts::<T>::remove(task, member);
		T::Quota::release(member, room::<Shift>());
		if let Some(record) = record.filter(|record| record.spec.requires.is_none()) {
			// What was offered anew meanwhile may fill the task.
			let again = Outside::<T>::get(task).saturating_add(shift.minutes);
			Self::set_outside(record.council, task, again.min(record.minutes()));
		}
		Self::deposit_event(Event::ShiftDropped { task, member });
		Ok(())
	}

	/// Ends what the council offers of a task that goes away, or changes so that outsiders cannot do
	/// it any more.
	pub(crate) fn close_outside(council: CouncilId, task: TaskId) {
		if Outside::<T>::contains_key(task) {
			Self::set_outside(council, task, 0);
		}
	}

	/// Offers `minutes` of the task, and keeps the council's sum.
	fn set_outside(council: CouncilId, task: TaskId, minutes: u32) {
		let before = Outside::<T>::get(task);
		if minutes == before {
			return;
		}
		if minutes == 0 {
			Outside::<T>::remove(task);
		} else {
			Outside::<T>::insert(task, minutes);
		}
		let mut ledger = Ledgers::<T>::get(council);
		// At most 2^32 for each of at most 100 tasks.
		let offered = ledger.offered.saturating_add(minutes.into()).checked_sub(before.into());
		ledger.offered = offered.unwrap_or_else(|| {
			Self::deposit_event(Event::Unexpected(Surprise::SumTooSmall));
			minutes.into()
		});
		Self::put_ledger(council, ledger);
	}

	/// Stores what there is to say of the council; a ledger without a report and offers has no entry.
	pub(crate) fn put_ledger(council: CouncilId, ledger: Ledger) {
		if ledger == Ledger::default() {
			Ledgers::<T>::remove(council);
		} else {
			Ledgers::<T>::insert(council, ledger);
		}
	}

	/// Enters a shift that was done in the ledger of its home, and says what it counts there.
	///
	/// Where home owes nothing it counts its plain minutes. Where home owes minutes it counts by how
	/// much worse the task is than the work at home, on the scale that the debt is on: by outsiders'
	/// ratings of the task, or, as long as it is not compared, the community's mean of them. Without
	/// either, and for a home that has no tasks here, it counts nothing.
	fn count_shift(shift: &Shift, task: &Task) -> u32 {
		if !Workplaces::<T>::contains_key(shift.home) {
			return 0;
		}
		let mut ledger = Ledgers::<T>::get(shift.home);
		let score = || task.score_of(Voice::Outside).or_else(|| Compared::<T>::get().mean());
		let counted = match ledger.owed {
			0 => shift.minutes,
			_ => score().map_or(0, |score: Both<Points>| {
				counts(shift.minutes, ledger.own, ledger.scale.of(score))
			}),
		};
		ledger.done = ledger.done.saturating_add(counted.into());
		Self::put_ledger(shift.home, ledger);
		counted
	}

	/// Writes balancing work into what the member has done in the council, in place of the oldest
	/// entry where there are as many as can be.
	fn remember_shift(council: CouncilId, task: TaskId, member: MemberId, shift: &Shift) {
		let mut stints = History::<T>::get(council, member);
		if stints.is_full() {
			stints.remove(0);
		}
		let (from, to) = (shift.period, Self::period());
		let tasks = BoundedVec::truncate_from(alloc::vec![task]);
		// There is room now.
		let _ = stints.try_push(Stint { number: None, complex: 0, from, to, tasks });
		History::<T>::insert(council, member, stints);
	}
}
