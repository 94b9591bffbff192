//! What the extension does with purses and with the share of a block that is reserved.

use crate::{
	Charge, Config, Kind, Load, LoadOf, PaidLoad, Pallet, Purse, PurseId, PurseOf, Purses, Rules,
	WeightInfo, WeightsOf, WhyPaid, PRIORITY_STEPS,
};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo},
	ensure,
	pallet_prelude::Get,
	sp_runtime::traits::Dispatchable,
	weights::Weight,
};
use parecon_primitives::{CouncilId, CouncilTree, MemberId, Membership};
use sp_runtime::{PerThing, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// What it takes at most to find the purse of a call of `kind`, beyond what the benchmarks know:
	/// these have members and ordinary calls. An account that a membership is offered to takes one
	/// read more, and who speaks for a federation one for each level.
	pub(crate) fn lookup_weight(kind: Kind) -> Weight {
		let levels = match kind {
			Kind::Council(_) => T::SpeakerReads::get().saturating_add(2),
			_ => 0,
		};
		T::DbWeight::get().reads(u64::from(levels).saturating_add(1))
	}

	/// What the extension takes at most for a call of `kind`.
	pub(crate) fn most_charge_weight(kind: Kind) -> Weight {
		let most = WeightsOf::<T>::charge_free().max(WeightsOf::<T>::charge_paid());
		most.saturating_add(Self::lookup_weight(kind))
	}

	/// The purse of `id`: full where there is no entry.
	pub(crate) fn purse_of(id: PurseId) -> PurseOf<T> {
		Purses::<T>::get(id)
			.unwrap_or_else(|| Purse::full(frame_system::Pallet::<T>::block_number()))
	}

	/// Keeps a purse, or removes the entry of one from which nothing is taken.
	pub(crate) fn keep(id: PurseId, purse: PurseOf<T>) {
		Purses::<T>::set(id, Some(purse).filter(|purse| !purse.is_full()));
	}

	/// The purse from which `payer` pays for a call of `kind`.
	pub(crate) fn purse_for(payer: MemberId, kind: Kind) -> Result<PurseId, WhyPaid> {
		match kind {
			Kind::Council(council)
				if T::Councils::speaker_of(council) == Some(payer) && Self::is_grown(council) =>
			{
				Ok(PurseId::Council(council))
			},
			Kind::Ordinary | Kind::Council(_) => Ok(PurseId::Member(payer)),
			Kind::Voice => Ok(PurseId::Voice(payer)),
			Kind::Never => Err(WhyPaid::NeverFree),
		}
	}

	/// Whether a council has a purse of its own yet: it would have been full since its founding
	/// otherwise, and who founds and leaves one council after another would never run out of purses.
	fn is_grown(council: CouncilId) -> bool {
		let refill: u32 = Rules::<T>::get().refill.saturated_into();
		T::Councils::age_of(council) >= refill
	}

	/// What a transaction of `weight` picoseconds and `len` bytes that `account` signs takes from
	/// which purse, or why it is paid in tokens.
	pub(crate) fn check_free(
		account: &T::AccountId,
		kind: Kind,
		weight: u64,
		len: u32,
	) -> Result<Charge, WhyPaid> {
		let payer = T::Membership::payer_of(account).ok_or(WhyPaid::NotMember)?;
		let purse = match Self::purse_for(payer, kind)? {
			// Who may not act can use up nobody else's purse, nor a voice that is needed again.
			_ if T::Membership::is_suspended(account) => PurseId::Member(payer),
			purse => purse,
		};
		let rules = Rules::<T>::get();
		let terms = rules.terms(purse);
		let cost = rules.cost(weight, len);
		let entry = Self::purse_of(purse);
		let emptied = Purse { used: 0, ..entry };

		let now = frame_system::Pallet::<T>::block_number();
		ensure!(cost <= emptied.room(&terms, now), WhyPaid::TooLarge);
		let charged = entry.charge(&terms, now, cost).ok_or(WhyPaid::NoRoom)?;
		let left = u128::from(charged.room(&terms, now))
			.saturating_mul(PRIORITY_STEPS.into())
			.checked_div(terms.capacity.into())
			.unwrap_or_default();
		Ok(Charge { purse, cost, left: u64::try_from(left).unwrap_or(PRIORITY_STEPS) })
	}

	/// Takes `cost` from a purse; `None` where it has no room any more.
	pub(crate) fn charge(id: PurseId, cost: u64) -> Option<()> {
		let terms = Rules::<T>::get().terms(id);
		let now = frame_system::Pallet::<T>::block_number();
		let charged = Self::purse_of(id).charge(&terms, now, cost)?;
		Self::keep(id, charged);
		Some(())
	}

	/// Gives back what a transaction has not used of its charge. Nothing happens where the purse
	/// is gone with its owner.
	pub(crate) fn refund(id: PurseId, unspent: u64) {
		if let Some(purse) = Purses::<T>::get(id) {
			Self::keep(id, purse.refund(unspent));
		}
	}

	/// The most that transactions paid in tokens may take of a block.
	pub(crate) fn paid_limit() -> (Weight, u32) {
		let share = T::Reserved::get().left_from_one();
		let weights = T::BlockWeights::get();
		let normal = weights.get(DispatchClass::Normal).max_total.unwrap_or(weights.max_block);
		let weight = Weight::from_parts(
			share.mul_floor(normal.ref_time()),
			share.mul_floor(normal.proof_size()),
		);
		(weight, share.mul_floor(*T::BlockLength::get().max.get(DispatchClass::Normal)))
	}

	/// What transactions paid in tokens have taken of this block with one more, unless that is more
	/// than they may.
	pub(crate) fn load_with(info: &DispatchInfo, len: usize) -> Option<LoadOf<T>>
	where
		T::RuntimeCall:
			Dispatchable<Info = DispatchInfo, PostInfo = frame_support::dispatch::PostDispatchInfo>,
	{
		let block = frame_system::Pallet::<T>::block_number();
		let taken = PaidLoad::<T>::get();
		let taken = if taken.block == block { taken } else { Load { block, ..Load::default() } };
		let weight = frame_system::calculate_consumed_extrinsic_weight::<T::RuntimeCall>(
			&T::BlockWeights::get(),
			info,
			len,
		);
		let load = Load {
			block,
			weight: taken.weight.saturating_add(weight),
			length: taken.length.saturating_add(u32::try_from(len).unwrap_or(u32::MAX)),
		};
		let (most_weight, most_length) = Self::paid_limit();
		(load.weight.all_lte(most_weight) && load.length <= most_length).then_some(load)
	}

	/// Takes back what a transaction paid in tokens has not used of its weight.
	pub(crate) fn unload(unspent: Weight) {
		PaidLoad::<T>::mutate(|load| load.weight.saturating_reduce(unspent));
	}
}
