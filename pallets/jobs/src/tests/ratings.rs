//! Ratings: committed, revealed, inherited; and who may rate what.

use super::{
	tasks::{merge, split},
	*,
};
use crate::{Commitments, Ratings, Voice};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use parecon_jobs_engine::{Both, Histogram, Rating, Sums};
use parecon_primitives::Side;
use sp_core::H256;

/// Commits to ratings, lets a period pass, and reveals them.
fn rates(council: CouncilId, member: u32, ratings: &[(TaskId, u8, u8)]) -> DispatchResult {
	commit(council, member, ratings);
	pass(1);
	reveal(council, member, ratings)
}

/// How often each value of empowerment was given inside in a part of a task.
fn given(task: TaskId, part: usize) -> Vec<(u8, u16)> {
	let Histogram(counts) = record(task).parts[part].inside.empowerment;
	(0..).zip(counts).filter(|(_, count)| *count > 0).collect()
}

fn medians(task: TaskId) -> Option<Rating> {
	record(task).parts[0].medians(Voice::Inside)
}

fn hash(council: CouncilId, member: u32, period: u32, ratings: &[(TaskId, u8, u8)]) -> H256 {
	Labour::ratings_hash(council, id(member), Period(period), lines(ratings), SALT)
}

/// A jury of the plant, drawn.
fn jury() -> Vec<u32> {
	assert_ok!(Labour::call_jury(by(12), PLANT));
	two_epochs_later(5);
	assert_ok!(Labour::seat_jury(by(12), PLANT));
	let members = crate::Juries::<Test>::get(PLANT).unwrap().members;
	members.into_iter().map(|member| member.0).collect()
}

/// Lets member 6 do 60 minutes of a task of the plant.
fn shift(task: TaskId) {
	assert_ok!(Labour::open_outside(by(0), task, 60));
	assert_ok!(Labour::take_outside(by(6), task, 60));
	assert_ok!(Labour::confirm_outside(by(0), task, id(6)));
}

#[test]
fn a_commitment_hides_everything_that_it_binds() {
	run(|| {
		let (one, two) = (TaskId(1), TaskId(2));
		let all = [
			hash(PLANT, 0, 1, &[(one, 1, 2)]),
			hash(MILL, 0, 1, &[(one, 1, 2)]),
			hash(PLANT, 1, 1, &[(one, 1, 2)]),
			hash(PLANT, 0, 2, &[(one, 1, 2)]),
			hash(PLANT, 0, 1, &[(two, 1, 2)]),
			hash(PLANT, 0, 1, &[(one, 2, 1)]),
			hash(PLANT, 0, 1, &[(one, 1, 2), (two, 1, 2)]),
			Labour::ratings_hash(PLANT, id(0), Period(1), lines(&[(one, 1, 2)]), H256::zero()),
		];
		let different: std::collections::BTreeSet<H256> = all.into_iter().collect();
		assert_eq!(different.len(), all.len());
		System::set_block_number(2);
		frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(3));
		assert!(!different.contains(&hash(PLANT, 0, 1, &[(one, 1, 2)])));
	});
}

#[test]
fn ratings_are_committed_and_revealed() {
	run(|| {
		let one = task(PLANT, "one", 600);
		events();
		commit(PLANT, 1, &[(one, 7, 2)]);
		let (council, member) = (PLANT, id(1));
		assert_eq!(events(), [Event::RatingsCommitted { council, member, period: Period(1) }]);
		assert_eq!(held_by(1), room::<crate::Commitment>());
		assert_eq!(medians(one), None);

		pass(1);
		assert_ok!(reveal(PLANT, 1, &[(one, 7, 2)]));
		let (voice, lines) = (Voice::Inside, lines(&[(one, 7, 2)]));
		assert_eq!(events(), [Event::Rated { council, member, voice, lines }]);
		assert_eq!(medians(one), Some(Both::new(7, 2)));
		let sums = Sums { minutes: 600, empowerment: 4_200, desirability: 1_200 };
		assert_eq!(workplace(PLANT).inside, sums);
		assert_eq!(held_by(1), room::<crate::Rated>());
		assert!(!Commitments::<Test>::contains_key(PLANT, id(1)));
	});
}

