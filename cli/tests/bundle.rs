//! A cycle in a file: written from a real node, recomputed without it, and altered in every place.
//!
//! These tests need the node's program, as those in `chain.rs` do.

mod node;

use codec::{DecodeAll, Encode};
use finality_grandpa::{Message, Precommit, SignedPrecommit};
use node::{json, parecon, Node};
use parecon_cli::bundle::{blake2_256, About, BlockProof, Header, Record, Records, Tag, Writer};
use primitive_types::H256;
use serde_json::Value;
use sp_consensus_grandpa::{localized_payload, Commit, GrandpaJustification};
use sp_keyring::Ed25519Keyring;
use std::{
	fs,
	path::PathBuf,
	process::Output,
	sync::OnceLock,
	time::{Duration, Instant},
};

/// The bundle of a cycle on a sealed chain, and what it is checked against.
struct Given {
	bundle: Vec<u8>,
	genesis: H256,
	/// What the audit found on the node.
	findings: Value,
}

/// Drives a year of `examples/town` on a node that is gone afterwards: the bundle is all that is left of
/// it.
fn given() -> &'static Given {
	static GIVEN: OnceLock<Given> = OnceLock::new();
	GIVEN.get_or_init(|| {
		let node = Node::start("bundle");
		let path = |name: &str| node.directory.join(name).to_str().unwrap().to_owned();
		let out = path("year.parecon");
		let town = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/town");
		done(&parecon(&["drive", town, "--url", &node.url]));
		let findings = parecon(&["audit", "--url", &node.url, "--cycle", "0", "--json"]);
		done(&findings);
		let findings = json(&findings);
		let export = ["history", "export", "--url", &node.url, "--cycle", "0", "--out", &out];
		// Nobody has signed that a sealed block is final.
		let refused = parecon(&export);
		assert_eq!(refused.status.code(), Some(2));
		let error = text(&refused.stderr);
		assert!(error.contains("the node has no justification of a block from"), "{error}");
		assert!(!PathBuf::from(&out).exists());
		let exported = json(&parecon(&[&export[..], &["--no-finality", "--json"]].concat()));
		assert_eq!((&exported["mismatches"], &exported["justifications"]), (&0.into(), &0.into()));
		let bundle = fs::read(&out).unwrap();
		assert_eq!(exported["bytes"].as_u64(), Some(bundle.len() as u64));
		let genesis = about(&records(&bundle)).genesis;
		Given { bundle, genesis, findings }
	})
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8(bytes.to_vec()).unwrap()
}

fn done(output: &Output) {
	assert_eq!(output.status.code(), Some(0), "{output:?}");
}

/// The records of a bundle, as far as they can be had.
fn records(bytes: &[u8]) -> Vec<Record> {
	let mut records = Records::new(bytes).unwrap();
	std::iter::from_fn(|| records.read().unwrap()).collect()
}

/// A bundle of these records, with a digest that agrees.
fn written(records: &[Record]) -> Vec<u8> {
	let mut bytes = Vec::new();
	let mut writer = Writer::new(&mut bytes).unwrap();
	for record in records {
		writer.record(record.tag, &record.payload).unwrap();
	}
	writer.end().unwrap();
	bytes
}

fn about(records: &[Record]) -> About {
	records[0].decode().unwrap()
}

/// A file of a test that is gone when the test is over.
struct Scratch(PathBuf);

impl Scratch {
	fn new(name: &str, bytes: &[u8]) -> Self {
		let name = format!("parecon-bundle-{}-{name}", std::process::id());
		let path = std::env::temp_dir().join(name);
		fs::write(&path, bytes).unwrap();
		Self(path)
	}

	fn audit(&self, more: &[&str]) -> Output {
		let file = self.0.to_str().unwrap();
		parecon(&[&["audit", "--file", file][..], more].concat())
	}
}

impl Drop for Scratch {
	fn drop(&mut self) {
		let _ = fs::remove_file(&self.0);
	}
}

/// The audit of a bundle in memory; nobody asks for finality.
fn audit(name: &str, bytes: &[u8]) -> Output {
	let genesis = format!("{:?}", given().genesis);
	Scratch::new(name, bytes).audit(&["--genesis", &genesis, "--no-finality", "--json"])
}

/// The kind and the block of what is wrong with a bundle, and the words for it.
fn fault(name: &str, bytes: &[u8]) -> (String, Option<u64>, String) {
	let output = audit(name, bytes);
	assert_eq!(output.status.code(), Some(1), "{name}: {output:?}");
	let fault = &json(&output)["fault"];
	let text = |field: &str| fault[field].as_str().unwrap_or_default().to_owned();
	(text("kind"), fault["block"].as_u64(), text("detail"))
}

