//! `parecon request`: what a member asks of the council.

use super::Note;
use crate::{
	chain::{plan_calls, At, Chain, Signer},
	commands::signing::{Key, Node, Signing},
	errors::{Error, Result, Verdict},
	output::decimal,
	people::{
		act::Act,
		keys::{who, Who},
	},
	plan_acts::{
		answers::{read, Part, Request},
		lines::{self, amounts, ensure_most, Whose},
		requests::{cost, shown, Portion, Shown},
		scene,
	},
};
use clap::{Args, Subcommand};
use parecon_primitives::{CouncilId, Credits, CycleId, MemberId};
use serde_json::{json, Value as Json};
use std::path::PathBuf;

/// What can be done about requests.
///
/// Members are written as their number or their account.
#[derive(Debug, Subcommand)]
pub enum RequestCommand {
	/// Ask the consumers' council in which you live for private goods
	///
	/// The table is CSV with the columns good and amount: goods by their names, in units with six
	/// decimals at most. It replaces what you asked for before, and stands until you replace it or take it
	/// back, in later years as well.
	State(State),
	/// Show what a member asks for, what it costs at the announced prices, and what it may cost
	Show(Whom),
	/// Take your request back
	Withdraw(Signing),
	/// Remove the request of who has left the council, or the community; anyone can
	Clear(Clear),
	/// Show the member's part of what the plan in force grants the council
	Portion(Whom),
}

/// What to ask for.
#[derive(Debug, Args)]
pub struct State {
	/// The council in which you live
	#[arg(long, value_name = "N")]
	council: u32,
	/// The table
	#[arg(long, value_name = "FILE")]
	lines: PathBuf,
	/// What is said with it
	#[command(flatten)]
	note: Note,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Whose request.
#[derive(Debug, Args)]
pub struct Whom {
	/// The member; without it, whoever has the key
	#[arg(long, value_name = "MEMBER", value_parser = who,
		required_unless_present_any = ["key", "suri"], conflicts_with_all = ["key", "suri"])]
	member: Option<Who>,
	/// Whose key
	#[command(flatten)]
	key: Key,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// Whose request to remove.