#[test]
fn ones_latest_rating_counts() {
	run(|| {
		let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 60));
		assert_ok!(rates(PLANT, 0, &[(one, 3, 3), (two, 9, 9)]));
		assert_ok!(rates(PLANT, 1, &[(one, 5, 5)]));
		assert_ok!(rates(PLANT, 0, &[(one, 10, 0)]));
		assert_eq!(given(one, 0), [(5, 1), (10, 1)]);
		assert_eq!(given(two, 0), [(9, 1)]);
		let stored = Ratings::<Test>::get(PLANT, id(0)).unwrap();
		assert_eq!(stored.lines, vec![line(one, 10, 0), line(two, 9, 9)]);
		assert_eq!(held_by(0), room::<crate::Rated>());
	});
}

#[test]
fn a_commitment_can_be_replaced_in_its_period() {
	run(|| {
		let one = task(PLANT, "one", 600);
		commit(PLANT, 1, &[(one, 7, 2)]);
		commit(PLANT, 1, &[(one, 8, 2)]);
		assert_eq!(held_by(1), room::<crate::Commitment>());
		pass(1);
		assert_noop!(reveal(PLANT, 1, &[(one, 7, 2)]), Error::<Test>::WrongReveal);
		let commit_again = Labour::commit_ratings(by(1), PLANT, H256::zero());
		assert_noop!(commit_again, Error::<Test>::RevealFirst);
		assert_ok!(reveal(PLANT, 1, &[(one, 8, 2)]));
		commit(PLANT, 1, &[(one, 7, 2)]);
		// One that was not revealed in time is replaced too.
		pass(2);
		commit(PLANT, 1, &[(one, 9, 2)]);
	});
}

#[test]
fn who_cannot_commit() {
	run(|| {
		let commit = |who| Labour::commit_ratings(by(who), PLANT, H256::zero());
		assert_noop!(commit(0), Error::<Test>::NoWorkplace);
		task(PLANT, "one", 600);
		assert_noop!(commit(99), Error::<Test>::NotMember);
		Room::set(0);
		assert_noop!(commit(0), frame_support::pallet_prelude::DispatchError::Exhausted);
	});
}

#[test]
fn what_cannot_be_revealed() {
	run(|| {
		let one = task(PLANT, "one", 600);
		let ratings = [(one, 7, 2)];
		assert_noop!(reveal(PLANT, 99, &ratings), Error::<Test>::NotMember);
		assert_noop!(reveal(PLANT, 1, &ratings), Error::<Test>::NothingToReveal);
		commit(PLANT, 1, &ratings);
		assert_noop!(reveal(PLANT, 1, &ratings), Error::<Test>::NothingToReveal);
		pass(1);
		assert_noop!(reveal(PLANT, 1, &[(one, 7, 3)]), Error::<Test>::WrongReveal);
		let salted = Labour::reveal_ratings(by(1), PLANT, lines(&ratings), H256::zero());
		assert_noop!(salted, Error::<Test>::WrongReveal);
		pass(1);
		assert_noop!(reveal(PLANT, 1, &ratings), Error::<Test>::NothingToReveal);
	});
}

#[test]
fn what_cannot_be_rated() {
	run(|| {
		let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 60));
		let other = task(MILL, "other", 60);
		let refused = |ratings: &[(TaskId, u8, u8)], why: Error<Test>| {
			commit(PLANT, 1, ratings);
			pass(1);
			assert_noop!(reveal(PLANT, 1, ratings), why);
			pass(1);
		};
		refused(&[], Error::NoRatings);
		refused(&[(two, 1, 1), (one, 1, 1)], Error::NotAscending);
		refused(&[(one, 1, 1), (one, 1, 1)], Error::NotAscending);
		refused(&[(one, 11, 1)], Error::InvalidRating);
		refused(&[(one, 1, 11)], Error::InvalidRating);
		refused(&[(TaskId(9), 1, 1)], Error::UnknownTask);
		refused(&[(one, 1, 1), (other, 1, 1)], Error::OtherCouncil);
	});
}

