//! Juries.

use super::*;
use crate::{Juries, Jury, JURY_PAUSE, JURY_PERIODS};
use frame_support::{assert_noop, assert_ok, pallet_prelude::DispatchError};
use parecon_jobs_engine::drawn;
use parecon_primitives::{Lottery, Side};

/// The jury of the plant.
fn jury() -> Jury {
	Juries::<Test>::get(PLANT).unwrap()
}

fn call(member: u32) -> frame_support::dispatch::DispatchResult {
	Labour::call_jury(by(member), PLANT)
}

fn draw() -> frame_support::dispatch::DispatchResult {
	Labour::seat_jury(by(STRANGER as u32), PLANT)
}

#[test]
fn any_member_calls_a_jury() {
	run(|| {
		assert_noop!(call(12), Error::<Test>::NoWorkplace);
		task(PLANT, "cleaning", 120);
		assert_noop!(call(77), Error::<Test>::NotMember);
		Room::set(room::<Jury>() - 1);
		assert_noop!(call(12), DispatchError::Exhausted);
		Room::set(u32::MAX);
		events();

		assert_ok!(call(12));
		assert_eq!(events(), [Event::JuryCalled { council: PLANT, epoch: 1, pool: 20 }]);
		let members = Default::default();
		assert_eq!(jury(), Jury { by: id(12), called: now(), epoch: 1, pool: 20, members });
		assert_eq!(workplace(PLANT).jury, Some(now()));
		assert_eq!(held_by(12), room::<Jury>());
	});
}

#[test]
fn the_next_jury_is_called_after_six_periods() {
	run(|| {
		task(PLANT, "cleaning", 120);
		assert_ok!(call(12));
		pass(JURY_PAUSE - 1);
		assert_noop!(call(13), Error::<Test>::JuryLately);
		pass(1);
		assert_ok!(call(13));
		assert_eq!((held_by(12), held_by(13)), (0, room::<Jury>()));

		// Who calls again needs no more room.
		pass(JURY_PAUSE);
		Room::set(room::<Jury>());
		assert_ok!(call(13));
		assert_eq!((jury().by, jury().called), (id(13), now()));
	});
}

#[test]
fn jurors_are_drawn_from_outsiders() {
	run(|| {
		task(PLANT, "cleaning", 120);
		assert_noop!(draw(), Error::<Test>::NoJury);
		assert_ok!(call(12));
		let called = now();
		admit(50);
		assert_noop!(draw(), Error::<Test>::LotsNotKnown);
		two_epochs_later(7);
		leave(15);
		events();
		assert_ok!(draw());

		let subject = codec::Encode::encode(&(b"parecon/jobs/jury".as_slice(), PLANT, called));
		let seed = Urn::lot(1, &subject).unwrap();
		let mut expected = drawn(&seed.0, 20, 12, 48, |one| (6..20).contains(&one) && one != 15);
		expected.sort_unstable();
		let members = jury().members;
		let seated: Vec<u32> = members.iter().map(|juror| juror.0).collect();
		assert_eq!(seated, expected);
		assert!(seated.len() > 5 && seated.iter().all(|juror| (6..20).contains(juror)));
		assert_eq!(events(), [Event::JurySeated { council: PLANT, seed, members }]);
		assert_noop!(draw(), Error::<Test>::NoJury);
	});
}

#[test]
fn a_pool_whose_lot_is_lost_is_frozen_anew() {
	run(|| {
		task(PLANT, "cleaning", 120);
		assert_ok!(call(12));
		admit(50);
		Epoch::set(3);
		assert_noop!(draw(), Error::<Test>::LotsNotKnown);
		Epoch::set(4);
		events();
		assert_ok!(draw());
		assert_eq!(events(), [Event::LotsPostponed { council: PLANT, epoch: 4 }]);
		assert_eq!((jury().epoch, jury().pool, jury().members.len()), (4, 21, 0));
		assert_noop!(draw(), Error::<Test>::LotsNotKnown);
		two_epochs_later(7);
		assert_ok!(draw());
		assert!(!jury().members.is_empty());
	});
}

#[test]
fn a_jury_that_is_over_is_not_drawn() {
	run(|| {
		task(PLANT, "cleaning", 120);
		assert_ok!(call(12));
		two_epochs_later(7);
		pass(JURY_PERIODS);
		assert_noop!(draw(), Error::<Test>::NoJury);
	});
}

#[test]
fn a_jury_for_which_nobody_is_found_is_dissolved() {
	run(|| {
		task(PLANT, "cleaning", 120);
		assert_ok!(call(12));
		(6..20).for_each(|member| seat(member, Side::Workers, Some(PLANT)));
		two_epochs_later(7);
		assert_ok!(draw());
		assert!(matches!(
			last_event(),
			Event::JurySeated { council: PLANT, members, .. } if members.is_empty()
		));
		assert!(!Juries::<Test>::contains_key(PLANT));
		assert_eq!(held_by(12), 0);
		assert_noop!(draw(), Error::<Test>::NoJury);
		assert_noop!(call(12), Error::<Test>::JuryLately);
	});
}

#[test]
fn a_jury_that_is_over_is_tidied() {
	run(|| {
		let before = {
			task(PLANT, "cleaning", 120);
			keys()
		};
		assert_ok!(call(12));
		let tidy = |member| Labour::tidy(by(77), PLANT, id(member));
		pass(JURY_PERIODS - 1);
		assert_noop!(tidy(12), Error::<Test>::NothingToTidy);
		pass(1);
		assert_noop!(tidy(13), Error::<Test>::NothingToTidy);
		assert_ok!(tidy(12));
		assert_eq!(last_event(), Event::Tidied { council: PLANT, member: id(12), removed: 1 });
		assert_eq!(keys(), before);
		assert_noop!(call(12), Error::<Test>::JuryLately);
	});
}
