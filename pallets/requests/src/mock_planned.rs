//! A runtime with this pallet and the planning year itself, and a village that stays as it is: a mill, and a
//! neighbourhood in which Ana (1) with two children, Ben (2) and Carla (3) live.

use crate as pallet_requests;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, OnPoll},
	weights::{constants::ParityDbWeight, WeightMeter},
};
use frame_system::EnsureRoot;
use parecon_primitives::{
	CouncilId, CouncilTree, CouncilTreeAt, EqualPerHead, FreezePopulation, MemberId, Membership,
	Side,
};
#[cfg(feature = "runtime-benchmarks")]
use sp_runtime::DispatchError;
use sp_runtime::{BuildStorage, Perbill};

pub type Block = frame_system::mocking::MockBlock<Planned>;

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
	pub struct Planned;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Planned>;

	#[runtime::pallet_index(22)]
	pub type Planning = pallet_planning::Pallet<Planned>;

	#[runtime::pallet_index(27)]
	pub type Requests = pallet_requests::Pallet<Planned>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Planned {
	type Block = Block;
	type DbWeight = ParityDbWeight;
}

parameter_types! {
	pub const MinBlockShare: Perbill = Perbill::from_percent(5);
}

impl pallet_planning::Config for Planned {
	type GovernOrigin = EnsureRoot<u64>;
	type Membership = Village;
	type Councils = Village;
	type Means = EqualPerHead;
	type Requested = Requests;
	type MaxLines = ConstU32<100>;
	type MaxGoods = ConstU32<10_000>;
	type MaxIterations = ConstU32<200>;
	type MaxWindow = ConstU32<100_000>;
	type MinBlockShare = MinBlockShare;
	type WeightInfo = ();
}

impl pallet_requests::Config for Planned {
	type Membership = Village;
	type Councils = Village;
	type Year = Planning;
	type Quota = ();
	type MaxGoods = ConstU32<32>;
	type MaxRequested = ConstU32<64>;
	type WeightInfo = ();
}

/// The mill, for which 9 speaks, and the neighbourhood, for which Ana speaks.
pub const MILL: CouncilId = CouncilId(1);
pub const STREET: CouncilId = CouncilId(2);

pub struct Village;

impl Membership<u64> for Village {
	fn member_of(account: &u64) -> Option<MemberId> {
		matches!(account, 1..=9).then_some(MemberId(*account as u32))
	}

	fn account_of(member: MemberId) -> Option<u64> {
		matches!(member.0, 1..=9).then_some(member.0.into())
	}

	fn is_suspended(_: &u64) -> bool {
		false
	}

	fn payer_of(account: &u64) -> Option<MemberId> {
		Self::member_of(account)
	}

	fn heads_of(member: MemberId) -> u32 {
		if member == MemberId(1) {
			3
		} else {
			1
		}
	}

	fn members() -> u32 {
		9
	}

	fn next_id() -> MemberId {
		MemberId(10)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(_: &u64) -> Result<MemberId, DispatchError> {
		Ok(MemberId(1))
	}
}

impl CouncilTree for Village {
	fn side_of(council: CouncilId) -> Option<Side> {
		[(MILL, Side::Workers), (STREET, Side::Consumers)]
			.into_iter()
			.find_map(|(id, side)| (id == council).then_some(side))
	}

	fn speaker_of(council: CouncilId) -> Option<MemberId> {
		Some(MemberId(if council == MILL { 9 } else { 1 }))
	}

	fn seat_of(member: MemberId, side: Side) -> Option<CouncilId> {
		match (side, member.0) {
			(Side::Workers, 9) => Some(MILL),
			(Side::Consumers, 1..=3) => Some(STREET),
			_ => None,
		}
	}

	fn population_of(council: CouncilId) -> u32 {
		if council == MILL {
			1
		} else {
			5
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(_: MemberId, _: Side) -> Result<CouncilId, DispatchError> {
		Ok(STREET)
	}
}

impl CouncilTreeAt<u64> for Village {
	fn seat_at(member: MemberId, side: Side, _: u64) -> Option<CouncilId> {
		Self::seat_of(member, side)
	}

	fn parent_at(_: CouncilId, _: u64) -> Option<CouncilId> {
		None
	}
}

impl FreezePopulation for Village {
	fn freeze() {}

	fn frozen_population(council: CouncilId) -> u32 {
		Self::population_of(council)
	}
}

/// The village before its first cycle.
pub fn village() -> sp_io::TestExternalities {
	let storage = frame_system::GenesisConfig::<Planned>::default().build_storage();
	let mut ext: sp_io::TestExternalities = storage.unwrap().into();
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Begins the next block, and checks what this pallet keeps.
pub fn next_block() {
	let now = System::block_number() + 1;
	System::set_block_number(now);
	Planning::on_poll(now, &mut WeightMeter::new());
	Requests::do_try_state().unwrap();
}
