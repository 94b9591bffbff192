//! A runtime with this pallet alone.

use crate as pallet_members;
use crate::{AdmissionRules, Config};
use frame_support::{
	derive_impl, parameter_types,
	sp_runtime::{BuildStorage, Weight},
};
use parecon_primitives::{Calendar, MemberId, OnMemberLeft, Period};
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

	#[runtime::pallet_index(20)]
	pub type Members = pallet_members::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub const MaxSponsors: u32 = 4;
	pub const MaxOpenSponsorships: u32 = 5;
	/// Whom other pallets were told of.
	pub static Told: Vec<MemberId> = Vec::new();
}

/// Periods of ten blocks.
pub struct TenBlocks;

impl Calendar for TenBlocks {
	fn period() -> Period {
		Period((System::block_number() / 10) as u32)
	}

	fn blocks_per_period() -> u32 {
		10
	}
}

/// A neighbour that keeps what it hears.
pub struct Listener;

impl OnMemberLeft for Listener {
	fn member_left(member: MemberId) {
		assert!(!crate::Members::<Test>::contains_key(member), "told before the member left");
		Told::mutate(|told| told.push(member));
	}

	fn weight() -> Weight {
		Weight::from_parts(7, 3)
	}
}

impl Config for Test {
	type GovernOrigin = frame_system::EnsureRoot<u64>;
	type Calendar = TenBlocks;
	type OnMemberLeft = Listener;
	type MaxSponsors = MaxSponsors;
	type MaxOpenSponsorships = MaxOpenSponsorships;
	type WeightInfo = ();
}

/// Two words, three open candidacies, a hundred blocks.
pub fn rules() -> AdmissionRules<u64> {
	AdmissionRules { sponsors_needed: 2, open_sponsorships: 3, candidacy_lifetime: 100 }
}

/// A chain at block 1 whose first members act through the accounts 0 to `members` - 1.
pub fn with(members: u64) -> TestExternalities {
	let members = crate::GenesisConfig { members: (0..members).collect(), rules: rules() };
	let genesis = RuntimeGenesisConfig { members, ..Default::default() };
	let mut ext = TestExternalities::from(genesis.build_storage().unwrap());
	ext.execute_with(|| System::set_block_number(1));
	Told::take();
	ext
}

/// Runs `test` with six first members and checks the invariants after it.
pub fn run(test: impl FnOnce()) {
	with(6).execute_with(|| {
		test();
		Members::do_try_state().unwrap();
	});
}

/// Lets blocks pass, up to the start of block `block`.
pub fn go_to(block: u64) {
	System::set_block_number(block);
}

/// Events of this pallet since the last time.
pub fn events() -> Vec<crate::Event<Test>> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Members(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Every key of the chain's state, apart from the events.
pub fn keys() -> Vec<Vec<u8>> {
	System::reset_events();
	let mut keys = Vec::new();
	let mut last = Vec::new();
	while let Some(key) = sp_io::storage::next_key(&last) {
		keys.push(key.clone());
		last = key;
	}
	keys
}
