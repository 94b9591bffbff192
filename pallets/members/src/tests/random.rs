//! Calls at random, with the invariants checked after every block, beside a model that knows
//! nothing but what other pallets are told.

use super::*;
use crate::{AdmissionRules, Candidates, Dependents, MemberOf, Recoveries, Sponsoring};
use frame_support::sp_runtime::{Perbill, StateVersion};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Accounts that take part.
const PEOPLE: u64 = 18;

/// Members, candidates, dependents, recoveries and offers are named by their place among those
/// that there are, or by an account where there is none of that place: so calls are accepted often
/// enough.
#[derive(Clone, Debug)]
enum Act {
	Sponsor(u64, u64),
	Withdraw(u64, u64),
	Admit(u64),
	Leave(u64),
	Discard(u64),
	SetRules(u32, u32, u64, u32),
	Object(u64, u64),
	Settle(u64, u64, bool),
	Offer(u64, u64),
	WithdrawOffer(u64),
	Accept(u64),
	Recover(u64, u64),
	Replace(u64, u64),
	Cancel(u64),
	Complete(u64),
	DiscardRecovery(u64),
	Renew(u64),
	Lapse(u64),
	Suspend(u64),
	Reinstate(u64),
	LiftBar(u64),
	Duplicate(u64, u64),
	Reassign(u64, u64),
	Release(u64),
	Add(u64, u64),
	Confirm(u64, u64),
	Remove(u64),
	HandOver(u64, u64),
	Take(u64),
	Depend(u64),
	Undepend(u64),
	Move(u64, u32),
	Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
	let who = || 0..PEOPLE;
	let place = || 0..6u64;
	let road = prop_oneof![
		24 => (who(), who()).prop_map(|(who, whom)| Act::Sponsor(who, whom)),
		4 => (who(), place()).prop_map(|(who, place)| Act::Withdraw(who, place)),
		10 => place().prop_map(Act::Admit),
		2 => who().prop_map(Act::Leave),
		3 => place().prop_map(Act::Discard),
		1 => (0..6u32, 0..7u32, 0..80u64, 0..4u32)
			.prop_map(|(k, open, life, term)| Act::SetRules(k, open, life, term)),
		8 => (who(), 0..2u64).prop_map(|(who, place)| Act::Object(who, place)),
		3 => (0..4u64, place(), any::<bool>())
			.prop_map(|(who, place, admit)| Act::Settle(who, place, admit)),
		1 => (who(), 0..4u32).prop_map(|(who, council)| Act::Move(who, council)),
		4 => who().prop_map(Act::Renew),
		1 => who().prop_map(Act::Lapse),
		1 => who().prop_map(Act::Suspend),
		2 => who().prop_map(Act::Reinstate),
		4 => who().prop_map(Act::LiftBar),
		1 => (who(), who()).prop_map(|(who, original)| Act::Duplicate(who, original)),
	];
	let accounts = prop_oneof![
		3 => (who(), who()).prop_map(|(who, new)| Act::Offer(who, new)),
		1 => who().prop_map(Act::WithdrawOffer),
		3 => place().prop_map(Act::Accept),
		6 => (0..3u64, who()).prop_map(|(whom, new)| Act::Recover(whom, new)),
		4 => (0..2u64, who()).prop_map(|(place, new)| Act::Replace(place, new)),
		1 => who().prop_map(Act::Cancel),
		3 => place().prop_map(Act::Complete),
		4 => place().prop_map(Act::DiscardRecovery),
		2 => (who(), who()).prop_map(|(whom, new)| Act::Reassign(whom, new)),
		2 => who().prop_map(Act::Release),
		2 => who().prop_map(Act::Depend),
		3 => who().prop_map(Act::Undepend),
		4 => (who(), who()).prop_map(|(who, account)| Act::Add(who, account)),
		6 => (who(), place()).prop_map(|(who, place)| Act::Confirm(who, place)),
		1 => place().prop_map(Act::Remove),
		2 => (place(), who()).prop_map(|(place, to)| Act::HandOver(place, to)),
		2 => place().prop_map(Act::Take),
		1 => (1..20u64).prop_map(Act::Wait),
	];
	prop_oneof![3 => road, 2 => accounts]
}

