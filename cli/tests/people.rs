//! People on a real node: they become members, take seats, choose speakers, change accounts and
//! federate councils, and pay nothing for it.
//!
//! These tests need the node's program, as the other tests on a node do.

mod node;

use node::{json, parecon, Node};
use serde_json::{json, Value};
use std::{
	process::Output,
	time::{Duration, Instant},
};

/// Runs `parecon ARGS --url URL --json`.
fn asked(node: &Node, args: &str) -> Output {
	let args: Vec<&str> = args.split(' ').chain(["--url", &node.url, "--json"]).collect();
	parecon(&args)
}

/// What a view says.
fn told(node: &Node, args: &str) -> Value {
	let output = asked(node, args);
	assert_eq!(output.status.code(), Some(0), "{args}: {output:?}");
	json(&output)
}

/// Something that is done, free of charge, with its events by name.
fn done(node: &Node, args: &str) -> Value {
	let report = told(node, args);
	assert!(report["block"].as_u64() > Some(0) && report["extrinsic"].is_u64(), "{args}: {report}");
	assert_eq!((&report["free"], &report["fee"]), (&json!(true), &json!(0)), "{args}: {report}");
	report
}

/// Something that the rules refuse, by the name of the rule.
fn refused(node: &Node, args: &str, rule: &str) -> Value {
	let output = asked(node, args);
	assert_eq!(output.status.code(), Some(1), "{args}: {output:?}");
	let report = json(&output);
	assert_eq!(report["refused"]["error"], rule, "{args}: {report}");
	assert!(!report["refused"]["why"].as_str().unwrap().is_empty(), "{args}: {report}");
	report
}

/// Something that cannot be run, for a reason that contains `why`.
fn stopped(node: &Node, args: &str, why: &str) {
	let output = asked(node, args);
	let error = String::from_utf8(output.stderr).unwrap();
	assert_eq!(output.status.code(), Some(2), "{args}: {error}");
	assert!(error.contains(why) && error.contains("\n  next: "), "{args}: {error}");
	assert!(output.stdout.is_empty());
}

/// Tries until the chain has come so far that it is done.
fn in_time(node: &Node, args: &str) {
	let begin = Instant::now();
	while begin.elapsed() < Duration::from_secs(30) {
		if asked(node, args).status.code() == Some(0) {
			return;
		}
	}
	panic!("{args} is still refused");
}

fn events(report: &Value) -> Vec<String> {
	let name = |event: &Value| format!("{}.{}", event["pallet"], event["event"]).replace('"', "");
	report["events"].as_array().unwrap().iter().map(name).collect()
}

/// Makes a member of a name, on the word of Alice and Dave.
fn admitted(node: &Node, name: &str) -> u64 {
	done(node, &format!("member sponsor {name} --suri //Alice"));
	done(node, &format!("member sponsor {name} --suri //Dave"));
	in_time(node, &format!("member admit {name} --suri //Bob"));
	told(node, &format!("member show {name}"))["member"]["member"].as_u64().unwrap()
}

