//! Public goods and pollutants of which many state one amount.

use crate::{mock::*, *};
use frame_support::{assert_err, assert_noop, assert_ok};
use parecon_engine::{Kind, LevelRule, Line};
use parecon_primitives::{CouncilId, Credits, CycleId, Flow, GoodId, Iteration, Quantity, Side};
use sp_runtime::TryRuntimeError;

/// As `assert_noop!`, for calls that return a weight with the error.
macro_rules! assert_refused {
	($call:expr, $error:ident) => {
		assert_noop!($call.map_err(|failed| failed.error), Error::<Test>::$error)
	};
}

/// A pollutant, and a third neighbourhood of 2 people: 6 in all.
pub(super) const SMOKE: GoodId = GoodId(5);
pub(super) const WEST: (u32, u64) = (6, 16);
/// A federation of neighbourhoods.
const CITY: u32 = 9;

pub(super) fn share(good: GoodId, units: u128, scope: &[u32]) -> sp_runtime::DispatchResult {
	let scope: Vec<_> = scope.iter().map(|id| CouncilId(*id)).collect();
	let scope = scope.try_into().expect("at most 16");
	Planning::share_good(RuntimeOrigin::root(), good, Quantity(units * UNIT), scope)
}

/// The town with smoke and a third neighbourhood; a park for all and smoke that harms all.
pub(super) fn smoky() -> sp_io::TestExternalities {
	let mut ext = town();
	ext.execute_with(|| {
		register("smoke", Kind::Pollutant, 1, 0);
		council(WEST.0, Side::Consumers, WEST.1, 2);
		assert_ok!(share(PARK, 1, &[]));
		assert_ok!(share(SMOKE, 1, &[NORTH.0, SOUTH.0, WEST.0]));
	});
	ext
}

/// Opens a cycle in which all six take part, and moves to its first iteration.
pub(super) fn open_six(params: CycleParams) {
	assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), params));
	next_block();
	for (id, speaker) in ALL.into_iter().chain([WEST]) {
		assert_ok!(Planning::enrol(RuntimeOrigin::signed(speaker), CouncilId(id)));
	}
	run_to_phase(Phase::Collecting);
}

pub(super) fn median(iterations: u32) -> CycleParams {
	CycleParams { levels: LevelRule::Median, max_iterations: iterations, ..params() }
}

pub(super) fn portion((id, _): (u32, u64)) -> PortionOf<Test> {
	Planning::portion(cycle().id, CouncilId(id)).expect("there is a plan")
}

/// What everybody says who is not asked about shared goods.
pub(super) fn others_say_nothing(but: &[(u32, u64)]) {
	for council in ALL.into_iter().chain([WEST]) {
		if !but.contains(&council) {
			assert_ok!(propose(council, vec![]));
		}
	}
}

fn level(good: GoodId) -> Level {
	Levels::<Test>::get(good)
}

fn check((id, _): (u32, u64), lines: Vec<Line>) -> Check {
	Planning::check(CouncilId(id), lines).expect("the lines can stand")
}

fn shares((id, _): (u32, u64)) -> Vec<GoodId> {
	Enrolments::<Test>::get(cycle().id, CouncilId(id)).expect("it is enrolled").shares.into_inner()
}

#[test]
fn a_good_is_shared_with_a_step_and_a_scope() {
	smoky().execute_with(|| {
		assert_eq!(Common::<Test>::get()[..], [PARK]);
		assert_eq!(NamedBy::<Test>::get(CouncilId(NORTH.0))[..], [SMOKE]);
		assert_eq!(SharedOn::<Test>::get(0), 0b10_0010);
		assert_eq!(WithoutStep::<Test>::get(), 0);
		events();
		assert_ok!(share(SMOKE, 5, &[SOUTH.0]));
		let scope: Scope = vec![CouncilId(SOUTH.0)].try_into().unwrap();
		let step = Quantity(5 * UNIT);
		assert_eq!(events(), [Event::GoodShared { good: SMOKE, step, scope }]);
		assert!(!NamedBy::<Test>::contains_key(CouncilId(NORTH.0)));
		assert_ok!(share(PARK, 1, &[NORTH.0]));
		assert!(Common::<Test>::get().is_empty());
		assert_ok!(Planning::do_try_state());
		assert_eq!(Planning::shared(SMOKE).unwrap().0.step, step);
		assert_eq!(Planning::shared(BREAD), None);
	});
}

