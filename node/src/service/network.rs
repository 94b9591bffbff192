//! The node's connection to others.

use super::{
	Engine, FullBackend, FullClient, FullPool, GrandpaLink, ImportQueue, Node, ServiceError,
};
use futures::FutureExt;
use parecon_runtime::opaque::{Block, Hash};
use sc_client_api::HeaderBackend;
use sc_consensus_grandpa::warp_proof::NetworkProvider;
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::{
		traits::{NetworkBackend, NetworkService, NotificationService},
		NotificationMetrics,
	},
	Litep2pNetworkBackend, ProtocolName,
};
use sc_network_sync::SyncingService;
use sc_network_transactions::TransactionsHandlerController;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{BuildNetworkParams, Configuration, TaskManager, WarpSyncConfig};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sc_utils::mpsc::TracingUnboundedSender;
use std::sync::Arc;

/// GRANDPA's protocol on the network, and the messages of it.
pub type GrandpaProtocol = (ProtocolName, Box<dyn NotificationService>);

/// The node's connection to others.
pub struct Network {
	/// Peers and requests.
	pub service: Arc<dyn NetworkService>,
	/// How far the chain is in step with theirs.
	pub sync: Arc<SyncingService<Block>>,
	/// Questions about the network from the RPC server.
	pub system_rpc: TracingUnboundedSender<sc_rpc::system::Request<Block>>,
}

/// The ends of the connection that one task each takes.
pub struct Ends {
	/// Transactions passed on.
	pub transactions: TransactionsHandlerController<Hash>,
	/// Votes, unless blocks are sealed.
	pub grandpa: Option<GrandpaProtocol>,
}

/// What the network serves and feeds.
pub struct Parts<'a> {
	/// The chain.
	pub client: &'a Arc<FullClient>,
	/// Its database.
	pub backend: &'a Arc<FullBackend>,
	/// Transactions that wait.
	pub pool: &'a Arc<FullPool>,
	/// Where blocks of others go.
	pub import_queue: ImportQueue,
}

type Backend = Litep2pNetworkBackend;
type NetworkConfig = FullNetworkConfiguration<Block, Hash, Backend>;

/// The node is built without the older backend.
fn ensure_litep2p(config: &Configuration) -> Result<(), ServiceError> {
	if matches!(config.network.network_backend, NetworkBackendType::Libp2p) {
		let advice = "this node speaks litep2p: leave out --network-backend libp2p";
		return Err(ServiceError::Other(advice.into()));
	}
	Ok(())
}

/// Joins the network.
pub fn connect(
	config: &Configuration,
	task_manager: &TaskManager,
	parts: Parts,
	engine: &Engine,
) -> Result<(Network, Ends), ServiceError> {
	ensure_litep2p(config)?;
	let registry = config.prometheus_registry();
	let mut net_config = NetworkConfig::new(&config.network, registry.cloned());
	let metrics = <Backend as NetworkBackend<Block, Hash>>::register_notification_metrics(registry);

	let (grandpa, warp_sync_config) = match engine {
		Engine::Grandpa(link) => {
			let (protocol, warp) =
				join_vote(config, &parts, link, metrics.clone(), &mut net_config);
			(Some(protocol), Some(warp))
		},
		Engine::Sealing(..) => (None, None),
	};
	let (service, system_rpc, transactions, sync, _) =
		sc_service::build_network(BuildNetworkParams {
			config,
			net_config,
			client: parts.client.clone(),
			transaction_pool: parts.pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue: parts.import_queue,
			block_announce_validator_builder: None,
			warp_sync_config,
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;
	Ok((Network { service, sync, system_rpc }, Ends { transactions, grandpa }))
}

/// Adds GRANDPA's votes to what the network carries, and its proofs to what new nodes sync by.
fn join_vote(
	config: &Configuration,
	parts: &Parts,
	link: &GrandpaLink,
	metrics: NotificationMetrics,
	net_config: &mut NetworkConfig,
) -> (GrandpaProtocol, WarpSyncConfig<Block>) {
	let genesis = parts.client.info().genesis_hash;
	let name = sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
	let (protocol, votes) = sc_consensus_grandpa::grandpa_peers_set_config::<Block, Backend>(
		name.clone(),
		metrics,
		net_config.peer_store_handle(),
	);
	net_config.add_notification_protocol(protocol);
	let authorities = link.shared_authority_set().clone();
	let provider = NetworkProvider::new(parts.backend.clone(), authorities, Vec::new());
	((name, votes), WarpSyncConfig::WithProvider(Arc::new(provider)))
}

impl Node {
	/// Runs what the runtime wants done beside the chain: here, reports of equivocations.
	pub(super) fn start_offchain_workers(
		&self,
		task_manager: &TaskManager,
	) -> Result<(), ServiceError> {
		let workers = OffchainWorkers::new(OffchainWorkerOptions {
			runtime_api_provider: self.client.clone(),
			keystore: Some(self.keystore.clone()),
			offchain_db: sc_client_api::Backend::offchain_storage(&*self.backend),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(self.pool.clone())),
			network_provider: Arc::new(self.network.service.clone()),
			is_validator: self.setting.role.is_authority(),
			enable_http_requests: false,
			custom_extensions: |_| vec![],
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(self.client.clone(), task_manager.spawn_handle()).boxed(),
		);
		Ok(())
	}
}
