use super::*;
use crate::{
	Closing, CouncilInfo, JoinAnswer, OfferInfo, PlaceInfo, SeatInfo, SpeakerAnswer, Standing,
	StandingSeats, TreeNode, MAX_NODES,
};

#[test]
fn a_council_shows_its_seats_populations_and_speaker() {
	run(|| {
		assert_eq!(Councils::council(FIRST), None);
		System::set_block_number(3);
		bench(2);
		Councils::freeze();
		assert_ok!(join(2, FIRST));
		let info = CouncilInfo {
			side: Workers,
			level: 0,
			founded: 3,
			carrier: MemberId(0),
			seats: 3,
			population: 3,
			frozen_population: 2,
			speaker: None,
			delegate: None,
			majority: 2,
			parent: None,
			must_wait: false,
			leaving: None,
			closing: None,
			charter: charter(None, 10),
		};
		assert_eq!(Councils::council(FIRST), Some(info));
	});
}

#[test]
fn a_council_shows_its_place_in_the_tree() {
	run(|| {
		workplaces(3);
		let industry = federation(FIRST, SECOND);
		System::set_block_number(3);
		Opened::set(vec![1]);
		assert_ok!(Councils::secede(Origin::signed(0), FIRST));
		assert_ok!(Councils::dissolve(Origin::signed(0), FIRST));
		let info = Councils::council(FIRST).unwrap();
		assert_eq!((info.parent, info.must_wait), (Some(industry), true));
		assert_eq!(info.leaving, Some(13));
		assert_eq!(info.closing, Some(Closing { due: 13, into: None }));
		let info = Councils::council(industry).unwrap();
		assert_eq!((info.level, info.parent, info.must_wait), (1, None, false));
		assert_eq!((info.speaker, info.delegate), (Some(child(FIRST)), Some(MemberId(0))));
	});
}

#[test]
fn seats_are_shown_in_order_with_the_votes_that_count() {
	run(|| {
		bench(3);
		assert_ok!(back(0, 2));
		assert_ok!(back(1, 0));
		assert_ok!(leave(2, Workers));
		let (zero, one) = (member(0), member(1));
		assert_eq!(
			Councils::seats(FIRST),
			[
				SeatInfo { sitter: zero, backing: None, backers: 1, people: 1 },
				SeatInfo { sitter: one, backing: Some(zero), backers: 0, people: 1 },
			]
		);
		assert_eq!(Councils::seats(SECOND), []);
		assert_eq!(Councils::tally(FIRST, zero), Some(1));
		assert_eq!(Councils::tally(FIRST, member(2)), None);
	});
}

#[test]
fn the_seats_of_a_federation_show_the_people_of_its_children() {
	run(|| {
		workplaces(2);
		assert_ok!(join(2, FIRST));
		assert_ok!(back(2, 0));
		let industry = federation(FIRST, SECOND);
		let (first, second) = (child(FIRST), child(SECOND));
		assert_eq!(
			Councils::seats(industry),
			[
				SeatInfo { sitter: first, backing: Some(first), backers: 2, people: 2 },
				SeatInfo { sitter: second, backing: Some(first), backers: 0, people: 1 },
			]
		);
	});
}

#[test]
fn a_member_finds_the_own_seats() {
	run(|| {
		let nothing = StandingSeats { member: None, workers: None, consumers: None };
		assert_eq!(Councils::seats_of(99), nothing);
		assert_ok!(found(4, Consumers));
		let seat = PlaceInfo { council: Some(FIRST), since: 1, previous: None, must_wait: false };
		let member = Some(MemberId(4));
		let seats = StandingSeats { member, workers: None, consumers: Some(seat) };
		assert_eq!(Councils::seats_of(4), seats);
		System::set_block_number(3);
		Opened::set(vec![2]);
		assert_ok!(leave(4, Consumers));
		let left = PlaceInfo { council: None, since: 3, previous: Some(FIRST), must_wait: true };
		assert_eq!(Councils::seats_of(4).consumers, Some(left));
	});
}

#[test]
fn why_somebody_speaks_or_not_comes_with_the_numbers() {
	run(|| {
		let why = |who| Councils::why_speaker(FIRST, member(who));
		let answer = |standing, backers, seats, majority| SpeakerAnswer {
			standing,
			backers,
			seats,
			majority,
		};
		assert_eq!(why(0), answer(Standing::NoSuchCouncil, 0, 0, 0));
		bench(4);
		assert_ok!(back(0, 1));
		assert_ok!(back(1, 1));
		assert_eq!(why(7), answer(Standing::NotSeated, 0, 4, 3));
		assert_eq!(why(1), answer(Standing::NoMajority, 2, 4, 3));
		assert_ok!(leave(3, Workers));
		assert_eq!(why(1), answer(Standing::ToBeSettled, 2, 3, 2));
		assert_ok!(settle(FIRST, 1));
		assert_eq!(why(1), answer(Standing::Speaker, 2, 3, 2));
		assert_eq!(why(0), answer(Standing::NoMajority, 0, 3, 2));
	});
}

