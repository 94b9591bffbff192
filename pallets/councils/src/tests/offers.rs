//! Offers, and why one is refused.

use super::*;
use crate::{Offer, Offers};
use frame_support::sp_runtime::DispatchError;
use Proposal::{Found, Join, Merge};

fn withdraw(who: u64, council: CouncilId) -> DispatchResult {
	Councils::withdraw_offer(Origin::signed(who), council)
}

fn discard(council: CouncilId) -> DispatchResult {
	Councils::discard_offer(Origin::signed(99), council)
}

#[test]
fn who_speaks_makes_an_offer_in_the_purse_of_that_member() {
	run(|| {
		workplaces(2);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		let made = Offer { to: SECOND, what: Found, by: MemberId(0) };
		assert_eq!(Offers::<Test>::get(FIRST), Some(made));
		assert_eq!(events(), [Event::Offered { council: FIRST, to: SECOND, what: Found }]);
		Room::set(Councils::council_bytes());
		assert_noop!(offer(1, SECOND, FIRST, Found), DispatchError::Exhausted);
	});
}

#[test]
fn only_who_speaks_makes_withdraws_and_accepts() {
	run(|| {
		workplaces(2);
		assert_ok!(join(2, FIRST));
		assert_ok!(back(2, 0));
		assert_noop!(offer(2, FIRST, SECOND, Found), Error::<Test>::NotSpeaker);
		assert_noop!(offer(1, FIRST, SECOND, Found), Error::<Test>::NotSpeaker);
		assert_noop!(offer(99, FIRST, SECOND, Found), Error::<Test>::NotMember);
		assert_noop!(offer(0, CouncilId(9), SECOND, Found), Error::<Test>::NoSuchCouncil);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		assert_noop!(withdraw(2, FIRST), Error::<Test>::NotSpeaker);
		assert_noop!(accept(2, SECOND, FIRST), Error::<Test>::NotSpeaker);
		assert_noop!(accept(0, SECOND, FIRST), Error::<Test>::NotSpeaker);
	});
}

#[test]
fn one_offer_is_open_until_it_is_withdrawn_by_who_speaks_then() {
	run(|| {
		workplaces(3);
		assert_ok!(join(4, FIRST));
		assert_ok!(back(4, 0));
		assert_ok!(offer(0, FIRST, SECOND, Found));
		assert_noop!(offer(0, FIRST, THIRD, Found), Error::<Test>::OfferOpen);
		assert_ok!(back(0, 4));
		assert_ok!(back(4, 4));
		events();
		assert_ok!(withdraw(4, FIRST));
		assert_eq!(events(), [Event::OfferWithdrawn { council: FIRST }]);
		assert_eq!(Held::get(), recounted());
		assert_noop!(withdraw(4, FIRST), Error::<Test>::NoOffer);
		assert_noop!(accept(1, SECOND, FIRST), Error::<Test>::NoOffer);
		assert_ok!(offer(4, FIRST, THIRD, Found));
	});
}

#[test]
fn an_offer_is_accepted_by_whom_it_is_addressed_to() {
	run(|| {
		workplaces(3);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		assert_noop!(accept(2, THIRD, FIRST), Error::<Test>::NoOffer);
		assert_noop!(accept(1, SECOND, THIRD), Error::<Test>::NoOffer);
		events();
		assert_ok!(accept(1, SECOND, FIRST));
		let accepted = Event::OfferAccepted { council: FIRST, to: SECOND, what: Found };
		assert_eq!(events().last(), Some(&accepted));
		assert_noop!(accept(1, SECOND, FIRST), Error::<Test>::NoOffer);
	});
}

#[test]
fn what_could_not_be_accepted_is_not_offered() {
	run(|| {
		workplaces(3);
		assert_ok!(found(3, Consumers));
		let home = CouncilId(3);
		for what in [Found, Join, Merge] {
			assert_noop!(offer(0, FIRST, FIRST, what), Error::<Test>::SameCouncil);
			assert_noop!(offer(0, FIRST, CouncilId(9), what), Error::<Test>::NoSuchCouncil);
			assert_noop!(offer(0, FIRST, home, what), Error::<Test>::OtherSide);
		}
		assert_noop!(offer(0, FIRST, SECOND, Join), Error::<Test>::NotFederation);
		let industry = federation(FIRST, SECOND);
		assert_noop!(offer(0, FIRST, THIRD, Found), Error::<Test>::HasParent);
		assert_noop!(offer(2, THIRD, FIRST, Found), Error::<Test>::HasParent);
		assert_noop!(offer(0, FIRST, industry, Join), Error::<Test>::HasParent);
		assert_noop!(offer(2, THIRD, industry, Merge), Error::<Test>::NotBase);
		assert_noop!(offer(0, industry, THIRD, Merge), Error::<Test>::NotBelow);
		assert_noop!(offer(0, industry, FIRST, Merge), Error::<Test>::Cycle);
		assert_ok!(Councils::dissolve(Origin::signed(2), THIRD));
		for what in [Found, Join, Merge] {
			assert_noop!(offer(2, THIRD, industry, what), Error::<Test>::Closing);
			assert_noop!(offer(0, industry, THIRD, what), Error::<Test>::Closing);
		}
	});
}

