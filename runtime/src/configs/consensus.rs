//! Who makes blocks, who finalises them, and what happens to those who cheat.

use crate::{
	constants::{
		time::{EPOCH_DURATION_IN_SLOTS, MILLISECS_PER_BLOCK, PROVABLE_SESSIONS},
		token::deposit,
	},
	validators::{AccountAlone, StandingValidators},
	AccountId, Babe, Balance, Balances, Historical, Offences, Runtime, RuntimeCall, RuntimeEvent,
	Session, SessionKeys, UncheckedExtrinsic,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
	weights::Weight,
};
use pallet_session::{
	disabling::UpToLimitDisablingStrategy,
	historical::{IdentificationTuple, NoteHistoricalRoot},
	FindAccountFromAuthorIndex,
};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::{
	traits::{ConvertInto, OpaqueKeys},
	Perbill,
};
use sp_session::MembershipProof;
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

/// Most validators that BABE and GRANDPA take.
const MAX_AUTHORITIES: u32 = 128;

/// BABE from genesis: one slot in four has a primary author, the others fall to a secondary one whose
/// claim is verifiable too, so that every block brings randomness.
pub const BABE_GENESIS_EPOCH_CONFIG: BabeEpochConfiguration =
	BabeEpochConfiguration { c: (1, 4), allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots };

parameter_types! {
	/// Slots in an epoch.
	pub const EpochDuration: u64 = EPOCH_DURATION_IN_SLOTS;
	/// Slots, and as many blocks, in which a report waits for its place in a block: as long as the
	/// keys stay provable.
	pub const ReportLongevity: u64 = EPOCH_DURATION_IN_SLOTS * (PROVABLE_SESSIONS as u64);
	/// Held for the session keys of an account: their record and the two entries of their owner.
	pub const KeyDeposit: Balance = deposit(3, 64 + 2 * 36);
}

impl pallet_babe::Config for Runtime {
	type EpochDuration = EpochDuration;
	type ExpectedBlockTime = ConstU64<MILLISECS_PER_BLOCK>;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<0>;
	type KeyOwnerProof = MembershipProof;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<{ PROVABLE_SESSIONS as u64 }>;
	type KeyOwnerProof = MembershipProof;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = ();
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = NoteHistoricalRoot<Self, StandingValidators>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = UpToLimitDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = KeyDeposit;
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = AccountAlone;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = IdentificationTuple<Self>;
	type OnOffenceHandler = DisableOffenders;
}

/// A validator who is proved to have equivocated makes no more blocks until the set changes, unless a
/// third of the set would stand aside with it.
///
/// No bond is slashed, since validators have none yet.
pub struct DisableOffenders;

impl OnOffenceHandler<AccountId, IdentificationTuple<Runtime>, Weight> for DisableOffenders {
	fn on_offence(
		offenders: &[OffenceDetails<AccountId, IdentificationTuple<Runtime>>],
		slash_fraction: &[Perbill],
		_: SessionIndex,
	) -> Weight {
		for (details, fraction) in offenders.iter().zip(slash_fraction) {
			Session::report_offence(details.offender.0.clone(), OffenceSeverity(*fraction));
		}
		let offenders = offenders.len() as u64;
		<Runtime as frame_system::Config>::DbWeight::get()
			.reads_writes(2, 1)
			.saturating_mul(offenders)
	}
}

impl<C> frame_system::offchain::CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// Reports of equivocations go unsigned.
impl<C> frame_system::offchain::CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
