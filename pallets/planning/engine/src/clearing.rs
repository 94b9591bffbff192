//! Clearing an iteration page by page, in two passes that can be interrupted after any page.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::GoodId;
use scale_info::TypeInfo;
use sp_runtime::Perbill;

use crate::{
	good::{Balance, Quote, Totals},
	imbalance::{Fraction, Imbalance},
	rules::{
		Accelerated, Begun, Decision, Levelled, Levelling, Levels, PageMemory, Pequod, PriceRule,
		Proportional, Rule, RuleMemory,
	},
};

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
	/// Goods at or above the threshold; 0 says that this iteration met it.
	pub open: u32,
}

impl Measure {
	/// Begins the first pass of an iteration with the cycle's `rule` and `threshold`, the population
	/// of all enrolled consumers' councils and what the rule remembers of the cycle.
	pub fn new(rule: Rule, threshold: Perbill, heads_all: u32, memory: &RuleMemory) -> Self {
		Self {
			rule,
			threshold,
			heads_all,
			worst: Fraction::default(),
			worst_good: None,
			open: 0,
			remembered: memory.remembered,
			sums: Levels::default(),
		}
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
		for balance in &balances {
			self.weigh(good, Fraction::of(balance));
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

	fn weigh(&mut self, good: GoodId, fraction: Fraction) {
		if !fraction.is_below(self.threshold) {
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
