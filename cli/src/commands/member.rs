//! `parecon member`: who belongs, from the first word to the last account.

use super::signing::{Key, Node, Signing};
use crate::{
	chain::{calls, At, Chain, Signer},
	errors::{Result, Verdict},
	output,
	people::{
		act::{refusal, Act, Question},
		keys::{account, who, Who},
		person, text,
	},
};
use clap::{Args, Subcommand};
use parecon_primitives::CouncilId;
use serde_json::Value as Json;
use subxt::utils::AccountId32;

/// What can be done about memberships.
///
/// Accounts are written as SS58, as 0x and 64 hexadecimal digits, or as //Name on a development
/// chain; members as their number or their account.
#[derive(Debug, Subcommand)]
pub enum MemberCommand {
	/// Give your word for a person who wants to become a member
	Sponsor(OnAccount),
	/// Take your word for a candidate back
	Withdraw(OnAccount),
	/// Object to a candidate: enough objections send the case to the candidate's home council
	Object(OnAccount),
	/// Decide a case as the speaker of the candidate's home council
	Settle(Settle),
	/// Make a member of a candidate who has words enough and has waited; anyone can
	Admit(OnAccount),
	/// Remove a candidacy that is too old; anyone can
	Discard(OnAccount),
	/// Say that you are still here: a membership that is not renewed lapses
	Renew(Signing),
	/// End your membership
	Leave(Signing),
	/// Show who acts through an account, and what that person may do
	///
	/// With --may-sponsor, --may-admit or --may-join: exit status 0 yes, 1 no.
	Show(Show),
	/// Move your membership to another account of yours: offer it, then accept with the new key
	MoveAccount(MoveAccount),
	/// Give a member who has lost the key another account, on the word of the member's own sponsors
	///
	/// More than half of those on whose word the member was admitted say which account it is. Then the
	/// member has time to object with the old key (--cancel), and anyone completes it (--complete).
	Recover(Recover),
	/// Care for people who have no vote
	#[command(subcommand)]
	Dependent(DependentCommand),
}

/// An account and who acts on it.
#[derive(Debug, Args)]
pub struct OnAccount {
	/// The account that it is about
	#[arg(value_name = "ACCOUNT", value_parser = account)]
	account: AccountId32,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// A case to decide.
#[derive(Debug, Args)]
pub struct Settle {
	/// The candidate
	#[arg(value_name = "ACCOUNT", value_parser = account)]
	account: AccountId32,
	/// Decide for the candidate
	#[arg(long, required_unless_present = "reject", conflicts_with = "reject")]
	admit: bool,
	/// Decide against the candidate
	#[arg(long)]
	reject: bool,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Whom to show.
#[derive(Debug, Args)]
pub struct Show {
	/// The account or the member's number; without it, whoever has the key
	#[arg(value_name = "ACCOUNT", value_parser = who,
		required_unless_present_any = ["key", "suri"], conflicts_with_all = ["key", "suri"])]
	account: Option<Who>,
	/// Whose account
	#[command(flatten)]
	key: Key,
	/// May this person give a word for that account?
	#[arg(long, value_name = "ACCOUNT", value_parser = account,
		conflicts_with_all = ["may_admit", "may_join"])]
	may_sponsor: Option<AccountId32>,
	/// Can this person be admitted now?
	#[arg(long, conflicts_with = "may_join")]
	may_admit: bool,
	/// May this person take a seat in that base council?
	#[arg(long, value_name = "COUNCIL")]
	may_join: Option<u32>,
	/// Where the chain is
	#[command(flatten)]
	node: Node,
}

/// Another account of the same person.
#[derive(Debug, Args)]
pub struct MoveAccount {
	/// The new account, to which you offer the membership
	#[arg(value_name = "NEW", value_parser = account,
		required_unless_present_any = ["accept", "withdraw"])]
	new: Option<AccountId32>,
	/// Accept: sign with the key of the new account
	#[arg(long, conflicts_with_all = ["new", "withdraw"])]
	accept: bool,
	/// Take the offer back
	#[arg(long, conflicts_with = "new")]
	withdraw: bool,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Whose account is lost, and which is to take its place.
