//! Weights of `pallet_lottery`, written by `scripts/bench`: measure again rather than edit.
//!
//! Runtime parecon 1, measured 2026-11-22 on Intel(R) Xeon(R) Processor: 30 values of each component,
//! 15 runs at each, as wasm, with the state in memory. Distinct keys that are read
//! or written are counted and charged by the weights of the runtime's database. Proof
//! sizes are zero: nobody validates this chain by proofs of its state.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, RuntimeDbWeight, Weight},
};

/// What each call, and each step of staged work, takes at most.
pub trait WeightInfo {
	/// `same_epoch`.
	fn same_epoch() -> Weight;
	/// `new_epoch`.
	fn new_epoch() -> Weight;
}

/// The measured weights, with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn same_epoch() -> Weight {
		measured::same_epoch(T::DbWeight::get())
	}
	fn new_epoch() -> Weight {
		measured::new_epoch(T::DbWeight::get())
	}
}

/// The measured weights, with the database weights of ParityDB.
impl WeightInfo for () {
	fn same_epoch() -> Weight {
		measured::same_epoch(ParityDbWeight::get())
	}
	fn new_epoch() -> Weight {
		measured::new_epoch(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn same_epoch(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(10_587_000, 0).saturating_add(db.reads_writes(2, 0))
	}

	pub fn new_epoch(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(21_858_000, 0).saturating_add(db.reads_writes(3, 1))
	}
}
