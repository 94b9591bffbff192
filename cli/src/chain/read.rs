//! Reads what the chain stores, as it stands at a block.

use super::{
	stored::{Account, Conclusion, Council, Cycle, Enrolment, Phase, Place, Rest},
	At, Chain,
};
use crate::errors::Result;
use codec::{Decode, Encode};
use futures::{stream, StreamExt, TryStreamExt};
use parecon_engine::{Kind, Quote, Record, Totals, PAGE};
use parecon_primitives::{CouncilId, CycleId, GoodId, Iteration, MemberId, Quantity, Side};
use subxt::{
	ext::{
		frame_decode::storage::{IntoDecodableValues, IntoEncodableValues},
		scale_decode::DecodeAsType,
	},
	storage::StaticAddress,
	utils::{AccountId32, Maybe, Static},
};

/// Whether a cycle ended with a plan.
pub fn is_ratified(conclusion: &Conclusion) -> bool {
	matches!(conclusion.phase, Phase::Ratified)
}

/// What is registered of a good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
	/// Its name.
	pub name: String,
	/// The name of one unit.
	pub unit: String,
	/// What kind of good it is.
	pub kind: Kind,
}

/// How many values are fetched at once.
const AT_ONCE: usize = 32;

impl Chain {
	/// The value of a pallet's storage entry under some keys; none where nothing is stored.
	pub async fn value<Value, Keys>(
		&self,
		at: &At,
		pallet: &str,
		entry: &str,
		keys: Keys,
	) -> Result<Option<Value>>
	where
		Value: DecodeAsType,
		Keys: IntoEncodableValues + IntoDecodableValues,
	{
		let address = StaticAddress::<Keys, Value, Maybe>::new(pallet, entry);
		let found = at.storage().try_fetch(address, keys).await;
		let found = found.map_err(|error| self.unread(at.block_number(), error))?;
		found.map(|value| value.decode().map_err(|error| self.broken(error))).transpose()
	}

	/// The answer of a pallet's view.
	pub async fn view<Answer: DecodeAsType>(
		&self,
		at: &At,
		pallet: &str,
		view: &str,
		args: impl Encode,
	) -> Result<Answer> {
		let (answer, ty) = self.answer(at, pallet, view, args).await?;
		Answer::decode_as_type(&mut &answer[..], ty, at.metadata_ref().types())
			.map_err(|error| self.broken(error))
	}

	/// The answer of a pallet's view as it is encoded, and its type in the metadata.
	///
	/// Asked for by hand: the runtime takes the arguments as one list of bytes and answers with one,
	/// and the library's own way leaves the length of both out.
	pub(super) async fn answer(
		&self,
		at: &At,
		pallet: &str,
		view: &str,
		args: impl Encode,
	) -> Result<(Vec<u8>, u32)> {
		let metadata = at.metadata();
		let known = metadata
			.pallet_by_name(pallet)
			.and_then(|pallet| pallet.view_function_by_name(view))
			.ok_or_else(|| self.broken(format!("its runtime has no view {pallet}.{view}")))?;
		let input = (*known.query_id(), args.encode()).encode();
		let name = "RuntimeViewFunction_execute_view_function";
		let answer = self.rpc.state_call(name, Some(&input), Some(at.block_hash())).await;
		let answer = answer.map_err(|error| self.unread(at.block_number(), error))?;
		let answer = std::result::Result::<Vec<u8>, Rest>::decode(&mut &answer[..])
			.map_err(|error| self.broken(error))?
			.map_err(|_| self.broken(format!("its view {pallet}.{view} takes other arguments")))?;
		Ok((answer, known.output_ty()))
	}

	/// The running cycle, or the latest one.
	pub async fn cycle(&self, at: &At) -> Result<Option<Cycle>> {
		self.value(at, "Planning", "Current", ()).await
	}

	/// How many goods are registered.
	pub async fn good_count(&self, at: &At) -> Result<u32> {
		Ok(self.value(at, "Planning", "Count", ()).await?.unwrap_or(0))
	}

	/// The items of all pages of a storage entry, in order.
	async fn paged<Item: codec::Decode>(&self, at: &At, entry: &str) -> Result<Vec<Item>> {
		let pages = self.good_count(at).await?.div_ceil(PAGE);
		let pages = stream::iter(0..pages).map(|page| async move {
			self.value::<Static<Vec<Item>>, _>(at, "Planning", entry, (page,)).await
		});
		let pages: Vec<_> = pages.buffered(AT_ONCE).try_collect().await?;
		Ok(pages.into_iter().flatten().flat_map(|page| page.0).collect())
	}

