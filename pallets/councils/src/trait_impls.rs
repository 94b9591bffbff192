//! What other pallets may ask of this one, and what it does when told.

use crate::{BaseSeats, Config, Councils, Epoch, Event, Pallet, WeightInfo};
use frame_support::sp_runtime::Weight;
use parecon_primitives::{CouncilId, CouncilTree, FreezePopulation, MemberId, OnMemberLeft, Side};

impl<T: Config> CouncilTree for Pallet<T> {
	fn side_of(council: CouncilId) -> Option<Side> {
		Councils::<T>::get(council).map(|record| record.side)
	}

	fn speaker_of(council: CouncilId) -> Option<MemberId> {
		Councils::<T>::get(council).and_then(|record| record.speaker)
	}

	fn seat_of(member: MemberId, side: Side) -> Option<CouncilId> {
		BaseSeats::<T>::get(member, side)
	}

	fn population_of(council: CouncilId) -> u32 {
		Councils::<T>::get(council).map_or(0, |record| record.population.now)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(
		member: MemberId,
		side: Side,
	) -> Result<CouncilId, frame_support::pallet_prelude::DispatchError> {
		match BaseSeats::<T>::get(member, side) {
			Some(council)
				if Self::speaker_of(council) == Some(member)
					&& Self::population_of(council) == 1 =>
			{
				Ok(council)
			},
			_ => Self::do_found(member, side),
		}
	}
}

impl<T: Config> FreezePopulation for Pallet<T> {
	fn freeze() {
		let epoch = Epoch::<T>::mutate(|epoch| {
			*epoch = epoch.saturating_add(1);
			*epoch
		});
		Self::deposit_event(Event::PopulationsFrozen { epoch });
	}

	/// 0 also for a council that has been dissolved since.
	fn frozen_population(council: CouncilId) -> u32 {
		let epoch = Epoch::<T>::get();
		Councils::<T>::get(council).map_or(0, |record| record.population.frozen(epoch))
	}
}

/// Who ceases to be a member gives up the seats of both sides.
impl<T: Config> OnMemberLeft for Pallet<T> {
	fn member_left(member: MemberId) {
		for side in Side::BOTH {
			Self::vacate(member, side);
		}
	}

	fn weight() -> Weight {
		T::WeightInfo::member_left()
	}
}
