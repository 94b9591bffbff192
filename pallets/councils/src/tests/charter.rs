use super::*;

#[test]
fn a_charter_is_set_by_who_speaks() {
	run(|| {
		bench(2);
		let new = Charter { text: H256::repeat_byte(7), admission: Some(2), notice: 3 };
		let set = |who| Councils::set_charter(Origin::signed(who), FIRST, new);
		assert_noop!(set(0), Error::<Test>::NotSpeaker);
		assert_ok!(back(0, 1));
		assert_ok!(back(1, 1));
		assert_noop!(set(0), Error::<Test>::NotSpeaker);
		assert_noop!(set(99), Error::<Test>::NotMember);
		events();
		assert_ok!(set(1));
		assert_eq!(events(), [Event::CharterSet { council: FIRST, charter: new }]);
		assert_eq!(record(FIRST).charter, new);
		let nowhere = Councils::set_charter(Origin::signed(1), SECOND, new);
		assert_noop!(nowhere, Error::<Test>::NoSuchCouncil);
	});
}

#[test]
fn words_and_notice_lie_within_bounds() {
	run(|| {
		workplaces(1);
		for (needed, allowed) in [(0, false), (1, true), (4, true), (5, false)] {
			let new = charter(Some(needed), 0);
			if allowed {
				assert_ok!(set_charter(FIRST, new));
			} else {
				assert_noop!(set_charter(FIRST, new), Error::<Test>::AdmissionOutOfBounds);
			}
		}
		assert_ok!(set_charter(FIRST, charter(None, 99)));
		assert_ok!(set_charter(FIRST, charter(None, 100)));
		assert_noop!(set_charter(FIRST, charter(None, 101)), Error::<Test>::NoticeTooLong);
	});
}

#[test]
fn a_federation_asks_for_no_words() {
	run(|| {
		workplaces(2);
		let id = federation(FIRST, SECOND);
		assert_noop!(set_charter(id, charter(Some(1), 0)), Error::<Test>::NotBase);
		assert_ok!(set_charter(id, charter(None, 0)));
	});
}

#[test]
fn a_notice_that_runs_keeps_its_block() {
	run(|| {
		workplaces(1);
		assert_ok!(Councils::dissolve(Origin::signed(0), FIRST));
		assert_ok!(set_charter(FIRST, charter(None, 0)));
		assert_eq!(record(FIRST).closing.unwrap().due, 11);
		assert_noop!(wind_up(FIRST, 1), Error::<Test>::NoticeRunning);
	});
}

/// Failure: a speaker shortens the notice and is gone with the council before anyone can object.
#[test]
fn a_notice_that_is_shortened_holds_once_the_longer_one_would_be_over() {
	run(|| {
		workplaces(1);
		System::set_block_number(20);
		assert_ok!(set_charter(FIRST, charter(None, 2)));
		assert_ok!(Councils::dissolve(Origin::signed(0), FIRST));
		assert_eq!(record(FIRST).closing.unwrap().due, 30);
		assert_ok!(Councils::keep(Origin::signed(0), FIRST));
		System::set_block_number(29);
		assert_ok!(Councils::dissolve(Origin::signed(0), FIRST));
		assert_eq!(record(FIRST).closing.unwrap().due, 31);
		assert_ok!(Councils::keep(Origin::signed(0), FIRST));
		// A longer one binds from now on, and shortening it binds by the longest.
		assert_ok!(set_charter(FIRST, charter(None, 9)));
		assert_ok!(set_charter(FIRST, charter(None, 1)));
		assert_ok!(Councils::dissolve(Origin::signed(0), FIRST));
		assert_eq!(record(FIRST).closing.unwrap().due, 38);
	});
}
