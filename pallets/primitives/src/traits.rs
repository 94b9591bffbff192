//! The doors between the rooms: what a pallet may ask of another.

use crate::{CouncilId, Credits, CycleId, GoodId, MemberId, Period, Quantity, Side};
use alloc::vec::Vec;
use sp_core::H256;
#[cfg(feature = "runtime-benchmarks")]
use sp_runtime::DispatchError;
use sp_runtime::{DispatchResult, Weight};

/// Who is a member.
pub trait Membership<AccountId> {
	/// The member who acts through `account`: one who is not suspended.
	fn member_of(account: &AccountId) -> Option<MemberId>;

	/// The account that `member` acts through; `None` for who is not a member (any more). A
	/// suspended member has one too.
	fn account_of(member: MemberId) -> Option<AccountId>;

	/// Whether `account` is that of a member who is suspended: one who may not act for now.
	fn is_suspended(account: &AccountId) -> bool;

	/// The member whose purse pays for what `account` signs: the one who acts through it, or the
	/// one who has offered it the membership.
	fn payer_of(account: &AccountId) -> Option<MemberId>;

	/// How many people live in the household of `member`: the member and the dependents in the
	/// member's care who have been confirmed. 0 for who is not a member.
	fn heads_of(member: MemberId) -> u32;

	/// How many members the community has.
	fn members() -> u32;

	/// The identifier that the next member gets: those below it were given, to members and to who
	/// has been one.
	fn next_id() -> MemberId;

	/// Makes `account` a member without the usual road, for benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(account: &AccountId) -> Result<MemberId, DispatchError>;

	/// Gives `member` as many confirmed dependents as a member can have, for benchmarks.
	#[cfg(feature = "runtime-benchmarks")]
	fn fill_household(_: MemberId) {}
}

/// Called in the same block when something about a member changes. Each implementation is bounded,
/// and its weight is part of the call that makes the change.
pub trait OnMemberChange<AccountId> {
	/// `member` is no longer one: left, lapsed or proved a duplicate.
	fn member_left(member: MemberId);

	/// The household of `member` has `heads` people now.
	fn heads_changed(member: MemberId, heads: u32);

	/// `member` acts through another account.
	fn account_changed(_member: MemberId, _old: &AccountId, _new: &AccountId) {}

	/// The most that [`OnMemberChange::member_left`] can take.
	fn left_weight() -> Weight;

	/// The most that [`OnMemberChange::heads_changed`] can take.
	fn heads_weight() -> Weight;

	/// The most that [`OnMemberChange::account_changed`] can take.
	fn account_weight() -> Weight {
		Weight::zero()
	}
}

impl<AccountId> OnMemberChange<AccountId> for () {
	fn member_left(_: MemberId) {}

	fn heads_changed(_: MemberId, _: u32) {}

	fn left_weight() -> Weight {
		Weight::zero()
	}

	fn heads_weight() -> Weight {
		Weight::zero()
	}
}

impl<AccountId, A, B> OnMemberChange<AccountId> for (A, B)
where
	A: OnMemberChange<AccountId>,
	B: OnMemberChange<AccountId>,
{
	fn member_left(member: MemberId) {
		A::member_left(member);
		B::member_left(member);
	}

	fn heads_changed(member: MemberId, heads: u32) {
		A::heads_changed(member, heads);
		B::heads_changed(member, heads);
	}

	fn account_changed(member: MemberId, old: &AccountId, new: &AccountId) {
		A::account_changed(member, old, new);
		B::account_changed(member, old, new);
	}

	fn left_weight() -> Weight {
		A::left_weight().saturating_add(B::left_weight())
	}

	fn heads_weight() -> Weight {
		A::heads_weight().saturating_add(B::heads_weight())
	}

	fn account_weight() -> Weight {
		A::account_weight().saturating_add(B::account_weight())
	}
}

/// The two trees of councils, as other pallets see them.
pub trait CouncilTree {
	/// The side of a council; `None` if there is no such council.
	fn side_of(council: CouncilId) -> Option<Side>;

	/// The member who speaks for a council now. For a federation it is who speaks for the child
	/// council that its child councils back, and so on down to a member's seat.
	fn speaker_of(council: CouncilId) -> Option<MemberId>;

