//! Each invariant, broken on purpose.

use super::*;
use crate::{Candidates, MemberOf, NextMember, Rules, Sponsoring, SponsoringOf, SponsorsOf};

/// Breaks something and expects the check to say `complaint`.
fn broken(complaint: &'static str, breaks: impl FnOnce()) {
	with(6).execute_with(|| {
		sponsor(0, ANA);
		sponsor(1, ANA);
		sponsor(0, DAN);
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
fn members_accounts_have_a_provider() {
	broken("member's account without a provider", || {
		System::dec_providers(&3).unwrap();
	});
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
fn candidates_are_in_order() {
	broken("candidate who is a member", || {
		let record = Candidates::<Test>::take(ANA).unwrap();
		Candidates::<Test>::insert(2, record);
	});
	broken("candidate without a word", || candidate(|record| record.sponsors = sponsors(&[])));
	broken("candidate with a sponsor named twice", || {
		candidate(|record| record.sponsors = sponsors(&[0, 1, 0]))
	});
	for needed in [0, 5] {
		broken("candidate who needs a number of words out of bounds", || {
			candidate(|record| record.needed = needed)
		});
	}
}

#[test]
fn words_and_open_sponsorships_agree() {
	broken("word that is not among its giver's sponsorships once", || {
		candidate(|record| record.sponsors = sponsors(&[0, 1, 2]))
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
fn rules_lie_within_their_bounds() {
	broken("rules out of bounds", || Rules::<Test>::mutate(|rules| rules.sponsors_needed = 0));
	broken("rules out of bounds", || Rules::<Test>::mutate(|rules| rules.open_sponsorships = 6));
	broken("rules out of bounds", || Rules::<Test>::mutate(|rules| rules.candidacy_lifetime = 0));
}
