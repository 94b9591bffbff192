//! Goods as the arithmetic sees them: their kinds, quotes, lines and totals.

use codec::{
	Compact, Decode, DecodeWithMemTracking, Encode, EncodeLike, Input, MaxEncodedLen, Output,
};
use parecon_primitives::{Flow, GoodId, Price, Quantity};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Goods per page: totals, prices and the memory of a price rule are kept and cleared by pages.
pub const PAGE: u32 = 64;

/// The lowest price that a rule announces: one micro-credit per unit.
pub const MIN_PRICE: Price = Price(1);

/// The highest price that a rule announces: 2^90 micro-credits per unit.
pub const MAX_PRICE: Price = Price(1 << 90);

/// The largest total that the rules tell apart: 2^127 - 1 micro-units. Totals above it are held at
/// it. It is reached only by 2^37 lines of the largest amount each.
pub const MAX_TOTAL: u128 = (1 << 127) - 1;

/// What kind of thing a good is. It decides who may supply and who may use it.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
	/// Workers supply it, each consumers' council uses its own.
	#[codec(index = 0)]
	Private,
	/// Workers supply it, all consumers' councils share one level of it.
	#[codec(index = 1)]
	Public,
	/// Workers supply it and workers use it.
	#[codec(index = 2)]
	Intermediate,
	/// Workers use it; its supply is registered per year.
	#[codec(index = 3)]
	Nature,
	/// Workers use it; its supply is registered per year.
	#[codec(index = 4)]
	Labour,
	/// What workers emit: they use permits, which those whom it harms state.
	#[codec(index = 5)]
	Pollutant,
}

impl Kind {
	/// Every kind, in the order of their codes.
	pub const ALL: [Kind; 6] = [
		Kind::Private,
		Kind::Public,
		Kind::Intermediate,
		Kind::Nature,
		Kind::Labour,
		Kind::Pollutant,
	];

	/// Whether workers' councils supply it.
	pub const fn is_produced(self) -> bool {
		matches!(self, Kind::Private | Kind::Public | Kind::Intermediate)
	}

	/// Whether workers' councils use it.
	pub const fn is_input(self) -> bool {
		matches!(self, Kind::Intermediate | Kind::Nature | Kind::Labour | Kind::Pollutant)
	}

	/// Whether consumers' councils use it.
	pub const fn is_consumed(self) -> bool {
		matches!(self, Kind::Private | Kind::Public)
	}

	/// Whether several consumers' councils together state one amount of it: the level of a public
	/// good, the permits for a pollutant.
	pub const fn is_shared(self) -> bool {
		matches!(self, Kind::Public | Kind::Pollutant)
	}

	/// Whether its supply is a registered amount per year instead of what workers propose.
	pub const fn has_yearly_supply(self) -> bool {
		matches!(self, Kind::Nature | Kind::Labour)
	}
}

/// What an iteration announces of one good.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Quote {
	/// What kind of good it is.
	pub kind: Kind,
	/// Its indicative price.
	pub price: Price,
}

/// One line of a proposal. SCALE: the good's number compact, then the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DecodeWithMemTracking, Serialize, Deserialize)]
pub struct Line {
	/// The good.
	pub good: GoodId,
	/// How much the council supplies (+) or uses (-); of a public good a consumers' council states
	/// the level that it asks for.
	pub flow: Flow,
}

/// How lines are encoded: identifiers have no compact form of their own.
mod wire {
	use codec::{Decode, Encode};
	use parecon_primitives::Flow;
	use scale_info::TypeInfo;

	/// One line of a proposal.
	#[derive(Encode, Decode, TypeInfo)]
	pub struct Line {
		/// The good.
		#[codec(compact)]
		pub good: u32,
		/// Supplied (+) or used (-).
		pub flow: Flow,
	}
}

impl Encode for Line {
	fn size_hint(&self) -> usize {
		Self::max_encoded_len()
	}

