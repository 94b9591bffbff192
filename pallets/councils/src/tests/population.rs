use super::*;
use crate::{Epoch, Population};
use proptest::prelude::*;

fn frozen(council: CouncilId) -> u32 {
	Councils::frozen_population(council)
}

#[test]
fn a_freeze_is_one_write_and_an_event() {
	run(|| {
		Councils::freeze();
		Councils::freeze();
		assert_eq!(Epoch::<Test>::get(), 2);
		assert_eq!(
			events(),
			[Event::PopulationsFrozen { epoch: 1 }, Event::PopulationsFrozen { epoch: 2 }]
		);
		let before = keys();
		Councils::freeze();
		assert_eq!(keys(), before);
	});
}

#[test]
fn weights_frozen_before_the_vote_are_not_changed_by_moving() {
	run(|| {
		assert_ok!(found(0, Workers));
		assert_ok!(join(1, FIRST));
		assert_ok!(found(2, Workers));
		Councils::freeze();
		assert_eq!((frozen(FIRST), frozen(SECOND)), (2, 1));
		assert_ok!(leave(1, Workers));
		assert_ok!(join(1, SECOND));
		assert_ok!(join(3, SECOND));
		assert_eq!((Councils::population_of(FIRST), Councils::population_of(SECOND)), (1, 3));
		assert_eq!((frozen(FIRST), frozen(SECOND)), (2, 1));
		Councils::freeze();
		assert_eq!((frozen(FIRST), frozen(SECOND)), (1, 3));
	});
}

#[test]
fn a_council_founded_after_the_freeze_counts_nothing() {
	run(|| {
		assert_ok!(found(0, Workers));
		assert_eq!(frozen(FIRST), 0, "nothing has been frozen yet");
		Councils::freeze();
		assert_eq!(frozen(FIRST), 1);
		assert_ok!(found(1, Workers));
		assert_ok!(join(2, SECOND));
		assert_eq!(frozen(SECOND), 0);
	});
}

#[test]
fn a_council_dissolved_after_the_freeze_counts_nothing() {
	run(|| {
		assert_ok!(found(0, Workers));
		Councils::freeze();
		assert_ok!(leave(0, Workers));
		assert_eq!(frozen(FIRST), 0);
		assert_ok!(found(0, Workers));
		assert_eq!(frozen(SECOND), 0);
	});
}

/// `who` has so many dependents now.
fn care(who: u32, dependents: u32) {
	Dependents::mutate(|all| all.insert(MemberId(who), dependents));
	Councils::heads_changed(MemberId(who), 1 + dependents);
}

#[test]
fn dependents_count_where_they_live_and_not_at_work() {
	run(|| {
		Dependents::set([(MemberId(0), 2)].into());
		assert_ok!(found(0, Workers));
		assert_ok!(found(0, Consumers));
		assert_eq!((people(FIRST), people(SECOND)), (1, 3));
		care(0, 4);
		assert_eq!((people(FIRST), people(SECOND)), (1, 5));
		care(0, 0);
		assert_eq!((people(FIRST), people(SECOND)), (1, 1));
		// Who has no seat at home is counted nowhere.
		care(5, 3);
		assert_ok!(join(5, SECOND));
		assert_eq!(people(SECOND), 5);
		assert_ok!(leave(5, Consumers));
		assert_eq!(people(SECOND), 1);
	});
}

#[test]
fn a_household_moves_as_a_whole() {
	run(|| {
		care(0, 3);
		assert_ok!(found(0, Consumers));
		assert_ok!(found(1, Consumers));
		assert_ok!(move_to(0, SECOND));
		assert_eq!(people(SECOND), 5);
	});
}

/// Two neighbourhoods of one household each in a city, and a third in the region.
fn region() -> (CouncilId, CouncilId) {
	for who in 0..3 {
		assert_ok!(found(who, Consumers));
	}
	let city = federation(FIRST, SECOND);
	let region = federation(city, THIRD);
	(city, region)
}

#[test]
fn every_change_is_counted_on_the_whole_way_to_the_root() {
	run(|| {
		let (city, region) = region();
		let counts = || (people(FIRST), people(SECOND), people(city), people(region));
		assert_eq!(counts(), (1, 1, 2, 3));
		assert_ok!(join(4, FIRST));
		assert_eq!(counts(), (2, 1, 3, 4));
		care(4, 5);
		assert_eq!(counts(), (7, 1, 8, 9));
		assert_ok!(move_to(4, SECOND));
		assert_eq!(counts(), (1, 7, 8, 9));
		assert_ok!(move_to(4, THIRD));
		assert_eq!(counts(), (1, 1, 2, 9));
		People::mutate(|people| people.remove(&4));
		Councils::member_left(MemberId(4));
		assert_eq!(counts(), (1, 1, 2, 3));
		assert_ok!(leave(0, Consumers));
		assert_eq!(counts(), (0, 1, 1, 2));
	});
}

#[test]
fn populations_of_federations_are_frozen_too() {
	run(|| {
		let (city, region) = region();
		Councils::freeze();
		assert_ok!(join(4, SECOND));
		no_notice(city);
		assert_ok!(Councils::secede(Origin::signed(0), city));
		assert_ok!(Councils::part(Origin::signed(99), city));
		assert_eq!((people(city), people(region)), (3, 1));
		assert_eq!((frozen(city), frozen(region)), (2, 3));
		Councils::freeze();
		assert_eq!((frozen(city), frozen(region)), (3, 1));
	});
}

proptest! {
	#[test]
	fn a_population_remembers_what_it_was_when_the_epoch_began(
		changes in prop::collection::vec((any::<bool>(), any::<u32>()), 0..60),
	) {
		let mut epoch = 0;
		let mut population = Population::founded(epoch);
		let (mut now, mut at_freeze) = (0, 0);
		for (freeze, next) in changes {
			if freeze {
				epoch += 1;
				at_freeze = now;
			} else {
				population.set(next, epoch);
				now = next;
			}
			prop_assert_eq!(population.now, now);
			prop_assert_eq!(population.frozen(epoch), at_freeze);
		}
	}
}
