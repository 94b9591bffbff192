//! What the pallet tells: a section of its declarations.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
	/// What has happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
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
			/// Hash of what the council says in words: wishes, technology, working conditions.
			note: Option<H256>,
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
		/// A good is shared by those whom its scope names: they state one amount of it together.
		GoodShared {
			/// The good.
			good: GoodId,
			/// Micro-units of one step of what can be stated.
			step: Quantity,
			/// The consumers' councils whose people share it.
			scope: Scope,
		},
		/// A consumers' council claims to be harmed by a pollutant.
		Claimed {
			/// The pollutant.
			good: GoodId,
			/// The council.
			council: CouncilId,
		},
		/// A council of the community of affected parties opposes a claim.
		ClaimOpposed {
			/// The pollutant.
			good: GoodId,
			/// Whose claim it is.
			council: CouncilId,
			/// Who opposes it.
			by: CouncilId,
		},
		/// A claim is decided.
		ClaimSettled {
			/// The pollutant.
			good: GoodId,
			/// Whose claim it was.
			council: CouncilId,
			/// Whether the council belongs to the community of affected parties from now on.
			admitted: bool,
		},
		/// A council has taken back what it proposed in this iteration.
		Recalled {
			/// The cycle.
			cycle: CycleId,
			/// The iteration.
			iteration: Iteration,
			/// The council.
			council: CouncilId,
			/// Hash of the lines that stand again, as the accumulator takes it.
			lines: H256,
		},
		/// What counts for a council was found anew from what it and its members have stated: it was silent,
		/// or requests have changed.
		Repeated {
			/// The cycle.
			cycle: CycleId,
			/// The iteration.
			iteration: Iteration,
			/// The council.
			council: CouncilId,
			/// Hash of the lines that count now, as the accumulator takes it.
			lines: H256,
		},
		/// A federation says something about the proposal of one of its children.
		Commented {
			/// The cycle.
			cycle: CycleId,
			/// The federation.
			federation: CouncilId,
			/// The child.
			council: CouncilId,
			/// Hash of what it says.
			note: H256,
		},
		/// A council lets a federation propose for it, or not any more.
		Entrusted {
			/// The cycle.
			cycle: CycleId,
			/// The council.
			council: CouncilId,
			/// The federation.
			federation: Option<CouncilId>,
		},
		/// A consumers' council gave a part of its budget to its federation.
		Endowed {
			/// The cycle.
			cycle: CycleId,
			/// The council.
			council: CouncilId,
			/// The federation.
			federation: CouncilId,
			/// How much.
			amount: Credits,
		},
		/// A council asks a federation for an exception.
		ExceptionAsked {
			/// The cycle.
			cycle: CycleId,
			/// The council.
			council: CouncilId,
			/// Who is to decide: its federation, or after an appeal one above.
			federation: CouncilId,
			/// How much is missing.
			amount: Credits,
			/// Hash of the reasons.
			note: H256,
		},
		/// A federation made an exception.
		ExceptionGranted {
			/// The cycle.
			cycle: CycleId,
			/// The federation.
			federation: CouncilId,
			/// The council.
			council: CouncilId,
			/// What it consists of.
			exception: Exception,
		},
		/// A federation refused an exception.
		ExceptionRefused {
			/// The cycle.
			cycle: CycleId,
			/// The federation.
			federation: CouncilId,
			/// The council.
			council: CouncilId,
		},
		/// A council takes itself out of the plan. Those who use what it was to supply, or supply what
		/// it was to use, are its counterparties; the view `counterparties` names them.
		Withdrawn {
			/// The cycle.
			cycle: CycleId,
			/// The council.
			council: CouncilId,
			/// The goods concerned.
			goods: GoodsOf<T>,
		},
		/// Councils have withdrawn from the plan that was judged: it is settled once more without them.
		PlanReopened {
			/// The cycle.
			cycle: CycleId,
			/// How many have withdrawn.
			withdrawn: u32,
		},
		/// After a cycle without a plan, the plan of `cycle` goes on to hold for a council.
		Confirmed {
			/// The cycle of the plan.
			cycle: CycleId,
			/// The council.
			council: CouncilId,
			/// The cycle that lapsed.
			lapsed: CycleId,
		},
		/// For how many blocks a claim can be opposed was set.
		ClaimWindowSet {
			/// How many.
			blocks: u32,
		},
		/// A state was met that the pallet's invariants exclude.
		Unexpected(Surprise),
	}
}
