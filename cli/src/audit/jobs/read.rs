//! Reads blocks and records from a node that keeps them.

use super::{
	calls::{said, walk, Calls, Sent, JOBS},
	events::{what, Happened, What, Within},
	records::{Ledger, Task},
	sums::Tasks,
};
use crate::{
	chain::{At, Chain, PareconConfig},
	errors::{Error, Result},
	jobs::{answers::Report, workplace},
};
use codec::Decode;
use futures::{stream, StreamExt, TryStreamExt};
use parecon_primitives::{CouncilId, MemberId, Period, Side, TaskId};
use subxt::{
	config::RpcConfigFor,
	events::{Event, Phase},
	ext::scale_value::Composite,
	rpcs::{LegacyRpcMethods, RpcClient},
	storage::StaticAddress,
	utils::{Maybe, Static},
};

/// How many records are asked for at once.
const AT_ONCE: usize = 16;

/// A node's history of its chain.
#[derive(Clone)]
pub struct Reader {
	/// The node.
	pub chain: Chain,
}

/// What happened in a block.
pub struct Block {
	/// Its number.
	pub number: u32,
	/// The chain at its end.
	pub after: At,
	/// What happened, in order.
	pub happened: Vec<Happened>,
}

/// A block, with what is needed to recompute what happened in it.
pub struct Day {
	/// Its number.
	pub number: u32,
	/// The chain at the end of the block before.
	pub before: At,
	/// The chain at its end.
	pub after: At,
	/// Its period.
	pub period: Period,
	/// What its extrinsics ask.
	pub calls: Calls,
	/// What happened, in order.
	pub happened: Vec<Happened>,
}

impl Day {
	/// What happened in a council before the event at `place`, and what is of no council.
	pub fn earlier(&self, place: usize, council: CouncilId) -> impl Iterator<Item = &What> + Clone {
		let concerns = move |what: &&What| !matches!(what, What::In(other, _) if *other != council);
		self.happened.iter().take(place).map(|it| &it.what).filter(concerns)
	}

	/// Whether, after the event at `place`, something happened in a council that takes its division or
	/// its weights away.
	pub fn replaced_after(&self, place: usize, council: CouncilId) -> bool {
		let replaces = |within: &Within| matches!(within, Within::Adopted(_) | Within::Closed);
		self.happened.iter().skip(place.saturating_add(1)).any(
			|it| matches!(&it.what, What::In(other, within) if *other == council && replaces(within)),
		)
	}
}

impl Reader {
	/// The chain at the end of a block.
	pub async fn at(&self, number: u32) -> Result<At> {
		let at = self.chain.at(number).await?;
		at.ok_or_else(|| {
			Error::new(
				format!("the node at {} has no block {number}", self.chain.url()),
				"give a block that the chain has reached, or leave --to out",
			)
		})
	}

	/// The number of the latest block that cannot be taken back any more.
	pub async fn finalised(&self) -> Result<u32> {
		let chain = &self.chain;
		let client = RpcClient::from_insecure_url(chain.url()).await;
		let client = client.map_err(|error| chain.broken(error))?;
		let rpc = LegacyRpcMethods::<RpcConfigFor<PareconConfig>>::new(client);
		let hash = rpc.chain_get_finalized_head().await.map_err(|error| chain.broken(error))?;
		let head = rpc.chain_get_header(Some(hash)).await.map_err(|error| chain.broken(error))?;
		let head = head.ok_or_else(|| chain.broken("its finalised block has no header"))?;
		Ok(head.number as u32)
	}

	/// A value of a pallet.
	pub async fn plain<V: Decode>(&self, at: &At, pallet: &str, entry: &str) -> Result<Option<V>> {
		let value: Option<Static<V>> = self.chain.value(at, pallet, entry, ()).await?;
		Ok(value.map(|value| value.0))
	}

	/// What is kept of a council.
	pub async fn of<V: Decode>(
		&self,
		at: &At,
		entry: &str,
		council: CouncilId,
	) -> Result<Option<V>> {
		let value: Option<Static<V>> =
			self.chain.value(at, JOBS, entry, (Static(council),)).await?;
		Ok(value.map(|value| value.0))
	}

	/// What is kept of a member in a council.
	pub async fn of_member<V: Decode>(
		&self,
		at: &At,
		entry: &str,
		council: CouncilId,
		member: MemberId,
	) -> Result<Option<V>> {
		let keys = (Static(council), Static(member));
		let value: Option<Static<V>> = self.chain.value(at, JOBS, entry, keys).await?;
		Ok(value.map(|value| value.0))
	}

	/// What is kept of all councils, in the order of the keys in the state.
	pub async fn by_council<V: Decode>(&self, at: &At, entry: &str) -> Result<Vec<(CouncilId, V)>> {
		type Keys = (Static<CouncilId>,);
		let address = StaticAddress::<Keys, Static<V>, Maybe>::new(JOBS, entry);
		let found = at.storage().iter(address, ()).await;
		let mut found = found.map_err(|error| self.chain.broken(error))?;
		let mut all = Vec::new();
		while let Some(entry) = found.next().await {
			let entry = entry.map_err(|error| self.chain.broken(error))?;
			let key = entry.key().and_then(|key| key.decode());
			let (council,) = key.map_err(|error| self.chain.broken(error))?;
			let value = entry.value().decode().map_err(|error| self.chain.broken(error))?;
			all.push((entry.key_bytes().to_vec(), council.0, value.0));
		}
		all.sort_by(|(one, ..), (other, ..)| one.cmp(other));
		Ok(all.into_iter().map(|(_, council, value)| (council, value)).collect())
	}

