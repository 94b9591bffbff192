#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects
	)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use federation_types::*;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

mod basket;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claim_impls;
mod counter;
mod dispatchable_impls;
mod errors;
mod events;
mod exit_impls;
mod federation_impls;
mod federation_types;
mod federation_views;
#[cfg(test)]
mod mock;
mod request_impls;
mod settle_impls;
mod shared_impls;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(feature = "try-runtime", test))]
mod try_federations;
#[cfg(any(feature = "try-runtime", test))]
mod try_shared;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;
mod utility_impls;
mod view_impls;
pub mod weights;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use parecon_engine::{Imbalance, Kind, Line, PageMemory, Record};
	use parecon_primitives::{
		CouncilId, CouncilTree, CouncilTreeAt, Credits, CycleId, FreezePopulation, GoodId,
		Iteration, Means, Membership, Price, Quantity, Requested, Side,
	};
	use sp_core::H256;
	use sp_runtime::Perbill;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who registers goods, opens cycles and sets the share of the block.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who is a member.
		type Membership: Membership<Self::AccountId>;

		/// Which councils there are, who speaks for them, how many people they stand for, and who had
		/// a seat in them when the cycle opened.
		type Councils: CouncilTree + CouncilTreeAt<BlockNumberFor<Self>> + FreezePopulation;

		/// What a consumers' council may spend.
		type Means: Means;

		/// What members ask of their councils.
		type Requested: Requested;

		/// The most lines in one proposal.
		#[pallet::constant]
		type MaxLines: Get<u32>;

		/// The most goods that can be registered.
		#[pallet::constant]
		type MaxGoods: Get<u32>;

		/// The most iterations that a cycle can be opened with.
		#[pallet::constant]
		type MaxIterations: Get<u32>;

		/// The longest window of any phase, in blocks.
		#[pallet::constant]
		type MaxWindow: Get<u32>;

		/// The smallest share of a block that [`Pallet::set_block_share`] accepts. One step of
		/// staged work must fit into it.
		#[pallet::constant]
		type MinBlockShare: Get<Perbill>;

		/// Weights of the calls and of the staged work.
		type WeightInfo: WeightInfo;
	}

	/// How many goods are registered. Their ids are the numbers below it.
	#[pallet::storage]
	pub type Count<T> = StorageValue<_, u32, ValueQuery>;

	/// Name, unit and kind of each good.
	#[pallet::storage]
	pub type Goods<T> = StorageMap<_, Twox64Concat, GoodId, Good>;

	/// The good of a name.
	#[pallet::storage]
	pub type GoodByName<T> = StorageMap<_, Blake2_128Concat, BoundedVec<u8, MaxName>, GoodId>;

	/// Kind and indicative price of each good, in pages. Between cycles: the last prices, which the
	/// next cycle starts from.
	#[pallet::storage]
	pub type Market<T> = StorageMap<_, Twox64Concat, u32, QuotesPage, ValueQuery>;

	/// Yearly supply of each good, in pages; zero for goods that are produced.
	#[pallet::storage]
	pub type Endowments<T> = StorageMap<_, Twox64Concat, u32, EndowmentsPage, ValueQuery>;

	/// Supply and demand of each good in the latest cycle, in pages: the yearly supplies and the
	/// standing proposals added up.
	#[pallet::storage]
	pub type Volumes<T> = StorageMap<_, Twox64Concat, u32, TotalsPage, ValueQuery>;

	/// What the price rule remembers of each good, in pages.
	#[pallet::storage]
	pub type Memories<T> = StorageMap<_, Twox64Concat, u32, PageMemory, ValueQuery>;

	/// The running cycle, or the latest one after it ended.
	#[pallet::storage]
	pub type Current<T> = StorageValue<_, CycleOf<T>>;

	/// The number of the next cycle.
	#[pallet::storage]
	pub type NextCycle<T> = StorageValue<_, CycleId, ValueQuery>;

	/// Staged work of the running cycle; there is some exactly in the phases `Clearing` and `Settling`.
	#[pallet::storage]
	pub type Staged<T> = StorageValue<_, Work>;

	/// Prices of the best iteration so far, in pages. As the other pages below, they are of the latest
	/// cycle: the opening of the next removes them.
	#[pallet::storage]
	pub type StandingMarket<T> = StorageMap<_, Twox64Concat, u32, QuotesPage, ValueQuery>;

	/// Supply and demand of each good in the best iteration so far, in pages.
	#[pallet::storage]
	pub type StandingVolumes<T> = StorageMap<_, Twox64Concat, u32, TotalsPage, ValueQuery>;

	/// Supply and demand of each good in the plan, in pages: `Volumes` with every workplace scaled.
	/// Final goods are granted out of this supply.
	#[pallet::storage]
	pub type Settled<T> = StorageMap<_, Twox64Concat, u32, TotalsPage, ValueQuery>;

	/// The parts of each good's use in production that its supply allows, in pages; while a plan is
	/// being settled, for pages in which something is short.
	#[pallet::storage]
	pub type Rations<T> = StorageMap<_, Twox64Concat, u32, RationsPage, ValueQuery>;

	/// What workplaces upstream, those that supply what others use, use themselves of each good in the
	/// plan, in pages: a part of the demand in `Settled`.
	#[pallet::storage]
	pub type Upstream<T> = StorageMap<_, Twox64Concat, u32, UpstreamPage, ValueQuery>;

	/// What the councils that were granted their part so far ask for of each private good that is
	/// short, in pages.
	#[pallet::storage]
	pub type Cumulated<T> = StorageMap<_, Twox64Concat, u32, CumulatedPage, ValueQuery>;

	/// The enrolled councils of a cycle with their sides, in ascending order of ids: the order in
	/// which a plan is settled.
	#[pallet::storage]
	pub type Roll<T> = StorageDoubleMap<_, Twox64Concat, CycleId, Identity, CouncilKey, Side>;

	/// Each council's part in a cycle. After ratification these are the plan.
	#[pallet::storage]
	pub type Enrolments<T: Config> =
		StorageDoubleMap<_, Twox64Concat, CycleId, Twox64Concat, CouncilId, EnrolmentOf<T>>;

	/// The record that each iteration leaves, chained to the one before.
	#[pallet::storage]
	pub type Records<T> =
		StorageDoubleMap<_, Twox64Concat, CycleId, Twox64Concat, Iteration, Record>;

	/// How each cycle ended.
	#[pallet::storage]
	pub type Conclusions<T: Config> = StorageMap<_, Twox64Concat, CycleId, ConclusionOf<T>>;

	/// The cycle whose plan is in force: the last one that was ratified.
	#[pallet::storage]
	pub type InForce<T> = StorageValue<_, CycleId>;

	/// Default of [`BlockShare`]: half of a block.
	#[pallet::type_value]
	pub fn DefaultBlockShare() -> Perbill {
		Perbill::from_percent(50)
	}

	/// The share of a block that staged work may take.
	#[pallet::storage]
	pub type BlockShare<T> = StorageValue<_, Perbill, ValueQuery, DefaultBlockShare>;

	/// What a public good or a pollutant is stated in, and who states it together. A public good that is
	/// not here is everybody's, and its level the mean by population.
	#[pallet::storage]
	pub type Sharing<T> = StorageMap<_, Twox64Concat, GoodId, Shared>;

	/// Which goods of a page stand in `Sharing`: one bit for each, the lowest for the first.
	#[pallet::storage]
	pub type SharedOn<T> = StorageMap<_, Twox64Concat, u32, u64, ValueQuery>;

	/// The goods that are everybody's: their scope names nobody, and they are not pollutants.
	#[pallet::storage]
	pub type Common<T> = StorageValue<_, Shares, ValueQuery>;

	/// The goods whose scope names a council.
	#[pallet::storage]
	pub type NamedBy<T> = StorageMap<_, Twox64Concat, CouncilId, Shares, ValueQuery>;

	/// How many public goods have no step.
	#[pallet::storage]
	pub type WithoutStep<T> = StorageValue<_, u32, ValueQuery>;

	/// What is stated of each shared good in the latest cycle.
	#[pallet::storage]
	pub type Levels<T> = StorageMap<_, Twox64Concat, GoodId, Level, ValueQuery>;

	/// Claims to belong to the community that a pollutant harms.
	#[pallet::storage]
	pub type Claims<T: Config> =
		StorageMap<_, Twox64Concat, GoodId, BoundedVec<ClaimOf<T>, MaxScope>, ValueQuery>;

	/// Default of [`ClaimWindow`]: a week of blocks of six seconds.
	#[pallet::type_value]
	pub fn DefaultClaimWindow() -> u32 {
		100_800
	}

	/// For how many blocks a claim can be opposed.
	#[pallet::storage]
	pub type ClaimWindow<T> = StorageValue<_, u32, ValueQuery, DefaultClaimWindow>;

	/// What each federation was given and has granted in a cycle.
	#[pallet::storage]
	pub type Purses<T> =
		StorageDoubleMap<_, Twox64Concat, CycleId, Twox64Concat, CouncilId, Purse, ValueQuery>;

	/// States that the invariants exclude.
	#[derive(
		Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo,
	)]
	pub enum Surprise {
		/// The phase is `Clearing`, which begins again, or `Settling`, which lapses, but there is no staged
		/// work.
		NothingStaged,
		/// The pages of one good do not agree.
		PagesDiffer,
		/// Totals do not hold what was added to them.
		TotalsDiffer,
	}

	/// A good as the chain starts with it.
	#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct GenesisGood {
		/// Name, unique.
		pub name: alloc::string::String,
		/// Name of one unit.
		pub unit: alloc::string::String,
		/// Kind.
		pub kind: Kind,
		/// Price in the first iteration of the first cycle, micro-credits per unit.
		pub initial_price: Price,
		/// Yearly supply in micro-units; zero for goods that are produced.
		pub supply: Quantity,
	}

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The goods, in the order of their ids.
		pub goods: Vec<GenesisGood>,
		#[serde(skip)]
		#[allow(missing_docs)]
		pub _marker: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for good in &self.goods {
				let done = Pallet::<T>::do_register_good(
					good.name.as_bytes(),
					good.unit.as_bytes(),
					good.kind,
					good.initial_price,
					good.supply,
				);
				assert!(done.is_ok(), "good {:?} of the genesis state: {done:?}", good.name);
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_poll(now: BlockNumberFor<T>, meter: &mut frame_support::weights::WeightMeter) {
			Self::tick(now, meter);
		}

		fn integrity_test() {
			Self::check_integrity();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Registers a good, between cycles.
		///
		/// - `name`, `unit`: UTF-8, not empty; the name is unique.
		/// - `initial_price`: micro-credits per unit, for the first iteration that it takes part in.
		/// - `supply`: micro-units a year of nature or labour; zero for every other kind.
		///
		/// Origin: `GovernOrigin`. Errors: `CycleRunning`, `InvalidName`, `GoodExists`,
		/// `TooManyGoods`, `InvalidPrice`, `NoYearlySupply`, `InvalidQuantity`. Event:
		/// `GoodRegistered`.
		#[pallet::call_index(0)]
		pub fn register_good(
			origin: OriginFor<T>,
			name: BoundedVec<u8, MaxName>,
			unit: BoundedVec<u8, MaxUnit>,
			kind: Kind,
			initial_price: Price,
			supply: Quantity,
		) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_register_good(&name, &unit, kind, initial_price, supply)
		}

		/// Sets the yearly supply of a good of nature or labour, between cycles.
		///
		/// Origin: `GovernOrigin`. Errors: `CycleRunning`, `UnknownGood`, `NoYearlySupply`,
		/// `InvalidQuantity`. Event: `SupplySet`.
		#[pallet::call_index(1)]
		pub fn set_supply(origin: OriginFor<T>, good: GoodId, supply: Quantity) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_supply(good, supply)
		}

		/// Opens a cycle: a planning year. Populations are frozen as they stand when the next block
		/// begins, and only who has a seat then can speak for a council in this cycle: whatever else
		/// happens in the block of this call, before it or after it, still counts.
		///
		/// Origin: `GovernOrigin`. Errors: `CycleRunning`, `NoGoods`, `InvalidParams`, `StepMissing`. Event:
		/// `CycleOpened`, and `EnrolmentOpened` when the pages of the last cycle are replaced.
		#[pallet::call_index(2)]
		pub fn open_cycle(origin: OriginFor<T>, params: CycleParams) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_open_cycle(params)
		}

		/// Enrols a council in the cycle. It cannot be taken back: who stays silent supplies and
		/// uses nothing.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened.
		/// Errors: `NoCycle`, `NotEnrolling`, `UnknownCouncil`, `Federation`, `NoPopulation`,
		/// `NotMember`, `NotSpeaker`, `NotSeatedAtOpening`, `AlreadyEnrolled`, `Overflow`. Event:
		/// `Enrolled`.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::enrol_weight())]
		pub fn enrol(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_enrol(&who, council)
		}

		/// Answers the prices of `iteration`: what the council supplies (+) and uses (-) at them, in
		/// micro-units. It replaces the council's standing proposal; no lines mean nothing.
		///
		/// Lines ascend by good; a workplace that uses some of what it supplies states both, the
		/// supply first. A consumers' council states the level of a public good that it wants
		/// everybody to have, and with + how much of a pollutant it permits; its members' requests
		/// are added to its lines. `note` is the hash of what it says in words.
		///
		/// The view `check` tells beforehand whether it passes. The weight is that of the pages
		/// touched; what was reserved above it is refunded.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened. A
		/// council that none of those who sat there then speaks for is silent: its standing proposal
		/// stays. Errors: `NoCycle`, `NotCollecting`, `WrongIteration`, `NotEnrolled`, `NotMember`,
		/// `NotSpeaker`, `NotSeatedAtOpening`, `InvalidQuantity`, `NotAscending`, `UnknownGood`,
		/// `WrongSign`, `NotConcerned`, `NoPermits`, `BelowPar`, `OverBudget`, `TooManyLines`,
		/// `SwingTooLarge`, `NotInPlan`, `Overflow`. Event: `Proposed`.
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::propose_weight_before(lines))]
		pub fn propose(
			origin: OriginFor<T>,
			council: CouncilId,
			iteration: Iteration,
			lines: LinesOf<T>,
			note: Option<H256>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_propose(&who, council, iteration, lines, note)
		}

		/// Approves or rejects the plan for a council; may be said again until the phase ends.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened.
		/// Errors: `NoCycle`, `NotRatifying`, `NotEnrolled`, `NotMember`, `NotSpeaker`,
		/// `NotSeatedAtOpening`, `NotInPlan`, `Overflow`. Event: `Judged`.
		#[pallet::call_index(5)]
		pub fn ratify(origin: OriginFor<T>, council: CouncilId, approve: bool) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_ratify(&who, council, approve)
		}

		/// Sets the share of a block that staged work may take.
		///
		/// Origin: `GovernOrigin`. Errors: `InvalidShare`. Event: `BlockShareSet`.
		#[pallet::call_index(6)]
		pub fn set_block_share(origin: OriginFor<T>, share: Perbill) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_block_share(share)
		}

		/// Takes the standing proposal of a workers' council out of the totals that was silent in the last
		/// two iterations. It counts as a proposal of no lines; the council may propose again.
		///
		/// Origin: signed by anyone. Errors: `NoCycle`, `NotCollecting`, `NotEnrolled`, `NotSilent`,
		/// `Overflow`. Event: `Dropped`.
		#[pallet::call_index(8)]
		#[pallet::weight(Pallet::<T>::propose_weight_before(&[]))]
		pub fn drop_silent(origin: OriginFor<T>, council: CouncilId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_drop_silent(council)
		}

		/// Removes up to `limit` enrolments, and as many purses of federations, of a cycle that has ended
		/// and whose plan is not in force. Records and conclusion stay.
		///
		/// Origin: signed by anyone. Errors: `CycleNotOver`, `PlanInForce`, `NothingToPrune`. Event:
		/// `Pruned`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::prune(*limit))]
		pub fn prune(
			origin: OriginFor<T>,
			cycle: CycleId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_prune(cycle, limit)
		}

		/// Takes back what a council proposed in this iteration: what stood before stands again, and the
		/// council can propose anew.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened.
		/// Errors: `NoCycle`, `NotCollecting`, `NotEnrolled`, `NotMember`, `NotSpeaker`,
		/// `NotSeatedAtOpening`, `NothingToRecall`, `Overflow`. Event: `Recalled`.
		#[pallet::call_index(9)]
		#[pallet::weight(Pallet::<T>::recall_weight())]
		pub fn recall(origin: OriginFor<T>, council: CouncilId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_recall(&who, council)
		}

		/// Says who states how much there should be of a public good, or how much of a pollutant is
		/// permitted, and in which steps; between cycles.
		///
		/// - `step`: micro-units of one step, not zero. What is stated counts in whole steps, up to 128,
		///   so that 128 of them are an amount that a line can state.
		/// - `scope`: consumers' councils; who lives in one of them, or below it, shares the good. A
		///   public good has one federation, or none: then it is everybody's. A pollutant has the
		///   community that it harms; with none, nobody can permit any of it.
		///
		/// Origin: `GovernOrigin`. Errors: `CycleRunning`, `UnknownGood`, `NotShared`, `InvalidQuantity`,
		/// `InvalidScope`, `TooManyShares`. Event: `GoodShared`.
		#[pallet::call_index(10)]
		pub fn share_good(
			origin: OriginFor<T>,
			good: GoodId,
			step: Quantity,
			scope: Scope,
		) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_share_good(good, step, scope)
		}

		/// Claims for a consumers' council that a pollutant harms its people, so that it belongs to the
		/// community that permits it.
		///
		/// Origin: signed by the council's speaker. Errors: `UnknownGood`, `NotShared`, `StepMissing`,
		/// `UnknownCouncil`, `WrongSide`, `NotMember`, `NotSpeaker`, `AlreadyClaimed`, `TooManyClaims`.
		/// Event: `Claimed`.
		#[pallet::call_index(11)]
		#[pallet::weight(Pallet::<T>::walk_weight(T::WeightInfo::claim()))]
		pub fn claim(origin: OriginFor<T>, good: GoodId, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim(&who, good, council)
		}

		/// Opposes the claim of `claimant` for `council`, which belongs to the community: the governed
		/// origin has to decide it then.
		///
		/// Origin: signed by the speaker of `council`. Errors: `NotMember`, `NotSpeaker`, `NoClaim`,
		/// `NotConcerned`. Event: `ClaimOpposed`.
		#[pallet::call_index(12)]
		#[pallet::weight(Pallet::<T>::walk_weight(T::WeightInfo::oppose_claim()))]
		pub fn oppose_claim(
			origin: OriginFor<T>,
			good: GoodId,
			claimant: CouncilId,
			council: CouncilId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_oppose_claim(&who, good, claimant, council)
		}

		/// Admits a claim that nobody has opposed in time; between cycles. The claim of a council that is
		/// no more is taken away.
		///
		/// Origin: signed by anyone. Errors: `CycleRunning`, `NoClaim`, `ClaimOpen`, `ClaimOpposed`,
		/// `InvalidScope`, `TooManyShares`. Event: `ClaimSettled`.
		#[pallet::call_index(13)]
		pub fn settle_claim(
			origin: OriginFor<T>,
			good: GoodId,
			claimant: CouncilId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_claim(good, claimant)
		}

		/// Decides a claim, opposed or not; between cycles.
		///
		/// Origin: `GovernOrigin`. Errors: `CycleRunning`, `NoClaim`, `InvalidScope`, `TooManyShares`.
		/// Event: `ClaimSettled`.
		#[pallet::call_index(14)]
		pub fn decide_claim(
			origin: OriginFor<T>,
			good: GoodId,
			claimant: CouncilId,
			admit: bool,
		) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_decide_claim(good, claimant, admit)
		}

		/// Says something about the proposal of a child; `note` is the hash of it.
		///
		/// Origin: signed by the federation's speaker. Errors: `NoCycle`, `NotCollecting`,
		/// `NotEnrolled`, `NotItsChild`, `NotMember`, `NotSpeaker`. Event: `Commented`.
		#[pallet::call_index(15)]
		pub fn comment(
			origin: OriginFor<T>,
			federation: CouncilId,
			council: CouncilId,
			note: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_comment(&who, federation, council, note)
		}

		/// Lets the council's federation propose for it in this cycle; `None` takes that back.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened.
		/// Errors: `NoCycle`, `NotEnrolled`, `NotMember`, `NotSpeaker`, `NotSeatedAtOpening`,
		/// `NotItsChild`, `NotInPlan`. Event: `Entrusted`.
		#[pallet::call_index(16)]
		pub fn entrust(
			origin: OriginFor<T>,
			council: CouncilId,
			federation: Option<CouncilId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_entrust(&who, council, federation)
		}

		/// Proposes for several children that have asked for it, as [`Pallet::propose`] would for each:
		/// all of them, or none.
		///
		/// Origin: signed by the federation's speaker. Errors: those of `propose`, and `NotEntrusted`.
		/// Event: `Proposed` for each.
		#[pallet::call_index(17)]
		#[pallet::weight(Pallet::<T>::propose_many_weight(batch))]
		pub fn propose_many(
			origin: OriginFor<T>,
			federation: CouncilId,
			iteration: Iteration,
			batch: BatchOf<T>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_propose_many(&who, federation, iteration, batch)
		}

		/// Gives a part of a consumers' council's budget, in micro-credits, to its federation, which
		/// grants exceptions out of it; while councils enrol or propose. What is left has to cover the
		/// council's standing proposal and what it owes for shared goods, and half of its own means. What the federation does not grant lapses with the cycle.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened.
		/// Errors: `NoCycle`, `NotCollecting`, `NotEnrolled`, `NotMember`, `NotSpeaker`,
		/// `NotSeatedAtOpening`, `NotInPlan`, `WrongSide`, `InvalidQuantity`, `NoFederation`,
		/// `NotEnough`, `Overflow`. Event: `Endowed`.
		#[pallet::call_index(18)]
		#[pallet::weight(Pallet::<T>::endow_weight())]
		pub fn endow(origin: OriginFor<T>, council: CouncilId, amount: Credits) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_endow(&who, council, amount)
		}

		/// Asks the council's federation for an exception of `amount`: beyond the budget of a consumers'
		/// council, or below par of a workers' council, in micro-credits. `note` is the hash of the
		/// reasons. Who was refused, or not answered for a whole iteration, may ask anew.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened.
		/// Errors: `NoCycle`, `NotCollecting`, `NotEnrolled`, `NotMember`, `NotSpeaker`,
		/// `NotSeatedAtOpening`, `NotInPlan`, `InvalidQuantity`, `AlreadyAsked`, `NoFederation`. Event:
		/// `ExceptionAsked`.
		#[pallet::call_index(19)]
		pub fn ask_exception(
			origin: OriginFor<T>,
			council: CouncilId,
			amount: Credits,
			note: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_ask_exception(&who, council, amount, note)
		}

		/// Takes an exception that was refused, or not answered for a whole iteration, to the federation
		/// above the one that was asked.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened.
		/// Errors: `NoCycle`, `NotCollecting`, `NotEnrolled`, `NotMember`, `NotSpeaker`,
		/// `NotSeatedAtOpening`, `NotInPlan`, `NotAsked`, `NotRefused`, `NoFederation`. Event:
		/// `ExceptionAsked`.
		#[pallet::call_index(20)]
		pub fn appeal(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_appeal(&who, council)
		}

		/// Makes the exception that a council has asked this federation for, or a part of it.
		///
		/// With `exceptions` the part that the cycle was opened with: loans to a council are at most
		/// that part of its income less what it repays; what a federation allows below par is at most
		/// that part of the social benefits of those who back it; gifts are at most what it was given.
		///
		/// Origin: signed by the federation's speaker. Errors: `NoCycle`, `NotCollecting`,
		/// `NotEnrolled`, `NotMember`, `NotSpeaker`, `NotAsked`, `BeyondBound`, `WrongSide`,
		/// `NotEnough`, `NotAscending`, `NotItsChild`, `Overflow`. Event: `ExceptionGranted`.
		#[pallet::call_index(21)]
		#[pallet::weight(Pallet::<T>::exception_weight(exception))]
		pub fn grant_exception(
			origin: OriginFor<T>,
			federation: CouncilId,
			council: CouncilId,
			exception: Exception,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_grant_exception(&who, federation, council, exception)
		}

		/// Refuses the exception that a council has asked this federation for.
		///
		/// Origin: signed by the federation's speaker. Errors: `NoCycle`, `NotCollecting`,
		/// `NotEnrolled`, `NotMember`, `NotSpeaker`, `NotAsked`. Event: `ExceptionRefused`.
		#[pallet::call_index(22)]
		pub fn refuse_exception(
			origin: OriginFor<T>,
			federation: CouncilId,
			council: CouncilId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_refuse_exception(&who, federation, council)
		}

		/// Takes a council out of the plan of `cycle`: while it is judged, so that the plan is settled
		/// once more without it when the others have judged; or out of the plan in force, in which the
		/// council is marked as withdrawn.
		///
		/// In a cycle this is done once. Nobody can leave a later plan before it is ratified, and who has
		/// left takes no further part.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle of the plan opened
		/// while it is judged, the present speaker afterwards. Errors: `NotEnrolled`, `NotMember`,
		/// `NotSpeaker`, `NotSeatedAtOpening`, `NotInPlan`, `Overflow`. Event: `Withdrawn`.
		#[pallet::call_index(23)]
		pub fn withdraw(
			origin: OriginFor<T>,
			cycle: CycleId,
			council: CouncilId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(&who, cycle, council)
		}

		/// After a cycle that lapsed: the plan in force goes on to hold for a council, provisionally,
		/// until another is ratified.
		///
		/// Origin: signed by the council's speaker. Errors: `NothingToConfirm`, `NotEnrolled`,
		/// `NotMember`, `NotSpeaker`, `NotInPlan`, `AlreadyConfirmed`. Event: `Confirmed`.
		#[pallet::call_index(24)]
		pub fn confirm(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm(&who, council)
		}

		/// Sets for how many blocks a claim can be opposed.
		///
		/// Origin: `GovernOrigin`. Errors: `InvalidParams`. Event: `ClaimWindowSet`.
		#[pallet::call_index(25)]
		pub fn set_claim_window(origin: OriginFor<T>, blocks: u32) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_claim_window(blocks)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The running cycle, or the latest one after it ended.
		pub fn cycle() -> Option<CycleOf<T>> {
			Current::<T>::get()
		}

		/// What a proposal of `council` would come to at the announced prices, or why it would be
		/// refused before it is weighed. Clients ask this first: a failed call cannot say amounts. It
		/// is about the lines, whoever signs them: it does not tell who may speak for the council.
		pub fn check(council: CouncilId, lines: Vec<Line>) -> Result<Check, DispatchError> {
			Self::view_check(council, &lines)
		}

		/// What a shared good is stated in and by whom, and what is stated of it in the latest cycle.
		pub fn shared(good: GoodId) -> Option<(Shared, Level)> {
			Some((Sharing::<T>::get(good)?, Levels::<T>::get(good)))
		}

		/// Claims to belong to the community that a pollutant harms.
		pub fn claims(good: GoodId) -> Vec<ClaimOf<T>> {
			Claims::<T>::get(good).into_inner()
		}

		/// Name, unit and kind of a good.
		pub fn good(good: GoodId) -> Option<Good> {
			Goods::<T>::get(good)
		}

		/// The good of a name.
		pub fn good_by_name(name: Vec<u8>) -> Option<GoodId> {
			GoodByName::<T>::get(BoundedVec::try_from(name).ok()?)
		}

		/// The announced quotes of the goods of one page, 64 to a page.
		pub fn quotes(page: u32) -> Vec<parecon_engine::Quote> {
			Market::<T>::get(page).into_inner()
		}

		/// Why a good has the price that it has, and where it is going.
		pub fn why_price(good: GoodId) -> Option<PriceReason> {
			Self::view_why_price(good)
		}

		/// A council's part in a cycle: population, budget, standing proposal, verdict.
		pub fn enrolment(cycle: CycleId, council: CouncilId) -> Option<EnrolmentOf<T>> {
			Enrolments::<T>::get(cycle, council)
		}

		/// What the plan of a cycle grants a council: its lines, the amount granted of each, and what it
		/// pays. `None` before the plan is settled, and where there is none.
		pub fn portion(cycle: CycleId, council: CouncilId) -> Option<PortionOf<T>> {
			Self::view_portion(cycle, council)
		}

		/// The council's leaf in the root of the plan.
		pub fn plan_leaf(cycle: CycleId, council: CouncilId) -> Option<H256> {
			let portion = Self::view_portion(cycle, council)?;
			Some(portion.leaf(council))
		}

		/// Up to `limit` enrolled councils that have not proposed in this iteration.
		pub fn silent(limit: u32) -> Vec<CouncilId> {
			Self::view_silent(limit)
		}

		/// The plan in force, and the cycle that lapsed since: after that the plan holds provisionally, for
		/// those who confirm it.
		pub fn in_force() -> Option<(CycleId, Option<CycleId>)> {
			Self::view_in_force()
		}

		/// Up to `limit` councils that a council of a plan deals with: for each good that it supplies those
		/// who use it, for each good that it uses those who supply it.
		pub fn counterparties(
			cycle: CycleId,
			council: CouncilId,
			limit: u32,
		) -> Vec<(GoodId, CouncilId)> {
			Self::view_counterparties(cycle, council, limit)
		}

		/// What the enrolled councils below a federation come to together, in the running cycle or the
		/// latest; `None` for an earlier one.
		pub fn federation_totals(
			cycle: CycleId,
			federation: CouncilId,
		) -> Option<FederationTotals> {
			Self::view_federation_totals(cycle, federation)
		}

		/// Up to `limit` enrolled children of a federation in the running cycle or the latest, with their
		/// proposals.
		pub fn children(
			cycle: CycleId,
			federation: CouncilId,
			limit: u32,
		) -> Vec<(CouncilId, EnrolmentOf<T>)> {
			Self::view_children(cycle, federation, limit)
		}

		/// Up to `limit` exceptions that a federation is asked for in the running cycle.
		pub fn pleas(federation: CouncilId, limit: u32) -> Vec<(CouncilId, Plea)> {
			Self::view_pleas(federation, limit)
		}

		/// What a federation was given and has granted in a cycle.
		pub fn purse(cycle: CycleId, federation: CouncilId) -> Purse {
			Purses::<T>::get(cycle, federation)
		}

		/// The record of an iteration.
		pub fn record(cycle: CycleId, iteration: Iteration) -> Option<Record> {
			Records::<T>::get(cycle, iteration)
		}
	}
}
