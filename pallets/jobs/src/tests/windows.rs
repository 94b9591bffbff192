//! Rules, windows that are opened and dropped, and divisions that are adopted.

use super::{divisions::*, *};
use crate::{JobRules, Mode, TaskSpec, Voice, Weighing, Windows};
use frame_support::{assert_noop, assert_ok, pallet_prelude::DispatchError};
use parecon_jobs_engine::{Apportion, Both, Points};

const BINDING: JobRules =
	JobRules { mode: Mode::Binding, tolerance: Points(1_000_000), most_tasks: 6, precedence: 3 };

fn set_rules(member: u32, rules: JobRules) -> frame_support::dispatch::DispatchResult {
	Labour::set_rules(by(member), PLANT, rules)
}

fn open_for(blocks: u32) -> frame_support::dispatch::DispatchResult {
	Labour::open_window(by(0), PLANT, blocks)
}

#[test]
fn rules_hold_from_the_next_window_on() {
	run(|| {
		plant(&[0, 1, 2]);
		assert_eq!(workplace(PLANT).rules, JobRules::default());
		assert_ok!(set_rules(0, BINDING));
		assert_eq!(last_event(), Event::RulesSet { council: PLANT, rules: BINDING });
		assert_eq!(workplace(PLANT).rules, BINDING);
		open();
		assert_eq!(window().terms.rules, BINDING);
		assert_noop!(set_rules(0, BINDING), Error::<Test>::WindowOpen);
	});
}

#[test]
fn who_speaks_sets_rules() {
	run(|| {
		let set = |who, council| Labour::set_rules(by(who), council, BINDING);
		assert_noop!(set(77, PLANT), Error::<Test>::NotMember);
		assert_noop!(set(0, NOWHERE), Error::<Test>::UnknownCouncil);
		assert_noop!(set(0, UNION), Error::<Test>::Federation);
		assert_noop!(set(1, PLANT), Error::<Test>::NotSpeaker);
		assert_noop!(set(0, PLANT), Error::<Test>::NoWorkplace);
	});
}

#[test]
fn rules_have_bounds() {
	run(|| {
		plant(&[0]);
		for rules in [
			JobRules { most_tasks: 0, ..BINDING },
			JobRules { most_tasks: 9, ..BINDING },
			JobRules { precedence: 0, ..BINDING },
			JobRules { tolerance: Points(Points::MAX.0 + 1), ..BINDING },
		] {
			assert_noop!(set_rules(0, rules), Error::<Test>::InvalidRules);
		}
		assert_ok!(set_rules(0, JobRules { most_tasks: 8, tolerance: Points::MAX, ..BINDING }));
		assert_ok!(set_rules(0, JobRules { most_tasks: 1, precedence: 1, ..BINDING }));
	});
}

#[test]
fn a_window_freezes_what_divisions_are_measured_by() {
	run(|| {
		let (cleaning, planning) = plant(&[1, 0, 2]);
		let before = held_by_council(PLANT);
		assert_ok!(open_for(10));
		let mean = Both::new(Points::of(5), Points::of(5));
		assert_eq!(
			last_event(),
			Event::WindowOpened { council: PLANT, number: 0, closes: CLOSES, mean }
		);
		assert_eq!(held_by_council(PLANT) - before, room::<crate::WindowOf<Test>>());
		assert_eq!(workplace(PLANT).next, 1);
		let crate::Window { closes, expires, terms } = window();
		assert_eq!((closes, expires), (CLOSES, EXPIRES));
		assert_eq!((terms.number, terms.epoch, terms.mean), (0, 1, mean));
		assert_eq!(terms.rules, JobRules::default());
		let tasks: Vec<_> =
			terms.tasks.iter().map(|terms| (terms.task, terms.minutes, terms.score)).collect();
		let points = |e, d| Both::new(Points::of(e), Points::of(d));
		assert_eq!(tasks, [(cleaning, 120, points(2, 6)), (planning, 120, points(8, 4))]);
		let workers: Vec<u32> = terms.workers.iter().map(|worker| worker.member.0).collect();
		assert_eq!(workers, [0, 1, 2]);
	});
}

#[test]
fn terms_are_what_the_council_says_of_a_task() {
	run(|| {
		let what = TaskSpec { class: 2, directs: true, requires: Some(5), ..spec("watch") };
		let watch = register(PLANT, TaskSpec { block: 60, ..what }, 90);
		offer(PLANT, &[0], 120);
		rate(PLANT, &[0], &[(watch, 1, 1)]);
		open();
		let terms = *window().terms.tasks.first().unwrap();
		assert_eq!(
			(terms.class, terms.block, terms.directs, terms.requires),
			(2, 60, true, Some(5))
		);
	});
}