#[test]
fn a_sheet_can_be_full() {
	new_test_ext().execute_with(|| {
		let one = task(PLANT, "one", 600);
		crate::Tasks::<Test>::mutate(one, |task| {
			let sheet = &mut task.as_mut().unwrap().parts[0].inside;
			sheet.empowerment.0[4] = u16::MAX;
			sheet.desirability.0[4] = u16::MAX;
		});
		commit(PLANT, 1, &[(one, 4, 4)]);
		pass(1);
		assert_noop!(reveal(PLANT, 1, &[(one, 4, 4)]), Error::<Test>::TooManyRatings);
	});
}

#[test]
fn a_rating_counts_in_what_the_task_was_split_into() {
	run(|| {
		let one = task(PLANT, "one", 600);
		assert_ok!(rates(PLANT, 0, &[(one, 3, 3)]));
		assert_ok!(rates(PLANT, 1, &[(one, 6, 6)]));
		let halves = split(one, &[("a", &[300]), ("b", &[300])]);
		assert_ok!(rates(PLANT, 0, &[(halves[0], 9, 9)]));
		assert_eq!(given(halves[0], 0), [(6, 1), (9, 1)]);
		assert_eq!(given(halves[1], 0), [(3, 1), (6, 1)]);
		// Still once each.
		assert_ok!(rates(PLANT, 0, &[(halves[0], 8, 8), (halves[1], 1, 1)]));
		assert_eq!(given(halves[0], 0), [(6, 1), (8, 1)]);
		assert_eq!(given(halves[1], 0), [(1, 1), (6, 1)]);
	});
}

#[test]
fn what_is_split_or_merged_meanwhile_is_rated_all_the_same() {
	run(|| {
		let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 60));
		assert_ok!(rates(PLANT, 0, &[(one, 3, 3)]));
		commit(PLANT, 0, &[(one, 9, 9), (two, 4, 4)]);
		commit(PLANT, 1, &[(one, 7, 7)]);
		let halves = split(one, &[("a", &[300]), ("b", &[300])]);
		let both = merge(&[two, halves[1]], "both");
		pass(1);
		assert_ok!(reveal(PLANT, 0, &[(one, 9, 9), (two, 4, 4)]));
		assert_ok!(reveal(PLANT, 1, &[(one, 7, 7)]));
		assert_eq!(given(halves[0], 0), [(7, 1), (9, 1)]);
		assert_eq!(given(both, 0), [(4, 1)]);
		assert_eq!(given(both, 1), [(7, 1), (9, 1)]);
	});
}

#[test]
fn what_is_retired_meanwhile_does_not_stop_the_reveal() {
	run(|| {
		let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 60));
		commit(PLANT, 0, &[(one, 9, 9), (two, 4, 4)]);
		assert_ok!(Labour::retire_task(by(0), one));
		pass(1);
		assert_ok!(reveal(PLANT, 0, &[(one, 9, 9), (two, 4, 4)]));
		assert_eq!(given(two, 0), [(4, 1)]);
		assert_eq!(Ratings::<Test>::get(PLANT, id(0)).unwrap().lines.len(), 1);
	});
}

#[test]
fn a_rating_of_what_was_merged_counts_in_each_part() {
	run(|| {
		let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 300));
		assert_ok!(rates(PLANT, 0, &[(one, 3, 3)]));
		assert_ok!(rates(PLANT, 1, &[(one, 6, 6), (two, 7, 7)]));
		let halves = split(one, &[("a", &[200]), ("b", &[400])]);
		assert_ok!(rates(PLANT, 0, &[(halves[0], 4, 4)]));
		let mix = merge(&[two, halves[0]], "mix");
		assert_eq!(given(mix, 0), [(7, 1)]);
		assert_eq!(given(mix, 1), [(4, 1), (6, 1)]);
		let all = merge(&[halves[1], mix], "all");
		assert_ok!(rates(PLANT, 0, &[(all, 10, 10)]));
		assert_eq!(given(all, 0), [(6, 1), (10, 1)]);
		assert_eq!(given(all, 1), [(7, 1), (10, 1)]);
		assert_eq!(given(all, 2), [(6, 1), (10, 1)]);
	});
}

