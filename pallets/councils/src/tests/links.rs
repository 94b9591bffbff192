//! Links against a model that keeps the whole history.

use crate::Link;
use proptest::prelude::*;

type Chain = Link<u32, u64>;

fn link(current: Option<u32>, since: u64, previous: Option<u32>) -> Chain {
	Link { current, since, previous }
}

#[test]
fn a_block_sees_what_the_link_led_to_when_it_began() {
	let mut place = Chain::nowhere(1);
	place.set(Some(7), 5);
	assert_eq!((place.at(4), place.at(5), place.at(6)), (None, None, Some(7)));
	place.set(Some(8), 9);
	assert_eq!((place.at(6), place.at(9), place.at(10)), (Some(7), Some(7), Some(8)));
}

#[test]
fn changes_within_one_block_are_one_change() {
	let mut place = link(Some(1), 3, None);
	place.set(Some(2), 5);
	place.set(Some(3), 5);
	assert_eq!(place, link(Some(3), 5, Some(1)));
	assert_eq!((place.at(5), place.at(6)), (Some(1), Some(3)));
}

#[test]
fn a_second_change_waits_for_what_was_opened_in_or_before_the_block_of_the_first() {
	let place = link(Some(2), 5, Some(1));
	for (oldest, may) in [(None, true), (Some(4), false), (Some(5), false), (Some(6), true)] {
		assert_eq!(place.may_change(oldest), may, "{oldest:?}");
		assert_eq!(place.may_set(oldest), may, "{oldest:?}");
	}
}

#[test]
fn a_link_that_remembers_nothing_can_always_be_set() {
	let blank = Chain::nowhere(5);
	assert!(blank.is_blank() && !blank.may_change(Some(3)) && blank.may_set(Some(3)));
	// That it leads somewhere is something to remember.
	let first = link(Some(1), 5, None);
	assert!(!first.is_blank() && !first.may_set(Some(3)));
}

#[test]
fn a_place_is_given_up_at_any_time() {
	// Nothing asks for the change at 5: the link remembers this one.
	let mut free = link(Some(2), 5, Some(1));
	free.leave(8, Some(6));
	assert_eq!(free, link(None, 8, Some(2)));
	// Something was opened at 4: it still finds 1, and what was opened later finds nothing.
	let mut held = link(Some(2), 5, Some(1));
	held.leave(8, Some(4));
	assert_eq!(held, link(None, 5, Some(1)));
	assert_eq!((held.at(4), held.at(7)), (Some(1), None));
}

#[test]
fn a_memory_is_dead_when_nothing_asks_for_it() {
	let left = link(None, 8, Some(2));
	assert!(left.is_dead(None) && left.is_dead(Some(9)) && !left.is_dead(Some(8)));
	assert!(Chain::nowhere(8).is_dead(Some(1)));
	assert!(!link(Some(3), 8, Some(2)).is_dead(None));
}

#[derive(Clone, Debug)]
enum Act {
	Open,
	Close(usize),
	Set(u32),
	Leave,
	Tidy,
	NextBlock,
}

fn act() -> impl Strategy<Value = Act> {
	prop_oneof![
		3 => Just(Act::Open),
		2 => (0..8usize).prop_map(Act::Close),
		6 => (0..5u32).prop_map(Act::Set),
		2 => Just(Act::Leave),
		1 => Just(Act::Tidy),
		6 => Just(Act::NextBlock),
	]
}

/// What the link led to when each block began, and when it was left.
#[derive(Default)]
struct History {
	began: Vec<Option<u32>>,
	left: Vec<u64>,
}

impl History {
	/// What is still asked for is exact, but that who has left since has no place.
	fn check(&self, place: &Chain, opened: u64) -> Result<(), TestCaseError> {
		let truth = self.began[opened as usize];
		let found = place.at(opened);
		if self.left.iter().any(|block| *block >= opened) {
			prop_assert!(found == truth || found.is_none(), "{opened}: {found:?}, not {truth:?}");
		} else {
			prop_assert_eq!(found, truth, "at {}", opened);
		}
		Ok(())
	}
}

fn replay(acts: Vec<Act>) -> Result<(), TestCaseError> {
	let (mut now, mut place) = (0u64, Chain::nowhere(0));
	let mut history = History { began: vec![None], ..Default::default() };
	let mut opened: Vec<u64> = vec![];
	for act in acts {
		let oldest = opened.iter().min().copied();
		match act {
			Act::Open => opened.push(now),
			Act::Close(index) if index < opened.len() => drop(opened.remove(index)),
			Act::Close(_) => {},
			Act::Set(to) if place.may_set(oldest) => place.set(Some(to), now),
			Act::Set(_) => {},
			Act::Leave => {
				place.leave(now, oldest);
				history.left.push(now);
			},
			Act::Tidy if place.is_dead(oldest) => place = Chain::nowhere(now),
			Act::Tidy => {},
			Act::NextBlock => {
				now += 1;
				history.began.push(place.current);
			},
		}
		for block in &opened {
			history.check(&place, *block)?;
		}
	}
	Ok(())
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(1_000))]

	#[test]
	fn a_link_remembers_as_much_as_the_whole_history(
		acts in prop::collection::vec(act(), 1..120),
	) {
		replay(acts)?;
	}
}
