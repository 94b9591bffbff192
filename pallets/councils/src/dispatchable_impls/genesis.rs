//! The first councils and federations, founded through the checks of the calls.

use crate::{Config, Error, Pallet, Proposal, Sitter};
use frame_support::pallet_prelude::DispatchResult;
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Membership, Side};

impl<T: Config> Pallet<T> {
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
			let founder = Some(Sitter::Member(founder));
			Self::do_back(id, Sitter::Member(member), founder)?;
		}
		Ok(())
	}

	/// Founds a federation of the councils numbered `children`, all of which back the first. The
	/// first two found it, the others join.
	///
	/// # Errors
	/// [`Error::NoFounder`] and those of offering, accepting and backing.
	pub(crate) fn federate_with(children: &[u32]) -> DispatchResult {
		let [first, second, others @ ..] = children else {
			return Err(Error::<T>::NoFounder.into());
		};
		let (first, second) = (CouncilId(*first), CouncilId(*second));
		Self::do_offer(Self::first_speaker(first)?, first, second, Proposal::Found)?;
		Self::do_accept(second, first)?;
		let federation = Self::existing(first)?.parent.current.ok_or(Error::<T>::NoSuchCouncil)?;
		Self::do_back(federation, Sitter::Council(first), Some(Sitter::Council(first)))?;
		Self::do_back(federation, Sitter::Council(second), Some(Sitter::Council(first)))?;
		for child in others {
			let child = CouncilId(*child);
			Self::do_offer(Self::first_speaker(child)?, child, federation, Proposal::Join)?;
			Self::do_accept(federation, child)?;
			Self::do_back(federation, Sitter::Council(child), Some(Sitter::Council(first)))?;
		}
		Ok(())
	}

	/// Who speaks for a first council.
	fn first_speaker(id: CouncilId) -> Result<MemberId, Error<T>> {
		Self::speaker_of(id).ok_or(Error::<T>::NoSuchCouncil)
	}
}
