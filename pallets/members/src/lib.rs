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
		AdmissionRulesOf, CandidacyOf, CandidateOf, MemberInfoOf, MemberRecordOf, SponsorAnswerOf,
		SponsoringOf, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{dispatch::DispatchClass, pallet_prelude::*};
	use frame_system::pallet_prelude::*;
	use parecon_primitives::{Calendar, MemberId, OnMemberLeft};

	/// The version of the storage layout in this code.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The members of the community.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who may change the rules of admission.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The periods in which the community counts time; a member's record names the one of
		/// admission.
		type Calendar: Calendar;

		/// Who is told, in the same block, that a person has ceased to be a member. Its weight is
		/// part of [`Call::leave`].
		type OnMemberLeft: OnMemberLeft;

		/// The most members whose word one candidate can have. It bounds
		/// `AdmissionRules::sponsors_needed`. Lowering it needs a migration.
		#[pallet::constant]
		type MaxSponsors: Get<u32>;

		/// The most open candidacies for which one member can have given a word. It bounds
		/// `AdmissionRules::open_sponsorships`. Lowering it needs a migration.
		#[pallet::constant]
		type MaxOpenSponsorships: Get<u32>;

		/// The weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The identifier that the next member gets. Identifiers are never given twice.
	#[pallet::storage]
	pub type NextMember<T> = StorageValue<_, MemberId, ValueQuery>;

	/// The members.
	#[pallet::storage]
	pub type Members<T: Config> =
		CountedStorageMap<_, Twox64Concat, MemberId, MemberRecordOf<T>, OptionQuery>;

	/// The member who acts through an account.
	#[pallet::storage]
	pub type MemberOf<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, MemberId, OptionQuery>;

	/// The accounts for which at least one member has given a word.
	#[pallet::storage]
	pub type Candidates<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, CandidateOf<T>, OptionQuery>;

	/// The candidates for whom a member has given a word; no entry for who has given none.
	#[pallet::storage]
	pub type Sponsoring<T: Config> =
		StorageMap<_, Twox64Concat, MemberId, SponsoringOf<T>, ValueQuery>;

	/// The rules of admission in force. A candidacy keeps those under which it was opened.
	#[pallet::storage]
	pub type Rules<T: Config> = StorageValue<_, AdmissionRulesOf<T>, ValueQuery>;

	/// The first members and the rules of admission.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The accounts of the first members: the first gets identifier 0.
		pub members: Vec<T::AccountId>,
		/// The rules of admission.
		pub rules: AdmissionRulesOf<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let rules = Pallet::<T>::do_set_rules(self.rules.clone());
			assert!(rules.is_ok(), "rules of admission out of bounds: {:?}", self.rules);
			for account in &self.members {
				let added = Pallet::<T>::do_add(account.clone(), BoundedVec::new());
				assert!(added.is_ok(), "cannot be a first member: {account:?}: {added:?}");
			}
		}
	}

	/// What has changed.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A first word made an account a candidate.
		CandidacyOpened {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// How many words it takes, now and for all of this candidacy.
			needed: u32,
			/// The first block in which the candidacy is dead.
			expires: BlockNumberFor<T>,
		},
		/// A member gave a word for a candidate.
		Sponsored {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// Who gave the word.
			sponsor: MemberId,
		},
		/// A member took a word back.
		WordWithdrawn {
			/// The account that may become a member.
			candidate: T::AccountId,
			/// Whose word no longer counts.
			sponsor: MemberId,
		},
		/// The last word for a candidate was taken back and the candidacy is over.
		CandidacyClosed {
			/// The account that is no candidate any more.
			candidate: T::AccountId,
		},
		/// A dead candidacy was removed.
		CandidacyDiscarded {
			/// The account that is no candidate any more.
			candidate: T::AccountId,
		},
		/// A person became a member.
		Admitted {
			/// The new member.
			member: MemberId,
			/// The account through which the member acts.
			account: T::AccountId,
		},
		/// A person ceased to be a member.
		Left {
			/// Who left; the identifier is not given again.
			member: MemberId,
			/// The account through which the member acted.
			account: T::AccountId,
		},
		/// The rules of admission were changed. Open candidacies keep theirs.
		RulesSet {
			/// The rules now in force.
			rules: AdmissionRulesOf<T>,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is not a member.
		NotMember,
		/// The account is a member's already.
		AlreadyMember,
		/// The signer is the candidate.
		SelfSponsored,
		/// The signer's word for this candidate is given already.
		AlreadySponsored,
		/// The signer has given as many words for open candidacies as a member may.
		QuotaUsedUp,
		/// The candidate has as many sponsors as the record can hold.
		SponsorsFull,
		/// There is no candidacy of this account.
		NoCandidacy,
		/// The signer has given no word for this candidate.
		NotSponsor,
		/// The candidacy is dead; it can be discarded and opened anew.
		CandidacyExpired,
		/// The candidacy is not dead yet.
		CandidacyOpen,
		/// Not enough members have given their word.
		NotEnoughSponsors,
		/// Something on the chain depends on the account (a hold, session keys): its member can
		/// leave once that is released.
		AccountInUse,
		/// The number of sponsors needed is zero or above `MaxSponsors`.
		SponsorsNeededOutOfBounds,
		/// The number of open sponsorships is zero or above `MaxOpenSponsorships`.
		OpenSponsorshipsOutOfBounds,
		/// A candidacy has to live for at least one block.
		LifetimeZero,
		/// All identifiers have been given.
		IdsExhausted,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				Self::ensure_rules(&AdmissionRulesOf::<T>::default()).is_ok(),
				"the default rules must lie within MaxSponsors and MaxOpenSponsorships",
			);
			let leave = T::WeightInfo::leave().saturating_add(T::OnMemberLeft::weight());
			let limits = T::BlockWeights::get();
			let most = limits.get(DispatchClass::Normal).max_extrinsic.unwrap_or(limits.max_block);
			for (call, weight) in [("admit", T::WeightInfo::admit()), ("leave", leave)] {
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
		/// Gives the signer's word for `candidate`. The first word opens the candidacy.
		///
		/// Signed by a member. It counts against the member's open sponsorships until the
		/// candidate is admitted, the candidacy is discarded or the word is withdrawn.
		///
		/// # Errors
		/// [`Error::SelfSponsored`], [`Error::NotMember`], [`Error::AlreadyMember`],
		/// [`Error::CandidacyExpired`], [`Error::AlreadySponsored`], [`Error::QuotaUsedUp`],
		/// [`Error::SponsorsFull`].
		#[pallet::call_index(0)]
		pub fn sponsor(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_sponsor(account, candidate)
		}

		/// Takes the signer's word for `candidate` back. The last word closes the candidacy.
		///
		/// Signed by a member; possible also when the candidacy is dead.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NoCandidacy`], [`Error::NotSponsor`].
		#[pallet::call_index(1)]
		pub fn withdraw(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_withdraw(account, candidate)
		}

		/// Makes `candidate` a member, once enough members have given their word.
		///
		/// Signed by anyone. The account gets a provider reference, so that it can sign without
		/// owning a token, and the sponsors' quotas are free again.
		///
		/// # Errors
		/// [`Error::NoCandidacy`], [`Error::CandidacyExpired`], [`Error::NotEnoughSponsors`],
		/// [`Error::IdsExhausted`].
		#[pallet::call_index(2)]
		pub fn admit(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_admit(candidate)
		}

		/// Ends the signer's membership. Words given for candidates are taken back, and every
		/// pallet that keeps something for the member removes it.
		///
		/// Signed by a member.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::AccountInUse`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::leave().saturating_add(T::OnMemberLeft::weight()))]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_leave(account)
		}

		/// Removes the dead candidacy of `candidate` and frees the sponsors' quotas.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoCandidacy`], [`Error::CandidacyOpen`].
		#[pallet::call_index(4)]
		pub fn discard(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_discard(candidate)
		}

		/// Sets the rules of admission. Candidacies that are open keep those under which they were
		/// opened; the quota of open sponsorships holds for the next word on.
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::SponsorsNeededOutOfBounds`], [`Error::OpenSponsorshipsOutOfBounds`],
		/// [`Error::LifetimeZero`].
		#[pallet::call_index(5)]
		pub fn set_rules(origin: OriginFor<T>, rules: AdmissionRulesOf<T>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_rules(rules)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Who acts through `account`: the member with sponsors, open sponsorships and whether
		/// leaving is possible now; `None` for who is not a member.
		pub fn who_am_i(account: T::AccountId) -> Option<MemberInfoOf<T>> {
			Self::view_who_am_i(account)
		}

		/// The account through which `member` acts.
		pub fn account_of_member(member: MemberId) -> Option<T::AccountId> {
			Members::<T>::get(member).map(|record| record.account)
		}

		/// Whether `account` may give a word for `candidate` in this block; if not, the error that
		/// the call would return; and the numbers on which that rests.
		pub fn may_sponsor(account: T::AccountId, candidate: T::AccountId) -> SponsorAnswerOf<T> {
			Self::view_may_sponsor(account, candidate)
		}

		/// For how many open candidacies `member` has given a word.
		pub fn open_sponsorships(member: MemberId) -> u32 {
			Self::view_open_sponsorships(member)
		}

		/// Where the candidacy of `account` stands.
		pub fn candidacy(account: T::AccountId) -> Option<CandidacyOf<T>> {
			Self::view_candidacy(account)
		}

		/// The rules of admission in force.
		pub fn rules() -> AdmissionRulesOf<T> {
			Rules::<T>::get()
		}

		/// How many members the community has.
		pub fn count() -> u32 {
			Members::<T>::count()
		}
	}
}
