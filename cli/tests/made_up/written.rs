//! The same states under the runtime.

use super::*;
use pallet_planning::{
	Best, CouncilKey, Current, Cycle, CycleParams, Enrolment, Enrolments, Levels, Market, Phase,
	QuotesPage, Records, Roll, Settling, SharedOn, Sharing, Stage, Staged, StandingMarket,
	StandingVolumes, TotalsPage, Upstream, UpstreamPage, Verdict, Volumes, Work,
};
use parecon_engine::{Counting, Record, Rule, Swing, Totals, PAGE};
use parecon_runtime::Runtime;
use primitive_types::H256;
use sp_arithmetic::Perbill;

impl State {
	pub fn params(&self) -> CycleParams {
		CycleParams {
			rule: Rule::Accelerated,
			threshold: Perbill::from_percent(5),
			enrolment: 3,
			window: 9,
			ratification: 9,
			max_iterations: 20,
			income_per_head: Credits(UNIT),
			counting: Counting::Excess,
			swing: Swing::default(),
			retries: 1,
			levels: self.rule,
			exceptions: Perbill::from_percent(10),
		}
	}

	pub fn record() -> Record {
		Record {
			iteration: STANDING,
			prices: H256::repeat_byte(3),
			totals: H256::repeat_byte(4),
			proposals: H256::zero(),
			count: 0,
			worst: Default::default(),
			worst_good: Default::default(),
			parent: H256::zero(),
		}
	}

	/// Puts the state under the runtime as it is when settling begins.
	pub fn write(&self) {
		let then = self.market();
		pallet_planning::Count::<Runtime>::put(GOODS);
		let size = PAGE as usize;
		let adopted = self.last == STANDING;
		for page in 0..GOODS.div_ceil(PAGE) {
			let totals = then.totals.chunks(size).nth(page as usize).unwrap().to_vec();
			let quotes = self.quotes.chunks(size).nth(page as usize).unwrap().to_vec();
			let other: Vec<Quote> =
				quotes.iter().map(|quote| Quote { price: Price(7), ..*quote }).collect();
			let nothing = vec![Totals::default(); totals.len()];
			let (market, volumes) = match adopted {
				true => (quotes.clone(), totals.clone()),
				false => (other, nothing),
			};
			Market::<Runtime>::insert(page, page_of::<_, QuotesPage>(market));
			Volumes::<Runtime>::insert(page, page_of::<_, TotalsPage>(volumes));
			StandingMarket::<Runtime>::insert(page, page_of::<_, QuotesPage>(quotes));
			StandingVolumes::<Runtime>::insert(page, page_of::<_, TotalsPage>(totals));
			let some = Quantity(UNIT);
			let left = vec![parecon_engine::Upstream { others: some, own: some }; size];
			Upstream::<Runtime>::insert(page, page_of::<_, UpstreamPage>(left));
		}
		self.write_levels(&then, adopted);
		self.write_parts();
		Records::<Runtime>::insert(CYCLE, STANDING, Self::record());
		self.begin();
	}

	/// Where another iteration was the last, its levels are others.
	fn write_levels(&self, then: &parecon_cli::audit::shared::Market, adopted: bool) {
		for (good, shared) in &then.shared {
			let (step, scope) = (STEP, Default::default());
			Sharing::<Runtime>::insert(good, pallet_planning::Shared { step, scope });
			let (page, bit) = (good.0 / PAGE, good.0 % PAGE);
			SharedOn::<Runtime>::mutate(page, |bits| *bits |= 1 << bit);
			let Level { crowd, stated, sum, level, sold, .. } = shared.level.clone();
			let (level, sold) = if adopted { (level, sold) } else { (Quantity(1), Credits(2)) };
			let level = pallet_planning::Level { crowd, stated, sum, level, sold, passed: 9 };
			Levels::<Runtime>::insert(good, level);
		}
	}

	fn write_parts(&self) {
		for (council, part) in &self.parts {
			Roll::<Runtime>::insert(CYCLE, CouncilKey::from(*council), part.side);
			let bounded = |lines: &Vec<Line>| lines.clone().try_into().unwrap();
			let enrolment = Enrolment {
				side: part.side,
				population: part.population,
				budget: part.budget,
				income: part.income,
				spoken: part.spoken,
				lines: bounded(&part.lines),
				since: part.since,
				part: part.part,
				own: part.own.as_ref().map(bounded),
				before: None,
				note: None,
				standing: bounded(&part.standing),
				standing_part: part.standing_part,
				scale: Scale::of(1, 3),
				upstream: true,
				dropped: part.dropped,
				granted: Default::default(),
				charge: Credits(5),
				credit: Credits(6),
				shares: part.shares.clone().try_into().unwrap(),
				benefit: part.benefit,
				relief: part.relief,
				loan: part.loan,
				debt: Credits(0),
				repays: Credits(0),
				entrusted: None,
				plea: None,
				withdrawn: part.withdrawn,
				confirmed: None,
				verdict: part.verdict.map(|(plan, approve)| Verdict { plan, approve }),
			};
			Enrolments::<Runtime>::insert(CYCLE, council, enrolment);
		}
	}

	fn begin(&self) {
		let stage = match self.last == STANDING {
			true => Stage::Preparing { page: 0 },
			false => Stage::Adopting { page: 0 },
		};
		let work = Settling {
			stage,
			round: 0,
			short: 0,
			range: Default::default(),
			charged: Credits(0),
			credited: Credits(0),
			emitted: Credits(0),
		};
		Staged::<Runtime>::put(Work::Settling(work));
		let sides = |workers, consumers| pallet_planning::Sides { workers, consumers };
		Current::<Runtime>::put(Cycle {
			id: CYCLE,
			params: self.params(),
			opened: 1,
			phase: Phase::Settling,
			deadline: 1,
			iteration: self.last,
			councils: sides(WORKPLACES, HOUSEHOLDS),
			population: sides(1, self.heads()),
			spoken: 0,
			accepted: 0,
			proposals: H256::zero(),
			parent: H256::zero(),
			calm: false,
			value: Default::default(),
			heard: Default::default(),
			best: Some(Best { iteration: STANDING, short: Default::default() }),
			until: self.last,
			retried: false,
			plan: None,
			memory: Default::default(),
			requested: 0,
			withdrawn: 0,
			plans: 0,
			resettled: self.resettled,
			approving: Default::default(),
			rejecting: Default::default(),
		});
	}
}

fn page_of<Item: core::fmt::Debug, Page: TryFrom<Vec<Item>>>(items: Vec<Item>) -> Page {
	Page::try_from(items).unwrap_or_else(|_| panic!("a page has room"))
}
