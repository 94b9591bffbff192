use super::*;
use crate::{Candidates, Sponsoring};

fn object(who: u64) -> DispatchResult {
	Members::object(signed(who), ANA)
}

fn settle(who: u64, admit: bool) -> DispatchResult {
	Members::settle_case(signed(who), ANA, admit)
}

/// A candidacy whose home council is the neighbourhood 10, for which member 3 speaks now.
fn ready() {
	sponsor(0, ANA);
	sponsor(1, ANA);
	speak(CouncilId(10), Some(MemberId(3)));
	events();
}

#[test]
fn enough_objections_send_the_case_to_the_home_council() {
	run(|| {
		ready();
		assert_ok!(object(4));
		let member = MemberId(4);
		assert_eq!(events(), [Event::Objected { candidate: ANA, member, objections: 1 }]);
		assert_ok!(object(5));
		let member = MemberId(5);
		assert_eq!(
			events(),
			[
				Event::Objected { candidate: ANA, member, objections: 2 },
				Event::CaseSent { candidate: ANA, home: CouncilId(10) },
			]
		);
		assert_noop!(admit(ANA), Error::<Test>::InObjection);
		assert_noop!(object(2), Error::<Test>::CaseSent);
	});
}

#[test]
fn fewer_objections_stop_nobody() {
	run(|| {
		ready();
		assert_ok!(object(4));
		assert_ok!(admit(ANA));
	});
}

#[test]
fn who_decides_for_the_candidate_opens_the_road_again() {
	run(|| {
		ready();
		assert_ok!(object(4));
		assert_ok!(object(5));
		events();
		assert_ok!(settle(3, true));
		assert_eq!(events(), [Event::CandidacyApproved { candidate: ANA, home: CouncilId(10) }]);
		assert_noop!(settle(3, true), Error::<Test>::AlreadySettled);
		assert_noop!(settle(3, false), Error::<Test>::AlreadySettled);
		assert_noop!(object(2), Error::<Test>::CaseSent);
		assert_ok!(admit(ANA));
	});
}

#[test]
fn who_is_rejected_is_no_candidate_and_the_sponsors_are_free() {
	run(|| {
		let before = keys();
		ready();
		assert_ok!(object(4));
		assert_ok!(object(5));
		events();
		assert_ok!(settle(3, false));
		assert_eq!(events(), [Event::CandidacyRejected { candidate: ANA, home: CouncilId(10) }]);
		assert!(!Candidates::<Test>::contains_key(ANA));
		assert!(!Sponsoring::<Test>::contains_key(MemberId(0)));
		assert_eq!(keys(), before);
		// It can be opened anew, and is judged anew.
		ready();
		assert_ok!(admit(ANA));
	});
}

#[test]
fn a_member_objects_once_and_to_an_open_candidacy() {
	run(|| {
		assert_noop!(object(4), Error::<Test>::NoCandidacy);
		ready();
		assert_noop!(object(DAN), Error::<Test>::NotMember);
		assert_noop!(Members::object(Origin::none(), ANA), DispatchError::BadOrigin);
		assert_ok!(Members::suspend(Origin::root(), MemberId(3)));
		assert_noop!(object(3), Error::<Test>::Suspended);
		assert_ok!(object(4));
		assert_noop!(object(4), Error::<Test>::AlreadyObjected);
		go_to(101);
		assert_noop!(object(5), Error::<Test>::CandidacyExpired);
	});
}

#[test]
fn the_speaker_of_the_home_council_alone_settles_a_case() {
	run(|| {
		assert_noop!(settle(3, true), Error::<Test>::NoCandidacy);
		ready();
		assert_noop!(settle(3, true), Error::<Test>::NoCase);
		assert_ok!(object(4));
		assert_noop!(settle(3, false), Error::<Test>::NoCase);
		assert_ok!(object(5));
		assert_noop!(settle(1, true), Error::<Test>::NotSpeaker);
		assert_noop!(settle(DAN, true), Error::<Test>::NotMember);
		let unsigned = Members::settle_case(Origin::none(), ANA, true);
		assert_noop!(unsigned, DispatchError::BadOrigin);
		assert_ok!(Members::suspend(Origin::root(), MemberId(3)));
		assert_noop!(settle(3, true), Error::<Test>::Suspended);
		assert_ok!(Members::reinstate(Origin::root(), MemberId(3)));
		speak(CouncilId(10), Some(MemberId(2)));
		assert_noop!(settle(3, true), Error::<Test>::NotSpeaker);
		speak(CouncilId(10), Some(MemberId(3)));
		go_to(101);
		assert_noop!(settle(3, true), Error::<Test>::CandidacyExpired);
		go_to(100);
		assert_ok!(settle(3, true));
	});
}

/// Failure: a speaker decides on the objections to a candidate whom the speaker proposed.
#[test]
fn nobody_judges_in_their_own_case() {
	run(|| {
		ready();
		assert_ok!(object(4));
		assert_ok!(object(5));
		for party in [0, 1, 4, 5] {
			speak(CouncilId(10), Some(MemberId(party as u32)));
			for admit in [true, false] {
				assert_noop!(settle(party, admit), Error::<Test>::PartyToCase);
			}
		}
		speak(CouncilId(10), Some(MemberId(3)));
		assert_ok!(settle(3, false));
	});
}

/// Failure: who takes the word back decides as a stranger to the case, and gives the word anew.
#[test]
fn who_has_decided_a_case_gives_no_word_for_the_candidate() {
	run(|| {
		ready();
		assert_ok!(object(4));
		assert_ok!(object(5));
		assert_ok!(Members::withdraw(signed(0), ANA));
		speak(CouncilId(10), Some(MemberId(0)));
		assert_ok!(settle(0, true));
		assert_noop!(Members::sponsor(signed(0), ANA), Error::<Test>::PartyToCase);
		let answer = Members::may_sponsor(0, ANA);
		assert_eq!(answer.verdict, Err(Error::<Test>::PartyToCase.into()));
		assert_noop!(admit(ANA), Error::<Test>::NotEnoughSponsors);
		sponsor(2, ANA);
		assert_ok!(admit(ANA));
	});
}

/// Nobody speaks for the home council, or only who is a party.
#[test]
fn a_case_that_nobody_settles_dies_with_the_candidacy() {
	for (speaker, error) in [(None, Error::NotSpeaker), (Some(MemberId(0)), Error::PartyToCase)] {
		run(|| {
			ready();
			assert_ok!(object(4));
			assert_ok!(object(5));
			speak(CouncilId(10), speaker);
			let error: Error<Test> = error;
			assert_noop!(settle(0, true), error);
			go_to(101);
			assert_ok!(Members::discard(signed(DAN), ANA));
		});
	}
}

/// Failure: parameters read when a case is decided, not those under which it was opened.
#[test]
fn the_number_of_objections_is_that_of_the_opening() {
	run(|| {
		ready();
		govern(|rules| rules.objectors_needed = 1);
		assert_ok!(object(4));
		assert_ok!(admit(ANA));
	});
}
