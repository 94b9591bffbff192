//! The doors between the rooms: what a pallet may ask of another.

use crate::{CouncilId, Credits, MemberId, Period, Side};
#[cfg(feature = "runtime-benchmarks")]
use sp_runtime::DispatchError;

/// Who is a member.
pub trait Membership<AccountId> {
	/// The member who acts through `account`, if any.
	fn member_of(account: &AccountId) -> Option<MemberId>;

	/// The account that `member` acts through; `None` for who is not a member (any more).
	fn account_of(member: MemberId) -> Option<AccountId>;

	/// How many members the community has.
	fn members() -> u32;

	/// Makes `account` a member without the usual road, for benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(account: &AccountId) -> Result<MemberId, DispatchError>;
}

/// Called in the same block when a person stops being a member. Each implementation is bounded and
/// its weight is part of the call that ends the membership.
pub trait OnMemberLeft {
	/// `member` is no longer one.
	fn member_left(member: MemberId);

	/// The most that [`OnMemberLeft::member_left`] can take.
	fn weight() -> sp_runtime::Weight;
}

impl OnMemberLeft for () {
	fn member_left(_: MemberId) {}

	fn weight() -> sp_runtime::Weight {
		sp_runtime::Weight::zero()
	}
}

/// The two trees of councils, as other pallets see them.
pub trait CouncilTree {
	/// The side of a council; `None` if there is no such council.
	fn side_of(council: CouncilId) -> Option<Side>;

	/// The member who speaks for a council now.
	fn speaker_of(council: CouncilId) -> Option<MemberId>;

	/// The base council of `side` in which `member` has a seat.
	fn seat_of(member: MemberId, side: Side) -> Option<CouncilId>;

	/// Members and dependents in the council's subtree, now.
	fn population_of(council: CouncilId) -> u32;

	/// Founds a council with `member` as its only seat and speaker, for benchmarks of other pallets.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(member: MemberId, side: Side) -> Result<CouncilId, DispatchError>;
}

/// Populations as they stood when something began to be counted by them.
///
/// A freeze costs one write whatever the number of councils: a council keeps its population
/// before the latest freeze beside its current one.
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

/// The periods in which work is settled.
pub trait Calendar {
	/// The period of the current block.
	fn period() -> Period;

	/// Blocks in a period, never 0.
	fn blocks_per_period() -> u32;
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
