//! What is produced and consumed.

use crate::{configs::GovernOrigin, constants::time::DAYS, Councils, Members, Requests, Runtime};
use frame_support::{parameter_types, traits::ConstU32};
use parecon_primitives::EqualPerHead;
use sp_runtime::Perbill;

parameter_types! {
	/// Founders cannot set planning's share of a block below this.
	pub const MinBlockShare: Perbill = Perbill::from_percent(5);
}

/// A member's budget is the income that the cycle was opened with, the same for everyone, until credits
/// from work take its place.
impl pallet_planning::Config for Runtime {
	type GovernOrigin = GovernOrigin;
	type Membership = Members;
	type Councils = Councils;
	type Means = EqualPerHead;
	type Requested = Requests;
	type MaxLines = ConstU32<100>;
	type MaxGoods = ConstU32<1_000_000>;
	type MaxIterations = ConstU32<200>;
	type MaxWindow = ConstU32<{ 90 * DAYS }>;
	type MinBlockShare = MinBlockShare;
	type WeightInfo = pallet_planning::weights::SubstrateWeight<Runtime>;
}
