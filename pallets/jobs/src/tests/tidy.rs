//! What is dead of a member in a council.

use super::{
	divisions::{adopt, adopted, drawn, fair, give_up, holders, open, rank, stints, take, FAIR},
	tasks::split,
	*,
};
use crate::{Exchange, Voice};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use parecon_jobs_engine::Sums;
use parecon_primitives::Side;

fn tidy(member: u32) -> DispatchResult {
	Labour::tidy(by(19), PLANT, id(member))
}

/// Removes `removed` records of a member, and no more.
fn tidies(member: u32, removed: u32) {
	events();
	assert_ok!(tidy(member));
	assert_eq!(last_event(), Event::Tidied { council: PLANT, member: id(member), removed });
	assert_noop!(tidy(member), Error::<Test>::NothingToTidy);
}

fn unseat(member: u32) {
	seat(member, Side::Workers, None);
}

#[test]
fn nothing_is_removed_that_lives() {
	run(|| {
		assert_noop!(tidy(0), Error::<Test>::NothingToTidy);
		drawn([0, 1, 2]);
		assert_ok!(take(1, 0));
		assert_ok!(rank(1, &[1]));
		assert_ok!(Labour::propose_exchange(by(1), PLANT, id(2), Exchange::Substitution));
		commit(PLANT, 1, &[(TaskId(0), 1, 1)]);
		assert_noop!(tidy(1), Error::<Test>::NothingToTidy);
		assert_noop!(Labour::tidy(by(19), NOWHERE, id(1)), Error::<Test>::NothingToTidy);
	});
}

#[test]
fn commitments_that_cannot_be_revealed() {
	run(|| {
		let one = task(PLANT, "one", 60);
		[1, 2, 3].iter().for_each(|member| commit(PLANT, *member, &[(one, 1, 1)]));
		leave(2);
		tidies(2, 1);
		pass(1);
		assert_noop!(tidy(1), Error::<Test>::NothingToTidy);
		pass(1);
		tidies(1, 1);
		assert_eq!(held_by(1), 0);
		commit(PLANT, 1, &[(one, 1, 1)]);
		dissolve(PLANT);
		assert_noop!(tidy(1), Error::<Test>::NothingToTidy);
		assert_ok!(Labour::close_workplace(by(19), PLANT));
		tidies(1, 1);
	});
}

#[test]
fn ratings_of_who_has_left_the_council() {
	run(|| {
		let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 300));
		rate(PLANT, &[1, 2], &[(one, 4, 8), (two, 2, 2)]);
		let halves = split(one, &[("a", &[200]), ("b", &[400])]);
		rate(PLANT, &[1], &[(halves[0], 10, 10)]);
		unseat(1);
		tidies(1, 1);
		for task in [two, halves[0], halves[1]] {
			assert_eq!(record(task).parts[0].inside.count(), 1);
		}
		assert_eq!(held_by(1), 0);
		let sums = Sums { minutes: 900, empowerment: 3_000, desirability: 5_400 };
		assert_eq!(workplace(PLANT).inside, sums);
		leave(2);
		tidies(2, 1);
		assert_eq!(workplace(PLANT).inside, Sums::default());
	});
}

#[test]
fn ratings_of_an_outsider_who_has_come_in() {
	run(|| {
		let one = task(PLANT, "one", 600);
		assert_ok!(Labour::open_outside(by(0), one, 60));
		assert_ok!(Labour::take_outside(by(6), one, 60));
		assert_ok!(Labour::confirm_outside(by(0), one, id(6)));
		rate(PLANT, &[6], &[(one, 4, 8)]);
		assert_noop!(tidy(6), Error::<Test>::NothingToTidy);
		seat(6, Side::Workers, Some(PLANT));
		tidies(6, 1);
		assert_eq!(record(one).parts[0].medians(Voice::Outside), None);
		assert_eq!(record(one).parts[0].outside.count(), 0);
	});
}

#[test]
fn wishes_for_an_earlier_division() {
	run(|| {
		drawn([0, 1, 2]);
		assert_ok!(rank(1, &[1]));
		assert_ok!(rank(2, &[1]));
		unseat(2);
		// The hours and the ratings of 2 go as well.
		tidies(2, 3);
		adopt(FAIR, fair());
		tidies(1, 1);
	});
}

#[test]
fn exchanges_of_an_earlier_period() {
	run(|| {
		adopted();
		assert_ok!(take(1, 0));
		assert_ok!(Labour::propose_exchange(by(1), PLANT, id(2), Exchange::Substitution));
		assert_noop!(tidy(1), Error::<Test>::NothingToTidy);
		pass(1);
		tidies(1, 1);
	});
}

#[test]
fn exchanges_of_an_earlier_division() {
	run(|| {
		adopted();
		assert_ok!(take(1, 0));
		assert_ok!(Labour::propose_exchange(by(1), PLANT, id(2), Exchange::Substitution));
		adopt(FAIR, fair());
		tidies(1, 1);
	});
}

#[test]
fn hours_and_job_of_who_has_no_seat() {
	run(|| {
		adopted();
		assert_ok!(take(1, 0));
		pass(2);
		unseat(1);
		tidies(1, 3);
		assert_eq!(holders(), [None, None]);
		assert_eq!(stints(1), [(0, 2, 3)]);
		let roster = crate::Rosters::<Test>::get(PLANT);
		assert!(roster.iter().all(|worker| worker.member != id(1)));
		assert_eq!(held_by(1), 0);
	});
}

#[test]
fn the_roster_is_frozen_while_a_window_is_open() {
	run(|| {
		divisions::plant(&[0, 1, 2, 5]);
		open();
		[1, 5].into_iter().for_each(unseat);
		// Of 1 the ratings go, of 5 nothing can.
		events();
		assert_ok!(tidy(1));
		assert_eq!(last_event(), Event::Tidied { council: PLANT, member: id(1), removed: 1 });
		for member in [1, 5] {
			assert_noop!(tidy(member), Error::<Test>::WindowOpen);
		}
		go_to(divisions::CLOSES);
		assert_ok!(Labour::drop_window(by(0), PLANT));
		[1, 5].into_iter().for_each(|member| tidies(member, 1));
	});
}

#[test]
fn the_history_of_who_is_no_member() {
	run(|| {
		adopted();
		assert_ok!(take(1, 0));
		assert_ok!(take(2, 1));
		pass(2);
		assert_ok!(give_up(1));
		leave(1);
		// Hours, ratings and history.
		tidies(1, 3);
		assert!(stints(1).is_empty());
		// The job leaves a stint, which goes at once.
		leave(2);
		tidies(2, 4);
		assert!(stints(2).is_empty());
	});
}