#[test]
fn a_person_without_tokens_becomes_a_member_and_speaks_for_a_council() {
	let node = Node::start("person");
	let stranger = told(&node, "member show //Grace");
	assert_eq!((&stranger["member"], &stranger["tokens"]), (&Value::Null, &json!(0)));
	stopped(&node, "council found workers --suri //Grace", "the node refuses the transaction");

	let report = done(&node, "member sponsor //Grace --suri //Alice");
	assert_eq!(events(&report), ["Members.CandidacyOpened", "Members.Sponsored"]);
	let twice = refused(&node, "member sponsor //Grace --suri //Alice", "Members.AlreadySponsored");
	assert!(twice["block"].is_null() && twice["answer"]["words_left"].is_u64(), "{twice}");
	refused(&node, "member admit //Grace --suri //Alice", "Members.NotEnoughSponsors");
	let may = asked(&node, "member show //Grace --may-admit");
	assert_eq!(may.status.code(), Some(1), "{may:?}");
	done(&node, "member withdraw //Grace --suri //Alice");
	refused(&node, "member withdraw //Grace --suri //Alice", "Members.NoCandidacy");
	assert_eq!(admitted(&node, "//Grace"), 6);
	refused(&node, "member sponsor //Grace --suri //Eve", "Members.AlreadyMember");

	let grace = told(&node, "member show --suri //Grace");
	assert_eq!((&grace["tokens"], &grace["member"]["sponsors"]), (&json!(0), &json!([0, 3])));
	assert!(grace["quota"]["ordinary"]["room"].as_u64() > Some(0), "{grace}");
	done(&node, "council join 4 --suri //Grace");
	done(&node, "council join 1 --suri //Grace");
	refused(&node, "council join 0 --suri //Grace", "Councils.AlreadySeated");
	done(&node, "council move 0 --suri //Grace");
	stopped(&node, "council speaker 1 --back 6 --suri //Grace", "has no seat in council 1");

	done(&node, "council speaker 4 --back //Grace --suri //Grace");
	done(&node, "council speaker 4 --back 6 --suri //Dave");
	// Two of four back her, and two back who spoke until now: half is nobody's majority.
	assert_eq!(told(&node, "council speaker 4")["delegate"], Value::Null);
	done(&node, "council speaker 4 --back 6 --suri //Bob");
	let speaker = told(&node, "council speaker 4");
	assert_eq!((&speaker["delegate"], &speaker["why"]["backers"]), (&json!(6), &json!(3)));
	let workplace = told(&node, "council show 4");
	assert_eq!(workplace["record"]["population"], 4);
	assert_eq!(workplace["seats"].as_array().unwrap().len(), 4);
	done(&node, "council leave consumers --suri //Grace");
	refused(&node, "council leave consumers --suri //Grace", "Councils.NotSeated");
	done(&node, "member leave --suri //Grace");
	assert_eq!(told(&node, "member show //Grace")["member"], Value::Null);
}

#[test]
fn a_member_changes_accounts_and_is_recovered_by_the_sponsors() {
	let node = Node::start("accounts");
	let member = admitted(&node, "//Heidi");
	// At once: another period begins after a minute or so.
	refused(&node, "member renew --suri //Heidi", "Members.AlreadyRenewed");
	done(&node, "member move-account //Heidi2 --suri //Heidi");
	refused(&node, "member move-account //Heidi3 --suri //Heidi", "Members.OfferOpen");
	stopped(&node, "member move-account --accept --suri //Ivan", "the node refuses");
	let report = done(&node, "member move-account --accept --suri //Heidi2");
	assert!(events(&report).contains(&"Members.AccountChanged".to_owned()), "{report}");
	assert_eq!(told(&node, "member show //Heidi")["member"], Value::Null);
	assert_eq!(told(&node, "member show //Heidi2")["member"]["member"], member);

	let word = |signer: &str| format!("member recover //Heidi2 //Heidi3 --suri //{signer}");
	refused(&node, &word("Bob"), "Members.NotSponsor");
	done(&node, &word("Alice"));
	refused(&node, "member recover 6 --complete --suri //Bob", "Members.NotDue");
	done(&node, "member recover --cancel --suri //Heidi2");
	done(&node, &word("Alice"));
	let report = done(&node, &word("Dave"));
	assert!(events(&report).contains(&"Members.RecoveryDue".to_owned()), "{report}");
	in_time(&node, "member recover 6 --complete --suri //Bob");
	let recovered = told(&node, "member show //Heidi3");
	assert_eq!((&recovered["member"]["member"], &recovered["tokens"]), (&json!(6), &json!(0)));
	assert_eq!(told(&node, "member show 6")["account"], recovered["account"]);
	stopped(&node, "member show 7", "there is no member 7");
	stopped(&node, "member recover //Heidi2 //Ivan --suri //Alice", "no member acts through");
}

