//! A town as people write it down: named goods, workplaces with recipes, neighbourhoods with tastes.
//!
//! A directory of tables in CSV:
//!
//! | file | a line for each | columns |
//! |---|---|---|
//! | `town.csv` | setting | `what`: `name` or `income_per_person` (credits a year); `value` |
//! | `goods.csv` | good | `name`, `unit`, `kind`, `initial_price`, `supply` (nature and labour), `step` (public goods and pollutants), `scope` (public goods: `town` or a quarter) |
//! | `workplaces.csv` | workplace | `name`, `industry`, `returns`, `substitution`, `transformation` |
//! | `technologies.csv` | good that a workplace makes or uses | `workplace`, `good`, `direction` (`out`, `in`), `amount` in an ordinary year |
//! | `neighbourhoods.csv` | neighbourhood | `name`, `quarter`, `people` |
//! | `tastes.csv` | good that is wanted | `neighbourhood` or `all`, `good`, `least` a person, `share` |
//! | `pollution.csv` | pollutant and who is harmed by it | `neighbourhood` or `all`, `pollutant`, `most`, `threshold` |
//! | `changes.csv` | change in a later year | `year`, `council` or `all`, `good`, `factor`, `why` |
//!
//! A line of a neighbourhood replaces that of `all`. How councils answer prices is in [`Answers`], the
//! tree in which they stand in [`Place`], a year off chain in [`play`].

mod answer;
mod places;
mod play;
mod read;
#[cfg(test)]
mod tests;

pub use answer::{Announced, Answers};
pub use places::{Community, Place};
pub use play::{play, Played};

use crate::errors::Result;
use parecon_engine::Kind;
use parecon_primitives::{Price, Quantity, Side};
use std::path::Path;

/// A town as its files state it.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
	name: String,
	income: f64,
	counted: Counted,
	goods: Vec<Good>,
	industries: Vec<String>,
	quarters: Vec<String>,
	workplaces: Vec<Workplace>,
	neighbourhoods: Vec<Neighbourhood>,
	changes: Vec<Change>,
}

/// How many heads a neighbourhood counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
	/// So many each, as where a few keys stand for a whole neighbourhood. Each then has the budget, and
	/// the appetite, of as many people as live in a neighbourhood on average; its tastes stay its own.
	Heads(u32),
	/// As many as people live there.
	People,
}

impl Default for Counted {
	fn default() -> Self {
		Self::Heads(1)
	}
}

/// A good of the town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
	/// What it is called.
	pub name: String,
	/// What it is counted in.
	pub unit: String,
	/// What kind of thing it is.
	pub kind: Kind,
	/// Its price in the first iteration of the first year.
	pub price: Price,
	/// Its yearly supply, of nature and labour; nothing else has one.
	pub supply: Quantity,
	/// In what steps its level, or the permits for it, are stated; zero where it is not shared.
	pub step: Quantity,
	/// Who decides over the level of a public good; nobody over the others.
	pub scope: Option<Scope>,
}

/// Who decides over the level of a public good, and pays for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
	/// All neighbourhoods.
	Town,
	/// Those of a quarter, by its position among the quarters.
	Quarter(usize),
}

/// A council that proposes, by its side and position in its file (from 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Council {
	/// Workplaces are workers' councils, neighbourhoods consumers'.
	pub side: Side,
	/// Its position among the councils of that side.
	pub index: usize,
}

/// A workplace: what it makes of what in an ordinary year, and how it departs from that.
#[derive(Clone, Debug, PartialEq)]
struct Workplace {
	name: String,
	/// Position of its industry.
	industry: usize,
	/// By how many per cent more it makes of one per cent more of everything.
	returns: f64,
	/// How easily one input takes the place of another: the elasticity of substitution.
	substitution: f64,
	/// How easily one product takes the place of another: the elasticity of transformation.
	transformation: f64,
	outputs: Vec<Amount>,
	inputs: Vec<Amount>,
}

/// An amount of a good in units.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Amount {
	good: usize,
	units: f64,
}

