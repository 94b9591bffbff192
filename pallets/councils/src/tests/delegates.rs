//! Who speaks for a federation, and how that member is recalled.

use super::*;

/// Two industries of two workplaces of three each: members 0 to 11, of whom the first of each three
/// speaks for a workplace, 0 for the first industry, 6 for the second, and 0 for both.
fn region() -> (CouncilId, CouncilId, CouncilId) {
	for first in [0, 3, 6, 9u64] {
		let workplace = NextCouncil::<Test>::get();
		assert_ok!(found(first, Workers));
		for who in [first + 1, first + 2] {
			assert_ok!(join(who, workplace));
			assert_ok!(back(who, Some(first as u32)));
		}
	}
	let one = federation(FIRST, SECOND);
	let other = federation(THIRD, CouncilId(3));
	let both = federation(one, other);
	events();
	(one, other, both)
}

fn spokesman(council: CouncilId) -> Option<u32> {
	Councils::speaker_of(council).map(|member| member.0)
}

fn play(test: impl FnOnce(CouncilId, CouncilId, CouncilId)) {
	with(12).execute_with(|| {
		let (one, other, both) = region();
		test(one, other, both);
		Councils::do_try_state().unwrap();
		assert_eq!(Held::get(), recounted());
	});
}

#[test]
fn a_delegate_is_whoever_speaks_for_the_child_that_is_backed() {
	play(|one, other, both| {
		assert_eq!(
			[FIRST, SECOND, THIRD, CouncilId(3), one, other, both].map(spokesman),
			[Some(0), Some(3), Some(6), Some(9), Some(0), Some(6), Some(0)]
		);
		assert_eq!(record(both).speaker, Some(child(one)));
	});
}

#[test]
fn a_standing_vote_below_recalls_the_delegate_on_every_level_at_once() {
	play(|one, _, both| {
		assert_ok!(back(0, 1));
		assert_eq!(spokesman(both), Some(0));
		assert_ok!(back(1, 1));
		assert_eq!([FIRST, one, both].map(spokesman), [Some(1); 3]);
		// No record above has changed: the federations back their children, whoever speaks for
		// them.
		assert_eq!(
			events(),
			[
				Event::Backed { council: FIRST, sitter: member(0), candidate: Some(member(1)) },
				Event::Backed { council: FIRST, sitter: member(1), candidate: Some(member(1)) },
				Event::SpeakerChanged { council: FIRST, speaker: Some(member(1)) },
			]
		);
		// Who was recalled acts no more, in the same block.
		assert_noop!(back_for(0, one, None), Error::<Test>::NotSpeaker);
		assert_ok!(back_for(1, one, None));
	});
}

#[test]
fn a_council_without_a_speaker_sends_nobody() {
	play(|one, _, both| {
		assert_ok!(back(0, None));
		assert_ok!(back(1, None));
		assert_eq!([FIRST, one, both].map(spokesman), [None; 3]);
		// The others in the first industry can send somebody else.
		assert_noop!(back_for(3, FIRST, SECOND), Error::<Test>::NotSpeaker);
		assert_ok!(back_for(3, SECOND, SECOND));
		assert_eq!(spokesman(one), None);
		assert_ok!(back(1, 2));
		assert_ok!(back(0, 2));
		assert_ok!(back_for(2, FIRST, SECOND));
		assert_eq!([one, both].map(spokesman), [Some(3); 2]);
	});
}

#[test]
fn who_speaks_for_a_child_moves_its_vote() {
	play(|one, other, both| {
		assert_noop!(back_for(6, other, FIRST), Error::<Test>::CandidateNotSeated);
		assert_noop!(back_for(6, other, one), Error::<Test>::BackingUnchanged);
		assert_noop!(back_for(0, both, one), Error::<Test>::NoParent);
		assert_noop!(back_for(99, one, other), Error::<Test>::NotMember);
		assert_noop!(back_for(0, CouncilId(99), other), Error::<Test>::NoSuchCouncil);
		assert_ok!(back_for(0, one, other));
		assert_eq!(spokesman(both), None);
		assert_ok!(back_for(6, other, other));
		assert_eq!(spokesman(both), Some(6));
		assert_eq!(Councils::tally(both, child(other)), Some(2));
	});
}

#[test]
fn a_majority_among_fewer_children_is_settled_by_anyone() {
	play(|one, _, _| {
		// A third and a fourth workplace in the first industry, which back the second.
		for who in [2, 5] {
			assert_ok!(leave(who, Workers));
			let council = NextCouncil::<Test>::get();
			assert_ok!(found(who, Workers));
			enlist(council, one);
		}
		assert_eq!(spokesman(one), None);
		let fourth = Councils::seat_of(MemberId(5), Workers).unwrap();
		let settle = || Councils::settle_speaker(Origin::signed(99), one, child(FIRST));
		assert_noop!(settle(), Error::<Test>::NoMajority);
		assert_ok!(leave(5, Workers));
		assert_eq!(Councils::side_of(fourth), None);
		assert_eq!(spokesman(one), None);
		assert_ok!(settle());
		assert_eq!(spokesman(one), Some(0));
	});
}

#[test]
fn a_child_that_leaves_speaks_no_more() {
	play(|one, other, both| {
		no_notice(one);
		assert_ok!(Councils::secede(Origin::signed(0), one));
		assert_ok!(Councils::part(Origin::signed(99), one));
		assert_eq!(spokesman(both), None);
		assert_ok!(back_for(6, other, other));
		assert_eq!(spokesman(both), Some(6));
	});
}

#[test]
fn a_member_does_not_back_for_a_council_nor_a_council_for_a_member() {
	play(|one, _, _| {
		assert_noop!(
			Councils::settle_speaker(Origin::signed(99), one, member(0)),
			Error::<Test>::CandidateNotSeated
		);
		assert_noop!(
			Councils::settle_speaker(Origin::signed(99), FIRST, child(FIRST)),
			Error::<Test>::CandidateNotSeated
		);
	});
}
