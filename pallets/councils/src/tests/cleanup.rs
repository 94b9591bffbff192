//! What is created and removed again leaves no key and takes no room. Failure: thousands of dead
//! entries that nobody can remove.

use super::*;
use Proposal::{Found, Join, Merge};

/// What `test` creates it removes.
fn leaves_nothing(test: impl FnOnce()) {
	run(|| {
		workplaces(4);
		let industry = federation(THIRD, CouncilId(3));
		for council in [FIRST, SECOND, THIRD, industry] {
			no_notice(council);
		}
		let (before, held) = (keys(), Held::get());
		test();
		assert_eq!(keys(), before);
		assert_eq!(Held::get(), held);
	});
}

#[test]
fn a_council() {
	leaves_nothing(|| {
		assert_ok!(found(5, Workers));
		let council = Councils::seat_of(MemberId(5), Workers).unwrap();
		assert_ok!(join(6, council));
		assert_ok!(leave(5, Workers));
		assert_ok!(back(6, 6));
		assert_ok!(leave(6, Workers));
	});
}

#[test]
fn a_council_that_others_have_carried() {
	leaves_nothing(|| {
		assert_ok!(found(5, Workers));
		let council = Councils::seat_of(MemberId(5), Workers).unwrap();
		assert_ok!(join(6, council));
		for (speaks, voters) in [(6, [5, 6]), (5, [5, 6]), (6, [6, 5])] {
			for voter in voters {
				assert_ok!(back(voter, speaks));
			}
			assert_ok!(carry(speaks.into(), council));
		}
		assert_ok!(leave(5, Workers));
		assert_ok!(leave(6, Workers));
	});
}

#[test]
fn a_federation() {
	leaves_nothing(|| {
		let federation = federation(FIRST, SECOND);
		no_notice(federation);
		assert_ok!(Councils::dissolve(Origin::signed(0), federation));
		assert_ok!(wind_up(federation, 64));
	});
}

#[test]
fn a_place_in_a_federation() {
	leaves_nothing(|| {
		enlist(FIRST, CouncilId(4));
		assert_ok!(Councils::secede(Origin::signed(0), FIRST));
		assert_ok!(Councils::part(Origin::signed(99), FIRST));
	});
}

#[test]
fn an_offer() {
	leaves_nothing(|| {
		for what in [Found, Merge] {
			assert_ok!(offer(0, FIRST, SECOND, what));
			assert_ok!(Councils::withdraw_offer(Origin::signed(0), FIRST));
		}
		assert_ok!(offer(0, FIRST, CouncilId(4), Join));
		assert_ok!(Councils::withdraw_offer(Origin::signed(0), FIRST));
	});
}

#[test]
fn words() {
	leaves_nothing(|| {
		assert_ok!(set_charter(FIRST, charter(Some(1), 0)));
		assert_ok!(vouch(0, 5));
		assert_ok!(Councils::withdraw_vouch(Origin::signed(0), Workers, MemberId(5)));
		assert_ok!(vouch(0, 5));
		assert_ok!(join(5, FIRST));
		assert_ok!(leave(5, Workers));
		assert_ok!(vouch(0, 6));
		People::mutate(|people| people.remove(&6));
		let discarded = Councils::discard_vouches(Origin::signed(99), FIRST, MemberId(6));
		assert_ok!(discarded);
	});
}

#[test]
fn a_place_that_was_asked_for() {
	leaves_nothing(|| {
		assert_ok!(join(5, FIRST));
		System::set_block_number(9);
		Opened::set(vec![8]);
		assert_ok!(leave(5, Workers));
		Opened::set(vec![]);
		assert_ok!(Councils::tidy(Origin::signed(99), MemberId(5), Workers));
	});
}

#[test]
fn a_merger() {
	leaves_nothing(|| {
		assert_ok!(found(5, Workers));
		let council = Councils::seat_of(MemberId(5), Workers).unwrap();
		no_notice(council);
		assert_ok!(offer(5, council, FIRST, Merge));
		assert_ok!(accept(0, FIRST, council));
		assert_ok!(wind_up(council, 64));
		assert_ok!(leave(5, Workers));
	});
}
