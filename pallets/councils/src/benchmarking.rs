//! Benchmarks. No call depends on how many seats, councils or members there are.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use parecon_primitives::{CouncilId, MemberId, Membership, OnMemberLeft, Side};

const SIDE: Side = Side::Workers;

fn member<T: Config>(index: u32) -> (T::AccountId, MemberId) {
	let who: T::AccountId = account("member", index, 0);
	let id = T::Membership::ensure_member(&who).unwrap();
	(who, id)
}

/// A council on `side` of as many as there are `votes`; each seat backs the member at the index that
/// its entry names. Returns accounts and identifiers.
fn council<T: Config>(
	side: Side,
	votes: &[Option<usize>],
) -> (CouncilId, Vec<(T::AccountId, MemberId)>) {
	let people: Vec<_> = (0..votes.len() as u32).map(member::<T>).collect();
	let id = Pallet::<T>::do_found(people[0].1, side).unwrap();
	for (_, member) in &people[1..] {
		Pallet::<T>::do_join(*member, id).unwrap();
	}
	Pallet::<T>::do_back(people[0].1, side, None).unwrap();
	for (voter, vote) in votes.iter().enumerate() {
		if let Some(candidate) = vote {
			Pallet::<T>::do_back(people[voter].1, side, Some(people[*candidate].1)).unwrap();
		}
	}
	(id, people)
}

fn speaker<T: Config>(id: CouncilId) -> Option<MemberId> {
	Councils::<T>::get(id).unwrap().speaker
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn found() {
		let (who, id) = member::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), SIDE);

		assert!(BaseSeats::<T>::contains_key(id, SIDE));
	}

	/// The seat too many for the speaker.
	#[benchmark]
	fn join() {
		let (id, people) = council::<T>(SIDE, &[Some(0), Some(0), None]);
		assert_eq!(speaker::<T>(id), Some(people[0].1));
		let (who, _) = member::<T>(9);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id);

		assert_eq!(speaker::<T>(id), None);
	}

	/// The speaker's majority goes with the seat.
	#[benchmark]
	fn leave() {
		let (id, people) = council::<T>(SIDE, &[Some(0), Some(0), None]);
		assert_eq!(speaker::<T>(id), Some(people[0].1));
		let (who, _) = people[1].clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), SIDE);

		assert_eq!(speaker::<T>(id), None);
	}

	/// One speaker ceases, another begins.
	#[benchmark]
	fn back() {
		let (id, people) = council::<T>(SIDE, &[Some(0), Some(1), Some(0)]);
		assert_eq!(speaker::<T>(id), Some(people[0].1));
		let (who, _) = people[2].clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), SIDE, Some(people[1].1));

		assert_eq!(speaker::<T>(id), Some(people[1].1));
	}

	/// Two of four have become two of three.
	#[benchmark]
	fn settle_speaker() {
		let (id, people) = council::<T>(SIDE, &[Some(1), Some(1), None, None]);
		Pallet::<T>::do_leave(people[3].1, SIDE).unwrap();
		assert_eq!(speaker::<T>(id), None);

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].0.clone()), id, people[1].1);

		assert_eq!(speaker::<T>(id), Some(people[1].1));
	}

	/// As `leave`, on both sides.
	#[benchmark]
	fn member_left() {
		let votes = [Some(0), Some(0), None];
		let (workers, people) = council::<T>(Side::Workers, &votes);
		let (consumers, _) = council::<T>(Side::Consumers, &votes);
		let (_, id) = people[1];

		#[block]
		{
			<Pallet<T> as OnMemberLeft>::member_left(id);
		}

		for council in [workers, consumers] {
			assert!(!Seats::<T>::contains_key(council, id));
			assert_eq!(speaker::<T>(council), None);
		}
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with(0), crate::mock::Test);
}
