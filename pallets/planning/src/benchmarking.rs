//! Benchmarks at the declared maxima: `MaxLines` lines, full pages, a full memory of the rule.

use super::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get, OnPoll};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use parecon_engine::{
	Counting, Kind, LevelRule, Line, Measure, Range, Ration, Rule, Scale, Step, Swing, Totals,
	Upstream as Used, PAGE,
};
use parecon_primitives::{
	CouncilId, CouncilTree, Credits, CycleId, Flow, GoodId, Iteration, Membership, Price, Quantity,
	Requested, Side,
};
use sp_core::H256;
use sp_runtime::Perbill;

mod federations;
mod lines;
mod shared;
use federations::*;
use lines::*;
use shared::*;

/// A price at which sums are of an ordinary size.
const PRICE: Price = Price(700_000_000);

fn params(rule: Rule) -> CycleParams {
	CycleParams {
		rule,
		threshold: Perbill::from_percent(5),
		enrolment: 10,
		window: 10,
		ratification: 10,
		max_iterations: 100,
		income_per_head: Credits(5_000_000_000),
		counting: Counting::Excess,
		// Bounded from the first iteration on, so that it is weighed; a proposal may double.
		swing: Swing { from: 2, bound: Perbill::one(), least: Perbill::one() },
		retries: 0,
		levels: LevelRule::Mean,
		exceptions: Perbill::from_percent(10),
	}
}

fn text<Max: Get<u32>>(index: u32) -> frame_support::BoundedVec<u8, Max> {
	let mut text = vec![b'a'; Max::get() as usize];
	for (place, digit) in text.iter_mut().zip(index.to_be_bytes()) {
		*place = b'a' + digit % 26;
		if digit >= 26 {
			*place = b'A' + (digit / 26) % 26;
		}
	}
	let tail = text.len() - 10;
	let digits = alloc::format!("{index:010}");
	text[tail..].copy_from_slice(digits.as_bytes());
	text.try_into().expect("it has the length of the bound")
}

/// Registers goods until there are `count`, all intermediate: both sides of the test at work.
fn goods<T: Config>(count: u32) {
	goods_of::<T>(count, |_| Kind::Intermediate);
}

/// Registers goods until there are `count`, of the kinds that their numbers have.
fn goods_of<T: Config>(count: u32, kind: fn(u32) -> Kind) {
	for index in Count::<T>::get()..count {
		let (name, unit) = (text::<MaxName>(index), text::<MaxUnit>(index));
		Pallet::<T>::do_register_good(&name, &unit, kind(index), PRICE, Quantity(0))
			.expect("the good is new");
	}
}

fn speaker<T: Config>(side: Side) -> (T::AccountId, CouncilId) {
	let account = whitelisted_caller::<T::AccountId>();
	let member = T::Membership::ensure_member(&account).expect("accounts can become members");
	let council = T::Councils::ensure_council(member, side).expect("members can found councils");
	(account, council)
}

fn govern<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::GovernOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// A cycle in `phase`, opened as calls do, with its pages in place. It counts by the block that
/// begins then, so that who has a seat already can speak.
fn cycle<T: Config>(rule: Rule, phase: Phase) {
	Pallet::<T>::do_open_cycle(params(rule)).expect("no cycle is running");
	let now = frame_system::Pallet::<T>::block_number() + 1u32.into();
	frame_system::Pallet::<T>::set_block_number(now);
	for page in 0..Pallet::<T>::pages() {
		Pallet::<T>::open_page(page);
	}
	let mut cycle = Current::<T>::get().expect("just opened");
	Pallet::<T>::freeze(&mut cycle, now);
	cycle.phase = phase;
	cycle.iteration = Iteration(u32::from(phase != Phase::Enrolling));
	cycle.deadline = 1_000_000u32.into();
	Current::<T>::put(cycle);
}

fn set_phase<T: Config>(phase: Phase) {
	Current::<T>::mutate(|cycle| cycle.as_mut().expect("there is a cycle").phase = phase);
}

/// An enrolled workers' council, and its speaker.
fn enrolled<T: Config>(phase: Phase) -> (T::AccountId, CouncilId) {
	let (account, council) = speaker::<T>(Side::Workers);
	cycle::<T>(Rule::Accelerated, Phase::Enrolling);
	Pallet::<T>::do_enrol(&account, council).expect("the council can enrol");
	set_phase::<T>(phase);
	Current::<T>::mutate(|cycle| {
		cycle.as_mut().expect("there is a cycle").iteration = Iteration(1)
	});
	(account, council)
}

/// The second iteration, in which the first is the best so far: its lines are kept.
fn second_iteration<T: Config>() {
	Current::<T>::mutate(|cycle| {
		let cycle = cycle.as_mut().expect("there is a cycle");
		cycle.iteration = Iteration(2);
		cycle.best = Some(Best { iteration: Iteration(1), short: Default::default() });
	});
}

