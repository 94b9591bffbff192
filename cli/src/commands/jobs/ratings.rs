//! Ratings: committed in one period, revealed in the next.

use super::OnCouncil;
use crate::{
	chain::{job_calls as calls, At, Chain, Signer},
	errors::{Error, Result, Verdict},
	jobs::{
		files,
		ratings::{self, hash_text, new_salt, usual_file, Secret},
		workplace,
	},
	people::act::Act,
};
use clap::Args;
use parecon_primitives::CouncilId;
use primitive_types::H256;
use std::{collections::BTreeMap, path::PathBuf};
use subxt::config::Hasher;

/// What to rate.
#[derive(Debug, Args)]
pub struct Rate {
	/// A table of ratings
	#[arg(long, value_name = "FILE")]
	file: PathBuf,
	/// Where to keep ratings and salt until they are revealed: a new file. By default
	/// ratings-COUNCIL-MEMBER-PERIOD.json
	#[arg(long, value_name = "FILE")]
	salt_file: Option<PathBuf>,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// What to reveal.
#[derive(Debug, Args)]
pub struct Reveal {
	/// The file that `rate` has written. By default ratings-COUNCIL-MEMBER-PERIOD.json
	#[arg(long, value_name = "FILE")]
	salt_file: Option<PathBuf>,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// Commits to ratings.
pub fn rate(args: &Rate) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	args.on.signing.run(async |chain, at, signer| {
		let secret = secret(args, chain, at, signer).await?;
		let file = args
			.salt_file
			.clone()
			.unwrap_or_else(|| usual_file(secret.council, secret.member, secret.period));
		// Written first: what is committed and lost cannot be revealed.
		files::write_private(&file, &secret)?;
		eprintln!(
			"{}: ratings and salt, readable by you alone; keep it, and reveal it in period {}: \
			 `parecon jobs reveal --council {council} --salt-file {}`",
			file.display(),
			secret.period.saturating_add(1),
			file.display(),
		);
		let hash: H256 = at.hasher().hash(&secret.preimage());
		let what = format!("commitment of {} to ratings in council {council}", signer.name);
		Ok(Act::new(what, calls::commit_ratings(council, hash)))
	})
}

/// The ratings with what binds them to chain, council, member and period.
async fn secret(args: &Rate, chain: &Chain, at: &At, signer: &Signer) -> Result<Secret> {
	let council = CouncilId(args.on.council);
	let ids = workplace::workplace(chain, at, council).await?.workplace.tasks;
	let tasks = workplace::tasks(chain, at, &ids).await?;
	let names: BTreeMap<u32, String> =
		tasks.iter().map(|(id, found)| (id.0, found.task.spec.name())).collect();
	let ratings = ratings::read(&args.file, &names)?;
	let member = workplace::signer(chain, at, signer).await?;
	let answer = chain.ask(at, "Jobs", "ratable", (council, member)).await?;
	let ratable = answer.as_array().and_then(|both| both.get(1)?.as_array());
	let may = |task: u32| ratable.is_some_and(|list| list.iter().any(|it| *it == task));
	if let Some(rated) = ratings.iter().find(|rated| !may(rated.task)) {
		return Err(Error::new(
			format!(
				"{}: {} may not rate task {} ({})",
				args.file.display(),
				signer.name,
				rated.task,
				names[&rated.task]
			),
			"rate what you have done, or what nobody in your council has done yet, or as a juror",
		));
	}
	Ok(Secret {
		genesis: hash_text(chain.genesis()),
		council: council.0,
		member: member.0,
		period: workplace::period(chain, at).await?,
		salt: hash_text(new_salt()?),
		ratings,
	})
}

/// Reveals ratings.
pub fn reveal(args: &Reveal) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	args.on.signing.run(async |chain, at, signer| {
		let member = workplace::signer(chain, at, signer).await?;
		let period = workplace::period(chain, at).await?;
		let last = period.saturating_sub(1);
		let file = args.salt_file.clone().unwrap_or_else(|| usual_file(council.0, member.0, last));
		let secret = Secret::read(&file)?;
		let wrong =
			|what: String, next: &str| Err(Error::new(format!("{}: {what}", file.display()), next));
		if secret.genesis != hash_text(chain.genesis()) {
			return wrong(
				"these are ratings on another chain".into(),
				"give the chain's with --url",
			);
		}
		if (secret.council, secret.member) != (council.0, member.0) {
			let what =
				format!("these are of member {} in council {}", secret.member, secret.council);
			return wrong(what, "sign with that member's key, and name that council");
		}
		if secret.period.checked_add(1) != Some(period) {
			let what =
				format!("these were committed in period {}, and this is {period}", secret.period);
			return wrong(
				what,
				"ratings are revealed in the period after; rate again if it is over",
			);
		}
		let what = format!("ratings of {} in council {council}", signer.name);
		let salt = secret.salt_bytes().unwrap_or_default();
		Ok(Act::new(what, calls::reveal_ratings(council, &secret.lines(), salt)))
	})
}
