//! Who takes part, with which budget and which shared goods.

use super::{
	year::{Audit, Next, Seen},
	History, Kind, Last, Part, Standing, What,
};
use crate::errors::Result;
use parecon_engine::{owed, repayment};
use parecon_primitives::{CouncilId, Credits, EqualPerHead, Means, Side};

/// How many federations above a council are gone through.
const MAX_DEPTH: usize = 16;

impl<H: History> Audit<'_, H> {
	pub(super) async fn enrolled(&mut self, seen: Seen, what: &What) -> Result<()> {
		if self.next != Next::Enrolment {
			self.found(Kind::Event, seen, format!("{what:?} outside of enrolment"));
		}
		let What::Enrolled { council, population, budget } = *what else { return Ok(()) };
		let Some(standing) = self.history.council(seen.block, council).await? else {
			self.of_council(Kind::Enrolment, seen, council, "there is no such council".into());
			return Ok(());
		};
		if standing.population != population {
			let detail = format!("population {population}, frozen at {}", standing.population);
			self.of_council(Kind::Enrolment, seen, council, detail);
		}
		let part = self.new_part(seen, council, population, standing).await?;
		if part.budget != budget {
			let detail = format!("budget {} micro-credits, due are {}", budget.0, part.budget.0);
			self.of_council(Kind::Enrolment, seen, council, detail);
		}
		let heads = &mut self.heads[standing.side as usize];
		*heads = heads.saturating_add(population);
		self.market.heads = self.heads(Side::Consumers);
		self.market.join_crowds(&part.shares, population);
		if self.parts.insert(council, part).is_some() {
			self.of_council(Kind::Enrolment, seen, council, "enrolled twice".into());
		}
		Ok(())
	}

	/// The part of a council that enrols: what it owes and has stated since the plan in force, and which
	/// goods it shares.
	async fn new_part(
		&mut self,
		seen: Seen,
		council: CouncilId,
		population: u32,
		standing: Standing,
	) -> Result<Part> {
		let income = match standing.side {
			Side::Workers => Credits::ZERO,
			Side::Consumers => {
				EqualPerHead::budget(council, population, self.opening.params.income_per_head)
			},
		};
		let mut part = Part::new(standing.side, population, income);
		if standing.side == Side::Consumers {
			let mut named = vec![council];
			named.extend(self.above(seen, standing.parent).await?);
			part.shares = self.market.shares_of(&named);
		}
		let last = match self.opening.in_force {
			Some(plan) => self.history.last(seen.block, plan, council).await?,
			None => None,
		};
		if let Some(Last { own, debt, repays, loan }) = last {
			part.own = Some(own).filter(|own| part.side == Side::Consumers && !own.is_empty());
			part.debt = owed(debt, repays, loan);
			part.repays = repayment(part.debt, income);
			part.budget = income.saturating_sub(part.repays);
		}
		Ok(part)
	}

	/// The federations above a council when the cycle opened, from the one that is its `parent` on.
	pub(super) async fn above(
		&mut self,
		seen: Seen,
		parent: Option<CouncilId>,
	) -> Result<Vec<CouncilId>> {
		let mut above = Vec::new();
		let mut at = parent;
		while let Some(federation) = at.filter(|_| above.len() < MAX_DEPTH) {
			above.push(federation);
			at = self.parent(seen, federation).await?;
		}
		Ok(above)
	}

	/// The federation of a council when the cycle opened.
	pub(super) async fn parent(
		&mut self,
		seen: Seen,
		council: CouncilId,
	) -> Result<Option<CouncilId>> {
		let standing = self.history.council(seen.block, council).await?;
		Ok(standing.and_then(|standing| standing.parent))
	}
}
