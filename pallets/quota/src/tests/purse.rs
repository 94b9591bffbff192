//! The mathematics, against a model that counts block by block in exact fractions.

use crate::{Held, Purse, Refusal, Terms};
use proptest::prelude::*;

const MS: u64 = crate::mock::MS;

fn terms(capacity: u64, refill: u64) -> Terms<u64> {
	Terms { capacity, refill, item: 0, held_byte: 0 }
}

/// The terms of a member's purse by default.
fn default_terms() -> Terms<u64> {
	Terms { capacity: 100 * MS, refill: 14_400, item: MS, held_byte: 2_500_000 }
}

#[test]
fn the_example_of_the_module() {
	let terms = default_terms();
	let purse = Purse::full(1_000).charge(&terms, 1_000, 30 * MS).unwrap();
	assert_eq!(purse.used_at(&terms, 2_440), 20 * MS);
	assert_eq!(purse.room(&terms, 2_440), 80 * MS);
	let purse = purse.hold(&terms, 2_440, 100).unwrap();
	assert_eq!(purse.room(&terms, 2_440), 78_750_000_000);
	assert_eq!(purse.refilled_at(&terms), 5_320);
	assert_eq!(purse.used_at(&terms, 5_319), 6_944_445);
	assert_eq!(purse.used_at(&terms, 5_320), 0);
	assert_eq!(purse.room(&terms, 5_320), 98_750_000_000);
	assert_eq!(purse.room(&terms, 1_000_000), 98_750_000_000);
}

#[test]
fn a_charge_is_refused_from_the_first_picosecond_that_has_no_room() {
	let terms = terms(1_000, 10);
	let purse = Purse::full(0).charge(&terms, 0, 400).unwrap();
	for (cost, fits) in [(599, true), (600, true), (601, false), (u64::MAX, false)] {
		assert_eq!(purse.charge(&terms, 0, cost).is_some(), fits, "{cost}");
	}
	let empty = purse.charge(&terms, 0, 600).unwrap();
	assert_eq!(empty.room(&terms, 0), 0);
	assert_eq!(empty.charge(&terms, 0, 1), None);
	assert_eq!(empty.charge(&terms, 0, 0), Some(empty));
}

#[test]
fn a_purse_that_is_used_up_is_full_after_the_refill_and_not_before() {
	for (capacity, refill) in [(1_000, 10), (7, 3), (3, 7), (1, 1), (100 * MS, 14_400)] {
		let terms = terms(capacity, refill);
		let purse = Purse::full(5).charge(&terms, 5, capacity).unwrap();
		assert!(purse.used_at(&terms, 5 + refill - 1) > 0, "{capacity} in {refill}");
		assert_eq!(purse.used_at(&terms, 5 + refill), 0);
		assert_eq!(purse.refilled_at(&terms), 5 + refill);
	}
}

#[test]
fn forty_records_of_a_hundred_bytes_are_held_and_no_more() {
	let terms = default_terms();
	let mut purse = Purse::full(1);
	for _ in 0..40 {
		purse = purse.hold(&terms, 1, 100).unwrap();
	}
	assert_eq!(purse.held, Held { records: 40, bytes: 4_000 });
	assert_eq!(purse.room(&terms, 1), 50 * MS);
	assert_eq!(purse.hold(&terms, 1, 0), Err(Refusal::HoldsTooMuch));
	// Who holds that much can still act, and remove a record.
	let acting = purse.charge(&terms, 1, 50 * MS).unwrap();
	assert_eq!(acting.release(100).hold(&terms, 1, 100), Ok(acting), "its own room is back");
	assert_eq!(acting.release(100).charge(&terms, 1, 1_250_000_001), None);
}

#[test]
fn holding_needs_room_now() {
	let terms = default_terms();
	let purse = Purse::full(1).charge(&terms, 1, 99 * MS).unwrap();
	assert_eq!(purse.hold(&terms, 1, 100), Err(Refusal::NoRoom));
	assert!(purse.hold(&terms, 1, 0).is_ok());
	assert!(purse.hold(&terms, 200, 100).is_ok());
}

#[test]
fn what_is_released_twice_frees_nothing_more() {
	let terms = default_terms();
	let purse = Purse::full(1).hold(&terms, 1, 100).unwrap().hold(&terms, 1, 50).unwrap();
	let purse = purse.release(100);
	assert_eq!(purse.held, Held { records: 1, bytes: 50 });
	assert!(purse.release(50).is_full());
	assert!(purse.release(50).release(50).is_full());
	// No bytes stay without a record, whatever was named.
	assert!(purse.release(10).is_full());
}

