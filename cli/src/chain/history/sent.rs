//! What the extrinsics of a block ask of a cycle.

use super::{PLANNING, REQUESTS};
use crate::audit::{Said, Sent};
use codec::Decode;
use parecon_engine::Line;
use parecon_primitives::{CouncilId, Iteration};
use primitive_types::H256;
use subxt::{
	dynamic::Value,
	ext::{
		scale_encode::EncodeAsType,
		scale_value::{Composite, ValueDef},
	},
	Metadata,
};

/// A council, where a call names one, and what it says for it or of it.
pub(super) type Saying = (Option<CouncilId>, Said);

/// What a call of the planning pallet or of the pallet of requests says, from its name and encoded
/// arguments: of a federation that proposes for several councils one thing for each.
pub(super) fn said(pallet: &str, call: &str, args: &[u8]) -> Vec<Saying> {
	if (pallet, call) == (PLANNING, "propose_many") {
		return many(args).unwrap_or_default();
	}
	let one = match pallet {
		PLANNING => of_year(call, args).or_else(|| of_federation(call, args)),
		REQUESTS => of_member(call, args),
		_ => None,
	};
	one.into_iter().collect()
}

/// The arguments of a call.
fn decoded<Args: Decode>(mut args: &[u8]) -> Option<Args> {
	Args::decode(&mut args).ok()
}

fn of_year(call: &str, args: &[u8]) -> Option<Saying> {
	let (council, said): (CouncilId, _) = match call {
		"propose" => {
			let (council, iteration, lines, note) = decoded(args)?;
			(council, Said::Proposal { iteration, lines, note, federation: None })
		},
		"recall" => (decoded(args)?, Said::Recall),
		"drop_silent" => (decoded(args)?, Said::Drop),
		"ratify" => {
			let (council, approve) = decoded(args)?;
			(council, Said::Verdict { approve })
		},
		"withdraw" => {
			let (cycle, council) = decoded(args)?;
			(council, Said::Withdraw { cycle })
		},
		_ => return None,
	};
	Some((Some(council), said))
}

fn of_federation(call: &str, args: &[u8]) -> Option<Saying> {
	let (council, said): (CouncilId, _) = match call {
		"comment" => {
			let (federation, council, note) = decoded(args)?;
			(council, Said::Comment { federation, note })
		},
		"entrust" => {
			let (council, federation) = decoded(args)?;
			(council, Said::Entrust { federation })
		},
		"endow" => {
			let (council, amount) = decoded(args)?;
			(council, Said::Endow { amount })
		},
		"ask_exception" => {
			let (council, amount, note) = decoded(args)?;
			(council, Said::Ask { amount, note })
		},
		"appeal" => (decoded(args)?, Said::Appeal),
		"grant_exception" => {
			let (federation, council, exception) = decoded(args)?;
			(council, Said::Grant { federation, exception })
		},
		"refuse_exception" => {
			let (federation, council) = decoded(args)?;
			(council, Said::Refuse { federation })
		},
		_ => return None,
	};
	Some((Some(council), said))
}

fn of_member(call: &str, args: &[u8]) -> Option<Saying> {
	Some(match call {
		"request" => {
			let (council, goods, note) = decoded(args)?;
			(Some(council), Said::Request { goods, note })
		},
		"withdraw_request" => (None, Said::TakeBack),
		"clear_request" => (None, Said::Clear { member: decoded(args)? }),
		_ => return None,
	})
}

/// What a federation proposes for several councils.
fn many(args: &[u8]) -> Option<Vec<Saying>> {
	type Entry = (CouncilId, Vec<Line>, Option<H256>);
	let (federation, iteration, batch): (CouncilId, Iteration, Vec<Entry>) = decoded(args)?;
	let one = |(council, lines, note): Entry| {
		let federation = Some(federation);
		(Some(council), Said::Proposal { iteration, lines, note, federation })
	};
	Some(batch.into_iter().map(one).collect())
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
				let pallet = variant.name.as_str();
				let inner = inner_call(pallet, &variant.values, metadata);
				let all = inner.map(|(name, args)| said(pallet, name, &args)).unwrap_or_default();
				if all.is_empty() {
					walk(&variant.values, metadata, extrinsic, sent);
				}
				let nested = |(council, what)| Sent { extrinsic, alone: false, council, what };
				sent.extend(all.into_iter().map(nested));
			},
			_ => {},
		}
	}
}

