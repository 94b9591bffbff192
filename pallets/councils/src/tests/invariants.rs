//! Each invariant, broken on purpose.

use super::*;
use crate::{Backing, BaseSeats, NextCouncil, Seat, Seats};

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	with(8).execute_with(|| {
		bench(3);
		assert_ok!(back(0, 1));
		assert_ok!(back(1, 1));
		assert_ok!(found(4, Consumers));
		Councils::do_try_state().unwrap();
		breaks();
		assert_eq!(Councils::do_try_state(), Err(complaint.into()));
	});
}

fn council(change: impl FnOnce(&mut crate::CouncilOf<Test>)) {
	crate::Councils::<Test>::mutate(FIRST, |record| change(record.as_mut().unwrap()));
}

fn seat(member: u32, change: impl FnOnce(&mut Seat)) {
	Seats::<Test>::mutate(FIRST, MemberId(member), |seat| change(seat.as_mut().unwrap()));
}

#[test]
fn identifiers_are_below_the_next() {
	broken("council with an identifier not given yet", || NextCouncil::<Test>::put(SECOND));
}

#[test]
fn seats_are_what_the_record_says() {
	broken("council with another number of seats", || council(|record| record.seats = 4));
	broken("council without a seat", || Seats::<Test>::remove(SECOND, MemberId(4)));
	broken("seat in a council that does not exist", || {
		crate::Councils::<Test>::remove(SECOND);
	});
}

#[test]
fn populations_are_recounted() {
	broken("population that is not the number of seats", || {
		council(|record| record.population.now = 4)
	});
	broken("population changed in an epoch that has not begun", || {
		council(|record| record.population.epoch = 1)
	});
}

#[test]
fn seats_have_their_own_numbers() {
	broken("two seats with one number", || seat(2, |seat| seat.number = 0));
	broken("seat with a number not given yet", || seat(2, |seat| seat.number = 3));
}

#[test]
fn tallies_are_the_sum_of_the_votes() {
	let tally = "tally that is not the sum of the votes";
	broken(tally, || seat(1, |seat| seat.backers = 3));
	broken(tally, || seat(2, |seat| seat.backers = 1));
	broken(tally, || seat(0, |seat| seat.backing = None));
	broken("vote for a seat not taken yet", || {
		seat(2, |seat| seat.backing = Some(Backing { candidate: MemberId(1), number: 3 }))
	});
}

#[test]
fn a_speaker_has_a_seat_and_a_majority() {
	broken("speaker without a seat", || council(|record| record.speaker = Some(MemberId(4))));
	broken("speaker without a majority", || council(|record| record.speaker = Some(MemberId(0))));
}

#[test]
fn entries_and_seats_agree() {
	broken("seat that its side's entry does not name", || {
		BaseSeats::<Test>::remove(MemberId(2), Workers)
	});
	broken("seat that its side's entry does not name", || {
		BaseSeats::<Test>::insert(MemberId(2), Workers, SECOND)
	});
	broken("entry of a seat that does not exist", || {
		BaseSeats::<Test>::insert(MemberId(5), Workers, FIRST)
	});
	broken("entry of a seat on the other side", || {
		BaseSeats::<Test>::insert(MemberId(2), Consumers, FIRST)
	});
}

#[test]
fn seats_are_members() {
	broken("seat of who is not a member", || {
		People::mutate(|people| assert!(people.remove(&2).is_some()));
	});
}
