//! What a command can end with: done, a check that failed, or an error that stops it.

use std::{fmt, process::ExitCode};

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// The work is done and nothing was found wrong: exit status 0.
	Done,
	/// The work is done, and the check that it was about failed: exit status 1.
	Failed,
}

/// Why a command cannot do its work (exit status 2), and what the person can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
	what: String,
	next: String,
}

/// The result of a command or of a part of it.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
	/// An error that says `what` is wrong (with the file, line, council or key it is about) and
	/// what to do `next`.
	pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
		Self { what: what.into(), next: next.into() }
	}

	/// What is wrong.
	pub fn what(&self) -> &str {
		&self.what
	}

	/// What to do next.
	pub fn next(&self) -> &str {
		&self.next
	}
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}\n  next: {}", self.what, self.next)
	}
}

impl std::error::Error for Error {}

/// The exit status of a command: 0 done, 1 the check failed, 2 cannot run. An error goes to
/// standard error.
pub fn exit_code(outcome: Result<Verdict>) -> ExitCode {
	match outcome {
		Ok(Verdict::Done) => ExitCode::SUCCESS,
		Ok(Verdict::Failed) => ExitCode::from(1),
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::from(2)
		},
	}
}
