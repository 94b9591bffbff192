//! Goods and their yearly supply.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use parecon_engine::{Kind, MAX_PRICE};
use parecon_primitives::{Flow, GoodId, Price, Quantity};
use sp_runtime::{BuildStorage, DispatchError};

fn text<Max: frame_support::traits::Get<u32>>(text: &[u8]) -> BoundedVec<u8, Max> {
	text.to_vec().try_into().unwrap()
}

fn try_register(
	name: &[u8],
	unit: &[u8],
	kind: Kind,
	price: u128,
	supply: u128,
) -> Result<(), DispatchError> {
	Planning::register_good(
		RuntimeOrigin::root(),
		text(name),
		text(unit),
		kind,
		Price(price),
		Quantity(supply),
	)
}

#[test]
fn goods_are_numbered_in_order_and_found_by_name() {
	new_test_ext().execute_with(|| {
		assert_ok!(try_register("pão".as_bytes(), b"loaf", Kind::Private, 1, 0));
		assert_ok!(try_register(b"land", b"ha", Kind::Nature, MAX_PRICE.0, Flow::MAX));
		assert_eq!(
			events(),
			[
				Event::GoodRegistered { good: GoodId(0), kind: Kind::Private },
				Event::GoodRegistered { good: GoodId(1), kind: Kind::Nature }
			]
		);
		assert_eq!(Planning::good_by_name(b"land".to_vec()), Some(GoodId(1)));
		assert_eq!(Planning::good(GoodId(0)).unwrap().unit.into_inner(), b"loaf");
		assert_eq!(Planning::quotes(0)[1].price, MAX_PRICE);
		assert_eq!(Endowments::<Test>::get(0)[1], Quantity(Flow::MAX));
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn goods_beyond_a_page_begin_the_next() {
	new_test_ext().execute_with(|| {
		for index in 0..130 {
			register(&format!("good {index}"), Kind::Nature, 1, index);
		}
		let lengths: Vec<_> = (0..4).map(|page| Market::<Test>::get(page).len()).collect();
		assert_eq!(lengths, [64, 64, 2, 0]);
		assert_eq!(Endowments::<Test>::get(2)[1], Quantity(129 * UNIT));
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn only_the_governed_origin_registers() {
	town().execute_with(|| {
		let signed = RuntimeOrigin::signed(11);
		assert_noop!(
			Planning::register_good(
				signed.clone(),
				text(b"rice"),
				text(b"kg"),
				Kind::Private,
				Price(1),
				Quantity(0)
			),
			DispatchError::BadOrigin
		);
		assert_noop!(
			Planning::set_supply(signed.clone(), LAND, Quantity(1)),
			DispatchError::BadOrigin
		);
		assert_noop!(Planning::open_cycle(signed.clone(), params()), DispatchError::BadOrigin);
		assert_noop!(
			Planning::set_block_share(signed, sp_runtime::Perbill::one()),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn bad_goods_are_refused() {
	use Kind::*;
	town().execute_with(|| {
		for (name, unit, kind, price, supply, error) in [
			(&b""[..], &b"kg"[..], Private, 1, 0, Error::<Test>::InvalidName),
			(b"rice", b"", Private, 1, 0, Error::InvalidName),
			(b"\xff\xfe", b"kg", Private, 1, 0, Error::InvalidName),
			(b"rice", b"\xff", Private, 1, 0, Error::InvalidName),
			(b"bread", b"kg", Private, 1, 0, Error::GoodExists),
			(b"rice", b"kg", Private, 0, 0, Error::InvalidPrice),
			(b"rice", b"kg", Private, MAX_PRICE.0 + 1, 0, Error::InvalidPrice),
			(b"rice", b"kg", Private, 1, 1, Error::NoYearlySupply),
			(b"rice", b"kg", Public, 1, 1, Error::NoYearlySupply),
			(b"rice", b"kg", Intermediate, 1, 1, Error::NoYearlySupply),
			(b"sand", b"kg", Nature, 1, Flow::MAX + 1, Error::InvalidQuantity),
			(b"care", b"h", Labour, 1, u128::MAX, Error::InvalidQuantity),
		] {
			assert_noop!(try_register(name, unit, kind, price, supply), error);
		}
	});
}

#[test]
fn the_number_of_goods_is_bounded() {
	new_test_ext().execute_with(|| {
		Count::<Test>::put(9_999);
		assert_ok!(try_register(b"last", b"kg", Kind::Private, 1, 0));
		assert_eq!(Count::<Test>::get(), 10_000);
		assert_noop!(
			try_register(b"one too many", b"kg", Kind::Private, 1, 0),
			Error::<Test>::TooManyGoods
		);
	});
}

#[test]
fn the_yearly_supply_can_be_changed_between_cycles() {
	town().execute_with(|| {
		let set =
			|good, supply| Planning::set_supply(RuntimeOrigin::root(), good, Quantity(supply));
		assert_ok!(set(HOURS, 7));
		assert_eq!(Endowments::<Test>::get(0)[4], Quantity(7));
		assert_eq!(events().pop(), Some(Event::SupplySet { good: HOURS, supply: Quantity(7) }));
		assert_ok!(set(HOURS, 0));
		assert_noop!(set(GoodId(5), 1), Error::<Test>::UnknownGood);
		assert_noop!(set(BREAD, 1), Error::<Test>::NoYearlySupply);
		assert_noop!(set(BREAD, 0), Error::<Test>::NoYearlySupply);
		assert_noop!(set(LAND, Flow::MAX + 1), Error::<Test>::InvalidQuantity);
		assert_ok!(set(LAND, Flow::MAX));
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn goods_are_fixed_while_a_cycle_runs() {
	collecting().execute_with(|| {
		assert_noop!(
			try_register(b"rice", b"kg", Kind::Private, 1, 0),
			Error::<Test>::CycleRunning
		);
		assert_noop!(
			Planning::set_supply(RuntimeOrigin::root(), LAND, Quantity(1)),
			Error::<Test>::CycleRunning
		);
	});
}

#[test]
fn genesis_goods_pass_the_checks_of_the_call() {
	let good = |name: &str, kind, supply| GenesisGood {
		name: name.into(),
		unit: "kg".into(),
		kind,
		initial_price: Price(5),
		supply: Quantity(supply),
	};
	let build = |goods| {
		let config = GenesisConfig::<Test> { goods, ..Default::default() };
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		config.assimilate_storage(&mut storage).unwrap();
		sp_io::TestExternalities::new(storage)
	};
	build(vec![good("rice", Kind::Private, 0), good("sand", Kind::Nature, 9)]).execute_with(|| {
		assert_eq!(Count::<Test>::get(), 2);
		assert_ok!(Planning::do_try_state());
	});
	let twice = vec![good("rice", Kind::Private, 0), good("rice", Kind::Private, 0)];
	assert!(std::panic::catch_unwind(|| build(twice)).is_err());
}
