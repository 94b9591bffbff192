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
			if share.try_consume(weight).is_err() {
				break;
			}
			moved = true;
			Self::step(&mut cycle, &mut staged, now);
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
	fn next_step(cycle: &CycleOf<T>, staged: Option<&Clearing>, now: BlockNumberFor<T>) -> Next {
		let due = now >= cycle.deadline;
		match (cycle.phase, staged) {
			(Phase::Opening { page: 0 }, _) => Next::Work(Self::first_page_weight()),
			(Phase::Opening { page }, _) if page < Self::pages() => {
				Next::Work(T::WeightInfo::open_page())
			},
			(Phase::Opening { .. }, _) => Next::Work(T::WeightInfo::turn()),
			(Phase::Enrolling | Phase::Ratifying, _) if due => Next::Work(T::WeightInfo::turn()),
			(Phase::Ratifying, _) if cycle.is_approved() => Next::Work(T::WeightInfo::turn()),
			(Phase::Collecting, _) if due || cycle.spoken >= cycle.enrolled() => {
				Next::Work(T::WeightInfo::begin_clearing())
			},
			(Phase::Clearing, Some(clearing)) => {
				Next::Work(Self::clearing_weight(cycle.params.rule, clearing))
			},
			(Phase::Clearing, None) => Next::Work(T::WeightInfo::begin_clearing()),
			_ => Next::Wait,
		}
	}

	/// The first step of a cycle: it fixes by whom the cycle counts, and opens the first page.
	fn first_page_weight() -> Weight {
		T::WeightInfo::freeze().saturating_add(T::WeightInfo::open_page())
	}

	fn clearing_weight(rule: Rule, clearing: &Clearing) -> Weight {
		let pages = Self::pages();
		match (clearing, rule) {
			(Clearing::Measuring { page, .. }, _) if *page >= pages => T::WeightInfo::settle(),
			(Clearing::Adjusting { page, .. }, _) if *page >= pages => T::WeightInfo::turn(),
			(Clearing::Measuring { .. }, Rule::Proportional) => {
				T::WeightInfo::measure_page_proportional()
			},
			(Clearing::Measuring { .. }, Rule::Pequod) => T::WeightInfo::measure_page_pequod(),
			(Clearing::Measuring { .. }, Rule::Accelerated) => {
				T::WeightInfo::measure_page_accelerated()
			},
			(Clearing::Measuring { .. }, Rule::Levelling) => {
				T::WeightInfo::measure_page_levelling()
			},
			(Clearing::Adjusting { .. }, Rule::Proportional) => {
				T::WeightInfo::adjust_page_proportional()
			},
			(Clearing::Adjusting { .. }, Rule::Pequod) => T::WeightInfo::adjust_page_pequod(),
			(Clearing::Adjusting { .. }, Rule::Accelerated) => {
				T::WeightInfo::adjust_page_accelerated()
			},
			(Clearing::Adjusting { .. }, Rule::Levelling) => T::WeightInfo::adjust_page_levelling(),
		}
	}

	/// One step: a page, or a move to the next phase.
	fn step(cycle: &mut CycleOf<T>, staged: &mut Option<Clearing>, now: BlockNumberFor<T>) {
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
			Phase::Clearing => Self::clear(cycle, staged, now),
			Phase::Ratifying if cycle.is_approved() => Self::conclude(cycle, Phase::Ratified, now),
			Phase::Ratifying => Self::conclude(cycle, Phase::Lapsed(Lapse::NotApproved), now),
			Phase::Ratified | Phase::Lapsed(_) => {},
		}
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
		Memories::<T>::remove(page);
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
	fn announce(cycle: &mut CycleOf<T>, now: BlockNumberFor<T>) {
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
		staged: &mut Option<Clearing>,
		now: BlockNumberFor<T>,
	) {
		cycle.phase = Phase::Clearing;
		cycle.deadline = now;
		*staged = Some(Clearing::Measuring {
			page: 0,
			measure: Self::new_measure(cycle),
			prices: prices_start(cycle.parent),
			totals: totals_start(cycle.parent),
		});
	}

	/// The empty first pass of this iteration.
	pub(crate) fn new_measure(cycle: &CycleOf<T>) -> Measure {
		Measure::new(
			cycle.params.rule,
			cycle.params.threshold,
			cycle.population.consumers,
			&cycle.memory,
		)
	}

	fn clear(cycle: &mut CycleOf<T>, staged: &mut Option<Clearing>, now: BlockNumberFor<T>) {
		let pages = Self::pages();
		*staged = match staged.take() {
			Some(Clearing::Measuring { page, mut measure, prices, totals }) if page < pages => {
				let (prices, totals) = Self::measure_page(page, &mut measure, prices, totals);
				Some(Clearing::Measuring { page: page.saturating_add(1), measure, prices, totals })
			},
			Some(Clearing::Measuring { measure, prices, totals, .. }) => {
				Self::settle(cycle, measure, prices, totals, now)
			},
			Some(Clearing::Adjusting { page, step }) if page < pages => {
				Self::adjust_page(page, &step);
				Some(Clearing::Adjusting { page: page.saturating_add(1), step })
			},
			Some(Clearing::Adjusting { .. }) => {
				Self::announce(cycle, now);
				None
			},
			None => {
				defensive!("clearing without staged work");
				Self::deposit_event(Event::Unexpected(Surprise::NothingStaged));
				Self::begin_clearing(cycle, staged, now);
				staged.take()
			},
		};
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
	) -> Option<Clearing> {
		let (outcome, step) = measure.finish(&mut cycle.memory);
		Self::leave_record(cycle, &outcome, prices, totals);
		let calm = outcome.open == 0;
		let converged = calm && cycle.calm;
		cycle.calm = calm;
		if converged {
			cycle.phase = Phase::Ratifying;
			cycle.deadline = now.saturating_add(cycle.params.ratification.into());
			Self::deposit_event(Event::RatificationOpened {
				cycle: cycle.id,
				iteration: cycle.iteration,
			});
			None
		} else if cycle.iteration.0 >= cycle.params.max_iterations {
			Self::conclude(cycle, Phase::Lapsed(Lapse::NotConverged), now);
			None
		} else {
			Some(Clearing::Adjusting { page: 0, step })
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

	fn conclude(cycle: &mut CycleOf<T>, phase: Phase, now: BlockNumberFor<T>) {
		cycle.phase = phase;
		cycle.deadline = now;
		Conclusions::<T>::insert(
			cycle.id,
			Conclusion {
				phase,
				at: now,
				iterations: cycle.iteration,
				chain: cycle.parent,
				enrolments: cycle.enrolled(),
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

	/// Bounds that the runtime must keep: each step of staged work fits into the smallest share of
	/// a block, and the largest call into a block's extrinsics.
	pub(crate) fn check_integrity() {
		use frame_support::{dispatch::DispatchClass, traits::Get};
		let steps = [
			Self::first_page_weight(),
			T::WeightInfo::turn(),
			T::WeightInfo::begin_clearing(),
			T::WeightInfo::settle(),
			T::WeightInfo::measure_page_proportional(),
			T::WeightInfo::measure_page_pequod(),
			T::WeightInfo::measure_page_accelerated(),
			T::WeightInfo::measure_page_levelling(),
			T::WeightInfo::adjust_page_proportional(),
			T::WeightInfo::adjust_page_pequod(),
			T::WeightInfo::adjust_page_accelerated(),
			T::WeightInfo::adjust_page_levelling(),
		];
		let least = T::MinBlockShare::get() * T::BlockWeights::get().max_block;
		for step in steps {
			assert!(step.all_lte(least), "a step {step:?} exceeds the smallest share {least:?}");
		}
		let normal = T::BlockWeights::get().get(DispatchClass::Normal).max_extrinsic;
		let most = Self::propose_weight(T::MaxLines::get(), T::MaxLines::get().saturating_mul(2))
			.max(T::WeightInfo::prune(dispatchable_impls::MAX_PRUNE));
		assert!(
			normal.is_none_or(|normal| most.all_lte(normal)),
			"the largest call {most:?} exceeds the block's extrinsics {normal:?}"
		);
		assert!(T::MaxLines::get() > 0 && T::MaxGoods::get() > 0 && T::MaxIterations::get() > 0);
	}
}
