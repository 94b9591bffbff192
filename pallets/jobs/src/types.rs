//! Records of the pallet, and what its views answer.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_jobs_engine::{
	Both, Points, Portion, Quality, Rating, Raw, Sheet, Spread, Sums, TaskTerms, Worker,
};
use parecon_primitives::{CouncilId, MemberId, Period, TaskId};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// The most bytes of a task's name.
pub type MaxName = ConstU32<64>;
/// The most tasks of one council.
pub type MaxTasks = ConstU32<100>;
/// The most members of one council who offer hours.
pub type MaxWorkers = ConstU32<128>;
/// The most tasks in one complex.
pub type MaxPortions = ConstU32<8>;
/// The most parts of a task, and the most tasks that can be merged at once.
pub type MaxParts = ConstU32<4>;
/// The most tasks into which one can be split at once.
pub type MaxChildren = ConstU32<4>;
/// The most generations of splitting and merging that a part remembers.
pub type MaxLineage = ConstU32<4>;
/// The most ratings in one reveal.
pub type MaxReveal = ConstU32<32>;
/// The most ended jobs that are remembered of a member in a council.
pub type MaxStints = ConstU32<12>;
/// The most members of a jury.
pub type MaxJury = ConstU32<12>;
/// The most reports that are kept of a council; what is older stands in the chain's history.
pub type MaxReports = ConstU32<24>;

/// How many outside ratings a part needs before it is compared.
pub const QUORUM: u32 = 5;

/// For how many periods a jury may rate after it was called.
pub const JURY_PERIODS: u32 = 3;

/// How many periods pass between the calling of two juries for one council.
pub const JURY_PAUSE: u32 = 6;

/// After how many periods a shift that nobody confirmed can be dropped by anyone.
pub const SHIFT_PERIODS: u32 = 2;

/// A task's name, UTF-8.
pub type Name = BoundedVec<u8, MaxName>;

/// Minutes of each part of a task, in the order of its parts.
pub type PartMinutes = BoundedVec<u32, MaxParts>;

/// Whether a council adopts balanced divisions only.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
	/// Any division can be adopted; its distance from balance is shown.
	#[default]
	#[codec(index = 0)]
	Advisory,
	/// Only a division within the tolerance can be adopted. The weights of its tasks stay 1:
	/// desirability does not pay twice.
	#[codec(index = 1)]
	Binding,
}

/// How a council divides its labour.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobRules {
	/// Whether only balanced divisions are adopted. By default advisory.
	pub mode: Mode,
	/// How far a complex may lie from the council's mean, on either scale, and still be balanced;
	/// and how far the council may lie above the community's mean before it owes minutes. By default
	/// one point.
	pub tolerance: Points,
	/// The most tasks in a complex, 1 to 8; by default 6.
	pub most_tasks: u8,
	/// After how many periods in one complex others who want it come first; at least 1, by default
	/// 3.
	pub precedence: u8,
}

impl Default for JobRules {
	fn default() -> Self {
		Self { mode: Mode::Advisory, tolerance: Points::ONE, most_tasks: 6, precedence: 3 }
	}
}

/// What a council says of a task.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct TaskSpec {
	/// Name, UTF-8, not empty.
	pub name: Name,
	/// Hash of the text that describes it.
	pub text: H256,
	/// When it is done: 0 by day, 1 in the evening, 2 at night, 3 at weekends.
	pub class: u8,
	/// The smallest useful block, in minutes a period: at least 1. A task with fewer minutes than
	/// that is done by one person.
	pub block: u16,
	/// Whether it directs others' work.
	pub directs: bool,
	/// The qualification that it takes, 0 to 31: the council grants and withdraws it.
	pub requires: Option<u8>,
}

/// A part of a task: all of it where it was never merged.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Part {
	/// Minutes a period.
	pub minutes: u32,
	/// The ratings of those who work in the council.
	pub inside: Sheet,
	/// The ratings of outsiders: jurors, and people of other councils who have done it.
	pub outside: Sheet,
	/// The tasks that it came from by splitting and merging, oldest first.
	pub lineage: BoundedVec<TaskId, MaxLineage>,
}

