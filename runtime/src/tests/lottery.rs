//! Lots, from the epochs of BABE.

use super::*;
use crate::constants::time::EPOCH_DURATION_IN_SLOTS;
use pallet_lottery::{Seed, Seeds};
use parecon_primitives::Lottery as _;

fn lot(chain: &mut Chain, frozen: u64) -> Option<Hash> {
	chain.look(|| <Lottery as parecon_primitives::Lottery>::lot(frozen, b"a jury"))
}

/// Makes blocks up to the first one of the next epoch.
fn next_epoch(chain: &mut Chain) {
	let epoch = chain.look(Lottery::epoch);
	while chain.look(Lottery::epoch) == epoch {
		chain.succeed(vec![]);
	}
	assert_eq!(chain.look(Lottery::epoch), epoch + 1);
}

/// Failure: the hook looks before BABE and the session have moved on, and the seed of an epoch is
/// kept a block late, or that of another epoch is kept in its place.
#[test]
fn the_first_block_of_an_epoch_keeps_what_is_announced_in_it() {
	let mut chain = Chain::new("dev");
	let latest = || {
		let seed = Seed {
			epoch: Babe::current_epoch().epoch_index,
			value: Babe::next_epoch().randomness.into(),
		};
		assert_eq!(Seeds::<Runtime>::get().last(), Some(&seed));
	};
	for blocks in 1..=EPOCH_DURATION_IN_SLOTS * 2 + 1 {
		chain.succeed(vec![]);
		chain.look(latest);
		let epochs = 1 + (blocks - 1) / EPOCH_DURATION_IN_SLOTS;
		assert_eq!(chain.look(|| Seeds::<Runtime>::get().len()) as u64, epochs);
	}
}

/// Failure: whoever freezes a pool knows how it is drawn; or a lot depends on when one asks.
#[test]
fn a_lot_is_known_two_epochs_after_its_pool_was_frozen() {
	let mut chain = Chain::new("dev");
	next_epoch(&mut chain);
	let frozen = chain.look(Lottery::epoch);
	for _ in 0..2 {
		assert_eq!(lot(&mut chain, frozen), None);
		for _ in 1..EPOCH_DURATION_IN_SLOTS {
			chain.succeed(vec![]);
			assert_eq!(lot(&mut chain, frozen), None);
		}
		next_epoch(&mut chain);
	}
	assert_eq!(chain.look(Lottery::epoch), frozen + 2);
	let known = lot(&mut chain, frozen);
	assert!(known.is_some());
	for _ in 0..EPOCH_DURATION_IN_SLOTS + 1 {
		chain.succeed(vec![]);
		assert_eq!(lot(&mut chain, frozen), known);
	}
	assert_eq!(chain.look(Lottery::epoch), frozen + 3);
	assert_ne!(lot(&mut chain, frozen + 1), known);
	assert_eq!(lot(&mut chain, frozen + 2), None);
}
