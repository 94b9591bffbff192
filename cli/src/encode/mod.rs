//! Tables as call data: what a wallet signs, from a spreadsheet.
//!
//! The first row names the arguments of the call, and the parts of an argument behind dots
//! (`weight.ref_time`). Every other row is a call. A cell holds a whole number, an account, a name of
//! a choice, text or bytes, as the argument's type asks for; lists and whatever else is nested are
//! JSON. An empty cell is "nothing" where that can be.

pub mod csv;
pub mod value;

use crate::chain::shape::{Field, Shape, Type};
use crate::errors::{Error, Result};
use csv::Row;
use std::collections::BTreeMap;
use subxt::{
	dynamic::Value,
	ext::{
		frame_decode::extrinsics::encode_call_data, scale_encode::EncodeAsFields,
		scale_value::Composite,
	},
	Metadata,
};
use value::{Misfit, Values};

/// A call to make of each row.
pub struct Target<'a> {
	/// What describes the calls of the chain.
	pub metadata: &'a Metadata,
	/// The pallet's name.
	pub pallet: &'a str,
	/// The call's name.
	pub call: &'a str,
	/// How the table is called in errors.
	pub file: &'a str,
}

/// What the header says of an argument or of a part of one: its column, or those of its parts.
#[derive(Debug, Default)]
struct Column {
	/// The position of the column, from 0.
	at: Option<usize>,
	parts: BTreeMap<String, Column>,
}

/// The call data of each row of the table `text`.
///
/// # Errors
/// There is no such call, the header does not fit it, or a cell does not fit its argument.
pub fn encode(text: &str, target: &Target<'_>) -> Result<Vec<Vec<u8>>> {
	let fields = target.arguments()?;
	let rows = csv::rows(text).map_err(|broken| {
		target.wrong(
			format!("line {}: {}", broken.line, broken.what),
			"put quotes around cells that hold commas, quotes or line breaks, and double the quotes \
			 inside",
		)
	})?;
	let Some((header, rows)) = rows.split_first() else {
		return Err(target.wrong("it has no header".into(), &target.header_wanted(&fields)));
	};
	let columns = target.columns(header, &fields)?;
	if rows.is_empty() {
		return Err(target.wrong("it has no rows".into(), "add a line for each call"));
	}
	rows.iter().map(|row| target.row(header, row, &columns, &fields)).collect()
}

/// The call data of one `Utility.batch_all` of `calls`.
///
/// # Errors
/// The chain cannot dispatch so many together.
pub fn batch(calls: Vec<Vec<u8>>, metadata: &Metadata) -> Result<Vec<u8>> {
	use crate::chain::calls::{batch_all, Inner};
	use subxt::transactions::Payload;
	let most = metadata
		.pallet_by_name("Utility")
		.and_then(|pallet| pallet.constant_by_name("batched_calls_limit"))
		.and_then(|limit| <u32 as codec::Decode>::decode(&mut limit.value()).ok());
	if let Some(most) = most.filter(|most| calls.len() > *most as usize) {
		return Err(Error::new(
			format!("a batch holds {most} calls at most, and the table has {}", calls.len()),
			"split the table, or leave --batch out",
		));
	}
	let call = batch_all(calls.into_iter().map(Inner).collect());
	bytes_of(call.pallet_name(), call.call_name(), call.call_data(), metadata)
}

fn bytes_of(
	pallet: &str,
	call: &str,
	args: &impl EncodeAsFields,
	metadata: &Metadata,
) -> Result<Vec<u8>> {
	encode_call_data(pallet, call, args, metadata, metadata.types()).map_err(|error| {
		Error::new(
			format!("{pallet}.{call} cannot be encoded: {error}"),
			"compare the table with the call's arguments in the metadata",
		)
	})
}

impl Column {
	/// The column of an argument, or of a part of one by its dotted `name`.
	fn insert(&mut self, name: &str, at: usize) -> bool {
		let part = match name.split_once('.') {
			Some((first, rest)) => {
				return self.parts.entry(first.to_owned()).or_default().insert(rest, at)
			},
			None => self.parts.entry(name.to_owned()).or_default(),
		};
		part.at.replace(at).is_none()
	}
}

