//! Making blocks without consensus, for development.
//!
//! The blocks are what BABE's rules in the runtime expect, except that nobody signs them, and each is
//! final as it is made. The chain has a clock of its own: it stands still between blocks and advances
//! by one slot with each. BABE's block import reads the same clock, since by the time of day a chain
//! that is sealed fast lies in the future.

use super::{BabeImport, FullClient, Inherents, Node, ServiceError};
use futures::{
	channel::{mpsc, oneshot},
	SinkExt,
};
use parecon_runtime::opaque::{Block, Hash};
use sc_basic_authorship::ProposerFactory;
use sc_client_api::HeaderBackend;
use sc_consensus_babe::BabeLink;
use sc_consensus_manual_seal::{
	consensus::babe::BabeConsensusDataProvider, run_manual_seal, EngineCommand, ManualSealParams,
};
use sc_service::TaskManager;
use sp_consensus_babe::{
	inherents::InherentDataProvider as BabeInherents, AuthorityId, BabeAuthorityWeight, Slot,
	SlotDuration, BABE_ENGINE_ID,
};
use sp_core::crypto::ByteArray;
use sp_runtime::{traits::Header as _, DigestItem};
use std::{
	str::FromStr,
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::Duration,
};
use tokio::time::MissedTickBehavior;

/// When a block is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
	/// When the RPC `engine_createBlock` asks for it.
	Manual,
	/// Every so often, and when the RPC asks for it.
	Every(Duration),
}

impl FromStr for Sealing {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match (text, text.parse::<u64>()) {
			("manual", _) => Ok(Self::Manual),
			(_, Ok(millis)) if millis > 0 => Ok(Self::Every(Duration::from_millis(millis))),
			_ => Err("neither `manual` nor a number of milliseconds above zero".into()),
		}
	}
}

/// The time of a chain that is sealed: the slot of its next block.
pub struct SealedClock {
	next: AtomicU64,
	duration: SlotDuration,
}

/// What writes BABE's part of a header.
type Digests = BabeConsensusDataProvider<Block, FullClient>;

/// Who may make blocks.
type Authorities = Vec<(AuthorityId, BabeAuthorityWeight)>;

/// Slot and time of a block.
type Moment = (BabeInherents, sp_timestamp::InherentDataProvider);

impl SealedClock {
	/// Goes on from the best block of `client`. A new chain starts at the time of day.
	pub fn new(client: &FullClient, duration: SlotDuration) -> Result<Self, ServiceError> {
		let info = client.info();
		let next = if info.best_number == 0 {
			let now = sp_timestamp::InherentDataProvider::from_system_time();
			*Slot::from_timestamp(*now, duration)
		} else {
			let header = client.header(info.best_hash)?.ok_or_else(|| no_header(info.best_hash))?;
			let best = sc_consensus_babe::find_pre_digest::<Block>(&header)
				.map_err(|error| ServiceError::Other(error.to_string()))?;
			*best.slot().saturating_add(1u64)
		};
		Ok(Self { next: AtomicU64::new(next), duration })
	}

	fn moment(&self, slot: u64) -> Moment {
		let millis = slot.saturating_mul(self.duration.as_millis());
		(BabeInherents::new(slot.into()), sp_timestamp::InherentDataProvider::new(millis.into()))
	}

	/// The moment of the next block.
	fn stand(&self) -> Moment {
		self.moment(self.next.load(Ordering::SeqCst))
	}

	/// Takes the moment of the next block, so that the one after it comes later.
	fn advance(&self) -> Moment {
		self.moment(self.next.fetch_add(1, Ordering::SeqCst))
	}
}

fn no_header(hash: Hash) -> ServiceError {
	ServiceError::Other(format!("the database has no header of block {hash}"))
}

/// What blocks are checked against on import.
pub fn standing(clock: Arc<SealedClock>) -> Inherents {
	Arc::new(move |_: Hash, ()| {
		let moment = clock.stand();
		async move { Ok::<_, Box<dyn std::error::Error + Send + Sync>>(moment) }
	})
}

/// What blocks are made with.
fn advancing(clock: Arc<SealedClock>) -> Inherents {
	Arc::new(move |_: Hash, ()| {
		let moment = clock.advance();
		async move { Ok::<_, Box<dyn std::error::Error + Send + Sync>>(moment) }
	})
}

/// Refuses a database whose chain was made the other way: a block that BABE made ends in its author's
/// seal, and one that was sealed here does not.
pub fn ensure_own_database(client: &FullClient, sealing: bool) -> Result<(), ServiceError> {
	let info = client.info();
	if info.best_number == 0 {
		return Ok(());
	}
	let header = client.header(info.best_hash)?.ok_or_else(|| no_header(info.best_hash))?;
	let authored = header
		.digest()
		.logs()
		.iter()
		.any(|item| matches!(item, DigestItem::Seal(engine, _) if *engine == BABE_ENGINE_ID));
	let advice = match (sealing, authored) {
		(true, true) => "the chain in this database was made by its validators, not by --sealing",
		(false, false) => "the chain in this database was made with --sealing",
		_ => return Ok(()),
	};
	let remedy = "start the node as before, or with another --base-path, or remove the chain \
		with the subcommand purge-chain";
	Err(ServiceError::Other(format!("{advice}: {remedy}")))
}

