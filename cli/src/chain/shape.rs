//! What a type looks like, by the metadata that describes it.

pub use subxt::ext::scale_type_resolver::Primitive;

use subxt::{
	ext::scale_type_resolver::{
		FieldIter, PathIter, ResolvedTypeVisitor, TypeResolver, UnhandledKind, VariantIter,
	},
	Metadata,
};

/// A field of a record or of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
	/// Its name, where it has one.
	pub name: Option<String>,
	/// The number of its type in the metadata.
	pub ty: u32,
}

/// One of the things that a value of an enumeration can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
	/// Its name.
	pub name: String,
	/// What comes with it.
	pub fields: Vec<Field>,
}

/// How the values of a type are made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
	/// Of fields, all of them.
	Record(Vec<Field>),
	/// As one of several choices.
	Choices(Vec<Choice>),
	/// Of as many items of a type as there are.
	List(u32),
	/// Of so many items of a type.
	Array(u32, usize),
	/// Of values of these types.
	Tuple(Vec<u32>),
	/// As a number, a word or a truth value.
	Plain(Primitive),
	/// As a value of a type in fewer bytes.
	Compact(u32),
	/// In a way that we need not know.
	Other,
}

/// A type of the metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
	/// The last part of its path, as `AccountId32`; empty where it has none.
	pub name: String,
	/// How its values are made up.
	pub shape: Shape,
}

impl Type {
	/// The type with number `ty` in `metadata`.
	pub fn of(metadata: &Metadata, ty: u32) -> Self {
		metadata.types().resolve_type(ty, Look).unwrap_or_else(|_| Type::unnamed(Shape::Other))
	}

	fn unnamed(shape: Shape) -> Self {
		Self { name: String::new(), shape }
	}

	fn named<'r>(path: impl PathIter<'r>, shape: Shape) -> Self {
		Self { name: path.last().unwrap_or_default().to_owned(), shape }
	}
}

/// Whether values of the type with number `ty` are single bytes.
pub fn is_byte(metadata: &Metadata, ty: u32) -> bool {
	Type::of(metadata, ty).shape == Shape::Plain(Primitive::U8)
}

/// Describes the type that the registry shows it.
struct Look;

fn fields<'r>(fields: impl FieldIter<'r, u32>) -> Vec<Field> {
	fields.map(|field| Field { name: field.name.map(str::to_owned), ty: field.id }).collect()
}

impl<'r> ResolvedTypeVisitor<'r> for Look {
	type TypeId = u32;
	type Value = Type;

	fn visit_unhandled(self, _: UnhandledKind) -> Type {
		Type::unnamed(Shape::Other)
	}

	fn visit_composite<Path, Fields>(self, path: Path, composite: Fields) -> Type
	where
		Path: PathIter<'r>,
		Fields: FieldIter<'r, u32>,
	{
		Type::named(path, Shape::Record(fields(composite)))
	}

	fn visit_variant<Path, Fields, Var>(self, path: Path, variants: Var) -> Type
	where
		Path: PathIter<'r>,
		Fields: FieldIter<'r, u32>,
		Var: VariantIter<'r, Fields>,
	{
		let choices = variants.map(|variant| Choice {
			name: variant.name.to_owned(),
			fields: fields(variant.fields),
		});
		Type::named(path, Shape::Choices(choices.collect()))
	}

	fn visit_sequence<Path: PathIter<'r>>(self, path: Path, item: u32) -> Type {
		Type::named(path, Shape::List(item))
	}

	fn visit_array(self, item: u32, length: usize) -> Type {
		Type::unnamed(Shape::Array(item, length))
	}

	fn visit_tuple<TypeIds: ExactSizeIterator<Item = u32>>(self, types: TypeIds) -> Type {
		Type::unnamed(Shape::Tuple(types.collect()))
	}

	fn visit_primitive(self, primitive: Primitive) -> Type {
		Type::unnamed(Shape::Plain(primitive))
	}

	fn visit_compact(self, ty: u32) -> Type {
		Type::unnamed(Shape::Compact(ty))
	}
}
