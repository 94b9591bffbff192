//! How a council divides its labour: rules, windows for divisions, and the one that is adopted.

use crate::{
	room, Adopted, Best, Candidates, Claim, Complex, Config, Division, Divisions, Error, Event,
	Job, JobRules, Jobs, JobsOf, MaxPortions, Mode, Pallet, Rosters, Tasks, Terms, Voice,
	WeightInfo, Window, WindowOf, Windows, Workplace, Workplaces,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	dispatch::DispatchErrorWithPostInfo,
	ensure,
	pallet_prelude::{DispatchResult, DispatchResultWithPostInfo, Get},
	sp_runtime::traits::{BlakeTwo256, Hash, Saturating},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_jobs_engine::{self as engine, Fault, Points, Quality, TaskTerms, Verified};
use parecon_primitives::{CouncilId, Lottery, MemberId, StorageQuota};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_rules(
		who: T::AccountId,
		council: CouncilId,
		rules: JobRules,
	) -> DispatchResult {
		Self::ensure_speaks(&who, council)?;
		let mut workplace = Self::ensure_workplace(council)?;
		Self::ensure_not_frozen(council)?;
		ensure!(is_valid(&rules), Error::<T>::InvalidRules);

		workplace.rules = rules;
		Workplaces::<T>::insert(council, workplace);
		Self::deposit_event(Event::RulesSet { council, rules });
		Ok(())
	}

	pub(crate) fn do_open_window(
		who: T::AccountId,
		council: CouncilId,
		blocks: u32,
	) -> DispatchResult {
		Self::ensure_speaks(&who, council)?;
		let mut workplace = Self::ensure_workplace(council)?;
		Self::ensure_not_frozen(council)?;
		ensure!((1..=T::MaxWindow::get()).contains(&blocks), Error::<T>::InvalidWindow);
		let terms = Self::terms_of(council, &workplace)?;
		let next = workplace.next.checked_add(1).ok_or(Error::<T>::Overflow)?;
		let closes = Self::now().saturating_add(blocks.into());
		let expires = closes.saturating_add(T::AdoptionTime::get().into());
		// The first write, and the last that can fail: it changes nothing if it does.
		T::Quota::hold_of_council(council, room::<WindowOf<T>>())?;

		workplace.next = next;
		Workplaces::<T>::insert(council, workplace);
		let (number, mean) = (terms.number, terms.mean);
		Windows::<T>::insert(council, Window { closes, expires, terms });
		Self::deposit_event(Event::WindowOpened { council, number, closes, mean });
		Ok(())
	}

	pub(crate) fn do_submit(
		who: T::AccountId,
		council: CouncilId,
		quality: Quality,
		division: Division,
	) -> DispatchResultWithPostInfo {
		let hash = BlakeTwo256::hash_of(&division);
		let best = Best::<T>::get(council);
		if best.is_some_and(|best| (quality, hash) >= (best.quality, best.hash)) {
			return Err(DispatchErrorWithPostInfo {
				post_info: Some(T::WeightInfo::submit_refused()).into(),
				error: Error::<T>::NotBetter.into(),
			});
		}
		let by = Self::ensure_seated(&who, council)?;
		let window = Windows::<T>::get(council).ok_or(Error::<T>::NoWindow)?;
		ensure!(Self::now() < window.closes, Error::<T>::WindowClosed);
		let verified = verified::<T>(&window.terms, &division)?;
		ensure!(verified.quality == quality, Error::<T>::FalseClaim);
		// The first write, and the last that can fail: it changes nothing if it does.
		Self::hold_candidate(by, best)?;

		Best::<T>::insert(council, Claim { quality, hash, by });
		Candidates::<T>::insert(council, division);
		let number = window.terms.number;
		Self::deposit_event(Event::Submitted { council, number, by, quality, hash });
		Ok(().into())
	}

	pub(crate) fn do_adopt(who: T::AccountId, council: CouncilId) -> DispatchResult {
		Self::ensure_speaks(&who, council)?;
		let window = Windows::<T>::get(council).ok_or(Error::<T>::NoWindow)?;
		ensure!(Self::now() >= window.closes, Error::<T>::WindowNotClosed);
		let best = Best::<T>::get(council).ok_or(Error::<T>::NothingSubmitted)?;
		let division = Candidates::<T>::get(council).ok_or(Error::<T>::NothingSubmitted)?;
		let rules = window.terms.rules;
		let balanced = rules.mode == Mode::Advisory || best.quality.worst <= rules.tolerance;
		ensure!(balanced, Error::<T>::BeyondTolerance);
		Self::ensure_not_weighing()?;
		let (adopted, balanced) = Self::adopted(window.terms, division)?;
		let former = Divisions::<T>::get(council);
		if former.is_none() {
			// The first write, and the last that can fail: it changes nothing if it does.
			T::Quota::hold_of_council(council, division_bytes())?;
		}

		if let Some(former) = former {
			Self::end_jobs(council, &former);
		}
		Self::put_division(council, &adopted);
		Self::clear_window(council);
		Self::begin_weights(council, &adopted);
		Self::deposit_event(Event::DivisionAdopted {
			council,
			number: adopted.terms.number,
			quality: adopted.quality,
			balanced,
			complexes: u32::try_from(adopted.complexes.len()).unwrap_or(u32::MAX),
		});
		Ok(())
	}

	pub(crate) fn do_drop_window(who: T::AccountId, council: CouncilId) -> DispatchResult {
		let window = Windows::<T>::get(council).ok_or(Error::<T>::NoWindow)?;
		let now = Self::now();
		ensure!(now >= window.closes, Error::<T>::WindowNotClosed);
		if now < window.expires {
			Self::ensure_speaks(&who, council)?;
		}

		Self::clear_window(council);
		let number = window.terms.number;
		Self::deposit_event(Event::WindowDropped { council, number });
		Ok(())
	}

	fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Removes the council's window with its best division, and gives the room back.
	pub(crate) fn clear_window(council: CouncilId) {
		if Windows::<T>::take(council).is_some() {
			T::Quota::release_of_council(council, room::<WindowOf<T>>());
		}
		Candidates::<T>::remove(council);
		if let Some(best) = Best::<T>::take(council) {
			T::Quota::release(best.by, room::<Division>());
		}
	}

	/// Removes the council's adopted division with its jobs, and gives the room back.
	pub(crate) fn clear_division(council: CouncilId) {
		if Divisions::<T>::take(council).is_some() {
			T::Quota::release_of_council(council, division_bytes());
		}
		Jobs::<T>::remove(council);
	}

	/// What divisions of the council's labour are measured by now.
	fn terms_of(council: CouncilId, workplace: &Workplace) -> Result<Terms, Error<T>> {
		let workers = Rosters::<T>::get(council);
		ensure!(!workers.is_empty(), Error::<T>::NoWorkers);
		let mut tasks = BoundedVec::default();
		for id in &workplace.tasks {
			let task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
			let minutes = task.minutes();
			let terms = TaskTerms {
				task: *id,
				minutes,
				// Where the block is larger than the task, one person does it.
				block: u16::try_from(minutes).unwrap_or(u16::MAX).min(task.spec.block),
				class: task.spec.class,
				directs: task.spec.directs,
				requires: task.spec.requires,
				score: task.score_of(Voice::Inside).ok_or(Error::<T>::Unrated)?,
			};
			tasks.try_push(terms).map_err(|_| Error::<T>::TooManyTasks)?;
		}
		Ok(Terms {
			number: workplace.next,
			epoch: T::Lottery::epoch(),
			rules: workplace.rules,
			mean: engine::mean_of(&tasks).ok_or(Error::<T>::Unrated)?,
			tasks,
			workers,
		})
	}

	/// Moves the room for the best division from who submitted the best so far to `by`.
	fn hold_candidate(by: MemberId, best: Option<Claim>) -> DispatchResult {
		let former = best.map(|best| best.by);
		if former == Some(by) {
			return Ok(());
		}
		T::Quota::hold(by, room::<Division>())?;
		if let Some(former) = former {
			T::Quota::release(former, room::<Division>());
		}
		Ok(())
	}

	/// The division as it is adopted now, and how many of its complexes are balanced.
	fn adopted(mut terms: Terms, complexes: Division) -> Result<(Adopted, u32), Error<T>> {
		let Verified { quality, indices, balanced, .. } = verified::<T>(&terms, &complexes)?;
		let indices = BoundedVec::try_from(indices).map_err(|_| Error::<T>::Overflow)?;
		// Their lot must not be known before.
		terms.epoch = T::Lottery::epoch();
		let adopted = Adopted {
			period: Self::period(),
			terms,
			complexes,
			indices,
			quality,
			lots: None,
			round: 0,
			allotted: None,
		};
		Ok((adopted, balanced))
	}

	/// Ends all jobs of a division.
	fn end_jobs(council: CouncilId, former: &Adopted) {
		let mut jobs = Jobs::<T>::get(council);
		for (complex, _) in (0u8..).zip(&former.complexes) {
			Self::end_job(council, former, &mut jobs, complex);
		}
	}

	/// Puts an adopted division in place, with jobs that nobody has.
	fn put_division(council: CouncilId, adopted: &Adopted) {
		let jobs: Vec<Job> = vec![Job::default(); adopted.complexes.len()];
		Divisions::<T>::insert(council, adopted);
		// There are no more jobs than complexes, whose bound is the same.
		Jobs::<T>::insert(council, JobsOf::truncate_from(jobs));
	}
}

