//! What is told of a search for a division.

use super::obstacles::obstacle;
use crate::{
	jobs::{
		division::{Division, Measured},
		solver::{Answer, Outcome, Problem, Solution},
		terms::Terms,
		units::{exact, shown, Decimal, Scores},
	},
	output::{Align, Table},
};
use parecon_jobs_engine::{Points, Quality, Verified};
use serde_json::{json, Value as Json};

/// What is to be divided, in a line.
pub fn terms(terms: &Terms) -> String {
	let Problem { tasks, workers, tolerance, mean, .. } = &terms.problem;
	let minutes: u64 = tasks.iter().map(|terms| u64::from(terms.minutes)).sum();
	let whose = match (terms.council, terms.window) {
		(Some(council), Some(window)) => format!("council {council}, window {window}: "),
		_ => String::new(),
	};
	format!(
		"{whose}{} tasks of {minutes} minutes a period, {} workers\n\
		 mean empowerment {}, mean desirability {}, tolerance {}\n",
		tasks.len(),
		workers.len(),
		shown(mean.empowerment),
		shown(mean.desirability),
		shown(*tolerance),
	)
}

/// The complexes of a division.
pub fn complexes(terms: &Terms, solution: &Solution) -> Table {
	let mut table = Table::new(&[
		("complex", Align::Right),
		("member", Align::Right),
		("minutes", Align::Right),
		("emp", Align::Right),
		("des", Align::Right),
		("off", Align::Right),
		("tasks", Align::Left),
	]);
	let Verified { indices, mean, .. } = &solution.verified;
	for (number, (bundle, index)) in solution.division.iter().zip(indices).enumerate() {
		let apart = index.apart(*mean);
		let minutes: u32 = bundle.portions.iter().map(|it| u32::from(it.minutes)).sum();
		let tasks = bundle.portions.iter().map(|portion| {
			format!("{} {}", terms.names[usize::from(portion.task)], portion.minutes)
		});
		table.row([
			number.to_string(),
			terms.problem.workers[bundle.worker].member.to_string(),
			minutes.to_string(),
			shown(index.empowerment),
			shown(index.desirability),
			shown(apart.empowerment.max(apart.desirability)),
			tasks.collect::<Vec<_>>().join(", "),
		]);
	}
	table
}

/// How near to balance a division is, and how near one could be.
pub fn quality(terms: &Terms, solution: &Solution, bound: Points) -> String {
	let tolerance = terms.problem.tolerance;
	let Verified { quality, balanced, indices, .. } = &solution.verified;
	let above = Points(quality.worst.0.saturating_sub(bound.0));
	let mut text = format!(
		"worst deviation {}, tolerance {}: {balanced} of {} complexes are balanced\n{}\n",
		exact(quality.worst),
		exact(tolerance),
		indices.len(),
		match bound {
			Points::ZERO => "hours and qualifications alone would allow exact balance".to_owned(),
			_ => format!(
				"no division has a worst deviation below {}; this one lies {} above that",
				exact(bound),
				exact(above)
			),
		},
	);
	if quality.worst > tolerance {
		text += &beyond(tolerance, bound);
	}
	let left_out = terms.problem.workers.len() - solution.division.len();
	if left_out > 0 {
		text += &format!("{left_out} workers have no complex\n");
	}
	if solution.cut_short {
		text += "the time was over before the search was: more --seconds may find a better one\n";
	}
	text
}

fn beyond(tolerance: Points, bound: Points) -> String {
	match bound > tolerance {
		true => format!(
			"no division can lie within the tolerance: the hours and qualifications on offer keep \
			 every one at least {} from the mean\n",
			shown(bound)
		),
		false => "a division within the tolerance was not found, and may exist\n".into(),
	}
}

/// An answer in JSON.
pub fn answer(terms: &Terms, answer: &Answer) -> Json {
	let tolerance = terms.problem.tolerance;
	let mut told = json!({
		"council": terms.council,
		"window": terms.window,
		"tolerance": Decimal(tolerance),
		"mean": Scores::from(terms.problem.mean),
		"bound": Decimal(answer.bound),
		"possible": !matches!(answer.outcome, Outcome::Impossible(_)),
		"withinTolerancePossible": answer.bound <= tolerance,
		"found": false,
		"withinTolerance": false,
	});
	match &answer.outcome {
		Outcome::Found(solution) => {
			let Solution { verified, start, steps, cut_short, .. } = &**solution;
			told["found"] = true.into();
			told["withinTolerance"] = (verified.quality.worst <= tolerance).into();
			told["balanced"] = verified.balanced.into();
			told["quality"] = json!(Measured::from(verified.quality));
			let above = verified.quality.worst.0.saturating_sub(answer.bound.0);
			told["aboveBound"] = json!(Decimal(Points(above)));
			// A start that left minutes over has no quality.
			told["start"] = json!((*start < Quality::WORST).then(|| Measured::from(*start)));
			told["steps"] = (*steps).into();
			told["cutShort"] = (*cut_short).into();
			told["division"] = json!(Division::of(terms, solution, answer.bound));
		},
		Outcome::Impossible(obstacles) => {
			let texts = obstacles.iter().map(|it| obstacle(terms, it));
			told["obstacles"] = texts.collect::<Vec<_>>().into();
		},
		Outcome::NotFound(left) => {
			let left = left.iter().map(
				|(task, minutes)| json!({ "task": terms.problem.tasks[*task].task, "minutes": minutes }),
			);
			told["left"] = left.collect::<Vec<_>>().into();
		},
	}
	told
}
