//! What members may do free of charge.

use crate::{
	configs::{FoundersInstance, GovernOrigin},
	constants::{time::DAYS, token::PARE},
	Balance, BlockNumber, Councils, Members, Runtime, RuntimeCall,
};
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, ConstU64},
};
use pallet_councils::Call as CouncilsCall;
use pallet_jobs::Call as JobsCall;
use pallet_members::Call as MembersCall;
use pallet_planning::Call as PlanningCall;
use pallet_quota::{Classify, Kind};
use pallet_utility::Call as UtilityCall;
use sp_runtime::Perbill;

/// What the founding circle can be asked to do.
type Motions = pallet_collective::Call<Runtime, FoundersInstance>;

/// Where free transactions stand in the pool. Those paid in tokens without a tip have a few
/// thousands at most.
const MEMBER_PRIORITY: u64 = 1_000_000_000_000;

/// What it takes to come before them, within the half that is not reserved: a hundred tokens.
const OUTBID_TIP: Balance = 100 * PARE;

/// How deep calls may stand in calls: what is deeper is paid in tokens.
const MOST_NESTED: u32 = 4;

parameter_types! {
	/// The share of ordinary transactions that is left to members' free ones.
	pub const ReservedForMembers: Perbill = Perbill::from_percent(50);
	/// A purse fills in a month at most.
	pub const MaxRefill: BlockNumber = 30 * DAYS;
}

/// From which purse each call is paid.
///
/// A voice is what decides, confirms or defends: it must be heard when the ordinary purse is used up.
/// What a speaker does for a council comes from the council's. What moves or holds tokens is always
/// paid in tokens.
pub struct CallPurses;

impl Classify<RuntimeCall> for CallPurses {
	fn purse(call: &RuntimeCall) -> Kind {
		match call {
			RuntimeCall::Members(call) => members(call),
			RuntimeCall::Councils(call) => councils(call),
			RuntimeCall::Planning(call) => planning(call),
			RuntimeCall::Jobs(call) => jobs(call),
			RuntimeCall::Founders(Motions::vote { .. }) => Kind::Voice,
			call if needs_tokens(call, 0) => Kind::Never,
			_ => Kind::Ordinary,
		}
	}
}

/// Objections and attestations, and the word that stops who has found a lost key.
fn members(call: &MembersCall<Runtime>) -> Kind {
	match call {
		MembersCall::object { .. }
		| MembersCall::confirm_dependent { .. }
		| MembersCall::cancel_recovery {} => Kind::Voice,
		_ => Kind::Ordinary,
	}
}

/// Votes for speakers and for who may join are a voice; so is the vote that a speaker moves for a
/// council in its federation, which may recall a delegate. A speaker who carries a council does so in
/// the own purse, which pays for that too.
fn councils(call: &CouncilsCall<Runtime>) -> Kind {
	match call {
		CouncilsCall::back { .. }
		| CouncilsCall::back_for { .. }
		| CouncilsCall::vouch { .. }
		| CouncilsCall::withdraw_vouch { .. } => Kind::Voice,
		CouncilsCall::offer { council, .. }
		| CouncilsCall::withdraw_offer { council }
		| CouncilsCall::accept { council, .. }
		| CouncilsCall::secede { council }
		| CouncilsCall::stay { council }
		| CouncilsCall::dissolve { council }
		| CouncilsCall::keep { council }
		| CouncilsCall::set_charter { council, .. } => Kind::Council(*council),
		_ => Kind::Ordinary,
	}
}

/// What a council says in a planning year, and what a federation does for its children in it.
fn planning(call: &PlanningCall<Runtime>) -> Kind {
	match call {
		PlanningCall::enrol { council }
		| PlanningCall::propose { council, .. }
		| PlanningCall::recall { council }
		| PlanningCall::ratify { council, .. }
		| PlanningCall::claim { council, .. }
		| PlanningCall::oppose_claim { council, .. }
		| PlanningCall::entrust { council, .. }
		| PlanningCall::endow { council, .. }
		| PlanningCall::ask_exception { council, .. }
		| PlanningCall::appeal { council }
		| PlanningCall::withdraw { council, .. }
		| PlanningCall::confirm { council } => Kind::Council(*council),
		PlanningCall::comment { federation, .. }
		| PlanningCall::propose_many { federation, .. }
		| PlanningCall::grant_exception { federation, .. }
		| PlanningCall::refuse_exception { federation, .. } => Kind::Council(*federation),
		_ => Kind::Ordinary,
	}
}

