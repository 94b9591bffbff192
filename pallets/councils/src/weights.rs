//! Weights of `pallet_councils`, written by `scripts/bench`: measure again rather than edit.
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
	/// `move_to`.
	fn move_to() -> Weight;
	/// `vouch`.
	fn vouch() -> Weight;
	/// `withdraw_vouch`.
	fn withdraw_vouch() -> Weight;
	/// `discard_vouches`.
	fn discard_vouches() -> Weight;
	/// `offer`.
	fn offer() -> Weight;
	/// `withdraw_offer`.
	fn withdraw_offer() -> Weight;
	/// `accept_found`.
	fn accept_found() -> Weight;
	/// `accept_join`.
	fn accept_join() -> Weight;
	/// `accept_merge`.
	fn accept_merge() -> Weight;
	/// `back_for`.
	fn back_for() -> Weight;
	/// `secede`.
	fn secede() -> Weight;
	/// `stay`.
	fn stay() -> Weight;
	/// `part`.
	fn part() -> Weight;
	/// `dissolve`.
	fn dissolve() -> Weight;
	/// `keep`.
	fn keep() -> Weight;
	/// `wind_up`: `n` from 1 to 64.
	fn wind_up(n: u32) -> Weight;
	/// `wind_up_some`: `n` from 1 to 64.
	fn wind_up_some(n: u32) -> Weight;
	/// `set_charter`.
	fn set_charter() -> Weight;
	/// `discard_offer`.
	fn discard_offer() -> Weight;
	/// `tidy`.
	fn tidy() -> Weight;
	/// `carry`.
	fn carry() -> Weight;
	/// `member_left`.
	fn member_left() -> Weight;
	/// `heads_changed`.
	fn heads_changed() -> Weight;
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
	fn move_to() -> Weight {
		measured::move_to(T::DbWeight::get())
	}
	fn vouch() -> Weight {
		measured::vouch(T::DbWeight::get())
	}
	fn withdraw_vouch() -> Weight {
		measured::withdraw_vouch(T::DbWeight::get())
	}
	fn discard_vouches() -> Weight {
		measured::discard_vouches(T::DbWeight::get())
	}
	fn offer() -> Weight {
		measured::offer(T::DbWeight::get())
	}
	fn withdraw_offer() -> Weight {
		measured::withdraw_offer(T::DbWeight::get())
	}
	fn accept_found() -> Weight {
		measured::accept_found(T::DbWeight::get())
	}
	fn accept_join() -> Weight {
		measured::accept_join(T::DbWeight::get())
	}
	fn accept_merge() -> Weight {
		measured::accept_merge(T::DbWeight::get())
	}
	fn back_for() -> Weight {
		measured::back_for(T::DbWeight::get())
	}
	fn secede() -> Weight {
		measured::secede(T::DbWeight::get())
	}
	fn stay() -> Weight {
		measured::stay(T::DbWeight::get())
	}
	fn part() -> Weight {
		measured::part(T::DbWeight::get())
	}
	fn dissolve() -> Weight {
		measured::dissolve(T::DbWeight::get())
	}
	fn keep() -> Weight {
		measured::keep(T::DbWeight::get())
	}
	fn wind_up(n: u32) -> Weight {
		measured::wind_up(T::DbWeight::get(), n)
	}
	fn wind_up_some(n: u32) -> Weight {
		measured::wind_up_some(T::DbWeight::get(), n)
	}
	fn set_charter() -> Weight {
		measured::set_charter(T::DbWeight::get())
	}
	fn discard_offer() -> Weight {
		measured::discard_offer(T::DbWeight::get())
	}
	fn tidy() -> Weight {
		measured::tidy(T::DbWeight::get())
	}
	fn carry() -> Weight {
		measured::carry(T::DbWeight::get())
	}
	fn member_left() -> Weight {
		measured::member_left(T::DbWeight::get())
	}
	fn heads_changed() -> Weight {
		measured::heads_changed(T::DbWeight::get())
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
	fn move_to() -> Weight {
		measured::move_to(ParityDbWeight::get())
	}
	fn vouch() -> Weight {
		measured::vouch(ParityDbWeight::get())
	}
	fn withdraw_vouch() -> Weight {
		measured::withdraw_vouch(ParityDbWeight::get())
	}
	fn discard_vouches() -> Weight {
		measured::discard_vouches(ParityDbWeight::get())
	}
	fn offer() -> Weight {
		measured::offer(ParityDbWeight::get())
	}
	fn withdraw_offer() -> Weight {
		measured::withdraw_offer(ParityDbWeight::get())
	}
	fn accept_found() -> Weight {
		measured::accept_found(ParityDbWeight::get())
	}
	fn accept_join() -> Weight {
		measured::accept_join(ParityDbWeight::get())
	}
	fn accept_merge() -> Weight {
		measured::accept_merge(ParityDbWeight::get())
	}
	fn back_for() -> Weight {
		measured::back_for(ParityDbWeight::get())
	}
	fn secede() -> Weight {
		measured::secede(ParityDbWeight::get())
	}
	fn stay() -> Weight {
		measured::stay(ParityDbWeight::get())
	}
	fn part() -> Weight {
		measured::part(ParityDbWeight::get())
	}
	fn dissolve() -> Weight {
		measured::dissolve(ParityDbWeight::get())
	}
	fn keep() -> Weight {
		measured::keep(ParityDbWeight::get())
	}
	fn wind_up(n: u32) -> Weight {
		measured::wind_up(ParityDbWeight::get(), n)
	}
	fn wind_up_some(n: u32) -> Weight {
		measured::wind_up_some(ParityDbWeight::get(), n)
	}
	fn set_charter() -> Weight {
		measured::set_charter(ParityDbWeight::get())
	}
	fn discard_offer() -> Weight {
		measured::discard_offer(ParityDbWeight::get())
	}
	fn tidy() -> Weight {
		measured::tidy(ParityDbWeight::get())
	}
	fn carry() -> Weight {
		measured::carry(ParityDbWeight::get())
	}
	fn member_left() -> Weight {
		measured::member_left(ParityDbWeight::get())
	}
	fn heads_changed() -> Weight {
		measured::heads_changed(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn found(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(104_502_000, 0).saturating_add(db.reads_writes(9, 5))
	}

	pub fn join(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(396_217_000, 0).saturating_add(db.reads_writes(48, 28))
	}

	pub fn leave(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(490_567_000, 0).saturating_add(db.reads_writes(59, 46))
	}

	pub fn back(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(125_141_000, 0).saturating_add(db.reads_writes(7, 4))
	}

	pub fn settle_speaker(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(55_667_000, 0).saturating_add(db.reads_writes(2, 1))
	}

	pub fn move_to(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(822_811_000, 0).saturating_add(db.reads_writes(102, 73))
	}

	pub fn vouch(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(338_054_000, 0).saturating_add(db.reads_writes(41, 18))
	}

	pub fn withdraw_vouch(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(74_337_000, 0).saturating_add(db.reads_writes(5, 2))
	}

	pub fn discard_vouches(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(209_625_000, 0).saturating_add(db.reads_writes(36, 17))
	}

	pub fn offer(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(171_964_000, 0).saturating_add(db.reads_writes(15, 2))
	}

	pub fn withdraw_offer(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(141_055_000, 0).saturating_add(db.reads_writes(13, 2))
	}

	pub fn accept_found(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(214_948_000, 0).saturating_add(db.reads_writes(25, 8))
	}

	pub fn accept_join(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(285_536_000, 0).saturating_add(db.reads_writes(17, 12))
	}

	pub fn accept_merge(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(236_783_000, 0).saturating_add(db.reads_writes(22, 3))
	}

	pub fn back_for(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(202_571_000, 0).saturating_add(db.reads_writes(14, 4))
	}

	pub fn secede(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(133_053_000, 0).saturating_add(db.reads_writes(10, 1))
	}

	pub fn stay(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(87_509_000, 0).saturating_add(db.reads_writes(10, 1))
	}

	pub fn part(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(530_552_000, 0).saturating_add(db.reads_writes(51, 41))
	}

	pub fn dissolve(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(133_107_000, 0).saturating_add(db.reads_writes(11, 1))
	}

	pub fn keep(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(88_803_000, 0).saturating_add(db.reads_writes(11, 1))
	}

	pub fn wind_up(db: RuntimeDbWeight, n: u32) -> Weight {
		Weight::from_parts(881_994_750, 0)
			.saturating_add(db.reads_writes(65, 53))
			.saturating_add(Weight::from_parts(100_448_121, 0).saturating_mul(n.into()))
			.saturating_add(db.reads_writes(5, 3).saturating_mul(n.into()))
	}

	pub fn wind_up_some(db: RuntimeDbWeight, n: u32) -> Weight {
		Weight::from_parts(92_166_173, 0)
			.saturating_add(db.reads_writes(22, 18))
			.saturating_add(Weight::from_parts(125_392_209, 0).saturating_mul(n.into()))
			.saturating_add(db.reads_writes(5, 4).saturating_mul(n.into()))
	}

	pub fn set_charter(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(102_451_000, 0).saturating_add(db.reads_writes(11, 1))
	}

	pub fn discard_offer(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(89_028_000, 0).saturating_add(db.reads_writes(12, 2))
	}

	pub fn tidy(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(26_980_000, 0).saturating_add(db.reads_writes(2, 1))
	}

	pub fn carry(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(108_256_000, 0).saturating_add(db.reads_writes(14, 3))
	}

	pub fn member_left(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(928_427_000, 0).saturating_add(db.reads_writes(111, 91))
	}

	pub fn heads_changed(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(71_836_000, 0).saturating_add(db.reads_writes(12, 10))
	}
}
