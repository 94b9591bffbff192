//! What always holds.

use crate::{Config, PaidLoad, Pallet, PurseId, Purses, Rules};
use frame_support::ensure;
use parecon_primitives::Membership;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. Something is taken from every purse that has an entry.
	/// 2. No purse was charged in a later block than this one.
	/// 3. A member's purse and voice are those of one who is a member.
	/// 4. No voice holds room for records, and no purse holds bytes without a record.
	/// 5. The load of transactions paid in tokens is not that of a later block.
	/// 6. The rules in force lie within their bounds.
	///
	/// That no more is used or held than the capacity is no invariant: other rules can bring a
	/// smaller one. Nor is it that a council's purse is that of a council: it waits for a sweep.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let now = frame_system::Pallet::<T>::block_number();
		for (id, purse) in Purses::<T>::iter() {
			ensure!(!purse.is_full(), "entry of a purse from which nothing is taken");
			ensure!(purse.at <= now, "purse charged in a later block");
			Self::try_state_owner(id)?;
			let holds = !purse.held.is_none();
			ensure!(!holds || !matches!(id, PurseId::Voice(_)), "record held by a voice");
			ensure!(!holds || purse.held.records > 0, "bytes held without a record");
		}
		ensure!(PaidLoad::<T>::get().block <= now, "load of a later block");
		Self::ensure_rules(&Rules::<T>::get()).map_err(|_| "rules out of bounds".into())
	}

	/// Invariant 3.
	fn try_state_owner(id: PurseId) -> Result<(), TryRuntimeError> {
		if let PurseId::Member(member) | PurseId::Voice(member) = id {
			let is_one = T::Membership::account_of(member).is_some();
			ensure!(is_one, "purse of who is not a member");
		}
		Ok(())
	}
}
