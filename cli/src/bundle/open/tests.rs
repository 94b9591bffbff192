//! Records of a file from nobody knows where, one after the other.

use super::*;
use crate::{
	audit::Source,
	bundle::{BlockProof, MAX_RECORD},
};
use codec::Encode;
use futures::executor::block_on;
use sp_core::Blake2Hasher;
use sp_runtime::{
	scale_info::TypeDef,
	traits::{BlakeTwo256, Hash, Header as _},
	StateVersion,
};
use sp_state_machine::{prove_read, InMemoryBackend};
use subxt::ext::frame_metadata::v16::RuntimeMetadataV16;

const GENESIS: H256 = H256::repeat_byte(4);

fn about(metadata: H256) -> About {
	About { genesis: GENESIS, cycle: 0, opened: 1, ended: 2, last: 2, metadata }
}

fn record(tag: Tag, payload: Vec<u8>) -> Record {
	Record { tag, offset: 9, payload }
}

/// What comes of metadata in a bundle that states its hash, so many times.
fn described_by(bytes: &[u8], times: usize) -> Result<bool, Stop> {
	let mut check = Check::new(Path::new("bundle"), GENESIS, false, |_| ())?;
	check.record(&record(Tag::About, about(blake2_256(bytes)).encode()))?;
	for _ in 0..times {
		check.record(&record(Tag::Metadata, bytes.to_vec()))?;
	}
	Ok(check.described)
}

/// The same for ours, altered.
fn altered(alter: impl Fn(&mut RuntimeMetadataV16)) -> Result<bool, Stop> {
	let mut metadata = described::decoded(METADATA).unwrap();
	alter(&mut metadata);
	described_by(&[b"meta\x10", &metadata.encode()[..]].concat(), 1)
}

fn fault(stop: Result<bool, Stop>) -> (FaultKind, String) {
	match stop.unwrap_err() {
		Stop::Fault(fault) => (fault.kind, fault.detail),
		Stop::Cannot(error) => panic!("{error}"),
	}
}

/// What is changed in a description.
type Alter = fn(&mut RuntimeMetadataV16);

#[test]
fn metadata_is_ours_in_every_part() {
	assert_eq!(described_by(METADATA, 1), Ok(true));
	assert_eq!(altered(|_| ()), Ok(true));
	let cases: [(Alter, &str); 3] = [
		(|it| it.extrinsic.versions.push(9), "it has another extrinsic format than"),
		(|it| it.pallets[0].index = 99, "it has another pallet System than"),
		(|it| it.apis.clear(), "it has another runtime interface than"),
	];
	for (alter, words) in cases {
		let (kind, detail) = fault(altered(alter));
		assert_eq!(kind, FaultKind::Metadata);
		assert!(detail.starts_with(words), "{detail}");
	}
	assert_eq!(fault(described_by(METADATA, 2)).0, FaultKind::Malformed);
}

#[test]
fn made_up_types_are_not_followed() {
	let nowhere = altered(|it| it.types.types.truncate(1));
	let (kind, detail) = fault(nowhere);
	assert_eq!(kind, FaultKind::Metadata);
	assert!(detail.starts_with("it has another pallet"), "{detail}");
	// Each type is a list of the next one: deeper than any stack.
	let deep = altered(|it| {
		let list = it.types.types.iter().find(|ty| matches!(ty.ty.type_def, TypeDef::Sequence(_)));
		let list = list.unwrap().clone();
		for id in 0..200_000 {
			let mut next = list.clone();
			let TypeDef::Sequence(of) = &mut next.ty.type_def else { continue };
			(next.id, of.type_param.id) = (id, id + 1);
			match it.types.types.get_mut(id as usize) {
				Some(ty) => *ty = next,
				None => it.types.types.push(next),
			}
		}
	});
	let (kind, detail) = fault(deep);
	assert_eq!(kind, FaultKind::Metadata);
	assert!(detail.starts_with("it has another pallet"), "{detail}");
}

#[test]
fn the_metadata_of_another_runtime_needs_another_parecon() {
	let other = altered(|it| {
		let system = it.pallets.iter_mut().find(|pallet| pallet.name == "System").unwrap();
		let version = system.constants.iter_mut().find(|it| it.name == "Version").unwrap();
		version.value = ("older", "older", 1u32, 7u32).encode();
	});
	let Err(Stop::Cannot(error)) = other else { panic!("{other:?}") };
	assert!(
		error.what().starts_with("bundle is of runtime older 7, this parecon knows "),
		"{error}"
	);
}

/// A bundle of a block with these extrinsics, where everything else has been checked.
fn bundle(name: &str, body: Vec<Vec<u8>>) -> Bundle {
	let storage = sp_core::storage::Storage {
		top: [(b"key".to_vec(), vec![1])].into(),
		..Default::default()
	};
	let backend = InMemoryBackend::<Blake2Hasher>::from((storage, StateVersion::V1));
	let state = *backend.root();
	let proof = prove_read(backend, [b"key"]).unwrap().into_iter_nodes().collect();
	let extrinsics = BlakeTwo256::ordered_trie_root(body.clone(), StateVersion::V1);
	let header = Header::new(1, extrinsics, state, GENESIS, Default::default());
	let bytes = BlockProof { body: Some(body), proof }.encode();
	assert!(bytes.len() < MAX_RECORD as usize);
	let path = std::env::temp_dir().join(format!("parecon-open-{}-{name}", std::process::id()));
	std::fs::write(&path, &bytes).unwrap();
	let file = File::open(&path).unwrap();
	std::fs::remove_file(&path).unwrap();
	let summary = Summary {
		genesis: GENESIS,
		headers: 3,
		finalised: None,
		blocks: 1,
		spec_version: 1,
		runtimes: Vec::new(),
		ended: 2,
	};
	Bundle {
		path,
		file,
		about: about(H256::zero()),
		metadata: Metadata::decode(&mut &METADATA[..]).unwrap().arc(),
		places: [(1, Place { offset: 0, length: bytes.len(), header })].into(),
		window: Window::default(),
		fault: None,
		summary,
	}
}

#[test]
fn extrinsics_nested_beyond_the_stack_are_malformed() {
	let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
	let place = |pallet: &str, call: &str| {
		let pallet = metadata.pallet_by_name(pallet).unwrap();
		[pallet.call_index(), pallet.call_variant_by_name(call).unwrap().index]
	};
	let batch = [&place("Utility", "batch")[..], &[4]].concat();
	let remark = [&place("System", "remark")[..], &[0]].concat();
	let nested = |times| [&[4][..], &batch.repeat(times), &remark].concat().encode();
	let sound = vec![nested(0), nested(256)];
	assert_eq!(block_on(bundle("sound", sound.clone()).extrinsics(1)), Ok(sound));
	let mut made_up = bundle("made-up", vec![nested(0), nested(300_000)]);
	assert!(block_on(made_up.extrinsics(1)).is_err());
	let fault = made_up.fault().unwrap();
	assert_eq!((fault.kind, fault.block), (FaultKind::Malformed, Some(1)));
	assert_eq!(fault.detail, "its extrinsic 1: its calls are nested more than 256 deep");
}
