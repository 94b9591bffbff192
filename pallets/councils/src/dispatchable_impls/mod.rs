//! What the calls do, by topic. Each checks all that can fail before its first write.
//!
//! A call can change a council, its ancestors and, where the last seat is given up, whole branches.
//! So every step reads what the one before has written, and none holds a record over another step.

mod admission;
mod carrying;
mod closing;
mod federations;
mod genesis;
mod offers;
mod seats;
mod votes;

use crate::{
	Charter, Config, Council, CouncilOf, Councils, Epoch, Error, Event, Link, NextCouncil, Offer,
	Offers, Pallet, Population, Sitter,
};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, Get},
	sp_runtime::traits::Zero,
};
use frame_system::{
	ensure_signed,
	pallet_prelude::{BlockNumberFor, OriginFor},
};
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Membership, Side, StorageQuota};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// The member who signed.
	pub(crate) fn ensure_member(origin: OriginFor<T>) -> Result<MemberId, DispatchError> {
		let account = ensure_signed(origin)?;
		T::Membership::member_of(&account).ok_or_else(|| {
			if T::Membership::is_suspended(&account) {
				Error::<T>::Suspended.into()
			} else {
				Error::<T>::NotMember.into()
			}
		})
	}

	/// The member who signed, where it is who speaks for `id` now.
	pub(crate) fn ensure_speaker(
		origin: OriginFor<T>,
		id: CouncilId,
	) -> Result<MemberId, DispatchError> {
		let member = Self::ensure_member(origin)?;
		ensure!(Councils::<T>::contains_key(id), Error::<T>::NoSuchCouncil);
		ensure!(Self::speaker_of(id) == Some(member), Error::<T>::NotSpeaker);
		Ok(member)
	}

	/// This block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// A council that exists.
	pub(crate) fn existing(id: CouncilId) -> Result<CouncilOf<T>, DispatchError> {
		Councils::<T>::get(id).ok_or_else(|| Error::<T>::NoSuchCouncil.into())
	}

	/// Makes a council without a seat. Whoever calls gives it one.
	pub(crate) fn new_council(
		side: Side,
		level: u8,
		founder: MemberId,
	) -> Result<CouncilId, DispatchError> {
		let id = NextCouncil::<T>::get();
		let next = id.next().ok_or(Error::<T>::IdsExhausted)?;
		T::Quota::hold(founder, Self::council_bytes())?;

		NextCouncil::<T>::put(next);
		let founded = Self::now();
		let charter =
			Charter { text: H256::zero(), admission: None, notice: T::DefaultNotice::get() };
		let council = Council {
			side,
			level,
			founded,
			carrier: founder,
			seats: 0,
			seats_taken: 0,
			population: Population::founded(Epoch::<T>::get()),
			speaker: None,
			parent: Link::nowhere(founded),
			leaving: None,
			closing: None,
			bound_until: Zero::zero(),
			charter,
		};
		Councils::<T>::insert(id, council);
		Self::deposit_event(Event::Founded { council: id, side, level, founder });
		Ok(id)
	}

	/// Removes a council without a seat and the offer that it has made. Returns the seat that it
	/// gives up in its turn, if it has a parent.
	fn remove_council(id: CouncilId) -> Option<(CouncilId, Sitter)> {
		let council = Councils::<T>::take(id)?;
		T::Quota::release(council.carrier, Self::council_bytes());
		Self::remove_offer(id);
		Self::deposit_event(Event::Dissolved { council: id });
		council.parent.current.map(|parent| (parent, Sitter::Council(id)))
	}

	/// Removes the open offer of a council, if there is one.
	fn remove_offer(id: CouncilId) {
		if let Some(offer) = Offers::<T>::take(id) {
			T::Quota::release(offer.by, Self::offer_bytes());
		}
	}

	/// Changes a council that exists, and returns what `change` does.
	fn change_council<R>(id: CouncilId, change: impl FnOnce(&mut CouncilOf<T>) -> R) -> Option<R> {
		Councils::<T>::mutate_exists(id, |council| {
			frame_support::defensive_assert!(council.is_some(), "only councils that exist change");
			council.as_mut().map(change)
		})
	}

	/// Changes the population of `start` and of every federation above it.
	///
	/// Levels rise from child to parent, so that there are at most `MaxLevel` federations above.
	/// People are counted once, and members have identifiers of 32 bits, so that no sum reaches its
	/// end before the community counts thousands of millions.
	fn shift_population(start: CouncilId, gained: u32, lost: u32) {
		if gained == lost {
			return;
		}
		let epoch = Epoch::<T>::get();
		let mut next = Some(start);
		for _ in 0..=T::MaxLevel::get() {
			let Some(id) = next else { return };
			next = Self::change_council(id, |council| {
				let people = council.population.now.saturating_add(gained).saturating_sub(lost);
				council.population.set(people, epoch);
				council.parent.current
			})
			.flatten();
		}
	}

	/// The federations above a council, its parent first.
	pub(crate) fn ancestors_of(id: CouncilId) -> impl Iterator<Item = CouncilId> {
		let parent_of = |id: &CouncilId| Councils::<T>::get(id)?.parent.current;
		core::iter::successors(parent_of(&id), parent_of).take(T::MaxLevel::get().into())
	}

	/// The most that the record of a council takes.
	pub(crate) fn council_bytes() -> u32 {
		bytes(CouncilOf::<T>::max_encoded_len())
	}

	/// The most that an offer takes.
	pub(crate) fn offer_bytes() -> u32 {
		bytes(Offer::max_encoded_len())
	}

	/// The most that one word for a candidate takes.
	pub(crate) fn vouch_bytes() -> u32 {
		bytes(MemberId::max_encoded_len())
	}
}

fn bytes(length: usize) -> u32 {
	u32::try_from(length).unwrap_or(u32::MAX)
}
