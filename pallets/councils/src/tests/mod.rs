//! Tests by topic.

mod genesis;
mod invariants;
mod population;
mod random;
mod real_members;
mod seats;
mod speaker;
mod views;

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use parecon_primitives::{
	CouncilId, CouncilTree, FreezePopulation, MemberId, OnMemberLeft, Side,
	Side::{Consumers, Workers},
};

type Origin = RuntimeOrigin;

const FIRST: CouncilId = CouncilId(0);
const SECOND: CouncilId = CouncilId(1);

fn found(who: u64, side: Side) -> DispatchResult {
	Councils::found(Origin::signed(who), side)
}

fn join(who: u64, council: CouncilId) -> DispatchResult {
	Councils::join(Origin::signed(who), council)
}

fn leave(who: u64, side: Side) -> DispatchResult {
	Councils::leave(Origin::signed(who), side)
}

/// Moves the workers' vote of `who`.
fn back(who: u64, candidate: impl Into<Option<u32>>) -> DispatchResult {
	Councils::back(Origin::signed(who), Workers, candidate.into().map(MemberId))
}

fn settle(council: CouncilId, candidate: u32) -> DispatchResult {
	Councils::settle_speaker(Origin::signed(99), council, MemberId(candidate))
}

/// A workers' council of the members 0 to `seats` - 1, none of whom backs anybody.
fn bench(seats: u64) {
	assert_ok!(found(0, Workers));
	for who in 1..seats {
		assert_ok!(join(who, FIRST));
	}
	assert_ok!(back(0, None));
	events();
}

fn speaker() -> Option<u32> {
	Councils::speaker_of(FIRST).map(|member| member.0)
}

fn tally(candidate: u32) -> u32 {
	Councils::tally(FIRST, MemberId(candidate)).unwrap()
}
