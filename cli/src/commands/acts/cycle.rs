//! Verbs of `parecon cycle`: what a council does in a planning year.

use super::{federation::FederationAct, Note, Reasons};
use crate::{
	chain::{calls, plan_calls, At, Chain, Signer},
	commands::{jobs::OnCouncil, signing::Node},
	errors::{Error, Result, Verdict},
	output,
	people::act::Act,
	plan_acts::{
		amounts::credits,
		answers::read,
		lines::{self, bare, ensure_most, Stated, Whose},
		may::Deed,
		scene::{self, Scene},
		told::Told,
	},
};
use clap::{Args, Subcommand};
use parecon_primitives::{CouncilId, Credits, CycleId, Iteration};
use serde_json::{json, Value as Json};
use std::path::{Path, PathBuf};

/// What a council, or its federation, does in the running cycle.
#[derive(Debug, Subcommand)]
pub enum CycleAct {
	/// Enrol the council for which you speak
	Enrol(OnCouncil),
	/// Tell what a proposal comes to at the announced prices, line by line, and whether it passes
	///
	/// The table is CSV with the columns good and amount: goods by their names, + supplied and - used, in
	/// units with six decimals at most. Without a sign a workplace supplies; a consumers' council uses a
	/// good, wants a level of a public good, or permits a pollutant.
	///
	/// Exit status: 0 it passes, 1 it does not (it names the line at fault, or what is missing), 2 it could
	/// not be weighed.
	Check(Check),
	/// Answer the announced prices for the council for which you speak
	///
	/// The table is that of `check`, and is checked in the same way first. It replaces what the council
	/// proposed before; without rows the council supplies and uses nothing.
	Propose(Propose),
	/// Take back what the council proposed in this iteration: what stood before stands again
	Recall(OnCouncil),
	/// Approve or reject the plan
	Ratify(Ratify),
	/// Take the standing proposal of a workplace away that was silent twice running; anyone can
	Drop(OnCouncil),
	/// Take the council out of the plan that is judged, or out of the plan in force
	Withdraw(Withdraw),
	/// Let the plan in force go on to hold for the council after a cycle that lapsed
	Confirm(OnCouncil),
	/// Let the council's federation propose for it in this cycle, or not any more
	Entrust(Entrust),
	/// Give a part of a consumers' council's budget to its federation, for exceptions
	Endow(Endow),
	/// Ask the council's federation for an exception: beyond the budget, or below par
	Ask(Ask),
	/// Take a refused or unanswered exception to the federation above
	Appeal(OnCouncil),
	/// What federations do.
	#[command(flatten)]
	Federation(FederationAct),
}

