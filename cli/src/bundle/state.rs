//! Extrinsics and values against the roots in a header.

use super::{BlockProof, Fault, FaultKind, Header, CODE};
use crate::audit::Entry;
use codec::{Compact, Decode};
use primitive_types::H256;
use sp_core::Blake2Hasher;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	StateVersion,
};
use sp_state_machine::{
	backend::{Backend, IterArgs},
	create_proof_check_backend, MemoryDB, TrieBackend,
};
use sp_trie::StorageProof;

/// The state of a block as far as a proof shows it.
pub struct State {
	block: u32,
	backend: TrieBackend<MemoryDB<Blake2Hasher>, Blake2Hasher>,
}

impl State {
	/// The part of a block's state that `proof` shows.
	///
	/// # Errors
	/// The root of the state is not in it.
	pub fn new(header: &Header, proof: Vec<Vec<u8>>) -> Result<Self, Fault> {
		let (block, root) = (header.number, header.state_root);
		let backend = create_proof_check_backend(root, StorageProof::new(proof)).map_err(|_| {
			let detail = format!("no node of it is the state root {root:?}");
			Fault::of(FaultKind::Proof, block, detail)
		})?;
		Ok(Self { block, backend })
	}

	fn unproved(&self, key: &[u8], error: impl std::fmt::Display) -> Fault {
		let key = crate::hex::hex(key);
		let detail = format!("it does not lead from the state root to {key}: {error}");
		Fault::of(FaultKind::Proof, self.block, detail)
	}

	/// The value under a key; none where the state has none.
	///
	/// # Errors
	/// The proof shows neither.
	pub fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
		self.backend.storage(key).map_err(|error| self.unproved(key, error))
	}

	/// All entries whose keys begin with a prefix.
	///
	/// # Errors
	/// The proof leaves open whether there are more.
	pub fn under(&self, prefix: &[u8]) -> Result<Vec<Entry>, Fault> {
		let mut args = IterArgs::default();
		args.prefix = Some(prefix);
		let unproved = |error| self.unproved(prefix, error);
		let pairs = self.backend.pairs(args).map_err(unproved)?;
		pairs.map(|pair| pair.map_err(unproved)).collect()
	}

	/// Hash of the runtime that the state holds.
	///
	/// # Errors
	/// The proof does not show it.
	pub fn code(&self) -> Result<H256, Fault> {
		let hash = self.backend.storage_hash(CODE);
		let hash = hash.map_err(|error| self.unproved(CODE, error))?;
		hash.ok_or_else(|| self.unproved(CODE, "there is no runtime"))
	}

	/// Name and version of the runtime that made the block.
	///
	/// # Errors
	/// The proof does not show it.
	pub fn runtime(&self) -> Result<Runtime, Fault> {
		let key = last_upgrade();
		let bytes = self.value(&key)?.unwrap_or_default();
		let decoded = <(Compact<u32>, String)>::decode(&mut &bytes[..]);
		let (version, name) = decoded.map_err(|error| self.unproved(&key, error))?;
		Ok(Runtime { name, version: version.0 })
	}
}

/// A runtime, as the state names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
	/// Its name.
	pub name: String,
	/// Its spec version.
	pub version: u32,
}

/// The key of `System.LastRuntimeUpgrade`.
pub fn last_upgrade() -> Vec<u8> {
	key("System", "LastRuntimeUpgrade")
}

/// The key of a storage value.
pub fn key(pallet: &str, entry: &str) -> Vec<u8> {
	subxt::ext::frame_decode::storage::encode_storage_key_prefix(pallet, entry).to_vec()
}

/// Checks extrinsics against the root in a header. The runtime's `system_version` is 3, so the trie
/// has the layout of the state's version 1.
///
/// # Errors
/// They are not those of the header.
pub fn check_extrinsics(header: &Header, body: &[Vec<u8>]) -> Result<(), Fault> {
	let root = BlakeTwo256::ordered_trie_root(body.to_vec(), StateVersion::V1);
	if root == header.extrinsics_root {
		return Ok(());
	}
	let (count, due) = (body.len(), header.extrinsics_root);
	let detail = format!("the {count} that it has come to root {root:?}, the header has {due:?}");
	Err(Fault::of(FaultKind::Extrinsics, header.number, detail))
}

/// The extrinsics of a block, encoded, in their order.
type Extrinsics = Vec<Vec<u8>>;

