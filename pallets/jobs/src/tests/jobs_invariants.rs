//! Each invariant of windows, divisions, jobs, wishes, exchanges and histories, broken on purpose.

use super::{divisions::*, *};
use crate::{
	Adopted, Best, Candidates, Claim, Divisions, Exchange, History, Job, Jobs, Mode, Offer, Offers,
	Stint, Wants, Window, Windows, Wishes,
};
use frame_support::assert_ok;
use parecon_jobs_engine::Points;
use sp_core::H256;

/// A division in its first round, adopted in period 2 and allotted in period 3, of which 0 and 1
/// have the complexes; in period 4 a window is open again, with a candidate. 2 has wishes and a
/// history, 0 has proposed a swap to 1.
fn scene() {
	drawn([0, 1, 2]);
	assert_ok!(take(2, 0));
	for (member, complex) in [(0, 0), (1, 1), (2, 0)] {
		assert_ok!(rank(member, &[complex]));
	}
	next_round();
	assert_eq!(holders(), [Some(0), Some(1)]);
	assert_ok!(Labour::propose_exchange(by(0), PLANT, id(1), Exchange::Swap));
	pass(1);
	open();
	assert_ok!(submit(1, FAIR, fair()));
}

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		scene();
		Labour::do_try_state().unwrap();
		breaks();
		assert_eq!(Labour::do_try_state(), Err(complaint.into()));
	});
}

fn the_window(complaint: &'static str, change: impl FnOnce(&mut Window<u64>)) {
	broken(complaint, || {
		Windows::<Test>::mutate(PLANT, |window| change(window.as_mut().unwrap()));
	});
}

fn the_claim(complaint: &'static str, change: impl FnOnce(&mut Claim)) {
	broken(complaint, || {
		Best::<Test>::mutate(PLANT, |claim| change(claim.as_mut().unwrap()));
	});
}

fn adopted_one(complaint: &'static str, change: impl FnOnce(&mut Adopted)) {
	broken(complaint, || change_division(change));
}

fn the_job(complaint: &'static str, change: impl FnOnce(&mut Job)) {
	broken(complaint, || Jobs::<Test>::mutate(PLANT, |jobs| change(&mut jobs[1])));
}

fn the_wishes(complaint: &'static str, change: impl FnOnce(&mut Wishes)) {
	broken(complaint, || {
		Wants::<Test>::mutate(PLANT, id(2), |wishes| change(wishes.as_mut().unwrap()));
	});
}

fn the_offer(complaint: &'static str, change: impl FnOnce(&mut Offer)) {
	broken(complaint, || {
		Offers::<Test>::mutate(PLANT, id(0), |offer| change(offer.as_mut().unwrap()));
	});
}

fn the_stint(complaint: &'static str, change: impl FnOnce(&mut Stint)) {
	broken(complaint, || {
		History::<Test>::mutate(PLANT, id(2), |stints| change(&mut stints[0]));
	});
}

#[test]
fn windows_and_divisions_have_a_workplace() {
	let without = "window or division without a workplace";
	broken(without, || Windows::<Test>::insert(MILL, window()));
	broken(without, || Divisions::<Test>::insert(MILL, the_division()));
}

#[test]
fn terms_are_in_order() {
	let numbered = "window with a number not given yet";
	the_window(numbered, |window| window.terms.number = 2);
	adopted_one(numbered, |adopted| adopted.terms.number = 2);
	the_window("terms: tasks not ascending", |window| {
		window.terms.tasks.sort_by_key(|terms| core::cmp::Reverse(terms.task));
	});
	the_window("terms: workers not ascending", |window| {
		window.terms.workers.sort_by_key(|worker| core::cmp::Reverse(worker.member));
	});
	let another = "terms: another mean";
	the_window(another, |window| window.terms.mean.empowerment = Points::of(4));
	adopted_one(another, |adopted| adopted.terms.tasks[0].minutes += 1);
}

#[test]
fn windows_close() {
	the_window("window that does not close", |window| window.expires = window.closes);
}

