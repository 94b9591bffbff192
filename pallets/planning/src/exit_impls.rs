//! Leaving a plan, and staying with one after a year without.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::*, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId};

impl<BlockNumber> Cycle<BlockNumber> {
	/// Whether the plan has to be settled once more, since councils have left it, before it can stand.
	/// It is done once in a cycle: else leaving one after the other could keep it from being judged.
	pub(crate) fn is_to_reopen(&self) -> bool {
		self.withdrawn > 0 && !self.resettled && !self.is_rejected()
	}

	/// Whether a council has left a plan that was settled once more without it: it takes no further
	/// part in the cycle. Who leaves a plan that is rejected before that has left nothing.
	pub(crate) fn has_left<MaxLines: Get<u32>>(&self, enrolment: &Enrolment<MaxLines>) -> bool {
		self.resettled && enrolment.withdrawn
	}
}

impl<T: Config> Pallet<T> {
	/// See [`Pallet::withdraw`].
	pub(crate) fn do_withdraw(
		who: &T::AccountId,
		id: CycleId,
		council: CouncilId,
	) -> DispatchResult {
		let enrolment = Enrolments::<T>::get(id, council).ok_or(Error::<T>::NotEnrolled)?;
		let judged = |cycle: &CycleOf<T>| cycle.id == id && cycle.phase == Phase::Ratifying;
		match Current::<T>::get().filter(judged) {
			Some(cycle) => Self::leave_judged(who, cycle, council, enrolment),
			None => Self::leave_ratified(who, id, council, enrolment),
		}
	}

	/// Takes a council out of the plan that is judged: it is settled without it when this phase ends.
	fn leave_judged(
		who: &T::AccountId,
		mut cycle: CycleOf<T>,
		council: CouncilId,
		mut enrolment: EnrolmentOf<T>,
	) -> DispatchResult {
		Self::ensure_speaks(who, council, enrolment.side, cycle.opened)?;
		ensure!(!cycle.resettled && !enrolment.withdrawn, Error::<T>::NotInPlan);
		cycle.withdrawn = cycle.withdrawn.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Self::take_verdict_back(&mut cycle, &mut enrolment)?;

		let id = cycle.id;
		Current::<T>::put(cycle);
		Self::mark_withdrawn(id, council, enrolment);
		Ok(())
	}

	/// Takes a council out of the plan in force.
	fn leave_ratified(
		who: &T::AccountId,
		id: CycleId,
		council: CouncilId,
		enrolment: EnrolmentOf<T>,
	) -> DispatchResult {
		Self::ensure_speaker(who, council)?;
		let in_force = InForce::<T>::get() == Some(id);
		ensure!(in_force && !enrolment.withdrawn, Error::<T>::NotInPlan);

		Self::mark_withdrawn(id, council, enrolment);
		Ok(())
	}

	fn mark_withdrawn(id: CycleId, council: CouncilId, mut enrolment: EnrolmentOf<T>) {
		let mut goods: Vec<GoodId> = enrolment.lines.iter().map(|line| line.good).collect();
		goods.dedup();
		enrolment.withdrawn = true;
		Enrolments::<T>::insert(id, council, enrolment);
		let goods = BoundedVec::truncate_from(goods);
		Self::deposit_event(Event::Withdrawn { cycle: id, council, goods });
	}

	/// What a council has said of the plan that is judged counts no more, in memory.
	pub(crate) fn take_verdict_back(
		cycle: &mut CycleOf<T>,
		enrolment: &mut EnrolmentOf<T>,
	) -> Result<(), Error<T>> {
		let plan = cycle.plans;
		if let Some(before) = enrolment.verdict.take().filter(|verdict| verdict.plan == plan) {
			let tally = cycle.tally_mut(before.approve).get_mut(enrolment.side);
			*tally = tally.checked_sub(enrolment.population).ok_or(Error::Overflow)?;
		}
		Ok(())
	}

	/// Begins to settle the plan once more, without those who have left it. What others have said of it
	/// counts no more: it is another plan.
	pub(crate) fn reopen_plan(cycle: &mut CycleOf<T>, now: BlockNumberFor<T>) -> Work {
		cycle.resettled = true;
		cycle.plan = None;
		cycle.approving = Default::default();
		cycle.rejecting = Default::default();
		cycle.phase = Phase::Settling;
		cycle.deadline = now;
		let withdrawn = cycle.withdrawn;
		Self::deposit_event(Event::PlanReopened { cycle: cycle.id, withdrawn });
		Work::Settling(Settling::new(Stage::Preparing { page: 0 }))
	}

	/// What settling does first with a council: exceptions cannot be made any more, who has left a plan
	/// that went back has left nothing, and who has left for good has borrowed for nothing.
	pub(crate) fn renew_part(cycle: &CycleOf<T>, enrolment: &mut EnrolmentOf<T>) {
		enrolment.plea = None;
		enrolment.withdrawn = cycle.has_left(enrolment);
		if enrolment.withdrawn {
			let back: Credits = enrolment.loan.min(enrolment.budget);
			enrolment.loan = enrolment.loan.saturating_sub(back);
			enrolment.budget = enrolment.budget.saturating_sub(back);
		}
	}

	/// See [`Pallet::confirm`].
	pub(crate) fn do_confirm(who: &T::AccountId, council: CouncilId) -> DispatchResult {
		let (id, lapsed) = match Self::view_in_force() {
			Some((id, Some(lapsed))) => (id, lapsed),
			_ => return Err(Error::<T>::NothingToConfirm.into()),
		};
		let mut enrolment = Enrolments::<T>::get(id, council).ok_or(Error::<T>::NotEnrolled)?;
		Self::ensure_speaker(who, council)?;
		ensure!(!enrolment.withdrawn, Error::<T>::NotInPlan);
		ensure!(enrolment.confirmed != Some(lapsed), Error::<T>::AlreadyConfirmed);

		enrolment.confirmed = Some(lapsed);
		Enrolments::<T>::insert(id, council, enrolment);
		Self::deposit_event(Event::Confirmed { cycle: id, council, lapsed });
		Ok(())
	}

	/// See [`Pallet::in_force`].
	pub(crate) fn view_in_force() -> Option<(CycleId, Option<CycleId>)> {
		let plan = InForce::<T>::get()?;
		// The latest cycle that has ended: the running one has not.
		let running = u32::from(Self::running().is_ok());
		let ended = NextCycle::<T>::get().0.checked_sub(1)?.checked_sub(running).map(CycleId);
		Some((plan, ended.filter(|ended| *ended > plan)))
	}
}
