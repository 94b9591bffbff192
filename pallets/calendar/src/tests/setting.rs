//! Another length.

use super::*;
use sp_runtime::{DispatchError, DispatchResult};

fn set(length: u32) -> DispatchResult {
	Calendar::set_period(Origin::root(), length)
}

fn page(period: u32, begins: u64, ends: u64, length: u32) -> Page<u64> {
	Page { period: Period(period), begins, ends, length }
}

#[test]
fn the_calendar_shows_the_period_of_the_block() {
	run(|| {
		for (block, shown) in [
			(1, page(0, 0, 10, 10)),
			(9, page(0, 0, 10, 10)),
			(10, page(1, 10, 20, 10)),
			(25, page(2, 20, 30, 10)),
		] {
			go_to(block);
			assert_eq!(Calendar::calendar(), shown);
			assert_eq!(Calendar::period(), shown.period);
			assert_eq!(Calendar::blocks_per_period(), shown.length);
		}
	});
}

/// Failure: a period in which people have planned to act is cut short.
#[test]
fn another_length_holds_when_the_running_period_is_over() {
	run(|| {
		go_to(25);
		assert_ok!(set(4));
		assert_eq!(events(), [Event::PeriodSet { length: 4, from: 30 }]);
		for (block, shown) in [
			(25, page(2, 20, 30, 10)),
			(29, page(2, 20, 30, 10)),
			(30, page(3, 30, 34, 4)),
			(34, page(4, 34, 38, 4)),
		] {
			go_to(block);
			assert_eq!(Calendar::calendar(), shown);
		}
		// And longer again.
		assert_ok!(set(50));
		assert_eq!(events(), [Event::PeriodSet { length: 50, from: 38 }]);
		go_to(37);
		assert_eq!(Calendar::calendar(), page(4, 34, 38, 4));
		go_to(87);
		assert_eq!(Calendar::calendar(), page(5, 38, 88, 50));
		let next = Some(Change { from: 38, length: 50 });
		let course = Course { since_block: 30, since_period: Period(3), length: 4, next };
		assert_eq!(Periods::<Test>::get(), course);
	});
}

#[test]
fn in_the_first_block_of_a_period_the_whole_of_it_is_left() {
	run(|| {
		go_to(20);
		assert_ok!(set(4));
		assert_eq!(events(), [Event::PeriodSet { length: 4, from: 30 }]);
	});
}

#[test]
fn the_last_decision_before_the_change_counts_and_can_take_it_back() {
	run(|| {
		let before = Periods::<Test>::get();
		assert_ok!(set(4));
		assert_ok!(set(100));
		go_to(9);
		assert_eq!(Periods::<Test>::get().next, Some(Change { from: 10, length: 100 }));
		assert_ok!(set(10));
		assert_eq!(events(), [Event::PeriodSet { length: 10, from: 10 }]);
		assert_eq!(Periods::<Test>::get(), before);
	});
}

#[test]
fn a_length_lies_within_its_bounds() {
	run(|| {
		for length in [0, 3, 101, u32::MAX] {
			assert_noop!(set(length), Error::<Test>::PeriodOutOfBounds);
		}
		for length in [4, 100] {
			assert_ok!(set(length));
		}
	});
}

#[test]
fn the_governed_origin_alone_sets_the_length() {
	run(|| {
		for origin in [Origin::signed(1), Origin::none()] {
			assert_noop!(Calendar::set_period(origin, 4), DispatchError::BadOrigin);
		}
		assert_ok!(set(4));
	});
}
