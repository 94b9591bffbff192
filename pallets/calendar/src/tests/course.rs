//! The rule, against a model that counts block by block.

use super::*;
use proptest::prelude::*;

#[test]
fn the_example_of_the_module() {
	let course = Course::<u64>::from_genesis(10).with_length(25, 4);
	assert_eq!(course.next, Some(Change { from: 30, length: 4 }));
	for (block, period) in [(0, 0), (25, 2), (29, 2), (30, 3), (33, 3), (34, 4), (37, 4), (38, 5)] {
		assert_eq!(course.period_at(block), Period(period), "{block}");
	}
}

#[test]
fn the_example_of_the_readme() {
	let course = Course::<u32>::from_genesis(432_000).with_length(1_000_000, 201_600);
	assert_eq!(course.next, Some(Change { from: 1_296_000, length: 201_600 }));
	for (block, period) in [(1_295_999, 2), (1_296_000, 3), (1_500_000, 4)] {
		assert_eq!(course.period_at(block), Period(period), "{block}");
	}
}

#[test]
fn at_the_end_of_the_numbers_nothing_wraps() {
	let course = Course::<u32>::from_genesis(1);
	assert_eq!(course.period_at(u32::MAX), Period(u32::MAX));
	assert_eq!(course.page(u32::MAX).ends, u32::MAX);
	let late = course.with_length(u32::MAX, 7);
	assert_eq!(late.period_at(u32::MAX), Period(u32::MAX));
	let course = Course::<u64>::from_genesis(1);
	assert_eq!(course.period_at(u64::MAX), Period(u32::MAX));
}

proptest! {
	/// Failure: a change of the length skips a period, or repeats one.
	#[test]
	fn periods_follow_one_another_whatever_is_decided(
		first in 1..30u32,
		decisions in prop::collection::vec((1..60u64, 1..30u32), 0..20),
	) {
		let mut course = Course::<u64>::from_genesis(first);
		let mut decisions = decisions.into_iter();
		let mut due = decisions.next();
		// What the model counts: the period, its first block, its length and that of the next.
		let (mut period, mut begins, mut length, mut next) = (0u32, 0u64, first, first);
		for now in 0..400u64 {
			if now == begins + u64::from(length) {
				(period, begins, length) = (period + 1, now, next);
			}
			let shown = course.page(now);
			let ends = begins + u64::from(length);
			prop_assert_eq!(shown, Page { period: Period(period), begins, ends, length });
			if due.is_some_and(|(block, _)| block == now) {
				let (_, decided) = due.unwrap();
				course = course.with_length(now, decided);
				next = decided;
				due = decisions.next().map(|(wait, length)| (now + wait, length));
			}
			// Deciding changes nothing in the running period.
			prop_assert_eq!(course.page(now), shown);
		}
	}
}
