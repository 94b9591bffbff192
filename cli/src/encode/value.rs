//! Text and JSON as values of a type of the metadata.

use crate::{
	chain::shape::{is_byte, Choice, Field, Primitive, Shape, Type},
	hex::unhex,
	people::keys::account,
};
use serde_json::Value as Json;
use subxt::{
	dynamic::Value,
	ext::scale_value::{scale, Composite},
	utils::AccountId32,
	Metadata,
};

/// Why something is not of the type that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
	/// Where inside of it, as `[3].flow`; empty where it is the whole.
	pub path: String,
	/// What is there.
	pub found: String,
	/// What should be.
	pub expected: String,
}

type Fitted = Result<Value, Misfit>;

/// How deep the description of a type goes.
const DEPTH: u8 = 3;

/// How much of what does not fit is shown.
const SHOWN: usize = 60;

/// Values of the types of some metadata.
#[derive(Clone, Copy)]
pub struct Values<'m>(pub &'m Metadata);

impl Misfit {
	fn inside(self, path: &str) -> Self {
		Self { path: format!("{path}{}", self.path), ..self }
	}
}

impl Values<'_> {
	fn misfit(&self, found: impl ToString, ty: u32) -> Misfit {
		let found = found.to_string();
		let cut = found.chars().count() > SHOWN;
		let end = if cut { "..." } else { "" };
		Misfit {
			path: String::new(),
			found: found.chars().take(SHOWN).collect::<String>() + end,
			expected: self.expected(ty),
		}
	}

	/// What a cell with `text` says as a value of the type with number `ty`.
	pub fn of_text(&self, text: &str, ty: u32) -> Fitted {
		let Type { name, shape } = Type::of(self.0, ty);
		let bare = text.trim();
		let value = match (name.as_str(), &shape) {
			("AccountId32", _) => account(bare).ok().map(|account| of_account(&account)),
			("RuntimeCall", _) => unhex(bare).and_then(|bytes| self.decoded(&bytes, ty)),
			("Option", _) if bare.is_empty() => Some(Value::unnamed_variant("None", [])),
			("Option", Shape::Choices(choices)) => {
				return self.some(choices, ty, |inner| self.of_text(text, inner))
			},
			(_, Shape::Record(fields)) if fields.len() == 1 => {
				return self.only(&fields[0], |inner| self.of_text(text, inner));
			},
			(_, Shape::Compact(inner)) => return self.of_text(text, *inner),
			(_, Shape::Plain(primitive)) => plain(text, *primitive),
			(_, Shape::List(item)) if is_byte(self.0, *item) => of_bytes(text),
			(_, Shape::Array(item, length)) if is_byte(self.0, *item) => {
				unhex(bare).filter(|bytes| bytes.len() == *length).map(Value::from_bytes)
			},
			(_, Shape::Choices(choices)) if !bare.starts_with('{') => {
				of_name(bare, choices, self.0)
			},
			_ => match serde_json::from_str::<Json>(bare) {
				Ok(json @ (Json::Array(_) | Json::Object(_))) => return self.of_json(&json, ty),
				_ => None,
			},
		};
		value.ok_or_else(|| self.misfit(format!("{text:?}"), ty))
	}

	/// What `json` says as a value of the type with number `ty`.
	pub fn of_json(&self, json: &Json, ty: u32) -> Fitted {
		let Type { name, shape } = Type::of(self.0, ty);
		match (json, &shape) {
			(Json::Null, _) if name == "Option" => Ok(Value::unnamed_variant("None", [])),
			(_, Shape::Choices(choices)) if name == "Option" => {
				self.some(choices, ty, |inner| self.of_json(json, inner))
			},
			(Json::String(text), _) => self.of_text(text, ty),
			(
				Json::Number(_) | Json::Bool(_),
				Shape::Record(_) | Shape::Plain(_) | Shape::Compact(_),
			) => self.of_text(&json.to_string(), ty).map_err(|_| self.misfit(json, ty)),
			(Json::Object(object), Shape::Record(fields)) => self.record(object, fields, json, ty),
			(_, Shape::Record(fields)) if fields.len() == 1 => {
				self.only(&fields[0], |inner| self.of_json(json, inner))
			},
			(Json::Array(items), Shape::Record(fields))
				if fields.iter().all(|it| it.name.is_none()) =>
			{
				self.each(items, fields.iter().map(|field| field.ty), json, ty)
			},
			(Json::Array(items), Shape::List(item)) => {
				self.each(items, items.iter().map(|_| *item), json, ty)
			},
			(Json::Array(items), Shape::Array(item, length)) => {
				self.each(items, std::iter::repeat_n(*item, *length), json, ty)
			},
			(Json::Array(items), Shape::Tuple(types)) => {
				self.each(items, types.iter().copied(), json, ty)
			},
			(Json::Object(object), Shape::Choices(choices)) => {
				let only = if object.len() == 1 { object.iter().next() } else { None };
				let chosen = only.and_then(|(name, inside)| {
					Some((choices.iter().find(|choice| choice.name == *name)?, inside))
				});
				match chosen {
					Some((choice, inside)) => self.choice(choice, inside, ty),
					None => Err(self.misfit(json, ty)),
				}
			},
			_ => Err(self.misfit(json, ty)),
		}
	}

	/// A value of an optional type that is there.
	fn some(&self, choices: &[Choice], ty: u32, inner: impl FnOnce(u32) -> Fitted) -> Fitted {
		let some = choices.iter().flat_map(|choice| &choice.fields).next();
		let some = some.ok_or_else(|| self.misfit("a value", ty))?;
		let value =
			inner(some.ty).map_err(|misfit| Misfit { expected: self.expected(ty), ..misfit })?;
		Ok(Value::unnamed_variant("Some", [value]))
	}

	/// A record of one field, which is written as what is in it.
	fn only(&self, field: &Field, inner: impl FnOnce(u32) -> Fitted) -> Fitted {
		let value = inner(field.ty)?;
		Ok(match &field.name {
			Some(name) => Value::named_composite([(name.clone(), value)]),
			None => Value::unnamed_composite([value]),
		})
	}

	fn record(
		&self,
		object: &serde_json::Map<String, Json>,
		fields: &[Field],
		json: &Json,
		ty: u32,
	) -> Fitted {
		let name = |field: &Field| field.name.clone().unwrap_or_default();
		if object.keys().any(|key| !fields.iter().any(|field| name(field) == *key)) {
			return Err(self.misfit(json, ty));
		}
		let mut values = Vec::new();
		for field in fields {
			let name = name(field);
			let inside = object.get(&name).unwrap_or(&Json::Null);
			let value = self.of_json(inside, field.ty);
			values.push((name.clone(), value.map_err(|it| it.inside(&format!(".{name}")))?));
		}
		Ok(Value::named_composite(values))
	}

	fn each(
		&self,
		items: &[Json],
		types: impl ExactSizeIterator<Item = u32>,
		json: &Json,
		ty: u32,
	) -> Fitted {
		if items.len() != types.len() {
			return Err(self.misfit(json, ty));
		}
		let mut values = Vec::new();
		for (position, (item, ty)) in items.iter().zip(types).enumerate() {
			let value = self.of_json(item, ty).map_err(|it| it.inside(&format!("[{position}]")))?;
			values.push(value);
		}
		Ok(Value::unnamed_composite(values))
	}

	fn choice(&self, choice: &Choice, inside: &Json, ty: u32) -> Fitted {
		let within = |misfit: Misfit| misfit.inside(&format!(".{}", choice.name));
		let value = match (&choice.fields[..], inside) {
			([], Json::Null) => Value::unnamed_composite([]),
			([field], _) if field.name.is_none() => {
				Value::unnamed_composite([self.of_json(inside, field.ty).map_err(within)?])
			},
			(fields, Json::Object(object)) => {
				self.record(object, fields, inside, ty).map_err(within)?
			},
			(fields, Json::Array(items)) if fields.iter().all(|field| field.name.is_none()) => {
				let types = fields.iter().map(|field| field.ty);
				self.each(items, types, inside, ty).map_err(within)?
			},
			_ => return Err(within(self.misfit(inside, ty))),
		};
		match value.value {
			subxt::ext::scale_value::ValueDef::Composite(fields) => {
				Ok(Value::variant(choice.name.clone(), fields))
			},
			_ => Err(within(self.misfit(inside, ty))),
		}
	}

	/// The value of a type that is encoded as `bytes`, all of them.
	fn decoded(&self, bytes: &[u8], ty: u32) -> Option<Value> {
		let rest = &mut &bytes[..];
		let value = scale::decode_as_type(rest, ty, self.0.types()).ok()?;
		rest.is_empty().then(|| value.remove_context())
	}

	/// What a value of the type with number `ty` looks like, for people.
	pub fn expected(&self, ty: u32) -> String {
		self.described(ty, DEPTH)
	}

	fn described(&self, ty: u32, depth: u8) -> String {
		let Type { name, shape } = Type::of(self.0, ty);
		let inner = |ty: u32| self.described(ty, depth.saturating_sub(1));
		match (name.as_str(), &shape) {
			("AccountId32", _) => {
				"an account (SS58, 0x and 64 hexadecimal digits, or //Name)".to_owned()
			},
			("RuntimeCall", _) => "a call (0x and hexadecimal digits)".to_owned(),
			(_, Shape::Plain(primitive)) => plain_type(*primitive),
			_ if depth == 0 => {
				if name.is_empty() {
					"a value".to_owned()
				} else {
					name
				}
			},
			("Option", Shape::Choices(choices)) => {
				let some = choices.iter().flat_map(|choice| &choice.fields).next();
				format!("nothing, or {}", some.map_or(String::new(), |some| inner(some.ty)))
			},
			(_, Shape::Record(fields)) if fields.len() == 1 => inner(fields[0].ty),
			(_, Shape::Compact(ty)) => inner(*ty),
			(_, Shape::List(item)) if is_byte(self.0, *item) => {
				"text, or bytes (0x and hexadecimal digits)".to_owned()
			},
			(_, Shape::Array(item, length)) if is_byte(self.0, *item) => {
				format!("{length} bytes (0x and {} hexadecimal digits)", length * 2)
			},
			(_, Shape::List(item)) => format!("a JSON list, each item {}", inner(*item)),
			(_, Shape::Array(item, length)) => {
				format!("a JSON list of {length} items, each {}", inner(*item))
			},
			(_, Shape::Tuple(types)) => {
				let types: Vec<String> = types.iter().map(|ty| inner(*ty)).collect();
				format!("a JSON list of {}", types.join(", then "))
			},
			(_, Shape::Record(fields)) => format!("a JSON object with {}", names(fields)),
			(_, Shape::Choices(choices)) => choices_of(choices),
			_ => "something that a table cannot hold".to_owned(),
		}
	}
}

