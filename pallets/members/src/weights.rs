//! Weights of `pallet_members`, written by `scripts/bench`: measure again rather than edit.
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
	/// `object`.
	fn object() -> Weight;
	/// `settle_case`.
	fn settle_case() -> Weight;
	/// `offer_account`.
	fn offer_account() -> Weight;
	/// `withdraw_offer`.
	fn withdraw_offer() -> Weight;
	/// `accept_account`.
	fn accept_account() -> Weight;
	/// `recover`.
	fn recover() -> Weight;
	/// `cancel_recovery`.
	fn cancel_recovery() -> Weight;
	/// `complete_recovery`.
	fn complete_recovery() -> Weight;
	/// `discard_recovery`.
	fn discard_recovery() -> Weight;
	/// `renew`.
	fn renew() -> Weight;
	/// `lapse`.
	fn lapse() -> Weight;
	/// `suspend`.
	fn suspend() -> Weight;
	/// `reinstate`.
	fn reinstate() -> Weight;
	/// `lift_bar`.
	fn lift_bar() -> Weight;
	/// `bar`.
	fn bar() -> Weight;
	/// `end_duplicate`.
	fn end_duplicate() -> Weight;
	/// `reassign`.
	fn reassign() -> Weight;
	/// `release`.
	fn release() -> Weight;
	/// `add_dependent`.
	fn add_dependent() -> Weight;
	/// `confirm_dependent`.
	fn confirm_dependent() -> Weight;
	/// `remove_dependent`.
	fn remove_dependent() -> Weight;
	/// `hand_over`.
	fn hand_over() -> Weight;
	/// `accept_guardianship`.
	fn accept_guardianship() -> Weight;
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
	fn object() -> Weight {
		measured::object(T::DbWeight::get())
	}
	fn settle_case() -> Weight {
		measured::settle_case(T::DbWeight::get())
	}
	fn offer_account() -> Weight {
		measured::offer_account(T::DbWeight::get())
	}
	fn withdraw_offer() -> Weight {
		measured::withdraw_offer(T::DbWeight::get())
	}
	fn accept_account() -> Weight {
		measured::accept_account(T::DbWeight::get())
	}
	fn recover() -> Weight {
		measured::recover(T::DbWeight::get())
	}
	fn cancel_recovery() -> Weight {
		measured::cancel_recovery(T::DbWeight::get())
	}
	fn complete_recovery() -> Weight {
		measured::complete_recovery(T::DbWeight::get())
	}
	fn discard_recovery() -> Weight {
		measured::discard_recovery(T::DbWeight::get())
	}
	fn renew() -> Weight {
		measured::renew(T::DbWeight::get())
	}
	fn lapse() -> Weight {
		measured::lapse(T::DbWeight::get())
	}
	fn suspend() -> Weight {
		measured::suspend(T::DbWeight::get())
	}
	fn reinstate() -> Weight {
		measured::reinstate(T::DbWeight::get())
	}
	fn lift_bar() -> Weight {
		measured::lift_bar(T::DbWeight::get())
	}
	fn bar() -> Weight {
		measured::bar(T::DbWeight::get())
	}
	fn end_duplicate() -> Weight {
		measured::end_duplicate(T::DbWeight::get())
	}
	fn reassign() -> Weight {
		measured::reassign(T::DbWeight::get())
	}
	fn release() -> Weight {
		measured::release(T::DbWeight::get())
	}
	fn add_dependent() -> Weight {
		measured::add_dependent(T::DbWeight::get())
	}
	fn confirm_dependent() -> Weight {
		measured::confirm_dependent(T::DbWeight::get())
	}
	fn remove_dependent() -> Weight {
		measured::remove_dependent(T::DbWeight::get())
	}
	fn hand_over() -> Weight {
		measured::hand_over(T::DbWeight::get())
	}
	fn accept_guardianship() -> Weight {
		measured::accept_guardianship(T::DbWeight::get())
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
	fn object() -> Weight {
		measured::object(ParityDbWeight::get())
	}
	fn settle_case() -> Weight {
		measured::settle_case(ParityDbWeight::get())
	}
	fn offer_account() -> Weight {
		measured::offer_account(ParityDbWeight::get())
	}
	fn withdraw_offer() -> Weight {
		measured::withdraw_offer(ParityDbWeight::get())
	}
	fn accept_account() -> Weight {
		measured::accept_account(ParityDbWeight::get())
	}
	fn recover() -> Weight {
		measured::recover(ParityDbWeight::get())
	}
	fn cancel_recovery() -> Weight {
		measured::cancel_recovery(ParityDbWeight::get())
	}
	fn complete_recovery() -> Weight {
		measured::complete_recovery(ParityDbWeight::get())
	}
	fn discard_recovery() -> Weight {
		measured::discard_recovery(ParityDbWeight::get())
	}
	fn renew() -> Weight {
		measured::renew(ParityDbWeight::get())
	}
	fn lapse() -> Weight {
		measured::lapse(ParityDbWeight::get())
	}
	fn suspend() -> Weight {
		measured::suspend(ParityDbWeight::get())
	}
	fn reinstate() -> Weight {
		measured::reinstate(ParityDbWeight::get())
	}
	fn lift_bar() -> Weight {
		measured::lift_bar(ParityDbWeight::get())
	}
	fn bar() -> Weight {
		measured::bar(ParityDbWeight::get())
	}
	fn end_duplicate() -> Weight {
		measured::end_duplicate(ParityDbWeight::get())
	}
	fn reassign() -> Weight {
		measured::reassign(ParityDbWeight::get())
	}
	fn release() -> Weight {
		measured::release(ParityDbWeight::get())
	}
	fn add_dependent() -> Weight {
		measured::add_dependent(ParityDbWeight::get())
	}
	fn confirm_dependent() -> Weight {
		measured::confirm_dependent(ParityDbWeight::get())
	}
	fn remove_dependent() -> Weight {
		measured::remove_dependent(ParityDbWeight::get())
	}
	fn hand_over() -> Weight {
		measured::hand_over(ParityDbWeight::get())
	}
	fn accept_guardianship() -> Weight {
		measured::accept_guardianship(ParityDbWeight::get())
	}
}

