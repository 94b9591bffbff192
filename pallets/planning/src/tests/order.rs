//! Neither the order of proposals nor where clearing is cut changes totals, prices or verdicts.

use super::shared::share;
use crate::{mock::*, *};
use frame_support::{
	traits::{Get, OnPoll},
	weights::{Weight, WeightMeter},
};
use parecon_engine::{Kind, LevelRule, Line, Rule};
use parecon_primitives::{CouncilId, Flow, GoodId, Iteration, Side};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

const GOODS: u32 = 130;
const COUNCILS: u32 = 8;

/// A few goods are emitted; of those that are everybody's a few are stated in levels where others are not.
const SMOKES: [u32; 3] = [5, 70, 125];
const PARKS: [u32; 2] = [1, 71];

fn kind(good: u32) -> Kind {
	if SMOKES.contains(&good) {
		return Kind::Pollutant;
	}
	if good % 10 == 6 {
		return Kind::Private;
	}
	[Kind::Private, Kind::Public, Kind::Intermediate, Kind::Nature, Kind::Labour][good as usize % 5]
}

/// A village of 130 goods, 4 workers' and 4 consumers' councils, in its first iteration.
fn village(rule: Rule, levels: LevelRule) -> sp_io::TestExternalities {
	let mut ext = new_test_ext();
	ext.execute_with(|| {
		for good in 0..GOODS {
			let supply = if kind(good).has_yearly_supply() { 100 } else { 0 };
			register(&format!("good {good}"), kind(good), 7, supply);
		}
		for id in 0..COUNCILS {
			let side = if id < COUNCILS / 2 { Side::Workers } else { Side::Consumers };
			council(id, side, id as u64 + 10, id + 1);
		}
		// Each is shared by other councils.
		for (first, good) in (COUNCILS / 2..).zip(SMOKES) {
			let scope: Vec<u32> = (first..COUNCILS).collect();
			share(GoodId(good), 2, &scope).unwrap();
		}
		let median = levels == LevelRule::Median;
		let publics = (0..GOODS).filter(|good| kind(*good) == Kind::Public);
		for good in publics.filter(|good| median || PARKS.contains(good)) {
			share(GoodId(good), 3, &[]).unwrap();
		}
		let params = CycleParams { rule, levels, ..params() };
		Planning::open_cycle(RuntimeOrigin::root(), params).unwrap();
		next_block();
		for id in 0..COUNCILS {
			Planning::enrol(RuntimeOrigin::signed(id as u64 + 10), CouncilId(id)).unwrap();
		}
		run_to_phase(Phase::Collecting);
	});
	ext
}

/// Whether council `id` is one of those whom a pollutant harms.
fn is_harmed(id: u32, good: u32) -> bool {
	let first = (COUNCILS / 2..).zip(SMOKES).find(|(_, smoke)| *smoke == good);
	first.is_some_and(|(first, _)| id >= first)
}

/// What council `id` states, from raw pairs of good and amount: of the right sign, in order.
fn lines(id: u32, raw: &[(u32, u64)]) -> Vec<Line> {
	let seed = raw.first().map_or(0, |pair| pair.1);
	let permits = SMOKES.map(|good| (good, seed.rotate_left(good)));
	let mut lines: Vec<_> = raw
		.iter()
		.chain(&permits)
		.filter_map(|&(good, amount)| {
			let good = good % GOODS;
			let amount = i128::from(amount % 50_000_000 + 1);
			let flow = match (id < COUNCILS / 2, kind(good)) {
				(true, Kind::Private | Kind::Public) => amount * 3,
				(true, Kind::Intermediate) if amount % 2 == 0 => amount * 3,
				(true, _) => -amount,
				(false, Kind::Private | Kind::Public) => -amount,
				(false, Kind::Pollutant) if is_harmed(id, good) => amount,
				(false, _) => return None,
			};
			Some(Line { good: GoodId(good), flow: Flow(flow) })
		})
		.collect();
	lines.sort_by_key(|line| line.good);
	lines.dedup_by_key(|line| line.good);
	lines
}

type Script = Vec<(u32, Vec<(u32, u64)>)>;

/// Everything that must not depend on order: totals, prices, who was accepted, worst imbalance.
type Verdict = (Vec<TotalsPage>, Vec<QuotesPage>, Vec<(u32, bool)>, Option<u64>);

