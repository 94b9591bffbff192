//! A chain in memory for audits: the real runtime without a node. What it writes is served as bytes, as
//! a node or a bundle serves them, and can be altered in one place.

// Each test uses a part of it.
#![allow(dead_code)]

use codec::{Decode, DecodeAll, Encode};
use frame_support::{dispatch::GetDispatchInfo, traits::Hooks, weights::WeightMeter};
use parecon_cli::{
	audit::{audit, Entry, Findings, Source},
	chain::{
		calls::{self, Call, Inner, Params},
		ChainHistory,
	},
	errors::{Error, Result},
};
use parecon_primitives::CycleId;
use parecon_runtime::{
	AccountId, Planning, Runtime, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, RuntimeOrigin,
	System, UncheckedExtrinsic,
};
use primitive_types::H256;
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, BuildStorage};
use std::collections::BTreeMap;
use subxt::{
	client::OfflineClientAtBlock, config::substrate::SpecVersionForRange, ArcMetadata, Metadata,
	OfflineClient, SubstrateConfig,
};

pub mod town;

/// The name of the chain, as its first block hash.
pub const GENESIS: H256 = H256::repeat_byte(7);

/// What a block leaves.
#[derive(Clone)]
struct Made {
	extrinsics: Vec<Vec<u8>>,
	state: BTreeMap<Vec<u8>, Vec<u8>>,
}

/// The blocks of a chain, as bytes.
#[derive(Clone)]
pub struct Blocks {
	metadata: ArcMetadata,
	made: BTreeMap<u32, Made>,
	/// The blocks in which cycles were opened.
	opened: BTreeMap<CycleId, u32>,
}

impl Source for Blocks {
	fn genesis(&self) -> H256 {
		GENESIS
	}

	fn broken(&self, error: String) -> Error {
		Error::new(error, "mend the test")
	}

	async fn opened(&mut self, cycle: CycleId) -> Result<u32> {
		Ok(self.opened[&cycle])
	}

	async fn metadata(&mut self, block: u32) -> Result<Option<ArcMetadata>> {
		Ok(self.made.contains_key(&block).then(|| self.metadata.clone()))
	}

	async fn extrinsics(&mut self, block: u32) -> Result<Vec<Vec<u8>>> {
		Ok(self.made[&block].extrinsics.clone())
	}

	async fn values(&mut self, block: u32, keys: Vec<Vec<u8>>) -> Result<Vec<Option<Vec<u8>>>> {
		let state = &self.made[&block].state;
		Ok(keys.iter().map(|key| state.get(key).cloned()).collect())
	}

	async fn under(&mut self, block: u32, prefix: Vec<u8>) -> Result<Vec<Entry>> {
		let state = &self.made[&block].state;
		let under = state.range(prefix.clone()..).take_while(|(key, _)| key.starts_with(&prefix));
		Ok(under.map(|(key, value)| (key.clone(), value.clone())).collect())
	}
}

impl Blocks {
	/// What an audit of a cycle finds.
	pub fn audited(&self, cycle: u32) -> Findings {
		let mut history = ChainHistory::of(self.clone());
		futures::executor::block_on(audit(&mut history, CycleId(cycle), |_, _| ())).unwrap()
	}

	/// Alters the first event from block `from` on that `alter` takes; its block.
	pub fn alter_event(
		&mut self,
		from: u32,
		mut alter: impl FnMut(&mut RuntimeEvent) -> bool,
	) -> u32 {
		type Records = Vec<frame_system::EventRecord<RuntimeEvent, H256>>;
		let key = frame_support::storage::storage_prefix(b"System", b"Events").to_vec();
		for (number, made) in self.made.range_mut(from..) {
			let Some(bytes) = made.state.get(&key) else { continue };
			let mut records = Records::decode_all(&mut &bytes[..]).unwrap();
			if records.iter_mut().any(|record| alter(&mut record.event)) {
				made.state.insert(key, records.encode());
				return *number;
			}
		}
		panic!("there is no such event");
	}