#[test]
fn a_tree_is_shown_level_by_level() {
	run(|| {
		workplaces(4);
		assert_ok!(found(7, Consumers));
		let one = federation(FIRST, SECOND);
		let other = federation(THIRD, CouncilId(3));
		let both = federation(other, one);
		let shown = |depth| -> Vec<CouncilId> {
			Councils::tree(both, depth).into_iter().map(|node| node.council).collect()
		};
		assert_eq!(shown(0), [both]);
		assert_eq!(shown(1), [both, one, other]);
		let whole = [both, one, other, FIRST, SECOND, THIRD, CouncilId(3)];
		assert_eq!(shown(2), whole);
		assert_eq!(shown(u8::MAX), whole);
		let node = TreeNode {
			council: one,
			parent: Some(both),
			level: 1,
			population: 2,
			speaker: Some(MemberId(0)),
		};
		assert_eq!(Councils::tree(both, 1)[1], node);
		assert_eq!(Councils::tree(CouncilId(99), 3), []);
		assert_eq!(Councils::ancestors(FIRST), [one, both]);
		assert_eq!(Councils::ancestors(both), []);
		assert_eq!(Councils::roots(Workers), [both]);
		assert_eq!(Councils::roots(Consumers), [CouncilId(4)]);
	});
}

#[test]
fn a_great_tree_is_shown_in_part() {
	with(MAX_NODES as u64 + 1).execute_with(|| {
		workplaces(MAX_NODES as u64 + 1);
		let industry = federate(FIRST, SECOND);
		for council in 2..=MAX_NODES as u32 {
			Councils::add_child(industry, CouncilId(council));
		}
		assert_eq!(Councils::tree(industry, 1).len(), MAX_NODES);
	});
}

#[test]
fn who_may_join_learns_it_before_with_the_words() {
	run(|| {
		bench(2);
		for who in [0, 1] {
			assert_ok!(back(who, 0));
		}
		let ask = |who| Councils::may_join(who, FIRST);
		let answer = |verdict: Result<(), Error<Test>>, moves, needed, given| JoinAnswer {
			verdict: verdict.map_err(Into::into),
			moves,
			needed,
			given,
		};
		assert_eq!(ask(5), answer(Ok(()), false, 0, 0));
		assert_eq!(ask(99), answer(Err(Error::NotMember), false, 0, 0));
		assert_eq!(ask(1), answer(Err(Error::SameCouncil), true, 0, 0));
		assert_ok!(set_charter(FIRST, charter(Some(2), 0)));
		assert_ok!(vouch(1, 5));
		assert_eq!(ask(5), answer(Err(Error::NotEnoughWords), false, 2, 1));
		assert_ok!(vouch(0, 5));
		assert_eq!(ask(5), answer(Ok(()), false, 2, 2));
		assert_ok!(found(5, Workers));
		assert_eq!(ask(5), answer(Ok(()), true, 2, 2));
		Opened::set(vec![1]);
		assert_eq!(ask(5), answer(Err(Error::MoveWaits), true, 2, 2));
		Suspended::set([5].into());
		assert_eq!(ask(5), answer(Err(Error::Suspended), false, 2, 0));
		let nowhere = Councils::may_join(6, CouncilId(9));
		assert_eq!(nowhere, answer(Err(Error::NoSuchCouncil), false, 0, 0));
	});
}

#[test]
fn offers_are_found_from_both_ends() {
	run(|| {
		workplaces(3);
		assert_ok!(offer(2, THIRD, SECOND, Proposal::Found));
		assert_ok!(offer(0, FIRST, SECOND, Proposal::Merge));
		let made = |council, what, by| OfferInfo { council, to: SECOND, what, by: MemberId(by) };
		let (one, other) = (made(FIRST, Proposal::Merge, 0), made(THIRD, Proposal::Found, 2));
		assert_eq!(Councils::offer_of(FIRST), Some(one));
		assert_eq!(Councils::offer_of(SECOND), None);
		assert_eq!(Councils::offers_to(SECOND), [one, other]);
		assert_eq!(Councils::offers_to(FIRST), []);
	});
}
