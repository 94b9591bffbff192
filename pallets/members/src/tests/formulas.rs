use super::*;
use crate::{
	account_of_majority, councils_among, first_that_suffice, growth_allowed, lapses_at,
	majority_of, suffice, RecoveryWord, Word,
};
use frame_support::sp_runtime::Perbill;
use proptest::prelude::*;

fn word(workers: Option<u32>, consumers: Option<u32>) -> Word {
	Word {
		sponsor: MemberId(0),
		workers: workers.map(CouncilId),
		consumers: consumers.map(CouncilId),
	}
}

#[test]
fn the_worked_example_of_circles() {
	assert_eq!(councils_among(&[]), 0);
	let words = [word(Some(1), Some(8)), word(Some(1), Some(9)), word(None, Some(9))];
	assert_eq!(councils_among(&words), 2);
	// One workplace and one neighbourhood are one circle.
	assert_eq!(councils_among(&[word(Some(1), None), word(None, Some(8))]), 1);
	assert_eq!(councils_among(&[word(Some(1), Some(8)), word(Some(1), Some(8))]), 1);
	assert_eq!(councils_among(&[word(Some(1), Some(8)), word(Some(2), Some(8))]), 2);
}

#[test]
fn the_worked_example_of_words_that_suffice() {
	let words = [8, 8, 9, 7].map(|home| word(Some(1), Some(home)));
	let first = |needed, councils| first_that_suffice(&words, needed, councils);
	assert_eq!(first(2, 2), Some(&words[..3]));
	for (needed, councils, count) in
		[(0, 0, 0), (1, 1, 1), (2, 1, 2), (3, 2, 3), (3, 3, 4), (4, 1, 4)]
	{
		assert_eq!(first(needed, councils), Some(&words[..count]), "{needed} from {councils}");
	}
	assert_eq!(first(5, 1), None);
	assert_eq!(first(4, 4), None);
	assert_eq!(first_that_suffice(&[], 1, 1), None);
}

fn for_accounts(accounts: &[u64]) -> Vec<RecoveryWord<u64>> {
	let word = |(sponsor, account): (usize, &u64)| RecoveryWord {
		sponsor: MemberId(sponsor as u32),
		account: *account,
	};
	accounts.iter().enumerate().map(word).collect()
}

#[test]
fn the_worked_example_of_the_account_of_a_majority() {
	for (accounts, sponsors, account) in [
		(&[5, 6, 5][..], 3, Some(5)),
		(&[5, 6, 5, 6], 4, None),
		(&[6, 5, 5], 3, Some(5)),
		(&[5, 6, 7], 3, None),
		(&[5], 1, Some(5)),
		(&[5], 2, None),
		(&[5, 5], 4, None),
		(&[], 3, None),
	] {
		let words = for_accounts(accounts);
		assert_eq!(account_of_majority(&words, sponsors), account.as_ref(), "{accounts:?}");
	}
}

#[test]
fn the_worked_example_of_growth() {
	let tenth = Perbill::from_percent(10);
	assert_eq!(growth_allowed(78, tenth, 5), 7);
	assert_eq!(growth_allowed(30, tenth, 5), 5);
	assert_eq!(growth_allowed(0, tenth, 0), 0);
	assert_eq!(growth_allowed(u32::MAX, Perbill::one(), 0), u32::MAX);
}

#[test]
fn a_majority_is_more_than_half() {
	for (sponsors, majority) in [(1, 1), (2, 2), (3, 2), (4, 3), (16, 9), (u32::MAX, 1 << 31)] {
		assert_eq!(majority_of(sponsors), majority);
	}
}

#[test]
fn a_term_beyond_the_last_period_ends_with_it() {
	assert_eq!(lapses_at(Period(3), 24), Period(27));
	assert_eq!(lapses_at(Period(3), u32::MAX), Period(u32::MAX));
}

fn words() -> impl Strategy<Value = Vec<Word>> {
	let seat = || prop::option::of(0..5u32);
	let one = (seat(), seat()).prop_map(|(workers, consumers)| word(workers, consumers));
	prop::collection::vec(one, 0..17)
}

proptest! {
	#[test]
	fn more_words_come_from_no_fewer_circles(words in words(), cut in 0..17usize) {
		let part = &words[..cut.min(words.len())];
		prop_assert!(councils_among(part) <= councils_among(&words));
		prop_assert!(councils_among(&words) as usize <= words.len());
	}

	#[test]
	fn the_order_of_words_does_not_tell(words in words()) {
		let mut turned = words.clone();
		turned.reverse();
		prop_assert_eq!(councils_among(&words), councils_among(&turned));
	}

	#[test]
	fn people_of_one_place_are_one_circle(place in 0..9u32, home in 0..9u32, count in 1..17usize) {
		let words = vec![word(Some(place), Some(home)); count];
		prop_assert_eq!(councils_among(&words), 1);
	}

	#[test]
	fn no_fewer_of_the_first_words_suffice(
		words in words(),
		needed in 0..17u32,
		councils in 0..6u32,
	) {
		match first_that_suffice(&words, needed, councils) {
			Some(first) => {
				prop_assert!(words.starts_with(first));
				prop_assert!(suffice(first, needed, councils));
				let fewer = first.split_last().map(|(_, fewer)| fewer);
				prop_assert!(fewer.is_none_or(|fewer| !suffice(fewer, needed, councils)));
			},
			None => prop_assert!(!suffice(&words, needed, councils)),
		}
	}

	#[test]
	fn words_that_come_later_change_nothing(words in words(), later in words(), needed in 1..9u32) {
		let councils = needed.div_ceil(2);
		if let Some(first) = first_that_suffice(&words, needed, councils) {
			let padded = [&words[..], &later[..]].concat();
			prop_assert_eq!(first_that_suffice(&padded, needed, councils), Some(first));
		}
	}

	#[test]
	fn a_majority_names_one_account(
		accounts in prop::collection::vec(0..4u64, 0..17),
		silent in 0..4usize,
	) {
		let sponsors = accounts.len() + silent;
		let most = (0..4).find(|account| {
			2 * accounts.iter().filter(|named| *named == account).count() > sponsors
		});
		let words = for_accounts(&accounts);
		prop_assert_eq!(account_of_majority(&words, sponsors as u32), most.as_ref());
	}

	#[test]
	fn growth_is_the_rate_or_the_least(members: u32, parts in 0..=1_000_000_000u32, least: u32) {
		let rate = u64::from(members) * u64::from(parts) / 1_000_000_000;
		let allowed = growth_allowed(members, Perbill::from_parts(parts), least);
		prop_assert_eq!(u64::from(allowed), rate.max(least.into()));
	}
}
