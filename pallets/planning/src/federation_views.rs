//! What a federation, and who deals with a council, ask of a wallet.

use crate::{basket::Basket, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use parecon_engine::{contribution, Contribution, Heads, Line};
use parecon_primitives::{CouncilId, CouncilTreeAt, CycleId, GoodId};
use sp_runtime::traits::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::counterparties`].
	pub(crate) fn view_counterparties(
		id: CycleId,
		council: CouncilId,
		limit: u32,
	) -> Vec<(GoodId, CouncilId)> {
		let Some(own) = Enrolments::<T>::get(id, council) else { return Vec::new() };
		// The same good supplied is the other side of one used.
		let sides: BTreeSet<(GoodId, bool)> =
			own.lines.iter().map(|line| (line.good, !line.flow.is_supply())).collect();
		let others = Enrolments::<T>::iter_prefix(id).filter(|(other, _)| *other != council);
		let facing = others.flat_map(|(other, enrolment)| {
			let faces = |line: &&Line| sides.contains(&(line.good, line.flow.is_supply()));
			let goods: Vec<_> =
				enrolment.lines.iter().filter(faces).map(|line| line.good).collect();
			goods.into_iter().map(move |good| (good, other))
		});
		facing.take(limit.saturated_into()).collect()
	}

	/// See [`Pallet::federation_totals`].
	pub(crate) fn view_federation_totals(
		id: CycleId,
		federation: CouncilId,
	) -> Option<FederationTotals> {
		let cycle = Current::<T>::get().filter(|cycle| cycle.id == id)?;
		let mut totals = FederationTotals::default();
		let mut goods = BTreeMap::<GoodId, (u128, u128)>::new();
		for (council, enrolment) in Enrolments::<T>::iter_prefix(id) {
			if Self::is_below(&cycle, council, federation) {
				Self::add_part(&cycle, &enrolment, &mut totals, &mut goods);
			}
		}
		totals.goods = goods.into_iter().map(|(good, (s, d))| (good, s, d)).collect();
		Some(totals)
	}

	/// Adds a council to what its federation comes to.
	fn add_part(
		cycle: &CycleOf<T>,
		enrolment: &EnrolmentOf<T>,
		totals: &mut FederationTotals,
		goods: &mut BTreeMap<GoodId, (u128, u128)>,
	) {
		let (side, heads) = (enrolment.side, enrolment.population);
		let councils = totals.councils.get_mut(side);
		*councils = councils.saturating_add(1);
		let population = totals.population.get_mut(side);
		*population = population.saturating_add(heads);
		if let Ok(basket) = Basket::<T>::of_standing(cycle, enrolment, &enrolment.lines) {
			let (benefit, cost) = basket.benefit_and_cost();
			totals.benefit = totals.benefit.saturating_add(benefit);
			totals.cost = totals.cost.saturating_add(cost);
		}
		let heads = Heads { own: heads, all: cycle.population.consumers };
		for line in &enrolment.lines {
			let Some(good) = Goods::<T>::get(line.good) else { continue };
			let (supply, demand) = goods.entry(line.good).or_default();
			match contribution(side, good.kind, line.flow, heads) {
				Ok(Contribution::Supply(amount)) => *supply = supply.saturating_add(amount),
				Ok(Contribution::Demand(amount)) => *demand = demand.saturating_add(amount),
				Err(_) => {},
			}
		}
	}

	/// See [`Pallet::children`].
	pub(crate) fn view_children(
		id: CycleId,
		federation: CouncilId,
		limit: u32,
	) -> Vec<(CouncilId, EnrolmentOf<T>)> {
		let Some(cycle) = Current::<T>::get().filter(|cycle| cycle.id == id) else {
			return Vec::new();
		};
		let parent = |council| T::Councils::parent_at(council, cycle.opened);
		Enrolments::<T>::iter_prefix(id)
			.filter(|(council, _)| parent(*council) == Some(federation))
			.take(limit.saturated_into())
			.collect()
	}

	/// See [`Pallet::pleas`].
	pub(crate) fn view_pleas(federation: CouncilId, limit: u32) -> Vec<(CouncilId, Plea)> {
		let Ok(cycle) = Self::collecting() else { return Vec::new() };
		let asked = |plea: &Plea| plea.federation == federation && !plea.refused;
		Enrolments::<T>::iter_prefix(cycle.id)
			.filter_map(|(council, enrolment)| Some((council, enrolment.plea.filter(asked)?)))
			.take(limit.saturated_into())
			.collect()
	}
}
