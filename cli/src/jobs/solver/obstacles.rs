//! What makes every division of a problem impossible.

use super::Problem;
use std::collections::VecDeque;

/// A reason, with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
	/// Tasks take more minutes of a class than those offer who can do them.
	Hours {
		/// The class of hours.
		class: u8,
		/// What these tasks require: those of any of these qualifications, and where there is a
		/// `None`, those that require nothing.
		requires: Vec<Option<u8>>,
		/// The minutes that they take.
		needed: u64,
		/// The minutes of all who can do one of them.
		offered: u64,
	},
	/// Nobody can do even the smallest useful block of a task.
	Nobody {
		/// The place of the task.
		task: usize,
		/// Workers who have what it requires.
		qualified: usize,
		/// The most minutes of its class that one of them offers.
		most: u16,
	},
	/// The tasks come in more portions than the complexes can hold.
	Portions {
		/// The fewest portions that there can be.
		needed: u64,
		/// The most that the complexes hold.
		room: u64,
	},
	/// So many complexes were asked for, and there are not enough workers or blocks for them.
	TooMany {
		/// Complexes asked for.
		asked: usize,
		/// The most that there can be.
		most: usize,
	},
	/// So few complexes were asked for, and no way was found to do the work with so few workers.
	TooFew {
		/// Complexes asked for.
		asked: usize,
		/// The fewest that were found to be enough.
		enough: usize,
	},
}

/// Everything that makes a division impossible whatever is searched; nothing where hours and
/// qualifications suffice. Smallest useful blocks can still stand in the way.
pub fn obstacles(problem: &Problem) -> Vec<Obstacle> {
	let everybody: Vec<usize> = (0..problem.workers.len()).collect();
	let mut found: Vec<Obstacle> = nobody(problem).collect();
	found.extend((0..4).filter_map(|class| too_few_hours(problem, &everybody, class)));
	if found.is_empty() {
		found.extend(too_many_portions(problem, &everybody));
	}
	found
}

/// The tasks of which nobody can do a block.
fn nobody(problem: &Problem) -> impl Iterator<Item = Obstacle> + '_ {
	(0..problem.tasks.len()).filter_map(|task| {
		let class = usize::from(problem.tasks[task].class);
		let able = (0..problem.workers.len()).filter(|it| problem.is_qualified(*it, task));
		let offers: Vec<u16> = able.map(|it| problem.workers[it].offered[class]).collect();
		let most = offers.iter().copied().max().unwrap_or_default();
		let block = problem.tasks[task].block.max(1);
		(most < block).then_some(Obstacle::Nobody { task, qualified: offers.len(), most })
	})
}

/// Whether these workers' hours of a class do not suffice, and for which tasks.
///
/// Minutes of tasks flow to workers who have what they require. By the theorem of Hall, what cannot
/// flow belongs to a set of requirements whose tasks take more than all who meet one of them offer:
/// those that are reached from where the flow is stuck.
pub fn too_few_hours(problem: &Problem, workers: &[usize], class: u8) -> Option<Obstacle> {
	let mut groups: Vec<(Option<u8>, u64)> = Vec::new();
	for terms in problem.tasks.iter().filter(|terms| terms.class == class) {
		match groups.iter_mut().find(|(requires, _)| *requires == terms.requires) {
			Some((_, minutes)) => *minutes += u64::from(terms.minutes),
			None => groups.push((terms.requires, terms.minutes.into())),
		}
	}
	groups.sort_unstable();
	let offered = |worker: usize| problem.workers[worker].offered[usize::from(class)];
	let mut flow = Flow {
		needed: groups.iter().map(|(_, minutes)| *minutes).collect(),
		free: workers.iter().map(|worker| offered(*worker).into()).collect(),
		sent: vec![vec![0; workers.len()]; groups.len()],
	};
	let able = |group: usize, place: usize| {
		groups[group].0.is_none_or(|it| problem.workers[workers[place]].has(it))
	};
	for group in 0..groups.len() {
		if let Err((stuck, reached)) = flow.fill(group, able) {
			let reached = reached.iter().enumerate().filter(|(_, reached)| **reached);
			return Some(Obstacle::Hours {
				class,
				requires: stuck.iter().map(|group| groups[*group].0).collect(),
				needed: stuck.iter().map(|group| groups[*group].1).sum(),
				offered: reached.map(|(place, _)| u64::from(offered(workers[place]))).sum(),
			});
		}
	}
	None
}

/// Minutes from requirements to workers.
struct Flow {
	needed: Vec<u64>,
	free: Vec<u64>,
	/// By requirement and worker.
	sent: Vec<Vec<u64>>,
}

impl Flow {
	/// Sends all that a requirement needs, path by path; or says which requirements and workers are
	/// reached where no path is left.
	fn fill(
		&mut self,
		group: usize,
		able: impl Fn(usize, usize) -> bool,
	) -> Result<(), (Vec<usize>, Vec<bool>)> {
		while self.needed[group] > 0 {
			let mut before: Vec<Option<usize>> = vec![None; self.free.len()];
			let mut from: Vec<Option<usize>> = vec![None; self.sent.len()];
			let mut order = vec![group];
			let mut queue = VecDeque::from([group]);
			let mut end = None;
			while let (Some(at), None) = (queue.pop_front(), end) {
				for worker in (0..self.free.len()).filter(|worker| able(at, *worker)) {
					if before[worker].is_some() {
						continue;
					}
					before[worker] = Some(at);
					if self.free[worker] > 0 {
						end = Some(worker);
						break;
					}
					for (other, sent) in self.sent.iter().enumerate() {
						let new = other != group && from[other].is_none();
						if new && sent[worker] > 0 {
							from[other] = Some(worker);
							order.push(other);
							queue.push_back(other);
						}
					}
				}
			}
			let Some(end) = end else {
				order.sort_unstable();
				return Err((order, before.iter().map(Option::is_some).collect()));
			};
			self.send(group, end, &before, &from);
		}
		Ok(())
	}

	/// Sends along the path that ends at a worker as much as it carries.
	fn send(&mut self, group: usize, end: usize, before: &[Option<usize>], from: &[Option<usize>]) {
		let mut path = Vec::new();
		let mut worker = end;
		while let Some(at) = before[worker] {
			path.push((at, worker));
			match from[at].filter(|_| at != group) {
				Some(previous) => worker = previous,
				None => break,
			}
		}
		let mut most = self.needed[group].min(self.free[end]);
		for pair in path.windows(2) {
			// The earlier requirement takes over what the later one sends to this worker.
			most = most.min(self.sent[pair[0].0][pair[1].1]);
		}
		for (at, worker) in &path {
			self.sent[*at][*worker] += most;
		}
		for pair in path.windows(2) {
			self.sent[pair[0].0][pair[1].1] -= most;
		}
		self.needed[group] -= most;
		self.free[end] -= most;
	}
}

/// Whether the tasks come in more portions than complexes of these workers can hold.
pub fn too_many_portions(problem: &Problem, workers: &[usize]) -> Option<Obstacle> {
	let needed: u64 = (0..problem.tasks.len())
		.map(|task| {
			let terms = &problem.tasks[task];
			let able = workers.iter().filter(|worker| problem.can_take(**worker, task));
			let offered = able.map(|it| problem.workers[*it].offered[usize::from(terms.class)]);
			let most = u32::from(offered.max().unwrap_or(1).max(1));
			u64::from(terms.minutes.div_ceil(most))
		})
		.sum();
	let room = workers.len() as u64 * u64::from(problem.most_tasks);
	(needed > room).then_some(Obstacle::Portions { needed, room })
}
