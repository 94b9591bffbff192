//! From the iterations to a plan that promises only what is there.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use parecon_engine::{params_hash, Kind, Line, Proof};
use parecon_primitives::{CouncilId, Credits, CycleId, Flow, Iteration, Quantity, Side};
use sp_core::H256;

/// As `assert_noop!`, for calls that return a weight with the error.
macro_rules! assert_refused {
	($call:expr, $error:ident) => {
		assert_noop!($call.map_err(|failed| failed.error), Error::<Test>::$error)
	};
}

/// The town in its first of `iterations`, everybody enrolled.
fn within(iterations: u32, retries: u32) -> sp_io::TestExternalities {
	let mut ext = town();
	ext.execute_with(|| {
		open(CycleParams { max_iterations: iterations, retries, ..params() });
	});
	ext
}

fn enrolled((id, _): (u32, u64)) -> EnrolmentOf<Test> {
	Enrolments::<Test>::get(cycle().id, CouncilId(id)).expect("it is enrolled")
}

fn portion((id, _): (u32, u64)) -> PortionOf<Test> {
	Planning::portion(cycle().id, CouncilId(id)).expect("there is a plan")
}

fn granted(council: (u32, u64)) -> Vec<u128> {
	portion(council).granted.iter().map(|amount| amount.0).collect()
}

fn everybody_answers() {
	for council in ALL {
		assert_ok!(propose(council, answer(council.0)));
	}
}

/// Ends the window of the iteration.
fn wait() {
	let iteration = cycle().iteration;
	while cycle().iteration == iteration && cycle().phase == Phase::Collecting {
		next_block();
	}
}

fn ratify((id, speaker): (u32, u64), approve: bool) -> sp_runtime::DispatchResult {
	Planning::ratify(RuntimeOrigin::signed(speaker), CouncilId(id), approve)
}

fn drop_silent(council: u32) -> frame_support::dispatch::DispatchResultWithPostInfo {
	Planning::drop_silent(RuntimeOrigin::signed(5_000), CouncilId(council))
}

fn removed() -> Vec<(u32, Reason)> {
	let removal = |event| match event {
		Event::Removed { council, reason, .. } => Some((council.0, reason)),
		_ => None,
	};
	events().into_iter().filter_map(removal).collect()
}

/// Flour for 95 of 100 loaves.
fn short_flour() -> sp_io::TestExternalities {
	let mut ext = within(1, 0);
	ext.execute_with(|| {
		assert_ok!(propose(MILL, vec![line(FLOUR, 95), line(LAND, -40)]));
		assert_ok!(propose(BAKERY, vec![line(BREAD, 100), line(FLOUR, -100)]));
		assert_ok!(propose(NORTH, vec![line(BREAD, -75)]));
		assert_ok!(propose(SOUTH, vec![line(BREAD, -25)]));
		wait();
		run_to_phase(Phase::Ratifying);
	});
	ext
}

/// Failure: a plan promises 100 loaves out of flour for 95.
#[test]
fn short_flour_makes_short_bread() {
	short_flour().execute_with(|| {
		assert_eq!(granted(MILL), [95 * UNIT, 40 * UNIT]);
		// 0.95 in Q.63 is rounded down.
		assert_eq!(granted(BAKERY), [94_999_999, 94_999_999]);
		assert_eq!(granted(NORTH), [71_249_999]);
		assert_eq!(granted(SOUTH), [23_750_000]);
		assert_eq!(
			(portion(NORTH).charge, portion(SOUTH).charge),
			(Credits(142_499_998), Credits(47_500_000))
		);
		let plan = cycle().plan.unwrap();
		assert_eq!((plan.iteration, plan.charged), (Iteration(1), Credits(189_999_998)));
		assert_eq!(volume(BREAD), (100 * UNIT, 100 * UNIT), "the proposals stay");
		let told = events();
		assert!(told.contains(&Event::PlanSettled { cycle: CycleId(0), plan, rounds: 1 }));
		assert!(told.contains(&Event::SettlingBegun {
			cycle: CycleId(0),
			iteration: Iteration(1),
			converged: false
		}));
	});
}

