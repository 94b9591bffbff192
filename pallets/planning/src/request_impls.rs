//! What counts for a consumers' council: what its speaker states and its members request, within its
//! means.

use crate::{utility_impls::Basket, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	defensive, dispatch::PostDispatchInfo, ensure, pallet_prelude::*, traits::Get,
};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{
	accumulate, lines_hash, merged, unscaled, Kind, Line, Scale, Worth, MAX_PRICE,
};
use parecon_primitives::{
	Asking, CouncilId, Credits, CycleId, Flow, GoodId, Granted, Iteration, PlanningYear, Quantity,
	Requested, Side,
};
use sp_core::H256;
use sp_runtime::traits::SaturatedConversion;

/// What counts of what a council and its members have stated.
pub(crate) struct Counted<T: Config> {
	/// The lines.
	pub lines: LinesOf<T>,
	/// The part of the private goods stated that they are.
	pub part: Scale,
	/// Of how many lines they were found.
	pub weighed: u32,
	/// In how many pages.
	pub pages: u32,
}

/// What counts of a proposal, and the speaker's lines where these are something else.
type CountedAndOwn<T> = (Counted<T>, Option<LinesOf<T>>);

impl<T: Config> Default for Counted<T> {
	fn default() -> Self {
		Self { lines: Default::default(), part: Scale::WHOLE, weighed: 0, pages: 0 }
	}
}

impl<MaxLines: Get<u32>> Enrolment<MaxLines> {
	/// Keeps what stands, where the council proposes in `iteration` for the first time.
	pub(crate) fn remember(&mut self, iteration: Iteration) {
		if self.spoken == iteration && self.before.is_some() {
			return;
		}
		self.before = Some(Before {
			spoken: self.spoken,
			lines: self.lines.clone(),
			since: self.since,
			part: self.part,
			own: self.own.clone(),
		});
	}

	/// What its speaker has stated.
	pub(crate) fn own_lines(&self) -> &BoundedVec<Line, MaxLines> {
		self.own.as_ref().unwrap_or(&self.lines)
	}

	/// Other lines count, that were stated long ago or are a part of those that count; what its speaker
	/// has stated stays.
	pub(crate) fn recount(&mut self, lines: BoundedVec<Line, MaxLines>) {
		let old = core::mem::replace(&mut self.lines, lines);
		if self.side == Side::Consumers {
			let own = self.own.take().unwrap_or(old);
			self.own = (own != self.lines).then_some(own);
		}
	}
}

impl<T: Config> Pallet<T> {
	/// See [`Pallet::recall`].
	pub(crate) fn do_recall(who: &T::AccountId, council: CouncilId) -> DispatchResultWithPostInfo {
		let mut cycle = Self::collecting()?;
		let mut enrolment =
			Enrolments::<T>::get(cycle.id, council).ok_or(Error::<T>::NotEnrolled)?;
		Self::ensure_speaks(who, council, enrolment.side, cycle.opened)?;
		ensure!(enrolment.spoken == cycle.iteration, Error::<T>::NothingToRecall);
		let before = enrolment.before.take().ok_or(Error::<T>::NothingToRecall)?;
		let mut basket = Basket::<T>::of_standing(&cycle, &enrolment, &before.lines)?;
		basket.replace(&enrolment.lines, &before.lines)?;
		let longest = before.lines.len().max(enrolment.lines.len()).saturated_into();
		let (id, iteration) = (cycle.id, cycle.iteration);
		let lines = Self::put_back(&mut cycle, council, &mut enrolment, before)?;
		let (benefit, _) = basket.benefit_and_cost();
		enrolment.note = None;
		enrolment.benefit = benefit;

		let levels = basket.levels();
		let pages = basket.write();
		Enrolments::<T>::insert(id, council, enrolment);
		Current::<T>::put(cycle);
		Self::deposit_event(Event::Recalled { cycle: id, iteration, council, lines });
		let weight = Self::propose_weight(longest, pages);
		Ok(PostDispatchInfo::from(Some(weight.saturating_add(Self::shares_weight(levels)))))
	}

