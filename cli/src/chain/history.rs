//! The history of a cycle, decoded from the bytes of its blocks and states, wherever they come from.

mod events;
mod happened;
mod kept;
mod node;
mod read;
mod sent;

pub use node::Node;

use super::{stored, Chain};
use crate::{
	audit::{Sent, Source},
	errors::{Error, Result},
};
use codec::Decode;
use parecon_engine::PAGE;
use parecon_primitives::CycleId;
use sent::{said, walk};
use std::fmt::Display;
use subxt::{
	config::substrate::SpecVersionForRange,
	ext::{
		frame_decode::storage::{
			decode_storage_key, decode_storage_key_values, decode_storage_value,
			encode_storage_key, IntoDecodableValues, IntoEncodableValues,
		},
		scale_decode::DecodeAsType,
		scale_value::Composite,
	},
	utils::Static,
	ArcMetadata, Metadata, OfflineClient, OfflineClientAtBlock, SubstrateConfig,
};

/// The history of a chain whose blocks come from a source: a node, if nothing else is named.
pub struct ChainHistory<S = Node> {
	source: S,
}

impl ChainHistory {
	/// The history that the node of `chain` keeps.
	pub fn new(chain: Chain) -> Self {
		Self::of(Node::new(chain))
	}
}

/// What decodes extrinsics and events by their metadata alone.
type Decoder = OfflineClientAtBlock<SubstrateConfig>;

impl<S: Source> ChainHistory<S> {
	/// The history of the chain that `source` has.
	pub fn of(source: S) -> Self {
		Self { source }
	}

	/// Where the blocks come from.
	pub fn source(&self) -> &S {
		&self.source
	}

	/// Gives the source back.
	pub fn into_source(self) -> S {
		self.source
	}

	fn broken(&self, error: impl Display) -> Error {
		self.source.broken(error.to_string())
	}

	async fn metadata(&mut self, block: u32) -> Result<ArcMetadata> {
		let metadata = self.source.metadata(block).await?;
		metadata.ok_or_else(|| self.broken(format!("block {block} is not there")))
	}

	/// The value of a storage entry under each of some keys; none where nothing is stored.
	async fn each<Value: DecodeAsType, Keys: IntoEncodableValues>(
		&mut self,
		block: u32,
		pallet: &str,
		entry: &str,
		keys: impl IntoIterator<Item = Keys>,
	) -> Result<Vec<Option<Value>>> {
		let metadata = self.metadata(block).await?;
		let key = |keys| encode_storage_key(pallet, entry, keys, &*metadata, metadata.types());
		let keys: std::result::Result<Vec<_>, _> = keys.into_iter().map(key).collect();
		let keys = keys.map_err(|error| self.broken(error))?;
		let values = self.source.values(block, keys).await?;
		let decoded = |bytes: Option<Vec<u8>>| {
			bytes.map(|bytes| value(&metadata, pallet, entry, &bytes)).transpose()
		};
		values.into_iter().map(decoded).collect::<std::result::Result<_, _>>().map_err(|error| {
			self.broken(format!("{pallet}.{entry} of block {block} cannot be decoded: {error}"))
		})
	}

	/// The value of a storage entry under some keys; none where nothing is stored.
	async fn value<Value: DecodeAsType>(
		&mut self,
		block: u32,
		pallet: &str,
		entry: &str,
		keys: impl IntoEncodableValues,
	) -> Result<Option<Value>> {
		Ok(self.each(block, pallet, entry, [keys]).await?.pop().flatten())
	}

	/// The entries of a map of the planning pallet whose keys begin with some of theirs.
	async fn under<Keys: IntoDecodableValues, Value: DecodeAsType>(
		&mut self,
		block: u32,
		entry: &str,
		keys: impl IntoEncodableValues,
	) -> Result<Vec<(Keys, Value)>> {
		let metadata = self.metadata(block).await?;
		let types = metadata.types();
		let prefix = encode_storage_key(PLANNING, entry, keys, &*metadata, types);
		let prefix = prefix.map_err(|error| self.broken(error))?;
		let mut found = Vec::new();
		for (key, bytes) in self.source.under(block, prefix).await? {
			let parts = decode_storage_key(PLANNING, entry, &mut &key[..], &*metadata, types);
			let parts = parts.map_err(|error| self.broken(error))?;
			let keys = decode_storage_key_values(&key, &parts, types);
			let keys: Keys = keys.map_err(|error| self.broken(error))?;
			let value = value(&metadata, PLANNING, entry, &bytes);
			found.push((keys, value.map_err(|error| self.broken(error))?));
		}
		Ok(found)
	}

