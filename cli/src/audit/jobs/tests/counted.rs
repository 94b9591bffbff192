//! Reveals, histograms, sums, indices, terms.

use super::*;
use crate::{
	audit::jobs::{
		ratings::{self, histograms, note, recounted, sheets, Reveal, Sheets},
		records::{Contribution, Rated, Workplace},
		sums,
	},
	jobs::answers,
};
use parecon_jobs_engine::Sums;
use primitive_types::H256;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn reveal(lines: &[Line]) -> Reveal<'_> {
	let (genesis, salt) = (H256::repeat_byte(1), H256::repeat_byte(2));
	Reveal { genesis, council: PLANT, member: MemberId(9), period: Period(4), lines, salt }
}

#[test]
fn what_is_revealed_was_committed_to() {
	let lines = [line(CLEANING, 2, 6), line(PLANNING, 8, 4)];
	let hash = reveal(&lines).hash();
	assert_eq!(reveal(&lines).wrongs(&[hash], &lines), []);
	// A task that was retired meanwhile counts nowhere.
	assert_eq!(reveal(&lines).wrongs(&[hash], &lines[1..]), []);

	let flipped = [line(CLEANING, 3, 6), line(PLANNING, 8, 4)];
	let wrong = only(reveal(&flipped).wrongs(&[hash], &flipped), Kind::Reveal);
	assert_eq!(wrong.member, Some(MemberId(9)));
	assert!(wrong.detail.contains(&format!("{hash:?}")), "{wrong:?}");
	let salted = Reveal { salt: H256::repeat_byte(3), ..reveal(&lines) };
	only(salted.wrongs(&[hash], &lines), Kind::Reveal);
	let later = Reveal { period: Period(5), ..reveal(&lines) };
	only(later.wrongs(&[hash], &lines), Kind::Reveal);
	let other = Reveal { member: MemberId(8), ..reveal(&lines) };
	only(other.wrongs(&[hash], &lines), Kind::Reveal);
	only(reveal(&lines).wrongs(&[], &lines), Kind::Reveal);
}

#[test]
fn what_is_counted_was_revealed() {
	let lines = [line(CLEANING, 2, 6), line(PLANNING, 8, 4)];
	let counted = [line(CLEANING, 2, 6), line(PLANNING, 8, 5)];
	let wrong = only(reveal(&lines).wrongs(&[reveal(&lines).hash()], &counted), Kind::Reveal);
	assert_eq!((wrong.task, wrong.member), (Some(PLANNING), Some(MemberId(9))));
	assert!(wrong.detail.contains("desirability: 5") && wrong.detail.contains("desirability: 4"));
}

/// The ratings of which [`tasks`] are counted.
fn rated() -> Sheets {
	let mut all = Sheets::new();
	for (member, ratings) in [(1, (2, 6, 8, 4)), (2, (2, 6, 8, 4)), (3, (3, 7, 7, 5))] {
		let (a, b, c, d) = ratings;
		let lines = [line(CLEANING, a, b), line(PLANNING, c, d)];
		note(&mut all, (PLANT, MemberId(member)), Voice::Inside, &lines, &BTreeSet::new());
	}
	all
}

fn recount(sheets: &Sheets, tasks: &Tasks) -> Tasks {
	tasks.iter().map(|(id, task)| (*id, recounted(sheets, *id, task))).collect()
}

#[test]
fn histograms_are_those_of_the_latest_ratings() {
	let mut all = rated();
	assert_eq!(recount(&all, &tasks()), tasks());
	// Others' councils and voices count elsewhere.
	let lines = [line(CLEANING, 10, 10)];
	note(&mut all, (CouncilId(2), MemberId(1)), Voice::Inside, &lines, &BTreeSet::new());
	note(&mut all, (PLANT, MemberId(7)), Voice::Outside, &lines, &BTreeSet::new());
	let ours = recount(&all, &tasks());
	assert_eq!(ours[&CLEANING].parts[0].inside, tasks()[&CLEANING].parts[0].inside);
	assert_eq!(ours[&CLEANING].parts[0].outside.count(), 1);
	// The latest takes the place of the one before.
	note(&mut all, (PLANT, MemberId(3)), Voice::Inside, &[line(CLEANING, 9, 7)], &BTreeSet::new());
	let ours = recount(&all, &tasks());
	assert_eq!(ours[&CLEANING].parts[0].inside.empowerment.0, [0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0]);
}

