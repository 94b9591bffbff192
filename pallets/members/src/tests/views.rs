use super::*;
use crate::{
	Candidacy, CandidacyState, Dependent, DependentInfo, Due, GrowthInfo, HomeSeats, MemberInfo,
	RecoveryInfo, RecoveryWord, Word,
};
use frame_support::hypothetically;

fn seats(member: u32) -> HomeSeats {
	HomeSeats { workers: Some(CouncilId(member % 3)), consumers: Some(CouncilId(10 + member % 3)) }
}

fn word(member: u32) -> Word {
	let HomeSeats { workers, consumers } = seats(member);
	Word { sponsor: MemberId(member), workers, consumers }
}

/// A member who has just been admitted, and has given a word for `DAN`.
fn lately_admitted(member: MemberId) -> MemberInfo<u64, u64> {
	MemberInfo {
		member,
		since: Period(0),
		sponsors: vec![MemberId(0), MemberId(1)],
		suspended: false,
		barred_until: None,
		renewed: Period(0),
		lapses_at: Period(24),
		seats: seats(6),
		sponsoring: vec![DAN],
		open_sponsorships: 3,
		words_left: 9,
		offer: None,
		recovery: None,
		dependents: vec![],
		may_leave: false,
	}
}

#[test]
fn who_am_i_shows_all_that_a_member_has() {
	run(|| {
		assert_eq!(Members::who_am_i(ANA), None);
		let member = join(ANA);
		sponsor(ANA, DAN);
		assert_ok!(System::inc_consumers(&ANA));
		let mut info = lately_admitted(member);
		assert_eq!(Members::who_am_i(ANA), Some(info.clone()));
		System::dec_consumers(&ANA);
		info.may_leave = true;

		assert_ok!(Members::add_dependent(signed(ANA), EVA));
		let since = Period(0);
		let dependent = Dependent { guardian: member, confirmed: false, since, offered_to: None };
		info.dependents = vec![DependentInfo { account: EVA, dependent }];
		assert_eq!(Members::dependents_of(member), info.dependents);
		assert_eq!(Members::dependent(EVA), Some(dependent));
		assert_eq!(Members::dependent(DAN), None);

		assert_ok!(Members::offer_account(signed(ANA), 50));
		info.offer = Some(50);
		assert_ok!(Members::recover(signed(0), member, 51));
		let words = vec![RecoveryWord { sponsor: MemberId(0), account: 51 }];
		info.recovery = Some(RecoveryInfo { words, needed: 2, expires: 51, due: None });
		assert_eq!(Members::recovery(member), info.recovery);
		assert_eq!(Members::recovery(MemberId(0)), None);

		assert_ok!(Members::suspend(Origin::root(), member));
		info.suspended = true;
		go_to(20);
		info.words_left = 10;
		assert_eq!(Members::who_am_i(ANA), Some(info));
	});
}

#[test]
fn the_small_views_answer() {
	run(|| {
		let member = join(ANA);
		assert_eq!(Members::account_of_member(member), Some(ANA));
		assert_eq!(Members::account_of_member(MemberId(7)), None);
		assert_eq!(Members::count(), 7);
		assert_eq!(Members::rules(), rules());
		assert_eq!(Members::growth(), GrowthInfo { members: 6, allowed: 10, admitted: 1, left: 9 });
		assert!(!Members::lingers(ANA));
		assert_ok!(System::inc_consumers(&ANA));
		assert_ok!(Members::end_duplicate(Origin::root(), member, MemberId(0)));
		assert!(Members::lingers(ANA));
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
		let asked = [(0, ANA), (0, 0), (0, 1), (1, ANA), (2, ANA), (ANA, DAN), (3, DAN)];
		for (who, candidate) in asked {
			let answer = Members::may_sponsor(who, candidate);
			let call = hypothetically!(Members::sponsor(signed(who), candidate));
			assert_eq!(answer.verdict, call, "{who} for {candidate}");
		}
		let answer = Members::may_sponsor(1, ANA);
		assert_eq!(answer.verdict, Err(Error::<Test>::QuotaUsedUp.into()));
		assert_eq!((answer.sponsoring, answer.open_sponsorships), (3, 3));
		assert_eq!((answer.words_left, answer.seats), (7, seats(1)));
		assert_eq!((answer.standing_from, answer.barred_until), (Some(Period(0)), None));
		assert_eq!(answer.candidacy.unwrap().words, [word(0)]);
		let stranger = Members::may_sponsor(ANA, DAN);
		assert_eq!((stranger.sponsoring, stranger.words_left), (0, 0));
		assert_eq!((stranger.standing_from, stranger.seats), (None, HomeSeats::default()));
		assert_eq!(Members::open_sponsorships(MemberId(1)), 3);
		assert_eq!(Members::open_sponsorships(MemberId(5)), 0);
	});
}

#[test]
fn may_sponsor_tells_when_standing_and_bar_end() {
	run(|| {
		govern(|rules| rules.standing = 3);
		let member = join(ANA);
		let answer = Members::may_sponsor(ANA, DAN);
		assert_eq!(answer.verdict, Err(Error::<Test>::NoStanding.into()));
		assert_eq!(answer.standing_from, Some(Period(3)));
		assert_ok!(Members::end_duplicate(Origin::root(), member, MemberId(2)));
		let answer = Members::may_sponsor(0, DAN);
		assert_eq!(answer.verdict, Err(Error::<Test>::Barred.into()));
		assert_eq!(answer.barred_until, Some(Period(5)));
	});
}

