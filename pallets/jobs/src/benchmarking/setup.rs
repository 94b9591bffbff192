//! Records at the declared maxima, put into the state directly: the roads to them take many calls
//! and periods.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::account;
use frame_support::{pallet_prelude::Get, BoundedVec};
use parecon_jobs_engine::{
	mean_of, verify, Both, Histogram, Points, Portion, Quality, Raw, Sheet, Spread, TaskTerms,
	Verified, Worker,
};
use parecon_primitives::{
	Calendar, CouncilId, CouncilTree, MemberId, Membership, Period, Side, StorageQuota, TaskId,
};
use sp_core::H256;

/// The period in which all takes place: so late that everything can be over that ends.
pub const PERIOD: Period = Period(40);

/// The period before.
pub const LAST: Period = Period(39);

/// The first period that anything in the state is of.
pub const LONG_AGO: Period = Period(1);

/// The number of the division that is in force; that of the open window is the next.
pub const NUMBER: u32 = 7;

/// The first of the identifiers of tasks. Those that they came from have lower ones.
const FIRST: u32 = 10_000;

/// The task that all tasks came from.
pub const COMMON: TaskId = TaskId(1_000);

/// The first of the tasks that have nothing to do with others.
const UNRELATED: u32 = 5_000;

/// The first of the identifiers of people who are known by their records alone.
const OTHERS: u32 = 1_000_000;

/// How many are asked to be on a jury, at most.
pub const JURY_TRIES: u32 = 48;

/// Minutes of a part of a task.
pub const MINUTES: u32 = 100;

/// Minutes of a portion of a complex.
const PORTION: u16 = 10;

/// Tasks in a workplace, and workers and complexes in a division.
pub const TASKS: u32 = 100;
pub const WORKERS: u32 = 128;
pub const PARTS: u32 = 4;
const PORTIONS: u32 = 8;

/// Generations that a part comes from; one that is still to be split or merged has one less.
pub const GENERATIONS: u32 = 4;

/// Moves the calendar. The constants have to be the pallet's bounds.
pub fn begin<T: Config>() {
	assert_eq!(
		(TASKS, WORKERS, PARTS),
		(most::<MaxTasks>(), most::<MaxWorkers>(), most::<MaxParts>())
	);
	assert_eq!((PORTIONS, GENERATIONS), (most::<MaxPortions>(), most::<MaxLineage>()));
	let block = PERIOD.0 * T::Calendar::blocks_per_period();
	frame_system::Pallet::<T>::set_block_number(block.into());
	assert_eq!(Pallet::<T>::period(), PERIOD);
}

pub fn most<N: Get<u32>>() -> u32 {
	N::get()
}

pub fn bounded<V, N: Get<u32>>(all: impl IntoIterator<Item = V>) -> BoundedVec<V, N> {
	BoundedVec::try_from(all.into_iter().collect::<Vec<V>>()).ok().unwrap()
}

/// A member.
pub fn member<T: Config>(index: u32) -> (T::AccountId, MemberId) {
	let who: T::AccountId = account("member", index, 0);
	let id = T::Membership::ensure_member(&who).unwrap();
	(who, id)
}

/// A workers' council with the one who speaks for it.
pub fn council<T: Config>(index: u32) -> (CouncilId, T::AccountId, MemberId) {
	begin::<T>();
	let (who, member) = member::<T>(index);
	(T::Councils::ensure_council(member, Side::Workers).unwrap(), who, member)
}

/// People who have records and nothing else.
pub fn others(count: u32) -> Vec<MemberId> {
	(0..count).map(|nth| MemberId(OTHERS + nth)).collect()
}

/// `one` among as many others as make a full roster of them.
pub fn crowd(one: MemberId) -> Vec<MemberId> {
	core::iter::once(one).chain(others(WORKERS - 1)).collect()
}

/// Takes room for a record in a member's purse.
pub fn hold<T: Config, R: codec::MaxEncodedLen>(member: MemberId) {
	T::Quota::hold(member, room::<R>()).unwrap();
}

/// Takes room for a record in a council's purse.
pub fn hold_of_council<T: Config, R: codec::MaxEncodedLen>(council: CouncilId) {
	T::Quota::hold_of_council(council, room::<R>()).unwrap();
}

