//! [`verify`] against a slow implementation over fractions, written apart from it.

use std::collections::{BTreeMap, BTreeSet};

use parecon_jobs_engine::{
	able, mean_of, verify, Both, Fault, Points, Portion, Quality, TaskTerms, Worker,
};
use parecon_primitives::{MemberId, TaskId};
use proptest::{collection::vec, prelude::*, sample::Index};

#[derive(Clone, Debug)]
struct Division {
	tasks: Vec<TaskTerms>,
	workers: Vec<Worker>,
	most_tasks: u8,
	complexes: Vec<(u8, Vec<Portion>)>,
}

impl Division {
	fn verify(&self, tolerance: Points) -> Result<parecon_jobs_engine::Verified, Fault> {
		let mean = mean_of(&self.tasks).unwrap_or_default();
		let complexes = self.complexes.iter().map(|(fits, portions)| (*fits, &portions[..]));
		verify(&self.tasks, &self.workers, self.most_tasks, tolerance, mean, complexes)
	}

	/// Everything that is wrong with it, looked for one thing at a time.
	fn faults(&self) -> Vec<Fault> {
		let mut faults = Vec::new();
		if self.complexes.is_empty() {
			faults.push(Fault::NoComplexes);
		}
		let mut seen = BTreeSet::new();
		for (at, (fits, portions)) in self.complexes.iter().enumerate() {
			let complex = at as u8;
			if portions.is_empty() {
				faults.push(Fault::Empty { complex });
			}
			if portions.len() > usize::from(self.most_tasks) {
				faults.push(Fault::TooManyTasks { complex });
			}
			if usize::from(*fits) >= self.workers.len() {
				faults.push(Fault::UnknownWorker { complex });
			}
			if !seen.insert(*fits) {
				faults.push(Fault::WorkerTwice { complex });
			}
			faults.extend(self.faults_of_portions(complex, portions));
			if let Some(worker) = self.workers.get(usize::from(*fits)) {
				faults.extend(self.faults_of_worker(complex, worker, portions));
			}
		}
		faults.extend(self.faults_of_cover());
		faults
	}

	fn faults_of_portions(&self, complex: u8, portions: &[Portion]) -> Vec<Fault> {
		let mut faults = Vec::new();
		for &Portion { task, minutes } in portions {
			if usize::from(task) >= self.tasks.len() {
				faults.push(Fault::UnknownTask { complex, task });
				continue;
			}
			if minutes == 0 {
				faults.push(Fault::NoMinutes { complex, task });
			}
			if minutes < self.tasks[usize::from(task)].block {
				faults.push(Fault::BelowBlock { complex, task });
			}
			if portions.iter().filter(|portion| portion.task == task).count() > 1 {
				faults.push(Fault::TaskTwice { complex, task });
			}
		}
		faults
	}

	fn faults_of_worker(&self, complex: u8, worker: &Worker, portions: &[Portion]) -> Vec<Fault> {
		let mut faults = Vec::new();
		let mut asked: BTreeMap<u8, u32> = BTreeMap::new();
		for &Portion { task, minutes } in portions {
			let Some(terms) = self.tasks.get(usize::from(task)) else { continue };
			*asked.entry(terms.class).or_default() += u32::from(minutes);
			let lacks = |q: u8| q >= 32 || (worker.qualifications >> q).is_multiple_of(2);
			if terms.requires.is_some_and(lacks) {
				faults.push(Fault::NotQualified { complex, task });
			}
		}
		for (class, minutes) in asked {
			let offered = worker.offered.get(usize::from(class)).copied();
			if offered.is_none_or(|offered| minutes > u32::from(offered)) {
				faults.push(Fault::ClassExceeded { complex, class });
			}
		}
		faults
	}

	fn faults_of_cover(&self) -> Vec<Fault> {
		let mut faults = Vec::new();
		for (at, terms) in self.tasks.iter().enumerate() {
			let task = at as u8;
			let all = self.complexes.iter().flat_map(|(_, portions)| portions);
			let of_it = all.filter(|portion| portion.task == task);
			let covered: u32 = of_it.map(|portion| u32::from(portion.minutes)).sum();
			if covered < terms.minutes {
				faults.push(Fault::Uncovered { task });
			} else if covered > terms.minutes {
				faults.push(Fault::OverCovered { task });
			}
		}
		faults
	}

