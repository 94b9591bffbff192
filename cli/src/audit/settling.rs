//! How a plan is made of the iteration that stands: what the chain does page by page and council by
//! council, here in memory and at once.

use super::{Part, Reason};
use parecon_engine::{
	apportion, contribution, public_charge, public_level, ration_page, Kind, Line, Quote, Range,
	Scale, Totals, Worth, MAX_ROUNDS,
};
use parecon_primitives::{CouncilId, Credits, Iteration, Quantity, Side};
use std::collections::BTreeMap;

/// What a plan is made of beside the councils' parts.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
	/// Kind and price of each good in the iteration that stands.
	pub quotes: &'a [Quote],
	/// Population of all enrolled consumers' councils.
	pub heads: u32,
	/// Enrolled workers' councils.
	pub workplaces: u32,
	/// The iteration that stands.
	pub standing: Iteration,
	/// The last iteration that there was.
	pub last: Iteration,
}

/// What comes of it beside the councils' parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
	/// Proposals that were taken out, in the order of councils.
	pub removed: Vec<(CouncilId, Reason)>,
	/// How often workplaces were scaled.
	pub rounds: u8,
	/// Whether workplaces still lack inputs after all rounds: then there is no plan.
	pub short: bool,
	/// Supply and demand with every workplace scaled.
	pub settled: Vec<Totals>,
	/// The councils' portions.
	pub range: Range,
	/// What all consumers' councils are charged.
	pub charged: Credits,
}

/// Settles a plan. `totals` are those of the iteration that stands; what is taken out leaves them, and
/// the parts become what the chain's enrolments are afterwards.
pub fn settle(
	ground: &Ground,
	totals: &mut [Totals],
	parts: &mut BTreeMap<CouncilId, Part>,
) -> Settlement {
	let removed = parts
		.iter_mut()
		.filter_map(|(council, part)| Some((*council, review(ground, totals, part)?)))
		.collect();
	let mut settlement = Settlement {
		removed,
		rounds: 0,
		short: false,
		settled: totals.to_vec(),
		range: Range::default(),
		charged: Credits::ZERO,
	};
	settlement.scale(ground, parts);
	if !settlement.short {
		settlement.grant(ground, parts);
	}
	settlement
}

/// Gives a council its lines of the iteration that stands; why they are taken out, if they are.
fn review(ground: &Ground, totals: &mut [Totals], part: &mut Part) -> Option<Reason> {
	if part.spoken > ground.standing {
		part.lines = std::mem::take(&mut part.standing);
	}
	part.standing.clear();
	part.scale = Scale::WHOLE;
	part.granted.clear();
	part.charge = Credits::ZERO;
	let reason = why_removed(ground, part)?;
	for line in std::mem::take(&mut part.lines) {
		let good = line.good.0 as usize;
		let (Some(quote), Some(totals)) = (ground.quotes.get(good), totals.get_mut(good)) else {
			continue;
		};
		let change = contribution(part.side, quote.kind, line.flow, part.heads(ground.heads));
		// What the totals do not hold has been named when it was put in.
		let _ = change.map(|change| totals.remove(change));
	}
	Some(reason)
}

/// Why a proposal cannot be in the plan, if it cannot.
fn why_removed(ground: &Ground, part: &Part) -> Option<Reason> {
	let assessment = part.assess(ground.quotes, ground.heads, &part.lines).ok()?;
	match part.side {
		Side::Workers if part.is_silent(ground.last) => Some(Reason::Silent),
		_ if assessment.passes(part.budget) => None,
		Side::Workers => Some(Reason::BelowPar),
		Side::Consumers => Some(Reason::OverBudget),
	}
}

/// The least part of what lines use that supply allows.
fn least_part(rations: &[Scale], lines: &[Line]) -> Scale {
	let uses = lines.iter().filter(|line| !line.flow.is_supply());
	let parts = uses.map(|line| rations.get(line.good.0 as usize).copied().unwrap_or_default());
	parts.min().unwrap_or(Scale::WHOLE)
}

impl Settlement {
	/// Scales workplaces until none lacks an input.
	fn scale(&mut self, ground: &Ground, parts: &mut BTreeMap<CouncilId, Part>) {
		loop {
			let slack = if self.rounds == 0 { 0 } else { ground.workplaces };
			let mut rations = Vec::with_capacity(self.settled.len());
			let short = ration_page(ground.quotes, &self.settled, ground.heads, slack, |part| {
				rations.push(part)
			});
			if short == 0 {
				return;
			}
			if self.rounds >= MAX_ROUNDS {
				self.short = true;
				return;
			}
			self.rounds += 1;
			for part in parts.values_mut().filter(|part| part.side == Side::Workers) {
				self.rescale(part, least_part(&rations, &part.lines));
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
			*side = side.saturating_sub(old.apply(amount)).saturating_add(new.apply(amount));
		}
		part.scale = new;
	}

	/// Grants and charges final goods, and takes every portion into the root.
	fn grant(&mut self, ground: &Ground, parts: &mut BTreeMap<CouncilId, Part>) {
		let mut asked = vec![0u128; self.settled.len()];
		for (council, part) in parts {
			if part.side == Side::Consumers {
				let mut bill = Worth::default();
				let lines = part.lines.iter();
				let granted = lines
					.map(|line| {
						let (granted, cost) = self.serve(ground, part.population, line, &mut asked);
						bill = bill.saturating_add(cost);
						granted
					})
					.collect();
				part.granted = granted;
				part.charge = bill.ceil(1);
			}
			self.charged = self.charged.saturating_add(part.charge);
			// There are no more councils than numbers.
			let _ = self.range.push(part.leaf(*council));
		}
	}

	/// What a consumers' council of `own` people gets of a line, and what that costs. `asked` is what the
	/// councils before it ask for of each private good that is short.
	fn serve(
		&self,
		ground: &Ground,
		own: u32,
		line: &Line,
		asked: &mut [u128],
	) -> (Quantity, Worth) {
		let good = line.good.0 as usize;
		let (Some(quote), Some(totals), Some(asked)) =
			(ground.quotes.get(good), self.settled.get(good), asked.get_mut(good))
		else {
			return (Quantity::ZERO, Worth::default());
		};
		let amount = line.flow.amount().0;
		if quote.kind == Kind::Public {
			let level = public_level(&totals.balance(quote.kind, ground.heads));
			let stated = amount.saturating_mul(own.into());
			return (level, public_charge(quote.price, level, stated, totals.demand));
		}
		let granted = apportion(totals.supply, totals.demand, *asked, amount);
		*asked = asked.saturating_add(amount);
		(Quantity(granted), Worth::of(quote.price, granted))
	}
}

#[cfg(test)]
mod tests;
