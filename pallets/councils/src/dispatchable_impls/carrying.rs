//! In whose purse the record of a council takes room.

use crate::{Config, Error, Event, Pallet};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_primitives::{CouncilId, MemberId, StorageQuota};

impl<T: Config> Pallet<T> {
	/// Moves the record of `id` to the purse of `by`, from that of whoever carries it. Where that one
	/// is no member any more, the purse is gone with what it held.
	pub(crate) fn do_carry(by: MemberId, id: CouncilId) -> DispatchResult {
		let carrier = Self::existing(id)?.carrier;
		ensure!(carrier != by, Error::<T>::AlreadyCarried);
		T::Quota::hold(by, Self::council_bytes())?;

		T::Quota::release(carrier, Self::council_bytes());
		Self::change_council(id, |council| council.carrier = by);
		Self::deposit_event(Event::Carried { council: id, by });
		Ok(())
	}
}
