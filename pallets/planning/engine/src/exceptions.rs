//! Exceptions that a federation can make: loans and what is allowed below par, each within a bound.

use parecon_primitives::Credits;
use sp_runtime::Perbill;

/// What is left of the exceptions that are possible: `floor(part x base) - used`, at least nothing.
///
/// Of a loan, `base` is what the council has of its own, its income less what it repays, and `used`
/// what it was lent before in the cycle. Neither gifts nor loans are in the base, so that credits which
/// are handed round do not make larger loans.
///
/// Of relief, `base` is the sum of the social benefits that back it, and `used` what the federation
/// has allowed before.
///
/// *Example.* A tenth of 3,000 credits is 300; of these 120 are lent, so 180 can be.
///
/// *Source:* borrowing beyond one's income "reviewed more closely" is of the literature; the bound is
/// ours.
pub fn exception_room(part: Perbill, base: Credits, used: Credits) -> Credits {
	Credits(part.mul_floor(base.0)).saturating_sub(used)
}

/// What a council repays in a cycle of what it owes: all of it, but no more than half of its income.
///
/// There is no interest. *Example.* Who owes 300 and has an income of 500 repays 250 in this cycle and
/// owes 50 in the next.
pub fn repayment(debt: Credits, income: Credits) -> Credits {
	debt.min(Credits(income.0.wrapping_div(2)))
}

/// What a council owes after a cycle in which it owed `debt`, repaid `repays` and was lent `loan`.
pub fn owed(debt: Credits, repays: Credits, loan: Credits) -> Credits {
	debt.saturating_sub(repays).saturating_add(loan)
}
