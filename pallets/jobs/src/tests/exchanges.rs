//! Swaps and substitutions.

use super::{divisions::*, *};
use crate::{
	Exchange::{self, Substitution, Swap},
	Offer, Offers, TaskSpec,
};
use frame_support::{
	assert_noop, assert_ok, dispatch::DispatchResult, pallet_prelude::DispatchError,
};
use parecon_primitives::Side;

/// 0 has the first complex and 1 the second, both since period 2; it is period 3.
fn held() {
	adopted();
	assert_ok!(take(0, 0));
	assert_ok!(take(1, 1));
	pass(1);
	events();
}

fn propose(member: u32, with: u32, exchange: Exchange) -> DispatchResult {
	Labour::propose_exchange(by(member), PLANT, id(with), exchange)
}

/// `with` agrees to what `member` proposes.
fn agree(with: u32, member: u32, exchange: Exchange) -> DispatchResult {
	Labour::agree(by(with), PLANT, id(member), exchange)
}

#[test]
fn holders_swap() {
	run(|| {
		held();
		let before = held_by(0);
		assert_ok!(propose(0, 1, Swap));
		let (council, member, with, exchange) = (PLANT, id(0), id(1), Swap);
		assert_eq!(events(), [Event::ExchangeProposed { council, member, with, exchange }]);
		assert_eq!(held_by(0) - before, room::<Offer>());
		assert_eq!(
			Offers::<Test>::get(PLANT, id(0)),
			Some(Offer {
				with,
				exchange,
				complex: 0,
				swapped_for: Some(1),
				period: now(),
				number: 0
			})
		);
		assert_ok!(agree(1, 0, Swap));
		assert_eq!(events(), [Event::Exchanged { council, member, with, exchange }]);
		assert_eq!(holders(), [Some(1), Some(0)]);
		// Both are new.
		assert!(jobs().iter().all(|job| job.since == now()));
		assert_eq!((stints(0), stints(1)), (vec![(0, 2, 2)], vec![(1, 2, 2)]));
		assert_eq!(held_by(0), before);
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoOffer);
	});
}

#[test]
fn a_swap_keeps_how_many_have_asked_and_ends_substitutions() {
	run(|| {
		drawn([0, 1, 2]);
		assert_ok!(rank(0, &[0, 1]));
		assert_ok!(rank(1, &[0, 1]));
		next_round();
		assert_ok!(propose(1, 2, Substitution));
		assert_ok!(agree(2, 1, Substitution));
		assert_ok!(propose(0, 1, Swap));
		assert_ok!(agree(1, 0, Swap));
		let [first, second] = [jobs()[0], jobs()[1]];
		assert_eq!((first.asked, second.asked), (2, 0));
		assert_eq!((first.substitute, second.substitute), (None, None));
		assert_eq!((stints(0), stints(1)), (vec![], vec![]));
	});
}

#[test]
fn others_stand_in_for_the_rest_of_the_period() {
	run(|| {
		held();
		let before = keys();
		assert_ok!(propose(0, 2, Substitution));
		assert_ok!(agree(2, 0, Substitution));
		assert_eq!(keys(), before);
		assert_eq!(jobs()[0].substitute, Some((id(2), now())));
		assert_eq!((holders(), jobs()[0].since), (vec![Some(0), Some(1)], Period(2)));
		// Who has a complex can stand in as well.
		assert_ok!(propose(0, 1, Substitution));
		assert_ok!(agree(1, 0, Substitution));
		assert_eq!(jobs()[0].substitute, Some((id(1), now())));
		// The substitute goes with the holder.
		assert_ok!(give_up(0));
		assert_eq!(jobs()[0].substitute, None);
	});
}

#[test]
fn an_allotment_ends_substitutions() {
	run(|| {
		drawn([0, 1, 2]);
		assert_ok!(take(0, 0));
		assert_ok!(propose(0, 2, Substitution));
		assert_ok!(agree(2, 0, Substitution));
		next_round();
		assert_eq!((holders()[0], jobs()[0].substitute), (Some(0), None));
	});
}

