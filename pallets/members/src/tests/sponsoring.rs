use super::*;
use crate::{AdmissionRules, Candidate, Candidates, Rules, Sponsoring, Word};
use frame_support::BoundedVec;

#[test]
fn the_first_word_opens_a_candidacy_and_the_next_joins_it() {
	run(|| {
		sponsor(0, ANA);
		assert_eq!(
			events(),
			[
				Event::CandidacyOpened {
					candidate: ANA,
					home: CouncilId(10),
					needed: 2,
					councils: 2,
					waiting: 0,
					expires: 101,
				},
				Event::Sponsored { candidate: ANA, sponsor: MemberId(0) },
			]
		);
		go_to(5);
		sponsor(1, ANA);
		assert_eq!(events(), [Event::Sponsored { candidate: ANA, sponsor: MemberId(1) }]);
		let word = |member: u32| Word {
			sponsor: MemberId(member),
			workers: Some(CouncilId(member)),
			consumers: Some(CouncilId(10 + member)),
		};
		let opened = Candidate {
			words: BoundedVec::truncate_from(vec![word(0), word(1)]),
			home: CouncilId(10),
			needed: 2,
			councils: 2,
			waiting: 0,
			objectors_needed: 2,
			ready: Some(5),
			expires: 101,
			objectors: BoundedVec::new(),
			approved_by: None,
		};
		assert_eq!(Candidates::<Test>::get(ANA), Some(opened));
		assert_eq!(Sponsoring::<Test>::get(MemberId(1)).into_inner(), [ANA]);
	});
}

#[test]
fn who_is_not_a_member_sponsors_nobody() {
	run(|| {
		assert_noop!(Members::sponsor(signed(DAN), ANA), Error::<Test>::NotMember);
		assert_noop!(Members::sponsor(Origin::root(), ANA), DispatchError::BadOrigin);
		assert_noop!(Members::sponsor(Origin::none(), ANA), DispatchError::BadOrigin);
	});
}

#[test]
fn nobody_sponsors_oneself() {
	run(|| {
		assert_noop!(Members::sponsor(signed(0), 0), Error::<Test>::SelfSponsored);
		assert_noop!(Members::sponsor(signed(ANA), ANA), Error::<Test>::SelfSponsored);
	});
}

#[test]
fn a_member_is_not_sponsored() {
	run(|| {
		assert_noop!(Members::sponsor(signed(0), 1), Error::<Test>::AlreadyMember);
	});
}

#[test]
fn no_word_counts_twice() {
	run(|| {
		sponsor(0, ANA);
		assert_noop!(Members::sponsor(signed(0), ANA), Error::<Test>::AlreadySponsored);
	});
}

#[test]
fn vouching_is_limited_by_the_quota() {
	run(|| {
		for index in 0..3 {
			sponsor(0, ANA + index);
		}
		assert_noop!(Members::sponsor(signed(0), ANA + 3), Error::<Test>::QuotaUsedUp);
		// The quota is each member's own.
		sponsor(1, ANA + 3);
		// A word that is taken back is free again.
		assert_ok!(Members::withdraw(signed(0), ANA));
		sponsor(0, ANA + 3);
		assert_noop!(Members::sponsor(signed(0), ANA), Error::<Test>::QuotaUsedUp);
	});
}

#[test]
fn a_smaller_quota_takes_no_word_away_and_allows_no_more() {
	run(|| {
		sponsor(0, ANA);
		sponsor(0, DAN);
		Rules::<Test>::mutate(|rules| rules.open_sponsorships = 1);
		assert_eq!(Sponsoring::<Test>::get(MemberId(0)).len(), 2);
		assert_ok!(Members::withdraw(signed(0), DAN));
		assert_noop!(Members::sponsor(signed(0), DAN), Error::<Test>::QuotaUsedUp);
		assert_ok!(Members::withdraw(signed(0), ANA));
		sponsor(0, DAN);
	});
}

#[test]
fn the_record_of_sponsors_is_bounded() {
	run(|| {
		for who in 0..4 {
			sponsor(who, ANA);
		}
		assert_noop!(Members::sponsor(signed(4), ANA), Error::<Test>::SponsorsFull);
	});
}

#[test]
fn a_candidacy_takes_words_up_to_the_block_before_it_expires() {
	for (block, open) in [(100, true), (101, false), (102, false)] {
		run(|| {
			sponsor(0, ANA);
			go_to(block);
			if open {
				sponsor(1, ANA);
			} else {
				let late = Members::sponsor(signed(1), ANA);
				assert_noop!(late, Error::<Test>::CandidacyExpired);
			}
		});
	}
}

#[test]
fn a_lifetime_beyond_the_last_block_ends_with_it() {
	run(|| {
		Rules::<Test>::put(AdmissionRules { candidacy_lifetime: u64::MAX, ..rules() });
		sponsor(0, ANA);
		assert_eq!(Candidates::<Test>::get(ANA).unwrap().expires, u64::MAX);
	});
}