#[test]
fn may_admit_agrees_with_the_call_and_names_the_reason() {
	run(|| {
		govern(|rules| {
			rules.waiting = 10;
			rules.growth_least = 1;
		});
		let agrees = |error: Option<Error<Test>>| {
			let answer = Members::may_admit(ANA);
			assert_eq!(answer.verdict, hypothetically!(admit(ANA)));
			assert_eq!(answer.verdict, error.map_or(Ok(()), |error| Err(error.into())));
			answer
		};
		let nobody = agrees(Some(Error::NoCandidacy));
		assert_eq!((nobody.candidacy, nobody.guardian), (None, None));
		confirmed_dependent(ANA);
		sponsor(0, ANA);
		assert_eq!(agrees(Some(Error::NotEnoughSponsors)).guardian, Some(MemberId(0)));
		sponsor(3, ANA);
		let one_circle = agrees(Some(Error::TooFewCouncils));
		assert_eq!((one_circle.valid_words.len(), one_circle.valid_councils), (2, 1));
		go_to(3);
		sponsor(1, ANA);
		let waiting = agrees(Some(Error::WaitingPeriod)).candidacy.unwrap();
		assert_eq!(waiting.admissible_from, Some(13));
		go_to(13);
		agrees(None);
		assert_ok!(Members::suspend(Origin::root(), MemberId(1)));
		let suspended = agrees(Some(Error::TooFewCouncils));
		assert_eq!(suspended.valid_words, [word(0), word(3)]);
		assert_ok!(Members::reinstate(Origin::root(), MemberId(1)));
		crate::Growth::<Test>::mutate(|intake| {
			*intake = crate::Intake { period: Period(1), members: 6, admitted: 1 };
		});
		let full = agrees(Some(Error::GrowthExhausted)).growth;
		assert_eq!(full, GrowthInfo { members: 6, allowed: 1, admitted: 1, left: 0 });
		assert_ok!(Members::object(signed(4), ANA));
		assert_ok!(Members::object(signed(5), ANA));
		agrees(Some(Error::InObjection));
		go_to(101);
		agrees(Some(Error::CandidacyExpired));
	});
}

#[test]
fn may_recover_agrees_with_the_call_and_names_the_reason() {
	run(|| {
		let member = join(ANA);
		assert_ok!(Members::recover(signed(0), member, 60));
		for (who, whom, new) in [
			(0, member, 60),
			(1, member, 60),
			(1, member, 61),
			(1, member, 2),
			(2, member, 60),
			(DAN, member, 60),
			(0, MemberId(3), 60),
			(0, MemberId(9), 60),
		] {
			let answer = Members::may_recover(who, whom, new);
			let call = hypothetically!(Members::recover(signed(who), whom, new));
			assert_eq!(answer.verdict, call, "{who} for {whom} at {new}");
		}
		let answer = Members::may_recover(1, member, 60);
		assert_eq!((answer.sponsors, answer.needed), (vec![MemberId(0), MemberId(1)], 2));
		assert_eq!(answer.recovery, Members::recovery(member));
		assert_ok!(Members::recover(signed(1), member, 60));
		let due = Members::may_recover(1, member, 60);
		assert_eq!(due.verdict, Err(Error::<Test>::AlreadyDue.into()));
		assert_eq!(due.recovery.unwrap().due, Some(Due { account: 60, from: 21 }));
	});
}

#[test]
fn a_candidacy_shows_where_it_stands() {
	run(|| {
		govern(|rules| rules.waiting = 5);
		assert_eq!(Members::candidacy(ANA), None);
		sponsor(0, ANA);
		let mut shown = Candidacy {
			state: CandidacyState::Collecting,
			words: vec![word(0)],
			needed: 2,
			councils: 1,
			councils_needed: 2,
			home: CouncilId(10),
			admissible_from: None,
			objectors: vec![],
			objectors_needed: 2,
			approved: false,
			expires: 101,
		};
		assert_eq!(Members::candidacy(ANA), Some(shown.clone()));
		sponsor(1, ANA);
		shown.words.push(word(1));
		shown.councils = 2;
		shown.admissible_from = Some(6);
		shown.state = CandidacyState::Waiting;
		assert_eq!(Members::candidacy(ANA), Some(shown.clone()));
		go_to(6);
		shown.state = CandidacyState::Ready;
		assert_eq!(Members::candidacy(ANA), Some(shown.clone()));
		assert_ok!(Members::object(signed(4), ANA));
		assert_ok!(Members::object(signed(5), ANA));
		shown.objectors = vec![MemberId(4), MemberId(5)];
		shown.state = CandidacyState::InObjection;
		assert_eq!(Members::candidacy(ANA), Some(shown.clone()));
		speak(CouncilId(10), Some(MemberId(3)));
		assert_ok!(Members::settle_case(signed(3), ANA, true));
		shown.approved = true;
		shown.state = CandidacyState::Ready;
		assert_eq!(Members::candidacy(ANA), Some(shown.clone()));
		go_to(101);
		shown.state = CandidacyState::Expired;
		assert_eq!(Members::candidacy(ANA), Some(shown));
	});
}
