//! The audit, block by block.

use super::{
	events::{Happened, What, Within},
	lots,
	ratings::Sheets,
	read::{Block, Day, Reader},
	records::{Complex, Seed},
	Findings, Kind, Mismatch, Seen, Wrong,
};
use crate::{
	chain::Chain,
	errors::{Error, Result},
};
use futures::{stream, StreamExt};
use parecon_primitives::{CouncilId, MemberId, Period};
use primitive_types::H256;
use std::{collections::BTreeMap, pin::pin};

/// How many blocks are read at once.
const AT_ONCE: usize = 16;

/// What to audit.
#[derive(Clone, Copy, Debug)]
pub struct Range {
	/// One council alone; what concerns all is recomputed over all nevertheless.
	pub council: Option<CouncilId>,
	/// The first block, at least 1: the state of the block before it is taken as it is.
	pub from: u32,
	/// The last block; the latest that is finalised where none is given.
	pub to: Option<u32>,
}

/// Recomputes what the blocks of a range say of job complexes. `watch` sees how many blocks are done,
/// and how many there are.
///
/// # Errors
/// The node does not have the blocks or their state. A mismatch is no error.
pub async fn audit(
	chain: Chain,
	range: Range,
	mut watch: impl FnMut(u64, u64),
) -> Result<Findings> {
	let reader = Reader { chain };
	let to = match range.to {
		Some(to) => to,
		None => reader.finalised().await?,
	};
	let from = range.from.max(1);
	if to < from {
		return Err(Error::new(
			format!("there is no block from {from} to {to}"),
			"give --from a block that is not after the last one",
		));
	}
	let mut audit = Audit::new(&reader, range.council, from).await?;
	(audit.findings.from, audit.findings.to) = (from, to);
	let all = u64::from(to - from) + 1;
	let blocks = stream::iter(from..=to).map(|number| reader.block(number));
	let mut blocks = pin!(blocks.buffered(AT_ONCE));
	let mut done = 0;
	while let Some(block) = blocks.next().await {
		audit.block(block?).await?;
		done += 1;
		watch(done, all);
	}
	audit.end(to).await?;
	Ok(audit.findings)
}

/// What was found so far, and what is kept for later blocks.
pub(super) struct Audit<'r> {
	pub reader: &'r Reader,
	/// The council that is audited; all where none is named.
	only: Option<CouncilId>,
	pub findings: Findings,
	/// The latest ratings of each member.
	pub sheets: Sheets,
	/// The period of the latest commitment of each member, and the hashes that its extrinsic holds.
	pub committed: BTreeMap<(CouncilId, MemberId), (Period, Vec<H256>)>,
	/// The divisions that were submitted, by council and hash.
	pub submitted: BTreeMap<(CouncilId, H256), Vec<Complex>>,
	/// What BABE announced, by epoch.
	pub announced: BTreeMap<u64, H256>,
}

impl<'r> Audit<'r> {
	/// Begins with the ratings in the block before `from`.
	async fn new(reader: &'r Reader, only: Option<CouncilId>, from: u32) -> Result<Self> {
		let mut audit = Self {
			reader,
			only,
			findings: Findings::default(),
			sheets: Sheets::new(),
			committed: BTreeMap::new(),
			submitted: BTreeMap::new(),
			announced: BTreeMap::new(),
		};
		audit.sheets = audit.sheets_at(&reader.at(from - 1).await?).await?;
		Ok(audit)
	}

	/// Whether a council is audited.
	pub fn concerns(&self, council: CouncilId) -> bool {
		self.only.is_none_or(|only| only == council)
	}

	/// Notes what differs: as unclear, where what it is recomputed from is not `clear`.
	pub fn found(
		&mut self,
		seen: Seen,
		council: Option<CouncilId>,
		wrongs: Vec<Wrong>,
		clear: bool,
	) {
		let findings = &mut self.findings;
		let list = if clear { &mut findings.mismatches } else { &mut findings.unclear };
		list.extend(wrongs.into_iter().map(|wrong| Mismatch::new(seen, council, wrong)));
	}

	async fn block(&mut self, block: Block) -> Result<()> {
		// The first block of the chain begins an epoch without a new session.
		if block.number == 1 || block.happened.iter().any(|it| it.what == What::Epoch) {
			self.epoch(&block).await?;
		}
		let elsewhere = |it: &Happened| matches!(it.what, What::Seats | What::Epoch);
		if block.happened.iter().all(elsewhere) {
			return Ok(());
		}
		let day = self.reader.day(block).await?;
		for place in 0..day.happened.len() {
			self.judge(&day, place).await?;
		}
		Ok(())
	}

	async fn judge(&mut self, day: &Day, place: usize) -> Result<()> {
		let Happened { extrinsic, what } = &day.happened[place];
		let seen = Seen { block: day.number, extrinsic: *extrinsic };
		match what {
			What::In(council, within) if self.concerns(*council) => {
				self.judge_within(day, place, seen, *council, within).await
			},
			What::Weighed { minutes, .. } => self.weighed(day, place, seen, *minutes).await,
			What::Unexpected(which) => {
				let detail = format!("the chain met state {which} that its rules exclude");
				self.found(seen, None, vec![Wrong::new(Kind::Unexpected, detail)], true);
				Ok(())
			},
			_ => Ok(()),
		}
	}

	async fn judge_within(
		&mut self,
		day: &Day,
		place: usize,
		seen: Seen,
		council: CouncilId,
		within: &Within,
	) -> Result<()> {
		match within {
			Within::Committed { member, period } => {
				self.committed(day, seen, council, *member, *period);
				Ok(())
			},
			Within::Rated { member, voice, lines } => {
				self.rated(day, seen, (council, *member), *voice, lines).await
			},
			Within::Tidied { member } => self.tidied(day, council, *member).await,
			Within::Opened => self.opened(day, place, seen, council).await,
			Within::Submitted { quality, hash, .. } => {
				self.submitted(day, seen, council, (*quality, *hash));
				Ok(())
			},
			Within::Adopted(told) => self.adopted(day, seen, council, *told).await,
			Within::Drawn { number, seed } => self.drawn(day, seen, council, *number, *seed).await,
			Within::Allotted { round, holders, .. } => {
				self.allotted(day, place, seen, council, (*round, holders)).await
			},
			Within::Reported { report, ledger } => {
				self.reported(day, place, seen, council, (report, ledger)).await
			},
			_ => Ok(()),
		}
	}

	/// The seed that is kept in the first block of an epoch is what BABE announces in it.
	async fn epoch(&mut self, block: &Block) -> Result<()> {
		let (reader, at) = (self.reader, &block.after);
		let epoch: u64 = reader.plain(at, "Babe", "EpochIndex").await?.unwrap_or_default();
		let next: [u8; 32] = reader.plain(at, "Babe", "NextRandomness").await?.unwrap_or_default();
		let kept: Vec<Seed> = reader.plain(at, "Lottery", "Seeds").await?.unwrap_or_default();
		self.announced.insert(epoch, next.into());
		self.findings.seeds += 1;
		let of_epoch: Vec<Seed> = kept.into_iter().filter(|seed| seed.epoch == epoch).collect();
		let mut wrongs = lots::seeds(&of_epoch, &self.announced);
		if of_epoch.is_empty() {
			wrongs.push(Wrong::new(Kind::Seed, format!("no seed of epoch {epoch} is kept")));
		}
		self.found(Seen { block: block.number, extrinsic: None }, None, wrongs, true);
		Ok(())
	}
}
