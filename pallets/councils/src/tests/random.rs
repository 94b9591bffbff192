//! Calls at random, compared with a plain model, with the invariants checked after every block.

use super::*;
use crate::{is_majority, Config, Pallet, Standing};
use frame_support::sp_runtime::StateVersion;
use frame_system::RawOrigin;
use parecon_primitives::Membership;
use proptest::{
	prelude::*,
	strategy::ValueTree,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use sp_io::TestExternalities;
use std::collections::BTreeMap;

/// Accounts that take part; the first eight are members at the start.
const PEOPLE: u64 = 12;

/// What a runtime has to offer beside the calls of this pallet.
pub trait World {
	type Runtime: Config<AccountId = u64>;

	/// Makes `who` a member, if it can be.
	fn enter(who: u64);

	/// Ends the membership of `who`, if there is one.
	fn resign(who: u64);

	/// The invariants of the neighbours.
	fn check() {}
}

/// A council is named by an account that may have a seat in it, and a candidate by an account or,
/// from [`PEOPLE`] on, by a place in the voter's council: so calls are accepted often enough.
#[derive(Clone, Debug)]
pub enum Act {
	Found(u64, Side),
	Join(u64, u64, Side),
	Leave(u64, Side),
	Back(u64, Side, Option<u64>),
	Settle(u64, Side),
	Freeze,
	Enter(u64),
	Resign(u64),
}

fn act() -> impl Strategy<Value = Act> {
	let who = || 0..PEOPLE;
	let side = || prop_oneof![Just(Workers), Just(Consumers)];
	let whom = proptest::option::weighted(0.9, 0..3 * PEOPLE);
	prop_oneof![
		2 => (who(), side()).prop_map(|(who, side)| Act::Found(who, side)),
		10 => (who(), who(), side()).prop_map(|(who, other, side)| Act::Join(who, other, side)),
		3 => (who(), side()).prop_map(|(who, side)| Act::Leave(who, side)),
		16 => (who(), side(), whom).prop_map(|(who, side, whom)| Act::Back(who, side, whom)),
		6 => (who(), side()).prop_map(|(whom, side)| Act::Settle(whom, side)),
		1 => Just(Act::Freeze),
		3 => who().prop_map(Act::Enter),
		1 => who().prop_map(Act::Resign),
	]
}

/// The rules again, with nothing but maps.
#[derive(Default)]
struct Model {
	seats: BTreeMap<(MemberId, Side), CouncilId>,
	votes: BTreeMap<(MemberId, Side), MemberId>,
	frozen: BTreeMap<CouncilId, u32>,
}

impl Model {
	fn populations(&self) -> BTreeMap<CouncilId, u32> {
		let mut populations = BTreeMap::new();
		for council in self.seats.values() {
			*populations.entry(*council).or_default() += 1;
		}
		populations
	}

	fn leave(&mut self, member: MemberId, side: Side) {
		self.seats.remove(&(member, side));
		self.votes.remove(&(member, side));
		self.votes.retain(|(_, of), candidate| *of != side || *candidate != member);
	}

	fn compare<T: Config>(&self) {
		let populations = self.populations();
		assert_eq!(crate::Councils::<T>::iter().count(), populations.len(), "councils");
		for (council, population) in populations {
			assert_eq!(Pallet::<T>::population_of(council), population, "recount of {council}");
			let frozen = self.frozen.get(&council).copied().unwrap_or_default();
			assert_eq!(Pallet::<T>::frozen_population(council), frozen, "frozen {council}");
			self.compare_votes::<T>(council, population);
		}
		for ((member, side), council) in &self.seats {
			assert_eq!(Pallet::<T>::seat_of(*member, *side), Some(*council));
		}
		assert_eq!(crate::BaseSeats::<T>::iter().count(), self.seats.len(), "a second seat");
	}

	fn compare_votes<T: Config>(&self, council: CouncilId, seats: u32) {
		let side = Pallet::<T>::side_of(council).unwrap();
		let mut holder = None;
		for seat in Pallet::<T>::seats(council) {
			let vote = self.votes.get(&(seat.member, side)).copied();
			assert_eq!(seat.backing, vote, "vote of {} in {council}", seat.member);
			let in_council = |member| self.seats.get(&(member, side)) == Some(&council);
			let backers = self
				.votes
				.iter()
				.filter(|((voter, of), whom)| {
					*of == side && **whom == seat.member && in_council(*voter)
				})
				.count() as u32;
			assert_eq!(seat.backers, backers, "tally of {} in {council}", seat.member);
			if is_majority(backers, seats) {
				assert_eq!(holder.replace(seat.member), None, "two majorities");
			}
		}
		let speaker = Pallet::<T>::speaker_of(council);
		let to_be_settled = holder.is_some_and(|holder| {
			Pallet::<T>::why_speaker(council, holder).standing == Standing::ToBeSettled
		});
		assert!(speaker == holder || (speaker.is_none() && to_be_settled), "speaker of {council}");
	}
}

/// Nobody and nowhere.
const NONE: u32 = u32::MAX;

fn member<W: World>(who: u64) -> MemberId {
	<W::Runtime as Config>::Membership::member_of(&who).unwrap_or(MemberId(NONE))
}

/// The council of `side` in which `who` has a seat.
fn council_of<W: World>(who: u64, side: Side) -> CouncilId {
	Pallet::<W::Runtime>::seat_of(member::<W>(who), side).unwrap_or(CouncilId(NONE))
}

/// Whom `whom` names, as seen by `voter`.
fn candidate<W: World>(voter: u64, side: Side, whom: u64) -> MemberId {
	let seats = Pallet::<W::Runtime>::seats(council_of::<W>(voter, side));
	if whom < PEOPLE || seats.is_empty() {
		member::<W>(whom)
	} else {
		seats[whom as usize % seats.len()].member
	}
}

/// The name of a kind of act.
fn kind(act: &Act) -> String {
	let shown = format!("{act:?}");
	shown.split('(').next().unwrap_or_default().to_string()
}

/// Does `act` on the chain, and in the model if the chain accepted it.
fn step<W: World>(act: &Act, model: &mut Model) -> DispatchResult {
	type Calls<W> = Pallet<<W as World>::Runtime>;
	let signed = |who| RawOrigin::Signed(who).into();
	let member = member::<W>;
	match *act {
		Act::Found(who, side) => {
			let council = crate::NextCouncil::<W::Runtime>::get();
			Calls::<W>::found(signed(who), side)?;
			model.seats.insert((member(who), side), council);
			model.votes.insert((member(who), side), member(who));
		},
		Act::Join(who, other, side) => {
			let council = council_of::<W>(other, side);
			Calls::<W>::join(signed(who), council)?;
			model.seats.insert((member(who), side), council);
		},
		Act::Leave(who, side) => {
			Calls::<W>::leave(signed(who), side)?;
			model.leave(member(who), side);
		},
		Act::Back(who, side, whom) => {
			let whom = whom.map(|whom| candidate::<W>(who, side, whom));
			Calls::<W>::back(signed(who), side, whom)?;
			model.votes.remove(&(member(who), side));
			model.votes.extend(whom.map(|whom| ((member(who), side), whom)));
		},
		Act::Settle(whom, side) => {
			let council = council_of::<W>(whom, side);
			Calls::<W>::settle_speaker(signed(99), council, member(whom))?;
			assert_eq!(Calls::<W>::speaker_of(council), Some(member(whom)));
		},
		Act::Freeze => {
			Calls::<W>::freeze();
			model.frozen = model.populations();
		},
		Act::Enter(who) => W::enter(who),
		Act::Resign(who) => {
			let left = member(who);
			frame_support::ensure!(left.0 != NONE, Error::<W::Runtime>::NotMember);
			W::resign(who);
			model.leave(left, Workers);
			model.leave(left, Consumers);
		},
	}
	Ok(())
}

/// Plays all of `acts`, and returns how many of each kind the chain accepted.
pub fn play<W: World>(acts: &[Act]) -> BTreeMap<String, u32> {
	let mut model = Model::default();
	let mut accepted = BTreeMap::new();
	for act in acts {
		let before = sp_io::storage::root(StateVersion::V1);
		if let Err(error) = step::<W>(act, &mut model) {
			let after = sp_io::storage::root(StateVersion::V1);
			assert_eq!(after, before, "a call that failed has written: {act:?} {error:?}");
		} else {
			*accepted.entry(kind(act)).or_default() += 1;
		}
		model.compare::<W::Runtime>();
		Pallet::<W::Runtime>::do_try_state().unwrap();
		W::check();
		let next = frame_system::Pallet::<W::Runtime>::block_number() + 1u32.into();
		frame_system::Pallet::<W::Runtime>::set_block_number(next);
		frame_system::Pallet::<W::Runtime>::reset_events();
	}
	accepted
}

/// Plays a thousand calls of each of `seeds` on a fresh `chain`, and expects that some of every kind
/// were accepted.
pub fn play_seeded<W: World>(seeds: std::ops::Range<u8>, chain: impl Fn() -> TestExternalities) {
	let mut accepted: BTreeMap<String, u32> = BTreeMap::new();
	for seed in seeds {
		for (kind, count) in chain().execute_with(|| play::<W>(&seeded(seed))) {
			*accepted.entry(kind).or_default() += count;
		}
	}
	for (kind, fewest) in [
		("Found", 40),
		("Join", 80),
		("Leave", 40),
		("Back", 200),
		("Settle", 3),
		("Freeze", 40),
		("Enter", 40),
		("Resign", 20),
	] {
		let count = accepted.get(kind).copied().unwrap_or_default();
		assert!(count >= fewest, "{kind} was accepted {count} times only: {accepted:?}");
	}
}

pub fn acts(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Act>> {
	prop::collection::vec(act(), length)
}

fn seeded(seed: u8) -> Vec<Act> {
	let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
	let mut runner = TestRunner::new_with_rng(Default::default(), rng);
	acts(1_000..1_001).new_tree(&mut runner).unwrap().current()
}

/// The neighbour of the mock.
struct Mock;

impl World for Mock {
	type Runtime = Test;

	fn enter(who: u64) {
		// Identifiers are never given again: here each entry takes one of its block.
		let id = MemberId(1_000 + System::block_number() as u32);
		People::mutate(|people| {
			people.entry(who).or_insert(id);
		});
	}

	fn resign(who: u64) {
		let member = People::mutate(|people| people.remove(&who)).unwrap();
		Councils::member_left(member);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn any_sequence_of_calls_agrees_with_the_model(acts in acts(1..150)) {
		with(8).execute_with(|| drop(play::<Mock>(&acts)));
	}
}

#[test]
fn a_thousand_seeded_calls_agree_with_the_model() {
	play_seeded::<Mock>(0..6, || with(8));
}
