//! The rule of the published experiments.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
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

/// Whether the pages remember an iteration of this cycle.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Begun(pub(crate) bool);

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
	type Decision = Begun;

	fn gather(_: &mut (), _: u8, _: &[Quote], _: &[Balance], _: &mut PageMemory) {}

	fn decide(_: &(), _: Fraction, memory: &mut RuleMemory) -> Begun {
		let begun = Begun(memory.remembered > 0);
		memory.remembered = 1;
		begun
	}

	fn announce(
		begun: &Begun,
		quotes: &mut [Quote],
		balances: &[Balance],
		memory: &mut PageMemory,
	) {
		let mut rhos = match core::mem::take(memory) {
			PageMemory::Pequod(rhos) if begun.0 => rhos.into_inner(),
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

#[cfg(test)]
impl Default for Begun {
	fn default() -> Self {
		Self(true)
	}
}
