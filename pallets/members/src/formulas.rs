//! The rules that need no storage.

use crate::Word;
use alloc::collections::btree_set::BTreeSet;
use frame_support::sp_runtime::Perbill;
use parecon_primitives::{CouncilId, Period};

/// From how many circles of people `words` come: the number of different workers' councils or that
/// of different consumers' councils among them, whichever is larger.
///
/// The two numbers are not added: the people of one workplace who live in one neighbourhood are one
/// circle, and what they say counts once.
///
/// Three words, from (workplace 1, neighbourhood 8), (workplace 1, neighbourhood 9) and (no
/// workplace, neighbourhood 9): one workplace, two neighbourhoods, so 2.
pub fn councils_among(words: &[Word]) -> u32 {
	let different = |seat: fn(&Word) -> Option<CouncilId>| {
		let councils: BTreeSet<CouncilId> = words.iter().filter_map(seat).collect();
		u32::try_from(councils.len()).unwrap_or(u32::MAX)
	};
	different(|word| word.workers).max(different(|word| word.consumers))
}

/// How many may be admitted in a period that began with `members`: `growth` of them, rounded down,
/// or `least` if that is more.
///
/// Of 78 members 10 % are 7; of 30 they are 3, and `least` 5 stands.
pub fn growth_allowed(members: u32, growth: Perbill, least: u32) -> u32 {
	growth.mul_floor(members).max(least)
}

/// The fewest words that are more than half of `sponsors`: 2 of 2, 2 of 3, 3 of 4.
pub fn majority_of(sponsors: u32) -> u32 {
	sponsors.saturating_div(2).saturating_add(1)
}

/// The first period in which a membership renewed in the period `renewed` can be ended.
pub fn lapses_at(renewed: Period, term: u32) -> Period {
	Period(renewed.0.saturating_add(term))
}
