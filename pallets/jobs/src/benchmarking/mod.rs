//! Benchmarks at the declared maxima: a workplace of 100 tasks of four parts, each of which came from
//! four others; 128 workers and as many complexes of eight portions; 12 stints, 24 reports, 32
//! ratings.
//!
//! From here nobody can be given a seat in another's council. Where more than one is needed, what the
//! others take is measured beside the call, so that the sum is more than any call takes.

mod setup;

use crate::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::weights::WeightMeter;
use frame_system::RawOrigin;
use parecon_jobs_engine::{Apportion, Points, Quality};
use parecon_primitives::{CouncilId, Lottery, MemberId, Membership};
use setup::*;
use sp_core::H256;

/// The chain of the mock, whose calendar does not follow the blocks, in the period of [`begin`].
#[cfg(test)]
fn late() -> sp_io::TestExternalities {
	let ext = crate::mock::new_test_ext();
	crate::mock::Now::set(PERIOD.0);
	ext
}

/// A council with the account that speaks for it.
type Host<T> = (CouncilId, <T as frame_system::Config>::AccountId);

/// The same, with the member behind the account.
type Home<T> = (CouncilId, <T as frame_system::Config>::AccountId, MemberId);

/// Two workplaces, each with one who speaks for it; the first at the maxima.
fn host_and_home<T: Config>() -> (Host<T>, Home<T>) {
	let (host, speaker, _) = council::<T>(0);
	full_workplace::<T>(host);
	let home = council::<T>(1);
	Workplaces::<T>::insert(home.0, Workplace::default());
	((host, speaker), home)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_task() {
		let (council, who, _) = council::<T>(0);
		workplace::<T>(council, TASKS - 1, PARTS, GENERATIONS);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, spec(Some(31)), MINUTES);

		assert!(Tasks::<T>::contains_key(task_id(TASKS - 1)));
	}

	/// An offer to outsiders ends.
	#[benchmark]
	fn revise_task() {
		let (council, who, _) = council::<T>(0);
		full_workplace::<T>(council);
		offer_outside::<T>(council, 1, PARTS * MINUTES);
		let minutes = bounded((0..PARTS).map(|_| MINUTES / 2));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), task_id(0), spec(Some(31)), minutes);

		assert!(!Outside::<T>::contains_key(task_id(0)));
	}

	/// Into four, each with all parts.
	#[benchmark]
	fn split_task() {
		let (council, who, _) = council::<T>(0);
		workplace::<T>(council, TASKS - 3, PARTS, GENERATIONS - 1);
		hold_of_council::<T, Task>(council);
		offer_outside::<T>(council, 1, PARTS * MINUTES);
		let minutes = bounded((0..PARTS).map(|_| MINUTES / 4));
		let child = Child { spec: spec(Some(31)), minutes };
		let children = bounded(vec![child; 4]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), task_id(0), children);

		let tasks = Workplaces::<T>::get(council).unwrap().tasks;
		assert_eq!(tasks.len(), TASKS as usize);
	}

	#[benchmark]
	fn merge_tasks() {
		let (council, who, _) = council::<T>(0);
		workplace::<T>(council, TASKS, 1, GENERATIONS - 1);
		(0..PARTS).for_each(|_| hold_of_council::<T, Task>(council));
		offer_outside::<T>(council, PARTS, MINUTES);
		let tasks = bounded((0..PARTS).map(task_id));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), tasks, spec(Some(31)));

		let parts = Tasks::<T>::get(task_id(TASKS)).unwrap().parts;
		assert_eq!(parts.len(), PARTS as usize);
	}

	#[benchmark]
	fn retire_task() {
		let (council, who, _) = council::<T>(0);
		full_workplace::<T>(council);
		hold_of_council::<T, Task>(council);
		offer_outside::<T>(council, 1, MINUTES);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), task_id(0));

		assert!(!Tasks::<T>::contains_key(task_id(0)));
	}

	/// Of a council that is gone with everything that there can be; each worker has a purse.
	#[benchmark]
	fn close_workplace() {
		begin::<T>();
		let gone = CouncilId(u32::MAX);
		let people: Vec<(T::AccountId, MemberId)> = (0..WORKERS).map(member::<T>).collect();
		let mut workers: Vec<MemberId> = people.iter().map(|(_, member)| *member).collect();
		workers.sort_unstable();
		full_workplace::<T>(gone);
		offer_outside::<T>(gone, TASKS, MINUTES);
		workers.iter().for_each(|worker| hold::<T, parecon_jobs_engine::Worker>(*worker));
		Rosters::<T>::insert(gone, roster(&workers));
		let claim = (Quality::WORST, division(WORKERS), workers[0]);
		window::<T>(gone, terms(NUMBER + 1, &workers, WORKERS, task_id), 1, claim);
		held_by::<T>(gone, workers[0]);
		weigh::<T>(gone, youngest);
		jury::<T>(gone, workers[1], LONG_AGO);
		reports::<T>(gone);

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].0.clone()), gone);

		assert!(!Workplaces::<T>::contains_key(gone));
	}

	#[benchmark]
	fn commit_ratings() {
		let (council, who, member) = council::<T>(0);
		full_workplace::<T>(council);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, H256::repeat_byte(1));

		assert!(Commitments::<T>::contains_key(council, member));
	}

	/// One of a task that all tasks came from since, so that it counts in each of their parts in place
	/// of an earlier one; the others of tasks that were retired. So many ratings are known that those
	/// which count nowhere have to be looked for.
	#[benchmark]
	fn reveal_ratings(n: Linear<1, { 32 }>) {
		let (council, who, member) = council::<T>(0);
		full_workplace::<T>(council);
		held_by::<T>(council, member);
		jury::<T>(council, member, PERIOD);
		rated::<T>(council, member);
		let done = most::<MaxStints>() * most::<MaxPortions>();
		for nth in 0..done {
			Tasks::<T>::mutate(task_id(nth), |task| task.as_mut().unwrap().practised = true);
		}
		let ratings = bounded(lines((0..n).map(retired), 6));
		assert_eq!(retired(0), COMMON);
		let salt = H256::repeat_byte(2);
		let hash = Pallet::<T>::hash_of_ratings(council, member, LAST, &ratings, salt);
		Commitments::<T>::insert(council, member, Commitment { period: LAST, hash });
		hold::<T, Commitment>(member);
		let before = Tasks::<T>::get(task_id(TASKS - 1)).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, ratings, salt);

		let lines = Ratings::<T>::get(council, member).unwrap().lines;
		assert_eq!(lines.len() as u32, TASKS / 2 + 1);
		let after = Tasks::<T>::get(task_id(TASKS - 1)).unwrap();
		let mut parts = before.parts.iter().zip(&after.parts);
		assert!(parts.all(|(before, after)| before.inside != after.inside));
	}

	/// Everything that a member can leave behind who has no seat any more, with a rating that counts
	/// in each part of each task. Who is no member either leaves a history, but has no purse.
	#[benchmark]
	fn tidy() {
		let (council, who, _) = council::<T>(0);
		let (_, gone) = member::<T>(1);
		full_workplace::<T>(council);
		held_by::<T>(council, gone);
		Rosters::<T>::insert(council, roster(&crowd(gone)));
		hold::<T, parecon_jobs_engine::Worker>(gone);
		let commitment = Commitment { period: LONG_AGO, hash: H256::repeat_byte(1) };
		Commitments::<T>::insert(council, gone, commitment);
		hold::<T, Commitment>(gone);
		rated::<T>(council, gone);
		hold::<T, Rated>(gone);
		wish::<T>(council, gone, NUMBER - 1);
		hold::<T, Wishes>(gone);
		put_offer::<T>(council, gone, MemberId(0), None);
		hold::<T, Offer>(gone);
		jury::<T>(council, gone, LONG_AGO);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, gone);

		assert!(!Ratings::<T>::contains_key(council, gone) && !Juries::<T>::contains_key(council));
		assert!(!Commitments::<T>::contains_key(council, gone));
		assert!(
			!Wants::<T>::contains_key(council, gone) && !Offers::<T>::contains_key(council, gone)
		);
		assert_eq!(Rosters::<T>::get(council).len(), WORKERS as usize - 1);
		assert!(Jobs::<T>::get(council).last().unwrap().holder.is_none());
	}

	#[benchmark]
	fn offer_hours() {
		let (council, who, _) = council::<T>(0);
		Rosters::<T>::insert(council, roster(&others(WORKERS - 1)));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, [1; 4]);

		assert_eq!(Rosters::<T>::get(council).len(), WORKERS as usize);
	}

	#[benchmark]
	fn withdraw_hours() {
		let (council, who, member) = council::<T>(0);
		Rosters::<T>::insert(council, roster(&crowd(member)));
		hold::<T, parecon_jobs_engine::Worker>(member);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council);

		assert_eq!(Rosters::<T>::get(council).len(), WORKERS as usize - 1);
	}

	#[benchmark]
	fn qualify() {
		let (council, who, member) = council::<T>(0);
		Rosters::<T>::insert(council, roster(&crowd(member)));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, member, 31, false);

		assert!(!Rosters::<T>::get(council)[0].has(31));
	}

	#[benchmark]
	fn set_rules() {
		let (council, who, _) = council::<T>(0);
		full_workplace::<T>(council);
		let rules = JobRules { mode: Mode::Binding, ..Default::default() };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, rules);

		assert_eq!(Workplaces::<T>::get(council).unwrap().rules, rules);
	}

	#[benchmark]
	fn open_window() {
		let (council, who, member) = council::<T>(0);
		full_workplace::<T>(council);
		Rosters::<T>::insert(council, roster(&crowd(member)));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, 1);

		assert!(Windows::<T>::contains_key(council));
	}

	/// In place of another's division. The terms have as many tasks as can be whatever the number of
	/// complexes.
	#[benchmark]
	fn submit(n: Linear<1, { 128 }>) {
		let (council, who, by) = council::<T>(0);
		let (_, former) = member::<T>(1);
		let (terms, division) = (terms(NUMBER + 1, &crowd(by), n, task_id), division(n));
		let quality = found(&terms, &division).quality;
		let claim = (Quality::WORST, setup::division(WORKERS), former);
		window::<T>(council, terms, 1, claim);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, quality, division);

		assert_eq!(Best::<T>::get(council).unwrap().by, by);
	}

	#[benchmark]
	fn submit_refused() {
		let (council, who, by) = council::<T>(0);
		let (_, former) = member::<T>(1);
		let (terms, division) =
			(terms(NUMBER + 1, &crowd(by), WORKERS, task_id), division(WORKERS));
		let best = Quality { worst: Points(0), squares: 0 };
		window::<T>(council, terms, 1, (best, division.clone(), former));
		let origin: T::RuntimeOrigin = RawOrigin::Signed(who).into();
		let refused;

		#[block]
		{
			refused = Pallet::<T>::submit(origin, council, Quality::WORST, division);
		}

		assert_eq!(refused.unwrap_err().error, Error::<T>::NotBetter.into());
	}

	/// In place of a division of which every complex is held by one with a full history. No task has a
	/// weight yet, nor any that it came from.
	#[benchmark]
	fn adopt() {
		let (council, who, by) = council::<T>(0);
		full_workplace::<T>(council);
		let (terms, division) =
			(terms(NUMBER + 1, &crowd(by), WORKERS, task_id), division(WORKERS));
		let quality = found(&terms, &division).quality;
		window::<T>(council, terms, 0, (quality, division, by));
		hold_of_council::<T, WindowOf<T>>(council);
		let holders: Vec<_> = others(WORKERS).into_iter().map(Some).collect();
		adopted::<T>(council, &others(WORKERS), &holders, youngest);
		others(WORKERS).into_iter().for_each(|holder| past::<T>(council, holder));
		weigh::<T>(council, unrelated);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council);

		let adopted = Divisions::<T>::get(council).unwrap();
		assert_eq!((adopted.terms.number, adopted.round), (NUMBER + 1, 0));
		assert_eq!(Weighted::<T>::get(council)[0].task, task_id(0));
	}

	/// Before it has expired.
	#[benchmark]
	fn drop_window() {
		let (council, who, by) = council::<T>(0);
		let terms = terms(NUMBER + 1, &crowd(by), WORKERS, task_id);
		window::<T>(council, terms, 0, (Quality::WORST, division(WORKERS), by));
		hold_of_council::<T, WindowOf<T>>(council);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council);

		assert!(!Windows::<T>::contains_key(council) && !Best::<T>::contains_key(council));
	}

	#[benchmark]
	fn draw_lots() {
		let (council, who, by) = council::<T>(0);
		held_by::<T>(council, by);
		Divisions::<T>::mutate(council, |adopted| adopted.as_mut().unwrap().lots = None);
		T::Lottery::ensure_lot(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council);

		let lots = Divisions::<T>::get(council).unwrap().lots.unwrap();
		assert_eq!(lots.len(), WORKERS as usize);
	}

	#[benchmark]
	fn rank() {
		let (council, who, member) = council::<T>(0);
		held_by::<T>(council, member);
		Rosters::<T>::insert(council, roster(&crowd(member)));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, all_complexes());

		assert!(Wants::<T>::contains_key(council, member));
	}

	/// In one council everybody loses a job: all wishes and histories are read, histories written. In
	/// another, where the one with a seat stands for all, every wish can be done.
	#[benchmark]
	fn allot() {
		let (losing, _, _) = council::<T>(0);
		let (winning, _, one) = council::<T>(1);
		let ones = vec![one; WORKERS as usize];
		for (council, workers) in [(losing, others(WORKERS)), (winning, ones)] {
			full_workplace::<T>(council);
			change_workplace::<T>(council, |workplace| workplace.reported = Some(PERIOD));
			let holders: Vec<_> = workers.iter().copied().map(Some).collect();
			adopted::<T>(council, &workers, &holders, youngest);
			Rosters::<T>::insert(council, roster(&workers));
			workers.iter().for_each(|worker| past::<T>(council, *worker));
			workers.iter().for_each(|worker| wish::<T>(council, *worker, NUMBER));
		}

		#[block]
		{
			Pallet::<T>::do_allot(losing).unwrap();
			Pallet::<T>::do_allot(winning).unwrap();
		}

		assert!(Jobs::<T>::get(losing).iter().all(|job| job.holder.is_none()));
		assert!(Jobs::<T>::get(winning).iter().all(|job| job.holder == Some(one)));
	}

	#[benchmark]
	fn take() {
		let (council, who, member) = council::<T>(0);
		held_by::<T>(council, MemberId(u32::MAX));
		let last = WORKERS as u8 - 1;
		Jobs::<T>::mutate(council, |jobs| jobs[usize::from(last)] = Job::default());
		Rosters::<T>::insert(council, roster(&crowd(member)));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, last);

		assert_eq!(Jobs::<T>::get(council)[usize::from(last)].holder, Some(member));
	}

	#[benchmark]
	fn give_up() {
		let (council, who, member) = council::<T>(0);
		held_by::<T>(council, member);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council);

		assert!(Jobs::<T>::get(council).last().unwrap().holder.is_none());
	}

	#[benchmark]
	fn propose_exchange() {
		let (council, who, member) = council::<T>(0);
		held_by::<T>(council, member);
		let with = others(WORKERS - 1).last().copied().unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council, with, Exchange::Swap);

		assert!(Offers::<T>::contains_key(council, member));
	}

	/// A swap with oneself, and the seat and the history of another.
	#[benchmark]
	fn agree() {
		let (council, who, member) = council::<T>(0);
		held_by::<T>(council, member);
		Rosters::<T>::insert(council, roster(&crowd(member)));
		let last = WORKERS as u8 - 1;
		put_offer::<T>(council, member, member, Some(last));
		hold::<T, Offer>(member);
		let other = others(1)[0];
		past::<T>(council, other);
		let adopted = Divisions::<T>::get(council).unwrap();
		let mut jobs = Jobs::<T>::get(council);
		assert_eq!(jobs[0].holder, Some(other));

		#[block]
		{
			Pallet::<T>::do_agree(who, council, member, Exchange::Swap).unwrap();
			Pallet::<T>::is_seated(other, council);
			Pallet::<T>::end_job(council, &adopted, &mut jobs, 0);
		}

		assert_eq!(Jobs::<T>::get(council)[usize::from(last)].since, PERIOD);
		assert_eq!(History::<T>::get(council, other).last().unwrap().to, LAST);
	}

	/// In place of an earlier one that another has called.
	#[benchmark]
	fn call_jury() {
		let (council, who, by) = council::<T>(0);
		let (_, former) = member::<T>(1);
		full_workplace::<T>(council);
		jury::<T>(council, former, LONG_AGO);
		change_workplace::<T>(council, |workplace| workplace.jury = Some(LONG_AGO));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council);

		assert_eq!(Juries::<T>::get(council).unwrap().by, by);
	}

	/// The jury is full, and as many more are asked as can be.
	#[benchmark]
	fn seat_jury() {
		let (council, _, by) = council::<T>(0);
		(1..20).for_each(|index| {
			member::<T>(index);
		});
		jury::<T>(council, by, PERIOD);
		Juries::<T>::mutate(council, |jury| {
			let jury = jury.as_mut().unwrap();
			jury.pool = T::Membership::next_id().0;
			jury.members = Default::default();
		});
		let seated = most::<MaxJury>();
		let refused: Vec<MemberId> =
			(seated..JURY_TRIES).map(|index| member::<T>(100 + index).1).collect();
		T::Lottery::ensure_lot(1);

		#[block]
		{
			Pallet::<T>::do_seat_jury(council).unwrap();
			for member in refused {
				T::Membership::account_of(member);
				Pallet::<T>::is_seated(member, council);
			}
		}

		assert_eq!(Juries::<T>::get(council).unwrap().members.len(), seated as usize);
	}

	#[benchmark]
	fn open_outside() {
		let (council, who, _) = council::<T>(0);
		full_workplace::<T>(council);
		ledger::<T>(council, 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), task_id(0), MINUTES);

		assert_eq!(Outside::<T>::get(task_id(0)), MINUTES);
	}

	#[benchmark]
	fn take_outside() {
		let ((host, _), (_, who, member)) = host_and_home::<T>();
		offer_outside::<T>(host, 1, MINUTES);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), task_id(0), MINUTES / 2);

		assert!(Shifts::<T>::contains_key(task_id(0), member));
	}

	/// For a council that owes minutes, of a task of which the last part is not compared.
	#[benchmark]
	fn confirm_outside() {
		let ((host, who), (home, _, member)) = host_and_home::<T>();
		Tasks::<T>::mutate(task_id(0), |task| {
			task.as_mut().unwrap().parts.last_mut().unwrap().outside = Default::default();
		});
		shift::<T>(task_id(0), member, home);
		ledger::<T>(home, 1_000, 0);
		past::<T>(host, member);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), task_id(0), member);

		assert!(Ledgers::<T>::get(home).done > 0);
	}

	/// By another, of a task whose minutes are offered again.
	#[benchmark]
	fn drop_outside() {
		let ((host, who), (home, _, member)) = host_and_home::<T>();
		shift::<T>(task_id(0), member, home);
		ledger::<T>(host, 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), task_id(0), member);

		assert_eq!(Outside::<T>::get(task_id(0)), MINUTES);
	}

	/// Of a council whose tasks are all practised from now on, by those that they came from, and whose
	/// weights all move.
	#[benchmark]
	fn report() {
		let (council, who, member) = council::<T>(0);
		full_workplace::<T>(council);
		held_by::<T>(council, member);
		weigh::<T>(council, youngest);
		reports::<T>(council);
		ledger::<T>(council, 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), council);

		assert_eq!(Workplaces::<T>::get(council).unwrap().reported, Some(PERIOD));
		assert!((0..TASKS).all(|nth| Tasks::<T>::get(task_id(nth)).unwrap().practised));
		assert!(Weighted::<T>::get(council).iter().all(|weight| weight.raw.0 < 1_000_000));
	}

	/// The council after another.
	#[benchmark]
	fn weigh_council() {
		begin::<T>();
		weigh::<T>(CouncilId(1), task_id);
		weigh::<T>(CouncilId(2), task_id);
		let last = Weighted::<T>::iter_keys().next();
		let pool = Pooled::<T>::get();
		let mut apportion = Apportion::new(pool.minutes, pool.raw);
		let next;

		#[block]
		{
			next = Pallet::<T>::weigh_next(last, &mut apportion);
		}

		assert!(next.is_some() && next != last);
	}

	/// A weighing that is through.
	#[benchmark]
	fn tick() {
		begin::<T>();
		let last = Some(CouncilId(1));
		Weighing::<T>::put((last, Apportion::new(0, 0)));
		Pooled::<T>::put(Pool { dirty: true, ..Default::default() });

		#[block]
		{
			Pallet::<T>::tick(&mut WeightMeter::new());
		}

		assert_eq!(Pooled::<T>::get().weighed, PERIOD);
		assert!(!Weighing::<T>::exists());
	}

	impl_benchmark_test_suite!(Pallet, crate::benchmarking::late(), crate::mock::Test);
}