#[test]
fn sharing_is_refused_with_a_reason() {
	smoky().execute_with(|| {
		assert_noop!(
			Planning::share_good(
				RuntimeOrigin::signed(1),
				PARK,
				Quantity(UNIT),
				Default::default()
			),
			sp_runtime::DispatchError::BadOrigin
		);
		assert_noop!(share(GoodId(77), 1, &[]), Error::<Test>::UnknownGood);
		assert_noop!(share(BREAD, 1, &[]), Error::<Test>::NotShared);
		assert_noop!(share(PARK, 0, &[]), Error::<Test>::InvalidQuantity);
		let most = Flow::MAX / 128;
		let step = |step| {
			Planning::share_good(RuntimeOrigin::root(), PARK, Quantity(step), Default::default())
		};
		assert_noop!(step(most + 1), Error::<Test>::InvalidQuantity);
		assert_ok!(step(most));
		for scope in [&[MILL.0][..], &[SOUTH.0, NORTH.0], &[NORTH.0, NORTH.0], &[77]] {
			assert_noop!(share(SMOKE, 1, scope), Error::<Test>::InvalidScope);
		}
		assert_noop!(share(PARK, 1, &[NORTH.0, SOUTH.0]), Error::<Test>::InvalidScope);
		for index in 0..16 {
			register(&format!("lake {index}"), Kind::Public, 1, 0);
			if index < 15 {
				assert_ok!(share(GoodId(6 + index), 1, &[]));
			}
		}
		assert_noop!(share(GoodId(21), 1, &[]), Error::<Test>::TooManyShares);
		assert_noop!(
			Planning::open_cycle(RuntimeOrigin::root(), median(1)),
			Error::<Test>::StepMissing
		);
		assert_ok!(share(GoodId(21), 1, &[NORTH.0]));
		open_six(median(1));
		assert_noop!(share(PARK, 1, &[]), Error::<Test>::CycleRunning);
	});
}

#[test]
fn what_concerns_a_council_is_what_names_it_or_its_federations() {
	smoky().execute_with(|| {
		for id in [CITY, 10] {
			council(id, Side::Consumers, 30 + u64::from(id), 1);
			federate(id);
		}
		put_into(NORTH.0, CITY);
		put_into(CITY, 10);
		register("lake", Kind::Public, 1, 0);
		register("noise", Kind::Pollutant, 1, 0);
		let (lake, noise) = (GoodId(6), GoodId(7));
		assert_ok!(share(lake, 1, &[10]));
		assert_ok!(share(noise, 1, &[SOUTH.0, CITY]));
		open_six(median(5));
		assert_eq!(shares(NORTH), [PARK, SMOKE, lake, noise]);
		assert_eq!(shares(SOUTH), [PARK, SMOKE, noise]);
		assert_eq!(shares(WEST), [PARK, SMOKE]);
		assert_eq!(shares(MILL), []);
		assert_eq!([PARK, SMOKE, lake, noise].map(|good| level(good).crowd), [6, 6, 3, 4]);
		assert_refused!(propose(SOUTH, vec![line(lake, -1)]), NotConcerned);
		assert_refused!(propose(WEST, vec![line(noise, 1)]), NotConcerned);
		assert_ok!(propose(NORTH, vec![line(lake, -1), line(noise, 1)]));
		assert_ok!(Planning::do_try_state());
	});
}

/// Nobody is kept out by being named too often: what finds no room is left out.
#[test]
fn a_council_that_is_named_too_often_still_enrols() {
	smoky().execute_with(|| {
		council(CITY, Side::Consumers, 39, 1);
		federate(CITY);
		put_into(SOUTH.0, CITY);
		for index in 0..16 {
			register(&format!("noise {index}"), Kind::Pollutant, 1, 0);
			assert_ok!(share(GoodId(6 + index), 1, &[CITY]));
		}
		open_six(median(1));
		assert_eq!(shares(SOUTH).len(), 16);
		assert_eq!(shares(SOUTH)[..2], [PARK, SMOKE]);
		assert_eq!((level(GoodId(19)).crowd, level(GoodId(20)).crowd), (1, 0));
		assert_refused!(propose(SOUTH, vec![line(GoodId(21), 1)]), NotConcerned);
	});
}

