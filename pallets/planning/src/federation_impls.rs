//! What federations do in the procedure: comments, proposals for others, exceptions.

use crate::{basket::Basket, *};
use frame_support::{
	dispatch::PostDispatchInfo, ensure, pallet_prelude::*, storage::with_storage_layer, traits::Get,
};
use parecon_engine::{exception_room, owed, repayment};
use parecon_primitives::{CouncilId, CouncilTreeAt, Credits, Iteration, Side};
use sp_core::H256;
use sp_runtime::traits::SaturatedConversion;

/// The most federations that lie above a council.
pub(crate) const MAX_ABOVE: u32 = 16;

impl<MaxLines: Get<u32>> Enrolment<MaxLines> {
	/// Takes what it owes from the last plan, in which it was `last`, out of its budget.
	pub(crate) fn repay(&mut self, last: &Self) {
		self.debt = owed(last.debt, last.repays, last.loan);
		self.repays = repayment(self.debt, self.income);
		self.budget = self.income.saturating_sub(self.repays);
	}

	/// What it may spend of its own: neither gifts nor loans.
	pub(crate) fn own_means(&self) -> Credits {
		self.income.saturating_sub(self.repays)
	}
}

impl<T: Config> Pallet<T> {
	/// See [`Pallet::comment`].
	pub(crate) fn do_comment(
		who: &T::AccountId,
		federation: CouncilId,
		council: CouncilId,
		note: H256,
	) -> DispatchResult {
		let cycle = Self::collecting()?;
		ensure!(Enrolments::<T>::contains_key(cycle.id, council), Error::<T>::NotEnrolled);
		let parent = T::Councils::parent_at(council, cycle.opened);
		ensure!(parent == Some(federation), Error::<T>::NotItsChild);
		Self::ensure_speaker(who, federation)?;

		Self::deposit_event(Event::Commented { cycle: cycle.id, federation, council, note });
		Ok(())
	}

	/// See [`Pallet::entrust`].
	pub(crate) fn do_entrust(
		who: &T::AccountId,
		council: CouncilId,
		federation: Option<CouncilId>,
	) -> DispatchResult {
		let cycle = Self::running()?;
		let mut enrolment = Self::own_enrolment(who, &cycle, council)?;
		let parent = T::Councils::parent_at(council, cycle.opened);
		ensure!(federation.is_none() || federation == parent, Error::<T>::NotItsChild);

		enrolment.entrusted = federation;
		Enrolments::<T>::insert(cycle.id, council, enrolment);
		Self::deposit_event(Event::Entrusted { cycle: cycle.id, council, federation });
		Ok(())
	}

	/// See [`Pallet::propose_many`].
	pub(crate) fn do_propose_many(
		who: &T::AccountId,
		federation: CouncilId,
		iteration: Iteration,
		batch: BatchOf<T>,
	) -> DispatchResultWithPostInfo {
		let cycle = Self::collecting()?;
		ensure!(iteration == cycle.iteration, Error::<T>::WrongIteration);
		Self::ensure_speaker(who, federation)?;
		// What the first have proposed is undone where a later one is refused.
		let weight = with_storage_layer(|| {
			let mut weight = T::WeightInfo::comment();
			for (council, lines, note) in batch {
				let cycle = Self::collecting()?;
				let enrolment =
					Enrolments::<T>::get(cycle.id, council).ok_or(Error::<T>::NotEnrolled)?;
				ensure!(enrolment.entrusted == Some(federation), Error::<T>::NotEntrusted);
				let one = Self::propose_for(cycle, council, enrolment, lines, note)?;
				weight = weight.saturating_add(one);
			}
			Ok::<_, DispatchError>(weight)
		})?;
		Ok(PostDispatchInfo::from(Some(weight)))
	}

