//! What the call does: check, then write.

use crate::{Config, Error, Event, Pallet, Periods};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
};

impl<T: Config> Pallet<T> {
	/// Whether a period may have `length` blocks.
	pub(crate) fn ensure_length(length: u32) -> Result<(), Error<T>> {
		let bounds = T::MinPeriod::get()..=T::MaxPeriod::get();
		ensure!(bounds.contains(&length), Error::<T>::PeriodOutOfBounds);
		Ok(())
	}

	pub(crate) fn do_set_period(length: u32) -> DispatchResult {
		Self::ensure_length(length)?;

		let now = frame_system::Pallet::<T>::block_number();
		let course = Periods::<T>::get();
		Periods::<T>::put(course.with_length(now, length));
		Self::deposit_event(Event::PeriodSet { length, from: course.page(now).ends });
		Ok(())
	}
}
