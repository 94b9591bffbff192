//! What extrinsics and events say.

use super::*;
use crate::{
	audit::jobs::{
		calls::{walk, Calls, Said, Sent},
		events::{what, What, Within},
	},
	chain::{
		calls::{self, Call, Inner},
		job_calls as jobs, METADATA,
	},
};
use codec::{Decode, Encode};
use parecon_jobs_engine::Quality;
use primitive_types::H256;
use subxt::{
	config::substrate::SpecVersionForRange, Metadata, OfflineClient, OfflineClientAtBlock,
	SubstrateConfig,
};

fn offline() -> OfflineClientAtBlock<SubstrateConfig> {
	let versions =
		SpecVersionForRange { block_range: 0..u64::MAX, spec_version: 1, transaction_version: 1 };
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

#[test]
fn calls_are_found_however_they_are_nested() {
	let salt = H256::repeat_byte(6);
	let lines = vec![line(CLEANING, 2, 6), line(PLANNING, 8, 4)];
	let row = |line: &Line| jobs::Line { task: line.task, rating: line.rating };
	let rows: Vec<jobs::Line> = lines.iter().map(row).collect();
	let claim = Quality { worst: Points(5), squares: 25 };
	let ours = division();
	let complexes: Vec<jobs::Complex> = ours
		.iter()
		.map(|it| jobs::Complex { fits: it.fits, portions: it.portions.clone() })
		.collect();
	let commit = inner(&jobs::commit_ratings(CouncilId(1), salt));
	let reveal = inner(&jobs::reveal_ratings(PLANT, &rows, salt));
	let submit = inner(&jobs::submit(PLANT, claim, &complexes));
	let other = inner(&jobs::adopt(PLANT));
	let deep = inner(&calls::force_batch(vec![reveal, other]));
	let call = calls::batch_all(vec![commit, deep, submit]);
	let offline = offline();
	let decoded = offline.tx().from_call_data_bytes(&inner(&call).0).unwrap();
	let mut sent = Vec::new();
	walk(decoded.call_data(), offline.metadata_ref(), 5, &mut sent);
	let found = |council, said| Sent { extrinsic: 5, council, said };
	assert_eq!(
		sent,
		[
			found(CouncilId(1), Said::Commit { hash: salt }),
			found(PLANT, Said::Reveal { lines, salt }),
			found(PLANT, Said::Submit { claim, division: ours }),
		]
	);
	let calls = Calls { sent, plain: [5].into() };
	assert_eq!(calls.of(Some(5), PLANT).count(), 2);
	assert_eq!((calls.of(Some(4), PLANT).count(), calls.of(None, PLANT).count()), (0, 0));
	assert!(calls.is_plain(Some(5)) && !calls.is_plain(None));
}

#[test]
fn events_are_read_by_the_fields_of_the_metadata() {
	let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
	let events = metadata.pallet_by_name("Jobs").unwrap().event_variants().unwrap();
	let fields = |name: &str| -> Vec<&str> {
		let event = events.iter().find(|event| event.name == name).unwrap();
		event.fields.iter().filter_map(|field| field.name.as_deref()).collect()
	};
	for (name, order) in [
		("RatingsCommitted", &["council", "member", "period"][..]),
		("Rated", &["council", "member", "voice", "lines"]),
		("Tidied", &["council", "member", "removed"]),
		("HoursOffered", &["council", "member", "minutes"]),
		("Qualified", &["council", "member", "qualification", "granted"]),
		("RulesSet", &["council", "rules"]),
		("Submitted", &["council", "number", "by", "quality", "hash"]),
		("DivisionAdopted", &["council", "number", "quality", "balanced", "complexes"]),
		("LotsDrawn", &["council", "number", "seed"]),
		("Ranked", &["council", "member", "complexes"]),
		("Allotted", &["council", "period", "round", "holders"]),
		("JobTaken", &["council", "complex", "member"]),
		("JobLeft", &["council", "complex", "member"]),
		("Exchanged", &["council", "member", "with", "exchange"]),
		("Reported", &["council", "report", "ledger"]),
		("Weighed", &["period", "minutes"]),
	] {
		assert_eq!(fields(name), order, "{name}");
	}
	let bytes = (PLANT, MemberId(1), vec![4u8, 2]).encode();
	let ranked = Within::Ranked { member: MemberId(1), complexes: vec![4, 2] };
	assert_eq!(what("Ranked", &bytes), Ok(Some(What::In(PLANT, ranked))));
	assert_eq!(what("TaskRetired", &[0; 4]), Ok(Some(What::Tasks)));
	assert_eq!(what("ExchangeProposed", &bytes), Ok(None));
	assert!(what("Ranked", &bytes[..7]).is_err());
}
