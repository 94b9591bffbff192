//! What the bound is about: complexes without a limit on tasks and without smallest useful blocks,
//! taken together for groups of workers.

use super::Problem;

/// Workers taken together.
#[derive(Clone, Debug)]
pub struct Group {
	/// Minutes that they offer, by class.
	pub hours: [u64; 4],
	/// The qualifications that one of them has.
	pub qualifications: u32,
}

/// Tasks that differ in nothing that matters here.
#[derive(Clone, Debug)]
pub struct Kind {
	/// The class of hours.
	pub class: usize,
	/// The qualification that they require.
	pub requires: Option<u8>,
	/// Their score less the mean on both scales, in micro-points.
	pub off: [i64; 2],
	/// Minutes.
	pub minutes: u64,
}

/// The programme's data.
#[derive(Clone, Debug)]
pub struct Relaxation {
	/// The groups.
	pub groups: Vec<Group>,
	/// The kinds of tasks.
	pub kinds: Vec<Kind>,
	/// Who may do what: group and kind.
	pub pairs: Vec<(usize, usize)>,
}

impl Relaxation {
	/// The relaxation of `problem`.
	pub fn new(problem: &Problem) -> Self {
		let kinds = kinds(problem);
		let groups = groups(problem, &kinds);
		let able = |group: &Group, kind: &Kind| {
			group.hours[kind.class] > 0
				&& kind.requires.is_none_or(|it| group.qualifications & bit(it) != 0)
		};
		let mut pairs = Vec::new();
		for (g, group) in groups.iter().enumerate() {
			for (k, _) in kinds.iter().enumerate().filter(|(_, kind)| able(group, kind)) {
				pairs.push((g, k));
			}
		}
		Self { groups, kinds, pairs }
	}

	/// The minutes that each group would work if every class of hours were shared out in proportion
	/// to what is offered.
	pub fn fair_shares(&self) -> Vec<f64> {
		let mut ratio = [0.0; 4];
		for (class, ratio) in ratio.iter_mut().enumerate() {
			let kinds = self.kinds.iter().filter(|kind| kind.class == class);
			let needed: u64 = kinds.map(|kind| kind.minutes).sum();
			let offered: u64 = self.groups.iter().map(|group| group.hours[class]).sum();
			*ratio = needed as f64 / offered.max(1) as f64;
		}
		let share = |group: &Group| {
			let minutes = group.hours.iter().zip(&ratio);
			minutes.map(|(minutes, ratio)| *minutes as f64 * ratio).sum::<f64>().max(1.0)
		};
		self.groups.iter().map(share).collect()
	}
}

/// The tasks by class, requirement and score.
fn kinds(problem: &Problem) -> Vec<Kind> {
	let mut kinds: Vec<Kind> = Vec::new();
	for terms in &problem.tasks {
		let (score, mean) = (terms.score, problem.mean);
		let off = [
			i64::from(score.empowerment.0) - i64::from(mean.empowerment.0),
			i64::from(score.desirability.0) - i64::from(mean.desirability.0),
		];
		let (class, requires) = (usize::from(terms.class), terms.requires);
		let alike =
			|kind: &&mut Kind| (kind.class, kind.requires, kind.off) == (class, requires, off);
		match kinds.iter_mut().find(alike) {
			Some(kind) => kind.minutes += u64::from(terms.minutes),
			None => kinds.push(Kind { class, requires, off, minutes: terms.minutes.into() }),
		}
	}
	kinds
}

/// The workers, together where they offer the classes in the same proportions and have the same
/// qualifications: whatever minutes such a group gets, its members can share in proportion.
fn groups(problem: &Problem, kinds: &[Kind]) -> Vec<Group> {
	let used = |class: usize| kinds.iter().any(|kind| kind.class == class);
	let required = kinds.iter().filter_map(|kind| kind.requires);
	let mask = required.fold(0, |mask, it| mask | bit(it));
	let mut groups: Vec<Group> = Vec::new();
	for worker in &problem.workers {
		let hours = [0, 1, 2, 3].map(|k| u64::from(worker.offered[k]) * u64::from(used(k)));
		let new = Group { hours, qualifications: worker.qualifications & mask };
		match groups.iter_mut().find(|group| group.is_like(&new)) {
			_ if hours == [0; 4] => {},
			Some(group) => {
				for (minutes, more) in group.hours.iter_mut().zip(hours) {
					*minutes += more;
				}
			},
			None => groups.push(new),
		}
	}
	groups
}

impl Group {
	fn is_like(&self, other: &Self) -> bool {
		let (one, two) = (self.hours.iter().sum::<u64>(), other.hours.iter().sum::<u64>());
		let mut classes = self.hours.iter().zip(&other.hours);
		self.qualifications == other.qualifications && classes.all(|(a, b)| a * two == b * one)
	}
}

/// The bit of a qualification.
fn bit(qualification: u8) -> u32 {
	1u32.checked_shl(qualification.into()).unwrap_or_default()
}
