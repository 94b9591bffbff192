//! Benchmarks at the declared maxima: full requests, full sums, a member who has moved.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use parecon_primitives::{
	CouncilId, CouncilTree, CycleId, GoodId, MemberId, Membership, PlanningYear, Quantity, Side,
	StorageQuota,
};
use sp_core::H256;

/// Where the member lived before.
const ELSEWHERE: CouncilId = CouncilId(u32::MAX);

/// A member with a seat in a consumers' council, and private goods while requests are taken.
fn member<T: Config>(goods: u32) -> (T::AccountId, MemberId, CouncilId, Vec<GoodId>) {
	let account = whitelisted_caller::<T::AccountId>();
	let member = T::Membership::ensure_member(&account).unwrap();
	let council = T::Councils::ensure_council(member, Side::Consumers).unwrap();
	let goods = T::Year::ensure_asking(council, goods);
	(account, member, council, goods)
}

/// `council` is asked for as many goods as it can be, `own` among them.
fn fill<T: Config>(council: CouncilId, own: &[(GoodId, Quantity)]) {
	let others = (1_000_000u32..).map(|good| (GoodId(good), Quantity(1)));
	let mut sum: Vec<_> = own.to_vec();
	sum.extend(others.take(T::MaxRequested::get() as usize - own.len()));
	Requested::<T>::insert(council, SumOf::<T>::truncate_from(sum));
}

/// The member asks `council` for the most goods already.
fn asked<T: Config>(member: MemberId, council: CouncilId) {
	let goods: Vec<_> = (0..T::MaxGoods::get()).map(|good| (GoodId(good), Quantity(1))).collect();
	fill::<T>(council, &goods);
	let goods = BoundedVec::truncate_from(goods);
	let note = Some(H256::zero());
	Requests::<T>::insert(member, Request { council, cycle: CycleId(0), goods, note });
	T::Quota::hold(member, room::<T>()).unwrap();
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Of `g` goods, each in another page of prices, by a member who asked another council before.
	#[benchmark]
	fn request(g: Linear<1, { T::MaxGoods::get() }>) {
		let (account, member, council, goods) = member::<T>(g);
		asked::<T>(member, ELSEWHERE);
		let goods: Vec<_> = goods.into_iter().map(|good| (good, Quantity(1))).collect();
		fill::<T>(council, &goods);
		let goods = GoodsOf::<T>::truncate_from(goods);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), council, goods.clone(), Some(H256::zero()));

		assert_eq!(Requests::<T>::get(member).unwrap().goods, goods);
	}

	#[benchmark]
	fn withdraw_request() {
		let (account, member, council, _) = member::<T>(1);
		asked::<T>(member, council);

		#[extrinsic_call]
		_(RawOrigin::Signed(account));

		assert!(!Requests::<T>::contains_key(member));
	}

	#[benchmark]
	fn clear_request() {
		let (account, member, _, _) = member::<T>(1);
		asked::<T>(member, ELSEWHERE);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), member);

		assert!(!Requests::<T>::contains_key(member));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with(), crate::mock::Test);
}
