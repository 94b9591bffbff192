//! Tasks: registered, described anew, split, merged, retired; and workplaces that close.

use super::*;
use crate::{Child, MaxChildren, Name, NextTask, TaskSpec, Workplaces, MAX_MINUTES};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult, BoundedVec};
use parecon_jobs_engine::{Both, Points, Sums};

pub fn children(all: &[(&str, &[u32])]) -> BoundedVec<Child, MaxChildren> {
	let child = |(name, minutes): &(&str, &[u32])| Child {
		spec: spec(name),
		minutes: minutes.to_vec().try_into().unwrap(),
	};
	all.iter().map(child).collect::<Vec<_>>().try_into().unwrap()
}

/// Splits a task, and names what it was split into.
pub fn split(task: TaskId, all: &[(&str, &[u32])]) -> Vec<TaskId> {
	let first = NextTask::<Test>::get().0;
	let who = speaker(record(task).council);
	assert_ok!(Labour::split_task(who, task, children(all)));
	(first..NextTask::<Test>::get().0).map(TaskId).collect()
}

/// Merges tasks, and names what they were merged into.
pub fn merge(tasks: &[TaskId], name: &str) -> TaskId {
	let into = NextTask::<Test>::get();
	let who = speaker(record(tasks[0]).council);
	assert_ok!(Labour::merge_tasks(who, tasks.to_vec().try_into().unwrap(), spec(name)));
	into
}

fn revise(task: TaskId, spec: TaskSpec, minutes: &[u32]) -> DispatchResult {
	Labour::revise_task(by(0), task, spec, minutes.to_vec().try_into().unwrap())
}

fn sums(council: CouncilId) -> (u64, Sums, Sums) {
	let it = workplace(council);
	(it.minutes, it.inside, it.outside)
}

/// Two tasks: one of 600 minutes with the medians (6, 5), one of 300 with (1, 6).
fn two() -> (TaskId, TaskId) {
	let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 300));
	rate(PLANT, &[0], &[(one, 8, 3), (two, 1, 6)]);
	rate(PLANT, &[1], &[(one, 4, 5)]);
	rate(PLANT, &[2], &[(one, 6, 9)]);
	events();
	(one, two)
}

#[test]
fn a_task_is_registered() {
	run(|| {
		let one = task(PLANT, "one", 600);
		let event = Event::TaskRegistered { council: PLANT, task: one, minutes: 600 };
		assert_eq!(events(), [event]);
		let two = task(PLANT, "two", 300);
		let other = task(MILL, "one", MAX_MINUTES);
		assert_eq!([one, two, other], [TaskId(0), TaskId(1), TaskId(2)]);

		assert_eq!(record(two).spec, spec("two"));
		assert_eq!(record(two).parts.len(), 1);
		assert!(!record(two).practised);
		assert_eq!(workplace(PLANT).tasks, vec![one, two]);
		assert_eq!(sums(PLANT), (900, Sums::default(), Sums::default()));
		assert_eq!(workplace(MILL).tasks, vec![other]);
		assert_eq!(held_by_council(PLANT), 2 * room::<crate::Task>());
	});
}

#[test]
fn consumers_register_tasks_too() {
	run(|| assert_eq!(record(task(HOUSE, "washing up", 60)).council, HOUSE));
}

#[test]
fn who_cannot_register() {
	run(|| {
		let register = |who: u32, council| Labour::register_task(by(who), council, spec("x"), 60);
		assert_noop!(register(99, PLANT), Error::<Test>::NotMember);
		assert_noop!(register(0, NOWHERE), Error::<Test>::UnknownCouncil);
		assert_noop!(register(0, UNION), Error::<Test>::Federation);
		assert_noop!(register(1, PLANT), Error::<Test>::NotSpeaker);
		assert_noop!(register(0, MILL), Error::<Test>::NotSpeaker);
	});
}

