//! Extrinsics in bytes, checked along the committed metadata and against the decoder of the audit.

use super::*;
use crate::chain::METADATA;
use codec::Encode;
use subxt::ext::frame_decode::extrinsics::decode_extrinsic;

fn ours() -> Metadata {
	Metadata::decode(&mut &METADATA[..]).unwrap()
}

/// The two bytes that a call begins with.
fn begin(pallet: &str, call: &str) -> Vec<u8> {
	let metadata = ours();
	let pallet = metadata.pallet_by_name(pallet).unwrap();
	vec![pallet.call_index(), pallet.call_variant_by_name(call).unwrap().index]
}

/// A remark in as many batches of one call each.
fn batched(times: usize) -> Vec<u8> {
	let batch = [begin("Utility", "batch"), vec![4]].concat();
	[batch.repeat(times), begin("System", "remark"), vec![0]].concat()
}

/// An unsigned extrinsic.
fn bare(call: &[u8]) -> Vec<u8> {
	[&[4][..], call].concat().encode()
}

/// A signed one whose extensions are so many bytes of zero.
fn signed(extensions: usize, call: &[u8]) -> Vec<u8> {
	let parts = [&[0x84, 0][..], &[7; 32], &[1], &[9; 64], &vec![0; extensions], call];
	parts.concat().encode()
}

/// Whether the decoder of the audit takes an extrinsic, all of it.
fn decodes(extrinsic: &[u8], metadata: &Metadata) -> bool {
	let input = &mut &*extrinsic;
	decode_extrinsic(input, metadata, metadata.types()).is_ok() && input.is_empty()
}

fn refused(extrinsic: &[u8]) -> String {
	check(extrinsic, &ours()).unwrap_err()
}

#[test]
fn calls_are_nested_as_deep_as_the_chain_lets_them() {
	let metadata = ours();
	for times in [0, 1, 200, 256] {
		assert_eq!(check(&bare(&batched(times)), &metadata), Ok(()), "{times}");
		assert!(decodes(&bare(&batched(times)), &metadata), "{times}");
	}
	for times in [257, 1_000, 300_000] {
		let why = refused(&bare(&batched(times)));
		assert_eq!(why, "its calls are nested more than 256 deep", "{times}");
	}
}

#[test]
fn whatever_nests_calls_counts() {
	let as_derivative = [begin("Utility", "as_derivative"), vec![0, 0]].concat();
	let proxied = [begin("Proxy", "proxy"), vec![0], vec![7; 32], vec![0]].concat();
	let remark = [begin("System", "remark"), vec![0]].concat();
	for around in [as_derivative, proxied] {
		let nested = |times| bare(&[around.repeat(times), remark.clone()].concat());
		assert_eq!(check(&nested(256), &ours()), Ok(()));
		assert!(refused(&nested(257)).contains("nested more than 256"));
		assert!(refused(&nested(100_000)).contains("nested more than 256"));
	}
	// The one after a sound one counts as much.
	let two = [begin("Utility", "batch"), vec![8], remark, batched(100_000)].concat();
	assert!(refused(&bare(&two)).contains("nested more than 256"));
}

#[test]
fn signed_extrinsics_are_looked_into() {
	let metadata = ours();
	let sound: Vec<usize> =
		(0..30).filter(|bytes| decodes(&signed(*bytes, &batched(3)), &metadata)).collect();
	let [extensions] = sound[..] else { panic!("{sound:?}") };
	assert_eq!(check(&signed(extensions, &batched(3)), &metadata), Ok(()));
	assert_eq!(check(&signed(extensions, &batched(256)), &metadata), Ok(()));
	assert!(refused(&signed(extensions, &batched(100_000))).contains("nested more than 256"));
	let general = |call: &[u8]| [&[0x45, 0][..], &vec![0; extensions], call].concat().encode();
	assert_eq!(
		check(&general(&batched(3)), &metadata).is_ok(),
		decodes(&general(&batched(3)), &metadata)
	);
	assert!(check(&general(&batched(100_000)), &metadata).is_err());
}

#[test]
fn what_passes_is_what_can_be_decoded() {
	let metadata = ours();
	let extensions = (0..30).find(|bytes| decodes(&signed(*bytes, &batched(2)), &metadata));
	let account = [[0].to_vec(), vec![7; 32]].concat();
	let transfer = [begin("Balances", "transfer_keep_alive"), account, vec![4]].concat();
	let batch = [begin("Utility", "batch"), vec![8], transfer, batched(2)].concat();
	let sound = signed(extensions.unwrap(), &batch);
	assert_eq!(check(&sound, &metadata), Ok(()));
	for at in 0..sound.len() {
		assert!(check(&sound[..at], &metadata).is_err(), "{at}");
		for other in 0..=255 {
			let mut bytes = sound.clone();
			bytes[at] = other;
			let (passes, decoded) = (check(&bytes, &metadata), decodes(&bytes, &metadata));
			assert_eq!(passes.is_ok(), decoded, "{at} {other}: {passes:?}");
		}
	}
}

#[test]
fn other_bytes_are_refused() {
	assert_eq!(refused(&[]), Error::from("Not enough data to fill buffer").to_string());
	assert_eq!(refused(&[8, 4]), "it has another length than it says");
	assert_eq!(refused(&bare(&[&batched(0)[..], &[0]].concat())), "1 bytes are left over");
	assert_eq!(refused(&bare(&[255, 0])), "a variant of it is not known");
	assert_eq!(
		refused(&vec![0xc4u8, 0, 0].encode()),
		"extrinsics of version byte 196 are not known"
	);
	let long = [begin("System", "remark"), Compact(1u64 << 60).encode()].concat();
	assert_eq!(refused(&bare(&long)), "a list of it is longer than it");
}

/// Where types hold themselves without a call in between, counting calls is not enough; nor is a
/// sequence of bits known.
#[test]
fn only_calls_hold_calls() {
	let metadata = ours();
	let call = metadata.outer_enums().call_enum_ty();
	let types = &metadata.types().types;
	let parts = |ty: &TypeDef<PortableForm>| -> Vec<u32> {
		match ty {
			TypeDef::Composite(of) => of.fields.iter().map(|field| field.ty.id).collect(),
			TypeDef::Variant(of) => {
				let fields = of.variants.iter().flat_map(|variant| &variant.fields);
				fields.map(|field| field.ty.id).collect()
			},
			TypeDef::Sequence(of) => vec![of.type_param.id],
			TypeDef::Array(of) => vec![of.type_param.id],
			TypeDef::Tuple(of) => of.fields.iter().map(|field| field.id).collect(),
			TypeDef::Primitive(_) => vec![],
			TypeDef::Compact(of) => vec![of.type_param.id],
			TypeDef::BitSequence(_) => panic!("a sequence of bits"),
		}
	};
	let mut ends = vec![false; types.len()];
	ends[call as usize] = true;
	loop {
		let ended = |ty: &u32| ends[*ty as usize];
		let next =
			types.iter().find(|ty| !ended(&ty.id) && parts(&ty.ty.type_def).iter().all(ended));
		let Some(next) = next else { break };
		ends[next.id as usize] = true;
	}
	let endless: Vec<_> = types.iter().filter(|ty| !ends[ty.id as usize]).collect();
	assert!(endless.is_empty(), "{endless:?}");
}
