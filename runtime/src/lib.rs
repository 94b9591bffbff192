//! The Parecon runtime: a community's chain, wired from pallets.
//!
//! Nothing is decided here. Each file under `configs` ties one body to its neighbours; the rules are
//! in the pallets.
//!
//! There is no superuser. [`configs::GovernOrigin`], two thirds of the founding circle, stands behind
//! every governed call, and no origin of this runtime can dispatch as root: neither the scheduler nor
//! the founding circle raises what it runs, and no preset holds a key that could.
#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]

#[cfg(feature = "std")]
mod wasm {
	#![allow(missing_docs)]
	include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}
#[cfg(feature = "std")]
pub use wasm::*;

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benches;
#[warn(missing_docs)]
pub mod configs;
#[warn(missing_docs)]
pub mod constants;
#[warn(missing_docs)]
pub mod genesis_presets;
#[cfg(test)]
mod tests;
mod validators;

use alloc::vec::Vec;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use frame_system::Call as SystemCall;
pub use pallet_balances::Call as BalancesCall;
pub use pallet_timestamp::Call as TimestampCall;
pub use validators::StandingValidators;

/// A signature over an extrinsic: sr25519, ed25519 or ECDSA.
pub type Signature = MultiSignature;
/// The account that such a signature speaks for.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How calls name an account.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount of tokens in the smallest unit.
pub type Balance = u128;
/// The number of a block.
pub type BlockNumber = u32;
/// The number of transactions that an account has sent, as clients see it.
pub type Nonce = u32;
/// A hash of the chain.
pub type Hash = sp_core::H256;
/// A block's header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A block with its justifications.
pub type SignedBlock = generic::SignedBlock<Block>;
/// Either name of a block.
pub type BlockId = generic::BlockId<Block>;

/// What every transaction passes through, in this order.
///
/// All but the mortality, the nonce, the tip and the mode of the metadata check encode to nothing, so
/// that wallets which do not know an extension can still sign.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_quota::ChargeQuota<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// An extrinsic as it stands in a block.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// What the signer of a transaction signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The types that a node needs without knowing what is inside an extrinsic.
pub mod opaque {
	use sp_runtime::{generic, traits::BlakeTwo256, OpaqueExtrinsic};

	/// An extrinsic as bytes.
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;
	/// A block's header.
	pub type Header = generic::Header<super::BlockNumber, BlakeTwo256>;
	/// A block whose extrinsics are bytes.
	pub type Block = generic::Block<Header, OpaqueExtrinsic>;
	/// A block's hash.
	pub type Hash = super::Hash;
}

impl_opaque_keys! {
	/// The keys of a validator's session.
	pub struct SessionKeys {
		/// Authors blocks.
		pub babe: Babe,
		/// Finalises them.
		pub grandpa: Grandpa,
	}
}

/// Version of this runtime.
///
/// `system_version` is 3 from genesis: the trie of extrinsics has the same layout as the state, and a
/// new runtime takes effect one block after the block that brings it. So whoever reads a block's
/// events decodes them with the metadata of the runtime found in that block's state.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("parecon"),
	impl_name: alloc::borrow::Cow::Borrowed("parecon"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 3,
};

#[frame_support::runtime]
mod runtime {
	use super::*;
	use pallet_collective::Instance1;

	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Runtime>;

	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp::Pallet<Runtime>;

	#[runtime::pallet_index(2)]
	pub type Babe = pallet_babe::Pallet<Runtime>;

	#[runtime::pallet_index(3)]
	pub type Authorship = pallet_authorship::Pallet<Runtime>;

	#[runtime::pallet_index(4)]
	pub type Balances = pallet_balances::Pallet<Runtime>;

	#[runtime::pallet_index(5)]
	pub type TransactionPayment = pallet_transaction_payment::Pallet<Runtime>;

	#[runtime::pallet_index(6)]
	pub type Session = pallet_session::Pallet<Runtime>;

	#[runtime::pallet_index(7)]
	pub type Historical = pallet_session::historical::Pallet<Runtime>;

	#[runtime::pallet_index(8)]
	pub type Offences = pallet_offences::Pallet<Runtime>;

	#[runtime::pallet_index(9)]
	pub type Grandpa = pallet_grandpa::Pallet<Runtime>;

	#[runtime::pallet_index(10)]
	pub type Scheduler = pallet_scheduler::Pallet<Runtime>;

	#[runtime::pallet_index(11)]
	pub type Preimage = pallet_preimage::Pallet<Runtime>;

	#[runtime::pallet_index(12)]
	pub type Utility = pallet_utility::Pallet<Runtime>;

	#[runtime::pallet_index(13)]
	pub type Multisig = pallet_multisig::Pallet<Runtime>;

	#[runtime::pallet_index(14)]
	pub type Proxy = pallet_proxy::Pallet<Runtime>;

	#[runtime::pallet_index(15)]
	pub type Migrations = pallet_migrations::Pallet<Runtime>;

	#[runtime::pallet_index(16)]
	pub type Founders = pallet_collective::Pallet<Runtime, Instance1>;

	#[runtime::pallet_index(20)]
	pub type Members = pallet_members::Pallet<Runtime>;

	#[runtime::pallet_index(21)]
	pub type Councils = pallet_councils::Pallet<Runtime>;

	#[runtime::pallet_index(22)]
	pub type Planning = pallet_planning::Pallet<Runtime>;

	#[runtime::pallet_index(23)]
	pub type Quota = pallet_quota::Pallet<Runtime>;

	// After Babe and Session, which begin an epoch: what it announces is kept in its first block.
	#[runtime::pallet_index(24)]
	pub type Lottery = pallet_lottery::Pallet<Runtime>;

	#[runtime::pallet_index(25)]
	pub type Calendar = pallet_calendar::Pallet<Runtime>;

	#[runtime::pallet_index(26)]
	pub type Jobs = pallet_jobs::Pallet<Runtime>;

	#[runtime::pallet_index(27)]
	pub type Requests = pallet_requests::Pallet<Runtime>;
}
