//! Unwanted work: minutes that nobody asks for weigh more from period to period.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// What a minute of a task weighs before weights are brought to their total, in millionths.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(transparent)]
pub struct Raw(pub u32);

impl Default for Raw {
	fn default() -> Self {
		Self::ONE
	}
}

impl Raw {
	/// What every task weighs at first.
	pub const ONE: Self = Self(1_000_000);

	/// The least that one weighs: half.
	pub const LEAST: Self = Self(500_000);

	/// The most that one weighs: twice.
	pub const MOST: Self = Self(2_000_000);

	/// The raw weight after a period in which `unfilled` of the task's `minutes` found nobody and
	/// `over_asked` stood in complexes that at least two members ranked first: times
	/// 1 + (unfilled - over-asked) / (10 minutes), rounded down and held within
	/// [`Raw::LEAST`]..=[`Raw::MOST`]. Neither counts for more than `minutes`. Without minutes it
	/// stays, within the bounds.
	///
	/// It rises by 10 % in a period where nobody does the task at all, and by 5 % where half of it
	/// is left undone: from 1,000,000 to 1,100,000 and to 1,050,000.
	pub fn moved(self, minutes: u32, unfilled: u32, over_asked: u32) -> Self {
		let tenfold = u128::from(minutes).saturating_mul(10);
		let factor = tenfold
			.saturating_add(unfilled.min(minutes).into())
			.saturating_sub(over_asked.min(minutes).into());
		// 2^32 x 11 x 2^32 at most.
		let product = u128::from(self.0).saturating_mul(factor);
		let moved = product.checked_div(tenfold).unwrap_or(self.0.into());
		Self(u32::try_from(moved).unwrap_or(u32::MAX)).clamp(Self::LEAST, Self::MOST)
	}
}

/// Turns raw weights into weighted minutes that sum to the minutes worked: cumulative floors
/// floor(M C_i / R) - floor(M C_(i-1) / R), with C_i the raw weights times minutes of the tasks up
/// to the i-th.
///
/// Each step of it is a task, in one fixed order. What rounding takes from one it gives to a later
/// one, so weighted minutes differ from the exact ones by less than a minute.
///
/// Three tasks of 100 minutes weigh 2, 1 and 1: M = 300 and R = 400, so 150, then 225 - 150 = 75,
/// then 300 - 225 = 75.
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
pub struct Apportion {
	/// M: the minutes of all tasks.
	pub total: u64,
	/// R: the sum of raw weights times minutes of all tasks.
	pub raw_total: u128,
	/// C: the same sum over the tasks that had their turn.
	pub done: u128,
}

impl Apportion {
	/// Before the first task.
	pub const fn new(total: u64, raw_total: u128) -> Self {
		Self { total, raw_total, done: 0 }
	}

	/// The weighted minutes of the next task, held at the largest number. Its raw weight times
	/// minutes must be part of the total.
	pub fn next(&mut self, raw: Raw, minutes: u32) -> u32 {
		let before = self.floor();
		// Below 2^64.
		let summand = u128::from(raw.0).saturating_mul(minutes.into());
		self.done = self.done.saturating_add(summand);
		u32::try_from(self.floor().saturating_sub(before)).unwrap_or(u32::MAX)
	}

	/// floor(M C / R), at most M; 0 where R is 0.
	fn floor(&self) -> u128 {
		let done = self.done.min(self.raw_total);
		let total = u128::from(self.total);
		multiply_by_rational_with_rounding(total, done, self.raw_total, Rounding::Down)
			.unwrap_or_default()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn shunned_work_rises_and_coveted_work_falls() {
		assert_eq!(Raw::ONE.moved(600, 600, 0), Raw(1_100_000));
		assert_eq!(Raw::ONE.moved(600, 300, 0), Raw(1_050_000));
		assert_eq!(Raw::ONE.moved(600, 0, 600), Raw(900_000));
		assert_eq!(Raw::ONE.moved(600, 150, 300), Raw(975_000));
		assert_eq!(Raw(1_234_567).moved(600, 0, 0), Raw(1_234_567));
		assert_eq!(Raw(1_234_567).moved(0, 0, 0), Raw(1_234_567));
		assert_eq!(Raw::ONE.moved(600, u32::MAX, 0), Raw(1_100_000));
		assert_eq!(Raw::default(), Raw::ONE);
	}

	#[test]
	fn raw_weights_have_bounds() {
		assert_eq!(Raw(1_948_717).moved(600, 600, 0), Raw::MOST);
		assert_eq!(Raw::MOST.moved(600, 600, 0), Raw::MOST);
		assert_eq!(Raw::LEAST.moved(600, 0, 600), Raw::LEAST);
		assert_eq!(Raw(u32::MAX).moved(u32::MAX, u32::MAX, 0), Raw::MOST);
		assert_eq!(Raw(0).moved(0, 0, 0), Raw::LEAST);
	}

	#[test]
	fn weighted_minutes_of_three_tasks() {
		let mut apportion = Apportion::new(300, 400_000_000);
		assert_eq!(apportion.next(Raw(2_000_000), 100), 150);
		assert_eq!(apportion.next(Raw::ONE, 100), 75);
		assert_eq!(apportion.next(Raw::ONE, 100), 75);
		assert_eq!(apportion.done, apportion.raw_total);
	}

	#[test]
	fn nothing_and_too_much_have_a_result() {
		assert_eq!(Apportion::new(300, 0).next(Raw::ONE, 100), 0);
		assert_eq!(Apportion::default().next(Raw::ONE, 100), 0);
		let mut little = Apportion::new(300, 1_000_000);
		assert_eq!((little.next(Raw::ONE, 100), little.next(Raw::ONE, 100)), (300, 0));
		let mut large = Apportion::new(u64::MAX, u128::MAX);
		large.done = u128::MAX - 1;
		assert_eq!(large.next(Raw::ONE, 1), 1);
		let mut steep = Apportion::new(u64::MAX, 1_000_000);
		assert_eq!(steep.next(Raw::ONE, 1), u32::MAX);
	}
}
