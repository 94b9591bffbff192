//! The goods of the town on the chain, who shares which of them, and the opening of a cycle.

use super::{missing, Session};
use crate::{
	chain::{
		calls::{self, Call, Params},
		stored::Shared,
		At, Good,
	},
	errors::{Error, Result},
	town::{Answers, Community},
};
use parecon_engine::{Kind, LevelRule};
use parecon_primitives::{CouncilId, GoodId, Quantity};
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;
use subxt::utils::Static;

/// How large exceptions can be, as a part of what a council has.
const EXCEPTIONS: Perbill = Perbill::from_percent(10);

impl Session<'_> {
	/// Registers the goods that are not registered, and sets their yearly supplies and by whom they are
	/// shared.
	pub(super) async fn register(&mut self) -> Result<()> {
		let at = self.road.chain.best().await?;
		let known = self.road.chain.goods(&at).await?;
		let supplies = self.road.chain.supplies(&at).await?;
		self.ensure_alone(&known, &supplies)?;
		let places = by_name(&known);
		let mut calls = Vec::new();
		for good in self.town.goods() {
			match places.get(good.name.as_str()) {
				None => calls.push(calls::register_good(
					&good.name,
					&good.unit,
					good.kind,
					good.price,
					good.supply,
				)),
				Some(id) if supplies.get(id.0 as usize) != Some(&good.supply) => {
					calls.push(calls::set_supply(*id, good.supply));
				},
				Some(_) => {},
			}
		}
		if !calls.is_empty() {
			self.road.govern("the goods", &calls).await?;
			self.say(&format!("{} goods are on the chain", self.town.goods().len()));
		}
		let at = self.road.chain.best().await?;
		let known = self.road.chain.goods(&at).await?;
		let places = by_name(&known);
		let ids = self.town.goods().iter().map(|good| {
			let unknown = || missing(format!("{} was registered, and is not there", good.name));
			places.get(good.name.as_str()).copied().ok_or_else(unknown)
		});
		self.goods = ids.collect::<Result<_>>()?;
		self.share(&at).await
	}

	/// Goods that our councils do not deal with: some would never be in balance, others keep levels from
	/// being found.
	fn ensure_alone(&self, known: &[Good], supplies: &[Quantity]) -> Result<()> {
		let ours = |good: &Good| self.town.goods().iter().find(|it| it.name == good.name);
		let odd = known.iter().zip(supplies).find(|(good, supply)| match ours(good) {
			Some(our) => (our.kind, &our.unit) != (good.kind, &good.unit),
			None => good.kind == Kind::Public || !supply.is_zero(),
		});
		match odd {
			None => Ok(()),
			Some((good, _)) => Err(Error::new(
				format!(
					"the chain of {} plans {:?} ({:?}, counted in {}), and {} does not",
					self.road.chain.url(),
					good.name,
					good.kind,
					good.unit,
					self.town.name()
				),
				"play each town on a chain of its own: start a new one",
			)),
		}
	}

	/// Says in which steps public goods and pollutants are stated, and by whom.
	async fn share(&mut self, at: &At) -> Result<()> {
		let mut calls: Vec<Call> = Vec::new();
		for (index, good) in self.town.goods().iter().enumerate() {
			let Some(scope) = self.scope(index) else { continue };
			let id = self.goods[index];
			let shared: Option<Shared> =
				self.road.chain.value(at, "Planning", "Sharing", (Static(id),)).await?;
			let is_so = |old: &Shared| old.step.0 == good.step && old.scope.0 == scope;
			if !shared.as_ref().is_some_and(is_so) {
				calls.push(calls::share_good(id, good.step, &scope));
			}
		}
		if !calls.is_empty() {
			let count = calls.len();
			self.road.govern("who shares which goods", &calls).await?;
			self.say(&format!(
				"{count} of them are shared: by the town, a quarter, or those harmed"
			));
		}
		Ok(())
	}

	/// The councils whose people share a good, ascending; none where it is nobody's in common.
	fn scope(&self, good: usize) -> Option<Vec<CouncilId>> {
		let mut scope = match self.town.community(good)? {
			Community::Federation(place) => vec![self.ids[place]],
			Community::Affected(councils) => {
				councils.into_iter().map(|council| self.ids[self.place_of(council)]).collect()
			},
		};
		scope.sort();
		Some(scope)
	}

	/// Has the founders open a cycle.
	pub(super) async fn open(&mut self, answers: &Answers) -> Result<()> {
		let params = Params {
			rule: self.settings.rule,
			threshold: self.settings.until,
			// Some blocks for all transactions of a phase to find room.
			enrolment: 8,
			window: self.terms.window,
			ratification: self.terms.window,
			max_iterations: self.settings.max_iterations,
			income_per_head: answers.income_per_head(),
			counting: self.settings.counting,
			swing: self.terms.swing,
			retries: self.terms.retries,
			levels: LevelRule::Median,
			exceptions: EXCEPTIONS,
		};
		self.road.govern("the opening of the cycle", &[calls::open_cycle(params)]).await
	}
}

/// The number of each good by its name.
fn by_name(goods: &[Good]) -> BTreeMap<&str, GoodId> {
	let goods = goods.iter().enumerate();
	goods.map(|(id, good)| (good.name.as_str(), GoodId(id as u32))).collect()
}
