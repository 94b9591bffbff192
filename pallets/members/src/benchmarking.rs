//! Benchmarks, each at the declared maxima.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use parecon_primitives::{MemberId, Membership};

/// Rules under which every bound can be reached.
fn widest_rules<T: Config>() -> AdmissionRulesOf<T> {
	AdmissionRules {
		sponsors_needed: T::MaxSponsors::get(),
		open_sponsorships: T::MaxOpenSponsorships::get(),
		candidacy_lifetime: 1_000u32.into(),
	}
}

/// `count` members.
fn members<T: Config>(count: u32) -> Vec<T::AccountId> {
	Pallet::<T>::do_set_rules(widest_rules::<T>()).unwrap();
	let member = |index| {
		let who: T::AccountId = account("member", index, 0);
		Pallet::<T>::ensure_member(&who).unwrap();
		who
	};
	(0..count).map(member).collect()
}

fn candidate<T: Config>(index: u32) -> T::AccountId {
	account("candidate", index, 0)
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

fn forward<T: Config>(blocks: BlockNumberFor<T>) {
	let now = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(now + blocks);
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

		assert_eq!(Candidates::<T>::get(&who).unwrap().sponsors.last(), Some(&id_of::<T>(last)));
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

	/// A full record, all of whose sponsors have used up their quotas.
	#[benchmark]
	fn admit() {
		let sponsors = members::<T>(T::MaxSponsors::get());
		let who = sponsor_all::<T>(&sponsors, T::MaxOpenSponsorships::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(sponsors[0].clone()), who.clone());

		assert_eq!(Members::<T>::get(id_of::<T>(&who)).unwrap().sponsors.len(), sponsors.len());
	}

	/// A member whose word stands in as many full records as the quota allows.
	#[benchmark]
	fn leave() {
		let sponsors = members::<T>(T::MaxSponsors::get());
		sponsor_all::<T>(&sponsors, T::MaxOpenSponsorships::get());
		let first = sponsors[0].clone();
		let member = id_of::<T>(&first);

		#[extrinsic_call]
		_(RawOrigin::Signed(first.clone()));

		assert!(!Members::<T>::contains_key(member));
		assert!(Sponsoring::<T>::get(member).is_empty());
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
		let origin =
			T::GovernOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let rules = widest_rules::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, rules.clone());

		assert_eq!(Rules::<T>::get(), rules);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with(0), crate::mock::Test);
}
