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
mod charge_impls;
mod dispatchable_impls;
mod extension;
#[cfg(test)]
mod mock;
pub mod purse;
#[cfg(test)]
mod tests;
mod trait_impls;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;
mod views;
pub mod weights;

pub use extension::{ChargeQuota, Pre, Val, FREE_LONGEVITY, PRIORITY_STEPS};
pub use pallet::*;
pub use purse::{Held, Purse, Refusal, Terms};
pub use types::*;
pub use weights::WeightInfo;

/// Declarations of the pallet: configuration, storage, events, errors, calls and views.
// The macro itself expands to `expect` where the runtime is put together wrongly.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		Classify, FreeAnswerOf, Kind, LoadOf, PurseId, PurseInfoOf, PurseOf, QuotaOf, QuotaRulesOf,
		TipOf, WeightInfo,
	};
	use frame_support::{dispatch::DispatchClass, pallet_prelude::*};
	use frame_system::pallet_prelude::*;
	use parecon_primitives::{CouncilId, CouncilTree, Membership};
	use sp_runtime::Perbill;

	/// The version of the storage layout in this code.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What members may do free of charge.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	///
	/// The SDK's pallet is named because [`crate::ChargeQuota`] stands in its extension's place.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>> + pallet_transaction_payment::Config
	{
		/// Who may change the rules.
		type GovernOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;

		/// Whose purse pays for what an account signs.
		type Membership: Membership<<Self as frame_system::Config>::AccountId>;

		/// Who speaks for a council, and so acts from its purse.
		type Councils: CouncilTree;

		/// From which purse each call is paid.
		type Purses: Classify<<Self as frame_system::Config>::RuntimeCall>;

		/// Priority of a free transaction whose purse is empty after it. That of others is above it
		/// by at most [`crate::PRIORITY_STEPS`], and that of transactions paid in tokens below.
		#[pallet::constant]
		type MemberPriority: Get<u64>;

		/// The tip from which a transaction comes before members' free ones.
		#[pallet::constant]
		type OutbidTip: Get<TipOf<Self>>;

		/// The share of a block's normal transactions that those paid in tokens leave to free ones.
		#[pallet::constant]
		type Reserved: Get<Perbill>;

		/// The most blocks in which a purse fills.
		#[pallet::constant]
		type MaxRefill: Get<BlockNumberFor<Self>>;

		/// The highest level of a federation: the most keys that [`CouncilTree::speaker_of`] reads
		/// beyond the one that a base council takes.
		#[pallet::constant]
		type SpeakerReads: Get<u32>;

		/// The weights of the calls, and of the extension.
		type WeightInfo: WeightInfo;
	}

	/// The purses from which something has been taken; one without an entry is full.
	#[pallet::storage]
	pub type Purses<T: Config> = StorageMap<_, Twox64Concat, PurseId, PurseOf<T>, OptionQuery>;

	/// What transactions paid in tokens have taken of a block.
	///
	/// Each such transaction reads and writes it, in the block's overlay; the database sees one
	/// write in a block.
	#[pallet::storage]
	pub type PaidLoad<T: Config> = StorageValue<_, LoadOf<T>, ValueQuery>;

	/// The rules in force.
	#[pallet::storage]
	pub type Rules<T: Config> = StorageValue<_, QuotaRulesOf<T>, ValueQuery>;

	/// The rules.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// How much members may do free of charge.
		pub rules: QuotaRulesOf<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let rules = Pallet::<T>::do_set_rules(self.rules.clone());
			assert!(rules.is_ok(), "rules of quotas out of bounds: {:?}", self.rules);
		}
	}

	/// What has changed. A free transaction has no event: it would cost more than the charge.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The rules were changed. They hold for all purses from now on.
		RulesSet {
			/// The rules now in force.
			rules: QuotaRulesOf<T>,
		},
		/// The entry of a purse that is full again, or of a council that is gone, was removed.
		Swept {
			/// Whose purse it is.
			purse: PurseId,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The purse has no entry: nothing is taken from it.
		NoPurse,
		/// Something of the purse is used or held still.
		StillUsed,
		/// The member whose purse shall hold a record is not one any more.
		NotMember,
		/// The purse has no room for a record now; what is used comes back with time.
		NoRoom,
		/// Records would hold more than half of the purse: some have to be removed first.
		HoldsTooMuch,
		/// A purse fills in no block at all, or in more than `MaxRefill`.
		RefillOutOfBounds,
		/// A purse would have no room for the smallest call.
		CapacityTooSmall,
		/// A member, or a council, could not hold a single record.
		RecordTooDear,
		/// The council whose purse shall hold a record does not exist, or not any more.
		NoCouncil,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				Self::ensure_rules(&QuotaRulesOf::<T>::default()).is_ok(),
				"the default rules must lie within MaxRefill",
			);
			assert!(
				T::MemberPriority::get() > 0
					&& T::MemberPriority::get() <= u64::MAX.saturating_sub(crate::PRIORITY_STEPS),
				"there must be priorities below and above MemberPriority",
			);
			let most = T::BlockWeights::get().get(DispatchClass::Normal).max_extrinsic;
			let most = most.unwrap_or(T::BlockWeights::get().max_block);
			let taken = Self::most_charge_weight(Kind::Council(CouncilId(0)));
			assert!(taken.all_lte(most), "the extension must fit a block: {taken:?} of {most:?}");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Sets the rules. They hold for all purses from now on: what is used stays used, and what
		/// is held is priced anew.
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::RefillOutOfBounds`], [`Error::CapacityTooSmall`], [`Error::RecordTooDear`].
		#[pallet::call_index(0)]
		pub fn set_rules(origin: OriginFor<T>, rules: QuotaRulesOf<T>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_rules(rules)
		}

		/// Removes the entry of a purse that is full again, or of a council that is gone, whatever
		/// it holds.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoPurse`], [`Error::StillUsed`].
		#[pallet::call_index(1)]
		pub fn sweep(origin: OriginFor<T>, purse: PurseId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_sweep(purse)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The purses from which what `account` signs is paid; `None` for who has to pay in tokens.
		pub fn quota_of(account: T::AccountId) -> Option<QuotaOf<T>> {
			Self::view_quota_of(account)
		}

		/// The purse of `council`; `None` where there is no such council.
		pub fn council_quota(council: CouncilId) -> Option<PurseInfoOf<T>> {
			T::Councils::side_of(council).map(|_| Self::view_purse(PurseId::Council(council)))
		}

		/// Whether a transaction of `account` would be free of charge in the next block, or why not.
		///
		/// `weight` is the picoseconds and `len` the bytes that the runtime API of the SDK's pallet
		/// takes and gives for the whole transaction; `kind` is what `kind_of` says of its call.
		pub fn would_be_free(
			account: T::AccountId,
			weight: u64,
			len: u32,
			kind: Kind,
		) -> FreeAnswerOf<T> {
			Self::view_would_be_free(account, weight, len, kind)
		}

		/// From which purse `call` is paid.
		pub fn kind_of(call: <T as frame_system::Config>::RuntimeCall) -> Kind {
			T::Purses::purse(&call)
		}

		/// The rules in force.
		pub fn rules() -> QuotaRulesOf<T> {
			Rules::<T>::get()
		}
	}
}
