//! Sums and parts over random requests.

use crate::{
	fold::{check, part, replaced, Flaw},
	mock::*,
	Error,
};
use parecon_primitives::{CouncilId, Flow, GoodId, Quantity};
use proptest::prelude::*;
use std::collections::BTreeMap;

type List = Vec<(GoodId, Quantity)>;

fn lists() -> impl Strategy<Value = List> {
	prop::collection::btree_map(0u32..8, 1u128..1_000, 0..6).prop_map(|map| {
		map.into_iter().map(|(good, amount)| (GoodId(good), Quantity(amount))).collect()
	})
}

#[test]
fn the_examples_of_the_formulas() {
	let list = |pairs: &[(u32, u128)]| -> List {
		pairs.iter().map(|(good, amount)| (GoodId(*good), Quantity(*amount))).collect()
	};
	let sum = list(&[(0, 5), (1, 1)]);
	assert_eq!(replaced(&sum, &list(&[(0, 2), (1, 1)]), &list(&[(0, 3)])), Some(list(&[(0, 6)])));
	assert_eq!(replaced(&sum, &list(&[(2, 1)]), &[]), None);
	assert_eq!(replaced(&sum, &list(&[(0, 6)]), &[]), None);
	assert_eq!(replaced(&sum, &[], &list(&[(0, u128::MAX)])), None);
	assert_eq!(part(Quantity(80), Quantity(30), Quantity(100)), Quantity(24));
	assert_eq!(part(Quantity(80), Quantity(30), Quantity(0)), Quantity(0));
	assert_eq!(
		part(Quantity(u128::MAX), Quantity(u128::MAX), Quantity(u128::MAX)),
		Quantity(u128::MAX)
	);
	assert_eq!(check(&list(&[(1, 1), (1, 1)])), Err(Flaw::Order));
	assert_eq!(check(&list(&[(1, Flow::MAX + 1)])), Err(Flaw::Quantity));
	assert_eq!(check(&sum), Ok(()));
}

proptest! {
	/// The sum is that of the lists, whatever the order in which they come and are replaced.
	#[test]
	fn the_sum_is_the_fold_in_any_order(
		(lists, order) in prop::collection::vec(lists(), 1..6)
			.prop_flat_map(|lists| { let n = lists.len(); (Just(lists), Just((0..n).collect::<Vec<_>>()).prop_shuffle()) }),
		first in prop::collection::vec(lists(), 6),
	) {
		let mut sum = List::new();
		for (index, _) in lists.iter().enumerate() {
			sum = replaced(&sum, &[], &first[index]).unwrap();
		}
		for index in order {
			sum = replaced(&sum, &first[index], &lists[index]).unwrap();
		}
		let mut expected = BTreeMap::<GoodId, u128>::new();
		for (good, amount) in lists.iter().flatten() {
			*expected.entry(*good).or_default() += amount.0;
		}
		let expected: List =
			expected.into_iter().map(|(good, amount)| (good, Quantity(amount))).collect();
		prop_assert_eq!(&sum, &expected);
		prop_assert_eq!(check(&sum), Ok(()));
		for list in &lists {
			sum = replaced(&sum, list, &[]).unwrap();
		}
		prop_assert!(sum.is_empty(), "nothing is left when all have gone");
	}

	/// Parts never come to more than what is granted, and lose less than a micro-unit each.
	#[test]
	fn parts_are_within_what_is_granted(
		requests in prop::collection::vec(1u128..1 << 90, 1..20),
		own in 0u128..1 << 90,
		granted in 0u128..1 << 90,
	) {
		let stated = own + requests.iter().sum::<u128>();
		let granted = Quantity(granted.min(stated));
		let parts: Vec<u128> =
			requests.iter().map(|one| part(granted, Quantity(*one), Quantity(stated)).0).collect();
		prop_assert!(parts.iter().sum::<u128>() <= granted.0);
		prop_assert!(parts.iter().zip(&requests).all(|(part, one)| part <= one));
		if own == 0 {
			prop_assert!(parts.iter().sum::<u128>() + requests.len() as u128 > granted.0);
		}
	}

	/// Random calls by random people: the sums are those of the requests after each.
	#[test]
	fn calls_keep_the_sums(
		calls in prop::collection::vec((0u8..6, 1u64..6, 1u32..3, lists()), 1..40),
	) {
		with().execute_with(|| {
			for (what, member, council, mut goods) in calls {
				goods.truncate(4);
				goods.iter_mut().for_each(|(good, _)| {
					good.0 = if good.0 < 2 { good.0 } else { OTHERS + good.0 };
				});
				let who = RuntimeOrigin::signed(member);
				let done = match what {
					0 => Requests::withdraw_request(who),
					1 => Requests::clear_request(who, parecon_primitives::MemberId(member as u32)),
					2 => { admit(member as u32, 1, council); Ok(()) },
					_ => Requests::request(who, CouncilId(council), goods.try_into().unwrap(), None),
				};
				let known = [
					Error::<Test>::NoRequest, Error::NotMember, Error::NotSeated,
					Error::StillSeated, Error::TooManyGoods,
				];
				assert!(done.is_ok() || known.into_iter().any(|one| done == Err(one.into())), "{done:?}");
				check_all();
			}
		});
	}
}

fn check_all() {
	crate::mock::check();
}
