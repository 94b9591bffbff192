//! Each invariant of juries, balancing work, weights and reports, broken on purpose.

use super::{divisions::*, report::judge, *};
use crate::{
	Compared, Divisions, Inside, Juries, Jury, Ledger, Ledgers, Mode, Outside, Pool, Pooled,
	Progress, Report, Reports, Shift, Shifts, Tasks, Weighing, Weighted, Weights, Workplace,
	Workplaces,
};
use frame_support::{assert_ok, weights::WeightMeter};
use parecon_jobs_engine::{Apportion, Raw};

/// A task of the plant of which minutes are offered.
const OFFERED: TaskId = TaskId(0);

/// The plant has a division, weights and a report; it offers 60 minutes, of which 7 has taken on
/// 20. The mill has a task that a jury has rated, and a report.
fn scene() {
	drawn([0, 1, 2]);
	assert_ok!(rank(0, &[0]));
	next_round();
	let milling = task(MILL, "milling", 100);
	judge(MILL, &[(milling, 4, 4)]);
	assert_ok!(Labour::report(by(77), PLANT));
	assert_ok!(Labour::report(by(77), MILL));
	Labour::tick(&mut WeightMeter::new());
	assert_ok!(Labour::open_outside(by(0), OFFERED, 60));
	assert_ok!(Labour::take_outside(by(7), OFFERED, 20));
}

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		scene();
		Labour::do_try_state().unwrap();
		breaks();
		assert_eq!(Labour::check_balance(), Err(complaint.into()));
	});
}

fn workplace(council: CouncilId, change: impl FnOnce(&mut Workplace)) {
	Workplaces::<Test>::mutate(council, |record| change(record.as_mut().unwrap()));
}

fn jury(change: impl FnOnce(&mut Jury)) {
	Juries::<Test>::mutate(MILL, |record| change(record.as_mut().unwrap()));
}

fn ledger(change: impl FnOnce(&mut Ledger)) {
	Ledgers::<Test>::mutate(PLANT, change);
}

fn shift(change: impl FnOnce(&mut Shift)) {
	Shifts::<Test>::mutate(OFFERED, id(7), |shift| change(shift.as_mut().unwrap()));
}

fn weights(change: impl FnOnce(&mut Weights)) {
	Weighted::<Test>::mutate(PLANT, change);
}

fn pool(change: impl FnOnce(&mut Pool)) {
	Pooled::<Test>::mutate(change);
}

fn weigh(last: Option<CouncilId>, apportion: Apportion) {
	pool(|pool| pool.dirty = true);
	Weighing::<Test>::put((last, apportion));
}

fn reports(change: impl FnOnce(&mut Reports)) {
	Progress::<Test>::mutate(PLANT, change);
}

fn report(change: impl FnOnce(&mut Report)) {
	reports(|reports| change(&mut reports[0]));
}

#[test]
fn the_communitys_sums_are_those_of_the_councils() {
	let wrong = "community's sums by inside ratings are wrong";
	broken(wrong, || Inside::<Test>::mutate(|sums| sums.population += 1));
	broken(wrong, || workplace(PLANT, |record| record.contributed.inside = None));
	let wrong = "community's sums by outside ratings are wrong";
	broken(wrong, || Compared::<Test>::mutate(|sums| sums.desirability += 1));
}

#[test]
fn a_jury_is_its_councils() {
	broken("jury of a period to come", || {
		workplace(PLANT, |record| record.jury = Some(Period(99)))
	});
	broken("jury of a council without tasks", || {
		Juries::<Test>::insert(HOUSE, Juries::<Test>::get(MILL).unwrap())
	});
	broken("jury that its council does not know of", || jury(|jury| jury.called = Period(0)));
	broken("pool of identifiers not given yet", || jury(|jury| jury.pool = 21));
	broken("jurors not in ascending order", || jury(|jury| jury.members[0] = jury.members[1]));
	broken("juror who is not from the pool", || {
		jury(|jury| *jury.members.last_mut().unwrap() = id(20))
	});
}

