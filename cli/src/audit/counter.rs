//! What a settled plan gives a consumers' council, and what it pays.

use super::{shared::Market, Part};
use parecon_engine::{
	apportion, level_cost, part_in_turn, public_charge, public_level, scaled, Kind, LevelRule,
	Line, Quote, Scale, Totals, Worth,
};
use parecon_primitives::{Credits, GoodId, Quantity};

/// Serves a consumers' council line by line.
pub(super) struct Counter<'s> {
	market: &'s mut Market,
	settled: &'s [Totals],
	/// What the councils before it ask for of each private good that is short.
	asked: &'s mut [u128],
	/// What is served so far of private goods costs, in 10^-12 credits.
	private: Worth,
	/// What is to be paid for public goods by who stated how much of them.
	public: Worth,
}

impl<'s> Counter<'s> {
	pub(super) fn new(
		market: &'s mut Market,
		settled: &'s [Totals],
		asked: &'s mut [u128],
	) -> Self {
		Self { market, settled, asked, private: Worth::default(), public: Worth::default() }
	}

	/// Serves a council. What it is charged is never above its budget and what it is credited: where
	/// it would be, its private goods become fewer.
	pub(super) fn serve(mut self, part: &mut Part) {
		let mut granted: Vec<Quantity> =
			part.lines.iter().map(|line| self.line(part, line)).collect();
		let (dues, credit) = self.shared(part);
		let means = part.budget.saturating_add(credit);
		let left = Worth::from_credits(means.saturating_sub(dues)).saturating_sub(self.public);
		let fits = Scale::within(left, self.private);
		if fits != Scale::WHOLE {
			self.scale(fits, &part.lines, &mut granted);
		}
		let bill = self.private.saturating_add(self.public).ceil(1);
		part.granted = granted;
		part.charge = Credits(bill.saturating_add(dues).0.min(means.0));
		part.credit = credit;
	}

	fn find(&self, good: GoodId) -> Option<(Quote, Totals)> {
		let totals = self.settled.get(good.0 as usize)?;
		Some((self.market.quote(good).ok()?, *totals))
	}

	/// What the council gets of a line; its cost goes on the bill.
	fn line(&mut self, part: &Part, line: &Line) -> Quantity {
		let Some((quote, totals)) = self.find(line.good) else { return Quantity::ZERO };
		let amount = line.flow.amount().0;
		match quote.kind {
			Kind::Public => {
				let level = public_level(&totals.balance(quote.kind, self.market.heads));
				if let Some(all) = self.stated(part, line.good, &totals) {
					let own = amount.saturating_mul(part.population.into());
					let cost = public_charge(quote.price, level, own, all);
					self.public = self.public.saturating_add(cost);
				}
				level
			},
			// What it permits is decided together.
			Kind::Pollutant => Quantity(totals.supply),
			_ => {
				let before = self.pass(line.good, amount, &totals);
				let granted = apportion(totals.supply, totals.demand, before, amount);
				self.private = self.private.saturating_add(Worth::of(quote.price, granted));
				Quantity(granted)
			},
		}
	}

	/// The sum of what people state of a public good that is paid for by what each states; none where
	/// all pay the same.
	fn stated(&self, part: &Part, good: GoodId, totals: &Totals) -> Option<u128> {
		match (part.shares.contains(&good), self.market.rule) {
			(false, _) => Some(totals.demand),
			(true, LevelRule::Mean) => Some(self.market.level(good).sum),
			(true, LevelRule::Median) => None,
		}
	}

	/// The council's turn for the goods that it shares: what it owes for public goods whose level is a
	/// median, and what it is credited for pollutants.
	fn shared(&mut self, part: &Part) -> (Credits, Credits) {
		let (mut dues, mut credit) = (Credits::ZERO, Credits::ZERO);
		let own = part.population;
		for good in &part.shares {
			let Some((quote, totals)) = self.find(*good) else { continue };
			let Some(shared) = self.market.shared.get_mut(good) else { continue };
			let before = shared.level.passed;
			shared.level.passed = before.saturating_add(own);
			let crowd = shared.level.crowd;
			if quote.kind == Kind::Pollutant {
				let total = self.market.emitted(*good, self.settled);
				credit = credit.saturating_add(part_in_turn(total, before, own, crowd));
			} else if self.market.rule == LevelRule::Median {
				let level = public_level(&totals.balance(quote.kind, self.market.heads));
				let total = level_cost(quote.price, level);
				dues = dues.saturating_add(part_in_turn(total, before, own, crowd));
			}
		}
		(dues, credit)
	}

	/// Leaves a part of what was served of private goods.
	fn scale(&mut self, fits: Scale, lines: &[Line], granted: &mut [Quantity]) {
		self.private = Worth::default();
		for (line, granted) in lines.iter().zip(granted) {
			let Some((quote, _)) = self.find(line.good) else { continue };
			if quote.kind == Kind::Private {
				*granted = scaled(fits, *granted);
				self.private = self.private.saturating_add(Worth::of(quote.price, granted.0));
			}
		}
	}

	/// Adds what the council asks for of a good to what those before it did, if the good is short; what
	/// these did.
	fn pass(&mut self, good: GoodId, amount: u128, totals: &Totals) -> u128 {
		let Some(sum) = self.asked.get_mut(good.0 as usize) else { return 0 };
		if totals.supply >= totals.demand {
			return 0;
		}
		let before = *sum;
		*sum = before.saturating_add(amount);
		before
	}
}
