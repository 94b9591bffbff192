//! Who decides.

use crate::{Members, Runtime};

impl pallet_councils::Config for Runtime {
	type Membership = Members;
	type WeightInfo = pallet_councils::weights::SubstrateWeight<Runtime>;
}
