//! Each invariant, broken on purpose, is seen.

use crate::{mock::*, *};
use frame_support::{assert_err, assert_ok};
use parecon_engine::Kind;
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity};
use sp_core::H256;
use sp_runtime::TryRuntimeError;

/// A cycle under way, with proposals and two records.
fn under_way() -> sp_io::TestExternalities {
	let mut ext = collecting();
	ext.execute_with(|| {
		assert_ok!(propose(MILL, answer(1)));
		run_to_phase(Phase::Collecting);
		while cycle().iteration < Iteration(3) {
			next_block();
		}
		assert_ok!(propose(NORTH, answer(4)));
		assert_ok!(Planning::do_try_state());
	});
	ext
}

fn broken(what: &'static str, by: impl FnOnce()) {
	under_way().execute_with(|| {
		by();
		assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
	});
}

fn change(by: impl FnOnce(&mut CycleOf<Test>)) {
	Current::<Test>::mutate(|cycle| by(cycle.as_mut().unwrap()))
}

fn enrolment(by: impl FnOnce(&mut EnrolmentOf<Test>)) {
	Enrolments::<Test>::mutate(CycleId(0), CouncilId(1), |one| by(one.as_mut().unwrap()))
}

#[test]
fn goods_are_dense() {
	broken("Goods has not Count entries", || Count::<Test>::put(4));
	broken("GoodByName has not Count entries", || {
		GoodByName::<Test>::drain().take(1).for_each(drop)
	});
	broken("a name leads to another good", || {
		Goods::<Test>::mutate(BREAD, |good| {
			good.as_mut().unwrap().name = b"land".to_vec().try_into().unwrap()
		})
	});
	broken("a good's id is not below Count", || {
		let good = Goods::<Test>::take(GoodId(4)).unwrap();
		Goods::<Test>::insert(GoodId(9), good);
	});
	broken("more goods than MaxGoods", || Count::<Test>::put(10_001));
}

#[test]
fn pages_agree() {
	broken("Market and Endowments differ in a page", || Endowments::<Test>::remove(0));
	broken("a good has two kinds", || {
		Market::<Test>::mutate(0, |page| page[0].kind = Kind::Labour)
	});
	broken("price out of bounds", || Market::<Test>::mutate(0, |page| page[0].price.0 = 0));
	broken("a produced good has a yearly supply", || {
		Endowments::<Test>::mutate(0, |page| page[0] = Quantity(1))
	});
	broken("a page beyond the last", || Market::<Test>::insert(1, QuotesPage::default()));
	broken("the pages do not hold Count goods", || {
		Market::<Test>::mutate(0, |page| page.pop());
		Endowments::<Test>::mutate(0, |page| page.pop());
	});
}

#[test]
fn enrolments_add_up() {
	broken("councils are not those enrolled", || change(|cycle| cycle.councils.workers += 1));
	broken("population is not that of those enrolled", || enrolment(|one| one.population = 3));
	broken("an enrolled council has no population", || enrolment(|one| one.population = 0));
	broken("spoken is not the number of those who have proposed", || {
		change(|cycle| cycle.spoken = 0)
	});
	broken("a proposal of an iteration to come", || enrolment(|one| one.spoken = Iteration(4)));
	let verdict = |approve| Some(Verdict { plan: 1, approve });
	broken("approving is not the sum of approvals", || change(|cycle| cycle.approving.workers = 2));
	broken("a verdict before the plan", || enrolment(|one| one.verdict = verdict(false)));
	let judged = |what: &'static str, approve| {
		super::ratification::ratifying().execute_with(|| {
			enrolment(|one| one.verdict = verdict(approve));
			assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
		});
	};
	judged("approving is not the sum of approvals", true);
	judged("rejecting is not the sum of rejections", false);
}

#[test]
fn totals_are_the_fold() {
	broken("totals are not the fold over the proposals", || {
		Volumes::<Test>::mutate(0, |page| page[0].supply += 1)
	});
	broken("totals are not the fold over the proposals", || enrolment(|one| one.lines.truncate(2)));
	broken("a standing proposal is not in order", || {
		enrolment(|one| one.lines.get_mut(..).unwrap().reverse())
	});
	broken("a line with the wrong sign", || {
		enrolment(|one| one.lines = vec![line(BREAD, -1)].try_into().unwrap())
	});
	broken("a line of an unknown good", || {
		enrolment(|one| one.lines = vec![line(GoodId(5), 1)].try_into().unwrap())
	});
}

