//! Federations: founding, joining, levels, notice.

use super::*;
use crate::{Link, Seat, Seats};
use frame_support::sp_runtime::DispatchError;
use Proposal::{Found, Join};

fn secede(council: CouncilId) -> DispatchResult {
	Councils::secede(Origin::signed(voice(council)), council)
}

fn part(council: CouncilId) -> DispatchResult {
	Councils::part(Origin::signed(99), council)
}

#[test]
fn two_councils_found_a_federation_in_the_purse_of_who_offered_it() {
	run(|| {
		workplaces(2);
		assert_ok!(join(2, SECOND));
		assert_ok!(back(2, 1));
		System::set_block_number(4);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		events();
		assert_ok!(accept(1, SECOND, FIRST));
		let (council, founder) = (THIRD, MemberId(0));
		assert_eq!(
			events(),
			[
				Event::Founded { council, side: Workers, level: 1, founder },
				Event::Joined { council, sitter: child(FIRST) },
				Event::Joined { council, sitter: child(SECOND) },
				Event::OfferAccepted { council: FIRST, to: SECOND, what: Found },
			]
		);
		let founded = record(THIRD);
		assert_eq!((founded.level, founded.carrier, founded.seats), (1, founder, 2));
		assert_eq!((founded.speaker, founded.population.now), (None, 3));
		let link = Link { current: Some(THIRD), since: 4, previous: None };
		assert_eq!((record(FIRST).parent, record(SECOND).parent), (link, link));
		let seat = Seat { number: 1, backing: None, backers: 0, heads: 0 };
		assert_eq!(Seats::<Test>::get(THIRD, child(SECOND)), Some(seat));
	});
}

#[test]
fn a_federation_that_has_no_room_in_the_purse_is_not_founded() {
	run(|| {
		workplaces(2);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		Room::set(Councils::council_bytes());
		assert_noop!(accept(1, SECOND, FIRST), DispatchError::Exhausted);
	});
}

#[test]
fn a_federation_that_has_no_identifier_is_not_founded() {
	run(|| {
		workplaces(2);
		assert_ok!(offer(0, FIRST, SECOND, Found));
		NextCouncil::<Test>::put(CouncilId(u32::MAX));
		assert_noop!(accept(1, SECOND, FIRST), Error::<Test>::IdsExhausted);
	});
}

#[test]
fn a_council_joins_a_federation_whose_speaker_accepts_it() {
	run(|| {
		workplaces(3);
		let industry = federation(FIRST, SECOND);
		assert_ok!(offer(2, THIRD, industry, Join));
		assert_noop!(accept(1, industry, THIRD), Error::<Test>::NotSpeaker);
		events();
		assert_ok!(accept(0, industry, THIRD));
		assert_eq!(
			events(),
			[
				Event::Joined { council: industry, sitter: child(THIRD) },
				Event::OfferAccepted { council: THIRD, to: industry, what: Join },
			]
		);
		assert_eq!((record(industry).seats, people(industry)), (3, 3));
	});
}

#[test]
fn joining_dilutes_who_speaks_for_a_federation() {
	run(|| {
		workplaces(4);
		let industry = federation(FIRST, SECOND);
		enlist(THIRD, industry);
		assert_eq!(Councils::speaker_of(industry), Some(MemberId(0)));
		enlist(CouncilId(3), industry);
		// Two of four are not more than half.
		assert_eq!(Councils::speaker_of(industry), None);
	});
}

/// One federation above the other to the highest level: of each workplace from 0 on with all that
/// is below. Returns them, the lowest first.
fn tower() -> Vec<CouncilId> {
	workplaces(5);
	let mut top = FIRST;
	let mut levels = vec![];
	for next in 1..5 {
		top = federation(top, CouncilId(next));
		levels.push(top);
	}
	levels
}

#[test]
fn a_level_is_one_above_the_highest_founder_and_has_an_end() {
	run(|| {
		let tower = tower();
		let levels: Vec<u8> = tower.iter().map(|id| record(*id).level).collect();
		assert_eq!(levels, [1, 2, 3, 4]);
		assert_eq!(Councils::ancestors(FIRST), tower);
		assert_ok!(found(5, Workers));
		let (top, lone) = (tower[3], CouncilId(9));
		assert_noop!(offer(0, top, lone, Found), Error::<Test>::TooDeep);
		assert_noop!(offer(5, lone, top, Found), Error::<Test>::TooDeep);
		// It can still have more children.
		enlist(lone, top);
		assert_eq!(people(top), 6);
	});
}

