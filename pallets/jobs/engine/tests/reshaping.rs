//! Tasks are split, merged and named anew, and no index changes by it.

use parecon_jobs_engine::{bundle, Both, Community, Points, Rating, Sheet, Sums};
use proptest::{collection::vec, prelude::*, sample::Index};

/// A part of a task: its minutes and what people said of it.
#[derive(Clone, Debug)]
struct Part {
	minutes: u32,
	sheet: Sheet,
}

#[derive(Clone, Debug)]
struct Task {
	name: u32,
	parts: Vec<Part>,
}

impl Task {
	/// The sums over the parts that were rated.
	fn sums(&self) -> Sums {
		let mut sums = Sums::default();
		for part in &self.parts {
			if let Some(medians) = part.sheet.medians() {
				sums.add(part.minutes, medians).unwrap();
			}
		}
		sums
	}
}

/// What people do to a list of tasks.
#[derive(Clone, Debug)]
enum Change {
	/// Each part goes into two children, with a share of its minutes in thousandths.
	Split(Index, Vec<u32>),
	Merge(Index, Index),
	Rename(Index, u32),
}

fn any_part() -> impl Strategy<Value = Part> {
	let rating = (0..=10u8, 0..=10u8).prop_map(|(e, d): (u8, u8)| Rating::new(e, d));
	(0..100_000u32, vec(rating, 0..8)).prop_map(|(minutes, ratings)| {
		let mut sheet = Sheet::default();
		ratings.iter().for_each(|rating| sheet.add(rating).unwrap());
		Part { minutes, sheet }
	})
}

fn any_tasks() -> impl Strategy<Value = Vec<Task>> {
	let task = (any::<u32>(), vec(any_part(), 1..4)).prop_map(|(name, parts)| Task { name, parts });
	vec(task, 1..8)
}

fn any_change() -> impl Strategy<Value = Change> {
	prop_oneof![
		(any::<Index>(), vec(0..=1_000u32, 1..5)).prop_map(|(at, by)| Change::Split(at, by)),
		(any::<Index>(), any::<Index>()).prop_map(|(at, with)| Change::Merge(at, with)),
		(any::<Index>(), any::<u32>()).prop_map(|(at, name)| Change::Rename(at, name)),
	]
}

fn apply(change: &Change, tasks: &mut Vec<Task>) {
	match change {
		Change::Split(at, shares) => {
			let task = tasks.swap_remove(at.index(tasks.len()));
			let (mut one, mut other) = (task.clone(), task);
			let parts = one.parts.iter_mut().zip(&mut other.parts);
			for ((one, other), share) in parts.zip(shares.iter().cycle()) {
				one.minutes = (u64::from(one.minutes) * u64::from(*share) / 1_000) as u32;
				other.minutes -= one.minutes;
			}
			other.name = other.name.wrapping_add(1);
			tasks.extend([one, other]);
		},
		Change::Merge(at, with) if tasks.len() > 1 => {
			let one = tasks.swap_remove(at.index(tasks.len()));
			let at = with.index(tasks.len());
			tasks[at].parts.extend(one.parts);
		},
		Change::Merge(..) => {},
		Change::Rename(at, name) => {
			let at = at.index(tasks.len());
			tasks[at].name = *name;
		},
	}
}

fn council(tasks: &[Task]) -> Sums {
	tasks.iter().fold(Sums::default(), |sums, task| sums.plus(&task.sums()).unwrap())
}