/// Ratings are a voice; what a speaker does for the council's work comes from the council's purse.
fn jobs(call: &JobsCall<Runtime>) -> Kind {
	match call {
		JobsCall::commit_ratings { .. } | JobsCall::reveal_ratings { .. } => Kind::Voice,
		JobsCall::register_task { council, .. }
		| JobsCall::qualify { council, .. }
		| JobsCall::set_rules { council, .. }
		| JobsCall::open_window { council, .. }
		| JobsCall::adopt { council }
		| JobsCall::drop_window { council } => Kind::Council(*council),
		_ => Kind::Ordinary,
	}
}

/// Whether a call moves or holds tokens, or carries one that does. Each call in it is looked at once.
fn needs_tokens(call: &RuntimeCall, depth: u32) -> bool {
	let within = |call: &RuntimeCall| needs_tokens(call, depth.saturating_add(1));
	match call {
		_ if depth > MOST_NESTED => true,
		RuntimeCall::Balances(_)
		| RuntimeCall::Session(_)
		| RuntimeCall::Preimage(_)
		| RuntimeCall::Multisig(_)
		| RuntimeCall::Proxy(_) => true,
		RuntimeCall::Utility(call) => match call {
			UtilityCall::batch { calls }
			| UtilityCall::batch_all { calls }
			| UtilityCall::force_batch { calls } => calls.iter().any(within),
			UtilityCall::as_derivative { call, .. }
			| UtilityCall::dispatch_as { call, .. }
			| UtilityCall::dispatch_as_fallible { call, .. }
			| UtilityCall::with_weight { call, .. } => within(call),
			UtilityCall::if_else { main, fallback } => within(main) || within(fallback),
			_ => true,
		},
		_ => false,
	}
}

impl pallet_quota::Config for Runtime {
	type GovernOrigin = GovernOrigin;
	type Membership = Members;
	type Councils = Councils;
	type Purses = CallPurses;
	type MemberPriority = ConstU64<MEMBER_PRIORITY>;
	type OutbidTip = ConstU128<OUTBID_TIP>;
	type Reserved = ReservedForMembers;
	type MaxRefill = MaxRefill;
	type SpeakerReads = ConstU32<8>;
	type WeightInfo = pallet_quota::weights::SubstrateWeight<Runtime>;
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_primitives::CouncilId;

	fn remark() -> RuntimeCall {
		frame_system::Call::remark { remark: Default::default() }.into()
	}

	fn burn() -> RuntimeCall {
		pallet_balances::Call::burn { value: 1, keep_alive: true }.into()
	}

	fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
		UtilityCall::batch { calls }.into()
	}

	fn nested(call: RuntimeCall, depth: u32) -> RuntimeCall {
		(0..depth).fold(call, |call, _| batch(vec![remark(), call]))
	}

	#[test]
	fn each_kind_of_call_has_its_purse() {
		let ratify = PlanningCall::ratify { council: CouncilId(7), approve: true };
		assert_eq!(CallPurses::purse(&ratify.into()), Kind::Council(CouncilId(7)));
		let back = CouncilsCall::back { side: parecon_primitives::Side::Workers, candidate: None };
		assert_eq!(CallPurses::purse(&back.into()), Kind::Voice);
		let carry = CouncilsCall::carry { council: CouncilId(7) };
		assert_eq!(CallPurses::purse(&carry.into()), Kind::Ordinary);
		assert_eq!(CallPurses::purse(&MembersCall::renew {}.into()), Kind::Ordinary);
		assert_eq!(CallPurses::purse(&burn()), Kind::Never);
		assert_eq!(CallPurses::purse(&remark()), Kind::Ordinary);
	}

	#[test]
	fn no_batch_hides_what_is_paid() {
		for depth in 0..4 {
			assert_eq!(CallPurses::purse(&nested(burn(), depth)), Kind::Never);
			assert_eq!(CallPurses::purse(&nested(remark(), depth)), Kind::Ordinary);
		}
		assert_eq!(CallPurses::purse(&nested(remark(), 4)), Kind::Ordinary);
		assert_eq!(CallPurses::purse(&nested(remark(), 5)), Kind::Never);
	}
}
