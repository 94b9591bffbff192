//! How a membership ends, and what goes with it.

use crate::{
	lapses_at, AdmissionRules, Config, Dependents, Ending, Error, Event, Growth, MemberOf,
	MemberRecordOf, Members, NextMember, Pallet, Rules, Sponsoring, SponsorsOf, Wards,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use parecon_primitives::{MemberId, OnMemberChange, Period, StorageQuota};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_leave(account: T::AccountId) -> DispatchResult {
		// Who is suspended stays until that is over: neither a thief of the key nor a duplicate that is
		// about to be proved gets away by leaving.
		let (member, record) = Self::ensure_active(&account)?;
		// The first write, and the last that can fail: it changes nothing if it does.
		frame_system::Pallet::<T>::dec_providers(&account).map_err(|_| Error::<T>::AccountInUse)?;

		Self::end_membership(member, record, Ending::Left);
		Ok(())
	}

	pub(crate) fn do_lapse(member: MemberId) -> DispatchResult {
		let record = Self::ensure_record(member)?;
		let AdmissionRules { term, .. } = Rules::<T>::get();
		ensure!(Self::period() >= lapses_at(record.renewed, term), Error::<T>::NotLapsed);

		Self::give_back(&record.account);
		Self::end_membership(member, record, Ending::Lapsed);
		Ok(())
	}

	pub(crate) fn do_end_duplicate(member: MemberId, original: MemberId) -> DispatchResult {
		ensure!(member != original, Error::<T>::SameMember);
		let record = Self::ensure_record(member)?;
		// Who is the same person may have left meanwhile.
		ensure!(original < NextMember::<T>::get(), Error::<T>::NoSuchMember);

		let sponsors = record.sponsors.clone();
		Self::give_back(&record.account);
		Self::end_membership(member, record, Ending::Duplicate);
		Self::bar_all(sponsors);
		Ok(())
	}

	/// Bars those of `sponsors` who are still members.
	fn bar_all(sponsors: SponsorsOf<T>) {
		let until = Self::barred_until();
		for member in sponsors {
			let Some(record) = Members::<T>::get(member) else { continue };
			Self::keep_from_sponsoring(member, record, until);
		}
	}

	pub(crate) fn do_bar(member: MemberId) -> DispatchResult {
		let record = Self::ensure_record(member)?;

		Self::keep_from_sponsoring(member, record, Self::barred_until());
		Ok(())
	}

	/// The period until which who is barred now stays so.
	fn barred_until() -> Period {
		Period(Self::period().0.saturating_add(Rules::<T>::get().bar))
	}

	/// Who is barred for longer already stays so.
	fn keep_from_sponsoring(member: MemberId, mut record: MemberRecordOf<T>, until: Period) {
		let until = record.barred_until.map_or(until, |longer| longer.max(until));
		record.barred_until = Some(until);
		Members::<T>::insert(member, record);
		Self::deposit_event(Event::SponsorBarred { member, until });
	}

	/// Removes all that there is of a membership, apart from the provider reference of its account,
	/// and tells the others.
	fn end_membership(member: MemberId, mut record: MemberRecordOf<T>, reason: Ending) {
		// The members at the start of the period, before there is one fewer.
		Growth::<T>::put(Self::intake());
		for candidate in Sponsoring::<T>::take(member) {
			Self::take_word_back(candidate, member);
		}
		Self::abandon_wards(member);
		Self::drop_offer(member, &mut record);
		Self::drop_recovery(member);
		let account = record.account;
		Members::<T>::remove(member);
		MemberOf::<T>::remove(&account);
		T::OnMemberChange::member_left(member);
		Self::deposit_event(Event::MembershipEnded { member, account, reason });
	}

	/// Removes the dependents of a guardian who ceases to be a member.
	fn abandon_wards(guardian: MemberId) {
		for account in Wards::<T>::take(guardian).accounts {
			Dependents::<T>::remove(&account);
			T::Quota::release(guardian, Self::dependent_bytes());
			Self::deposit_event(Event::DependentRemoved { account, guardian });
		}
	}
}
