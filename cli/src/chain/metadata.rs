//! The committed metadata: what this client was built against. A test compares it with the
//! runtime's, and every connection with the node's.

use crate::errors::{Error, Result};
use codec::Decode;
use subxt::Metadata;

/// The metadata (version 16) of the runtime.
pub const METADATA: &[u8] = include_bytes!("../../artifacts/metadata.scale");

/// The pallets that this client speaks to and that have to be as in the committed metadata. Not
/// among them is System: the default of an account there holds the number of the block in which
/// the metadata was asked for. Ours come first: those after them hold calls of all others, and so
/// differ wherever one does.
pub const PALLETS: [&str; 12] = [
	"Planning", "Requests", "Councils", "Members", "Quota", "Jobs", "Calendar", "Balances",
	"Utility", "Multisig", "Proxy", "Founders",
];

/// Checks the metadata of a `node` against the committed one.
///
/// # Errors
/// The node runs another chain, or another version of our runtime.
pub(super) fn ensure_ours(theirs: &Metadata, node: &str) -> Result<()> {
	let ours = Metadata::decode(&mut &METADATA[..]).map_err(|error| {
		Error::new(format!("the committed metadata is damaged: {error}"), "build parecon again")
	})?;
	if let Some(pallet) = PALLETS.into_iter().find(|name| theirs.pallet_by_name(name).is_none()) {
		return Err(Error::new(
			format!("{node} runs another chain: it has no pallet {pallet}"),
			"give the address of a node of a participatory economy with --url",
		));
	}
	let hash = |metadata: &Metadata, name| metadata.pallet_by_name(name).map(|it| it.hash());
	if let Some(pallet) = PALLETS.into_iter().find(|name| hash(&ours, name) != hash(theirs, name)) {
		return Err(Error::new(
			format!("{node} runs another version of the runtime: its pallet {pallet} differs"),
			"use the parecon that was built with the node",
		));
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The committed metadata with the first `from` replaced by `to`, of the same length.
	fn altered(from: &[u8], to: &[u8]) -> Metadata {
		assert_eq!(from.len(), to.len());
		let mut bytes = METADATA.to_vec();
		let places = (0..bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from));
		for at in places.collect::<Vec<_>>() {
			bytes[at..at + to.len()].copy_from_slice(to);
		}
		Metadata::decode(&mut &bytes[..]).unwrap()
	}

	#[test]
	fn the_committed_metadata_is_ours() {
		let same = Metadata::decode(&mut &METADATA[..]).unwrap();
		assert_eq!(ensure_ours(&same, "ws://node"), Ok(()));
	}

	#[test]
	fn another_chain_is_refused() {
		// The name of the pallet, after its length.
		let other = altered(b"\x20Planning", b"\x20Plunging");
		let error = ensure_ours(&other, "ws://node (Other)").unwrap_err();
		assert_eq!(error.what(), "ws://node (Other) runs another chain: it has no pallet Planning");
	}

	#[test]
	fn another_version_is_refused() {
		let other = altered(b"set_block_share", b"set_block_shade");
		let error = ensure_ours(&other, "ws://node").unwrap_err();
		assert!(error.what().ends_with("its pallet Planning differs"), "{error}");
	}
}
