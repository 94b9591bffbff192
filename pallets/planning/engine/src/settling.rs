//! What a plan promises: inputs and final goods shared out so that nothing is granted that is not
//! there.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::{GoodId, Price, Quantity};
use primitive_types::{U256, U512};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::{
	good::{Balance, Line, Quote, Totals, MAX_PRICE},
	worth::Worth,
};

/// The most rounds in which workplaces are scaled until none lacks an input.
pub const MAX_ROUNDS: u8 = 32;

/// The rounds after which workplaces upstream that still lack an input are stopped instead of scaled.
pub const PATIENCE: u8 = 16;

/// What a workplace uses of a good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
	/// The good.
	pub good: GoodId,
	/// How much of it, in micro-units.
	pub amount: u128,
	/// How much of that it supplies itself.
	pub own: u128,
}

impl Input {
	/// Whether it needs what others supply.
	pub const fn is_needed(&self) -> bool {
		self.amount > self.own
	}
}

/// What a workplace with these lines, in order, uses. Where it supplies a good and uses some of it, the
/// line that supplies stands first.
pub fn inputs(lines: &[Line]) -> impl Iterator<Item = Input> + '_ {
	let mut supplied = None;
	lines.iter().filter_map(move |line| {
		let (good, amount) = (line.good, line.flow.amount().0);
		if line.flow.is_supply() {
			supplied = Some((good, amount));
			return None;
		}
		let own = supplied.filter(|(same, _)| *same == good).map_or(0, |(_, own)| own.min(amount));
		Some(Input { good, amount, own })
	})
}

/// What workplaces upstream use of a good in the plan.
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
	Serialize,
	Deserialize,
)]
pub struct Upstream {
	/// Of what others supply.
	pub others: Quantity,
	/// Of what they supply themselves: that is there for nobody else, and asked of nobody else.
	pub own: Quantity,
}

impl Upstream {
	/// Replaces a part of what one of them uses by another; `None` where the first is not in the sums.
	pub fn replaced(self, input: &Input, old: Scale, new: Scale) -> Option<Self> {
		let others =
			|scale: Scale| scale.apply(input.amount).saturating_sub(scale.apply(input.own));
		let swap = |sum: Quantity, old: u128, new: u128| {
			sum.0.checked_sub(old).and_then(|rest| rest.checked_add(new)).map(Quantity)
		};
		Some(Self {
			others: swap(self.others, others(old), others(new))?,
			own: swap(self.own, old.apply(input.own), new.apply(input.own))?,
		})
	}
}

/// What a round of rationing knows beside supply and demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
	/// How often workplaces have been scaled.
	pub number: u8,
	/// Population of all enrolled consumers' councils.
	pub heads: u32,
	/// Enrolled workers' councils.
	pub workplaces: u32,
}

/// A part of a whole in Q.63, from 0 to 1.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(transparent)]
pub struct Scale(u64);

impl Default for Scale {
	fn default() -> Self {
		Self::WHOLE
	}
}

impl Scale {
	/// All of it.
	pub const WHOLE: Self = Self(1 << 63);

	/// Nothing of it.
	pub const NOTHING: Self = Self(0);

	/// floor(`part` / `whole`), at most 1; 1 where the whole is nothing.
	pub fn of(part: u128, whole: u128) -> Self {
		if part >= whole {
			return Self::WHOLE;
		}
		let product = U256::from(part).saturating_mul(Self::WHOLE.0.into());
		Self(product.checked_div(whole.into()).unwrap_or_default().low_u64())
	}

	/// The largest part of `cost` that `means` pay for: floor(`means` / `cost`), at most 1; 1 where
	/// there is no cost.
	pub fn within(means: Worth, cost: Worth) -> Self {
		if means >= cost {
			return Self::WHOLE;
		}
		let product = U512::from(means.0).saturating_mul(Self::WHOLE.0.into());
		Self(product.checked_div(cost.0.into()).unwrap_or_default().low_u64())
	}

	/// The part of a part, rounded down.
	pub fn and(self, other: Self) -> Self {
		// 2^63 x 2^63 at most.
		let product = u128::from(self.0).saturating_mul(other.0.into()) >> 63;
		Self(u64::try_from(product).unwrap_or(Self::WHOLE.0))
	}

	/// This part of an amount, rounded down.
	pub fn apply(self, amount: u128) -> u128 {
		if self == Self::WHOLE {
			return amount;
		}
		let product = U256::from(amount).saturating_mul(self.0.into());
		let part = product.checked_div(Self::WHOLE.0.into()).unwrap_or_default();
		u128::try_from(part).unwrap_or(u128::MAX)
	}

	/// Parts of 2^63.
	pub const fn parts(self) -> u64 {
		self.0
	}
}

/// What a workplace that is scaled supplies or uses of a line: the same part of all its lines, each
/// rounded down.
pub fn scaled(scale: Scale, amount: Quantity) -> Quantity {
	Quantity(scale.apply(amount.0))
}

/// The parts of what workplaces use of a good that its supply allows.
///
/// A workplace is *upstream* if it supplies what workplaces use; else all that it supplies is final. Less
/// output of an upstream workplace makes others short in turn, and round a loop of them (coal for steel,
/// steel for coal) a small shortage, shared evenly, would come back round after round until nothing were
/// left of the loop. Less output of the others makes nobody short but those who consume it.
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
	Serialize,
	Deserialize,
)]
pub struct Ration {
	/// For workplaces upstream.
	pub upstream: Scale,
	/// For workplaces that supply final goods alone.
	pub downstream: Scale,
}

