//! Moving, and what is counted meanwhile. Failure: one person's vote counted in two places by
//! moving between them.

use super::*;
use crate::{BaseSeats, Link, Seats};
use proptest::prelude::*;

fn at(who: u32, opened: u64) -> Option<CouncilId> {
	Councils::seat_at(MemberId(who), Workers, opened)
}

fn place(who: u32) -> Option<Link<CouncilId, u64>> {
	BaseSeats::<Test>::get(MemberId(who), Workers)
}

#[test]
fn a_move_is_one_change() {
	run(|| {
		workplaces(2);
		assert_ok!(join(2, FIRST));
		System::set_block_number(5);
		events();
		assert_ok!(move_to(2, SECOND));
		let sitter = member(2);
		assert_eq!(
			events(),
			[
				Event::Left { council: FIRST, sitter },
				Event::Joined { council: SECOND, sitter },
				Event::SpeakerChanged { council: SECOND, speaker: None },
			]
		);
		assert_eq!((people(FIRST), people(SECOND)), (1, 2));
		let moved = Link { current: Some(SECOND), since: 5, previous: Some(FIRST) };
		assert_eq!(place(2), Some(moved));
		assert_eq!((at(2, 5), at(2, 6)), (Some(FIRST), Some(SECOND)));
	});
}

#[test]
fn the_last_to_move_dissolves_the_council_left_behind() {
	run(|| {
		workplaces(2);
		assert_ok!(move_to(0, SECOND));
		assert_eq!(Councils::side_of(FIRST), None);
		assert_eq!(people(SECOND), 2);
	});
}

#[test]
fn moving_takes_a_seat_and_another_base_council() {
	run(|| {
		workplaces(2);
		let federation = federate(FIRST, SECOND);
		assert_ok!(found(2, Consumers));
		assert_noop!(move_to(3, FIRST), Error::<Test>::NotSeated);
		assert_noop!(move_to(2, FIRST), Error::<Test>::NotSeated);
		assert_noop!(move_to(0, FIRST), Error::<Test>::SameCouncil);
		assert_noop!(move_to(0, federation), Error::<Test>::NotBase);
		assert_noop!(join(3, federation), Error::<Test>::NotBase);
		assert_noop!(move_to(0, CouncilId(9)), Error::<Test>::NoSuchCouncil);
		assert_noop!(move_to(99, SECOND), Error::<Test>::NotMember);
	});
}

#[test]
fn a_second_move_waits_for_what_is_being_counted() {
	run(|| {
		workplaces(3);
		System::set_block_number(5);
		Opened::set(vec![5]);
		// The seats were taken before: one move is free.
		assert_ok!(move_to(0, SECOND));
		System::set_block_number(9);
		for opened in [vec![5], vec![4], vec![9, 5]] {
			Opened::set(opened);
			assert_noop!(move_to(0, THIRD), Error::<Test>::MoveWaits);
		}
		Opened::set(vec![6]);
		assert_ok!(move_to(0, THIRD));
		assert_eq!((at(0, 6), at(0, 9), at(0, 10)), (Some(SECOND), Some(SECOND), Some(THIRD)));
	});
}

#[test]
fn joining_anew_waits_as_a_move_does() {
	run(|| {
		workplaces(3);
		System::set_block_number(5);
		Opened::set(vec![4]);
		assert_ok!(leave(0, Workers));
		// The place is remembered for what is open, and not forgotten by leaving.
		assert_eq!(at(0, 4), Some(FIRST));
		assert_noop!(join(0, SECOND), Error::<Test>::MoveWaits);
		assert_noop!(found(0, Workers), Error::<Test>::MoveWaits);
		let tidy = |who| Councils::tidy(Origin::signed(99), MemberId(who), Workers);
		assert_noop!(tidy(0), Error::<Test>::NotDead);
		Opened::set(vec![]);
		assert_noop!(tidy(1), Error::<Test>::NotDead);
		assert_noop!(tidy(7), Error::<Test>::NotDead);
		events();
		assert_ok!(tidy(0));
		assert_eq!(events(), [Event::Tidied { member: MemberId(0), side: Workers }]);
		assert_eq!(place(0), None);
		assert_ok!(join(0, SECOND));
	});
}

