//! What always holds.

use crate::{
	is_majority, BaseSeats, Config, CouncilOf, Councils, Epoch, NextCouncil, Offers, Pallet, Seat,
	Seats, Sitter, Vouches,
};
use alloc::{
	collections::{btree_map::BTreeMap, btree_set::BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, pallet_prelude::Get, sp_runtime::TryRuntimeError};
use parecon_primitives::{CouncilId, MemberId, Membership};

/// The seats of one council.
type Bench = Vec<(Sitter, Seat)>;

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. Every identifier in use is below `NextCouncil`.
	/// 2. A council has at least one seat, and as many as its record says; no seat is in a council
	///    that does not exist.
	/// 3. The population of a base council is the sum of its members' heads, that of a federation
	///    the sum of its children's; it was last changed in an epoch that has begun.
	/// 4. Seats of a council have different numbers below that of the next.
	/// 5. A seat is backed by as many as have a vote that names it by sitter and number, and a vote
	///    names a number given before.
	/// 6. A speaker has a seat that more than half of the seats back.
	/// 7. A member has a seat in a base council exactly if the place of its side says so: at most
	///    one on each side.
	/// 8. Who has a seat, or the memory of one, is a member.
	/// 9. Base councils have level 0 and seat members; federations have a level from 1 to
	///    `MaxLevel` and seat councils.
	/// 10. A council has a seat in a federation exactly if its parent link leads there. The
	///     federation stands on the same side and on a higher level.
	/// 11. A seat counts one person on the workers' side, on the consumers' side as many as live in
	///     the member's household, and none if it is a council's.
	/// 12. Only who has a parent has given notice to part; a council is wound up into another; a
	///     charter lies within its bounds, and only that of a base council asks for words.
	/// 13. A place changed in a block that has come, and leads somewhere or remembers something.
	/// 14. Only a council that exists has an offer open, and to another one.
	/// 15. Where words are kept there is one, and none twice.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut benches: BTreeMap<CouncilId, Bench> = BTreeMap::new();
		for (council, sitter, seat) in Seats::<T>::iter() {
			benches.entry(council).or_default().push((sitter, seat));
		}
		let next = NextCouncil::<T>::get();
		for (id, council) in Councils::<T>::iter() {
			ensure!(id < next, "council with an identifier not given yet");
			let bench = benches.remove(&id).unwrap_or_default();
			Self::try_state_council(&council, &bench)?;
			Self::try_state_votes(&council, &bench)?;
			Self::try_state_sitters(id, &council, &bench)?;
			Self::try_state_population(&council, &bench)?;
			Self::try_state_parent(id, &council)?;
			Self::try_state_rules(id, &council)?;
		}
		ensure!(benches.is_empty(), "seat in a council that does not exist");
		Self::try_state_places()?;
		Self::try_state_offers()?;
		Self::try_state_vouches()
	}

	/// Invariants 2 and 4.
	fn try_state_council(council: &CouncilOf<T>, bench: &Bench) -> Result<(), TryRuntimeError> {
		ensure!(!bench.is_empty(), "council without a seat");
		let seats = u32::try_from(bench.len()).unwrap_or(u32::MAX);
		ensure!(council.seats == seats, "council with another number of seats");
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
		let mut votes: BTreeMap<(Sitter, u64), u32> = BTreeMap::new();
		for vote in bench.iter().filter_map(|(_, seat)| seat.backing) {
			ensure!(vote.number < council.seats_taken, "vote for a seat not taken yet");
			let count = votes.entry((vote.candidate, vote.number)).or_default();
			*count = count.saturating_add(1);
		}
		for (sitter, seat) in bench {
			let counted = votes.get(&(*sitter, seat.number)).copied().unwrap_or_default();
			ensure!(seat.backers == counted, "tally that is not the sum of the votes");
		}
		let Some(speaker) = council.speaker else { return Ok(()) };
		let seat = bench.iter().find(|(sitter, _)| *sitter == speaker).map(|(_, seat)| seat);
		ensure!(seat.is_some(), "speaker without a seat");
		ensure!(
			seat.is_some_and(|seat| is_majority(seat.backers, council.seats)),
			"speaker without a majority"
		);
		Ok(())
	}

	/// Invariants 7 to 11, from the seats' side.
	fn try_state_sitters(
		id: CouncilId,
		council: &CouncilOf<T>,
		bench: &Bench,
	) -> Result<(), TryRuntimeError> {
		ensure!(council.level <= T::MaxLevel::get(), "council above the highest level");
		for (sitter, seat) in bench {
			match sitter {
				Sitter::Member(member) => {
					ensure!(council.level == 0, "member with a seat in a federation");
					let place = BaseSeats::<T>::get(member, council.side);
					ensure!(
						place.and_then(|place| place.current) == Some(id),
						"seat that its side's place does not name"
					);
					let heads = Self::heads_on(*member, council.side);
					ensure!(seat.heads == heads, "seat that counts other heads than the household");
				},
				Sitter::Council(child) => {
					ensure!(council.level > 0, "council with a seat in a base council");
					let parent = Councils::<T>::get(child).and_then(|child| child.parent.current);
					ensure!(
						parent == Some(id),
						"seat that its council's parent link does not name"
					);
					ensure!(seat.heads == 0, "council's seat that counts heads");
				},
			}
		}
		Ok(())
	}

	/// Invariant 3.
	fn try_state_population(council: &CouncilOf<T>, bench: &Bench) -> Result<(), TryRuntimeError> {
		let people = bench
			.iter()
			.map(|(sitter, seat)| Self::people_behind(*sitter, seat))
			.fold(0u32, |sum, people| sum.saturating_add(people));
		ensure!(council.population.now == people, "population that is not the sum of its seats");
		ensure!(
			council.population.epoch <= Epoch::<T>::get(),
			"population changed in an epoch that has not begun"
		);
		Ok(())
	}

	/// Invariant 10, from the child's side.
	fn try_state_parent(id: CouncilId, council: &CouncilOf<T>) -> Result<(), TryRuntimeError> {
		let Some(parent) = council.parent.current else { return Ok(()) };
		let seated = Seats::<T>::contains_key(parent, Sitter::Council(id));
		ensure!(seated, "parent in which the council has no seat");
		let parent = Councils::<T>::get(parent);
		ensure!(
			parent.as_ref().is_some_and(|parent| parent.side == council.side),
			"parent on the other side"
		);
		ensure!(
			parent.is_some_and(|parent| parent.level > council.level),
			"child that is not below its parent"
		);
		Ok(())
	}

	/// Invariant 12.
	fn try_state_rules(id: CouncilId, council: &CouncilOf<T>) -> Result<(), TryRuntimeError> {
		let stays = council.leaving.is_none() || council.parent.current.is_some();
		ensure!(stays, "notice to part from no federation");
		let into = council.closing.and_then(|closing| closing.into);
		ensure!(into != Some(id), "council wound up into itself");
		ensure!(council.charter.notice <= T::MaxNotice::get(), "charter with too long a notice");
		if let Some(needed) = council.charter.admission {
			ensure!(council.level == 0, "federation that asks for words");
			let bounds = 1..=T::MaxVouches::get();
			ensure!(bounds.contains(&needed), "charter that asks for words out of bounds");
		}
		Ok(())
	}

	/// Invariants 7 and 8, from the places' side, and 13.
	fn try_state_places() -> Result<(), TryRuntimeError> {
		for (member, side, place) in BaseSeats::<T>::iter() {
			ensure!(T::Membership::account_of(member).is_some(), "seat of who is not a member");
			ensure!(!place.is_blank(), "place that leads nowhere and remembers nothing");
			ensure!(place.since <= Self::now(), "place changed in a block that has not come");
			let Some(id) = place.current else { continue };
			let seated = Seats::<T>::contains_key(id, Sitter::Member(member));
			ensure!(seated, "place of a seat that does not exist");
			let council = Councils::<T>::get(id);
			ensure!(
				council.is_some_and(|council| council.side == side),
				"place of a seat on the other side"
			);
		}
		Ok(())
	}

	/// Invariant 14.
	fn try_state_offers() -> Result<(), TryRuntimeError> {
		for (id, offer) in Offers::<T>::iter() {
			ensure!(Councils::<T>::contains_key(id), "offer of a council that does not exist");
			ensure!(offer.to != id, "offer of a council to itself");
		}
		Ok(())
	}

	/// Invariant 15.
	fn try_state_vouches() -> Result<(), TryRuntimeError> {
		for (_, _, words) in Vouches::<T>::iter() {
			ensure!(!words.is_empty(), "entry of words without a word");
			let different: BTreeSet<MemberId> = words.iter().copied().collect();
			ensure!(different.len() == words.len(), "word that is kept twice");
		}
		Ok(())
	}
}
