//! What federations store and show.

use crate::Sides;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration};
use scale_info::TypeInfo;
use sp_core::H256;

/// The most children that back an exception with what they supply.
pub type MaxBackers = ConstU32<50>;

/// What a federation was given and has granted in a cycle.
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
)]
pub struct Purse {
	/// What children gave it.
	pub endowed: Credits,
	/// What it gave to councils below it out of that. What is left lapses with the cycle.
	pub spent: Credits,
	/// What it allowed workers' councils to be below par, together.
	pub relief: Credits,
}

impl Purse {
	/// What it can still give.
	pub fn left(&self) -> Credits {
		self.endowed.saturating_sub(self.spent)
	}
}

/// An exception that a council has asked for.
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
pub struct Plea {
	/// How much is missing.
	pub amount: Credits,
	/// Hash of the reasons.
	pub note: H256,
	/// Who is to decide.
	pub federation: CouncilId,
	/// The iteration in which that federation was asked.
	pub since: Iteration,
	/// Whether it was refused there.
	pub refused: bool,
}

impl Plea {
	/// Whether it was refused, or a whole iteration has passed without an answer: asked in the third
	/// iteration and not answered by the fifth.
	pub fn is_declined(&self, now: Iteration) -> bool {
		self.refused || self.since.0.saturating_add(2) <= now.0
	}
}

/// What an exception consists of.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Exception {
	/// A consumers' council may spend so much more, which its next budgets are smaller by.
	#[codec(index = 0)]
	Loan(Credits),
	/// A consumers' council may spend so much more, out of what the federation was given.
	#[codec(index = 1)]
	Gift(Credits),
	/// The social benefit of a workers' council may be so much less than its social cost.
	#[codec(index = 2)]
	Relief {
		/// How much less.
		amount: Credits,
		/// Workers' councils below the federation whose social benefits back it, in ascending order.
		backers: BoundedVec<CouncilId, MaxBackers>,
	},
}

/// What the enrolled councils below a federation come to together: an industry, a region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct FederationTotals {
	/// How many there are.
	pub councils: Sides<u32>,
	/// Their population.
	pub population: Sides<u32>,
	/// Social benefits of their standing proposals at the prices of the market.
	pub benefit: Credits,
	/// Social costs of workers' councils, costs of consumers' councils, at these prices.
	pub cost: Credits,
	/// Each good with what is supplied and what is demanded of it, in micro-units, in ascending order.
	/// Of a good that is stated in levels: the sum of population x level.
	pub goods: Vec<(GoodId, u128, u128)>,
}

impl Exception {
	/// How much it comes to, in micro-credits.
	pub fn amount(&self) -> Credits {
		match self {
			Self::Loan(amount) | Self::Gift(amount) | Self::Relief { amount, .. } => *amount,
		}
	}
}
