use super::*;
use crate::{
	Candidates, Dependents, Member, MemberOf, NextMember, Rules, Sponsoring, Wards, Words,
};
use frame_support::BoundedVec;

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
		let admitted = Member {
			account: ANA,
			since: Period(3),
			sponsors,
			renewed: Period(3),
			suspended: false,
			barred_until: None,
			words: Words::default(),
			offer: None,
		};
		assert_eq!(record(MemberId(6)), admitted);
		assert_eq!(Members::member_of(&ANA), Some(MemberId(6)));
		assert_eq!(Members::account_of(MemberId(6)), Some(ANA));
		assert_eq!(Members::members(), 7);
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
			let discard = || Members::discard(signed(DAN), ANA);
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
		assert_noop!(Members::discard(signed(0), ANA), Error::<Test>::NoCandidacy);
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
			assert_ok!(Members::discard(signed(DAN), candidate));
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

#[test]
fn an_account_that_is_offered_a_membership_gets_no_other() {
	run(|| {
		assert_ok!(Members::offer_account(signed(0), ANA));
		assert_noop!(Members::do_add(ANA, BoundedVec::new()), Error::<Test>::AccountOffered);
	});
}

/// Failure: a ring of friends admitted whom it liked.
#[test]
fn words_from_one_circle_are_not_enough() {
	run(|| {
		sponsor(0, ANA);
		sponsor(3, ANA);
		assert_noop!(admit(ANA), Error::<Test>::TooFewCouncils);
		sponsor(1, ANA);
		assert_ok!(admit(ANA));
	});
}

#[test]
fn a_workplace_and_a_neighbourhood_are_not_two_circles() {
	run(|| {
		// Member 3 shares the neighbourhood of member 0, who has no workplace.
		seat(MemberId(0), Side::Workers, None);
		sponsor(0, ANA);
		sponsor(3, ANA);
		assert_noop!(admit(ANA), Error::<Test>::TooFewCouncils);
	});
	run(|| {
		// Two neighbourhoods are, though both have the same workplace.
		seat(MemberId(1), Side::Workers, Some(CouncilId(0)));
		sponsor(0, ANA);
		sponsor(1, ANA);
		assert_ok!(admit(ANA));
	});
}

#[test]
fn who_is_ready_waits() {
	for (block, over) in [(2, false), (11, false), (12, true), (13, true)] {
		run(|| {
			govern(|rules| rules.waiting = 10);
			sponsor(0, ANA);
			go_to(2);
			sponsor(1, ANA);
			// A change of the rules does not shorten it.
			govern(|rules| rules.waiting = 0);
			go_to(block);
			if over {
				assert_ok!(admit(ANA));
			} else {
				assert_noop!(admit(ANA), Error::<Test>::WaitingPeriod);
			}
		});
	}
}

#[test]
fn a_word_withdrawn_starts_the_waiting_anew() {
	run(|| {
		govern(|rules| rules.waiting = 10);
		sponsor(0, ANA);
		sponsor(1, ANA);
		go_to(8);
		assert_ok!(Members::withdraw(signed(1), ANA));
		go_to(20);
		assert_noop!(admit(ANA), Error::<Test>::NotEnoughSponsors);
		sponsor(2, ANA);
		go_to(29);
		assert_noop!(admit(ANA), Error::<Test>::WaitingPeriod);
		go_to(30);
		assert_ok!(admit(ANA));
	});
}

#[test]
fn the_words_of_the_suspended_and_the_barred_do_not_count() {
	run(|| {
		for who in 0..3 {
			sponsor(who, ANA);
		}
		assert_ok!(Members::suspend(Origin::root(), MemberId(0)));
		crate::Members::<Test>::mutate(MemberId(1), |record| {
			record.as_mut().unwrap().barred_until = Some(Period(1));
		});
		assert_noop!(admit(ANA), Error::<Test>::NotEnoughSponsors);
		// The bar ends with the period before.
		go_to(10);
		assert_ok!(admit(ANA));
		assert_eq!(record(MemberId(6)).sponsors.into_inner(), [MemberId(1), MemberId(2)]);
		assert!(!Sponsoring::<Test>::contains_key(MemberId(0)));
	});
}

/// Failure: accomplices who add their words at last are the majority of those who recover the account.
#[test]
fn words_beyond_those_that_it_takes_make_no_sponsor() {
	run(|| {
		// The second is of the circle of the first, so it takes the third, and no fourth.
		for who in [0, 3, 1, 2] {
			sponsor(who, ANA);
		}
		assert_ok!(admit(ANA));
		let sponsors = [MemberId(0), MemberId(3), MemberId(1)];
		assert_eq!(record(MemberId(6)).sponsors.into_inner(), sponsors);
		assert!(!Sponsoring::<Test>::contains_key(MemberId(2)));
	});
}

#[test]
fn a_dependent_comes_of_age() {
	run(|| {
		confirmed_dependent(ANA);
		confirmed_dependent(EVA);
		assert_eq!(Members::heads_of(MemberId(0)), 3);
		Told::take();
		sponsor(1, ANA);
		sponsor(2, ANA);
		events();
		assert_ok!(admit(ANA));
		assert_eq!(
			events(),
			[
				Event::Admitted { member: MemberId(6), account: ANA },
				Event::CameOfAge { member: MemberId(6), guardian: MemberId(0) },
			]
		);
		assert_eq!(Told::get(), [Note::Heads(MemberId(0), 2)]);
		assert!(!Dependents::<Test>::contains_key(ANA));
		assert_eq!(Wards::<Test>::get(MemberId(0)).accounts.into_inner(), [EVA]);
		assert_eq!(Purse::held(MemberId(0)).0, 1);
		assert_eq!((Members::heads_of(MemberId(0)), Members::heads_of(MemberId(6))), (2, 1));
	});
}

#[test]
fn who_was_not_confirmed_comes_of_age_unheard() {
	run(|| {
		assert_ok!(Members::add_dependent(signed(0), ANA));
		join(ANA);
		assert_eq!(Told::get(), []);
		assert!(!Wards::<Test>::contains_key(MemberId(0)));
	});
}
