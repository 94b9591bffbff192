//! Who takes which complex.

use super::OnCouncil;
use crate::{
	chain::job_calls::{self as calls, Exchange},
	errors::{Result, Verdict},
	people::{
		act::Act,
		keys::{who, Who},
	},
};
use clap::Args;
use parecon_primitives::CouncilId;

/// What one would like.
#[derive(Debug, Args)]
pub struct Rank {
	/// The complexes, best first
	#[arg(value_name = "COMPLEX", required_unless_present = "none")]
	complexes: Vec<u8>,
	/// Take your wishes back
	#[arg(long, conflicts_with = "complexes")]
	none: bool,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// Which complex to take up.
#[derive(Debug, Args)]
pub struct Take {
	/// The complex
	#[arg(value_name = "COMPLEX")]
	complex: u8,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// With whom.
#[derive(Debug, Args)]
pub struct With {
	/// The other member
	#[arg(long, value_name = "MEMBER", value_parser = who)]
	with: Who,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// What to agree to.
#[derive(Debug, Args)]
pub struct Agree {
	/// The member who has proposed it
	#[arg(long, value_name = "MEMBER", value_parser = who)]
	with: Who,
	/// That you swap complexes
	#[arg(long, required_unless_present = "stand_in", conflicts_with = "stand_in")]
	swap: bool,
	/// That you stand in for that member for the rest of the period
	#[arg(long)]
	stand_in: bool,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// Ranks complexes.
pub fn rank(args: &Rank) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	args.on.signing.run(async |_, _, signer| {
		let what = format!("wishes of {} in council {council}", signer.name);
		Ok(Act::new(what, calls::rank(council, &args.complexes)))
	})
}

/// Takes up a complex.
pub fn take(args: &Take) -> Result<Verdict> {
	let (council, complex) = (CouncilId(args.on.council), args.complex);
	args.on.signing.run(async |_, _, signer| {
		let what =
			format!("taking up of complex {complex} of council {council} by {}", signer.name);
		Ok(Act::new(what, calls::take(council, complex)))
	})
}

/// Proposes an exchange.
pub fn propose(args: &With, exchange: Exchange) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	args.on.signing.run(async |chain, at, signer| {
		let with = args.with.member(chain, at).await?;
		let what = match exchange {
			Exchange::Swap => "to swap complexes",
			Exchange::Substitution => "to stand in",
		};
		let what = format!("proposal of {} to member {with} {what}", signer.name);
		Ok(Act::new(what, calls::propose_exchange(council, with, exchange)))
	})
}

/// Agrees to an exchange.
pub fn agree(args: &Agree) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	args.on.signing.run(async |chain, at, signer| {
		let member = args.with.member(chain, at).await?;
		let (exchange, what) = match args.swap {
			true => (Exchange::Swap, "to swap complexes"),
			false => (Exchange::Substitution, "to stand in"),
		};
		let what = format!("agreement of {} with member {member} {what}", signer.name);
		Ok(Act::new(what, calls::agree(council, member, exchange)))
	})
}
