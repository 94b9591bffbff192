//! A planning year as people live it, on a real node: they ask for goods, their councils propose, a
//! federation makes an exception, and each gets a part of the plan.
//!
//! These tests need the node's program, as the other tests on a node do.

mod node;

use codec::Encode;
use node::{json, parecon, Node};
use parecon_cli::{
	chain::{
		calls::{self, Call, Inner},
		plan_calls, Chain, Follower, Outbox, Signer,
	},
	people::keys,
};
use parecon_engine::{Counting, Kind, LevelRule, Rule, Swing};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Price, Quantity};
use serde_json::{json, Value};
use sp_arithmetic::Perbill;
use std::{
	process::Output,
	time::{Duration, Instant},
};
use subxt::config::Hasher;

const UNIT: u128 = 1_000_000;

/// What a motion of the founders may weigh.
const WEIGHT: (u64, u64) = (300_000_000_000, 1_000_000);

/// A node, its chain, and where tables lie.
struct Town {
	node: Node,
	chain: Chain,
	runtime: tokio::runtime::Runtime,
}

impl Town {
	fn start(name: &str) -> Self {
		let node = Node::start(name);
		let runtime = tokio::runtime::Runtime::new().unwrap();
		let chain = runtime.block_on(Chain::connect(&node.url)).unwrap();
		Self { node, chain, runtime }
	}

	/// Runs `parecon ARGS --url URL --json`.
	fn asked(&self, args: &str) -> Output {
		let args: Vec<&str> = args.split(' ').chain(["--url", &self.node.url, "--json"]).collect();
		parecon(&args)
	}

	/// What is told.
	fn told(&self, args: &str) -> Value {
		let output = self.asked(args);
		assert_eq!(output.status.code(), Some(0), "{args}: {output:?}");
		json(&output)
	}

	/// Something that is done, free of charge: the names of its events.
	fn done(&self, args: &str) -> Vec<String> {
		let report = self.told(args);
		assert!(report["block"].as_u64() > Some(0), "{args}: {report}");
		assert_eq!(report["free"], json!(true), "{args}: {report}");
		let events = report["events"].as_array().unwrap().iter();
		events.map(|event| event["event"].as_str().unwrap().to_owned()).collect()
	}

	/// Something that the rules refuse, and whether it was sent.
	fn refused(&self, args: &str, rule: &str, sent: bool) -> Value {
		let output = self.asked(args);
		assert_eq!(output.status.code(), Some(1), "{args}: {output:?}");
		let report = json(&output);
		let refused = &report["refused"];
		assert_eq!(refused["error"], rule, "{args}: {report}");
		assert!(!refused["why"].as_str().unwrap().is_empty(), "{args}: {report}");
		assert!(!refused["next"].as_str().unwrap().is_empty(), "{args}: {report}");
		assert_eq!(report["block"].is_u64(), sent, "{args}: {report}");
		report
	}

	/// Something that cannot be run, for a reason that contains `why`.
	fn stopped(&self, args: &str, why: &str) {
		let output = self.asked(args);
		let error = String::from_utf8(output.stderr).unwrap();
		assert_eq!(output.status.code(), Some(2), "{args}: {error}");
		assert!(error.contains(why) && error.contains("\n  next: "), "{args}: {error}");
	}

	/// A file with a text: its path.
	fn file(&self, name: &str, text: &str) -> String {
		let file = self.node.directory.join(name);
		std::fs::write(&file, text).unwrap();
		file.to_str().unwrap().to_owned()
	}

	fn view(&self, pallet: &str, view: &str, args: impl Encode) -> Value {
		self.runtime.block_on(async {
			let at = self.chain.best().await.unwrap();
			self.chain.ask(&at, pallet, view, args).await.unwrap()
		})
	}

	/// Waits until the cycle is in a phase, or in a later iteration of collecting.
	fn until(&self, phase: &str, iteration: u64) {
		let begin = Instant::now();
		let mut cycle = Value::Null;
		while begin.elapsed() < Duration::from_secs(120) {
			cycle = self.view("Planning", "cycle", ());
			if cycle["phase"] == phase && cycle["iteration"].as_u64() >= Some(iteration) {
				return;
			}
			std::thread::sleep(Duration::from_millis(100));
		}
		panic!("{phase} does not come: {cycle}");
	}

