//! The invariants of exceptions: each broken on purpose, and all kept by seeded random exceptions and exits
//! over several years.

use super::federations::{
	ask, country, credits, endow, entrust, everybody_answers, give, grant, lend, relief, within,
	COUNTRY, INDUSTRY, NOTE, REGION,
};
use crate::{mock::*, *};
use frame_support::{assert_err, assert_ok, BoundedVec};
use parecon_primitives::{CouncilId, Credits, CycleId, Iteration};
use sp_core::H256;
use sp_runtime::{Perbill, TryRuntimeError};
use std::collections::{BTreeMap, BTreeSet};

/// SplitMix64: a seed names the whole run.
struct Random(u64);

impl Random {
	fn below(&mut self, bound: u64) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		(z ^ (z >> 31)) % bound
	}

	fn pick<Item: Copy>(&mut self, items: &[Item]) -> Item {
		items[self.below(items.len() as u64) as usize]
	}

	/// Sums around what the bounds let through.
	fn credits(&mut self) -> Credits {
		Credits(u128::from(self.below(400)) * UNIT)
	}
}

fn exception(random: &mut Random) -> Exception {
	let amount = random.credits();
	match random.below(3) {
		0 => Exception::Loan(amount),
		1 => Exception::Gift(amount),
		_ => {
			let backers = (1..4).filter(|_| random.below(3) > 0).map(CouncilId).collect();
			Exception::Relief { amount, backers: BoundedVec::truncate_from(backers) }
		},
	}
}

fn open_year(random: &mut Random) -> bool {
	let params = CycleParams {
		enrolment: 12,
		window: 6,
		ratification: 12,
		max_iterations: 1 + random.below(3) as u32,
		retries: random.below(2) as u32,
		exceptions: Perbill::from_percent(random.below(101) as u32),
		..params()
	};
	Planning::open_cycle(RuntimeOrigin::root(), params).is_ok()
}

/// One call, sensible or not; what it was and whether it was accepted.
fn call(random: &mut Random) -> (&'static str, bool) {
	let (id, speaker) = random.pick(&ALL);
	let above = random.pick(&[INDUSTRY, REGION, COUNTRY]);
	let own = if id < 4 { INDUSTRY } else { REGION };
	let federation = if random.below(4) > 0 { own } else { above };
	let (council, asked) = (CouncilId(id), CouncilId(federation.0));
	let (signed, other) = (RuntimeOrigin::signed(speaker), RuntimeOrigin::signed(federation.1));
	let note = H256::repeat_byte(1);
	match random.below(24) {
		0 => ("open", open_year(random)),
		1..=3 => ("enrol", Planning::enrol(signed, council).is_ok()),
		4..=6 => ("propose", propose((id, speaker), answer(id)).is_ok()),
		7..=9 => ("ratify", Planning::ratify(signed, council, random.below(6) > 0).is_ok()),
		10 => ("withdraw", {
			let id = CycleId(random.below(1 + NextCycle::<Test>::get().0 as u64) as u32);
			Planning::withdraw(signed, id, council).is_ok()
		}),
		11 => ("confirm", Planning::confirm(signed, council).is_ok()),
		12..=13 => ("endow", Planning::endow(signed, council, random.credits()).is_ok()),
		14..=16 => {
			("ask", Planning::ask_exception(signed, council, random.credits(), note).is_ok())
		},
		17 => ("appeal", Planning::appeal(signed, council).is_ok()),
		18 => ("refuse", Planning::refuse_exception(other, asked, council).is_ok()),
		19 => ("entrust", Planning::entrust(signed, council, Some(asked)).is_ok()),
		20 => ("prune", Planning::prune(signed, CycleId(random.below(5) as u32), 3).is_ok()),
		_ => {
			let exception = exception(random);
			("grant", Planning::grant_exception(other, asked, council, exception).is_ok())
		},
	}
}

