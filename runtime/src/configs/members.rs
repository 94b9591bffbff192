//! Who belongs.

use crate::{configs::GovernOrigin, constants::time::BLOCKS_PER_PERIOD, Councils, Runtime, System};
use frame_support::traits::ConstU32;
use parecon_primitives::{Calendar, Period};

/// Periods of thirty days of blocks, counted from genesis.
pub struct Months;

impl Calendar for Months {
	fn period() -> Period {
		Period(System::block_number() / BLOCKS_PER_PERIOD)
	}

	fn blocks_per_period() -> u32 {
		BLOCKS_PER_PERIOD
	}
}

impl pallet_members::Config for Runtime {
	type GovernOrigin = GovernOrigin;
	type Calendar = Months;
	type OnMemberLeft = Councils;
	type MaxSponsors = ConstU32<16>;
	type MaxOpenSponsorships = ConstU32<64>;
	type WeightInfo = pallet_members::weights::SubstrateWeight<Runtime>;
}
