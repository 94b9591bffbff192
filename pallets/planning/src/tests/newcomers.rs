//! By whom a cycle counts: by those who were there when it opened.

use super::ratification::ratifying;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use parecon_engine::Kind;
use parecon_primitives::{CouncilId, Credits, CycleId, Iteration, OpenCounts, Side};

/// Somebody who has no seat when a cycle opens.
const NEWCOMER: u64 = 31;

/// The newcomer speaks for the mill from now on.
fn take_over() {
	council(MILL.0, Side::Workers, NEWCOMER, 2);
}

/// Who spoke for the mill when the cycle opened does so again.
fn give_back() {
	council(MILL.0, Side::Workers, MILL.1, 2);
}

fn enrol((id, speaker): (u32, u64)) -> sp_runtime::DispatchResult {
	Planning::enrol(RuntimeOrigin::signed(speaker), CouncilId(id))
}

fn ratify(speaker: u64) -> sp_runtime::DispatchResult {
	Planning::ratify(RuntimeOrigin::signed(speaker), CouncilId(MILL.0), true)
}

fn proposed(speaker: u64) -> sp_runtime::DispatchResult {
	propose((MILL.0, speaker), answer(MILL.0)).map(drop).map_err(|failed| failed.error)
}

fn start() {
	assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
}

fn enrolled(id: u32) -> EnrolmentOf<Test> {
	Enrolments::<Test>::get(cycle().id, CouncilId(id)).expect("it is enrolled")
}

/// Failure: a stranger joins when the cycle has opened, is backed, and uses what was frozen.
#[test]
fn a_newcomer_cannot_enrol_the_council() {
	town().execute_with(|| {
		start();
		next_block();
		take_over();
		assert_noop!(enrol((MILL.0, NEWCOMER)), Error::<Test>::NotSeatedAtOpening);
		assert_noop!(enrol(MILL), Error::<Test>::NotSpeaker);
		give_back();
		assert_ok!(enrol(MILL));
	});
}

#[test]
fn a_newcomer_cannot_propose_for_the_council() {
	collecting().execute_with(|| {
		take_over();
		assert_noop!(proposed(NEWCOMER), Error::<Test>::NotSeatedAtOpening);
		give_back();
		assert_ok!(proposed(MILL.1));
	});
}

#[test]
fn a_newcomer_cannot_judge_the_plan_for_the_council() {
	ratifying().execute_with(|| {
		take_over();
		assert_noop!(ratify(NEWCOMER), Error::<Test>::NotSeatedAtOpening);
		give_back();
		assert_ok!(ratify(MILL.1));
	});
}

#[test]
fn whoever_sat_there_may_speak_now() {
	town().execute_with(|| {
		seat(MILL.0, Side::Workers, 32);
		open(params());
		council(MILL.0, Side::Workers, 32, 2);
		assert_ok!(proposed(32));
	});
}

/// Failure: who counted in one council speaks for the people of another.
#[test]
fn who_sat_elsewhere_is_a_newcomer_too() {
	collecting().execute_with(|| {
		council(MILL.0, Side::Workers, BAKERY.1, 2);
		assert_noop!(proposed(BAKERY.1), Error::<Test>::NotSeatedAtOpening);
		council(MILL.0, Side::Workers, NORTH.1, 2);
		assert_noop!(proposed(NORTH.1), Error::<Test>::NotSeatedAtOpening);
	});
}

#[test]
fn a_newcomer_speaks_in_the_next_cycle() {
	town().execute_with(|| {
		start();
		next_block();
		take_over();
		run_to_phase(Phase::Lapsed(Lapse::OneSided));
		start();
		next_block();
		assert_ok!(enrol((MILL.0, NEWCOMER)));
	});
}

#[test]
fn a_council_that_none_of_them_speaks_for_stands_by_its_last_proposal() {
	collecting().execute_with(|| {
		assert_ok!(proposed(MILL.1));
		let (lines, flour) = (enrolled(MILL.0).lines, volume(FLOUR));
		take_over();
		while cycle().iteration < Iteration(3) {
			next_block();
			assert!(proposed(NEWCOMER).is_err());
		}
		assert_eq!((enrolled(MILL.0).lines, volume(FLOUR)), (lines, flour));
		assert!(Planning::silent(10).contains(&CouncilId(MILL.0)));
	});
}