#[test]
fn each_council_can_prove_its_part_of_the_root() {
	short_flour().execute_with(|| {
		let leaf = |(id, _): (u32, u64)| Planning::plan_leaf(CycleId(0), CouncilId(id)).unwrap();
		let leaves: Vec<H256> = ALL.map(leaf).into();
		let prices = Planning::record(CycleId(0), Iteration(1)).unwrap().prices;
		let params = params_hash(&cycle().params);
		let root = cycle().plan.unwrap().root;
		for (index, council) in (0u32..).zip(ALL) {
			let proof = Proof::of(&leaves, index).unwrap();
			assert!(proof.verify(leaf(council), prices, params, root));
			assert!(!proof.verify(H256::zero(), prices, params, root));
		}
		for council in ALL {
			assert_ok!(ratify(council, true));
		}
		run_to_phase(Phase::Ratified);
		let conclusion = Conclusions::<Test>::get(CycleId(0)).unwrap();
		assert_eq!((conclusion.root, conclusion.charged), (root, Credits(189_999_998)));
	});
}

/// A public good is there at the level that is supplied, and paid for by who stated how much of it.
#[test]
fn a_public_good_is_granted_at_one_level() {
	within(1, 0).execute_with(|| {
		assert_ok!(propose(MILL, vec![]));
		assert_ok!(propose(BAKERY, vec![]));
		assert_ok!(propose(GARDENERS, vec![line(PARK, 10), line(LAND, -20)]));
		assert_ok!(propose(NORTH, vec![line(PARK, -20)]));
		assert_ok!(propose(SOUTH, vec![line(PARK, -60)]));
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying);
		// The mean is (3 x 20 + 60) / 4 = 30: there is a third of it. Both stated the same in sum.
		assert_eq!((granted(NORTH), granted(SOUTH)), (vec![10 * UNIT], vec![10 * UNIT]));
		let charges = [portion(NORTH).charge, portion(SOUTH).charge];
		assert_eq!(charges, [Credits(50 * UNIT); 2], "10 x 10 together");
	});
}

/// Failure: the last iteration is worse than an earlier one, and becomes the plan, or there is none.
#[test]
fn the_best_iteration_stands_where_none_converged() {
	within(4, 0).execute_with(|| {
		everybody_answers();
		assert_ok!(propose(BAKERY, vec![line(BREAD, 500), line(FLOUR, -300)]));
		next_block();
		assert_ok!(propose(SOUTH, vec![line(BREAD, -120)]));
		assert_ok!(propose(BAKERY, vec![line(BREAD, 560), line(FLOUR, -400), line(HOURS, -10)]));
		wait();
		let prices = [price(BREAD), price(FLOUR)];
		let best = cycle().best.unwrap();
		assert_eq!(best.iteration, Iteration(2), "10 loaves short, 100 before");
		assert_ok!(propose(BAKERY, vec![line(BREAD, 300), line(FLOUR, -100)]));
		wait();
		assert_ok!(propose(BAKERY, vec![line(BREAD, 200)]));
		assert_ok!(propose(SOUTH, vec![]));
		assert_eq!(cycle().best, Some(best));
		assert_eq!(enrolled(BAKERY).standing[0], line(BREAD, 560));
		let kept = StandingMarket::<Test>::get(0);
		wait();
		run_to_phase(Phase::Ratifying);
		let plan = cycle().plan.unwrap();
		assert_eq!((plan.iteration, cycle().iteration), (Iteration(2), Iteration(4)));
		assert_eq!(Market::<Test>::get(0), kept);
		assert_ne!([price(BREAD), price(FLOUR)], prices, "prices had moved on and are back");
		assert_eq!(portion(BAKERY).lines[0], line(BREAD, 560));
		assert_eq!(portion(SOUTH).lines[..], [line(BREAD, -120)]);
		assert!(enrolled(BAKERY).standing.is_empty());
	});
}

