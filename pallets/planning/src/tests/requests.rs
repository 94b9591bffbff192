//! What counts for consumers' councils: requests, means, and silence.

use crate::{mock::*, *};
use frame_support::{
	assert_err, assert_noop, assert_ok,
	traits::OnPoll,
	weights::{Weight, WeightMeter},
};
use parecon_engine::{lines_hash, merged, Kind, Line, Scale, Swing};
use parecon_primitives::{
	Asking, CouncilId, Credits, CycleId, Flow, GoodId, Granted, Iteration, PlanningYear, Quantity,
	Side,
};
use proptest::prelude::*;
use sp_core::H256;
use sp_runtime::{Perbill, TryRuntimeError};

/// As `assert_noop!`, for calls that return a weight with the error.
macro_rules! assert_refused {
	($call:expr, $error:ident) => {
		assert_noop!($call.map_err(|failed| failed.error), Error::<Test>::$error)
	};
}

type Year = Pallet<Test>;

fn enrolled((id, _): (u32, u64)) -> EnrolmentOf<Test> {
	Enrolments::<Test>::get(cycle().id, CouncilId(id)).expect("it is enrolled")
}

/// The members of a council ask for whole units of goods from now on.
fn ask((id, _): (u32, u64), goods: &[(GoodId, u128)]) {
	requests(id, goods.iter().map(|(good, units)| (*good, Quantity(units * UNIT))).collect());
	Year::requests_changed(CouncilId(id));
}

fn set_price(good: GoodId, micro: u128) {
	Market::<Test>::mutate(0, |page| page[good.0 as usize].price.0 = micro);
}

/// Ends the window of the iteration.
fn wait() {
	let iteration = cycle().iteration;
	while cycle().iteration == iteration && cycle().phase == Phase::Collecting {
		next_block();
	}
}

fn repeated() -> Vec<(u32, H256)> {
	let one = |event| match event {
		Event::Repeated { council, lines, .. } => Some((council.0, lines)),
		_ => None,
	};
	events().into_iter().filter_map(one).collect()
}

fn bread(micro: u128) -> Line {
	Line { good: BREAD, flow: Flow(-(micro as i128)) }
}

#[test]
fn requests_are_added_to_what_the_speaker_states() {
	collecting().execute_with(|| {
		ask(NORTH, &[(BREAD, 50)]);
		let own = vec![line(BREAD, -400), line(PARK, -10)];
		assert_ok!(propose(NORTH, own.clone()));
		let counted = vec![line(BREAD, -450), line(PARK, -10)];
		assert_eq!(enrolled(NORTH).lines[..], counted[..]);
		assert_eq!(enrolled(NORTH).own.map(|own| own.to_vec()), Some(own));
		assert_eq!(enrolled(NORTH).part, Scale::WHOLE);
		assert_eq!(volume(BREAD).1, 450 * UNIT);
		let Some(Event::Proposed { lines, cost, .. }) = events().pop() else { panic!() };
		// 450 x 2, and three quarters of a park of 10 x 10.
		assert_eq!((lines, cost), (lines_hash(&counted), Credits(975 * UNIT)));
		assert_eq!((cycle().spoken, cycle().accepted), (1, 1));
		assert_ok!(propose(NORTH, vec![]));
		assert_eq!(enrolled(NORTH).lines[..], [line(BREAD, -50)], "nobody can be forgotten");
		ask(NORTH, &[]);
		assert_ok!(propose(NORTH, vec![]));
		assert_eq!((volume(BREAD).1, enrolled(NORTH).own), (0, None));
		assert_ok!(Planning::do_try_state());
	});
}

