//! Calls at random, compared with a plain model, with the invariants checked after every block.

use super::{model::Model, *};
use crate::{Config, Pallet};
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

/// Names the first seat of a council of up to ten.
const FIRST_SEAT: u64 = 2_520;

/// What a runtime has to offer beside the calls of this pallet.
pub trait World {
	type Runtime: Config<AccountId = u64>;

	/// Makes `who` a member, if it can be.
	fn enter(who: u64);

	/// Ends the membership of `who`, if there is one.
	fn resign(who: u64);

	/// Gives `who`, who is a member, more dependents to care for, or fewer.
	fn care(who: u64, more: bool);

	/// The invariants of the neighbours.
	fn check() {}
}

/// A candidate is named by an account or, from [`PEOPLE`] on, by a place in the voter's council; a
/// council, an offer and a notice by a place among those that there are. So calls are accepted
/// often enough.
#[derive(Clone, Debug)]
pub enum Act {
	Found(u64, Side),
	Join(u64, usize, Side),
	Leave(u64, Side),
	Move(u64, usize, Side),
	Back(u64, Side, Option<u64>),
	Settle(u64, Side),
	Vouch(u64, Side, u64),
	Discard(usize),
	Charter(usize, Option<u32>, u32),
	Offer(usize, usize, Proposal),
	Withdraw(usize),
	Accept(usize),
	BackFor(usize, Option<usize>),
	Secede(usize),
	Part(usize),
	Dissolve(usize),
	Keep(usize),
	WindUp(usize, u32),
	Tidy(usize),
	Carry(usize),
	Open,
	Close,
	Freeze,
	Care(u64, bool),
	Enter(u64),
	Resign(u64),
}

fn who() -> impl Strategy<Value = u64> {
	0..PEOPLE
}

fn side() -> impl Strategy<Value = Side> {
	prop_oneof![Just(Workers), Just(Consumers)]
}

fn index() -> impl Strategy<Value = usize> {
	0..1_000usize
}

/// What members do for themselves.
fn act_of_member() -> impl Strategy<Value = Act> {
	// Most back the first who sits there, so that somebody speaks.
	let whom = prop_oneof![4 => Just(FIRST_SEAT), 2 => 0..3 * PEOPLE];
	let whom = proptest::option::weighted(0.9, whom);
	prop_oneof![
		6 => (who(), side()).prop_map(|(who, side)| Act::Found(who, side)),
		12 => (who(), index(), side()).prop_map(|(who, to, side)| Act::Join(who, to, side)),
		2 => (who(), side()).prop_map(|(who, side)| Act::Leave(who, side)),
		3 => (who(), index(), side()).prop_map(|(who, to, side)| Act::Move(who, to, side)),
		20 => (who(), side(), whom).prop_map(|(who, side, whom)| Act::Back(who, side, whom)),
		14 => (who(), side()).prop_map(|(whom, side)| Act::Settle(whom, side)),
		10 => (who(), side(), who()).prop_map(|(who, side, whom)| Act::Vouch(who, side, whom)),
		4 => (who(), any::<bool>()).prop_map(|(who, more)| Act::Care(who, more)),
		3 => who().prop_map(Act::Enter),
		1 => who().prop_map(Act::Resign),
	]
}

/// What speakers do for their councils.
fn act_of_speaker() -> impl Strategy<Value = Act> {
	let what = prop_oneof![
		4 => Just(Proposal::Found),
		3 => Just(Proposal::Join),
		1 => Just(Proposal::Merge),
	];
	let words = proptest::option::weighted(0.35, 1..3u32);
	prop_oneof![
		14 => (index(), index(), what).prop_map(|(id, to, what)| Act::Offer(id, to, what)),
		1 => index().prop_map(Act::Withdraw),
		10 => index().prop_map(Act::Accept),
		10 => (index(), proptest::option::weighted(0.9, index()))
			.prop_map(|(id, candidate)| Act::BackFor(id, candidate)),
		2 => index().prop_map(Act::Secede),
		1 => index().prop_map(Act::Dissolve),
		3 => index().prop_map(Act::Carry),
		4 => index().prop_map(Act::Keep),
		3 => (index(), words, 0..12u32)
			.prop_map(|(id, words, notice)| Act::Charter(id, words, notice)),
	]
}

