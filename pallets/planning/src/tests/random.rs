//! A thousand seeded random calls, with the invariants checked after each block.

use super::shared::{share, smoky, SMOKE, WEST};
use crate::{mock::*, *};
use frame_support::assert_storage_noop;
use parecon_engine::{Counting, LevelRule, Line, Rule, Swing};
use parecon_primitives::{CouncilId, CycleId, Flow, GoodId, Iteration, Quantity, Side};
use sp_runtime::Perbill;

/// SplitMix64: a seed names the whole run.
struct Random(u64);

impl Random {
	fn below(&mut self, bound: u64) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		(z ^ (z >> 31)) % bound
	}
}

/// Windows that a few hundred random calls can fill.
fn short() -> CycleParams {
	let half = Perbill::from_percent(50);
	let swing = Swing { from: 5, bound: half, least: half };
	CycleParams {
		enrolment: 12,
		window: 8,
		ratification: 24,
		max_iterations: 6,
		retries: 2,
		swing,
		..params()
	}
}

fn random_lines(random: &mut Random) -> Vec<Line> {
	let mut lines: Vec<_> = (0..random.below(6))
		.map(|_| {
			let amount = random.below(40 * UNIT as u64) as i128;
			let sign = if random.below(3) == 0 { 1 } else { -1 };
			Line { good: GoodId(random.below(7) as u32), flow: Flow(amount * sign) }
		})
		.collect();
	if random.below(8) > 0 {
		lines.sort_by_key(|line| line.good);
		lines.dedup_by_key(|line| line.good);
	}
	lines
}

fn open_some(random: &mut Random) -> bool {
	let rule = Rule::ALL[random.below(4) as usize];
	let (counting, threshold) = match random.below(3) {
		0 => (Counting::Published, Perbill::one()),
		1 => (Counting::Excess, Perbill::one()),
		_ => (Counting::Excess, Perbill::from_percent(1)),
	};
	let levels = if random.below(2) == 0 { LevelRule::Mean } else { LevelRule::Median };
	let params = CycleParams { rule, threshold, counting, levels, ..short() };
	Planning::open_cycle(RuntimeOrigin::root(), params).is_ok()
}

fn prune_some(random: &mut Random, signed: RuntimeOrigin) -> bool {
	let cycle = CycleId(random.below(5) as u32);
	Planning::prune(signed, cycle, random.below(4) as u32).is_ok()
}

fn supply_some(random: &mut Random) -> bool {
	let supply = Quantity((1_000 * UNIT as u64 + random.below(400 * UNIT as u64)) as u128);
	let good = GoodId(random.below(6) as u32);
	Planning::set_supply(RuntimeOrigin::root(), good, supply).is_ok()
}

fn people_of(random: &mut Random, id: u32, speaker: u64) -> bool {
	let side = if id < 4 { Side::Workers } else { Side::Consumers };
	council(id, side, speaker, 1 + random.below(9) as u32);
	true
}

fn share_some(random: &mut Random) -> bool {
	let good = if random.below(2) == 0 { PARK } else { SMOKE };
	let scopes = [&[][..], &[NORTH.0], &[NORTH.0, SOUTH.0], &[MILL.0]];
	share(good, 1 + u128::from(random.below(3)), scopes[random.below(4) as usize]).is_ok()
}

/// A claim of the neighbourhood that takes no part, and what may follow on it.
fn claim_some(random: &mut Random, by: (u32, u64)) -> bool {
	let (claimant, signed) = (CouncilId(WEST.0), RuntimeOrigin::signed);
	let root = RuntimeOrigin::root();
	match random.below(6) {
		0..=1 => Planning::claim(signed(WEST.1), SMOKE, claimant).is_ok(),
		2 => Planning::oppose_claim(signed(by.1), SMOKE, claimant, CouncilId(by.0)).is_ok(),
		3 => Planning::settle_claim(signed(by.1), SMOKE, claimant).is_ok(),
		4 => Planning::decide_claim(root, SMOKE, claimant, random.below(2) == 0).is_ok(),
		_ => Planning::set_claim_window(root, random.below(9) as u32).is_ok(),
	}
}

/// What a council answers where goods are shared: permits, and smoke of the mill.
fn smoky_answer(random: &mut Random, id: u32) -> Vec<Line> {
	let mut lines = answer(id);
	match id {
		1 => lines.push(line(SMOKE, -1 - random.below(40) as i128)),
		4 | 5 => lines.push(line(SMOKE, 1 + random.below(40) as i128)),
		_ => {},
	}
	lines
}

