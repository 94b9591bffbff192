//! `parecon good`: what is planned, who shares it, and whom a pollutant harms.

use crate::{
	chain::{plan_calls, At, Chain},
	commands::signing::{Node, Signing},
	errors::{Error, Result, Verdict},
	output::{self, decimal, width, Align, Table},
	people::act::Act,
	plan_acts::{
		answers::{read, Claim, Level, Shared},
		catalogue::{kind_name, Catalogue},
		scene,
	},
};
use clap::{Args, Subcommand};
use parecon_engine::Kind;
use parecon_primitives::{CouncilId, GoodId};
use serde::Serialize;
use serde_json::json;

/// Blocks for which a claim can be opposed, where nothing else was decided.
const CLAIM_WINDOW: u32 = 100_800;

/// What can be done about goods.
///
/// Goods are written by their names.
#[derive(Debug, Subcommand)]
pub enum GoodCommand {
	/// List the goods: kind, unit, price, yearly supply, and of what is shared its step and who shares it
	List(List),
	/// Show the claims to belong to the community that a pollutant harms
	Claims(Claims),
	/// Claim that a pollutant harms the people of the consumers' council for which you speak
	Claim(OfCouncil),
	/// Oppose a claim, as who speaks for a council of the community
	Oppose(Oppose),
	/// Admit a claim that nobody has opposed in time; anyone can, between cycles
	Settle(Settle),
}

