//! Standing votes and the speaker whom they make.

use crate::{is_majority, Backing, Config, Councils, Error, Event, Pallet, Seat, Seats, Sitter};
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{Defensive, DefensiveOption},
};
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Side};

impl<T: Config> Pallet<T> {
	/// Moves the vote of a member's base seat.
	pub(crate) fn do_back_member(
		member: MemberId,
		side: Side,
		candidate: Option<MemberId>,
	) -> DispatchResult {
		let id = Self::seat_of(member, side).ok_or(Error::<T>::NotSeated)?;
		Self::do_back(id, Sitter::Member(member), candidate.map(Sitter::Member))
	}

	/// Moves the vote of a council's seat in its parent.
	pub(crate) fn do_back_for(child: CouncilId, candidate: Option<CouncilId>) -> DispatchResult {
		let parent = Self::existing(child)?.parent.current.ok_or(Error::<T>::NoParent)?;
		Self::do_back(parent, Sitter::Council(child), candidate.map(Sitter::Council))
	}

	/// Moves the vote of the seat that `sitter` has in `id`.
	pub(crate) fn do_back(
		id: CouncilId,
		sitter: Sitter,
		candidate: Option<Sitter>,
	) -> DispatchResult {
		let seat = Seats::<T>::get(id, sitter).defensive_ok_or(Error::<T>::NotSeated)?;
		let vote = match candidate {
			Some(candidate) => Some(Self::vote_for(id, candidate)?),
			None => None,
		};
		let current = Self::live_vote(id, &seat);
		ensure!(vote != current, Error::<T>::BackingUnchanged);

		Self::move_vote(id, sitter, current, vote);
		Self::deposit_event(Event::Backed { council: id, sitter, candidate });
		Self::refresh_speaker(id, candidate);
		Ok(())
	}

	pub(crate) fn do_settle_speaker(id: CouncilId, candidate: Sitter) -> DispatchResult {
		let council = Self::existing(id)?;
		let seat = Seats::<T>::get(id, candidate).ok_or(Error::<T>::CandidateNotSeated)?;
		ensure!(council.speaker != Some(candidate), Error::<T>::AlreadySpeaker);
		ensure!(is_majority(seat.backers, council.seats), Error::<T>::NoMajority);

		Self::refresh_speaker(id, Some(candidate));
		Ok(())
	}

	/// The vote that backs the seat of `candidate`.
	fn vote_for(id: CouncilId, candidate: Sitter) -> Result<Backing, Error<T>> {
		let seat = Seats::<T>::get(id, candidate).ok_or(Error::<T>::CandidateNotSeated)?;
		Ok(Backing { candidate, number: seat.number })
	}

	/// The vote of `seat`, unless the seat that it backs has been given up.
	pub(crate) fn live_vote(id: CouncilId, seat: &Seat) -> Option<Backing> {
		seat.backing.filter(|vote| Self::vote_for(id, vote.candidate).ok() == Some(*vote))
	}

	/// Moves the vote of `sitter` from one live vote to another. Each step reads what the one
	/// before has written, since voter and candidates can be the same.
	pub(crate) fn move_vote(
		id: CouncilId,
		sitter: Sitter,
		from: Option<Backing>,
		to: Option<Backing>,
	) {
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
		Self::change_seat(id, sitter, |seat| seat.backing = to);
	}

	/// Changes a seat that exists.
	pub(crate) fn change_seat(id: CouncilId, sitter: Sitter, change: impl FnOnce(&mut Seat)) {
		Seats::<T>::mutate_exists(id, sitter, |seat| {
			frame_support::defensive_assert!(seat.is_some(), "only seats that exist are changed");
			if let Some(seat) = seat.as_mut() {
				change(seat);
			}
		});
	}

	/// Makes the speaker of a council the one among the present speaker and `touched` whom more
	/// than half of the seats back, or nobody.
	///
	/// Each seat has one vote, so that at most one can have more than half.
	pub(crate) fn refresh_speaker(id: CouncilId, touched: Option<Sitter>) {
		let Some(mut council) = Councils::<T>::get(id).defensive() else { return };
		let seats = council.seats;
		let holds = |sitter: &Sitter| {
			Seats::<T>::get(id, sitter).is_some_and(|seat| is_majority(seat.backers, seats))
		};
		let speaker = council.speaker.filter(holds).or_else(|| touched.filter(holds));
		if speaker != council.speaker {
			council.speaker = speaker;
			Councils::<T>::insert(id, council);
			Self::deposit_event(Event::SpeakerChanged { council: id, speaker });
		}
	}
}