#[test]
fn who_leaves_after_a_move_is_held_by_nobody() {
	run(|| {
		workplaces(3);
		System::set_block_number(5);
		Opened::set(vec![4]);
		assert_ok!(move_to(0, SECOND));
		System::set_block_number(7);
		Opened::set(vec![4, 6]);
		assert_ok!(leave(0, Workers));
		// What was opened before the move still finds the place of then, what was opened since
		// none.
		assert_eq!((at(0, 4), at(0, 6)), (Some(FIRST), None));
	});
}

#[test]
fn a_newcomer_has_no_part_in_what_was_opened_before() {
	run(|| {
		workplaces(2);
		System::set_block_number(5);
		Opened::set(vec![4]);
		assert_ok!(join(3, FIRST));
		assert_eq!((at(3, 4), at(3, 5), at(3, 6)), (None, None, Some(FIRST)));
		// Who comes and goes leaves nothing to remember.
		assert_ok!(leave(3, Workers));
		assert_eq!(place(3), None);
	});
}

#[test]
fn who_ceases_to_be_a_member_is_forgotten_at_once() {
	run(|| {
		workplaces(2);
		System::set_block_number(5);
		Opened::set(vec![4]);
		assert_ok!(move_to(0, SECOND));
		assert_ok!(leave(0, Workers));
		assert!(place(0).is_some());
		People::mutate(|people| people.remove(&0));
		Held::mutate(|held| held.remove(&MemberId(0)));
		Councils::member_left(MemberId(0));
		assert_eq!(place(0), None);
	});
}

#[test]
fn nobody_gains_a_second_seat_by_moving_to_and_fro() {
	run(|| {
		workplaces(3);
		for council in [SECOND, THIRD, SECOND, THIRD] {
			assert_ok!(move_to(0, council));
			let seats = Seats::<Test>::iter_keys().filter(|(_, sitter)| *sitter == member(0));
			assert_eq!(seats.collect::<Vec<_>>(), [(council, member(0))]);
			assert_eq!(people(SECOND) + people(THIRD), 3);
		}
	});
}

#[derive(Clone, Debug)]
enum Act {
	Open,
	Close(usize),
	Move(u64, u32),
	Leave(u64),
	NextBlock,
}

fn act() -> impl Strategy<Value = Act> {
	let who = || 4..8u64;
	prop_oneof![
		3 => Just(Act::Open),
		2 => (0..6usize).prop_map(Act::Close),
		12 => (who(), 0..4u32).prop_map(|(who, to)| Act::Move(who, to)),
		2 => who().prop_map(Act::Leave),
		6 => Just(Act::NextBlock),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Four stay in a workplace each, so that all four last; four others move.
	#[test]
	fn seats_are_known_as_they_were_when_something_was_opened(
		acts in prop::collection::vec(act(), 1..100),
	) {
		with(8).execute_with(|| {
			workplaces(4);
			let mut began = vec![[None; 8]; 2];
			let mut left = [0u64; 8];
			for act in acts {
				let now = System::block_number();
				match act {
					Act::Open => Opened::mutate(|opened| opened.push(now)),
					Act::Close(index) => Opened::mutate(|opened| {
						if index < opened.len() {
							opened.remove(index);
						}
					}),
					Act::Move(who, to) => {
						let _ = move_to(who, CouncilId(to)).or_else(|_| join(who, CouncilId(to)));
					},
					Act::Leave(who) => {
						if leave(who, Workers).is_ok() {
							left[who as usize] = now;
						}
					},
					Act::NextBlock => {
						let seat = |who| Councils::seat_of(MemberId(who), Workers);
						began.push(core::array::from_fn(|who| seat(who as u32)));
						System::set_block_number(now + 1);
					},
				}
				for opened in Opened::get() {
					for who in 4..8 {
						let truth = began[opened as usize][who];
						let found = at(who as u32, opened);
						let gone = found.is_none() && left[who] >= opened;
						assert!(found == truth || gone, "{who} at {opened}: {found:?}, not {truth:?}");
					}
				}
			}
			Councils::do_try_state().unwrap();
		});
	}
}
