//! The calls about tasks, ratings, job complexes and jobs that we make.

use super::calls::{call, Call};
use codec::Encode;
use parecon_jobs_engine::{Points, Portion, Quality, Rating};
use parecon_primitives::{CouncilId, MemberId, TaskId};
use primitive_types::H256;

/// The pallet.
const JOBS: &str = "Jobs";

/// What a council says of a task, as the pallet's `TaskSpec` is encoded.
#[derive(Clone, Debug, PartialEq, Eq, Encode)]
pub struct Spec {
	/// Its name.
	pub name: String,
	/// Hash of the text that describes it; zero where there is none.
	pub text: H256,
	/// The class of hours: 0 by day, 1 in the evening, 2 at night, 3 at weekends.
	pub class: u8,
	/// The smallest useful block, in minutes a period.
	pub block: u16,
	/// Whether it directs others' work.
	pub directs: bool,
	/// The qualification that it takes.
	pub requires: Option<u8>,
}

/// One of the tasks that a task is split into, as the pallet's `Child` is encoded.
#[derive(Clone, Debug, PartialEq, Eq, Encode)]
pub struct Child {
	/// What it is.
	pub spec: Spec,
	/// Its minutes of each part of the parent.
	pub minutes: Vec<u32>,
}

/// Whether a council adopts balanced divisions only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub enum Mode {
	/// Any division can be adopted.
	#[codec(index = 0)]
	Advisory,
	/// Only a division within the tolerance can be adopted.
	#[codec(index = 1)]
	Binding,
}

/// How a council divides its labour, as the pallet's `JobRules` are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub struct Rules {
	/// Whether only balanced divisions are adopted.
	pub mode: Mode,
	/// How far a balanced complex may lie from the mean.
	pub tolerance: Points,
	/// The most tasks in a complex.
	pub most_tasks: u8,
	/// After how many periods in one complex others who want it come first.
	pub precedence: u8,
}

/// A rating of one task, as the pallet's `Line` is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub struct Line {
	/// The task.
	pub task: TaskId,
	/// How empowering and desirable it is.
	pub rating: Rating,
}

/// A bundle of tasks, as the pallet's `Complex` is encoded.
#[derive(Clone, Debug, PartialEq, Eq, Encode)]
pub struct Complex {
	/// Place in the window's roster of a member who can do it.
	pub fits: u8,
	/// Its tasks, by their places in the window.
	pub portions: Vec<Portion>,
}

/// What one holder proposes to another member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode)]
pub enum Exchange {
	/// Each takes the other's complex.
	#[codec(index = 0)]
	Swap,
	/// The other stands in for the proposer for the rest of the period.
	#[codec(index = 1)]
	Substitution,
}

/// Registers a task.
pub fn register_task(council: CouncilId, spec: &Spec, minutes: u32) -> Call {
	call(JOBS, "register_task", (council, spec, minutes))
}

/// Describes a task anew, with the minutes of each of its parts.
pub fn revise_task(task: TaskId, spec: &Spec, minutes: &[u32]) -> Call {
	call(JOBS, "revise_task", (task, spec, minutes))
}

/// Splits a task.
pub fn split_task(task: TaskId, children: &[Child]) -> Call {
	call(JOBS, "split_task", (task, children))
}

/// Merges tasks into one.
pub fn merge_tasks(tasks: &[TaskId], spec: &Spec) -> Call {
	call(JOBS, "merge_tasks", (tasks, spec))
}

/// Removes a task.
pub fn retire_task(task: TaskId) -> Call {
	call(JOBS, "retire_task", task)
}

/// Removes what a dissolved council had.
pub fn close_workplace(council: CouncilId) -> Call {
	call(JOBS, "close_workplace", council)
}

/// Commits to ratings.
pub fn commit_ratings(council: CouncilId, hash: H256) -> Call {
	call(JOBS, "commit_ratings", (council, hash))
}

