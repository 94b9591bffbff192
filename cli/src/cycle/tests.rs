//! A small cycle for the tests of this module.

use super::{
	goods::Market,
	status::{Closed, Snapshot},
};
use crate::chain::{
	calls::Params,
	stored::{Cycle, Enrolment, Phase, Sides, Verdict},
	Good,
};
use parecon_engine::{Counting, Kind, LevelRule, Line, Quote, Rule, Scale, Swing, Totals, Worth};
use parecon_primitives::{CouncilId, Credits, CycleId, Flow, GoodId, Iteration, Price, Side};
use sp_arithmetic::Perbill;
use subxt::utils::Static;

fn sides(workers: u32, consumers: u32) -> Sides {
	Sides { workers, consumers }
}

/// Cycle 2 in iteration 3 of at most 12; its phase ends at block 100.
pub fn cycle(phase: Phase) -> Cycle {
	let params = Params {
		rule: Rule::Accelerated,
		threshold: Perbill::from_percent(5),
		enrolment: 10,
		window: 50,
		ratification: 50,
		max_iterations: 12,
		income_per_head: Credits(1_000_000),
		counting: Counting::Excess,
		swing: Swing::default(),
		retries: 4,
		levels: LevelRule::Median,
		exceptions: Perbill::from_percent(10),
	};
	Cycle {
		id: Static(CycleId(2)),
		params: Static(params),
		opened: 5,
		phase,
		deadline: 100,
		iteration: Static(Iteration(3)),
		councils: sides(2, 2),
		population: sides(30, 60),
		spoken: 2,
		accepted: 2,
		calm: false,
		value: Static(Worth::default()),
		heard: sides(30, 30),
		best: None,
		until: Static(Iteration(12)),
		retried: false,
		plan: None,
		plans: 3,
		approving: sides(0, 0),
		rejecting: sides(0, 0),
	}
}

fn enrolment(
	side: Side,
	population: u32,
	spoken: u32,
	verdict: Option<u32>,
	flow: i128,
) -> Enrolment {
	let line = Line { good: GoodId(0), flow: Flow(flow) };
	let said = |plan| Verdict { plan, approve: true };
	Enrolment {
		side: Static(side),
		population,
		budget: Static(Credits(0)),
		spoken: Static(Iteration(spoken)),
		lines: Static(vec![line]),
		scale: Static(Scale::WHOLE),
		granted: Static(Vec::new()),
		charge: Static(Credits(0)),
		credit: Static(Credits(0)),
		verdict: verdict.map(said),
	}
}

/// Four councils with a line of good 0 each; 2 and 4 have not spoken in iteration 3.
pub fn enrolments() -> Vec<(CouncilId, Enrolment)> {
	vec![
		(CouncilId(1), enrolment(Side::Workers, 10, 3, Some(3), 9_000_000)),
		(CouncilId(2), enrolment(Side::Workers, 20, 2, Some(2), -1_000_000)),
		(CouncilId(3), enrolment(Side::Consumers, 30, 3, None, -5_000_000)),
		(CouncilId(4), enrolment(Side::Consumers, 30, 0, None, -5_000_000)),
	]
}

/// Bread in balance, and a shortage of steel at `price` credits.
pub fn market(price: u128) -> Market {
	let quote = |price| Quote { kind: Kind::Private, price: Price(price) };
	Market {
		quotes: vec![quote(2_500_000), quote(price * 1_000_000)],
		totals: vec![
			Totals { supply: 9_000_000, demand: 9_000_000 },
			Totals { supply: 5_000_000, demand: 1_234_567_890 },
		],
	}
}

/// The cycle at block 60, while it collects.
pub fn snapshot() -> Snapshot {
	let good =
		|name: &str, unit: &str| Good { name: name.into(), unit: unit.into(), kind: Kind::Private };
	let before = Some(market(1000).quotes);
	Snapshot {
		block: 60,
		pace: 6.0,
		cycle: cycle(Phase::Collecting),
		goods: vec![good("bread", "loaf"), good("steel", "tonne")],
		enrolments: enrolments(),
		now: Some(market(1500)),
		closed: Some(Closed {
			iteration: Iteration(2),
			market: market(1000),
			before,
			value: Worth::default(),
		}),
		notes: Vec::new(),
	}
}
