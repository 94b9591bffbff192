//! A runtime with planning alone and a community that tests make up: every account below 1,000 is
//! a member, and councils are what [`council`] says.

use crate::*;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, OnPoll},
	weights::{constants::ParityDbWeight, Weight, WeightMeter},
};
use frame_system::EnsureRoot;
use parecon_engine::{Counting, Kind, LevelRule, Line, Rule, Swing};
use parecon_primitives::{
	CouncilId, CouncilTree, CouncilTreeAt, Credits, EqualPerHead, Flow, FreezePopulation, GoodId,
	Iteration, MemberId, Membership, Price, Quantity, Requested, Side,
};
use sp_runtime::{BuildStorage, Perbill};
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
};

pub type Block = frame_system::mocking::MockBlock<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(22)]
	pub type Planning = crate;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type DbWeight = ParityDbWeight;
}

parameter_types! {
	pub const MinBlockShare: Perbill = Perbill::from_percent(5);
}

impl Config for Test {
	type GovernOrigin = EnsureRoot<u64>;
	type Membership = Community;
	type Councils = Community;
	type Means = EqualPerHead;
	type Requested = Community;
	type MaxLines = ConstU32<100>;
	type MaxGoods = ConstU32<10_000>;
	type MaxIterations = ConstU32<200>;
	type MaxWindow = ConstU32<100_000>;
	type MinBlockShare = MinBlockShare;
	type WeightInfo = ();
}

/// A council of the made-up community.
#[derive(Clone, Copy)]
pub struct MockCouncil {
	pub side: Side,
	pub speaker: u64,
	pub population: u32,
	pub frozen: u32,
	pub federation: bool,
}

/// The seats that each member has taken on a side, with the blocks in which that was.
type Seats = BTreeMap<(MemberId, Side), Vec<(u64, CouncilId)>>;

thread_local! {
	static PARENTS: RefCell<BTreeMap<u32, u32>> = const { RefCell::new(BTreeMap::new()) };
	static REQUESTED: RefCell<BTreeMap<u32, Vec<(GoodId, Quantity)>>> =
		const { RefCell::new(BTreeMap::new()) };
	static SEATS: RefCell<Seats> = const { RefCell::new(BTreeMap::new()) };
	static COUNCILS: RefCell<BTreeMap<u32, MockCouncil>> = const { RefCell::new(BTreeMap::new()) };
	static ADMITTED: RefCell<BTreeSet<u64>> = const { RefCell::new(BTreeSet::new()) };
}

pub struct Community;

impl Membership<u64> for Community {
	fn member_of(account: &u64) -> Option<MemberId> {
		let admitted = ADMITTED.with_borrow(|all| all.contains(account));
		(admitted || *account < 1_000).then_some(MemberId(*account as u32))
	}

	fn account_of(member: MemberId) -> Option<u64> {
		Some(member.0.into())
	}

	fn is_suspended(_: &u64) -> bool {
		false
	}

	fn payer_of(account: &u64) -> Option<MemberId> {
		Self::member_of(account)
	}

	fn heads_of(_: MemberId) -> u32 {
		1
	}

	fn members() -> u32 {
		1_000
	}

	fn next_id() -> MemberId {
		MemberId(1_000)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(account: &u64) -> Result<MemberId, sp_runtime::DispatchError> {
		ADMITTED.with_borrow_mut(|all| all.insert(*account));
		Ok(MemberId(*account as u32))
	}
}

impl CouncilTree for Community {
	fn side_of(council: CouncilId) -> Option<Side> {
		COUNCILS.with_borrow(|all| all.get(&council.0).map(|council| council.side))
	}

	fn speaker_of(council: CouncilId) -> Option<MemberId> {
		COUNCILS.with_borrow(|all| all.get(&council.0).map(|c| MemberId(c.speaker as u32)))
	}

	fn seat_of(_: MemberId, _: Side) -> Option<CouncilId> {
		None
	}

	fn population_of(council: CouncilId) -> u32 {
		COUNCILS.with_borrow(|all| all.get(&council.0).map_or(0, |council| council.population))
	}

