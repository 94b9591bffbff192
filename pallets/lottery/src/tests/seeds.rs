//! The rule, against one that forgets nothing.

use super::*;
use crate::seeds::{lot_of, seed_of};
use proptest::prelude::*;

fn seeds(epochs: impl IntoIterator<Item = u64>) -> Vec<Seed> {
	epochs.into_iter().map(|epoch| Seed { epoch, value: announced(epoch) }).collect()
}

#[test]
fn the_example_of_the_module() {
	let kept = seeds([38, 39, 40, 43, 44]);
	assert_eq!(seed_of(&kept, 38), Some(announced(40)));
	assert_eq!(seed_of(&kept, 40), Some(announced(44)));
	assert_eq!(seed_of(&kept, 43), None);
	assert_eq!(seed_of(&kept, 44), None);
	// Nothing was dropped, so 38 is the first epoch after 3 that this chain knows of.
	assert_eq!(seed_of(&kept, 3), Some(announced(39)));
	assert_eq!(seed_of(&[], 0), None);
	assert_eq!(seed_of(&kept, u64::MAX), None);
}

#[test]
fn lots_are_what_they_always_were() {
	let lot = lot_of(H256::repeat_byte(7), b"jury of case 7");
	let bytes = [b"parecon/lot\0".as_slice(), &[7; 32], &[14 << 2], b"jury of case 7"].concat();
	assert_eq!(lot.0, sp_io::hashing::blake2_256(&bytes));
}

/// What the rule says where nothing is ever dropped.
fn unforgetful(epochs: &[u64], frozen: u64) -> Option<H256> {
	epochs.iter().filter(|epoch| **epoch > frozen).nth(1).map(|epoch| announced(*epoch))
}

proptest! {
	/// Failure: a jury is drawn again, and other people are on it.
	#[test]
	fn a_seed_is_unknown_then_known_then_forgotten_and_never_another(
		gaps in prop::collection::vec(prop_oneof![8 => Just(1u64), 1 => 2..5u64], 1..200),
		place in 0..200usize,
	) {
		let epochs: Vec<u64> = gaps
			.iter()
			.scan(0, |epoch, gap| {
				*epoch += gap;
				Some(*epoch)
			})
			.collect();
		let frozen = epochs[place % epochs.len()];
		let mut was = Vec::new();
		for now in 1..=epochs.len() {
			let kept = seeds(epochs[now.saturating_sub(KEPT as usize)..now].iter().copied());
			let seed = seed_of(&kept, frozen);
			if let Some(seed) = seed {
				prop_assert_eq!(Some(seed), unforgetful(&epochs[..now], frozen));
				// A whole epoch that had a block lies between the pool and the seed.
				prop_assert!(epochs[..now - 1].iter().any(|epoch| *epoch > frozen));
			}
			was.push(seed.is_some());
		}
		was.dedup();
		prop_assert!(
			[&[false][..], &[true], &[false, true], &[true, false], &[false, true, false]]
				.contains(&&was[..])
		);
		// It is known for a good while.
		let at = place % epochs.len();
		if epochs.len() > at + 2 {
			let now = (at + 3).min(epochs.len());
			let kept = seeds(epochs[now.saturating_sub(KEPT as usize)..now].iter().copied());
			prop_assert!(seed_of(&kept, frozen).is_some());
		}
	}
}