#[test]
fn what_cannot_be_registered() {
	run(|| {
		let refused = |change: fn(&mut TaskSpec), why: Error<Test>| {
			let mut spec = spec("task");
			change(&mut spec);
			assert_noop!(Labour::register_task(by(0), PLANT, spec, 60), why);
		};
		refused(|spec| spec.name = Name::default(), Error::InvalidName);
		refused(|spec| spec.name = vec![0xff].try_into().unwrap(), Error::InvalidName);
		refused(|spec| spec.class = 4, Error::InvalidClass);
		refused(|spec| spec.requires = Some(32), Error::InvalidClass);
		refused(|spec| spec.block = 0, Error::InvalidMinutes);
		for minutes in [0, MAX_MINUTES + 1] {
			let call = Labour::register_task(by(0), PLANT, spec("task"), minutes);
			assert_noop!(call, Error::<Test>::InvalidMinutes);
		}
		let last = TaskSpec { class: 3, requires: Some(31), block: 500, ..spec("task") };
		register(PLANT, last, 60);
	});
}

#[test]
fn a_council_has_a_hundred_tasks() {
	run(|| {
		let all: Vec<TaskId> = (0..100).map(|_| task(PLANT, "task", MAX_MINUTES)).collect();
		let register = || Labour::register_task(by(0), PLANT, spec("task"), 60);
		assert_noop!(register(), Error::<Test>::TooManyTasks);
		let halves: [(&str, &[u32]); 2] = [("a", &[500_000]), ("b", &[500_000])];
		let split = Labour::split_task(by(0), all[7], children(&halves));
		assert_noop!(split, Error::<Test>::TooManyTasks);
		assert_ok!(Labour::retire_task(by(0), all[0]));
		assert_ok!(register());
	});
}

#[test]
fn identifiers_are_used_up() {
	run(|| {
		NextTask::<Test>::put(TaskId(u32::MAX));
		let register = Labour::register_task(by(0), PLANT, spec("task"), 60);
		assert_noop!(register, Error::<Test>::IdsExhausted);
	});
}

#[test]
fn a_full_purse_takes_no_task() {
	run(|| {
		Room::set(room::<crate::Task>());
		let one = task(PLANT, "one", 600);
		let register = Labour::register_task(by(0), PLANT, spec("two"), 60);
		assert_noop!(register, frame_support::pallet_prelude::DispatchError::Exhausted);
		let halves: [(&str, &[u32]); 2] = [("a", &[300]), ("b", &[300])];
		let split = Labour::split_task(by(0), one, children(&halves));
		assert_noop!(split, frame_support::pallet_prelude::DispatchError::Exhausted);
		assert_ok!(Labour::retire_task(by(0), one));
		task(PLANT, "two", 60);
	});
}

#[test]
fn nothing_is_changed_while_a_window_is_open() {
	run(|| {
		divisions::opened();
		let (one, two) = (TaskId(0), TaskId(1));
		let open = Error::<Test>::WindowOpen;
		assert_noop!(Labour::register_task(by(0), PLANT, spec("x"), 60), open);
		assert_noop!(revise(one, spec("x"), &[60]), Error::<Test>::WindowOpen);
		let halves: [(&str, &[u32]); 2] = [("a", &[60]), ("b", &[60])];
		let split = Labour::split_task(by(0), one, children(&halves));
		assert_noop!(split, Error::<Test>::WindowOpen);
		let both = vec![one, two].try_into().unwrap();
		let merge = Labour::merge_tasks(by(0), both, spec("x"));
		assert_noop!(merge, Error::<Test>::WindowOpen);
		assert_noop!(Labour::retire_task(by(0), one), Error::<Test>::WindowOpen);
	});
}

#[test]
fn a_task_is_described_anew_and_keeps_its_ratings() {
	run(|| {
		let (one, _) = two();
		let (_, inside, _) = sums(PLANT);
		assert_ok!(revise(one, TaskSpec { class: 2, ..spec("first") }, &[600]));
		assert_eq!(events(), [Event::TaskRevised { task: one, minutes: 600 }]);
		assert_eq!(sums(PLANT), (900, inside, Sums::default()));

		assert_ok!(revise(one, spec("first"), &[100]));
		let expected = Sums { minutes: 400, empowerment: 900, desirability: 2_300 };
		assert_eq!(sums(PLANT), (400, expected, Sums::default()));
		assert_eq!(record(one).spec, spec("first"));
	});
}

