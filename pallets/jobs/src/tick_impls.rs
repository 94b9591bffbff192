//! The weighing: once a period, the weighted minutes of all tasks are worked out anew.
//!
//! It is metered council by council, so there can be any number of them; where it stops in one
//! block is where it goes on in the next, and the result does not depend on where that is.

use crate::*;
use frame_support::{
	dispatch::DispatchClass,
	traits::Get,
	weights::{Weight, WeightMeter},
};
use parecon_jobs_engine::Apportion;
use parecon_primitives::CouncilId;

/// The weighing takes at most one part in so many of a block.
const SHARE: u64 = 10;

// A jury has to be over when the next is called.
const _: () = assert!(JURY_PERIODS <= JURY_PAUSE);

impl<T: Config> Pallet<T> {
	/// Goes on with the weighing as far as its share of the block allows. It begins where a period
	/// is over in which the weights have changed.
	///
	/// Councils are dealt with in the order of their keys in the state. Neither the keys nor the
	/// pool change meanwhile: calls that would change them are refused.
	pub(crate) fn tick(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::tick()).is_err() {
			return;
		}
		let mut pool = Pooled::<T>::get();
		let period = Self::period();
		let is_due = pool.dirty && pool.weighed < period;
		let begun = || is_due.then(|| (None, Apportion::new(pool.minutes, pool.raw)));
		let Some((mut last, mut apportion)) = Weighing::<T>::get().or_else(begun) else {
			return;
		};

		let mut share = WeightMeter::with_limit(Self::share_of_block().min(meter.remaining()));
		let mut is_through = false;
		while !is_through && share.try_consume(T::WeightInfo::weigh_council()).is_ok() {
			match Self::weigh_next(last, &mut apportion) {
				Some(council) => last = Some(council),
				None => is_through = true,
			}
		}
		meter.consume(share.consumed());
		if !is_through {
			Weighing::<T>::put((last, apportion));
			return;
		}
		Weighing::<T>::kill();
		pool.weighed = period;
		pool.dirty = false;
		Pooled::<T>::put(pool);
		Self::deposit_event(Event::Weighed { period, minutes: pool.minutes });
	}

	/// The weight that the weighing may take in a block.
	fn share_of_block() -> Weight {
		let block = T::BlockWeights::get().max_block;
		block.checked_div(SHARE).unwrap_or_default()
	}

	/// Works out the weighted minutes of the council after `last`, or of the first. `None` after all.
	pub(crate) fn weigh_next(
		last: Option<CouncilId>,
		apportion: &mut Apportion,
	) -> Option<CouncilId> {
		let mut rest = match last {
			Some(last) => Weighted::<T>::iter_from(Weighted::<T>::hashed_key_for(last)),
			None => Weighted::<T>::iter(),
		};
		let (council, mut weights) = rest.next()?;
		for weight in &mut weights {
			weight.weighted = apportion.next(weight.raw, weight.minutes);
		}
		Weighted::<T>::insert(council, weights);
		Some(council)
	}

	/// Bounds that the runtime must keep: each call fits into a block's extrinsics and each step of
	/// the weighing into its share, and there is time to submit and to adopt.
	pub(crate) fn check_integrity() {
		let limits = T::BlockWeights::get();
		let most = limits.get(DispatchClass::Normal).max_extrinsic.unwrap_or(limits.max_block);
		for (call, weight) in Self::heaviest_calls() {
			assert!(weight.all_lte(most), "{call} must fit a block: {weight:?} of {most:?}");
		}
		let (step, share) = (T::WeightInfo::weigh_council(), Self::share_of_block());
		assert!(step.all_lte(share), "weighing a council {step:?} must fit its share {share:?}");
		let tick = T::WeightInfo::tick();
		assert!(tick.all_lte(share), "the hook's own work {tick:?} must fit its share {share:?}");
		assert!(T::MaxWindow::get() > 0, "a window has to be open for a block");
		assert!(T::AdoptionTime::get() > 0, "there has to be time to adopt a division");
		let fits = |places: u32| u8::try_from(places).is_ok();
		let named = fits(MaxWorkers::get()) && fits(MaxTasks::get());
		assert!(named, "tasks and workers are named by their places in a byte");
	}

	/// The calls whose weight grows with the bounds.
	fn heaviest_calls() -> [(&'static str, Weight); 12] {
		[
			("split_task", T::WeightInfo::split_task()),
			("merge_tasks", T::WeightInfo::merge_tasks()),
			("close_workplace", T::WeightInfo::close_workplace()),
			("reveal_ratings", T::WeightInfo::reveal_ratings(MaxReveal::get())),
			("tidy", T::WeightInfo::tidy()),
			("open_window", T::WeightInfo::open_window()),
			("submit", T::WeightInfo::submit(MaxWorkers::get())),
			("adopt", T::WeightInfo::adopt()),
			("draw_lots", T::WeightInfo::draw_lots()),
			("allot", T::WeightInfo::allot()),
			("seat_jury", T::WeightInfo::seat_jury()),
			("report", T::WeightInfo::report()),
		]
	}
}