/// 3,000 credits: 1,000 loaves of the speaker's and as many of the members' cost 4,000.
#[test]
fn speaker_and_members_are_scaled_alike_to_the_budget() {
	collecting().execute_with(|| {
		ask(NORTH, &[(BREAD, 1_000)]);
		assert_ok!(propose(NORTH, vec![line(BREAD, -1_000)]));
		assert_eq!(enrolled(NORTH).lines[..], [line(BREAD, -1_500)]);
		assert_eq!(enrolled(NORTH).part, Scale::of(3, 4));
		// By themselves the speaker's lines have to pass.
		assert_refused!(propose(NORTH, vec![bread(1_500 * UNIT + 1)]), OverBudget);
		assert_ok!(propose(NORTH, vec![line(BREAD, -1_500)]));
		assert_eq!(enrolled(NORTH).lines[..], [bread(1_499_999_999)], "three fifths, rounded down");
		// Of a park of 100 they pay 750: 1,125 loaves are left.
		assert_ok!(propose(NORTH, vec![line(BREAD, -500), line(PARK, -100)]));
		assert_eq!(enrolled(NORTH).lines[..], [line(BREAD, -1_125), line(PARK, -100)]);
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn more_lines_than_a_proposal_has_are_refused() {
	new_test_ext().execute_with(|| {
		for good in 0..102 {
			register(&format!("good {good}"), Kind::Private, 1, 0);
		}
		council(1, Side::Workers, 11, 1);
		council(4, Side::Consumers, 14, 1);
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		next_block();
		for id in [1, 4] {
			assert_ok!(Planning::enrol(RuntimeOrigin::signed(id as u64 + 10), CouncilId(id)));
		}
		run_to_phase(Phase::Collecting);
		let all: Vec<_> = (0..100).map(|good| line(GoodId(good), -1)).collect();
		requests(4, vec![(GoodId(3), Quantity(UNIT)), (GoodId(101), Quantity(UNIT))]);
		assert_refused!(propose((4, 14), all.clone()), TooManyLines);
		assert_ok!(propose((4, 14), all[1..].to_vec()));
		assert_eq!(Planning::enrolment(CycleId(0), CouncilId(4)).unwrap().lines.len(), 100);
		// Where the speaker cannot be asked, requests that find no room are left out.
		requests(4, vec![(GoodId(0), Quantity(UNIT)), (GoodId(101), Quantity(UNIT))]);
		Year::requests_changed(CouncilId(4));
		wait();
		let lines = Planning::enrolment(CycleId(0), CouncilId(4)).unwrap().lines;
		assert_eq!(
			(lines.len(), lines[0], lines[99]),
			(100, line(GoodId(0), -1), line(GoodId(99), -1))
		);
	});
}

/// Before: a silent council's lines stood as they were, and it was taken out of the plan when prices had
/// risen. Now they shrink with its means, and come back.
#[test]
fn a_silent_councils_lines_follow_its_means() {
	collecting().execute_with(|| {
		assert_ok!(propose(NORTH, vec![line(BREAD, -1_000), line(PARK, -100)]));
		wait();
		events();
		let mut counted = vec![];
		for price in [6 * UNIT, 2 * UNIT, 9 * UNIT, UNIT] {
			set_price(BREAD, price);
			set_price(PARK, 10 * UNIT);
			let before = (cycle().accepted, cycle().heard);
			wait();
			counted.push(volume(BREAD).1);
			assert_eq!((before, cycle().spoken), ((0, cycle().heard), 0), "it has not spoken");
			let record = Planning::record(CycleId(0), Iteration(cycle().iteration.0 - 1)).unwrap();
			let lines = enrolled(NORTH).lines;
			let told = vec![(NORTH.0, lines_hash(&lines))];
			assert_eq!((record.count, repeated()), (1, told));
		}
		// 2,250 credits beside the park.
		assert_eq!(counted, [375 * UNIT, 1_000 * UNIT, 250 * UNIT, 1_000 * UNIT]);
		assert_eq!(volume(PARK).1, 300 * UNIT, "a level is not scaled");
		assert_eq!(enrolled(NORTH).spoken, Iteration(1));
		assert_eq!(enrolled(NORTH).own, None);
	});
}

#[test]
fn what_changes_after_the_speaker_has_spoken_is_counted_when_the_iteration_closes() {
	collecting().execute_with(|| {
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		ask(NORTH, &[(BREAD, 50)]);
		ask((77, 0), &[(BREAD, 50)]);
		assert_eq!(cycle().requested, 1, "who is not enrolled does not count");
		assert_eq!(volume(BREAD).1, 600 * UNIT);
		next_block();
		assert_eq!((volume(BREAD).1, cycle().requested), (650 * UNIT, 0));
		assert_eq!(Planning::record(CycleId(0), Iteration(1)).unwrap().count, 6);
		assert_eq!(repeated(), [(NORTH.0, lines_hash(&enrolled(NORTH).lines))]);
		assert_eq!(enrolled(NORTH).own.map(|own| own.to_vec()), Some(answer(4)));
	});
	// Where all have spoken and nobody asks for something else, councils are not gone through.
	collecting().execute_with(|| {
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		requests(4, vec![(BREAD, Quantity(50 * UNIT))]);
		next_block();
		assert_eq!((volume(BREAD).1, repeated()), (600 * UNIT, vec![]));
	});
}

#[test]
fn requests_are_taken_until_changes_are_bounded() {
	town().execute_with(|| {
		assert_eq!((Year::asking(), Year::is_counting()), (None, false));
		let swing = Swing { from: 2, bound: Perbill::one(), least: Perbill::one() };
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), CycleParams { swing, ..params() }));
		assert_eq!((Year::asking(), Year::is_counting()), (None, true));
		next_block();
		let asking = Asking {
			cycle: CycleId(0),
			opened: cycle().opened,
			income_per_head: Credits(1_000 * UNIT),
		};
		assert_eq!((cycle().phase, Year::asking()), (Phase::Enrolling, Some(asking)));
		for (id, speaker) in ALL {
			assert_ok!(Planning::enrol(RuntimeOrigin::signed(speaker), CouncilId(id)));
		}
		run_to_phase(Phase::Collecting);
		assert_eq!((Year::asking(), Year::is_counting()), (Some(asking), false));
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().phase = Phase::Clearing);
		assert_eq!((Year::asking(), Year::is_counting()), (None, true));
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().phase = Phase::Collecting);
		wait();
		assert_eq!((Year::asking(), Year::is_counting()), (None, true), "bounded");
		run_to_phase(Phase::Lapsed(Lapse::NotConverged));
		assert_eq!((Year::asking(), Year::is_counting()), (None, false));
	});
}

