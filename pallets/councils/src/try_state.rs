//! What always holds.

use crate::{
	is_majority, BaseSeats, Config, CouncilOf, Councils, Epoch, NextCouncil, Pallet, Seat, Seats,
};
use alloc::{
	collections::{btree_map::BTreeMap, btree_set::BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, sp_runtime::TryRuntimeError};
use parecon_primitives::{CouncilId, MemberId, Membership};

/// The seats of one council.
type Bench = Vec<(MemberId, Seat)>;

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. Every identifier in use is below `NextCouncil`.
	/// 2. A council has at least one seat, and as many as its record says; no seat is in a council
	///    that does not exist.
	/// 3. The population of a base council is the number of its seats; it was last changed in an
	///    epoch that has begun.
	/// 4. Seats of a council have different numbers below that of the next.
	/// 5. A seat is backed by as many as have a vote that names it by member and number, and a vote
	///    names a number given before.
	/// 6. A speaker has a seat that more than half of the seats back.
	/// 7. A member has a seat in a base council exactly if the entry of its side says so: at most one
	///    on each side.
	/// 8. Who has a seat is a member.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut benches: BTreeMap<CouncilId, Bench> = BTreeMap::new();
		for (council, member, seat) in Seats::<T>::iter() {
			benches.entry(council).or_default().push((member, seat));
		}
		let next = NextCouncil::<T>::get();
		for (id, council) in Councils::<T>::iter() {
			ensure!(id < next, "council with an identifier not given yet");
			let bench = benches.remove(&id).unwrap_or_default();
			Self::try_state_council(&council, &bench)?;
			Self::try_state_votes(&council, &bench)?;
			for (member, _) in &bench {
				let entry = BaseSeats::<T>::get(member, council.side);
				ensure!(entry == Some(id), "seat that its side's entry does not name");
			}
		}
		ensure!(benches.is_empty(), "seat in a council that does not exist");
		Self::try_state_base_seats()
	}

	/// Invariants 2 to 4.
	fn try_state_council(council: &CouncilOf<T>, bench: &Bench) -> Result<(), TryRuntimeError> {
		ensure!(!bench.is_empty(), "council without a seat");
		let seats = u32::try_from(bench.len()).unwrap_or(u32::MAX);
		ensure!(council.seats == seats, "council with another number of seats");
		ensure!(council.population.now == seats, "population that is not the number of seats");
		ensure!(
			council.population.epoch <= Epoch::<T>::get(),
			"population changed in an epoch that has not begun"
		);
		let numbers: BTreeSet<u64> = bench.iter().map(|(_, seat)| seat.number).collect();
		ensure!(numbers.len() == bench.len(), "two seats with one number");
		ensure!(
			numbers.iter().all(|number| *number < council.seats_taken),
			"seat with a number not given yet"
		);
		Ok(())
	}

	/// Invariants 5 and 6.
	fn try_state_votes(council: &CouncilOf<T>, bench: &Bench) -> Result<(), TryRuntimeError> {
		let mut votes: BTreeMap<(MemberId, u64), u32> = BTreeMap::new();
		for vote in bench.iter().filter_map(|(_, seat)| seat.backing) {
			ensure!(vote.number < council.seats_taken, "vote for a seat not taken yet");
			let count = votes.entry((vote.candidate, vote.number)).or_default();
			*count = count.saturating_add(1);
		}
		for (member, seat) in bench {
			let counted = votes.get(&(*member, seat.number)).copied().unwrap_or_default();
			ensure!(seat.backers == counted, "tally that is not the sum of the votes");
		}
		let Some(speaker) = council.speaker else { return Ok(()) };
		let seat = bench.iter().find(|(member, _)| *member == speaker).map(|(_, seat)| seat);
		ensure!(seat.is_some(), "speaker without a seat");
		ensure!(
			seat.is_some_and(|seat| is_majority(seat.backers, council.seats)),
			"speaker without a majority"
		);
		Ok(())
	}

	/// Invariants 7, from the entries' side, and 8.
	fn try_state_base_seats() -> Result<(), TryRuntimeError> {
		for (member, side, id) in BaseSeats::<T>::iter() {
			ensure!(Seats::<T>::contains_key(id, member), "entry of a seat that does not exist");
			let council = Councils::<T>::get(id);
			ensure!(
				council.is_some_and(|council| council.side == side),
				"entry of a seat on the other side"
			);
			ensure!(T::Membership::account_of(member).is_some(), "seat of who is not a member");
		}
		Ok(())
	}
}
