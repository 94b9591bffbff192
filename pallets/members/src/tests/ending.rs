use super::*;
use crate::{
	AccountOffers, Candidates, Dependents, Ending, Lingering, MemberOf, Recoveries, Sponsoring,
};
use frame_support::{dispatch::GetDispatchInfo, sp_runtime::Weight};

fn leave(who: u64) -> DispatchResult {
	Members::leave(signed(who))
}

#[test]
fn who_leaves_is_no_member_and_the_others_are_told() {
	run(|| {
		assert_ok!(leave(2));
		let reason = Ending::Left;
		assert_eq!(events(), [Event::MembershipEnded { member: MemberId(2), account: 2, reason }]);
		assert_eq!(Told::get(), [Note::Left(MemberId(2))]);
		assert!(!MemberOf::<Test>::contains_key(2));
		assert_eq!(Members::account_of(MemberId(2)), None);
		assert_eq!(Members::members(), 5);
		assert!(!System::account_exists(&2));
	});
}

#[test]
fn only_a_member_leaves() {
	run(|| {
		assert_noop!(leave(ANA), Error::<Test>::NotMember);
		assert_noop!(Members::leave(Origin::none()), DispatchError::BadOrigin);
		assert_ok!(leave(0));
		assert_noop!(leave(0), Error::<Test>::NotMember);
	});
}

#[test]
fn an_account_that_something_depends_on_stays() {
	run(|| {
		sponsor(0, ANA);
		assert_ok!(System::inc_consumers(&0));
		assert_noop!(leave(0), Error::<Test>::AccountInUse);
		assert_eq!(Told::get(), []);
		System::dec_consumers(&0);
		assert_ok!(leave(0));
	});
}

#[test]
fn an_account_with_another_provider_lives_on() {
	run(|| {
		System::inc_providers(&0);
		assert_ok!(System::inc_consumers(&0));
		assert_ok!(leave(0));
		assert_eq!(System::providers(&0), 1);
	});
}

#[test]
fn the_words_of_who_leaves_no_longer_count() {
	run(|| {
		sponsor(0, ANA);
		sponsor(0, DAN);
		sponsor(1, DAN);
		events();
		assert_ok!(leave(0));
		let sponsor = MemberId(0);
		assert_eq!(
			events(),
			[
				Event::WordWithdrawn { candidate: ANA, sponsor },
				Event::CandidacyClosed { candidate: ANA },
				Event::WordWithdrawn { candidate: DAN, sponsor },
				Event::MembershipEnded { member: sponsor, account: 0, reason: Ending::Left },
			]
		);
		assert!(!Candidates::<Test>::contains_key(ANA));
		assert!(!Sponsoring::<Test>::contains_key(sponsor));
		let admit = Members::admit(signed(0), DAN);
		assert_noop!(admit, Error::<Test>::NotEnoughSponsors);
	});
}

#[test]
fn admission_and_leaving_leave_no_key() {
	run(|| {
		let before = keys();
		join(ANA);
		sponsor(ANA, DAN);
		assert_ok!(leave(ANA));
		assert_eq!(keys(), before);
	});
}

#[test]
fn who_comes_back_gets_an_identifier_never_given_before() {
	run(|| {
		assert_ok!(leave(5));
		join(5);
		assert_eq!(MemberOf::<Test>::get(5), Some(MemberId(6)));
	});
}

#[test]
fn a_member_whose_sponsors_left_stays() {
	run(|| {
		join(ANA);
		assert_ok!(leave(0));
		assert_ok!(leave(1));
		assert_eq!(MemberOf::<Test>::get(ANA), Some(MemberId(6)));
	});
}

#[test]
fn a_suspended_member_may_not_leave() {
	run(|| {
		assert_ok!(Members::suspend(Origin::root(), MemberId(2)));
		assert_noop!(leave(2), Error::<Test>::Suspended);
		assert_ok!(Members::reinstate(Origin::root(), MemberId(2)));
		assert_ok!(leave(2));
	});
}

/// Failure: a duplicate leaves before it is proved, and its sponsors go on sponsoring.
#[test]
fn who_sponsored_a_duplicate_that_has_left_can_be_barred() {
	run(|| {
		assert_noop!(Members::bar(Origin::signed(0), MemberId(1)), DispatchError::BadOrigin);
		assert_noop!(Members::bar(Origin::root(), MemberId(99)), Error::<Test>::NoSuchMember);
		assert_ok!(Members::bar(Origin::root(), MemberId(1)));
		assert!(matches!(events().last(), Some(Event::SponsorBarred { member: MemberId(1), .. })));
		assert_noop!(Members::sponsor(signed(1), ANA), Error::<Test>::Barred);
	});
}