#[test]
fn statements_are_no_part_of_totals_until_the_iteration_closes() {
	smoky().execute_with(|| {
		open_six(median(5));
		assert_refused!(propose(NORTH, vec![line(SMOKE, -1)]), WrongSign);
		assert_refused!(propose(NORTH, vec![line(PARK, 1)]), WrongSign);
		assert_refused!(propose(MILL, vec![line(SMOKE, 1)]), WrongSign);
		assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -30)]));
		assert_ok!(propose(NORTH, vec![line(PARK, -9), line(SMOKE, 20)]));
		assert_ok!(propose(SOUTH, vec![line(PARK, -4), line(SMOKE, 10)]));
		assert_ok!(propose(WEST, vec![line(PARK, -2)]));
		assert_eq!((volume(PARK), volume(SMOKE)), ((0, 0), (0, 30 * UNIT)));
		assert_eq!(level(PARK).sum, (27 + 4 + 4) * UNIT);
		let reason = Planning::why_price(PARK).unwrap();
		assert_eq!(reason.demand, Quantity(4 * UNIT), "4 of 6 people want that at least");
		assert_ok!(propose(WEST, vec![line(PARK, -3)]));
		assert_eq!(level(PARK).sum, (27 + 4 + 6) * UNIT);
		others_say_nothing(&[MILL, NORTH, SOUTH, WEST]);
		next_block();
		assert_eq!(cycle().iteration, Iteration(2));
		assert_eq!(volume(PARK), (0, 4 * 6 * UNIT));
		assert_eq!(volume(SMOKE), (10 * UNIT, 30 * UNIT), "4 of 6 permit 10 at least");
		assert_eq!(
			(level(PARK).level, level(SMOKE).level),
			(Quantity(4 * UNIT), Quantity(10 * UNIT))
		);
		assert_eq!(level(SMOKE).sold, Credits(10 * UNIT), "at the price of the iteration");
	});
}

/// The test of a proposal counts what the last iteration came to.
#[test]
fn dues_and_credits_count_in_the_test_of_a_proposal() {
	smoky().execute_with(|| {
		open_six(median(5));
		let first = check(NORTH, vec![line(PARK, -10)]);
		assert_eq!((first.dues, first.credits), (Credits(0), Credits(0)), "nothing is decided yet");
		assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -10)]));
		for council in [NORTH, SOUTH, WEST] {
			assert_ok!(propose(council, vec![line(PARK, -10), line(SMOKE, 10)]));
		}
		others_say_nothing(&[MILL, NORTH, SOUTH, WEST]);
		next_block();
		let due = (price(PARK) * 10).div_ceil(6);
		let second = check(SOUTH, vec![]);
		assert_eq!((second.dues, second.credits), (Credits(due), Credits(10 * UNIT / 6)));
		let left = 1_000 * UNIT + second.credits.0 - due;
		let most = (left * UNIT / price(BREAD)) as i128;
		let bread = |micro: i128| vec![Line { good: BREAD, flow: Flow(-micro) }];
		assert_ok!(propose(SOUTH, bread(most)));
		assert_refused!(propose(SOUTH, bread(most + 1)), OverBudget);
		assert_ok!(Planning::do_try_state());
	});
}

/// A level that others want and a council cannot pay does not silence it.
#[test]
fn who_cannot_pay_a_level_can_still_state_a_lower_one() {
	smoky().execute_with(|| {
		open_six(median(5));
		for council in [NORTH, SOUTH, WEST] {
			assert_ok!(propose(council, vec![line(PARK, -100)]));
		}
		others_say_nothing(&[NORTH, SOUTH, WEST]);
		next_block();
		Market::<Test>::mutate(0, |page| page[PARK.0 as usize].price.0 = 100 * UNIT);
		assert!(check(SOUTH, vec![]).dues > Credits(1_000 * UNIT));
		assert_refused!(propose(SOUTH, vec![line(BREAD, -1)]), OverBudget);
		assert_ok!(propose(SOUTH, vec![line(PARK, -1)]));
	});
}

