//! Who belongs.

use crate::{
	configs::GovernOrigin, constants::time::BLOCKS_PER_PERIOD, Councils, Quota, Runtime, System,
};
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
	type OnMemberChange = (Councils, Quota);
	type Councils = Councils;
	type Quota = Quota;
	type MaxSponsors = ConstU32<16>;
	type MaxOpenSponsorships = ConstU32<64>;
	type MaxObjectors = ConstU32<16>;
	type MaxDependents = ConstU32<8>;
	type WeightInfo = pallet_members::weights::SubstrateWeight<Runtime>;
}
