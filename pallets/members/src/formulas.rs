//! The rules that need no storage.

use crate::{count_of, RecoveryWord, Word};
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

/// Whether `words` are at least `needed`, from at least `councils` circles of people.
pub fn suffice(words: &[Word], needed: u32, councils: u32) -> bool {
	count_of(words) >= needed && councils_among(words) >= councils
}

/// The first of `words`, up to the one with which they suffice; `None` where all of them do not.
///
/// They are whom the new member depends on when an account is lost. So what comes after them counts
/// for nothing: a ring that adds its words to those of honest sponsors does not become their majority,
/// and friends who add theirs do not make the majority harder to find.
///
/// Of words from the neighbourhoods 8, 8, 9 and 7, where it takes 2 words from 2 circles, they are the
/// first three.
pub fn first_that_suffice(words: &[Word], needed: u32, councils: u32) -> Option<&[Word]> {
	(0..=words.len())
		.filter_map(|count| words.get(..count))
		.find(|first| suffice(first, needed, councils))
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

/// The account that more than half of a member's `sponsors` name in `words`, one word of each, if
/// there is one. There is one at most.
///
/// Of three sponsors two name the account 5 and one the account 6: it is 5. Of four, two name 5 and
/// two 6: there is none.
pub fn account_of_majority<AccountId: PartialEq>(
	words: &[RecoveryWord<AccountId>],
	sponsors: u32,
) -> Option<&AccountId> {
	let named = |account: &AccountId| {
		let count = words.iter().filter(|word| word.account == *account).count();
		u32::try_from(count).unwrap_or(u32::MAX)
	};
	words.iter().map(|word| &word.account).find(|account| named(account) >= majority_of(sponsors))
}

/// The first period in which a membership renewed in the period `renewed` can be ended.
pub fn lapses_at(renewed: Period, term: u32) -> Period {
	Period(renewed.0.saturating_add(term))
}
