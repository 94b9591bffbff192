//! What the views answer. They write nothing.

use crate::{
	is_majority, majority_of, BaseSeats, Config, CouncilInfo, CouncilInfoOf, Councils, Pallet,
	SeatInfo, Seats, SpeakerAnswer, Standing, StandingSeats,
};
use alloc::vec::Vec;
use parecon_primitives::{CouncilId, FreezePopulation, MemberId, Membership, Side};

impl<T: Config> Pallet<T> {
	pub(crate) fn view_council(council: CouncilId) -> Option<CouncilInfoOf<T>> {
		let record = Councils::<T>::get(council)?;
		Some(CouncilInfo {
			side: record.side,
			founded: record.founded,
			seats: record.seats,
			population: record.population.now,
			frozen_population: Self::frozen_population(council),
			speaker: record.speaker,
			majority: majority_of(record.seats),
		})
	}

	pub(crate) fn view_seats(council: CouncilId) -> Vec<SeatInfo> {
		let mut seats: Vec<SeatInfo> = Seats::<T>::iter_prefix(council)
			.map(|(member, seat)| {
				let backing = Self::live_vote(council, &seat).map(|vote| vote.candidate);
				SeatInfo { member, backing, backers: seat.backers }
			})
			.collect();
		seats.sort_by_key(|seat| seat.member);
		seats
	}

	pub(crate) fn view_seats_of(account: T::AccountId) -> StandingSeats {
		let Some(member) = T::Membership::member_of(&account) else {
			return StandingSeats::default();
		};
		StandingSeats {
			member: Some(member),
			workers: BaseSeats::<T>::get(member, Side::Workers),
			consumers: BaseSeats::<T>::get(member, Side::Consumers),
		}
	}

	pub(crate) fn view_why_speaker(council: CouncilId, candidate: MemberId) -> SpeakerAnswer {
		let Some(record) = Councils::<T>::get(council) else {
			let standing = Standing::NoSuchCouncil;
			return SpeakerAnswer { standing, backers: 0, seats: 0, majority: 0 };
		};
		let seat = Seats::<T>::get(council, candidate);
		let backers = seat.as_ref().map_or(0, |seat| seat.backers);
		let standing = match seat {
			None => Standing::NotSeated,
			Some(_) if record.speaker == Some(candidate) => Standing::Speaker,
			Some(_) if is_majority(backers, record.seats) => Standing::ToBeSettled,
			Some(_) => Standing::NoMajority,
		};
		let majority = majority_of(record.seats);
		SpeakerAnswer { standing, backers, seats: record.seats, majority }
	}
}
