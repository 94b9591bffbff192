//! The history of a cycle, from blocks and states.

use super::{
	decoder,
	happened::{is_of_block, requested, what},
	kept, ChainHistory, COUNCILS, MEMBERS, PLANNING, REQUESTS,
};
use crate::{
	audit::{
		shared::{Level, Sharing},
		Block, Ending, Happened, History, Last, Opening, Part, Purse, Request, Source, Standing,
	},
	chain::stored::{self, Rest},
	errors::Result,
};
use codec::Decode;
use parecon_engine::{Quote, Record, Totals};
use parecon_primitives::{CouncilId, CycleId, GoodId, Iteration, MemberId, Quantity};
use subxt::{events::Phase, ext::frame_decode::storage::encode_storage_key_prefix, utils::Static};

/// Amounts of goods in a state.
type Goods = Static<Vec<(GoodId, Quantity)>>;

impl<S: Source> ChainHistory<S> {
	/// Goods that many state together.
	async fn sharing(&mut self, block: u32) -> Result<Vec<Sharing>> {
		let entries: Vec<((Static<GoodId>,), kept::Shared)> =
			self.under(block, "Sharing", ()).await?;
		let shared = |((good,), kept): ((Static<GoodId>,), kept::Shared)| Sharing {
			good: good.0,
			step: kept.step.0,
			scope: kept.scope.0,
		};
		let mut sharing: Vec<Sharing> = entries.into_iter().map(shared).collect();
		sharing.sort_by_key(|sharing| sharing.good);
		Ok(sharing)
	}

	/// A constant of the planning pallet.
	async fn constant(&mut self, block: u32, name: &str) -> Result<u32> {
		let metadata = self.metadata(block).await?;
		let pallet = metadata.pallet_by_name(PLANNING);
		let constant = pallet.and_then(|pallet| pallet.constant_by_name(name));
		let missing = || self.broken(format!("its metadata has no constant {PLANNING}.{name}"));
		u32::decode(&mut constant.ok_or_else(missing)?.value()).map_err(|_| missing())
	}

	/// The cycle whose plan is in force at the end of a block.
	async fn in_force(&mut self, block: u32) -> Result<Option<CycleId>> {
		let cycle: Option<Static<CycleId>> = self.value(block, PLANNING, "InForce", ()).await?;
		Ok(cycle.map(|cycle| cycle.0))
	}

	/// What is kept of a council at the end of a block.
	async fn kept(&mut self, block: u32, council: CouncilId) -> Result<Option<kept::Council>> {
		self.value(block, COUNCILS, "Councils", (Static(council),)).await
	}

	/// A council's part in a cycle.
	async fn part(
		&mut self,
		block: u32,
		cycle: CycleId,
		council: CouncilId,
	) -> Result<Option<Part>> {
		let keys = (Static(cycle), Static(council));
		let kept: Option<kept::Enrolment> = self.value(block, PLANNING, "Enrolments", keys).await?;
		Ok(kept.map(Part::from))
	}
}

impl<S: Source> History for ChainHistory<S> {
	async fn opening(&mut self, cycle: CycleId) -> Result<Opening> {
		let (block, stored) = self.opened(cycle).await?;
		Ok(Opening {
			genesis: self.source.genesis(),
			block,
			params: stored.params.0,
			quotes: self.paged(block, "Market").await?,
			supplies: self.paged(block, "Endowments").await?,
			sharing: self.sharing(block).await?,
			most_lines: self.constant(block, "MaxLines").await?,
			in_force: self.in_force(block).await?,
		})
	}

	async fn block(&mut self, cycle: CycleId, number: u32) -> Result<Option<Block>> {
		let Some(metadata) = self.source.metadata(number).await? else { return Ok(None) };
		let decoder = decoder(metadata).map_err(|error| self.broken(error))?;
		let sent = self.sent(number, &decoder).await?;
		let key = encode_storage_key_prefix("System", "Events").to_vec();
		let events = self.source.values(number, vec![key]).await?.pop().flatten();
		let events = decoder.events().from_bytes(events.unwrap_or_default());
		let mut block = Block { number, sent, ..Default::default() };
		for event in events.iter() {
			let event = event.map_err(|error| self.broken(error))?;
			let extrinsic = match event.phase() {
				Phase::ApplyExtrinsic(position) => Some(position),
				_ => None,
			};
			let what = match event.pallet_name() {
				"System" if event.event_name() == "ExtrinsicSuccess" => {
					block.succeeded.extend(extrinsic);
					continue;
				},
				PLANNING => what(&event, cycle),
				REQUESTS => requested(&event),
				_ => continue,
			};
			let what = what.map_err(|error| self.broken(error))?;
			block.events.extend(what.map(|what| {
				let extrinsic = extrinsic.filter(|_| !is_of_block(&what));
				Happened { extrinsic, what }
			}));
		}
		Ok(Some(block))
	}

	async fn quotes(&mut self, block: u32) -> Result<Vec<Quote>> {
		self.paged(block, "Market").await
	}