fn act() -> impl Strategy<Value = Act> {
	prop_oneof![
		50 => act_of_member(),
		30 => act_of_speaker(),
		3 => index().prop_map(Act::Part),
		3 => (index(), 1..4u32).prop_map(|(id, limit)| Act::WindUp(id, limit)),
		2 => index().prop_map(Act::Discard),
		2 => index().prop_map(Act::Tidy),
		1 => Just(Act::Open),
		3 => Just(Act::Close),
		1 => Just(Act::Freeze),
	]
}

/// Nobody and nowhere.
const NONE: u32 = u32::MAX;

type Calls<W> = Pallet<<W as World>::Runtime>;
type Record<W> = crate::CouncilOf<<W as World>::Runtime>;

fn member<W: World>(who: u64) -> MemberId {
	<W::Runtime as Config>::Membership::member_of(&who).unwrap_or(MemberId(NONE))
}

/// The council of `side` in which `who` has a seat.
fn council_of<W: World>(who: u64, side: Side) -> CouncilId {
	Calls::<W>::seat_of(member::<W>(who), side).unwrap_or(CouncilId(NONE))
}

/// Whom `whom` names, as seen by `voter`.
fn candidate<W: World>(voter: u64, side: Side, whom: u64) -> MemberId {
	let seats = Calls::<W>::seats(council_of::<W>(voter, side));
	match seats.get(whom as usize % seats.len().max(1)) {
		Some(seat) if whom >= PEOPLE => match seat.sitter {
			Sitter::Member(member) => member,
			Sitter::Council(_) => unreachable!("base councils seat members"),
		},
		_ => member::<W>(whom),
	}
}

/// The council at `index` among those that `fit`.
fn pick<W: World>(index: usize, fit: impl Fn(&Record<W>) -> bool) -> CouncilId {
	let mut ids: Vec<CouncilId> = crate::Councils::<W::Runtime>::iter()
		.filter(|(_, council)| fit(council))
		.map(|(id, _)| id)
		.collect();
	ids.sort();
	ids.get(index % ids.len().max(1)).copied().unwrap_or(CouncilId(NONE))
}

/// The origin of who speaks for a council.
fn voice_of<W: World>(id: CouncilId) -> frame_system::pallet_prelude::OriginFor<W::Runtime> {
	let account = Calls::<W>::speaker_of(id)
		.and_then(<W::Runtime as Config>::Membership::account_of)
		.unwrap_or(99);
	RawOrigin::Signed(account).into()
}

/// The name of a kind of act.
fn kind(act: &Act) -> String {
	let shown = format!("{act:?}");
	shown.split('(').next().unwrap_or_default().to_string()
}

/// Does `act` on the chain, and in the model if the chain accepted it.
fn step<W: World>(act: &Act, model: &mut Model) -> DispatchResult {
	match act {
		Act::Found(..) | Act::Join(..) | Act::Leave(..) | Act::Move(..) => {
			step_of_seat::<W>(act, model)
		},
		Act::Back(..) | Act::Settle(..) | Act::BackFor(..) => step_of_vote::<W>(act, model),
		Act::Offer(..) | Act::Withdraw(_) | Act::Accept(_) | Act::Discard(_) => {
			step_of_offer::<W>(act, model)
		},
		Act::Secede(_) | Act::Part(_) | Act::Dissolve(_) | Act::Keep(_) | Act::WindUp(..) => {
			step_of_notice::<W>(act, model)
		},
		_ => step_of_rest::<W>(act, model),
	}
}

fn step_of_seat<W: World>(act: &Act, model: &mut Model) -> DispatchResult {
	let signed = |who| RawOrigin::Signed(who).into();
	match *act {
		Act::Found(who, side) => {
			let council = NextCouncil::<W::Runtime>::get();
			Calls::<W>::found(signed(who), side)?;
			model.found(member::<W>(who), side, council);
		},
		Act::Join(who, to, side) => {
			let council = pick::<W>(to, |council| council.level == 0 && council.side == side);
			Calls::<W>::join(signed(who), council)?;
			model.sit(member::<W>(who), council);
		},
		Act::Leave(who, side) => {
			Calls::<W>::leave(signed(who), side)?;
			model.leave(member::<W>(who), side);
		},
		Act::Move(who, to, side) => {
			let council = pick::<W>(to, |council| council.level == 0 && council.side == side);
			Calls::<W>::move_to(signed(who), council)?;
			model.sit(member::<W>(who), council);
		},
		_ => unreachable!("{act:?}"),
	}
	Ok(())
}