/// 6 people pay 100 credits for a park together, whoever wanted how much of it: to the last
/// micro-credit.
#[test]
fn all_pay_the_same_for_a_median_level() {
	smoky().execute_with(|| {
		open_six(median(1));
		assert_ok!(propose(GARDENERS, vec![line(PARK, 200), line(LAND, -100)]));
		assert_ok!(propose(NORTH, vec![line(PARK, -10)]));
		assert_ok!(propose(WEST, vec![line(PARK, -11)]));
		others_say_nothing(&[GARDENERS, NORTH, WEST]);
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying);
		let charges = [NORTH, SOUTH, WEST].map(|council| portion(council).charge.0);
		assert_eq!(charges, [50_000_000, 16_666_666, 33_333_334]);
		assert_eq!(portion(NORTH).granted[..], [Quantity(10 * UNIT)]);
		assert_eq!(portion(WEST).granted[..], [Quantity(10 * UNIT)]);
		assert_eq!(cycle().plan.unwrap().charged, Credits(100 * UNIT));
	});
}

/// Where the level is a mean, each pays for what it states, also where only some share the good.
#[test]
fn a_mean_level_is_paid_by_what_each_states() {
	smoky().execute_with(|| {
		open_six(CycleParams { max_iterations: 1, ..params() });
		assert_ok!(propose(GARDENERS, vec![line(PARK, 200), line(LAND, -100)]));
		assert_eq!(check(NORTH, vec![line(PARK, -10)]).dues, Credits(50 * UNIT));
		assert_refused!(propose(SOUTH, vec![line(PARK, -601)]), OverBudget);
		assert_ok!(propose(NORTH, vec![line(PARK, -10)]));
		assert_ok!(propose(WEST, vec![line(PARK, -30)]));
		others_say_nothing(&[GARDENERS, NORTH, WEST]);
		next_block();
		assert_eq!(level(PARK).level, Quantity(15 * UNIT), "(3 x 10 + 2 x 30) / 6");
		let charges = [NORTH, SOUTH, WEST].map(|council| portion(council).charge.0);
		assert_eq!(charges, [50 * UNIT, 0, 100 * UNIT]);
	});
}

/// What emitters owe is what those are credited whom it harms, exactly.
#[test]
fn credits_are_what_emissions_cost() {
	smoky().execute_with(|| {
		open_six(median(1));
		assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -30)]));
		for council in [NORTH, SOUTH, WEST] {
			assert_ok!(propose(council, vec![line(SMOKE, 20)]));
		}
		others_say_nothing(&[MILL, NORTH, SOUTH, WEST]);
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying);
		// Two thirds in Q.63 are rounded down.
		assert_eq!(portion(MILL).granted[1], Quantity(19_999_999));
		let credits = [NORTH, SOUTH, WEST].map(|council| portion(council).credit.0);
		assert_eq!(credits, [9_999_999, 3_333_333, 6_666_667]);
		let plan = cycle().plan.unwrap();
		assert_eq!((plan.emitted, plan.credited), (Credits(19_999_999), Credits(19_999_999)));
		assert_eq!(portion(SOUTH).granted[..], [Quantity(20 * UNIT)], "what all permit");
		for council in ALL.into_iter().chain([WEST]) {
			assert_ok!(Planning::ratify(
				RuntimeOrigin::signed(council.1),
				CouncilId(council.0),
				true
			));
		}
		run_to_phase(Phase::Ratified);
		let conclusion = Conclusions::<Test>::get(CycleId(0)).unwrap();
		assert_eq!((conclusion.credited, conclusion.emitted), (plan.credited, plan.emitted));
	});
}

