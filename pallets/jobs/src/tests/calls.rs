//! Calls of all kinds at random, in two workplaces and a household whose members move, with periods
//! passing. After each the invariants are checked, and the state beside a model that knows nothing but
//! the events; a call that fails has changed nothing.

use super::{random::Dice, *};
use crate::{
	Best, Candidates, Child, Complex, Division, Divisions, Exchange, JobRules, Jobs, Juries, Mode,
	Outside, PartMinutes, Rosters, Shifts, TaskSpec, Windows,
};
use frame_support::{dispatch::DispatchResult, sp_runtime::StateVersion, weights::WeightMeter};
use parecon_jobs_engine::{verify, Points, Portion, Quality};
use parecon_primitives::{CouncilTree, Membership, Side};
use std::collections::{BTreeMap, BTreeSet};

/// Steps with one seed.
const STEPS: u32 = 1_000;

/// How many kinds of calls there are: one for each of the pallet's.
const KINDS: u64 = 31;

/// What the events tell.
#[derive(Default)]
struct Model {
	/// Council and minutes of each task.
	tasks: BTreeMap<TaskId, (CouncilId, u32)>,
	/// Who offers hours where.
	hours: BTreeSet<(CouncilId, MemberId)>,
	/// Who has a complex where.
	jobs: BTreeMap<(CouncilId, MemberId), u8>,
	/// Minutes that outsiders have taken on.
	shifts: BTreeMap<(TaskId, MemberId), u32>,
}

impl Model {
	/// Learns what has happened.
	fn hear(&mut self, event: Event<Test>) {
		match event {
			Event::TaskRegistered { council, task, minutes } => {
				self.tasks.insert(task, (council, minutes));
			},
			Event::TaskRevised { task, minutes } => {
				self.tasks.get_mut(&task).unwrap().1 = minutes;
			},
			Event::TaskSplit { task, children } => {
				let (council, minutes) = self.tasks.remove(&task).unwrap();
				let shares = children.iter().map(|child| record(*child).minutes());
				assert_eq!(shares.clone().sum::<u32>(), minutes);
				self.tasks.extend(children.iter().copied().zip(shares.map(|it| (council, it))));
			},
			Event::TasksMerged { tasks, into } => {
				let all: Vec<_> = tasks.iter().map(|it| self.tasks.remove(it).unwrap()).collect();
				let minutes = all.iter().map(|(_, minutes)| minutes).sum();
				self.tasks.insert(into, (all[0].0, minutes));
			},
			Event::TaskRetired { task } => {
				self.tasks.remove(&task).unwrap();
			},
			Event::WorkplaceClosed { council } => {
				self.tasks.retain(|_, task| task.0 != council);
				self.hours.retain(|entry| entry.0 != council);
				self.jobs.retain(|entry, _| entry.0 != council);
			},
			_ => self.hear_of_people(event),
		}
	}

	fn hear_of_people(&mut self, event: Event<Test>) {
		match event {
			Event::HoursOffered { council, member, .. } => {
				self.hours.insert((council, member));
			},
			Event::HoursWithdrawn { council, member } => {
				assert!(self.hours.remove(&(council, member)));
			},
			Event::Tidied { council, member, .. } if !Labour::is_seated(member, council) => {
				self.jobs.remove(&(council, member));
				if !Windows::<Test>::contains_key(council) {
					self.hours.remove(&(council, member));
				}
			},
			Event::DivisionAdopted { council, .. } => {
				self.jobs.retain(|entry, _| entry.0 != council);
			},
			Event::Allotted { council, holders, .. } => {
				self.jobs.retain(|entry, _| entry.0 != council);
				for (complex, holder) in (0u8..).zip(holders) {
					self.jobs.extend(holder.map(|holder| ((council, holder), complex)));
				}
			},
			Event::JobTaken { council, complex, member } => {
				assert_eq!(self.jobs.insert((council, member), complex), None);
			},
			Event::JobLeft { council, complex, member } => {
				assert_eq!(self.jobs.remove(&(council, member)), Some(complex));
			},
			Event::Exchanged { council, member, with, exchange: Exchange::Swap } => {
				let one = self.jobs.remove(&(council, member)).unwrap();
				let other = self.jobs.insert((council, with), one).unwrap();
				self.jobs.insert((council, member), other);
			},
			Event::ShiftTaken { task, member, minutes, .. } => {
				assert_eq!(self.shifts.insert((task, member), minutes), None);
			},
			Event::ShiftDone { task, member, .. } | Event::ShiftDropped { task, member } => {
				assert!(self.shifts.remove(&(task, member)).is_some());
			},
			Event::Unexpected(surprise) => panic!("{surprise:?}"),
			_ => {},
		}
	}

