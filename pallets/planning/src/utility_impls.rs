//! What calls, staged work and views share.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{
	check_order, contribution, line_worth, swing_within, Assessment, Assessor, Contribution, Heads,
	Line, LineError, Quote, Scale, Stated, Totals, PAGE,
};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, OpenCounts, Quantity, Side};
use sp_core::H256;
use sp_runtime::{
	traits::{SaturatedConversion, Zero},
	Perbill,
};

impl<BlockNumber> Cycle<BlockNumber> {
	/// Councils on both sides.
	pub fn enrolled(&self) -> u32 {
		self.councils.workers.saturating_add(self.councils.consumers)
	}

	/// The tally of the councils that approve, or of those that reject.
	pub(crate) fn tally_mut(&mut self, approve: bool) -> &mut Sides<u32> {
		match approve {
			true => &mut self.approving,
			false => &mut self.rejecting,
		}
	}

	/// Whether more than half of the enrolled population approves, on both sides.
	pub(crate) fn is_approved(&self) -> bool {
		Side::BOTH.into_iter().all(|side| self.is_most(self.approving, side))
	}

	/// Whether more than half of the enrolled population rejects, on one side.
	pub(crate) fn is_rejected(&self) -> bool {
		Side::BOTH.into_iter().any(|side| self.is_most(self.rejecting, side))
	}

	/// Whether councils have spoken that stand for more than half of the enrolled population, on both
	/// sides: what nobody has said yet is no plan, however little is lacking in it.
	pub(crate) fn is_heard(&self) -> bool {
		Side::BOTH.into_iter().all(|side| self.is_most(self.heard, side))
	}

	/// Whether it is more than half of the enrolled population of a side.
	fn is_most(&self, heads: Sides<u32>, side: Side) -> bool {
		u64::from(heads.get(side)).saturating_mul(2) > u64::from(self.population.get(side))
	}

	/// The iteration that stands, in the phases that follow on iterations.
	pub(crate) fn standing(&self) -> Iteration {
		self.best.map_or(self.iteration, |best| best.iteration)
	}
}

impl<MaxLines: frame_support::traits::Get<u32>> Enrolment<MaxLines> {
	/// A council that has just enrolled.
	pub(crate) fn new(side: Side, population: u32, budget: Credits) -> Self {
		Self {
			side,
			population,
			budget,
			spoken: Iteration(0),
			lines: Default::default(),
			own: None,
			before: None,
			note: None,
			standing: Default::default(),
			scale: Scale::WHOLE,
			granted: Default::default(),
			charge: Credits::ZERO,
			credit: Credits::ZERO,
			shares: Default::default(),
			benefit: Credits::ZERO,
			relief: Credits::ZERO,
			loan: Credits::ZERO,
			debt: Credits::ZERO,
			repays: Credits::ZERO,
			entrusted: None,
			plea: None,
			withdrawn: false,
			confirmed: None,
			verdict: None,
		}
	}

	/// What it is granted by a settled plan.
	pub(crate) fn into_portion(self) -> Portion<MaxLines> {
		let granted = match self.side {
			Side::Workers => {
				let amount = |line: &Line| parecon_engine::scaled(self.scale, line.flow.amount());
				let amounts: Vec<Quantity> = self.lines.iter().map(amount).collect();
				BoundedVec::truncate_from(amounts)
			},
			Side::Consumers => self.granted,
		};
		Portion { lines: self.lines, granted, charge: self.charge, credit: self.credit }
	}
}

impl<MaxLines: frame_support::traits::Get<u32>> Portion<MaxLines> {
	/// The leaf in the root of the plan.
	pub(crate) fn leaf(&self, council: CouncilId) -> H256 {
		parecon_engine::plan_leaf(council, &self.lines, &self.granted, self.charge, self.credit)
	}
}

/// A cycle counts by the councils as they stood when it opened, until it is over.
///
/// Until populations are frozen it is not known by which block it will count, only that it is none
/// before that of `open_cycle`. That one stands for it, so that nothing which will be asked for is
/// forgotten in between.
impl<T: Config> OpenCounts<BlockNumberFor<T>> for Pallet<T> {
	fn oldest() -> Option<BlockNumberFor<T>> {
		Current::<T>::get().filter(|cycle| !cycle.phase.is_over()).map(|cycle| cycle.opened)
	}
}

