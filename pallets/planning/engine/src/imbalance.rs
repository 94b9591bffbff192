//! How far supply and demand of a good are apart: r = 2|S - D| / (S + D).

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::U256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::Perbill;

use crate::good::{Balance, MAX_TOTAL};

const DOUBLE_BILLION: u128 = 2_000_000_000;
/// Products of two numbers up to this fit 128 bits.
const SMALL: u128 = u64::MAX as u128;

/// An imbalance in parts per 10^9, rounded down: 0 where supply meets demand (or both are 0), 2 x
/// 10^9 where one of them is 0. For records and display; comparisons are made on exact fractions.
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
pub struct Imbalance(pub u64);

impl Imbalance {
	/// The imbalance of a supply and a demand, in micro-units.
	pub fn of(supply: u128, demand: u128) -> Self {
		let balance = Balance { supply: supply.min(MAX_TOTAL), demand: demand.min(MAX_TOTAL) };
		Fraction::of(&balance).into()
	}
}

impl core::fmt::Display for Imbalance {
	/// In per cent with seven decimals, which is exact.
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		let whole = self.0.checked_div(10_000_000).unwrap_or(0);
		let part = self.0.checked_rem(10_000_000).unwrap_or(0);
		write!(f, "{whole}.{part:07} %")
	}
}

/// Whether the imbalance of a supply and a demand is below `threshold`: exactly
/// 2|S - D| x 10^9 < threshold x (S + D). Where supply meets demand (both may be 0) it is, whatever the threshold.
pub fn below(supply: u128, demand: u128, threshold: Perbill) -> bool {
	let balance = Balance { supply: supply.min(MAX_TOTAL), demand: demand.min(MAX_TOTAL) };
	Fraction::of(&balance).is_below(threshold)
}

/// |S - D| / (S + D), exact; 0 / 0 counts as zero. Half the imbalance.
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
pub struct Fraction {
	gap: u128,
	sum: u128,
}

impl Default for Fraction {
	fn default() -> Self {
		Self { gap: 0, sum: 1 }
	}
}

impl Fraction {
	pub(crate) fn of(balance: &Balance) -> Self {
		if balance.supply == balance.demand {
			return Self::default();
		}
		Self {
			gap: balance.supply.abs_diff(balance.demand),
			// Each is below 2^127.
			sum: balance.supply.saturating_add(balance.demand),
		}
	}

	/// Whether this is the larger one, by cross-multiplication.
	pub(crate) fn exceeds(&self, other: &Self) -> bool {
		// The sums are the larger halves: where they fit 64 bits, all do.
		if self.sum <= SMALL && other.sum <= SMALL {
			return self.gap.saturating_mul(other.sum) > other.gap.saturating_mul(self.sum);
		}
		product(self.gap, other.sum) > product(other.gap, self.sum)
	}

	/// Whether the imbalance is below the threshold; a gap of nothing always is.
	pub(crate) fn is_below(&self, threshold: Perbill) -> bool {
		let parts = u128::from(threshold.deconstruct());
		if self.gap == 0 {
			return true;
		}
		if self.sum <= SMALL {
			return self.gap.saturating_mul(DOUBLE_BILLION) < self.sum.saturating_mul(parts);
		}
		product(self.gap, DOUBLE_BILLION) < product(self.sum, parts)
	}

	/// The imbalance r = 2|S - D| / (S + D) in Q.48, rounded down: 0..=2^49.
	pub(crate) fn ratio(&self) -> u64 {
		// 79 bits are kept, so that 49 more fit.
		let extra = 49u32.saturating_sub(self.sum.leading_zeros());
		let gap = self.gap.checked_shr(extra).unwrap_or(0);
		let sum = self.sum.checked_shr(extra).unwrap_or(0);
		let ratio = (gap << 49).checked_div(sum).unwrap_or(0);
		u64::try_from(ratio).unwrap_or(u64::MAX).min(1 << 49)
	}
}

/// Exact.
fn product(a: u128, b: u128) -> U256 {
	U256::from(a).saturating_mul(b.into())
}

impl From<Fraction> for Imbalance {
	fn from(fraction: Fraction) -> Self {
		let parts = product(fraction.gap, DOUBLE_BILLION);
		let whole = parts.checked_div(fraction.sum.into()).unwrap_or_default();
		Self(u64::try_from(whole).unwrap_or(2_000_000_000))
	}
}
