//! `parecon plan counterparties`: with whom a council deals in a plan.

use crate::{
	chain::{At, Chain},
	commands::signing::Node,
	errors::{Error, Result, Verdict},
	output::{width, Align, Table},
	plan_acts::{
		answers::{read, Enrolment},
		catalogue::Catalogue,
		scene,
	},
};
use clap::Args;
use parecon_engine::Line;
use parecon_primitives::{CouncilId, CycleId, GoodId};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many are asked for.
const MOST: u32 = 10_000;

/// How many are named in a row for people.
const NAMED: usize = 12;

/// Whose counterparties.
#[derive(Debug, Args)]
pub struct Counterparties {
	/// The cycle
	#[arg(long, value_name = "N")]
	cycle: u32,
	/// The council
	#[arg(long, value_name = "C")]
	council: u32,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

#[derive(Debug, Serialize)]
struct Told {
	cycle: CycleId,
	council: CouncilId,
	/// Whether it has left the plan.
	withdrawn: bool,
	goods: Vec<Row>,
	/// Whether there are more than could be asked for.
	more: bool,
}

#[derive(Debug, Serialize)]
struct Row {
	good: String,
	/// What the council does with it: `supplies`, `uses`, or both.
	does: &'static str,
	/// Who does the opposite.
	councils: Vec<CouncilId>,
}

/// Runs `parecon plan counterparties`.
pub fn run(args: &Counterparties) -> Result<Verdict> {
	let (cycle, council) = (CycleId(args.cycle), CouncilId(args.council));
	args.node.show(async |chain, at| found(chain, at, cycle, council).await, Told::text)
}

async fn found(chain: &Chain, at: &At, cycle: CycleId, council: CouncilId) -> Result<Told> {
	let answer = chain.ask(at, "Planning", "enrolment", (cycle, council)).await?;
	let part: Option<Enrolment> = read(answer, "a council's part in the cycle")?;
	let part = part.ok_or_else(|| {
		Error::new(
			format!("council {council} has no part in cycle {cycle}"),
			format!("`parecon plan show --cycle {cycle} --csv` names the councils that have one"),
		)
	})?;
	let answer = chain.ask(at, "Planning", "counterparties", (cycle, council, MOST)).await?;
	let facing: Vec<(GoodId, CouncilId)> = read(answer, "counterparties")?;
	let more = facing.len() >= MOST as usize;
	let goods = rows(&part.lines, facing, &scene::catalogue(chain, at).await?);
	Ok(Told { cycle, council, withdrawn: part.withdrawn, goods, more })
}

fn rows(lines: &[Line], facing: Vec<(GoodId, CouncilId)>, goods: &Catalogue) -> Vec<Row> {
	let mut councils: BTreeMap<GoodId, Vec<CouncilId>> = BTreeMap::new();
	for (good, council) in facing {
		councils.entry(good).or_default().push(council);
	}
	let mut own: Vec<GoodId> = lines.iter().map(|line| line.good).collect();
	own.dedup();
	let row = |good: GoodId| {
		let ways: Vec<bool> = lines
			.iter()
			.filter(|line| line.good == good)
			.map(|line| line.flow.is_supply())
			.collect();
		let mut others = councils.remove(&good).unwrap_or_default();
		others.sort_unstable();
		others.dedup();
		let does = match ways[..] {
			[true] => "supplies",
			[false] => "uses",
			_ => "supplies and uses",
		};
		Row { good: goods.name(good), does, councils: others }
	};
	own.into_iter().map(row).collect()
}

/// Councils in a row: not more than a person reads.
fn named(councils: &[CouncilId]) -> String {
	let shown: Vec<String> = councils.iter().take(NAMED).map(|it| it.to_string()).collect();
	match councils.len().checked_sub(NAMED) {
		Some(more) if more > 0 => format!("{} and {more} more", shown.join(" ")),
		_ if councils.is_empty() => "nobody".into(),
		_ => shown.join(" "),
	}
}

impl Told {
	fn text(&self) -> String {
		let Self { cycle, council, withdrawn, .. } = self;
		let mut table = Table::new(&[
			("good", Align::Left),
			("the council", Align::Left),
			("others", Align::Right),
			("who", Align::Left),
		]);
		for Row { good, does, councils } in &self.goods {
			let count = councils.len().to_string();
			table.row([good.clone(), (*does).to_owned(), count, named(councils)]);
		}
		let left = if *withdrawn { ", and has left the plan" } else { "" };
		let more = match self.more {
			true => "not all are shown: there are more than a node is asked for at once\n",
			false => "",
		};
		format!(
			"{}\n{more}council {council} deals with these in cycle {cycle}{left}\n",
			table.fitted(width())
		)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::Good;
	use parecon_engine::Kind;
	use parecon_primitives::Flow;

	#[test]
	fn each_good_has_those_who_do_the_opposite() {
		let good =
			|name: &str| Good { name: name.into(), unit: "kg".into(), kind: Kind::Intermediate };
		let goods = Catalogue::new(vec![good("flour"), good("power"), good("salt")]);
		let line = |good, flow| Line { good: GoodId(good), flow: Flow(flow) };
		let lines = [line(0, 5), line(1, 5), line(1, -2), line(2, -1)];
		let pair = |good, council| (GoodId(good), CouncilId(council));
		let rows = rows(&lines, vec![pair(1, 9), pair(0, 4), pair(1, 9), pair(1, 3)], &goods);
		let told: Vec<_> =
			rows.iter().map(|row| (&row.good[..], row.does, named(&row.councils))).collect();
		assert_eq!(
			told,
			[
				("flour", "supplies", "4".to_owned()),
				("power", "supplies and uses", "3 9".to_owned()),
				("salt", "uses", "nobody".to_owned()),
			]
		);
		let many: Vec<CouncilId> = (0..14).map(CouncilId).collect();
		assert!(named(&many).ends_with("10 11 and 2 more"), "{}", named(&many));
	}
}
