//! Indices: how empowering and desirable the work of a council, a bundle or the community is.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::scale::{is_rating, Both, Points, Rating};

/// The sums behind the index of a council or the score of a task: the rated parts' minutes, and
/// minutes times median on both scales.
///
/// They are sums over parts, and splitting or merging tasks only moves parts about and divides
/// their minutes, so neither changes them.
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
pub struct Sums {
	/// Minutes of the rated parts.
	pub minutes: u64,
	/// Sum of minutes times the median of empowerment, in points.
	pub empowerment: u64,
	/// Sum of minutes times the median of desirability, in points.
	pub desirability: u64,
}

impl Sums {
	/// Adds a part. `None`, and nothing changes, where the medians are not on the scale or a sum
	/// does not fit.
	pub fn add(&mut self, minutes: u32, medians: Rating) -> Option<()> {
		*self = self.plus(&Self::part(minutes, medians)?)?;
		Some(())
	}

	/// Takes a part back. `None`, and nothing changes, where the sums do not contain so much.
	pub fn remove(&mut self, minutes: u32, medians: Rating) -> Option<()> {
		let part = Self::part(minutes, medians)?;
		*self = Self {
			minutes: self.minutes.checked_sub(part.minutes)?,
			empowerment: self.empowerment.checked_sub(part.empowerment)?,
			desirability: self.desirability.checked_sub(part.desirability)?,
		};
		Some(())
	}

	/// The sums of both; `None` where one does not fit.
	pub fn plus(&self, other: &Self) -> Option<Self> {
		Some(Self {
			minutes: self.minutes.checked_add(other.minutes)?,
			empowerment: self.empowerment.checked_add(other.empowerment)?,
			desirability: self.desirability.checked_add(other.desirability)?,
		})
	}

	/// The index: minutes times median over minutes, rounded down to micro-points. `None` where
	/// there are no minutes.
	///
	/// 600 minutes with medians (8, 3) and 300 with (1, 6) give ((4800 + 300) / 900,
	/// (1800 + 1800) / 900), so 5.666666 and 4 points.
	pub fn index(&self) -> Option<Both<Points>> {
		let points = |sum: u64| {
			let micro = u128::from(sum).checked_mul(Points::ONE.0.into())?;
			divided(micro, self.minutes.into())
		};
		Both::new(points(self.empowerment), points(self.desirability)).both()
	}

	fn part(minutes: u32, medians: Rating) -> Option<Self> {
		let minutes = u64::from(minutes);
		is_rating(&medians).then(|| Self {
			minutes,
			// 2^32 x 10 at most.
			empowerment: minutes.saturating_mul(medians.empowerment.into()),
			desirability: minutes.saturating_mul(medians.desirability.into()),
		})
	}
}

/// The index of a bundle of tasks: minutes times score over minutes, rounded down. `None` where
/// there are no minutes.
///
/// 90 minutes at (8, 3) points and 30 at (1, 6) give ((720 + 30) / 120, (270 + 180) / 120), so 6.25
/// and 3.75 points.
pub fn bundle(portions: impl Iterator<Item = (u32, Both<Points>)>) -> Option<Both<Points>> {
	let mut sums = (0u128, 0u128, 0u128);
	for (minutes, score) in portions {
		// Each summand is below 2^64.
		let minutes = u128::from(minutes);
		let times = |points: Points| minutes.saturating_mul(points.0.into());
		sums.0 = sums.0.saturating_add(minutes);
		sums.1 = sums.1.saturating_add(times(score.empowerment));
		sums.2 = sums.2.saturating_add(times(score.desirability));
	}
	Both::new(divided(sums.1, sums.0), divided(sums.2, sums.0)).both()
}

/// The sums behind the index of the community: population, and population times index of each
/// council that has one.
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
pub struct Community {
	/// Population of the councils that are counted.
	pub population: u64,
	/// Sum of population times the index of empowerment, in micro-points.
	pub empowerment: u128,
	/// Sum of population times the index of desirability, in micro-points.
	pub desirability: u128,
}

