//! The presets.

use super::*;
use frame_support::traits::fungible::Inspect;
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Membership};
use sp_keyring::Sr25519Keyring::*;

#[test]
fn presets_build_through_the_genesis_builder() {
	let names = Runtime::preset_names();
	assert_eq!(names, ["dev", "local"]);
	for (name, validators) in [("dev", vec![AliceStash]), ("local", vec![AliceStash, BobStash])] {
		let mut expected: Vec<_> = validators.iter().map(|who| who.to_account_id()).collect();
		expected.sort();
		Chain::new(name).look(|| {
			assert_eq!(Session::validators(), expected, "{name}");
			assert_eq!(Babe::authorities().len(), validators.len());
			assert_eq!(Grandpa::grandpa_authorities().len(), validators.len());
			for (index, person) in [Alice, Bob, Charlie, Dave, Eve, Ferdie].into_iter().enumerate()
			{
				let id = MemberId(index as u32);
				assert_eq!(Members::account_of(id), Some(person.to_account_id()));
				assert!(Balances::balance(&person.to_account_id()) > 0);
			}
			assert_eq!(Members::members(), 6);
			let populations = [0, 1, 2, 3, 4].map(|id| Councils::population_of(CouncilId(id)));
			assert_eq!(populations, [2, 2, 2, 3, 3]);
			assert_eq!(Councils::speaker_of(CouncilId(4)), Some(MemberId(1)));
			let mut founders = [Alice, Bob, Charlie].map(|who| who.to_account_id());
			founders.sort();
			assert_eq!(
				pallet_collective::Members::<Runtime, configs::FoundersInstance>::get(),
				founders
			);
		});
	}
}

#[test]
fn there_is_no_other_preset() {
	assert_eq!(Runtime::get_preset(&Some("production".into())), None);
}

#[test]
fn a_genesis_with_a_wrong_field_is_refused() {
	let mut genesis: serde_json::Value =
		serde_json::from_slice(&genesis_of("dev")).expect("a preset is JSON");
	genesis["sudo"] = serde_json::json!({ "key": Alice.to_account_id() });
	let genesis = serde_json::to_vec(&genesis).expect("JSON can be written");
	TestExternalities::default().execute_with(|| assert!(Runtime::build_state(genesis).is_err()));
}

/// Blocks follow from the genesis of each preset, and every pallet's invariants hold in each.
#[test]
fn chains_of_all_presets_make_blocks() {
	for name in ["dev", "local"] {
		let mut chain = Chain::new(name);
		for _ in 0..5 {
			chain.succeed(vec![]);
		}
		assert_eq!(chain.look(System::block_number), 5);
	}
}
