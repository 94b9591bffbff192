//! What the calls do, and the checks that they share.

mod exchanges;
mod jobs;
mod juries;
mod outside;
mod ratings;
mod report;
mod tasks;
mod tidy;
mod weighing;
mod windows;
mod workers;

#[cfg(any(feature = "try-runtime", test))]
pub(crate) use windows::verified;

use crate::{Config, Error, Pallet, Windows, Workplace, Workplaces};
use frame_support::ensure;
use parecon_primitives::{Calendar, CouncilId, CouncilTree, MemberId, Membership, Period};

impl<T: Config> Pallet<T> {
	/// The period of this block.
	pub(crate) fn period() -> Period {
		T::Calendar::period()
	}

	/// The member who acts through `who`.
	pub(crate) fn ensure_member(who: &T::AccountId) -> Result<MemberId, Error<T>> {
		T::Membership::member_of(who).ok_or(Error::<T>::NotMember)
	}

	/// The member who acts through `who`, if it is the one who speaks for the base council.
	pub(crate) fn ensure_speaks(
		who: &T::AccountId,
		council: CouncilId,
	) -> Result<MemberId, Error<T>> {
		let member = Self::ensure_member(who)?;
		ensure!(T::Councils::side_of(council).is_some(), Error::<T>::UnknownCouncil);
		ensure!(!T::Councils::is_federation(council), Error::<T>::Federation);
		ensure!(T::Councils::speaker_of(council) == Some(member), Error::<T>::NotSpeaker);
		Ok(member)
	}

	/// Whether `member` has a seat in the base council.
	pub(crate) fn is_seated(member: MemberId, council: CouncilId) -> bool {
		T::Councils::side_of(council)
			.is_some_and(|side| T::Councils::seat_of(member, side) == Some(council))
	}

	/// The member who acts through `who`, if it is one with a seat in the council.
	pub(crate) fn ensure_seated(
		who: &T::AccountId,
		council: CouncilId,
	) -> Result<MemberId, Error<T>> {
		let member = Self::ensure_member(who)?;
		ensure!(Self::is_seated(member, council), Error::<T>::NotSeated);
		Ok(member)
	}

	/// Tasks, roster and rules of the council can be changed.
	pub(crate) fn ensure_not_frozen(council: CouncilId) -> Result<(), Error<T>> {
		ensure!(!Windows::<T>::contains_key(council), Error::<T>::WindowOpen);
		Ok(())
	}

	/// What the council's tasks add up to.
	pub(crate) fn ensure_workplace(council: CouncilId) -> Result<Workplace, Error<T>> {
		Workplaces::<T>::get(council).ok_or(Error::<T>::NoWorkplace)
	}
}
