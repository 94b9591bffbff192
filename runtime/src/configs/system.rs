//! The frame: blocks, accounts, time, migrations.

use crate::{
	constants::{time::MILLISECS_PER_BLOCK, token::SS58_PREFIX},
	AccountId, Babe, Balance, Block, BlockNumber, Migrations, Nonce, PalletInfo, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeOrigin, System, VERSION,
};
use frame_support::{
	derive_impl,
	migrations::FreezeChainOnFailedMigration,
	parameter_types,
	traits::{ConstU16, ConstU32, ConstU64, Get},
	weights::{
		constants::{ParityDbWeight, WEIGHT_REF_TIME_PER_SECOND},
		Weight,
	},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{traits::AccountIdLookup, type_with_default::TypeWithDefault, Perbill};
use sp_version::RuntimeVersion;

/// Two seconds of computation in a block of six. A solo chain has no limit on proof size.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2), u64::MAX);

/// The share of a block that ordinary transactions may fill.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

/// Bytes of a block's body.
const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

parameter_types! {
	/// Hashes of blocks that mortal transactions can refer to.
	pub const BlockHashCount: BlockNumber = 2_400;
	/// Version of the runtime.
	pub const Version: RuntimeVersion = VERSION;
	/// Weights of a block.
	pub RuntimeBlockWeights: BlockWeights =
		BlockWeights::with_sensible_defaults(MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO);
	/// Lengths of a block.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH)
		.modify_max_length_for_class(frame_support::dispatch::DispatchClass::Normal, |length| {
			*length = NORMAL_DISPATCH_RATIO.mul_floor(*length)
		})
		.build();
	/// What one block of a stepwise migration may take.
	pub MigrationWeight: Weight =
		Perbill::from_percent(80) * RuntimeBlockWeights::get().max_block;
}

/// A new account's first nonce is the block number, so that the transactions of an account that was
/// removed cannot be played again when it comes back.
#[derive(Debug)]
pub struct NonceFromBlock;

impl Get<Nonce> for NonceFromBlock {
	fn get() -> Nonce {
		System::block_number()
	}
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type Nonce = TypeWithDefault<Nonce, NonceFromBlock>;
	type BlockHashCount = BlockHashCount;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type DbWeight = ParityDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SS58Prefix = ConstU16<SS58_PREFIX>;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type MaxConsumers = ConstU32<64>;
	type MultiBlockMigrator = Migrations;
	type RuntimeTask = ();
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Babe;
	type MinimumPeriod = ConstU64<{ MILLISECS_PER_BLOCK / 2 }>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	type FailedMigrationHandler = FreezeChainOnFailedMigration;
	type MaxServiceWeight = MigrationWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
