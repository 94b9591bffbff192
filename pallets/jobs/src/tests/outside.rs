//! Balancing work.

use super::{report::judge, *};
use crate::{History, Ledger, Ledgers, Outside, Scale, Shift, Shifts, Stint, TaskSpec, Voice};
use frame_support::{
	assert_noop, assert_ok, dispatch::DispatchResult, pallet_prelude::DispatchError,
};
use parecon_jobs_engine::Points;
use parecon_primitives::Side;

fn open(task: TaskId, minutes: u32) -> DispatchResult {
	Labour::open_outside(by(0), task, minutes)
}

fn take(member: u32, task: TaskId, minutes: u32) -> DispatchResult {
	Labour::take_outside(by(member), task, minutes)
}

fn confirm(task: TaskId, member: u32) -> DispatchResult {
	Labour::confirm_outside(by(0), task, id(member))
}

fn drop_shift(signer: u32, task: TaskId, member: u32) -> DispatchResult {
	Labour::drop_outside(by(signer), task, id(member))
}

/// Minutes of a task that can be taken on, and what its council offers in all.
fn offered(task: TaskId) -> (u32, u64) {
	(Outside::<Test>::get(task), Ledgers::<Test>::get(record(task).council).offered)
}

/// A task of the plant of which 120 of 240 minutes are offered.
fn cleaning() -> TaskId {
	let cleaning = task(PLANT, "cleaning", 240);
	assert_ok!(open(cleaning, 120));
	events();
	cleaning
}

/// Lets a council owe so many minutes, on the scale of empowerment, where it lies at `own` points.
fn indebt(council: CouncilId, owed: u64, own: u8) {
	Ledgers::<Test>::mutate(council, |ledger| {
		(ledger.owed, ledger.own, ledger.scale) = (owed, Points::of(own), Scale::Empowerment);
	});
}

fn done(council: CouncilId) -> u64 {
	Ledgers::<Test>::get(council).done
}

#[test]
fn a_speaker_offers_minutes() {
	run(|| {
		let before = {
			task(PLANT, "planning", 60);
			task(PLANT, "cleaning", 240);
			keys()
		};
		let (planning, cleaning) = (TaskId(0), TaskId(1));
		assert_ok!(open(cleaning, 120));
		assert_ok!(open(planning, 60));
		assert_eq!((offered(cleaning), offered(planning)), ((120, 180), (60, 180)));
		assert_ok!(open(cleaning, 240));
		assert_eq!(offered(cleaning), (240, 300));
		assert_eq!(last_event(), Event::OutsideOpened { task: cleaning, minutes: 240 });
		assert_ok!(open(cleaning, 0));
		assert_ok!(open(planning, 0));
		assert_eq!(last_event(), Event::OutsideOpened { task: planning, minutes: 0 });
		assert_eq!(keys(), before);
	});
}

#[test]
fn what_cannot_be_offered() {
	run(|| {
		let cleaning = cleaning();
		let wiring = register(PLANT, TaskSpec { requires: Some(3), ..spec("wiring") }, 60);
		assert_noop!(open(TaskId(9), 60), Error::<Test>::UnknownTask);
		let as_who = |member| Labour::open_outside(by(member), cleaning, 60);
		assert_noop!(as_who(77), Error::<Test>::NotMember);
		assert_noop!(as_who(1), Error::<Test>::NotSpeaker);
		assert_noop!(open(wiring, 60), Error::<Test>::NeedsQualification);
		assert_noop!(open(cleaning, 241), Error::<Test>::TooManyMinutes);
		indebt(PLANT, 30, 6);
		assert_noop!(open(cleaning, 60), Error::<Test>::OwesItself);
		assert_ok!(open(cleaning, 0));
		Ledgers::<Test>::mutate(PLANT, |ledger| ledger.done = 30);
		assert_ok!(open(cleaning, 60));
	});
}

#[test]
fn nothing_is_offered_of_a_dissolved_council() {
	run(|| {
		let cleaning = cleaning();
		dissolve(PLANT);
		assert_noop!(open(cleaning, 60), Error::<Test>::UnknownCouncil);
	});
}

#[test]
fn an_outsider_takes_minutes_on() {
	run(|| {
		let cleaning = cleaning();
		assert_ok!(take(7, cleaning, 90));
		assert_eq!(
			events(),
			[Event::ShiftTaken { task: cleaning, member: id(7), home: MILL, minutes: 90 }]
		);
		let shift = Shift { home: MILL, period: now(), minutes: 90 };
		assert_eq!(Shifts::<Test>::get(cleaning, id(7)), Some(shift));
		assert_eq!(offered(cleaning), (30, 30));
		assert_eq!(held_by(7), room::<Shift>());
		assert_ok!(take(8, cleaning, 30));
		assert!(!Outside::<Test>::contains_key(cleaning));
	});
}

