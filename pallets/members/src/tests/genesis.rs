use super::*;
use crate::{AdmissionRules, GenesisConfig, Growth, Intake, MemberOf, NextMember, Rules};
use frame_support::{
	pallet_prelude::StorageVersion,
	sp_runtime::{BuildStorage, Perbill},
	traits::GetStorageVersion,
};

fn build(members: GenesisConfig<Test>) -> sp_io::TestExternalities {
	RuntimeGenesisConfig { members, ..Default::default() }.build_storage().unwrap().into()
}

#[test]
fn the_first_members_are_numbered_in_order_and_can_sign() {
	run(|| {
		for account in 0..6 {
			assert_eq!(MemberOf::<Test>::get(account), Some(MemberId(account as u32)));
			assert_eq!(System::providers(&account), 1);
		}
		assert_eq!(NextMember::<Test>::get(), MemberId(6));
		assert_eq!(Rules::<Test>::get(), rules());
		let intake = Intake { period: Period(0), members: 6, admitted: 0 };
		assert_eq!(Growth::<Test>::get(), intake);
		assert_eq!(Members::on_chain_storage_version(), StorageVersion::new(1));
	});
}

#[test]
fn an_empty_genesis_has_the_documented_defaults() {
	build(GenesisConfig::default()).execute_with(|| {
		let rules = Rules::<Test>::get();
		let week = 7 * 24 * 60 * 60 / 6;
		let expected = AdmissionRules {
			sponsors_needed: 2,
			councils_needed: 2,
			standing: 12,
			open_sponsorships: 4,
			sponsorships_per_period: 4,
			candidacy_lifetime: 4 * week,
			growth: Perbill::from_percent(10),
			growth_least: 5,
			waiting: week,
			objectors_needed: 3,
			recovery_delay: week,
			recovery_lifetime: 2 * week,
			term: 24,
			bar: 24,
		};
		assert_eq!(rules, expected);
		assert_eq!(crate::Members::<Test>::count(), 0);
		Members::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "cannot be a first member")]
fn a_genesis_that_names_an_account_twice_is_refused() {
	build(GenesisConfig { members: vec![1, 2, 1], rules: rules() });
}

#[test]
#[should_panic(expected = "rules of admission out of bounds")]
fn a_genesis_with_rules_out_of_bounds_is_refused() {
	let rules = AdmissionRules { sponsors_needed: 5, ..rules() };
	build(GenesisConfig { members: vec![], rules });
}

#[test]
fn the_genesis_is_readable() {
	let text = r#"{
		"members": [3, 1],
		"rules": {
			"sponsorsNeeded": 3,
			"councilsNeeded": 1,
			"standing": 7,
			"openSponsorships": 2,
			"sponsorshipsPerPeriod": 6,
			"candidacyLifetime": 90,
			"growth": 250000000,
			"growthLeast": 4,
			"waiting": 8,
			"objectorsNeeded": 1,
			"recoveryDelay": 11,
			"recoveryLifetime": 12,
			"term": 13,
			"bar": 14
		}
	}"#;
	let genesis: GenesisConfig<Test> = serde_json::from_str(text).unwrap();
	assert_eq!(genesis.members, [3, 1]);
	let rules = AdmissionRules {
		sponsors_needed: 3,
		councils_needed: 1,
		standing: 7,
		open_sponsorships: 2,
		sponsorships_per_period: 6,
		candidacy_lifetime: 90,
		growth: Perbill::from_percent(25),
		growth_least: 4,
		waiting: 8,
		objectors_needed: 1,
		recovery_delay: 11,
		recovery_lifetime: 12,
		term: 13,
		bar: 14,
	};
	assert_eq!(genesis.rules, rules);
	assert!(serde_json::from_str::<GenesisConfig<Test>>(&text.replace("Needed", "")).is_err());
}
