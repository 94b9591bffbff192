//! What the extrinsics of a block ask of the jobs pallet.

use super::records::{Complex, Line};
use codec::Decode;
use parecon_jobs_engine::Quality;
use parecon_primitives::CouncilId;
use primitive_types::H256;
use std::collections::BTreeSet;
use subxt::{
	dynamic::Value,
	ext::{
		scale_encode::EncodeAsType,
		scale_value::{Composite, ValueDef},
	},
	Metadata,
};

/// The pallet.
pub const JOBS: &str = "Jobs";

/// What a call says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
	/// A commitment to ratings.
	Commit {
		/// Its hash.
		hash: H256,
	},
	/// Ratings that are revealed.
	Reveal {
		/// The ratings.
		lines: Vec<Line>,
		/// What kept them from being guessed.
		salt: H256,
	},
	/// A division.
	Submit {
		/// What is claimed of it.
		claim: Quality,
		/// Its complexes.
		division: Vec<Complex>,
	},
}

/// A call that is an extrinsic, or stands inside one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
	/// Position of the extrinsic in its block.
	pub extrinsic: u32,
	/// The council that it concerns.
	pub council: CouncilId,
	/// What it says.
	pub said: Said,
}

/// What the extrinsics of a block ask.
#[derive(Clone, Debug, Default)]
pub struct Calls {
	/// The calls, in order.
	pub sent: Vec<Sent>,
	/// The extrinsics that hold everything that they do: calls of the pallet, and batches. Others may
	/// set off what was stored before.
	pub plain: BTreeSet<u32>,
}

impl Calls {
	/// The calls in an extrinsic that concern a council.
	pub fn of(&self, extrinsic: Option<u32>, council: CouncilId) -> impl Iterator<Item = &Said> {
		let here = move |sent: &&Sent| Some(sent.extrinsic) == extrinsic && sent.council == council;
		self.sent.iter().filter(here).map(|sent| &sent.said)
	}

	/// Whether what an extrinsic does has to stand in it.
	pub fn is_plain(&self, extrinsic: Option<u32>) -> bool {
		extrinsic.is_some_and(|position| self.plain.contains(&position))
	}
}

/// What a call of the pallet says, from its name and encoded arguments.
pub fn said(call: &str, mut args: &[u8]) -> Option<(CouncilId, Said)> {
	let args = &mut args;
	match call {
		"commit_ratings" => {
			let (council, hash) = Decode::decode(args).ok()?;
			Some((council, Said::Commit { hash }))
		},
		"reveal_ratings" => {
			let (council, lines, salt) = Decode::decode(args).ok()?;
			Some((council, Said::Reveal { lines, salt }))
		},
		"submit" => {
			let (council, claim, division) = Decode::decode(args).ok()?;
			Some((council, Said::Submit { claim, division }))
		},
		_ => None,
	}
}

/// Gathers what calls inside a call say, however deep they are nested and whatever wraps them.
/// Whether they were dispatched is for the events to say.
pub fn walk(args: &Composite<()>, metadata: &Metadata, extrinsic: u32, sent: &mut Vec<Sent>) {
	for value in args.values() {
		match &value.value {
			ValueDef::Composite(inside) => walk(inside, metadata, extrinsic, sent),
			ValueDef::Variant(variant) => {
				let inner = inner_call(variant.name.as_str(), &variant.values, metadata);
				match inner.and_then(|(name, args)| said(name, &args)) {
					Some((council, said)) => sent.push(Sent { extrinsic, council, said }),
					None => walk(&variant.values, metadata, extrinsic, sent),
				}
			},
			_ => {},
		}
	}
}

/// The name and the encoded arguments of a call of the pallet, where a value is one.
fn inner_call<'v>(
	pallet: &str,
	values: &'v Composite<()>,
	metadata: &Metadata,
) -> Option<(&'v str, Vec<u8>)> {
	let Value { value: ValueDef::Variant(call), .. } = values.values().next()? else {
		return None;
	};
	if pallet != JOBS {
		return None;
	}
	let known = metadata.pallet_by_name(JOBS)?.call_variant_by_name(&call.name)?;
	let mut bytes = Vec::new();
	for (field, value) in known.fields.iter().zip(call.values.values()) {
		value.encode_as_type_to(field.ty.id, metadata.types(), &mut bytes).ok()?;
	}
	Some((call.name.as_str(), bytes))
}