#[test]
fn what_cannot_be_described_anew() {
	run(|| {
		let (one, two) = two();
		assert_noop!(revise(TaskId(9), spec("x"), &[60]), Error::<Test>::UnknownTask);
		let by = |who| Labour::revise_task(by(who), one, spec("x"), vec![60].try_into().unwrap());
		assert_noop!(by(99), Error::<Test>::NotMember);
		assert_noop!(by(1), Error::<Test>::NotSpeaker);
		let refused = |spec, minutes: &[u32], why: Error<Test>| {
			assert_noop!(revise(one, spec, minutes), why);
		};
		refused(TaskSpec { name: Name::default(), ..spec("x") }, &[60], Error::InvalidName);
		refused(TaskSpec { class: 4, ..spec("x") }, &[60], Error::InvalidClass);
		refused(spec("x"), &[], Error::WrongParts);
		refused(spec("x"), &[60, 60], Error::WrongParts);
		refused(spec("x"), &[0], Error::InvalidMinutes);
		refused(spec("x"), &[MAX_MINUTES + 1], Error::InvalidMinutes);

		let both = merge(&[one, two], "both");
		assert_noop!(revise(both, spec("x"), &[60, 0]), Error::<Test>::InvalidMinutes);
		let most = [MAX_MINUTES, 1];
		assert_noop!(revise(both, spec("x"), &most), Error::<Test>::InvalidMinutes);
		assert_ok!(revise(both, spec("x"), &[MAX_MINUTES - 1, 1]));
	});
}

#[test]
fn an_offer_to_outsiders_ends_where_it_is_none_any_more() {
	run(|| {
		let one = task(PLANT, "one", 600);
		let offered = || crate::Outside::<Test>::get(one);
		assert_ok!(Labour::open_outside(by(0), one, 60));
		assert_ok!(revise(one, spec("one"), &[60]));
		assert_eq!(offered(), 60);
		assert_ok!(revise(one, spec("one"), &[59]));
		assert_eq!(offered(), 0);
		assert_ok!(Labour::open_outside(by(0), one, 10));
		assert_ok!(revise(one, TaskSpec { requires: Some(1), ..spec("one") }, &[59]));
		assert_eq!(offered(), 0);
		assert_eq!(crate::Ledgers::<Test>::get(PLANT).offered, 0);
	});
}

#[test]
fn a_split_changes_no_index() {
	run(|| {
		let (one, two) = two();
		let before = sums(PLANT);
		let index = Both::new(Points(4_333_333), Points(5_333_333));
		assert_eq!(workplace(PLANT).inside.index(), Some(index));

		let parts = split(one, &[("third", &[200]), ("rest", &[399]), ("minute", &[1])]);
		let all: BoundedVec<TaskId, MaxChildren> = parts.clone().try_into().unwrap();
		assert_eq!(events(), [Event::TaskSplit { task: one, children: all }]);
		assert_eq!(sums(PLANT), before);
		assert!(crate::Tasks::<Test>::get(one).is_none());
		assert_eq!(workplace(PLANT).tasks, vec![two, parts[0], parts[1], parts[2]]);
		assert_eq!(record(parts[0]).parts[0].lineage, vec![one]);
		assert_eq!(record(parts[0]).parts[0].inside.count(), 3);
		assert_eq!(held_by_council(PLANT), 4 * room::<crate::Task>());
	});
}

#[test]
fn a_merge_changes_no_index() {
	run(|| {
		let (one, two) = two();
		let before = sums(PLANT);
		let both = merge(&[one, two], "both");
		let tasks = vec![one, two].try_into().unwrap();
		assert_eq!(events(), [Event::TasksMerged { tasks, into: both }]);
		assert_eq!(sums(PLANT), before);
		assert_eq!(workplace(PLANT).tasks, vec![both]);
		let record = record(both);
		assert_eq!(record.parts.len(), 2);
		assert_eq!(record.parts[1].lineage, vec![two]);
		assert_eq!(record.score_of(crate::Voice::Inside), workplace(PLANT).inside.index());
		assert_eq!(held_by_council(PLANT), room::<crate::Task>());
	});
}