#[test]
fn dependents_offer_and_recovery_end_with_the_membership() {
	run(|| {
		let member = join(ANA);
		let before = keys();
		confirmed_dependent(EVA);
		assert_ok!(Members::hand_over(signed(0), EVA, member));
		assert_ok!(Members::accept_guardianship(signed(ANA), EVA));
		assert_ok!(Members::offer_account(signed(ANA), 50));
		assert_ok!(Members::recover(signed(0), member, 51));
		events();
		Told::take();
		assert_ok!(leave(ANA));
		assert_eq!(
			events(),
			[
				Event::DependentRemoved { account: EVA, guardian: member },
				Event::OfferWithdrawn { member, account: 50 },
				Event::RecoveryCancelled { member },
				Event::MembershipEnded { member, account: ANA, reason: Ending::Left },
			]
		);
		assert_eq!(Told::get(), [Note::Left(member)]);
		assert!(!Dependents::<Test>::contains_key(EVA));
		assert!(!AccountOffers::<Test>::contains_key(50));
		assert!(!Recoveries::<Test>::contains_key(member));
		assert_eq!(System::providers(&50), 0);
		assert_eq!(Purse::held(member), (0, 0));
		assert!(keys().len() < before.len());
	});
}

#[test]
fn an_unrenewed_membership_is_ended_by_anyone_after_its_term() {
	for (block, lapsed) in [(239, false), (240, true), (250, true)] {
		run(|| {
			go_to(block);
			let lapse = || Members::lapse(signed(DAN), MemberId(2));
			if !lapsed {
				assert_noop!(lapse(), Error::<Test>::NotLapsed);
				return;
			}
			assert_ok!(lapse());
			let reason = Ending::Lapsed;
			let ended = Event::MembershipEnded { member: MemberId(2), account: 2, reason };
			assert_eq!(events(), [ended]);
			assert_eq!(Told::get(), [Note::Left(MemberId(2))]);
			assert!(!System::account_exists(&2));
			assert_noop!(lapse(), Error::<Test>::NoSuchMember);
			assert_noop!(Members::lapse(Origin::none(), MemberId(1)), DispatchError::BadOrigin);
		});
	}
}

#[test]
fn who_renews_stays() {
	run(|| {
		assert_noop!(Members::renew(signed(2)), Error::<Test>::AlreadyRenewed);
		go_to(100);
		assert_ok!(Members::renew(signed(2)));
		assert_eq!(events(), [Event::Renewed { member: MemberId(2), lapses_at: Period(34) }]);
		assert_noop!(Members::renew(signed(2)), Error::<Test>::AlreadyRenewed);
		assert_noop!(Members::renew(signed(ANA)), Error::<Test>::NotMember);
		assert_noop!(Members::renew(Origin::none()), DispatchError::BadOrigin);
		go_to(339);
		let lapse = || Members::lapse(signed(DAN), MemberId(2));
		assert_noop!(lapse(), Error::<Test>::NotLapsed);
		go_to(340);
		assert_ok!(lapse());
	});
}

#[test]
fn a_suspended_member_renews_too() {
	run(|| {
		go_to(10);
		assert_ok!(Members::suspend(Origin::root(), MemberId(2)));
		assert_ok!(Members::renew(signed(2)));
	});
}

#[test]
fn an_account_in_use_lingers_after_a_forced_end() {
	run(|| {
		assert_ok!(System::inc_consumers(&2));
		go_to(240);
		assert_ok!(Members::lapse(signed(DAN), MemberId(2)));
		assert_eq!(events()[0], Event::AccountLingers { account: 2 });
		assert!(Lingering::<Test>::contains_key(2));
		assert_eq!(System::providers(&2), 1);
		let release = || Members::release(signed(DAN), 2);
		assert_noop!(release(), Error::<Test>::AccountInUse);
		System::dec_consumers(&2);
		assert_ok!(release());
		assert_eq!(events(), [Event::AccountReleased { account: 2 }]);
		assert!(!System::account_exists(&2));
		assert_noop!(release(), Error::<Test>::NotLingering);
		assert_noop!(Members::release(Origin::none(), 2), DispatchError::BadOrigin);
	});
}

