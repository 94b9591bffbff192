//! The invariants of goods that are shared.

use crate::{shared_impls::MAX_STEP, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use parecon_engine::{sold, step_of, Kind, Line};
use parecon_primitives::{CouncilId, Credits, GoodId, Quantity, Side};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// What leads from goods to councils and from councils to goods agrees.
	pub(crate) fn try_sharing() -> Result<(), TryRuntimeError> {
		let mut named = BTreeMap::<CouncilId, Vec<GoodId>>::new();
		let (mut common, mut bits) = (Vec::new(), BTreeMap::<u32, u64>::new());
		let mut stepped = 0u32;
		for (good, shared) in Sharing::<T>::iter() {
			let kind = Goods::<T>::get(good).ok_or("an unknown good is shared")?.kind;
			ensure!(kind.is_shared(), "a good that cannot be shared is");
			let step = shared.step;
			ensure!(!step.is_zero() && step <= MAX_STEP, "a step out of bounds");
			let scope = shared.scope.as_slice();
			let ascending = scope.iter().zip(scope.iter().skip(1)).all(|(one, next)| one < next);
			ensure!(ascending, "a scope is not in order");
			ensure!(kind == Kind::Pollutant || scope.len() <= 1, "a public good with two scopes");
			if kind == Kind::Public {
				stepped = stepped.saturating_add(1);
				if scope.is_empty() {
					common.push(good);
				}
			}
			for council in scope {
				named.entry(*council).or_default().push(good);
			}
			let (page, offset) = Self::place(good);
			*bits.entry(page).or_default() |= Self::bit(offset);
		}
		common.sort();
		ensure!(Common::<T>::get() == common, "the goods that are everybody's are not those");
		named.values_mut().for_each(|goods| goods.sort());
		let stored: BTreeMap<_, _> =
			NamedBy::<T>::iter().map(|(council, goods)| (council, goods.into_inner())).collect();
		ensure!(stored == named, "councils are not named by the goods whose scope names them");
		let stored: BTreeMap<_, _> = SharedOn::<T>::iter().collect();
		ensure!(stored == bits, "the marks of shared goods are not those of the goods");
		let public = Goods::<T>::iter().filter(|(_, good)| good.kind == Kind::Public).count();
		ensure!(
			WithoutStep::<T>::get().saturating_add(stepped) == public as u32,
			"public goods without a step are miscounted"
		);
		Ok(())
	}

	/// Claims are to pollutants that have a step, one of each council, which is not named by the scope.
	pub(crate) fn try_claims() -> Result<(), TryRuntimeError> {
		for (good, claims) in Claims::<T>::iter() {
			let shared = Sharing::<T>::get(good).ok_or("a claim to a good without a step")?;
			ensure!(!claims.is_empty(), "an empty list of claims");
			let now = frame_system::Pallet::<T>::block_number();
			for (place, claim) in claims.iter().enumerate() {
				let earlier = claims.iter().take(place);
				ensure!(
					earlier.into_iter().all(|other| other.council != claim.council),
					"a council claims twice"
				);
				ensure!(!shared.scope.contains(&claim.council), "a claim to what is granted");
				ensure!(claim.since <= now, "a claim of a block to come");
			}
		}
		Ok(())
	}

	/// What is stated of shared goods, and by how many people, is the fold over the enrolments.
	pub(crate) fn try_levels(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		// Once it is over, goods may be shared otherwise for the next.
		if matches!(cycle.phase, Phase::Opening { .. }) || cycle.phase.is_over() {
			return Ok(());
		}
		let fold = Self::stated_by(cycle, |enrolment| enrolment.lines.to_vec())?;
		for (good, stored) in Levels::<T>::iter() {
			ensure!(Sharing::<T>::contains_key(good), "a level of a good that is not shared");
			let fold = fold.get(&good).cloned().unwrap_or_default();
			ensure!(stored.crowd == fold.crowd, "a crowd is not those who share the good");
			ensure!(stored.stated == fold.stated, "what is stated is not the fold");
			ensure!(stored.sum == fold.sum, "the sum of what is stated is not the fold");
			let all = cycle.phase == Phase::Ratifying;
			ensure!(!all || stored.passed == stored.crowd, "not all have had their part of a good");
		}
		ensure!(fold.keys().all(Levels::<T>::contains_key), "a level is missing");
		Ok(())
	}

	/// What all consumers' councils state of shared goods with the lines that `lines` gives.
	pub(crate) fn stated_by(
		cycle: &CycleOf<T>,
		lines: impl Fn(&EnrolmentOf<T>) -> Vec<Line>,
	) -> Result<BTreeMap<GoodId, Level>, TryRuntimeError> {
		let mut fold = BTreeMap::<GoodId, Level>::new();
		for (_, enrolment) in Enrolments::<T>::iter_prefix(cycle.id) {
			let consumers = enrolment.side == Side::Consumers;
			ensure!(consumers || enrolment.shares.is_empty(), "a workplace shares a good");
			for good in &enrolment.shares {
				let crowd = &mut fold.entry(*good).or_default().crowd;
				*crowd = crowd.saturating_add(enrolment.population);
			}
			for line in lines(&enrolment) {
				let shared = enrolment.shares.contains(&line.good);
				let level = fold.get_mut(&line.good).filter(|_| shared);
				let (Some(level), Some(Shared { step, .. })) =
					(level, Sharing::<T>::get(line.good))
				else {
					continue;
				};
				let (amount, heads) = (line.flow.amount(), enrolment.population);
				let added = level.stated.add(step_of(amount, step), heads);
				added.map_err(|_| "more people than there are")?;
				let weight = amount.0.saturating_mul(heads.into());
				level.sum = level.sum.saturating_add(weight);
			}
		}
		Ok(fold)
	}

	/// The totals with the levels of shared goods put in.
	pub(crate) fn with_levels(
		cycle: &CycleOf<T>,
		mut totals: BTreeMap<u32, TotalsPage>,
		level: impl Fn(GoodId, Kind) -> Quantity,
	) -> Result<BTreeMap<u32, TotalsPage>, TryRuntimeError> {
		for good in Levels::<T>::iter_keys() {
			let kind = Goods::<T>::get(good).ok_or("a level of an unknown good")?.kind;
			let (page, offset) = Self::place(good);
			let total = totals.get_mut(&page).and_then(|page| page.get_mut(offset));
			let total = total.ok_or("a level beyond the pages")?;
			*total = Self::with_level(cycle, kind, *total, level(good, kind));
		}
		Ok(totals)
	}

	/// What is credited by a plan is what is to be paid for what it lets workplaces emit.
	pub(crate) fn try_emissions(plan: Plan) -> Result<(), TryRuntimeError> {
		let mut emitted = Credits::ZERO;
		for (good, what) in Goods::<T>::iter() {
			if what.kind == Kind::Pollutant {
				let (page, offset) = Self::place(good);
				let quotes = Market::<T>::get(page);
				let price = quotes.get(offset).ok_or("a good beyond the pages")?.price;
				let demand = Settled::<T>::get(page).get(offset).map_or(0, |totals| totals.demand);
				emitted = emitted.saturating_add(sold(price, Quantity(demand), Quantity(demand)));
			}
		}
		ensure!(plan.emitted == emitted, "what is paid for emissions is not what they cost");
		ensure!(plan.credited == emitted, "what is credited is not what emissions cost");
		Ok(())
	}
}
