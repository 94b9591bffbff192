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
	for (rule, counting) in [
		("proportional", "published"),
		("pequod", "published"),
		("accelerated", "excess"),
		("levelling", "published"),
	] {
		let node = Node::start(&format!("same-{rule}"));
		let file = economy(&node);
		let year = ["--rule", rule, "--until", "0.2", "--counting", counting];
		let common = [&[file.as_str()], &year[..], &["--json", "--history"]].concat();
		let simulated = json(&parecon(&[&["simulate"], &common[..]].concat()));
		// A simulation bounds no late changes.
		let drive = ["drive", "--url", node.url.as_str(), "--swing", "never"];
		let output = parecon(&[&drive, &common[..]].concat());
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
	assert_eq!(findings["plans"], 1);
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
	let councils = the_plan_is_shown(&node);
	portions_are_shown_and_proved(&node, &councils);
	cycles_that_are_not_there_are_named(&node);
	another_economy_is_refused(&node);
}

/// Of the second year, as a table, as CSV and as JSON. Returns the councils with what each is charged.
fn the_plan_is_shown(node: &Node) -> Vec<(String, String)> {
	let table = parecon(&["plan", "show", "--url", &node.url, "--cycle", "1"]);
	let text = String::from_utf8(table.stdout).unwrap();
	assert!(text.contains("seed3 labour 3") && text.contains("ratified"), "{text}");
	let lines = parecon(&["plan", "show", "--url", &node.url, "--cycle", "1", "--csv"]);
	let text = String::from_utf8(lines.stdout).unwrap();
	let heading = "council,side,good,kind,unit,quantity,price,granted,charge\n";
	assert!(text.starts_with(heading), "{text}");
	let plan = json(&parecon(&["plan", "show", "--url", &node.url, "--cycle", "1", "--json"]));
	let goods = plan["goods"].as_array().unwrap();
	assert_eq!(goods.len(), 15);
	let number = |text: &Value| text.as_str().unwrap().parse::<f64>().unwrap();
	for good in goods {
		assert!(number(&good["granted"]) <= number(&good["available"]), "{good}");
		assert!(number(&good["granted"]) <= number(&good["demand"]), "{good}");
	}
	// Charges stand once for each council and sum to what is charged in all.
	let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
	let rows = text.lines().skip(1).map(cells).filter(|cells| !cells[8].is_empty());
	let charges: Vec<_> = rows.map(|cells| (cells[0].clone(), cells[8].clone())).collect();
	assert_eq!(charges.len(), 17);
	let sum: f64 = charges.iter().map(|(_, charge)| charge.parse::<f64>().unwrap()).sum();
	assert!(sum > 0.0 && (sum - number(&plan["charged"])).abs() < 1e-4, "{sum} {plan}");
	charges
}

