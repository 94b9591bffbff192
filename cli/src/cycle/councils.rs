//! Councils: who is missing, who offers and wants a good, and how a plan is judged.

use super::goods::units;
use crate::chain::stored::{Cycle, Enrolment, Phase, Sides};
use parecon_primitives::{CouncilId, GoodId, Quantity, Side};
use serde::Serialize;

/// A number for each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Heads {
	/// Of the workers' councils.
	pub workers: u32,
	/// Of the consumers' councils.
	pub consumers: u32,
}

impl From<&Sides> for Heads {
	fn from(sides: &Sides) -> Self {
		Self { workers: sides.workers, consumers: sides.consumers }
	}
}

/// A council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Council {
	/// Its number.
	pub council: CouncilId,
	/// Its side.
	pub side: Side,
	/// Its population when the cycle opened.
	pub population: u32,
}

/// A council with its line of a good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holder {
	/// Its number.
	pub council: CouncilId,
	/// Its side.
	pub side: Side,
	/// How much, in units; of a public good the level that it wants everybody to have.
	#[serde(serialize_with = "units")]
	pub amount: Quantity,
}

/// The councils with the largest lines of a good, the largest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holders {
	/// The good.
	pub good: GoodId,
	/// Its name.
	pub name: String,
	/// Those that supply it.
	pub offers: Vec<Holder>,
	/// Those that use it.
	pub wants: Vec<Holder>,
}

/// How one side judges the plan, in people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
	/// The side.
	pub side: Side,
	/// The population of its enrolled councils.
	pub population: u32,
	/// Of councils that approve.
	pub approving: u32,
	/// Of councils that reject.
	pub rejecting: u32,
	/// How many have to approve: more than half.
	pub needed: u32,
}

impl Tally {
	/// Whether the side approves.
	pub fn approves(&self) -> bool {
		self.approving >= self.needed
	}

	/// Whether more than half of the side rejects.
	pub fn rejects(&self) -> bool {
		self.rejecting >= self.needed
	}
}

/// Councils of which something is waited for: a proposal while the cycle collects, a verdict while it
/// ratifies. The largest first.
pub fn missing(cycle: &Cycle, enrolments: &[(CouncilId, Enrolment)]) -> Vec<Council> {
	let now = cycle.iteration.0;
	let is_missing = |enrolment: &Enrolment| match cycle.phase {
		Phase::Collecting => enrolment.spoken.0 < now,
		Phase::Ratifying => enrolment.verdict.as_ref().is_none_or(|said| said.plan != cycle.plans),
		_ => false,
	};
	let councils = enrolments.iter().filter(|(_, enrolment)| is_missing(enrolment));
	let mut councils: Vec<Council> = councils
		.map(|(council, enrolment)| Council {
			council: *council,
			side: enrolment.side.0,
			population: enrolment.population,
		})
		.collect();
	councils.sort_by_key(|it| (std::cmp::Reverse(it.population), it.council));
	councils
}

/// The `most` councils with the largest lines of each of `goods`.
pub fn holders(
	goods: &[(GoodId, String)],
	enrolments: &[(CouncilId, Enrolment)],
	most: usize,
) -> Vec<Holders> {
	let empty = |(good, name): &(GoodId, String)| Holders {
		good: *good,
		name: name.clone(),
		offers: Vec::new(),
		wants: Vec::new(),
	};
	let mut found: Vec<Holders> = goods.iter().map(empty).collect();
	for (council, enrolment) in enrolments {
		for line in &enrolment.lines.0 {
			let Some(good) = found.iter_mut().find(|it| it.good == line.good) else { continue };
			let amount = line.flow.amount();
			let holder = Holder { council: *council, side: enrolment.side.0, amount };
			match line.flow.is_supply() {
				true => good.offers.push(holder),
				false => good.wants.push(holder),
			}
		}
	}
	for good in &mut found {
		for side in [&mut good.offers, &mut good.wants] {
			side.sort_by_key(|holder| (std::cmp::Reverse(holder.amount), holder.council));
			side.truncate(most);
		}
	}
	found
}

/// How each side judges the plan.
pub fn tallies(cycle: &Cycle) -> [Tally; 2] {
	Side::BOTH.map(|side| {
		let of = |heads: &Sides| match side {
			Side::Workers => heads.workers,
			Side::Consumers => heads.consumers,
		};
		let population = of(&cycle.population);
		Tally {
			side,
			population,
			approving: of(&cycle.approving),
			rejecting: of(&cycle.rejecting),
			needed: population / 2 + 1,
		}
	})
}

#[cfg(test)]
mod tests {
	use super::{super::tests::*, *};

	#[test]
	fn who_has_not_spoken_is_missing_and_the_largest_come_first() {
		let enrolments = enrolments();
		let found: Vec<_> = missing(&cycle(Phase::Collecting), &enrolments)
			.iter()
			.map(|it| (it.council.0, it.population))
			.collect();
		assert_eq!(found, [(4, 30), (2, 20)]);
	}

	#[test]
	fn a_verdict_on_an_earlier_plan_is_none() {
		let found: Vec<_> = missing(&cycle(Phase::Ratifying), &enrolments())
			.iter()
			.map(|it| it.council.0)
			.collect();
		assert_eq!(found, [3, 4, 2], "council 1 has judged this plan, council 2 an earlier one");
		assert_eq!(missing(&cycle(Phase::Clearing), &enrolments()), []);
	}

	#[test]
	fn the_largest_lines_of_a_good_are_named() {
		let goods = [(GoodId(0), "bread".to_owned()), (GoodId(7), "air".to_owned())];
		let found = holders(&goods, &enrolments(), 2);
		let council = |holders: &[Holder]| -> Vec<(u32, u128)> {
			holders.iter().map(|it| (it.council.0, it.amount.0)).collect()
		};
		assert_eq!(council(&found[0].offers), [(1, 9_000_000)]);
		assert_eq!(council(&found[0].wants), [(3, 5_000_000), (4, 5_000_000)]);
		assert_eq!((found[1].offers.len(), found[1].wants.len()), (0, 0));
	}

	#[test]
	fn half_is_not_enough() {
		let mut cycle = super::super::tests::cycle(Phase::Ratifying);
		cycle.population = Sides { workers: 30, consumers: 61 };
		cycle.approving = Sides { workers: 15, consumers: 31 };
		cycle.rejecting = Sides { workers: 16, consumers: 30 };
		let [workers, consumers] = tallies(&cycle);
		assert_eq!((workers.needed, consumers.needed), (16, 31));
		assert!(!workers.approves() && consumers.approves());
		assert!(workers.rejects() && !consumers.rejects());
	}
}
