//! Divisions that are submitted.

use super::{divisions::*, *};
use crate::{Best, Candidates, Claim, Division, JobRules, TaskSpec, WeightInfo};
use frame_support::{
	assert_noop, assert_ok,
	pallet_prelude::DispatchError,
	sp_runtime::traits::{BlakeTwo256, Hash},
};
use parecon_jobs_engine::{Points, Quality};

fn best() -> Claim {
	Best::<Test>::get(PLANT).unwrap()
}

/// Expects that a division which claims to be balanced is refused.
fn refused(division: Division, error: Error<Test>) {
	assert_noop!(submit(1, FAIR, division), error);
}

/// Refuses `complexes` of the plant's division.
fn complexes_refused(complexes: &[crate::Complex], error: Error<Test>) {
	refused(division(complexes), error);
}

#[test]
fn a_division_becomes_the_best() {
	run(|| {
		opened();
		let before = held_by(1);
		assert_ok!(submit(1, WHOLE, whole()));
		let hash = BlakeTwo256::hash_of(&whole());
		let by = id(1);
		assert_eq!(
			events(),
			[Event::Submitted { council: PLANT, number: 0, by, quality: WHOLE, hash }]
		);
		assert_eq!(best(), Claim { quality: WHOLE, hash, by });
		assert_eq!(Candidates::<Test>::get(PLANT), Some(whole()));
		assert_eq!(held_by(1) - before, room::<Division>());
	});
}

#[test]
fn a_better_one_takes_its_place() {
	run(|| {
		opened();
		let before = (held_by(1), held_by(2));
		assert_ok!(submit(1, WHOLE, whole()));
		assert_ok!(submit(2, UNEVEN, uneven()));
		assert_eq!((best().by, best().quality), (id(2), UNEVEN));
		assert_eq!((held_by(1), held_by(2)), (before.0, before.1 + room::<Division>()));
		// One's own place is taken without more room.
		Room::set(held_by(2));
		assert_ok!(submit(2, FAIR, fair()));
		assert_eq!(held_by(2), before.1 + room::<Division>());
		Room::set(u32::MAX);
	});
}

#[test]
fn one_that_is_not_better_costs_one_read() {
	run(|| {
		opened();
		assert_ok!(submit(1, FAIR, fair()));
		let refused = Labour::submit(by(2), PLANT, WHOLE, whole()).unwrap_err();
		assert_eq!(refused.error, Error::<Test>::NotBetter.into());
		assert_eq!(refused.post_info.actual_weight, Some(<()>::submit_refused()));
		// The same again is not better, and nothing else is looked at.
		for member in [1, 77] {
			assert_noop!(submit(member, FAIR, fair()), Error::<Test>::NotBetter);
			assert_noop!(submit(member, WHOLE, Division::default()), Error::<Test>::NotBetter);
		}
		let dear = Labour::submit(by(77), MILL, FAIR, fair()).unwrap_err();
		assert_eq!(dear.post_info.actual_weight, None);
	});
}

#[test]
fn of_equal_ones_the_lower_hash_is_better() {
	run(|| {
		opened();
		let portions = [(0, 60), (1, 60)];
		let mut both = [
			division(&[complex(0, &portions), complex(1, &portions)]),
			division(&[complex(1, &portions), complex(0, &portions)]),
		];
		both.sort_by_key(BlakeTwo256::hash_of);
		let [low, high] = both;
		assert_ok!(submit(1, FAIR, high.clone()));
		assert_ok!(submit(2, FAIR, low.clone()));
		assert_noop!(submit(1, FAIR, high), Error::<Test>::NotBetter);
		assert_eq!(best().hash, BlakeTwo256::hash_of(&low));
	});
}

#[test]
fn the_order_of_submissions_does_not_matter() {
	let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
	for order in orders {
		run(|| {
			opened();
			let all = [(WHOLE, whole()), (UNEVEN, uneven()), (FAIR, fair())];
			for at in order {
				let (quality, division) = all[at].clone();
				let _ = submit(1, quality, division);
			}
			assert_eq!((best().quality, Candidates::<Test>::get(PLANT)), (FAIR, Some(fair())));
		});
	}
}

#[test]
fn who_has_a_seat_submits_while_the_window_is_open() {
	run(|| {
		assert_noop!(submit(77, FAIR, fair()), Error::<Test>::NotMember);
		assert_noop!(submit(9, FAIR, fair()), Error::<Test>::NotSeated);
		assert_noop!(submit(1, FAIR, fair()), Error::<Test>::NoWindow);
		opened();
		Room::set(held_by(1));
		assert_noop!(submit(1, FAIR, fair()), DispatchError::Exhausted);
		Room::set(u32::MAX);
		go_to(CLOSES);
		assert_noop!(submit(1, FAIR, fair()), Error::<Test>::WindowClosed);
		go_to(CLOSES - 1);
		assert_ok!(submit(1, FAIR, fair()));
	});
}