fn names(fields: &[Field]) -> String {
	let names = fields.iter().map(|field| field.name.clone().unwrap_or_else(|| "a value".into()));
	names.collect::<Vec<_>>().join(", ")
}

fn choices_of(choices: &[Choice]) -> String {
	let one = |choice: &Choice| match &choice.fields[..] {
		[] => choice.name.clone(),
		fields => format!("{{\"{}\": {}}}", choice.name, names(fields)),
	};
	format!("one of {}", choices.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn plain_type(primitive: Primitive) -> String {
	let (sign, bits) = match primitive {
		Primitive::Bool => return "true or false".to_owned(),
		Primitive::Char => return "one character".to_owned(),
		Primitive::Str => return "text".to_owned(),
		Primitive::U8 => ("u", 8),
		Primitive::U16 => ("u", 16),
		Primitive::U32 => ("u", 32),
		Primitive::U64 => ("u", 64),
		Primitive::U128 => ("u", 128),
		Primitive::I8 => ("i", 8),
		Primitive::I16 => ("i", 16),
		Primitive::I32 => ("i", 32),
		Primitive::I64 => ("i", 64),
		Primitive::I128 => ("i", 128),
		Primitive::U256 | Primitive::I256 => {
			return "something that a table cannot hold".to_owned()
		},
	};
	match (sign, bits) {
		("u", 128) => "a whole number from 0 to 2^128 - 1 (u128)".to_owned(),
		("i", 128) => "a whole number from -2^127 to 2^127 - 1 (i128)".to_owned(),
		("u", _) => format!("a whole number from 0 to {} (u{bits})", (1u128 << bits) - 1),
		_ => {
			let half = 1u128 << (bits - 1);
			format!("a whole number from -{half} to {} (i{bits})", half - 1)
		},
	}
}

fn plain(text: &str, primitive: Primitive) -> Option<Value> {
	let bare = text.trim();
	let unsigned = |most: u128| bare.parse().ok().filter(|number| *number <= most).map(Value::u128);
	let signed = |bits: u32| {
		let number: i128 = bare.parse().ok()?;
		let spare = 128 - bits;
		// What fits comes back from being shifted out and in again.
		(number.wrapping_shl(spare).wrapping_shr(spare) == number).then(|| Value::i128(number))
	};
	match primitive {
		Primitive::Bool => bare.parse().ok().map(Value::bool),
		Primitive::Char => {
			let mut chars = text.chars();
			chars.next().filter(|_| chars.next().is_none()).map(Value::char)
		},
		Primitive::Str => Some(Value::string(text)),
		Primitive::U8 => unsigned(u8::MAX.into()),
		Primitive::U16 => unsigned(u16::MAX.into()),
		Primitive::U32 => unsigned(u32::MAX.into()),
		Primitive::U64 => unsigned(u64::MAX.into()),
		Primitive::U128 => unsigned(u128::MAX),
		Primitive::I8 => signed(8),
		Primitive::I16 => signed(16),
		Primitive::I32 => signed(32),
		Primitive::I64 => signed(64),
		Primitive::I128 => signed(128),
		Primitive::U256 | Primitive::I256 => None,
	}
}

fn of_account(account: &AccountId32) -> Value {
	Value::unnamed_composite([Value::from_bytes(account.0)])
}

/// Bytes: digits after 0x, or text in UTF-8.
fn of_bytes(text: &str) -> Option<Value> {
	match text.trim().starts_with("0x") {
		true => unhex(text.trim()).map(Value::from_bytes),
		false => Some(Value::from_bytes(text)),
	}
}

/// A choice by its name alone, or an address by its account.
fn of_name(text: &str, choices: &[Choice], metadata: &Metadata) -> Option<Value> {
	if let Some(choice) = choices.iter().find(|choice| choice.name == text) {
		let alone = || Value::variant(choice.name.clone(), Composite::Unnamed(vec![]));
		return choice.fields.is_empty().then(alone);
	}
	let id = choices.iter().find(|choice| choice.name == "Id")?;
	let [field] = &id.fields[..] else { return None };
	let is_account = Type::of(metadata, field.ty).name == "AccountId32";
	let account = account(text).ok().filter(|_| is_account)?;
	Some(Value::unnamed_variant("Id", [of_account(&account)]))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_fit_their_types() {
		for (text, primitive, fits) in [
			("255", Primitive::U8, true),
			("256", Primitive::U8, false),
			("-1", Primitive::U32, false),
			("-128", Primitive::I8, true),
			("128", Primitive::I8, false),
			("-129", Primitive::I8, false),
			("1.5", Primitive::U128, false),
			("1e3", Primitive::U128, false),
			("1 000", Primitive::U64, false),
			(" 7 ", Primitive::U64, true),
			("340282366920938463463374607431768211455", Primitive::U128, true),
			("340282366920938463463374607431768211456", Primitive::U128, false),
			("-170141183460469231731687303715884105728", Primitive::I128, true),
			("170141183460469231731687303715884105728", Primitive::I128, false),
			("true", Primitive::Bool, true),
			("yes", Primitive::Bool, false),
			("é", Primitive::Char, true),
			("ab", Primitive::Char, false),
		] {
			assert_eq!(plain(text, primitive).is_some(), fits, "{text} as {primitive:?}");
		}
	}

	#[test]
	fn types_are_described_by_their_bounds() {
		assert_eq!(plain_type(Primitive::U8), "a whole number from 0 to 255 (u8)");
		assert_eq!(plain_type(Primitive::I16), "a whole number from -32768 to 32767 (i16)");
	}
}