	/// The state is what the model says.
	fn check(&self) {
		let tasks = crate::Tasks::<Test>::iter();
		let tasks: BTreeMap<_, _> =
			tasks.map(|(id, it)| (id, (it.council, it.minutes()))).collect();
		assert_eq!(tasks, self.tasks);
		for (council, workplace) in crate::Workplaces::<Test>::iter() {
			let own = self.tasks.values().filter(|task| task.0 == council);
			assert_eq!(workplace.minutes, own.map(|task| u64::from(task.1)).sum::<u64>());
		}
		let rosters = Rosters::<Test>::iter();
		let hours =
			rosters.flat_map(|(council, all)| all.into_iter().map(move |it| (council, it.member)));
		assert_eq!(hours.collect::<BTreeSet<_>>(), self.hours);
		let mut jobs = BTreeMap::new();
		for (council, all) in Jobs::<Test>::iter() {
			let held = (0u8..).zip(all);
			jobs.extend(held.filter_map(|(complex, job)| Some(((council, job.holder?), complex))));
		}
		assert_eq!(jobs, self.jobs);
		let shifts = Shifts::<Test>::iter().map(|(task, member, it)| ((task, member), it.minutes));
		assert_eq!(shifts.collect::<BTreeMap<_, _>>(), self.shifts);
	}
}

/// What is drawn from the dice.
impl Dice {
	fn below(&mut self, sides: u32) -> u32 {
		self.roll(sides.into()) as u32
	}

	fn one_of<V: Copy>(&mut self, all: &[V]) -> Option<V> {
		(!all.is_empty()).then(|| all[self.roll(all.len() as u64) as usize])
	}

	fn council(&mut self) -> CouncilId {
		[PLANT, PLANT, MILL, MILL, HOUSE][self.roll(5) as usize]
	}

	fn member(&mut self) -> u32 {
		self.below(NextMember::get())
	}

	/// Mostly one with a seat in the council.
	fn worker(&mut self, council: CouncilId) -> u32 {
		let side = Side::BOTH.into_iter().find(|side| Trees::side_of(council) == Some(*side));
		let seated: Vec<u32> = (0..NextMember::get())
			.filter(|it| side.is_some_and(|side| Trees::seat_of(id(*it), side) == Some(council)))
			.collect();
		match self.roll(10) {
			0 => self.member(),
			_ => self.one_of(&seated).unwrap_or_default(),
		}
	}

	/// Mostly who speaks for the council.
	fn speaks(&mut self, council: CouncilId) -> RuntimeOrigin {
		let speaker = Trees::speaker_of(council).map(|it| it.0).unwrap_or_default();
		match self.roll(20) {
			0 => by(self.member()),
			_ => by(speaker),
		}
	}

	/// Some of the council's tasks, ascending, or some that there are not.
	fn tasks_of(&mut self, council: CouncilId, most: u64) -> Vec<TaskId> {
		let all = crate::Workplaces::<Test>::get(council).map(|it| it.tasks.into_inner());
		let all = all.unwrap_or_default();
		let mut some: Vec<TaskId> =
			(0..most).map(|_| self.one_of(&all).unwrap_or(TaskId(99_999))).collect();
		some.sort_unstable();
		some.dedup();
		some
	}

	fn spec(&mut self) -> TaskSpec {
		let requires = (self.roll(30) == 0).then_some(1);
		let directs = self.roll(3) == 0;
		let class = u8::from(self.roll(4) == 0);
		TaskSpec { block: 1, class, requires, directs, ..spec("task") }
	}

	/// Minutes of the parts of a task.
	fn shares(&mut self, task: TaskId) -> Vec<u32> {
		let parts = crate::Tasks::<Test>::get(task).map(|it| it.parts.into_inner());
		parts.unwrap_or_default().iter().map(|it| self.below(it.minutes + 1)).collect()
	}

