//! A runtime with this pallet, a town of members, and a planning year that tests move.

use crate::{self as pallet_requests, room, Config};
use frame_support::{derive_impl, parameter_types, traits::ConstU32};
use parecon_primitives::{
	Asking, CouncilId, CouncilTree, CouncilTreeAt, Credits, CycleId, GoodId, Granted, MemberId,
	Membership, PlanningYear, Quantity, Side, StorageQuota,
};
use sp_io::TestExternalities;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::{cell::RefCell, collections::BTreeMap};

pub type Block = frame_system::mocking::MockBlock<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;

	#[runtime::pallet_index(27)]
	pub type Requests = pallet_requests::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

impl Config for Test {
	type Membership = Town;
	type Councils = Town;
	type Year = Year;
	type Quota = Purses;
	type MaxGoods = ConstU32<4>;
	type MaxRequested = ConstU32<6>;
	type WeightInfo = ();
}

/// Micro-units of one unit, and micro-credits of one credit.
pub const UNIT: u128 = 1_000_000;

/// Two private goods at 2 and 5 credits, and one that is not private.
pub const BREAD: GoodId = GoodId(0);
pub const SHOES: GoodId = GoodId(1);
pub const PARK: GoodId = GoodId(2);
/// Further private goods at a credit each, with the numbers from here on.
pub const OTHERS: u32 = 10;

/// What requests are made for: cycle 3, which opened in block 5.
pub const YEAR: Asking<u64> =
	Asking { cycle: CycleId(3), opened: 5, income_per_head: Credits(100 * UNIT) };

parameter_types! {
	/// What requests are made for now.
	pub static Now: Option<Asking<u64>> = Some(YEAR);
	/// Whether they are counted.
	pub static Counting: bool = false;
	/// What the plan in force grants each council.
	pub static Plan: Option<(CycleId, Vec<Granted>)> = None;
	/// The councils whose requests have changed, in order.
	pub static Changed: Vec<u32> = Vec::new();
	/// Bytes that one purse can hold.
	pub static Room: u32 = 10_000;
}

thread_local! {
	/// Members, and how many people live with each, themselves included.
	static HEADS: RefCell<BTreeMap<u32, u32>> = const { RefCell::new(BTreeMap::new()) };
	/// Where members live, and where they did in block 5.
	static SEATS: RefCell<BTreeMap<u32, (u32, u32)>> = const { RefCell::new(BTreeMap::new()) };
	static HELD: RefCell<BTreeMap<u32, u32>> = const { RefCell::new(BTreeMap::new()) };
}

pub struct Town;

/// Admits a member whose household has `heads` people and who has lived in `council` for long.
pub fn admit(member: u32, heads: u32, council: u32) {
	HEADS.with_borrow_mut(|all| all.insert(member, heads));
	SEATS.with_borrow_mut(|all| all.insert(member, (council, council)));
}

/// Moves a member to another council, after the cycle has opened.
pub fn move_to(member: u32, council: u32) {
	SEATS.with_borrow_mut(|all| {
		let before = all.get(&member).map_or(0, |(_, then)| *then);
		all.insert(member, (council, before));
	});
}

/// A member leaves the community, and the purse with them.
pub fn leave(member: u32) {
	HEADS.with_borrow_mut(|all| all.remove(&member));
	SEATS.with_borrow_mut(|all| all.remove(&member));
	HELD.with_borrow_mut(|all| all.remove(&member));
}

impl Membership<u64> for Town {
	fn member_of(account: &u64) -> Option<MemberId> {
		let member = *account as u32;
		HEADS.with_borrow(|all| all.contains_key(&member)).then_some(MemberId(member))
	}

	fn account_of(member: MemberId) -> Option<u64> {
		HEADS.with_borrow(|all| all.contains_key(&member.0)).then_some(member.0.into())
	}

	fn is_suspended(_: &u64) -> bool {
		false
	}

	fn payer_of(account: &u64) -> Option<MemberId> {
		Self::member_of(account)
	}

	fn heads_of(member: MemberId) -> u32 {
		HEADS.with_borrow(|all| all.get(&member.0).copied().unwrap_or(0))
	}

	fn members() -> u32 {
		HEADS.with_borrow(|all| all.len() as u32)
	}

	fn next_id() -> MemberId {
		MemberId(1_000)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(account: &u64) -> Result<MemberId, DispatchError> {
		HELD.with_borrow_mut(|all| all.clear());
		admit(*account as u32, 1, 1);
		Ok(MemberId(*account as u32))
	}
}

impl CouncilTree for Town {
	fn side_of(_: CouncilId) -> Option<Side> {
		Some(Side::Consumers)
	}

	fn speaker_of(_: CouncilId) -> Option<MemberId> {
		None
	}

	fn seat_of(member: MemberId, side: Side) -> Option<CouncilId> {
		let seat = SEATS.with_borrow(|all| all.get(&member.0).map(|(now, _)| CouncilId(*now)));
		seat.filter(|_| side == Side::Consumers)
	}

