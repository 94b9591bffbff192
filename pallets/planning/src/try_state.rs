//! The invariants.

use crate::*;
use frame_support::{ensure, pallet_prelude::*};
use parecon_engine::{check_order, contribution, Heads, Totals, MAX_PRICE};
use parecon_primitives::{CycleId, GoodId, Iteration};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks, in this order:
	///
	/// 1. **Goods are dense.** Ids are 0 to `Count`, names are unique and lead back to them.
	/// 2. **Pages agree.** A good stands at the same place of `Market` and `Endowments` with its
	///    kind, no page is longer than that, a price is between 1 and the ceiling, and only nature
	///    and labour have a yearly supply.
	/// 3. **Enrolments add up.** Councils, populations, who has spoken and the tallies of the cycle
	///    are the sums over its enrolments; a verdict is given only when a plan is judged.
	/// 4. **Totals are the fold.** Supply and demand of every good are its yearly supply and the
	///    lines of all standing proposals, added up; each of these is in order.
	/// 5. **Records are chained.** Each record names the hash of the one before, and the cycle that
	///    of the last.
	/// 6. **Staged work** exists exactly while a cycle is clearing, and stays within the pages.
	/// 7. **A cycle opened** in a block that has begun, so that nobody who came since counts as
	///    seated at its opening.
	/// 8. **Conclusions** are those of the cycles that ended, and count the enrolments not pruned;
	///    the plan in force is a ratified one and was not pruned.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_goods()?;
		Self::try_pages()?;
		if let Some(cycle) = Current::<T>::get() {
			let now = frame_system::Pallet::<T>::block_number();
			ensure!(cycle.opened <= now, "the cycle opened in a block to come");
			Self::try_enrolments(&cycle)?;
			Self::try_totals(&cycle)?;
			Self::try_records(&cycle)?;
		}
		Self::try_staged()?;
		Self::try_conclusions()
	}

	fn try_goods() -> Result<(), TryRuntimeError> {
		let count = Count::<T>::get();
		ensure!(count <= T::MaxGoods::get(), "more goods than MaxGoods");
		ensure!(Goods::<T>::iter().count() as u32 == count, "Goods has not Count entries");
		ensure!(
			GoodByName::<T>::iter().count() as u32 == count,
			"GoodByName has not Count entries"
		);
		for (id, good) in Goods::<T>::iter() {
			ensure!(id.0 < count, "a good's id is not below Count");
			ensure!(GoodByName::<T>::get(&good.name) == Some(id), "a name leads to another good");
		}
		Ok(())
	}

	fn try_pages() -> Result<(), TryRuntimeError> {
		let count = Count::<T>::get();
		let mut goods = 0u32;
		for page in 0..Self::pages() {
			let quotes = Market::<T>::get(page);
			let endowments = Endowments::<T>::get(page);
			ensure!(quotes.len() == endowments.len(), "Market and Endowments differ in a page");
			for (quote, supply) in quotes.iter().zip(&endowments) {
				let good = Goods::<T>::get(GoodId(goods)).ok_or("a page holds an unknown good")?;
				ensure!(good.kind == quote.kind, "a good has two kinds");
				ensure!(!quote.price.is_zero() && quote.price <= MAX_PRICE, "price out of bounds");
				ensure!(
					supply.is_zero() || good.kind.has_yearly_supply(),
					"a produced good has a yearly supply"
				);
				goods = goods.saturating_add(1);
			}
		}
		ensure!(goods == count, "the pages do not hold Count goods");
		ensure!(Market::<T>::iter().count() as u32 == Self::pages(), "a page beyond the last");
		Ok(())
	}

	fn try_enrolments(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		let (mut councils, mut population) = (Sides::<u32>::default(), Sides::<u32>::default());
		let (mut approving, mut rejecting) = (Sides::<u32>::default(), Sides::<u32>::default());
		let mut spoken = 0u32;
		for enrolment in Enrolments::<T>::iter_prefix_values(cycle.id) {
			*councils.get_mut(enrolment.side) += 1;
			*population.get_mut(enrolment.side) += enrolment.population;
			ensure!(enrolment.population > 0, "an enrolled council has no population");
			ensure!(enrolment.spoken <= cycle.iteration, "a proposal of an iteration to come");
			if enrolment.spoken == cycle.iteration && cycle.iteration.0 > 0 {
				spoken += 1;
			}
			match enrolment.verdict {
				Some(true) => *approving.get_mut(enrolment.side) += enrolment.population,
				Some(false) => *rejecting.get_mut(enrolment.side) += enrolment.population,
				None => {},
			}
		}
		ensure!(councils == cycle.councils, "councils are not those enrolled");
		ensure!(population == cycle.population, "population is not that of those enrolled");
		ensure!(spoken == cycle.spoken, "spoken is not the number of those who have proposed");
		ensure!(approving == cycle.approving, "approving is not the sum of approvals");
		ensure!(rejecting == cycle.rejecting, "rejecting is not the sum of rejections");
		let judged = cycle.phase == Phase::Ratifying
			|| matches!(cycle.phase, Phase::Ratified | Phase::Lapsed(Lapse::NotApproved));
		let none = Sides::default();
		ensure!(judged || (approving == none && rejecting == none), "a verdict before the plan");
		Ok(())
	}

	fn try_totals(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		if matches!(cycle.phase, Phase::Opening { .. }) || cycle.phase.is_over() {
			return Ok(());
		}
		let mut fold = alloc::collections::BTreeMap::<u32, TotalsPage>::new();
		for page in 0..Self::pages() {
			let endowments = Endowments::<T>::get(page);
			let totals = endowments.iter().map(|supply| Totals { supply: supply.0, demand: 0 });
			fold.insert(page, TotalsPage::truncate_from(totals.collect()));
		}
		for (_, enrolment) in Enrolments::<T>::iter_prefix(cycle.id) {
			check_order(&enrolment.lines).map_err(|_| "a standing proposal is not in order")?;
			let heads = Heads { own: enrolment.population, all: cycle.population.consumers };
			for line in &enrolment.lines {
				let kind = Goods::<T>::get(line.good).ok_or("a line of an unknown good")?.kind;
				let change = contribution(enrolment.side, kind, line.flow, heads)
					.map_err(|_| "a line with the wrong sign")?;
				let (page, offset) = Self::place(line.good);
				fold.get_mut(&page)
					.and_then(|totals| totals.get_mut(offset))
					.ok_or("a line beyond the pages")?
					.add(change)
					.map_err(|_| "the fold over the proposals overflows")?;
			}
		}
		for (page, totals) in fold {
			ensure!(
				Volumes::<T>::get(page) == totals,
				"totals are not the fold over the proposals"
			);
		}
		Ok(())
	}

	fn try_records(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		let mut parent = parecon_engine::origin(Self::genesis_hash(), cycle.id);
		let mut iteration = Iteration(1);
		while let Some(record) = Records::<T>::get(cycle.id, iteration) {
			ensure!(record.iteration == iteration, "a record stands under another iteration");
			ensure!(record.parent == parent, "a record does not name the one before");
			parent = record.hash();
			iteration = iteration.next().ok_or("iterations are used up")?;
		}
		let records = Records::<T>::iter_prefix(cycle.id).count() as u32;
		ensure!(records.saturating_add(1) == iteration.0, "a record is missing");
		ensure!(cycle.parent == parent, "the cycle does not name the last record");
		Ok(())
	}

	fn try_staged() -> Result<(), TryRuntimeError> {
		let clearing = Current::<T>::get().is_some_and(|cycle| cycle.phase == Phase::Clearing);
		let page = match Staged::<T>::get() {
			Some(Clearing::Measuring { page, .. }) | Some(Clearing::Adjusting { page, .. }) => {
				Some(page)
			},
			None => None,
		};
		ensure!(clearing == page.is_some(), "staged work exists exactly while a cycle is clearing");
		ensure!(page.unwrap_or_default() <= Self::pages(), "staged work beyond the last page");
		Ok(())
	}

	fn try_conclusions() -> Result<(), TryRuntimeError> {
		let next = NextCycle::<T>::get();
		let running = Current::<T>::get().filter(|cycle| !cycle.phase.is_over()).map(|c| c.id);
		for id in (0..next.0).map(CycleId) {
			let conclusion = Conclusions::<T>::get(id);
			ensure!(conclusion.is_none() == (running == Some(id)), "a cycle without conclusion");
			if let Some(conclusion) = conclusion {
				ensure!(conclusion.phase.is_over(), "a conclusion that is none");
				let left = Enrolments::<T>::iter_key_prefix(id).count() as u32;
				ensure!(conclusion.enrolments == left, "a conclusion miscounts its enrolments");
			}
		}
		ensure!(Conclusions::<T>::iter_keys().all(|id| id < next), "a cycle that never was");
		if let Some(id) = InForce::<T>::get() {
			let conclusion = Conclusions::<T>::get(id).ok_or("the plan in force has not ended")?;
			ensure!(conclusion.phase == Phase::Ratified, "the plan in force was not ratified");
		}
		Ok(())
	}
}
