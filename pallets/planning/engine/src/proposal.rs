//! Every test that a proposal has to pass, the same for the chain, a simulation and an audit.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::{Credits, Flow, Price, Side};
use scale_info::TypeInfo;

use crate::{
	good::{Contribution, Heads, Kind, Line, MAX_PRICE},
	worth::Worth,
};

/// Why a line cannot stand in a proposal.
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
pub enum LineError {
	/// The amount is zero or above [`Flow::MAX`].
	#[codec(index = 0)]
	ZeroOrTooLarge,
	/// The council's side does not supply, or does not use, this kind of good.
	#[codec(index = 1)]
	WrongSign,
	/// Lines do not ascend by good, or name a good twice in the same direction.
	#[codec(index = 2)]
	NotAscending,
}

/// Checks all that can be seen without prices: amounts are valid and goods ascend.
///
/// A workplace may supply a good and use some of it (a power station its own power): then the line
/// that supplies stands before the line that uses. Both count in full, so that netting them does not
/// hide how large a good's turnover is.
///
/// # Errors
/// [`LineError::ZeroOrTooLarge`] and [`LineError::NotAscending`], for the first line that errs.
pub fn check_order(lines: &[Line]) -> Result<(), LineError> {
	let mut last = None;
	for line in lines {
		if !line.flow.is_valid() {
			return Err(LineError::ZeroOrTooLarge);
		}
		let place = Some((line.good, !line.flow.is_supply()));
		if place <= last {
			return Err(LineError::NotAscending);
		}
		last = place;
	}
	Ok(())
}

/// What a line of a council of `side` adds to the totals of a good of `kind`.
///
/// Workers supply produced goods and use inputs; consumers use private and public goods and permit
/// pollutants. The level that consumers state of a public good, or the permits that they state for a
/// pollutant, count once per head of the council.
///
/// # Errors
/// [`LineError::ZeroOrTooLarge`] for an invalid amount, [`LineError::WrongSign`] where the side
/// does not deal with the kind in this direction.
pub fn contribution(
	side: Side,
	kind: Kind,
	flow: Flow,
	heads: Heads,
) -> Result<Contribution, LineError> {
	if !flow.is_valid() {
		return Err(LineError::ZeroOrTooLarge);
	}
	let amount = flow.amount().0;
	match (side, flow.is_supply()) {
		(Side::Workers, true) if kind.is_produced() => Ok(Contribution::Supply(amount)),
		(Side::Workers, false) if kind.is_input() => Ok(Contribution::Demand(amount)),
		(Side::Consumers, false) if kind == Kind::Public => {
			// 2^90 x 2^32 at most.
			Ok(Contribution::Demand(amount.saturating_mul(u128::from(heads.own))))
		},
		(Side::Consumers, false) if kind.is_consumed() => Ok(Contribution::Demand(amount)),
		(Side::Consumers, true) if kind == Kind::Pollutant => {
			Ok(Contribution::Supply(amount.saturating_mul(u128::from(heads.own))))
		},
		_ => Err(LineError::WrongSign),
	}
}

/// Sums a proposal line by line into what decides over it.
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
pub struct Assessor {
	side: Side,
	heads: Heads,
	gained: Worth,
	spent: Worth,
}

impl Assessor {
	/// Begins the proposal of a council of `side`.
	pub const fn new(side: Side, heads: Heads) -> Self {
		let zero = Worth(primitive_types::U256::zero());
		Self { side, heads, gained: zero, spent: zero }
	}

	/// Adds a line at the announced price (held at [`MAX_PRICE`]).
	///
	/// # Errors
	/// Those of [`contribution`]; the sums are then unchanged.
	pub fn line(&mut self, kind: Kind, price: Price, flow: Flow) -> Result<(), LineError> {
		let worth = line_worth(self.side, kind, price, flow, self.heads)?;
		match flow.is_supply() {
			true => self.gained = self.gained.saturating_add(worth),
			false => self.spent = self.spent.saturating_add(worth),
		}
		Ok(())
	}

	/// The sums as they stand.
	pub fn finish(&self) -> Assessment {
		match self.side {
			Side::Workers => Assessment::Workers { benefit: self.gained, cost: self.spent },
			Side::Consumers => Assessment::Consumers { cost: self.spent, parts: self.parts() },
		}
	}

	fn parts(&self) -> u32 {
		self.heads.parts()
	}
}

/// What a line is worth at a price (held at [`MAX_PRICE`]); for a consumers' council times the
/// population of all.
///
/// A consumers' council pays price x own x level / all for a public good: values of that side are
/// kept times `all`, so that nothing is divided.
///
/// # Errors
/// Those of [`contribution`].
pub fn line_worth(
	side: Side,
	kind: Kind,
	price: Price,
	flow: Flow,
	heads: Heads,
) -> Result<Worth, LineError> {
	let (Contribution::Supply(amount) | Contribution::Demand(amount)) =
		contribution(side, kind, flow, heads)?;
	let scale = match (side, kind) {
		(Side::Workers, _) | (_, Kind::Public | Kind::Pollutant) => 1,
		_ => heads.parts(),
	};
	Ok(Worth::of(price.min(MAX_PRICE), amount).saturating_mul(scale))
}

/// What a proposal is worth at the announced prices.
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
pub enum Assessment {
	/// Of a workers' council.
	#[codec(index = 0)]
	Workers {
		/// Social benefit: its outputs.
		benefit: Worth,
		/// Social cost: its inputs.
		cost: Worth,
	},
	/// Of a consumers' council.
	#[codec(index = 1)]
	Consumers {
		/// Cost times `parts`.
		cost: Worth,
		/// Population of all enrolled consumers' councils (at least 1), by which the cost of public
		/// goods is shared.
		parts: u32,
	},
}

impl Assessment {
	/// Whether it may be accepted: social benefit at least social cost for workers, cost within
	/// `budget` for consumers. Exact; nothing is divided. Workers have no budget.
	pub fn passes(&self, budget: Credits) -> bool {
		self.lacking(budget).0.is_zero()
	}

	/// Social benefit, rounded down; nothing for consumers.
	pub fn benefit(&self) -> Credits {
		match self {
			Self::Workers { benefit, .. } => benefit.floor(1),
			Self::Consumers { .. } => Credits::ZERO,
		}
	}

	/// Social cost, or what the consumers' council pays; rounded up.
	pub fn cost(&self) -> Credits {
		match self {
			Self::Workers { cost, .. } => cost.ceil(1),
			Self::Consumers { cost, parts } => cost.ceil(*parts),
		}
	}

	/// By how much it fails, rounded up: zero exactly where it [passes](Self::passes).
	pub fn shortfall(&self, budget: Credits) -> Credits {
		match self {
			Self::Workers { .. } => self.lacking(budget).ceil(1),
			Self::Consumers { parts, .. } => self.lacking(budget).ceil(*parts),
		}
	}

	/// What is missing, in the scale of the sums.
	fn lacking(&self, budget: Credits) -> Worth {
		match self {
			Self::Workers { benefit, cost } => cost.saturating_sub(*benefit),
			Self::Consumers { cost, parts } => {
				cost.saturating_sub(Worth::from_credits(budget).saturating_mul(*parts))
			},
		}
	}
}
