//! Years of a small town on the stage: requests, public goods, smoke, exceptions, exits.

use super::{Blocks, Stage};
use pallet_planning::{Current, Phase};
use parecon_cli::chain::{
	calls::{self, Params},
	plan_calls::{self, Exception},
};
use parecon_engine::{Counting, Kind, LevelRule, Line, Rule, Swing};
use parecon_primitives::{
	CouncilId, Credits, CycleId, Flow, GoodId, Iteration, Price, Quantity, Side,
};
use parecon_runtime::Runtime;
use primitive_types::H256;
use sp_arithmetic::Perbill;

pub const UNIT: u128 = 1_000_000;

pub const BREAD: u32 = 0;
pub const PARK: u32 = 1;
pub const FLOUR: u32 = 2;
pub const LAND: u32 = 3;
pub const HOURS: u32 = 4;
pub const SMOKE: u32 = 5;
pub const LAMPS: u32 = 6;

pub const MILL: u32 = 0;
pub const BAKERY: u32 = 1;
pub const GARDENERS: u32 = 2;
/// Three people; and one, and two.
pub const NORTH: u32 = 3;
pub const SOUTH: u32 = 4;
pub const WEST: u32 = 5;
/// Of all workplaces.
pub const INDUSTRY: u32 = 6;
/// Of north and south.
pub const QUARTER: u32 = 7;
/// Of the quarter and west.
pub const CITY: u32 = 8;

/// Who speaks for a council.
pub fn speaker(council: u32) -> u8 {
	match council {
		INDUSTRY => 0,
		QUARTER | CITY => 3,
		SOUTH => 6,
		WEST => 7,
		_ => council as u8,
	}
}

pub fn line(good: u32, units: i128) -> Line {
	Line { good: GoodId(good), flow: Flow(units * UNIT as i128) }
}

pub fn credits(units: u128) -> Credits {
	Credits(units * UNIT)
}

/// What each council states of its own accord.
pub fn answer(council: u32) -> Vec<Line> {
	match council {
		MILL => vec![line(FLOUR, 400), line(LAND, -150), line(HOURS, -150), line(SMOKE, -15)],
		BAKERY => vec![line(BREAD, 600), line(FLOUR, -400), line(HOURS, -700)],
		GARDENERS => {
			vec![line(PARK, 100), line(LAND, -700), line(HOURS, -190), line(LAMPS, 20)]
		},
		NORTH => vec![line(BREAD, -300), line(PARK, -80), line(SMOKE, 40), line(LAMPS, -20)],
		SOUTH => vec![line(BREAD, -150), line(PARK, -90), line(LAMPS, -30)],
		_ => vec![line(BREAD, -100), line(PARK, -60), line(SMOKE, 20)],
	}
}

pub fn params(levels: LevelRule, max_iterations: u32) -> Params {
	Params {
		rule: Rule::Accelerated,
		threshold: Perbill::from_percent(5),
		enrolment: 3,
		window: 4,
		ratification: 4,
		max_iterations,
		income_per_head: credits(1_000),
		counting: Counting::Excess,
		swing: Swing { from: 3, bound: Perbill::from_percent(50), least: Perbill::from_percent(1) },
		retries: 1,
		levels,
		exceptions: Perbill::from_percent(10),
	}
}

/// The town and its years.
pub struct Town {
	pub stage: Stage,
	cycle: u32,
}

impl Town {
	pub fn new() -> Self {
		let (workers, consumers) = (Side::Workers, Side::Consumers);
		let councils: [(Side, &[u8]); 6] = [
			(workers, &[0]),
			(workers, &[1]),
			(workers, &[2]),
			(consumers, &[3, 4, 5]),
			(consumers, &[6]),
			(consumers, &[7, 8]),
		];
		let mut stage = Stage::new(9, &councils, &[&[0, 1, 2], &[3, 4], &[7, 5]]);
		for (name, kind, price, supply) in [
			("bread", Kind::Private, 2, 0),
			("park", Kind::Public, 10, 0),
			("flour", Kind::Intermediate, 1, 0),
			("land", Kind::Nature, 1, 1_000),
			("hours", Kind::Labour, 1, 1_200),
			("smoke", Kind::Pollutant, 1, 0),
			("lamps", Kind::Public, 10, 0),
		] {
			let (price, supply) = (Price(price * UNIT), Quantity(supply * UNIT));
			stage.govern(&calls::register_good(name, "unit", kind, price, supply));
		}
		let mut town = Self { stage, cycle: 0 };
		town.share(PARK, 10, &[]);
		town.share(SMOKE, 5, &[NORTH, WEST]);
		town.share(LAMPS, 5, &[QUARTER]);
		town
	}

	fn share(&mut self, good: u32, units: u128, scope: &[u32]) {
		let scope: Vec<CouncilId> = scope.iter().copied().map(CouncilId).collect();
		let step = Quantity(units * UNIT);
		self.stage.govern(&plan_calls::share_good(GoodId(good), step, &scope));
	}

	/// A person asks for bread.
	pub fn request(&mut self, person: u8, council: u32, loaves: u128) {
		let goods = [(GoodId(BREAD), Quantity(loaves * UNIT))];
		self.stage.act(person, &plan_calls::request(CouncilId(council), &goods, note(person)));
	}

	/// A council's speaker proposes.
	pub fn propose(&mut self, council: u32, lines: &[Line]) {
		let iteration = self.iteration();
		let note = note(council as u8);
		let call = plan_calls::propose(CouncilId(council), iteration, lines, note);
		self.stage.act(speaker(council), &call);
	}

