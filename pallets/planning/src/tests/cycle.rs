//! The phases, and what moves them.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use parecon_engine::{Counting, Kind, LevelRule, Rule, Swing};
use parecon_primitives::{CouncilId, Credits, CycleId, Iteration, Side};
use sp_runtime::Perbill;

/// The names of the events that moved the cycle, in order.
fn story() -> Vec<String> {
	events()
		.into_iter()
		.filter(|event| {
			!matches!(
				event,
				Event::GoodRegistered { .. }
					| Event::Enrolled { .. }
					| Event::Proposed { .. }
					| Event::Judged { .. }
			)
		})
		.map(|event| format!("{event:?}").split(' ').next().unwrap_or_default().to_string())
		.collect()
}

/// Opens a cycle and enrols everybody, looking at the phases on the way.
fn open_and_enrol() {
	assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
	assert_eq!(cycle().phase, Phase::Opening { page: 0 });
	next_block();
	assert_eq!(cycle().phase, Phase::Enrolling);
	for (id, speaker) in ALL {
		assert_ok!(Planning::enrol(RuntimeOrigin::signed(speaker), CouncilId(id)));
	}
	assert_eq!(cycle().population, Sides { workers: 6, consumers: 4 });
	run_to_phase(Phase::Collecting);
	assert_eq!(cycle().iteration, Iteration(1));
}

/// Lets everybody answer as long as the cycle collects; the iterations that it took.
fn iterate() -> Vec<u32> {
	let mut iterations = vec![];
	while cycle().phase == Phase::Collecting {
		iterations.push(cycle().iteration.0);
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		next_block();
	}
	iterations
}

#[test]
fn a_year_goes_through_its_phases() {
	town().execute_with(|| {
		open_and_enrol();
		assert_eq!(iterate(), [1, 2]);
		assert_eq!(cycle().phase, Phase::Ratifying);
		for (id, speaker) in ALL {
			assert_ok!(Planning::ratify(RuntimeOrigin::signed(speaker), CouncilId(id), true));
		}
		next_block();
		assert_eq!(cycle().phase, Phase::Ratified);
		assert_eq!(InForce::<Test>::get(), Some(CycleId(0)));
		let conclusion = Conclusions::<Test>::get(CycleId(0)).unwrap();
		assert_eq!((conclusion.phase, conclusion.enrolments), (Phase::Ratified, 5));
		let last = Records::<Test>::get(CycleId(0), Iteration(2)).unwrap();
		assert_eq!(conclusion.chain, last.hash());
		assert_eq!(
			story(),
			[
				"Event::CycleOpened",
				"Event::EnrolmentOpened",
				"Event::PricesAnnounced",
				"Event::IterationClosed",
				"Event::PricesAnnounced",
				"Event::IterationClosed",
				"Event::SettlingBegun",
				"Event::PlanSettled",
				"Event::RatificationOpened",
				"Event::CycleRatified"
			]
		);
	});
}

#[test]
fn one_calm_iteration_is_not_enough() {
	collecting().execute_with(|| {
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		next_block();
		assert!(cycle().calm);
		let mut less = answer(5);
		less[0] = line(BREAD, -50);
		assert_ok!(propose(SOUTH, less));
		for council in [MILL, BAKERY, GARDENERS, NORTH] {
			assert_ok!(propose(council, answer(council.0)));
		}
		next_block();
		assert_eq!((cycle().iteration, cycle().calm), (Iteration(3), false));
		assert_eq!(cycle().phase, Phase::Collecting);
	});
}

#[test]
fn an_iteration_closes_when_its_window_ends_and_silent_proposals_stand() {
	collecting().execute_with(|| {
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		next_block();
		let (opened, before) = (System::block_number(), volume(BREAD));
		assert_ok!(propose(MILL, answer(1)));
		while cycle().iteration == Iteration(2) && cycle().phase == Phase::Collecting {
			next_block();
		}
		assert_eq!(System::block_number(), opened + 10);
		assert_eq!(volume(BREAD), before);
		assert_eq!(cycle().phase, Phase::Ratifying);
	});
}

#[test]
fn a_cycle_without_a_side_lapses() {
	town().execute_with(|| {
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		next_block();
		assert_ok!(Planning::enrol(RuntimeOrigin::signed(MILL.1), CouncilId(MILL.0)));
		run_to_phase(Phase::Lapsed(Lapse::OneSided));
		assert_eq!(
			events().pop(),
			Some(Event::CycleLapsed { cycle: CycleId(0), reason: Lapse::OneSided })
		);
		assert_eq!(InForce::<Test>::get(), None);
	});
}

#[test]
fn a_cycle_that_does_not_converge_lapses_after_its_last_iteration() {
	collecting().execute_with(|| {
		run_to_phase(Phase::Lapsed(Lapse::NotConverged));
		assert_eq!(Conclusions::<Test>::get(CycleId(0)).unwrap().iterations, Iteration(20));
	});
}

#[test]
fn the_next_cycle_starts_from_the_last_prices_and_no_totals() {
	collecting().execute_with(|| {
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		next_block();
		run_to_phase(Phase::Ratifying);
		let prices = [price(BREAD), price(LAND), price(HOURS)];
		assert!(prices[1] < UNIT, "land is in excess supply");
		run_to_phase(Phase::Lapsed(Lapse::NotApproved));
		open(params());
		assert_eq!(cycle().id, CycleId(1));
		assert_eq!([price(BREAD), price(LAND), price(HOURS)], prices);
		assert_eq!((volume(BREAD), volume(LAND)), ((0, 0), (1_000 * UNIT, 0)));
		assert_eq!(Enrolments::<Test>::get(CycleId(1), CouncilId(1)).unwrap().lines.len(), 0);
	});
}

