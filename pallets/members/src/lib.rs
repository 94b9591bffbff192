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
mod errors;
mod events;
mod formulas;
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
pub use formulas::*;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// Declarations of the pallet: configuration, storage, calls and views; events and errors stand in
/// files of their own.
// The macro itself expands to `expect` where the runtime is put together wrongly.
#[allow(clippy::expect_used)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		AdmissionRulesOf, AdmitAnswerOf, CandidacyOf, CandidateOf, Dependent, DependentInfoOf,
		Ending, GrowthInfo, Intake, MemberInfoOf, MemberRecordOf, RecoverAnswerOf, RecoveryInfoOf,
		RecoveryOf, SponsorAnswerOf, SponsoringOf, WardsOf, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{dispatch::DispatchClass, pallet_prelude::*};
	use frame_system::pallet_prelude::*;
	use parecon_primitives::{
		Calendar, CouncilId, CouncilTree, MemberId, OnMemberChange, Period, StorageQuota,
	};

	/// The version of the storage layout in this code.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The members of the community.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who may change the rules, suspend and reinstate members, end a proved duplicate, lift a
		/// bar, give a lost membership another account and remove a dependent.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The periods in which the community counts time: standing, terms, bars and growth.
		type Calendar: Calendar;

		/// Who is told, in the same block, what changes about a member. Its weights are part of the
		/// calls that make the change.
		type OnMemberChange: OnMemberChange<Self::AccountId>;

		/// Where members have their seats, and who speaks for a candidate's home council.
		type Councils: CouncilTree;

		/// Whose purse has room for the accounts and dependents that a member puts into the state.
		type Quota: StorageQuota;

		/// The most members whose word one candidate can have. It bounds
		/// `AdmissionRules::sponsors_needed`. Lowering it needs a migration.
		#[pallet::constant]
		type MaxSponsors: Get<u32>;

		/// The most open candidacies for which one member can have given a word. It bounds
		/// `AdmissionRules::open_sponsorships`. Lowering it needs a migration.
		#[pallet::constant]
		type MaxOpenSponsorships: Get<u32>;

		/// The most members who can object to one candidate. It bounds
		/// `AdmissionRules::objectors_needed`. Lowering it needs a migration.
		#[pallet::constant]
		type MaxObjectors: Get<u32>;

		/// The most dependents of one member. Lowering it needs a migration.
		#[pallet::constant]
		type MaxDependents: Get<u32>;

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

	/// The accounts to which members have offered their membership. Each has a provider reference,
	/// so that it can accept.
	#[pallet::storage]
	pub type AccountOffers<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, MemberId, OptionQuery>;

	/// The open recoveries of members whose account was lost.
	#[pallet::storage]
	pub type Recoveries<T: Config> =
		StorageMap<_, Twox64Concat, MemberId, RecoveryOf<T>, OptionQuery>;

	/// The account of each recovery that is due, and whose it is. Nobody else can lay claim to it
	/// meanwhile.
	#[pallet::storage]
	pub type RecoveryAccounts<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, MemberId, OptionQuery>;

	/// Accounts that acted for a member, or were to, and keep our provider reference because
	/// something depends on them.
	#[pallet::storage]
	pub type Lingering<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// The dependents, by account.
	#[pallet::storage]
	pub type Dependents<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Dependent, OptionQuery>;

	/// The dependents in the care of a member; no entry for who has none.
	#[pallet::storage]
	pub type Wards<T: Config> = StorageMap<_, Twox64Concat, MemberId, WardsOf<T>, ValueQuery>;

	/// The admissions of the last period in which somebody became or ceased to be a member.
	#[pallet::storage]
	pub type Growth<T> = StorageValue<_, Intake, ValueQuery>;

	/// The rules in force. A candidacy and a recovery keep those under which they were opened.
	#[pallet::storage]
	pub type Rules<T: Config> = StorageValue<_, AdmissionRulesOf<T>, ValueQuery>;

	/// The first members and the rules.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The accounts of the first members: the first gets identifier 0.
		pub members: Vec<T::AccountId>,
		/// The rules of admission and membership.
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
			let members = Members::<T>::count();
			Growth::<T>::put(Intake { period: Pallet::<T>::period(), members, admitted: 0 });
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				Self::ensure_rules(&AdmissionRulesOf::<T>::default()).is_ok(),
				"the default rules must lie within the pallet's constants",
			);
			let limits = T::BlockWeights::get();
			let most = limits.get(DispatchClass::Normal).max_extrinsic.unwrap_or(limits.max_block);
			for (call, weight) in Self::heaviest_calls() {
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

	impl<T: Config> Pallet<T> {
		/// The calls whose weight grows with the bounds, or includes that of the others.
		fn heaviest_calls() -> [(&'static str, Weight); 7] {
			let left = T::OnMemberChange::left_weight();
			let heads = T::OnMemberChange::heads_weight();
			let account = T::OnMemberChange::account_weight();
			[
				("admit", T::WeightInfo::admit().saturating_add(heads)),
				("leave", T::WeightInfo::leave().saturating_add(left)),
				("lapse", T::WeightInfo::lapse().saturating_add(left)),
				("end_duplicate", T::WeightInfo::end_duplicate().saturating_add(left)),
				("complete_recovery", T::WeightInfo::complete_recovery().saturating_add(account)),
				("accept_account", T::WeightInfo::accept_account().saturating_add(account)),
				(
					"accept_guardianship",
					T::WeightInfo::accept_guardianship().saturating_add(heads.saturating_mul(2)),
				),
			]
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Gives the signer's word for `candidate`. The first word opens the candidacy, and makes
		/// the sponsor's consumers' base council the candidate's home council.
		///
		/// Signed by a member with standing and a seat. It counts against the member's words of
		/// this period, and against the open sponsorships until the candidate is admitted, the
		/// candidacy ends or the word is withdrawn.
		///
		/// # Errors
		/// [`Error::SelfSponsored`], [`Error::NotMember`], [`Error::Suspended`], [`Error::Barred`],
		/// [`Error::NoStanding`], [`Error::PeriodQuotaUsedUp`], [`Error::AlreadyMember`],
		/// [`Error::AccountOffered`], [`Error::AccountInRecovery`], [`Error::NotSeated`],
		/// [`Error::NoHome`], [`Error::CandidacyExpired`], [`Error::AlreadySponsored`],
		/// [`Error::PartyToCase`], [`Error::QuotaUsedUp`], [`Error::SponsorsFull`].
		#[pallet::call_index(0)]
		pub fn sponsor(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_sponsor(account, candidate)
		}

		/// Takes the signer's word for `candidate` back. The last word closes the candidacy; where
		/// the others are too few, the waiting starts anew with the next.
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

		/// Makes `candidate` a member, once enough members from enough councils have given a word
		/// that still counts, the waiting is over, no case is open and the period has room.
		///
		/// Signed by anyone. The account gets a provider reference, so that it can sign without
		/// owning a token, and the sponsors' quotas are free again. The first of the words that count,
		/// up to the one with which they suffice, are kept: their givers are those who can recover the
		/// account. Who was a dependent is one no more.
		///
		/// # Errors
		/// [`Error::NoCandidacy`], [`Error::CandidacyExpired`], [`Error::NotEnoughSponsors`],
		/// [`Error::TooFewCouncils`], [`Error::WaitingPeriod`], [`Error::InObjection`],
		/// [`Error::GrowthExhausted`], [`Error::IdsExhausted`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::admit().saturating_add(T::OnMemberChange::heads_weight()))]
		pub fn admit(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_admit(candidate)
		}

		/// Ends the signer's membership. Words given for candidates are taken back, dependents,
		/// offer and recovery are removed, and so is what every other pallet keeps for the member.
		///
		/// Signed by a member, suspended or not.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::AccountInUse`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::leave().saturating_add(T::OnMemberChange::left_weight()))]
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

		/// Sets the rules. Candidacies and recoveries that are open keep those under which they
		/// were opened; quotas, standing, growth and terms hold from now on.
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::SponsorsNeededOutOfBounds`], [`Error::CouncilsNeededOutOfBounds`],
		/// [`Error::OpenSponsorshipsOutOfBounds`], [`Error::SponsorshipsPerPeriodZero`],
		/// [`Error::LifetimeTooShort`], [`Error::GrowthZero`],
		/// [`Error::ObjectorsNeededOutOfBounds`], [`Error::RecoveryDelayZero`],
		/// [`Error::RecoveryLifetimeZero`], [`Error::TermZero`], [`Error::BarZero`].
		#[pallet::call_index(5)]
		pub fn set_rules(origin: OriginFor<T>, rules: AdmissionRulesOf<T>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_rules(rules)
		}

		/// Objects to `candidate`. With as many objections as the candidacy's rules name, the home
		/// council decides the case.
		///
		/// Signed by a member who may act.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoCandidacy`],
		/// [`Error::CandidacyExpired`], [`Error::CaseSent`], [`Error::AlreadyObjected`].
		#[pallet::call_index(6)]
		pub fn object(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_object(account, candidate)
		}

		/// Decides the case of `candidate`: with `admit` the ordinary road goes on, without it the
		/// candidacy is over.
		///
		/// Signed by who speaks for the candidate's home council, unless that member has given a word
		/// for the candidate or objects. Then another speaks for the council, if it wants a decision:
		/// nobody else can decide. A case that is not settled ends with the candidacy at `expires`, and
		/// anyone can [`Pallet::discard`] it, so none waits for ever.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoCandidacy`],
		/// [`Error::CandidacyExpired`], [`Error::NoCase`], [`Error::AlreadySettled`],
		/// [`Error::NotSpeaker`], [`Error::PartyToCase`].
		#[pallet::call_index(7)]
		pub fn settle_case(
			origin: OriginFor<T>,
			candidate: T::AccountId,
			admit: bool,
		) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_settle_case(account, candidate, admit)
		}

		/// Offers the signer's membership to the account `new`, which gets a provider reference so
		/// that it can sign the acceptance. The offer takes room in the signer's purse.
		///
		/// Signed by a member who may act.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::OfferOpen`],
		/// [`Error::AlreadyMember`], [`Error::AccountOffered`], [`Error::AccountInRecovery`],
		/// [`Error::IsCandidate`], [`Error::IsDependent`], and what [`Config::Quota`] refuses with.
		#[pallet::call_index(8)]
		pub fn offer_account(origin: OriginFor<T>, new: T::AccountId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_offer_account(account, new)
		}

		/// Takes the signer's offer back.
		///
		/// Signed by a member.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NoOffer`], [`Error::AccountInUse`].
		#[pallet::call_index(9)]
		pub fn withdraw_offer(origin: OriginFor<T>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_withdraw_offer(account)
		}

		/// Makes the signer the account through which the member acts who has offered it the
		/// membership. An open recovery is cancelled.
		///
		/// Signed by the account that the membership is offered to.
		///
		/// # Errors
		/// [`Error::NoOffer`], [`Error::NoSuchMember`], [`Error::Suspended`],
		/// [`Error::AccountInUse`].
		#[pallet::call_index(10)]
		#[pallet::weight(
			T::WeightInfo::accept_account()
				.saturating_add(T::OnMemberChange::account_weight())
		)]
		pub fn accept_account(origin: OriginFor<T>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_accept_account(account)
		}

		/// Gives the signer's word that `member` has lost the account and is to act through
		/// `account`; an earlier word of the signer for another account gives way to it. The first word
		/// opens the recovery. Once more than half of those on whose word the member was admitted name
		/// the same account, it is reserved, the delay starts, and no more words are taken.
		///
		/// Signed by one of `member`'s sponsors who may act.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoSuchMember`],
		/// [`Error::NoSponsors`], [`Error::NotSponsor`], [`Error::AlreadyDue`],
		/// [`Error::RecoveryExpired`], [`Error::AlreadyMember`], [`Error::AccountOffered`],
		/// [`Error::AccountInRecovery`], [`Error::IsCandidate`], [`Error::IsDependent`],
		/// [`Error::AlreadySponsored`], [`Error::SponsorsFull`].
		#[pallet::call_index(11)]
		pub fn recover(
			origin: OriginFor<T>,
			member: MemberId,
			account: T::AccountId,
		) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			Self::do_recover(signer, member, account)
		}

		/// Cancels the recovery of the signer, who still has the account.
		///
		/// Signed by a member who may act: the way against a thief is to suspend the member first.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NoRecovery`].
		#[pallet::call_index(12)]
		pub fn cancel_recovery(origin: OriginFor<T>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_cancel_recovery(account)
		}

		/// Carries out the recovery of `member` once it is due. An open offer of the membership is
		/// withdrawn. Where something depends on the lost account, it lingers.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoRecovery`], [`Error::NotDue`], [`Error::NoSuchMember`],
		/// [`Error::AlreadyMember`], [`Error::AccountOffered`], [`Error::AccountInRecovery`],
		/// [`Error::IsCandidate`], [`Error::IsDependent`].
		#[pallet::call_index(13)]
		#[pallet::weight(
			T::WeightInfo::complete_recovery()
				.saturating_add(T::OnMemberChange::account_weight())
		)]
		pub fn complete_recovery(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_complete_recovery(member)
		}

		/// Removes the recovery of `member` that is dead: too late, and without a majority for one
		/// account.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoRecovery`], [`Error::RecoveryOpen`].
		#[pallet::call_index(14)]
		pub fn discard_recovery(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_discard_recovery(member)
		}

		/// Renews the signer's membership for a term from this period on.
		///
		/// Signed by a member, suspended or not.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::AlreadyRenewed`].
		#[pallet::call_index(15)]
		pub fn renew(origin: OriginFor<T>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_renew(account)
		}

		/// Ends the membership of `member`, which was not renewed within its term.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NoSuchMember`], [`Error::NotLapsed`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::lapse().saturating_add(T::OnMemberChange::left_weight()))]
		pub fn lapse(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_lapse(member)
		}

		/// Suspends `member`, who may not act until reinstated and whose words do not count.
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::NoSuchMember`], [`Error::AlreadySuspended`].
		#[pallet::call_index(17)]
		pub fn suspend(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_suspend(member)
		}

		/// Lets the suspended `member` act again. A bar stays.
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::NoSuchMember`], [`Error::NotSuspended`].
		#[pallet::call_index(18)]
		pub fn reinstate(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_reinstate(member)
		}

		/// Lets the barred `member` sponsor again.
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::NoSuchMember`], [`Error::NotBarred`].
		#[pallet::call_index(19)]
		pub fn lift_bar(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_lift_bar(member)
		}

		/// Keeps `member` from sponsoring, for as long as the sponsors of a proved duplicate are kept:
		/// also where the duplicate has left before it was proved.
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::NoSuchMember`].
		#[pallet::call_index(28)]
		pub fn bar(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_bar(member)
		}

		/// Ends the membership of `member`, proved to be the same person as `original`. Those of
		/// its sponsors who are still members may not sponsor for as long as the rules say; who gave a
		/// word that it did not take can be barred with [`Pallet::bar`].
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::SameMember`], [`Error::NoSuchMember`].
		#[pallet::call_index(20)]
		#[pallet::weight(
			T::WeightInfo::end_duplicate()
				.saturating_add(T::OnMemberChange::left_weight())
		)]
		pub fn end_duplicate(
			origin: OriginFor<T>,
			member: MemberId,
			original: MemberId,
		) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_end_duplicate(member, original)
		}

		/// Opens a recovery of `member` for `account` that needs no word, for who has too few
		/// sponsors left or whose sponsors disagree; it is due after the delay, and the member can
		/// cancel it. An open recovery gives way to it.
		///
		/// From [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::NoSuchMember`], [`Error::AlreadyMember`], [`Error::AccountOffered`],
		/// [`Error::AccountInRecovery`], [`Error::IsCandidate`], [`Error::IsDependent`].
		#[pallet::call_index(21)]
		pub fn reassign(
			origin: OriginFor<T>,
			member: MemberId,
			account: T::AccountId,
		) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_reassign(member, account)
		}

		/// Takes our provider reference from the lingering `account`, once nothing depends on it.
		///
		/// Signed by anyone.
		///
		/// # Errors
		/// [`Error::NotLingering`], [`Error::AccountInUse`].
		#[pallet::call_index(22)]
		pub fn release(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_release(account)
		}

		/// Makes the person of `account` the signer's dependent, who counts once a neighbour has
		/// confirmed it. The record takes room in the signer's purse.
		///
		/// Signed by a member who may act: the guardian.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::SelfDependent`],
		/// [`Error::AlreadyMember`], [`Error::AccountOffered`], [`Error::AccountInRecovery`],
		/// [`Error::IsCandidate`], [`Error::IsDependent`], [`Error::DependentsFull`], and what
		/// [`Config::Quota`] refuses with.
		#[pallet::call_index(23)]
		pub fn add_dependent(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let guardian = ensure_signed(origin)?;
			Self::do_add_dependent(guardian, account)
		}

		/// Confirms that the dependent of `account` lives with the guardian; from now on the
		/// guardian's household has one person more.
		///
		/// Signed by another member with a seat in the guardian's consumers' base council.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NotDependent`],
		/// [`Error::SelfConfirmed`], [`Error::AlreadyConfirmed`], [`Error::NotNeighbour`].
		#[pallet::call_index(24)]
		#[pallet::weight(
			T::WeightInfo::confirm_dependent()
				.saturating_add(T::OnMemberChange::heads_weight())
		)]
		pub fn confirm_dependent(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let neighbour = ensure_signed(origin)?;
			Self::do_confirm_dependent(neighbour, account)
		}

		/// Ends the dependence of the person of `account`.
		///
		/// Signed by the guardian, suspended or not; or from [`Config::GovernOrigin`].
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::NotDependent`], [`Error::NotGuardian`].
		#[pallet::call_index(25)]
		#[pallet::weight(
			T::WeightInfo::remove_dependent()
				.saturating_add(T::OnMemberChange::heads_weight())
		)]
		pub fn remove_dependent(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let by = match T::GovernOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_remove_dependent(by, account)
		}

		/// Offers guardianship of the dependent of `account` to the member `to`. An earlier offer
		/// gives way.
		///
		/// Signed by the guardian.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NotDependent`],
		/// [`Error::NotGuardian`], [`Error::OwnDependent`], [`Error::NoSuchMember`].
		#[pallet::call_index(26)]
		pub fn hand_over(
			origin: OriginFor<T>,
			account: T::AccountId,
			to: MemberId,
		) -> DispatchResult {
			let guardian = ensure_signed(origin)?;
			Self::do_hand_over(guardian, account, to)
		}

		/// Takes the dependent of `account` into the signer's care. The confirmation stays where
		/// both guardians have a seat in the same consumers' base council; otherwise it takes a new
		/// one.
		///
		/// Signed by the member to whom it is offered.
		///
		/// # Errors
		/// [`Error::NotMember`], [`Error::Suspended`], [`Error::NotDependent`],
		/// [`Error::NotOffered`], [`Error::DependentsFull`], and what [`Config::Quota`] refuses
		/// with.
		#[pallet::call_index(27)]
		#[pallet::weight(
			T::WeightInfo::accept_guardianship()
				.saturating_add(T::OnMemberChange::heads_weight().saturating_mul(2))
		)]
		pub fn accept_guardianship(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			Self::do_accept_guardianship(signer, account)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Who acts through `account`: the member with sponsors, seats, words, dependents, when the
		/// membership lapses and whether leaving is possible now; `None` for who is not a member.
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

		/// Whether `candidate` can be admitted in this block; if not, the error that the call would
		/// return; and the numbers on which that rests.
		pub fn may_admit(candidate: T::AccountId) -> AdmitAnswerOf<T> {
			Self::view_may_admit(candidate)
		}

		/// Whether `account` may give a word in this block for `member` to act through `new`; if
		/// not, the error that the call would return; and the numbers on which that rests.
		pub fn may_recover(
			account: T::AccountId,
			member: MemberId,
			new: T::AccountId,
		) -> RecoverAnswerOf<T> {
			Self::view_may_recover(account, member, new)
		}

		/// For how many open candidacies `member` has given a word.
		pub fn open_sponsorships(member: MemberId) -> u32 {
			Self::view_open_sponsorships(member)
		}

		/// Where the candidacy of `account` stands.
		pub fn candidacy(account: T::AccountId) -> Option<CandidacyOf<T>> {
			Self::view_candidacy(account)
		}

		/// How many may still become members in this period.
		pub fn growth() -> GrowthInfo {
			Self::view_growth()
		}

		/// The open recovery of `member`.
		pub fn recovery(member: MemberId) -> Option<RecoveryInfoOf<T>> {
			Self::view_recovery(member)
		}

		/// The dependents in the care of `member`.
		pub fn dependents_of(member: MemberId) -> Vec<DependentInfoOf<T>> {
			Self::view_dependents_of(member)
		}

		/// The dependence of the person of `account`: guardian, confirmation, to whom guardianship
		/// is offered.
		pub fn dependent(account: T::AccountId) -> Option<Dependent> {
			Dependents::<T>::get(account)
		}

		/// Whether `account` keeps our provider reference because something depends on it.
		pub fn lingers(account: T::AccountId) -> bool {
			Lingering::<T>::contains_key(account)
		}

		/// The rules in force.
		pub fn rules() -> AdmissionRulesOf<T> {
			Rules::<T>::get()
		}

		/// How many members the community has.
		pub fn count() -> u32 {
			Members::<T>::count()
		}
	}
}
