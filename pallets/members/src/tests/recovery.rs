use super::*;
use crate::{Due, Lingering, MemberOf, Recoveries, RecoveryAccounts, RecoveryWord};

/// The account through which the member is to act.
const NEW: u64 = 200;
/// An account of somebody else.
const WRONG: u64 = 300;

fn recover(who: u64, member: MemberId) -> DispatchResult {
	Members::recover(signed(who), member, NEW)
}

fn complete(member: MemberId) -> DispatchResult {
	Members::complete_recovery(signed(DAN), member)
}

/// What the recovery of `member` comes to.
fn due(member: MemberId) -> Option<Due<u64, u64>> {
	Recoveries::<Test>::get(member).unwrap().due
}

fn word(sponsor: u32, account: u64) -> RecoveryWord<u64> {
	RecoveryWord { sponsor: MemberId(sponsor), account }
}

/// A member with three sponsors, 0 to 2, who has lost the account of `ANA`.
fn lost() -> MemberId {
	govern(|rules| rules.sponsors_needed = 3);
	for who in 0..3 {
		sponsor(who, ANA);
	}
	assert_ok!(admit(ANA));
	events();
	Members::member_of(&ANA).unwrap()
}

#[test]
fn most_of_the_sponsors_give_a_member_another_account_after_a_delay() {
	run(|| {
		let member = lost();
		go_to(5);
		assert_ok!(recover(2, member));
		assert_eq!(
			events(),
			[
				Event::RecoveryOpened { member, expires: 55 },
				Event::RecoverySponsored { member, sponsor: MemberId(2), account: NEW },
			]
		);
		assert_noop!(complete(member), Error::<Test>::NotDue);
		go_to(7);
		assert_ok!(recover(0, member));
		assert_eq!(
			events(),
			[
				Event::RecoverySponsored { member, sponsor: MemberId(0), account: NEW },
				Event::RecoveryDue { member, account: NEW, due: 27 },
			]
		);
		go_to(26);
		assert_noop!(complete(member), Error::<Test>::NotDue);
		go_to(27);
		Told::take();
		assert_ok!(complete(member));
		assert_eq!(events(), [Event::AccountChanged { member, old: ANA, new: NEW }]);
		assert_eq!(Told::get(), [Note::Account(member, ANA, NEW)]);
		assert_eq!(Members::member_of(&NEW), Some(member));
		assert!(!MemberOf::<Test>::contains_key(ANA));
		assert_eq!((System::providers(&ANA), System::providers(&NEW)), (0, 1));
		assert_noop!(complete(member), Error::<Test>::NoRecovery);
	});
}

#[test]
fn what_is_due_takes_no_more_words() {
	run(|| {
		let member = lost();
		assert_ok!(recover(0, member));
		assert_ok!(recover(1, member));
		for (who, account) in [(2, NEW), (2, WRONG), (1, WRONG), (1, NEW)] {
			let late = Members::recover(signed(who), member, account);
			assert_noop!(late, Error::<Test>::AlreadyDue);
		}
		assert_eq!(due(member), Some(Due { account: NEW, from: 21 }));
		assert_ok!(Members::reassign(Origin::root(), MemberId(3), WRONG));
		assert_noop!(recover(0, MemberId(3)), Error::<Test>::NoSponsors);
	});
}

/// Failure: one hostile sponsor opens the recovery for a wrong account, and the honest ones are stuck.
#[test]
fn a_word_for_a_wrong_account_stops_nobody() {
	run(|| {
		let member = lost();
		assert_ok!(Members::recover(signed(1), member, WRONG));
		assert_ok!(recover(0, member));
		assert_eq!(due(member), None);
		assert!(RecoveryAccounts::<Test>::iter().next().is_none());
		assert_ok!(recover(2, member));
		let words = [word(1, WRONG), word(0, NEW), word(2, NEW)];
		assert_eq!(Recoveries::<Test>::get(member).unwrap().words.into_inner(), words);
		assert_eq!(due(member), Some(Due { account: NEW, from: 21 }));
		assert_eq!(RecoveryAccounts::<Test>::iter().collect::<Vec<_>>(), [(NEW, member)]);
		go_to(21);
		assert_ok!(complete(member));
		assert_eq!(Members::account_of(member), Some(NEW));
	});
}

