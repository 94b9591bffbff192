//! With the pallet that really knows who is a member.

use super::{
	random::{acts, play, play_seeded, World},
	FIRST,
};
use crate::{mock::Counts, Seats, Sitter};
use frame_support::{
	assert_noop, assert_ok, derive_impl,
	sp_runtime::BuildStorage,
	traits::{ConstU32, ConstU64, ConstU8},
};
use pallet_members::AdmissionRules;
use parecon_primitives::{
	Calendar, CouncilId, CouncilTree, MemberId, Membership, Period,
	Side::{Consumers, Workers},
};
use proptest::prelude::*;
use sp_io::TestExternalities;

type Block = frame_system::mocking::MockBlock<Real>;
type Origin = RuntimeOrigin;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Real;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Real>;

	#[runtime::pallet_index(20)]
	pub type Members = pallet_members::Pallet<Real>;

	#[runtime::pallet_index(21)]
	pub type Councils = crate::Pallet<Real>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Real {
	type Block = Block;
}

pub struct NoCalendar;

impl Calendar for NoCalendar {
	fn period() -> Period {
		Period(0)
	}

	fn blocks_per_period() -> u32 {
		1
	}
}

impl pallet_members::Config for Real {
	type GovernOrigin = frame_system::EnsureRoot<u64>;
	type Calendar = NoCalendar;
	type OnMemberChange = Councils;
	type Councils = Councils;
	type Quota = ();
	type MaxSponsors = ConstU32<16>;
	type MaxOpenSponsorships = ConstU32<64>;
	type MaxObjectors = ConstU32<16>;
	type MaxDependents = ConstU32<8>;
	type WeightInfo = ();
}

impl crate::Config for Real {
	type Membership = Members;
	type Open = Counts;
	type Quota = ();
	type MaxLevel = ConstU8<8>;
	type MaxVouches = ConstU32<16>;
	type DefaultNotice = ConstU64<10>;
	type MaxNotice = ConstU64<100>;
	type WeightInfo = ();
}

/// The members 0 to 7, and `councils`.
fn with(councils: Vec<(parecon_primitives::Side, Vec<u64>)>) -> TestExternalities {
	let rules = AdmissionRules {
		sponsors_needed: 2,
		councils_needed: 1,
		standing: 0,
		open_sponsorships: 4,
		sponsorships_per_period: 1_000_000,
		candidacy_lifetime: 1_000,
		growth_least: 1_000_000,
		waiting: 0,
		..Default::default()
	};
	let genesis = RuntimeGenesisConfig {
		members: pallet_members::GenesisConfig { members: (0..8).collect(), rules },
		councils: crate::GenesisConfig { councils, federations: vec![] },
		..Default::default()
	};
	crate::mock::Opened::take();
	let mut ext = TestExternalities::from(genesis.build_storage().unwrap());
	ext.execute_with(|| System::set_block_number(1));
	ext
}

fn run(councils: Vec<(parecon_primitives::Side, Vec<u64>)>, test: impl FnOnce()) {
	with(councils).execute_with(|| {
		test();
		RealWorld::check();
		Councils::do_try_state().unwrap();
	});
}

fn member(id: u32) -> Sitter {
	Sitter::Member(MemberId(id))
}

/// Makes `who` a member, on the word of 0 and 1, who sit somewhere.
fn admit(who: u64) {
	for sponsor in [0, 1] {
		assert_ok!(Members::sponsor(Origin::signed(sponsor), who));
	}
	assert_ok!(Members::admit(Origin::signed(who), who));
}

struct RealWorld;

impl World for RealWorld {
	type Runtime = Real;

	fn enter(who: u64) {
		let others: Vec<u64> = (0..12).filter(|other| *other != who).collect();
		for other in others {
			let _ = Members::sponsor(Origin::signed(other), who);
		}
		if Members::admit(Origin::signed(99), who).is_err() {
			for other in 0..12 {
				let _ = Members::withdraw(Origin::signed(other), who);
			}
		}
	}

	fn resign(who: u64) {
		assert_ok!(Members::leave(Origin::signed(who)));
	}

	fn care(who: u64, more: bool) {
		let dependents = |who: u64| 100 * (who + 1)..100 * (who + 1) + 8;
		for account in dependents(who) {
			if more && Members::add_dependent(Origin::signed(who), account).is_ok() {
				for neighbour in 0..12 {
					let _ = Members::confirm_dependent(Origin::signed(neighbour), account);
				}
				return;
			}
			if !more && Members::remove_dependent(Origin::signed(who), account).is_ok() {
				return;
			}
		}
	}

	fn check() {
		let seated = crate::BaseSeats::<Real>::iter_keys();
		for (member, _) in seated {
			assert!(Members::account_of(member).is_some());
		}
		assert_ok!(pallet_members_state());
	}
}

