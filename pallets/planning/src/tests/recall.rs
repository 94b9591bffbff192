//! Taking a proposal back, and changing it where changes are bounded.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo};
use parecon_engine::{accumulate, lines_hash, Line, Swing};
use parecon_primitives::{CouncilId, Credits, CycleId, Iteration, Quantity, Side};
use sp_core::H256;
use sp_runtime::Perbill;

/// As `assert_noop!`, for calls that return a weight with the error.
macro_rules! assert_refused {
	($call:expr, $error:ident) => {
		assert_noop!($call.map_err(|failed| failed.error), Error::<Test>::$error)
	};
}

fn enrolled((id, _): (u32, u64)) -> EnrolmentOf<Test> {
	Enrolments::<Test>::get(cycle().id, CouncilId(id)).expect("it is enrolled")
}

fn recall((id, speaker): (u32, u64)) -> DispatchResultWithPostInfo {
	Planning::recall(RuntimeOrigin::signed(speaker), CouncilId(id))
}

/// Ends the window of the iteration.
fn wait() {
	let iteration = cycle().iteration;
	while cycle().iteration == iteration && cycle().phase == Phase::Collecting {
		next_block();
	}
}

fn flour(units: i128) -> Vec<Line> {
	vec![line(FLOUR, units)]
}

