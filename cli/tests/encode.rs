//! `parecon call encode` as a person runs it, without a node.

use serde_json::Value;
use std::{
	path::PathBuf,
	process::{Command, Output},
};

/// A directory with a table in it, gone when the test is over.
struct Table(PathBuf);

impl Table {
	fn new(name: &str, text: impl AsRef<[u8]>) -> Self {
		let directory = std::env::temp_dir().join(format!("parecon-{}-{name}", std::process::id()));
		std::fs::create_dir_all(&directory).unwrap();
		std::fs::write(directory.join("table.csv"), text).unwrap();
		Self(directory)
	}

	/// Runs `parecon call encode` on it.
	fn encode(&self, pallet: &str, call: &str, more: &[&str]) -> Output {
		let args = ["call", "encode", "--pallet", pallet, "--call", call, "--csv", "table.csv"];
		let mut command = Command::new(env!("CARGO_BIN_EXE_parecon"));
		command.args(args).args(more).current_dir(&self.0).output().unwrap()
	}

	/// The error that it ends with.
	fn error(&self, pallet: &str, call: &str, more: &[&str]) -> String {
		let output = self.encode(pallet, call, more);
		assert_eq!(output.status.code(), Some(2), "{output:?}");
		assert!(output.stdout.is_empty());
		let error = String::from_utf8(output.stderr).unwrap();
		assert!(error.contains("\n  next: "), "{error}");
		error
	}
}

impl Drop for Table {
	fn drop(&mut self) {
		let _ = std::fs::remove_dir_all(&self.0);
	}
}

const PEOPLE: &str = "candidate\n//Alice\n5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty\n";

