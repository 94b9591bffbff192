//! A runtime with this pallet and neighbours that say who is a member, who sits where, which period
//! it is, which lots are known and how much room there is.
//!
//! Members 0 to 19 act through the accounts of the same number. 0 to 5 work in [`PLANT`], for
//! which 0 speaks; 6 to 8 in [`MILL`], for which 6 speaks; 9 to 19 have no workplace. 9 to 11 live in
//! [`HOUSE`], for which 9 speaks. [`UNION`] is a federation, for which 0 speaks.

use crate as pallet_jobs;
use crate::{room, Adopted, Config, Division, JobsOf, Line, MaxReveal, Name, TaskSpec, WindowOf};
use frame_support::{
	derive_impl,
	pallet_prelude::{BoundedVec, ConstU32, DispatchError, DispatchResult},
	parameter_types,
	sp_runtime::BuildStorage,
	storage::unhashed,
};
use parecon_jobs_engine::{Both, Worker};
use parecon_primitives::{
	Calendar, CouncilId, CouncilTree, Lottery, MemberId, Membership, Period, Side, StorageQuota,
	TaskId,
};
use sp_core::H256;
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

	// Not `Jobs`: that is a storage item of the pallet.
	#[runtime::pallet_index(26)]
	pub type Labour = pallet_jobs::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

/// A workers' council of 0 to 5.
pub const PLANT: CouncilId = CouncilId(1);
/// A workers' council of 6 to 8.
pub const MILL: CouncilId = CouncilId(2);
/// A consumers' council of 9 to 11.
pub const HOUSE: CouncilId = CouncilId(3);
/// A federation.
pub const UNION: CouncilId = CouncilId(4);
/// No council.
pub const NOWHERE: CouncilId = CouncilId(99);
/// How many members there are at first.
pub const MEMBERS: u64 = 20;
/// An account that is not a member's.
pub const STRANGER: u64 = 777;

/// A council as the neighbours know it.
#[derive(Clone, Copy, Debug)]
pub struct Bench {
	pub side: Side,
	pub federation: bool,
	pub speaker: Option<MemberId>,
	pub population: u32,
}