	fn population_of(_: CouncilId) -> u32 {
		0
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(member: MemberId, _: Side) -> Result<CouncilId, DispatchError> {
		admit(member.0, 1, 1);
		Ok(CouncilId(1))
	}
}

impl CouncilTreeAt<u64> for Town {
	fn seat_at(member: MemberId, side: Side, opened: u64) -> Option<CouncilId> {
		assert_eq!(opened, YEAR.opened);
		let seat = SEATS.with_borrow(|all| all.get(&member.0).map(|(_, then)| CouncilId(*then)));
		seat.filter(|_| side == Side::Consumers)
	}

	fn parent_at(_: CouncilId, _: u64) -> Option<CouncilId> {
		None
	}
}

pub struct Year;

impl PlanningYear<u64> for Year {
	fn asking() -> Option<Asking<u64>> {
		Now::get()
	}

	fn is_counting() -> bool {
		Counting::get()
	}

	fn cost(goods: &[(GoodId, Quantity)]) -> Option<Credits> {
		let mut cost = 0;
		for (good, amount) in goods {
			let price = match *good {
				BREAD => 2,
				SHOES => 5,
				GoodId(other) if other >= OTHERS => 1,
				_ => return None,
			};
			cost += amount.0 * price;
		}
		Some(Credits(cost))
	}

	fn requests_changed(council: CouncilId) {
		Changed::mutate(|all| all.push(council.0));
	}

	fn granted(council: CouncilId) -> Option<(CycleId, Vec<Granted>)> {
		Plan::get().filter(|_| council.0 == 1)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_asking(_: CouncilId, goods: u32) -> Vec<GoodId> {
		Now::set(Some(YEAR));
		(0..goods).map(|good| GoodId(OTHERS + good)).collect()
	}
}

pub struct Purses;

/// Bytes that the records of a member take.
pub fn held(member: u32) -> u32 {
	HELD.with_borrow(|all| all.get(&member).copied().unwrap_or(0))
}

impl StorageQuota for Purses {
	fn hold(member: MemberId, bytes: u32) -> DispatchResult {
		let used = held(member.0) + bytes;
		frame_support::ensure!(used <= Room::get(), DispatchError::Exhausted);
		HELD.with_borrow_mut(|all| all.insert(member.0, used));
		Ok(())
	}

	fn release(member: MemberId, bytes: u32) {
		if Town::account_of(member).is_some() {
			let left = held(member.0).checked_sub(bytes).expect("no more than was held");
			HELD.with_borrow_mut(|all| all.insert(member.0, left));
		}
	}

	fn hold_of_council(_: CouncilId, _: u32) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn release_of_council(_: CouncilId, _: u32) {}
}

/// A town while requests are taken: Ana (1) with two children, Ben (2) and Carla (3) in council 1, Dan (4) in
/// council 2.
pub fn with() -> TestExternalities {
	HEADS.with_borrow_mut(|all| all.clear());
	SEATS.with_borrow_mut(|all| all.clear());
	HELD.with_borrow_mut(|all| all.clear());
	Now::set(Some(YEAR));
	Counting::set(false);
	Plan::set(None);
	Changed::set(Vec::new());
	Room::set(10_000);
	for (member, heads, council) in [(1, 3, 1), (2, 1, 1), (3, 1, 1), (4, 1, 2)] {
		admit(member, heads, council);
	}
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage();
	let mut ext: TestExternalities = storage.unwrap().into();
	ext.execute_with(|| System::set_block_number(9));
	ext
}

/// Runs `test` in the town and checks the invariants after it; room is taken by requests alone.
pub fn run(test: impl FnOnce()) {
	with().execute_with(|| {
		test();
		check();
	});
}

/// What always holds, and the purses of those who are members.
pub fn check() {
	Requests::do_try_state().unwrap();
	for member in 0..100 {
		let asks = crate::Requests::<Test>::contains_key(MemberId(member));
		let expected =
			if asks && Town::account_of(MemberId(member)).is_some() { room::<Test>() } else { 0 };
		assert_eq!(held(member), expected, "room of member {member}");
	}
}

/// Whole units of goods.
pub fn units(goods: &[(GoodId, u128)]) -> Vec<(GoodId, Quantity)> {
	goods.iter().map(|(good, units)| (*good, Quantity(units * UNIT))).collect()
}

/// The member asks the council for whole units of goods.
pub fn ask(member: u64, council: u32, goods: &[(GoodId, u128)]) -> DispatchResult {
	let goods = units(goods).try_into().expect("at most MaxGoods");
	Requests::request(RuntimeOrigin::signed(member), CouncilId(council), goods, None)
}

/// The last event of this pallet.
pub fn last_event() -> Option<crate::Event<Test>> {
	System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Requests(event) => Some(event),
		_ => None,
	})
}
