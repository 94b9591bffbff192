//! What the chain keeps of job complexes, in the order of its fields. The answers of views in
//! [`crate::jobs::answers`] leave out what only an audit needs: sheets, lineages, lots, raw weights.

use codec::{Decode, Encode};
use parecon_jobs_engine::{
	Both, Points, Portion, Quality, Rating, Raw, Sheet, Sums, TaskTerms, Worker,
};
use parecon_primitives::{CouncilId, MemberId, Period, TaskId};
use primitive_types::H256;
use serde::Deserialize;

macro_rules! records {
	($($record:item)*) => {
		$(
			#[derive(Clone, Debug, PartialEq, Eq, Decode, Encode)]
			$record
		)*
	};
}

/// As whom somebody rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode, Encode)]
pub enum Voice {
	/// As one who works in the council.
	#[codec(index = 0)]
	Inside,
	/// As an outsider.
	#[codec(index = 1)]
	Outside,
}

/// Whether a council adopts balanced divisions only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Decode, Encode)]
pub enum Mode {
	/// Any division can be adopted.
	#[default]
	#[codec(index = 0)]
	Advisory,
	/// Only a division within the tolerance can be adopted.
	#[codec(index = 1)]
	Binding,
}

/// One of the two scales.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Decode, Encode, Deserialize)]
pub enum Scale {
	/// How much the work empowers.
	#[default]
	#[codec(index = 0)]
	Empowerment,
	/// How much it is liked.
	#[codec(index = 1)]
	Desirability,
}

/// What one holder agrees on with another member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode, Encode)]
pub enum Exchange {
	/// Each takes the other's complex.
	#[codec(index = 0)]
	Swap,
	/// The other stands in for the rest of the period.
	#[codec(index = 1)]
	Substitution,
}

/// How a council divides its labour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Decode, Encode)]
pub struct Rules {
	/// Whether only balanced divisions are adopted.
	pub mode: Mode,
	/// How far a balanced complex may lie from the mean.
	pub tolerance: Points,
	/// The most tasks in a complex.
	pub most_tasks: u8,
	/// After how many periods others who want a complex come first.
	pub precedence: u8,
}

/// What a council adds to the community's sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Decode, Encode)]
pub struct Contribution {
	/// Its population.
	pub population: u32,
	/// Its index by inside ratings.
	pub inside: Option<Both<Points>>,
	/// Its index by outside ratings.
	pub outside: Option<Both<Points>>,
}

/// Balancing minutes of a council.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Decode, Encode, Deserialize)]
pub struct Ledger {
	/// The period of the report.
	pub period: Period,
	/// The scale on which the council lies highest above the community.
	pub scale: Scale,
	/// Its own index on it.
	pub own: Points,
	/// Minutes owed.
	pub owed: u64,
	/// Minutes offered to others.
	pub offered: u64,
	/// Minutes done elsewhere.
	pub done: u64,
}

/// A rating of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode, Encode)]
pub struct Line {
	/// The task.
	pub task: TaskId,
	/// How empowering and desirable it is.
	pub rating: Rating,
}

/// A member's assignment to a complex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Decode, Encode)]
pub struct Job {
	/// Who has it.
	pub holder: Option<MemberId>,
	/// Since when.
	pub since: Period,
	/// Who stands in, and in which period.
	pub substitute: Option<(MemberId, Period)>,
	/// How many wished for it first in the latest allotment.
	pub asked: u8,
}

/// The weight of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode, Encode)]
pub struct TaskWeight {
	/// The task.
	pub task: TaskId,
	/// Its minutes in the division.
	pub minutes: u32,
	/// Its raw weight.
	pub raw: Raw,
	/// Its weighted minutes.
	pub weighted: u32,
}

/// What is weighed together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Decode, Encode)]
pub struct Pool {
	/// Minutes of all tasks.
	pub minutes: u64,
	/// Raw weight times minutes, summed.
	pub raw: u128,
	/// The period of the latest weighing.
	pub weighed: Period,
	/// Whether something has changed since.
	pub dirty: bool,
}

