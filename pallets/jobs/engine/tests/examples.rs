//! The figures of docs/mechanism.md, and what the examples of a bakery and a household amount to.

use parecon_jobs_engine::{
	allot, counts, mean_of, owed, place, spread, verify, Apportion, Both, Community, Points,
	Portion, Quality, Rating, Raw, Sheet, Sums, TaskTerms, Worker,
};
use std::{fs, path::PathBuf};

/// Rows of a table among the examples, without the header.
fn table(name: &str) -> Vec<Vec<String>> {
	let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../examples").join(name);
	let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
	assert!(!text.contains('"'), "{file:?}: no cell needs quotes");
	text.lines().skip(1).map(|line| line.split(',').map(String::from).collect()).collect()
}

fn number(cell: &str) -> u32 {
	cell.parse().unwrap_or_else(|_| panic!("{cell:?} is no number"))
}

fn points(empowerment: u32, desirability: u32) -> Both<Points> {
	Both::new(Points(empowerment), Points(desirability))
}

fn class(name: &str) -> u8 {
	["day", "evening", "night", "weekend"].iter().position(|it| *it == name).unwrap() as u8
}

/// The tasks of an example with the medians of all its members' ratings.
fn tasks(example: &str, members: u32) -> Vec<TaskTerms> {
	let rows = table(&format!("{example}/tasks.csv"));
	let mut sheets = vec![Sheet::default(); rows.len()];
	for member in 1..=members {
		let ratings = table(&format!("{example}/ratings/{member:02}.csv"));
		assert_eq!(ratings.len(), rows.len());
		for (place, (row, task)) in ratings.iter().zip(&rows).enumerate() {
			assert_eq!(row[0], task[0]);
			let rating = Both::new(number(&row[1]) as u8, number(&row[2]) as u8);
			sheets[place].add(&rating).unwrap();
		}
	}
	let task = |(row, sheet): (&Vec<String>, &Sheet)| TaskTerms {
		minutes: number(&row[1]),
		class: class(&row[2]),
		block: number(&row[3]) as u16,
		directs: row[4] == "yes",
		requires: row[5].parse().ok(),
		score: sheet.medians().unwrap().map(Points::of),
		..Default::default()
	};
	rows.iter().zip(&sheets).map(task).collect()
}

/// Who offers which hours; the qualifications stand in another table for the hours of the past.
fn workers(hours: &str, qualifications: &str) -> Vec<Worker> {
	let sets = table(qualifications);
	let worker = |(row, set): (&Vec<String>, &Vec<String>)| {
		assert_eq!(row[..2], set[..2]);
		let hours = |place: usize| number(&row[place]) as u16;
		Worker {
			offered: [hours(2), hours(3), hours(4), hours(5)],
			qualifications: set[6].split_whitespace().map(|bit| 1 << number(bit)).sum(),
			..Default::default()
		}
	};
	table(hours).iter().zip(&sets).map(worker).collect()
}

/// The complexes of as-is.json: tasks by their numbers, which are their places.
fn as_is() -> Vec<Vec<Portion>> {
	let file =
		PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../examples/bakery/as-is.json");
	let text = fs::read_to_string(file).unwrap();
	let digits = |text: &str| -> u32 {
		let text = text.trim_start_matches([':', ' ']);
		number(text.split(|letter: char| !letter.is_ascii_digit()).next().unwrap())
	};
	let mut complexes = Vec::new();
	for (number, complex) in text.split("\"member\"").skip(1).enumerate() {
		// The bakery's people are the members after the six of the development chain.
		assert_eq!(digits(complex), number as u32 + 6);
		let portion = |text: &str| Portion {
			task: digits(text) as u8,
			minutes: digits(text.split("\"minutes\"").nth(1).unwrap()) as u16,
		};
		complexes.push(complex.split("\"task\"").skip(1).map(portion).collect());
	}
	complexes
}