#[test]
fn who_has_a_complex_proposes_to_another() {
	run(|| {
		assert_noop!(propose(77, 1, Swap), Error::<Test>::NotMember);
		assert_noop!(propose(0, 0, Swap), Error::<Test>::SameMember);
		assert_noop!(propose(0, 1, Swap), Error::<Test>::NoDivision);
		held();
		assert_noop!(propose(2, 1, Swap), Error::<Test>::NoJob);
		assert_noop!(propose(0, 2, Swap), Error::<Test>::NoJob);
		Room::set(held_by(0));
		assert_noop!(propose(0, 1, Swap), DispatchError::Exhausted);
		Room::set(u32::MAX);
		assert_ok!(propose(0, 1, Swap));
		// What was proposed before is replaced, in the same room.
		Room::set(held_by(0));
		assert_ok!(propose(0, 2, Substitution));
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoOffer);
		assert_ok!(agree(2, 0, Substitution));
	});
}

#[test]
fn nobody_agrees_to_what_was_not_proposed_to_them_now() {
	run(|| {
		assert_noop!(agree(77, 0, Swap), Error::<Test>::NotMember);
		assert_noop!(agree(9, 0, Swap), Error::<Test>::NotSeated);
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoDivision);
		held();
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoOffer);
		assert_ok!(propose(0, 1, Swap));
		assert_noop!(agree(1, 0, Substitution), Error::<Test>::NoOffer);
		assert_noop!(agree(2, 0, Swap), Error::<Test>::NoOffer);
		assert_noop!(agree(0, 1, Swap), Error::<Test>::NoOffer);
		pass(1);
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoOffer);
	});
}

#[test]
fn what_was_proposed_in_the_former_division_is_void() {
	run(|| {
		held();
		assert_ok!(propose(0, 1, Swap));
		adopt(WHOLE, whole());
		assert_ok!(take(0, 0));
		assert_ok!(take(1, 1));
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoOffer);
	});
}

#[test]
fn an_exchange_is_of_the_complexes_that_were_proposed() {
	run(|| {
		held();
		assert_ok!(propose(0, 1, Swap));
		assert_ok!(give_up(1));
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoJob);
		assert_ok!(give_up(0));
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoJob);
		assert_ok!(take(0, 1));
		assert_ok!(take(1, 0));
		assert_noop!(agree(1, 0, Swap), Error::<Test>::NoJob);
		assert_ok!(propose(0, 2, Substitution));
		assert_ok!(give_up(0));
		assert_noop!(agree(2, 0, Substitution), Error::<Test>::NoJob);
	});
}

#[test]
fn who_agrees_can_do_the_complex() {
	run(|| {
		held();
		assert_ok!(propose(0, 3, Substitution));
		assert_noop!(agree(3, 0, Substitution), Error::<Test>::NotOffered);
		offer(PLANT, &[3], 119);
		assert_noop!(agree(3, 0, Substitution), Error::<Test>::HoursExceeded);
		offer(PLANT, &[3], 120);
		assert_ok!(agree(3, 0, Substitution));
	});
}

#[test]
fn who_agrees_is_qualified() {
	run(|| {
		let welding = register(PLANT, TaskSpec { requires: Some(3), ..spec("welding") }, 60);
		offer(PLANT, &[0, 1], 60);
		assert_ok!(Labour::qualify(by(0), PLANT, id(1), 3, true));
		rate(PLANT, &[0, 1], &[(welding, 5, 5)]);
		adopt(FAIR, division(&[complex(1, &[(0, 60)])]));
		assert_ok!(take(1, 0));
		assert_ok!(propose(1, 0, Substitution));
		assert_noop!(agree(0, 1, Substitution), Error::<Test>::NotQualified);
	});
}

#[test]
fn who_has_proposed_a_swap_can_do_the_other_complex() {
	run(|| {
		held();
		assert_ok!(propose(1, 0, Swap));
		offer(PLANT, &[1], 119);
		assert_noop!(agree(0, 1, Swap), Error::<Test>::HoursExceeded);
		assert_ok!(Labour::withdraw_hours(by(1), PLANT));
		assert_noop!(agree(0, 1, Swap), Error::<Test>::NotOffered);
		offer(PLANT, &[1], 120);
		seat(1, Side::Workers, None);
		assert_noop!(agree(0, 1, Swap), Error::<Test>::NotSeated);
		seat(1, Side::Workers, Some(PLANT));
		assert_ok!(agree(0, 1, Swap));
	});
}
