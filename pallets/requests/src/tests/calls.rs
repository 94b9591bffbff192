//! Asking, taking back and clearing: what is taken, what is refused, and what it leaves.

use crate::{mock::*, room, Error, Event, Pallet};
use frame_support::{assert_noop, assert_ok};
use parecon_primitives::{
	CouncilId, Credits, CycleId, Flow, GoodId, MemberId, Membership as _, Quantity, Requested as _,
};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError,
};

fn requested(council: u32) -> Vec<(GoodId, Quantity)> {
	Requests::requested(CouncilId(council))
}

fn withdraw(member: u64) -> sp_runtime::DispatchResult {
	Requests::withdraw_request(RuntimeOrigin::signed(member))
}

fn clear(member: u32) -> sp_runtime::DispatchResult {
	Requests::clear_request(RuntimeOrigin::signed(99), MemberId(member))
}

/// Pairs that are no whole units.
fn raw(member: u64, goods: &[(GoodId, u128)]) -> sp_runtime::DispatchResult {
	let goods: Vec<_> = goods.iter().map(|(good, amount)| (*good, Quantity(*amount))).collect();
	let goods = goods.try_into().expect("at most MaxGoods");
	Requests::request(RuntimeOrigin::signed(member), CouncilId(1), goods, None)
}

#[test]
fn a_request_enters_the_sum_and_another_replaces_it() {
	run(|| {
		let goods = units(&[(BREAD, 100), (SHOES, 2)]);
		let note = Some(H256::repeat_byte(7));
		assert_ok!(Requests::request(
			RuntimeOrigin::signed(1),
			CouncilId(1),
			goods.clone().try_into().unwrap(),
			note
		));
		let hash = BlakeTwo256::hash_of(&goods);
		assert_eq!(
			last_event(),
			Some(Event::Requested {
				member: MemberId(1),
				council: CouncilId(1),
				cycle: CycleId(3),
				goods: hash,
				note
			})
		);
		assert_ok!(ask(2, 1, &[(BREAD, 10)]));
		assert_eq!(requested(1), units(&[(BREAD, 110), (SHOES, 2)]));
		assert_eq!(held(1), room::<Test>());
		assert_ok!(ask(1, 1, &[(BREAD, 1)]));
		assert_eq!(requested(1), units(&[(BREAD, 11)]));
		assert_eq!(held(1), room::<Test>(), "one record, one place");
		let kept = Requests::request_of(MemberId(1)).unwrap();
		assert_eq!((kept.council, kept.cycle, kept.note), (CouncilId(1), CycleId(3), None));
		assert_eq!(kept.goods[..], units(&[(BREAD, 1)])[..]);
		assert_eq!(Changed::get(), [1, 1, 1]);
		assert_eq!((Requests::most(), Pallet::<Test>::requested(CouncilId(2))), (6, vec![]));
	});
}

#[test]
fn the_room_is_that_of_the_documentation() {
	type Largest = crate::Request<frame_support::traits::ConstU32<32>>;
	type Goods = frame_support::BoundedVec<(GoodId, Quantity), frame_support::traits::ConstU32<32>>;
	use codec::MaxEncodedLen;
	let bytes = Largest::max_encoded_len() + Goods::max_encoded_len();
	let readme = include_str!("../../README.md");
	let mut figure = bytes.to_string();
	figure.insert(figure.len() - 3, ',');
	assert!(readme.contains(&format!("{figure} bytes")), "{figure}");
}

#[test]
fn a_request_for_nothing_and_a_withdrawal_are_the_same() {
	run(|| {
		for take_back in [withdraw as fn(u64) -> _, |member| ask(member, 1, &[])] {
			assert_noop!(take_back(1), Error::<Test>::NoRequest);
			assert_ok!(ask(1, 1, &[(BREAD, 100)]));
			assert_ok!(take_back(1));
			let gone = Event::Withdrawn { member: MemberId(1), council: CouncilId(1) };
			assert_eq!(last_event(), Some(gone));
			assert_eq!((requested(1), held(1)), (vec![], 0));
			assert!(Requests::request_of(MemberId(1)).is_none());
			assert!(!crate::Requested::<Test>::contains_key(CouncilId(1)), "no key more");
		}
		assert_noop!(withdraw(50), Error::<Test>::NotMember);
	});
}