#[derive(Debug, Args)]
pub struct Recover {
	/// The member: number or old account
	#[arg(value_name = "MEMBER", value_parser = who, required_unless_present = "cancel")]
	member: Option<Who>,
	/// The new account
	#[arg(value_name = "NEW", value_parser = account,
		required_unless_present_any = ["cancel", "complete", "discard"])]
	new: Option<AccountId32>,
	/// Stop the recovery of your own membership, with the key that is not lost
	#[arg(long, conflicts_with_all = ["member", "new", "complete", "discard"])]
	cancel: bool,
	/// Complete it, once its time has come; anyone can
	#[arg(long, conflicts_with_all = ["new", "discard"])]
	complete: bool,
	/// Remove it, where it is too old; anyone can
	#[arg(long, conflicts_with = "new")]
	discard: bool,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// What can be done about dependents.
#[derive(Debug, Subcommand)]
pub enum DependentCommand {
	/// Take a person into your care, who counts once a neighbour confirms it
	Add(OnAccount),
	/// Confirm that a dependent lives with a neighbour of yours
	Confirm(OnAccount),
	/// End your care for a dependent
	Remove(OnAccount),
	/// Offer the care for a dependent to another member
	HandOver(HandOver),
	/// Take over the care for a dependent that was offered to you
	Accept(OnAccount),
}

/// Whom to hand over, and to whom.
#[derive(Debug, Args)]
pub struct HandOver {
	/// The dependent's account
	#[arg(value_name = "ACCOUNT", value_parser = account)]
	account: AccountId32,
	/// The member who is to care
	#[arg(value_name = "MEMBER", value_parser = who)]
	to: Who,
	/// Who signs
	#[command(flatten)]
	signing: Signing,
}

/// Runs `parecon member`. What the rules of the chain refuse is a failed check.
pub fn run(command: &MemberCommand) -> Result<Verdict> {
	match command {
		MemberCommand::Show(args) => show(args),
		MemberCommand::MoveAccount(args) => {
			args.signing.run(async |_, _, signer| Ok(move_account(args, signer)))
		},
		MemberCommand::Recover(args) => {
			args.signing.run(async |chain, at, signer| recover(args, chain, at, signer).await)
		},
		MemberCommand::Dependent(command) => dependent(command),
		MemberCommand::Renew(signing) => signing.run(async |_, _, signer| {
			Ok(Act::new(format!("renewal of {}", signer.name), calls::renew()))
		}),
		MemberCommand::Leave(signing) => signing.run(async |_, _, signer| {
			Ok(Act::new(format!("leaving of {}", signer.name), calls::leave_membership()))
		}),
		MemberCommand::Settle(args) => args.signing.run(async |_, _, signer| {
			let what = format!("decision of {} on {}", signer.name, args.account);
			Ok(Act::new(what, calls::settle_case(args.account, args.admit)))
		}),
		MemberCommand::Sponsor(args)
		| MemberCommand::Withdraw(args)
		| MemberCommand::Object(args)
		| MemberCommand::Admit(args)
		| MemberCommand::Discard(args) => {
			args.signing.run(async |_, _, signer| Ok(candidacy(command, args, signer)))
		},
	}
}

/// What is done about a candidacy.
fn candidacy(command: &MemberCommand, args: &OnAccount, signer: &Signer) -> Act {
	let (account, name) = (args.account, &signer.name);
	match command {
		MemberCommand::Sponsor(_) => {
			let question = Question::new("Members", "may_sponsor", (signer.account(), account));
			Act::new(format!("word of {name} for {account}"), calls::sponsor(account))
				.if_allowed(question)
		},
		MemberCommand::Withdraw(_) => {
			Act::new(format!("withdrawal of {name}'s word for {account}"), calls::withdraw(account))
		},
		MemberCommand::Object(_) => {
			Act::new(format!("objection of {name} to {account}"), calls::object(account))
		},
		MemberCommand::Discard(_) => {
			Act::new(format!("removal of the candidacy of {account}"), calls::discard(account))
		},
		_ => Act::new(format!("admission of {account}"), calls::admit(account))
			.if_allowed(Question::new("Members", "may_admit", account)),
	}
}