	/// The base council of `side` in which `member` has a seat.
	fn seat_of(member: MemberId, side: Side) -> Option<CouncilId>;

	/// Members and dependents in the council's subtree, now.
	fn population_of(council: CouncilId) -> u32;

	/// For how many blocks a council has existed; 0 where there is none.
	fn age_of(_: CouncilId) -> u32 {
		u32::MAX
	}

	/// Whether a council seats child councils rather than members.
	fn is_federation(_: CouncilId) -> bool {
		false
	}

	/// Founds a council with `member` as its only seat and speaker, for benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(member: MemberId, side: Side) -> Result<CouncilId, DispatchError>;

	/// The federation in which `council` has a seat, founded where there is none, with the council's
	/// speaker as its own; an error where none can lie above. For benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_federation(_council: CouncilId) -> Result<CouncilId, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	/// Gives `council`, which is in no federation, a seat in `federation`, for benchmarks of other
	/// pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_child(_council: CouncilId, _federation: CouncilId) -> Result<(), DispatchError> {
		Err(DispatchError::Unavailable)
	}
}

/// The trees of councils as they stood when something that is still counted was opened.
pub trait CouncilTreeAt<BlockNumber> {
	/// The base council of `side` in which `member` had a seat when block `opened` began; `None` also
	/// where the member has given that seat up since.
	///
	/// True for every block since that of [`OpenCounts::oldest`].
	fn seat_at(member: MemberId, side: Side, opened: BlockNumber) -> Option<CouncilId>;

	/// The federation in which `council` had a seat when block `opened` began.
	fn parent_at(council: CouncilId, opened: BlockNumber) -> Option<CouncilId>;
}

/// What is being counted by seats and councils as they stood when it was opened.
///
/// A seat and a council's place in its tree remember what they were before their last change, no
/// more. So they are not changed a second time while something is open that was opened before the
/// first change.
pub trait OpenCounts<BlockNumber> {
	/// The block in which the oldest of what is still counted was opened; `None` if nothing is.
	fn oldest() -> Option<BlockNumber>;
}

impl<BlockNumber> OpenCounts<BlockNumber> for () {
	fn oldest() -> Option<BlockNumber> {
		None
	}
}

/// Room for what people put into the chain's state, in place of a deposit in tokens.
///
/// What is held takes room in the purse of the member, or of the council that it is put there for,
/// until it is released: who fills the state has less left for free calls.
pub trait StorageQuota {
	/// Takes room for one record of at most `bytes`.
	///
	/// # Errors
	/// Where the purse of `member` has no room left.
	fn hold(member: MemberId, bytes: u32) -> DispatchResult;

	/// Gives the room of such a record back. Nothing happens where `member` is not one any more.
	fn release(member: MemberId, bytes: u32);

	/// Takes room in a council's purse for one record of at most `bytes`.
	///
	/// # Errors
	/// Where there is no such council, or its purse has no room left.
	fn hold_of_council(council: CouncilId, bytes: u32) -> DispatchResult;

	/// Gives the room of such a record back. Nothing happens where the purse went with its council.
	fn release_of_council(council: CouncilId, bytes: u32);
}

impl StorageQuota for () {
	fn hold(_: MemberId, _: u32) -> DispatchResult {
		Ok(())
	}

	fn release(_: MemberId, _: u32) {}

	fn hold_of_council(_: CouncilId, _: u32) -> DispatchResult {
		Ok(())
	}

	fn release_of_council(_: CouncilId, _: u32) {}
}

/// Populations as they stood when a planning year began.
///
/// A freeze costs one write whatever the number of councils: a council keeps its population
/// before the latest freeze beside its current one. There is one freeze at a time; whoever needs a
/// population of another moment copies it then.
pub trait FreezePopulation {
	/// Freezes the populations of all councils as they stand now. The earlier freeze is gone.
	fn freeze();

	/// The population of `council` at the latest freeze; 0 for a council founded since.
	fn frozen_population(council: CouncilId) -> u32;
}

/// What a consumers' council may spend in a cycle.
pub trait Means {
	/// The budget of `council`, whose population was frozen at `population`, in a cycle opened with
	/// `income_per_head`.
	fn budget(council: CouncilId, population: u32, income_per_head: Credits) -> Credits;
}

