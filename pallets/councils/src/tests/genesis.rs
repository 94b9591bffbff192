use super::*;
use crate::GenesisConfig;
use frame_support::{
	pallet_prelude::StorageVersion, sp_runtime::BuildStorage, traits::GetStorageVersion,
};

fn build(councils: Vec<(Side, Vec<u64>)>) -> sp_io::TestExternalities {
	build_with(councils, vec![])
}

fn build_with(
	councils: Vec<(Side, Vec<u64>)>,
	federations: Vec<Vec<u32>>,
) -> sp_io::TestExternalities {
	drop(with(8));
	let councils = GenesisConfig { councils, federations };
	RuntimeGenesisConfig { councils, ..Default::default() }.build_storage().unwrap().into()
}

#[test]
fn first_councils_are_numbered_in_order_and_have_a_speaker() {
	let councils = vec![(Workers, vec![4]), (Consumers, vec![4, 5]), (Workers, vec![7, 6, 5])];
	build(councils).execute_with(|| {
		let first = [(4, 1, Workers), (4, 2, Consumers), (7, 3, Workers)];
		for (id, (speaker, seats, side)) in first.into_iter().enumerate() {
			let id = CouncilId(id as u32);
			assert_eq!(Councils::speaker_of(id), Some(MemberId(speaker)));
			assert_eq!(Councils::tally(id, member(speaker)), Some(seats));
			assert_eq!(Councils::population_of(id), seats);
			assert_eq!(Councils::side_of(id), Some(side));
		}
		assert_eq!(Councils::on_chain_storage_version(), StorageVersion::new(1));
		Councils::do_try_state().unwrap();
	});
}

#[test]
fn a_genesis_may_be_empty() {
	build(vec![]).execute_with(|| {
		assert_eq!(crate::Councils::<Test>::iter().count(), 0);
		Councils::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "NotMember")]
fn a_first_council_of_strangers_is_refused() {
	build(vec![(Workers, vec![0, 99])]);
}

#[test]
#[should_panic(expected = "NoFounder")]
fn a_first_council_of_nobody_is_refused() {
	build(vec![(Workers, vec![])]);
}

#[test]
#[should_panic(expected = "AlreadySeated")]
fn two_first_seats_on_one_side_are_refused() {
	build(vec![(Workers, vec![0, 1]), (Workers, vec![2, 1])]);
}

#[test]
fn first_federations_follow_the_councils_and_have_a_speaker() {
	let councils = (0..4).map(|who| (Consumers, vec![who])).collect();
	build_with(councils, vec![vec![1, 0], vec![4, 2, 3]]).execute_with(|| {
		let (city, region) = (CouncilId(4), CouncilId(5));
		assert_eq!((record(city).level, record(region).level), (1, 2));
		assert_eq!((people(city), people(region)), (2, 4));
		assert_eq!(record(region).parent.current, None);
		assert_eq!(Councils::ancestors(FIRST), [city, region]);
		assert_eq!(Councils::ancestors(THIRD), [region]);
		for federation in [city, region] {
			assert_eq!(Councils::speaker_of(federation), Some(MemberId(1)));
		}
		assert_eq!(Councils::tally(region, child(city)), Some(3));
		assert_eq!(record(region).carrier, MemberId(1));
		Councils::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "NoFounder")]
fn a_first_federation_of_one_is_refused() {
	build_with(vec![(Workers, vec![0])], vec![vec![0]]);
}

#[test]
#[should_panic(expected = "OtherSide")]
fn a_first_federation_of_both_sides_is_refused() {
	build_with(vec![(Workers, vec![0]), (Consumers, vec![1])], vec![vec![0, 1]]);
}

#[test]
#[should_panic(expected = "NoSuchCouncil")]
fn a_first_federation_of_councils_that_do_not_exist_is_refused() {
	build_with(vec![(Workers, vec![0])], vec![vec![0, 7]]);
}

#[test]
fn the_genesis_is_readable() {
	let text =
		r#"{ "councils": [["workers", [3, 1]], ["consumers", [2]]], "federations": [[0, 4]] }"#;
	let genesis: GenesisConfig<Test> = serde_json::from_str(text).unwrap();
	assert_eq!(genesis.councils, [(Workers, vec![3, 1]), (Consumers, vec![2])]);
	assert_eq!(genesis.federations, [[0, 4]]);
	let wrong = text.replace("workers", "owners");
	assert!(serde_json::from_str::<GenesisConfig<Test>>(&wrong).is_err());
}
