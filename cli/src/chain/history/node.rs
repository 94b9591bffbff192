//! Blocks and states as an archive node answers with them.

use crate::{
	audit::{Entry, Source},
	chain::{At, Chain},
	errors::{Error, Result},
};
use codec::{Decode, Encode};
use futures::{stream, StreamExt, TryStreamExt};
use parecon_primitives::CycleId;
use primitive_types::H256;
use std::collections::BTreeSet;
use subxt::ArcMetadata;

/// How many answers are waited for at once.
const AT_ONCE: usize = 32;

/// Keys asked for in one request: an answer may have 15 megabytes.
const KEYS: usize = 512;

/// Who signs that a block is final, as the name of the engine that they run.
const GRANDPA: [u8; 4] = *b"FRNK";

/// A node that keeps old blocks and states.
pub struct Node {
	chain: Chain,
	/// The block that was last asked about.
	at: Option<(u32, At)>,
}

/// What a node keeps of a block beside its header and state.
pub struct Kept {
	/// Its extrinsics.
	pub extrinsics: Vec<Vec<u8>>,
	/// A justification that it is final, where the node has one.
	pub justification: Option<Vec<u8>>,
}

impl Node {
	/// The node of `chain`.
	pub fn new(chain: Chain) -> Self {
		Self { chain, at: None }
	}

	/// The connection.
	pub fn chain(&self) -> &Chain {
		&self.chain
	}

	/// The chain at a block; none where there is no such block.
	async fn find(&mut self, block: u32) -> Result<Option<At>> {
		match &self.at {
			Some((number, at)) if *number == block => Ok(Some(at.clone())),
			_ => {
				let found = self.chain.at(block).await?;
				self.at = found.clone().map(|at| (block, at));
				Ok(found)
			},
		}
	}

	async fn need(&mut self, block: u32) -> Result<At> {
		let at = self.find(block).await?;
		at.ok_or_else(|| self.chain.broken(format!("block {block} is not there")))
	}

	async fn hash(&self, block: u32) -> Result<H256> {
		let hash = self.chain.rpc.chain_get_block_hash(Some(u64::from(block).into())).await;
		let hash = hash.map_err(|error| self.chain.broken(error))?;
		hash.ok_or_else(|| self.chain.broken(format!("block {block} is not there")))
	}

	/// The number of the latest final block.
	pub async fn finalised(&self) -> Result<u32> {
		let chain = &self.chain;
		let hash = chain.rpc.chain_get_finalized_head().await.map_err(|e| chain.broken(e))?;
		let header = chain.rpc.chain_get_header(Some(hash)).await.map_err(|e| chain.broken(e))?;
		let header = header.ok_or_else(|| chain.broken(format!("block {hash:?} is not there")))?;
		Ok(header.number as u32)
	}

	/// The bytes of the header of a block.
	pub async fn header(&self, block: u32) -> Result<Vec<u8>> {
		let hash = self.hash(block).await?;
		let header = self.chain.rpc.chain_get_header(Some(hash)).await;
		let header = header.map_err(|error| self.chain.broken(error))?;
		let header =
			header.ok_or_else(|| self.chain.broken(format!("block {block} is not there")))?;
		Ok(header.encode())
	}

	/// What the node keeps of a block.
	pub async fn kept(&self, block: u32) -> Result<Kept> {
		let found = self.chain.rpc.chain_get_block(Some(self.hash(block).await?)).await;
		let found = found.map_err(|error| self.chain.unread(block, error))?;
		let found = found.ok_or_else(|| self.chain.broken(format!("block {block} has no body")))?;
		let extrinsics = found.block.extrinsics.into_iter().map(|bytes| bytes.0).collect();
		let justifications = found.justifications.unwrap_or_default();
		let ours = justifications.into_iter().find(|(engine, _)| *engine == GRANDPA);
		Ok(Kept { extrinsics, justification: ours.map(|(_, bytes)| bytes) })
	}

