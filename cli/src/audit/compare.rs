//! Each council's part and each level of a shared good, against what the chain keeps of it.

use super::{
	shared::Level,
	year::{Audit, Seen},
	History, Kind, Part, Purse,
};
use crate::errors::Result;
use parecon_engine::Line;
use parecon_primitives::{CouncilId, GoodId, Quantity};
use std::{
	collections::{BTreeMap, BTreeSet},
	fmt::Debug,
};

impl<H: History> Audit<'_, H> {
	/// What is stated of shared goods at the end of a block: crowds, levels and what was sold; `all` of
	/// it where the plan is settled, and nobody states anything any more.
	pub(super) async fn compare_levels(&mut self, seen: Seen, all: bool) -> Result<()> {
		let goods: Vec<GoodId> = self.market.shared.keys().copied().collect();
		if goods.is_empty() {
			return Ok(());
		}
		let theirs = self.history.levels(seen.block, &goods).await?;
		let mut differing = Vec::new();
		for ((good, shared), theirs) in self.market.shared.iter().zip(&theirs) {
			let words = levels_differ(theirs, &shared.level, all);
			differing.extend(words.into_iter().map(|detail| (good.0 as usize, detail)));
		}
		self.of_goods(Kind::Level, seen, differing);
		Ok(())
	}

	/// Each council's part is what the chain keeps of it, and each federation's purse.
	pub(super) async fn compare_parts(&mut self, seen: Seen) -> Result<()> {
		let theirs = self.history.parts(seen.block, self.cycle).await?;
		let theirs: BTreeMap<CouncilId, Part> = theirs.into_iter().collect();
		let councils: BTreeSet<CouncilId> =
			self.parts.keys().chain(theirs.keys()).copied().collect();
		for council in councils {
			for detail in differences(theirs.get(&council), self.parts.get(&council)) {
				self.of_council(Kind::Plan, seen, council, detail);
			}
		}
		self.compare_purses(seen).await
	}

	async fn compare_purses(&mut self, seen: Seen) -> Result<()> {
		let theirs = self.history.purses(seen.block, self.cycle).await?;
		let theirs: BTreeMap<CouncilId, Purse> = theirs.into_iter().collect();
		let federations: BTreeSet<CouncilId> =
			self.purses.keys().chain(theirs.keys()).copied().collect();
		for federation in federations {
			let of = |purses: &BTreeMap<CouncilId, Purse>| {
				purses.get(&federation).copied().unwrap_or_default()
			};
			let (chain, due) = (of(&theirs), of(&self.purses));
			if chain != due {
				let detail = format!("the chain has {chain:?}, recomputed is {due:?}");
				self.of_council(Kind::Exception, seen, federation, detail);
			}
		}
		Ok(())
	}
}

/// In words, in what the levels of a good differ.
fn levels_differ(theirs: &Level, ours: &Level, all: bool) -> Vec<String> {
	let mut differing = Vec::new();
	let mut field = |name: &str, chain: u128, due: u128| {
		if chain != due {
			differing.push(format!("{name} {chain} on the chain, recomputed is {due}"));
		}
	};
	field("a crowd of", theirs.crowd.into(), ours.crowd.into());
	field("level", theirs.level.0, ours.level.0);
	field("sold for", theirs.sold.0, ours.sold.0);
	if all {
		field("a sum of statements of", theirs.sum, ours.sum);
		field("parts for people:", theirs.passed.into(), ours.passed.into());
		if theirs.stated != ours.stated {
			differing.push("other steps are stated on the chain than by the plan's lines".into());
		}
	}
	differing
}

/// In words, in what a council's part differs.
fn differences(theirs: Option<&Part>, ours: Option<&Part>) -> Vec<String> {
	let (Some(theirs), Some(ours)) = (theirs, ours) else {
		let said = |known: bool| if known { "enrolled" } else { "not enrolled" };
		let (chain, found) = (said(theirs.is_some()), said(ours.is_some()));
		return match theirs.is_some() == ours.is_some() {
			true => Vec::new(),
			false => vec![format!("the chain has it {chain}, by its events it is {found}")],
		};
	};
	let mut differing = Vec::new();
	if theirs.lines != ours.lines {
		differing.push("the plan has other lines than count of what it stated".into());
	}
	if theirs.scale != ours.scale {
		let (chain, due) = (theirs.scale.parts(), ours.scale.parts());
		differing.push(format!("scaled to {chain} of 2^63 parts, {due} follow"));
	}
	if theirs.granted != ours.granted {
		let of = other_grant(&theirs.granted, &ours.granted, &ours.lines);
		differing.push(format!("granted another amount of {of} than follows"));
	}
	for (verb, chain, due) in [
		("charged", theirs.charge, ours.charge),
		("credited", theirs.credit, ours.credit),
		("given a budget of", theirs.budget, ours.budget),
		("lent", theirs.loan, ours.loan),
		("relieved of", theirs.relief, ours.relief),
	] {
		if chain != due {
			differing.push(format!("{verb} {} micro-credits, {} follow", chain.0, due.0));
		}
	}
	differing.extend(kept_differently(theirs, ours));
	differing
}

/// The good of which another amount was granted.
fn other_grant(theirs: &[Quantity], ours: &[Quantity], lines: &[Line]) -> String {
	let place = theirs.iter().zip(ours).position(|(a, b)| a != b);
	let good = place.and_then(|place| lines.get(place)).map(|line| line.good);
	good.map_or("other lines than it has".into(), |good| format!("good {good}"))
}

/// In words, what else the chain keeps in another way.
fn kept_differently(theirs: &Part, ours: &Part) -> Vec<String> {
	let mut differing = Vec::new();
	let mut field = |name: &str, chain: &dyn Debug, due: &dyn Debug, same: bool| {
		if !same {
			differing.push(format!("{name} {chain:?} on the chain, recomputed is {due:?}"));
		}
	};
	macro_rules! fields {
		($($name:ident)*) => {
			$(field(stringify!($name), &theirs.$name, &ours.$name, theirs.$name == ours.$name);)*
		};
	}
	fields! {
		side population income spoken since part own before note standing standing_part shares
		benefit debt repays entrusted plea withdrawn verdict
	}
	differing
}
