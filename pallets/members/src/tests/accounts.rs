use super::*;
use crate::{AccountOffers, Lingering, MemberOf, Recoveries};

fn offer(who: u64, new: u64) -> DispatchResult {
	Members::offer_account(signed(who), new)
}

#[test]
fn an_offered_account_signs_without_a_token_and_its_member_pays() {
	run(|| {
		assert_ok!(offer(0, ANA));
		let member = MemberId(0);
		assert_eq!(events(), [Event::AccountOffered { member, account: ANA }]);
		assert_eq!(System::providers(&ANA), 1);
		assert_eq!(Members::payer_of(&ANA), Some(member));
		assert_eq!(Members::member_of(&ANA), None);
		assert_eq!(record(member).offer, Some(ANA));
		assert_eq!(Purse::held(member).0, 1);
		assert_ok!(Members::suspend(Origin::root(), member));
		assert_eq!(Members::payer_of(&ANA), None);
	});
}

#[test]
fn who_accepts_acts_for_the_member_from_then_on() {
	run(|| {
		assert_ok!(offer(0, ANA));
		events();
		assert_ok!(Members::accept_account(signed(ANA)));
		let member = MemberId(0);
		assert_eq!(events(), [Event::AccountChanged { member, old: 0, new: ANA }]);
		assert_eq!(Told::get(), [Note::Account(member, 0, ANA)]);
		assert_eq!(Members::member_of(&ANA), Some(member));
		assert_eq!(Members::account_of(member), Some(ANA));
		assert!(!MemberOf::<Test>::contains_key(0));
		assert!(!System::account_exists(&0));
		assert_eq!(System::providers(&ANA), 1);
		assert_eq!(record(member).offer, None);
		assert!(!AccountOffers::<Test>::contains_key(ANA));
		assert_eq!(Purse::held(member), (0, 0));
		assert_noop!(Members::accept_account(signed(ANA)), Error::<Test>::NoOffer);
	});
}

#[test]
fn words_and_dependents_stay_with_the_member() {
	run(|| {
		sponsor(0, DAN);
		confirmed_dependent(EVA);
		assert_ok!(offer(0, ANA));
		assert_ok!(Members::accept_account(signed(ANA)));
		assert_eq!(Members::heads_of(MemberId(0)), 2);
		assert_noop!(Members::sponsor(signed(ANA), DAN), Error::<Test>::AlreadySponsored);
		assert_noop!(Members::withdraw(signed(0), DAN), Error::<Test>::NotMember);
		assert_ok!(Members::withdraw(signed(ANA), DAN));
	});
}

#[test]
fn a_membership_is_offered_to_who_stands_for_nobody() {
	run(|| {
		assert_noop!(offer(DAN, ANA), Error::<Test>::NotMember);
		assert_noop!(Members::offer_account(Origin::none(), ANA), DispatchError::BadOrigin);
		assert_noop!(offer(0, 0), Error::<Test>::AlreadyMember);
		assert_noop!(offer(0, 1), Error::<Test>::AlreadyMember);
		sponsor(1, DAN);
		assert_noop!(offer(0, DAN), Error::<Test>::IsCandidate);
		assert_ok!(Members::add_dependent(signed(0), EVA));
		assert_noop!(offer(1, EVA), Error::<Test>::IsDependent);
		assert_ok!(offer(1, ANA));
		assert_noop!(offer(0, ANA), Error::<Test>::AccountOffered);
		assert_noop!(offer(1, 50), Error::<Test>::OfferOpen);
	});
}

/// Failure: storage without a deposit.
#[test]
fn an_offer_takes_room_in_the_purse() {
	run(|| {
		Room::set(0);
		assert_noop!(offer(0, ANA), DispatchError::Other("no room"));
		Room::set(1);
		assert_ok!(offer(0, ANA));
	});
}

#[test]
fn an_offer_is_taken_back() {
	run(|| {
		let before = keys();
		assert_ok!(offer(0, ANA));
		events();
		assert_ok!(Members::withdraw_offer(signed(0)));
		assert_eq!(events(), [Event::OfferWithdrawn { member: MemberId(0), account: ANA }]);
		assert_eq!(keys(), before);
		let again = Members::withdraw_offer(signed(0));
		assert_noop!(again, Error::<Test>::NoOffer);
		assert_noop!(Members::withdraw_offer(signed(ANA)), Error::<Test>::NotMember);
		assert_noop!(Members::withdraw_offer(Origin::none()), DispatchError::BadOrigin);
		assert_noop!(Members::accept_account(signed(ANA)), Error::<Test>::NoOffer);
		assert_noop!(Members::accept_account(Origin::none()), DispatchError::BadOrigin);
	});
}

#[test]
fn an_offered_account_in_use_keeps_the_offer_open() {
	run(|| {
		assert_ok!(offer(0, ANA));
		assert_ok!(System::inc_consumers(&ANA));
		assert_noop!(Members::withdraw_offer(signed(0)), Error::<Test>::AccountInUse);
		// Who leaves cannot wait for it.
		assert_ok!(Members::leave(signed(0)));
		assert!(Lingering::<Test>::contains_key(ANA));
		System::dec_consumers(&ANA);
		assert_ok!(Members::release(signed(DAN), ANA));
		assert!(!System::account_exists(&ANA));
	});
}

#[test]
fn an_account_that_something_depends_on_is_not_left() {
	run(|| {
		assert_ok!(offer(0, ANA));
		assert_ok!(System::inc_consumers(&0));
		assert_noop!(Members::accept_account(signed(ANA)), Error::<Test>::AccountInUse);
		System::dec_consumers(&0);
		assert_ok!(Members::accept_account(signed(ANA)));
	});
}

#[test]
fn who_changes_the_account_cancels_the_recovery() {
	run(|| {
		let member = join(ANA);
		assert_ok!(Members::recover(signed(0), member, DAN));
		assert_ok!(offer(ANA, 50));
		events();
		assert_ok!(Members::accept_account(signed(50)));
		assert_eq!(events()[0], Event::RecoveryCancelled { member });
		assert!(!Recoveries::<Test>::contains_key(member));
	});
}

#[test]
fn the_account_that_was_left_may_belong_to_another() {
	run(|| {
		assert_ok!(offer(5, ANA));
		assert_ok!(Members::accept_account(signed(ANA)));
		assert_eq!(join(5), MemberId(6));
	});
}