/// Attack: somebody asks for a council in which they do not live, or did not when the cycle opened, so that
/// its population does not count them.
#[test]
fn nobody_asks_on_behalf_of_others_or_after_moving_in() {
	run(|| {
		assert_noop!(ask(50, 1, &[(BREAD, 1)]), Error::<Test>::NotMember);
		assert_noop!(ask(4, 1, &[(BREAD, 1)]), Error::<Test>::NotSeated);
		move_to(4, 1);
		assert_noop!(ask(4, 1, &[(BREAD, 1)]), Error::<Test>::NotSeatedAtOpening);
		assert_noop!(ask(4, 2, &[(BREAD, 1)]), Error::<Test>::NotSeated);
		assert_noop!(ask(1, 77, &[(BREAD, 1)]), Error::<Test>::NotSeated);
	});
}

/// Attack: a request, or its withdrawal, in the last moment changes what is being counted.
#[test]
fn what_is_late_is_refused() {
	run(|| {
		assert_ok!(ask(1, 1, &[(BREAD, 1)]));
		Now::set(None);
		Counting::set(true);
		assert_noop!(ask(2, 1, &[(BREAD, 1)]), Error::<Test>::NotAsking);
		assert_noop!(withdraw(1), Error::<Test>::NotAsking);
		assert_noop!(ask(1, 1, &[]), Error::<Test>::NotAsking);
		move_to(1, 2);
		assert_noop!(clear(1), Error::<Test>::NotAsking);
		// Between cycles nothing is asked for, but what is there can go.
		Counting::set(false);
		assert_noop!(ask(2, 1, &[(BREAD, 1)]), Error::<Test>::NotAsking);
		assert_eq!(Requests::means(MemberId(2)), Credits(0));
		assert_ok!(withdraw(1));
	});
}

/// Attack: a household asks for more than its income buys, so that the council's means go to it.
#[test]
fn nobody_asks_for_more_than_the_income_of_the_household() {
	run(|| {
		assert_eq!(Requests::means(MemberId(1)), Credits(300 * UNIT));
		assert_eq!(Requests::means(MemberId(50)), Credits(0));
		assert_ok!(ask(1, 1, &[(BREAD, 100), (SHOES, 20)]));
		assert_noop!(ask(1, 1, &[(BREAD, 101), (SHOES, 20)]), Error::<Test>::BeyondMeans);
		assert_ok!(raw(2, &[(BREAD, 50 * UNIT)]));
		assert_noop!(raw(2, &[(BREAD, 50 * UNIT + 1)]), Error::<Test>::BeyondMeans);
		assert_noop!(raw(2, &[(BREAD, Flow::MAX)]), Error::<Test>::BeyondMeans);
	});
}

#[test]
fn what_cannot_stand_is_refused() {
	run(|| {
		assert_noop!(raw(1, &[(BREAD, 0)]), Error::<Test>::InvalidQuantity);
		assert_noop!(raw(1, &[(BREAD, Flow::MAX + 1)]), Error::<Test>::InvalidQuantity);
		assert_noop!(raw(1, &[(SHOES, 1), (BREAD, 1)]), Error::<Test>::NotAscending);
		assert_noop!(raw(1, &[(BREAD, 1), (BREAD, 1)]), Error::<Test>::NotAscending);
		assert_noop!(raw(1, &[(BREAD, 1), (PARK, 1)]), Error::<Test>::NotPrivate);
	});
}

