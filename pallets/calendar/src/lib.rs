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
pub mod course;
mod dispatchable_impls;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod trait_impls;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod weights;

pub use course::{Change, Course, Page};
pub use pallet::*;
pub use weights::WeightInfo;

use frame_system::pallet_prelude::BlockNumberFor;

/// [`Course`] of a runtime.
pub type CourseOf<T> = Course<BlockNumberFor<T>>;

/// [`Page`] of a runtime.
pub type PageOf<T> = Page<BlockNumberFor<T>>;

/// Declarations of the pallet: configuration, storage, events, errors, the call and the view.
// The macro itself expands to `expect` where the runtime is put together wrongly.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{Course, CourseOf, PageOf, WeightInfo};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	/// The version of the storage layout in this code.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Which period it is.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who may change the length of a period.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Blocks in a period where neither the genesis nor anybody since has said otherwise.
		#[pallet::constant]
		type DefaultPeriod: Get<u32>;

		/// The fewest blocks in a period, at least 1.
		#[pallet::constant]
		type MinPeriod: Get<u32>;

		/// The most blocks in a period.
		#[pallet::constant]
		type MaxPeriod: Get<u32>;

		/// The weights of the call.
		type WeightInfo: WeightInfo;
	}

	/// How periods run: since when they have which length, and which they have next.
	#[pallet::storage]
	pub type Periods<T: Config> = StorageValue<_, CourseOf<T>, ValueQuery, FromGenesis<T>>;

	/// Periods of the default length since genesis.
	#[pallet::type_value]
	pub fn FromGenesis<T: Config>() -> CourseOf<T> {
		Course::from_genesis(T::DefaultPeriod::get())
	}

	/// The length of a period.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Blocks in a period: `MinPeriod` to `MaxPeriod`. By default `DefaultPeriod`.
		pub blocks_per_period: u32,
		/// Nothing.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self { blocks_per_period: T::DefaultPeriod::get(), _config: Default::default() }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let length = self.blocks_per_period;
			let fits = Pallet::<T>::ensure_length(length).is_ok();
			assert!(fits, "blocks in a period out of bounds: {length}");
			Periods::<T>::put(Course::from_genesis(length));
		}
	}

	/// What has changed.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Periods have `length` blocks from the end of the running one on.
		PeriodSet {
			/// Blocks in a period.
			length: u32,
			/// The first block of the first such period.
			from: BlockNumberFor<T>,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// A period has fewer than `MinPeriod` or more than `MaxPeriod` blocks.
		PeriodOutOfBounds,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MinPeriod::get() > 0, "a period must have a block");
			assert!(
				Self::ensure_length(T::DefaultPeriod::get()).is_ok(),
				"the default length must lie within MinPeriod and MaxPeriod",
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Sets the length of a period in blocks, from the end of the running period on. It takes
		/// the place of another change that waits for the same block.
		///
		/// From [`Config::GovernOrigin`]. Emits [`Event::PeriodSet`].
		///
		/// # Errors
		/// [`Error::PeriodOutOfBounds`].
		#[pallet::call_index(0)]
		pub fn set_period(origin: OriginFor<T>, length: u32) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_period(length)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The period of this block, its first block, the first of the next, and its length.
		pub fn calendar() -> PageOf<T> {
			Periods::<T>::get().page(frame_system::Pallet::<T>::block_number())
		}
	}
}
