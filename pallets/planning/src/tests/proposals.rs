//! Proposals: what is accepted, what is refused, and what it does to the totals.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use parecon_engine::{lines_hash, Kind, Line};
use parecon_primitives::{CouncilId, Credits, CycleId, Flow, GoodId, Iteration, Price, Side};

/// As `assert_noop!`, for calls that return a weight with the error.
macro_rules! assert_refused {
	($call:expr, $error:ident) => {
		assert_noop!($call.map_err(|failed| failed.error), Error::<Test>::$error)
	};
}

#[test]
fn a_proposal_enters_the_totals_and_its_revision_replaces_it() {
	collecting().execute_with(|| {
		assert_ok!(propose(BAKERY, answer(2)));
		assert_eq!(volume(BREAD), (600 * UNIT, 0));
		assert_eq!(volume(FLOUR), (0, 400 * UNIT));
		assert_eq!(volume(HOURS), (1_200 * UNIT, 800 * UNIT));
		let revised = vec![line(BREAD, 10), line(LAND, -5)];
		assert_ok!(propose(BAKERY, revised.clone()));
		assert_eq!(volume(BREAD), (10 * UNIT, 0));
		assert_eq!(volume(FLOUR), (0, 0));
		assert_eq!((volume(LAND).1, volume(HOURS).1), (5 * UNIT, 0));
		assert_eq!((cycle().spoken, cycle().accepted), (1, 2));
		assert_eq!(
			events().pop(),
			Some(Event::Proposed {
				cycle: CycleId(0),
				iteration: Iteration(1),
				council: CouncilId(2),
				lines: lines_hash(&revised),
				benefit: Credits(20 * UNIT),
				cost: Credits(5 * UNIT),
				note: None,
			})
		);
		assert_ok!(propose(BAKERY, vec![]));
		assert_eq!((volume(BREAD), volume(LAND)), ((0, 0), (1_000 * UNIT, 0)));
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn create_then_withdraw_leaves_no_key_more() {
	collecting().execute_with(|| {
		let keys = || {
			let mut keys = vec![];
			let prefix = sp_io::hashing::twox_128(b"Planning").to_vec();
			let mut key = prefix.clone();
			while let Some(next) =
				sp_io::storage::next_key(&key).filter(|key| key.starts_with(&prefix))
			{
				keys.push(next.clone());
				key = next;
			}
			keys
		};
		let before = keys();
		assert_ok!(propose(BAKERY, answer(2)));
		assert_ok!(propose(BAKERY, vec![]));
		assert!(before.len() > 8);
		assert_eq!(keys(), before);
	});
}

#[test]
fn a_public_good_is_the_mean_of_the_stated_levels() {
	collecting().execute_with(|| {
		assert_ok!(propose(NORTH, vec![line(PARK, -10)]));
		assert_ok!(propose(SOUTH, vec![line(PARK, -30)]));
		assert_eq!(volume(PARK).1, (3 * 10 + 30) * UNIT);
		let reason = Planning::why_price(PARK).unwrap();
		assert_eq!((reason.supply.0, reason.demand.0), (0, 15 * UNIT));
		assert!(!reason.below_threshold);
		let costs: Vec<_> = [(NORTH, 10), (SOUTH, 30)]
			.map(|(council, level)| {
				Planning::check(CouncilId(council.0), vec![line(PARK, -level)]).unwrap().cost
			})
			.into();
		assert_eq!(
			costs,
			[Credits(75 * UNIT), Credits(75 * UNIT)],
			"3/4 x 10 x 10 = 1/4 x 30 x 10"
		);
	});
}

#[test]
fn a_workplace_may_use_some_of_what_it_supplies() {
	collecting().execute_with(|| {
		let own = vec![line(FLOUR, 400), line(FLOUR, -20), line(HOURS, -300)];
		assert_ok!(propose(MILL, own.clone()));
		assert_eq!(volume(FLOUR), (400 * UNIT, 20 * UNIT));
		assert_refused!(propose(MILL, vec![own[1], own[0]]), NotAscending);
	});
}

#[test]
fn below_par_is_refused_to_the_last_micro_credit() {
	collecting().execute_with(|| {
		let with_hours = |micro: i128| {
			vec![line(BREAD, 600), line(FLOUR, -400), Line { good: HOURS, flow: Flow(-micro) }]
		};
		let par = 800 * UNIT as i128;
		assert_refused!(propose(BAKERY, with_hours(par + 1)), BelowPar);
		let check = Planning::check(CouncilId(2), with_hours(par + 1)).unwrap();
		assert_eq!((check.passes, check.shortfall), (false, Credits(1)));
		assert_eq!((check.benefit, check.budget), (Credits(1_200 * UNIT), Credits(0)));
		assert_ok!(propose(BAKERY, with_hours(par)));
		assert_ok!(propose(BAKERY, with_hours(par - 1)));
	});
}

#[test]
fn over_budget_is_refused_to_the_last_micro_credit() {
	collecting().execute_with(|| {
		let with_bread =
			|micro: i128| vec![Line { good: BREAD, flow: Flow(-micro) }, line(PARK, -100)];
		let most = 375 * UNIT as i128;
		assert_ok!(propose(SOUTH, with_bread(most)));
		assert_refused!(propose(SOUTH, with_bread(most + 1)), OverBudget);
		let check = Planning::check(CouncilId(5), with_bread(most + 1)).unwrap();
		assert!(!check.passes);
		assert_eq!((check.budget, check.shortfall), (Credits(1_000 * UNIT), Credits(2)));
		let check = Planning::check(CouncilId(5), with_bread(most)).unwrap();
		assert!(check.passes);
		assert_eq!((check.cost, check.shortfall), (Credits(1_000 * UNIT), Credits(0)));
	});
}

#[test]
fn each_side_has_its_signs() {
	collecting().execute_with(|| {
		for (council, lines) in [
			(MILL, vec![line(BREAD, -1)]),
			(MILL, vec![line(PARK, -1)]),
			(MILL, vec![line(LAND, 1)]),
			(MILL, vec![line(HOURS, 1)]),
			(NORTH, vec![line(BREAD, 1)]),
			(NORTH, vec![line(PARK, 1)]),
			(NORTH, vec![line(FLOUR, -1)]),
			(NORTH, vec![line(FLOUR, 1)]),
			(NORTH, vec![line(LAND, -1)]),
			(NORTH, vec![line(HOURS, -1)]),
		] {
			assert_refused!(propose(council, lines), WrongSign);
		}
	});
}

#[test]
fn lines_that_cannot_stand_are_refused() {
	collecting().execute_with(|| {
		let raw = |good, flow| vec![Line { good, flow: Flow(flow) }];
		let largest = Flow::MAX as i128;
		assert_refused!(propose(NORTH, raw(BREAD, 0)), InvalidQuantity);
		assert_refused!(propose(NORTH, raw(BREAD, -largest - 1)), InvalidQuantity);
		assert_refused!(propose(NORTH, raw(BREAD, i128::MIN)), InvalidQuantity);
		assert_refused!(propose(MILL, raw(FLOUR, i128::MAX)), InvalidQuantity);
		assert_refused!(propose(NORTH, raw(BREAD, -largest)), OverBudget);
		assert_ok!(propose(MILL, raw(FLOUR, largest)));
		assert_refused!(propose(NORTH, vec![line(BREAD, -1), line(BREAD, -1)]), NotAscending);
		assert_refused!(propose(NORTH, vec![line(PARK, -1), line(BREAD, -1)]), NotAscending);
		assert_refused!(propose(MILL, vec![line(FLOUR, 1), line(GoodId(5), -1)]), UnknownGood);
		assert_refused!(propose(MILL, raw(GoodId(u32::MAX), -1)), UnknownGood);
	});
}

#[test]
fn only_the_speaker_of_an_enrolled_council_proposes_now() {
	town().execute_with(|| {
		seat(MILL.0, Side::Workers, 21);
		open(params());
		council(9, Side::Workers, 19, 1);
		assert_refused!(propose((MILL.0, 5_000), vec![]), NotMember);
		assert_refused!(propose((MILL.0, BAKERY.1), vec![]), NotSpeaker);
		assert_refused!(propose((77, MILL.1), vec![]), NotEnrolled);
		assert_refused!(propose((9, 19), vec![]), NotEnrolled);
		for wrong in [0, 2, u32::MAX] {
			let call = Planning::propose(
				RuntimeOrigin::signed(MILL.1),
				CouncilId(MILL.0),
				Iteration(wrong),
				Default::default(),
				None,
			);
			assert_refused!(call, WrongIteration);
		}
		council(MILL.0, Side::Workers, 21, 2);
		assert_refused!(propose(MILL, answer(1)), NotSpeaker);
		assert_ok!(propose((MILL.0, 21), answer(1)));
	});
}

#[test]
fn proposals_have_their_phase() {
	town().execute_with(|| {
		assert_refused!(propose(MILL, vec![]), NoCycle);
		assert_eq!(Planning::check(CouncilId(1), vec![]), Err(Error::<Test>::NoCycle.into()));
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		next_block();
		assert_refused!(propose(MILL, vec![]), NotCollecting);
		assert_eq!(Planning::check(CouncilId(1), vec![]), Err(Error::<Test>::NotEnrolled.into()));
	});
}

#[test]
fn what_is_refused_changes_nothing_and_what_is_seen_is_why() {
	collecting().execute_with(|| {
		assert_ok!(propose(MILL, answer(1)));
		assert_eq!(Planning::silent(10).len(), 4);
		assert_eq!(Planning::silent(2).len(), 2);
		let reason = Planning::why_price(FLOUR).unwrap();
		assert_eq!((reason.quote.price, reason.quote.kind), (Price(UNIT), Kind::Intermediate));
		assert_eq!(
			(reason.supply.0, reason.demand.0, reason.imbalance.0),
			(400 * UNIT, 0, 2_000_000_000)
		);
		assert_eq!(Planning::why_price(GoodId(5)), None);
		assert_eq!(Planning::enrolment(CycleId(0), CouncilId(1)).unwrap().lines.len(), 3);
	});
}

#[test]
fn the_weight_is_that_of_the_pages_touched() {
	new_test_ext().execute_with(|| {
		for index in 0..200 {
			register(&format!("good {index}"), Kind::Intermediate, 1, 0);
		}
		for (id, side) in [(1, Side::Workers), (4, Side::Consumers)] {
			council(id, side, id as u64 + 10, 1);
		}
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		next_block();
		for id in [1, 4] {
			assert_ok!(Planning::enrol(RuntimeOrigin::signed(id as u64 + 10), CouncilId(id)));
		}
		run_to_phase(Phase::Collecting);
		let weight = |lines| propose(MILL, lines).unwrap().actual_weight.unwrap();
		let one = weight(vec![line(GoodId(0), 2), line(GoodId(5), -1)]);
		assert_eq!(one, Planning::propose_weight(2, 1));
		let two = weight(vec![line(GoodId(0), 2), line(GoodId(64), -1)]);
		assert_eq!(two, Planning::propose_weight(2, 2));
		let left = weight(vec![line(GoodId(199), 2)]);
		assert_eq!(left, Planning::propose_weight(2, 3), "the pages left are touched as well");
		let lines: Vec<_> = (0..100).map(|good| line(GoodId(good), 1)).collect();
		let before = Planning::propose_weight_before(&lines);
		assert!(weight(lines).ref_time() < before.ref_time());
	});
}
