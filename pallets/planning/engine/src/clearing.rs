//! Clearing an iteration page by page, in two passes that can be interrupted after any page.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::GoodId;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::Perbill;

use crate::{
	good::{Balance, Kind, Quote, Totals, MIN_PRICE},
	imbalance::{Fraction, Imbalance},
	rules::{
		Accelerated, Begun, Decision, Levelled, Levelling, Levels, PageMemory, Pequod, PriceRule,
		Proportional, Rule, RuleMemory,
	},
	worth::Worth,
};

/// A good whose turnover is below the value of all goods divided by this does not count: 0.01 %.
pub const INSIGNIFICANT: u32 = 10_000;

/// Which goods keep an iteration from being calm: data of a cycle, chosen when it opens.
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
pub enum Counting {
	/// Every good at or above the threshold, as in the published experiments.
	#[codec(index = 0)]
	Published,
	/// What is short; and what is in excess unless it is nature, permits, or its price is at the floor. A good
	/// that nobody supplies and one of insignificant turnover do not count: they will be rationed.
	#[codec(index = 1)]
	#[default]
	Excess,
}

impl Counting {
	/// Whether a good that is at or above the threshold counts as open. `value` is that of all goods
	/// in the iteration before, nothing in the first.
	fn counts(self, quote: &Quote, balance: &Balance, value: Worth) -> bool {
		if self == Self::Published {
			return true;
		}
		let turnover = turnover(quote, balance);
		if turnover.saturating_mul(INSIGNIFICANT) < value {
			return false;
		}
		if balance.demand > balance.supply {
			balance.supply > 0
		} else {
			!matches!(quote.kind, Kind::Nature | Kind::Pollutant) && quote.price > MIN_PRICE
		}
	}
}

/// What a good's larger side is worth: price x max(S, D).
fn turnover(quote: &Quote, balance: &Balance) -> Worth {
	Worth::of(quote.price, balance.supply.max(balance.demand))
}

/// What is asked for and not there: price x max(0, D - S).
fn short(quote: &Quote, balance: &Balance) -> Worth {
	Worth::of(quote.price, balance.demand.saturating_sub(balance.supply))
}

/// The first pass: finds the largest imbalance, counts the goods that are still open and gathers
/// what the rule needs. Feed it every page once, in any order and of any size up to
/// [`PAGE`](crate::PAGE); it may be stored between pages.
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
pub struct Measure {
	rule: Rule,
	threshold: Perbill,
	heads_all: u32,
	counting: Counting,
	before: Worth,
	value: Worth,
	short: Worth,
	worst: Fraction,
	worst_good: Option<GoodId>,
	open: u32,
	remembered: u8,
	sums: Levels,
}

/// What the first pass found.
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
pub struct Outcome {
	/// The largest imbalance.
	pub worst: Imbalance,
	/// The good that has it, the lowest id of those; 0 where there are no goods.
	pub worst_good: GoodId,
	/// Goods at or above the threshold, as far as they count; 0 says that this iteration met it.
	pub open: u32,
}

impl Measure {
	/// Begins the first pass of an iteration with the cycle's `rule` and `threshold`, the population
	/// of all enrolled consumers' councils and what the rule remembers of the cycle. It counts as the
	/// published experiments did, unless told otherwise by [`Measure::counting`].
	pub fn new(rule: Rule, threshold: Perbill, heads_all: u32, memory: &RuleMemory) -> Self {
		Self {
			rule,
			threshold,
			heads_all,
			counting: Counting::Published,
			before: Worth::default(),
			value: Worth::default(),
			short: Worth::default(),
			worst: Fraction::default(),
			worst_good: None,
			open: 0,
			remembered: memory.remembered,
			sums: Levels::default(),
		}
	}

	/// Counts open goods by `counting`, with `before` the [value](Self::value) of all goods in the
	/// iteration before: nothing is insignificant in the first, where it is zero.
	pub const fn counting(mut self, counting: Counting, before: Worth) -> Self {
		self.counting = counting;
		self.before = before;
		self
	}

	/// The value of the goods that were taken in: the sum of price x max(S, D).
	pub const fn value(&self) -> Worth {
		self.value
	}

