//! A council's part in a cycle, as it is recomputed, and as the chain keeps it.

use parecon_engine::{plan_leaf, scaled, Heads, Line, Scale};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, Quantity, Side};
use primitive_types::H256;

/// A council's part in a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
	/// Its side.
	pub side: Side,
	/// Its population.
	pub population: u32,
	/// What its people are granted for the cycle; zero for a workers' council.
	pub income: Credits,
	/// What it may spend.
	pub budget: Credits,
	/// The last iteration in which it proposed, or was dropped; 0 for none.
	pub spoken: Iteration,
	/// The lines that count.
	pub lines: Vec<Line>,
	/// The iteration since which they do.
	pub since: Iteration,
	/// Of a consumers' council: the part of the private goods stated that they are.
	pub part: Scale,
	/// Of a consumers' council: what its speaker stated, where that is something else.
	pub own: Option<Vec<Line>>,
	/// Where it has proposed in this iteration: what stood before.
	pub before: Option<Before>,
	/// Hash of what it says in words.
	pub note: Option<H256>,
	/// Where other lines count since the best iteration so far: those of that one.
	pub standing: Vec<Line>,
	/// The part of what was stated that these are.
	pub standing_part: Scale,
	/// Of a workers' council: the part of each of its lines that is in the plan.
	pub scale: Scale,
	/// Of a workers' council: whether it supplies what workplaces use.
	pub upstream: bool,
	/// Whether it is a workplace that was dropped, and has not spoken since.
	pub dropped: bool,
	/// Of a consumers' council: what it is granted, line by line.
	pub granted: Vec<Quantity>,
	/// Of a consumers' council: what it pays for that.
	pub charge: Credits,
	/// Of a consumers' council: what it is credited for pollutants that it permits.
	pub credit: Credits,
	/// Shared goods that concern it.
	pub shares: Vec<GoodId>,
	/// Of a workers' council: the social benefit of its proposal when it was accepted.
	pub benefit: Credits,
	/// Of a workers' council: how far that may be below its social cost.
	pub relief: Credits,
	/// What it was lent in this cycle.
	pub loan: Credits,
	/// What it owed when it enrolled.
	pub debt: Credits,
	/// What it repays in this cycle.
	pub repays: Credits,
	/// The federation that may propose for it.
	pub entrusted: Option<CouncilId>,
	/// The exception that it asks for.
	pub plea: Option<Plea>,
	/// Whether it has left the plan.
	pub withdrawn: bool,
	/// Of which plan of the cycle, from 1, its speaker said something last, and whether they approved.
	pub verdict: Option<(u32, bool)>,
}

/// What stood of a council before it proposed in an iteration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
	/// The last iteration in which it had spoken.
	pub spoken: Iteration,
	/// The lines that counted.
	pub lines: Vec<Line>,
	/// Since when.
	pub since: Iteration,
	/// The part of what was stated that they were.
	pub part: Scale,
	/// What its speaker had stated, where that was something else.
	pub own: Option<Vec<Line>>,
}

/// An exception that a council asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plea {
	/// How much is missing.
	pub amount: Credits,
	/// Hash of the reasons.
	pub note: H256,
	/// Who is to decide.
	pub federation: CouncilId,
	/// The iteration in which that federation was asked.
	pub since: Iteration,
	/// Whether it was refused there.
	pub refused: bool,
}

impl Plea {
	/// Whether it was refused, or a whole iteration has passed without an answer.
	pub fn is_declined(&self, now: Iteration) -> bool {
		self.refused || self.since.0.saturating_add(2) <= now.0
	}
}

/// Lines that count, and the part of the private goods stated that they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
	/// The lines.
	pub lines: Vec<Line>,
	/// The part.
	pub part: Scale,
}

impl Part {
	/// The part of a council that has just enrolled.
	pub fn new(side: Side, population: u32, income: Credits) -> Self {
		Self {
			side,
			population,
			income,
			budget: income,
			spoken: Iteration(0),
			lines: Vec::new(),
			since: Iteration(0),
			part: Scale::WHOLE,
			own: None,
			before: None,
			note: None,
			standing: Vec::new(),
			standing_part: Scale::WHOLE,
			scale: Scale::WHOLE,
			upstream: false,
			dropped: false,
			granted: Vec::new(),
			charge: Credits::ZERO,
			credit: Credits::ZERO,
			shares: Vec::new(),
			benefit: Credits::ZERO,
			relief: Credits::ZERO,
			loan: Credits::ZERO,
			debt: Credits::ZERO,
			repays: Credits::ZERO,
			entrusted: None,
			plea: None,
			withdrawn: false,
			verdict: None,
		}
	}

	/// The populations by which its lines count; `all` is that of all enrolled consumers' councils.
	pub fn heads(&self, all: u32) -> Heads {
		Heads { own: self.population, all }
	}

	/// Whether a line of the good is a statement about how much there should be of it.
	pub fn states(&self, good: GoodId) -> bool {
		self.side == Side::Consumers && self.shares.binary_search(&good).is_ok()
	}

	/// Whether it was silent in two iterations running, of which `last` is the second, and has
	/// something to lose.
	pub fn is_silent(&self, last: Iteration) -> bool {
		self.spoken.0.saturating_add(2) <= last.0 && !self.lines.is_empty()
	}

	/// What its speaker has stated.
	pub fn own_lines(&self) -> &[Line] {
		self.own.as_deref().unwrap_or(&self.lines)
	}

	/// What counted as `iteration`, the current one, began.
	pub fn lines_before(&self, iteration: Iteration) -> &[Line] {
		match &self.before {
			Some(before) if self.spoken == iteration => &before.lines,
			_ => &self.lines,
		}
	}

	/// Keeps what stands, where the council proposes in `iteration` for the first time.
	pub fn remember(&mut self, iteration: Iteration) {
		if self.spoken == iteration && self.before.is_some() {
			return;
		}
		self.before = Some(Before {
			spoken: self.spoken,
			lines: self.lines.clone(),
			since: self.since,
			part: self.part,
			own: self.own.clone(),
		});
	}

	/// Other lines count from `iteration` on. What counted in the best iteration so far is kept.
	pub fn count(&mut self, iteration: Iteration, counted: Counted, best: Option<Iteration>) {
		let old = std::mem::replace(&mut self.lines, counted.lines);
		let part = std::mem::replace(&mut self.part, counted.part);
		if best.is_some_and(|best| self.since <= best) {
			self.standing = old;
			self.standing_part = part;
		}
		self.since = iteration;
	}

	/// What stood before counts again.
	pub fn put_back(&mut self, before: Before, best: Option<Iteration>) {
		if best.is_some_and(|best| before.since <= best) {
			self.standing.clear();
			self.standing_part = Scale::WHOLE;
		}
		self.spoken = before.spoken;
		self.lines = before.lines;
		self.since = before.since;
		self.part = before.part;
		self.own = before.own;
		self.note = None;
	}

	/// Other lines count in the plan; what its speaker has stated stays.
	pub fn recount(&mut self, lines: Vec<Line>) {
		let old = std::mem::replace(&mut self.lines, lines);
		if self.side == Side::Consumers {
			let own = self.own.take().unwrap_or(old);
			self.own = (own != self.lines).then_some(own);
		}
	}

	/// What it supplies, uses or gets of each line in the plan.
	pub fn amounts(&self) -> Vec<Quantity> {
		amounts(self.side, &self.lines, self.scale, &self.granted)
	}

	/// Its leaf in the root of the plan.
	pub fn leaf(&self, council: CouncilId) -> H256 {
		plan_leaf(council, &self.lines, &self.amounts(), self.charge, self.credit)
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
