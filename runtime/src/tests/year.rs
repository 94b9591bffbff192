//! A planning year with the real neighbours, through signed transactions alone.

use super::{governance::motion, *};
use frame_support::BoundedVec;
use pallet_councils::Call as CouncilsCall;
use pallet_planning::{Call as PlanningCall, Current, CycleParams, Phase};
use parecon_engine::{Kind, LevelRule, Line, Rule};
use parecon_primitives::{
	CouncilId, Credits, CycleId, Flow, GoodId, Iteration, MemberId, Price, Quantity, Side,
};
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::Perbill;

/// One unit in micro-units, one credit in micro-credits.
const UNIT: u128 = 1_000_000;

const BREAD: u32 = 0;
const PARK: u32 = 1;
const FLOUR: u32 = 2;
const LAND: u32 = 3;
const HOURS: u32 = 4;

/// Who speaks for which council: mill, bakery, gardeners, two neighbourhoods.
const SPEAKERS: [(Sr25519Keyring, u32); 5] =
	[(Alice, 5), (Bob, 6), (Charlie, 7), (Dave, 8), (Ferdie, 9)];

fn govern(chain: &mut Chain, call: PlanningCall<Runtime>) {
	assert_eq!(motion(chain, call.into(), 2, 2), Some(Ok(())));
}

fn register(chain: &mut Chain, name: &str, kind: Kind, price: u128, supply: u128) {
	govern(
		chain,
		PlanningCall::register_good {
			name: BoundedVec::truncate_from(name.as_bytes().to_vec()),
			unit: BoundedVec::truncate_from(b"unit".to_vec()),
			kind,
			initial_price: Price(price * UNIT),
			supply: Quantity(supply * UNIT),
		},
	);
}

fn act(chain: &mut Chain, who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	let signed = chain.signed(who, call);
	chain.succeed(vec![signed]);
}

/// Everyone leaves the councils of the preset, which vanish; then three workers' councils, a
/// neighbourhood of two people and one of one.
fn settle(chain: &mut Chain) {
	for person in [Alice, Bob, Charlie, Dave, Eve, Ferdie] {
		for side in Side::BOTH {
			act(chain, person, CouncilsCall::leave { side });
		}
	}
	for founder in [Alice, Bob, Charlie] {
		act(chain, founder, CouncilsCall::found { side: Side::Workers });
	}
	for founder in [Dave, Ferdie] {
		act(chain, founder, CouncilsCall::found { side: Side::Consumers });
	}
	act(chain, Eve, CouncilsCall::join { council: CouncilId(8) });
	act(chain, Eve, CouncilsCall::back { side: Side::Consumers, candidate: Some(MemberId(3)) });
}

fn goods(chain: &mut Chain) {
	register(chain, "bread", Kind::Private, 2, 0);
	register(chain, "park", Kind::Public, 9, 0);
	register(chain, "flour", Kind::Intermediate, 1, 0);
	register(chain, "land", Kind::Nature, 1, 1_000);
	register(chain, "hours", Kind::Labour, 1, 1_100);
}

fn line(good: u32, units: i128) -> Line {
	Line { good: GoodId(good), flow: Flow(units * UNIT as i128) }
}

/// Answers that are in balance. The park: (2 x 90 + 1 x 120) / 3 = 100.
fn answer(council: u32) -> Vec<Line> {
	match council {
		5 => vec![line(FLOUR, 400), line(LAND, -190), line(HOURS, -190)],
		6 => vec![line(BREAD, 600), line(FLOUR, -400), line(HOURS, -790)],
		7 => vec![line(PARK, 100), line(LAND, -790), line(HOURS, -100)],
		8 => vec![line(BREAD, -450), line(PARK, -90)],
		_ => vec![line(BREAD, -150), line(PARK, -120)],
	}
}

fn phase(chain: &mut Chain) -> Phase {
	chain.look(|| Current::<Runtime>::get().expect("a cycle was opened").phase)
}

