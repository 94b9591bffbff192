//! A member's part of what a plan grants the council.

use crate::{mock::*, Part};
use frame_support::assert_ok;
use parecon_primitives::{CycleId, GoodId, Granted, MemberId, Quantity};

fn plan(cycle: u32, goods: &[(GoodId, u128, u128)]) {
	let granted = goods.iter().map(|(good, stated, granted)| Granted {
		good: *good,
		stated: Quantity(stated * UNIT),
		granted: Quantity(granted * UNIT),
	});
	Plan::set(Some((CycleId(cycle), granted.collect())));
}

fn part_of(member: u32) -> Option<Vec<u128>> {
	let parts = Requests::my_portion(MemberId(member))?;
	Some(parts.into_iter().map(|part| part.granted.0).collect())
}

#[test]
fn a_member_gets_the_part_of_what_the_council_stated() {
	run(|| {
		assert_ok!(ask(1, 1, &[(BREAD, 30), (SHOES, 3)]));
		assert_ok!(ask(2, 1, &[(BREAD, 20)]));
		assert_eq!(part_of(1), None, "there is no plan");
		plan(3, &[(BREAD, 100, 80)]);
		assert_eq!(
			Requests::my_portion(MemberId(1)),
			Some(vec![
				Part { good: BREAD, requested: Quantity(30 * UNIT), granted: Quantity(24 * UNIT) },
				Part { good: SHOES, requested: Quantity(3 * UNIT), granted: Quantity(0) },
			])
		);
		assert_eq!(part_of(2), Some(vec![16 * UNIT]));
		assert_eq!(part_of(3), None, "asks for nothing");
		assert_ok!(ask(4, 2, &[(BREAD, 1)]));
		assert_eq!(part_of(4), None, "the council has no part in the plan");
	});
}

#[test]
fn what_was_asked_for_later_is_no_part_of_an_earlier_plan() {
	run(|| {
		assert_ok!(ask(1, 1, &[(BREAD, 30)]));
		plan(2, &[(BREAD, 100, 80)]);
		assert_eq!(part_of(1), None);
		plan(4, &[(BREAD, 100, 80)]);
		assert_eq!(part_of(1), Some(vec![24 * UNIT]));
	});
}

/// Attack: members ask for more after the plan was made, so that parts come to more than there is.
#[test]
fn parts_stay_within_what_is_granted_when_members_ask_for_more() {
	run(|| {
		plan(3, &[(BREAD, 10, 10)]);
		assert_ok!(ask(1, 1, &[(BREAD, 30)]));
		assert_ok!(ask(2, 1, &[(BREAD, 20)]));
		assert_eq!((part_of(1), part_of(2)), (Some(vec![6 * UNIT]), Some(vec![4 * UNIT])));
	});
}
