//! The history of a cycle, decoded from the bytes of its blocks and states, wherever they come from.

mod node;

pub use node::Node;

use super::{stored, Chain};
use crate::{
	audit::{Block, Ending, Happened, History, Lapse, Opening, Said, Sent, Source, Standing, What},
	errors::{Error, Result},
};
use codec::Decode;
use parecon_engine::{Line, Quote, Record, Totals, PAGE};
use parecon_primitives::{CouncilId, CycleId, Iteration};
use sp_arithmetic::Perbill;
use std::fmt::Display;
use subxt::{
	config::substrate::SpecVersionForRange,
	dynamic::Value,
	events::{Event, Phase},
	ext::{
		frame_decode::storage::{
			decode_storage_key, decode_storage_key_values, decode_storage_value,
			encode_storage_key, encode_storage_key_prefix, IntoEncodableValues,
		},
		scale_decode::{DecodeAsFields, DecodeAsType},
		scale_encode::EncodeAsType,
		scale_value::{Composite, ValueDef},
	},
	utils::Static,
	ArcMetadata, Metadata, OfflineClient, OfflineClientAtBlock, SubstrateConfig,
};

/// The history of a chain whose blocks come from a source: a node, if nothing else is named.
pub struct ChainHistory<S = Node> {
	source: S,
}

impl ChainHistory {
	/// The history that the node of `chain` keeps.
	pub fn new(chain: Chain) -> Self {
		Self::of(Node::new(chain))
	}
}

/// What decodes extrinsics and events by their metadata alone.
type Decoder = OfflineClientAtBlock<SubstrateConfig>;

impl<S: Source> ChainHistory<S> {
	/// The history of the chain that `source` has.
	pub fn of(source: S) -> Self {
		Self { source }
	}

	/// Where the blocks come from.
	pub fn source(&self) -> &S {
		&self.source
	}

	/// Gives the source back.
	pub fn into_source(self) -> S {
		self.source
	}

	fn broken(&self, error: impl Display) -> Error {
		self.source.broken(error.to_string())
	}

	async fn metadata(&mut self, block: u32) -> Result<ArcMetadata> {
		let metadata = self.source.metadata(block).await?;
		metadata.ok_or_else(|| self.broken(format!("block {block} is not there")))
	}

	/// The value of a storage entry under each of some keys; none where nothing is stored.
	async fn each<Value: DecodeAsType, Keys: IntoEncodableValues>(
		&mut self,
		block: u32,
		pallet: &str,
		entry: &str,
		keys: impl IntoIterator<Item = Keys>,
	) -> Result<Vec<Option<Value>>> {
		let metadata = self.metadata(block).await?;
		let key = |keys| encode_storage_key(pallet, entry, keys, &*metadata, metadata.types());
		let keys: std::result::Result<Vec<_>, _> = keys.into_iter().map(key).collect();
		let keys = keys.map_err(|error| self.broken(error))?;
		let values = self.source.values(block, keys).await?;
		let decoded = |bytes: Option<Vec<u8>>| {
			bytes.map(|bytes| value(&metadata, pallet, entry, &bytes)).transpose()
		};
		values.into_iter().map(decoded).collect::<std::result::Result<_, _>>().map_err(|error| {
			self.broken(format!("{pallet}.{entry} of block {block} cannot be decoded: {error}"))
		})
	}

	/// The value of a storage entry under some keys; none where nothing is stored.
	async fn value<Value: DecodeAsType>(
		&mut self,
		block: u32,
		pallet: &str,
		entry: &str,
		keys: impl IntoEncodableValues,
	) -> Result<Option<Value>> {
		Ok(self.each(block, pallet, entry, [keys]).await?.pop().flatten())
	}

