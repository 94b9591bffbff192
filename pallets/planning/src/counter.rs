//! What a settled plan gives a consumers' council, and what it pays.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use parecon_engine::{
	apportion, level_cost, part_in_turn, public_charge, public_level, scaled, sold, Kind,
	LevelRule, Line, Quote, Scale, Totals, Worth,
};
use parecon_primitives::{Credits, GoodId, Quantity};
use sp_runtime::traits::SaturatedConversion;

/// Serves a consumers' council line by line.
pub(crate) struct Counter<T> {
	heads_all: u32,
	own: u32,
	rule: LevelRule,
	shares: Shares,
	/// What is served so far of private goods costs, in 10^-12 credits.
	private: Worth,
	/// What is to be paid for public goods by who stated how much of them.
	public: Worth,
	quotes: BTreeMap<u32, QuotesPage>,
	settled: BTreeMap<u32, TotalsPage>,
	cumulated: BTreeMap<u32, CumulatedPage>,
	_config: core::marker::PhantomData<T>,
}

/// What a council gets and pays.
pub(crate) struct Served {
	/// Of each line.
	pub granted: Vec<Quantity>,
	/// What it pays.
	pub charge: Credits,
	/// What it is credited.
	pub credit: Credits,
	/// How many pages were touched.
	pub pages: u32,
}

impl<T: Config> Counter<T> {
	fn new(cycle: &CycleOf<T>, enrolment: &EnrolmentOf<T>) -> Self {
		Self {
			heads_all: cycle.population.consumers,
			own: enrolment.population,
			rule: cycle.params.levels,
			shares: enrolment.shares.clone(),
			private: Worth::default(),
			public: Worth::default(),
			quotes: BTreeMap::new(),
			settled: BTreeMap::new(),
			cumulated: BTreeMap::new(),
			_config: Default::default(),
		}
	}

	/// Serves a council. What it is charged is never above its budget and what it is credited: where
	/// it would be, its private goods become fewer.
	pub(crate) fn serve(cycle: &CycleOf<T>, enrolment: &EnrolmentOf<T>) -> Served {
		let mut counter = Self::new(cycle, enrolment);
		let mut granted: Vec<Quantity> =
			enrolment.lines.iter().map(|line| counter.line(line)).collect();
		let (dues, credit) = counter.shared();
		let means = enrolment.budget.saturating_add(credit);
		let left = Worth::from_credits(means.saturating_sub(dues)).saturating_sub(counter.public);
		let part = Scale::within(left, counter.private);
		if part != Scale::WHOLE {
			counter.scale(part, &enrolment.lines, &mut granted);
		}
		let bill = counter.private.saturating_add(counter.public).ceil(1);
		let charge = Credits(bill.saturating_add(dues).0.min(means.0));
		Served { granted, charge, credit, pages: counter.close().max(1) }
	}

	fn find(&mut self, good: GoodId) -> Option<(Quote, Totals)> {
		let (page, offset) = Pallet::<T>::place(good);
		let quotes = self.quotes.entry(page).or_insert_with(|| Market::<T>::get(page));
		let settled = self.settled.entry(page).or_insert_with(|| Settled::<T>::get(page));
		Some((*quotes.get(offset)?, *settled.get(offset)?))
	}

	/// What the council gets of a line; its cost goes on the bill.
	fn line(&mut self, line: &Line) -> Quantity {
		let Some((quote, totals)) = self.find(line.good) else { return Quantity::ZERO };
		let amount = line.flow.amount().0;
		match quote.kind {
			Kind::Public => {
				let level = public_level(&totals.balance(quote.kind, self.heads_all));
				if let Some(all) = self.stated(line.good, &totals) {
					let own = amount.saturating_mul(self.own.into());
					let cost = public_charge(quote.price, level, own, all);
					self.public = self.public.saturating_add(cost);
				}
				level
			},
			// What it permits is decided together.
			Kind::Pollutant => Quantity(totals.supply),
			_ => {
				let before = self.pass(line.good, amount, &totals);
				let granted = apportion(totals.supply, totals.demand, before, amount);
				self.private = self.private.saturating_add(Worth::of(quote.price, granted));
				Quantity(granted)
			},
		}
	}

	/// The sum of what people state of a public good that is paid for by what each states; `None` where
	/// all pay the same.
	fn stated(&self, good: GoodId, totals: &Totals) -> Option<u128> {
		match (self.shares.contains(&good), self.rule) {
			(false, _) => Some(totals.demand),
			(true, LevelRule::Mean) => Some(Levels::<T>::get(good).sum),
			(true, LevelRule::Median) => None,
		}
	}

	/// The council's turn for the goods that it shares: what it owes for public goods whose level is a
	/// median, and what it is credited for pollutants.
	fn shared(&mut self) -> (Credits, Credits) {
		let (mut dues, mut credit) = (Credits::ZERO, Credits::ZERO);
		let own = self.own;
		for good in self.shares.clone() {
			let Some((quote, totals)) = self.find(good) else { continue };
			let (before, crowd) = Levels::<T>::mutate(good, |level| {
				let before = level.passed;
				level.passed = before.saturating_add(own);
				(before, level.crowd)
			});
			if quote.kind == Kind::Pollutant {
				let emitted = Quantity(totals.demand);
				let total = sold(quote.price, emitted, emitted);
				credit = credit.saturating_add(part_in_turn(total, before, own, crowd));
			} else if self.rule == LevelRule::Median {
				let level = public_level(&totals.balance(quote.kind, self.heads_all));
				let total = level_cost(quote.price, level);
				dues = dues.saturating_add(part_in_turn(total, before, own, crowd));
			}
		}
		(dues, credit)
	}

	/// Leaves a part of what was served of private goods.
	fn scale(&mut self, part: Scale, lines: &[Line], granted: &mut [Quantity]) {
		self.private = Worth::default();
		for (line, granted) in lines.iter().zip(granted) {
			let Some((quote, _)) = self.find(line.good) else { continue };
			if quote.kind == Kind::Private {
				*granted = scaled(part, *granted);
				self.private = self.private.saturating_add(Worth::of(quote.price, granted.0));
			}
		}
	}

	/// Adds what the council asks for of a good to what those before it did, if the good is short; what
	/// these did.
	fn pass(&mut self, good: GoodId, amount: u128, totals: &Totals) -> u128 {
		if totals.supply >= totals.demand {
			return 0;
		}
		let (page, offset) = Pallet::<T>::place(good);
		let length = self.settled.get(&page).map_or(0, |page| page.len());
		let page = self.cumulated.entry(page).or_insert_with(|| {
			let mut page = Cumulated::<T>::get(page);
			page.bounded_resize(length, 0);
			page
		});
		let Some(sum) = page.get_mut(offset) else { return 0 };
		let before = *sum;
		*sum = before.saturating_add(amount);
		before
	}

	/// Writes what is remembered for the next council; how many pages were touched.
	fn close(self) -> u32 {
		let pages = self.quotes.len().saturated_into();
		for (page, sums) in self.cumulated {
			Cumulated::<T>::insert(page, sums);
		}
		pages
	}
}
