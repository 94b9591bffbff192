use super::*;
use crate::chain::{calls, plan_calls, METADATA};
use codec::Decode;
use parecon_engine::{Kind, Line};
use parecon_primitives::{CouncilId, Flow, GoodId, Iteration, Price, Quantity, Side};
use primitive_types::H256;
use subxt::{transactions::Payload, utils::AccountId32};

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

fn metadata() -> Metadata {
	Metadata::decode(&mut &METADATA[..]).unwrap()
}

fn encoded(pallet: &str, call: &str, text: &str) -> Result<Vec<Vec<u8>>> {
	let metadata = metadata();
	encode(text, &Target { metadata: &metadata, pallet, call, file: "t.csv" })
}

fn error(pallet: &str, call: &str, text: &str) -> String {
	encoded(pallet, call, text).unwrap_err().to_string()
}

fn bytes(call: &calls::Call) -> Vec<u8> {
	bytes_of(call.pallet_name(), call.call_name(), call.call_data(), &metadata()).unwrap()
}

/// The table gives the bytes that our own calls have.
fn same(text: &str, expected: &[calls::Call]) {
	let (pallet, call) = (expected[0].pallet_name(), expected[0].call_name());
	let expected: Vec<Vec<u8>> = expected.iter().map(bytes).collect();
	assert_eq!(encoded(pallet, call, text).unwrap(), expected, "{text}");
}

fn alice() -> AccountId32 {
	ALICE.parse().unwrap()
}

#[test]
fn accounts_are_written_in_any_way() {
	let hex = crate::hex::hex(&alice().0);
	let call = calls::sponsor(alice());
	let text = format!("candidate\n{ALICE}\n {hex}\n//Alice\n");
	same(&text, &[call.clone(), call.clone(), call]);
	let call = calls::transfer(alice(), 1 << 70);
	let text =
		format!("value,dest\n{},{ALICE}\n{0},\"{{\"\"Id\"\": \"\"{ALICE}\"\"}}\"\n", 1u128 << 70);
	same(&text, &[call.clone(), call]);
}

#[test]
fn names_numbers_and_bytes_are_cells() {
	same(
		"side\nWorkers\nConsumers\n",
		&[calls::found(Side::Workers), calls::found(Side::Consumers)],
	);
	let supply = Quantity(1 << 90);
	let call = calls::register_good("bread, \"dark\"", "é", Kind::Labour, Price(7), supply);
	let text = "name,unit,kind,initial_price,supply\n\"bread, \"\"dark\"\"\",é,Labour,7,";
	same(&format!("{text}{}\n", 1u128 << 90), &[call]);
	same("council,approve\n3,true\n", &[calls::ratify(CouncilId(3), true)]);
}

#[test]
fn what_is_nested_has_dots_or_is_json() {
	let call = calls::close(H256::repeat_byte(9), 70, (1 << 40, 1 << 20), 100);
	let hash = "09".repeat(32);
	let header = "proposal_hash,index,proposal_weight_bound.proof_size,\
		proposal_weight_bound.ref_time,length_bound";
	let dots = format!("{header}\n0x{hash},70,1048576,1099511627776,100\n");
	same(&dots, std::slice::from_ref(&call));
	let json = format!(
		"proposal_hash,index,proposal_weight_bound,length_bound\n0x{hash},70,\
		\"{{\"\"ref_time\"\": 1099511627776, \"\"proof_size\"\": \"\"1048576\"\"}}\",100\n"
	);
	same(&json, &[call]);
}

#[test]
fn lists_are_json() {
	let lines = [
		Line { good: GoodId(3), flow: Flow(5) },
		Line { good: GoodId(300), flow: Flow(-(1 << 80)) },
	];
	let call = plan_calls::propose(CouncilId(1), Iteration(2), &lines, None);
	let cell =
		format!("[{{\"good\": 3, \"flow\": 5}}, {{\"good\": 300, \"flow\": {}}}]", -(1i128 << 80));
	let cell = cell.replace('"', "\"\"");
	same(&format!("council,iteration,lines\n1,2,\"{cell}\"\n"), &[call]);
	let none = plan_calls::propose(CouncilId(1), Iteration(2), &[], None);
	same("council,iteration,lines\n1,2,[]\n", &[none]);
}

