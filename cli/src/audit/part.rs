//! A council's part in a cycle, as it is recomputed.

use super::Kept;
use parecon_engine::{
	check_order, line_worth, plan_leaf, scaled, Assessment, Assessor, Heads, Line, Quote, Scale,
	Stated,
};
use parecon_primitives::{CouncilId, Credits, Iteration, Quantity, Side};
use primitive_types::H256;

/// A council's part in a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
	/// Its side.
	pub side: Side,
	/// Its population.
	pub population: u32,
	/// What it may spend; zero for a workers' council.
	pub budget: Credits,
	/// The last iteration in which it proposed, or was dropped; 0 for none.
	pub spoken: Iteration,
	/// Its standing proposal.
	pub lines: Vec<Line>,
	/// Where it has spoken since the best iteration so far: its proposal of that one.
	pub standing: Vec<Line>,
	/// Of a workers' council: the part of each of its lines that is in the plan.
	pub scale: Scale,
	/// Of a consumers' council: what it is granted, line by line.
	pub granted: Vec<Quantity>,
	/// Of a consumers' council: what it pays for that.
	pub charge: Credits,
	/// The iteration after which the plan was settled that it judged last, and whether it approved.
	pub verdict: Option<(Iteration, bool)>,
}

impl Part {
	/// The part of a council that has just enrolled.
	pub fn new(side: Side, population: u32, budget: Credits) -> Self {
		Self {
			side,
			population,
			budget,
			spoken: Iteration(0),
			lines: Vec::new(),
			standing: Vec::new(),
			scale: Scale::WHOLE,
			granted: Vec::new(),
			charge: Credits::ZERO,
			verdict: None,
		}
	}

	/// The populations by which its lines count; `all` is that of all enrolled consumers' councils.
	pub fn heads(&self, all: u32) -> Heads {
		Heads { own: self.population, all }
	}

	/// Whether it was silent in two iterations running, of which `last` is the second, and has
	/// something to lose.
	pub fn is_silent(&self, last: Iteration) -> bool {
		self.spoken.0.saturating_add(2) <= last.0 && !self.lines.is_empty()
	}

	/// Replaces its proposal in `iteration`; the old one. `best` is the best iteration so far.
	pub fn state(
		&mut self,
		iteration: Iteration,
		lines: Vec<Line>,
		best: Option<Iteration>,
	) -> Vec<Line> {
		let old = std::mem::replace(&mut self.lines, lines);
		if best.is_some_and(|best| self.spoken <= best) {
			self.standing.clone_from(&old);
		}
		self.spoken = iteration;
		old
	}

	/// What lines come to at these quotes.
	///
	/// # Errors
	/// In words, why the lines cannot stand in a proposal of this council.
	pub fn assess(
		&self,
		quotes: &[Quote],
		all: u32,
		lines: &[Line],
	) -> std::result::Result<Assessment, String> {
		check_order(lines).map_err(|error| format!("{error:?}"))?;
		let mut assessor = Assessor::new(self.side, self.heads(all));
		for line in lines {
			let quote = quotes.get(line.good.0 as usize);
			let quote = quote.ok_or_else(|| format!("unknown good {}", line.good))?;
			assessor
				.line(quote.kind, quote.price, line.flow)
				.map_err(|error| format!("{error:?} of good {}", line.good))?;
		}
		Ok(assessor.finish())
	}

	/// Lines with what each is worth at these quotes; none where one cannot stand in a proposal.
	pub fn stated(&self, quotes: &[Quote], all: u32, lines: &[Line]) -> Option<Vec<Stated>> {
		let worth = |line: &Line| {
			let Quote { kind, price } = *quotes.get(line.good.0 as usize)?;
			let worth = line_worth(self.side, kind, price, line.flow, self.heads(all)).ok()?;
			Some(Stated { line: *line, worth })
		};
		lines.iter().map(worth).collect()
	}

	/// What it supplies, uses or gets of each line in the plan.
	pub fn amounts(&self) -> Vec<Quantity> {
		amounts(self.side, &self.lines, self.scale, &self.granted)
	}

	/// Its leaf in the root of the plan.
	pub fn leaf(&self, council: CouncilId) -> H256 {
		plan_leaf(council, &self.lines, &self.amounts(), self.charge)
	}

	/// What the chain has to keep of it when the plan is settled.
	pub fn kept(&self) -> Kept {
		Kept {
			lines: self.lines.clone(),
			scale: self.scale,
			granted: self.granted.clone(),
			charge: self.charge,
		}
	}
}

/// What a council of `side` supplies, uses or gets of each of its lines in a settled plan: a workplace
/// the same part of all, a consumers' council what it is granted.
pub fn amounts(side: Side, lines: &[Line], scale: Scale, granted: &[Quantity]) -> Vec<Quantity> {
	match side {
		Side::Workers => lines.iter().map(|line| scaled(scale, line.flow.amount())).collect(),
		Side::Consumers => granted.to_vec(),
	}
}
