//! What the views about a council's work answer, as far as we do more with it than show it.

use crate::hex::unhex;
use parecon_jobs_engine::{Both, Points, Portion, Quality, Spread, TaskTerms, Worker};
use parecon_primitives::{CouncilId, MemberId, Period, TaskId};
use serde::Deserialize;
use serde_json::Value as Json;

/// What the view `workplace` answers.
#[derive(Clone, Debug, Deserialize)]
pub struct Workplace {
	/// Its tasks and rules.
	pub workplace: Kept,
	/// Its index by its own ratings.
	pub inside: Option<Both<Points>>,
	/// Its index by outsiders' ratings.
	pub outside: Option<Both<Points>>,
	/// The community's index by inside ratings.
	pub community: Option<Both<Points>>,
	/// The community's index by outsiders' ratings.
	pub community_outside: Option<Both<Points>>,
	/// The open window.
	pub window: Option<Window>,
	/// The best claim in it.
	pub best: Option<Claim>,
	/// The adopted division.
	pub division: Option<Adopted>,
	/// Its jobs.
	pub jobs: Vec<Job>,
	/// Balancing minutes.
	pub ledger: Json,
	/// Its reports, oldest first.
	pub reports: Vec<Report>,
}

/// What is kept of a council's tasks.
#[derive(Clone, Debug, Deserialize)]
pub struct Kept {
	/// The tasks, ascending.
	pub tasks: Vec<TaskId>,
	/// Their minutes in a period.
	pub minutes: u64,
	/// How it divides its labour.
	pub rules: Rules,
	/// The period of its latest report.
	pub reported: Option<Period>,
}

/// How a council divides its labour.
#[derive(Clone, Debug, Deserialize)]
pub struct Rules {
	/// `Advisory` or `Binding`.
	pub mode: String,
	/// How far a balanced complex may lie from the mean.
	pub tolerance: Points,
	/// The most tasks in a complex.
	pub most_tasks: u8,
	/// After how many periods others who want a complex come first.
	pub precedence: u8,
}

/// What a division is measured by.
#[derive(Clone, Debug, Deserialize)]
pub struct Frozen {
	/// The number of the window.
	pub number: u32,
	/// The rules then.
	pub rules: Rules,
	/// The mean of the scores.
	pub mean: Both<Points>,
	/// The tasks.
	pub tasks: Vec<TaskTerms>,
	/// The roster.
	pub workers: Vec<Worker>,
}

/// An open window.
#[derive(Clone, Debug, Deserialize)]
pub struct Window {
	/// The first block in which nothing can be submitted any more.
	pub closes: u32,
	/// The first block in which anyone can remove it.
	pub expires: u32,
	/// What divisions are measured by.
	pub terms: Frozen,
}

/// The best division so far.
#[derive(Clone, Debug, Deserialize)]
pub struct Claim {
	/// Its quality.
	pub quality: Quality,
	/// Who submitted it.
	pub by: MemberId,
}

/// The division that is adopted.
#[derive(Clone, Debug, Deserialize)]
pub struct Adopted {
	/// The period in which it was.
	pub period: Period,
	/// What it was measured by.
	pub terms: Frozen,
	/// Its complexes.
	pub complexes: Vec<Complex>,
	/// Their indices.
	pub indices: Vec<Both<Points>>,
	/// Its quality.
	pub quality: Quality,
	/// The workers by the places that they drew, a byte each; none until the lots are drawn.
	pub lots: Option<String>,
	/// The period of the latest allotment.
	pub allotted: Option<Period>,
}

/// A bundle of tasks.
#[derive(Clone, Debug, Deserialize)]
pub struct Complex {
	/// Place in the roster of a member who can do it.
	pub fits: u8,
	/// Its tasks.
	pub portions: Vec<Portion>,
}

/// Who has a complex.
#[derive(Clone, Debug, Deserialize)]
pub struct Job {
	/// The member.
	pub holder: Option<MemberId>,
	/// Since which period.
	pub since: Period,
	/// Who stands in, and in which period.
	pub substitute: Option<(MemberId, Period)>,
	/// How many ranked it first.
	pub asked: u8,
}

/// What a council publishes of a period.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Report {
	/// The period in which it was made.
	pub period: Period,
	/// The number of the division's window.
	pub number: Option<u32>,
	/// The council's index by its own ratings.
	pub inside: Option<Both<Points>>,
	/// The community's.
	pub community: Option<Both<Points>>,
	/// Complexes of the division.
	pub complexes: u8,
	/// Those that somebody held.
	pub held: u8,
	/// Those held that are balanced.
	pub balanced: u8,
	/// Holders who had another complex, or none, in the period before.
	pub changed: u8,
	/// Mean and dispersion of the holders' indices.
	pub spread: Option<Spread>,
	/// Directive minutes of all holders together.
	pub directive: u32,
	/// The most of one holder.
	pub most_directive: u32,
}

/// What the view `task` answers.
#[derive(Clone, Debug, Deserialize)]
pub struct Task {
	/// The task.
	pub task: Stored,
	/// Its score by inside ratings.
	pub score: Option<Both<Points>>,
	/// Its score by outside ratings.
	pub outside: Option<Both<Points>>,
	/// Its weight, where it has one other than 1.
	pub weight: Option<Weight>,
}

/// A task as it is kept.
#[derive(Clone, Debug, Deserialize)]
pub struct Stored {
	/// The council whose work it is.
	pub council: CouncilId,
	/// What the council says of it.
	pub spec: Spec,
	/// Whether somebody has done it for a period.
	pub practised: bool,
	/// Its parts.
	pub parts: Vec<Part>,
}

/// What a council says of a task.
#[derive(Clone, Debug, Deserialize)]
pub struct Spec {
	/// Its name, 0x and digits.
	name: String,
	/// Hash of the text that describes it.
	pub text: String,
	/// The class of hours.
	pub class: u8,
	/// The smallest useful block.
	pub block: u16,
	/// Whether it directs others' work.
	pub directs: bool,
	/// The qualification that it takes.
	pub requires: Option<u8>,
}

/// A part of a task.
#[derive(Clone, Debug, Deserialize)]
pub struct Part {
	/// Minutes a period.
	pub minutes: u32,
}

/// The weight of a task.
#[derive(Clone, Debug, Deserialize)]
pub struct Weight {
	/// Its minutes in the division.
	pub minutes: u32,
	/// Its weighted minutes.
	pub weighted: u32,
}

impl Spec {
	/// The name as text.
	pub fn name(&self) -> String {
		let bytes = unhex(&self.name).unwrap_or_default();
		String::from_utf8_lossy(&bytes).into_owned()
	}
}

impl Stored {
	/// Minutes of all parts.
	pub fn minutes(&self) -> u64 {
		self.parts.iter().map(|part| u64::from(part.minutes)).sum()
	}
}
