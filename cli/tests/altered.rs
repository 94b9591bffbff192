//! A year on the real runtime, in memory, altered in one place: the audit names what is altered.

mod stage;

use pallet_planning::{
	Call as Planning, ConclusionOf, Conclusions, EnrolmentOf, Enrolments, Event, Exception,
	InForce, Level, Levels, Purse, Purses,
};
use pallet_requests::{Call as Requests, Event as Asked};
use parecon_cli::audit::{Findings, Kind, Mismatch};
use parecon_engine::LevelRule;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Quantity};
use parecon_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use primitive_types::H256;
use stage::{town::*, Blocks};
use std::sync::OnceLock;

/// The blocks of a first year and a second.
fn sound() -> Blocks {
	static BLOCKS: OnceLock<Blocks> = OnceLock::new();
	let years = || {
		let mut town = Town::new();
		town.first_year(LevelRule::Median);
		town.second_year(LevelRule::Median);
		town.blocks()
	};
	BLOCKS.get_or_init(years).clone()
}

/// What is found where the first event of the first year that `alter` takes is altered.
fn event(alter: impl FnMut(&mut Event<Runtime>) -> bool) -> (Findings, u32) {
	let (mut blocks, mut alter) = (sound(), alter);
	let block = blocks.alter_event(1, |event| match event {
		RuntimeEvent::Planning(event) => alter(event),
		_ => false,
	});
	(blocks.audited(0), block)
}

/// What is found where the first such event of the first year is gone.
fn forgotten(chosen: impl Fn(&Event<Runtime>) -> bool) -> (Findings, u32) {
	let mut blocks = sound();
	let block = blocks
		.forget_event(1, |event| matches!(event, RuntimeEvent::Planning(event) if chosen(event)));
	(blocks.audited(0), block)
}

/// The block of the first such event of the first year.
fn block_of(chosen: impl Fn(&Event<Runtime>) -> bool) -> u32 {
	let is_it = |event: &RuntimeEvent| match event {
		RuntimeEvent::Planning(event) => chosen(event),
		_ => false,
	};
	sound().block_of(1, is_it)
}

fn ended() -> u32 {
	block_of(|event| matches!(event, Event::CycleRatified { .. }))
}

fn first(findings: &Findings, kind: Kind) -> &Mismatch {
	let found = findings.mismatches.iter().find(|found| found.kind == kind);
	found.unwrap_or_else(|| panic!("no {kind:?} in {:?}", findings.mismatches))
}

/// It is named, with iteration, council and block, and by an extrinsic.
fn named((findings, block): (Findings, u32), kind: Kind, iteration: u32, council: u32) {
	let found = first(&findings, kind);
	let place = (found.iteration, found.council, found.block, found.extrinsic.is_some());
	assert_eq!(place, (iteration, Some(council), block, true), "{:?}", findings.mismatches);
}

#[test]
fn a_request_is_what_its_extrinsic_says() {
	let mut blocks = sound();
	let block = blocks.alter_event(1, |event| match event {
		RuntimeEvent::Requests(Asked::Requested { goods, .. }) => {
			*goods = H256::zero();
			true
		},
		_ => false,
	});
	named((blocks.audited(0), block), Kind::Request, 0, WEST);
	let mut blocks = sound();
	let block = blocks.alter_call(1, |call| match call {
		RuntimeCall::Requests(Requests::request { council: CouncilId(NORTH), goods, .. }) => {
			goods[0].1 .0 += 1;
			true
		},
		_ => false,
	});
	named((blocks.audited(0), block), Kind::Request, 0, NORTH);
}

/// West's members ask for bread without a word: what they ask for is in the state before.
#[test]
fn what_was_asked_for_before_counts() {
	let enrolled =
		|event: &Event<Runtime>| matches!(event, Event::Enrolled { council: CouncilId(WEST), .. });
	let mut blocks = sound();
	let second = blocks.block_of(
		ended(),
		|event| matches!(event, RuntimeEvent::Planning(event) if enrolled(event)),
	);
	let key = pallet_requests::Requested::<Runtime>::hashed_key_for(CouncilId(WEST));
	blocks.alter_state(second - 1, key, |sum: &mut Vec<(GoodId, Quantity)>| sum[0].1 .0 += UNIT);
	let findings = blocks.audited(1);
	let found = first(&findings, Kind::Repeated);
	assert_eq!((found.iteration, found.council), (1, Some(WEST)), "{:?}", findings.mismatches);
}