	/// Minutes times score and minutes of each complex: its index as a fraction.
	fn fractions(&self, of: fn(&Both<Points>) -> Points) -> Vec<(i128, i128)> {
		let fraction = |portions: &Vec<Portion>| {
			portions.iter().fold((0, 0), |(points, minutes), portion| {
				let score = of(&self.tasks[usize::from(portion.task)].score).0;
				let m = i128::from(portion.minutes);
				(points + m * i128::from(score), minutes + m)
			})
		};
		self.complexes.iter().map(|(_, portions)| fraction(portions)).collect()
	}
}

fn any_terms() -> impl Strategy<Value = TaskTerms> {
	(1..30u16, 0..4u8, any::<bool>(), prop::option::weighted(0.3, 0..32u8), points(), points())
		.prop_map(|(block, class, directs, requires, empowerment, desirability)| TaskTerms {
			task: TaskId(0),
			minutes: 0,
			block,
			class,
			directs,
			requires,
			score: Both { empowerment, desirability },
		})
}

fn points() -> impl Strategy<Value = Points> {
	(0..=Points::MAX.0).prop_map(Points)
}

/// A division without a fault: portions first, then the tasks and workers that they suit.
fn any_division() -> impl Strategy<Value = Division> {
	(1..8usize, 1..8usize).prop_flat_map(|(tasks, complexes)| {
		// Few portions are left out, for some of each complex must remain.
		let row = vec(prop_oneof![1 => Just(0u16), 2 => 30..300u16], tasks);
		(
			vec(any_terms(), tasks),
			vec((row, vec(0..50u16, 4), any::<u32>()), complexes),
			(0..tasks, 0..3usize, any::<Index>()),
		)
			.prop_map(|(tasks, rows, (filled, idle, rotate))| {
				build(tasks, rows, filled, idle, rotate)
			})
	})
}

fn build(
	mut tasks: Vec<TaskTerms>,
	rows: Vec<(Vec<u16>, Vec<u16>, u32)>,
	filled: usize,
	idle: usize,
	rotate: Index,
) -> Division {
	let count = rows.len() + idle;
	let mut workers = vec![Worker::default(); count];
	let shift = rotate.index(count);
	let mut complexes = Vec::new();
	for (at, (mut row, spare, qualifications)) in rows.into_iter().enumerate() {
		row[filled] = row[filled].max(30);
		let fits = (at + shift) % count;
		let worker = &mut workers[fits];
		worker.qualifications = qualifications;
		worker.offered.iter_mut().zip(spare).for_each(|(offered, spare)| *offered = spare);
		let mut portions = Vec::new();
		for (task, minutes) in row.into_iter().enumerate().filter(|(_, minutes)| *minutes > 0) {
			let terms = &mut tasks[task];
			terms.minutes += u32::from(minutes);
			worker.offered[usize::from(terms.class)] += minutes;
			worker.qualifications |= terms.requires.map_or(0, |q| 1 << q);
			portions.push(Portion { task: task as u8, minutes });
		}
		complexes.push((fits as u8, portions));
	}
	(0..).zip(&mut workers).for_each(|(id, worker)| worker.member = MemberId(id));
	(0..).zip(&mut tasks).for_each(|(id, terms)| terms.task = TaskId(id));
	let most_tasks = complexes.iter().map(|(_, portions)| portions.len()).max().unwrap_or(0);
	Division { tasks, workers, most_tasks: most_tasks as u8, complexes }
}

/// Something that may go wrong: what, where, and by how much.
type Slip = (u8, Index, Index, u8);

fn spoil(division: &mut Division, (what, one, other, by): &Slip) {
	let Division { tasks, workers, most_tasks, complexes } = division;
	if complexes.is_empty() {
		return;
	}
	let complex = one.index(complexes.len());
	let (task, worker) = (other.index(tasks.len()), other.index(workers.len()));
	let (fits, portions) = &mut complexes[complex];
	match what {
		0 => portions.clear(),
		1 => *most_tasks = most_tasks.saturating_sub(1),
		2 => *fits = workers.len() as u8 + by,
		3 => *fits = worker as u8,
		4 => portions.push(Portion { task: tasks.len() as u8, minutes: u16::from(*by) }),
		5 => portions.push(Portion { task: task as u8, minutes: u16::from(*by) }),
		6 => portions.iter_mut().for_each(|portion| {
			portion.minutes = portion.minutes.saturating_sub(u16::from(*by % 31))
		}),
		7 => tasks[task].block += u16::from(*by),
		8 => workers[worker].offered[usize::from(by % 4)] /= 2,
		9 => workers[worker].qualifications &= u32::from(*by),
		10 => tasks[task].requires = Some(*by),
		11 => tasks[task].minutes = tasks[task].minutes.saturating_sub(u32::from(*by)),
		12 => tasks[task].class = by % 6,
		13 => drop(complexes.remove(complex)),
		14 => complexes.clear(),
		_ => tasks[task].minutes += u32::from(*by),
	}
}