#[test]
fn the_ends_of_the_numbers_are_safe() {
	for capacity in [0, 1, u64::MAX] {
		for refill in [0, 1, u64::MAX] {
			let terms = Terms { capacity, refill, item: u64::MAX, held_byte: u64::MAX };
			for used in [0, 1, u64::MAX] {
				let held = Held { records: u32::MAX, bytes: u32::MAX };
				let purse = Purse { used, held, at: 7 };
				for now in [0, 7, 8, u64::MAX] {
					assert!(purse.used_at(&terms, now) <= used);
					assert!(purse.room(&terms, now) <= capacity);
					assert_eq!(purse.hold(&terms, now, 1), Err(Refusal::HoldsTooMuch));
					purse.charge(&terms, now, u64::MAX);
				}
				purse.refilled_at(&terms);
			}
		}
	}
}

/// A purse that counts in fractions of `1 / refill` picoseconds, block by block.
struct Exact {
	used: u128,
	block: u64,
}

impl Exact {
	fn go_to(&mut self, terms: &Terms<u64>, now: u64) {
		while self.block < now {
			self.used = self.used.saturating_sub(terms.capacity.into());
			self.block += 1;
		}
	}

	fn charge(&mut self, terms: &Terms<u64>, cost: u64) {
		self.used += u128::from(cost) * u128::from(terms.refill);
	}
}

proptest! {
	/// Rounding keeps less than a picosecond per charge from the member, and never gives one away.
	#[test]
	fn a_purse_agrees_with_the_exact_model(
		capacity in 1..200_000u64,
		refill in 1..300u64,
		acts in prop::collection::vec((0..40u64, 0..60_000u64), 1..60),
	) {
		let terms = terms(capacity, refill);
		let (mut purse, mut exact) = (Purse::full(0), Exact { used: 0, block: 0 });
		let (mut now, mut charges) = (0, 0u128);
		for (blocks, cost) in acts {
			now += blocks;
			exact.go_to(&terms, now);
			if let Some(charged) = purse.charge(&terms, now, cost) {
				purse = charged;
				exact.charge(&terms, cost);
				charges += 1;
			}
			let used = u128::from(purse.used_at(&terms, now)) * u128::from(refill);
			prop_assert!(used >= exact.used, "{used} of {}", exact.used);
			prop_assert!(used < exact.used + (charges + 1) * u128::from(refill));
			prop_assert!(purse.used_at(&terms, now) <= capacity);
		}
	}

	/// What is charged in one block is the same in any order, and in one sum.
	#[test]
	fn the_order_of_charges_changes_nothing(
		used in 0..1_000u64,
		waited in 0..200u64,
		costs in prop::collection::vec(0..100u64, 1..10),
	) {
		let terms = terms(2_000, 100);
		let before = Purse { used, held: Held::default(), at: 50 };
		let now = 50 + waited;
		let charge = |purse: Purse<u64>, cost: &u64| purse.charge(&terms, now, *cost).unwrap();
		let forward = costs.iter().fold(before, charge);
		let backward = costs.iter().rev().fold(before, charge);
		prop_assert_eq!(forward, backward);
		prop_assert_eq!(forward, before.charge(&terms, now, costs.iter().sum()).unwrap());
	}

	/// A refund of part of a charge leaves what the rest alone would have; of more than was used,
	/// a full purse.
	#[test]
	fn a_refund_never_makes_more_than_full(
		used in 0..1_000u64,
		waited in 0..200u64,
		cost in 0..1_000u64,
		refund in 0..3_000u64,
	) {
		let terms = terms(2_000, 100);
		let before = Purse { used, held: Held::default(), at: 50 };
		let now = 50 + waited;
		let after = before.charge(&terms, now, cost).unwrap().refund(refund);
		prop_assert!(after.room(&terms, now) <= terms.capacity);
		if refund <= cost {
			prop_assert_eq!(after, before.charge(&terms, now, cost - refund).unwrap());
		}
	}

	/// `refilled_at` names the first block in which nothing is used.
	#[test]
	fn the_block_of_the_refill_is_exact(
		capacity in 1..100_000u64,
		refill in 1..500u64,
		part in 0..=1_000u64,
	) {
		let terms = terms(capacity, refill);
		let purse = Purse { used: capacity * part / 1_000, held: Held::default(), at: 9 };
		let full_at = purse.refilled_at(&terms);
		prop_assert_eq!(purse.used_at(&terms, full_at), 0);
		prop_assert!(full_at == 9 || purse.used_at(&terms, full_at - 1) > 0);
		prop_assert!(full_at <= 9 + refill);
	}

	/// Room that is used comes back steadily: waiting never makes less.
	#[test]
	fn waiting_never_takes_room(used in 0..5_000u64, first in 0..300u64, more in 0..300u64) {
		let terms = terms(2_000, 100);
		let purse = Purse { used, held: Held::default(), at: 0 };
		prop_assert!(purse.room(&terms, first) <= purse.room(&terms, first + more));
	}
}
