//! The history of a cycle, read from an archive node.

use super::{stored, At, Chain, PareconConfig};
use crate::{
	audit::{Block, Ending, Happened, History, Lapse, Opening, Said, Sent, Standing, What},
	errors::{Error, Result},
};
use codec::Decode;
use parecon_engine::{Line, Quote, Record, Totals};
use parecon_primitives::{CouncilId, CycleId, Iteration};
use sp_arithmetic::Perbill;
use subxt::{
	dynamic::Value,
	events::{Event, Phase},
	ext::{
		scale_decode::DecodeAsFields,
		scale_encode::EncodeAsType,
		scale_value::{Composite, ValueDef},
	},
	Metadata,
};

/// A node's history of its chain.
pub struct ChainHistory {
	chain: Chain,
}

impl ChainHistory {
	/// The history that the node of `chain` keeps.
	pub fn new(chain: Chain) -> Self {
		Self { chain }
	}

	async fn need(&self, block: u32) -> Result<At> {
		let at = self.chain.at(block).await?;
		at.ok_or_else(|| self.chain.broken(format!("block {block} is not there")))
	}

	/// The number of the latest cycle that was opened in or before a block.
	async fn latest(&self, block: u32) -> Result<Option<CycleId>> {
		let cycle = self.chain.cycle(&self.need(block).await?).await?;
		Ok(cycle.map(|cycle| cycle.id.0))
	}

	/// The block in which `cycle` was opened: found by halving, since cycles only follow each other.
	async fn opened(&self, cycle: CycleId) -> Result<u32> {
		let best = self.chain.best().await?.block_number() as u32;
		let (mut before, mut after) = (0, best);
		if self.latest(after).await?.is_none_or(|latest| latest < cycle) {
			return Err(Error::new(
				format!("there has been no cycle {cycle} on the chain of {}", self.chain.url()),
				"give the number of a cycle that was opened: `parecon drive` names it",
			));
		}
		while after - before > 1 {
			let middle = before + (after - before) / 2;
			match self.latest(middle).await? {
				Some(latest) if latest >= cycle => after = middle,
				_ => before = middle,
			}
		}
		Ok(after)
	}

	/// What the extrinsics of a block ask.
	async fn sent(&self, at: &At) -> Result<Vec<Sent>> {
		let block = at.block_number();
		let extrinsics = at.extrinsics().fetch().await;
		let extrinsics = extrinsics.map_err(|error| self.chain.unread(block, error))?;
		let mut sent = Vec::new();
		for extrinsic in extrinsics.iter() {
			let extrinsic = extrinsic.map_err(|error| self.chain.broken(error))?;
			let position = extrinsic.index() as u32;
			if extrinsic.pallet_name() == PLANNING {
				let said = said(extrinsic.call_name(), extrinsic.call_data_field_bytes());
				let alone =
					|(council, what)| Sent { extrinsic: position, alone: true, council, what };
				sent.extend(said.map(alone));
			} else if extrinsic.is_signed() {
				let args: Composite<()> = extrinsic
					.decode_call_data_fields_unchecked_as()
					.map_err(|error| self.chain.broken(error))?;
				walk(&args, at.metadata_ref(), position, &mut sent);
			}
		}
		Ok(sent)
	}
}

const PLANNING: &str = "Planning";

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
	event: &Event<'_, PareconConfig>,
	cycle: CycleId,
) -> std::result::Result<Option<What>, String> {
	fn fields<T: DecodeAsFields>(
		event: &Event<'_, PareconConfig>,
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

impl History for ChainHistory {
	async fn opening(&mut self, cycle: CycleId) -> Result<Opening> {
		let block = self.opened(cycle).await?;
		let at = self.need(block).await?;
		let stored = self.chain.cycle(&at).await?;
		let stored = stored.ok_or_else(|| self.chain.broken("a cycle has vanished"))?;
		let params = stored.params;
		Ok(Opening {
			genesis: self.chain.genesis(),
			block,
			rule: params.rule.0,
			threshold: Perbill::from_parts(params.threshold),
			max_iterations: params.max_iterations,
			income_per_head: params.income_per_head.0,
			quotes: self.chain.quotes(&at).await?,
			supplies: self.chain.supplies(&at).await?,
		})
	}

	async fn block(&mut self, cycle: CycleId, number: u32) -> Result<Option<Block>> {
		let Some(at) = self.chain.at(number).await? else { return Ok(None) };
		let sent = self.sent(&at).await?;
		let events = at.events().fetch().await;
		let events = events.map_err(|error| self.chain.unread(number, error))?;
		let mut block = Block { number, sent, ..Default::default() };
		for event in events.iter() {
			let event = event.map_err(|error| self.chain.broken(error))?;
			let extrinsic = match event.phase() {
				Phase::ApplyExtrinsic(position) => Some(position),
				_ => None,
			};
			match event.pallet_name() {
				"System" if event.event_name() == "ExtrinsicSuccess" => {
					block.succeeded.extend(extrinsic);
				},
				PLANNING => {
					let what = what(&event, cycle).map_err(|error| self.chain.broken(error))?;
					block.events.extend(what.map(|what| Happened { extrinsic, what }));
				},
				_ => {},
			}
		}
		Ok(Some(block))
	}

	async fn quotes(&mut self, block: u32) -> Result<Vec<Quote>> {
		self.chain.quotes(&self.need(block).await?).await
	}

	async fn totals(&mut self, block: u32) -> Result<Vec<Totals>> {
		self.chain.totals(&self.need(block).await?).await
	}

	async fn council(&mut self, block: u32, council: CouncilId) -> Result<Option<Standing>> {
		let at = self.need(block).await?;
		let epoch = self.chain.epoch(&at).await?;
		let council = self.chain.council(&at, council).await?;
		Ok(council.map(|council| {
			let population = &council.population;
			// What changed in this epoch has moved the frozen number aside.
			let changed = population.epoch == epoch;
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
		self.chain.record(&self.need(block).await?, cycle, iteration).await
	}

	async fn standing(
		&mut self,
		block: u32,
		cycle: CycleId,
	) -> Result<Vec<(CouncilId, Vec<Line>)>> {
		let enrolments = self.chain.enrolments(&self.need(block).await?, cycle).await?;
		Ok(enrolments
			.into_iter()
			.map(|(council, enrolment)| (council, enrolment.lines.0))
			.collect())
	}

	async fn ending(&mut self, block: u32, cycle: CycleId) -> Result<Option<Ending>> {
		let conclusion = self.chain.conclusion(&self.need(block).await?, cycle).await?;
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
	use primitive_types::H256;
	use subxt::{
		config::substrate::SpecVersionForRange, transactions::Payload, OfflineClient,
		OfflineClientAtBlock, SubstrateConfig,
	};

	fn offline() -> OfflineClientAtBlock<SubstrateConfig> {
		let versions = SpecVersionForRange {
			block_range: 0..u64::MAX,
			spec_version: 1,
			transaction_version: 1,
		};
		let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
		let config = SubstrateConfig::builder()
			.set_genesis_hash(H256::zero())
			.set_metadata_for_spec_versions([(1, metadata.arc())])
			.set_spec_version_for_block_ranges([versions])
			.build();
		OfflineClient::new_with_config(config).at_block(1u64).unwrap()
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
