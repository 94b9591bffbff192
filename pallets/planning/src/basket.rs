//! What a proposal touches, and what it comes to.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use parecon_engine::{
	check_order, contribution, due, line_worth, part_in_turn, restate, step_of, swing_within,
	Assessment, Assessor, Contribution, Heads, Kind, LevelRule, Line, Quote, Scale, Stated, Totals,
	Wish, Worth,
};
use parecon_primitives::{Credits, GoodId, Quantity, Side};
use sp_runtime::traits::SaturatedConversion;

/// What a consumers' council has to pay for shared goods, and gets for them, at the announced prices and
/// the levels of the last iteration that was closed.
#[derive(Clone, Copy, Default)]
struct Dues {
	/// For public goods whose level is a median: whatever it states.
	fixed: Credits,
	/// For public goods whose level is a mean: what it states itself.
	own: Credits,
	/// Its part of what was sold of pollutants that it permits.
	credits: Credits,
}

/// What is stated of a shared good, in memory.
struct Held {
	level: Level,
	changed: bool,
}

/// The pages and the levels that a proposal touches, and what it comes to at their prices.
pub(crate) struct Basket<T> {
	side: Side,
	heads: Heads,
	shares: Shares,
	rule: LevelRule,
	quotes: BTreeMap<u32, QuotesPage>,
	volumes: BTreeMap<u32, TotalsPage>,
	levels: BTreeMap<GoodId, Held>,
	assessment: Assessment,
	/// The part of the cost that is for public goods which are everybody's, times the population of all.
	public: Worth,
	dues: Dues,
	_config: core::marker::PhantomData<T>,
}

impl<T: Config> Basket<T> {
	/// Values `lines` at the announced prices. Errors: those of lines, not of the test.
	pub(crate) fn weigh(
		cycle: &CycleOf<T>,
		enrolment: &EnrolmentOf<T>,
		lines: &[Line],
	) -> Result<Self, Error<T>> {
		let mut basket = Self::of_standing(cycle, enrolment, lines)?;
		for line in lines {
			basket.ensure_concerned(line)?;
		}
		Ok(basket)
	}

	/// As [`Basket::weigh`], for lines that were accepted: whom they concern is not asked again.
	pub(crate) fn of_standing(
		cycle: &CycleOf<T>,
		enrolment: &EnrolmentOf<T>,
		lines: &[Line],
	) -> Result<Self, Error<T>> {
		check_order(lines)?;
		let heads = Heads { own: enrolment.population, all: cycle.population.consumers };
		let mut assessor = Assessor::new(enrolment.side, heads);
		let mut basket = Self {
			side: enrolment.side,
			heads,
			shares: enrolment.shares.clone(),
			rule: cycle.params.levels,
			quotes: BTreeMap::new(),
			volumes: BTreeMap::new(),
			levels: BTreeMap::new(),
			assessment: assessor.finish(),
			public: Worth::default(),
			dues: Dues::default(),
			_config: Default::default(),
		};
		for line in lines {
			let quote = Self::quote(&mut basket.quotes, line.good)?;
			if basket.states(line.good) {
				contribution(enrolment.side, quote.kind, line.flow, heads)?;
				basket.owe_stated(quote, line);
				continue;
			}
			assessor.line(quote.kind, quote.price, line.flow)?;
			if enrolment.side == Side::Consumers && quote.kind == Kind::Public {
				let worth = line_worth(enrolment.side, quote.kind, quote.price, line.flow, heads)?;
				basket.public = basket.public.saturating_add(worth);
			}
		}
		basket.assessment = assessor.finish();
		basket.owe_shares()?;
		Ok(basket)
	}

	/// Whether a line of the good is a statement about how much there should be of it.
	fn states(&self, good: GoodId) -> bool {
		self.side == Side::Consumers && self.shares.binary_search(&good).is_ok()
	}

	/// What is stated of a good is stated by those who share it, and only what somebody could permit is
	/// emitted.
	pub(crate) fn ensure_concerned(&mut self, line: &Line) -> Result<(), Error<T>> {
		let kind = Self::quote(&mut self.quotes, line.good)?.kind;
		match (self.side, kind) {
			(Side::Workers, Kind::Pollutant) => {
				ensure!(self.held(line.good).level.crowd > 0, Error::NoPermits)
			},
			(Side::Consumers, Kind::Public | Kind::Pollutant) if !self.states(line.good) => {
				let everybodys = kind == Kind::Public && !Pallet::<T>::is_shared(line.good);
				ensure!(everybodys, Error::NotConcerned);
			},
			_ => {},
		}
		Ok(())
	}

	/// Where the level is a mean, each pays for what it states.
	fn owe_stated(&mut self, quote: Quote, line: &Line) {
		if quote.kind != Kind::Public || self.rule != LevelRule::Mean {
			return;
		}
		let crowd = self.held(line.good).level.crowd;
		let due = due(quote.price, line.flow.amount(), self.heads.own, crowd);
		self.dues.own = self.dues.own.saturating_add(due);
	}

