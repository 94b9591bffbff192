//! Allotments, reports and weighings, as they are met.

use super::{
	allotment,
	divided::moves_sums,
	events::{What, Within},
	read::Day,
	records::{Adopted, Contribution, Job, Ledger, Pool, TaskWeight, Wishes, Workplace},
	reports::{self, renewed, Grounds},
	scene::Scene,
	walk::Audit,
	weights::{self, Weighing, Weights},
	Kind, Seen, Wrong,
};
use crate::{chain::At, errors::Result, jobs::answers::Report};
use parecon_jobs_engine::{Community, Worker};
use parecon_primitives::{CouncilId, MemberId};
use std::collections::{BTreeMap, BTreeSet};

impl Audit<'_> {
	/// A council's division and those who take part in it, as they stood before the event at `place`.
	async fn scene(&self, day: &Day, place: usize, council: CouncilId) -> Result<Option<Scene>> {
		let (reader, before) = (self.reader, &day.before);
		let Some(adopted) = reader.of::<Adopted>(before, "Divisions", council).await? else {
			return Ok(None);
		};
		let jobs: Vec<Job> = reader.of(before, "Jobs", council).await?.unwrap_or_default();
		let roster: Vec<Worker> = reader.of(before, "Rosters", council).await?.unwrap_or_default();
		let wants = reader.by_member::<Wishes>(before, "Wants", council).await?;
		let offering = day.earlier(place, council).filter_map(|what| match what {
			What::In(_, Within::Hours { member, .. }) => Some(*member),
			_ => None,
		});
		let workers = adopted.terms.workers.iter().chain(&roster).map(|worker| worker.member);
		let holders = jobs.iter().filter_map(|job| job.holder);
		let people: BTreeSet<MemberId> = workers.chain(holders).chain(offering).collect();
		let seated = reader.seated(before, council, people).await?.into_iter().collect();
		let wants = wants.into_iter().collect();
		let period = day.period;
		let mut scene =
			Scene { council, period, adopted, jobs, roster, wants, seated, unclear: false };
		day.earlier(place, council).for_each(|what| scene.follow(what));
		Ok(Some(scene))
	}

	/// An allotment follows from wishes, places and jobs.
	pub(super) async fn allotted(
		&mut self,
		day: &Day,
		place: usize,
		seen: Seen,
		council: CouncilId,
		(round, holders): (u32, &[Option<MemberId>]),
	) -> Result<()> {
		self.findings.allotments += 1;
		let Some(scene) = self.scene(day, place, council).await? else {
			let wrong = Wrong::new(Kind::Allotment, "allotted without a division");
			self.found(seen, Some(council), vec![wrong], true);
			return Ok(());
		};
		let jobs: Vec<Job> = self.reader.of(&day.after, "Jobs", council).await?.unwrap_or_default();
		let asked: Vec<u8> = jobs.iter().map(|job| job.asked).collect();
		let asked = (!day.replaced_after(place, council)).then_some(&asked[..]);
		let wrongs = allotment::wrongs(&scene, round, holders, asked);
		self.found(seen, Some(council), wrongs, !scene.unclear);
		Ok(())
	}

	/// A report follows from workplace, division and jobs, and the raw weights move by it.
	pub(super) async fn reported(
		&mut self,
		day: &Day,
		place: usize,
		seen: Seen,
		council: CouncilId,
		told: (&Report, &Ledger),
	) -> Result<()> {
		self.findings.reports += 1;
		let Some(workplace) = self.workplace(&day.before, council).await? else {
			let wrong = Wrong::new(Kind::Report, "a report without tasks");
			self.found(seen, Some(council), vec![wrong], true);
			return Ok(());
		};
		let scene = self.scene(day, place, council).await?;
		let earlier = || day.earlier(place, council);
		let moved = |what: &What| moves_sums(what) || *what == What::Seats;
		let adopts = |what: &What| matches!(what, What::In(_, Within::Adopted(_)));
		let clear = !scene.as_ref().is_some_and(|scene| scene.unclear)
			&& !earlier().any(moved)
			&& !earlier().any(adopts);
		let kept = self.workplace(&day.after, council).await?;
		let added = kept.map(|kept| kept.contributed);
		let mut grounds = self.grounds(day, place, council, workplace, scene.as_ref()).await?;
		let mut wrongs = reports::wrongs(told, added.as_ref(), &grounds.reported());
		if !clear && !wrongs.is_empty() {
			self.as_after(day, council, &mut grounds).await?;
			wrongs = reports::wrongs(told, added.as_ref(), &grounds.reported());
		}
		self.found(seen, Some(council), wrongs, clear);
		if let Some(scene) = scene.filter(|_| !day.replaced_after(place, council)) {
			let before = self.weights(&day.before, council).await?;
			let after = self.weights(&day.after, council).await?;
			let ours = weights::moved(&before, &scene.adopted, &scene.jobs);
			self.found(seen, Some(council), weights::raw(&after, &ours), !scene.unclear);
		}
		Ok(())
	}

	async fn workplace(&self, at: &At, council: CouncilId) -> Result<Option<Workplace>> {
		self.reader.of(at, "Workplaces", council).await
	}

	async fn weights(&self, at: &At, council: CouncilId) -> Result<Vec<TaskWeight>> {
		Ok(self.reader.of(at, "Weighted", council).await?.unwrap_or_default())
	}

	async fn population(&self, at: &At, council: CouncilId) -> Result<u32> {
		let record = self.reader.chain.council(at, council).await?;
		Ok(record.map_or(0, |record| record.population.now))
	}

	/// What a report is made of, in the block before and after what is known of this one.
	async fn grounds(
		&self,
		day: &Day,
		place: usize,
		council: CouncilId,
		mut workplace: Workplace,
		scene: Option<&Scene>,
	) -> Result<Grounds> {
		for what in day.earlier(place, council) {
			if let What::In(_, Within::Ruled(rules)) = what {
				workplace.rules = *rules;
			}
		}
		let ledger: Option<Ledger> = self.reader.of(&day.before, "Ledgers", council).await?;
		Ok(Grounds {
			period: day.period,
			workplace,
			population: self.population(&day.before, council).await?,
			offered: ledger.unwrap_or_default().offered,
			division: scene.map(|scene| (scene.adopted.clone(), scene.jobs.clone())),
			sums: self.sums(day, place).await?,
		})
	}

	/// The community's sums before the event at `place`.
	async fn sums(&self, day: &Day, place: usize) -> Result<(Community, Community)> {
		let mut sums = self.community(&day.before).await?;
		for earlier in day.happened.iter().take(place) {
			let What::In(council, within) = &earlier.what else { continue };
			if !matches!(within, Within::Reported { .. } | Within::Closed) {
				continue;
			}
			let before = self.workplace(&day.before, *council).await?;
			let before = before.map(|workplace| workplace.contributed).unwrap_or_default();
			let now = match within {
				Within::Closed => Contribution::default(),
				_ => {
					let kept = self.workplace(&day.after, *council).await?;
					kept.map(|workplace| workplace.contributed).unwrap_or_default()
				},
			};
			sums = renewed(sums, &before, &now);
		}
		Ok(sums)
	}

	/// The community's sums, by inside and by outside ratings.
	pub(super) async fn community(&self, at: &At) -> Result<(Community, Community)> {
		let inside = self.reader.plain(at, "Jobs", "Inside").await?.unwrap_or_default();
		let compared = self.reader.plain(at, "Jobs", "Compared").await?.unwrap_or_default();
		Ok((inside, compared))
	}

	/// Takes what can have changed earlier in the block as it is at its end.
	async fn as_after(&self, day: &Day, council: CouncilId, grounds: &mut Grounds) -> Result<()> {
		if let Some(after) = self.workplace(&day.after, council).await? {
			let before = &mut grounds.workplace;
			before.minutes = after.minutes;
			(before.inside, before.outside) = (after.inside, after.outside);
		}
		let ledger: Option<Ledger> = self.reader.of(&day.after, "Ledgers", council).await?;
		grounds.offered = ledger.unwrap_or_default().offered;
		grounds.population = self.population(&day.after, council).await?;
		Ok(())
	}

	/// The weighted minutes follow from all raw weights.
	pub(super) async fn weighed(
		&mut self,
		day: &Day,
		place: usize,
		seen: Seen,
		told: u64,
	) -> Result<()> {
		self.findings.weighings += 1;
		let reader = self.reader;
		let pool: Option<Pool> = reader.plain(&day.before, "Jobs", "Pooled").await?;
		let before: Weights = reader.by_council(&day.before, "Weighted").await?;
		let after: Weights = reader.by_council(&day.after, "Weighted").await?;
		// One that is not kept any more, and was not replaced, has no weights.
		let left: BTreeMap<CouncilId, &[TaskWeight]> =
			after.iter().map(|(council, weights)| (*council, &weights[..])).collect();
		let stays =
			|council: &CouncilId| self.concerns(*council) && !day.replaced_after(place, *council);
		let councils = before.iter().map(|(council, _)| *council).filter(stays);
		let kept = |council| (council, left.get(&council).copied().unwrap_or_default());
		let after = councils.map(kept).collect();
		let weighing = Weighing { pool: pool.unwrap_or_default(), before: &before, after, told };
		let wrongs = weighing.wrongs();
		self.found(seen, None, wrongs, true);
		Ok(())
	}
}
