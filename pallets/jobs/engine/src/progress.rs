//! How far a division of labour has come to be balanced.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::traits::IntegerSquareRoot;

use crate::scale::{Both, Points};

/// Mean and standard deviation of members' indices, both rounded down.
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
pub struct Spread {
	/// The mean.
	pub mean: Both<Points>,
	/// The standard deviation: the root of the mean squared deviation from the mean.
	pub deviation: Both<Points>,
}

/// The spread of the indices of a council's members. `None` where there are none.
///
/// Of n indices x: mean floor(sum x / n), deviation floor(root(n sum x^2 - (sum x)^2) / n). That is
/// the deviation from the exact mean, not from the rounded one, so nothing is rounded but the
/// result.
///
/// 4, 4, 4 and 8 points have the mean 5 and squared deviations 1, 1, 1 and 9, whose mean is 3: the
/// deviation is root 3, 1.732050 points.
pub fn spread(indices: &[Both<Points>]) -> Option<Spread> {
	let (mean, deviation) = scale(indices.iter().map(|index| index.empowerment))?;
	let (mean_of_other, deviation_of_other) = scale(indices.iter().map(|i| i.desirability))?;
	Some(Spread {
		mean: Both::new(mean, mean_of_other),
		deviation: Both::new(deviation, deviation_of_other),
	})
}

/// The root, rounded down: of 3 x 10^12 it is 1,732,050.
pub fn root(square: u128) -> u128 {
	square.integer_sqrt()
}

/// Mean and deviation on one scale. Sums of fewer than 2^32 indices fit.
fn scale(points: impl Iterator<Item = Points>) -> Option<(Points, Points)> {
	let (mut n, mut sum, mut squares) = (0u128, 0u128, 0u128);
	for Points(x) in points {
		let x = u128::from(x);
		n = n.checked_add(1)?;
		sum = sum.checked_add(x)?;
		squares = squares.checked_add(x.checked_mul(x)?)?;
	}
	let mean = sum.checked_div(n)?;
	// n^2 times the variance.
	let scaled = n.checked_mul(squares)?.checked_sub(sum.checked_mul(sum)?)?;
	let deviation = root(scaled).checked_div(n)?;
	Some((Points(u32::try_from(mean).ok()?), Points(u32::try_from(deviation).ok()?)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_spread_of_four() {
		let indices = [(4, 1), (4, 3), (4, 1), (8, 3)];
		let indices = indices.map(|(e, d)| Both::new(Points::of(e), Points::of(d)));
		let spread = spread(&indices).unwrap();
		assert_eq!(spread.mean, Both::new(Points::of(5), Points::of(2)));
		assert_eq!(spread.deviation, Both::new(Points(1_732_050), Points::ONE));
	}

	#[test]
	fn the_spread_of_none_and_one() {
		assert_eq!(spread(&[]), None);
		let one = Both::new(Points(1_234_567), Points::MAX);
		let none = Both::new(Points::ZERO, Points::ZERO);
		assert_eq!(spread(&[one]), Some(Spread { mean: one, deviation: none }));
	}

	#[test]
	fn the_mean_is_not_rounded_before_the_deviation() {
		// 0 and 1 micro-points: mean 1/2, deviation 1/2. From the rounded mean 0 it would be more.
		let indices = [Both::new(Points(0), Points(0)), Both::new(Points(3), Points(5))];
		let spread = spread(&indices).unwrap();
		assert_eq!(spread.mean, Both::new(Points(1), Points(2)));
		assert_eq!(spread.deviation, Both::new(Points(1), Points(2)));
	}

	#[test]
	fn roots_are_rounded_down() {
		assert_eq!([0, 1, 3, 4, 8, 9].map(root), [0, 1, 1, 2, 2, 3]);
		assert_eq!(root(3_000_000_000_000), 1_732_050);
		assert_eq!(root(u128::MAX), (1 << 64) - 1);
	}
}
