//! Each invariant, broken on purpose.

use super::*;
use crate::{
	AccountOffers, Candidates, Dependents, Due, Growth, Lingering, MemberOf, NextMember,
	Recoveries, RecoveryAccounts, RecoveryWord, RecoveryWordsOf, Rules, Sponsoring, SponsoringOf,
	SponsorsOf, Wards, Word,
};

/// An account offered by member 2.
const OFFERED: u64 = 50;
/// A confirmed dependent of member 0.
const WARD: u64 = 51;
/// The member who is recovered: the sixth, sponsored by the members 0 and 1.
const LOST: MemberId = MemberId(6);

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	with(6).execute_with(|| {
		join(EVA);
		sponsor(0, ANA);
		sponsor(1, ANA);
		sponsor(0, DAN);
		assert_ok!(Members::object(signed(4), ANA));
		assert_ok!(Members::offer_account(signed(2), OFFERED));
		confirmed_dependent(WARD);
		assert_ok!(Members::recover(signed(0), LOST, 60));
		Members::do_try_state().unwrap();
		breaks();
		assert_eq!(Members::do_try_state(), Err(complaint.into()));
	});
}

fn sponsors(ids: &[u32]) -> SponsorsOf<Test> {
	SponsorsOf::<Test>::truncate_from(ids.iter().copied().map(MemberId).collect())
}

fn sponsoring(accounts: &[u64]) -> SponsoringOf<Test> {
	SponsoringOf::<Test>::truncate_from(accounts.to_vec())
}

fn member(id: u32, change: impl FnOnce(&mut crate::MemberRecordOf<Test>)) {
	crate::Members::<Test>::mutate(MemberId(id), |record| change(record.as_mut().unwrap()));
}

fn candidate(change: impl FnOnce(&mut crate::CandidateOf<Test>)) {
	Candidates::<Test>::mutate(ANA, |record| change(record.as_mut().unwrap()));
}

fn recovery(change: impl FnOnce(&mut crate::RecoveryOf<Test>)) {
	Recoveries::<Test>::mutate(LOST, |record| change(record.as_mut().unwrap()));
}

fn recovery_words(words: &[(u32, u64)]) -> RecoveryWordsOf<Test> {
	let word = |(sponsor, account): &(u32, u64)| RecoveryWord {
		sponsor: MemberId(*sponsor),
		account: *account,
	};
	RecoveryWordsOf::<Test>::truncate_from(words.iter().map(word).collect())
}

/// Makes the recovery due for `account`, which is reserved.
fn due(account: u64) {
	recovery(|record| record.due = Some(Due { account, from: 9 }));
	RecoveryAccounts::<Test>::insert(account, LOST);
}

/// The same by the governed origin, without words.
fn governed(account: u64) {
	due(account);
	recovery(|record| record.words.truncate(0));
}

#[test]
fn accounts_and_members_are_each_others_inverse() {
	broken("member whose account is not the member's", || MemberOf::<Test>::remove(3));
	broken("member whose account is not the member's", || member(3, |record| record.account = 4));
	broken("account that acts for nobody", || MemberOf::<Test>::insert(77, MemberId(3)));
}

#[test]
fn the_counter_is_right() {
	broken("counter of members is wrong", || {
		let key = crate::Members::<Test>::counter_storage_final_key();
		sp_io::storage::set(&key, &9u32.to_le_bytes());
	});
}

#[test]
fn identifiers_are_below_the_next() {
	broken("member with an identifier not given yet", || NextMember::<Test>::put(MemberId(5)));
}

#[test]
fn our_accounts_have_a_provider() {
	let takes = |account: u64| {
		move || {
			System::dec_providers(&account).unwrap();
		}
	};
	broken("member's account without a provider", takes(3));
	broken("offered account without a provider", takes(OFFERED));
	let without = "lingering account without its provider";
	broken(without, || Lingering::<Test>::insert(88, ()));
	broken(without, || Lingering::<Test>::insert(3, ()));
	broken(without, || Lingering::<Test>::insert(OFFERED, ()));
}

