//! From the iterations to a plan: nothing is promised that is not there.
//!
//! Staged like clearing, page by page and council by council, so that any number of both can be
//! settled. Councils come in ascending order of ids and pages in that of goods, so where a block
//! ends changes nothing.

use crate::{basket::Basket, counter::Counter, *};
use alloc::collections::BTreeMap;
use frame_support::{defensive, pallet_prelude::*, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{
	inputs, lines_hash, params_hash, plan_root, ration_page, Input, Line, Range, Ration, Round,
	Scale, Totals, MAX_ROUNDS, PAGE,
};
use parecon_primitives::{CouncilId, Credits, Iteration, Side};
use sp_runtime::traits::{SaturatedConversion, Saturating};

impl Settling {
	/// What begins with `stage`.
	pub(crate) fn new(stage: Stage) -> Self {
		Self {
			stage,
			round: 0,
			short: 0,
			range: Range::default(),
			charged: Credits::ZERO,
			credited: Credits::ZERO,
			emitted: Credits::ZERO,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Ends the iterations: the last one stands if it converged, else the best.
	pub(crate) fn begin_settling(
		cycle: &mut CycleOf<T>,
		converged: bool,
		now: BlockNumberFor<T>,
	) -> Work {
		let iteration = cycle.standing();
		let stage = match iteration == cycle.iteration {
			true => Stage::Preparing { page: 0 },
			false => Stage::Adopting { page: 0 },
		};
		cycle.phase = Phase::Settling;
		cycle.deadline = now;
		Self::deposit_event(Event::SettlingBegun { cycle: cycle.id, iteration, converged });
		Work::Settling(Settling::new(stage))
	}

	/// The most that the next step of settling can weigh.
	pub(crate) fn settling_weight(settling: &Settling) -> Weight {
		let pages = Self::pages();
		let most = T::MaxLines::get();
		match settling.stage {
			Stage::Adopting { page } if page < pages => {
				T::WeightInfo::adopt_page().saturating_add(Self::page_levels_weight(page))
			},
			Stage::Weighing { page } if page < pages => {
				T::WeightInfo::weigh_page().saturating_add(Self::page_levels_weight(page))
			},
			Stage::Preparing { page } if page < pages => T::WeightInfo::prepare_page(),
			Stage::Adopting { .. } | Stage::Preparing { .. } | Stage::Weighing { .. } => {
				T::WeightInfo::turn()
			},
			Stage::Reviewing { .. } => Self::review_weight(most, MAX_SHARES),
			Stage::Scaling { .. } => T::WeightInfo::scale(most),
			Stage::Granting { .. } => Self::grant_weight(most, MAX_SHARES),
		}
	}

	/// Weight of reviewing a council with lines in `pages` pages and `shares` shared goods.
	pub(crate) fn review_weight(pages: u32, shares: u32) -> Weight {
		let further =
			T::WeightInfo::review_shares(shares).saturating_sub(T::WeightInfo::review_shares(0));
		T::WeightInfo::review(pages).saturating_add(further)
	}

	/// Weight of granting such a council its part.
	pub(crate) fn grant_weight(pages: u32, shares: u32) -> Weight {
		let further =
			T::WeightInfo::grant_shares(shares).saturating_sub(T::WeightInfo::grant_shares(0));
		T::WeightInfo::grant(pages).saturating_add(further)
	}

	/// One step: a page, a council, or the move to the next stage. Returns what it weighed at most, and
	/// no work when settling is over.
	pub(crate) fn settle_step(
		cycle: &mut CycleOf<T>,
		mut settling: Settling,
		now: BlockNumberFor<T>,
	) -> (Option<Work>, Weight) {
		let reserved = Self::settling_weight(&settling);
		let (next, weight) = match settling.stage {
			Stage::Adopting { page } => (Some(Self::adopt(cycle, page)), reserved),
			Stage::Preparing { page } => (Some(Self::prepare(page)), reserved),
			Stage::Weighing { page } => (Self::weigh(cycle, &mut settling, page, now), reserved),
			Stage::Reviewing { after } | Stage::Scaling { after } | Stage::Granting { after } => {
				match Self::next_council(cycle, after) {
					Some((council, side)) => {
						Self::settle_council(cycle, &mut settling, council, side)
					},
					None => (Self::after_councils(cycle, &settling, now), reserved),
				}
			},
		};
		let work = next.map(|stage| Work::Settling(Settling { stage, ..settling }));
		(work, weight.min(reserved))
	}

	/// One page of the iteration that stands, or what comes after them.
	fn adopt(cycle: &CycleOf<T>, page: u32) -> Stage {
		if page >= Self::pages() {
			return Stage::Preparing { page: 0 };
		}
		Self::adopt_page(page);
		Self::adopt_levels(cycle, page);
		Stage::Adopting { page: page.saturating_add(1) }
	}

	/// One page of what an earlier plan has left, or what comes after them.
	fn prepare(page: u32) -> Stage {
		if page >= Self::pages() {
			return Stage::Reviewing { after: None };
		}
		Self::prepare_page(page);
		Stage::Preparing { page: page.saturating_add(1) }
	}

	/// One page of a round's shortages, or what comes after them.
	fn weigh(
		cycle: &mut CycleOf<T>,
		settling: &mut Settling,
		page: u32,
		now: BlockNumberFor<T>,
	) -> Option<Stage> {
		if page == 0 {
			settling.emitted = Credits::ZERO;
		}
		if page < Self::pages() {
			let short = Self::weigh_page(cycle, settling.round, page);
			settling.short = settling.short.saturating_add(short);
			settling.emitted = settling.emitted.saturating_add(Self::emitted_on(page));
			return Some(Stage::Weighing { page: page.saturating_add(1) });
		}
		if settling.short == 0 {
			return Some(Stage::Granting { after: None });
		}
		if settling.round >= MAX_ROUNDS {
			Self::conclude(cycle, Phase::Lapsed(Lapse::Short), now);
			return None;
		}
		settling.short = 0;
		settling.round = settling.round.saturating_add(1);
		Some(Stage::Scaling { after: None })
	}

	/// What this stage does to one council; what follows, and what it weighed.
	fn settle_council(
		cycle: &CycleOf<T>,
		settling: &mut Settling,
		council: CouncilId,
		side: Side,
	) -> (Option<Stage>, Weight) {
		let after = Some(council);
		let (stage, weight) = match settling.stage {
			Stage::Scaling { .. } => {
				let pages = Self::scale(cycle, council, side);
				(Stage::Scaling { after }, T::WeightInfo::scale(pages))
			},
			Stage::Granting { .. } => {
				let (pages, shares) = Self::grant(cycle, settling, council);
				(Stage::Granting { after }, Self::grant_weight(pages, shares))
			},
			_ => {
				let (pages, shares) = Self::review(cycle, council);
				(Stage::Reviewing { after }, Self::review_weight(pages, shares))
			},
		};
		(Some(stage), weight)
	}

	/// What comes when a stage has been through all councils.
	fn after_councils(
		cycle: &mut CycleOf<T>,
		settling: &Settling,
		now: BlockNumberFor<T>,
	) -> Option<Stage> {
		if !matches!(settling.stage, Stage::Granting { .. }) {
			return Some(Stage::Weighing { page: 0 });
		}
		Self::end_settling(cycle, settling, now);
		None
	}

	/// The enrolled council with the lowest id above `after`.
	pub(crate) fn next_council(
		cycle: &CycleOf<T>,
		after: Option<CouncilId>,
	) -> Option<(CouncilId, Side)> {
		let mut councils = match after {
			None => Roll::<T>::iter_prefix(cycle.id),
			Some(last) => {
				let key = Roll::<T>::hashed_key_for(cycle.id, CouncilKey::from(last));
				Roll::<T>::iter_prefix_from(cycle.id, key)
			},
		};
		councils.next().map(|(key, side)| (key.into(), side))
	}

	/// Prices and totals of a page as they were in the iteration that stands.
	pub(crate) fn adopt_page(page: u32) {
		Market::<T>::insert(page, StandingMarket::<T>::get(page));
		Volumes::<T>::insert(page, StandingVolumes::<T>::get(page));
	}

	/// Nothing is known yet of what workplaces upstream use.
	pub(crate) fn prepare_page(page: u32) {
		Upstream::<T>::remove(page);
	}

	/// Gives a council its lines of the iteration that stands, and takes them out, or makes them fewer,
	/// where they do not pass any more; how many pages and shared goods that touched.
	pub(crate) fn review(cycle: &CycleOf<T>, council: CouncilId) -> (u32, u32) {
		let Some(mut enrolment) = Enrolments::<T>::get(cycle.id, council) else { return (1, 0) };
		let shares = enrolment.shares.len().saturated_into();
		let spoken = enrolment.lines.clone();
		if enrolment.since > cycle.standing() {
			let standing = core::mem::take(&mut enrolment.standing);
			enrolment.recount(standing);
			enrolment.part = enrolment.standing_part;
			enrolment.since = cycle.standing();
		}
		enrolment.standing = Default::default();
		enrolment.standing_part = Scale::WHOLE;
		enrolment.before = None;
		Self::renew_part(cycle, &mut enrolment);
		enrolment.scale = Scale::WHOLE;
		enrolment.granted = Default::default();
		enrolment.charge = Credits::ZERO;
		enrolment.credit = Credits::ZERO;
		let pages = Self::pages_of(&enrolment.lines).max(1);
		if Self::keep_or_remove(cycle, council, &mut enrolment, &spoken).is_err() {
			defensive!("totals do not hold a proposal");
			Self::deposit_event(Event::Unexpected(Surprise::TotalsDiffer));
		}
		Enrolments::<T>::insert(cycle.id, council, enrolment);
		(pages, shares)
	}

	/// Puts what is left of a council's lines into totals and statements. `spoken` is what it states so
	/// far; the totals hold its lines.
	fn keep_or_remove(
		cycle: &CycleOf<T>,
		council: CouncilId,
		enrolment: &mut EnrolmentOf<T>,
		spoken: &[Line],
	) -> Result<(), Error<T>> {
		let mut basket = Basket::<T>::of_standing(cycle, enrolment, &enrolment.lines)?;
		let removed = Self::why_removed(cycle, enrolment, &basket);
		let (kept, part) = match (removed, enrolment.side) {
			(Some(_), _) => Default::default(),
			(None, Side::Workers) => (enrolment.lines.to_vec(), Scale::WHOLE),
			(None, Side::Consumers) => basket.restated(enrolment.budget, &enrolment.lines)?,
		};
		if removed.is_some() {
			enrolment.benefit = Credits::ZERO;
		}
		enrolment.upstream = enrolment.side == Side::Workers && basket.supplies_inputs(&kept)?;
		if enrolment.upstream {
			Self::replace_upstream(&kept, Scale::NOTHING, Scale::WHOLE)?;
		}
		basket.replace_statements(spoken, &kept)?;
		if kept[..] != *enrolment.lines {
			basket.replace_totals(&enrolment.lines, &kept)?;
			let iteration = cycle.standing();
			let (cycle, lines) = (cycle.id, lines_hash(&kept));
			Self::deposit_event(match removed {
				Some(reason) => Event::Removed { cycle, council, reason },
				None => Event::Repeated { cycle, iteration, council, lines },
			});
			enrolment.part = enrolment.part.and(part);
			enrolment.recount(BoundedVec::truncate_from(kept));
		}
		basket.write();
		Ok(())
	}

	/// Why a proposal cannot be in the plan, if it cannot.
	fn why_removed(
		cycle: &CycleOf<T>,
		enrolment: &EnrolmentOf<T>,
		basket: &Basket<T>,
	) -> Option<Reason> {
		let workers = enrolment.side == Side::Workers;
		if enrolment.withdrawn {
			Some(Reason::Withdrawn)
		} else if workers && (enrolment.dropped || enrolment.is_silent(cycle.iteration)) {
			Some(Reason::Silent)
		} else if workers && basket.ensure_passes(enrolment).is_err() {
			Some(Reason::BelowPar)
		} else if basket.is_beyond_means(enrolment.budget) {
			Some(Reason::OverBudget)
		} else {
			None
		}
	}

	/// Finds what workplaces lack in a page; how many goods.
	pub(crate) fn weigh_page(cycle: &CycleOf<T>, round: u8, page: u32) -> u32 {
		if round == 0 {
			Self::level_page(cycle, page);
		}
		let quotes = Market::<T>::get(page);
		let totals = match round {
			0 => Volumes::<T>::get(page),
			_ => Settled::<T>::get(page),
		};
		let mut parts = RationsPage::default();
		let (heads, workplaces) = (cycle.population.consumers, cycle.councils.workers);
		let known = Round { number: round, heads, workplaces };
		let short = ration_page(&quotes, &totals, &Upstream::<T>::get(page), &known, |ration| {
			// A page of quotes is no longer than a page.
			let _ = parts.try_push(ration);
		});
		if round == 0 {
			Settled::<T>::insert(page, totals);
			Cumulated::<T>::remove(page);
		}
		match short {
			0 => Rations::<T>::remove(page),
			_ => Rations::<T>::insert(page, parts),
		}
		short
	}

	/// Scales a workplace by what it lacks most; how many pages that touched.
	pub(crate) fn scale(cycle: &CycleOf<T>, council: CouncilId, side: Side) -> u32 {
		if side == Side::Consumers {
			return 1;
		}
		let Some(mut enrolment) = Enrolments::<T>::get(cycle.id, council) else { return 1 };
		let pages = Self::pages_of(&enrolment.lines).max(1);
		let part = Self::least_part(&enrolment.lines, enrolment.upstream);
		if part == Scale::WHOLE {
			return pages;
		}
		let scale = enrolment.scale.and(part);
		if Self::rescale(&enrolment, scale).is_err() {
			defensive!("totals do not hold a workplace");
			Self::deposit_event(Event::Unexpected(Surprise::TotalsDiffer));
			return pages;
		}
		enrolment.scale = scale;
		Enrolments::<T>::insert(cycle.id, council, enrolment);
		pages
	}

	/// The least part of what it uses that supply allows.
	fn least_part(lines: &[Line], upstream: bool) -> Scale {
		let mut rations = BTreeMap::new();
		let parts = inputs(lines).filter(Input::is_needed).map(|input| {
			let (page, offset) = Self::place(input.good);
			let rations = rations.entry(page).or_insert_with(|| Rations::<T>::get(page));
			rations.get(offset).copied().unwrap_or(Ration::WHOLE).part(upstream)
		});
		parts.min().unwrap_or(Scale::WHOLE)
	}

	/// Replaces a workplace's lines in the settled totals; nothing is written where they do not hold
	/// them.
	fn rescale(enrolment: &EnrolmentOf<T>, new: Scale) -> Result<(), Error<T>> {
		let (lines, old) = (&enrolment.lines, enrolment.scale);
		let mut settled = BTreeMap::new();
		for line in lines {
			let (page, offset) = Self::place(line.good);
			let totals = settled.entry(page).or_insert_with(|| Settled::<T>::get(page));
			let total: &mut Totals = totals.get_mut(offset).ok_or(Error::UnknownGood)?;
			let side = match line.flow.is_supply() {
				true => &mut total.supply,
				false => &mut total.demand,
			};
			let amount = line.flow.amount().0;
			let others = side.checked_sub(old.apply(amount)).ok_or(Error::Overflow)?;
			*side = others.checked_add(new.apply(amount)).ok_or(Error::Overflow)?;
		}
		if enrolment.upstream {
			Self::replace_upstream(lines, old, new)?;
		}
		for (page, totals) in settled {
			Settled::<T>::insert(page, totals);
		}
		Ok(())
	}

	/// Replaces what a workplace upstream uses of each good by another part of it; nothing is written
	/// where that fails.
	fn replace_upstream(lines: &[Line], old: Scale, new: Scale) -> Result<(), Error<T>> {
		let mut pages = BTreeMap::new();
		for input in inputs(lines) {
			let (page, offset) = Self::place(input.good);
			let used = pages.entry(page).or_insert_with(|| {
				let mut used = Upstream::<T>::get(page);
				used.bounded_resize(PAGE as usize, Default::default());
				used
			});
			let used = used.get_mut(offset).ok_or(Error::UnknownGood)?;
			*used = used.replaced(&input, old, new).ok_or(Error::Overflow)?;
		}
		for (page, used) in pages {
			Upstream::<T>::insert(page, used);
		}
		Ok(())
	}

	/// Grants a council its part and takes it into the root; how many pages and shared goods that
	/// touched.
	pub(crate) fn grant(
		cycle: &CycleOf<T>,
		settling: &mut Settling,
		council: CouncilId,
	) -> (u32, u32) {
		let Some(mut enrolment) = Enrolments::<T>::get(cycle.id, council) else { return (1, 0) };
		let shares = enrolment.shares.len().saturated_into();
		let mut pages = 1;
		if enrolment.side == Side::Consumers {
			let served = Counter::<T>::serve(cycle, &enrolment);
			enrolment.granted = BoundedVec::truncate_from(served.granted);
			enrolment.charge = served.charge;
			enrolment.credit = served.credit;
			pages = served.pages;
			Enrolments::<T>::insert(cycle.id, council, enrolment.clone());
		}
		settling.charged = settling.charged.saturating_add(enrolment.charge);
		settling.credited = settling.credited.saturating_add(enrolment.credit);
		if settling.range.push(enrolment.into_portion().leaf(council)).is_err() {
			defensive!("there are no more councils than numbers");
		}
		(pages, shares)
	}

	/// Opens the plan to the councils' judgement.
	fn end_settling(cycle: &mut CycleOf<T>, settling: &Settling, now: BlockNumberFor<T>) {
		let iteration = cycle.standing();
		let prices = Records::<T>::get(cycle.id, iteration).map(|record| record.prices);
		let root =
			plan_root(&settling.range, prices.unwrap_or_default(), params_hash(&cycle.params));
		let Settling { charged, credited, emitted, .. } = *settling;
		if credited != emitted {
			defensive!("what is emitted is not what is credited");
			Self::deposit_event(Event::Unexpected(Surprise::TotalsDiffer));
		}
		let plan = Plan { iteration, root, charged, credited, emitted };
		cycle.plan = Some(plan);
		cycle.plans = cycle.plans.saturating_add(1);
		cycle.phase = Phase::Ratifying;
		cycle.deadline = now.saturating_add(cycle.params.ratification.into());
		let (id, rounds) = (cycle.id, settling.round);
		Self::deposit_event(Event::PlanSettled { cycle: id, plan, rounds });
		Self::deposit_event(Event::RatificationOpened { cycle: id, iteration });
	}

	/// What is not approved goes back to the councils, once, for as many iterations as the cycle grants;
	/// they go on from the plan's prices and proposals.
	pub(crate) fn reject_plan(cycle: &mut CycleOf<T>, now: BlockNumberFor<T>) {
		cycle.plan = None;
		if !cycle.resettled {
			cycle.withdrawn = 0;
		}
		if cycle.retried || cycle.params.retries == 0 {
			Self::conclude(cycle, Phase::Lapsed(Lapse::NotApproved), now);
			return;
		}
		cycle.retried = true;
		cycle.until = Iteration(cycle.iteration.0.saturating_add(cycle.params.retries));
		cycle.best = None;
		cycle.calm = false;
		// What the rule remembers led to other prices than those that stand now.
		cycle.memory = Default::default();
		cycle.approving = Default::default();
		cycle.rejecting = Default::default();
		Self::deposit_event(Event::PlanRejected { cycle: cycle.id, until: cycle.until });
		Self::announce(cycle, now);
	}
}
