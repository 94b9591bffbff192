//! What views answer and events say, as JSON under the names of the metadata: of most we show
//! everything and need to know nothing.
//!
//! Numbers, words and lists are those of JSON. Accounts are SS58, other bytes 0x and digits. A choice
//! is its name, or an object with its name and what comes with it. An answer of the kind "yes, or
//! this error" is an object with `allowed`, and `error` and `why` where it is no.

use super::{
	shape::{is_byte, Shape, Type},
	At, Chain, PareconConfig,
};
use crate::{errors::Result, hex::hex};
use codec::Encode;
use serde_json::{json, Map, Number, Value as Json};
use subxt::{
	events::Event,
	ext::scale_value::{scale, Composite, Primitive, Value, ValueDef, Variant},
	utils::AccountId32,
	Metadata,
};

impl Chain {
	/// The answer of a pallet's view as JSON.
	pub async fn ask(&self, at: &At, pallet: &str, view: &str, args: impl Encode) -> Result<Json> {
		let (answer, ty) = self.answer(at, pallet, view, args).await?;
		shown(&mut &answer[..], ty, at.metadata_ref()).map_err(|error| self.broken(error))
	}

	/// An event as JSON: `pallet`, `event` and its `fields` by name.
	pub fn event(&self, at: &At, event: &Event<'_, PareconConfig>) -> Result<Json> {
		let metadata = at.metadata_ref();
		let known = metadata
			.pallet_by_name(event.pallet_name())
			.and_then(|pallet| pallet.event_variant_by_index(event.event_index()))
			.ok_or_else(|| self.broken("it deposits an event that its metadata does not hold"))?;
		let mut bytes = event.field_bytes();
		let mut fields = Map::new();
		for (position, field) in known.fields.iter().enumerate() {
			let value = shown(&mut bytes, field.ty.id, metadata);
			let value = value.map_err(|error| self.broken(error))?;
			let name = field.name.clone().unwrap_or_else(|| position.to_string());
			fields.insert(name, value);
		}
		Ok(json!({
			"pallet": event.pallet_name(),
			"event": event.event_name(),
			"fields": fields,
		}))
	}
}

/// The value of a type that `bytes` begin with, as JSON. Takes it off the bytes.
pub fn shown(
	bytes: &mut &[u8],
	ty: u32,
	metadata: &Metadata,
) -> std::result::Result<Json, scale::DecodeError> {
	let value = scale::decode_as_type(bytes, ty, metadata.types())?;
	Ok(json_of(&value, metadata))
}

fn json_of(value: &Value<u32>, metadata: &Metadata) -> Json {
	let ty = Type::of(metadata, value.context);
	match &value.value {
		ValueDef::Primitive(primitive) => plain(primitive),
		ValueDef::BitSequence(bits) => json!(bits.iter().collect::<Vec<bool>>()),
		ValueDef::Composite(composite) => composed(composite, &ty, metadata),
		ValueDef::Variant(variant) => chosen(variant, &ty, metadata),
	}
}

fn plain(primitive: &Primitive) -> Json {
	match primitive {
		Primitive::Bool(value) => json!(value),
		Primitive::Char(value) => json!(value.to_string()),
		Primitive::String(value) => json!(value),
		Primitive::U128(value) => number(&value.to_string()),
		Primitive::I128(value) => number(&value.to_string()),
		Primitive::U256(value) | Primitive::I256(value) => json!(hex(value)),
	}
}

/// A whole number of any size, digit by digit.
fn number(digits: &str) -> Json {
	digits.parse::<Number>().map_or_else(|_| json!(digits), Json::Number)
}

fn composed(composite: &Composite<u32>, ty: &Type, metadata: &Metadata) -> Json {
	let inner = |value: &Value<u32>| json_of(value, metadata);
	match (composite, &ty.shape) {
		(Composite::Named(fields), _) => fields
			.iter()
			.map(|(name, value)| (name.clone(), inner(value)))
			.collect::<Map<_, _>>()
			.into(),
		(Composite::Unnamed(items), Shape::Record(_)) if ty.name == "AccountId32" => {
			account(items).map_or(Json::Null, |account| json!(account.to_string()))
		},
		(Composite::Unnamed(items), Shape::List(item) | Shape::Array(item, _))
			if is_byte(metadata, *item) =>
		{
			json!(hex(&bytes_of(items)))
		},
		(Composite::Unnamed(items), Shape::Record(_)) if items.len() == 1 => {
			items.first().map_or(Json::Null, inner)
		},
		(Composite::Unnamed(items), Shape::Tuple(_)) if items.is_empty() => Json::Null,
		(Composite::Unnamed(items), _) => items.iter().map(inner).collect(),
	}
}

/// An account: a record of one array of bytes.
fn account(items: &[Value<u32>]) -> Option<AccountId32> {
	let ValueDef::Composite(Composite::Unnamed(bytes)) = &items.first()?.value else {
		return None;
	};
	<[u8; 32]>::try_from(bytes_of(bytes)).ok().map(AccountId32)
}

fn bytes_of(items: &[Value<u32>]) -> Vec<u8> {
	items.iter().filter_map(|item| item.as_u128()).map(|byte| byte as u8).collect()
}

