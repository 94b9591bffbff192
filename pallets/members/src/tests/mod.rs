//! Tests by topic.

mod accounts;
mod admission;
mod cleanup;
mod dependents;
mod ending;
mod formulas;
mod genesis;
mod growth;
mod invariants;
mod objection;
mod random;
mod recovery;
mod rules;
mod sponsoring;
mod standing;
mod suspension;
mod views;

use crate::{mock::*, Error, Event};
use frame_support::{
	assert_noop, assert_ok,
	sp_runtime::{DispatchError, DispatchResult},
};
use parecon_primitives::{CouncilId, MemberId, Membership, Period, Side};

type Origin = RuntimeOrigin;

/// An account that is not a member's.
const ANA: u64 = 100;
const DAN: u64 = 101;
const EVA: u64 = 102;

fn signed(who: u64) -> Origin {
	Origin::signed(who)
}

fn sponsor(who: u64, candidate: u64) {
	assert_ok!(Members::sponsor(signed(who), candidate));
}

fn admit(candidate: u64) -> DispatchResult {
	Members::admit(signed(DAN), candidate)
}

/// Makes `candidate` a member on the words of the members 0 and 1.
fn join(candidate: u64) -> MemberId {
	sponsor(0, candidate);
	sponsor(1, candidate);
	assert_ok!(admit(candidate));
	Members::member_of(&candidate).unwrap()
}

fn record(member: MemberId) -> crate::MemberRecordOf<Test> {
	crate::Members::<Test>::get(member).unwrap()
}

/// Makes `account` a dependent of the member of account 0, confirmed by that of account 3: the two
/// are neighbours.
fn confirmed_dependent(account: u64) {
	assert_ok!(Members::add_dependent(signed(0), account));
	assert_ok!(Members::confirm_dependent(signed(3), account));
}
