//! What the views of the planning year answer, as far as we do more with it than show it.

use crate::errors::{Error, Result};
use parecon_engine::{Line, Swing};
use parecon_primitives::{CouncilId, Credits, CycleId, GoodId, Iteration, Quantity, Side};
use serde::{de::DeserializeOwned, Deserialize};
use serde_json::Value as Json;
use sp_arithmetic::Perbill;

/// One number for each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Sides {
	/// Of the workers' councils.
	pub workers: u32,
	/// Of the consumers' councils.
	pub consumers: u32,
}

/// The running cycle, or the latest one.
#[derive(Clone, Debug, Deserialize)]
pub struct Cycle {
	/// Its number.
	pub id: CycleId,
	/// What was fixed when it opened.
	pub params: Params,
	/// Where it stands: a name, or an object with the name.
	pub phase: Json,
	/// The iteration whose prices are announced.
	pub iteration: Iteration,
	/// Population of the enrolled councils.
	pub population: Sides,
	/// Whether a plan was rejected and went back to the councils.
	pub retried: bool,
	/// Whether the plan was settled once more because councils had withdrawn.
	pub resettled: bool,
}

/// What is fixed when a cycle opens, as far as it matters here.
#[derive(Clone, Debug, Deserialize)]
pub struct Params {
	/// How far councils may change their proposals in late iterations.
	pub swing: SwingParts,
	/// Income of each person.
	pub income_per_head: Credits,
}

/// A bound on changes, in parts per 10^9.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct SwingParts {
	from: u32,
	bound: u32,
	least: u32,
}

impl From<SwingParts> for Swing {
	fn from(parts: SwingParts) -> Self {
		let part = Perbill::from_parts;
		Self { from: parts.from, bound: part(parts.bound), least: part(parts.least) }
	}
}

impl Cycle {
	/// The phase in a word.
	pub fn phase(&self) -> &str {
		match &self.phase {
			Json::String(name) => name,
			Json::Object(fields) => fields.keys().next().map_or("unknown", String::as_str),
			_ => "unknown",
		}
	}

	/// Whether it has ended.
	pub fn is_over(&self) -> bool {
		matches!(self.phase(), "Ratified" | "Lapsed")
	}

	/// Whether members can ask their councils for something now.
	pub fn is_asking(&self) -> bool {
		let swing: Swing = self.params.swing.into();
		match self.phase() {
			"Enrolling" => true,
			"Collecting" => swing.most(self.iteration).is_none(),
			_ => false,
		}
	}
}

/// A council's part in a cycle.
#[derive(Clone, Debug, Deserialize)]
pub struct Enrolment {
	/// Its side, as the chain names it.
	pub side: String,
	/// Its population.
	pub population: u32,
	/// What it may spend.
	pub budget: Credits,
	/// The last iteration in which it proposed.
	pub spoken: Iteration,
	/// The lines that count.
	pub lines: Vec<Line>,
	/// What stood before it proposed in this iteration.
	pub before: Option<Before>,
	/// Shared goods of which it states how much there should be.
	pub shares: Vec<GoodId>,
	/// The exception that it asks for.
	pub plea: Option<Plea>,
	/// Whether it has left the plan.
	pub withdrawn: bool,
	/// The lapsed cycle after which it has confirmed the plan.
	pub confirmed: Option<CycleId>,
}

/// What stood of a council before it proposed in an iteration.
#[derive(Clone, Debug, Deserialize)]
pub struct Before {
	/// The lines that counted.
	pub lines: Vec<Line>,
}

/// An exception that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Plea {
	/// How much is missing.
	pub amount: Credits,
	/// Hash of the reasons.
	pub note: String,
	/// Who is to decide.
	pub federation: CouncilId,
	/// The iteration in which that federation was asked.
	pub since: Iteration,
	/// Whether it was refused.
	pub refused: bool,
}

impl Plea {
	/// Whether it was refused, or a whole iteration has passed without an answer.
	pub fn is_declined(&self, now: Iteration) -> bool {
		self.refused || self.since.0.saturating_add(2) <= now.0
	}
}

impl Enrolment {
	/// The council's side.
	pub fn side(&self) -> Side {
		side(&self.side)
	}

	/// What counted as `iteration`, the current one, began.
	pub fn lines_before(&self, iteration: Iteration) -> &[Line] {
		match &self.before {
			Some(before) if self.spoken == iteration => &before.lines,
			_ => &self.lines,
		}
	}
}

/// A side by the name that the chain gives it.
pub fn side(name: &str) -> Side {
	match name {
		"Consumers" => Side::Consumers,
		_ => Side::Workers,
	}
}

/// What a proposal comes to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Check {
	/// Whether it passes the test of the council's side.
	pub passes: bool,
	/// Social benefit of a workers' council.
	pub benefit: Credits,
	/// Social cost, or cost.
	pub cost: Credits,
	/// Budget of a consumers' council.
	pub budget: Credits,
	/// What a consumers' council pays beside for public goods that it shares.
	pub dues: Credits,
	/// What it is credited for pollutants that it permits.
	pub credits: Credits,
	/// By how much the test fails.
	pub shortfall: Credits,
}

