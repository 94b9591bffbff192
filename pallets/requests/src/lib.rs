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
mod dispatchable_impls;
pub mod fold;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod mock_planned;
#[cfg(test)]
mod tests;
mod trait_impls;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;
mod views;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// Declarations of the pallet: configuration, storage, events, errors, calls and views.
// The macro itself expands to `expect` where the runtime is put together wrongly.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{GoodsOf, Part, RequestOf, SumOf, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use parecon_primitives::{
		CouncilId, CouncilTree, CouncilTreeAt, Credits, CycleId, GoodId, MemberId, Membership,
		PlanningYear, Quantity, StorageQuota,
	};
	use sp_core::H256;

	/// The version of the storage layout in this code.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What members ask of their councils.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who is a member, and how many people live in a member's household.
		type Membership: Membership<Self::AccountId>;

		/// In which council a member lives, now and when the cycle opened.
		type Councils: CouncilTree + CouncilTreeAt<BlockNumberFor<Self>>;

		/// When requests are taken, and what goods cost.
		type Year: PlanningYear<BlockNumberFor<Self>>;

		/// Whose purse has room for a request.
		type Quota: StorageQuota;

		/// The most goods in one request.
		#[pallet::constant]
		type MaxGoods: Get<u32>;

		/// The most goods that the members of one council ask for together. Less than the lines of a
		/// proposal, so that its speaker has always room for some of their own.
		#[pallet::constant]
		type MaxRequested: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// What each member asks for.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Twox64Concat, MemberId, RequestOf<T>>;

	/// What the members of each council ask for together, ascending by good.
	#[pallet::storage]
	pub type Requested<T: Config> = StorageMap<_, Twox64Concat, CouncilId, SumOf<T>, ValueQuery>;

	/// What has happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A member asks the council for something, in place of what it was before.
		Requested {
			/// The member.
			member: MemberId,
			/// The council.
			council: CouncilId,
			/// The cycle in which the request was made.
			cycle: CycleId,
			/// Hash of the goods and amounts.
			goods: H256,
			/// Hash of what the member says in words.
			note: Option<H256>,
		},
		/// A member asks for nothing any more.
		Withdrawn {
			/// The member.
			member: MemberId,
			/// The council.
			council: CouncilId,
		},
		/// The request of who has left the council, or the community, was removed.
		Cleared {
			/// Whose it was.
			member: MemberId,
			/// The council.
			council: CouncilId,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is not a member.
		NotMember,
		/// The member has no seat in this council: nobody asks on behalf of others.
		NotSeated,
		/// The member took the seat after the cycle opened.
		NotSeatedAtOpening,
		/// Requests are not taken now: no cycle enrols or collects, or it is too late in it.
		NotAsking,
		/// Goods are not in ascending order, or one is named twice.
		NotAscending,
		/// A good is not registered, or not a private one.
		NotPrivate,
		/// An amount is zero or larger than a line may state.
		InvalidQuantity,
		/// It costs more at the announced prices than the income of the member's household.
		BeyondMeans,
		/// The members of the council ask for as many different goods as they can.
		TooManyGoods,
		/// The member asks for nothing.
		NoRequest,
		/// The member still has the seat, and the request is within twice the means.
		StillSeated,
		/// A sum does not fit its type.
		Overflow,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				0 < T::MaxGoods::get() && T::MaxGoods::get() <= T::MaxRequested::get(),
				"a council must have room for one request at least"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Asks a council for private goods, in micro-units for the cycle. It replaces what the member
		/// asked for before, also of another council; no goods are a withdrawal. It stands until it is
		/// replaced or withdrawn, in later cycles as well. `note` is the hash of what the member says
		/// in words.
		///
		/// Origin: signed by a member who has a seat in the council, and had one when the cycle opened.
		/// Errors: `NotMember`, `NotAsking`, `NotSeated`, `NotSeatedAtOpening`, `InvalidQuantity`,
		/// `NotAscending`, `NotPrivate`, `BeyondMeans`, `TooManyGoods`, `Overflow`, those of the
		/// member's purse; of a withdrawal those of `withdraw_request`. Event: `Requested` or
		/// `Withdrawn`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::request(goods.len() as u32))]
		pub fn request(
			origin: OriginFor<T>,
			council: CouncilId,
			goods: GoodsOf<T>,
			note: Option<H256>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_request(&who, council, goods, note)
		}

		/// Takes the member's request back. Not while requests are counted: from the last iteration that
		/// takes any until the cycle is over, and while an iteration is cleared.
		///
		/// Origin: signed by the member. Errors: `NotMember`, `NoRequest`, `NotAsking`, `Overflow`.
		/// Event: `Withdrawn`.
		#[pallet::call_index(1)]
		pub fn withdraw_request(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_request(&who)
		}

		/// Removes the request of who is not a member any more, has no seat in that council any more, or
		/// asks for what costs more than twice the means of the household by now: it was tested when it
		/// was made, and prices and households change. Not while requests are counted.
		///
		/// Origin: signed by anyone. Errors: `NoRequest`, `StillSeated`, `NotAsking`, `Overflow`. Event:
		/// `Cleared`.
		#[pallet::call_index(2)]
		// What it costs is found as for a request.
		#[pallet::weight(
			T::WeightInfo::clear_request().saturating_add(T::WeightInfo::request(T::MaxGoods::get()))
		)]
		pub fn clear_request(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_request(member)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What a member asks for.
		pub fn request_of(member: MemberId) -> Option<RequestOf<T>> {
			Requests::<T>::get(member)
		}

		/// What the members of a council ask for together.
		pub fn requested(council: CouncilId) -> Vec<(GoodId, Quantity)> {
			Requested::<T>::get(council).into_inner()
		}

		/// What a request of the member may cost at the announced prices; 0 while none are taken.
		pub fn means(member: MemberId) -> Credits {
			T::Year::asking().map_or(Credits::ZERO, |asking| Self::means_in(member, &asking))
		}

		/// The member's part of what the plan in force grants the council. `None` where there is no plan,
		/// where the council has no part in it, and where the member has asked for something else since.
		pub fn my_portion(member: MemberId) -> Option<Vec<Part>> {
			Self::view_my_portion(member)
		}
	}
}
