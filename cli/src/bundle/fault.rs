//! What can be wrong with a bundle.

use crate::errors::Error;
use serde::Serialize;
use std::fmt;

/// What of a bundle does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
	/// The file ends before its end.
	Truncated,
	/// A record cannot be decoded, or does not belong where it stands.
	Malformed,
	/// The bytes are not those that were written.
	Damaged,
	/// It is of another chain than the one asked about.
	OtherChain,
	/// A header is not the one that the chain of headers leads to.
	Header,
	/// A header has no BABE slot, or one that is not later than its parent's.
	Slot,
	/// The extrinsics are not those of the header.
	Extrinsics,
	/// A storage proof does not lead from the state root to what is read.
	Proof,
	/// A justification does not show that its block is final.
	Justification,
	/// The set of validators changes, and nothing shows that the block of the change is final.
	SetChange,
	/// Nothing shows that the last block of the cycle is final.
	NotFinal,
	/// The metadata is not what it is said to be, or not that of the runtime.
	Metadata,
	/// What the bundle says that it is about is not what its blocks show.
	Contradiction,
	/// A block, or the end of the cycle, is missing.
	Incomplete,
}

impl FaultKind {
	fn words(self) -> &'static str {
		match self {
			Self::Truncated => "truncated",
			Self::Malformed => "malformed record",
			Self::Damaged => "damaged",
			Self::OtherChain => "another chain",
			Self::Header => "header",
			Self::Slot => "slot",
			Self::Extrinsics => "extrinsics",
			Self::Proof => "storage proof",
			Self::Justification => "justification",
			Self::SetChange => "change of validators",
			Self::NotFinal => "not final",
			Self::Metadata => "metadata",
			Self::Contradiction => "contradiction",
			Self::Incomplete => "incomplete",
		}
	}
}

/// One thing that is wrong with a bundle: it shows nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
	/// What kind of thing.
	pub kind: FaultKind,
	/// Of which block.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub block: Option<u32>,
	/// In words.
	pub detail: String,
}

impl Fault {
	/// A fault of the bundle as a whole.
	pub fn new(kind: FaultKind, detail: impl Into<String>) -> Self {
		Self { kind, block: None, detail: detail.into() }
	}

	/// A fault of one block.
	pub fn of(kind: FaultKind, block: u32, detail: impl Into<String>) -> Self {
		Self { block: Some(block), ..Self::new(kind, detail) }
	}
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.kind.words())?;
		if let Some(block) = self.block {
			write!(f, " of block {block}")?;
		}
		write!(f, ": {}", self.detail)
	}
}

impl From<Fault> for Error {
	fn from(fault: Fault) -> Self {
		Error::new(
			fault.to_string(),
			"get the bundle again, from somebody else too: what one cannot prove another may",
		)
	}
}

/// Why a bundle is read no further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
	/// It cannot be read at all.
	Cannot(Error),
	/// It is read, and does not hold.
	Fault(Fault),
}

impl From<Error> for Stop {
	fn from(error: Error) -> Self {
		Self::Cannot(error)
	}
}

impl From<Fault> for Stop {
	fn from(fault: Fault) -> Self {
		Self::Fault(fault)
	}
}
