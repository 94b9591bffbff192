//! The command line of `parecon`.

use clap::{Parser, Subcommand};
use parecon_cli::{commands, errors::exit_code};
use std::process::ExitCode;

/// Plan an economy together: simulate, drive, audit and show planning years; belong and decide
///
/// A planning year goes in iterations. Prices are announced; every council answers with what it
/// would supply and use at these prices; a mechanical rule turns the totals into the next prices;
/// until supply meets demand. Then both sides ratify the plan.
///
/// Exit status: 0 done, 1 the check failed, 2 cannot run.
#[derive(Debug, Parser)]
#[command(name = "parecon", version)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Write economies to plan with
	#[command(subcommand)]
	Economy(commands::economy::EconomyCommand),
	/// Play a planning year off chain, with the arithmetic of the chain
	///
	/// The councils of the economy answer each announced price vector by their closed forms, and the
	/// engine that runs on the chain finds the next prices. It stops where the chain would stop.
	Simulate(commands::simulate::Simulate),
	/// Play the same year on a running chain, every council from a key of its own
	///
	/// For development chains: it has Alice to Ferdie sponsor a key for each council as a member, lets
	/// it found its council, and puts goods and the opening of the cycle to the founders. Then
	/// every council answers each announced price vector, and its speaker ratifies. The key of council
	/// n is //parecon/NAME/workers/n or //parecon/NAME/consumers/n.
	///
	/// Exit status: 0 the plan was ratified, 1 the cycle lapsed, 2 it could not be driven.
	Drive(commands::drive::Drive),
	/// Recompute a cycle, or job complexes, from a node's blocks, or a cycle from a file, and compare
	///
	/// With --jobs: every rating, index, division, lot, allotment, weight and report. Of a cycle: every
	/// total, price, test, tally and hash is found again from what extrinsics hold and events
	/// accepted. The node has to keep the state of old blocks (--state-pruning archive). With --file
	/// no node is asked: headers, finality, extrinsics and values are checked against the hash of the
	/// genesis block first.
	///
	/// Exit status: 0 everything agrees, 1 something differs or the file does not hold, 2 it could not
	/// be read.
	Audit(commands::audit::Audit),
	/// Write what a chain has of a cycle into a file
	#[command(subcommand)]
	History(commands::history::HistoryCommand),
	/// Tell where the running planning year stands, and take part in it for a council
	///
	/// What the chain's rules refuse ends with exit status 1, the rule, and what to do next; what the node
	/// does not take, or what cannot be meant, with 2.
	#[command(subcommand)]
	Cycle(commands::cycle::CycleCommand),
	/// Ask your neighbourhood for goods, and see what the plan grants you of them
	///
	/// What the chain's rules refuse ends with exit status 1, the rule, and what to do next; what the node
	/// does not take, or what cannot be meant, with 2.
	#[command(subcommand)]
	Request(commands::acts::request::RequestCommand),
	/// List what is planned, and claim to be harmed by a pollutant
	#[command(subcommand)]
	Good(commands::acts::good::GoodCommand),
	/// Tell how prices came about
	#[command(subcommand)]
	Price(commands::price::PriceCommand),
	/// Show what the councils agreed on
	#[command(subcommand)]
	Plan(commands::plan::PlanCommand),
	/// Become a member and stay one: words, objections, accounts, recovery, dependents
	///
	/// Accounts are written as SS58, as 0x and 64 hexadecimal digits, or as //Name on a development
	/// chain; members as their number or their account. What the chain's rules refuse ends with
	/// exit status 1 and the rule; what the node does not take, or what cannot be meant, with 2.
	#[command(subcommand)]
	Member(commands::member::MemberCommand),
	/// Take a seat, choose who speaks, and federate councils
	///
	/// Workers' and consumers' councils are two trees: a base council seats members, a federation seats
	/// councils, and each council acts through whoever speaks for it now. What the chain's rules
	/// refuse ends with exit status 1 and the rule; what the node does not take, or what cannot be meant,
	/// with 2.
	#[command(subcommand)]
	Council(commands::council::CouncilCommand),
	/// List, rate and divide the work of a council, so that nobody has the good work alone
	///
	/// Who speaks for a council registers its tasks; members rate them, offer hours, and submit divisions
	/// of the work into job complexes; who speaks for it adopts the best one, and members take its
	/// complexes in turn. What the chain's rules refuse ends with exit status 1 and the rule; what the
	/// node does not take, or what cannot be meant, with 2.
	#[command(subcommand)]
	Jobs(commands::jobs::JobsCommand),
	/// Make calls for wallets
	#[command(subcommand)]
	Call(commands::call::CallCommand),
}

fn main() -> ExitCode {
	exit_code(match Cli::parse().command {
		Command::Economy(command) => commands::economy::run(&command),
		Command::Simulate(args) => commands::simulate::run(&args),
		Command::Drive(args) => commands::drive::run(&args),
		Command::Audit(args) => commands::audit::run(&args),
		Command::History(command) => commands::history::run(&command),
		Command::Cycle(command) => commands::cycle::run(&command),
		Command::Request(command) => commands::acts::request::run(&command),
		Command::Good(command) => commands::acts::good::run(&command),
		Command::Price(command) => commands::price::run(&command),
		Command::Plan(command) => commands::plan::run(&command),
		Command::Member(command) => commands::member::run(&command),
		Command::Council(command) => commands::council::run(&command),
		Command::Jobs(command) => commands::jobs::run(&command),
		Command::Call(command) => commands::call::run(&command),
	})
}
