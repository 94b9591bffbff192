//! The goods of the economy on the chain, and the opening of the cycle.

use super::{income, Session};
use crate::{
	chain::calls::{self, Call},
	economy::Economy,
	errors::{Error, Result},
};
use parecon_engine::LevelRule;
use parecon_primitives::{GoodId, Quantity};
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

/// How many calls go into one motion.
const MOTION: usize = 150;

/// The name under which a good of the economy is registered: "seed1 private 3".
fn name(economy: &Economy, index: usize) -> String {
	let (category, number) = economy.good_at(index);
	format!("{} {} {number}", economy.name, category.name())
}

impl Session<'_> {
	/// Registers the goods that are not registered yet, sets their yearly supplies, and opens the
	/// cycle. Returns the chain's number of each good of the economy.
	pub(super) async fn open(&mut self) -> Result<Vec<GoodId>> {
		self.road.progress.say("goods and the opening of the cycle");
		let at = self.road.chain.best().await?;
		let known = self.road.chain.goods(&at).await?;
		let supplies = self.road.chain.supplies(&at).await?;
		let known: BTreeMap<String, usize> =
			known.into_iter().enumerate().map(|(id, good)| (good.name, id)).collect();
		self.ensure_alone(&known, &supplies)?;
		let mut calls = self.registrations(&known, &supplies);
		calls.push(calls::open_cycle(self.params()?));
		let mut parts = calls.chunks(MOTION).peekable();
		while let Some(part) = parts.next() {
			let last = parts.peek().is_none();
			let what = if last { "the opening of the cycle" } else { "the goods" };
			self.road.govern(what, part).await?;
		}
		let at = self.road.chain.best().await?;
		let goods = self.road.chain.goods(&at).await?.into_iter().enumerate();
		let ids: BTreeMap<String, usize> = goods.map(|(id, good)| (good.name, id)).collect();
		(0..self.economy.good_count())
			.map(|index| {
				let name = name(self.economy, index);
				let id = ids.get(&name).copied().ok_or_else(|| {
					Error::new(
						format!("{name} was registered, and the chain does not know it"),
						"run the command again",
					)
				})?;
				Ok(GoodId(id as u32))
			})
			.collect()
	}

	/// Goods with a yearly supply that none of our councils uses would never be in balance.
	fn ensure_alone(&self, known: &BTreeMap<String, usize>, supplies: &[Quantity]) -> Result<()> {
		let ours: Vec<String> =
			(0..self.economy.good_count()).map(|index| name(self.economy, index)).collect();
		let other = known.iter().find(|(name, id)| {
			!ours.contains(name) && supplies.get(**id).is_some_and(|supply| !supply.is_zero())
		});
		match other {
			None => Ok(()),
			Some((name, _)) => Err(Error::new(
				format!(
					"the chain of {} plans {name:?} as well, of which there is a yearly supply and \
					 which no council of {} uses: it could never be in balance",
					self.road.chain.url(),
					self.economy.name
				),
				"drive each economy on a chain of its own: start a new one",
			)),
		}
	}

	fn registrations(&self, known: &BTreeMap<String, usize>, supplies: &[Quantity]) -> Vec<Call> {
		let mut calls = Vec::new();
		for index in 0..self.economy.good_count() {
			let kind = self.economy.good_at(index).0.kind();
			let supply = self.economy.yearly_supply(kind);
			let name = name(self.economy, index);
			match known.get(&name) {
				None => {
					let price = self.economy.first_price();
					calls.push(calls::register_good(&name, "unit", kind, price, supply));
				},
				Some(id) if supplies.get(*id) != Some(&supply) => {
					calls.push(calls::set_supply(GoodId(*id as u32), supply));
				},
				Some(_) => {},
			}
		}
		calls
	}

	fn params(&self) -> Result<calls::Params> {
		let councils = self.councils.len() as u32;
		Ok(calls::Params {
			rule: self.settings.rule,
			threshold: self.settings.until,
			// Some blocks for all transactions of a phase to find room.
			enrolment: 3 + councils / 200,
			window: self.terms.window,
			ratification: 20 + councils / 100,
			max_iterations: self.settings.max_iterations,
			income_per_head: income(self.economy)?,
			counting: self.settings.counting,
			swing: self.terms.swing,
			retries: self.terms.retries,
			// Public goods of an economy are everybody's, and stated without steps.
			levels: LevelRule::Mean,
			exceptions: Perbill::zero(),
		})
	}
}
