//! Who decides.

use crate::{constants::time::DAYS, Members, Planning, Quota, Runtime};
use frame_support::traits::{ConstU32, ConstU8};

/// Eight levels of federations above the base councils: more than from a household to the world.
impl pallet_councils::Config for Runtime {
	type Membership = Members;
	type Open = Planning;
	type Quota = Quota;
	type MaxLevel = ConstU8<8>;
	type MaxVouches = ConstU32<16>;
	type DefaultNotice = ConstU32<DAYS>;
	type MaxNotice = ConstU32<{ 90 * DAYS }>;
	type WeightInfo = pallet_councils::weights::SubstrateWeight<Runtime>;
}