#[test]
fn what_counts_for_the_silent_follows_or_is_named() {
	// In the second iteration the people of north ask for something else, and north itself is silent.
	let norths =
		|event: &Event<Runtime>| matches!(event, Event::Repeated { council: CouncilId(NORTH), .. });
	let missing = forgotten(norths);
	let found = first(&missing.0, Kind::Repeated);
	assert_eq!((found.iteration, found.council), (2, Some(NORTH)), "{:?}", missing.0);
	assert!(found.detail.contains("is not said"), "{found:?}");
	let (findings, block) = event(|event| match event {
		Event::Repeated { council: CouncilId(NORTH), lines, .. } => {
			*lines = H256::zero();
			true
		},
		_ => false,
	});
	let found = first(&findings, Kind::Repeated);
	let place = (found.iteration, found.council, found.block);
	assert_eq!(place, (2, Some(NORTH), block), "{:?}", findings.mismatches);
	// Nothing has changed for south, for which its federation has proposed.
	let (findings, _) = event(|event| match event {
		Event::Repeated { council, .. } if council.0 == NORTH => {
			*council = CouncilId(SOUTH);
			true
		},
		_ => false,
	});
	let words: Vec<&str> = findings.mismatches.iter().map(|it| it.detail.as_str()).collect();
	assert!(words.iter().any(|words| words.contains("is not said")), "{words:?}");
	let superfluous = findings.mismatches.iter().find(|it| it.council == Some(SOUTH));
	assert_eq!(superfluous.map(|it| it.kind), Some(Kind::Repeated), "{words:?}");
}

#[test]
fn what_is_taken_back_leaves_what_stood() {
	let recalled = event(|event| match event {
		Event::Recalled { lines, .. } => {
			*lines = H256::zero();
			true
		},
		_ => false,
	});
	named(recalled, Kind::Recall, 1, BAKERY);
	let gone = forgotten(|event| matches!(event, Event::Recalled { .. }));
	named(gone, Kind::Uncounted, 1, BAKERY);
}

#[test]
fn what_is_proposed_is_what_the_extrinsic_says() {
	let noted = event(|event| match event {
		Event::Proposed { council: CouncilId(SOUTH), note, .. } => {
			*note = None;
			true
		},
		_ => false,
	});
	named(noted, Kind::Proposal, 1, SOUTH);
	let mut blocks = sound();
	let block = blocks.alter_call(1, |call| match call {
		RuntimeCall::Planning(Planning::propose_many { batch, .. }) => {
			batch[0].1[0].flow.0 -= 1;
			true
		},
		_ => false,
	});
	named((blocks.audited(0), block), Kind::Proposal, 2, SOUTH);
}

#[test]
fn a_level_names_its_good_and_iteration() {
	let announced = block_of(
		|event| matches!(event, Event::PricesAnnounced { iteration, .. } if iteration.0 == 2),
	);
	for (good, alter) in [
		(SMOKE, (|level: &mut Level| level.level.0 += UNIT) as fn(&mut Level)),
		(SMOKE, |level| level.sold.0 += 1),
		(LAMPS, |level| level.crowd += 1),
		(PARK, |level| level.level.0 = 0),
	] {
		let mut blocks = sound();
		let key = Levels::<Runtime>::hashed_key_for(GoodId(good));
		blocks.alter_state(announced, key, alter);
		let findings = blocks.audited(0);
		let found = first(&findings, Kind::Level);
		assert_eq!((found.iteration, found.good), (1, Some(good)), "{:?}", findings.mismatches);
		assert_eq!(findings.mismatches.len(), 1);
	}
	let settled = block_of(|event| matches!(event, Event::PlanSettled { .. }));
	let mut blocks = sound();
	let key = Levels::<Runtime>::hashed_key_for(GoodId(SMOKE));
	blocks.alter_state(settled, key, |level: &mut Level| level.sum += 1);
	let findings = blocks.audited(0);
	assert!(first(&findings, Kind::Level).detail.contains("sum of statements"));
}

