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

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatchable_impls;
#[cfg(test)]
mod mock;
mod settle_impls;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;
mod utility_impls;
mod view_impls;
pub mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use parecon_engine::{Imbalance, Kind, Line, PageMemory, Record};
	use parecon_primitives::{
		CouncilId, CouncilTree, CouncilTreeAt, Credits, CycleId, FreezePopulation, GoodId,
		Iteration, Means, Membership, Price, Quantity, Side,
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

	/// The part of each good's use in production that its supply allows, in pages; while a plan is
	/// being settled, for pages in which something is short.
	#[pallet::storage]
	pub type Rations<T> = StorageMap<_, Twox64Concat, u32, RationsPage, ValueQuery>;

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

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A good can be planned from now on.
		GoodRegistered {
			/// The good.
			good: GoodId,
			/// Its kind.
			kind: Kind,
		},
		/// The yearly supply of a good was set.
		SupplySet {
			/// The good.
			good: GoodId,
			/// Micro-units a year.
			supply: Quantity,
		},
		/// The share of a block that staged work may take was set.
		BlockShareSet {
			/// The share.
			share: Perbill,
		},
		/// A planning year begins: populations are frozen at the start of the next block.
		CycleOpened {
			/// The cycle.
			cycle: CycleId,
			/// What it was opened with.
			params: CycleParams,
		},
		/// Councils can enrol.
		EnrolmentOpened {
			/// The cycle.
			cycle: CycleId,
		},
		/// A council takes part.
		Enrolled {
			/// The cycle.
			cycle: CycleId,
			/// The council.
			council: CouncilId,
			/// Its population, frozen when the cycle opened.
			population: u32,
			/// What it may spend.
			budget: Credits,
		},
		/// The prices of an iteration are announced; proposals are open.
		PricesAnnounced {
			/// The cycle.
			cycle: CycleId,
			/// The iteration.
			iteration: Iteration,
		},
		/// A council's proposal was accepted for this iteration.
		Proposed {
			/// The cycle.
			cycle: CycleId,
			/// The iteration.
			iteration: Iteration,
			/// The council.
			council: CouncilId,
			/// Hash of its lines, as the accumulator takes it.
			lines: H256,
			/// Social benefit, rounded down; zero for a consumers' council.
			benefit: Credits,
			/// Social cost, or cost, rounded up.
			cost: Credits,
		},
		/// An iteration was closed and measured.
		IterationClosed {
			/// The cycle.
			cycle: CycleId,
			/// The iteration.
			iteration: Iteration,
			/// The largest imbalance.
			worst: Imbalance,
			/// The good that has it.
			good: GoodId,
			/// How many goods are not below the threshold, as far as they count.
			open: u32,
			/// Hash of the iteration's record.
			record: H256,
		},
		/// A workers' council was silent in two iterations running: its proposal is gone.
		Dropped {
			/// The cycle.
			cycle: CycleId,
			/// The iteration.
			iteration: Iteration,
			/// The council.
			council: CouncilId,
		},
		/// The iterations are over; a plan is made of one of them.
		SettlingBegun {
			/// The cycle.
			cycle: CycleId,
			/// The iteration that stands.
			iteration: Iteration,
			/// Whether the iterations converged.
			converged: bool,
		},
		/// A proposal was taken out of the plan.
		Removed {
			/// The cycle.
			cycle: CycleId,
			/// The council.
			council: CouncilId,
			/// Why.
			reason: Reason,
		},
		/// The plan is settled: nothing in it is promised that is not there.
		PlanSettled {
			/// The cycle.
			cycle: CycleId,
			/// The plan.
			plan: Plan,
			/// How often workplaces were scaled.
			rounds: u8,
		},
		/// The plan was rejected, or not approved in time: there are further iterations.
		PlanRejected {
			/// The cycle.
			cycle: CycleId,
			/// The last of them.
			until: Iteration,
		},
		/// The speakers approve or reject the plan.
		RatificationOpened {
			/// The cycle.
			cycle: CycleId,
			/// The iteration whose proposals the plan was made of.
			iteration: Iteration,
		},
		/// A council's speaker has judged the plan.
		Judged {
			/// The cycle.
			cycle: CycleId,
			/// The council.
			council: CouncilId,
			/// Whether it approves.
			approve: bool,
		},
		/// The plan stands.
		CycleRatified {
			/// The cycle.
			cycle: CycleId,
		},
		/// The cycle ended without a plan.
		CycleLapsed {
			/// The cycle.
			cycle: CycleId,
			/// Why.
			reason: Lapse,
		},
		/// Enrolments of an ended cycle were removed.
		Pruned {
			/// The cycle.
			cycle: CycleId,
			/// How many.
			removed: u32,
			/// How many are left.
			left: u32,
		},
		/// A state was met that the pallet's invariants exclude.
		Unexpected(Surprise),
	}

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

	#[pallet::error]
	pub enum Error<T> {
		/// A name or a unit is empty or not UTF-8.
		InvalidName,
		/// A good of this name is registered already.
		GoodExists,
		/// No more goods can be registered.
		TooManyGoods,
		/// A price is zero or above the ceiling.
		InvalidPrice,
		/// Only nature and labour have a yearly supply; others are produced.
		NoYearlySupply,
		/// An amount is zero or larger than a line may state.
		InvalidQuantity,
		/// A line names a good that is not registered.
		UnknownGood,
		/// A cycle is running; this can be done when it has ended.
		CycleRunning,
		/// There is nothing to plan: register goods first.
		NoGoods,
		/// A parameter of the cycle is zero or above its bound.
		InvalidParams,
		/// There is no running cycle.
		NoCycle,
		/// Councils can enrol only while the cycle is enrolling.
		NotEnrolling,
		/// Proposals are accepted only while the cycle is collecting.
		NotCollecting,
		/// Plans are judged only while the cycle is ratifying.
		NotRatifying,
		/// The proposal answers the prices of another iteration.
		WrongIteration,
		/// The signer is not a member.
		NotMember,
		/// The signer does not speak for the council.
		NotSpeaker,
		/// The council's speaker took their seat after the cycle opened; the council can back another
		/// who had one.
		NotSeatedAtOpening,
		/// There is no such council.
		UnknownCouncil,
		/// The council is a federation: its people take part through their base councils.
		Federation,
		/// The council takes part already.
		AlreadyEnrolled,
		/// The council does not take part in this cycle.
		NotEnrolled,
		/// The council had nobody when the cycle opened.
		NoPopulation,
		/// The lines are not in ascending order of goods, or name a good twice in one direction.
		NotAscending,
		/// The council's side cannot supply, or cannot use, a good of this kind.
		WrongSign,
		/// The social benefit is less than the social cost at the announced prices; the view
		/// `check` says by how much.
		BelowPar,
		/// The cost is above the budget at the announced prices; the view `check` says by how much.
		OverBudget,
		/// The proposal changes the council's standing one by more than this iteration allows; in such
		/// an iteration a proposal cannot be revised.
		SwingTooLarge,
		/// The council is not a workers' council that was silent in the last two iterations and has a
		/// proposal standing.
		NotSilent,
		/// A sum does not fit its type.
		Overflow,
		/// The share of a block is below the smallest or above one.
		InvalidShare,
		/// There is no such cycle, or it has not ended.
		CycleNotOver,
		/// The plan of this cycle is in force.
		PlanInForce,
		/// There is nothing left to prune in this cycle.
		NothingToPrune,
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
		/// Origin: `GovernOrigin`. Errors: `CycleRunning`, `NoGoods`, `InvalidParams`. Event:
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
		pub fn enrol(origin: OriginFor<T>, council: CouncilId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_enrol(&who, council)
		}

		/// Answers the prices of `iteration`: what the council supplies (+) and uses (-) at them, in
		/// micro-units. It replaces the council's standing proposal; no lines mean nothing.
		///
		/// Lines ascend by good; a workplace that uses some of what it supplies states both, the
		/// supply first. A consumers' council states the level of a public good that it wants
		/// everybody to have.
		///
		/// The view `check` tells beforehand whether it passes. The weight is that of the pages
		/// touched; what was reserved above it is refunded.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened. A
		/// council that none of those who sat there then speaks for is silent: its standing proposal
		/// stays. Errors: `NoCycle`, `NotCollecting`, `WrongIteration`, `NotEnrolled`, `NotMember`,
		/// `NotSpeaker`, `NotSeatedAtOpening`, `InvalidQuantity`, `NotAscending`, `UnknownGood`,
		/// `WrongSign`, `BelowPar`, `OverBudget`, `SwingTooLarge`, `Overflow`. Event: `Proposed`.
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::propose_weight_before(lines))]
		pub fn propose(
			origin: OriginFor<T>,
			council: CouncilId,
			iteration: Iteration,
			lines: LinesOf<T>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_propose(&who, council, iteration, lines)
		}

		/// Approves or rejects the plan for a council; may be said again until the phase ends.
		///
		/// Origin: signed by the council's speaker, who had a seat in it when the cycle opened.
		/// Errors: `NoCycle`, `NotRatifying`, `NotEnrolled`, `NotMember`, `NotSpeaker`,
		/// `NotSeatedAtOpening`, `Overflow`. Event: `Judged`.
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

		/// Removes up to `limit` enrolments of a cycle that has ended and whose plan is not in
		/// force. Records and conclusion stay.
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

		/// The record of an iteration.
		pub fn record(cycle: CycleId, iteration: Iteration) -> Option<Record> {
			Records::<T>::get(cycle, iteration)
		}
	}
}
