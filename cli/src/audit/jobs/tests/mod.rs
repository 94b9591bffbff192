//! Records that are sound, and the same with one figure flipped.

mod calls;
mod counted;
mod divided;
mod records;
mod worked;

use super::{
	records::{Adopted, Complex, Line, Part, Rules, Spec, Task, Terms, Voice},
	sums::{score, Tasks},
	Kind, Wrong,
};
use parecon_jobs_engine::{mean_of, Both, Points, Portion, Sheet, TaskTerms, Worker};
use parecon_primitives::{CouncilId, MemberId, Period, TaskId};

const PLANT: CouncilId = CouncilId(3);

const CLEANING: TaskId = TaskId(4);

const PLANNING: TaskId = TaskId(7);

fn line(task: TaskId, empowerment: u8, desirability: u8) -> Line {
	Line { task, rating: Both::new(empowerment, desirability) }
}

fn both(empowerment: u8, desirability: u8) -> Both<Points> {
	Both::new(empowerment, desirability).map(Points::of)
}

fn part(minutes: u32, ratings: &[(u8, u8)], lineage: &[u32]) -> Part {
	let mut inside = Sheet::default();
	for (empowerment, desirability) in ratings {
		inside.add(&Both::new(*empowerment, *desirability)).unwrap();
	}
	let lineage = lineage.iter().copied().map(TaskId).collect();
	Part { minutes, inside, outside: Sheet::default(), lineage }
}

fn task(directs: bool, parts: Vec<Part>) -> Task {
	let spec = Spec {
		name: b"work".to_vec(),
		text: Default::default(),
		class: 0,
		block: 30,
		directs,
		requires: None,
	};
	Task { council: PLANT, spec, practised: false, parts }
}

/// Cleaning at (2, 6) and planning at (8, 4), 120 minutes each.
fn tasks() -> Tasks {
	let cleaning = task(false, vec![part(120, &[(2, 6), (2, 6), (3, 7)], &[])]);
	let planning = task(true, vec![part(120, &[(8, 4), (8, 4), (7, 5)], &[])]);
	[(CLEANING, cleaning), (PLANNING, planning)].into()
}

fn worker(member: u32) -> Worker {
	Worker { member: MemberId(member), offered: [120, 0, 0, 0], qualifications: 0 }
}

fn rules() -> Rules {
	Rules { tolerance: Points::ONE, most_tasks: 6, precedence: 3, ..Default::default() }
}

fn terms() -> Terms {
	let of = |(id, task): (&TaskId, &Task)| TaskTerms {
		task: *id,
		minutes: 120,
		block: 30,
		class: 0,
		directs: task.spec.directs,
		requires: None,
		score: score(task, Voice::Inside).unwrap(),
	};
	let tasks: Vec<TaskTerms> = tasks().iter().map(of).collect();
	Terms {
		number: 2,
		epoch: 5,
		rules: rules(),
		mean: mean_of(&tasks).unwrap(),
		tasks,
		workers: vec![worker(1), worker(2)],
	}
}

fn complex(fits: u8, portions: &[(u8, u16)]) -> Complex {
	let portion = |(task, minutes): &(u8, u16)| Portion { task: *task, minutes: *minutes };
	Complex { fits, portions: portions.iter().map(portion).collect() }
}

/// One cleans and one plans, mostly.
fn division() -> Vec<Complex> {
	vec![complex(0, &[(0, 90), (1, 30)]), complex(1, &[(0, 30), (1, 90)])]
}

fn adopted() -> Adopted {
	let verified = super::divisions::measured(&terms(), &division()).unwrap();
	Adopted {
		period: Period(4),
		terms: Terms { epoch: 6, ..terms() },
		complexes: division(),
		indices: verified.indices,
		quality: verified.quality,
		lots: Some(vec![1, 0]),
		round: 0,
		allotted: None,
	}
}

/// The only thing that is wrong.
fn only(wrongs: Vec<Wrong>, kind: Kind) -> Wrong {
	assert_eq!(wrongs.len(), 1, "{wrongs:?}");
	let wrong = wrongs.into_iter().next().unwrap();
	assert_eq!(wrong.kind, kind, "{wrong:?}");
	wrong
}