/// The plan sells less than the last iteration did: who counted on the credit gets fewer private goods,
/// and pays no more than it has.
#[test]
fn a_smaller_credit_makes_private_goods_fewer() {
	smoky().execute_with(|| {
		Market::<Test>::mutate(0, |page| page[SMOKE.0 as usize].price.0 = 100 * UNIT);
		open_six(median(2));
		let mill = |hours: i128| {
			let flour = line(FLOUR, 20_000);
			propose(MILL, vec![flour, line(HOURS, -hours), line(SMOKE, -10)])
		};
		// More is short than in the second iteration, so that this one stands.
		assert_ok!(mill(6_000));
		for council in [NORTH, SOUTH, WEST] {
			assert_ok!(propose(council, vec![line(SMOKE, 10)]));
		}
		others_say_nothing(&[MILL, NORTH, SOUTH, WEST]);
		next_block();
		let credits = check(SOUTH, vec![]).credits;
		assert_eq!(credits, Credits(1_000 * UNIT / 6));
		assert_ok!(mill(2_400));
		assert_ok!(propose(BAKERY, vec![line(BREAD, 10_000)]));
		let most = (1_000 * UNIT + credits.0) * UNIT / price(BREAD);
		let bread = Line { good: BREAD, flow: Flow(-(most as i128)) };
		assert_ok!(propose(SOUTH, vec![bread, line(SMOKE, 10)]));
		assert_ok!(propose(NORTH, vec![line(SMOKE, 10)]));
		assert_ok!(propose(WEST, vec![line(SMOKE, 10)]));
		others_say_nothing(&[MILL, BAKERY, NORTH, SOUTH, WEST]);
		next_block();
		assert_eq!(cycle().phase, Phase::Ratifying);
		let served = portion(SOUTH);
		assert!(served.credit.0 > 0 && served.credit < credits, "half of the hours are there");
		let stated = served.lines[0].flow.amount();
		assert!(served.granted[0] < stated, "{:?} of {stated:?}", served.granted[0]);
		let means = 1_000 * UNIT + served.credit.0;
		assert!(served.charge.0 <= means && served.charge.0 + 10 > means, "{served:?} {means}");
	});
}

/// At the final prices a neighbourhood can pay less: it gets less, and only who cannot even pay for the
/// park is taken out.
#[test]
fn what_cannot_be_paid_at_the_final_prices_is_scaled_and_only_then_removed() {
	for (park, expected) in [(10, None), (100, Some(Reason::OverBudget))] {
		smoky().execute_with(|| {
			open_six(median(5));
			let say = || {
				for council in [NORTH, SOUTH, WEST] {
					assert_ok!(propose(council, vec![line(BREAD, -100), line(PARK, -100)]));
				}
				assert_ok!(propose(BAKERY, vec![line(BREAD, 10_000)]));
				assert_ok!(propose(GARDENERS, vec![line(PARK, 100)]));
				others_say_nothing(&[NORTH, SOUTH, WEST, BAKERY, GARDENERS]);
			};
			say();
			next_block();
			Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().until = Iteration(2));
			say();
			Market::<Test>::mutate(0, |page| {
				page[BREAD.0 as usize].price.0 = 20 * UNIT;
				page[PARK.0 as usize].price.0 = park * UNIT;
			});
			events();
			next_block();
			assert_eq!(cycle().phase, Phase::Ratifying);
			let told = events();
			let removed = told.iter().any(|event| {
				matches!(event, Event::Removed { council, reason: Reason::OverBudget, .. }
					if council.0 == SOUTH.0)
			});
			assert_eq!(removed, expected.is_some());
			let served = portion(SOUTH);
			if removed {
				assert!(served.lines.is_empty());
				// Nobody else could pay for it either, so that there is none.
				assert_eq!((served.charge, level(PARK).level), (Credits(0), Quantity(0)));
			} else {
				let bread = served.granted[0].0;
				let due = 10 * UNIT * 100 / 6;
				assert!(bread < 100 * UNIT && bread * 20 <= 1_000 * UNIT - due, "{bread}");
				assert!((bread + 2) * 20 > 1_000 * UNIT - due - 20, "{bread}");
			}
		});
	}
}