#[test]
fn of_equals_the_latest_stands_and_silence_is_no_plan() {
	within(3, 0).execute_with(|| {
		// Nobody is short of anything where nobody has said anything.
		wait();
		assert_eq!(cycle().best, None);
		everybody_answers();
		next_block();
		assert_eq!(cycle().best.unwrap().iteration, Iteration(2));
		assert!(cycle().best.unwrap().short.0.is_zero());
		assert_ok!(propose(GARDENERS, vec![]));
		assert_ok!(propose(NORTH, vec![line(BREAD, -450)]));
		assert_ok!(propose(SOUTH, vec![line(BREAD, -150)]));
		wait();
		run_to_phase(Phase::Ratifying);
		assert_eq!(cycle().plan.unwrap().iteration, Iteration(3));
	});
	within(2, 0).execute_with(|| {
		assert_ok!(propose(NORTH, answer(4)));
		run_to_phase(Phase::Lapsed(Lapse::NotConverged));
	});
}

#[test]
fn a_workplace_that_is_silent_twice_is_dropped_by_anyone() {
	within(20, 0).execute_with(|| {
		assert_refused!(drop_silent(9), NotEnrolled);
		everybody_answers();
		assert_ok!(propose(GARDENERS, vec![]));
		assert_ok!(propose(SOUTH, vec![line(BREAD, -50)]));
		wait();
		assert_refused!(drop_silent(MILL.0), NotSilent);
		wait();
		assert_refused!(drop_silent(MILL.0), NotSilent);
		wait();
		assert_eq!((cycle().iteration, cycle().phase), (Iteration(4), Phase::Collecting));
		assert_refused!(drop_silent(NORTH.0), NotSilent);
		assert_refused!(drop_silent(GARDENERS.0), NotSilent);
		let accepted = cycle().accepted;
		assert_ok!(drop_silent(MILL.0));
		assert_eq!(
			events().pop(),
			Some(Event::Dropped {
				cycle: CycleId(0),
				iteration: Iteration(4),
				council: CouncilId(1)
			})
		);
		assert_eq!((volume(FLOUR).0, cycle().accepted), (0, accepted + 1));
		assert_refused!(drop_silent(MILL.0), NotSilent);
		assert_ok!(Planning::do_try_state());
		assert_ok!(propose(MILL, answer(1)));
		assert_eq!(volume(FLOUR).0, 400 * UNIT);
		assert_eq!(cycle().spoken, 1);
		assert_ok!(Planning::do_try_state());
	});
	within(1, 0).execute_with(|| {
		everybody_answers();
		next_block();
		assert_refused!(drop_silent(MILL.0), NotCollecting);
		run_to_phase(Phase::Lapsed(Lapse::NotApproved));
		assert_refused!(drop_silent(MILL.0), NoCycle);
	});
}

#[test]
fn what_does_not_pass_at_the_final_prices_is_removed_and_named() {
	within(20, 0).execute_with(|| {
		everybody_answers();
		next_block();
		// Nobody speaks again, and prices have moved against them.
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().until = Iteration(2));
		Market::<Test>::mutate(0, |page| {
			page[LAND.0 as usize].price.0 = 1_000 * UNIT;
			page[BREAD.0 as usize].price.0 = 6 * UNIT;
		});
		wait();
		assert_eq!(cycle().phase, Phase::Ratifying);
		assert_eq!(removed(), [(MILL.0, Reason::BelowPar), (GARDENERS.0, Reason::BelowPar),]);
		// 3,000 credits, of which the park takes 750: enough for 375 loaves of 450, where five sixths
		// are rounded down.
		assert_eq!(granted(MILL), []);
		let bread = Line { good: BREAD, flow: Flow(-374_999_999) };
		assert_eq!(portion(NORTH).lines[..], [bread, line(PARK, -100)]);
		assert_eq!(volume(FLOUR), (0, 400 * UNIT));
		// Without the mill there is no flour, without flour no bread.
		assert_eq!(granted(BAKERY), [0, 0, 0]);
		assert_eq!(portion(SOUTH).charge, Credits(0));
	});
}

