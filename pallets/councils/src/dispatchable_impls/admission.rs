//! Charters, and the words of those who sit in a council for who wants to.

use crate::{
	CharterOf, Config, CouncilOf, Councils, Error, Event, Pallet, Seats, Sitter, VouchersOf,
	Vouches,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	sp_runtime::traits::Saturating,
};
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Membership, Side, StorageQuota};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_vouch(member: MemberId, side: Side, candidate: MemberId) -> DispatchResult {
		let id = Self::seat_of(member, side).ok_or(Error::<T>::NotSeated)?;
		let council = Self::existing(id)?;
		ensure!(council.charter.admission.is_some(), Error::<T>::AdmissionOpen);
		ensure!(T::Membership::account_of(candidate).is_some(), Error::<T>::CandidateNotMember);
		ensure!(!Self::sits(id, candidate), Error::<T>::AlreadySeated);
		let words = Vouches::<T>::get(id, candidate).unwrap_or_default();
		ensure!(!words.contains(&member), Error::<T>::AlreadyVouched);
		// Words that count no more make room.
		let (mut words, dead) = Self::living_words(id, words);
		ensure!(words.try_push(member).is_ok(), Error::<T>::VouchesFull);
		T::Quota::hold(member, Self::vouch_bytes())?;

		Self::release_words(dead);
		Vouches::<T>::insert(id, candidate, words);
		Self::deposit_event(Event::Vouched { council: id, member, candidate });
		Ok(())
	}

	pub(crate) fn do_withdraw_vouch(
		member: MemberId,
		side: Side,
		candidate: MemberId,
	) -> DispatchResult {
		let id = Self::seat_of(member, side).ok_or(Error::<T>::NotSeated)?;
		let mut words = Vouches::<T>::get(id, candidate).ok_or(Error::<T>::NotVouched)?;
		ensure!(words.contains(&member), Error::<T>::NotVouched);

		words.retain(|voucher| *voucher != member);
		Self::put_words(id, candidate, words);
		T::Quota::release(member, Self::vouch_bytes());
		Self::deposit_event(Event::VouchWithdrawn { council: id, member, candidate });
		Ok(())
	}

	/// Removes the words that count no more: all where they cannot count for anything, otherwise
	/// those of who has left.
	pub(crate) fn do_discard_vouches(id: CouncilId, candidate: MemberId) -> DispatchResult {
		let words = Vouches::<T>::get(id, candidate).ok_or(Error::<T>::NotVouched)?;
		let in_vain = !Councils::<T>::contains_key(id)
			|| T::Membership::account_of(candidate).is_none()
			|| Self::sits(id, candidate);
		let (living, dead) = if in_vain {
			(VouchersOf::<T>::default(), words)
		} else {
			Self::living_words(id, words)
		};
		ensure!(!dead.is_empty(), Error::<T>::VouchesAlive);

		let left = u32::try_from(living.len()).unwrap_or(u32::MAX);
		Self::release_words(dead);
		Self::put_words(id, candidate, living);
		Self::deposit_event(Event::VouchesDiscarded { council: id, candidate, left });
		Ok(())
	}

	pub(crate) fn do_set_charter(id: CouncilId, charter: CharterOf<T>) -> DispatchResult {
		let council = Self::existing(id)?;
		if let Some(needed) = charter.admission {
			ensure!(council.level == 0, Error::<T>::NotBase);
			let bounds = 1..=T::MaxVouches::get();
			ensure!(bounds.contains(&needed), Error::<T>::AdmissionOutOfBounds);
		}
		ensure!(charter.notice <= T::MaxNotice::get(), Error::<T>::NoticeTooLong);

		let now = Self::now();
		Self::change_council(id, |council| {
			if charter.notice < council.charter.notice {
				let bound = now.saturating_add(council.charter.notice);
				council.bound_until = council.bound_until.max(bound);
			}
			council.charter = charter;
		});
		Self::deposit_event(Event::CharterSet { council: id, charter });
		Ok(())
	}

	/// Whether the council's charter admits `member`.
	pub(crate) fn ensure_words(
		id: CouncilId,
		council: &CouncilOf<T>,
		member: MemberId,
	) -> DispatchResult {
		let Some(needed) = council.charter.admission else { return Ok(()) };
		ensure!(Self::words_given(id, member) >= needed, Error::<T>::NotEnoughWords);
		Ok(())
	}

	/// How many who sit in a council have given their word for `candidate`.
	pub(crate) fn words_given(id: CouncilId, candidate: MemberId) -> u32 {
		let words = Vouches::<T>::get(id, candidate).unwrap_or_default();
		let (living, _) = Self::living_words(id, words);
		u32::try_from(living.len()).unwrap_or(u32::MAX)
	}

	/// Whether `member` has a seat in the base council `id`.
	fn sits(id: CouncilId, member: MemberId) -> bool {
		Seats::<T>::contains_key(id, Sitter::Member(member))
	}

	/// The words of those who sit in the council, and the others.
	fn living_words(id: CouncilId, words: VouchersOf<T>) -> (VouchersOf<T>, VouchersOf<T>) {
		let (mut living, mut dead) = (words.clone(), words);
		living.retain(|voucher| Self::sits(id, *voucher));
		dead.retain(|voucher| !living.contains(voucher));
		(living, dead)
	}

	/// Keeps words, unless there are none.
	fn put_words(id: CouncilId, candidate: MemberId, words: VouchersOf<T>) {
		if words.is_empty() {
			Vouches::<T>::remove(id, candidate);
		} else {
			Vouches::<T>::insert(id, candidate, words);
		}
	}

	/// Gives back the room that words took.
	pub(crate) fn release_words(words: VouchersOf<T>) {
		for voucher in words {
			T::Quota::release(voucher, Self::vouch_bytes());
		}
	}
}