	pub fn iteration(&mut self) -> Iteration {
		self.stage.look(|| Current::<Runtime>::get().unwrap().iteration)
	}

	/// Opens a cycle in which all take part.
	pub fn open(&mut self, params: Params) {
		let cycle = self.cycle;
		self.cycle += 1;
		self.stage.open(cycle, params);
		self.request(8, WEST, 20);
		for council in MILL..=WEST {
			self.stage.act(speaker(council), &calls::enrol(CouncilId(council)));
		}
		self.request(4, NORTH, 50);
		self.request(5, NORTH, 30);
		self.stage.block();
		self.stage.act(speaker(NORTH), &plan_calls::endow(CouncilId(NORTH), credits(100)));
		self.stage.run_to(Phase::Collecting);
	}

	/// Goes on until another iteration collects.
	pub fn next_iteration(&mut self) {
		let now = self.iteration();
		for _ in 0..20 {
			self.stage.block();
			if self.iteration() > now && self.stage.phase() == Phase::Collecting {
				return;
			}
		}
		panic!("no iteration follows on {now}: {:?}", self.stage.phase());
	}

	/// All judge the plan but some.
	pub fn judge(&mut self, approve: bool, but: &[u32]) {
		for council in (MILL..=WEST).filter(|council| !but.contains(council)) {
			self.stage.act(speaker(council), &calls::ratify(CouncilId(council), approve));
		}
		self.stage.block();
	}

	/// Everybody proposes; one takes it back; a federation comments and makes exceptions.
	fn first_iteration(&mut self) {
		for council in MILL..=WEST {
			self.propose(council, &answer(council));
		}
		self.stage.act(1, &plan_calls::recall(CouncilId(BAKERY)));
		let (south, quarter, city) = (CouncilId(SOUTH), CouncilId(QUARTER), CouncilId(CITY));
		let because = H256::repeat_byte(9);
		self.stage.act(6, &plan_calls::entrust(south, Some(quarter)));
		self.stage.act(3, &plan_calls::comment(quarter, south, because));
		self.stage.act(6, &plan_calls::ask_exception(south, credits(60), because));
		self.stage.act(3, &plan_calls::refuse_exception(quarter, south));
		self.stage.act(6, &plan_calls::appeal(south));
		let loan = Exception::Loan(credits(50));
		self.stage.act(3, &plan_calls::grant_exception(city, south, loan));
		self.stage.act(7, &plan_calls::endow(CouncilId(WEST), credits(40)));
		self.stage.act(7, &plan_calls::ask_exception(CouncilId(WEST), credits(20), because));
		let gift = Exception::Gift(credits(15));
		self.stage.act(3, &plan_calls::grant_exception(city, CouncilId(WEST), gift));
		self.stage.act(0, &plan_calls::ask_exception(CouncilId(MILL), credits(90), because));
		let backers = vec![CouncilId(MILL), CouncilId(GARDENERS)];
		let relief = Exception::Relief { amount: credits(30), backers };
		self.stage
			.act(0, &plan_calls::grant_exception(CouncilId(INDUSTRY), CouncilId(MILL), relief));
		self.propose(BAKERY, &answer(BAKERY));
		self.next_iteration();
	}

	/// The quarter proposes for south, west is silent, and people of north ask for something else.
	fn second_iteration(&mut self) {
		let batch = [(CouncilId(SOUTH), answer(SOUTH), None)];
		let iteration = self.iteration();
		let many = plan_calls::propose_many(CouncilId(QUARTER), iteration, &batch);
		self.stage.act(3, &many);
		self.propose(MILL, &answer(MILL));
		self.propose(GARDENERS, &answer(GARDENERS));
		self.request(4, NORTH, 60);
		self.stage.act(5, &plan_calls::withdraw_request());
		self.next_iteration();
	}

	/// The first year: of three iterations the best stands; the gardeners leave, and the plan is settled
	/// without them.
	pub fn first_year(&mut self, levels: LevelRule) {
		self.open(params(levels, 3));
		self.first_iteration();
		self.second_iteration();
		self.propose(MILL, &answer(MILL));
		self.propose(BAKERY, &answer(BAKERY));
		self.stage.run_to(Phase::Ratifying);
		let cycle = CycleId(self.cycle - 1);
		let leave = plan_calls::withdraw_from(cycle, CouncilId(GARDENERS));
		self.stage.act(speaker(GARDENERS), &leave);
		self.judge(true, &[GARDENERS]);
		self.stage.block();
		self.judge(true, &[GARDENERS]);
		self.stage.run_to(Phase::Ratified);
	}

	/// A year in which households say nothing and workplaces little: last year's lines are repeated. The
	/// plan goes back once.
	pub fn second_year(&mut self, levels: LevelRule) {
		self.open(params(levels, 2));
		for council in [MILL, BAKERY, NORTH] {
			self.propose(council, &answer(council));
		}
		self.next_iteration();
		self.propose(GARDENERS, &answer(GARDENERS));
		self.propose(SOUTH, &[line(BREAD, -90), line(PARK, -20), line(LAMPS, -10)]);
		self.propose(WEST, &[line(PARK, -50)]);
		self.stage.run_to(Phase::Ratifying);
		self.judge(false, &[]);
		self.stage.run_to(Phase::Collecting);
		self.stage.run_to(Phase::Ratifying);
		self.judge(true, &[]);
		self.stage.run_to(Phase::Ratified);
	}

	pub fn blocks(&self) -> Blocks {
		self.stage.blocks()
	}
}

fn note(by: u8) -> Option<H256> {
	Some(H256::repeat_byte(by))
}
