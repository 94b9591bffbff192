use super::*;
use crate::{AdmissionRules, Rules};
use frame_support::sp_runtime::DispatchError;

fn set(rules: AdmissionRules<u64>) -> frame_support::dispatch::DispatchResult {
	Members::set_rules(Origin::root(), rules)
}

#[test]
fn the_governed_origin_alone_sets_the_rules() {
	run(|| {
		let rules = AdmissionRules { sponsors_needed: 3, ..rules() };
		let signed = Members::set_rules(Origin::signed(0), rules.clone());
		assert_noop!(signed, DispatchError::BadOrigin);
		assert_ok!(set(rules.clone()));
		assert_eq!(events(), [Event::RulesSet { rules: rules.clone() }]);
		assert_eq!(Rules::<Test>::get(), rules);
	});
}

#[test]
fn sponsors_needed_lie_within_the_bound() {
	run(|| {
		for (sponsors_needed, fits) in [(0, false), (1, true), (3, true), (4, true), (5, false)] {
			let rules = AdmissionRules { sponsors_needed, ..rules() };
			if fits {
				assert_ok!(set(rules));
			} else {
				assert_noop!(set(rules), Error::<Test>::SponsorsNeededOutOfBounds);
			}
		}
	});
}

#[test]
fn open_sponsorships_lie_within_the_bound() {
	run(|| {
		for (open_sponsorships, fits) in [(0, false), (1, true), (4, true), (5, true), (6, false)] {
			let rules = AdmissionRules { open_sponsorships, ..rules() };
			if fits {
				assert_ok!(set(rules));
			} else {
				assert_noop!(set(rules), Error::<Test>::OpenSponsorshipsOutOfBounds);
			}
		}
	});
}

#[test]
fn a_candidacy_lives_for_a_block_at_least() {
	run(|| {
		let lifetime = |candidacy_lifetime| AdmissionRules { candidacy_lifetime, ..rules() };
		assert_noop!(set(lifetime(0)), Error::<Test>::LifetimeZero);
		assert_ok!(set(lifetime(1)));
		assert_ok!(set(lifetime(u64::MAX)));
	});
}

#[test]
fn the_quota_can_be_used_up_to_its_bound() {
	run(|| {
		assert_ok!(set(AdmissionRules { open_sponsorships: 5, ..rules() }));
		for index in 0..5 {
			sponsor(0, ANA + index);
		}
		assert_noop!(Members::sponsor(Origin::signed(0), ANA + 5), Error::<Test>::QuotaUsedUp);
	});
}
