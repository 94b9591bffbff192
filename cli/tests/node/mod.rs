//! What the tests on a real node share: the node, and `parecon` as a person runs it.

// Each test uses a part of it.
#![allow(dead_code)]

use serde_json::Value;
use std::{
	fs::File,
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Child, Command, Output, Stdio},
	time::{Duration, Instant},
};

/// Runs `parecon`.
pub fn parecon(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_parecon")).args(args).output().unwrap()
}

/// What it printed, as JSON.
pub fn json(output: &Output) -> Value {
	serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// A development node that is gone with the test.
pub struct Node {
	child: Child,
	/// Where it keeps its blocks.
	pub directory: PathBuf,
	/// Where it answers.
	pub url: String,
}

impl Node {
	/// Starts one that seals a block every 200 ms; `name` tells its directory from those of other
	/// tests.
	pub fn start(name: &str) -> Self {
		Self::with(name, &["--sealing", "200"])
	}

	/// Starts one whose validator makes blocks in the chain's own time, and finalises them.
	pub fn validating(name: &str) -> Self {
		Self::with(name, &[])
	}

	fn with(name: &str, args: &[&str]) -> Self {
		let beside = Path::new(env!("CARGO_BIN_EXE_parecon")).with_file_name("parecon-node");
		let program = std::env::var_os("PARECON_NODE").map_or(beside, PathBuf::from);
		assert!(
			program.exists(),
			"{} is missing: build it with `cargo build --release -p parecon-node`",
			program.display()
		);
		let directory = std::env::temp_dir().join(format!("parecon-{name}-{}", std::process::id()));
		std::fs::create_dir_all(&directory).unwrap();
		let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
		let log = File::create(directory.join("node.log")).unwrap();
		let child = Command::new(program)
			.args(["--dev", "--no-prometheus", "--no-telemetry", "--port", "0"])
			.args(args)
			.args(["--state-pruning", "archive", "--blocks-pruning", "archive", "--base-path"])
			.arg(&directory)
			.args(["--rpc-port", &port.to_string()])
			.stdout(Stdio::null())
			.stderr(log)
			.spawn()
			.unwrap();
		let node = Self { child, directory, url: format!("ws://127.0.0.1:{port}") };
		node.wait();
		node
	}

	/// Until it answers that there has been no cycle yet.
	fn wait(&self) {
		let begin = Instant::now();
		while begin.elapsed() < Duration::from_secs(120) {
			let output = parecon(&["plan", "show", "--url", &self.url, "--cycle", "0"]);
			let error = String::from_utf8(output.stderr).unwrap();
			if error.contains("there has been no cycle on the chain") {
				return;
			}
			assert!(error.contains("no node answers at"), "{error}");
			std::thread::sleep(Duration::from_millis(500));
		}
		panic!("the node does not answer: see {}", self.directory.join("node.log").display());
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
		let _ = std::fs::remove_dir_all(&self.directory);
	}
}
