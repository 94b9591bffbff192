//! Who comes to a council after a cycle has opened cannot use what was frozen then.

use super::{governance::motion, *};
use frame_support::BoundedVec;
use pallet_councils::Call as CouncilsCall;
use pallet_planning::{Call as PlanningCall, Current, CycleParams, Enrolments, Error, Phase};
use parecon_engine::{Kind, LevelRule, Rule};
use parecon_primitives::{
	CouncilId, CouncilTree, Credits, CycleId, Iteration, MemberId, Price, Quantity, Side,
};
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{traits::Hash as _, Perbill};

type Motions = pallet_collective::Call<Runtime, configs::FoundersInstance>;

/// The neighbourhood of Alice and Bob, and the workplace of Alice, Charlie and Eve.
const NORTH: CouncilId = CouncilId(0);
const BAKERY: CouncilId = CouncilId(3);

const ALICE: MemberId = MemberId(0);
const CHARLIE: MemberId = MemberId(2);
const FERDIE: MemberId = MemberId(5);

fn act(chain: &mut Chain, who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	let signed = chain.signed(who, call);
	chain.succeed(vec![signed]);
}

fn refused(chain: &mut Chain, who: Sr25519Keyring, call: PlanningCall<Runtime>) {
	let signed = chain.signed(who, call);
	let error = Error::<Runtime>::NotSeatedAtOpening.into();
	assert_eq!(chain.block(vec![signed]), [Ok(Err(error))]);
}

fn back(chain: &mut Chain, who: Sr25519Keyring, side: Side, candidate: MemberId) {
	act(chain, who, CouncilsCall::back { side, candidate: Some(candidate) });
}

/// Bob's vote decides who speaks for the neighbourhood: each of those who want to backs themself.
fn decide(chain: &mut Chain, speaker: MemberId) {
	back(chain, Bob, Side::Consumers, speaker);
	assert_eq!(chain.look(|| Councils::speaker_of(NORTH)), Some(speaker));
}

fn run_to(chain: &mut Chain, goal: Phase) {
	for _ in 0..30 {
		if chain.look(|| Current::<Runtime>::get().expect("a cycle was opened").phase) == goal {
			return;
		}
		chain.succeed(vec![]);
	}
	panic!("{goal:?} is not reached");
}

/// Something to plan; Ferdie has no neighbourhood, and Charlie speaks for the workplace.
fn town() -> Chain {
	let mut chain = Chain::new("dev");
	let good = PlanningCall::register_good {
		name: BoundedVec::truncate_from(b"bread".to_vec()),
		unit: BoundedVec::truncate_from(b"loaf".to_vec()),
		kind: Kind::Private,
		initial_price: Price(1_000_000),
		supply: Quantity(0),
	};
	assert_eq!(motion(&mut chain, good.into(), 2, 2), Some(Ok(())));
	act(&mut chain, Ferdie, CouncilsCall::leave { side: Side::Consumers });
	for worker in [Charlie, Eve] {
		back(&mut chain, worker, Side::Workers, CHARLIE);
	}
	chain
}

/// The transaction with which the founders' motion to open a cycle, moved and voted on, is closed.
fn opening(chain: &mut Chain) -> UncheckedExtrinsic {
	let params = CycleParams {
		rule: Rule::Proportional,
		threshold: Perbill::from_percent(5),
		enrolment: 20,
		window: 20,
		ratification: 20,
		max_iterations: 5,
		income_per_head: Credits(1_000_000),
		counting: Default::default(),
		swing: Default::default(),
		retries: 0,
		levels: LevelRule::Mean,
		exceptions: Perbill::from_percent(10),
	};
	let call: RuntimeCall = PlanningCall::open_cycle { params }.into();
	let proposal_hash = <Runtime as frame_system::Config>::Hashing::hash_of(&call);
	let length_bound = call.encoded_size() as u32;
	let index =
		chain.look(pallet_collective::ProposalCount::<Runtime, configs::FoundersInstance>::get);
	let proposal = Box::new(call);
	act(chain, Alice, Motions::propose { threshold: 2, proposal, length_bound });
	for founder in [Alice, Bob] {
		act(chain, founder, Motions::vote { proposal: proposal_hash, index, approve: true });
	}
	let proposal_weight_bound = configs::MAXIMUM_BLOCK_WEIGHT / 4;
	chain.signed(Dave, Motions::close { proposal_hash, index, proposal_weight_bound, length_bound })
}

