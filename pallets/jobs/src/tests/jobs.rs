//! Lots, wishes, allotment, and jobs that are taken and left.

use super::{divisions::*, *};
use crate::{History, JobInfo, Surprise, TaskSpec, Wants, Wishes};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, pallet_prelude::DispatchError};
use parecon_jobs_engine::{self as engine, Both, Points};
use parecon_primitives::{Lottery, Side};

fn draw() -> frame_support::dispatch::DispatchResult {
	Labour::draw_lots(by(77), PLANT)
}

fn allot() -> frame_support::dispatch::DispatchResult {
	Labour::allot(by(77), PLANT)
}

fn report() {
	assert_ok!(Labour::report(by(9), PLANT));
}

/// Since when each complex is held.
fn since() -> Vec<u32> {
	jobs().into_iter().map(|job| job.since.0).collect()
}

/// How many wished for each complex first.
fn asked() -> Vec<u8> {
	jobs().into_iter().map(|job| job.asked).collect()
}

/// Somebody offers as many minutes by day as they like.
fn hours(member: u32, minutes: u16) {
	assert_ok!(Labour::offer_hours(by(member), PLANT, [minutes, 0, 0, 0]));
}

#[test]
fn lots_are_drawn_once_they_are_known() {
	run(|| {
		assert_noop!(draw(), Error::<Test>::NoDivision);
		adopted();
		assert_noop!(draw(), Error::<Test>::LotsNotKnown);
		two_epochs_later(7);
		assert_ok!(draw());
		let subject = (b"jobs/lots", PLANT, 0u32).encode();
		let seed = Urn::lot(1, &subject).unwrap();
		assert_eq!(events(), [Event::LotsDrawn { council: PLANT, number: 0, seed }]);
		assert_eq!(the_division().lots.unwrap().to_vec(), engine::lots(&seed.0, 3));
		assert_noop!(draw(), Error::<Test>::LotsDrawn);
	});
}

#[test]
fn a_lot_that_is_not_kept_is_drawn_anew() {
	run(|| {
		adopted();
		Epoch::set(3);
		assert_noop!(draw(), Error::<Test>::LotsNotKnown);
		Epoch::set(4);
		assert_ok!(draw());
		assert_eq!(events(), [Event::LotsPostponed { council: PLANT, epoch: 4 }]);
		assert_eq!((terms().epoch, the_division().lots), (4, None));
		assert_noop!(draw(), Error::<Test>::LotsNotKnown);
		two_epochs_later(7);
		assert_ok!(draw());
	});
}

#[test]
fn wishes_stand_until_they_are_replaced() {
	run(|| {
		adopted();
		let before = (keys(), held_by(1));
		assert_ok!(rank(1, &[1, 0]));
		let complexes = vec![1, 0].try_into().unwrap();
		assert_eq!(events(), [Event::Ranked { council: PLANT, member: id(1), complexes }]);
		assert_eq!(held_by(1) - before.1, room::<Wishes>());
		Room::set(held_by(1));
		assert_ok!(rank(1, &[0]));
		Room::set(held_by(2));
		assert_noop!(rank(2, &[0]), DispatchError::Exhausted);
		Room::set(u32::MAX);
		let wishes = Wants::<Test>::get(PLANT, id(1)).unwrap();
		assert_eq!((wishes.number, wishes.complexes.to_vec()), (0, vec![0]));
		assert_ok!(rank(1, &[]));
		assert_eq!((keys(), held_by(1)), before);
		// Nothing is taken back twice.
		assert_ok!(rank(1, &[]));
	});
}

#[test]
fn who_offers_hours_ranks_complexes_that_there_are() {
	run(|| {
		assert_noop!(rank(77, &[0]), Error::<Test>::NotMember);
		assert_noop!(rank(1, &[0]), Error::<Test>::NoDivision);
		adopted();
		assert_noop!(rank(3, &[0]), Error::<Test>::NotOffered);
		assert_noop!(rank(1, &[2]), Error::<Test>::InvalidWish);
		assert_noop!(rank(1, &[0, 1, 0]), Error::<Test>::InvalidWish);
		assert_ok!(rank(1, &[0]));
		// Who offers none any more can take their wishes back.
		assert_ok!(Labour::withdraw_hours(by(1), PLANT));
		assert_noop!(rank(1, &[1]), Error::<Test>::NotOffered);
		assert_ok!(rank(1, &[]));
		assert!(!Wants::<Test>::contains_key(PLANT, id(1)));
	});
}

