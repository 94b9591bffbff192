//! A step proportional to the imbalance.

use super::{stepped, PageMemory, PriceRule, RuleMemory};
use crate::{
	fixed,
	good::{Balance, Quote},
	imbalance::Fraction,
};

/// step = min(0.20, 0.15 r) towards balance. Remembers nothing.
pub struct Proportional;

impl PriceRule for Proportional {
	type Sums = ();
	type Decision = ();

	fn gather(_: &mut (), _: u8, _: &[Quote], _: &[Balance], _: &mut PageMemory) {}

	fn decide(_: &(), _: Fraction, _: &mut RuleMemory) {}

	fn announce(_: &(), quotes: &mut [Quote], balances: &[Balance], _: &mut PageMemory) {
		for (quote, balance) in quotes.iter_mut().zip(balances) {
			// r is at most 2, so the product stays below 2^51.
			let ratio = Fraction::of(balance).ratio();
			let step = ratio.saturating_mul(3).checked_div(20).unwrap_or(0).min(fixed::ONE / 5);
			quote.price = stepped(quote.price, balance, step);
		}
	}
}