#[test]
fn populations_are_frozen_when_the_cycle_opens() {
	town().execute_with(|| {
		start();
		next_block();
		assert_eq!(cycle().opened, System::block_number());
		council(SOUTH.0, Side::Consumers, SOUTH.1, 1_000);
		council(6, Side::Consumers, 16, 50);
		assert_ok!(enrol(SOUTH));
		let enrolment = enrolled(SOUTH.0);
		assert_eq!((enrolment.population, enrolment.budget), (1, Credits(1_000 * UNIT)));
		assert_noop!(enrol((6, 16)), Error::<Test>::NoPopulation);
	});
}

/// Populations and seats are those of one moment: the end of the block in which the cycle is opened,
/// which is the beginning of the next.
#[test]
fn who_joins_in_the_block_of_the_call_counts_and_may_speak() {
	town().execute_with(|| {
		start();
		council(SOUTH.0, Side::Consumers, 35, 4);
		council(6, Side::Consumers, 16, 50);
		next_block();
		assert_ok!(enrol((SOUTH.0, 35)));
		assert_ok!(enrol((6, 16)));
		assert_eq!((enrolled(SOUTH.0).population, enrolled(6).population), (4, 50));
	});
}

#[test]
fn a_freeze_that_waits_for_room_counts_who_comes_in_the_meantime() {
	town().execute_with(|| {
		let called = System::block_number();
		start();
		let tick = <Test as Config>::WeightInfo::tick();
		for limit in [Weight::zero(), tick] {
			next_block_within(limit);
			assert_eq!((cycle().opened, cycle().phase), (called, Phase::Opening { page: 0 }));
		}
		take_over();
		council(SOUTH.0, Side::Consumers, SOUTH.1, 9);
		next_block();
		assert_eq!(cycle().opened, called + 3);
		assert_ok!(enrol((MILL.0, NEWCOMER)));
		assert_ok!(enrol(SOUTH));
		assert_eq!(enrolled(SOUTH.0).population, 9);
	});
}

/// Failure: a long opening freezes again with each page.
#[test]
fn populations_are_frozen_once_however_many_pages_there_are() {
	town().execute_with(|| {
		for index in 0..130 {
			register(&format!("good {index}"), Kind::Private, 1, 0);
		}
		start();
		let weight = <Test as Config>::WeightInfo::tick()
			.saturating_add(<Test as Config>::WeightInfo::freeze())
			.saturating_add(<Test as Config>::WeightInfo::open_page());
		next_block_within(weight);
		let opened = System::block_number();
		take_over();
		council(SOUTH.0, Side::Consumers, SOUTH.1, 9);
		assert!(matches!(cycle().phase, Phase::Opening { page: 1 }), "{:?}", cycle().phase);
		run_to_phase(Phase::Enrolling);
		assert_eq!(cycle().opened, opened);
		assert_noop!(enrol((MILL.0, NEWCOMER)), Error::<Test>::NotSeatedAtOpening);
		assert_ok!(enrol(SOUTH));
		assert_eq!(enrolled(SOUTH.0).population, 1);
	});
}

/// Failure: a seat forgets what it was between the call and the freeze.
#[test]
fn a_cycle_counts_from_the_call_until_it_is_over() {
	let oldest = <Planning as OpenCounts<u64>>::oldest;
	town().execute_with(|| {
		assert_eq!(oldest(), None);
		start();
		assert_eq!(oldest(), Some(System::block_number()));
		next_block();
		let opened = System::block_number();
		assert_eq!(oldest(), Some(opened));
		next_block();
		assert_eq!(oldest(), Some(opened));
		run_to_phase(Phase::Lapsed(Lapse::OneSided));
		assert_eq!((oldest(), cycle().id), (None, CycleId(0)));
	});
}