#[test]
fn places_decide_and_rotate() {
	run(|| {
		drawn([2, 0, 1]);
		for member in [0, 1, 2] {
			assert_ok!(rank(member, &[0, 1]));
		}
		pass(1);
		report();
		events();
		assert_ok!(allot());
		let holders_are = vec![Some(id(2)), Some(id(0))].try_into().unwrap();
		assert_eq!(
			events(),
			[Event::Allotted { council: PLANT, period: now(), round: 0, holders: holders_are }]
		);
		assert_eq!((holders(), since()), (vec![Some(2), Some(0)], vec![3, 3]));
		assert_eq!(asked(), [3, 0]);
		assert_eq!((the_division().round, the_division().allotted), (1, Some(now())));

		// The second round has the order of the first backwards. Who stays is not new.
		next_round();
		assert_eq!((holders(), since()), (vec![Some(1), Some(0)], vec![4, 3]));
		assert_eq!(stints(2), [(0, 3, 3)]);

		// The third begins with the second lot.
		next_round();
		assert_eq!((holders(), since()), (vec![Some(0), Some(1)], vec![5, 5]));
		assert_eq!((stints(0), stints(1)), (vec![(1, 3, 4)], vec![(0, 4, 4)]));
	});
}

#[test]
fn complexes_are_allotted_once_a_period_after_the_report() {
	run(|| {
		assert_noop!(allot(), Error::<Test>::NoDivision);
		adopted();
		assert_noop!(allot(), Error::<Test>::LotsNotDrawn);
		two_epochs_later(7);
		assert_ok!(draw());
		// It was adopted in this period.
		report();
		assert_noop!(allot(), Error::<Test>::TooEarly);
		pass(1);
		assert_noop!(allot(), Error::<Test>::ReportFirst);
		report();
		assert_ok!(allot());
		assert_noop!(allot(), Error::<Test>::TooEarly);
		pass(1);
		assert_noop!(allot(), Error::<Test>::ReportFirst);
	});
}

/// Who has the first complex in the third round, in which 1 comes before 0 and has held it for one
/// period.
fn after_precedence(precedence: u8) -> Option<u32> {
	let mut holder = None;
	run(|| {
		drawn([0, 1, 2]);
		change_division(|adopted| adopted.terms.rules.precedence = precedence);
		assert_ok!(rank(0, &[0]));
		assert_ok!(rank(1, &[0]));
		next_round();
		assert_eq!(holders(), [Some(0), None]);
		next_round();
		assert_eq!(holders(), [Some(1), None]);
		next_round();
		holder = holders()[0];
	});
	holder
}

#[test]
fn who_has_held_a_complex_long_comes_after_the_others() {
	assert_eq!(after_precedence(1), Some(0));
	assert_eq!(after_precedence(2), Some(1));
}

#[test]
fn who_ranks_nothing_wishes_to_keep_what_they_have() {
	run(|| {
		drawn([1, 0, 2]);
		assert_ok!(take(0, 0));
		next_round();
		assert_eq!((holders(), since()), (vec![Some(0), None], vec![2, 0]));
		assert_eq!(asked(), [1, 0]);
		// In the next round but one 0 comes first, but after that 2.
		assert_ok!(rank(2, &[0]));
		next_round();
		assert_eq!((holders(), asked()), (vec![Some(2), None], vec![2, 0]));
		assert_eq!(stints(0), [(0, 2, 3)]);
	});
}

#[test]
fn who_has_no_seat_or_offers_no_hours_loses_the_job() {
	run(|| {
		drawn([0, 1, 2]);
		assert_ok!(rank(1, &[0]));
		assert_ok!(rank(2, &[1]));
		next_round();
		assert_eq!(holders(), [Some(1), Some(2)]);
		seat(1, Side::Workers, None);
		assert_ok!(Labour::withdraw_hours(by(2), PLANT));
		next_round();
		assert_eq!((holders(), since()), (vec![None, None], vec![0, 0]));
		assert_eq!((stints(1), stints(2)), (vec![(0, 3, 3)], vec![(1, 3, 3)]));
	});
}

#[test]
fn wishes_for_what_one_cannot_do_are_passed_over() {
	run(|| {
		drawn([0, 1, 2]);
		hours(0, 119);
		assert_ok!(rank(0, &[0, 1]));
		assert_ok!(rank(1, &[0]));
		next_round();
		assert_eq!((holders(), asked()), (vec![Some(1), None], vec![1, 0]));
	});
}

#[test]
fn who_came_later_keeps_what_nobody_else_gets() {
	run(|| {
		drawn([0, 1, 2]);
		hours(3, 120);
		assert_ok!(take(3, 0));
		// Wishes count with a lot alone.
		assert_ok!(rank(3, &[1]));
		next_round();
		assert_eq!((holders(), since()), (vec![Some(3), None], vec![2, 0]));
		assert_ok!(rank(2, &[0]));
		next_round();
		assert_eq!(holders(), [Some(2), None]);
	});
}

#[test]
fn wishes_for_the_former_division_do_not_count() {
	run(|| {
		adopted();
		assert_ok!(rank(1, &[1]));
		adopt(FAIR, fair());
		two_epochs_later(7);
		assert_ok!(draw());
		next_round();
		assert_eq!(holders(), [None, None]);
		// The same wishes count once they are stated again.
		let before = held_by(1);
		assert_ok!(rank(1, &[1]));
		assert_eq!(held_by(1), before);
		next_round();
		assert_eq!(holders(), [None, Some(1)]);
	});
}