#[test]
fn what_federations_do_is_asked_for_by_who_may() {
	let commented = event(|event| match event {
		Event::Commented { federation, .. } => {
			*federation = CouncilId(CITY);
			true
		},
		_ => false,
	});
	named(commented, Kind::Federation, 1, SOUTH);
	// Nobody has entrusted the quarter with south's proposal.
	let mut blocks = sound();
	blocks.alter_event(1, |event| match event {
		RuntimeEvent::Planning(Event::Entrusted { federation, .. }) => {
			*federation = None;
			true
		},
		_ => false,
	});
	blocks.alter_call(1, |call| match call {
		RuntimeCall::Planning(Planning::entrust { federation, .. }) => {
			*federation = None;
			true
		},
		_ => false,
	});
	let findings = blocks.audited(0);
	let found = first(&findings, Kind::Federation);
	assert_eq!((found.iteration, found.council), (2, Some(SOUTH)));
	assert!(first(&findings, Kind::Plan).detail.contains("entrusted"));
}

/// Alters an exception where it is asked for and where it is told.
fn exception(alter: fn(&mut Exception) -> bool) -> (Findings, u32) {
	let mut blocks = sound();
	blocks.alter_call(1, |call| match call {
		RuntimeCall::Planning(Planning::grant_exception { exception, .. }) => alter(exception),
		_ => false,
	});
	let block = blocks.alter_event(1, |event| match event {
		RuntimeEvent::Planning(Event::ExceptionGranted { exception, .. }) => alter(exception),
		_ => false,
	});
	(blocks.audited(0), block)
}

#[test]
fn exceptions_are_within_their_bounds() {
	// More than was asked for.
	let loan = exception(|exception| match exception {
		Exception::Loan(amount) => {
			*amount = credits(61);
			true
		},
		_ => false,
	});
	named(loan, Kind::Exception, 1, SOUTH);
	// Backed by who is no workplace of the industry.
	let relief = exception(|exception| match exception {
		Exception::Relief { backers, .. } => {
			backers[1] = CouncilId(NORTH);
			true
		},
		_ => false,
	});
	named(relief, Kind::Exception, 1, MILL);
	// A tenth of the benefits of one is less than what is allowed.
	let relief = exception(|exception| match exception {
		Exception::Relief { amount, backers } => {
			*amount = credits(80);
			backers.truncate(1);
			true
		},
		_ => false,
	});
	assert!(first(&relief.0, Kind::Exception).detail.contains("the bound leaves"));
	named(relief, Kind::Exception, 1, MILL);
	let unasked = forgotten(|event| matches!(event, Event::ExceptionRefused { .. }));
	named(unasked, Kind::Exception, 1, SOUTH);
}

#[test]
fn what_is_given_is_in_purses_and_budgets() {
	let endowed = event(|event| match event {
		Event::Endowed { council: CouncilId(WEST), amount, .. } => {
			*amount = Credits(1);
			true
		},
		_ => false,
	});
	named(endowed, Kind::Federation, 1, WEST);
	let mut blocks = sound();
	let key = Purses::<Runtime>::hashed_key_for(CycleId(0), CouncilId(CITY));
	blocks.alter_state(ended(), key, |purse: &mut Purse| purse.spent.0 += 1);
	let findings = blocks.audited(0);
	assert_eq!(first(&findings, Kind::Exception).council, Some(CITY));
	let mut blocks = sound();
	let block = blocks.alter_event(ended(), |event| match event {
		RuntimeEvent::Planning(Event::Enrolled { council: CouncilId(SOUTH), budget, .. }) => {
			budget.0 += 1;
			true
		},
		_ => false,
	});
	let findings = blocks.audited(1);
	let found = first(&findings, Kind::Enrolment);
	assert_eq!((found.council, found.block), (Some(SOUTH), block));
	assert!(found.detail.contains("due are 950000000"), "50 of 1,000 are repaid: {found:?}");
}

