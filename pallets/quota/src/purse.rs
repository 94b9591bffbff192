//! The mathematics of a purse: a bucket that leaks.
//!
//! A purse of capacity `C` picoseconds has room for `C` when it is full. Each charge uses some of
//! it, and what is used falls to zero in a straight line: a purse that was used up is full again
//! after `R` blocks. With `used` as it stood in block `at`,
//!
//! ```text
//! used(now) = max(0, used - floor(C x (now - at) / R))
//! held      = records x item + bytes x held_byte
//! room(now) = max(0, C - used(now) - held)
//! ```
//!
//! A charge `c` is refused where `c > room(now)`; otherwise `used` becomes `used(now) + c` and `at`
//! becomes `now`. A refund gives back at most what was charged, so it never makes more than full.
//! Rounding keeps less than one picosecond per charge from the member.
//!
//! `held` is room taken by records in the chain's state until they are removed; it does not leak.
//! It is kept as records and bytes and priced when it is asked for, so that other prices leave no
//! remainder behind. Holding may take half of the capacity: who holds that much can still act, and
//! so remove what is held.
//!
//! # Example
//!
//! `C` = 100 ms and `R` = 14,400 blocks. Ben uses 30 ms in block 1,000, in many calls or in one. In
//! block 2,440, a tenth of `R` later, 10 ms have come back: `used` is 20 ms and there is room for
//! 80 ms. He founds a council, whose record of 100 bytes holds 1 ms + 100 x 2.5 us = 1.25 ms: there
//! is room for 78.75 ms. In block 5,320 nothing is used any more and there is room for 98.75 ms,
//! which is as full as the purse gets until the council is gone.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::AtLeast32BitUnsigned, SaturatedConversion};

/// Records in the chain's state for which a purse gives room.
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
pub struct Held {
	/// How many records there are.
	pub records: u32,
	/// How many bytes they have at most, all together.
	pub bytes: u32,
}

/// What has been taken from a purse. None is kept for a purse from which nothing is taken.
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
pub struct Purse<BlockNumber> {
	/// Picoseconds used, as they stood in block `at`.
	pub used: u64,
	/// What holds room until it is removed.
	pub held: Held,
	/// The block of the last charge.
	pub at: BlockNumber,
}

/// How large a purse is, how fast it fills and what holding costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms<BlockNumber> {
	/// Picoseconds in a full purse.
	pub capacity: u64,
	/// Blocks in which a purse that is used up is full again.
	pub refill: BlockNumber,
	/// Picoseconds of room that a record takes.
	pub item: u64,
	/// Picoseconds of room that each of its bytes takes.
	pub held_byte: u64,
}

/// Why a record finds no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// There is not enough room now.
	NoRoom,
	/// More than half of the capacity would be held.
	HoldsTooMuch,
}

impl Held {
	/// With one more record of `bytes`; `None` where the numbers end.
	fn with(self, bytes: u32) -> Option<Self> {
		let records = self.records.checked_add(1)?;
		Some(Self { records, bytes: self.bytes.checked_add(bytes)? })
	}

	/// With one record of `bytes` less. Nothing stays held without a record.
	fn without(self, bytes: u32) -> Self {
		let left = Self {
			records: self.records.saturating_sub(1),
			bytes: self.bytes.saturating_sub(bytes),
		};
		if left.records == 0 {
			Self::default()
		} else {
			left
		}
	}

	/// Whether it is nothing.
	pub fn is_none(&self) -> bool {
		*self == Self::default()
	}
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Terms<BlockNumber> {
	/// How many picoseconds come back in so many blocks.
	fn leak(&self, blocks: BlockNumber) -> u64 {
		let back = u128::from(self.capacity).saturating_mul(blocks.saturated_into());
		let back = back.checked_div(self.refill.saturated_into()).unwrap_or(u128::MAX);
		u64::try_from(back).unwrap_or(u64::MAX)
	}

	/// In how many blocks `used` picoseconds have come back: the first such number.
	fn blocks_for(&self, used: u64) -> BlockNumber {
		let capacity = u128::from(self.capacity);
		let blocks = u128::from(used)
			.saturating_mul(self.refill.saturated_into())
			.saturating_add(capacity.saturating_sub(1))
			.checked_div(capacity);
		blocks.unwrap_or(u128::MAX).saturated_into()
	}

	/// The room that `held` takes.
	pub fn price(&self, held: Held) -> u64 {
		let records = self.item.saturating_mul(held.records.into());
		records.saturating_add(self.held_byte.saturating_mul(held.bytes.into()))
	}

	/// The most room that holding may take: half of the capacity.
	pub fn most_held(&self) -> u64 {
		self.capacity.checked_div(2).unwrap_or_default()
	}
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Purse<BlockNumber> {
	/// A purse from which nothing has been taken.
	pub fn full(now: BlockNumber) -> Self {
		Self { used: 0, held: Held::default(), at: now }
	}

	/// Whether nothing is taken from it, so that no entry is needed.
	pub fn is_full(&self) -> bool {
		self.used == 0 && self.held.is_none()
	}

	/// Picoseconds that are used in block `now`.
	pub fn used_at(&self, terms: &Terms<BlockNumber>, now: BlockNumber) -> u64 {
		self.used.saturating_sub(terms.leak(now.saturating_sub(self.at)))
	}

	/// Picoseconds for which there is room in block `now`.
	pub fn room(&self, terms: &Terms<BlockNumber>, now: BlockNumber) -> u64 {
		let taken = self.used_at(terms, now).saturating_add(terms.price(self.held));
		terms.capacity.saturating_sub(taken)
	}

	/// The first block in which nothing is used.
	pub fn refilled_at(&self, terms: &Terms<BlockNumber>) -> BlockNumber {
		self.at.saturating_add(terms.blocks_for(self.used))
	}

	/// After a charge of `cost` in block `now`; `None` where there is no room for it.
	pub fn charge(self, terms: &Terms<BlockNumber>, now: BlockNumber, cost: u64) -> Option<Self> {
		if cost > self.room(terms, now) {
			return None;
		}
		let used = self.used_at(terms, now).saturating_add(cost);
		Some(Self { used, at: now, ..self })
	}

	/// After a refund of `unspent`, which is part of the last charge.
	pub fn refund(self, unspent: u64) -> Self {
		Self { used: self.used.saturating_sub(unspent), ..self }
	}

	/// With one more record of `bytes` held.
	pub fn hold(
		self,
		terms: &Terms<BlockNumber>,
		now: BlockNumber,
		bytes: u32,
	) -> Result<Self, Refusal> {
		let held = self.held.with(bytes).ok_or(Refusal::HoldsTooMuch)?;
		let more = terms.price(held).saturating_sub(terms.price(self.held));
		if terms.price(held) > terms.most_held() {
			return Err(Refusal::HoldsTooMuch);
		}
		if more > self.room(terms, now) {
			return Err(Refusal::NoRoom);
		}
		Ok(Self { held, ..self })
	}

	/// With one record of `bytes` less.
	pub fn release(self, bytes: u32) -> Self {
		Self { held: self.held.without(bytes), ..self }
	}
}