/// How to list them.
#[derive(Debug, Args)]
pub struct List {
	/// Print CSV
	#[arg(long, conflicts_with = "json")]
	csv: bool,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// Which claims.
#[derive(Debug, Args)]
pub struct Claims {
	/// To this pollutant alone
	#[arg(long, value_name = "NAME")]
	good: Option<String>,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// A pollutant and a council.
#[derive(Debug, Args)]
pub struct OfCouncil {
	/// The pollutant
	#[arg(long, value_name = "NAME")]
	good: String,
	/// The council for which you speak
	#[arg(long, value_name = "N")]
	council: u32,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Which claim to oppose.
#[derive(Debug, Args)]
pub struct Oppose {
	/// Whose claim it is
	#[arg(long, value_name = "N")]
	claimant: u32,
	/// To what, and for whom
	#[command(flatten)]
	of: OfCouncil,
}

/// Which claim to settle.
#[derive(Debug, Args)]
pub struct Settle {
	/// The pollutant
	#[arg(long, value_name = "NAME")]
	good: String,
	/// Whose claim it is
	#[arg(long, value_name = "N")]
	claimant: u32,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Runs `parecon good`. What the rules refuse is a failed check.
pub fn run(command: &GoodCommand) -> Result<Verdict> {
	match command {
		GoodCommand::List(args) => list(args),
		GoodCommand::Claims(args) => {
			args.node.show(async |chain, at| claims(chain, at, args).await, Claimed::text)
		},
		GoodCommand::Claim(args) => claim(args),
		GoodCommand::Oppose(args) => oppose(args),
		GoodCommand::Settle(args) => settle(args),
	}
}

#[derive(Debug, Serialize)]
struct Listed {
	good: GoodId,
	name: String,
	unit: String,
	kind: &'static str,
	/// Credits for one unit.
	price: String,
	/// Yearly supply in units; none of what is produced.
	supply: Option<String>,
	/// Units of one step of what can be stated; none of what is not shared.
	step: Option<String>,
	/// Councils whose people share it; empty where it is everybody's.
	scope: Option<Vec<CouncilId>>,
	/// What the last closed iteration came to: the level, or the permits.
	level: Option<String>,
}

fn list(args: &List) -> Result<Verdict> {
	let goods = crate::commands::runtime()?.block_on(async {
		let chain = Chain::connect(&args.node.url).await?;
		let at = chain.best().await?;
		listed(&chain, &at).await
	})?;
	if args.node.json {
		output::print_json(&json!({ "goods": goods }))?;
		return Ok(Verdict::Done);
	}
	let table = table(&goods);
	output::print(&if args.csv { table.csv() } else { table.fitted(width()) })?;
	Ok(Verdict::Done)
}

async fn listed(chain: &Chain, at: &At) -> Result<Vec<Listed>> {
	let (goods, quotes) = scene::priced(chain, at).await?;
	let supplies = chain.supplies(at).await?;
	let mut all = Vec::new();
	for ((id, good), (quote, supply)) in (0..).zip(goods.goods()).zip(quotes.iter().zip(supplies)) {
		let id = GoodId(id);
		let shared: Option<(Shared, Level)> = match good.kind.is_shared() {
			true => read(chain.ask(at, "Planning", "shared", id).await?, "a shared good")?,
			false => None,
		};
		all.push(Listed {
			good: id,
			name: good.name.clone(),
			unit: good.unit.clone(),
			kind: kind_name(good.kind),
			price: decimal(quote.price.0),
			supply: good.kind.has_yearly_supply().then(|| decimal(supply.0)),
			step: shared.as_ref().map(|(shared, _)| decimal(shared.step.0)),
			level: shared.as_ref().map(|(_, level)| decimal(level.level.0)),
			scope: shared.map(|(shared, _)| shared.scope),
		});
	}
	Ok(all)
}

fn table(goods: &[Listed]) -> Table {
	let mut table = Table::new(&[
		("number", Align::Right),
		("good", Align::Left),
		("unit", Align::Left),
		("kind", Align::Left),
		("price", Align::Right),
		("supply", Align::Right),
		("step", Align::Right),
		("shared by", Align::Left),
	]);
	for it in goods {
		let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
		table.row([
			it.good.to_string(),
			it.name.clone(),
			it.unit.clone(),
			it.kind.to_owned(),
			it.price.clone(),
			or_dash(&it.supply),
			or_dash(&it.step),
			sharers(it),
		]);
	}
	table
}

/// Who shares a good, in words.
fn sharers(it: &Listed) -> String {
	match (&it.scope, it.kind) {
		(Some(scope), "pollutant") if scope.is_empty() => "nobody yet".into(),
		(Some(scope), _) if scope.is_empty() => "everybody".into(),
		(Some(scope), _) => {
			scope.iter().map(|council| council.to_string()).collect::<Vec<_>>().join(" ")
		},
		(None, "public") => "everybody".into(),
		(None, _) => "-".into(),
	}
}

#[derive(Debug, Serialize)]
struct Claimed {
	claims: Vec<ClaimTold>,
}

#[derive(Debug, Serialize)]
struct ClaimTold {
	good: String,
	council: CouncilId,
	/// The block of the claim.
	since: u32,
	/// The first block in which it can be admitted.
	until: u32,
	opposed: bool,
}

async fn claims(chain: &Chain, at: &At, args: &Claims) -> Result<Claimed> {
	let goods = scene::catalogue(chain, at).await?;
	let pollutants: Vec<GoodId> = match &args.good {
		Some(name) => vec![pollutant(&goods, name)?],
		None => {
			let all = (0..).map(GoodId).zip(goods.goods());
			all.filter(|(_, good)| good.kind == Kind::Pollutant).map(|(id, _)| id).collect()
		},
	};
	let window: Option<u32> = chain.value(at, "Planning", "ClaimWindow", ()).await?;
	let window = window.unwrap_or(CLAIM_WINDOW);
	let mut told = Vec::new();
	for good in pollutants {
		let answer = chain.ask(at, "Planning", "claims", good).await?;
		let found: Vec<Claim> = read(answer, "claims")?;
		told.extend(found.into_iter().map(|Claim { council, since, opposed }| ClaimTold {
			good: goods.name(good),
			council,
			since,
			until: since.saturating_add(window),
			opposed,
		}));
	}
	Ok(Claimed { claims: told })
}

impl Claimed {
	fn text(&self) -> String {
		if self.claims.is_empty() {
			return "there are no claims\n".to_owned();
		}
		let mut table = Table::new(&[
			("pollutant", Align::Left),
			("council", Align::Right),
			("since block", Align::Right),
			("admitted from block", Align::Right),
			("opposed", Align::Left),
		]);
		for ClaimTold { good, council, since, until, opposed } in &self.claims {
			let (until, opposed) = match opposed {
				true => ("-".to_owned(), "yes: it has to be decided"),
				false => (until.to_string(), "no"),
			};
			let (council, since) = (council.to_string(), since.to_string());
			table.row([good.clone(), council, since, until, opposed.to_owned()]);
		}
		table.fitted(width())
	}
}

/// A pollutant by its name.
fn pollutant(goods: &Catalogue, name: &str) -> Result<GoodId> {
	let good = goods.good_called(name)?;
	match goods.good(good).map(|good| good.kind) {
		Some(Kind::Pollutant) => Ok(good),
		kind => Err(Error::new(
			format!("{name} is no pollutant but {}", kind.map_or("nothing", kind_name)),
			"claims are to pollutants: `parecon good list` shows the kinds",
		)),
	}
}

fn claim(args: &OfCouncil) -> Result<Verdict> {
	let council = CouncilId(args.council);
	args.signing.run(async |chain, at, signer| {
		let good = pollutant(&scene::catalogue(chain, at).await?, &args.good)?;
		let what = format!("claim of council {council} to {} by {}", args.good, signer.name);
		Ok(Act::new(what, plan_calls::claim(good, council)))
	})
}

fn oppose(args: &Oppose) -> Result<Verdict> {
	let OfCouncil { good: name, council, signing } = &args.of;
	let (claimant, council) = (CouncilId(args.claimant), CouncilId(*council));
	signing.run(async |chain, at, signer| {
		let good = pollutant(&scene::catalogue(chain, at).await?, name)?;
		let what = format!(
			"opposition of council {council} to the claim of council {claimant} to {name} by {}",
			signer.name
		);
		Ok(Act::new(what, plan_calls::oppose_claim(good, claimant, council)))
	})
}

fn settle(args: &Settle) -> Result<Verdict> {
	let claimant = CouncilId(args.claimant);
	args.signing.run(async |chain, at, signer| {
		let good = pollutant(&scene::catalogue(chain, at).await?, &args.good)?;
		let what = format!(
			"settling of the claim of council {claimant} to {} by {}",
			args.good, signer.name
		);
		Ok(Act::new(what, plan_calls::settle_claim(good, claimant)))
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn listed(kind: &'static str, scope: Option<Vec<CouncilId>>) -> Listed {
		Listed {
			good: GoodId(3),
			name: "smoke".into(),
			unit: "kg".into(),
			kind,
			price: decimal(1),
			supply: None,
			step: scope.as_ref().map(|_| decimal(5)),
			scope,
			level: None,
		}
	}

	#[test]
	fn who_shares_a_good_is_told() {
		let both = vec![CouncilId(3), CouncilId(9)];
		for (kind, scope, said) in [
			("private", None, "-"),
			("public", None, "everybody"),
			("public", Some(Vec::new()), "everybody"),
			("pollutant", Some(Vec::new()), "nobody yet"),
			("pollutant", Some(both), "3 9"),
		] {
			assert_eq!(sharers(&listed(kind, scope)), said);
		}
		let csv = table(&[listed("pollutant", Some(vec![CouncilId(3)]))]).csv();
		assert!(csv.ends_with("3,smoke,kg,pollutant,0.000001,-,0.000005,3\n"), "{csv}");
	}
}