/// That of `keys` at `place`, or the account of that number.
fn at(keys: impl Iterator<Item = u64>, place: u64) -> u64 {
	let keys: BTreeSet<u64> = keys.collect();
	keys.into_iter().nth(place as usize).unwrap_or(place)
}

/// The account of the member at `place`, suspended or not; now and then that of a stranger.
fn person(place: u64) -> u64 {
	let members = u64::from(Members::count());
	at(MemberOf::<Test>::iter_keys(), place % (members + 1))
}

/// The account of a member who may go, where the community would not die out by it.
fn mortal(place: u64) -> u64 {
	if Members::count() > 5 {
		person(place)
	} else {
		DAN
	}
}

/// The account of the sponsored member at `place`.
fn sponsored(place: u64) -> u64 {
	let members = crate::Members::<Test>::iter_values();
	at(members.filter(|record| !record.sponsors.is_empty()).map(|record| record.account), place)
}

/// The account of the suspended member at `place`.
fn suspended(place: u64) -> u64 {
	let members = crate::Members::<Test>::iter_values();
	at(members.filter(|record| record.suspended).map(|record| record.account), place % 2)
}

/// The account of the barred member at `place`.
fn barred(place: u64) -> u64 {
	let members = crate::Members::<Test>::iter_values();
	at(members.filter(|record| record.barred_until.is_some()).map(|record| record.account), place)
}

/// The candidate at `place` whose case waits for the home council.
fn case(place: u64) -> u64 {
	let cases = Candidates::<Test>::iter().filter(|(_, person)| Members::waits_for_home(person));
	at(cases.map(|(account, _)| account), place % 2)
}

/// The account of who speaks now for the home council of `candidate`: mostly one who has given no
/// word and does not object.
fn judge(candidate: u64, place: u64) -> u64 {
	let Some(case) = Candidates::<Test>::get(candidate) else { return person(place) };
	let sponsors = case.words.iter().map(|word| word.sponsor);
	let parties: BTreeSet<MemberId> = sponsors.chain(case.objectors.iter().copied()).collect();
	let among = |wanted: bool| {
		MemberOf::<Test>::iter()
			.filter(move |(_, member)| parties.contains(member) == wanted)
			.map(|(account, _)| account)
	};
	let judge = at(among(place == 0), place);
	speak(case.home, MemberOf::<Test>::get(judge));
	judge
}

/// A candidate, or an account that may become one: some of them dependents'.
fn prospect(place: u64) -> u64 {
	let candidates: BTreeSet<u64> = Candidates::<Test>::iter_keys().collect();
	candidates.into_iter().nth(place as usize / 2).unwrap_or(20 + place)
}

fn candidate(place: u64) -> u64 {
	at(Candidates::<Test>::iter_keys(), place)
}

fn ward(place: u64) -> u64 {
	at(Dependents::<Test>::iter_keys(), place)
}

fn offered(place: u64) -> u64 {
	at(crate::AccountOffers::<Test>::iter_keys(), place)
}

fn recovered(place: u64) -> MemberId {
	MemberId(at(Recoveries::<Test>::iter_keys().map(|member| member.0.into()), place) as u32)
}

/// The member at `place` whose recovery still takes words.
fn undecided(place: u64) -> MemberId {
	let takes_words = |recovery: &crate::RecoveryOf<Test>| {
		recovery.due.is_none() && !Members::is_recovery_expired(recovery)
	};
	let open = Recoveries::<Test>::iter().filter(|(_, recovery)| takes_words(recovery));
	MemberId(at(open.map(|(member, _)| member.0.into()), place) as u32)
}

