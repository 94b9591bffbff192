//! The goods by their names.

use crate::{
	chain::Good,
	errors::{Error, Result},
};
use parecon_engine::Kind;
use parecon_primitives::GoodId;
use std::collections::HashMap;

/// How many names are offered in place of one that is unknown.
const OFFERED: usize = 3;

/// All registered goods.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
	goods: Vec<Good>,
	ids: HashMap<String, GoodId>,
}

impl Catalogue {
	/// The goods in the order of their numbers.
	pub fn new(goods: Vec<Good>) -> Self {
		let ids = (0..).zip(&goods).map(|(id, good)| (good.name.clone(), GoodId(id)));
		Self { ids: ids.collect(), goods }
	}

	/// The goods in the order of their numbers.
	pub fn goods(&self) -> &[Good] {
		&self.goods
	}

	/// A good by its number.
	pub fn good(&self, good: GoodId) -> Option<&Good> {
		self.goods.get(good.0 as usize)
	}

	/// The name of a good; its number where it has none.
	pub fn name(&self, good: GoodId) -> String {
		self.good(good).map_or_else(|| format!("good {good}"), |good| good.name.clone())
	}

	/// What one unit of a good is.
	pub fn unit(&self, good: GoodId) -> String {
		self.good(good).map(|good| good.unit.clone()).unwrap_or_default()
	}

	/// The good of a name.
	///
	/// # Errors
	/// There is none: the nearest names are offered.
	pub fn find(&self, name: &str) -> std::result::Result<GoodId, String> {
		self.ids.get(name).copied().ok_or_else(|| {
			let near = nearest(name, self.goods.iter().map(|good| good.name.as_str()));
			match near[..] {
				[] => format!("there is no good {name:?}"),
				_ => format!("there is no good {name:?}; there is {}", near.join(", ")),
			}
		})
	}

	/// As [`Catalogue::find`], for a name on the command line.
	///
	/// # Errors
	/// There is no such good.
	pub fn good_called(&self, name: &str) -> Result<GoodId> {
		let next = "give the name of a good: `parecon good list` shows them";
		self.find(name).map_err(|what| Error::new(what, next))
	}
}

/// A kind in a word.
pub fn kind_name(kind: Kind) -> &'static str {
	match kind {
		Kind::Private => "private",
		Kind::Public => "public",
		Kind::Intermediate => "intermediate",
		Kind::Nature => "nature",
		Kind::Labour => "labour",
		Kind::Pollutant => "pollutant",
	}
}

/// The names that `name` may stand for, the likeliest first: those that hold it or that it holds, and
/// those in which few letters differ.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
	let wanted: Vec<char> = name.to_lowercase().chars().collect();
	let text: String = wanted.iter().collect();
	let furthest = 1 + wanted.len() / 4;
	let mut near: Vec<(usize, &str)> = names
		.filter_map(|known| {
			let lower = known.to_lowercase();
			let letters: Vec<char> = lower.chars().collect();
			let distance = distance(&wanted, &letters);
			let holds =
				text.len() > 2 && lower.contains(&text) || lower.len() > 2 && text.contains(&lower);
			(holds || distance <= furthest).then_some((distance, known))
		})
		.collect();
	near.sort();
	near.into_iter().take(OFFERED).map(|(_, known)| known).collect()
}

/// How many letters have to be put in, left out or changed to make one word of another.
fn distance(one: &[char], other: &[char]) -> usize {
	let mut row: Vec<usize> = (0..=other.len()).collect();
	for (place, letter) in one.iter().enumerate() {
		let mut before = place;
		row[0] = place + 1;
		for (column, their) in other.iter().enumerate() {
			let changed = before + usize::from(letter != their);
			before = row[column + 1];
			row[column + 1] = changed.min(before + 1).min(row[column] + 1);
		}
	}
	row[other.len()]
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;

	/// Bread, parks, flour, land, baking and smoke: one of each kind.
	pub fn catalogue() -> Catalogue {
		let good = |(name, unit, kind): (&str, &str, Kind)| Good {
			name: name.into(),
			unit: unit.into(),
			kind,
		};
		Catalogue::new(
			[
				("bread", "loaf", Kind::Private),
				("parks", "ha", Kind::Public),
				("flour", "kg", Kind::Intermediate),
				("land", "ha", Kind::Nature),
				("baking", "hour", Kind::Labour),
				("smoke", "kg", Kind::Pollutant),
				("bread, rye", "loaf", Kind::Private),
			]
			.map(good)
			.into(),
		)
	}

	#[test]
	fn goods_have_names_and_numbers() {
		let goods = catalogue();
		assert_eq!(goods.find("flour"), Ok(GoodId(2)));
		assert_eq!((goods.name(GoodId(2)), goods.unit(GoodId(2))), ("flour".into(), "kg".into()));
		assert_eq!((goods.name(GoodId(9)), goods.unit(GoodId(9))), ("good 9".into(), "".into()));
	}

	#[test]
	fn who_mistypes_is_told_what_there_is() {
		let goods = catalogue();
		let told = |name| goods.find(name).unwrap_err();
		assert_eq!(told("bred"), "there is no good \"bred\"; there is bread");
		assert_eq!(told("Bread"), "there is no good \"Bread\"; there is bread, bread, rye");
		assert_eq!(told("rye"), "there is no good \"rye\"; there is bread, rye");
		assert_eq!(told("xylophone"), "there is no good \"xylophone\"");
		assert!(goods.good_called("lnad").unwrap_err().next().contains("good list"));
	}

	#[test]
	fn distances_count_letters() {
		let between = |one: &str, other: &str| {
			distance(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>())
		};
		assert_eq!(between("", "abc"), 3);
		assert_eq!(between("kitten", "sitting"), 3);
		assert_eq!(between("flour", "flour"), 0);
		assert_eq!(between("süß", "süs"), 1);
	}
}
