//! Making blocks with BABE and finalising them with GRANDPA.

use super::{
	network::GrandpaProtocol, BabeImport, GrandpaLink, Inherents, Node, ServiceError,
	JUSTIFICATION_PERIOD,
};
use parecon_runtime::opaque::Block;
use sc_basic_authorship::ProposerFactory;
use sc_consensus_babe::{BabeLink, BabeParams, SlotProportion};
use sc_consensus_grandpa::{GrandpaParams, SharedVoterState, VotingRulesBuilder};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_service::TaskManager;
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::time::Duration;

/// How long votes may be on their way, from which GRANDPA takes the pace of its rounds.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// BABE's share of the node.
pub struct Babe {
	/// Imports the blocks made.
	pub import: BabeImport,
	/// BABE's records.
	pub link: BabeLink<Block>,
	/// Slot and time of a block made now.
	pub inherents: Inherents,
}

impl Node {
	/// Makes blocks, if this node is a validator.
	pub(super) fn start_babe(
		&self,
		task_manager: &TaskManager,
		babe: Babe,
		telemetry: Option<TelemetryHandle>,
	) -> Result<(), ServiceError> {
		if !self.setting.role.is_authority() {
			return Ok(());
		}
		let proposer = ProposerFactory::new(
			task_manager.spawn_handle(),
			self.client.clone(),
			self.pool.clone(),
			self.setting.registry.as_ref(),
			telemetry.clone(),
		);
		let worker = sc_consensus_babe::start_babe(BabeParams {
			keystore: self.keystore.clone(),
			client: self.client.clone(),
			select_chain: self.select_chain.clone(),
			env: proposer,
			block_import: babe.import,
			sync_oracle: self.network.sync.clone(),
			justification_sync_link: self.network.sync.clone(),
			create_inherent_data_providers: babe.inherents,
			force_authoring: self.setting.force_authoring,
			backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging::default()),
			babe_link: babe.link,
			block_proposal_slot_portion: SlotProportion::new(0.5),
			max_block_proposal_slot_portion: None,
			telemetry,
		})?;
		task_manager.spawn_essential_handle().spawn_blocking(
			"babe-proposer",
			Some("block-authoring"),
			worker,
		);
		Ok(())
	}

	/// Votes on what is final, or listens to those who do.
	pub(super) fn start_grandpa(
		&self,
		task_manager: &TaskManager,
		link: GrandpaLink,
		protocol: Option<GrandpaProtocol>,
		voter_state: SharedVoterState,
		telemetry: Option<TelemetryHandle>,
	) -> Result<(), ServiceError> {
		let Some((protocol_name, notification_service)) = protocol else { return Ok(()) };
		if !self.setting.votes {
			return Ok(());
		}
		let keystore = self.setting.role.is_authority().then(|| self.keystore.clone());
		let config = sc_consensus_grandpa::Config {
			gossip_duration: GOSSIP_DURATION,
			justification_generation_period: JUSTIFICATION_PERIOD,
			name: Some(self.setting.name.clone()),
			observer_enabled: false,
			keystore,
			local_role: self.setting.role,
			telemetry: telemetry.clone(),
			protocol_name,
		};
		let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
			config,
			link,
			network: self.network.service.clone(),
			sync: self.network.sync.clone(),
			notification_service,
			voting_rule: VotingRulesBuilder::default().build(),
			prometheus_registry: self.setting.registry.clone(),
			shared_voter_state: voter_state,
			telemetry,
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(self.pool.clone()),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
		Ok(())
	}
}
