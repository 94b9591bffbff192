//! What a wallet asks.

use crate::{fold, Config, Pallet, Part, Requested, Requests};
use alloc::{collections::BTreeMap, vec::Vec};
use parecon_primitives::{GoodId, Granted, MemberId, PlanningYear, Quantity};

impl<T: Config> Pallet<T> {
	/// See [`Pallet::my_portion`].
	pub(crate) fn view_my_portion(member: MemberId) -> Option<Vec<Part>> {
		let request = Requests::<T>::get(member)?;
		let (plan, all) = T::Year::granted(request.council)?;
		if request.cycle > plan {
			return None;
		}
		let all: BTreeMap<GoodId, Granted> = all.into_iter().map(|one| (one.good, one)).collect();
		let sums: BTreeMap<GoodId, Quantity> =
			Requested::<T>::get(request.council).into_iter().collect();
		let part = |(good, requested): &(GoodId, Quantity)| {
			let granted = all.get(good).map_or(Quantity::ZERO, |one| {
				// Where members ask for more by now than was stated then: what there is, is not more.
				let asked = sums.get(good).copied().unwrap_or_default();
				fold::part(one.granted, *requested, one.stated.max(asked))
			});
			Part { good: *good, requested: *requested, granted }
		};
		Some(request.goods.iter().map(part).collect())
	}
}
