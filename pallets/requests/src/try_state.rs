//! What always holds.

use crate::{fold, Config, Pallet, Requested, Requests};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use parecon_primitives::{CouncilId, GoodId, Quantity};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks the invariants:
	///
	/// 1. A request names something, in ascending order, with amounts that a line may state.
	/// 2. What the members of a council ask for together is the sum of their requests, good by good, and
	///    is kept only where somebody asks for something.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<CouncilId, BTreeMap<GoodId, u128>>::new();
		for request in Requests::<T>::iter_values() {
			ensure!(!request.goods.is_empty(), "a request for nothing");
			fold::check(&request.goods).map_err(|_| "a request that is not in order")?;
			let sum = sums.entry(request.council).or_default();
			for (good, amount) in request.goods {
				let total = sum.entry(good).or_default();
				*total = total.checked_add(amount.0).ok_or("requests overflow")?;
			}
		}
		let kept = Requested::<T>::iter().count();
		ensure!(kept == sums.len(), "a sum of requests to a council that nobody asks");
		for (council, sum) in sums {
			let sum: alloc::vec::Vec<_> =
				sum.into_iter().map(|(good, total)| (good, Quantity(total))).collect();
			ensure!(
				Requested::<T>::get(council)[..] == sum[..],
				"what a council is asked for is not the sum of the requests"
			);
		}
		Ok(())
	}
}