#[test]
fn a_cycle_is_recomputed_without_a_node() {
	let Given { bundle, genesis, findings } = given();
	let output = audit("sound", bundle);
	done(&output);
	let warning = text(&output.stderr);
	assert!(warning.starts_with("warning: --no-finality: nothing shows"), "{warning}");
	let report = json(&output);
	assert_eq!(report["mismatches"], Value::Array(vec![]));
	assert_eq!(report["outcome"], "ratified");
	let whole = report["iterations"].as_u64().map(|count| count * 37);
	assert!(report["proposals"].as_u64() >= whole, "{report}");
	for field in ["iterations", "proposals", "plans", "blocks", "mismatches"] {
		assert_eq!(report[field], findings[field], "{field}");
	}
	assert_eq!(report["bundle"]["genesis"], format!("{genesis:?}"));
	assert_eq!(report["bundle"]["finalised"], Value::Null);
	assert_eq!(report["bundle"]["runtimes"].as_array().unwrap().len(), 1);
	let plain = Scratch::new("plain", bundle).audit(&[
		"--genesis",
		&format!("{genesis:?}"),
		"--no-finality",
		"--cycle",
		"0",
	]);
	done(&plain);
	let plain = text(&plain.stdout);
	assert!(plain.contains("cycle 0 was ratified"), "{plain}");
	assert!(plain.contains("every total, price, test, tally and hash is as recomputed"), "{plain}");
}

#[test]
fn what_cannot_be_meant_is_refused() {
	let Given { bundle, genesis, .. } = given();
	let genesis = format!("{genesis:?}");
	let file = Scratch::new("refused", bundle);
	let other = Scratch::new("other", b"PK\x03\x04");
	let newer = Scratch::new("newer", b"PARECON\x1a\x09\x00");
	for (output, what) in [
		(file.audit(&[]), "it has to follow from the hash of a genesis block"),
		(file.audit(&["--no-finality"]), "give --genesis HASH"),
		(file.audit(&["--genesis", "0x12"]), "--genesis is not the hash of a block"),
		(file.audit(&["--genesis", &genesis, "--url", "ws://x"]), "cannot be used with"),
		(
			file.audit(&["--genesis", &genesis, "--no-finality", "--cycle", "7"]),
			"is a bundle of cycle 0",
		),
		(other.audit(&["--genesis", &genesis]), "is no bundle of a cycle"),
		(newer.audit(&["--genesis", &genesis]), "has layout version 9"),
		(parecon(&["audit", "--file", "/no/such", "--genesis", &genesis]), "cannot be read"),
		(parecon(&["audit", "--cycle", "0", "--no-finality"]), "--file <FILE>"),
		(parecon(&["audit"]), "--cycle <N>"),
	] {
		let error = text(&output.stderr);
		assert_eq!(output.status.code(), Some(2), "{what}: {error}");
		assert!(error.contains(what), "{what}: {error}");
	}
}

#[test]
fn finality_is_asked_for() {
	let Given { bundle, genesis, .. } = given();
	let file = Scratch::new("final", bundle);
	let output = file.audit(&["--genesis", &format!("{genesis:?}")]);
	assert_eq!(output.status.code(), Some(1));
	let words = text(&output.stdout);
	assert!(words.contains("does not hold: not final of block"), "{words}");
	assert!(words.contains("of those before, none is"), "{words}");
}

#[test]
fn another_chain_is_named() {
	let Given { bundle, .. } = given();
	let file = Scratch::new("chain", bundle);
	let nobodys = format!("{:?}", H256::repeat_byte(5));
	let output = file.audit(&["--genesis", &nobodys, "--no-finality"]);
	assert_eq!(output.status.code(), Some(1));
	assert!(text(&output.stdout).contains("another chain: it is of the chain with genesis"));
	// Nor does it help to say that it is of the chain that is asked about.
	let mut records = records(bundle);
	let mut about = about(&records);
	about.genesis = H256::repeat_byte(5);
	records[0].payload = about.encode();
	let file = Scratch::new("claim", &written(&records));
	let output = file.audit(&["--genesis", &nobodys, "--no-finality"]);
	assert!(text(&output.stdout).contains("another chain: its first header has hash"));
}