/// Levels of an earlier iteration come back with its prices.
#[test]
fn the_best_iteration_stands_with_its_levels() {
	smoky().execute_with(|| {
		open_six(median(2));
		let say = |level: i128, smoke: i128| {
			assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -smoke)]));
			assert_ok!(propose(GARDENERS, vec![line(PARK, 12)]));
			for council in [NORTH, SOUTH, WEST] {
				assert_ok!(propose(council, vec![line(PARK, -level), line(SMOKE, 10)]));
			}
			others_say_nothing(&[MILL, GARDENERS, NORTH, SOUTH, WEST]);
		};
		say(12, 10);
		next_block();
		say(50, 40);
		next_block();
		assert_eq!((cycle().phase, cycle().standing()), (Phase::Ratifying, Iteration(1)));
		assert_eq!(level(PARK).level, Quantity(12 * UNIT));
		assert_eq!(portion(SOUTH).granted[..], [Quantity(12 * UNIT), Quantity(10 * UNIT)]);
		assert_eq!(cycle().plan.unwrap().emitted, Credits(10 * UNIT));
	});
}

#[test]
fn nobody_enrolled_who_is_harmed_means_no_permits() {
	smoky().execute_with(|| {
		assert_ok!(share(SMOKE, 1, &[WEST.0]));
		open(median(1));
		assert_refused!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -1)]), NoPermits);
		assert_refused!(propose(SOUTH, vec![line(SMOKE, 1)]), NotConcerned);
	});
}

#[test]
fn the_next_cycle_forgets_what_was_stated() {
	smoky().execute_with(|| {
		open_six(median(1));
		assert_ok!(propose(NORTH, vec![line(PARK, -10), line(SMOKE, 3)]));
		run_to_phase(Phase::Lapsed(Lapse::NotConverged));
		assert_ok!(share(PARK, 2, &[NORTH.0]));
		assert_ok!(Planning::do_try_state());
		assert_ok!(Planning::open_cycle(RuntimeOrigin::root(), median(1)));
		next_block();
		assert_eq!(Levels::<Test>::iter().count(), 0);
		assert_eq!(volume(PARK), (0, 0));
	});
}

#[test]
fn the_weight_counts_shared_goods() {
	smoky().execute_with(|| {
		open_six(median(5));
		let weight = |council, lines| propose(council, lines).unwrap().actual_weight.unwrap();
		let beside = |lines, pages, shares| {
			Planning::propose_weight(lines, pages).saturating_add(Planning::shares_weight(shares))
		};
		let mill = weight(MILL, vec![line(FLOUR, 9), line(SMOKE, -1)]);
		assert_eq!(mill, beside(2, 1, 1));
		assert!(weight(NORTH, vec![line(PARK, -9)]).all_gte(beside(1, 0, 2)));
		let lines: Vec<_> = (0..6).map(|good| line(GoodId(good), 1)).collect();
		assert!(mill.ref_time() < Planning::propose_weight_before(&lines).ref_time());
	});
}

/// What is found wrong after `by`, in a year with a claim and with levels that were stated.
fn broken(what: &'static str, by: &dyn Fn()) {
	smoky().execute_with(|| {
		assert_ok!(Planning::set_claim_window(RuntimeOrigin::root(), 5));
		council(7, Side::Consumers, 17, 1);
		assert_ok!(Planning::claim(RuntimeOrigin::signed(17), SMOKE, CouncilId(7)));
		open_six(median(5));
		assert_ok!(propose(NORTH, vec![line(PARK, -10), line(SMOKE, 3)]));
		assert_ok!(Planning::do_try_state());
		by();
		assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
	});
}

#[test]
fn each_invariant_of_who_shares_a_good_is_seen_broken() {
	let sharing =
		|by: fn(&mut Shared)| Sharing::<Test>::mutate(SMOKE, |shared| by(shared.as_mut().unwrap()));
	broken("an unknown good is shared", &|| {
		Sharing::<Test>::insert(GoodId(99), Sharing::<Test>::get(PARK).unwrap())
	});
	broken("a good that cannot be shared is", &|| {
		Sharing::<Test>::insert(BREAD, Sharing::<Test>::get(PARK).unwrap())
	});
	broken("a step out of bounds", &|| sharing(|shared| shared.step = Quantity(0)));
	broken("a scope is not in order", &|| {
		sharing(|shared| shared.scope.get_mut(..).unwrap().reverse())
	});
	broken("a public good with two scopes", &|| {
		let scope = Sharing::<Test>::get(SMOKE).unwrap().scope;
		Sharing::<Test>::mutate(PARK, |shared| shared.as_mut().unwrap().scope = scope)
	});
	broken("the goods that are everybody's are not those", &|| Common::<Test>::kill());
	broken("councils are not named by the goods whose scope names them", &|| {
		NamedBy::<Test>::remove(CouncilId(NORTH.0))
	});
	broken("the marks of shared goods are not those of the goods", &|| {
		SharedOn::<Test>::insert(0, 0)
	});
	broken("public goods without a step are miscounted", &|| WithoutStep::<Test>::put(1));
}

