//! Reports.

use super::{divisions::*, *};
use crate::{
	Child, Compared, Contribution, Inside, Juries, Ledger, Ledgers, Line, MaxReports, Progress,
	Report, Scale, Surprise, TaskSpec, Weighing,
};
use frame_support::{assert_noop, assert_ok};
use parecon_jobs_engine::{Apportion, Both, Points, Spread};
use std::collections::BTreeSet;

/// A jury is called for a council and five of its members rate tasks; a period passes.
pub fn judge(council: CouncilId, ratings: &[(TaskId, u8, u8)]) {
	assert_ok!(Labour::call_jury(by(9), council));
	two_epochs_later(7);
	assert_ok!(Labour::seat_jury(by(9), council));
	let jurors = Juries::<Test>::get(council).unwrap().members;
	let jurors: Vec<u32> = jurors.iter().take(5).map(|juror| juror.0).collect();
	assert_eq!(jurors.len(), 5);
	rate(council, &jurors, ratings);
}

fn report(council: CouncilId) -> Report {
	assert_ok!(Labour::report(by(77), council));
	last(council)
}

/// The last report of a council.
fn last(council: CouncilId) -> Report {
	*Progress::<Test>::get(council).last().unwrap()
}

fn ledger(council: CouncilId) -> Ledger {
	Ledgers::<Test>::get(council)
}

fn points(empowerment: u8, desirability: u8) -> Both<Points> {
	Both::new(empowerment, desirability).map(Points::of)
}

#[test]
fn what_can_not_be_reported() {
	run(|| {
		let try_report = |council| Labour::report(by(77), council);
		assert_noop!(try_report(PLANT), Error::<Test>::NoWorkplace);
		let cleaning = task(PLANT, "cleaning", 120);
		rate(PLANT, &[0], &[(cleaning, 2, 6)]);
		Weighing::<Test>::put((None::<CouncilId>, Apportion::new(0, 0)));
		assert_noop!(try_report(PLANT), Error::<Test>::Weighing);
		Weighing::<Test>::kill();
		Inside::<Test>::mutate(|sums| sums.population = u64::MAX);
		assert_noop!(try_report(PLANT), Error::<Test>::Overflow);
		Inside::<Test>::kill();
		assert_ok!(try_report(PLANT));
		assert_noop!(try_report(PLANT), Error::<Test>::Reported);
		pass(1);
		assert_ok!(try_report(PLANT));
		task(MILL, "milling", 100);
		dissolve(MILL);
		assert_noop!(try_report(MILL), Error::<Test>::UnknownCouncil);
	});
}

#[test]
fn a_council_without_a_division_reports_its_index() {
	run(|| {
		let (cleaning, planning) = plant(&[]);
		assert!(!record(cleaning).practised && !record(planning).practised);
		let report = report(PLANT);
		let expected = Report {
			period: now(),
			number: None,
			inside: Some(points(5, 5)),
			community: Some(points(5, 5)),
			complexes: 0,
			held: 0,
			balanced: 0,
			changed: 0,
			spread: None,
			directive: 0,
			most_directive: 0,
		};
		assert_eq!(report, expected);
		let ledger = Ledger { period: now(), ..Default::default() };
		assert_eq!(self::ledger(PLANT), ledger);
		assert_eq!(events(), [Event::Reported { council: PLANT, report, ledger }]);
		let contributed = Contribution { population: 6, inside: report.inside, outside: None };
		assert_eq!(workplace(PLANT).contributed, contributed);
		assert_eq!(workplace(PLANT).reported, Some(now()));
	});
}

#[test]
fn the_community_is_weighted_by_population() {
	run(|| {
		plant(&[]);
		let milling = task(MILL, "milling", 100);
		rate(MILL, &[6], &[(milling, 8, 2)]);
		populate(PLANT, 30);
		populate(MILL, 10);
		report(PLANT);
		// (30 x 5 + 10 x 8) / 40 and (30 x 5 + 10 x 2) / 40.
		let mean = Both::new(Points(5_750_000), Points(4_250_000));
		assert_eq!(report(MILL).community, Some(mean));
		// Today's population takes the place of the one before.
		pass(1);
		populate(PLANT, 10);
		let mean = Both::new(Points(6_500_000), Points(3_500_000));
		assert_eq!(report(PLANT).community, Some(mean));
		assert_eq!(Inside::<Test>::get().population, 20);
		assert_eq!(Compared::<Test>::get(), Default::default());
	});
}

