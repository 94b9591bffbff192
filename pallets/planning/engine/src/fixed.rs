//! Fixed point: logarithm, exponential and products in Q.48, each with guard bits inside.

use crate::tables::{LN_2, LOG, LOG2_E, POWER, RECIPROCAL};

pub(crate) use crate::tables::LN_64;

/// 1 in Q.48.
pub(crate) const ONE: u64 = 1 << 48;

/// The largest exponent: 3 in Q.48.
pub(crate) const EXP_CAP: i64 = 3 << 48;
/// Exponents below minus this, 1.5 in Q.48, are rounded down once more.
const NEAR: i64 = 3 << 47;

/// 1 in Q.62, the format of what is computed inside.
const UNIT: u64 = 1 << 62;

/// The natural logarithm of a whole number in Q.48, within one unit of the last place of the exact
/// value; ln 0 counts as ln 1.
///
/// The number is 2^e m with 1 <= m < 2. A table of 128 reciprocals c takes m to 1 + r with |r| < 1/250,
/// and ln x = e ln 2 - ln c + ln(1 + r), the last by its series up to r^6 (the rest is below 2^-58).
pub(crate) fn ln(x: u128) -> i64 {
	let x = x.max(1);
	let zeros = x.leading_zeros();
	let exponent = 127u32.saturating_sub(zeros);
	// Q.63; bits below 2^-63 of the number are left out.
	let mantissa = (x.wrapping_shl(zeros) >> 64) as u64;
	let index = (mantissa >> 56) as usize & 127;
	let reciprocal = RECIPROCAL.get(index).copied().unwrap_or(0);
	let log = LOG.get(index).copied().unwrap_or(0);
	// Q.63 x Q.15 = Q.78, about 1.
	let near_one = u128::from(mantissa).wrapping_mul(reciprocal.into()) as i128;
	let rest = (near_one.wrapping_sub(1 << 78) >> 16) as i64;
	let whole = i128::from(exponent).wrapping_mul(LN_2.into()) >> 2;
	let sum = whole.wrapping_add(log.into()).wrapping_add(ln_1p(rest).into());
	// At most 89 in Q.48, which has 55 bits.
	(sum.wrapping_add(1 << 13) >> 14) as i64
}

/// ln(1 + r) for |r| < 1/250, both in Q.62.
fn ln_1p(r: i64) -> i64 {
	const COEFFICIENTS: [i64; 6] = [
		-((UNIT / 6) as i64),
		(UNIT / 5) as i64,
		-((UNIT / 4) as i64),
		(UNIT / 3) as i64,
		-((UNIT / 2) as i64),
		UNIT as i64,
	];
	let series = COEFFICIENTS
		.iter()
		.fold(0i64, |sum, coefficient| coefficient.wrapping_add(signed_product(sum, r)));
	signed_product(series, r)
}

/// exp(x) in Q.48, rounded down, of x in Q.48 clipped to +-3. Never above the exact value, and
/// below it by less than two units of the last place.
pub(crate) fn exp(x: i64) -> u64 {
	let clipped = x.clamp(EXP_CAP.saturating_neg(), EXP_CAP);
	let exponent = i128::from(clipped).wrapping_mul(LOG2_E.into()) >> 50;
	// log2 e is rounded down, which takes a product below zero up: by 0.7 of 2^-60 at -3.
	let down = i128::from(clipped < NEAR.saturating_neg());
	power_of_two(exponent.wrapping_sub(down) as i64)
}

/// 0.5^x in Q.48, rounded down as [`exp`] is, of x in Q.48 up to 2.
pub(crate) fn half_to(x: u64) -> u64 {
	let clipped = x.min(2 << 48) as i64;
	power_of_two(clipped.wrapping_shl(12).wrapping_neg())
}

/// 2^y in Q.48 of y in Q.60 with |y| < 5, rounded down.
///
/// y = n + i/64 + z with 0 <= z < 1/64: a table gives 2^(i/64), the series of exp(z ln 2) up to the
/// sixth power the rest (what is left out is below 2^-57).
fn power_of_two(y: i64) -> u64 {
	let whole = y >> 60;
	let fraction = (y & ((1 << 60) - 1)) as u64;
	let power = POWER.get((fraction >> 54) as usize).copied().unwrap_or(0);
	// From Q.60 to Q.62.
	let rest = (fraction & ((1 << 54) - 1)) << 2;
	let argument = (u128::from(rest).wrapping_mul(LN_2.into()) >> 64) as u64;
	// Q.63 x Q.62; n lies within -5..=4, so the shift within 73..=82.
	let product = u128::from(power).wrapping_mul(exp_series(argument).into());
	let shift = 77i64.wrapping_sub(whole) as u32;
	product.checked_shr(shift).unwrap_or(0) as u64
}

