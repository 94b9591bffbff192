//! What a wallet asks.

use crate::{utility_impls::Basket, *};
use alloc::vec::Vec;
use frame_support::pallet_prelude::*;
use parecon_engine::{below, Imbalance, Line};
use parecon_primitives::{CouncilId, CycleId, GoodId};
use sp_runtime::traits::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::check`].
	pub(crate) fn view_check(council: CouncilId, lines: &[Line]) -> Result<Check, DispatchError> {
		let cycle = Self::running()?;
		let enrolment = Enrolments::<T>::get(cycle.id, council).ok_or(Error::<T>::NotEnrolled)?;
		Ok(Basket::<T>::weigh(&cycle, &enrolment, lines)?.into_check(&enrolment))
	}

	/// See [`Pallet::why_price`].
	pub(crate) fn view_why_price(good: GoodId) -> Option<PriceReason> {
		let cycle = Current::<T>::get()?;
		let (page, offset) = Self::place(good);
		let quote = Market::<T>::get(page).get(offset).copied()?;
		let mut totals = Volumes::<T>::get(page).get(offset).copied().unwrap_or_default();
		if Self::is_shared(good) && cycle.phase == Phase::Collecting {
			// What is stated comes to a level only when the iteration is closed.
			let level = Self::level_now(&cycle, good, quote.kind, &Levels::<T>::get(good));
			totals = Self::with_level(&cycle, quote.kind, totals, level);
		}
		let balance = totals.balance(quote.kind, cycle.population.consumers);
		let (supply, demand) = (balance.supply(), balance.demand());
		Some(PriceReason {
			good,
			quote,
			rule: cycle.params.rule,
			supply,
			demand,
			imbalance: Imbalance::of(supply.0, demand.0),
			below_threshold: below(supply.0, demand.0, cycle.params.threshold),
		})
	}

	/// See [`Pallet::portion`].
	pub(crate) fn view_portion(id: CycleId, council: CouncilId) -> Option<PortionOf<T>> {
		let settled = match Current::<T>::get().filter(|cycle| cycle.id == id) {
			Some(cycle) => cycle.plan.is_some(),
			None => Conclusions::<T>::get(id)?.phase == Phase::Ratified,
		};
		let enrolment = Enrolments::<T>::get(id, council)?;
		settled.then(|| enrolment.into_portion())
	}

	/// See [`Pallet::silent`].
	pub(crate) fn view_silent(limit: u32) -> Vec<CouncilId> {
		let Some(cycle) = Current::<T>::get() else { return Vec::new() };
		Enrolments::<T>::iter_prefix(cycle.id)
			.filter(|(_, enrolment)| enrolment.spoken < cycle.iteration)
			.map(|(council, _)| council)
			.take(limit.saturated_into())
			.collect()
	}
}