#[test]
fn a_flipped_histogram_is_named() {
	let mut chain = tasks();
	let histogram = &mut chain.get_mut(&PLANNING).unwrap().parts[0].inside.desirability.0;
	(histogram[5], histogram[6]) = (0, 1);
	let ours = recount(&rated(), &chain);
	assert_eq!(histograms(CLEANING, &chain[&CLEANING], &ours[&CLEANING]), []);
	let wrong = only(histograms(PLANNING, &chain[&PLANNING], &ours[&PLANNING]), Kind::Histogram);
	assert_eq!(wrong.task, Some(PLANNING));
	for figure in [
		"inside ratings of desirability of part 0",
		"[0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0]",
		"[0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0]",
	] {
		assert!(wrong.detail.contains(figure), "{wrong:?}");
	}
}

#[test]
fn a_part_inherits_the_latest_rating_of_what_it_came_from() {
	let (parent, child, other) = (TaskId(1), TaskId(5), TaskId(6));
	let rated = Rated { voice: Voice::Inside, lines: vec![line(parent, 1, 1), line(child, 2, 2)] };
	let heir = part(60, &[], &[1]);
	assert_eq!(ratings::effective(&rated, child, &heir), Some(&Both::new(2, 2)));
	assert_eq!(ratings::effective(&rated, other, &heir), Some(&Both::new(1, 1)));
	assert_eq!(ratings::effective(&rated, other, &part(60, &[], &[1, 5])), Some(&Both::new(2, 2)));
	assert_eq!(ratings::effective(&rated, other, &part(60, &[], &[])), None);
}

#[test]
fn a_flipped_rating_in_the_state_is_named() {
	let mut chain = rated();
	assert_eq!(sheets(&chain, &rated()), []);
	chain.get_mut(&(PLANT, MemberId(2))).unwrap().lines[1].rating.empowerment = 9;
	let wrong = only(sheets(&chain, &rated()), Kind::Ratings);
	assert_eq!((wrong.council, wrong.member), (Some(PLANT), Some(MemberId(2))));
	chain.remove(&(PLANT, MemberId(2)));
	assert!(only(sheets(&chain, &rated()), Kind::Ratings).detail.contains("the chain has None"));
}

#[test]
fn too_many_lines_forget_what_is_gone() {
	let many: Vec<Line> = (100..200).map(|task| line(TaskId(task), 1, 1)).collect();
	let mut all = Sheets::new();
	let who = (PLANT, MemberId(1));
	note(&mut all, who, Voice::Inside, &many, &BTreeSet::new());
	let new = [line(TaskId(200), 2, 2)];
	assert!(ratings::overflows(&all, PLANT, MemberId(1), &new));
	let living = BTreeSet::from([TaskId(150), TaskId(200)]);
	note(&mut all, who, Voice::Inside, &new, &living);
	assert_eq!(all[&who].lines, [line(TaskId(150), 1, 1), new[0]]);
}

fn workplace() -> Workplace {
	let none = Workplace {
		tasks: vec![],
		minutes: 0,
		inside: Sums::default(),
		outside: Sums::default(),
		rules: rules(),
		contributed: Contribution::default(),
		next: 0,
		reported: None,
		jury: None,
	};
	sums::of_tasks(&none, &tasks())
}

#[test]
fn a_flipped_sum_is_named() {
	let ours = workplace();
	assert_eq!((ours.minutes, ours.inside.empowerment), (240, 1_200));
	assert_eq!((ours.inside.desirability, ours.outside), (1_200, Sums::default()));
	assert_eq!(sums::workplace(&ours, &ours), []);
	let mut chain = ours.clone();
	chain.inside.desirability += 1;
	let wrong = only(sums::workplace(&chain, &ours), Kind::Sum);
	assert!(wrong.detail.contains("1201") && wrong.detail.contains("1200"), "{wrong:?}");
	let chain = Workplace { minutes: 241, ..ours.clone() };
	assert!(only(sums::workplace(&chain, &ours), Kind::Sum).detail.contains("minutes"));
	let chain = Workplace { tasks: vec![CLEANING], ..ours.clone() };
	assert!(only(sums::workplace(&chain, &ours), Kind::Sum).detail.contains("tasks"));
}

