//! What holds whatever the ratings, the tasks and the divisions are, each property shown through the
//! pallet's calls.

use super::{divisions::submit, report::judge, *};
use crate::{
	Best, Child, Claim, Compared, Complex, Division, Inside, JobRules, Ledgers, PartMinutes, Terms,
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use parecon_jobs_engine::{Both, Points, Portion, Quality};
use parecon_primitives::Side;
use proptest::{collection::vec, prelude::*};

/// A rating on both scales.
type Pair = (u8, u8);

fn pair() -> impl Strategy<Value = Pair> {
	(0..=10u8, 0..=10u8)
}

/// Tasks by their minutes, and how each of three members rates each of them.
fn work() -> impl Strategy<Value = Vec<(u32, [Pair; 3])>> {
	vec((3..600u32, [pair(), pair(), pair()]), 1..6)
}

/// The lower median, by sorting.
fn lower_median(mut ratings: Vec<u8>) -> u8 {
	ratings.sort_unstable();
	ratings[(ratings.len() - 1) / 2]
}

/// Empowerment and desirability apart.
fn scales(pairs: &[Pair]) -> [Vec<u8>; 2] {
	[pairs.iter().map(|pair| pair.0).collect(), pairs.iter().map(|pair| pair.1).collect()]
}

/// Registers these tasks of the plant with their ratings by 0, 1 and 2, who offer hours, and opens a
/// window.
fn opened(work: &[(u32, [Pair; 3])]) {
	let block = |name: &str| crate::TaskSpec { block: 1, ..spec(name) };
	let tasks: Vec<TaskId> =
		work.iter().map(|(minutes, _)| register(PLANT, block("task"), *minutes)).collect();
	let by_member = |member: usize| -> Vec<(TaskId, u8, u8)> {
		let pairs = work.iter().map(|(_, pairs)| pairs[member]);
		tasks.iter().zip(pairs).map(|(task, (e, d))| (*task, e, d)).collect()
	};
	offer(PLANT, &[0, 1, 2], 10_000);
	(0..3).for_each(|member| commit(PLANT, member, &by_member(member as usize)));
	pass(1);
	(0..3).for_each(|member| reveal(PLANT, member, &by_member(member as usize)).unwrap());
	let rules = JobRules { most_tasks: 8, ..Default::default() };
	assert_ok!(Labour::set_rules(by(0), PLANT, rules));
	assert_ok!(Labour::open_window(by(0), PLANT, 10));
}

/// A division among three workers: `cuts` say in thousandths how much of a task the first has, and
/// how much of the rest the second.
fn cut(work: &[(u32, [Pair; 3])], cuts: &[(u32, u32)]) -> Division {
	let mut shares: [Vec<Portion>; 3] = Default::default();
	for (place, ((minutes, _), (one, two))) in work.iter().zip(cuts).enumerate() {
		let first = minutes * one / 1_000;
		let second = (minutes - first) * two / 1_000;
		for (share, minutes) in shares.iter_mut().zip([first, second, minutes - first - second]) {
			if minutes > 0 {
				share.push(Portion { task: place as u8, minutes: minutes as u16 });
			}
		}
	}
	let all = (0u8..).zip(shares).filter(|(_, portions)| !portions.is_empty());
	let complexes =
		all.map(|(fits, portions)| Complex { fits, portions: portions.try_into().unwrap() });
	complexes.collect::<Vec<_>>().try_into().unwrap()
}

/// Minutes times medians over minutes, in micro-points, rounded down.
fn index(portions: impl Iterator<Item = (u64, u64)>) -> u64 {
	let sums = portions.fold((0, 0), |sums, (minutes, median)| {
		(sums.0 + minutes, sums.1 + minutes * median * 1_000_000)
	});
	sums.1 / sums.0
}

/// The quality of a division by its definition, from the ratings themselves.
fn defined(work: &[(u32, [Pair; 3])], division: &Division) -> Quality {
	let (mut worst, mut squares) = (0, 0);
	for scale in 0..2 {
		let medians: Vec<u64> = work
			.iter()
			.map(|(_, pairs)| u64::from(lower_median(scales(pairs)[scale].clone())))
			.collect();
		let mean =
			index(work.iter().zip(&medians).map(|((it, _), median)| ((*it).into(), *median)));
		for complex in division {
			let portions = complex.portions.iter();
			let own = portions.map(|it| (u64::from(it.minutes), medians[usize::from(it.task)]));
			let apart = index(own).abs_diff(mean);
			worst = worst.max(apart);
			squares += apart * apart;
		}
	}
	Quality { worst: Points(worst as u32), squares }
}

fn cuts() -> impl Strategy<Value = Vec<(u32, u32)>> {
	vec((0..=1_000u32, 0..=1_000u32), 6)
}

/// How a task is reshaped: split in two at so many thousandths, merged with another, named anew.
#[derive(Clone, Debug)]
enum Reshape {
	Split(usize, u32),
	Merge(usize, usize),
	Rename(usize),
}

fn reshape() -> impl Strategy<Value = Reshape> {
	prop_oneof![
		(0..9usize, 0..=1_000u32).prop_map(|(task, cut)| Reshape::Split(task, cut)),
		(0..9usize, 0..9usize).prop_map(|(one, other)| Reshape::Merge(one, other)),
		(0..9usize).prop_map(Reshape::Rename),
	]
}

/// Reshapes tasks of the plant, where that can be done.
fn reshaped(how: &Reshape) {
	let tasks = workplace(PLANT).tasks;
	let at = |place: usize| tasks[place % tasks.len()];
	let minutes = |task| record(task).parts.iter().map(|part| part.minutes).collect::<Vec<u32>>();
	let new = spec("another name");
	let _ = match *how {
		Reshape::Split(place, cut) => {
			let all = minutes(at(place));
			let one: Vec<u32> = all.iter().map(|it| it * cut / 1_000).collect();
			let other: Vec<u32> = all.iter().zip(&one).map(|(all, one)| all - one).collect();
			let child =
				|it: Vec<u32>| Child { spec: new.clone(), minutes: PartMinutes::truncate_from(it) };
			let children = vec![child(one), child(other)];
			Labour::split_task(by(0), at(place), children.try_into().unwrap())
		},
		Reshape::Merge(one, other) => {
			let mut both = vec![at(one), at(other)];
			both.sort_unstable();
			Labour::merge_tasks(by(0), both.try_into().unwrap(), new)
		},
		Reshape::Rename(place) => {
			let minutes = PartMinutes::truncate_from(minutes(at(place)));
			Labour::revise_task(by(0), at(place), new, minutes)
		},
	};
}

/// Indices by inside and by outside ratings.
type Means = [Option<Both<Points>>; 2];

/// Both councils report; what the community and the plant look like.
fn reported() -> (Means, Means, u64) {
	for council in [PLANT, MILL] {
		assert_ok!(Labour::report(by(9), council));
	}
	let plant = workplace(PLANT);
	let community = [Inside::<Test>::get().mean(), Compared::<Test>::get().mean()];
	(community, [plant.inside.index(), plant.outside_index()], plant.minutes)
}

/// The inside medians of one task of a workplace whose members rate it so.
fn medians(ratings: &[Pair]) -> Both<u8> {
	let mut found = Both::new(0, 0);
	run(|| {
		let members: Vec<u32> = (0..ratings.len() as u32).collect();
		members.iter().for_each(|member| seat(*member, Side::Workers, Some(PLANT)));
		let task = task(PLANT, "task", 100);
		let each = || members.iter().zip(ratings);
		each().for_each(|(member, (e, d))| commit(PLANT, *member, &[(task, *e, *d)]));
		pass(1);
		each().for_each(|(member, (e, d))| reveal(PLANT, *member, &[(task, *e, *d)]).unwrap());
		found = record(task).parts[0].inside.medians().unwrap();
	});
	found
}

/// What the plant owes whose tasks a jury rates so, and its own members as they like.
fn owed(outside: &[Pair], inside: &[Pair]) -> u64 {
	let mut owed = 0;
	run(|| {
		let tasks: Vec<TaskId> = outside.iter().map(|_| task(PLANT, "task", 300)).collect();
		let lines = |pairs: &[Pair]| -> Vec<(TaskId, u8, u8)> {
			tasks.iter().zip(pairs).map(|(task, (e, d))| (*task, *e, *d)).collect()
		};
		let milling = task(MILL, "milling", 100);
		judge(PLANT, &lines(outside));
		judge(MILL, &[(milling, 1, 1)]);
		rate(PLANT, &[0, 1, 2, 3, 4, 5], &lines(inside));
		for council in [MILL, PLANT] {
			assert_ok!(Labour::report(by(9), council));
		}
		owed = Ledgers::<Test>::get(PLANT).owed;
	});
	owed
}

fn claims(work: &[(u32, [Pair; 3])], all: &[Vec<(u32, u32)>]) -> Vec<(Quality, Division)> {
	let divisions = all.iter().map(|cuts| cut(work, cuts));
	divisions.map(|division| (defined(work, &division), division)).collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_quality_on_chain_is_that_of_the_definition(work in work(), cuts in cuts()) {
		run(|| {
			opened(&work);
			let division = cut(&work, &cuts);
			let quality = defined(&work, &division);
			let Quality { worst, squares } = quality;
			let false_claims = [
				Quality { worst: Points(worst.0 + 1), squares },
				Quality { worst: Points(worst.0.saturating_sub(1)), squares: squares + 1 },
				Quality { worst, squares: squares + 1 },
			];
			for claim in false_claims {
				assert_noop!(submit(1, claim, division.clone()), Error::<Test>::FalseClaim);
			}
			assert_ok!(submit(1, quality, division.clone()));
			go_to(11);
			assert_ok!(Labour::adopt(by(0), PLANT));
			let adopted = crate::Divisions::<Test>::get(PLANT).unwrap();
			assert_eq!(adopted.quality, quality);
			let Terms { tasks, .. } = adopted.terms;
			let minutes: u32 = division.iter().flat_map(|it| &it.portions).map(|it| u32::from(it.minutes)).sum();
			assert_eq!(minutes, tasks.iter().map(|terms| terms.minutes).sum::<u32>());
		});
	}

	#[test]
	fn the_best_of_all_wins_in_whatever_order_they_come(
		work in work(),
		(all, order) in vec(cuts(), 2..6)
			.prop_flat_map(|all| (Just(all.clone()), Just((0..all.len()).collect::<Vec<_>>()).prop_shuffle())),
	) {
		let claims = claims(&work, &all);
		let hash = |division: &Division| sp_io::hashing::blake2_256(&division.encode());
		let best = claims.iter().map(|(quality, division)| (*quality, hash(division))).min().unwrap();
		run(|| {
			opened(&work);
			for at in order {
				let (quality, division) = claims[at].clone();
				let _ = submit(at as u32 % 3, quality, division);
			}
			let Claim { quality, hash, .. } = Best::<Test>::get(PLANT).unwrap();
			assert_eq!((quality, hash.0), best);
		});
	}

	#[test]
	fn no_split_merge_or_new_name_moves_an_index(
		ratings in vec((pair(), pair()), 3),
		reshapes in vec(reshape(), 1..12),
	) {
		run(|| {
			let tasks: Vec<TaskId> = (1..4).map(|nth| task(PLANT, "task", 100 * nth)).collect();
			let milling = task(MILL, "milling", 100);
			let lines = |pairs: Vec<Pair>| -> Vec<(TaskId, u8, u8)> {
				tasks.iter().zip(pairs).map(|(task, (e, d))| (*task, e, d)).collect()
			};
			judge(PLANT, &lines(ratings.iter().map(|both| both.0).collect()));
			judge(MILL, &[(milling, 3, 7)]);
			rate(PLANT, &[0, 1, 2], &lines(ratings.iter().map(|both| both.1).collect()));
			rate(MILL, &[6], &[(milling, 4, 4)]);
			let before = reported();
			assert!(before.1.iter().all(Option::is_some));
			reshapes.iter().for_each(reshaped);
			pass(1);
			assert_eq!(reported(), before);
		});
	}

	#[test]
	fn a_colluding_third_moves_a_median_within_what_the_others_say(
		honest in vec(pair(), 2..12),
		wanted in pair(),
	) {
		let alone = medians(&honest);
		let third = honest.len() / 2;
		let together: Vec<Pair> = honest.iter().copied().chain(vec![wanted; third]).collect();
		let moved = medians(&together);
		let [empowerment, desirability] = scales(&honest);
		for (said, alone, moved) in [
			(empowerment, alone.empowerment, moved.empowerment),
			(desirability, alone.desirability, moved.desirability),
		] {
			let (least, most) = (*said.iter().min().unwrap(), *said.iter().max().unwrap());
			assert!((least..=most).contains(&moved));
			assert!(alone.abs_diff(moved) <= most - least);
		}
	}

	#[test]
	fn who_rates_the_own_work_low_owes_no_less(
		ratings in vec((pair(), pair()), 1..4),
	) {
		let (outside, inside): (Vec<Pair>, Vec<Pair>) = ratings.into_iter().unzip();
		let low = vec![(0, 0); outside.len()];
		assert_eq!(owed(&outside, &low), owed(&outside, &inside));
	}
}