/// The name and the encoded arguments of a call that an audit hears, where a value is one.
fn inner_call<'v>(
	pallet: &str,
	values: &'v Composite<()>,
	metadata: &Metadata,
) -> Option<(&'v str, Vec<u8>)> {
	let Value { value: ValueDef::Variant(call), .. } = values.values().next()? else {
		return None;
	};
	if !matches!(pallet, PLANNING | REQUESTS) {
		return None;
	}
	let known = metadata.pallet_by_name(pallet)?.call_variant_by_name(&call.name)?;
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
		plan_calls::{self, Exception},
		METADATA,
	};
	use parecon_primitives::{Credits, CycleId, Flow, GoodId, MemberId, Quantity};
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
		by(None, council, flow)
	}

	fn by(federation: Option<CouncilId>, council: u32, flow: i128) -> Sent {
		let (iteration, lines) = (Iteration(2), lines(flow));
		other(council, Said::Proposal { iteration, lines, note: None, federation })
	}

	fn propose(council: u32, flow: i128) -> Call {
		plan_calls::propose(CouncilId(council), Iteration(2), &lines(flow), None)
	}

	fn other(council: u32, what: Said) -> Sent {
		Sent { extrinsic: 5, alone: false, council: Some(CouncilId(council)), what }
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
	fn calls_are_found_as_deep_as_the_chain_lets_them_be() {
		let mut call = propose(1, 9);
		for _ in 0..256 {
			call = calls::batch_all(vec![inner(&call)]);
		}
		assert_eq!(found(&call), [proposal(1, 9)]);
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
	fn what_a_federation_proposes_is_found_for_each_council() {
		let batch = [(CouncilId(3), lines(9), None), (CouncilId(4), lines(-8), None)];
		let many = plan_calls::propose_many(CouncilId(1), Iteration(2), &batch);
		let federation = Some(CouncilId(1));
		assert_eq!(
			found(&calls::batch_all(vec![inner(&many)])),
			[by(federation, 3, 9), by(federation, 4, -8)]
		);
	}

	#[test]
	fn every_call_of_a_year_is_heard() {
		let (note, amount) = (H256::repeat_byte(9), Credits(7));
		let (council, federation) = (CouncilId(3), CouncilId(1));
		let goods = vec![(GoodId(4), Quantity(5))];
		let relief = Exception::Relief { amount, backers: vec![CouncilId(8)] };
		let said = |what| other(3, what);
		let unnamed = |what| Sent { extrinsic: 5, alone: false, council: None, what };
		let exception = relief.clone();
		for (call, sent) in [
			(plan_calls::recall(council), said(Said::Recall)),
			(
				plan_calls::comment(federation, council, note),
				said(Said::Comment { federation, note }),
			),
			(
				plan_calls::entrust(council, Some(federation)),
				said(Said::Entrust { federation: Some(federation) }),
			),
			(plan_calls::endow(council, amount), said(Said::Endow { amount })),
			(plan_calls::ask_exception(council, amount, note), said(Said::Ask { amount, note })),
			(plan_calls::appeal(council), said(Said::Appeal)),
			(
				plan_calls::grant_exception(federation, council, relief),
				said(Said::Grant { federation, exception }),
			),
			(plan_calls::refuse_exception(federation, council), said(Said::Refuse { federation })),
			(
				plan_calls::withdraw_from(CycleId(2), council),
				said(Said::Withdraw { cycle: CycleId(2) }),
			),
			(
				plan_calls::request(council, &goods, Some(note)),
				said(Said::Request { goods: goods.clone(), note: Some(note) }),
			),
			(plan_calls::withdraw_request(), unnamed(Said::TakeBack)),
			(plan_calls::clear_request(MemberId(6)), unnamed(Said::Clear { member: MemberId(6) })),
		] {
			assert_eq!(found(&calls::batch_all(vec![inner(&call)])), [sent], "{call:?}");
		}
	}

	#[test]
	fn only_the_year_is_heard() {
		assert_eq!(found(&calls::batch_all(vec![inner(&calls::enrol(CouncilId(1)))])), []);
		assert_eq!(said(PLANNING, "enrol", &[0; 4]), []);
		assert_eq!(said("Lottery", "recall", &[0; 4]), [], "of another pallet");
		assert_eq!(said(PLANNING, "propose", &[0; 4]), [], "cut short");
		assert_eq!(propose(1, 9).pallet_name(), PLANNING);
	}
}