#[test]
fn requests_cost_what_the_announced_prices_say() {
	collecting().execute_with(|| {
		let cost = |goods: &[(GoodId, u128)]| {
			let goods: Vec<_> = goods.iter().map(|(good, all)| (*good, Quantity(*all))).collect();
			Year::cost(&goods)
		};
		assert_eq!(cost(&[(BREAD, 3 * UNIT)]), Some(Credits(6 * UNIT)));
		set_price(BREAD, 1);
		assert_eq!(cost(&[(BREAD, 1)]), Some(Credits(1)), "rounded up");
		assert_eq!(cost(&[]), Some(Credits(0)));
		for other in [PARK, FLOUR, LAND, HOURS, GoodId(5), GoodId(u32::MAX)] {
			assert_eq!(cost(&[(BREAD, 1), (other, 1)]), None);
		}
		assert_eq!((cost(&[(BREAD, 0)]), cost(&[(BREAD, Flow::MAX + 1)])), (None, None));
	});
}

/// Ratifies the plan that everybody's answers come to.
fn a_year() -> sp_io::TestExternalities {
	let mut ext = collecting();
	ext.execute_with(|| {
		ask(SOUTH, &[(BREAD, 50)]);
		while cycle().phase == Phase::Collecting {
			for council in ALL {
				assert_ok!(propose(council, answer(council.0)));
			}
			next_block();
		}
		for (id, speaker) in ALL {
			assert_ok!(Planning::ratify(RuntimeOrigin::signed(speaker), CouncilId(id), true));
		}
		run_to_phase(Phase::Ratified);
	});
	ext
}

#[test]
fn who_is_silent_repeats_last_years_lines_within_this_years_means() {
	a_year().execute_with(|| {
		council(8, Side::Consumers, 18, 1);
		let income_per_head = Credits(300 * UNIT);
		assert_ok!(Planning::open_cycle(
			RuntimeOrigin::root(),
			CycleParams { income_per_head, ..params() }
		));
		next_block();
		for (id, speaker) in ALL.into_iter().chain([(8, 18)]) {
			assert_ok!(Planning::enrol(RuntimeOrigin::signed(speaker), CouncilId(id)));
		}
		run_to_phase(Phase::Collecting);
		assert_eq!(enrolled(NORTH).own.map(|own| own.to_vec()), Some(answer(4)));
		assert!(enrolled(NORTH).lines.is_empty(), "nothing counts before somebody is silent");
		assert_eq!(enrolled(MILL).own, None);
		for good in [BREAD, PARK] {
			set_price(good, 2 * UNIT);
		}
		assert_ok!(propose(SOUTH, vec![]));
		events();
		wait();
		// Of 900 credits a park of 100 at 2 takes 3 of 5 people 120: 390 of 450 loaves, rounded down.
		assert_eq!(enrolled(NORTH).lines[..], [bread(389_999_999), line(PARK, -100)]);
		assert_eq!(enrolled(SOUTH).lines[..], [line(BREAD, -50)], "the request stands still");
		assert!(enrolled((8, 18)).lines.is_empty(), "who never said anything says nothing");
		assert_eq!(repeated().len(), 1);
		assert_eq!(cycle().heard, Sides { workers: 0, consumers: 1 });
		assert_eq!(enrolled(NORTH).own.map(|own| own.to_vec()), Some(answer(4)));
	});
}

