//! Hours and qualifications.

use super::*;
use crate::Rosters;
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use parecon_jobs_engine::Worker;
use parecon_primitives::Side;

fn offer_hours(who: u32, minutes: [u16; 4]) -> DispatchResult {
	Labour::offer_hours(by(who), PLANT, minutes)
}

fn withdraw(who: u32) -> DispatchResult {
	Labour::withdraw_hours(by(who), PLANT)
}

fn qualify(who: u32, member: u32, qualification: u8, granted: bool) -> DispatchResult {
	Labour::qualify(by(who), PLANT, id(member), qualification, granted)
}

fn roster() -> Vec<Worker> {
	Rosters::<Test>::get(PLANT).into_inner()
}

#[test]
fn hours_are_offered_in_the_order_of_members() {
	run(|| {
		assert_ok!(offer_hours(2, [60, 0, 0, 0]));
		let minutes = [60, 0, 0, 0];
		assert_eq!(events(), [Event::HoursOffered { council: PLANT, member: id(2), minutes }]);
		assert_ok!(offer_hours(0, [0, 0, 0, 1]));
		assert_ok!(offer_hours(1, [u16::MAX; 4]));
		let worker = |member, offered| Worker { member: id(member), offered, qualifications: 0 };
		let all = [worker(0, [0, 0, 0, 1]), worker(1, [u16::MAX; 4]), worker(2, minutes)];
		assert_eq!(roster(), all);
		assert_eq!(held_by(1), room::<Worker>());
	});
}

#[test]
fn a_new_offer_takes_the_place_of_the_old() {
	run(|| {
		assert_ok!(offer_hours(2, [60, 0, 0, 0]));
		assert_ok!(qualify(0, 2, 5, true));
		assert_ok!(offer_hours(2, [0, 90, 0, 0]));
		assert_eq!(roster()[0].offered, [0, 90, 0, 0]);
		assert!(roster()[0].has(5));
		assert_eq!(held_by(2), room::<Worker>());
	});
}

#[test]
fn who_cannot_offer_hours() {
	run(|| {
		assert_noop!(offer_hours(99, [1; 4]), Error::<Test>::NotMember);
		assert_noop!(offer_hours(6, [1; 4]), Error::<Test>::NotSeated);
		assert_noop!(Labour::offer_hours(by(0), NOWHERE, [1; 4]), Error::<Test>::NotSeated);
		assert_noop!(offer_hours(0, [0; 4]), Error::<Test>::NoHours);
		Room::set(0);
		let full = frame_support::pallet_prelude::DispatchError::Exhausted;
		assert_noop!(offer_hours(0, [1; 4]), full);
	});
}

#[test]
fn a_roster_has_room_for_128() {
	run(|| {
		let new: Vec<u32> = (1_000..1_123).map(|account| admit(account).0).collect();
		new.iter().for_each(|member| seat(*member, Side::Workers, Some(PLANT)));
		offer(PLANT, &[0, 1, 2, 3, 4], 60);
		offer(PLANT, &new, 60);
		assert_eq!(roster().len(), 128);
		assert_noop!(offer_hours(5, [1; 4]), Error::<Test>::TooManyWorkers);
		assert_ok!(offer_hours(4, [1; 4]));
		assert_ok!(withdraw(4));
		assert_ok!(offer_hours(5, [1; 4]));
	});
}

#[test]
fn hours_are_withdrawn_with_the_qualifications() {
	run(|| {
		assert_noop!(withdraw(99), Error::<Test>::NotMember);
		assert_noop!(withdraw(1), Error::<Test>::NotOffered);
		assert_ok!(offer_hours(1, [1; 4]));
		assert_ok!(qualify(0, 1, 3, true));
		events();
		assert_ok!(withdraw(1));
		assert_eq!(events(), [Event::HoursWithdrawn { council: PLANT, member: id(1) }]);
		assert!(!Rosters::<Test>::contains_key(PLANT));
		assert_eq!(held_by(1), 0);
		assert_ok!(offer_hours(1, [1; 4]));
		assert!(!roster()[0].has(3));
	});
}

#[test]
fn who_has_left_the_council_can_withdraw() {
	run(|| {
		assert_ok!(offer_hours(1, [1; 4]));
		seat(1, Side::Workers, None);
		assert_ok!(withdraw(1));
	});
}

#[test]
fn qualifications_are_granted_and_withdrawn() {
	run(|| {
		offer(PLANT, &[1, 2], 60);
		events();
		assert_ok!(qualify(0, 2, 31, true));
		let event = |granted| Event::Qualified {
			council: PLANT,
			member: id(2),
			qualification: 31,
			granted,
		};
		assert_eq!(events(), [event(true)]);
		assert_ok!(qualify(0, 2, 0, true));
		assert_ok!(qualify(0, 2, 31, true));
		assert_eq!(roster()[1].qualifications, 1 << 31 | 1);
		assert_eq!(roster()[0].qualifications, 0);
		assert_ok!(qualify(0, 2, 31, false));
		assert_eq!(last_event(), event(false));
		assert_eq!(roster()[1].qualifications, 1);
	});
}

#[test]
fn who_cannot_be_qualified_by_whom() {
	run(|| {
		offer(PLANT, &[1], 60);
		assert_noop!(qualify(99, 1, 0, true), Error::<Test>::NotMember);
		assert_noop!(qualify(1, 1, 0, true), Error::<Test>::NotSpeaker);
		assert_noop!(qualify(0, 1, 32, true), Error::<Test>::InvalidClass);
		assert_noop!(qualify(0, 2, 0, true), Error::<Test>::NotOffered);
		let unknown = Labour::qualify(by(0), NOWHERE, id(1), 0, true);
		assert_noop!(unknown, Error::<Test>::UnknownCouncil);
	});
}

#[test]
fn the_roster_is_frozen_while_a_window_is_open() {
	run(|| {
		divisions::opened();
		assert_noop!(offer_hours(0, [1; 4]), Error::<Test>::WindowOpen);
		assert_noop!(withdraw(0), Error::<Test>::WindowOpen);
		assert_noop!(qualify(0, 0, 1, true), Error::<Test>::WindowOpen);
	});
}