	/// Has two of the three founders decide on calls together.
	fn govern(&self, calls: Vec<Inner>) {
		self.runtime.block_on(async {
			let (alice, bob) = (signer("//Alice"), signer("//Bob"));
			let mut follower = Follower::new(&self.chain).await.unwrap();
			let mut outbox = Outbox::default();
			outbox.learn_nonces(&self.chain, &[&alice, &bob]).await.unwrap();
			let at = self.chain.best().await.unwrap();
			let inner = |call: &Call| self.chain.bytes_of(&at, call).unwrap();
			let moved = inner(&calls::batch_all(calls));
			let (hash, length) = (at.hasher().hash(&moved.0), moved.0.len() as u32);
			let index: Option<u32> =
				self.chain.value(&at, "Founders", "ProposalCount", ()).await.unwrap();
			let vote = inner(&calls::approve(hash, index.unwrap_or(0)));
			let motion = inner(&calls::motion(2, moved, length));
			let close = inner(&calls::close(hash, index.unwrap_or(0), WEIGHT, length));
			for (founder, calls) in [(alice, vec![motion, vote.clone()]), (bob, vec![vote, close])]
			{
				outbox.sign(&at, &founder, "motion", &calls::batch_all(calls)).unwrap();
				let sent = outbox.send(&self.chain).await.unwrap();
				follower.settle(sent).await.unwrap();
			}
		});
	}

	fn inner(&self, call: &Call) -> Inner {
		self.runtime.block_on(async {
			let at = self.chain.best().await.unwrap();
			self.chain.bytes_of(&at, call).unwrap()
		})
	}

	/// Bread for 2 credits, and 40 hours of baking for 1.
	fn register(&self) {
		let bread = Price(2 * UNIT);
		let hours = Quantity(40 * UNIT);
		let bread = calls::register_good("bread", "loaf", Kind::Private, bread, Quantity(0));
		let baking = calls::register_good("baking", "hour", Kind::Labour, Price(UNIT), hours);
		self.govern(vec![self.inner(&bread), self.inner(&baking)]);
	}

	/// Opens a cycle in which nearly everything counts as balanced.
	fn open(&self, enrolment: u32, window: u32) {
		let params = calls::Params {
			rule: Rule::Proportional,
			threshold: Perbill::one(),
			enrolment,
			window,
			ratification: 200,
			max_iterations: 9,
			income_per_head: Credits(1_000 * UNIT),
			counting: Counting::Excess,
			swing: Swing::NEVER,
			retries: 0,
			levels: LevelRule::Median,
			exceptions: Perbill::from_percent(10),
		};
		self.govern(vec![self.inner(&calls::open_cycle(params))]);
		self.until("Enrolling", 0);
	}

	/// How much of a good stands in what counts for a council.
	fn counts(&self, council: u32, good: u32) -> i64 {
		let part = self.view("Planning", "enrolment", (CycleId(0), CouncilId(council)));
		let lines = part["lines"].as_array().unwrap().iter();
		lines.filter(|line| line["good"] == good).map(|line| line["flow"].as_i64().unwrap()).sum()
	}
}

fn signer(name: &str) -> Signer {
	keys::from_uri(name).unwrap()
}

#[test]
fn what_members_ask_for_counts_while_their_council_is_silent_and_comes_back_as_their_part() {
	let town = Town::start("requests");
	town.register();
	let ten = town.file("ten.csv", "good,amount\nbread,10\n");
	let state = |council: u32, file: &str, who: &str| {
		format!("request state --council {council} --lines {file} --suri //{who}")
	};
	town.refused(&state(0, &ten, "Alice"), "Requests.NotAsking", false);
	town.refused("cycle recall --council 0 --suri //Alice", "Planning.NoCycle", false);
	town.open(75, 60);
	what_is_asked_is_checked(&town, &ten, state);
	town.until("Collecting", 1);
	both_sides_propose(&town);

	// In the second iteration nobody speaks for a council, and Bob asks for something.
	town.until("Collecting", 2);
	assert_eq!(town.counts(0, 0), -30_000_000, "20 of the speaker, and 10 that Alice asks for");
	let six = town.file("six.csv", "good,amount\nbread,6\n");
	assert_eq!(town.done(&state(0, &six, "Bob")), ["Requested"]);
	town.until("Ratifying", 2);
	assert_eq!(town.counts(0, 0), -36_000_000);
	the_plan_is_approved_and_shared_out(&town);
}

