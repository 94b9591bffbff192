//! A division of labour: complexes of portions that cover every task, each fit for a worker.

use alloc::{vec, vec::Vec};

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use parecon_primitives::{MemberId, TaskId};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::{
	index::bundle,
	scale::{is_balanced, Both, Points},
};

/// What a division has to know of a task.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct TaskTerms {
	/// Which task it is.
	pub task: TaskId,
	/// Minutes per period that have to be done.
	pub minutes: u32,
	/// The least minutes that are of use in one complex.
	pub block: u16,
	/// When it is done: 0 by day, 1 in the evening, 2 at night, 3 at the weekend.
	pub class: u8,
	/// Whether who does it directs the work of others.
	pub directs: bool,
	/// The qualification that it requires.
	pub requires: Option<u8>,
	/// Its score: the index of its parts.
	pub score: Both<Points>,
}

/// What a division has to know of a member who shall do a complex.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Worker {
	/// Who it is.
	pub member: MemberId,
	/// Minutes per period that this member offers in each class of hours.
	pub offered: [u16; 4],
	/// The member's qualifications, one bit each.
	pub qualifications: u32,
}

impl Worker {
	/// Whether this member has a qualification: 0 to 31; nobody has any other.
	pub fn has(&self, qualification: u8) -> bool {
		let bit = 1u32.checked_shl(qualification.into()).unwrap_or_default();
		self.qualifications & bit != 0
	}
}

/// Some minutes of a task, as they stand in a complex.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Portion {
	/// The place of the task in the list of terms, from 0.
	pub task: u8,
	/// Minutes per period.
	pub minutes: u16,
}

/// How far from balanced a division is; less is better.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Quality {
	/// The largest deviation of a complex from the mean, on either scale. It decides first.
	pub worst: Points,
	/// The sum of all squared deviations, over complexes and scales, in squared micro-points.
	pub squares: u64,
}

impl Quality {
	/// Worse than any division is.
	pub const WORST: Self = Self { worst: Points(u32::MAX), squares: u64::MAX };
}

/// Why a division is none. Complexes, portions' tasks, classes and tasks are named by their places,
/// from 0; a place beyond 255 as 255.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Fault {
	/// There is no complex.
	#[codec(index = 0)]
	NoComplexes,
	/// A complex without a portion.
	#[codec(index = 1)]
	Empty {
		/// Which complex.
		complex: u8,
	},
	/// A complex of more portions than a complex may have.
	#[codec(index = 2)]
	TooManyTasks {
		/// Which complex.
		complex: u8,
	},
	/// A complex that fits a worker who is not in the list.
	#[codec(index = 3)]
	UnknownWorker {
		/// Which complex.
		complex: u8,
	},
	/// A complex that fits a worker whom another complex fits already.
	#[codec(index = 4)]
	WorkerTwice {
		/// Which complex; the later one.
		complex: u8,
	},
	/// A portion of a task that is not in the list.
	#[codec(index = 5)]
	UnknownTask {
		/// In which complex.
		complex: u8,
		/// The task that it names.
		task: u8,
	},
	/// A portion of no minutes.
	#[codec(index = 6)]
	NoMinutes {
		/// In which complex.
		complex: u8,
		/// Of which task.
		task: u8,
	},
	/// Two portions of one task in one complex.
	#[codec(index = 7)]
	TaskTwice {
		/// In which complex.
		complex: u8,
		/// Of which task.
		task: u8,
	},
	/// A portion below the task's smallest useful block.
	#[codec(index = 8)]
	BelowBlock {
		/// In which complex.
		complex: u8,
		/// Of which task.
		task: u8,
	},
	/// A task that requires a qualification which the worker lacks.
	#[codec(index = 9)]
	NotQualified {
		/// In which complex.
		complex: u8,
		/// Which task.
		task: u8,
	},
	/// More minutes in a class of hours than the worker offers, or a class that there is not.
	#[codec(index = 10)]
	ClassExceeded {
		/// In which complex.
		complex: u8,
		/// Which class.
		class: u8,
	},
	/// Minutes of a task that stand in no complex.
	#[codec(index = 11)]
	Uncovered {
		/// Which task.
		task: u8,
	},
	/// More minutes in complexes than the task has.
	#[codec(index = 12)]
	OverCovered {
		/// Which task.
		task: u8,
	},
}

