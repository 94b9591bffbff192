//! The audit of job complexes against a real node: a workplace of three people comes to share its
//! work, and everything that the chain says of it is recomputed.
//!
//! It needs the node's program, as the other tests on a node do, and takes under a minute: the node
//! makes a block every 25 ms, and a period has 300 of them.

mod node;

use node::{json, parecon};
use serde_json::{json, Value};
use std::{
	fs::File,
	io::{Read, Write},
	net::{TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, Output, Stdio},
	thread,
	time::{Duration, Instant},
};

/// The speaker, and who works with them in council 4.
const WORKERS: [&str; 3] = ["//Bob", "//Dave", "//Ferdie"];

/// A node in haste: it makes a block every 25 ms, and is gone with the test.
struct Node {
	child: Child,
	directory: PathBuf,
	url: String,
}

impl Node {
	fn start() -> Self {
		let beside = Path::new(env!("CARGO_BIN_EXE_parecon")).with_file_name("parecon-node");
		let program = std::env::var_os("PARECON_NODE").map_or(beside, PathBuf::from);
		let directory =
			std::env::temp_dir().join(format!("parecon-jobs-audit-{}", std::process::id()));
		std::fs::create_dir_all(&directory).unwrap();
		let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
		let child = Command::new(&program)
			.args(["--dev", "--sealing", "25", "--no-prometheus", "--no-telemetry", "--port", "0"])
			.args(["--state-pruning", "archive", "--blocks-pruning", "archive", "--base-path"])
			.arg(&directory)
			.args(["--rpc-port", &port.to_string()])
			.stdout(Stdio::null())
			.stderr(File::create(directory.join("node.log")).unwrap())
			.spawn()
			.unwrap_or_else(|error| panic!("{} cannot be run: {error}", program.display()));
		let node = Self { child, directory, url: format!("ws://127.0.0.1:{port}") };
		node.in_time("council show 4");
		node
	}

	/// Runs `parecon ARGS --url URL --json`.
	fn asked(&self, args: &str) -> Output {
		let args: Vec<&str> = args.split(' ').chain(["--url", &self.url, "--json"]).collect();
		parecon(&args)
	}

	/// Something that has to be done at once.
	fn done(&self, args: &str) -> Value {
		let output = self.asked(args);
		assert_eq!(output.status.code(), Some(0), "{args}: {output:?}");
		json(&output)
	}

	/// Tries until the chain has come so far that it is done.
	fn in_time(&self, args: &str) -> Value {
		let begin = Instant::now();
		loop {
			let output = self.asked(args);
			if output.status.code() == Some(0) {
				return json(&output);
			}
			assert!(begin.elapsed() < Duration::from_secs(60), "{args}: {output:?}");
			thread::sleep(Duration::from_millis(100));
		}
	}

	/// What all workers do, at the same time, as soon as they can. The command names each by the place.
	fn all(&self, args: impl Fn(usize) -> String + Sync) {
		let args = &args;
		thread::scope(|scope| {
			for (place, worker) in WORKERS.iter().enumerate() {
				scope.spawn(move || self.in_time(&format!("{} --suri {worker}", args(place))));
			}
		});
	}

	/// A file of the test, with what is in it.
	fn file(&self, name: &str, text: &str) -> String {
		let file = self.directory.join(name);
		if !text.is_empty() {
			std::fs::write(&file, text).unwrap();
		}
		file.to_str().unwrap().to_owned()
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
		let _ = std::fs::remove_dir_all(&self.directory);
	}
}

/// Tasks, hours and ratings: committed in one period, revealed in the next.
fn rate(node: &Node) {
	let tasks =
		"name,minutes,class,block,directs\nplanning,240,day,60,yes\ncleaning,240,day,60,no\n";
	let tasks = node.file("tasks.csv", tasks);
	node.done(&format!("jobs register --council 4 --file {tasks} --suri //Bob"));
	node.all(|_| "jobs offer --council 4 --day 240".into());
	let ratings = |place: usize| {
		let (up, down) = (8 + place % 2, 1 + place);
		let rows = format!("planning,{up},5\ncleaning,{down},3\n");
		node.file(&format!("{place}.csv"), &format!("task,empowerment,desirability\n{rows}"))
	};
	let salt = |place: usize| node.file(&format!("{place}.json"), "");
	node.all(|place| {
		// A file that one try has written is in the way of the next.
		let _ = std::fs::remove_file(salt(place));
		let (file, salt) = (ratings(place), salt(place));
		format!("jobs rate --council 4 --file {file} --salt-file {salt}")
	});
	node.all(|place| format!("jobs reveal --council 4 --salt-file {}", salt(place)));
}

/// A division of the work, which is adopted: the block in which it is.
fn divide(node: &Node) -> u64 {
	let division = node.file("division.json", "");
	node.done("jobs window --council 4 --blocks 30 --suri //Bob");
	node.done(&format!("jobs balance --council 4 --seconds 1 --out {division}"));
	node.done(&format!("jobs submit --council 4 --file {division} --suri //Dave"));
	node.in_time("jobs adopt --council 4 --suri //Bob")["block"].as_u64().unwrap()
}

