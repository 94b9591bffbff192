//! Mergers: one council is wound up into another.

use super::*;
use crate::{BaseSeats, Closing, Link, Seats};
use Proposal::Merge;

fn merge(from: CouncilId, into: CouncilId) {
	assert_ok!(offer(voice(from), from, into, Merge));
	assert_ok!(accept(voice(into), into, from));
}

/// Two workplaces, of 0 to 2 and of 3 and 4; each has a speaker, the first of it.
fn two() {
	workplaces(1);
	assert_ok!(found(3, Workers));
	for (who, council, candidate) in [(1, FIRST, 0), (2, FIRST, 0), (4, SECOND, 3)] {
		assert_ok!(join(who, council));
		assert_ok!(back(who, candidate));
	}
	events();
}

#[test]
fn a_merger_gives_notice_and_then_hands_the_seats_over() {
	run(|| {
		two();
		System::set_block_number(5);
		merge(FIRST, SECOND);
		let closing = Closing { due: 15, into: Some(SECOND) };
		assert_eq!(record(FIRST).closing, Some(closing));
		let announced = Event::ClosingAnnounced { council: FIRST, due: 15, into: Some(SECOND) };
		assert!(events().contains(&announced));
		System::set_block_number(14);
		assert_noop!(wind_up(FIRST, 64), Error::<Test>::NoticeRunning);
		System::set_block_number(15);
		assert_ok!(wind_up(FIRST, 2));
		assert_eq!(record(FIRST).seats, 1);
		let done = Event::WoundUp { council: FIRST, done: 2, left: 1 };
		assert_eq!(events().last(), Some(&done));
		assert_ok!(wind_up(FIRST, 2));
		assert_eq!(Councils::side_of(FIRST), None);
		assert_eq!((people(SECOND), record(SECOND).seats), (5, 5));
		for who in 0..5 {
			assert_eq!(Councils::seat_of(MemberId(who), Workers), Some(SECOND));
		}
	});
}

#[test]
fn a_seat_that_is_handed_over_has_no_vote_and_no_backers() {
	run(|| {
		two();
		no_notice(FIRST);
		merge(FIRST, SECOND);
		assert_ok!(wind_up(FIRST, 64));
		for seat in Councils::seats(SECOND) {
			let stayed = seat.sitter == member(3) || seat.sitter == member(4);
			assert_eq!(seat.backing.is_some(), stayed);
		}
		// Two of five are not more than half.
		assert_eq!(Councils::speaker_of(SECOND), None);
	});
}

/// Failure: a vote counts in two electorates. Who is handed over counts in what is open where they
/// were, and a second move waits.
#[test]
fn a_merger_changes_nothing_in_what_is_counted() {
	run(|| {
		two();
		System::set_block_number(5);
		no_notice(FIRST);
		merge(FIRST, SECOND);
		Opened::set(vec![1]);
		assert_noop!(wind_up(FIRST, 64), Error::<Test>::MoveWaits);
		Opened::set(vec![4]);
		assert_ok!(wind_up(FIRST, 64));
		let place = BaseSeats::<Test>::get(MemberId(0), Workers);
		assert_eq!(place, Some(Link { current: Some(SECOND), since: 5, previous: Some(FIRST) }));
		assert_eq!(Councils::seat_at(MemberId(0), Workers, 4), Some(FIRST));
		assert_eq!(Councils::seat_at(MemberId(0), Workers, 6), Some(SECOND));
	});
}

#[test]
fn a_federation_merges_with_its_children() {
	run(|| {
		workplaces(6);
		let one = federation(FIRST, SECOND);
		let other = federation(THIRD, CouncilId(3));
		let both = federation(one, CouncilId(4));
		no_notice(other);
		assert_ok!(Councils::secede(Origin::signed(2), THIRD));
		merge(other, one);
		assert_ok!(wind_up(other, 1));
		assert_eq!((people(one), people(both), people(other)), (3, 4, 1));
		assert_ok!(wind_up(other, 1));
		assert_eq!(Councils::side_of(other), None);
		assert_eq!((people(one), people(both)), (4, 5));
		assert_eq!(Councils::ancestors(THIRD), [one, both]);
		// Notice to part holds for the successor.
		assert!(record(THIRD).leaving.is_some());
	});
}