/// exp(w) for 0 <= w < 1/90, both in Q.62, rounded down.
fn exp_series(w: u64) -> u64 {
	const COEFFICIENTS: [u64; 7] =
		[UNIT / 720, UNIT / 120, UNIT / 24, UNIT / 6, UNIT / 2, UNIT, UNIT];
	COEFFICIENTS.iter().fold(0u64, |sum, coefficient| {
		let product = (u128::from(sum).wrapping_mul(w.into()) >> 62) as u64;
		coefficient.wrapping_add(product)
	})
}

/// The product of two numbers in Q.62, rounded down.
fn signed_product(a: i64, b: i64) -> i64 {
	(i128::from(a).wrapping_mul(b.into()) >> 62) as i64
}

/// The product of two numbers in Q.48, rounded down; held at the largest value.
pub(crate) fn product(a: u64, b: u64) -> u64 {
	let product = u128::from(a).wrapping_mul(b.into()) >> 48;
	u64::try_from(product).unwrap_or(u64::MAX)
}

/// `value` times a factor in Q.48, rounded down; held at the largest value. Exact as long as the
/// product fits: the upper and the lower 64 bits are multiplied apart, and the upper product is a
/// multiple of 2^48.
pub(crate) fn scale(value: u128, factor: u64) -> u128 {
	let upper = (value >> 64).wrapping_mul(factor.into());
	let lower = (value & u128::from(u64::MAX)).wrapping_mul(factor.into());
	upper.saturating_mul(1 << 16).saturating_add(lower >> 48)
}

