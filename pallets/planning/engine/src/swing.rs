//! How far a council may change its proposal late in a cycle.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::Iteration;
use primitive_types::U256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{PerThing, Perbill};

use crate::{good::Line, worth::Worth};

/// From which iteration on changes are bounded, and by how much: data of a cycle.
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Swing {
	/// The first iteration in which changes are bounded; 0 for never.
	pub from: u32,
	/// The bound in that iteration, halved in each one after it.
	pub bound: Perbill,
	/// The bound is never less than this.
	pub least: Perbill,
}

impl Default for Swing {
	/// From the tenth iteration a half, then a quarter and so on, to a hundredth.
	fn default() -> Self {
		Self { from: 10, bound: Perbill::from_percent(50), least: Perbill::from_percent(1) }
	}
}

impl Swing {
	/// No bounds at all.
	pub const NEVER: Self = Self { from: 0, bound: Perbill::zero(), least: Perbill::zero() };

	/// By how much a line may change in `iteration`; `None` where it is not bounded:
	///
	/// ```text
	/// max(least, bound / 2^(iteration - from))        rounded down to parts per 10^9
	/// ```
	pub fn most(&self, iteration: Iteration) -> Option<Perbill> {
		if self.from == 0 {
			return None;
		}
		let halvings = iteration.0.checked_sub(self.from)?;
		let parts = self.bound.deconstruct().checked_shr(halvings).unwrap_or(0);
		Some(Perbill::from_parts(parts).max(self.least))
	}
}

/// A line with what it is worth at the announced prices, as [`line_worth`](crate::line_worth) has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
	/// The line.
	pub line: Line,
	/// Its worth.
	pub worth: Worth,
}

/// Whether `new` lines are within `most` of the `old` ones that they replace:
///
/// ```text
/// |new - old| <= most x old                       for each good and direction that old has
/// worth of all others in new <= most x worth of old
/// ```
///
/// Where there are no old lines there is nothing that new ones could be a part of: who begins while
/// changes are bounded comes too late. Both lists are ascending,
/// as [`check_order`](crate::check_order) wants them.
pub fn swing_within(old: &[Stated], new: &[Stated], most: Perbill) -> bool {
	let within = |change: Worth, whole: Worth| {
		let accuracy = Perbill::ACCURACY;
		change.saturating_mul(accuracy) <= whole.saturating_mul(most.deconstruct())
	};
	let key = |stated: &Stated| (stated.line.good, !stated.line.flow.is_supply());
	let amount = |stated: &Stated| stated.line.flow.amount().0;
	let mut news = new.iter().peekable();
	let (mut added, mut stood) = (Worth::default(), Worth::default());
	for was in old {
		stood = stood.saturating_add(was.worth);
		while let Some(extra) = news.next_if(|is| key(is) < key(was)) {
			added = added.saturating_add(extra.worth);
		}
		let is = news.next_if(|is| key(is) == key(was)).map_or(0, amount);
		let change = U256::from(is.abs_diff(amount(was)));
		if !within(Worth(change), Worth(amount(was).into())) {
			return false;
		}
	}
	let added = news.fold(added, |sum, extra| sum.saturating_add(extra.worth));
	within(added, stood)
}
