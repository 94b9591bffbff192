#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects
	)
)]
#![warn(missing_docs)]
#![doc = include_str!("../README.md")]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
#[allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects
)]
mod benchmarking;
#[cfg(test)]
mod mock;
pub mod seeds;
#[cfg(test)]
mod tests;
mod tick_impls;
mod trait_impls;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod weights;

pub use pallet::*;
pub use seeds::{Seed, KEPT};
pub use weights::WeightInfo;

use sp_core::H256;

/// The beacon: it announces in each epoch what makes the next one random.
pub trait EpochSeed {
	/// The epoch of this block. It never falls.
	fn epoch() -> u64;

	/// What the beacon announces during this epoch for the next: made of all blocks up to the end
	/// of the last epoch that had one, and of no block since.
	fn seed() -> H256;

	/// Moves the chain on to `epoch`, for benchmarks.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_epoch(epoch: u64);
}

/// Declarations of the pallet: configuration, storage and a view.
// The macro itself expands to `expect` where the runtime is put together wrongly.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{EpochSeed, Seed, WeightInfo, KEPT};
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_core::H256;

	/// The version of the storage layout in this code.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Lots that nobody can foresee or steer.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The beacon. When this pallet's turn comes at the beginning of a block, it must have seen
		/// already whether the block begins an epoch.
		type Epochs: EpochSeed;

		/// The weights of the hook.
		type WeightInfo: WeightInfo;
	}

	/// What was announced in the latest epochs that had a block, oldest first.
	#[pallet::storage]
	pub type Seeds<T: Config> = StorageValue<_, BoundedVec<Seed, ConstU32<KEPT>>, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::do_note_epoch()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The lot for `subject` of a pool that was frozen in epoch `frozen`; `None` where it is not
		/// known yet, or was so long ago that it is not known any more.
		pub fn lot(frozen: u64, subject: Vec<u8>) -> Option<H256> {
			<Self as parecon_primitives::Lottery>::lot(frozen, &subject)
		}
	}
}
