//! Verbs of `parecon cycle` for who speaks for a federation.

use super::{Note, Reasons};
use crate::{
	chain::{
		plan_calls::{self, Entry, Exception},
		At, Chain, Signer,
	},
	commands::signing::{Node, Signing},
	errors::{Error, Result, Verdict},
	output::{decimal, width, Align, Table},
	people::act::Act,
	plan_acts::{
		amounts::credits,
		answers::{read, Plea, Purse},
		lines::{bare, ensure_most, read_many},
		may::Deed,
		scene::{self, Scene},
	},
};
use clap::{Args, Subcommand};
use parecon_primitives::{CouncilId, Credits, CycleId, Iteration};
use serde::Serialize;
use serde_json::json;
use std::path::PathBuf;

/// How many proposals go into one call.
const BATCH: usize = 16;

/// How many pleas are shown at most.
const PLEAS: u32 = 1_000;

/// What a federation does in the running cycle.
#[derive(Debug, Subcommand)]
pub enum FederationAct {
	/// Say something about the proposal of a child of the federation for which you speak
	Comment(Comment),
	/// Propose for children that have entrusted it to their federation: all of them, or none
	///
	/// The table is CSV with the columns council, good and amount, the rest as for `check`. Sixteen
	/// councils at most.
	ProposeMany(ProposeMany),
	/// Show the exceptions that a federation is asked for, and what it can still give
	Pleas(Pleas),
	/// Make the exception that a council has asked the federation for, or a part of it
	Grant(Grant),
	/// Refuse it
	Refuse(OnChild),
}

