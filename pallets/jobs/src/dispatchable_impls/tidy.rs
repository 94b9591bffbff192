//! What is dead of a member in a council, and can be removed by anyone.

use crate::{
	room, Commitment, Commitments, Config, Divisions, Error, Event, History, Jobs, Offer, Offers,
	Pallet, Ratings, Rosters, Wants, Wishes, Workplaces,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use parecon_jobs_engine::Worker;
use parecon_primitives::{CouncilId, MemberId, Membership, StorageQuota};

/// Whether something was removed.
type Removed = Result<bool, DispatchError>;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_tidy(council: CouncilId, member: MemberId) -> DispatchResult {
		let is_member = T::Membership::account_of(member).is_some();
		let is_seated = is_member && Self::is_seated(member, council);
		let number = Divisions::<T>::get(council).map(|adopted| adopted.terms.number);
		let dead = [
			Self::tidy_commitment(council, member, is_member),
			Self::tidy_ratings(council, member, is_member)?,
			Self::tidy_wishes(council, member, number.filter(|_| is_seated)),
			Self::tidy_offer(council, member, number.filter(|_| is_seated)),
			!is_seated && Self::tidy_job(council, member),
			Self::tidy_jury(council, member),
			// After the job, which leaves a stint.
			!is_member && Self::tidy_history(council, member),
		];
		let removed = dead.into_iter().filter(|removed| *removed).count();
		let removed = u32::try_from(removed).unwrap_or(u32::MAX);
		let struck = !is_seated && Self::tidy_worker(council, member, removed > 0)?;
		let removed = removed.saturating_add(struck.into());
		ensure!(removed > 0, Error::<T>::NothingToTidy);

		Self::deposit_event(Event::Tidied { council, member, removed });
		Ok(())
	}

	/// A commitment that cannot be revealed any more.
	fn tidy_commitment(council: CouncilId, member: MemberId, is_member: bool) -> bool {
		let in_vain = !is_member || !Workplaces::<T>::contains_key(council);
		let made = Commitments::<T>::get(council, member);
		let dead = made.is_some_and(|made| in_vain || Self::is_expired(&made));
		if dead {
			Commitments::<T>::remove(council, member);
			T::Quota::release(member, room::<Commitment>());
		}
		dead
	}

	/// Ratings of who has another voice now, or none; or of a workplace that is closed.
	fn tidy_ratings(council: CouncilId, member: MemberId, is_member: bool) -> Removed {
		let Some(rated) = Ratings::<T>::get(council, member) else {
			return Ok(false);
		};
		let stays = is_member
			&& Workplaces::<T>::contains_key(council)
			&& rated.voice == Self::voice_of(council, member);
		if !stays {
			Self::withdraw_ratings(council, member, &rated)?;
		}
		Ok(!stays)
	}

	/// Wishes for a division other than number `current`.
	fn tidy_wishes(council: CouncilId, member: MemberId, current: Option<u32>) -> bool {
		let wishes = Wants::<T>::get(council, member);
		let dead = wishes.is_some_and(|wishes| Some(wishes.number) != current);
		if dead {
			Wants::<T>::remove(council, member);
			T::Quota::release(member, room::<Wishes>());
		}
		dead
	}

	/// An exchange within a division other than number `current`, or of an earlier period.
	fn tidy_offer(council: CouncilId, member: MemberId, current: Option<u32>) -> bool {
		let offer = Offers::<T>::get(council, member);
		let stands =
			|offer: &Offer| Some(offer.number) == current && offer.period == Self::period();
		let dead = offer.is_some_and(|offer| !stands(&offer));
		if dead {
			Offers::<T>::remove(council, member);
			T::Quota::release(member, room::<Offer>());
		}
		dead
	}

	/// The job of who has no seat.
	fn tidy_job(council: CouncilId, member: MemberId) -> bool {
		let mut jobs = Jobs::<T>::get(council);
		let Some(complex) = Self::complex_of(&jobs, member) else {
			return false;
		};
		let Some(adopted) = Divisions::<T>::get(council) else {
			return false;
		};
		Self::end_job(council, &adopted, &mut jobs, complex);
		Jobs::<T>::insert(council, jobs);
		true
	}

	/// The history of who is no member.
	fn tidy_history(council: CouncilId, member: MemberId) -> bool {
		!History::<T>::take(council, member).is_empty()
	}

	/// The hours of who has no seat. While a window is open they stay: an error where nothing else
	/// was removed.
	fn tidy_worker(council: CouncilId, member: MemberId, else_removed: bool) -> Removed {
		let mut roster = Rosters::<T>::get(council);
		if !Self::strike(&mut roster, member) {
			return Ok(false);
		}
		if let Err(open) = Self::ensure_not_frozen(council) {
			return if else_removed { Ok(false) } else { Err(open.into()) };
		}

		Self::put_roster(council, roster);
		T::Quota::release(member, room::<Worker>());
		Ok(true)
	}
}
