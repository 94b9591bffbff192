//! Who is charged what.

use super::*;
use crate::{ChargeQuota, Pre, Val, WeightInfo, FREE_LONGEVITY, PRIORITY_STEPS};
use frame_support::{dispatch::PostDispatchInfo, weights::Weight};
use parecon_primitives::OnMemberChange;
use sp_runtime::{
	traits::{DispatchTransaction, TransactionExtension, TxBaseImplication},
	transaction_validity::TransactionSource,
};

fn ms(weight: u64) -> Weight {
	Weight::from_parts(weight * MS, 0)
}

/// Failure: who has no token cannot act, or vote.
#[test]
fn a_member_without_a_token_acts_free_of_charge() {
	run(|| {
		let issued = Balances::total_issuance();
		let valid = tx(ANA).check().unwrap();
		assert_eq!(valid.longevity, FREE_LONGEVITY);
		assert_ok!(tx(ANA).apply());
		assert_eq!(used(ANAS), tx(ANA).actual_cost());
		assert_eq!(Balances::total_issuance(), issued, "nothing is burned");
		assert_eq!(Balances::free_balance(ANA), 0);
		assert!(System::events().is_empty(), "a free transaction has no event");
		assert!(!PaidLoad::<Test>::exists());
	});
}

#[test]
fn the_cost_is_weight_and_length() {
	run(|| {
		let short = Tx { len: 100, ..tx(ANA) };
		let long = Tx { len: 1_100, ..tx(ANA) };
		assert_eq!(long.cost() - short.cost(), 1_000 * 400_000);
		let heavy = Tx { weight: 5 * MS, actual: 5 * MS, ..tx(ANA) };
		assert_eq!(heavy.cost() - short.cost(), 4 * MS);
		assert_ok!(long.apply());
		assert_eq!(used(ANAS), long.actual_cost());
	});
}

