//! How a plan is made of the iteration that stands: what the chain does page by page and council by
//! council, here in memory and at once.

use super::{basket::Basket, counter::Counter, shared::Market, Counted, Part, Reason};
use parecon_engine::{
	inputs, lines_hash, ration_page, Input, Line, Range, Ration, Round, Scale, Totals, Upstream,
	MAX_ROUNDS,
};
use parecon_primitives::{CouncilId, Credits, GoodId, Iteration, Side};
use primitive_types::H256;
use std::collections::BTreeMap;

/// What a plan is made of beside the market of the iteration that stands and the councils' parts.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
	/// Enrolled workers' councils.
	pub workplaces: u32,
	/// The iteration that stands.
	pub standing: Iteration,
	/// The last iteration that there was.
	pub last: Iteration,
	/// Whether the plan is settled once more, without those who have left it.
	pub resettled: bool,
}

/// What becomes of a council's lines before a plan is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
	/// They are taken out.
	Removed(Reason),
	/// Others count, with this hash: what the means pay for at the final prices.
	Repeated(H256),
}

/// What comes of it beside the councils' parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
	/// Councils whose lines do not stay, in their order.
	pub changed: Vec<(CouncilId, Change)>,
	/// Goods of which the totals did not hold what was taken out.
	pub failed: Vec<GoodId>,
	/// How often workplaces were scaled.
	pub rounds: u8,
	/// Whether workplaces still lack inputs after all rounds: then there is no plan.
	pub short: bool,
	/// Supply and demand with every workplace scaled.
	pub settled: Vec<Totals>,
	/// What workplaces upstream use of each good, scaled.
	pub upstream: Vec<Upstream>,
	/// The councils' portions.
	pub range: Range,
	/// What all consumers' councils are charged.
	pub charged: Credits,
	/// What they are credited.
	pub credited: Credits,
	/// What is to be paid for all that is emitted.
	pub emitted: Credits,
}

/// Settles a plan. `market` is that of the iteration that stands; what is taken out leaves it, levels are
/// found anew, and the parts become what the chain's enrolments are afterwards.
pub fn settle(
	ground: &Ground,
	market: &mut Market,
	parts: &mut BTreeMap<CouncilId, Part>,
) -> Settlement {
	let (mut changed, mut failed) = (Vec::new(), Vec::new());
	for (council, part) in parts.iter_mut() {
		let spoken = part.lines.clone();
		begin(ground, part);
		let (change, lost) = review(ground, market, part, &spoken);
		changed.extend(change.map(|change| (*council, change)));
		failed.extend(lost);
	}
	market.close_levels();
	let mut settlement = Settlement {
		changed,
		failed,
		rounds: 0,
		short: false,
		settled: market.totals.clone(),
		upstream: vec![Upstream::default(); market.totals.len()],
		range: Range::default(),
		charged: Credits::ZERO,
		credited: Credits::ZERO,
		emitted: Credits::ZERO,
	};
	settlement.find_upstream(market, parts);
	settlement.scale(ground, market, parts);
	if !settlement.short {
		settlement.grant(market, parts);
	}
	settlement
}

/// Gives a council its lines of the iteration that stands, and takes back what was found in an earlier
/// plan, what it asks for, and what it has borrowed for nothing where it has left.
fn begin(ground: &Ground, part: &mut Part) {
	if part.since > ground.standing {
		let standing = std::mem::take(&mut part.standing);
		part.recount(standing);
		part.part = part.standing_part;
		part.since = ground.standing;
	}
	part.standing.clear();
	part.standing_part = Scale::WHOLE;
	part.before = None;
	part.plea = None;
	part.withdrawn &= ground.resettled;
	if part.withdrawn {
		let back = part.loan.min(part.budget);
		part.loan = part.loan.saturating_sub(back);
		part.budget = part.budget.saturating_sub(back);
	}
	part.scale = Scale::WHOLE;
	part.granted.clear();
	part.charge = Credits::ZERO;
	part.credit = Credits::ZERO;
}

/// Takes a council's lines out, or makes them fewer, where they do not pass any more. `spoken` is what it
/// states so far; the totals hold its lines.
fn review(
	ground: &Ground,
	market: &mut Market,
	part: &mut Part,
	spoken: &[Line],
) -> (Option<Change>, Vec<GoodId>) {
	let Ok(basket) = Basket::weigh(market, part, &part.lines) else { return (None, Vec::new()) };
	let removed = why_removed(ground, part, &basket);
	let kept = match (removed, part.side) {
		(Some(_), _) => Counted::default(),
		(None, Side::Workers) => Counted { lines: part.lines.clone(), ..Counted::default() },
		(None, Side::Consumers) => match basket.counted(&part.lines) {
			Ok(counted) => counted,
			Err(_) => return (None, Vec::new()),
		},
	};
	if removed.is_some() {
		part.benefit = Credits::ZERO;
	}
	let mut failed = market.replace_statements(part, spoken, &kept.lines);
	if kept.lines == part.lines {
		return (None, failed);
	}
	failed.extend(market.replace_totals(part, &part.lines, &kept.lines));
	part.part = part.part.and(kept.part);
	let change = removed.map_or(Change::Repeated(lines_hash(&kept.lines)), Change::Removed);
	part.recount(kept.lines);
	(Some(change), failed)
}