	fn is_federation(council: CouncilId) -> bool {
		COUNCILS.with_borrow(|all| all.get(&council.0).is_some_and(|council| council.federation))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(
		member: MemberId,
		side: Side,
	) -> Result<CouncilId, sp_runtime::DispatchError> {
		// A benchmark begins again and again from the same state, of which this is no part.
		SEATS.with_borrow_mut(|all| all.remove(&(member, side)));
		let found = COUNCILS.with_borrow(|all| {
			let theirs = |one: &MockCouncil| {
				one.speaker == u64::from(member.0) && one.side == side && !one.federation
			};
			let free = 7 + all.len() as u32;
			all.iter().find(|(_, one)| theirs(one)).map_or(free, |(id, _)| *id)
		});
		council(found, side, member.0.into(), 1);
		Ok(CouncilId(found))
	}

	/// As many levels as numbers leave.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_federation(of: CouncilId) -> Result<CouncilId, sp_runtime::DispatchError> {
		let parent = PARENTS.with_borrow(|all| all.get(&of.0).copied());
		let federation = parent.unwrap_or(of.0 + 10_000);
		let child = COUNCILS.with_borrow(|all| all.get(&of.0).copied());
		let child = child.filter(|_| federation < 90_000).ok_or("no federation above")?;
		let record = MockCouncil { population: 0, frozen: 0, federation: true, ..child };
		COUNCILS.with_borrow_mut(|all| all.insert(federation, record));
		put_into(of.0, federation);
		Ok(CouncilId(federation))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_child(of: CouncilId, federation: CouncilId) -> Result<(), sp_runtime::DispatchError> {
		put_into(of.0, federation.0);
		Ok(())
	}
}

impl CouncilTreeAt<u64> for Community {
	fn seat_at(member: MemberId, side: Side, opened: u64) -> Option<CouncilId> {
		SEATS.with_borrow(|all| {
			let then = all.get(&(member, side))?.iter().rfind(|(since, _)| *since < opened);
			then.map(|(_, council)| *council)
		})
	}

	fn parent_at(council: CouncilId, _: u64) -> Option<CouncilId> {
		PARENTS.with_borrow(|all| all.get(&council.0).map(|parent| CouncilId(*parent)))
	}
}

impl Requested for Community {
	fn requested(council: CouncilId) -> Vec<(GoodId, Quantity)> {
		REQUESTED.with_borrow(|all| all.get(&council.0).cloned().unwrap_or_default())
	}

	fn most() -> u32 {
		50
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_requested(council: CouncilId, goods: Vec<(GoodId, Quantity)>) {
		REQUESTED.with_borrow_mut(|all| all.insert(council.0, goods));
	}
}

/// Lets the members of a council ask for `goods`, as those do who keep the requests.
pub fn requests(id: u32, goods: Vec<(GoodId, Quantity)>) {
	REQUESTED.with_borrow_mut(|all| all.insert(id, goods));
}

/// Puts a council into a federation.
pub fn put_into(id: u32, federation: u32) {
	PARENTS.with_borrow_mut(|all| all.insert(id, federation));
}

impl FreezePopulation for Community {
	fn freeze() {
		COUNCILS.with_borrow_mut(|all| {
			all.values_mut().for_each(|council| council.frozen = council.population)
		});
	}

