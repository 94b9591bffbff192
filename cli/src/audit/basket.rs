//! What a proposal comes to, and what counts of it.

use super::{shared::Market, Counted, Part};
use parecon_engine::{
	check_order, contribution, due, line_worth, merged, part_in_turn, restate, swing_within,
	Assessment, Assessor, Kind, LevelRule, Line, Stated, Wish, Worth,
};
use parecon_primitives::{Credits, GoodId, Iteration, Quantity, Side};
use sp_arithmetic::Perbill;

type Checked<T> = std::result::Result<T, String>;

/// What a consumers' council has to pay for shared goods, and gets for them.
#[derive(Clone, Copy, Default)]
struct Dues {
	/// For public goods whose level is a median.
	fixed: Credits,
	/// For public goods whose level is a mean: what it states itself.
	own: Credits,
	/// Its part of what was sold of pollutants that it permits.
	credits: Credits,
}

/// Lines of a council, weighed at the announced prices and the levels of the last closed iteration.
pub struct Basket<'m> {
	market: &'m Market,
	part: &'m Part,
	assessment: Assessment,
	/// The part of the cost that is for public goods which are everybody's, times the population of all.
	public: Worth,
	dues: Dues,
}

impl<'m> Basket<'m> {
	/// Weighs lines.
	///
	/// # Errors
	/// In words, why the lines cannot stand in a proposal of this council.
	pub fn weigh(market: &'m Market, part: &'m Part, lines: &[Line]) -> Checked<Self> {
		check_order(lines).map_err(|error| format!("{error:?}"))?;
		let heads = part.heads(market.heads);
		let mut assessor = Assessor::new(part.side, heads);
		let mut public = Worth::default();
		let mut dues = Dues::default();
		for line in lines {
			let of_good = |error| format!("{error:?} of good {}", line.good);
			let quote = market.quote(line.good)?;
			if part.states(line.good) {
				contribution(part.side, quote.kind, line.flow, heads).map_err(of_good)?;
				if quote.kind == Kind::Public && market.rule == LevelRule::Mean {
					let crowd = market.level(line.good).crowd;
					let due = due(quote.price, line.flow.amount(), part.population, crowd);
					dues.own = dues.own.saturating_add(due);
				}
				continue;
			}
			assessor.line(quote.kind, quote.price, line.flow).map_err(of_good)?;
			if part.side == Side::Consumers && quote.kind == Kind::Public {
				let worth = line_worth(part.side, quote.kind, quote.price, line.flow, heads);
				public = public.saturating_add(worth.map_err(of_good)?);
			}
		}
		let mut basket = Self { market, part, assessment: assessor.finish(), public, dues };
		basket.owe_shares()?;
		Ok(basket)
	}

	/// What is owed and credited for goods that concern the council, whatever it states.
	fn owe_shares(&mut self) -> Checked<()> {
		let own = self.part.population;
		for good in &self.part.shares {
			let quote = self.market.quote(*good)?;
			let level = self.market.level(*good);
			if quote.kind == Kind::Pollutant {
				let credit = part_in_turn(level.sold, 0, own, level.crowd);
				self.dues.credits = self.dues.credits.saturating_add(credit);
			} else if self.market.rule == LevelRule::Median {
				let due = due(quote.price, level.level, own, level.crowd);
				self.dues.fixed = self.dues.fixed.saturating_add(due);
			}
		}
		Ok(())
	}

	/// What a consumers' council has for lines that are no statements; none where what it states costs
	/// more by itself.
	fn left(&self, budget: Credits) -> Option<Credits> {
		let Dues { fixed, own, credits } = self.dues;
		budget.saturating_add(credits).saturating_sub(fixed).checked_sub(own)
	}

	/// Whether a consumers' council cannot pay for public goods alone.
	pub fn is_beyond_means(&self) -> bool {
		let Dues { fixed, own, credits } = self.dues;
		let parts = self.market.heads.max(1);
		let means = Worth::from_credits(self.part.budget.saturating_add(credits));
		let dues = Worth::from_credits(fixed.saturating_add(own));
		dues.saturating_mul(parts).saturating_add(self.public) > means.saturating_mul(parts)
	}

	/// By how much the test of the council's side fails.
	pub fn shortfall(&self) -> Credits {
		if self.part.side == Side::Workers {
			return self.assessment.shortfall(Credits::ZERO).saturating_sub(self.part.relief);
		}
		let Dues { fixed, own, credits } = self.dues;
		match self.left(self.part.budget) {
			Some(left) => self.assessment.shortfall(left),
			None => {
				let means = self.part.budget.saturating_add(credits).saturating_sub(fixed);
				own.saturating_sub(means).saturating_add(self.assessment.cost())
			},
		}
	}

