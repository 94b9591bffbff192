use super::*;
use crate::{Candidates, Member, MemberOf, NextMember, Rules, Sponsoring};
use frame_support::{sp_runtime::DispatchError, BoundedVec};
use parecon_primitives::{Membership, Period};

fn admit(candidate: u64) -> frame_support::dispatch::DispatchResult {
	Members::admit(Origin::signed(DAN), candidate)
}

#[test]
fn enough_words_make_a_member_by_the_call_of_anyone() {
	run(|| {
		sponsor(2, ANA);
		sponsor(1, ANA);
		go_to(35);
		events();
		assert_ok!(admit(ANA));
		assert_eq!(events(), [Event::Admitted { member: MemberId(6), account: ANA }]);
		let sponsors = BoundedVec::truncate_from(vec![MemberId(2), MemberId(1)]);
		let record = Member { account: ANA, since: Period(3), sponsors };
		assert_eq!(crate::Members::<Test>::get(MemberId(6)), Some(record));
		assert_eq!(<Members as Membership<u64>>::member_of(&ANA), Some(MemberId(6)));
		assert_eq!(<Members as Membership<u64>>::account_of(MemberId(6)), Some(ANA));
		assert_eq!(<Members as Membership<u64>>::members(), 7);
		assert!(!Candidates::<Test>::contains_key(ANA));
	});
}

#[test]
fn a_new_member_can_sign_without_a_token() {
	run(|| {
		assert_eq!(System::providers(&ANA), 0);
		sponsor(0, ANA);
		sponsor(1, ANA);
		assert_ok!(admit(ANA));
		assert_eq!(System::providers(&ANA), 1);
		assert!(System::account_exists(&ANA));
	});
}

#[test]
fn the_sponsors_quotas_are_free_after_admission() {
	run(|| {
		sponsor(0, ANA);
		sponsor(0, DAN);
		sponsor(1, ANA);
		assert_ok!(admit(ANA));
		assert_eq!(Sponsoring::<Test>::get(MemberId(0)).into_inner(), [DAN]);
		assert!(!Sponsoring::<Test>::contains_key(MemberId(1)));
	});
}

#[test]
fn fewer_words_than_needed_admit_nobody() {
	for (words, enough) in [(1, false), (2, true), (3, true)] {
		run(|| {
			for who in 0..words {
				sponsor(who, ANA);
			}
			if enough {
				assert_ok!(admit(ANA));
			} else {
				assert_noop!(admit(ANA), Error::<Test>::NotEnoughSponsors);
			}
		});
	}
}

#[test]
fn admission_of_who_was_not_sponsored_fails() {
	run(|| {
		assert_noop!(admit(ANA), Error::<Test>::NoCandidacy);
		assert_noop!(Members::admit(Origin::none(), ANA), DispatchError::BadOrigin);
	});
}

#[test]
fn no_candidate_is_admitted_twice() {
	run(|| {
		sponsor(0, ANA);
		sponsor(1, ANA);
		assert_ok!(admit(ANA));
		assert_noop!(admit(ANA), Error::<Test>::NoCandidacy);
		assert_eq!(MemberOf::<Test>::get(ANA), Some(MemberId(6)));
	});
}

#[test]
fn a_candidate_is_admitted_up_to_the_block_before_the_candidacy_expires() {
	for (block, open) in [(100, true), (101, false), (102, false)] {
		run(|| {
			sponsor(0, ANA);
			sponsor(1, ANA);
			go_to(block);
			if open {
				assert_ok!(admit(ANA));
			} else {
				assert_noop!(admit(ANA), Error::<Test>::CandidacyExpired);
			}
		});
	}
}

#[test]
fn parameters_read_at_admission_do_not_replace_those_at_opening() {
	run(|| {
		sponsor(0, ANA);
		Rules::<Test>::mutate(|rules| {
			rules.sponsors_needed = 1;
			rules.candidacy_lifetime = 1;
		});
		assert_noop!(admit(ANA), Error::<Test>::NotEnoughSponsors);
		Rules::<Test>::mutate(|rules| rules.sponsors_needed = 4);
		go_to(50);
		sponsor(1, ANA);
		assert_ok!(admit(ANA));
	});
}

#[test]
fn a_dead_candidacy_is_discarded_by_anyone_and_not_before() {
	for (block, dead) in [(100, false), (101, true), (102, true)] {
		run(|| {
			sponsor(0, ANA);
			sponsor(1, ANA);
			go_to(block);
			events();
			let discard = || Members::discard(Origin::signed(DAN), ANA);
			if !dead {
				assert_noop!(discard(), Error::<Test>::CandidacyOpen);
				return;
			}
			assert_ok!(discard());
			assert_eq!(events(), [Event::CandidacyDiscarded { candidate: ANA }]);
			assert!(!Sponsoring::<Test>::contains_key(MemberId(0)));
			// It can be opened anew.
			sponsor(0, ANA);
		});
	}
}

#[test]
fn nothing_is_discarded_where_there_is_no_candidacy() {
	run(|| {
		assert_noop!(Members::discard(Origin::signed(0), ANA), Error::<Test>::NoCandidacy);
		assert_noop!(Members::discard(Origin::none(), ANA), DispatchError::BadOrigin);
	});
}

#[test]
fn dead_entries_do_not_pile_up() {
	run(|| {
		let before = keys();
		for candidate in ANA..ANA + 3 {
			sponsor(0, candidate);
			sponsor(1, candidate);
		}
		go_to(101);
		for candidate in ANA..ANA + 3 {
			assert_ok!(Members::discard(Origin::signed(DAN), candidate));
		}
		assert_eq!(keys(), before);
	});
}

#[test]
fn identifiers_that_are_used_up_are_not_given_again() {
	for (next, given) in [(u32::MAX - 1, true), (u32::MAX, false)] {
		run(|| {
			NextMember::<Test>::put(MemberId(next));
			sponsor(0, ANA);
			sponsor(1, ANA);
			if given {
				assert_ok!(admit(ANA));
			} else {
				assert_noop!(admit(ANA), Error::<Test>::IdsExhausted);
			}
		});
	}
}

#[test]
fn one_account_is_at_most_one_member() {
	run(|| {
		let again = Members::do_add(0, BoundedVec::new());
		assert_noop!(again, Error::<Test>::AlreadyMember);
	});
}