/// The same income for every person: `income_per_head x population`, held at the largest value.
pub struct EqualPerHead;

impl Means for EqualPerHead {
	fn budget(_: CouncilId, population: u32, income_per_head: Credits) -> Credits {
		Credits(income_per_head.0.saturating_mul(population.into()))
	}
}

/// What members ask of their councils, added up.
pub trait Requested {
	/// What the members of `council` ask for together: ascending by good, more than nothing of each, and
	/// no more goods than a proposal has lines.
	fn requested(council: CouncilId) -> Vec<(GoodId, Quantity)>;

	/// The most goods that [`Requested::requested`] names.
	fn most() -> u32;

	/// Lets `council` be asked for `goods` goods, for benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_requested(_council: CouncilId, _goods: Vec<(GoodId, Quantity)>) {}
}

impl Requested for () {
	fn requested(_: CouncilId) -> Vec<(GoodId, Quantity)> {
		Vec::new()
	}

	fn most() -> u32 {
		0
	}
}

/// What a request is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking<BlockNumber> {
	/// The cycle.
	pub cycle: CycleId,
	/// The block that it counts by: who had no seat when it began does not count.
	pub opened: BlockNumber,
	/// Income of each person for the cycle.
	pub income_per_head: Credits,
}

/// What the plan in force grants a council of a good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granted {
	/// The good.
	pub good: GoodId,
	/// What the council and its members stated together, before it was scaled to the budget; at most a
	/// few micro-units more.
	pub stated: Quantity,
	/// What the plan grants.
	pub granted: Quantity,
}

/// The planning year as those see it who ask their councils for something.
pub trait PlanningYear<BlockNumber> {
	/// What requests are made for now; `None` while none are taken.
	fn asking() -> Option<Asking<BlockNumber>>;

	/// Whether a cycle is running that takes no requests now: what was asked for is being counted, or was,
	/// and must not change.
	fn is_counting() -> bool;

	/// What `goods`, ascending and each a private good, cost at the announced prices; rounded up. `None`
	/// where one is not private, not registered, or the sum does not fit.
	fn cost(goods: &[(GoodId, Quantity)]) -> Option<Credits>;

	/// The members of `council` ask for something else from now on.
	fn requests_changed(council: CouncilId);

	/// The cycle of the plan in force, and what that grants `council` of each private good; `None` where
	/// no plan is in force, or `council` has no part in it.
	fn granted(council: CouncilId) -> Option<(CycleId, Vec<Granted>)>;

	/// Opens a cycle that takes requests and counts by the present seats, with `council` in it, for
	/// benchmarks of other pallets: `goods` private goods, as far apart as it takes to make
	/// [`PlanningYear::cost`] dear.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_asking(council: CouncilId, goods: u32) -> Vec<GoodId>;
}

/// The periods in which work is settled.
pub trait Calendar {
	/// The period of the current block.
	fn period() -> Period;

	/// Blocks in the current period, never 0.
	fn blocks_per_period() -> u32;
}

/// Lots that nobody can foresee or steer.
pub trait Lottery {
	/// The epoch of this block. Who is in a pool has to be settled in the epoch in which the pool is
	/// frozen, before its lot can be guessed.
	fn epoch() -> u64;

	/// The lot for `subject` of a pool that was frozen in epoch `frozen`: known from two epochs
	/// later on, and the same in every block in which it is known.
	///
	/// `None` before, and where it was so long ago that what the lot is made of is not kept any more:
	/// the pool has to be frozen anew. Subjects have to differ between pools: who draws puts a name of
	/// its own before them.
	fn lot(frozen: u64, subject: &[u8]) -> Option<H256>;

	/// Makes the lots of pools that were frozen in epoch `frozen` known, for benchmarks of other
	/// pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_lot(frozen: u64);
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn budget_is_income_times_population() {
		let budget = |heads| EqualPerHead::budget(CouncilId(1), heads, Credits(5_000_000_000));
		assert_eq!(budget(0), Credits(0));
		assert_eq!(budget(3), Credits(15_000_000_000));
		assert_eq!(EqualPerHead::budget(CouncilId(1), 2, Credits(u128::MAX)), Credits(u128::MAX));
	}
}
