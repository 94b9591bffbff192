//! Each invariant, broken on purpose.

use super::*;

/// A length of 10 since block 10, and of 4 from block 40 on.
const SOUND: Course<u64> = Course {
	since_block: 10,
	since_period: Period(1),
	length: 10,
	next: Some(Change { from: 40, length: 4 }),
};

/// Puts `course` in the place of one that is sound and expects the check to say `complaint`.
fn broken(complaint: &'static str, course: Course<u64>) {
	with(10).execute_with(|| {
		go_to(35);
		Periods::<Test>::put(SOUND);
		Calendar::do_try_state().unwrap();
		Periods::<Test>::put(course);
		assert_eq!(Calendar::do_try_state(), Err(complaint.into()));
	});
}

#[test]
fn lengths_lie_within_their_bounds() {
	for length in [0, 3, 101] {
		broken("length of a period out of bounds", Course { length, ..SOUND });
		let next = Some(Change { from: 40, length });
		broken("next length of a period out of bounds", Course { next, ..SOUND });
	}
}

#[test]
fn a_length_is_not_in_force_before_it_begins() {
	let complaint = "length of a period in force in a later block";
	broken(complaint, Course { since_block: 36, next: None, ..SOUND });
}

#[test]
fn changes_come_later_when_a_period_ends_and_change_something() {
	let with = |from, length| Course { next: Some(Change { from, length }), ..SOUND };
	broken("change of the length before the length", with(0, 4));
	broken("change of the length before the length", with(10, 4));
	for from in [31, 39, 41] {
		broken("change of the length cuts a period", with(from, 4));
	}
	broken("change of the length that changes nothing", with(40, 10));
}