#[test]
fn a_workplace_that_went_silent_is_not_in_the_plan() {
	within(3, 0).execute_with(|| {
		everybody_answers();
		assert_ok!(propose(SOUTH, vec![line(BREAD, -50), line(PARK, -100)]));
		wait();
		for _ in 0..2 {
			let bread = vec![line(BREAD, 600), line(FLOUR, -400), line(HOURS, -300)];
			assert_ok!(propose(BAKERY, bread));
			for council in [GARDENERS, NORTH] {
				assert_ok!(propose(council, answer(council.0)));
			}
			wait();
		}
		run_to_phase(Phase::Ratifying);
		assert_eq!(removed(), [(MILL.0, Reason::Silent)], "the speaker of a household may rest");
	});
}

/// Two workplaces that each need more of the other's than they give: no scale but nothing fits. They are
/// stopped, and the others have their plan.
#[test]
fn a_loop_that_needs_more_than_it_gives_is_stopped() {
	town().execute_with(|| {
		register("grain", Kind::Intermediate, 1, 0);
		let grain = parecon_primitives::GoodId(5);
		open(CycleParams { max_iterations: 1, ..params() });
		assert_ok!(propose(MILL, vec![line(BREAD, 100), line(FLOUR, -100), line(grain, 90)]));
		assert_ok!(propose(BAKERY, vec![line(BREAD, 100), line(FLOUR, 90), line(grain, -100)]));
		assert_ok!(propose(GARDENERS, vec![line(BREAD, 7), line(LAND, -7)]));
		assert_ok!(propose(NORTH, vec![line(BREAD, -10)]));
		wait();
		run_to_phase(Phase::Ratifying);
		assert_eq!((granted(MILL), granted(BAKERY)), (vec![0; 3], vec![0; 3]));
		assert_eq!((granted(GARDENERS), granted(NORTH)), (vec![7 * UNIT; 2], vec![7 * UNIT]));
	});
}

/// What is lacking goes one step a round: a chain with more of them than there are rounds is not through.
#[test]
fn a_plan_that_stays_short_lapses() {
	let steps = u32::from(parecon_engine::MAX_ROUNDS) + 2;
	let mut ext = town();
	ext.execute_with(|| {
		let made = |step: u32| parecon_primitives::GoodId(5 + step);
		let links: Vec<(u32, u64)> =
			(0..steps).map(|step| (100 + step, 100 + step as u64)).collect();
		for (step, (id, speaker)) in (0..).zip(&links) {
			register(&format!("part {step}"), Kind::Intermediate, 1, 0);
			council(*id, Side::Workers, *speaker, 1);
		}
		assert_ok!(Planning::open_cycle(
			RuntimeOrigin::root(),
			CycleParams { max_iterations: 1, ..params() }
		));
		next_block();
		for (id, speaker) in links.iter().chain([&NORTH]) {
			assert_ok!(Planning::enrol(RuntimeOrigin::signed(*speaker), CouncilId(*id)));
		}
		run_to_phase(Phase::Collecting);
		for (step, link) in (0..steps).zip(&links) {
			let input = step.checked_sub(1).map_or(LAND, made);
			// The input was registered before.
			assert_ok!(propose(*link, vec![line(input, -1_500), line(made(step), 1_500)]));
		}
		assert_ok!(propose(NORTH, vec![line(BREAD, -10)]));
		wait();
		run_to_phase(Phase::Lapsed(Lapse::Short));
		assert_eq!(Conclusions::<Test>::get(CycleId(0)).unwrap().root, H256::zero());
		assert_eq!(Planning::portion(CycleId(0), CouncilId(100)), None);
	});
}

