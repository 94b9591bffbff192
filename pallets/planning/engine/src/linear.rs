//! The small linear system of the accelerated rule, in 256 bits.

use primitive_types::U256;

use crate::rules::{Gram, DEPTH};

/// Bits of the trace after shifting.
const TRACE_BITS: u32 = 62;
/// 1 in Q.64, the format of what is computed inside.
const UNIT: U256 = U256([0, 1, 0, 0]);
/// The ridge is the trace divided by this.
const RIDGE: i128 = 1_000_000_000;
/// What Q.64 has below the last place of Q.48, and half of it.
const BELOW_Q48: u64 = 1 << 16;
const HALF: u64 = BELOW_Q48 / 2;
/// gamma is held within +-2^72 in Q.48, that is 2^24.
const GAMMA_CAP: i128 = 1 << 72;

/// argmin |f - dF gamma| by the normal equations with a ridge of 1e-9 of the trace, for the newest
/// `count` differences; in Q.48, rounded to the nearest, newest first. All zero where the trace is
/// zero.
///
/// The sums are shifted so that the trace has 62 bits (rounded down where that is to the right).
/// Then L D L^T is taken in Q.64 with the newest difference as first pivot. With T the trace,
/// a_ii <= T < 2^62, every pivot is at least about the ridge T / 10^9 > 2^31, so |L| < 2^16; what
/// is right of the equals sign is below 2^121. The largest product is then below 2^249: nothing
/// leaves 255 bits and a sign, and the `None` of an operation that would is never met.
pub(crate) fn solve(gram: &Gram, count: usize) -> [i128; DEPTH] {
	System::shifted(gram, count).and_then(|system| system.solve()).unwrap_or_default()
}

/// A signed number of 255 bits.
#[derive(Clone, Copy, Debug, Default)]
struct Signed {
	negative: bool,
	amount: U256,
}

impl Signed {
	fn new(negative: bool, amount: U256) -> Option<Self> {
		(amount.bits() < 256).then_some(Self { negative, amount })
	}

	fn fixed(value: i128) -> Option<Self> {
		let amount = U256::from(value.unsigned_abs()).checked_mul(UNIT)?;
		Self::new(value < 0, amount)
	}

	fn minus(self, other: Self) -> Option<Self> {
		if self.negative != other.negative {
			return Self::new(self.negative, self.amount.checked_add(other.amount)?);
		}
		match self.amount.checked_sub(other.amount) {
			Some(amount) => Self::new(self.negative, amount),
			None => Self::new(!self.negative, other.amount.checked_sub(self.amount)?),
		}
	}

	fn times(self, other: Self) -> Option<Self> {
		let amount = self.amount.checked_mul(other.amount)?.checked_div(UNIT)?;
		Self::new(self.negative != other.negative, amount)
	}

	fn over(self, other: Self) -> Option<Self> {
		let shifted = self.amount.checked_mul(UNIT)?;
		let amount = shifted.checked_div(other.amount)?;
		Self::new(self.negative != other.negative, amount)
	}

	fn is_positive(self) -> bool {
		!self.negative && !self.amount.is_zero()
	}

	/// In Q.48, rounded to the nearest and held within the cap.
	fn to_q48(self) -> i128 {
		let rounded = self.amount.saturating_add(HALF.into()).checked_div(BELOW_Q48.into());
		let held = rounded.and_then(|held| i128::try_from(held).ok()).unwrap_or(GAMMA_CAP);
		let held = held.min(GAMMA_CAP);
		if self.negative {
			held.saturating_neg()
		} else {
			held
		}
	}
}

type Row = [Signed; DEPTH];

/// Rows of a matrix of which `count` are in use, with what stands right of the equals sign.
struct System {
	count: usize,
	rows: [Row; DEPTH],
	right: Row,
}

fn at(row: &Row, index: usize) -> Signed {
	row.get(index).copied().unwrap_or_default()
}

fn put(row: &mut Row, index: usize, value: Signed) {
	if let Some(place) = row.get_mut(index) {
		*place = value;
	}
}

impl System {
	/// `None` where the trace is zero.
	fn shifted(gram: &Gram, count: usize) -> Option<Self> {
		let diagonal = |i: usize| gram.squares.get(i).and_then(|row| row.get(i)).copied();
		let trace = (0..count).filter_map(diagonal).fold(0i128, i128::saturating_add);
		if trace <= 0 {
			return None;
		}
		let bits = i128::BITS.saturating_sub(trace.leading_zeros());
		let shift = |value: i128| match bits.checked_sub(TRACE_BITS) {
			Some(down) => value.checked_shr(down),
			None => {
				let up = TRACE_BITS.saturating_sub(bits);
				value.checked_mul(1i128.checked_shl(up)?)
			},
		};
		let ridge = shift(trace)?.checked_div(RIDGE)?;
		let mut system = Self { count, rows: Default::default(), right: Default::default() };
		for (i, (from, to)) in gram.squares.iter().zip(&mut system.rows).take(count).enumerate() {
			for (j, (value, place)) in from.iter().zip(to).enumerate().take(i.saturating_add(1)) {
				let extra = if i == j { ridge } else { 0 };
				*place = Signed::fixed(shift(*value)?.checked_add(extra)?)?;
			}
		}
		for (value, place) in gram.right.iter().zip(&mut system.right).take(count) {
			*place = Signed::fixed(shift(*value)?)?;
		}
		Some(system)
	}