/// One call, sensible or not; returns what it was and whether it was accepted.
fn call(random: &mut Random) -> (&'static str, bool) {
	let (id, speaker) = ALL[random.below(5) as usize];
	let signer = if random.below(10) == 0 { random.below(2_000) } else { speaker };
	let signed = RuntimeOrigin::signed(signer);
	let iteration = Current::<Test>::get().map_or(0, |cycle| cycle.iteration.0);
	let say = |signed, at, lines: Vec<Line>| {
		let lines = lines.try_into().unwrap();
		Planning::propose(signed, CouncilId(id), Iteration(at), lines, None).is_ok()
	};
	match random.below(36) {
		0 => ("open", open_some(random)),
		1..=4 => ("enrol", Planning::enrol(signed, CouncilId(id)).is_ok()),
		5..=7 | 24..=27 => {
			("ratify", Planning::ratify(signed, CouncilId(id), random.below(4) > 0).is_ok())
		},
		8 => ("prune", prune_some(random, signed)),
		28..=29 => ("drop", Planning::drop_silent(signed, CouncilId(id)).is_ok()),
		9 => ("supply", supply_some(random)),
		10 => ("people", people_of(random, id, speaker)),
		11..=17 => ("answer", say(signed, iteration, answer(id))),
		30..=31 => ("share", share_some(random)),
		32 => ("claim", claim_some(random, (id, speaker))),
		33..=35 => {
			let lines = smoky_answer(random, id);
			("smoke", say(signed, iteration, lines))
		},
		_ => {
			let lines = random_lines(random);
			let at = iteration.saturating_sub(u32::from(random.below(20) == 0));
			("propose", say(signed, at, lines))
		},
	}
}

/// What happens at the end of the iterations.
fn milestone(event: &Event<Test>) -> Option<String> {
	Some(match event {
		Event::SettlingBegun { converged, .. } => format!("converged: {converged}"),
		Event::PlanSettled { plan, .. } if plan.emitted.0 > 0 => "smoke".into(),
		Event::PlanSettled { rounds, .. } => format!("scaled: {}", *rounds > 0),
		Event::Removed { reason, .. } => format!("{reason:?}"),
		Event::PlanRejected { .. } => "rejected".into(),
		_ => return None,
	})
}

#[test]
fn a_thousand_random_calls_keep_the_invariants() {
	let mut seen = std::collections::BTreeMap::<(&str, bool), u32>::new();
	let mut ended = std::collections::BTreeSet::new();
	let mut told = std::collections::BTreeSet::new();
	for seed in 0..32 {
		let mut random = Random(seed);
		smoky().execute_with(|| {
			for _ in 0..1_000 {
				*seen.entry(call(&mut random)).or_default() += 1;
				if random.below(3) == 0 {
					next_block();
				}
				told.extend(events().iter().filter_map(milestone));
				if let Some(cycle) = Current::<Test>::get().filter(|cycle| cycle.phase.is_over()) {
					ended.insert(format!("{:?}", cycle.phase));
				}
			}
		});
	}
	let calls = [
		"open", "enrol", "ratify", "prune", "supply", "answer", "propose", "share", "claim",
		"smoke",
	];
	for what in calls {
		for accepted in [true, false] {
			assert!(seen.contains_key(&(what, accepted)), "{what} was never {accepted}: {seen:?}");
		}
	}
	for end in ["Ratified", "OneSided", "NotConverged", "NotApproved"] {
		assert!(ended.iter().any(|phase| phase.contains(end)), "{end} is not reached: {ended:?}");
	}
	let ends = [
		"converged: true",
		"converged: false",
		"scaled: true",
		"scaled: false",
		"rejected",
		"smoke",
	];
	for what in ends {
		assert!(told.contains(what), "{what} is not reached: {told:?}");
	}
	for reason in ["Silent", "BelowPar", "OverBudget"] {
		assert!(told.contains(reason), "{reason} is not reached: {told:?}");
	}
}

#[test]
fn a_refused_call_leaves_the_state_root_as_it_was() {
	let mut random = Random(99);
	collecting().execute_with(|| {
		for _ in 0..300 {
			let lines: LinesOf<Test> = random_lines(&mut random).try_into().unwrap();
			let (id, speaker) = ALL[random.below(5) as usize];
			let call = |lines| {
				Planning::do_propose(&speaker, CouncilId(id), Iteration(1), lines, None).is_ok()
			};
			if !frame_support::storage::with_transaction(|| {
				let accepted = call(lines.clone());
				sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(
					accepted,
				))
			})
			.unwrap()
			{
				assert_storage_noop!(assert!(!call(lines)));
			}
		}
	});
}
