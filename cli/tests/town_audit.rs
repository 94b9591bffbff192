//! The audit of a year of `examples/town` on a real node, over the network and from a file: with requests,
//! pollutants, public goods of federations, an entrusted proposal, one that was taken back, and a loan.
//!
//! This test needs the node's program, as the other tests on a node do.

mod node;

use node::{json, parecon, Node};
use parecon_cli::bundle::{About, Records};
use std::{path::Path, process::Output};

fn done(output: &Output) {
	assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn a_year_of_the_town_is_sound_from_a_node_and_from_a_file() {
	let node = Node::start("town-audit");
	let town = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/town");
	// One of two bakeries leaves the plan while it is judged: it is settled and judged once more.
	let drive = ["drive", town.to_str().unwrap(), "--url", &node.url];
	let nobody = parecon(&[&drive[..], &["--leave", "the moon"]].concat());
	assert_eq!(nobody.status.code(), Some(2), "{nobody:?}");
	assert!(String::from_utf8(nobody.stderr).unwrap().contains("\"the moon\" in this town"));
	let told = parecon(&[&drive[..], &["--leave", "Hill Bakery"]].concat());
	done(&told);
	let told = String::from_utf8(told.stdout).unwrap();
	for what in ["Hill Bakery leaves the plan", "Hill Bakery is left out: Withdrawn", "ratified"] {
		assert!(told.contains(what), "{what:?} is not in {told}");
	}
	let audit = parecon(&["audit", "--url", &node.url, "--cycle", "0", "--json"]);
	done(&audit);
	let findings = json(&audit);
	assert_eq!(findings["mismatches"], serde_json::json!([]), "{findings}");
	assert_eq!((&findings["outcome"], &findings["plans"]), (&"ratified".into(), &2.into()));

	let out = node.directory.join("year.parecon");
	let out = out.to_str().unwrap();
	let export = ["history", "export", "--url", &node.url, "--cycle", "0", "--out", out];
	done(&parecon(&[&export[..], &["--no-finality"]].concat()));
	let genesis = parecon(&["audit", "--file", out, "--no-finality"]);
	assert_eq!(genesis.status.code(), Some(2), "nobody has said of which chain: {genesis:?}");
	let bundle = std::fs::read(out).unwrap();
	let genesis = genesis_of(&bundle);
	// The node is gone: the file is all that is left of it.
	drop(node);
	let file = std::env::temp_dir().join(format!("town-audit-{}.parecon", std::process::id()));
	std::fs::write(&file, bundle).unwrap();
	let args = ["audit", "--file", file.to_str().unwrap(), "--genesis", &genesis];
	let audit = parecon(&[&args[..], &["--no-finality", "--json"]].concat());
	std::fs::remove_file(&file).unwrap();
	done(&audit);
	let alone = json(&audit);
	assert_eq!(alone["mismatches"], serde_json::json!([]), "{alone}");
	for field in ["iterations", "proposals", "plans", "blocks"] {
		assert_eq!(alone[field], findings[field], "{field}");
	}
}

/// What the bundle says of its chain: here it is only to be read back, not to be trusted.
fn genesis_of(bundle: &[u8]) -> String {
	let record = Records::new(bundle).unwrap().read().unwrap().unwrap();
	format!("{:?}", record.decode::<About>().unwrap().genesis)
}