	/// Takes the first event away that is chosen; its block.
	pub fn forget_event(&mut self, from: u32, chosen: impl Fn(&RuntimeEvent) -> bool) -> u32 {
		type Records = Vec<frame_system::EventRecord<RuntimeEvent, H256>>;
		let key = frame_support::storage::storage_prefix(b"System", b"Events").to_vec();
		for (number, made) in self.made.range_mut(from..) {
			let Some(bytes) = made.state.get(&key) else { continue };
			let mut records = Records::decode_all(&mut &bytes[..]).unwrap();
			if let Some(place) = records.iter().position(|record| chosen(&record.event)) {
				records.remove(place);
				made.state.insert(key, records.encode());
				return *number;
			}
		}
		panic!("there is no such event");
	}

	/// Alters what stands under a key at the end of a block.
	pub fn alter_state<Value: Decode + Encode>(
		&mut self,
		block: u32,
		key: Vec<u8>,
		alter: impl FnOnce(&mut Value),
	) {
		let state = &mut self.made.get_mut(&block).unwrap().state;
		let mut value = Value::decode(&mut &state[&key][..]).unwrap();
		alter(&mut value);
		state.insert(key, value.encode());
	}

	/// Alters the first extrinsic with a call that `alter` takes; its block.
	pub fn alter_call(
		&mut self,
		from: u32,
		mut alter: impl FnMut(&mut RuntimeCall) -> bool,
	) -> u32 {
		for (number, made) in self.made.range_mut(from..) {
			for bytes in &mut made.extrinsics {
				// What was decoded keeps its bytes: another call needs an extrinsic of its own.
				let mut call = UncheckedExtrinsic::decode(&mut &bytes[..]).unwrap().function;
				if alter(&mut call) {
					*bytes = UncheckedExtrinsic::new_bare(call).encode();
					return *number;
				}
			}
		}
		panic!("there is no such call");
	}

	/// The first block from `from` on with an event that is chosen.
	pub fn block_of(&self, from: u32, chosen: impl Fn(&RuntimeEvent) -> bool) -> u32 {
		self.clone().alter_event(from, |event| chosen(event))
	}
}

/// A chain in memory while it runs.
pub struct Stage {
	ext: TestExternalities,
	offline: OfflineClientAtBlock<SubstrateConfig>,
	blocks: Blocks,
	number: u32,
	/// What the next block holds.
	waiting: Vec<(AccountId, RuntimeCall)>,
}

/// The account of a person.
pub fn account(person: u8) -> AccountId {
	[person; 32].into()
}

impl Stage {
	/// A chain on which these people are members and have these councils; the first person governs.
	pub fn new(
		people: u8,
		councils: &[(parecon_primitives::Side, &[u8])],
		federations: &[&[u32]],
	) -> Self {
		let mut genesis = RuntimeGenesisConfig::default();
		genesis.members.members = (0..people).map(account).collect();
		let seated =
			|(side, people): &(_, &[u8])| (*side, people.iter().copied().map(account).collect());
		genesis.councils.councils = councils.iter().map(seated).collect();
		genesis.councils.federations = federations.iter().map(|it| it.to_vec()).collect();
		genesis.founders.members = vec![account(0)];
		let mut storage = sp_core::storage::Storage::default();
		genesis.calendar.assimilate_storage(&mut storage).unwrap();
		genesis.members.assimilate_storage(&mut storage).unwrap();
		genesis.councils.assimilate_storage(&mut storage).unwrap();
		genesis.founders.assimilate_storage(&mut storage).unwrap();
		let mut ext = TestExternalities::new(storage);
		let metadata = ext.execute_with(|| {
			frame_system::BlockHash::<Runtime>::insert(0, GENESIS);
			Runtime::metadata_at_version(16).unwrap().to_vec()
		});
		let metadata = Metadata::decode(&mut &metadata[..]).unwrap().arc();
		let (made, opened) = Default::default();
		let blocks = Blocks { metadata: metadata.clone(), made, opened };
		Self { ext, offline: offline(metadata), blocks, number: 0, waiting: Vec::new() }
	}

