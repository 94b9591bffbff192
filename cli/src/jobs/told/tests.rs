//! What is told, in examples.

use super::*;
use crate::jobs::{
	answers::Workplace,
	solver::{solve, Outcome, Settings},
	terms::{self, Terms},
	workplace as read,
};
use parecon_jobs_engine::Fault;
use parecon_primitives::{CouncilId, TaskId};
use serde_json::json;
use std::collections::BTreeMap;

fn bakery(tolerance: &str, hours: u16) -> Terms {
	let text = json!({
		"council": 3, "window": 0, "mostTasks": 2,
		"tolerance": tolerance.parse::<serde_json::Number>().unwrap(),
		"tasks": [
			{ "id": 7, "name": "baking", "minutes": 600, "block": 60, "class": "night",
			  "score": { "empowerment": 8, "desirability": 5 } },
			{ "id": 9, "name": "cleaning", "minutes": 600, "block": 60, "class": "day",
			  "score": { "empowerment": 2, "desirability": 5 } },
		],
		"workers": [
			{ "member": 4, "offered": { "night": 600 } },
			{ "member": 5, "offered": { "day": hours } },
		],
	});
	let name = format!("parecon-told-{}-{tolerance}-{hours}.json", std::process::id());
	let file = std::env::temp_dir().join(name);
	std::fs::write(&file, text.to_string()).unwrap();
	let found = terms::read(&file).unwrap();
	std::fs::remove_file(&file).unwrap();
	found
}

fn quick() -> Settings {
	Settings { steps: 5_000, ..Settings::of_seconds(60) }
}

#[test]
fn what_cannot_be_within_the_tolerance_is_told_with_the_bound() {
	let bakery = bakery("1.0", 600);
	let found = solve(&bakery.problem, &quick(), |_| ());
	let Outcome::Found(solution) = &found.outcome else { panic!() };
	let text = quality(&bakery, solution, found.bound);
	assert!(text.contains("worst deviation 3.0, tolerance 1.0: 0 of 2"), "{text}");
	assert!(text.contains("no division can lie within the tolerance"), "{text}");
	let json = answer(&bakery, &found);
	assert_eq!((&json["found"], &json["withinTolerance"]), (&json!(true), &json!(false)));
	assert_eq!(json["withinTolerancePossible"], json!(false));
	assert_eq!(json["division"]["complexes"][1]["member"], json!(5));
	let rows = complexes(&bakery, solution).fitted(80);
	assert!(rows.contains("baking 600") && rows.contains("3.000"), "{rows}");
	assert!(terms(&bakery).starts_with("council 3, window 0: 2 tasks of 1200 minutes a period"));
}

#[test]
fn missing_hours_are_told_with_their_numbers() {
	let bakery = bakery("1.0", 500);
	let found = solve(&bakery.problem, &quick(), |_| ());
	let Outcome::Impossible(obstacles) = &found.outcome else { panic!() };
	assert_eq!(
		obstacle(&bakery, &obstacles[0]),
		"hours of the class day do not suffice: tasks that require no qualification take 600 \
		 minutes, and those who can do them offer 500"
	);
	let json = answer(&bakery, &found);
	assert_eq!((&json["possible"], &json["found"]), (&json!(false), &json!(false)));
	assert_eq!(json["obstacles"].as_array().unwrap().len(), 1);
	let left = left_over(&bakery, &[(1, 30)]);
	assert!(left.contains("30 minutes of task 9 (cleaning)"), "{left}");
}

#[test]
fn faults_name_the_task() {
	let bakery = bakery("1.0", 600);
	let told = |it| fault(&bakery, it);
	assert_eq!(told(Fault::Uncovered { task: 1 }), "minutes of task 9 (cleaning) are left over");
	let class = told(Fault::ClassExceeded { complex: 1, class: 2 });
	assert!(class.contains("complex 1") && class.contains("night"), "{class}");
	assert!(told(Fault::UnknownTask { complex: 0, task: 8 }).contains("place 8"));
}