/// Checks all that a bundle has of a block against its header.
///
/// # Errors
/// It does not belong to the header.
pub fn open(header: &Header, proof: BlockProof) -> Result<(Option<Extrinsics>, State), Fault> {
	if let Some(body) = &proof.body {
		check_extrinsics(header, body)?;
	}
	Ok((proof.body, State::new(header, proof.proof)?))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::bundle::{blake2_256, BESIDE_CODE};
	use codec::Encode;
	use sp_runtime::traits::Header as _;
	use sp_state_machine::{prove_read, InMemoryBackend};
	use std::collections::BTreeMap;

	const RUNTIME: [u8; 5_000] = [9; 5_000];

	/// A state with a runtime, values short and long, and a map of three.
	fn backend() -> InMemoryBackend<Blake2Hasher> {
		let mut top: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::from([
			(CODE.to_vec(), RUNTIME.to_vec()),
			(last_upgrade(), (Compact(7u32), "parecon").encode()),
			(b"short".to_vec(), vec![1]),
			(b"long".to_vec(), vec![2; 100]),
		]);
		top.extend((0..3u8).map(|item| (vec![b'm', b'a', b'p', item], vec![item; 40])));
		let storage = sp_core::storage::Storage { top, ..Default::default() };
		(storage, StateVersion::V1).into()
	}

	fn header(state: H256, body: &[Vec<u8>]) -> Header {
		let extrinsics = BlakeTwo256::ordered_trie_root(body.to_vec(), StateVersion::V1);
		Header::new(5, extrinsics, state, H256::zero(), Default::default())
	}

	/// The state as far as a proof of some keys shows it, after `alter` has altered the proof.
	fn shown(keys: &[&[u8]], alter: impl Fn(&mut Vec<Vec<u8>>)) -> Result<State, Fault> {
		let backend = backend();
		let root = *backend.root();
		let proof = prove_read(backend, keys).unwrap();
		let mut nodes: Vec<Vec<u8>> = proof.into_iter_nodes().collect();
		alter(&mut nodes);
		State::new(&header(root, &[]), nodes)
	}

	#[test]
	fn what_is_proved_is_read() {
		let state = shown(&[b"short", b"long", b"none"], |_| ()).unwrap();
		assert_eq!(state.value(b"short"), Ok(Some(vec![1])));
		assert_eq!(state.value(b"long"), Ok(Some(vec![2; 100])));
		assert_eq!(state.value(b"none"), Ok(None));
		let fault = state.value(b"map\0").unwrap_err();
		assert_eq!((fault.kind, fault.block), (FaultKind::Proof, Some(5)));
		assert!(fault.detail.contains("0x6d617000"), "{fault}");
	}

	#[test]
	fn a_prefix_is_read_only_whole() {
		let keys: Vec<Vec<u8>> = (0..3).map(|item| vec![b'm', b'a', b'p', item]).collect();
		let all: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
		let entries = shown(&all, |_| ()).unwrap().under(b"map").unwrap();
		assert_eq!(entries.len(), 3);
		assert_eq!(entries[2], (keys[2].clone(), vec![2; 40]));
		let fault = shown(&all[..2], |_| ()).unwrap().under(b"map").unwrap_err();
		assert_eq!(fault.kind, FaultKind::Proof);
		assert_eq!(shown(&[b"nothing"], |_| ()).unwrap().under(b"nothing"), Ok(vec![]));
	}

	#[test]
	fn the_runtime_is_proved_without_it() {
		let state = shown(&[BESIDE_CODE, &last_upgrade()], |nodes| {
			assert!(nodes.iter().all(|node| node.len() < 1_000), "the runtime is in the proof");
		});
		let state = state.unwrap();
		assert_eq!(state.code(), Ok(blake2_256(&RUNTIME)));
		let runtime = Runtime { name: "parecon".into(), version: 7 };
		assert_eq!(state.runtime(), Ok(runtime));
	}

	#[test]
	fn any_other_byte_of_a_proof_is_refused() {
		let keys: [&[u8]; 2] = [b"short", b"long"];
		let nodes: Vec<_> = prove_read(backend(), keys).unwrap().into_iter_nodes().collect();
		for node in 0..nodes.len() {
			for byte in 0..nodes[node].len() {
				let state = shown(&keys, |nodes| nodes[node][byte] ^= 1);
				let read = state.and_then(|state| {
					keys.iter().map(|key| state.value(key)).collect::<Result<Vec<_>, _>>()
				});
				assert_eq!(read.unwrap_err().kind, FaultKind::Proof, "{node} {byte}");
			}
		}
	}

	#[test]
	fn extrinsics_are_those_of_the_header() {
		let body = vec![vec![1; 3], vec![2; 50], vec![3; 200]];
		let header = header(H256::zero(), &body);
		assert_eq!(check_extrinsics(&header, &body), Ok(()));
		let mut flipped = body.clone();
		flipped[2][7] ^= 1;
		let mut swapped = body.clone();
		swapped.swap(0, 1);
		let more = [body.clone(), vec![vec![4]]].concat();
		for other in [flipped, swapped, more, body[..2].to_vec(), Vec::new()] {
			let fault = check_extrinsics(&header, &other).unwrap_err();
			assert_eq!((fault.kind, fault.block), (FaultKind::Extrinsics, Some(5)));
		}
	}
}