#[test]
fn enrolment_is_refused_with_a_reason() {
	town().execute_with(|| {
		let enrol =
			|(id, who): (u32, u64)| Planning::enrol(RuntimeOrigin::signed(who), CouncilId(id));
		assert_noop!(enrol(MILL), Error::<Test>::NoCycle);
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		assert_noop!(enrol(MILL), Error::<Test>::NotEnrolling);
		next_block();
		assert_noop!(enrol((MILL.0, 5_000)), Error::<Test>::NotMember);
		assert_noop!(enrol((MILL.0, BAKERY.1)), Error::<Test>::NotSpeaker);
		assert_noop!(enrol((99, MILL.1)), Error::<Test>::UnknownCouncil);
		assert_ok!(enrol(MILL));
		assert_eq!(
			events().pop(),
			Some(Event::Enrolled {
				cycle: CycleId(0),
				council: CouncilId(1),
				population: 2,
				budget: Credits(0)
			})
		);
		assert_noop!(enrol(MILL), Error::<Test>::AlreadyEnrolled);
		council(9, Side::Workers, 19, 2);
		federate(9);
		assert_noop!(enrol((9, 19)), Error::<Test>::Federation);
		council(8, Side::Workers, 18, u32::MAX);
		council(8, Side::Workers, 18, u32::MAX);
		run_to_phase(Phase::Lapsed(Lapse::OneSided));
		assert_noop!(enrol(BAKERY), Error::<Test>::NoCycle);
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		next_block();
		assert_ok!(enrol(MILL));
		assert_noop!(enrol((8, 18)), Error::<Test>::Overflow);
	});
}

#[test]
fn a_cycle_is_opened_only_with_sound_parameters_and_alone() {
	let open = |params| Planning::open_cycle(RuntimeOrigin::root(), params);
	new_test_ext().execute_with(|| {
		assert_noop!(open(params()), Error::<Test>::NoGoods);
	});
	town().execute_with(|| {
		let changes: [fn(&mut CycleParams); 14] = [
			|p| p.threshold = Perbill::zero(),
			|p| p.enrolment = 0,
			|p| p.enrolment = 100_001,
			|p| p.window = 0,
			|p| p.window = 100_001,
			|p| p.ratification = 0,
			|p| p.ratification = 100_001,
			|p| p.max_iterations = 0,
			|p| p.max_iterations = 201,
			|p| p.income_per_head = Credits(0),
			|p| p.retries = 201,
			|p| p.swing.bound = Perbill::zero(),
			|p| p.swing.from = 1,
			|p| p.swing.least = Perbill::from_percent(51),
		];
		for change in changes {
			let mut params = params();
			change(&mut params);
			assert_noop!(open(params), Error::<Test>::InvalidParams);
		}
		let largest = CycleParams {
			threshold: Perbill::one(),
			enrolment: 100_000,
			window: 100_000,
			ratification: 100_000,
			max_iterations: 200,
			income_per_head: Credits(u128::MAX),
			rule: Rule::Pequod,
			counting: Counting::Published,
			swing: Swing { from: 2, bound: Perbill::one(), least: Perbill::one() },
			retries: 200,
			levels: LevelRule::Mean,
			exceptions: Perbill::one(),
		};
		let median = CycleParams { levels: LevelRule::Median, ..largest.clone() };
		assert_noop!(open(median), Error::<Test>::StepMissing);
		assert_ok!(open(largest));
		assert_noop!(open(params()), Error::<Test>::CycleRunning);
	});
}

#[test]
fn staged_work_stays_within_its_share_of_the_block() {
	new_test_ext().execute_with(|| {
		for index in 0..640 {
			register(&format!("good {index}"), Kind::Nature, 1, 1);
		}
		register("bread", Kind::Private, 1, 0);
		council(1, Side::Workers, 11, 1);
		council(4, Side::Consumers, 14, 1);
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		let page = <Test as Config>::WeightInfo::open_page();
		let limit = <Test as Config>::WeightInfo::tick().saturating_add(page.saturating_mul(3));
		let mut pages = vec![];
		while let Phase::Opening { page } = cycle().phase {
			pages.push(page);
			next_block_within(limit);
		}
		assert_eq!(pages, [0, 2, 5, 8, 11], "three pages a block, or the freeze and two");
		assert_eq!(cycle().phase, Phase::Enrolling);

		let least = <Test as Config>::MinBlockShare::get();
		assert_ok!(Planning::set_block_share(RuntimeOrigin::root(), least));
		assert_eq!(events().pop(), Some(Event::BlockShareSet { share: least }));
		assert!(Planning::share_of_block().ref_time() < Weight::MAX.ref_time() / 2);
		assert_noop!(
			Planning::set_block_share(RuntimeOrigin::root(), Perbill::from_parts(49_999_999)),
			Error::<Test>::InvalidShare
		);
	});
}

#[test]
fn without_weight_nothing_moves() {
	town().execute_with(|| {
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		let before = cycle();
		next_block_within(Weight::zero());
		next_block_within(<Test as Config>::WeightInfo::tick());
		assert_eq!(cycle(), before);
	});
}

#[test]
fn records_are_chained_and_hold_what_was_announced() {
	collecting().execute_with(|| {
		let origin = cycle().parent;
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		let accumulator = cycle().proposals;
		next_block();
		let record = Records::<Test>::get(CycleId(0), Iteration(1)).unwrap();
		assert_eq!((record.parent, record.proposals, record.count), (origin, accumulator, 5));
		assert_eq!(record.worst_good, HOURS);
		assert_eq!(cycle().parent, record.hash());
		assert_eq!(Planning::record(CycleId(0), Iteration(1)), Some(record));
	});
}

#[test]
fn the_bounds_of_the_runtime_hold() {
	new_test_ext().execute_with(Planning::check_integrity);
}
