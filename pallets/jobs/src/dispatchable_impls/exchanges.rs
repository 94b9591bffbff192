//! Swaps of complexes, and members who stand in for others.

use super::jobs::ensure_able;
use crate::{
	room, Adopted, Config, Error, Event, Exchange, Jobs, JobsOf, Offer, Offers, Pallet, Rosters,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_primitives::{CouncilId, MemberId, StorageQuota};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose_exchange(
		who: T::AccountId,
		council: CouncilId,
		with: MemberId,
		exchange: Exchange,
	) -> DispatchResult {
		let member = Self::ensure_member(&who)?;
		ensure!(member != with, Error::<T>::SameMember);
		let number = Self::ensure_division(council)?.terms.number;
		let jobs = Jobs::<T>::get(council);
		let complex = Self::complex_of(&jobs, member).ok_or(Error::<T>::NoJob)?;
		let swapped_for = match exchange {
			Exchange::Swap => Some(Self::complex_of(&jobs, with).ok_or(Error::<T>::NoJob)?),
			Exchange::Substitution => None,
		};
		if !Offers::<T>::contains_key(council, member) {
			// The first write, and the last that can fail: it changes nothing if it does.
			T::Quota::hold(member, room::<Offer>())?;
		}

		let period = Self::period();
		let offer = Offer { with, exchange, complex, swapped_for, period, number };
		Offers::<T>::insert(council, member, offer);
		Self::deposit_event(Event::ExchangeProposed { council, member, with, exchange });
		Ok(())
	}

	pub(crate) fn do_agree(
		who: T::AccountId,
		council: CouncilId,
		member: MemberId,
		exchange: Exchange,
	) -> DispatchResult {
		let with = Self::ensure_seated(&who, council)?;
		let adopted = Self::ensure_division(council)?;
		let (period, number) = (Self::period(), adopted.terms.number);
		let stands = |offer: &Offer| {
			(offer.with, offer.exchange, offer.period, offer.number)
				== (with, exchange, period, number)
		};
		let offer = Offers::<T>::get(council, member).filter(stands);
		let offer = offer.ok_or(Error::<T>::NoOffer)?;
		let mut jobs = Jobs::<T>::get(council);
		ensure!(Self::complex_of(&jobs, member) == Some(offer.complex), Error::<T>::NoJob);
		ensure_able::<T>(&Rosters::<T>::get(council), with, &adopted, offer.complex)?;
		match offer.swapped_for {
			Some(other) => Self::swap(council, &adopted, &mut jobs, member, with, offer, other)?,
			None => {
				if let Some(job) = jobs.get_mut(usize::from(offer.complex)) {
					job.substitute = Some((with, period));
				}
			},
		}

		Jobs::<T>::insert(council, jobs);
		Offers::<T>::remove(council, member);
		T::Quota::release(member, room::<Offer>());
		Self::deposit_event(Event::Exchanged { council, member, with, exchange });
		Ok(())
	}

	/// `member` and `with` swap the complexes of `offer`. The jobs are still to be written.
	fn swap(
		council: CouncilId,
		adopted: &Adopted,
		jobs: &mut JobsOf,
		member: MemberId,
		with: MemberId,
		offer: Offer,
		other: u8,
	) -> DispatchResult {
		ensure!(Self::complex_of(jobs, with) == Some(other), Error::<T>::NoJob);
		ensure!(Self::is_seated(member, council), Error::<T>::NotSeated);
		ensure_able::<T>(&Rosters::<T>::get(council), member, adopted, other)?;

		for (complex, holder) in [(offer.complex, with), (other, member)] {
			Self::end_job(council, adopted, jobs, complex);
			if let Some(job) = jobs.get_mut(usize::from(complex)) {
				job.holder = Some(holder);
				job.since = offer.period;
			}
		}
		Ok(())
	}
}