/// Plays two iterations: the script in the given order, then silence. Staged work is cut after
/// `limit` in each block.
fn play((rule, levels): (Rule, LevelRule), script: &Script, limit: Weight) -> Verdict {
	village(rule, levels).execute_with(|| {
		let mut accepted = vec![];
		for (id, raw) in script {
			let done = propose((*id, *id as u64 + 10), lines(*id, raw)).is_ok();
			accepted.push((*id, done));
		}
		Planning::do_try_state().unwrap();
		let totals = (0..3).map(Volumes::<Test>::get).collect();
		for _ in 0..200 {
			let now = System::block_number() + 1;
			System::set_block_number(now);
			Planning::on_poll(now, &mut WeightMeter::with_limit(limit));
			if cycle().iteration == Iteration(3) {
				break;
			}
		}
		Planning::do_try_state().unwrap();
		accepted.sort();
		let record = Planning::record(cycle().id, Iteration(2));
		let prices = (0..3).map(Market::<Test>::get).collect();
		(totals, prices, accepted, record.map(|record| record.worst.0))
	})
}

/// What a plan grants each council, and its root; nothing where it lapsed.
type Promise = (Phase, Option<Plan>, Vec<Option<PortionOf<Test>>>);

/// Plays two iterations, the script twice, and settles what came of it with at most `limit` in each
/// block.
fn settle(levels: LevelRule, script: &Script, limit: Weight) -> Promise {
	village(Rule::Proportional, levels).execute_with(|| {
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().until = Iteration(2));
		for _ in 0..2 {
			for (id, raw) in script {
				let _ = propose((*id, *id as u64 + 10), lines(*id, raw));
			}
			let iteration = cycle().iteration;
			while cycle().iteration == iteration && cycle().phase == Phase::Collecting {
				next_block_within(limit);
			}
			for _ in 0..5_000 {
				if !matches!(cycle().phase, Phase::Clearing | Phase::Settling) {
					break;
				}
				next_block_within(limit);
			}
		}
		Planning::do_try_state().unwrap();
		let id = cycle().id;
		let portions = (0..COUNCILS).map(|council| Planning::portion(id, CouncilId(council)));
		(cycle().phase, cycle().plan, portions.collect())
	})
}

fn levels() -> impl Strategy<Value = LevelRule> {
	proptest::sample::select(&[LevelRule::Median, LevelRule::Mean][..])
}

fn rules() -> impl Strategy<Value = (Rule, LevelRule)> {
	(proptest::sample::select(&Rule::ALL[..]), levels())
}

/// One proposal for each council.
fn scripts() -> impl Strategy<Value = Script> {
	let raw = prop::collection::vec((0..GOODS, any::<u64>()), 0..12);
	prop::collection::vec(raw, COUNCILS as usize).prop_map(|all| (0..COUNCILS).zip(all).collect())
}

/// What a block needs for the largest step of clearing, with three pages.
fn least() -> Weight {
	<Test as Config>::WeightInfo::tick().saturating_add(Planning::repeat_weight(3))
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn the_order_of_extrinsics_changes_nothing(
		rule in rules(),
		(script, shuffled) in scripts().prop_flat_map(|s| (Just(s.clone()), Just(s).prop_shuffle())),
	) {
		prop_assert_eq!(play(rule, &script, Weight::MAX), play(rule, &shuffled, Weight::MAX));
	}

	#[test]
	fn where_clearing_is_cut_changes_nothing(
		rule in rules(),
		script in scripts(),
		millis in 1u64..5,
	) {
		let limit = least().saturating_add(Weight::from_parts(millis * 1_000_000_000, 0));
		let whole = play(rule, &script, Weight::MAX);
		prop_assert!(whole.3.is_some());
		prop_assert_eq!(whole, play(rule, &script, limit));
	}

	#[test]
	fn where_settling_is_cut_changes_nothing(
		levels in levels(),
		script in scripts(),
		micros in 0u64..2_000,
	) {
		let most = <Test as Config>::MaxLines::get();
		let step = Planning::grant_weight(most, MAX_SHARES)
			.max(Planning::review_weight(most, MAX_SHARES))
			.max(<Test as Config>::WeightInfo::scale(most))
			.max(Planning::repeat_weight(3));
		let least = <Test as Config>::WeightInfo::tick().saturating_add(step);
		let limit = least.saturating_add(Weight::from_parts(micros * 1_000_000, 0));
		let whole = settle(levels, &script, Weight::MAX);
		prop_assume!(whole.1.is_some());
		prop_assert_eq!(whole, settle(levels, &script, limit));
	}
}

/// What the properties above are about does happen.
#[test]
fn villages_have_plans_emit_and_are_charged() {
	let mut runner = TestRunner::deterministic();
	let plans: Vec<Plan> = (0..32)
		.filter_map(|_| {
			let script = scripts().new_tree(&mut runner).unwrap().current();
			settle(LevelRule::Median, &script, Weight::MAX).1
		})
		.collect();
	let count = |what: fn(&Plan) -> u128| plans.iter().filter(|plan| what(plan) > 0).count();
	let (emitting, charged) = (count(|plan| plan.emitted.0), count(|plan| plan.charged.0));
	assert!(
		plans.len() > 12 && emitting > 8 && charged > 3,
		"{} {emitting} {charged}",
		plans.len()
	);
}
