//! Winding councils up: notice, and then seat by seat, so that a council of any size is dissolved
//! or merged in steps that fit a block.

use crate::{
	BaseSeats, Closing, Config, Councils, Error, Event, Pallet, Seats, Sitter, MAX_WIND_UP,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, DispatchResultWithPostInfo},
};
use parecon_primitives::{CouncilId, OpenCounts, Side};

impl<T: Config> Pallet<T> {
	/// Gives notice that `id` will be dissolved.
	pub(crate) fn do_dissolve(id: CouncilId) -> DispatchResult {
		ensure!(Self::existing(id)?.closing.is_none(), Error::<T>::AlreadyClosing);

		Self::begin_closing(id, None);
		Ok(())
	}

	/// Takes notice back: as long as it runs, and that of a merger also after it, since who is not
	/// handed over yet loses nothing.
	pub(crate) fn do_keep(id: CouncilId) -> DispatchResult {
		let closing = Self::existing(id)?.closing.ok_or(Error::<T>::NotClosing)?;
		let takes_back = closing.into.is_some() || Self::now() < closing.due;
		ensure!(takes_back, Error::<T>::NoticeOver);

		Self::stop_closing(id);
		Ok(())
	}

	/// Gives up or hands over as many as `limit` seats of a council whose notice is over. The last
	/// one takes the council along.
	pub(crate) fn do_wind_up(id: CouncilId, limit: u32) -> DispatchResultWithPostInfo {
		ensure!((1..=MAX_WIND_UP).contains(&limit), Error::<T>::LimitOutOfBounds);
		let council = Self::existing(id)?;
		let closing = council.closing.ok_or(Error::<T>::NotClosing)?;
		ensure!(Self::now() >= closing.due, Error::<T>::NoticeRunning);

		if closing.into.is_some_and(|into| !Self::takes_over(into)) {
			Self::stop_closing(id);
			return Ok(Some(Self::wind_up_weight(1)).into());
		}
		let into = closing.into;
		let limit = usize::try_from(limit).unwrap_or(usize::MAX);
		let may_go = |sitter: &Sitter| into.is_none() || Self::may_move(*sitter, council.side);
		let sitters: Vec<Sitter> =
			Seats::<T>::iter_key_prefix(id).take(limit).filter(may_go).collect();
		ensure!(!sitters.is_empty(), Error::<T>::MoveWaits);
		for sitter in &sitters {
			match into {
				Some(into) => Self::hand_over(id, *sitter, council.side, into),
				None => Self::clear_seat(id, *sitter, council.side),
			}
		}
		let done = u32::try_from(sitters.len()).unwrap_or(u32::MAX);
		let left = council.seats.saturating_sub(done);
		Self::deposit_event(Event::WoundUp { council: id, done, left });
		let looked_at = u32::try_from(limit).unwrap_or(u32::MAX).min(council.seats);
		Ok(Some(Self::wind_up_weight(looked_at)).into())
	}

	/// Whether a council can still take over who sits in one that merges into it. Where it is gone
	/// or closes itself, nobody is handed over and nobody loses a seat: the merger is off.
	fn takes_over(into: CouncilId) -> bool {
		Councils::<T>::get(into).is_some_and(|council| council.closing.is_none())
	}

	/// The council goes on.
	fn stop_closing(id: CouncilId) {
		Self::change_council(id, |council| council.closing = None);
		Self::deposit_event(Event::Kept { council: id });
	}

	/// Gives notice that `id` is wound up.
	pub(crate) fn begin_closing(id: CouncilId, into: Option<CouncilId>) {
		let now = Self::now();
		let due = Self::change_council(id, |council| {
			let due = council.notice_over(now);
			council.closing = Some(Closing { due, into });
			due
		});
		if let Some(due) = due {
			Self::deposit_event(Event::ClosingAnnounced { council: id, due, into });
		}
	}

	/// A member leaves, a child council becomes a root.
	fn clear_seat(id: CouncilId, sitter: Sitter, side: Side) {
		match sitter {
			Sitter::Member(member) => {
				let left = Self::do_leave(member, side);
				frame_support::defensive_assert!(left.is_ok(), "a seat can always be given up");
			},
			Sitter::Council(child) => Self::remove_child(id, child),
		}
	}

	/// Whether the place of `sitter` may change: who merges moves, and what is still counted by where
	/// they were must stay true.
	fn may_move(sitter: Sitter, side: Side) -> bool {
		let oldest = T::Open::oldest();
		match sitter {
			Sitter::Member(member) => {
				BaseSeats::<T>::get(member, side).is_none_or(|place| place.may_set(oldest))
			},
			Sitter::Council(child) => {
				Councils::<T>::get(child).is_none_or(|council| council.parent.may_set(oldest))
			},
		}
	}

	/// Moves who sits in `id` to a seat in `into`, without a vote and without backers. The new seat comes first: `into` may be the parent of `id`, and
	/// would be dissolved with its last seat.
	fn hand_over(id: CouncilId, sitter: Sitter, side: Side, into: CouncilId) {
		let now = Self::now();
		match sitter {
			Sitter::Member(member) => {
				BaseSeats::<T>::mutate_exists(member, side, |place| {
					frame_support::defensive_assert!(place.is_some(), "who sits has a place");
					if let Some(place) = place.as_mut() {
						place.set(Some(into), now);
					}
				});
				Self::add_member_seat(into, member, side);
				Self::deposit_event(Event::Joined { council: into, sitter });
				Self::refresh_speaker(into, None);
			},
			Sitter::Council(child) => {
				Self::change_council(child, |council| council.parent.set(Some(into), now));
				Self::seat_child(into, child);
			},
		}
		Self::give_up_seat(id, sitter);
	}
}
