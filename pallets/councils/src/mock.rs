//! A runtime with this pallet and a neighbour that says who is a member.

use crate as pallet_councils;
use crate::Config;
use frame_support::{derive_impl, parameter_types, sp_runtime::BuildStorage};
use parecon_primitives::{MemberId, Membership};
use sp_io::TestExternalities;
use std::collections::BTreeMap;

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

	#[runtime::pallet_index(21)]
	pub type Councils = pallet_councils::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	/// Who is a member.
	pub static People: BTreeMap<u64, MemberId> = BTreeMap::new();
}

/// Knows [`People`].
pub struct Register;

impl Membership<u64> for Register {
	fn member_of(account: &u64) -> Option<MemberId> {
		People::get().get(account).copied()
	}

	fn account_of(member: MemberId) -> Option<u64> {
		People::get().into_iter().find(|(_, id)| *id == member).map(|(account, _)| account)
	}

	fn members() -> u32 {
		People::get().len() as u32
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(
		account: &u64,
	) -> Result<MemberId, frame_support::pallet_prelude::DispatchError> {
		Ok(People::mutate(|people| {
			let next = MemberId(people.len() as u32);
			*people.entry(*account).or_insert(next)
		}))
	}
}

impl Config for Test {
	type Membership = Register;
	type WeightInfo = ();
}

/// A chain at block 1 where the accounts 0 to `members` - 1 are the members of the same number.
pub fn with(members: u64) -> TestExternalities {
	People::set((0..members).map(|account| (account, MemberId(account as u32))).collect());
	let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
	let mut ext = TestExternalities::from(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs `test` with eight members and checks the invariants after it.
pub fn run(test: impl FnOnce()) {
	with(8).execute_with(|| {
		test();
		Councils::do_try_state().unwrap();
	});
}

/// Events of this pallet since the last time.
pub fn events() -> Vec<crate::Event<Test>> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Councils(event) => Some(event),
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
