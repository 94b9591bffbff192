use super::*;
use crate::{Candidates, Sponsoring};

fn object(who: u64) -> DispatchResult {
	Members::object(signed(who), ANA)
}

fn settle(who: u64, admit: bool) -> DispatchResult {
	Members::settle_case(signed(who), ANA, admit)
}

/// A candidacy whose home council is the neighbourhood 10, for which member 0 speaks.
fn ready() {
	sponsor(0, ANA);
	sponsor(1, ANA);
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
		assert_noop!(object(3), Error::<Test>::CaseSent);
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
		assert_ok!(settle(0, true));
		assert_eq!(events(), [Event::CandidacyApproved { candidate: ANA, home: CouncilId(10) }]);
		assert_noop!(settle(0, true), Error::<Test>::AlreadySettled);
		assert_noop!(settle(0, false), Error::<Test>::AlreadySettled);
		assert_noop!(object(3), Error::<Test>::CaseSent);
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
		assert_ok!(settle(0, false));
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
		assert_noop!(settle(0, true), Error::<Test>::NoCandidacy);
		ready();
		assert_noop!(settle(0, true), Error::<Test>::NoCase);
		assert_ok!(object(4));
		assert_noop!(settle(0, false), Error::<Test>::NoCase);
		assert_ok!(object(5));
		assert_noop!(settle(1, true), Error::<Test>::NotSpeaker);
		assert_noop!(settle(DAN, true), Error::<Test>::NotMember);
		let unsigned = Members::settle_case(Origin::none(), ANA, true);
		assert_noop!(unsigned, DispatchError::BadOrigin);
		assert_ok!(Members::suspend(Origin::root(), MemberId(0)));
		assert_noop!(settle(0, true), Error::<Test>::Suspended);
		assert_ok!(Members::reinstate(Origin::root(), MemberId(0)));
		speak(CouncilId(10), Some(MemberId(3)));
		assert_noop!(settle(0, true), Error::<Test>::NotSpeaker);
		go_to(101);
		assert_noop!(settle(3, true), Error::<Test>::CandidacyExpired);
		go_to(100);
		assert_ok!(settle(3, true));
	});
}

#[test]
fn a_case_that_nobody_settles_dies_with_the_candidacy() {
	run(|| {
		ready();
		assert_ok!(object(4));
		assert_ok!(object(5));
		speak(CouncilId(10), None);
		assert_noop!(settle(0, true), Error::<Test>::NotSpeaker);
		go_to(101);
		assert_ok!(Members::discard(signed(DAN), ANA));
	});
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
