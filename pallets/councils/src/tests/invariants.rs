//! Each invariant, broken on purpose.

use super::*;
use crate::{
	Backing, BaseSeats, Closing, CouncilOf, Link, Offer, Offers, PlaceOf, Seat, Seats, Vouches,
};

/// The workplace of 6.
const SIXTH: CouncilId = CouncilId(3);
/// The workplace of 7.
const SEVENTH: CouncilId = CouncilId(4);
/// The federation of the two.
const INDUSTRY: CouncilId = CouncilId(5);

/// A workplace of 0 to 2 that asks for a word and for which 1 speaks; a home of 4 with an offer to
/// that of 5; and two workplaces, of 6 and 7, in a federation.
fn scene() {
	bench(3);
	assert_ok!(back(0, 1));
	assert_ok!(back(1, 1));
	assert_ok!(set_charter(FIRST, charter(Some(1), 10)));
	assert_ok!(vouch(0, 5));
	assert_ok!(found(4, Consumers));
	assert_ok!(found(5, Consumers));
	assert_ok!(offer(4, SECOND, THIRD, Proposal::Found));
	assert_ok!(found(6, Workers));
	assert_ok!(found(7, Workers));
	assert_eq!(federation(SIXTH, SEVENTH), INDUSTRY);
}

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	with(8).execute_with(|| {
		scene();
		Councils::do_try_state().unwrap();
		breaks();
		assert_eq!(Councils::do_try_state(), Err(complaint.into()));
	});
}

fn change(id: CouncilId, change: impl FnOnce(&mut CouncilOf<Test>)) {
	crate::Councils::<Test>::mutate(id, |record| change(record.as_mut().unwrap()));
}

fn council(to: impl FnOnce(&mut CouncilOf<Test>)) {
	change(FIRST, to);
}

fn seat(who: u32, change: impl FnOnce(&mut Seat)) {
	Seats::<Test>::mutate(FIRST, member(who), |seat| change(seat.as_mut().unwrap()));
}

fn child_seat(change: impl FnOnce(&mut Seat)) {
	Seats::<Test>::mutate(INDUSTRY, child(SIXTH), |seat| change(seat.as_mut().unwrap()));
}

fn place(who: u32, side: Side, change: impl FnOnce(&mut PlaceOf<Test>)) {
	BaseSeats::<Test>::mutate(MemberId(who), side, |place| change(place.as_mut().unwrap()));
}

#[test]
fn identifiers_are_below_the_next() {
	broken("council with an identifier not given yet", || NextCouncil::<Test>::put(INDUSTRY));
}

#[test]
fn seats_are_what_the_record_says() {
	broken("council with another number of seats", || council(|record| record.seats = 4));
	broken("council without a seat", || Seats::<Test>::remove(SECOND, member(4)));
	broken("seat in a council that does not exist", || {
		crate::Councils::<Test>::remove(SECOND);
	});
}

#[test]
fn populations_are_recounted() {
	let wrong = "population that is not the sum of its seats";
	broken(wrong, || council(|record| record.population.now = 4));
	broken(wrong, || change(INDUSTRY, |record| record.population.now = 3));
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
	broken(tally, || child_seat(|seat| seat.backing = None));
	broken("vote for a seat not taken yet", || {
		seat(2, |seat| seat.backing = Some(Backing { candidate: member(1), number: 3 }))
	});
}

#[test]
fn a_speaker_has_a_seat_and_a_majority() {
	broken("speaker without a seat", || council(|record| record.speaker = Some(member(4))));
	broken("speaker without a majority", || council(|record| record.speaker = Some(member(0))));
	broken("speaker without a majority", || {
		change(INDUSTRY, |record| record.speaker = Some(child(SEVENTH)))
	});
}

#[test]
fn places_and_seats_agree() {
	let unnamed = "seat that its side's place does not name";
	broken(unnamed, || BaseSeats::<Test>::remove(MemberId(2), Workers));
	broken(unnamed, || place(2, Workers, |place| place.current = Some(SECOND)));
	let elsewhere = Link { current: Some(FIRST), since: 1, previous: None };
	broken("place of a seat that does not exist", || {
		BaseSeats::<Test>::insert(MemberId(5), Workers, elsewhere)
	});
	broken("place of a seat on the other side", || {
		BaseSeats::<Test>::insert(MemberId(2), Consumers, elsewhere)
	});
}