#[test]
fn tasks_of_a_split_can_meet_again() {
	run(|| {
		let one = task(PLANT, "one", 600);
		assert_ok!(rates(PLANT, 0, &[(one, 3, 3)]));
		let halves = split(one, &[("a", &[200]), ("b", &[400])]);
		assert_ok!(rates(PLANT, 0, &[(halves[1], 5, 5)]));
		let again = merge(&halves, "again");
		assert_eq!(given(again, 0), [(3, 1)]);
		assert_eq!(given(again, 1), [(5, 1)]);
		assert_ok!(rates(PLANT, 0, &[(again, 8, 8)]));
		assert_eq!(given(again, 0), [(8, 1)]);
		assert_eq!(given(again, 1), [(8, 1)]);
	});
}

#[test]
fn ratings_that_count_nowhere_make_room() {
	run(|| {
		let all: Vec<TaskId> = (0..100).map(|_| task(PLANT, "task", 60)).collect();
		for some in all.chunks(25) {
			let ratings: Vec<_> = some.iter().map(|task| (*task, 5, 5)).collect();
			assert_ok!(rates(PLANT, 0, &ratings));
		}
		let kept = || Ratings::<Test>::get(PLANT, id(0)).unwrap().lines.len();
		assert_eq!(kept(), 100);
		// Two tasks go on in another one, so the ratings of both count.
		let both = merge(&all[..2], "both");
		commit(PLANT, 0, &[(both, 6, 6)]);
		pass(1);
		assert_noop!(reveal(PLANT, 0, &[(both, 6, 6)]), Error::<Test>::RatingsFull);
		// A task that is gone makes room.
		assert_ok!(Labour::retire_task(by(0), all[2]));
		assert_ok!(reveal(PLANT, 0, &[(both, 6, 6)]));
		assert_eq!(kept(), 100);
		assert_eq!(given(both, 1), [(6, 1)]);
	});
}

#[test]
fn a_window_does_not_stop_reveals() {
	run(|| {
		divisions::plant(&[0, 1, 2]);
		commit(PLANT, 3, &[(TaskId(0), 10, 10)]);
		divisions::open();
		pass(1);
		assert_ok!(reveal(PLANT, 3, &[(TaskId(0), 10, 10)]));
		assert_eq!(given(TaskId(0), 0), [(2, 3), (10, 1)]);
	});
}

#[test]
fn those_who_have_done_a_task_rate_it() {
	run(|| {
		divisions::adopted();
		assert_ok!(divisions::take(1, 0));
		let (cleaning, planning) = (TaskId(0), TaskId(1));
		let ratable = |member| Labour::ratable(PLANT, id(member)).unwrap().1;
		assert_eq!(ratable(2), [cleaning, planning]);
		pass(1);
		assert_ok!(Labour::report(by(9), PLANT));
		assert_eq!(ratable(1), [cleaning, planning]);
		assert_eq!(ratable(2), [planning]);
		commit(PLANT, 2, &[(cleaning, 1, 1)]);
		commit(PLANT, 1, &[(cleaning, 2, 2)]);
		pass(1);
		assert_noop!(reveal(PLANT, 2, &[(cleaning, 1, 1)]), Error::<Test>::NotEntitled);
		assert_ok!(reveal(PLANT, 1, &[(cleaning, 2, 2)]));

		// Also when they have left the job, and what came of the task.
		assert_ok!(divisions::give_up(1));
		let halves = split(cleaning, &[("a", &[60]), ("b", &[60])]);
		assert_eq!(ratable(1), [planning, halves[0], halves[1]]);
		assert_eq!(ratable(2), [planning]);
	});
}

#[test]
fn who_has_just_taken_a_job_has_not_done_it() {
	run(|| {
		divisions::adopted();
		assert_ok!(divisions::take(1, 0));
		pass(1);
		assert_ok!(Labour::report(by(9), PLANT));
		assert_ok!(divisions::give_up(1));
		assert_ok!(divisions::take(2, 0));
		assert_eq!(Labour::ratable(PLANT, id(2)), Some((Voice::Inside, vec![TaskId(1)])));
		pass(1);
		let both = vec![TaskId(0), TaskId(1)];
		assert_eq!(Labour::ratable(PLANT, id(2)), Some((Voice::Inside, both)));
	});
}

