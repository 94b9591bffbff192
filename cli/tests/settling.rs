//! The settling of the audit against that of the runtime, on states made up at random.

use pallet_planning::{
	Best, CouncilKey, Current, Cycle, CycleParams, Enrolment, Enrolments, Event, Market, Phase,
	QuotesPage, Reason, Records, Roll, Settled, Settling, Stage, Staged, StandingMarket,
	StandingVolumes, TotalsPage, Verdict, Volumes, Work,
};
use parecon_cli::audit::{
	self,
	settling::{settle, Ground},
	Part,
};
use parecon_engine::{
	contribution, params_hash, plan_root, Counting, Heads, Kind, Line, Quote, Record, Rule, Scale,
	Swing, Totals, PAGE,
};
use parecon_primitives::{CouncilId, Credits, CycleId, Flow, GoodId, Iteration, Price, Side};
use parecon_runtime::{Planning, Runtime, RuntimeEvent, System};
use primitive_types::H256;
use proptest::{
	prelude::*,
	strategy::ValueTree,
	test_runner::{Config, TestRunner},
};
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

const CYCLE: CycleId = CycleId(0);
const STANDING: Iteration = Iteration(3);
/// More than a page.
const GOODS: u32 = 70;
const WORKPLACES: u32 = 6;
const HOUSEHOLDS: u32 = 5;
const UNIT: u128 = 1_000_000;

/// A state from which a plan is settled.
#[derive(Debug)]
struct State {
	quotes: Vec<Quote>,
	supplies: Vec<u128>,
	parts: BTreeMap<CouncilId, Part>,
	last: Iteration,
}

/// Each kind in turn.
fn kind(good: u32) -> Kind {
	Kind::ALL[good as usize % Kind::ALL.len()]
}

/// A council's lines: up to eight goods that its side deals with.
fn lines(side: Side) -> impl Strategy<Value = Vec<Line>> {
	let stated = proptest::collection::btree_map(0..GOODS, 1u128..200 * UNIT, 0..8);
	stated.prop_map(move |stated| {
		let line = |(good, amount): (u32, u128)| {
			let amount = amount as i128;
			let flow = match (side, kind(good)) {
				(Side::Workers, Kind::Private | Kind::Public) => amount,
				(Side::Workers, Kind::Intermediate) if good % 2 == 0 => amount,
				(Side::Workers, _) => -amount,
				(Side::Consumers, Kind::Private | Kind::Public) => -amount,
				_ => return None,
			};
			Some(Line { good: GoodId(good), flow: Flow(flow) })
		};
		stated.into_iter().filter_map(line).collect()
	})
}

/// A council's part: it has spoken before, in or after the iteration that stands.
fn part(side: Side) -> impl Strategy<Value = Part> {
	let spoken = (0u32..6, any::<bool>());
	(1u32..50, 0u128..4_000, spoken, lines(side), lines(side)).prop_map(
		move |(population, budget, (spoken, approve), lines, standing)| {
			let budget = if side == Side::Workers { 0 } else { budget * UNIT };
			let mut part = Part::new(side, population, Credits(budget));
			part.spoken = Iteration(spoken);
			part.lines = if spoken == 0 { Vec::new() } else { lines };
			part.standing = if spoken > STANDING.0 { standing } else { Vec::new() };
			part.verdict = (spoken > 4).then_some((Iteration(2), approve));
			part
		},
	)
}

fn state() -> impl Strategy<Value = State> {
	let prices = proptest::collection::vec(1u128..20 * UNIT, GOODS as usize);
	let supplies = proptest::collection::vec(0u128..900 * UNIT, GOODS as usize);
	let workplaces = proptest::collection::vec(part(Side::Workers), WORKPLACES as usize);
	let households = proptest::collection::vec(part(Side::Consumers), HOUSEHOLDS as usize);
	(prices, supplies, workplaces, households, 3u32..6).prop_map(
		|(prices, supplies, workplaces, households, last)| {
			let quote = |(good, price)| Quote { kind: kind(good), price: Price(price) };
			let supply = |(good, supply)| match kind(good) {
				Kind::Nature | Kind::Labour => supply,
				_ => 0,
			};
			let parts = workplaces.into_iter().chain(households);
			State {
				quotes: (0..GOODS).zip(prices).map(quote).collect(),
				supplies: (0..GOODS).zip(supplies).map(supply).collect(),
				parts: (10..).step_by(7).map(CouncilId).zip(parts).collect(),
				last: Iteration(last),
			}
		},
	)
}