#[test]
fn claims_are_of_candidates_in_windows() {
	broken("claim without a window", || Windows::<Test>::remove(PLANT));
	broken("claim without a candidate", || Candidates::<Test>::remove(PLANT));
	broken("candidate without a claim", || Best::<Test>::remove(PLANT));
}

#[test]
fn the_best_claim_is_true() {
	the_claim("claim with another hash", |claim| claim.hash = H256::zero());
	the_claim("claim that is not true", |claim| claim.quality = UNEVEN);
	the_window("claim that is not true", |window| {
		window.terms.workers.truncate(1);
	});
}

#[test]
fn an_adopted_division_is_what_the_engine_finds() {
	adopted_one("division with a fault", |adopted| {
		adopted.complexes.pop();
	});
	adopted_one("division of another quality", |adopted| adopted.quality = FAIR);
	adopted_one("division with other indices", |adopted| adopted.indices[0].desirability.0 += 1);
	adopted_one("division beyond a binding tolerance", |adopted| {
		adopted.terms.rules.mode = Mode::Binding;
	});
}

#[test]
fn lots_are_a_permutation() {
	for lots in [&[0, 0, 1][..], &[0, 1], &[0, 1, 3]] {
		broken("lots that are no permutation", || put_lots(lots));
	}
}

#[test]
fn divisions_are_allotted_after_they_were_adopted() {
	adopted_one("division of a period to come", |adopted| adopted.period = Period(5));
	adopted_one("rounds without an allotment", |adopted| adopted.round = 0);
	adopted_one("rounds without an allotment", |adopted| adopted.allotted = None);
	adopted_one("allotment without lots", |adopted| adopted.lots = None);
	adopted_one("allotment out of time", |adopted| adopted.allotted = Some(Period(2)));
	adopted_one("allotment out of time", |adopted| adopted.allotted = Some(Period(5)));
}

#[test]
fn there_is_one_job_for_each_complex() {
	let missing = "not one job for each complex";
	broken(missing, || Jobs::<Test>::mutate(PLANT, |jobs| assert!(jobs.pop().is_some())));
	broken(missing, || Jobs::<Test>::remove(PLANT));
	broken("jobs without a division", || Jobs::<Test>::insert(MILL, jobs()));
}

#[test]
fn complexes_have_one_holder_each() {
	the_job("member with two complexes", |job| job.holder = Some(id(0)));
	let since = "job held since an impossible period";
	the_job(since, |job| job.since = Period(5));
	the_job(since, |job| job.since = Period(1));
	the_job("substitute for themselves", |job| job.substitute = Some((id(1), Period(3))));
	the_job("substitute in a period to come", |job| job.substitute = Some((id(2), Period(5))));
	the_job("substitute for nobody", |job| {
		*job = Job { holder: None, substitute: Some((id(2), Period(3))), ..*job };
	});
}

#[test]
fn wishes_name_complexes() {
	the_wishes("wishes for a division to come", |wishes| wishes.number = 1);
	the_wishes("wishes that name nothing", |wishes| wishes.complexes.clear());
	the_wishes("complex wished for twice", |wishes| wishes.complexes.try_push(0).unwrap());
	the_wishes("unknown complex wished", |wishes| wishes.complexes.try_push(2).unwrap());
}

#[test]
fn exchanges_are_proposed_to_others() {
	the_offer("exchange with oneself", |offer| offer.with = id(0));
	the_offer("exchange in a period to come", |offer| offer.period = Period(5));
	the_offer("swap for nothing", |offer| offer.swapped_for = None);
	the_offer("swap for nothing", |offer| offer.exchange = Exchange::Substitution);
	the_offer("exchange in a division to come", |offer| offer.number = 1);
}

#[test]
fn histories_are_of_the_past() {
	broken("history of nothing", || {
		History::<Test>::insert(PLANT, id(2), crate::Stints::default());
	});
	the_stint("stint that ends before its begin", |stint| stint.from = Period(3));
	the_stint("stint in a period to come", |stint| stint.to = Period(5));
	the_stint("job that has not ended", |stint| stint.to = Period(4));
}
