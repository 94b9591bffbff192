//! The invariants. Each file states those of its part in words and checks them.

use crate::{Config, Pallet};
use frame_support::sp_runtime::TryRuntimeError;

mod balance;
mod jobs;
mod tasks;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_tasks()?;
		Self::check_jobs()?;
		Self::check_balance()
	}
}