#[derive(Debug, Args)]
pub struct Clear {
	/// The member
	#[arg(long, value_name = "MEMBER", value_parser = who)]
	member: Who,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

impl Whom {
	fn who(&self) -> Result<Who> {
		match self.member {
			Some(who) => Ok(who),
			None => Ok(Who::Account(self.key.signer()?.account())),
		}
	}
}

/// Runs `parecon request`. What the rules refuse is a failed check.
pub fn run(command: &RequestCommand) -> Result<Verdict> {
	match command {
		RequestCommand::State(args) => {
			args.signing.run(async |chain, at, signer| stated(args, chain, at, signer).await)
		},
		RequestCommand::Show(args) => {
			let who = args.who()?;
			args.node.show(async |chain, at| found(chain, at, who).await, Shown::text)
		},
		RequestCommand::Withdraw(signing) => {
			signing.run(async |chain, at, signer| withdrawn(chain, at, signer).await)
		},
		RequestCommand::Clear(args) => args.signing.run(async |chain, at, signer| {
			let member = args.member.member(chain, at).await?;
			let what = format!("removal of the request of member {member} by {}", signer.name);
			let act = Act::new(what, plan_calls::clear_request(member));
			Ok(match request_of(chain, at, member).await? {
				Some(_) => act,
				None => act.refused(
					scene::refusal(at, "Requests", "NoRequest"),
					json!({ "member": member }),
				),
			})
		}),
		RequestCommand::Portion(args) => {
			let who = args.who()?;
			args.node.show(async |chain, at| portion(chain, at, who).await, Portion::text)
		},
	}
}

/// What a member asks for; none where that is nothing.
async fn request_of(chain: &Chain, at: &At, member: MemberId) -> Result<Option<Request>> {
	read(chain.ask(at, "Requests", "request_of", member).await?, "a request")
}

async fn stated(args: &State, chain: &Chain, at: &At, signer: &Signer) -> Result<Act> {
	let (council, file) = (CouncilId(args.council), &args.lines);
	let note = args.note.hash(at)?;
	let (goods, quotes) = scene::priced(chain, at).await?;
	let asked = amounts(&lines::read(file, &goods, Whose::Member)?);
	if asked.is_empty() {
		return Err(Error::new(
			format!("{} has no rows under its header", file.display()),
			"add a line for each good, or take the request back: `parecon request withdraw`",
		));
	}
	let most = scene::constant(at, "Requests", "MaxGoods").unwrap_or(usize::MAX);
	ensure_most(file, "the request", asked.len(), most)?;
	let what = format!("request of {} to council {council}", signer.name);
	let act = Act::new(what, plan_calls::request(council, &asked, note));
	let cycle = scene::cycle(chain, at).await?;
	if !cycle.as_ref().is_some_and(|cycle| cycle.is_asking()) {
		let phase = cycle.map(|cycle| {
			json!({ "cycle": cycle.id, "phase": cycle.phase(),
			"iteration": cycle.iteration })
		});
		let refused = scene::refusal(at, "Requests", "NotAsking");
		return Ok(act.refused(refused, phase.unwrap_or(json!({ "cycle": null }))));
	}
	let Some(member) = chain.member_of(at, signer.account()).await? else { return Ok(act) };
	let (cost, means) = (cost(&asked, &quotes), means(chain, at, member).await?);
	Ok(match cost > means {
		false => act,
		true => {
			let sums = json!({ "cost": decimal(cost.0), "means": decimal(means.0) });
			act.refused(scene::refusal(at, "Requests", "BeyondMeans"), sums)
		},
	})
}

async fn means(chain: &Chain, at: &At, member: MemberId) -> Result<Credits> {
	read(chain.ask(at, "Requests", "means", member).await?, "a member's means")
}

async fn withdrawn(chain: &Chain, at: &At, signer: &Signer) -> Result<Act> {
	let what = format!("withdrawal of the request of {}", signer.name);
	let act = Act::new(what, plan_calls::withdraw_request());
	let Some(member) = chain.member_of(at, signer.account()).await? else { return Ok(act) };
	Ok(match request_of(chain, at, member).await? {
		Some(_) => act,
		None => {
			act.refused(scene::refusal(at, "Requests", "NoRequest"), json!({ "member": member }))
		},
	})
}

async fn found(chain: &Chain, at: &At, who: Who) -> Result<Shown> {
	let member = who.member(chain, at).await?;
	let request = request_of(chain, at, member).await?.ok_or_else(|| {
		Error::new(format!("member {member} asks for nothing"), "`parecon request state` asks")
	})?;
	let asking = scene::cycle(chain, at).await?.is_some_and(|cycle| cycle.is_asking());
	let means = if asking { Some(means(chain, at, member).await?) } else { None };
	let (goods, quotes) = scene::priced(chain, at).await?;
	Ok(shown(member, &request, means, &goods, &quotes))
}

async fn portion(chain: &Chain, at: &At, who: Who) -> Result<Portion> {
	let member = who.member(chain, at).await?;
	let nothing = |why: &str, next: &str| {
		Err(Error::new(format!("member {member} has no part in a plan: {why}"), next))
	};
	let answer = chain.ask(at, "Planning", "in_force", ()).await?;
	let in_force: Option<(CycleId, Json)> = read(answer, "the plan in force")?;
	let Some((cycle, _)) = in_force else {
		return nothing("none is in force", "wait until one is ratified: `parecon cycle status`");
	};
	let answer = chain.ask(at, "Requests", "my_portion", member).await?;
	let parts: Option<Vec<Part>> = read(answer, "a member's portion")?;
	match parts {
		Some(parts) => Ok(Portion::new(member, cycle, &parts, &scene::catalogue(chain, at).await?)),
		None => nothing(
			"they asked for nothing when it was made, or have asked for something else since, or their \
			 council is not in it",
			"`parecon request show` tells what they ask for, `parecon plan portion` what the council got",
		),
	}
}