#[test]
fn the_indices_of_the_examples() {
	let (bakery, household) = (tasks("bakery", 12), tasks("household", 5));
	let minutes = |tasks: &[TaskTerms]| tasks.iter().map(|task| task.minutes).sum::<u32>();
	assert_eq!((minutes(&bakery), minutes(&household)), (92_100, 19_500));
	let (one, other) = (mean_of(&bakery).unwrap(), mean_of(&household).unwrap());
	assert_eq!(one, points(4_179_153, 4_570_032));
	assert_eq!(other, points(3_753_846, 4_092_307));
	let mut community = Community::default();
	community.add(12, one).unwrap();
	community.add(5, other).unwrap();
	assert_eq!(community.mean(), Some(points(4_054_062, 4_429_524)));
}

#[test]
fn members_deviate_from_the_typical_by_two_at_most() {
	for (example, members) in [("bakery", 12), ("household", 5)] {
		let typical = table(&format!("{example}/ratings/typical.csv"));
		for member in 1..=members {
			let ratings = table(&format!("{example}/ratings/{member:02}.csv"));
			for (row, usual) in ratings.iter().zip(&typical) {
				assert_eq!(row[0], usual[0]);
				for scale in 1..=2 {
					assert!(number(&row[scale]).abs_diff(number(&usual[scale])) <= 2, "{row:?}");
				}
			}
		}
	}
}

#[test]
fn the_bakery_as_it_is() {
	let (tasks, complexes) = (tasks("bakery", 12), as_is());
	let workers = workers("bakery/hours-as-is.csv", "bakery/hours.csv");
	let mean = mean_of(&tasks).unwrap();
	let division = (0u8..).zip(&complexes).map(|(worker, portions)| (worker, &portions[..]));
	let verified = verify(&tasks, &workers, 6, Points::ONE, mean, division).unwrap();
	let quality = Quality { worst: Points(3_607_725), squares: 86_399_375_547_943 };
	assert_eq!((verified.quality, verified.balanced), (quality, 4));
	// Who directs and keeps the books, and who cleans.
	assert_eq!(verified.indices[4], points(7_722_222, 4_888_888));
	assert_eq!(verified.indices[10], points(571_428, 1_285_714));
	let spread = spread(&verified.indices).unwrap();
	assert_eq!(spread.mean, points(3_899_533, 4_445_539));
	assert_eq!(spread.deviation, points(2_080_769, 1_666_332));
}

#[test]
fn everybody_offers_more_than_an_equal_share() {
	let (tasks, workers) = (tasks("bakery", 12), workers("bakery/hours.csv", "bakery/hours.csv"));
	for class in 0..4 {
		let needed: u32 = tasks.iter().filter(|it| it.class == class).map(|it| it.minutes).sum();
		let offered: u32 = workers.iter().map(|it| u32::from(it.offered[usize::from(class)])).sum();
		assert!(offered * 100 >= needed * 105, "class {class}: {offered} for {needed}");
	}
}

#[test]
fn ratings_and_indices() {
	let median = |ratings: &[u8]| {
		let mut sheet = Sheet::default();
		for rating in ratings {
			sheet.add(&Rating::new(*rating, 0)).unwrap();
		}
		sheet.medians().unwrap().empowerment
	};
	assert_eq!(median(&[2, 3, 7, 9]), 3);
	assert_eq!((median(&[3, 4, 4, 5, 6]), median(&[3, 4, 4, 5, 6, 10, 10])), (4, 5));
	let mut parts = Sums::default();
	parts.add(600, Rating::new(8, 0)).unwrap();
	parts.add(300, Rating::new(1, 0)).unwrap();
	assert_eq!(parts.index().unwrap().empowerment, Points(5_666_666));
	// The first part split into 400 and 200 minutes.
	let mut split = Sums::default();
	for (minutes, median) in [(400, 8), (200, 8), (300, 1)] {
		split.add(minutes, Rating::new(median, 0)).unwrap();
	}
	assert_eq!(split, parts);
}

