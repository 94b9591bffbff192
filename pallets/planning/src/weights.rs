//! Weights of `pallet_planning`, written by `scripts/bench`: measure again rather than edit.
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
	/// `register_good`.
	fn register_good() -> Weight;
	/// `set_supply`.
	fn set_supply() -> Weight;
	/// `open_cycle`.
	fn open_cycle() -> Weight;
	/// `enrol`.
	fn enrol() -> Weight;
	/// `propose`: `l` from 1 to 100.
	fn propose(l: u32) -> Weight;
	/// `propose_pages`: `p` from 1 to 100.
	fn propose_pages(p: u32) -> Weight;
	/// `ratify`.
	fn ratify() -> Weight;
	/// `set_block_share`.
	fn set_block_share() -> Weight;
	/// `prune`: `l` from 1 to 100.
	fn prune(l: u32) -> Weight;
	/// `tick`.
	fn tick() -> Weight;
	/// `freeze`.
	fn freeze() -> Weight;
	/// `open_page`.
	fn open_page() -> Weight;
	/// `turn`.
	fn turn() -> Weight;
	/// `begin_clearing`.
	fn begin_clearing() -> Weight;
	/// `settle`.
	fn settle() -> Weight;
	/// `measure_page_proportional`.
	fn measure_page_proportional() -> Weight;
	/// `measure_page_pequod`.
	fn measure_page_pequod() -> Weight;
	/// `measure_page_accelerated`.
	fn measure_page_accelerated() -> Weight;
	/// `measure_page_levelling`.
	fn measure_page_levelling() -> Weight;
	/// `adjust_page_proportional`.
	fn adjust_page_proportional() -> Weight;
	/// `adjust_page_pequod`.
	fn adjust_page_pequod() -> Weight;
	/// `adjust_page_accelerated`.
	fn adjust_page_accelerated() -> Weight;
	/// `adjust_page_levelling`.
	fn adjust_page_levelling() -> Weight;
}

/// The measured weights, with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_good() -> Weight {
		measured::register_good(T::DbWeight::get())
	}
	fn set_supply() -> Weight {
		measured::set_supply(T::DbWeight::get())
	}
	fn open_cycle() -> Weight {
		measured::open_cycle(T::DbWeight::get())
	}
	fn enrol() -> Weight {
		measured::enrol(T::DbWeight::get())
	}
	fn propose(l: u32) -> Weight {
		measured::propose(T::DbWeight::get(), l)
	}
	fn propose_pages(p: u32) -> Weight {
		measured::propose_pages(T::DbWeight::get(), p)
	}
	fn ratify() -> Weight {
		measured::ratify(T::DbWeight::get())
	}
	fn set_block_share() -> Weight {
		measured::set_block_share(T::DbWeight::get())
	}
	fn prune(l: u32) -> Weight {
		measured::prune(T::DbWeight::get(), l)
	}
	fn tick() -> Weight {
		measured::tick(T::DbWeight::get())
	}
	fn freeze() -> Weight {
		measured::freeze(T::DbWeight::get())
	}
	fn open_page() -> Weight {
		measured::open_page(T::DbWeight::get())
	}
	fn turn() -> Weight {
		measured::turn(T::DbWeight::get())
	}
	fn begin_clearing() -> Weight {
		measured::begin_clearing(T::DbWeight::get())
	}
	fn settle() -> Weight {
		measured::settle(T::DbWeight::get())
	}
	fn measure_page_proportional() -> Weight {
		measured::measure_page_proportional(T::DbWeight::get())
	}
	fn measure_page_pequod() -> Weight {
		measured::measure_page_pequod(T::DbWeight::get())
	}
	fn measure_page_accelerated() -> Weight {
		measured::measure_page_accelerated(T::DbWeight::get())
	}
	fn measure_page_levelling() -> Weight {
		measured::measure_page_levelling(T::DbWeight::get())
	}
	fn adjust_page_proportional() -> Weight {
		measured::adjust_page_proportional(T::DbWeight::get())
	}
	fn adjust_page_pequod() -> Weight {
		measured::adjust_page_pequod(T::DbWeight::get())
	}
	fn adjust_page_accelerated() -> Weight {
		measured::adjust_page_accelerated(T::DbWeight::get())
	}
	fn adjust_page_levelling() -> Weight {
		measured::adjust_page_levelling(T::DbWeight::get())
	}
}

