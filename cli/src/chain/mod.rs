//! The client of a chain: connects, checks that it is ours, reads, sends and follows.

pub mod calls;
mod config;
mod follow;
mod history;
pub mod job_calls;
mod metadata;
pub mod plan_calls;
mod read;
mod send;
pub mod shape;
pub mod stored;
pub mod views;

pub use config::PareconConfig;
pub use follow::{settle_block, settle_block_unless, Follower, Seen};
pub use history::{ChainHistory, Node};
pub use send::{Outbox, Signer};

pub use metadata::{METADATA, PALLETS};
pub use read::{is_ratified, Good};

use crate::errors::{Error, Result};
use calls::{Call, Inner};
use primitive_types::H256;
use std::sync::Arc;
use stored::Rest;
use subxt::{
	backend::LegacyBackend,
	config::RpcConfigFor,
	error::DispatchError,
	rpcs::{LegacyRpcMethods, RpcClient},
	OnlineClient, OnlineClientAtBlock,
};

/// The chain as it stands at one block.
pub type At = OnlineClientAtBlock<PareconConfig>;

/// A connection to a node of our chain.
#[derive(Clone)]
pub struct Chain {
	url: String,
	api: OnlineClient<PareconConfig>,
	rpc: LegacyRpcMethods<RpcConfigFor<PareconConfig>>,
}

impl Chain {
	/// Connects to the node at `url` and checks that it runs our chain.
	///
	/// # Errors
	/// Nobody answers; the node runs another chain; its runtime is not the one of the committed
	/// metadata.
	pub async fn connect(url: &str) -> Result<Self> {
		let chain = Self::open(url).await?;
		chain.ensure_ours().await?;
		Ok(chain)
	}

	/// Connects to the node at `url`, whatever runtime it has.
	///
	/// # Errors
	/// Nobody answers.
	pub async fn open(url: &str) -> Result<Self> {
		let nobody = |error: String| {
			Error::new(
				format!("no node answers at {url}: {error}"),
				"start one (`parecon-node --dev`, or `scripts/run`), or give the address of one with \
				 --url ws://HOST:PORT",
			)
		};
		let client = RpcClient::from_insecure_url(url).await.map_err(|e| nobody(e.to_string()))?;
		let backend = LegacyBackend::<PareconConfig>::builder().build(client.clone());
		let api =
			OnlineClient::from_backend_with_config(PareconConfig::default(), Arc::new(backend))
				.await
				.map_err(|e| nobody(e.to_string()))?;
		Ok(Self { url: url.to_owned(), api, rpc: LegacyRpcMethods::new(client) })
	}

	async fn ensure_ours(&self) -> Result<()> {
		let name = self.rpc.system_chain().await.unwrap_or_else(|_| "unnamed".into());
		let best = self.best().await?;
		let node = format!("{} ({name}, spec version {})", self.url, best.spec_version());
		metadata::ensure_ours(best.metadata_ref(), &node)
	}

	/// The address of the node.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// Hash of the chain's first block.
	pub fn genesis(&self) -> H256 {
		self.api.genesis_hash()
	}

	/// The chain at the best block that the node knows.
	pub async fn best(&self) -> Result<At> {
		let hash = self.rpc.chain_get_block_hash(None).await.map_err(|e| self.broken(e))?;
		let hash = hash.ok_or_else(|| self.broken("it knows no block"))?;
		self.api.at_block(hash).await.map_err(|e| self.broken(e))
	}

	/// The chain at block `number` of the best chain; none where there is no such block.
	pub async fn at(&self, number: u32) -> Result<Option<At>> {
		let hash = self.rpc.chain_get_block_hash(Some(u64::from(number).into())).await;
		match hash.map_err(|e| self.broken(e))? {
			None => Ok(None),
			Some(hash) => {
				let at = self.api.at_block_hash_and_number(hash, u64::from(number)).await;
				at.map(Some).map_err(|e| self.unread(number, e))
			},
		}
	}

	/// The bytes of a call by the metadata of `at`, to be put into another call.
	pub fn bytes_of(&self, at: &At, call: &Call) -> Result<Inner> {
		at.transactions()
			.call_data(call)
			.map(Inner)
			.map_err(|error| Error::new(format!("{call:?} cannot be encoded: {error}"), send::BUG))
	}

	/// A dispatch error in words: the pallet's name for it, or the chain's.
	pub fn explain(&self, at: &At, error: &Rest) -> String {
		DispatchError::decode_from(&error.0[..], at.metadata())
			.map_or_else(|error| error.to_string(), |error| error.to_string())
	}

	/// The connection failed, or the node answered with what cannot be read.
	pub(crate) fn broken(&self, error: impl std::fmt::Display) -> Error {
		Error::new(
			format!("the node at {} does not answer as it should: {error}", self.url),
			"check that it is running and in sync, and run the command again",
		)
	}

	/// State of a block could not be read: gone where the node prunes it.
	fn unread(&self, block: impl std::fmt::Display, error: impl std::fmt::Display) -> Error {
		let error = error.to_string();
		let pruned = ["State already discarded", "UnknownBlock", "Unknown block", "not found"];
		if pruned.iter().any(|sign| error.contains(sign)) {
			return Error::new(
				format!("the node at {} has no state of block {block}: {error}", self.url),
				"ask an archive node: one that was started with --state-pruning archive \
				 --blocks-pruning archive before the cycle began",
			);
		}
		self.broken(error)
	}
}
