//! Seats: founding, joining, moving, leaving.

use crate::{
	Backing, BaseSeats, Config, CouncilOf, Councils, Error, Event, Link, Pallet, PlaceOf, Seat,
	Seats, Sitter, Vouches,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get},
	traits::Defensive,
};
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Membership, OpenCounts, Side};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_found(member: MemberId, side: Side) -> Result<CouncilId, DispatchError> {
		let place = Self::free_place(member, side)?;
		let id = Self::new_council(side, 0, member)?;

		let own = Self::seat_member(id, member, side, place);
		let founder = Sitter::Member(member);
		Self::move_vote(id, founder, None, Some(own));
		Self::refresh_speaker(id, Some(founder));
		Ok(id)
	}

	pub(crate) fn do_join(member: MemberId, id: CouncilId) -> DispatchResult {
		let council = Self::admitting(id)?;
		let place = Self::free_place(member, council.side)?;
		Self::ensure_words(id, &council, member)?;

		Self::enter(id, member, council.side, place);
		Ok(())
	}

	pub(crate) fn do_move_to(member: MemberId, id: CouncilId) -> DispatchResult {
		let council = Self::admitting(id)?;
		let (from, place) = Self::taken_place(member, council.side)?;
		Self::ensure_movable(from, &place, id)?;
		Self::ensure_words(id, &council, member)?;

		// Base councils: what is dissolved by giving the seat up cannot lie above `id`, which has a
		// seat.
		Self::give_up_seat(from, Sitter::Member(member));
		Self::enter(id, member, council.side, place);
		Ok(())
	}

	pub(crate) fn do_leave(member: MemberId, side: Side) -> DispatchResult {
		let (id, mut place) = Self::taken_place(member, side)?;

		Self::give_up_seat(id, Sitter::Member(member));
		let oldest = T::Open::oldest();
		place.leave(Self::now(), oldest);
		if place.is_dead(oldest) {
			BaseSeats::<T>::remove(member, side);
		} else {
			BaseSeats::<T>::insert(member, side, place);
		}
		Ok(())
	}

	pub(crate) fn do_tidy(member: MemberId, side: Side) -> DispatchResult {
		let place = BaseSeats::<T>::get(member, side).ok_or(Error::<T>::NotDead)?;
		ensure!(place.is_dead(T::Open::oldest()), Error::<T>::NotDead);

		BaseSeats::<T>::remove(member, side);
		Self::deposit_event(Event::Tidied { member, side });
		Ok(())
	}

	/// Gives up the base seat of who has ceased to be a member, if there is one on `side`, and
	/// forgets the place.
	pub(crate) fn vacate(member: MemberId, side: Side) {
		if Self::seat_of(member, side).is_some() {
			let left = Self::do_leave(member, side);
			frame_support::defensive_assert!(left.is_ok(), "a seat can always be given up");
		}
		BaseSeats::<T>::remove(member, side);
	}

	/// Counts `heads` people through the member's seat on the consumers' side, where dependents
	/// count.
	pub(crate) fn count_heads(member: MemberId, heads: u32) {
		let Some(id) = Self::seat_of(member, Side::Consumers) else { return };
		let mut before = heads;
		Self::change_seat(id, Sitter::Member(member), |seat| {
			before = seat.heads;
			seat.heads = heads;
		});
		Self::shift_population(id, heads, before);
	}

	/// The base council `id`, where it admits anybody at all.
	pub(crate) fn admitting(id: CouncilId) -> Result<CouncilOf<T>, DispatchError> {
		let council = Self::existing(id)?;
		ensure!(council.level == 0, Error::<T>::NotBase);
		ensure!(council.closing.is_none(), Error::<T>::Closing);
		Ok(council)
	}

	/// The place of a member who may take a seat on `side`.
	pub(crate) fn free_place(member: MemberId, side: Side) -> Result<PlaceOf<T>, DispatchError> {
		let Some(place) = BaseSeats::<T>::get(member, side) else {
			return Ok(Link::nowhere(Self::now()));
		};
		ensure!(place.current.is_none(), Error::<T>::AlreadySeated);
		ensure!(place.may_set(T::Open::oldest()), Error::<T>::MoveWaits);
		Ok(place)
	}

	/// Whether who has a seat in `from` may move to `to`.
	pub(crate) fn ensure_movable(
		from: CouncilId,
		place: &PlaceOf<T>,
		to: CouncilId,
	) -> DispatchResult {
		ensure!(from != to, Error::<T>::SameCouncil);
		ensure!(place.may_set(T::Open::oldest()), Error::<T>::MoveWaits);
		Ok(())
	}

	/// The council in which a member has a seat on `side`, and the place.
	pub(crate) fn taken_place(
		member: MemberId,
		side: Side,
	) -> Result<(CouncilId, PlaceOf<T>), DispatchError> {
		let place = BaseSeats::<T>::get(member, side).ok_or(Error::<T>::NotSeated)?;
		let id = place.current.ok_or(Error::<T>::NotSeated)?;
		Ok((id, place))
	}

	/// Seats a member whom nothing keeps out: the words for that member have done their work.
	fn enter(id: CouncilId, member: MemberId, side: Side, place: PlaceOf<T>) {
		Self::release_words(Vouches::<T>::take(id, member).unwrap_or_default());
		Self::seat_member(id, member, side, place);
		Self::deposit_event(Event::Joined { council: id, sitter: Sitter::Member(member) });
		Self::refresh_speaker(id, None);
	}

	/// Adds a seat of `member`, sets the place and counts the people. Returns the vote that would
	/// back the seat.
	fn seat_member(id: CouncilId, member: MemberId, side: Side, mut place: PlaceOf<T>) -> Backing {
		place.set(Some(id), Self::now());
		BaseSeats::<T>::insert(member, side, place);
		Self::add_member_seat(id, member, side)
	}

	/// Adds a seat of `member` and counts the people.
	pub(crate) fn add_member_seat(id: CouncilId, member: MemberId, side: Side) -> Backing {
		let heads = Self::heads_on(member, side);
		let vote = Self::add_seat(id, Sitter::Member(member), heads);
		Self::shift_population(id, heads, 0);
		vote
	}

	/// How many people a member counts on `side`: dependents count in their home, not at work.
	pub(crate) fn heads_on(member: MemberId, side: Side) -> u32 {
		match side {
			Side::Workers => 1,
			Side::Consumers => T::Membership::heads_of(member),
		}
	}

	/// Adds a seat, and returns the vote that would back it.
	///
	/// Seats are at most one for each member or council, whose identifiers have 32 bits, so that
	/// the sum cannot reach its end; 64 bits of seat numbers outlast any chain.
	pub(crate) fn add_seat(id: CouncilId, sitter: Sitter, heads: u32) -> Backing {
		let number = Self::change_council(id, |council| {
			let number = council.seats_taken;
			council.seats_taken = council.seats_taken.saturating_add(1);
			council.seats = council.seats.saturating_add(1);
			number
		});
		let number = number.unwrap_or_default();
		Seats::<T>::insert(id, sitter, Seat { number, backing: None, backers: 0, heads });
		Backing { candidate: sitter, number }
	}

	/// Gives up a seat. A council whose last seat is given up is dissolved and gives up its own
	/// seat in turn, up the tree: at most one council on each level.
	pub(crate) fn give_up_seat(id: CouncilId, sitter: Sitter) {
		let mut next = Some((id, sitter));
		for _ in 0..=T::MaxLevel::get() {
			let Some((id, sitter)) = next else { return };
			next = Self::remove_seat(id, sitter);
		}
	}

	/// Removes a seat, its vote, the votes for it and its people from the populations. Where it was
	/// the last, removes the council too, and returns the seat that this one had.
	fn remove_seat(id: CouncilId, sitter: Sitter) -> Option<(CouncilId, Sitter)> {
		let seat = Seats::<T>::get(id, sitter).defensive()?;
		let vote = Self::live_vote(id, &seat);
		Self::move_vote(id, sitter, vote, None);
		// The votes for the seat go with it: they name its number, which no other will have.
		Seats::<T>::remove(id, sitter);
		Self::shift_population(id, 0, Self::people_behind(sitter, &seat));
		let seats = Self::change_council(id, |council| {
			council.seats = council.seats.saturating_sub(1);
			council.seats
		});
		Self::deposit_event(Event::Left { council: id, sitter });
		if seats == Some(0) {
			return Self::remove_council(id);
		}
		Self::refresh_speaker(id, vote.map(|vote| vote.candidate));
		None
	}

	/// How many people a seat stands for. A council that has been dissolved stands for nobody.
	pub(crate) fn people_behind(sitter: Sitter, seat: &Seat) -> u32 {
		match sitter {
			Sitter::Member(_) => seat.heads,
			Sitter::Council(child) => {
				Councils::<T>::get(child).map_or(0, |council| council.population.now)
			},
		}
	}
}
