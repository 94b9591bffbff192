//! Balancing between workplaces: what the members of one with better work owe outside.

use crate::scale::Points;

/// The balancing minutes that a council's members owe in a period, together:
/// ceil(M (own - mean) / own) of `minutes` M, where the council's index `own` is above the
/// community's `mean` by more than `tolerance`; 0 where it is not.
///
/// It is counted in minutes of work that is not empowering (desirable) at all: with x minutes at 0
/// in place of minutes at `own`, the average (M - x) own / M is `mean`. Outside work at another
/// score counts less: see [`counts`].
///
/// 9,600 minutes at 6 points against a mean of 5 and a tolerance of 0.5 owe 9,600 x 1 / 6 = 1,600
/// minutes. At 5.5 points they owe nothing.
pub fn owed(minutes: u64, own: Points, mean: Points, tolerance: Points) -> u64 {
	let above = own.0.saturating_sub(mean.0);
	if above <= tolerance.0 {
		return 0;
	}
	// 2^96 at most; `own` is above 0 here.
	let product = u128::from(minutes).saturating_mul(above.into());
	let whole = product.checked_div(own.0.into()).unwrap_or_default();
	let left = product.checked_rem(own.0.into()).unwrap_or_default();
	let up = whole.saturating_add(u128::from(left > 0));
	u64::try_from(up).unwrap_or(u64::MAX)
}

/// The balancing minutes that a shift of outside work counts: floor(minutes (own - score) / own) of
/// `minutes` at a task of `score`; 0 where the task is as good as the work at home, or better.
///
/// With M minutes in all, x of them outside at score s, the average is (own (M - x) + s x) / M.
/// That is `mean` where x (own - s) = M (own - mean), so where the minutes counted are those
/// [`owed`].
///
/// At home 6 points: 240 minutes outside at 1.5 points count 240 x 4.5 / 6 = 180.
pub fn counts(minutes: u32, own: Points, score: Points) -> u32 {
	let lower = own.0.saturating_sub(score.0);
	// 2^64 at most, and no more than `minutes` after division.
	let product = u64::from(minutes).saturating_mul(lower.into());
	let counted = product.checked_div(own.0.into()).unwrap_or_default();
	u32::try_from(counted).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;

	const HALF: Points = Points(500_000);

	#[test]
	fn a_council_above_the_mean_owes() {
		assert_eq!(owed(9_600, Points::of(6), Points::of(5), HALF), 1_600);
		assert_eq!(owed(9_601, Points::of(6), Points::of(5), HALF), 1_601);
		assert_eq!(owed(9_600, Points(5_500_000), Points::of(5), HALF), 0);
		assert_eq!(owed(9_600, Points(5_500_001), Points::of(5), HALF), 873);
		assert_eq!(owed(9_600, Points::of(4), Points::of(5), HALF), 0);
		assert_eq!(owed(9_600, Points::ZERO, Points::ZERO, Points::ZERO), 0);
		assert_eq!(owed(u64::MAX, Points(u32::MAX), Points::ZERO, Points::ZERO), u64::MAX);
	}

	#[test]
	fn work_counts_by_how_much_worse_it_is() {
		assert_eq!(counts(240, Points::of(6), Points(1_500_000)), 180);
		assert_eq!(counts(240, Points::of(6), Points::ZERO), 240);
		assert_eq!(counts(240, Points::of(6), Points::of(6)), 0);
		assert_eq!(counts(240, Points::of(6), Points::of(7)), 0);
		assert_eq!(counts(1, Points::of(6), Points::ONE), 0);
		assert_eq!(counts(u32::MAX, Points(u32::MAX), Points::ZERO), u32::MAX);
		assert_eq!(counts(240, Points::ZERO, Points::ZERO), 0);
	}

	#[test]
	fn a_debt_is_worked_off_exactly() {
		// 9,600 minutes at 6 points owe 1,600. 2,400 minutes at 2 points count 2,400 x 4 / 6 of
		// them, and bring the average to (7,200 x 6 + 2,400 x 2) / 9,600 = 5.
		assert_eq!(counts(2_400, Points::of(6), Points::of(2)), 1_600);
		assert_eq!((7_200 * 6 + 2_400 * 2) / 9_600, 5);
	}
}
