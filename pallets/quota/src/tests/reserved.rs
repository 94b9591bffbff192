//! Half of each block is left to free transactions.

use super::*;
use frame_support::{dispatch::DispatchClass, weights::Weight};
use frame_system::CheckWeight;
use sp_runtime::traits::DispatchTransaction;

/// A transaction that is paid in tokens, of 100 ms.
fn paid() -> Tx {
	Tx { weight: 100 * MS, actual: 100 * MS, ..tx(RICH) }
}

/// Applies transactions until one is refused, and counts them.
fn fill(tx: &Tx) -> u32 {
	let mut count = 0;
	while tx.apply().is_ok() {
		count += 1;
		assert!(count < 10_000, "the block never fills");
	}
	assert_eq!(tx.apply().unwrap_err(), exhausts());
	count
}

/// Failure: somebody buys the last hour of a vote.
#[test]
fn who_pays_for_weight_leaves_half_of_the_block() {
	run(|| {
		// 750 ms of the 1,500 ms for normal transactions.
		assert_eq!(fill(&paid()), 7);
		let outbid = Tx { tip: OUTBID, ..paid() };
		assert_eq!(outbid.apply().unwrap_err(), exhausts());
		assert_ok!(tx(ANA).apply());
		// What is refused is kept out of this block alone.
		assert_eq!(paid().check().unwrap_err(), exhausts());
		go_to(2);
		assert_ok!(paid().check());
		assert_eq!(fill(&paid()), 7);
	});
}

#[test]
fn who_pays_for_length_leaves_half_of_the_block() {
	run(|| {
		// 375,000 of the 750,000 bytes for normal transactions.
		let long = Tx { len: 100_000, ..tx(RICH) };
		assert_eq!(fill(&long), 3);
		assert_ok!(Tx { len: 75_000, ..long.clone() }.apply());
		assert_eq!(Tx { len: 1, ..long }.apply().unwrap_err(), exhausts());
		assert_ok!(tx(ANA).apply());
		assert_ok!(Tx { len: 50_000, ..tx(ANA) }.apply());
	});
}

#[test]
fn what_the_block_counts_is_what_was_used() {
	run(|| {
		let light = Tx { weight: 600 * MS, actual: MS, ..tx(RICH) };
		for _ in 0..50 {
			assert_ok!(light.apply());
		}
		let heavy = Tx { weight: 600 * MS, actual: 600 * MS, ..tx(RICH) };
		assert_ok!(heavy.apply());
		assert_eq!(light.apply().unwrap_err(), exhausts());
	});
}

#[test]
fn the_load_is_counted_as_the_block_counts_it() {
	run(|| {
		assert_ok!(tx(RICH).apply());
		let base = Weights::get().get(DispatchClass::Normal).base_extrinsic;
		let charge = <() as crate::WeightInfo>::charge_paid() + tx(RICH).lookup();
		let load = PaidLoad::<Test>::get();
		assert_eq!((load.block, load.length), (1, 100));
		assert_eq!(load.weight.ref_time(), (base + charge).ref_time() + MS);
		go_to(2);
		assert_ok!(tx(RICH).apply());
		assert_eq!(PaidLoad::<Test>::get(), crate::Load { block: 2, ..load });
	});
}

#[test]
fn free_transactions_do_not_count() {
	run(|| {
		for who in 0..20 {
			assert_ok!(Tx { weight: 90 * MS, actual: 90 * MS, ..tx(who) }.apply());
		}
		assert!(!PaidLoad::<Test>::exists());
		assert_eq!(fill(&paid()), 7);
	});
}

#[test]
fn the_members_who_pay_count_as_paying() {
	run(|| {
		leave_room(PurseId::Member(MemberId(RICH_MEMBER as u32)), 0);
		assert_eq!(fill(&Tx { who: RICH_MEMBER, ..paid() }), 7);
	});
}

#[test]
fn a_transaction_beyond_half_of_the_block_is_not_paid_for() {
	run(|| {
		let (weight, length) = Quota::paid_limit();
		assert_eq!((weight.ref_time(), length), (750 * MS, 375_000));
		assert_eq!(Tx { weight: 751 * MS, ..tx(RICH) }.check().unwrap_err(), exhausts());
		assert_ok!(Tx { len: 375_000, ..tx(RICH) }.check());
		assert_eq!(Tx { len: 375_001, ..tx(RICH) }.check().unwrap_err(), exhausts());
	});
}

/// With the SDK's count of the block before ours, as in a runtime.
fn apply_in_block(tx: &Tx) -> Result<(), TransactionValidityError> {
	let extension = (CheckWeight::<Test>::new(), tx.extension());
	let run = extension
		.test_run(Origin::signed(tx.who), &tx.call, &tx.info(), tx.len, 0, |_| tx.outcome());
	run.map(|_| ())
}

/// Failure: a flood of paid transactions keeps members from voting.
#[test]
fn a_flood_of_paid_transactions_leaves_room_for_every_vote() {
	run(|| {
		let cheap = Tx { weight: 5 * MS, actual: 5 * MS, ..tx(RICH) };
		while apply_in_block(&cheap).is_ok() {}
		let vote = |who| Tx { call: remark(b"vote"), weight: 5 * MS, actual: 5 * MS, ..tx(who) };
		for who in 0..100 {
			assert_ok!(apply_in_block(&vote(who)));
		}
		let normal: Weight = *System::block_weight().get(DispatchClass::Normal);
		let most = Weights::get().get(DispatchClass::Normal).max_total.unwrap();
		assert!(normal.all_lte(most));
		assert!(normal.ref_time() > 1_200 * MS, "the block is nearly full: {normal:?}");
	});
}

/// Failure: one member's flood takes the block from all others.
#[test]
fn a_flood_of_one_member_ends_with_the_purse() {
	run(|| {
		let mut count = 0;
		while apply_in_block(&tx(ANA)).is_ok() {
			count += 1;
		}
		assert!(count < 100);
		// From then on the pool drops what is left of it.
		assert_eq!(tx(ANA).check().unwrap_err(), exhausts());
		assert_ok!(apply_in_block(&tx(4)));
		assert_ok!(apply_in_block(&tx(RICH)));
	});
}

#[test]
fn the_load_is_one_key_whatever_the_number_of_transactions() {
	run(|| {
		for _ in 0..3 {
			assert_ok!(tx(RICH).apply());
		}
		let loads = keys().into_iter().filter(|key| *key == PaidLoad::<Test>::hashed_key());
		assert_eq!(loads.count(), 1);
	});
}
