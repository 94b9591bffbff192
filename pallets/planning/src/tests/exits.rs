//! Leaving a plan, and staying with one after a year without.

use super::{
	federations::{country, enrolled, lend},
	ratification::ratifying,
};
use crate::{mock::*, *};
use frame_support::{assert_err, assert_noop, assert_ok, weights::Weight};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Side};
use sp_runtime::{DispatchResult, TryRuntimeError};

fn withdraw(cycle: u32, (id, speaker): (u32, u64)) -> DispatchResult {
	Planning::withdraw(RuntimeOrigin::signed(speaker), CycleId(cycle), CouncilId(id))
}

fn confirm((id, speaker): (u32, u64)) -> DispatchResult {
	Planning::confirm(RuntimeOrigin::signed(speaker), CouncilId(id))
}

fn ratify((id, speaker): (u32, u64), approve: bool) -> DispatchResult {
	Planning::ratify(RuntimeOrigin::signed(speaker), CouncilId(id), approve)
}

fn everybody_answers() {
	for council in ALL {
		assert_ok!(propose(council, answer(council.0)));
	}
}

/// The town with a plan that is judged, in a cycle that grants `retries` further iterations.
fn judged(retries: u32) -> sp_io::TestExternalities {
	let mut ext = town();
	ext.execute_with(|| {
		open(CycleParams { max_iterations: 1, retries, ..params() });
		everybody_answers();
		run_to_phase(Phase::Ratifying);
		events();
	});
	ext
}

/// The town with a plan in force.
fn ratified() -> sp_io::TestExternalities {
	let mut ext = ratifying();
	ext.execute_with(|| {
		for council in ALL {
			assert_ok!(ratify(council, true));
		}
		run_to_phase(Phase::Ratified);
		events();
	});
	ext
}

/// A year in which nobody says anything.
fn lapse() {
	open(CycleParams { max_iterations: 1, ..params() });
	run_to_phase(Phase::Lapsed(Lapse::NotConverged));
}

/// Failure: a workplace can leave only what is in force already, or takes the plan of all with it.
#[test]
fn who_leaves_the_plan_is_not_in_it_when_it_is_settled_once_more() {
	judged(0).execute_with(|| {
		let before = cycle().plan.unwrap();
		assert_ok!(ratify(GARDENERS, true));
		assert_ok!(withdraw(0, GARDENERS));
		let goods: GoodsOf<Test> = vec![PARK, LAND, HOURS].try_into().unwrap();
		let gone = Event::Withdrawn { cycle: CycleId(0), council: CouncilId(3), goods };
		assert_eq!(events().pop(), Some(gone));
		assert_eq!(cycle().approving.workers, 0, "who leaves does not judge");
		assert_noop!(ratify(GARDENERS, true), Error::<Test>::NotInPlan);
		assert_noop!(withdraw(0, GARDENERS), Error::<Test>::NotInPlan);
		for council in [MILL, BAKERY, NORTH, SOUTH] {
			assert_ok!(ratify(council, true));
		}
		assert_eq!(cycle().plan, Some(before));
		next_block();
		let cycle = cycle();
		let plan = cycle.plan.unwrap();
		assert_eq!((cycle.phase, cycle.plans, cycle.resettled), (Phase::Ratifying, 2, true));
		assert_eq!((cycle.approving, cycle.rejecting), Default::default());
		assert_ne!(plan.root, before.root);
		let told = events();
		assert!(told.contains(&Event::PlanReopened { cycle: CycleId(0), withdrawn: 1 }));
		assert!(told.contains(&Event::Removed {
			cycle: CycleId(0),
			council: CouncilId(3),
			reason: Reason::Withdrawn
		}));
		let granted = |id| Planning::portion(CycleId(0), CouncilId(id)).unwrap().granted.to_vec();
		assert!(granted(3).is_empty());
		assert_eq!(enrolled(3).benefit, Credits(0), "it backs nobody");
		assert!(granted(4)[1].is_zero(), "there is no park");
		assert_eq!(granted(4)[0].0, 450 * UNIT, "there is bread");
		assert_eq!(volume(PARK).0, 0);
	});
}