#[test]
fn two_divisions_of_two_tasks() {
	let task = |empowerment, desirability| TaskTerms {
		minutes: 120,
		block: 60,
		score: Both::new(empowerment, desirability).map(Points::of),
		..Default::default()
	};
	let tasks = [task(8, 4), task(2, 6)];
	let workers = [Worker { offered: [120, 0, 0, 0], ..Default::default() }; 2];
	let mean = mean_of(&tasks).unwrap();
	let quality = |complexes: [&[Portion]; 2]| {
		let complexes = (0u8..).zip(complexes);
		verify(&tasks, &workers, 2, Points::ONE, mean, complexes).unwrap().quality
	};
	let part = |task, minutes| Portion { task, minutes };
	let whole = quality([&[part(0, 120)], &[part(1, 120)]]);
	assert_eq!(whole, Quality { worst: Points::of(3), squares: 20_000_000_000_000 });
	let shared = [part(0, 60), part(1, 60)];
	assert_eq!(quality([&shared, &shared]), Quality { worst: Points::ZERO, squares: 0 });
}

#[test]
fn places_and_allotments() {
	let places = |lot| (0..8).map(|round| place(lot, round, 4)).collect::<Vec<_>>();
	assert_eq!(places(0), [0, 3, 3, 0, 2, 1, 1, 2]);
	assert_eq!(places(1), [1, 2, 0, 3, 3, 0, 2, 1]);
	let wishes = [vec![0, 1], vec![0, 1]];
	let able = |_, _| true;
	assert_eq!(allot(&[0, 1], &wishes, 2, able, |_, _| false), [Some(0), Some(1)]);
	let long = |worker, complex| (worker, complex) == (0, 0);
	assert_eq!(allot(&[0, 1], &wishes, 2, able, long), [Some(1), Some(0)]);
}

#[test]
fn balancing_minutes() {
	let mut community = Community::default();
	community.add(6, points(8_000_000, 0)).unwrap();
	community.add(3, points(2_000_000, 0)).unwrap();
	let (own, mean) = (Points::of(8), community.mean().unwrap().empowerment);
	assert_eq!(mean, Points::of(6));
	assert_eq!(owed(240, own, mean, Points::ONE), 60);
	assert_eq!(counts(40, own, Points::of(2)), 30);
	// 80 minutes there settle it: (160 x 8 + 80 x 2) / 240 = 6.
	assert_eq!((counts(80, own, Points::of(2)), (160 * 8 + 80 * 2) / 240), (60, 6));
}

#[test]
fn unwanted_work() {
	let (wanted, unwanted) = (Raw::ONE.moved(120, 0, 120), Raw::ONE.moved(120, 120, 0));
	assert_eq!((wanted, unwanted), (Raw(900_000), Raw(1_100_000)));
	let mut apportion = Apportion::new(240, 120 * 900_000 + 120 * 1_100_000);
	assert_eq!((apportion.next(wanted, 120), apportion.next(unwanted, 120)), (108, 132));
	let rounds = |start: Raw, unfilled, over_asked, end: Raw| {
		let next = |raw: &Raw| (*raw != end).then(|| raw.moved(120, unfilled, over_asked));
		std::iter::successors(Some(start), next).count() - 1
	};
	assert_eq!(rounds(Raw::ONE, 120, 0, Raw::MOST), 8);
	assert_eq!(rounds(Raw::ONE, 0, 120, Raw::LEAST), 7);
}

#[test]
fn progress() {
	let indices = [4, 4, 4, 8].map(|index| Both::new(Points::of(index), Points::ZERO));
	let spread = spread(&indices).unwrap();
	assert_eq!(
		(spread.mean.empowerment, spread.deviation.empowerment),
		(Points::of(5), Points(1_732_050))
	);
}
