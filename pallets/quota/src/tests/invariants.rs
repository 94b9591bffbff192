//! Each invariant, broken on purpose.

use super::*;
use crate::{Held, Load, Purse, QuotaRules, Rules};

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	with().execute_with(|| {
		assert_ok!(tx(ANA).apply());
		assert_ok!(tx(RICH).apply());
		Quota::do_try_state().unwrap();
		breaks();
		assert_eq!(Quota::do_try_state(), Err(complaint.into()));
	});
}

fn purse(used: u64, records: u32, bytes: u32) -> Purse<u64> {
	Purse { used, held: Held { records, bytes }, at: 1 }
}

#[test]
fn something_is_taken_from_every_purse_with_an_entry() {
	broken("entry of a purse from which nothing is taken", || {
		Purses::<Test>::insert(ANAS, purse(0, 0, 0));
	});
}

#[test]
fn no_purse_is_charged_in_the_future() {
	broken("purse charged in a later block", || {
		Purses::<Test>::insert(ANAS, Purse { at: 2, ..purse(1, 0, 0) });
	});
}

#[test]
fn purses_are_those_of_members() {
	for id in [PurseId::Member(MemberId(700)), PurseId::Voice(MemberId(700))] {
		broken("purse of who is not a member", || Purses::<Test>::insert(id, purse(1, 0, 0)));
	}
	broken("purse of who is not a member", || Gone::mutate(|gone| assert!(gone.insert(3))));
}

#[test]
fn no_voice_holds_records() {
	broken("record held by a voice", || Purses::<Test>::insert(VOICE, purse(1, 1, 5)));
	for id in [ANAS, PurseId::Council(CouncilId(1))] {
		broken("bytes held without a record", || Purses::<Test>::insert(id, purse(1, 0, 5)));
	}
}

#[test]
fn the_load_is_not_of_the_future() {
	broken("load of a later block", || {
		PaidLoad::<Test>::put(Load { block: 2, ..Default::default() });
	});
}

#[test]
fn rules_lie_within_their_bounds() {
	broken("rules out of bounds", || {
		Rules::<Test>::put(QuotaRules { refill: 0, ..QuotaRules::default() });
	});
}