/// The measured weights, with the database weights of ParityDB.
impl WeightInfo for () {
	fn register_good() -> Weight {
		measured::register_good(ParityDbWeight::get())
	}
	fn set_supply() -> Weight {
		measured::set_supply(ParityDbWeight::get())
	}
	fn open_cycle() -> Weight {
		measured::open_cycle(ParityDbWeight::get())
	}
	fn enrol() -> Weight {
		measured::enrol(ParityDbWeight::get())
	}
	fn propose(l: u32) -> Weight {
		measured::propose(ParityDbWeight::get(), l)
	}
	fn propose_pages(p: u32) -> Weight {
		measured::propose_pages(ParityDbWeight::get(), p)
	}
	fn ratify() -> Weight {
		measured::ratify(ParityDbWeight::get())
	}
	fn set_block_share() -> Weight {
		measured::set_block_share(ParityDbWeight::get())
	}
	fn prune(l: u32) -> Weight {
		measured::prune(ParityDbWeight::get(), l)
	}
	fn tick() -> Weight {
		measured::tick(ParityDbWeight::get())
	}
	fn freeze() -> Weight {
		measured::freeze(ParityDbWeight::get())
	}
	fn open_page() -> Weight {
		measured::open_page(ParityDbWeight::get())
	}
	fn turn() -> Weight {
		measured::turn(ParityDbWeight::get())
	}
	fn begin_clearing() -> Weight {
		measured::begin_clearing(ParityDbWeight::get())
	}
	fn settle() -> Weight {
		measured::settle(ParityDbWeight::get())
	}
	fn measure_page_proportional() -> Weight {
		measured::measure_page_proportional(ParityDbWeight::get())
	}
	fn measure_page_pequod() -> Weight {
		measured::measure_page_pequod(ParityDbWeight::get())
	}
	fn measure_page_accelerated() -> Weight {
		measured::measure_page_accelerated(ParityDbWeight::get())
	}
	fn measure_page_levelling() -> Weight {
		measured::measure_page_levelling(ParityDbWeight::get())
	}
	fn adjust_page_proportional() -> Weight {
		measured::adjust_page_proportional(ParityDbWeight::get())
	}
	fn adjust_page_pequod() -> Weight {
		measured::adjust_page_pequod(ParityDbWeight::get())
	}
	fn adjust_page_accelerated() -> Weight {
		measured::adjust_page_accelerated(ParityDbWeight::get())
	}
	fn adjust_page_levelling() -> Weight {
		measured::adjust_page_levelling(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn register_good(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(45_197_000, 0).saturating_add(db.reads_writes(5, 5))
	}

	pub fn set_supply(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(28_701_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn open_cycle(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(17_830_000, 0).saturating_add(db.reads_writes(4, 2))
	}

	pub fn enrol(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(51_823_000, 0).saturating_add(db.reads_writes(7, 2))
	}

	pub fn propose(db: RuntimeDbWeight, l: u32) -> Weight {
		Weight::from_parts(76_275_441, 0)
			.saturating_add(db.reads_writes(8, 3))
			.saturating_add(Weight::from_parts(239_699, 0).saturating_mul(l.into()))
	}

	pub fn propose_pages(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(31_972_229, 0)
			.saturating_add(db.reads_writes(6, 2))
			.saturating_add(Weight::from_parts(15_382_923, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(2, 1).saturating_mul(p.into()))
	}

	pub fn ratify(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(68_156_000, 0).saturating_add(db.reads_writes(6, 2))
	}

	pub fn set_block_share(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(6_288_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn prune(db: RuntimeDbWeight, l: u32) -> Weight {
		Weight::from_parts(48_499_027, 0)
			.saturating_add(db.reads_writes(3, 1))
			.saturating_add(Weight::from_parts(3_364_049, 0).saturating_mul(l.into()))
			.saturating_add(db.reads_writes(1, 1).saturating_mul(l.into()))
	}

	pub fn tick(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(17_440_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn freeze(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(6_363_000, 0).saturating_add(db.reads_writes(1, 1))
	}

	pub fn open_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(16_319_000, 0).saturating_add(db.reads_writes(1, 2))
	}

	pub fn turn(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(15_216_000, 0).saturating_add(db.reads_writes(3, 3))
	}

	pub fn begin_clearing(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(3_076_000, 0).saturating_add(db.reads_writes(0, 0))
	}

	pub fn settle(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(40_815_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn measure_page_proportional(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(28_008_000, 0).saturating_add(db.reads_writes(3, 0))
	}

	pub fn measure_page_pequod(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(32_543_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn measure_page_accelerated(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(61_625_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn measure_page_levelling(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(62_228_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn adjust_page_proportional(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(22_773_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn adjust_page_pequod(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(32_767_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn adjust_page_accelerated(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(47_221_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn adjust_page_levelling(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(47_571_000, 0).saturating_add(db.reads_writes(3, 2))
	}
}