#[test]
fn a_task_smaller_than_its_block_is_one_block() {
	run(|| {
		let opening = task(PLANT, "opening", 5);
		offer(PLANT, &[0], 120);
		rate(PLANT, &[0], &[(opening, 5, 5)]);
		assert_eq!(record(opening).spec.block, 10);
		open();
		assert_eq!(window().terms.tasks.first().unwrap().block, 5);
		assert_ok!(submit(0, FAIR, division(&[complex(0, &[(0, 5)])])));
	});
}

#[test]
fn ratings_that_come_later_do_not_move_a_window() {
	run(|| {
		let (cleaning, _) = plant(&[0, 1, 2]);
		open();
		let before = window();
		rate(PLANT, &[0, 1, 2], &[(cleaning, 10, 10)]);
		assert_eq!(window(), before);
		let medians = record(cleaning).parts[0].medians(Voice::Inside);
		assert_eq!(medians, Some(Both::new(10, 10)));
	});
}

#[test]
fn a_window_needs_workers_and_ratings() {
	run(|| {
		assert_noop!(open_for(10), Error::<Test>::NoWorkplace);
		let cleaning = task(PLANT, "cleaning", 120);
		assert_noop!(open_for(0), Error::<Test>::InvalidWindow);
		assert_noop!(open_for(51), Error::<Test>::InvalidWindow);
		assert_noop!(open_for(50), Error::<Test>::NoWorkers);
		offer(PLANT, &[0], 120);
		assert_noop!(open_for(50), Error::<Test>::Unrated);
		rate(PLANT, &[0], &[(cleaning, 2, 6)]);
		task(PLANT, "planning", 120);
		assert_noop!(open_for(50), Error::<Test>::Unrated);
	});
}

#[test]
fn nothing_is_divided_where_there_is_no_task() {
	run(|| {
		let (cleaning, planning) = plant(&[0]);
		assert_ok!(Labour::retire_task(by(0), cleaning));
		assert_ok!(Labour::retire_task(by(0), planning));
		assert!(open_for(10).is_err());
	});
}

#[test]
fn who_speaks_opens_one_window_at_a_time() {
	run(|| {
		plant(&[0]);
		let opens = |who, council| Labour::open_window(by(who), council, 10);
		assert_noop!(opens(77, PLANT), Error::<Test>::NotMember);
		assert_noop!(opens(1, PLANT), Error::<Test>::NotSpeaker);
		assert_noop!(opens(0, UNION), Error::<Test>::Federation);
		assert_noop!(opens(0, NOWHERE), Error::<Test>::UnknownCouncil);
		Room::set(held_by_council(PLANT));
		assert_noop!(opens(0, PLANT), DispatchError::Exhausted);
		Room::set(u32::MAX);
		assert_ok!(opens(0, PLANT));
		assert_noop!(opens(0, PLANT), Error::<Test>::WindowOpen);
	});
}

#[test]
fn no_more_windows_are_numbered_than_there_are_numbers() {
	run(|| {
		plant(&[0]);
		crate::Workplaces::<Test>::mutate(PLANT, |workplace| {
			workplace.as_mut().unwrap().next = u32::MAX;
		});
		assert_noop!(open_for(10), Error::<Test>::Overflow);
	});
}

#[test]
fn who_speaks_drops_a_window_that_has_closed() {
	run(|| {
		plant(&[0, 1, 2]);
		assert_noop!(Labour::drop_window(by(0), PLANT), Error::<Test>::NoWindow);
		let before = keys();
		open();
		assert_ok!(submit(1, WHOLE, whole()));
		go_to(CLOSES - 1);
		assert_noop!(Labour::drop_window(by(0), PLANT), Error::<Test>::WindowNotClosed);
		go_to(CLOSES);
		assert_noop!(Labour::drop_window(by(77), PLANT), Error::<Test>::NotMember);
		assert_noop!(Labour::drop_window(by(1), PLANT), Error::<Test>::NotSpeaker);
		assert_ok!(Labour::drop_window(by(0), PLANT));
		assert_eq!(last_event(), Event::WindowDropped { council: PLANT, number: 0 });
		assert_eq!(keys(), before);
		open();
		assert_eq!(window().terms.number, 1);
	});
}

#[test]
fn anyone_drops_a_window_that_has_expired() {
	run(|| {
		opened();
		go_to(EXPIRES - 1);
		assert_noop!(Labour::drop_window(by(9), PLANT), Error::<Test>::NotSpeaker);
		go_to(EXPIRES);
		assert_ok!(Labour::drop_window(by(77), PLANT));
		assert!(!Windows::<Test>::contains_key(PLANT));
	});
}

