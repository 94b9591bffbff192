//! Who does which work.

use crate::{constants::time::DAYS, Calendar, Councils, Lottery, Members, Quota, Runtime};
use frame_support::traits::ConstU32;

impl pallet_jobs::Config for Runtime {
	type Membership = Members;
	type Councils = Councils;
	type Calendar = Calendar;
	type Lottery = Lottery;
	type Quota = Quota;
	type MaxWindow = ConstU32<{ 30 * DAYS }>;
	type AdoptionTime = ConstU32<{ 30 * DAYS }>;
	type WeightInfo = pallet_jobs::weights::SubstrateWeight<Runtime>;
}