#[test]
fn a_claim_has_to_be_exact() {
	run(|| {
		opened();
		let off = |worst: i64, squares: i64| Quality {
			worst: Points((i64::from(UNEVEN.worst.0) + worst) as u32),
			squares: (UNEVEN.squares as i64 + squares) as u64,
		};
		for claim in [off(1, 0), off(-1, 0), off(0, 1), off(0, -1), FAIR, WHOLE] {
			assert_noop!(submit(1, claim, uneven()), Error::<Test>::FalseClaim);
		}
		assert_ok!(submit(1, off(0, 0), uneven()));
	});
}

#[test]
fn complexes_name_tasks_once_and_with_minutes() {
	run(|| {
		opened();
		refused(Division::default(), Error::NoComplexes);
		let half = complex(1, &[(0, 60), (1, 60)]);
		for faulty in [
			complex(0, &[]),
			complex(0, &[(0, 60), (2, 60)]),
			complex(0, &[(0, 60), (1, 60), (0, 0)]),
			complex(0, &[(0, 30), (1, 60), (0, 30)]),
		] {
			complexes_refused(&[faulty, half.clone()], Error::InvalidComplex);
		}
		let small = complex(0, &[(0, 9), (1, 60)]);
		complexes_refused(&[small, half], Error::BelowBlock);
	});
}

#[test]
fn complexes_have_no_more_tasks_than_the_rules_allow() {
	run(|| {
		plant(&[0, 1, 2]);
		let rules = JobRules { most_tasks: 1, ..Default::default() };
		assert_ok!(Labour::set_rules(by(0), PLANT, rules));
		open();
		refused(fair(), Error::ComplexTooLarge);
		assert_ok!(submit(1, WHOLE, whole()));
	});
}

#[test]
fn complexes_fit_different_workers() {
	run(|| {
		opened();
		let half = |fits| complex(fits, &[(0, 60), (1, 60)]);
		complexes_refused(&[half(0), half(3)], Error::InvalidWorker);
		complexes_refused(&[half(0), half(0)], Error::InvalidWorker);
		complexes_refused(&[complex(0, &[(0, 120), (1, 120)])], Error::HoursExceeded);
		assert_ok!(submit(1, FAIR, division(&[half(2), half(0)])));
	});
}

#[test]
fn complexes_fit_workers_with_the_qualifications() {
	run(|| {
		let welding = register(PLANT, TaskSpec { requires: Some(3), ..spec("welding") }, 60);
		offer(PLANT, &[0, 1], 60);
		assert_ok!(Labour::qualify(by(0), PLANT, id(1), 3, true));
		rate(PLANT, &[0, 1], &[(welding, 5, 5)]);
		open();
		complexes_refused(&[complex(0, &[(0, 60)])], Error::NotQualified);
		assert_ok!(submit(1, FAIR, division(&[complex(1, &[(0, 60)])])));
	});
}

#[test]
fn hours_are_offered_by_class() {
	run(|| {
		let watch = register(PLANT, TaskSpec { class: 2, ..spec("watch") }, 60);
		assert_ok!(Labour::offer_hours(by(0), PLANT, [600, 600, 0, 600]));
		assert_ok!(Labour::offer_hours(by(1), PLANT, [0, 0, 60, 0]));
		rate(PLANT, &[0, 1], &[(watch, 5, 5)]);
		open();
		complexes_refused(&[complex(0, &[(0, 60)])], Error::HoursExceeded);
		assert_ok!(submit(1, FAIR, division(&[complex(1, &[(0, 60)])])));
	});
}

#[test]
fn every_minute_is_covered_once() {
	run(|| {
		opened();
		let half = complex(0, &[(0, 60), (1, 60)]);
		let less = complex(1, &[(0, 60), (1, 59)]);
		let more = complex(1, &[(0, 61), (1, 59)]);
		complexes_refused(std::slice::from_ref(&half), Error::MinutesMissing);
		complexes_refused(&[half.clone(), less], Error::MinutesMissing);
		complexes_refused(&[half, more], Error::MinutesTwice);
	});
}

#[test]
fn room_of_who_has_left_is_gone_with_them() {
	run(|| {
		opened();
		assert_ok!(submit(1, WHOLE, whole()));
		leave(1);
		assert_ok!(submit(2, FAIR, fair()));
		assert_eq!(best().by, id(2));
	});
}