/// What a council gets is in the plan, and nothing else is.
fn portions_are_shown_and_proved(node: &Node, councils: &[(String, String)]) {
	let (council, charge) = councils.iter().find(|(_, charge)| charge != "0.000000").unwrap();
	let of = |command: &'static str| ["plan", command, "--url", &node.url, "--cycle", "1"];
	let portion = [&of("portion")[..], &["--council", council]].concat();
	let shown = json(&parecon(&[&portion[..], &["--json"]].concat()));
	assert_eq!(shown["charge"], charge.as_str());
	assert_eq!(
		(&shown["side"], shown["lines"].as_array().unwrap().len()),
		(&"consumers".into(), 6)
	);
	let text = String::from_utf8(parecon(&portion).stdout).unwrap();
	assert!(text.contains(&format!("charged {charge} credits")), "{text}");

	let file = node.directory.join("portion.json");
	let path = file.to_str().unwrap();
	let proved = parecon(&[&of("prove")[..], &["--council", council, "--out", path]].concat());
	assert_eq!(proved.status.code(), Some(0), "{proved:?}");
	let written: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
	let root = written["root"].as_str().unwrap();
	let verify = |root: &str| parecon(&["plan", "verify", "--file", path, "--root", root]);
	assert_eq!(verify(root).status.code(), Some(0), "{:?}", verify(root));
	let other = verify(&root.replace(&root[2..4], "zz"));
	assert_eq!(other.status.code(), Some(2), "{other:?}");
	let nobodys = format!("0x{}", "07".repeat(32));
	let output = verify(&nobodys);
	assert_eq!(output.status.code(), Some(1));
	assert!(String::from_utf8(output.stdout).unwrap().contains("it is of the plan with root"));
	let mut altered = written.clone();
	altered["charge"] = "1".into();
	std::fs::write(&file, altered.to_string()).unwrap();
	let output = verify(root);
	assert_eq!(output.status.code(), Some(1));
	assert!(String::from_utf8(output.stdout).unwrap().contains("do not lead to root"));
	let nobody = parecon(&[&of("portion")[..], &["--council", "900"]].concat());
	assert_eq!(nobody.status.code(), Some(2));
	assert!(String::from_utf8(nobody.stderr).unwrap().contains("does not take part in cycle 1"));
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
	let drive = ["drive", &file, "--url", &node.url, "--until", "0.01", "--json"];
	let output = parecon(&[&drive[..], &["--max-iterations", "2", "--reject", "1"]].concat());
	assert_eq!(output.status.code(), Some(1), "{output:?}");
	let driven = json(&output);
	assert_eq!((&driven["ratified"], &driven["iterations"]), (&false.into(), &2.into()));
	let output = parecon(&["audit", "--url", &node.url, "--cycle", "0", "--json"]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	assert_eq!(json(&output)["outcome"], "lapsed");
}

/// The best of three iterations is rejected; two more are bounded to small changes.
#[test]
fn a_rejected_plan_goes_back_and_is_audited() {
	let node = Node::start("rejected");
	let file = economy(&node);
	let drive = ["drive", &file, "--url", &node.url, "--until", "0.01", "--json"];
	let more = ["--max-iterations", "3", "--retries", "2", "--reject", "1", "--swing", "2:0.5:0.1"];
	let output = parecon(&[&drive[..], &more].concat());
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	let driven = json(&output);
	assert_eq!((&driven["ratified"], &driven["converged"]), (&true.into(), &false.into()));
	assert_eq!(driven["iterations"], 5);
	let output = parecon(&["audit", "--url", &node.url, "--cycle", "0", "--json"]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	let findings = json(&output);
	assert_eq!((&findings["outcome"], &findings["plans"]), (&"ratified".into(), &2.into()));

	let bundle = node.directory.join("year.parecon");
	let bundle = bundle.to_str().unwrap();
	let export = ["history", "export", "--url", &node.url, "--cycle", "0", "--out", bundle];
	let exported = json(&parecon(&[&export[..], &["--no-finality", "--json"]].concat()));
	assert_eq!(exported["mismatches"], 0);
	let file = node.directory.join("portion.json");
	let file = file.to_str().unwrap();
	let shown = parecon(&["plan", "show", "--url", &node.url, "--cycle", "0", "--csv"]);
	let shown = String::from_utf8(shown.stdout).unwrap();
	let council = shown.lines().nth(1).and_then(|row| row.split(',').next()).unwrap();
	let some = ["--cycle", "0", "--council", council, "--out", file];
	let proved = parecon(&[&["plan", "prove", "--url", &node.url], &some[..]].concat());
	assert_eq!(proved.status.code(), Some(0), "{proved:?}");
	let written: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
	let genesis = written["genesis"].as_str().unwrap();
	let audit = ["audit", "--file", bundle, "--genesis", genesis, "--no-finality", "--json"];
	let output = parecon(&audit);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	assert_eq!(
		(&json(&output)["plans"], &json(&output)["mismatches"]),
		(&2.into(), &Value::Array(vec![]))
	);
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
