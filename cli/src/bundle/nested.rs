//! How deep the calls of an extrinsic are nested, found out before it is decoded: whatever decodes it
//! goes down into one call after the other, and a chain that somebody made up may nest as many as there
//! are bytes. What passes here is well formed to its last byte.

use codec::{Compact, Decode, Error};
use sp_runtime::scale_info::{
	form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive as Primitive,
};
use subxt::{ext::frame_decode::extrinsics::ExtrinsicTypeInfo, Metadata};

/// How many calls a call may be in: `frame_support::MAX_EXTRINSIC_DEPTH`, beyond which the chain
/// decodes none.
const MAX_NESTED: u32 = 256;

/// How many structs of one field are looked through to find a number.
const MAX_WRAPPED: u32 = 16;

/// Checks that an extrinsic, with its length before it, is one and nests no more calls than the chain
/// lets it.
///
/// # Errors
/// It does not, in words.
pub fn check(extrinsic: &[u8], metadata: &Metadata) -> Result<(), String> {
	let input = &mut &*extrinsic;
	let length: Compact<u64> = read(input)?;
	if length.0 != input.len() as u64 {
		return Err("it has another length than it says".into());
	}
	let call = metadata.outer_enums().call_enum_ty();
	let parts = parts(input, call, metadata)?;
	let mut walk = Walk { types: metadata.types(), call, due: Vec::new() };
	walk.each(parts, 0);
	while let Some(due) = walk.due.pop() {
		walk.go_on(due, input)?;
	}
	match input.len() {
		0 => Ok(()),
		left => Err(format!("{left} bytes are left over")),
	}
}

/// The types of what follows the version of an extrinsic, after that has been read.
fn parts(input: &mut &[u8], call: u32, metadata: &Metadata) -> Result<Vec<u32>, String> {
	let version: u8 = read(input)?;
	let mut parts = Vec::new();
	let extensions = match (version >> 6, version & 0b11_1111) {
		(0b00, 4 | 5) => return Ok(vec![call]),
		(0b10, 4) => {
			let signature = metadata.extrinsic_signature_info().map_err(|e| e.to_string())?;
			parts.extend([signature.address_id, signature.signature_id]);
			None
		},
		(0b01, 5) => Some(read(input)?),
		_ => return Err(format!("extrinsics of version byte {version} are not known")),
	};
	let extensions = metadata.extrinsic_extension_info(extensions).map_err(|e| e.to_string())?;
	parts.extend(extensions.extension_ids.into_iter().map(|extension| extension.id));
	parts.push(call);
	Ok(parts)
}

/// Values of one type that follow one another.
#[derive(Clone, Copy)]
struct Due {
	ty: u32,
	times: usize,
	/// How many calls they are in.
	inside: u32,
}

/// A way through bytes along their types, which remembers what is still due instead of calling itself.
struct Walk<'m> {
	types: &'m PortableRegistry,
	/// The type of all calls.
	call: u32,
	/// What follows, the next at the end.
	due: Vec<Due>,
}