fn chosen(variant: &Variant<u32>, ty: &Type, metadata: &Metadata) -> Json {
	let inner = |value: &Value<u32>| json_of(value, metadata);
	let only = || variant.values.values().next().map_or(Json::Null, inner);
	match (ty.name.as_str(), variant.name.as_str()) {
		("Option", "None") => Json::Null,
		("Option", _) => only(),
		("Result", "Ok") => match only() {
			Json::Null => json!({ "allowed": true }),
			answer => json!({ "allowed": true, "answer": answer }),
		},
		("Result", _) => refused(only()),
		("DispatchError", _) => dispatch_error(variant, metadata),
		_ => match &variant.values {
			fields if fields.is_empty() => json!(variant.name),
			Composite::Unnamed(items) if items.len() > 1 => {
				json!({ &variant.name: items.iter().map(inner).collect::<Vec<_>>() })
			},
			Composite::Unnamed(_) => json!({ &variant.name: only() }),
			Composite::Named(fields) => {
				let fields = fields.iter().map(|(name, value)| (name.clone(), inner(value)));
				json!({ &variant.name: fields.collect::<Map<_, _>>() })
			},
		},
	}
}

/// The answer no, for a reason.
fn refused(error: Json) -> Json {
	match error {
		Json::Object(mut why) if why.contains_key("error") => {
			why.insert("allowed".into(), false.into());
			why.into()
		},
		other => json!({ "allowed": false, "error": other, "why": "" }),
	}
}

/// A dispatch error: `error`, as `Members.NoStanding`, and what the pallet says of it.
fn dispatch_error(variant: &Variant<u32>, metadata: &Metadata) -> Json {
	let module = || {
		let error = variant.values.values().next()?;
		let ValueDef::Composite(Composite::Named(fields)) = &error.value else { return None };
		let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, it)| it);
		let ValueDef::Composite(bytes) = &field("error")?.value else { return None };
		let number = |value: &Value<u32>| value.as_u128().and_then(|it| u8::try_from(it).ok());
		let pallet = metadata.pallet_by_error_index(number(field("index")?)?)?;
		let known = pallet.error_variant_by_index(number(bytes.values().next()?)?)?;
		let why = known.docs.join(" ");
		Some(json!({ "error": format!("{}.{}", pallet.name(), known.name), "why": why.trim() }))
	};
	let other = || match variant.values.values().next() {
		Some(Value { value: ValueDef::Variant(inner), .. }) => {
			format!("{}.{}", variant.name, inner.name)
		},
		_ => variant.name.clone(),
	};
	module().unwrap_or_else(|| json!({ "error": other(), "why": "" }))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::METADATA;
	use codec::Decode;

	fn metadata() -> Metadata {
		Metadata::decode(&mut &METADATA[..]).unwrap()
	}

	/// The type of the argument of a call.
	fn argument(metadata: &Metadata, pallet: &str, call: &str, name: &str) -> u32 {
		let call = metadata.pallet_by_name(pallet).unwrap().call_variant_by_name(call).unwrap();
		let argument = call.fields.iter().find(|field| field.name.as_deref() == Some(name));
		argument.unwrap().ty.id
	}

	fn read(bytes: &[u8], ty: u32, metadata: &Metadata) -> Json {
		let bytes = &mut &bytes[..];
		let value = shown(bytes, ty, metadata).unwrap();
		assert!(bytes.is_empty());
		value
	}

	#[test]
	fn values_are_shown_by_their_types() {
		let metadata = metadata();
		let side = argument(&metadata, "Councils", "found", "side");
		assert_eq!(read(&[1], side, &metadata), json!("Consumers"));
		let council = argument(&metadata, "Councils", "join", "council");
		assert_eq!(read(&7u32.encode(), council, &metadata), json!(7));
		let candidate = argument(&metadata, "Members", "sponsor", "candidate");
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let account: AccountId32 = alice.parse().unwrap();
		assert_eq!(read(&account.encode(), candidate, &metadata), json!(alice));
		let lines = argument(&metadata, "Planning", "propose", "lines");
		let line = parecon_engine::Line {
			good: parecon_primitives::GoodId(3),
			flow: parecon_primitives::Flow(-(1 << 100)),
		};
		let line = read(&vec![line].encode(), lines, &metadata);
		assert_eq!(line[0]["good"], json!(3));
		assert_eq!(line[0]["flow"].to_string(), "-1267650600228229401496703205376");
		let hash = argument(&metadata, "Founders", "vote", "proposal");
		assert_eq!(read(&[9; 32], hash, &metadata), json!(format!("0x{}", "09".repeat(32))));
		let name = argument(&metadata, "Planning", "register_good", "name");
		assert_eq!(read(&b"ab".to_vec().encode(), name, &metadata), json!("0x6162"));
	}

	#[test]
	fn a_refusal_has_the_name_and_the_words_of_the_pallet() {
		let metadata = metadata();
		let ty = metadata.dispatch_error_ty().unwrap();
		let pallet = metadata.pallet_by_name("Members").unwrap();
		let known = pallet.error_variants().unwrap().iter().find(|it| it.name == "AlreadyMember");
		let known = known.unwrap();
		let error = [3, pallet.error_index(), known.index, 0, 0, 0];
		let error = read(&error, ty, &metadata);
		assert_eq!(error["error"], "Members.AlreadyMember");
		assert_eq!(error["why"], known.docs.join(" ").trim());
		assert_eq!(refused(error)["allowed"], false);
		assert_eq!(read(&[2], ty, &metadata), json!({ "error": "BadOrigin", "why": "" }));
		assert_eq!(read(&[7, 0], ty, &metadata)["error"], "Token.FundsUnavailable");
	}
}
