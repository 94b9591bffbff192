//! The invariants.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, pallet_prelude::*};
use parecon_engine::{
	check_order, contribution, page_hash_chain, params_hash, plan_root, prices_start, totals_start,
	Heads, Kind, Line, Range, Scale, Totals, MAX_PRICE, MAX_ROUNDS, PAGE,
};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Side};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks, in this order:
	///
	/// 1. **Goods are dense.** Ids are 0 to `Count`, names are unique and lead back to them.
	/// 2. **Pages agree.** A good stands at the same place of `Market` and `Endowments` with its
	///    kind, no page is longer than that, a price is between 1 and the ceiling, and only nature
	///    and labour have a yearly supply.
	/// 3. **Enrolments add up.** Councils, populations, who has spoken, now or ever, and the tallies of
	///    the cycle are the sums over its enrolments, and the roll lists these; a verdict is given only
	///    when a plan is judged.
	/// 4. **Totals are the fold.** Supply and demand of every good are its yearly supply and the
	///    lines of all standing proposals, added up; each of these is in order.
	/// 5. **Records are chained.** Each record names the hash of the one before, and the cycle that
	///    of the last.
	/// 6. **Staged work** exists exactly while a cycle is clearing or settling, and stays within the pages.
	/// 7. **A cycle opened** in a block that has begun, so that nobody who came since counts as
	///    seated at its opening.
	/// 8. **Conclusions** are those of the cycles that ended, and count the enrolments not pruned;
	///    the plan in force is a ratified one and was not pruned.
	/// 9. **What stands** of the best iteration, prices, totals and lines, is what its record says, as
	///    long as iterations go on.
	/// 10. **A plan** grants no more of any good than there is, charges nobody above the budget, and its
	///     total and its root are those of the councils' portions.
	/// 11. **Budgets are made of incomes.** The budgets of a cycle and what federations have left of what
	///     they were given are the incomes and loans less what is repaid; loans are within their bound,
	///     each council repays what it has to, and relief is what federations allowed.
	/// 12. **Trust goes upwards.** Whom a council has entrusted is its federation, whom it asks lies above
	///     it, and nobody asks for an exception when iterations are over.
	/// 13. **Who has left** a plan is counted, does not judge it, and is not in one that was settled since;
	///     a plan is confirmed only after a cycle that lapsed since it was ratified.
	/// 14. **Sharing leads both ways.** What is everybody's, whom scopes name, which goods are marked as
	///     shared and how many public goods have no step is what `Sharing` says; claims are to pollutants
	///     that have a step, one of each council, which its scope does not name.
	/// 15. **Statements are the fold.** How many people share a good, how many of them want each step and
	///     the sum of what they state is what the enrolments say; totals hold the level that it came to.
	/// 16. **Credits are what emissions cost.** What a plan credits councils for pollutants is what is to be
	///     paid for what it lets workplaces emit, and everybody has had their part of what is shared.
	/// 17. **What counts** for a council since when is not of an iteration to come; what a consumers'
	///     council has stated is kept beside it only where it differs, and is in order; what stood before is
	///     not of later; and all changes of requests are counted when iterations are over.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_goods()?;
		Self::try_pages()?;
		Self::try_sharing()?;
		Self::try_claims()?;
		if let Some(cycle) = Current::<T>::get() {
			let now = frame_system::Pallet::<T>::block_number();
			ensure!(cycle.opened <= now, "the cycle opened in a block to come");
			Self::try_enrolments(&cycle)?;
			Self::try_totals(&cycle)?;
			Self::try_records(&cycle)?;
			Self::try_standing(&cycle)?;
			Self::try_plan(&cycle)?;
			Self::try_levels(&cycle)?;
			Self::try_federations(&cycle)?;
		}
		Self::try_staged()?;
		Self::try_kept()?;
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
		let (mut spoken, mut heard) = (0u32, Sides::<u32>::default());
		// What was said of a plan that went back does not count any more.
		let judged = matches!(
			cycle.phase,
			Phase::Ratifying | Phase::Ratified | Phase::Lapsed(Lapse::NotApproved)
		);
		for (council, enrolment) in Enrolments::<T>::iter_prefix(cycle.id) {
			let listed = Roll::<T>::get(cycle.id, CouncilKey::from(council));
			ensure!(listed == Some(enrolment.side), "an enrolled council is not on the roll");
			*councils.get_mut(enrolment.side) += 1;
			*population.get_mut(enrolment.side) += enrolment.population;
			ensure!(enrolment.population > 0, "an enrolled council has no population");
			ensure!(enrolment.spoken <= cycle.iteration, "a proposal of an iteration to come");
			Self::try_counted(cycle, &enrolment)?;
			if enrolment.spoken == cycle.iteration && cycle.iteration.0 > 0 {
				spoken += 1;
			}
			if enrolment.spoken.0 > 0 {
				*heard.get_mut(enrolment.side) += enrolment.population;
			}
			let early = |verdict: Verdict| verdict.plan > cycle.plans;
			ensure!(!enrolment.verdict.is_some_and(early), "a verdict before the plan");
			match enrolment.verdict.filter(|verdict| judged && verdict.plan == cycle.plans) {
				Some(Verdict { approve: true, .. }) => {
					*approving.get_mut(enrolment.side) += enrolment.population
				},
				Some(_) => *rejecting.get_mut(enrolment.side) += enrolment.population,
				None => {},
			}
		}
		ensure!(councils == cycle.councils, "councils are not those enrolled");
		let listed = Roll::<T>::iter_prefix(cycle.id).count() as u32;
		ensure!(listed == cycle.enrolled(), "the roll has others than those enrolled");
		ensure!(population == cycle.population, "population is not that of those enrolled");
		ensure!(spoken == cycle.spoken, "spoken is not the number of those who have proposed");
		ensure!(heard == cycle.heard, "heard is not the population of those who have proposed");
		ensure!(approving == cycle.approving, "approving is not the sum of approvals");
		ensure!(rejecting == cycle.rejecting, "rejecting is not the sum of rejections");
		Ok(())
	}

	/// What counts for a council, and what is kept beside it.
	fn try_counted(cycle: &CycleOf<T>, enrolment: &EnrolmentOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(enrolment.since <= cycle.iteration, "lines of an iteration to come");
		if let Some(own) = &enrolment.own {
			ensure!(enrolment.side == Side::Consumers, "a workplace whose lines are not its own");
			ensure!(*own != enrolment.lines, "what was stated is kept twice");
			check_order(own).map_err(|_| "what was stated is not in order")?;
		}
		if let Some(before) = &enrolment.before {
			ensure!(before.spoken <= enrolment.spoken, "what stood before is of later");
		}
		let counting = matches!(cycle.phase, Phase::Settling | Phase::Ratifying);
		ensure!(!counting || cycle.requested == 0, "requests have changed since they were counted");
		Ok(())
	}

	fn try_totals(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		let stage = match Staged::<T>::get() {
			Some(Work::Settling(settling)) => Some(settling.stage),
			_ => None,
		};
		let half_adopted = matches!(stage, Some(Stage::Adopting { .. }));
		// It is as before the first council is reviewed.
		let stage = match stage {
			Some(Stage::Preparing { .. }) => Some(Stage::Reviewing { after: None }),
			stage => stage,
		};
		if matches!(cycle.phase, Phase::Opening { .. }) || cycle.phase.is_over() || half_adopted {
			return Ok(());
		}
		let fold = Self::fold(cycle, |council, enrolment| match stage {
			// Until its turn has come it has the lines of the last iteration.
			Some(Stage::Reviewing { after }) if Some(council) > after => {
				enrolment.lines_in(cycle.standing()).to_vec()
			},
			_ => enrolment.lines.to_vec(),
		})?;
		let fold = Self::with_levels(cycle, fold, |good, _| Levels::<T>::get(good).level)?;
		ensure!(
			fold.into_iter().all(|(page, totals)| Volumes::<T>::get(page) == totals),
			"totals are not the fold over the proposals"
		);
		Ok(())
	}

	/// Yearly supplies and the lines of all councils, as `lines` gives them, added up; without what is
	/// stated of shared goods.
	fn fold(
		cycle: &CycleOf<T>,
		lines: impl Fn(CouncilId, &EnrolmentOf<T>) -> Vec<Line>,
	) -> Result<BTreeMap<u32, TotalsPage>, TryRuntimeError> {
		let mut fold = BTreeMap::new();
		for page in 0..Self::pages() {
			let endowments = Endowments::<T>::get(page);
			let totals = endowments.iter().map(|supply| Totals { supply: supply.0, demand: 0 });
			fold.insert(page, TotalsPage::truncate_from(totals.collect()));
		}
		for (council, enrolment) in Enrolments::<T>::iter_prefix(cycle.id) {
			let lines = lines(council, &enrolment);
			check_order(&lines).map_err(|_| "a standing proposal is not in order")?;
			let heads = Heads { own: enrolment.population, all: cycle.population.consumers };
			for line in lines.iter().filter(|line| !enrolment.shares.contains(&line.good)) {
				let kind = Goods::<T>::get(line.good).ok_or("a line of an unknown good")?.kind;
				let change = contribution(enrolment.side, kind, line.flow, heads)
					.map_err(|_| "a line with the wrong sign")?;
				let (page, offset) = Self::place(line.good);
				fold.get_mut(&page)
					.and_then(|totals: &mut TotalsPage| totals.get_mut(offset))
					.ok_or("a line beyond the pages")?
					.add(change)
					.map_err(|_| "the fold over the proposals overflows")?;
			}
		}
		Ok(fold)
	}

	/// Prices and totals of the best iteration are those that its record has, and what councils keep
	/// of it adds up to them.
	fn try_standing(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		let half_kept = matches!(Staged::<T>::get(), Some(Work::Adjusting { keep: true, .. }));
		let Some(best) = cycle.best else { return Ok(()) };
		let iterating = matches!(cycle.phase, Phase::Collecting | Phase::Clearing);
		let record = Records::<T>::get(cycle.id, best.iteration).ok_or("the best has no record")?;
		if !iterating || half_kept {
			return Ok(());
		}
		ensure!(best.iteration < cycle.iteration || cycle.phase == Phase::Clearing, "no best yet");
		let (mut prices, mut totals) = (prices_start(record.parent), totals_start(record.parent));
		for page in 0..Self::pages() {
			prices = page_hash_chain(prices, &StandingMarket::<T>::get(page));
			totals = page_hash_chain(totals, &StandingVolumes::<T>::get(page));
		}
		ensure!(prices == record.prices, "the prices kept are not those of the best iteration");
		ensure!(totals == record.totals, "the totals kept are not those of the best iteration");
		let lines = |enrolment: &EnrolmentOf<T>| enrolment.lines_in(best.iteration).to_vec();
		let fold = Self::fold(cycle, |_, enrolment| lines(enrolment))?;
		let stated = Self::stated_by(cycle, lines)?;
		let fold = Self::with_levels(cycle, fold, |good, kind| {
			let level = stated.get(&good).cloned().unwrap_or_default();
			Self::level_now(cycle, good, kind, &level)
		})?;
		ensure!(
			fold.into_iter().all(|(page, totals)| StandingVolumes::<T>::get(page) == totals),
			"the lines kept are not those of the best iteration"
		);
		Ok(())
	}

	/// A settled plan grants no more than there is, and its charges and root are those of its portions.
	fn try_plan(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		let judged = matches!(cycle.phase, Phase::Ratifying | Phase::Ratified);
		ensure!(judged == cycle.plan.is_some(), "a plan exists exactly where one is judged");
		let Some(plan) = cycle.plan else { return Ok(()) };
		let mut granted = BTreeMap::<GoodId, u128>::new();
		let mut supplied = BTreeMap::<GoodId, u128>::new();
		let (mut charged, mut credited) = (Credits::ZERO, Credits::ZERO);
		let mut range = Range::default();
		for (key, _) in Roll::<T>::iter_prefix(cycle.id) {
			let council = CouncilId::from(key);
			let enrolment = Enrolments::<T>::get(cycle.id, council).ok_or("nobody enrolled")?;
			let (budget, side) = (enrolment.budget, enrolment.side);
			let portion = enrolment.into_portion();
			ensure!(portion.lines.len() == portion.granted.len(), "a line without a grant");
			let means = budget.saturating_add(portion.credit);
			ensure!(portion.charge <= means, "a charge above the budget");
			credited = credited.saturating_add(portion.credit);
			charged = charged.saturating_add(portion.charge);
			range.push(portion.leaf(council)).map_err(|_| "too many leaves")?;
			for (line, amount) in portion.lines.iter().zip(&portion.granted) {
				let kind = Goods::<T>::get(line.good).ok_or("a grant of an unknown good")?.kind;
				if side == Side::Consumers && line.flow.is_supply() {
					// Permits: what there is of them was stated together.
					continue;
				}
				let sums = if line.flow.is_supply() { &mut supplied } else { &mut granted };
				let sum = sums.entry(line.good).or_default();
				// One level of a public good is there for all.
				*sum = if kind == Kind::Public && !line.flow.is_supply() {
					amount.0.max(*sum)
				} else {
					sum.saturating_add(amount.0)
				};
			}
		}
		Self::try_supply(cycle, granted, supplied)?;
		Self::try_upstream(cycle)?;
		ensure!(charged == plan.charged, "what is charged is not the sum of the charges");
		ensure!(credited == plan.credited, "what is credited is not the sum of the credits");
		Self::try_emissions(plan)?;
		let record = Records::<T>::get(cycle.id, plan.iteration).ok_or("the plan has no record")?;
		let root = plan_root(&range, record.prices, params_hash(&cycle.params));
		ensure!(root == plan.root, "the root is not that of the portions");
		Ok(())
	}

	/// What is granted of each good is within what there is, and that is what workplaces supply.
	fn try_supply(
		cycle: &CycleOf<T>,
		granted: BTreeMap<GoodId, u128>,
		supplied: BTreeMap<GoodId, u128>,
	) -> Result<(), TryRuntimeError> {
		for (good, granted) in granted {
			let (page, offset) = Self::place(good);
			let settled = Settled::<T>::get(page).get(offset).map_or(0, |totals| totals.supply);
			ensure!(granted <= settled, "more is granted than there is");
			// Once the cycle is over, yearly supplies may be set for the next.
			let pollutant = Goods::<T>::get(good).is_some_and(|good| good.kind == Kind::Pollutant);
			if cycle.phase == Phase::Ratifying && !pollutant {
				let yearly = Endowments::<T>::get(page).get(offset).map_or(0, |yearly| yearly.0);
				let supply = supplied.get(&good).copied().unwrap_or_default();
				ensure!(
					settled == supply.saturating_add(yearly),
					"the settled supply is not what workplaces supply"
				);
			}
		}
		Ok(())
	}

	/// A workplace is upstream exactly if it supplies what workplaces use, and what those use themselves
	/// is added up for each good.
	fn try_upstream(cycle: &CycleOf<T>) -> Result<(), TryRuntimeError> {
		let mut used = BTreeMap::<GoodId, parecon_engine::Upstream>::new();
		for (_, enrolment) in Enrolments::<T>::iter_prefix(cycle.id) {
			let inputs = |line: &Line| {
				line.flow.is_supply()
					&& Goods::<T>::get(line.good).is_some_and(|g| g.kind.is_input())
			};
			let upstream = enrolment.side == Side::Workers && enrolment.lines.iter().any(inputs);
			ensure!(upstream == enrolment.upstream, "upstream is who does not supply inputs");
			for input in parecon_engine::inputs(&enrolment.lines).filter(|_| upstream) {
				let sum = used.entry(input.good).or_default();
				*sum = sum
					.replaced(&input, Scale::NOTHING, enrolment.scale)
					.ok_or("what is used upstream is beyond all bounds")?;
			}
		}
		for page in 0..Self::pages() {
			for (offset, kept) in (0u32..).zip(Upstream::<T>::get(page)) {
				let good = GoodId(page.saturating_mul(PAGE).saturating_add(offset));
				let sum = used.remove(&good).unwrap_or_default();
				ensure!(kept == sum, "what is used upstream is not what those workplaces use");
			}
		}
		ensure!(
			used.values().all(|sum| *sum == Default::default()),
			"nothing is kept of what is used upstream"
		);
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
		let phase = Current::<T>::get().map(|cycle| cycle.phase);
		let clearing = phase == Some(Phase::Clearing);
		let settling = phase == Some(Phase::Settling);
		let (clears, settles, page) = match Staged::<T>::get() {
			Some(Work::Measuring { page, .. } | Work::Adjusting { page, .. }) => {
				(true, false, page)
			},
			Some(Work::Repeating { .. }) => (true, false, 0),
			Some(Work::Settling(Settling { stage, round, .. })) => {
				ensure!(round <= MAX_ROUNDS, "more rounds than there can be");
				match stage {
					Stage::Adopting { page }
					| Stage::Preparing { page }
					| Stage::Weighing { page } => (false, true, page),
					_ => (false, true, 0),
				}
			},
			None => (false, false, 0),
		};
		ensure!(clearing == clears, "staged work exists exactly while a cycle is clearing");
		ensure!(settling == settles, "a plan is staged exactly while a cycle is settling");
		ensure!(page <= Self::pages(), "staged work beyond the last page");
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
				let listed = Roll::<T>::iter_key_prefix(id).count() as u32;
				ensure!(
					listed == left,
					"the roll of a cycle that ended is not that of its enrolments"
				);
				let planned = conclusion.phase == Phase::Ratified;
				ensure!(planned || conclusion.root.is_zero(), "a root of no plan");
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
