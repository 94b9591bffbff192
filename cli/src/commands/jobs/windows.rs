//! Windows for divisions, and what is submitted in them.

use super::OnCouncil;
use crate::{
	chain::{
		job_calls::{self as calls, Complex},
		At, Chain,
	},
	errors::{Error, Result, Verdict},
	jobs::{
		answers::Claim,
		division,
		solver::Bundle,
		terms::{self, Terms},
		told,
		units::shown,
		workplace,
	},
	output,
	people::act::Act,
};
use clap::Args;
use parecon_jobs_engine::Quality;
use parecon_primitives::CouncilId;
use serde_json::json;
use std::path::PathBuf;

/// What to do about a window.
#[derive(Debug, Args)]
pub struct Window {
	/// Open one of so many blocks: tasks, ratings and hours are frozen for it
	#[arg(long, value_name = "BLOCKS", conflicts_with_all = ["drop", "terms"],
		value_parser = clap::value_parser!(u32).range(1..))]
	blocks: Option<u32>,
	/// Remove one that has expired, or, where you speak for the council, that has closed
	#[arg(long, conflicts_with = "terms")]
	drop: bool,
	/// Write the terms of the open one into a file, to be divided without a node
	#[arg(long, value_name = "FILE")]
	terms: Option<PathBuf>,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// What to submit.
#[derive(Debug, Args)]
pub struct Submit {
	/// The division
	#[arg(long, value_name = "FILE")]
	file: PathBuf,
	/// Where
	#[command(flatten)]
	on: OnCouncil,
}

/// Shows, opens or removes a window.
pub fn window(args: &Window) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	if args.drop {
		return args.on.act("removal of the window", calls::drop_window);
	}
	if let Some(blocks) = args.blocks {
		return args.on.signing.run(async |_, _, signer| {
			let what = format!("window of {blocks} blocks in council {council} by {}", signer.name);
			Ok(Act::new(what, calls::open_window(council, blocks)))
		});
	}
	let node = &args.on.signing.node;
	let (frozen, best, window, answer) = super::super::runtime()?.block_on(async {
		let chain = Chain::connect(&node.url).await?;
		let at = chain.best().await?;
		let (frozen, best, window) = workplace::window(&chain, &at, council).await?;
		let answer = chain.ask(&at, "Jobs", "workplace", council).await?;
		Ok::<_, Error>((frozen, best, window, answer))
	})?;
	if let Some(file) = &args.terms {
		terms::write(file, &frozen)?;
	}
	if node.json {
		output::print_json(&json!({ "window": answer["window"], "best": answer["best"] }))?;
	} else {
		let (closes, expires) = (window.closes, window.expires);
		let lines = format!(
			"{}closes at block {closes}, expires at block {expires}\n{}\n",
			told::terms(&frozen),
			best_so_far(best.as_ref()),
		);
		output::print(&lines)?;
	}
	Ok(Verdict::Done)
}

fn best_so_far(best: Option<&Claim>) -> String {
	match best {
		None => "no division has been submitted".into(),
		Some(Claim { quality, by }) => format!(
			"best division so far: worst deviation {}, by member {by}",
			shown(quality.worst)
		),
	}
}

/// Submits a division. One that the chain would refuse is not sent.
pub fn submit(args: &Submit) -> Result<Verdict> {
	let council = CouncilId(args.on.council);
	let division = division::read(&args.file)?;
	let (signing, file) = (&args.on.signing, &args.file);
	// A key first: without one there is no need to ask a node.
	signing.key.signer()?;
	let (frozen, best) = super::super::runtime()?.block_on(async {
		let chain = Chain::connect(&signing.node.url).await?;
		let at: At = chain.best().await?;
		let (frozen, best, _) = workplace::window(&chain, &at, council).await?;
		Ok::<_, Error>((frozen, best))
	})?;
	let bundles = division.places(&frozen, file)?;
	let refusal = |what: String| -> Result<Verdict> {
		match signing.node.json {
			true => output::print_json(&json!({ "refused": what }))?,
			false => output::print(&format!("{}: not sent: {what}\n", file.display()))?,
		}
		Ok(Verdict::Failed)
	};
	let quality = match measured(&frozen, &bundles) {
		Ok(quality) => quality,
		Err(fault) => return refusal(fault),
	};
	if let Some(best) = best.filter(|best| best.quality < quality) {
		let (ours, theirs) = (shown(quality.worst), best_so_far(Some(&best)));
		return refusal(format!("its worst deviation is {ours}; {theirs}"));
	}
	let complexes = encoded(&bundles);
	signing.run(async |_, _, signer| {
		let what = format!(
			"division of council {council} with worst deviation {} by {}",
			shown(quality.worst),
			signer.name
		);
		Ok(Act::new(what, calls::submit(council, quality, &complexes)))
	})
}

/// The quality of a division by the chain's own code, or what is wrong with it.
fn measured(frozen: &Terms, bundles: &[Bundle]) -> std::result::Result<Quality, String> {
	let verified = frozen.problem.verify(bundles);
	verified.map(|verified| verified.quality).map_err(|fault| told::fault(frozen, fault))
}

fn encoded(bundles: &[Bundle]) -> Vec<Complex> {
	let complex = |bundle: &Bundle| Complex {
		// Places are below 128.
		fits: bundle.worker as u8,
		portions: bundle.portions.clone(),
	};
	bundles.iter().map(complex).collect()
}
