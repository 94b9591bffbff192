//! Sums of price times quantity, exact.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::{Credits, Price, MICRO};
use primitive_types::{U128, U256};
use scale_info::TypeInfo;

/// The lower half of a limb.
const HALF: u64 = 0xffff_ffff;

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
		// A quarter of the work of a product of two numbers of 256 bits.
		Self(U128::from(price.0).full_mul(amount.into()))
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
		if count == 1 {
			return self;
		}
		let U256(mut limbs) = self.0;
		let (count, mut carry) = (u64::from(count), 0u64);
		// In halves of limbs: a wasm machine multiplies 64 bits, and a library would multiply 256.
		for limb in &mut limbs {
			// (2^32 - 1)^2 + 2^32 - 1 at most, which 64 bits hold.
			let low = (*limb & HALF).wrapping_mul(count).wrapping_add(carry);
			let high = (*limb >> 32).wrapping_mul(count).wrapping_add(low >> 32);
			*limb = high << 32 | low & HALF;
			carry = high >> 32;
		}
		Self(if carry == 0 { U256(limbs) } else { U256::MAX })
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

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		/// The short ways give what the library's long ones do.
		#[test]
		fn products_are_those_of_wide_numbers(
			limbs in any::<[u64; 4]>(),
			zeros in 0u32..256,
			count in prop_oneof![any::<u32>(), Just(0), Just(1), Just(u32::MAX)],
			price in any::<u128>(),
			amount in any::<u128>(),
		) {
			let worth = Worth(U256(limbs) >> zeros);
			prop_assert_eq!(worth.saturating_mul(count).0, worth.0.saturating_mul(count.into()));
			let product = U256::from(price).saturating_mul(amount.into());
			prop_assert_eq!(Worth::of(Price(price), amount).0, product);
		}
	}
}
