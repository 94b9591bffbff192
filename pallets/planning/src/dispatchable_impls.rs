//! The calls: check, then write.

use crate::{request_impls::Counted, utility_impls::Basket, *};
use alloc::vec::Vec;
use frame_support::{dispatch::PostDispatchInfo, ensure, pallet_prelude::*, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{self as engine, Kind, LevelRule, Line, Quote, RuleMemory, Swing, MAX_PRICE};
use parecon_primitives::{
	CouncilId, CouncilTree, CouncilTreeAt, Credits, CycleId, Flow, FreezePopulation, GoodId,
	Iteration, Means, MemberId, Membership, Price, Quantity, Requested, Side,
};
use sp_core::H256;
use sp_runtime::{traits::SaturatedConversion, Perbill};

/// The most enrolments that one call of `prune` removes.
pub const MAX_PRUNE: u32 = 100;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::register_good`].
	pub(crate) fn do_register_good(
		name: &[u8],
		unit: &[u8],
		kind: Kind,
		initial_price: Price,
		supply: Quantity,
	) -> DispatchResult {
		Self::ensure_between_cycles()?;
		let name = Self::checked_text::<MaxName>(name)?;
		let unit = Self::checked_text::<MaxUnit>(unit)?;
		ensure!(!GoodByName::<T>::contains_key(&name), Error::<T>::GoodExists);
		ensure!(!initial_price.is_zero() && initial_price <= MAX_PRICE, Error::<T>::InvalidPrice);
		Self::ensure_supply(kind, supply)?;
		let count = Count::<T>::get();
		ensure!(count < T::MaxGoods::get(), Error::<T>::TooManyGoods);
		let (page, _) = Self::place(GoodId(count));
		let mut quotes = Market::<T>::get(page);
		let mut endowments = Endowments::<T>::get(page);
		quotes
			.try_push(Quote { kind, price: initial_price })
			.map_err(|_| Error::<T>::TooManyGoods)?;
		endowments.try_push(supply).map_err(|_| Error::<T>::TooManyGoods)?;

		Market::<T>::insert(page, quotes);
		Endowments::<T>::insert(page, endowments);
		Goods::<T>::insert(GoodId(count), Good { name: name.clone(), unit, kind });
		GoodByName::<T>::insert(name, GoodId(count));
		Count::<T>::put(count.saturating_add(1));
		if kind == Kind::Public {
			WithoutStep::<T>::mutate(|goods| *goods = goods.saturating_add(1));
		}
		Self::deposit_event(Event::GoodRegistered { good: GoodId(count), kind });
		Ok(())
	}

	/// See [`Pallet::set_supply`].
	pub(crate) fn do_set_supply(good: GoodId, supply: Quantity) -> DispatchResult {
		Self::ensure_between_cycles()?;
		let kind = Goods::<T>::get(good).ok_or(Error::<T>::UnknownGood)?.kind;
		ensure!(kind.has_yearly_supply(), Error::<T>::NoYearlySupply);
		Self::ensure_supply(kind, supply)?;
		let (page, offset) = Self::place(good);
		Endowments::<T>::try_mutate(page, |endowments| {
			*endowments.get_mut(offset).ok_or(Error::<T>::UnknownGood)? = supply;
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::SupplySet { good, supply });
		Ok(())
	}

	/// See [`Pallet::open_cycle`].
	pub(crate) fn do_open_cycle(params: CycleParams) -> DispatchResult {
		Self::ensure_between_cycles()?;
		ensure!(Count::<T>::get() > 0, Error::<T>::NoGoods);
		Self::ensure_params(&params)?;
		let stepless = params.levels == LevelRule::Median && WithoutStep::<T>::get() > 0;
		ensure!(!stepless, Error::<T>::StepMissing);
		let id = NextCycle::<T>::get();
		let next = id.next().ok_or(Error::<T>::Overflow)?;
		let now = frame_system::Pallet::<T>::block_number();

		NextCycle::<T>::put(next);
		Current::<T>::put(Cycle {
			id,
			opened: now,
			phase: Phase::Opening { page: 0 },
			deadline: now,
			iteration: Iteration(0),
			councils: Default::default(),
			population: Default::default(),
			spoken: 0,
			accepted: 0,
			proposals: H256::zero(),
			parent: engine::origin(Self::genesis_hash(), id),
			calm: false,
			value: Default::default(),
			heard: Default::default(),
			best: None,
			until: Iteration(params.max_iterations),
			retried: false,
			plan: None,
			memory: RuleMemory::default(),
			requested: 0,
			withdrawn: 0,
			plans: 0,
			resettled: false,
			approving: Default::default(),
			rejecting: Default::default(),
			params: params.clone(),
		});
		Self::deposit_event(Event::CycleOpened { cycle: id, params });
		Ok(())
	}

	/// See [`Pallet::enrol`].
	pub(crate) fn do_enrol(who: &T::AccountId, council: CouncilId) -> DispatchResult {
		let mut cycle = Self::running()?;
		ensure!(cycle.phase == Phase::Enrolling, Error::<T>::NotEnrolling);
		let side = T::Councils::side_of(council).ok_or(Error::<T>::UnknownCouncil)?;
		ensure!(!T::Councils::is_federation(council), Error::<T>::Federation);
		// Asked before the speaker: a council founded since has no other who could speak.
		let population = T::Councils::frozen_population(council);
		ensure!(population > 0, Error::<T>::NoPopulation);
		Self::ensure_speaks(who, council, side, cycle.opened)?;
		ensure!(!Enrolments::<T>::contains_key(cycle.id, council), Error::<T>::AlreadyEnrolled);
		let councils = cycle.councils.get_mut(side);
		*councils = councils.checked_add(1).ok_or(Error::<T>::Overflow)?;
		let heads = cycle.population.get_mut(side);
		*heads = heads.checked_add(population).ok_or(Error::<T>::Overflow)?;
		let budget = match side {
			Side::Workers => Default::default(),
			Side::Consumers => T::Means::budget(council, population, cycle.params.income_per_head),
		};
		let mut enrolment = EnrolmentOf::<T>::new(side, population, budget);
		if side == Side::Consumers {
			enrolment.shares = Self::shares_of(council, cycle.opened);
		}
		let last = InForce::<T>::get().and_then(|plan| Enrolments::<T>::get(plan, council));
		enrolment.own = Self::stated_last(side, last.as_ref());
		if let Some(last) = &last {
			enrolment.repay(last);
		}
		let budget = enrolment.budget;

		let id = cycle.id;
		Self::join_crowds(&enrolment.shares, population);
		Roll::<T>::insert(id, CouncilKey::from(council), side);
		Enrolments::<T>::insert(id, council, enrolment);
		Current::<T>::put(cycle);
		Self::deposit_event(Event::Enrolled { cycle: id, council, population, budget });
		Ok(())
	}

	/// See [`Pallet::propose`].
	pub(crate) fn do_propose(
		who: &T::AccountId,
		council: CouncilId,
		iteration: Iteration,
		lines: LinesOf<T>,
		note: Option<H256>,
	) -> DispatchResultWithPostInfo {
		let cycle = Self::collecting()?;
		ensure!(iteration == cycle.iteration, Error::<T>::WrongIteration);
		let enrolment = Enrolments::<T>::get(cycle.id, council).ok_or(Error::<T>::NotEnrolled)?;
		Self::ensure_speaks(who, council, enrolment.side, cycle.opened)?;
		let weight = Self::propose_for(cycle, council, enrolment, lines, note)?;
		Ok(PostDispatchInfo::from(Some(weight)))
	}

	/// Accepts what is proposed for a council by who may do so; what it weighed.
	pub(crate) fn propose_for(
		mut cycle: CycleOf<T>,
		council: CouncilId,
		mut enrolment: EnrolmentOf<T>,
		lines: LinesOf<T>,
		note: Option<H256>,
	) -> Result<Weight, DispatchError> {
		ensure!(!cycle.has_left(&enrolment), Error::<T>::NotInPlan);
		let (id, iteration) = (cycle.id, cycle.iteration);
		let mut basket = Basket::<T>::weigh(&cycle, &enrolment, &lines)?;
		basket.ensure_passes(&enrolment)?;
		let (counted, stated) = Self::counted_now(&cycle, council, &enrolment, lines)?;
		if stated.is_some() {
			basket = Basket::of_standing(&cycle, &enrolment, &counted.lines)?;
		}
		basket.ensure_steady(&cycle, &enrolment, &counted.lines)?;
		basket.replace(&enrolment.lines, &counted.lines)?;
		let longest = counted.weighed.max(enrolment.lines.len().saturated_into());
		// What is stated is read beside what counts of it.
		let further = if stated.is_some() { counted.pages } else { 0 };
		let restating = Self::restating_weight(enrolment.side, longest);
		let hash = Self::state_lines(&mut cycle, council, &mut enrolment, counted)?;
		let (benefit, cost) = basket.benefit_and_cost();
		enrolment.own = stated;
		enrolment.note = note;
		enrolment.benefit = benefit;

		let shared = Self::shares_weight(basket.levels());
		let pages = basket.write();
		Enrolments::<T>::insert(id, council, enrolment);
		Current::<T>::put(cycle);
		Self::deposit_event(Event::Proposed {
			cycle: id,
			iteration,
			council,
			lines: hash,
			benefit,
			cost,
			note,
		});
		let weight = Self::propose_weight(longest, pages.saturating_add(further));
		Ok(weight.saturating_add(restating).saturating_add(shared))
	}

	/// The council speaks, in memory: `counted` replaces its lines; the hash of them. What stood before is
	/// kept.
	fn state_lines(
		cycle: &mut CycleOf<T>,
		council: CouncilId,
		enrolment: &mut EnrolmentOf<T>,
		counted: Counted<T>,
	) -> Result<H256, Error<T>> {
		enrolment.remember(cycle.iteration);
		enrolment.dropped = false;
		if enrolment.spoken != cycle.iteration {
			cycle.spoken = cycle.spoken.checked_add(1).ok_or(Error::<T>::Overflow)?;
		}
		if enrolment.spoken == Iteration(0) {
			let heard = cycle.heard.get_mut(enrolment.side);
			*heard = heard.checked_add(enrolment.population).ok_or(Error::<T>::Overflow)?;
		}
		enrolment.spoken = cycle.iteration;
		Self::count_lines(cycle, council, enrolment, counted)
	}

	/// See [`Pallet::drop_silent`].
	pub(crate) fn do_drop_silent(council: CouncilId) -> DispatchResultWithPostInfo {
		let mut cycle = Self::running()?;
		ensure!(cycle.phase == Phase::Collecting, Error::<T>::NotCollecting);
		let mut enrolment =
			Enrolments::<T>::get(cycle.id, council).ok_or(Error::<T>::NotEnrolled)?;
		// The iteration that collects is not over yet.
		let last = Iteration(cycle.iteration.0.saturating_sub(1));
		let silent = enrolment.side == Side::Workers && enrolment.is_silent(last);
		ensure!(silent, Error::<T>::NotSilent);
		let mut basket = Basket::<T>::weigh(&cycle, &enrolment, &[])?;
		basket.replace(&enrolment.lines, &[])?;
		let longest = enrolment.lines.len().saturated_into();
		let (id, iteration) = (cycle.id, cycle.iteration);
		Self::state_lines(&mut cycle, council, &mut enrolment, Counted::default())?;
		enrolment.benefit = Credits::ZERO;
		enrolment.dropped = true;
		// What was dropped is not for the council to recall.
		enrolment.before = None;

		let shared = Self::shares_weight(basket.levels());
		let pages = basket.write();
		Enrolments::<T>::insert(id, council, enrolment);
		Current::<T>::put(cycle);
		Self::deposit_event(Event::Dropped { cycle: id, iteration, council });
		let weight = Self::propose_weight(longest, pages).saturating_add(shared);
		Ok(PostDispatchInfo::from(Some(weight)))
	}

	/// See [`Pallet::ratify`].
	pub(crate) fn do_ratify(
		who: &T::AccountId,
		council: CouncilId,
		approve: bool,
	) -> DispatchResult {
		let mut cycle = Self::running()?;
		ensure!(cycle.phase == Phase::Ratifying, Error::<T>::NotRatifying);
		let mut enrolment =
			Enrolments::<T>::get(cycle.id, council).ok_or(Error::<T>::NotEnrolled)?;
		let (side, heads) = (enrolment.side, enrolment.population);
		Self::ensure_speaks(who, council, side, cycle.opened)?;
		ensure!(!enrolment.withdrawn, Error::<T>::NotInPlan);
		Self::take_verdict_back(&mut cycle, &mut enrolment)?;
		let tally = cycle.tally_mut(approve).get_mut(side);
		*tally = tally.checked_add(heads).ok_or(Error::<T>::Overflow)?;
		enrolment.verdict = Some(Verdict { plan: cycle.plans, approve });

		let id = cycle.id;
		Enrolments::<T>::insert(id, council, enrolment);
		Current::<T>::put(cycle);
		Self::deposit_event(Event::Judged { cycle: id, council, approve });
		Ok(())
	}

	/// See [`Pallet::set_block_share`].
	pub(crate) fn do_set_block_share(share: Perbill) -> DispatchResult {
		ensure!(share >= T::MinBlockShare::get(), Error::<T>::InvalidShare);
		BlockShare::<T>::put(share);
		Self::deposit_event(Event::BlockShareSet { share });
		Ok(())
	}

	/// See [`Pallet::prune`].
	pub(crate) fn do_prune(id: CycleId, limit: u32) -> DispatchResultWithPostInfo {
		let mut conclusion = Conclusions::<T>::get(id).ok_or(Error::<T>::CycleNotOver)?;
		ensure!(InForce::<T>::get() != Some(id), Error::<T>::PlanInForce);
		let latest = Current::<T>::get().is_some_and(|cycle| cycle.id == id);
		let now = frame_system::Pallet::<T>::block_number();
		// What ended in this block is there for all who read the state at its end.
		ensure!(!latest && conclusion.at < now, Error::<T>::CycleNotOver);
		let limit = limit.min(MAX_PRUNE);
		let purses: Vec<_> =
			Purses::<T>::iter_key_prefix(id).take(limit.saturated_into()).collect();
		let left = conclusion.enrolments > 0 || !purses.is_empty();
		ensure!(left, Error::<T>::NothingToPrune);

		let councils: Vec<_> =
			Enrolments::<T>::iter_key_prefix(id).take(limit.saturated_into()).collect();
		for council in &councils {
			Enrolments::<T>::remove(id, council);
			Roll::<T>::remove(id, CouncilKey::from(*council));
		}
		for federation in &purses {
			Purses::<T>::remove(id, federation);
		}
		let removed: u32 = councils.len().saturated_into();
		let most = removed.max(purses.len().saturated_into());
		conclusion.enrolments = conclusion.enrolments.saturating_sub(removed);
		let left = conclusion.enrolments;
		Conclusions::<T>::insert(id, conclusion);
		Self::deposit_event(Event::Pruned { cycle: id, removed, left });
		Ok(PostDispatchInfo::from(Some(T::WeightInfo::prune(most))))
	}

	/// The text as a bounded one, if it is UTF-8, not empty, and short enough.
	fn checked_text<Max: Get<u32>>(text: &[u8]) -> Result<BoundedVec<u8, Max>, Error<T>> {
		ensure!(!text.is_empty(), Error::<T>::InvalidName);
		ensure!(core::str::from_utf8(text).is_ok(), Error::<T>::InvalidName);
		BoundedVec::try_from(text.to_vec()).map_err(|_| Error::<T>::InvalidName)
	}

	fn ensure_supply(kind: Kind, supply: Quantity) -> DispatchResult {
		ensure!(supply.is_zero() || kind.has_yearly_supply(), Error::<T>::NoYearlySupply);
		ensure!(supply.0 <= Flow::MAX, Error::<T>::InvalidQuantity);
		Ok(())
	}

	/// Where changes are bounded from the first iteration on, nobody could begin with anything.
	fn is_swing(swing: &Swing) -> bool {
		let bounds = !swing.bound.is_zero() && swing.least <= swing.bound;
		swing.from == 0 || swing.from > 1 && bounds
	}

	fn ensure_params(params: &CycleParams) -> DispatchResult {
		let window_fits = |blocks: u32| (1..=T::MaxWindow::get()).contains(&blocks);
		ensure!(
			!params.threshold.is_zero()
				&& window_fits(params.enrolment)
				&& window_fits(params.window)
				&& window_fits(params.ratification)
				&& (1..=T::MaxIterations::get()).contains(&params.max_iterations)
				&& !params.income_per_head.is_zero()
				&& params.retries <= T::MaxIterations::get()
				&& Self::is_swing(&params.swing),
			Error::<T>::InvalidParams
		);
		Ok(())
	}

	pub(crate) fn ensure_between_cycles() -> DispatchResult {
		ensure!(
			Current::<T>::get().is_none_or(|cycle| cycle.phase.is_over()),
			Error::<T>::CycleRunning
		);
		Ok(())
	}

	/// The signer is the member who speaks for the council now, and had a seat there when block
	/// `opened` began: whoever came later did not count in the population that speaks.
	pub(crate) fn ensure_speaks(
		who: &T::AccountId,
		council: CouncilId,
		side: Side,
		opened: BlockNumberFor<T>,
	) -> DispatchResult {
		let member = Self::ensure_speaker(who, council)?;
		let seat = T::Councils::seat_at(member, side, opened);
		ensure!(seat == Some(council), Error::<T>::NotSeatedAtOpening);
		Ok(())
	}

	/// The signer is the member who speaks for the council now.
	pub(crate) fn ensure_speaker(
		who: &T::AccountId,
		council: CouncilId,
	) -> Result<MemberId, Error<T>> {
		let member = T::Membership::member_of(who).ok_or(Error::NotMember)?;
		let speaker = T::Councils::speaker_of(council).ok_or(Error::NotSpeaker)?;
		ensure!(member == speaker, Error::NotSpeaker);
		Ok(member)
	}

	/// Weight of a proposal whose standing one is not known yet: reserved for the most lines and
	/// pages that it may leave, and for as many requests as there can be.
	pub(crate) fn propose_weight_before(lines: &[Line]) -> Weight {
		let most = T::MaxLines::get();
		let further = Self::pages_of(lines).saturating_add(T::Requested::most());
		let pages = most.saturating_add(further.min(most));
		// Each line may be of a good that is shared, and each share may have none.
		let shared = MAX_SHARES.saturating_add(lines.len().saturated_into());
		Self::propose_weight(most, pages)
			.saturating_add(Self::shares_weight(shared))
			.saturating_add(T::WeightInfo::restate(most))
	}

	/// Weight of finding what counts of so many lines.
	fn restating_weight(side: Side, lines: u32) -> Weight {
		match side {
			Side::Workers => Weight::zero(),
			Side::Consumers => T::WeightInfo::restate(lines),
		}
	}

	/// Weight of taking a proposal back for another, neither of which is known yet.
	pub(crate) fn recall_weight() -> Weight {
		let most = T::MaxLines::get();
		Self::propose_weight(most, most.saturating_mul(2))
			.saturating_add(Self::shares_weight(MAX_SHARES))
	}

	/// Weight of replacing a proposal of up to `lines` lines, with `pages` pages touched.
	pub(crate) fn propose_weight(lines: u32, pages: u32) -> Weight {
		let further = T::WeightInfo::propose_pages(pages.max(1))
			.saturating_sub(T::WeightInfo::propose_pages(1));
		T::WeightInfo::propose(lines).saturating_add(further)
	}
}