#[test]
fn a_case_is_settled_by_the_speaker_of_the_home_council() {
	let node = Node::start("case");
	done(&node, "member sponsor //Mallory --suri //Bob");
	done(&node, "member sponsor //Mallory --suri //Dave");
	refused(&node, "member settle //Mallory --reject --suri //Alice", "Members.NoCase");
	for objector in ["//Charlie", "//Eve", "//Ferdie"] {
		done(&node, &format!("member object //Mallory --suri {objector}"));
	}
	refused(&node, "member object //Mallory --suri //Alice", "Members.CaseSent");
	refused(&node, "member admit //Mallory --suri //Dave", "Members.InObjection");
	refused(&node, "member discard //Mallory --suri //Dave", "Members.CandidacyOpen");
	refused(&node, "member settle //Mallory --reject --suri //Bob", "Members.NotSpeaker");
	let report = done(&node, "member settle //Mallory --reject --suri //Alice");
	assert_eq!(events(&report), ["Members.CandidacyRejected"]);
	assert_eq!(told(&node, "member show //Mallory")["candidacy"], Value::Null);
}

#[test]
fn keys_and_metadata_come_from_where_they_are() {
	let node = Node::start("files");
	let file = |name: &str| node.directory.join(name).to_str().unwrap().to_owned();
	let (key, table) = (file("alice.key"), file("table.csv"));
	let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk//Alice";
	std::fs::write(&key, phrase).unwrap();
	let readable = std::os::unix::fs::PermissionsExt::from_mode(0o644);
	std::fs::set_permissions(&key, readable).unwrap();
	let output = asked(&node, &format!("member sponsor //Grace --key {key}"));
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	assert_eq!(json(&output)["what"].as_str().unwrap().matches("alice.key").count(), 1);
	let warning = String::from_utf8(output.stderr).unwrap();
	assert!(warning.contains("others can read the key") && !warning.contains("bottom"));
	std::fs::write(&table, "candidate\n//Grace\n").unwrap();
	let encode = format!("call encode --pallet Members --call sponsor --csv {table}");
	let offline = parecon(&encode.split(' ').chain(["--json"]).collect::<Vec<_>>());
	assert_eq!(told(&node, &encode), json(&offline));
}

#[test]
fn dependents_count_once_a_neighbour_confirms() {
	let node = Node::start("dependents");
	let people = || told(&node, "council show 0")["record"]["population"].clone();
	done(&node, "member dependent add //Kim --suri //Alice");
	assert_eq!(people(), 2);
	refused(&node, "member dependent confirm //Kim --suri //Charlie", "Members.NotNeighbour");
	done(&node, "member dependent confirm //Kim --suri //Bob");
	assert_eq!(people(), 3);
	assert_eq!(told(&node, "member show //Kim")["dependent"]["guardian"], 0);
	done(&node, "member dependent hand-over //Kim //Bob --suri //Alice");
	refused(&node, "member dependent accept //Kim --suri //Eve", "Members.NotOffered");
	done(&node, "member dependent accept //Kim --suri //Bob");
	assert_eq!(people(), 3);
	done(&node, "member dependent remove //Kim --suri //Bob");
	assert_eq!(people(), 2);
}

#[test]
fn councils_federate_vote_and_part() {
	let node = Node::start("federation");
	refused(&node, "council federate 3 4 --suri //Bob", "Councils.NotSpeaker");
	stopped(&node, "council federate 3 99 --suri //Alice", "there is no council 99");
	done(&node, "council federate 3 4 --suri //Alice");
	assert_eq!(told(&node, "council show 4")["offers_to"][0]["what"], "Found");
	done(&node, "council federate 3 --withdraw --suri //Alice");
	done(&node, "council federate 3 4 --suri //Alice");
	done(&node, "council federate 4 3 --suri //Bob");

	let tree = told(&node, "council tree 5");
	let tree = tree["councils"].as_array().unwrap();
	let parents: Vec<_> = tree.iter().map(|node| (&node["council"], &node["parent"])).collect();
	assert_eq!(
		parents,
		[(&json!(5), &Value::Null), (&json!(3), &json!(5)), (&json!(4), &json!(5))]
	);
	assert_eq!((&tree[0]["level"], &tree[0]["population"]), (&json!(1), &json!(6)));
	let all = told(&node, "council tree");
	assert_eq!(all["councils"].as_array().unwrap().len(), 6);
	let drawn = parecon(&["council", "tree", "--url", &node.url]);
	let drawn = String::from_utf8(drawn.stdout).unwrap();
	assert!(drawn.contains("\n5  ") && drawn.contains("\n  3  "), "{drawn}");

	stopped(&node, "council speaker 5 --back 3 --suri //Bob", "name the one for which you speak");
	done(&node, "council speaker 5 --back 3 --for 4 --suri //Bob");
	done(&node, "council speaker 5 --back 3 --for 3 --suri //Alice");
	assert_eq!(told(&node, "council speaker 5")["delegate"], 0);
	refused(&node, "council carry 5 --suri //Alice", "Councils.AlreadyCarried");
	refused(&node, "council carry 5 --suri //Bob", "Councils.NotSpeaker");
	done(&node, "council speaker 5 --back 4 --for 4 --suri //Bob");
	done(&node, "council speaker 5 --back 4 --for 3 --suri //Alice");
	done(&node, "council carry 5 --suri //Bob");
	assert_eq!(told(&node, "council show 5")["record"]["carrier"], 1);
	done(&node, "council secede 4 --suri //Bob");
	refused(&node, "council secede 4 --complete --suri //Eve", "Councils.NoticeRunning");
	done(&node, "council secede 4 --stay --suri //Bob");
	done(&node, "council dissolve 4 --suri //Bob");
	refused(&node, "council dissolve 4 --complete --suri //Eve", "Councils.NoticeRunning");
	done(&node, "council dissolve 4 --keep --suri //Bob");
}