/// The first whose recovery is too late and has no majority.
fn dead_recovery() -> Option<MemberId> {
	let dead = |(_, recovery): &(MemberId, crate::RecoveryOf<Test>)| {
		Members::is_recovery_expired(recovery)
	};
	Recoveries::<Test>::iter().find(dead).map(|(member, _)| member)
}

/// The member of `account`, suspended or not.
fn id(account: u64) -> MemberId {
	MemberOf::<Test>::get(account).unwrap_or(MemberId(9_999))
}

/// The account of the guardian of `ward`.
fn guardian(ward: u64) -> u64 {
	let guardian = Dependents::<Test>::get(ward).map(|dependent| dependent.guardian);
	guardian.and_then(Members::account_of).unwrap_or(ward)
}

/// The words for the recovery of `member`.
fn words_for(member: MemberId) -> Vec<crate::RecoveryWord<u64>> {
	Recoveries::<Test>::get(member).map(|open| open.words.into_inner()).unwrap_or_default()
}

/// The account of the first sponsor of `member` who has given no word for the recovery.
fn next_word(member: MemberId) -> u64 {
	let given: Vec<MemberId> = words_for(member).iter().map(|word| word.sponsor).collect();
	let record = crate::Members::<Test>::get(member);
	let sponsors = record.map(|record| record.sponsors.into_inner()).unwrap_or_default();
	let next = sponsors.into_iter().find(|sponsor| !given.contains(sponsor));
	next.and_then(Members::account_of).unwrap_or(DAN)
}

/// The account that the first word for the recovery of `member` names; now and then another.
fn named(member: MemberId, new: u64) -> u64 {
	let first = words_for(member).first().map(|word| word.account);
	first.filter(|_| !new.is_multiple_of(3)).unwrap_or(40 + new)
}

fn call(act: &Act) -> DispatchResult {
	let by = |place| signed(person(place));
	let (anyone, root) = (|| signed(DAN), Origin::root);
	match *act {
		Act::Sponsor(who, whom) => Members::sponsor(by(who), prospect(whom)),
		Act::Withdraw(who, place) => Members::withdraw(by(who), candidate(place)),
		Act::Admit(place) => Members::admit(anyone(), candidate(place)),
		Act::Leave(who) => Members::leave(signed(mortal(who))),
		Act::Discard(place) => Members::discard(anyone(), candidate(place)),
		Act::SetRules(k, open, life, term) => Members::set_rules(root(), some(k, open, life, term)),
		Act::Object(who, place) => Members::object(by(who), candidate(place)),
		Act::Settle(who, place, admit) => {
			let candidate = case(place);
			Members::settle_case(signed(judge(candidate, who)), candidate, admit)
		},
		Act::Renew(who) => Members::renew(by(who)),
		Act::Lapse(who) => Members::lapse(anyone(), id(mortal(who))),
		Act::Suspend(who) => Members::suspend(root(), id(mortal(who))),
		Act::Reinstate(who) => Members::reinstate(root(), id(suspended(who))),
		Act::LiftBar(who) => Members::lift_bar(root(), id(barred(who % 2))),
		Act::Duplicate(who, original) => {
			Members::end_duplicate(root(), id(sponsored(who % 4)), id(person(original)))
		},
		_ => call_for_accounts(act),
	}
}