#[test]
fn an_order_that_names_nobody_is_told() {
	new_test_ext().execute_with(|| {
		drawn([0, 1, 2]);
		put_lots(&[0, 9, 2]);
		assert_ok!(rank(2, &[0]));
		next_round();
		assert!(events().contains(&Event::Unexpected(Surprise::WorkerMissing)));
		assert_eq!(holders(), [Some(2), None]);
	});
}

#[test]
fn a_free_complex_is_taken() {
	run(|| {
		adopted();
		assert_ok!(take(1, 0));
		assert_eq!(events(), [Event::JobTaken { council: PLANT, complex: 0, member: id(1) }]);
		assert_eq!((holders(), since()), (vec![Some(1), None], vec![2, 0]));
	});
}

#[test]
fn one_complex_is_taken_by_who_can_do_it() {
	run(|| {
		assert_noop!(take(77, 0), Error::<Test>::NotMember);
		assert_noop!(take(9, 0), Error::<Test>::NotSeated);
		assert_noop!(take(1, 0), Error::<Test>::NoDivision);
		adopted();
		assert_noop!(take(1, 2), Error::<Test>::UnknownComplex);
		assert_noop!(take(3, 0), Error::<Test>::NotOffered);
		hours(4, 119);
		assert_noop!(take(4, 0), Error::<Test>::HoursExceeded);
		assert_ok!(take(1, 0));
		assert_noop!(take(2, 0), Error::<Test>::Taken);
		assert_noop!(take(1, 1), Error::<Test>::HasJob);
		hours(4, 120);
		assert_ok!(take(4, 1));
	});
}

#[test]
fn a_complex_is_taken_by_who_is_qualified() {
	run(|| {
		let welding = register(PLANT, TaskSpec { requires: Some(3), ..spec("welding") }, 60);
		offer(PLANT, &[0, 1], 60);
		hours(2, 59);
		assert_ok!(Labour::qualify(by(0), PLANT, id(1), 3, true));
		rate(PLANT, &[0, 1], &[(welding, 5, 5)]);
		adopt(FAIR, division(&[complex(1, &[(0, 60)])]));
		assert_noop!(take(0, 0), Error::<Test>::NotQualified);
		assert_noop!(take(2, 0), Error::<Test>::HoursExceeded);
		assert_ok!(take(1, 0));
	});
}

#[test]
fn a_job_is_left() {
	run(|| {
		assert_noop!(give_up(77), Error::<Test>::NotMember);
		assert_noop!(give_up(1), Error::<Test>::NoJob);
		adopted();
		assert_noop!(give_up(1), Error::<Test>::NoJob);
		assert_ok!(take(1, 0));
		pass(3);
		events();
		assert_ok!(give_up(1));
		assert_eq!(events(), [Event::JobLeft { council: PLANT, complex: 0, member: id(1) }]);
		assert_eq!((holders(), since()), (vec![None, None], vec![0, 0]));
		let stint = History::<Test>::get(PLANT, id(1)).pop().unwrap();
		assert_eq!((stint.number, stint.complex), (Some(0), 0));
		assert_eq!((stint.from, stint.to), (Period(2), Period(4)));
		assert_eq!(stint.tasks.to_vec(), [terms().tasks[0].task]);
		assert_noop!(give_up(1), Error::<Test>::NoJob);
	});
}

#[test]
fn a_job_of_less_than_a_period_is_not_remembered() {
	run(|| {
		adopted();
		let before = keys();
		assert_ok!(take(1, 0));
		assert_ok!(give_up(1));
		assert_eq!(keys(), before);
	});
}

#[test]
fn the_latest_twelve_jobs_are_remembered() {
	run(|| {
		adopted();
		for _ in 0..13 {
			assert_ok!(take(1, 0));
			pass(1);
			assert_ok!(give_up(1));
		}
		let all: Vec<_> = (3..15).map(|period| (0, period, period)).collect();
		assert_eq!(stints(1), all);
	});
}

#[test]
fn the_view_tells_what_a_job_is() {
	run(|| {
		assert_eq!(Labour::job(PLANT, id(1)), None);
		adopted();
		assert_eq!(Labour::job(PLANT, id(1)), None);
		assert_ok!(take(1, 1));
		let expected = JobInfo {
			number: 0,
			complex: 1,
			since: now(),
			tasks: vec![(terms().tasks[1].task, 120)],
			index: Both::new(Points::of(8), Points::of(4)),
			mean: Both::new(Points::of(5), Points::of(5)),
			balanced: false,
		};
		assert_eq!(Labour::job(PLANT, id(1)), Some(expected));
		adopt(UNEVEN, uneven());
		assert_ok!(take(1, 1));
		let uneven = Labour::job(PLANT, id(1)).unwrap();
		assert_eq!((uneven.number, uneven.balanced, uneven.tasks.len()), (1, true, 2));
	});
}
