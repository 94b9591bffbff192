//! One level for many: what councils state of a public good, or permit of a pollutant, counted by people.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::Quantity;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{
	traits::{ConstU32, SaturatedConversion},
	BoundedVec,
};

use crate::good::Overflow;

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
