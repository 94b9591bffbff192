//! Weights of `pallet_jobs`, written by `scripts/bench`: measure again rather than edit.
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
	/// `register_task`.
	fn register_task() -> Weight;
	/// `revise_task`.
	fn revise_task() -> Weight;
	/// `split_task`.
	fn split_task() -> Weight;
	/// `merge_tasks`.
	fn merge_tasks() -> Weight;
	/// `retire_task`.
	fn retire_task() -> Weight;
	/// `close_workplace`.
	fn close_workplace() -> Weight;
	/// `commit_ratings`.
	fn commit_ratings() -> Weight;
	/// `reveal_ratings`: `n` from 1 to 32.
	fn reveal_ratings(n: u32) -> Weight;
	/// `tidy`.
	fn tidy() -> Weight;
	/// `offer_hours`.
	fn offer_hours() -> Weight;
	/// `withdraw_hours`.
	fn withdraw_hours() -> Weight;
	/// `qualify`.
	fn qualify() -> Weight;
	/// `set_rules`.
	fn set_rules() -> Weight;
	/// `open_window`.
	fn open_window() -> Weight;
	/// `submit`: `n` from 1 to 128.
	fn submit(n: u32) -> Weight;
	/// `submit_refused`.
	fn submit_refused() -> Weight;
	/// `adopt`.
	fn adopt() -> Weight;
	/// `drop_window`.
	fn drop_window() -> Weight;
	/// `draw_lots`.
	fn draw_lots() -> Weight;
	/// `rank`.
	fn rank() -> Weight;
	/// `allot`.
	fn allot() -> Weight;
	/// `take`.
	fn take() -> Weight;
	/// `give_up`.
	fn give_up() -> Weight;
	/// `propose_exchange`.
	fn propose_exchange() -> Weight;
	/// `agree`.
	fn agree() -> Weight;
	/// `call_jury`.
	fn call_jury() -> Weight;
	/// `seat_jury`.
	fn seat_jury() -> Weight;
	/// `open_outside`.
	fn open_outside() -> Weight;
	/// `take_outside`.
	fn take_outside() -> Weight;
	/// `confirm_outside`.
	fn confirm_outside() -> Weight;
	/// `drop_outside`.
	fn drop_outside() -> Weight;
	/// `report`.
	fn report() -> Weight;
	/// `weigh_council`.
	fn weigh_council() -> Weight;
	/// `tick`.
	fn tick() -> Weight;
}

/// The measured weights, with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_task() -> Weight {
		measured::register_task(T::DbWeight::get())
	}
	fn revise_task() -> Weight {
		measured::revise_task(T::DbWeight::get())
	}
	fn split_task() -> Weight {
		measured::split_task(T::DbWeight::get())
	}
	fn merge_tasks() -> Weight {
		measured::merge_tasks(T::DbWeight::get())
	}
	fn retire_task() -> Weight {
		measured::retire_task(T::DbWeight::get())
	}
	fn close_workplace() -> Weight {
		measured::close_workplace(T::DbWeight::get())
	}
	fn commit_ratings() -> Weight {
		measured::commit_ratings(T::DbWeight::get())
	}
	fn reveal_ratings(n: u32) -> Weight {
		measured::reveal_ratings(T::DbWeight::get(), n)
	}
	fn tidy() -> Weight {
		measured::tidy(T::DbWeight::get())
	}
	fn offer_hours() -> Weight {
		measured::offer_hours(T::DbWeight::get())
	}
	fn withdraw_hours() -> Weight {
		measured::withdraw_hours(T::DbWeight::get())
	}
	fn qualify() -> Weight {
		measured::qualify(T::DbWeight::get())
	}
	fn set_rules() -> Weight {
		measured::set_rules(T::DbWeight::get())
	}
	fn open_window() -> Weight {
		measured::open_window(T::DbWeight::get())
	}
	fn submit(n: u32) -> Weight {
		measured::submit(T::DbWeight::get(), n)
	}
	fn submit_refused() -> Weight {
		measured::submit_refused(T::DbWeight::get())
	}
	fn adopt() -> Weight {
		measured::adopt(T::DbWeight::get())
	}
	fn drop_window() -> Weight {
		measured::drop_window(T::DbWeight::get())
	}
	fn draw_lots() -> Weight {
		measured::draw_lots(T::DbWeight::get())
	}
	fn rank() -> Weight {
		measured::rank(T::DbWeight::get())
	}
	fn allot() -> Weight {
		measured::allot(T::DbWeight::get())
	}
	fn take() -> Weight {
		measured::take(T::DbWeight::get())
	}
	fn give_up() -> Weight {
		measured::give_up(T::DbWeight::get())
	}
	fn propose_exchange() -> Weight {
		measured::propose_exchange(T::DbWeight::get())
	}
	fn agree() -> Weight {
		measured::agree(T::DbWeight::get())
	}
	fn call_jury() -> Weight {
		measured::call_jury(T::DbWeight::get())
	}
	fn seat_jury() -> Weight {
		measured::seat_jury(T::DbWeight::get())
	}
	fn open_outside() -> Weight {
		measured::open_outside(T::DbWeight::get())
	}
	fn take_outside() -> Weight {
		measured::take_outside(T::DbWeight::get())
	}
	fn confirm_outside() -> Weight {
		measured::confirm_outside(T::DbWeight::get())
	}
	fn drop_outside() -> Weight {
		measured::drop_outside(T::DbWeight::get())
	}
	fn report() -> Weight {
		measured::report(T::DbWeight::get())
	}
	fn weigh_council() -> Weight {
		measured::weigh_council(T::DbWeight::get())
	}
	fn tick() -> Weight {
		measured::tick(T::DbWeight::get())
	}
}