#[test]
fn sponsors_are_different_and_earlier() {
	broken("member with a sponsor named twice", || {
		member(3, |record| record.sponsors = sponsors(&[1, 1]))
	});
	broken("member with a sponsor admitted later", || {
		member(3, |record| record.sponsors = sponsors(&[1, 3]))
	});
}

#[test]
fn nothing_is_of_a_period_to_come() {
	broken("member renewed before admission", || member(3, |record| record.since = Period(1)));
	broken("member renewed in a period to come", || member(3, |record| record.renewed = Period(1)));
	broken("words of a period to come", || member(3, |record| record.words.period = Period(1)));
	broken("admissions of a period to come", || {
		Growth::<Test>::mutate(|intake| intake.period = Period(1))
	});
}

#[test]
fn candidates_are_in_order() {
	broken("candidate who is a member", || {
		let record = Candidates::<Test>::take(ANA).unwrap();
		Candidates::<Test>::insert(2, record);
	});
	broken("candidate who is offered a membership", || {
		let record = Candidates::<Test>::take(ANA).unwrap();
		Candidates::<Test>::insert(OFFERED, record);
	});
	broken("candidate without a word", || candidate(|record| record.words.truncate(0)));
	broken("candidate with a sponsor named twice", || {
		candidate(|record| {
			let first = record.words[0];
			record.words.try_push(first).unwrap();
		})
	});
	broken("word of a member without a seat", || {
		candidate(|record| {
			record.words[0].workers = None;
			record.words[0].consumers = None;
		})
	});
	for needed in [0, 5] {
		broken("candidate who needs a number of words out of bounds", || {
			candidate(|record| record.needed = needed)
		});
	}
	for councils in [0, 3] {
		broken("candidate who needs a number of councils out of bounds", || {
			candidate(|record| record.councils = councils)
		});
	}
}

#[test]
fn candidates_are_ready_when_their_words_are_complete() {
	let complaint = "candidate whose words are not what the record says";
	broken(complaint, || candidate(|record| record.ready = None));
	broken(complaint, || candidate(|record| record.words.truncate(1)));
	broken(complaint, || candidate(|record| record.needed = 3));
}

#[test]
fn objections_are_in_order() {
	broken("member who objects twice", || {
		candidate(|record| record.objectors.try_push(MemberId(4)).unwrap())
	});
	for needed in [0, 4] {
		broken("candidate with a number of objections needed out of bounds", || {
			candidate(|record| record.objectors_needed = needed)
		});
	}
	broken("more objections than are needed", || {
		candidate(|record| {
			record.objectors.try_push(MemberId(5)).unwrap();
			record.objectors_needed = 1;
		})
	});
	broken("approved without a case", || {
		candidate(|record| record.approved_by = Some(MemberId(5)))
	});
	for party in [0, 4] {
		broken("approved by a party to the case", || {
			candidate(|record| {
				record.objectors_needed = 1;
				record.approved_by = Some(MemberId(party));
			})
		});
	}
}

#[test]
fn words_and_open_sponsorships_agree() {
	broken("word that is not among its giver's sponsorships once", || {
		candidate(|record| {
			let word = Word { sponsor: MemberId(2), ..record.words[0] };
			record.words.try_push(word).unwrap();
		})
	});
	broken("word that is not among its giver's sponsorships once", || {
		Sponsoring::<Test>::insert(MemberId(1), sponsoring(&[ANA, ANA]))
	});
	broken("sponsorship without a word", || {
		Sponsoring::<Test>::insert(MemberId(2), sponsoring(&[ANA]))
	});
	broken("sponsorship without a word", || {
		Sponsoring::<Test>::insert(MemberId(2), sponsoring(&[200]))
	});
	broken("empty entry of sponsorships", || {
		Sponsoring::<Test>::insert(MemberId(2), sponsoring(&[]))
	});
	broken("sponsor who is not a member", || {
		Sponsoring::<Test>::insert(MemberId(9), sponsoring(&[ANA]))
	});
}

