//! A year as it went, and what its plan holds, read from the chain.

use super::{missing, year::Course, Session};
use crate::{
	audit::amounts,
	chain::{
		is_ratified,
		stored::{Cycle, Enrolment},
		At,
	},
	errors::Result,
	market::Closed,
};
use parecon_engine::{Kind, Line};
use parecon_primitives::{Credits, CycleId, Price, Quantity};
use primitive_types::H256;
use std::time::Duration;

/// A year as it was played.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// Which year of the town, from 1.
	pub year: u32,
	/// The cycle.
	pub cycle: CycleId,
	/// Whether its plan was ratified.
	pub ratified: bool,
	/// Whether no good was open in the last two iterations.
	pub converged: bool,
	/// The iterations; goods are the town's, by their positions.
	pub iterations: Vec<Closed>,
	/// The plan, good by good, in the order of the town's.
	pub rows: Vec<Row>,
	/// What all neighbourhoods are charged.
	pub charged: Credits,
	/// What they are credited for pollutants.
	pub credited: Credits,
	/// The root of the plan; zero where there is none.
	pub root: H256,
	/// Blocks that the year took.
	pub blocks: u32,
	/// Transactions sent in it.
	pub extrinsics: u32,
	/// How long it took.
	pub took: Duration,
}

/// A good in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
	/// What it is called.
	pub name: String,
	/// What it is counted in.
	pub unit: String,
	/// What kind of good it is.
	pub kind: Kind,
	/// What workplaces as they are scaled supply, the yearly supply, or the permits.
	pub supplied: Quantity,
	/// What councils are granted of it together, or may use; of a public good the level.
	pub granted: Quantity,
	/// Its price.
	pub price: Price,
}

impl Session<'_> {
	/// How the year went that ended in the block of `at`.
	pub(super) async fn outcome(&self, at: &At, cycle: &Cycle, course: Course) -> Result<Outcome> {
		let chain = &self.road.chain;
		let conclusion = chain.conclusion(at, cycle.id.0).await?;
		let conclusion = conclusion
			.ok_or_else(|| missing(format!("cycle {} is over and not concluded", cycle.id.0)))?;
		let quotes = chain.quotes(at).await?;
		let settled = chain.settled(at).await?;
		let enrolments = chain.enrolments(at, cycle.id.0).await?;
		let rows = self.town.goods().iter().zip(&self.goods).map(|(good, id)| {
			let place = id.0 as usize;
			let uses = enrolments.iter().flat_map(|(_, enrolment)| uses(enrolment, place));
			Row {
				name: good.name.clone(),
				unit: good.unit.clone(),
				kind: good.kind,
				supplied: Quantity(settled.get(place).map_or(0, |totals| totals.supply)),
				granted: together(good.kind, uses),
				price: quotes.get(place).map_or(good.price, |quote| quote.price),
			}
		});
		Ok(Outcome {
			year: 0,
			cycle: cycle.id.0,
			ratified: is_ratified(&conclusion),
			converged: course.converged,
			rows: rows.collect(),
			iterations: course.closed,
			charged: conclusion.charged.0,
			credited: conclusion.credited.0,
			root: conclusion.root,
			blocks: 0,
			extrinsics: 0,
			took: Duration::ZERO,
		})
	}
}

/// What a council is granted of a good that it uses.
fn uses(enrolment: &Enrolment, good: usize) -> Vec<Quantity> {
	let Enrolment { side, lines, scale, granted, .. } = enrolment;
	let granted = amounts(side.0, &lines.0, scale.0, &granted.0);
	let used = |line: &Line| line.good.0 as usize == good && !line.flow.is_supply();
	let lines = lines.0.iter().zip(granted);
	lines.filter(|(line, _)| used(line)).map(|(_, granted)| granted).collect()
}

/// What is granted to all; everybody has the same level of a public good.
fn together(kind: Kind, uses: impl Iterator<Item = Quantity>) -> Quantity {
	match kind {
		Kind::Public => uses.max().unwrap_or(Quantity::ZERO),
		_ => uses.fold(Quantity::ZERO, Quantity::saturating_add),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_level_is_everybodys_and_all_else_is_added_up() {
		let granted = || [3, 0, 3].into_iter().map(Quantity);
		assert_eq!(together(Kind::Public, granted()), Quantity(3));
		assert_eq!(together(Kind::Private, granted()), Quantity(6));
		assert_eq!(together(Kind::Public, [].into_iter()), Quantity::ZERO);
	}
}