#[test]
fn the_last_word_withdrawn_closes_the_candidacy() {
	run(|| {
		sponsor(0, ANA);
		sponsor(1, ANA);
		events();
		assert_ok!(Members::withdraw(signed(0), ANA));
		assert_eq!(events(), [Event::WordWithdrawn { candidate: ANA, sponsor: MemberId(0) }]);
		assert_ok!(Members::withdraw(signed(1), ANA));
		assert_eq!(
			events(),
			[
				Event::WordWithdrawn { candidate: ANA, sponsor: MemberId(1) },
				Event::CandidacyClosed { candidate: ANA },
			]
		);
		assert!(!Candidates::<Test>::contains_key(ANA));
	});
}

#[test]
fn only_a_word_that_was_given_is_withdrawn() {
	run(|| {
		let withdraw = |who| Members::withdraw(signed(who), ANA);
		assert_noop!(Members::withdraw(Origin::none(), ANA), DispatchError::BadOrigin);
		assert_noop!(withdraw(DAN), Error::<Test>::NotMember);
		assert_noop!(withdraw(0), Error::<Test>::NoCandidacy);
		sponsor(0, ANA);
		assert_noop!(withdraw(1), Error::<Test>::NotSponsor);
		assert_ok!(withdraw(0));
		assert_noop!(withdraw(0), Error::<Test>::NoCandidacy);
	});
}

#[test]
fn a_word_can_be_withdrawn_from_a_dead_candidacy() {
	run(|| {
		sponsor(0, ANA);
		go_to(200);
		assert_ok!(Members::withdraw(signed(0), ANA));
		assert!(!Candidates::<Test>::contains_key(ANA));
	});
}

#[test]
fn a_word_given_and_withdrawn_leaves_no_key() {
	run(|| {
		let before = keys();
		sponsor(0, ANA);
		sponsor(1, ANA);
		assert!(keys().len() > before.len());
		assert_ok!(Members::withdraw(signed(1), ANA));
		assert_ok!(Members::withdraw(signed(0), ANA));
		assert_eq!(keys(), before);
	});
}

#[test]
fn an_account_that_a_membership_is_offered_to_is_not_sponsored() {
	run(|| {
		assert_ok!(Members::offer_account(signed(0), ANA));
		assert_noop!(Members::sponsor(signed(1), ANA), Error::<Test>::AccountOffered);
	});
}

#[test]
fn who_has_no_seat_sponsors_nobody() {
	run(|| {
		seat(MemberId(0), Side::Workers, None);
		seat(MemberId(0), Side::Consumers, None);
		assert_noop!(Members::sponsor(signed(0), ANA), Error::<Test>::NotSeated);
		sponsor(1, ANA);
		assert_noop!(Members::sponsor(signed(0), ANA), Error::<Test>::NotSeated);
	});
}

#[test]
fn the_first_word_names_the_home_council() {
	run(|| {
		seat(MemberId(0), Side::Consumers, None);
		assert_noop!(Members::sponsor(signed(0), ANA), Error::<Test>::NoHome);
		sponsor(2, ANA);
		// The later ones may come from who has a workplace only.
		sponsor(0, ANA);
		let home = Candidates::<Test>::get(ANA).unwrap().home;
		assert_eq!(home, CouncilId(12));
		assert_ok!(Members::withdraw(signed(2), ANA));
		assert_eq!(Candidates::<Test>::get(ANA).unwrap().home, home);
	});
}

#[test]
fn a_word_keeps_the_seats_that_the_sponsor_had() {
	run(|| {
		sponsor(0, ANA);
		seat(MemberId(0), Side::Consumers, Some(CouncilId(12)));
		let word = Candidates::<Test>::get(ANA).unwrap().words[0];
		assert_eq!((word.workers, word.consumers), (Some(CouncilId(0)), Some(CouncilId(10))));
	});
}

/// Failure: vouching without a rate let a few members make many.
#[test]
fn words_are_limited_in_a_period_and_no_withdrawal_gives_them_back() {
	run(|| {
		govern(|rules| rules.sponsorships_per_period = 2);
		sponsor(0, ANA);
		assert_ok!(Members::withdraw(signed(0), ANA));
		sponsor(0, ANA);
		assert_noop!(Members::sponsor(signed(0), DAN), Error::<Test>::PeriodQuotaUsedUp);
		sponsor(1, DAN);
		go_to(9);
		assert_noop!(Members::sponsor(signed(0), DAN), Error::<Test>::PeriodQuotaUsedUp);
		go_to(10);
		sponsor(0, DAN);
		assert_eq!(record(MemberId(0)).words, crate::Words { period: Period(1), given: 1 });
	});
}

#[test]
fn words_are_complete_since_the_last_that_it_took() {
	run(|| {
		let ready = || Candidates::<Test>::get(ANA).unwrap().ready;
		sponsor(0, ANA);
		assert_eq!(ready(), None);
		go_to(4);
		// From the same circle as the first.
		sponsor(3, ANA);
		assert_eq!(ready(), None);
		go_to(5);
		sponsor(1, ANA);
		assert_eq!(ready(), Some(5));
		go_to(6);
		sponsor(2, ANA);
		assert_eq!(ready(), Some(5));
		assert_ok!(Members::withdraw(signed(3), ANA));
		assert_ok!(Members::withdraw(signed(2), ANA));
		assert_eq!(ready(), Some(5));
		assert_ok!(Members::withdraw(signed(0), ANA));
		assert_eq!(ready(), None);
		go_to(7);
		sponsor(5, ANA);
		assert_eq!(ready(), Some(7));
	});
}
