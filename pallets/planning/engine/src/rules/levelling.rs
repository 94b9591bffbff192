//! Anderson mixing with a level term.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use super::{
	accelerated::{Accelerated, Decision, Gram, Shared},
	PageMemory, PriceRule, RuleMemory,
};
use crate::{
	fixed,
	good::{Balance, Quote},
	imbalance::Fraction,
};

/// The largest step: 3 in Q.48.
const STEP_CAP: i64 = fixed::EXP_CAP;

/// f of the accelerated rule is this part of the logarithm.
const PART: i128 = 5;

/// Sums over all goods, exact: neither the order nor the size of pages is told apart.
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
)]
pub struct Levels {
	/// As the accelerated rule has it, of 0.2 l: gamma is the same for any multiple of l.
	pub(crate) gram: Gram,
	/// The sum of 0.2 l in Q.48, below 2^69 for 2^21 goods.
	pub(crate) pulls: i128,
	/// How many goods it is the sum of.
	pub(crate) goods: u32,
}

impl Levels {
	/// The mean of l over all goods in Q.48, within +-ln 64; 0 where there are none.
	fn mean(&self) -> i64 {
		let sum = self.pulls.saturating_mul(PART);
		let mean = sum.checked_div(self.goods.into()).unwrap_or(0);
		mean.clamp((-fixed::LN_64).into(), fixed::LN_64.into()) as i64
	}
}

/// What the second pass applies.
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
)]
pub struct Levelled {
	/// The weights of the remembered differences.
	pub(crate) mixing: Decision,
	/// The mean m of l, in Q.48.
	pub(crate) mean: i64,
	/// m - sum of gamma_i dm_i, in Q.96: what the level term adds to every step.
	pub(crate) shared: i128,
}

/// f = 0.2 l + m with l = ln(D / S) of each good and m the mean of l over all goods;
/// step = f - (dP + dF) argmin |l - dl gamma|, clipped to +-3; the price is multiplied by exp(step).
/// The guard is that of the accelerated rule.
pub struct Levelling;

impl PriceRule for Levelling {
	type Sums = Levels;
	type Decision = Levelled;

	fn gather(
		sums: &mut Levels,
		remembered: u8,
		quotes: &[Quote],
		balances: &[Balance],
		memory: &mut PageMemory,
	) {
		Accelerated::gather(&mut sums.gram, remembered, quotes, balances, memory);
		let PageMemory::Accelerated(columns) = memory else { return };
		for pull in columns.last().into_iter().flat_map(|newest| &newest.pull) {
			sums.pulls = sums.pulls.saturating_add((*pull).into());
			sums.goods = sums.goods.saturating_add(1);
		}
	}

	fn decide(sums: &Levels, worst: Fraction, memory: &mut RuleMemory) -> Levelled {
		let mean = sums.mean();
		let mixing = Accelerated::decide(&sums.gram, worst, memory);
		if mixing.dropped {
			memory.means = Default::default();
		}
		memory.means.rotate_right(1);
		if let Some(newest) = memory.means.first_mut() {
			*newest = mean;
		}
		// Weights beyond the remembered iterations are 0.
		let mut shared = i128::from(mean) << 48;
		for (gamma, pair) in mixing.gamma.iter().zip(memory.means.windows(2)) {
			let [new, old] = pair else { continue };
			let change = i128::from(new.saturating_sub(*old));
			shared = shared.saturating_sub(gamma.saturating_mul(change));
		}
		Levelled { mixing, mean, shared }
	}