	/// The items of all pages of a storage entry of the planning pallet, in order.
	async fn paged<Item: Decode>(&mut self, block: u32, entry: &str) -> Result<Vec<Item>> {
		let goods: Option<u32> = self.value(block, PLANNING, "Count", ()).await?;
		let pages = (0..goods.unwrap_or(0).div_ceil(PAGE)).map(|page| (page,));
		let pages: Vec<Option<Static<Vec<Item>>>> =
			self.each(block, PLANNING, entry, pages).await?;
		Ok(pages.into_iter().flatten().flat_map(|page| page.0).collect())
	}

	/// The running cycle at the end of a block, or the latest one before.
	async fn cycle(&mut self, block: u32) -> Result<Option<stored::Cycle>> {
		self.value(block, PLANNING, "Current", ()).await
	}

	/// The block in which `cycle` was opened: it is the latest cycle there, and was not before.
	async fn opened(&mut self, cycle: CycleId) -> Result<(u32, stored::Cycle)> {
		let block = self.source.opened(cycle).await?;
		let before = self.cycle(block.saturating_sub(1)).await?;
		match self.cycle(block).await? {
			Some(found)
				if found.id.0 == cycle
					&& block > 0 && before.is_none_or(|before| before.id.0 < cycle) =>
			{
				Ok((block, found))
			},
			_ => {
				let detail = format!("cycle {cycle} was not opened in block {block}");
				Err(self.source.contradicted(detail))
			},
		}
	}

	/// What the extrinsics of a block ask.
	async fn sent(&mut self, block: u32, decoder: &Decoder) -> Result<Vec<Sent>> {
		let extrinsics = self.source.extrinsics(block).await?;
		let extrinsics = decoder.extrinsics().from_bytes(extrinsics).await;
		let mut sent = Vec::new();
		for extrinsic in extrinsics.iter() {
			let extrinsic = extrinsic.map_err(|error| self.broken(error))?;
			let position = extrinsic.index() as u32;
			let pallet = extrinsic.pallet_name();
			if matches!(pallet, PLANNING | REQUESTS) {
				let all = said(pallet, extrinsic.call_name(), extrinsic.call_data_field_bytes());
				let alone =
					|(council, what)| Sent { extrinsic: position, alone: true, council, what };
				sent.extend(all.into_iter().map(alone));
			} else if extrinsic.is_signed() {
				let args: Composite<()> = extrinsic
					.decode_call_data_fields_unchecked_as()
					.map_err(|error| self.broken(error))?;
				walk(&args, decoder.metadata_ref(), position, &mut sent);
			}
		}
		Ok(sent)
	}
}

/// Decodes blocks of `metadata`. The number and the versions have no part in it.
fn decoder(metadata: ArcMetadata) -> std::result::Result<Decoder, String> {
	let versions =
		SpecVersionForRange { block_range: 0..1, spec_version: 0, transaction_version: 0 };
	let config = SubstrateConfig::builder()
		.set_metadata_for_spec_versions([(0, metadata)])
		.set_spec_version_for_block_ranges([versions])
		.build();
	OfflineClient::new_with_config(config).at_block(0u64).map_err(|error| error.to_string())
}

/// A value of a storage entry from its bytes, all of them.
fn value<Value: DecodeAsType>(
	metadata: &Metadata,
	pallet: &str,
	entry: &str,
	mut bytes: &[u8],
) -> std::result::Result<Value, String> {
	let visitor = Value::into_visitor();
	let value =
		decode_storage_value(pallet, entry, &mut bytes, metadata, metadata.types(), visitor);
	let value = value.map_err(|error| error.to_string())?;
	match bytes.len() {
		0 => Ok(value),
		left => Err(format!("{left} bytes are left over")),
	}
}

const PLANNING: &str = "Planning";
const COUNCILS: &str = "Councils";
const REQUESTS: &str = "Requests";
const MEMBERS: &str = "Members";
