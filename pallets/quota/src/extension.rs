//! The extension that stands in the place of the SDK's [`ChargeTransactionPayment`].
//!
//! It encodes as that one does and shows its name and types, so that wallets see nothing new: they
//! ask for a tip, and sign. What a wallet cannot see is that a member's transaction without a tip
//! is paid from a purse where it can be.

use crate::{
	Classify, Config, LoadOf, PaidLoad, Pallet, PurseId, TipOf, WeightInfo, WeightsOf, WhyPaid,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, DispatchResult, PostDispatchInfo},
	pallet_prelude::{Get, TransactionSource},
	weights::Weight,
};
use pallet_transaction_payment::ChargeTransactionPayment;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		Dispatchable, Implication, RefundWeight, TransactionExtension,
		TransactionExtensionMetadata, ValidateResult, Zero,
	},
	transaction_validity::{
		InvalidTransaction, TransactionLongevity, TransactionPriority, TransactionValidityError,
		ValidTransaction,
	},
};

/// Blocks for which the pool keeps a free transaction without asking again.
pub const FREE_LONGEVITY: TransactionLongevity = 64;

/// Steps of priority among free transactions: the fuller the purse that is left, the earlier.
pub const PRIORITY_STEPS: TransactionPriority = 1_000;

/// Charges a transaction to a purse if it can, and otherwise as [`ChargeTransactionPayment`] does.
///
/// Made of the SDK's extension, which carries the tip: `ChargeQuota::from(tip)`.
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, PartialEq, Eq)]
pub struct ChargeQuota<T: Config>(pub ChargeTransactionPayment<T>);

/// What [`ChargeQuota`] has found out about a transaction.
pub enum Val<T: Config> {
	/// It is paid from a purse.
	Free {
		/// From which.
		purse: PurseId,
		/// How much.
		cost: u64,
	},
	/// It is paid in tokens, and counts as such in its block.
	Paid(pallet_transaction_payment::Val<T>),
	/// It is none of our business: not signed, or paid in tokens and not of the normal class.
	Other(pallet_transaction_payment::Val<T>),
}

/// What [`ChargeQuota`] has to settle after a transaction.
pub enum Pre<T: Config> {
	/// It was charged to a purse.
	Free {
		/// To which.
		purse: PurseId,
		/// What the extension takes less than it takes at most.
		unspent: Weight,
	},
	/// It was charged in tokens and counted in its block.
	Paid {
		/// What the SDK's extension has to settle.
		inner: pallet_transaction_payment::Pre<T>,
		/// What the extension takes less than it takes at most.
		unspent: Weight,
	},
	/// It was left to the SDK's extension.
	Other {
		/// What that has to settle.
		inner: pallet_transaction_payment::Pre<T>,
		/// What the extension takes less than it takes at most.
		unspent: Weight,
	},
}

impl<T: Config> ChargeQuota<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
{
	/// With a tip: zero asks for a free transaction.
	pub fn from(tip: TipOf<T>) -> Self {
		Self(ChargeTransactionPayment::from(tip))
	}

	/// What `account` pays for the call from which purse, or why it pays in tokens.
	fn check_free(
		&self,
		account: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Result<crate::Charge, WhyPaid> {
		if !self.0.tip().is_zero() {
			return Err(WhyPaid::Tip);
		}
		let weight = info.total_weight().ref_time();
		let len = u32::try_from(len).unwrap_or(u32::MAX);
		Pallet::<T>::check_free(account, T::Purses::purse(call), weight, len)
	}

	/// The place of a transaction that is paid in tokens: behind all free ones, unless the tip
	/// outbids them.
	fn paid_priority(&self, priority: TransactionPriority) -> TransactionPriority {
		let free = T::MemberPriority::get();
		if self.0.tip() >= T::OutbidTip::get() {
			priority.max(free.saturating_add(PRIORITY_STEPS).saturating_add(1))
		} else {
			priority.min(free.saturating_sub(1))
		}
	}

	/// What the SDK's extension and the load of the block say of a transaction that is not free.
	/// Operational ones count as well: their room is the block's, and anybody can sign one.
	fn check_paid(
		&self,
		checked: ValidateResult<pallet_transaction_payment::Val<T>, T::RuntimeCall>,
		why: WhyPaid,
		info: &DispatchInfo,
		len: usize,
	) -> ValidateResult<Val<T>, T::RuntimeCall> {
		let exhausted = TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);
		let broke = TransactionValidityError::Invalid(InvalidTransaction::Payment);
		let (mut valid, val, origin) = checked.map_err(|error| {
			// The purse will have room again: kept out for the moment.
			let waits = error == broke && why == WhyPaid::NoRoom;
			if waits {
				exhausted
			} else {
				error
			}
		})?;
		Pallet::<T>::load_with(info, len).ok_or(exhausted)?;
		valid.priority = self.paid_priority(valid.priority);
		Ok((valid, Val::Paid(val), origin))
	}

	/// What the extension spends less than it takes at most, where it takes `charging` beside
	/// finding the purse.
	fn unspent(&self, call: &T::RuntimeCall, charging: Weight) -> Weight {
		let finding = Pallet::<T>::lookup_weight(T::Purses::purse(call));
		self.weight(call).saturating_sub(finding.saturating_add(charging))
	}

