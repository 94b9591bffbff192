//! The course of periods: from a block to its period, across changes of the length.
//!
//! Since block `b`, which began period `p`, periods have `L` blocks each; from block `n` on, the first
//! of a period, they may have another length `M`:
//!
//! ```text
//! period_at(now) = p + floor((now - b) / L)              while now < n
//! period_at(now) = q + floor((now - n) / M)              from n on,   q = p + (n - b) / L
//! begins(now)    = now - (now - b) mod L,  ends(now) = begins(now) + L,  likewise from n on
//! ```
//!
//! `n - b` is a multiple of `L`, so periods follow one another without a gap and none is cut. A change
//! that is decided in block `now` sets `n = ends(now)`. What lies before the last change that has taken
//! effect is forgotten: only later blocks are asked for.
//!
//! # Example
//!
//! Periods of 10 blocks since block 0. In block 25 (period 2, from 20 to 29) a length of 4 is decided:
//! `n` = 30 and `q` = 3. Period 3 has the blocks 30 to 33, period 4 those from 34 to 37.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::Period;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{AtLeast32BitUnsigned, Zero},
	SaturatedConversion,
};

/// Another length, decided and not in force yet.
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
pub struct Change<BlockNumber> {
	/// The first block of the first period of that length.
	pub from: BlockNumber,
	/// Blocks in a period from then on, never 0.
	pub length: u32,
}

/// How periods run.
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
pub struct Course<BlockNumber> {
	/// The block since which periods have this length: the first of a period.
	pub since_block: BlockNumber,
	/// The period that began with it.
	pub since_period: Period,
	/// Blocks in a period, never 0.
	pub length: u32,
	/// What takes the length's place; `None` where nothing was decided.
	pub next: Option<Change<BlockNumber>>,
}

/// A period as a view shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Page<BlockNumber> {
	/// The period.
	pub period: Period,
	/// Its first block.
	pub begins: BlockNumber,
	/// The first block of the next period.
	pub ends: BlockNumber,
	/// How many blocks it has.
	pub length: u32,
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Course<BlockNumber> {
	/// Periods of `length` blocks since genesis.
	pub fn from_genesis(length: u32) -> Self {
		Self { since_block: Zero::zero(), since_period: Period(0), length, next: None }
	}

	/// How many whole periods of the length in force lie between its first block and `now`.
	fn passed(&self, now: BlockNumber) -> u32 {
		let blocks = now.saturating_sub(self.since_block);
		let passed = blocks.checked_div(&self.length.max(1).into());
		passed.unwrap_or_else(Zero::zero).saturated_into()
	}

	/// The same course from the change on that has taken effect by block `now`, if one has.
	pub fn at(self, now: BlockNumber) -> Self {
		match self.next {
			Some(next) if next.from <= now => Self {
				since_block: next.from,
				since_period: Period(self.since_period.0.saturating_add(self.passed(next.from))),
				length: next.length,
				next: None,
			},
			_ => self,
		}
	}

	/// The period of block `now`, with its first block, that of the next period, and its length.
	pub fn page(&self, now: BlockNumber) -> Page<BlockNumber> {
		let course = self.at(now);
		let (passed, length) = (course.passed(now), BlockNumber::from(course.length));
		let before = length.saturating_mul(passed.into());
		let begins = course.since_block.saturating_add(before);
		Page {
			period: Period(course.since_period.0.saturating_add(passed)),
			begins,
			ends: begins.saturating_add(length),
			length: course.length,
		}
	}

	/// The period of block `now`.
	pub fn period_at(&self, now: BlockNumber) -> Period {
		self.page(now).period
	}

	/// The course with periods of `length` blocks from the end of the period of block `now` on.
	pub fn with_length(&self, now: BlockNumber, length: u32) -> Self {
		let course = self.at(now);
		let change = Change { from: course.page(now).ends, length };
		Self { next: Some(change).filter(|change| change.length != course.length), ..course }
	}
}
