//! Lots as other pallets and wallets see them.

use super::*;
use parecon_primitives::Lottery as _;

fn lot(frozen: u64) -> Option<H256> {
	<Lottery as parecon_primitives::Lottery>::lot(frozen, b"jury")
}

/// Failure: whoever freezes a pool knows already how it is drawn.
#[test]
fn a_lot_is_known_two_epochs_later_and_not_before() {
	run(|| {
		blocks_of(0..=40);
		assert_eq!(Lottery::epoch(), 40);
		for epoch in [40, 40, 41, 41] {
			block_of(epoch);
			assert_eq!(lot(40), None);
		}
		block_of(42);
		let known = lot(40).unwrap();
		assert_eq!(known, crate::seeds::lot_of(announced(42), b"jury"));
		for epoch in [42, 43, 44, 80] {
			block_of(epoch);
			assert_eq!(lot(40), Some(known), "the same in every block");
		}
	});
}

/// Failure: a chain that stood still announces what was known before it did.
#[test]
fn epochs_without_a_block_do_not_count() {
	run(|| {
		blocks_of([38, 39, 40, 43]);
		assert_eq!(lot(40), None, "what is announced in 43 is made of the blocks of 40");
		assert_eq!(lot(39), Some(crate::seeds::lot_of(announced(43), b"jury")));
		block_of(44);
		assert_eq!(lot(40), Some(crate::seeds::lot_of(announced(44), b"jury")));
		// Nothing can be frozen in an epoch without a block; the answer is that of the one before.
		assert_eq!(lot(41), lot(40));
		assert_eq!(lot(43), None);
	});
}

#[test]
fn a_lot_of_long_ago_is_not_known_any_more() {
	run(|| {
		blocks_of(0..=66);
		// Kept are 3 to 66: the first after 1 was 2, and is gone.
		assert_eq!(lot(1), None);
		assert_eq!(lot(2), Some(crate::seeds::lot_of(announced(4), b"jury")));
		block_of(67);
		assert_eq!(lot(2), None);
	});
}

#[test]
fn subjects_have_lots_of_their_own() {
	run(|| {
		blocks_of(0..=3);
		let lot = |frozen, subject: &[u8]| {
			<Lottery as parecon_primitives::Lottery>::lot(frozen, subject).unwrap()
		};
		assert_ne!(lot(0, b"case 7"), lot(0, b"case 8"));
		assert_ne!(lot(0, b"case 7"), lot(1, b"case 7"));
		assert_ne!(lot(0, b""), lot(0, b"\0"));
		assert_ne!(lot(0, b""), announced(2), "a lot is not the seed itself");
	});
}

#[test]
fn the_view_says_what_other_pallets_are_told() {
	run(|| {
		blocks_of(0..=3);
		for frozen in 0..4 {
			assert_eq!(Lottery::lot(frozen, b"jury".to_vec()), lot(frozen));
		}
	});
}

#[cfg(feature = "runtime-benchmarks")]
#[test]
fn benchmarks_get_the_lot_that_they_ask_for() {
	run(|| {
		blocks_of(0..=3);
		assert_eq!(lot(3), None);
		Lottery::ensure_lot(3);
		assert!(lot(3).is_some());
		Lottery::do_try_state().unwrap();
		block_of(Lottery::epoch() + 1);
	});
}