	/// Nodes of the trie that prove what stands under `keys` at the end of a block.
	pub async fn proof(&self, block: u32, keys: &BTreeSet<Vec<u8>>) -> Result<BTreeSet<Vec<u8>>> {
		let hash = self.hash(block).await?;
		let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
		let mut nodes = BTreeSet::new();
		for some in keys.chunks(KEYS) {
			let proof = self.chain.rpc.state_get_read_proof(some.iter().copied(), Some(hash)).await;
			let proof = proof.map_err(|error| self.chain.unread(block, error))?;
			nodes.extend(proof.proof.into_iter().map(|node| node.0));
		}
		Ok(nodes)
	}

	/// The metadata (version 16) of the runtime that the state of a block holds, as bytes.
	pub async fn metadata_bytes(&self, block: u32) -> Result<Vec<u8>> {
		const VERSION: u32 = 16;
		let hash = self.hash(block).await?;
		let input = VERSION.encode();
		let call = "Metadata_metadata_at_version";
		let answer = self.chain.rpc.state_call(call, Some(&input), Some(hash)).await;
		let answer = answer.map_err(|error| self.chain.unread(block, error))?;
		let answer = Option::<Vec<u8>>::decode(&mut &answer[..]);
		let answer = answer.map_err(|error| self.chain.broken(error))?;
		answer.ok_or_else(|| self.chain.broken(format!("it has no metadata of version {VERSION}")))
	}

	/// The number of the latest cycle that was opened in or before a block.
	async fn latest(&mut self, block: u32) -> Result<Option<CycleId>> {
		let at = self.need(block).await?;
		Ok(self.chain.cycle(&at).await?.map(|cycle| cycle.id.0))
	}

	async fn stored(&self, block: u32, hash: H256, key: &[u8]) -> Result<Option<Vec<u8>>> {
		let value = self.chain.rpc.state_get_storage(key, Some(hash)).await;
		value.map_err(|error| self.chain.unread(block, error))
	}
}

impl Source for Node {
	fn genesis(&self) -> H256 {
		self.chain.genesis()
	}

	fn broken(&self, error: String) -> Error {
		self.chain.broken(error)
	}

	/// Found by halving, since cycles only follow each other.
	async fn opened(&mut self, cycle: CycleId) -> Result<u32> {
		let best = self.chain.best().await?.block_number() as u32;
		let (mut before, mut after) = (0, best);
		if self.latest(after).await?.is_none_or(|latest| latest < cycle) {
			return Err(Error::new(
				format!("there has been no cycle {cycle} on the chain of {}", self.chain.url()),
				"give the number of a cycle that was opened: `parecon drive` names it",
			));
		}
		while after - before > 1 {
			let middle = before + (after - before) / 2;
			match self.latest(middle).await? {
				Some(latest) if latest >= cycle => after = middle,
				_ => before = middle,
			}
		}
		Ok(after)
	}

	async fn metadata(&mut self, block: u32) -> Result<Option<ArcMetadata>> {
		Ok(self.find(block).await?.map(|at| at.metadata()))
	}

	async fn extrinsics(&mut self, block: u32) -> Result<Vec<Vec<u8>>> {
		Ok(self.kept(block).await?.extrinsics)
	}

	async fn values(&mut self, block: u32, keys: Vec<Vec<u8>>) -> Result<Vec<Option<Vec<u8>>>> {
		let hash = self.need(block).await?.block_hash();
		let node = &*self;
		let values = stream::iter(keys)
			.map(|key| async move { node.stored(block, hash, &key).await })
			.buffered(AT_ONCE);
		values.try_collect().await
	}

	async fn under(&mut self, block: u32, prefix: Vec<u8>) -> Result<Vec<Entry>> {
		let hash = self.need(block).await?.block_hash();
		let mut keys: Vec<Vec<u8>> = Vec::new();
		loop {
			let after = keys.last().map(Vec::as_slice);
			let more = self.chain.rpc.state_get_keys_paged(&prefix, KEYS as u32, after, Some(hash));
			let more = more.await.map_err(|error| self.chain.unread(block, error))?;
			let full = more.len() == KEYS;
			keys.extend(more);
			if !full {
				break;
			}
		}
		let values = self.values(block, keys.clone()).await?;
		Ok(keys.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?))).collect())
	}
}