	/// What stood before stands again, in memory; the hash of it.
	fn put_back(
		cycle: &mut CycleOf<T>,
		council: CouncilId,
		enrolment: &mut EnrolmentOf<T>,
		before: Before<T::MaxLines>,
	) -> Result<H256, Error<T>> {
		let hash = Self::accumulate(cycle, council, &before.lines)?;
		if before.spoken != cycle.iteration {
			cycle.spoken = cycle.spoken.checked_sub(1).ok_or(Error::Overflow)?;
		}
		if before.spoken == Iteration(0) {
			let heard = cycle.heard.get_mut(enrolment.side);
			*heard = heard.checked_sub(enrolment.population).ok_or(Error::Overflow)?;
		}
		if cycle.best.is_some_and(|best| before.since <= best.iteration) {
			enrolment.standing = Default::default();
			enrolment.standing_part = Scale::WHOLE;
		}
		enrolment.spoken = before.spoken;
		enrolment.lines = before.lines;
		enrolment.since = before.since;
		enrolment.part = before.part;
		enrolment.own = before.own;
		Ok(hash)
	}

	/// Replaces what counts of a council, in memory; the hash of it. What counted in the best iteration
	/// so far is kept.
	pub(crate) fn count_lines(
		cycle: &mut CycleOf<T>,
		council: CouncilId,
		enrolment: &mut EnrolmentOf<T>,
		counted: Counted<T>,
	) -> Result<H256, Error<T>> {
		let hash = Self::accumulate(cycle, council, &counted.lines)?;
		let old = core::mem::replace(&mut enrolment.lines, counted.lines);
		let part = core::mem::replace(&mut enrolment.part, counted.part);
		if cycle.best.is_some_and(|best| enrolment.since <= best.iteration) {
			enrolment.standing = old;
			enrolment.standing_part = part;
		}
		enrolment.since = cycle.iteration;
		Ok(hash)
	}

	/// Takes lines that count from now on into the accumulator; their hash.
	fn accumulate(
		cycle: &mut CycleOf<T>,
		council: CouncilId,
		lines: &[Line],
	) -> Result<H256, Error<T>> {
		cycle.accepted = cycle.accepted.checked_add(1).ok_or(Error::Overflow)?;
		let hash = lines_hash(lines);
		cycle.proposals = accumulate(cycle.proposals, council, hash);
		Ok(hash)
	}

	/// What counts of a proposal of `own` lines, and these where that is something else.
	pub(crate) fn counted_now(
		cycle: &CycleOf<T>,
		council: CouncilId,
		enrolment: &EnrolmentOf<T>,
		own: LinesOf<T>,
	) -> Result<CountedAndOwn<T>, Error<T>> {
		if enrolment.side == Side::Workers {
			let (weighed, pages) = (own.len().saturated_into(), Self::pages_of(&own));
			return Ok((Counted { lines: own, part: Scale::WHOLE, weighed, pages }, None));
		}
		let requested = T::Requested::requested(council);
		let (stated, left_out) = merged(&own, &requested, Self::most_lines());
		ensure!(left_out == 0, Error::TooManyLines);
		let counted = Self::counted(cycle, enrolment, &stated)?;
		let own = (own != counted.lines).then_some(own);
		Ok((counted, own))
	}

	/// What counts of what a consumers' council and its members state together.
	fn counted(
		cycle: &CycleOf<T>,
		enrolment: &EnrolmentOf<T>,
		stated: &[Line],
	) -> Result<Counted<T>, Error<T>> {
		let mut basket = Basket::<T>::of_standing(cycle, enrolment, stated)?;
		let (lines, part) = basket.restated(enrolment.budget, stated)?;
		let (weighed, pages) = (stated.len().saturated_into(), Self::pages_of(stated));
		Ok(Counted { lines: BoundedVec::truncate_from(lines), part, weighed, pages })
	}