fn call_for_accounts(act: &Act) -> DispatchResult {
	let by = |place| signed(person(place));
	match *act {
		Act::Offer(who, new) => Members::offer_account(by(who), 30 + new),
		Act::WithdrawOffer(who) => Members::withdraw_offer(by(who)),
		Act::Accept(place) => Members::accept_account(signed(offered(place))),
		Act::Recover(whom, new) => {
			let member = id(sponsored(whom));
			Members::recover(signed(next_word(member)), member, named(member, new))
		},
		Act::Replace(place, new) => {
			let member = undecided(place);
			let giver = words_for(member).last().map(|word| word.sponsor);
			let giver = giver.and_then(Members::account_of).unwrap_or(DAN);
			Members::recover(signed(giver), member, named(member, new))
		},
		Act::Cancel(who) => Members::cancel_recovery(by(who)),
		Act::Complete(place) => Members::complete_recovery(signed(DAN), recovered(place)),
		Act::DiscardRecovery(place) => {
			Members::discard_recovery(signed(DAN), dead_recovery().unwrap_or(recovered(place)))
		},
		Act::Reassign(whom, new) => Members::reassign(Origin::root(), id(person(whom)), 30 + new),
		Act::Release(place) => {
			let account = at(crate::Lingering::<Test>::iter_keys(), place % 2);
			Members::release(signed(DAN), account)
		},
		Act::Add(who, account) => Members::add_dependent(by(who), 20 + account),
		Act::Confirm(who, place) => Members::confirm_dependent(by(who), ward(place)),
		Act::Remove(place) => Members::remove_dependent(signed(guardian(ward(place))), ward(place)),
		Act::HandOver(place, to) => {
			Members::hand_over(signed(guardian(ward(place))), ward(place), id(person(to)))
		},
		Act::Take(place) => {
			let to = Dependents::<Test>::get(ward(place)).and_then(|ward| ward.offered_to);
			let account = to.and_then(Members::account_of).unwrap_or(DAN);
			Members::accept_guardianship(signed(account), ward(place))
		},
		_ => aside(act),
	}
}

/// What happens beside the pallet.
fn aside(act: &Act) -> DispatchResult {
	match *act {
		Act::Depend(who) => return System::inc_consumers(&person(who)),
		Act::Undepend(place) => {
			let used = frame_system::Account::<Test>::iter().filter(|(_, info)| info.consumers > 0);
			let account = at(used.map(|(account, _)| account), place % 3);
			if System::consumers(&account) > 0 {
				System::dec_consumers(&account);
			}
		},
		Act::Move(who, council) => {
			let council = Some(CouncilId(10 + council)).filter(|council| council.0 < 13);
			seat(id(person(who)), Side::Consumers, council);
		},
		Act::Wait(blocks) => go_to(System::block_number() + blocks),
		_ => {},
	}
	Ok(())
}

/// Rules, some of them out of bounds.
fn some(k: u32, open: u32, life: u64, term: u32) -> AdmissionRules<u64> {
	AdmissionRules {
		sponsors_needed: k,
		councils_needed: k.div_ceil(2),
		standing: term,
		open_sponsorships: open,
		candidacy_lifetime: 20 + life,
		growth: Perbill::from_percent(open),
		growth_least: open,
		waiting: 3 * u64::from(term),
		objectors_needed: 1 + term,
		recovery_delay: life / 8,
		recovery_lifetime: life,
		term: 2 + 3 * term,
		bar: term,
		..rules()
	}
}

/// What other pallets know: who is a member, through which account, with how many people.
struct Model {
	given: BTreeSet<MemberId>,
	accounts: BTreeMap<MemberId, u64>,
	heads: BTreeMap<MemberId, u32>,
}

impl Model {
	fn first(members: u32) -> Self {
		let first = || (0..members).map(MemberId);
		Self {
			given: first().collect(),
			accounts: first().map(|member| (member, member.0.into())).collect(),
			heads: first().map(|member| (member, 1)).collect(),
		}
	}

	/// Hears what the last call told.
	fn hear(&mut self) {
		for event in events() {
			if let Event::Admitted { member, account } = event {
				assert!(self.given.insert(member), "identifier given twice: {member}");
				self.accounts.insert(member, account);
				self.heads.insert(member, 1);
			}
		}
		for note in Told::take() {
			match note {
				Note::Left(member) => {
					assert!(self.accounts.remove(&member).is_some(), "{member} left twice");
					self.heads.remove(&member);
				},
				Note::Heads(member, heads) => {
					self.heads.insert(member, heads);
				},
				Note::Account(member, old, new) => {
					assert_eq!(self.accounts.insert(member, new), Some(old));
				},
			}
		}
	}

