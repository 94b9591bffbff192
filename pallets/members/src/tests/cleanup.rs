//! Create, then remove: the state has no key more than before.
//!
//! Failure: entries that nobody could remove piled up.

use super::*;

/// Runs `test` and expects the keys to be those from before.
fn leaves_no_key(test: impl FnOnce()) {
	run(|| {
		let before = keys();
		test();
		assert_eq!(keys(), before);
	});
}

#[test]
fn a_candidacy_leaves_no_key() {
	leaves_no_key(|| {
		sponsor(0, ANA);
		sponsor(1, ANA);
		assert_ok!(Members::object(signed(4), ANA));
		go_to(101);
		assert_ok!(Members::discard(signed(DAN), ANA));
	});
}

#[test]
fn an_offer_leaves_no_key() {
	leaves_no_key(|| {
		assert_ok!(Members::offer_account(signed(0), ANA));
		assert_ok!(Members::withdraw_offer(signed(0)));
	});
}

#[test]
fn an_account_changed_and_changed_back_leaves_no_key() {
	leaves_no_key(|| {
		for (old, new) in [(0, ANA), (ANA, 0)] {
			assert_ok!(Members::offer_account(signed(old), new));
			assert_ok!(Members::accept_account(signed(new)));
		}
	});
}

#[test]
fn a_dependent_leaves_no_key() {
	leaves_no_key(|| {
		confirmed_dependent(ANA);
		assert_ok!(Members::hand_over(signed(0), ANA, MemberId(3)));
		assert_ok!(Members::accept_guardianship(signed(3), ANA));
		assert_ok!(Members::remove_dependent(signed(3), ANA));
	});
}

#[test]
fn a_recovery_leaves_no_key() {
	leaves_no_key(|| {
		assert_ok!(Members::reassign(Origin::root(), MemberId(0), ANA));
		assert_ok!(Members::cancel_recovery(signed(0)));
	});
}

#[test]
fn a_membership_with_all_that_it_can_have_leaves_no_key() {
	for lingers in [false, true] {
		leaves_no_key(|| {
			let member = join(ANA);
			sponsor(ANA, DAN);
			assert_ok!(Members::add_dependent(signed(ANA), EVA));
			assert_ok!(Members::confirm_dependent(signed(0), EVA));
			assert_ok!(Members::offer_account(signed(ANA), 50));
			assert_ok!(Members::recover(signed(0), member, 51));
			if lingers {
				assert_ok!(System::inc_consumers(&ANA));
				assert_ok!(Members::end_duplicate(Origin::root(), member, MemberId(2)));
				System::dec_consumers(&ANA);
				assert_ok!(Members::release(signed(DAN), ANA));
			} else {
				assert_ok!(Members::leave(signed(ANA)));
			}
		});
	}
}

#[test]
fn a_dependent_who_comes_of_age_and_leaves_leaves_no_key() {
	leaves_no_key(|| {
		confirmed_dependent(ANA);
		sponsor(1, ANA);
		sponsor(2, ANA);
		assert_ok!(admit(ANA));
		assert_ok!(Members::leave(signed(ANA)));
	});
}