/// A division without a fault.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Verified {
	/// How far from balanced it is.
	pub quality: Quality,
	/// The index of each complex, in their order.
	pub indices: Vec<Both<Points>>,
	/// The mean that they were measured against.
	pub mean: Both<Points>,
	/// How many complexes lie within the tolerance of it.
	pub balanced: u32,
}

impl Verified {
	fn count(&mut self, index: Both<Points>, tolerance: Points) {
		let apart = index.apart(self.mean);
		for deviation in [apart.empowerment, apart.desirability] {
			self.quality.worst = self.quality.worst.max(deviation);
			// Two times 2^8 squares below 2^47 on the scale.
			let square = u64::from(deviation.0).saturating_mul(deviation.0.into());
			self.quality.squares = self.quality.squares.saturating_add(square);
		}
		if is_balanced(index, self.mean, tolerance) {
			self.balanced = self.balanced.saturating_add(1);
		}
		self.indices.push(index);
	}
}

/// Checks a division of labour and measures its quality, in one pass over its portions: it takes
/// steps in proportion to portions, tasks and workers.
///
/// `complexes` yields, for each complex, the place in `workers` of the one whom it fits, and its
/// portions. Within a complex the order of checks is: [`Fault::Empty`], [`Fault::TooManyTasks`],
/// the worker, each portion by itself, then whether the worker can do them. What tasks are covered
/// is known only at the end. Workers can be left without a complex; tasks cannot.
///
/// Two tasks of 120 minutes score (8, 4) and (2, 6), so their mean is (5, 5). Two complexes of 60
/// minutes of each have the index (5, 5): quality 0. Two complexes of one whole task each deviate
/// by 3 points and 1 point: worst 3 points, squares 2 x (9 + 1) square points.
///
/// # Errors
/// The first [`Fault`] that is found.
pub fn verify<'a>(
	tasks: &[TaskTerms],
	workers: &[Worker],
	most_tasks: u8,
	tolerance: Points,
	mean: Both<Points>,
	complexes: impl Iterator<Item = (u8, &'a [Portion])>,
) -> Result<Verified, Fault> {
	let mut check = Check::new(tasks, workers, most_tasks);
	let mut verified = Verified { mean, ..Default::default() };
	for (worker, portions) in complexes {
		let index = check.complex(worker, portions)?;
		verified.count(index, tolerance);
	}
	if verified.indices.is_empty() {
		return Err(Fault::NoComplexes);
	}
	check.covered()?;
	Ok(verified)
}

/// Whether `worker` offers the minutes and has the qualifications for these portions. `false` where
/// one is of a task that is not in the list.
///
/// Who offers 300 minutes by day and none at night, and has no qualification, can do 300 minutes of
/// cleaning by day, but neither 301, nor one minute at night, nor one of a task that requires one.
pub fn able(worker: &Worker, tasks: &[TaskTerms], portions: &[Portion]) -> bool {
	check_able(0, worker, tasks, portions).is_ok()
}

/// The mean that complexes are measured against: the tasks' scores weighted by their minutes,
/// rounded down. `None` where there are no minutes.
///
/// 120 minutes at (8, 4) points and 60 at (2, 7) give (6, 5) points.
pub fn mean_of(tasks: &[TaskTerms]) -> Option<Both<Points>> {
	bundle(tasks.iter().map(|terms| (terms.minutes, terms.score)))
}

/// A division that is being checked.
struct Check<'t> {
	tasks: &'t [TaskTerms],
	workers: &'t [Worker],
	most_tasks: u8,
	/// How many complexes were checked.
	complexes: u32,
	/// By worker: whether a complex fits them already.
	named: Vec<bool>,
	/// By task: the minutes that are covered.
	minutes: Vec<u64>,
	/// By task: the number of the complex, from 1, where it stands last; 0 where it stands in none.
	stands: Vec<u32>,
}