/// A federation, a council below it, and who acts.
#[derive(Debug, Args)]
pub struct OnChild {
	/// The federation for which you speak
	#[arg(long, value_name = "F")]
	federation: u32,
	/// The council
	#[arg(long, value_name = "N")]
	council: u32,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// What to say.
#[derive(Debug, Args)]
pub struct Comment {
	/// What
	#[command(flatten)]
	note: Reasons,
	/// To whom
	#[command(flatten)]
	on: OnChild,
}

/// What to propose.
#[derive(Debug, Args)]
pub struct ProposeMany {
	/// The federation for which you speak
	#[arg(long, value_name = "F")]
	federation: u32,
	/// The table
	#[arg(long, value_name = "FILE")]
	lines: PathBuf,
	/// The iteration whose prices it answers; the running one if it is left out
	#[arg(long, value_name = "I")]
	iteration: Option<u32>,
	/// What is said with each
	#[command(flatten)]
	note: Note,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Which federation to look at.
#[derive(Debug, Args)]
pub struct Pleas {
	/// The federation
	#[arg(long, value_name = "F")]
	federation: u32,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// Which exception to make.
#[derive(Debug, Args)]
pub struct Grant {
	/// A consumers' council may spend so many credits more, and repays them from its next budgets
	#[arg(long, value_name = "CREDITS", value_parser = credits, conflicts_with_all = ["gift", "relief"],
		required_unless_present_any = ["gift", "relief"])]
	loan: Option<Credits>,
	/// A consumers' council may spend so many credits more, out of what children have given
	#[arg(long, value_name = "CREDITS", value_parser = credits, conflicts_with = "relief")]
	gift: Option<Credits>,
	/// The social benefit of a workers' council may be so many credits below its social cost
	#[arg(long, value_name = "CREDITS", value_parser = credits, requires = "backers")]
	relief: Option<Credits>,
	/// Workers' councils below the federation whose social benefits back it
	#[arg(long, value_name = "N,N", value_delimiter = ',', requires = "relief")]
	backers: Vec<u32>,
	/// For whom
	#[command(flatten)]
	on: OnChild,
}

impl Grant {
	fn exception(&self) -> Result<Exception> {
		Ok(match (self.loan, self.gift, self.relief) {
			(Some(amount), ..) => Exception::Loan(amount),
			(_, Some(amount), _) => Exception::Gift(amount),
			(.., Some(amount)) => {
				let mut backers: Vec<_> = self.backers.iter().copied().map(CouncilId).collect();
				backers.sort_unstable();
				backers.dedup();
				Exception::Relief { amount, backers }
			},
			_ => {
				return Err(Error::new(
					"no exception is named",
					"give --loan, --gift, or --relief with --backers",
				))
			},
		})
	}
}

/// Does what an act of a federation says. What the rules refuse is a failed check.
pub fn run(act: &FederationAct) -> Result<Verdict> {
	match act {
		FederationAct::Comment(args) => comment(args),
		FederationAct::ProposeMany(args) => {
			args.signing.run(async |chain, at, signer| proposals(args, chain, at, signer).await)
		},
		FederationAct::Pleas(args) => pleas(args),
		FederationAct::Grant(args) => grant(args),
		FederationAct::Refuse(args) => refuse(args),
	}
}

fn comment(args: &Comment) -> Result<Verdict> {
	let (federation, council) = (CouncilId(args.on.federation), CouncilId(args.on.council));
	args.on.signing.run(async |chain: &Chain, at: &At, signer: &Signer| {
		let note = args.note.hash(at)?;
		let scene = Scene::read(chain, at, council).await?;
		let what =
			format!("comment of federation {federation} on council {council} by {}", signer.name);
		let act = Act::new(what, plan_calls::comment(federation, council, note));
		Ok(scene.allowing(at, Deed::Comment, act))
	})
}

async fn proposals(args: &ProposeMany, chain: &Chain, at: &At, signer: &Signer) -> Result<Act> {
	let (federation, file) = (CouncilId(args.federation), &args.lines);
	let note = args.note.hash(at)?;
	let side = scene::side_of(chain, at, federation).await?;
	let goods = scene::catalogue(chain, at).await?;
	let councils = read_many(file, &goods, side)?;
	if councils.len() > BATCH {
		return Err(Error::new(
			format!(
				"{} is about {} councils, and {BATCH} at most go together",
				file.display(),
				councils.len()
			),
			"split the table",
		));
	}
	let mut against = None;
	for (council, stated) in &councils {
		ensure_most(file, &format!("council {council}"), stated.len(), scene::most_lines(at))?;
		let scene = Scene::read(chain, at, *council).await?;
		let told = scene::weighed(chain, at, &scene, side, &goods, stated).await?;
		if let (Some(refused), None) = (told.refused, &against) {
			let answer = json!({ "council": council, "sums": told.sums, "fault": told.fault });
			against = Some((refused, answer));
		}
	}
	let now = scene::cycle(chain, at).await?.map_or(Iteration(0), |cycle| cycle.iteration);
	let iteration = args.iteration.map_or(now, Iteration);
	let batch: Vec<Entry> =
		councils.into_iter().map(|(council, stated)| (council, bare(&stated), note)).collect();
	let what = format!(
		"proposals of {} councils in iteration {iteration} by federation {federation} ({})",
		batch.len(),
		signer.name
	);
	let act = Act::new(what, plan_calls::propose_many(federation, iteration, &batch));
	Ok(match against {
		Some((refused, answer)) => act.refused(refused, answer),
		None => act,
	})
}

fn grant(args: &Grant) -> Result<Verdict> {
	let (federation, council) = (CouncilId(args.on.federation), CouncilId(args.on.council));
	let exception = args.exception()?;
	args.on.signing.run(async |chain: &Chain, at: &At, signer: &Signer| {
		let scene = Scene::read(chain, at, council).await?;
		let amount = exception.amount();
		let what = format!(
			"exception of {} credits for council {council} by federation {federation} ({})",
			decimal(amount.0),
			signer.name
		);
		let act = Act::new(what, plan_calls::grant_exception(federation, council, exception));
		Ok(scene.allowing(at, Deed::Grant(federation, amount), act))
	})
}

fn refuse(args: &OnChild) -> Result<Verdict> {
	let (federation, council) = (CouncilId(args.federation), CouncilId(args.council));
	args.signing.run(async |chain: &Chain, at: &At, signer: &Signer| {
		let scene = Scene::read(chain, at, council).await?;
		let what = format!(
			"refusal of council {council}'s exception by federation {federation} ({})",
			signer.name
		);
		let act = Act::new(what, plan_calls::refuse_exception(federation, council));
		Ok(scene.allowing(at, Deed::Refuse(federation), act))
	})
}

/// What a federation is asked for, and what it can still give.
#[derive(Debug, Serialize)]
struct Asked {
	federation: CouncilId,
	cycle: Option<CycleId>,
	pleas: Vec<AskedBy>,
	/// What children have given, and what is left of it, in credits.
	endowed: String,
	left: String,
	/// What workers' councils are allowed to be below par, together.
	relief: String,
}

#[derive(Debug, Serialize)]
struct AskedBy {
	council: CouncilId,
	amount: String,
	since: Iteration,
	note: String,
}

fn pleas(args: &Pleas) -> Result<Verdict> {
	let federation = CouncilId(args.federation);
	args.node.show(async |chain, at| asked(chain, at, federation).await, Asked::text)
}

async fn asked(chain: &Chain, at: &At, federation: CouncilId) -> Result<Asked> {
	scene::ensure_federation(chain, at, federation).await?;
	let cycle = scene::cycle(chain, at).await?.map(|cycle| cycle.id);
	let answer = chain.ask(at, "Planning", "pleas", (federation, PLEAS)).await?;
	let pleas: Vec<(CouncilId, Plea)> = read(answer, "exceptions")?;
	let purse = match cycle {
		None => Purse { endowed: Credits(0), spent: Credits(0), relief: Credits(0) },
		Some(cycle) => {
			read(chain.ask(at, "Planning", "purse", (cycle, federation)).await?, "a purse")?
		},
	};
	let by = |(council, plea): (CouncilId, Plea)| AskedBy {
		council,
		amount: decimal(plea.amount.0),
		since: plea.since,
		note: plea.note,
	};
	Ok(Asked {
		federation,
		cycle,
		pleas: pleas.into_iter().map(by).collect(),
		endowed: decimal(purse.endowed.0),
		left: decimal(purse.endowed.saturating_sub(purse.spent).0),
		relief: decimal(purse.relief.0),
	})
}

impl Asked {
	fn text(&self) -> String {
		let Self { federation, endowed, left, relief, .. } = self;
		let mut table = Table::new(&[
			("council", Align::Right),
			("asks for", Align::Right),
			("since iteration", Align::Right),
			("note", Align::Left),
		]);
		for AskedBy { council, amount, since, note } in &self.pleas {
			table.row([council.to_string(), amount.clone(), since.to_string(), note.clone()]);
		}
		let pleas = match self.pleas.is_empty() {
			true => "nobody asks it for an exception\n".to_owned(),
			false => table.fitted(width()),
		};
		format!(
			"{pleas}federation {federation} was given {endowed} credits, of which {left} are left; it \
			 allows workplaces to be {relief} credits below par\n"
		)
	}
}