#[test]
fn who_leaves_is_out_of_the_plan() {
	let leaves = event(|event| match event {
		Event::Withdrawn { goods, .. } => {
			goods.pop();
			true
		},
		_ => false,
	});
	named(leaves, Kind::Exit, 3, GARDENERS);
	let (findings, _) = event(|event| match event {
		Event::PlanReopened { withdrawn, .. } => {
			*withdrawn += 1;
			true
		},
		_ => false,
	});
	assert!(first(&findings, Kind::Exit).detail.contains("are said to have left"));
	let (findings, _) = forgotten(|event| matches!(event, Event::PlanReopened { .. }));
	assert_eq!(first(&findings, Kind::Event).iteration, 3);
	let (findings, _) = forgotten(|event| matches!(event, Event::Removed { .. }));
	assert_eq!(first(&findings, Kind::Removal).council, Some(GARDENERS));
}

#[test]
fn what_is_charged_and_credited_is_recomputed() {
	let (findings, _) = event(|event| match event {
		Event::PlanSettled { plan, .. } => {
			plan.credited.0 += 1;
			true
		},
		_ => false,
	});
	let found = first(&findings, Kind::Plan);
	assert!(found.detail.contains("emitters are charged"), "{found:?}");
	let mut blocks = sound();
	let key = Conclusions::<Runtime>::hashed_key_for(CycleId(0));
	blocks.alter_state(ended(), key, |end: &mut ConclusionOf<Runtime>| end.emitted.0 += 1);
	assert!(first(&blocks.audited(0), Kind::Ending).detail.contains("ends with plan"));
	type Part = EnrolmentOf<Runtime>;
	for (council, word, alter) in [
		(NORTH, "credited", (|part: &mut Part| part.credit.0 += 1) as fn(&mut Part)),
		(NORTH, "charged", |part| part.charge.0 += 1),
		(WEST, "given a budget", |part| part.budget.0 += 1),
		(SOUTH, "lent", |part| part.loan.0 += 1),
		(SOUTH, "shares", |part| part.shares.clear()),
		(MILL, "relieved", |part| part.relief.0 += 1),
		(GARDENERS, "withdrawn", |part| part.withdrawn = false),
		(MILL, "verdict", |part| part.verdict = None),
		(NORTH, "own", |part| part.own = None),
	] {
		let mut blocks = sound();
		let key = Enrolments::<Runtime>::hashed_key_for(CycleId(0), CouncilId(council));
		blocks.alter_state(ended(), key, alter);
		let findings = blocks.audited(0);
		let found = first(&findings, Kind::Plan);
		assert_eq!(found.council, Some(council), "{word}");
		assert!(found.detail.contains(word), "{word}: {found:?}");
		assert_eq!(findings.mismatches.len(), 1, "{word}");
	}
}

#[test]
fn a_verdict_that_succeeded_is_counted() {
	let judged = |event: &Event<Runtime>| matches!(event, Event::Judged { .. });
	named(forgotten(judged), Kind::Uncounted, 3, MILL);
}

#[test]
fn the_plan_in_force_is_the_one_that_was_ratified() {
	let mut blocks = sound();
	let key = InForce::<Runtime>::hashed_key().to_vec();
	blocks.alter_state(ended(), key, |cycle: &mut CycleId| cycle.0 += 1);
	let findings = blocks.audited(0);
	assert!(first(&findings, Kind::Ending).detail.contains("the plan of cycle 1 is in force"));
	assert_eq!(findings.mismatches.len(), 1);
}

/// The chain does it between the timestamp and the first transaction, and its events name the position of
/// that transaction.
#[test]
fn what_the_chain_does_of_itself_is_in_no_extrinsic() {
	type Records = Vec<frame_system::EventRecord<RuntimeEvent, H256>>;
	let mut blocks = sound();
	let block = blocks.alter_event(1, |event| match event {
		RuntimeEvent::Planning(Event::PlanSettled { plan, .. }) => {
			plan.charged.0 += 1;
			true
		},
		_ => false,
	});
	let key = frame_support::storage::storage_prefix(b"System", b"Events").to_vec();
	blocks.alter_state(block, key, |records: &mut Records| {
		for record in records {
			record.phase = frame_system::Phase::ApplyExtrinsic(1);
		}
	});
	let findings = blocks.audited(0);
	let found = first(&findings, Kind::Plan);
	assert_eq!((found.block, found.extrinsic), (block, None));
}

/// The stage serves what the chain has: nothing is found where nothing is altered.
#[test]
fn nothing_is_found_where_nothing_is_altered() {
	assert_eq!(sound().audited(0).mismatches, []);
	assert_eq!(sound().audited(1).mismatches, []);
}
