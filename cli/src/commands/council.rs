//! `parecon council`: seats, speakers and the trees of councils.

use super::signing::{sides, Node, Signing};
use crate::{
	chain::{
		calls::{self, Proposal},
		At, Chain, Signer,
	},
	errors::{Error, Result, Verdict},
	output,
	people::{
		act::Act,
		council::{enter, federate, info, is_federation, sitter, Changes},
		keys::{who, Who},
		text, tree,
	},
};
use clap::{Args, Subcommand};
use parecon_primitives::{CouncilId, MemberId, Side};
use primitive_types::H256;
use serde_json::{json, Value as Json};
use std::{fs, path::PathBuf};
use subxt::config::Hasher;

/// How many seats are wound up at a time.
const WIND_UP: u32 = 64;

/// What can be done about councils.
///
/// Councils are written as their number, members as their number or their account.
#[derive(Debug, Subcommand)]
pub enum CouncilCommand {
	/// Found a base council: you take its first seat and speak for it
	Found(OnSide),
	/// Take a seat in a base council
	Join(OnCouncil),
	/// Give up your seat in the base council of a side
	Leave(OnSide),
	/// Go from your base council to another one of the same side
	Move(OnCouncil),
	/// Show who speaks for a council and why, or choose who shall
	///
	/// Votes stand until they are moved, at any block. In a base council members back members. In a
	/// federation a council backs a council: --for names the one for which you speak.
	Speaker(Speaker),
	/// Have a council federate with another one
	///
	/// Signed by who speaks for COUNCIL. It accepts what OTHER has offered, or asks to join OTHER where
	/// that is a federation, or offers to found one together.
	Federate(Federate),
	/// Give notice that a council leaves its federation
	Secede(Secede),
	/// Give notice that a council is dissolved
	Dissolve(Dissolve),
	/// Merge a council into another one, which takes over its seats
	Merge(Merge),
	/// Show or set a council's charter: its text, who is admitted, how long notice is
	Charter(Charter),
	/// Give your word for a member who wants a seat in your base council
	Vouch(Vouch),
	/// Let a council for which you speak take room in your purse, in place of who carries it now
	Carry(OnCouncil),
	/// Draw the trees of councils with their population and speakers
	Tree(Tree),
	/// Show a council and who sits in it
	Show(Show),
	/// Add up what the councils below a federation supply and use in a cycle: an industry, a region
	Totals(super::acts::totals::Totals),
}

