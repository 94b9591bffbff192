//! What subxt has to know of the chain beside its metadata.

use subxt::{
	config::{Config, DefaultTransactionExtensions, HashFor},
	utils::MultiAddress,
	ArcMetadata, SubstrateConfig,
};

/// Substrate's ordinary types; addresses without an index.
#[derive(Clone, Debug, Default)]
pub struct PareconConfig(SubstrateConfig);

impl Config for PareconConfig {
	type AccountId = <SubstrateConfig as Config>::AccountId;
	type Address = MultiAddress<Self::AccountId, ()>;
	type Signature = <SubstrateConfig as Config>::Signature;
	type Hasher = <SubstrateConfig as Config>::Hasher;
	type Header = <SubstrateConfig as Config>::Header;
	type TransactionExtensions = DefaultTransactionExtensions<Self>;
	type AssetId = <SubstrateConfig as Config>::AssetId;

	fn genesis_hash(&self) -> Option<HashFor<Self>> {
		self.0.genesis_hash()
	}

	fn spec_and_transaction_version_for_block_number(&self, block: u64) -> Option<(u32, u32)> {
		self.0.spec_and_transaction_version_for_block_number(block)
	}

	fn metadata_for_spec_version(&self, spec_version: u32) -> Option<ArcMetadata> {
		self.0.metadata_for_spec_version(spec_version)
	}

	fn set_metadata_for_spec_version(&self, spec_version: u32, metadata: ArcMetadata) {
		self.0.set_metadata_for_spec_version(spec_version, metadata);
	}
}
