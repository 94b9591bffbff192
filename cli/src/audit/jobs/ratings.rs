//! Ratings: what was revealed is what was committed to, and every one counts once.

use super::{
	hash,
	records::{Line, Part, Rated, Task, Voice},
	Kind, Wrong,
};
use crate::jobs::ratings::{hash_text, Rated as Row, Secret};
use parecon_jobs_engine::{Rating, Sheet};
use parecon_primitives::{CouncilId, MemberId, Period, TaskId};
use primitive_types::H256;
use std::collections::{BTreeMap, BTreeSet};

/// The most ratings of a member in a council.
const MOST: usize = 100;

/// The latest ratings of each member, by council and member.
pub type Sheets = BTreeMap<(CouncilId, MemberId), Rated>;

/// Ratings as somebody reveals them.
#[derive(Clone, Copy, Debug)]
pub struct Reveal<'r> {
	/// Hash of the chain's first block.
	pub genesis: H256,
	/// The council.
	pub council: CouncilId,
	/// Who rates.
	pub member: MemberId,
	/// The period in which they were committed.
	pub period: Period,
	/// The ratings.
	pub lines: &'r [Line],
	/// The salt.
	pub salt: H256,
}

impl Reveal<'_> {
	/// What a commitment to them is.
	pub fn hash(&self) -> H256 {
		let row = |line: &Line| Row {
			task: line.task.0,
			empowerment: line.rating.empowerment,
			desirability: line.rating.desirability,
		};
		let secret = Secret {
			genesis: hash_text(self.genesis),
			council: self.council.0,
			member: self.member.0,
			period: self.period.0,
			salt: hash_text(self.salt),
			ratings: self.lines.iter().map(row).collect(),
		};
		hash(&secret.preimage())
	}

	/// What is wrong with it: it is none of what was `committed` to, or not what was `counted`. Of a
	/// task that was retired meanwhile nothing is counted.
	pub fn wrongs(&self, committed: &[H256], counted: &[Line]) -> Vec<Wrong> {
		let ours = self.hash();
		let other = (!committed.contains(&ours)).then(|| {
			let detail = format!(
				"what is revealed hashes to {ours:?}; what was committed to in period {} is \
				 {committed:?}",
				self.period
			);
			Wrong::new(Kind::Reveal, detail)
		});
		let unsaid = counted.iter().filter(|line| !self.lines.contains(line)).map(|line| {
			let Line { task, rating } = line;
			let said = self.lines.iter().find(|said| said.task == *task);
			let said = said.map(|said| said.rating);
			let detail = format!("{rating:?} was counted, the extrinsic says {said:?}");
			Wrong::new(Kind::Reveal, detail).of_task(*task)
		});
		let all = other.into_iter().chain(unsaid);
		all.map(|wrong| wrong.of_member(self.member)).collect()
	}
}

/// The lines of `earlier` with those of `new`, each in place of that of the same task.
pub fn united(earlier: &[Line], new: &[Line]) -> Vec<Line> {
	let by_task: BTreeMap<TaskId, Rating> =
		earlier.iter().chain(new).map(|line| (line.task, line.rating)).collect();
	by_task.into_iter().map(|(task, rating)| Line { task, rating }).collect()
}

/// Whether so many lines do not fit, so that those of what is gone are forgotten.
pub fn overflows(sheets: &Sheets, council: CouncilId, member: MemberId, lines: &[Line]) -> bool {
	let earlier = sheets.get(&(council, member)).map_or(&[][..], |rated| &rated.lines);
	united(earlier, lines).len() > MOST
}

/// Notes ratings. `living` are the tasks of the council and those that they came from.
pub fn note(
	sheets: &mut Sheets,
	(council, member): (CouncilId, MemberId),
	voice: Voice,
	lines: &[Line],
	living: &BTreeSet<TaskId>,
) {
	// With another voice nobody rates before the ratings with the earlier one are removed.
	let earlier = sheets.get(&(council, member)).filter(|rated| rated.voice == voice);
	let mut lines = united(earlier.map_or(&[][..], |rated| &rated.lines), lines);
	if lines.len() > MOST {
		lines.retain(|line| living.contains(&line.task));
	}
	sheets.insert((council, member), Rated { voice, lines });
}

/// The rating that counts in a part of a task: that of the task or, without one, of the latest of
/// those that the part came from.
pub fn effective<'r>(rated: &'r Rated, task: TaskId, part: &Part) -> Option<&'r Rating> {
	let of = |task: TaskId| rated.lines.iter().find(|line| line.task == task);
	let inherited = || part.lineage.iter().rev().find_map(|ancestor| of(*ancestor));
	of(task).or_else(inherited).map(|line| &line.rating)
}

/// The task with its sheets counted anew.
pub fn recounted(sheets: &Sheets, id: TaskId, task: &Task) -> Task {
	let council = task.council;
	let range = (council, MemberId(0))..=(council, MemberId(u32::MAX));
	let raters: Vec<&Rated> = sheets.range(range).map(|(_, rated)| rated).collect();
	let count = |part: &Part, voice: Voice| {
		let mut sheet = Sheet::default();
		let spoken = raters.iter().filter(|rated| rated.voice == voice);
		for rating in spoken.filter_map(|rated| effective(rated, id, part)) {
			// What is off the scale was named where it was revealed.
			let _ = sheet.add(rating);
		}
		sheet
	};
	let part = |part: &Part| Part {
		inside: count(part, Voice::Inside),
		outside: count(part, Voice::Outside),
		..part.clone()
	};
	Task { parts: task.parts.iter().map(part).collect(), ..task.clone() }
}

/// Where the histograms of a task are not those that the reveals make.
pub fn histograms(id: TaskId, chain: &Task, ours: &Task) -> Vec<Wrong> {
	let mut wrongs = Vec::new();
	for (number, (theirs, ours)) in chain.parts.iter().zip(&ours.parts).enumerate() {
		let sheets =
			[("inside", &theirs.inside, &ours.inside), ("outside", &theirs.outside, &ours.outside)];
		for (whose, theirs, ours) in sheets {
			for (scale, theirs, ours) in [
				("empowerment", theirs.empowerment, ours.empowerment),
				("desirability", theirs.desirability, ours.desirability),
			] {
				let what = format!("histogram of the {whose} ratings of {scale} of part {number}");
				let wrong = Wrong::unless_same(Kind::Histogram, what, &theirs.0, &ours.0);
				wrongs.extend(wrong.map(|wrong| wrong.of_task(id)));
			}
		}
	}
	wrongs
}

/// Where the ratings that the chain keeps are not those that were revealed.
pub fn sheets(chain: &Sheets, ours: &Sheets) -> Vec<Wrong> {
	let keys: BTreeSet<_> = chain.keys().chain(ours.keys()).collect();
	let wrong = |key: &(CouncilId, MemberId)| {
		let what = "latest ratings";
		let wrong = Wrong::unless_same(Kind::Ratings, what, &chain.get(key), &ours.get(key))?;
		Some(wrong.of_council(key.0).of_member(key.1))
	};
	keys.into_iter().filter_map(wrong).collect()
}
