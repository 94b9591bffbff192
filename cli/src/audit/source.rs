//! Where the blocks of a chain come from, as bytes.

use crate::errors::{Error, Result};
use parecon_primitives::CycleId;
use primitive_types::H256;
use subxt::ArcMetadata;

/// A key of the state and the value that stands there.
pub type Entry = (Vec<u8>, Vec<u8>);

/// A chain's blocks and states as bytes: those that a node answers with, or those that a bundle
/// proves. Everything above it, from decoding on, is the same for both.
#[allow(async_fn_in_trait)]
pub trait Source {
	/// Hash of the chain's first block.
	fn genesis(&self) -> H256;

	/// The source gave what cannot be read: what is wrong with it, and what to do about it.
	fn broken(&self, error: String) -> Error;

	/// What the source says of itself, against what its state shows.
	fn contradicted(&mut self, detail: String) -> Error {
		self.broken(detail)
	}

	/// The block in which `cycle` was opened, as the source has it. The history checks it against
	/// the state.
	async fn opened(&mut self, cycle: CycleId) -> Result<u32>;

	/// How the extrinsics, events and values of a block are encoded; none where there is no such
	/// block.
	async fn metadata(&mut self, block: u32) -> Result<Option<ArcMetadata>>;

	/// The extrinsics of a block, in order.
	async fn extrinsics(&mut self, block: u32) -> Result<Vec<Vec<u8>>>;

	/// The values under `keys` at the end of a block, in the order of the keys; none where nothing is
	/// stored.
	async fn values(&mut self, block: u32, keys: Vec<Vec<u8>>) -> Result<Vec<Option<Vec<u8>>>>;

	/// All entries at the end of a block whose keys begin with `prefix`.
	async fn under(&mut self, block: u32, prefix: Vec<u8>) -> Result<Vec<Entry>>;
}