#[test]
fn a_council_with_better_work_owes_minutes() {
	run(|| {
		let designing = task(PLANT, "designing", 240);
		let milling = task(MILL, "milling", 100);
		judge(PLANT, &[(designing, 8, 6)]);
		judge(MILL, &[(milling, 2, 4)]);
		assert_eq!(report(MILL).inside, None);
		report(PLANT);
		// The means are (6 x 8 + 3 x 2) / 9 and (6 x 6 + 3 x 4) / 9 points. The plant lies 2 points
		// above the one, less above the other: 240 x 2 / 8.
		assert_eq!(Compared::<Test>::get().mean().unwrap().empowerment, Points::of(6));
		let (scale, own) = (Scale::Empowerment, Points::of(8));
		let owes = Ledger { period: now(), scale, own, owed: 60, offered: 0, done: 0 };
		assert_eq!(ledger(PLANT), owes);
		assert_eq!(ledger(MILL).owed, 0);

		// What was done in a period does not count in the next. What is offered stays.
		assert_ok!(Labour::open_outside(by(6), milling, 100));
		assert_ok!(Labour::take_outside(by(1), milling, 40));
		assert_ok!(Labour::confirm_outside(by(6), milling, id(1)));
		assert_eq!(ledger(PLANT).done, 30);
		pass(1);
		report(PLANT);
		report(MILL);
		assert_eq!(ledger(PLANT), Ledger { period: now(), ..owes });
		assert_eq!((ledger(MILL).offered, ledger(MILL).period), (60, now()));
	});
}

#[test]
fn desirability_decides_where_it_is_higher() {
	run(|| {
		let designing = task(PLANT, "designing", 240);
		let milling = task(MILL, "milling", 100);
		judge(PLANT, &[(designing, 5, 9)]);
		judge(MILL, &[(milling, 5, 3)]);
		report(MILL);
		report(PLANT);
		// The mean is (6 x 9 + 3 x 3) / 9 = 7: ceil(240 x 2 / 9).
		let owes = ledger(PLANT);
		assert_eq!((owes.scale, owes.owed), (Scale::Desirability, 54));
	});
}

#[test]
fn within_the_tolerance_nothing_is_owed() {
	run(|| {
		let designing = task(PLANT, "designing", 240);
		let milling = task(MILL, "milling", 100);
		judge(PLANT, &[(designing, 8, 6)]);
		judge(MILL, &[(milling, 5, 6)]);
		report(MILL);
		report(PLANT);
		assert_eq!((ledger(PLANT).own, ledger(PLANT).owed), (Points::of(8), 0));
		// A part that is not compared: the council is not compared.
		task(PLANT, "sweeping", 1);
		pass(1);
		report(PLANT);
		assert_eq!(ledger(PLANT), Ledger { period: now(), ..Default::default() });
		assert_eq!(workplace(PLANT).contributed.outside, None);
		assert_eq!(Compared::<Test>::get().population, 3);
	});
}

#[test]
fn a_division_is_described() {
	run(|| {
		let directs = TaskSpec { directs: true, ..spec("planning") };
		plant(&[0, 1, 2]);
		let minutes = vec![120].try_into().unwrap();
		assert_ok!(Labour::revise_task(by(0), TaskId(1), directs, minutes));
		adopt(UNEVEN, uneven());
		two_epochs_later(7);
		assert_ok!(Labour::draw_lots(by(9), PLANT));
		assert_ok!(rank(0, &[0]));
		assert_ok!(rank(1, &[1]));
		next_round();
		let report = last(PLANT);
		assert_eq!((report.number, report.complexes, report.held), (Some(0), 2, 0));
		assert_eq!(report.spread, None);

		pass(1);
		let report = self::report(PLANT);
		// Both deviate by a point at most, which is the tolerance.
		assert_eq!((report.complexes, report.held, report.balanced), (2, 2, 2));
		// In the first allotment everybody is new.
		assert_eq!(report.changed, 0);
		// The indices are (4, 5.333333) and (6, 4.666666).
		let mean = Both::new(Points::of(5), Points(4_999_999));
		let deviation = Both::new(Points::ONE, Points(333_333));
		assert_eq!(report.spread, Some(Spread { mean, deviation }));
		assert_eq!((report.directive, report.most_directive), (120, 80));
	});
}

#[test]
fn complexes_off_balance_are_counted() {
	run(|| {
		drawn([0, 1, 2]);
		assert_ok!(take(0, 0));
		pass(1);
		let report = report(PLANT);
		assert_eq!((report.complexes, report.held, report.balanced), (2, 1, 0));
		// Nobody had it before.
		assert_eq!(report.changed, 1);
		let mean = points(2, 6);
		assert_eq!(report.spread, Some(Spread { mean, deviation: points(0, 0) }));
	});
}

#[test]
fn those_who_changed_are_counted() {
	run(|| {
		drawn([0, 1, 2]);
		assert_ok!(rank(0, &[0]));
		assert_ok!(rank(1, &[1]));
		next_round();
		assert_ok!(give_up(1));
		assert_ok!(rank(1, &[]));
		assert_ok!(rank(2, &[1]));
		next_round();
		assert_eq!(holders(), [Some(0), Some(2)]);
		assert_eq!(last(PLANT).changed, 0);
		pass(1);
		assert_eq!(report(PLANT).changed, 1);
		pass(1);
		assert_eq!(report(PLANT).changed, 0);
	});
}