#[test]
fn a_lingering_account_that_becomes_a_members_again_has_two_references() {
	run(|| {
		assert_ok!(System::inc_consumers(&5));
		assert_ok!(Members::end_duplicate(Origin::root(), MemberId(5), MemberId(0)));
		assert!(Lingering::<Test>::contains_key(5));
		let member = join(5);
		assert_eq!(System::providers(&5), 2);
		Members::do_try_state().unwrap();
		// The second reference is enough for who depends on the account.
		assert_ok!(Members::end_duplicate(Origin::root(), member, MemberId(0)));
		assert_eq!(System::providers(&5), 1);
		assert!(Lingering::<Test>::contains_key(5));
	});
}

/// Failure: who sponsored false persons went on to sponsor more.
#[test]
fn a_proved_duplicate_ends_and_its_sponsors_are_barred() {
	run(|| {
		let member = join(ANA);
		events();
		Told::take();
		go_to(25);
		assert_ok!(Members::end_duplicate(Origin::root(), member, MemberId(4)));
		let until = Period(7);
		assert_eq!(
			events(),
			[
				Event::MembershipEnded { member, account: ANA, reason: Ending::Duplicate },
				Event::SponsorBarred { member: MemberId(0), until },
				Event::SponsorBarred { member: MemberId(1), until },
			]
		);
		assert_eq!(Told::get(), [Note::Left(member)]);
		for (block, barred) in [(25, true), (69, true), (70, false)] {
			go_to(block);
			if barred {
				assert_noop!(Members::sponsor(signed(0), DAN), Error::<Test>::Barred);
			} else {
				sponsor(0, DAN);
			}
		}
	});
}

#[test]
fn a_sponsor_who_left_is_not_barred_and_a_longer_bar_stays() {
	run(|| {
		let member = join(ANA);
		assert_ok!(leave(0));
		crate::Members::<Test>::mutate(MemberId(1), |record| {
			record.as_mut().unwrap().barred_until = Some(Period(99));
		});
		events();
		assert_ok!(Members::end_duplicate(Origin::root(), member, MemberId(4)));
		let barred = Event::SponsorBarred { member: MemberId(1), until: Period(99) };
		assert_eq!(events()[1..], [barred]);
	});
}

#[test]
fn a_duplicate_is_proved_by_the_governed_origin_and_is_another_member() {
	run(|| {
		let end = |origin, member, original| {
			Members::end_duplicate(origin, MemberId(member), MemberId(original))
		};
		assert_noop!(end(signed(0), 1, 2), DispatchError::BadOrigin);
		assert_noop!(end(Origin::root(), 1, 1), Error::<Test>::SameMember);
		assert_noop!(end(Origin::root(), 9, 1), Error::<Test>::NoSuchMember);
		assert_noop!(end(Origin::root(), 1, 9), Error::<Test>::NoSuchMember);
	});
}

/// Failure: calls that did more than their weight said.
#[test]
fn the_weights_include_what_the_others_do() {
	let weigh = |call: crate::Call<Test>| call.get_dispatch_info().call_weight;
	let (left, heads) = (Weight::from_parts(7, 3), Weight::from_parts(500, 20));
	let account = Weight::from_parts(90_000, 0);
	let member = MemberId(0);
	type W = ();
	use crate::{Call, WeightInfo};
	assert_eq!(weigh(Call::leave {}), W::leave() + left);
	assert_eq!(weigh(Call::lapse { member }), W::lapse() + left);
	let duplicate = Call::end_duplicate { member, original: member };
	assert_eq!(weigh(duplicate), W::end_duplicate() + left);
	assert_eq!(weigh(Call::admit { candidate: 1 }), W::admit() + heads);
	assert_eq!(weigh(Call::confirm_dependent { account: 1 }), W::confirm_dependent() + heads);
	assert_eq!(weigh(Call::remove_dependent { account: 1 }), W::remove_dependent() + heads);
	let accept = Call::accept_guardianship { account: 1 };
	assert_eq!(weigh(accept), W::accept_guardianship() + heads + heads);
	assert_eq!(weigh(Call::accept_account {}), W::accept_account() + account);
	let complete = Call::complete_recovery { member };
	assert_eq!(weigh(complete), W::complete_recovery() + account);
}