#[test]
fn a_bundle_that_is_cut_off_is_truncated() {
	let bundle = &given().bundle;
	for length in [9, 10, 200, bundle.len() / 2, bundle.len() - 1] {
		let (kind, _, detail) = fault("cut", &bundle[..length]);
		assert_eq!(kind, "truncated", "{length}: {detail}");
	}
	// A flipped bit that nothing else notices is noticed at the end.
	let mut flipped = bundle.clone();
	*flipped.last_mut().unwrap() ^= 1;
	assert_eq!(fault("digest", &flipped).0, "damaged");
}

/// A block of the cycle that holds accepted proposals, as its records stand in the bundle.
struct Busy {
	/// Its number.
	number: u32,
	/// Where the record of its header is.
	header: usize,
	/// Where the record of its body and proof is.
	block: usize,
	/// What that holds.
	proof: BlockProof,
}

/// The block of the cycle with most bytes of extrinsics.
fn busy(records: &[Record]) -> Busy {
	let mut header = 0;
	let mut found: Option<Busy> = None;
	let size = |proof: &BlockProof| proof.body.iter().flatten().map(Vec::len).sum::<usize>();
	for (index, record) in records.iter().enumerate() {
		match record.tag {
			Tag::Header => header = index,
			Tag::Block => {
				let proof: BlockProof = record.decode().unwrap();
				if found.as_ref().is_none_or(|busy| size(&busy.proof) < size(&proof)) {
					let number = decoded(&records[header]).number;
					found = Some(Busy { number, header, block: index, proof });
				}
			},
			_ => {},
		}
	}
	found.unwrap()
}

fn decoded(record: &Record) -> Header {
	Header::decode_all(&mut &record.payload[..]).unwrap()
}

/// Where the records of headers after genesis are.
fn headers(records: &[Record]) -> Vec<usize> {
	let is_header = |at: &usize| records[*at].tag == Tag::Header;
	(0..records.len()).filter(is_header).skip(1).collect()
}

/// The place of the node of a proof that holds these bytes.
fn holds(proof: &BlockProof, bytes: &[u8]) -> usize {
	let holds = |node: &Vec<u8>| node.windows(bytes.len()).any(|window| window == bytes);
	proof.proof.iter().position(holds).unwrap()
}

type Alter = fn(&mut Vec<Record>, &mut Busy);

/// Each class of bytes, altered in one bit or left out, and what names it.
const ALTERED: [(&str, Alter, &str, &str); 16] = [
	(
		"header",
		|records, _| {
			let second = headers(records)[1];
			records[second].payload[40] ^= 1;
		},
		"header",
		"names parent",
	),
	(
		"swapped headers",
		|records, _| {
			let headers = headers(records);
			records.swap(headers[2], headers[3]);
		},
		"header",
		"names parent",
	),
	(
		"a missing block",
		|records, busy| {
			records.remove(busy.block);
			records.remove(busy.header);
		},
		"header",
		"names parent",
	),
	(
		"state root in the header",
		|records, busy| records[busy.header].payload[40] ^= 1,
		"proof",
		"no node of it is the state root",
	),
	(
		"extrinsic",
		|_, busy| *busy.proof.body.as_mut().unwrap().last_mut().unwrap().last_mut().unwrap() ^= 1,
		"extrinsics",
		"the header has",
	),
	(
		"a missing proposal",
		|_, busy| drop(busy.proof.body.as_mut().unwrap().pop()),
		"extrinsics",
		"the header has",
	),
	("no extrinsics", |_, busy| busy.proof.body = None, "incomplete", "no extrinsics of it"),
	(
		// Nothing else in a block full of proposals is as long as its events.
		"event",
		|_, busy| {
			let longest = busy.proof.proof.iter_mut().max_by_key(|node| node.len()).unwrap();
			let middle = longest.len() / 2;
			longest[middle] ^= 1;
		},
		"proof",
		"it does not lead from the state root to 0x26aa394eea5630e07c48ae0c9558cef7",
	),
	(
		"storage value",
		|_, busy| {
			let node = holds(&busy.proof, b"parecon");
			let last = busy.proof.proof[node].len() - 1;
			busy.proof.proof[node][last] ^= 1;
		},
		"proof",
		"it does not lead from the state root",
	),
	(
		"state root",
		|records, busy| {
			let root = decoded(&records[busy.header]).state_root;
			let node = busy.proof.proof.iter().position(|node| blake2_256(node) == root).unwrap();
			busy.proof.proof[node][9] ^= 1;
		},
		"proof",
		"no node of it is the state root",
	),
	("a missing node", |_, busy| drop(busy.proof.proof.pop()), "proof", "state root"),
	(
		"validators",
		|records, _| {
			let record = records.iter_mut().find(|record| record.tag == Tag::Validators).unwrap();
			*record.payload.last_mut().unwrap() ^= 1;
		},
		"proof",
		"state root",
	),
	("metadata", |records, _| records[1].payload[5_000] ^= 1, "metadata", "stated is"),
	(
		"metadata and its hash",
		|records, _| {
			let name = b"set_block_share";
			let payload = &mut records[1].payload;
			for at in 0..payload.len() - name.len() {
				if payload[at..].starts_with(name) {
					payload[at] ^= 2;
				}
			}
			let mut about = about(records);
			about.metadata = blake2_256(&records[1].payload);
			records[0].payload = about.encode();
		},
		"metadata",
		"it has another pallet",
	),
	(
		"the end of the cycle",
		|records, _| {
			let mut about = about(records);
			about.ended -= 1;
			records[0].payload = about.encode();
		},
		"incomplete",
		"it ends before the cycle does",
	),
	(
		"the number of the cycle",
		|records, _| {
			let mut about = about(records);
			about.cycle += 1;
			records[0].payload = about.encode();
		},
		"contradiction",
		"was not opened in block",
	),
];