#[test]
fn a_child_stands_below_its_parent() {
	run(|| {
		workplaces(4);
		let industry = federation(FIRST, SECOND);
		let other = federation(THIRD, CouncilId(3));
		assert_noop!(offer(0, industry, other, Join), Error::<Test>::NotBelow);
		let both = federation(industry, other);
		assert_eq!(record(both).level, 2);
	});
}

#[test]
fn no_council_comes_to_stand_below_itself() {
	run(|| {
		workplaces(3);
		let lower = federation(FIRST, SECOND);
		let upper = federation(lower, THIRD);
		assert_noop!(offer(0, upper, lower, Join), Error::<Test>::Cycle);
		assert_noop!(offer(0, upper, upper, Join), Error::<Test>::SameCouncil);
	});
}

#[test]
fn who_leaves_a_federation_gives_notice() {
	run(|| {
		workplaces(3);
		let industry = federation(FIRST, SECOND);
		enlist(THIRD, industry);
		System::set_block_number(5);
		assert_noop!(part(THIRD), Error::<Test>::NotLeaving);
		events();
		assert_ok!(secede(THIRD));
		assert_eq!(events(), [Event::Seceding { council: THIRD, parent: industry, due: 15 }]);
		assert_noop!(secede(THIRD), Error::<Test>::AlreadyLeaving);
		System::set_block_number(14);
		assert_noop!(part(THIRD), Error::<Test>::NoticeRunning);
		System::set_block_number(15);
		assert_ok!(part(THIRD));
		assert_eq!(events(), [Event::Left { council: industry, sitter: child(THIRD) }]);
		assert_eq!((record(THIRD).leaving, record(THIRD).parent.current), (None, None));
		assert_eq!((people(industry), people(THIRD)), (2, 1));
		assert_noop!(part(THIRD), Error::<Test>::NotLeaving);
	});
}

#[test]
fn notice_is_given_and_taken_back_by_who_speaks() {
	run(|| {
		workplaces(3);
		let industry = federation(FIRST, SECOND);
		let stay = |who, council| Councils::stay(Origin::signed(who), council);
		assert_noop!(secede(THIRD), Error::<Test>::NoParent);
		assert_noop!(Councils::secede(Origin::signed(1), FIRST), Error::<Test>::NotSpeaker);
		assert_noop!(
			Councils::secede(Origin::signed(1), CouncilId(9)),
			Error::<Test>::NoSuchCouncil
		);
		assert_noop!(part(CouncilId(9)), Error::<Test>::NoSuchCouncil);
		assert_noop!(stay(0, FIRST), Error::<Test>::NotLeaving);
		assert_ok!(secede(FIRST));
		assert_noop!(stay(1, FIRST), Error::<Test>::NotSpeaker);
		events();
		assert_ok!(stay(0, FIRST));
		assert_eq!(events(), [Event::Stayed { council: FIRST }]);
		System::set_block_number(50);
		assert_noop!(part(FIRST), Error::<Test>::NotLeaving);
		assert_eq!(record(FIRST).parent.current, Some(industry));
	});
}

#[test]
fn the_last_child_to_part_dissolves_the_federation() {
	run(|| {
		workplaces(2);
		let industry = federation(FIRST, SECOND);
		for council in [FIRST, SECOND] {
			no_notice(council);
			assert_ok!(secede(council));
			assert_ok!(part(council));
		}
		assert_eq!(Councils::side_of(industry), None);
		assert_eq!(events().last(), Some(&Event::Dissolved { council: industry }));
	});
}

#[test]
fn a_place_in_a_tree_is_known_as_it_was() {
	run(|| {
		workplaces(3);
		System::set_block_number(5);
		let industry = federation(FIRST, SECOND);
		assert_eq!(Councils::parent_at(FIRST, 5), None);
		assert_eq!(Councils::parent_at(FIRST, 6), Some(industry));
		// Founded since: it had no place then.
		assert_eq!(Councils::parent_at(industry, 3), None);
		assert_eq!(Councils::parent_at(CouncilId(9), 3), None);
		assert_eq!(Councils::seat_at(MemberId(7), Workers, 3), None);
	});
}
