//! The benchmark, with a change that has taken effect and has not been written down.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get};
use parecon_primitives::Period;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_period() -> Result<(), BenchmarkError> {
		let origin =
			T::GovernOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (least, most) = (T::MinPeriod::get(), T::MaxPeriod::get());
		let course = CourseOf::<T>::from_genesis(least);
		Periods::<T>::put(course.with_length(0u32.into(), most));
		frame_system::Pallet::<T>::set_block_number(least.into());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, least);

		let course = Periods::<T>::get();
		assert_eq!((course.since_period, course.length), (Period(1), most));
		assert_eq!(course.next.map(|next| next.length), Some(least));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with(10), crate::mock::Test);
}
