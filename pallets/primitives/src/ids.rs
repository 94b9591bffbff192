//! Identifiers. All are given in ascending order and never reused.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

macro_rules! id {
	($(#[$doc:meta])* $name:ident($inner:ty)) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
			Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		#[serde(transparent)]
		pub struct $name(pub $inner);

		impl $name {
			/// The identifier after this one; `None` when the numbers are used up.
			pub fn next(self) -> Option<Self> {
				self.0.checked_add(1).map(Self)
			}
		}

		impl From<$inner> for $name {
			fn from(inner: $inner) -> Self {
				Self(inner)
			}
		}

		impl core::fmt::Display for $name {
			fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				self.0.fmt(f)
			}
		}
	};
}

id! {
	/// One person, admitted once. Not an account: accounts can change.
	MemberId(u32)
}
id! {
	/// A unit that decides, on either side.
	CouncilId(u32)
}
id! {
	/// Anything planned.
	GoodId(u32)
}
id! {
	/// A kind of work in a council.
	TaskId(u32)
}
id! {
	/// One planning year.
	CycleId(u32)
}
id! {
	/// One round of proposals at one price vector, counted from 1 within its cycle.
	Iteration(u32)
}
id! {
	/// A fixed number of blocks in which work is settled, counted from 0 at genesis.
	Period(u32)
}

/// Which of the two trees a council stands in.
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
#[serde(rename_all = "lowercase")]
pub enum Side {
	/// Workplaces, industries: they supply goods and use inputs.
	#[codec(index = 0)]
	Workers,
	/// Households, neighbourhoods, cities: they use private and public goods.
	#[codec(index = 1)]
	Consumers,
}

impl Side {
	/// Both sides, workers first.
	pub const BOTH: [Side; 2] = [Side::Workers, Side::Consumers];
}