	fn announce(
		levelled: &Levelled,
		quotes: &mut [Quote],
		balances: &[Balance],
		memory: &mut PageMemory,
	) {
		let shared = Shared { mixed: levelled.shared, plain: levelled.mean };
		levelled.mixing.apply(shared, STEP_CAP, quotes, balances, memory);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::good::{Kind, Totals};
	use alloc::vec::Vec;
	use codec::{Decode, Encode};
	use parecon_primitives::Price;

	const PRICE: u128 = 1_000_000_000_000;

	/// One iteration of goods at the price of a million credits; the factors of their prices.
	fn level(totals: &[(u128, u128)], cycle: &mut (RuleMemory, PageMemory)) -> Vec<f64> {
		let prices: Vec<u128> = totals.iter().map(|_| PRICE).collect();
		announce(&prices, totals, cycle).iter().map(|price| *price as f64 / PRICE as f64).collect()
	}

	fn announce(
		prices: &[u128],
		totals: &[(u128, u128)],
		cycle: &mut (RuleMemory, PageMemory),
	) -> Vec<u128> {
		let quote = |price: &u128| Quote { kind: Kind::Private, price: Price(*price) };
		let mut quotes: Vec<Quote> = prices.iter().map(quote).collect();
		let balance =
			|&(supply, demand): &(u128, u128)| Totals { supply, demand }.balance(Kind::Private, 0);
		let balances: Vec<Balance> = totals.iter().map(balance).collect();
		let worst = balances.iter().map(Fraction::of).fold(Fraction::default(), |worst, other| {
			if other.exceeds(&worst) {
				other
			} else {
				worst
			}
		});
		let (memory, page) = cycle;
		let mut sums = Levels::default();
		Levelling::gather(&mut sums, memory.remembered, &quotes, &balances, page);
		let levelled = Levelling::decide(&sums, worst, memory);
		Levelling::announce(&levelled, &mut quotes, &balances, page);
		quotes.iter().map(|quote| quote.price.0).collect()
	}

	fn assert_factors(ours: &[f64], exact: &[f64]) {
		assert_eq!(ours.len(), exact.len());
		for (ours, exact) in ours.iter().zip(exact) {
			assert!((ours / exact - 1.0).abs() < 1e-10, "{ours} {exact}");
		}
	}

	#[test]
	fn the_first_step_adds_the_mean() {
		let factors = |totals: &[(u128, u128)]| level(totals, &mut Default::default());
		let two = |exponent: f64| 2f64.powf(exponent);
		// The mean is 0.
		assert_factors(&factors(&[(1, 2), (2, 1)]), &[two(0.2), two(-0.2)]);
		// The mean is a quarter of ln 2, and moves balanced goods and those without totals too.
		let totals = [(1, 2), (5, 5), (0, 0), (7, 7)];
		assert_factors(&factors(&totals), &[two(0.45), two(0.25), two(0.25), two(0.25)]);
		// A single good is its own mean.
		assert_factors(&factors(&[(1, 2)]), &[two(1.2)]);
		assert_factors(&factors(&[(2, 1)]), &[two(-1.2)]);
	}

	#[test]
	fn steps_are_clipped_at_three() {
		// 1.2 ln 64 is 4.99.
		let up = level(&[(0, 1)], &mut Default::default());
		assert_factors(&up, &[3f64.exp()]);
		let down = level(&[(1, 0)], &mut Default::default());
		assert_factors(&down, &[(-3f64).exp()]);
	}

	#[test]
	fn a_raised_price_rises() {
		for price in [1, 2, 3] {
			// Balanced itself: the mean is 0.0001.
			let totals = [(10_000, 10_000), (10_000, 10_002)];
			let next = announce(&[price, PRICE], &totals, &mut Default::default());
			assert_eq!(next[0], price + 1);
		}
		assert_eq!(announce(&[1], &[(1, 0)], &mut Default::default()), [1]);
	}

	/// The difference of means is mixed with the weight that the differences of l have.
	#[test]
	fn the_second_step_mixes_the_level_too() {
		let mut cycle = Default::default();
		// ln D - ln S is ln 2, then ln 1.5, while ln p rises by x = 1.2 ln 2.
		announce(&[PRICE], &[(100, 200)], &mut cycle);
		let x = 1.2 * 2f64.ln();
		let second = (PRICE as f64 * x.exp()) as u128;
		let next = announce(&[second], &[(100, 150)], &mut cycle);
		let (old, new) = (2f64.ln(), 1.5f64.ln());
		// gamma = l / dl, and the ridge.
		let gamma = new / (new - old) / (1.0 + 1e-9);
		let step = 1.2 * new - gamma * (x + 1.2 * (new - old));
		let factor = next[0] as f64 / second as f64;
		assert!((factor.ln() - step).abs() < 1e-10, "{} {step}", factor.ln());
	}

	#[test]
	fn means_are_remembered_and_dropped_with_the_history() {
		let mut cycle: (RuleMemory, PageMemory) = Default::default();
		let ln = |x: f64| (x.ln() * fixed::ONE as f64) as i64;
		let near = |ours: i64, exact: i64| assert!(ours.abs_diff(exact) < 16, "{ours} {exact}");
		for t in 1..=8u128 {
			level(&[(1_000, 2_000 - t), (1, 1)], &mut cycle);
			for (i, mean) in cycle.0.means.iter().enumerate() {
				let then = t.checked_sub(i as u128).filter(|then| *then > 0);
				near(*mean, then.map_or(0, |then| ln(2.0 - then as f64 / 1e3) / 2));
			}
		}
		// Grows once, then again: plain f, and only this iteration is remembered.
		level(&[(1_000, 3_000), (1, 1)], &mut cycle);
		let factors = level(&[(1_000, 4_000), (1, 1)], &mut cycle);
		assert_factors(&factors, &[4f64.powf(0.7), 4f64.powf(0.5)]);
		near(cycle.0.means[0], ln(2.0));
		assert_eq!((cycle.0.means[1..].to_vec(), cycle.0.remembered), ([0; 5].to_vec(), 1));
	}

	#[test]
	fn without_goods_the_mean_is_nothing() {
		assert_eq!(Levels::default().mean(), 0);
		let beyond = Levels { pulls: i128::MAX, goods: 1, ..Default::default() };
		assert_eq!(beyond.mean(), fixed::LN_64);
		let beyond = Levels { pulls: i128::MIN, goods: 1, ..Default::default() };
		assert_eq!(beyond.mean(), -fixed::LN_64);
		// 2^21 goods at the bound.
		let pulls = i128::from(fixed::LN_64 / 5) << 21;
		let all = Levels { pulls, goods: 1 << 21, ..Default::default() };
		assert_eq!(all.mean(), fixed::LN_64 / 5 * 5);
	}

	/// The largest weight of the largest change still leaves a step that can be clipped.
	#[test]
	fn nothing_leaves_its_range() {
		for (right, mean) in [(1i64 << 47, fixed::LN_64), (-(1 << 47), fixed::LN_64), (0, 0)] {
			let mut sums = Levels { pulls: -(1 << 52), goods: 1, ..Default::default() };
			sums.gram.squares[0][0] = 1;
			sums.gram.right[0] = right.into();
			let mut memory = RuleMemory { remembered: 1, ..Default::default() };
			memory.means[0] = mean;
			let levelled = Levelling::decide(&sums, Fraction::default(), &mut memory);
			assert_eq!(memory.means[..2], [-fixed::LN_64, mean]);
			// m - gamma dm, gamma being 2^24 at most.
			let gamma = i128::from(right.signum()) << 72;
			let change = i128::from(-fixed::LN_64 - mean);
			assert_eq!(levelled.shared, (i128::from(-fixed::LN_64) << 48) - gamma * change);
			let mut quotes = [Quote { kind: Kind::Private, price: Price(PRICE) }];
			let balances = [Balance { supply: 1, demand: 0 }];
			let mut page = PageMemory::None;
			Levelling::gather(&mut Levels::default(), 0, &quotes, &balances, &mut page);
			Levelling::announce(&levelled, &mut quotes, &balances, &mut page);
			let exact = if right > 0 { 3f64.exp() } else { (-3f64).exp() };
			assert_factors(&[quotes[0].price.0 as f64 / PRICE as f64], &[exact]);
		}
	}

	/// A page that the first pass did not see moves by plain f.
	#[test]
	fn a_page_without_memory_is_plain() {
		let levelled = Levelled { mean: fixed::ONE as i64, shared: 7, ..Default::default() };
		let mut quotes = [Quote { kind: Kind::Private, price: Price(PRICE) }];
		let balances = [Balance { supply: 1, demand: 2 }];
		Levelling::announce(&levelled, &mut quotes, &balances, &mut PageMemory::None);
		let exact = (1.0 + 0.2 * 2f64.ln()).exp();
		assert_factors(&[quotes[0].price.0 as f64 / PRICE as f64], &[exact]);
	}

	#[test]
	fn what_is_stored_is_bounded() {
		// 25 + 5 sums of products, the sum of 0.2 l and the count of goods.
		assert_eq!(Levels::max_encoded_len(), 30 * 16 + 16 + 4);
		assert_eq!(Levelled::max_encoded_len(), 5 * 16 + 1 + 8 + 16);
		// Count, two optional fractions, six means.
		assert_eq!(RuleMemory::max_encoded_len(), 1 + 2 * 33 + 6 * 8);
		let memory = RuleMemory { means: [1, -2, 3, -4, 5, -6], ..Default::default() };
		assert_eq!(RuleMemory::decode(&mut &memory.encode()[..]), Ok(memory));
	}
}