impl State {
	fn heads(&self) -> u32 {
		let households = self.parts.values().filter(|part| part.side == Side::Consumers);
		households.map(|part| part.population).sum()
	}

	/// What lines sum to, one list for each council.
	fn totals(&self, lines: impl Fn(&Part) -> &Vec<Line>) -> Vec<Totals> {
		let mut totals: Vec<Totals> =
			self.supplies.iter().map(|supply| Totals { supply: *supply, demand: 0 }).collect();
		for part in self.parts.values() {
			let heads = Heads { own: part.population, all: self.heads() };
			for line in lines(part) {
				let change = contribution(part.side, kind(line.good.0), line.flow, heads).unwrap();
				totals[line.good.0 as usize].add(change).unwrap();
			}
		}
		totals
	}

	fn params() -> CycleParams {
		CycleParams {
			rule: Rule::Accelerated,
			threshold: Perbill::from_percent(5),
			enrolment: 3,
			window: 9,
			ratification: 9,
			max_iterations: 20,
			income_per_head: Credits(UNIT),
			counting: Counting::Excess,
			swing: Swing::default(),
			retries: 1,
		}
	}

	fn record() -> Record {
		Record {
			iteration: STANDING,
			prices: H256::repeat_byte(3),
			totals: H256::repeat_byte(4),
			proposals: H256::zero(),
			count: 0,
			worst: Default::default(),
			worst_good: Default::default(),
			parent: H256::zero(),
		}
	}

	/// Puts the state under the runtime as it is when settling begins.
	fn write(&self) {
		let then =
			self.totals(|part| if part.spoken > STANDING { &part.standing } else { &part.lines });
		let now = self.totals(|part| &part.lines);
		pallet_planning::Count::<Runtime>::put(GOODS);
		let size = PAGE as usize;
		for page in 0..GOODS.div_ceil(PAGE) {
			let of = |all: &[Totals]| all.chunks(size).nth(page as usize).unwrap().to_vec();
			let quotes = self.quotes.chunks(size).nth(page as usize).unwrap().to_vec();
			let other: Vec<Quote> =
				quotes.iter().map(|quote| Quote { price: Price(7), ..*quote }).collect();
			let adopted = self.last == STANDING;
			let (market, volumes) = if adopted { (&quotes, &then) } else { (&other, &now) };
			Market::<Runtime>::insert(page, page_of::<_, QuotesPage>(market.clone()));
			Volumes::<Runtime>::insert(page, page_of::<_, TotalsPage>(of(volumes)));
			StandingMarket::<Runtime>::insert(page, page_of::<_, QuotesPage>(quotes));
			StandingVolumes::<Runtime>::insert(page, page_of::<_, TotalsPage>(of(&then)));
		}
		for (council, part) in &self.parts {
			Roll::<Runtime>::insert(CYCLE, CouncilKey::from(*council), part.side);
			let verdict = part.verdict.map(|(iteration, approve)| Verdict { iteration, approve });
			let enrolment = Enrolment {
				side: part.side,
				population: part.population,
				budget: part.budget,
				spoken: part.spoken,
				lines: part.lines.clone().try_into().unwrap(),
				standing: part.standing.clone().try_into().unwrap(),
				scale: Scale::of(1, 3),
				granted: Default::default(),
				charge: Credits(5),
				verdict,
			};
			Enrolments::<Runtime>::insert(CYCLE, council, enrolment);
		}
		Records::<Runtime>::insert(CYCLE, STANDING, Self::record());
		self.begin();
	}

	fn begin(&self) {
		let stage = match self.last == STANDING {
			true => Stage::Reviewing { after: None },
			false => Stage::Adopting { page: 0 },
		};
		let work =
			Settling { stage, round: 0, short: 0, range: Default::default(), charged: Credits(0) };
		Staged::<Runtime>::put(Work::Settling(work));
		let sides = |workers, consumers| pallet_planning::Sides { workers, consumers };
		Current::<Runtime>::put(Cycle {
			id: CYCLE,
			params: Self::params(),
			opened: 1,
			phase: Phase::Settling,
			deadline: 1,
			iteration: self.last,
			councils: sides(WORKPLACES, HOUSEHOLDS),
			population: sides(1, self.heads()),
			spoken: 0,
			accepted: 0,
			proposals: H256::zero(),
			parent: H256::zero(),
			calm: false,
			value: Default::default(),
			heard: Default::default(),
			best: Some(Best { iteration: STANDING, short: Default::default() }),
			until: self.last,
			retried: false,
			plan: None,
			memory: Default::default(),
			approving: Default::default(),
			rejecting: Default::default(),
		});
	}
}

