//! The runtime as a whole: signed transactions in real blocks, from the presets.

mod calendar;
mod consensus;
mod genesis;
mod governance;
mod jobs;
mod lottery;
mod newcomers;
mod people;
mod transactions;
mod year;

use crate::{constants::time::MILLISECS_PER_BLOCK, *};
use codec::Encode;
use sp_api::runtime_decl_for_core::CoreV5 as _;
use sp_consensus_babe::{
	digests::{PreDigest, SecondaryPlainPreDigest},
	BABE_ENGINE_ID,
};
use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilderV1 as _;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::{Digest, Era},
	traits::Header as _,
	ApplyExtrinsicResult, DigestItem,
};

/// A chain in memory, begun from a preset.
pub struct Chain {
	ext: TestExternalities,
	/// The slot of the latest block.
	slot: u64,
}

impl Chain {
	/// The chain of the preset `id`, at its genesis.
	pub fn new(id: &str) -> Self {
		let mut ext = TestExternalities::default();
		let genesis = genesis_of(id);
		ext.execute_with(|| Runtime::build_state(genesis).expect("the preset builds"));
		Self { ext, slot: 1_000 }
	}

	/// Looks at the state after the latest block.
	pub fn look<R>(&mut self, with: impl FnOnce() -> R) -> R {
		self.ext.execute_with(with)
	}

	/// Makes the block after the latest one, in the next slot.
	pub fn block(&mut self, extrinsics: Vec<UncheckedExtrinsic>) -> Vec<ApplyExtrinsicResult> {
		self.slot += 1;
		let slot = self.slot;
		self.ext.execute_with(|| {
			let number = System::block_number() + 1;
			let parent = System::block_hash(System::block_number());
			let author = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
				slot: slot.into(),
				authority_index: 0,
			});
			let digest =
				Digest { logs: vec![DigestItem::PreRuntime(BABE_ENGINE_ID, author.encode())] };
			let header =
				Header::new(number, Default::default(), Default::default(), parent, digest);
			Runtime::initialize_block(&header);
			let now = TimestampCall::set { now: slot * MILLISECS_PER_BLOCK };
			let inherent = UncheckedExtrinsic::new_bare(now.into());
			assert_eq!(Executive::apply_extrinsic(inherent), Ok(Ok(())));
			let results = extrinsics.into_iter().map(Executive::apply_extrinsic).collect();
			let header = Executive::finalize_block();
			// What importing the block would have done.
			frame_system::BlockHash::<Runtime>::insert(number, header.hash());
			#[cfg(feature = "try-runtime")]
			try_state();
			results
		})
	}

	/// Makes a block of transactions, all of which are applied and succeed.
	pub fn succeed(&mut self, extrinsics: Vec<UncheckedExtrinsic>) {
		for (index, result) in self.block(extrinsics).into_iter().enumerate() {
			assert_eq!(result, Ok(Ok(())), "extrinsic {index}");
		}
	}

	/// A transaction of `who`, signed over the state after the latest block.
	pub fn signed(
		&mut self,
		who: Sr25519Keyring,
		call: impl Into<RuntimeCall>,
	) -> UncheckedExtrinsic {
		self.look(|| sign(who, *System::account_nonce(who.to_account_id()), call.into()))
	}
}

/// Checks every pallet's invariants.
#[cfg(feature = "try-runtime")]
fn try_state() {
	use frame_support::traits::{TryState, TryStateSelect};
	AllPalletsWithSystem::try_state(System::block_number(), TryStateSelect::All)
		.expect("every invariant holds");
}

/// Signs `call` the way a wallet does.
pub fn sign(who: Sr25519Keyring, nonce: Nonce, call: RuntimeCall) -> UncheckedExtrinsic {
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce.into()),
		frame_system::CheckWeight::new(),
		pallet_quota::ChargeQuota::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	let payload =
		SignedPayload::new(call.clone(), extension.clone()).expect("the implicit parts are known");
	let signature = payload.using_encoded(|bytes| who.sign(bytes));
	UncheckedExtrinsic::new_signed(call, who.to_account_id().into(), signature.into(), extension)
}

/// The whole genesis of the preset `id`: its patch laid over the default.
pub fn genesis_of(id: &str) -> Vec<u8> {
	let read = |id: Option<String>| -> serde_json::Value {
		let json = Runtime::get_preset(&id).expect("the preset exists");
		serde_json::from_slice(&json).expect("a preset is JSON")
	};
	let mut genesis = read(None);
	lay_over(&mut genesis, read(Some(id.into())));
	serde_json::to_vec(&genesis).expect("JSON can be written")
}

/// RFC 7386, but for the removal of fields.
fn lay_over(target: &mut serde_json::Value, patch: serde_json::Value) {
	match (target, patch) {
		(serde_json::Value::Object(target), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				lay_over(target.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(target, patch) => *target = patch,
	}
}
