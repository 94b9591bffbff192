//! An economy: its goods, and how its councils answer prices, as a file states them.
//!
//! The file is one JSON object:
//!
//! | field | meaning |
//! |---|---|
//! | `name` | names the economy; the keys of its councils derive from it |
//! | `goods` | goods in each of the five categories: private, intermediate, nature, labour, public |
//! | `endowment` | yearly supply of every nature and labour good, in units |
//! | `initial_price` | price of every good in the first iteration, in credits per unit |
//! | `consumer_councils` | list: `income` in credits, `private` and `public`: one exponent per good |
//! | `worker_councils` | list: `industry`, `product`, `c`, `k`, `s`, `a`, and `intermediate`, `nature`, `labor`: lists of `[good, exponent]` |
//!
//! Other fields are read over. Goods are numbered from 1 within their category.

mod generate;
mod narrow;
mod place;
mod read;
mod write;

pub use generate::{generate, Size, SplitMix64};
pub use narrow::narrow;
pub use place::{path_at, place_of, Path, Place, Step};
pub use read::{parse, read, MAX_GOODS};
pub use write::write;

use parecon_engine::Kind;
use parecon_primitives::{Price, Quantity, MICRO};

/// An economy as its file states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Economy {
	/// Names the economy.
	pub name: String,
	/// Goods in each of the five categories.
	pub goods: u32,
	/// Yearly supply of every nature and labour good, in units.
	pub endowment: f64,
	/// Price of every good in the first iteration, in credits per unit.
	pub initial_price: f64,
	/// Consumers' councils, in the order of the file.
	pub consumer_councils: Vec<ConsumerCouncil>,
	/// Workers' councils, in the order of the file.
	pub worker_councils: Vec<WorkerCouncil>,
}

/// A consumers' council with Cobb-Douglas wants.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsumerCouncil {
	/// What it may spend, in credits.
	pub income: f64,
	/// Exponent of each private good.
	pub private: Vec<f64>,
	/// Exponent of each public good.
	pub public: Vec<f64>,
}

/// A workers' council with Cobb-Douglas production and effort.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerCouncil {
	/// Which category its product is in.
	pub industry: Industry,
	/// Its product, numbered from 1 within the category.
	pub product: u32,
	/// Effort elasticity of output.
	pub c: f64,
	/// Exponent of the disutility of effort.
	pub k: f64,
	/// Coefficient of the disutility of effort.
	pub s: f64,
	/// Total factor productivity.
	pub a: f64,
	/// Intermediate inputs: good and exponent.
	pub intermediate: Vec<(u32, f64)>,
	/// Inputs from nature: good and exponent.
	pub nature: Vec<(u32, f64)>,
	/// Labour inputs: good and exponent.
	pub labor: Vec<(u32, f64)>,
}

impl WorkerCouncil {
	/// The inputs by category, under the names that the file gives them.
	pub fn inputs(&self) -> [(&'static str, &[(u32, f64)]); 3] {
		[("intermediate", &self.intermediate), ("nature", &self.nature), ("labor", &self.labor)]
	}
}

/// The three producing industries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Industry {
	/// Makes private goods.
	Private,
	/// Makes intermediate goods.
	Intermediate,
	/// Makes public goods.
	Public,
}

impl Industry {
	/// Its name in the file.
	pub fn name(self) -> &'static str {
		match self {
			Self::Private => "private",
			Self::Intermediate => "intermediate",
			Self::Public => "public",
		}
	}

	fn category(self) -> Category {
		match self {
			Self::Private => Category::Private,
			Self::Intermediate => Category::Intermediate,
			Self::Public => Category::Public,
		}
	}
}

/// The five categories in the order in which an economy's goods are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
	/// Consumed by councils of consumers, each for itself.
	Private,
	/// Made by workers' councils for workers' councils.
	Intermediate,
	/// Given by nature.
	Nature,
	/// Work of a kind.
	Labor,
	/// Consumed by all together.
	Public,
}

impl Category {
	/// All five, in order.
	pub const ALL: [Self; 5] =
		[Self::Private, Self::Intermediate, Self::Nature, Self::Labor, Self::Public];

	/// The kind of good that the chain knows it as.
	pub fn kind(self) -> Kind {
		match self {
			Self::Private => Kind::Private,
			Self::Intermediate => Kind::Intermediate,
			Self::Nature => Kind::Nature,
			Self::Labor => Kind::Labour,
			Self::Public => Kind::Public,
		}
	}

	/// The word by which goods of this category are named.
	pub fn name(self) -> &'static str {
		match self {
			Self::Private => "private",
			Self::Intermediate => "intermediate",
			Self::Nature => "nature",
			Self::Labor => "labour",
			Self::Public => "public",
		}
	}
}

impl Economy {
	/// Goods of all five categories together.
	pub fn good_count(&self) -> usize {
		self.goods as usize * Category::ALL.len()
	}

	/// Yearly supply of a good of `kind`: the endowment in micro-units, rounded to the nearest, of
	/// nature and labour; nothing of what is produced.
	pub fn yearly_supply(&self, kind: Kind) -> Quantity {
		match kind.has_yearly_supply() {
			true => Quantity((self.endowment * MICRO as f64).round() as u128),
			false => Quantity::ZERO,
		}
	}

	/// The price of every good in the first iteration: cut to micro-credits, one at least.
	pub fn first_price(&self) -> Price {
		Price(((self.initial_price * MICRO as f64) as u128).max(1))
	}

	/// The index of the good that is numbered `good` (from 1) within `category`.
	pub fn good_index(&self, category: Category, good: u32) -> usize {
		category as usize * self.goods as usize + good as usize - 1
	}

	/// The category of the good at `index` and its number in it (from 1).
	pub fn good_at(&self, index: usize) -> (Category, u32) {
		let goods = (self.goods as usize).max(1);
		let category = Category::ALL[(index / goods).min(Category::ALL.len() - 1)];
		(category, (index % goods) as u32 + 1)
	}

	/// The index of a workers' council's product.
	pub fn product_index(&self, council: &WorkerCouncil) -> usize {
		self.good_index(council.industry.category(), council.product)
	}
}
