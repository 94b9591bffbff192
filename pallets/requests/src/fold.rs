//! Sums of requests, and parts of what is granted: pure.

use alloc::{collections::BTreeMap, vec::Vec};
use parecon_primitives::{Flow, GoodId, Quantity};
use sp_core::U256;

/// Goods with amounts.
pub type Goods = [(GoodId, Quantity)];

/// Why a request cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
	/// An amount is zero or above [`Flow::MAX`].
	Quantity,
	/// Goods do not ascend.
	Order,
}

/// Whether goods ascend and amounts are between one micro-unit and [`Flow::MAX`].
///
/// # Errors
/// The first flaw.
pub fn check(goods: &Goods) -> Result<(), Flaw> {
	let mut last = None;
	for (good, amount) in goods {
		if Flow::usage(*amount).is_none() {
			return Err(Flaw::Quantity);
		}
		if Some(*good) <= last {
			return Err(Flaw::Order);
		}
		last = Some(*good);
	}
	Ok(())
}

/// `sum` with `new` in place of `old`: ascending by good, more than nothing of each. `None` where a sum
/// does not fit, or `old` is not in it.
///
/// 5 bread and 1 shoes, with 3 bread in place of 2 bread and 1 shoes: 6 bread.
pub fn replaced(sum: &Goods, old: &Goods, new: &Goods) -> Option<Vec<(GoodId, Quantity)>> {
	let mut sums: BTreeMap<GoodId, Quantity> = sum.iter().copied().collect();
	for (good, amount) in old {
		let total = sums.get_mut(good)?;
		*total = total.checked_sub(*amount)?;
	}
	for (good, amount) in new {
		let total = sums.entry(*good).or_default();
		*total = total.checked_add(*amount)?;
	}
	sums.retain(|_, total| !total.is_zero());
	Some(sums.into_iter().collect())
}

/// A member's part of what a council is granted of a good:
///
/// ```text
/// floor( granted x requested / stated )
/// ```
///
/// with `stated` what the council and its members stated together. The parts of all members come to at
/// most what is granted, as long as they have not requested more than `stated`; what they leave stays with
/// the council. Nothing where nothing was stated.
///
/// Ana asked for 30 of the 100 loaves that her neighbourhood stated; it is granted 80: her part is 24.
pub fn part(granted: Quantity, requested: Quantity, stated: Quantity) -> Quantity {
	let product = U256::from(granted.0).saturating_mul(requested.0.into());
	let part = product.checked_div(stated.0.into()).unwrap_or_default();
	Quantity(u128::try_from(part).unwrap_or(u128::MAX))
}
