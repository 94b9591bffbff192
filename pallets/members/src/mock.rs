//! A runtime with this pallet alone.

use crate as pallet_members;
use crate::{AdmissionRules, Config};
use frame_support::{
	derive_impl, parameter_types,
	sp_runtime::{BuildStorage, DispatchError, DispatchResult, Perbill, Weight},
};
use parecon_primitives::{
	Calendar, CouncilId, CouncilTree, MemberId, Membership, OnMemberChange, Period, Side,
	StorageQuota,
};
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
	pub const MaxObjectors: u32 = 3;
	pub const MaxDependents: u32 = 3;
	/// What other pallets were told.
	pub static Told: Vec<Note> = Vec::new();
	/// Seats other than the usual ones.
	pub static Seats: BTreeMap<(MemberId, Side), Option<CouncilId>> = BTreeMap::new();
	/// Speakers other than the usual ones.
	pub static Speakers: BTreeMap<CouncilId, Option<MemberId>> = BTreeMap::new();
	/// How many records the purse of a member has room for.
	pub static Room: u32 = 10;
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

/// What a neighbour hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
	Left(MemberId),
	Heads(MemberId, u32),
	Account(MemberId, u64, u64),
}

/// A neighbour that keeps what it hears, and checks that it hears it last.
pub struct Listener;

impl OnMemberChange<u64> for Listener {
	fn member_left(member: MemberId) {
		assert!(!crate::Members::<Test>::contains_key(member), "told before the member left");
		assert_eq!(Members::heads_of(member), 0);
		Told::mutate(|told| told.push(Note::Left(member)));
	}

	fn heads_changed(member: MemberId, heads: u32) {
		assert_eq!(Members::heads_of(member), heads, "told before the household changed");
		Told::mutate(|told| told.push(Note::Heads(member, heads)));
	}

	fn account_changed(member: MemberId, old: &u64, new: &u64) {
		assert_eq!(Members::account_of(member), Some(*new), "told before the account changed");
		Told::mutate(|told| told.push(Note::Account(member, *old, *new)));
	}

	fn left_weight() -> Weight {
		Weight::from_parts(7, 3)
	}

	fn heads_weight() -> Weight {
		Weight::from_parts(500, 20)
	}

	fn account_weight() -> Weight {
		Weight::from_parts(90_000, 0)
	}
}

/// Three workplaces, 0 to 2, and three neighbourhoods, 10 to 12. Usually the member m has a seat in
/// the workplace m mod 3 and in the neighbourhood 10 + m mod 3, and the members 0 to 2 speak for
/// the neighbourhoods.
pub struct Town;

impl CouncilTree for Town {
	fn side_of(council: CouncilId) -> Option<Side> {
		Some(if council.0 < 10 { Side::Workers } else { Side::Consumers })
	}

	fn speaker_of(council: CouncilId) -> Option<MemberId> {
		let usual = || council.0.checked_sub(10).filter(|place| *place < 3).map(MemberId);
		Speakers::get().get(&council).copied().unwrap_or_else(usual)
	}

	fn seat_of(member: MemberId, side: Side) -> Option<CouncilId> {
		Members::account_of(member)?;
		let usual = match side {
			Side::Workers => CouncilId(member.0 % 3),
			Side::Consumers => CouncilId(10 + member.0 % 3),
		};
		Seats::get().get(&(member, side)).copied().unwrap_or(Some(usual))
	}

	fn population_of(_: CouncilId) -> u32 {
		0
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(member: MemberId, side: Side) -> Result<CouncilId, DispatchError> {
		let council = CouncilId(member.0 + if side == Side::Workers { 1_000 } else { 2_000 });
		seat(member, side, Some(council));
		speak(council, Some(member));
		Ok(council)
	}
}

/// Seats `member` in another council than the usual one, or in none.
pub fn seat(member: MemberId, side: Side, council: Option<CouncilId>) {
	Seats::mutate(|seats| seats.insert((member, side), council));
}

/// Lets another member than the usual one, or none, speak for `council`.
pub fn speak(council: CouncilId, speaker: Option<MemberId>) {
	Speakers::mutate(|speakers| speakers.insert(council, speaker));
}

/// Purses with room for so many records. What is held stands in the chain's state, so that a record
/// whose room is not given back leaves a key.
pub struct Purse;

impl Purse {
	fn key(member: MemberId) -> Vec<u8> {
		format!("held by {member:?}").into_bytes()
	}

	/// How many records take room in the purse of `member`, and how many bytes.
	pub fn held(member: MemberId) -> (u32, u32) {
		frame_support::storage::unhashed::get_or_default(&Self::key(member))
	}

	fn set(member: MemberId, held: (u32, u32)) {
		if held == (0, 0) {
			frame_support::storage::unhashed::kill(&Self::key(member));
		} else {
			frame_support::storage::unhashed::put(&Self::key(member), &held);
		}
	}
}

impl StorageQuota for Purse {
	fn hold(member: MemberId, bytes: u32) -> DispatchResult {
		let (records, held) = Self::held(member);
		if records >= Room::get() {
			return Err(DispatchError::Other("no room"));
		}
		Self::set(member, (records + 1, held + bytes));
		Ok(())
	}

	fn release(member: MemberId, bytes: u32) {
		let (records, held) = Self::held(member);
		let records = records.checked_sub(1).expect("room given back that was not taken");
		let held = held.checked_sub(bytes).expect("more room given back than was taken");
		assert_eq!(records == 0, held == 0, "other room given back than was taken");
		Self::set(member, (records, held));
	}

	fn hold_of_council(_: CouncilId, _: u32) -> DispatchResult {
		unreachable!("members and not councils give the room")
	}

	fn release_of_council(_: CouncilId, _: u32) {
		unreachable!("members and not councils give the room")
	}
}

impl Config for Test {
	type GovernOrigin = frame_system::EnsureRoot<u64>;
	type Calendar = TenBlocks;
	type OnMemberChange = Listener;
	type Councils = Town;
	type Quota = Purse;
	type MaxSponsors = MaxSponsors;
	type MaxOpenSponsorships = MaxOpenSponsorships;
	type MaxObjectors = MaxObjectors;
	type MaxDependents = MaxDependents;
	type WeightInfo = ();
}

/// Two words from two councils, three open candidacies, a hundred blocks; and nothing else that
/// stands in the way: no standing, no waiting, ten words and ten admissions a period.
pub fn rules() -> AdmissionRules<u64> {
	AdmissionRules {
		sponsors_needed: 2,
		councils_needed: 2,
		standing: 0,
		open_sponsorships: 3,
		sponsorships_per_period: 10,
		candidacy_lifetime: 100,
		growth: Perbill::zero(),
		growth_least: 10,
		waiting: 0,
		objectors_needed: 2,
		recovery_delay: 20,
		recovery_lifetime: 50,
		term: 24,
		bar: 5,
	}
}

/// A chain at block 1 whose first members act through the accounts 0 to `members` - 1.
pub fn with(members: u64) -> TestExternalities {
	let members = crate::GenesisConfig { members: (0..members).collect(), rules: rules() };
	let genesis = RuntimeGenesisConfig { members, ..Default::default() };
	let mut ext = TestExternalities::from(genesis.build_storage().unwrap());
	ext.execute_with(|| System::set_block_number(1));
	Told::take();
	Seats::take();
	Speakers::take();
	Room::set(10);
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

/// Changes the rules in force.
pub fn govern(change: impl FnOnce(&mut AdmissionRules<u64>)) {
	crate::Rules::<Test>::mutate(change);
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
