//! What members ask of their councils.

use crate::{Councils, Members, Planning, Quota, Runtime};
use frame_support::traits::ConstU32;

/// A request names 32 goods at most. Of the 100 lines of a proposal 84 can be what members ask for, so that
/// a speaker has room for what all have in common.
impl pallet_requests::Config for Runtime {
	type Membership = Members;
	type Councils = Councils;
	type Year = Planning;
	type Quota = Quota;
	type MaxGoods = ConstU32<32>;
	type MaxRequested = ConstU32<84>;
	type WeightInfo = pallet_requests::weights::SubstrateWeight<Runtime>;
}
