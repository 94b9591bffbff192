//! Room for what people put into the chain's state.

use super::*;
use crate::{Held, QuotaRules, Terms};
use parecon_primitives::{OnMemberChange, StorageQuota};

fn hold(bytes: u32) -> sp_runtime::DispatchResult {
	<Quota as StorageQuota>::hold(MemberId(3), bytes)
}

fn release(bytes: u32) {
	<Quota as StorageQuota>::release(MemberId(3), bytes);
}

fn held() -> Held {
	Purses::<Test>::get(ANAS).map_or(Held::default(), |purse| purse.held)
}

/// Failure: storage without a deposit.
#[test]
fn a_record_takes_room_until_it_is_removed() {
	run(|| {
		assert_ok!(hold(100));
		assert_ok!(hold(60));
		assert_eq!(held(), Held { records: 2, bytes: 160 });
		let room = || Quota::quota_of(ANA).unwrap().ordinary.room;
		assert_eq!(room(), 100 * MS - 2 * MS - 160 * 2_500_000);
		// It does not come back with time.
		go_to(50_000);
		assert_eq!(room(), 100 * MS - 2 * MS - 160 * 2_500_000);
		release(100);
		assert_eq!(room(), 100 * MS - MS - 60 * 2_500_000);
		release(60);
		assert_eq!(room(), 100 * MS);
	});
}

#[test]
fn a_member_holds_forty_records_and_no_more() {
	run(|| {
		for _ in 0..40 {
			assert_ok!(hold(100));
		}
		assert_noop!(hold(0), Error::<Test>::HoldsTooMuch);
		// The member can still act, and so remove some.
		assert_ok!(tx(ANA).apply());
		release(100);
		assert_ok!(hold(100));
	});
}

#[test]
fn a_record_needs_room_now() {
	run(|| {
		leave_room(ANAS, 1_249_999_999);
		assert_noop!(hold(100), Error::<Test>::NoRoom);
		leave_room(ANAS, 1_250_000_000);
		assert_ok!(hold(100));
		assert_eq!(Quota::quota_of(ANA).unwrap().ordinary.room, 0);
	});
}

#[test]
fn who_is_not_a_member_holds_nothing() {
	run(|| {
		Gone::mutate(|gone| gone.insert(3));
		assert_noop!(hold(100), Error::<Test>::NotMember);
		release(100);
		assert!(!Purses::<Test>::contains_key(ANAS));
	});
}

#[test]
fn other_prices_leave_no_remainder() {
	for (item, held_byte) in [(0, 0), (2 * MS, 10_000_000), (MS, 0)] {
		run(|| {
			let before = keys();
			assert_ok!(hold(100));
			crate::Rules::<Test>::put(QuotaRules { item, held_byte, ..QuotaRules::default() });
			assert_ok!(hold(50));
			crate::Rules::<Test>::put(QuotaRules::default());
			release(100);
			release(50);
			assert_eq!(keys(), before);
		});
	}
}

#[test]
fn dearer_records_hold_more_and_nothing_is_added_beyond_half() {
	run(|| {
		for _ in 0..30 {
			assert_ok!(hold(100));
		}
		let rules = QuotaRules { item: 4 * MS, ..QuotaRules::default() };
		assert_ok!(Quota::set_rules(Origin::root(), rules));
		let purse = Quota::quota_of(ANA).unwrap().ordinary;
		assert_eq!((purse.records, purse.room), (30, 0), "more is held than there is");
		assert_noop!(hold(1), Error::<Test>::HoldsTooMuch);
		assert_eq!(tx(ANA).check().unwrap_err(), payment());
		// Votes have a purse of their own.
		assert_ok!(Tx { call: remark(b"vote"), ..tx(ANA) }.apply());
		for _ in 0..30 {
			release(100);
		}
		assert_ok!(tx(ANA).apply());
	});
}

/// Failure: dead entries pile up.
#[test]
fn create_then_remove_leaves_no_key() {
	run(|| {
		let before = keys();
		assert_ok!(hold(100));
		assert_ok!(hold(200));
		assert!(keys().len() > before.len());
		release(200);
		release(100);
		assert_eq!(keys(), before);
	});
}

#[test]
fn a_call_that_costs_nothing_in_the_end_leaves_no_key() {
	run(|| {
		let before = keys();
		Quota::charge(ANAS, MS).unwrap();
		Quota::refund(ANAS, MS);
		assert_eq!(keys(), before);
	});
}

