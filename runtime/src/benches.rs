//! The benchmarks of this runtime.

use crate::{
	AllPalletsWithSystem, Balances, Calendar, Councils, Jobs, Lottery, Members, Planning, Quota,
	Requests, Runtime,
};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{
	baseline, define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList,
};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use sp_storage::TrackedStorageKey;

define_benchmarks!(
	[frame_benchmarking, baseline::Pallet::<Runtime>]
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
	[pallet_balances, Balances]
	[pallet_members, Members]
	[pallet_councils, Councils]
	[pallet_planning, Planning]
	[pallet_quota, Quota]
	[pallet_lottery, Lottery]
	[pallet_calendar, Calendar]
	[pallet_jobs, Jobs]
	[pallet_requests, Requests]
);

impl frame_system_benchmarking::Config for Runtime {}
impl baseline::Config for Runtime {}

/// What can be benchmarked, and the storage it touches.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs what `config` asks for.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist: Vec<TrackedStorageKey> = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
