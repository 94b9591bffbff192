//! Entries of purses that are full again.

use super::*;
use parecon_primitives::StorageQuota;
use sp_runtime::DispatchError;

fn sweep(purse: PurseId) -> sp_runtime::DispatchResult {
	Quota::sweep(Origin::signed(STRANGER), purse)
}

#[test]
fn anyone_removes_the_entry_of_a_purse_that_is_full_again_and_not_before() {
	for purse in [ANAS, VOICE, PurseId::Council(CouncilId(3))] {
		for (block, full) in [(14_400, false), (14_401, true), (14_402, true)] {
			run(|| {
				let before = keys();
				leave_room(purse, 0);
				go_to(block);
				if !full {
					assert_noop!(sweep(purse), Error::<Test>::StillUsed);
					return;
				}
				assert_ok!(sweep(purse));
				assert_eq!(events(), [Event::Swept { purse }]);
				assert_eq!(keys(), before);
			});
		}
	}
}

#[test]
fn a_purse_that_holds_a_record_is_not_swept() {
	run(|| {
		assert_ok!(<Quota as StorageQuota>::hold(MemberId(3), 100));
		go_to(50_000);
		assert_noop!(sweep(ANAS), Error::<Test>::StillUsed);
		<Quota as StorageQuota>::release(MemberId(3), 100);
		assert_noop!(sweep(ANAS), Error::<Test>::NoPurse);
	});
}

#[test]
fn nothing_is_swept_where_there_is_no_entry() {
	run(|| {
		assert_noop!(sweep(ANAS), Error::<Test>::NoPurse);
		assert_noop!(Quota::sweep(Origin::none(), ANAS), DispatchError::BadOrigin);
		assert_noop!(Quota::sweep(Origin::root(), ANAS), DispatchError::BadOrigin);
	});
}

#[test]
fn the_purse_of_a_council_that_is_gone_is_swept_at_once() {
	run(|| {
		let purse = PurseId::Council(CouncilId(77));
		leave_room(purse, 0);
		assert_ok!(sweep(purse));
		assert_eq!(events(), [Event::Swept { purse }]);
	});
}
