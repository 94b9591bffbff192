//! Who belongs.

use crate::{configs::GovernOrigin, Calendar, Councils, Quota, Runtime};
use frame_support::traits::ConstU32;

impl pallet_members::Config for Runtime {
	type GovernOrigin = GovernOrigin;
	type Calendar = Calendar;
	type OnMemberChange = (Councils, Quota);
	type Councils = Councils;
	type Quota = Quota;
	type MaxSponsors = ConstU32<16>;
	type MaxOpenSponsorships = ConstU32<64>;
	type MaxObjectors = ConstU32<16>;
	type MaxDependents = ConstU32<8>;
	type WeightInfo = pallet_members::weights::SubstrateWeight<Runtime>;
}