	/// The excess demand of the goods that were taken in, by its value: the sum of price x
	/// max(0, D - S).
	pub const fn short(&self) -> Worth {
		self.short
	}

	/// Takes in a page of goods with consecutive ids from `first`: the announced `quotes` and the
	/// `totals` that answered them. Goods beyond the shorter of the two are left out.
	pub fn page(
		&mut self,
		first: GoodId,
		quotes: &[Quote],
		totals: &[Totals],
		memory: &mut PageMemory,
	) {
		let balances = balances(quotes, totals, self.heads_all);
		let mut good = first;
		for (quote, balance) in quotes.iter().zip(&balances) {
			self.weigh(good, quote, balance);
			good = GoodId(good.0.saturating_add(1));
		}
		match self.rule {
			Rule::Proportional => {
				Proportional::gather(&mut (), self.remembered, quotes, &balances, memory)
			},
			Rule::Pequod => Pequod::gather(&mut (), self.remembered, quotes, &balances, memory),
			Rule::Accelerated => {
				Accelerated::gather(&mut self.sums.gram, self.remembered, quotes, &balances, memory)
			},
			Rule::Levelling => {
				Levelling::gather(&mut self.sums, self.remembered, quotes, &balances, memory)
			},
		}
	}

	/// Ends the first pass: what it found, and what the second will apply.
	pub fn finish(self, memory: &mut RuleMemory) -> (Outcome, Step) {
		let decided = match self.rule {
			Rule::Proportional => {
				Proportional::decide(&(), self.worst, memory);
				Decided::Proportional
			},
			Rule::Pequod => Decided::Pequod(Pequod::decide(&(), self.worst, memory)),
			Rule::Accelerated => {
				Decided::Accelerated(Accelerated::decide(&self.sums.gram, self.worst, memory))
			},
			Rule::Levelling => {
				Decided::Levelling(Levelling::decide(&self.sums, self.worst, memory))
			},
		};
		let outcome = Outcome {
			worst: self.worst.into(),
			worst_good: self.worst_good.unwrap_or_default(),
			open: self.open,
		};
		(outcome, Step { heads_all: self.heads_all, decided })
	}

	fn weigh(&mut self, good: GoodId, quote: &Quote, balance: &Balance) {
		let fraction = Fraction::of(balance);
		self.value = self.value.saturating_add(turnover(quote, balance));
		self.short = self.short.saturating_add(short(quote, balance));
		if !fraction.is_below(self.threshold) && self.counting.counts(quote, balance, self.before) {
			self.open = self.open.saturating_add(1);
		}
		let replaces = match self.worst_good {
			None => true,
			Some(worst) => {
				fraction.exceeds(&self.worst) || (good < worst && !self.worst.exceeds(&fraction))
			},
		};
		if replaces {
			self.worst = fraction;
			self.worst_good = Some(good);
		}
	}
}

/// The second pass: announces the next prices. Feed it every page once, in any order; it may be
/// stored between pages.
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
pub struct Step {
	heads_all: u32,
	decided: Decided,
}

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
enum Decided {
	#[codec(index = 0)]
	Proportional,
	#[codec(index = 1)]
	Pequod(Begun),
	#[codec(index = 2)]
	Accelerated(Decision),
	#[codec(index = 3)]
	Levelling(Levelled),
}

impl Step {
	/// Replaces the prices of a page by the next ones. `totals` and `memory` are those that the
	/// first pass saw and left.
	pub fn page(&self, quotes: &mut [Quote], totals: &[Totals], memory: &mut PageMemory) {
		let balances = balances(quotes, totals, self.heads_all);
		match &self.decided {
			Decided::Proportional => Proportional::announce(&(), quotes, &balances, memory),
			Decided::Pequod(begun) => Pequod::announce(begun, quotes, &balances, memory),
			Decided::Accelerated(decision) => {
				Accelerated::announce(decision, quotes, &balances, memory)
			},
			Decided::Levelling(levelled) => {
				Levelling::announce(levelled, quotes, &balances, memory)
			},
		}
	}
}

fn balances(quotes: &[Quote], totals: &[Totals], heads_all: u32) -> Vec<Balance> {
	let goods = quotes.iter().zip(totals);
	goods.map(|(quote, totals)| totals.balance(quote.kind, heads_all)).collect()
}