	/// Where it is a median, all pay the same for it; and what is paid for a pollutant is everybody's
	/// whom it harms.
	fn owe_shares(&mut self) -> Result<(), Error<T>> {
		let own = self.heads.own;
		for good in self.shares.clone() {
			let Quote { kind, price } = Self::quote(&mut self.quotes, good)?;
			let Level { crowd, level, sold, .. } = self.held(good).level;
			if kind == Kind::Pollutant {
				let credit = part_in_turn(sold, 0, own, crowd);
				self.dues.credits = self.dues.credits.saturating_add(credit);
			} else if self.rule == LevelRule::Median {
				let due = due(price, level, own, crowd);
				self.dues.fixed = self.dues.fixed.saturating_add(due);
			}
		}
		Ok(())
	}

	/// What a consumers' council has for lines that are no statements; `None` where what it states costs
	/// more by itself.
	///
	/// budget + credits - dues, but not below 0: a level that others have decided and that a council
	/// cannot pay does not keep it from saying that it wants less.
	fn left(&self, budget: Credits) -> Option<Credits> {
		let Dues { fixed, own, credits } = self.dues;
		budget.saturating_add(credits).saturating_sub(fixed).checked_sub(own)
	}

	fn parts(&self) -> u32 {
		self.heads.all.max(1)
	}

	/// Whether a consumers' council cannot pay for public goods alone.
	pub(crate) fn is_beyond_means(&self, budget: Credits) -> bool {
		let Dues { fixed, own, credits } = self.dues;
		let means = Worth::from_credits(budget.saturating_add(credits));
		let dues = Worth::from_credits(fixed.saturating_add(own));
		let whole = dues.saturating_mul(self.parts()).saturating_add(self.public);
		whole > means.saturating_mul(self.parts())
	}

	/// Whether `lines` supply something that workplaces use.
	pub(crate) fn supplies_inputs(&mut self, lines: &[Line]) -> Result<bool, Error<T>> {
		for line in lines.iter().filter(|line| line.flow.is_supply()) {
			if Self::quote(&mut self.quotes, line.good)?.kind.is_input() {
				return Ok(true);
			}
		}
		Ok(false)
	}

	/// The test of the council's side.
	pub(crate) fn ensure_passes(&self, enrolment: &EnrolmentOf<T>) -> Result<(), Error<T>> {
		match (self.shortfall(enrolment).is_zero(), self.side) {
			(true, _) => Ok(()),
			(false, Side::Workers) => Err(Error::BelowPar),
			(false, Side::Consumers) => Err(Error::OverBudget),
		}
	}

	/// By how much the test of the council's side fails, rounded up.
	fn shortfall(&self, enrolment: &EnrolmentOf<T>) -> Credits {
		if self.side == Side::Workers {
			let lacking = self.assessment.shortfall(Credits::ZERO);
			return lacking.saturating_sub(enrolment.relief);
		}
		let Dues { fixed, own, credits } = self.dues;
		match self.left(enrolment.budget) {
			Some(left) => self.assessment.shortfall(left),
			None => {
				let means = enrolment.budget.saturating_add(credits).saturating_sub(fixed);
				own.saturating_sub(means).saturating_add(self.assessment.cost())
			},
		}
	}

	/// That the new lines are within what this iteration lets the standing ones change.
	pub(crate) fn ensure_steady(
		&mut self,
		cycle: &CycleOf<T>,
		enrolment: &EnrolmentOf<T>,
		lines: &[Line],
	) -> Result<(), Error<T>> {
		let Some(most) = cycle.params.swing.most(cycle.iteration) else { return Ok(()) };
		// Not with what it revises: a revision of a revision could go any way, step by step.
		let old = self.stated(enrolment.lines_before(cycle.iteration))?;
		// Who was taken out of a plan that went back may begin anew.
		if cycle.retried && old.is_empty() {
			return Ok(());
		}
		let new = self.stated(lines)?;
		match swing_within(&old, &new, most) {
			true => Ok(()),
			false => Err(Error::SwingTooLarge),
		}
	}

	fn stated(&mut self, lines: &[Line]) -> Result<Vec<Stated>, Error<T>> {
		let (side, heads) = (self.side, self.heads);
		let mut value = |line: &Line| -> Result<Stated, Error<T>> {
			let Quote { kind, price } = Self::quote(&mut self.quotes, line.good)?;
			let worth = line_worth(side, kind, price, line.flow, heads)?;
			Ok(Stated { line: *line, worth })
		};
		lines.iter().map(&mut value).collect()
	}

	/// What counts of `lines`, which it weighs, and the part of the private ones that it is: as far as
	/// the means go.
	pub(crate) fn restated(
		&mut self,
		budget: Credits,
		lines: &[Line],
	) -> Result<(Vec<Line>, Scale), Error<T>> {
		let means = self.left(budget).unwrap_or(Credits::ZERO);
		let mut wishes = Vec::new();
		for Stated { line, worth } in self.stated(lines)? {
			let kind = Self::quote(&mut self.quotes, line.good)?.kind;
			// What a level costs that many share is taken from the means already.
			let worth = if self.states(line.good) { Worth::default() } else { worth };
			wishes.push(Wish { line, kind, worth });
		}
		Ok(restate(&wishes, self.heads, means))
	}

