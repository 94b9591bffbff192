//! Who offers hours and is qualified, how a council divides its labour, and what is dead.

use super::OnCouncil;
use crate::{
	chain::{
		job_calls::{self as calls, Mode},
		Chain,
	},
	commands::signing::Signing,
	errors::{Result, Verdict},
	jobs::{
		terms::{LAST_QUALIFICATION, MOST_PORTIONS},
		units, workplace,
	},
	people::{
		act::Act,
		keys::{who, Who},
		text,
	},
};
use clap::Args;
use parecon_jobs_engine::Points;
use parecon_primitives::{CouncilId, MemberId};
use serde_json::Value as Json;

/// Which hours to offer.
#[derive(Debug, Args)]
pub struct Offer {
	/// Minutes a period by day
	#[arg(long, value_name = "MINUTES", default_value_t = 0)]
	day: u16,
	/// Minutes a period in the evening
	#[arg(long, value_name = "MINUTES", default_value_t = 0)]
	evening: u16,
	/// Minutes a period at night
	#[arg(long, value_name = "MINUTES", default_value_t = 0)]
	night: u16,
	/// Minutes a period at weekends
	#[arg(long, value_name = "MINUTES", default_value_t = 0)]
	weekend: u16,
	/// Take the offer back, with the qualifications that go with it
	#[arg(long, conflicts_with_all = ["day", "evening", "night", "weekend"])]
	withdraw: bool,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// Who is qualified for what.
#[derive(Debug, Args)]
pub struct Qualify {
	/// The member
	#[arg(value_name = "MEMBER", value_parser = who)]
	member: Who,
	/// The qualification, 0 to 31: the council says what each stands for
	#[arg(value_name = "Q",
		value_parser = clap::value_parser!(u8).range(0..=i64::from(LAST_QUALIFICATION)))]
	qualification: u8,
	/// Withdraw it
	#[arg(long)]
	withdraw: bool,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// How a council divides its labour.
#[derive(Debug, Args)]
pub struct Rules {
	/// advisory: any division can be adopted; binding: only one within the tolerance
	#[arg(long, value_name = "MODE", value_parser = ["advisory", "binding"])]
	mode: Option<String>,
	/// How far a balanced complex may lie from the mean, in points: 0 to 10
	#[arg(long, value_name = "POINTS", value_parser = units::points)]
	tolerance: Option<Points>,
	/// The most tasks in a complex, 1 to 8
	#[arg(long, value_name = "K",
		value_parser = clap::value_parser!(u8).range(1..=i64::from(MOST_PORTIONS)))]
	most_tasks: Option<u8>,
	/// After how many periods in one complex others who want it come first
	#[arg(long, value_name = "PERIODS", value_parser = clap::value_parser!(u8).range(1..))]
	precedence: Option<u8>,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// What is dead.
#[derive(Debug, Args)]
pub struct Tidy {
	/// The member of whom something is dead there; without it, everything of a council that is
	/// dissolved
	#[arg(value_name = "MEMBER", value_parser = who)]
	member: Option<Who>,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

impl OnCouncil {
	fn id(&self) -> CouncilId {
		CouncilId(self.council)
	}

	fn signing(&self) -> &Signing {
		&self.signing
	}
}

/// Offers hours.
pub fn offer(args: &Offer) -> Result<Verdict> {
	if args.withdraw {
		return args.on.act("withdrawal of hours", calls::withdraw_hours);
	}
	let council = args.on.id();
	args.on.signing().run(async |_, _, signer| {
		let minutes = [args.day, args.evening, args.night, args.weekend];
		let what = format!("hours of {} in council {council}", signer.name);
		Ok(Act::new(what, calls::offer_hours(council, minutes)))
	})
}

/// Grants a qualification, or withdraws it.
pub fn qualify(args: &Qualify) -> Result<Verdict> {
	let council = args.on.id();
	args.on.signing().run(async |chain, at, _| {
		let member = args.member.member(chain, at).await?;
		let (what, q) = (if args.withdraw { "withdrawal" } else { "grant" }, args.qualification);
		let what = format!("{what} of qualification {q} of member {member} in council {council}");
		Ok(Act::new(what, calls::qualify(council, member, q, !args.withdraw)))
	})
}

/// Shows or sets the rules.
pub fn rules(args: &Rules) -> Result<Verdict> {
	let council = args.on.id();
	let Rules { mode, tolerance, most_tasks, precedence, on } = args;
	if mode.is_none() && tolerance.is_none() && most_tasks.is_none() && precedence.is_none() {
		return on.signing().node.show(
			async |chain, at| {
				workplace::workplace(chain, at, council).await?;
				let answer = chain.ask(at, "Jobs", "workplace", council).await?;
				Ok(answer["workplace"]["rules"].clone())
			},
			shown_rules,
		);
	}
	on.signing().run(async |chain, at, signer| {
		let old = workplace::workplace(chain, at, council).await?.workplace.rules;
		let binding = mode.as_ref().map_or(old.mode == "Binding", |mode| mode == "binding");
		let rules = calls::Rules {
			mode: if binding { Mode::Binding } else { Mode::Advisory },
			tolerance: tolerance.unwrap_or(old.tolerance),
			most_tasks: most_tasks.unwrap_or(old.most_tasks),
			precedence: precedence.unwrap_or(old.precedence),
		};
		let what = format!("rules of council {council} by {}", signer.name);
		Ok(Act::new(what, calls::set_rules(council, rules)))
	})
}

/// The rules, with the tolerance in points.
fn shown_rules(rules: &Json) -> String {
	let mut rules = rules.clone();
	if let Some(micro) = rules["tolerance"].as_u64().and_then(|it| u32::try_from(it).ok()) {
		rules["tolerance"] = format!("{} points", units::exact(Points(micro))).into();
	}
	text::facts(&rules, 0)
}

/// Removes what is dead.
pub fn tidy(args: &Tidy) -> Result<Verdict> {
	let Some(member) = args.member else {
		return args.on.act("removal of the work", calls::close_workplace);
	};
	let council = args.on.id();
	args.on.signing().run(async |chain: &Chain, at, _| {
		let member: MemberId = member.member(chain, at).await?;
		let what = format!("removal of what is dead of member {member} in council {council}");
		Ok(Act::new(what, calls::tidy(council, member)))
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn rules_are_shown_in_points() {
		let rules =
			serde_json::json!({ "mode": "Advisory", "tolerance": 1_250_000, "most_tasks": 6 });
		let text = shown_rules(&rules);
		assert!(text.contains("1.25 points") && text.contains("Advisory"), "{text}");
	}
}
