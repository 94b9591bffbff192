//! Who validates: those who did at genesis.

use crate::{constants::time::PROVABLE_SESSIONS, AccountId, Historical, Runtime};
use alloc::vec::Vec;
use pallet_session::{historical, NextKeys, QueuedKeys, Validators};
use sp_runtime::traits::Convert;
use sp_staking::SessionIndex;

/// Keeps the validators of genesis from session to session.
///
/// They may change their session keys. One who withdraws theirs falls out, unless nobody would be
/// left. A new set is announced only where keys or validators changed, so that GRANDPA's authority
/// set, and with it every light client's proof, changes no more often than it must; but where keys
/// changed it always is, because only then the session's root of key owners is made anew, and with a
/// stale root nobody could prove an equivocation.
pub struct StandingValidators;

impl StandingValidators {
	/// The validators who have keys for the session being planned, if that differs from the session
	/// before it.
	fn renewed() -> Option<Vec<AccountId>> {
		let queued = QueuedKeys::<Runtime>::get();
		let standing: Vec<_> = Validators::<Runtime>::get()
			.into_iter()
			.filter_map(|who| NextKeys::<Runtime>::get(&who).map(|keys| (who, keys)))
			.collect();
		if standing.is_empty() || standing == queued {
			return None;
		}
		Some(standing.into_iter().map(|(who, _)| who).collect())
	}

	/// All who have session keys at genesis, in ascending order.
	fn at_genesis() -> Vec<AccountId> {
		let mut validators: Vec<_> = NextKeys::<Runtime>::iter_keys().collect();
		validators.sort();
		validators
	}
}

impl pallet_session::SessionManager<AccountId> for StandingValidators {
	fn new_session(_: SessionIndex) -> Option<Vec<AccountId>> {
		Self::renewed()
	}

	fn new_session_genesis(_: SessionIndex) -> Option<Vec<AccountId>> {
		Some(Self::at_genesis())
	}

	fn start_session(_: SessionIndex) {}

	/// Drops the root of the one session that has become too old to report.
	fn end_session(index: SessionIndex) {
		if let Some(first) = index.checked_sub(PROVABLE_SESSIONS) {
			Historical::prune_up_to(first);
		}
	}
}

impl historical::SessionManager<AccountId, ()> for StandingValidators {
	fn new_session(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		<Self as pallet_session::SessionManager<_>>::new_session(index).map(identified)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		<Self as pallet_session::SessionManager<_>>::new_session_genesis(index).map(identified)
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index)
	}
}

/// A validator is its account and nothing beside it.
fn identified(validators: Vec<AccountId>) -> Vec<(AccountId, ())> {
	validators.into_iter().map(|who| (who, ())).collect()
}

/// What the session history keeps of a validator beside the account: nothing.
pub struct AccountAlone;

impl Convert<AccountId, Option<()>> for AccountAlone {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}