#[test]
fn each_row_is_a_line_of_call_data() {
	let table = Table::new("rows", PEOPLE);
	let output = table.encode("Members", "sponsor", &[]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	let text = String::from_utf8(output.stdout).unwrap();
	let lines: Vec<&str> = text.lines().collect();
	assert_eq!(lines.len(), 2);
	let alice = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
	// The pallet, the call and the account.
	assert!(lines[0].starts_with("0x1400") && lines[0].ends_with(alice), "{text}");
	assert_eq!((lines[0].len(), lines[1].len()), (70, 70));
}

#[test]
fn a_batch_holds_all_rows() {
	let table = Table::new("batch", PEOPLE);
	let rows = table.encode("Members", "sponsor", &["--json"]);
	let rows: Value = serde_json::from_slice(&rows.stdout).unwrap();
	let batch = table.encode("Members", "sponsor", &["--batch", "--json"]);
	let batch: Value = serde_json::from_slice(&batch.stdout).unwrap();
	assert_eq!((&rows["rows"], &batch["rows"]), (&2.into(), &2.into()));
	let calls: Vec<&str> =
		rows["calls"].as_array().unwrap().iter().map(|call| &call.as_str().unwrap()[2..]).collect();
	let batch = batch["calls"][0].as_str().unwrap();
	// Two calls of the utility pallet's batch: their number as a compact integer, then each.
	assert!(batch.ends_with(&format!("08{}{}", calls[0], calls[1])), "{batch}");
}

#[test]
fn bad_tables_are_refused_by_file_line_column_and_type() {
	for (name, text, parts) in [
		("account", "candidate\n//Alice\nAlice\n", vec!["table.csv, line 3, column 1 (candidate)"]),
		("header", "who\n//Alice\n", vec!["line 1", "no argument who", "it takes candidate"]),
		("cells", "candidate\n//Alice,//Bob\n", vec!["line 2: 2 cells where the header has 1"]),
		("empty", "", vec!["it has no header", "candidate"]),
		("quote", "candidate\n\"//Alice\n", vec!["line 2: a quote is not closed"]),
	] {
		let error = Table::new(name, text).error("Members", "sponsor", &[]);
		for part in parts {
			assert!(error.contains(part), "{part} in {error}");
		}
	}
	let numbers = Table::new("numbers", "council,approve\n1,true\n1.5,true\n");
	let error = numbers.error("Planning", "ratify", &[]);
	assert!(error.contains("line 3, column 1 (council): \"1.5\""), "{error}");
	assert!(error.contains("a whole number from 0 to 4294967295 (u32)"), "{error}");
}

#[test]
fn what_is_no_text_no_call_and_no_metadata_is_refused() {
	let table = Table::new("other", PEOPLE);
	assert!(table.error("People", "sponsor", &[]).contains("no pallet People"));
	assert!(table.error("Members", "welcome", &[]).contains("no call Members.welcome"));
	let metadata = table.error("Members", "sponsor", &["--metadata", "table.csv"]);
	assert!(metadata.contains("table.csv holds no metadata"), "{metadata}");
	let missing = table.error("Members", "sponsor", &["--metadata", "none.scale"]);
	assert!(missing.contains("none.scale cannot be read"), "{missing}");
	let url = table.error("Members", "sponsor", &["--url", "ws://127.0.0.1:1"]);
	assert!(url.contains("no node answers at ws://127.0.0.1:1"), "{url}");
	let bytes = Table::new("bytes", [0xff, 0xfe, 0x00]);
	assert!(bytes.error("Members", "sponsor", &[]).contains("table.csv cannot be read"));
}

#[test]
fn metadata_can_come_from_a_file() {
	let table = Table::new("file", PEOPLE);
	let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/artifacts/metadata.scale");
	let expected = table.encode("Members", "sponsor", &[]).stdout;
	let bytes = table.encode("Members", "sponsor", &["--metadata", committed]);
	assert_eq!(bytes.stdout, expected);
	let hex = parecon_cli::hex::hex(&std::fs::read(committed).unwrap());
	std::fs::write(table.0.join("metadata.hex"), format!("{hex}\n")).unwrap();
	let digits = table.encode("Members", "sponsor", &["--metadata", "metadata.hex"]);
	assert_eq!(digits.stdout, expected);
}

#[test]
fn people_and_councils_take_arguments_that_can_be() {
	for args in [
		"member sponsor",
		"member sponsor Alice --suri //Alice",
		"member sponsor //Bob --suri //Alice --key file",
		"member settle //Bob --suri //Alice",
		"member settle //Bob --admit --reject --suri //Alice",
		"member show",
		"member show //Bob --suri //Alice",
		"member show //Bob --may-admit --may-join 3",
		"member recover --complete --suri //Alice",
		"member recover //Bob --suri //Alice",
		"member move-account --suri //Alice",
		"member dependent add --suri //Alice",
		"council join workers --suri //Alice",
		"council found workplaces --suri //Alice",
		"council speaker 3 --back 1 --nobody --suri //Alice",
		"council federate 3 --suri //Alice",
		"council carry --suri //Alice",
		"council merge 3 --suri //Alice",
		"council charter 3 --open --admission 2 --suri //Alice",
		"call encode --pallet Members --call sponsor",
	] {
		let output = Command::new(env!("CARGO_BIN_EXE_parecon")).args(args.split(' ')).output();
		let output = output.unwrap();
		let error = String::from_utf8(output.stderr).unwrap();
		assert_eq!(output.status.code(), Some(2), "{args}: {error}");
		assert!(error.contains("error: ") && output.stdout.is_empty(), "{args}: {error}");
		assert!(!error.contains("no node answers"), "{args}: {error}");
	}
}

#[test]
fn a_key_is_needed_to_sign() {
	for (args, what) in [
		("member renew", "there is no key to sign with"),
		("member renew --suri bottom", "--suri takes development keys"),
		("member renew --key /no/such/key", "the key /no/such/key cannot be read"),
		("council found workers", "there is no key to sign with"),
	] {
		let output = Command::new(env!("CARGO_BIN_EXE_parecon")).args(args.split(' ')).output();
		let output = output.unwrap();
		let error = String::from_utf8(output.stderr).unwrap();
		assert_eq!(output.status.code(), Some(2), "{args}: {error}");
		assert!(error.contains(what) && error.contains("\n  next: "), "{args}: {error}");
	}
}
