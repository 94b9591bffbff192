//! The price rules: one strategy trait, four implementations, and what they remember.

mod accelerated;
mod levelling;
mod pequod;
mod proportional;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::Price;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{traits::ConstU32, BoundedVec};

pub use accelerated::{Accelerated, Column, Decision, Gram, DEPTH, HISTORY};
pub use levelling::{Levelled, Levelling, Levels};
pub use pequod::{Begun, Pequod};
pub use proportional::Proportional;

use crate::{
	fixed,
	good::{Balance, Quote, MAX_PRICE, MIN_PRICE, PAGE},
	imbalance::Fraction,
};

/// How the totals of an iteration become the prices of the next: data of a cycle, chosen when it
/// opens.
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
#[serde(rename_all = "lowercase")]
pub enum Rule {
	/// A step proportional to the imbalance.
	#[codec(index = 0)]
	Proportional,
	/// The rule of the published experiments.
	#[codec(index = 1)]
	Pequod,
	/// Anderson mixing on the logarithm of demand over supply.
	#[codec(index = 2)]
	#[default]
	Accelerated,
	/// Anderson mixing with a level term: every price also moves by the mean logarithm over all goods.
	#[codec(index = 3)]
	Levelling,
}

impl Rule {
	/// Every rule, in the order of their codes.
	pub const ALL: [Rule; 4] =
		[Rule::Proportional, Rule::Pequod, Rule::Accelerated, Rule::Levelling];

	/// The rule's name in lower case, as in JSON and on the command line.
	pub const fn name(self) -> &'static str {
		match self {
			Rule::Proportional => "proportional",
			Rule::Pequod => "pequod",
			Rule::Accelerated => "accelerated",
			Rule::Levelling => "levelling",
		}
	}
}

/// What a rule remembers of a whole cycle. A cycle begins with the default.
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
pub struct RuleMemory {
	/// How many iterations the pages remember.
	pub(crate) remembered: u8,
	/// The largest imbalances of the last iteration and of the one before it.
	pub(crate) last: Option<Fraction>,
	pub(crate) before: Option<Fraction>,
	/// Of the levelling rule: the mean of ln(D / S) over all goods in the remembered iterations,
	/// newest first, in Q.48.
	pub(crate) means: [i64; HISTORY as usize],
}

/// What a rule remembers of a page of goods, from one iteration to the next. A page that is not
/// stored yet is the default. What an earlier cycle left is disregarded, because the
/// [`RuleMemory`] of a new cycle remembers nothing.
#[derive(
	Clone,
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
pub enum PageMemory {
	/// Nothing yet, or a rule that needs nothing.
	#[codec(index = 0)]
	#[default]
	None,
	/// Per good min(1/4, r) of the last iteration in Q.48.
	#[codec(index = 1)]
	Pequod(BoundedVec<u64, ConstU32<PAGE>>),
	/// The last iterations, newest last: of the accelerated and of the levelling rule.
	#[codec(index = 2)]
	Accelerated(BoundedVec<Column, ConstU32<HISTORY>>),
}

/// A price rule in two passes over pages of goods: the first gathers what concerns all goods, the
/// second announces. Neither depends on the order or the size of the pages.
pub trait PriceRule {
	/// What the first pass sums over all goods.
	type Sums;
	/// What the second pass applies to each good.
	type Decision;

	/// First pass, one page: `quotes` as announced, with the `balances` that answered them. What the
	/// page remembers beyond the `remembered` iterations of this cycle is forgotten.
	fn gather(
		sums: &mut Self::Sums,
		remembered: u8,
		quotes: &[Quote],
		balances: &[Balance],
		memory: &mut PageMemory,
	);

	/// Between the passes, with the largest imbalance of all goods.
	fn decide(sums: &Self::Sums, worst: Fraction, memory: &mut RuleMemory) -> Self::Decision;

	/// Second pass, one page: replaces the prices by the next ones.
	fn announce(
		decision: &Self::Decision,
		quotes: &mut [Quote],
		balances: &[Balance],
		memory: &mut PageMemory,
	);
}

/// The price times a factor in Q.48, rounded down and held within [`MIN_PRICE`] and [`MAX_PRICE`].
/// A price that is `raised` rises by a micro-credit at least.
fn moved(price: Price, factor: u64, raised: bool) -> Price {
	let price = held(price);
	let scaled = fixed::scale(price.0, factor);
	let least = if raised { price.0.saturating_add(1) } else { 0 };
	held(Price(scaled.max(least)))
}

/// The price, held within its bounds.
fn held(price: Price) -> Price {
	price.clamp(MIN_PRICE, MAX_PRICE)
}

