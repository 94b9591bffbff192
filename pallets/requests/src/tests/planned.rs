//! With the planning year itself: from requests to a member's part of the plan.

use crate::{mock_planned::*, Error};
use frame_support::{assert_noop, assert_ok};
use pallet_planning::{CycleParams, Phase};
use parecon_engine::{Counting, Kind, LevelRule, Line, Rule, Scale, Swing};
use parecon_primitives::{
	CouncilId, Credits, CycleId, Flow, GoodId, Iteration, MemberId, Price, Quantity,
};
use sp_runtime::{DispatchResult, Perbill};

const UNIT: u128 = 1_000_000;
const BREAD: GoodId = GoodId(0);
const PARK: GoodId = GoodId(1);
const LAND: GoodId = GoodId(2);

fn params() -> CycleParams {
	CycleParams {
		rule: Rule::Proportional,
		threshold: Perbill::from_percent(5),
		enrolment: 5,
		window: 10,
		ratification: 10,
		max_iterations: 1,
		income_per_head: Credits(100 * UNIT),
		counting: Counting::Excess,
		swing: Swing { from: 2, bound: Perbill::one(), least: Perbill::one() },
		retries: 0,
		levels: LevelRule::Mean,
		exceptions: Perbill::zero(),
	}
}

fn register(name: &str, kind: Kind, price: u128, supply: u128) {
	let name = name.as_bytes().to_vec().try_into().unwrap();
	let unit = b"unit".to_vec().try_into().unwrap();
	let (price, supply) = (Price(price * UNIT), Quantity(supply * UNIT));
	let root = RuntimeOrigin::root();
	assert_ok!(Planning::register_good(root, name, unit, kind, price, supply));
}

fn ask(member: u64, loaves: u128) -> DispatchResult {
	let goods = vec![(BREAD, Quantity(loaves * UNIT))].try_into().unwrap();
	Requests::request(RuntimeOrigin::signed(member), STREET, goods, None)
}

fn propose(council: CouncilId, speaker: u64, lines: &[(GoodId, i128)]) {
	let lines: Vec<_> = lines
		.iter()
		.map(|(good, units)| Line { good: *good, flow: Flow(units * UNIT as i128) })
		.collect();
	let iteration = Planning::cycle().unwrap().iteration;
	let who = RuntimeOrigin::signed(speaker);
	assert_ok!(Planning::propose(who, council, iteration, lines.try_into().unwrap(), None));
}

fn counted() -> pallet_planning::EnrolmentOf<Planned> {
	Planning::enrolment(CycleId(0), STREET).unwrap()
}

fn run_to(phase: Phase) {
	for _ in 0..100 {
		if Planning::cycle().unwrap().phase == phase {
			return;
		}
		next_block();
	}
	panic!("{phase:?} is not reached");
}

/// Bread at 2 credits; the street has 5 people, and so 500 credits.
fn enrolling() -> sp_io::TestExternalities {
	let mut ext = village();
	ext.execute_with(|| {
		register("bread", Kind::Private, 2, 0);
		register("park", Kind::Public, 1, 0);
		register("land", Kind::Nature, 1, 1_000);
		assert_noop!(ask(1, 1), Error::<Planned>::NotAsking);
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		next_block();
		assert_ok!(Planning::enrol(RuntimeOrigin::signed(9), MILL));
		assert_ok!(Planning::enrol(RuntimeOrigin::signed(1), STREET));
	});
	ext
}

#[test]
fn what_members_ask_for_is_in_the_plan_and_comes_back_to_them() {
	enrolling().execute_with(|| {
		assert_noop!(ask(1, 151), Error::<Planned>::BeyondMeans);
		assert_ok!(ask(1, 150));
		run_to(Phase::Collecting);
		propose(MILL, 9, &[(BREAD, 200), (LAND, -400)]);
		propose(STREET, 1, &[(BREAD, -100)]);
		assert_eq!(counted().lines[0].flow, Flow(-250 * UNIT as i128));
		// Ben asks when the speaker has spoken already: it counts when the iteration closes.
		assert_ok!(ask(2, 50));
		assert_eq!(Planning::cycle().unwrap().requested, 2);
		next_block();
		assert_eq!(Planning::cycle().unwrap().phase, Phase::Ratifying);
		// 600 credits' worth for 500.
		assert_eq!(
			(counted().lines[0].flow, counted().part),
			(Flow(-249_999_999), Scale::of(5, 6))
		);
		assert_noop!(ask(3, 1), Error::<Planned>::NotAsking);
		let withdrawal = Requests::withdraw_request(RuntimeOrigin::signed(2));
		assert_eq!(withdrawal, Err(Error::<Planned>::NotAsking.into()));
		assert_eq!(Requests::my_portion(MemberId(1)), None, "no plan is in force");
		for (council, speaker) in [(MILL, 9), (STREET, 1)] {
			assert_ok!(Planning::ratify(RuntimeOrigin::signed(speaker), council, true));
		}
		run_to(Phase::Ratified);
		assert_eq!(
			Planning::portion(CycleId(0), STREET).unwrap().granted[..],
			[Quantity(200 * UNIT)]
		);
		let part = |member| Requests::my_portion(MemberId(member)).unwrap()[0].granted.0;
		assert_eq!((part(1), part(2)), (99_999_999, 33_333_333));
		assert_eq!(Requests::my_portion(MemberId(3)), None);
		assert_ok!(Requests::withdraw_request(RuntimeOrigin::signed(2)));
	});
}

/// Attack: a request for goods of others, in a cycle of others.
#[test]
fn goods_that_are_not_private_are_not_asked_for() {
	enrolling().execute_with(|| {
		for good in [PARK, LAND, GoodId(3)] {
			let goods = vec![(BREAD, Quantity(1)), (good, Quantity(1))].try_into().unwrap();
			let call = Requests::request(RuntimeOrigin::signed(1), STREET, goods, None);
			assert_noop!(call, Error::<Planned>::NotPrivate);
		}
		assert_eq!(Requests::means(MemberId(1)), Credits(300 * UNIT));
	});
}

/// The requests of a street whose speaker never says anything: they are its lines.
#[test]
fn without_a_speaker_requests_count_alone() {
	enrolling().execute_with(|| {
		assert_ok!(ask(1, 100));
		assert_ok!(ask(3, 20));
		run_to(Phase::Collecting);
		propose(MILL, 9, &[(BREAD, 200), (LAND, -400)]);
		while Planning::cycle().unwrap().phase == Phase::Collecting {
			next_block();
		}
		assert_eq!(counted().lines[0].flow, Flow(-120 * UNIT as i128));
		assert_eq!((counted().spoken, counted().own.map(|own| own.len())), (Iteration(0), Some(0)));
	});
}
