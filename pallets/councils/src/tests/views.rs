use super::*;
use crate::{CouncilInfo, SeatInfo, SpeakerAnswer, Standing, StandingSeats};

#[test]
fn a_council_shows_its_seats_populations_and_speaker() {
	run(|| {
		assert_eq!(Councils::council(FIRST), None);
		System::set_block_number(3);
		bench(2);
		Councils::freeze();
		assert_ok!(join(2, FIRST));
		let info = CouncilInfo {
			side: Workers,
			founded: 3,
			seats: 3,
			population: 3,
			frozen_population: 2,
			speaker: None,
			majority: 2,
		};
		assert_eq!(Councils::council(FIRST), Some(info));
	});
}

#[test]
fn seats_are_shown_in_order_with_the_votes_that_count() {
	run(|| {
		bench(3);
		assert_ok!(back(0, 2));
		assert_ok!(back(1, 0));
		assert_ok!(leave(2, Workers));
		let (zero, one) = (MemberId(0), MemberId(1));
		assert_eq!(
			Councils::seats(FIRST),
			[
				SeatInfo { member: zero, backing: None, backers: 1 },
				SeatInfo { member: one, backing: Some(zero), backers: 0 },
			]
		);
		assert_eq!(Councils::seats(SECOND), []);
		assert_eq!(Councils::tally(FIRST, zero), Some(1));
		assert_eq!(Councils::tally(FIRST, MemberId(2)), None);
	});
}

#[test]
fn a_member_finds_the_own_seats() {
	run(|| {
		assert_eq!(Councils::seats_of(99), StandingSeats::default());
		assert_ok!(found(4, Consumers));
		let seats =
			StandingSeats { member: Some(MemberId(4)), workers: None, consumers: Some(FIRST) };
		assert_eq!(Councils::seats_of(4), seats);
	});
}

#[test]
fn why_somebody_speaks_or_not_comes_with_the_numbers() {
	run(|| {
		let why = |member| Councils::why_speaker(FIRST, MemberId(member));
		let answer = |standing, backers, seats, majority| SpeakerAnswer {
			standing,
			backers,
			seats,
			majority,
		};
		assert_eq!(why(0), answer(Standing::NoSuchCouncil, 0, 0, 0));
		bench(4);
		assert_ok!(back(0, 1));
		assert_ok!(back(1, 1));
		assert_eq!(why(7), answer(Standing::NotSeated, 0, 4, 3));
		assert_eq!(why(1), answer(Standing::NoMajority, 2, 4, 3));
		assert_ok!(leave(3, Workers));
		assert_eq!(why(1), answer(Standing::ToBeSettled, 2, 3, 2));
		assert_ok!(settle(FIRST, 1));
		assert_eq!(why(1), answer(Standing::Speaker, 2, 3, 2));
		assert_eq!(why(0), answer(Standing::NoMajority, 0, 3, 2));
	});
}