fn propose(council: CouncilId, iteration: u32) -> PlanningCall<Runtime> {
	let iteration = Iteration(iteration);
	PlanningCall::propose { council, iteration, lines: Default::default(), note: None }
}

fn population_of(chain: &mut Chain, council: CouncilId) -> u32 {
	chain.look(|| {
		let enrolment = Enrolments::<Runtime>::get(CycleId(0), council);
		enrolment.expect("the council is enrolled").population
	})
}

/// Failure: people join when a cycle has opened, back one of their own, and spend the others' budget.
#[test]
fn a_newcomer_cannot_speak_in_the_cycle() {
	let mut chain = town();
	let opening = opening(&mut chain);
	chain.succeed(vec![opening]);
	run_to(&mut chain, Phase::Enrolling);
	act(&mut chain, Ferdie, CouncilsCall::join { council: NORTH });
	back(&mut chain, Ferdie, Side::Consumers, FERDIE);
	decide(&mut chain, FERDIE);
	refused(&mut chain, Ferdie, PlanningCall::enrol { council: NORTH });
	decide(&mut chain, ALICE);
	act(&mut chain, Alice, PlanningCall::enrol { council: NORTH });
	act(&mut chain, Charlie, PlanningCall::enrol { council: BAKERY });
	assert_eq!(population_of(&mut chain, NORTH), 2);

	run_to(&mut chain, Phase::Collecting);
	decide(&mut chain, FERDIE);
	refused(&mut chain, Ferdie, propose(NORTH, 1));
	decide(&mut chain, ALICE);
	for iteration in [1, 2] {
		act(&mut chain, Alice, propose(NORTH, iteration));
		act(&mut chain, Charlie, propose(BAKERY, iteration));
		chain.succeed(vec![]);
	}

	run_to(&mut chain, Phase::Ratifying);
	decide(&mut chain, FERDIE);
	refused(&mut chain, Ferdie, PlanningCall::ratify { council: NORTH, approve: true });
	decide(&mut chain, ALICE);
	act(&mut chain, Alice, PlanningCall::ratify { council: NORTH, approve: true });
}

/// Failure: who joins between the opening and the freeze is counted and cannot speak, or the reverse.
#[test]
fn who_joins_in_the_block_of_the_opening_counts_and_may_speak() {
	let mut chain = town();
	let opening = opening(&mut chain);
	let joining = chain.signed(Ferdie, CouncilsCall::join { council: NORTH });
	chain.succeed(vec![opening, joining]);
	let called = chain.look(|| Current::<Runtime>::get().map(|cycle| cycle.opened));
	assert_eq!(called, Some(chain.look(System::block_number)));
	// In the block of the freeze it is too late: its transactions come after.
	let moving = chain.signed(Charlie, CouncilsCall::move_to { council: NORTH });
	chain.succeed(vec![moving]);
	chain.look(|| {
		let opened = Current::<Runtime>::get().map(|cycle| cycle.opened);
		assert_eq!(opened, Some(System::block_number()));
		assert_eq!(Councils::population_of(NORTH), 4);
	});
	run_to(&mut chain, Phase::Enrolling);
	// More than half of four.
	for neighbour in [Charlie, Ferdie] {
		back(&mut chain, neighbour, Side::Consumers, CHARLIE);
	}
	decide(&mut chain, CHARLIE);
	refused(&mut chain, Charlie, PlanningCall::enrol { council: NORTH });
	for neighbour in [Charlie, Ferdie] {
		back(&mut chain, neighbour, Side::Consumers, FERDIE);
	}
	decide(&mut chain, FERDIE);
	act(&mut chain, Ferdie, PlanningCall::enrol { council: NORTH });
	assert_eq!(population_of(&mut chain, NORTH), 3);
}