/// What to weigh.
#[derive(Debug, Args)]
pub struct Check {
	/// The council
	#[arg(long, value_name = "N")]
	council: u32,
	/// The table
	#[arg(long, value_name = "FILE")]
	lines: PathBuf,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// What to propose.
#[derive(Debug, Args)]
pub struct Propose {
	/// The table
	#[arg(long, value_name = "FILE")]
	lines: PathBuf,
	/// The iteration whose prices it answers; the running one if it is left out
	#[arg(long, value_name = "I")]
	iteration: Option<u32>,
	/// What is said with it
	#[command(flatten)]
	note: Note,
	/// Whose it is
	#[command(flatten)]
	on: OnCouncil,
}

/// How to judge the plan.
#[derive(Debug, Args)]
pub struct Ratify {
	/// Approve it
	#[arg(long, required_unless_present = "reject", conflicts_with = "reject")]
	approve: bool,
	/// Reject it
	#[arg(long)]
	reject: bool,
	/// Who judges
	#[command(flatten)]
	on: OnCouncil,
}

/// Which plan to leave.
#[derive(Debug, Args)]
pub struct Withdraw {
	/// The cycle of the plan; the one that is judged, or else the one in force, if it is left out
	#[arg(long, value_name = "N")]
	cycle: Option<u32>,
	/// Who leaves it
	#[command(flatten)]
	on: OnCouncil,
}

/// Who is to propose for the council.
#[derive(Debug, Args)]
pub struct Entrust {
	/// The federation
	#[arg(long, value_name = "F", required_unless_present = "nobody", conflicts_with = "nobody")]
	federation: Option<u32>,
	/// Nobody any more
	#[arg(long)]
	nobody: bool,
	/// For whom
	#[command(flatten)]
	on: OnCouncil,
}

/// How much to give.
#[derive(Debug, Args)]
pub struct Endow {
	/// How much, in credits
	#[arg(long, value_name = "CREDITS", value_parser = credits)]
	amount: Credits,
	/// Who gives
	#[command(flatten)]
	on: OnCouncil,
}

/// What to ask for.
#[derive(Debug, Args)]
pub struct Ask {
	/// How much is missing, in credits
	#[arg(long, value_name = "CREDITS", value_parser = credits)]
	amount: Credits,
	/// Why
	#[command(flatten)]
	note: Reasons,
	/// Who asks
	#[command(flatten)]
	on: OnCouncil,
}

/// Does what an act of `parecon cycle` says. What the rules refuse is a failed check.
pub fn run(act: &CycleAct) -> Result<Verdict> {
	match act {
		CycleAct::Enrol(on) => deed(on, Deed::Enrol, "enrolment", calls::enrol),
		CycleAct::Check(args) => check(args),
		CycleAct::Propose(args) => propose(args),
		CycleAct::Recall(on) => {
			deed(on, Deed::Recall, "recall of the proposal", plan_calls::recall)
		},
		CycleAct::Ratify(args) => {
			let what = if args.reject { "rejection of the plan" } else { "approval of the plan" };
			deed(&args.on, Deed::Ratify, what, |council| calls::ratify(council, args.approve))
		},
		CycleAct::Drop(on) => {
			deed(on, Deed::Drop, "removal of the silent proposal", calls::drop_silent)
		},
		CycleAct::Withdraw(args) => withdraw(args),
		CycleAct::Confirm(on) => on.act("confirmation of the plan", plan_calls::confirm),
		CycleAct::Entrust(args) => {
			let federation = args.federation.map(CouncilId);
			let what = match federation {
				Some(federation) => format!("entrusting to federation {federation}"),
				None => "end of the entrusting".to_owned(),
			};
			deed(&args.on, Deed::Entrust, &what, |it| plan_calls::entrust(it, federation))
		},
		CycleAct::Endow(args) => {
			let amount = args.amount;
			let what = format!("gift of {} credits to the federation", output::decimal(amount.0));
			deed(&args.on, Deed::Endow(amount), &what, |it| plan_calls::endow(it, amount))
		},
		CycleAct::Ask(args) => ask(args),
		CycleAct::Appeal(on) => deed(on, Deed::Appeal, "appeal", plan_calls::appeal),
		CycleAct::Federation(act) => super::federation::run(act),
	}
}

/// Does one thing for the council, where the views do not speak against it.
fn deed(
	on: &OnCouncil,
	deed: Deed,
	what: &str,
	call: impl Fn(CouncilId) -> calls::Call,
) -> Result<Verdict> {
	let council = CouncilId(on.council);
	on.signing.run(async |chain, at, signer| {
		let scene = Scene::read(chain, at, council).await?;
		let what = format!("{what} of council {council} by {}", signer.name);
		Ok(scene.allowing(at, deed, Act::new(what, call(council))))
	})
}

/// The lines of a council's table, and what the chain would say of them.
async fn weigh(
	chain: &Chain,
	at: &At,
	council: CouncilId,
	file: &Path,
) -> Result<(Scene, Vec<Stated>, Told)> {
	let side = scene::side_of(chain, at, council).await?;
	let goods = scene::catalogue(chain, at).await?;
	let stated = lines::read(file, &goods, Whose::Council(side))?;
	ensure_most(file, "the proposal", stated.len(), scene::most_lines(at))?;
	let scene = Scene::read(chain, at, council).await?;
	let told = scene::weighed(chain, at, &scene, side, &goods, &stated).await?;
	Ok((scene, stated, told))
}

fn check(args: &Check) -> Result<Verdict> {
	let told = crate::commands::runtime()?.block_on(async {
		let chain = Chain::connect(&args.node.url).await?;
		let at = chain.best().await?;
		let (_, _, told) = weigh(&chain, &at, CouncilId(args.council), &args.lines).await?;
		Ok::<_, Error>(told)
	})?;
	match args.node.json {
		true => output::print_json(&told)?,
		false => output::print(&told.text(&args.lines.display().to_string()))?,
	}
	Ok(if told.passes { Verdict::Done } else { Verdict::Failed })
}

fn propose(args: &Propose) -> Result<Verdict> {
	args.on.signing.run(async |chain, at, signer| proposal(args, chain, at, signer).await)
}

async fn proposal(args: &Propose, chain: &Chain, at: &At, signer: &Signer) -> Result<Act> {
	let council = CouncilId(args.on.council);
	let note = args.note.hash(at)?;
	let (scene, stated, told) = weigh(chain, at, council, &args.lines).await?;
	let now = scene.cycle.as_ref().map_or(Iteration(0), |cycle| cycle.iteration);
	let iteration = args.iteration.map_or(now, Iteration);
	let what = format!("proposal of council {council} in iteration {iteration} by {}", signer.name);
	let act = Act::new(what, plan_calls::propose(council, iteration, &bare(&stated), note));
	let act = scene.allowing(at, Deed::Propose, act);
	Ok(match told.refused {
		Some(refused) if act.against.is_none() => {
			let answer = json!({ "sums": told.sums, "fault": told.fault });
			act.refused(refused, answer)
		},
		_ => act,
	})
}

fn withdraw(args: &Withdraw) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	args.on.signing.run(async |chain, at, signer| {
		let cycle = match args.cycle {
			Some(cycle) => CycleId(cycle),
			None => plan_to_leave(chain, at).await?,
		};
		let what = format!(
			"withdrawal of council {council} from the plan of cycle {cycle} by {}",
			signer.name
		);
		Ok(Act::new(what, plan_calls::withdraw_from(cycle, council)))
	})
}

/// The cycle of the plan that is judged, or of the one in force.
async fn plan_to_leave(chain: &Chain, at: &At) -> Result<CycleId> {
	let cycle = scene::cycle(chain, at).await?;
	if let Some(cycle) = cycle.filter(|cycle| cycle.phase() == "Ratifying") {
		return Ok(cycle.id);
	}
	let answer = chain.ask(at, "Planning", "in_force", ()).await?;
	let in_force: Option<(CycleId, Json)> = read(answer, "the plan in force")?;
	in_force.map(|(cycle, _)| cycle).ok_or_else(|| {
		Error::new(
			format!("no plan is judged, and none is in force on the chain of {}", chain.url()),
			"there is nothing to leave: who enrolled and says nothing supplies and uses nothing",
		)
	})
}

fn ask(args: &Ask) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	args.on.signing.run(async |chain: &Chain, at: &At, signer: &Signer| {
		let note = args.note.hash(at)?;
		let scene = Scene::read(chain, at, council).await?;
		let amount = output::decimal(args.amount.0);
		let what =
			format!("exception of {amount} credits for council {council} by {}", signer.name);
		let act = Act::new(what, plan_calls::ask_exception(council, args.amount, note));
		Ok(scene.allowing(at, Deed::Ask, act))
	})
}
