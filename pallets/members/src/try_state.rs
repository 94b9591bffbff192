//! What always holds.

use crate::{
	account_of_majority, count_of, AccountOffers, CandidateOf, Candidates, Config, Dependents,
	Growth, Lingering, MemberOf, MemberRecordOf, Members, NextMember, Pallet, Recoveries,
	RecoveryAccounts, Rules, Sponsoring, Wards,
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
	/// 3. The account of every member, every account to which a membership is offered and every
	///    lingering account has a provider reference; a lingering account that is one of the others
	///    too has two.
	/// 4. A member's sponsors are different persons who were admitted earlier.
	/// 5. No member was renewed before admission, or gave words or was renewed in a later period.
	/// 6. A candidate is not a member, nor is it offered a membership. It has at least one word,
	///    each from another member with a seat, and needs from 1 to `MaxSponsors` of them, from 1
	///    council to as many.
	/// 7. A candidate is ready since some block exactly if its words are complete.
	/// 8. Those who object to a candidate are different members, no more than send the case to the
	///    home council, and that number is from 1 to `MaxObjectors`. None is approved whose case
	///    was not sent, and none by who has given a word or objects.
	/// 9. A candidate has the word of a member exactly if the member's open sponsorships name the
	///    candidate, once. A member without open sponsorships has no entry.
	/// 10. A membership is offered to an account exactly if its member's record says so. Such an
	///     account is neither a member nor a dependent.
	/// 11. A recovery is one of a member; its words come from different sponsors of that member. It
	///     is due exactly for the account that most of the sponsors name; without words it is due.
	///     That account is reserved for it, and no other is. A reserved account stands for nobody.
	/// 12. A dependent is in the care of a member exactly if the member's wards name the dependent,
	///     once, and is no member. The number of the confirmed is right. Who has no dependents has
	///     no entry.
	/// 13. Admissions are counted for this period or an earlier one.
	/// 14. The rules in force lie within their bounds.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_members()?;
		Self::try_state_offers()?;
		Self::try_state_lingering()?;
		Self::try_state_candidates()?;
		Self::try_state_sponsoring()?;
		Self::try_state_recoveries()?;
		Self::try_state_dependents()?;
		Self::try_state_wards()?;
		ensure!(Growth::<T>::get().period <= Self::period(), "admissions of a period to come");
		Self::ensure_rules(&Rules::<T>::get()).map_err(|_| "rules out of bounds".into())
	}

	/// Invariants 1 to 5, and 10 from the member's side.
	fn try_state_members() -> Result<(), TryRuntimeError> {
		let mut members = 0u32;
		for (member, record) in Members::<T>::iter() {
			members = members.saturating_add(1);
			Self::try_state_member(member, &record)?;
		}
		ensure!(members == Members::<T>::count(), "counter of members is wrong");
		let accounts = u32::try_from(MemberOf::<T>::iter().count()).unwrap_or(u32::MAX);
		ensure!(members == accounts, "account that acts for nobody");
		Ok(())
	}

	fn try_state_member(
		member: MemberId,
		record: &MemberRecordOf<T>,
	) -> Result<(), TryRuntimeError> {
		ensure!(member < NextMember::<T>::get(), "member with an identifier not given yet");
		ensure!(
			MemberOf::<T>::get(&record.account) == Some(member),
			"member whose account is not the member's"
		);
		let providers = frame_system::Pallet::<T>::providers(&record.account);
		ensure!(providers > 0, "member's account without a provider");
		let sponsors: BTreeSet<MemberId> = record.sponsors.iter().copied().collect();
		ensure!(sponsors.len() == record.sponsors.len(), "member with a sponsor named twice");
		ensure!(
			sponsors.iter().all(|sponsor| *sponsor < member),
			"member with a sponsor admitted later"
		);
		ensure!(record.since <= record.renewed, "member renewed before admission");
		let now = Self::period();
		ensure!(record.renewed <= now, "member renewed in a period to come");
		ensure!(record.words.period <= now, "words of a period to come");
		if let Some(offered) = &record.offer {
			let known = AccountOffers::<T>::get(offered);
			ensure!(known == Some(member), "offer of a member without its entry");
		}
		Ok(())
	}

	/// Invariant 10 from the account's side, and 3.
	fn try_state_offers() -> Result<(), TryRuntimeError> {
		for (account, member) in AccountOffers::<T>::iter() {
			let offer = Members::<T>::get(member).and_then(|record| record.offer);
			ensure!(offer.as_ref() == Some(&account), "offered account that nobody offers");
			ensure!(
				!MemberOf::<T>::contains_key(&account) && !Dependents::<T>::contains_key(&account),
				"offered account that stands for somebody"
			);
			let providers = frame_system::Pallet::<T>::providers(&account);
			ensure!(providers > 0, "offered account without a provider");
		}
		Ok(())
	}

	/// Invariant 3.
	fn try_state_lingering() -> Result<(), TryRuntimeError> {
		for account in Lingering::<T>::iter_keys() {
			let used =
				MemberOf::<T>::contains_key(&account) || AccountOffers::<T>::contains_key(&account);
			let least = if used { 2 } else { 1 };
			let providers = frame_system::Pallet::<T>::providers(&account);
			ensure!(providers >= least, "lingering account without its provider");
		}
		Ok(())
	}

	/// Invariants 6 to 8, and 9 from the candidate's side.
	fn try_state_candidates() -> Result<(), TryRuntimeError> {
		for (account, candidate) in Candidates::<T>::iter() {
			ensure!(!MemberOf::<T>::contains_key(&account), "candidate who is a member");
			let offered = AccountOffers::<T>::contains_key(&account);
			ensure!(!offered, "candidate who is offered a membership");
			Self::try_state_words(&account, &candidate)?;
			Self::try_state_objectors(&candidate)?;
		}
		Ok(())
	}

	fn try_state_words(
		account: &T::AccountId,
		candidate: &CandidateOf<T>,
	) -> Result<(), TryRuntimeError> {
		let words = &candidate.words;
		ensure!(!words.is_empty(), "candidate without a word");
		let different: BTreeSet<MemberId> = words.iter().map(|word| word.sponsor).collect();
		ensure!(different.len() == words.len(), "candidate with a sponsor named twice");
		ensure!(
			words.iter().all(|word| word.workers.is_some() || word.consumers.is_some()),
			"word of a member without a seat"
		);
		ensure!(
			candidate.needed > 0 && candidate.needed <= T::MaxSponsors::get(),
			"candidate who needs a number of words out of bounds"
		);
		ensure!(
			candidate.councils > 0 && candidate.councils <= candidate.needed,
			"candidate who needs a number of councils out of bounds"
		);
		ensure!(
			candidate.ready.is_some() == Self::is_complete(candidate),
			"candidate whose words are not what the record says"
		);
		for sponsor in different {
			let given = Sponsoring::<T>::get(sponsor);
			let times = given.iter().filter(|other| *other == account).count();
			ensure!(times == 1, "word that is not among its giver's sponsorships once");
		}
		Ok(())
	}

	fn try_state_objectors(candidate: &CandidateOf<T>) -> Result<(), TryRuntimeError> {
		let different: BTreeSet<&MemberId> = candidate.objectors.iter().collect();
		ensure!(different.len() == candidate.objectors.len(), "member who objects twice");
		let needed = candidate.objectors_needed;
		ensure!(
			needed > 0 && needed <= T::MaxObjectors::get(),
			"candidate with a number of objections needed out of bounds"
		);
		ensure!(count_of(&candidate.objectors) <= needed, "more objections than are needed");
		let Some(judge) = candidate.approved_by else { return Ok(()) };
		ensure!(Self::is_sent(candidate), "approved without a case");
		ensure!(!candidate.has_party(judge), "approved by a party to the case");
		Ok(())
	}

	/// Invariant 9 from the member's side.
	fn try_state_sponsoring() -> Result<(), TryRuntimeError> {
		for (sponsor, sponsoring) in Sponsoring::<T>::iter() {
			ensure!(Members::<T>::contains_key(sponsor), "sponsor who is not a member");
			ensure!(!sponsoring.is_empty(), "empty entry of sponsorships");
			for account in sponsoring {
				let known = Candidates::<T>::get(&account).is_some_and(|candidate| {
					candidate.words.iter().any(|word| word.sponsor == sponsor)
				});
				ensure!(known, "sponsorship without a word");
			}
		}
		Ok(())
	}

	/// Invariant 11 from the recovery's side.
	fn try_state_recoveries() -> Result<(), TryRuntimeError> {
		for (member, recovery) in Recoveries::<T>::iter() {
			let sponsors = match Members::<T>::get(member) {
				Some(record) => record.sponsors,
				None => return Err("recovery of who is not a member".into()),
			};
			let words = &recovery.words;
			let different: BTreeSet<MemberId> = words.iter().map(|word| word.sponsor).collect();
			ensure!(different.len() == words.len(), "word for a recovery given twice");
			ensure!(
				different.iter().all(|sponsor| sponsors.contains(sponsor)),
				"word for a recovery from who is no sponsor"
			);
			let due = recovery.due.as_ref().map(|due| &due.account);
			let as_words_say = if words.is_empty() {
				due.is_some()
			} else {
				due == account_of_majority(words, count_of(&sponsors))
			};
			ensure!(as_words_say, "recovery that is not due as its words say");
			ensure!(
				due.is_none_or(|account| RecoveryAccounts::<T>::get(account) == Some(member)),
				"recovery whose account is not reserved for it"
			);
		}
		Self::try_state_reserved()
	}

	/// Invariant 11 from the account's side.
	fn try_state_reserved() -> Result<(), TryRuntimeError> {
		for (account, member) in RecoveryAccounts::<T>::iter() {
			let due = Recoveries::<T>::get(member).and_then(|recovery| recovery.due);
			ensure!(
				due.is_some_and(|due| due.account == account),
				"account that is reserved for no recovery"
			);
			Self::ensure_free_but_for(&account, Some(member))
				.map_err(|_| "reserved account that stands for somebody")?;
		}
		Ok(())
	}

	/// Invariant 12 from the dependent's side.
	fn try_state_dependents() -> Result<(), TryRuntimeError> {
		for (account, dependent) in Dependents::<T>::iter() {
			ensure!(!MemberOf::<T>::contains_key(&account), "dependent who is a member");
			let wards = Wards::<T>::get(dependent.guardian).accounts;
			let times = wards.iter().filter(|other| **other == account).count();
			ensure!(times == 1, "dependent who is not among the guardian's once");
		}
		Ok(())
	}

	/// Invariant 12 from the guardian's side.
	fn try_state_wards() -> Result<(), TryRuntimeError> {
		for (guardian, wards) in Wards::<T>::iter() {
			ensure!(Members::<T>::contains_key(guardian), "guardian who is not a member");
			ensure!(!wards.accounts.is_empty(), "empty entry of dependents");
			let mut confirmed = 0u32;
			for account in &wards.accounts {
				let dependent = Dependents::<T>::get(account)
					.filter(|dependent| dependent.guardian == guardian)
					.ok_or("ward who is not the guardian's dependent")?;
				confirmed = confirmed.saturating_add(dependent.confirmed.into());
			}
			ensure!(confirmed == wards.confirmed, "number of confirmed dependents is wrong");
		}
		Ok(())
	}
}
