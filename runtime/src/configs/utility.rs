//! What wallets and groups of accounts expect of a chain.

use crate::{
	configs::{GovernOrigin, RuntimeBlockWeights},
	constants::token::deposit,
	AccountId, Balance, Balances, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, EqualPrivilegeOnly, InstanceFilter,
		LinearStoragePrice,
	},
	weights::Weight,
};
use scale_info::TypeInfo;
use sp_runtime::{traits::BlakeTwo256, Perbill};

parameter_types! {
	/// What scheduled calls may take of a block. A heavier call is dropped for good.
	pub MaximumSchedulerWeight: Weight =
		Perbill::from_percent(50) * RuntimeBlockWeights::get().max_block;
	/// Held for a preimage, whatever its length.
	pub const PreimageBaseDeposit: Balance = deposit(2, 64);
	/// Held for each of its bytes.
	pub const PreimageByteDeposit: Balance = deposit(0, 1);
	/// Why it is held.
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// Held while a multisig collects approvals: one entry of 88 bytes.
	pub const MultisigDepositBase: Balance = deposit(1, 88);
	/// Held for each signatory in its threshold.
	pub const MultisigDepositFactor: Balance = deposit(0, 32);
	/// Held for having proxies: one entry of 8 bytes.
	pub const ProxyDepositBase: Balance = deposit(1, 8);
	/// Held for each proxy.
	pub const ProxyDepositFactor: Balance = deposit(0, 33);
	/// Held for having announcements: one entry of 8 bytes.
	pub const AnnouncementDepositBase: Balance = deposit(1, 8);
	/// Held for each announcement.
	pub const AnnouncementDepositFactor: Balance = deposit(0, 66);
}

/// Only what founders have decided can be scheduled, and it runs with their origin: the schedule gives
/// nobody more than they had.
impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = GovernOrigin;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = GovernOrigin;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
}

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

/// What an account may let another do in its name.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Take part: membership, councils, planning. Nothing that moves tokens or gives away accounts.
	#[codec(index = 1)]
	Participation,
	/// Only turn down what other proxies have announced.
	#[codec(index = 2)]
	CancelProxy,
}

/// Whether a call gives a membership away, or ends it.
fn gives_away(call: &RuntimeCall) -> bool {
	use pallet_members::Call;
	matches!(
		call,
		RuntimeCall::Members(
			Call::offer_account { .. }
				| Call::accept_account {}
				| Call::leave {}
				| Call::recover { .. }
		)
	)
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::Participation if gives_away(call) => false,
			Self::Participation => matches!(
				call,
				RuntimeCall::Members(_)
					| RuntimeCall::Councils(_)
					| RuntimeCall::Planning(_)
					| RuntimeCall::Utility(_)
			),
			Self::CancelProxy => {
				matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
			},
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		matches!((self, other), (Self::Any, _)) || self == other
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}
