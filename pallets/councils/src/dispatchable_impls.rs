//! What the calls do. Each checks all that can fail before its first write.

use crate::{
	is_majority, Backing, BaseSeats, Config, Council, CouncilOf, Councils, Epoch, Error, Event,
	NextCouncil, Pallet, Population, Seat, Seats,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::DefensiveOption,
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use parecon_primitives::{CouncilId, MemberId, Membership, Side};

impl<T: Config> Pallet<T> {
	/// The member who signed.
	pub(crate) fn ensure_member(origin: OriginFor<T>) -> Result<MemberId, DispatchError> {
		let account = ensure_signed(origin)?;
		T::Membership::member_of(&account).ok_or_else(|| Error::<T>::NotMember.into())
	}

	pub(crate) fn do_found(member: MemberId, side: Side) -> Result<CouncilId, DispatchError> {
		ensure!(!BaseSeats::<T>::contains_key(member, side), Error::<T>::AlreadySeated);
		let id = NextCouncil::<T>::get();
		let next = id.next().ok_or(Error::<T>::IdsExhausted)?;

		NextCouncil::<T>::put(next);
		let mut council = Council {
			side,
			founded: frame_system::Pallet::<T>::block_number(),
			seats: 0,
			seats_taken: 0,
			population: Population::founded(Epoch::<T>::get()),
			speaker: None,
		};
		Self::deposit_event(Event::Founded { council: id, side, founder: member });
		let own = Self::take_seat(id, &mut council, member);
		Self::move_vote(id, member, None, Some(own));
		Self::refresh_speaker(id, &mut council, Some(member));
		Councils::<T>::insert(id, council);
		Ok(id)
	}

	pub(crate) fn do_join(member: MemberId, id: CouncilId) -> DispatchResult {
		let mut council = Councils::<T>::get(id).ok_or(Error::<T>::NoSuchCouncil)?;
		ensure!(!BaseSeats::<T>::contains_key(member, council.side), Error::<T>::AlreadySeated);

		Self::take_seat(id, &mut council, member);
		Self::deposit_event(Event::Joined { council: id, member });
		Self::refresh_speaker(id, &mut council, None);
		Councils::<T>::insert(id, council);
		Ok(())
	}

	pub(crate) fn do_leave(member: MemberId, side: Side) -> DispatchResult {
		let id = BaseSeats::<T>::get(member, side).ok_or(Error::<T>::NotSeated)?;
		let council = Councils::<T>::get(id).defensive_ok_or(Error::<T>::NoSuchCouncil)?;
		let seat = Seats::<T>::get(id, member).defensive_ok_or(Error::<T>::NotSeated)?;

		Self::give_up_seat(id, council, member, &seat);
		Ok(())
	}

	pub(crate) fn do_back(
		member: MemberId,
		side: Side,
		candidate: Option<MemberId>,
	) -> DispatchResult {
		let id = BaseSeats::<T>::get(member, side).ok_or(Error::<T>::NotSeated)?;
		let mut council = Councils::<T>::get(id).defensive_ok_or(Error::<T>::NoSuchCouncil)?;
		let seat = Seats::<T>::get(id, member).defensive_ok_or(Error::<T>::NotSeated)?;
		let vote = match candidate {
			Some(candidate) => Some(Self::vote_for(id, candidate)?),
			None => None,
		};
		let current = Self::live_vote(id, &seat);
		ensure!(vote != current, Error::<T>::BackingUnchanged);

		Self::move_vote(id, member, current, vote);
		Self::deposit_event(Event::Backed { council: id, member, candidate });
		if Self::refresh_speaker(id, &mut council, candidate) {
			Councils::<T>::insert(id, council);
		}
		Ok(())
	}

	pub(crate) fn do_settle_speaker(id: CouncilId, candidate: MemberId) -> DispatchResult {
		let mut council = Councils::<T>::get(id).ok_or(Error::<T>::NoSuchCouncil)?;
		let seat = Seats::<T>::get(id, candidate).ok_or(Error::<T>::CandidateNotSeated)?;
		ensure!(council.speaker != Some(candidate), Error::<T>::AlreadySpeaker);
		ensure!(is_majority(seat.backers, council.seats), Error::<T>::NoMajority);

		Self::refresh_speaker(id, &mut council, Some(candidate));
		Councils::<T>::insert(id, council);
		Ok(())
	}

	/// Founds a council of the members behind `accounts`, all of whom back the first.
	///
	/// # Errors
	/// [`Error::NoFounder`], [`Error::NotMember`] and those of founding and joining.
	pub(crate) fn found_with(side: Side, accounts: &[T::AccountId]) -> DispatchResult {
		let member_of = |account| T::Membership::member_of(account).ok_or(Error::<T>::NotMember);
		let (first, others) = accounts.split_first().ok_or(Error::<T>::NoFounder)?;
		let founder = member_of(first)?;
		let id = Self::do_found(founder, side)?;
		for account in others {
			let member = member_of(account)?;
			Self::do_join(member, id)?;
			Self::do_back(member, side, Some(founder))?;
		}
		Ok(())
	}

	/// Gives up the base seat of who has ceased to be a member, if there is one on `side`.
	pub(crate) fn vacate(member: MemberId, side: Side) {
		if BaseSeats::<T>::contains_key(member, side) {
			let left = Self::do_leave(member, side);
			frame_support::defensive_assert!(left.is_ok(), "a seat can always be given up");
		}
	}

	/// Adds a seat of `member` to `council`, and returns the vote that would back it.
	///
	/// Seats and people are at most one for each member, whose identifiers have 32 bits, so that
	/// these sums cannot reach their end; 64 bits of seat numbers outlast any chain.
	fn take_seat(id: CouncilId, council: &mut CouncilOf<T>, member: MemberId) -> Backing {
		let number = council.seats_taken;
		council.seats_taken = council.seats_taken.saturating_add(1);
		council.seats = council.seats.saturating_add(1);
		let people = council.population.now.saturating_add(1);
		council.population.set(people, Epoch::<T>::get());
		Seats::<T>::insert(id, member, Seat { number, backing: None, backers: 0 });
		BaseSeats::<T>::insert(member, council.side, id);
		Backing { candidate: member, number }
	}

	/// Removes the seat of `member`, its vote and the votes for it; and the council with its last
	/// seat.
	fn give_up_seat(id: CouncilId, mut council: CouncilOf<T>, member: MemberId, seat: &Seat) {
		let vote = Self::live_vote(id, seat);
		Self::move_vote(id, member, vote, None);
		// The votes for the seat go with it: they name its number, which no other will have.
		Seats::<T>::remove(id, member);
		BaseSeats::<T>::remove(member, council.side);
		council.seats = council.seats.saturating_sub(1);
		let people = council.population.now.saturating_sub(1);
		council.population.set(people, Epoch::<T>::get());
		Self::deposit_event(Event::Left { council: id, member });
		if council.seats == 0 {
			Councils::<T>::remove(id);
			Self::deposit_event(Event::Dissolved { council: id });
		} else {
			Self::refresh_speaker(id, &mut council, vote.map(|vote| vote.candidate));
			Councils::<T>::insert(id, council);
		}
	}

	/// The vote that backs the seat of `candidate`.
	fn vote_for(id: CouncilId, candidate: MemberId) -> Result<Backing, Error<T>> {
		let seat = Seats::<T>::get(id, candidate).ok_or(Error::<T>::CandidateNotSeated)?;
		Ok(Backing { candidate, number: seat.number })
	}

	/// The vote of `seat`, unless the seat that it backs has been given up.
	pub(crate) fn live_vote(id: CouncilId, seat: &Seat) -> Option<Backing> {
		seat.backing.filter(|vote| Self::vote_for(id, vote.candidate).ok() == Some(*vote))
	}

	/// Moves the vote of `member` from one live vote to another. Each step reads what the one before
	/// has written, since voter and candidates can be the same member.
	fn move_vote(id: CouncilId, member: MemberId, from: Option<Backing>, to: Option<Backing>) {
		if let Some(vote) = from {
			Self::change_seat(id, vote.candidate, |seat| {
				seat.backers = seat.backers.saturating_sub(1);
			});
		}
		if let Some(vote) = to {
			Self::change_seat(id, vote.candidate, |seat| {
				seat.backers = seat.backers.saturating_add(1);
			});
		}
		Self::change_seat(id, member, |seat| seat.backing = to);
	}

	/// Changes a seat that exists.
	fn change_seat(id: CouncilId, member: MemberId, change: impl FnOnce(&mut Seat)) {
		Seats::<T>::mutate_exists(id, member, |seat| {
			frame_support::defensive_assert!(seat.is_some(), "only seats that exist are changed");
			if let Some(seat) = seat.as_mut() {
				change(seat);
			}
		});
	}

	/// Makes the speaker of `council` the one among the present speaker and `touched` whom more
	/// than half of the seats back, or nobody. Returns whether that is a change.
	///
	/// Each seat has one vote, so that at most one member can have more than half.
	fn refresh_speaker(
		id: CouncilId,
		council: &mut CouncilOf<T>,
		touched: Option<MemberId>,
	) -> bool {
		let seats = council.seats;
		let holds = |member: &MemberId| {
			Seats::<T>::get(id, member).is_some_and(|seat| is_majority(seat.backers, seats))
		};
		let speaker = council.speaker.filter(holds).or_else(|| touched.filter(holds));
		let changed = speaker != council.speaker;
		if changed {
			council.speaker = speaker;
			Self::deposit_event(Event::SpeakerChanged { council: id, speaker });
		}
		changed
	}
}
