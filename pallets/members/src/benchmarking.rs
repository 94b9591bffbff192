//! Benchmarks, each at the declared maxima.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	sp_runtime::Perbill,
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use parecon_primitives::{Calendar, CouncilTree, MemberId, Membership, Side};

type Origin<T> = <T as frame_system::Config>::RuntimeOrigin;

/// Rules under which every bound can be reached, and nothing else stands in the way.
fn widest_rules<T: Config>() -> AdmissionRulesOf<T> {
	AdmissionRules {
		sponsors_needed: T::MaxSponsors::get(),
		councils_needed: T::MaxSponsors::get(),
		standing: 0,
		open_sponsorships: T::MaxOpenSponsorships::get(),
		sponsorships_per_period: u32::MAX,
		candidacy_lifetime: 1_000u32.into(),
		growth: Perbill::one(),
		growth_least: u32::MAX,
		waiting: 0u32.into(),
		objectors_needed: T::MaxObjectors::get(),
		recovery_delay: 1u32.into(),
		recovery_lifetime: 1_000u32.into(),
		term: 1,
		bar: 1,
	}
}

/// `count` members, each with as many sponsors as possible and a seat in a base council of its own
/// on either side.
fn members<T: Config>(count: u32) -> Vec<T::AccountId> {
	Pallet::<T>::do_set_rules(widest_rules::<T>()).unwrap();
	let sponsors =
		SponsorsOf::<T>::truncate_from((0..T::MaxSponsors::get()).map(MemberId).collect());
	let member = |index| {
		let who: T::AccountId = account("member", index, 0);
		let member = Pallet::<T>::ensure_member(&who).unwrap();
		for side in Side::BOTH {
			T::Councils::ensure_council(member, side).unwrap();
		}
		Members::<T>::mutate(member, |record| record.as_mut().unwrap().sponsors = sponsors.clone());
		who
	};
	(0..count).map(member).collect()
}

fn candidate<T: Config>(index: u32) -> T::AccountId {
	account("candidate", index, 0)
}

fn other<T: Config>() -> T::AccountId {
	account("other", 0, 0)
}

/// All of `sponsors` give their word for `count` candidates, the first of whom is returned.
fn sponsor_all<T: Config>(sponsors: &[T::AccountId], count: u32) -> T::AccountId {
	for who in sponsors {
		for index in 0..count {
			Pallet::<T>::do_sponsor(who.clone(), candidate::<T>(index)).unwrap();
		}
	}
	candidate::<T>(0)
}

fn id_of<T: Config>(who: &T::AccountId) -> MemberId {
	MemberOf::<T>::get(who).unwrap()
}

fn ids_of<T: Config>(people: &[T::AccountId]) -> SponsorsOf<T> {
	SponsorsOf::<T>::truncate_from(people.iter().map(id_of::<T>).collect())
}

fn forward<T: Config>(blocks: BlockNumberFor<T>) {
	let now = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(now + blocks);
}

/// Makes all of `sponsors` those on whose word `member` was admitted.
fn sponsored_by<T: Config>(member: MemberId, sponsors: &[T::AccountId]) {
	let sponsors = ids_of::<T>(sponsors);
	Members::<T>::mutate(member, |record| record.as_mut().unwrap().sponsors = sponsors);
}

fn found<T: Config>() -> T::AccountId {
	account("found", 0, 0)
}

/// The words of all of `sponsors` for the account `found`.
fn words_of<T: Config>(sponsors: &[T::AccountId]) -> RecoveryWordsOf<T> {
	let word = |who| RecoveryWord { sponsor: id_of::<T>(who), account: found::<T>() };
	BoundedVec::truncate_from(sponsors.iter().map(word).collect())
}

/// Opens a recovery of `member` with the words of all of `sponsors`, due at once and its account
/// reserved.
fn recovered_by<T: Config>(member: MemberId, sponsors: &[T::AccountId]) {
	Pallet::<T>::do_reassign(member, found::<T>()).unwrap();
	Recoveries::<T>::mutate(member, |recovery| {
		let recovery = recovery.as_mut().unwrap();
		recovery.words = words_of::<T>(sponsors);
		let from = frame_system::Pallet::<T>::block_number();
		recovery.due = Some(Due { account: found::<T>(), from });
	});
}

