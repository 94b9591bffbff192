//! Problems small enough to be solved by hand.

use super::*;

fn quality(problem: &Problem) -> (u32, Quality) {
	let (bound, solution) = found(problem, &quick());
	(bound.0, solution.verified.quality)
}

#[test]
fn halves_are_balanced() {
	// Each does an hour of each.
	let tasks = vec![task(120, 60, points(8, 4)), task(120, 60, points(2, 6))];
	let problem = problem(tasks, vec![worker([120, 0, 0, 0]); 2], 2);
	assert_eq!(quality(&problem), (0, Quality::default()));
}

#[test]
fn what_cannot_be_split_cannot_be_balanced() {
	// The mean is (5, 5): whole tasks lie 3 points and 1 point off it.
	let quality_of = |block, most_tasks| {
		let tasks = vec![task(120, block, points(8, 4)), task(120, block, points(2, 6))];
		quality(&problem(tasks, vec![worker([240, 0, 0, 0]); 2], most_tasks))
	};
	let whole = Quality { worst: Points::of(3), squares: 20_000_000_000_000 };
	assert_eq!(quality_of(61, 2), (0, whole));
	assert_eq!(quality_of(1, 1), (0, whole));
	assert_eq!(quality_of(60, 2).1, Quality::default());
}

#[test]
fn thirds_are_balanced() {
	// Sixty minutes each: thirty of the good work and thirty of the bad.
	let tasks = vec![task(90, 30, points(9, 6)), task(90, 30, points(3, 6))];
	let problem = problem(tasks, vec![worker([60, 0, 0, 0]); 3], 2);
	let (bound, solution) = found(&problem, &quick());
	assert_eq!((bound, solution.verified.quality), (Points(0), Quality::default()));
	let minutes = solution.division.iter().flat_map(|it| &it.portions).map(|it| it.minutes);
	assert_eq!(minutes.collect::<Vec<_>>(), [30; 6]);
}

#[test]
fn hours_that_do_not_mix_set_a_bound() {
	// All good work is by day and all bad work at night, and nobody offers both: 3 points off.
	let night = TaskTerms { class: 2, ..task(600, 60, points(2, 5)) };
	let tasks = vec![task(600, 60, points(8, 5)), night];
	let day = vec![worker([300, 0, 0, 0]); 2];
	let workers = day.into_iter().chain(vec![worker([0, 0, 300, 0]); 2]).collect();
	let problem = problem(tasks, workers, 4);
	let (bound, solution) = found(&problem, &quick());
	assert!((2_999_000..=3_000_000).contains(&bound.0), "{bound:?}");
	assert_eq!(solution.verified.quality.worst, Points::of(3));
	assert_eq!(solution.verified.balanced, 0);
}

#[test]
fn those_with_mixed_hours_lower_the_bound() {
	// Who offers both could do all the night work: 300 minutes of it, and 300 by day.
	let night = TaskTerms { class: 2, ..task(300, 60, points(2, 5)) };
	let tasks = vec![task(600, 60, points(8, 5)), night];
	let problem = problem(tasks, vec![worker([300, 0, 0, 0]), worker([300, 0, 300, 0])], 4);
	// The mean is (6, 5). Who works by day alone is at (8, 5), so 2 points off.
	let (bound, solution) = found(&problem, &quick());
	assert!((1_999_000..=2_000_000).contains(&bound.0), "{bound:?}");
	assert_eq!(solution.verified.quality.worst, Points::of(2));
}

#[test]
fn qualifications_are_respected() {
	let surgery = TaskTerms { requires: Some(3), ..task(240, 60, points(9, 9)) };
	let tasks = vec![surgery, task(240, 60, points(1, 1))];
	let surgeon = Worker { qualifications: 1 << 3, ..worker([240, 0, 0, 0]) };
	let problem = problem(tasks, vec![worker([240, 0, 0, 0]), surgeon], 4);
	let (bound, solution) = found(&problem, &quick());
	// The surgeon has no minute left for anything else.
	assert!((3_999_000..=4_000_000).contains(&bound.0), "{bound:?}");
	assert_eq!(solution.verified.quality.worst, Points::of(4));
}