#[test]
fn what_was_held_for_a_period_is_practised() {
	run(|| {
		drawn([0, 1, 2]);
		assert_ok!(take(0, 0));
		report(PLANT);
		let practised = |task| record(TaskId(task)).practised;
		assert!(!practised(0) && !practised(1));
		pass(1);
		report(PLANT);
		assert!(practised(0) && !practised(1));
	});
}

#[test]
fn what_came_from_a_task_that_was_held_is_practised() {
	run(|| {
		drawn([0, 1, 2]);
		assert_ok!(take(0, 0));
		pass(1);
		let child =
			|name, minutes| Child { spec: spec(name), minutes: vec![minutes].try_into().unwrap() };
		let children = vec![child("sweeping", 100), child("mopping", 20)].try_into().unwrap();
		assert_ok!(Labour::split_task(by(0), TaskId(0), children));
		report(PLANT);
		let practised = |task| record(TaskId(task)).practised;
		assert!(practised(2) && practised(3) && !practised(1));
	});
}

#[test]
fn twenty_four_reports_are_kept() {
	run(|| {
		task(PLANT, "cleaning", 120);
		for _ in 0..26 {
			pass(1);
			report(PLANT);
		}
		let periods: Vec<u32> =
			Progress::<Test>::get(PLANT).iter().map(|report| report.period.0).collect();
		assert_eq!(periods, (4..=27).collect::<Vec<_>>());
		assert_eq!(periods.len() as u32, <MaxReports as frame_support::traits::Get<u32>>::get());
	});
}

#[test]
fn what_a_council_added_goes_with_it() {
	run(|| {
		let designing = task(PLANT, "designing", 240);
		rate(PLANT, &[0], &[(designing, 8, 6)]);
		judge(PLANT, &[(designing, 8, 6)]);
		report(PLANT);
		assert_ok!(Labour::open_outside(by(0), designing, 100));
		assert_eq!(Inside::<Test>::get().population, 6);
		dissolve(PLANT);
		assert_ok!(Labour::close_workplace(by(77), PLANT));
		assert_eq!(Inside::<Test>::get(), Default::default());
		assert_eq!(Compared::<Test>::get(), Default::default());
		assert!(!Ledgers::<Test>::contains_key(PLANT) && !Progress::<Test>::contains_key(PLANT));
	});
}

#[test]
fn a_sum_that_is_too_small_is_told() {
	new_test_ext().execute_with(|| {
		plant(&[]);
		report(PLANT);
		Inside::<Test>::kill();
		pass(1);
		events();
		report(PLANT);
		assert_eq!(events()[0], Event::Unexpected(Surprise::SumTooSmall));
		assert_eq!(Inside::<Test>::get().population, 6);
	});
}

#[test]
fn a_task_that_is_missing_is_told() {
	new_test_ext().execute_with(|| {
		drawn([0, 1, 2]);
		assert_ok!(take(0, 0));
		crate::Tasks::<Test>::remove(TaskId(1));
		pass(1);
		events();
		report(PLANT);
		let told: BTreeSet<bool> = events()
			.into_iter()
			.map(|event| event == Event::Unexpected(Surprise::TaskMissing))
			.collect();
		assert!(told.contains(&true));
	});
}

#[test]
fn the_views_answer() {
	run(|| {
		assert_eq!(Labour::task(TaskId(0)), None);
		assert_eq!(Labour::workplace(PLANT), None);
		adopted();
		report(PLANT);
		let info = Labour::task(TaskId(0)).unwrap();
		assert_eq!((info.score, info.outside), (Some(points(2, 6)), None));
		assert_eq!(info.weight.unwrap().weighted, 120);
		assert_eq!(info.task, record(TaskId(0)));

		let info = Labour::workplace(PLANT).unwrap();
		assert_eq!(info.workplace, workplace(PLANT));
		assert_eq!((info.inside, info.outside), (Some(points(5, 5)), None));
		assert_eq!((info.community, info.community_outside), (Some(points(5, 5)), None));
		assert_eq!((info.window, info.best), (None, None));
		assert_eq!((info.division, info.jobs), (Some(the_division()), jobs()));
		assert_eq!(info.reports.last(), Some(&last(PLANT)));
		assert_eq!(info.ledger, ledger(PLANT));
	});
}

#[test]
fn five_outsiders_are_needed() {
	run(|| {
		let designing = task(PLANT, "designing", 240);
		judge(PLANT, &[(designing, 8, 6)]);
		let info = Labour::task(designing).unwrap();
		assert_eq!(info.outside, Some(points(8, 6)));
		let first: Line = line(designing, 8, 6);
		let juror = Juries::<Test>::get(PLANT).unwrap().members[0];
		assert_eq!(crate::Ratings::<Test>::get(PLANT, juror).unwrap().lines.to_vec(), [first]);
		// One of them leaves.
		leave(juror.0);
		assert_ok!(Labour::tidy(by(77), PLANT, juror));
		assert_eq!(Labour::task(designing).unwrap().outside, None);
		assert_eq!(Labour::workplace(PLANT).unwrap().outside, None);
	});
}