impl Ration {
	/// All of it, for everybody.
	pub const WHOLE: Self = Self { upstream: Scale::WHOLE, downstream: Scale::WHOLE };

	/// Shares out `available` of a good of which workplaces use `asked`, more than that, those upstream
	/// `upstream` of it. Final goods are cut first; but in one round no further than to half of an even
	/// share, so that a good that is a little short stops nobody's work.
	///
	/// ```text
	/// rest       = max(available - upstream, floor(floor(available / asked x (asked - upstream)) / 2))
	/// downstream = floor(rest / (asked - upstream))
	/// upstream   = floor((available - rest) / upstream)
	/// ```
	///
	/// *Example.* 95 of 100 units are there, and workplaces upstream use 40: the others get 55 of their
	/// 60. Of 30 they would get half of their even share of 18, which is 9, and those upstream 21.
	pub fn of(available: u128, asked: u128, upstream: u128) -> Self {
		let downstream = asked.saturating_sub(upstream);
		let even = Scale::of(available, asked).apply(downstream);
		// A shift by one is a division by two that cannot fail.
		let rest = available.saturating_sub(upstream).max(even >> 1);
		Self {
			upstream: Scale::of(available.saturating_sub(rest), upstream),
			downstream: Scale::of(rest, downstream),
		}
	}

	/// As [`Ration::of`], but who is upstream and lacks it is stopped.
	pub fn stopping(available: u128, asked: u128, upstream: u128) -> Self {
		let downstream = Scale::of(available, asked.saturating_sub(upstream));
		Self { upstream: Scale::NOTHING, downstream }
	}

	/// The part for a workplace.
	pub fn part(self, upstream: bool) -> Scale {
		if upstream {
			self.upstream
		} else {
			self.downstream
		}
	}
}

/// One page of a round: what each good's supply allows of its use by workplaces, and how many goods are
/// short. Goods that workplaces do not use are whole here. `upstream` is what workplaces upstream use of
/// each, nothing where the page ends before. What a workplace uses of its own output is taken out of both
/// sides: scaled as a whole it would lack the same part of it round after round.
///
/// In the first round the supply is there to be shared out; in later ones, one micro-unit less for each
/// enrolled workers' council. Amounts are rounded down from what was stated, so that in a later round
/// they sum to less than the stated amounts times their scales do, by less than that. With so much left
/// aside, scaling never leaves a rest that is short by rounding alone.
///
/// After [`PATIENCE`] rounds what is still short goes round a loop in which each needs more than it
/// gives. Who is upstream in it is stopped, so that such a loop does not leave everybody without a plan.
pub fn ration_page(
	quotes: &[Quote],
	totals: &[Totals],
	upstream: &[Upstream],
	round: &Round,
	mut ration: impl FnMut(Ration),
) -> u32 {
	let mut short = 0u32;
	let slack = if round.number == 0 { 0 } else { round.workplaces };
	let upstream = upstream.iter().copied().chain(core::iter::repeat(Upstream::default()));
	for ((quote, totals), Upstream { others, own }) in quotes.iter().zip(totals).zip(upstream) {
		let balance = totals.balance(quote.kind, round.heads);
		if !quote.kind.is_input() || balance.demand <= balance.supply {
			ration(Ration::WHOLE);
			continue;
		}
		short = short.saturating_add(1);
		let available = balance.supply.saturating_sub(own.0).saturating_sub(slack.into());
		let asked = balance.demand.saturating_sub(own.0);
		ration(match round.number >= PATIENCE {
			true => Ration::stopping(available, asked, others.0),
			false => Ration::of(available, asked, others.0),
		});
	}
	short
}

/// What one of several gets of a good that is short, when it is shared out in proportion to what they
/// ask for: with `before` the sum of what those before it ask for,
///
/// ```text
/// floor(available x (before + own) / asked) - floor(available x before / asked)
/// ```
///
/// These parts sum to `available` exactly, and none is more than its own `own`. Where it is not short,
/// everybody gets what they ask for.
pub fn apportion(available: u128, asked: u128, before: u128, own: u128) -> u128 {
	if available >= asked {
		return own;
	}
	let upto = |sum: u128| {
		let product = U256::from(available).saturating_mul(sum.into());
		u128::try_from(product.checked_div(asked.into()).unwrap_or_default()).unwrap_or(u128::MAX)
	};
	upto(before.saturating_add(own)).saturating_sub(upto(before)).min(own)
}

/// The level of a public good that everybody gets: floor(min(mean of the stated levels, supply)).
pub fn public_level(balance: &Balance) -> Quantity {
	Quantity(balance.demand.min(balance.supply))
}

/// What a council that stated `level` of a public good pays for the level that is `granted`, in
/// 10^-12 credits, rounded down: its own part of all that was stated,
///
/// ```text
/// price x granted x n x level / sum of n x level
/// ```
///
/// with `own` for n x level and `all` for the sum. Who stated nothing pays nothing; nobody pays more
/// than for the level that they stated; together they pay for the level that there is.
pub fn public_charge(price: Price, granted: Quantity, own: u128, all: u128) -> Worth {
	let price = price.min(MAX_PRICE);
	// 2^90 x 2^127 x 2^128 at most.
	let whole = U512::from(price.0).saturating_mul(granted.0.into()).saturating_mul(own.into());
	let part = whole.checked_div(all.into()).unwrap_or_default();
	Worth(U256::try_from(part).unwrap_or(U256::MAX))
}
