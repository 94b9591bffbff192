//! Juries: outsiders who are drawn by lot to rate a council's tasks.

use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get, BoundedVec};
use parecon_jobs_engine::drawn;
use parecon_primitives::{CouncilId, Lottery, MemberId, Membership, Period, StorageQuota};
use sp_core::H256;

/// How often a member is drawn for the places of a jury, at most.
const TRIES: u32 = 48;

/// What keeps the lots of juries apart from other lots.
const SUBJECT: &[u8] = b"parecon/jobs/jury";

impl<T: Config> Pallet<T> {
	pub(crate) fn do_call_jury(who: T::AccountId, council: CouncilId) -> DispatchResult {
		let by = Self::ensure_member(&who)?;
		let mut workplace = Self::ensure_workplace(council)?;
		let called = Self::period();
		let pause_over = |last: Period| called.0.saturating_sub(last.0) >= JURY_PAUSE;
		ensure!(workplace.jury.is_none_or(pause_over), Error::<T>::JuryLately);
		Self::take_over_jury(Juries::<T>::get(council).map(|jury| jury.by), by)?;

		workplace.jury = Some(called);
		let jury = Jury {
			by,
			called,
			epoch: T::Lottery::epoch(),
			pool: T::Membership::next_id().0,
			members: BoundedVec::new(),
		};
		let (epoch, pool) = (jury.epoch, jury.pool);
		Workplaces::<T>::insert(council, workplace);
		Juries::<T>::insert(council, jury);
		Self::deposit_event(Event::JuryCalled { council, epoch, pool });
		Ok(())
	}

	/// The room for the council's jury is in the purse of `by` from now on.
	fn take_over_jury(earlier: Option<MemberId>, by: MemberId) -> DispatchResult {
		if earlier == Some(by) {
			return Ok(());
		}
		T::Quota::hold(by, room::<Jury>())?;
		if let Some(earlier) = earlier {
			T::Quota::release(earlier, room::<Jury>());
		}
		Ok(())
	}

	pub(crate) fn do_seat_jury(council: CouncilId) -> DispatchResult {
		let mut jury = Juries::<T>::get(council)
			.filter(|jury| jury.members.is_empty() && !Self::is_over(jury))
			.ok_or(Error::<T>::NoJury)?;
		let subject = (SUBJECT, council, jury.called).encode();
		let Some(seed) = T::Lottery::lot(jury.epoch, &subject) else {
			ensure!(Self::is_lot_lost(jury.epoch), Error::<T>::LotsNotKnown);
			jury.epoch = T::Lottery::epoch();
			jury.pool = T::Membership::next_id().0;
			let epoch = jury.epoch;
			Juries::<T>::insert(council, jury);
			Self::deposit_event(Event::LotsPostponed { council, epoch });
			return Ok(());
		};

		let members = Self::drawn_jurors(&seed, jury.pool, council);
		if members.is_empty() {
			Juries::<T>::remove(council);
			T::Quota::release(jury.by, room::<Jury>());
		} else {
			jury.members = members.clone();
			Juries::<T>::insert(council, jury);
		}
		Self::deposit_event(Event::JurySeated { council, seed, members });
		Ok(())
	}

	/// Removes a jury that is over and that `member` has called; says whether there was one.
	pub(crate) fn tidy_jury(council: CouncilId, member: MemberId) -> bool {
		let dead = |jury: &Jury| jury.by == member && Self::is_over(jury);
		if !Juries::<T>::get(council).is_some_and(|jury| dead(&jury)) {
			return false;
		}
		Juries::<T>::remove(council);
		T::Quota::release(member, room::<Jury>());
		true
	}

	/// Whether the lot of a pool that was frozen in `epoch`, and is not known, will never be.
	pub(crate) fn is_lot_lost(epoch: u64) -> bool {
		T::Lottery::epoch() > epoch.saturating_add(2)
	}

	/// Whether the jury may not rate any more.
	pub(crate) fn is_over(jury: &Jury) -> bool {
		Self::period().0.saturating_sub(jury.called.0) >= JURY_PERIODS
	}

	/// Members from the pool who have no seat in the council, ascending.
	fn drawn_jurors(seed: &H256, pool: u32, council: CouncilId) -> BoundedVec<MemberId, MaxJury> {
		let is_outsider = |id| {
			let member = MemberId(id);
			T::Membership::account_of(member).is_some() && !Self::is_seated(member, council)
		};
		let most = <MaxJury as Get<u32>>::get();
		let wanted = usize::try_from(most).unwrap_or_default();
		let mut jurors: Vec<MemberId> =
			drawn(&seed.0, pool, wanted, TRIES, is_outsider).into_iter().map(MemberId).collect();
		jurors.sort_unstable();
		BoundedVec::truncate_from(jurors)
	}
}