/// The formulas, each stated once.
mod measured {
	use super::{RuntimeDbWeight, Weight};

	pub fn sponsor(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(186_043_000, 0).saturating_add(db.reads_writes(11, 3))
	}

	pub fn withdraw(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(128_353_000, 0).saturating_add(db.reads_writes(4, 2))
	}

	pub fn admit(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(493_291_000, 0).saturating_add(db.reads_writes(49, 28))
	}

	pub fn leave(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(1_073_365_000, 0).saturating_add(db.reads_writes(85, 91))
	}

	pub fn discard(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(243_078_000, 0).saturating_add(db.reads_writes(17, 17))
	}

	pub fn set_rules(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(20_789_000, 0).saturating_add(db.reads_writes(0, 1))
	}

	pub fn object(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(86_975_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn settle_case(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(295_471_000, 0).saturating_add(db.reads_writes(20, 17))
	}

	pub fn offer_account(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(121_738_000, 0).saturating_add(db.reads_writes(10, 4))
	}

	pub fn withdraw_offer(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(70_165_000, 0).saturating_add(db.reads_writes(4, 4))
	}

	pub fn accept_account(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(138_005_000, 0).saturating_add(db.reads_writes(5, 8))
	}

	pub fn recover(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(115_525_000, 0).saturating_add(db.reads_writes(10, 2))
	}

	pub fn cancel_recovery(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(76_543_000, 0).saturating_add(db.reads_writes(3, 2))
	}

	pub fn complete_recovery(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(253_578_000, 0).saturating_add(db.reads_writes(11, 10))
	}

	pub fn discard_recovery(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(53_269_000, 0).saturating_add(db.reads_writes(1, 1))
	}

	pub fn renew(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(64_319_000, 0).saturating_add(db.reads_writes(4, 1))
	}

	pub fn lapse(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(975_713_000, 0).saturating_add(db.reads_writes(85, 91))
	}

	pub fn suspend(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(37_530_000, 0).saturating_add(db.reads_writes(1, 1))
	}

	pub fn reinstate(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(25_645_000, 0).saturating_add(db.reads_writes(1, 1))
	}

	pub fn lift_bar(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(32_892_000, 0).saturating_add(db.reads_writes(2, 1))
	}

	pub fn bar(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(47_496_000, 0).saturating_add(db.reads_writes(3, 1))
	}

	pub fn end_duplicate(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(1_154_933_000, 0).saturating_add(db.reads_writes(102, 107))
	}

	pub fn reassign(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(119_198_000, 0).saturating_add(db.reads_writes(8, 3))
	}

	pub fn release(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(42_158_000, 0).saturating_add(db.reads_writes(2, 2))
	}

	pub fn add_dependent(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(115_409_000, 0).saturating_add(db.reads_writes(11, 3))
	}

	pub fn confirm_dependent(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(80_264_000, 0).saturating_add(db.reads_writes(10, 4))
	}

	pub fn remove_dependent(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(126_037_000, 0).saturating_add(db.reads_writes(9, 5))
	}

	pub fn hand_over(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(49_286_000, 0).saturating_add(db.reads_writes(4, 1))
	}

	pub fn accept_guardianship(db: RuntimeDbWeight) -> Weight {
		Weight::from_parts(172_884_000, 0).saturating_add(db.reads_writes(14, 7))
	}
}