/// From Q.96 to Q.48, rounded to the nearest; held within 64 bits.
pub(crate) fn from_q96(value: i128) -> i64 {
	let rounded = value.saturating_add(1 << 47) >> 48;
	rounded.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::tables::RECIPROCAL;
	use primitive_types::U512;
	use proptest::prelude::*;

	const Q48: f64 = ONE as f64;

	/// 1 in Q.200, the format of the series that the tables are checked against.
	fn unit() -> U512 {
		U512::one() << 200
	}

	/// ln(a / b) in Q.200 for b <= a < 4 b: 2 artanh((a - b) / (a + b)) by its series.
	fn exact_ln(a: u128, b: u128) -> U512 {
		let (a, b) = (U512::from(a), U512::from(b));
		let x = unit() * (a - b) / (a + b);
		let square = (x * x) >> 200;
		let (mut power, mut sum, mut n) = (x, U512::zero(), 1u64);
		while !power.is_zero() {
			sum += power / U512::from(n);
			power = (power * square) >> 200;
			n += 2;
		}
		sum * 2
	}

	/// exp(x) in Q.200 by its series.
	fn exact_exp(x: U512) -> U512 {
		let (mut term, mut sum, mut n) = (unit(), U512::zero(), 1u64);
		while !term.is_zero() {
			sum += term;
			term = ((term * x) >> 200) / U512::from(n);
			n += 1;
		}
		sum
	}

	fn to_bits(value: U512, bits: u32) -> u128 {
		(value >> (200 - bits)).low_u128()
	}

	#[test]
	fn tables_hold_what_they_say() {
		let ln_2 = exact_ln(2, 1);
		assert_eq!(u128::from(LN_2), to_bits(ln_2, 64));
		assert_eq!(u128::from(LOG2_E), to_bits((unit() << 200) / ln_2, 62));
		assert_eq!(LN_64 as u128, to_bits(ln_2 * 6 + (U512::one() << 151), 48));
		for i in 0..128u128 {
			// 2^15 / ((257 + 2i) / 256), to the nearest; there are no ties.
			let middle = 257 + 2 * i;
			assert_eq!(
				u128::from(RECIPROCAL[i as usize]),
				((1 << 23) + middle / 2) / middle,
				"{i}"
			);
			let log = exact_ln(1 << 15, RECIPROCAL[i as usize].into()) + (U512::one() << 137);
			assert_eq!(LOG[i as usize] as u128, to_bits(log, 62), "{i}");
		}
		for (i, power) in POWER.iter().enumerate() {
			let exact = exact_exp(ln_2 * i / 64);
			assert_eq!(u128::from(*power), to_bits(exact, 63), "{i}");
		}
	}

	/// ln(x) in Q.200.
	fn exact_ln_of(x: u128) -> U512 {
		let exponent = 127 - x.leading_zeros();
		exact_ln(2, 1) * exponent + exact_ln(x, 1 << exponent)
	}

	/// exp(x) in Q.200 of x in Q.48.
	fn exact_exp_of(x: i64) -> U512 {
		let exact = exact_exp(U512::from(x.unsigned_abs()) << 152);
		if x < 0 {
			(unit() << 200) / exact
		} else {
			exact
		}
	}

	fn assert_ln(x: u128) {
		let exact = exact_ln_of(x);
		let ours = U512::from(ln(x) as u64) << 152;
		// Half a unit for the rounding, a hundredth for all that comes before it.
		let error = if ours > exact { ours - exact } else { exact - ours };
		assert!(error * 100 < U512::from(51) << 152, "ln {x}");
	}

	fn assert_exp(ours: u64, exact: U512, what: &str) {
		let ours = U512::from(ours) << 152;
		assert!(ours <= exact, "{what} above");
		// A unit for the rounding; what comes before it grows with the value.
		let hundredths = if exact < unit() * 5 { 101 } else { 104 };
		assert!((exact - ours) * 100 < U512::from(hundredths) << 152, "{what} below");
	}

	#[test]
	fn ln_at_the_edges() {
		assert_eq!(ln(0), 0);
		assert_eq!(ln(1), 0);
		assert_eq!(ln(64), LN_64);
		assert_ln(u128::MAX);
		for exponent in 1..128 {
			let power = 1u128 << exponent;
			for x in [power - 1, power, power + 1, power + (power >> 7), power + (power >> 7) - 1] {
				assert_ln(x);
			}
		}
	}

	#[test]
	fn exp_at_the_edges() {
		assert_eq!(exp(0), ONE);
		assert_eq!(exp(EXP_CAP + 1), exp(EXP_CAP));
		assert_eq!(exp(i64::MAX), exp(EXP_CAP));
		assert_eq!(exp(i64::MIN), exp(-EXP_CAP));
		assert!((ONE - 2..ONE).contains(&exp(-1)));
		assert!(exp(1) >= ONE);
		// Both ends, and around the steps of the table.
		let ends = [EXP_CAP, -EXP_CAP, 1, -1, EXP_CAP - 1, 1 - EXP_CAP];
		for x in ends.into_iter().chain(-NEAR - 2..=2 - NEAR).chain(NEAR - 2..=NEAR + 2) {
			assert_exp(exp(x), exact_exp_of(x), "exp");
		}
		for i in -276..=276i64 {
			let step = i * LN_64 / (6 * 64);
			for x in step - 2..=step + 2 {
				assert_exp(exp(x), exact_exp_of(x), "exp");
			}
		}
	}

	#[test]
	fn halves() {
		assert_eq!(half_to(0), ONE);
		assert_eq!(half_to(ONE), ONE / 2);
		assert_eq!(half_to(2 * ONE), ONE / 4);
		assert_eq!(half_to(u64::MAX), ONE / 4);
	}

	#[test]
	fn products_hold_at_the_largest_value() {
		assert_eq!(product(ONE, ONE), ONE);
		assert_eq!(product(u64::MAX, u64::MAX), u64::MAX);
		assert_eq!(scale(u128::MAX, u64::MAX), u128::MAX);
		assert_eq!(scale(1 << 90, ONE), 1 << 90);
		assert_eq!(from_q96(i128::MAX), i64::MAX);
		assert_eq!(from_q96(i128::MIN), i64::MIN);
		assert_eq!(from_q96((3 << 47) - 1), 1);
		assert_eq!(from_q96(3 << 47), 2);
	}

	/// Whole numbers of every size alike.
	fn any_size() -> impl Strategy<Value = u128> {
		(0u32..128, any::<u128>()).prop_map(|(shift, x)| (x >> shift).max(1))
	}

	fn any_step() -> impl Strategy<Value = i64> {
		-EXP_CAP..=EXP_CAP
	}

	proptest! {
		#![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

		#[test]
		fn ln_is_exact_to_the_last_place(x in any_size()) {
			assert_ln(x);
			let float = (x as f64).ln();
			prop_assert!((ln(x) as f64 / Q48 - float).abs() < 1e-13);
		}

		#[test]
		fn ln_ascends(a in any_size(), b in any_size()) {
			let (a, b) = (a.min(b), a.max(b));
			prop_assert!(ln(a) <= ln(b));
			// Neighbours may share a place or, where they do, fall by it.
			prop_assert!(ln(a) <= ln(a.saturating_add(1)) + 1);
		}

		#[test]
		fn exp_rounds_down(x in any_step()) {
			assert_exp(exp(x), exact_exp_of(x), "exp");
			let float = (x as f64 / Q48).exp();
			prop_assert!((exp(x) as f64 / Q48 - float).abs() < 1e-13);
		}

		#[test]
		fn exp_ascends(a in any_step(), b in any_step()) {
			let (a, b) = (a.min(b), a.max(b));
			prop_assert!(exp(a) <= exp(b));
			prop_assert!(exp(a) <= exp(a + 1) + 1);
		}

		#[test]
		fn half_to_rounds_down(x in 0..=2 * ONE) {
			let exact = (unit() << 200)
				/ exact_exp(((exact_ln(2, 1) >> 8) * U512::from(x)) >> 40);
			// The argument of the exact value is itself rounded, in the 190th place.
			assert_exp(half_to(x), exact + (U512::one() << 60), "half");
			let float = 0.5f64.powf(x as f64 / Q48);
			prop_assert!((half_to(x) as f64 / Q48 - float).abs() < 1e-13);
		}

		#[test]
		fn scale_is_an_exact_product(value in 0u128..=1 << 91, factor in 0u64..1 << 52) {
			let exact = (U512::from(value) * U512::from(factor)) >> 48;
			prop_assert_eq!(U512::from(scale(value, factor)), exact);
		}
	}
}
