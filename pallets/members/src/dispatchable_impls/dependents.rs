//! Dependents: added, confirmed by a neighbour, handed over, removed, and of age.

use crate::{Config, Dependent, Dependents, Error, Event, Members, Pallet, Wards, WardsOf};
use codec::MaxEncodedLen;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_primitives::{CouncilTree, MemberId, Membership, OnMemberChange, Side, StorageQuota};

impl<T: Config> Pallet<T> {
	/// The room that a dependent takes in the purse of the guardian.
	pub(crate) fn dependent_bytes() -> u32 {
		let bytes = T::AccountId::max_encoded_len().saturating_add(Dependent::max_encoded_len());
		u32::try_from(bytes).unwrap_or(u32::MAX)
	}

	/// Whether two members have seats in the same consumers' base council.
	pub(crate) fn are_neighbours(one: MemberId, other: MemberId) -> bool {
		let home = T::Councils::seat_of(one, Side::Consumers);
		home.is_some() && home == T::Councils::seat_of(other, Side::Consumers)
	}

	/// The record of the dependent whose account it is.
	fn ensure_dependent(account: &T::AccountId) -> Result<Dependent, Error<T>> {
		Dependents::<T>::get(account).ok_or(Error::<T>::NotDependent)
	}

	/// The dependents of `guardian` with `account` among them.
	fn one_more_ward(
		guardian: MemberId,
		account: &T::AccountId,
		confirmed: bool,
	) -> Result<WardsOf<T>, Error<T>> {
		let mut wards = Wards::<T>::get(guardian);
		wards.accounts.try_push(account.clone()).map_err(|_| Error::<T>::DependentsFull)?;
		wards.confirmed = wards.confirmed.saturating_add(confirmed.into());
		Ok(wards)
	}

	pub(crate) fn do_add_dependent(signer: T::AccountId, account: T::AccountId) -> DispatchResult {
		let (guardian, _) = Self::ensure_active(&signer)?;
		ensure!(signer != account, Error::<T>::SelfDependent);
		Self::ensure_free(&account)?;
		let wards = Self::one_more_ward(guardian, &account, false)?;
		// The first write, and the last that can fail: it changes nothing if it does.
		T::Quota::hold(guardian, Self::dependent_bytes())?;

		let since = Self::period();
		let dependent = Dependent { guardian, confirmed: false, since, offered_to: None };
		Dependents::<T>::insert(&account, dependent);
		Wards::<T>::insert(guardian, wards);
		Self::deposit_event(Event::DependentAdded { account, guardian });
		Ok(())
	}

	pub(crate) fn do_confirm_dependent(
		signer: T::AccountId,
		account: T::AccountId,
	) -> DispatchResult {
		let (by, _) = Self::ensure_active(&signer)?;
		let dependent = Self::ensure_dependent(&account)?;
		ensure!(dependent.guardian != by, Error::<T>::SelfConfirmed);
		ensure!(!dependent.confirmed, Error::<T>::AlreadyConfirmed);
		ensure!(Self::are_neighbours(dependent.guardian, by), Error::<T>::NotNeighbour);

		Self::confirm(account, dependent, by);
		Ok(())
	}

	/// Counts a dependent from now on, on the word of the member `by`.
	pub(crate) fn confirm(account: T::AccountId, mut dependent: Dependent, by: MemberId) {
		let guardian = dependent.guardian;
		dependent.confirmed = true;
		Dependents::<T>::insert(&account, dependent);
		Wards::<T>::mutate(guardian, |wards| wards.confirmed = wards.confirmed.saturating_add(1));
		Self::tell_heads(guardian);
		Self::deposit_event(Event::DependentConfirmed { account, guardian, by });
	}

	/// `by` is the signer, or `None` for the governed origin.
	pub(crate) fn do_remove_dependent(
		by: Option<T::AccountId>,
		account: T::AccountId,
	) -> DispatchResult {
		let signer = by.map(|by| Self::ensure_member_of(&by)).transpose()?;
		let dependent = Self::ensure_dependent(&account)?;
		let guardian = dependent.guardian;
		ensure!(signer.is_none_or(|(by, _)| by == guardian), Error::<T>::NotGuardian);

		Dependents::<T>::remove(&account);
		Self::strike_ward(&account, dependent);
		Self::deposit_event(Event::DependentRemoved { account, guardian });
		Ok(())
	}