	/// See [`Pallet::endow`].
	pub(crate) fn do_endow(
		who: &T::AccountId,
		council: CouncilId,
		amount: Credits,
	) -> DispatchResult {
		let cycle = Self::running()?;
		let open = matches!(cycle.phase, Phase::Enrolling | Phase::Collecting);
		ensure!(open, Error::<T>::NotCollecting);
		let mut enrolment = Self::own_enrolment(who, &cycle, council)?;
		ensure!(enrolment.side == Side::Consumers, Error::<T>::WrongSide);
		ensure!(!amount.is_zero(), Error::<T>::InvalidQuantity);
		let federation =
			T::Councils::parent_at(council, cycle.opened).ok_or(Error::<T>::NoFederation)?;
		enrolment.budget = enrolment.budget.checked_sub(amount).ok_or(Error::<T>::NotEnough)?;
		let basket = Basket::<T>::of_standing(&cycle, &enrolment, &enrolment.lines)?;
		// What others pay together is not to be given away: neither what is due by now, nor so much that
		// it could not be paid where levels rise.
		let half = Credits(enrolment.own_means().0 / 2);
		let covered = !basket.is_beyond_means(enrolment.budget) && enrolment.budget >= half;
		ensure!(covered && basket.ensure_passes(&enrolment).is_ok(), Error::<T>::NotEnough);
		let mut purse = Purses::<T>::get(cycle.id, federation);
		purse.endowed = purse.endowed.checked_add(amount).ok_or(Error::<T>::Overflow)?;

		Purses::<T>::insert(cycle.id, federation, purse);
		Enrolments::<T>::insert(cycle.id, council, enrolment);
		Self::deposit_event(Event::Endowed { cycle: cycle.id, council, federation, amount });
		Ok(())
	}

	/// See [`Pallet::ask_exception`].
	pub(crate) fn do_ask_exception(
		who: &T::AccountId,
		council: CouncilId,
		amount: Credits,
		note: H256,
	) -> DispatchResult {
		let cycle = Self::collecting()?;
		let enrolment = Self::own_enrolment(who, &cycle, council)?;
		ensure!(!amount.is_zero(), Error::<T>::InvalidQuantity);
		let since = cycle.iteration;
		let asked = enrolment.plea.is_some_and(|plea| !plea.is_declined(since));
		ensure!(!asked, Error::<T>::AlreadyAsked);
		let federation =
			T::Councils::parent_at(council, cycle.opened).ok_or(Error::<T>::NoFederation)?;

		let plea = Plea { amount, note, federation, since, refused: false };
		Self::plead(&cycle, council, enrolment, plea);
		Ok(())
	}

	/// See [`Pallet::appeal`].
	pub(crate) fn do_appeal(who: &T::AccountId, council: CouncilId) -> DispatchResult {
		let cycle = Self::collecting()?;
		let enrolment = Self::own_enrolment(who, &cycle, council)?;
		let plea = enrolment.plea.ok_or(Error::<T>::NotAsked)?;
		let since = cycle.iteration;
		ensure!(plea.is_declined(since), Error::<T>::NotRefused);
		let federation = T::Councils::parent_at(plea.federation, cycle.opened)
			.ok_or(Error::<T>::NoFederation)?;

		let plea = Plea { federation, since, refused: false, ..plea };
		Self::plead(&cycle, council, enrolment, plea);
		Ok(())
	}

	/// See [`Pallet::grant_exception`].
	pub(crate) fn do_grant_exception(
		who: &T::AccountId,
		federation: CouncilId,
		council: CouncilId,
		exception: Exception,
	) -> DispatchResult {
		let cycle = Self::collecting()?;
		let (mut enrolment, plea) = Self::asked(who, &cycle, federation, council)?;
		let amount = exception.amount();
		ensure!(!amount.is_zero() && amount <= plea.amount, Error::<T>::BeyondBound);
		let purse = match &exception {
			Exception::Loan(_) => Self::lend(&cycle, &mut enrolment, amount).map(|()| None),
			Exception::Gift(_) => Self::give(&cycle, federation, &mut enrolment, amount).map(Some),
			Exception::Relief { backers, .. } => {
				Self::relieve(&cycle, federation, &mut enrolment, amount, backers).map(Some)
			},
		}?;
		enrolment.plea = None;

		if let Some(purse) = purse {
			Purses::<T>::insert(cycle.id, federation, purse);
		}
		Enrolments::<T>::insert(cycle.id, council, enrolment);
		let cycle = cycle.id;
		Self::deposit_event(Event::ExceptionGranted { cycle, federation, council, exception });
		Ok(())
	}

