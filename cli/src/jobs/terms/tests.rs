//! Terms in files.

use super::*;

const BAKERY: &str = r#"{
	"mostTasks": 2, "tolerance": 0.5,
	"tasks": [
		{ "id": 7, "name": "baking", "minutes": 120, "block": 60, "class": "night",
		  "score": { "empowerment": 8.25, "desirability": 4 } },
		{ "id": 9, "minutes": 30, "block": 60, "class": "day", "directs": true, "requires": 3,
		  "ratings": [[2, 6], [9, 9], [1, 8], [3, 7]] }
	],
	"workers": [{ "member": 4, "offered": { "night": 120, "day": 60 }, "qualifications": [3, 31] }]
}"#;

fn read(text: &str) -> std::result::Result<Terms, String> {
	let raw: RawTerms = serde_json::from_str(text).map_err(|error| error.to_string())?;
	from_raw(raw)
}

#[test]
fn terms_are_read() {
	let terms = read(BAKERY).unwrap();
	assert_eq!(terms.names, ["baking", "task 9"]);
	let Problem { tasks, workers, most_tasks, tolerance, mean } = &terms.problem;
	assert_eq!((*most_tasks, *tolerance), (2, Points(500_000)));
	assert_eq!(tasks[0].score, Both::new(Points(8_250_000), Points(4_000_000)));
	assert_eq!((tasks[0].class, tasks[0].block), (2, 60));
	// Lower medians of 1 2 3 9 and 6 7 8 9; the block is no larger than the task.
	assert_eq!(tasks[1].score, Both::new(Points::of(2), Points::of(7)));
	assert_eq!((tasks[1].directs, tasks[1].requires, tasks[1].block), (true, Some(3), 30));
	assert_eq!(
		(workers[0].offered, workers[0].qualifications),
		([60, 0, 120, 0], 1 << 3 | 1 << 31)
	);
	assert_eq!(*mean, Both::new(Points(7_000_000), Points(4_600_000)));
}

#[test]
fn terms_come_back() {
	let mut terms = read(BAKERY).unwrap();
	(terms.council, terms.window) = (Some(3), Some(0));
	let text = serde_json::to_string(&to_raw(&terms)).unwrap();
	assert_eq!(read(&text).unwrap(), terms);
}

#[test]
fn what_cannot_be_is_refused_by_its_place() {
	for (from, to, what) in [
		("\"id\": 9", "\"id\": 7", "tasks[1]: there is a task 7 already"),
		(
			"\"minutes\": 30",
			"\"minutes\": 0",
			"tasks[1] (id 9): minutes: has to be 1 to 1000000, found 0",
		),
		("\"class\": \"night\"", "\"class\": \"noon\"", "no class of hours"),
		("[9, 9]", "[9, 11]", "tasks[1] (id 9): ratings: each is two whole numbers from 0 to 10"),
		("\"ratings\": [[2, 6], [9, 9], [1, 8], [3, 7]]", "\"directs\": true", "duplicate field"),
		("\"requires\": 3", "\"requires\": 32", "requires: qualifications are 0 to 31"),
		("[3, 31]", "[32]", "workers[0] (member 4): qualifications: they are 0 to 31"),
		("\"mostTasks\": 2", "\"mostTasks\": 9", "mostTasks: has to be 1 to 8, found 9"),
		("8.25", "10.25", "not a number of points"),
		("\"member\"", "\"person\"", "unknown field"),
	] {
		let error = read(&BAKERY.replace(from, to)).unwrap_err();
		assert!(error.contains(what), "{to}: {error}");
	}
	assert!(read(&BAKERY.replace("\"tasks\": [", "\"tasks\": [{}, ")).is_err());
}
