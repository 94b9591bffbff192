//! The phases. They move only here, when a block begins, under a share of the block.
//!
//! Work on pages is metered page by page, so any number of goods can be cleared; where it stops in
//! one block is where it goes on in the next, and the result does not depend on where that is.

use crate::*;
use frame_support::{
	defensive,
	pallet_prelude::*,
	weights::{Weight, WeightMeter},
};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{
	page_hash_chain, prices_start, totals_start, Measure, Outcome, PageMemory, Record, Rule, Step,
	Totals,
};
use parecon_primitives::{FreezePopulation, GoodId, Iteration};
use sp_core::H256;
use sp_runtime::traits::Saturating;

/// What is left to do with a cycle in this block.
enum Next {
	/// A page of staged work, or the move to another phase.
	Work(Weight),
	/// Nothing before an extrinsic or a deadline.
	Wait,
}

impl<T: Config> Pallet<T> {
	/// Moves the running cycle on, as far as the share of the block allows.
	pub(crate) fn tick(now: BlockNumberFor<T>, meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::tick()).is_err() {
			return;
		}
		let Some(mut cycle) = Current::<T>::get().filter(|cycle| !cycle.phase.is_over()) else {
			return;
		};
		let mut staged = Staged::<T>::get();
		let mut share = WeightMeter::with_limit(Self::share_of_block().min(meter.remaining()));
		let mut moved = false;
		while let Next::Work(weight) = Self::next_step(&cycle, staged.as_ref(), now) {
			if !share.can_consume(weight) {
				break;
			}
			moved = true;
			let actual = Self::step(&mut cycle, &mut staged, now).unwrap_or(weight);
			share.consume(actual);
		}
		meter.consume(share.consumed());
		if moved {
			Current::<T>::put(cycle);
			Staged::<T>::set(staged);
		}
	}

	/// The weight that staged work may take in a block.
	pub(crate) fn share_of_block() -> Weight {
		BlockShare::<T>::get() * T::BlockWeights::get().max_block
	}

	/// What comes next, and what it weighs.
	fn next_step(cycle: &CycleOf<T>, staged: Option<&Work>, now: BlockNumberFor<T>) -> Next {
		let due = now >= cycle.deadline;
		match (cycle.phase, staged) {
			(Phase::Opening { page: 0 }, _) => Next::Work(Self::first_page_weight()),
			(Phase::Opening { page }, _) if page < Self::pages() => {
				Next::Work(Self::open_weight(page))
			},
			(Phase::Opening { .. }, _) => Next::Work(T::WeightInfo::turn()),
			(Phase::Enrolling | Phase::Ratifying, _) if due => Next::Work(T::WeightInfo::turn()),
			(Phase::Ratifying, _) if cycle.is_approved() || cycle.is_rejected() => {
				Next::Work(T::WeightInfo::turn())
			},
			(Phase::Collecting, _) if due || cycle.spoken >= cycle.enrolled() => {
				Next::Work(T::WeightInfo::begin_clearing())
			},
			(Phase::Clearing | Phase::Settling, Some(work)) => {
				Next::Work(Self::staged_weight(cycle.params.rule, work))
			},
			(Phase::Clearing | Phase::Settling, None) => {
				Next::Work(T::WeightInfo::begin_clearing())
			},
			_ => Next::Wait,
		}
	}

	/// The first step of a cycle: it fixes by whom the cycle counts, and opens the first page.
	fn first_page_weight() -> Weight {
		T::WeightInfo::freeze().saturating_add(Self::open_weight(0))
	}

	fn open_weight(page: u32) -> Weight {
		T::WeightInfo::open_page().saturating_add(Self::page_levels_weight(page))
	}

	/// The most that the next step of staged work can weigh.
	fn staged_weight(rule: Rule, work: &Work) -> Weight {
		let adjusting = |keep: bool, weight: Weight| match keep {
			true => weight.saturating_add(T::WeightInfo::keep_page()),
			false => weight,
		};
		match work {
			Work::Measuring { page, .. } if *page >= Self::pages() => T::WeightInfo::settle(),
			Work::Adjusting { page, .. } if *page >= Self::pages() => T::WeightInfo::turn(),
			Work::Repeating { .. } => Self::repeat_weight(Self::pages()),
			Work::Measuring { page, .. } => {
				Self::measuring_weight(rule).saturating_add(Self::page_levels_weight(*page))
			},
			Work::Adjusting { keep, .. } => adjusting(*keep, Self::adjusting_weight(rule)),
			Work::Settling(settling) => Self::settling_weight(settling),
		}
	}

	/// The most that the step of a council can weigh whose lines are found anew, or the move on from them,
	/// where there are so many pages: old and new lines can be in different ones.
	pub(crate) fn repeat_weight(pages: u32) -> Weight {
		T::WeightInfo::repeat(T::MaxLines::get().saturating_mul(2).min(pages))
			.saturating_add(Self::shares_weight(MAX_SHARES))
			.max(T::WeightInfo::begin_clearing())
	}

	fn measuring_weight(rule: Rule) -> Weight {
		match rule {
			Rule::Proportional => T::WeightInfo::measure_page_proportional(),
			Rule::Pequod => T::WeightInfo::measure_page_pequod(),
			Rule::Accelerated => T::WeightInfo::measure_page_accelerated(),
			Rule::Levelling => T::WeightInfo::measure_page_levelling(),
		}
	}

	fn adjusting_weight(rule: Rule) -> Weight {
		match rule {
			Rule::Proportional => T::WeightInfo::adjust_page_proportional(),
			Rule::Pequod => T::WeightInfo::adjust_page_pequod(),
			Rule::Accelerated => T::WeightInfo::adjust_page_accelerated(),
			Rule::Levelling => T::WeightInfo::adjust_page_levelling(),
		}
	}

	/// One step: a page, a council, or a move to the next phase. Returns what it weighed, where that can
	/// be less than what was announced.
	fn step(
		cycle: &mut CycleOf<T>,
		staged: &mut Option<Work>,
		now: BlockNumberFor<T>,
	) -> Option<Weight> {
		match cycle.phase {
			Phase::Opening { page: 0 } => {
				Self::freeze(cycle, now);
				Self::open_page(0);
				cycle.phase = Phase::Opening { page: 1 };
			},
			Phase::Opening { page } if page < Self::pages() => {
				Self::open_page(page);
				cycle.phase = Phase::Opening { page: page.saturating_add(1) };
			},
			Phase::Opening { .. } => Self::begin_enrolment(cycle, now),
			Phase::Enrolling => Self::end_enrolment(cycle, now),
			Phase::Collecting => Self::begin_clearing(cycle, staged, now),
			Phase::Clearing | Phase::Settling => return Self::work(cycle, staged, now),
			Phase::Ratifying if cycle.is_to_reopen() => {
				*staged = Some(Self::reopen_plan(cycle, now));
			},
			Phase::Ratifying if cycle.is_approved() => Self::conclude(cycle, Phase::Ratified, now),
			Phase::Ratifying => Self::reject_plan(cycle, now),
			Phase::Ratified | Phase::Lapsed(_) => {},
		}
		None
	}

	/// Fixes by whom the cycle counts. It is done as a block begins, before its extrinsics, so that
	/// populations and seats are those of the same moment: the beginning of block `opened`.
	pub(crate) fn freeze(cycle: &mut CycleOf<T>, now: BlockNumberFor<T>) {
		T::Councils::freeze();
		cycle.opened = now;
	}

	/// Replaces what the last cycle left in a page by the yearly supplies.
	pub(crate) fn open_page(page: u32) {
		let endowments = Endowments::<T>::get(page);
		let totals = endowments.iter().map(|supply| Totals { supply: supply.0, demand: 0 });
		Volumes::<T>::insert(page, TotalsPage::truncate_from(totals.collect()));
		Self::open_levels(page);
		Memories::<T>::remove(page);
		StandingMarket::<T>::remove(page);
		StandingVolumes::<T>::remove(page);
		Settled::<T>::remove(page);
		Rations::<T>::remove(page);
		Upstream::<T>::remove(page);
		Cumulated::<T>::remove(page);
	}

	fn begin_enrolment(cycle: &mut CycleOf<T>, now: BlockNumberFor<T>) {
		cycle.phase = Phase::Enrolling;
		cycle.deadline = now.saturating_add(cycle.params.enrolment.into());
		Self::deposit_event(Event::EnrolmentOpened { cycle: cycle.id });
	}

	fn end_enrolment(cycle: &mut CycleOf<T>, now: BlockNumberFor<T>) {
		if cycle.councils.workers == 0 || cycle.councils.consumers == 0 {
			Self::conclude(cycle, Phase::Lapsed(Lapse::OneSided), now);
		} else {
			Self::announce(cycle, now);
		}
	}

	/// Opens the next iteration at the prices that stand in the market.
	pub(crate) fn announce(cycle: &mut CycleOf<T>, now: BlockNumberFor<T>) {
		cycle.phase = Phase::Collecting;
		cycle.deadline = now.saturating_add(cycle.params.window.into());
		cycle.iteration = Iteration(cycle.iteration.0.saturating_add(1));
		cycle.spoken = 0;
		cycle.accepted = 0;
		cycle.proposals = H256::zero();
		Self::deposit_event(Event::PricesAnnounced { cycle: cycle.id, iteration: cycle.iteration });
	}

	pub(crate) fn begin_clearing(
		cycle: &mut CycleOf<T>,
		staged: &mut Option<Work>,
		now: BlockNumberFor<T>,
	) {
		cycle.phase = Phase::Clearing;
		cycle.deadline = now;
		let all_said = cycle.spoken >= cycle.enrolled() && cycle.requested == 0;
		*staged = Some(match all_said {
			true => Self::begin_measuring(cycle),
			false => Work::Repeating { after: None },
		});
	}

	/// The first pass, before its first page.
	pub(crate) fn begin_measuring(cycle: &CycleOf<T>) -> Work {
		Work::Measuring {
			page: 0,
			measure: Self::new_measure(cycle),
			prices: prices_start(cycle.parent),
			totals: totals_start(cycle.parent),
		}
	}

	/// The empty first pass of this iteration.
	pub(crate) fn new_measure(cycle: &CycleOf<T>) -> Measure {
		Measure::new(
			cycle.params.rule,
			cycle.params.threshold,
			cycle.population.consumers,
			&cycle.memory,
		)
		.counting(cycle.params.counting, cycle.value)
	}

	/// One step of staged work.
	fn work(
		cycle: &mut CycleOf<T>,
		staged: &mut Option<Work>,
		now: BlockNumberFor<T>,
	) -> Option<Weight> {
		let pages = Self::pages();
		*staged = match staged.take() {
			Some(Work::Repeating { after }) => {
				let (next, weight) = Self::repeat_next(cycle, after);
				*staged = Some(next);
				return Some(weight);
			},
			Some(Work::Measuring { page, mut measure, prices, totals }) if page < pages => {
				Self::level_page(cycle, page);
				let (prices, totals) = Self::measure_page(page, &mut measure, prices, totals);
				Some(Work::Measuring { page: page.saturating_add(1), measure, prices, totals })
			},
			Some(Work::Measuring { measure, prices, totals, .. }) => {
				Self::settle(cycle, measure, prices, totals, now)
			},
			Some(Work::Adjusting { page, step, keep }) if page < pages => {
				if keep {
					Self::keep_page(page);
				}
				Self::adjust_page(page, &step);
				Some(Work::Adjusting { page: page.saturating_add(1), step, keep })
			},
			Some(Work::Adjusting { .. }) => {
				Self::announce(cycle, now);
				None
			},
			Some(Work::Settling(settling)) => {
				let (next, weight) = Self::settle_step(cycle, settling, now);
				*staged = next;
				return Some(weight);
			},
			None => Self::nothing_staged(cycle, now),
		};
		None
	}

	/// What is done where work should be staged and is not: clearing begins anew; a plan lapses, since
	/// what was found of it is lost.
	fn nothing_staged(cycle: &mut CycleOf<T>, now: BlockNumberFor<T>) -> Option<Work> {
		defensive!("no work is staged");
		Self::deposit_event(Event::Unexpected(Surprise::NothingStaged));
		if cycle.phase == Phase::Settling {
			Self::conclude(cycle, Phase::Lapsed(Lapse::Short), now);
			return None;
		}
		let mut staged = None;
		Self::begin_clearing(cycle, &mut staged, now);
		staged
	}

	/// First pass over one page: returns the hash chains with the page taken in.
	pub(crate) fn measure_page(
		page: u32,
		measure: &mut Measure,
		prices: H256,
		totals: H256,
	) -> (H256, H256) {
		let quotes = Market::<T>::get(page);
		let volumes = Volumes::<T>::get(page);
		if quotes.len() != volumes.len() {
			defensive!("pages of one good differ");
			Self::deposit_event(Event::Unexpected(Surprise::PagesDiffer));
		}
		let first = GoodId(page.saturating_mul(parecon_engine::PAGE));
		let mut memory = Memories::<T>::get(page);
		measure.page(first, &quotes, &volumes, &mut memory);
		Self::remember(page, memory);
		(page_hash_chain(prices, &quotes), page_hash_chain(totals, &volumes))
	}

	/// Keeps prices and totals of a page, before the next prices replace those.
	pub(crate) fn keep_page(page: u32) {
		StandingMarket::<T>::insert(page, Market::<T>::get(page));
		StandingVolumes::<T>::insert(page, Volumes::<T>::get(page));
	}

	/// Second pass over one page: the next prices.
	pub(crate) fn adjust_page(page: u32, step: &Step) {
		let volumes = Volumes::<T>::get(page);
		let mut memory = Memories::<T>::get(page);
		Market::<T>::mutate(page, |quotes| {
			if let Some(quotes) = quotes.get_mut(..) {
				step.page(quotes, &volumes, &mut memory);
			}
		});
		Self::remember(page, memory);
	}

	/// Stores what the rule remembers, if it remembers anything.
	fn remember(page: u32, memory: PageMemory) {
		if memory != PageMemory::default() {
			Memories::<T>::insert(page, memory);
		}
	}

	/// Ends the first pass: leaves the record and decides what follows.
	pub(crate) fn settle(
		cycle: &mut CycleOf<T>,
		measure: Measure,
		prices: H256,
		totals: H256,
		now: BlockNumberFor<T>,
	) -> Option<Work> {
		let (value, short) = (measure.value(), measure.short());
		let (outcome, step) = measure.finish(&mut cycle.memory);
		Self::leave_record(cycle, &outcome, prices, totals);
		cycle.value = value;
		let calm = outcome.open == 0 && cycle.is_heard();
		let converged = calm && cycle.calm;
		cycle.calm = calm;
		let least = cycle.best.is_none_or(|best| short <= best.short);
		let keep = cycle.is_heard() && (converged || least);
		if keep {
			cycle.best = Some(Best { iteration: cycle.iteration, short });
		}
		let last = cycle.iteration >= cycle.until;
		if converged || last && cycle.best.is_some() {
			Some(Self::begin_settling(cycle, converged, now))
		} else if last {
			Self::conclude(cycle, Phase::Lapsed(Lapse::NotConverged), now);
			None
		} else {
			Some(Work::Adjusting { page: 0, step, keep })
		}
	}

	fn leave_record(cycle: &mut CycleOf<T>, outcome: &Outcome, prices: H256, totals: H256) {
		let record = Record {
			iteration: cycle.iteration,
			prices,
			totals,
			proposals: cycle.proposals,
			count: cycle.accepted,
			worst: outcome.worst,
			worst_good: outcome.worst_good,
			parent: cycle.parent,
		};
		cycle.parent = record.hash();
		Records::<T>::insert(cycle.id, cycle.iteration, record);
		Self::deposit_event(Event::IterationClosed {
			cycle: cycle.id,
			iteration: cycle.iteration,
			worst: outcome.worst,
			good: outcome.worst_good,
			open: outcome.open,
			record: cycle.parent,
		});
	}

	pub(crate) fn conclude(cycle: &mut CycleOf<T>, phase: Phase, now: BlockNumberFor<T>) {
		cycle.phase = phase;
		cycle.deadline = now;
		let plan = cycle.plan.filter(|_| phase == Phase::Ratified);
		Conclusions::<T>::insert(
			cycle.id,
			Conclusion {
				phase,
				at: now,
				iterations: cycle.iteration,
				chain: cycle.parent,
				enrolments: cycle.enrolled(),
				root: plan.map_or(H256::zero(), |plan| plan.root),
				charged: plan.map_or(Default::default(), |plan| plan.charged),
				credited: plan.map_or(Default::default(), |plan| plan.credited),
				emitted: plan.map_or(Default::default(), |plan| plan.emitted),
			},
		);
		match phase {
			Phase::Lapsed(reason) => {
				Self::deposit_event(Event::CycleLapsed { cycle: cycle.id, reason })
			},
			_ => {
				InForce::<T>::put(cycle.id);
				Self::deposit_event(Event::CycleRatified { cycle: cycle.id });
			},
		}
	}

	/// The most that any step of staged work can weigh.
	pub(crate) fn largest_step() -> Weight {
		let most = T::MaxLines::get();
		let levels = T::WeightInfo::measure_level().saturating_mul(u64::from(parecon_engine::PAGE));
		let steps = [
			Self::first_page_weight(),
			T::WeightInfo::turn(),
			T::WeightInfo::begin_clearing(),
			T::WeightInfo::settle(),
			Self::repeat_weight(u32::MAX),
			T::WeightInfo::adopt_page().saturating_add(levels),
			T::WeightInfo::weigh_page().saturating_add(levels),
			Self::review_weight(most, MAX_SHARES),
			T::WeightInfo::scale(most),
			Self::grant_weight(most, MAX_SHARES),
		];
		let rules = Rule::ALL.into_iter().flat_map(|rule| {
			let keeping = Self::adjusting_weight(rule).saturating_add(T::WeightInfo::keep_page());
			[Self::measuring_weight(rule).saturating_add(levels), keeping]
		});
		steps.into_iter().chain(rules).fold(Weight::zero(), |most, step| most.max(step))
	}

	/// Bounds that the runtime must keep: each step of staged work fits into the smallest share of
	/// a block, and the largest call into a block's extrinsics.
	pub(crate) fn check_integrity() {
		use frame_support::{dispatch::DispatchClass, traits::Get};
		let least = T::MinBlockShare::get() * T::BlockWeights::get().max_block;
		let step = Self::largest_step();
		assert!(step.all_lte(least), "a step {step:?} exceeds the smallest share {least:?}");
		let normal = T::BlockWeights::get().get(DispatchClass::Normal).max_extrinsic;
		let most = Self::propose_weight(T::MaxLines::get(), T::MaxLines::get().saturating_mul(2))
			.max(T::WeightInfo::prune(dispatchable_impls::MAX_PRUNE))
			.max(Self::most_federation_weight());
		assert!(
			normal.is_none_or(|normal| most.all_lte(normal)),
			"the largest call {most:?} exceeds the block's extrinsics {normal:?}"
		);
		assert!(T::MaxLines::get() > 0 && T::MaxGoods::get() > 0 && T::MaxIterations::get() > 0);
	}
}