	/// A division that covers the tasks of the open window: each task is cut in two, and the shares
	/// are dealt out.
	fn division(&mut self, council: CouncilId) -> (Quality, Division) {
		let nothing = (Quality::WORST, Division::default());
		let Some(window) = Windows::<Test>::get(council) else { return nothing };
		let terms = window.terms;
		let hands = (2 + self.roll(3)).min(terms.workers.len() as u64) as usize;
		let mut shares: Vec<BTreeMap<u8, u16>> = vec![BTreeMap::new(); hands];
		for (place, task) in (0u8..).zip(&terms.tasks) {
			let one = self.below(task.minutes + 1);
			for minutes in [one, task.minutes - one] {
				let hand = self.roll(hands as u64) as usize;
				*shares[hand].entry(place).or_default() += minutes as u16;
			}
		}
		let complexes = (0u8..).zip(shares).map(|(fits, share)| {
			let share = share.into_iter().filter(|(_, minutes)| *minutes > 0);
			let portions: Vec<Portion> =
				share.map(|(task, minutes)| Portion { task, minutes }).collect();
			Complex { fits, portions: portions.try_into().unwrap_or_default() }
		});
		let complexes: Vec<Complex> = complexes.filter(|it| !it.portions.is_empty()).collect();
		let rules = terms.rules;
		let all = complexes.iter().map(|it| (it.fits, it.portions.as_slice()));
		let found = verify(
			&terms.tasks,
			&terms.workers,
			rules.most_tasks,
			rules.tolerance,
			terms.mean,
			all,
		);
		(found.map_or(Quality::WORST, |it| it.quality), complexes.try_into().unwrap())
	}
}

/// What is committed to and not revealed, and since when.
type Secrets = BTreeMap<(CouncilId, u32), (Period, Vec<(TaskId, u8, u8)>)>;

fn tasks_call(kind: u64, dice: &mut Dice, council: CouncilId) -> DispatchResult {
	let speaker = dice.speaks(council);
	let some = dice.tasks_of(council, 3);
	let (one, spec) = (some[0], dice.spec());
	match kind {
		0 if crate::Workplaces::<Test>::get(council).is_some_and(|it| it.tasks.len() > 7) => {
			Labour::retire_task(speaker, one)
		},
		0 => Labour::register_task(speaker, council, spec, dice.below(300) + 1),
		1 => {
			let minutes = dice.shares(one).into_iter().map(|minutes| minutes + 1).collect();
			Labour::revise_task(speaker, one, spec, PartMinutes::truncate_from(minutes))
		},
		2 => {
			let first = dice.shares(one);
			let parts = crate::Tasks::<Test>::get(one).map(|it| it.parts.into_inner());
			let parts = parts.unwrap_or_default();
			let rest = parts.iter().zip(&first).map(|(part, one)| part.minutes - one).collect();
			let child = |minutes| Child {
				spec: spec.clone(),
				minutes: PartMinutes::truncate_from(minutes),
			};
			let children = vec![child(first), child(rest)];
			Labour::split_task(speaker, one, children.try_into().unwrap())
		},
		3 => Labour::merge_tasks(speaker, some.try_into().unwrap(), spec),
		4 => Labour::retire_task(speaker, one),
		_ => Labour::close_workplace(by(dice.member()), council),
	}
}

/// A member commits to ratings of what they may rate, now and then of more.
fn commits(dice: &mut Dice, council: CouncilId, who: u32, secrets: &mut Secrets) -> DispatchResult {
	let ratable = Labour::ratable(council, id(who)).map(|it| it.1).unwrap_or_default();
	let mut rate = |task| (task, dice.roll(11) as u8, dice.roll(11) as u8);
	let mut ratings: Vec<_> = ratable.into_iter().map(&mut rate).collect();
	if dice.roll(8) == 0 {
		ratings.extend(dice.tasks_of(council, 1).into_iter().map(|task| (task, 1, 1)));
	}
	ratings.truncate(32);
	let hash = Labour::ratings_hash(council, id(who), now(), lines(&ratings), SALT);
	Labour::commit_ratings(by(who), council, hash)?;
	secrets.insert((council, who), (now(), ratings));
	Ok(())
}

fn people_call(
	kind: u64,
	dice: &mut Dice,
	council: CouncilId,
	secrets: &mut Secrets,
) -> DispatchResult {
	let who = if dice.roll(4) == 0 { dice.member() } else { dice.worker(council) };
	match kind {
		6 => commits(dice, council, who, secrets),
		7 => {
			secrets.retain(|_, (made, _)| made.0 + 1 >= now().0);
			let all = secrets.iter().filter(|(_, (made, _))| *made < now());
			let due: Vec<(CouncilId, u32)> = all.map(|(key, _)| *key).collect();
			let Some(due) = dice.one_of(&due) else { return Err(Error::<Test>::NoRatings.into()) };
			reveal(due.0, due.1, &secrets.remove(&due).unwrap().1)
		},
		8 => Labour::tidy(by(dice.member()), council, id(who)),
		9 => {
			let minutes = [3_000 + dice.below(3_000) as u16, 3_000, 0, 0];
			Labour::offer_hours(by(who), council, minutes)
		},
		10 => Labour::withdraw_hours(by(who), council),
		11 => {
			let granted = dice.roll(4) > 0;
			Labour::qualify(dice.speaks(council), council, id(who), 1, granted)
		},
		_ => {
			let mode = if dice.roll(3) == 0 { Mode::Binding } else { Mode::Advisory };
			let precedence = dice.roll(4) as u8;
			let tolerance = Points::of(dice.roll(6) as u8);
			let rules = JobRules { mode, tolerance, most_tasks: 8, precedence };
			Labour::set_rules(dice.speaks(council), council, rules)
		},
	}
}