/// All ask for the same complex, and the council reports before and after.
fn work(node: &Node) {
	node.in_time("jobs lots --council 4 --suri //Ferdie");
	node.all(|_| "jobs rank 0 1 2 --council 4".into());
	let begin = Instant::now();
	// The report has to be of the period of the allotment.
	while node.asked("jobs allot --council 4 --suri //Dave").status.code() != Some(0) {
		assert!(begin.elapsed() < Duration::from_secs(60), "the complexes are not allotted");
		node.asked("jobs report --council 4 --send --suri //Dave");
	}
	node.in_time("jobs report --council 4 --send --suri //Bob");
	// A block, in which the tasks are weighed anew.
	node.done("jobs rank --none --council 4 --suri //Bob");
}

fn counts(found: &Value, names: &[&str]) -> Vec<u64> {
	names.iter().map(|name| found[*name].as_u64().unwrap()).collect()
}

/// A node that says one digit of one salt otherwise is found out.
fn a_flipped_digit_is_named(node: &Node, adopted: u64) {
	let secret: Value =
		serde_json::from_slice(&std::fs::read(node.directory.join("1.json")).unwrap()).unwrap();
	let (salt, member) = (secret["salt"].as_str().unwrap(), &secret["member"]);
	let salt = salt.trim_start_matches("0x");
	let (digits, last) = salt.split_at(salt.len() - 1);
	let other = if last == "0" { "1" } else { "0" };
	let url = falsified(&node.url, salt, &format!("{digits}{other}"));
	let args = format!("audit --jobs --to {adopted} --json --url {url}");
	let output = parecon(&args.split(' ').collect::<Vec<_>>());
	assert_eq!(output.status.code(), Some(1), "{output:?}");
	let found = json(&output);
	let wrong = &found["mismatches"][0];
	assert_eq!(found["mismatches"].as_array().unwrap().len(), 1, "{found}");
	assert_eq!((&wrong["kind"], &wrong["council"]), (&json!("reveal"), &json!(4)), "{found}");
	assert_eq!(&wrong["member"], member, "{found}");
	assert!(wrong["block"].as_u64() < Some(adopted) && wrong["extrinsic"].is_u64(), "{found}");
}

/// The address of one who passes on what the node at `url` says, with `to` wherever it says `from`,
/// which is as long.
fn falsified(url: &str, from: &str, to: &str) -> String {
	assert_eq!(from.len(), to.len());
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = listener.local_addr().unwrap();
	let node = url.trim_start_matches("ws://").to_owned();
	let (from, to) = (from.as_bytes().to_vec(), to.as_bytes().to_vec());
	thread::spawn(move || {
		for client in listener.incoming().flatten() {
			let server = TcpStream::connect(&node).unwrap();
			let (mut asks, mut asked) = (client.try_clone().unwrap(), server.try_clone().unwrap());
			thread::spawn(move || std::io::copy(&mut asks, &mut asked));
			let (from, to) = (from.clone(), to.clone());
			thread::spawn(move || pass_on(server, client, &from, &to));
		}
	});
	format!("ws://{address}")
}

fn pass_on(mut server: TcpStream, mut client: TcpStream, from: &[u8], to: &[u8]) {
	let mut bytes = vec![0; 1 << 20];
	while let Ok(length @ 1..) = server.read(&mut bytes) {
		let said = &mut bytes[..length];
		let places: Vec<usize> = said
			.windows(from.len())
			.enumerate()
			.filter(|(_, it)| it == &from)
			.map(|(at, _)| at)
			.collect();
		for place in places {
			said[place..place + to.len()].copy_from_slice(to);
		}
		if client.write_all(said).is_err() {
			return;
		}
	}
}

#[test]
fn a_workplace_that_shares_its_work_is_recomputed() {
	let node = Node::start();
	rate(&node);
	let adopted = divide(&node);
	work(&node);

	let found = node.done("audit --jobs");
	assert_eq!((&found["mismatches"], &found["unclear"]), (&json!([]), &json!([])), "{found}");
	let once = counts(&found, &["windows", "divisions", "lots", "allotments", "by_events"]);
	assert_eq!(once, [1, 1, 1, 1, 0], "{found}");
	assert_eq!(counts(&found, &["reveals", "tasks"]), [3, 2], "{found}");
	let often = counts(&found, &["reports", "weighings", "seeds"]);
	assert!(often[0] >= 2 && often[1] >= 2 && often[2] >= 4, "{found}");

	// From the middle on, with what the state before holds.
	let found = node.done(&format!("audit --jobs --council 4 --from {adopted}"));
	assert_eq!((&found["mismatches"], &found["from"]), (&json!([]), &json!(adopted)), "{found}");
	assert_eq!(counts(&found, &["reveals", "divisions", "tasks"]), [0, 1, 2], "{found}");
	let there = format!("--from {adopted} --to {adopted}");
	let found = node.done(&format!("audit --jobs --council 3 {there}"));
	assert_eq!(counts(&found, &["divisions", "lots", "reports", "tasks"]), [0, 0, 0, 0], "{found}");
	let words = format!("audit --jobs {there} --url {}", node.url);
	let words = parecon(&words.split(' ').collect::<Vec<_>>());
	let words = String::from_utf8(words.stdout).unwrap();
	assert!(words.contains("1 divisions") && words.contains("is as recomputed\n"), "{words}");
	a_flipped_digit_is_named(&node, adopted);
	for args in
		["audit --jobs --to 4000000", "audit --jobs --from 9 --to 8", "audit --jobs --cycle 0"]
	{
		assert_eq!(node.asked(args).status.code(), Some(2), "{args}");
	}
}