	/// The items of all pages of a storage entry of the planning pallet, in order.
	async fn paged<Item: Decode>(&mut self, block: u32, entry: &str) -> Result<Vec<Item>> {
		let goods: Option<u32> = self.value(block, PLANNING, "Count", ()).await?;
		let pages = (0..goods.unwrap_or(0).div_ceil(PAGE)).map(|page| (page,));
		let pages: Vec<Option<Static<Vec<Item>>>> =
			self.each(block, PLANNING, entry, pages).await?;
		Ok(pages.into_iter().flatten().flat_map(|page| page.0).collect())
	}

	/// The running cycle at the end of a block, or the latest one before.
	async fn cycle(&mut self, block: u32) -> Result<Option<stored::Cycle>> {
		self.value(block, PLANNING, "Current", ()).await
	}

	/// The block in which `cycle` was opened: it is the latest cycle there, and was not before.
	async fn opened(&mut self, cycle: CycleId) -> Result<(u32, stored::Cycle)> {
		let block = self.source.opened(cycle).await?;
		let before = self.cycle(block.saturating_sub(1)).await?;
		match self.cycle(block).await? {
			Some(found)
				if found.id.0 == cycle
					&& block > 0 && before.is_none_or(|before| before.id.0 < cycle) =>
			{
				Ok((block, found))
			},
			_ => {
				let detail = format!("cycle {cycle} was not opened in block {block}");
				Err(self.source.contradicted(detail))
			},
		}
	}

	/// What the extrinsics of a block ask.
	async fn sent(&mut self, block: u32, decoder: &Decoder) -> Result<Vec<Sent>> {
		let extrinsics = self.source.extrinsics(block).await?;
		let extrinsics = decoder.extrinsics().from_bytes(extrinsics).await;
		let mut sent = Vec::new();
		for extrinsic in extrinsics.iter() {
			let extrinsic = extrinsic.map_err(|error| self.broken(error))?;
			let position = extrinsic.index() as u32;
			if extrinsic.pallet_name() == PLANNING {
				let said = said(extrinsic.call_name(), extrinsic.call_data_field_bytes());
				let alone =
					|(council, what)| Sent { extrinsic: position, alone: true, council, what };
				sent.extend(said.map(alone));
			} else if extrinsic.is_signed() {
				let args: Composite<()> = extrinsic
					.decode_call_data_fields_unchecked_as()
					.map_err(|error| self.broken(error))?;
				walk(&args, decoder.metadata_ref(), position, &mut sent);
			}
		}
		Ok(sent)
	}
}

/// Decodes blocks of `metadata`. The number and the versions have no part in it.
fn decoder(metadata: ArcMetadata) -> std::result::Result<Decoder, String> {
	let versions =
		SpecVersionForRange { block_range: 0..1, spec_version: 0, transaction_version: 0 };
	let config = SubstrateConfig::builder()
		.set_metadata_for_spec_versions([(0, metadata)])
		.set_spec_version_for_block_ranges([versions])
		.build();
	OfflineClient::new_with_config(config).at_block(0u64).map_err(|error| error.to_string())
}

/// A value of a storage entry from its bytes, all of them.
fn value<Value: DecodeAsType>(
	metadata: &Metadata,
	pallet: &str,
	entry: &str,
	mut bytes: &[u8],
) -> std::result::Result<Value, String> {
	let visitor = Value::into_visitor();
	let value =
		decode_storage_value(pallet, entry, &mut bytes, metadata, metadata.types(), visitor);
	let value = value.map_err(|error| error.to_string())?;
	match bytes.len() {
		0 => Ok(value),
		left => Err(format!("{left} bytes are left over")),
	}
}

const PLANNING: &str = "Planning";
const COUNCILS: &str = "Councils";

/// What a call of the planning pallet says for a council, from its name and encoded arguments.
fn said(call: &str, mut args: &[u8]) -> Option<(CouncilId, Said)> {
	match call {
		"propose" => {
			let (council, iteration, lines) = Decode::decode(&mut args).ok()?;
			Some((council, Said::Proposal { iteration, lines }))
		},
		"ratify" => {
			let (council, approve) = Decode::decode(&mut args).ok()?;
			Some((council, Said::Verdict { approve }))
		},
		_ => None,
	}
}

