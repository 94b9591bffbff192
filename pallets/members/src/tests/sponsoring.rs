use super::*;
use crate::{AdmissionRules, Candidate, Candidates, Rules, Sponsoring};
use frame_support::{sp_runtime::DispatchError, BoundedVec};

#[test]
fn the_first_word_opens_a_candidacy_and_the_next_joins_it() {
	run(|| {
		sponsor(0, ANA);
		assert_eq!(
			events(),
			[
				Event::CandidacyOpened { candidate: ANA, needed: 2, expires: 101 },
				Event::Sponsored { candidate: ANA, sponsor: MemberId(0) },
			]
		);
		go_to(5);
		sponsor(1, ANA);
		assert_eq!(events(), [Event::Sponsored { candidate: ANA, sponsor: MemberId(1) }]);
		let sponsors = BoundedVec::truncate_from(vec![MemberId(0), MemberId(1)]);
		assert_eq!(
			Candidates::<Test>::get(ANA),
			Some(Candidate { sponsors, needed: 2, expires: 101 })
		);
		assert_eq!(Sponsoring::<Test>::get(MemberId(1)).into_inner(), [ANA]);
	});
}

#[test]
fn who_is_not_a_member_sponsors_nobody() {
	run(|| {
		assert_noop!(Members::sponsor(Origin::signed(DAN), ANA), Error::<Test>::NotMember);
		assert_noop!(Members::sponsor(Origin::root(), ANA), DispatchError::BadOrigin);
		assert_noop!(Members::sponsor(Origin::none(), ANA), DispatchError::BadOrigin);
	});
}

#[test]
fn nobody_sponsors_oneself() {
	run(|| {
		assert_noop!(Members::sponsor(Origin::signed(0), 0), Error::<Test>::SelfSponsored);
		assert_noop!(Members::sponsor(Origin::signed(ANA), ANA), Error::<Test>::SelfSponsored);
	});
}

#[test]
fn a_member_is_not_sponsored() {
	run(|| {
		assert_noop!(Members::sponsor(Origin::signed(0), 1), Error::<Test>::AlreadyMember);
	});
}

#[test]
fn no_word_counts_twice() {
	run(|| {
		sponsor(0, ANA);
		assert_noop!(Members::sponsor(Origin::signed(0), ANA), Error::<Test>::AlreadySponsored);
	});
}

#[test]
fn vouching_is_limited_by_the_quota() {
	run(|| {
		for index in 0..3 {
			sponsor(0, ANA + index);
		}
		assert_noop!(Members::sponsor(Origin::signed(0), ANA + 3), Error::<Test>::QuotaUsedUp);
		// The quota is each member's own.
		sponsor(1, ANA + 3);
		// A word that is taken back is free again.
		assert_ok!(Members::withdraw(Origin::signed(0), ANA));
		sponsor(0, ANA + 3);
		assert_noop!(Members::sponsor(Origin::signed(0), ANA), Error::<Test>::QuotaUsedUp);
	});
}

#[test]
fn a_smaller_quota_takes_no_word_away_and_allows_no_more() {
	run(|| {
		sponsor(0, ANA);
		sponsor(0, DAN);
		Rules::<Test>::mutate(|rules| rules.open_sponsorships = 1);
		assert_eq!(Sponsoring::<Test>::get(MemberId(0)).len(), 2);
		assert_ok!(Members::withdraw(Origin::signed(0), DAN));
		assert_noop!(Members::sponsor(Origin::signed(0), DAN), Error::<Test>::QuotaUsedUp);
		assert_ok!(Members::withdraw(Origin::signed(0), ANA));
		sponsor(0, DAN);
	});
}

#[test]
fn the_record_of_sponsors_is_bounded() {
	run(|| {
		for who in 0..4 {
			sponsor(who, ANA);
		}
		assert_noop!(Members::sponsor(Origin::signed(4), ANA), Error::<Test>::SponsorsFull);
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
				let late = Members::sponsor(Origin::signed(1), ANA);
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
		assert_ok!(Members::withdraw(Origin::signed(0), ANA));
		assert_eq!(events(), [Event::WordWithdrawn { candidate: ANA, sponsor: MemberId(0) }]);
		assert_ok!(Members::withdraw(Origin::signed(1), ANA));
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
		let withdraw = |who| Members::withdraw(Origin::signed(who), ANA);
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
		assert_ok!(Members::withdraw(Origin::signed(0), ANA));
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
		assert_ok!(Members::withdraw(Origin::signed(1), ANA));
		assert_ok!(Members::withdraw(Origin::signed(0), ANA));
		assert_eq!(keys(), before);
	});
}
