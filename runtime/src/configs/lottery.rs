//! Lots, from the randomness of BABE.

use crate::{Hash, Runtime};
use pallet_babe::{EpochIndex, NextRandomness};
use pallet_lottery::EpochSeed;

impl pallet_lottery::Config for Runtime {
	type Epochs = BabeEpochs;
	type WeightInfo = pallet_lottery::weights::SubstrateWeight<Runtime>;
}

/// BABE announces in each epoch the randomness of the next: it is public from then on, and made of
/// the blocks up to the end of the last epoch that had one.
pub struct BabeEpochs;

impl EpochSeed for BabeEpochs {
	fn epoch() -> u64 {
		EpochIndex::<Runtime>::get()
	}

	fn seed() -> Hash {
		NextRandomness::<Runtime>::get().into()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_epoch(epoch: u64) {
		EpochIndex::<Runtime>::put(epoch);
	}
}