impl Target<'_> {
	/// The arguments of the call.
	fn arguments(&self) -> Result<Vec<Field>> {
		let Some(pallet) = self.metadata.pallet_by_name(self.pallet) else {
			let pallets = self.metadata.pallets();
			let pallets = pallets.filter(|it| it.call_variants().is_some()).map(|it| it.name());
			return Err(unknown("pallet", self.pallet, &pallets.collect::<Vec<_>>()));
		};
		let Some(call) = pallet.call_variant_by_name(self.call) else {
			let calls = pallet.call_variants().unwrap_or_default().iter();
			let what = format!("call {}.", self.pallet);
			let calls: Vec<&str> = calls.map(|call| call.name.as_str()).collect();
			return Err(unknown(&what, self.call, &calls));
		};
		Ok(call.fields.iter().map(|it| Field { name: it.name.clone(), ty: it.ty.id }).collect())
	}

	fn wrong(&self, what: String, next: &str) -> Error {
		Error::new(format!("{}, {what}", self.file), next)
	}

	fn header_wanted(&self, fields: &[Field]) -> String {
		match fields {
			[] => self.no_arguments(),
			_ => format!("begin with a line that names the arguments: {}", names(fields)),
		}
	}

	fn no_arguments(&self) -> String {
		let (pallet, call) = (self.pallet, self.call);
		format!(
			"choose {pallet}.{call} in the wallet: it takes no arguments, so no table is needed"
		)
	}

	/// What the header says, checked against the arguments.
	fn columns(&self, header: &Row, fields: &[Field]) -> Result<Column> {
		let mut columns = Column::default();
		for (at, name) in header.cells.iter().enumerate() {
			if !columns.insert(name.trim(), at) {
				let what =
					format!("line {}: column {} ({name}) is there twice", header.line, at + 1);
				return Err(self.wrong(what, "give each argument one column"));
			}
		}
		self.check(header, &columns, fields, "")?;
		Ok(columns)
	}

	/// Every column is that of a field, and every field has one.
	fn check(&self, header: &Row, column: &Column, fields: &[Field], path: &str) -> Result<()> {
		let known = |name: &String| fields.iter().any(|field| field.name.as_ref() == Some(name));
		if let Some(name) = column.parts.keys().find(|name| !known(name)) {
			let what = format!(
				"line {}: {}.{} has no argument {path}{name}",
				header.line, self.pallet, self.call
			);
			let next = match fields {
				[] => self.no_arguments(),
				_ => format!("it takes {}", dotted(path, fields)),
			};
			return Err(self.wrong(what, &next));
		}
		for field in fields {
			let name = field.name.clone().unwrap_or_default();
			let path = format!("{path}{name}");
			match (column.parts.get(&name), Type::of(self.metadata, field.ty)) {
				(Some(Column { at: Some(_), parts }), _) if parts.is_empty() => {},
				(
					Some(column @ Column { at: None, .. }),
					Type { shape: Shape::Record(inner), .. },
				) if inner.iter().all(|field| field.name.is_some()) => {
					self.check(header, column, &inner, &format!("{path}."))?;
				},
				(None, ty) if ty.name == "Option" => {},
				(found, _) => {
					let wrong =
						if found.is_some() { "cannot be put together" } else { "is missing" };
					let what = format!("line {}: the column {path} {wrong}", header.line);
					let expected = Values(self.metadata).expected(field.ty);
					return Err(self.wrong(what, &format!("give it one column: {expected}")));
				},
			}
		}
		Ok(())
	}

	/// The call data of a row.
	fn row(&self, header: &Row, row: &Row, columns: &Column, fields: &[Field]) -> Result<Vec<u8>> {
		if row.cells.len() != header.cells.len() {
			let (cells, columns) = (row.cells.len(), header.cells.len());
			return Err(self.wrong(
				format!("line {}: {cells} cells where the header has {columns}", row.line),
				"give every row a cell for each column; put quotes around cells that hold commas",
			));
		}
		let values = self.values(header, row, columns, fields)?;
		bytes_of(self.pallet, self.call, &Composite::Named(values), self.metadata)
	}

	fn values(
		&self,
		header: &Row,
		row: &Row,
		column: &Column,
		fields: &[Field],
	) -> Result<Vec<(String, Value)>> {
		let mut values = Vec::new();
		for field in fields {
			let name = field.name.clone().unwrap_or_default();
			let value = match column.parts.get(&name) {
				Some(Column { at: Some(at), .. }) => self.cell(header, row, *at, field.ty)?,
				Some(column) => {
					let Shape::Record(inner) = Type::of(self.metadata, field.ty).shape else {
						continue;
					};
					Value::named_composite(self.values(header, row, column, &inner)?)
				},
				None => Value::unnamed_variant("None", []),
			};
			values.push((name, value));
		}
		Ok(values)
	}

	fn cell(&self, header: &Row, row: &Row, at: usize, ty: u32) -> Result<Value> {
		let (Some(text), Some(name)) = (row.cells.get(at), header.cells.get(at)) else {
			return Err(self.wrong(format!("line {}: a cell is missing", row.line), "add it"));
		};
		Values(self.metadata).of_text(text, ty).map_err(|misfit| {
			let Misfit { path, found, expected } = misfit;
			let place = format!("line {}, column {} ({})", row.line, at + 1, name.trim());
			let inside = if path.is_empty() { path } else { format!(" at {path}") };
			self.wrong(
				format!("{place}: {found}{inside} is not what is expected"),
				&format!("expected is {expected}"),
			)
		})
	}
}

fn names(fields: &[Field]) -> String {
	dotted("", fields)
}

fn dotted(path: &str, fields: &[Field]) -> String {
	let names = fields.iter().map(|it| format!("{path}{}", it.name.as_deref().unwrap_or("")));
	names.collect::<Vec<_>>().join(", ")
}

fn unknown(what: &str, name: &str, known: &[&str]) -> Error {
	let space = if what.ends_with('.') { "" } else { " " };
	Error::new(
		format!("the metadata knows no {what}{space}{name}"),
		format!("give one of {}", known.join(", ")),
	)
}

#[cfg(test)]
mod tests;