#[test]
fn strangers_pay_in_tokens() {
	run(|| {
		assert_eq!(tx(STRANGER).check().unwrap_err(), payment());
		assert_eq!(tx(STRANGER).apply().unwrap_err(), payment());

		let issued = Balances::total_issuance();
		assert_ok!(tx(RICH).apply());
		let base = <Test as frame_system::Config>::BlockWeights::get()
			.get(frame_support::dispatch::DispatchClass::Normal)
			.base_extrinsic;
		let charge = <() as WeightInfo>::charge_paid() + tx(RICH).lookup();
		let weight = base.ref_time() + MS + charge.ref_time();
		assert_eq!(issued - Balances::total_issuance(), weight + 100 * 1_000);
		assert_eq!(Purses::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_member_over_the_quota_pays_in_tokens() {
	run(|| {
		let purse = PurseId::Member(MemberId(RICH_MEMBER as u32));
		leave_room(purse, 0);
		let before = Balances::free_balance(RICH_MEMBER);
		assert_ok!(tx(RICH_MEMBER).apply());
		assert!(Balances::free_balance(RICH_MEMBER) < before);
		assert_eq!(used(purse), Quota::rules().member, "what was used is used");
		assert_eq!(PaidLoad::<Test>::get().length, 100);
		// With room again, it is free again.
		go_to(2_000);
		let before = Balances::free_balance(RICH_MEMBER);
		assert_ok!(tx(RICH_MEMBER).apply());
		assert_eq!(Balances::free_balance(RICH_MEMBER), before);
	});
}

/// Failure: a member's transactions are banned for want of a token that nobody needs.
#[test]
fn a_member_over_the_quota_and_without_tokens_is_kept_out_for_the_moment() {
	run(|| {
		leave_room(ANAS, tx(ANA).cost() - 1);
		assert_eq!(tx(ANA).check().unwrap_err(), exhausts());
		assert_eq!(tx(ANA).apply().unwrap_err(), exhausts());
		leave_room(ANAS, tx(ANA).cost());
		assert_ok!(tx(ANA).check());
		assert_ok!(tx(ANA).apply());
	});
}

#[test]
fn what_never_fits_a_purse_cannot_wait_for_room() {
	run(|| {
		let large = Tx { weight: 101 * MS, ..tx(ANA) };
		assert_eq!(large.check().unwrap_err(), payment());
		assert_ok!(Tx { who: RICH_MEMBER, ..large }.apply());
		assert_eq!(Purses::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_tip_means_paying() {
	run(|| {
		let before = Balances::free_balance(RICH_MEMBER);
		assert_ok!(Tx { tip: 1, ..tx(RICH_MEMBER) }.apply());
		assert!(Balances::free_balance(RICH_MEMBER) < before);
		assert_eq!(Purses::<Test>::iter().count(), 0);
		// Without tokens there is nothing to wait for.
		assert_eq!(Tx { tip: 1, ..tx(ANA) }.check().unwrap_err(), payment());
		leave_room(ANAS, 0);
		assert_eq!(Tx { tip: 1, ..tx(ANA) }.check().unwrap_err(), payment());
	});
}

#[test]
fn what_moves_tokens_is_always_paid() {
	run(|| {
		let moves = |who| Tx { call: transfer(), ..tx(who) };
		assert_eq!(moves(ANA).check().unwrap_err(), payment());
		assert_ok!(moves(RICH_MEMBER).apply());
		assert_eq!(Purses::<Test>::iter().count(), 0);
	});
}

#[test]
fn what_the_call_does_not_use_is_refunded() {
	run(|| {
		let light = Tx { weight: 50 * MS, actual: MS, ..tx(ANA) };
		assert_ok!(light.apply());
		assert_eq!(used(ANAS), light.actual_cost());
		assert!(light.actual_cost() < light.cost() - 48 * MS);
		// The charge needs the room all the same.
		leave_room(ANAS, light.cost() - 1);
		assert_eq!(light.apply().unwrap_err(), exhausts());
	});
}

#[test]
fn a_call_that_fails_costs_what_it_took() {
	run(|| {
		assert_ok!(Tx { fails: true, ..tx(ANA) }.apply());
		assert_eq!(used(ANAS), tx(ANA).actual_cost());
	});
}

#[test]
fn the_purse_is_used_up_and_comes_back() {
	run(|| {
		let mut count = 0u64;
		while tx(ANA).apply().is_ok() {
			count += 1;
		}
		let each = tx(ANA).actual_cost();
		assert_eq!(used(ANAS), count * each);
		assert!((80..100).contains(&count), "{count} calls of a millisecond");
		assert_eq!(tx(ANA).apply().unwrap_err(), exhausts());
		// A tenth of a day later a tenth is back.
		go_to(1_441);
		assert_eq!(used(ANAS), count * each - 10 * MS);
		assert_ok!(tx(ANA).apply());
	});
}

/// Failure: the answer to the pool is stale when the block is built.
#[test]
fn the_room_is_looked_at_again_when_it_is_charged() {
	run(|| {
		let (extension, info, call) = (tx(ANA).extension(), tx(ANA).info(), tx(ANA).call);
		let origin = Origin::signed(ANA);
		let source = TransactionSource::External;
		let (_, val, origin) =
			extension.validate_only(origin, &call, &info, 100, source, 0).unwrap();
		leave_room(ANAS, 0);
		let prepared = extension.prepare(val, &origin, &call, &info, 100);
		assert_eq!(prepared.err(), Some(exhausts()));
	});
}

#[test]
fn free_transactions_come_first_and_those_of_fuller_purses_before_others() {
	run(|| {
		let free = tx(ANA).check().unwrap().priority;
		assert!((FREE..=FREE + PRIORITY_STEPS).contains(&free));
		leave_room(PurseId::Member(MemberId(4)), 50 * MS);
		let emptier = tx(4).check().unwrap().priority;
		assert!((FREE..free).contains(&emptier));
		assert!(tx(RICH).check().unwrap().priority < FREE);
		let tipped = |tip| Tx { tip, ..tx(RICH) }.check().unwrap().priority;
		assert!(tipped(1) < tipped(1_000), "tips still order those who pay");
		assert_eq!(tipped(OUTBID - 1), FREE - 1);
		assert!(tipped(OUTBID) > FREE + PRIORITY_STEPS);
		assert!(tipped(OUTBID * 2) > tipped(OUTBID));
	});
}

#[test]
fn the_weight_that_the_extension_does_not_use_is_given_back() {
	run(|| {
		let (free, paid) = (<() as WeightInfo>::charge_free(), <() as WeightInfo>::charge_paid());
		assert!(free.ref_time() < tx(ANA).info().extension_weight.ref_time());
		assert_eq!(tx(ANA).apply(), Ok(ms(1) + free + tx(ANA).lookup()));
		assert_eq!(tx(RICH).apply(), Ok(ms(1) + paid + tx(RICH).lookup()));
		let operational = frame_system::Call::set_heap_pages { pages: 1 }.into();
		let operational = Tx { call: operational, ..tx(RICH) };
		assert_eq!(operational.apply(), Ok(ms(1) + paid + operational.lookup()));
	});
}

/// Motions of a founding circle are operational: who has no token must be able to govern. Failure:
/// strangers fill blocks with them, past every bound.
#[test]
fn operational_transactions_of_members_are_free_and_of_others_count_like_others() {
	run(|| {
		let call: RuntimeCall = frame_system::Call::set_heap_pages { pages: 1 }.into();
		let operational = |who| Tx { call: call.clone(), ..tx(who) };
		assert_ok!(operational(RICH).apply());
		assert!(PaidLoad::<Test>::get().weight.ref_time() > 0);
		let valid = operational(RICH).check().unwrap();
		assert!(valid.priority < 1_000_000_000, "behind all free ones");
		assert_eq!(Purses::<Test>::iter().count(), 0);
		assert_ok!(operational(ANA).apply());
		assert_eq!(Purses::<Test>::iter().count(), 1);
		assert_eq!(operational(STRANGER).check().unwrap_err(), payment());
		leave_room(ANAS, 0);
		assert_eq!(operational(ANA).check().unwrap_err(), exhausts());
	});
}

#[test]
fn what_nobody_signed_is_left_to_the_inner_extension() {
	run(|| {
		let (info, call) = (tx(ANA).info(), tx(ANA).call);
		let extension = ChargeQuota::<Test>::from(0);
		for origin in [Origin::none(), Origin::root()] {
			let implication = TxBaseImplication(());
			let source = TransactionSource::External;
			let (valid, val, origin) =
				extension.validate(origin, &call, &info, 100, (), &implication, source).unwrap();
			assert_eq!(valid, Default::default());
			assert!(matches!(val, Val::Other(_)));
			let pre = extension.clone().prepare(val, &origin, &call, &info, 100).unwrap();
			assert!(matches!(pre, Pre::Other { .. }));
			let post_info: PostDispatchInfo = Some(info.total_weight()).into();
			let unspent =
				ChargeQuota::<Test>::post_dispatch_details(pre, &info, &post_info, 100, &Ok(()))
					.unwrap();
			assert_eq!(unspent, extension.weight(&call), "nothing was done");
		}
	});
}

#[test]
fn who_leaves_in_the_transaction_leaves_no_purse() {
	run(|| {
		let before = keys();
		leave_room(VOICE, MS);
		let leave = || {
			Gone::mutate(|gone| gone.insert(3));
			<Quota as OnMemberChange<u64>>::member_left(MemberId(3));
			tx(ANA).outcome()
		};
		assert_ok!(tx(ANA).apply_and(leave));
		assert_eq!(keys(), before);
		assert_eq!(tx(ANA).check().unwrap_err(), payment());
	});
}

/// Failure: a change of the rules inside a transaction refunds more than was charged.
#[test]
fn rules_that_change_in_the_transaction_refund_what_was_charged() {
	run(|| {
		let change = || {
			let rules = crate::QuotaRules { byte: 1, ..Quota::rules() };
			assert_ok!(Quota::set_rules(Origin::root(), rules));
			tx(ANA).outcome()
		};
		let cost = tx(ANA).actual_cost();
		assert_ok!(tx(ANA).apply_and(change));
		assert_eq!(used(ANAS), cost);
	});
}
