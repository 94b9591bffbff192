//! Lots, wishes, allotment, and jobs that are taken and left.

use crate::{
	Adopted, Config, Divisions, Error, Event, History, Job, Jobs, JobsOf, MaxWorkers, Pallet,
	Roster, Rosters, Stint, Stints, Surprise, Wants, Wishes, Workplaces,
};
use alloc::{
	collections::{btree_map::BTreeMap, btree_set::BTreeSet},
	vec,
	vec::Vec,
};
use codec::Encode;
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};
use parecon_jobs_engine::{self as engine, Portion, Worker};
use parecon_primitives::{CouncilId, Lottery, MemberId, Period, StorageQuota};

/// One who takes part in an allotment.
struct Applicant {
	/// Who it is.
	member: MemberId,
	/// The complexes that they wish for and can do, best first.
	wishes: Vec<u8>,
	/// The complex that they have held for so long that others come first.
	held_long: Option<u8>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_draw_lots(council: CouncilId) -> DispatchResult {
		let mut adopted = Self::ensure_division(council)?;
		ensure!(adopted.lots.is_none(), Error::<T>::LotsDrawn);
		let number = adopted.terms.number;
		let subject = lots_subject(council, number);
		let Some(seed) = T::Lottery::lot(adopted.terms.epoch, &subject) else {
			return Self::postpone_lots(council, adopted);
		};
		let count = u8::try_from(adopted.terms.workers.len()).map_err(|_| Error::<T>::Overflow)?;
		let lots = engine::lots(&seed.0, count);
		let lots = BoundedVec::try_from(lots).map_err(|_| Error::<T>::Overflow)?;

		adopted.lots = Some(lots);
		Divisions::<T>::insert(council, adopted);
		Self::deposit_event(Event::LotsDrawn { council, number, seed });
		Ok(())
	}

	/// Freezes the roster of a division anew, where its lot is not kept any more.
	fn postpone_lots(council: CouncilId, mut adopted: Adopted) -> DispatchResult {
		ensure!(Self::is_lot_lost(adopted.terms.epoch), Error::<T>::LotsNotKnown);

		let epoch = T::Lottery::epoch();
		adopted.terms.epoch = epoch;
		Divisions::<T>::insert(council, adopted);
		Self::deposit_event(Event::LotsPostponed { council, epoch });
		Ok(())
	}

	pub(crate) fn do_rank(
		who: T::AccountId,
		council: CouncilId,
		complexes: BoundedVec<u8, MaxWorkers>,
	) -> DispatchResult {
		let member = Self::ensure_member(&who)?;
		let adopted = Self::ensure_division(council)?;
		let former = Wants::<T>::contains_key(council, member);
		if complexes.is_empty() {
			if former {
				Wants::<T>::remove(council, member);
				T::Quota::release(member, crate::room::<Wishes>());
			}
		} else {
			let roster = Rosters::<T>::get(council);
			ensure!(worker_of(&roster, member).is_some(), Error::<T>::NotOffered);
			ensure!(are_wishes(&complexes, adopted.complexes.len()), Error::<T>::InvalidWish);
			if !former {
				// The first write, and the last that can fail: it changes nothing if it does.
				T::Quota::hold(member, crate::room::<Wishes>())?;
			}
			let wishes = Wishes { number: adopted.terms.number, complexes: complexes.clone() };
			Wants::<T>::insert(council, member, wishes);
		}
		Self::deposit_event(Event::Ranked { council, member, complexes });
		Ok(())
	}

	pub(crate) fn do_allot(council: CouncilId) -> DispatchResult {
		let mut adopted = Self::ensure_division(council)?;
		let lots = adopted.lots.clone().ok_or(Error::<T>::LotsNotDrawn)?;
		let period = Self::period();
		let due = adopted.period < period && adopted.allotted < Some(period);
		ensure!(due, Error::<T>::TooEarly);
		let reported = Workplaces::<T>::get(council).and_then(|workplace| workplace.reported);
		ensure!(reported == Some(period), Error::<T>::ReportFirst);
		let jobs = Jobs::<T>::get(council);
		let applicants = Self::applicants(council, &adopted, &jobs);
		let round = adopted.round;
		let places = Self::places(&lots, round, &applicants);
		let holders = allotted(&places, &applicants, jobs.len());

		adopted.round = round.saturating_add(1);
		adopted.allotted = Some(period);
		Divisions::<T>::insert(council, &adopted);
		let asked = asked_first(&applicants, jobs.len());
		Self::settle(council, &adopted, jobs, &holders, &asked);
		// There are no more holders than jobs, whose bound is the same.
		let holders = BoundedVec::truncate_from(holders);
		Self::deposit_event(Event::Allotted { council, period, round, holders });
		Ok(())
	}

