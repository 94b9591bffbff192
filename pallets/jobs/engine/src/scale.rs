//! Ratings and what is computed from them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The highest rating; the lowest is 0.
pub const TOP: u8 = 10;

/// A place on the scale of ratings in micro-points: 10^-6 of a point.
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
pub struct Points(pub u32);

impl Points {
	/// The lower end of the scale.
	pub const ZERO: Self = Self(0);

	/// One point.
	pub const ONE: Self = Self(1_000_000);

	/// The upper end of the scale: [`TOP`] points.
	pub const MAX: Self = Self(10_000_000);

	/// Whole points: 7 are 7,000,000 micro-points.
	pub const fn of(points: u8) -> Self {
		Self((points as u32).saturating_mul(Self::ONE.0))
	}

	/// How far apart the two lie.
	pub const fn apart(self, other: Self) -> Self {
		Self(self.0.abs_diff(other.0))
	}
}

/// One value on each of the two scales by which work is judged.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Both<T> {
	/// How much the work lets one learn, decide and be heard.
	pub empowerment: T,
	/// How pleasant the work is.
	pub desirability: T,
}

impl<T> Both<T> {
	/// The two values, in this order.
	pub const fn new(empowerment: T, desirability: T) -> Self {
		Self { empowerment, desirability }
	}

	/// The same function of each.
	pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Both<U> {
		Both { empowerment: f(self.empowerment), desirability: f(self.desirability) }
	}
}

impl<T> Both<Option<T>> {
	/// Both values; `None` where one is missing.
	pub fn both(self) -> Option<Both<T>> {
		Some(Both { empowerment: self.empowerment?, desirability: self.desirability? })
	}
}

impl Both<Points> {
	/// How far apart the two lie on each scale.
	pub const fn apart(self, other: Self) -> Self {
		Self {
			empowerment: self.empowerment.apart(other.empowerment),
			desirability: self.desirability.apart(other.desirability),
		}
	}
}

/// What one person says of a task: whole points from 0 to [`TOP`] on both scales.
pub type Rating = Both<u8>;

/// Whether both values lie on the scale.
pub fn is_rating(rating: &Rating) -> bool {
	rating.empowerment <= TOP && rating.desirability <= TOP
}

/// Whether `index` lies within `tolerance` of `mean` on both scales, the ends included.
///
/// Against a mean of 5 points and with a tolerance of 0.5, an index of (5.5, 4.5) is balanced and
/// one of (5.0, 5.500001) is not.
pub fn is_balanced(index: Both<Points>, mean: Both<Points>, tolerance: Points) -> bool {
	let apart = index.apart(mean);
	apart.empowerment <= tolerance && apart.desirability <= tolerance
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_rating_lies_on_both_scales() {
		assert!(is_rating(&Both::new(0, TOP)));
		assert!(!is_rating(&Both::new(0, 11)));
		assert!(!is_rating(&Both::new(11, 0)));
	}

	#[test]
	fn points_are_millionths() {
		assert_eq!(Points::of(7), Points(7_000_000));
		assert_eq!(Points::of(TOP), Points::MAX);
		assert_eq!(Points(3).apart(Points(5)), Points(5).apart(Points(3)));
		assert_eq!(Points(3).apart(Points(5)), Points(2));
	}

	#[test]
	fn the_tolerance_itself_is_balanced() {
		let mean = Both::new(Points::of(5), Points::of(5));
		let tolerance = Points(500_000);
		assert!(is_balanced(Both::new(Points(5_500_000), Points(4_500_000)), mean, tolerance));
		assert!(!is_balanced(Both::new(Points::of(5), Points(5_500_001)), mean, tolerance));
		assert!(!is_balanced(Both::new(Points(4_499_999), Points::of(5)), mean, tolerance));
	}

	#[test]
	fn one_missing_value_is_none() {
		assert_eq!(Both::new(Some(1), Some(2)).both(), Some(Both::new(1, 2)));
		assert_eq!(Both::new(Some(1), None).both(), None);
		assert_eq!(Both::new(1, 2).map(|x| x * 2), Both::new(2, 4));
	}
}
