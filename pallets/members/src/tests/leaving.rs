use super::*;
use crate::{Candidates, MemberOf, Sponsoring};
use frame_support::{dispatch::GetDispatchInfo, sp_runtime::DispatchError, sp_runtime::Weight};
use parecon_primitives::Membership;

fn leave(who: u64) -> frame_support::dispatch::DispatchResult {
	Members::leave(Origin::signed(who))
}

#[test]
fn who_leaves_is_no_member_and_the_others_are_told() {
	run(|| {
		assert_ok!(leave(2));
		assert_eq!(events(), [Event::Left { member: MemberId(2), account: 2 }]);
		assert_eq!(Told::get(), [MemberId(2)]);
		assert!(!MemberOf::<Test>::contains_key(2));
		assert_eq!(<Members as Membership<u64>>::account_of(MemberId(2)), None);
		assert_eq!(<Members as Membership<u64>>::members(), 5);
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
				Event::Left { member: sponsor, account: 0 },
			]
		);
		assert!(!Candidates::<Test>::contains_key(ANA));
		assert!(!Sponsoring::<Test>::contains_key(sponsor));
		let admit = Members::admit(Origin::signed(0), DAN);
		assert_noop!(admit, Error::<Test>::NotEnoughSponsors);
	});
}

#[test]
fn admission_and_leaving_leave_no_key() {
	run(|| {
		let before = keys();
		sponsor(0, ANA);
		sponsor(1, ANA);
		assert_ok!(Members::admit(Origin::signed(0), ANA));
		sponsor(ANA, DAN);
		assert_ok!(leave(ANA));
		assert_eq!(keys(), before);
	});
}

#[test]
fn who_comes_back_gets_an_identifier_never_given_before() {
	run(|| {
		assert_ok!(leave(5));
		sponsor(0, 5);
		sponsor(1, 5);
		assert_ok!(Members::admit(Origin::signed(0), 5));
		assert_eq!(MemberOf::<Test>::get(5), Some(MemberId(6)));
	});
}

#[test]
fn a_member_whose_sponsors_left_stays() {
	run(|| {
		sponsor(0, ANA);
		sponsor(1, ANA);
		assert_ok!(Members::admit(Origin::signed(0), ANA));
		assert_ok!(leave(0));
		assert_ok!(leave(1));
		assert_eq!(MemberOf::<Test>::get(ANA), Some(MemberId(6)));
	});
}

#[test]
fn the_weight_of_leaving_includes_what_the_others_do() {
	let weight = crate::Call::<Test>::leave {}.get_dispatch_info().call_weight;
	let own = <() as crate::WeightInfo>::leave();
	assert_eq!(weight, own + Weight::from_parts(7, 3));
}
