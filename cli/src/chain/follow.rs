//! Follows the best chain, block by block and without a gap.

use super::{At, Chain, PareconConfig};
use crate::errors::{Error, Result};
use primitive_types::H256;
use std::{collections::HashMap, time::Duration};
use subxt::{
	config::{Config, Hasher},
	error::DispatchError,
	events::{Events, Phase},
	rpcs::client::RpcSubscription,
};

/// After this long without a block something is wrong.
const PATIENCE: Duration = Duration::from_secs(120);

/// A block of the best chain.
pub struct Seen {
	/// Its number.
	pub number: u32,
	/// The chain as it stands at its end.
	pub at: At,
	/// Hashes of its extrinsics, in order.
	pub extrinsics: Vec<H256>,
	/// What happened in it.
	pub events: Events<PareconConfig>,
}

impl Seen {
	/// Why extrinsics failed, by their position in the block.
	pub fn failures(&self) -> HashMap<u32, String> {
		let mut failures = HashMap::new();
		for event in self.events.iter().flatten() {
			let Phase::ApplyExtrinsic(position) = event.phase() else { continue };
			if (event.pallet_name(), event.event_name()) == ("System", "ExtrinsicFailed") {
				let why = DispatchError::decode_from(event.field_bytes(), self.at.metadata());
				let why = why.map_or_else(|error| error.to_string(), |error| error.to_string());
				failures.insert(position, why);
			}
		}
		failures
	}
}

/// A subscription to the node's best blocks that leaves out none.
pub struct Follower {
	chain: Chain,
	heads: RpcSubscription<<PareconConfig as Config>::Header>,
	best: u32,
	next: u32,
}

impl Follower {
	/// Follows `chain` from the block after its best one.
	pub async fn new(chain: &Chain) -> Result<Self> {
		let heads = chain.rpc.chain_subscribe_new_heads().await.map_err(|e| chain.broken(e))?;
		let best = chain.best().await?.block_number() as u32;
		Ok(Self { chain: chain.clone(), heads, best, next: best.saturating_add(1) })
	}

	/// The number of the block that is next.
	pub fn next_number(&self) -> u32 {
		self.next
	}

	/// The next block, as soon as there is one.
	pub async fn next(&mut self) -> Result<Seen> {
		while self.best < self.next {
			let head = tokio::time::timeout(PATIENCE, self.heads.next()).await.map_err(|_| {
				Error::new(
					format!("{} has made no block for {PATIENCE:?}", self.chain.url),
					"see that its validators are running; with --sealing manual somebody has to seal",
				)
			})?;
			let head = head.ok_or_else(|| self.chain.broken("it closed the connection"))?;
			let head = head.map_err(|error| self.chain.broken(error))?;
			self.best = self.best.max(head.number as u32);
		}
		let number = self.next;
		let at = self.chain.at(number).await?;
		let at = at.ok_or_else(|| self.chain.broken(format!("block {number} is not there")))?;
		self.next = number.saturating_add(1);
		let body = self.chain.rpc.chain_get_block(Some(at.block_hash())).await;
		let body = body.map_err(|error| self.chain.broken(error))?;
		let body = body.ok_or_else(|| self.chain.broken(format!("block {number} has no body")))?;
		let extrinsics = body.block.extrinsics.iter();
		let extrinsics = extrinsics.map(|extrinsic| at.hasher().hash(&extrinsic.0)).collect();
		let events = at.events().fetch().await.map_err(|e| self.chain.unread(number, e))?;
		Ok(Seen { number, at, extrinsics, events })
	}

	/// Follows for so many blocks.
	pub async fn wait(&mut self, blocks: u32) -> Result<()> {
		for _ in 0..blocks {
			self.next().await?;
		}
		Ok(())
	}

	/// Follows until all transactions of `sent` are in blocks.
	///
	/// # Errors
	/// One of them failed, or is in none of 64 blocks.
	pub async fn settle(&mut self, mut sent: HashMap<H256, String>) -> Result<()> {
		const BLOCKS: u32 = 64;
		for _ in 0..BLOCKS {
			if sent.is_empty() {
				return Ok(());
			}
			let seen = self.next().await?;
			settle_block(&seen, &mut sent)?;
		}
		match sent.into_values().next() {
			None => Ok(()),
			Some(what) => Err(Error::new(
				format!("{what}: the transaction is in none of {BLOCKS} blocks"),
				"see that blocks are not full, and run the command again",
			)),
		}
	}
}

/// Takes the transactions that are in a block off `sent`.
///
/// # Errors
/// One of them failed.
pub fn settle_block(seen: &Seen, sent: &mut HashMap<H256, String>) -> Result<()> {
	settle_block_unless(seen, sent, &[])
}

/// As [`settle_block`], for transactions that may fail for reasons whose names are in `forgiven`.
///
/// # Errors
/// One of them failed for another reason.
pub fn settle_block_unless(
	seen: &Seen,
	sent: &mut HashMap<H256, String>,
	forgiven: &[&str],
) -> Result<()> {
	let failures = seen.failures();
	for (position, hash) in seen.extrinsics.iter().enumerate() {
		let Some(what) = sent.remove(hash) else { continue };
		let Some(why) = failures.get(&(position as u32)) else { continue };
		if !forgiven.iter().any(|name| why.contains(name)) {
			return Err(Error::new(
				format!("{what} failed in block {}: {why}", seen.number),
				"the error names the pallet's reason; put it right and run the command again",
			));
		}
	}
	Ok(())
}
