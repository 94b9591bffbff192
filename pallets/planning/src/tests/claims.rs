//! Claims to belong to the community that a pollutant harms.

use super::shared::{share, smoky, SMOKE, WEST};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use parecon_engine::Kind;
use parecon_primitives::{CouncilId, GoodId, Side};
use sp_runtime::{DispatchError, DispatchResult};

/// A neighbourhood that the scope does not name yet.
const HILL: (u32, u64) = (7, 17);

/// Smoke that harms NORTH and SOUTH, for all that is known; claims are open for 5 blocks.
fn hill() -> sp_io::TestExternalities {
	let mut ext = smoky();
	ext.execute_with(|| {
		council(HILL.0, Side::Consumers, HILL.1, 1);
		assert_ok!(share(SMOKE, 1, &[NORTH.0, SOUTH.0]));
		assert_ok!(Planning::set_claim_window(RuntimeOrigin::root(), 5));
		events();
	});
	ext
}

fn claim((id, speaker): (u32, u64)) -> DispatchResult {
	Planning::claim(RuntimeOrigin::signed(speaker), SMOKE, CouncilId(id))
}

fn oppose((id, speaker): (u32, u64), claimant: u32) -> DispatchResult {
	let signed = RuntimeOrigin::signed(speaker);
	Planning::oppose_claim(signed, SMOKE, CouncilId(claimant), CouncilId(id))
}

fn settle(claimant: u32) -> DispatchResult {
	Planning::settle_claim(RuntimeOrigin::signed(5_000), SMOKE, CouncilId(claimant))
}

fn decide(claimant: u32, admit: bool) -> DispatchResult {
	Planning::decide_claim(RuntimeOrigin::root(), SMOKE, CouncilId(claimant), admit)
}

fn scope() -> Vec<u32> {
	Sharing::<Test>::get(SMOKE).unwrap().scope.iter().map(|council| council.0).collect()
}

fn wait(blocks: u64) {
	System::set_block_number(System::block_number() + blocks);
}

