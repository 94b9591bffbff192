//! What something leads to now, and what it led to before its last change.
//!
//! A member's base seat leads to a council, a council's place in its tree to a federation. What is
//! counted by seats and places takes them as they stood when it was opened, and may be open for a
//! long time. To keep the whole history would fill the state, so a [`Link`] keeps one step:
//!
//! ```text
//! at(b) = current   if since < b        what it led to when block b began
//!         previous  otherwise
//! ```
//!
//! One step is enough if a second change waits until nothing is open that was opened in or before
//! the block of the first one: `oldest > since`, where `oldest` is the block in which the oldest of
//! what is open was opened. Then no block that is still asked for lies before the change that is
//! remembered.
//!
//! Changes within one block are one change: what counts is what the link led to when the block
//! began.
//!
//! Nobody is held. Who gives a seat up does so at any time; where the link could not be changed,
//! the step that it remembers stays, and the place that is given up is gone also from what was
//! opened since.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A link with one step of its history.
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
pub struct Link<Id, BlockNumber> {
	/// What it leads to now; `None` if nowhere.
	pub current: Option<Id>,
	/// The block of the last change.
	pub since: BlockNumber,
	/// What it led to when that block began.
	pub previous: Option<Id>,
}

impl<Id: Copy, BlockNumber: Copy + PartialOrd> Link<Id, BlockNumber> {
	/// A link that has never led anywhere, made in block `now`.
	pub fn nowhere(now: BlockNumber) -> Self {
		Self { current: None, since: now, previous: None }
	}

	/// What it led to when `block` began: exactly for each block that has something open, and
	/// `None` where the place of that time has been given up since.
	pub fn at(&self, block: BlockNumber) -> Option<Id> {
		if self.since < block {
			self.current
		} else {
			self.previous
		}
	}

	/// Whether the step that the link remembers is asked for no more, where `oldest` is the block
	/// in which the oldest of what is open was opened.
	pub fn may_change(&self, oldest: Option<BlockNumber>) -> bool {
		oldest.is_none_or(|oldest| oldest > self.since)
	}

	/// Whether it may lead somewhere else: it may change, or it remembers nothing.
	pub fn may_set(&self, oldest: Option<BlockNumber>) -> bool {
		self.is_blank() || self.may_change(oldest)
	}

	/// Whether it leads nowhere and remembers nothing, as if it had never been set.
	pub fn is_blank(&self) -> bool {
		self.current.is_none() && self.previous.is_none()
	}

	/// Whether it leads nowhere and nobody asks for what it remembers.
	pub fn is_dead(&self, oldest: Option<BlockNumber>) -> bool {
		self.current.is_none() && self.may_set(oldest)
	}

	/// Makes it lead to `to` from block `now` on. Only where [`Link::may_set`].
	pub fn set(&mut self, to: Option<Id>, now: BlockNumber) {
		if self.since != now {
			self.previous = self.current;
			self.since = now;
		}
		self.current = to;
	}

	/// Makes it lead nowhere, which is always allowed.
	pub fn leave(&mut self, now: BlockNumber, oldest: Option<BlockNumber>) {
		if self.may_change(oldest) {
			self.set(None, now);
		} else {
			self.current = None;
		}
	}
}