/// Reveals ratings that were committed to.
pub fn reveal_ratings(council: CouncilId, ratings: &[Line], salt: H256) -> Call {
	call(JOBS, "reveal_ratings", (council, ratings, salt))
}

/// Removes what is dead of a member in a council.
pub fn tidy(council: CouncilId, member: MemberId) -> Call {
	call(JOBS, "tidy", (council, member))
}

/// Offers minutes a period of each class of hours.
pub fn offer_hours(council: CouncilId, minutes: [u16; 4]) -> Call {
	call(JOBS, "offer_hours", (council, minutes))
}

/// Takes that offer back.
pub fn withdraw_hours(council: CouncilId) -> Call {
	call(JOBS, "withdraw_hours", council)
}

/// Grants a qualification, or withdraws it.
pub fn qualify(council: CouncilId, member: MemberId, qualification: u8, granted: bool) -> Call {
	call(JOBS, "qualify", (council, member, qualification, granted))
}

/// Sets how a council divides its labour.
pub fn set_rules(council: CouncilId, rules: Rules) -> Call {
	call(JOBS, "set_rules", (council, rules))
}

/// Opens a window for divisions.
pub fn open_window(council: CouncilId, blocks: u32) -> Call {
	call(JOBS, "open_window", (council, blocks))
}

/// Submits a division.
pub fn submit(council: CouncilId, claim: Quality, division: &[Complex]) -> Call {
	call(JOBS, "submit", (council, claim, division))
}

/// Adopts the best division.
pub fn adopt(council: CouncilId) -> Call {
	call(JOBS, "adopt", council)
}

/// Removes a window that is over.
pub fn drop_window(council: CouncilId) -> Call {
	call(JOBS, "drop_window", council)
}

/// Draws the order in which workers choose.
pub fn draw_lots(council: CouncilId) -> Call {
	call(JOBS, "draw_lots", council)
}

/// Ranks complexes, best first.
pub fn rank(council: CouncilId, complexes: &[u8]) -> Call {
	call(JOBS, "rank", (council, complexes))
}

/// Allots the complexes for this period.
pub fn allot(council: CouncilId) -> Call {
	call(JOBS, "allot", council)
}

/// Takes up a complex that is free.
pub fn take(council: CouncilId, complex: u8) -> Call {
	call(JOBS, "take", (council, complex))
}

/// Leaves the signer's complex.
pub fn give_up(council: CouncilId) -> Call {
	call(JOBS, "give_up", council)
}

/// Proposes an exchange to another member.
pub fn propose_exchange(council: CouncilId, with: MemberId, exchange: Exchange) -> Call {
	call(JOBS, "propose_exchange", (council, with, exchange))
}

/// Agrees to what a member has proposed.
pub fn agree(council: CouncilId, member: MemberId, exchange: Exchange) -> Call {
	call(JOBS, "agree", (council, member, exchange))
}

/// Calls a jury of outsiders.
pub fn call_jury(council: CouncilId) -> Call {
	call(JOBS, "call_jury", council)
}

/// Draws its members.
pub fn seat_jury(council: CouncilId) -> Call {
	call(JOBS, "seat_jury", council)
}

/// Offers minutes of a task to outsiders.
pub fn open_outside(task: TaskId, minutes: u32) -> Call {
	call(JOBS, "open_outside", (task, minutes))
}

/// Takes on minutes of a task as balancing work.
pub fn take_outside(task: TaskId, minutes: u32) -> Call {
	call(JOBS, "take_outside", (task, minutes))
}

/// Confirms that balancing work was done.
pub fn confirm_outside(task: TaskId, member: MemberId) -> Call {
	call(JOBS, "confirm_outside", (task, member))
}

/// Removes balancing work that was not done.
pub fn drop_outside(task: TaskId, member: MemberId) -> Call {
	call(JOBS, "drop_outside", (task, member))
}

/// Publishes how far a council's labour is balanced.
pub fn report(council: CouncilId) -> Call {
	call(JOBS, "report", council)
}