/// What a member asks of a council.
#[derive(Clone, Debug, Deserialize)]
pub struct Request {
	/// The council.
	pub council: CouncilId,
	/// The cycle in which it was made.
	pub cycle: CycleId,
	/// The goods with their amounts.
	pub goods: Vec<(GoodId, Quantity)>,
	/// Hash of what is said in words.
	pub note: Option<String>,
}

/// A member's part of a good that the plan grants the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Part {
	/// The good.
	pub good: GoodId,
	/// What the member asked for.
	pub requested: Quantity,
	/// The part.
	pub granted: Quantity,
}

/// What a shared good is stated in, and by whom.
#[derive(Clone, Debug, Deserialize)]
pub struct Shared {
	/// Micro-units of one step.
	pub step: Quantity,
	/// The councils whose people share it.
	pub scope: Vec<CouncilId>,
}

/// What is stated of a shared good.
#[derive(Clone, Debug, Deserialize)]
pub struct Level {
	/// What the last closed iteration came to.
	pub level: Quantity,
}

/// A claim that a pollutant harms a council's people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Claim {
	/// The council.
	pub council: CouncilId,
	/// The block of the claim.
	pub since: u32,
	/// Whether somebody opposes it.
	pub opposed: bool,
}

/// What the councils below a federation come to.
#[derive(Clone, Debug, Deserialize)]
pub struct FederationTotals {
	/// How many there are.
	pub councils: Sides,
	/// Their population.
	pub population: Sides,
	/// Social benefits of their proposals.
	pub benefit: Credits,
	/// Costs of their proposals.
	pub cost: Credits,
	/// Each good with supply and demand, in micro-units.
	pub goods: Vec<(GoodId, u128, u128)>,
}

/// What a federation was given and has granted.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Purse {
	/// What children gave it.
	pub endowed: Credits,
	/// What it gave out of that.
	pub spent: Credits,
	/// What it allowed workers' councils to be below par.
	pub relief: Credits,
}

/// An answer as what it is.
///
/// # Errors
/// It is something else: the client does not fit the runtime.
pub fn read<T: DeserializeOwned>(answer: Json, what: &str) -> Result<T> {
	serde_json::from_value(answer).map_err(|error| {
		Error::new(
			format!("what the chain answers about {what} cannot be read: {error}"),
			"use the parecon that was built with the node",
		)
	})
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;
	use serde_json::json;

	/// A cycle that collects in an iteration; changes are bounded from the tenth on.
	pub fn cycle(phase: &str, iteration: u32) -> Cycle {
		let swing = json!({ "from": 10, "bound": 500_000_000, "least": 10_000_000 });
		let answer = json!({
			"id": 4,
			"params": { "swing": swing, "income_per_head": 5_000_000, "window": 9 },
			"phase": phase,
			"iteration": iteration,
			"population": { "workers": 2, "consumers": 4 },
			"retried": false,
			"resettled": false,
		});
		read(answer, "the cycle").unwrap()
	}

	/// A council's part in it that has no lines.
	pub fn enrolment(side: &str, budget: u128) -> Enrolment {
		let answer = json!({
			"side": side, "population": 2, "budget": budget.to_string().parse::<serde_json::Number>().unwrap(),
			"spoken": 0, "lines": [], "before": null, "shares": [], "plea": null,
			"withdrawn": false, "confirmed": null,
		});
		read(answer, "an enrolment").unwrap()
	}

	#[test]
	fn phases_have_names() {
		let mut one = cycle("Collecting", 3);
		assert_eq!((one.phase(), one.is_over()), ("Collecting", false));
		one.phase = json!({ "Lapsed": "NotApproved" });
		assert_eq!((one.phase(), one.is_over()), ("Lapsed", true));
		one.phase = json!({ "Opening": { "page": 0 } });
		assert_eq!((one.phase(), one.is_over()), ("Opening", false));
	}

	#[test]
	fn requests_are_taken_until_changes_are_bounded() {
		assert!(cycle("Enrolling", 0).is_asking() && cycle("Collecting", 9).is_asking());
		assert!(!cycle("Collecting", 10).is_asking() && !cycle("Clearing", 3).is_asking());
	}

	#[test]
	fn large_amounts_are_read_to_the_last_digit() {
		let text = r#"{ "good": 3, "flow": -1267650600228229401496703205376 }"#;
		let line: Line = read(serde_json::from_str(text).unwrap(), "a line").unwrap();
		assert_eq!(line.flow.0, -(1 << 100));
		let text = "[[3, 340282366920938463463374607431768211455, 0]]";
		let goods: Vec<(GoodId, u128, u128)> =
			read(serde_json::from_str(text).unwrap(), "totals").unwrap();
		assert_eq!(goods, [(GoodId(3), u128::MAX, 0)]);
		assert_eq!(enrolment("Consumers", u128::MAX).budget, Credits(u128::MAX));
	}

	#[test]
	fn what_stood_before_is_what_an_iteration_began_with() {
		let line = |good| json!([{ "good": good, "flow": -1 }]);
		let mut one = enrolment("Consumers", 5);
		one.lines = read(line(1), "lines").unwrap();
		one.before = read(json!({ "lines": line(2) }), "lines").unwrap();
		one.spoken = Iteration(3);
		assert_eq!(one.lines_before(Iteration(3))[0].good, GoodId(2));
		assert_eq!(one.lines_before(Iteration(4))[0].good, GoodId(1));
		assert_eq!((one.side(), side("Workers")), (Side::Consumers, Side::Workers));
	}
}
