use super::*;
use crate::{FreeAnswer, PurseInfo, Quota as QuotaShown};
use parecon_primitives::StorageQuota;

/// A purse from which nothing is taken.
fn untouched(capacity: u64) -> PurseInfo<u64> {
	PurseInfo { capacity, used: 0, held: 0, records: 0, room: capacity, full_at: 1 }
}

#[test]
fn quota_of_names_both_purses_and_whose_they_are() {
	run(|| {
		assert_eq!(Quota::quota_of(STRANGER), None);
		let mut shown = QuotaShown {
			payer: MemberId(3),
			ordinary: untouched(100 * MS),
			voice: untouched(20 * MS),
		};
		assert_eq!(Quota::quota_of(ANA), Some(shown.clone()));
		assert_eq!(Quota::quota_of(200 + ANA), Some(shown.clone()));
		leave_room(ANAS, 90 * MS);
		assert_ok!(<Quota as StorageQuota>::hold(MemberId(3), 100));
		let held = MS + 100 * 2_500_000;
		shown.ordinary = PurseInfo {
			capacity: 100 * MS,
			used: 10 * MS,
			held,
			records: 1,
			room: 90 * MS - held,
			full_at: 1_441,
		};
		assert_eq!(Quota::quota_of(ANA), Some(shown.clone()));
		go_to(1_441);
		shown.ordinary.used = 0;
		shown.ordinary.room = 100 * MS - held;
		shown.voice.full_at = 1_441;
		assert_eq!(Quota::quota_of(ANA), Some(shown));
	});
}

#[test]
fn council_quota_is_that_of_a_council_that_there_is() {
	run(|| {
		assert_eq!(Quota::council_quota(CouncilId(3)), Some(untouched(600 * MS)));
		assert_eq!(Quota::council_quota(CouncilId(77)), None);
		leave_room(PurseId::Council(CouncilId(3)), 0);
		assert_eq!(Quota::council_quota(CouncilId(3)).unwrap().room, 0);
	});
}

/// What the view says of a transaction.
fn answer(tx: &Tx) -> FreeAnswer<u64> {
	let kind = Quota::kind_of(tx.call.clone());
	let weight = tx.info().total_weight().ref_time();
	Quota::would_be_free(tx.who, weight, tx.len as u32, kind)
}

#[test]
fn would_be_free_agrees_with_the_extension_and_names_the_reason() {
	run(|| {
		leave_room(PurseId::Member(MemberId(4)), 0);
		let council = |who| Tx { call: remark(b"c\x03"), ..tx(who) };
		let cases = [
			(tx(ANA), Ok(ANAS)),
			(tx(200 + ANA), Ok(ANAS)),
			(Tx { call: remark(b"v"), ..tx(4) }, Ok(PurseId::Voice(MemberId(4)))),
			(council(ANA), Ok(PurseId::Council(CouncilId(3)))),
			(council(5), Ok(PurseId::Member(MemberId(5)))),
			(tx(4), Err(WhyPaid::NoRoom)),
			(council(4), Err(WhyPaid::NoRoom)),
			(Tx { weight: 200 * MS, ..tx(ANA) }, Err(WhyPaid::TooLarge)),
			(Tx { call: transfer(), ..tx(ANA) }, Err(WhyPaid::NeverFree)),
			(tx(STRANGER), Err(WhyPaid::NotMember)),
		];
		for (tx, verdict) in cases {
			let answer = answer(&tx);
			assert_eq!(answer.verdict, verdict);
			assert_eq!(answer.cost, tx.cost());
			assert_eq!(tx.check().is_ok(), verdict.is_ok());
		}
	});
}

#[test]
fn would_be_free_shows_the_purse_that_has_to_have_room() {
	run(|| {
		leave_room(ANAS, MS);
		let shown = answer(&tx(ANA)).purse.unwrap();
		assert_eq!((shown.capacity, shown.room), (100 * MS, MS));
		assert_eq!(answer(&Tx { call: transfer(), ..tx(ANA) }).purse, None);
		assert_eq!(answer(&tx(STRANGER)).purse, None);
	});
}

#[test]
fn kind_of_is_what_the_runtime_says() {
	run(|| {
		assert_eq!(Quota::kind_of(remark(b"")), Kind::Ordinary);
		assert_eq!(Quota::kind_of(remark(b"v")), Kind::Voice);
		assert_eq!(Quota::kind_of(remark(b"c\x07")), Kind::Council(CouncilId(7)));
		assert_eq!(Quota::kind_of(transfer()), Kind::Never);
	});
}
