//! What the node answers beside what every Substrate node does.

use crate::service::{Finality, FullBackend, FullClient, FullPool, FullSelectChain};
use futures::channel::mpsc;
use jsonrpsee::RpcModule;
use parecon_runtime::opaque::{Block, Hash};
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::FinalityProofProvider;
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_consensus_manual_seal::{
	rpc::{ManualSeal, ManualSealApiServer},
	EngineCommand,
};
use sc_rpc::SubscriptionTaskExecutor;
use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
use sp_keystore::KeystorePtr;
use std::{error::Error, sync::Arc};

/// What the answers are made from.
pub struct Sources {
	/// The chain.
	pub client: Arc<FullClient>,
	/// Its database.
	pub backend: Arc<FullBackend>,
	/// Transactions that wait.
	pub pool: Arc<FullPool>,
	/// The chain's file.
	pub chain_spec: Box<dyn sc_chain_spec::ChainSpec>,
	/// Which fork counts.
	pub select_chain: FullSelectChain,
	/// The node's keys.
	pub keystore: KeystorePtr,
	/// BABE's view of epochs.
	pub babe: BabeWorkerHandle<Block>,
	/// How blocks become final.
	pub engine: Engine,
}

/// How blocks become final.
pub enum Engine {
	/// By GRANDPA.
	Grandpa(Finality),
	/// At once, when they are sealed; orders to seal go here.
	Sealing(mpsc::Sender<EngineCommand<Hash>>),
}

type Module = RpcModule<()>;

/// The answers of one server.
pub fn module(
	sources: &Sources,
	executor: SubscriptionTaskExecutor,
) -> Result<Module, Box<dyn Error + Send + Sync>> {
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let mut module = RpcModule::new(());
	module.merge(System::new(sources.client.clone(), sources.pool.clone()).into_rpc())?;
	module.merge(TransactionPayment::new(sources.client.clone()).into_rpc())?;
	module.merge(
		Babe::new(
			sources.client.clone(),
			sources.babe.clone(),
			sources.keystore.clone(),
			sources.select_chain.clone(),
		)
		.into_rpc(),
	)?;
	match &sources.engine {
		Engine::Grandpa(finality) => add_finality(&mut module, sources, finality, executor)?,
		Engine::Sealing(orders) => module.merge(ManualSeal::new(orders.clone()).into_rpc())?,
	}
	Ok(module)
}

/// Finality proofs, the voter's state, and the chain's file with a point from where light clients start.
fn add_finality(
	module: &mut Module,
	sources: &Sources,
	finality: &Finality,
	executor: SubscriptionTaskExecutor,
) -> Result<(), Box<dyn Error + Send + Sync>> {
	let authorities = finality.authority_set.clone();
	module.merge(
		Grandpa::new(
			executor,
			authorities.clone(),
			finality.voter_state.clone(),
			finality.justifications.clone(),
			FinalityProofProvider::new_for_service(
				sources.backend.clone(),
				Some(authorities.clone()),
			),
		)
		.into_rpc(),
	)?;
	let state = SyncState::new(
		sources.chain_spec.cloned_box(),
		sources.client.clone(),
		authorities,
		sources.babe.clone(),
	);
	match state {
		Ok(state) => module.merge(state.into_rpc())?,
		// A chain's file from elsewhere may lack the extension: the node runs without this answer.
		Err(error) => log::warn!("sync_state_genSyncSpec is not served: {error}"),
	}
	Ok(())
}
