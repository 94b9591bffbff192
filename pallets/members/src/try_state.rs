//! What always holds.

use crate::{
	Candidate, Candidates, Config, MemberOf, Members, NextMember, Pallet, Rules, Sponsoring,
};
use alloc::collections::btree_set::BTreeSet;
use frame_support::{ensure, pallet_prelude::Get, sp_runtime::TryRuntimeError};
use parecon_primitives::MemberId;

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. A member has one account and an account one member: `Members` and `MemberOf` are each
	///    other's inverse, and the counter of `Members` is right.
	/// 2. Every identifier in use is below `NextMember`.
	/// 3. The account of every member has a provider reference.
	/// 4. A member's sponsors are different persons who were admitted earlier.
	/// 5. A candidate is not a member, has at least one word, each from another member, and needs
	///    from 1 to `MaxSponsors`.
	/// 6. A candidate has the word of a member exactly if the member's open sponsorships name the
	///    candidate, once.
	/// 7. A member without open sponsorships has no entry.
	/// 8. The rules in force lie within their bounds.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_members()?;
		Self::try_state_candidates()?;
		Self::try_state_sponsoring()?;
		Self::ensure_rules(&Rules::<T>::get()).map_err(|_| "rules out of bounds".into())
	}

	/// Invariants 1 to 4.
	fn try_state_members() -> Result<(), TryRuntimeError> {
		let next = NextMember::<T>::get();
		let mut members = 0u32;
		for (member, record) in Members::<T>::iter() {
			members = members.saturating_add(1);
			ensure!(member < next, "member with an identifier not given yet");
			ensure!(
				MemberOf::<T>::get(&record.account) == Some(member),
				"member whose account is not the member's"
			);
			ensure!(
				frame_system::Pallet::<T>::providers(&record.account) > 0,
				"member's account without a provider"
			);
			let sponsors: BTreeSet<MemberId> = record.sponsors.iter().copied().collect();
			ensure!(sponsors.len() == record.sponsors.len(), "member with a sponsor named twice");
			ensure!(
				sponsors.iter().all(|sponsor| *sponsor < member),
				"member with a sponsor admitted later"
			);
		}
		ensure!(members == Members::<T>::count(), "counter of members is wrong");
		let accounts = u32::try_from(MemberOf::<T>::iter().count()).unwrap_or(u32::MAX);
		ensure!(members == accounts, "account that acts for nobody");
		Ok(())
	}

	/// Invariant 5, and 6 from the candidate's side.
	fn try_state_candidates() -> Result<(), TryRuntimeError> {
		for (account, candidate) in Candidates::<T>::iter() {
			let Candidate { sponsors, needed, .. } = &candidate;
			ensure!(!MemberOf::<T>::contains_key(&account), "candidate who is a member");
			ensure!(!sponsors.is_empty(), "candidate without a word");
			let different: BTreeSet<&MemberId> = sponsors.iter().collect();
			ensure!(different.len() == sponsors.len(), "candidate with a sponsor named twice");
			ensure!(
				*needed > 0 && *needed <= T::MaxSponsors::get(),
				"candidate who needs a number of words out of bounds"
			);
			for sponsor in sponsors {
				let given = Sponsoring::<T>::get(sponsor);
				let times = given.iter().filter(|other| **other == account).count();
				ensure!(times == 1, "word that is not among its giver's sponsorships once");
			}
		}
		Ok(())
	}

	/// Invariant 6 from the member's side, and 7.
	fn try_state_sponsoring() -> Result<(), TryRuntimeError> {
		for (sponsor, sponsoring) in Sponsoring::<T>::iter() {
			ensure!(Members::<T>::contains_key(sponsor), "sponsor who is not a member");
			ensure!(!sponsoring.is_empty(), "empty entry of sponsorships");
			for account in sponsoring {
				let known = Candidates::<T>::get(&account)
					.is_some_and(|candidate| candidate.sponsors.contains(&sponsor));
				ensure!(known, "sponsorship without a word");
			}
		}
		Ok(())
	}
}