impl Walk<'_> {
	/// One value of each of these types follows.
	fn each(
		&mut self,
		types: impl IntoIterator<Item = u32, IntoIter: DoubleEndedIterator>,
		inside: u32,
	) {
		let types = types.into_iter().rev();
		self.due.extend(types.map(|ty| Due { ty, times: 1, inside }));
	}

	fn fields(&mut self, fields: &[Field<PortableForm>], inside: u32) {
		self.each(fields.iter().map(|field| field.ty.id), inside);
	}

	/// So many values of a type follow.
	fn many(
		&mut self,
		ty: u32,
		times: usize,
		inside: u32,
		input: &mut &[u8],
	) -> Result<(), String> {
		let bytes = self.types.resolve(ty).map(|ty| &ty.type_def);
		if matches!(bytes, Some(TypeDef::Primitive(Primitive::U8))) {
			return skip(input, times);
		}
		self.due.push(Due { ty, times, inside });
		Ok(())
	}

	/// Reads the first of these values, as far as it is not made of others.
	fn go_on(&mut self, due: Due, input: &mut &[u8]) -> Result<(), String> {
		let Some(left) = due.times.checked_sub(1) else { return Ok(()) };
		if left > 0 {
			self.due.push(Due { times: left, ..due });
		}
		let inside = match due.ty == self.call {
			true if due.inside > MAX_NESTED => {
				return Err(format!("its calls are nested more than {MAX_NESTED} deep"));
			},
			true => due.inside.saturating_add(1),
			false => due.inside,
		};
		let ty = self.types.resolve(due.ty).ok_or("a type of it is not known")?;
		match &ty.type_def {
			TypeDef::Composite(composite) => self.fields(&composite.fields, inside),
			TypeDef::Variant(variant) => {
				let index: u8 = read(input)?;
				let found = variant.variants.iter().find(|variant| variant.index == index);
				self.fields(&found.ok_or("a variant of it is not known")?.fields, inside);
			},
			TypeDef::Sequence(of) => {
				let times = length(input)?;
				self.many(of.type_param.id, times, inside, input)?;
			},
			TypeDef::Array(of) => {
				self.many(of.type_param.id, of.len as usize, inside, input)?;
			},
			TypeDef::Tuple(of) => self.each(of.fields.iter().map(|field| field.id), inside),
			TypeDef::Primitive(of) => primitive(of, input)?,
			TypeDef::Compact(of) => self.compact(of.type_param.id, input)?,
			TypeDef::BitSequence(_) => return Err("no call has sequences of bits".into()),
		}
		Ok(())
	}

	/// A number in its short form.
	fn compact(&self, mut ty: u32, input: &mut &[u8]) -> Result<(), String> {
		for _ in 0..MAX_WRAPPED {
			ty = match self.types.resolve(ty).map(|ty| &ty.type_def) {
				Some(TypeDef::Composite(of)) => match &of.fields[..] {
					[field] => field.ty.id,
					_ => break,
				},
				Some(TypeDef::Primitive(of)) => return compact(of, input),
				_ => break,
			};
		}
		Err("something that is no number has a short form".into())
	}
}

fn read<T: Decode>(input: &mut &[u8]) -> Result<T, String> {
	T::decode(input).map_err(|error: Error| error.to_string())
}

/// The length of what follows: each item has a byte, at least.
fn length(input: &mut &[u8]) -> Result<usize, String> {
	let length: Compact<u64> = read(input)?;
	let length = usize::try_from(length.0).ok().filter(|length| *length <= input.len());
	length.ok_or_else(|| "a list of it is longer than it".into())
}

fn take<'b>(input: &mut &'b [u8], count: usize) -> Result<&'b [u8], String> {
	let (taken, rest) = input.split_at_checked(count).ok_or("it ends too early")?;
	*input = rest;
	Ok(taken)
}

fn skip(input: &mut &[u8], count: usize) -> Result<(), String> {
	take(input, count).map(|_| ())
}

fn primitive(of: &Primitive, input: &mut &[u8]) -> Result<(), String> {
	match of {
		Primitive::Bool => read::<bool>(input).map(|_| ()),
		Primitive::Char => {
			let code: u32 = read(input)?;
			char::from_u32(code).map(|_| ()).ok_or_else(|| "a character is none".into())
		},
		Primitive::Str => {
			let length = read::<Compact<u32>>(input)?.0 as usize;
			let text = std::str::from_utf8(take(input, length)?);
			text.map(|_| ()).map_err(|_| "a text is none".into())
		},
		Primitive::U8 | Primitive::I8 => skip(input, 1),
		Primitive::U16 | Primitive::I16 => skip(input, 2),
		Primitive::U32 | Primitive::I32 => skip(input, 4),
		Primitive::U64 | Primitive::I64 => skip(input, 8),
		Primitive::U128 | Primitive::I128 => skip(input, 16),
		Primitive::U256 | Primitive::I256 => skip(input, 32),
	}
}

fn compact(of: &Primitive, input: &mut &[u8]) -> Result<(), String> {
	match of {
		Primitive::U8 => read::<Compact<u8>>(input).map(|_| ()),
		Primitive::U16 => read::<Compact<u16>>(input).map(|_| ()),
		Primitive::U32 => read::<Compact<u32>>(input).map(|_| ()),
		Primitive::U64 => read::<Compact<u64>>(input).map(|_| ()),
		Primitive::U128 => read::<Compact<u128>>(input).map(|_| ()),
		_ => Err("something that is no number has a short form".into()),
	}
}

#[cfg(test)]
mod tests;