#[test]
fn of_last_years_lines_those_are_left_out_that_cannot_be_stated_any_more() {
	a_year().execute_with(|| {
		let scope = vec![CouncilId(SOUTH.0)].try_into().unwrap();
		let root = RuntimeOrigin::root();
		assert_ok!(Planning::share_good(root, PARK, Quantity(UNIT), scope));
		open(params());
		set_price(BREAD, 2 * UNIT);
		set_price(PARK, UNIT);
		wait();
		assert_eq!(enrolled(NORTH).lines[..], [line(BREAD, -450)]);
		let lines = [line(BREAD, -200), line(PARK, -100)];
		assert_eq!(enrolled(SOUTH).lines[..], lines);
	});
}

#[test]
fn the_plan_in_force_tells_what_was_stated_and_granted() {
	a_year().execute_with(|| {
		let (plan, granted) = Year::granted(CouncilId(SOUTH.0)).unwrap();
		let bread = granted[0];
		assert_eq!((plan, granted.len(), bread.good), (CycleId(0), 1, BREAD));
		assert_eq!(bread.stated, Quantity(200 * UNIT));
		let portion = Planning::portion(CycleId(0), CouncilId(SOUTH.0)).unwrap();
		assert_eq!(bread.granted, portion.granted[0]);
		assert!(bread.granted < bread.stated, "650 loaves are asked for, and 600 there");
		assert_eq!((Year::granted(CouncilId(MILL.0)), Year::granted(CouncilId(9))), (None, None));
		Enrolments::<Test>::mutate(CycleId(0), CouncilId(SOUTH.0), |one| {
			one.as_mut().unwrap().part = Scale::of(1, 2)
		});
		let (_, granted) = Year::granted(CouncilId(SOUTH.0)).unwrap();
		let expected = Granted { stated: Quantity(400 * UNIT + 4), ..bread };
		assert_eq!(granted, [expected]);
	});
	town().execute_with(|| assert_eq!(Year::granted(CouncilId(4)), None));
}

/// 10 % from the second iteration on.
#[test]
fn where_changes_are_bounded_silence_only_shrinks_beyond_the_bound() {
	town().execute_with(|| {
		let tenth = Perbill::from_percent(10);
		open(CycleParams { swing: Swing { from: 2, bound: tenth, least: tenth }, ..params() });
		set_price(BREAD, 4 * UNIT);
		ask(NORTH, &[(BREAD, 500)]);
		assert_ok!(propose(NORTH, vec![line(BREAD, -500)]));
		assert_eq!(volume(BREAD).1, 750 * UNIT);
		wait();
		let mut counted = vec![];
		// All of 1,000 would be a third more; 3,000 credits buy 375 and 400, and 3,000 / 2.
		for price in [2 * UNIT, 8 * UNIT, 7_500_000, 2 * UNIT] {
			set_price(BREAD, price);
			wait();
			counted.push(volume(BREAD).1.div_ceil(UNIT));
		}
		assert_eq!(counted, [750, 375, 400, 400]);
		assert_eq!(enrolled(NORTH).own.map(|own| own.to_vec()), Some(vec![line(BREAD, -500)]));
	});
}

#[test]
fn what_counted_in_the_best_iteration_is_kept_where_silence_changes_it() {
	town().execute_with(|| {
		open(CycleParams { max_iterations: 3, ..params() });
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		next_block();
		assert_eq!(cycle().best.unwrap().iteration, Iteration(1));
		set_price(BREAD, 10 * UNIT);
		set_price(PARK, 10 * UNIT);
		assert_ok!(propose(BAKERY, vec![line(BREAD, 1)]));
		wait();
		assert_eq!(cycle().best.unwrap().iteration, Iteration(1), "bread is short now");
		let south = enrolled(SOUTH);
		assert_eq!(south.lines[..], [line(BREAD, -75), line(PARK, -100)]);
		assert_eq!((south.standing.to_vec(), south.since), (answer(5), Iteration(2)));
		assert_eq!(south.lines_in(Iteration(1)), answer(5));
		wait();
		run_to_phase(Phase::Ratifying);
		assert_eq!(cycle().plan.unwrap().iteration, Iteration(1));
		let portion = Planning::portion(CycleId(0), CouncilId(SOUTH.0)).unwrap();
		assert_eq!(portion.lines.to_vec(), answer(5));
		assert!(enrolled(SOUTH).standing.is_empty());
	});
}

