//! The weights of tasks, and the weighing.

use super::{divisions::*, *};
use crate::{
	Child, JobRules, Mode, Part, Pool, Pooled, Task, TaskWeight, Weighing, WeightInfo, Weighted,
};
use frame_support::{
	assert_noop, assert_ok,
	weights::{Weight, WeightMeter},
};
use parecon_jobs_engine::{Quality, Raw};

/// Tasks of a council with minutes, raw weight and weighted minutes.
fn weights(council: CouncilId) -> Vec<(u32, u32, u32, u32)> {
	let row = |weight: TaskWeight| (weight.task.0, weight.minutes, weight.raw.0, weight.weighted);
	Weighted::<Test>::get(council).into_iter().map(row).collect()
}

fn pool() -> Pool {
	Pooled::<Test>::get()
}

fn report(council: CouncilId) {
	assert_ok!(Labour::report(by(77), council));
}

/// A hook with all the weight that there is.
fn tick() {
	Labour::tick(&mut WeightMeter::new());
}

/// A hook with so much weight that it can deal with `councils`.
fn tick_for(councils: u64) {
	let most = <() as WeightInfo>::tick() + <() as WeightInfo>::weigh_council() * councils;
	Labour::tick(&mut WeightMeter::with_limit(most));
}

/// Lets a council of one worker adopt a division of one task, of which it knows nothing bad.
fn divide(council: CouncilId, member: u32, name: &str, minutes: u16) -> TaskId {
	let task = task(council, name, minutes.into());
	offer(council, &[member], minutes);
	rate(council, &[member], &[(task, 5, 5)]);
	assert_ok!(Labour::open_window(by(member), council, 1));
	let division = division(&[complex(0, &[(0, minutes)])]);
	let quality = Quality { worst: Default::default(), squares: 0 };
	assert_ok!(Labour::submit(by(member), council, quality, division));
	go_to(System::block_number() + 1);
	assert_ok!(Labour::adopt(by(member), council));
	task
}

/// The plant with one complex of two held, one report after its first allotment.
fn shunned() {
	drawn([0, 1, 2]);
	assert_ok!(rank(0, &[0]));
	assert_ok!(rank(1, &[0]));
	next_round();
	pass(1);
	report(PLANT);
}

#[test]
fn a_new_division_weighs_one() {
	run(|| {
		adopted();
		assert_eq!(weights(PLANT), [(0, 120, 1_000_000, 120), (1, 120, 1_000_000, 120)]);
		let expected = Pool { minutes: 240, raw: 240_000_000, weighed: Period(0), dirty: true };
		assert_eq!(pool(), expected);
	});
}

#[test]
fn in_binding_balance_nothing_is_weighed() {
	run(|| {
		adopted();
		let rules = JobRules { mode: Mode::Binding, ..Default::default() };
		assert_ok!(Labour::set_rules(by(0), PLANT, rules));
		assert_eq!(weights(PLANT).len(), 2);
		adopt(FAIR, fair());
		assert!(!Weighted::<Test>::contains_key(PLANT));
		assert_eq!((pool().minutes, pool().raw, pool().dirty), (0, 0, true));
		// Reports change nothing then.
		tick();
		pass(1);
		report(PLANT);
		assert!(!pool().dirty);
	});
}

#[test]
fn weights_rest_until_somebody_was_asked() {
	run(|| {
		drawn([0, 1, 2]);
		tick();
		pass(1);
		report(PLANT);
		assert_eq!(weights(PLANT), [(0, 120, 1_000_000, 120), (1, 120, 1_000_000, 120)]);
		assert!(!pool().dirty);
	});
}

#[test]
fn shunned_work_rises_and_coveted_work_falls() {
	run(|| {
		shunned();
		assert_eq!(weights(PLANT), [(0, 120, 900_000, 120), (1, 120, 1_100_000, 120)]);
		assert_eq!((pool().minutes, pool().raw), (240, 240_000_000));
		tick();
		assert_eq!(weights(PLANT), [(0, 120, 900_000, 108), (1, 120, 1_100_000, 132)]);
		let period = now();
		assert_eq!(last_event(), Event::Weighed { period, minutes: 240 });
		assert_eq!((pool().weighed, pool().dirty), (period, false));
	});
}

#[test]
fn half_of_a_task_moves_half_as_far() {
	run(|| {
		plant(&[0, 1, 2]);
		adopt(FAIR, fair());
		two_epochs_later(7);
		assert_ok!(Labour::draw_lots(by(9), PLANT));
		assert_ok!(rank(0, &[0]));
		next_round();
		pass(1);
		report(PLANT);
		assert_eq!(weights(PLANT), [(0, 120, 1_050_000, 120), (1, 120, 1_050_000, 120)]);
	});
}

