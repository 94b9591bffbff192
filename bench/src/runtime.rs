//! A runtime in a sandbox: its code, an executor with the host functions of benchmarks, and a state
//! that starts from one of its genesis presets and returns to it after each run.

use codec::{Decode, Encode};
use frame_benchmarking::{BenchmarkBatch, BenchmarkList, BenchmarkParameter};
use sc_client_db::BenchmarkingState;
use sc_executor::{WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use serde_json::Value;
use sp_core::{
	storage::Storage,
	traits::{CallContext, CodeExecutor, ReadRuntimeVersionExt, RuntimeCode, WrappedRuntimeCode},
};
use sp_externalities::Extensions;
use sp_io::SubstrateHostFunctions;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::traits::{BlakeTwo256, Hash};
use sp_state_machine::{BasicExternalities, StateMachine};
use sp_version::RuntimeVersion;

type HostFunctions = (SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);
type State = BenchmarkingState<BlakeTwo256>;
type Executor = WasmExecutor<HostFunctions>;

/// Whether a state counts reads and writes, which slows it down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
	/// Keys are counted; times mean nothing.
	Counted,
	/// Nothing is counted; times are those of the runtime.
	Timed,
}

/// One run of a benchmark.
pub struct Dispatch<'a> {
	/// Pallet, instance and benchmark, as the runtime lists them.
	pub name: (&'a str, &'a str, &'a str),
	/// A value for each component.
	pub components: &'a [(BenchmarkParameter, u32)],
	/// Whether the benchmark's own assertions run too.
	pub verify: bool,
	/// Runs in one call.
	pub repeats: u32,
}

/// A loaded runtime.
pub struct Runtime {
	executor: Executor,
	code: WrappedRuntimeCode<'static>,
	hash: Vec<u8>,
	counted: State,
	timed: State,
}

impl Runtime {
	/// Loads `code` and builds its genesis from `preset`.
	pub fn load(code: Vec<u8>, preset: &str) -> Result<Self, String> {
		let executor = Executor::builder()
			.with_onchain_heap_alloc_strategy(DEFAULT_HEAP_ALLOC_STRATEGY)
			.with_offchain_heap_alloc_strategy(DEFAULT_HEAP_ALLOC_STRATEGY)
			.with_max_runtime_instances(2)
			.with_runtime_cache_size(2)
			.build();
		let hash = BlakeTwo256::hash(&code).as_bytes().to_vec();
		let code = WrappedRuntimeCode(code.into());
		let genesis = Genesis { executor: &executor, code: &code, hash: &hash }.build(preset)?;
		let counted = State::new(genesis.clone(), None, false, true)?;
		let timed = State::new(genesis, None, false, false)?;
		Ok(Self { executor, code, hash, counted, timed })
	}

	/// Name and version, such as `parecon 1`.
	pub fn name(&self) -> Result<String, String> {
		let version: RuntimeVersion = self.call(Mode::Timed, "Core_version", &[])?;
		Ok(format!("{} {}", version.spec_name, version.spec_version))
	}

	/// The benchmarks that the runtime declares; with `extra`, also those that show something but
	/// stand for no weight.
	pub fn benchmarks(&self, extra: bool) -> Result<Vec<BenchmarkList>, String> {
		// The storage infos that follow the list are not needed: no proof sizes are estimated.
		self.call(Mode::Timed, "Benchmark_benchmark_metadata", &extra.encode()).map_err(|error| {
			format!(
				"the runtime lists no benchmarks ({error}). Build it with the feature \
					 `runtime-benchmarks`, as scripts/bench does."
			)
		})
	}

	/// Runs a benchmark and returns what it measured.
	pub fn dispatch(&self, mode: Mode, run: &Dispatch) -> Result<Vec<BenchmarkBatch>, String> {
		let (pallet, instance, benchmark) = run.name;
		let config = (
			pallet.as_bytes(),
			instance.as_bytes(),
			benchmark.as_bytes(),
			run.components,
			run.verify,
			run.repeats,
		);
		self.call::<Result<_, String>>(mode, "Benchmark_dispatch_benchmark", &config.encode())?
	}

