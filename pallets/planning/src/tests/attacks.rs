//! Attempts to gain at the cost of others, with what they come to before and after the rule that is there
//! against them. More stand beside the rules: flour for 95 of 100 loaves in `settling`, a workplace
//! that keeps supplying on paper in `settling`, a good that nobody supplies in the engine's tests, a
//! vote by people who came later in `ratification` and `newcomers`, a late swing in `settling`.

use super::shared::{median, open_six, others_say_nothing, portion, smoky, SMOKE, WEST};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use parecon_engine::{LevelRule, Line, Statements, Swing};
use parecon_primitives::{CouncilId, Credits, Flow, Iteration, Quantity, Side};
use sp_runtime::Perbill;

/// The level that the park of the plan comes to, with SOUTH wanting so much.
fn park(levels: LevelRule, south: i128) -> u128 {
	smoky().execute_with(|| {
		open_six(CycleParams { levels, max_iterations: 1, ..params() });
		assert_ok!(propose(GARDENERS, vec![line(PARK, 200), line(LAND, -100)]));
		for (council, level) in [(NORTH, 10), (SOUTH, south), (WEST, 10)] {
			assert_ok!(propose(council, vec![line(PARK, -level)]));
		}
		others_say_nothing(&[GARDENERS, NORTH, SOUTH, WEST]);
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying);
		portion(NORTH).granted[0].0
	})
}

/// One of six people wants 126 instead of 12 where the others want 10. With the mean nearly three times
/// as large a park is built; with the median the same.
#[test]
fn an_extreme_statement_does_not_move_the_level_of_a_public_good() {
	assert_eq!((park(LevelRule::Mean, 12), park(LevelRule::Mean, 126)), (10_333_333, 29_333_333));
	assert_eq!(park(LevelRule::Median, 12), 10_000_000);
	assert_eq!(park(LevelRule::Median, 126), 10_000_000);
}

/// What SOUTH is credited where the others permit 20 and it permits so much, of which 30 are wanted.
fn credit(south: i128) -> u128 {
	smoky().execute_with(|| {
		open_six(median(1));
		assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -30)]));
		for (council, permits) in [(NORTH, 20), (SOUTH, south), (WEST, 20)] {
			let lines = if permits > 0 { vec![line(SMOKE, permits)] } else { vec![] };
			assert_ok!(propose(council, lines));
		}
		others_say_nothing(&[MILL, NORTH, SOUTH, WEST]);
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying);
		portion(SOUTH).credit.0
	})
}

/// A neighbourhood that sells permits for five times what the others bear gets no more for it. With the
/// mean of 33 all 30 would be emitted, and its credit would rise by half.
#[test]
fn a_council_that_permits_against_the_median_gains_nothing() {
	let honest = credit(20);
	assert_eq!(honest, 3_333_333);
	assert_eq!((credit(100), credit(0)), (honest, honest));
	let mean = LevelRule::Mean;
	let sum = (3 * 20 + 100 + 2 * 20) * UNIT;
	let permitted = mean.level(&Statements::default(), sum, 6, Quantity(UNIT));
	assert_eq!(permitted, Quantity(33_333_333));
	assert_eq!(30 * UNIT / 6, 5_000_000, "its credit then");
}

/// Emitting without permits: the workplace does not run.
#[test]
fn zero_permits_mean_no_emission() {
	for (permits, emitted) in [(30, 30 * UNIT), (0, 0)] {
		smoky().execute_with(|| {
			open_six(median(1));
			assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -30)]));
			let lines = if permits > 0 { vec![line(SMOKE, permits)] } else { vec![] };
			for council in [NORTH, SOUTH, WEST] {
				assert_ok!(propose(council, lines.clone()));
			}
			others_say_nothing(&[MILL, NORTH, SOUTH, WEST]);
			next_block();
			let mill = portion(MILL).granted;
			assert_eq!((mill[0].0, mill[1].0), (emitted * 10 / 3, emitted));
			assert_eq!(cycle().plan.unwrap().credited, Credits(emitted));
		});
	}
}

/// A neighbourhood founded to be named by smoke states nothing for more people than it had when the cycle
/// opened.
#[test]
fn joining_the_harmed_after_the_opening_adds_no_statement() {
	smoky().execute_with(|| {
		open_six(median(2));
		council(SOUTH.0, Side::Consumers, SOUTH.1, 1_000);
		for (council, permits) in [(NORTH, 10), (WEST, 10), (SOUTH, 100)] {
			assert_ok!(propose(council, vec![line(SMOKE, permits)]));
		}
		others_say_nothing(&[NORTH, SOUTH, WEST]);
		next_block();
		let level = Levels::<Test>::get(SMOKE);
		assert_eq!((level.crowd, level.level), (6, Quantity(10 * UNIT)));
	});
}