fn any_slip() -> impl Strategy<Value = Slip> {
	(0..16u8, any::<Index>(), any::<Index>(), any::<u8>())
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

	/// A division passes where the slow search finds no fault, and is refused for one that it
	/// finds.
	#[test]
	fn faults_are_those_of_the_slow_search(
		mut division in any_division(), slips in vec(any_slip(), 0..3),
	) {
		slips.iter().for_each(|slip| spoil(&mut division, slip));
		let faults = division.faults();
		match division.verify(Points::ONE) {
			Ok(_) => prop_assert_eq!(faults, vec![]),
			Err(fault) => prop_assert!(faults.contains(&fault), "{fault:?} is not in {faults:?}"),
		}
		for (at, (fits, portions)) in division.complexes.iter().enumerate() {
			let Some(worker) = division.workers.get(usize::from(*fits)) else { continue };
			let obstacles = division.faults_of_worker(at as u8, worker, portions);
			let known = portions.iter().all(|p| usize::from(p.task) < division.tasks.len());
			prop_assert_eq!(able(worker, &division.tasks, portions), known && obstacles.is_empty());
		}
	}

	/// Indices, quality and balance are those of the fractions.
	#[test]
	fn figures_are_those_of_the_fractions(
		division in any_division(), tolerance in 0..5_000_000u32,
	) {
		let verified = division.verify(Points(tolerance)).unwrap();
		let mean = mean_of(&division.tasks).unwrap();
		prop_assert_eq!(verified.mean, mean);
		let scales: [fn(&Both<Points>) -> Points; 2] =
			[|both| both.empowerment, |both| both.desirability];
		let mut deviations = vec![Vec::new(); division.complexes.len()];
		for of in scales {
			let fractions = division.fractions(of);
			// The mean of all work is that of the tasks: the fractions put together.
			let (points, minutes) =
				fractions.iter().fold((0, 0), |(p, m), fraction| (p + fraction.0, m + fraction.1));
			let mean = i128::from(of(&mean).0);
			prop_assert!(mean * minutes <= points && points < (mean + 1) * minutes);
			for (complex, (points, minutes)) in fractions.into_iter().enumerate() {
				let index = i128::from(of(&verified.indices[complex]).0);
				prop_assert!(index * minutes <= points && points < (index + 1) * minutes);
				deviations[complex].push((index - mean).unsigned_abs());
			}
		}
		let all = || deviations.iter().flatten();
		let worst = Points(*all().max().unwrap() as u32);
		let squares = all().map(|deviation| deviation * deviation).sum::<u128>() as u64;
		prop_assert_eq!(verified.quality, Quality { worst, squares });
		let within = |of: &&Vec<u128>| of.iter().all(|deviation| *deviation <= tolerance.into());
		prop_assert_eq!(verified.balanced as usize, deviations.iter().filter(within).count());
	}

	/// Neither the order of complexes, nor that of portions, nor who does what changes the quality.
	#[test]
	fn the_order_changes_nothing(division in any_division(), by in vec(any::<Index>(), 8)) {
		let before = division.verify(Points::ONE).unwrap();
		let mut shuffled = division.clone();
		for (i, index) in (1..shuffled.complexes.len()).rev().zip(by.iter().cycle()) {
			shuffled.complexes.swap(i, index.index(i + 1));
		}
		shuffled.complexes.iter_mut().for_each(|(_, portions)| portions.reverse());
		let after = shuffled.verify(Points::ONE).unwrap();
		prop_assert_eq!(before.quality, after.quality);
		prop_assert_eq!(before.balanced, after.balanced);
	}
}
