use super::*;
use crate::{is_majority, majority_of};
use proptest::prelude::*;

proptest! {
	#[test]
	fn a_majority_is_more_than_half(backers in any::<u32>(), seats in any::<u32>()) {
		let expected = i128::from(backers) * 2 > i128::from(seats);
		prop_assert_eq!(is_majority(backers, seats), expected);
		prop_assert!(is_majority(majority_of(seats), seats));
		prop_assert!(!is_majority(majority_of(seats) - 1, seats));
	}
}

#[test]
fn a_majority_at_its_boundaries() {
	for (seats, fewest) in [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (u32::MAX, 1 << 31)] {
		assert_eq!(majority_of(seats), fewest, "{seats}");
	}
}

#[test]
fn more_than_half_of_the_seats_make_a_speaker() {
	run(|| {
		bench(4);
		for (who, expected) in [(0, None), (1, None), (3, Some(2))] {
			assert_ok!(back(who, 2));
			assert_eq!(speaker(), expected, "{who}");
		}
		assert_eq!(tally(2), 3);
		let council = FIRST;
		let candidate = Some(member(2));
		assert_eq!(
			events()[2..],
			[
				Event::Backed { council, sitter: member(3), candidate },
				Event::SpeakerChanged { council, speaker: candidate },
			]
		);
	});
}

#[test]
fn a_vote_moves_at_any_block_and_takes_the_speaker_with_it() {
	run(|| {
		bench(3);
		assert_ok!(back(0, 0));
		assert_ok!(back(1, 0));
		assert_ok!(back(2, 1));
		assert_eq!(speaker(), Some(0));
		// From the present speaker to the next in one call.
		assert_ok!(back(0, 1));
		assert_eq!(speaker(), Some(1));
		assert_eq!((tally(0), tally(1)), (1, 2));
		// Withdrawn: nobody has a majority.
		assert_ok!(back(2, None));
		assert_eq!(speaker(), None);
		assert_eq!((tally(0), tally(1)), (1, 1));
	});
}

#[test]
fn nobody_votes_twice() {
	run(|| {
		bench(3);
		assert_ok!(back(0, 1));
		assert_noop!(back(0, 1), Error::<Test>::BackingUnchanged);
		assert_ok!(back(0, 2));
		assert_ok!(back(0, 0));
		assert_eq!((tally(0), tally(1), tally(2)), (1, 0, 0));
		assert_ok!(back(0, None));
		assert_noop!(back(0, None), Error::<Test>::BackingUnchanged);
		assert_eq!(tally(0), 0);
	});
}

#[test]
fn only_who_sits_in_the_same_council_is_backed() {
	run(|| {
		bench(2);
		assert_ok!(found(5, Workers));
		assert_noop!(back(0, 5), Error::<Test>::CandidateNotSeated);
		assert_noop!(back(0, 7), Error::<Test>::CandidateNotSeated);
		assert_noop!(back(0, 99), Error::<Test>::CandidateNotSeated);
		assert_noop!(back(7, 0), Error::<Test>::NotSeated);
		let other_side = Councils::back(Origin::signed(0), Consumers, Some(MemberId(0)));
		assert_noop!(other_side, Error::<Test>::NotSeated);
	});
}

#[test]
fn a_vote_that_leaves_with_its_seat_counts_no_more() {
	run(|| {
		bench(3);
		assert_ok!(back(1, 0));
		assert_ok!(back(2, 0));
		assert_eq!(speaker(), Some(0));
		events();
		assert_ok!(leave(2, Workers));
		assert_eq!((tally(0), speaker()), (1, None));
		assert_eq!(
			events(),
			[
				Event::Left { council: FIRST, sitter: member(2) },
				Event::SpeakerChanged { council: FIRST, speaker: None },
			]
		);
	});
}

#[test]
fn a_speaker_who_leaves_speaks_no_more() {
	run(|| {
		bench(3);
		for who in 0..3 {
			assert_ok!(back(who, 1));
		}
		assert_eq!(speaker(), Some(1));
		assert_ok!(leave(1, Workers));
		assert_eq!(speaker(), None);
	});
}

#[test]
fn votes_for_who_left_do_not_count_again_on_return() {
	run(|| {
		bench(3);
		assert_ok!(back(0, 2));
		assert_ok!(back(1, 2));
		assert_eq!(speaker(), Some(2));
		// In one and the same block.
		assert_ok!(leave(2, Workers));
		assert_ok!(join(2, FIRST));
		assert_eq!((tally(2), speaker()), (0, None));
		assert_noop!(settle(FIRST, 2), Error::<Test>::NoMajority);
		// A vote for who left is none: it can be given anew, and moved without taking from others.
		assert_noop!(back(1, None), Error::<Test>::BackingUnchanged);
		assert_ok!(back(1, 0));
		assert_eq!((tally(2), tally(0)), (0, 1));
		assert_ok!(back(0, 2));
		assert_eq!(tally(2), 1);
	});
}

#[test]
fn a_stale_vote_takes_nothing_from_a_new_one() {
	run(|| {
		bench(3);
		assert_ok!(back(0, 2));
		assert_ok!(leave(2, Workers));
		assert_ok!(join(2, FIRST));
		assert_ok!(back(1, 2));
		assert_eq!(tally(2), 1);
		// The stale vote of 0 leaves with 0 and must not be subtracted.
		assert_ok!(leave(0, Workers));
		assert_eq!(tally(2), 1);
	});
}

#[test]
fn a_majority_that_comes_with_fewer_seats_is_settled_by_anyone() {
	run(|| {
		bench(4);
		assert_ok!(back(0, 1));
		assert_ok!(back(1, 1));
		assert_noop!(settle(FIRST, 1), Error::<Test>::NoMajority);
		assert_ok!(leave(3, Workers));
		assert_eq!(speaker(), None);
		events();
		assert_ok!(settle(FIRST, 1));
		assert_eq!(events(), [Event::SpeakerChanged { council: FIRST, speaker: Some(member(1)) }]);
		assert_noop!(settle(FIRST, 1), Error::<Test>::AlreadySpeaker);
	});
}

#[test]
fn settling_takes_a_council_a_seat_and_a_majority() {
	run(|| {
		assert_noop!(settle(FIRST, 0), Error::<Test>::NoSuchCouncil);
		bench(3);
		assert_noop!(settle(FIRST, 5), Error::<Test>::CandidateNotSeated);
		assert_noop!(settle(FIRST, 1), Error::<Test>::NoMajority);
		assert_ok!(back(0, 0));
		assert_ok!(back(1, 0));
		assert_noop!(settle(FIRST, 1), Error::<Test>::NoMajority);
		assert_noop!(settle(FIRST, 0), Error::<Test>::AlreadySpeaker);
	});
}

#[test]
fn a_speaker_with_a_majority_keeps_it_when_others_leave() {
	run(|| {
		bench(4);
		for who in 0..3 {
			assert_ok!(back(who, 0));
		}
		assert_ok!(leave(3, Workers));
		assert_eq!(speaker(), Some(0));
		assert_ok!(leave(2, Workers));
		assert_eq!(speaker(), Some(0));
		assert_ok!(leave(1, Workers));
		assert_eq!(speaker(), Some(0));
	});
}
