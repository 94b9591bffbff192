use super::*;
use crate::{QuotaRules, Rules};
use sp_runtime::DispatchError;

fn set(rules: QuotaRules<u64>) -> sp_runtime::DispatchResult {
	Quota::set_rules(Origin::root(), rules)
}

fn rules() -> QuotaRules<u64> {
	QuotaRules::default()
}

#[test]
fn the_governed_origin_alone_sets_the_rules() {
	run(|| {
		let rules = QuotaRules { refill: 600, ..rules() };
		let signed = Quota::set_rules(Origin::signed(ANA), rules.clone());
		assert_noop!(signed, DispatchError::BadOrigin);
		assert_ok!(set(rules.clone()));
		assert_eq!(events(), [Event::RulesSet { rules: rules.clone() }]);
		assert_eq!(Rules::<Test>::get(), rules);
	});
}

#[test]
fn a_purse_fills_in_a_block_at_least_and_not_too_slowly() {
	run(|| {
		for (refill, fits) in
			[(0, false), (1, true), (99_999, true), (100_000, true), (100_001, false)]
		{
			let rules = QuotaRules { refill, ..rules() };
			if fits {
				assert_ok!(set(rules));
			} else {
				assert_noop!(set(rules), Error::<Test>::RefillOutOfBounds);
			}
		}
	});
}

/// Failure: rules that shut all out who could change them.
#[test]
fn every_purse_has_room_for_the_smallest_call() {
	run(|| {
		let least = MS + 256 * 400_000;
		let none = QuotaRules { item: 0, held_byte: 0, ..rules() };
		for (capacity, fits) in [(0, false), (least - 1, false), (least, true), (u64::MAX, true)] {
			for rules in [
				QuotaRules { member: capacity, ..none.clone() },
				QuotaRules { voice: capacity, ..none.clone() },
				QuotaRules { council: capacity, ..none.clone() },
			] {
				if fits {
					assert_ok!(set(rules));
				} else {
					assert_noop!(set(rules), Error::<Test>::CapacityTooSmall);
				}
			}
		}
		let dear = QuotaRules { byte: u64::MAX, ..none };
		assert_noop!(set(dear), Error::<Test>::CapacityTooSmall);
	});
}

#[test]
fn every_member_and_every_council_can_hold_a_record() {
	run(|| {
		for (item, fits) in [(50 * MS - 1, true), (50 * MS, true), (50 * MS + 1, false)] {
			let small = QuotaRules { item, held_byte: 0, ..rules() };
			let swapped = QuotaRules { member: small.council, council: small.member, ..small };
			for rules in [small, swapped] {
				if fits {
					assert_ok!(set(rules));
				} else {
					assert_noop!(set(rules), Error::<Test>::RecordTooDear);
				}
			}
		}
		let dear = QuotaRules { held_byte: u64::MAX, ..rules() };
		assert_noop!(set(dear), Error::<Test>::RecordTooDear);
	});
}

#[test]
fn other_rules_hold_at_once_and_what_is_used_stays_used() {
	run(|| {
		leave_room(ANAS, 10 * MS);
		assert_ok!(set(QuotaRules { member: 50 * MS, ..rules() }));
		let purse = Quota::quota_of(ANA).unwrap().ordinary;
		assert_eq!((purse.capacity, purse.used, purse.room), (50 * MS, 90 * MS, 0));
		assert_eq!(tx(ANA).check().unwrap_err(), exhausts());
		assert_ok!(set(QuotaRules { member: 200 * MS, ..rules() }));
		assert_eq!(Quota::quota_of(ANA).unwrap().ordinary.room, 110 * MS);
		// A shorter refill brings it back sooner.
		assert_ok!(set(QuotaRules { refill: 10, ..rules() }));
		go_to(10);
		assert_eq!(Quota::quota_of(ANA).unwrap().ordinary.room, 100 * MS);
	});
}