#[test]
fn the_sum_of_a_council_has_its_bound() {
	run(|| {
		let goods = |from: u32| [0, 1, 2, 3].map(|good| (GoodId(OTHERS + from + good), 1));
		assert_ok!(ask(1, 1, &goods(0)));
		assert_noop!(ask(2, 1, &goods(4)), Error::<Test>::TooManyGoods);
		assert_ok!(ask(2, 1, &goods(2)));
		assert_ok!(ask(4, 2, &goods(4)));
		assert_noop!(ask(3, 1, &[(BREAD, 1)]), Error::<Test>::TooManyGoods);
		// Who replaces a request gives its places back.
		assert_ok!(ask(1, 1, &[(BREAD, 1), (SHOES, 1)]));
	});
}

#[test]
fn a_sum_that_does_not_fit_is_refused() {
	run(|| {
		assert_ok!(ask(1, 1, &[(BREAD, 1)]));
		let kept = crate::Requested::<Test>::get(CouncilId(1));
		crate::Requested::<Test>::mutate(CouncilId(1), |sum| sum[0].1 = Quantity(u128::MAX));
		assert_noop!(ask(2, 1, &[(BREAD, 1)]), Error::<Test>::Overflow);
		crate::Requested::<Test>::remove(CouncilId(1));
		assert_noop!(withdraw(1), Error::<Test>::Overflow);
		crate::Requested::<Test>::insert(CouncilId(1), kept);
	});
}

#[test]
fn a_purse_without_room_holds_no_request() {
	run(|| {
		Room::set(room::<Test>() - 1);
		assert_noop!(ask(1, 1, &[(BREAD, 1)]), DispatchError::Exhausted);
		Room::set(room::<Test>());
		assert_ok!(ask(1, 1, &[(BREAD, 1)]));
		assert_ok!(ask(1, 1, &[(SHOES, 1)]));
	});
}

#[test]
fn who_has_moved_takes_the_request_along() {
	run(|| {
		assert_ok!(ask(1, 1, &[(BREAD, 3)]));
		assert_ok!(ask(2, 1, &[(BREAD, 4)]));
		admit(1, 3, 2);
		assert_ok!(ask(1, 2, &[(SHOES, 1)]));
		assert_eq!(requested(1), units(&[(BREAD, 4)]));
		assert_eq!(requested(2), units(&[(SHOES, 1)]));
		assert_eq!(Changed::get(), [1, 1, 1, 2]);
	});
}

#[test]
fn the_request_of_who_has_left_is_cleared_by_anyone() {
	run(|| {
		assert_noop!(clear(1), Error::<Test>::NoRequest);
		assert_ok!(ask(1, 1, &[(BREAD, 3)]));
		assert_ok!(ask(2, 1, &[(BREAD, 4)]));
		assert_noop!(clear(1), Error::<Test>::StillSeated);
		move_to(1, 2);
		assert_ok!(clear(1));
		let gone = Event::Cleared { member: MemberId(1), council: CouncilId(1) };
		assert_eq!(last_event(), Some(gone));
		assert_eq!((requested(1), held(1)), (units(&[(BREAD, 4)]), 0));
		leave(2);
		assert_ok!(clear(2));
		assert_eq!(requested(1), vec![]);
	});
}

/// Failure: what was cheap when it was asked for takes everybody else's part when it is dear.
#[test]
fn a_request_that_has_become_far_too_dear_is_cleared_by_anyone() {
	run(|| {
		assert_ok!(ask(1, 1, &[(BREAD, 3)]));
		let heads: u128 = Town::heads_of(MemberId(1)).into();
		let means = |micro: u128| {
			Now::mutate(|now| now.as_mut().unwrap().income_per_head = Credits(micro / heads));
		};
		// Three loaves cost six credits.
		means(3_000_000);
		assert_noop!(clear(1), Error::<Test>::StillSeated);
		let open = Now::get();
		Now::set(None);
		assert_noop!(clear(1), Error::<Test>::StillSeated);
		Now::set(open);
		means(2_900_000);
		assert_ok!(clear(1));
		assert_eq!(requested(1), vec![]);
	});
}
