//! Renewal, suspension, and bars from sponsoring.

use crate::{lapses_at, AdmissionRules, Config, Error, Event, Members, Pallet, Rules};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_primitives::MemberId;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_renew(account: T::AccountId) -> DispatchResult {
		let (member, mut record) = Self::ensure_member_of(&account)?;
		let now = Self::period();
		ensure!(record.renewed != now, Error::<T>::AlreadyRenewed);

		record.renewed = now;
		Members::<T>::insert(member, record);
		let AdmissionRules { term, .. } = Rules::<T>::get();
		Self::deposit_event(Event::Renewed { member, lapses_at: lapses_at(now, term) });
		Ok(())
	}

	pub(crate) fn do_suspend(member: MemberId) -> DispatchResult {
		let mut record = Self::ensure_record(member)?;
		ensure!(!record.suspended, Error::<T>::AlreadySuspended);

		record.suspended = true;
		Members::<T>::insert(member, record);
		Self::deposit_event(Event::Suspended { member });
		Ok(())
	}

	pub(crate) fn do_reinstate(member: MemberId) -> DispatchResult {
		let mut record = Self::ensure_record(member)?;
		ensure!(record.suspended, Error::<T>::NotSuspended);

		record.suspended = false;
		Members::<T>::insert(member, record);
		Self::deposit_event(Event::Reinstated { member });
		Ok(())
	}

	pub(crate) fn do_lift_bar(member: MemberId) -> DispatchResult {
		let mut record = Self::ensure_record(member)?;
		ensure!(record.is_barred(Self::period()), Error::<T>::NotBarred);

		record.barred_until = None;
		Members::<T>::insert(member, record);
		Self::deposit_event(Event::BarLifted { member });
		Ok(())
	}
}
