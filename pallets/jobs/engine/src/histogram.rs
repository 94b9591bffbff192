//! Ratings as they are kept: how many people gave each value.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::scale::{is_rating, Both, Rating};

/// How many people gave each rating from 0 to [`TOP`](crate::TOP).
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
#[serde(transparent)]
pub struct Histogram(pub [u16; 11]);

impl Histogram {
	/// How many ratings there are.
	pub fn count(&self) -> u32 {
		// 11 x (2^16 - 1) at most.
		self.0.iter().fold(0, |sum: u32, &n| sum.saturating_add(n.into()))
	}

	/// The lower median: of n ratings in ascending order the one in place (n + 1) / 2, rounded
	/// down, counted from 1. `None` where there are none.
	///
	/// This is the majority grade (M. Balinski and R. Laraki, *Majority Judgment*, 2010): more than
	/// half of the people say at least so much or are content with it, and a minority cannot move
	/// it beyond what the others said. Of 2, 3, 7, 9 it is 3; of 2, 3, 7, 9, 9 it is 7.
	pub fn lower_median(&self) -> Option<u8> {
		let place = self.count().div_ceil(2);
		let mut below = 0u32;
		(0u8..).zip(self.0).find_map(|(value, n)| {
			below = below.saturating_add(n.into());
			(n > 0 && below >= place).then_some(value)
		})
	}

	/// Adds a rating. `None`, and nothing changes, where it is not on the scale or 65,535 people
	/// gave it already.
	pub fn add(&mut self, rating: u8) -> Option<()> {
		let n = self.0.get_mut(usize::from(rating))?;
		*n = n.checked_add(1)?;
		Some(())
	}

	/// Takes a rating back. `None`, and nothing changes, where nobody gave it.
	pub fn remove(&mut self, rating: u8) -> Option<()> {
		let n = self.0.get_mut(usize::from(rating))?;
		*n = n.checked_sub(1)?;
		Some(())
	}
}

/// The ratings of one part of a task on both scales. Everybody who rates gives both, so the two
/// histograms hold equally many.
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
pub struct Sheet {
	/// What people said of empowerment.
	pub empowerment: Histogram,
	/// What people said of desirability.
	pub desirability: Histogram,
}

impl Sheet {
	/// Adds a rating on both scales. `None`, and nothing changes, where one of them cannot take it.
	pub fn add(&mut self, rating: &Rating) -> Option<()> {
		if !is_rating(rating) {
			return None;
		}
		let mut next = *self;
		next.empowerment.add(rating.empowerment)?;
		next.desirability.add(rating.desirability)?;
		*self = next;
		Some(())
	}

	/// Takes a rating back on both scales. `None`, and nothing changes, where one of them lacks it.
	pub fn remove(&mut self, rating: &Rating) -> Option<()> {
		let mut next = *self;
		next.empowerment.remove(rating.empowerment)?;
		next.desirability.remove(rating.desirability)?;
		*self = next;
		Some(())
	}

	/// How many people rated.
	pub fn count(&self) -> u32 {
		self.empowerment.count()
	}

	/// The lower median of each scale; `None` where nobody rated.
	pub fn medians(&self) -> Option<Rating> {
		Both::new(self.empowerment.lower_median(), self.desirability.lower_median()).both()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn of(ratings: &[u8]) -> Histogram {
		let mut histogram = Histogram::default();
		ratings.iter().for_each(|&rating| histogram.add(rating).unwrap());
		histogram
	}

	#[test]
	fn the_lower_median_of_few() {
		assert_eq!(of(&[]).lower_median(), None);
		assert_eq!(of(&[0]).lower_median(), Some(0));
		assert_eq!(of(&[10]).lower_median(), Some(10));
		assert_eq!(of(&[9, 3, 2, 7]).lower_median(), Some(3));
		assert_eq!(of(&[9, 3, 2, 7, 9]).lower_median(), Some(7));
		assert_eq!(of(&[9, 3, 2, 7, 9]).count(), 5);
	}

	#[test]
	fn what_is_full_or_off_the_scale_is_refused() {
		let mut full = Histogram([u16::MAX; 11]);
		assert_eq!(full.count(), 11 * 65_535);
		assert_eq!(full.lower_median(), Some(5));
		assert_eq!(full.add(3), None);
		assert_eq!(full.add(11), None);
		assert_eq!(full, Histogram([u16::MAX; 11]));
		let mut none = Histogram::default();
		assert_eq!(none.remove(3), None);
		assert_eq!(none.remove(11), None);
		assert_eq!(none, Histogram::default());
	}

	#[test]
	fn a_sheet_takes_both_or_neither() {
		let mut sheet = Sheet::default();
		assert_eq!(sheet.medians(), None);
		sheet.add(&Both::new(2, 9)).unwrap();
		sheet.add(&Both::new(4, 5)).unwrap();
		assert_eq!(sheet.medians(), Some(Both::new(2, 5)));
		assert_eq!(sheet.count(), 2);

		let before = sheet;
		assert_eq!(sheet.remove(&Both::new(2, 8)), None);
		assert_eq!(sheet.add(&Both::new(2, 11)), None);
		assert_eq!(sheet.add(&Both::new(11, 2)), None);
		sheet.desirability.0[1] = u16::MAX;
		assert_eq!(sheet.add(&Both::new(2, 1)), None);
		sheet.desirability.0[1] = 0;
		assert_eq!(sheet, before);
	}
}