/// A neighbourhood: who lives there, what they want and what they bear.
#[derive(Clone, Debug, PartialEq)]
struct Neighbourhood {
	name: String,
	/// Position of its quarter.
	quarter: usize,
	people: u32,
	/// Ascending by good.
	tastes: Vec<Taste>,
	/// Ascending by good; none where a pollutant does not harm it.
	permits: Vec<Permit>,
}

/// What people want of a private or public good.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Taste {
	good: usize,
	/// Units that each person takes whatever the price.
	least: f64,
	/// Part of what is left, against the parts of the other goods.
	share: f64,
}

/// How much of a pollutant people permit.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Permit {
	good: usize,
	/// Units that they would come near to at the highest prices.
	most: f64,
	/// The price in credits up to which they permit nothing.
	threshold: f64,
}

/// What is different from a later year on.
#[derive(Clone, Debug, PartialEq)]
struct Change {
	year: u32,
	/// One council, or all neighbourhoods.
	who: Option<Council>,
	good: usize,
	factor: f64,
}

impl Town {
	/// The town whose tables lie in `directory`. Each neighbourhood counts by one head.
	///
	/// # Errors
	/// A table cannot be read or does not fit the others: file, line and column are named.
	pub fn read(directory: &Path) -> Result<Self> {
		read::town(directory)
	}

	/// The same town with its neighbourhoods counted otherwise.
	pub fn counted(mut self, counted: Counted) -> Self {
		self.counted = counted;
		self
	}

	/// What the town is called: letters, digits, `-` and `_`, so that keys can derive from it.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// The goods, in the order of their file.
	pub fn goods(&self) -> &[Good] {
		&self.goods
	}

	/// The councils that propose: workplaces, then neighbourhoods, in the order of their files.
	pub fn councils(&self) -> Vec<Council> {
		let of = |side, count| (0..count).map(move |index| Council { side, index });
		let workers = of(Side::Workers, self.workplaces.len());
		workers.chain(of(Side::Consumers, self.neighbourhoods.len())).collect()
	}

	/// What a council is called.
	pub fn name_of(&self, council: Council) -> &str {
		match council.side {
			Side::Workers => self.workplaces.get(council.index).map_or("", |it| &it.name),
			Side::Consumers => self.neighbourhoods.get(council.index).map_or("", |it| &it.name),
		}
	}

	/// The people of all neighbourhoods.
	pub fn people(&self) -> u32 {
		self.neighbourhoods.iter().map(|it| it.people).sum()
	}

	/// The heads by which the neighbourhood at a position counts.
	pub fn heads(&self, neighbourhood: usize) -> u32 {
		match self.counted {
			Counted::Heads(heads) => heads,
			Counted::People => self.neighbourhoods.get(neighbourhood).map_or(0, |it| it.people),
		}
	}

	/// How the councils answer prices in a year, from 1: with all changes up to then.
	pub fn year(&self, year: u32) -> Answers {
		let mut town = self.clone();
		for change in self.changes.iter().filter(|change| change.year <= year) {
			town.apply(change);
		}
		Answers::new(town)
	}

	fn apply(&mut self, change: &Change) {
		let Change { who, good, factor, .. } = *change;
		match who {
			Some(Council { side: Side::Workers, index }) => {
				let workplace = &mut self.workplaces[index];
				let amounts = workplace.outputs.iter_mut().chain(&mut workplace.inputs);
				for amount in amounts.filter(|amount| amount.good == good) {
					amount.units *= factor;
				}
			},
			Some(Council { side: Side::Consumers, index }) => {
				self.neighbourhoods[index].like(good, factor);
			},
			None => {
				for neighbourhood in &mut self.neighbourhoods {
					neighbourhood.like(good, factor);
				}
			},
		}
	}
}

impl Neighbourhood {
	/// Wants a good `factor` times as much, against the others.
	fn like(&mut self, good: usize, factor: f64) {
		for taste in self.tastes.iter_mut().filter(|taste| taste.good == good) {
			taste.share *= factor;
		}
	}
}