#[test]
fn a_merger_keeps_the_notice_that_was_longer() {
	let node = Node::start("merger");
	done(&node, "council charter 1 --notice 2 --suri //Charlie");
	assert_eq!(told(&node, "council charter 1")["notice"], 2);
	done(&node, "council merge 1 2 --suri //Charlie");
	done(&node, "council merge 1 2 --accept --suri //Eve");
	refused(&node, "council merge 1 --complete --suri //Alice", "Councils.NoticeRunning");
	let closing = told(&node, "council show 1");
	assert_eq!(closing["record"]["closing"]["into"], 2, "{closing}");
	done(&node, "council merge 1 --keep --suri //Charlie");
	stopped(&node, "council show 99", "there is no council 99");
}

#[test]
fn a_council_admits_on_the_word_of_who_sits_in_it() {
	let node = Node::start("vouching");
	let file = node.directory.join("charter.txt").to_str().unwrap().to_owned();
	std::fs::write(&file, "We share the tools.\n").unwrap();
	done(&node, &format!("council charter 3 --admission 1 --text {file} --suri //Alice"));
	let charter = told(&node, "council charter 3");
	assert_eq!(charter["admission"], 1);
	assert_ne!(charter["text"], format!("0x{}", "00".repeat(32)));
	refused(&node, "council move 3 --suri //Bob", "Councils.NotEnoughWords");
	let may = asked(&node, "member show //Bob --may-join 3");
	assert_eq!((may.status.code(), &json(&may)["needed"]), (Some(1), &json!(1)));
	done(&node, "council vouch workers //Bob --suri //Charlie");
	done(&node, "council move 3 --suri //Bob");
	done(&node, "council charter 3 --open --suri //Alice");
	let open = told(&node, "council charter 3");
	assert_eq!((&open["admission"], &open["text"]), (&Value::Null, &charter["text"]));
}

#[test]
fn reports_for_people_name_the_block_the_cost_and_the_rule() {
	let node = Node::start("words");
	let text = |args: &str| {
		let args: Vec<&str> = args.split(' ').chain(["--url", &node.url]).collect();
		String::from_utf8(parecon(&args).stdout).unwrap()
	};
	let sponsored = text("member sponsor //Grace --suri //Alice");
	assert!(sponsored.starts_with("word of //Alice for 5"), "{sponsored}");
	assert!(sponsored.contains(": in block ") && sponsored.contains(", free of charge\n"));
	assert!(sponsored.contains("\n  Members.Sponsored  "), "{sponsored}");
	let again = text("member sponsor //Grace --suri //Alice");
	assert!(again.contains(": not sent\n  refused: Members.AlreadySponsored: "), "{again}");
	assert!(again.contains("words left") && !again.contains("verdict"), "{again}");
	let shown = text("member show --suri //Alice");
	assert!(shown.contains(": member 0, ") && shown.contains("votes and recalls"), "{shown}");
	let may = text("member show //Bob --may-sponsor //Grace");
	assert!(may.starts_with("yes\n"), "{may}");
}
