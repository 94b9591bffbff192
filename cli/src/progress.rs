//! A bar on standard error for what takes longer than two seconds; nothing for what does not, and
//! nothing where standard error is not a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(2);

/// Progress towards a known end.
pub struct Progress {
	bar: ProgressBar,
	begin: Instant,
	shown: bool,
}

impl Progress {
	/// `steps` steps of `what`, hidden until two seconds have passed.
	pub fn new(what: &str, steps: u64) -> Self {
		let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
		let style = ProgressStyle::with_template("{msg:24} {wide_bar} {pos}/{len} {eta:>4}")
			.unwrap_or_else(|_| ProgressStyle::default_bar());
		bar.set_style(style);
		bar.set_message(what.to_owned());
		Self { bar, begin: Instant::now(), shown: false }
	}

	/// A line of words that change, shown at once: for a road whose length nobody knows.
	pub fn spinner(what: &str) -> Self {
		let bar = ProgressBar::new_spinner();
		bar.enable_steady_tick(Duration::from_millis(200));
		bar.set_message(what.to_owned());
		Self { bar, begin: Instant::now(), shown: true }
	}

	/// Nothing, for what tells of itself otherwise.
	pub fn hidden() -> Self {
		Self { bar: ProgressBar::hidden(), begin: Instant::now(), shown: true }
	}

	/// Replaces the words.
	pub fn say(&mut self, what: &str) {
		self.bar.set_message(what.to_owned());
	}

	/// Sets how many steps are done.
	pub fn at(&mut self, done: u64) {
		if !self.shown && self.begin.elapsed() > PATIENCE {
			self.shown = true;
			self.bar.set_draw_target(ProgressDrawTarget::stderr());
		}
		self.bar.set_position(done);
	}
}

impl Drop for Progress {
	fn drop(&mut self) {
		self.bar.finish_and_clear();
	}
}
