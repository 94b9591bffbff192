//! In whose purse the record of a council takes room. Failure: who founded a council and left it has
//! less of a purse for as long as others keep it.

use super::*;
use frame_support::sp_runtime::DispatchError;

fn held(who: u32) -> u32 {
	Held::get().get(&MemberId(who)).copied().unwrap_or_default()
}

fn carrier(council: CouncilId) -> u32 {
	record(council).carrier.0
}

/// A workers' council that 0 has founded, 1 speaks for, and 2 sits in.
fn handed_over() {
	bench(3);
	assert_ok!(back(1, 1));
	assert_ok!(back(2, 1));
	events();
}

#[test]
fn who_speaks_carries_a_council_in_place_of_its_founder() {
	run(|| {
		handed_over();
		let bytes = Councils::council_bytes();
		assert_eq!((held(0), held(1), carrier(FIRST)), (bytes, 0, 0));
		assert_ok!(carry(1, FIRST));
		assert_eq!((held(0), held(1), carrier(FIRST)), (0, bytes, 1));
		assert_eq!(events(), [Event::Carried { council: FIRST, by: MemberId(1) }]);
		assert_eq!(Councils::council(FIRST).unwrap().carrier, MemberId(1));
	});
}

#[test]
fn a_founder_who_has_left_has_the_room_back() {
	run(|| {
		handed_over();
		assert_ok!(leave(0, Workers));
		assert_eq!(held(0), Councils::council_bytes());
		assert_ok!(carry(1, FIRST));
		assert_eq!(held(0), 0);
	});
}

#[test]
fn only_who_speaks_carries() {
	run(|| {
		assert_noop!(carry(0, FIRST), Error::<Test>::NoSuchCouncil);
		handed_over();
		for who in [0, 2, 5] {
			assert_noop!(carry(who, FIRST), Error::<Test>::NotSpeaker);
		}
		assert_noop!(carry(99, FIRST), Error::<Test>::NotMember);
		assert_noop!(carry(1, SECOND), Error::<Test>::NoSuchCouncil);
		Suspended::set([1].into());
		assert_noop!(carry(1, FIRST), Error::<Test>::Suspended);
		Suspended::take();
		assert_ok!(back(1, None));
		assert_noop!(carry(1, FIRST), Error::<Test>::NotSpeaker);
	});
}

#[test]
fn who_carries_a_council_does_not_carry_it_twice() {
	run(|| {
		workplaces(1);
		assert_noop!(carry(0, FIRST), Error::<Test>::AlreadyCarried);
	});
	run(|| {
		handed_over();
		assert_ok!(carry(1, FIRST));
		assert_noop!(carry(1, FIRST), Error::<Test>::AlreadyCarried);
	});
}

#[test]
fn a_purse_without_room_carries_nothing() {
	run(|| {
		handed_over();
		Room::set(Councils::council_bytes() - 1);
		assert_noop!(carry(1, FIRST), DispatchError::Exhausted);
		Room::set(Councils::council_bytes());
		assert_ok!(carry(1, FIRST));
	});
}

#[test]
fn who_carries_does_so_until_another_speaker_does() {
	run(|| {
		handed_over();
		assert_ok!(carry(1, FIRST));
		for who in [0, 2] {
			assert_ok!(back(who, 2));
		}
		assert_eq!((speaker(), carrier(FIRST)), (Some(2), 1));
		assert_noop!(carry(1, FIRST), Error::<Test>::NotSpeaker);
		assert_ok!(carry(2, FIRST));
		assert_eq!((held(1), held(2)), (0, Councils::council_bytes()));
	});
}

#[test]
fn a_council_that_nobody_carries_is_carried_again() {
	run(|| {
		handed_over();
		// The purse of who ceases to be a member is gone, with the room that was held in it.
		People::mutate(|people| people.remove(&0));
		Held::mutate(|held| held.remove(&MemberId(0)));
		Councils::member_left(MemberId(0));
		assert_eq!((carrier(FIRST), Held::get()), (0, [].into()));
		assert_ok!(carry(1, FIRST));
		assert_eq!(Held::get(), [(MemberId(1), Councils::council_bytes())].into());
	});
}

#[test]
fn a_federation_is_carried_by_who_speaks_for_it_now() {
	run(|| {
		workplaces(3);
		let industry = federation(FIRST, SECOND);
		assert_noop!(carry(0, industry), Error::<Test>::AlreadyCarried);
		assert_noop!(carry(1, industry), Error::<Test>::NotSpeaker);
		for (who, council) in [(0, FIRST), (1, SECOND)] {
			assert_ok!(back_for(who, council, SECOND));
		}
		assert_ok!(carry(1, industry));
		let bytes = Councils::council_bytes();
		assert_eq!((held(0), held(1), carrier(industry)), (bytes, 2 * bytes, 1));
	});
}

#[test]
fn a_council_that_is_being_wound_up_is_carried_until_it_is_gone() {
	run(|| {
		handed_over();
		no_notice(FIRST);
		assert_ok!(Councils::dissolve(Origin::signed(1), FIRST));
		assert_ok!(carry(1, FIRST));
		assert_ok!(wind_up(FIRST, 64));
		assert_eq!(Held::get(), [].into());
	});
}
