use super::*;
use crate::{AdmissionRules, Rules};
use frame_support::sp_runtime::Perbill;

fn set(rules: AdmissionRules<u64>) -> DispatchResult {
	Members::set_rules(Origin::root(), rules)
}

#[test]
fn the_governed_origin_alone_sets_the_rules() {
	run(|| {
		let rules = AdmissionRules { sponsors_needed: 3, ..rules() };
		let signed = Members::set_rules(signed(0), rules.clone());
		assert_noop!(signed, DispatchError::BadOrigin);
		assert_ok!(set(rules.clone()));
		assert_eq!(events(), [Event::RulesSet { rules: rules.clone() }]);
		assert_eq!(Rules::<Test>::get(), rules);
	});
}

/// For each value, whether the rules with it are accepted; refused ones fail with `refusal`.
fn bound<Value: Copy>(
	refusal: impl Into<DispatchError>,
	change: impl Fn(&mut AdmissionRules<u64>, Value),
	values: &[(Value, bool)],
) {
	let refusal: DispatchError = refusal.into();
	run(|| {
		for (value, fits) in values {
			let mut changed = rules();
			change(&mut changed, *value);
			if *fits {
				assert_ok!(set(changed));
			} else {
				assert_noop!(set(changed), refusal);
			}
		}
	});
}

#[test]
fn sponsors_needed_lie_within_the_bound() {
	let values = [(0, false), (1, true), (3, true), (4, true), (5, false)];
	let change = |rules: &mut AdmissionRules<u64>, needed| {
		rules.sponsors_needed = needed;
		rules.councils_needed = 1;
	};
	bound(Error::<Test>::SponsorsNeededOutOfBounds, change, &values);
}

#[test]
fn councils_needed_are_no_more_than_sponsors() {
	let values = [(0, false), (1, true), (2, true), (3, false)];
	bound(
		Error::<Test>::CouncilsNeededOutOfBounds,
		|rules, needed| rules.councils_needed = needed,
		&values,
	);
}

#[test]
fn open_sponsorships_lie_within_the_bound() {
	let values = [(0, false), (1, true), (4, true), (5, true), (6, false)];
	bound(
		Error::<Test>::OpenSponsorshipsOutOfBounds,
		|rules, open| rules.open_sponsorships = open,
		&values,
	);
}

#[test]
fn a_member_has_a_word_in_a_period_at_least() {
	let values = [(0, false), (1, true), (u32::MAX, true)];
	let change = |rules: &mut AdmissionRules<u64>, words| rules.sponsorships_per_period = words;
	bound(Error::<Test>::SponsorshipsPerPeriodZero, change, &values);
}

#[test]
fn a_candidacy_lives_for_longer_than_the_waiting() {
	let values = [(0, true), (99, true), (100, false), (101, false)];
	bound(Error::<Test>::LifetimeTooShort, |rules, waiting| rules.waiting = waiting, &values);
}

#[test]
fn somebody_can_be_admitted() {
	let values = [((0, 0), false), ((1, 0), true), ((0, 1), true), ((100, u32::MAX), true)];
	let change = |rules: &mut AdmissionRules<u64>, (percent, least)| {
		rules.growth = Perbill::from_percent(percent);
		rules.growth_least = least;
	};
	bound(Error::<Test>::GrowthZero, change, &values);
}

#[test]
fn objections_needed_lie_within_the_bound() {
	let values = [(0, false), (1, true), (3, true), (4, false)];
	let change = |rules: &mut AdmissionRules<u64>, needed| rules.objectors_needed = needed;
	bound(Error::<Test>::ObjectorsNeededOutOfBounds, change, &values);
}

#[test]
fn a_recovery_takes_a_block_and_lives_for_a_block_at_least() {
	let values = [(0, false), (1, true), (u64::MAX, true)];
	bound(Error::<Test>::RecoveryDelayZero, |rules, delay| rules.recovery_delay = delay, &values);
	bound(
		Error::<Test>::RecoveryLifetimeZero,
		|rules, life| rules.recovery_lifetime = life,
		&values,
	);
}

#[test]
fn a_term_and_a_bar_last_for_a_period_at_least() {
	let values = [(0, false), (1, true), (u32::MAX, true)];
	bound(Error::<Test>::TermZero, |rules, term| rules.term = term, &values);
	bound(Error::<Test>::BarZero, |rules, bar| rules.bar = bar, &values);
}

#[test]
fn a_candidacy_lives_for_a_block_at_least() {
	run(|| {
		let lifetime = |candidacy_lifetime| AdmissionRules { candidacy_lifetime, ..rules() };
		assert_noop!(set(lifetime(0)), Error::<Test>::LifetimeTooShort);
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
		assert_noop!(Members::sponsor(signed(0), ANA + 5), Error::<Test>::QuotaUsedUp);
	});
}
