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
	/// `adopt_page`.
	fn adopt_page() -> Weight;
	/// `keep_page`.
	fn keep_page() -> Weight;
	/// `weigh_page`.
	fn weigh_page() -> Weight;
	/// `review`: `p` from 1 to 100.
	fn review(p: u32) -> Weight;
	/// `scale`: `p` from 1 to 100.
	fn scale(p: u32) -> Weight;
	/// `grant`: `p` from 1 to 100.
	fn grant(p: u32) -> Weight;
	/// `repeat_none`.
	fn repeat_none() -> Weight;
	/// `restate`: `l` from 1 to 100.
	fn restate(l: u32) -> Weight;
	/// `share_good`.
	fn share_good() -> Weight;
	/// `claim`.
	fn claim() -> Weight;
	/// `oppose_claim`.
	fn oppose_claim() -> Weight;
	/// `settle_claim`.
	fn settle_claim() -> Weight;
	/// `decide_claim`.
	fn decide_claim() -> Weight;
	/// `comment`.
	fn comment() -> Weight;
	/// `entrust`.
	fn entrust() -> Weight;
	/// `endow`.
	fn endow() -> Weight;
	/// `ask_exception`.
	fn ask_exception() -> Weight;
	/// `appeal`.
	fn appeal() -> Weight;
	/// `refuse_exception`.
	fn refuse_exception() -> Weight;
	/// `withdraw`.
	fn withdraw() -> Weight;
	/// `confirm`.
	fn confirm() -> Weight;
	/// `set_claim_window`.
	fn set_claim_window() -> Weight;
	/// `begin_settling`.
	fn begin_settling() -> Weight;
	/// `measure_level`.
	fn measure_level() -> Weight;
	/// `propose_shares`: `s` from 0 to 16.
	fn propose_shares(s: u32) -> Weight;
	/// `repeat`: `p` from 1 to 100.
	fn repeat(p: u32) -> Weight;
	/// `grant_exception`: `b` from 1 to 50.
	fn grant_exception(b: u32) -> Weight;
	/// `grant_shares`: `s` from 0 to 16.
	fn grant_shares(s: u32) -> Weight;
	/// `review_shares`: `s` from 0 to 16.
	fn review_shares(s: u32) -> Weight;
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
	fn adopt_page() -> Weight {
		measured::adopt_page(T::DbWeight::get())
	}
	fn keep_page() -> Weight {
		measured::keep_page(T::DbWeight::get())
	}
	fn weigh_page() -> Weight {
		measured::weigh_page(T::DbWeight::get())
	}
	fn review(p: u32) -> Weight {
		measured::review(T::DbWeight::get(), p)
	}
	fn scale(p: u32) -> Weight {
		measured::scale(T::DbWeight::get(), p)
	}
	fn grant(p: u32) -> Weight {
		measured::grant(T::DbWeight::get(), p)
	}
	fn repeat_none() -> Weight {
		measured::repeat_none(T::DbWeight::get())
	}
	fn restate(l: u32) -> Weight {
		measured::restate(T::DbWeight::get(), l)
	}
	fn share_good() -> Weight {
		measured::share_good(T::DbWeight::get())
	}
	fn claim() -> Weight {
		measured::claim(T::DbWeight::get())
	}
	fn oppose_claim() -> Weight {
		measured::oppose_claim(T::DbWeight::get())
	}
	fn settle_claim() -> Weight {
		measured::settle_claim(T::DbWeight::get())
	}
	fn decide_claim() -> Weight {
		measured::decide_claim(T::DbWeight::get())
	}
	fn comment() -> Weight {
		measured::comment(T::DbWeight::get())
	}
	fn entrust() -> Weight {
		measured::entrust(T::DbWeight::get())
	}
	fn endow() -> Weight {
		measured::endow(T::DbWeight::get())
	}
	fn ask_exception() -> Weight {
		measured::ask_exception(T::DbWeight::get())
	}
	fn appeal() -> Weight {
		measured::appeal(T::DbWeight::get())
	}
	fn refuse_exception() -> Weight {
		measured::refuse_exception(T::DbWeight::get())
	}
	fn withdraw() -> Weight {
		measured::withdraw(T::DbWeight::get())
	}
	fn confirm() -> Weight {
		measured::confirm(T::DbWeight::get())
	}
	fn set_claim_window() -> Weight {
		measured::set_claim_window(T::DbWeight::get())
	}
	fn begin_settling() -> Weight {
		measured::begin_settling(T::DbWeight::get())
	}
	fn measure_level() -> Weight {
		measured::measure_level(T::DbWeight::get())
	}
	fn propose_shares(s: u32) -> Weight {
		measured::propose_shares(T::DbWeight::get(), s)
	}
	fn repeat(p: u32) -> Weight {
		measured::repeat(T::DbWeight::get(), p)
	}
	fn grant_exception(b: u32) -> Weight {
		measured::grant_exception(T::DbWeight::get(), b)
	}
	fn grant_shares(s: u32) -> Weight {
		measured::grant_shares(T::DbWeight::get(), s)
	}
	fn review_shares(s: u32) -> Weight {
		measured::review_shares(T::DbWeight::get(), s)
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
	fn adopt_page() -> Weight {
		measured::adopt_page(ParityDbWeight::get())
	}
	fn keep_page() -> Weight {
		measured::keep_page(ParityDbWeight::get())
	}
	fn weigh_page() -> Weight {
		measured::weigh_page(ParityDbWeight::get())
	}
	fn review(p: u32) -> Weight {
		measured::review(ParityDbWeight::get(), p)
	}
	fn scale(p: u32) -> Weight {
		measured::scale(ParityDbWeight::get(), p)
	}
	fn grant(p: u32) -> Weight {
		measured::grant(ParityDbWeight::get(), p)
	}
	fn repeat_none() -> Weight {
		measured::repeat_none(ParityDbWeight::get())
	}
	fn restate(l: u32) -> Weight {
		measured::restate(ParityDbWeight::get(), l)
	}
	fn share_good() -> Weight {
		measured::share_good(ParityDbWeight::get())
	}
	fn claim() -> Weight {
		measured::claim(ParityDbWeight::get())
	}
	fn oppose_claim() -> Weight {
		measured::oppose_claim(ParityDbWeight::get())
	}
	fn settle_claim() -> Weight {
		measured::settle_claim(ParityDbWeight::get())
	}
	fn decide_claim() -> Weight {
		measured::decide_claim(ParityDbWeight::get())
	}
	fn comment() -> Weight {
		measured::comment(ParityDbWeight::get())
	}
	fn entrust() -> Weight {
		measured::entrust(ParityDbWeight::get())
	}
	fn endow() -> Weight {
		measured::endow(ParityDbWeight::get())
	}
	fn ask_exception() -> Weight {
		measured::ask_exception(ParityDbWeight::get())
	}
	fn appeal() -> Weight {
		measured::appeal(ParityDbWeight::get())
	}
	fn refuse_exception() -> Weight {
		measured::refuse_exception(ParityDbWeight::get())
	}
	fn withdraw() -> Weight {
		measured::withdraw(ParityDbWeight::get())
	}
	fn confirm() -> Weight {
		measured::confirm(ParityDbWeight::get())
	}
	fn set_claim_window() -> Weight {
		measured::set_claim_window(ParityDbWeight::get())
	}
	fn begin_settling() -> Weight {
		measured::begin_settling(ParityDbWeight::get())
	}
	fn measure_level() -> Weight {
		measured::measure_level(ParityDbWeight::get())
	}
	fn propose_shares(s: u32) -> Weight {
		measured::propose_shares(ParityDbWeight::get(), s)
	}
	fn repeat(p: u32) -> Weight {
		measured::repeat(ParityDbWeight::get(), p)
	}
	fn grant_exception(b: u32) -> Weight {
		measured::grant_exception(ParityDbWeight::get(), b)
	}
	fn grant_shares(s: u32) -> Weight {
		measured::grant_shares(ParityDbWeight::get(), s)
	}
	fn review_shares(s: u32) -> Weight {
		measured::review_shares(ParityDbWeight::get(), s)
	}
}

