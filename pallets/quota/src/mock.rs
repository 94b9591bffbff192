//! A runtime with real tokens and fees, this pallet, and a community that tests make up: the
//! accounts 0 to 99 are members, 200 to 299 are invited by them, and member `c` speaks for council
//! `c` of the councils 0 to 9.

use crate as pallet_quota;
use crate::{ChargeQuota, Classify, Config, Kind, PurseId};
use frame_support::{
	derive_impl,
	dispatch::{DispatchInfo, GetDispatchInfo, PostDispatchInfo},
	parameter_types,
	traits::{ConstU32, ConstU64, ConstU8},
	weights::{constants::ParityDbWeight, ConstantMultiplier, IdentityFee, Weight},
};
use frame_system::limits::{BlockLength, BlockWeights};
use pallet_transaction_payment::FungibleAdapter;
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Membership, Side};
use sp_io::TestExternalities;
use sp_runtime::{
	traits::{DispatchTransaction, TransactionExtension},
	transaction_validity::{TransactionSource, TransactionValidityError, ValidTransaction},
	BuildStorage, DispatchError, DispatchErrorWithPostInfo, DispatchResultWithInfo, Perbill,
};
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
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;

	#[runtime::pallet_index(4)]
	pub type Balances = pallet_balances::Pallet<Test>;

	#[runtime::pallet_index(5)]
	pub type TransactionPayment = pallet_transaction_payment::Pallet<Test>;

	#[runtime::pallet_index(23)]
	pub type Quota = pallet_quota::Pallet<Test>;
}

parameter_types! {
	pub Weights: BlockWeights = BlockWeights::with_sensible_defaults(
		Weight::from_parts(2_000_000_000_000, u64::MAX),
		Perbill::from_percent(75),
	);
	pub Length: BlockLength = BlockLength::builder()
		.max_length(1_000_000)
		.modify_max_length_for_class(frame_support::dispatch::DispatchClass::Normal, |length| {
			*length = 750_000
		})
		.build();
	pub const Half: Perbill = Perbill::from_percent(50);
	/// Who are members no more.
	pub static Gone: BTreeSet<u32> = BTreeSet::new();
	/// Which councils are dissolved.
	pub static Dissolved: BTreeSet<u32> = BTreeSet::new();
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type BlockWeights = Weights;
	type BlockLength = Length;
	type DbWeight = ParityDbWeight;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl pallet_transaction_payment::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type WeightToFee = IdentityFee<u64>;
	type LengthToFee = ConstantMultiplier<u64, ConstU64<1_000>>;
	type FeeMultiplierUpdate = ();
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = ();
}

