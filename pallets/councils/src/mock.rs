//! A runtime with this pallet and neighbours that say who is a member, what is open and how much
//! room there is.

use crate as pallet_councils;
use crate::Config;
use frame_support::{
	derive_impl,
	pallet_prelude::{DispatchError, DispatchResult},
	parameter_types,
	sp_runtime::BuildStorage,
	traits::{ConstU32, ConstU64, ConstU8},
};
use parecon_primitives::{CouncilId, MemberId, Membership, OpenCounts, StorageQuota};
use sp_io::TestExternalities;
use std::collections::{BTreeMap, BTreeSet};

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

	/// The accounts of those who are suspended.
	pub static Suspended: BTreeSet<u64> = BTreeSet::new();

	/// How many confirmed dependents live with a member.
	pub static Dependents: BTreeMap<MemberId, u32> = BTreeMap::new();

	/// The blocks in which what is still counted was opened.
	pub static Opened: Vec<u64> = Vec::new();

	/// The room that is taken in each purse.
	pub static Held: BTreeMap<MemberId, u32> = BTreeMap::new();

	/// The room that there is in each purse.
	pub static Room: u32 = u32::MAX;
}

/// Knows [`People`], [`Suspended`] and [`Dependents`].
pub struct Register;

impl Membership<u64> for Register {
	fn member_of(account: &u64) -> Option<MemberId> {
		let active = !Suspended::get().contains(account);
		People::get().get(account).copied().filter(|_| active)
	}

	fn account_of(member: MemberId) -> Option<u64> {
		People::get().into_iter().find(|(_, id)| *id == member).map(|(account, _)| account)
	}

	fn is_suspended(account: &u64) -> bool {
		Suspended::get().contains(account)
	}

	fn payer_of(account: &u64) -> Option<MemberId> {
		Self::member_of(account)
	}

	fn heads_of(member: MemberId) -> u32 {
		let dependents = Dependents::get().get(&member).copied().unwrap_or_default();
		Self::account_of(member).map_or(0, |_| 1 + dependents)
	}

	fn members() -> u32 {
		People::get().len() as u32
	}

	fn next_id() -> MemberId {
		People::get().into_values().max().map_or(MemberId(0), |last| MemberId(last.0 + 1))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(account: &u64) -> Result<MemberId, DispatchError> {
		Ok(People::mutate(|people| {
			let next = MemberId(people.len() as u32);
			*people.entry(*account).or_insert(next)
		}))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn fill_household(member: MemberId) {
		Dependents::mutate(|dependents| dependents.insert(member, 8));
	}
}

/// Knows [`Opened`].
pub struct Counts;

impl OpenCounts<u64> for Counts {
	fn oldest() -> Option<u64> {
		Opened::get().into_iter().min()
	}
}

/// Keeps [`Held`] within [`Room`].
pub struct Purses;

impl StorageQuota for Purses {
	fn hold(member: MemberId, bytes: u32) -> DispatchResult {
		Held::mutate(|held| {
			let used = held.get(&member).copied().unwrap_or_default() + bytes;
			frame_support::ensure!(used <= Room::get(), DispatchError::Exhausted);
			held.insert(member, used);
			Ok(())
		})
	}

	fn release(member: MemberId, bytes: u32) {
		if Register::account_of(member).is_none() {
			return;
		}
		Held::mutate(|held| {
			let used = held.remove(&member).unwrap_or_default();
			let left = used.checked_sub(bytes).expect("no more is released than was held");
			if left > 0 {
				held.insert(member, left);
			}
		});
	}

	fn hold_of_council(_: CouncilId, _: u32) -> DispatchResult {
		unreachable!("members and not councils give the room")
	}

	fn release_of_council(_: CouncilId, _: u32) {
		unreachable!("members and not councils give the room")
	}
}

impl Config for Test {
	type Membership = Register;
	type Open = Counts;
	type Quota = Purses;
	type MaxLevel = ConstU8<4>;
	type MaxVouches = ConstU32<4>;
	type DefaultNotice = ConstU64<10>;
	type MaxNotice = ConstU64<100>;
	type WeightInfo = ();
}

/// What takes room in the purses by what is stored, apart from those who are no members any more.
pub fn recounted() -> BTreeMap<MemberId, u32> {
	let mut held: BTreeMap<MemberId, u32> = BTreeMap::new();
	let mut add = |member: MemberId, bytes: u32| {
		if Register::account_of(member).is_some() {
			*held.entry(member).or_default() += bytes;
		}
	};
	for council in crate::Councils::<Test>::iter_values() {
		add(council.carrier, Councils::council_bytes());
	}
	for offer in crate::Offers::<Test>::iter_values() {
		add(offer.by, Councils::offer_bytes());
	}
	for words in crate::Vouches::<Test>::iter_values() {
		words.into_iter().for_each(|voucher| add(voucher, Councils::vouch_bytes()));
	}
	held
}

/// A chain at block 1 where the accounts 0 to `members` - 1 are the members of the same number.
pub fn with(members: u64) -> TestExternalities {
	People::set((0..members).map(|account| (account, MemberId(account as u32))).collect());
	Suspended::take();
	Dependents::take();
	Opened::take();
	Held::take();
	Room::set(u32::MAX);
	let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
	let mut ext = TestExternalities::from(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs `test` with eight members, and checks the invariants and what takes room after it.
pub fn run(test: impl FnOnce()) {
	with(8).execute_with(|| {
		test();
		Councils::do_try_state().unwrap();
		assert_eq!(Held::get(), recounted());
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
