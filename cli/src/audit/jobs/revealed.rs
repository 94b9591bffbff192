//! Commitments and reveals, as they are met.

use super::{
	calls::Said,
	ratings::{self, Reveal, Sheets},
	read::Day,
	records::{Commitment, Line, Rated, Voice, Workplace},
	walk::Audit,
	Kind, Seen, Wrong,
};
use crate::{chain::At, errors::Result};
use parecon_primitives::{CouncilId, MemberId, Period, TaskId};
use primitive_types::H256;
use std::collections::BTreeSet;

impl Audit<'_> {
	/// The latest ratings of the members of the audited councils.
	pub(super) async fn sheets_at(&self, at: &At) -> Result<Sheets> {
		let workplaces = self.reader.by_council::<Workplace>(at, "Workplaces").await?;
		let mut sheets = Sheets::new();
		for (council, _) in workplaces {
			if self.concerns(council) {
				let rated = self.reader.by_member::<Rated>(at, "Ratings", council).await?;
				sheets.extend(rated.into_iter().map(|(member, rated)| ((council, member), rated)));
			}
		}
		Ok(sheets)
	}

	/// What a member has committed to is in the extrinsic.
	pub(super) fn committed(
		&mut self,
		day: &Day,
		seen: Seen,
		council: CouncilId,
		member: MemberId,
		period: Period,
	) {
		let hash = |said: &Said| match said {
			Said::Commit { hash } => Some(*hash),
			_ => None,
		};
		let hashes: Vec<H256> = day.calls.of(seen.extrinsic, council).filter_map(hash).collect();
		if hashes.is_empty() {
			self.unsaid(day, seen, council, "the commitment", member);
		}
		self.committed.insert((council, member), (period, hashes));
	}

	/// Something that an extrinsic does not hold: wrong where it would have to.
	fn unsaid(&mut self, day: &Day, seen: Seen, council: CouncilId, what: &str, member: MemberId) {
		if day.calls.is_plain(seen.extrinsic) {
			let detail = format!("its extrinsic does not hold {what}");
			let wrong = Wrong::new(Kind::Missing, detail).of_member(member);
			self.found(seen, Some(council), vec![wrong], true);
		} else {
			self.findings.by_events += 1;
		}
	}

	/// What was revealed is what was committed to, and is noted.
	pub(super) async fn rated(
		&mut self,
		day: &Day,
		seen: Seen,
		(council, member): (CouncilId, MemberId),
		voice: Voice,
		counted: &[Line],
	) -> Result<()> {
		let period = Period(day.period.0.saturating_sub(1));
		let committed = self.commitments(day, council, member, period).await?;
		let genesis = self.reader.chain.genesis();
		let reveal = |said| match said {
			&Said::Reveal { ref lines, salt } => {
				Some(Reveal { genesis, council, member, period, lines, salt })
			},
			_ => None,
		};
		let reveals: Vec<Reveal<'_>> =
			day.calls.of(seen.extrinsic, council).filter_map(reveal).collect();
		let fits = |it: &&Reveal<'_>| committed.contains(&it.hash());
		match reveals.iter().find(fits).or(reveals.first()) {
			Some(reveal) => {
				self.findings.reveals += 1;
				self.found(seen, Some(council), reveal.wrongs(&committed, counted), true);
			},
			None => self.unsaid(day, seen, council, "the ratings", member),
		}
		self.committed.remove(&(council, member));
		let living = match ratings::overflows(&self.sheets, council, member, counted) {
			true => self.living(&day.after, council).await?,
			false => BTreeSet::new(),
		};
		ratings::note(&mut self.sheets, (council, member), voice, counted, &living);
		Ok(())
	}

	/// What a member has committed to in a period: by the extrinsic or, before the first block that is
	/// audited, by the state.
	async fn commitments(
		&self,
		day: &Day,
		council: CouncilId,
		member: MemberId,
		period: Period,
	) -> Result<Vec<H256>> {
		match self.committed.get(&(council, member)) {
			Some((of, hashes)) if *of == period && !hashes.is_empty() => Ok(hashes.clone()),
			_ => {
				let (reader, before) = (self.reader, &day.before);
				let made: Option<Commitment> =
					reader.of_member(before, "Commitments", council, member).await?;
				let made = made.filter(|made| made.period == period);
				Ok(made.into_iter().map(|made| made.hash).collect())
			},
		}
	}

	/// A council's tasks and those that they came from.
	async fn living(&self, at: &At, council: CouncilId) -> Result<BTreeSet<TaskId>> {
		let workplace: Option<Workplace> = self.reader.of(at, "Workplaces", council).await?;
		let ids = workplace.map(|workplace| workplace.tasks).unwrap_or_default();
		let tasks = self.reader.tasks(at, &ids).await?;
		let parts = tasks.values().flat_map(|task| &task.parts);
		Ok(parts.flat_map(|part| part.lineage.iter().copied()).chain(ids.iter().copied()).collect())
	}

	/// What was dead of a member is gone: the event does not say whether that were ratings, so the
	/// state does.
	pub(super) async fn tidied(
		&mut self,
		day: &Day,
		council: CouncilId,
		member: MemberId,
	) -> Result<()> {
		let (reader, after) = (self.reader, &day.after);
		let left: Option<Rated> = reader.of_member(after, "Ratings", council, member).await?;
		if left.is_none() {
			self.sheets.remove(&(council, member));
		}
		Ok(())
	}
}
