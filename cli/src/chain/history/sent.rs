//! What the extrinsics of a block ask of a cycle.

use super::PLANNING;
use crate::audit::{Said, Sent};
use codec::Decode;
use parecon_primitives::CouncilId;
use subxt::{
	dynamic::Value,
	ext::{
		scale_encode::EncodeAsType,
		scale_value::{Composite, ValueDef},
	},
	Metadata,
};

/// What a call of the planning pallet says for a council, from its name and encoded arguments.
pub(super) fn said(call: &str, mut args: &[u8]) -> Option<(CouncilId, Said)> {
	match call {
		"propose" => {
			let (council, iteration, lines) = Decode::decode(&mut args).ok()?;
			Some((council, Said::Proposal { iteration, lines }))
		},
		"drop_silent" => Some((Decode::decode(&mut args).ok()?, Said::Drop)),
		"ratify" => {
			let (council, approve) = Decode::decode(&mut args).ok()?;
			Some((council, Said::Verdict { approve }))
		},
		_ => None,
	}
}

/// Gathers what calls inside a call say for councils, however deep they are nested and whatever
/// wraps them: batches, proxies, multisignatures. Whether they were dispatched is for the events to
/// say.
pub(super) fn walk(
	args: &Composite<()>,
	metadata: &Metadata,
	extrinsic: u32,
	sent: &mut Vec<Sent>,
) {
	for value in args.values() {
		match &value.value {
			ValueDef::Composite(inside) => walk(inside, metadata, extrinsic, sent),
			ValueDef::Variant(variant) => {
				let inner = inner_call(variant.name.as_str(), &variant.values, metadata);
				match inner.and_then(|(name, args)| said(name, &args)) {
					Some((council, what)) => {
						sent.push(Sent { extrinsic, alone: false, council, what })
					},
					None => walk(&variant.values, metadata, extrinsic, sent),
				}
			},
			_ => {},
		}
	}
}

/// The name and the encoded arguments of a call of the planning pallet, where a value is one.
fn inner_call<'v>(
	pallet: &str,
	values: &'v Composite<()>,
	metadata: &Metadata,
) -> Option<(&'v str, Vec<u8>)> {
	let Value { value: ValueDef::Variant(call), .. } = values.values().next()? else {
		return None;
	};
	if pallet != PLANNING {
		return None;
	}
	let known = metadata.pallet_by_name(PLANNING)?.call_variant_by_name(&call.name)?;
	let mut bytes = Vec::new();
	for (field, value) in known.fields.iter().zip(call.values.values()) {
		value.encode_as_type_to(field.ty.id, metadata.types(), &mut bytes).ok()?;
	}
	Some((call.name.as_str(), bytes))
}

#[cfg(test)]
mod tests {
	use super::{
		super::{decoder, Decoder},
		*,
	};
	use crate::chain::{
		calls::{self, Call, Inner},
		METADATA,
	};
	use parecon_engine::Line;
	use parecon_primitives::{Flow, GoodId, Iteration};
	use subxt::transactions::Payload;

	fn offline() -> Decoder {
		decoder(Metadata::decode(&mut &METADATA[..]).unwrap().arc()).unwrap()
	}

	fn inner(call: &Call) -> Inner {
		Inner(offline().tx().call_data(call).unwrap())
	}

	/// What is found in the arguments of a call.
	fn found(call: &Call) -> Vec<Sent> {
		let offline = offline();
		let decoded = offline.tx().from_call_data_bytes(&inner(call).0).unwrap();
		let mut sent = Vec::new();
		walk(decoded.call_data(), offline.metadata_ref(), 5, &mut sent);
		sent
	}

	fn lines(flow: i128) -> Vec<Line> {
		vec![Line { good: GoodId(3), flow: Flow(flow) }, Line { good: GoodId(70), flow: Flow(-7) }]
	}

	fn proposal(council: u32, flow: i128) -> Sent {
		let what = Said::Proposal { iteration: Iteration(2), lines: lines(flow) };
		Sent { extrinsic: 5, alone: false, council: CouncilId(council), what }
	}

	fn propose(council: u32, flow: i128) -> Call {
		calls::propose(CouncilId(council), Iteration(2), &lines(flow))
	}

	fn other(council: u32, what: Said) -> Sent {
		Sent { extrinsic: 5, alone: false, council: CouncilId(council), what }
	}

	#[test]
	fn nested_calls_are_found_in_their_order() {
		let founding = calls::found(parecon_primitives::Side::Workers);
		let deep = calls::force_batch(vec![inner(&propose(2, -8)), inner(&founding)]);
		let ratify = calls::ratify(CouncilId(4), true);
		let call = calls::batch_all(vec![
			inner(&propose(1, 9)),
			inner(&deep),
			inner(&ratify),
			inner(&calls::drop_silent(CouncilId(6))),
			inner(&propose(1, 1 << 90)),
		]);
		let verdict = other(4, Said::Verdict { approve: true });
		let dropped = other(6, Said::Drop);
		assert_eq!(
			found(&call),
			[proposal(1, 9), proposal(2, -8), verdict, dropped, proposal(1, 1 << 90)]
		);
	}

	#[test]
	fn whatever_wraps_a_call_is_seen_through() {
		let wrapped = |bytes: Vec<u8>| {
			let offline = offline();
			let decoded = offline.tx().from_call_data_bytes(&bytes).unwrap();
			let mut sent = Vec::new();
			walk(decoded.call_data(), offline.metadata_ref(), 5, &mut sent);
			sent
		};
		let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
		let place = |pallet: &str, call: &str| {
			let pallet = metadata.pallet_by_name(pallet).unwrap();
			vec![pallet.call_index(), pallet.call_variant_by_name(call).unwrap().index]
		};
		let propose = inner(&propose(1, 9)).0;
		let account = [7u8; 32];
		for (mut bytes, args) in [
			(place("Proxy", "proxy"), [&[0][..], &account, &[0], &propose].concat()),
			(place("Utility", "as_derivative"), [&[1, 0][..], &propose].concat()),
			(place("Utility", "with_weight"), [&propose[..], &[0, 0]].concat()),
			(
				place("Multisig", "as_multi"),
				[&[2, 0, 4][..], &account, &[0], &propose, &[0, 0]].concat(),
			),
			(place("Multisig", "as_multi_threshold_1"), [&[4][..], &account, &propose].concat()),
		] {
			let name = format!("{bytes:?}");
			bytes.extend(args);
			assert_eq!(wrapped(bytes), [proposal(1, 9)], "{name}");
		}
	}

	#[test]
	fn only_the_planning_pallet_is_heard() {
		assert_eq!(found(&calls::batch_all(vec![inner(&calls::enrol(CouncilId(1)))])), []);
		assert_eq!(said("enrol", &[0; 4]), None);
		assert_eq!(said("propose", &[0; 4]), None, "cut short");
		assert_eq!(propose(1, 9).pallet_name(), PLANNING);
	}
}
