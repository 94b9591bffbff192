//! The calls: check, then write.

use crate::{
	fold::{self, Flaw, Goods},
	room, Config, Error, Event, GoodsOf, Pallet, Request, RequestOf, Requested, Requests, SumOf,
};
use frame_support::{
	ensure,
	pallet_prelude::{BoundedVec, DispatchResult},
	traits::Get,
};
use frame_system::pallet_prelude::BlockNumberFor;
use parecon_primitives::{
	Asking, CouncilId, CouncilTree, CouncilTreeAt, Credits, MemberId, Membership, PlanningYear,
	Side, StorageQuota,
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

impl<T: Config> Pallet<T> {
	/// See [`Pallet::request`].
	pub(crate) fn do_request(
		who: &T::AccountId,
		council: CouncilId,
		goods: GoodsOf<T>,
		note: Option<H256>,
	) -> DispatchResult {
		if goods.is_empty() {
			return Self::do_withdraw_request(who);
		}
		let member = T::Membership::member_of(who).ok_or(Error::<T>::NotMember)?;
		let asking = T::Year::asking().ok_or(Error::<T>::NotAsking)?;
		Self::ensure_seated(member, council, asking.opened)?;
		Self::ensure_affordable(member, &goods, &asking)?;
		let old = Requests::<T>::get(member);
		let same = old.as_ref().filter(|old| old.council == council);
		let sum = Self::sum_with(council, same.map_or(&[], |old| &old.goods), &goods)?;
		let left = old.as_ref().filter(|old| old.council != council);
		let left = left.map(Self::sum_without).transpose()?;
		if old.is_none() {
			T::Quota::hold(member, room::<T>())?;
		}

		if let Some((council, sum)) = left {
			Self::keep(council, sum);
		}
		Self::keep(council, sum);
		let cycle = asking.cycle;
		let hash = BlakeTwo256::hash_of(&goods);
		Requests::<T>::insert(member, Request { council, cycle, goods, note });
		Self::deposit_event(Event::Requested { member, council, cycle, goods: hash, note });
		Ok(())
	}

	/// See [`Pallet::withdraw_request`].
	pub(crate) fn do_withdraw_request(who: &T::AccountId) -> DispatchResult {
		let member = T::Membership::member_of(who).ok_or(Error::<T>::NotMember)?;
		let request = Requests::<T>::get(member).ok_or(Error::<T>::NoRequest)?;
		let council = Self::remove(member, &request)?;
		Self::deposit_event(Event::Withdrawn { member, council });
		Ok(())
	}

	/// See [`Pallet::clear_request`].
	pub(crate) fn do_clear_request(member: MemberId) -> DispatchResult {
		let request = Requests::<T>::get(member).ok_or(Error::<T>::NoRequest)?;
		let seat = T::Councils::seat_of(member, Side::Consumers);
		let gone = T::Membership::account_of(member).is_none();
		let moved = seat != Some(request.council);
		let stale = || Self::is_beyond_all_means(member, &request.goods);
		ensure!(gone || moved || stale(), Error::<T>::StillSeated);
		let council = Self::remove(member, &request)?;
		Self::deposit_event(Event::Cleared { member, council });
		Ok(())
	}

	/// Whether what a member asked for when it was cheaper, or the household larger, costs more than twice
	/// its means by now: it would take what the council has for others. Prices that move within an
	/// iteration or two take nobody's request away.
	fn is_beyond_all_means(member: MemberId, goods: &Goods) -> bool {
		let Some(asking) = T::Year::asking() else { return false };
		let most = Self::means_in(member, &asking).saturating_add(Self::means_in(member, &asking));
		T::Year::cost(goods).is_some_and(|cost| cost > most)
	}

	/// Removes a request; the council that it was made to.
	fn remove(member: MemberId, request: &RequestOf<T>) -> Result<CouncilId, Error<T>> {
		ensure!(!T::Year::is_counting(), Error::NotAsking);
		let (council, sum) = Self::sum_without(request)?;

		Self::keep(council, sum);
		Requests::<T>::remove(member);
		T::Quota::release(member, room::<T>());
		Ok(council)
	}

	fn ensure_seated(
		member: MemberId,
		council: CouncilId,
		opened: BlockNumberFor<T>,
	) -> Result<(), Error<T>> {
		let seat = T::Councils::seat_of(member, Side::Consumers);
		ensure!(seat == Some(council), Error::NotSeated);
		let seat = T::Councils::seat_at(member, Side::Consumers, opened);
		ensure!(seat == Some(council), Error::NotSeatedAtOpening);
		Ok(())
	}

	fn ensure_affordable(
		member: MemberId,
		goods: &Goods,
		asking: &Asking<BlockNumberFor<T>>,
	) -> Result<(), Error<T>> {
		fold::check(goods).map_err(|flaw| match flaw {
			Flaw::Quantity => Error::<T>::InvalidQuantity,
			Flaw::Order => Error::NotAscending,
		})?;
		let cost = T::Year::cost(goods).ok_or(Error::NotPrivate)?;
		ensure!(cost <= Self::means_in(member, asking), Error::BeyondMeans);
		Ok(())
	}

	/// What a request of the member may cost: the income of the household, income per head x heads, held
	/// at the largest value.
	pub(crate) fn means_in(member: MemberId, asking: &Asking<BlockNumberFor<T>>) -> Credits {
		let heads = T::Membership::heads_of(member);
		Credits(asking.income_per_head.0.saturating_mul(heads.into()))
	}

	/// What the members of a council ask for together, with `new` in place of `old`.
	fn sum_with(council: CouncilId, old: &Goods, new: &Goods) -> Result<SumOf<T>, Error<T>> {
		let sum = fold::replaced(&Requested::<T>::get(council), old, new);
		BoundedVec::try_from(sum.ok_or(Error::Overflow)?).map_err(|_| Error::TooManyGoods)
	}

	/// The council of a request, and what its members ask for without it.
	fn sum_without(request: &RequestOf<T>) -> Result<(CouncilId, SumOf<T>), Error<T>> {
		Ok((request.council, Self::sum_with(request.council, &request.goods, &[])?))
	}

	fn keep(council: CouncilId, sum: SumOf<T>) {
		match sum.is_empty() {
			true => Requested::<T>::remove(council),
			false => Requested::<T>::insert(council, sum),
		}
		T::Year::requests_changed(council);
	}

	/// The most goods that a council can be asked for.
	pub(crate) fn most_goods() -> u32 {
		T::MaxRequested::get()
	}
}
