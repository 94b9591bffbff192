//! What the views answer. They write nothing.

use crate::{
	Config, FreeAnswer, FreeAnswerOf, Kind, Pallet, PurseId, PurseInfo, PurseInfoOf, Quota,
	QuotaOf, Rules,
};
use parecon_primitives::Membership;

impl<T: Config> Pallet<T> {
	pub(crate) fn view_purse(id: PurseId) -> PurseInfoOf<T> {
		let purse = Self::purse_of(id);
		let terms = Rules::<T>::get().terms(id);
		let now = frame_system::Pallet::<T>::block_number();
		PurseInfo {
			capacity: terms.capacity,
			used: purse.used_at(&terms, now),
			held: terms.price(purse.held),
			records: purse.held.records,
			room: purse.room(&terms, now),
			full_at: purse.refilled_at(&terms).max(now),
		}
	}

	pub(crate) fn view_quota_of(account: T::AccountId) -> Option<QuotaOf<T>> {
		let payer = T::Membership::payer_of(&account)?;
		Some(Quota {
			payer,
			ordinary: Self::view_purse(PurseId::Member(payer)),
			voice: Self::view_purse(PurseId::Voice(payer)),
		})
	}

	pub(crate) fn view_would_be_free(
		account: T::AccountId,
		weight: u64,
		len: u32,
		kind: Kind,
	) -> FreeAnswerOf<T> {
		let payer = T::Membership::payer_of(&account);
		let purse = payer.and_then(|payer| Self::purse_for(payer, kind).ok());
		FreeAnswer {
			verdict: Self::check_free(&account, kind, weight, len).map(|charge| charge.purse),
			cost: Rules::<T>::get().cost(weight, len),
			purse: purse.map(Self::view_purse),
		}
	}
}
