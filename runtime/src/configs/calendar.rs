//! Which period it is.

use crate::{
	configs::GovernOrigin,
	constants::time::{BLOCKS_PER_PERIOD, DAYS, MINUTES},
	Runtime,
};
use frame_support::traits::ConstU32;

/// A period has ten minutes at least, in which a chain can be tried out, and a year at most.
impl pallet_calendar::Config for Runtime {
	type GovernOrigin = GovernOrigin;
	type DefaultPeriod = ConstU32<BLOCKS_PER_PERIOD>;
	type MinPeriod = ConstU32<{ 10 * MINUTES }>;
	type MaxPeriod = ConstU32<{ 366 * DAYS }>;
	type WeightInfo = pallet_calendar::weights::SubstrateWeight<Runtime>;
}