fn jobs_call(kind: u64, dice: &mut Dice, council: CouncilId) -> DispatchResult {
	let roster = Rosters::<Test>::get(council);
	let offering: Vec<MemberId> = roster.iter().map(|worker| worker.member).collect();
	let holding: Vec<MemberId> =
		Jobs::<Test>::get(council).iter().filter_map(|job| job.holder).collect();
	let any = id(dice.worker(council));
	let of = if matches!(kind, 21 | 22) { &holding } else { &offering };
	let who = dice.one_of(of).filter(|_| kind >= 17 && dice.roll(5) > 0).unwrap_or(any).0;
	let other = dice.one_of(&holding).unwrap_or(any).0;
	let speaker = dice.speaks(council);
	// Now and then one more than there are.
	let count = Jobs::<Test>::get(council).len() as u32;
	let complexes = if dice.roll(8) == 0 { count + 1 } else { count.max(1) };
	let exchange = if dice.roll(2) == 0 { Exchange::Swap } else { Exchange::Substitution };
	match kind {
		13 => Labour::open_window(speaker, council, 10),
		14 => {
			let (quality, division) = dice.division(council);
			let done = Labour::submit(by(who), council, quality, division);
			done.map(|_| ()).map_err(|why| why.error)
		},
		15 => Labour::adopt(speaker, council),
		16 => Labour::drop_window(speaker, council),
		17 => Labour::draw_lots(by(who), council),
		18 => {
			let mut wishes: Vec<u8> = (0..3).map(|_| dice.below(complexes) as u8).collect();
			wishes.sort_unstable();
			wishes.dedup();
			Labour::rank(by(who), council, wishes.try_into().unwrap())
		},
		19 => Labour::allot(by(who), council),
		20 => Labour::take(by(who), council, dice.below(complexes) as u8),
		21 => Labour::give_up(by(who), council),
		22 => Labour::propose_exchange(by(who), council, id(other), exchange),
		_ => {
			let offers: Vec<_> = crate::Offers::<Test>::iter().collect();
			let Some((council, member, offer)) = dice.one_of(&offers) else {
				return Err(Error::<Test>::NoOffer.into());
			};
			Labour::agree(by(offer.with.0), council, member, offer.exchange)
		},
	}
}

fn balance_call(kind: u64, dice: &mut Dice, council: CouncilId) -> DispatchResult {
	let other = if council == PLANT { MILL } else { PLANT };
	let member = dice.worker(other);
	let task = dice.tasks_of(council, 1)[0];
	let shifts: Vec<(TaskId, MemberId)> = Shifts::<Test>::iter_keys().collect();
	let (taken, taker) = dice.one_of(&shifts).unwrap_or((task, id(member)));
	let host = crate::Tasks::<Test>::get(taken).map_or(council, |it| it.council);
	match kind {
		24 => Labour::call_jury(by(member), council),
		25 => Labour::seat_jury(by(member), council),
		26 => Labour::open_outside(dice.speaks(council), task, dice.below(200)),
		27 => Labour::take_outside(by(member), task, dice.below(100) + 1),
		28 => Labour::confirm_outside(dice.speaks(host), taken, taker),
		29 if dice.roll(2) == 0 => Labour::drop_outside(by(taker.0), taken, taker),
		29 => Labour::drop_outside(by(member), taken, taker),
		_ => Labour::report(by(member), council),
	}
}

/// A call of that kind.
fn call(kind: u64, dice: &mut Dice, council: CouncilId, secrets: &mut Secrets) -> DispatchResult {
	match kind {
		0..=5 => tasks_call(kind, dice, council),
		6..=12 => people_call(kind, dice, council, secrets),
		13..=23 => jobs_call(kind, dice, council),
		_ => balance_call(kind, dice, council),
	}
}

