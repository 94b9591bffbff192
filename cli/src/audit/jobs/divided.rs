//! Windows, submissions, adoptions and lots, as they are met.

use super::{
	calls::Said,
	divisions::{hash_of, Adoption},
	events::{Told, What, Within},
	lots::{self, Drawing},
	ratings::{histograms, recounted},
	read::Day,
	records::{Adopted, Claim, Complex, Seed, Window, Workplace},
	scene::follow_roster,
	sums,
	walk::Audit,
	Kind, Seen, Wrong,
};
use crate::{chain::At, errors::Result};
use parecon_jobs_engine::{Quality, Worker};
use parecon_primitives::CouncilId;
use primitive_types::H256;

/// Whether something changes the tasks of a council, or what is made of their ratings.
pub(super) fn moves_sums(what: &What) -> bool {
	match what {
		What::In(_, within) => matches!(
			within,
			Within::Registered | Within::Rated { .. } | Within::Tidied { .. } | Within::Closed
		),
		What::Tasks => true,
		_ => false,
	}
}

/// A division as a call holds it: what is claimed of it, its complexes, its hash.
fn submission(said: &Said) -> Option<(Quality, &Vec<Complex>, H256)> {
	match said {
		Said::Submit { claim, division } => Some((*claim, division, hash_of(division))),
		_ => None,
	}
}

impl Audit<'_> {
	/// The terms of a window are made of the tasks, their histograms and the roster.
	pub(super) async fn opened(
		&mut self,
		day: &Day,
		place: usize,
		seen: Seen,
		council: CouncilId,
	) -> Result<()> {
		self.findings.windows += 1;
		let reader = self.reader;
		let Some(window) = reader.of::<Window>(&day.after, "Windows", council).await? else {
			let wrong = Wrong::new(Kind::Terms, "a window is opened that is not kept");
			self.found(seen, Some(council), vec![wrong], true);
			return Ok(());
		};
		let mut roster: Vec<Worker> =
			reader.of(&day.before, "Rosters", council).await?.unwrap_or_default();
		let mut rules = None;
		for what in day.earlier(place, council) {
			if let What::In(_, within) = what {
				follow_roster(&mut roster, within);
				rules = if let Within::Ruled(set) = within { Some(*set) } else { rules };
			}
		}
		let clear = !day.earlier(place, council).any(moves_sums);
		let mut wrongs = self.terms_wrongs(&day.before, council, &window, &roster, rules).await?;
		if !clear && !wrongs.is_empty() {
			wrongs = self.terms_wrongs(&day.after, council, &window, &roster, rules).await?;
		}
		self.found(seen, Some(council), wrongs, clear);
		if clear {
			let ids: Vec<_> = window.terms.tasks.iter().map(|terms| terms.task).collect();
			for (id, task) in reader.tasks(&day.before, &ids).await? {
				let ours = recounted(&self.sheets, id, &task);
				self.found(seen, Some(council), histograms(id, &task, &ours), true);
			}
		}
		Ok(())
	}

	async fn terms_wrongs(
		&self,
		at: &At,
		council: CouncilId,
		window: &Window,
		roster: &[Worker],
		rules: Option<super::records::Rules>,
	) -> Result<Vec<Wrong>> {
		let workplace: Option<Workplace> = self.reader.of(at, "Workplaces", council).await?;
		let Some(workplace) = workplace else {
			return Ok(vec![Wrong::new(Kind::Terms, "a window is opened without tasks")]);
		};
		let tasks = self.reader.tasks(at, &workplace.tasks).await?;
		Ok(sums::terms(&window.terms, &tasks, roster, rules.unwrap_or(workplace.rules)))
	}

	/// The division that is best so far is in the extrinsic.
	pub(super) fn submitted(
		&mut self,
		day: &Day,
		seen: Seen,
		council: CouncilId,
		(quality, hash): (Quality, H256),
	) {
		let calls = day.calls.of(seen.extrinsic, council).filter_map(submission);
		let said: Vec<(Quality, &Vec<Complex>, H256)> = calls.collect();
		let wrong = match said.iter().find(|(.., ours)| *ours == hash) {
			Some((claim, division, _)) => {
				self.submitted.insert((council, hash), division.to_vec());
				Wrong::unless_same(Kind::Quality, "quality submitted", &quality, claim)
			},
			None if !said.is_empty() => {
				let hashes: Vec<H256> = said.iter().map(|(.., ours)| *ours).collect();
				let detail = format!("the extrinsic holds {hashes:?}, accepted was {hash:?}");
				Some(Wrong::new(Kind::Quality, detail))
			},
			None if day.calls.is_plain(seen.extrinsic) => {
				Some(Wrong::new(Kind::Missing, "its extrinsic does not hold the division"))
			},
			None => {
				self.findings.by_events += 1;
				None
			},
		};
		self.found(seen, Some(council), wrong.into_iter().collect(), true);
	}

	/// The division that is adopted is as good as is said.
	pub(super) async fn adopted(
		&mut self,
		day: &Day,
		seen: Seen,
		council: CouncilId,
		told: Told,
	) -> Result<()> {
		self.findings.divisions += 1;
		let (reader, before) = (self.reader, &day.before);
		let window: Option<Window> = reader.of(before, "Windows", council).await?;
		let claim: Option<Claim> = reader.of(before, "Best", council).await?;
		let (Some(window), Some(claim)) = (window, claim) else {
			let wrong = Wrong::new(Kind::Division, "adopted without a window or a submission");
			self.found(seen, Some(council), vec![wrong], true);
			return Ok(());
		};
		let candidate: Option<Vec<Complex>> = reader.of(before, "Candidates", council).await?;
		let submitted = self.submitted.get(&(council, claim.hash)).cloned();
		let division = submitted.or(candidate).unwrap_or_default();
		let kept: Option<Adopted> = reader.of(&day.after, "Divisions", council).await?;
		let adoption = Adoption {
			terms: &window.terms,
			division: &division,
			claim: (claim.quality, claim.hash),
			told,
			kept: kept.as_ref(),
		};
		let wrongs = adoption.wrongs();
		self.found(seen, Some(council), wrongs, true);
		Ok(())
	}

	/// The lots are those of the seed, and the seed is what BABE announced.
	pub(super) async fn drawn(
		&mut self,
		day: &Day,
		seen: Seen,
		council: CouncilId,
		number: u32,
		seed: H256,
	) -> Result<()> {
		self.findings.lots += 1;
		let (reader, after) = (self.reader, &day.after);
		let Some(adopted) = reader.of::<Adopted>(&day.before, "Divisions", council).await? else {
			let wrong = Wrong::new(Kind::Lots, "lots are drawn without a division");
			self.found(seen, Some(council), vec![wrong], true);
			return Ok(());
		};
		let kept: Vec<Seed> = reader.plain(after, "Lottery", "Seeds").await?.unwrap_or_default();
		let left: Option<Adopted> = reader.of(after, "Divisions", council).await?;
		let left = left.filter(|left| left.terms.number == number);
		let lots = left.map(|left| left.lots.unwrap_or_default());
		let drawing =
			Drawing { council, terms: &adopted.terms, kept: &kept, seed, lots: lots.as_deref() };
		let mut wrongs = drawing.wrongs();
		wrongs.extend(lots::seeds(&kept, &self.announced));
		self.found(seen, Some(council), wrongs, true);
		Ok(())
	}
}
