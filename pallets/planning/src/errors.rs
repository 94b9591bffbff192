//! What the pallet refuses with: a section of its declarations.

use frame_support::pallet_macros::pallet_section;

/// The errors.
#[pallet_section]
mod errors {
	/// Why a call was refused.
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
		/// The proposal changes what counted for the council when this iteration began by more than the
		/// iteration allows.
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
		/// The good is neither public nor a pollutant: nobody states one amount of it for many.
		NotShared,
		/// A good has no step yet: give it one with `share_good`. Where public goods have none, a cycle can
		/// be opened with `Mean`.
		StepMissing,
		/// A scope names something else than consumers' councils, one twice, or a pollutant's too many.
		InvalidScope,
		/// A council would share more goods than it can.
		TooManyShares,
		/// The council does not share this good: it cannot state how much of it there should be.
		NotConcerned,
		/// Nobody who is enrolled could permit this pollutant.
		NoPermits,
		/// The council claims this already, or belongs to the community of affected parties.
		AlreadyClaimed,
		/// There are as many claims to this pollutant as there can be.
		TooManyClaims,
		/// There is no such claim.
		NoClaim,
		/// The claim can still be opposed.
		ClaimOpen,
		/// The claim was opposed: it is for the governed origin to decide.
		ClaimOpposed,
		/// The council has proposed nothing in this iteration that it could take back.
		NothingToRecall,
		/// What the council and its members state together has too many lines.
		TooManyLines,
		/// The council is not a child of this federation.
		NotItsChild,
		/// The council did not entrust its proposal to this federation.
		NotEntrusted,
		/// The council has no federation above it that could be asked.
		NoFederation,
		/// The council has not asked this federation for an exception.
		NotAsked,
		/// The council has asked for an exception that is not decided.
		AlreadyAsked,
		/// The exception was not refused, and the federation has not let a whole iteration pass: there is
		/// nothing to appeal against.
		NotRefused,
		/// The exception is nothing, or more than the cycle allows, or than was asked for.
		BeyondBound,
		/// The federation, or the council, does not have as much.
		NotEnough,
		/// An exception of this kind is for councils of the other side.
		WrongSide,
		/// The council has left the plan already, or cannot leave any more before it is ratified.
		NotInPlan,
		/// There is no plan that could be confirmed: none is in force, or the last cycle did not lapse.
		NothingToConfirm,
		/// The council has confirmed the plan already.
		AlreadyConfirmed,
	}
}