/// Five points on both scales.
pub fn five() -> Both<Points> {
	Both::new(Points::of(5), Points::of(5))
}

/// As many ratings of each value.
fn sheet() -> Sheet {
	Sheet { empowerment: Histogram([9; 11]), desirability: Histogram([9; 11]) }
}

/// What a council says of a task at the greatest length.
pub fn spec(requires: Option<u8>) -> TaskSpec {
	let name = bounded((0..most::<MaxName>()).map(|_| b'x'));
	TaskSpec { name, text: H256::repeat_byte(1), class: 3, block: 10, directs: true, requires }
}

/// The identifier of the `nth` task.
pub fn task_id(nth: u32) -> TaskId {
	TaskId(FIRST + nth)
}

/// One of the tasks that a part of the `nth` task came from. The parts have the first in common, with
/// those of a neighbour, and the second with all: they were split and merged again.
pub fn ancestor(nth: u32, part: u32, generation: u32) -> TaskId {
	match generation {
		0 => TaskId(1 + nth / 2),
		1 => COMMON,
		_ => TaskId(2_000 + (nth * PARTS + part) * GENERATIONS + generation),
	}
}

/// The `nth` of some tasks that nothing is left of.
pub fn retired(nth: u32) -> TaskId {
	TaskId(COMMON.0 + nth)
}

/// The task that the `nth` came from as the last that is looked for.
pub fn youngest(nth: u32) -> TaskId {
	ancestor(nth, PARTS - 1, GENERATIONS - 1)
}

/// The `nth` of some tasks that have nothing to do with those of the workplace.
pub fn unrelated(nth: u32) -> TaskId {
	TaskId(UNRELATED + nth)
}

fn task(council: CouncilId, nth: u32, parts: u32, generations: u32) -> Task {
	let part = |part| Part {
		minutes: MINUTES,
		inside: sheet(),
		outside: sheet(),
		lineage: bounded((0..generations).map(|generation| ancestor(nth, part, generation))),
	};
	Task { council, spec: spec(None), practised: false, parts: bounded((0..parts).map(part)) }
}

/// A workplace of so many tasks, each with so many parts that remember so many generations. It has
/// reported before.
pub fn workplace<T: Config>(council: CouncilId, tasks: u32, parts: u32, generations: u32) {
	let contributed = Contribution { population: 9, inside: Some(five()), outside: Some(five()) };
	let rules = JobRules { most_tasks: PORTIONS as u8, precedence: 1, ..Default::default() };
	let mut workplace = Workplace {
		tasks: bounded((0..tasks).map(task_id)),
		rules,
		contributed,
		next: NUMBER + 1,
		reported: Some(LAST),
		..Default::default()
	};
	for nth in 0..tasks {
		let task = task(council, nth, parts, generations);
		task.parts.iter().for_each(|part| workplace.count(part).unwrap());
		Tasks::<T>::insert(task_id(nth), task);
	}
	NextTask::<T>::put(task_id(tasks));
	Workplaces::<T>::insert(council, workplace);
	Inside::<T>::mutate(|sums| sums.add(9, five())).unwrap();
	Compared::<T>::mutate(|sums| sums.add(9, five())).unwrap();
}

/// A workplace at the maxima.
pub fn full_workplace<T: Config>(council: CouncilId) {
	workplace::<T>(council, TASKS, PARTS, GENERATIONS);
}

pub fn change_workplace<T: Config>(council: CouncilId, change: impl FnOnce(&mut Workplace)) {
	Workplaces::<T>::mutate(council, |workplace| change(workplace.as_mut().unwrap()));
}

pub fn worker(member: MemberId) -> Worker {
	Worker { member, offered: [10_000; 4], qualifications: u32::MAX }
}

pub fn roster(members: &[MemberId]) -> Roster {
	bounded(members.iter().copied().map(worker))
}

/// A division of so many complexes, each of as many portions as can be, which go round the tasks.
pub fn division(complexes: u32) -> Division {
	let portion = |nth: u32| Portion { task: (nth % TASKS) as u8, minutes: PORTION };
	let complex = |nth: u32| Complex {
		fits: nth as u8,
		portions: bounded((0..PORTIONS).map(|place| portion(nth * PORTIONS + place))),
	};
	bounded((0..complexes).map(complex))
}