#[test]
fn records_are_chained() {
	let record = |iteration, by: fn(&mut parecon_engine::Record)| {
		Records::<Test>::mutate(CycleId(0), Iteration(iteration), |record| {
			by(record.as_mut().unwrap())
		})
	};
	broken("a record does not name the one before", || record(1, |one| one.worst_good.0 += 1));
	broken("a record stands under another iteration", || record(1, |one| one.iteration.0 = 2));
	broken("the cycle does not name the last record", || {
		record(2, |one| one.totals = H256::zero())
	});
	broken("a record is missing", || Records::<Test>::remove(CycleId(0), Iteration(1)));
}

#[test]
fn staged_work_exists_exactly_while_clearing() {
	let what = "staged work exists exactly while a cycle is clearing";
	broken(what, || change(|cycle| cycle.phase = Phase::Clearing));
	let staged = |page| {
		let measure = Planning::new_measure(&cycle());
		let (prices, totals) = (H256::zero(), H256::zero());
		Staged::<Test>::put(Work::Measuring { page, measure, prices, totals });
	};
	broken(what, || staged(0));
	broken("staged work beyond the last page", || {
		change(|cycle| cycle.phase = Phase::Clearing);
		staged(2);
	});
}

#[test]
fn a_cycle_opened_in_a_block_that_has_begun() {
	broken("the cycle opened in a block to come", || {
		change(|cycle| cycle.opened = System::block_number() + 1)
	});
}

#[test]
fn conclusions_are_those_of_the_cycles_that_ended() {
	let conclusion = |phase, enrolments| Conclusion {
		phase,
		at: 1,
		iterations: Iteration(1),
		chain: H256::zero(),
		enrolments,
		root: H256::zero(),
		charged: Credits(0),
		credited: Credits(0),
		emitted: Credits(0),
	};
	let insert = |id, conclusion| Conclusions::<Test>::insert(CycleId(id), conclusion);
	broken("a cycle without conclusion", || NextCycle::<Test>::put(CycleId(2)));
	broken("a cycle without conclusion", || insert(0, conclusion(Phase::Ratified, 5)));
	broken("a cycle that never was", || insert(1, conclusion(Phase::Ratified, 0)));
	broken("a conclusion miscounts its enrolments", || {
		NextCycle::<Test>::put(CycleId(2));
		insert(1, conclusion(Phase::Ratified, 1));
	});
	broken("a conclusion that is none", || {
		NextCycle::<Test>::put(CycleId(2));
		insert(1, conclusion(Phase::Enrolling, 0));
	});
	broken("the plan in force has not ended", || InForce::<Test>::put(CycleId(0)));
	broken("the plan in force was not ratified", || {
		NextCycle::<Test>::put(CycleId(2));
		insert(1, conclusion(Phase::Lapsed(Lapse::NotApproved), 0));
		InForce::<Test>::put(CycleId(1));
	});
}

#[test]
fn clearing_without_staged_work_starts_anew() {
	under_way().execute_with(|| {
		change(|cycle| cycle.phase = Phase::Clearing);
		// The surprise is a panic where debug assertions are on; there is nothing to see then.
		if cfg!(debug_assertions) {
			return;
		}
		System::set_block_number(System::block_number() + 1);
		let now = System::block_number();
		Planning::tick(now, &mut frame_support::weights::WeightMeter::new());
		assert!(events().contains(&Event::Unexpected(Surprise::NothingStaged)));
		assert_eq!(cycle().phase, Phase::Collecting);
		assert_ok!(Planning::do_try_state());
	});
}