/// A kind of work in a council.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Task {
	/// The council whose work it is.
	pub council: CouncilId,
	/// What the council says of it.
	pub spec: TaskSpec,
	/// Whether somebody has done it, or a part of it, for a period: from then on only those who have
	/// may rate it.
	pub practised: bool,
	/// Its parts, at least one.
	pub parts: BoundedVec<Part, MaxParts>,
}

/// One of the tasks that a task is split into.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Child {
	/// What it is; the qualification and whether it directs may differ from the parent's.
	pub spec: TaskSpec,
	/// Its minutes of each part of the parent.
	pub minutes: PartMinutes,
}

/// What a council and the community have of each other.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Contribution {
	/// The council's population when it last reported.
	pub population: u32,
	/// Its index by its own ratings then.
	pub inside: Option<Both<Points>>,
	/// Its index by outsiders' ratings then; `None` where a part was not compared.
	pub outside: Option<Both<Points>>,
}

/// The tasks of a council, summed up.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Workplace {
	/// Its tasks, ascending.
	pub tasks: BoundedVec<TaskId, MaxTasks>,
	/// Minutes of all tasks in a period.
	pub minutes: u64,
	/// Minutes and medians of the parts that have an inside rating.
	pub inside: Sums,
	/// Minutes and medians of the parts that have at least [`QUORUM`] outside ratings.
	pub outside: Sums,
	/// How it divides its labour.
	pub rules: JobRules,
	/// What it added to the community's sums in its latest report.
	pub contributed: Contribution,
	/// The number of its next window.
	pub next: u32,
	/// The period of its latest report.
	pub reported: Option<Period>,
	/// The period in which its latest jury was called.
	pub jury: Option<Period>,
}

impl Workplace {
	/// Its index by outsiders' ratings: `None` where a part is not compared.
	pub fn outside_index(&self) -> Option<Both<Points>> {
		(self.outside.minutes == self.minutes).then(|| self.outside.index()).flatten()
	}
}

/// As whom somebody rates.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Voice {
	/// As one who works in the council.
	#[codec(index = 0)]
	Inside,
	/// As a juror, or one of another council who has done the task.
	#[codec(index = 1)]
	Outside,
}

/// A rating of one task.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Line {
	/// The task.
	pub task: TaskId,
	/// How empowering and how desirable it is, each 0 to 10.
	pub rating: Rating,
}

/// A member's latest ratings of a council's tasks.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Rated {
	/// As whom they were given.
	pub voice: Voice,
	/// The ratings, ascending by task; of tasks that are gone too, where one in whose lineage they
	/// stand is left.
	pub lines: BoundedVec<Line, MaxTasks>,
}

/// Ratings that wait for their reveal.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Commitment {
	/// The period in which they were committed: they can be revealed in the next.
	pub period: Period,
	/// The hash, as [`crate::Pallet::ratings_hash`] makes it.
	pub hash: H256,
}

/// Those who offer hours in a council, ascending by member.
pub type Roster = BoundedVec<Worker, MaxWorkers>;

/// A bundle of tasks.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Complex {
	/// Place in the window's roster of a member whose hours and qualifications suffice for it: the
	/// proof that somebody can do it, not who will.
	pub fits: u8,
	/// Its tasks, by their places in the window.
	pub portions: BoundedVec<Portion, MaxPortions>,
}

/// Who does what: bundles that cover a council's work.
pub type Division = BoundedVec<Complex, MaxWorkers>;

/// What a division is measured by, frozen when the window opened.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms {
	/// The number of the window within the council.
	pub number: u32,
	/// The epoch in which the window opened. Once the division is adopted, the epoch of that: its
	/// lots are drawn for it, so that nobody knows them while there is a choice between divisions.
	pub epoch: u64,
	/// The rules then.
	pub rules: JobRules,
	/// The minute-weighted mean of the scores.
	pub mean: Both<Points>,
	/// The tasks, ascending.
	pub tasks: BoundedVec<TaskTerms, MaxTasks>,
	/// The roster.
	pub workers: Roster,
}

/// A window in which divisions can be submitted.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Window<BlockNumber> {
	/// The first block in which nothing can be submitted any more.
	pub closes: BlockNumber,
	/// The first block in which anyone can remove it.
	pub expires: BlockNumber,
	/// What divisions are measured by.
	pub terms: Terms,
}

