//! `parecon jobs`: tasks, ratings, job complexes and jobs of a council.

pub mod balance;
pub mod outside;
pub mod places;
pub mod ratings;
pub mod report;
mod spec;
pub mod tasks;
pub mod windows;
pub mod workers;

use super::signing::{Node, Signing};
use crate::{
	chain::calls::Call,
	errors::{Result, Verdict},
	people::act::Act,
};
use clap::{Args, Subcommand};
use parecon_primitives::CouncilId;

/// What can be done about a council's work.
///
/// Councils and tasks are written as their number, members as their number or their account,
/// complexes as their number in the division, from 0.
#[derive(Debug, Subcommand)]
pub enum JobsCommand {
	/// Show a council's tasks: minutes, hours, ratings, weights
	Tasks(Shown),
	/// Register tasks of the council for which you speak: one, or a table of them
	///
	/// The table is CSV with the columns name, minutes, class (day, evening, night, weekend) and block (the
	/// smallest useful minutes), and perhaps directs (yes, no), requires (a qualification, 0 to 31) and
	/// text (a file, of which the chain keeps the hash).
	Register(tasks::Register),
	/// Describe a task anew; what is not given stays
	Revise(tasks::Revise),
	/// Split a task into two to four, which inherit its ratings
	Split(tasks::Split),
	/// Merge two to four tasks into one, which inherits their ratings
	Merge(tasks::Merge),
	/// Remove a task
	Retire(tasks::Retire),
	/// Offer minutes a period of each class of hours, or take the offer back
	Offer(workers::Offer),
	/// Grant a qualification to who offers hours, or withdraw it
	Qualify(workers::Qualify),
	/// Commit to ratings of tasks: nobody sees them before you reveal them in the next period
	///
	/// The table is CSV with the columns task (number or name), empowerment and desirability, each 0 to
	/// 10. Ratings and salt go into a file that you alone can read, and that `reveal` needs.
	Rate(ratings::Rate),
	/// Reveal the ratings to which you committed in the last period
	Reveal(ratings::Reveal),
	/// Show or set how a council divides its labour; what is not given stays
	Rules(workers::Rules),
	/// Show, open or remove the window in which divisions can be submitted
	Window(windows::Window),
	/// Divide the work of an open window, or of a file, into balanced complexes
	///
	/// Says how near to balance the best division found lies, and that none can lie nearer than the
	/// bound. The same input, seed and seconds give the same division, unless the clock ends the search.
	///
	/// Exit status: 0 a division within the tolerance was found, 1 none was (it says what stands in the
	/// way), 2 it could not be searched.
	Balance(balance::Balance),
	/// Submit a division that `balance` has written
	Submit(windows::Submit),
	/// Adopt the best division of a window that has closed
	Adopt(OnCouncil),
	/// Draw the order in which members choose; anyone can
	Lots(OnCouncil),
	/// Say which complexes you would like, best first
	Rank(places::Rank),
	/// Allot the complexes for this period; anyone can
	Allot(OnCouncil),
	/// Take up a complex that is free
	Take(places::Take),
	/// Leave your complex
	GiveUp(OnCouncil),
	/// Propose to another member to swap complexes
	Swap(places::With),
	/// Propose to another member to stand in for you for the rest of the period
	StandIn(places::With),
	/// Agree to what another member has proposed to you in this period
	Agree(places::Agree),
	/// Call a jury of outsiders to rate a council's tasks, or draw its members
	Jury(outside::Jury),
	/// Offer, take, confirm or drop balancing work in another council
	#[command(subcommand)]
	Outside(outside::OutsideCommand),
	/// Show how balanced a council's labour came to be, or publish this period's report
	Report(report::Reports),
	/// Show a council's work, or a member's job in it
	Show(report::Show),
	/// Remove what is dead of a member in a council, or of a dissolved council; anyone can
	Tidy(workers::Tidy),
}

/// A council and who acts on it.
#[derive(Debug, Args)]
pub struct OnCouncil {
	/// The council
	#[arg(long, value_name = "N")]
	pub council: u32,
	/// Who signs
	#[command(flatten)]
	pub signing: Signing,
}

/// A council to look at.
#[derive(Debug, Args)]
pub struct Shown {
	/// The council
	#[arg(long, value_name = "N")]
	pub council: u32,
	/// Where the chain is
	#[command(flatten)]
	pub node: Node,
}

impl OnCouncil {
	/// Does one thing to the council: `what` it is, and the call.
	pub fn act(&self, what: &str, call: fn(CouncilId) -> Call) -> Result<Verdict> {
		let council = CouncilId(self.council);
		self.signing.run(async |_, _, signer| {
			let what = format!("{what} of council {council} by {}", signer.name);
			Ok(Act::new(what, call(council)))
		})
	}
}

/// Runs `parecon jobs`. What the rules of the chain refuse is a failed check.
pub fn run(command: &JobsCommand) -> Result<Verdict> {
	use crate::chain::job_calls as calls;
	match command {
		JobsCommand::Tasks(args) => tasks::list(args),
		JobsCommand::Register(args) => tasks::register(args),
		JobsCommand::Revise(args) => tasks::revise(args),
		JobsCommand::Split(args) => tasks::split(args),
		JobsCommand::Merge(args) => tasks::merge(args),
		JobsCommand::Retire(args) => tasks::retire(args),
		JobsCommand::Offer(args) => workers::offer(args),
		JobsCommand::Qualify(args) => workers::qualify(args),
		JobsCommand::Rate(args) => ratings::rate(args),
		JobsCommand::Reveal(args) => ratings::reveal(args),
		JobsCommand::Rules(args) => workers::rules(args),
		JobsCommand::Window(args) => windows::window(args),
		JobsCommand::Balance(args) => balance::balance(args),
		JobsCommand::Submit(args) => windows::submit(args),
		JobsCommand::Adopt(args) => args.act("adoption of the division", calls::adopt),
		JobsCommand::Lots(args) => args.act("drawing of the lots", calls::draw_lots),
		JobsCommand::Rank(args) => places::rank(args),
		JobsCommand::Allot(args) => args.act("allotment of the complexes", calls::allot),
		JobsCommand::Take(args) => places::take(args),
		JobsCommand::GiveUp(args) => args.act("giving up of a complex", calls::give_up),
		JobsCommand::Swap(args) => places::propose(args, calls::Exchange::Swap),
		JobsCommand::StandIn(args) => places::propose(args, calls::Exchange::Substitution),
		JobsCommand::Agree(args) => places::agree(args),
		JobsCommand::Jury(args) => outside::jury(args),
		JobsCommand::Outside(command) => outside::run(command),
		JobsCommand::Report(args) => report::reports(args),
		JobsCommand::Show(args) => report::show(args),
		JobsCommand::Tidy(args) => workers::tidy(args),
	}
}