/// What the beacon announced in an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode, Encode)]
pub struct Seed {
	/// The epoch.
	pub epoch: u64,
	/// What it announced.
	pub value: H256,
}

records! {
	/// What a council says of a task.
	pub struct Spec {
		/// Name in UTF-8.
		pub name: Vec<u8>,
		/// Hash of the text that describes it.
		pub text: H256,
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
	pub struct Part {
		/// Minutes a period.
		pub minutes: u32,
		/// Inside ratings.
		pub inside: Sheet,
		/// Outside ratings.
		pub outside: Sheet,
		/// The tasks that it came from, oldest first.
		pub lineage: Vec<TaskId>,
	}

	/// A task.
	pub struct Task {
		/// The council whose work it is.
		pub council: CouncilId,
		/// What the council says of it.
		pub spec: Spec,
		/// Whether somebody has done it for a period.
		pub practised: bool,
		/// Its parts.
		pub parts: Vec<Part>,
	}

	/// The tasks of a council, summed up.
	pub struct Workplace {
		/// Its tasks, ascending.
		pub tasks: Vec<TaskId>,
		/// Their minutes.
		pub minutes: u64,
		/// Minutes and medians of the parts with inside ratings.
		pub inside: Sums,
		/// Minutes and medians of the parts with enough outside ratings.
		pub outside: Sums,
		/// How it divides its labour.
		pub rules: Rules,
		/// What it added to the community's sums.
		pub contributed: Contribution,
		/// The number of its next window.
		pub next: u32,
		/// The period of its latest report.
		pub reported: Option<Period>,
		/// The period of its latest jury.
		pub jury: Option<Period>,
	}

	/// A member's latest ratings.
	pub struct Rated {
		/// As whom they were given.
		pub voice: Voice,
		/// The ratings, ascending by task.
		pub lines: Vec<Line>,
	}

	/// Ratings that wait for their reveal.
	pub struct Commitment {
		/// The period in which they were committed.
		pub period: Period,
		/// Their hash.
		pub hash: H256,
	}

	/// A bundle of tasks.
	pub struct Complex {
		/// Place in the roster of one who can do it.
		pub fits: u8,
		/// Its tasks, by their places.
		pub portions: Vec<Portion>,
	}

	/// What a division is measured by.
	pub struct Terms {
		/// The number of the window.
		pub number: u32,
		/// The epoch in which the window opened, or the division was adopted.
		pub epoch: u64,
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
	pub struct Window {
		/// The first block in which it is closed.
		pub closes: u32,
		/// The first block in which anyone can remove it.
		pub expires: u32,
		/// What divisions are measured by.
		pub terms: Terms,
	}

	/// The best division so far.
	pub struct Claim {
		/// Its quality.
		pub quality: Quality,
		/// Its hash.
		pub hash: H256,
		/// Who submitted it.
		pub by: MemberId,
	}

	/// The division that is adopted.
	pub struct Adopted {
		/// The period in which it was.
		pub period: Period,
		/// What it was measured by.
		pub terms: Terms,
		/// Its complexes.
		pub complexes: Vec<Complex>,
		/// Their indices.
		pub indices: Vec<Both<Points>>,
		/// Its quality.
		pub quality: Quality,
		/// The worker who drew each place.
		pub lots: Option<Vec<u8>>,
		/// How many times it was allotted.
		pub round: u32,
		/// The period of the latest allotment.
		pub allotted: Option<Period>,
	}

	/// What a member would like.
	pub struct Wishes {
		/// The number of the division's window.
		pub number: u32,
		/// Complexes, best first.
		pub complexes: Vec<u8>,
	}
}

impl Adopted {
	/// The portions of a complex; none where there is no such complex.
	pub fn portions(&self, complex: usize) -> &[Portion] {
		self.complexes.get(complex).map_or(&[], |complex| &complex.portions)
	}
}

impl Scale {
	/// What lies on this scale.
	pub fn of<V>(self, both: Both<V>) -> V {
		match self {
			Self::Empowerment => both.empowerment,
			Self::Desirability => both.desirability,
		}
	}
}
