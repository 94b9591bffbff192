//! What stands in the way of a division, or is wrong with one.

use crate::jobs::{
	solver::{Obstacle, Problem},
	terms::Terms,
	units::class_name,
};
use parecon_jobs_engine::{Fault, TaskTerms};

/// What stands in the way of every division.
pub fn obstacle(terms: &Terms, obstacle: &Obstacle) -> String {
	let Problem { tasks, .. } = &terms.problem;
	match obstacle {
		Obstacle::Hours { class, requires, needed, offered } => {
			let which = required(requires);
			let class = class_name(*class);
			format!(
				"hours of the class {class} do not suffice: {which} take {needed} minutes, and those \
				 who can do them offer {offered}"
			)
		},
		Obstacle::Nobody { task, qualified, most } => {
			let TaskTerms { task: id, class, block, requires, .. } = tasks[*task];
			let (name, class) = (&terms.names[*task], class_name(class));
			match (requires, qualified) {
				(Some(requires), 0) => format!(
					"nobody can do task {id} ({name}): no worker has qualification {requires}"
				),
				_ => format!(
					"nobody can do task {id} ({name}): its smallest block takes {block} minutes of \
					 the class {class}, and of the {qualified} who are qualified none offers more \
					 than {most}"
				),
			}
		},
		Obstacle::Portions { needed, room } => format!(
			"there are more tasks than portions: they come in at least {needed}, and complexes have \
			 room for {room}"
		),
		Obstacle::TooMany { asked, most } => format!(
			"there cannot be {asked} complexes: workers and smallest blocks suffice for {most}"
		),
		Obstacle::TooFew { asked, enough } => {
			format!("no {asked} workers were found who can do the work; {enough} can")
		},
	}
}

/// Tasks by what they require.
fn required(requires: &[Option<u8>]) -> String {
	let named: Vec<String> = requires.iter().flatten().map(u8::to_string).collect();
	match (requires.contains(&None), named.is_empty()) {
		(true, true) => "tasks that require no qualification".into(),
		(true, false) => {
			format!("tasks that require nothing or qualification {}", named.join(" or "))
		},
		(false, _) => format!("tasks that require qualification {}", named.join(" or ")),
	}
}

/// The tasks of which minutes were left over.
pub fn left_over(terms: &Terms, left: &[(usize, u32)]) -> String {
	let one = |(task, minutes): &(usize, u32)| {
		let id = terms.problem.tasks[*task].task;
		format!("  {minutes} minutes of task {id} ({})\n", terms.names[*task])
	};
	let lines: String = left.iter().map(one).collect();
	format!(
		"no division was found: hours and qualifications suffice, but blocks and the most tasks of a \
		 complex left over\n{lines}"
	)
}

/// What is wrong with a division.
pub fn fault(terms: &Terms, fault: Fault) -> String {
	let task = |place: u8| {
		let place = usize::from(place);
		let id = terms.problem.tasks.get(place).map_or(0, |terms| terms.task.0);
		let name = terms.names.get(place).map_or("unknown", String::as_str);
		format!("task {id} ({name})")
	};
	match fault {
		Fault::NoComplexes => "it has no complexes".into(),
		Fault::Empty { complex } => format!("complex {complex} has no work"),
		Fault::TooManyTasks { complex } => {
			format!("complex {complex} has more than {} tasks", terms.problem.most_tasks)
		},
		Fault::UnknownWorker { complex } => {
			format!("complex {complex} fits a member who offers no hours")
		},
		Fault::WorkerTwice { complex } => {
			format!("complex {complex} fits a member whom another one fits already")
		},
		Fault::UnknownTask { complex, task } => {
			format!("complex {complex} has a task in place {task}, and there is none")
		},
		Fault::NoMinutes { complex, task: it } => {
			format!("complex {complex} has no minutes of {}", task(it))
		},
		Fault::TaskTwice { complex, task: it } => {
			format!("complex {complex} has {} twice", task(it))
		},
		Fault::BelowBlock { complex, task: it } => {
			format!("complex {complex} has less than the smallest useful block of {}", task(it))
		},
		Fault::NotQualified { complex, task: it } => {
			format!("the member whom complex {complex} fits is not qualified for {}", task(it))
		},
		Fault::ClassExceeded { complex, class } => format!(
			"complex {complex} has more minutes of the class {} than the member offers whom it fits",
			class_name(class)
		),
		Fault::Uncovered { task: it } => format!("minutes of {} are left over", task(it)),
		Fault::OverCovered { task: it } => {
			format!("there are more minutes of {} than the task has", task(it))
		},
	}
}