/// The formulas, each stated once.
///
/// Not measured yet, but estimated from those of similar work, on the high side: `adopt_page`, `keep_page`,
/// `weigh_page`, `review`, `scale`, `grant`. Raised by the writes that were added since they were
/// measured: `enrol`, `prune`, `open_page`.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn register_good(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(49_601_000, 0).saturating_add(db.reads_writes(5, 5))
	}

	pub fn set_supply(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(30_740_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn open_cycle(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(25_258_000, 0).saturating_add(db.reads_writes(5, 3))
	}

	pub fn enrol(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(120_000_000, 0).saturating_add(db.reads_writes(11, 3))
	}

	pub fn propose(db: RuntimeDbWeight, l: u32) -> Weight {
		Weight::from_parts(70_169_551, 0)
			.saturating_add(db.reads_writes(8, 3))
			.saturating_add(Weight::from_parts(252_995, 0).saturating_mul(l.into()))
	}

	pub fn propose_pages(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(39_844_415, 0)
			.saturating_add(db.reads_writes(6, 2))
			.saturating_add(Weight::from_parts(14_689_562, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(2, 1).saturating_mul(p.into()))
	}

	pub fn ratify(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(58_940_000, 0).saturating_add(db.reads_writes(6, 2))
	}

	pub fn set_block_share(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(6_077_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn prune(db: RuntimeDbWeight, l: u32) -> Weight {
		Weight::from_parts(46_044_098, 0)
			.saturating_add(db.reads_writes(3, 1))
			.saturating_add(Weight::from_parts(4_208_892, 0).saturating_mul(l.into()))
			.saturating_add(db.reads_writes(2, 3).saturating_mul(l.into()))
	}

	pub fn tick(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(16_469_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn freeze(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(12_000_000, 0).saturating_add(db.reads_writes(1, 1))
	}

	pub fn open_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(19_609_000, 0).saturating_add(db.reads_writes(1, 7))
	}

	pub fn turn(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(14_363_000, 0).saturating_add(db.reads_writes(3, 3))
	}

	pub fn begin_clearing(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(2_843_000, 0).saturating_add(db.reads_writes(0, 0))
	}

	pub fn settle(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(38_581_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn measure_page_proportional(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(26_699_000, 0).saturating_add(db.reads_writes(3, 0))
	}

	pub fn measure_page_pequod(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(30_367_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn measure_page_accelerated(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(56_910_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn measure_page_levelling(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(57_731_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn adjust_page_proportional(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(21_910_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn adjust_page_pequod(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(30_721_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn adjust_page_accelerated(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(44_337_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn adjust_page_levelling(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(45_099_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn adopt_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(14_000_000, 0).saturating_add(db.reads_writes(2, 2))
	}

	pub fn keep_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(12_000_000, 0).saturating_add(db.reads_writes(0, 2))
	}

	pub fn weigh_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(db.reads_writes(3, 3))
	}

	pub fn review(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(90_000_000, 0)
			.saturating_add(db.reads_writes(3, 1))
			.saturating_add(Weight::from_parts(16_000_000, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(2, 1).saturating_mul(p.into()))
	}

	pub fn scale(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(90_000_000, 0)
			.saturating_add(db.reads_writes(3, 1))
			.saturating_add(Weight::from_parts(16_000_000, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(2, 1).saturating_mul(p.into()))
	}

	pub fn grant(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(180_000_000, 0)
			.saturating_add(db.reads_writes(3, 1))
			.saturating_add(Weight::from_parts(24_000_000, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(3, 1).saturating_mul(p.into()))
	}
	pub fn repeat_none(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(30_000_000, 0).saturating_add(db.reads_writes(2, 0))
	}
	pub fn restate(db: RuntimeDbWeight, l: u32) -> Weight {
		let each = Weight::from_parts(1_500_000, 0);
		Weight::from_parts(50_000_000, 0)
			.saturating_add(db.reads_writes(1, 0))
			.saturating_add(each.saturating_mul(l.into()))
	}
	pub fn share_good(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn claim(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn oppose_claim(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn settle_claim(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn decide_claim(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn comment(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn entrust(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn endow(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(1_000_000_000, 0).saturating_add(db.reads_writes(130, 4))
	}
	pub fn ask_exception(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn appeal(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn refuse_exception(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn withdraw(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn confirm(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn set_claim_window(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn begin_settling(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn measure_level(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_add(db.reads_writes(8, 4))
	}
	pub fn propose_shares(db: RuntimeDbWeight, s: u32) -> Weight {
		let each = Weight::from_parts(10_000_000, 0).saturating_add(db.reads_writes(1, 1));
		Weight::from_parts(100_000_000, 0)
			.saturating_add(db.reads_writes(8, 4))
			.saturating_add(each.saturating_mul(s.into()))
	}
	pub fn repeat(db: RuntimeDbWeight, p: u32) -> Weight {
		let each = Weight::from_parts(30_000_000, 0).saturating_add(db.reads_writes(3, 1));
		Weight::from_parts(500_000_000, 0)
			.saturating_add(db.reads_writes(4, 1))
			.saturating_add(each.saturating_mul(p.into()))
	}
	pub fn grant_exception(db: RuntimeDbWeight, b: u32) -> Weight {
		let each = Weight::from_parts(10_000_000, 0).saturating_add(db.reads_writes(1, 1));
		Weight::from_parts(100_000_000, 0)
			.saturating_add(db.reads_writes(8, 4))
			.saturating_add(each.saturating_mul(b.into()))
	}
	pub fn grant_shares(db: RuntimeDbWeight, s: u32) -> Weight {
		let each = Weight::from_parts(10_000_000, 0).saturating_add(db.reads_writes(1, 1));
		Weight::from_parts(100_000_000, 0)
			.saturating_add(db.reads_writes(8, 4))
			.saturating_add(each.saturating_mul(s.into()))
	}
	pub fn review_shares(db: RuntimeDbWeight, s: u32) -> Weight {
		let each = Weight::from_parts(10_000_000, 0).saturating_add(db.reads_writes(1, 1));
		Weight::from_parts(100_000_000, 0)
			.saturating_add(db.reads_writes(8, 4))
			.saturating_add(each.saturating_mul(s.into()))
	}
}
