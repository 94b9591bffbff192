//! Weights of `pallet_requests`, written by `scripts/bench`: measure again rather than edit.
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
	/// `request`: `g` from 1 to 32.
	fn request(g: u32) -> Weight;
	/// `withdraw_request`.
	fn withdraw_request() -> Weight;
	/// `clear_request`.
	fn clear_request() -> Weight;
}

/// The measured weights, with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn request(g: u32) -> Weight {
		measured::request(T::DbWeight::get(), g)
	}
	fn withdraw_request() -> Weight {
		measured::withdraw_request(T::DbWeight::get())
	}
	fn clear_request() -> Weight {
		measured::clear_request(T::DbWeight::get())
	}
}

/// The measured weights, with the database weights of ParityDB.
impl WeightInfo for () {
	fn request(g: u32) -> Weight {
		measured::request(ParityDbWeight::get(), g)
	}
	fn withdraw_request() -> Weight {
		measured::withdraw_request(ParityDbWeight::get())
	}
	fn clear_request() -> Weight {
		measured::clear_request(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn request(db: RuntimeDbWeight, g: u32) -> Weight {
		Weight::from_parts(130_072_000, 0)
			.saturating_add(db.reads_writes(10, 4))
			.saturating_add(Weight::from_parts(12_121_352, 0).saturating_mul(g.into()))
			.saturating_add(db.reads_writes(1, 0).saturating_mul(g.into()))
	}

	pub fn withdraw_request(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(98_019_000, 0).saturating_add(db.reads_writes(7, 4))
	}

	pub fn clear_request(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(78_029_000, 0).saturating_add(db.reads_writes(7, 3))
	}
}