#[test]
fn a_jury_rates_every_task_for_three_periods() {
	run(|| {
		let (one, two) = (task(PLANT, "one", 600), task(PLANT, "two", 60));
		let jury = jury();
		assert!(jury.len() >= 5 && jury.iter().all(|juror| *juror >= 6));
		let juror = jury[0];
		let both = Some((Voice::Outside, vec![one, two]));
		assert_eq!(Labour::ratable(PLANT, id(juror)), both);
		let outsider = (6..20).find(|member| !jury.contains(member)).unwrap();
		assert_eq!(Labour::ratable(PLANT, id(outsider)), None);
		commit(PLANT, outsider, &[(one, 1, 1)]);
		jury.iter().for_each(|juror| commit(PLANT, *juror, &[(one, 4, 8)]));
		pass(1);
		assert_noop!(reveal(PLANT, outsider, &[(one, 1, 1)]), Error::<Test>::NotEntitled);
		for juror in &jury[..4] {
			assert_ok!(reveal(PLANT, *juror, &[(one, 4, 8)]));
		}
		// Four are not enough to compare it.
		assert_eq!(workplace(PLANT).outside, Sums::default());
		assert_ok!(reveal(PLANT, jury[4], &[(one, 4, 8)]));
		let sums = Sums { minutes: 600, empowerment: 2_400, desirability: 4_800 };
		assert_eq!(workplace(PLANT).outside, sums);
		assert_eq!(workplace(PLANT).inside, Sums::default());
		assert_eq!(workplace(PLANT).outside_index(), None);

		pass(1);
		assert!(Labour::ratable(PLANT, id(juror)).is_some());
		pass(1);
		assert_eq!(Labour::ratable(PLANT, id(juror)), None);
	});
}

#[test]
fn who_has_done_balancing_work_rates_it_as_an_outsider() {
	run(|| {
		let (one, _) = (task(PLANT, "one", 600), task(PLANT, "two", 60));
		assert_eq!(Labour::ratable(PLANT, id(6)), None);
		shift(one);
		assert_eq!(Labour::ratable(PLANT, id(6)), Some((Voice::Outside, vec![one])));
		assert_ok!(rates(PLANT, 6, &[(one, 4, 8)]));
		assert_eq!(record(one).parts[0].outside.count(), 1);
		assert_eq!(record(one).parts[0].inside.count(), 0);
		// Also what came of it.
		let halves = split(one, &[("a", &[300]), ("b", &[300])]);
		assert_eq!(Labour::ratable(PLANT, id(6)), Some((Voice::Outside, halves)));
	});
}

#[test]
fn who_has_left_does_not_rate_the_old_job_as_an_outsider() {
	run(|| {
		divisions::adopted();
		assert_ok!(divisions::take(1, 0));
		pass(2);
		assert_ok!(divisions::give_up(1));
		seat(1, Side::Workers, Some(MILL));
		assert!(!crate::History::<Test>::get(PLANT, id(1)).is_empty());
		assert_eq!(Labour::ratable(PLANT, id(1)), None);
	});
}

#[test]
fn a_voice_that_has_changed_is_heard_after_the_old_one_is_removed() {
	run(|| {
		let one = task(PLANT, "one", 600);
		shift(one);
		assert_ok!(rates(PLANT, 6, &[(one, 4, 8)]));
		seat(6, Side::Workers, Some(PLANT));
		commit(PLANT, 6, &[(one, 5, 5)]);
		pass(1);
		assert_noop!(reveal(PLANT, 6, &[(one, 5, 5)]), Error::<Test>::VoiceChanged);
		assert_ok!(Labour::tidy(by(9), PLANT, id(6)));
		assert_ok!(reveal(PLANT, 6, &[(one, 5, 5)]));
		assert_eq!(record(one).parts[0].outside.count(), 0);
		assert_eq!(record(one).parts[0].inside.count(), 1);
	});
}

#[test]
fn who_can_rate_nothing() {
	run(|| {
		assert_eq!(Labour::ratable(PLANT, id(0)), None);
		let one = task(PLANT, "one", 600);
		assert_eq!(Labour::ratable(PLANT, id(0)), Some((Voice::Inside, vec![one])));
		assert_eq!(Labour::ratable(PLANT, id(6)), None);
		leave(0);
		assert_eq!(Labour::ratable(PLANT, id(0)), None);
	});
}
