//! Dissolving: after notice, seat by seat, and nothing is left an orphan.

use super::*;
use crate::{Closing, Seats, MAX_WIND_UP};

fn dissolve(council: CouncilId) -> DispatchResult {
	Councils::dissolve(Origin::signed(voice(council)), council)
}

#[test]
fn a_council_is_dissolved_after_notice() {
	run(|| {
		workplaces(1);
		System::set_block_number(5);
		assert_noop!(wind_up(FIRST, 1), Error::<Test>::NotClosing);
		assert_ok!(dissolve(FIRST));
		assert_eq!(events(), [Event::ClosingAnnounced { council: FIRST, due: 15, into: None }]);
		assert_eq!(record(FIRST).closing, Some(Closing { due: 15, into: None }));
		assert_noop!(dissolve(FIRST), Error::<Test>::AlreadyClosing);
		System::set_block_number(14);
		assert_noop!(wind_up(FIRST, 1), Error::<Test>::NoticeRunning);
		System::set_block_number(15);
		assert_ok!(wind_up(FIRST, 1));
		assert_eq!(
			events(),
			[
				Event::Left { council: FIRST, sitter: member(0) },
				Event::Dissolved { council: FIRST },
				Event::WoundUp { council: FIRST, done: 1, left: 0 },
			]
		);
		assert_noop!(wind_up(FIRST, 1), Error::<Test>::NoSuchCouncil);
	});
}

#[test]
fn a_council_that_closes_admits_nobody() {
	run(|| {
		workplaces(2);
		assert_ok!(dissolve(FIRST));
		assert_noop!(join(3, FIRST), Error::<Test>::Closing);
		assert_noop!(move_to(1, FIRST), Error::<Test>::Closing);
		// Nobody is held, either.
		assert_ok!(leave(0, Workers));
		assert_eq!(Councils::side_of(FIRST), None);
	});
}

#[test]
fn the_notice_is_taken_back_while_it_runs_and_not_after() {
	run(|| {
		workplaces(1);
		let keep = |who| Councils::keep(Origin::signed(who), FIRST);
		assert_noop!(keep(0), Error::<Test>::NotClosing);
		assert_ok!(dissolve(FIRST));
		assert_noop!(keep(3), Error::<Test>::NotSpeaker);
		events();
		System::set_block_number(10);
		assert_ok!(keep(0));
		assert_eq!(events(), [Event::Kept { council: FIRST }]);
		assert_ok!(join(3, FIRST));
		assert_ok!(back(3, 0));
		assert_ok!(dissolve(FIRST));
		System::set_block_number(20);
		assert_noop!(keep(0), Error::<Test>::NoticeOver);
	});
}

#[test]
fn one_call_winds_up_as_much_as_fits() {
	run(|| {
		bench(3);
		for who in 0..3 {
			assert_ok!(back(who, 0));
		}
		no_notice(FIRST);
		assert_ok!(dissolve(FIRST));
		for limit in [0, MAX_WIND_UP + 1] {
			assert_noop!(wind_up(FIRST, limit), Error::<Test>::LimitOutOfBounds);
		}
		let wind_up = |limit| Councils::wind_up(Origin::signed(99), FIRST, limit);
		let paid = |n| Some(Councils::wind_up_weight(n));
		assert_eq!(wind_up(2).unwrap().actual_weight, paid(2));
		assert_eq!(wind_up(MAX_WIND_UP).unwrap().actual_weight, paid(1));
	});
}

#[test]
fn the_children_of_a_federation_that_is_dissolved_are_roots() {
	run(|| {
		workplaces(3);
		let industry = federation(FIRST, SECOND);
		let sector = federation(industry, THIRD);
		no_notice(industry);
		assert_ok!(Councils::secede(Origin::signed(1), SECOND));
		assert_ok!(dissolve(industry));
		assert_ok!(wind_up(industry, 1));
		assert_eq!((people(industry), people(sector)), (1, 2));
		assert_ok!(wind_up(industry, 1));
		for council in [FIRST, SECOND] {
			assert_eq!(record(council).parent.current, None);
			assert_eq!(record(council).leaving, None);
			assert_eq!(people(council), 1);
		}
		assert_eq!(Councils::side_of(industry), None);
		assert_eq!((people(sector), record(sector).seats), (1, 1));
		assert!(!Seats::<Test>::contains_key(sector, child(industry)));
	});
}

#[test]
fn who_leaves_last_dissolves_the_way_up() {
	run(|| {
		workplaces(3);
		let lower = federation(FIRST, SECOND);
		let upper = federation(lower, THIRD);
		assert_ok!(leave(2, Workers));
		assert_ok!(leave(1, Workers));
		assert_eq!((record(lower).seats, record(upper).seats), (1, 1));
		events();
		assert_ok!(leave(0, Workers));
		assert_eq!(
			events(),
			[
				Event::Left { council: FIRST, sitter: member(0) },
				Event::Dissolved { council: FIRST },
				Event::Left { council: lower, sitter: child(FIRST) },
				Event::Dissolved { council: lower },
				Event::Left { council: upper, sitter: child(lower) },
				Event::Dissolved { council: upper },
			]
		);
		assert_eq!(crate::Councils::<Test>::iter().count(), 0);
		assert_eq!(Seats::<Test>::iter().count(), 0);
		assert_eq!(Held::get(), [].into());
	});
}

#[test]
fn who_ceases_to_be_a_member_dissolves_it_too() {
	run(|| {
		workplaces(2);
		let industry = federation(FIRST, SECOND);
		for who in [0, 1] {
			People::mutate(|people| people.remove(&who));
			Held::mutate(|held| held.remove(&MemberId(who as u32)));
			Councils::member_left(MemberId(who as u32));
		}
		assert_eq!(Councils::side_of(industry), None);
	});
}
