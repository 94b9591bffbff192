//! Quantities that cannot be mixed up: each is a type of its own with checked arithmetic.

use codec::{CompactAs, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Micro-units in one unit of a good, and micro-credits in one credit.
pub const MICRO: u128 = 1_000_000;

macro_rules! quantity {
	($(#[$doc:meta])* $name:ident($inner:ty)) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
			Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, CompactAs, TypeInfo,
			Serialize, Deserialize,
		)]
		#[serde(transparent)]
		pub struct $name(pub $inner);

		impl $name {
			/// Nothing of it.
			pub const ZERO: Self = Self(0);

			/// The sum; `None` where it does not fit.
			pub fn checked_add(self, other: Self) -> Option<Self> {
				self.0.checked_add(other.0).map(Self)
			}

			/// The difference; `None` where it would be negative.
			pub fn checked_sub(self, other: Self) -> Option<Self> {
				self.0.checked_sub(other.0).map(Self)
			}

			/// The product with a count; `None` where it does not fit.
			pub fn checked_mul(self, count: $inner) -> Option<Self> {
				self.0.checked_mul(count).map(Self)
			}

			/// The sum, held at the largest value.
			pub fn saturating_add(self, other: Self) -> Self {
				Self(self.0.saturating_add(other.0))
			}

			/// The difference, held at zero.
			pub fn saturating_sub(self, other: Self) -> Self {
				Self(self.0.saturating_sub(other.0))
			}

			/// Whether there is nothing of it.
			pub fn is_zero(self) -> bool {
				self.0 == 0
			}
		}
	};
}

quantity! {
	/// Amount of a good in micro-units (10^-6 of the good's unit).
	Quantity(u128)
}
quantity! {
	/// Indicative price in micro-credits per whole unit. An announced price is never zero.
	Price(u128)
}
quantity! {
	/// Value, budget or income in micro-credits.
	Credits(u128)
}
quantity! {
	/// Working time in minutes.
	Minutes(u32)
}

/// A signed amount of a good in micro-units: positive where a council supplies it, negative where
/// it uses it. Zero is not a valid line.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
#[serde(transparent)]
pub struct Flow(pub i128);

impl Flow {
	/// The largest amount that one line can state: 2^90 micro-units, so that the sum over 2^37
	/// lines still fits 128 bits.
	pub const MAX: u128 = 1 << 90;

	/// The amount without its sign.
	pub fn amount(self) -> Quantity {
		Quantity(self.0.unsigned_abs())
	}

	/// Whether the council supplies the good.
	pub fn is_supply(self) -> bool {
		self.0 > 0
	}

	/// Whether a line may state it: not zero and at most [`Flow::MAX`].
	pub fn is_valid(self) -> bool {
		let amount = self.0.unsigned_abs();
		amount > 0 && amount <= Self::MAX
	}

	/// A flow that supplies `amount`; `None` above [`Flow::MAX`] or at zero.
	pub fn supply(amount: Quantity) -> Option<Self> {
		i128::try_from(amount.0).ok().map(Self).filter(|flow| flow.is_valid())
	}

	/// A flow that uses `amount`; `None` above [`Flow::MAX`] or at zero.
	pub fn usage(amount: Quantity) -> Option<Self> {
		Self::supply(amount).map(|flow| Self(flow.0.saturating_neg()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sums_that_do_not_fit_are_none() {
		assert_eq!(Quantity(u128::MAX).checked_add(Quantity(1)), None);
		assert_eq!(Price(1).checked_sub(Price(2)), None);
		assert_eq!(Credits(u128::MAX).checked_mul(2), None);
		assert_eq!(Credits(u128::MAX).saturating_add(Credits(1)), Credits(u128::MAX));
		assert_eq!(Credits(1).saturating_sub(Credits(2)), Credits::ZERO);
	}

	#[test]
	fn flows_are_bounded_on_both_signs() {
		for (flow, valid) in [
			(0, false),
			(1, true),
			(-1, true),
			(1 << 90, true),
			((1 << 90) + 1, false),
			(-(1 << 90), true),
			(-(1 << 90) - 1, false),
			(i128::MIN, false),
			(i128::MAX, false),
		] {
			assert_eq!(Flow(flow).is_valid(), valid, "{flow}");
		}
		assert_eq!(Flow::usage(Quantity(5)), Some(Flow(-5)));
		assert_eq!(Flow::supply(Quantity(0)), None);
		assert_eq!(Flow::supply(Quantity(u128::MAX)), None);
	}
}
