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

mod answers;
#[cfg(feature = "runtime-benchmarks")]
#[allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects
)]
mod benchmarking;
mod dispatchable_impls;
mod links;
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

pub use answers::*;
pub use links::*;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// The most seats that one call winds up.
pub const MAX_WIND_UP: u32 = 64;

/// The most councils that the view `tree` shows.
pub const MAX_NODES: usize = 1_000;

/// Declarations of the pallet: configuration, storage, events, errors, calls and views.
// The macro itself expands to `expect` where the runtime is put together wrongly.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		CharterOf, CouncilInfoOf, CouncilOf, JoinAnswer, Offer, OfferInfo, PlaceOf, Proposal, Seat,
		SeatInfo, Sitter, SpeakerAnswer, StandingSeatsOf, TreeNode, VouchersOf, WeightInfo,
		MAX_WIND_UP,
	};
	use alloc::vec::Vec;
	use frame_support::{dispatch::DispatchClass, pallet_prelude::*};
	use frame_system::pallet_prelude::*;
	use parecon_primitives::{CouncilId, MemberId, Membership, OpenCounts, Side, StorageQuota};

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

		/// What is being counted by seats and places as they stood when it was opened.
		type Open: OpenCounts<BlockNumberFor<Self>>;

		/// In whose purse what members put into the state takes room.
		type Quota: StorageQuota;

		/// The highest level that a federation can have; a base council has 0. It bounds the way
		/// from a council to its root, which every change of a population goes. Lowering it needs a
		/// migration.
		#[pallet::constant]
		type MaxLevel: Get<u8>;

		/// The most words that a candidate for a seat can have. It bounds `Charter::admission`.
		/// Lowering it needs a migration.
		#[pallet::constant]
		type MaxVouches: Get<u32>;

		/// The notice in the charter of a new council, in blocks.
		#[pallet::constant]
		type DefaultNotice: Get<BlockNumberFor<Self>>;

		/// The longest notice that a charter can set, in blocks.
		#[pallet::constant]
		type MaxNotice: Get<BlockNumberFor<Self>>;

		/// The weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The identifier that the next council gets. Identifiers are never given twice.
	#[pallet::storage]
	pub type NextCouncil<T> = StorageValue<_, CouncilId, ValueQuery>;

	/// The councils: base councils and federations.
	#[pallet::storage]
	pub type Councils<T: Config> =
		StorageMap<_, Twox64Concat, CouncilId, CouncilOf<T>, OptionQuery>;

	/// The seats of a council: at most one for a member, or for a child council.
	#[pallet::storage]
	pub type Seats<T: Config> =
		StorageDoubleMap<_, Twox64Concat, CouncilId, Twox64Concat, Sitter, Seat, OptionQuery>;

	/// The base council in which a member has a seat, on each side, and what it was before.
	#[pallet::storage]
	pub type BaseSeats<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MemberId, Twox64Concat, Side, PlaceOf<T>, OptionQuery>;

	/// The open offer of a council to another: at most one.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Twox64Concat, CouncilId, Offer, OptionQuery>;

	/// The words given in a base council for a member who wants a seat there.
	#[pallet::storage]
	pub type Vouches<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		CouncilId,
		Twox64Concat,
		MemberId,
		VouchersOf<T>,
		OptionQuery,
	>;

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
		/// The numbers of the children of each federation, at least two. The first two found it,
		/// the others join, and all back the first. The first federation has the number after the
		/// last council's, and those that follow can count the ones before among their children.
		pub federations: Vec<Vec<u32>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (side, accounts) in &self.councils {
				let founded = Pallet::<T>::found_with(*side, accounts);
				assert!(founded.is_ok(), "cannot be a first council: {accounts:?}: {founded:?}");
			}
			for children in &self.federations {
				let founded = Pallet::<T>::federate_with(children);
				assert!(founded.is_ok(), "cannot be a first federation: {children:?}: {founded:?}");
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
			/// 0 for a base council.
			level: u8,
			/// Who founded it: of a base council, who has its first seat and speaks for it; of a
			/// federation, who made the offer.
			founder: MemberId,
		},
		/// A member or a child council took a seat. Who founds a base council has its first seat
		/// without this event.
		Joined {
			/// The council.
			council: CouncilId,
			/// Who has a seat in it now.
			sitter: Sitter,
		},
		/// A member or a child council gave up a seat.
		Left {
			/// The council.
			council: CouncilId,
			/// Who has no seat in it any more.
			sitter: Sitter,
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
			sitter: Sitter,
			/// Whom it backs now; `None` if nobody.
			candidate: Option<Sitter>,
		},
		/// Another seat, or none, speaks for a council.
		SpeakerChanged {
			/// The council.
			council: CouncilId,
			/// Who speaks for it now: of a federation, the child whose speaker does.
			speaker: Option<Sitter>,
		},
		/// The populations of all councils were frozen as they stand.
		PopulationsFrozen {
			/// Which freeze it is, counted from 1.
			epoch: u32,
		},
		/// A word was given for who wants a seat.
		Vouched {
			/// The base council.
			council: CouncilId,
			/// Who gave the word.
			member: MemberId,
			/// For whom.
			candidate: MemberId,
		},
		/// A word was taken back.
		VouchWithdrawn {
			/// The base council.
			council: CouncilId,
			/// Whose word it was.
			member: MemberId,
			/// For whom.
			candidate: MemberId,
		},
		/// Words that count no more were removed.
		VouchesDiscarded {
			/// The base council; it may be gone.
			council: CouncilId,
			/// For whom they were given.
			candidate: MemberId,
			/// How many words stand.
			left: u32,
		},
		/// A council made another an offer.
		Offered {
			/// Whose offer it is.
			council: CouncilId,
			/// To which council.
			to: CouncilId,
			/// What is offered.
			what: Proposal,
		},
		/// A council took its offer back.
		OfferWithdrawn {
			/// Whose offer it was.
			council: CouncilId,
		},
		/// An offer was accepted, and done.
		OfferAccepted {
			/// Whose offer it was.
			council: CouncilId,
			/// Which council accepted it.
			to: CouncilId,
			/// What was offered.
			what: Proposal,
		},
		/// An offer that nobody could accept any more was removed.
		OfferDiscarded {
			/// Whose offer it was.
			council: CouncilId,
		},
		/// A council gave notice that it will part from its federation.
		Seceding {
			/// The council.
			council: CouncilId,
			/// The federation.
			parent: CouncilId,
			/// The first block in which it can part.
			due: BlockNumberFor<T>,
		},
		/// A council took that notice back.
		Stayed {
			/// The council.
			council: CouncilId,
		},
		/// A council gave notice that it is wound up.
		ClosingAnnounced {
			/// The council.
			council: CouncilId,
			/// The first block in which its seats can be given up for it.
			due: BlockNumberFor<T>,
			/// The council that takes its seats over; `None` if it is dissolved.
			into: Option<CouncilId>,
		},
		/// A council took that notice back.
		Kept {
			/// The council.
			council: CouncilId,
		},
		/// Seats of a council that is wound up were given up or handed over.
		WoundUp {
			/// The council.
			council: CouncilId,
			/// How many seats.
			done: u32,
			/// How many it has left; with none it is dissolved.
			left: u32,
		},
		/// A council has another charter.
		CharterSet {
			/// The council.
			council: CouncilId,
			/// The charter in force.
			charter: CharterOf<T>,
		},
		/// The memory of a place that was given up was removed.
		Tidied {
			/// Whose place it was.
			member: MemberId,
			/// On which side.
			side: Side,
		},
		/// The record of a council takes room in another purse.
		Carried {
			/// The council.
			council: CouncilId,
			/// In whose purse from now on: who speaks for it.
			by: MemberId,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is not a member.
		NotMember,
		/// The member has a base seat on this side already; for `vouch`, the candidate has one in
		/// this council.
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
		/// A first council has to name at least one account, a first federation two councils.
		NoFounder,
		/// The member is suspended and may not act for now.
		Suspended,
		/// The council is a federation: it seats councils, no members.
		NotBase,
		/// The council is a base council: it seats members, no councils.
		NotFederation,
		/// The two councils are one and the same.
		SameCouncil,
		/// The councils stand on different sides.
		OtherSide,
		/// Something is still counted that was opened in or before the block of the last move.
		MoveWaits,
		/// The council is being wound up.
		Closing,
		/// Too few who sit in the council have given their word.
		NotEnoughWords,
		/// The council takes everybody: nobody's word is needed.
		AdmissionOpen,
		/// The candidate is not a member.
		CandidateNotMember,
		/// The member's word for this candidate stands already.
		AlreadyVouched,
		/// The candidate has as many words as can be kept.
		VouchesFull,
		/// There is no such word for this candidate.
		NotVouched,
		/// Every word for this candidate counts.
		VouchesAlive,
		/// The signer does not speak for the council.
		NotSpeaker,
		/// The council has an open offer already.
		OfferOpen,
		/// There is no such offer.
		NoOffer,
		/// Who made the offer does not speak for the council any more.
		OfferDead,
		/// The offer can be accepted.
		OfferAlive,
		/// The council has a seat in a federation already.
		HasParent,
		/// The council has no seat in a federation.
		NoParent,
		/// The federation would stand above the highest level.
		TooDeep,
		/// The council would come to stand below itself.
		Cycle,
		/// The council's level is not below that of the federation or, for a merger, is above that
		/// of the council that takes its seats over.
		NotBelow,
		/// The council has given notice to part already.
		AlreadyLeaving,
		/// The council has given no notice to part.
		NotLeaving,
		/// The council is being wound up already.
		AlreadyClosing,
		/// The council is not being wound up.
		NotClosing,
		/// The notice is not over yet.
		NoticeRunning,
		/// The notice is over: the winding up cannot be taken back.
		NoticeOver,
		/// One call winds up 1 to 64 seats.
		LimitOutOfBounds,
		/// A charter asks for 1 to `MaxVouches` words, or for none.
		AdmissionOutOfBounds,
		/// The notice is longer than `MaxNotice`.
		NoticeTooLong,
		/// There is no memory of a place, or it is still needed.
		NotDead,
		/// The record of the council takes room in the signer's purse already.
		AlreadyCarried,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let limits = T::BlockWeights::get();
			let most = limits.get(DispatchClass::Normal).max_extrinsic.unwrap_or(limits.max_block);
			for (call, weight) in [
				("back", T::WeightInfo::back()),
				("leave", T::WeightInfo::leave()),
				("move_to", T::WeightInfo::move_to()),
				("accept", Self::accept_weight()),
				("part", T::WeightInfo::part()),
				("wind_up", Self::wind_up_weight(MAX_WIND_UP)),
				("member_left", T::WeightInfo::member_left()),
				("heads_changed", T::WeightInfo::heads_changed()),
			] {
				assert!(weight.all_lte(most), "{call} must fit a block: {weight:?} of {most:?}");
			}
			assert!(T::MaxVouches::get() > 0, "a charter must be able to ask for a word");
			let notice = T::DefaultNotice::get();
			assert!(notice <= T::MaxNotice::get(), "the notice of a new council is too long");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T: Config> Pallet<T> {
		/// The most that accepting an offer takes, whatever is offered.
		pub(crate) fn accept_weight() -> Weight {
			T::WeightInfo::accept_found()
				.max(T::WeightInfo::accept_join())
				.max(T::WeightInfo::accept_merge())
		}

		/// The most that winding up as many as `seats` takes: of all that there are, with councils
		/// above that go along, or of some, whose votes are for others that stay.
		pub(crate) fn wind_up_weight(seats: u32) -> Weight {
			T::WeightInfo::wind_up(seats).max(T::WeightInfo::wind_up_some(seats))
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Founds a base council of `side`. The signer takes its first seat, backs oneself and so
		/// speaks for it. Its record takes room in the signer's purse until it is dissolved or
		/// another carries it.
		///
		/// Signed by a member without a base seat on that side.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::AlreadySeated`],
		/// [`Error::MoveWaits`], [`Error::IdsExhausted`], and where the purse has no room.
		#[pallet::call_index(0)]
		pub fn found(origin: OriginFor<T>, side: Side) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_found(member, side).map(|_| ())
		}

		/// Takes a seat in the base council `council`. It backs nobody yet; as there is one seat
		/// more, a speaker whom no more than half back now ceases to be one.
		///
		/// Signed by a member without a base seat on the council's side.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotBase`], [`Error::Closing`], [`Error::AlreadySeated`], [`Error::MoveWaits`],
		/// [`Error::NotEnoughWords`].
		#[pallet::call_index(1)]
		pub fn join(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_join(member, council)
		}

		/// Gives up the base seat on `side`, with its standing vote and all votes for the member.
		/// The last to leave dissolves the council, which gives up its own seat in turn.
		///
		/// Signed by a member with a base seat on that side, at any time.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NotSeated`].
		#[pallet::call_index(2)]
		pub fn leave(origin: OriginFor<T>, side: Side) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_leave(member, side)
		}

		/// Moves the standing vote of the signer's base seat on `side` to `candidate`, or to
		/// nobody. It holds until it is moved again or one of the two gives up the seat.
		///
		/// Signed by a member with a base seat on that side, at any block.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NotSeated`],
		/// [`Error::CandidateNotSeated`], [`Error::BackingUnchanged`].
		#[pallet::call_index(3)]
		pub fn back(
			origin: OriginFor<T>,
			side: Side,
			candidate: Option<MemberId>,
		) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_back_member(member, side, candidate)
		}

		/// Makes `candidate` the speaker of `council`, where more than half of the seats back that
		/// candidate since others have left.
		///
		/// Signed by anyone. Votes make a speaker by themselves; only where seats become fewer can
		/// one come to have more than half without a vote moving.
		///
		/// # Errors
		/// [`Error::NoSuchCouncil`], [`Error::CandidateNotSeated`], [`Error::AlreadySpeaker`],
		/// [`Error::NoMajority`].
		#[pallet::call_index(4)]
		pub fn settle_speaker(
			origin: OriginFor<T>,
			council: CouncilId,
			candidate: Sitter,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_speaker(council, candidate)
		}

		/// Gives up the base seat on the side of `council` and takes one there, in one change.
		///
		/// Signed by a member with a seat in another base council of that side, once nothing is
		/// counted any more that was opened in or before the block of the last move.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotBase`], [`Error::Closing`], [`Error::NotSeated`], [`Error::SameCouncil`],
		/// [`Error::MoveWaits`], [`Error::NotEnoughWords`].
		#[pallet::call_index(5)]
		pub fn move_to(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_move_to(member, council)
		}

		/// Gives the signer's word that `candidate` be admitted to the signer's base council of
		/// `side`. It takes room in the signer's purse until it is withdrawn, used or discarded.
		///
		/// Signed by a member with a seat in a base council that admits on the word of its members.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NotSeated`],
		/// [`Error::AdmissionOpen`], [`Error::CandidateNotMember`], [`Error::AlreadySeated`],
		/// [`Error::AlreadyVouched`], [`Error::VouchesFull`], and where the purse has no room.
		#[pallet::call_index(6)]
		pub fn vouch(origin: OriginFor<T>, side: Side, candidate: MemberId) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_vouch(member, side, candidate)
		}

		/// Takes the signer's word for `candidate` back.
		///
		/// Signed by a member whose word stands in the member's base council of `side`.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NotSeated`], [`Error::NotVouched`].
		#[pallet::call_index(7)]
		pub fn withdraw_vouch(
			origin: OriginFor<T>,
			side: Side,
			candidate: MemberId,
		) -> DispatchResult {
			let member = Self::ensure_member(origin)?;
			Self::do_withdraw_vouch(member, side, candidate)
		}

		/// Removes words for `candidate` that count no more, and gives their room back: all of them
		/// where the council is gone, or the candidate is no member or sits there; otherwise those
		/// of who sits there no more.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NotVouched`], [`Error::VouchesAlive`].
		#[pallet::call_index(8)]
		pub fn discard_vouches(
			origin: OriginFor<T>,
			council: CouncilId,
			candidate: MemberId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_discard_vouches(council, candidate)
		}

		/// Makes the council `to` an offer in the name of `council`. It stands until it is
		/// accepted, withdrawn or dead, and takes room in the signer's purse.
		///
		/// Signed by who speaks for `council`. What could not be accepted in this block is refused.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::OfferOpen`], [`Error::SameCouncil`],
		/// [`Error::OtherSide`], [`Error::Closing`]; to found, [`Error::HasParent`],
		/// [`Error::TooDeep`], [`Error::MoveWaits`]; to join, [`Error::NotFederation`],
		/// [`Error::HasParent`], [`Error::Cycle`], [`Error::NotBelow`], [`Error::MoveWaits`]; to
		/// merge, [`Error::Cycle`], [`Error::NotBase`], [`Error::NotBelow`]; and where the purse
		/// has no room.
		#[pallet::call_index(9)]
		pub fn offer(
			origin: OriginFor<T>,
			council: CouncilId,
			to: CouncilId,
			what: Proposal,
		) -> DispatchResult {
			let by = Self::ensure_speaker(origin, council)?;
			Self::do_offer(by, council, to, what)
		}

		/// Takes the open offer of `council` back.
		///
		/// Signed by who speaks for `council`, whoever made the offer.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::NoOffer`].
		#[pallet::call_index(10)]
		pub fn withdraw_offer(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			Self::ensure_speaker(origin, council)?;
			Self::do_withdraw_offer(council)
		}

		/// Accepts the open offer of the council `from` to `council`. A federation is founded, in
		/// the purse of who made the offer; or `from` has a seat in `council`; or `from` has given
		/// notice to be wound up into `council`.
		///
		/// Signed by who speaks for `council`.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::NoOffer`], [`Error::OfferDead`],
		/// [`Error::IdsExhausted`], and those of what is offered: see [`Call::offer`].
		#[pallet::call_index(11)]
		#[pallet::weight(Pallet::<T>::accept_weight())]
		pub fn accept(origin: OriginFor<T>, council: CouncilId, from: CouncilId) -> DispatchResult {
			Self::ensure_speaker(origin, council)?;
			Self::do_accept(council, from)
		}

		/// Moves the standing vote of the seat that `council` has in its federation to another
		/// child council, or to nobody.
		///
		/// Signed by who speaks for `council`, at any block.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::NoParent`], [`Error::CandidateNotSeated`],
		/// [`Error::BackingUnchanged`].
		#[pallet::call_index(12)]
		pub fn back_for(
			origin: OriginFor<T>,
			council: CouncilId,
			candidate: Option<CouncilId>,
		) -> DispatchResult {
			Self::ensure_speaker(origin, council)?;
			Self::do_back_for(council, candidate)
		}

		/// Gives notice that `council` will part from its federation.
		///
		/// Signed by who speaks for `council`.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::NoParent`], [`Error::AlreadyLeaving`].
		#[pallet::call_index(13)]
		pub fn secede(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			Self::ensure_speaker(origin, council)?;
			Self::do_secede(council)
		}

		/// Takes that notice back.
		///
		/// Signed by who speaks for `council`.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::NotLeaving`].
		#[pallet::call_index(14)]
		pub fn stay(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			Self::ensure_speaker(origin, council)?;
			Self::do_stay(council)
		}

		/// Gives up the seat of `council` in its federation, once the notice is over. A federation
		/// whose last child parts is dissolved.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoSuchCouncil`], [`Error::NotLeaving`], [`Error::NoticeRunning`].
		#[pallet::call_index(15)]
		pub fn part(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_part(council)
		}

		/// Gives notice that `council` is dissolved. From now on it admits nobody.
		///
		/// Signed by who speaks for `council`.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::AlreadyClosing`].
		#[pallet::call_index(16)]
		pub fn dissolve(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			Self::ensure_speaker(origin, council)?;
			Self::do_dissolve(council)
		}

		/// Takes notice back that `council` is dissolved or merged, as long as the notice runs.
		///
		/// Signed by who speaks for `council`, who may be another by then.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::NotClosing`], [`Error::NoticeOver`].
		#[pallet::call_index(17)]
		pub fn keep(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			Self::ensure_speaker(origin, council)?;
			Self::do_keep(council)
		}

		/// Gives up as many as `limit` seats of a council whose notice is over, or hands them to
		/// the council that it merges into. The last one takes the council along.
		///
		/// Signed by anyone. Only what is done is paid for.
		///
		/// # Errors
		/// [`Error::LimitOutOfBounds`], [`Error::NoSuchCouncil`], [`Error::NotClosing`],
		/// [`Error::NoticeRunning`], [`Error::MoveWaits`] where nobody of them may move yet.
		#[pallet::call_index(18)]
		#[pallet::weight(Pallet::<T>::wind_up_weight((*limit).min(MAX_WIND_UP)))]
		pub fn wind_up(
			origin: OriginFor<T>,
			council: CouncilId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_wind_up(council, limit)
		}

		/// Gives `council` another charter. A notice that runs keeps its block.
		///
		/// Signed by who speaks for `council`.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::NotBase`], [`Error::AdmissionOutOfBounds`],
		/// [`Error::NoticeTooLong`].
		#[pallet::call_index(19)]
		pub fn set_charter(
			origin: OriginFor<T>,
			council: CouncilId,
			charter: CharterOf<T>,
		) -> DispatchResult {
			Self::ensure_speaker(origin, council)?;
			Self::do_set_charter(council, charter)
		}

		/// Removes the offer of `council` where it is dead: one of the two councils is gone or
		/// being wound up, or who made it does not speak for the council any more.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoOffer`], [`Error::OfferAlive`].
		#[pallet::call_index(20)]
		pub fn discard_offer(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_discard_offer(council)
		}

		/// Removes the memory of a place that the member has given up, once nothing asks for it.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NotDead`].
		#[pallet::call_index(21)]
		pub fn tidy(origin: OriginFor<T>, member: MemberId, side: Side) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_tidy(member, side)
		}

		/// Carries the record of `council`: it takes room in the signer's purse from now on, and
		/// whoever carried it has that room back.
		///
		/// Signed by who speaks for `council`, who carries it on also when another speaks.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchCouncil`],
		/// [`Error::NotSpeaker`], [`Error::AlreadyCarried`], and where the purse has no room.
		#[pallet::call_index(22)]
		pub fn carry(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let by = Self::ensure_speaker(origin, council)?;
			Self::do_carry(by, council)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A council: its side, level, seats, populations, speaker, place in its tree and charter.
		pub fn council(council: CouncilId) -> Option<CouncilInfoOf<T>> {
			Self::view_council(council)
		}

		/// Who has a seat in a council, whom each backs and by how many each is backed.
		pub fn seats(council: CouncilId) -> Vec<SeatInfo> {
			Self::view_seats(council)
		}

		/// The places of the member who acts through `account`, and whether a move has to wait.
		pub fn seats_of(account: T::AccountId) -> StandingSeatsOf<T> {
			Self::view_seats_of(account)
		}

		/// How many seats of a council back `candidate`; `None` if the candidate has none there.
		pub fn tally(council: CouncilId, candidate: Sitter) -> Option<u32> {
			Seats::<T>::get(council, candidate).map(|seat| seat.backers)
		}

		/// Why `candidate` does or does not speak for a council.
		pub fn why_speaker(council: CouncilId, candidate: Sitter) -> SpeakerAnswer {
			Self::view_why_speaker(council, candidate)
		}

		/// The federations above a council, its parent first.
		pub fn ancestors(council: CouncilId) -> Vec<CouncilId> {
			Self::ancestors_of(council).collect()
		}

		/// A council and what lies up to `depth` levels of children below it, each level after the
		/// one above: at most 1,000 councils.
		pub fn tree(council: CouncilId, depth: u8) -> Vec<TreeNode> {
			Self::view_tree(council, depth)
		}

		/// The councils of `side` without a parent.
		pub fn roots(side: Side) -> Vec<CouncilId> {
			Self::view_roots(side)
		}

		/// Whether the member who acts through `account` may take a seat in a base council, by
		/// `join` or, with a seat elsewhere on that side, by `move_to`; and how many words it
		/// takes.
		pub fn may_join(account: T::AccountId, council: CouncilId) -> JoinAnswer {
			Self::view_may_join(account, council)
		}

		/// The open offer of a council.
		pub fn offer_of(council: CouncilId) -> Option<OfferInfo> {
			Offers::<T>::get(council).map(|offer| Self::offer_info(council, offer))
		}

		/// The open offers to a council.
		pub fn offers_to(council: CouncilId) -> Vec<OfferInfo> {
			Self::view_offers_to(council)
		}
	}
}
