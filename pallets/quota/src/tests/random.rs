//! Acts at random, with the invariants checked after each.

use super::*;
use crate::QuotaRules;
use parecon_primitives::{OnMemberChange, StorageQuota};
use proptest::prelude::*;
use sp_runtime::StateVersion;
use std::collections::BTreeMap;

/// Members who take part.
const PEOPLE: u64 = 5;

#[derive(Clone, Debug)]
enum Act {
	/// Who, what kind, weight in ms, how much of it is used, whether it fails.
	Send(u64, u8, u64, u64, bool),
	Hold(u64, u32),
	Release(u64, u32),
	/// Whose council, and bytes.
	HoldOfCouncil(u64, u32),
	ReleaseOfCouncil(u64, u32),
	Sweep(u64),
	Leave(u64),
	SetRules(u64, u64, u64),
	Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
	let who = || 0..PEOPLE;
	prop_oneof![
		16 => (who(), 0..4u8, 0..30u64, 0..30u64, any::<bool>())
			.prop_map(|(who, kind, most, used, fails)| Act::Send(who, kind, most, used, fails)),
		6 => (who(), 0..3_000u32).prop_map(|(who, bytes)| Act::Hold(who, bytes)),
		4 => (who(), 0..3_000u32).prop_map(|(who, bytes)| Act::Release(who, bytes)),
		3 => (who(), 0..3_000u32).prop_map(|(who, bytes)| Act::HoldOfCouncil(who, bytes)),
		2 => (who(), 0..3_000u32).prop_map(|(who, place)| Act::ReleaseOfCouncil(who, place)),
		2 => who().prop_map(Act::Sweep),
		1 => who().prop_map(Act::Leave),
		1 => (0..200u64, 0..50_000u64, 0..30u64)
			.prop_map(|(member, refill, item)| Act::SetRules(member, refill, item)),
		4 => (1..3_000u64).prop_map(Act::Wait),
	]
}

/// The records that each member and each council holds, which the purses must agree with.
type Records = BTreeMap<PurseId, Vec<u32>>;

fn id(who: u64) -> MemberId {
	MemberId(who as u32)
}

fn purse(who: u64) -> PurseId {
	PurseId::Member(id(who))
}

fn council(who: u64) -> PurseId {
	PurseId::Council(CouncilId(who as u32))
}

fn send(who: u64, kind: u8, most: u64, used: u64, fails: bool) -> bool {
	let call = match kind {
		0 => remark(b"v"),
		1 => remark(&[b'c', who as u8]),
		2 => remark(&[b'c', 9]),
		_ => remark(b""),
	};
	let (weight, actual) = (most * MS, used.min(most) * MS);
	let sent = Tx { call, weight, actual, fails, ..tx(who) };
	let issued = Balances::total_issuance();
	let (checked, applied) = (sent.check().map(|_| ()), sent.apply().map(|_| ()));
	assert_eq!(checked, applied, "the pool was told the truth");
	assert_eq!(Balances::total_issuance(), issued, "nobody has tokens");
	applied.is_ok()
}

fn hold(purse: PurseId, bytes: u32, records: &mut Records) -> bool {
	let held = match purse {
		PurseId::Council(council) => <Quota as StorageQuota>::hold_of_council(council, bytes),
		PurseId::Member(member) | PurseId::Voice(member) => {
			<Quota as StorageQuota>::hold(member, bytes)
		},
	};
	if held.is_ok() {
		records.entry(purse).or_default().push(bytes);
	}
	held.is_ok()
}

/// A release names a record that there is, if there is one.
fn release(purse: PurseId, place: u32, records: &mut Records) -> bool {
	let held = records.entry(purse).or_default();
	if held.is_empty() {
		return false;
	}
	let bytes = held.remove(place as usize % held.len());
	match purse {
		PurseId::Council(council) => {
			<Quota as StorageQuota>::release_of_council(council, bytes);
		},
		PurseId::Member(member) | PurseId::Voice(member) => {
			<Quota as StorageQuota>::release(member, bytes);
		},
	}
	true
}

fn perform(act: &Act, records: &mut Records) -> bool {
	match *act {
		Act::Send(who, kind, most, used, fails) => send(who, kind, most, used, fails),
		Act::Hold(who, bytes) => hold(purse(who), bytes, records),
		Act::Release(who, place) => release(purse(who), place, records),
		Act::HoldOfCouncil(who, bytes) => hold(council(who), bytes, records),
		Act::ReleaseOfCouncil(who, place) => release(council(who), place, records),
		Act::Sweep(who) => Quota::sweep(Origin::signed(STRANGER), purse(who)).is_ok(),
		Act::Leave(who) => {
			// Whoever is back has another number; here the purse alone starts anew.
			<Quota as OnMemberChange<u64>>::member_left(id(who));
			records.remove(&purse(who));
			true
		},
		Act::SetRules(member, refill, item) => {
			let (member, item) = (member * MS, item * MS);
			let rules = QuotaRules { member, refill, item, ..QuotaRules::default() };
			Quota::set_rules(Origin::root(), rules).is_ok()
		},
		Act::Wait(blocks) => {
			go_to(System::block_number() + blocks);
			true
		},
	}
}

fn check(act: &Act, records: &mut Records) -> bool {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	let done = perform(act, records);
	if !done {
		assert_eq!(root(), before, "what was refused has written: {act:?}");
	}
	for purse in (0..PEOPLE).flat_map(|who| [purse(who), council(who)]) {
		let expected =
			records.get(&purse).map_or((0, 0), |held| (held.len() as u32, held.iter().sum()));
		let held = Purses::<Test>::get(purse).unwrap_or(crate::Purse::full(0)).held;
		assert_eq!((held.records, held.bytes), expected, "records of {purse:?}");
	}
	System::reset_events();
	Quota::do_try_state().unwrap();
	done
}

/// Plays all of `acts`, and returns how many of each kind were accepted.
fn play(acts: &[Act]) -> BTreeMap<String, u32> {
	with().execute_with(|| {
		let mut records = Records::new();
		let mut accepted = BTreeMap::new();
		for act in acts {
			if check(act, &mut records) {
				let shown = format!("{act:?}");
				let kind = shown.split('(').next().unwrap_or_default().to_string();
				*accepted.entry(kind).or_default() += 1;
			}
		}
		accepted
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn any_sequence_of_acts_keeps_the_invariants(acts in prop::collection::vec(act(), 1..120)) {
		play(&acts);
	}
}

#[test]
fn a_thousand_seeded_acts_keep_the_invariants() {
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
			("Send", 50),
			("Hold", 10),
			("Release", 10),
			("HoldOfCouncil", 10),
			("ReleaseOfCouncil", 10),
			("Sweep", 1),
			("Leave", 3),
			("SetRules", 3),
		] {
			let count = accepted.get(kind).copied().unwrap_or_default();
			assert!(count >= fewest, "{kind} was accepted {count} times only: {accepted:?}");
		}
	}
}

#[test]
fn many_members_who_act_and_wait_leave_no_key() {
	run(|| {
		let before = keys();
		for who in 0..50 {
			assert_ok!(tx(who).apply());
			assert_ok!(<Quota as StorageQuota>::hold(id(who), 30));
		}
		go_to(20_000);
		for who in 0..50 {
			<Quota as StorageQuota>::release(id(who), 30);
			assert_ok!(Quota::sweep(Origin::signed(STRANGER), PurseId::Member(id(who))));
		}
		assert_eq!(keys(), before);
	});
}