/// Why a proposal cannot be in the plan, if it cannot.
fn why_removed(ground: &Ground, part: &Part, basket: &Basket) -> Option<Reason> {
	let workers = part.side == Side::Workers;
	if part.withdrawn {
		Some(Reason::Withdrawn)
	} else if workers && (part.dropped || part.is_silent(ground.last)) {
		Some(Reason::Silent)
	} else if workers && !basket.shortfall().is_zero() {
		Some(Reason::BelowPar)
	} else if basket.is_beyond_means() {
		Some(Reason::OverBudget)
	} else {
		None
	}
}

/// The least part of what lines use that supply allows.
fn least_part(rations: &[Ration], lines: &[Line], upstream: bool) -> Scale {
	let ration = |good: GoodId| rations.get(good.0 as usize).copied().unwrap_or_default();
	let needed = inputs(lines).filter(Input::is_needed);
	let parts = needed.map(|input| ration(input.good).part(upstream));
	parts.min().unwrap_or(Scale::WHOLE)
}

impl Settlement {
	/// Which workplaces are upstream, and what they use.
	fn find_upstream(&mut self, market: &Market, parts: &mut BTreeMap<CouncilId, Part>) {
		let is_input = |line: &Line| {
			let quote = market.quotes.get(line.good.0 as usize);
			line.flow.is_supply() && quote.is_some_and(|quote| quote.kind.is_input())
		};
		for part in parts.values_mut() {
			part.upstream = part.side == Side::Workers && part.lines.iter().any(is_input);
			if part.upstream {
				self.replace_upstream(&part.lines, Scale::NOTHING, Scale::WHOLE);
			}
		}
	}

	/// Replaces what a workplace upstream uses by another part of it.
	fn replace_upstream(&mut self, lines: &[Line], old: Scale, new: Scale) {
		for input in inputs(lines) {
			if let Some(used) = self.upstream.get_mut(input.good.0 as usize) {
				*used = used.replaced(&input, old, new).unwrap_or(*used);
			}
		}
	}

	/// Scales workplaces until none lacks an input.
	fn scale(&mut self, ground: &Ground, market: &Market, parts: &mut BTreeMap<CouncilId, Part>) {
		loop {
			let Ground { workplaces, .. } = *ground;
			let round = Round { number: self.rounds, heads: market.heads, workplaces };
			let mut rations = Vec::with_capacity(self.settled.len());
			let keep = |ration| rations.push(ration);
			let short = ration_page(&market.quotes, &self.settled, &self.upstream, &round, keep);
			if short == 0 {
				return;
			}
			if self.rounds >= MAX_ROUNDS {
				self.short = true;
				return;
			}
			self.rounds += 1;
			for part in parts.values_mut().filter(|part| part.side == Side::Workers) {
				self.rescale(part, least_part(&rations, &part.lines, part.upstream));
			}
		}
	}

	/// Scales a workplace once more.
	fn rescale(&mut self, part: &mut Part, by: Scale) {
		let (old, new) = (part.scale, part.scale.and(by));
		if by == Scale::WHOLE {
			return;
		}
		for line in &part.lines {
			let Some(totals) = self.settled.get_mut(line.good.0 as usize) else { continue };
			let side = match line.flow.is_supply() {
				true => &mut totals.supply,
				false => &mut totals.demand,
			};
			let amount = line.flow.amount().0;
			let (old, new) = (old.apply(amount), new.apply(amount));
			*side = side.saturating_sub(old).saturating_add(new);
		}
		if part.upstream {
			self.replace_upstream(&part.lines, old, new);
		}
		part.scale = new;
	}

	/// Grants and charges final goods, and takes every portion into the root.
	fn grant(&mut self, market: &mut Market, parts: &mut BTreeMap<CouncilId, Part>) {
		let shared = market.shared.keys().copied();
		self.emitted = shared
			.map(|good| market.emitted(good, &self.settled))
			.fold(Credits::ZERO, Credits::saturating_add);
		let mut asked = vec![0u128; self.settled.len()];
		for (council, part) in parts {
			if part.side == Side::Consumers {
				Counter::new(market, &self.settled, &mut asked).serve(part);
			}
			self.charged = self.charged.saturating_add(part.charge);
			self.credited = self.credited.saturating_add(part.credit);
			// There are no more councils than numbers.
			let _ = self.range.push(part.leaf(*council));
		}
	}
}

#[cfg(test)]
mod tests;
