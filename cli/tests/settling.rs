//! The settling of the audit against that of the runtime, on states made up at random.

mod made_up;

use made_up::{State, CYCLE, STANDING};
use pallet_planning::{
	Current, EnrolmentOf, Enrolments, Event, Levels, Phase, Settled, Upstream, Volumes,
};
use parecon_cli::audit::{
	settling::{settle, Change},
	shared::Level,
	Part,
};
use parecon_engine::{params_hash, plan_root, Totals, PAGE};
use parecon_primitives::{CouncilId, GoodId};
use parecon_runtime::{Planning, Runtime, RuntimeEvent, System};
use proptest::{
	strategy::{Strategy, ValueTree},
	test_runner::{Config, TestRunner},
};

/// Lets blocks pass until the runtime has settled the plan, or the cycle has lapsed.
fn run() -> Vec<(CouncilId, String)> {
	use frame_support::traits::Hooks;
	for now in 2u32..200 {
		System::set_block_number(now);
		let mut meter = frame_support::weights::WeightMeter::new();
		Planning::on_poll(now, &mut meter);
		if Current::<Runtime>::get().unwrap().phase != Phase::Settling {
			break;
		}
	}
	let changed = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
		RuntimeEvent::Planning(Event::Removed { council, reason, .. }) => {
			Some((council, format!("{reason:?}")))
		},
		RuntimeEvent::Planning(Event::Repeated { council, lines, .. }) => {
			Some((council, format!("{lines:?}")))
		},
		RuntimeEvent::Planning(Event::Unexpected(surprise)) => panic!("{surprise:?}"),
		_ => None,
	};
	System::events().into_iter().filter_map(changed).collect()
}

/// The same in words: a reason is of another type on each side.
fn in_words(changed: &[(CouncilId, Change)]) -> Vec<(CouncilId, String)> {
	let words = |(council, change): &(CouncilId, Change)| match change {
		Change::Removed(reason) => (*council, format!("{reason:?}")),
		Change::Repeated(hash) => (*council, format!("{hash:?}")),
	};
	changed.iter().map(words).collect()
}

/// The chain's part of a council, as the audit has it.
fn kept(theirs: EnrolmentOf<Runtime>) -> Part {
	Part {
		budget: theirs.budget,
		spoken: theirs.spoken,
		lines: theirs.lines.into_inner(),
		since: theirs.since,
		part: theirs.part,
		own: theirs.own.map(|own| own.into_inner()),
		standing: theirs.standing.into_inner(),
		standing_part: theirs.standing_part,
		scale: theirs.scale,
		upstream: theirs.upstream,
		dropped: theirs.dropped,
		granted: theirs.granted.into_inner(),
		charge: theirs.charge,
		credit: theirs.credit,
		shares: theirs.shares.into_inner(),
		benefit: theirs.benefit,
		relief: theirs.relief,
		loan: theirs.loan,
		withdrawn: theirs.withdrawn,
		verdict: theirs.verdict.map(|verdict| (verdict.plan, verdict.approve)),
		..Part::new(theirs.side, theirs.population, theirs.income)
	}
}

fn level(good: GoodId) -> Level {
	let theirs = Levels::<Runtime>::get(good);
	Level {
		crowd: theirs.crowd,
		stated: theirs.stated,
		sum: theirs.sum,
		level: theirs.level,
		sold: theirs.sold,
		passed: theirs.passed,
	}
}

/// What was seen of plans, so that the test knows that it has tested something.
#[derive(Debug, Default)]
struct Seen {
	removed: usize,
	repeated: usize,
	scaled: usize,
	short: usize,
	charged: usize,
	credited: usize,
}

fn agrees(state: &State, seen: &mut Seen) {
	let (mut market, mut parts) = (state.market(), state.parts.clone());
	let ours = settle(&state.ground(), &mut market, &mut parts);
	assert_eq!(ours.failed, []);
	let repeated = |change: &&(CouncilId, Change)| matches!(change.1, Change::Repeated(_));
	let repeated = ours.changed.iter().filter(repeated).count();
	seen.repeated += repeated;
	seen.removed += ours.changed.len() - repeated;
	seen.scaled += usize::from(ours.rounds > 1);
	seen.short += usize::from(ours.short);
	seen.charged += usize::from(ours.charged.0 > 0);
	seen.credited += usize::from(ours.credited.0 > 0);
	sp_io::TestExternalities::default().execute_with(|| {
		System::set_block_number(1);
		state.write();
		assert_eq!(run(), in_words(&ours.changed));
		let cycle = Current::<Runtime>::get().unwrap();
		let all = |page: fn(u32) -> Vec<Totals>| (0..2).flat_map(page).collect::<Vec<_>>();
		assert_eq!(all(|page| Volumes::<Runtime>::get(page).into_inner()), market.totals);
		assert_eq!(all(|page| Settled::<Runtime>::get(page).into_inner()), ours.settled);
		let padded = |page| {
			let mut used = Upstream::<Runtime>::get(page).into_inner();
			used.resize(PAGE as usize, Default::default());
			used
		};
		let theirs: Vec<_> = (0..2).flat_map(padded).take(ours.upstream.len()).collect();
		assert_eq!(theirs, ours.upstream);
		let root = plan_root(&ours.range, State::record().prices, params_hash(&state.params()));
		let found = cycle
			.plan
			.map(|plan| (plan.iteration, plan.root, plan.charged, plan.credited, plan.emitted));
		let due = (STANDING, root, ours.charged, ours.credited, ours.emitted);
		assert_eq!(found, (!ours.short).then_some(due));
		assert!(ours.short || ours.credited == ours.emitted);
		for (council, part) in &parts {
			let theirs = Enrolments::<Runtime>::get(CYCLE, council).unwrap();
			assert_eq!(&kept(theirs), part, "{council}");
		}
		for (good, shared) in &market.shared {
			assert_eq!(level(*good), shared.level, "{good}");
		}
	});
}

/// Failure: the audit and the chain make different plans of the same proposals.
#[test]
fn the_audit_settles_as_the_runtime_does() {
	let mut runner = TestRunner::new_with_rng(
		Config { cases: 400, ..Config::default() },
		proptest::test_runner::TestRng::deterministic_rng(Default::default()),
	);
	let mut seen = Seen::default();
	for _ in 0..400 {
		let state = made_up::state().new_tree(&mut runner).unwrap().current();
		agrees(&state, &mut seen);
	}
	println!("{seen:?}");
	assert!(seen.removed > 50 && seen.repeated > 40 && seen.scaled > 16, "{seen:?}");
	assert!(seen.charged > 100 && seen.credited > 12, "{seen:?}");
}