/// Enrols `council` in a cycle that takes requests; `count` private goods, each in another page.
pub(crate) fn ensure_asking<T: Config>(council: CouncilId, count: u32) -> Vec<GoodId> {
	goods_of::<T>(count.saturating_sub(1) * PAGE + 1, |_| Kind::Private);
	cycle::<T>(Rule::Accelerated, Phase::Enrolling);
	let id = Current::<T>::get().expect("just opened").id;
	Roll::<T>::insert(id, CouncilKey::from(council), Side::Consumers);
	let enrolment = Enrolment::new(Side::Consumers, 1, Credits(5_000_000_000));
	Enrolments::<T>::insert(id, council, enrolment);
	(0..count).map(|page| GoodId(page * PAGE)).collect()
}

/// A neighbourhood that is enrolled in the second iteration, with the most lines over `pages` pages, the
/// most requests and a budget below both; what it stated is of last year, with a public good in each page.
fn neighbourhood<T: Config>(pages: u32) -> (CycleOf<T>, CouncilId) {
	let (_, council) = speaker::<T>(Side::Consumers);
	goods_of::<T>(pages * PAGE, |index| match index % PAGE {
		0 => Kind::Public,
		_ => Kind::Private,
	});
	ensure_asking::<T>(council, 1);
	for page in 0..pages {
		Pallet::<T>::open_page(page);
	}
	second_iteration::<T>();
	let mut cycle = Current::<T>::get().expect("there is a cycle");
	cycle.phase = Phase::Clearing;
	cycle.population.consumers = 1;
	cycle.councils.consumers = 1;
	let hundredth = Perbill::from_percent(1);
	cycle.params.swing = Swing { from: 1, bound: hundredth, least: hundredth };
	let own = uses_over_pages::<T>(pages, 0, 1_000_003);
	let requests = own.iter().filter(|line| line.good.0 % PAGE != 0);
	let requests = requests.take(T::Requested::most() as usize);
	T::Requested::ensure_requested(
		council,
		requests.map(|line| (line.good, Quantity(1_000_003))).collect(),
	);
	let mut enrolment = Enrolments::<T>::get(cycle.id, council).expect("just enrolled");
	let lines = uses_over_pages::<T>(pages, 1, 2_000_003);
	let mut basket =
		basket::Basket::<T>::of_standing(&cycle, &enrolment, &lines).expect("in order");
	basket.replace(&[], &lines).expect("totals hold them");
	basket.write();
	enrolment.budget = Credits(1_000_000_000);
	enrolment.own = Some(own);
	enrolment.lines = lines;
	Enrolments::<T>::insert(cycle.id, council, enrolment);
	(cycle, council)
}

/// What settling is about to do at `stage`.
fn settling(stage: Stage) -> Settling {
	Settling {
		stage,
		round: 1,
		short: 0,
		range: Range::default(),
		charged: Credits(0),
		credited: Credits(0),
		emitted: Credits(0),
	}
}

/// An enrolled workplace with the most lines over `pages` pages, after ten iterations.
fn workplace<T: Config>(pages: u32) -> (CycleOf<T>, CouncilId) {
	goods::<T>(pages * PAGE);
	let (account, council) = enrolled::<T>(Phase::Collecting);
	let most = lines_over_pages::<T>(T::MaxLines::get(), pages, 1_000_003);
	Pallet::<T>::do_propose(&account, council, Iteration(1), most.clone(), None)
		.expect("it passes");
	Enrolments::<T>::mutate(CycleId(0), council, |one| {
		one.as_mut().expect("the council is enrolled").standing = most
	});
	let mut cycle = Current::<T>::get().expect("there is a cycle");
	cycle.iteration = Iteration(10);
	(cycle, council)
}

/// Volumes in which supply and demand differ from good to good and from call to call.
fn unbalance<T: Config>(page: u32, salt: u128) {
	Volumes::<T>::mutate(page, |totals| {
		for (index, total) in totals.iter_mut().enumerate() {
			let index = index as u128;
			total.supply = 1_000_000_007 * (3 + (index * 7 + salt * 5) % 11);
			total.demand = 1_000_000_009 * (3 + (index * 5 + salt * 3) % 13);
		}
	});
}

/// A full page and a cycle of `rule` that has cleared eight iterations: the memory is full.
fn seasoned<T: Config>(rule: Rule) -> Measure {
	goods::<T>(PAGE);
	cycle::<T>(rule, Phase::Clearing);
	for salt in 0..8 {
		unbalance::<T>(0, salt);
		let step = measured::<T>();
		Pallet::<T>::adjust_page(0, &step);
	}
	unbalance::<T>(0, 8);
	Pallet::<T>::new_measure(&Current::<T>::get().expect("there is a cycle"))
}

