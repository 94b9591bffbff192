//! Allotments, weights, reports.

use super::*;
use crate::audit::jobs::{
	allotment,
	events::{What, Within},
	records::{Contribution, Exchange, Job, Ledger, Pool, TaskWeight, Wishes, Workplace},
	reports::{self, Grounds, Reported},
	scene::Scene,
	sums,
	weights::{self, Weighing, Weights},
};
use parecon_jobs_engine::{Apportion, Community, Raw, Sums};

const ANA: MemberId = MemberId(1);

const BEN: MemberId = MemberId(2);

fn wishes(complexes: &[u8]) -> Wishes {
	Wishes { number: 2, complexes: complexes.to_vec() }
}

/// Both want complex 0; Ben has the first lot.
fn scene() -> Scene {
	Scene {
		council: PLANT,
		period: Period(5),
		adopted: adopted(),
		jobs: vec![Job::default(); 2],
		roster: terms().workers,
		wants: [(ANA, wishes(&[0, 1])), (BEN, wishes(&[0, 1]))].into(),
		seated: [ANA, BEN].into(),
		unclear: false,
	}
}

fn said(within: Within) -> What {
	What::In(PLANT, within)
}

#[test]
fn a_flipped_allotment_is_named() {
	let holders = [Some(BEN), Some(ANA)];
	assert_eq!(allotment::wrongs(&scene(), 0, &holders, Some(&[2, 0])), []);
	let wrongs = allotment::wrongs(&scene(), 0, &[Some(BEN), None], None);
	let wrong = only(wrongs, Kind::Allotment);
	assert_eq!(wrong.complex, Some(1));
	assert!(wrong.detail.contains("None") && wrong.detail.contains("MemberId(1)"), "{wrong:?}");
	let wrong = only(allotment::wrongs(&scene(), 1, &holders, None), Kind::Allotment);
	assert!(wrong.detail.starts_with("round: "), "{wrong:?}");
	let wrong = only(allotment::wrongs(&scene(), 0, &holders, Some(&[1, 0])), Kind::Allotment);
	assert_eq!(wrong.complex, Some(0));
	let mut none = scene();
	none.adopted.lots = None;
	only(allotment::wrongs(&none, 0, &holders, None), Kind::Allotment);
}

#[test]
fn seats_hours_and_precedence_count() {
	let mut held = scene();
	// Ben has held it since period 2, and Ana comes first.
	held.jobs[0] = Job { holder: Some(BEN), since: Period(2), ..Default::default() };
	assert_eq!(allotment::allotted(&held).unwrap().holders, [Some(ANA), Some(BEN)]);
	held.jobs[0].since = Period(3);
	assert_eq!(allotment::allotted(&held).unwrap().holders, [Some(BEN), Some(ANA)]);
	held.seated.remove(&BEN);
	assert_eq!(allotment::allotted(&held).unwrap().holders, [Some(ANA), None]);
	let mut scarce = scene();
	scarce.roster[0].offered = [119, 0, 0, 0];
	assert_eq!(allotment::allotted(&scarce).unwrap().holders, [Some(BEN), None]);
	let mut silent = scene();
	silent.wants.clear();
	// Who came later than the roster can keep what they hold, and nothing else.
	silent.roster.push(worker(9));
	silent.seated.insert(MemberId(9));
	silent.jobs[1].holder = Some(MemberId(9));
	assert_eq!(allotment::allotted(&silent).unwrap().holders, [None, Some(MemberId(9))]);
}

