//! A hundred members and sixty tasks.

use super::*;

/// Ratings over the whole scale, four classes of hours, four qualifications, blocks of one to four
/// hours; so many tenths of the hours offered are needed.
fn generated(seed: u64, tenths: u64) -> Problem {
	let mut stream = SplitMix64::new(seed);
	let workers: Vec<Worker> = (0..100).map(|_| generated_worker(&mut stream)).collect();
	let mut tasks: Vec<TaskTerms> = (0..60).map(|id| generated_task(&mut stream, id)).collect();
	for class in 0..4u8 {
		let able = |worker: &&Worker, requires: Option<u8>| {
			requires.is_none_or(|qualification| worker.has(qualification))
		};
		let offered = |requires: Option<u8>| -> u64 {
			let workers = workers.iter().filter(|worker| able(worker, requires));
			workers.map(|worker| u64::from(worker.offered[usize::from(class)])).sum()
		};
		let of_class = tasks.iter().filter(|terms| terms.class == class).count() as u64;
		for terms in tasks.iter_mut().filter(|terms| terms.class == class) {
			let least = u64::from(terms.block);
			let minutes = offered(None) * tenths / 10 / of_class;
			let most = offered(terms.requires) / 4;
			let spread = 70 + u64::from(stream.below(61));
			terms.minutes = (minutes.min(most) * spread / 100).max(least) as u32;
		}
	}
	problem(tasks, workers, 6)
}

fn generated_worker(stream: &mut SplitMix64) -> Worker {
	let mut offered = [0; 4];
	offered[0] = 30 * (20 + stream.below(140)) as u16;
	for minutes in &mut offered[1..] {
		if stream.below(2) == 0 {
			*minutes = 30 * (10 + stream.below(60)) as u16;
		}
	}
	let qualifications = (stream.next_bits() & stream.next_bits() & 0b1111) as u32;
	Worker { qualifications, ..worker(offered) }
}

fn generated_task(stream: &mut SplitMix64, id: u32) -> TaskTerms {
	// Every class has a task; three in five are by day.
	let class = match (id, stream.below(5)) {
		(0..4, _) => id as u8,
		(_, 0..3) => 0,
		_ => 1 + stream.below(3) as u8,
	};
	let score = |stream: &mut SplitMix64| Points(stream.below(21) * 500_000);
	TaskTerms {
		class,
		requires: (stream.below(5) == 0).then(|| stream.below(4) as u8),
		block: 60 * (1 + stream.below(4)) as u16,
		score: Both::new(score(stream), score(stream)),
		..Default::default()
	}
}

/// Half a point: five per cent of the scale.
const NEAR: u32 = 500_000;

#[test]
fn a_hundred_members_and_sixty_tasks() {
	for (seed, tenths) in [(1, 8), (2, 8), (3, 9)] {
		let problem = generated(seed, tenths);
		let begin = Instant::now();
		let (bound, solution) = found(&problem, &Settings::of_seconds(8));
		let took = begin.elapsed();
		let Verified { quality, balanced, .. } = solution.verified;
		println!(
			"seed {seed}: {} complexes, {balanced} balanced, bound {}, worst {} (start {}), {} steps \
			 in {took:?}",
			solution.division.len(),
			bound.0,
			quality.worst.0,
			solution.start.worst.0,
			solution.steps,
		);
		assert_eq!(solution.division.len(), 100);
		assert!(took < Duration::from_secs(10), "{took:?}");
		// Without optimisation the clock ends the search too early.
		if cfg!(not(debug_assertions)) {
			assert!(quality.worst.0 <= bound.0 + NEAR, "{quality:?} above {bound:?}");
		}
	}
}