#[test]
fn a_sponsor_thinks_better_of_it() {
	run(|| {
		let member = lost();
		assert_ok!(Members::recover(signed(1), member, WRONG));
		assert_ok!(recover(2, member));
		go_to(4);
		events();
		assert_ok!(recover(1, member));
		assert_eq!(
			events(),
			[
				Event::RecoverySponsored { member, sponsor: MemberId(1), account: NEW },
				Event::RecoveryDue { member, account: NEW, due: 24 },
			]
		);
		let words = [word(1, NEW), word(2, NEW)];
		assert_eq!(Recoveries::<Test>::get(member).unwrap().words.into_inner(), words);
	});
}

/// Failure: whoever comes first, or comes often, decides.
#[test]
fn sponsors_who_name_different_accounts_decide_nothing() {
	run(|| {
		let member = lost();
		for (who, account) in [(0, NEW), (1, WRONG), (2, 50), (2, 51), (2, 52)] {
			assert_ok!(Members::recover(signed(who), member, account));
		}
		assert_eq!(due(member), None);
		assert_eq!(Recoveries::<Test>::get(member).unwrap().words.len(), 3);
		go_to(40);
		assert_noop!(complete(member), Error::<Test>::NotDue);
		assert_ok!(Members::reassign(Origin::root(), member, NEW));
		go_to(51);
		assert_noop!(complete(member), Error::<Test>::NotDue);
		go_to(60);
		assert_ok!(complete(member));
	});
}

/// What somebody else lays claim to while the words for it are too few.
#[test]
fn an_account_that_is_named_only_is_not_reserved() {
	run(|| {
		let member = lost();
		assert_ok!(recover(0, member));
		sponsor(1, NEW);
		assert_noop!(recover(1, member), Error::<Test>::IsCandidate);
		assert_ok!(Members::withdraw(signed(1), NEW));
		assert_ok!(Members::reassign(Origin::root(), MemberId(3), NEW));
		assert_noop!(recover(1, member), Error::<Test>::AccountInRecovery);
		assert_eq!(due(member), None);
		// They agree on another.
		for who in [0, 1] {
			assert_ok!(Members::recover(signed(who), member, 50));
		}
		assert_eq!(due(member), Some(Due { account: 50, from: 21 }));
	});
}

/// Nothing of this pallet gets to a reserved account; if it did, nobody would have two memberships.
#[test]
fn at_completion_the_account_stands_for_nobody() {
	with(6).execute_with(|| {
		let member = lost();
		assert_ok!(recover(0, member));
		assert_ok!(recover(1, member));
		go_to(21);
		MemberOf::<Test>::insert(NEW, MemberId(3));
		assert_noop!(complete(member), Error::<Test>::AlreadyMember);
		MemberOf::<Test>::remove(NEW);
		RecoveryAccounts::<Test>::insert(NEW, MemberId(3));
		assert_noop!(complete(member), Error::<Test>::AccountInRecovery);
	});
}

#[test]
fn half_of_the_sponsors_are_not_most() {
	run(|| {
		let member = join(ANA);
		assert_ok!(recover(0, member));
		assert_eq!(due(member), None);
		// The number of those who were sponsors counts, whoever has left.
		assert_ok!(Members::leave(signed(1)));
		go_to(40);
		assert_noop!(complete(member), Error::<Test>::NotDue);
	});
}

#[test]
fn the_members_own_sponsors_alone_recover() {
	run(|| {
		let member = lost();
		assert_noop!(Members::recover(Origin::none(), member, NEW), DispatchError::BadOrigin);
		assert_noop!(recover(DAN, member), Error::<Test>::NotMember);
		assert_noop!(recover(4, member), Error::<Test>::NotSponsor);
		assert_noop!(recover(ANA, member), Error::<Test>::NotSponsor);
		assert_noop!(recover(0, MemberId(9)), Error::<Test>::NoSuchMember);
		assert_noop!(recover(0, MemberId(1)), Error::<Test>::NoSponsors);
		assert_ok!(Members::suspend(Origin::root(), MemberId(0)));
		assert_noop!(recover(0, member), Error::<Test>::Suspended);
		assert_ok!(recover(1, member));
		assert_noop!(recover(1, member), Error::<Test>::AlreadySponsored);
	});
}

