use super::*;
use crate::{Growth, GrowthInfo, Intake};
use frame_support::sp_runtime::Perbill;
use proptest::prelude::*;

#[test]
fn a_period_admits_as_many_as_the_rules_allow() {
	run(|| {
		govern(|rules| rules.growth_least = 2);
		join(ANA);
		join(DAN);
		sponsor(2, EVA);
		sponsor(3, EVA);
		assert_noop!(admit(EVA), Error::<Test>::GrowthExhausted);
		let shown = GrowthInfo { members: 6, allowed: 2, admitted: 2, left: 0 };
		assert_eq!(Members::growth(), shown);
		go_to(9);
		assert_noop!(admit(EVA), Error::<Test>::GrowthExhausted);
		go_to(10);
		let shown = GrowthInfo { members: 8, allowed: 2, admitted: 0, left: 2 };
		assert_eq!(Members::growth(), shown);
		assert_ok!(admit(EVA));
		let intake = Intake { period: Period(1), members: 8, admitted: 1 };
		assert_eq!(Growth::<Test>::get(), intake);
	});
}

#[test]
fn growth_goes_by_the_members_at_the_start_of_the_period() {
	run(|| {
		govern(|rules| {
			rules.growth = Perbill::from_percent(34);
			rules.growth_least = 0;
		});
		go_to(10);
		// Six members at the start, although one has left since: two may come.
		assert_ok!(Members::leave(signed(5)));
		join(ANA);
		join(DAN);
		sponsor(2, EVA);
		sponsor(3, EVA);
		assert_noop!(admit(EVA), Error::<Test>::GrowthExhausted);
		assert_eq!(Members::growth().members, 6);
	});
}

#[test]
fn a_dependent_counts_as_an_admission_like_anybody() {
	run(|| {
		govern(|rules| rules.growth_least = 1);
		join(DAN);
		confirmed_dependent(ANA);
		sponsor(1, ANA);
		sponsor(2, ANA);
		assert_noop!(admit(ANA), Error::<Test>::GrowthExhausted);
	});
}

/// Lets all members sponsor as many strangers as they can, and admits as many as possible. Returns
/// the next stranger.
fn farm(mut stranger: u64) -> u64 {
	let people: Vec<u64> = crate::MemberOf::<Test>::iter_keys().collect();
	for (place, one) in people.iter().enumerate() {
		for other in &people[place + 1..] {
			let both = [one, other].map(|who| Members::sponsor(signed(*who), stranger));
			if both.iter().all(Result::is_ok) {
				stranger += 1;
			}
			for who in [one, other] {
				let _ = Members::withdraw(signed(*who), stranger);
			}
		}
	}
	let candidates: Vec<u64> = crate::Candidates::<Test>::iter_keys().collect();
	for candidate in candidates {
		let _ = admit(candidate);
	}
	stranger
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	/// Failure: rings of accounts that vouch for each other grew without bound.
	#[test]
	fn a_ring_of_sponsors_grows_by_the_rate_at_most(
		percent in 0..40u32,
		least in 1..5u32,
		standing in 0..3u32,
		gaps in prop::collection::vec(1..4u64, 1..7),
	) {
		with(6).execute_with(|| {
			govern(|rules| {
				rules.growth = Perbill::from_percent(percent);
				rules.growth_least = least;
				rules.standing = standing;
			});
			let mut stranger = 1_000;
			let mut period = 0;
			for gap in gaps {
				let before = Members::count();
				let allowed = (before * percent / 100).max(least);
				stranger = farm(stranger);
				stranger = farm(stranger);
				let after = Members::count();
				assert!(after <= before + allowed, "{before} members became {after}");
				// One seat, one voice: no account is two members.
				assert_eq!(crate::MemberOf::<Test>::iter().count() as u32, after);
				Members::do_try_state().unwrap();
				period += gap;
				go_to(period * 10);
			}
		});
	}
}

/// Failure: a ring that was found out went on.
#[test]
fn a_ring_loses_its_words_when_a_duplicate_is_proved() {
	run(|| {
		govern(|rules| rules.growth_least = 2);
		farm(1_000);
		let member = MemberId(6);
		let ring = record(member).sponsors.clone();
		assert_ok!(Members::end_duplicate(Origin::root(), member, ring[0]));
		go_to(10);
		for sponsor in &ring {
			let account = Members::account_of(*sponsor).unwrap();
			assert_noop!(Members::sponsor(signed(account), EVA), Error::<Test>::Barred);
		}
		for (candidate, person) in crate::Candidates::<Test>::iter() {
			let theirs = person.words.iter().any(|word| ring.contains(&word.sponsor));
			if theirs && person.words.len() == 2 {
				assert_noop!(admit(candidate), Error::<Test>::NotEnoughSponsors);
			}
		}
	});
}