/// The measured weights, with the database weights of ParityDB.
impl WeightInfo for () {
	fn register_task() -> Weight {
		measured::register_task(ParityDbWeight::get())
	}
	fn revise_task() -> Weight {
		measured::revise_task(ParityDbWeight::get())
	}
	fn split_task() -> Weight {
		measured::split_task(ParityDbWeight::get())
	}
	fn merge_tasks() -> Weight {
		measured::merge_tasks(ParityDbWeight::get())
	}
	fn retire_task() -> Weight {
		measured::retire_task(ParityDbWeight::get())
	}
	fn close_workplace() -> Weight {
		measured::close_workplace(ParityDbWeight::get())
	}
	fn commit_ratings() -> Weight {
		measured::commit_ratings(ParityDbWeight::get())
	}
	fn reveal_ratings(n: u32) -> Weight {
		measured::reveal_ratings(ParityDbWeight::get(), n)
	}
	fn tidy() -> Weight {
		measured::tidy(ParityDbWeight::get())
	}
	fn offer_hours() -> Weight {
		measured::offer_hours(ParityDbWeight::get())
	}
	fn withdraw_hours() -> Weight {
		measured::withdraw_hours(ParityDbWeight::get())
	}
	fn qualify() -> Weight {
		measured::qualify(ParityDbWeight::get())
	}
	fn set_rules() -> Weight {
		measured::set_rules(ParityDbWeight::get())
	}
	fn open_window() -> Weight {
		measured::open_window(ParityDbWeight::get())
	}
	fn submit(n: u32) -> Weight {
		measured::submit(ParityDbWeight::get(), n)
	}
	fn submit_refused() -> Weight {
		measured::submit_refused(ParityDbWeight::get())
	}
	fn adopt() -> Weight {
		measured::adopt(ParityDbWeight::get())
	}
	fn drop_window() -> Weight {
		measured::drop_window(ParityDbWeight::get())
	}
	fn draw_lots() -> Weight {
		measured::draw_lots(ParityDbWeight::get())
	}
	fn rank() -> Weight {
		measured::rank(ParityDbWeight::get())
	}
	fn allot() -> Weight {
		measured::allot(ParityDbWeight::get())
	}
	fn take() -> Weight {
		measured::take(ParityDbWeight::get())
	}
	fn give_up() -> Weight {
		measured::give_up(ParityDbWeight::get())
	}
	fn propose_exchange() -> Weight {
		measured::propose_exchange(ParityDbWeight::get())
	}
	fn agree() -> Weight {
		measured::agree(ParityDbWeight::get())
	}
	fn call_jury() -> Weight {
		measured::call_jury(ParityDbWeight::get())
	}
	fn seat_jury() -> Weight {
		measured::seat_jury(ParityDbWeight::get())
	}
	fn open_outside() -> Weight {
		measured::open_outside(ParityDbWeight::get())
	}
	fn take_outside() -> Weight {
		measured::take_outside(ParityDbWeight::get())
	}
	fn confirm_outside() -> Weight {
		measured::confirm_outside(ParityDbWeight::get())
	}
	fn drop_outside() -> Weight {
		measured::drop_outside(ParityDbWeight::get())
	}
	fn report() -> Weight {
		measured::report(ParityDbWeight::get())
	}
	fn weigh_council() -> Weight {
		measured::weigh_council(ParityDbWeight::get())
	}
	fn tick() -> Weight {
		measured::tick(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn register_task(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(73_756_000, 0).saturating_add(db.reads_writes(8, 4))
	}

	pub fn revise_task(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(80_254_000, 0).saturating_add(db.reads_writes(8, 4))
	}

	pub fn split_task(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(147_149_000, 0).saturating_add(db.reads_writes(11, 10))
	}

	pub fn merge_tasks(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(166_023_000, 0).saturating_add(db.reads_writes(17, 13))
	}

	pub fn retire_task(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(87_983_000, 0).saturating_add(db.reads_writes(10, 6))
	}

	pub fn close_workplace(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(2_218_416_000, 0).saturating_add(db.reads_writes(242, 342))
	}

	pub fn commit_ratings(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(55_690_000, 0).saturating_add(db.reads_writes(7, 2))
	}

	pub fn reveal_ratings(db: RuntimeDbWeight, n: u32) -> Weight {
		Weight::from_parts(1_471_674_618, 0)
			.saturating_add(db.reads_writes(115, 104))
			.saturating_add(Weight::from_parts(4_568_375, 0).saturating_mul(n.into()))
			.saturating_add(db.reads_writes(1, 0).saturating_mul(n.into()))
	}

	pub fn tidy(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(1_130_544_000, 0).saturating_add(db.reads_writes(116, 110))
	}

	pub fn offer_hours(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(58_494_000, 0).saturating_add(db.reads_writes(8, 2))
	}

	pub fn withdraw_hours(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(41_901_000, 0).saturating_add(db.reads_writes(5, 2))
	}

	pub fn qualify(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(43_074_000, 0).saturating_add(db.reads_writes(5, 1))
	}

	pub fn set_rules(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(50_838_000, 0).saturating_add(db.reads_writes(5, 1))
	}

	pub fn open_window(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(578_513_000, 0).saturating_add(db.reads_writes(109, 3))
	}

	pub fn submit(db: RuntimeDbWeight, n: u32) -> Weight {
		Weight::from_parts(77_417_027, 0)
			.saturating_add(db.reads_writes(9, 4))
			.saturating_add(Weight::from_parts(488_058, 0).saturating_mul(n.into()))
	}

	pub fn submit_refused(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(27_365_000, 0).saturating_add(db.reads_writes(1, 0))
	}

	pub fn adopt(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(2_091_280_000, 0).saturating_add(db.reads_writes(243, 137))
	}

	pub fn drop_window(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(67_357_000, 0).saturating_add(db.reads_writes(7, 5))
	}

	pub fn draw_lots(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(128_316_000, 0).saturating_add(db.reads_writes(2, 1))
	}

	pub fn rank(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(86_572_000, 0).saturating_add(db.reads_writes(7, 2))
	}

	pub fn allot(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(3_996_562_000, 0).saturating_add(db.reads_writes(397, 132))
	}

	pub fn take(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(91_626_000, 0).saturating_add(db.reads_writes(8, 1))
	}

	pub fn give_up(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(84_214_000, 0).saturating_add(db.reads_writes(6, 2))
	}

	pub fn propose_exchange(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(87_643_000, 0).saturating_add(db.reads_writes(8, 2))
	}

	pub fn agree(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(138_058_000, 0).saturating_add(db.reads_writes(13, 5))
	}

	pub fn call_jury(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(74_597_000, 0).saturating_add(db.reads_writes(10, 4))
	}

	pub fn seat_jury(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(433_959_000, 0).saturating_add(db.reads_writes(102, 1))
	}

	pub fn open_outside(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(62_121_000, 0).saturating_add(db.reads_writes(6, 2))
	}

	pub fn take_outside(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(90_688_000, 0).saturating_add(db.reads_writes(11, 4))
	}

	pub fn confirm_outside(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(95_615_000, 0).saturating_add(db.reads_writes(11, 4))
	}

	pub fn drop_outside(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(70_122_000, 0).saturating_add(db.reads_writes(8, 4))
	}

	pub fn report(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(963_062_000, 0).saturating_add(db.reads_writes(112, 107))
	}

	pub fn weigh_council(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(24_096_000, 0).saturating_add(db.reads_writes(2, 1))
	}

	pub fn tick(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(18_134_000, 0).saturating_add(db.reads_writes(4, 2))
	}
}