	/// Kind and price of each good.
	pub async fn quotes(&self, at: &At) -> Result<Vec<Quote>> {
		self.paged(at, "Market").await
	}

	/// Supply and demand of each good.
	pub async fn totals(&self, at: &At) -> Result<Vec<Totals>> {
		self.paged(at, "Volumes").await
	}

	/// Supply and demand of each good in the plan, with every workplace scaled; none before it is settled.
	pub async fn settled(&self, at: &At) -> Result<Vec<Totals>> {
		self.paged(at, "Settled").await
	}

	/// Yearly supply of each good.
	pub async fn supplies(&self, at: &At) -> Result<Vec<Quantity>> {
		self.paged(at, "Endowments").await
	}

	/// Name, unit and kind of each good.
	pub async fn goods(&self, at: &At) -> Result<Vec<Good>> {
		let goods = stream::iter(0..self.good_count(at).await?).map(|good| async move {
			let key = (Static(GoodId(good)),);
			self.value::<super::stored::Good, _>(at, "Planning", "Goods", key).await
		});
		let goods: Vec<_> = goods.buffered(AT_ONCE).try_collect().await?;
		let text = |bytes: Static<Vec<u8>>| String::from_utf8_lossy(&bytes.0).into_owned();
		let good = |good: super::stored::Good| Good {
			name: text(good.name),
			unit: text(good.unit),
			kind: good.kind.0,
		};
		Ok(goods.into_iter().flatten().map(good).collect())
	}

	/// The record of an iteration.
	pub async fn record(
		&self,
		at: &At,
		cycle: CycleId,
		iteration: Iteration,
	) -> Result<Option<Record>> {
		let keys = (Static(cycle), Static(iteration));
		let record: Option<Static<Record>> = self.value(at, "Planning", "Records", keys).await?;
		Ok(record.map(|record| record.0))
	}

	/// How a cycle ended; none while it has not.
	pub async fn conclusion(&self, at: &At, cycle: CycleId) -> Result<Option<Conclusion>> {
		self.value(at, "Planning", "Conclusions", (Static(cycle),)).await
	}

	/// All councils that are enrolled in a cycle, ascending.
	pub async fn enrolments(&self, at: &At, cycle: CycleId) -> Result<Vec<(CouncilId, Enrolment)>> {
		type Keys = (Static<CycleId>, Static<CouncilId>);
		let block = at.block_number();
		let address = StaticAddress::<Keys, Enrolment, Maybe>::new("Planning", "Enrolments");
		let found = at.storage().iter(address, (Static(cycle),)).await;
		let mut found = found.map_err(|error| self.unread(block, error))?;
		let mut enrolments = Vec::new();
		while let Some(entry) = found.next().await {
			let entry = entry.map_err(|error| self.unread(block, error))?;
			let key = entry.key().and_then(|key| key.decode());
			let (_, council) = key.map_err(|error| self.broken(error))?;
			let value = entry.value().decode().map_err(|error| self.broken(error))?;
			enrolments.push((council.0, value));
		}
		enrolments.sort_by_key(|(council, _)| *council);
		Ok(enrolments)
	}

	/// A council; none where there is no such council.
	pub async fn council(&self, at: &At, council: CouncilId) -> Result<Option<Council>> {
		self.value(at, "Councils", "Councils", (Static(council),)).await
	}

	/// How often populations have been frozen.
	pub async fn epoch(&self, at: &At) -> Result<u32> {
		Ok(self.value(at, "Councils", "Epoch", ()).await?.unwrap_or(0))
	}

	/// The member who acts through an account.
	pub async fn member_of(&self, at: &At, account: AccountId32) -> Result<Option<MemberId>> {
		let member: Option<Static<MemberId>> =
			self.value(at, "Members", "MemberOf", (account,)).await?;
		Ok(member.map(|member| member.0))
	}

	/// The base council in which a member has a seat on a side.
	pub async fn seat_of(
		&self,
		at: &At,
		member: MemberId,
		side: Side,
	) -> Result<Option<CouncilId>> {
		let keys = (Static(member), Static(side));
		let place: Option<Place> = self.value(at, "Councils", "BaseSeats", keys).await?;
		Ok(place.and_then(|place| place.current).map(|council| council.0))
	}

	/// Tokens that an account can spend on fees.
	pub async fn free_tokens(&self, at: &At, account: AccountId32) -> Result<u128> {
		let account: Option<Account> = self.value(at, "System", "Account", (account,)).await?;
		Ok(account.map_or(0, |account| account.data.free))
	}
}
