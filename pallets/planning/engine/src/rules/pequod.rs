//! The rule of the published experiments.

use sp_runtime::BoundedVec;

use super::{stepped, PageMemory, PriceRule, RuleMemory};
use crate::{
	fixed,
	good::{Balance, Quote},
	imbalance::Fraction,
};

/// 1/4 in Q.48.
const QUARTER: u64 = fixed::ONE / 4;
/// 1.05 in Q.48.
const CEILING: u64 = fixed::ONE + fixed::ONE / 20;
/// 0.001 in Q.48.
const LEAST: u64 = fixed::ONE / 1000;

/// m = 1.05 - 0.5^r; step = max(0.001, min(m, m rho)) towards balance, with rho = min(0.25, r of
/// the iteration before), 0.25 at first.
pub struct Pequod;

impl Pequod {
	fn step(ratio: u64, rho: u64) -> u64 {
		// m lies within 0.05..=0.8, and rho below 1 makes m rho the smaller.
		let m = CEILING.saturating_sub(fixed::half_to(ratio));
		fixed::product(m, rho).max(LEAST)
	}
}

impl PriceRule for Pequod {
	type Sums = ();
	type Decision = ();

	fn gather(_: &mut (), _: &[Quote], _: &[Balance], _: &mut PageMemory) {}

	fn decide(_: &(), _: Fraction, _: &mut RuleMemory) {}

	fn announce(_: &(), quotes: &mut [Quote], balances: &[Balance], memory: &mut PageMemory) {
		let mut rhos = match core::mem::take(memory) {
			PageMemory::Pequod(rhos) => rhos.into_inner(),
			_ => Default::default(),
		};
		rhos.resize(quotes.len(), QUARTER);
		for ((quote, balance), rho) in quotes.iter_mut().zip(balances).zip(&mut rhos) {
			let ratio = Fraction::of(balance).ratio();
			quote.price = stepped(quote.price, balance, Self::step(ratio, (*rho).min(QUARTER)));
			*rho = ratio.min(QUARTER);
		}
		*memory = PageMemory::Pequod(BoundedVec::truncate_from(rhos));
	}
}
