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
#[cfg(test)]
mod mock;
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
	use crate::{
		CouncilInfoOf, CouncilOf, Seat, SeatInfo, SpeakerAnswer, StandingSeats, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{dispatch::DispatchClass, pallet_prelude::*};
	use frame_system::pallet_prelude::*;
	use parecon_primitives::{CouncilId, MemberId, Membership, Side};

	/// The version of the storage layout in this code.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The councils of both sides.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who is a member, and through which account.
		type Membership: Membership<Self::AccountId>;

		/// The weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The identifier that the next council gets. Identifiers are never given twice.
	#[pallet::storage]
	pub type NextCouncil<T> = StorageValue<_, CouncilId, ValueQuery>;

	/// The councils.
	#[pallet::storage]
	pub type Councils<T: Config> =
		StorageMap<_, Twox64Concat, CouncilId, CouncilOf<T>, OptionQuery>;

	/// The seats of a council: at most one for a member.
	#[pallet::storage]
	pub type Seats<T: Config> =
		StorageDoubleMap<_, Twox64Concat, CouncilId, Twox64Concat, MemberId, Seat, OptionQuery>;

	/// The base council in which a member has a seat, on each side.
	#[pallet::storage]
	pub type BaseSeats<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MemberId, Twox64Concat, Side, CouncilId, OptionQuery>;

	/// How often the populations have been frozen.
	///
	/// One freeze in every block of six seconds would use the numbers up in 800 years.
	#[pallet::storage]
	pub type Epoch<T> = StorageValue<_, u32, ValueQuery>;

	/// The first councils.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Side and accounts of each council. The first account founds it, all the others join, and
		/// all back the first as speaker. The first council gets identifier 0.
		pub councils: Vec<(Side, Vec<T::AccountId>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (side, accounts) in &self.councils {
				let founded = Pallet::<T>::found_with(*side, accounts);
				assert!(founded.is_ok(), "cannot be a first council: {accounts:?}: {founded:?}");
			}
		}
	}

	/// What has changed.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A council was founded.
		Founded {
			/// The new council.
			council: CouncilId,
			/// The tree in which it stands.
			side: Side,
			/// Who founded it, has its first seat and speaks for it.
			founder: MemberId,
		},
		/// A member took a seat.
		Joined {
			/// The council.
			council: CouncilId,
			/// Who has a seat in it now.
			member: MemberId,
		},
		/// A member gave up a seat.
		Left {
			/// The council.
			council: CouncilId,
			/// Who has no seat in it any more.
			member: MemberId,
		},
		/// The last seat was given up and the council is no more.
		Dissolved {
			/// The council; the identifier is not given again.
			council: CouncilId,
		},
		/// A seat moved its standing vote.
		Backed {
			/// The council.
			council: CouncilId,
			/// Whose vote it is.
			member: MemberId,
			/// Whom it backs now; `None` if nobody.
			candidate: Option<MemberId>,
		},
		/// Another member, or nobody, speaks for a council.
		SpeakerChanged {
			/// The council.
			council: CouncilId,
			/// Who speaks for it now.
			speaker: Option<MemberId>,
		},
		/// The populations of all councils were frozen as they stand.
		PopulationsFrozen {
			/// Which freeze it is, counted from 1.
			epoch: u32,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is not a member.
		NotMember,
		/// The member has a base seat on this side already.
		AlreadySeated,
		/// The member has no base seat on this side.
		NotSeated,
		/// There is no council of this identifier.
		NoSuchCouncil,
		/// The candidate has no seat in the council.
		CandidateNotSeated,
		/// The seat backs this candidate, or nobody, already.
		BackingUnchanged,
		/// The candidate speaks for the council already.
		AlreadySpeaker,
		/// No more than half of the seats back the candidate.
		NoMajority,
		/// All identifiers have been given.
		IdsExhausted,
		/// A first council has to name at least one account.
		NoFounder,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let limits = T::BlockWeights::get();
			let most = limits.get(DispatchClass::Normal).max_extrinsic.unwrap_or(limits.max_block);
			for (call, weight) in [
				("back", T::WeightInfo::back()),
				("leave", T::WeightInfo::leave()),
				("member_left", T::WeightInfo::member_left()),
			] {
				assert!(weight.all_lte(most), "{call} must fit a block: {weight:?} of {most:?}");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Founds a base council of `side`. The signer takes its first seat, backs oneself and so
		/// speaks for it.
		///
		/// Signed by a member without a base seat on that side.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::AlreadySeated`], [`Error::IdsExhausted`].
		#[pallet::call_index(0)]
		pub fn found(origin: OriginFor<T>, side: Side) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_found(member, side).map(|_| ())
		}

		/// Takes a seat in `council`. It backs nobody yet; as there is one seat more, a speaker
		/// whom no more than half back now ceases to be one.
		///
		/// Signed by a member without a base seat on the council's side.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NoSuchCouncil`], [`Error::AlreadySeated`].
		#[pallet::call_index(1)]
		pub fn join(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_join(member, council)
		}

		/// Gives up the base seat on `side`, with its standing vote and all votes for the member.
		/// The last to leave dissolves the council.
		///
		/// Signed by a member with a base seat on that side.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSeated`].
		#[pallet::call_index(2)]
		pub fn leave(origin: OriginFor<T>, side: Side) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_leave(member, side)
		}

		/// Moves the standing vote of the signer's base seat on `side` to `candidate`, or to nobody.
		/// It holds until it is moved again or one of the two gives up the seat.
		///
		/// Signed by a member with a base seat on that side, at any block.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotSeated`], [`Error::CandidateNotSeated`],
		/// [`Error::BackingUnchanged`].
		#[pallet::call_index(3)]
		pub fn back(
			origin: OriginFor<T>,
			side: Side,
			candidate: Option<MemberId>,
		) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_back(member, side, candidate)
		}

		/// Makes `candidate` the speaker of `council`, where more than half of the seats back that
		/// member since others have left.
		///
		/// Signed by anyone. Votes make a speaker by themselves; only where seats become fewer can
		/// a member come to have more than half without a vote moving.
		///
		/// # Errors
		/// [`Error::NoSuchCouncil`], [`Error::CandidateNotSeated`], [`Error::AlreadySpeaker`],
		/// [`Error::NoMajority`].
		#[pallet::call_index(4)]
		pub fn settle_speaker(
			origin: OriginFor<T>,
			council: CouncilId,
			candidate: MemberId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_speaker(council, candidate)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A council: its side, seats, populations and speaker.
		pub fn council(council: CouncilId) -> Option<CouncilInfoOf<T>> {
			Self::view_council(council)
		}

		/// Who has a seat in a council, whom each backs and by how many each is backed.
		pub fn seats(council: CouncilId) -> Vec<SeatInfo> {
			Self::view_seats(council)
		}

		/// The base seats of the member who acts through `account`.
		pub fn seats_of(account: T::AccountId) -> StandingSeats {
			Self::view_seats_of(account)
		}

		/// How many seats of a council back `candidate`; `None` if the candidate has none there.
		pub fn tally(council: CouncilId, candidate: MemberId) -> Option<u32> {
			Seats::<T>::get(council, candidate).map(|seat| seat.backers)
		}

		/// Why `candidate` does or does not speak for a council.
		pub fn why_speaker(council: CouncilId, candidate: MemberId) -> SpeakerAnswer {
			Self::view_why_speaker(council, candidate)
		}
	}
}
