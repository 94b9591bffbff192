//! Weights of `pallet_planning`, written by `scripts/bench`: measure again rather than edit.
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
	/// `repeat`: `p` from 1 to 100.
	fn repeat(p: u32) -> Weight;
	/// `repeat_none`.
	fn repeat_none() -> Weight;
	/// `restate`: `l` from 1 to 100.
	fn restate(l: u32) -> Weight;
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
	/// `grant_exception`: `b` from 1 to 50.
	fn grant_exception(b: u32) -> Weight;
	/// `withdraw`.
	fn withdraw() -> Weight;
	/// `confirm`.
	fn confirm() -> Weight;
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
	/// `keep_page`.
	fn keep_page() -> Weight;
	/// `adopt_page`.
	fn adopt_page() -> Weight;
	/// `prepare_page`.
	fn prepare_page() -> Weight;
	/// `weigh_page`.
	fn weigh_page() -> Weight;
	/// `review`: `p` from 1 to 100.
	fn review(p: u32) -> Weight;
	/// `scale`: `p` from 1 to 100.
	fn scale(p: u32) -> Weight;
	/// `grant`: `p` from 1 to 100.
	fn grant(p: u32) -> Weight;
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
	/// `set_claim_window`.
	fn set_claim_window() -> Weight;
	/// `measure_level`.
	fn measure_level() -> Weight;
	/// `propose_shares`: `s` from 0 to 16.
	fn propose_shares(s: u32) -> Weight;
	/// `review_shares`: `s` from 0 to 16.
	fn review_shares(s: u32) -> Weight;
	/// `grant_shares`: `s` from 0 to 16.
	fn grant_shares(s: u32) -> Weight;
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
	fn repeat(p: u32) -> Weight {
		measured::repeat(T::DbWeight::get(), p)
	}
	fn repeat_none() -> Weight {
		measured::repeat_none(T::DbWeight::get())
	}
	fn restate(l: u32) -> Weight {
		measured::restate(T::DbWeight::get(), l)
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
	fn grant_exception(b: u32) -> Weight {
		measured::grant_exception(T::DbWeight::get(), b)
	}
	fn withdraw() -> Weight {
		measured::withdraw(T::DbWeight::get())
	}
	fn confirm() -> Weight {
		measured::confirm(T::DbWeight::get())
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
	fn keep_page() -> Weight {
		measured::keep_page(T::DbWeight::get())
	}
	fn adopt_page() -> Weight {
		measured::adopt_page(T::DbWeight::get())
	}
	fn prepare_page() -> Weight {
		measured::prepare_page(T::DbWeight::get())
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
	fn set_claim_window() -> Weight {
		measured::set_claim_window(T::DbWeight::get())
	}
	fn measure_level() -> Weight {
		measured::measure_level(T::DbWeight::get())
	}
	fn propose_shares(s: u32) -> Weight {
		measured::propose_shares(T::DbWeight::get(), s)
	}
	fn review_shares(s: u32) -> Weight {
		measured::review_shares(T::DbWeight::get(), s)
	}
	fn grant_shares(s: u32) -> Weight {
		measured::grant_shares(T::DbWeight::get(), s)
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
	fn repeat(p: u32) -> Weight {
		measured::repeat(ParityDbWeight::get(), p)
	}
	fn repeat_none() -> Weight {
		measured::repeat_none(ParityDbWeight::get())
	}
	fn restate(l: u32) -> Weight {
		measured::restate(ParityDbWeight::get(), l)
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
	fn grant_exception(b: u32) -> Weight {
		measured::grant_exception(ParityDbWeight::get(), b)
	}
	fn withdraw() -> Weight {
		measured::withdraw(ParityDbWeight::get())
	}
	fn confirm() -> Weight {
		measured::confirm(ParityDbWeight::get())
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
	fn keep_page() -> Weight {
		measured::keep_page(ParityDbWeight::get())
	}
	fn adopt_page() -> Weight {
		measured::adopt_page(ParityDbWeight::get())
	}
	fn prepare_page() -> Weight {
		measured::prepare_page(ParityDbWeight::get())
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
	fn set_claim_window() -> Weight {
		measured::set_claim_window(ParityDbWeight::get())
	}
	fn measure_level() -> Weight {
		measured::measure_level(ParityDbWeight::get())
	}
	fn propose_shares(s: u32) -> Weight {
		measured::propose_shares(ParityDbWeight::get(), s)
	}
	fn review_shares(s: u32) -> Weight {
		measured::review_shares(ParityDbWeight::get(), s)
	}
	fn grant_shares(s: u32) -> Weight {
		measured::grant_shares(ParityDbWeight::get(), s)
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn register_good(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(66_442_000, 0).saturating_add(db.reads_writes(5, 5))
	}

	pub fn set_supply(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(42_875_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn open_cycle(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(35_156_000, 0).saturating_add(db.reads_writes(4, 2))
	}

	pub fn enrol(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(234_021_000, 0).saturating_add(db.reads_writes(27, 19))
	}

	pub fn propose(db: RuntimeDbWeight, l: u32) -> Weight {
		Weight::from_parts(109_976_657, 0)
			.saturating_add(db.reads_writes(8, 3))
			.saturating_add(Weight::from_parts(480_947, 0).saturating_mul(l.into()))
	}

	pub fn propose_pages(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(149_371_468, 0)
			.saturating_add(db.reads_writes(6, 2))
			.saturating_add(Weight::from_parts(18_375_867, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(2, 1).saturating_mul(p.into()))
	}

	pub fn ratify(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(99_938_000, 0).saturating_add(db.reads_writes(6, 2))
	}

	pub fn set_block_share(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(11_643_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn prune(db: RuntimeDbWeight, l: u32) -> Weight {
		Weight::from_parts(53_133_440, 0)
			.saturating_add(db.reads_writes(3, 1))
			.saturating_add(Weight::from_parts(10_871_649, 0).saturating_mul(l.into()))
			.saturating_add(db.reads_writes(2, 3).saturating_mul(l.into()))
	}

	pub fn tick(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(37_511_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn freeze(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(13_664_000, 0).saturating_add(db.reads_writes(1, 1))
	}

	pub fn open_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(51_225_000, 0).saturating_add(db.reads_writes(2, 8))
	}

	pub fn turn(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(30_972_000, 0).saturating_add(db.reads_writes(3, 3))
	}

	pub fn begin_clearing(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(4_624_000, 0).saturating_add(db.reads_writes(0, 0))
	}

	pub fn settle(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(51_868_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn repeat(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(185_084_835, 0)
			.saturating_add(db.reads_writes(4, 1))
			.saturating_add(Weight::from_parts(38_423_189, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(3, 1).saturating_mul(p.into()))
	}

	pub fn repeat_none(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(70_094_000, 0).saturating_add(db.reads_writes(3, 0))
	}

	pub fn restate(db: RuntimeDbWeight, l: u32) -> Weight {
		Weight::from_parts(47_901_556, 0)
			.saturating_add(db.reads_writes(5, 0))
			.saturating_add(Weight::from_parts(833_685, 0).saturating_mul(l.into()))
	}

	pub fn comment(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(117_959_000, 0).saturating_add(db.reads_writes(14, 0))
	}

	pub fn entrust(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(102_441_000, 0).saturating_add(db.reads_writes(6, 1))
	}

	pub fn endow(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(950_739_000, 0).saturating_add(db.reads_writes(107, 2))
	}

	pub fn ask_exception(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(141_975_000, 0).saturating_add(db.reads_writes(6, 1))
	}

	pub fn appeal(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(108_617_000, 0).saturating_add(db.reads_writes(7, 1))
	}

	pub fn refuse_exception(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(130_698_000, 0).saturating_add(db.reads_writes(13, 1))
	}

	pub fn grant_exception(db: RuntimeDbWeight, b: u32) -> Weight {
		Weight::from_parts(84_086_434, 0)
			.saturating_add(db.reads_writes(14, 2))
			.saturating_add(Weight::from_parts(32_286_151, 0).saturating_mul(b.into()))
			.saturating_add(db.reads_writes(2, 0).saturating_mul(b.into()))
	}

	pub fn withdraw(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(101_528_000, 0).saturating_add(db.reads_writes(6, 2))
	}

	pub fn confirm(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(91_735_000, 0).saturating_add(db.reads_writes(7, 1))
	}

	pub fn measure_page_proportional(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(37_002_000, 0).saturating_add(db.reads_writes(3, 0))
	}

	pub fn measure_page_pequod(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(42_078_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn measure_page_accelerated(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(71_724_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn measure_page_levelling(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(72_208_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn adjust_page_proportional(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(25_119_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn adjust_page_pequod(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(38_300_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn adjust_page_accelerated(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(65_022_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn adjust_page_levelling(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(71_091_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn keep_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(26_735_000, 0).saturating_add(db.reads_writes(2, 2))
	}

	pub fn adopt_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(28_316_000, 0).saturating_add(db.reads_writes(2, 2))
	}

	pub fn prepare_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(3_622_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn weigh_page(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(60_993_000, 0).saturating_add(db.reads_writes(4, 3))
	}

	pub fn review(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(99_053_189, 0)
			.saturating_add(db.reads_writes(4, 1))
			.saturating_add(Weight::from_parts(21_102_828, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(2, 1).saturating_mul(p.into()))
	}

	pub fn scale(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(128_782_762, 0)
			.saturating_add(db.reads_writes(4, 1))
			.saturating_add(Weight::from_parts(28_291_218, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(3, 2).saturating_mul(p.into()))
	}

	pub fn grant(db: RuntimeDbWeight, p: u32) -> Weight {
		Weight::from_parts(200_484_908, 0)
			.saturating_add(db.reads_writes(4, 1))
			.saturating_add(Weight::from_parts(23_596_175, 0).saturating_mul(p.into()))
			.saturating_add(db.reads_writes(3, 1).saturating_mul(p.into()))
	}

	pub fn share_good(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(290_638_000, 0).saturating_add(db.reads_writes(53, 34))
	}

	pub fn claim(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(61_912_000, 0).saturating_add(db.reads_writes(6, 1))
	}

	pub fn oppose_claim(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(49_807_000, 0).saturating_add(db.reads_writes(5, 1))
	}

	pub fn settle_claim(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(262_676_000, 0).saturating_add(db.reads_writes(37, 19))
	}

	pub fn decide_claim(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(254_136_000, 0).saturating_add(db.reads_writes(36, 19))
	}

	pub fn set_claim_window(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(8_200_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn measure_level(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(29_038_000, 0).saturating_add(db.reads_writes(5, 2))
	}

	pub fn propose_shares(db: RuntimeDbWeight, s: u32) -> Weight {
		Weight::from_parts(58_776_189, 0)
			.saturating_add(db.reads_writes(7, 2))
			.saturating_add(Weight::from_parts(39_799_905, 0).saturating_mul(s.into()))
			.saturating_add(db.reads_writes(3, 1).saturating_mul(s.into()))
	}

	pub fn review_shares(db: RuntimeDbWeight, s: u32) -> Weight {
		Weight::from_parts(45_334_603, 0)
			.saturating_add(db.reads_writes(4, 1))
			.saturating_add(Weight::from_parts(23_496_431, 0).saturating_mul(s.into()))
			.saturating_add(db.reads_writes(3, 1).saturating_mul(s.into()))
	}

	pub fn grant_shares(db: RuntimeDbWeight, s: u32) -> Weight {
		Weight::from_parts(24_225_154, 0)
			.saturating_add(db.reads_writes(4, 1))
			.saturating_add(Weight::from_parts(27_433_434, 0).saturating_mul(s.into()))
			.saturating_add(db.reads_writes(3, 1).saturating_mul(s.into()))
	}
}