#[test]
fn a_task_that_goes_on_keeps_its_weight() {
	run(|| {
		shunned();
		tick();
		adopt(FAIR, fair());
		assert_eq!(weights(PLANT), [(0, 120, 900_000, 108), (1, 120, 1_100_000, 132)]);
		// With other minutes it is weighed anew.
		assert_ok!(Labour::revise_task(
			by(0),
			TaskId(1),
			spec("plan"),
			vec![60].try_into().unwrap()
		));
		let quality = Quality { worst: Default::default(), squares: 0 };
		let halves = division(&[complex(0, &[(0, 60), (1, 30)]), complex(1, &[(0, 60), (1, 30)])]);
		adopt(quality, halves);
		assert_eq!(weights(PLANT), [(0, 120, 900_000, 108), (1, 60, 1_100_000, 60)]);
		assert_eq!((pool().minutes, pool().raw), (180, 174_000_000));
	});
}

#[test]
fn what_came_from_a_task_has_its_weight() {
	run(|| {
		shunned();
		let child =
			|name, minutes| Child { spec: spec(name), minutes: vec![minutes].try_into().unwrap() };
		let children = vec![child("plan", 60), child("decide", 60)].try_into().unwrap();
		assert_ok!(Labour::split_task(by(0), TaskId(1), children));
		let halves = [(0, 60), (1, 30), (2, 30)];
		adopt(FAIR, division(&[complex(0, &halves), complex(1, &halves)]));
		let raw: Vec<_> = weights(PLANT).into_iter().map(|row| (row.0, row.2)).collect();
		assert_eq!(raw, [(0, 900_000), (2, 1_100_000), (3, 1_100_000)]);
	});
}

#[test]
fn parts_take_over_weights_by_their_minutes() {
	let part = |minutes, lineage: &[u32]| {
		let lineage: Vec<TaskId> = lineage.iter().copied().map(TaskId).collect();
		Part { lineage: lineage.try_into().unwrap(), ..Part::new(minutes) }
	};
	let weight =
		|task, raw| TaskWeight { task: TaskId(task), minutes: 1, raw: Raw(raw), weighted: 1 };
	let of = |parts: Vec<Part>| Task {
		council: PLANT,
		spec: spec("merged"),
		practised: false,
		parts: parts.try_into().unwrap(),
	};
	let before = [weight(4, 1_200_000), weight(5, 800_000)];
	let merged = of(vec![part(600, &[4]), part(300, &[6])]);
	assert_eq!(merged.raw_from(&before), Raw(1_133_333));
	// The latest that has a weight.
	assert_eq!(of(vec![part(600, &[4, 5, 6])]).raw_from(&before), Raw(800_000));
	assert_eq!(of(vec![part(600, &[])]).raw_from(&before), Raw::ONE);
	assert_eq!(of(vec![]).raw_from(&before), Raw::ONE);
}

#[test]
fn nothing_is_weighed_before_the_period_is_over() {
	run(|| {
		tick();
		assert_eq!(pool(), Pool::default());
		adopted();
		tick();
		assert_eq!((pool().weighed, pool().dirty), (Period(2), false));
		divide(MILL, 6, "milling", 100);
		assert_eq!(now(), Period(3));
		tick();
		assert!(!pool().dirty);
		let house = divide(HOUSE, 9, "cooking", 60);
		tick();
		// Something else changes in the same period.
		assert_ok!(Labour::revise_task(by(9), house, spec("cook"), vec![50].try_into().unwrap()));
		assert_ok!(Labour::open_window(by(9), HOUSE, 1));
		let quality = Quality { worst: Default::default(), squares: 0 };
		let less = division(&[complex(0, &[(0, 50)])]);
		assert_ok!(Labour::submit(by(9), HOUSE, quality, less));
		go_to(System::block_number() + 1);
		assert_ok!(Labour::adopt(by(9), HOUSE));
		events();
		tick();
		assert!(pool().dirty && events().is_empty());
		pass(1);
		tick();
		assert_eq!(events(), [Event::Weighed { period: now(), minutes: 390 }]);
	});
}

