//! The other roads of the procedure, each gone once in the second iteration of the first year: a
//! federation comments, one proposes for a child, a council takes back what it said, another asks for
//! more than its budget.

use super::{hash_of, notes, proposals::Scene, year::Course, Session};
use crate::{
	chain::plan_calls::{self, Exception},
	errors::Result,
};
use parecon_engine::Line;
use parecon_primitives::{Credits, Flow, Quantity, Side, MICRO};
use sp_arithmetic::Perbill;

/// What a neighbourhood asks for beyond its budget, as a part of that.
const ASKED: Perbill = Perbill::from_percent(5);

/// What it is lent, as a part of its budget.
const LENT: Perbill = Perbill::from_percent(2);

/// Why it asks.
const REASONS: &str = "A storm has damaged our roofs: we need repairs that cannot wait a year.";

/// Who goes which road, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cast {
	/// The first federation of workplaces comments on the proposal of its last child.
	commenting: usize,
	commented: usize,
	/// Its second child proposes too little, and takes that back.
	hasty: usize,
	/// The last child of the last federation of workplaces lets it propose.
	pub entrusting: usize,
	pub entrusted: usize,
	/// The last neighbourhood of the last quarter asks that, and then the city, for an exception.
	asking: usize,
	refusing: usize,
	granting: usize,
}