/// A side and who acts on it.
#[derive(Debug, Args)]
pub struct OnSide {
	/// The side
	#[arg(value_name = "SIDE", value_parser = sides())]
	side: Side,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// A council and who acts on it.
#[derive(Debug, Args)]
pub struct OnCouncil {
	/// The council
	#[arg(value_name = "COUNCIL")]
	council: u32,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Who shall speak for a council.
#[derive(Debug, Args)]
pub struct Speaker {
	/// The council
	#[arg(value_name = "COUNCIL")]
	council: u32,
	/// Back this one: a member in a base council, a council in a federation
	#[arg(long, value_name = "WHO", value_parser = who, group = "vote", conflicts_with = "settle")]
	back: Option<Who>,
	/// Back nobody
	#[arg(long, conflicts_with = "settle", group = "vote")]
	nobody: bool,
	/// In a federation: the council in whose name you back
	#[arg(long = "for", value_name = "COUNCIL", requires = "vote")]
	child: Option<u32>,
	/// Make this one the speaker, whom more than half back since others have left; anyone can
	#[arg(long, value_name = "WHO", value_parser = who, conflicts_with = "child")]
	settle: Option<Who>,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Which councils federate.
#[derive(Debug, Args)]
pub struct Federate {
	/// The council for which you speak
	#[arg(value_name = "COUNCIL")]
	council: u32,
	/// The other one
	#[arg(value_name = "OTHER", required_unless_present = "withdraw")]
	other: Option<u32>,
	/// Take the open offer of COUNCIL back
	#[arg(long, conflicts_with = "other")]
	withdraw: bool,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Which council leaves its federation.
#[derive(Debug, Args)]
pub struct Secede {
	/// The council
	#[arg(value_name = "COUNCIL")]
	council: u32,
	/// Take the notice back
	#[arg(long, conflicts_with = "complete")]
	stay: bool,
	/// Leave, once the notice is over; anyone can
	#[arg(long)]
	complete: bool,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Which council is dissolved.
#[derive(Debug, Args)]
pub struct Dissolve {
	/// The council
	#[arg(value_name = "COUNCIL")]
	council: u32,
	/// Take the notice back
	#[arg(long, conflicts_with = "complete")]
	keep: bool,
	/// Give up to 64 seats up, once the notice is over; anyone can, as often as needed
	#[arg(long)]
	complete: bool,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Which council is merged into which.
#[derive(Debug, Args)]
pub struct Merge {
	/// The council that is wound up
	#[arg(value_name = "COUNCIL")]
	council: u32,
	/// The one that takes over its seats
	#[arg(value_name = "INTO", required_unless_present_any = ["withdraw", "keep", "complete"])]
	into: Option<u32>,
	/// Accept in the name of INTO, for which you speak
	#[arg(long, requires = "into", conflicts_with_all = ["withdraw", "keep", "complete"])]
	accept: bool,
	/// Take the offer of COUNCIL back
	#[arg(long, conflicts_with_all = ["into", "keep", "complete"])]
	withdraw: bool,
	/// Take the notice back that began with the acceptance
	#[arg(long, conflicts_with_all = ["into", "complete"])]
	keep: bool,
	/// Hand over up to 64 seats, once the notice is over; anyone can, as often as needed
	#[arg(long, conflicts_with = "into")]
	complete: bool,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// What a council lays down.
#[derive(Debug, Args)]
pub struct Charter {
	/// The council
	#[arg(value_name = "COUNCIL")]
	council: u32,
	/// A file with its text, of which the chain keeps the hash
	#[arg(long, value_name = "FILE")]
	text: Option<PathBuf>,
	/// Admit on the word of so many who sit in it
	#[arg(long, value_name = "WORDS", conflicts_with = "open")]
	admission: Option<u32>,
	/// Admit everybody
	#[arg(long)]
	open: bool,
	/// Blocks between giving notice and leaving or dissolving
	#[arg(long, value_name = "BLOCKS")]
	notice: Option<u32>,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// For whom, and where.
#[derive(Debug, Args)]
pub struct Vouch {
	/// The side of the council in which you both would sit
	#[arg(value_name = "SIDE", value_parser = sides())]
	side: Side,
	/// The member
	#[arg(value_name = "MEMBER", value_parser = who)]
	member: Who,
	/// Take your word back
	#[arg(long)]
	withdraw: bool,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Which part of the trees to draw.
#[derive(Debug, Args)]
pub struct Tree {
	/// Draw what is below this council
	#[arg(value_name = "COUNCIL")]
	council: Option<u32>,
	/// How many levels to draw
	#[arg(long, value_name = "LEVELS", default_value_t = u8::MAX)]
	depth: u8,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// Which council to show.
#[derive(Debug, Args)]
pub struct Show {
	/// The council
	#[arg(value_name = "COUNCIL")]
	council: u32,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// Runs `parecon council`. What the rules of the chain refuse is a failed check.
pub fn run(command: &CouncilCommand) -> Result<Verdict> {
	match command {
		CouncilCommand::Found(args) => args.signing.run(async |_, _, signer| {
			let side = tree::side_name(args.side);
			Ok(Act::new(
				format!("founding of a {side}' council by {}", signer.name),
				calls::found(args.side),
			))
		}),
		CouncilCommand::Leave(args) => args.signing.run(async |_, _, signer| {
			let side = tree::side_name(args.side);
			Ok(Act::new(
				format!("leaving of the {side}' council by {}", signer.name),
				calls::leave(args.side),
			))
		}),
		CouncilCommand::Join(args) => seat(args, false),
		CouncilCommand::Move(args) => seat(args, true),
		CouncilCommand::Speaker(args) => speaker(args),
		CouncilCommand::Federate(args) => {
			args.signing.run(async |chain, at, _| federation(args, chain, at).await)
		},
		CouncilCommand::Secede(args) => args.signing.run(async |_, _, _| Ok(secession(args))),
		CouncilCommand::Dissolve(args) => args.signing.run(async |_, _, _| Ok(dissolution(args))),
		CouncilCommand::Merge(args) => args.signing.run(async |_, _, _| Ok(merger(args))),
		CouncilCommand::Charter(args) => charter(args),
		CouncilCommand::Vouch(args) => {
			args.signing.run(async |chain, at, signer| vouch(args, chain, at, signer).await)
		},
		CouncilCommand::Carry(args) => args.signing.run(async |_, _, signer| {
			let council = CouncilId(args.council);
			let what = format!("carrying of council {council} by {}", signer.name);
			Ok(Act::new(what, calls::carry(council)))
		}),
		CouncilCommand::Tree(args) => draw(args),
		CouncilCommand::Show(args) => show(args.council, &args.node),
		CouncilCommand::Totals(args) => super::acts::totals::run(args),
	}
}

fn seat(args: &OnCouncil, moves: bool) -> Result<Verdict> {
	let council = CouncilId(args.council);
	args.signing.run(async |chain, at, signer| {
		enter(chain, at, signer.account(), &signer.name, council, moves).await
	})
}

fn speaker(args: &Speaker) -> Result<Verdict> {
	if args.back.is_none() && !args.nobody && args.settle.is_none() {
		return show_speaker(args.council, &args.signing.node);
	}
	let council = CouncilId(args.council);
	args.signing.run(async |chain, at, signer| {
		let info = info(chain, at, council).await?;
		match args.settle {
			Some(settled) => {
				let number = number_of(settled, &info, chain, at).await?;
				let what = format!("settling who speaks for council {council}");
				Ok(Act::new(what, calls::settle_speaker(council, sitter(&info, number))))
			},
			None => vote(args, &info, chain, at, signer).await,
		}
	})
}

/// The number of who sits in a council: of a member, or of a council.
async fn number_of(who: Who, info: &Json, chain: &Chain, at: &At) -> Result<u32> {
	match (is_federation(info), who) {
		(true, Who::Member(number)) => Ok(number.0),
		(true, Who::Account(account)) => Err(Error::new(
			format!("{account} is an account, and a federation seats councils"),
			"give the number of a council",
		)),
		(false, who) => who.member(chain, at).await.map(|member| member.0),
	}
}

/// A standing vote, or its end.
async fn vote(args: &Speaker, info: &Json, chain: &Chain, at: &At, signer: &Signer) -> Result<Act> {
	let backed = match args.back {
		Some(who) => Some(number_of(who, info, chain, at).await?),
		None => None,
	};
	let shown = backed.map_or_else(|| "nobody".to_owned(), |number| number.to_string());
	match (is_federation(info), args.child) {
		(true, Some(child)) => {
			let what = format!("vote of council {child} for council {shown}");
			Ok(Act::new(what, calls::back_for(CouncilId(child), backed.map(CouncilId))))
		},
		(true, None) => Err(Error::new(
			format!("council {} is a federation: councils vote in it", args.council),
			"name the one for which you speak with --for",
		)),
		(false, _) => {
			let side = side_of(info);
			let what = format!("vote of {} for member {shown}", signer.name);
			let sits = sits_in(args.council, side, chain, at, signer).await?;
			if !sits {
				return Err(Error::new(
					format!("{} has no seat in council {}", signer.name, args.council),
					"take a seat first: `parecon council join`",
				));
			}
			Ok(Act::new(what, calls::back(side, backed.map(MemberId))))
		},
	}
}

fn side_of(info: &Json) -> Side {
	match info["side"].as_str() {
		Some("Consumers") => Side::Consumers,
		_ => Side::Workers,
	}
}

async fn sits_in(
	council: u32,
	side: Side,
	chain: &Chain,
	at: &At,
	signer: &Signer,
) -> Result<bool> {
	let seats = chain.ask(at, "Councils", "seats_of", signer.account()).await?;
	Ok(seats[tree::side_name(side)]["council"].as_u64() == Some(council.into()))
}

async fn federation(args: &Federate, chain: &Chain, at: &At) -> Result<Act> {
	let council = CouncilId(args.council);
	let Some(other) = args.other.map(CouncilId) else {
		let what = format!("withdrawal of the offer of council {council}");
		return Ok(Act::new(what, calls::withdraw_offer(council)));
	};
	info(chain, at, council).await?;
	let other_info = info(chain, at, other).await?;
	let offer = chain.ask(at, "Councils", "offer_of", other).await?;
	Ok(federate(council, other, &offer, &other_info))
}

fn secession(args: &Secede) -> Act {
	let council = CouncilId(args.council);
	match (args.stay, args.complete) {
		(true, _) => {
			Act::new(format!("end of the notice of council {council}"), calls::stay(council))
		},
		(_, true) => Act::new(format!("parting of council {council}"), calls::part(council)),
		_ => Act::new(format!("notice of secession of council {council}"), calls::secede(council)),
	}
}

fn dissolution(args: &Dissolve) -> Act {
	let council = CouncilId(args.council);
	match (args.keep, args.complete) {
		(true, _) => {
			Act::new(format!("end of the notice of council {council}"), calls::keep(council))
		},
		(_, true) => {
			Act::new(format!("winding up of council {council}"), calls::wind_up(council, WIND_UP))
		},
		_ => Act::new(
			format!("notice of dissolution of council {council}"),
			calls::dissolve(council),
		),
	}
}

fn merger(args: &Merge) -> Act {
	let council = CouncilId(args.council);
	match args.into.map(CouncilId) {
		Some(into) if args.accept => Act::new(
			format!("acceptance of council {council}'s merger by council {into}"),
			calls::accept(into, council),
		),
		Some(into) => Act::new(
			format!("offer of council {council} to merge into council {into}"),
			calls::offer(council, into, Proposal::Merge),
		),
		None if args.withdraw => Act::new(
			format!("withdrawal of the offer of council {council}"),
			calls::withdraw_offer(council),
		),
		None if args.keep => {
			Act::new(format!("end of the notice of council {council}"), calls::keep(council))
		},
		None => {
			Act::new(format!("winding up of council {council}"), calls::wind_up(council, WIND_UP))
		},
	}
}

fn charter(args: &Charter) -> Result<Verdict> {
	let council = CouncilId(args.council);
	let text = args.text.as_ref().map(|file| {
		fs::read(file).map_err(|error| {
			let what = format!("{} cannot be read: {error}", file.display());
			Error::new(what, "give the file with the charter's text")
		})
	});
	let text = text.transpose()?;
	let admission = args.admission.map(Some).or(args.open.then_some(None));
	let mut changes = Changes { text: None, admission, notice: args.notice };
	if changes.is_none() && text.is_none() {
		return with_info(council, &args.signing.node, |info| info["charter"].clone());
	}
	args.signing.run(async |chain, at, signer| {
		changes.text = text.map(|text| -> H256 { at.hasher().hash(&text) });
		let charter = changes.applied(&info(chain, at, council).await?);
		let what = format!("charter of council {council} by {}", signer.name);
		Ok(Act::new(what, calls::set_charter(council, charter)))
	})
}

async fn vouch(args: &Vouch, chain: &Chain, at: &At, signer: &Signer) -> Result<Act> {
	let (member, name) = (args.member.member(chain, at).await?, &signer.name);
	Ok(match args.withdraw {
		true => Act::new(
			format!("withdrawal of {name}'s word for a seat of member {member}"),
			calls::withdraw_vouch(args.side, member),
		),
		false => Act::new(
			format!("word of {name} for a seat of member {member}"),
			calls::vouch(args.side, member),
		),
	})
}

fn draw(args: &Tree) -> Result<Verdict> {
	let nodes = super::runtime()?.block_on(async {
		let chain = Chain::connect(&args.node.url).await?;
		let at = chain.best().await?;
		tree::read(&chain, &at, args.council, args.depth).await
	})?;
	if args.node.json {
		let nodes: Vec<_> = tree::drawn(&nodes).into_iter().map(|(_, node)| node).collect();
		output::print_json(&json!({ "councils": nodes }))?;
	} else {
		output::print(&tree::table(&nodes).fitted(output::width()))?;
	}
	Ok(Verdict::Done)
}

fn show(council: u32, node: &Node) -> Result<Verdict> {
	let council = CouncilId(council);
	let told = super::runtime()?.block_on(async {
		let chain = Chain::connect(&node.url).await?;
		let at = chain.best().await?;
		let ask = async |view| chain.ask(&at, "Councils", view, council).await;
		Ok::<_, Error>(json!({
			"council": council,
			"record": info(&chain, &at, council).await?,
			"seats": ask("seats").await?,
			"ancestors": ask("ancestors").await?,
			"offer": ask("offer_of").await?,
			"offers_to": ask("offers_to").await?,
			"quota": chain.ask(&at, "Quota", "council_quota", council).await?,
		}))
	})?;
	report(&told, node)
}

/// Who speaks for a council, and how many back each who sits in it.
fn show_speaker(council: u32, node: &Node) -> Result<Verdict> {
	let council = CouncilId(council);
	let told = super::runtime()?.block_on(async {
		let chain = Chain::connect(&node.url).await?;
		let at = chain.best().await?;
		let info = info(&chain, &at, council).await?;
		let seats = chain.ask(&at, "Councils", "seats", council).await?;
		let speaker = match info["speaker"].as_object().and_then(|it| it.values().next()?.as_u64())
		{
			Some(number) => {
				let question = (council, sitter(&info, number as u32));
				chain.ask(&at, "Councils", "why_speaker", question).await?
			},
			None => Json::Null,
		};
		Ok::<_, Error>(json!({
			"council": council,
			"speaker": info["speaker"],
			"delegate": info["delegate"],
			"majority": info["majority"],
			"why": speaker,
			"seats": seats,
		}))
	})?;
	report(&told, node)
}

/// Prints a part of what the chain says of a council.
fn with_info(council: CouncilId, node: &Node, part: fn(&Json) -> Json) -> Result<Verdict> {
	let told = super::runtime()?.block_on(async {
		let chain = Chain::connect(&node.url).await?;
		let at = chain.best().await?;
		info(&chain, &at, council).await
	})?;
	report(&part(&told), node)
}

fn report(told: &Json, node: &Node) -> Result<Verdict> {
	match node.json {
		true => output::print_json(told)?,
		false => output::print(&text::facts(told, 0))?,
	}
	Ok(Verdict::Done)
}