/// While councils enrol, members ask.
fn what_is_asked_is_checked(town: &Town, ten: &str, state: impl Fn(u32, &str, &str) -> String) {
	assert_eq!(town.done("cycle enrol --council 3 --suri //Alice"), ["Enrolled"]);
	assert_eq!(town.done("cycle enrol --council 0 --suri //Alice"), ["Enrolled"]);
	town.refused("cycle enrol --council 0 --suri //Alice", "Planning.AlreadyEnrolled", false);
	town.refused(
		"cycle ratify --approve --council 0 --suri //Alice",
		"Planning.NotRatifying",
		false,
	);
	assert_eq!(town.done(&state(0, ten, "Alice")), ["Requested"]);
	town.refused(&state(1, ten, "Alice"), "Requests.NotSeated", true);
	let much = town.file("much.csv", "good,amount\nbread,501\n");
	let report = town.refused(&state(0, &much, "Bob"), "Requests.BeyondMeans", false);
	assert_eq!(
		(&report["answer"]["cost"], &report["answer"]["means"]),
		(&json!("1002.000000"), &json!("1000.000000"))
	);
	let bad = town.file("bad.csv", "good,amount\nbread,1\nbred,2\n");
	town.stopped(
		&state(0, &bad, "Bob"),
		"bad.csv, line 3, good: there is no good \"bred\"; there is bread",
	);
	town.stopped("request show --suri //Bob", "member 1 asks for nothing");
	let shown = town.told("request show --member 0");
	assert_eq!((&shown["cost"], &shown["means"]), (&json!("20.000000"), &json!("1000.000000")));
	assert_eq!(shown["lines"][0]["amount"], "10.000000");
	town.stopped("request portion --suri //Bob", "none is in force");
}

/// The workplace bakes 27 loaves; the neighbourhood wants 20 beside what is asked for.
fn both_sides_propose(town: &Town) {
	let work = town.file("work.csv", "good,amount\nbread,27\nbaking,-27\n");
	let loss = town.file("loss.csv", "good,amount\nbaking,-27\nbread,10\n");
	let own = town.file("own.csv", "good,amount\nbread,20\n");
	let output = town.asked(&format!("cycle check --council 3 --lines {loss}"));
	assert_eq!(output.status.code(), Some(1), "{output:?}");
	let told = json(&output);
	assert_eq!(
		(&told["refused"]["error"], &told["sums"]["missing"]),
		(&json!("Planning.BelowPar"), &json!("7.000000"))
	);
	let told = town.told(&format!("cycle check --council 3 --lines {work}"));
	assert_eq!(
		(&told["passes"], &told["lines"][0]["benefit"]),
		(&json!(true), &json!("54.000000"))
	);
	let told = town.told(&format!("cycle check --council 0 --lines {own}"));
	assert_eq!(told["counted"]["lines"][0]["amount"], "-30.000000");

	let propose = |council: u32, file: &str| {
		format!("cycle propose --council {council} --lines {file} --suri //Alice")
	};
	town.refused(&propose(3, &loss), "Planning.BelowPar", false);
	town.refused("cycle recall --council 0 --suri //Alice", "Planning.NothingToRecall", false);
	assert_eq!(town.done(&propose(0, &own)), ["Proposed"]);
	assert_eq!(town.done("cycle recall --council 0 --suri //Alice"), ["Recalled"]);
	assert_eq!(town.done(&(propose(0, &own) + " --note " + &own)), ["Proposed"]);
	town.refused("cycle drop --council 3 --suri //Eve", "Planning.NotSilent", true);
	let late = format!("{} --iteration 7", propose(3, &work));
	town.refused(&late, "Planning.WrongIteration", true);
	assert_eq!(town.done(&propose(3, &work)), ["Proposed"]);
}