#[test]
fn the_best_division_is_adopted() {
	run(|| {
		opened();
		let before = held_by_council(PLANT);
		assert_ok!(submit(1, UNEVEN, uneven()));
		go_to(CLOSES);
		Epoch::set(4);
		events();
		assert_ok!(Labour::adopt(by(0), PLANT));
		assert_eq!(
			events(),
			[Event::DivisionAdopted {
				council: PLANT,
				number: 0,
				quality: UNEVEN,
				balanced: 2,
				complexes: 2
			}]
		);
		let adopted = the_division();
		assert_eq!((adopted.period, adopted.quality), (now(), UNEVEN));
		assert_eq!((adopted.round, adopted.allotted, adopted.lots), (0, None, None));
		assert_eq!(adopted.complexes, uneven());
		let index = |e, d| Both::new(Points(e), Points(d));
		assert_eq!(
			adopted.indices.as_slice(),
			[index(4_000_000, 5_333_333), index(6_000_000, 4_666_666)]
		);
		// Its lots cannot be known at this time.
		assert_eq!(adopted.terms.epoch, 4);
		assert_eq!(jobs().as_slice(), [crate::Job::default(); 2]);
		assert!(!Windows::<Test>::contains_key(PLANT));
		assert!(!crate::Best::<Test>::contains_key(PLANT));
		assert!(!crate::Candidates::<Test>::contains_key(PLANT));
		let window = room::<crate::WindowOf<Test>>();
		let division = room::<crate::Adopted>() + room::<crate::JobsOf>();
		assert_eq!(held_by_council(PLANT), before - window + division);
	});
}

#[test]
fn who_speaks_adopts_what_was_submitted_in_time() {
	run(|| {
		assert_noop!(Labour::adopt(by(77), PLANT), Error::<Test>::NotMember);
		assert_noop!(Labour::adopt(by(1), PLANT), Error::<Test>::NotSpeaker);
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::NoWindow);
		opened();
		go_to(CLOSES - 1);
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::WindowNotClosed);
		go_to(CLOSES);
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::NothingSubmitted);
		go_to(CLOSES - 1);
		assert_ok!(submit(1, WHOLE, whole()));
		go_to(CLOSES);
		Weighing::<Test>::put((None::<CouncilId>, Apportion::default()));
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::Weighing);
		Weighing::<Test>::kill();
		Room::set(held_by_council(PLANT));
		assert_noop!(Labour::adopt(by(0), PLANT), DispatchError::Exhausted);
		Room::set(u32::MAX);
		// It can be adopted as long as nobody has removed it.
		go_to(EXPIRES);
		assert_ok!(Labour::adopt(by(0), PLANT));
	});
}

#[test]
fn where_balance_is_binding_divisions_lie_within_the_tolerance() {
	run(|| {
		plant(&[0, 1, 2]);
		let strict = JobRules { tolerance: Points(999_999), ..BINDING };
		assert_ok!(set_rules(0, strict));
		open();
		assert_ok!(submit(1, UNEVEN, uneven()));
		go_to(CLOSES);
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::BeyondTolerance);
		assert_ok!(Labour::drop_window(by(0), PLANT));
		assert_ok!(set_rules(0, BINDING));
		adopt(UNEVEN, uneven());
		assert_eq!(the_division().terms.rules, BINDING);
	});
}

#[test]
fn the_rules_of_the_window_decide() {
	run(|| {
		plant(&[0, 1, 2]);
		adopt(WHOLE, whole());
		assert_eq!(the_division().quality, WHOLE);
		assert_ok!(set_rules(0, BINDING));
		open();
		assert_ok!(submit(1, WHOLE, whole()));
		go_to(System::block_number() + 10);
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::BeyondTolerance);
	});
}

#[test]
fn a_new_division_ends_the_jobs_of_the_former() {
	run(|| {
		adopted();
		assert_ok!(take(0, 1));
		pass(2);
		assert_ok!(take(1, 0));
		let before = held_by_council(PLANT);
		adopt(FAIR, fair());
		assert_eq!(held_by_council(PLANT), before);
		assert_eq!(terms().number, 1);
		assert_eq!(holders(), [None, None]);
		// The other job ended in the period in which it began.
		assert_eq!((stints(0), stints(1)), (vec![(1, 2, 3)], vec![]));
	});
}

#[test]
fn a_speaker_without_a_council_adopts_nothing() {
	run(|| {
		opened();
		assert_ok!(submit(1, FAIR, fair()));
		dissolve(PLANT);
		go_to(CLOSES);
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::UnknownCouncil);
		assert_noop!(Labour::drop_window(by(0), PLANT), Error::<Test>::UnknownCouncil);
		go_to(EXPIRES);
		assert_ok!(Labour::drop_window(by(0), PLANT));
		assert_eq!(held_by(1), held_by(2));
	});
}
