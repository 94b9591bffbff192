//! Puts the node together.

mod authoring;
mod import;
mod network;
mod partial;
mod sealing;

pub use partial::new_partial;
pub use sealing::Sealing;

use crate::rpc;
use futures::channel::mpsc;
use import::InnerImport;
use network::Network;
use parecon_runtime::{
	apis::RuntimeApi,
	opaque::{Block, Hash},
	BlockNumber,
};
use sc_consensus_babe::{BabeBlockImport, BabeLink, BabeWorkerHandle};
use sc_consensus_grandpa::{
	GrandpaJustificationStream, LinkHalf, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_manual_seal::EngineCommand;
use sc_executor::WasmExecutor;
use sc_network_transactions::TransactionsHandlerController;
use sc_service::{
	error::Error as ServiceError, Configuration, PartialComponents, SpawnTasksParams, TaskManager,
};
use sc_telemetry::{Telemetry, TelemetryHandle};
use sealing::SealedClock;
use sp_consensus_babe::inherents::BabeCreateInherentDataProviders;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// The chain.
pub type FullClient =
	sc_service::TFullClient<Block, RuntimeApi, WasmExecutor<sp_io::SubstrateHostFunctions>>;
/// Its database.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// Which fork counts: the longest.
pub type FullSelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// Transactions that wait.
pub type FullPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

type GrandpaLink = LinkHalf<Block, FullClient, FullSelectChain>;
type Inherents = BabeCreateInherentDataProviders<Block>;
type BabeImport = BabeBlockImport<Block, FullClient, InnerImport, Inherents, FullSelectChain>;
type ImportQueue = sc_consensus::DefaultImportQueue<Block>;

/// Least distance of blocks whose justifications are kept and served.
const JUSTIFICATION_PERIOD: u32 = 16;

/// Orders to seal a block that may wait.
const MAX_ORDERS: usize = 1_000;

/// The parts that subcommands and the running node share.
pub type Parts =
	PartialComponents<FullClient, FullBackend, FullSelectChain, ImportQueue, FullPool, Consensus>;

/// What makes and finalises blocks.
pub struct Consensus {
	/// Imports blocks and checks BABE's rules.
	import: BabeImport,
	/// BABE's records.
	babe: BabeLink<Block>,
	/// Answers questions about epochs.
	babe_worker: BabeWorkerHandle<Block>,
	/// Slot and time of a block made now.
	inherents: Inherents,
	/// How blocks become final.
	engine: Engine,
	/// Sends what operators wish to see elsewhere.
	telemetry: Option<Telemetry>,
}

/// How blocks become final.
enum Engine {
	/// By GRANDPA.
	Grandpa(Box<GrandpaLink>),
	/// At once, when they are sealed.
	Sealing(Sealing, Arc<SealedClock>),
}

/// What can be told of GRANDPA's finality.
pub struct Finality {
	/// Who votes.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// How far the vote has come.
	pub voter_state: SharedVoterState,
	/// Justifications as they are made.
	pub justifications: GrandpaJustificationStream<Block>,
}

/// What of the configuration is still needed when the tasks have taken it.
struct Setting {
	role: sc_service::Role,
	name: String,
	force_authoring: bool,
	votes: bool,
	registry: Option<substrate_prometheus_endpoint::Registry>,
}

/// What everything that runs in the node shares.
struct Node {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	select_chain: FullSelectChain,
	pool: Arc<FullPool>,
	keystore: KeystorePtr,
	network: Network,
	setting: Setting,
}

/// Starts the node. It runs for as long as what is returned is kept.
pub fn new_full(
	config: Configuration,
	sealing: Option<Sealing>,
) -> Result<TaskManager, ServiceError> {
	let setting = Setting::new(&config);
	let Parts {
		client,
		backend,
		mut task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool: pool,
		other: mut consensus,
	} = new_partial(&config, sealing)?;
	sealing::ensure_own_database(&client, sealing.is_some())?;

	let keystore = keystore_container.keystore();
	let parts = network::Parts { client: &client, backend: &backend, pool: &pool, import_queue };
	let (network, ends) = network::connect(&config, &task_manager, parts, &consensus.engine)?;
	let node = Node { client, backend, select_chain, pool, keystore, network, setting };

	let (commands, orders) = mpsc::channel(MAX_ORDERS);
	let voter_state = SharedVoterState::empty();
	let engine = consensus.engine.answers(&commands, &voter_state);
	let telemetry =
		node.start_tasks(config, &mut task_manager, &mut consensus, engine, ends.transactions)?;

	let Consensus { import, babe, inherents, engine, .. } = consensus;
	match engine {
		Engine::Grandpa(link) => {
			let babe = authoring::Babe { import, link: babe, inherents };
			node.start_babe(&task_manager, babe, telemetry.clone())?;
			node.start_grandpa(&task_manager, *link, ends.grandpa, voter_state, telemetry)?;
		},
		Engine::Sealing(sealing, clock) => {
			let sealer = sealing::Sealer { import, babe, clock, orders, commands, sealing };
			node.start_sealing(&task_manager, sealer)?;
		},
	}
	Ok(task_manager)
}

impl Setting {
	fn new(config: &Configuration) -> Self {
		Self {
			role: config.role,
			name: config.network.node_name.clone(),
			force_authoring: config.force_authoring,
			votes: !config.disable_grandpa,
			registry: config.prometheus_registry().cloned(),
		}
	}
}

impl Engine {
	/// What the RPC server can say of it.
	fn answers(
		&self,
		commands: &mpsc::Sender<EngineCommand<Hash>>,
		voter_state: &SharedVoterState,
	) -> rpc::Engine {
		match self {
			Self::Grandpa(link) => rpc::Engine::Grandpa(Finality {
				authority_set: link.shared_authority_set().clone(),
				voter_state: voter_state.clone(),
				justifications: link.justification_stream(),
			}),
			Self::Sealing(..) => rpc::Engine::Sealing(commands.clone()),
		}
	}
}

impl Node {
	/// Starts the RPC server, the pool's and the metrics' tasks, and the offchain workers.
	fn start_tasks(
		&self,
		config: Configuration,
		task_manager: &mut TaskManager,
		consensus: &mut Consensus,
		engine: rpc::Engine,
		tx_handler_controller: TransactionsHandlerController<Hash>,
	) -> Result<Option<TelemetryHandle>, ServiceError> {
		if config.offchain_worker.enabled {
			self.start_offchain_workers(task_manager)?;
		}
		let sources = rpc::Sources {
			client: self.client.clone(),
			backend: self.backend.clone(),
			pool: self.pool.clone(),
			chain_spec: config.chain_spec.cloned_box(),
			select_chain: self.select_chain.clone(),
			keystore: self.keystore.clone(),
			babe: consensus.babe_worker.clone(),
			engine,
		};
		sc_service::spawn_tasks(SpawnTasksParams {
			config,
			client: self.client.clone(),
			backend: self.backend.clone(),
			task_manager,
			keystore: self.keystore.clone(),
			transaction_pool: self.pool.clone(),
			rpc_builder: Box::new(move |executor| Ok(rpc::module(&sources, executor)?)),
			network: self.network.service.clone(),
			system_rpc_tx: self.network.system_rpc.clone(),
			tx_handler_controller,
			sync_service: self.network.sync.clone(),
			telemetry: consensus.telemetry.as_mut(),
			tracing_execute_block: None,
		})?;
		Ok(consensus.telemetry.as_ref().map(Telemetry::handle))
	}
}