/// The town after two iterations of which the first is the best, before anybody speaks in the third.
fn with_a_best() -> sp_io::TestExternalities {
	let mut ext = collecting();
	ext.execute_with(|| {
		for council in ALL {
			assert_ok!(propose(council, answer(council.0)));
		}
		next_block();
		assert_ok!(propose(BAKERY, vec![line(BREAD, 300)]));
		assert_ok!(propose(MILL, answer(1)));
		while cycle().iteration < Iteration(3) {
			next_block();
		}
		assert_eq!(cycle().best.unwrap().iteration, Iteration(1));
		assert_ok!(propose(MILL, vec![]));
		assert_ok!(Planning::do_try_state());
	});
	ext
}

#[test]
fn what_stands_is_what_its_record_says() {
	let broken = |what: &'static str, by: &dyn Fn()| {
		with_a_best().execute_with(|| {
			by();
			assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
		});
	};
	broken("the prices kept are not those of the best iteration", &|| {
		StandingMarket::<Test>::mutate(0, |page| page[0].price.0 += 1)
	});
	broken("the totals kept are not those of the best iteration", &|| {
		StandingVolumes::<Test>::mutate(0, |page| page[0].supply += 1)
	});
	broken("the lines kept are not those of the best iteration", &|| {
		enrolment(|one| one.standing = Default::default())
	});
	broken("the best has no record", &|| {
		change(|cycle| cycle.best.as_mut().unwrap().iteration = Iteration(9))
	});
}

#[test]
fn the_roll_lists_who_is_enrolled() {
	broken("an enrolled council is not on the roll", || {
		Roll::<Test>::remove(CycleId(0), CouncilKey::from(CouncilId(1)))
	});
	broken("the roll has others than those enrolled", || {
		Roll::<Test>::insert(
			CycleId(0),
			CouncilKey::from(CouncilId(9)),
			parecon_primitives::Side::Workers,
		)
	});
	broken("heard is not the population of those who have proposed", || {
		change(|cycle| cycle.heard.workers += 1)
	});
}

#[test]
fn a_plan_is_what_its_portions_say() {
	let broken = |what: &'static str, by: &dyn Fn()| {
		super::ratification::ratifying().execute_with(|| {
			by();
			assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
		});
	};
	let north = |by: fn(&mut EnrolmentOf<Test>)| {
		Enrolments::<Test>::mutate(CycleId(0), CouncilId(NORTH.0), |one| by(one.as_mut().unwrap()))
	};
	broken("a line without a grant", &|| north(|one| one.granted.truncate(1)));
	broken("a charge above the budget", &|| north(|one| one.charge.0 = one.budget.0 + 1));
	broken("more is granted than there is", &|| {
		north(|one| one.granted.get_mut(0).unwrap().0 += 1)
	});
	broken("the settled supply is not what workplaces supply", &|| {
		Settled::<Test>::mutate(0, |page| page[BREAD.0 as usize].supply += 1)
	});
	broken("upstream is who does not supply inputs", &|| north(|one| one.upstream = true));
	broken("what is used upstream is not what those workplaces use", &|| {
		Upstream::<Test>::mutate(0, |page| page[LAND.0 as usize].others.0 += 1)
	});
	broken("nothing is kept of what is used upstream", &|| Upstream::<Test>::remove(0));
	broken("what is charged is not the sum of the charges", &|| north(|one| one.charge.0 -= 1));
	broken("what is charged is not the sum of the charges", &|| {
		change(|cycle| cycle.plan.as_mut().unwrap().charged.0 += 1)
	});
	broken("the root is not that of the portions", &|| {
		north(|one| one.granted.get_mut(0).unwrap().0 -= 1)
	});
	broken("the root is not that of the portions", &|| change(|cycle| cycle.params.retries += 1));
	broken("a plan exists exactly where one is judged", &|| change(|cycle| cycle.plan = None));
	broken("a plan is staged exactly while a cycle is settling", &|| {
		change(|cycle| {
			cycle.phase = Phase::Settling;
			cycle.plan = None;
		})
	});
}

#[test]
fn settling_without_staged_work_lapses() {
	super::ratification::ratifying().execute_with(|| {
		change(|cycle| {
			cycle.phase = Phase::Settling;
			cycle.plan = None;
		});
		if cfg!(debug_assertions) {
			return;
		}
		next_block();
		assert!(events().contains(&Event::Unexpected(Surprise::NothingStaged)));
		assert_eq!(cycle().phase, Phase::Lapsed(Lapse::Short));
	});
}