/// The best division submitted so far.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Claim {
	/// Its quality.
	pub quality: Quality,
	/// Blake2-256 of its encoding. Of equal qualities the lower hash is better.
	pub hash: H256,
	/// Who submitted it, and holds room for it.
	pub by: MemberId,
}

/// The division that a council has adopted.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Adopted {
	/// The period in which it was adopted: it is allotted in later ones.
	pub period: Period,
	/// What it was measured by.
	pub terms: Terms,
	/// Its complexes.
	pub complexes: Division,
	/// The index of each complex.
	pub indices: BoundedVec<Both<Points>, MaxWorkers>,
	/// Its quality.
	pub quality: Quality,
	/// The worker who drew each place; `None` until the lots are drawn.
	pub lots: Option<BoundedVec<u8, MaxWorkers>>,
	/// How many times it was allotted.
	pub round: u32,
	/// The period of the latest allotment.
	pub allotted: Option<Period>,
}

/// A member's assignment to a complex.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Job {
	/// Who has it.
	pub holder: Option<MemberId>,
	/// Since when, without a break.
	pub since: Period,
	/// Who stands in for the holder, and in which period.
	pub substitute: Option<(MemberId, Period)>,
	/// How many members wished for it first in the latest allotment. A wish for what a member cannot
	/// do is passed over, and who has a complex and ranks nothing wishes to keep it.
	pub asked: u8,
}

/// The jobs of a council's division, by complex.
pub type JobsOf = BoundedVec<Job, MaxWorkers>;

/// What a member would like, best first, for one division.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Wishes {
	/// The number of the division's window.
	pub number: u32,
	/// Complexes, each once.
	pub complexes: BoundedVec<u8, MaxWorkers>,
}

/// What one holder proposes to another member.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Exchange {
	/// Each takes the other's complex.
	#[codec(index = 0)]
	Swap,
	/// The other stands in for the proposer for the rest of the period.
	#[codec(index = 1)]
	Substitution,
}

/// A proposal that waits for consent, for one period.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Offer {
	/// To whom.
	pub with: MemberId,
	/// What.
	pub exchange: Exchange,
	/// The proposer's complex: the offer is void once the proposer has another one.
	pub complex: u8,
	/// The complex for which it is to be swapped, if it is; the other has to have it still.
	pub swapped_for: Option<u8>,
	/// The period in which it can be agreed to.
	pub period: Period,
	/// The number of the division's window.
	pub number: u32,
}

/// A job that has ended, or balancing work that was done.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Stint {
	/// The number of the division's window; `None` for balancing work.
	pub number: Option<u32>,
	/// The complex; 0 for balancing work.
	pub complex: u8,
	/// The first period.
	pub from: Period,
	/// The last period.
	pub to: Period,
	/// The tasks.
	pub tasks: BoundedVec<TaskId, MaxPortions>,
}

/// The latest jobs of a member in a council, oldest first.
pub type Stints = BoundedVec<Stint, MaxStints>;

/// Members drawn by lot to rate a council's tasks.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Jury {
	/// Who called it, and holds room for it.
	pub by: MemberId,
	/// The period in which it was called.
	pub called: Period,
	/// The epoch in which the pool was frozen.
	pub epoch: u64,
	/// The pool: the members with identifiers below this one.
	pub pool: u32,
	/// Who was drawn, ascending; empty until then.
	pub members: BoundedVec<MemberId, MaxJury>,
}

/// Balancing work that a member of another council has taken on.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Shift {
	/// The council for which it counts: the workers' base council of the member then.
	pub home: CouncilId,
	/// The period in which it was taken on.
	pub period: Period,
	/// Minutes.
	pub minutes: u32,
}

/// One of the two scales.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Scale {
	/// How much the work empowers who does it.
	#[default]
	#[codec(index = 0)]
	Empowerment,
	/// How much it is liked.
	#[codec(index = 1)]
	Desirability,
}

/// Balancing minutes of a council since its latest report.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Ledger {
	/// The period of the report.
	pub period: Period,
	/// The scale on which the council lies highest above the community.
	pub scale: Scale,
	/// Its own index on that scale.
	pub own: Points,
	/// Minutes owed.
	pub owed: u64,
	/// Minutes that it offers to others now.
	pub offered: u64,
	/// Minutes that its members have done elsewhere, as they count.
	pub done: u64,
}

