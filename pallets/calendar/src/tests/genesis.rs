use super::*;
use crate::GenesisConfig;
use frame_support::{pallet_prelude::StorageVersion, traits::GetStorageVersion};
use sp_runtime::BuildStorage;

fn build(calendar: GenesisConfig<Test>) -> sp_io::TestExternalities {
	RuntimeGenesisConfig { calendar, ..Default::default() }.build_storage().unwrap().into()
}

#[test]
fn an_empty_genesis_has_the_default_length() {
	build(GenesisConfig::default()).execute_with(|| {
		assert_eq!(Periods::<Test>::get(), Course::from_genesis(12));
		assert_eq!((Calendar::period(), Calendar::blocks_per_period()), (Period(0), 12));
		assert_eq!(Calendar::on_chain_storage_version(), StorageVersion::new(1));
		Calendar::do_try_state().unwrap();
	});
}

/// Failure: a chain that had no calendar before an upgrade has periods of no blocks after it.
#[test]
fn a_chain_without_an_entry_has_the_default_length() {
	run(|| {
		Periods::<Test>::kill();
		go_to(25);
		assert_eq!((Calendar::period(), Calendar::blocks_per_period()), (Period(2), 12));
	});
}

#[test]
fn the_length_is_read_as_a_plain_number() {
	let genesis = serde_json::from_str(r#"{ "blocksPerPeriod": 40 }"#).unwrap();
	build(genesis).execute_with(|| assert_eq!(Calendar::blocks_per_period(), 40));
	assert!(serde_json::from_str::<GenesisConfig<Test>>(r#"{ "blocks": 40 }"#).is_err());
}

#[test]
#[should_panic(expected = "blocks in a period out of bounds: 3")]
fn a_length_out_of_bounds_makes_no_chain() {
	build(GenesisConfig { blocks_per_period: 3, ..Default::default() });
}