#[test]
fn outside_ratings_count_from_the_fifth_on() {
	let mut all = rated();
	let mut tasks = tasks();
	for member in 10..14 {
		let lines = [line(CLEANING, 4, 4)];
		note(&mut all, (PLANT, MemberId(member)), Voice::Outside, &lines, &BTreeSet::new());
	}
	tasks = recount(&all, &tasks);
	assert_eq!(score(&tasks[&CLEANING], Voice::Outside), None);
	let lines = [line(CLEANING, 4, 4)];
	note(&mut all, (PLANT, MemberId(14)), Voice::Outside, &lines, &BTreeSet::new());
	tasks = recount(&all, &tasks);
	assert_eq!(score(&tasks[&CLEANING], Voice::Outside), Some(both(4, 4)));
	let compared = sums::of_tasks(&workplace(), &tasks);
	assert_eq!(compared.outside.minutes, 120);
	assert_eq!(sums::outside_index(&compared), None);
}

#[test]
fn a_flipped_index_or_score_is_named() {
	let told = |empowerment: u32| -> answers::Workplace {
		let rules = json!({ "mode": "Advisory", "tolerance": 0, "most_tasks": 6, "precedence": 3 });
		let kept = json!({ "tasks": [], "minutes": 0, "rules": rules, "reported": null });
		serde_json::from_value(json!({
			"workplace": kept, "outside": null, "community": null, "community_outside": null,
			"inside": { "empowerment": empowerment, "desirability": 5_000_000 },
			"window": null, "best": null, "division": null, "jobs": [], "ledger": null,
			"reports": [],
		}))
		.unwrap()
	};
	assert_eq!(sums::indices(&told(5_000_000), &workplace()), []);
	let wrong = only(sums::indices(&told(5_000_001), &workplace()), Kind::Index);
	assert!(wrong.detail.contains("5000001") && wrong.detail.contains("5000000"), "{wrong:?}");

	let spec = json!({ "name": "0x61", "text": "0x", "class": 0, "block": 30, "directs": false,
		"requires": null });
	let stored = json!({ "council": 3, "spec": spec, "practised": false, "parts": [] });
	let score = json!({ "empowerment": 2_000_000, "desirability": 7_000_000 });
	let told: answers::Task = serde_json::from_value(
		json!({ "task": stored, "score": score, "outside": null, "weight": null }),
	)
	.unwrap();
	let wrong = only(sums::scores(CLEANING, &told, &tasks()[&CLEANING]), Kind::Index);
	assert_eq!(wrong.task, Some(CLEANING));
	assert!(wrong.detail.contains("7000000") && wrong.detail.contains("6000000"), "{wrong:?}");
}

#[test]
fn a_flipped_sum_of_the_community_is_named() {
	let with = |population, index| {
		let contributed = Contribution { population, inside: Some(index), outside: None };
		Workplace { contributed, ..workplace() }
	};
	let all: BTreeMap<CouncilId, Workplace> =
		[(PLANT, with(30, both(6, 4))), (CouncilId(4), with(10, both(2, 8)))].into();
	let contributions = all.values().map(|workplace| &workplace.contributed);
	let (inside, outside) = sums::community(contributions);
	assert_eq!(inside.mean(), Some(both(5, 5)));
	assert_eq!(sums::communities((inside, outside), &all), []);
	let mut flipped = inside;
	flipped.population += 1;
	let wrong = only(sums::communities((flipped, outside), &all), Kind::Community);
	assert!(wrong.detail.contains("41") && wrong.detail.contains("40"), "{wrong:?}");
}

#[test]
fn flipped_terms_are_named() {
	let roster = terms().workers;
	assert_eq!(sums::terms(&terms(), &tasks(), &roster, rules()), []);
	let mut chain = terms();
	chain.tasks[1].score.empowerment = Points::of(9);
	chain.mean = mean_of(&chain.tasks).unwrap();
	let wrong = only(sums::terms(&chain, &tasks(), &roster, rules()), Kind::Terms);
	assert_eq!(wrong.task, Some(PLANNING));
	let chain = Terms { mean: both(5, 6), ..terms() };
	assert!(only(sums::terms(&chain, &tasks(), &roster, rules()), Kind::Terms)
		.detail
		.starts_with("mean: "));
	let chain = Terms { workers: vec![worker(1)], ..terms() };
	only(sums::terms(&chain, &tasks(), &roster, rules()), Kind::Terms);
	let others = Rules { most_tasks: 5, ..rules() };
	only(sums::terms(&terms(), &tasks(), &roster, others), Kind::Terms);
}
