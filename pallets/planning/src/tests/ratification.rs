//! Approving the plan, and what is left of a cycle.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use parecon_primitives::{CouncilId, CycleId, Side};

fn ratify((id, speaker): (u32, u64), approve: bool) -> sp_runtime::DispatchResult {
	Planning::ratify(RuntimeOrigin::signed(speaker), CouncilId(id), approve)
}

/// The town with a plan to be judged.
pub(super) fn ratifying() -> sp_io::TestExternalities {
	let mut ext = collecting();
	ext.execute_with(|| {
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		run_to_phase(Phase::Ratifying);
	});
	ext
}

#[test]
fn more_than_half_of_the_population_on_both_sides_makes_the_plan() {
	ratifying().execute_with(|| {
		assert_ok!(ratify(NORTH, true));
		next_block();
		assert_ok!(ratify(MILL, true));
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying, "2 of 6 workers");
		assert_ok!(ratify(BAKERY, true));
		assert_eq!(cycle().phase, Phase::Ratifying, "never in the block that decides it");
		next_block();
		assert_eq!(cycle().phase, Phase::Ratified);
	});
}

#[test]
fn exactly_half_is_not_enough() {
	ratifying().execute_with(|| {
		council(6, Side::Workers, 16, 6);
		assert_ok!(ratify(MILL, true));
		assert_ok!(ratify(BAKERY, true));
		assert_ok!(ratify(SOUTH, true));
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying, "1 of 4 consumers");
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().approving.consumers = 2);
		assert!(!cycle().is_approved(), "2 of 4 consumers");
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().approving.consumers = 1);
		run_to_phase(Phase::Lapsed(Lapse::NotApproved));
	});
}

#[test]
fn a_verdict_can_be_changed_and_counts_once() {
	ratifying().execute_with(|| {
		for approve in [true, true, false, false, true] {
			assert_ok!(ratify(NORTH, approve));
			let (yes, no) = if approve { (3, 0) } else { (0, 3) };
			assert_eq!((cycle().approving.consumers, cycle().rejecting.consumers), (yes, no));
			assert_ok!(Planning::do_try_state());
		}
		assert_eq!(
			events().pop(),
			Some(Event::Judged { cycle: CycleId(0), council: CouncilId(4), approve: true })
		);
	});
}

#[test]
fn joining_after_the_opening_does_not_swing_the_plan() {
	ratifying().execute_with(|| {
		council(SOUTH.0, Side::Consumers, SOUTH.1, 1_000);
		assert_ok!(ratify(SOUTH, true));
		assert_eq!(cycle().approving.consumers, 1);
	});
}

#[test]
fn ratification_is_refused_with_a_reason() {
	town().execute_with(|| {
		assert_noop!(ratify(MILL, true), Error::<Test>::NoCycle);
	});
	collecting().execute_with(|| {
		assert_noop!(ratify(MILL, true), Error::<Test>::NotRatifying);
	});
	ratifying().execute_with(|| {
		council(9, Side::Workers, 19, 1);
		assert_noop!(ratify((MILL.0, 5_000), true), Error::<Test>::NotMember);
		assert_noop!(ratify((MILL.0, BAKERY.1), true), Error::<Test>::NotSpeaker);
		assert_noop!(ratify((9, 19), true), Error::<Test>::NotEnrolled);
	});
}

#[test]
fn ended_cycles_can_be_pruned_by_anyone_but_not_the_plan_in_force() {
	ratifying().execute_with(|| {
		let prune = |cycle, limit| {
			Planning::prune(RuntimeOrigin::signed(5_000), CycleId(cycle), limit)
				.map_err(|failed| failed.error)
		};
		assert_noop!(prune(0, 10), Error::<Test>::CycleNotOver);
		for council in ALL {
			assert_ok!(ratify(council, true));
		}
		run_to_phase(Phase::Ratified);
		assert_noop!(prune(0, 10), Error::<Test>::PlanInForce);
		open(params());
		run_to_phase(Phase::Lapsed(Lapse::NotConverged));
		assert_noop!(prune(0, 10), Error::<Test>::PlanInForce);
		assert_noop!(prune(1, 10), Error::<Test>::CycleNotOver);
		open(params());
		let weight = prune(1, 3).unwrap().actual_weight;
		assert_eq!(weight, Some(<Test as Config>::WeightInfo::prune(3)));
		assert_eq!(events().pop(), Some(Event::Pruned { cycle: CycleId(1), removed: 3, left: 2 }));
		assert_ok!(Planning::do_try_state());
		assert_ok!(prune(1, u32::MAX));
		assert_eq!(Enrolments::<Test>::iter_prefix(CycleId(1)).count(), 0);
		assert_noop!(prune(1, 1), Error::<Test>::NothingToPrune);
		assert_eq!(Records::<Test>::iter_prefix(CycleId(1)).count(), 20, "the records stay");
	});
}