fn run_to(chain: &mut Chain, goal: Phase) {
	for _ in 0..100 {
		if phase(chain) == goal {
			return;
		}
		chain.succeed(vec![]);
	}
	panic!("{goal:?} is not reached: {:?}", phase(chain));
}

fn open(chain: &mut Chain) {
	let params = CycleParams {
		rule: Rule::Accelerated,
		threshold: Perbill::from_percent(5),
		enrolment: 10,
		window: 10,
		ratification: 10,
		max_iterations: 20,
		income_per_head: Credits(1_000 * UNIT),
		counting: Default::default(),
		swing: Default::default(),
		retries: 0,
		levels: LevelRule::Mean,
		exceptions: Perbill::from_percent(10),
	};
	govern(chain, PlanningCall::open_cycle { params });
	run_to(chain, Phase::Enrolling);
	for (speaker, council) in SPEAKERS {
		act(chain, speaker, PlanningCall::enrol { council: CouncilId(council) });
	}
	run_to(chain, Phase::Collecting);
}

#[test]
fn a_year_from_founding_to_a_ratified_plan() {
	let mut chain = Chain::new("dev");
	settle(&mut chain);
	goods(&mut chain);
	open(&mut chain);
	// Who joins now adds nothing to what was frozen.
	act(&mut chain, Alice, CouncilsCall::join { council: CouncilId(9) });
	let mut iterations = 0;
	while phase(&mut chain) == Phase::Collecting {
		iterations += 1;
		let proposals = SPEAKERS.map(|(speaker, council)| {
			let lines = BoundedVec::truncate_from(answer(council));
			let (council, iteration) = (CouncilId(council), Iteration(iterations));
			chain.signed(speaker, PlanningCall::propose { council, iteration, lines, note: None })
		});
		// The joining has cost the neighbourhood its speaker: half of two seats is no majority.
		let results = chain.block(proposals.into());
		assert_eq!(results.iter().filter(|result| matches!(result, Ok(Ok(())))).count(), 4);
		act(
			&mut chain,
			Alice,
			CouncilsCall::back { side: Side::Consumers, candidate: Some(MemberId(5)) },
		);
		let lines = BoundedVec::truncate_from(answer(9));
		let iteration = Iteration(iterations);
		act(
			&mut chain,
			Ferdie,
			PlanningCall::propose { council: CouncilId(9), iteration, lines, note: None },
		);
		act(&mut chain, Alice, CouncilsCall::back { side: Side::Consumers, candidate: None });
	}
	assert_eq!(iterations, 2);
	assert_eq!(phase(&mut chain), Phase::Ratifying);
	for (speaker, council) in SPEAKERS.into_iter().take(4) {
		act(
			&mut chain,
			speaker,
			PlanningCall::ratify { council: CouncilId(council), approve: true },
		);
	}
	run_to(&mut chain, Phase::Ratified);
	chain.look(|| {
		let cycle = Current::<Runtime>::get().expect("the cycle stays");
		assert_eq!((cycle.population.workers, cycle.population.consumers), (3, 3));
		assert_eq!(cycle.approving.consumers, 2);
		assert_eq!(pallet_planning::InForce::<Runtime>::get(), Some(CycleId(0)));
	});
}

/// Failure: a small chain's thin good is promised to nobody, and the year never ends.
#[test]
fn a_year_without_answers_lapses_and_the_next_can_open() {
	let mut chain = Chain::new("dev");
	settle(&mut chain);
	goods(&mut chain);
	open(&mut chain);
	for _ in 0..300 {
		chain.succeed(vec![]);
		if phase(&mut chain).is_over() {
			break;
		}
	}
	assert_eq!(phase(&mut chain), Phase::Lapsed(pallet_planning::Lapse::NotConverged));
	open(&mut chain);
	assert_eq!(
		chain.look(|| Current::<Runtime>::get().expect("a cycle was opened").id),
		CycleId(1)
	);
}
