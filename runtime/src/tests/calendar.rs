//! Periods.

use super::{governance::motion, *};
use pallet_calendar::Call as CalendarCall;
use pallet_members::Call as MembersCall;
use parecon_primitives::{Calendar as _, Period};
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::DispatchError;

#[test]
fn each_preset_has_its_periods_and_memberships_last_as_long_in_both() {
	for (name, length) in [("dev", 300), ("local", 432_000)] {
		Chain::new(name).look(|| {
			assert_eq!(Calendar::blocks_per_period(), length, "{name}");
			let term = pallet_members::Rules::<Runtime>::get().term;
			assert_eq!(term * length, 24 * 432_000, "{name}");
		});
	}
}

/// Failure: a membership counts by another calendar than that which the community has set.
#[test]
fn memberships_are_counted_in_the_periods_of_the_calendar() {
	let mut chain = Chain::new("dev");
	let renewal = chain.signed(Alice, MembersCall::renew {});
	assert!(matches!(chain.block(vec![renewal])[..], [Ok(Err(_))]), "renewed in this period");
	while chain.look(Calendar::period) == Period(0) {
		chain.succeed(vec![]);
	}
	assert_eq!(chain.look(System::block_number), 300);
	let renewal = chain.signed(Alice, MembersCall::renew {});
	chain.succeed(vec![renewal]);
}

#[test]
fn founders_set_the_length_of_a_period_and_nobody_else_does() {
	let mut chain = Chain::new("dev");
	let set = CalendarCall::set_period { length: 100 };
	let direct = chain.signed(Alice, set.clone());
	assert_eq!(chain.block(vec![direct]), [Ok(Err(DispatchError::BadOrigin))]);
	assert_eq!(motion(&mut chain, set.into(), 2, 2), Some(Ok(())));
	while chain.look(System::block_number) < 299 {
		chain.succeed(vec![]);
	}
	let page = |chain: &mut Chain| {
		let page = chain.look(Calendar::calendar);
		(page.period, page.begins, page.ends, page.length)
	};
	assert_eq!(page(&mut chain), (Period(0), 0, 300, 300));
	chain.succeed(vec![]);
	assert_eq!(page(&mut chain), (Period(1), 300, 400, 100));
}