fn step_of_vote<W: World>(act: &Act, model: &mut Model) -> DispatchResult {
	let signed = |who| RawOrigin::Signed(who).into();
	match *act {
		Act::Back(who, side, whom) => {
			let whom = whom.map(|whom| candidate::<W>(who, side, whom));
			Calls::<W>::back(signed(who), side, whom)?;
			let voter = Sitter::Member(member::<W>(who));
			model.back(council_of::<W>(who, side), voter, whom.map(Sitter::Member));
		},
		Act::Settle(whom, side) => {
			let (council, whom) = (council_of::<W>(whom, side), member::<W>(whom));
			Calls::<W>::settle_speaker(signed(99), council, Sitter::Member(whom))?;
			assert_eq!(Calls::<W>::speaker_of(council), Some(whom));
		},
		Act::BackFor(index, whom) => {
			let child = pick::<W>(index, |council| council.parent.current.is_some());
			let parent = Calls::<W>::ancestors_of(child).next();
			let whom = whom.map(|whom| pick::<W>(whom, |council| council.parent.current == parent));
			Calls::<W>::back_for(voice_of::<W>(child), child, whom)?;
			let parent = parent.expect("only a child has a vote");
			model.back(parent, Sitter::Council(child), whom.map(Sitter::Council));
		},
		_ => unreachable!("{act:?}"),
	}
	Ok(())
}

fn step_of_offer<W: World>(act: &Act, model: &mut Model) -> DispatchResult {
	let mut offers: Vec<_> = crate::Offers::<W::Runtime>::iter().collect();
	offers.sort_by_key(|(id, _)| *id);
	let nth = |index: usize| offers.get(index % offers.len().max(1)).copied();
	match *act {
		Act::Offer(index, to, what) => {
			let id = pick::<W>(index, |council| {
				council.parent.current.is_none() || what == Proposal::Merge
			});
			let to = pick::<W>(to, |council| (council.level > 0) == (what == Proposal::Join));
			Calls::<W>::offer(voice_of::<W>(id), id, to, what)?;
		},
		Act::Withdraw(index) => {
			let (id, _) = nth(index).ok_or(Error::<W::Runtime>::NoOffer)?;
			Calls::<W>::withdraw_offer(voice_of::<W>(id), id)?;
		},
		Act::Accept(index) => {
			let (id, offer) = nth(index).ok_or(Error::<W::Runtime>::NoOffer)?;
			let next = NextCouncil::<W::Runtime>::get();
			Calls::<W>::accept(voice_of::<W>(offer.to), offer.to, id)?;
			match offer.what {
				Proposal::Found => model.federate(next, [id, offer.to]),
				Proposal::Join => model.enlist(id, offer.to),
				Proposal::Merge => {},
			}
		},
		Act::Discard(index) => {
			let (id, _) = nth(index).ok_or(Error::<W::Runtime>::NoOffer)?;
			Calls::<W>::discard_offer(RawOrigin::Signed(99).into(), id)?;
		},
		_ => unreachable!("{act:?}"),
	}
	Ok(())
}

fn step_of_notice<W: World>(act: &Act, model: &mut Model) -> DispatchResult {
	let anyone = RawOrigin::Signed(99).into();
	match *act {
		Act::Secede(index) => {
			let id = pick::<W>(index, |council| council.parent.current.is_some());
			Calls::<W>::secede(voice_of::<W>(id), id)?;
		},
		Act::Part(index) => {
			let id = pick::<W>(index, |council| council.leaving.is_some());
			Calls::<W>::part(anyone, id)?;
			model.part(id);
		},
		Act::Dissolve(index) => {
			let id = pick::<W>(index, |council| council.closing.is_none());
			Calls::<W>::dissolve(voice_of::<W>(id), id)?;
		},
		Act::Keep(index) => {
			let id = pick::<W>(index, |council| council.closing.is_some());
			Calls::<W>::keep(voice_of::<W>(id), id)?;
		},
		Act::WindUp(index, limit) => {
			let id = pick::<W>(index, |council| council.closing.is_some());
			let closing =
				crate::Councils::<W::Runtime>::get(id).and_then(|council| council.closing);
			Calls::<W>::wind_up(anyone, id, limit).map_err(|why| why.error)?;
			model.wind_up::<W::Runtime>(id, closing.and_then(|closing| closing.into));
		},
		_ => unreachable!("{act:?}"),
	}
	Ok(())
}

