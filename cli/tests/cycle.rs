//! Where a cycle stands and how its prices went, asked of a real node.
//!
//! These tests need the node's program beside `parecon` (`cargo build --release -p parecon-node`) or
//! at `PARECON_NODE`, and take a minute.

mod node;

use node::{json, parecon, Node};
use serde_json::Value;
use std::{
	process::{Command, Stdio},
	time::Duration,
};

/// An economy of 17 councils and 15 goods, in a file of the node's directory.
fn economy(node: &Node) -> String {
	let file = node.directory.join("economy.json").to_str().unwrap().to_owned();
	let sizes = ["--workers", "4", "--consumers", "5", "--goods", "3"];
	let generate = ["economy", "generate", "--seed", "3", "--out", &file];
	let output = parecon(&[&generate[..], &sizes].concat());
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	file
}

fn status(node: &Node) -> Value {
	let output = parecon(&["cycle", "status", "--url", &node.url, "--json"]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	json(&output)
}

fn history(node: &Node, args: &[&str]) -> Value {
	let asked = ["price", "history", "--url", node.url.as_str(), "--json"];
	let output = parecon(&[&asked[..], args].concat());
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	json(&output)
}

fn list(value: &Value) -> &Vec<Value> {
	value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

/// Millionths of a decimal number as it is printed.
fn micro(value: &Value) -> u128 {
	value.as_str().unwrap().replace('.', "").parse().unwrap()
}

#[test]
fn a_cycle_whose_councils_fall_silent_is_told() {
	let node = Node::start("status");
	for args in [vec!["cycle", "status"], vec!["price", "history", "--cycle", "0"]] {
		let output = parecon(&[&args[..], &["--url", &node.url]].concat());
		let error = String::from_utf8(output.stderr).unwrap();
		assert_eq!(output.status.code(), Some(2), "{error}");
		assert!(error.contains("there has been no cycle on the chain"), "{error}");
	}
	let status = silenced(&node);
	let missing = list(&status["missing"]);
	let next = status["next"].as_str().unwrap();
	assert!(next.starts_with(&format!("{} council", missing.len())), "{next}");
	assert!(next.contains("the iteration closes in "), "{next}");
	let populations: u64 =
		missing.iter().map(|council| council["population"].as_u64().unwrap()).sum();
	assert!(populations >= missing.len() as u64);
	let left = status["blocks_left"].as_u64().unwrap();
	assert!((1..=400).contains(&left), "{left}");
	assert!(status["seconds_left"].as_u64().unwrap() > 0);
	the_worst_goods_agree_with_the_prices(&node, &status);
	the_status_fits_the_terminal(&node);
}

/// The status of a cycle in its third iteration or later, of which nobody drives the councils any
/// more.
fn silenced(node: &Node) -> Value {
	let file = economy(node);
	let mut drive = Command::new(env!("CARGO_BIN_EXE_parecon"))
		.args(["drive", &file, "--url", &node.url, "--until", "0.001", "--window", "400"])
		.stdout(Stdio::null())
		.stderr(Stdio::null())
		.spawn()
		.unwrap();
	let mut last = Value::Null;
	for _ in 0..240 {
		std::thread::sleep(Duration::from_millis(500));
		let output = parecon(&["cycle", "status", "--url", &node.url, "--json"]);
		if output.status.code() != Some(0) {
			continue;
		}
		let status = json(&output);
		if status["iteration"].as_u64().unwrap() < 3 {
			continue;
		}
		// What has been sent may still close an iteration.
		drive.kill().unwrap();
		drive.wait().unwrap();
		let waits = status["phase"] == "collecting" && !list(&status["missing"]).is_empty();
		let same = |field: &str| last[field] == status[field];
		if waits && same("iteration") && same("missing") {
			return status;
		}
		last = status;
	}
	panic!("the cycle did not come to rest in an iteration: {last}");
}

fn the_worst_goods_agree_with_the_prices(node: &Node, status: &Value) {
	let iteration = status["iteration"].as_u64().unwrap() as usize;
	let told = history(node, &["--cycle", "0"]);
	let iterations = list(&told["iterations"]);
	assert_eq!(iterations.len(), iteration);
	assert_eq!(status["closed"]["iteration"], iteration - 1);
	for (what, place) in [("closed", iteration - 2), ("now", iteration - 1)] {
		let goods = list(&status[what]["goods"]);
		assert_eq!(goods.len(), 10, "{what}");
		for row in goods {
			let good = row["good"].as_u64().unwrap() as usize;
			let price = &iterations[place]["prices"][good];
			assert_eq!(row["price"], *price, "{what}: {row}");
			let before = micro(&iterations[place - 1]["prices"][good]) as f64;
			let change = micro(price) as f64 / before - 1.0;
			assert!((row["change"].as_f64().unwrap() - change).abs() < 1e-9, "{what}: {row}");
			let (supply, demand) = (micro(&row["supply"]) as f64, micro(&row["demand"]) as f64);
			let imbalance = 2.0 * (supply - demand).abs() / (supply + demand);
			assert!((row["imbalance"].as_f64().unwrap() - imbalance).abs() < 1e-6, "{what}: {row}");
		}
	}
	// Every good of this economy is offered or used by somebody, and is in the list once.
	for holders in list(&status["holders"]) {
		let (offers, wants) = (list(&holders["offers"]), list(&holders["wants"]));
		assert!(!wants.is_empty() && offers.len() <= 5 && wants.len() <= 5, "{holders}");
		assert!(wants
			.windows(2)
			.all(|pair| micro(&pair[0]["amount"]) >= micro(&pair[1]["amount"])));
	}
}

fn the_status_fits_the_terminal(node: &Node) {
	let output = parecon(&["cycle", "status", "--url", &node.url]);
	let text = String::from_utf8(output.stdout).unwrap();
	assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
	for what in ["cycle 0, collecting, iteration", "have not proposed:", "who offers", "next: "] {
		assert!(text.contains(what), "{what}: {text}");
	}
}

#[test]
fn prices_are_told_as_they_were_announced() {
	let node = Node::start("prices");
	let file = economy(&node);
	let drive = ["drive", &file, "--url", &node.url, "--until", "0.2", "--json", "--history"];
	let first = json(&parecon(&drive));
	the_history_is(&history(&node, &["--cycle", "0"]), &first, 0);
	let over = status(&node);
	assert_eq!((&over["phase"], &over["blocks_left"]), (&"ratified".into(), &Value::Null));
	assert!(over["next"].as_str().unwrap().contains("parecon plan show --cycle 0"), "{over}");

	let second = json(&parecon(&drive));
	let both = history(&node, &["--cycles", "0,1"]);
	let count = |year: &Value| list(&year["price_history"]).len();
	assert_eq!(list(&both["iterations"]).len(), count(&first) + count(&second));
	the_history_is(&history(&node, &["--cycle", "1"]), &second, 1);
	the_history_is_drawn_and_listed(&node);
	what_is_not_there_is_named(&node);
}

/// The history of a cycle is what the councils were driven by.
fn the_history_is(told: &Value, driven: &Value, cycle: u64) {
	const CATEGORIES: [&str; 5] = ["private", "intermediate", "nature", "labour", "public"];
	let names: Vec<String> =
		list(&told["goods"]).iter().map(|good| good["name"].as_str().unwrap().to_owned()).collect();
	let announced = list(&driven["price_history"]);
	let iterations = list(&told["iterations"]);
	assert_eq!(iterations.len(), announced.len());
	let mut block = 0;
	for (place, (told, driven)) in iterations.iter().zip(announced).enumerate() {
		assert_eq!((&told["cycle"], &told["iteration"]), (&cycle.into(), &(place + 1).into()));
		assert!(told["block"].as_u64().unwrap() > block);
		block = told["block"].as_u64().unwrap();
		for (index, price) in list(driven).iter().enumerate() {
			let name = format!("seed3 {} {}", CATEGORIES[index / 3], index % 3 + 1);
			let good = names.iter().position(|it| *it == name).unwrap_or_else(|| {
				panic!("{name} is none of {names:?}");
			});
			let price: u128 = price.as_str().unwrap().parse().unwrap();
			assert_eq!(micro(&told["prices"][good]), price, "{name}, iteration {}", place + 1);
		}
	}
}

fn the_history_is_drawn_and_listed(node: &Node) {
	let picture = node.directory.join("prices.png");
	let asked = ["price", "history", "--url", node.url.as_str(), "--cycles", "0,1"];
	let draw = ["--out", picture.to_str().unwrap()];
	let output = parecon(&[&asked[..], &draw].concat());
	let text = String::from_utf8(output.stdout).unwrap();
	assert!(text.contains("seed3 labour 1") && text.contains("; cycle 1, "), "{text}");
	assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
	assert_eq!(std::fs::read(&picture).unwrap()[1..4], *b"PNG");
	if let Some(kept) = std::env::var_os("PARECON_KEEP_PICTURE") {
		std::fs::copy(&picture, kept).unwrap();
	}
	let output = parecon(&[&asked[..], &["--good", "seed3 public 2", "--csv"]].concat());
	let text = String::from_utf8(output.stdout).unwrap();
	assert!(text.starts_with("cycle,iteration,block,good,unit,price\n0,1,"), "{text}");
	assert!(text.lines().skip(1).all(|line| line.contains(",seed3 public 2,unit,")), "{text}");
}

fn what_is_not_there_is_named(node: &Node) {
	let asked = ["price", "history", "--url", node.url.as_str()];
	for (args, what) in [
		(&["--cycle", "2"][..], "the latest one is --cycle 1"),
		(&["--cycle", "1", "--good", "gold"][..], "there is no good \"gold\""),
	] {
		let output = parecon(&[&asked[..], args].concat());
		let error = String::from_utf8(output.stderr).unwrap();
		assert_eq!(output.status.code(), Some(2), "{error}");
		assert!(error.contains(what), "{error}");
	}
}