impl Community {
	/// Counts a council. `None`, and nothing changes, where a sum does not fit.
	pub fn add(&mut self, population: u32, index: Both<Points>) -> Option<()> {
		let summand = index.map(|points| u128::from(population).checked_mul(points.0.into()));
		let summand = summand.both()?;
		*self = Self {
			population: self.population.checked_add(population.into())?,
			empowerment: self.empowerment.checked_add(summand.empowerment)?,
			desirability: self.desirability.checked_add(summand.desirability)?,
		};
		Some(())
	}

	/// Counts a council no longer. `None`, and nothing changes, where the sums do not contain so
	/// much.
	pub fn remove(&mut self, population: u32, index: Both<Points>) -> Option<()> {
		let summand = index.map(|points| u128::from(population).checked_mul(points.0.into()));
		let summand = summand.both()?;
		*self = Self {
			population: self.population.checked_sub(population.into())?,
			empowerment: self.empowerment.checked_sub(summand.empowerment)?,
			desirability: self.desirability.checked_sub(summand.desirability)?,
		};
		Some(())
	}

	/// The mean of the councils' indices, weighted by population, rounded down. `None` where nobody
	/// is counted.
	///
	/// 30 people at (6, 4) points and 10 at (2, 8) give ((180 + 20) / 40, (120 + 80) / 40), so 5
	/// points on both scales.
	pub fn mean(&self) -> Option<Both<Points>> {
		let points = |sum| divided(sum, self.population.into());
		Both::new(points(self.empowerment), points(self.desirability)).both()
	}
}

/// The quotient, rounded down; `None` where it is not defined or not a number of micro-points.
fn divided(sum: u128, by: u128) -> Option<Points> {
	sum.checked_div(by).and_then(|points| u32::try_from(points).ok()).map(Points)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn points(empowerment: u8, desirability: u8) -> Both<Points> {
		Both::new(empowerment, desirability).map(Points::of)
	}

	#[test]
	fn the_index_of_two_parts() {
		let mut sums = Sums::default();
		assert_eq!(sums.index(), None);
		sums.add(600, Both::new(8, 3)).unwrap();
		sums.add(300, Both::new(1, 6)).unwrap();
		assert_eq!(sums, Sums { minutes: 900, empowerment: 5_100, desirability: 3_600 });
		assert_eq!(sums.index(), Some(Both::new(Points(5_666_666), Points(4_000_000))));
		sums.remove(300, Both::new(1, 6)).unwrap();
		assert_eq!(sums.index(), Some(points(8, 3)));
	}

	#[test]
	fn sums_stay_as_they_were_where_something_does_not_fit() {
		let mut sums = Sums { minutes: 10, empowerment: 50, desirability: u64::MAX };
		let before = sums;
		assert_eq!(sums.add(1, Both::new(1, 1)), None);
		assert_eq!(sums.add(1, Both::new(11, 0)), None);
		assert_eq!(sums.remove(11, Both::new(0, 0)), None);
		assert_eq!(sums.remove(6, Both::new(9, 0)), None);
		assert_eq!(sums, before);
		// Far above the scale, as no parts can make it.
		assert_eq!(Sums { minutes: 1, ..sums }.index(), None);
	}

	#[test]
	fn the_index_of_a_bundle() {
		let portions = [(90, points(8, 3)), (30, points(1, 6))];
		let index = bundle(portions.into_iter()).unwrap();
		assert_eq!(index, Both::new(Points(6_250_000), Points(3_750_000)));
		assert_eq!(bundle(core::iter::empty()), None);
		assert_eq!(bundle([(0, points(8, 3))].into_iter()), None);
	}

	#[test]
	fn the_mean_of_two_councils() {
		let mut community = Community::default();
		assert_eq!(community.mean(), None);
		community.add(30, points(6, 4)).unwrap();
		community.add(10, points(2, 8)).unwrap();
		assert_eq!(community.mean(), Some(points(5, 5)));

		let before = community;
		assert_eq!(community.remove(41, points(0, 0)), None);
		assert_eq!(community.remove(40, points(6, 4)), None);
		assert_eq!(community, before);
		community.remove(30, points(6, 4)).unwrap();
		community.remove(10, points(2, 8)).unwrap();
		assert_eq!(community, Community::default());

		let mut full = Community { population: u64::MAX, ..before };
		assert_eq!(full.add(1, points(1, 1)), None);
		assert_eq!(full, Community { population: u64::MAX, ..before });
	}
}
