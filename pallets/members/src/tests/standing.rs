use super::*;

#[test]
fn the_first_members_have_standing_from_the_start() {
	run(|| {
		govern(|rules| rules.standing = 12);
		sponsor(0, ANA);
	});
}

/// Failure: accounts admitted yesterday admitted the next ones today.
#[test]
fn who_was_admitted_lately_sponsors_nobody_yet() {
	for (block, standing) in [(20, false), (49, false), (50, true), (60, true)] {
		run(|| {
			govern(|rules| rules.standing = 3);
			go_to(20);
			join(ANA);
			go_to(block);
			if standing {
				sponsor(ANA, DAN);
			} else {
				assert_noop!(Members::sponsor(signed(ANA), DAN), Error::<Test>::NoStanding);
			}
		});
	}
}

#[test]
fn standing_beyond_the_last_period_is_never_reached() {
	run(|| {
		govern(|rules| rules.standing = u32::MAX);
		join(ANA);
		assert_eq!(record(MemberId(6)).standing_from(u32::MAX), Period(u32::MAX));
		assert_noop!(Members::sponsor(signed(ANA), DAN), Error::<Test>::NoStanding);
	});
}

#[test]
fn a_bar_is_lifted_by_the_governed_origin() {
	run(|| {
		let member = join(ANA);
		assert_ok!(Members::end_duplicate(Origin::root(), member, MemberId(4)));
		let lift = |origin, member| Members::lift_bar(origin, MemberId(member));
		assert_noop!(lift(signed(0), 0), DispatchError::BadOrigin);
		assert_noop!(lift(Origin::root(), 2), Error::<Test>::NotBarred);
		assert_noop!(lift(Origin::root(), 9), Error::<Test>::NoSuchMember);
		events();
		assert_ok!(lift(Origin::root(), 0));
		assert_eq!(events(), [Event::BarLifted { member: MemberId(0) }]);
		sponsor(0, DAN);
		// A bar that is over by itself is none.
		go_to(50);
		assert_noop!(lift(Origin::root(), 1), Error::<Test>::NotBarred);
	});
}

#[test]
fn reinstating_lifts_no_bar() {
	run(|| {
		let member = join(ANA);
		assert_ok!(Members::end_duplicate(Origin::root(), member, MemberId(4)));
		assert_ok!(Members::suspend(Origin::root(), MemberId(0)));
		assert_ok!(Members::reinstate(Origin::root(), MemberId(0)));
		assert_noop!(Members::sponsor(signed(0), DAN), Error::<Test>::Barred);
	});
}