	pub(crate) fn do_take(who: T::AccountId, council: CouncilId, complex: u8) -> DispatchResult {
		let member = Self::ensure_seated(&who, council)?;
		let adopted = Self::ensure_division(council)?;
		let mut jobs = Jobs::<T>::get(council);
		let mine = Self::complex_of(&jobs, member);
		let job = jobs.get_mut(usize::from(complex)).ok_or(Error::<T>::UnknownComplex)?;
		ensure!(job.holder.is_none(), Error::<T>::Taken);
		ensure!(mine.is_none(), Error::<T>::HasJob);
		ensure_able::<T>(&Rosters::<T>::get(council), member, &adopted, complex)?;

		job.holder = Some(member);
		job.since = Self::period();
		Jobs::<T>::insert(council, jobs);
		Self::deposit_event(Event::JobTaken { council, complex, member });
		Ok(())
	}

	pub(crate) fn do_give_up(who: T::AccountId, council: CouncilId) -> DispatchResult {
		let member = Self::ensure_member(&who)?;
		let adopted = Divisions::<T>::get(council).ok_or(Error::<T>::NoJob)?;
		let mut jobs = Jobs::<T>::get(council);
		let complex = Self::complex_of(&jobs, member).ok_or(Error::<T>::NoJob)?;

		Self::end_job(council, &adopted, &mut jobs, complex);
		Jobs::<T>::insert(council, jobs);
		Self::deposit_event(Event::JobLeft { council, complex, member });
		Ok(())
	}

	/// The division that the council has adopted.
	pub(crate) fn ensure_division(council: CouncilId) -> Result<Adopted, Error<T>> {
		Divisions::<T>::get(council).ok_or(Error::<T>::NoDivision)
	}

	/// The complex that `member` has.
	pub(crate) fn complex_of(jobs: &JobsOf, member: MemberId) -> Option<u8> {
		let holds = |job: &Job| job.holder == Some(member);
		(0u8..).zip(jobs).find(|(_, job)| holds(job)).map(|(complex, _)| complex)
	}

	/// Frees a complex. Who held it in an earlier period keeps a stint of it in their history, where
	/// the oldest makes room. The jobs are still to be written.
	pub(crate) fn end_job(council: CouncilId, adopted: &Adopted, jobs: &mut JobsOf, complex: u8) {
		let Some(job) = jobs.get_mut(usize::from(complex)) else { return };
		let Some(member) = job.holder.take() else { return };
		let from = core::mem::take(&mut job.since);
		job.substitute = None;
		let Some(to) = Self::period().0.checked_sub(1).map(Period).filter(|to| from <= *to) else {
			return;
		};
		let mut tasks = BoundedVec::default();
		for portion in portions_of(adopted, complex) {
			if let Some(terms) = adopted.terms.tasks.get(usize::from(portion.task)) {
				// As many fit as a complex can have.
				let _ = tasks.try_push(terms.task);
			}
		}
		let stint = Stint { number: Some(adopted.terms.number), complex, from, to, tasks };
		History::<T>::mutate(council, member, |stints| remember(stints, stint));
	}

	/// Who takes part in an allotment: the frozen roster, in its order, and after it those who have
	/// taken a complex up since and can only keep it.
	fn applicants(council: CouncilId, adopted: &Adopted, jobs: &JobsOf) -> Vec<Applicant> {
		let roster = Rosters::<T>::get(council);
		let mut held: BTreeMap<MemberId, (u8, Job)> = (0u8..)
			.zip(jobs)
			.filter_map(|(complex, job)| Some((job.holder?, (complex, *job))))
			.collect();
		let mut applicants = Vec::new();
		for worker in &adopted.terms.workers {
			let member = worker.member;
			let holds = held.remove(&member);
			let wants = Wants::<T>::get(council, member)
				.filter(|wants| wants.number == adopted.terms.number)
				.map(|wants| wants.complexes.into_inner());
			applicants.push(Self::applicant(council, &roster, adopted, member, holds, wants));
		}
		for (member, holds) in held {
			let holds = Some(holds);
			applicants.push(Self::applicant(council, &roster, adopted, member, holds, None));
		}
		applicants
	}

	/// How `member` takes part. Who has no seat or offers no hours any more can do nothing; who ranks
	/// nothing wishes for what they hold.
	fn applicant(
		council: CouncilId,
		roster: &Roster,
		adopted: &Adopted,
		member: MemberId,
		holds: Option<(u8, Job)>,
		wants: Option<Vec<u8>>,
	) -> Applicant {
		let live = worker_of(roster, member).filter(|_| Self::is_seated(member, council));
		let mut wishes =
			wants.unwrap_or_else(|| holds.map(|(complex, _)| complex).into_iter().collect());
		wishes.retain(|complex| live.is_some_and(|worker| is_able(worker, adopted, *complex)));
		let (precedence, period) = (adopted.terms.rules.precedence, Self::period());
		let is_long = |job: &Job| job.since.0.saturating_add(precedence.into()) <= period.0;
		let held_long = holds.filter(|(_, job)| is_long(job)).map(|(complex, _)| complex);
		Applicant { member, wishes, held_long }
	}