	/// Takes the old lines out of totals and statements and puts the new ones in, in memory.
	pub(crate) fn replace(&mut self, old: &[Line], new: &[Line]) -> Result<(), Error<T>> {
		self.replace_totals(old, new)?;
		self.replace_statements(old, new)
	}

	/// As [`Basket::replace`], without statements.
	pub(crate) fn replace_totals(&mut self, old: &[Line], new: &[Line]) -> Result<(), Error<T>> {
		for line in old {
			if !self.states(line.good) {
				let (total, change) = self.change(line)?;
				total.remove(change).map_err(|_| Error::Overflow)?;
			}
		}
		for line in new {
			if !self.states(line.good) {
				let (total, change) = self.change(line)?;
				total.add(change).map_err(|_| Error::Overflow)?;
			}
		}
		Ok(())
	}

	/// As [`Basket::replace`], of statements alone.
	pub(crate) fn replace_statements(
		&mut self,
		old: &[Line],
		new: &[Line],
	) -> Result<(), Error<T>> {
		let own = self.heads.own;
		let stated = |basket: &Self, lines: &[Line]| -> Vec<Line> {
			lines.iter().filter(|line| basket.states(line.good)).copied().collect()
		};
		for line in stated(self, old) {
			let (level, step, weight) = self.statement(&line);
			level.stated.remove(step, own).map_err(|_| Error::Overflow)?;
			level.sum = level.sum.checked_sub(weight).ok_or(Error::Overflow)?;
		}
		for line in stated(self, new) {
			let (level, step, weight) = self.statement(&line);
			level.stated.add(step, own).map_err(|_| Error::Overflow)?;
			level.sum = level.sum.checked_add(weight).ok_or(Error::Overflow)?;
		}
		Ok(())
	}

	/// What a statement counts in, its step, and its weight in the mean.
	fn statement(&mut self, line: &Line) -> (&mut Level, u32, u128) {
		let step = Sharing::<T>::get(line.good).map_or(Quantity::ZERO, |shared| shared.step);
		let amount = line.flow.amount();
		let weight = amount.0.saturating_mul(self.heads.own.into());
		let held = self.held(line.good);
		held.changed = true;
		(&mut held.level, step_of(amount, step), weight)
	}

	/// Of how many goods it was read what is stated.
	pub(crate) fn levels(&self) -> u32 {
		self.levels.len().saturated_into()
	}

	/// Writes the totals and what is stated; returns the number of pages touched.
	pub(crate) fn write(self) -> u32 {
		let pages = self.volumes.len().saturated_into();
		for (page, totals) in self.volumes {
			Volumes::<T>::insert(page, totals);
		}
		for (good, held) in self.levels.into_iter().filter(|(_, held)| held.changed) {
			Levels::<T>::insert(good, held.level);
		}
		pages
	}

	/// Social benefit and cost, or nothing and cost with what shared goods cost.
	pub(crate) fn benefit_and_cost(&self) -> (Credits, Credits) {
		let dues = self.dues.fixed.saturating_add(self.dues.own);
		(self.assessment.benefit(), self.assessment.cost().saturating_add(dues))
	}

	/// The view of it.
	pub(crate) fn into_check(self, enrolment: &EnrolmentOf<T>) -> Check {
		let shortfall = self.shortfall(enrolment);
		let Dues { fixed, own, credits } = self.dues;
		Check {
			passes: shortfall.is_zero(),
			benefit: self.assessment.benefit(),
			cost: self.assessment.cost(),
			budget: enrolment.budget,
			dues: fixed.saturating_add(own),
			credits,
			shortfall,
		}
	}

	/// What is announced of a good.
	pub(crate) fn quote(
		quotes: &mut BTreeMap<u32, QuotesPage>,
		good: GoodId,
	) -> Result<Quote, Error<T>> {
		let (page, offset) = Pallet::<T>::place(good);
		let quotes = quotes.entry(page).or_insert_with(|| Market::<T>::get(page));
		quotes.get(offset).copied().ok_or(Error::UnknownGood)
	}

	fn held(&mut self, good: GoodId) -> &mut Held {
		let read = || Held { level: Levels::<T>::get(good), changed: false };
		self.levels.entry(good).or_insert_with(read)
	}

	fn change(&mut self, line: &Line) -> Result<(&mut Totals, Contribution), Error<T>> {
		let kind = Self::quote(&mut self.quotes, line.good)?.kind;
		let change = contribution(self.side, kind, line.flow, self.heads)?;
		let (page, offset) = Pallet::<T>::place(line.good);
		let totals = self.volumes.entry(page).or_insert_with(|| Volumes::<T>::get(page));
		Ok((totals.get_mut(offset).ok_or(Error::UnknownGood)?, change))
	}
}
