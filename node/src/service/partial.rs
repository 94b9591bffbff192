//! The parts that subcommands and the running node share.

use super::{
	sealing, sealing::SealedClock, BabeImport, Consensus, Engine, FullBackend, FullClient,
	FullPool, FullSelectChain, ImportQueue, Inherents, InnerImport, Parts, Sealing,
	JUSTIFICATION_PERIOD,
};
use parecon_runtime::{
	apis::RuntimeApi,
	opaque::{Block, Hash},
};
use sc_consensus::import_queue::BoxJustificationImport;
use sc_consensus_babe::{BabeLink, ImportQueueParams};
use sc_consensus_grandpa::GrandpaPruningFilter;
use sc_service::{error::Error as ServiceError, Configuration, TaskManager};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::{inherents::InherentDataProvider as BabeInherents, SlotDuration};
use std::sync::Arc;

/// Opens the database and prepares what imports blocks into it.
pub fn new_partial(
	config: &Configuration,
	sealing: Option<Sealing>,
) -> Result<Parts, ServiceError> {
	let telemetry = telemetry(config)?;
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			sc_service::new_wasm_executor(&config.executor),
			// A pruned node still serves warp sync.
			vec![Arc::new(GrandpaPruningFilter)],
		)?;
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let select_chain = FullSelectChain::new(backend.clone());
	let pool = sc_transaction_pool::Builder::new(
		task_manager.spawn_essential_handle(),
		client.clone(),
		config.role.is_authority().into(),
	)
	.with_options(config.transaction_pool.clone())
	.with_prometheus(config.prometheus_registry())
	.build();
	let pool = Arc::new(pool);

	let parts = Database { client: &client, select_chain: &select_chain, pool: &pool };
	let (other, import_queue) = parts.consensus(config, &task_manager, sealing, telemetry)?;
	Ok(Parts {
		client,
		backend,
		task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool: pool,
		other,
	})
}

/// Where the operator wants events sent, if anywhere.
fn telemetry(config: &Configuration) -> Result<Option<(TelemetryWorker, Telemetry)>, ServiceError> {
	let endpoints = config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty());
	let Some(endpoints) = endpoints else { return Ok(None) };
	let worker = TelemetryWorker::new(16)?;
	let telemetry = worker.handle().new_telemetry(endpoints);
	Ok(Some((worker, telemetry)))
}

/// What consensus is built on.
struct Database<'a> {
	client: &'a Arc<FullClient>,
	select_chain: &'a FullSelectChain,
	pool: &'a Arc<FullPool>,
}

impl Database<'_> {
	/// BABE, over GRANDPA or over sealing, and the queue of blocks that others send.
	fn consensus(
		&self,
		config: &Configuration,
		task_manager: &TaskManager,
		sealing: Option<Sealing>,
		telemetry: Option<Telemetry>,
	) -> Result<(Consensus, ImportQueue), ServiceError> {
		let babe_config = sc_consensus_babe::configuration(&**self.client)?;
		let slot_duration = babe_config.slot_duration();
		let (inner, justification_import, engine) = match sealing {
			None => self.over_grandpa(telemetry.as_ref())?,
			Some(sealing) => {
				let clock = Arc::new(SealedClock::new(self.client, slot_duration)?);
				(InnerImport::Client(self.client.clone()), None, Engine::Sealing(sealing, clock))
			},
		};
		let inherents = match &engine {
			Engine::Grandpa(_) => wall_clock(slot_duration),
			Engine::Sealing(_, clock) => sealing::standing(clock.clone()),
		};
		let (import, babe): (BabeImport, BabeLink<Block>) = sc_consensus_babe::block_import(
			babe_config,
			inner,
			self.client.clone(),
			inherents.clone(),
			self.select_chain.clone(),
			OffchainTransactionPoolFactory::new(self.pool.clone()),
		)?;
		let (queue, babe_worker) = sc_consensus_babe::import_queue(ImportQueueParams {
			link: babe.clone(),
			block_import: import.clone(),
			justification_import,
			client: self.client.clone(),
			slot_duration,
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			telemetry: telemetry.as_ref().map(Telemetry::handle),
		})?;
		Ok((Consensus { import, babe, babe_worker, inherents, engine, telemetry }, queue))
	}

	fn over_grandpa(
		&self,
		telemetry: Option<&Telemetry>,
	) -> Result<(InnerImport, Option<BoxJustificationImport<Block>>, Engine), ServiceError> {
		let (import, link) = sc_consensus_grandpa::block_import::<FullBackend, _, _, _>(
			self.client.clone(),
			JUSTIFICATION_PERIOD,
			self.client,
			self.select_chain.clone(),
			telemetry.map(Telemetry::handle),
		)?;
		Ok((
			InnerImport::Grandpa(Box::new(import.clone())),
			Some(Box::new(import)),
			Engine::Grandpa(Box::new(link)),
		))
	}
}

/// The slot of this moment.
fn wall_clock(slot_duration: SlotDuration) -> Inherents {
	Arc::new(move |_: Hash, ()| async move {
		let time = sp_timestamp::InherentDataProvider::from_system_time();
		let slot = BabeInherents::from_timestamp_and_slot_duration(*time, slot_duration);
		Ok::<_, Box<dyn std::error::Error + Send + Sync>>((slot, time))
	})
}
