//! Who offers hours, and is qualified for what.

use super::tasks::LAST_QUALIFICATION;
use crate::{room, Config, Error, Event, Pallet, Roster, Rosters};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_jobs_engine::Worker;
use parecon_primitives::{CouncilId, MemberId, StorageQuota};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_hours(
		who: T::AccountId,
		council: CouncilId,
		minutes: [u16; 4],
	) -> DispatchResult {
		let member = Self::ensure_seated(&who, council)?;
		Self::ensure_not_frozen(council)?;
		ensure!(minutes.iter().any(|class| *class > 0), Error::<T>::NoHours);
		let mut roster = Rosters::<T>::get(council);
		match Self::place_in(&roster, member) {
			Ok(place) => roster.get_mut(place).into_iter().for_each(|it| it.offered = minutes),
			Err(place) => {
				let worker = Worker { member, offered: minutes, qualifications: 0 };
				let inserted = roster.try_insert(place, worker);
				inserted.map_err(|_| Error::<T>::TooManyWorkers)?;
				T::Quota::hold(member, room::<Worker>())?;
			},
		}

		Rosters::<T>::insert(council, roster);
		Self::deposit_event(Event::HoursOffered { council, member, minutes });
		Ok(())
	}

	pub(crate) fn do_withdraw_hours(who: T::AccountId, council: CouncilId) -> DispatchResult {
		let member = Self::ensure_member(&who)?;
		Self::ensure_not_frozen(council)?;
		let mut roster = Rosters::<T>::get(council);
		ensure!(Self::strike(&mut roster, member), Error::<T>::NotOffered);

		Self::put_roster(council, roster);
		T::Quota::release(member, room::<Worker>());
		Self::deposit_event(Event::HoursWithdrawn { council, member });
		Ok(())
	}

	pub(crate) fn do_qualify(
		who: T::AccountId,
		council: CouncilId,
		member: MemberId,
		qualification: u8,
		granted: bool,
	) -> DispatchResult {
		Self::ensure_speaks(&who, council)?;
		Self::ensure_not_frozen(council)?;
		ensure!(qualification <= LAST_QUALIFICATION, Error::<T>::InvalidClass);
		let bit = 1u32.checked_shl(qualification.into()).ok_or(Error::<T>::InvalidClass)?;
		let mut roster = Rosters::<T>::get(council);
		let place = Self::place_in(&roster, member).map_err(|_| Error::<T>::NotOffered)?;
		let worker = roster.get_mut(place).ok_or(Error::<T>::NotOffered)?;
		let others = worker.qualifications & !bit;
		worker.qualifications = if granted { others | bit } else { others };

		Rosters::<T>::insert(council, roster);
		Self::deposit_event(Event::Qualified { council, member, qualification, granted });
		Ok(())
	}

	/// The member's place in a roster, or the one where it would be.
	pub(crate) fn place_in(roster: &[Worker], member: MemberId) -> Result<usize, usize> {
		roster.binary_search_by_key(&member, |worker| worker.member)
	}

	/// Takes the member out of a roster; whether it was in it.
	pub(super) fn strike(roster: &mut Roster, member: MemberId) -> bool {
		let place = Self::place_in(roster, member);
		place.is_ok_and(|place| {
			roster.remove(place);
			true
		})
	}

	/// Keeps a roster; one that nobody is in is no record.
	pub(super) fn put_roster(council: CouncilId, roster: Roster) {
		if roster.is_empty() {
			Rosters::<T>::remove(council);
		} else {
			Rosters::<T>::insert(council, roster);
		}
	}
}