	/// What is kept of all members in a council.
	pub async fn by_member<V: Decode>(
		&self,
		at: &At,
		entry: &str,
		council: CouncilId,
	) -> Result<Vec<(MemberId, V)>> {
		type Keys = (Static<CouncilId>, Static<MemberId>);
		let address = StaticAddress::<Keys, Static<V>, Maybe>::new(JOBS, entry);
		let found = at.storage().iter(address, (Static(council),)).await;
		let mut found = found.map_err(|error| self.chain.broken(error))?;
		let mut all = Vec::new();
		while let Some(entry) = found.next().await {
			let entry = entry.map_err(|error| self.chain.broken(error))?;
			let key = entry.key().and_then(|key| key.decode());
			let (_, member) = key.map_err(|error| self.chain.broken(error))?;
			let value = entry.value().decode().map_err(|error| self.chain.broken(error))?;
			all.push((member.0, value.0));
		}
		Ok(all)
	}

	/// The tasks with these identifiers; those that are gone are left out.
	pub async fn tasks(&self, at: &At, ids: &[TaskId]) -> Result<Tasks> {
		let found = stream::iter(ids.to_vec()).map(|id| async move {
			let key = (Static(id),);
			let task: Option<Static<Task>> = self.chain.value(at, JOBS, "Tasks", key).await?;
			Ok::<_, Error>(task.map(|task| (id, task.0)))
		});
		let found: Vec<_> = found.buffered(AT_ONCE).try_collect().await?;
		Ok(found.into_iter().flatten().collect())
	}

	/// Which of some members have a seat in a council.
	pub async fn seated(
		&self,
		at: &At,
		council: CouncilId,
		members: impl IntoIterator<Item = MemberId>,
	) -> Result<Vec<MemberId>> {
		let Some(record) = self.chain.council(at, council).await? else { return Ok(Vec::new()) };
		let side: Side = record.side.0;
		let members: Vec<MemberId> = members.into_iter().collect();
		let seats = stream::iter(members).map(|member| async move {
			let seat = self.chain.seat_of(at, member, side).await?;
			Ok::<_, Error>((seat == Some(council)).then_some(member))
		});
		let seats: Vec<_> = seats.buffered(AT_ONCE).try_collect().await?;
		Ok(seats.into_iter().flatten().collect())
	}

	/// What happened in a block.
	pub async fn block(&self, number: u32) -> Result<Block> {
		let after = self.at(number).await?;
		let events = after.events().fetch().await.map_err(|error| self.chain.broken(error))?;
		let mut happened = Vec::new();
		for event in events.iter() {
			let event = event.map_err(|error| self.chain.broken(error))?;
			let extrinsic = match event.phase() {
				Phase::ApplyExtrinsic(position) => Some(position),
				_ => None,
			};
			let what = self.what(&after, &event)?;
			happened.extend(what.map(|what| Happened { extrinsic, what }));
		}
		Ok(Block { number, after, happened })
	}

	fn what(&self, at: &At, event: &Event<'_, PareconConfig>) -> Result<Option<What>> {
		match (event.pallet_name(), event.event_name()) {
			(JOBS, "Reported") => self.reported(at, event).map(Some),
			(JOBS, name) => {
				what(name, event.field_bytes()).map_err(|error| self.chain.broken(error))
			},
			("Councils" | "Members", _) => Ok(Some(What::Seats)),
			("Session", "NewSession") => Ok(Some(What::Epoch)),
			_ => Ok(None),
		}
	}

	/// A report, read as the views' are.
	fn reported(&self, at: &At, event: &Event<'_, PareconConfig>) -> Result<What> {
		let told = self.chain.event(at, event)?;
		let field = |name: &str| told["fields"][name].clone();
		let broken = |error| self.chain.broken(format!("its event Reported is otherwise: {error}"));
		let council: CouncilId = serde_json::from_value(field("council")).map_err(broken)?;
		let report: Report = serde_json::from_value(field("report")).map_err(broken)?;
		let ledger: Ledger = serde_json::from_value(field("ledger")).map_err(broken)?;
		Ok(What::In(council, Within::Reported { report: Box::new(report), ledger }))
	}

	/// What is needed to recompute what happened in a block.
	pub async fn day(&self, block: Block) -> Result<Day> {
		let Block { number, after, happened } = block;
		let before = self.at(number.saturating_sub(1)).await?;
		let period = Period(workplace::period(&self.chain, &after).await?);
		let calls = self.calls(&after).await?;
		Ok(Day { number, before, after, period, calls, happened })
	}

	/// What the extrinsics of a block ask.
	async fn calls(&self, at: &At) -> Result<Calls> {
		let extrinsics = at.extrinsics().fetch().await.map_err(|error| self.chain.broken(error))?;
		let mut calls = Calls::default();
		for extrinsic in extrinsics.iter() {
			let extrinsic = extrinsic.map_err(|error| self.chain.broken(error))?;
			let position = extrinsic.index() as u32;
			if [JOBS, "Utility"].contains(&extrinsic.pallet_name()) {
				calls.plain.insert(position);
			}
			if extrinsic.pallet_name() == JOBS {
				let said = said(extrinsic.call_name(), extrinsic.call_data_field_bytes());
				let sent = |(council, said)| Sent { extrinsic: position, council, said };
				calls.sent.extend(said.map(sent));
			} else if extrinsic.is_signed() {
				let args: Composite<()> = extrinsic
					.decode_call_data_fields_unchecked_as()
					.map_err(|error| self.chain.broken(error))?;
				walk(&args, at.metadata_ref(), position, &mut calls.sent);
			}
		}
		Ok(calls)
	}
}
