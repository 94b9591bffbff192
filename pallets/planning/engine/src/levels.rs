//! One level for many: what councils state of a public good, or permit of a pollutant, counted by people.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::{Credits, Price, Quantity};
use primitive_types::U256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{
	traits::{ConstU32, SaturatedConversion},
	BoundedVec,
};

use crate::{
	good::{Overflow, MAX_PRICE},
	worth::Worth,
};

/// The most steps that a level can have.
pub const STEPS: u32 = 128;

/// How statements become one level of a public good: data of a cycle, chosen when it opens.
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
pub enum LevelRule {
	/// The highest level that more than half of the people want at least; everybody pays the same
	/// for it.
	#[codec(index = 0)]
	#[default]
	Median,
	/// The mean by population; each council pays for what it states, as in the published experiments.
	#[codec(index = 1)]
	Mean,
}

/// How many people want, or permit, each step of a level. Who states nothing, or less than one
/// step, is not in here.
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
pub struct Statements(BoundedVec<u32, ConstU32<STEPS>>);

/// The step that a statement counts for: floor(`level` / `step`), at most [`STEPS`]; 0 where there
/// is no step.
pub fn step_of(level: Quantity, step: Quantity) -> u32 {
	let whole = level.0.checked_div(step.0).unwrap_or(0);
	whole.min(STEPS.into()).saturated_into()
}

/// The level of a step.
pub fn level_of(steps: u32, step: Quantity) -> Quantity {
	Quantity(step.0.saturating_mul(steps.into()))
}

impl LevelRule {
	/// The level that `crowd` people come to: of a median that of the step which more than half of them
	/// want at least, of a mean floor(`sum` / `crowd`), with `sum` that of people x stated level. 0 where
	/// there is nobody.
	///
	/// Of three people who want 1, 2 and 30 units in steps of 1 the median is 2, the mean 11.
	pub fn level(self, stated: &Statements, sum: u128, crowd: u32, step: Quantity) -> Quantity {
		match self {
			Self::Median => level_of(stated.median(crowd), step),
			Self::Mean => Quantity(sum.checked_div(crowd.into()).unwrap_or(0)),
		}
	}
}

/// What `own` of `crowd` people are expected to pay for a level of a public good that they share:
///
/// ```text
/// ceil(price x level x own / crowd)
/// ```
///
/// 3 of 4 people pay 75 credits for 10 units at 10 credits each.
pub fn due(price: Price, level: Quantity, own: u32, crowd: u32) -> Credits {
	Worth::of(price.min(MAX_PRICE), level.0).saturating_mul(own).ceil(crowd)
}

/// What emitters pay for a pollutant of which so much is permitted and so much emitted:
/// floor(price x min(permitted, emitted)).
pub fn sold(price: Price, permitted: Quantity, emitted: Quantity) -> Credits {
	Worth::of(price.min(MAX_PRICE), permitted.0.min(emitted.0)).floor(1)
}

/// What a level of a public good costs everybody who shares it: ceil(price x level).
pub fn level_cost(price: Price, level: Quantity) -> Credits {
	Worth::of(price.min(MAX_PRICE), level.0).ceil(1)
}

/// The part of `total` that falls to `own` of `crowd` people whose turn comes after `before` of them:
///
/// ```text
/// floor(total x (before + own) / crowd) - floor(total x before / crowd)
/// ```
///
/// The parts of all sum to `total` exactly. Nothing where there is nobody.
///
/// 10 micro-credits among 3 councils of one person each: 3, 3 and 4.
pub fn part_in_turn(total: Credits, before: u32, own: u32, crowd: u32) -> Credits {
	let upto = |people: u64| {
		let product = U256::from(total.0).saturating_mul(people.min(crowd.into()).into());
		let part = product.checked_div(crowd.into()).unwrap_or_default();
		u128::try_from(part).unwrap_or(u128::MAX)
	};
	let before = u64::from(before);
	Credits(upto(before.saturating_add(own.into())).saturating_sub(upto(before)))
}

impl Statements {
	/// Counts `heads` people for `step`; nothing for step 0.
	///
	/// # Errors
	/// [`Overflow`] where the people of a step do not fit; nothing is changed then.
	pub fn add(&mut self, step: u32, heads: u32) -> Result<(), Overflow> {
		let Some(place) = Self::place(step) else { return Ok(()) };
		let length = place.saturating_add(1);
		if self.0.len() < length {
			self.0.bounded_resize(length, 0);
		}
		let people = self.0.get_mut(place).ok_or(Overflow)?;
		*people = people.checked_add(heads).ok_or(Overflow)?;
		Ok(())
	}

	/// Takes `heads` people back who were counted for `step`.
	///
	/// # Errors
	/// [`Overflow`] where fewer were; nothing is changed then.
	pub fn remove(&mut self, step: u32, heads: u32) -> Result<(), Overflow> {
		let Some(place) = Self::place(step) else { return Ok(()) };
		let people = self.0.get_mut(place).ok_or(Overflow)?;
		*people = people.checked_sub(heads).ok_or(Overflow)?;
		while self.0.last() == Some(&0) {
			self.0.pop();
		}
		Ok(())
	}

	/// The highest step that more than half of `all` people state at least; 0 where no step is.
	///
	/// Who states nothing wants nothing. One who wants more than this level cannot raise it by wanting
	/// still more, nor one who wants less lower it.
	///
	/// Of 10 people 4 want three steps, 3 two, and 3 none: two steps, which 7 want at least.
	pub fn median(&self, all: u32) -> u32 {
		let mut above = 0u64;
		for (place, people) in self.0.iter().enumerate().rev() {
			above = above.saturating_add(u64::from(*people));
			if above.saturating_mul(2) > u64::from(all) {
				return place.saturating_add(1).saturated_into();
			}
		}
		0
	}

	/// People who state one step at least.
	pub fn people(&self) -> u64 {
		self.0.iter().copied().map(u64::from).fold(0, u64::saturating_add)
	}

	fn place(step: u32) -> Option<usize> {
		step.min(STEPS).checked_sub(1).map(SaturatedConversion::saturated_into)
	}
}
