//! Weights of `pallet_calendar`, written by `scripts/bench`: measure again rather than edit.
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
	/// `set_period`.
	fn set_period() -> Weight;
}

/// The measured weights, with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_period() -> Weight {
		measured::set_period(T::DbWeight::get())
	}
}

/// The measured weights, with the database weights of ParityDB.
impl WeightInfo for () {
	fn set_period() -> Weight {
		measured::set_period(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn set_period(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(16_640_000, 0).saturating_add(db.reads_writes(1, 1))
	}
}