#[test]
fn each_class_of_bytes_is_checked_by_name() {
	let sound = records(&given().bundle);
	for (name, alter, kind, words) in ALTERED {
		let mut records = sound.clone();
		let mut busy = busy(&records);
		let place = busy.block;
		let before = records[place].payload.clone();
		alter(&mut records, &mut busy);
		// Where records were taken out the altered block is where it was, less those.
		if let Some(record) = records.iter_mut().find(|record| record.payload == before) {
			record.payload = busy.proof.encode();
		}
		let file = name.replace(' ', "-");
		let (found, block, detail) = fault(&file, &written(&records));
		assert_eq!(found, kind, "{name}: {detail}");
		assert!(detail.contains(words), "{name}: {detail}");
		println!("{name}: {found}, block {block:?}: {detail}");
		let of_block = matches!(kind, "extrinsics" | "proof") && name != "validators";
		if of_block {
			assert_eq!(block, Some(busy.number.into()), "{name}: {detail}");
		}
	}
}

#[test]
fn every_record_is_needed() {
	let sound = records(&given().bundle);
	let firsts = [Tag::About, Tag::Metadata, Tag::Validators];
	for tag in firsts {
		let mut records = sound.clone();
		let at = records.iter().position(|record| record.tag == tag).unwrap();
		records.remove(at);
		let (kind, _, detail) = fault(&format!("no-{tag:?}"), &written(&records));
		assert!(["malformed", "incomplete"].contains(&kind.as_str()), "{tag:?}: {detail}");
		// Nor may it come twice.
		let mut records = sound.clone();
		let twice = records[at].clone();
		records.insert(at, twice);
		if tag != Tag::Metadata {
			let (kind, _, detail) = fault(&format!("two-{tag:?}"), &written(&records));
			assert_eq!(kind, "malformed", "{tag:?}: {detail}");
		}
	}
	let mut records = sound.clone();
	let place = busy(&records).block;
	records.remove(place);
	let (kind, _, detail) = fault("no-block", &written(&records));
	assert_eq!(kind, "incomplete", "{detail}");
	let mut records = sound;
	records.pop();
	while records.last().unwrap().tag != Tag::Header {
		records.pop();
	}
	records.pop();
	let (kind, _, detail) = fault("no-last", &written(&records));
	assert_eq!(kind, "incomplete", "{detail}");
}

/// The audit of these records, finality included, on the chain that they say they are of.
fn audited_with_finality(name: &str, records: &[Record]) -> Output {
	let genesis = format!("{:?}", about(records).genesis);
	Scratch::new(name, &written(records)).audit(&["--genesis", &genesis, "--json"])
}

/// A justification of a header, signed by a key in the name of another.
fn signed(header: &Header, set: u64, by: Ed25519Keyring, name: Ed25519Keyring) -> Vec<u8> {
	const ROUND: u64 = 4;
	let (target_hash, target_number) = (header.hash(), header.number);
	let precommit = Precommit { target_hash, target_number };
	let message = Message::Precommit(precommit.clone());
	let signature = by.sign(&localized_payload(ROUND, set, &message)).into();
	let id = name.public().into();
	let precommits = vec![SignedPrecommit { precommit, signature, id }];
	let commit = Commit::<Header> { target_hash, target_number, precommits };
	GrandpaJustification::<Header> { round: ROUND, commit, votes_ancestries: vec![] }.encode()
}