#[test]
fn who_cannot_take_minutes_on() {
	run(|| {
		let cleaning = cleaning();
		assert_noop!(take(77, cleaning, 60), Error::<Test>::NotMember);
		assert_noop!(take(7, TaskId(9), 60), Error::<Test>::UnknownTask);
		assert_noop!(take(1, cleaning, 60), Error::<Test>::NotOutsider);
		// Without a workplace there is nothing to balance.
		assert_noop!(take(9, cleaning, 60), Error::<Test>::NotOutsider);
		assert_noop!(take(7, cleaning, 9), Error::<Test>::BelowBlock);
		assert_noop!(take(7, cleaning, 121), Error::<Test>::TooManyMinutes);
		Room::set(room::<Shift>() - 1);
		assert_noop!(take(7, cleaning, 60), DispatchError::Exhausted);
		Room::set(u32::MAX);
		assert_ok!(take(7, cleaning, 60));
		assert_noop!(take(7, cleaning, 60), Error::<Test>::ShiftRunning);
	});
}

#[test]
fn chores_at_home_are_no_balancing_work() {
	run(|| {
		// Member 7 works in the mill and lives in the house.
		seat(7, Side::Consumers, Some(HOUSE));
		let dishes = task(HOUSE, "dishes", 60);
		assert_ok!(Labour::open_outside(by(9), dishes, 60));
		assert_noop!(take(7, dishes, 60), Error::<Test>::NotOutsider);
		assert_ok!(take(8, dishes, 60));
	});
}

#[test]
fn a_small_task_is_taken_as_a_whole() {
	run(|| {
		let post = register(PLANT, TaskSpec { block: 60, ..spec("post") }, 20);
		assert_ok!(open(post, 20));
		assert_noop!(take(7, post, 19), Error::<Test>::BelowBlock);
		assert_ok!(take(7, post, 20));
	});
}

#[test]
fn work_that_takes_a_qualification_now_is_not_taken_on() {
	run(|| {
		let cleaning = cleaning();
		let wiring = TaskSpec { requires: Some(3), ..spec("wiring") };
		assert_ok!(Labour::revise_task(by(0), cleaning, wiring, vec![240].try_into().unwrap()));
		assert_noop!(take(7, cleaning, 60), Error::<Test>::NeedsQualification);
		assert_eq!(offered(cleaning), (0, 0));
	});
}

#[test]
fn a_speaker_confirms_what_was_done() {
	run(|| {
		let cleaning = cleaning();
		task(MILL, "milling", 100);
		assert_ok!(take(7, cleaning, 90));
		pass(1);
		assert_noop!(confirm(TaskId(9), 7), Error::<Test>::UnknownTask);
		assert_noop!(confirm(cleaning, 8), Error::<Test>::NoShift);
		let as_who = |member| Labour::confirm_outside(by(member), cleaning, id(7));
		assert_noop!(as_who(77), Error::<Test>::NotMember);
		assert_noop!(as_who(6), Error::<Test>::NotSpeaker);
		events();

		assert_ok!(confirm(cleaning, 7));
		assert_eq!(
			events(),
			[Event::ShiftDone { task: cleaning, member: id(7), home: MILL, counted: 90 }]
		);
		assert_eq!((done(MILL), done(PLANT), held_by(7)), (90, 0, 0));
		let tasks = vec![cleaning].try_into().unwrap();
		let (from, to) = (Period(1), Period(2));
		let stint = Stint { number: None, complex: 0, from, to, tasks };
		assert_eq!(History::<Test>::get(PLANT, id(7)).into_inner(), [stint]);
		// The minutes were done: they are not offered again.
		assert_eq!(offered(cleaning), (30, 30));
		assert_noop!(confirm(cleaning, 7), Error::<Test>::NoShift);
		// Who has done it may rate it.
		let ratable = Labour::ratable(PLANT, id(7));
		assert_eq!(ratable, Some((Voice::Outside, vec![cleaning])));
	});
}