parameter_types! {
	/// Who is a member.
	pub static People: BTreeMap<u64, MemberId> = BTreeMap::new();

	/// The identifier that the next member gets.
	pub static NextMember: u32 = 0;

	/// The councils.
	pub static Benches: BTreeMap<CouncilId, Bench> = BTreeMap::new();

	/// Who sits where.
	pub static Seats: BTreeMap<(MemberId, Side), CouncilId> = BTreeMap::new();

	/// The period.
	pub static Now: u32 = 0;

	/// The epoch.
	pub static Epoch: u64 = 0;

	/// The seeds that are known, by the epoch in which pools were frozen.
	pub static Seeds: BTreeMap<u64, H256> = BTreeMap::new();

	/// The room that there is in each purse.
	pub static Room: u32 = u32::MAX;
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

	fn is_suspended(_: &u64) -> bool {
		false
	}

	fn payer_of(account: &u64) -> Option<MemberId> {
		Self::member_of(account)
	}

	fn heads_of(member: MemberId) -> u32 {
		Self::account_of(member).map_or(0, |_| 1)
	}

	fn members() -> u32 {
		People::get().len() as u32
	}

	fn next_id() -> MemberId {
		MemberId(NextMember::get())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(account: &u64) -> Result<MemberId, DispatchError> {
		Ok(Self::member_of(account).unwrap_or_else(|| admit(*account)))
	}
}

/// Makes `account` a member.
pub fn admit(account: u64) -> MemberId {
	let id = NextMember::get();
	NextMember::set(id + 1);
	People::mutate(|people| people.insert(account, MemberId(id)));
	MemberId(id)
}

/// Knows [`Benches`] and [`Seats`].
pub struct Trees;

impl CouncilTree for Trees {
	fn side_of(council: CouncilId) -> Option<Side> {
		Benches::get().get(&council).map(|bench| bench.side)
	}

	fn speaker_of(council: CouncilId) -> Option<MemberId> {
		Benches::get().get(&council)?.speaker
	}

	fn seat_of(member: MemberId, side: Side) -> Option<CouncilId> {
		Seats::get().get(&(member, side)).copied()
	}

	fn population_of(council: CouncilId) -> u32 {
		Benches::get().get(&council).map_or(0, |bench| bench.population)
	}

	fn is_federation(council: CouncilId) -> bool {
		Benches::get().get(&council).is_some_and(|bench| bench.federation)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(member: MemberId, side: Side) -> Result<CouncilId, DispatchError> {
		let council = CouncilId(1_000 + Benches::get().len() as u32);
		found(council, side, &[member.0]);
		Ok(council)
	}
}

/// Founds a council of `members`, the first of whom speaks for it. They give up other seats on that
/// side. Its population is the number of seats until [`populate`] changes it.
pub fn found(council: CouncilId, side: Side, members: &[u32]) {
	members.iter().for_each(|member| seat(*member, side, Some(council)));
	let speaker = members.first().copied().map(MemberId);
	let bench = Bench { side, federation: false, speaker, population: members.len() as u32 };
	Benches::mutate(|benches| benches.insert(council, bench));
}

/// Founds a federation of workers' councils for which `speaker` speaks.
pub fn federate(council: CouncilId, speaker: u32) {
	let speaker = Some(MemberId(speaker));
	let bench = Bench { side: Side::Workers, federation: true, speaker, population: 9 };
	Benches::mutate(|benches| benches.insert(council, bench));
}

/// Changes what is known of a council.
pub fn change(council: CouncilId, change: impl FnOnce(&mut Bench)) {
	Benches::mutate(|benches| change(benches.get_mut(&council).unwrap()));
}

/// Sets the population of a council.
pub fn populate(council: CouncilId, population: u32) {
	change(council, |bench| bench.population = population);
}

/// Gives `member` a seat, or takes the one on that side away.
pub fn seat(member: u32, side: Side, council: Option<CouncilId>) {
	Seats::mutate(|seats| match council {
		Some(council) => seats.insert((MemberId(member), side), council),
		None => seats.remove(&(MemberId(member), side)),
	});
}

/// Ends a membership: the seats and the purse go with it.
pub fn leave(member: u32) {
	Side::BOTH.into_iter().for_each(|side| seat(member, side, None));
	People::mutate(|people| people.retain(|_, id| id.0 != member));
	unhashed::kill(&purse(Owner::Member(MemberId(member))));
}

/// Dissolves a council: the seats and the purse go with it.
pub fn dissolve(council: CouncilId) {
	Benches::mutate(|benches| benches.remove(&council));
	Seats::mutate(|seats| seats.retain(|_, seat| *seat != council));
	unhashed::kill(&purse(Owner::Council(council)));
}

/// Knows [`Now`]; a period has ten blocks.
pub struct Almanac;

impl Calendar for Almanac {
	fn period() -> Period {
		Period(Now::get())
	}

	fn blocks_per_period() -> u32 {
		10
	}
}

/// Lets `periods` periods pass.
pub fn pass(periods: u32) {
	Now::mutate(|now| *now += periods);
}

/// Lets blocks pass, up to the start of block `block`. The period does not change.
pub fn go_to(block: u64) {
	System::set_block_number(block);
}

/// Knows [`Epoch`] and [`Seeds`].
pub struct Urn;

impl Lottery for Urn {
	fn epoch() -> u64 {
		Epoch::get()
	}

	fn lot(frozen: u64, subject: &[u8]) -> Option<H256> {
		let seed = *Seeds::get().get(&frozen)?;
		Some(sp_io::hashing::blake2_256(&[seed.as_bytes(), subject].concat()).into())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_lot(frozen: u64) {
		know_lots(frozen, 7);
	}
}

/// Makes the lots of pools known that were frozen in epoch `frozen`.
pub fn know_lots(frozen: u64, seed: u8) {
	Seeds::mutate(|seeds| seeds.insert(frozen, H256::repeat_byte(seed)));
}

/// Lets two epochs pass, so that the lots of what was frozen up to now are known.
pub fn two_epochs_later(seed: u8) {
	know_lots(Epoch::get(), seed);
	Epoch::mutate(|epoch| *epoch += 2);
}

/// Whose purse it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
	Member(MemberId),
	Council(CouncilId),
}

impl Owner {
	fn is_gone(self) -> bool {
		match self {
			Self::Member(member) => Register::account_of(member).is_none(),
			Self::Council(council) => Trees::side_of(council).is_none(),
		}
	}
}

fn purse(owner: Owner) -> Vec<u8> {
	format!("held by {owner:?}").into_bytes()
}

/// The room that is taken in a purse. It stands in the chain's state, so that a call that fails
/// leaves it as it was, and a record whose room is not given back leaves a key.
pub fn held(owner: Owner) -> u32 {
	unhashed::get_or_default(&purse(owner))
}

/// The room that is taken in the purse of `member`.
pub fn held_by(member: u32) -> u32 {
	held(Owner::Member(MemberId(member)))
}

/// The room that is taken in the purse of a council.
pub fn held_by_council(council: CouncilId) -> u32 {
	held(Owner::Council(council))
}

fn set_held(owner: Owner, bytes: u32) {
	if bytes == 0 {
		unhashed::kill(&purse(owner));
	} else {
		unhashed::put(&purse(owner), &bytes);
	}
}

/// Keeps what is held within [`Room`].
pub struct Purses;

impl Purses {
	fn take(owner: Owner, bytes: u32) -> DispatchResult {
		frame_support::ensure!(!owner.is_gone(), DispatchError::Other("no purse"));
		let used = held(owner).saturating_add(bytes);
		frame_support::ensure!(used <= Room::get(), DispatchError::Exhausted);
		set_held(owner, used);
		Ok(())
	}

	fn give_back(owner: Owner, bytes: u32) {
		if owner.is_gone() {
			return;
		}
		let left = held(owner).checked_sub(bytes);
		set_held(owner, left.expect("no more is released than was held"));
	}
}

impl StorageQuota for Purses {
	fn hold(member: MemberId, bytes: u32) -> DispatchResult {
		Self::take(Owner::Member(member), bytes)
	}

	fn release(member: MemberId, bytes: u32) {
		Self::give_back(Owner::Member(member), bytes);
	}

	fn hold_of_council(council: CouncilId, bytes: u32) -> DispatchResult {
		Self::take(Owner::Council(council), bytes)
	}

	fn release_of_council(council: CouncilId, bytes: u32) {
		Self::give_back(Owner::Council(council), bytes);
	}
}

/// What takes room in the purses by what is stored.
pub fn recounted() -> BTreeMap<Owner, u32> {
	let mut all: BTreeMap<Owner, u32> = BTreeMap::new();
	let mut add = |owner: Owner, bytes: u32| {
		if !owner.is_gone() {
			*all.entry(owner).or_default() += bytes;
		}
	};
	let of = Owner::Member;
	for task in crate::Tasks::<Test>::iter_values() {
		add(Owner::Council(task.council), room::<crate::Task>());
	}
	for council in crate::Windows::<Test>::iter_keys() {
		add(Owner::Council(council), room::<WindowOf<Test>>());
	}
	for council in crate::Divisions::<Test>::iter_keys() {
		add(Owner::Council(council), room::<Adopted>() + room::<JobsOf>());
	}
	for claim in crate::Best::<Test>::iter_values() {
		add(of(claim.by), room::<Division>());
	}
	for jury in crate::Juries::<Test>::iter_values() {
		add(of(jury.by), room::<crate::Jury>());
	}
	for worker in crate::Rosters::<Test>::iter_values().flatten() {
		add(of(worker.member), room::<Worker>());
	}
	for (_, member) in crate::Commitments::<Test>::iter_keys() {
		add(of(member), room::<crate::Commitment>());
	}
	for (_, member) in crate::Ratings::<Test>::iter_keys() {
		add(of(member), room::<crate::Rated>());
	}
	for (_, member) in crate::Wants::<Test>::iter_keys() {
		add(of(member), room::<crate::Wishes>());
	}
	for (_, member) in crate::Offers::<Test>::iter_keys() {
		add(of(member), room::<crate::Offer>());
	}
	for (_, member) in crate::Shifts::<Test>::iter_keys() {
		add(of(member), room::<crate::Shift>());
	}
	all
}

/// What takes room in the purses by the purses themselves.
pub fn all_held() -> BTreeMap<Owner, u32> {
	let members = (0..NextMember::get()).map(|id| Owner::Member(MemberId(id)));
	let councils = Benches::get().into_keys().map(Owner::Council);
	let all = members.chain(councils).map(|owner| (owner, held(owner)));
	all.filter(|(_, bytes)| *bytes > 0).collect()
}

impl Config for Test {
	type Membership = Register;
	type Councils = Trees;
	type Calendar = Almanac;
	type Lottery = Urn;
	type Quota = Purses;
	type MaxWindow = ConstU32<50>;
	type AdoptionTime = ConstU32<20>;
	type WeightInfo = ();
}

/// The chain at block 1, in period 1 and epoch 1.
pub fn new_test_ext() -> TestExternalities {
	People::take();
	NextMember::set(0);
	Benches::take();
	Seats::take();
	Seeds::take();
	Now::set(1);
	Epoch::set(1);
	Room::set(u32::MAX);
	(0..MEMBERS).for_each(|account| {
		admit(account);
	});
	found(PLANT, Side::Workers, &[0, 1, 2, 3, 4, 5]);
	found(MILL, Side::Workers, &[6, 7, 8]);
	found(HOUSE, Side::Consumers, &[9, 10, 11]);
	federate(UNION, 0);
	let mut ext = TestExternalities::from(RuntimeGenesisConfig::default().build_storage().unwrap());
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs `test`, and checks the invariants and what takes room after it.
pub fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Labour::do_try_state().unwrap();
		assert_eq!(all_held(), recounted());
	});
}

