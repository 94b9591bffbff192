//! Weights of `pallet_members`, written by `scripts/bench`: measure again rather than edit.
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
	/// `sponsor`.
	fn sponsor() -> Weight;
	/// `withdraw`.
	fn withdraw() -> Weight;
	/// `admit`.
	fn admit() -> Weight;
	/// `leave`.
	fn leave() -> Weight;
	/// `discard`.
	fn discard() -> Weight;
	/// `set_rules`.
	fn set_rules() -> Weight;
}

/// The measured weights, with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn sponsor() -> Weight {
		measured::sponsor(T::DbWeight::get())
	}
	fn withdraw() -> Weight {
		measured::withdraw(T::DbWeight::get())
	}
	fn admit() -> Weight {
		measured::admit(T::DbWeight::get())
	}
	fn leave() -> Weight {
		measured::leave(T::DbWeight::get())
	}
	fn discard() -> Weight {
		measured::discard(T::DbWeight::get())
	}
	fn set_rules() -> Weight {
		measured::set_rules(T::DbWeight::get())
	}
}

/// The measured weights, with the database weights of ParityDB.
impl WeightInfo for () {
	fn sponsor() -> Weight {
		measured::sponsor(ParityDbWeight::get())
	}
	fn withdraw() -> Weight {
		measured::withdraw(ParityDbWeight::get())
	}
	fn admit() -> Weight {
		measured::admit(ParityDbWeight::get())
	}
	fn leave() -> Weight {
		measured::leave(ParityDbWeight::get())
	}
	fn discard() -> Weight {
		measured::discard(ParityDbWeight::get())
	}
	fn set_rules() -> Weight {
		measured::set_rules(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn sponsor(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(52_691_000, 0).saturating_add(db.reads_writes(5, 2))
	}

	pub fn withdraw(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(46_698_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn admit(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(146_043_000, 0).saturating_add(db.reads_writes(22, 22))
	}

	pub fn leave(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(509_834_000, 0).saturating_add(db.reads_writes(71, 69))
	}

	pub fn discard(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(113_660_000, 0).saturating_add(db.reads_writes(17, 17))
	}

	pub fn set_rules(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(5_942_000, 0).saturating_add(db.reads_writes(0, 1))
	}
}
