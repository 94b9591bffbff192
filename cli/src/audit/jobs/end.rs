//! What the state at the end of the range has to be.

use super::{
	ratings::{histograms, recounted, sheets},
	records::Workplace,
	sums::{self, Tasks},
	walk::Audit,
	Seen,
};
use crate::{
	chain::At,
	errors::Result,
	jobs::{answers, workplace},
};
use parecon_primitives::CouncilId;
use std::collections::BTreeMap;

impl Audit<'_> {
	/// Recounts ratings and sums, and compares them with the state at the end of block `to`.
	pub(super) async fn end(&mut self, to: u32) -> Result<()> {
		let at = self.reader.at(to).await?;
		let seen = Seen { block: to, extrinsic: None };
		let workplaces: BTreeMap<CouncilId, Workplace> =
			self.reader.by_council(&at, "Workplaces").await?.into_iter().collect();
		let community = self.community(&at).await?;
		self.found(seen, None, sums::communities(community, &workplaces), true);
		// Ratings in a workplace that was closed wait for their removal, and count nowhere.
		self.sheets.retain(|(council, _), _| workplaces.contains_key(council));
		let wrongs = sheets(&self.sheets_at(&at).await?, &self.sheets);
		self.found(seen, None, wrongs, true);
		for (council, workplace) in &workplaces {
			if self.concerns(*council) {
				self.end_of(&at, seen, *council, workplace).await?;
			}
		}
		Ok(())
	}

	async fn end_of(
		&mut self,
		at: &At,
		seen: Seen,
		council: CouncilId,
		chain: &Workplace,
	) -> Result<()> {
		let tasks = self.reader.tasks(at, &chain.tasks).await?;
		self.findings.tasks += tasks.len() as u32;
		let ours: Tasks =
			tasks.iter().map(|(id, task)| (*id, recounted(&self.sheets, *id, task))).collect();
		let counted = sums::of_tasks(chain, &ours);
		let mut wrongs = sums::workplace(chain, &counted);
		for (id, task) in &tasks {
			wrongs.extend(histograms(*id, task, &ours[id]));
		}
		let node = &self.reader.chain;
		let told: answers::Workplace = workplace::workplace(node, at, council).await?;
		wrongs.extend(sums::indices(&told, &counted));
		for (id, told) in workplace::tasks(node, at, &chain.tasks).await? {
			wrongs.extend(ours.get(&id).into_iter().flat_map(|ours| sums::scores(id, &told, ours)));
		}
		self.found(seen, Some(council), wrongs, true);
		Ok(())
	}
}