/// Gives the candidate `who` words that come from one circle, but for the last: so that it takes all
/// of them, and they are counted one by one.
fn one_circle_but_for_the_last<T: Config>(who: &T::AccountId) {
	Candidates::<T>::mutate(who, |record| {
		let record = record.as_mut().unwrap();
		(record.needed, record.councils) = (2, 2);
		let (first, others) = (record.words[0], record.words.len() - 1);
		for word in record.words.iter_mut().take(others) {
			(word.workers, word.consumers) = (first.workers, first.consumers);
		}
	});
}

/// A member with all that a member can have: words that stand in full records, dependents, an
/// offer, a recovery; and both accounts in use, so that they will linger.
fn member_with_everything<T: Config>() -> (T::AccountId, Vec<T::AccountId>) {
	let people = members::<T>(T::MaxSponsors::get() + 1);
	let (last, sponsors) = people.split_last().unwrap();
	let first = sponsors[0].clone();
	let member = id_of::<T>(&first);
	sponsor_all::<T>(sponsors, T::MaxOpenSponsorships::get());
	let others = [&sponsors[1..], core::slice::from_ref(last)].concat();
	sponsored_by::<T>(member, &others);
	Pallet::<T>::fill_household(member);
	recovered_by::<T>(member, &others);
	Pallet::<T>::do_offer_account(first.clone(), other::<T>()).unwrap();
	frame_system::Pallet::<T>::inc_consumers(&other::<T>()).unwrap();
	(first, others)
}

/// A guardian with as many confirmed dependents as a member can have, and the first of them.
fn guardian<T: Config>(who: &T::AccountId) -> T::AccountId {
	let member = id_of::<T>(who);
	Pallet::<T>::fill_household(member);
	Wards::<T>::get(member).accounts.first().unwrap().clone()
}

