//! What always holds.

use crate::{Change, Config, Course, CourseOf, Pallet, Periods};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. The length of a period lies within its bounds, and so does the next length.
	/// 2. The length has been in force since this block or an earlier one.
	/// 3. A change takes effect later than the length before it, when a period ends, and changes
	///    something.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let course = Periods::<T>::get();
		Self::ensure_length(course.length).map_err(|_| "length of a period out of bounds")?;
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(course.since_block <= now, "length of a period in force in a later block");
		course.next.map_or(Ok(()), |next| Self::try_state_next(&course, next))
	}

	/// Invariants 1 and 3, of a change.
	fn try_state_next(
		course: &CourseOf<T>,
		next: Change<BlockNumberFor<T>>,
	) -> Result<(), TryRuntimeError> {
		Self::ensure_length(next.length).map_err(|_| "next length of a period out of bounds")?;
		ensure!(next.from > course.since_block, "change of the length before the length");
		let cut = Course { next: None, ..*course }.page(next.from).begins != next.from;
		ensure!(!cut, "change of the length cuts a period");
		ensure!(next.length != course.length, "change of the length that changes nothing");
		Ok(())
	}
}