/// A line for a good that nobody supplies keeps nobody from a plan: it is worth nothing in it.
#[test]
fn a_line_for_what_nobody_supplies_does_not_stop_convergence() {
	let converges = |counting, spite: bool| {
		let mut ext = town();
		ext.execute_with(|| {
			register("pearls", parecon_engine::Kind::Private, 1, 0);
			open(CycleParams { counting, max_iterations: 6, ..params() });
			while cycle().phase == Phase::Collecting {
				for council in ALL {
					let mut lines = answer(council.0);
					if spite && council == SOUTH {
						lines.push(line(parecon_primitives::GoodId(5), -1));
					}
					// Prices of balanced goods stay where they are.
					assert_ok!(propose(council, lines));
				}
				next_block();
			}
			assert_eq!(cycle().phase, Phase::Ratifying);
			cycle().iteration.0
		})
	};
	use parecon_engine::Counting;
	let honest = converges(Counting::Excess, false);
	assert_eq!(converges(Counting::Excess, true), honest, "in {honest} iterations as without it");
	assert_eq!(converges(Counting::Published, true), 6, "before: never");
}

/// Who speaks last in an iteration knows what the others said. What that is worth is bounded: without
/// a bound SOUTH takes its whole proposal away when all others have spoken; with one of a tenth, a
/// tenth of it.
#[test]
fn speaking_last_gains_what_bounds_allow_and_no_more() {
	let left = |swing: Swing| {
		let mut ext = town();
		ext.execute_with(|| {
			open(CycleParams { swing, ..params() });
			for council in ALL {
				assert_ok!(propose(council, answer(council.0)));
			}
			next_block();
			assert_eq!(cycle().iteration, Iteration(2));
			for council in [MILL, BAKERY, GARDENERS, NORTH] {
				assert_ok!(propose(council, answer(council.0)));
			}
			let bread = |micro: i128| Line { good: BREAD, flow: Flow(-micro) };
			let mut kept = 0;
			for micro in [0, 75, 135, 150].map(|bread| bread * UNIT as i128) {
				let park = Line { good: PARK, flow: Flow(-(micro * 100 / 150)) };
				let lines = if micro > 0 { vec![bread(micro), park] } else { vec![] };
				if propose(SOUTH, lines).is_ok() {
					kept = micro;
					break;
				}
			}
			kept / UNIT as i128
		})
	};
	assert_eq!(left(Swing::NEVER), 0);
	let tenth = Perbill::from_percent(10);
	assert_eq!(left(Swing { from: 2, bound: tenth, least: tenth }), 135);
}

/// A neighbourhood that gives its budget away to be rid of its dues is left without private goods, and
/// pays what it has.
#[test]
fn being_removed_frees_nobody_from_what_all_pay() {
	smoky().execute_with(|| {
		open_six(median(1));
		assert_ok!(propose(GARDENERS, vec![line(PARK, 200), line(LAND, -100)]));
		for council in [NORTH, SOUTH, WEST] {
			assert_ok!(propose(council, vec![line(PARK, -60)]));
		}
		others_say_nothing(&[GARDENERS, NORTH, SOUTH, WEST]);
		// A sixth of 600 is 100; 70 are left.
		Enrolments::<Test>::mutate(cycle().id, CouncilId(SOUTH.0), |one| {
			let one = one.as_mut().unwrap();
			one.budget = Credits(70 * UNIT);
			one.income = one.budget;
		});
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying);
		assert_eq!(portion(SOUTH).charge, Credits(70 * UNIT));
		assert_eq!(portion(NORTH).charge, Credits(300 * UNIT), "nobody else pays for it");
		assert!(events().contains(&Event::Removed {
			cycle: cycle().id,
			council: CouncilId(SOUTH.0),
			reason: Reason::OverBudget
		}));
	});
}

/// Selling permits for others: only who was named, and lives there, has a say.
#[test]
fn nobody_permits_what_harms_others() {
	smoky().execute_with(|| {
		assert_ok!(super::shared::share(SMOKE, 1, &[NORTH.0]));
		open_six(median(1));
		assert_noop!(
			propose(WEST, vec![line(SMOKE, 100)]).map_err(|failed| failed.error),
			Error::<Test>::NotConcerned
		);
		assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -30)]));
		assert_ok!(propose(NORTH, vec![line(SMOKE, 30)]));
		others_say_nothing(&[MILL, NORTH]);
		next_block();
		let credits = [NORTH, SOUTH, WEST].map(|council| portion(council).credit.0);
		assert_eq!(credits, [30 * UNIT, 0, 0]);
	});
}
