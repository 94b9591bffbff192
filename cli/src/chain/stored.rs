//! What the chain stores, returns and deposits, field by field under the names of its metadata:
//! fields that we do not need are not here, and are read over.

// What the derived code imports under the name of another crate counts as unused.
#![allow(unused_imports)]

use super::calls::Params;
use codec::{Decode, Input};
use parecon_engine::{Imbalance, Kind, Line, Scale, Worth};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity, Side};
use primitive_types::H256;
use subxt::{ext::scale_decode::DecodeAsType, utils::Static};

macro_rules! stored {
	($($what:item)*) => {
		$(
			#[derive(Clone, Debug, DecodeAsType)]
			#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
			$what
		)*
	};
}

/// The rest of some bytes, undecoded: a dispatch error, which only the metadata can explain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest(pub Vec<u8>);

impl Decode for Rest {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let length = input.remaining_len()?.unwrap_or(0);
		let mut bytes = vec![0; length];
		input.read(&mut bytes)?;
		Ok(Self(bytes))
	}
}

stored! {
	/// One number for each side.
	pub struct Sides {
		/// Of the workers' councils.
		pub workers: u32,
		/// Of the consumers' councils.
		pub consumers: u32,
	}

	/// Where a cycle stands.
	pub enum Phase {
		/// The totals of the last cycle are being replaced.
		Opening {
			/// The next page.
			page: u32,
		},
		/// Councils enrol.
		Enrolling,
		/// Speakers propose.
		Collecting,
		/// The next prices are being found.
		Clearing,
		/// Speakers approve or reject.
		Ratifying,
		/// The plan stands.
		Ratified,
		/// There is no plan.
		Lapsed(Lapse),
		/// What the iterations found is made a plan.
		Settling,
	}

	/// Why a cycle ended without a plan.
	pub enum Lapse {
		/// A side had nobody enrolled.
		OneSided,
		/// Supply did not meet demand in time.
		NotConverged,
		/// A side did not approve in time.
		NotApproved,
		/// Workplaces lacked inputs however they were scaled.
		Short,
	}

	/// Why a proposal was taken out of a plan.
	pub enum Reason {
		/// A workers' council was silent in the last two iterations.
		Silent,
		/// Its social benefit is less than its social cost at the final prices.
		BelowPar,
		/// Its cost is above the budget at the final prices.
		OverBudget,
		/// The council has withdrawn.
		Withdrawn,
	}

	/// The iteration that stands if the cycle does not converge, so far.
	pub struct Best {
		/// Which it is.
		pub iteration: Static<Iteration>,
		/// What is asked for in it and not there, by its value.
		pub short: Static<Worth>,
	}

	/// A settled plan.
	pub struct Plan {
		/// The iteration that it was made of.
		pub iteration: Static<Iteration>,
		/// The root over what each council is granted.
		pub root: H256,
		/// What all consumers' councils are charged.
		pub charged: Static<Credits>,
		/// What they are credited for the pollutants that they permit.
		pub credited: Static<Credits>,
		/// What is to be paid for all that is emitted.
		pub emitted: Static<Credits>,
	}

	/// The running cycle, or the latest one.
	pub struct Cycle {
		/// Its number.
		pub id: Static<CycleId>,
		/// What was fixed when it opened.
		pub params: Static<Params>,
		/// The block that it counts by.
		pub opened: u32,
		/// Where it stands.
		pub phase: Phase,
		/// The block in which its phase ends at the latest.
		pub deadline: u32,
		/// The iteration whose prices are announced.
		pub iteration: Static<Iteration>,
		/// Enrolled councils.
		pub councils: Sides,
		/// Population of the enrolled councils.
		pub population: Sides,
		/// Councils that have proposed in this iteration.
		pub spoken: u32,
		/// Proposals accepted in this iteration.
		pub accepted: u32,
		/// Whether no good was open in the last iteration.
		pub calm: bool,
		/// Value of all goods in the last iteration.
		pub value: Static<Worth>,
		/// Population of the councils that have proposed at least once.
		pub heard: Sides,
		/// The iteration that stands so far; later the one that stands.
		pub best: Option<Best>,
		/// The iteration after which the best one stands.
		pub until: Static<Iteration>,
		/// Whether a plan was rejected.
		pub retried: bool,
		/// The plan, once it is settled.
		pub plan: Option<Plan>,
		/// How often a plan was settled in it.
		pub plans: u32,
		/// Population of the councils that approve the plan.
		pub approving: Sides,
		/// Population of the councils that reject it.
		pub rejecting: Sides,
	}

	/// What a council's speaker says of a plan.
	pub struct Verdict {
		/// Which plan of the cycle it is about, from 1.
		pub plan: u32,
		/// Whether it is approved.
		pub approve: bool,
	}

	/// A council's part in a cycle.
	pub struct Enrolment {
		/// Its side.
		pub side: Static<Side>,
		/// Its population.
		pub population: u32,
		/// What it may spend.
		pub budget: Static<Credits>,
		/// The last iteration in which it proposed; 0 for none.
		pub spoken: Static<Iteration>,
		/// Its standing proposal.
		pub lines: Static<Vec<Line>>,
		/// The part of each line that is in the plan.
		pub scale: Static<Scale>,
		/// What a consumers' council is granted, line by line.
		pub granted: Static<Vec<Quantity>>,
		/// What a consumers' council pays for that.
		pub charge: Static<Credits>,
		/// What it is credited for the pollutants that it permits.
		pub credit: Static<Credits>,
		/// What its speaker last said of a plan.
		pub verdict: Option<Verdict>,
	}

	/// What a plan grants a council.
	pub struct Portion {
		/// What it stated.
		pub lines: Static<Vec<Line>>,
		/// What it supplies, uses or gets of each line.
		pub granted: Static<Vec<Quantity>>,
		/// What it pays.
		pub charge: Static<Credits>,
		/// What it is credited for the pollutants that it permits.
		pub credit: Static<Credits>,
	}

	/// How a cycle ended.
	pub struct Conclusion {
		/// `Ratified` or `Lapsed`.
		pub phase: Phase,
		/// The block in which it ended.
		pub at: u32,
		/// The iterations that it took.
		pub iterations: Static<Iteration>,
		/// Hash of the last record.
		pub chain: H256,
		/// The root of the plan; zero where there is none.
		pub root: H256,
		/// What all consumers' councils are charged by it.
		pub charged: Static<Credits>,
		/// What they are credited by it for the pollutants that they permit.
		pub credited: Static<Credits>,
		/// What is to be paid for all that is emitted by it.
		pub emitted: Static<Credits>,
	}

	/// What a public good or a pollutant is stated in, and by whom.
	pub struct Shared {
		/// Micro-units of one step.
		pub step: Static<Quantity>,
		/// The councils whose people share it; of a public good none for everybody.
		pub scope: Static<Vec<CouncilId>>,
	}

	/// What is stated of a shared good in a cycle.
	pub struct Level {
		/// People who share it.
		pub crowd: u32,
		/// What the last iteration that was closed came to.
		pub level: Static<Quantity>,
		/// Of a pollutant: what emitters had to pay in it.
		pub sold: Static<Credits>,
	}

	/// What is registered of a good.
	pub struct Good {
		/// Its name in UTF-8.
		pub name: Static<Vec<u8>>,
		/// The name of one unit in UTF-8.
		pub unit: Static<Vec<u8>>,
		/// What kind of good it is.
		pub kind: Static<Kind>,
	}

	/// A council.
	pub struct Council {
		/// Its side.
		pub side: Static<Side>,
		/// How many people it stands for.
		pub population: Population,
	}

	/// How many people a council stands for, now and when populations were last frozen.
	pub struct Population {
		/// People now.
		pub now: u32,
		/// The epoch in which that last changed.
		pub epoch: u32,
		/// People when that epoch began.
		pub before: u32,
	}

	/// The rules of admission.
	pub struct AdmissionRules {
		/// How many members have to give their word.
		pub sponsors_needed: u32,
		/// For how many open candidacies one member can have given a word.
		pub open_sponsorships: u32,
		/// Blocks from the last word that is needed to the admission.
		pub waiting: u32,
	}

	/// Where a member has a base seat on one side.
	pub struct Place {
		/// The council, if there is one now.
		pub current: Option<Static<CouncilId>>,
	}

	/// An account.
	pub struct Account {
		/// Its tokens.
		pub data: AccountData,
	}

	/// An account's tokens.
	pub struct AccountData {
		/// Those that it can spend.
		pub free: u128,
	}

	/// What a call weighs.
	pub struct Weight {
		/// Time in picoseconds.
		pub ref_time: u64,
		/// Bytes of proof.
		pub proof_size: u64,
	}

	/// What a call would cost.
	pub struct DispatchInfo {
		/// Its weight.
		pub weight: Weight,
	}

	/// What the view `check` says of a proposal.
	pub struct Check {
		/// Whether it would be accepted.
		pub passes: bool,
		/// Social benefit.
		pub benefit: Static<Credits>,
		/// Social cost, or cost.
		pub cost: Static<Credits>,
		/// What a consumers' council may spend.
		pub budget: Static<Credits>,
		/// By how much it fails.
		pub shortfall: Static<Credits>,
	}

	/// The answer of the view `check`.
	pub enum Checked {
		/// It was weighed.
		Ok(Check),
		/// It would be refused before.
		Err(Static<Rest>),
	}

	/// How a dispatched call went.
	pub enum Dispatched {
		/// It holds.
		Ok(()),
		/// It failed.
		Err(Static<Rest>),
	}

	/// Event of Planning: a council takes part.
	pub struct Enrolled {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The council.
		pub council: Static<CouncilId>,
		/// Its population.
		pub population: u32,
		/// What it may spend.
		pub budget: Static<Credits>,
	}

	/// Event of Planning: the prices of an iteration are announced.
	pub struct PricesAnnounced {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The iteration.
		pub iteration: Static<Iteration>,
	}

	/// Event of Planning: a proposal was accepted.
	pub struct Proposed {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The iteration.
		pub iteration: Static<Iteration>,
		/// The council.
		pub council: Static<CouncilId>,
		/// Hash of its lines.
		pub lines: H256,
		/// Social benefit.
		pub benefit: Static<Credits>,
		/// Cost.
		pub cost: Static<Credits>,
	}

	/// Event of Planning: an iteration was measured.
	pub struct IterationClosed {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The iteration.
		pub iteration: Static<Iteration>,
		/// The largest imbalance.
		pub worst: Static<Imbalance>,
		/// The good that has it.
		pub good: Static<GoodId>,
		/// Goods at or above the threshold, as far as they count.
		pub open: u32,
		/// Hash of the record.
		pub record: H256,
	}

	/// Event of Planning: a silent workplace's proposal is gone.
	pub struct Dropped {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The iteration.
		pub iteration: Static<Iteration>,
		/// The council.
		pub council: Static<CouncilId>,
	}

	/// Event of Planning: the iterations are over.
	pub struct SettlingBegun {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The iteration that stands.
		pub iteration: Static<Iteration>,
		/// Whether the iterations converged.
		pub converged: bool,
	}

	/// Event of Planning: a proposal was taken out of the plan.
	pub struct Removed {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The council.
		pub council: Static<CouncilId>,
		/// Why.
		pub reason: Reason,
	}

	/// Event of Planning: the plan is settled.
	pub struct PlanSettled {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The plan.
		pub plan: Plan,
		/// How often workplaces were scaled.
		pub rounds: u8,
	}

	/// Event of Planning: the plan goes back to the councils.
	pub struct PlanRejected {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The last of the further iterations.
		pub until: Static<Iteration>,
	}

	/// Event of Planning: speakers approve or reject the plan.
	pub struct RatificationOpened {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The iteration that the plan was made of.
		pub iteration: Static<Iteration>,
	}

	/// Event of Planning that only names its cycle: `CycleRatified`.
	pub struct OfCycle {
		/// The cycle.
		pub cycle: Static<CycleId>,
	}

	/// Event of Planning: a council judged the plan.
	pub struct Judged {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// The council.
		pub council: Static<CouncilId>,
		/// Whether it approves.
		pub approve: bool,
	}

	/// Event of Planning: a cycle ended without a plan.
	pub struct CycleLapsed {
		/// The cycle.
		pub cycle: Static<CycleId>,
		/// Why.
		pub reason: Lapse,
	}

	/// Event of Founders: a motion was dispatched.
	pub struct Executed {
		/// Hash of its call.
		pub proposal_hash: H256,
		/// How that went.
		pub result: Dispatched,
	}
}

impl Phase {
	/// Whether the cycle has ended.
	pub fn is_over(&self) -> bool {
		matches!(self, Phase::Ratified | Phase::Lapsed(_))
	}
}