impl<'t> Check<'t> {
	fn new(tasks: &'t [TaskTerms], workers: &'t [Worker], most_tasks: u8) -> Self {
		Self {
			tasks,
			workers,
			most_tasks,
			complexes: 0,
			named: vec![false; workers.len()],
			minutes: vec![0; tasks.len()],
			stands: vec![0; tasks.len()],
		}
	}

	fn complex(&mut self, worker: u8, portions: &[Portion]) -> Result<Both<Points>, Fault> {
		let complex = place(self.complexes);
		self.complexes = self.complexes.saturating_add(1);
		if portions.is_empty() {
			return Err(Fault::Empty { complex });
		}
		if portions.len() > self.most_tasks.into() {
			return Err(Fault::TooManyTasks { complex });
		}
		let fits = self.worker(complex, worker)?;
		for portion in portions {
			self.portion(complex, portion)?;
		}
		check_able(complex, fits, self.tasks, portions)?;
		let of = |portion: &Portion| {
			let terms = self.tasks.get(usize::from(portion.task))?;
			Some((u32::from(portion.minutes), terms.score))
		};
		// There are portions and each has minutes.
		bundle(portions.iter().filter_map(of)).ok_or(Fault::Empty { complex })
	}

	fn worker(&mut self, complex: u8, worker: u8) -> Result<&'t Worker, Fault> {
		let at = usize::from(worker);
		let unknown = Fault::UnknownWorker { complex };
		let fits = self.workers.get(at).ok_or(unknown)?;
		let named = self.named.get_mut(at).ok_or(unknown)?;
		if core::mem::replace(named, true) {
			return Err(Fault::WorkerTwice { complex });
		}
		Ok(fits)
	}

	fn portion(&mut self, complex: u8, portion: &Portion) -> Result<(), Fault> {
		let Portion { task, minutes } = *portion;
		let at = usize::from(task);
		let unknown = Fault::UnknownTask { complex, task };
		let terms = self.tasks.get(at).ok_or(unknown)?;
		let covered = self.minutes.get_mut(at).ok_or(unknown)?;
		let stands = self.stands.get_mut(at).ok_or(unknown)?;
		if minutes == 0 {
			return Err(Fault::NoMinutes { complex, task });
		}
		if core::mem::replace(stands, self.complexes) == self.complexes {
			return Err(Fault::TaskTwice { complex, task });
		}
		if minutes < terms.block {
			return Err(Fault::BelowBlock { complex, task });
		}
		*covered = covered.saturating_add(minutes.into());
		Ok(())
	}

	fn covered(&self) -> Result<(), Fault> {
		for (task, (terms, &covered)) in (0u32..).zip(self.tasks.iter().zip(&self.minutes)) {
			let task = place(task);
			match covered.cmp(&terms.minutes.into()) {
				core::cmp::Ordering::Less => return Err(Fault::Uncovered { task }),
				core::cmp::Ordering::Equal => {},
				core::cmp::Ordering::Greater => return Err(Fault::OverCovered { task }),
			}
		}
		Ok(())
	}
}

fn check_able(
	complex: u8,
	worker: &Worker,
	tasks: &[TaskTerms],
	portions: &[Portion],
) -> Result<(), Fault> {
	let mut left = worker.offered;
	for &Portion { task, minutes } in portions {
		let terms = tasks.get(usize::from(task)).ok_or(Fault::UnknownTask { complex, task })?;
		if terms.requires.is_some_and(|qualification| !worker.has(qualification)) {
			return Err(Fault::NotQualified { complex, task });
		}
		let exceeded = Fault::ClassExceeded { complex, class: terms.class };
		let offered = left.get_mut(usize::from(terms.class)).ok_or(exceeded)?;
		*offered = offered.checked_sub(minutes).ok_or(exceeded)?;
	}
	Ok(())
}