/// Gathers what calls inside a call say for councils, however deep they are nested and whatever
/// wraps them: batches, proxies, multisignatures. Whether they were dispatched is for the events to
/// say.
fn walk(args: &Composite<()>, metadata: &Metadata, extrinsic: u32, sent: &mut Vec<Sent>) {
	for value in args.values() {
		match &value.value {
			ValueDef::Composite(inside) => walk(inside, metadata, extrinsic, sent),
			ValueDef::Variant(variant) => {
				let inner = inner_call(variant.name.as_str(), &variant.values, metadata);
				match inner.and_then(|(name, args)| said(name, &args)) {
					Some((council, what)) => {
						sent.push(Sent { extrinsic, alone: false, council, what })
					},
					None => walk(&variant.values, metadata, extrinsic, sent),
				}
			},
			_ => {},
		}
	}
}

/// The name and the encoded arguments of a call of the planning pallet, where a value is one.
fn inner_call<'v>(
	pallet: &str,
	values: &'v Composite<()>,
	metadata: &Metadata,
) -> Option<(&'v str, Vec<u8>)> {
	let Value { value: ValueDef::Variant(call), .. } = values.values().next()? else {
		return None;
	};
	if pallet != PLANNING {
		return None;
	}
	let known = metadata.pallet_by_name(PLANNING)?.call_variant_by_name(&call.name)?;
	let mut bytes = Vec::new();
	for (field, value) in known.fields.iter().zip(call.values.values()) {
		value.encode_as_type_to(field.ty.id, metadata.types(), &mut bytes).ok()?;
	}
	Some((call.name.as_str(), bytes))
}

impl From<stored::Lapse> for Lapse {
	fn from(reason: stored::Lapse) -> Self {
		match reason {
			stored::Lapse::OneSided => Self::OneSided,
			stored::Lapse::NotConverged => Self::NotConverged,
			stored::Lapse::NotApproved => Self::NotApproved,
		}
	}
}

/// What an event of the planning pallet says of `cycle`; none for other cycles and other events.
fn what(
	event: &Event<'_, SubstrateConfig>,
	cycle: CycleId,
) -> std::result::Result<Option<What>, String> {
	fn fields<T: DecodeAsFields>(
		event: &Event<'_, SubstrateConfig>,
	) -> std::result::Result<T, String> {
		event.decode_fields_unchecked_as().map_err(|error| error.to_string())
	}
	let (of, what) = match event.event_name() {
		"Enrolled" => {
			let stored::Enrolled { cycle, council, population, budget } = fields(event)?;
			(cycle, What::Enrolled { council: council.0, population, budget: budget.0 })
		},
		"PricesAnnounced" => {
			let stored::PricesAnnounced { cycle, iteration } = fields(event)?;
			(cycle, What::Announced { iteration: iteration.0 })
		},
		"Proposed" => {
			let stored::Proposed { cycle, iteration, council, lines, benefit, cost } =
				fields(event)?;
			let (iteration, council) = (iteration.0, council.0);
			let (benefit, cost) = (benefit.0, cost.0);
			(cycle, What::Proposed { iteration, council, lines, benefit, cost })
		},
		"IterationClosed" => {
			let stored::IterationClosed { cycle, iteration, worst, good, open, record } =
				fields(event)?;
			let (iteration, worst, good) = (iteration.0, worst.0, good.0);
			(cycle, What::Closed { iteration, worst, good, open, record })
		},
		"RatificationOpened" => (fields::<stored::OfCycle>(event)?.cycle, What::Ratifying),
		"Judged" => {
			let stored::Judged { cycle, council, approve } = fields(event)?;
			(cycle, What::Judged { council: council.0, approve })
		},
		"CycleRatified" => (fields::<stored::OfCycle>(event)?.cycle, What::Ratified),
		"CycleLapsed" => {
			let stored::CycleLapsed { cycle, reason } = fields(event)?;
			(cycle, What::Lapsed(reason.into()))
		},
		_ => return Ok(None),
	};
	Ok((of.0 == cycle).then_some(what))
}