	fn frozen_population(council: CouncilId) -> u32 {
		COUNCILS.with_borrow(|all| all.get(&council.0).map_or(0, |council| council.frozen))
	}
}

/// Makes or changes a council. Its speaker takes a seat there in this block, if not before.
pub fn council(id: u32, side: Side, speaker: u64, population: u32) {
	COUNCILS.with_borrow_mut(|all| {
		let frozen = all.get(&id).map_or(0, |council| council.frozen);
		all.insert(id, MockCouncil { side, speaker, population, frozen, federation: false });
	});
	seat(id, side, speaker);
}

/// Seats a member in a council in this block, if that is not where the member sits already.
pub fn seat(id: u32, side: Side, member: u64) {
	SEATS.with_borrow_mut(|all| {
		let taken = all.entry((MemberId(member as u32), side)).or_default();
		if taken.last().is_none_or(|(_, council)| council.0 != id) {
			taken.push((System::block_number(), CouncilId(id)));
		}
	});
}

/// There is no such council any more.
pub fn abolish(id: u32) {
	COUNCILS.with_borrow_mut(|all| all.remove(&id));
}

/// Makes a federation of a council.
pub fn federate(id: u32) {
	COUNCILS.with_borrow_mut(|all| {
		if let Some(council) = all.get_mut(&id) {
			council.federation = true;
		}
	});
}

/// A state without goods, at block 1.
pub fn new_test_ext() -> sp_io::TestExternalities {
	COUNCILS.with_borrow_mut(|all| all.clear());
	SEATS.with_borrow_mut(|all| all.clear());
	PARENTS.with_borrow_mut(|all| all.clear());
	REQUESTED.with_borrow_mut(|all| all.clear());
	ADMITTED.with_borrow_mut(|all| all.clear());
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage();
	let mut ext = sp_io::TestExternalities::new(storage.expect("the genesis state builds"));
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// The goods of the tests: one of each kind, and flour for the baker.
pub const BREAD: GoodId = GoodId(0);
pub const PARK: GoodId = GoodId(1);
pub const FLOUR: GoodId = GoodId(2);
pub const LAND: GoodId = GoodId(3);
pub const HOURS: GoodId = GoodId(4);

/// One unit of a good, in micro-units; one credit, in micro-credits.
pub const UNIT: u128 = 1_000_000;

/// The councils of the tests, and their speakers: the mill and the bakery, the gardeners, and two
/// neighbourhoods of 3 and 1 people.
pub const MILL: (u32, u64) = (1, 11);
pub const BAKERY: (u32, u64) = (2, 12);
pub const GARDENERS: (u32, u64) = (3, 13);
pub const NORTH: (u32, u64) = (4, 14);
pub const SOUTH: (u32, u64) = (5, 15);
pub const ALL: [(u32, u64); 5] = [MILL, BAKERY, GARDENERS, NORTH, SOUTH];

pub fn register(name: &str, kind: Kind, price: u128, supply: u128) {
	Planning::register_good(
		RuntimeOrigin::root(),
		name.as_bytes().to_vec().try_into().expect("a short name"),
		b"unit".to_vec().try_into().expect("a short unit"),
		kind,
		Price(price * UNIT),
		Quantity(supply * UNIT),
	)
	.expect("the good is new")
}

pub fn params() -> CycleParams {
	CycleParams {
		rule: Rule::Proportional,
		threshold: Perbill::from_percent(5),
		enrolment: 5,
		window: 10,
		ratification: 10,
		max_iterations: 20,
		income_per_head: Credits(1_000 * UNIT),
		counting: Counting::Excess,
		swing: Swing::default(),
		retries: 0,
		levels: LevelRule::Mean,
		exceptions: Perbill::from_percent(10),
	}
}

/// Goods and councils, no cycle.
pub fn town() -> sp_io::TestExternalities {
	let mut ext = new_test_ext();
	ext.execute_with(|| {
		register("bread", Kind::Private, 2, 0);
		register("park", Kind::Public, 10, 0);
		register("flour", Kind::Intermediate, 1, 0);
		register("land", Kind::Nature, 1, 1_000);
		register("hours", Kind::Labour, 1, 1_200);
		for (id, speaker) in [MILL, BAKERY, GARDENERS] {
			council(id, Side::Workers, speaker, 2);
		}
		council(NORTH.0, Side::Consumers, NORTH.1, 3);
		council(SOUTH.0, Side::Consumers, SOUTH.1, 1);
	});
	ext
}

/// The town in its first iteration, everybody enrolled.
pub fn collecting() -> sp_io::TestExternalities {
	let mut ext = town();
	ext.execute_with(|| open(params()));
	ext
}

/// Opens a cycle, enrols all five and moves to the first iteration.
pub fn open(params: CycleParams) {
	Planning::open_cycle(RuntimeOrigin::root(), params).expect("it opens");
	next_block();
	for (id, speaker) in ALL {
		Planning::enrol(RuntimeOrigin::signed(speaker), CouncilId(id)).expect("it enrols");
	}
	run_to_phase(Phase::Collecting);
}

pub fn cycle() -> CycleOf<Test> {
	Current::<Test>::get().expect("there is a cycle")
}

/// Begins the next block with an unlimited meter.
pub fn next_block() {
	next_block_within(Weight::MAX);
}

/// Begins the next block with `limit` left to staged work.
pub fn next_block_within(limit: Weight) {
	let now = System::block_number() + 1;
	System::set_block_number(now);
	Planning::on_poll(now, &mut WeightMeter::with_limit(limit));
	Planning::do_try_state().expect("the invariants hold");
}

pub fn run_to_phase(phase: Phase) {
	for _ in 0..1_000 {
		if cycle().phase == phase {
			return;
		}
		next_block();
	}
	panic!("{phase:?} is not reached: {:?}", cycle().phase);
}

pub fn line(good: GoodId, units: i128) -> Line {
	Line { good, flow: Flow(units * UNIT as i128) }
}

pub fn propose(
	(id, speaker): (u32, u64),
	lines: Vec<Line>,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let iteration = Current::<Test>::get().map_or(Iteration(0), |cycle| cycle.iteration);
	let lines = lines.try_into().expect("at most MaxLines");
	Planning::propose(RuntimeOrigin::signed(speaker), CouncilId(id), iteration, lines, None)
}

/// Lines that each council can state, in balance with one another at any price near the first: 400
/// flour, 300 bread, a park of level 10.
pub fn answer(council: u32) -> Vec<Line> {
	match council {
		1 => vec![line(FLOUR, 400), line(LAND, -190), line(HOURS, -190)],
		2 => vec![line(BREAD, 600), line(FLOUR, -400), line(HOURS, -800)],
		3 => vec![line(PARK, 100), line(LAND, -800), line(HOURS, -190)],
		4 => vec![line(BREAD, -450), line(PARK, -100)],
		5 => vec![line(BREAD, -150), line(PARK, -100)],
		_ => vec![],
	}
}

/// Volumes of a good.
pub fn volume(good: GoodId) -> (u128, u128) {
	let totals = Volumes::<Test>::get(good.0 / 64)[good.0 as usize % 64];
	(totals.supply, totals.demand)
}

pub fn price(good: GoodId) -> u128 {
	Market::<Test>::get(good.0 / 64)[good.0 as usize % 64].price.0
}

/// The events of this pallet since the last call.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Planning(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}