#[test]
fn each_invariant_of_claims_is_seen_broken() {
	let claims = |by: fn(&mut Vec<ClaimOf<Test>>)| {
		let mut claims = Claims::<Test>::get(SMOKE).into_inner();
		by(&mut claims);
		let claims: frame_support::BoundedVec<_, MaxScope> = claims.try_into().unwrap();
		Claims::<Test>::insert(SMOKE, claims);
	};
	broken("a claim to a good without a step", &|| {
		Claims::<Test>::insert(BREAD, Claims::<Test>::get(SMOKE))
	});
	broken("an empty list of claims", &|| claims(|claims| claims.clear()));
	broken("a council claims twice", &|| claims(|claims| claims.push(claims[0])));
	broken("a claim to what is granted", &|| claims(|claims| claims[0].council.0 = NORTH.0));
	broken("a claim of a block to come", &|| claims(|claims| claims[0].since = 1_000));
}

#[test]
fn each_invariant_of_levels_is_seen_broken() {
	let park = |by: fn(&mut Level)| Levels::<Test>::mutate(PARK, by);
	broken("a level of a good that is not shared", &|| {
		Levels::<Test>::insert(BREAD, Level::default())
	});
	broken("a crowd is not those who share the good", &|| park(|level| level.crowd += 1));
	broken("what is stated is not the fold", &|| park(|level| level.stated.add(3, 1).unwrap()));
	broken("the sum of what is stated is not the fold", &|| park(|level| level.sum += 1));
	broken("totals are not the fold over the proposals", &|| {
		park(|level| level.level = Quantity(1))
	});
	broken("a level is missing", &|| Levels::<Test>::remove(PARK));
	broken("a workplace shares a good", &|| {
		Enrolments::<Test>::mutate(CycleId(0), CouncilId(MILL.0), |one| {
			one.as_mut().unwrap().shares = vec![PARK].try_into().unwrap()
		})
	});
}

#[test]
fn each_invariant_of_credits_is_seen_broken() {
	let broken = |what: &'static str, by: &dyn Fn()| {
		smoky().execute_with(|| {
			open_six(median(1));
			assert_ok!(propose(MILL, vec![line(FLOUR, 100), line(SMOKE, -10)]));
			for council in [NORTH, SOUTH, WEST] {
				assert_ok!(propose(council, vec![line(PARK, -10), line(SMOKE, 10)]));
			}
			others_say_nothing(&[MILL, NORTH, SOUTH, WEST]);
			next_block();
			assert_eq!(cycle().phase, Phase::Ratifying);
			by();
			assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
		});
	};
	let plan = |by: fn(&mut Plan)| {
		Current::<Test>::mutate(|cycle| by(cycle.as_mut().unwrap().plan.as_mut().unwrap()))
	};
	broken("what is credited is not the sum of the credits", &|| plan(|plan| plan.credited.0 += 1));
	broken("what is paid for emissions is not what they cost", &|| {
		plan(|plan| plan.emitted.0 += 1)
	});
	broken("what is credited is not what emissions cost", &|| {
		plan(|plan| plan.credited.0 += 1);
		Enrolments::<Test>::mutate(CycleId(0), CouncilId(NORTH.0), |one| {
			one.as_mut().unwrap().credit.0 += 1
		});
	});
	broken("not all have had their part of a good", &|| {
		Levels::<Test>::mutate(SMOKE, |level| level.passed = 0)
	});
}
