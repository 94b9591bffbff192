//! Weights of `pallet_quota`, written by `scripts/bench`: measure again rather than edit.
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
	/// `set_rules`.
	fn set_rules() -> Weight;
	/// `sweep`.
	fn sweep() -> Weight;
	/// `member_left`.
	fn member_left() -> Weight;
	/// `charge_free`.
	fn charge_free() -> Weight;
	/// `charge_paid`.
	fn charge_paid() -> Weight;
}

/// The measured weights, with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_rules() -> Weight {
		measured::set_rules(T::DbWeight::get())
	}
	fn sweep() -> Weight {
		measured::sweep(T::DbWeight::get())
	}
	fn member_left() -> Weight {
		measured::member_left(T::DbWeight::get())
	}
	fn charge_free() -> Weight {
		measured::charge_free(T::DbWeight::get())
	}
	fn charge_paid() -> Weight {
		measured::charge_paid(T::DbWeight::get())
	}
}

/// The measured weights, with the database weights of ParityDB.
impl WeightInfo for () {
	fn set_rules() -> Weight {
		measured::set_rules(ParityDbWeight::get())
	}
	fn sweep() -> Weight {
		measured::sweep(ParityDbWeight::get())
	}
	fn member_left() -> Weight {
		measured::member_left(ParityDbWeight::get())
	}
	fn charge_free() -> Weight {
		measured::charge_free(ParityDbWeight::get())
	}
	fn charge_paid() -> Weight {
		measured::charge_paid(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn set_rules(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(14_132_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn sweep(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(33_805_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn member_left(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(5_942_000, 0).saturating_add(db.reads_writes(0, 2))
	}

	pub fn charge_free(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(50_546_000, 0).saturating_add(db.reads_writes(4, 1))
	}

	pub fn charge_paid(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(111_220_000, 0).saturating_add(db.reads_writes(6, 2))
	}
}