thread_local! {
	static ADMITTED: RefCell<BTreeMap<u64, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// The made-up community.
pub struct Community;

impl Membership<u64> for Community {
	fn member_of(account: &u64) -> Option<MemberId> {
		let admitted = ADMITTED.with_borrow(|all| all.get(account).copied());
		let known = (*account < 100).then_some(*account as u32);
		admitted.or(known).filter(|id| !Gone::get().contains(id)).map(MemberId)
	}

	fn account_of(member: MemberId) -> Option<u64> {
		let admitted = ADMITTED.with_borrow(|all| {
			all.iter().find(|(_, id)| **id == member.0).map(|(account, _)| *account)
		});
		let known = (member.0 < 100).then_some(member.0.into());
		admitted.or(known).filter(|_| !Gone::get().contains(&member.0))
	}

	fn is_suspended(_: &u64) -> bool {
		false
	}

	fn payer_of(account: &u64) -> Option<MemberId> {
		let inviter = (200..300).contains(account).then(|| *account - 200);
		Self::member_of(account).or_else(|| Self::member_of(&inviter?))
	}

	fn heads_of(_: MemberId) -> u32 {
		1
	}

	fn members() -> u32 {
		100
	}

	fn next_id() -> MemberId {
		MemberId(100)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_member(account: &u64) -> Result<MemberId, DispatchError> {
		ADMITTED.with_borrow_mut(|all| {
			let next = 1_000 + all.len() as u32;
			Ok(MemberId(*all.entry(*account).or_insert(next)))
		})
	}
}

impl CouncilTree for Community {
	fn side_of(council: CouncilId) -> Option<Side> {
		let is_one = council.0 < 10 && !Dissolved::get().contains(&council.0);
		is_one.then_some(Side::Workers)
	}

	fn speaker_of(council: CouncilId) -> Option<MemberId> {
		Self::side_of(council)?;
		Community::member_of(&council.0.into())
	}

	fn seat_of(_: MemberId, _: Side) -> Option<CouncilId> {
		None
	}

	fn population_of(_: CouncilId) -> u32 {
		1
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(member: MemberId, _: Side) -> Result<CouncilId, DispatchError> {
		Ok(CouncilId(member.0))
	}
}

/// A remark stands for a call: one that begins with `v` for a vote, with `c` and a number for what
/// is done for that council.
pub struct ByRemark;

impl Classify<RuntimeCall> for ByRemark {
	fn purse(call: &RuntimeCall) -> Kind {
		match call {
			RuntimeCall::Balances(_) => Kind::Never,
			RuntimeCall::System(frame_system::Call::remark { remark }) => match remark[..] {
				[b'v', ..] => Kind::Voice,
				[b'c', council, ..] => Kind::Council(CouncilId(council.into())),
				_ => Kind::Ordinary,
			},
			_ => Kind::Ordinary,
		}
	}
}

/// Priority of free transactions.
pub const FREE: u64 = 1_000_000_000;

/// The tip that outbids them.
pub const OUTBID: u64 = 50_000_000;

impl Config for Test {
	type GovernOrigin = frame_system::EnsureRoot<u64>;
	type Membership = Community;
	type Councils = Community;
	type Purses = ByRemark;
	type MemberPriority = ConstU64<FREE>;
	type OutbidTip = ConstU64<OUTBID>;
	type Reserved = Half;
	type MaxRefill = ConstU64<100_000>;
	type SpeakerReads = ConstU32<8>;
	type WeightInfo = ();
}

/// A millisecond of weight.
pub const MS: u64 = 1_000_000_000;

/// An account that is not a member's and has tokens.
pub const RICH: u64 = 150;

/// An account that is neither a member's nor has tokens.
pub const STRANGER: u64 = 151;

/// A member, invited by nobody, who has tokens beside the membership.
pub const RICH_MEMBER: u64 = 50;

/// A chain at block 1 under the default rules.
pub fn with() -> TestExternalities {
	let balances = pallet_balances::GenesisConfig {
		balances: vec![(RICH, u64::MAX / 4), (RICH_MEMBER, u64::MAX / 4)],
		..Default::default()
	};
	let genesis = RuntimeGenesisConfig { balances, ..Default::default() };
	let mut ext = TestExternalities::from(genesis.build_storage().unwrap());
	ext.execute_with(|| System::set_block_number(1));
	Gone::take();
	Dissolved::take();
	ADMITTED.take();
	ext
}

/// Runs `test` and checks the invariants after it.
pub fn run(test: impl FnOnce()) {
	with().execute_with(|| {
		test();
		Quota::do_try_state().unwrap();
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
			RuntimeEvent::Quota(event) => Some(event),
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

/// A call by its remark.
pub fn remark(remark: &[u8]) -> RuntimeCall {
	frame_system::Call::remark { remark: remark.to_vec() }.into()
}

/// A call that moves tokens.
pub fn transfer() -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive { dest: RICH, value: 1 }.into()
}

/// A transaction on its way through the extension.
#[derive(Clone)]
pub struct Tx {
	pub who: u64,
	pub call: RuntimeCall,
	/// Picoseconds that the call takes at most.
	pub weight: u64,
	/// Picoseconds that it takes.
	pub actual: u64,
	pub len: usize,
	pub tip: u64,
	pub fails: bool,
}

/// An ordinary call of 1 ms and 100 bytes, without a tip.
pub fn tx(who: u64) -> Tx {
	let call = remark(b"");
	Tx { who, call, weight: MS, actual: MS, len: 100, tip: 0, fails: false }
}

impl Tx {
	pub fn extension(&self) -> ChargeQuota<Test> {
		ChargeQuota::from(self.tip)
	}

	pub fn info(&self) -> DispatchInfo {
		let extension_weight = self.extension().weight(&self.call);
		let call_weight = Weight::from_parts(self.weight, 0);
		DispatchInfo { call_weight, extension_weight, ..self.call.get_dispatch_info() }
	}

	/// What finding its purse takes at most.
	pub fn lookup(&self) -> Weight {
		Quota::lookup_weight(ByRemark::purse(&self.call))
	}

	/// What it is charged for.
	pub fn cost(&self) -> u64 {
		Quota::rules().cost(self.info().total_weight().ref_time(), self.len as u32)
	}

	/// What it costs in the end, from a purse.
	pub fn actual_cost(&self) -> u64 {
		let free = <() as crate::WeightInfo>::charge_free() + self.lookup();
		Quota::rules().cost(self.actual + free.ref_time(), self.len as u32)
	}

	/// What the pool learns of it.
	pub fn check(&self) -> Result<ValidTransaction, TransactionValidityError> {
		let origin = RuntimeOrigin::signed(self.who);
		let source = TransactionSource::External;
		self.extension()
			.validate_only(origin, &self.call, &self.info(), self.len, source, 0)
			.map(|(valid, ..)| valid)
	}

	/// What the call does: it takes its time, and may fail.
	pub fn outcome(&self) -> DispatchResultWithInfo<PostDispatchInfo> {
		let post_info: PostDispatchInfo = Some(Weight::from_parts(self.actual, 0)).into();
		if self.fails {
			let error = DispatchError::Other("failed");
			return Err(DispatchErrorWithPostInfo { post_info, error });
		}
		Ok(post_info)
	}

	/// Applies it, and tells what it took in the end.
	pub fn apply(&self) -> Result<Weight, TransactionValidityError> {
		self.apply_and(|| self.outcome())
	}

	/// Applies it with `act` as its call.
	pub fn apply_and(
		&self,
		act: impl FnOnce() -> DispatchResultWithInfo<PostDispatchInfo>,
	) -> Result<Weight, TransactionValidityError> {
		let origin = RuntimeOrigin::signed(self.who);
		let info = self.info();
		let run = self.extension().test_run(origin, &self.call, &info, self.len, 0, |_| act())?;
		let post_info = run.unwrap_or_else(|error| error.post_info);
		Ok(post_info.calc_actual_weight(&info))
	}
}

/// What is used of a purse in this block.
pub fn used(id: PurseId) -> u64 {
	let now = System::block_number();
	crate::Purses::<Test>::get(id).map_or(0, |purse| purse.used_at(&Quota::rules().terms(id), now))
}

/// Leaves `room` picoseconds in a purse.
pub fn leave_room(id: PurseId, room: u64) {
	let capacity = Quota::rules().terms(id).capacity;
	let at = System::block_number();
	let purse = crate::Purse { used: capacity - room, held: Default::default(), at };
	crate::Purses::<Test>::insert(id, purse);
}
