//! What counts for a consumers' council: what its speaker states and its members request, as far as its
//! means go.

use alloc::{collections::BTreeMap, vec::Vec};
use parecon_primitives::{Credits, Flow, GoodId, Quantity};
use primitive_types::U256;

use crate::{
	good::{Heads, Kind, Line},
	settling::Scale,
	worth::Worth,
};

/// A line that a council states, and what it is at the announced prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
	/// The line.
	pub line: Line,
	/// What kind of good it names.
	pub kind: Kind,
	/// What it costs, as [`line_worth`](crate::line_worth) has it: times the population of all. Nothing
	/// where what it costs is taken from the means already, as what a level costs that many share.
	pub worth: Worth,
}

/// The speaker's `own` lines with what members have `requested` added to them, ascending by good, of at
/// most `most` lines; and how many of the requested goods found no room.
///
/// Of a good that stands in both the amounts are added, held at [`Flow::MAX`]. Own lines come first, then
/// requests in the order of their goods. Both lists are ascending; requests are of private goods, more than
/// nothing of each.
///
/// Own lines of 3 bread and a park of 5, requests of 2 bread and 1 shoes: 5 bread, the park, 1 shoes.
pub fn merged(own: &[Line], requested: &[(GoodId, Quantity)], most: usize) -> (Vec<Line>, usize) {
	let mut flows: BTreeMap<GoodId, Flow> = own.iter().map(|line| (line.good, line.flow)).collect();
	let mut left_out = 0usize;
	for (good, amount) in requested {
		let stated = flows.get(good).map_or(Quantity::ZERO, |flow| flow.amount());
		let sum = Quantity(stated.saturating_add(*amount).0.min(Flow::MAX));
		match Flow::usage(sum) {
			Some(flow) if flows.contains_key(good) || flows.len() < most => {
				flows.insert(*good, flow);
			},
			Some(_) => left_out = left_out.saturating_add(1),
			None => {},
		}
	}
	(flows.into_iter().map(|(good, flow)| Line { good, flow }).collect(), left_out)
}

/// What counts of the `wishes`, and the part of them that it is:
///
/// ```text
/// left = means - what its own lines of public goods cost
/// part = min(1, left / cost of the private lines)             in Q.63, rounded down
/// each private line:  floor(part x amount), left out where that is 0
/// ```
///
/// Prices are the announced ones. Levels of public goods and permits for pollutants are statements about
/// what is there for many, so they are never scaled. What counts costs at most the means wherever the
/// levels alone do; where everything is within them the part is 1, and nothing is rounded.
///
/// Budget 90, lines of 30 loaves at 2 and 12 bottles at 5: they cost 120, so 3/4 of each count, 22.5 loaves
/// and 9 bottles, which cost 45 + 45.
pub fn restate(wishes: &[Wish], heads: Heads, means: Credits) -> (Vec<Line>, Scale) {
	let is_private = |wish: &Wish| wish.kind == Kind::Private;
	let cost = |private: bool| {
		let uses = wishes.iter().filter(|wish| !wish.line.flow.is_supply());
		uses.filter(|wish| is_private(wish) == private)
			.fold(Worth::default(), |sum, wish| sum.saturating_add(wish.worth))
	};
	let means = Worth::from_credits(means).saturating_mul(heads.parts());
	let part = Scale::within(means.saturating_sub(cost(false)), cost(true));
	let counted = |wish: &Wish| match is_private(wish) {
		true => {
			let amount = Quantity(part.apply(wish.line.flow.amount().0));
			Flow::usage(amount).map(|flow| Line { flow, ..wish.line })
		},
		false => Some(wish.line),
	};
	(wishes.iter().filter_map(counted).collect(), part)
}

/// The most that can have been stated of a private good where `part` of it counts as `amount`, also if it
/// was scaled twice and `part` is the product:
///
/// ```text
/// ceil((amount + 2) / part),  and amount itself where the part is 1
/// ```
///
/// Each time less than one micro-unit is rounded off. Held at the largest value; that too where the part
/// is 0.
pub fn unscaled(part: Scale, amount: Quantity) -> Quantity {
	if part == Scale::WHOLE {
		return amount;
	}
	let whole = U256::from(amount.0).saturating_add(2.into());
	let product = whole.saturating_mul(Scale::WHOLE.parts().into());
	let up = product.saturating_add(U256::from(part.parts().saturating_sub(1)));
	let stated = up.checked_div(part.parts().into()).unwrap_or(U256::MAX);
	Quantity(u128::try_from(stated).unwrap_or(u128::MAX))
}