/// Failure: one after the other leaves as the plan is about to stand, so that there is never one.
#[test]
fn leaving_one_after_the_other_settles_a_plan_once_more_and_no_more() {
	judged(0).execute_with(|| {
		let stalls = |council| {
			let refused = withdraw(0, council);
			for other in [MILL, BAKERY, GARDENERS, NORTH, SOUTH] {
				let _ = ratify(other, true);
			}
			next_block();
			refused
		};
		assert_ok!(stalls(MILL));
		assert_eq!(cycle().phase, Phase::Ratifying);
		assert_noop!(withdraw(0, BAKERY), Error::<Test>::NotInPlan);
		assert_err!(stalls(BAKERY), Error::<Test>::NotInPlan);
		assert_eq!((cycle().phase, cycle().plans), (Phase::Ratified, 2));
	});
}

#[test]
fn a_plan_that_some_have_left_is_settled_once_more_at_the_end_of_the_window_too() {
	judged(0).execute_with(|| {
		assert_ok!(withdraw(0, SOUTH));
		let deadline = cycle().deadline;
		run_to_phase(Phase::Ratifying);
		while cycle().plans == 1 {
			next_block();
		}
		assert_eq!(System::block_number(), deadline);
		assert_eq!(cycle().phase, Phase::Ratifying);
		run_to_phase(Phase::Lapsed(Lapse::NotApproved));
		assert_eq!(cycle().plans, 2);
	});
}

#[test]
fn a_plan_settled_once_more_does_not_depend_on_where_blocks_end() {
	let root = |stages: bool| {
		judged(0).execute_with(|| {
			assert_ok!(withdraw(0, BAKERY));
			for council in [MILL, GARDENERS, NORTH, SOUTH] {
				assert_ok!(ratify(council, true));
			}
			let after = None;
			let dearest = [
				Stage::Reviewing { after },
				Stage::Weighing { page: 0 },
				Stage::Scaling { after },
				Stage::Granting { after },
			]
			.map(|stage| Planning::settling_weight(&Settling::new(stage)))
			.into_iter()
			.fold(Weight::zero(), |most, step| most.max(step));
			let limit = dearest.saturating_add(<Test as Config>::WeightInfo::tick());
			let limit = if stages { limit } else { Weight::MAX };
			let mut blocks = 0;
			while cycle().plans == 1 {
				next_block_within(limit);
				blocks += 1;
			}
			(cycle().plan.unwrap().root, blocks > 1)
		})
	};
	let (whole, cut) = (root(false), root(true));
	assert_eq!(whole.0, cut.0);
	assert_eq!((whole.1, cut.1), (false, true));
}

/// Failure: a council leaves, has the others settle and judge without it, and comes back.
#[test]
fn who_has_left_takes_no_further_part_in_the_cycle() {
	judged(2).execute_with(|| {
		assert_ok!(withdraw(0, NORTH));
		while cycle().plans == 1 {
			next_block();
		}
		for council in [MILL, BAKERY] {
			assert_ok!(ratify(council, false));
		}
		next_block();
		assert_eq!((cycle().phase, cycle().withdrawn), (Phase::Collecting, 1));
		let refused = propose(NORTH, answer(4)).map_err(|failed| failed.error);
		assert_noop!(refused, Error::<Test>::NotInPlan);
		for council in [MILL, BAKERY, GARDENERS, SOUTH] {
			assert_ok!(propose(council, answer(council.0)));
		}
		run_to_phase(Phase::Ratifying);
		assert_eq!(cycle().plans, 3);
		assert_noop!(ratify(NORTH, true), Error::<Test>::NotInPlan);
		assert_noop!(withdraw(0, SOUTH), Error::<Test>::NotInPlan);
		assert!(enrolled(4).lines.is_empty() && enrolled(4).withdrawn);
	});
}