	fn most_lines() -> usize {
		T::MaxLines::get().saturated_into()
	}

	/// One council of the stage in which what counts is found anew, or what comes after them; what it
	/// weighed.
	pub(crate) fn repeat_next(cycle: &mut CycleOf<T>, after: Option<CouncilId>) -> (Work, Weight) {
		let Some((council, side)) = Self::next_council(cycle, after) else {
			cycle.requested = 0;
			return (Self::begin_measuring(cycle), T::WeightInfo::begin_clearing());
		};
		let weight = match side {
			Side::Workers => T::WeightInfo::repeat_none(),
			Side::Consumers => Self::repeat(cycle, council),
		};
		(Work::Repeating { after: Some(council) }, weight)
	}

	/// Finds anew what counts for a consumers' council; what it weighed.
	fn repeat(cycle: &mut CycleOf<T>, council: CouncilId) -> Weight {
		let heard = |one: &EnrolmentOf<T>| {
			one.spoken == cycle.iteration && cycle.requested == 0 || cycle.has_left(one)
		};
		let Some(enrolment) =
			Enrolments::<T>::get(cycle.id, council).filter(|enrolment| !heard(enrolment))
		else {
			return T::WeightInfo::repeat_none();
		};
		Self::repeat_lines(cycle, council, enrolment).unwrap_or_else(|_| {
			defensive!("totals do not hold a proposal");
			Self::deposit_event(Event::Unexpected(Surprise::TotalsDiffer));
			T::WeightInfo::repeat(T::MaxLines::get())
		})
	}

	fn repeat_lines(
		cycle: &mut CycleOf<T>,
		council: CouncilId,
		mut enrolment: EnrolmentOf<T>,
	) -> Result<Weight, Error<T>> {
		let own = Self::standable(cycle, &enrolment)?;
		let counted = Self::repeated(cycle, council, &enrolment, &own)?;
		let own = (own != counted.lines).then_some(own);
		let id = cycle.id;
		if counted.lines == enrolment.lines {
			let pages = Self::pages_of(&enrolment.lines).max(counted.pages).max(1);
			let shared = Self::shares_weight(enrolment.shares.len().saturated_into());
			if (counted.part, &own) != (enrolment.part, &enrolment.own) {
				enrolment.part = counted.part;
				enrolment.own = own;
				Enrolments::<T>::insert(id, council, enrolment);
			}
			return Ok(T::WeightInfo::repeat(pages).saturating_add(shared));
		}
		let mut basket = Basket::<T>::of_standing(cycle, &enrolment, &counted.lines)?;
		basket.replace(&enrolment.lines, &counted.lines)?;
		let weighed = counted.pages.max(1);
		let lines = Self::count_lines(cycle, council, &mut enrolment, counted)?;
		enrolment.own = own;

		let levels = basket.levels();
		let pages = basket.write().max(weighed);
		Enrolments::<T>::insert(id, council, enrolment);
		let iteration = cycle.iteration;
		Self::deposit_event(Event::Repeated { cycle: id, iteration, council, lines });
		Ok(T::WeightInfo::repeat(pages).saturating_add(Self::shares_weight(levels)))
	}

	/// What the speaker of a consumers' council has stated; of lines of another cycle those that can be
	/// stated in this one.
	fn standable(cycle: &CycleOf<T>, enrolment: &EnrolmentOf<T>) -> Result<LinesOf<T>, Error<T>> {
		let own = enrolment.own_lines();
		if enrolment.spoken != Iteration(0) {
			return Ok(own.clone());
		}
		let mut basket = Basket::<T>::of_standing(cycle, enrolment, &[])?;
		let lines = own.iter().filter(|line| basket.ensure_concerned(line).is_ok());
		Ok(BoundedVec::truncate_from(lines.copied().collect()))
	}