#[test]
fn what_stood_before_stands_again() {
	collecting().execute_with(|| {
		let mut untouched = enrolled(MILL);
		assert_ok!(propose(MILL, answer(1)));
		assert_ok!(propose(MILL, flour(10)));
		let (proposals, accepted) = (cycle().proposals, cycle().accepted);
		assert_eq!((cycle().spoken, cycle().heard.workers), (1, 2));
		assert_ok!(recall(MILL));
		let lines = lines_hash(&[]);
		assert_eq!(
			events().pop(),
			Some(Event::Recalled {
				cycle: CycleId(0),
				iteration: Iteration(1),
				council: CouncilId(1),
				lines
			})
		);
		assert_eq!((cycle().spoken, cycle().heard.workers), (0, 0));
		assert_eq!(cycle().accepted, accepted + 1);
		assert_eq!(cycle().proposals, accumulate(proposals, CouncilId(1), lines));
		assert_eq!((volume(FLOUR), volume(LAND).1), ((0, 0), 0));
		untouched.benefit = Credits(0);
		assert_eq!(enrolled(MILL), untouched);
		assert_refused!(recall(MILL), NothingToRecall);
		assert_ok!(propose(MILL, flour(7)));
		assert_eq!((volume(FLOUR).0, cycle().spoken, cycle().heard.workers), (7 * UNIT, 1, 2));
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn in_a_later_iteration_the_earlier_proposal_stands_again() {
	collecting().execute_with(|| {
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		next_block();
		assert_eq!(cycle().best.unwrap().iteration, Iteration(1));
		let note = Some(H256::repeat_byte(1));
		let lines = flour(900).try_into().unwrap();
		let mill = RuntimeOrigin::signed(MILL.1);
		assert_ok!(Planning::propose(mill, CouncilId(1), Iteration(2), lines, note));
		assert_eq!((enrolled(MILL).standing.to_vec(), enrolled(MILL).note), (answer(1), note));
		assert_ok!(Planning::do_try_state());
		assert_ok!(recall(MILL));
		let mill = enrolled(MILL);
		assert_eq!(
			(mill.lines.to_vec(), mill.spoken, mill.since),
			(answer(1), Iteration(1), Iteration(1))
		);
		assert!(mill.standing.is_empty() && mill.note.is_none());
		assert_eq!(mill.benefit, Credits(400 * price(FLOUR)));
		assert_eq!((cycle().spoken, cycle().heard.workers), (0, 6));
		assert_ok!(Planning::do_try_state());
		// Once more, and the best iteration is still what it was.
		assert_ok!(propose(MILL, flour(800)));
		assert_eq!(enrolled(MILL).lines_in(Iteration(1)), answer(1));
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn what_the_speaker_stated_stands_again_beside_what_counts() {
	collecting().execute_with(|| {
		requests(NORTH.0, vec![(BREAD, Quantity(1_000 * UNIT))]);
		assert_ok!(propose(NORTH, vec![line(BREAD, -1_000)]));
		let before = enrolled(NORTH);
		assert_eq!(before.lines[..], [line(BREAD, -1_500)]);
		wait();
		let before = EnrolmentOf::<Test> { note: None, ..before };
		assert_ok!(propose(NORTH, vec![line(BREAD, -10)]));
		assert_ok!(recall(NORTH));
		let after = enrolled(NORTH);
		assert_eq!((after.own, after.part), (before.own, before.part));
		assert_eq!((after.lines, after.spoken), (before.lines, Iteration(1)));
		assert_ok!(Planning::do_try_state());
	});
}

#[test]
fn only_the_speaker_recalls_and_only_what_was_proposed_now() {
	town().execute_with(|| {
		seat(MILL.0, Side::Workers, 21);
		assert_refused!(recall(MILL), NoCycle);
		open(params());
		council(9, Side::Workers, 19, 1);
		assert_refused!(recall(MILL), NothingToRecall);
		assert_ok!(propose(MILL, answer(1)));
		assert_refused!(recall((9, 19)), NotEnrolled);
		assert_refused!(recall((MILL.0, 5_000)), NotMember);
		assert_refused!(recall((MILL.0, BAKERY.1)), NotSpeaker);
		council(MILL.0, Side::Workers, 31, 2);
		assert_refused!(recall((MILL.0, 31)), NotSeatedAtOpening);
		council(MILL.0, Side::Workers, 21, 2);
		wait();
		assert_refused!(recall((MILL.0, 21)), NothingToRecall);
		Current::<Test>::mutate(|cycle| cycle.as_mut().unwrap().phase = Phase::Clearing);
		assert_refused!(recall((MILL.0, 21)), NotCollecting);
	});
}

#[test]
fn what_was_dropped_is_not_recalled() {
	collecting().execute_with(|| {
		assert_ok!(propose(MILL, answer(1)));
		for _ in 0..3 {
			wait();
		}
		assert_ok!(Planning::drop_silent(RuntimeOrigin::signed(5_000), CouncilId(MILL.0)));
		assert_refused!(recall(MILL), NothingToRecall);
		assert_ok!(propose(MILL, flour(5)));
		assert_eq!(cycle().spoken, 1);
		assert_ok!(recall(MILL));
		assert!(enrolled(MILL).lines.is_empty());
		assert_eq!((cycle().spoken, enrolled(MILL).spoken), (1, cycle().iteration));
		assert_ok!(Planning::do_try_state());
	});
}

/// Attack: where changes are bounded by half, step by step to anywhere: 400, 200, 100, ... Each revision is
/// compared with what counted when the iteration began.
#[test]
fn revisions_do_not_walk_beyond_the_bound() {
	town().execute_with(|| {
		let half = Perbill::from_percent(50);
		open(CycleParams { swing: Swing { from: 2, bound: half, least: half }, ..params() });
		assert_ok!(propose(MILL, flour(400)));
		wait();
		assert_refused!(propose(MILL, flour(601)), SwingTooLarge);
		assert_ok!(propose(MILL, flour(200)));
		assert_refused!(propose(MILL, flour(199)), SwingTooLarge);
		assert_refused!(propose(MILL, flour(100)), SwingTooLarge);
		assert_ok!(propose(MILL, flour(600)));
		assert_refused!(propose(MILL, flour(900)), SwingTooLarge);
		assert_ok!(recall(MILL));
		assert_eq!(volume(FLOUR).0, 400 * UNIT);
		assert_refused!(propose(MILL, flour(199)), SwingTooLarge);
		assert_ok!(propose(MILL, flour(300)));
		wait();
		// The next iteration begins from there.
		assert_refused!(propose(MILL, flour(149)), SwingTooLarge);
		assert_ok!(propose(MILL, flour(150)));
	});
}

/// Attack: members' requests carry a council over the bound, or the bound keeps its speaker from speaking.
#[test]
fn in_bounded_iterations_what_counts_is_compared() {
	town().execute_with(|| {
		let tenth = Perbill::from_percent(10);
		open(CycleParams { swing: Swing { from: 2, bound: tenth, least: tenth }, ..params() });
		requests(NORTH.0, vec![(BREAD, Quantity(100 * UNIT))]);
		assert_ok!(propose(NORTH, vec![line(BREAD, -100)]));
		wait();
		assert_eq!(volume(BREAD).1, 200 * UNIT);
		assert_refused!(propose(NORTH, vec![line(BREAD, -121)]), SwingTooLarge);
		assert_ok!(propose(NORTH, vec![line(BREAD, -120)]));
		assert_eq!(volume(BREAD).1, 220 * UNIT);
	});
}