#[test]
fn who_leaves_a_plan_that_is_rejected_has_left_nothing() {
	judged(2).execute_with(|| {
		assert_ok!(withdraw(0, GARDENERS));
		for council in [MILL, BAKERY] {
			assert_ok!(ratify(council, false));
		}
		next_block();
		assert_eq!((cycle().phase, cycle().plans), (Phase::Collecting, 1));
		assert_eq!((cycle().withdrawn, cycle().resettled), (0, false));
		everybody_answers();
		run_to_phase(Phase::Ratifying);
		assert!(!enrolled(3).withdrawn);
		assert_eq!(Planning::portion(CycleId(0), CouncilId(3)).unwrap().lines[..], answer(3));
		assert_ok!(withdraw(0, GARDENERS));
		assert_eq!(cycle().withdrawn, 1);
	});
}

#[test]
fn who_leaves_owes_no_loan() {
	country().execute_with(|| {
		open(CycleParams { max_iterations: 1, ..params() });
		assert_ok!(lend(NORTH, 300));
		everybody_answers();
		run_to_phase(Phase::Ratifying);
		assert_ok!(withdraw(0, NORTH));
		while cycle().plans == 1 {
			next_block();
		}
		assert_eq!((enrolled(4).loan, enrolled(4).budget), (Credits(0), Credits(3_000 * UNIT)));
	});
}

#[test]
fn leaving_is_refused_with_a_reason() {
	judged(0).execute_with(|| {
		assert_noop!(withdraw(0, (9, 11)), Error::<Test>::NotEnrolled);
		assert_noop!(withdraw(1, MILL), Error::<Test>::NotEnrolled);
		assert_noop!(withdraw(0, (MILL.0, 5_000)), Error::<Test>::NotMember);
		assert_noop!(withdraw(0, (MILL.0, BAKERY.1)), Error::<Test>::NotSpeaker);
		council(MILL.0, Side::Workers, 40, 2);
		assert_noop!(withdraw(0, (MILL.0, 40)), Error::<Test>::NotSeatedAtOpening);
	});
	collecting().execute_with(|| {
		assert_noop!(withdraw(0, MILL), Error::<Test>::NotInPlan);
		run_to_phase(Phase::Lapsed(Lapse::NotConverged));
		assert_noop!(withdraw(0, MILL), Error::<Test>::NotInPlan);
	});
}