#[test]
fn a_member_is_recovered_to_who_stands_for_nobody() {
	run(|| {
		let member = lost();
		let to = |new| Members::recover(signed(0), member, new);
		assert_noop!(to(1), Error::<Test>::AlreadyMember);
		assert_noop!(to(ANA), Error::<Test>::AlreadyMember);
		sponsor(1, DAN);
		assert_noop!(to(DAN), Error::<Test>::IsCandidate);
		assert_ok!(Members::add_dependent(signed(1), EVA));
		assert_noop!(to(EVA), Error::<Test>::IsDependent);
		assert_ok!(Members::offer_account(signed(1), 50));
		assert_noop!(to(50), Error::<Test>::AccountOffered);
	});
}

/// Failure: friends who take an account away from a member who still has it.
#[test]
fn who_still_has_the_account_cancels_within_the_delay() {
	run(|| {
		let member = lost();
		assert_ok!(recover(0, member));
		assert_ok!(recover(1, member));
		go_to(20);
		events();
		assert_ok!(Members::cancel_recovery(signed(ANA)));
		assert_eq!(events(), [Event::RecoveryCancelled { member }]);
		assert_noop!(Members::cancel_recovery(signed(ANA)), Error::<Test>::NoRecovery);
		assert_noop!(Members::cancel_recovery(signed(DAN)), Error::<Test>::NotMember);
		assert_noop!(Members::cancel_recovery(Origin::none()), DispatchError::BadOrigin);
		go_to(30);
		assert_noop!(complete(member), Error::<Test>::NoRecovery);
	});
}

#[test]
fn a_thief_who_is_suspended_first_cancels_nothing() {
	run(|| {
		let member = lost();
		assert_ok!(Members::offer_account(signed(ANA), 50));
		assert_ok!(Members::suspend(Origin::root(), member));
		assert_ok!(recover(0, member));
		assert_ok!(recover(1, member));
		assert_noop!(Members::cancel_recovery(signed(ANA)), Error::<Test>::Suspended);
		assert_noop!(Members::accept_account(signed(50)), Error::<Test>::Suspended);
		go_to(21);
		events();
		assert_ok!(complete(member));
		assert_eq!(
			events(),
			[
				Event::OfferWithdrawn { member, account: 50 },
				Event::AccountChanged { member, old: ANA, new: NEW },
			]
		);
		assert_noop!(Members::accept_account(signed(50)), Error::<Test>::NoOffer);
		assert_ok!(Members::reinstate(Origin::root(), member));
		assert_eq!(Members::member_of(&NEW), Some(member));
		assert_eq!(Purse::held(member), (0, 0));
	});
}

#[test]
fn a_lost_account_in_use_lingers() {
	run(|| {
		let member = lost();
		assert_ok!(System::inc_consumers(&ANA));
		assert_ok!(recover(0, member));
		assert_ok!(recover(1, member));
		go_to(21);
		events();
		assert_ok!(complete(member));
		assert_eq!(events()[0], Event::AccountLingers { account: ANA });
		assert!(Lingering::<Test>::contains_key(ANA));
		System::dec_consumers(&ANA);
		assert_ok!(Members::release(signed(DAN), ANA));
	});
}

#[test]
fn a_recovery_without_majority_dies_and_is_discarded_by_anyone() {
	for (block, dead) in [(50, false), (51, true), (52, true)] {
		run(|| {
			let member = lost();
			let before = keys();
			assert_ok!(recover(0, member));
			go_to(block);
			events();
			let discard = || Members::discard_recovery(signed(DAN), member);
			if !dead {
				assert_noop!(discard(), Error::<Test>::RecoveryOpen);
				assert_ok!(recover(1, member));
				return;
			}
			assert_noop!(recover(1, member), Error::<Test>::RecoveryExpired);
			assert_ok!(discard());
			assert_eq!(events(), [Event::RecoveryDiscarded { member }]);
			assert_eq!(keys(), before);
			assert_noop!(discard(), Error::<Test>::NoRecovery);
			let unsigned = Members::discard_recovery(Origin::none(), member);
			assert_noop!(unsigned, DispatchError::BadOrigin);
			assert_ok!(recover(1, member));
		});
	}
}

