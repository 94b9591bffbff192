//! A runtime with this pallet and a beacon that tests move.

use crate as pallet_lottery;
use crate::{Config, EpochSeed};
use frame_support::{derive_impl, parameter_types, sp_runtime::BuildStorage, traits::Hooks};
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::traits::{BlakeTwo256, Hash};

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

	#[runtime::pallet_index(24)]
	pub type Lottery = pallet_lottery::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	/// The epoch of this block.
	pub static Epoch: u64 = 0;
}

/// Announces another hash in each epoch.
pub struct Beacon;

/// What the beacon announces in `epoch`.
pub fn announced(epoch: u64) -> H256 {
	BlakeTwo256::hash_of(&("announced", epoch))
}

impl EpochSeed for Beacon {
	fn epoch() -> u64 {
		Epoch::get()
	}

	fn seed() -> H256 {
		announced(Epoch::get())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_epoch(epoch: u64) {
		Epoch::set(epoch);
	}
}

impl Config for Test {
	type Epochs = Beacon;
	type WeightInfo = ();
}

/// A chain before its first block.
pub fn with() -> TestExternalities {
	Epoch::set(0);
	RuntimeGenesisConfig::default().build_storage().unwrap().into()
}

/// Runs `test` and checks the invariants after it.
pub fn run(test: impl FnOnce()) {
	with().execute_with(|| {
		test();
		Lottery::do_try_state().unwrap();
	});
}

/// Begins a block of `epoch`; what the hook takes.
pub fn block_of(epoch: u64) -> frame_support::weights::Weight {
	Epoch::set(epoch);
	let number = System::block_number() + 1;
	System::set_block_number(number);
	Lottery::on_initialize(number)
}

/// A block of each of `epochs`.
pub fn blocks_of(epochs: impl IntoIterator<Item = u64>) {
	for epoch in epochs {
		block_of(epoch);
	}
}
