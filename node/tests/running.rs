//! The node as a process: it makes blocks, finalises them and answers, and it refuses what it must.

use std::{
	io::{Read, Write},
	net::{TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	thread::sleep,
	time::{Duration, Instant},
};

/// How long a node may take until it answers and has come as far as a test wants it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A node that runs until it is dropped.
struct Node {
	process: Child,
	rpc: u16,
}

impl Node {
	fn start(base: &Path, arguments: &[&str]) -> Self {
		let rpc = free_port();
		let process = command(base, arguments)
			.args(["--rpc-port", &rpc.to_string()])
			.stderr(Stdio::null())
			.spawn()
			.expect("the node starts");
		Self { process, rpc }
	}

	/// What the node answers to `method`, or nothing while it does not answer yet.
	fn ask(&self, method: &str, params: &str) -> Option<String> {
		let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#);
		let mut stream = TcpStream::connect(("127.0.0.1", self.rpc)).ok()?;
		write!(
			stream,
			"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
			 Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
			body.len()
		)
		.ok()?;
		let mut answer = String::new();
		stream.read_to_string(&mut answer).ok()?;
		answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned())
	}

	/// The string that `method` gives.
	fn text(&self, method: &str, params: &str) -> Option<String> {
		let answer = self.ask(method, params)?;
		let (_, rest) = answer.split_once(r#""result":""#)?;
		rest.split_once('"').map(|(text, _)| text.to_owned())
	}

	/// The number of the latest final block.
	fn finalised(&self) -> Option<u32> {
		let hash = self.text("chain_getFinalizedHead", "[]")?;
		let header = self.ask("chain_getHeader", &format!(r#"["{hash}"]"#))?;
		let (_, rest) = header.split_once(r#""number":"0x"#)?;
		rest.split_once('"').and_then(|(number, _)| u32::from_str_radix(number, 16).ok())
	}

	/// Waits until block `number` is final.
	fn wait_for_final(&self, number: u32) {
		let start = Instant::now();
		while self.finalised().is_none_or(|latest| latest < number) {
			assert!(start.elapsed() < PATIENCE, "block {number} is not final in time");
			sleep(Duration::from_millis(100));
		}
	}

	/// Waits until the node answers.
	fn wait_for_answers(&self) {
		self.wait_for_final(0);
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

fn free_port() -> u16 {
	let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
	listener.local_addr().expect("it is bound").port()
}

fn command(base: &Path, arguments: &[&str]) -> Command {
	let mut command = Command::new(env!("CARGO_BIN_EXE_parecon-node"));
	command.args(["--no-prometheus", "--no-telemetry", "--port", &free_port().to_string()]);
	command.arg("--base-path").arg(base).args(arguments);
	command
}

/// What a node says that does not start.
fn refusal(base: &Path, arguments: &[&str]) -> String {
	let output = command(base, arguments)
		.args(["--rpc-port", &free_port().to_string()])
		.output()
		.expect("the node starts");
	assert!(!output.status.success(), "the node ran: {arguments:?}");
	String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A directory of its own for one test, removed when the test is over.
struct Base(PathBuf);

impl Base {
	fn new(test: &str) -> Self {
		let path = std::env::temp_dir().join(format!("parecon-{test}-{}", std::process::id()));
		let _ = std::fs::remove_dir_all(&path);
		Self(path)
	}
}

impl Drop for Base {
	fn drop(&mut self) {
		let _ = std::fs::remove_dir_all(&self.0);
	}
}

#[test]
fn a_sealed_chain_goes_on_after_a_restart_and_only_sealed() {
	let base = Base::new("sealed");
	let reached = {
		let node = Node::start(&base.0, &["--dev", "--sealing", "100"]);
		node.wait_for_final(5);
		assert_eq!(node.text("system_chain", "[]").as_deref(), Some("Parecon Development"));
		node.finalised().expect("the node answers")
	};
	let said = refusal(&base.0, &["--dev"]);
	assert!(said.contains("was made with --sealing"), "{said}");
	assert!(said.contains("purge-chain"), "{said}");

	let node = Node::start(&base.0, &["--dev", "--sealing", "manual"]);
	node.wait_for_answers();
	let before = node.finalised().expect("the node answers");
	assert!(before >= reached);
	sleep(Duration::from_millis(500));
	assert_eq!(node.finalised(), Some(before), "nobody asked for a block");
	let made = node.ask("engine_createBlock", "[true,true,null]").expect("the node answers");
	assert!(made.contains(r#""hash":"0x"#), "{made}");
	assert_eq!(node.finalised(), Some(before + 1));
}

#[test]
fn a_chain_that_validators_made_is_final_and_is_not_sealed() {
	let base = Base::new("babe");
	{
		let node = Node::start(&base.0, &["--dev"]);
		node.wait_for_final(1);
		let finality = node.ask("grandpa_roundState", "[]").expect("the node answers");
		assert!(finality.contains(r#""setId":0"#), "{finality}");
	}
	let said = refusal(&base.0, &["--dev", "--sealing", "100"]);
	assert!(said.contains("made by its validators"), "{said}");
}

#[test]
fn sealing_needs_one_validator_whose_key_is_here() {
	let base = Base::new("local");
	let key = "0000000000000000000000000000000000000000000000000000000000000001";
	let local = ["--chain", "local", "--alice", "--node-key", key, "--sealing", "100"];
	let said = refusal(&base.0, &local);
	assert!(said.contains("one validator, this one has 2"), "{said}");
	let said = refusal(&base.0, &["--chain", "dev", "--sealing", "100"]);
	assert!(said.contains("validator's BABE key"), "{said}");
}

#[test]
fn sealing_takes_no_other_word() {
	let base = Base::new("words");
	for word in ["0", "instant", "-5"] {
		let said = refusal(&base.0, &["--dev", &format!("--sealing={word}")]);
		assert!(said.contains("neither `manual` nor a number"), "{said}");
	}
}