#[test]
fn a_claim_that_nobody_opposes_is_admitted_by_anyone() {
	hill().execute_with(|| {
		assert_ok!(claim(HILL));
		assert_eq!(Planning::claims(SMOKE).len(), 1);
		wait(4);
		assert_noop!(settle(HILL.0), Error::<Test>::ClaimOpen);
		wait(1);
		assert_ok!(settle(HILL.0));
		let (good, council) = (SMOKE, CouncilId(HILL.0));
		assert_eq!(
			events(),
			[
				Event::Claimed { good, council },
				Event::ClaimSettled { good, council, admitted: true }
			]
		);
		assert_eq!(scope(), [NORTH.0, SOUTH.0, HILL.0]);
		assert_eq!(NamedBy::<Test>::get(council)[..], [SMOKE]);
		assert!(!Claims::<Test>::contains_key(SMOKE));
		assert_noop!(claim(HILL), Error::<Test>::AlreadyClaimed);
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn an_opposed_claim_is_decided_by_the_governed_origin() {
	hill().execute_with(|| {
		assert_ok!(claim(HILL));
		assert_ok!(claim(WEST));
		assert_noop!(oppose((NORTH.0, 5_000), HILL.0), Error::<Test>::NotMember);
		assert_noop!(oppose((NORTH.0, SOUTH.1), HILL.0), Error::<Test>::NotSpeaker);
		assert_noop!(oppose(NORTH, MILL.0), Error::<Test>::NoClaim);
		assert_noop!(oppose(WEST, HILL.0), Error::<Test>::NotConcerned);
		events();
		assert_ok!(oppose(NORTH, HILL.0));
		let (good, council, by) = (SMOKE, CouncilId(HILL.0), CouncilId(NORTH.0));
		assert_eq!(events(), [Event::ClaimOpposed { good, council, by }]);
		wait(10);
		assert_noop!(settle(HILL.0), Error::<Test>::ClaimOpposed);
		assert_ok!(settle(WEST.0));
		assert_noop!(
			Planning::decide_claim(RuntimeOrigin::signed(1), SMOKE, council, true),
			DispatchError::BadOrigin
		);
		assert_noop!(decide(WEST.0, true), Error::<Test>::NoClaim);
		events();
		assert_ok!(decide(HILL.0, false));
		assert_eq!(events(), [Event::ClaimSettled { good, council, admitted: false }]);
		assert_eq!(scope(), [NORTH.0, SOUTH.0, WEST.0]);
		assert_ok!(claim(HILL));
		assert_ok!(decide(HILL.0, true));
		assert_eq!(scope(), [NORTH.0, SOUTH.0, WEST.0, HILL.0]);
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn claims_are_refused_with_a_reason() {
	hill().execute_with(|| {
		let of = |good, (id, speaker): (u32, u64)| {
			Planning::claim(RuntimeOrigin::signed(speaker), good, CouncilId(id))
		};
		assert_noop!(of(GoodId(99), HILL), Error::<Test>::UnknownGood);
		assert_noop!(of(PARK, HILL), Error::<Test>::NotShared);
		register("noise", Kind::Pollutant, 1, 0);
		assert_noop!(of(GoodId(6), HILL), Error::<Test>::StepMissing);
		assert_noop!(claim((77, HILL.1)), Error::<Test>::UnknownCouncil);
		assert_noop!(claim(MILL), Error::<Test>::WrongSide);
		assert_noop!(claim((HILL.0, 5_000)), Error::<Test>::NotMember);
		assert_noop!(claim((HILL.0, NORTH.1)), Error::<Test>::NotSpeaker);
		assert_noop!(claim(NORTH), Error::<Test>::AlreadyClaimed);
		put_into(HILL.0, NORTH.0);
		assert_noop!(claim(HILL), Error::<Test>::AlreadyClaimed);
		put_into(HILL.0, 77);
		assert_ok!(claim(HILL));
		assert_noop!(claim(HILL), Error::<Test>::AlreadyClaimed);
		assert_noop!(settle(WEST.0), Error::<Test>::NoClaim);
		for id in 100..115 {
			council(id, Side::Consumers, id as u64, 1);
			assert_ok!(claim((id, id as u64)));
		}
		assert_noop!(claim(WEST), Error::<Test>::TooManyClaims);
		let window = |blocks| Planning::set_claim_window(RuntimeOrigin::root(), blocks);
		assert_noop!(window(0), Error::<Test>::InvalidParams);
		assert_noop!(window(u32::MAX), Error::<Test>::InvalidParams);
		assert_ok!(window(100));
		assert_eq!(events().pop(), Some(Event::ClaimWindowSet { blocks: 100 }));
		wait(200);
		for id in 100..114 {
			assert_ok!(settle(id));
		}
		assert_eq!(scope().len(), 16);
		assert_noop!(settle(114), Error::<Test>::InvalidScope);
		assert_noop!(decide(114, true), Error::<Test>::InvalidScope);
		assert_ok!(decide(114, false));
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn claims_are_settled_between_cycles() {
	hill().execute_with(|| {
		assert_ok!(claim(HILL));
		wait(10);
		open(params());
		assert_noop!(settle(HILL.0), Error::<Test>::CycleRunning);
		assert_noop!(decide(HILL.0, true), Error::<Test>::CycleRunning);
		assert_ok!(claim(WEST));
	});
}

/// A council may share no more goods than it can state.
#[test]
fn a_claimant_that_is_named_by_as_many_goods_as_can_be_is_not_admitted() {
	hill().execute_with(|| {
		for index in 0..16 {
			register(&format!("noise {index}"), Kind::Pollutant, 1, 0);
			assert_ok!(share(GoodId(6 + index), 1, &[HILL.0]));
		}
		assert_ok!(claim(HILL));
		wait(5);
		assert_noop!(settle(HILL.0), Error::<Test>::TooManyShares);
		assert_noop!(decide(HILL.0, true), Error::<Test>::TooManyShares);
		assert_ok!(decide(HILL.0, false));
	});
}

/// Dead state is removable by anyone, and what a new scope names needs no claim.
#[test]
fn claims_go_with_their_reason() {
	hill().execute_with(|| {
		assert_ok!(claim(HILL));
		assert_ok!(claim(WEST));
		assert_ok!(share(SMOKE, 1, &[NORTH.0, WEST.0]));
		assert_eq!(Planning::claims(SMOKE).len(), 1);
		abolish(HILL.0);
		assert_ok!(settle(HILL.0));
		assert_eq!(scope(), [NORTH.0, WEST.0]);
		assert!(!Claims::<Test>::contains_key(SMOKE));
		assert_ok!(Planning::do_try_state());
	});
}