#[test]
fn a_federation_merges_into_its_parent_though_it_is_the_only_child() {
	run(|| {
		workplaces(3);
		let lower = federation(FIRST, SECOND);
		let upper = federation(lower, THIRD);
		assert_ok!(leave(2, Workers));
		assert_eq!(record(upper).seats, 1);
		no_notice(lower);
		merge(lower, upper);
		assert_ok!(wind_up(lower, 64));
		assert_eq!(Councils::side_of(lower), None);
		assert_eq!((record(upper).seats, people(upper)), (2, 2));
		assert_eq!(Councils::ancestors(FIRST), [upper]);
		assert!(!Seats::<Test>::contains_key(upper, child(lower)));
	});
}

/// Failure: the one who sits in the successor leaves, and everybody in the council that merges into it
/// loses the seat.
#[test]
fn where_the_successor_is_gone_or_closes_the_merger_is_off() {
	run(|| {
		two();
		no_notice(FIRST);
		merge(FIRST, SECOND);
		assert_ok!(Councils::dissolve(Origin::signed(3), SECOND));
		assert_ok!(wind_up(FIRST, 64));
		assert_eq!((record(FIRST).closing, record(FIRST).seats), (None, 3));
		assert_ok!(Councils::keep(Origin::signed(3), SECOND));
		merge(FIRST, SECOND);
		for who in [3, 4] {
			assert_ok!(leave(who, Workers));
		}
		events();
		assert_ok!(wind_up(FIRST, 64));
		assert_eq!(events(), [Event::Kept { council: FIRST }]);
		assert_eq!(BaseSeats::<Test>::iter().count(), 3);
		assert_noop!(wind_up(FIRST, 64), Error::<Test>::NotClosing);
	});
}

/// Failure: a newcomer whose move is still asked for holds a merger up for a year.
#[test]
fn who_has_to_wait_holds_up_nobody_else_and_a_merger_can_be_taken_back() {
	run(|| {
		two();
		System::set_block_number(5);
		assert_ok!(join(5, FIRST));
		no_notice(FIRST);
		merge(FIRST, SECOND);
		Opened::set(vec![3]);
		assert_ok!(wind_up(FIRST, 64));
		assert_eq!((record(FIRST).seats, record(SECOND).seats), (1, 5));
		assert_noop!(wind_up(FIRST, 64), Error::<Test>::MoveWaits);
		assert_ok!(back(5, 5));
		assert_ok!(Councils::keep(Origin::signed(5), FIRST));
		assert_eq!(record(FIRST).closing, None);
	});
}

#[test]
fn mergers_make_no_ring() {
	run(|| {
		two();
		merge(FIRST, SECOND);
		assert_noop!(offer(3, SECOND, FIRST, Merge), Error::<Test>::Closing);
		// Who closes takes nobody over, in whatever order they are wound up.
		assert_ok!(found(5, Workers));
		merge(SECOND, THIRD);
		System::set_block_number(20);
		assert_ok!(wind_up(FIRST, 64));
		assert_ok!(wind_up(SECOND, 64));
		assert_eq!((people(FIRST), people(THIRD)), (3, 3));
	});
}

#[test]
fn a_merger_is_taken_back_while_the_notice_runs() {
	run(|| {
		two();
		merge(FIRST, SECOND);
		assert_ok!(back(1, 1));
		assert_ok!(back(2, 1));
		assert_noop!(Councils::keep(Origin::signed(0), FIRST), Error::<Test>::NotSpeaker);
		assert_ok!(Councils::keep(Origin::signed(1), FIRST));
		System::set_block_number(20);
		assert_noop!(wind_up(FIRST, 1), Error::<Test>::NotClosing);
	});
}