	fn encode_to<T: Output + ?Sized>(&self, dest: &mut T) {
		wire::Line { good: self.good.0, flow: self.flow }.encode_to(dest)
	}
}

impl EncodeLike for Line {}

impl Decode for Line {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let line = wire::Line::decode(input)?;
		Ok(Self { good: GoodId(line.good), flow: line.flow })
	}
}

impl MaxEncodedLen for Line {
	fn max_encoded_len() -> usize {
		// Not derived: a derivation would count the number as if it were not compact.
		Compact::<u32>::max_encoded_len().saturating_add(Flow::max_encoded_len())
	}
}

impl TypeInfo for Line {
	type Identity = wire::Line;

	fn type_info() -> scale_info::Type {
		wire::Line::type_info()
	}
}

/// What one line adds to the totals of its good, in micro-units.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Contribution {
	/// Added to supply.
	#[codec(index = 0)]
	Supply(u128),
	/// Added to demand; of a public good the level times the council's population.
	#[codec(index = 1)]
	Demand(u128),
}

/// A total left 128 bits or would fall below zero.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Overflow;

/// Supply and demand of one good over all proposals, in micro-units. The demand of a public good
/// is head-weighted: the sum over consumers' councils of population times stated level.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Totals {
	/// What is supplied.
	pub supply: u128,
	/// What is asked for.
	pub demand: u128,
}

impl Totals {
	/// Adds what a line contributes.
	///
	/// # Errors
	/// [`Overflow`] where the sum leaves 128 bits; the totals are then unchanged.
	pub fn add(&mut self, contribution: Contribution) -> Result<(), Overflow> {
		match contribution {
			Contribution::Supply(amount) => {
				self.supply = self.supply.checked_add(amount).ok_or(Overflow)?;
			},
			Contribution::Demand(amount) => {
				self.demand = self.demand.checked_add(amount).ok_or(Overflow)?;
			},
		}
		Ok(())
	}

	/// Takes back what a line contributed.
	///
	/// # Errors
	/// [`Overflow`] where less than that had been added; the totals are then unchanged.
	pub fn remove(&mut self, contribution: Contribution) -> Result<(), Overflow> {
		match contribution {
			Contribution::Supply(amount) => {
				self.supply = self.supply.checked_sub(amount).ok_or(Overflow)?;
			},
			Contribution::Demand(amount) => {
				self.demand = self.demand.checked_sub(amount).ok_or(Overflow)?;
			},
		}
		Ok(())
	}

	/// Supply and demand as the price rules compare them: each at most [`MAX_TOTAL`], and the
	/// head-weighted demand of a public good divided by `heads_all` (0 where nobody is enrolled),
	/// rounded down.
	pub fn balance(&self, kind: Kind, heads_all: u32) -> Balance {
		let demand = match kind {
			Kind::Public => self.demand.checked_div(u128::from(heads_all)).unwrap_or(0),
			_ => self.demand,
		};
		Balance { supply: self.supply.min(MAX_TOTAL), demand: demand.min(MAX_TOTAL) }
	}
}

/// Supply and demand of one good in the same unit, each at most [`MAX_TOTAL`] micro-units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
	pub(crate) supply: u128,
	pub(crate) demand: u128,
}

impl Balance {
	/// What is supplied.
	pub const fn supply(&self) -> Quantity {
		Quantity(self.supply)
	}

	/// What is asked for.
	pub const fn demand(&self) -> Quantity {
		Quantity(self.demand)
	}
}

/// Populations by which a council's lines count, frozen when the cycle opened.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Heads {
	/// Population of the council.
	pub own: u32,
	/// Population of all enrolled consumers' councils.
	pub all: u32,
}

impl Heads {
	/// Population of all enrolled consumers' councils, at least 1: by it the cost of public goods is
	/// shared.
	pub(crate) fn parts(&self) -> u32 {
		self.all.max(1)
	}
}