	fn solve(mut self) -> Option<[i128; DEPTH]> {
		let pivots = self.factor()?;
		// L y = right
		for i in 0..self.count {
			let row = self.rows.get(i)?;
			let mut sum = at(&self.right, i);
			for j in 0..i {
				sum = sum.minus(at(row, j).times(at(&self.right, j))?)?;
			}
			put(&mut self.right, i, sum);
		}
		// D L^T gamma = y
		for i in (0..self.count).rev() {
			let mut sum = at(&self.right, i).over(at(&pivots, i))?;
			for j in i.saturating_add(1)..self.count {
				sum = sum.minus(at(self.rows.get(j)?, i).times(at(&self.right, j))?)?;
			}
			put(&mut self.right, i, sum);
		}
		Some(self.right.map(Signed::to_q48))
	}

	/// Replaces the rows by those of L (below the diagonal) and gives D.
	fn factor(&mut self) -> Option<Row> {
		let mut pivots = Row::default();
		for i in 0..self.count {
			let mut row = *self.rows.get(i)?;
			let mut pivot = at(&row, i);
			for j in 0..i {
				let above = self.rows.get(j)?;
				// L_ij D_j = a_ij - sum over k < j of L_ik D_k L_jk
				let mut scaled = at(&row, j);
				for k in 0..j {
					scaled =
						scaled.minus(at(&row, k).times(at(&pivots, k))?.times(at(above, k))?)?;
				}
				let entry = scaled.over(at(&pivots, j))?;
				pivot = pivot.minus(scaled.times(entry)?)?;
				put(&mut row, j, entry);
			}
			if !pivot.is_positive() {
				return None;
			}
			put(&mut pivots, i, pivot);
			*self.rows.get_mut(i)? = row;
		}
		Some(pivots)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// 1 in Q.96.
	const Q96: f64 = 79_228_162_514_264_337_593_543_950_336.0;
	const Q48: f64 = (1u64 << 48) as f64;

	/// A Gram of differences given in f64, rounded to Q.48.
	fn gram(differences: &[Vec<f64>], newest: &[f64]) -> Gram {
		let mut gram = Gram::default();
		let fixed = |x: &f64| (x * Q48).round() as i128;
		let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| fixed(a) * fixed(b)).sum();
		for (i, row) in differences.iter().enumerate() {
			gram.right[i] = dot(row, newest);
			for (j, other) in differences.iter().enumerate().take(i + 1) {
				gram.squares[i][j] = dot(row, other);
			}
		}
		gram
	}

	/// The same system in f64, by Gaussian elimination with pivoting.
	fn in_floats(gram: &Gram, count: usize) -> Vec<f64> {
		let a = |i: usize, j: usize| gram.squares[i.max(j)][i.min(j)] as f64 / Q96;
		let trace: f64 = (0..count).map(|i| a(i, i)).sum();
		let mut m: Vec<Vec<f64>> = (0..count)
			.map(|i| {
				let ridge = |j: usize| if i == j { 1e-9 * trace } else { 0.0 };
				let mut row: Vec<f64> = (0..count).map(|j| a(i, j) + ridge(j)).collect();
				row.push(gram.right[i] as f64 / Q96);
				row
			})
			.collect();
		for i in 0..count {
			let pivot =
				(i..count).max_by(|&a, &b| m[a][i].abs().total_cmp(&m[b][i].abs())).unwrap();
			m.swap(i, pivot);
			for k in i + 1..count {
				let factor = m[k][i] / m[i][i];
				let above = m[i].clone();
				for (entry, above) in m[k].iter_mut().zip(above).skip(i) {
					*entry -= factor * above;
				}
			}
		}
		let mut x = vec![0.0; count];
		for i in (0..count).rev() {
			let known: f64 = (i + 1..count).map(|j| m[i][j] * x[j]).sum();
			x[i] = (m[i][count] - known) / m[i][i];
		}
		x
	}

	fn assert_close(gram: &Gram, count: usize, tolerance: f64) {
		let ours = solve(gram, count);
		let theirs = in_floats(gram, count);
		let size = theirs.iter().fold(1f64, |size, x| size.max(x.abs()));
		for (i, ours) in ours.iter().enumerate() {
			let theirs = theirs.get(i).copied().unwrap_or(0.0);
			let ours = *ours as f64 / Q48;
			assert!((ours - theirs).abs() <= tolerance * size, "{i}: {ours} {theirs}");
		}
	}