#[test]
fn offers_and_records_agree() {
	broken("offer of a member without its entry", || AccountOffers::<Test>::remove(OFFERED));
	broken("offer of a member without its entry", || member(3, |record| record.offer = Some(70)));
	broken("offered account that nobody offers", || AccountOffers::<Test>::insert(70, MemberId(3)));
	broken("offered account that nobody offers", || member(2, |record| record.offer = None));
	broken("offered account that stands for somebody", || {
		let dependent = Dependents::<Test>::get(WARD).unwrap();
		Dependents::<Test>::insert(OFFERED, dependent);
	});
}

#[test]
fn recoveries_are_in_order() {
	broken("recovery of who is not a member", || {
		let record = Recoveries::<Test>::take(LOST).unwrap();
		Recoveries::<Test>::insert(MemberId(9), record);
	});
	broken("word for a recovery given twice", || {
		recovery(|record| record.words = recovery_words(&[(0, 60), (0, 61)]))
	});
	broken("word for a recovery from who is no sponsor", || {
		recovery(|record| record.words = recovery_words(&[(2, 60)]))
	});
}

#[test]
fn recoveries_are_due_as_their_words_say() {
	let complaint = "recovery that is not due as its words say";
	broken(complaint, || recovery(|record| record.words = recovery_words(&[(0, 60), (1, 60)])));
	broken(complaint, || recovery(|record| record.words.truncate(0)));
	broken(complaint, || due(60));
	broken(complaint, || {
		due(61);
		recovery(|record| record.words = recovery_words(&[(0, 60), (1, 60)]));
	});
}

#[test]
fn the_accounts_of_recoveries_that_are_due_are_reserved() {
	broken("recovery whose account is not reserved for it", || {
		governed(60);
		RecoveryAccounts::<Test>::remove(60);
	});
	broken("account that is reserved for no recovery", || {
		RecoveryAccounts::<Test>::insert(60, LOST)
	});
	broken("account that is reserved for no recovery", || {
		governed(60);
		RecoveryAccounts::<Test>::insert(72, LOST);
	});
	for taken in [3, OFFERED, ANA, WARD] {
		broken("reserved account that stands for somebody", || governed(taken));
	}
}

#[test]
fn dependents_and_wards_agree() {
	broken("dependent who is a member", || {
		let dependent = Dependents::<Test>::get(WARD).unwrap();
		Dependents::<Test>::insert(3, dependent);
	});
	broken("dependent who is not among the guardian's once", || {
		let dependent = Dependents::<Test>::get(WARD).unwrap();
		Dependents::<Test>::insert(70, dependent);
	});
	broken("dependent who is not among the guardian's once", || {
		Wards::<Test>::mutate(MemberId(0), |wards| wards.accounts.try_push(WARD).unwrap())
	});
	broken("ward who is not the guardian's dependent", || {
		Wards::<Test>::mutate(MemberId(0), |wards| wards.accounts.try_push(70).unwrap())
	});
	broken("ward who is not the guardian's dependent", || {
		let wards = Wards::<Test>::get(MemberId(0));
		Wards::<Test>::insert(MemberId(1), wards);
	});
	broken("guardian who is not a member", || {
		let wards = Wards::<Test>::get(MemberId(0));
		Wards::<Test>::insert(MemberId(9), wards);
		Wards::<Test>::remove(MemberId(0));
		Dependents::<Test>::mutate(WARD, |dependent| {
			dependent.as_mut().unwrap().guardian = MemberId(9);
		});
	});
	broken("empty entry of dependents", || {
		Wards::<Test>::insert(MemberId(1), crate::WardsOf::<Test>::default())
	});
	broken("number of confirmed dependents is wrong", || {
		Wards::<Test>::mutate(MemberId(0), |wards| wards.confirmed = 2)
	});
}

#[test]
fn rules_lie_within_their_bounds() {
	broken("rules out of bounds", || Rules::<Test>::mutate(|rules| rules.sponsors_needed = 0));
	broken("rules out of bounds", || Rules::<Test>::mutate(|rules| rules.open_sponsorships = 6));
	broken("rules out of bounds", || Rules::<Test>::mutate(|rules| rules.candidacy_lifetime = 0));
	broken("rules out of bounds", || Rules::<Test>::mutate(|rules| rules.growth_least = 0));
}