	/// Puts a call of a person into the next block.
	pub fn act(&mut self, person: u8, call: &Call) {
		let call = self.call(call);
		self.waiting.push((account(person), call));
	}

	fn call(&self, call: &Call) -> RuntimeCall {
		let bytes = self.offline.tx().call_data(call).unwrap();
		RuntimeCall::decode_all(&mut &bytes[..]).unwrap()
	}

	/// A block that decides this.
	pub fn govern(&mut self, call: &Call) {
		let bytes = self.offline.tx().call_data(call).unwrap();
		let length = bytes.len() as u32;
		self.act(0, &calls::motion(1, Inner(bytes), length));
		self.block();
	}

	/// Opens a cycle, and goes on until councils can enrol.
	pub fn open(&mut self, cycle: u32, params: Params) {
		self.govern(&calls::open_cycle(params));
		self.blocks.opened.insert(CycleId(cycle), self.number);
		self.block();
		assert_eq!(self.phase(), pallet_planning::Phase::Enrolling);
	}

	/// The phase of the cycle.
	pub fn phase(&mut self) -> pallet_planning::Phase {
		self.look(|| pallet_planning::Current::<Runtime>::get().unwrap().phase)
	}

	/// Looks at the state after the latest block.
	pub fn look<R>(&mut self, with: impl FnOnce() -> R) -> R {
		self.ext.execute_with(with)
	}

	/// Makes blocks until the cycle is in a phase; its calls have to succeed.
	pub fn run_to(&mut self, phase: pallet_planning::Phase) {
		for _ in 0..50 {
			if self.phase() == phase {
				return;
			}
			self.block();
		}
		panic!("{phase:?} is not reached: {:?}", self.phase());
	}

	/// Makes a block, whose calls all have to succeed.
	pub fn block(&mut self) {
		self.number += 1;
		let (number, waiting) = (self.number, std::mem::take(&mut self.waiting));
		// Beginning a block writes down the hash of the one before.
		let parent = if number == 1 { GENESIS } else { H256::from_low_u64_be(number.into()) };
		let made = self.ext.execute_with(|| {
			System::reset_events();
			System::initialize(&number, &parent, &Default::default());
			Planning::on_poll(number, &mut WeightMeter::new());
			System::note_finished_initialize();
			let extrinsics = waiting.into_iter().map(|(who, call)| apply(who, call)).collect();
			Made { extrinsics, state: state() }
		});
		self.blocks.made.insert(number, made);
	}

	/// The number of the latest block.
	pub fn number(&self) -> u32 {
		self.number
	}

	/// All blocks so far.
	pub fn blocks(&self) -> Blocks {
		self.blocks.clone()
	}
}

/// Applies a call of somebody; the extrinsic that holds it.
fn apply(who: AccountId, call: RuntimeCall) -> Vec<u8> {
	let extrinsic = UncheckedExtrinsic::new_bare(call.clone()).encode();
	let info = call.get_dispatch_info();
	let result = call.clone().dispatch(RuntimeOrigin::signed(who));
	assert!(result.is_ok(), "block {}: {call:?}: {result:?}", System::block_number());
	System::note_applied_extrinsic(&result, info);
	extrinsic
}

/// Everything that is stored.
fn state() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let mut state = BTreeMap::new();
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		let value = sp_io::storage::get(&next).unwrap().to_vec();
		state.insert(next.clone(), value);
		key = next;
	}
	state
}

fn offline(metadata: ArcMetadata) -> OfflineClientAtBlock<SubstrateConfig> {
	let versions =
		SpecVersionForRange { block_range: 0..u64::MAX, spec_version: 1, transaction_version: 1 };
	let config = SubstrateConfig::builder()
		.set_genesis_hash(GENESIS)
		.set_metadata_for_spec_versions([(1, metadata)])
		.set_spec_version_for_block_ranges([versions])
		.build();
	OfflineClient::new_with_config(config).at_block(1u64).unwrap()
}
