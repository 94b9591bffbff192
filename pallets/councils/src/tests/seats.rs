use super::*;
use crate::{BaseSeats, Council, Link, Population, Seat, Seats};
use frame_support::sp_runtime::DispatchError;

#[test]
fn the_founder_has_the_first_seat_and_speaks() {
	run(|| {
		System::set_block_number(7);
		assert_ok!(found(3, Consumers));
		let founder = MemberId(3);
		assert_eq!(
			events(),
			[
				Event::Founded { council: FIRST, side: Consumers, level: 0, founder },
				Event::SpeakerChanged { council: FIRST, speaker: Some(member(3)) },
			]
		);
		let record = Council {
			side: Consumers,
			level: 0,
			founded: 7,
			carrier: founder,
			seats: 1,
			seats_taken: 1,
			population: Population { now: 1, epoch: 0, before: 0 },
			speaker: Some(member(3)),
			parent: Link::nowhere(7),
			leaving: None,
			closing: None,
			charter: charter(None, 10),
			bound_until: 0,
		};
		assert_eq!(crate::Councils::<Test>::get(FIRST), Some(record));
		assert_eq!(Councils::side_of(FIRST), Some(Consumers));
		assert_eq!(Councils::seat_of(founder, Consumers), Some(FIRST));
		assert_eq!(Councils::seat_of(founder, Workers), None);
		assert_eq!(Councils::population_of(FIRST), 1);
		assert_eq!(Councils::speaker_of(FIRST), Some(founder));
	});
}

#[test]
fn founding_takes_room_in_the_purse() {
	run(|| {
		Room::set(2 * Councils::council_bytes());
		assert_ok!(found(0, Workers));
		assert_ok!(found(0, Consumers));
		assert_ok!(leave(0, Workers));
		assert_ok!(found(0, Workers));
		Room::set(Councils::council_bytes() - 1);
		assert_noop!(found(1, Workers), DispatchError::Exhausted);
	});
}

#[test]
fn who_is_suspended_does_not_act() {
	run(|| {
		bench(3);
		assert_ok!(back(0, 1));
		assert_ok!(back(1, 1));
		Suspended::set([1].into());
		let suspended = DispatchError::from(Error::<Test>::Suspended);
		assert_noop!(back(1, 0), suspended);
		assert_noop!(leave(1, Workers), suspended);
		assert_noop!(found(1, Consumers), suspended);
		assert_noop!(Councils::dissolve(Origin::signed(1), FIRST), suspended);
		// Those who sit with a suspended speaker can move their votes.
		assert_eq!(speaker(), Some(1));
		assert_ok!(back(0, 2));
		assert_ok!(back(2, 2));
		assert_eq!(speaker(), Some(2));
	});
}

#[test]
fn strangers_have_no_part() {
	run(|| {
		assert_ok!(found(0, Workers));
		assert_noop!(found(99, Workers), Error::<Test>::NotMember);
		assert_noop!(join(99, FIRST), Error::<Test>::NotMember);
		assert_noop!(leave(99, Workers), Error::<Test>::NotMember);
		assert_noop!(back(99, 0), Error::<Test>::NotMember);
	});
}

#[test]
fn calls_are_signed() {
	run(|| {
		let bad = DispatchError::BadOrigin;
		for origin in [Origin::none(), Origin::root()] {
			assert_noop!(Councils::found(origin.clone(), Workers), bad);
			assert_noop!(Councils::join(origin.clone(), FIRST), bad);
			assert_noop!(Councils::leave(origin.clone(), Workers), bad);
			assert_noop!(Councils::back(origin.clone(), Workers, None), bad);
			assert_noop!(Councils::settle_speaker(origin.clone(), FIRST, member(0)), bad);
			assert_noop!(Councils::move_to(origin.clone(), FIRST), bad);
			assert_noop!(Councils::vouch(origin.clone(), Workers, MemberId(0)), bad);
			assert_noop!(Councils::withdraw_vouch(origin.clone(), Workers, MemberId(0)), bad);
			assert_noop!(Councils::discard_vouches(origin.clone(), FIRST, MemberId(0)), bad);
			assert_noop!(Councils::offer(origin.clone(), FIRST, SECOND, Proposal::Found), bad);
			assert_noop!(Councils::withdraw_offer(origin.clone(), FIRST), bad);
			assert_noop!(Councils::accept(origin.clone(), FIRST, SECOND), bad);
			assert_noop!(Councils::back_for(origin.clone(), FIRST, None), bad);
			assert_noop!(Councils::secede(origin.clone(), FIRST), bad);
			assert_noop!(Councils::stay(origin.clone(), FIRST), bad);
			assert_noop!(Councils::part(origin.clone(), FIRST), bad);
			assert_noop!(Councils::dissolve(origin.clone(), FIRST), bad);
			assert_noop!(Councils::keep(origin.clone(), FIRST), bad);
			assert_noop!(Councils::wind_up(origin.clone(), FIRST, 1), bad);
			let charter = charter(None, 0);
			assert_noop!(Councils::set_charter(origin.clone(), FIRST, charter), bad);
			assert_noop!(Councils::discard_offer(origin.clone(), FIRST), bad);
			assert_noop!(Councils::tidy(origin.clone(), MemberId(0), Workers), bad);
			assert_noop!(Councils::carry(origin, FIRST), bad);
		}
	});
}