	pub(crate) fn do_hand_over(
		signer: T::AccountId,
		account: T::AccountId,
		to: MemberId,
	) -> DispatchResult {
		let (guardian, _) = Self::ensure_active(&signer)?;
		let mut dependent = Self::ensure_dependent(&account)?;
		ensure!(dependent.guardian == guardian, Error::<T>::NotGuardian);
		ensure!(to != guardian, Error::<T>::OwnDependent);
		ensure!(Members::<T>::contains_key(to), Error::<T>::NoSuchMember);

		dependent.offered_to = Some(to);
		Dependents::<T>::insert(&account, dependent);
		Self::deposit_event(Event::GuardianshipOffered { account, guardian, to });
		Ok(())
	}

	pub(crate) fn do_accept_guardianship(
		signer: T::AccountId,
		account: T::AccountId,
	) -> DispatchResult {
		let (to, _) = Self::ensure_active(&signer)?;
		let dependent = Self::ensure_dependent(&account)?;
		ensure!(dependent.offered_to == Some(to), Error::<T>::NotOffered);
		let from = dependent.guardian;
		let confirmed = dependent.confirmed && Self::are_neighbours(from, to);
		let wards = Self::one_more_ward(to, &account, confirmed)?;
		// The first write, and the last that can fail: it changes nothing if it does.
		T::Quota::hold(to, Self::dependent_bytes())?;

		let moved = Dependent { guardian: to, confirmed, offered_to: None, ..dependent };
		Dependents::<T>::insert(&account, moved);
		Wards::<T>::insert(to, wards);
		Self::strike_ward(&account, dependent);
		if confirmed {
			Self::tell_heads(to);
		}
		Self::deposit_event(Event::GuardianChanged { account, from, to, confirmed });
		Ok(())
	}

	/// Ends the dependence of who has become `member`, if there was one.
	pub(crate) fn come_of_age(account: T::AccountId, member: MemberId) {
		let Some(dependent) = Dependents::<T>::take(&account) else { return };
		let guardian = dependent.guardian;
		Self::strike_ward(&account, dependent);
		Self::deposit_event(Event::CameOfAge { member, guardian });
	}

	/// Strikes `account` from the dependents of the guardian in `dependent`, whose purse has its
	/// room back.
	fn strike_ward(account: &T::AccountId, dependent: Dependent) {
		let Dependent { guardian, confirmed, .. } = dependent;
		Wards::<T>::mutate_exists(guardian, |entry| {
			let mut wards = entry.take().unwrap_or_default();
			wards.accounts.retain(|other| other != account);
			wards.confirmed = wards.confirmed.saturating_sub(confirmed.into());
			*entry = Some(wards).filter(|left| !left.accounts.is_empty());
		});
		T::Quota::release(guardian, Self::dependent_bytes());
		if confirmed {
			Self::tell_heads(guardian);
		}
	}

	/// Tells the others how many people live in the household of `guardian` now.
	pub(crate) fn tell_heads(guardian: MemberId) {
		T::OnMemberChange::heads_changed(guardian, Self::heads_of(guardian));
	}

	/// Gives `member` as many confirmed dependents as a member can have.
	#[cfg(feature = "runtime-benchmarks")]
	pub(crate) fn do_fill_household(member: MemberId) {
		use frame_support::pallet_prelude::Get;
		for index in crate::count_of(&Wards::<T>::get(member).accounts)..T::MaxDependents::get() {
			let account: T::AccountId = frame_benchmarking::account("dependent", member.0, index);
			let Ok(wards) = Self::one_more_ward(member, &account, true) else { return };
			let since = Self::period();
			let dependent =
				Dependent { guardian: member, confirmed: true, since, offered_to: None };
			if T::Quota::hold(member, Self::dependent_bytes()).is_ok() {
				Dependents::<T>::insert(&account, dependent);
				Wards::<T>::insert(member, wards);
			}
		}
		Self::tell_heads(member);
	}
}