#[test]
fn a_batch_is_one_call() {
	let rows = encoded("Members", "sponsor", "candidate\n//Alice\n//Bob\n").unwrap();
	let call = calls::batch_all(rows.iter().cloned().map(calls::Inner).collect());
	assert_eq!(batch(rows, &metadata()).unwrap(), bytes(&call));
	let many = vec![vec![0, 0]; 1_000_000];
	assert!(batch(many, &metadata()).unwrap_err().what().contains("1000000"));
}

#[test]
fn calls_inside_calls_are_hexadecimal() {
	let inner = bytes(&calls::found(Side::Workers));
	let call = calls::batch_all(vec![calls::Inner(inner.clone())]);
	let text = format!("calls\n\"[\"\"{}\"\"]\"\n", crate::hex::hex(&inner));
	same(&text, &[call]);
	let broken = error("Utility", "batch_all", "calls\n\"[\"\"0xffff\"\"]\"\n");
	assert!(broken.contains("at [0]") && broken.contains("a call (0x and"), "{broken}");
}

#[test]
fn errors_name_line_column_and_type() {
	let header = "council,iteration,lines\n";
	for (text, place, expected) in [
		("1,2,[]\nx,2,[]\n", "t.csv, line 3, column 1 (council): \"x\"", "4294967295 (u32)"),
		("1,-2,[]\n", "line 2, column 2 (iteration): \"-2\"", "0 to 4294967295"),
		("1,4294967296,[]\n", "line 2, column 2 (iteration)", "0 to 4294967295"),
		("1,1.5,[]\n", "line 2, column 2 (iteration)", "a whole number"),
		("1,2,3\n", "line 2, column 3 (lines): \"3\"", "a JSON list, each item"),
		("1,2,\"[{\"\"good\"\": 1, \"\"flow\"\": 0.5}]\"\n", "0.5 at [0].flow", "(i128)"),
		("1,2,\"[{\"\"good\"\": 1}]\"\n", "null at [0].flow", "(i128)"),
		("1,2,\"[{\"\"goods\"\": 1}]\"\n", "at [0]", "a JSON object with good, flow"),
		("1,2\n", "line 2: 2 cells where the header has 3", "a cell for each column"),
		("1,2,\"[]\n", "line 2: a quote is not closed", "double the quotes"),
	] {
		let error = error("Planning", "propose", &format!("{header}{text}"));
		assert!(error.contains(place), "{place} in {error}");
		assert!(error.contains(expected), "{expected} in {error}");
	}
	let side = error("Councils", "found", "side\nworkers\n");
	assert!(side.contains("one of Workers, Consumers"), "{side}");
	let account = error("Members", "sponsor", "candidate\n5Grw\n");
	assert!(account.contains("column 1 (candidate): \"5Grw\"") && account.contains("an account"));
}

#[test]
fn headers_that_do_not_fit_say_what_does() {
	for (header, what) in [
		("", "it has no header\n  next: begin with a line that names the arguments: council, iteration, lines"),
		("council,iteration\n", "line 1: the column lines is missing"),
		("council,iteration,lines,more\n", "has no argument more\n  next: it takes council, iteration, lines"),
		("council,iteration,lines,lines\n", "column 4 (lines) is there twice"),
		("council,iteration,lines.good\n", "the column lines cannot be put together"),
		("council,iteration,lines,council.id\n", "the column council cannot be put together"),
		("council;iteration;lines\n", "has no argument council;iteration;lines"),
	] {
		let error = error("Planning", "propose", header);
		assert!(error.contains(what), "{what} in {error}");
	}
	let nested =
		error("Founders", "close", "proposal_hash,index,proposal_weight_bound.time,length_bound\n");
	assert!(nested.contains("has no argument proposal_weight_bound.time"), "{nested}");
	assert!(nested.contains("proposal_weight_bound.ref_time"), "{nested}");
}

#[test]
fn unknown_calls_are_named_with_the_known_ones() {
	let pallet = error("Plannig", "propose", "a\n");
	assert!(pallet.contains("no pallet Plannig") && pallet.contains("Planning"), "{pallet}");
	let call = error("Members", "sponser", "a\n");
	assert!(call.contains("no call Members.sponser") && call.contains("sponsor"), "{call}");
}

#[test]
fn a_table_without_rows_is_no_call() {
	let refused = error("Members", "sponsor", "candidate\n");
	assert!(refused.contains("it has no rows"), "{refused}");
}
