//! Placeholder weights for `pallet_members`, written by hand: `scripts/bench` overwrites this file with
//! measured ones. Reads and writes are counted in the code with 16 sponsors and 64 open sponsorships; the time is a
//! guess of 10 us and 10 us for each item touched.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_members`.
pub trait WeightInfo {
	fn sponsor() -> Weight;
	fn withdraw() -> Weight;
	fn admit() -> Weight;
	fn leave() -> Weight;
	fn discard() -> Weight;
	fn set_rules() -> Weight;
}

/// Weights for `pallet_members` using the weights of the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn sponsor() -> Weight {
		Weight::from_parts(60_000_000, 10000)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(40_000_000, 10000)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn admit() -> Weight {
		Weight::from_parts(230_000_000, 70000)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(22_u64))
	}
	fn leave() -> Weight {
		Weight::from_parts(700_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(69_u64))
			.saturating_add(T::DbWeight::get().writes(69_u64))
	}
	fn discard() -> Weight {
		Weight::from_parts(180_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	fn set_rules() -> Weight {
		Weight::from_parts(20_000_000, 1000)
			.saturating_add(T::DbWeight::get().reads(0_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

// For backwards compatibility and tests.
impl WeightInfo for () {
	fn sponsor() -> Weight {
		Weight::from_parts(60_000_000, 10000)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(40_000_000, 10000)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn admit() -> Weight {
		Weight::from_parts(230_000_000, 70000)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(22_u64))
	}
	fn leave() -> Weight {
		Weight::from_parts(700_000_000, 60000)
			.saturating_add(RocksDbWeight::get().reads(69_u64))
			.saturating_add(RocksDbWeight::get().writes(69_u64))
	}
	fn discard() -> Weight {
		Weight::from_parts(180_000_000, 60000)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
	}
	fn set_rules() -> Weight {
		Weight::from_parts(20_000_000, 1000)
			.saturating_add(RocksDbWeight::get().reads(0_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
