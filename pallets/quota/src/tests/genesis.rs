use super::*;
use crate::{GenesisConfig, QuotaRules, Rules};
use frame_support::{pallet_prelude::StorageVersion, traits::GetStorageVersion};
use sp_runtime::BuildStorage;

fn build(quota: GenesisConfig<Test>) -> sp_io::TestExternalities {
	RuntimeGenesisConfig { quota, ..Default::default() }.build_storage().unwrap().into()
}

#[test]
fn an_empty_genesis_has_the_documented_defaults() {
	build(GenesisConfig::default()).execute_with(|| {
		let rules = QuotaRules::<u64> {
			member: 100 * MS,
			voice: 20 * MS,
			council: 600 * MS,
			refill: 14_400,
			byte: 400_000,
			item: MS,
			held_byte: 2_500_000,
		};
		assert_eq!(Rules::<Test>::get(), rules);
		assert_eq!(Quota::rules(), rules);
		assert_eq!(Quota::on_chain_storage_version(), StorageVersion::new(1));
		Quota::do_try_state().unwrap();
	});
}

#[test]
fn the_rules_are_read_as_plain_numbers() {
	let text = r#"{ "rules": { "member": 200000000000, "voice": 40000000000,
		"council": 600000000000, "refill": 7200, "byte": 300000, "item": 500000000,
		"heldByte": 1000000 } }"#;
	build(serde_json::from_str(text).unwrap()).execute_with(|| {
		let rules = Quota::rules();
		assert_eq!((rules.member, rules.voice, rules.council), (200 * MS, 40 * MS, 600 * MS));
		assert_eq!((rules.refill, rules.byte), (7_200, 300_000));
		assert_eq!((rules.item, rules.held_byte), (MS / 2, 1_000_000));
		Quota::do_try_state().unwrap();
	});
}

#[test]
fn a_rule_that_is_not_one_is_refused() {
	let text = serde_json::to_string(&GenesisConfig::<Test>::default()).unwrap();
	assert!(serde_json::from_str::<GenesisConfig<Test>>(&text).is_ok());
	let text = text.replace("\"voice\"", "\"vioce\"");
	assert!(serde_json::from_str::<GenesisConfig<Test>>(&text).is_err());
}

#[test]
#[should_panic(expected = "rules of quotas out of bounds")]
fn rules_out_of_bounds_make_no_chain() {
	build(GenesisConfig { rules: QuotaRules { refill: 0, ..QuotaRules::default() } });
}