#[test]
fn what_is_kept_beside_what_counts_is_in_order() {
	let broken = |what: &'static str, by: fn()| {
		collecting().execute_with(|| {
			ask(NORTH, &[(BREAD, 50)]);
			assert_ok!(propose(NORTH, vec![line(BREAD, -400)]));
			assert_ok!(propose(MILL, answer(1)));
			assert_ok!(Planning::do_try_state());
			by();
			assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
		});
	};
	fn change((id, _): (u32, u64), by: impl FnOnce(&mut EnrolmentOf<Test>)) {
		Enrolments::<Test>::mutate(CycleId(0), CouncilId(id), |one| by(one.as_mut().unwrap()))
	}
	broken("lines of an iteration to come", || change(NORTH, |one| one.since = Iteration(2)));
	broken("a workplace whose lines are not its own", || {
		change(MILL, |one| one.own = Some(Default::default()))
	});
	broken("what was stated is kept twice", || {
		change(NORTH, |one| one.own = Some(one.lines.clone()))
	});
	broken("what was stated is not in order", || {
		change(NORTH, |one| one.own = Some(vec![line(BREAD, 0)].try_into().unwrap()))
	});
	broken("what stood before is of later", || {
		change(NORTH, |one| one.before.as_mut().unwrap().spoken = Iteration(2))
	});
	super::ratification::ratifying().execute_with(|| {
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().requested = 1);
		assert_err!(
			Planning::do_try_state(),
			TryRuntimeError::Other("requests have changed since they were counted")
		);
	});
}

/// What two iterations come to in which some are silent: totals, what counts, the accumulator.
type Outcome = (TotalsPage, Vec<Vec<Line>>, Vec<H256>, u32);

fn play(script: &[(bool, u32, u32)], limit: Weight) -> Outcome {
	collecting().execute_with(|| {
		for iteration in 1..4u32 {
			set_price(BREAD, u128::from(iteration % 2 * 4 + 2) * UNIT);
			for (council, (speaks, own, asked)) in [NORTH, SOUTH].into_iter().zip(script) {
				if iteration == 1 {
					ask(council, &[(BREAD, u128::from(*asked) + 1)]);
				}
				if *speaks && iteration < 3 {
					let _ = propose(council, vec![line(BREAD, -i128::from(*own) - 1)]);
				}
			}
			while cycle().phase == Phase::Collecting && cycle().iteration == Iteration(iteration) {
				next_block_within(limit);
			}
			for _ in 0..200 {
				let now = System::block_number() + 1;
				System::set_block_number(now);
				Planning::on_poll(now, &mut WeightMeter::with_limit(limit));
				Planning::do_try_state().unwrap();
				if cycle().phase == Phase::Collecting {
					break;
				}
			}
		}
		let lines = [NORTH, SOUTH].map(|council| enrolled(council).lines.to_vec());
		let records = (1..4).map(|k| Planning::record(CycleId(0), Iteration(k)).unwrap());
		let (mut hashes, mut count) = (vec![], 0);
		for record in records {
			hashes.push(record.hash());
			count += record.count;
		}
		(Volumes::<Test>::get(0), lines.into(), hashes, count)
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	/// One council in a block, or all of them in one: the same counts, in the same order.
	#[test]
	fn where_silence_is_cut_changes_nothing(
		script in prop::collection::vec((any::<bool>(), 0u32..900, 0u32..900), 2),
	) {
		let least = <Test as Config>::WeightInfo::tick().saturating_add(Planning::repeat_weight(1));
		let whole = play(&script, Weight::MAX);
		prop_assert!(whole.3 > 0);
		prop_assert_eq!(whole, play(&script, least));
	}

	/// Attack: to ask in another order, or in parts, moves totals.
	#[test]
	fn permuted_requests_come_to_the_same_totals(
		(asked, shuffled) in prop::collection::vec(0u128..400, 1..6)
			.prop_flat_map(|asked| (Just(asked.clone()), Just(asked).prop_shuffle())),
	) {
		let totals = |asked: &[u128]| collecting().execute_with(|| {
			let mut sum = vec![];
			for amount in asked {
				let one = [(BREAD, Quantity(amount * UNIT + 1))];
				let lines = merged(&sum, &one, 100).0;
				ask(NORTH, &[]);
				requests(NORTH.0, lines.iter().map(|l| (l.good, l.flow.amount())).collect());
				sum = lines;
			}
			wait();
			(Volumes::<Test>::get(0), enrolled(NORTH).lines)
		});
		prop_assert_eq!(totals(&asked), totals(&shuffled));
	}
}
