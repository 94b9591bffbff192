//! What other pallets may ask of this one, and what it does when told.

use crate::{BaseSeats, Config, Councils, Epoch, Event, Pallet, Sitter, WeightInfo};
use frame_support::{
	pallet_prelude::Get,
	sp_runtime::{traits::Saturating, SaturatedConversion, Weight},
};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{
	CouncilId, CouncilTree, CouncilTreeAt, FreezePopulation, MemberId, OnMemberChange, Side,
};

impl<T: Config> CouncilTree for Pallet<T> {
	fn side_of(council: CouncilId) -> Option<Side> {
		Councils::<T>::get(council).map(|record| record.side)
	}

	/// One read for each level from the council down to a base council, at most `MaxLevel` + 1.
	fn speaker_of(council: CouncilId) -> Option<MemberId> {
		let mut next = council;
		for _ in 0..=T::MaxLevel::get() {
			match Councils::<T>::get(next)?.speaker? {
				Sitter::Member(member) => return Some(member),
				Sitter::Council(child) => next = child,
			}
		}
		None
	}

	fn seat_of(member: MemberId, side: Side) -> Option<CouncilId> {
		BaseSeats::<T>::get(member, side).and_then(|place| place.current)
	}

	fn population_of(council: CouncilId) -> u32 {
		Councils::<T>::get(council).map_or(0, |record| record.population.now)
	}

	fn age_of(council: CouncilId) -> u32 {
		let now = frame_system::Pallet::<T>::block_number();
		Councils::<T>::get(council)
			.map_or(0, |record| now.saturating_sub(record.founded).saturated_into())
	}

	fn is_federation(council: CouncilId) -> bool {
		Councils::<T>::get(council).is_some_and(|record| record.level > 0)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_council(
		member: MemberId,
		side: Side,
	) -> Result<CouncilId, frame_support::pallet_prelude::DispatchError> {
		let alone = |id: &CouncilId| {
			Self::speaker_of(*id) == Some(member)
				&& Councils::<T>::get(id).is_some_and(|council| council.seats == 1)
		};
		match Self::seat_of(member, side).filter(alone) {
			Some(council) => Ok(council),
			None => Self::do_found(member, side),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_federation(
		council: CouncilId,
	) -> Result<CouncilId, frame_support::pallet_prelude::DispatchError> {
		let record = Councils::<T>::get(council).ok_or(crate::Error::<T>::NoSuchCouncil)?;
		if let Some(federation) = record.parent.current {
			return Ok(federation);
		}
		let level = record.level.saturating_add(1);
		frame_support::ensure!(level <= T::MaxLevel::get(), crate::Error::<T>::TooDeep);
		let payer = Self::speaker_of(council).ok_or(crate::Error::<T>::NoSuchCouncil)?;
		let federation = Self::new_council(record.side, level, payer)?;
		Self::add_child(federation, council);
		let sitter = Sitter::Council(council);
		Self::do_back(federation, sitter, Some(sitter))?;
		Ok(federation)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_child(
		council: CouncilId,
		federation: CouncilId,
	) -> Result<(), frame_support::pallet_prelude::DispatchError> {
		let speaker = Self::existing(federation)?.speaker;
		Self::add_child(federation, council);
		// The others' majority may not be enough any more: who joins backs whom they have backed.
		Self::do_back(federation, Sitter::Council(council), speaker)
	}
}

impl<T: Config> CouncilTreeAt<BlockNumberFor<T>> for Pallet<T> {
	fn seat_at(member: MemberId, side: Side, opened: BlockNumberFor<T>) -> Option<CouncilId> {
		BaseSeats::<T>::get(member, side)?.at(opened)
	}

	/// `None` for a council that was founded since: it had no place then.
	fn parent_at(council: CouncilId, opened: BlockNumberFor<T>) -> Option<CouncilId> {
		Councils::<T>::get(council)?.parent.at(opened)
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

impl<T: Config> OnMemberChange<T::AccountId> for Pallet<T> {
	/// Who ceases to be a member gives up the seats of both sides.
	fn member_left(member: MemberId) {
		for side in Side::BOTH {
			Self::vacate(member, side);
		}
	}

	fn heads_changed(member: MemberId, heads: u32) {
		Self::count_heads(member, heads);
	}

	fn left_weight() -> Weight {
		T::WeightInfo::member_left()
	}

	fn heads_weight() -> Weight {
		T::WeightInfo::heads_changed()
	}
}