	/// What of the weight charged for a transaction has not been used.
	fn unused(info: &DispatchInfo, post_info: &PostDispatchInfo, unspent: Weight) -> Weight {
		let used = post_info.calc_actual_weight(info).saturating_sub(unspent);
		info.total_weight().saturating_sub(used)
	}

	/// Lets the SDK's extension settle, which learns of what ours has not spent, and gives back
	/// what neither has.
	fn settle_inner(
		inner: pallet_transaction_payment::Pre<T>,
		unspent: Weight,
		info: &DispatchInfo,
		post_info: &PostDispatchInfo,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		let mut corrected = *post_info;
		corrected.refund(unspent);
		let left =
			<ChargeTransactionPayment<T> as TransactionExtension<T::RuntimeCall>>::post_dispatch_details(
				inner, info, &corrected, len, result,
			)?;
		Ok(unspent.saturating_add(left))
	}
}

impl<T: Config> core::fmt::Debug for ChargeQuota<T> {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		core::fmt::Debug::fmt(&self.0, f)
	}
}

// The metadata shows the SDK's extension.
impl<T: Config> TypeInfo for ChargeQuota<T> {
	type Identity = ChargeTransactionPayment<T>;

	fn type_info() -> scale_info::Type {
		ChargeTransactionPayment::<T>::type_info()
	}
}

impl<T: Config> TransactionExtension<T::RuntimeCall> for ChargeQuota<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
{
	const IDENTIFIER: &'static str =
		<ChargeTransactionPayment<T> as TransactionExtension<T::RuntimeCall>>::IDENTIFIER;
	type Implicit = ();
	type Val = Val<T>;
	type Pre = Pre<T>;

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		<ChargeTransactionPayment<T> as TransactionExtension<T::RuntimeCall>>::metadata()
	}

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		Pallet::<T>::most_charge_weight(T::Purses::purse(call)).max(self.0.weight(call))
	}

	fn validate(
		&self,
		origin: T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
		_: (),
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Val<T>, T::RuntimeCall> {
		let account = frame_system::ensure_signed(origin.clone()).ok();
		let account = account.filter(|_| info.class != DispatchClass::Mandatory);
		let free = account.as_ref().map(|account| self.check_free(account, call, info, len));
		let why = match free {
			Some(Ok(charge)) => {
				let priority = T::MemberPriority::get().saturating_add(charge.left);
				let valid =
					ValidTransaction { priority, longevity: FREE_LONGEVITY, ..Default::default() };
				return Ok((valid, Val::Free { purse: charge.purse, cost: charge.cost }, origin));
			},
			Some(Err(why)) => Some(why),
			None => None,
		};
		let checked = self.0.validate(origin, call, info, len, (), implication, source);
		match why {
			Some(why) => self.check_paid(checked, why, info, len),
			None => checked.map(|(valid, val, origin)| (valid, Val::Other(val), origin)),
		}
	}

	fn prepare(
		self,
		val: Val<T>,
		origin: &T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Result<Pre<T>, TransactionValidityError> {
		match val {
			Val::Free { purse, cost } => {
				let unspent = self.unspent(call, WeightsOf::<T>::charge_free());
				Pallet::<T>::charge(purse, cost).ok_or(InvalidTransaction::ExhaustsResources)?;
				Ok(Pre::Free { purse, unspent })
			},
			Val::Paid(val) => {
				let unspent = self.unspent(call, WeightsOf::<T>::charge_paid());
				let load: LoadOf<T> = Pallet::<T>::load_with(info, len)
					.ok_or(InvalidTransaction::ExhaustsResources)?;
				let inner = self.0.prepare(val, origin, call, info, len)?;
				PaidLoad::<T>::put(load);
				Ok(Pre::Paid { inner, unspent })
			},
			Val::Other(val) => {
				// Who signed has been looked for among the members.
				let signed = frame_system::ensure_signed(origin.clone()).is_ok();
				let unspent = if signed {
					self.unspent(call, WeightsOf::<T>::charge_paid())
				} else {
					self.weight(call).saturating_sub(self.0.weight(call))
				};
				let inner = self.0.prepare(val, origin, call, info, len)?;
				Ok(Pre::Other { inner, unspent })
			},
		}
	}

	fn post_dispatch_details(
		pre: Pre<T>,
		info: &DispatchInfo,
		post_info: &PostDispatchInfo,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match pre {
			Pre::Free { purse, unspent } => {
				let unused = Self::unused(info, post_info, unspent);
				Pallet::<T>::refund(purse, unused.ref_time());
				Ok(unspent)
			},
			Pre::Paid { inner, unspent } => {
				let left = Self::settle_inner(inner, unspent, info, post_info, len, result)?;
				Pallet::<T>::unload(Self::unused(info, post_info, left));
				Ok(left)
			},
			Pre::Other { inner, unspent } => {
				Self::settle_inner(inner, unspent, info, post_info, len, result)
			},
		}
	}
}
