//! Admission on the word of those who sit in a council.

use super::*;
use crate::Vouches;
use frame_support::sp_runtime::DispatchError;

/// A workplace of 0, 1 and 2, for which 0 speaks and which admits on `needed` words.
fn guild(needed: u32) {
	bench(3);
	for who in 0..3 {
		assert_ok!(back(who, 0));
	}
	assert_ok!(set_charter(FIRST, charter(Some(needed), 0)));
	events();
}

fn withdraw(who: u64, candidate: u32) -> DispatchResult {
	Councils::withdraw_vouch(Origin::signed(who), Workers, MemberId(candidate))
}

fn discard(candidate: u32) -> DispatchResult {
	Councils::discard_vouches(Origin::signed(99), FIRST, MemberId(candidate))
}

fn words(candidate: u32) -> Vec<u32> {
	let words = Vouches::<Test>::get(FIRST, MemberId(candidate)).unwrap_or_default();
	words.into_iter().map(|voucher| voucher.0).collect()
}

#[test]
fn an_open_council_takes_everybody_and_no_words() {
	run(|| {
		bench(2);
		assert_noop!(vouch(0, 5), Error::<Test>::AdmissionOpen);
		assert_ok!(join(5, FIRST));
	});
}

#[test]
fn it_takes_as_many_words_as_the_charter_says() {
	run(|| {
		guild(2);
		assert_noop!(join(5, FIRST), Error::<Test>::NotEnoughWords);
		assert_ok!(vouch(1, 5));
		let (council, candidate) = (FIRST, MemberId(5));
		assert_eq!(events(), [Event::Vouched { council, member: MemberId(1), candidate }]);
		assert_noop!(join(5, FIRST), Error::<Test>::NotEnoughWords);
		assert_ok!(vouch(2, 5));
		assert_ok!(join(5, FIRST));
		// The words have done their work.
		assert!(words(5).is_empty());
		assert_eq!(Held::get(), recounted());
	});
}

#[test]
fn a_move_takes_the_words_too() {
	run(|| {
		guild(1);
		assert_ok!(found(5, Workers));
		assert_noop!(move_to(5, FIRST), Error::<Test>::NotEnoughWords);
		assert_ok!(vouch(1, 5));
		assert_ok!(move_to(5, FIRST));
		assert!(words(5).is_empty());
	});
}

#[test]
fn words_of_who_has_left_do_not_count() {
	run(|| {
		guild(2);
		assert_ok!(vouch(1, 5));
		assert_ok!(vouch(2, 5));
		assert_ok!(leave(2, Workers));
		assert_noop!(join(5, FIRST), Error::<Test>::NotEnoughWords);
		// Another word puts the dead one aside.
		assert_ok!(vouch(0, 5));
		assert_eq!(words(5), [1, 0]);
		assert_ok!(join(5, FIRST));
	});
}

#[test]
fn words_are_refused_where_they_mean_nothing() {
	run(|| {
		guild(2);
		assert_noop!(vouch(5, 6), Error::<Test>::NotSeated);
		assert_noop!(vouch(99, 6), Error::<Test>::NotMember);
		assert_noop!(vouch(0, 99), Error::<Test>::CandidateNotMember);
		assert_noop!(vouch(0, 1), Error::<Test>::AlreadySeated);
		assert_noop!(vouch(0, 0), Error::<Test>::AlreadySeated);
		assert_ok!(vouch(0, 5));
		assert_noop!(vouch(0, 5), Error::<Test>::AlreadyVouched);
		let other_side = Councils::vouch(Origin::signed(0), Consumers, MemberId(5));
		assert_noop!(other_side, Error::<Test>::NotSeated);
	});
}

#[test]
fn words_are_bounded() {
	run(|| {
		bench(6);
		for who in 0..6 {
			assert_ok!(back(who, 0));
		}
		assert_ok!(set_charter(FIRST, charter(Some(4), 0)));
		for who in 0..4 {
			assert_ok!(vouch(who, 7));
		}
		assert_noop!(vouch(4, 7), Error::<Test>::VouchesFull);
		assert_ok!(leave(3, Workers));
		assert_ok!(vouch(4, 7));
		assert_eq!(words(7), [0, 1, 2, 4]);
	});
}

#[test]
fn words_take_room_until_they_are_taken_back() {
	run(|| {
		guild(2);
		Room::set(Councils::vouch_bytes());
		assert_ok!(vouch(1, 5));
		assert_noop!(vouch(1, 6), DispatchError::Exhausted);
		events();
		assert_ok!(withdraw(1, 5));
		let (council, candidate) = (FIRST, MemberId(5));
		assert_eq!(events(), [Event::VouchWithdrawn { council, member: MemberId(1), candidate }]);
		assert_ok!(vouch(1, 6));
		assert_noop!(withdraw(1, 5), Error::<Test>::NotVouched);
		assert_noop!(withdraw(2, 6), Error::<Test>::NotVouched);
		assert_noop!(withdraw(7, 6), Error::<Test>::NotSeated);
	});
}

#[test]
fn words_that_count_no_more_are_discarded_by_anyone() {
	run(|| {
		guild(2);
		assert_noop!(discard(5), Error::<Test>::NotVouched);
		assert_ok!(vouch(1, 5));
		assert_ok!(vouch(2, 5));
		assert_noop!(discard(5), Error::<Test>::VouchesAlive);
		assert_ok!(leave(2, Workers));
		events();
		assert_ok!(discard(5));
		let (council, candidate) = (FIRST, MemberId(5));
		assert_eq!(events(), [Event::VouchesDiscarded { council, candidate, left: 1 }]);
		assert_noop!(discard(5), Error::<Test>::VouchesAlive);
		assert_ok!(leave(1, Workers));
		assert_ok!(discard(5));
		assert!(words(5).is_empty());
	});
}

#[test]
fn words_for_who_is_no_member_or_sits_there_are_dead() {
	run(|| {
		guild(1);
		assert_ok!(vouch(1, 5));
		assert_ok!(vouch(1, 6));
		People::mutate(|people| people.remove(&5));
		assert_ok!(discard(5));
		// No call leaves words for who sits there: they are put back by hand.
		let words = Vouches::<Test>::get(FIRST, MemberId(6)).unwrap();
		assert_ok!(join(6, FIRST));
		Vouches::<Test>::insert(FIRST, MemberId(6), words);
		Held::mutate(|held| *held.entry(MemberId(1)).or_default() += Councils::vouch_bytes());
		assert_ok!(discard(6));
	});
}

#[test]
fn words_in_a_council_that_is_gone_are_dead() {
	run(|| {
		guild(1);
		assert_ok!(vouch(1, 5));
		for who in 0..3 {
			assert_ok!(leave(who, Workers));
		}
		assert_eq!(words(5), [1]);
		assert_ok!(discard(5));
		assert!(words(5).is_empty());
	});
}