#[test]
fn what_happened_in_the_same_block_is_followed() {
	let mut scene = scene();
	scene.follow(&said(Within::Ranked { member: BEN, complexes: vec![1] }));
	assert_eq!(allotment::allotted(&scene).unwrap().holders, [Some(ANA), Some(BEN)]);
	scene.follow(&said(Within::Hours { member: ANA, minutes: None }));
	assert_eq!(allotment::allotted(&scene).unwrap().holders, [None, Some(BEN)]);
	scene.follow(&said(Within::Taken { complex: 0, member: BEN }));
	assert_eq!((scene.jobs[0].holder, scene.jobs[0].since), (Some(BEN), Period(5)));
	scene.follow(&said(Within::Taken { complex: 1, member: ANA }));
	let swap = Within::Exchanged { member: ANA, with: BEN, exchange: Exchange::Swap };
	scene.follow(&said(swap));
	assert_eq!(scene.jobs[1].holder, Some(BEN));
	scene.follow(&said(Within::Left { complex: 1 }));
	assert_eq!((scene.jobs[0].holder, scene.jobs[1]), (Some(ANA), Job::default()));
	scene.follow(&What::In(CouncilId(4), Within::Tidied { member: ANA }));
	assert!(!scene.unclear);
	scene.follow(&said(Within::Tidied { member: ANA }));
	assert!(scene.unclear);
}

fn weight(task: TaskId, raw: u32, weighted: u32) -> TaskWeight {
	TaskWeight { task, minutes: 120, raw: Raw(raw), weighted }
}

#[test]
fn flipped_weighted_minutes_are_named() {
	let before: Weights =
		vec![(PLANT, vec![weight(CLEANING, 1_100_000, 120), weight(PLANNING, 900_000, 120)])];
	let mut after: Weights = before.clone();
	let pool = Pool { minutes: 240, raw: 240_000_000, ..Default::default() };
	let mut apportion = Apportion::new(240, 240_000_000);
	for weight in &mut after[0].1 {
		weight.weighted = apportion.next(weight.raw, weight.minutes);
	}
	assert_eq!(after[0].1[0].weighted, 132);
	let wrongs = |pool, after: &Weights, told| {
		let after = after.iter().map(|(council, weights)| (*council, &weights[..])).collect();
		Weighing { pool, before: &before, after, told }.wrongs()
	};
	assert_eq!(wrongs(pool, &after, 240), []);
	// One that was adopted anew in the same block is passed over.
	assert_eq!(wrongs(pool, &vec![], 240), []);
	only(wrongs(pool, &after, 241), Kind::Weight);
	only(wrongs(Pool { raw: 240_000_001, ..pool }, &after, 240), Kind::Weight);
	after[0].1[1].weighted += 1;
	let wrong = only(wrongs(pool, &after, 240), Kind::Weight);
	assert_eq!((wrong.council, wrong.task), (Some(PLANT), Some(PLANNING)));
	assert!(wrong.detail.contains("109") && wrong.detail.contains("108"), "{wrong:?}");
}

#[test]
fn a_flipped_raw_weight_is_named() {
	let before = [weight(CLEANING, 1_000_000, 120), weight(PLANNING, 1_000_000, 120)];
	let jobs = [Job::default(), Job { holder: Some(ANA), asked: 2, ..Default::default() }];
	let mut adopted = adopted();
	// Before anybody was asked weights rest.
	assert_eq!(weights::moved(&before, &adopted, &jobs), before);
	adopted.allotted = Some(Period(4));
	let ours = weights::moved(&before, &adopted, &jobs);
	// 90 of 120 minutes of cleaning nobody does, 30 are asked for twice; of planning the contrary.
	assert_eq!(ours.iter().map(|it| it.raw.0).collect::<Vec<_>>(), [1_050_000, 950_000]);
	assert_eq!(weights::raw(&ours, &ours), []);
	let mut chain = ours.clone();
	chain[0].raw = Raw(1_050_001);
	let wrong = only(weights::raw(&chain, &ours), Kind::Weight);
	assert_eq!(wrong.task, Some(CLEANING));
	assert!(wrong.detail.contains("1050001") && wrong.detail.contains("1050000"), "{wrong:?}");
	only(weights::raw(&[], &ours), Kind::Weight);
}