fn page_of<Item: core::fmt::Debug, Page: TryFrom<Vec<Item>>>(items: Vec<Item>) -> Page {
	Page::try_from(items).unwrap_or_else(|_| panic!("a page has room"))
}

/// Lets blocks pass until the runtime has settled the plan, or the cycle has lapsed.
fn run() -> Vec<(CouncilId, Reason)> {
	use frame_support::traits::Hooks;
	for now in 2u32..200 {
		System::set_block_number(now);
		let mut meter = frame_support::weights::WeightMeter::new();
		Planning::on_poll(now, &mut meter);
		if Current::<Runtime>::get().unwrap().phase != Phase::Settling {
			break;
		}
	}
	let removed = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
		RuntimeEvent::Planning(Event::Removed { council, reason, .. }) => Some((council, reason)),
		_ => None,
	};
	System::events().into_iter().filter_map(removed).collect()
}

/// The name of a reason, which both sides have as a type of their own.
fn named<Id, Why: core::fmt::Debug>(removed: Vec<(Id, Why)>) -> Vec<(Id, String)> {
	removed.into_iter().map(|(council, why)| (council, format!("{why:?}"))).collect()
}

/// What was seen of plans, so that the test knows that it has tested something.
#[derive(Debug, Default)]
struct Seen {
	removed: usize,
	scaled: usize,
	short: usize,
	charged: usize,
}

fn agrees(state: &State, seen: &mut Seen) {
	let mut totals =
		state.totals(|part| if part.spoken > STANDING { &part.standing } else { &part.lines });
	let mut parts = state.parts.clone();
	let ground = Ground {
		quotes: &state.quotes,
		heads: state.heads(),
		workplaces: WORKPLACES,
		standing: STANDING,
		last: state.last,
	};
	let ours = settle(&ground, &mut totals, &mut parts);
	seen.removed += ours.removed.len();
	seen.scaled += usize::from(ours.rounds > 1);
	seen.short += usize::from(ours.short);
	seen.charged += usize::from(ours.charged.0 > 0);
	sp_io::TestExternalities::default().execute_with(|| {
		System::set_block_number(1);
		state.write();
		let removed = run();
		let cycle = Current::<Runtime>::get().unwrap();
		assert_eq!(named(removed), named(ours.removed.clone()));
		let all = |page: fn(u32) -> Vec<Totals>| (0..2).flat_map(page).collect::<Vec<_>>();
		assert_eq!(all(|page| Volumes::<Runtime>::get(page).into_inner()), totals);
		assert_eq!(all(|page| Settled::<Runtime>::get(page).into_inner()), ours.settled);
		let plan = plan_root(&ours.range, State::record().prices, params_hash(&State::params()));
		let found = cycle.plan.map(|plan| (plan.iteration, plan.root, plan.charged));
		assert_eq!(found, (!ours.short).then_some((STANDING, plan, ours.charged)));
		for (council, part) in &parts {
			let theirs = Enrolments::<Runtime>::get(CYCLE, council).unwrap();
			let kept = audit::Kept {
				lines: theirs.lines.into_inner(),
				scale: theirs.scale,
				granted: theirs.granted.into_inner(),
				charge: theirs.charge,
			};
			assert_eq!(kept, part.kept(), "{council}");
			assert!(theirs.standing.is_empty());
		}
	});
}

/// Failure: the audit and the chain make different plans of the same proposals.
#[test]
fn the_audit_settles_as_the_runtime_does() {
	let mut runner = TestRunner::new_with_rng(
		Config { cases: 200, ..Config::default() },
		proptest::test_runner::TestRng::deterministic_rng(Default::default()),
	);
	let mut seen = Seen::default();
	for _ in 0..200 {
		let state = state().new_tree(&mut runner).unwrap().current();
		agrees(&state, &mut seen);
	}
	assert!(seen.removed > 100 && seen.scaled > 20 && seen.charged > 100, "{seen:?}");
}