#[test]
fn what_cannot_be_done_any_more_is_not_accepted() {
	run(|| {
		workplaces(3);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		federate(SECOND, THIRD);
		assert_noop!(accept(1, SECOND, FIRST), Error::<Test>::HasParent);
	});
}

#[test]
fn a_change_of_place_waits_for_what_is_being_counted() {
	run(|| {
		workplaces(4);
		let industry = federation(FIRST, SECOND);
		System::set_block_number(5);
		Opened::set(vec![5]);
		// Who never had a place has nothing to wait for.
		enlist(THIRD, industry);
		no_notice(THIRD);
		assert_ok!(Councils::secede(Origin::signed(2), THIRD));
		assert_ok!(Councils::part(Origin::signed(99), THIRD));
		// It came and went since: it has never been there for anything that is open.
		assert_ok!(offer(2, THIRD, industry, Join));
		assert_ok!(withdraw(2, THIRD));
		// Who had one before does, and what is open still finds it there.
		no_notice(SECOND);
		assert_ok!(Councils::secede(Origin::signed(1), SECOND));
		assert_ok!(Councils::part(Origin::signed(99), SECOND));
		assert_eq!(Councils::parent_at(SECOND, 5), Some(industry));
		assert_noop!(offer(1, SECOND, industry, Join), Error::<Test>::MoveWaits);
		let fourth = CouncilId(3);
		assert_noop!(offer(1, SECOND, fourth, Found), Error::<Test>::MoveWaits);
		assert_noop!(offer(3, fourth, SECOND, Found), Error::<Test>::MoveWaits);
		Opened::set(vec![6]);
		assert_ok!(offer(1, SECOND, industry, Join));
	});
}

/// Failure: a speaker is recalled, and what was offered before is accepted all the same.
#[test]
fn an_offer_of_who_speaks_no_more_is_dead() {
	run(|| {
		workplaces(2);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		assert_ok!(join(4, FIRST));
		assert_eq!(Councils::speaker_of(FIRST), None);
		assert_noop!(accept(1, SECOND, FIRST), Error::<Test>::OfferDead);
		assert_ok!(back(4, 0));
		assert_noop!(discard(FIRST), Error::<Test>::OfferAlive);
		assert_ok!(back(0, None));
		assert_ok!(discard(FIRST));
	});
}

#[test]
fn an_offer_of_who_is_no_member_any_more_is_dead() {
	run(|| {
		workplaces(2);
		assert_ok!(join(4, FIRST));
		assert_ok!(back(4, 0));
		assert_ok!(offer(0, FIRST, SECOND, Found));
		assert_noop!(discard(FIRST), Error::<Test>::OfferAlive);
		People::mutate(|people| people.remove(&0));
		Held::mutate(|held| held.remove(&MemberId(0)));
		Councils::member_left(MemberId(0));
		assert_noop!(accept(1, SECOND, FIRST), Error::<Test>::OfferDead);
		events();
		assert_ok!(discard(FIRST));
		assert_eq!(events(), [Event::OfferDiscarded { council: FIRST }]);
		assert_noop!(discard(FIRST), Error::<Test>::NoOffer);
	});
}

#[test]
fn an_offer_to_or_of_a_council_that_closes_is_dead() {
	run(|| {
		workplaces(3);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		assert_ok!(offer(1, SECOND, THIRD, Found));
		assert_ok!(Councils::dissolve(Origin::signed(1), SECOND));
		assert_noop!(accept(1, SECOND, FIRST), Error::<Test>::Closing);
		assert_ok!(discard(FIRST));
		assert_ok!(discard(SECOND));
	});
}

#[test]
fn an_offer_to_a_council_that_is_gone_is_dead_and_its_own_goes_with_it() {
	run(|| {
		workplaces(3);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		assert_ok!(offer(1, SECOND, THIRD, Found));
		assert_ok!(leave(1, Workers));
		assert_eq!(Offers::<Test>::get(SECOND), None);
		assert_ok!(discard(FIRST));
	});
}