/// The weight of a task.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct TaskWeight {
	/// The task.
	pub task: TaskId,
	/// Its minutes in the division.
	pub minutes: u32,
	/// Its raw weight.
	pub raw: Raw,
	/// Its weighted minutes: over the community they sum to the minutes.
	pub weighted: u32,
}

/// The weights of a council's tasks.
pub type Weights = BoundedVec<TaskWeight, MaxTasks>;

/// What is weighed together: all tasks of divisions that are not in binding balance.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Pool {
	/// Their minutes.
	pub minutes: u64,
	/// Raw weight times minutes, summed.
	pub raw: u128,
	/// The period in which weighted minutes were last worked out.
	pub weighed: Period,
	/// Whether something has changed since.
	pub dirty: bool,
}

/// What a council publishes of a period.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Report {
	/// The period in which it was made, before that period's allotment: it tells how the jobs stood
	/// then.
	pub period: Period,
	/// The number of the division's window; `None` where none was adopted.
	pub number: Option<u32>,
	/// The council's index by its own ratings.
	pub inside: Option<Both<Points>>,
	/// The community's.
	pub community: Option<Both<Points>>,
	/// Complexes of the division.
	pub complexes: u8,
	/// Those that somebody holds.
	pub held: u8,
	/// Those held that are balanced.
	pub balanced: u8,
	/// Holders who took up their complex in the period before this one: earlier they had another,
	/// or none. Where that was the period of the division's first allotment, in which everybody is
	/// new, it is 0.
	pub changed: u8,
	/// Mean and dispersion of the holders' indices on both scales; `None` without holders.
	pub spread: Option<Spread>,
	/// Directive minutes of all holders together.
	pub directive: u32,
	/// The most directive minutes of one holder.
	pub most_directive: u32,
}

/// The reports of a council, oldest first.
pub type Reports = BoundedVec<Report, MaxReports>;

/// A window with the runtime's block numbers.
pub type WindowOf<T> = Window<BlockNumberFor<T>>;

/// What the view `task` answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct TaskInfo {
	/// The task.
	pub task: Task,
	/// Its score by inside ratings; `None` where a part has none.
	pub score: Option<Both<Points>>,
	/// Its score by outside ratings; `None` where a part is not compared.
	pub outside: Option<Both<Points>>,
	/// Its weight, where it has one other than 1.
	pub weight: Option<TaskWeight>,
}

/// What the view `workplace` answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct WorkplaceInfo<BlockNumber> {
	/// The workplace.
	pub workplace: Workplace,
	/// Its index by inside ratings.
	pub inside: Option<Both<Points>>,
	/// Its index by outsiders' ratings.
	pub outside: Option<Both<Points>>,
	/// The community's index by inside ratings.
	pub community: Option<Both<Points>>,
	/// The community's index by outsiders' ratings.
	pub community_outside: Option<Both<Points>>,
	/// The open window.
	pub window: Option<Window<BlockNumber>>,
	/// The best claim in it.
	pub best: Option<Claim>,
	/// The adopted division.
	pub division: Option<Adopted>,
	/// Its jobs.
	pub jobs: JobsOf,
	/// Balancing minutes.
	pub ledger: Ledger,
	/// Its reports.
	pub reports: Reports,
}

/// [`WorkplaceInfo`] with the runtime's types.
pub type WorkplaceInfoOf<T> = WorkplaceInfo<BlockNumberFor<T>>;

/// A member's job, as the view `job` answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct JobInfo {
	/// The number of the division's window.
	pub number: u32,
	/// The complex.
	pub complex: u8,
	/// Since when.
	pub since: Period,
	/// Its tasks with minutes.
	pub tasks: alloc::vec::Vec<(TaskId, u16)>,
	/// Its index.
	pub index: Both<Points>,
	/// The mean of the council.
	pub mean: Both<Points>,
	/// Whether it is balanced.
	pub balanced: bool,
}

/// What a council's room in its purse is asked for: the largest encoding of a record.
pub(crate) fn room<R: MaxEncodedLen>() -> u32 {
	u32::try_from(R::max_encoded_len()).unwrap_or(u32::MAX)
}