/// Minutes that a division of so many complexes has of the task at this place.
fn covered(place: u32, complexes: u32) -> u32 {
	(complexes * PORTIONS + TASKS - 1 - place) / TASKS * u32::from(PORTION)
}

/// Terms by which a division of so many complexes covers all tasks: those that it does not reach
/// have no minutes.
pub fn terms(
	number: u32,
	members: &[MemberId],
	complexes: u32,
	id: impl Fn(u32) -> TaskId,
) -> Terms {
	let terms = |place: u32| TaskTerms {
		task: id(place),
		minutes: covered(place, complexes),
		block: PORTION,
		class: (place % 4) as u8,
		directs: true,
		requires: Some(31),
		score: Both::new(Points::of((place % 11) as u8), Points::of((place % 7) as u8)),
	};
	let tasks: BoundedVec<TaskTerms, MaxTasks> = bounded((0..TASKS).map(terms));
	let rules = JobRules { most_tasks: PORTIONS as u8, precedence: 1, ..Default::default() };
	let mean = mean_of(&tasks).unwrap();
	Terms { number, epoch: 1, rules, mean, tasks, workers: roster(members) }
}

/// What the engine says of a division.
pub fn found(terms: &Terms, division: &Division) -> Verified {
	let Terms { tasks, workers, rules, mean, .. } = terms;
	let complexes = division.iter().map(|complex| (complex.fits, complex.portions.as_slice()));
	verify(tasks, workers, rules.most_tasks, rules.tolerance, *mean, complexes).unwrap()
}

/// A window with a claim of that quality by `by`, whose purse holds room for it, as the council's does
/// for the window. It is open for `blocks` more.
pub fn window<T: Config>(
	council: CouncilId,
	terms: Terms,
	blocks: u32,
	(quality, division, by): (Quality, Division, MemberId),
) {
	let closes = frame_system::Pallet::<T>::block_number() + blocks.into();
	Windows::<T>::insert(council, Window { closes, expires: closes + 1u32.into(), terms });
	hold::<T, Division>(by);
	Best::<T>::insert(council, Claim { quality, hash: H256::repeat_byte(0xff), by });
	Candidates::<T>::insert(council, division);
}

/// A division of as many complexes as can be of tasks with these identifiers, held by `holders` for
/// long. It was allotted in the period before.
pub fn adopted<T: Config>(
	council: CouncilId,
	workers: &[MemberId],
	holders: &[Option<MemberId>],
	id: impl Fn(u32) -> TaskId,
) {
	let (terms, complexes) = (terms(NUMBER, workers, WORKERS, id), division(WORKERS));
	let Verified { quality, indices, .. } = found(&terms, &complexes);
	let adopted = Adopted {
		period: LONG_AGO,
		terms,
		complexes,
		indices: bounded(indices),
		quality,
		lots: Some(bounded(0..WORKERS as u8)),
		round: 1,
		allotted: Some(LAST),
	};
	Divisions::<T>::insert(council, adopted);
	let job = |holder: &Option<MemberId>| Job {
		holder: *holder,
		since: LONG_AGO,
		substitute: holder.map(|_| (MemberId(u32::MAX), LAST)),
		asked: 2,
	};
	Jobs::<T>::insert(council, bounded::<Job, MaxWorkers>(holders.iter().map(job)));
}

/// A division of which `one` holds the last complex, and others the rest.
pub fn held_by<T: Config>(council: CouncilId, one: MemberId) {
	let holders: Vec<_> = others(WORKERS - 1).into_iter().chain([one]).map(Some).collect();
	adopted::<T>(council, &crowd(one), &holders, youngest);
	past::<T>(council, one);
}

/// As many jobs as are remembered, of a member who has done the first tasks' predecessors.
pub fn past<T: Config>(council: CouncilId, member: MemberId) {
	let stint = |nth: u32| Stint {
		number: Some(1),
		complex: 0,
		from: LONG_AGO,
		to: LONG_AGO,
		tasks: bounded((0..PORTIONS).map(|place| youngest(nth * PORTIONS + place))),
	};
	History::<T>::insert(
		council,
		member,
		bounded::<_, MaxStints>((0..most::<MaxStints>()).map(stint)),
	);
}

/// Wishes of a member for every complex of the division.
pub fn wish<T: Config>(council: CouncilId, member: MemberId, number: u32) {
	Wants::<T>::insert(council, member, Wishes { number, complexes: all_complexes() });
}

