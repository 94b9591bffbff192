//! What calls, staged work and views share.

pub(crate) use crate::basket::Basket;
use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::*};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_engine::{Line, LineError, Scale, PAGE};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, OpenCounts, Quantity, Side};
use sp_core::H256;
use sp_runtime::traits::{SaturatedConversion, Zero};

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
			income: budget,
			spoken: Iteration(0),
			lines: Default::default(),
			since: Iteration(0),
			part: Scale::WHOLE,
			own: None,
			before: None,
			note: None,
			standing: Default::default(),
			standing_part: Scale::WHOLE,
			scale: Scale::WHOLE,
			upstream: false,
			dropped: false,
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

	/// The cycle, if it takes proposals.
	pub(crate) fn collecting() -> Result<CycleOf<T>, Error<T>> {
		let cycle = Self::running()?;
		ensure!(cycle.phase == Phase::Collecting, Error::NotCollecting);
		Ok(cycle)
	}

	/// Hash of the genesis block: no record of one chain is a record of another.
	pub(crate) fn genesis_hash() -> H256 {
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		H256::decode(&mut hash.as_ref()).unwrap_or_default()
	}
}
