use super::*;
use crate::{Candidacy, CandidacyState, MemberInfo};
use parecon_primitives::Period;

#[test]
fn who_am_i_names_sponsors_words_and_whether_one_may_leave() {
	run(|| {
		assert_eq!(Members::who_am_i(ANA), None);
		sponsor(0, ANA);
		sponsor(1, ANA);
		assert_ok!(Members::admit(Origin::signed(0), ANA));
		sponsor(ANA, DAN);
		assert_ok!(System::inc_consumers(&ANA));
		let mut info = MemberInfo {
			member: MemberId(6),
			since: Period(0),
			sponsors: vec![MemberId(0), MemberId(1)],
			sponsoring: vec![DAN],
			open_sponsorships: 3,
			may_leave: false,
		};
		assert_eq!(Members::who_am_i(ANA), Some(info.clone()));
		System::dec_consumers(&ANA);
		info.may_leave = true;
		assert_eq!(Members::who_am_i(ANA), Some(info));
		assert_eq!(Members::account_of_member(MemberId(6)), Some(ANA));
		assert_eq!(Members::account_of_member(MemberId(7)), None);
		assert_eq!(Members::count(), 7);
		assert_eq!(Members::rules(), rules());
	});
}

#[test]
fn may_sponsor_agrees_with_the_call_and_names_the_reason() {
	run(|| {
		sponsor(0, ANA);
		sponsor(2, DAN);
		for index in 2..5 {
			sponsor(1, ANA + index);
		}
		for (who, candidate) in [(0, ANA), (0, 0), (0, 1), (1, ANA), (2, ANA), (ANA, DAN), (3, DAN)]
		{
			let answer = Members::may_sponsor(who, candidate);
			let call =
				frame_support::hypothetically!(Members::sponsor(Origin::signed(who), candidate));
			assert_eq!(answer.verdict, call, "{who} for {candidate}");
		}
		let answer = Members::may_sponsor(1, ANA);
		assert_eq!(answer.verdict, Err(Error::<Test>::QuotaUsedUp.into()));
		assert_eq!((answer.sponsoring, answer.open_sponsorships), (3, 3));
		assert_eq!(answer.candidacy.unwrap().sponsors, [MemberId(0)]);
		assert_eq!(Members::may_sponsor(ANA, DAN).sponsoring, 0);
		assert_eq!(Members::open_sponsorships(MemberId(1)), 3);
		assert_eq!(Members::open_sponsorships(MemberId(5)), 0);
	});
}

#[test]
fn a_candidacy_is_collecting_then_ready_then_expired() {
	run(|| {
		assert_eq!(Members::candidacy(ANA), None);
		sponsor(0, ANA);
		let mut shown = Candidacy {
			state: CandidacyState::Collecting,
			sponsors: vec![MemberId(0)],
			needed: 2,
			expires: 101,
		};
		assert_eq!(Members::candidacy(ANA), Some(shown.clone()));
		sponsor(1, ANA);
		shown.sponsors.push(MemberId(1));
		shown.state = CandidacyState::Ready;
		assert_eq!(Members::candidacy(ANA), Some(shown.clone()));
		go_to(101);
		shown.state = CandidacyState::Expired;
		assert_eq!(Members::candidacy(ANA), Some(shown));
	});
}
