//! The chains that the node knows by name. A community's own chain comes from a file.

use parecon_runtime::{
	constants::token::{DECIMALS, SS58_PREFIX, SYMBOL},
	genesis_presets,
	opaque::Block,
	WASM_BINARY,
};
use sc_chain_spec::{ChainSpecExtension, ChainType, GenericChainSpec, Properties};
use serde::{Deserialize, Serialize};

/// What a chain's file may say beside its genesis.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
	/// Blocks that have to be on the chain.
	pub fork_blocks: sc_client_api::ForkBlocks<Block>,
	/// Blocks that must not be.
	pub bad_blocks: sc_client_api::BadBlocks<Block>,
	/// From where light clients start, filled in by the RPC `sync_state_genSyncSpec`.
	pub light_sync_state: sc_sync_state_rpc::LightSyncStateExtension,
}

/// A chain's file.
pub type ChainSpec = GenericChainSpec<Extensions>;

/// One node with one validator, Alice.
pub fn dev() -> Result<ChainSpec, String> {
	preset("Parecon Development", "parecon_dev", ChainType::Development, genesis_presets::DEV)
}

/// A network on one machine, with the validators Alice and Bob.
pub fn local() -> Result<ChainSpec, String> {
	preset("Parecon Local", "parecon_local", ChainType::Local, genesis_presets::LOCAL)
}

fn preset(name: &str, id: &str, kind: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let code = WASM_BINARY.ok_or(
		"this node was built with SKIP_WASM_BUILD and has no runtime inside: build it without, or \
		 name a chain's file with --chain",
	)?;
	Ok(ChainSpec::builder(code, Extensions::default())
		.with_name(name)
		.with_id(id)
		.with_protocol_id("parecon")
		.with_chain_type(kind)
		.with_properties(properties())
		.with_genesis_config_preset_name(preset)
		.build())
}

/// What wallets show of the token. The same figures are in the runtime's metadata hash.
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), SYMBOL.into());
	properties.insert("tokenDecimals".into(), DECIMALS.into());
	properties.insert("ss58Format".into(), SS58_PREFIX.into());
	properties
}
