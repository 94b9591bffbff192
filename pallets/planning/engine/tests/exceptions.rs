//! Loans, repayments and relief.

use parecon_engine::{exception_room, owed, repayment};
use parecon_primitives::Credits;
use proptest::prelude::*;
use sp_runtime::Perbill;

#[test]
fn the_worked_examples() {
	let tenth = Perbill::from_percent(10);
	assert_eq!(exception_room(tenth, Credits(3_000), Credits(120)), Credits(180));
	assert_eq!(exception_room(tenth, Credits(3_000), Credits(301)), Credits(0));
	assert_eq!(exception_room(tenth, Credits(19), Credits(0)), Credits(1), "rounded down");
	assert_eq!(repayment(Credits(300), Credits(500)), Credits(250));
	assert_eq!(owed(Credits(300), Credits(250), Credits(0)), Credits(50));
	assert_eq!(repayment(Credits(50), Credits(500)), Credits(50));
}

proptest! {
	/// Whatever is granted step by step stays within the bound, and the bound can be reached.
	#[test]
	fn grants_never_exceed_the_part(
		parts in 0u32..=1_000_000_000,
		base in any::<u128>(),
		asked in prop::collection::vec(any::<u128>(), 0..20),
	) {
		let part = Perbill::from_parts(parts);
		let most = exception_room(part, Credits(base), Credits(0));
		prop_assert!(most.0 <= base);
		let mut used = Credits(0);
		for amount in asked {
			let room = exception_room(part, Credits(base), used);
			used = used.checked_add(Credits(amount).min(room)).unwrap();
			prop_assert!(used <= most);
		}
		let rest = exception_room(part, Credits(base), used);
		prop_assert_eq!(used.checked_add(rest), Some(most));
	}

	/// Without new loans a debt goes down each year in which there is an income, and nothing is lost.
	#[test]
	fn a_debt_is_repaid(debt in 0u128..1 << 100, income in 2u128..1 << 100) {
		let (mut left, mut repaid) = (Credits(debt), 0u128);
		for _ in 0..40 {
			let part = repayment(left, Credits(income));
			prop_assert!(part.0 <= income / 2 && part <= left);
			prop_assert!(left.is_zero() || !part.is_zero());
			left = owed(left, part, Credits(0));
			repaid += part.0;
			prop_assert_eq!(repaid + left.0, debt);
		}
		prop_assert!(left.is_zero() || debt > 40 * (income / 2));
	}
}