/// What the view answers, as the client shows it.
fn answered() -> serde_json::Value {
	let mean = json!({ "empowerment": 5_000_000, "desirability": 5_000_000 });
	let terms = json!({
		"number": 0, "epoch": 3, "mean": mean,
		"rules": { "mode": "Binding", "tolerance": 1_000_000, "most_tasks": 6, "precedence": 3 },
		"tasks": [{ "task": 7, "minutes": 600, "block": 60, "class": 2, "directs": false,
			"requires": null, "score": mean }],
		"workers": [{ "member": 4, "offered": [0, 0, 600, 0], "qualifications": 0 }],
	});
	json!({
		"workplace": { "tasks": [7], "minutes": 600, "rules": terms["rules"], "reported": null,
			"inside": { "minutes": 600, "empowerment": 3_000, "desirability": 3_000 } },
		"inside": mean, "outside": null, "community": mean, "community_outside": null,
		"window": { "closes": 40, "expires": 90, "terms": terms },
		"best": { "quality": { "worst": 0, "squares": 0 }, "hash": "0x00", "by": 4 },
		"division": { "period": 2, "terms": terms, "indices": [mean], "lots": "0x00", "round": 1,
			"complexes": [{ "fits": 0, "portions": [{ "task": 0, "minutes": 600 }] }],
			"quality": { "worst": 0, "squares": 0 }, "allotted": 3 },
		"jobs": [{ "holder": 4, "since": 3, "substitute": [5, 3], "asked": 1 }],
		"ledger": { "period": 3, "scale": "Empowerment", "own": 5_500_000, "owed": 60 },
		"reports": [],
	})
}

#[test]
fn what_the_chain_answers_is_read_and_told() {
	let found: Workplace = serde_json::from_value(answered()).unwrap();
	let text = workplace(CouncilId(3), &found);
	assert!(text.contains("balance is binding: within 1.0 points"), "{text}");
	assert!(text.contains("5.000 / 5.000  (community 5.000 / 5.000)"), "{text}");
	assert!(text.contains("- / -"), "{text}");
	let division = found.division.unwrap();
	assert!(adopted(&division).contains("lots drawn, allotted in period 3"));
	let names = BTreeMap::from([(TaskId(7), "baking".to_owned())]);
	let rows = jobs(&division, &found.jobs, &names).fitted(120);
	assert!(
		rows.contains("member 4, for whom 5 stands in") && rows.contains("baking 600"),
		"{rows}"
	);
	assert_eq!(in_points(&found.ledger)["own"], json!("5.5"));
	assert_eq!(in_points(&found.ledger)["owed"], json!(60));
}

#[test]
fn the_terms_of_a_window_are_read() {
	let found: Workplace = serde_json::from_value(answered()).unwrap();
	let window = found.window.unwrap();
	let terms = read::terms(CouncilId(3), vec!["baking".into()], &window.terms);
	assert_eq!((terms.council, terms.window), (Some(3), Some(0)));
	assert_eq!(terms.problem.most_tasks, 6);
	assert_eq!(terms.problem.workers[0].offered, [0, 0, 600, 0]);
}

#[test]
fn tasks_are_rows() {
	let task = json!({
		"task": { "council": 3, "practised": true,
			"spec": { "name": "0x62616b696e67", "text": "0x00", "class": 2, "block": 60,
				"directs": true, "requires": 3 },
			"parts": [{ "minutes": 300 }, { "minutes": 300 }] },
		"score": { "empowerment": 8_250_000, "desirability": 4_000_000 },
		"outside": null,
		"weight": { "task": 7, "minutes": 600, "raw": 1_100_000, "weighted": 660 },
	});
	let found = BTreeMap::from([(TaskId(7), serde_json::from_value(task).unwrap())]);
	let rows = tasks(&found).fitted(100);
	for part in ["baking", "600", "night", "yes", "8.250", "4.000", "1.100"] {
		assert!(rows.contains(part), "{part} in {rows}");
	}
	assert!(rows.lines().all(|line| line.chars().count() <= 100), "{rows}");
}