fn the_plan_is_approved_and_shared_out(town: &Town) {
	town.refused(
		&format!(
			"request state --council 0 --lines {} --suri //Bob",
			town.file("b.csv", "good,amount\nbread,7\n")
		),
		"Requests.NotAsking",
		false,
	);
	for council in [0, 3] {
		let verdict = format!("cycle ratify --approve --council {council} --suri //Alice");
		assert_eq!(town.done(&verdict), ["Judged"]);
	}
	town.until("Ratified", 2);
	let part = |who: &str| {
		let portion = town.told(&format!("request portion --suri //{who}"));
		portion["lines"][0]["granted"].clone()
	};
	// 27 loaves for 36 that were asked for.
	assert_eq!((part("Bob"), part("Alice")), (json!("4.500000"), json!("7.500000")));
	let others = town.told("plan counterparties --cycle 0 --council 0");
	assert_eq!(others["goods"], json!([{ "good": "bread", "does": "uses", "councils": [3] }]));
	town.stopped("plan counterparties --cycle 0 --council 1", "council 1 has no part in cycle 0");

	town.refused("cycle confirm --council 0 --suri //Alice", "Planning.NothingToConfirm", true);
	assert_eq!(town.done("cycle withdraw --council 3 --suri //Alice"), ["Withdrawn"]);
	town.refused("cycle withdraw --council 3 --suri //Alice", "Planning.NotInPlan", true);
	town.refused("request clear --member 1 --suri //Eve", "Requests.StillSeated", true);
	assert_eq!(town.done("request withdraw --suri //Bob"), ["Withdrawn"]);
	town.refused("request withdraw --suri //Bob", "Requests.NoRequest", false);
	town.refused("request clear --member 1 --suri //Eve", "Requests.NoRequest", false);
}

#[test]
fn a_federation_comments_proposes_and_makes_exceptions() {
	let town = Town::start("exceptions");
	for act in [
		"council federate 0 1 --suri //Alice",
		"council federate 1 0 --suri //Charlie",
		"council speaker 5 --back 0 --for 0 --suri //Alice",
		"council speaker 5 --back 0 --for 1 --suri //Charlie",
	] {
		town.done(act);
	}
	town.register();
	let smoke = calls::register_good("smoke", "kg", Kind::Pollutant, Price(UNIT), Quantity(0));
	let shared = plan_calls::share_good(GoodId(2), Quantity(UNIT), &[CouncilId(1)]);
	town.govern(vec![town.inner(&smoke), town.inner(&shared)]);
	a_claim_is_opposed(&town);
	town.open(75, 600);
	for council in [(0, "Alice"), (1, "Charlie"), (3, "Alice")] {
		town.done(&format!("cycle enrol --council {} --suri //{}", council.0, council.1));
	}
	let endow = |amount: &str| format!("cycle endow --amount {amount} --council 0 --suri //Alice");
	assert_eq!(town.done(&endow("50")), ["Endowed"]);
	town.refused(&endow("1950.5"), "Planning.NotEnough", false);
	town.until("Collecting", 1);
	children_are_spoken_to_and_for(&town);
	an_exception_is_refused_and_made(&town);
}

fn a_claim_is_opposed(town: &Town) {
	let claim = |good: &str| format!("good claim --good {good} --council 0 --suri //Alice");
	town.stopped(&claim("bread"), "bread is no pollutant but private");
	town.stopped(&claim("smoek"), "there is no good \"smoek\"; there is smoke");
	assert_eq!(town.done(&claim("smoke")), ["Claimed"]);
	town.refused(&claim("smoke"), "Planning.AlreadyClaimed", true);
	let settle = "good settle --good smoke --claimant 0 --suri //Eve";
	town.refused(settle, "Planning.ClaimOpen", true);
	let oppose = "good oppose --good smoke --claimant 0 --council 1 --suri //Charlie";
	assert_eq!(town.done(oppose), ["ClaimOpposed"]);
	let claims = town.told("good claims --good smoke");
	assert_eq!(
		(&claims["claims"][0]["council"], &claims["claims"][0]["opposed"]),
		(&json!(0), &json!(true))
	);
	town.refused(settle, "Planning.ClaimOpposed", true);
	let goods = town.told("good list");
	let smoke = &goods["goods"][2];
	assert_eq!(
		(&smoke["kind"], &smoke["step"], &smoke["scope"]),
		(&json!("pollutant"), &json!("1.000000"), &json!([1]))
	);
	assert_eq!(
		(&goods["goods"][1]["supply"], &goods["goods"][0]["supply"]),
		(&json!("40.000000"), &Value::Null)
	);
}