/// The price after a step of `step` (Q.48, at most 1) towards balance; as it is where supply meets
/// demand.
fn stepped(price: Price, balance: &Balance, step: u64) -> Price {
	use core::cmp::Ordering::*;
	match balance.demand.cmp(&balance.supply) {
		Greater => moved(price, fixed::ONE.saturating_add(step), true),
		Less => moved(price, fixed::ONE.saturating_sub(step), false),
		Equal => held(price),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::good::{Kind, Totals, MAX_TOTAL};
	use alloc::vec::Vec;

	fn balance(supply: u128, demand: u128) -> Balance {
		Totals { supply, demand }.balance(Kind::Private, 0)
	}

	fn announce<R: PriceRule<Decision: Default>>(
		price: u128,
		totals: (u128, u128),
		memory: &mut PageMemory,
	) -> u128 {
		let mut quotes = [Quote { kind: Kind::Private, price: Price(price) }];
		R::announce(&Default::default(), &mut quotes, &[balance(totals.0, totals.1)], memory);
		quotes[0].price.0
	}

	fn proportional(price: u128, supply: u128, demand: u128) -> u128 {
		announce::<Proportional>(price, (supply, demand), &mut PageMemory::None)
	}

	#[test]
	fn rules_have_fixed_codes_and_names() {
		use serde::de::{value::Error, IntoDeserializer};
		let names = ["proportional", "pequod", "accelerated", "levelling"];
		for (code, (rule, name)) in Rule::ALL.into_iter().zip(names).enumerate() {
			assert_eq!((rule.encode(), rule.name()), ([code as u8].to_vec(), name));
			assert_eq!(
				Rule::deserialize(IntoDeserializer::<Error>::into_deserializer(name)),
				Ok(rule)
			);
		}
		assert_eq!(Rule::default(), Rule::Accelerated);
	}

	#[test]
	fn proportional_steps() {
		// r = 2/3: 10 per cent, rounded down in Q.48.
		assert_eq!(proportional(700_000_000, 100, 200), 769_999_999);
		assert_eq!(proportional(700_000_000, 200, 100), 630_000_000);
		// r = 2: capped.
		assert_eq!(proportional(700_000_000, 0, 1), 839_999_999);
		assert_eq!(proportional(700_000_000, 1, 0), 560_000_000);
		// Balanced, and nothing at all.
		assert_eq!(proportional(700_000_000, 5, 5), 700_000_000);
		assert_eq!(proportional(700_000_000, 0, 0), 700_000_000);
		// The smallest gap that a total of 10^9 can show still moves a high price.
		assert!(proportional(1 << 80, 1_000_000_000, 1_000_000_001) > 1 << 80);
	}

	#[test]
	fn prices_are_held_within_bounds() {
		assert_eq!(proportional(1, 1, 0), 1);
		assert_eq!(proportional(1, 0, 1), 2);
		assert_eq!(proportional(2, 1, 0), 1);
		assert_eq!(proportional(MAX_PRICE.0, 0, 1), MAX_PRICE.0);
		assert_eq!(proportional(MAX_PRICE.0 - 1, 1_000_000_000, 1_000_000_001), MAX_PRICE.0);
		assert!(proportional(MAX_PRICE.0, 1, 0) < MAX_PRICE.0);
		// What no rule announces is held first.
		assert_eq!(proportional(0, 1, 1), 1);
		assert_eq!(proportional(u128::MAX, 1, 1), MAX_PRICE.0);
	}

	#[test]
	fn pequod_remembers_the_last_imbalance() {
		let mut memory = PageMemory::None;
		// r = 2, rho = 0.25: 0.25 (1.05 - 0.25) = 0.2.
		assert_eq!(announce::<Pequod>(700_000_000, (0, 1), &mut memory), 839_999_999);
		// r = 0 moves nothing, and is remembered.
		assert_eq!(announce::<Pequod>(700_000_000, (1, 1), &mut memory), 700_000_000);
		assert_eq!(memory, PageMemory::Pequod(BoundedVec::truncate_from([0].to_vec())));
		// rho = 0: the least step, 0.001.
		assert_eq!(announce::<Pequod>(700_000_000, (0, 1), &mut memory), 700_699_999);
		// rho = 0.25 again.
		assert_eq!(announce::<Pequod>(700_000_000, (1, 0), &mut memory), 560_000_000);
	}

	#[test]
	fn memory_of_another_rule_or_length_is_begun_anew() {
		let mut memory = PageMemory::Accelerated(Default::default());
		assert_eq!(announce::<Pequod>(700_000_000, (0, 1), &mut memory), 839_999_999);
		let mut memory = PageMemory::Pequod(Default::default());
		let quotes = [Quote { kind: Kind::Private, price: Price(1) }; 3];
		let balances = [balance(1, 2); 3];
		Accelerated::gather(&mut Gram::default(), 6, &quotes, &balances, &mut memory);
		let PageMemory::Accelerated(columns) = &memory else { panic!("{memory:?}") };
		assert_eq!((columns.len(), columns[0].pull.len()), (1, 3));
	}

	fn pulls(memory: &PageMemory) -> Vec<i64> {
		match memory {
			PageMemory::Accelerated(columns) => {
				columns.iter().map(|column| column.pull[0]).collect()
			},
			_ => Vec::new(),
		}
	}

	/// One iteration of a single good; the new price.
	fn accelerate(price: u128, totals: (u128, u128), cycle: &mut (RuleMemory, PageMemory)) -> u128 {
		let mut quotes = [Quote { kind: Kind::Private, price: Price(price) }];
		let balances = [balance(totals.0, totals.1)];
		let mut gram = Gram::default();
		Accelerated::gather(&mut gram, cycle.0.remembered, &quotes, &balances, &mut cycle.1);
		let worst = Fraction::of(&balances[0]);
		let decision = Accelerated::decide(&gram, worst, &mut cycle.0);
		Accelerated::announce(&decision, &mut quotes, &balances, &mut cycle.1);
		quotes[0].price.0
	}

	#[test]
	fn the_first_accelerated_step_is_plain() {
		// 2^0.2 and 2^-0.2, and the ratio held at 64.
		for (totals, factor) in [
			((1, 2), 2f64.powf(0.2)),
			((2, 1), 2f64.powf(-0.2)),
			((1, 1000), 64f64.powf(0.2)),
			((0, 5), 64f64.powf(0.2)),
			((5, 0), 64f64.powf(-0.2)),
			((5, 5), 1.0),
			((0, 0), 1.0),
			((MAX_TOTAL, 1), 64f64.powf(-0.2)),
		] {
			let price = accelerate(1_000_000_000_000, totals, &mut Default::default());
			assert!((price as f64 / 1e12 - factor).abs() < 2e-12, "{totals:?} {price}");
		}
	}

	/// Demand that falls with the square of the price is met by the second accelerated step: mixing
	/// is Newton's method where the logarithms are straight.
	#[test]
	fn one_straight_good_is_solved_by_its_secant() {
		let mut cycle = Default::default();
		let demand = |price: u128| (1e24 / (price as f64 * price as f64)) as u128;
		let mut price = 30_000_000;
		for _ in 0..3 {
			price = accelerate(price, (1_000_000_000, demand(price)), &mut cycle);
		}
		// 10^9 = 10^24 / p^2
		assert!(price.abs_diff(31_622_776) < 100, "{price}");
	}

	#[test]
	fn history_is_bounded_and_dropped_by_the_guard() {
		let mut cycle: (RuleMemory, PageMemory) = Default::default();
		for t in 1..=8u128 {
			accelerate(1_000_000, (1_000, 2_000 - t), &mut cycle);
			let expected = t.min(6) as usize;
			assert_eq!(pulls(&cycle.1).len(), expected);
			assert_eq!(cycle.0.remembered as usize, expected);
		}
		// Grows once, then again: plain f, and only this iteration is remembered.
		accelerate(1_000_000, (1_000, 3_000), &mut cycle);
		assert_eq!(pulls(&cycle.1).len(), 6);
		let price = accelerate(1_000_000_000_000, (1_000, 4_000), &mut cycle);
		assert!((price as f64 / 1e12 - 4f64.powf(0.2)).abs() < 2e-12, "{price}");
		assert_eq!(pulls(&cycle.1).len(), 1);
		assert_eq!(cycle.0.remembered, 1);
		// The comparison begins anew with it: one more growth is not two.
		accelerate(1_000_000, (1_000, 5_000), &mut cycle);
		assert_eq!(pulls(&cycle.1).len(), 2);
		accelerate(1_000_000, (1_000, 6_000), &mut cycle);
		assert_eq!(pulls(&cycle.1).len(), 1);
	}

	#[test]
	fn standing_still_leaves_plain_f() {
		let mut cycle = Default::default();
		for _ in 0..3 {
			let price = accelerate(1_000_000_000_000, (1, 2), &mut cycle);
			assert!((price as f64 / 1e12 - 2f64.powf(0.2)).abs() < 2e-12, "{price}");
		}
	}

	#[test]
	fn memory_is_bounded() {
		// Six iterations of two columns of 64 numbers each, and lengths.
		assert_eq!(PageMemory::max_encoded_len(), 1 + 1 + 6 * 2 * (2 + 64 * 8));
		let mut memory = PageMemory::None;
		let quotes = [Quote { kind: Kind::Private, price: Price(1) }; 70];
		let balances = [balance(1, 2); 70];
		for _ in 0..8 {
			Accelerated::gather(&mut Gram::default(), 6, &quotes, &balances, &mut memory);
		}
		assert!(memory.encoded_size() <= PageMemory::max_encoded_len());
	}
}