	/// Social benefit and cost, or nothing and cost with what shared goods cost.
	pub fn benefit_and_cost(&self) -> (Credits, Credits) {
		let dues = self.dues.fixed.saturating_add(self.dues.own);
		(self.assessment.benefit(), self.assessment.cost().saturating_add(dues))
	}

	/// What counts of `lines`, which it weighs.
	pub fn counted(&self, lines: &[Line]) -> Checked<Counted> {
		let means = self.left(self.part.budget).unwrap_or(Credits::ZERO);
		let wish = |Stated { line, worth }: Stated| {
			let kind = self.market.quote(line.good)?.kind;
			// What a level costs that many share is taken from the means already.
			let worth = if self.part.states(line.good) { Worth::default() } else { worth };
			Ok(Wish { line, kind, worth })
		};
		let stated = stated(self.market, self.part, lines)?;
		let wishes: Vec<Wish> = stated.into_iter().map(wish).collect::<Checked<_>>()?;
		let (lines, part) = restate(&wishes, self.part.heads(self.market.heads), means);
		Ok(Counted { lines, part })
	}
}

/// Lines with what each is worth.
fn stated(market: &Market, part: &Part, lines: &[Line]) -> Checked<Vec<Stated>> {
	let worth = |line: &Line| {
		let quote = market.quote(line.good)?;
		let worth =
			line_worth(part.side, quote.kind, quote.price, line.flow, part.heads(market.heads));
		let worth = worth.map_err(|error| format!("{error:?} of good {}", line.good))?;
		Ok(Stated { line: *line, worth })
	};
	lines.iter().map(worth).collect()
}

/// Whether a line is about what the council may state: its own shared goods, and of what it emits what
/// somebody could permit.
///
/// # Errors
/// In words, why it is not.
pub fn concerned(market: &Market, part: &Part, line: &Line) -> Checked<()> {
	let kind = market.quote(line.good)?.kind;
	match (part.side, kind) {
		(Side::Workers, Kind::Pollutant) if market.level(line.good).crowd == 0 => {
			Err(format!("NoPermits of good {}", line.good))
		},
		(Side::Consumers, Kind::Public | Kind::Pollutant) if !part.states(line.good) => {
			let everybodys = kind == Kind::Public && !market.shared.contains_key(&line.good);
			if everybodys {
				return Ok(());
			}
			Err(format!("NotConcerned of good {}", line.good))
		},
		_ => Ok(()),
	}
}

/// Whether `new` lines are within `most` of `old` ones.
pub fn steady(
	market: &Market,
	part: &Part,
	old: &[Line],
	new: &[Line],
	most: Option<Perbill>,
) -> Checked<bool> {
	let Some(most) = most else { return Ok(true) };
	Ok(swing_within(&stated(market, part, old)?, &stated(market, part, new)?, most))
}

/// What counts of what a consumers' council and its members state together.
fn counted(market: &Market, part: &Part, stated: &[Line]) -> Checked<Counted> {
	Basket::weigh(market, part, stated)?.counted(stated)
}

/// What counts of a proposal of `own` lines, of a consumers' council with what members have `requested`;
/// at most `most` lines together.
///
/// # Errors
/// In words, why it could not be accepted.
pub fn counted_now(
	market: &Market,
	part: &Part,
	own: &[Line],
	requested: &[(GoodId, Quantity)],
	most: usize,
) -> Checked<Counted> {
	if part.side == Side::Workers {
		return Ok(Counted { lines: own.to_vec(), ..Counted::default() });
	}
	match merged(own, requested, most) {
		(stated, 0) => counted(market, part, &stated),
		(_, left_out) => Err(format!("TooManyLines, by {left_out}")),
	}
}

/// What counts for a consumers' council that is silent, or whose members ask for something else, and
/// what its speaker has stated of it.
///
/// # Errors
/// In words, why nothing can be found: the chain leaves what stands then.
pub fn repeated(
	market: &Market,
	part: &Part,
	requested: &[(GoodId, Quantity)],
	most: usize,
	(iteration, swing): (Iteration, Option<Perbill>),
) -> Checked<(Counted, Vec<Line>)> {
	let mut own = part.own_lines().to_vec();
	if part.spoken == Iteration(0) {
		own.retain(|line| concerned(market, part, line).is_ok());
	}
	let (stated, _) = merged(&own, requested, most);
	let now = counted(market, part, &stated)?;
	let before = part.lines_before(iteration);
	if steady(market, part, before, &now.lines, swing).unwrap_or(false) {
		return Ok((now, own));
	}
	let scaled = counted(market, part, &part.lines)?;
	Ok((Counted { part: part.part.and(scaled.part), ..scaled }, own))
}