#[test]
fn a_seat_on_two_councils_of_one_side_is_refused() {
	run(|| {
		assert_ok!(found(0, Workers));
		assert_ok!(found(1, Workers));
		assert_noop!(found(0, Workers), Error::<Test>::AlreadySeated);
		assert_noop!(join(0, SECOND), Error::<Test>::AlreadySeated);
		assert_noop!(join(0, FIRST), Error::<Test>::AlreadySeated);
		// The other side is another matter.
		assert_ok!(found(0, Consumers));
		assert_ok!(join(1, CouncilId(2)));
	});
}

#[test]
fn joining_takes_a_council() {
	run(|| {
		assert_noop!(join(0, FIRST), Error::<Test>::NoSuchCouncil);
		assert_ok!(found(0, Workers));
		assert_ok!(join(1, FIRST));
		assert_eq!(Councils::population_of(FIRST), 2);
		assert_eq!(
			Seats::<Test>::get(FIRST, member(1)),
			Some(Seat { number: 1, backing: None, backers: 0, heads: 1 })
		);
	});
}

#[test]
fn joining_dilutes_a_speaker_who_has_no_majority_any_more() {
	run(|| {
		assert_ok!(found(0, Workers));
		events();
		assert_ok!(join(1, FIRST));
		assert_eq!(
			events(),
			[
				Event::Joined { council: FIRST, sitter: member(1) },
				Event::SpeakerChanged { council: FIRST, speaker: None },
			]
		);
		assert_eq!(speaker(), None);
	});
}

#[test]
fn only_a_seat_that_one_has_is_given_up() {
	run(|| {
		assert_noop!(leave(0, Workers), Error::<Test>::NotSeated);
		assert_ok!(found(0, Workers));
		assert_noop!(leave(0, Consumers), Error::<Test>::NotSeated);
		assert_noop!(leave(1, Workers), Error::<Test>::NotSeated);
		assert_ok!(leave(0, Workers));
		assert_noop!(leave(0, Workers), Error::<Test>::NotSeated);
	});
}

#[test]
fn the_last_to_leave_dissolves_the_council() {
	run(|| {
		assert_ok!(found(0, Workers));
		assert_ok!(join(1, FIRST));
		assert_ok!(leave(0, Workers));
		events();
		assert_ok!(leave(1, Workers));
		assert_eq!(
			events(),
			[
				Event::Left { council: FIRST, sitter: member(1) },
				Event::Dissolved { council: FIRST },
			]
		);
		assert_eq!(Councils::side_of(FIRST), None);
		assert_eq!(Councils::speaker_of(FIRST), None);
		assert_eq!(Councils::population_of(FIRST), 0);
		assert_noop!(join(0, FIRST), Error::<Test>::NoSuchCouncil);
		// Its identifier is not given again.
		assert_ok!(found(0, Workers));
		assert_eq!(Councils::seat_of(MemberId(0), Workers), Some(SECOND));
	});
}

#[test]
fn founding_and_dissolving_leave_no_key_but_the_next_identifier() {
	run(|| {
		NextCouncil::<Test>::put(FIRST);
		let before = keys();
		assert_ok!(found(0, Workers));
		assert_ok!(join(1, FIRST));
		assert_ok!(join(2, FIRST));
		for (who, candidate) in [(1, 0), (2, 0), (0, 1), (0, 2)] {
			assert_ok!(back(who, candidate));
		}
		for who in [0, 1, 2] {
			assert_ok!(leave(who, Workers));
		}
		assert_eq!(keys(), before);
	});
}

#[test]
fn nobody_gains_a_second_seat_by_moving() {
	run(|| {
		assert_ok!(found(0, Workers));
		assert_ok!(found(1, Workers));
		assert_ok!(join(2, FIRST));
		assert_ok!(leave(2, Workers));
		assert_ok!(join(2, SECOND));
		assert_eq!(Seats::<Test>::get(FIRST, member(2)), None);
		assert_eq!(BaseSeats::<Test>::iter_prefix(MemberId(2)).count(), 1);
		assert_eq!((Councils::population_of(FIRST), Councils::population_of(SECOND)), (1, 2));
	});
}

#[test]
fn identifiers_that_are_used_up_are_not_given_again() {
	for (next, given) in [(u32::MAX - 1, true), (u32::MAX, false)] {
		run(|| {
			NextCouncil::<Test>::put(CouncilId(next));
			if given {
				assert_ok!(found(0, Workers));
			} else {
				assert_noop!(found(0, Workers), Error::<Test>::IdsExhausted);
			}
		});
	}
}

#[test]
fn who_ceases_to_be_a_member_gives_up_both_seats() {
	run(|| {
		assert_ok!(found(0, Workers));
		assert_ok!(found(1, Consumers));
		assert_ok!(join(0, SECOND));
		assert_ok!(join(1, FIRST));
		events();
		Councils::member_left(MemberId(0));
		assert_eq!(
			events(),
			[
				Event::Left { council: FIRST, sitter: member(0) },
				Event::Left { council: SECOND, sitter: member(0) },
			]
		);
		assert_eq!(BaseSeats::<Test>::iter_prefix(MemberId(0)).count(), 0);
		// Who has no seat has nothing to give up.
		Councils::member_left(MemberId(5));
		assert_eq!(events(), []);
	});
}
