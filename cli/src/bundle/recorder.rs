//! Writes down what an audit reads, so that a bundle holds that and nothing else.

use super::{state, BESIDE_CODE};
use crate::{
	audit::{Entry, Source},
	chain::Node,
	errors::{Error, Result},
};
use parecon_primitives::CycleId;
use primitive_types::H256;
use std::collections::{BTreeMap, BTreeSet};
use subxt::ArcMetadata;

/// What was read of a block.
#[derive(Clone, Debug)]
pub struct Read {
	/// Its extrinsics.
	pub body: bool,
	/// Keys of its state.
	pub keys: BTreeSet<Vec<u8>>,
}

impl Default for Read {
	/// Which runtime made the block is read of every one.
	fn default() -> Self {
		let keys = BTreeSet::from([state::last_upgrade(), BESIDE_CODE.to_vec()]);
		Self { body: false, keys }
	}
}

/// A node that remembers what it was asked.
pub struct Recorder {
	node: Node,
	reads: BTreeMap<u32, Read>,
}

impl Recorder {
	/// Remembers what `node` is asked.
	pub fn new(node: Node) -> Self {
		Self { node, reads: BTreeMap::new() }
	}

	/// The node, and what it was asked of each block.
	pub fn into_parts(self) -> (Node, BTreeMap<u32, Read>) {
		(self.node, self.reads)
	}

	fn read(&mut self, block: u32) -> &mut Read {
		self.reads.entry(block).or_default()
	}
}

impl Source for Recorder {
	fn genesis(&self) -> H256 {
		self.node.genesis()
	}

	fn broken(&self, error: String) -> Error {
		self.node.broken(error)
	}

	async fn opened(&mut self, cycle: CycleId) -> Result<u32> {
		self.node.opened(cycle).await
	}

	async fn metadata(&mut self, block: u32) -> Result<Option<ArcMetadata>> {
		self.node.metadata(block).await
	}

	async fn extrinsics(&mut self, block: u32) -> Result<Vec<Vec<u8>>> {
		self.read(block).body = true;
		self.node.extrinsics(block).await
	}

	async fn values(&mut self, block: u32, keys: Vec<Vec<u8>>) -> Result<Vec<Option<Vec<u8>>>> {
		self.read(block).keys.extend(keys.iter().cloned());
		self.node.values(block, keys).await
	}

	async fn under(&mut self, block: u32, prefix: Vec<u8>) -> Result<Vec<Entry>> {
		let entries = self.node.under(block, prefix.clone()).await?;
		let keys = &mut self.read(block).keys;
		keys.extend(entries.iter().map(|(key, _)| key.clone()));
		// Where nothing stands below it, the way to the prefix shows that.
		keys.insert(prefix);
		Ok(entries)
	}
}
