//! Sums of price times quantity, exact.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::{Credits, Price, MICRO};
use primitive_types::U256;
use scale_info::TypeInfo;

/// A sum of products of prices and quantities, in units of 10^-12 credits. Nothing is rounded, so
/// two of them compare exactly.
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
)]
pub struct Worth(pub U256);

impl Worth {
	/// `amount` micro-units at `price`.
	pub fn of(price: Price, amount: u128) -> Self {
		Self(U256::from(price.0).saturating_mul(amount.into()))
	}

	/// What `credits` are worth.
	pub fn from_credits(credits: Credits) -> Self {
		Self::of(Price(credits.0), MICRO)
	}

	/// The sum, held at the largest value. Sums of valid lines stay far below it.
	pub fn saturating_add(self, other: Self) -> Self {
		Self(self.0.saturating_add(other.0))
	}

	/// The difference, held at zero.
	pub fn saturating_sub(self, other: Self) -> Self {
		Self(self.0.saturating_sub(other.0))
	}

	/// The product with a count, held at the largest value.
	pub fn saturating_mul(self, count: u32) -> Self {
		Self(self.0.saturating_mul(count.into()))
	}

	/// In micro-credits after division by `parts` (0 counts as 1), rounded down, held at the
	/// largest value.
	pub fn floor(self, parts: u32) -> Credits {
		Self::to_credits(self.0.checked_div(Self::unit(parts)).unwrap_or_default())
	}

	/// In micro-credits after division by `parts` (0 counts as 1), rounded up, held at the largest
	/// value.
	pub fn ceil(self, parts: u32) -> Credits {
		let unit = Self::unit(parts);
		let whole = self.0.checked_div(unit).unwrap_or_default();
		let left = self.0.checked_rem(unit).unwrap_or_default();
		let up = if left.is_zero() { U256::zero() } else { U256::one() };
		Self::to_credits(whole.saturating_add(up))
	}

	fn unit(parts: u32) -> U256 {
		U256::from(MICRO).saturating_mul(parts.max(1).into())
	}

	fn to_credits(value: U256) -> Credits {
		Credits(u128::try_from(value).unwrap_or(u128::MAX))
	}
}