/// An origin that may govern.
fn governor<T: Config>() -> Result<Origin<T>, BenchmarkError> {
	T::GovernOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The last word that the record can hold, from a member whose quota it uses up.
	#[benchmark]
	fn sponsor() {
		let sponsors = members::<T>(T::MaxSponsors::get());
		let (last, others) = sponsors.split_last().unwrap();
		let open = T::MaxOpenSponsorships::get();
		sponsor_all::<T>(others, open);
		for index in 1..open {
			Pallet::<T>::do_sponsor(last.clone(), candidate::<T>(index)).unwrap();
		}
		let who = candidate::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(last.clone()), who.clone());

		assert!(Candidates::<T>::get(&who).unwrap().ready.is_some());
		assert_eq!(Sponsoring::<T>::get(id_of::<T>(last)).len() as u32, open);
	}

	/// From a full record, by a member whose quota is used up.
	#[benchmark]
	fn withdraw() {
		let sponsors = members::<T>(T::MaxSponsors::get());
		let who = sponsor_all::<T>(&sponsors, T::MaxOpenSponsorships::get());
		let first = sponsors.first().unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(first.clone()), who.clone());

		assert!(!Sponsoring::<T>::get(id_of::<T>(first)).contains(&who));
	}

	/// A full record, all of whose sponsors have used up their quotas, of a dependent whose
	/// guardian has as many as possible.
	#[benchmark]
	fn admit() {
		let sponsors = members::<T>(T::MaxSponsors::get());
		let guardian = sponsors[0].clone();
		Pallet::<T>::do_add_dependent(guardian.clone(), candidate::<T>(0)).unwrap();
		let dependent = Dependents::<T>::get(candidate::<T>(0)).unwrap();
		Pallet::<T>::confirm(candidate::<T>(0), dependent, id_of::<T>(&sponsors[1]));
		Pallet::<T>::fill_household(id_of::<T>(&guardian));
		let who = sponsor_all::<T>(&sponsors, T::MaxOpenSponsorships::get());
		one_circle_but_for_the_last::<T>(&who);

		#[extrinsic_call]
		_(RawOrigin::Signed(guardian), who.clone());

		assert_eq!(Members::<T>::get(id_of::<T>(&who)).unwrap().sponsors.len(), sponsors.len());
		assert!(!Dependents::<T>::contains_key(&who));
	}

	/// A member whose word stands in as many full records as the quota allows, with dependents, an
	/// offer to an account in use and a recovery.
	#[benchmark]
	fn leave() {
		let (first, _) = member_with_everything::<T>();
		let member = id_of::<T>(&first);

		#[extrinsic_call]
		_(RawOrigin::Signed(first.clone()));

		assert!(!Members::<T>::contains_key(member));
		assert!(Sponsoring::<T>::get(member).is_empty());
		assert!(Lingering::<T>::contains_key(other::<T>()));
	}

	/// A full record, all of whose sponsors have used up their quotas.
	#[benchmark]
	fn discard() {
		let sponsors = members::<T>(T::MaxSponsors::get());
		let who = sponsor_all::<T>(&sponsors, T::MaxOpenSponsorships::get());
		forward::<T>(1_000u32.into());

		#[extrinsic_call]
		_(RawOrigin::Signed(sponsors[0].clone()), who.clone());

		assert!(!Candidates::<T>::contains_key(&who));
	}

	#[benchmark]
	fn set_rules() -> Result<(), BenchmarkError> {
		let origin = governor::<T>()?;
		let rules = widest_rules::<T>();

		#[extrinsic_call]
		_(origin as Origin<T>, rules.clone());

		assert_eq!(Rules::<T>::get(), rules);
		Ok(())
	}

	/// The objection that sends the case of a full record to the home council.
	#[benchmark]
	fn object() {
		let most = T::MaxSponsors::get().max(T::MaxObjectors::get());
		let people = members::<T>(most);
		let sponsors = &people[..T::MaxSponsors::get() as usize];
		let who = sponsor_all::<T>(sponsors, 1);
		let objectors = &people[..T::MaxObjectors::get() as usize];
		let (last, others) = objectors.split_last().unwrap();
		for other in others {
			Pallet::<T>::do_object(other.clone(), who.clone()).unwrap();
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(last.clone()), who.clone());

		assert!(Pallet::<T>::is_sent(&Candidates::<T>::get(&who).unwrap()));
	}

	/// Against a candidate with a full record, all of whose sponsors have used up their quotas, by who
	/// is none of them and does not object.
	#[benchmark]
	fn settle_case() {
		let people = members::<T>(T::MaxSponsors::get().max(T::MaxObjectors::get()) + 1);
		let judge = people.last().unwrap();
		let sponsors = &people[..T::MaxSponsors::get() as usize];
		let who = sponsor_all::<T>(sponsors, T::MaxOpenSponsorships::get());
		for objector in &people[..T::MaxObjectors::get() as usize] {
			Pallet::<T>::do_object(objector.clone(), who.clone()).unwrap();
		}
		// Each council has one seat here, so the first sponsor would speak for the home council.
		let home = T::Councils::seat_of(id_of::<T>(judge), Side::Consumers).unwrap();
		Candidates::<T>::mutate(&who, |record| record.as_mut().unwrap().home = home);

		#[extrinsic_call]
		_(RawOrigin::Signed(judge.clone()), who.clone(), false);

		assert!(!Candidates::<T>::contains_key(&who));
	}

	#[benchmark]
	fn offer_account() {
		let people = members::<T>(1);
		let member = id_of::<T>(&people[0]);

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].clone()), other::<T>());

		assert_eq!(AccountOffers::<T>::get(other::<T>()), Some(member));
	}

	#[benchmark]
	fn withdraw_offer() {
		let people = members::<T>(1);
		Pallet::<T>::do_offer_account(people[0].clone(), other::<T>()).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].clone()));

		assert!(!AccountOffers::<T>::contains_key(other::<T>()));
	}

	/// Of a member with a recovery that is due.
	#[benchmark]
	fn accept_account() {
		let people = members::<T>(T::MaxSponsors::get() + 1);
		let member = id_of::<T>(&people[0]);
		sponsored_by::<T>(member, &people[1..]);
		recovered_by::<T>(member, &people[1..]);
		Pallet::<T>::do_offer_account(people[0].clone(), other::<T>()).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(other::<T>()));

		assert_eq!(MemberOf::<T>::get(other::<T>()), Some(member));
	}

	/// The word that makes the majority of as many sponsors as possible, all of whom have given one:
	/// its giver named another account before, and so did the first. The rules are read by the word
	/// that opens a recovery, so here too.
	#[benchmark]
	fn recover() {
		let people = members::<T>(T::MaxSponsors::get() + 1);
		let member = id_of::<T>(&people[0]);
		let sponsors = &people[1..];
		sponsored_by::<T>(member, sponsors);
		let astray = sponsors.len() - majority_of(T::MaxSponsors::get()) as usize;
		for (index, who) in sponsors.iter().enumerate() {
			let wrong = index < astray || index + 1 == sponsors.len();
			let account = if wrong { candidate::<T>(index as u32) } else { other::<T>() };
			Pallet::<T>::do_recover(who.clone(), member, account).unwrap();
		}
		let last = RawOrigin::Signed(sponsors.last().unwrap().clone());

		#[block]
		{
			Rules::<T>::get();
			Pallet::<T>::recover(last.into(), member, other::<T>()).unwrap();
		}

		assert_eq!(Recoveries::<T>::get(member).unwrap().words.len(), sponsors.len());
		assert_eq!(RecoveryAccounts::<T>::get(other::<T>()), Some(member));
	}

	/// Of a recovery that is due, with as many words as possible.
	#[benchmark]
	fn cancel_recovery() {
		let people = members::<T>(T::MaxSponsors::get() + 1);
		let member = id_of::<T>(&people[0]);
		sponsored_by::<T>(member, &people[1..]);
		recovered_by::<T>(member, &people[1..]);

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].clone()));

		assert!(!Recoveries::<T>::contains_key(member));
		assert!(!RecoveryAccounts::<T>::contains_key(found::<T>()));
	}

	/// Of a member with an open offer; both accounts are in use and linger.
	#[benchmark]
	fn complete_recovery() {
		let (first, _) = member_with_everything::<T>();
		let member = id_of::<T>(&first);
		frame_system::Pallet::<T>::inc_consumers(&first).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(first.clone()), member);

		assert!(Lingering::<T>::contains_key(&first));
		assert_eq!(MemberOf::<T>::get(found::<T>()), Some(member));
		assert!(!RecoveryAccounts::<T>::contains_key(found::<T>()));
	}

	/// A recovery with as many words as possible: what is dead has no account reserved.
	#[benchmark]
	fn discard_recovery() {
		let people = members::<T>(T::MaxSponsors::get() + 1);
		let member = id_of::<T>(&people[0]);
		recovered_by::<T>(member, &people[1..]);
		RecoveryAccounts::<T>::remove(found::<T>());
		Recoveries::<T>::mutate(member, |recovery| {
			let recovery = recovery.as_mut().unwrap();
			recovery.due = None;
			recovery.expires = frame_system::Pallet::<T>::block_number();
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(people[1].clone()), member);

		assert!(!Recoveries::<T>::contains_key(member));
	}

	#[benchmark]
	fn renew() {
		let people = members::<T>(1);
		let member = id_of::<T>(&people[0]);
		forward::<T>(T::Calendar::blocks_per_period().into());

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].clone()));

		assert_eq!(Members::<T>::get(member).unwrap().renewed, T::Calendar::period());
	}

	/// Of a member with everything, whose account is in use.
	#[benchmark]
	fn lapse() {
		let (first, others) = member_with_everything::<T>();
		let member = id_of::<T>(&first);
		frame_system::Pallet::<T>::inc_consumers(&first).unwrap();
		forward::<T>(T::Calendar::blocks_per_period().into());

		#[extrinsic_call]
		_(RawOrigin::Signed(others[0].clone()), member);

		assert!(!Members::<T>::contains_key(member));
		assert!(Lingering::<T>::contains_key(&first));
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = governor::<T>()?;
		let member = id_of::<T>(&members::<T>(1)[0]);

		#[extrinsic_call]
		_(origin as Origin<T>, member);

		assert!(Members::<T>::get(member).unwrap().suspended);
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = governor::<T>()?;
		let member = id_of::<T>(&members::<T>(1)[0]);
		Pallet::<T>::do_suspend(member).unwrap();

		#[extrinsic_call]
		_(origin as Origin<T>, member);

		assert!(!Members::<T>::get(member).unwrap().suspended);
		Ok(())
	}

	#[benchmark]
	fn lift_bar() -> Result<(), BenchmarkError> {
		let origin = governor::<T>()?;
		let member = id_of::<T>(&members::<T>(1)[0]);
		Members::<T>::mutate(member, |record| {
			record.as_mut().unwrap().barred_until = Some(u32::MAX.into());
		});

		#[extrinsic_call]
		_(origin as Origin<T>, member);

		assert_eq!(Members::<T>::get(member).unwrap().barred_until, None);
		Ok(())
	}

	/// A member who is barred already, for less long.
	#[benchmark]
	fn bar() -> Result<(), BenchmarkError> {
		let origin = governor::<T>()?;
		let member = id_of::<T>(&members::<T>(1)[0]);
		Members::<T>::mutate(member, |record| {
			record.as_mut().unwrap().barred_until = Some(Default::default());
		});

		#[extrinsic_call]
		_(origin as Origin<T>, member);

		assert!(Members::<T>::get(member).unwrap().is_barred(T::Calendar::period()));
		Ok(())
	}

	/// Of a member with everything, whose account is in use, and all of whose sponsors are barred.
	#[benchmark]
	fn end_duplicate() -> Result<(), BenchmarkError> {
		let origin = governor::<T>()?;
		let (first, others) = member_with_everything::<T>();
		let (member, original) = (id_of::<T>(&first), id_of::<T>(&others[0]));
		frame_system::Pallet::<T>::inc_consumers(&first).unwrap();

		#[extrinsic_call]
		_(origin as Origin<T>, member, original);

		assert!(Lingering::<T>::contains_key(&first));
		assert!(others
			.iter()
			.all(|other| { Members::<T>::get(id_of::<T>(other)).unwrap().barred_until.is_some() }));
		Ok(())
	}

	/// In place of a recovery with as many words as possible that is due for another account.
	#[benchmark]
	fn reassign() -> Result<(), BenchmarkError> {
		let origin = governor::<T>()?;
		let people = members::<T>(T::MaxSponsors::get() + 1);
		let member = id_of::<T>(&people[0]);
		sponsored_by::<T>(member, &people[1..]);
		recovered_by::<T>(member, &people[1..]);

		#[extrinsic_call]
		_(origin as Origin<T>, member, other::<T>());

		assert_eq!(RecoveryAccounts::<T>::get(other::<T>()), Some(member));
		assert!(!RecoveryAccounts::<T>::contains_key(found::<T>()));
		Ok(())
	}

	#[benchmark]
	fn release() {
		let people = members::<T>(1);
		let lingering = other::<T>();
		frame_system::Pallet::<T>::inc_providers(&lingering);
		Lingering::<T>::insert(&lingering, ());

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].clone()), lingering.clone());

		assert!(!Lingering::<T>::contains_key(&lingering));
	}

	/// The last that a member can have.
	#[benchmark]
	fn add_dependent() {
		let people = members::<T>(1);
		let who = people[0].clone();
		let first = guardian::<T>(&who);
		Pallet::<T>::do_remove_dependent(None, first).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), other::<T>());

		let wards = Wards::<T>::get(id_of::<T>(&who));
		assert_eq!(wards.accounts.len() as u32, T::MaxDependents::get());
	}

	/// What the call does after its checks, and what these read: two members with a seat in one
	/// council are not for this pallet to make.
	#[benchmark]
	fn confirm_dependent() {
		let people = members::<T>(2);
		let first = guardian::<T>(&people[0]);
		Pallet::<T>::do_remove_dependent(None, first.clone()).unwrap();
		Pallet::<T>::do_add_dependent(people[0].clone(), first.clone()).unwrap();

		#[block]
		{
			let (by, _) = Pallet::<T>::ensure_active(&people[1]).unwrap();
			let dependent = Dependents::<T>::get(&first).unwrap();
			assert!(!Pallet::<T>::are_neighbours(dependent.guardian, by));
			Pallet::<T>::confirm(first.clone(), dependent, by);
		}

		assert!(Dependents::<T>::get(&first).unwrap().confirmed);
	}

	/// One of as many confirmed dependents as a member can have.
	#[benchmark]
	fn remove_dependent() {
		let people = members::<T>(1);
		let first = guardian::<T>(&people[0]);

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].clone()), first.clone());

		assert!(!Dependents::<T>::contains_key(&first));
	}

	#[benchmark]
	fn hand_over() {
		let people = members::<T>(2);
		let first = guardian::<T>(&people[0]);
		let to = id_of::<T>(&people[1]);

		#[extrinsic_call]
		_(RawOrigin::Signed(people[0].clone()), first.clone(), to);

		assert_eq!(Dependents::<T>::get(&first).unwrap().offered_to, Some(to));
	}

	/// From a guardian with as many dependents as possible to one with all but one of as many.
	#[benchmark]
	fn accept_guardianship() {
		let people = members::<T>(2);
		let first = guardian::<T>(&people[0]);
		let to = id_of::<T>(&people[1]);
		let given_up = guardian::<T>(&people[1]);
		Pallet::<T>::do_remove_dependent(None, given_up).unwrap();
		Pallet::<T>::do_hand_over(people[0].clone(), first.clone(), to).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(people[1].clone()), first.clone());

		assert_eq!(Dependents::<T>::get(&first).unwrap().guardian, to);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with(0), crate::mock::Test);
}