impl<S: Source> History for ChainHistory<S> {
	async fn opening(&mut self, cycle: CycleId) -> Result<Opening> {
		let (block, stored) = self.opened(cycle).await?;
		let params = stored.params;
		Ok(Opening {
			genesis: self.source.genesis(),
			block,
			rule: params.rule.0,
			threshold: Perbill::from_parts(params.threshold),
			max_iterations: params.max_iterations,
			income_per_head: params.income_per_head.0,
			quotes: self.paged(block, "Market").await?,
			supplies: self.paged(block, "Endowments").await?,
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
			match event.pallet_name() {
				"System" if event.event_name() == "ExtrinsicSuccess" => {
					block.succeeded.extend(extrinsic);
				},
				PLANNING => {
					let what = what(&event, cycle).map_err(|error| self.broken(error))?;
					block.events.extend(what.map(|what| Happened { extrinsic, what }));
				},
				_ => {},
			}
		}
		Ok(Some(block))
	}

	async fn quotes(&mut self, block: u32) -> Result<Vec<Quote>> {
		self.paged(block, "Market").await
	}

	async fn totals(&mut self, block: u32) -> Result<Vec<Totals>> {
		self.paged(block, "Volumes").await
	}

	async fn council(&mut self, block: u32, council: CouncilId) -> Result<Option<Standing>> {
		let epoch: Option<u32> = self.value(block, COUNCILS, "Epoch", ()).await?;
		let council: Option<stored::Council> =
			self.value(block, COUNCILS, "Councils", (Static(council),)).await?;
		Ok(council.map(|council| {
			let population = &council.population;
			// What changed in this epoch has moved the frozen number aside.
			let changed = population.epoch == epoch.unwrap_or(0);
			Standing {
				side: council.side.0,
				population: if changed { population.before } else { population.now },
			}
		}))
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

	async fn standing(
		&mut self,
		block: u32,
		cycle: CycleId,
	) -> Result<Vec<(CouncilId, Vec<Line>)>> {
		const ENTRY: &str = "Enrolments";
		let metadata = self.metadata(block).await?;
		let types = metadata.types();
		let prefix = encode_storage_key(PLANNING, ENTRY, (Static(cycle),), &*metadata, types);
		let prefix = prefix.map_err(|error| self.broken(error))?;
		let mut standing = Vec::new();
		for (key, bytes) in self.source.under(block, prefix).await? {
			let parts = decode_storage_key(PLANNING, ENTRY, &mut &key[..], &*metadata, types);
			let parts = parts.map_err(|error| self.broken(error))?;
			let parts: (Static<CycleId>, Static<CouncilId>) =
				decode_storage_key_values(&key, &parts, types)
					.map_err(|error| self.broken(error))?;
			let enrolment: stored::Enrolment =
				value(&metadata, PLANNING, ENTRY, &bytes).map_err(|error| self.broken(error))?;
			standing.push((parts.1 .0, enrolment.lines.0));
		}
		standing.sort_by_key(|(council, _)| *council);
		Ok(standing)
	}

	async fn ending(&mut self, block: u32, cycle: CycleId) -> Result<Option<Ending>> {
		let conclusion: Option<stored::Conclusion> =
			self.value(block, PLANNING, "Conclusions", (Static(cycle),)).await?;
		Ok(conclusion.map(|conclusion| Ending {
			iterations: conclusion.iterations.0,
			chain: conclusion.chain,
		}))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{
		calls::{self, Call, Inner},
		METADATA,
	};
	use parecon_primitives::{Flow, GoodId};
	use subxt::transactions::Payload;

	fn offline() -> Decoder {
		decoder(Metadata::decode(&mut &METADATA[..]).unwrap().arc()).unwrap()
	}

	fn inner(call: &Call) -> Inner {
		Inner(offline().tx().call_data(call).unwrap())
	}

	/// What is found in the arguments of a call.
	fn found(call: &Call) -> Vec<Sent> {
		let offline = offline();
		let decoded = offline.tx().from_call_data_bytes(&inner(call).0).unwrap();
		let mut sent = Vec::new();
		walk(decoded.call_data(), offline.metadata_ref(), 5, &mut sent);
		sent
	}

	fn lines(flow: i128) -> Vec<Line> {
		vec![Line { good: GoodId(3), flow: Flow(flow) }, Line { good: GoodId(70), flow: Flow(-7) }]
	}

	fn proposal(council: u32, flow: i128) -> Sent {
		let what = Said::Proposal { iteration: Iteration(2), lines: lines(flow) };
		Sent { extrinsic: 5, alone: false, council: CouncilId(council), what }
	}

	fn propose(council: u32, flow: i128) -> Call {
		calls::propose(CouncilId(council), Iteration(2), &lines(flow))
	}

	#[test]
	fn nested_calls_are_found_in_their_order() {
		let other = calls::found(parecon_primitives::Side::Workers);
		let deep = calls::force_batch(vec![inner(&propose(2, -8)), inner(&other)]);
		let ratify = calls::ratify(CouncilId(4), true);
		let call = calls::batch_all(vec![
			inner(&propose(1, 9)),
			inner(&deep),
			inner(&ratify),
			inner(&propose(1, 1 << 90)),
		]);
		let what = Said::Verdict { approve: true };
		let verdict = Sent { extrinsic: 5, alone: false, council: CouncilId(4), what };
		assert_eq!(found(&call), [proposal(1, 9), proposal(2, -8), verdict, proposal(1, 1 << 90)]);
	}

	#[test]
	fn whatever_wraps_a_call_is_seen_through() {
		let wrapped = |bytes: Vec<u8>| {
			let offline = offline();
			let decoded = offline.tx().from_call_data_bytes(&bytes).unwrap();
			let mut sent = Vec::new();
			walk(decoded.call_data(), offline.metadata_ref(), 5, &mut sent);
			sent
		};
		let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
		let place = |pallet: &str, call: &str| {
			let pallet = metadata.pallet_by_name(pallet).unwrap();
			vec![pallet.call_index(), pallet.call_variant_by_name(call).unwrap().index]
		};
		let propose = inner(&propose(1, 9)).0;
		let account = [7u8; 32];
		for (mut bytes, args) in [
			(place("Proxy", "proxy"), [&[0][..], &account, &[0], &propose].concat()),
			(place("Utility", "as_derivative"), [&[1, 0][..], &propose].concat()),
			(place("Utility", "with_weight"), [&propose[..], &[0, 0]].concat()),
			(
				place("Multisig", "as_multi"),
				[&[2, 0, 4][..], &account, &[0], &propose, &[0, 0]].concat(),
			),
			(place("Multisig", "as_multi_threshold_1"), [&[4][..], &account, &propose].concat()),
		] {
			let name = format!("{bytes:?}");
			bytes.extend(args);
			assert_eq!(wrapped(bytes), [proposal(1, 9)], "{name}");
		}
	}

	#[test]
	fn only_the_planning_pallet_is_heard() {
		assert_eq!(found(&calls::batch_all(vec![inner(&calls::enrol(CouncilId(1)))])), []);
		assert_eq!(said("enrol", &[0; 4]), None);
		assert_eq!(said("propose", &[0; 4]), None, "cut short");
		assert_eq!(propose(1, 9).pallet_name(), PLANNING);
	}
}
