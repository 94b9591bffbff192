//! Anderson mixing on the logarithm of demand over supply.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

use super::{held, moved, PageMemory, PriceRule, RuleMemory};
use crate::{
	fixed,
	good::{Balance, Quote, PAGE},
	imbalance::Fraction,
	linear,
};

/// How many differences are mixed.
pub const DEPTH: usize = 5;

/// How many iterations a page remembers: one more than the differences between them.
pub const HISTORY: u32 = 6;

/// The largest step: 1.5 in Q.48.
const STEP_CAP: i64 = 3 << 47;

/// What is remembered of one iteration, per good of a page and in Q.48.
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
pub struct Column {
	/// 0.2 ln(D / S): f of the accelerated rule, and of the levelling rule without its mean.
	pub(crate) pull: BoundedVec<i64, ConstU32<PAGE>>,
	/// ln p of the price that was answered.
	pub(crate) log_price: BoundedVec<i64, ConstU32<PAGE>>,
}

/// Sums over all goods, exact: products of the differences dF of f between remembered iterations,
/// newest difference first, and of dF with f, in Q.96.
///
/// |f| is at most 0.2 ln 64 < 0.84, so a difference is below 2^49, a product below 2^98 and the
/// sum over 2^21 goods below 2^119: nothing is rounded and no order of pages is told apart.
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
pub struct Gram {
	/// dF_i . dF_j for j <= i.
	pub(crate) squares: [[i128; DEPTH]; DEPTH],
	/// dF_i . f
	pub(crate) right: [i128; DEPTH],
}

/// What the second pass applies: the weights of the remembered differences, newest first.
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
pub struct Decision {
	/// gamma in Q.48.
	pub(crate) gamma: [i128; DEPTH],
	/// Whether the history is dropped.
	pub(crate) dropped: bool,
}

/// step = f - (dP + dF) argmin |f - dF gamma|, clipped to +-1.5, on f = 0.2 ln(D / S); the price is
/// multiplied by exp(step). When the largest imbalance grew in two iterations running, the history
/// is dropped and the step is plain f.
pub struct Accelerated;

impl Accelerated {
	/// f = 0.2 (ln D - ln S), the difference held within +-ln 64, in Q.48; rounded towards zero.
	pub(super) fn pull(balance: &Balance) -> i64 {
		let (supply, demand) = (balance.supply, balance.demand);
		let difference = match (supply, demand) {
			_ if supply == demand => 0,
			(0, _) => fixed::LN_64,
			(_, 0) => fixed::LN_64.saturating_neg(),
			_ => fixed::ln(demand)
				.saturating_sub(fixed::ln(supply))
				.clamp(fixed::LN_64.saturating_neg(), fixed::LN_64),
		};
		difference.checked_div(5).unwrap_or(0)
	}

	fn observe(quotes: &[Quote], balances: &[Balance]) -> Column {
		let goods = || quotes.iter().zip(balances);
		let pull: Vec<i64> = goods().map(|(_, balance)| Self::pull(balance)).collect();
		let log_price: Vec<i64> =
			goods().map(|(quote, _)| fixed::ln(held(quote.price).0)).collect();
		Column {
			pull: BoundedVec::truncate_from(pull),
			log_price: BoundedVec::truncate_from(log_price),
		}
	}
}

impl Gram {
	/// Adds a page.
	fn add(&mut self, columns: &[Column]) {
		let Some(newest) = columns.last() else { return };
		let differences: Vec<Vec<i64>> = columns
			.windows(2)
			.rev()
			.filter_map(|pair| match pair {
				[old, new] => Some(difference(&new.pull, &old.pull)),
				_ => None,
			})
			.collect();
		let rows = self.squares.iter_mut().zip(&mut self.right);
		for (i, ((squares, right), row)) in rows.zip(&differences).enumerate() {
			*right = right.wrapping_add(dot(row, &newest.pull));
			for (square, other) in
				squares.iter_mut().zip(differences.iter().take(i.saturating_add(1)))
			{
				*square = square.wrapping_add(dot(row, other));
			}
		}
	}
}

/// new - old, good by good.
fn difference(new: &[i64], old: &[i64]) -> Vec<i64> {
	new.iter().zip(old).map(|(new, old)| new.saturating_sub(*old)).collect()
}

