//! Whose purse pays.

use super::*;
use crate::ChargeQuota;
use frame_support::weights::{constants::ParityDbWeight, RuntimeDbWeight};
use sp_runtime::traits::TransactionExtension;

fn vote(who: u64) -> Tx {
	Tx { call: remark(b"vote"), ..tx(who) }
}

/// What is done for `council`.
fn act_for(who: u64, council: u8) -> Tx {
	Tx { call: remark(&[b'c', council]), ..tx(who) }
}

/// Failure: who has used up the day's quota cannot vote in the last hour.
#[test]
fn votes_are_possible_when_the_ordinary_purse_is_used_up() {
	run(|| {
		leave_room(ANAS, 0);
		assert_eq!(tx(ANA).apply().unwrap_err(), exhausts());
		assert_ok!(vote(ANA).apply());
		assert_eq!(used(VOICE), vote(ANA).actual_cost());
		assert_eq!(used(ANAS), Quota::rules().member);
	});
}

#[test]
fn a_voice_is_bounded_and_touches_nothing_else() {
	run(|| {
		leave_room(VOICE, 0);
		assert_eq!(vote(ANA).apply().unwrap_err(), exhausts());
		assert_ok!(tx(ANA).apply());
		assert_eq!(used(ANAS), tx(ANA).actual_cost());
	});
}

#[test]
fn a_speaker_acts_from_the_purse_of_the_council() {
	run(|| {
		assert_ok!(act_for(ANA, 3).apply());
		assert_eq!(used(PurseId::Council(CouncilId(3))), act_for(ANA, 3).actual_cost());
		assert_eq!(used(ANAS), 0);
		// Whatever the speaker does alone, the council's purse stays as it is.
		leave_room(ANAS, 0);
		assert_eq!(tx(ANA).apply().unwrap_err(), exhausts());
		assert_ok!(act_for(ANA, 3).apply());
		// And the other way round.
		leave_room(PurseId::Council(CouncilId(3)), 0);
		leave_room(ANAS, 50 * MS);
		assert_eq!(act_for(ANA, 3).apply().unwrap_err(), exhausts());
		assert_ok!(tx(ANA).apply());
	});
}

#[test]
fn who_does_not_speak_for_a_council_acts_from_the_own_purse() {
	run(|| {
		assert_ok!(act_for(ANA, 4).apply());
		assert_ok!(act_for(ANA, 77).apply());
		assert_eq!(used(PurseId::Council(CouncilId(4))), 0);
		assert_eq!(used(PurseId::Council(CouncilId(77))), 0);
		assert_eq!(used(ANAS), 2 * act_for(ANA, 4).actual_cost());
	});
}

#[test]
fn an_invited_account_acts_from_the_purse_of_who_invited_it() {
	run(|| {
		assert_ok!(tx(200 + ANA).apply());
		assert_eq!(used(ANAS), tx(ANA).actual_cost());
		leave_room(ANAS, 0);
		assert_eq!(tx(200 + ANA).apply().unwrap_err(), exhausts());
		Gone::mutate(|gone| gone.insert(ANA as u32));
		assert_eq!(tx(200 + ANA).apply().unwrap_err(), payment());
		Purses::<Test>::remove(ANAS);
	});
}

#[test]
fn the_purse_is_the_persons_not_the_accounts() {
	run(|| {
		assert_ok!(tx(ANA).apply());
		assert_ok!(tx(200 + ANA).apply());
		assert_eq!(used(ANAS), 2 * tx(ANA).actual_cost());
		assert_eq!(Purses::<Test>::iter().count(), 1);
	});
}

#[test]
fn finding_out_who_speaks_is_part_of_the_weight() {
	run(|| {
		let weight = |tx: Tx| ChargeQuota::<Test>::from(0).weight(&tx.call);
		let db: RuntimeDbWeight = ParityDbWeight::get();
		assert_eq!(weight(act_for(ANA, 3)) - weight(tx(ANA)), db.reads(10));
		// It is not given back: the benchmarks do not know it.
		assert_eq!(act_for(ANA, 3).lookup(), db.reads(11));
		assert_eq!(act_for(ANA, 3).actual_cost() - tx(ANA).actual_cost(), db.reads(10).ref_time());
		assert_eq!(weight(vote(ANA)), weight(tx(ANA)));
	});
}
