use super::*;
use crate::{councils_among, growth_allowed, lapses_at, majority_of, Word};
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
	fn growth_is_the_rate_or_the_least(members: u32, parts in 0..=1_000_000_000u32, least: u32) {
		let rate = u64::from(members) * u64::from(parts) / 1_000_000_000;
		let allowed = growth_allowed(members, Perbill::from_parts(parts), least);
		prop_assert_eq!(u64::from(allowed), rate.max(least.into()));
	}
}
