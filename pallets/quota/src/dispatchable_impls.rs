//! What the calls do. Each checks all that can fail before its first write.

use crate::{
	Config, Error, Event, Held, Pallet, PurseId, Purses, QuotaRulesOf, Rules, LEAST_LENGTH,
	LEAST_WEIGHT,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
};
use parecon_primitives::{CouncilId, CouncilTree, MemberId};
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
	/// Whether `rules` lie within the bounds.
	pub(crate) fn ensure_rules(rules: &QuotaRulesOf<T>) -> Result<(), Error<T>> {
		let refills = !rules.refill.is_zero() && rules.refill <= T::MaxRefill::get();
		ensure!(refills, Error::<T>::RefillOutOfBounds);

		let least = LEAST_WEIGHT.saturating_add(rules.byte.saturating_mul(LEAST_LENGTH));
		let smallest = rules.member.min(rules.voice).min(rules.council);
		ensure!(smallest >= least, Error::<T>::CapacityTooSmall);

		let bytes = u32::try_from(LEAST_LENGTH).unwrap_or(u32::MAX);
		let holds = |purse| {
			let terms = rules.terms(purse);
			terms.price(Held { records: 1, bytes }) <= terms.most_held()
		};
		let all_hold = holds(PurseId::Member(MemberId(0))) && holds(PurseId::Council(CouncilId(0)));
		ensure!(all_hold, Error::<T>::RecordTooDear);
		Ok(())
	}

	pub(crate) fn do_set_rules(rules: QuotaRulesOf<T>) -> DispatchResult {
		Self::ensure_rules(&rules)?;

		Rules::<T>::put(&rules);
		Self::deposit_event(Event::RulesSet { rules });
		Ok(())
	}

	pub(crate) fn do_sweep(purse: PurseId) -> DispatchResult {
		let entry = Purses::<T>::get(purse).ok_or(Error::<T>::NoPurse)?;
		let terms = Rules::<T>::get().terms(purse);
		let now = frame_system::Pallet::<T>::block_number();
		let is_full = entry.used_at(&terms, now) == 0 && entry.held.is_none();
		ensure!(is_full || Self::is_dead(purse), Error::<T>::StillUsed);

		Purses::<T>::remove(purse);
		Self::deposit_event(Event::Swept { purse });
		Ok(())
	}

	/// Whether it is the purse of a council that is gone. Numbers of councils are never given twice,
	/// so nothing can be taken from it any more. A member's purses go with the member.
	fn is_dead(purse: PurseId) -> bool {
		matches!(purse, PurseId::Council(council) if T::Councils::side_of(council).is_none())
	}
}