/// The mill burns bread's own grain to make flour, and the farm needs flour: five sacks of flour too few
/// cost the bakery what is short. Shared evenly, less flour would make less grain, and less grain less
/// flour, until nothing were left.
#[test]
fn what_goes_round_is_kept_up_and_final_goods_are_cut() {
	town().execute_with(|| {
		register("grain", Kind::Intermediate, 1, 0);
		let grain = parecon_primitives::GoodId(5);
		open(CycleParams { max_iterations: 1, ..params() });
		assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(grain, -50)]));
		assert_ok!(propose(GARDENERS, vec![line(FLOUR, -45), line(grain, 50)]));
		assert_ok!(propose(BAKERY, vec![line(BREAD, 100), line(FLOUR, -60)]));
		assert_ok!(propose(NORTH, vec![line(BREAD, -100)]));
		wait();
		run_to_phase(Phase::Ratifying);
		assert_eq!(granted(MILL), [100 * UNIT, 50 * UNIT]);
		assert_eq!(granted(GARDENERS), [45 * UNIT, 50 * UNIT]);
		assert_eq!(granted(BAKERY), [91_666_666, 54_999_999]);
		assert_eq!(granted(NORTH), [91_666_666]);
		assert_eq!(Upstream::<Test>::get(0)[FLOUR.0 as usize].others, Quantity(45 * UNIT));
		let settled = |event: &Event<Test>| matches!(event, Event::PlanSettled { rounds: 1, .. });
		assert!(events().iter().any(settled));
	});
}

#[test]
fn a_rejected_plan_goes_back_to_the_councils_once() {
	within(1, 2).execute_with(|| {
		everybody_answers();
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying);
		let prices = price(LAND);
		assert_ok!(ratify(MILL, true));
		assert_ok!(ratify(NORTH, false));
		assert_eq!(cycle().phase, Phase::Ratifying, "never in the block that decides it");
		next_block();
		assert_eq!((cycle().phase, cycle().iteration), (Phase::Collecting, Iteration(2)));
		assert!(events().contains(&Event::PlanRejected { cycle: CycleId(0), until: Iteration(3) }));
		assert_eq!((cycle().approving, cycle().plan), (Default::default(), None));
		assert_eq!((price(LAND), volume(BREAD)), (prices, (600 * UNIT, 600 * UNIT)));
		assert_eq!(Planning::portion(CycleId(0), CouncilId(1)), None);
		everybody_answers();
		next_block();
		everybody_answers();
		next_block();
		assert_eq!((cycle().phase, cycle().iteration), (Phase::Ratifying, Iteration(3)));
		// What was said of the first plan does not count for the second.
		assert_ok!(ratify(MILL, false));
		assert_eq!((cycle().approving.workers, cycle().rejecting.workers), (0, 2));
		run_to_phase(Phase::Lapsed(Lapse::NotApproved));
		assert_eq!(cycle().plan, None);
	});
}

#[test]
fn a_plan_that_is_not_approved_in_time_goes_back_too() {
	within(1, 1).execute_with(|| {
		everybody_answers();
		next_block();
		run_to_phase(Phase::Collecting);
		assert_eq!(cycle().until, Iteration(2));
		everybody_answers();
		next_block();
		for council in ALL {
			assert_ok!(ratify(council, true));
		}
		run_to_phase(Phase::Ratified);
		assert_eq!(cycle().plan.unwrap().iteration, Iteration(2));
	});
}

#[test]
fn the_next_cycle_leaves_nothing_of_the_last_but_its_plan() {
	short_flour().execute_with(|| {
		for council in ALL {
			assert_ok!(ratify(council, true));
		}
		run_to_phase(Phase::Ratified);
		let before = portion(NORTH);
		assert!(Settled::<Test>::contains_key(0) && Cumulated::<Test>::contains_key(0));
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params()));
		next_block();
		assert!(!Settled::<Test>::contains_key(0) && !Cumulated::<Test>::contains_key(0));
		assert!(!Rations::<Test>::contains_key(0) && !StandingMarket::<Test>::contains_key(0));
		assert_eq!(Planning::portion(CycleId(0), CouncilId(NORTH.0)), Some(before));
	});
}