fn place(at: u32) -> u8 {
	u8::try_from(at).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;

	const HALF: Points = Points(500_000);

	fn points(empowerment: u8, desirability: u8) -> Both<Points> {
		Both::new(empowerment, desirability).map(Points::of)
	}

	fn terms(minutes: u32, score: Both<Points>) -> TaskTerms {
		TaskTerms { minutes, block: 30, score, ..Default::default() }
	}

	fn portion(task: u8, minutes: u16) -> Portion {
		Portion { task, minutes }
	}

	fn worker(day: u16) -> Worker {
		Worker { offered: [day, 0, 0, 0], ..Default::default() }
	}

	/// The example of [`verify`]: two tasks, two workers.
	fn two() -> ([TaskTerms; 2], [Worker; 2]) {
		([terms(120, points(8, 4)), terms(120, points(2, 6))], [worker(120); 2])
	}

	fn verified(complexes: &[(u8, &[Portion])]) -> Result<Verified, Fault> {
		let (tasks, workers) = two();
		let mean = mean_of(&tasks).unwrap();
		verify(&tasks, &workers, 2, HALF, mean, complexes.iter().copied())
	}

	const SHARED: &[Portion] =
		&[Portion { task: 0, minutes: 60 }, Portion { task: 1, minutes: 60 }];

	#[test]
	fn shared_tasks_are_balanced_and_whole_ones_are_not() {
		let shared = verified(&[(0, SHARED), (1, SHARED)]).unwrap();
		assert_eq!(shared.quality, Quality::default());
		assert_eq!(shared.indices, [points(5, 5); 2]);
		assert_eq!((shared.mean, shared.balanced), (points(5, 5), 2));

		let whole = verified(&[(1, &[portion(0, 120)]), (0, &[portion(1, 120)])]).unwrap();
		let squares = 20 * 1_000_000_000_000;
		assert_eq!(whole.quality, Quality { worst: Points::of(3), squares });
		assert_eq!(whole.indices, [points(8, 4), points(2, 6)]);
		assert_eq!((whole.mean, whole.balanced), (points(5, 5), 0));
		assert!(shared.quality < whole.quality && whole.quality < Quality::WORST);
	}

	#[test]
	fn the_worst_deviation_decides_before_the_squares() {
		let quality = |worst, squares| Quality { worst: Points(worst), squares };
		assert!(quality(1, 9) < quality(2, 0));
		assert!(quality(2, 0) < quality(2, 1));
	}

	#[test]
	fn the_mean_is_weighted_by_minutes() {
		let tasks = [terms(120, points(8, 4)), terms(60, points(2, 7))];
		assert_eq!(mean_of(&tasks), Some(points(6, 5)));
		assert_eq!(mean_of(&[]), None);
		assert_eq!(mean_of(&[terms(0, points(8, 4))]), None);
	}

	#[test]
	fn complexes_have_portions_and_not_too_many() {
		assert_eq!(verified(&[]), Err(Fault::NoComplexes));
		assert_eq!(verified(&[(0, SHARED), (1, &[])]), Err(Fault::Empty { complex: 1 }));
		let three = &[portion(0, 30), portion(1, 30), portion(0, 30)];
		assert_eq!(verified(&[(0, three)]), Err(Fault::TooManyTasks { complex: 0 }));
	}

	#[test]
	fn each_complex_fits_a_worker_of_its_own() {
		assert_eq!(verified(&[(2, SHARED)]), Err(Fault::UnknownWorker { complex: 0 }));
		assert_eq!(verified(&[(0, SHARED), (0, SHARED)]), Err(Fault::WorkerTwice { complex: 1 }));
	}

	#[test]
	fn portions_are_of_tasks_and_of_use() {
		let first = |portions: &[Portion]| verified(&[(0, portions)]);
		let (complex, task) = (0, 0);
		assert_eq!(first(&[portion(2, 60)]), Err(Fault::UnknownTask { complex, task: 2 }));
		assert_eq!(first(&[portion(0, 0)]), Err(Fault::NoMinutes { complex, task }));
		let twice = [portion(0, 30), portion(0, 30)];
		assert_eq!(first(&twice), Err(Fault::TaskTwice { complex, task }));
		assert_eq!(first(&[portion(0, 29)]), Err(Fault::BelowBlock { complex, task }));
	}

	#[test]
	fn tasks_are_covered_exactly() {
		assert_eq!(verified(&[(0, SHARED)]), Err(Fault::Uncovered { task: 0 }));
		let less = &[portion(0, 60), portion(1, 59)];
		assert_eq!(verified(&[(0, SHARED), (1, less)]), Err(Fault::Uncovered { task: 1 }));

		let (mut tasks, workers) = two();
		tasks[1].minutes = 119;
		let complexes = [(0, SHARED), (1, SHARED)].into_iter();
		let result = verify(&tasks, &workers, 2, HALF, points(5, 5), complexes);
		assert_eq!(result, Err(Fault::OverCovered { task: 1 }));
	}

	#[test]
	fn a_worker_can_do_what_was_offered_and_learnt() {
		let (mut tasks, mut workers) = two();
		let result = |tasks: &[TaskTerms], workers: &[Worker]| {
			let complexes = [(0, SHARED), (1, SHARED)].into_iter();
			verify(tasks, workers, 2, HALF, points(5, 5), complexes).map(|_| ())
		};
		workers[1].offered[0] = 119;
		assert_eq!(result(&tasks, &workers), Err(Fault::ClassExceeded { complex: 1, class: 0 }));
		tasks[1].class = 2;
		workers[1].offered[2] = 60;
		workers[0].offered[2] = 59;
		assert_eq!(result(&tasks, &workers), Err(Fault::ClassExceeded { complex: 0, class: 2 }));
		workers[0].offered[2] = 60;
		assert_eq!(result(&tasks, &workers), Ok(()));
		tasks[1].class = 4;
		assert_eq!(result(&tasks, &workers), Err(Fault::ClassExceeded { complex: 0, class: 4 }));
		tasks[1].class = 2;

		tasks[1].requires = Some(5);
		workers[0].qualifications = 1 << 5;
		assert_eq!(result(&tasks, &workers), Err(Fault::NotQualified { complex: 1, task: 1 }));
		workers[1].qualifications = u32::MAX;
		assert_eq!(result(&tasks, &workers), Ok(()));
	}

	#[test]
	fn able_is_who_verify_accepts() {
		let (mut tasks, _) = two();
		let ana = worker(120);
		assert!(able(&ana, &tasks, SHARED));
		assert!(able(&ana, &tasks, &[]));
		assert!(!able(&worker(119), &tasks, SHARED));
		assert!(!able(&ana, &tasks, &[portion(2, 1)]));
		tasks[0].requires = Some(0);
		assert!(!able(&ana, &tasks, SHARED));
		assert!(able(&Worker { qualifications: 1, ..ana }, &tasks, SHARED));
	}

	#[test]
	fn nobody_has_a_qualification_that_there_is_not() {
		let all = Worker { qualifications: u32::MAX, ..Default::default() };
		assert!(all.has(0) && all.has(31));
		assert!(!all.has(32) && !all.has(255));
		assert!(!Worker::default().has(0));
	}

	#[test]
	fn a_place_beyond_the_last_is_named_as_the_last() {
		let tasks = vec![terms(0, points(5, 5)); 300];
		let workers = vec![worker(0); 256];
		let mut tasks_but_one = tasks.clone();
		tasks_but_one[299].minutes = 1;
		tasks_but_one[0] = TaskTerms { minutes: 256, block: 0, ..tasks[0] };
		let workers: Vec<Worker> =
			workers.into_iter().map(|w| Worker { offered: [1; 4], ..w }).collect();
		let one = [portion(0, 1)];
		let all = (0..=255).map(|w| (w, &one[..]));
		let result = verify(&tasks_but_one, &workers, 2, HALF, points(5, 5), all.clone());
		assert_eq!(result, Err(Fault::Uncovered { task: 255 }));
		let again = all.chain([(7, &one[..])]);
		let result = verify(&tasks_but_one, &workers, 2, HALF, points(5, 5), again);
		assert_eq!(result, Err(Fault::WorkerTwice { complex: 255 }));
	}
}
