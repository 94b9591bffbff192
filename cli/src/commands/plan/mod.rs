//! `parecon plan`: what the councils agreed on.

mod portion;
mod prove;
mod show;

use crate::{
	chain::{is_ratified, stored::Cycle, At, Chain, Good},
	errors::{Error, Result, Verdict},
};
use clap::Subcommand;
use parecon_engine::{public_charge, public_level, Kind, Line, Quote, Totals, Worth};
use parecon_primitives::{CycleId, GoodId, Quantity, Side};
use std::collections::BTreeMap;

/// What can be done with plans.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
	/// Show the plan of a cycle: for each good what is supplied and used, and its price
	Show(show::Show),
	/// Show what the plan grants a council, and what it pays for that
	Portion(portion::Portion),
	/// Write a proof that the plan grants a council its portion
	///
	/// The file holds the portion and the way from it to the root of the plan. Whoever has the root can
	/// check it without a node: `parecon plan verify`.
	Prove(prove::Prove),
	/// Check such a proof against the root of a plan; no node is asked
	///
	/// The root of a ratified plan stands in Planning.Conclusions, and `parecon audit` recomputes it.
	///
	/// Exit status: 0 the portion is in the plan, 1 it is not, 2 the file cannot be read.
	Verify(prove::Verify),
	/// Name those with whom a council deals in a plan: who uses what it supplies, and supplies what it uses
	Counterparties(super::acts::counterparties::Counterparties),
}

/// Runs `parecon plan`.
pub fn run(command: &PlanCommand) -> Result<Verdict> {
	match command {
		PlanCommand::Show(args) => show::run(args),
		PlanCommand::Portion(args) => portion::run(args),
		PlanCommand::Prove(args) => prove::prove(args),
		PlanCommand::Verify(args) => prove::verify(args),
		PlanCommand::Counterparties(args) => super::acts::counterparties::run(args),
	}
}

/// Why there is no plan of `cycle`.
async fn no_plan(chain: &Chain, best: &At, cycle: CycleId) -> Result<Error> {
	Ok(match chain.cycle(best).await? {
		Some(current) if current.id.0 == cycle => Error::new(
			format!("cycle {cycle} is still running, in iteration {}", current.iteration.0),
			"wait until it is ratified",
		),
		Some(current) => Error::new(
			format!("there has been no cycle {cycle} on the chain of {}", chain.url()),
			format!("the latest one is --cycle {}", current.id.0),
		),
		None => Error::new(
			format!("there has been no cycle on the chain of {} yet", chain.url()),
			"have a year planned: `parecon drive FILE`",
		),
	})
}

/// The chain at a block, which it has to have.
async fn block(chain: &Chain, number: u32) -> Result<At> {
	let at = chain.at(number).await?;
	at.ok_or_else(|| {
		Error::new(
			format!("the node at {} does not have block {number}", chain.url()),
			"wait until it is in sync",
		)
	})
}

/// A block in which the plan of `cycle` is settled, and the cycle as it stands there: of a plan that
/// was ratified the last block before that.
async fn settled(chain: &Chain, cycle: CycleId) -> Result<(At, Cycle)> {
	let best = chain.best().await?;
	let at = match chain.conclusion(&best, cycle).await? {
		None => best,
		Some(conclusion) if is_ratified(&conclusion) => {
			block(chain, conclusion.at.saturating_sub(1)).await?
		},
		Some(_) => {
			return Err(Error::new(
				format!("cycle {cycle} lapsed: there is no plan"),
				"`parecon audit` says how it ended",
			))
		},
	};
	match chain.cycle(&at).await? {
		Some(found) if found.id.0 == cycle && found.plan.is_some() => Ok((at, found)),
		_ => Err(no_plan(chain, &at, cycle).await?),
	}
}

fn side_name(side: Side) -> &'static str {
	match side {
		Side::Workers => "workers",
		Side::Consumers => "consumers",
	}
}

fn kind_name(kind: Kind) -> &'static str {
	match kind {
		Kind::Private => "private",
		Kind::Public => "public",
		Kind::Intermediate => "intermediate",
		Kind::Nature => "nature",
		Kind::Labour => "labour",
		Kind::Pollutant => "pollutant",
	}
}

/// What a council is, and what its plan is made of.
struct Scene<'a> {
	goods: &'a [Good],
	quotes: &'a [Quote],
	/// Supply and demand in the settled plan.
	settled: &'a [Totals],
	/// Population of all enrolled consumers' councils.
	heads: u32,
	/// How many people share a good: of pollutants, and of public goods of which all pay the same.
	crowds: &'a BTreeMap<GoodId, u32>,
}

impl Scene<'_> {
	/// What `granted` of a line is worth at the final prices; of a consumers' council of `own` people
	/// what it costs, or what it is credited for a pollutant.
	fn worth(&self, side: Side, own: u32, line: &Line, granted: Quantity) -> Worth {
		let good = line.good.0 as usize;
		let (Some(quote), Some(totals)) = (self.quotes.get(good), self.settled.get(good)) else {
			return Worth::default();
		};
		let crowd = self.crowds.get(&line.good).copied().filter(|_| side == Side::Consumers);
		if let Some(crowd) = crowd {
			let amount = match quote.kind {
				// All that is emitted is paid for, whatever was permitted.
				Kind::Pollutant => totals.demand,
				_ => granted.0,
			};
			return Worth(Worth::of(quote.price, amount).saturating_mul(own).0 / crowd.max(1));
		}
		if side == Side::Consumers && quote.kind == Kind::Public {
			let level = public_level(&totals.balance(quote.kind, self.heads));
			let stated = line.flow.amount().0.saturating_mul(own.into());
			return public_charge(quote.price, level, stated, totals.demand);
		}
		Worth::of(quote.price, granted.0)
	}
}