#[test]
fn seats_are_members() {
	broken("seat of who is not a member", || {
		People::mutate(|people| assert!(people.remove(&2).is_some()));
	});
}

#[test]
fn members_sit_in_base_councils_and_councils_in_federations() {
	broken("council above the highest level", || change(INDUSTRY, |record| record.level = 5));
	broken("member with a seat in a federation", || council(|record| record.level = 1));
	broken("council with a seat in a base council", || {
		let seat = Seat { number: 3, backing: None, backers: 0, heads: 0 };
		Seats::<Test>::insert(FIRST, child(SEVENTH), seat);
		council(|record| {
			(record.seats, record.seats_taken) = (4, 4);
			record.speaker = None;
		});
	});
}

#[test]
fn parents_and_seats_agree() {
	broken("seat that its council's parent link does not name", || {
		change(SIXTH, |record| record.parent.current = None)
	});
	broken("parent in which the council has no seat", || {
		council(|record| record.parent.current = Some(INDUSTRY))
	});
}

#[test]
fn a_parent_stands_above_on_the_same_side() {
	/// Seats a council in the federation without any check.
	fn seat_in_industry(id: CouncilId) {
		change(id, |record| record.parent.current = Some(INDUSTRY));
		let seat = Seat { number: 2, backing: None, backers: 0, heads: 0 };
		Seats::<Test>::insert(INDUSTRY, child(id), seat);
		change(INDUSTRY, |record| {
			(record.seats, record.seats_taken) = (3, 3);
			record.population.now += people(id);
		});
	}
	broken("parent on the other side", || seat_in_industry(SECOND));
	broken("child that is not below its parent", || {
		assert_ok!(found(3, Workers));
		assert_ok!(found(4, Workers));
		seat_in_industry(federation(CouncilId(6), CouncilId(7)));
	});
}

#[test]
fn a_seat_counts_the_people_it_stands_for() {
	broken("seat that counts other heads than the household", || seat(2, |seat| seat.heads = 2));
	broken("seat that counts other heads than the household", || {
		Dependents::mutate(|dependents| dependents.insert(MemberId(4), 1));
	});
	broken("council's seat that counts heads", || child_seat(|seat| seat.heads = 1));
}

#[test]
fn notices_and_charters_mean_something() {
	broken("notice to part from no federation", || council(|record| record.leaving = Some(3)));
	broken("council wound up into itself", || {
		council(|record| record.closing = Some(Closing { due: 3, into: Some(FIRST) }))
	});
	broken("charter with too long a notice", || council(|record| record.charter.notice = 101));
	broken("federation that asks for words", || {
		change(INDUSTRY, |record| record.charter.admission = Some(1))
	});
	for needed in [0, 5] {
		broken("charter that asks for words out of bounds", || {
			council(|record| record.charter.admission = Some(needed))
		});
	}
}

#[test]
fn places_remember_something_of_the_past() {
	let nothing = Link { current: None, since: 1, previous: None };
	broken("place that leads nowhere and remembers nothing", || {
		BaseSeats::<Test>::insert(MemberId(3), Workers, nothing)
	});
	broken("place changed in a block that has not come", || {
		place(2, Workers, |place| place.since = 2)
	});
}

#[test]
fn offers_are_of_councils_that_exist_to_others() {
	let made = |to| Offer { to, what: Proposal::Merge, by: MemberId(4) };
	broken("offer of a council that does not exist", || {
		Offers::<Test>::insert(CouncilId(9), made(SECOND))
	});
	broken("offer of a council to itself", || Offers::<Test>::insert(SECOND, made(SECOND)));
}

#[test]
fn words_are_kept_once_and_where_there_are_any() {
	let put = |words: Vec<MemberId>| {
		let words: crate::VouchersOf<Test> = words.try_into().unwrap();
		Vouches::<Test>::insert(FIRST, MemberId(5), words)
	};
	broken("entry of words without a word", || put(vec![]));
	broken("word that is kept twice", || put(vec![MemberId(0), MemberId(0)]));
}
