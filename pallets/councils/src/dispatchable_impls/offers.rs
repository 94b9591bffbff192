//! Offers from council to council, and what comes of one that is accepted.

use crate::{Config, CouncilOf, Councils, Error, Event, Offer, Offers, Pallet, Proposal};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
};
use parecon_primitives::{CouncilId, CouncilTree, MemberId, OpenCounts, StorageQuota};

impl<T: Config> Pallet<T> {
	/// `by` offers `what` to the council `to` in the name of `id`.
	pub(crate) fn do_offer(
		by: MemberId,
		id: CouncilId,
		to: CouncilId,
		what: Proposal,
	) -> DispatchResult {
		ensure!(!Offers::<T>::contains_key(id), Error::<T>::OfferOpen);
		Self::check_proposal(id, to, what)?;
		T::Quota::hold(by, Self::offer_bytes())?;

		Offers::<T>::insert(id, Offer { to, what, by });
		Self::deposit_event(Event::Offered { council: id, to, what });
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(id: CouncilId) -> DispatchResult {
		ensure!(Offers::<T>::contains_key(id), Error::<T>::NoOffer);

		Self::remove_offer(id);
		Self::deposit_event(Event::OfferWithdrawn { council: id });
		Ok(())
	}

	/// `id` accepts what `from` has offered it.
	pub(crate) fn do_accept(id: CouncilId, from: CouncilId) -> DispatchResult {
		let offer =
			Offers::<T>::get(from).filter(|offer| offer.to == id).ok_or(Error::<T>::NoOffer)?;
		ensure!(Self::speaker_of(from) == Some(offer.by), Error::<T>::OfferDead);
		Self::check_proposal(from, id, offer.what)?;

		match offer.what {
			Proposal::Found => Self::found_federation(from, id, offer.by)?,
			Proposal::Join => Self::add_child(id, from),
			Proposal::Merge => Self::begin_closing(from, Some(id)),
		}
		Self::remove_offer(from);
		Self::deposit_event(Event::OfferAccepted { council: from, to: id, what: offer.what });
		Ok(())
	}

	/// Removes an offer that nobody can accept any more.
	pub(crate) fn do_discard_offer(id: CouncilId) -> DispatchResult {
		let offer = Offers::<T>::get(id).ok_or(Error::<T>::NoOffer)?;
		let stands = |id| Councils::<T>::get(id).is_some_and(|council| council.closing.is_none());
		let alive = stands(id) && stands(offer.to) && Self::speaker_of(id) == Some(offer.by);
		ensure!(!alive, Error::<T>::OfferAlive);

		Self::remove_offer(id);
		Self::deposit_event(Event::OfferDiscarded { council: id });
		Ok(())
	}

	/// Whether what `id` proposes to the council `to` can be done in this block.
	fn check_proposal(id: CouncilId, to: CouncilId, what: Proposal) -> DispatchResult {
		ensure!(id != to, Error::<T>::SameCouncil);
		let own = Self::existing(id)?;
		let other = Self::existing(to)?;
		ensure!(own.side == other.side, Error::<T>::OtherSide);
		ensure!(own.closing.is_none() && other.closing.is_none(), Error::<T>::Closing);
		match what {
			Proposal::Found => Self::check_found(&own, &other),
			Proposal::Join => Self::check_join(id, &own, to, &other),
			Proposal::Merge => Self::check_merge(id, &own, to, &other),
		}
	}

	/// Two roots found a federation above both.
	fn check_found(own: &CouncilOf<T>, other: &CouncilOf<T>) -> DispatchResult {
		let rooted = own.parent.current.is_none() && other.parent.current.is_none();
		ensure!(rooted, Error::<T>::HasParent);
		ensure!(own.level.max(other.level) < T::MaxLevel::get(), Error::<T>::TooDeep);
		let oldest = T::Open::oldest();
		let free = own.parent.may_set(oldest) && other.parent.may_set(oldest);
		ensure!(free, Error::<T>::MoveWaits);
		Ok(())
	}

	/// A root takes a seat in a federation of a higher level.
	fn check_join(
		id: CouncilId,
		own: &CouncilOf<T>,
		to: CouncilId,
		federation: &CouncilOf<T>,
	) -> DispatchResult {
		ensure!(federation.level > 0, Error::<T>::NotFederation);
		ensure!(own.parent.current.is_none(), Error::<T>::HasParent);
		ensure!(Self::ancestors_of(to).all(|above| above != id), Error::<T>::Cycle);
		ensure!(own.level < federation.level, Error::<T>::NotBelow);
		ensure!(own.parent.may_set(T::Open::oldest()), Error::<T>::MoveWaits);
		Ok(())
	}

	/// A council hands its seats to one that can have them: a base council seats members, and a
	/// federation councils of lower levels.
	fn check_merge(
		id: CouncilId,
		own: &CouncilOf<T>,
		to: CouncilId,
		into: &CouncilOf<T>,
	) -> DispatchResult {
		ensure!(Self::ancestors_of(to).all(|above| above != id), Error::<T>::Cycle);
		ensure!(own.level > 0 || into.level == 0, Error::<T>::NotBase);
		ensure!(own.level <= into.level, Error::<T>::NotBelow);
		Ok(())
	}
}
