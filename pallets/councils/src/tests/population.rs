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
