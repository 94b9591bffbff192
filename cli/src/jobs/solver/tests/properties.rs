//! What holds for every problem.

use super::*;
use proptest::prelude::*;

fn problems() -> impl Strategy<Value = Problem> {
	let requires = prop_oneof![3 => Just(None), 1 => (0u8..2).prop_map(Some)];
	let task = (30u32..600, 1u16..90, 0u8..3, requires, 0u32..=20, 0u32..=20).prop_map(
		|(minutes, block, class, requires, one, other)| TaskTerms {
			class,
			requires,
			block: block.min(minutes as u16),
			..task(minutes, block, Both::new(Points(one * 500_000), Points(other * 500_000)))
		},
	);
	let worker = (0u16..900, 0u16..900, 0u16..900, 0u32..4)
		.prop_map(|(a, b, c, qualifications)| Worker { qualifications, ..worker([a, b, c, 0]) });
	let tasks = prop::collection::vec(task, 1..9);
	let workers = prop::collection::vec(worker, 1..9);
	(tasks, workers, 1u8..=6).prop_map(|(tasks, workers, most)| problem(tasks, workers, most))
}

fn little() -> Settings {
	Settings { steps: 12_000, ..quick() }
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	#[test]
	fn what_is_found_verifies_and_is_no_worse_than_the_start(problem in problems()) {
		let answer = solve(&problem, &little(), |_| ());
		if let Outcome::Found(solution) = answer.outcome {
			let verified = problem.verify(&solution.division);
			prop_assert_eq!(verified.as_ref(), Ok(&solution.verified));
			// Work for everybody comes before quality.
			let workers = choose::workers(&problem, None).unwrap();
			let start = start::start(&problem, &workers).standing(&problem);
			let left_out = workers.len() - solution.division.len();
			prop_assert!((0, left_out, solution.verified.quality) <= start);
			prop_assert_eq!(solution.start, start.2);
			prop_assert!(solution.verified.quality.worst >= answer.bound);
		}
	}

	#[test]
	fn the_same_seed_finds_the_same(problem in problems(), seed in any::<u64>()) {
		let settings = Settings { seed, ..little() };
		let once = solve(&problem, &settings, |_| ());
		let again = solve(&problem, &settings, |_| ());
		prop_assert_eq!(format!("{once:?}"), format!("{again:?}"));
	}

	// The bound is below every division, also one that nobody tried to balance.
	#[test]
	fn no_division_is_below_the_bound(problem in problems(), seed in any::<u64>()) {
		let settings = Settings { seed, steps: 0, ..quick() };
		if let Outcome::Found(solution) = solve(&problem, &settings, |_| ()).outcome {
			prop_assert!(solution.verified.quality.worst >= bound(&problem));
		}
	}

	// What is called impossible has no division that the search could have found.
	#[test]
	fn obstacles_are_true(problem in problems()) {
		let found = obstacles(&problem);
		if !found.is_empty() {
			let everybody: Vec<usize> = (0..problem.workers.len()).collect();
			let state = start::start(&problem, &everybody);
			prop_assert!(problem.verify(&state.division()).is_err(), "{:?}", found);
		}
	}

	#[test]
	fn minutes_neither_come_nor_go(problem in problems(), seed in any::<u64>()) {
		let workers: Vec<usize> = (0..problem.workers.len()).collect();
		let mut state = start::start(&problem, &workers);
		let mut stream = SplitMix64::new(seed);
		for _ in 0..300 {
			let Some(it) = state.random_move(&mut stream) else { continue };
			if state.is_possible(&it) {
				let goal = moves::Goal::WIDE;
				let before = state.cost_of_all(&goal);
				let change = state.change(&goal, &it);
				state.apply(&it);
				let off = state.cost_of_all(&goal) - before - change;
				prop_assert!(off.abs() < 1e-6 * before.max(1.0), "{it:?}: {off}");
			}
		}
		for task in 0..problem.tasks.len() {
			let all = 0..=state.pool();
			let minutes: u32 = all.map(|complex| state.minutes(complex, task)).sum();
			prop_assert_eq!(minutes, problem.tasks[task].minutes);
		}
		for (complex, bundle) in state.division().iter().enumerate() {
			let worker = &problem.workers[bundle.worker];
			let able = parecon_jobs_engine::able(worker, &problem.tasks, &bundle.portions);
			prop_assert!(able, "{complex}: {bundle:?}");
			prop_assert!(bundle.portions.len() <= problem.most_tasks.into());
			for portion in &bundle.portions {
				prop_assert!(portion.minutes >= problem.tasks[usize::from(portion.task)].block);
			}
		}
	}
}