fn move_account(args: &MoveAccount, signer: &Signer) -> Act {
	let name = &signer.name;
	match args.new {
		Some(new) => {
			Act::new(format!("offer of {name}'s membership to {new}"), calls::offer_account(new))
		},
		None if args.accept => {
			Act::new(format!("acceptance of a membership by {name}"), calls::accept_account())
		},
		None => Act::new(
			format!("withdrawal of the offer of {name}'s membership"),
			calls::withdraw_account_offer(),
		),
	}
}

async fn recover(args: &Recover, chain: &Chain, at: &At, signer: &Signer) -> Result<Act> {
	let name = &signer.name;
	let Some(member) = args.member else {
		return Ok(Act::new(format!("end of the recovery of {name}"), calls::cancel_recovery()));
	};
	let member = member.member(chain, at).await?;
	Ok(match args.new {
		Some(new) => {
			let question = Question::new("Members", "may_recover", (signer.account(), member, new));
			let what = format!("word of {name} that member {member} acts through {new}");
			Act::new(what, calls::recover(member, new)).if_allowed(question)
		},
		None if args.complete => {
			Act::new(format!("recovery of member {member}"), calls::complete_recovery(member))
		},
		None => Act::new(
			format!("removal of the recovery of member {member}"),
			calls::discard_recovery(member),
		),
	})
}

fn dependent(command: &DependentCommand) -> Result<Verdict> {
	let (args, what, call): (_, _, fn(AccountId32) -> calls::Call) = match command {
		DependentCommand::HandOver(args) => {
			return args.signing.run(async |chain, at, signer| {
				let to = args.to.member(chain, at).await?;
				let what =
					format!("offer of {} to member {to} to care for {}", signer.name, args.account);
				Ok(Act::new(what, calls::hand_over(args.account, to)))
			})
		},
		DependentCommand::Add(args) => (args, "care", calls::add_dependent),
		DependentCommand::Confirm(args) => (args, "confirmation", calls::confirm_dependent),
		DependentCommand::Remove(args) => (args, "end of care", calls::remove_dependent),
		DependentCommand::Accept(args) => (args, "acceptance of care", calls::accept_guardianship),
	};
	args.signing.run(async |_, _, signer| {
		Ok(Act::new(format!("{what} of {} for {}", signer.name, args.account), call(args.account)))
	})
}

fn show(args: &Show) -> Result<Verdict> {
	let who = match args.account {
		Some(who) => who,
		None => Who::Account(args.key.signer()?.account()),
	};
	super::runtime()?.block_on(async {
		let chain = Chain::connect(&args.node.url).await?;
		let at = chain.best().await?;
		let account = who.account(&chain, &at).await?;
		match question(args, account) {
			Some(question) => answer(&question.ask(&chain, &at).await?, args.node.json),
			None => {
				let person = person::person(&chain, &at, account).await?;
				match args.node.json {
					true => output::print_json(&person)?,
					false => output::print(&person::shown(&person))?,
				}
				Ok(Verdict::Done)
			},
		}
	})
}

/// What is asked about the person, if it is one thing.
fn question(args: &Show, account: AccountId32) -> Option<Question> {
	if let Some(candidate) = args.may_sponsor {
		return Some(Question::new("Members", "may_sponsor", (account, candidate)));
	}
	if let Some(council) = args.may_join {
		return Some(Question::new("Councils", "may_join", (account, CouncilId(council))));
	}
	args.may_admit.then(|| Question::new("Members", "may_admit", account))
}

/// Prints what a view answers to "may I?". No is a failed check.
fn answer(answer: &Json, json: bool) -> Result<Verdict> {
	let refused = refusal(answer);
	if json {
		output::print_json(answer)?;
	} else {
		let part = |why: &Json, name: &str| text::word(&why[name]);
		let verdict = match &refused {
			None => "yes\n".to_owned(),
			Some(why) => format!("no: {}: {}\n", part(why, "error"), part(why, "why")),
		};
		output::print(&(verdict + &text::facts(&text::without(answer, "verdict"), 1)))?;
	}
	Ok(if refused.is_some() { Verdict::Failed } else { Verdict::Done })
}