#[test]
fn offers_are_of_tasks_that_outsiders_can_do() {
	broken("minutes of a task that there is not", || Outside::<Test>::insert(TaskId(9), 1));
	broken("no minutes offered to outsiders", || Outside::<Test>::insert(OFFERED, 0));
	broken("more minutes offered than the task has", || Outside::<Test>::insert(OFFERED, 121));
	broken("offered task that takes a qualification", || {
		Tasks::<Test>::mutate(OFFERED, |task| task.as_mut().unwrap().spec.requires = Some(1))
	});
}

#[test]
fn a_ledger_sums_its_councils_offers_up() {
	broken("ledger of a council without tasks", || {
		Ledgers::<Test>::insert(HOUSE, Ledger { period: Period(1), ..Default::default() })
	});
	broken("ledger with nothing in it", || Ledgers::<Test>::insert(MILL, Ledger::default()));
	broken("ledger of a period to come", || ledger(|ledger| ledger.period = Period(99)));
	broken("minutes offered are summed up wrongly", || ledger(|ledger| ledger.offered += 1));
	broken("minutes offered without a ledger", || Ledgers::<Test>::remove(PLANT));
}

#[test]
fn balancing_work_is_done_elsewhere() {
	broken("balancing work without minutes", || shift(|shift| shift.minutes = 0));
	broken("balancing work of a period to come", || shift(|shift| shift.period = Period(99)));
	broken("balancing work at home", || shift(|shift| shift.home = PLANT));
}

#[test]
fn weights_are_those_of_a_division() {
	broken("weights of a division in binding balance", || {
		change_division(|adopted| adopted.terms.rules.mode = Mode::Binding)
	});
	broken("weights of other tasks than the division's", || {
		weights(|weights| weights[0].minutes += 1)
	});
	broken("weights of other tasks than the division's", || Weighted::<Test>::remove(PLANT));
	broken("no weights", || Weighted::<Test>::insert(MILL, Weights::default()));
	broken("weights without a division", || Divisions::<Test>::remove(PLANT));
	broken("raw weight out of bounds", || weights(|weights| weights[0].raw = Raw(Raw::MOST.0 + 1)));
}

#[test]
fn the_pool_is_what_the_councils_have() {
	broken("minutes of the pool are wrong", || pool(|pool| pool.minutes += 1));
	broken("raw weights of the pool are wrong", || pool(|pool| pool.raw += 1));
	broken("pool weighed in a period to come", || pool(|pool| pool.weighed = Period(99)));
	broken("weighted minutes do not sum to the minutes", || {
		weights(|weights| weights[0].weighted += 1)
	});
}

#[test]
fn a_weighing_is_of_the_pool_as_it_is() {
	broken("weighing of another pool", || weigh(None, Apportion::new(1, 1)));
	broken("weighing of another pool", || {
		let Pool { minutes, raw, .. } = Pooled::<Test>::get();
		Weighing::<Test>::put((None::<CouncilId>, Apportion::new(minutes, raw)));
	});
	broken("weighing of unknown councils", || {
		let Pool { minutes, raw, .. } = Pooled::<Test>::get();
		weigh(Some(HOUSE), Apportion::new(minutes, raw));
	});
	broken("weighing that has given out something else", || {
		let Pool { minutes, raw, .. } = Pooled::<Test>::get();
		weigh(Some(PLANT), Apportion::new(minutes, raw));
	});
}

#[test]
fn reports_ascend() {
	broken("reports of a council without tasks", || {
		Progress::<Test>::insert(HOUSE, Progress::<Test>::get(MILL))
	});
	broken("latest report of another period", || Progress::<Test>::remove(MILL));
	broken("reports not in ascending order", || {
		reports(|reports| reports[0].period = reports[1].period)
	});
	broken("report of a period to come", || {
		reports(|reports| reports[1].period = Period(99));
		workplace(PLANT, |record| record.reported = Some(Period(99)));
	});
	let more = "report with more than there is";
	broken(more, || report(|report| report.held = report.complexes + 1));
	broken(more, || report(|report| report.balanced = report.held + 1));
	broken(more, || report(|report| report.changed = report.held + 1));
}
