//! The founding circle, which governs until the councils decide.

use crate::{
	configs::RuntimeBlockWeights, constants::time::DAYS, AccountId, BlockNumber, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeOrigin,
};
use frame_support::{parameter_types, traits::ConstU32, weights::Weight};
use pallet_collective::{DefaultVote, EnsureProportionAtLeast, MemberCount};
use sp_runtime::Perbill;

/// The instance of the collective that is the founding circle.
pub type FoundersInstance = pallet_collective::Instance1;

/// Behind every governed call: two thirds of the founding circle.
///
/// A founder proposes with a threshold (`propose`), founders vote (`vote`), and anyone closes the
/// motion (`close`), which dispatches the call.
pub type GovernOrigin = EnsureProportionAtLeast<AccountId, FoundersInstance, 2, 3>;

parameter_types! {
	/// How long founders may vote on a motion.
	pub const MotionDuration: BlockNumber = 7 * DAYS;
	/// The heaviest call that founders may decide on. It has to fit into what a block leaves to
	/// transactions that are paid in tokens: half of three quarters.
	pub MaxProposalWeight: Weight =
		Perbill::from_percent(35) * RuntimeBlockWeights::get().max_block;
}

impl pallet_collective::Config<FoundersInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<32>;
	type MaxMembers = ConstU32<21>;
	type DefaultVote = AbsentIsNo;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	type SetMembersOrigin = GovernOrigin;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = GovernOrigin;
	type KillOrigin = GovernOrigin;
	// At most `MaxProposals` motions stand, and only founders can make one.
	type Consideration = ();
}

/// Who does not vote has not agreed: k of n founders means k who said so.
pub struct AbsentIsNo;

impl DefaultVote for AbsentIsNo {
	fn default_vote(_: Option<bool>, _: MemberCount, _: MemberCount, _: MemberCount) -> bool {
		false
	}
}