	/// What counts for a council that is silent, or whose members ask for something else. Where changes
	/// are bounded, and this would be too large a one, it is what stood, scaled to the means. Requests
	/// that find no room among the lines are left out: the speaker cannot be asked.
	fn repeated(
		cycle: &CycleOf<T>,
		council: CouncilId,
		enrolment: &EnrolmentOf<T>,
		own: &[Line],
	) -> Result<Counted<T>, Error<T>> {
		let requested = T::Requested::requested(council);
		let (stated, _) = merged(own, &requested, Self::most_lines());
		let counted = Self::counted(cycle, enrolment, &stated)?;
		let mut basket = Basket::<T>::of_standing(cycle, enrolment, &counted.lines)?;
		if basket.ensure_steady(cycle, enrolment, &counted.lines).is_ok() {
			return Ok(counted);
		}
		let scaled = Self::counted(cycle, enrolment, &enrolment.lines)?;
		Ok(Counted { part: enrolment.part.and(scaled.part), ..scaled })
	}

	/// What a consumers' council stated in the cycle of the plan in force, if it is in that.
	pub(crate) fn stated_last(side: Side, last: Option<&EnrolmentOf<T>>) -> Option<LinesOf<T>> {
		let own = last.filter(|_| side == Side::Consumers)?.own_lines();
		(!own.is_empty()).then(|| own.clone())
	}
}

impl<T: Config> PlanningYear<BlockNumberFor<T>> for Pallet<T> {
	fn asking() -> Option<Asking<BlockNumberFor<T>>> {
		let cycle = Self::running().ok()?;
		let open = match cycle.phase {
			Phase::Enrolling => true,
			Phase::Collecting => cycle.params.swing.most(cycle.iteration).is_none(),
			_ => false,
		};
		let Cycle { id, opened, .. } = cycle;
		let income_per_head = cycle.params.income_per_head;
		open.then_some(Asking { cycle: id, opened, income_per_head })
	}

	fn is_counting() -> bool {
		Self::running().is_ok() && Self::asking().is_none()
	}

	fn cost(goods: &[(GoodId, Quantity)]) -> Option<Credits> {
		let mut quotes = BTreeMap::new();
		let mut sum = Worth::default();
		for (good, amount) in goods {
			let quote = Basket::<T>::quote(&mut quotes, *good).ok()?;
			let priced = quote.kind == Kind::Private && Flow::usage(*amount).is_some();
			sum = sum.saturating_add(Worth::of(quote.price.min(MAX_PRICE), amount.0));
			priced.then_some(())?;
		}
		Some(sum.ceil(1))
	}

	fn requests_changed(council: CouncilId) {
		let Ok(mut cycle) = Self::running() else { return };
		if Roll::<T>::contains_key(cycle.id, CouncilKey::from(council)) {
			cycle.requested = cycle.requested.saturating_add(1);
			Current::<T>::put(cycle);
		}
	}

	fn granted(council: CouncilId) -> Option<(CycleId, Vec<Granted>)> {
		let plan = InForce::<T>::get()?;
		let Enrolment { side, lines, granted, part, .. } = Enrolments::<T>::get(plan, council)?;
		let mut quotes = BTreeMap::new();
		let mut is_private = |line: &Line| {
			let quote = Basket::<T>::quote(&mut quotes, line.good);
			quote.is_ok_and(|quote| quote.kind == Kind::Private)
		};
		let lines = lines.iter().zip(granted).filter(|(line, _)| is_private(line));
		let all = lines.map(|(line, granted)| Granted {
			good: line.good,
			stated: unscaled(part, line.flow.amount()),
			granted,
		});
		(side == Side::Consumers).then(|| (plan, all.collect()))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_asking(council: CouncilId, goods: u32) -> Vec<GoodId> {
		benchmarking::ensure_asking::<T>(council, goods)
	}
}