/// The exact sum of products. Wrapping, because by the bounds of [`Gram`] nothing wraps.
fn dot(left: &[i64], right: &[i64]) -> i128 {
	left.iter().zip(right).fold(0i128, |sum, (left, right)| {
		sum.wrapping_add(i128::from(*left).wrapping_mul(i128::from(*right)))
	})
}

impl PriceRule for Accelerated {
	type Sums = Gram;
	type Decision = Decision;

	fn gather(
		gram: &mut Gram,
		remembered: u8,
		quotes: &[Quote],
		balances: &[Balance],
		memory: &mut PageMemory,
	) {
		let mut columns = match core::mem::take(memory) {
			PageMemory::Accelerated(columns) => columns.into_inner(),
			_ => Vec::new(),
		};
		// One place is for this iteration.
		let kept = usize::from(remembered).min(DEPTH);
		columns.drain(..columns.len().saturating_sub(kept));
		columns.push(Self::observe(quotes, balances));
		gram.add(&columns);
		*memory = PageMemory::Accelerated(BoundedVec::truncate_from(columns));
	}

	fn decide(gram: &Gram, worst: Fraction, memory: &mut RuleMemory) -> Decision {
		let grew = match (memory.before, memory.last) {
			(Some(before), Some(last)) => worst.exceeds(&last) && last.exceeds(&before),
			_ => false,
		};
		memory.before = if grew { None } else { memory.last };
		memory.last = Some(worst);
		if grew {
			memory.remembered = 1;
			return Decision { dropped: true, ..Default::default() };
		}
		let gamma = linear::solve(gram, usize::from(memory.remembered).min(DEPTH));
		memory.remembered = memory.remembered.saturating_add(1).min(HISTORY as u8);
		Decision { gamma, dropped: false }
	}

	fn announce(
		decision: &Decision,
		quotes: &mut [Quote],
		balances: &[Balance],
		memory: &mut PageMemory,
	) {
		decision.apply(Shared::default(), STEP_CAP, quotes, balances, memory);
	}
}

/// What is added to the step of every good alike.
#[derive(Clone, Copy, Default)]
pub(super) struct Shared {
	/// To a mixed step, in Q.96.
	pub(super) mixed: i128,
	/// To plain f, in Q.48.
	pub(super) plain: i64,
}

impl Decision {
	/// Replaces the prices of a page, steps clipped to +-`cap`, and truncates what it remembers where
	/// the history is dropped.
	pub(super) fn apply(
		&self,
		shared: Shared,
		cap: i64,
		quotes: &mut [Quote],
		balances: &[Balance],
		memory: &mut PageMemory,
	) {
		let step = |quote: &mut Quote, step: i64| {
			let clipped = step.clamp(cap.saturating_neg(), cap);
			quote.price = moved(quote.price, fixed::exp(clipped), step > 0);
		};
		let PageMemory::Accelerated(columns) = memory else {
			// A page that the first pass did not see: plain f.
			for (quote, balance) in quotes.iter_mut().zip(balances) {
				step(quote, Accelerated::pull(balance).saturating_add(shared.plain));
			}
			return;
		};
		for (quote, mixed) in quotes.iter_mut().zip(self.steps(columns, shared.mixed)) {
			step(quote, mixed);
		}
		if self.dropped {
			let newest: Vec<Column> = columns.pop().into_iter().collect();
			*columns = BoundedVec::truncate_from(newest);
		}
	}

	/// The step of each good of a page, in Q.48 and not yet clipped, with `shared` (Q.96) added.
	fn steps(&self, columns: &[Column], shared: i128) -> Vec<i64> {
		let Some(newest) = columns.last() else {
			return Vec::new();
		};
		let mut mixed: Vec<i128> = newest
			.pull
			.iter()
			.map(|pull| (i128::from(*pull) << 48).saturating_add(shared))
			.collect();
		for (gamma, pair) in self.gamma.iter().zip(columns.windows(2).rev()) {
			let [old, new] = pair else { continue };
			if *gamma == 0 {
				continue;
			}
			let moves = difference(&new.log_price, &old.log_price);
			let changes = difference(&new.pull, &old.pull);
			for ((mixed, moved), change) in mixed.iter_mut().zip(moves).zip(changes) {
				let along = i128::from(moved.saturating_add(change));
				*mixed = mixed.saturating_sub(gamma.saturating_mul(along));
			}
		}
		mixed.into_iter().map(fixed::from_q96).collect()
	}
}
