//! Each invariant, broken.

use crate::{mock::*, Requested};
use frame_support::{assert_err, assert_ok};
use parecon_primitives::{CouncilId, CycleId, MemberId, Quantity};
use sp_runtime::TryRuntimeError;

/// Breaks the state of a town in which Ana asks for something, and sees it told.
fn broken(what: &'static str, breaks: impl FnOnce()) {
	with().execute_with(|| {
		assert_ok!(ask(1, 1, &[(BREAD, 3), (SHOES, 1)]));
		assert_ok!(Requests::do_try_state());
		breaks();
		assert_err!(Requests::do_try_state(), TryRuntimeError::Other(what));
	});
}

fn request(change: impl FnOnce(&mut crate::RequestOf<Test>)) {
	crate::Requests::<Test>::mutate(MemberId(1), |one| change(one.as_mut().unwrap()));
}

#[test]
fn a_request_is_in_order() {
	broken("a request for nothing", || request(|one| one.goods = Default::default()));
	broken("a request that is not in order", || request(|one| one.goods[0].0 = SHOES));
	broken("a request that is not in order", || request(|one| one.goods[0].1 = Quantity(0)));
}

#[test]
fn sums_are_the_fold() {
	let sum = "what a council is asked for is not the sum of the requests";
	broken(sum, || request(|one| one.goods[0].1 = Quantity(1)));
	broken(sum, || Requested::<Test>::mutate(CouncilId(1), |sum| sum[1].1 .0 += 1));
	broken(sum, || Requested::<Test>::mutate(CouncilId(1), |sum| sum.truncate(1)));
	let nobody = "a sum of requests to a council that nobody asks";
	broken(nobody, || {
		Requested::<Test>::insert(CouncilId(9), crate::SumOf::<Test>::default());
	});
	broken(nobody, || crate::Requests::<Test>::remove(MemberId(1)));
	broken(nobody, || {
		crate::Requests::<Test>::insert(
			MemberId(4),
			crate::Request {
				council: CouncilId(2),
				cycle: CycleId(3),
				goods: units(&[(BREAD, 1)]).try_into().unwrap(),
				note: None,
			},
		)
	});
	broken(sum, || request(|one| one.council = CouncilId(2)));
}
