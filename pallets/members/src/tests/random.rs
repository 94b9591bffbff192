//! Calls at random, with the invariants checked after every block.

use super::*;
use crate::{AdmissionRules, Candidates, MemberOf, Sponsoring};
use frame_support::{dispatch::DispatchResult, sp_runtime::StateVersion};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Accounts that take part.
const PEOPLE: u64 = 18;

/// Candidates are named by their place among those that there are, or by an account where there is
/// none of that place: so calls are accepted often enough.
#[derive(Clone, Debug)]
enum Act {
	Sponsor(u64, u64),
	Withdraw(u64, u64),
	Admit(u64),
	Leave(u64),
	Discard(u64),
	SetRules(u32, u32, u64),
	Depend(u64),
	Release(u64),
	Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
	let who = || 0..PEOPLE;
	let place = || 0..6u64;
	prop_oneof![
		12 => (who(), who()).prop_map(|(who, whom)| Act::Sponsor(who, whom)),
		3 => (who(), place()).prop_map(|(who, place)| Act::Withdraw(who, place)),
		4 => place().prop_map(Act::Admit),
		1 => who().prop_map(Act::Leave),
		2 => place().prop_map(Act::Discard),
		1 => (0..6u32, 0..7u32, 0..80u64).prop_map(|(k, open, life)| Act::SetRules(k, open, life)),
		1 => who().prop_map(Act::Depend),
		2 => who().prop_map(Act::Release),
		1 => (1..20u64).prop_map(Act::Wait),
	]
}

/// The candidate at `place`, or the account of that number.
fn candidate(place: u64) -> u64 {
	let mut candidates: Vec<u64> = Candidates::<Test>::iter_keys().collect();
	candidates.sort();
	candidates.get(place as usize).copied().unwrap_or(place)
}

fn call(act: &Act) -> DispatchResult {
	let signed = Origin::signed;
	match *act {
		Act::Sponsor(who, whom) => Members::sponsor(signed(who), whom),
		Act::Withdraw(who, place) => Members::withdraw(signed(who), candidate(place)),
		Act::Admit(place) => Members::admit(signed(DAN), candidate(place)),
		Act::Leave(who) => Members::leave(signed(who)),
		Act::Discard(place) => Members::discard(signed(DAN), candidate(place)),
		Act::SetRules(sponsors_needed, open_sponsorships, candidacy_lifetime) => {
			let rules = AdmissionRules { sponsors_needed, open_sponsorships, candidacy_lifetime };
			Members::set_rules(Origin::root(), rules)
		},
		Act::Depend(who) => System::inc_consumers(&who),
		Act::Release(who) => {
			if System::consumers(&who) > 0 {
				System::dec_consumers(&who);
			}
			Ok(())
		},
		Act::Wait(blocks) => {
			go_to(System::block_number() + blocks);
			Ok(())
		},
	}
}

/// What must hold beside the invariants.
fn check(act: &Act, given: &mut BTreeSet<MemberId>) -> bool {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	let result = call(act);
	if result.is_err() {
		assert_eq!(root(), before, "a call that failed has written: {act:?} {result:?}");
	}
	for event in events() {
		if let Event::Admitted { member, .. } = event {
			assert!(given.insert(member), "identifier given twice: {member}");
		}
	}
	let accounts: BTreeSet<MemberId> = MemberOf::<Test>::iter().map(|(_, member)| member).collect();
	assert_eq!(accounts.len(), MemberOf::<Test>::iter().count(), "two accounts of one member");
	assert!(Sponsoring::<Test>::iter().all(|(_, open)| open.len() <= 5));
	Members::do_try_state().unwrap();
	result.is_ok()
}

/// The name of a kind of act.
fn kind(act: &Act) -> String {
	let shown = format!("{act:?}");
	shown.split('(').next().unwrap_or_default().to_string()
}

/// Plays all of `acts`, and returns how many of each kind the chain accepted.
fn play(acts: &[Act]) -> BTreeMap<String, u32> {
	with(6).execute_with(|| {
		let mut given: BTreeSet<MemberId> = (0..6).map(MemberId).collect();
		let mut accepted = BTreeMap::new();
		for act in acts {
			if check(act, &mut given) {
				*accepted.entry(kind(act)).or_default() += 1;
			}
			go_to(System::block_number() + 1);
		}
		accepted
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn any_sequence_of_calls_keeps_the_invariants(acts in prop::collection::vec(act(), 1..120)) {
		play(&acts);
	}
}

#[test]
fn a_thousand_seeded_calls_keep_the_invariants() {
	use proptest::{
		strategy::ValueTree,
		test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
	};
	for seed in 0..4u8 {
		let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
		let mut runner = TestRunner::new_with_rng(Config::default(), rng);
		let acts = prop::collection::vec(act(), 1_000).new_tree(&mut runner).unwrap().current();
		let accepted = play(&acts);
		for (kind, fewest) in [
			("Sponsor", 20),
			("Withdraw", 5),
			("Admit", 5),
			("Leave", 5),
			("Discard", 1),
			("SetRules", 5),
		] {
			let count = accepted.get(kind).copied().unwrap_or_default();
			assert!(count >= fewest, "{kind} was accepted {count} times only: {accepted:?}");
		}
	}
}

#[test]
fn create_then_remove_leaves_no_key_after_any_history() {
	run(|| {
		let before = keys();
		for candidate in 20..30 {
			sponsor(candidate % 6, candidate);
			sponsor((candidate + 1) % 6, candidate);
			assert_ok!(Members::admit(Origin::signed(DAN), candidate));
			sponsor(candidate, 200 + candidate);
		}
		for candidate in 20..30 {
			assert_ok!(Members::leave(Origin::signed(candidate)));
		}
		assert_eq!(keys(), before);
	});
}