/// The invariants of the neighbour, through its hook where the hook is built.
fn pallet_members_state() -> Result<(), frame_support::sp_runtime::TryRuntimeError> {
	#[cfg(feature = "try-runtime")]
	<Members as frame_support::traits::Hooks<u64>>::try_state(System::block_number())?;
	Ok(())
}

#[test]
fn who_leaves_the_community_leaves_no_seat_and_no_vote() {
	run(vec![(Workers, vec![0, 1, 2]), (Consumers, vec![3, 0])], || {
		assert_eq!(Councils::speaker_of(FIRST), Some(MemberId(0)));
		assert_ok!(Members::leave(Origin::signed(0)));
		assert_eq!(Councils::speaker_of(FIRST), None);
		assert_eq!(Councils::population_of(FIRST), 2);
		assert_eq!(Councils::population_of(CouncilId(1)), 1);
		assert_eq!(Councils::seat_of(MemberId(0), Workers), None);
		assert_eq!(Councils::seat_of(MemberId(0), Consumers), None);
		assert!(!Seats::<Real>::contains_key(FIRST, member(0)));
		let join = Councils::join(Origin::signed(0), FIRST);
		assert_noop!(join, crate::Error::<Real>::NotMember);
	});
}

#[test]
fn the_last_member_to_leave_takes_the_council_along() {
	run(vec![(Workers, vec![5])], || {
		assert_ok!(Members::leave(Origin::signed(5)));
		assert_eq!(Councils::side_of(FIRST), None);
	});
}

#[test]
fn who_returns_is_another_member_and_inherits_no_votes() {
	run(vec![(Workers, vec![5, 6, 7]), (Consumers, vec![0, 1])], || {
		assert_ok!(Members::leave(Origin::signed(5)));
		admit(5);
		assert_ok!(Councils::join(Origin::signed(5), FIRST));
		let member = Members::member_of(&5).unwrap();
		assert_eq!(member, MemberId(8));
		assert_eq!(Councils::tally(FIRST, Sitter::Member(member)), Some(0));
		assert_eq!(Councils::speaker_of(FIRST), None);
	});
}

#[test]
fn a_seat_makes_no_account_undeletable() {
	run(vec![(Consumers, vec![0, 1])], || {
		admit(20);
		assert_ok!(Councils::found(Origin::signed(20), Workers));
		assert_ok!(Members::leave(Origin::signed(20)));
		assert!(!System::account_exists(&20));
	});
}

#[test]
fn dependents_whom_neighbours_confirm_are_counted_up_the_tree() {
	run(vec![(Consumers, vec![0, 1]), (Consumers, vec![2]), (Workers, vec![0])], || {
		let signed = Origin::signed;
		let home = CouncilId(1);
		let city = crate::NextCouncil::<Real>::get();
		assert_ok!(Councils::offer(signed(0), FIRST, home, crate::Proposal::Found));
		assert_ok!(Councils::accept(signed(2), home, FIRST));
		let people = || (Councils::population_of(FIRST), Councils::population_of(city));
		assert_ok!(Members::add_dependent(signed(0), 50));
		assert_eq!(people(), (2, 3));
		assert_ok!(Members::confirm_dependent(signed(1), 50));
		assert_eq!(people(), (3, 4));
		assert_eq!(Councils::population_of(CouncilId(2)), 1);
		assert_ok!(Councils::move_to(signed(0), home));
		assert_eq!(people(), (1, 4));
		assert_ok!(Members::remove_dependent(signed(0), 50));
		assert_eq!(people(), (1, 3));
	});
}

#[test]
fn who_is_suspended_keeps_the_seat_and_does_not_act() {
	run(vec![(Workers, vec![0, 1, 2])], || {
		assert_ok!(Members::suspend(Origin::root(), MemberId(0)));
		let leave = Councils::leave(Origin::signed(0), Workers);
		assert_noop!(leave, crate::Error::<Real>::Suspended);
		assert_eq!(Councils::speaker_of(FIRST), Some(MemberId(0)));
		for voter in [1, 2] {
			assert_ok!(Councils::back(Origin::signed(voter), Workers, Some(MemberId(1))));
		}
		assert_eq!(Councils::speaker_of(FIRST), Some(MemberId(1)));
	});
}

#[test]
fn genesis_councils_of_who_is_no_member_are_refused() {
	let refused = std::panic::catch_unwind(|| with(vec![(Workers, vec![42])]));
	assert!(refused.is_err());
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn any_sequence_of_calls_agrees_with_the_model(acts in acts(1..150)) {
		with(vec![]).execute_with(|| drop(play::<RealWorld>(&acts)));
	}
}

#[test]
fn a_thousand_seeded_calls_agree_with_the_model() {
	play_seeded::<RealWorld>(10..20, || with(vec![]));
}
