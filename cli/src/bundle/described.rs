//! The metadata in a bundle, against the metadata that this parecon was built with. That of a bundle
//! is only decoded and compared: nothing follows its types, which anybody may have made up.

use super::state::Runtime;
use codec::{Decode, DecodeLimit};
use subxt::ext::frame_metadata::v16::{PalletMetadata, RuntimeMetadataV16};

/// What metadata begins with: its magic, and the version of its form.
const PREFIX: &[u8] = b"meta\x10";

/// Most bytes that are decoded, many times those of ours: what is decoded takes more room than its
/// bytes do.
const MOST: usize = 4 << 20;

/// How deep lists of it are nested, at most: ours are nested less than half as deep.
const DEEPEST: u32 = 16;

/// Metadata from its bytes, all of them.
///
/// # Errors
/// They are too many, or those of something else: in words.
pub fn decoded(bytes: &[u8]) -> Result<RuntimeMetadataV16, String> {
	if bytes.len() > MOST {
		return Err(format!("it has {} bytes, more than {MOST}", bytes.len()));
	}
	let mut rest = bytes.strip_prefix(PREFIX).ok_or("it is not of version 16")?;
	RuntimeMetadataV16::decode_all_with_depth_limit(DEEPEST, &mut rest)
		.map_err(|error| format!("it cannot be decoded: {error}"))
}

/// The runtime that metadata says it is of.
pub fn runtime(metadata: &RuntimeMetadataV16) -> Option<Runtime> {
	let system = metadata.pallets.iter().find(|pallet| pallet.name == "System")?;
	let version = system.constants.iter().find(|constant| constant.name == "Version")?;
	let named = <(String, String, u32, u32)>::decode(&mut &version.value[..]);
	let (name, _, _, version) = named.ok()?;
	Some(Runtime { name, version })
}

/// What `theirs` has another of than `ours`, in words; none where they are the same but for the
/// default of `System.Account`. The first nonce of an account is the number of the block, so that
/// default is another one in each block in which the metadata is asked for.
pub fn other(mut ours: RuntimeMetadataV16, mut theirs: RuntimeMetadataV16) -> Option<String> {
	blank(&mut ours);
	blank(&mut theirs);
	let pallets = ours.pallets.len().max(theirs.pallets.len());
	if let Some(at) = (0..pallets).find(|at| !same_pallet(&ours, &theirs, *at)) {
		let name = ours.pallets.get(at).map(|pallet| pallet.name.as_str());
		return Some(format!("pallet {}", name.unwrap_or("after the last one")));
	}
	let parts = [
		(ours.types == theirs.types, "type"),
		(ours.extrinsic == theirs.extrinsic, "extrinsic format"),
		(ours.apis == theirs.apis, "runtime interface"),
		(ours.outer_enums == theirs.outer_enums, "type of all calls, events or errors"),
		(ours.custom == theirs.custom, "value of its own"),
	];
	parts.into_iter().find(|(same, _)| !same).map(|(_, what)| what.to_owned())
}

/// Forgets what differs from block to block.
fn blank(metadata: &mut RuntimeMetadataV16) {
	let system = metadata.pallets.iter_mut().filter(|pallet| pallet.name == "System");
	let entries = system.filter_map(|pallet| pallet.storage.as_mut());
	let entries = entries.flat_map(|storage| storage.entries.iter_mut());
	for entry in entries.filter(|entry| entry.name == "Account") {
		entry.default.fill(0);
	}
}

/// Whether the pallets at a place are the same, and the types of their calls, events and errors.
fn same_pallet(ours: &RuntimeMetadataV16, theirs: &RuntimeMetadataV16, at: usize) -> bool {
	let Some((pallet, their)) = ours.pallets.get(at).zip(theirs.pallets.get(at)) else {
		return false;
	};
	let same = |id: u32| ours.types.resolve(id) == theirs.types.resolve(id);
	pallet == their && own_types(pallet).all(same)
}

type Pallet = PalletMetadata<sp_runtime::scale_info::form::PortableForm>;