fn children_are_spoken_to_and_for(town: &Town) {
	let note = town.file("note.txt", "More bread, please.\n");
	let comment = |council| {
		format!("cycle comment --note {note} --federation 5 --council {council} --suri //Alice")
	};
	assert_eq!(town.done(&comment(1)), ["Commented"]);
	town.refused(&comment(3), "Planning.NotItsChild", true);
	let many = town.file("many.csv", "council,good,amount\n1,smoke,3\n1,bread,5\n");
	let propose = format!("cycle propose-many --federation 5 --lines {many} --suri //Alice");
	town.refused(&propose, "Planning.NotEntrusted", true);
	let entrust = "cycle entrust --federation 5 --council 1 --suri //Charlie";
	assert_eq!(town.done(entrust), ["Entrusted"]);
	assert_eq!(town.done(&propose), ["Proposed"]);
	assert_eq!((town.counts(1, 0), town.counts(1, 2)), (-5_000_000, 3_000_000));
	assert_eq!(town.done("cycle entrust --nobody --council 1 --suri //Charlie"), ["Entrusted"]);

	// Council 0 does not share the smoke: its line is named.
	let lines = town.file("lines.csv", "good,amount\nbread,5\nsmoke,2\n");
	let output = town.asked(&format!("cycle check --council 0 --lines {lines}"));
	assert_eq!(output.status.code(), Some(1), "{output:?}");
	let told = json(&output);
	assert_eq!(told["refused"]["error"], "Planning.NotConcerned");
	assert_eq!((&told["fault"]["line"], &told["fault"]["good"]), (&json!(3), &json!("smoke")));
	let totals = town.told("council totals --federation 5 --cycle 0");
	assert_eq!((&totals["councils"], &totals["population"]), (&json!(2), &json!(4)));
	assert_eq!(totals["goods"][0]["demand"], "5.000000");
	town.stopped("council totals --federation 5 --cycle 3", "--cycle 0");
	town.stopped("council totals --federation 0 --cycle 0", "council 0 is a base council");
}

fn an_exception_is_refused_and_made(town: &Town) {
	let note = town.file("why.txt", "A fire.\n");
	let ask = format!("cycle ask --amount 30 --note {note} --council 1 --suri //Charlie");
	town.refused("cycle appeal --council 1 --suri //Charlie", "Planning.NotAsked", false);
	assert_eq!(town.done(&ask), ["ExceptionAsked"]);
	town.refused(&ask, "Planning.AlreadyAsked", false);
	town.refused("cycle appeal --council 1 --suri //Charlie", "Planning.NotRefused", false);
	let pleas = town.told("cycle pleas --federation 5");
	assert_eq!(
		(&pleas["pleas"][0]["council"], &pleas["pleas"][0]["amount"], &pleas["left"]),
		(&json!(1), &json!("30.000000"), &json!("50.000000"))
	);
	let on = "--federation 5 --council 1 --suri //Alice";
	assert_eq!(town.done(&format!("cycle refuse {on}")), ["ExceptionRefused"]);
	town.refused(&format!("cycle grant --gift 20 {on}"), "Planning.NotAsked", false);
	town.refused("cycle appeal --council 1 --suri //Charlie", "Planning.NoFederation", true);
	assert_eq!(town.done(&ask), ["ExceptionAsked"]);
	town.refused(&format!("cycle grant --gift 31 {on}"), "Planning.BeyondBound", false);
	let relief = format!("cycle grant --relief 5 --backers 3 {on}");
	town.refused(&relief, "Planning.WrongSide", true);
	assert_eq!(town.done(&format!("cycle grant --gift 20 {on}")), ["ExceptionGranted"]);
	let pleas = town.told("cycle pleas --federation 5");
	assert_eq!((&pleas["pleas"], &pleas["left"]), (&json!([]), &json!("30.000000")));
}