#[test]
fn the_weighing_goes_on_where_it_stopped() {
	run(|| {
		shunned();
		divide(MILL, 6, "milling", 101);
		divide(HOUSE, 9, "cooking", 61);
		// Not even the hook's own work fits.
		Labour::tick(&mut WeightMeter::with_limit(Weight::from_parts(1, 0)));
		assert!(!Weighing::<Test>::exists());
		let whole = frame_support::storage::with_transaction(|| {
			tick();
			let all = [PLANT, MILL, HOUSE].map(weights);
			frame_support::sp_runtime::TransactionOutcome::Rollback(Ok::<
				_,
				frame_support::sp_runtime::DispatchError,
			>(all))
		})
		.unwrap();
		for councils in 1..=3 {
			tick_for(1);
			let (last, apportion) = Weighing::<Test>::get().unwrap();
			assert!(last.is_some());
			assert_eq!(apportion.total, 402);
			Labour::do_try_state().unwrap();
			if councils < 3 {
				assert!(apportion.done < apportion.raw_total);
			}
		}
		// What the pool consists of does not change meanwhile.
		assert_noop!(Labour::report(by(77), MILL), Error::<Test>::Weighing);
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::NoWindow);
		open();
		assert_ok!(submit(1, FAIR, fair()));
		go_to(System::block_number() + 10);
		assert_noop!(Labour::adopt(by(0), PLANT), Error::<Test>::Weighing);
		events();
		tick_for(1);
		assert_eq!(events(), [Event::Weighed { period: now(), minutes: 402 }]);
		assert_eq!([PLANT, MILL, HOUSE].map(weights), whole);
		let sum: u32 = whole.iter().flatten().map(|row| row.3).sum();
		assert_eq!(sum, 402);
		assert_ok!(Labour::adopt(by(0), PLANT));
	});
}

#[test]
fn a_workplace_is_not_closed_while_its_tasks_are_weighed() {
	run(|| {
		adopted();
		divide(MILL, 6, "milling", 100);
		tick_for(1);
		dissolve(PLANT);
		assert_noop!(Labour::close_workplace(by(77), PLANT), Error::<Test>::Weighing);
		tick();
		assert_ok!(Labour::close_workplace(by(77), PLANT));
		assert!(!Weighted::<Test>::contains_key(PLANT));
		assert_eq!((pool().minutes, pool().raw, pool().dirty), (100, 100_000_000, true));
		pass(1);
		tick();
		assert_eq!(weights(MILL)[0].3, 100);
	});
}

#[test]
fn an_empty_pool_is_weighed_at_once() {
	run(|| {
		adopted();
		dissolve(PLANT);
		assert_ok!(Labour::close_workplace(by(77), PLANT));
		tick_for(1);
		assert_eq!(last_event(), Event::Weighed { period: now(), minutes: 0 });
		assert!(!pool().dirty);
	});
}

#[test]
fn ten_equally_shunned_tasks_rise_alike() {
	run(|| {
		for task in 0..10 {
			super::task(PLANT, &format!("shunned {task}"), 12);
		}
		let wanted = super::task(PLANT, "wanted", 120);
		let ratings: Vec<_> = (0..11).map(|task| (TaskId(task), 5, 5)).collect();
		offer(PLANT, &[0, 1, 2, 3], 120);
		rate(PLANT, &[0], &ratings);
		let rules = JobRules { most_tasks: 8, ..Default::default() };
		assert_ok!(Labour::set_rules(by(0), PLANT, rules));
		let five = |from: u8| (from..from + 5).map(|task| (task, 12)).collect::<Vec<_>>();
		let (first, second) = (complex(0, &five(0)), complex(1, &five(5)));
		adopt(FAIR, division(&[first, second, complex(2, &[(10, 120)])]));
		two_epochs_later(7);
		assert_ok!(Labour::draw_lots(by(9), PLANT));
		assert_ok!(rank(0, &[2]));
		assert_ok!(rank(1, &[2]));
		for _ in 0..12 {
			next_round();
			tick();
		}
		let weights = weights(PLANT);
		let weighted: Vec<u32> = weights.iter().map(|row| row.3).collect();
		assert_eq!(weighted.iter().sum::<u32>(), 240);
		let (shunned, wanted) = (&weights[..10], weights[wanted.0 as usize]);
		assert!(shunned.iter().all(|row| row.2 == Raw::MOST.0));
		assert_eq!(wanted.2, Raw::LEAST.0);
		// 240 minutes at 2 to 0.5: 19.2 and 48.
		assert!(weighted[..10].iter().all(|minutes| (19..=20).contains(minutes)));
		assert_eq!(wanted.3, 48);
	});
}

#[test]
fn a_pool_that_is_too_small_is_told() {
	new_test_ext().execute_with(|| {
		adopted();
		Pooled::<Test>::kill();
		Labour::forget_weights(PLANT);
		assert_eq!(last_event(), Event::Unexpected(crate::Surprise::SumTooSmall));
	});
}

#[test]
fn the_runtime_keeps_the_bounds() {
	new_test_ext().execute_with(Labour::check_integrity);
}