/// The room that an adopted division takes in the council's purse, with its jobs.
fn division_bytes() -> u32 {
	room::<Adopted>().saturating_add(room::<JobsOf>())
}

/// What the engine says of a division.
///
/// # Errors
/// One for each [`Fault`].
pub(crate) fn verified<T: Config>(
	terms: &Terms,
	division: &[Complex],
) -> Result<Verified, Error<T>> {
	let Terms { rules, mean, tasks, workers, .. } = terms;
	let complexes = division.iter().map(|complex| (complex.fits, complex.portions.as_slice()));
	engine::verify(tasks, workers, rules.most_tasks, rules.tolerance, *mean, complexes)
		.map_err(error_of)
}

fn error_of<T>(fault: Fault) -> Error<T> {
	match fault {
		Fault::NoComplexes => Error::NoComplexes,
		Fault::Empty { .. }
		| Fault::UnknownTask { .. }
		| Fault::NoMinutes { .. }
		| Fault::TaskTwice { .. } => Error::InvalidComplex,
		Fault::TooManyTasks { .. } => Error::ComplexTooLarge,
		Fault::BelowBlock { .. } => Error::BelowBlock,
		Fault::UnknownWorker { .. } | Fault::WorkerTwice { .. } => Error::InvalidWorker,
		Fault::ClassExceeded { .. } => Error::HoursExceeded,
		Fault::NotQualified { .. } => Error::NotQualified,
		Fault::Uncovered { .. } => Error::MinutesMissing,
		Fault::OverCovered { .. } => Error::MinutesTwice,
	}
}

fn is_valid(rules: &JobRules) -> bool {
	(1..=MaxPortions::get()).contains(&rules.most_tasks.into())
		&& rules.precedence > 0
		&& rules.tolerance <= Points::MAX
}