	/// Whether the chain agrees.
	fn check(&self) {
		let members: BTreeMap<MemberId, u64> = crate::Members::<Test>::iter()
			.map(|(member, record)| (member, record.account))
			.collect();
		assert_eq!(members, self.accounts);
		let accounts: BTreeSet<u64> = members.values().copied().collect();
		assert_eq!(accounts.len(), members.len(), "one account of two members");
		assert_eq!(MemberOf::<Test>::iter().count(), members.len(), "two accounts of one member");
		for member in members.keys() {
			let recount = Dependents::<Test>::iter_values()
				.filter(|dependent| dependent.guardian == *member && dependent.confirmed)
				.count() as u32;
			assert_eq!(Members::heads_of(*member), recount + 1);
			assert_eq!(self.heads.get(member), Some(&(recount + 1)), "heads of {member}");
		}
	}
}

/// What must hold beside the invariants.
fn check(act: &Act, model: &mut Model) -> bool {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	let result = call(act);
	if result.is_err() {
		assert_eq!(root(), before, "a call that failed has written: {act:?} {result:?}");
		assert_eq!(Told::get(), [], "a call that failed has told: {act:?} {result:?}");
	}
	model.hear();
	model.check();
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
		Room::set(6);
		let mut model = Model::first(6);
		let mut accepted = BTreeMap::new();
		for act in acts {
			if check(act, &mut model) {
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
	fn any_sequence_of_calls_keeps_the_invariants(acts in prop::collection::vec(act(), 1..160)) {
		play(&acts);
	}
}

/// How many calls of each kind have to be accepted, so that the test means something.
const FEWEST: [(&str, u32); 29] = [
	("Sponsor", 100),
	("Withdraw", 15),
	("Admit", 20),
	("Leave", 10),
	("Discard", 20),
	("SetRules", 5),
	("Object", 10),
	("Settle", 5),
	("Offer", 30),
	("WithdrawOffer", 3),
	("Accept", 15),
	("Recover", 50),
	("Replace", 5),
	("Cancel", 5),
	("Complete", 5),
	("Renew", 50),
	("DiscardRecovery", 2),
	("Lapse", 3),
	("Suspend", 5),
	("Reinstate", 5),
	("LiftBar", 3),
	("Duplicate", 4),
	("Reassign", 20),
	("Release", 2),
	("Add", 50),
	("Confirm", 10),
	("Remove", 20),
	("HandOver", 20),
	("Take", 5),
];

#[test]
fn thousands_of_seeded_calls_keep_the_invariants() {
	use proptest::{
		strategy::ValueTree,
		test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
	};
	let mut accepted = BTreeMap::<String, u32>::new();
	for seed in 0..12u8 {
		let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
		let mut runner = TestRunner::new_with_rng(Config::default(), rng);
		let acts = prop::collection::vec(act(), 2_000).new_tree(&mut runner).unwrap().current();
		for (kind, count) in play(&acts) {
			*accepted.entry(kind).or_default() += count;
		}
	}
	for (kind, fewest) in FEWEST {
		let count = accepted.get(kind).copied().unwrap_or_default();
		assert!(count >= fewest, "{kind} was accepted {count} times only: {accepted:?}");
	}
}

#[test]
fn create_then_remove_leaves_no_key_after_any_history() {
	run(|| {
		let before = keys();
		for candidate in 20..30 {
			sponsor(candidate % 6, candidate);
			sponsor((candidate + 1) % 6, candidate);
			assert_ok!(Members::admit(signed(DAN), candidate));
			sponsor(candidate, 200 + candidate);
		}
		for candidate in 20..30 {
			assert_ok!(Members::leave(signed(candidate)));
		}
		assert_eq!(keys(), before);
	});
}