impl<T: Config> From<LineError> for Error<T> {
	fn from(error: LineError) -> Self {
		match error {
			LineError::ZeroOrTooLarge => Error::InvalidQuantity,
			LineError::WrongSign => Error::WrongSign,
			LineError::NotAscending => Error::NotAscending,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The page of a good and its place there.
	pub(crate) fn place(good: GoodId) -> (u32, usize) {
		(good.0.wrapping_div(PAGE), good.0.wrapping_rem(PAGE).saturated_into())
	}

	/// How many pages there are.
	pub(crate) fn pages() -> u32 {
		Count::<T>::get().div_ceil(PAGE)
	}

	/// How many pages the lines touch; lines that are not ascending may count a page twice.
	pub(crate) fn pages_of(lines: &[Line]) -> u32 {
		let mut last = None;
		let mut pages = 0u32;
		for line in lines {
			let (page, _) = Self::place(line.good);
			if last != Some(page) {
				pages = pages.saturating_add(1);
				last = Some(page);
			}
		}
		pages
	}

	/// The cycle, if it has not ended.
	pub(crate) fn running() -> Result<CycleOf<T>, Error<T>> {
		Current::<T>::get().filter(|cycle| !cycle.phase.is_over()).ok_or(Error::<T>::NoCycle)
	}

	/// Hash of the genesis block: no record of one chain is a record of another.
	pub(crate) fn genesis_hash() -> H256 {
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		H256::decode(&mut hash.as_ref()).unwrap_or_default()
	}
}

/// The pages that a proposal touches, and what it comes to at their prices.
pub(crate) struct Basket<T> {
	side: Side,
	heads: Heads,
	quotes: BTreeMap<u32, QuotesPage>,
	volumes: BTreeMap<u32, TotalsPage>,
	assessment: Assessment,
	_config: core::marker::PhantomData<T>,
}

impl<T: Config> Basket<T> {
	/// Values `lines` at the announced prices. Errors: those of lines, not of the test.
	pub(crate) fn weigh(
		cycle: &CycleOf<T>,
		enrolment: &EnrolmentOf<T>,
		lines: &[Line],
	) -> Result<Self, Error<T>> {
		check_order(lines)?;
		let heads = Heads { own: enrolment.population, all: cycle.population.consumers };
		let mut assessor = Assessor::new(enrolment.side, heads);
		let mut quotes = BTreeMap::new();
		for line in lines {
			let quote = Self::quote(&mut quotes, line.good)?;
			assessor.line(quote.kind, quote.price, line.flow)?;
		}
		Ok(Self {
			side: enrolment.side,
			heads,
			quotes,
			volumes: BTreeMap::new(),
			assessment: assessor.finish(),
			_config: Default::default(),
		})
	}

	/// The test of the council's side.
	pub(crate) fn ensure_passes(&self, enrolment: &EnrolmentOf<T>) -> Result<(), Error<T>> {
		match (self.assessment.passes(enrolment.budget), self.side) {
			(true, _) => Ok(()),
			(false, Side::Workers) => Err(Error::BelowPar),
			(false, Side::Consumers) => Err(Error::OverBudget),
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
		// The lines that stood when the iteration began are not kept: a revision of a revision could
		// go any way, step by step.
		let most = if enrolment.spoken == cycle.iteration { Perbill::zero() } else { most };
		let old = self.stated(&enrolment.lines)?;
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

	/// Takes the old lines out of the totals and puts the new ones in, in memory.
	pub(crate) fn replace(&mut self, old: &[Line], new: &[Line]) -> Result<(), Error<T>> {
		for line in old {
			let (total, change) = self.change(line)?;
			total.remove(change).map_err(|_| Error::Overflow)?;
		}
		for line in new {
			let (total, change) = self.change(line)?;
			total.add(change).map_err(|_| Error::Overflow)?;
		}
		Ok(())
	}

	/// Writes the totals; returns the number of pages touched.
	pub(crate) fn write(self) -> u32 {
		let pages = self.volumes.len().saturated_into();
		for (page, totals) in self.volumes {
			Volumes::<T>::insert(page, totals);
		}
		pages
	}

	/// Social benefit and cost, or nothing and cost.
	pub(crate) fn benefit_and_cost(&self) -> (Credits, Credits) {
		(self.assessment.benefit(), self.assessment.cost())
	}

	/// The view of it.
	pub(crate) fn into_check(self, enrolment: &EnrolmentOf<T>) -> Check {
		let budget = enrolment.budget;
		let (benefit, cost) = self.benefit_and_cost();
		Check {
			passes: self.assessment.passes(budget),
			benefit,
			cost,
			budget,
			shortfall: self.assessment.shortfall(budget),
		}
	}

	fn quote(quotes: &mut BTreeMap<u32, QuotesPage>, good: GoodId) -> Result<Quote, Error<T>> {
		let (page, offset) = Pallet::<T>::place(good);
		let quotes = quotes.entry(page).or_insert_with(|| Market::<T>::get(page));
		quotes.get(offset).copied().ok_or(Error::UnknownGood)
	}

	fn change(&mut self, line: &Line) -> Result<(&mut Totals, Contribution), Error<T>> {
		let kind = Self::quote(&mut self.quotes, line.good)?.kind;
		let change = contribution(self.side, kind, line.flow, self.heads)?;
		let (page, offset) = Pallet::<T>::place(line.good);
		let totals = self.volumes.entry(page).or_insert_with(|| Volumes::<T>::get(page));
		Ok((totals.get_mut(offset).ok_or(Error::UnknownGood)?, change))
	}
}