#[test]
fn what_was_merged_is_split_into_its_parts_again() {
	run(|| {
		let (one, two) = two();
		let before = sums(PLANT);
		let both = merge(&[one, two], "both");
		let again = split(both, &[("one", &[600, 0]), ("two", &[0, 300])]);
		assert_eq!(sums(PLANT), before);
		assert_eq!(record(again[0]).parts.len(), 1);
		assert_eq!(record(again[0]).minutes(), 600);
		assert_eq!(record(again[1]).parts[0].lineage, vec![two, both]);
	});
}

#[test]
fn what_cannot_be_split() {
	run(|| {
		let (one, two) = two();
		let refused = |who, task, all: &[(&str, &[u32])], why: Error<Test>| {
			assert_noop!(Labour::split_task(by(who), task, children(all)), why);
		};
		let halves: [(&str, &[u32]); 2] = [("a", &[300]), ("b", &[300])];
		refused(0, TaskId(9), &halves, Error::UnknownTask);
		refused(99, one, &halves, Error::NotMember);
		refused(1, one, &halves, Error::NotSpeaker);
		refused(0, one, &[], Error::TooFew);
		refused(0, one, &halves[..1], Error::TooFew);
		refused(0, one, &[("a", &[300]), ("b", &[])], Error::WrongParts);
		refused(0, one, &[("a", &[300, 1]), ("b", &[299])], Error::WrongParts);
		refused(0, one, &[("a", &[300]), ("b", &[301])], Error::MinutesLost);
		refused(0, one, &[("a", &[300]), ("b", &[299])], Error::MinutesLost);
		refused(0, one, &[("a", &[600]), ("b", &[0])], Error::InvalidMinutes);
		refused(0, one, &[("", &[300]), ("b", &[300])], Error::InvalidName);
		let both = merge(&[one, two], "both");
		refused(0, both, &[("a", &[599, 301]), ("b", &[1, 0])], Error::MinutesLost);
	});
}

#[test]
fn what_cannot_be_merged() {
	run(|| {
		let (one, two) = two();
		let other = task(MILL, "other", 60);
		let refused = |who, tasks: &[TaskId], spec, why: Error<Test>| {
			let tasks = tasks.to_vec().try_into().unwrap();
			assert_noop!(Labour::merge_tasks(by(who), tasks, spec), why);
		};
		refused(0, &[], spec("x"), Error::TooFew);
		refused(0, &[one], spec("x"), Error::TooFew);
		refused(0, &[two, one], spec("x"), Error::NotAscending);
		refused(0, &[one, one], spec("x"), Error::NotAscending);
		refused(0, &[one, TaskId(9)], spec("x"), Error::UnknownTask);
		refused(0, &[one, other], spec("x"), Error::OtherCouncil);
		refused(99, &[one, two], spec("x"), Error::NotMember);
		refused(1, &[one, two], spec("x"), Error::NotSpeaker);
		refused(0, &[one, two], spec(""), Error::InvalidName);
		let large = task(PLANT, "large", MAX_MINUTES);
		refused(0, &[one, large], spec("x"), Error::InvalidMinutes);
	});
}

#[test]
fn a_task_has_four_parts() {
	run(|| {
		let all: Vec<TaskId> = (0..5).map(|_| task(PLANT, "task", 60)).collect();
		let four = merge(&all[..4], "four");
		assert_eq!(record(four).parts.len(), 4);
		let five = vec![all[4], four].try_into().unwrap();
		let merge = Labour::merge_tasks(by(0), five, spec("five"));
		assert_noop!(merge, Error::<Test>::TooManyParts);
	});
}

#[test]
fn a_part_remembers_four_generations() {
	run(|| {
		let mut last = task(PLANT, "task", 32);
		for generation in 1..5 {
			let half = 32 >> generation;
			last = split(last, &[("a", &[half]), ("b", &[half])])[0];
		}
		assert_eq!(record(last).parts[0].lineage.len(), 4);
		let halves: [(&str, &[u32]); 2] = [("a", &[1]), ("b", &[1])];
		let split = Labour::split_task(by(0), last, children(&halves));
		assert_noop!(split, Error::<Test>::TooManyGenerations);
		let other = task(PLANT, "other", 60);
		let merge = Labour::merge_tasks(by(0), vec![last, other].try_into().unwrap(), spec("x"));
		assert_noop!(merge, Error::<Test>::TooManyGenerations);
	});
}