#[test]
fn late_swings_are_refused_and_doing_nothing_never_is() {
	let mut ext = town();
	ext.execute_with(|| {
		let half = sp_runtime::Perbill::from_percent(50);
		let swing = parecon_engine::Swing { from: 2, bound: half, least: half };
		open(CycleParams { swing, ..params() });
		everybody_answers();
		assert_ok!(propose(SOUTH, vec![line(BREAD, -40)]));
		next_block();
		assert_eq!(cycle().iteration, Iteration(2));
		let ask = |micro: i128| vec![Line { good: BREAD, flow: Flow(-micro) }];
		assert_refused!(propose(SOUTH, ask(60_000_001)), SwingTooLarge);
		assert_refused!(propose(SOUTH, ask(19_999_999)), SwingTooLarge);
		assert_refused!(propose(SOUTH, vec![]), SwingTooLarge);
		assert_ok!(propose(SOUTH, ask(60_000_000)));
		// A revision would be measured by what it revises: only the same can be said again.
		assert_refused!(propose(SOUTH, ask(60_000_001)), SwingTooLarge);
		assert_ok!(propose(SOUTH, ask(60_000_000)));
		wait();
		// What is new may be worth half of what stands; of a park hour a quarter is SOUTH's to pay.
		let bread = price(BREAD) as f64 * 60.0;
		let most = (bread / 2.0 / (price(PARK) as f64 / 4.0) * 1e6) as i128;
		let with_park =
			|micro: i128| vec![line(BREAD, -60), Line { good: PARK, flow: Flow(-micro) }];
		assert_refused!(propose(SOUTH, with_park(most + 2)), SwingTooLarge);
		assert_ok!(propose(SOUTH, with_park(most - 2)));
	});
}

/// Failure: who says nothing until the end says anything then, or is dropped so as to begin anew.
#[test]
fn who_begins_while_changes_are_bounded_comes_too_late() {
	let mut ext = town();
	ext.execute_with(|| {
		let half = sp_runtime::Perbill::from_percent(50);
		let swing = parecon_engine::Swing { from: 4, bound: half, least: half };
		open(CycleParams { swing, retries: 3, ..params() });
		everybody_answers();
		assert_ok!(propose(GARDENERS, vec![]));
		while cycle().iteration < Iteration(4) {
			wait();
			assert_ok!(propose(NORTH, answer(NORTH.0)));
			assert_ok!(propose(SOUTH, answer(SOUTH.0)));
		}
		assert_refused!(propose(GARDENERS, answer(3)), SwingTooLarge);
		assert_ok!(drop_silent(MILL.0));
		assert_refused!(propose(MILL, answer(1)), SwingTooLarge);
		assert_ok!(propose(MILL, vec![]));
		assert_ok!(Planning::do_try_state());
		// Who was taken out of a plan that went back may begin anew.
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().retried = true);
		assert_ok!(propose(MILL, answer(1)));
	});
}

/// Failure: to be dropped counts as speaking, and puts what was dropped into the plan.
#[test]
fn who_is_dropped_is_not_in_the_plan_of_an_iteration_before() {
	within(4, 0).execute_with(|| {
		// Bread is left over, so the iterations do not converge.
		for council in [MILL, BAKERY, GARDENERS, SOUTH] {
			assert_ok!(propose(council, answer(council.0)));
		}
		wait();
		for _ in 2..4 {
			assert_ok!(propose(NORTH, vec![line(BREAD, -200)]));
			wait();
		}
		assert_eq!(cycle().best.map(|best| best.iteration), Some(Iteration(3)));
		assert_ok!(drop_silent(MILL.0));
		wait();
		run_to_phase(Phase::Ratifying);
		assert!(cycle().plan.unwrap().iteration < Iteration(4), "the mill's flour stands in it");
		assert!(removed().contains(&(MILL.0, Reason::Silent)), "{:?}", removed());
		assert_eq!(granted(MILL), [] as [u128; 0]);
	});
}

#[test]
fn settled_quantities_are_of_the_kind_that_is_granted() {
	short_flour().execute_with(|| {
		assert_eq!(Planning::portion(CycleId(0), CouncilId(GARDENERS.0)).unwrap().lines.len(), 0);
		assert_eq!(Planning::portion(CycleId(0), CouncilId(99)), None);
		assert_eq!(Planning::portion(CycleId(9), CouncilId(1)), None);
		assert_eq!(portion(SOUTH).granted[..], [Quantity(23_750_000)]);
		let settled = Settled::<Test>::get(0);
		assert_eq!(settled[BREAD.0 as usize].supply, 94_999_999);
		assert_eq!(settled[FLOUR.0 as usize].demand, 94_999_999);
	});
}
