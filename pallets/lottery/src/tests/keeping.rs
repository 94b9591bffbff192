//! What is kept of each epoch.

use super::*;
use crate::WeightInfo;
use frame_support::{pallet_prelude::StorageVersion, traits::GetStorageVersion};

fn kept() -> Vec<u64> {
	Seeds::<Test>::get().iter().map(|seed| seed.epoch).collect()
}

#[test]
fn the_first_block_of_an_epoch_keeps_what_is_announced_in_it() {
	run(|| {
		assert_eq!(Lottery::on_chain_storage_version(), StorageVersion::new(1));
		for epoch in [0, 1, 4] {
			assert_eq!(block_of(epoch), <() as WeightInfo>::new_epoch());
			let latest = Seeds::<Test>::get().last().copied().unwrap();
			assert_eq!(latest, Seed { epoch, value: announced(epoch) });
			assert_eq!(block_of(epoch), <() as WeightInfo>::same_epoch());
		}
		assert_eq!(kept(), [0, 1, 4]);
	});
}

/// Failure: the list grows for ever.
#[test]
fn the_oldest_goes_when_there_are_many() {
	run(|| {
		blocks_of(0..64);
		assert_eq!(kept(), (0..64).collect::<Vec<_>>());
		blocks_of([64, 64, 65]);
		assert_eq!(kept(), (2..66).collect::<Vec<_>>());
	});
}