#[test]
fn both_purses_go_with_the_member() {
	run(|| {
		let before = keys();
		assert_ok!(hold(100));
		assert_ok!(tx(ANA).apply());
		assert_ok!(Tx { call: remark(b"vote"), ..tx(ANA) }.apply());
		assert_eq!(Purses::<Test>::iter().count(), 2);
		<Quota as OnMemberChange<u64>>::member_left(MemberId(3));
		assert_eq!(keys(), before);
		// Other changes touch nothing.
		assert_ok!(hold(100));
		<Quota as OnMemberChange<u64>>::heads_changed(MemberId(3), 4);
		assert_eq!(held(), Held { records: 1, bytes: 100 });
	});
}

/// The purse of council 3.
const COUNCILS: PurseId = PurseId::Council(CouncilId(3));

fn hold_of_council(council: u32, bytes: u32) -> sp_runtime::DispatchResult {
	<Quota as StorageQuota>::hold_of_council(CouncilId(council), bytes)
}

fn release_of_council(council: u32, bytes: u32) {
	<Quota as StorageQuota>::release_of_council(CouncilId(council), bytes);
}

/// Failure: what a workplace puts into the state uses up its speaker.
#[test]
fn a_councils_records_take_room_in_its_own_purse() {
	run(|| {
		let before = keys();
		assert_ok!(hold_of_council(3, 100));
		assert_ok!(hold_of_council(3, 60));
		let shown = Quota::council_quota(CouncilId(3)).unwrap();
		assert_eq!((shown.records, shown.held), (2, 2 * MS + 160 * 2_500_000));
		assert_eq!(shown.room, 600 * MS - shown.held);
		assert_eq!(Purses::<Test>::iter_keys().collect::<Vec<_>>(), [COUNCILS]);
		assert_noop!(Quota::sweep(Origin::signed(STRANGER), COUNCILS), Error::<Test>::StillUsed);
		release_of_council(3, 60);
		release_of_council(3, 100);
		assert_eq!(keys(), before, "create, then remove");
	});
}

#[test]
fn a_councils_purse_that_is_full_refuses() {
	run(|| {
		leave_room(COUNCILS, 1_249_999_999);
		assert_noop!(hold_of_council(3, 100), Error::<Test>::NoRoom);
		leave_room(COUNCILS, 1_250_000_000);
		assert_ok!(hold_of_council(3, 100));
		assert_noop!(hold_of_council(3, 0), Error::<Test>::NoRoom);
		// Its speaker's purse has room still, and the other way round.
		assert_ok!(hold(100));
		leave_room(ANAS, 0);
		release_of_council(3, 100);
		assert_ok!(hold_of_council(3, 100));
	});
}

#[test]
fn a_council_holds_two_hundred_and_forty_records_and_no_more() {
	run(|| {
		for _ in 0..240 {
			assert_ok!(hold_of_council(3, 100));
		}
		assert_noop!(hold_of_council(3, 0), Error::<Test>::HoldsTooMuch);
		assert_ok!(hold_of_council(4, 100));
		release_of_council(3, 100);
		assert_ok!(hold_of_council(3, 100));
	});
}

#[test]
fn a_council_that_does_not_exist_holds_nothing() {
	run(|| {
		assert_noop!(hold_of_council(77, 100), Error::<Test>::NoCouncil);
		release_of_council(77, 100);
		assert_eq!(Purses::<Test>::iter().count(), 0);
	});
}

/// Failure: the purse of a dissolved council stays for ever, held by records that nobody removes.
#[test]
fn the_purse_of_a_dissolved_council_goes_whatever_it_holds() {
	run(|| {
		let before = keys();
		for _ in 0..2 {
			assert_ok!(hold_of_council(3, 100));
		}
		let terms: Terms<u64> = Quota::rules().terms(COUNCILS);
		Quota::charge(COUNCILS, terms.capacity / 4).unwrap();
		Dissolved::mutate(|gone| gone.insert(3));
		assert_noop!(hold_of_council(3, 100), Error::<Test>::NoCouncil);
		// Records that are removed before the purse give their room back still.
		release_of_council(3, 100);
		assert_eq!(Purses::<Test>::get(COUNCILS).unwrap().held, Held { records: 1, bytes: 100 });
		Quota::do_try_state().unwrap();
		assert_ok!(Quota::sweep(Origin::signed(STRANGER), COUNCILS));
		assert_eq!(keys(), before);
		// And those that are removed after it make no purse.
		release_of_council(3, 100);
		assert_eq!(keys(), before);
		assert_noop!(Quota::sweep(Origin::signed(STRANGER), COUNCILS), Error::<Test>::NoPurse);
	});
}
