//! Tests by topic.

mod admission;
mod genesis;
mod invariants;
mod leaving;
mod random;
mod rules;
mod sponsoring;
mod views;

use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use parecon_primitives::MemberId;

type Origin = RuntimeOrigin;

/// An account that is not a member's.
const ANA: u64 = 100;
const DAN: u64 = 101;

fn sponsor(who: u64, candidate: u64) {
	assert_ok!(Members::sponsor(Origin::signed(who), candidate));
}
