//! Where the councils of a town stand: workplaces under industries, neighbourhoods under quarters and
//! these under the city. And who decides over what is shared.

use super::{Council, Scope, Town};
use parecon_engine::Kind;
use parecon_primitives::Side;

/// A council in its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
	/// What it is called.
	pub name: String,
	/// Its side.
	pub side: Side,
	/// Where its parent stands in the list; after it. A federation without one is a root.
	pub parent: Option<usize>,
	/// The council that proposes; none for a federation.
	pub base: Option<Council>,
}

/// Who states the level of a public good, or the permits for a pollutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Community {
	/// The councils of a federation: its place in the list.
	Federation(usize),
	/// Councils that a pollutant harms, wherever they stand.
	Affected(Vec<Council>),
}

impl Town {
	/// All councils, children before parents: workplaces and neighbourhoods as in
	/// [`Town::councils`], industries, quarters, the city.
	pub fn places(&self) -> Vec<Place> {
		let federation = |side, parent| {
			move |name: &String| Place { name: name.clone(), side, parent, base: None }
		};
		let mut places: Vec<Place> = self
			.councils()
			.into_iter()
			.map(|council| Place {
				name: self.name_of(council).to_owned(),
				side: council.side,
				parent: Some(self.federation_of(council)),
				base: Some(council),
			})
			.collect();
		places.extend(self.industries.iter().map(federation(Side::Workers, None)));
		let city = Some(self.city());
		places.extend(self.quarters.iter().map(federation(Side::Consumers, city)));
		places.push(federation(Side::Consumers, None)(&self.name));
		places
	}

	/// Who decides over the amount of a good; nobody where it is not shared.
	pub fn community(&self, good: usize) -> Option<Community> {
		let shared = self.goods.get(good)?;
		match (shared.kind, shared.scope) {
			(Kind::Pollutant, _) => Some(Community::Affected(self.members(good))),
			(_, Some(Scope::Town)) => Some(Community::Federation(self.city())),
			(_, Some(Scope::Quarter(quarter))) => {
				Some(Community::Federation(self.first_quarter().saturating_add(quarter)))
			},
			_ => None,
		}
	}

	/// The neighbourhoods that decide over the amount of a good, in the order of their file.
	pub fn members(&self, good: usize) -> Vec<Council> {
		let councils = 0..self.neighbourhoods.len();
		let members = councils.filter(|index| self.is_member(*index, good));
		members.map(|index| Council { side: Side::Consumers, index }).collect()
	}

	/// Whether the neighbourhood at a position is among those who decide over the amount of a good.
	pub(super) fn is_member(&self, neighbourhood: usize, good: usize) -> bool {
		let (Some(neighbourhood), Some(shared)) =
			(self.neighbourhoods.get(neighbourhood), self.goods.get(good))
		else {
			return false;
		};
		match (shared.kind, shared.scope) {
			(Kind::Pollutant, _) => neighbourhood.permits.iter().any(|permit| permit.good == good),
			(_, Some(Scope::Town)) => true,
			(_, Some(Scope::Quarter(quarter))) => neighbourhood.quarter == quarter,
			_ => false,
		}
	}

	fn federation_of(&self, council: Council) -> usize {
		match council.side {
			Side::Workers => self.first_industry() + self.workplaces[council.index].industry,
			Side::Consumers => self.first_quarter() + self.neighbourhoods[council.index].quarter,
		}
	}

	fn first_industry(&self) -> usize {
		self.workplaces.len() + self.neighbourhoods.len()
	}

	fn first_quarter(&self) -> usize {
		self.first_industry() + self.industries.len()
	}

	fn city(&self) -> usize {
		self.first_quarter() + self.quarters.len()
	}
}
