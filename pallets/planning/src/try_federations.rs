//! The invariants of exceptions and exits.

use crate::*;
use frame_support::ensure;
use parecon_engine::{exception_room, repayment};
use parecon_primitives::{CouncilId, CouncilTreeAt, Credits, Side};
use sp_runtime::TryRuntimeError;

/// What budgets are made of, added up over a cycle.
#[derive(Default)]
struct Accounts {
	budgets: u128,
	incomes: u128,
	loans: u128,
	repaid: u128,
	relief: u128,
}

impl<T: Config> Pallet<T> {
	/// Budgets, exceptions, and who has left.
	pub(crate) fn try_federations(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		let mut sums = Accounts::default();
		for (council, enrolment) in Enrolments::<T>::iter_prefix(cycle.id) {
			Self::try_budget(cycle, &enrolment, &mut sums)?;
			if !cycle.phase.is_over() {
				Self::try_trust(cycle, council, &enrolment)?;
			}
			let settled = matches!(cycle.phase, Phase::Ratifying | Phase::Ratified);
			ensure!(
				!settled || enrolment.plea.is_none(),
				"an exception is asked for after the end"
			);
		}
		let (mut given, mut relief) = (0u128, 0u128);
		for (_, purse) in Purses::<T>::iter_prefix(cycle.id) {
			ensure!(purse.spent <= purse.endowed, "a federation gave more than it was given");
			given = given.saturating_add(purse.left().0);
			relief = relief.saturating_add(purse.relief.0);
		}
		let used = sums.budgets.saturating_add(given).saturating_add(sums.repaid);
		let had = sums.incomes.saturating_add(sums.loans);
		ensure!(used == had, "budgets and purses are not incomes and loans less what is repaid");
		ensure!(relief == sums.relief, "relief is not what federations allowed");
		Self::try_withdrawn(cycle)
	}

	fn try_budget(
		cycle: &CycleOf<T>,
		enrolment: &EnrolmentOf<T>,
		sums: &mut Accounts,
	) -> Result<(), TryRuntimeError> {
		let Enrolment { budget, income, loan, debt, repays, relief, .. } = enrolment;
		let zero = match enrolment.side {
			Side::Workers => {
				[budget, income, loan, debt].into_iter().all(|credits| credits.is_zero())
			},
			Side::Consumers => relief.is_zero(),
		};
		ensure!(zero, "a council has what is for the other side");
		ensure!(*repays == repayment(*debt, *income), "a council repays another part of its debt");
		let most = exception_room(cycle.params.exceptions, enrolment.own_means(), Credits::ZERO);
		ensure!(*loan <= most, "a loan beyond the bound");
		sums.budgets = sums.budgets.saturating_add(budget.0);
		sums.incomes = sums.incomes.saturating_add(income.0);
		sums.loans = sums.loans.saturating_add(loan.0);
		sums.repaid = sums.repaid.saturating_add(repays.0);
		sums.relief = sums.relief.saturating_add(relief.0);
		Ok(())
	}

	/// Whom a council has asked or entrusted lies above it.
	fn try_trust(
		cycle: &CycleOf<T>,
		council: CouncilId,
		enrolment: &EnrolmentOf<T>,
	) -> Result<(), TryRuntimeError> {
		if let Some(federation) = enrolment.entrusted {
			let parent = T::Councils::parent_at(council, cycle.opened);
			ensure!(
				parent == Some(federation),
				"a council entrusted another federation than its own"
			);
		}
		if let Some(plea) = enrolment.plea {
			let above = Self::is_below(cycle, council, plea.federation);
			ensure!(above, "an exception is asked of a federation that is not above");
			ensure!(!plea.amount.is_zero(), "an exception of nothing is asked for");
			ensure!(plea.since <= cycle.iteration, "an exception was asked for in time to come");
		}
		Ok(())
	}

	/// Who has left the plan that is judged is counted, says nothing of it, and is not in one that was
	/// settled once more.
	fn try_withdrawn(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		let judged = cycle.phase == Phase::Ratifying;
		if cycle.phase.is_over() {
			return Ok(());
		}
		if !judged && !cycle.resettled {
			ensure!(cycle.withdrawn == 0, "councils have left a plan that there is not");
			return Ok(());
		}
		let mut withdrawn = 0u32;
		for (_, enrolment) in Enrolments::<T>::iter_prefix(cycle.id).filter(|(_, e)| e.withdrawn) {
			withdrawn = withdrawn.saturating_add(1);
			ensure!(enrolment.verdict.is_none(), "who has left the plan judges it");
			let gone = !judged || !cycle.has_left(&enrolment) || enrolment.lines.is_empty();
			ensure!(gone, "who has left is in the plan that was settled once more");
		}
		ensure!(withdrawn == cycle.withdrawn, "withdrawn is not the number of those who have left");
		Ok(())
	}

	/// Purses are of cycles that there were; the plan in force
	/// is confirmed after a cycle that lapsed since.
	pub(crate) fn try_kept() -> Result<(), TryRuntimeError> {
		let next = NextCycle::<T>::get();
		ensure!(Purses::<T>::iter_keys().all(|(id, _)| id < next), "a purse of no cycle");
		let Some(plan) = InForce::<T>::get() else { return Ok(()) };
		for (_, enrolment) in Enrolments::<T>::iter_prefix(plan) {
			let Some(lapsed) = enrolment.confirmed else { continue };
			let lapse = Conclusions::<T>::get(lapsed).map(|conclusion| conclusion.phase);
			let lapse = matches!(lapse, Some(Phase::Lapsed(_))) && lapsed > plan;
			ensure!(lapse, "a plan is confirmed after a cycle that did not lapse since");
		}
		Ok(())
	}
}
