//! Each invariant of tasks, ratings and rosters, broken on purpose.

use super::{
	tasks::{merge, split},
	*,
};
use crate::{
	Commitments, Line, NextTask, Rated, Ratings, Roster, Rosters, Task, Tasks, Voice, Workplace,
	Workplaces, MAX_MINUTES,
};
use frame_support::assert_ok;

/// The second half of what was the first task.
const HALF: TaskId = TaskId(3);
/// What was merged of the first half and the second task.
const MIX: TaskId = TaskId(4);

/// A plant with two tasks that were rated from inside and outside, then split and merged; with
/// hours, and a commitment.
fn scene() {
	let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 300));
	assert_ok!(Labour::open_outside(by(0), two, 60));
	assert_ok!(Labour::take_outside(by(6), two, 60));
	assert_ok!(Labour::confirm_outside(by(0), two, id(6)));
	rate(PLANT, &[0, 1], &[(one, 3, 5), (two, 7, 8)]);
	rate(PLANT, &[6], &[(two, 1, 2)]);
	let halves = split(one, &[("a", &[200]), ("b", &[400])]);
	assert_eq!(halves[1], HALF);
	assert_eq!(merge(&[two, halves[0]], "mix"), MIX);
	offer(PLANT, &[0, 1], 60);
	commit(PLANT, 2, &[(MIX, 1, 1)]);
}

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		scene();
		Labour::do_try_state().unwrap();
		breaks();
		assert_eq!(Labour::check_tasks(), Err(complaint.into()));
	});
}

fn change_task(id: TaskId, change: impl FnOnce(&mut Task)) {
	Tasks::<Test>::mutate(id, |task| change(task.as_mut().unwrap()));
}

fn change_workplace(change: impl FnOnce(&mut Workplace)) {
	Workplaces::<Test>::mutate(PLANT, |workplace| change(workplace.as_mut().unwrap()));
}

fn change_rated(member: u32, change: impl FnOnce(&mut Rated)) {
	Ratings::<Test>::mutate(PLANT, id(member), |rated| change(rated.as_mut().unwrap()));
}

fn change_roster(change: impl FnOnce(&mut Roster)) {
	Rosters::<Test>::mutate(PLANT, change);
}

#[test]
fn lists_name_the_tasks() {
	broken("task with an identifier not given yet", || NextTask::<Test>::put(MIX));
	broken("task of a council without a workplace", || Workplaces::<Test>::remove(PLANT));
	let other = "workplace with another list of tasks";
	broken(other, || change_workplace(|it| it.tasks = vec![HALF].try_into().unwrap()));
	broken(other, || change_workplace(|it| it.tasks = vec![MIX, HALF].try_into().unwrap()));
	broken(other, || change_workplace(|it| it.tasks.try_push(TaskId(5)).unwrap()));
}

#[test]
fn tasks_are_what_they_can_be() {
	let bounds = "task said to be what it cannot be";
	broken(bounds, || change_task(MIX, |task| task.spec.name = Default::default()));
	broken(bounds, || change_task(MIX, |task| task.spec.class = 4));
	broken(bounds, || change_task(MIX, |task| task.spec.requires = Some(32)));
	broken(bounds, || change_task(MIX, |task| task.spec.block = 0));
	let minutes = "task of so many minutes";
	broken(minutes, || change_task(MIX, |task| task.parts[0].minutes = MAX_MINUTES));
	broken(minutes, || change_task(MIX, |task| task.parts = Default::default()));
	broken("part without minutes", || change_task(MIX, |task| task.parts[0].minutes = 0));
}

#[test]
fn parts_come_from_what_is_gone() {
	let lineage = |all: [u32; 2]| {
		let all = all.map(TaskId).to_vec().try_into().unwrap();
		change_task(MIX, |task| task.parts[0].lineage = all);
	};
	broken("part that came from younger tasks", || lineage([1, 0]));
	broken("part that came from younger tasks", || lineage([0, 4]));
	broken("part that came from a task that is there", || lineage([0, 3]));
}

#[test]
fn sums_are_recounted() {
	broken("minutes that are not those of the tasks", || change_workplace(|it| it.minutes += 1));
	let inside = "inside sums that are not those of the parts";
	broken(inside, || change_workplace(|it| it.inside.desirability += 1));
	broken(inside, || change_workplace(|it| it.inside.minutes -= 1));
	let outside = "outside sums that are not those of the parts";
	broken(outside, || change_workplace(|it| it.outside.empowerment += 1));
}

#[test]
fn lines_are_in_order() {
	let lines = |lines: &[Line]| {
		let lines = lines.to_vec().try_into().unwrap();
		Ratings::<Test>::insert(MILL, id(6), Rated { voice: Voice::Inside, lines });
	};
	broken("ratings of nothing", || lines(&[]));
	let (one, two) = (line(TaskId(8), 1, 1), line(TaskId(9), 1, 1));
	broken("ratings out of order", || lines(&[two, one]));
	broken("ratings out of order", || lines(&[one, one]));
	broken("rating off the scale", || lines(&[one, line(TaskId(9), 11, 1)]));
}

#[test]
fn sheets_are_recounted() {
	let inside = "inside ratings that are not the members'";
	broken(inside, || change_rated(0, |rated| rated.lines[0].rating.empowerment = 4));
	broken(inside, || change_rated(1, |rated| rated.lines[1].rating.desirability = 4));
	broken(inside, || change_rated(1, |rated| rated.voice = Voice::Outside));
	broken(inside, || Ratings::<Test>::remove(PLANT, id(0)));
	let outside = "outside ratings that are not the members'";
	broken(outside, || change_rated(6, |rated| rated.lines[0].rating.empowerment = 4));
	broken(outside, || Ratings::<Test>::remove(PLANT, id(6)));
}

#[test]
fn commitments_are_not_of_the_future() {
	broken("commitment of a period that has not come", || {
		Commitments::<Test>::mutate(PLANT, id(2), |made| made.as_mut().unwrap().period.0 += 1);
	});
}

#[test]
fn rosters_are_in_order() {
	broken("roster without workers", || Rosters::<Test>::insert(MILL, Roster::default()));
	broken("workers out of order", || change_roster(|roster| roster.as_mut().reverse()));
	broken("workers out of order", || change_roster(|roster| roster[1].member = id(0)));
	broken("worker without hours", || change_roster(|roster| roster[0].offered = [0; 4]));
}
