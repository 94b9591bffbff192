//! What tasks and their parts add up to, and which ratings count in them.
//!
//! All of it is pure: it reads and changes the records that it is given.

use crate::{Line, Part, Rated, Task, Voice, Workplace, QUORUM};
use alloc::vec::Vec;
use parecon_jobs_engine::{Both, Points, Rating, Sheet, Sums};
use parecon_primitives::TaskId;

/// The most minutes of one task in a period: about a hundred people at full time. The sums of a
/// hundred such tasks, times 10 points, lie far within 64 bits.
pub const MAX_MINUTES: u32 = 1_000_000;

impl Part {
	/// A part that nobody has rated and that came from nothing.
	pub(crate) fn new(minutes: u32) -> Self {
		let (inside, outside) = Default::default();
		Self { minutes, inside, outside, lineage: Default::default() }
	}

	/// The ratings of those with this voice.
	fn sheet(&self, voice: Voice) -> &Sheet {
		match voice {
			Voice::Inside => &self.inside,
			Voice::Outside => &self.outside,
		}
	}

	/// The same, to be changed.
	pub(crate) fn sheet_mut(&mut self, voice: Voice) -> &mut Sheet {
		match voice {
			Voice::Inside => &mut self.inside,
			Voice::Outside => &mut self.outside,
		}
	}

	/// The medians of those with this voice: `None` without a rating, and where fewer than
	/// [`QUORUM`] outsiders have rated.
	pub(crate) fn medians(&self, voice: Voice) -> Option<Rating> {
		let sheet = self.sheet(voice);
		let enough = voice == Voice::Inside || sheet.count() >= QUORUM;
		enough.then(|| sheet.medians()).flatten()
	}
}

impl Task {
	/// Minutes a period.
	pub(crate) fn minutes(&self) -> u32 {
		// At most `MAX_MINUTES`.
		self.parts.iter().fold(0, |sum: u32, part| sum.saturating_add(part.minutes))
	}

	/// Its score by those with this voice: minutes times median over minutes, rounded down. `None`
	/// where the medians of a part are not known.
	pub(crate) fn score_of(&self, voice: Voice) -> Option<Both<Points>> {
		let mut sums = Sums::default();
		for part in &self.parts {
			sums.add(part.minutes, part.medians(voice)?)?;
		}
		sums.index()
	}

	/// Whether it, the task with identifier `id`, is one of those that `is_one` names, or came from
	/// one of them.
	pub(crate) fn descends_from(&self, id: TaskId, is_one: impl Fn(&TaskId) -> bool) -> bool {
		is_one(&id) || self.parts.iter().flat_map(|part| &part.lineage).any(is_one)
	}

	/// Whether it, the task with identifier `id`, is `other` or came from it.
	pub(crate) fn is_or_had(&self, id: TaskId, other: TaskId) -> bool {
		self.descends_from(id, |one| *one == other)
	}
}

/// What a part adds to the sums of its council by its inside ratings, and by its outside ratings;
/// `None` where a sum does not fit.
///
/// A part of 600 minutes with inside medians (8, 3) and four outside ratings adds 600 minutes, 4800
/// and 1800 to the former, and nothing to the latter: it is not compared.
pub(crate) fn contribution(part: &Part) -> Option<(Sums, Sums)> {
	let sums = |voice| {
		let mut sums = Sums::default();
		part.medians(voice).map_or(Some(()), |medians| sums.add(part.minutes, medians))?;
		Some(sums)
	};
	Some((sums(Voice::Inside)?, sums(Voice::Outside)?))
}

impl Workplace {
	/// Counts a part. `None`, and nothing changes, where a sum does not fit.
	pub(crate) fn count(&mut self, part: &Part) -> Option<()> {
		let (inside, outside) = contribution(part)?;
		let minutes = self.minutes.checked_add(part.minutes.into())?;
		let (inside, outside) = (self.inside.plus(&inside)?, self.outside.plus(&outside)?);
		(self.minutes, self.inside, self.outside) = (minutes, inside, outside);
		Some(())
	}

	/// Counts a part no longer. `None`, and nothing changes, where the sums do not contain it.
	pub(crate) fn uncount(&mut self, part: &Part) -> Option<()> {
		let minutes = self.minutes.checked_sub(part.minutes.into())?;
		let without = |mut sums: Sums, voice| {
			part.medians(voice).map_or(Some(()), |medians| sums.remove(part.minutes, medians))?;
			Some(sums)
		};
		let inside = without(self.inside, Voice::Inside)?;
		let outside = without(self.outside, Voice::Outside)?;
		(self.minutes, self.inside, self.outside) = (minutes, inside, outside);
		Some(())
	}
}

impl Rated {
	/// The rating of `task` itself.
	fn rating(&self, task: TaskId) -> Option<&Rating> {
		let place = self.lines.binary_search_by_key(&task, |line| line.task).ok()?;
		self.lines.get(place).map(|line| &line.rating)
	}

	/// The rating that counts in a part of `task`: that of the task or, without one, of the latest
	/// of those that the part came from.
	///
	/// A task 3 was split into 5 and 6. Who rated 3 and then 5 counts in 5 with the latter, in 6 with
	/// the former.
	pub(crate) fn effective(&self, task: TaskId, part: &Part) -> Option<&Rating> {
		let inherited = || part.lineage.iter().rev().find_map(|ancestor| self.rating(*ancestor));
		self.rating(task).or_else(inherited)
	}
}

/// The lines of `earlier`, ascending, with those of `new`, ascending, each in place of that of the
/// same task.
pub(crate) fn united(earlier: &[Line], new: &[Line]) -> Vec<Line> {
	let kept = |line: &&Line| new.binary_search_by_key(&line.task, |new| new.task).is_err();
	let mut lines: Vec<Line> = earlier.iter().filter(kept).chain(new).copied().collect();
	lines.sort_unstable_by_key(|line| line.task);
	lines
}