/// Events of this pallet since the last time.
pub fn events() -> Vec<crate::Event<Test>> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Labour(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Every key of the chain's state, apart from the events.
pub fn keys() -> BTreeSet<Vec<u8>> {
	System::reset_events();
	let mut keys = BTreeSet::new();
	let mut last = Vec::new();
	while let Some(key) = sp_io::storage::next_key(&last) {
		keys.insert(key.clone());
		last = key;
	}
	keys
}

/// What signs for member `member`.
pub fn by(member: u32) -> RuntimeOrigin {
	let account = Register::account_of(MemberId(member));
	RuntimeOrigin::signed(account.unwrap_or(STRANGER))
}

/// What signs for who speaks for `council`.
pub fn speaker(council: CouncilId) -> RuntimeOrigin {
	by(Trees::speaker_of(council).unwrap().0)
}

/// What a council says of a task: by day, in blocks of at least ten minutes, for anybody.
pub fn spec(name: &str) -> TaskSpec {
	let name = Name::try_from(name.as_bytes().to_vec()).unwrap();
	let text = H256::repeat_byte(1);
	TaskSpec { name, text, class: 0, block: 10, directs: false, requires: None }
}

/// Registers a task as `spec` says.
pub fn register(council: CouncilId, spec: TaskSpec, minutes: u32) -> TaskId {
	let id = crate::NextTask::<Test>::get();
	Labour::register_task(speaker(council), council, spec, minutes).unwrap();
	id
}

/// Registers a task of so many minutes.
pub fn task(council: CouncilId, name: &str, minutes: u32) -> TaskId {
	register(council, spec(name), minutes)
}

/// A rating.
pub fn line(task: TaskId, empowerment: u8, desirability: u8) -> Line {
	Line { task, rating: Both::new(empowerment, desirability) }
}

/// Ratings as they are revealed, in the order given.
pub fn lines(lines: &[(TaskId, u8, u8)]) -> BoundedVec<Line, MaxReveal> {
	let lines: Vec<Line> = lines.iter().map(|(task, e, d)| line(*task, *e, *d)).collect();
	lines.try_into().unwrap()
}

/// The salt of all commitments of tests.
pub const SALT: H256 = H256::repeat_byte(9);

/// Commits `member` to ratings.
pub fn commit(council: CouncilId, member: u32, ratings: &[(TaskId, u8, u8)]) {
	let period = Period(Now::get());
	let hash = Labour::ratings_hash(council, MemberId(member), period, lines(ratings), SALT);
	Labour::commit_ratings(by(member), council, hash).unwrap();
}

/// Reveals what [`commit`] has committed `member` to.
pub fn reveal(council: CouncilId, member: u32, ratings: &[(TaskId, u8, u8)]) -> DispatchResult {
	Labour::reveal_ratings(by(member), council, lines(ratings), SALT)
}

/// Lets each of `members` rate: they commit, a period passes, they reveal.
pub fn rate(council: CouncilId, members: &[u32], ratings: &[(TaskId, u8, u8)]) {
	members.iter().for_each(|member| commit(council, *member, ratings));
	pass(1);
	members.iter().for_each(|member| reveal(council, *member, ratings).unwrap());
}

/// Lets each of `members` offer `minutes` by day.
pub fn offer(council: CouncilId, members: &[u32], minutes: u16) {
	let hours = [minutes, 0, 0, 0];
	members.iter().for_each(|member| Labour::offer_hours(by(*member), council, hours).unwrap());
}