#[test]
fn who_has_practised_is_inherited() {
	run(|| {
		let (one, two) = two();
		crate::Tasks::<Test>::mutate(one, |task| task.as_mut().unwrap().practised = true);
		let halves = split(one, &[("a", &[300]), ("b", &[300])]);
		assert!(halves.iter().all(|half| record(*half).practised));
		assert!(!record(two).practised);
		// Nobody becomes entitled to rate it by its being merged with work that nobody has done.
		assert!(record(merge(&[two, halves[0]], "mixed")).practised);
	});
}

#[test]
fn a_task_is_retired_with_its_ratings() {
	run(|| {
		let (one, two) = two();
		assert_ok!(Labour::open_outside(by(0), one, 60));
		events();
		assert_noop!(Labour::retire_task(by(0), TaskId(9)), Error::<Test>::UnknownTask);
		assert_noop!(Labour::retire_task(by(99), one), Error::<Test>::NotMember);
		assert_noop!(Labour::retire_task(by(1), one), Error::<Test>::NotSpeaker);

		assert_ok!(Labour::retire_task(by(0), one));
		assert_eq!(last_event(), Event::TaskRetired { task: one });
		let expected = Sums { minutes: 300, empowerment: 300, desirability: 1_800 };
		assert_eq!(sums(PLANT), (300, expected, Sums::default()));
		assert!(!crate::Outside::<Test>::contains_key(one));
		assert_ok!(Labour::retire_task(by(0), two));
		assert_eq!(sums(PLANT), (0, Sums::default(), Sums::default()));
		// What it has set and reported stays with the council.
		assert!(Workplaces::<Test>::contains_key(PLANT));
		assert_eq!(held_by_council(PLANT), 0);
	});
}

#[test]
fn the_workplace_of_a_dissolved_council_is_closed() {
	run(|| {
		let before = keys();
		divisions::adopted();
		assert_ok!(divisions::take(1, 0));
		divisions::open();
		assert_ok!(divisions::submit(2, divisions::WHOLE, divisions::whole()));
		assert_ok!(Labour::call_jury(by(12), PLANT));
		assert_ok!(Labour::open_outside(by(0), TaskId(0), 60));
		pass(1);
		assert_ok!(Labour::report(by(9), PLANT));
		let close = || Labour::close_workplace(by(9), PLANT);
		assert_noop!(close(), Error::<Test>::CouncilExists);
		assert_noop!(Labour::close_workplace(by(9), NOWHERE), Error::<Test>::NoWorkplace);

		dissolve(PLANT);
		events();
		assert_ok!(close());
		assert_eq!(events(), [Event::WorkplaceClosed { council: PLANT }]);
		assert_noop!(close(), Error::<Test>::NoWorkplace);
		// What is left are ratings, for which members hold room.
		for member in 0..3 {
			assert_ok!(Labour::tidy(by(9), PLANT, id(member)));
		}
		let left: Vec<_> = keys().difference(&before).cloned().collect();
		let pallet = sp_io::hashing::twox_128(b"Labour");
		let values = [
			NextTask::<Test>::hashed_key(),
			crate::Inside::<Test>::hashed_key(),
			crate::Compared::<Test>::hashed_key(),
			crate::Pooled::<Test>::hashed_key(),
		];
		let mine = left.iter().filter(|key| key.starts_with(&pallet));
		let extra: Vec<_> = mine.filter(|key| values.iter().all(|it| it[..] != key[..])).collect();
		assert!(extra.is_empty(), "{extra:?}");
		assert_eq!(all_held(), Default::default());
	});
}

#[test]
fn no_workplace_closes_while_weights_are_worked_out() {
	new_test_ext().execute_with(|| {
		task(PLANT, "one", 60);
		dissolve(PLANT);
		let none = parecon_jobs_engine::Apportion { total: 0, raw_total: 0, done: 0 };
		crate::Weighing::<Test>::put((None::<CouncilId>, none));
		assert_noop!(Labour::close_workplace(by(9), PLANT), Error::<Test>::Weighing);
	});
}