fn step_of_rest<W: World>(act: &Act, model: &mut Model) -> DispatchResult {
	let signed = |who| RawOrigin::Signed(who).into();
	let now = || frame_system::Pallet::<W::Runtime>::block_number();
	match *act {
		Act::Vouch(who, side, whom) => {
			Calls::<W>::vouch(signed(who), side, member::<W>(whom))?;
		},
		Act::Charter(index, admission, notice) => {
			let id = pick::<W>(index, |_| true);
			let charter = Charter { text: H256::zero(), admission, notice: notice.into() };
			Calls::<W>::set_charter(voice_of::<W>(id), id, charter)?;
		},
		Act::Carry(index) => {
			let id = pick::<W>(index, |council| {
				council.speaker.is_some_and(|speaker| speaker != Sitter::Member(council.carrier))
			});
			Calls::<W>::carry(voice_of::<W>(id), id)?;
		},
		Act::Tidy(index) => {
			let left: Vec<_> = crate::BaseSeats::<W::Runtime>::iter()
				.filter(|(_, _, place)| place.current.is_none())
				.collect();
			let place = left.get(index % left.len().max(1));
			let (member, side, _) = place.ok_or(Error::<W::Runtime>::NotDead)?;
			Calls::<W>::tidy(signed(99), *member, *side)?;
		},
		Act::Open => {
			use frame_support::sp_runtime::traits::UniqueSaturatedInto;
			Opened::mutate(|opened| opened.push(now().unique_saturated_into()));
		},
		Act::Close => drop(Opened::take()),
		Act::Freeze => {
			Calls::<W>::freeze();
			model.freeze::<W::Runtime>();
		},
		_ => step_of_world::<W>(act, model)?,
	}
	Ok(())
}

/// What happens in the neighbouring rooms.
fn step_of_world<W: World>(act: &Act, model: &mut Model) -> DispatchResult {
	match *act {
		Act::Care(who, more) => {
			frame_support::ensure!(member::<W>(who).0 != NONE, Error::<W::Runtime>::NotMember);
			W::care(who, more);
		},
		Act::Enter(who) => W::enter(who),
		Act::Resign(who) => {
			let left = member::<W>(who);
			frame_support::ensure!(left.0 != NONE, Error::<W::Runtime>::NotMember);
			W::resign(who);
			model.leave(left, Workers);
			model.leave(left, Consumers);
		},
		_ => unreachable!("{act:?}"),
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

/// Plays a thousand calls of each of `seeds` on a fresh `chain`, and expects that some of every
/// kind were accepted.
pub fn play_seeded<W: World>(seeds: std::ops::Range<u8>, chain: impl Fn() -> TestExternalities) {
	let mut accepted: BTreeMap<String, u32> = BTreeMap::new();
	for seed in seeds {
		for (kind, count) in chain().execute_with(|| play::<W>(&seeded(seed))) {
			*accepted.entry(kind).or_default() += count;
		}
	}
	for (kind, fewest) in [
		("Found", 60),
		("Join", 80),
		("Leave", 30),
		("Move", 15),
		("Back", 150),
		("Settle", 1),
		("Vouch", 1),
		("Charter", 40),
		("Offer", 30),
		("Withdraw", 5),
		("Accept", 10),
		("BackFor", 30),
		("Secede", 8),
		("Part", 5),
		("Dissolve", 10),
		("Keep", 1),
		("WindUp", 15),
		("Tidy", 1),
		("Carry", 10),
		("Discard", 1),
		("Freeze", 40),
		("Care", 60),
		("Enter", 60),
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

/// The neighbours of the mock.
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
		Held::mutate(|held| held.remove(&member));
		Councils::member_left(member);
	}

	fn care(who: u64, more: bool) {
		let member = member::<Mock>(who);
		let dependents = Dependents::mutate(|all| {
			let dependents = all.entry(member).or_default();
			*dependents = if more { *dependents + 1 } else { dependents.saturating_sub(1) };
			*dependents
		});
		Councils::heads_changed(member, 1 + dependents);
	}

	fn check() {
		assert_eq!(Held::get(), recounted());
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
	play_seeded::<Mock>(0..10, || with(8));
}
