//! Benchmarks, each at the declared maxima. What the extension takes is measured from its first
//! look at a transaction to its last, with the SDK's extension where that is asked.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, Pays, PostDispatchInfo},
	traits::EnsureOrigin,
	weights::Weight,
};
use frame_system::RawOrigin;
use pallet_transaction_payment::OnChargeTransaction;
use parecon_primitives::{CouncilId, MemberId, Membership, OnMemberChange};
use sp_runtime::traits::{
	AsTransactionAuthorizedOrigin, DispatchTransaction, Dispatchable, TransactionExtension, Zero,
};

/// The length of the transactions.
const LEN: usize = 200;

/// A member and the member's account.
fn member<T: Config>() -> (T::AccountId, MemberId) {
	let who: T::AccountId = account("member", 0, 0);
	let member = T::Membership::ensure_member(&who).unwrap();
	(who, member)
}

/// Takes `used` picoseconds and a record from a purse.
fn take<T: Config>(id: PurseId, used: u64) {
	let at = frame_system::Pallet::<T>::block_number();
	Purses::<T>::insert(id, Purse { used, held: Held { records: 1, bytes: 100 }, at });
}

/// An ordinary call.
fn call<T: Config>() -> T::RuntimeCall {
	frame_system::Call::<T>::remark { remark: Default::default() }.into()
}

fn info(extension_weight: Weight) -> DispatchInfo {
	DispatchInfo {
		call_weight: Weight::from_parts(100_000_000, 0),
		extension_weight,
		class: DispatchClass::Normal,
		pays_fee: Pays::Yes,
	}
}

/// What the call took: less than it was charged for.
fn post_info() -> PostDispatchInfo {
	PostDispatchInfo { actual_weight: Some(Weight::from_parts(10_000_000, 0)), pays_fee: Pays::Yes }
}

#[benchmarks(where
	T::RuntimeOrigin: AsTransactionAuthorizedOrigin,
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_rules() -> Result<(), BenchmarkError> {
		let origin =
			T::GovernOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let rules = QuotaRulesOf::<T>::default();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, rules.clone());

		assert_eq!(Rules::<T>::get(), rules);
		Ok(())
	}

	/// The purse of a council that is gone and held a record.
	#[benchmark]
	fn sweep() {
		let (who, _) = member::<T>();
		let purse = PurseId::Council(CouncilId(u32::MAX));
		take::<T>(purse, 1_000);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), purse);

		assert!(!Purses::<T>::contains_key(purse));
	}

	/// Both purses have an entry.
	#[benchmark]
	fn member_left() {
		let (_, member) = member::<T>();
		take::<T>(PurseId::Member(member), 1_000);
		take::<T>(PurseId::Voice(member), 1_000);

		#[block]
		{
			<Pallet<T> as OnMemberChange<T::AccountId>>::member_left(member);
		}

		assert!(!Purses::<T>::contains_key(PurseId::Member(member)));
		assert!(!Purses::<T>::contains_key(PurseId::Voice(member)));
	}

	/// A member's call, charged to a purse that has an entry, and refunded in part.
	#[benchmark]
	fn charge_free() {
		let (who, member) = member::<T>();
		let purse = PurseId::Member(member);
		take::<T>(purse, 1_000);
		let call = call::<T>();
		let extension = ChargeQuota::<T>::from(Zero::zero());
		let info = info(extension.weight(&call));

		#[block]
		{
			let run =
				extension.test_run(RawOrigin::Signed(who).into(), &call, &info, LEN, 0, |_| {
					Ok(post_info())
				});
			assert!(run.unwrap().is_ok());
		}

		assert!(Purses::<T>::get(purse).unwrap().used > 1_000);
		assert!(!PaidLoad::<T>::exists());
	}

	/// A call of a member whose purse is used up, and who pays in tokens.
	#[benchmark]
	fn charge_paid() {
		let (who, member) = member::<T>();
		let purse = PurseId::Member(member);
		take::<T>(purse, Rules::<T>::get().member);
		let call = call::<T>();
		let extension = ChargeQuota::<T>::from(Zero::zero());
		let info = info(extension.weight(&call));
		let fee =
			pallet_transaction_payment::Pallet::<T>::compute_fee(LEN as u32, &info, Zero::zero());
		let least = <T::OnChargeTransaction as OnChargeTransaction<T>>::minimum_balance();
		let amount = (fee + least) * 10u32.into();
		<T::OnChargeTransaction as OnChargeTransaction<T>>::endow_account(&who, amount);

		#[block]
		{
			let run =
				extension.test_run(RawOrigin::Signed(who).into(), &call, &info, LEN, 0, |_| {
					Ok(post_info())
				});
			assert!(run.unwrap().is_ok());
		}

		assert_eq!(PaidLoad::<T>::get().length, LEN as u32);
		assert_eq!(Purses::<T>::get(purse).unwrap().used, Rules::<T>::get().member);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with(), crate::mock::Test);
}