	fn call<R: Decode>(&self, mode: Mode, method: &str, input: &[u8]) -> Result<R, String> {
		let state = match mode {
			Mode::Counted => &self.counted,
			Mode::Timed => &self.timed,
		};
		let code =
			RuntimeCode { code_fetcher: &self.code, heap_pages: None, hash: self.hash.clone() };
		let output = StateMachine::new(
			state,
			&mut Default::default(),
			&self.executor,
			method,
			input,
			&mut extensions(&self.executor),
			&code,
			CallContext::Offchain,
		)
		.execute()
		.map_err(|error| format!("{method}: {error}"))?;
		R::decode(&mut &output[..])
			.map_err(|error| format!("{method} returned what cannot be decoded: {error}"))
	}
}

/// What a call may use beside its state.
fn extensions(executor: &Executor) -> Extensions {
	let mut extensions = Extensions::default();
	extensions.register(KeystoreExt::new(MemoryKeystore::new()));
	extensions.register(ReadRuntimeVersionExt::new(executor.clone()));
	extensions
}

/// Builds a genesis state by the runtime's own genesis builder.
struct Genesis<'a> {
	executor: &'a Executor,
	code: &'a WrappedRuntimeCode<'static>,
	hash: &'a [u8],
}

impl Genesis<'_> {
	fn build(&self, preset: &str) -> Result<Storage, String> {
		let mut config = self
			.preset(None)?
			.ok_or("the runtime has no default genesis; it must implement GenesisBuilder")?;
		let patch =
			self.preset(Some(preset))?.ok_or_else(|| {
				let known = self.preset_names().unwrap_or_default().join(", ");
				format!("the runtime has no genesis preset `{preset}`; choose by --preset from: {known}")
			})?;
		merge(&mut config, patch);
		let mut state = BasicExternalities::new_empty();
		let json = config.to_string().into_bytes();
		self.call::<Result<(), String>>(&mut state, "GenesisBuilder_build_state", &json.encode())?
			.map_err(|error| format!("genesis preset `{preset}` cannot be built: {error}"))?;
		Ok(state.into_storages())
	}

	fn preset(&self, name: Option<&str>) -> Result<Option<Value>, String> {
		let mut state = BasicExternalities::new_empty();
		let json: Option<Vec<u8>> =
			self.call(&mut state, "GenesisBuilder_get_preset", &name.encode())?;
		json.map(|json| serde_json::from_slice(&json))
			.transpose()
			.map_err(|error| format!("genesis preset {name:?} is not JSON: {error}"))
	}

	fn preset_names(&self) -> Result<Vec<String>, String> {
		self.call(&mut BasicExternalities::new_empty(), "GenesisBuilder_preset_names", &[])
	}

	fn call<R: Decode>(
		&self,
		state: &mut BasicExternalities,
		method: &str,
		input: &[u8],
	) -> Result<R, String> {
		let code =
			RuntimeCode { code_fetcher: self.code, heap_pages: None, hash: self.hash.to_vec() };
		let output = self
			.executor
			.call(state, &code, method, input, CallContext::Offchain)
			.0
			.map_err(|error| format!("{method}: {error}"))?;
		R::decode(&mut &output[..])
			.map_err(|error| format!("{method} returned what cannot be decoded: {error}"))
	}
}

/// Lays `patch` over `base`: objects key by key, everything else whole.
fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_patch_replaces_what_it_names_and_keeps_the_rest() {
		let mut config = json!({ "a": { "x": 1, "y": [1, 2] }, "b": null, "c": 3 });
		merge(&mut config, json!({ "a": { "y": [9] }, "b": { "z": 1 }, "d": 4 }));
		assert_eq!(config, json!({ "a": { "x": 1, "y": [9] }, "b": { "z": 1 }, "c": 3, "d": 4 }));
	}
}