#[test]
fn a_recovery_with_a_majority_does_not_die() {
	run(|| {
		let member = lost();
		assert_ok!(recover(0, member));
		assert_ok!(recover(1, member));
		go_to(60);
		let discard = Members::discard_recovery(signed(DAN), member);
		assert_noop!(discard, Error::<Test>::RecoveryOpen);
		assert_ok!(complete(member));
	});
}

/// Failure: any member claims the account that somebody is being recovered to, and the recovery dies.
#[test]
fn the_account_of_a_recovery_is_reserved_for_it() {
	run(|| {
		let member = lost();
		assert_ok!(recover(0, member));
		assert_ok!(recover(1, member));
		let taken = Error::<Test>::AccountInRecovery;
		assert_noop!(Members::sponsor(signed(1), NEW), taken);
		assert_noop!(Members::add_dependent(signed(1), NEW), Error::<Test>::AccountInRecovery);
		assert_noop!(Members::offer_account(signed(1), NEW), Error::<Test>::AccountInRecovery);
		assert_noop!(Members::discard_recovery(signed(DAN), member), Error::<Test>::RecoveryOpen);
		go_to(21);
		assert_ok!(complete(member));
		assert_eq!(Members::account_of(member), Some(NEW));
	});
}

#[test]
fn one_account_is_reserved_for_one_recovery() {
	run(|| {
		let member = lost();
		let reassign = |member| Members::reassign(Origin::root(), member, NEW);
		assert_ok!(reassign(member));
		assert_noop!(reassign(MemberId(1)), Error::<Test>::AccountInRecovery);
		// Opened anew, it keeps its account.
		assert_ok!(reassign(member));
		go_to(21);
		assert_ok!(complete(member));
		assert_eq!(Members::account_of(member), Some(NEW));
		assert_noop!(reassign(MemberId(1)), Error::<Test>::AlreadyMember);
	});
}

#[test]
fn the_governed_origin_reassigns_who_has_no_sponsors() {
	run(|| {
		let member = MemberId(3);
		let reassign = |origin, member| Members::reassign(origin, member, NEW);
		assert_noop!(reassign(signed(0), member), DispatchError::BadOrigin);
		assert_noop!(reassign(Origin::root(), MemberId(9)), Error::<Test>::NoSuchMember);
		let taken = Members::reassign(Origin::root(), member, 1);
		assert_noop!(taken, Error::<Test>::AlreadyMember);
		assert_ok!(reassign(Origin::root(), member));
		assert_eq!(
			events(),
			[
				Event::RecoveryOpened { member, expires: 51 },
				Event::RecoveryDue { member, account: NEW, due: 21 },
			]
		);
		go_to(20);
		assert_noop!(complete(member), Error::<Test>::NotDue);
		go_to(21);
		assert_ok!(complete(member));
		assert_eq!(Members::member_of(&NEW), Some(member));
	});
}

#[test]
fn a_reassignment_can_be_cancelled_by_the_member() {
	run(|| {
		assert_ok!(Members::reassign(Origin::root(), MemberId(3), NEW));
		assert_ok!(Members::cancel_recovery(signed(3)));
		go_to(30);
		assert_noop!(complete(MemberId(3)), Error::<Test>::NoRecovery);
	});
}

#[test]
fn a_reassignment_takes_the_place_of_an_open_recovery() {
	run(|| {
		let member = lost();
		for account in [66, NEW] {
			assert_ok!(Members::recover(signed(0), member, 66));
			assert_ok!(Members::recover(signed(1), member, 66));
			events();
			assert_ok!(Members::reassign(Origin::root(), member, account));
			assert_eq!(events()[0], Event::RecoveryCancelled { member });
			assert_eq!(due(member), Some(Due { account, from: 21 }));
			assert_eq!(RecoveryAccounts::<Test>::iter().collect::<Vec<_>>(), [(account, member)]);
			assert_ok!(Members::cancel_recovery(signed(ANA)));
		}
		assert!(RecoveryAccounts::<Test>::iter().next().is_none());
	});
}

/// Failure: parameters read when a case is decided, not those under which it was opened.
#[test]
fn the_delay_is_that_of_the_opening() {
	run(|| {
		let member = lost();
		assert_ok!(recover(0, member));
		govern(|rules| rules.recovery_delay = 1);
		assert_ok!(recover(1, member));
		assert_eq!(due(member), Some(Due { account: NEW, from: 21 }));
	});
}
