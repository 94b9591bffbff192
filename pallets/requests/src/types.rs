//! What the pallet stores and shows.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use parecon_primitives::{CouncilId, CycleId, GoodId, Quantity};
use scale_info::TypeInfo;
use sp_core::H256;

/// Goods with amounts, in one request.
pub type GoodsOf<T> = BoundedVec<(GoodId, Quantity), <T as Config>::MaxGoods>;
/// Goods with amounts, of all members of a council.
pub type SumOf<T> = BoundedVec<(GoodId, Quantity), <T as Config>::MaxRequested>;
/// A request on this chain.
pub type RequestOf<T> = Request<<T as Config>::MaxGoods>;

/// What a member asks of a council.
#[derive(
	CloneNoBound,
	DebugNoBound,
	PartialEqNoBound,
	EqNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(MaxGoods))]
pub struct Request<MaxGoods: Get<u32>> {
	/// The council.
	pub council: CouncilId,
	/// The cycle in which it was made.
	pub cycle: CycleId,
	/// Private goods, ascending, with amounts in micro-units for a cycle.
	pub goods: BoundedVec<(GoodId, Quantity), MaxGoods>,
	/// Hash of what the member says in words.
	pub note: Option<H256>,
}

/// A member's part of a good that a plan grants the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Part {
	/// The good.
	pub good: GoodId,
	/// What the member asked for.
	pub requested: Quantity,
	/// The member's part of what is granted.
	pub granted: Quantity,
}

/// What a request takes of the member's purse, in bytes: itself and its place in the sum.
pub(crate) fn room<T: Config>() -> u32 {
	let bytes = RequestOf::<T>::max_encoded_len().saturating_add(GoodsOf::<T>::max_encoded_len());
	u32::try_from(bytes).unwrap_or(u32::MAX)
}
