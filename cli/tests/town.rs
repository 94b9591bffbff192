//! The town of `examples/town` on a real node: two years, with every road of the procedure, and what is
//! left of them on the chain.
//!
//! This test needs the node's program, as the other tests on a node do.

mod node;

use node::{json, parecon, Node};
use parecon_cli::{
	market::Settings,
	town::{play, Announced, Counted, Town},
};
use parecon_engine::{Counting, Rule};
use serde_json::{json, Value};
use sp_arithmetic::Perbill;
use std::path::{Path, PathBuf};

fn directory() -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/town")
}

/// A year driven with these arguments beside the usual ones: its report, and what was told.
fn driven(node: &Node, args: &[&str]) -> (Value, String) {
	let town = directory();
	let usual = ["drive", town.to_str().unwrap(), "--url", &node.url, "--json", "--history"];
	let output = parecon(&[&usual, args].concat());
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	let report = json(&output);
	(report, String::from_utf8(output.stderr).unwrap())
}

fn asked(node: &Node, args: &str) -> Value {
	let args: Vec<&str> = args.split(' ').chain(["--url", &node.url, "--json"]).collect();
	let output = parecon(&args);
	assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
	json(&output)
}

#[test]
fn two_years_of_a_town() {
	let node = Node::start("town");
	let names = node.directory.join("councils.json");
	let (first, story) = driven(&node, &["--out", names.to_str().unwrap()]);
	every_road_was_gone(&story);
	as_off_the_chain(&first);
	let year = &first["years"][0];
	assert_eq!((&year["ratified"], &year["converged"]), (&json!(true), &json!(true)));
	assert!(year["iterations"].as_u64() <= Some(12), "{year}");

	// Everything is there: nobody is founded or registered again.
	let (second, story) = driven(&node, &["--year", "2"]);
	assert!(!story.contains("founded") && !story.contains("goods are on the chain"), "{story}");
	let next = &second["years"][0];
	assert_eq!((&next["year"], &next["cycle"]), (&json!(2), &json!(1)));
	assert_eq!((&next["ratified"], &next["converged"]), (&json!(true), &json!(true)));
	assert!(next["iterations"].as_u64() <= Some(6), "{next}");
	assert_eq!(first["councils"], second["councils"]);
	// It begins with the prices of the first plan.
	let prices = year["price_history"].as_array().unwrap().last();
	assert_eq!(Some(&next["price_history"][0]), prices);

	councils_are_named(&node, &names);
	the_plan_is_the_chains(&node, year, next);
}

/// What is told of each road comes before the chain has taken it, and what it does not take ends the
/// drive.
fn every_road_was_gone(story: &str) {
	for road in [
		"36 people are members",
		"federations are founded: food, making, supply, care, Hill, Riverside",
		"federations are founded: town",
		"24 more have moved in",
		"43 goods are on the chain",
		"food comments on what Brewery proposed",
		"Care Team entrusts its proposals to care",
		"Riverside Bakery has left half of its year out",
		"Railway Cottages asks Riverside for",
		"Riverside refuses",
		"town lends Railway Cottages",
		"Hill Bakery says: \"more bread",
		"one who lives in Mill Lane says: \"more ",
		"year 1: the plan is ratified",
	] {
		assert!(story.contains(road), "{road:?} is not in\n{story}");
	}
}

/// Up to the second iteration nothing is different: the same prices to the last digit, and the same
/// imbalance. Then a neighbourhood is lent something.
fn as_off_the_chain(report: &Value) {
	let town = Town::read(&directory()).unwrap().counted(Counted::Heads(3));
	let settings = Settings {
		rule: Rule::Accelerated,
		until: Perbill::from_percent(5),
		counting: Counting::Excess,
		max_iterations: 2,
	};
	let played = play(&town, 1, Announced::first(&town), &settings).year;
	let year = &report["years"][0];
	for (index, closed) in played.iterations.iter().enumerate() {
		let prices: Vec<String> = closed.prices.iter().map(|it| it.0.to_string()).collect();
		assert_eq!(year["price_history"][index], json!(prices), "iteration {}", index + 1);
	}
	let worst = played.iterations[0].worst.0 as f64 / 1e9;
	assert_eq!(year["worst_imbalance"][0], json!(worst));
}

fn councils_are_named(node: &Node, names: &Path) {
	let names: Value = serde_json::from_slice(&std::fs::read(names).unwrap()).unwrap();
	let councils = names["councils"].as_array().unwrap();
	assert_eq!(councils.len(), 44);
	let find = |name: &str| councils.iter().find(|it| it["name"] == name).unwrap();
	let (town, lane) = (find("town"), find("Mill Lane"));
	let show = |council: &Value| asked(node, &format!("council show {}", council["council"]));
	let shown = show(town)["record"].clone();
	assert_eq!((&shown["population"], &shown["level"]), (&json!(36), &json!(2)));
	let shown = show(lane)["record"].clone();
	assert_eq!((&shown["population"], &shown["seats"]), (&json!(3), &json!(3)));
	assert_eq!(shown["charter"]["admission"], 1);
	assert_eq!(shown["parent"], find("Riverside")["council"]);
	assert_eq!(lane["keys"][0], "//parecon/town/person/19");
}

/// What is reported of the plan is what `plan show` reads; what is short is rationed, never promised.
fn the_plan_is_the_chains(node: &Node, first: &Value, second: &Value) {
	for year in [first, second] {
		let shown = asked(node, &format!("plan show --cycle {}", year["cycle"]));
		assert_eq!(shown["outcome"], "ratified");
		let goods = shown["goods"].as_array().unwrap();
		for good in year["goods"].as_array().unwrap() {
			let same = goods.iter().find(|it| it["name"] == good["name"]).unwrap();
			assert_eq!(same["price"], good["price"]);
			let number = |text: &Value| text.as_str().unwrap().parse::<f64>().unwrap();
			assert!(number(&good["granted"]) <= number(&good["supplied"]), "{good}");
			assert!(number(&good["granted"]) > 0.0, "{good}");
		}
	}
	// A little more power from longer rotor blades.
	let power = |year: &Value| {
		let goods = year["goods"].as_array().unwrap();
		let power = goods.iter().find(|it| it["name"] == "household power").unwrap();
		power["granted"].as_str().unwrap().parse::<f64>().unwrap()
	};
	assert!(power(second) > power(first));
}