	async fn totals(&mut self, block: u32) -> Result<Vec<Totals>> {
		self.paged(block, "Volumes").await
	}

	async fn levels(&mut self, block: u32, goods: &[GoodId]) -> Result<Vec<Level>> {
		let keys = goods.iter().map(|good| (Static(*good),));
		let levels: Vec<Option<kept::Stated>> = self.each(block, PLANNING, "Levels", keys).await?;
		Ok(levels.into_iter().map(|level| level.map(Level::from).unwrap_or_default()).collect())
	}

	async fn council(&mut self, block: u32, council: CouncilId) -> Result<Option<Standing>> {
		let epoch: Option<u32> = self.value(block, COUNCILS, "Epoch", ()).await?;
		let cycle: Option<kept::Opened> = self.value(block, PLANNING, "Current", ()).await?;
		// Who speaks for a council can take part for it and give up its last seat in one block. What the
		// council was as that block began is still counted by the epoch and the cycle of the block itself:
		// where populations were frozen in between, nothing had moved the number aside yet.
		let council = match self.kept(block, council).await? {
			None => self.kept(block.saturating_sub(1), council).await?,
			found => found,
		};
		let opened = cycle.map_or(block, |cycle| cycle.opened);
		Ok(council.map(|council| council.standing(epoch.unwrap_or(0), opened)))
	}

	async fn last(
		&mut self,
		block: u32,
		plan: CycleId,
		council: CouncilId,
	) -> Result<Option<Last>> {
		let part = self.part(block, plan, council).await?;
		Ok(part.map(|part| Last {
			own: part.own_lines().to_vec(),
			debt: part.debt,
			repays: part.repays,
			loan: part.loan,
		}))
	}

	async fn request(&mut self, block: u32, member: MemberId) -> Result<Option<Request>> {
		let kept: Option<kept::Request> =
			self.value(block, REQUESTS, "Requests", (Static(member),)).await?;
		Ok(kept.map(Request::from))
	}

	async fn requested(
		&mut self,
		block: u32,
		councils: &[CouncilId],
	) -> Result<Vec<Vec<(GoodId, Quantity)>>> {
		let keys = councils.iter().map(|council| (Static(*council),));
		let sums: Vec<Option<Goods>> = self.each(block, REQUESTS, "Requested", keys).await?;
		Ok(sums.into_iter().map(|sum| sum.map(|sum| sum.0).unwrap_or_default()).collect())
	}

	async fn household(&mut self, block: u32, member: MemberId) -> Result<u32> {
		let keys = (Static(member),);
		let known: Option<Static<Rest>> = self.value(block, MEMBERS, "Members", keys).await?;
		let wards: Option<kept::Wards> =
			self.value(block, MEMBERS, "Wards", (Static(member),)).await?;
		let wards = wards.map_or(0, |wards| wards.confirmed);
		Ok(known.map_or(0, |_| wards.saturating_add(1)))
	}

	async fn record(
		&mut self,
		block: u32,
		cycle: CycleId,
		iteration: Iteration,
	) -> Result<Option<Record>> {
		let keys = (Static(cycle), Static(iteration));
		let record: Option<Static<Record>> = self.value(block, PLANNING, "Records", keys).await?;
		Ok(record.map(|record| record.0))
	}

	async fn parts(&mut self, block: u32, cycle: CycleId) -> Result<Vec<(CouncilId, Part)>> {
		type Keys = (Static<CycleId>, Static<CouncilId>);
		let entries: Vec<(Keys, kept::Enrolment)> =
			self.under(block, "Enrolments", (Static(cycle),)).await?;
		let part = |((_, council), kept): (Keys, kept::Enrolment)| (council.0, Part::from(kept));
		let mut parts: Vec<_> = entries.into_iter().map(part).collect();
		parts.sort_by_key(|(council, _)| *council);
		Ok(parts)
	}

	async fn purses(&mut self, block: u32, cycle: CycleId) -> Result<Vec<(CouncilId, Purse)>> {
		type Keys = (Static<CycleId>, Static<CouncilId>);
		let entries: Vec<(Keys, Static<Purse>)> =
			self.under(block, "Purses", (Static(cycle),)).await?;
		Ok(entries.into_iter().map(|((_, federation), purse)| (federation.0, purse.0)).collect())
	}

	async fn ending(&mut self, block: u32, cycle: CycleId) -> Result<Option<Ending>> {
		let conclusion: Option<stored::Conclusion> =
			self.value(block, PLANNING, "Conclusions", (Static(cycle),)).await?;
		let in_force = self.in_force(block).await?;
		Ok(conclusion.map(|conclusion| Ending {
			iterations: conclusion.iterations.0,
			chain: conclusion.chain,
			root: conclusion.root,
			charged: conclusion.charged.0,
			credited: conclusion.credited.0,
			emitted: conclusion.emitted.0,
			in_force,
		}))
	}
}