fn community(councils: &[(u32, Vec<Task>)]) -> Community {
	let mut community = Community::default();
	for (population, tasks) in councils {
		if let Some(index) = council(tasks).index() {
			community.add(*population, index).unwrap();
		}
	}
	community
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

	/// Exactly, whatever is done and however often.
	#[test]
	fn reshaping_changes_no_index(
		mut councils in vec((1..1_000u32, any_tasks()), 1..4),
		changes in vec((any::<Index>(), any_change()), 1..20),
	) {
		let before: Vec<Sums> = councils.iter().map(|(_, tasks)| council(tasks)).collect();
		let all_before = community(&councils);
		for (which, change) in &changes {
			let at = which.index(councils.len());
			apply(change, &mut councils[at].1);
		}
		for (sums, (_, tasks)) in before.iter().zip(&councils) {
			prop_assert_eq!(council(tasks), *sums);
			prop_assert_eq!(council(tasks).index(), sums.index());
		}
		prop_assert_eq!(community(&councils), all_before);
		prop_assert_eq!(community(&councils).mean(), all_before.mean());
	}

	/// A split into equal shares leaves a bundle of them exactly as it was.
	#[test]
	fn halving_a_task_changes_no_bundle(
		task in any_tasks(),
		portions in vec((1..1_000u32, 0..=10_000_000u32, 0..=10_000_000u32), 0..5),
	) {
		let Some(score) = task[0].sums().index() else { return Ok(()) };
		let mut doubled = task[0].clone();
		doubled.parts.iter_mut().for_each(|part| part.minutes *= 2);
		prop_assert_eq!(doubled.sums().index(), Some(score));
		let others = portions.iter().map(|&(m, e, d)| (m, Both::new(Points(e), Points(d))));
		let whole = bundle(others.clone().chain([(600, score)]));
		let halves = bundle(others.chain([(300, score), (300, score)]));
		prop_assert_eq!(whole, halves);
	}

	/// Merged tasks score as their parts do, rounded down once instead of twice: a bundle that
	/// holds both in proportion changes by less than a micro-point before it is rounded itself, so
	/// by one micro-point at most after.
	#[test]
	fn merging_changes_a_bundle_by_less_than_a_micro_point(
		(one, other) in (vec(any_part(), 1..4), vec(any_part(), 1..4)),
		times in 1..50u32,
		held in 1..50u32,
		others in vec((1..10_000u32, 0..=10_000_000u32, 0..=10_000_000u32), 0..5),
	) {
		let task = |parts: Vec<Part>| {
			let rated = parts.into_iter().filter(|part| part.sheet.count() > 0);
			// Whole multiples, so that a bundle can hold both in proportion.
			let parts = rated.map(|part| Part { minutes: part.minutes / 100 * times, ..part });
			Task { name: 0, parts: parts.collect() }
		};
		let (one, other) = (task(one), task(other));
		let merged = Task { name: 1, parts: [one.parts.clone(), other.parts.clone()].concat() };
		let minutes = |task: &Task| task.sums().minutes as u32 / times * held;
		let portion = |task: &Task| Some((minutes(task), task.sums().index()?));
		let portions = (portion(&one), portion(&other), portion(&merged));
		let (Some(a), Some(b), Some(both)) = portions else { return Ok(()) };
		let others = others.iter().map(|&(m, e, d)| (m, Both::new(Points(e), Points(d))));
		let before: Vec<(u32, Both<Points>)> = others.clone().chain([a, b]).collect();
		let after: Vec<(u32, Both<Points>)> = others.chain([both]).collect();
		prop_assert_eq!(a.0 + b.0, both.0);

		// Minutes times score, not divided.
		let exact = |portions: &[(u32, Both<Points>)], of: fn(&Both<Points>) -> Points| -> i128 {
			let times = |m: &u32, score| i128::from(*m) * i128::from(of(score).0);
			portions.iter().map(|(minutes, score)| times(minutes, score)).sum()
		};
		let all: i128 = after.iter().map(|(minutes, _)| i128::from(*minutes)).sum();
		let scales: [fn(&Both<Points>) -> Points; 2] =
			[|score| score.empowerment, |score| score.desirability];
		let rounded = [&before, &after].map(|portions| bundle(portions.iter().copied()).unwrap());
		for of in scales {
			prop_assert!((exact(&before, of) - exact(&after, of)).abs() < all);
			prop_assert!(of(&rounded[0]).apart(of(&rounded[1])) <= Points(1));
		}
	}
}