	/// See [`Pallet::refuse_exception`].
	pub(crate) fn do_refuse_exception(
		who: &T::AccountId,
		federation: CouncilId,
		council: CouncilId,
	) -> DispatchResult {
		let cycle = Self::collecting()?;
		let (mut enrolment, plea) = Self::asked(who, &cycle, federation, council)?;

		enrolment.plea = Some(Plea { refused: true, ..plea });
		Enrolments::<T>::insert(cycle.id, council, enrolment);
		Self::deposit_event(Event::ExceptionRefused { cycle: cycle.id, federation, council });
		Ok(())
	}

	/// The council's part in the cycle, if the signer may speak for it.
	fn own_enrolment(
		who: &T::AccountId,
		cycle: &CycleOf<T>,
		council: CouncilId,
	) -> Result<EnrolmentOf<T>, DispatchError> {
		let enrolment = Enrolments::<T>::get(cycle.id, council).ok_or(Error::<T>::NotEnrolled)?;
		Self::ensure_speaks(who, council, enrolment.side, cycle.opened)?;
		ensure!(!cycle.has_left(&enrolment), Error::<T>::NotInPlan);
		Ok(enrolment)
	}

	/// What a council has asked the federation for that the signer speaks for. A refused exception is
	/// not asked for any more.
	fn asked(
		who: &T::AccountId,
		cycle: &CycleOf<T>,
		federation: CouncilId,
		council: CouncilId,
	) -> Result<(EnrolmentOf<T>, Plea), Error<T>> {
		let enrolment = Enrolments::<T>::get(cycle.id, council).ok_or(Error::NotEnrolled)?;
		Self::ensure_speaker(who, federation)?;
		let asks = |plea: &Plea| plea.federation == federation && !plea.refused;
		let plea = enrolment.plea.filter(asks).ok_or(Error::NotAsked)?;
		Ok((enrolment, plea))
	}

	/// Writes what a council asks for.
	fn plead(cycle: &CycleOf<T>, council: CouncilId, mut enrolment: EnrolmentOf<T>, plea: Plea) {
		enrolment.plea = Some(plea);
		Enrolments::<T>::insert(cycle.id, council, enrolment);
		let Plea { amount, note, federation, .. } = plea;
		let cycle = cycle.id;
		Self::deposit_event(Event::ExceptionAsked { cycle, council, federation, amount, note });
	}

	/// A loan, in memory.
	fn lend(
		cycle: &CycleOf<T>,
		enrolment: &mut EnrolmentOf<T>,
		amount: Credits,
	) -> Result<(), Error<T>> {
		ensure!(enrolment.side == Side::Consumers, Error::WrongSide);
		let part = cycle.params.exceptions;
		let room = exception_room(part, enrolment.own_means(), enrolment.loan);
		ensure!(amount <= room, Error::BeyondBound);
		enrolment.loan = enrolment.loan.checked_add(amount).ok_or(Error::Overflow)?;
		enrolment.budget = enrolment.budget.checked_add(amount).ok_or(Error::Overflow)?;
		Ok(())
	}

	/// A gift out of the federation's purse, in memory.
	fn give(
		cycle: &CycleOf<T>,
		federation: CouncilId,
		enrolment: &mut EnrolmentOf<T>,
		amount: Credits,
	) -> Result<Purse, Error<T>> {
		ensure!(enrolment.side == Side::Consumers, Error::WrongSide);
		let mut purse = Purses::<T>::get(cycle.id, federation);
		ensure!(amount <= purse.left(), Error::NotEnough);
		purse.spent = purse.spent.checked_add(amount).ok_or(Error::Overflow)?;
		enrolment.budget = enrolment.budget.checked_add(amount).ok_or(Error::Overflow)?;
		Ok(purse)
	}