impl Session<'_> {
	/// Who goes which road; none in a town that has no such councils.
	fn cast(&self) -> Option<Cast> {
		let federations = self.seating.federations();
		let of = |side, level| {
			let places = federations.iter().copied();
			places.filter(move |place| {
				self.seating.places[*place].side == side && self.seating.level(*place) == level
			})
		};
		let (first, last) = (of(Side::Workers, 1).next()?, of(Side::Workers, 1).next_back()?);
		let refusing = of(Side::Consumers, 1).next_back()?;
		let children = self.seating.children(first);
		Some(Cast {
			commenting: first,
			commented: *children.last()?,
			hasty: *children.get(1)?,
			entrusting: *self.seating.children(last).last()?,
			entrusted: last,
			asking: *self.seating.children(refusing).last()?,
			refusing,
			granting: self.seating.places[refusing].parent?,
		})
	}

	/// Goes all of them. Returns when everything is in blocks.
	pub(super) async fn other_roads(&mut self, scene: &Scene, course: &mut Course) -> Result<()> {
		let Some(cast) = self.cast() else { return Ok(()) };
		self.comment(scene, course, &cast)?;
		self.entrust(scene, course, &cast)?;
		self.be_hasty(scene, course, &cast)?;
		let budget = self.ask_exception(scene, course, &cast)?;
		self.settled(course).await?;
		self.recall(scene, &cast)?;
		self.refuse(scene, &cast)?;
		self.settled(course).await?;
		self.sign_for(
			&scene.at,
			cast.asking,
			"appeal",
			&plan_calls::appeal(self.ids[cast.asking]),
		)?;
		self.settled(course).await?;
		self.lend(scene, &cast, budget)?;
		self.settled(course).await
	}

	fn comment(&mut self, scene: &Scene, course: &Course, cast: &Cast) -> Result<()> {
		let Some(base) = self.seating.places[cast.commented].base else { return Ok(()) };
		let lines = self.wanted(scene, &course.answers, base);
		let said = notes::of_workplace(&lines, &scene.quotes, |good| self.good_name(good));
		let text = said.map_or_else(|| "thank you".to_owned(), |said| format!("we hear: {said}"));
		let (federation, child) = (self.ids[cast.commenting], self.ids[cast.commented]);
		let (who, whom) = (self.seating.name(cast.commenting), self.seating.name(cast.commented));
		self.say(&format!("{who} comments on what {whom} proposed: {text:?}"));
		let call = plan_calls::comment(federation, child, hash_of(&text));
		self.sign_for(&scene.at, cast.commenting, "comment", &call)
	}

	fn entrust(&mut self, scene: &Scene, course: &mut Course, cast: &Cast) -> Result<()> {
		course.entrusted = Some(*cast);
		let (council, federation) = (self.ids[cast.entrusting], self.ids[cast.entrusted]);
		let (who, whom) = (self.seating.name(cast.entrusting), self.seating.name(cast.entrusted));
		self.say(&format!("{who} entrusts its proposals to {whom}"));
		let call = plan_calls::entrust(council, Some(federation));
		self.sign_for(&scene.at, cast.entrusting, "trust", &call)
	}

	/// A workplace proposes half of what it wants.
	fn be_hasty(&mut self, scene: &Scene, course: &Course, cast: &Cast) -> Result<()> {
		let Some(base) = self.seating.places[cast.hasty].base else { return Ok(()) };
		let half = halved(&self.wanted(scene, &course.answers, base));
		let call = plan_calls::propose(self.ids[cast.hasty], scene.iteration, &half, None);
		self.sign_for(&scene.at, cast.hasty, "hasty proposal", &call)
	}

	fn recall(&mut self, scene: &Scene, cast: &Cast) -> Result<()> {
		let who = self.seating.name(cast.hasty);
		self.say(&format!(
			"{who} has left half of its year out, recalls that and will propose anew"
		));
		self.sign_for(&scene.at, cast.hasty, "recall", &plan_calls::recall(self.ids[cast.hasty]))
	}

	/// The budget of who asks.
	fn ask_exception(&mut self, scene: &Scene, course: &Course, cast: &Cast) -> Result<Credits> {
		let Some(base) = self.seating.places[cast.asking].base else { return Ok(Credits::ZERO) };
		let budget = course.answers.budget(base, &scene.announced);
		let amount = Credits(ASKED.mul_floor(budget.0));
		let (who, whom) = (self.seating.name(cast.asking), self.seating.name(cast.refusing));
		self.say(&format!("{who} asks {whom} for {} more: {REASONS:?}", in_credits(amount)));
		let call = plan_calls::ask_exception(self.ids[cast.asking], amount, hash_of(REASONS));
		self.sign_for(&scene.at, cast.asking, "request for an exception", &call)?;
		Ok(budget)
	}

	fn refuse(&mut self, scene: &Scene, cast: &Cast) -> Result<()> {
		let (who, whom) = (self.seating.name(cast.refusing), self.seating.name(cast.asking));
		let above = self.seating.name(cast.granting);
		self.say(&format!("{who} refuses, and {whom} appeals to {above}"));
		let call = plan_calls::refuse_exception(self.ids[cast.refusing], self.ids[cast.asking]);
		self.sign_for(&scene.at, cast.refusing, "refusal", &call)
	}

	fn lend(&mut self, scene: &Scene, cast: &Cast, budget: Credits) -> Result<()> {
		let amount = Credits(LENT.mul_floor(budget.0));
		let (who, whom) = (self.seating.name(cast.granting), self.seating.name(cast.asking));
		self.say(&format!("{who} lends {whom} {}, to be paid back next year", in_credits(amount)));
		let loan = Exception::Loan(amount);
		let call =
			plan_calls::grant_exception(self.ids[cast.granting], self.ids[cast.asking], loan);
		self.sign_for(&scene.at, cast.granting, "loan", &call)
	}
}

/// Half of each line.
fn halved(lines: &[Line]) -> Vec<Line> {
	let half = |line: &Line| {
		let amount = Quantity(line.flow.amount().0 / 2);
		let flow = match line.flow.is_supply() {
			true => Flow::supply(amount),
			false => Flow::usage(amount),
		};
		flow.map(|flow| Line { flow, ..*line })
	};
	lines.iter().filter_map(half).collect()
}

/// Whole credits.
fn in_credits(amount: Credits) -> String {
	format!("{} credits", crate::output::thousands(amount.0 / MICRO))
}

#[cfg(test)]
mod tests {
	use super::*;
	use parecon_primitives::GoodId;

	#[test]
	fn half_of_a_proposal_is_half_of_each_line() {
		let line = |good, amount| Line { good: GoodId(good), flow: Flow(amount) };
		let lines = [line(0, 10), line(1, -7), line(2, -1)];
		assert_eq!(halved(&lines), [line(0, 5), line(1, -3)]);
	}
}
