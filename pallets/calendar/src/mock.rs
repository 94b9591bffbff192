//! A runtime with this pallet alone.

use crate as pallet_calendar;
use crate::Config;
use frame_support::{derive_impl, sp_runtime::BuildStorage, traits::ConstU32};
use sp_io::TestExternalities;

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

	#[runtime::pallet_index(25)]
	pub type Calendar = pallet_calendar::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

impl Config for Test {
	type GovernOrigin = frame_system::EnsureRoot<u64>;
	type DefaultPeriod = ConstU32<12>;
	type MinPeriod = ConstU32<4>;
	type MaxPeriod = ConstU32<100>;
	type WeightInfo = ();
}

/// A chain at block 1 with periods of `length` blocks.
pub fn with(length: u32) -> TestExternalities {
	let calendar =
		pallet_calendar::GenesisConfig { blocks_per_period: length, _config: Default::default() };
	let genesis = RuntimeGenesisConfig { calendar, ..Default::default() };
	let mut ext = TestExternalities::from(genesis.build_storage().unwrap());
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs `test` with periods of ten blocks and checks the invariants after it.
pub fn run(test: impl FnOnce()) {
	with(10).execute_with(|| {
		test();
		Calendar::do_try_state().unwrap();
	});
}

/// Lets blocks pass, up to the start of block `block`.
pub fn go_to(block: u64) {
	System::set_block_number(block);
	System::reset_events();
}

/// Events of this pallet since the last time.
pub fn events() -> Vec<crate::Event<Test>> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Calendar(event) => Some(event),
			_ => None,
		})
		.collect()
}