#[test]
fn random_exceptions_and_exits_keep_the_invariants() {
	let mut seen = BTreeMap::<(&str, bool), u32>::new();
	let mut told = BTreeSet::new();
	for seed in 0..24 {
		let mut random = Random(seed);
		country().execute_with(|| {
			for _ in 0..1_000 {
				*seen.entry(call(&mut random)).or_default() += 1;
				Planning::do_try_state().expect("the invariants hold");
				if random.below(4) == 0 {
					next_block();
				}
				for event in events() {
					told.insert(match event {
						Event::ExceptionGranted { exception: Exception::Loan(_), .. } => "loan",
						Event::ExceptionGranted { exception: Exception::Gift(_), .. } => "gift",
						Event::ExceptionGranted { .. } => "relief",
						Event::PlanReopened { .. } => "reopened",
						Event::CycleRatified { .. } => "ratified",
						Event::PlanRejected { .. } => "rejected",
						Event::Removed { reason: Reason::Withdrawn, .. } => "removed",
						Event::Unexpected(surprise) => panic!("{surprise:?}"),
						_ => continue,
					});
				}
				let owes = |one: &EnrolmentOf<Test>| !one.repays.is_zero();
				if Enrolments::<Test>::iter_values().any(|one| owes(&one)) {
					told.insert("repaid");
				}
			}
		});
	}
	for what in ["withdraw", "confirm", "endow", "ask", "appeal", "refuse", "entrust", "grant"] {
		for accepted in [true, false] {
			assert!(seen.contains_key(&(what, accepted)), "{what} was never {accepted}: {seen:?}");
		}
	}
	for what in ["loan", "gift", "relief", "reopened", "removed", "ratified", "rejected", "repaid"]
	{
		assert!(told.contains(what), "{what} is not reached: {told:?}");
	}
}

/// An invariant, broken on purpose while exceptions are asked for and made, is seen.
fn broken(what: &'static str, breach: impl FnOnce(&mut EnrolmentOf<Test>)) {
	broken_by(what, || {
		Enrolments::<Test>::mutate(CycleId(0), CouncilId(4), |one| breach(one.as_mut().unwrap()))
	});
}

fn broken_by(what: &'static str, breach: impl FnOnce()) {
	within(20).execute_with(|| {
		assert_ok!(propose(MILL, answer(1)));
		assert_ok!(endow(SOUTH, 100));
		assert_ok!(lend(NORTH, 200));
		assert_ok!(give(NORTH, 40));
		assert_ok!(ask(NORTH, 5));
		assert_ok!(entrust(NORTH, Some(21)));
		assert_ok!(ask(GARDENERS, 5));
		assert_ok!(grant(INDUSTRY, 3, relief(5, &[1])));
		assert_ok!(Planning::do_try_state());
		breach();
		assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
	});
}

#[test]
fn budgets_are_made_of_incomes() {
	let uneven = "budgets and purses are not incomes and loans less what is repaid";
	broken(uneven, |one| one.budget.0 += 1);
	broken(uneven, |one| one.income.0 += 1);
	broken(uneven, |one| one.loan.0 += 1);
	broken("a loan beyond the bound", |one| one.loan = credits(301));
	broken("a council repays another part of its debt", |one| one.debt = Credits(2));
	broken("a council has what is for the other side", |one| one.relief = Credits(1));
	let purse =
		|breach: fn(&mut Purse)| move || Purses::<Test>::mutate(CycleId(0), CouncilId(21), breach);
	broken_by(uneven, purse(|purse| purse.endowed.0 += 1));
	broken_by(
		"a federation gave more than it was given",
		purse(|purse| purse.spent = credits(101)),
	);
	broken_by("relief is not what federations allowed", purse(|purse| purse.relief.0 += 1));
	broken_by("a purse of no cycle", || {
		Purses::<Test>::insert(CycleId(1), CouncilId(21), Purse::default())
	});
}

#[test]
fn trust_goes_upwards() {
	broken("a council entrusted another federation than its own", |one| {
		one.entrusted = Some(CouncilId(22))
	});
	let plea =
		|one: &mut EnrolmentOf<Test>, breach: fn(&mut Plea)| breach(one.plea.as_mut().unwrap());
	broken("an exception is asked of a federation that is not above", |one| {
		plea(one, |plea| plea.federation = CouncilId(20))
	});
	broken("an exception of nothing is asked for", |one| {
		plea(one, |plea| plea.amount = Credits(0))
	});
	broken("an exception was asked for in time to come", |one| {
		plea(one, |plea| plea.since = Iteration(2))
	});
	within(20).execute_with(|| {
		everybody_answers();
		run_to_phase(Phase::Ratifying);
		Enrolments::<Test>::mutate(CycleId(0), CouncilId(4), |one| {
			one.as_mut().unwrap().plea = Some(Plea {
				amount: Credits(1),
				note: NOTE,
				federation: CouncilId(21),
				since: Iteration(1),
				refused: false,
			})
		});
		let what = "an exception is asked for after the end";
		assert_err!(Planning::do_try_state(), TryRuntimeError::Other(what));
	});
}