/// The kind of call that brings a council on.
fn next(dice: &mut Dice, council: CouncilId, secrets: &Secrets) -> u64 {
	let workplace = crate::Workplaces::<Test>::get(council).unwrap_or_default();
	let rated = |task: &TaskId| record(*task).score_of(crate::Voice::Inside).is_some();
	if workplace.tasks.len() < 3 {
		return 0;
	}
	if secrets.iter().any(|(key, (made, _))| key.0 == council && made.next() == Some(now())) {
		return 7;
	}
	if let Some(window) = Windows::<Test>::get(council) {
		let is_open = System::block_number() < window.closes;
		let is_won = Best::<Test>::contains_key(council);
		return if is_open { 14 } else { 16 - u64::from(is_won) };
	}
	let divided = Divisions::<Test>::get(council).filter(|_| dice.roll(40) > 0);
	let Some(adopted) = divided else {
		let ready = workplace.tasks.iter().all(rated);
		return if Rosters::<Test>::get(council).len() < 2 { 9 } else { 6 + 7 * u64::from(ready) };
	};
	if adopted.lots.is_none() {
		return 17;
	}
	if workplace.reported != Some(now()) {
		return 30;
	}
	if adopted.allotted < Some(now()) && adopted.period < now() {
		return dice.one_of(&[18, 18, 18, 19]).unwrap();
	}
	dice.one_of(&[6, 18, 20, 20, 21, 22, 22, 22, 23, 23, 23, 24, 25, 26, 27, 28, 29]).unwrap()
}

/// What happens outside the pallet: blocks, epochs and periods pass, people come, move and go.
fn world(dice: &mut Dice) {
	let movable = |it: &u32| ![0, 6, 9].contains(it);
	match dice.roll(12) {
		0..=4 => go_to(System::block_number() + 6),
		5..=6 => two_epochs_later(dice.roll(250) as u8),
		7..=8 => pass(1),
		9..=10 => {
			let council = dice.council();
			let side = if council == HOUSE { Side::Consumers } else { Side::Workers };
			let to =
				Some(council).filter(|_| dice.roll(4) > 0 && Trees::side_of(council).is_some());
			let member = Some(dice.member()).filter(movable);
			let present = |it: &u32| Register::account_of(id(*it)).is_some();
			member.filter(present).into_iter().for_each(|member| seat(member, side, to));
		},
		_ => {
			let gone = dice.member();
			if movable(&gone) && dice.roll(4) == 0 {
				leave(gone);
				admit(1_000 + u64::from(NextMember::get()));
			}
		},
	}
	Labour::tick(&mut WeightMeter::new());
}

/// One step; the kind of the call that succeeded, if one did.
fn step(dice: &mut Dice, secrets: &mut Secrets) -> Option<u64> {
	if dice.roll(5) == 0 {
		world(dice);
		return None;
	}
	let council = dice.council();
	let kind = match dice.roll(2) {
		0 => dice.roll(KINDS),
		_ => next(dice, council, secrets),
	};
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	let done = call(kind, dice, council, secrets);
	assert!(done.is_ok() || root() == before, "call {kind} failed and changed something: {done:?}");
	done.ok().map(|()| kind)
}

/// Which kinds of calls succeeded, by how often.
fn whatever_is_called(seed: u64) -> BTreeMap<u64, u32> {
	let mut succeeded = BTreeMap::new();
	run(|| {
		let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
		let (mut model, mut secrets) = (Model::default(), Secrets::new());
		for turn in 0..STEPS {
			if turn == STEPS * 4 / 5 {
				dissolve(HOUSE);
			}
			if let Some(kind) = step(&mut dice, &mut secrets) {
				*succeeded.entry(kind).or_default() += 1;
			}
			events().into_iter().for_each(|event| model.hear(event));
			model.check();
			Labour::do_try_state().unwrap();
			assert_eq!(all_held(), recounted());
		}
		assert!(Best::<Test>::iter().count() == Candidates::<Test>::iter().count());
		assert!(Divisions::<Test>::iter().count() <= 3 && Juries::<Test>::iter().count() <= 3);
		assert!(Outside::<Test>::iter_values().all(|minutes| minutes > 0));
	});
	succeeded
}

#[test]
fn whatever_is_called_the_invariants_hold() {
	let mut succeeded: BTreeMap<u64, u32> = BTreeMap::new();
	for seed in 1..=8 {
		for (kind, times) in whatever_is_called(seed) {
			*succeeded.entry(kind).or_default() += times;
		}
	}
	let missing: Vec<u64> = (0..KINDS).filter(|kind| !succeeded.contains_key(kind)).collect();
	assert!(missing.is_empty(), "no call of the kinds {missing:?} succeeded: {succeeded:?}");
}
