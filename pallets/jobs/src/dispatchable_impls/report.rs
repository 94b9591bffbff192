//! Reports: how far a council's labour is balanced, what it owes, and what it adds to the
//! community's means.

use crate::*;
use alloc::{collections::btree_set::BTreeSet, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_jobs_engine::{is_balanced, owed, spread, Both, Community, Points};
use parecon_primitives::{CouncilId, CouncilTree, Period, TaskId};

/// A population with its index, as the community's sums count it.
type Counted = (u32, Option<Both<Points>>);

impl<T: Config> Pallet<T> {
	pub(crate) fn do_report(council: CouncilId) -> DispatchResult {
		let mut workplace = Self::ensure_workplace(council)?;
		ensure!(T::Councils::side_of(council).is_some(), Error::<T>::UnknownCouncil);
		let period = Self::period();
		ensure!(workplace.reported != Some(period), Error::<T>::Reported);
		Self::ensure_not_weighing()?;
		let division =
			Divisions::<T>::get(council).map(|adopted| (adopted, Jobs::<T>::get(council)));
		let now = Contribution {
			population: T::Councils::population_of(council),
			inside: workplace.inside.index(),
			outside: workplace.outside_index(),
		};
		let (inside, compared) = Self::renewed_sums(&workplace.contributed, &now)?;

		let offered = Ledgers::<T>::get(council).offered;
		let ledger = Ledger::judged(period, &workplace, compared.mean(), offered);
		let report = Report::of(period, &workplace, inside.mean(), division.as_ref());
		if let Some((adopted, jobs)) = &division {
			Self::mark_practised(&workplace, adopted, jobs, period);
			Self::move_weights(council, adopted, jobs);
		}
		Inside::<T>::put(inside);
		Compared::<T>::put(compared);
		Self::put_ledger(council, ledger);
		Self::put_report(council, report);
		workplace.contributed = now;
		workplace.reported = Some(period);
		Workplaces::<T>::insert(council, workplace);
		Self::deposit_event(Event::Reported { council, report, ledger });
		Ok(())
	}

	/// The community's sums, by inside and by outside ratings, with `now` in place of `before`.
	fn renewed_sums(
		before: &Contribution,
		now: &Contribution,
	) -> Result<(Community, Community), Error<T>> {
		let mut inside = Inside::<T>::get();
		let mut compared = Compared::<T>::get();
		Self::renew(&mut inside, (before.population, before.inside), (now.population, now.inside))?;
		Self::renew(
			&mut compared,
			(before.population, before.outside),
			(now.population, now.outside),
		)?;
		Ok((inside, compared))
	}

	fn renew(sums: &mut Community, before: Counted, now: Counted) -> Result<(), Error<T>> {
		if before.1.is_some_and(|index| sums.remove(before.0, index).is_none()) {
			Self::deposit_event(Event::Unexpected(Surprise::SumTooSmall));
		}
		now.1.map_or(Some(()), |index| sums.add(now.0, index)).ok_or(Error::<T>::Overflow)
	}

	/// Takes what the council has added to the community's sums out of them.
	pub(crate) fn forget_contribution(workplace: &Workplace) {
		let nothing = Contribution::default();
		// Nothing is added, so nothing can overflow.
		if let Ok((inside, compared)) = Self::renewed_sums(&workplace.contributed, &nothing) {
			Inside::<T>::put(inside);
			Compared::<T>::put(compared);
		}
	}

	/// Tasks that somebody has held since before this period were done for a period, and so were
	/// those that have come from them.
	fn mark_practised(workplace: &Workplace, adopted: &Adopted, jobs: &JobsOf, period: Period) {
		let done = adopted.tasks_held_before(jobs, period);
		if done.is_empty() {
			return;
		}
		for &id in &workplace.tasks {
			let Some(mut task) = Tasks::<T>::get(id) else {
				Self::deposit_event(Event::Unexpected(Surprise::TaskMissing));
				continue;
			};
			if !task.practised && task.descends_from(id, |one| done.contains(one)) {
				task.practised = true;
				Tasks::<T>::insert(id, task);
			}
		}
	}

	/// Keeps a report, in place of the oldest where there are as many as can be.
	fn put_report(council: CouncilId, report: Report) {
		let mut reports = Progress::<T>::get(council);
		if reports.is_full() {
			reports.remove(0);
		}
		// There is room now.
		let _ = reports.try_push(report);
		Progress::<T>::insert(council, reports);
	}
}

impl Adopted {
	/// The tasks of the complexes that somebody holds since before `period`.
	fn tasks_held_before(&self, jobs: &JobsOf, period: Period) -> BTreeSet<TaskId> {
		let held = |job: &Job| job.holder.is_some() && job.since < period;
		let complexes = self.complexes.iter().zip(jobs).filter(|(_, job)| held(job));
		let portions = complexes.flat_map(|(complex, _)| &complex.portions);
		portions
			.filter_map(|portion| self.terms.tasks.get(usize::from(portion.task)))
			.map(|terms| terms.task)
			.collect()
	}

	/// Minutes of a complex that direct others' work.
	fn directive(&self, complex: &Complex) -> u32 {
		let directs =
			|place: u8| self.terms.tasks.get(usize::from(place)).is_some_and(|terms| terms.directs);
		let portions = complex.portions.iter().filter(|portion| directs(portion.task));
		// At most eight portions of 2^16 minutes.
		portions.fold(0, |sum: u32, portion| sum.saturating_add(portion.minutes.into()))
	}

	/// Whether everybody who has a complex since `period` is new in it, since it was the period of
	/// the first allotment.
	fn began_in(&self, period: Period) -> bool {
		self.round == 1 && self.allotted == Some(period)
	}
}

impl Ledger {
	/// What a council owes from its report in `period` on: where its index by outsiders' ratings lies
	/// above the community's `mean`, on the scale on which it lies highest above it. Without either it
	/// owes nothing. What it offers stays.
	fn judged(
		period: Period,
		workplace: &Workplace,
		mean: Option<Both<Points>>,
		offered: u64,
	) -> Self {
		let none = Self { period, offered, ..Default::default() };
		let (Some(own), Some(mean)) = (workplace.outside_index(), mean) else { return none };
		let above = |scale: Scale| scale.of(own).0.saturating_sub(scale.of(mean).0);
		let scale = if above(Scale::Desirability) > above(Scale::Empowerment) {
			Scale::Desirability
		} else {
			Scale::Empowerment
		};
		let (own, mean) = (scale.of(own), scale.of(mean));
		let owed = owed(workplace.minutes, own, mean, workplace.rules.tolerance);
		Self { scale, own, owed, ..none }
	}
}

impl Report {
	/// What there is to say of a council in `period`. Without a division, or holders, what concerns
	/// them is 0.
	fn of(
		period: Period,
		workplace: &Workplace,
		community: Option<Both<Points>>,
		division: Option<&(Adopted, JobsOf)>,
	) -> Self {
		let none = Self {
			period,
			number: None,
			inside: workplace.inside.index(),
			community,
			complexes: 0,
			held: 0,
			balanced: 0,
			changed: 0,
			spread: None,
			directive: 0,
			most_directive: 0,
		};
		division.map_or(none, |(adopted, jobs)| none.with(adopted, jobs))
	}

	fn with(self, adopted: &Adopted, jobs: &JobsOf) -> Self {
		let complexes = adopted.complexes.iter().zip(&adopted.indices).zip(jobs);
		let held: Vec<_> = complexes.filter(|(_, job)| job.holder.is_some()).collect();
		let count = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
		let indices: Vec<Both<Points>> = held.iter().map(|((_, index), _)| **index).collect();
		let terms = &adopted.terms;
		let balanced =
			|index: &&Both<Points>| is_balanced(**index, terms.mean, terms.rules.tolerance);
		let last = self.period.0.checked_sub(1).map(Period);
		let changed = |since: Period| last == Some(since) && !adopted.began_in(since);
		let directive = held.iter().map(|((complex, _), _)| adopted.directive(complex));
		Self {
			number: Some(terms.number),
			complexes: count(adopted.complexes.len()),
			held: count(held.len()),
			balanced: count(indices.iter().filter(balanced).count()),
			changed: count(held.iter().filter(|(_, job)| changed(job.since)).count()),
			spread: spread(&indices),
			directive: directive.clone().fold(0, u32::saturating_add),
			most_directive: directive.max().unwrap_or_default(),
			..self
		}
	}
}