pub fn all_complexes() -> BoundedVec<u8, MaxWorkers> {
	bounded(0..WORKERS as u8)
}

/// An exchange that `member` has proposed to `with`: a swap for a complex, or a substitution.
pub fn put_offer<T: Config>(
	council: CouncilId,
	member: MemberId,
	with: MemberId,
	swapped_for: Option<u8>,
) {
	let exchange = if swapped_for.is_some() { Exchange::Swap } else { Exchange::Substitution };
	let (complex, period) = match swapped_for {
		Some(other) => (other, PERIOD),
		None => (0, LONG_AGO),
	};
	let offer = Offer { with, exchange, complex, swapped_for, period, number: NUMBER };
	Offers::<T>::insert(council, member, offer);
}

/// Weights of tasks with these identifiers and the minutes that a full division has of them.
pub fn weigh<T: Config>(council: CouncilId, id: impl Fn(u32) -> TaskId) {
	let weight = |place: u32| {
		let minutes = covered(place, WORKERS);
		TaskWeight { task: id(place), minutes, raw: Raw::ONE, weighted: minutes }
	};
	let weights: Weights = bounded((0..TASKS).map(weight));
	let (minutes, raw) = Pool::sums(&weights);
	Pooled::<T>::mutate(|pool| {
		pool.minutes += minutes;
		pool.raw += raw;
		pool.weighed = LAST;
		pool.dirty = true;
	});
	Weighted::<T>::insert(council, weights);
}

/// A jury of as many as can be.
pub fn jury<T: Config>(council: CouncilId, by: MemberId, called: Period) {
	let jury =
		Jury { by, called, epoch: 1, pool: OTHERS, members: bounded(others(most::<MaxJury>())) };
	hold::<T, Jury>(by);
	Juries::<T>::insert(council, jury);
}

/// A ledger of minutes that are owed and offered.
pub fn ledger<T: Config>(council: CouncilId, owed: u64, offered: u64) {
	let (scale, own) = (Scale::Desirability, Points::of(8));
	Ledgers::<T>::insert(council, Ledger { period: LAST, scale, own, owed, offered, done: 0 });
}

/// Offers `minutes` of each of the first tasks to outsiders.
pub fn offer_outside<T: Config>(council: CouncilId, tasks: u32, minutes: u32) {
	(0..tasks).for_each(|nth| Outside::<T>::insert(task_id(nth), minutes));
	ledger::<T>(council, 0, u64::from(tasks) * u64::from(minutes));
}

/// Balancing work of a member for a council, which the purse holds room for.
pub fn shift<T: Config>(task: TaskId, member: MemberId, home: CouncilId) {
	hold::<T, Shift>(member);
	Shifts::<T>::insert(task, member, Shift { home, period: LONG_AGO, minutes: MINUTES });
}

/// As many reports as are kept.
pub fn reports<T: Config>(council: CouncilId) {
	let report = |period: u32| Report {
		period: Period(period),
		number: Some(1),
		inside: Some(five()),
		community: Some(five()),
		complexes: WORKERS as u8,
		held: WORKERS as u8,
		balanced: WORKERS as u8,
		changed: 0,
		spread: Some(Spread { mean: five(), deviation: five() }),
		directive: 1,
		most_directive: 1,
	};
	let first = PERIOD.0 - most::<MaxReports>();
	Progress::<T>::insert(council, bounded::<_, MaxReports>((first..PERIOD.0).map(report)));
}

/// The same rating of each of these tasks.
pub fn lines(tasks: impl IntoIterator<Item = TaskId>, points: u8) -> Vec<Line> {
	let rating = Both::new(points, points);
	tasks.into_iter().map(|task| Line { task, rating }).collect()
}

/// As many ratings as a member can have, one of which counts in each part of every task. Half of them
/// are of tasks that nothing is left of.
pub fn rated<T: Config>(council: CouncilId, member: MemberId) {
	let living = (0..TASKS).step_by(2).map(|nth| ancestor(nth, 0, 0));
	let all = lines(living.chain((0..TASKS / 2).map(unrelated)), 5);
	Ratings::<T>::insert(council, member, Rated { voice: Voice::Inside, lines: bounded(all) });
}