	/// What a workplace is allowed to be below par, in memory.
	fn relieve(
		cycle: &CycleOf<T>,
		federation: CouncilId,
		enrolment: &mut EnrolmentOf<T>,
		amount: Credits,
		backers: &[CouncilId],
	) -> Result<Purse, Error<T>> {
		ensure!(enrolment.side == Side::Workers, Error::WrongSide);
		let backing = Self::backing(cycle, federation, backers)?;
		let mut purse = Purses::<T>::get(cycle.id, federation);
		let room = exception_room(cycle.params.exceptions, backing, purse.relief);
		ensure!(amount <= room, Error::BeyondBound);
		purse.relief = purse.relief.checked_add(amount).ok_or(Error::Overflow)?;
		enrolment.relief = enrolment.relief.checked_add(amount).ok_or(Error::Overflow)?;
		Ok(purse)
	}

	/// The social benefits of workers' councils below the federation, added up.
	fn backing(
		cycle: &CycleOf<T>,
		federation: CouncilId,
		backers: &[CouncilId],
	) -> Result<Credits, Error<T>> {
		ensure!(backers.is_sorted_by(|one, next| one < next), Error::NotAscending);
		let mut sum = Credits::ZERO;
		for backer in backers {
			let enrolment = Enrolments::<T>::get(cycle.id, backer).ok_or(Error::NotEnrolled)?;
			let below = Self::is_below(cycle, *backer, federation);
			ensure!(below && enrolment.side == Side::Workers, Error::NotItsChild);
			sum = sum.checked_add(enrolment.benefit).ok_or(Error::Overflow)?;
		}
		Ok(sum)
	}

	/// Whether the council lay below the federation when the cycle opened.
	pub(crate) fn is_below(cycle: &CycleOf<T>, council: CouncilId, federation: CouncilId) -> bool {
		let parent = |of: &CouncilId| T::Councils::parent_at(*of, cycle.opened);
		core::iter::successors(parent(&council), parent)
			.take(MAX_ABOVE.saturated_into())
			.any(|above| above == federation)
	}

	/// Weight of proposing for several: that of each.
	pub(crate) fn propose_many_weight(batch: &BatchOf<T>) -> Weight {
		batch.iter().fold(T::WeightInfo::comment(), |sum, (_, lines, _)| {
			sum.saturating_add(Self::propose_weight_before(lines))
		})
	}

	/// Weight of an exception with its backers.
	pub(crate) fn exception_weight(exception: &Exception) -> Weight {
		Self::backed_weight(match exception {
			Exception::Relief { backers, .. } => backers.len().saturated_into(),
			_ => 0,
		})
	}

	/// Weight of an exception with so many backers. Each may stand below as many federations as there can
	/// be, of which the benchmark has few.
	fn backed_weight(backers: u32) -> Weight {
		let above = T::DbWeight::get().reads(u64::from(MAX_ABOVE.saturating_mul(backers)));
		T::WeightInfo::grant_exception(backers).saturating_add(above)
	}

	/// Weight of giving something, with dues for as many shared goods as there can be.
	pub(crate) fn endow_weight() -> Weight {
		T::WeightInfo::endow().saturating_add(Self::shares_weight(MAX_SHARES))
	}

	/// The most that a federation's call can weigh.
	pub(crate) fn most_federation_weight() -> Weight {
		let most = T::MaxLines::get();
		let one = Self::propose_weight(most, most.saturating_mul(2))
			.saturating_add(Self::shares_weight(MAX_SHARES.saturating_add(most)))
			.saturating_add(T::WeightInfo::restate(most));
		let many = one.saturating_mul(<MaxBatch as Get<u32>>::get().into());
		many.saturating_add(T::WeightInfo::comment())
			.max(Self::backed_weight(<MaxBackers as Get<u32>>::get()))
			.max(Self::endow_weight())
	}
}
