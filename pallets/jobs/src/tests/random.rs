//! Tasks changed and rated at random, with the invariants checked after every step: no split, merge
//! or new name moves a sum.

use super::*;
use crate::{Child, Name, PartMinutes, TaskSpec};
use frame_support::dispatch::DispatchResult;
use parecon_primitives::Side;

/// A generator of numbers: Marsaglia's xorshift.
pub struct Dice(pub u64);

impl Dice {
	/// A number below `sides`.
	pub fn roll(&mut self, sides: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 >> 11) % sides
	}

	/// Some of the plant's tasks, ascending, or fewer.
	fn tasks(&mut self, most: u64) -> Vec<TaskId> {
		let all = workplace(PLANT).tasks;
		let mut some: Vec<TaskId> =
			(0..most).map(|_| all[self.roll(all.len() as u64) as usize]).collect();
		some.sort_unstable();
		some.dedup();
		some
	}
}

fn named(dice: &mut Dice) -> TaskSpec {
	TaskSpec { name: Name::truncate_from(vec![b'a' + dice.roll(26) as u8]), ..spec("x") }
}

fn split(dice: &mut Dice) -> DispatchResult {
	let task = dice.tasks(1)[0];
	let parts = record(task).parts;
	let first: Vec<u32> =
		parts.iter().map(|part| dice.roll(u64::from(part.minutes) + 1) as u32).collect();
	let rest: Vec<u32> = parts.iter().zip(&first).map(|(part, one)| part.minutes - one).collect();
	let children: Vec<Child> = [first, rest]
		.into_iter()
		.map(|minutes| Child { spec: named(dice), minutes: minutes.try_into().unwrap() })
		.collect();
	Labour::split_task(by(0), task, children.try_into().unwrap())
}

fn merge(dice: &mut Dice) -> DispatchResult {
	let tasks = dice.tasks(3).try_into().unwrap();
	let spec = named(dice);
	Labour::merge_tasks(by(0), tasks, spec)
}

fn rename(dice: &mut Dice) -> DispatchResult {
	let task = dice.tasks(1)[0];
	let minutes: Vec<u32> = record(task).parts.iter().map(|part| part.minutes).collect();
	let spec = named(dice);
	Labour::revise_task(by(0), task, spec, PartMinutes::truncate_from(minutes))
}

/// Lets the members 6 to 12 be a jury that was called now.
fn call_jury() {
	crate::Juries::<Test>::mutate(PLANT, |jury| {
		let jury = jury.as_mut().unwrap();
		jury.called = now();
		jury.members = (6..13).map(id).collect::<Vec<_>>().try_into().unwrap();
	});
	crate::Workplaces::<Test>::mutate(PLANT, |it| it.as_mut().unwrap().jury = Some(now()));
}

/// Members 0 to 4 rate from inside, 6 to 12 as a jury.
fn rates(dice: &mut Dice) -> DispatchResult {
	let member = [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12][dice.roll(12) as usize];
	let ratings: Vec<(TaskId, u8, u8)> = dice
		.tasks(4)
		.into_iter()
		.map(|task| (task, dice.roll(11) as u8, dice.roll(11) as u8))
		.collect();
	let _ = Labour::tidy(by(0), PLANT, id(member));
	commit(PLANT, member, &ratings);
	pass(1);
	call_jury();
	let done = reveal(PLANT, member, &ratings);
	if done.is_err() {
		pass(1);
		Labour::tidy(by(0), PLANT, id(member)).unwrap();
	}
	done
}

fn leaves_or_comes(dice: &mut Dice) -> DispatchResult {
	let member = dice.roll(8) as u32 + 1;
	let sits = Labour::is_seated(id(member), PLANT);
	seat(member, Side::Workers, (!sits).then_some(PLANT));
	Labour::tidy(by(0), PLANT, id(member))
}

/// One step; which kind of step it was, if it did something.
fn step(dice: &mut Dice) -> Option<u64> {
	let sums = |it: crate::Workplace| (it.minutes, it.inside, it.outside);
	let before = sums(workplace(PLANT));
	let kind = dice.roll(12);
	let done = match kind {
		0..=1 => split(dice),
		2 => merge(dice),
		3 => rename(dice),
		4 => leaves_or_comes(dice),
		5 => Labour::register_task(by(0), PLANT, named(dice), dice.roll(1_000) as u32 + 1),
		6 if workplace(PLANT).tasks.len() > 3 => Labour::retire_task(by(0), dice.tasks(1)[0]),
		_ => rates(dice),
	};
	if kind <= 3 {
		assert_eq!(sums(workplace(PLANT)), before);
	}
	Labour::check_tasks().unwrap();
	done.ok().map(|()| kind)
}

#[test]
fn whatever_is_done_ratings_and_sums_agree() {
	for seed in 1..=12u64 {
		run(|| {
			let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
			(0..3).for_each(|_| {
				task(PLANT, "task", 600);
			});
			Labour::call_jury(by(12), PLANT).unwrap();
			call_jury();
			let done: Vec<u64> = (0..200).filter_map(|_| step(&mut dice)).collect();
			assert!(done.len() > 100, "{} of 200 with seed {seed}", done.len());
			assert!(done.contains(&0) && done.contains(&2), "nothing split or merged by {seed}");
			assert!(workplace(PLANT).outside.minutes > 0 || workplace(PLANT).inside.minutes > 0);
		});
	}
}