/// The records with a justification after the header that is so many before the last one.
fn justified(before_last: usize, sign: impl Fn(&Header) -> Vec<u8>) -> Vec<Record> {
	let mut records = records(&given().bundle);
	let at = headers(&records).into_iter().rev().nth(before_last).unwrap();
	let payload = sign(&decoded(&records[at]));
	records.insert(at + 1, Record { tag: Tag::Justification, offset: 0, payload });
	records
}

#[test]
fn the_validator_of_genesis_makes_it_final() {
	// The one validator of a development chain is Alice, sealed or not, and her key is known.
	use Ed25519Keyring::Alice;
	let sound = justified(0, |header| signed(header, 0, Alice, Alice));
	let output = audited_with_finality("alice", &sound);
	done(&output);
	assert!(output.stderr.is_empty(), "{output:?}");
	let report = json(&output);
	let finalised = &report["bundle"]["finalised"];
	assert_eq!(finalised["block"], about(&sound).ended);
	assert_eq!((&finalised["set"], &finalised["validators"]), (&0.into(), &1.into()));
}

#[test]
fn who_is_no_validator_makes_nothing_final() {
	use Ed25519Keyring::{Alice, Bob};
	let sound = justified(0, |header| signed(header, 0, Alice, Alice));
	let mut last_header = sound.clone();
	let at = *headers(&last_header).last().unwrap();
	*last_header[at].payload.last_mut().unwrap() ^= 1;
	let mut cut = sound.clone();
	cut[at + 1].payload.pop();
	let by = |before_last, set, signer, name| {
		justified(before_last, |header| signed(header, set, signer, name))
	};
	for (name, records, kind, words) in [
		("bob", by(0, 0, Bob, Bob), "justification", "not in set 0"),
		("forged", by(0, 0, Bob, Alice), "justification", "the signature of"),
		("next-set", by(0, 1, Alice, Alice), "justification", "is not of round 4, set 0"),
		("last-header", last_header, "justification", "instead"),
		("cut-justification", cut, "justification", "cannot be decoded"),
		("too-early", by(1, 0, Alice, Alice), "not_final", "is the last"),
	] {
		let output = audited_with_finality(name, &records);
		assert_eq!(output.status.code(), Some(1), "{name}: {output:?}");
		let fault = &json(&output)["fault"];
		assert_eq!(fault["kind"], kind, "{name}: {fault}");
		assert!(fault["detail"].as_str().unwrap().contains(words), "{name}: {fault}");
	}
}

/// Exports cycle 0 of a validator's chain, as soon as a justification comes after it.
fn exported(node: &Node, out: &str) {
	let begin = Instant::now();
	while begin.elapsed() < Duration::from_secs(300) {
		let output =
			parecon(&["history", "export", "--url", &node.url, "--cycle", "0", "--out", out]);
		if output.status.code() == Some(0) {
			return;
		}
		let error = text(&output.stderr);
		assert!(error.contains("the node has no justification"), "{error}");
		std::thread::sleep(Duration::from_secs(6));
	}
	panic!("no justification in time");
}

#[test]
#[ignore = "four minutes of blocks every six seconds: scripts/test runs it beside other stages"]
fn a_cycle_that_validators_finalised_is_final() {
	let node = Node::validating("finality");
	let path = |name: &str| node.directory.join(name).to_str().unwrap().to_owned();
	let (economy, out) = (path("economy.json"), path("year.parecon"));
	let sizes = ["--workers", "4", "--consumers", "5", "--goods", "3"];
	let generate = ["economy", "generate", "--seed", "3", "--out", &economy];
	done(&parecon(&[&generate[..], &sizes].concat()));
	done(&parecon(&["drive", &economy, "--url", &node.url, "--until", "0.2"]));
	exported(&node, &out);
	let sound = records(&fs::read(&out).unwrap());
	let report = json(&audited_with_finality("validators", &sound));
	assert_eq!(
		(&report["outcome"], &report["mismatches"]),
		(&"ratified".into(), &Value::Array(vec![]))
	);
	let finalised = &report["bundle"]["finalised"];
	assert_eq!((&finalised["set"], &finalised["validators"]), (&0.into(), &1.into()));
	assert_eq!(finalised["block"], about(&sound).last);
}