#[test]
fn what_a_council_owes_is_counted_by_how_much_worse_the_work_is() {
	run(|| {
		let cleaning = cleaning();
		task(MILL, "milling", 100);
		indebt(MILL, 100, 6);
		// Neither is the task compared nor is there a mean.
		assert_ok!(take(6, cleaning, 20));
		assert_ok!(confirm(cleaning, 6));
		assert_eq!(done(MILL), 0);
		// 40 minutes at 3 points, where home lies at 6, count 40 x 3 / 6.
		judge(PLANT, &[(cleaning, 3, 9)]);
		assert_ok!(take(7, cleaning, 40));
		assert_ok!(confirm(cleaning, 7));
		assert_eq!(done(MILL), 20);
		// Better work than at home counts nothing.
		indebt(MILL, 100, 2);
		assert_ok!(take(8, cleaning, 40));
		assert_ok!(confirm(cleaning, 8));
		assert_eq!(done(MILL), 20);
	});
}

#[test]
fn work_that_is_not_compared_counts_by_the_mean() {
	run(|| {
		let cleaning = cleaning();
		let milling = task(MILL, "milling", 100);
		judge(MILL, &[(milling, 4, 4)]);
		assert_ok!(Labour::report(by(9), MILL));
		indebt(MILL, 100, 8);
		assert_ok!(take(7, cleaning, 40));
		assert_ok!(confirm(cleaning, 7));
		assert_eq!(done(MILL), 20);
	});
}

#[test]
fn a_home_without_tasks_has_no_ledger() {
	run(|| {
		let cleaning = cleaning();
		assert_ok!(take(7, cleaning, 40));
		assert_ok!(confirm(cleaning, 7));
		let counted = 0;
		let member = id(7);
		assert_eq!(last_event(), Event::ShiftDone { task: cleaning, member, home: MILL, counted });
		assert!(!Ledgers::<Test>::contains_key(MILL));
	});
}

#[test]
fn the_oldest_stint_makes_room() {
	run(|| {
		let cleaning = cleaning();
		for _ in 0..13 {
			pass(1);
			assert_ok!(open(cleaning, 120));
			assert_ok!(take(7, cleaning, 10));
			assert_ok!(confirm(cleaning, 7));
		}
		let periods = History::<Test>::get(PLANT, id(7)).into_iter().map(|stint| stint.to.0);
		assert_eq!(periods.collect::<Vec<_>>(), (3..=14).collect::<Vec<_>>());
	});
}

#[test]
fn members_drop_their_own() {
	run(|| {
		let cleaning = cleaning();
		assert_noop!(drop_shift(7, cleaning, 7), Error::<Test>::NoShift);
		assert_ok!(take(7, cleaning, 90));
		events();
		assert_noop!(drop_shift(0, cleaning, 7), Error::<Test>::ShiftOpen);
		assert_ok!(drop_shift(7, cleaning, 7));
		assert_eq!(events(), [Event::ShiftDropped { task: cleaning, member: id(7) }]);
		assert_eq!((offered(cleaning), held_by(7)), ((120, 120), 0));
	});
}

#[test]
fn anyone_drops_what_is_dead() {
	run(|| {
		let cleaning = cleaning();
		assert_ok!(take(7, cleaning, 60));
		assert_ok!(take(8, cleaning, 60));
		pass(1);
		assert_noop!(drop_shift(77, cleaning, 7), Error::<Test>::ShiftOpen);
		pass(1);
		assert_ok!(drop_shift(77, cleaning, 7));
		assert_eq!(offered(cleaning), (60, 60));

		assert_ok!(take(7, cleaning, 60));
		assert_ok!(Labour::retire_task(by(0), cleaning));
		assert_ok!(drop_shift(77, cleaning, 7));
		leave(8);
		assert_ok!(drop_shift(77, cleaning, 8));
		assert!(Shifts::<Test>::iter().next().is_none());
		assert_eq!(Ledgers::<Test>::get(PLANT), Ledger::default());
	});
}

#[test]
fn no_more_is_offered_again_than_the_task_has() {
	run(|| {
		let cleaning = cleaning();
		assert_ok!(take(7, cleaning, 60));
		assert_ok!(open(cleaning, 200));
		assert_ok!(drop_shift(7, cleaning, 7));
		assert_eq!(offered(cleaning), (240, 240));

		assert_ok!(take(7, cleaning, 60));
		let wiring = TaskSpec { requires: Some(3), ..spec("wiring") };
		assert_ok!(Labour::revise_task(by(0), cleaning, wiring, vec![240].try_into().unwrap()));
		assert_ok!(drop_shift(7, cleaning, 7));
		assert_eq!(offered(cleaning), (0, 0));
	});
}
