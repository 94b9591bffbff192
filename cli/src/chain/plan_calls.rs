//! The calls of a planning year that members and speakers make, beside those that a drive makes too.

use super::calls::{call, Call};
use codec::{Decode, Encode};
use parecon_engine::Line;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, MemberId, Quantity};
use primitive_types::H256;

/// The pallet of the planning year.
const PLANNING: &str = "Planning";

/// The pallet of what members ask of their councils.
const REQUESTS: &str = "Requests";

/// An exception that a federation makes, as the pallet's `Exception` is encoded.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Exception {
	/// A consumers' council may spend so much more, and repays it from its next budgets.
	#[codec(index = 0)]
	Loan(Credits),
	/// A consumers' council may spend so much more, out of what the federation was given.
	#[codec(index = 1)]
	Gift(Credits),
	/// The social benefit of a workers' council may be so much below its social cost.
	#[codec(index = 2)]
	Relief {
		/// How much.
		amount: Credits,
		/// Workers' councils whose social benefits back it, ascending.
		backers: Vec<CouncilId>,
	},
}

impl Exception {
	/// How much it comes to.
	pub fn amount(&self) -> Credits {
		match self {
			Self::Loan(amount) | Self::Gift(amount) | Self::Relief { amount, .. } => *amount,
		}
	}
}

/// A proposal among several: whose it is, its lines, and the hash of what is said with it.
pub type Entry = (CouncilId, Vec<Line>, Option<H256>);

/// Answers the prices of an iteration.
pub fn propose(
	council: CouncilId,
	iteration: Iteration,
	lines: &[Line],
	note: Option<H256>,
) -> Call {
	call(PLANNING, "propose", (council, iteration, lines, note))
}

/// Takes back what a council proposed in this iteration.
pub fn recall(council: CouncilId) -> Call {
	call(PLANNING, "recall", council)
}

/// Says in which steps a public good or a pollutant is stated, and who shares it.
pub fn share_good(good: GoodId, step: Quantity, scope: &[CouncilId]) -> Call {
	call(PLANNING, "share_good", (good, step, scope))
}

/// Claims that a pollutant harms the people of a consumers' council.
pub fn claim(good: GoodId, council: CouncilId) -> Call {
	call(PLANNING, "claim", (good, council))
}

/// Opposes the claim of `claimant` for `council`.
pub fn oppose_claim(good: GoodId, claimant: CouncilId, council: CouncilId) -> Call {
	call(PLANNING, "oppose_claim", (good, claimant, council))
}

/// Admits a claim that nobody has opposed in time.
pub fn settle_claim(good: GoodId, claimant: CouncilId) -> Call {
	call(PLANNING, "settle_claim", (good, claimant))
}

/// Says something about the proposal of a child.
pub fn comment(federation: CouncilId, council: CouncilId, note: H256) -> Call {
	call(PLANNING, "comment", (federation, council, note))
}

/// Lets the council's federation propose for it; none takes that back.
pub fn entrust(council: CouncilId, federation: Option<CouncilId>) -> Call {
	call(PLANNING, "entrust", (council, federation))
}

/// Proposes for several children: all of them, or none.
pub fn propose_many(federation: CouncilId, iteration: Iteration, batch: &[Entry]) -> Call {
	call(PLANNING, "propose_many", (federation, iteration, batch))
}

/// Gives a part of a consumers' council's budget to its federation.
pub fn endow(council: CouncilId, amount: Credits) -> Call {
	call(PLANNING, "endow", (council, amount))
}

/// Asks the council's federation for an exception.
pub fn ask_exception(council: CouncilId, amount: Credits, note: H256) -> Call {
	call(PLANNING, "ask_exception", (council, amount, note))
}

/// Takes a refused or unanswered exception to the federation above.
pub fn appeal(council: CouncilId) -> Call {
	call(PLANNING, "appeal", council)
}

/// Makes the exception that a council has asked for, or a part of it.
pub fn grant_exception(federation: CouncilId, council: CouncilId, exception: Exception) -> Call {
	call(PLANNING, "grant_exception", (federation, council, exception))
}

/// Refuses the exception that a council has asked for.
pub fn refuse_exception(federation: CouncilId, council: CouncilId) -> Call {
	call(PLANNING, "refuse_exception", (federation, council))
}

/// Takes a council out of the plan of a cycle.
pub fn withdraw_from(cycle: CycleId, council: CouncilId) -> Call {
	call(PLANNING, "withdraw", (cycle, council))
}

/// The plan in force goes on to hold for a council after a cycle that lapsed.
pub fn confirm(council: CouncilId) -> Call {
	call(PLANNING, "confirm", council)
}

/// Asks a council for private goods.
pub fn request(council: CouncilId, goods: &[(GoodId, Quantity)], note: Option<H256>) -> Call {
	call(REQUESTS, "request", (council, goods, note))
}

/// Takes the signer's request back.
pub fn withdraw_request() -> Call {
	call(REQUESTS, "withdraw_request", ())
}

/// Removes the request of who has left the council, or the community.
pub fn clear_request(member: MemberId) -> Call {
	call(REQUESTS, "clear_request", member)
}
