//! The program as a person runs it: exit status, what goes where, and the fields of its reports.

use serde_json::Value;
use std::{
	path::PathBuf,
	process::{Command, Output},
};

fn parecon(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_parecon")).args(args).output().unwrap()
}

/// A file of the test `name` that is gone when the test is over.
struct Scratch(PathBuf);

impl Scratch {
	fn new(name: &str) -> Self {
		Self(std::env::temp_dir().join(format!("parecon-{}-{name}", std::process::id())))
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

fn economy(name: &str) -> Scratch {
	let file = Scratch::new(name);
	let output = parecon(&[
		"economy",
		"generate",
		"--seed",
		"3",
		"--workers",
		"12",
		"--consumers",
		"20",
		"--goods",
		"5",
		"--out",
		file.path(),
	]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	file
}

#[test]
fn simulate_reports_as_json() {
	let file = economy("json.json");
	let args =
		["simulate", file.path(), "--rule", "pequod", "--until", "0.2", "--json", "--history"];
	let output = parecon(&args);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	assert!(output.stderr.is_empty());
	let report: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(report["rule"], "pequod");
	assert_eq!(report["converged"], true);
	assert_eq!(report["first_below"]["0.2"], 21);
	assert_eq!(report["iterations"], 22);
	assert_eq!(report["worst_imbalance"].as_array().unwrap().len(), 22);
	assert!(report["worst_imbalance"][21].as_f64().unwrap() < 0.2);
	assert_eq!(report["prices"].as_array().unwrap().len(), 25);
	assert!(report["ms_per_iteration"].as_f64().unwrap() > 0.0);
	let history = report["price_history"].as_array().unwrap();
	assert_eq!(history.len(), 22);
	assert_eq!(history[0][0], "700000000");
	let last: f64 = history[21][7].as_str().unwrap().parse().unwrap();
	assert_eq!(last / 1e6, report["prices"][7].as_f64().unwrap());
}

#[test]
fn a_year_that_does_not_converge_is_reported_not_failed() {
	let file = economy("slow.json");
	let output =
		parecon(&["simulate", file.path(), "--until", "0.01", "--max-iterations", "3", "--json"]);
	assert_eq!(output.status.code(), Some(0));
	let report: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!((&report["converged"], &report["iterations"]), (&false.into(), &3.into()));
	assert!(report.get("price_history").is_none());
}

#[test]
fn simulate_prints_a_table_and_draws() {
	let file = economy("table.json");
	let picture = Scratch::new("fall.png");
	let output = parecon(&["simulate", file.path(), "--picture", picture.path()]);
	let text = String::from_utf8(output.stdout).unwrap();
	assert!(text.contains("worst imbalance") && text.contains("rule accelerated"), "{text}");
	assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
	assert_eq!(std::fs::read(&picture.0).unwrap()[1..4], *b"PNG");
}

#[test]
fn errors_end_with_status_two_and_say_what_to_do() {
	let bad = Scratch::new("bad.json");
	std::fs::write(&bad.0, "{\"name\": \"x\",\n \"goods\": \"many\"}").unwrap();
	for (args, what) in [
		(vec!["simulate", "/no/such.json"], "/no/such.json cannot be read"),
		(vec!["simulate", bad.path()], "line 2, column 16, field goods"),
		(
			vec!["economy", "generate", "--seed", "1", "--out", "/no/such/dir/e.json"],
			"/no/such/dir/e.json cannot be written",
		),
	] {
		let output = parecon(&args);
		let error = String::from_utf8(output.stderr).unwrap();
		assert_eq!(output.status.code(), Some(2), "{error}");
		assert!(error.contains(what) && error.contains("\n  next: "), "{error}");
		assert!(output.stdout.is_empty());
	}
}

#[test]
fn arguments_that_cannot_be_end_with_status_two() {
	let file = economy("arguments.json");
	for args in [
		vec!["simulate"],
		vec!["simulate", file.path(), "--until", "5%"],
		vec!["simulate", file.path(), "--rule", "market"],
		vec!["simulate", file.path(), "--history"],
		vec!["simulate", file.path(), "--max-iterations", "0"],
		vec!["economy", "generate", "--seed", "1", "--goods", "0", "--out", "x"],
		vec!["manage"],
	] {
		let output = parecon(&args);
		assert_eq!(output.status.code(), Some(2), "{args:?}");
		assert!(!output.stderr.is_empty());
	}
}