#[test]
fn missing_hours_are_named() {
	let night = TaskTerms { class: 2, ..task(601, 60, points(2, 5)) };
	let problem = problem(vec![night], vec![worker([900, 0, 300, 0]); 2], 4);
	let hours = Obstacle::Hours { class: 2, requires: vec![None], needed: 601, offered: 600 };
	assert_eq!(obstacles(&problem), [hours]);
}

#[test]
fn missing_hours_of_the_qualified_are_named() {
	let of = |requires, minutes| TaskTerms { requires, ..task(minutes, 30, points(5, 5)) };
	let can = |qualifications| Worker { qualifications, ..worker([600, 0, 0, 0]) };
	// Together they offer enough, and so do those for each of the two alone.
	let tasks = vec![of(Some(1), 500), of(Some(2), 500), of(None, 300)];
	let problem = problem(tasks, vec![can(0b110), can(0b010), can(0b001)], 4);
	assert_eq!(obstacles(&problem), []);
	let mut scarce = problem.clone();
	scarce.workers[1].qualifications = 0;
	let hours =
		Obstacle::Hours { class: 0, requires: vec![Some(1), Some(2)], needed: 1_000, offered: 600 };
	assert_eq!(obstacles(&scarce), [hours]);
	scarce.workers[0].qualifications = 0b100;
	let answer = solve(&scarce, &quick(), |_| ());
	let nobody = Obstacle::Nobody { task: 0, qualified: 0, most: 0 };
	assert!(matches!(answer.outcome, Outcome::Impossible(found) if found[0] == nobody));
}

#[test]
fn blocks_that_nobody_can_do_are_named() {
	let tasks = vec![task(500, 400, points(5, 5))];
	let problem = problem(tasks, vec![worker([300, 0, 0, 0]); 2], 4);
	let nobody = Obstacle::Nobody { task: 0, qualified: 2, most: 300 };
	assert_eq!(obstacles(&problem), [nobody]);
}

#[test]
fn too_many_tasks_are_named() {
	let tasks = vec![task(60, 60, points(5, 5)); 5];
	let problem = problem(tasks, vec![worker([600, 0, 0, 0]); 2], 2);
	assert_eq!(obstacles(&problem), [Obstacle::Portions { needed: 5, room: 4 }]);
}

#[test]
fn blocks_that_do_not_fit_leave_minutes_over() {
	// Sixty minutes each, all needed: two portions of 45 do not fit anybody.
	let tasks = vec![task(90, 45, points(9, 6)), task(90, 45, points(3, 6))];
	let problem = problem(tasks, vec![worker([60, 0, 0, 0]); 3], 2);
	assert_eq!(obstacles(&problem), []);
	match solve(&problem, &quick(), |_| ()).outcome {
		Outcome::NotFound(left) => assert!(left.iter().any(|(_, minutes)| *minutes > 0)),
		other => panic!("{other:?}"),
	}
}

#[test]
fn as_many_complexes_as_wanted() {
	let tasks = vec![task(240, 60, points(8, 4)), task(240, 60, points(2, 6))];
	let problem = problem(tasks, vec![worker([240, 0, 0, 0]); 4], 2);
	let with = |complexes| solve(&problem, &Settings { complexes, ..quick() }, |_| ()).outcome;
	for (asked, made) in [(None, 4), (Some(3), 3), (Some(2), 2)] {
		let Outcome::Found(solution) = with(asked) else { panic!("{asked:?}") };
		assert_eq!(solution.division.len(), made);
	}
	let Outcome::Impossible(found) = with(Some(1)) else { panic!() };
	assert_eq!(found, [Obstacle::TooFew { asked: 1, enough: 2 }]);
	let Outcome::Impossible(found) = with(Some(5)) else { panic!() };
	assert_eq!(found, [Obstacle::TooMany { asked: 5, most: 4 }]);
}

#[test]
fn who_cannot_do_anything_gets_nothing() {
	let tasks = vec![task(120, 60, points(8, 4)), task(120, 60, points(2, 6))];
	let workers = vec![worker([120, 0, 0, 0]), worker([59, 0, 0, 0]), worker([120, 0, 500, 0])];
	let (_, solution) = found(&problem(tasks, workers, 2), &quick());
	let workers: Vec<usize> = solution.division.iter().map(|it| it.worker).collect();
	assert_eq!(workers, [0, 2]);
}