/// Both ends of the first pass over page 0.
fn measured<T: Config>() -> Step {
	let mut cycle = Current::<T>::get().expect("there is a cycle");
	let mut measure = Pallet::<T>::new_measure(&cycle);
	Pallet::<T>::measure_page(0, &mut measure, H256::zero(), H256::zero());
	let (_, step) = measure.finish(&mut cycle.memory);
	Current::<T>::put(cycle);
	step
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_good() -> Result<(), BenchmarkError> {
		let origin = govern::<T>()?;
		goods::<T>(PAGE - 1);
		let (name, unit) = (text(PAGE), text(PAGE));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, name, unit, Kind::Nature, PRICE, Quantity(Flow::MAX));
		assert_eq!(Count::<T>::get(), PAGE);
		Ok(())
	}

	#[benchmark]
	fn set_supply() -> Result<(), BenchmarkError> {
		let origin = govern::<T>()?;
		goods::<T>(PAGE - 1);
		let last = GoodId(PAGE - 1);
		let (name, unit) = (text::<MaxName>(PAGE), text::<MaxUnit>(PAGE));
		Pallet::<T>::do_register_good(&name, &unit, Kind::Labour, PRICE, Quantity(0))
			.expect("the good is new");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, last, Quantity(Flow::MAX));
		assert_eq!(Endowments::<T>::get(0).last(), Some(&Quantity(Flow::MAX)));
		Ok(())
	}

	#[benchmark]
	fn open_cycle() -> Result<(), BenchmarkError> {
		let origin = govern::<T>()?;
		goods::<T>(1);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, params(Rule::Accelerated));
		assert!(Current::<T>::exists());
		Ok(())
	}

	/// A neighbourhood that is in the plan in force with the most lines.
	#[benchmark]
	fn enrol() {
		let (account, council) = speaker::<T>(Side::Consumers);
		let mut last = EnrolmentOf::<T>::new(Side::Consumers, 1, Credits(0));
		let pages = T::MaxLines::get().div_ceil(PAGE / 2);
		last.own = Some(uses_over_pages::<T>(pages, 0, 2_000_003));
		last.lines = uses_over_pages::<T>(pages, 0, 1_000_003);
		Enrolments::<T>::insert(CycleId(7), council, last);
		InForce::<T>::put(CycleId(7));
		shares::<T>(MAX_SHARES, council);
		cycle::<T>(Rule::Accelerated, Phase::Enrolling);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), council);
		assert!(Enrolments::<T>::contains_key(CycleId(0), council));
	}

	/// `l` lines that replace `l` others in one page.
	#[benchmark]
	fn propose(l: Linear<1, { T::MaxLines::get() }>) {
		goods::<T>(PAGE);
		let (account, council) = enrolled::<T>(Phase::Collecting);
		let old = lines_of_one_page::<T>(l, 1_000_003);
		Pallet::<T>::do_propose(&account, council, Iteration(1), old.clone(), None)
			.expect("it passes");
		second_iteration::<T>();
		let new = lines_of_one_page::<T>(l, 2_000_003);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), council, Iteration(2), new.clone(), None);
		let standing = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		assert_eq!((standing.lines, standing.standing), (new, old));
	}

	/// `p` lines in `p` pages that replace `p` others there.
	#[benchmark]
	fn propose_pages(p: Linear<1, { T::MaxLines::get() }>) {
		goods::<T>(p.saturating_sub(1) * PAGE + 1);
		let (account, council) = enrolled::<T>(Phase::Collecting);
		Pallet::<T>::do_propose(
			&account,
			council,
			Iteration(1),
			lines::<T>(p, PAGE, 1_000_003),
			None,
		)
		.expect("the proposal passes");
		second_iteration::<T>();
		let new = lines::<T>(p, PAGE, 2_000_003);
		#[extrinsic_call]
		propose(RawOrigin::Signed(account), council, Iteration(2), new.clone(), None);
		let standing = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		assert_eq!(standing.lines, new);
	}

	#[benchmark]
	fn ratify() {
		goods::<T>(T::MaxLines::get());
		let (account, council) = enrolled::<T>(Phase::Collecting);
		let most = lines::<T>(T::MaxLines::get(), 1, 1_000_003);
		Pallet::<T>::do_propose(&account, council, Iteration(1), most, None).expect("it passes");
		set_phase::<T>(Phase::Ratifying);
		Pallet::<T>::do_ratify(&account, council, false).expect("it can be judged");
		#[extrinsic_call]
		_(RawOrigin::Signed(account), council, true);
		assert!(Current::<T>::get().expect("there is a cycle").approving.workers > 0);
	}

	#[benchmark]
	fn set_block_share() -> Result<(), BenchmarkError> {
		let origin = govern::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Perbill::from_percent(60));
		assert_eq!(BlockShare::<T>::get(), Perbill::from_percent(60));
		Ok(())
	}

	#[benchmark]
	fn prune(l: Linear<1, { dispatchable_impls::MAX_PRUNE }>) {
		goods::<T>(T::MaxLines::get());
		let (account, council) = enrolled::<T>(Phase::Collecting);
		let most = lines::<T>(T::MaxLines::get(), 1, 1_000_003);
		Pallet::<T>::do_propose(&account, council, Iteration(1), most, None).expect("it passes");
		let full = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		for index in 1..l {
			let council = CouncilId(council.0 + index);
			Enrolments::<T>::insert(CycleId(0), council, full.clone());
			Roll::<T>::insert(CycleId(0), CouncilKey::from(council), Side::Workers);
		}
		Conclusions::<T>::insert(
			CycleId(0),
			Conclusion {
				phase: Phase::Lapsed(Lapse::NotConverged),
				at: 1u32.into(),
				iterations: Iteration(1),
				chain: H256::zero(),
				enrolments: l,
				root: H256::zero(),
				charged: Credits(0),
				credited: Credits(0),
				emitted: Credits(0),
			},
		);
		for federation in 0..l {
			Purses::<T>::insert(CycleId(0), CouncilId(federation), Purse::default());
		}
		set_phase::<T>(Phase::Lapsed(Lapse::NotConverged));
		cycle::<T>(Rule::Accelerated, Phase::Enrolling);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), CycleId(0), l);
		assert_eq!(Conclusions::<T>::get(CycleId(0)).expect("it stays").enrolments, 0);
	}

	/// A poll that moves nothing but reads and writes what every poll does.
	#[benchmark]
	fn tick() {
		let measure = seasoned::<T>(Rule::Accelerated);
		let pages = Pallet::<T>::pages();
		let (prices, totals) = (H256::zero(), H256::zero());
		let staged = Work::Measuring { page: pages, measure, prices, totals };
		Staged::<T>::put(&staged);
		#[block]
		{
			let cycle = Current::<T>::get();
			let work = Staged::<T>::get();
			let _ = Pallet::<T>::share_of_block();
			Current::<T>::set(cycle);
			Staged::<T>::set(work);
		}
		assert_eq!(Staged::<T>::get(), Some(staged));
	}

	/// What the first step of a cycle does beside its page.
	#[benchmark]
	fn freeze() {
		goods::<T>(1);
		Pallet::<T>::do_open_cycle(params(Rule::Accelerated)).expect("no cycle is running");
		let mut cycle = Current::<T>::get().expect("just opened");
		let now = cycle.opened + 1u32.into();
		#[block]
		{
			Pallet::<T>::freeze(&mut cycle, now);
		}
		assert_eq!(cycle.opened, now);
	}

	#[benchmark]
	fn open_page() {
		let _ = seasoned::<T>(Rule::Accelerated);
		#[block]
		{
			Pallet::<T>::open_page(0);
		}
		assert!(!Memories::<T>::contains_key(0));
	}

	/// The dearest move between phases: the end of a cycle.
	#[benchmark]
	fn turn() {
		goods::<T>(1);
		cycle::<T>(Rule::Accelerated, Phase::Enrolling);
		let now: BlockNumberFor<T> = 2_000_000u32.into();
		#[block]
		{
			let mut meter = frame_support::weights::WeightMeter::new();
			Pallet::<T>::on_poll(now, &mut meter);
		}
		assert!(Conclusions::<T>::contains_key(CycleId(0)));
	}

	/// The start of the first pass, with everything that the rule remembers.
	#[benchmark]
	fn begin_clearing() {
		let _ = seasoned::<T>(Rule::Accelerated);
		let mut cycle = Current::<T>::get().expect("there is a cycle");
		let mut staged = None;
		#[block]
		{
			Pallet::<T>::begin_clearing(&mut cycle, &mut staged, 1u32.into());
		}
		assert!(matches!(staged, Some(Work::Measuring { .. })));
	}

	/// The end of the first pass: the normal equations and the record.
	#[benchmark]
	fn settle() {
		let mut measure = seasoned::<T>(Rule::Accelerated);
		let (prices, totals) =
			Pallet::<T>::measure_page(0, &mut measure, H256::zero(), H256::zero());
		let mut cycle = Current::<T>::get().expect("there is a cycle");
		let next;
		#[block]
		{
			next = Pallet::<T>::settle(&mut cycle, measure, prices, totals, 1u32.into());
		}
		assert!(matches!(next, Some(Work::Adjusting { .. })));
	}

	/// What counts is found anew for a neighbourhood with lines in `p` pages, where changes are bounded.
	#[benchmark]
	fn repeat(p: Linear<1, { T::MaxLines::get() }>) {
		let (mut cycle, council) = neighbourhood::<T>(p);
		let before = Enrolments::<T>::get(cycle.id, council).expect("the council is enrolled");
		#[block]
		{
			Pallet::<T>::repeat_next(&mut cycle, None);
		}
		let after = Enrolments::<T>::get(cycle.id, council).expect("the council is enrolled");
		assert_eq!(after.standing, before.lines);
		assert_eq!((after.own, after.lines.len()), (before.own, before.lines.len()));
		assert!(after.part < before.part);
	}

	/// A neighbourhood has spoken, so that nothing is to be found.
	#[benchmark]
	fn repeat_none() {
		let (mut cycle, council) = neighbourhood::<T>(T::MaxLines::get());
		Enrolments::<T>::mutate(cycle.id, council, |one| {
			one.as_mut().expect("the council is enrolled").spoken = cycle.iteration
		});
		let work;
		#[block]
		{
			(work, _) = Pallet::<T>::repeat_next(&mut cycle, None);
		}
		assert_eq!(work, Work::Repeating { after: Some(council) });
		assert_eq!(cycle.accepted, 0);
	}

	/// What counts of a proposal of `l` lines, with the most requests.
	#[benchmark]
	fn restate(l: Linear<1, { T::MaxLines::get() }>) {
		let (cycle, council) = neighbourhood::<T>(T::MaxLines::get().div_ceil(PAGE / 2));
		let enrolment = Enrolments::<T>::get(cycle.id, council).expect("the council is enrolled");
		let stated: Vec<_> = enrolment.lines.iter().take(l as usize).copied().collect();
		let stated: LinesOf<T> = stated.try_into().expect("at most MaxLines");
		let most = T::Requested::most().min(l) as usize;
		let requests = stated.iter().take(most).map(|line| (line.good, Quantity(1_000_003)));
		T::Requested::ensure_requested(council, requests.collect());
		let counted;
		#[block]
		{
			counted = Pallet::<T>::counted_now(&cycle, council, &enrolment, stated.clone());
		}
		let (counted, _) = counted.expect("it finds room");
		assert_eq!(counted.lines.len(), l as usize);
	}

	/// The highest federation, whose speaker is found through all that lie below it, on a base council
	/// that sits in it.
	#[benchmark]
	fn comment() {
		let Federated { account, above, under_top, .. } = federated::<T>(Side::Workers, 0);
		let top = *above.last().expect("there is one");
		#[extrinsic_call]
		_(RawOrigin::Signed(account), top, under_top, H256::repeat_byte(1));
	}

	#[benchmark]
	fn entrust() {
		let Federated { account, council, above, .. } = federated::<T>(Side::Workers, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), council, Some(above[0]));
		let entrusted = Enrolments::<T>::get(CycleId(0), council).and_then(|one| one.entrusted);
		assert_eq!(entrusted, Some(above[0]));
	}

	/// A neighbourhood with lines in the most pages gives to a federation that has been given something.
	#[benchmark]
	fn endow() {
		let most = T::MaxLines::get();
		goods_of::<T>(most * PAGE, |_| Kind::Private);
		let (account, council) = speaker::<T>(Side::Consumers);
		let federation = T::Councils::ensure_federation(council).expect("it can be in one");
		cycle::<T>(Rule::Accelerated, Phase::Enrolling);
		Pallet::<T>::do_enrol(&account, council).expect("the council can enrol");
		Enrolments::<T>::mutate(CycleId(0), council, |one| {
			let one = one.as_mut().expect("the council is enrolled");
			one.lines = uses_over_pages::<T>(most, 0, 1_003);
			one.standing = one.lines.clone();
			one.own = Some(one.lines.clone());
		});
		let given = Purse { endowed: Credits(1), ..Default::default() };
		Purses::<T>::insert(CycleId(0), federation, given);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), council, Credits(1_000));
		assert_eq!(Purses::<T>::get(CycleId(0), federation).endowed, Credits(1_001));
	}

	#[benchmark]
	fn ask_exception() {
		let Federated { account, council, above, .. } = federated::<T>(Side::Workers, 0);
		asks::<T>(council, above[0], true);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), council, Credits(2_000), H256::repeat_byte(2));
		assert_eq!(plea::<T>(council).map(|plea| plea.amount), Some(Credits(2_000)));
	}

	#[benchmark]
	fn appeal() {
		let Federated { account, council, above, .. } = federated::<T>(Side::Workers, 0);
		asks::<T>(council, above[0], true);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), council);
		assert_eq!(plea::<T>(council).map(|plea| plea.federation), Some(above[1]));
	}

	#[benchmark]
	fn refuse_exception() {
		let Federated { account, council, above, .. } = federated::<T>(Side::Workers, 0);
		let top = *above.last().expect("there is one");
		asks::<T>(council, top, false);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), top, council);
		assert!(plea::<T>(council).is_some_and(|plea| plea.refused));
	}

	/// The highest federation relieves a workplace with `b` others behind it.
	#[benchmark]
	fn grant_exception(b: Linear<1, 50>) {
		let Federated { account, council, above, others, .. } = federated::<T>(Side::Workers, b);
		let top = *above.last().expect("there is one");
		asks::<T>(council, top, false);
		let backers = others.try_into().expect("at most MaxBackers");
		let exception = Exception::Relief { amount: Credits(1_000), backers };
		#[extrinsic_call]
		_(RawOrigin::Signed(account), top, council, exception);
		assert_eq!(Purses::<T>::get(CycleId(0), top).relief, Credits(1_000));
	}

	/// Out of a plan that the council has judged.
	#[benchmark]
	fn withdraw() {
		let Federated { account, council, .. } = federated::<T>(Side::Workers, 0);
		set_phase::<T>(Phase::Ratifying);
		Pallet::<T>::do_ratify(&account, council, true).expect("it can be judged");
		#[extrinsic_call]
		_(RawOrigin::Signed(account), CycleId(0), council);
		assert_eq!(Current::<T>::get().expect("there is a cycle").withdrawn, 1);
	}

	#[benchmark]
	fn confirm() {
		let Federated { account, council, .. } = federated::<T>(Side::Workers, 0);
		set_phase::<T>(Phase::Ratified);
		InForce::<T>::put(CycleId(0));
		cycle::<T>(Rule::Accelerated, Phase::Enrolling);
		set_phase::<T>(Phase::Lapsed(Lapse::NotConverged));
		#[extrinsic_call]
		_(RawOrigin::Signed(account), council);
		let confirmed = Enrolments::<T>::get(CycleId(0), council).and_then(|one| one.confirmed);
		assert_eq!(confirmed, Some(CycleId(1)));
	}

	#[benchmark]
	fn measure_page_proportional() {
		let mut measure = seasoned::<T>(Rule::Proportional);
		#[block]
		{
			Pallet::<T>::measure_page(0, &mut measure, H256::zero(), H256::zero());
		}
	}

	#[benchmark]
	fn measure_page_pequod() {
		let mut measure = seasoned::<T>(Rule::Pequod);
		#[block]
		{
			Pallet::<T>::measure_page(0, &mut measure, H256::zero(), H256::zero());
		}
	}

	#[benchmark]
	fn measure_page_accelerated() {
		let mut measure = seasoned::<T>(Rule::Accelerated);
		#[block]
		{
			Pallet::<T>::measure_page(0, &mut measure, H256::zero(), H256::zero());
		}
	}

	#[benchmark]
	fn measure_page_levelling() {
		let mut measure = seasoned::<T>(Rule::Levelling);
		#[block]
		{
			Pallet::<T>::measure_page(0, &mut measure, H256::zero(), H256::zero());
		}
	}

	#[benchmark]
	fn adjust_page_proportional() {
		let _ = seasoned::<T>(Rule::Proportional);
		let step = measured::<T>();
		#[block]
		{
			Pallet::<T>::adjust_page(0, &step);
		}
	}

	#[benchmark]
	fn adjust_page_pequod() {
		let _ = seasoned::<T>(Rule::Pequod);
		let step = measured::<T>();
		#[block]
		{
			Pallet::<T>::adjust_page(0, &step);
		}
	}

	#[benchmark]
	fn adjust_page_accelerated() {
		let _ = seasoned::<T>(Rule::Accelerated);
		let step = measured::<T>();
		#[block]
		{
			Pallet::<T>::adjust_page(0, &step);
		}
	}

	#[benchmark]
	fn adjust_page_levelling() {
		let _ = seasoned::<T>(Rule::Levelling);
		let step = measured::<T>();
		#[block]
		{
			Pallet::<T>::adjust_page(0, &step);
		}
	}

	/// What an adjusted page takes more where the iteration is the best so far.
	#[benchmark]
	fn keep_page() {
		let _ = seasoned::<T>(Rule::Accelerated);
		#[block]
		{
			Pallet::<T>::keep_page(0);
		}
		assert_eq!(StandingMarket::<T>::get(0), Market::<T>::get(0));
	}

	#[benchmark]
	fn adopt_page() {
		let _ = seasoned::<T>(Rule::Accelerated);
		Pallet::<T>::keep_page(0);
		unbalance::<T>(0, 9);
		#[block]
		{
			Pallet::<T>::adopt_page(0);
		}
		assert_eq!(StandingVolumes::<T>::get(0), Volumes::<T>::get(0));
	}

	#[benchmark]
	fn prepare_page() {
		let most = Quantity(u128::MAX);
		let used = vec![Used { others: most, own: most }; PAGE as usize];
		Upstream::<T>::insert(0, UpstreamPage::truncate_from(used));
		#[block]
		{
			Pallet::<T>::prepare_page(0);
		}
		assert!(!Upstream::<T>::contains_key(0));
	}

	/// A page in which half of the goods are short.
	#[benchmark]
	fn weigh_page() {
		let _ = seasoned::<T>(Rule::Accelerated);
		let cycle = Current::<T>::get().expect("there is a cycle");
		let short;
		#[block]
		{
			short = Pallet::<T>::weigh_page(&cycle, 0, 0);
		}
		assert!(short > 0);
		assert!(Rations::<T>::contains_key(0));
	}

	/// A workplace with the most lines in `p` pages is taken out.
	#[benchmark]
	fn review(p: Linear<1, { T::MaxLines::get() }>) {
		let (mut cycle, council) = workplace::<T>(p);
		let work = settling(Stage::Reviewing { after: None });
		#[block]
		{
			Pallet::<T>::settle_step(&mut cycle, work, 1u32.into());
		}
		let left = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		assert!(left.lines.is_empty());
	}

	/// A workplace upstream that uses as many goods as it can in `p` pages is scaled. That it uses them all
	/// makes each page one of three kinds of keys.
	#[benchmark]
	fn scale(p: Linear<1, { T::MaxLines::get() }>) {
		let (mut cycle, council) = workplace::<T>(p);
		let plenty = 1 << 80;
		let totals = Totals { supply: plenty, demand: plenty };
		for page in 0..p {
			Settled::<T>::insert(page, TotalsPage::truncate_from(vec![totals; PAGE as usize]));
			let ration = Ration { upstream: Scale::of(2, 3), downstream: Scale::WHOLE };
			let rations = vec![ration; PAGE as usize];
			Rations::<T>::insert(page, RationsPage::truncate_from(rations));
			let plenty = Quantity(plenty);
			let used = vec![Used { others: plenty, own: plenty }; PAGE as usize];
			Upstream::<T>::insert(page, UpstreamPage::truncate_from(used));
		}
		Enrolments::<T>::mutate(CycleId(0), council, |one| {
			let one = one.as_mut().expect("the council is enrolled");
			one.lines = uses_over_pages::<T>(p, 0, 1_000_003);
			one.upstream = true;
		});
		let work = settling(Stage::Scaling { after: None });
		#[block]
		{
			Pallet::<T>::settle_step(&mut cycle, work, 1u32.into());
		}
		let scaled = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		assert_eq!(scaled.scale, Scale::of(2, 3));
	}

	/// A neighbourhood gets its part of as many goods in `p` pages as a proposal can name, all of them
	/// short, half of them public.
	#[benchmark]
	fn grant(p: Linear<1, { T::MaxLines::get() }>) {
		goods_of::<T>(p * PAGE, |index| match index % 2 {
			0 => Kind::Private,
			_ => Kind::Public,
		});
		let (account, council) = speaker::<T>(Side::Consumers);
		cycle::<T>(Rule::Accelerated, Phase::Enrolling);
		Pallet::<T>::do_enrol(&account, council).expect("the council can enrol");
		let count = T::MaxLines::get().min(p * PAGE);
		let mut places = vec![0u32; p as usize];
		let lines: Vec<_> = (0..count)
			.map(|index| {
				let page = index * p / count;
				let place = places[page as usize];
				places[page as usize] += 1;
				Line { good: GoodId(page * PAGE + place), flow: Flow(-1_000_003) }
			})
			.collect();
		Enrolments::<T>::mutate(CycleId(0), council, |one| {
			let one = one.as_mut().expect("the council is enrolled");
			one.lines = lines.try_into().expect("at most MaxLines");
		});
		for page in 0..p {
			let totals = Totals { supply: 1_000_000_007, demand: 3_000_000_000_019 };
			Settled::<T>::insert(page, TotalsPage::truncate_from(vec![totals; PAGE as usize]));
			Cumulated::<T>::insert(page, CumulatedPage::truncate_from(vec![7; PAGE as usize]));
		}
		let mut cycle = Current::<T>::get().expect("there is a cycle");
		let work = settling(Stage::Granting { after: None });
		#[block]
		{
			Pallet::<T>::settle_step(&mut cycle, work, 1u32.into());
		}
		let served = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		assert_eq!(served.granted.len(), count as usize);
		assert!(served.charge > Credits(0));
	}

	/// As many neighbourhoods as there can be are named instead of as many others.
	#[benchmark]
	fn share_good() -> Result<(), BenchmarkError> {
		let origin = govern::<T>()?;
		let good = pollutant::<T>();
		let councils = neighbours::<T>(2 * MAX_SCOPE);
		let (before, after) = councils.split_at(MAX_SCOPE as usize);
		Pallet::<T>::do_share_good(good, Quantity(1), scope(before)).expect("it can be shared");
		claims::<T>(good, MAX_SCOPE);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, good, Quantity(2), scope(after));
		assert_eq!(Sharing::<T>::get(good).expect("it is shared").scope, scope(after));
		Ok(())
	}

	#[benchmark]
	fn claim() {
		let good = claimed::<T>(MAX_SCOPE - 1);
		let (account, council) = speaker::<T>(Side::Consumers);
		#[extrinsic_call]
		_(RawOrigin::Signed(account), good, council);
		assert_eq!(Claims::<T>::get(good).len(), MAX_SCOPE as usize);
	}

	#[benchmark]
	fn oppose_claim() {
		let good = claimed::<T>(MAX_SCOPE);
		let (account, council) = speaker::<T>(Side::Consumers);
		Sharing::<T>::mutate(good, |shared| {
			shared.as_mut().expect("it is shared").scope = scope(&[council])
		});
		let claimant = Claims::<T>::get(good).last().expect("there are claims").council;
		#[extrinsic_call]
		_(RawOrigin::Signed(account), good, claimant, council);
		assert!(Claims::<T>::get(good).last().expect("there are claims").opposed);
	}

	#[benchmark]
	fn settle_claim() {
		let (good, council) = claimed_by_last::<T>();
		let account = whitelisted_caller::<T::AccountId>();
		#[extrinsic_call]
		_(RawOrigin::Signed(account), good, council);
		assert!(NamedBy::<T>::get(council).contains(&good));
	}

	#[benchmark]
	fn decide_claim() -> Result<(), BenchmarkError> {
		let origin = govern::<T>()?;
		let (good, council) = claimed_by_last::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, good, council, true);
		assert!(NamedBy::<T>::get(council).contains(&good));
		Ok(())
	}

	#[benchmark]
	fn set_claim_window() -> Result<(), BenchmarkError> {
		let origin = govern::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 7);
		assert_eq!(ClaimWindow::<T>::get(), 7);
		Ok(())
	}

	/// What one shared good takes more where its page is gone through.
	#[benchmark]
	fn measure_level() {
		let good = pollutant::<T>();
		Pallet::<T>::do_share_good(good, Quantity(1), Scope::default()).expect("it can be shared");
		cycle::<T>(Rule::Accelerated, Phase::Clearing);
		stated_by_many::<T>(good);
		let (page, _) = Pallet::<T>::place(good);
		let cycle = Current::<T>::get().expect("there is a cycle");
		#[block]
		{
			Pallet::<T>::level_page(&cycle, page);
		}
		assert_eq!(Levels::<T>::get(good).level, Quantity(1));
	}

	/// A neighbourhood restates `s` goods, each in a page of its own.
	#[benchmark]
	fn propose_shares(s: Linear<0, MAX_SHARES>) {
		let (account, council) = sharing::<T>(s);
		let new = statements::<T>(s, 3);
		#[extrinsic_call]
		propose(RawOrigin::Signed(account), council, Iteration(1), new.clone(), None);
		let standing = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		assert_eq!(standing.lines, new);
	}

	/// What a neighbourhood states of `s` goods is reviewed: it has left the plan.
	#[benchmark]
	fn review_shares(s: Linear<0, MAX_SHARES>) {
		let (_, council) = sharing::<T>(s);
		Enrolments::<T>::mutate(CycleId(0), council, |one| {
			one.as_mut().expect("the council is enrolled").withdrawn = true
		});
		let mut cycle = Current::<T>::get().expect("there is a cycle");
		cycle.resettled = true;
		let work = settling(Stage::Reviewing { after: None });
		#[block]
		{
			Pallet::<T>::settle_step(&mut cycle, work, 1u32.into());
		}
		let left = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		assert!(left.lines.is_empty());
	}

	/// A neighbourhood has its part of `s` goods.
	#[benchmark]
	fn grant_shares(s: Linear<0, MAX_SHARES>) {
		let (_, council) = sharing::<T>(s);
		for page in 0..Pallet::<T>::pages() {
			Settled::<T>::insert(page, Volumes::<T>::get(page));
		}
		let mut cycle = Current::<T>::get().expect("there is a cycle");
		let work = settling(Stage::Granting { after: None });
		#[block]
		{
			Pallet::<T>::settle_step(&mut cycle, work, 1u32.into());
		}
		let served = Enrolments::<T>::get(CycleId(0), council).expect("the council is enrolled");
		assert_eq!(served.granted.len(), s as usize);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