fn own_types(pallet: &Pallet) -> impl Iterator<Item = u32> {
	let calls = pallet.calls.as_ref().map(|calls| calls.ty.id);
	let events = pallet.event.as_ref().map(|event| event.ty.id);
	let errors = pallet.error.as_ref().map(|error| error.ty.id);
	[calls, events, errors].into_iter().flatten()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::METADATA;
	use codec::Encode;
	use sp_runtime::scale_info::TypeDef;

	fn ours() -> RuntimeMetadataV16 {
		decoded(METADATA).unwrap()
	}

	/// What differs after `alter` and a way through bytes.
	fn altered(alter: impl Fn(&mut RuntimeMetadataV16)) -> Option<String> {
		let mut theirs = ours();
		alter(&mut theirs);
		let bytes = [PREFIX, &theirs.encode()].concat();
		other(ours(), decoded(&bytes).unwrap())
	}

	fn pallet<'m>(metadata: &'m mut RuntimeMetadataV16, name: &str) -> &'m mut Pallet {
		metadata.pallets.iter_mut().find(|pallet| pallet.name == name).unwrap()
	}

	#[test]
	fn only_the_first_nonce_may_differ() {
		assert_eq!(altered(|_| ()), None);
		let account = |theirs: &mut RuntimeMetadataV16, at: usize| {
			let storage = pallet(theirs, "System").storage.as_mut().unwrap();
			let entry = storage.entries.iter_mut().find(|entry| entry.name == "Account").unwrap();
			entry.default[at] = 7;
		};
		assert_eq!(altered(|theirs| account(theirs, 0)), None);
		let system = |alter: fn(&mut Pallet)| altered(|theirs| alter(pallet(theirs, "System")));
		let other = Some("pallet System".to_owned());
		assert_eq!(system(|system| system.index = 99), other);
		assert_eq!(system(|system| drop(system.constants.remove(0))), other);
		let longer = |system: &mut Pallet| {
			system.storage.as_mut().unwrap().entries[0].default.push(0);
		};
		assert_eq!(system(longer), other);
	}

	#[test]
	fn every_part_is_compared() {
		for (alter, what) in [
			(
				(|it| it.extrinsic.versions.push(9)) as fn(&mut RuntimeMetadataV16),
				"extrinsic format",
			),
			(|it| it.extrinsic.transaction_extensions.truncate(1), "extrinsic format"),
			(|it| it.apis.truncate(1), "runtime interface"),
			(|it| it.outer_enums.call_enum_ty.id += 1, "type of all calls, events or errors"),
			(|it| drop(it.pallets.pop()), "pallet"),
			(|it| it.pallets.push(it.pallets[0].clone()), "pallet after the last one"),
			(|it| it.types.types.push(it.types.types[0].clone()), "type"),
			(|it| pallet(it, "Quota").index = 99, "pallet Quota"),
		] {
			let other = altered(alter).unwrap_or_default();
			assert!(other.starts_with(what), "{what}: {other}");
		}
		let call = altered(|theirs| {
			let id = pallet(theirs, "Planning").calls.as_ref().unwrap().ty.id;
			let TypeDef::Variant(calls) = &mut theirs.types.types[id as usize].ty.type_def else {
				panic!("calls are variants");
			};
			calls.variants[0].name = "other".into();
		});
		assert_eq!(call.as_deref(), Some("pallet Planning"));
	}

	#[test]
	fn types_that_lead_nowhere_or_to_themselves_are_not_followed() {
		let type_of = |theirs: &mut RuntimeMetadataV16, of: fn(u32) -> u32| {
			let storage = pallet(theirs, "Planning").storage.as_mut().unwrap();
			let entry = storage.entries.iter_mut().find(|entry| entry.name == "Current").unwrap();
			let subxt::ext::frame_metadata::v14::StorageEntryType::Plain(id) = &mut entry.ty else {
				panic!("Current is no map");
			};
			id.id = of(id.id);
		};
		assert_eq!(altered(|it| type_of(it, |_| u32::MAX)).as_deref(), Some("pallet Planning"));
		let endless = altered(|theirs| {
			let count = theirs.types.types.len() as u32;
			for ty in &mut theirs.types.types {
				if let TypeDef::Sequence(sequence) = &mut ty.ty.type_def {
					sequence.type_param.id = ty.id;
				}
			}
			theirs.types.types.truncate(count as usize / 2);
		});
		assert!(endless.is_some());
	}

	#[test]
	fn other_bytes_are_no_metadata() {
		let older = [b"meta\x0f", &METADATA[5..]].concat();
		assert_eq!(decoded(&older).unwrap_err(), "it is not of version 16");
		assert_eq!(decoded(b"").unwrap_err(), "it is not of version 16");
		let more = decoded(&[METADATA, &[0]].concat()).unwrap_err();
		assert!(more.starts_with("it cannot be decoded"), "{more}");
		let huge = [METADATA, &vec![0; MOST]].concat();
		assert!(decoded(&huge).unwrap_err().ends_with("more than 4194304"));
		assert!(decoded(&METADATA[..METADATA.len() - 1]).is_err());
	}

	#[test]
	fn the_runtime_is_named() {
		let named = runtime(&ours()).unwrap();
		assert!(named.version > 0);
		let mut nameless = ours();
		pallet(&mut nameless, "System").constants.clear();
		assert_eq!(runtime(&nameless), None);
	}
}
