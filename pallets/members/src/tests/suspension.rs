use super::*;

fn suspend(member: u32) -> DispatchResult {
	Members::suspend(Origin::root(), MemberId(member))
}

fn reinstate(member: u32) -> DispatchResult {
	Members::reinstate(Origin::root(), MemberId(member))
}

#[test]
fn a_suspended_member_is_a_member_who_may_not_act() {
	run(|| {
		assert_ok!(suspend(2));
		assert_eq!(events(), [Event::Suspended { member: MemberId(2) }]);
		assert_eq!(Members::member_of(&2), None);
		assert!(Members::is_suspended(&2));
		// To renew, and to take back what stands in the state, also without tokens.
		assert_eq!(Members::payer_of(&2), Some(MemberId(2)));
		assert_eq!(Members::account_of(MemberId(2)), Some(2));
		assert_eq!(Members::heads_of(MemberId(2)), 1);
		assert_eq!(Members::members(), 6);
		assert_ok!(reinstate(2));
		assert_eq!(events(), [Event::Reinstated { member: MemberId(2) }]);
		assert_eq!(Members::member_of(&2), Some(MemberId(2)));
		assert!(!Members::is_suspended(&2));
		assert!(!Members::is_suspended(&ANA));
	});
}

#[test]
fn the_governed_origin_alone_suspends_and_reinstates() {
	run(|| {
		let member = MemberId(2);
		assert_noop!(Members::suspend(signed(0), member), DispatchError::BadOrigin);
		assert_noop!(Members::reinstate(signed(0), member), DispatchError::BadOrigin);
		assert_noop!(suspend(9), Error::<Test>::NoSuchMember);
		assert_noop!(reinstate(9), Error::<Test>::NoSuchMember);
		assert_noop!(reinstate(2), Error::<Test>::NotSuspended);
		assert_ok!(suspend(2));
		assert_noop!(suspend(2), Error::<Test>::AlreadySuspended);
	});
}

#[test]
fn no_act_of_a_suspended_member_is_accepted() {
	run(|| {
		let member = join(ANA);
		assert_ok!(Members::offer_account(signed(2), 50));
		assert_ok!(Members::add_dependent(signed(2), 51));
		assert_ok!(Members::add_dependent(signed(5), 52));
		assert_ok!(Members::hand_over(signed(5), 52, MemberId(2)));
		sponsor(1, DAN);
		assert_ok!(suspend(2));
		let refused = [
			Members::sponsor(signed(2), DAN),
			Members::object(signed(2), DAN),
			Members::settle_case(signed(2), DAN, true),
			Members::offer_account(signed(2), 60),
			Members::accept_account(signed(50)),
			Members::recover(signed(2), member, 60),
			Members::cancel_recovery(signed(2)),
			Members::add_dependent(signed(2), 60),
			Members::confirm_dependent(signed(2), 52),
			Members::hand_over(signed(2), 51, MemberId(5)),
			Members::accept_guardianship(signed(2), 52),
		];
		for (place, result) in refused.into_iter().enumerate() {
			assert_eq!(result, Err(Error::<Test>::Suspended.into()), "call {place}");
		}
	});
}

#[test]
fn a_suspended_member_takes_back_what_stands_in_the_state() {
	run(|| {
		sponsor(2, DAN);
		assert_ok!(Members::offer_account(signed(2), 50));
		assert_ok!(Members::add_dependent(signed(2), 51));
		assert_ok!(suspend(2));
		assert_ok!(Members::withdraw(signed(2), DAN));
		assert_ok!(Members::withdraw_offer(signed(2)));
		assert_ok!(Members::remove_dependent(signed(2), 51));
		assert_eq!(Purse::held(MemberId(2)), (0, 0));
	});
}
