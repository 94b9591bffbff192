//! A real node, driven, audited and compared with the simulation.
//!
//! These tests need the node's program beside `parecon` (`cargo build --release -p parecon-node`) or
//! at `PARECON_NODE`, and take a minute.

mod node;

use node::{json, parecon, Node};
use serde_json::Value;
use std::net::TcpListener;

/// An economy whose every good is supplied and wanted, in a file of the node's directory.
fn economy(node: &Node) -> String {
	let file = node.directory.join("economy.json").to_str().unwrap().to_owned();
	let output = parecon(&[
		"economy",
		"generate",
		"--seed",
		"3",
		"--workers",
		"4",
		"--consumers",
		"5",
		"--goods",
		"3",
		"--out",
		&file,
	]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	file
}

#[test]
fn a_year_on_the_chain_is_the_simulated_one() {
	for rule in ["proportional", "pequod", "accelerated", "levelling"] {
		let node = Node::start(&format!("same-{rule}"));
		let file = economy(&node);
		let common = [file.as_str(), "--rule", rule, "--until", "0.2", "--json", "--history"];
		let simulated = json(&parecon(&[&["simulate"], &common[..]].concat()));
		let output = parecon(&[&["drive", "--url", node.url.as_str()], &common[..]].concat());
		assert_eq!(output.status.code(), Some(0), "{output:?}");
		let driven = json(&output);
		assert_eq!(simulated["converged"], true, "{rule}");
		for field in ["rule", "iterations", "converged", "first_below", "worst_imbalance", "prices"]
		{
			assert_eq!(driven[field], simulated[field], "{rule}: {field}");
		}
		assert_eq!(driven["price_history"], simulated["price_history"], "{rule}");
		assert_eq!(driven["ratified"], true);
		assert_eq!(driven["cycle"], 0);
		for field in ["blocks", "extrinsics"] {
			assert!(driven[field].as_u64().unwrap() > 0, "{field}");
		}
		assert!(driven["wall_s"].as_f64().unwrap() > 0.0);
		audited(&node, simulated["iterations"].as_u64().unwrap());
	}
}

/// The audit of cycle 0 agrees with the chain.
fn audited(node: &Node, iterations: u64) {
	let output = parecon(&["audit", "--url", &node.url, "--cycle", "0", "--json"]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	let findings = json(&output);
	assert_eq!(findings["mismatches"], Value::Array(vec![]));
	assert_eq!(findings["outcome"], "ratified");
	assert_eq!(findings["iterations"].as_u64(), Some(iterations));
	assert_eq!(findings["proposals"].as_u64(), Some(iterations * 17));
}

#[test]
fn a_second_year_uses_what_the_first_one_left() {
	let node = Node::start("twice");
	let file = economy(&node);
	let drive = ["drive", file.as_str(), "--url", node.url.as_str(), "--json", "--history"];
	let first = json(&parecon(&drive));
	let second = json(&parecon(&drive));
	assert_eq!((&first["cycle"], &second["cycle"]), (&0.into(), &1.into()));
	// It begins at the prices in which the first one ended.
	let first = first["price_history"].as_array().unwrap();
	assert_eq!(second["price_history"][0], *first.last().unwrap());
	assert!(second["iterations"].as_u64().unwrap() <= 4, "{second}");
	for cycle in ["0", "1"] {
		let output = parecon(&["audit", "--url", &node.url, "--cycle", cycle]);
		assert_eq!(output.status.code(), Some(0), "{output:?}");
	}
	the_plan_is_shown(&node);
	cycles_that_are_not_there_are_named(&node);
	another_economy_is_refused(&node);
}

/// Of the second year, as a table, as CSV and as JSON.
fn the_plan_is_shown(node: &Node) {
	let table = parecon(&["plan", "show", "--url", &node.url, "--cycle", "1"]);
	let text = String::from_utf8(table.stdout).unwrap();
	assert!(text.contains("seed3 labour 3") && text.contains("ratified"), "{text}");
	let lines = parecon(&["plan", "show", "--url", &node.url, "--cycle", "1", "--csv"]);
	let text = String::from_utf8(lines.stdout).unwrap();
	assert!(text.starts_with("council,side,good,kind,unit,quantity,price\n"), "{text}");
	let plan = json(&parecon(&["plan", "show", "--url", &node.url, "--cycle", "1", "--json"]));
	assert_eq!(plan["goods"].as_array().unwrap().len(), 15);
}

fn cycles_that_are_not_there_are_named(node: &Node) {
	for (cycle, what) in [("2", "the latest one is --cycle 1"), ("7", "--cycle 1")] {
		let output = parecon(&["plan", "show", "--url", &node.url, "--cycle", cycle]);
		let error = String::from_utf8(output.stderr).unwrap();
		assert_eq!(output.status.code(), Some(2));
		assert!(error.contains(what), "{error}");
	}
	let output = parecon(&["audit", "--url", &node.url, "--cycle", "2"]);
	assert_eq!(output.status.code(), Some(2));
}

/// Another economy on the same chain could never be in balance.
fn another_economy_is_refused(node: &Node) {
	let other = node.directory.join("other.json").to_str().unwrap().to_owned();
	let sizes = ["--workers", "4", "--consumers", "5", "--goods", "3"];
	let generate = ["economy", "generate", "--seed", "4", "--out", &other];
	parecon(&[&generate[..], &sizes].concat());
	let output = parecon(&["drive", &other, "--url", &node.url]);
	let error = String::from_utf8(output.stderr).unwrap();
	assert_eq!(output.status.code(), Some(2));
	assert!(error.contains("of which there is a yearly supply"), "{error}");
}

#[test]
fn a_cycle_that_lapses_is_a_failed_check() {
	let node = Node::start("lapse");
	let file = economy(&node);
	let output = parecon(&[
		"drive",
		&file,
		"--url",
		&node.url,
		"--until",
		"0.01",
		"--max-iterations",
		"2",
		"--json",
	]);
	assert_eq!(output.status.code(), Some(1), "{output:?}");
	let driven = json(&output);
	assert_eq!((&driven["ratified"], &driven["iterations"]), (&false.into(), &2.into()));
	let output = parecon(&["audit", "--url", &node.url, "--cycle", "0", "--json"]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	assert_eq!(json(&output)["outcome"], "lapsed");
}

#[test]
fn no_node_is_an_error_of_its_own() {
	// A port that nobody listens at, and one where somebody does who is no node.
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let silent = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
	let hangs_up = listener.local_addr().unwrap();
	std::thread::spawn(move || listener.incoming().for_each(drop));
	for address in [silent, hangs_up] {
		let url = format!("ws://{address}");
		for args in [
			vec!["audit", "--url", &url, "--cycle", "0"],
			vec!["plan", "show", "--url", &url, "--cycle", "0"],
		] {
			let output = parecon(&args);
			let error = String::from_utf8(output.stderr).unwrap();
			assert_eq!(output.status.code(), Some(2), "{error}");
			assert!(error.contains(&format!("no node answers at {url}")), "{error}");
			assert!(error.contains("--url ws://HOST:PORT"), "{error}");
		}
	}
	let output = parecon(&["plan", "show", "--url", "not a url", "--cycle", "0"]);
	assert_eq!(output.status.code(), Some(2));
}
