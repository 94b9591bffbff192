//! Weights of `pallet_councils`, written by `scripts/bench`: measure again rather than edit.
//!
//! Runtime parecon 1, measured 2026-11-21 on Intel(R) Xeon(R) Processor: 50 values of each component,
//! 20 runs at each, as wasm, with the state in memory. Distinct keys that are read
//! or written are counted and charged by the weights of the runtime's database. Proof
//! sizes are zero: nobody validates this chain by proofs of its state.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, RuntimeDbWeight, Weight},
};

/// What each call, and each step of staged work, takes at most.
pub trait WeightInfo {
	/// `found`.
	fn found() -> Weight;
	/// `join`.
	fn join() -> Weight;
	/// `leave`.
	fn leave() -> Weight;
	/// `back`.
	fn back() -> Weight;
	/// `settle_speaker`.
	fn settle_speaker() -> Weight;
	/// `member_left`.
	fn member_left() -> Weight;
}

/// The measured weights, with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn found() -> Weight {
		measured::found(T::DbWeight::get())
	}
	fn join() -> Weight {
		measured::join(T::DbWeight::get())
	}
	fn leave() -> Weight {
		measured::leave(T::DbWeight::get())
	}
	fn back() -> Weight {
		measured::back(T::DbWeight::get())
	}
	fn settle_speaker() -> Weight {
		measured::settle_speaker(T::DbWeight::get())
	}
	fn member_left() -> Weight {
		measured::member_left(T::DbWeight::get())
	}
}

/// The measured weights, with the database weights of ParityDB.
impl WeightInfo for () {
	fn found() -> Weight {
		measured::found(ParityDbWeight::get())
	}
	fn join() -> Weight {
		measured::join(ParityDbWeight::get())
	}
	fn leave() -> Weight {
		measured::leave(ParityDbWeight::get())
	}
	fn back() -> Weight {
		measured::back(ParityDbWeight::get())
	}
	fn settle_speaker() -> Weight {
		measured::settle_speaker(ParityDbWeight::get())
	}
	fn member_left() -> Weight {
		measured::member_left(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn found(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(34_542_000, 0).saturating_add(db.reads_writes(4, 4))
	}

	pub fn join(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(48_940_000, 0).saturating_add(db.reads_writes(5, 3))
	}

	pub fn leave(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(86_082_000, 0).saturating_add(db.reads_writes(6, 4))
	}

	pub fn back(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(57_708_000, 0).saturating_add(db.reads_writes(6, 4))
	}

	pub fn settle_speaker(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(22_327_000, 0).saturating_add(db.reads_writes(2, 1))
	}

	pub fn member_left(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(79_054_000, 0).saturating_add(db.reads_writes(9, 8))
	}
}