#[test]
fn a_council_leaves_the_plan_in_force_while_others_plan_the_next() {
	ratified().execute_with(|| {
		let root = Conclusions::<Test>::get(CycleId(0)).unwrap().root;
		open(params());
		// Whoever speaks for it now, and about the plan in force, whatever is planned meanwhile.
		council(MILL.0, Side::Workers, 40, 2);
		assert_noop!(withdraw(0, (MILL.0, 5_000)), Error::<Test>::NotMember);
		assert_noop!(withdraw(0, MILL), Error::<Test>::NotSpeaker);
		assert_noop!(withdraw(1, (MILL.0, 40)), Error::<Test>::NotInPlan);
		assert_ok!(withdraw(0, (MILL.0, 40)));
		let goods: GoodsOf<Test> = vec![FLOUR, LAND, HOURS].try_into().unwrap();
		let gone = Event::Withdrawn { cycle: CycleId(0), council: CouncilId(1), goods };
		assert_eq!(events().pop(), Some(gone));
		assert!(Planning::enrolment(CycleId(0), CouncilId(1)).unwrap().withdrawn);
		assert!(!Planning::enrolment(CycleId(1), CouncilId(1)).unwrap().withdrawn);
		assert_noop!(withdraw(0, (MILL.0, 40)), Error::<Test>::NotInPlan);
		let parts = Planning::counterparties(CycleId(0), CouncilId(1), 9);
		assert_eq!(parts, [(FLOUR, CouncilId(2))], "the bakery uses what the mill supplies");
		assert_eq!(Conclusions::<Test>::get(CycleId(0)).unwrap().root, root);
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn counterparties_are_those_on_the_other_side_of_each_good() {
	ratified().execute_with(|| {
		let parts = |council, limit| {
			let mut parts = Planning::counterparties(CycleId(0), CouncilId(council), limit);
			parts.sort();
			parts
		};
		let north = [(BREAD, CouncilId(2)), (PARK, CouncilId(3))];
		assert_eq!(parts(4, 9), north);
		let bakery: Vec<(GoodId, CouncilId)> =
			vec![(BREAD, CouncilId(4)), (BREAD, CouncilId(5)), (FLOUR, CouncilId(1))];
		assert_eq!(parts(2, 9), bakery);
		assert_eq!(parts(2, 2).len(), 2);
		assert!(parts(9, 9).is_empty());
	});
}

#[test]
fn after_a_year_without_a_plan_the_last_goes_on_for_who_confirms_it() {
	town().execute_with(|| {
		assert_eq!(Planning::in_force(), None);
		assert_noop!(confirm(MILL), Error::<Test>::NothingToConfirm);
	});
	ratified().execute_with(|| {
		assert_eq!(Planning::in_force(), Some((CycleId(0), None)));
		assert_noop!(confirm(MILL), Error::<Test>::NothingToConfirm);
		assert_ok!(withdraw(0, SOUTH));
		lapse();
		assert_eq!(Planning::in_force(), Some((CycleId(0), Some(CycleId(1)))));
		assert_noop!(confirm((9, 11)), Error::<Test>::NotEnrolled);
		assert_noop!(confirm((MILL.0, 5_000)), Error::<Test>::NotMember);
		assert_noop!(confirm((MILL.0, BAKERY.1)), Error::<Test>::NotSpeaker);
		assert_noop!(confirm(SOUTH), Error::<Test>::NotInPlan);
		events();
		assert_ok!(confirm(MILL));
		let (cycle, council, lapsed) = (CycleId(0), CouncilId(1), CycleId(1));
		assert_eq!(events().pop(), Some(Event::Confirmed { cycle, council, lapsed }));
		assert_noop!(confirm(MILL), Error::<Test>::AlreadyConfirmed);
		// A year later it has to be said again; meanwhile it can be said, too.
		open(params());
		assert_eq!(Planning::in_force(), Some((CycleId(0), Some(CycleId(1)))));
		assert_ok!(confirm(BAKERY));
		run_to_phase(Phase::Lapsed(Lapse::NotConverged));
		assert_ok!(confirm(MILL));
		let mill = Planning::enrolment(CycleId(0), CouncilId(1)).unwrap();
		assert_eq!(mill.confirmed, Some(CycleId(2)));
		assert_ok!(Planning::do_try_state());
	});
}

/// An invariant, broken on purpose while the gardeners have left the plan that is judged, is seen.
fn broken(what: &'static str, by: impl FnOnce()) {
	judged(0).execute_with(|| {
		assert_ok!(withdraw(0, GARDENERS));
		assert_ok!(Planning::do_try_state());
		by();
		assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
	});
}

fn change(by: impl FnOnce(&mut CycleOf<Test>)) {
	Current::<Test>::mutate(|cycle| by(cycle.as_mut().unwrap()))
}

fn enrolment(cycle: u32, by: impl FnOnce(&mut EnrolmentOf<Test>)) {
	Enrolments::<Test>::mutate(CycleId(cycle), CouncilId(3), |one| by(one.as_mut().unwrap()))
}

#[test]
fn who_has_left_is_counted() {
	let uncounted = "withdrawn is not the number of those who have left";
	broken(uncounted, || change(|cycle| cycle.withdrawn = 0));
	broken(uncounted, || enrolment(0, |one| one.withdrawn = false));
	broken("who has left the plan judges it", || {
		enrolment(0, |one| one.verdict = Some(Verdict { plan: 0, approve: true }))
	});
	broken("who has left is in the plan that was settled once more", || {
		change(|cycle| cycle.resettled = true)
	});
	collecting().execute_with(|| {
		change(|cycle| cycle.withdrawn = 1);
		let what = "councils have left a plan that there is not";
		assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
	});
}

#[test]
fn a_plan_is_confirmed_after_a_lapse_alone() {
	ratified().execute_with(|| {
		let what = "a plan is confirmed after a cycle that did not lapse since";
		for lapsed in [0, 1] {
			enrolment(0, |one| one.confirmed = Some(CycleId(lapsed)));
			assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
		}
		enrolment(0, |one| one.confirmed = None);
		lapse();
		assert_eq!(cycle().iteration, Iteration(1));
		assert_ok!(confirm(GARDENERS));
		assert_ok!(Planning::do_try_state());
	});
}