	#[test]
	fn one_difference_is_a_quotient() {
		let gram = gram(&[vec![0.5, 0.25]], &[0.25, 0.5]);
		// (0.5 x 0.25 + 0.25 x 0.5) / (0.3125 (1 + 1e-9))
		let gamma = solve(&gram, 1)[0] as f64 / Q48;
		assert!((gamma - 0.8 / (1.0 + 1e-9)).abs() < 1e-14, "{gamma}");
		assert_eq!(solve(&gram, 1)[1..], [0; 4]);
	}

	#[test]
	fn nearly_parallel_differences() {
		// Three differences of a run whose solution is (-16.7, 0.16, -0.22).
		let mut gram = Gram::default();
		let q96 = |x: f64| (x * Q96) as i128;
		gram.squares[0][0] = q96(0.0013897608610492092);
		gram.squares[1][0] = q96(0.005305735663813978);
		gram.squares[1][1] = q96(0.49182765739595585);
		gram.squares[2][0] = q96(-0.020212860671229963);
		gram.squares[2][1] = q96(-1.4341931689457346);
		gram.squares[2][2] = q96(4.54131579666821);
		gram.right = [q96(-0.0178), q96(0.308), q96(-0.9), 0, 0];
		assert_close(&gram, 3, 1e-9);
	}

	#[test]
	fn nothing_to_mix_is_zero() {
		let gram = Gram::default();
		assert_eq!(solve(&gram, 0), [0; 5]);
		assert_eq!(solve(&gram, 5), [0; 5]);
		// A right side without differences cannot be, and gives nothing.
		assert_eq!(solve(&Gram { right: [1; 5], ..gram }, 5), [0; 5]);
	}

	#[test]
	fn equal_differences_share_the_weight() {
		let row = vec![0.25, -0.5, 0.125];
		let gram = gram(&[row.clone(), row.clone(), row.clone()], &row);
		let gamma = solve(&gram, 3);
		assert_close(&gram, 3, 1e-5);
		for gamma in &gamma[..3] {
			assert!((*gamma as f64 / Q48 - 1.0 / 3.0).abs() < 1e-6);
		}
	}

	#[test]
	fn a_difference_of_one_last_place() {
		// One good moved by 2^-48, all others not at all.
		let mut gram = Gram::default();
		gram.squares[0][0] = 1;
		gram.right[0] = 1 << 47;
		let gamma = solve(&gram, 1)[0] as f64 / Q48;
		// 2^47 is above the cap of 2^24.
		assert_eq!(gamma, (1u64 << 24) as f64);
		gram.right[0] = -(1 << 47);
		assert_eq!(solve(&gram, 1)[0] as f64 / Q48, -((1u64 << 24) as f64));
	}

	#[test]
	fn sums_over_two_million_goods_at_their_bounds() {
		let mut gram = Gram::default();
		// |dF| <= 1.67, |f| <= 0.84 of 2^21 goods.
		let square = ((1.67 * Q48) as i128).pow(2) << 21;
		let right = ((1.67 * Q48) as i128 * (0.84 * Q48) as i128) << 21;
		for i in 0..DEPTH {
			gram.right[i] = right;
			for j in 0..=i {
				gram.squares[i][j] = square;
			}
		}
		assert_close(&gram, 5, 1e-4);
		// Beyond all bounds nothing panics, and what cannot be solved is plain f.
		for extreme in [i128::MAX, i128::MIN] {
			let gram = Gram { squares: [[extreme; 5]; 5], right: [extreme; 5] };
			let gamma = solve(&gram, 5);
			assert!(gamma.iter().all(|gamma| gamma.abs() <= GAMMA_CAP));
		}
		let indefinite = Gram {
			squares: [[1, 0, 0, 0, 0], [5, 1, 0, 0, 0], [0; 5], [0; 5], [0; 5]],
			right: [1; 5],
		};
		assert_eq!(solve(&indefinite, 2), [0; 5]);
	}

	fn differences() -> impl Strategy<Value = (usize, Vec<Vec<f64>>, Vec<f64>)> {
		let goods = || prop::collection::vec(-0.8f64..0.8, 20);
		(1..=DEPTH).prop_flat_map(move |count| {
			(Just(count), prop::collection::vec(goods(), count), goods())
		})
	}

	proptest! {
		#![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

		/// Twenty random goods make a well-conditioned Gram of up to five differences.
		#[test]
		fn agrees_with_floats((count, rows, newest) in differences()) {
			assert_close(&gram(&rows, &newest), count, 1e-10);
		}

		/// Shrinking all differences alike changes nothing but the size of gamma.
		#[test]
		fn scale_does_not_matter((count, rows, newest) in differences(), shift in 1u32..16) {
			let wide = gram(&rows, &newest);
			let mut narrow = wide;
			for (row, right) in narrow.squares.iter_mut().zip(&mut narrow.right) {
				*right >>= shift;
				row.iter_mut().for_each(|square| *square >>= shift);
			}
			for (wide, narrow) in solve(&wide, count).into_iter().zip(solve(&narrow, count)) {
				let difference = (wide - narrow) as f64 / Q48;
				prop_assert!(difference.abs() <= 1e-9 * (1.0 + (wide as f64 / Q48).abs()), "{difference}");
			}
		}
	}
}
