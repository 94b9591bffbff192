//! `parecon jobs balance` as a person runs it on a file: exit status, tables, files.

use serde_json::{json, Value};
use std::{
	path::PathBuf,
	process::{Command, Output},
};

fn balance(args: &[&str]) -> Output {
	let all = ["jobs", "balance"].iter().chain(args);
	Command::new(env!("CARGO_BIN_EXE_parecon")).args(all).output().unwrap()
}

/// A file of the test `name` that is gone when the test is over.
struct Scratch(PathBuf);

impl Scratch {
	fn new(name: &str) -> Self {
		Self(std::env::temp_dir().join(format!("parecon-jobs-{}-{name}", std::process::id())))
	}

	fn with(name: &str, text: &Value) -> Self {
		let file = Self::new(name);
		std::fs::write(&file.0, text.to_string()).unwrap();
		file
	}

	fn path(&self) -> &str {
		self.0.to_str().unwrap()
	}
}

impl Drop for Scratch {
	fn drop(&mut self) {
		let _ = std::fs::remove_file(&self.0);
	}
}

/// Four people, five tasks, two classes of hours; night work is bad work, and is shared by all who
/// offer nights.
fn bakery() -> Value {
	let task = |id: u32, name: &str, minutes: u32, class: &str, score: (f64, f64)| {
		json!({ "id": id, "name": name, "minutes": minutes, "block": 60, "class": class,
			"score": { "empowerment": score.0, "desirability": score.1 } })
	};
	let worker = |member: u32, night: u32| json!({ "member": member, "offered": { "day": 1_800, "night": night } });
	json!({
		"council": 3, "window": 1, "mostTasks": 5, "tolerance": 0.25,
		"tasks": [
			task(0, "planning", 1_200, "day", (9.0, 7.0)),
			task(1, "baking", 2_000, "night", (5.0, 3.5)),
			task(2, "selling", 1_800, "day", (4.0, 6.0)),
			task(3, "cleaning", 900, "day", (1.0, 1.0)),
			task(4, "teaching", 600, "day", (8.0, 8.0)),
		],
		"workers": [worker(1, 700), worker(2, 700), worker(3, 700), worker(7, 700)],
	})
}

#[test]
fn a_division_is_found_told_and_written() {
	let (file, out) = (Scratch::with("bakery.json", &bakery()), Scratch::new("division.json"));
	let args = ["--file", file.path(), "--seconds", "2", "--out", out.path()];
	let output = balance(&args);
	let text = String::from_utf8(output.stdout).unwrap();
	assert_eq!(output.status.code(), Some(0), "{text}");
	for part in ["council 3, window 1: 5 tasks of 6500 minutes", "4 of 4 complexes are balanced"] {
		assert!(text.contains(part), "{part} in {text}");
	}
	assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
	let written: Value = serde_json::from_slice(&std::fs::read(&out.0).unwrap()).unwrap();
	assert_eq!((&written["council"], &written["window"]), (&json!(3), &json!(1)));
	let complexes = written["complexes"].as_array().unwrap();
	let members: Vec<u64> = complexes.iter().filter_map(|it| it["member"].as_u64()).collect();
	assert_eq!(members, [1, 2, 3, 7]);

	// The same again, in JSON.
	let output = balance(&[&args[..4], &["--json"]].concat());
	let report: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(report["withinTolerance"], true);
	assert_eq!(report["division"], written);
}

#[test]
fn what_cannot_be_is_a_failed_check() {
	let mut scarce = bakery();
	scarce["tasks"][1]["minutes"] = json!(2_801);
	let file = Scratch::with("scarce.json", &scarce);
	let output = balance(&["--file", file.path()]);
	let text = String::from_utf8(output.stdout).unwrap();
	assert_eq!(output.status.code(), Some(1), "{text}");
	assert!(text.contains("take 2801 minutes") && text.contains("offer 2800"), "{text}");

	// Only one may plan and teach, and has no time for much else.
	let mut skilled = bakery();
	for task in [0, 4] {
		skilled["tasks"][task]["requires"] = json!(2);
	}
	skilled["workers"][0]["qualifications"] = json!([2]);
	let file = Scratch::with("skilled.json", &skilled);
	let output = balance(&["--file", file.path(), "--seconds", "1", "--json"]);
	assert_eq!(output.status.code(), Some(1));
	let report: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(
		(&report["found"], &report["withinTolerancePossible"]),
		(&json!(true), &json!(false))
	);
	let output = balance(&["--file", file.path(), "--seconds", "1"]);
	let text = String::from_utf8(output.stdout).unwrap();
	assert!(text.contains("no division can lie within the tolerance"), "{text}");
}

#[test]
fn what_cannot_be_read_ends_with_status_two() {
	let mut odd = bakery();
	odd["tasks"][2]["class"] = json!("noon");
	let mut more = bakery();
	more["tasks"][2]["colour"] = json!("red");
	for (name, text, what) in [
		("odd.json", odd, "tasks[2] (id 2): \"noon\" is no class of hours"),
		("more.json", more, "field tasks[2]"),
	] {
		let file = Scratch::with(name, &text);
		let output = balance(&["--file", file.path()]);
		let error = String::from_utf8(output.stderr).unwrap();
		assert_eq!(output.status.code(), Some(2), "{error}");
		assert!(error.contains(what) && error.contains("\n  next: "), "{error}");
	}
	for args in [&[][..], &["--file", "/no/such.json"], &["--council", "1", "--file", "x"]] {
		assert_eq!(balance(args).status.code(), Some(2), "{args:?}");
	}
}