/// What seals blocks.
pub struct Sealer {
	/// Imports the blocks made.
	pub import: BabeImport,
	/// BABE's records.
	pub babe: BabeLink<Block>,
	/// The chain's time.
	pub clock: Arc<SealedClock>,
	/// Orders to seal.
	pub orders: mpsc::Receiver<EngineCommand<Hash>>,
	/// Where such orders go.
	pub commands: mpsc::Sender<EngineCommand<Hash>>,
	/// When to give them.
	pub sealing: Sealing,
}

impl Node {
	/// The chain's one validator, whose BABE key this node has.
	fn sole_validator(&self) -> Result<Authorities, ServiceError> {
		let authorities = sc_consensus_babe::configuration(&*self.client)?.authorities;
		let [(validator, _)] = authorities.as_slice() else {
			let count = authorities.len();
			return Err(ServiceError::Other(format!(
				"--sealing needs a chain with one validator, this one has {count}: use --dev"
			)));
		};
		if !self.keystore.has_keys(&[(validator.to_raw_vec(), sp_consensus_babe::KEY_TYPE)]) {
			let advice = "--sealing needs the validator's BABE key: use --dev, or insert the key";
			return Err(ServiceError::Other(advice.into()));
		}
		Ok(authorities)
	}

	/// Writes into headers what BABE's rules expect there.
	fn digests(&self, babe: &BabeLink<Block>) -> Result<Digests, ServiceError> {
		let authorities = self.sole_validator()?;
		let epochs = babe.epoch_changes().clone();
		Digests::new(self.client.clone(), self.keystore.clone(), epochs, authorities)
			.map_err(|error| ServiceError::Other(error.to_string()))
	}

	/// Seals blocks as ordered.
	pub(super) fn start_sealing(
		&self,
		task_manager: &TaskManager,
		sealer: Sealer,
	) -> Result<(), ServiceError> {
		let digests = self.digests(&sealer.babe)?;
		let proposer = ProposerFactory::new(
			task_manager.spawn_handle(),
			self.client.clone(),
			self.pool.clone(),
			self.setting.registry.as_ref(),
			None,
		);
		let work = run_manual_seal(ManualSealParams {
			block_import: sealer.import,
			env: proposer,
			client: self.client.clone(),
			pool: self.pool.clone(),
			commands_stream: sealer.orders,
			select_chain: self.select_chain.clone(),
			consensus_data_provider: Some(Box::new(digests)),
			create_inherent_data_providers: advancing(sealer.clock),
		});
		let spawner = task_manager.spawn_essential_handle();
		spawner.spawn_blocking("sealing", Some("block-authoring"), work);
		if let Sealing::Every(interval) = sealer.sealing {
			let ticks = tick(interval, sealer.commands);
			spawner.spawn("sealing-clock", Some("block-authoring"), ticks);
		}
		Ok(())
	}
}

/// Orders a block, empty or not, at every interval, but never one while another is being made.
async fn tick(interval: Duration, mut commands: mpsc::Sender<EngineCommand<Hash>>) {
	let mut ticks = tokio::time::interval(interval);
	ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	loop {
		ticks.tick().await;
		let (sender, outcome) = oneshot::channel();
		let order = EngineCommand::SealNewBlock {
			create_empty: true,
			finalize: true,
			parent_hash: None,
			sender: Some(sender),
		};
		if commands.send(order).await.is_err() {
			return;
		}
		match outcome.await {
			Ok(Ok(_)) => {},
			Ok(Err(error)) => log::error!("no block was sealed: {error}"),
			Err(_) => return,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sealing_is_manual_or_a_positive_number() {
		assert_eq!("manual".parse(), Ok(Sealing::Manual));
		assert_eq!("500".parse(), Ok(Sealing::Every(Duration::from_millis(500))));
		for wrong in ["0", "-1", "instant", "", "1.5", "500ms"] {
			assert!(wrong.parse::<Sealing>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn the_sealed_clock_stands_between_blocks() {
		let clock =
			SealedClock { next: AtomicU64::new(7), duration: SlotDuration::from_millis(6_000) };
		let slot = |moment: Moment| (*moment.0.slot(), moment.1.timestamp().as_millis());
		assert_eq!(slot(clock.stand()), (7, 42_000));
		assert_eq!(slot(clock.stand()), (7, 42_000));
		assert_eq!(slot(clock.advance()), (7, 42_000));
		assert_eq!(slot(clock.stand()), (8, 48_000));
	}
}
