//! Goods of which many state one amount: public goods and pollutants.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::*, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{sold, Kind, LevelRule, Quote, Totals, PAGE};
use parecon_primitives::{
	CouncilId, CouncilTree, CouncilTreeAt, Credits, Flow, GoodId, Quantity, Side,
};

/// The largest step: 128 of it are an amount that a line can state.
pub(crate) const MAX_STEP: Quantity = Quantity(Flow::MAX >> 7);

/// How many federations above a council are gone through.
pub(crate) const MAX_DEPTH: u32 = 16;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::share_good`].
	pub(crate) fn do_share_good(good: GoodId, step: Quantity, scope: Scope) -> DispatchResult {
		Self::ensure_between_cycles()?;
		let kind = Goods::<T>::get(good).ok_or(Error::<T>::UnknownGood)?.kind;
		ensure!(kind.is_shared(), Error::<T>::NotShared);
		ensure!(!step.is_zero() && step <= MAX_STEP, Error::<T>::InvalidQuantity);
		let scoped = Self::rescope(good, kind, Shared { step, scope })?;
		let Shared { step, scope } = scoped;
		Self::deposit_event(Event::GoodShared { good, step, scope });
		Ok(())
	}

	/// Replaces what a good is stated in and by whom, and what leads from councils to it. Checks first,
	/// and writes nothing where that fails.
	pub(crate) fn rescope(good: GoodId, kind: Kind, new: Shared) -> Result<Shared, Error<T>> {
		let all = new.scope.as_slice();
		let ascending = all.iter().zip(all.iter().skip(1)).all(|(one, next)| one < next);
		let consumers =
			|council: &CouncilId| T::Councils::side_of(*council) == Some(Side::Consumers);
		let most = if kind == Kind::Public { 1 } else { all.len() };
		let valid = ascending && all.len() <= most && all.iter().all(consumers);
		ensure!(valid, Error::InvalidScope);
		let old = Sharing::<T>::get(good);
		let before = old.as_ref().map(|old| old.scope.clone()).unwrap_or_default();
		let mut common = Common::<T>::get();
		let everybodys = kind == Kind::Public && all.is_empty();
		Self::put(&mut common, good, everybodys)?;
		let mut named = Vec::new();
		for council in before.iter().chain(all) {
			let mut goods = NamedBy::<T>::get(council);
			Self::put(&mut goods, good, new.scope.contains(council))?;
			named.push((*council, goods));
		}

		Common::<T>::put(common);
		for (council, goods) in named {
			match goods.is_empty() {
				true => NamedBy::<T>::remove(council),
				false => NamedBy::<T>::insert(council, goods),
			}
		}
		if old.is_none() {
			let (page, offset) = Self::place(good);
			SharedOn::<T>::mutate(page, |bits| *bits |= Self::bit(offset));
			if kind == Kind::Public {
				WithoutStep::<T>::mutate(|goods| *goods = goods.saturating_sub(1));
			}
		}
		Self::keep_claims(good, |claim| !new.scope.contains(&claim.council));
		Sharing::<T>::insert(good, new.clone());
		Ok(new)
	}

	/// Puts a good into a list, or takes it out.
	fn put(goods: &mut Shares, good: GoodId, stays: bool) -> Result<(), Error<T>> {
		match (goods.binary_search(&good), stays) {
			(Ok(place), false) => {
				goods.remove(place);
			},
			(Err(place), true) => {
				goods.try_insert(place, good).map_err(|_| Error::TooManyShares)?;
			},
			_ => {},
		}
		Ok(())
	}

	/// The bit of a good's place in its page.
	pub(crate) fn bit(offset: usize) -> u64 {
		u32::try_from(offset).ok().and_then(|offset| 1u64.checked_shl(offset)).unwrap_or(0)
	}

	/// Whether a good stands in `Sharing`.
	pub(crate) fn is_shared(good: GoodId) -> bool {
		let (page, offset) = Self::place(good);
		SharedOn::<T>::get(page) & Self::bit(offset) != 0
	}

	/// The shared goods of a page, with their places there.
	fn shared_on(page: u32) -> Vec<(GoodId, usize)> {
		let bits = SharedOn::<T>::get(page);
		if bits == 0 {
			return Vec::new();
		}
		let first = page.saturating_mul(PAGE);
		let goods = (first..first.saturating_add(PAGE)).zip(0usize..);
		goods
			.filter(|(_, offset)| bits & Self::bit(*offset) != 0)
			.map(|(good, offset)| (GoodId(good), offset))
			.collect()
	}

	/// What the shared goods of a page weigh, beside the page.
	pub(crate) fn page_levels_weight(page: u32) -> Weight {
		let goods = SharedOn::<T>::get(page).count_ones();
		T::WeightInfo::measure_level().saturating_mul(goods.into())
	}

	/// What `count` shared goods weigh in a proposal.
	pub(crate) fn shares_weight(count: u32) -> Weight {
		T::WeightInfo::propose_shares(count).saturating_sub(T::WeightInfo::propose_shares(0))
	}

	/// Weight of enrolling under the most federations, with the most shared goods.
	pub(crate) fn enrol_weight() -> Weight {
		let federations = T::DbWeight::get().reads(u64::from(MAX_DEPTH).saturating_mul(3));
		T::WeightInfo::enrol().saturating_add(federations)
	}

	/// The shared goods that concern a consumers' council: those that are everybody's, then those whose
	/// scope names it, its federation, and so on upwards, as far as there is room.
	pub(crate) fn shares_of(council: CouncilId, opened: BlockNumberFor<T>) -> Shares {
		let mut shares = Common::<T>::get();
		let mut at = Some(council);
		for _ in 0..=MAX_DEPTH {
			let Some(named) = at else { break };
			for good in NamedBy::<T>::get(named) {
				if let Err(place) = shares.binary_search(&good) {
					// No more room: nobody can keep a council from enrolling by naming it.
					let _ = shares.try_insert(place, good);
				}
			}
			at = T::Councils::parent_at(named, opened);
		}
		shares
	}

	/// Counts a council's people among those who share the goods that concern it.
	pub(crate) fn join_crowds(shares: &Shares, population: u32) {
		for good in shares {
			Levels::<T>::mutate(good, |level| {
				// All consumers together have a number, so that those who share one good have.
				level.crowd = level.crowd.saturating_add(population);
			});
		}
	}

	/// Forgets what was stated of the shared goods of a page.
	pub(crate) fn open_levels(page: u32) {
		for (good, _) in Self::shared_on(page) {
			Levels::<T>::remove(good);
		}
	}

	/// Makes levels of what is stated of the shared goods of a page, and puts them into the totals: a
	/// public good is demanded, permits for a pollutant are supplied.
	pub(crate) fn level_page(cycle: &CycleOf<T>, page: u32) {
		Self::each_level(cycle, page, |good, quote, level, _| {
			level.passed = 0;
			level.level = Self::level_now(cycle, good, quote.kind, level);
		});
	}

	/// Takes the levels of a page back from its totals: those of the iteration that stands.
	pub(crate) fn adopt_levels(cycle: &CycleOf<T>, page: u32) {
		Self::each_level(cycle, page, |_, quote, level, total| {
			level.level = match quote.kind {
				Kind::Pollutant => Quantity(total.supply),
				_ => total.balance(quote.kind, cycle.population.consumers).demand(),
			};
		});
	}

	/// What is stated of a good comes to this level.
	pub(crate) fn level_now(
		cycle: &CycleOf<T>,
		good: GoodId,
		kind: Kind,
		level: &Level,
	) -> Quantity {
		let step = Sharing::<T>::get(good).map_or(Quantity::ZERO, |shared| shared.step);
		let rule = match kind {
			// Who could raise a mean alone could also sell permits against all others.
			Kind::Pollutant => LevelRule::Median,
			_ => cycle.params.levels,
		};
		rule.level(&level.stated, level.sum, level.crowd, step)
	}

	/// The totals of a shared good with `level`.
	pub(crate) fn with_level(
		cycle: &CycleOf<T>,
		kind: Kind,
		total: Totals,
		level: Quantity,
	) -> Totals {
		match kind {
			Kind::Pollutant => Totals { supply: level.0, ..total },
			_ => {
				let heads = u128::from(cycle.population.consumers);
				Totals { demand: level.0.saturating_mul(heads), ..total }
			},
		}
	}

	/// Sets the level of each shared good of a page, and what follows from it.
	fn each_level(
		cycle: &CycleOf<T>,
		page: u32,
		set: impl Fn(GoodId, &Quote, &mut Level, &Totals),
	) {
		let goods = Self::shared_on(page);
		if goods.is_empty() {
			return;
		}
		let quotes = Market::<T>::get(page);
		let mut volumes = Volumes::<T>::get(page);
		for (good, offset) in goods {
			let (Some(quote), Some(total)) = (quotes.get(offset), volumes.get_mut(offset)) else {
				continue;
			};
			Levels::<T>::mutate(good, |level| {
				set(good, quote, level, total);
				*total = Self::with_level(cycle, quote.kind, *total, level.level);
				level.sold = match quote.kind {
					Kind::Pollutant => sold(quote.price, level.level, Quantity(total.demand)),
					_ => Credits::ZERO,
				};
			});
		}
		Volumes::<T>::insert(page, volumes);
	}

	/// What is to be paid for what workplaces emit of the pollutants of a page, in the plan.
	pub(crate) fn emitted_on(page: u32) -> Credits {
		let goods = Self::shared_on(page);
		if goods.is_empty() {
			return Credits::ZERO;
		}
		let (quotes, settled) = (Market::<T>::get(page), Settled::<T>::get(page));
		let price = |(_, offset): (GoodId, usize)| {
			let quote = quotes.get(offset).filter(|quote| quote.kind == Kind::Pollutant)?;
			let emitted = Quantity(settled.get(offset)?.demand);
			Some(sold(quote.price, emitted, emitted))
		};
		goods.into_iter().filter_map(price).fold(Credits::ZERO, Credits::saturating_add)
	}
}
