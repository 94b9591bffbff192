//! What outsiders have to do with a council's work: juries that rate it, and balancing work.

use super::OnCouncil;
use crate::{
	chain::job_calls as calls,
	commands::signing::Signing,
	errors::{Result, Verdict},
	people::{
		act::Act,
		keys::{who, Who},
	},
};
use clap::{Args, Subcommand};
use parecon_primitives::TaskId;

/// What to do about a jury.
#[derive(Debug, Args)]
pub struct Jury {
	/// Draw its members; anyone can, two epochs after it was called
	#[arg(long)]
	seat: bool,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// What can be done about balancing work.
#[derive(Debug, Subcommand)]
pub enum OutsideCommand {
	/// Offer minutes of a task of the council for which you speak to outsiders; 0 ends the offer
	Open(Minutes),
	/// Take on minutes of a task as balancing work for your own workers' council
	Take(Minutes),
	/// Confirm, as who speaks for the council, that a member has done it
	Confirm(OfMember),
	/// Remove balancing work that was not done
	Drop(OfMember),
}

/// Minutes of a task.
#[derive(Debug, Args)]
pub struct Minutes {
	/// The task
	#[arg(value_name = "TASK")]
	task: u32,
	/// Minutes
	#[arg(long, value_name = "MINUTES")]
	minutes: u32,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// A task and who has taken it on.
#[derive(Debug, Args)]
pub struct OfMember {
	/// The task
	#[arg(value_name = "TASK")]
	task: u32,
	/// The member who has taken it on
	#[arg(value_name = "MEMBER", value_parser = who)]
	member: Who,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Calls a jury, or draws its members.
pub fn jury(args: &Jury) -> Result<Verdict> {
	match args.seat {
		true => args.on.act("drawing of the jury", calls::seat_jury),
		false => args.on.act("calling of a jury", calls::call_jury),
	}
}

/// Runs `parecon jobs outside`.
pub fn run(command: &OutsideCommand) -> Result<Verdict> {
	match command {
		OutsideCommand::Open(args) => args.signing.run(async |_, _, signer| {
			let Minutes { task, minutes, .. } = args;
			let what = format!("offer of {minutes} minutes of task {task} by {}", signer.name);
			Ok(Act::new(what, calls::open_outside(TaskId(*task), *minutes)))
		}),
		OutsideCommand::Take(args) => args.signing.run(async |_, _, signer| {
			let Minutes { task, minutes, .. } = args;
			let what = format!("taking on of {minutes} minutes of task {task} by {}", signer.name);
			Ok(Act::new(what, calls::take_outside(TaskId(*task), *minutes)))
		}),
		OutsideCommand::Confirm(args) => args.signing.run(async |chain, at, _| {
			let (task, member) = (TaskId(args.task), args.member.member(chain, at).await?);
			let what = format!("confirmation of task {task} done by member {member}");
			Ok(Act::new(what, calls::confirm_outside(task, member)))
		}),
		OutsideCommand::Drop(args) => args.signing.run(async |chain, at, _| {
			let (task, member) = (TaskId(args.task), args.member.member(chain, at).await?);
			let what = format!("removal of task {task} taken on by member {member}");
			Ok(Act::new(what, calls::drop_outside(task, member)))
		}),
	}
}