	/// The applicants in the order of their places in `round`; those without a lot come last.
	fn places(lots: &[u8], round: u32, applicants: &[Applicant]) -> Vec<u8> {
		let count = u32::try_from(lots.len()).unwrap_or(u32::MAX);
		let mut drawn: Vec<(u32, u8)> = (0u32..)
			.zip(lots)
			.map(|(lot, worker)| (engine::place(lot, round, count), *worker))
			.collect();
		drawn.sort_unstable();
		if drawn.iter().any(|(_, worker)| usize::from(*worker) >= applicants.len()) {
			Self::deposit_event(Event::Unexpected(Surprise::WorkerMissing));
		}
		let late = (0u8..=u8::MAX).zip(applicants).skip(lots.len()).map(|(late, _)| late);
		drawn.into_iter().map(|(_, worker)| worker).chain(late).collect()
	}

	/// Ends the jobs of who has another one or none from now on, and begins those of the new holders.
	fn settle(
		council: CouncilId,
		adopted: &Adopted,
		mut jobs: JobsOf,
		holders: &[Option<MemberId>],
		asked: &[u8],
	) {
		let period = Self::period();
		for (complex, (holder, asked)) in (0u8..).zip(holders.iter().zip(asked)) {
			let former = jobs.get(usize::from(complex)).and_then(|job| job.holder);
			if former != *holder {
				Self::end_job(council, adopted, &mut jobs, complex);
			}
			let Some(job) = jobs.get_mut(usize::from(complex)) else { continue };
			if former != *holder && holder.is_some() {
				job.since = period;
			}
			*job = Job { holder: *holder, substitute: None, asked: *asked, ..*job };
		}
		Jobs::<T>::insert(council, jobs);
	}
}

/// Whether `member` offers the hours, and has the qualifications, for a complex.
///
/// # Errors
/// [`Error::NotOffered`], [`Error::HoursExceeded`], [`Error::NotQualified`].
pub(super) fn ensure_able<T: Config>(
	roster: &Roster,
	member: MemberId,
	adopted: &Adopted,
	complex: u8,
) -> Result<(), Error<T>> {
	let worker = worker_of(roster, member).ok_or(Error::<T>::NotOffered)?;
	if is_able(worker, adopted, complex) {
		return Ok(());
	}
	// With every qualification only the hours can be missing.
	let qualified = Worker { qualifications: u32::MAX, ..*worker };
	ensure!(is_able(&qualified, adopted, complex), Error::<T>::HoursExceeded);
	Err(Error::<T>::NotQualified)
}

/// The name of the lot by which the workers of a division choose.
fn lots_subject(council: CouncilId, number: u32) -> Vec<u8> {
	(b"jobs/lots", council, number).encode()
}

/// The entry of `member` in a roster.
fn worker_of(roster: &Roster, member: MemberId) -> Option<&Worker> {
	let place = roster.binary_search_by_key(&member, |worker| worker.member).ok()?;
	roster.get(place)
}

fn portions_of(adopted: &Adopted, complex: u8) -> &[Portion] {
	let complex = adopted.complexes.get(usize::from(complex));
	complex.map(|complex| complex.portions.as_slice()).unwrap_or_default()
}

fn is_able(worker: &Worker, adopted: &Adopted, complex: u8) -> bool {
	let known = usize::from(complex) < adopted.complexes.len();
	known && engine::able(worker, &adopted.terms.tasks, portions_of(adopted, complex))
}

/// Whether all are complexes of a division that has `count`, each named once.
fn are_wishes(complexes: &[u8], count: usize) -> bool {
	let named: BTreeSet<u8> = complexes.iter().copied().collect();
	named.len() == complexes.len() && named.last().is_none_or(|last| usize::from(*last) < count)
}

/// Adds a stint to a history; where it is full the oldest goes.
fn remember(stints: &mut Stints, stint: Stint) {
	if stints.is_full() {
		stints.remove(0);
	}
	// There is room now.
	let _ = stints.try_push(stint);
}

/// By complex, who gets it.
fn allotted(places: &[u8], applicants: &[Applicant], complexes: usize) -> Vec<Option<MemberId>> {
	let wishes: Vec<Vec<u8>> =
		applicants.iter().map(|applicant| applicant.wishes.clone()).collect();
	let held_long = |applicant: usize, complex: usize| {
		let held = applicants.get(applicant).and_then(|applicant| applicant.held_long);
		held.is_some_and(|held| usize::from(held) == complex)
	};
	// Wishes that cannot be fulfilled were passed over.
	engine::allot(places, &wishes, complexes, |_, _| true, held_long)
		.into_iter()
		.map(|worker| applicants.get(usize::from(worker?)).map(|applicant| applicant.member))
		.collect()
}

/// By complex, how many wish for it first.
fn asked_first(applicants: &[Applicant], complexes: usize) -> Vec<u8> {
	let mut asked = vec![0u8; complexes];
	for first in applicants.iter().filter_map(|applicant| applicant.wishes.first()) {
		if let Some(asked) = asked.get_mut(usize::from(*first)) {
			*asked = asked.saturating_add(1);
		}
	}
	asked
}
