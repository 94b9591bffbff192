//! Federations: how councils come to sit in one, and how they leave.

use crate::{Config, Error, Event, Pallet, Sitter};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_primitives::{CouncilId, CouncilTree, MemberId, OpenCounts};

impl<T: Config> Pallet<T> {
	/// Gives notice that `id` will part from its federation.
	pub(crate) fn do_secede(id: CouncilId) -> DispatchResult {
		let council = Self::existing(id)?;
		let parent = council.parent.current.ok_or(Error::<T>::NoParent)?;
		ensure!(council.leaving.is_none(), Error::<T>::AlreadyLeaving);

		let due = council.notice_over(Self::now());
		Self::change_council(id, |council| council.leaving = Some(due));
		Self::deposit_event(Event::Seceding { council: id, parent, due });
		Ok(())
	}

	/// Takes that notice back.
	pub(crate) fn do_stay(id: CouncilId) -> DispatchResult {
		ensure!(Self::existing(id)?.leaving.is_some(), Error::<T>::NotLeaving);

		Self::change_council(id, |council| council.leaving = None);
		Self::deposit_event(Event::Stayed { council: id });
		Ok(())
	}

	/// Gives up the seat of `id` in its federation, once the notice is over.
	pub(crate) fn do_part(id: CouncilId) -> DispatchResult {
		let council = Self::existing(id)?;
		let due = council.leaving.ok_or(Error::<T>::NotLeaving)?;
		let parent = council.parent.current.ok_or(Error::<T>::NoParent)?;
		ensure!(Self::now() >= due, Error::<T>::NoticeRunning);

		Self::remove_child(parent, id);
		Ok(())
	}

	/// Founds a federation of two roots, in the purse of `payer`. Neither backs anybody yet, so
	/// that nobody speaks for it.
	pub(crate) fn found_federation(
		first: CouncilId,
		second: CouncilId,
		payer: MemberId,
	) -> DispatchResult {
		let (own, other) = (Self::existing(first)?, Self::existing(second)?);
		let level = own.level.max(other.level).saturating_add(1);
		let federation = Self::new_council(own.side, level, payer)?;
		Self::add_child(federation, first);
		Self::add_child(federation, second);
		Ok(())
	}

	/// Gives the root `child` a seat in `federation`.
	pub(crate) fn add_child(federation: CouncilId, child: CouncilId) {
		let now = Self::now();
		Self::change_council(child, |council| council.parent.set(Some(federation), now));
		Self::seat_child(federation, child);
	}

	/// Adds a seat of `child` and counts its people.
	pub(crate) fn seat_child(federation: CouncilId, child: CouncilId) {
		let sitter = Sitter::Council(child);
		Self::add_seat(federation, sitter, 0);
		Self::shift_population(federation, Self::population_of(child), 0);
		Self::deposit_event(Event::Joined { council: federation, sitter });
		Self::refresh_speaker(federation, None);
	}

	/// Makes `child` a root.
	pub(crate) fn remove_child(federation: CouncilId, child: CouncilId) {
		let (now, oldest) = (Self::now(), T::Open::oldest());
		Self::change_council(child, |council| {
			council.parent.leave(now, oldest);
			council.leaving = None;
		});
		Self::give_up_seat(federation, Sitter::Council(child));
	}
}