/// A council at 8 and 5 points, by outsiders as by itself, in a community with 3 people at 2 and 5.
fn grounds() -> Grounds {
	let sums = Sums { minutes: 240, empowerment: 1_920, desirability: 1_200 };
	let workplace = Workplace {
		tasks: vec![CLEANING, PLANNING],
		minutes: 240,
		inside: sums,
		outside: sums,
		rules: rules(),
		contributed: Contribution { population: 5, inside: Some(both(1, 1)), outside: None },
		next: 3,
		reported: None,
		jury: None,
	};
	let (mut inside, mut outside) = (Community::default(), Community::default());
	outside.add(3, both(2, 5)).unwrap();
	inside.add(3, both(2, 5)).unwrap();
	inside.add(5, both(1, 1)).unwrap();
	let jobs = vec![
		Job { holder: Some(ANA), since: Period(4), ..Default::default() },
		Job { holder: Some(BEN), since: Period(2), ..Default::default() },
	];
	let adopted = Adopted { round: 3, allotted: Some(Period(4)), ..adopted() };
	Grounds {
		period: Period(5),
		workplace,
		population: 6,
		offered: 20,
		division: Some((adopted, jobs)),
		sums: (inside, outside),
	}
}

#[test]
fn a_report_follows_from_its_grounds() {
	let Reported { report, ledger, contributed } = grounds().reported();
	// (6 x 8 + 3 x 2) / 9; what was added before is taken out.
	assert_eq!(report.community, Some(both(6, 5)));
	assert_eq!((report.held, report.balanced, report.changed), (2, 0, 1));
	assert_eq!((report.directive, report.most_directive), (120, 90));
	assert_eq!((ledger.owed, ledger.own, ledger.offered), (60, Points::of(8), 20));
	assert_eq!(contributed.population, 6);
	let first = |mut grounds: Grounds| {
		let (adopted, _) = grounds.division.as_mut().unwrap();
		adopted.round = 1;
		grounds.reported().report.changed
	};
	assert_eq!(first(grounds()), 0);
	let none = Grounds { division: None, ..grounds() }.reported().report;
	assert_eq!((none.number, none.complexes, none.spread), (None, 0, None));
}

#[test]
fn a_flipped_figure_of_a_report_is_named() {
	let ours = grounds().reported();
	let (sound, ledger, added) = (ours.report.clone(), ours.ledger, ours.contributed);
	assert_eq!(reports::wrongs((&sound, &ledger), Some(&added), &ours), []);
	type Flip = fn(&mut crate::jobs::answers::Report);
	let flips: [(&str, Flip); 8] = [
		("inside", |report| report.inside = None),
		("community", |report| report.community = Some(both(6, 6))),
		("held", |report| report.held = 1),
		("balanced", |report| report.balanced = 2),
		("changed", |report| report.changed = 0),
		("spread", |report| report.spread.as_mut().unwrap().deviation.empowerment.0 += 1),
		("directive", |report| report.directive += 1),
		("most_directive", |report| report.most_directive += 1),
	];
	for (field, flip) in flips {
		let mut report = sound.clone();
		flip(&mut report);
		let wrong = only(reports::wrongs((&report, &ledger), Some(&added), &ours), Kind::Report);
		assert!(wrong.detail.starts_with(&format!("field {field} of the report")), "{wrong:?}");
	}
	let less = Ledger { owed: 59, ..ledger };
	let wrong = only(reports::wrongs((&sound, &less), Some(&added), &ours), Kind::Ledger);
	assert!(wrong.detail.contains("owed: 59") && wrong.detail.contains("owed: 60"), "{wrong:?}");
	let fewer = Contribution { population: 5, ..added };
	only(reports::wrongs((&sound, &ledger), Some(&fewer), &ours), Kind::Community);
}

#[test]
fn the_index_by_outsiders_is_that_of_a_workplace_compared() {
	let mut workplace = grounds().workplace;
	assert_eq!(sums::outside_index(&workplace), Some(both(8, 5)));
	workplace.minutes += 1;
	assert_eq!(sums::outside_index(&workplace), None);
}
